//! `evb explain`: pages of findings, whose examples are true.

use evb::check::LINTS;
use evb::commands::explain::pages;
use evb::diagnostic::Severity;

use crate::support::Pretend;

#[test]
fn a_page_tells_why_it_matters_and_what_to_write() {
    insta::assert_snapshot!(Pretend::default().evb(&["explain", "pattern-scalar"]), @r#"
    exit: Success
    --- stdout
    # pattern-scalar

    A field of a pattern has a value that is not in a list.

    Severity `error`, confidence `high`. `evb check --fix` undoes it where it is certain what was meant.

    ## Why it matters

    The values of a field stand in a list, even a single one. AWS refuses the pattern, and its own pages show the mistake in places.

    ## Bad

    ```json bad
    {"source": "aws.ec2"}
    ```

    ## Good

    ```json good
    {"source": ["aws.ec2"]}
    ```

    ## What it does not find

    A value in a list that is not the one that events have.

    ## Source

    AWS: EventBridge User Guide, "Amazon EventBridge event patterns", <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html>.
    "#);
}

#[test]
fn a_name_of_an_engine_leads_to_the_page() {
    let page = |name| Pretend::default().run(&["explain", name]).stdout;
    assert!(page("pattern/bare-value").ends_with(&page("pattern-scalar")));
    insta::assert_snapshot!(page("schedule/rate-anchor"), @r#"
    # schedule/rate-anchor

    Nobody said when the rate begins.

    ```console bad
    $ evb next-fires 'rate(1 day)'
    ```

    ```console good
    $ evb next-fires 'rate(1 day)' --created 2026-11-20T10:00:00Z
    ```

    ## Source

    AWS: EventBridge Scheduler User Guide, "Schedule types", <https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html>.
    "#);
}

#[test]
fn without_a_name_all_are_listed() {
    let listed = Pretend::default().evb(&["explain"]);
    let (findings, codes) = listed
        .split_once("\nCodes that commands tell in brackets:\n\n")
        .unwrap();
    assert_eq!(codes.lines().count(), pages().count());
    insta::assert_snapshot!(findings, @"
    exit: Success
    --- stdout
    account-not-asked                     info     A bus lets other accounts in, and a rule of it takes events of every account.
    alternative-dropped                   warning  EventBridge leaves out an alternative of a pattern, and what only that matches does not match.
    archive-forever                       info     An archive keeps every event of its bus for ever.
    arn-punctuation                       warning  A part of an ARN in `resources` is separated by a colon in place of a slash, or the other way round.
    aws-events-on-bus                     warning  A rule waits for events of AWS's services on a bus that they do not come to.
    aws-source                            warning  A source is spelled nearly as one of AWS is, and no service sends events as it.
    broad-pattern                         info     A rule takes every event of the default bus.
    bus-logs-loop                         warning  Logs of a bus go to a bucket that tells EventBridge of each of them.
    bus-name                              warning  A bus is named that is spelled nearly as one of the file.
    cloudtrail-event-source               warning  Calls that CloudTrail records are looked for under a service that they are not of.
    cloudtrail-read-only                  error    A rule waits for calls that only read, in a state in which it gets none.
    cloudtrail-resources                  warning  Resources are asked for in events that come by way of CloudTrail, which mostly name none.
    command-line                          warning  A command of the AWS CLI is not one that the shell runs as it reads.
    console-sign-in                       info     AWS spells the detail-type of sign-ins in two ways, and a pattern has one of them.
    dead-letter-queue                     error    A dead-letter queue is not a standard SQS queue.
    dead-letter-queue-is-target           warning  The dead-letter queue of a target is the target itself.
    dead-letter-queue-without-permission  warning  A dead-letter queue does not let in what could not be delivered.
    dead-letter-retention                 info     A dead-letter queue keeps what it gets for less than four days.
    discovery-on-encrypted-bus            error    Schemas are to be discovered on a bus that is encrypted with a key of the customer, where that does not work.
    duplicate-member                      warning  A name is given twice, and only one of them counts.
    duplicate-rules                       warning  Two rules send the same events to the same target.
    envelope-key                          error    A key at the top of a pattern is none that events have there.
    envelope-value                        error    The envelope of no event has such a value.
    event-detail-type-long                warning  The detail-type of an event is longer than AWS documents.
    event-entry                           error    PutEvents does not take an entry, or not as it is meant.
    event-forwarded-twice                 warning  Events that one rule forwards to a bus are to be forwarded from there, which EventBridge does not do.
    event-loop                            error    What a rule starts comes back to it, again and again.
    event-personal-data                   warning  An event holds data of a person, or a secret.
    event-size                            info     An event is billed as several.
    event-source-reserved                 error    An event has a source that belongs to AWS.
    event-type-of-source                  warning  A source of AWS is not known to send events of this detail-type.
    event-without-correlation             info     An event has nothing by which those of one operation are found.
    event-without-idempotency             info     An event has nothing by which it is known when it comes again.
    event-without-version                 info     An event says no version of what it holds.
    field-of-event                        warning  The events for which a pattern is do not have a field.
    filter-policy                         error    A filter policy is beyond what SNS takes.
    global-service-region                 warning  A rule waits in another Region than us-east-1 for events of a service that is there alone.
    input-constraint                      error    A part of an input is too long, too many or malformed.
    input-field                           warning  A path of an input leads nowhere in the events that the rule matches.
    input-never-json                      warning  An input template is not JSON whatever the event holds.
    input-not-json                        error    The input of a target is not JSON, or not one that the target takes.
    input-of-match                        warning  For events that a rule matches, the input of a target is not JSON.
    input-on-bus                          error    A rule's target that is an event bus has an input of its own.
    input-path                            warning  A path of an input is none that AWS documents, and may lead nowhere.
    input-path-unused                     info     A name of an input paths map stands nowhere in the template.
    input-placeholder                     error    A placeholder of an input template is not declared, or stands where it cannot.
    input-several                         error    A target has more than one kind of input.
    key-without-permission                error    The key of a queue or a topic does not let EventBridge or SNS use it.
    logs-hold-events                      info     Logs of a bus or a pipe hold events as they are.
    mapping-limit                         error    A value of an event source mapping is outside of its range, or does not go with its source or function.
    mapping-missing                       error    An event source mapping lacks what it must have.
    no-dead-letter-queue                  info     What a target does not take is lost: there is no dead-letter queue.
    no-retry-policy                       info     A target has no retry policy: it is tried for a day.
    open-bus-policy                       warning  A policy lets every account of AWS put events on a bus.
    operator-as-field                     warning  An operator of a pattern stands outside a list of values, where it is the name of a field.
    pattern-duplicate-field               warning  A field of a pattern is written twice, and only the last counts.
    pattern-empty                         error    A pattern, a field or a list of it is empty.
    pattern-foreign-text                  warning  A text of another language is compared as it stands.
    pattern-literal-star                  info     A `*` in a plain value stands for itself.
    pattern-long                          warning  A pattern is longer than AWS accepts unless the quota was raised.
    pattern-matches-everything            warning  The values of one list together match every value, or every number.
    pattern-matches-nothing               warning  A comparison of a pattern matches nothing.
    pattern-nearly-too-complex            info     AWS may refuse the wildcards of a pattern as too complex.
    pattern-never-matches                 error    No event matches a pattern.
    pattern-not-json                      error    The text of a pattern is no JSON object.
    pattern-number-text                   info     A number of a pattern is compared by its text only.
    pattern-operand                       error    An operator of a pattern has an operand that it does not take.
    pattern-operator                      error    An operator of a pattern does not exist, or there are several in one object.
    pattern-operator-undocumented         info     AWS does not document an operator where the pattern is used.
    pattern-operator-unsupported          error    An operator does not work where the pattern is used.
    pattern-refused                       error    AWS, or its engine, cannot take a pattern.
    pattern-scalar                        error    A field of a pattern has a value that is not in a list.
    pattern-shape                         error    Something in a pattern stands where it cannot stand.
    pattern-too-complex                   error    A pattern has more wildcards, fields or combinations than AWS takes.
    pattern-too-long                      error    A pattern is longer than AWS accepts.
    pattern-trailing-text                 info     Text follows a pattern, and AWS ignores it.
    permission-condition                  warning  A condition of a policy does not let in what the policy is for.
    permission-for-any-rule               info     A policy lets EventBridge in for the rules of every account.
    permission-source-account             info     A permission of a function compares the account of a rule, which AWS advises against.
    pipe-filter                           error    A filter asks for what records do not have, or not when filters run.
    pipe-limit                            error    A value of a pipe is outside of its range, or there are too many.
    pipe-missing                          error    A pipe lacks what it must have.
    pipe-service                          error    A service cannot be the source, enrichment or target of a pipe, or has the parameters of another.
    placeholder                           warning  A placeholder stands where a value must.
    refused                               error    A declaration is refused for a reason without a name of its own.
    replayed-events                       info     A rule of an archived bus takes replayed events as any others.
    request-constraint                    error    A member of a request has a value that AWS does not take.
    request-refused                       error    A request lacks what its service wants beyond what its model says.
    retry-policy                          error    A retry policy is outside of what AWS allows.
    retry-short                           info     A target is tried for less than an outage takes.
    role-trust                            error    The trust policy of a role does not name the service that is to take it on.
    role-without-permission               warning  A role does not allow what a rule, a schedule or a pipe needs it for.
    rule-disabled                         info     A rule is disabled.
    rule-state                            error    There is no such state of a rule.
    rule-without-target                   info     A rule has no target.
    rule-without-trigger                  error    A rule has neither an event pattern nor a schedule.
    s3-bucket-name                        error    An ARN stands where events of S3 have the name of a bucket, or a name where they have an ARN.
    s3-calls-need-trail                   info     A rule waits for calls on objects of S3, which only a trail with data events records.
    s3-not-enabled                        warning  A rule waits for events of a bucket that sends none to EventBridge.
    s3-notification-shape                 error    A pattern asks events of S3 for what only its notifications have.
    schedule-clock-change                 warning  A clock change leaves out a time of a schedule, or has it twice.
    schedule-cron                         error    A field of a cron expression has a value that it does not take.
    schedule-end-before-start             warning  The end date of a schedule is before its start date.
    schedule-expression                   error    A schedule expression is not one that AWS reads.
    schedule-in-utc                       info     A rule fires at an hour of UTC, and seems to mean the hour of another place.
    schedule-never-fires                  error    A schedule never fires, or not any more.
    schedule-only-on-scheduler            error    A rule has a schedule that only EventBridge Scheduler takes.
    schedule-piles-up                     warning  A schedule is due again before its last invocation is over.
    schedule-property                     error    A schedule lacks what it must have, or has a value that AWS does not know.
    schedule-start-in-the-past            info     The start date of a schedule is past: it cannot be created any more.
    schedule-sunday-is-one                warning  Days of the week are numbers, counted as if Monday were 1 perhaps: for AWS it is Sunday.
    schedule-target                       error    The target of a schedule is not one that Scheduler takes.
    schedule-timezone                     error    A time zone is not one that AWS knows, or not the one that its abbreviation suggests.
    schedule-unsettled                    info     AWS may refuse a schedule expression: its texts do not say.
    schedule-window                       error    A flexible time window does not say what it must.
    secret-in-file                        warning  A secret of a connection stands in the file.
    source-account                        error    A condition compares the number of an account with something else.
    subscription                          error    A topic does not take a subscription of this protocol, or of this endpoint.
    subscription-without-permission       warning  A queue or a function does not let its topic send to it.
    suppression-unused                    warning  A file says that something is to be ignored, and it is not found.
    target-elsewhere                      error    A target is in an account or a Region to which a rule does not send.
    target-id-twice                       error    Two targets of a rule have the same id.
    target-on-other-bus                   warning  A target looks for its rule where the rule is not.
    target-takes-nothing                  warning  A queue, a topic or a function takes nothing of what is sent to it.
    target-without-permission             warning  A target does not let its rule send to it, and there is no role that may.
    template-function                     warning  A function or variable of a template cannot do what it is asked.
    template-refused                      error    The tool that deploys a template refuses it.
    unknown-member                        error    A member is not one that AWS knows: misspelt, mostly.
    value-of-event                        warning  A field never has this value in the events for which a pattern is.
    wildcard-rules                        warning  A bus has more rules with wildcards than AWS allows.
    wrong-type                            error    A member has the wrong type.
    yaml-syntax                           warning  YAML that some tools read and others do not.
    yaml-value                            warning  YAML makes something else of a value than is written.
    ");
}

#[test]
fn a_name_that_there_is_not_is_told() {
    insta::assert_snapshot!(Pretend::default().evb(&["explain", "pattern-scaler"]), @r"
    exit: Failure
    --- stderr
    error[explain/unknown-name]: no finding is called `pattern-scaler`
     |
     = help: did you mean `pattern-scalar`?
    ");
}

/// The names under which the languages of examples are read.
fn file(language: &str) -> &'static str {
    match language {
        "json" => "pattern.json",
        "yaml" => "template.yaml",
        "hcl" => "main.tf",
        "serverless" => "serverless.yml",
        "sh" => "example.sh",
        "events" => "events.jsonl",
        other => panic!("{other}"),
    }
}

/// The examples of a page: the language, whether it is a good one, the text.
fn examples(page: &str) -> Vec<(&str, bool, &str)> {
    let blocks = page.split("```").skip(1).step_by(2);
    let examples = blocks.map(|block| {
        let (information, text) = block.split_once('\n').unwrap();
        let (language, word) = information.split_once(' ').unwrap();
        assert!(["good", "bad"].contains(&word), "{information}");
        (language, word == "good", text)
    });
    examples.collect()
}

#[test]
fn the_examples_of_every_page_are_true() {
    let mut wrong = Vec::new();
    for lint in LINTS {
        for (language, is_good, text) in examples(lint.page) {
            let name = file(language);
            let host = Pretend::default().file(name, text);
            let samples: &[&str] = if language == "events" {
                &["--events"]
            } else {
                &[]
            };
            let ended = host.run(&[&["check"], samples, &[name, "--format", "concise"]].concat());
            let is_told = ended.stdout.contains(&format!("[{}]", lint.name));
            // Advice is given on good ones too.
            let mut lines = ended.stdout.lines();
            let is_silent = lines.all(|line| line.contains(": info[")) && ended.stderr.is_empty();
            if is_good == is_told || is_good && !is_silent {
                wrong.push(format!(
                    "{} {language} {is_good}: {}{}",
                    lint.name, ended.stdout, ended.stderr
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of a command line with single quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, piece) in line.split('\'').enumerate() {
        match number % 2 {
            1 => words.push(piece.to_owned()),
            _ => words.extend(piece.split_whitespace().map(str::to_owned)),
        }
    }
    words
}

#[test]
fn the_commands_on_the_pages_of_codes_tell_them_or_do_not() {
    let mut wrong = Vec::new();
    let mut told = 0;
    for page in pages() {
        for block in page.text.split("```console ").skip(1) {
            let (kind, rest) = block.split_once("\n$ evb ").unwrap();
            let line = rest.lines().next().unwrap();
            let words = words(line);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let ended = Pretend::default().run(&words);
            // What is said beside a result is told by its code where the result is JSON.
            let is_told = ended.stderr.contains(&format!("[{}]", page.code))
                || ended
                    .stdout
                    .contains(&format!("\"code\":\"{}\"", page.code));
            told += usize::from(is_told);
            if is_told != (kind == "bad") {
                wrong.push(format!("{} {kind} {line}: {}", page.code, ended.stderr));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(told > 200, "{told}");
}

#[test]
fn every_page_has_its_parts_and_names_are_in_order() {
    let names: Vec<&str> = LINTS.iter().map(|lint| lint.name).collect();
    assert!(names.is_sorted());
    for lint in LINTS {
        for part in [
            "## Why it matters\n",
            "## What it does not find\n",
            "## Source\n\nAWS: ",
        ] {
            assert!(lint.page.contains(part), "{}: {part}", lint.name);
        }
        assert!(
            lint.summary.ends_with('.') && lint.summary.len() < 120,
            "{}",
            lint.name
        );
        let is_made =
            ["event-size", "pattern-long", "pattern-too-long", "refused"].contains(&lint.name);
        assert_eq!(examples(lint.page).is_empty(), is_made, "{}", lint.name);
        assert!(lint.severity <= Severity::Error);
    }
}

#[test]
fn patterns_that_are_too_long_have_names() {
    let values: Vec<String> = (0..400).map(|index| format!("\"value-{index}\"")).collect();
    let told = |count: usize| {
        let text = format!("{{\"source\": [{}]}}", values[..count].join(","));
        let ended = Pretend::default().run(&["check", &text, "--format", "concise"]);
        ended
            .stdout
            .split(": ")
            .nth(1)
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(
        [told(100), told(250), told(400)],
        ["", "warning[pattern-long]", "error[pattern-too-long]"]
    );
}
