//! The commonest mistakes, each with what is told of it: whoever reads that should know the fix at once.

use crate::support::Pretend;

const EVENT: &str = r#"{"id":"1","account":"123456789012","source":"aws.s3","time":"2024-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail-type":"t","detail":{}}"#;

/// For each input what is told: messages and helps, without the drawing.
pub(crate) fn told<'a>(inputs: &[&'a str], arguments: impl Fn(&'a str) -> Vec<&'a str>) -> String {
    let mut all = String::new();
    for input in inputs {
        let ended = Pretend::default().run(&arguments(input));
        all.push_str(&format!("{input}\n"));
        for line in ended.stderr.lines().chain(ended.stdout.lines()) {
            let line = line.trim_start();
            let help = line.strip_prefix("= help: ");
            let message = ["error[", "warning[", "note["]
                .iter()
                .any(|kind| line.starts_with(kind));
            let text = match help {
                Some(help) => format!("help: {}", beginning(help)),
                None => line
                    .split_once("]: ")
                    .map_or("", |(_, text)| text)
                    .to_owned(),
            };
            if message || help.is_some() {
                all.push_str(&format!("    {text}\n"));
            }
        }
    }
    all
}

/// What is listed at the end of a help is not of the matter.
fn beginning(help: &str) -> &str {
    help.split_once("; known (")
        .map_or(help, |(beginning, _)| beginning)
}

fn patterns(inputs: &[&str]) -> String {
    told(inputs, |pattern| vec!["test-pattern", "-p", pattern, EVENT])
}

fn schedules(inputs: &[&str]) -> String {
    let zone = ["--timezone", "America/New_York"];
    told(inputs, |text| [&["next-fires", text][..], &zone].concat())
}

fn entries(inputs: &[&str]) -> String {
    told(inputs, |entries| vec!["put-events", entries])
}

fn templates(inputs: &[&str]) -> String {
    let map = r#"{"id":"$.detail.id","n":"$.detail.n"}"#;
    let event = r#"{"detail":{"id":"i-1","n":5}}"#;
    told(inputs, |template| {
        vec![
            "transform",
            "--input-paths-map",
            map,
            "--input-template",
            template,
            event,
        ]
    })
}

#[test]
fn times_with_offsets() {
    insta::assert_snapshot!(schedules(&[
        "at(2027-02-03T10:00:00Z)",
        "at(2027-02-03T10:00:00+09:00)",
        "at(2027-02-03T10:00:00-05:00)",
        "at(2026-11-01T06:30:00Z)",
    ]), @"
    at(2027-02-03T10:00:00Z)
        `2027-02-03T10:00:00Z` is no time of a one-time schedule
        help: write `at(2027-02-03T05:00:00)`, the same instant on the clock of America/New_York
    at(2027-02-03T10:00:00+09:00)
        `2027-02-03T10:00:00+09:00` is no time of a one-time schedule
        help: write `at(2027-02-02T20:00:00)`, the same instant on the clock of America/New_York
    at(2027-02-03T10:00:00-05:00)
        `2027-02-03T10:00:00-05:00` is no time of a one-time schedule
        help: write `at(2027-02-03T10:00:00)`, the same instant on the clock of America/New_York
    at(2026-11-01T06:30:00Z)
        `2026-11-01T06:30:00Z` is no time of a one-time schedule
        help: write `at(2026-11-01T06:30:00)` and give the time zone `UTC` beside it
    ");
}

#[test]
fn expressions_of_other_crons_and_slips_of_the_pen() {
    insta::assert_snapshot!(schedules(&[
        "cron(0/1 * * ? *)",
        "cron(0 18.21 * * ? *)",
        "a(2027-02-03T10:00:00)",
        "cron(0 24 * * ? *)",
        "rate(5, minutes)",
        "cron(0 9 * * ? * *)",
        "every night at 11 p.m.",
        "rate(5 minutees)",
        "at(11/20/2026 10:00)",
        "at(20.11.2026 10:00)",
        "at(2026-11-20t10:00:00)",
        "cron(0 25 * * ? *)",
        "cron(0 12 * * 1-5 *)",
        "cron(0 9 ? * 1-5 *)",
        "cron(0 30 9 * * *)",
        "cron(0 0 12 * * ?)",
        "cron(0 15 10 ? * MON-FRI)",
        "cron(0 */5 * * * *)",
    ]), @"
    cron(0/1 * * ? *)
        a cron expression has six fields, and here are 5
        help: write `cron(0/1 * * * ? *)`
        Scheduler's user guide calls the year optional, its API reference wants six fields; evb wants six
    cron(0 18.21 * * ? *)
        `18.21` is no value of the hours field
        help: write `cron(0 18,21 * * ? *)`
    a(2027-02-03T10:00:00)
        this is no schedule expression
        help: write `at(2027-02-03T10:00:00)`
    cron(0 24 * * ? *)
        `24` is outside the hours field
        help: write `cron(0 0 * * ? *)`
    rate(5, minutes)
        `5,` is no value of a rate
        help: write `rate(5 minutes)`
    cron(0 9 * * ? * *)
        a cron expression has six fields, and here are 7
        help: write `cron(0 9 * * ? *)`
    every night at 11 p.m.
        this is no schedule expression
        help: write `cron(0 23 * * ? *)`
    rate(5 minutees)
        `minutees` is no unit of a rate
        help: write `rate(5 minutes)`
    at(11/20/2026 10:00)
        `11/20/2026 10:00` is no time of a one-time schedule
        help: write `at(2026-11-20T10:00:00)`
    at(20.11.2026 10:00)
        `20.11.2026 10:00` is no time of a one-time schedule
        help: write `at(2026-11-20T10:00:00)`
    at(2026-11-20t10:00:00)
        `2026-11-20t10:00:00` is no time of a one-time schedule
        help: write `at(2026-11-20T10:00:00)`
    cron(0 25 * * ? *)
        `25` is outside the hours field
    cron(0 12 * * 1-5 *)
        one of day-of-month and day-of-week must be `?`
        help: write `cron(0 12 ? * MON-FRI *)`
        `1-5` is Sunday to Thursday: AWS counts the days of the week from Sunday, 1
        help: write `MON-FRI` if those are meant, else `SUN-THU`: names cannot be counted wrongly
    cron(0 9 ? * 1-5 *)
        `1-5` is Sunday to Thursday: AWS counts the days of the week from Sunday, 1
        help: write `MON-FRI` if those are meant, else `SUN-THU`: names cannot be counted wrongly
    cron(0 30 9 * * *)
        an expression of AWS begins with minutes and ends with a year, and this one begins with seconds
        help: write `cron(30 9 * * ? *)`
    cron(0 0 12 * * ?)
        an expression of AWS begins with minutes and ends with a year, and this one begins with seconds
        help: write `cron(0 12 * * ? *)`
    cron(0 15 10 ? * MON-FRI)
        an expression of AWS begins with minutes and ends with a year, and this one begins with seconds
        help: write `cron(15 10 ? * MON-FRI *)`
    cron(0 */5 * * * *)
        one of day-of-month and day-of-week must be `?`
        help: did you mean `cron(0 */5 * * ? *)`, or `cron(*/5 * * * ? *)` if the first field is seconds?
    ");
}

#[test]
fn zones_by_their_abbreviations() {
    insta::assert_snapshot!(told(&["BST", "PST", "EST5EDT", "GMT+2"], |zone| {
        vec!["next-fires", "cron(0 9 * * ? *)", "-n", "1", "--timezone", zone]
    }), @"
    BST
        `BST` is no time zone of the IANA database, release 2026f
        help: did you mean `Europe/London` or `Asia/Dhaka`? `BST` is short for British Summer Time, or Bangladesh Standard Time
    PST
        `PST` is no time zone of the IANA database, release 2026f
        help: did you mean `America/Los_Angeles`? `PST` is short for Pacific Time
    EST5EDT
    GMT+2
        `GMT+2` is no time zone of the IANA database, release 2026f
        help: an offset is no zone: `Europe/Helsinki` has it in winter, `Europe/Berlin` in summer, where clocks change; `Etc/GMT-2`, whose sign is the other way round, has it all year
    ");
}

#[test]
fn operators_outside_their_list() {
    insta::assert_snapshot!(patterns(&[
        r#"{"source":{"prefix":"aws.ec2"}}"#,
        r#"{"detail":{"id":{"exists":true}}}"#,
        r#"{"detail":{"id":{"anything-but":["x"]}}}"#,
        r#"{"detail":{"id":{"numeric":[">",5]}}}"#,
    ]), @r#"
    {"source":{"prefix":"aws.ec2"}}
        the operator `prefix` stands outside a list of values
        help: write `"source": [{"prefix":"aws.ec2"}]`
    {"detail":{"id":{"exists":true}}}
        the operator `exists` stands outside a list of values
        help: write `"id": [{"exists":true}]`
    {"detail":{"id":{"anything-but":["x"]}}}
        `anything-but` stands outside a list of values: it is the name of a field here
        help: write `"id": [{"anything-but": ["x"]}]`
    {"detail":{"id":{"numeric":[">",5]}}}
        `numeric` stands outside a list of values: it is the name of a field here
        help: write `"id": [{"numeric": [">",5]}]`
    "#);
}

#[test]
fn operators_of_other_languages() {
    insta::assert_snapshot!(patterns(&[
        r#"{"$and":[{"source":["aws.s3"]},{"detail-type":["t"]}]}"#,
        r#"{"AND":[{"source":["aws.s3"]},{"detail-type":["t"]}]}"#,
        r#"{"or":[{"source":["a"]},{"detail-type":["t"]}]}"#,
        r#"{"$nor":[{"source":["a"]}]}"#,
        r#"{"source":[{"$in":["aws.s3"]}]}"#,
        r#"{"detail":{"a":[{"contains":"x"}]}}"#,
        r#"{"detail":{"a":[{"numeric":["=>",5]}]}}"#,
        r#"{"detail":{"a":[{"numeric":["!=",5]}]}}"#,
        r#"{"$or":{"source":["a"],"detail-type":["t"]}}"#,
        r#"{"$or":[{"source":["a"]}]}"#,
    ]), @r#"
    {"$and":[{"source":["aws.s3"]},{"detail-type":["t"]}]}
        `$and` is no operator
        help: fields beside each other are all needed: write `{"source": ["aws.s3"], "detail-type": ["t"]}`
    {"AND":[{"source":["aws.s3"]},{"detail-type":["t"]}]}
        `AND` is no operator
        help: fields beside each other are all needed: write `{"source": ["aws.s3"], "detail-type": ["t"]}`
    {"or":[{"source":["a"]},{"detail-type":["t"]}]}
        `or` is no operator
        help: did you mean `$or`?
    {"$nor":[{"source":["a"]}]}
        `$nor` is no operator
        help: exclude values in the list of each field: write `{"source": [{"anything-but": ["a"]}]}`
    {"source":[{"$in":["aws.s3"]}]}
        unknown operator `$in`
        help: write `"aws.s3"`
    {"detail":{"a":[{"contains":"x"}]}}
        unknown operator `contains`
        help: write `{"wildcard": "*x*"}`
    {"detail":{"a":[{"numeric":["=>",5]}]}}
        `=>` is no operator that may stand here in `numeric`
        help: write `">="`
    {"detail":{"a":[{"numeric":["!=",5]}]}}
        `numeric` has no `!=`
        help: write `{"anything-but": 5}`
    {"$or":{"source":["a"],"detail-type":["t"]}}
        `$or` needs a list of alternatives, not an object
        help: write `"$or": [{"source":["a"]}, {"detail-type":["t"]}]`
    {"$or":[{"source":["a"]}]}
        `$or` needs at least two alternatives
        help: one alternative is no choice: write `{"source": ["a"]}`
    "#);
}

#[test]
fn what_anything_but_cannot_say() {
    insta::assert_snapshot!(patterns(&[
        r#"{"source":[{"anything-but":[{"prefix":"abc-"},{"prefix":"xyz-"}]}]}"#,
        r#"{"detail":{"a":[{"anything-but":2},{"anything-but":"2"}]}}"#,
        r#"{"detail":{"a":[{"anything-but":{"prefix":"a","suffix":"b"}}]}}"#,
        r#"{"detail":{"a":[{"anything-but":{"prefix":"a","wildcard":"*x*"}}]}}"#,
        r#"{"detail":{"a":[{"anything-but":[{"prefix":"a*"},{"suffix":"b"}]}]}}"#,
        r#"{"detail":{"a":[{"cidr":"300.0.0.0/24"}]}}"#,
        r#"{"detail":{"a":[{"exists":1}]}}"#,
        r#"{"detail":{"a":[{"numeric":[">","2026-01-01"]}]}}"#,
    ]), @r#"
    {"source":[{"anything-but":[{"prefix":"abc-"},{"prefix":"xyz-"}]}]}
        `anything-but` takes one operator with a list of texts, not a list of operators
        help: write `{"anything-but": {"prefix": ["abc-", "xyz-"]}}`
    {"detail":{"a":[{"anything-but":2},{"anything-but":"2"}]}}
        two `anything-but` in one list together match every value
        help: keep those of the type that the field has, texts or numbers: `anything-but` cannot exclude both from one field
    {"detail":{"a":[{"anything-but":{"prefix":"a","suffix":"b"}}]}}
        a second operator, `suffix`, stands in one object
        help: to exclude what either is for write `{"anything-but": {"wildcard": ["a*", "*b"]}}`, to exclude only what both are for `{"anything-but": {"wildcard": ["a*b"]}}`
    {"detail":{"a":[{"anything-but":{"prefix":"a","wildcard":"*x*"}}]}}
        a second operator, `wildcard`, stands in one object
        help: to exclude what either is for write `{"anything-but": {"wildcard": ["a*", "*x*"]}}`
    {"detail":{"a":[{"anything-but":[{"prefix":"a*"},{"suffix":"b"}]}]}}
        `anything-but` takes one operator with a list of texts, not a list of operators
        help: write `{"anything-but": {"wildcard": ["a\\**", "*b"]}}`
    {"detail":{"a":[{"cidr":"300.0.0.0/24"}]}}
        `300.0.0.0/24` is no block of addresses that AWS accepts
        help: each of the four numbers of an IPv4 address is from 0 to 255: `300` is not
    {"detail":{"a":[{"exists":1}]}}
        `exists` needs `true` or `false`, not a number
        help: write `true`
    {"detail":{"a":[{"numeric":[">","2026-01-01"]}]}}
        `numeric` needs a number, not a string
        help: a pattern knows no times, and cannot ask for before or after: `{"prefix": "2026-01"}` asks for those of one month, say
    "#);
}

#[test]
fn two_conditions_on_one_field() {
    insta::assert_snapshot!(patterns(&[
        r#"{"detail":{"tags":["ONE"],"tags":["TWO"]}}"#,
        r#"{"detail":{"a":[{"prefix":"x","suffix":"y"}]}}"#,
    ]), @r#"
    {"detail":{"tags":["ONE"],"tags":["TWO"]}}
        the field `detail.tags` is written twice
        help: if any of the values will do, put all into one list; that one field has both cannot be asked in one pattern
    {"detail":{"a":[{"prefix":"x","suffix":"y"}]}}
        a second operator, `suffix`, stands in one object
        help: write `{"wildcard": "x*y"}`
    "#);
}

#[test]
fn texts_that_are_not_meant_as_texts() {
    insta::assert_snapshot!(patterns(&[
        r#"{"detail":{"a":["$.detail.x"]}}"#,
        r#"{"account":["${AWS::AccountId}"]}"#,
        r#"{"account":["!Ref AWS::AccountId"]}"#,
        r#"{"detail":{"a":["/regex.*/"]}}"#,
        r#"{"detail":{"a":["> 5"]}}"#,
        r#"{"detail-type":["s3:ObjectCreated:*"]}"#,
    ]), @r#"
    {"detail":{"a":["$.detail.x"]}}
        `"$.detail.x"` is no path in a pattern: it is compared as it stands
        help: write the value that the field should have: a pattern cannot compare two fields with each other
    {"account":["${AWS::AccountId}"]}
        nothing fills `${AWS::AccountId}` in a pattern: it is compared as it stands
        help: write the value; in a template of CloudFormation put the text into `Fn::Sub`
    {"account":["!Ref AWS::AccountId"]}
        `"!Ref AWS::AccountId"` is a text, and no function of a template
        help: in YAML write `!Ref` without quotes, in JSON `{"Ref": …}`; outside a template write the value
    {"detail":{"a":["/regex.*/"]}}
        `"/regex.*/"` is no regular expression in a pattern: it is compared as it stands
        help: write `{"wildcard": "*regex*"}`
    {"detail":{"a":["> 5"]}}
        `"> 5"` is a text, and compares no numbers
        help: to compare numbers write `{"numeric": [">", 5]}`
    {"detail-type":["s3:ObjectCreated:*"]}
        the `*` in a plain value stands for itself
        help: on a bus these events have `"detail-type": ["Object Created"]`, and `detail.reason` tells how an object came
    "#);
}

#[test]
fn entries_in_the_words_of_events() {
    insta::assert_snapshot!(entries(&[
        r#"[{"source":"s","DetailType":"d","Detail":"{}"}]"#,
        r#"{"Source":"s","DetailType":"d","Detail":"{}"}"#,
        r#"[{"Source":"s","DetailType":"d","Detail":"a"}]"#,
        r#"[{"Source":"s","DetailType":"d","Detail":"{'a': 1}"}]"#,
        r#"[{"Source":"s","DetailType":"d","Detail":{"a":1}}]"#,
        "[{'Source':'s','DetailType':'d','Detail':'{}'}]",
        r#"[{"Source":"s","DetailType":"d","Detail":[{"a":1}]}]"#,
        r#"[{"Source":"s","DetailType":"d","Detail":["a",2]}]"#,
        r#"[{"Source":"s","DetailType":"d","Detail":"[{\"a\": 1}]"}]"#,
        r#"[{"Source":"s","DetailType":"d","Detail":"{}","EventBus":"b"}]"#,
        r#"[{"Source":"s","DetailType":"d","Detail":"{}","Resources":"arn"}]"#,
        r#"[{"Source":"s","DetailType":"d","Detail":"{}","Time":"2027-05-06 10:00"}]"#,
        r#"[{"Source":"s","DetailType":"d","Detail":"{}","Time":"yesterday"}]"#,
        EVENT,
    ]), @r#"
    [{"source":"s","DetailType":"d","Detail":"{}"}]
        an entry has no member `source`
        help: did you mean `Source`?
    {"Source":"s","DetailType":"d","Detail":"{}"}
        the request is no list of entries
        help: one entry is a list as well: write `[…]` around it
    [{"Source":"s","DetailType":"d","Detail":"a"}]
        `Detail` is not JSON: unknown word `a`
        help: a detail is an object: give the value a name, and write `"Detail": "{\"key\":\"a\"}"`, say
    [{"Source":"s","DetailType":"d","Detail":"{'a': 1}"}]
        `Detail` is not JSON: `'` is not a JSON quote
        help: write `"Detail": "{\"a\": 1}"`
    [{"Source":"s","DetailType":"d","Detail":{"a":1}}]
        `Detail` is an object, not a string
        help: write the object as a JSON text: `"Detail": "{\"a\":1}"`
    [{'Source':'s','DetailType':'d','Detail':'{}'}]
        `'` is not a JSON quote
        help: write `[{"Source":"s","DetailType":"d","Detail":"{}"}]`
    [{"Source":"s","DetailType":"d","Detail":[{"a":1}]}]
        `Detail` is an array, not a string
        help: write the object alone, as a JSON text: `"Detail": "{\"a\":1}"`
    [{"Source":"s","DetailType":"d","Detail":["a",2]}]
        `Detail` is an array, not a string
        help: a detail is an object: give the value a name, and write `"Detail": "{\"key\":[\"a\",2]}"`, say
    [{"Source":"s","DetailType":"d","Detail":"[{\"a\": 1}]"}]
        `Detail` holds an array, not an object
        help: write `"Detail": "{\"a\":1}"`
    [{"Source":"s","DetailType":"d","Detail":"{}","EventBus":"b"}]
        an entry has no member `EventBus`
        help: did you mean `EventBusName`?
    [{"Source":"s","DetailType":"d","Detail":"{}","Resources":"arn"}]
        `Resources` is a string, not an array
        help: write `["arn"]`
    [{"Source":"s","DetailType":"d","Detail":"{}","Time":"2027-05-06 10:00"}]
        `Time` is not RFC 3339
        help: it was read as Python's SDK and the AWS CLI read it; write `2027-05-06T10:00:00Z`
    [{"Source":"s","DetailType":"d","Detail":"{}","Time":"yesterday"}]
        `Time` is no time
        help: write `2026-11-20T10:00:00Z`, or seconds since 1970
    {"id":"1","account":"123456789012","source":"aws.s3","time":"2024-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail-type":"t","detail":{}}
        this is a delivered event, and no entry
        help: an entry has `Source`, `DetailType` and `Detail`; the bus adds the rest
    "#);
}

#[test]
fn templates_with_paths_and_slips_of_the_pen() {
    insta::assert_snapshot!(templates(&[
        r#"{"a":"$.detail.id"}"#,
        r#"{"a":"{id}"}"#,
        r#"{"a":"{{id}}"}"#,
        r#"{"a":"${id} came"}"#,
        r#"{"a":< id >}"#,
        r#"{"a":id>}"#,
        r#"{"a":<idd>}"#,
        r#"{"a":<id}"#,
        r#"{"a":<id>,}"#,
    ]), @r#"
    {"a":"$.detail.id"}
        `"$.detail.id"` is a text, and no place in the event
        help: for the value there write `<id>`, without quotes
    {"a":"{id}"}
        `{id}` is no placeholder: it is delivered as it stands
        help: write `<id>`, without quotes
    {"a":"{{id}}"}
        `{{id}}` is no placeholder: it is delivered as it stands
        help: write `<id>`, without quotes
    {"a":"${id} came"}
        `${id}` is no placeholder: it is delivered as it stands
        help: write `<id>`
    {"a":< id >}
        `< id >` is not a placeholder and stays as it is
        help: names hold letters, digits, `_` and `-`; what AWS makes of this is not recorded
        the event is lost: the template itself is not JSON
        help: write `{"a":<id>}`; as it is, EventBridge accepts such a template and loses every event without a trace
        the white space of the template is left out
        help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    {"a":id>}
        the event is lost: the template itself is not JSON
        help: write `{"a":<id>}`; as it is, EventBridge accepts such a template and loses every event without a trace
    {"a":<idd>}
        `<idd>` is not declared in the input paths map
        help: did you mean `<id>`?
    {"a":<id}
        the event is lost: the template itself is not JSON
        help: write `{"a":<id>}`; as it is, EventBridge accepts such a template and loses every event without a trace
    {"a":<id>,}
        the event is lost: the template itself is not JSON
        help: write `{"a":<id>}`; as it is, EventBridge accepts such a template and loses every event without a trace
    "#);
}

#[test]
fn codes_of_other_services() {
    insta::assert_snapshot!(told(&["codes=Throttled", "permanent=AccessDenied"], |fail| {
        vec!["simulate-retries", "--fail", fail]
    }), @"
    codes=Throttled
        unknown error code `Throttled`
        help: here it is `THROTTLING`
    permanent=AccessDenied
        unknown error code `AccessDenied`
        help: here it is `NO_PERMISSIONS`
    ");
}

#[test]
fn a_topic_that_hands_over_to_a_function() {
    let ended = Pretend::default().run(&[
        "simulate-retries",
        "--profile",
        "sns-lambda",
        "--fail",
        "codes=500",
    ]);
    let notes = ended
        .stdout
        .find("\nnote: ")
        .map_or("", |at| &ended.stdout[at..]);
    insta::assert_snapshot!(notes, @"

    note: AWS publishes the phases of the delivery policy, but of the delay curve inside the backoff
          phase only the ends, and not the jitter: the steps are interpolated and not randomised
    note: these are the attempts of SNS to hand the message to Lambda: once Lambda has taken it SNS is
          done, and a function that then fails is tried three times in all by Lambda (`--profile
          lambda-async`), with a queue or destination of its own
    note: the developer guide's table counts 100,015 attempts; its phases add up to 100,015 retries, so
          one attempt more is made
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    note: which attributes SNS adds to a dead letter is not known to evb: none are shown
    ");
}

pub(crate) fn checked(inputs: &[&str]) -> String {
    told(inputs, |text| vec!["check", text])
}

#[test]
fn operators_and_ranges_of_other_languages_in_patterns() {
    insta::assert_snapshot!(patterns(&[
        r#"{"detail":{"amount":[{"numeric":["between",100,500]}]}}"#,
        r#"{"detail":{"amount":[{"numeric":[">=",100,"and","<",500]}]}}"#,
        r#"{"detail":{"amount":[{"numeric":["<",5,">",10]}]}}"#,
        r#"{"detail":{"amount":[{"numeric":["<=",10,">=",5]}]}}"#,
        r#"{"detail":{"amount":[{"numeric":[">",10,"<",5]}]}}"#,
        r#"{"detail":{"amount":[{"numeric":[">=",7,"<=",7]}]}}"#,
        r#"{"detail":{"amount":[{"numeric":["<=",7,">=",7]}]}}"#,
        r#"{"detail":{"key":[{"regex":"^uploads/.*\\.csv$"}]}}"#,
        r#"{"detail":{"key":[{"wildcard":"^uploads/.*\\.csv$"}]}}"#,
        r#"{"detail":{"key":[{"glob":"uploads/*.csv"}]}}"#,
        r#"{"detail":{"key":[{"like":"uploads/%"}]}}"#,
    ]), @r#"
    {"detail":{"amount":[{"numeric":["between",100,500]}]}}
        `numeric` takes a range as two signs, each with its number
        help: write `[">=", 100, "<=", 500]`
    {"detail":{"amount":[{"numeric":[">=",100,"and","<",500]}]}}
        `numeric` takes a range as two signs, each with its number
        help: write `[">=", 100, "<", 500]`
    {"detail":{"amount":[{"numeric":["<",5,">",10]}]}}
        a range begins with its upper end
        help: write `{"numeric": ["<", 5]}, {"numeric": [">", 10]}`
    {"detail":{"amount":[{"numeric":["<=",10,">=",5]}]}}
        a range begins with its upper end
        help: write `[">=", 5, "<=", 10]`
    {"detail":{"amount":[{"numeric":[">",10,"<",5]}]}}
        the lower end of a range is not below the upper end
        help: for the numbers between write `[">", 5, "<", 10]`, for those outside `{"numeric": ["<", 5]}, {"numeric": [">", 10]}`
    {"detail":{"amount":[{"numeric":[">=",7,"<=",7]}]}}
        the lower end of a range is not below the upper end
        help: for a single number write `["=", 7]`
    {"detail":{"amount":[{"numeric":["<=",7,">=",7]}]}}
        a range begins with its upper end
        help: write `["=", 7]`
    {"detail":{"key":[{"regex":"^uploads/.*\\.csv$"}]}}
        unknown operator `regex`
        help: write `{"wildcard": "uploads/*.csv"}`
    {"detail":{"key":[{"wildcard":"^uploads/.*\\.csv$"}]}}
        a wildcard has a backslash that escapes nothing
        help: `^`, `$`, `.*` and `\.` are of regular expressions: write `"uploads/*.csv"`
    {"detail":{"key":[{"glob":"uploads/*.csv"}]}}
        unknown operator `glob`
        help: write `{"wildcard": "uploads/*.csv"}`
    {"detail":{"key":[{"like":"uploads/%"}]}}
        unknown operator `like`
        help: write `{"wildcard": "uploads/*"}`
    "#);
}

#[test]
fn patterns_that_are_inside_out() {
    insta::assert_snapshot!(patterns(&[
        r#"[{"source":["a"],"detail-type":["x"]},{"source":["b"]}]"#,
        r#"[{"source":["a"]}]"#,
        r#"["a"]"#,
        r#"{"source":[{"prefix":{"anything-but":"test-"}}]}"#,
        r#"{"source":[{"wildcard":{"anything-but":"a*"}}]}"#,
        r#"{"source":[{"wildcard":"exports/**/*.parquet"}]}"#,
        r#"{"resources":[],"source":["a"]}"#,
        "{\"detail\":{\"$and\":[{\"a\":[\n1\n]},{\"b\":[2]}]}}",
        r#"{"detail":{"$and":[{"a":[{"prefix":"x"}]},{"a":[{"suffix":"y"}]}]}}"#,
        r#"{"detail":{"$and":{"a":[1]}}}"#,
    ]), @r#"
    [{"source":["a"],"detail-type":["x"]},{"source":["b"]}]
        an event pattern is an object, not an array
        help: of several patterns one is enough in `$or`: write `{"$or":[{"source":["a"],"detail-type":["x"]},{"source":["b"]}]}`, or a rule for each
    [{"source":["a"]}]
        an event pattern is an object, not an array
        help: write the pattern without a list around it: `{"source":["a"]}`
    ["a"]
        an event pattern is an object, not an array
        help: write fields with lists of the values that match: `{"source": ["aws.ec2"]}`
    {"source":[{"prefix":{"anything-but":"test-"}}]}
        `anything-but` cannot stand inside `prefix`
        help: the other way round: write `{"anything-but": {"prefix": "test-"}}`
    {"source":[{"wildcard":{"anything-but":"a*"}}]}
        `wildcard` needs a string, not an object
        help: the other way round: write `{"anything-but": {"wildcard": "a*"}}`
    {"source":[{"wildcard":"exports/**/*.parquet"}]}
        a wildcard has two `*` in a row
        help: one `*` stands for folders and names alike: write `"exports/*.parquet"`
    {"resources":[],"source":["a"]}
        the field `resources` has an empty list of values
        help: leave the field out if its value does not matter, or list the values that match
    {"detail":{"$and":[{"a":[
    1
    ]},{"b":[2]}]}}
        `$and` is no operator
        help: fields beside each other are all needed: write `"detail": {"a":[1],"b":[2]}`
    {"detail":{"$and":[{"a":[{"prefix":"x"}]},{"a":[{"suffix":"y"}]}]}}
        `$and` is no operator
        help: fields beside each other are all needed: write them without it; of one field one operator can ask two conditions: `numeric` two bounds, `wildcard` how a text begins and ends
    {"detail":{"$and":{"a":[1]}}}
    "#);
}

#[test]
fn all_that_keeps_a_pattern_from_matching_is_told_at_once() {
    insta::assert_snapshot!(patterns(&[
        r#"{"Source":["aws.guardduty"],"detail":{"severity":[{"numeric":">= 7"}]}}"#,
        r#"{"source":["aws.ec2"],"detail":null,"state":["terminated"]}"#,
        r#"{"Name":"r","State":"ENABLED","EventPattern":"{\"source\": [\"com.acme.users\"]}"}"#,
    ]), @r#"
    {"Source":["aws.guardduty"],"detail":{"severity":[{"numeric":">= 7"}]}}
        `numeric` needs an array, not a string
        help: write `[">=", 7]`
        no event has `Source` at its top
        help: did you mean `source`?
    {"source":["aws.ec2"],"detail":null,"state":["terminated"]}
        the field `detail` has null where a list of values must stand
        help: `state` stands one level too high: `"detail": {"state": ["terminated"]}`
        no event has `state` at its top
        help: what an event is about stands in `detail`: `{"detail": {"state": …}}`
    {"Name":"r","State":"ENABLED","EventPattern":"{\"source\": [\"com.acme.users\"]}"}
        this is what `put-rule` takes: the pattern in its `EventPattern` is asked
        help: where a pattern is wanted, `--event-pattern` say, give what stands in `EventPattern`
    "#);
}

#[test]
fn patterns_for_notifications_of_buckets() {
    insta::assert_snapshot!(checked(&[
        r#"{"source":["aws:s3"],"detail":{"Records":{"eventName":["ObjectCreated:Put"],"s3":{"bucket":{"name":["b"]},"object":{"key":[{"suffix":".pdf"}]}}}}}"#,
        r#"{"source":["aws.s3"],"Records":{"s3":{"object":{"key":["k"]}}}}"#,
        r#"{"source":["aws.s3"],"detail":{"eventName":["PutObject"],"awsRegion":["eu-west-1"]}}"#,
    ]), @r#"
    {"source":["aws:s3"],"detail":{"Records":{"eventName":["ObjectCreated:Put"],"s3":{"bucket":{"name":["b"]},"object":{"key":[{"suffix":".pdf"}]}}}}}
        no service sends events as `aws:s3`
        help: did you mean `aws.s3`?
        `detail.Records.eventName` is of S3's notifications: its events have no such field
        help: the kind of event is its detail-type: `{"detail-type": ["Object Created"]}`
        `detail.Records.s3.bucket.name` is of S3's notifications: its events have no such field
        help: it is `detail.bucket.name`
        `detail.Records.s3.object.key` is of S3's notifications: its events have no such field
        help: it is `detail.object.key`
    {"source":["aws.s3"],"Records":{"s3":{"object":{"key":["k"]}}}}
        `Records.s3.object.key` is of S3's notifications: its events have no such field
        help: it is `detail.object.key`
    {"source":["aws.s3"],"detail":{"eventName":["PutObject"],"awsRegion":["eu-west-1"]}}
    "#);
}

/// A pipe of a queue with what stands in its parameters.
macro_rules! pipe_of {
    ($source:literal, $parameters:literal) => {
        concat!(
            r#"{"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:"#,
            $source,
            r#"","SourceParameters":{"#,
            $parameters,
            "}}"
        )
    };
}

#[test]
fn filters_that_ask_a_record_as_if_it_were_something_else() {
    insta::assert_snapshot!(checked(&[
        pipe_of!("kinesis:eu-central-1:111122223333:stream/s", r#""KinesisStreamParameters":{"StartingPosition":"LATEST"},"FilterCriteria":{"Filters":[{"Pattern":"{\"kinesis\":{\"data\":{\"temp\":[{\"numeric\":[\">\",40]}]}}}"}]}"#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""FilterCriteria":{"Filters":[{"Pattern":"{\"detail\":{\"status\":[\"NEW\"],\"kind\":[\"a\"]}}"}]}"#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""FilterCriteria":{"Filters":[{"Pattern":"{\"source\":[\"s\"],\"detail\":{\"status\":[\"NEW\"]}}"}]}"#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""FilterCriteria":{"Filters":[{"Pattern":"{\"Records\":{\"body\":{\"status\":[\"NEW\"]}}}"}]}"#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""FilterCriteria":{"Filters":[{"Pattern":"{\"$or\":[{\"a\":[1]},{\"b\":[1]}]}"}]}"#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"type\":[\"order\"]}}"},{"Pattern":"{\"body\":{\"region\":[\"eu\"]}}"}]}"#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"type\":[\"order\"]}}"},{"Pattern":"{\"body\":{\"type\":[\"bill\"]}}"}]}"#),
    ]), @r#"
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:kinesis:eu-central-1:111122223333:stream/s","SourceParameters":{"KinesisStreamParameters":{"StartingPosition":"LATEST"},"FilterCriteria":{"Filters":[{"Pattern":"{\"kinesis\":{\"data\":{\"temp\":[{\"numeric\":[\">\",40]}]}}}"}]}}}
        records of Kinesis have no `kinesis`: none of them passes here
        help: what was sent stands in `data`: write the filter as `{"data": {"temp": [{"numeric":[">",40]}]}}`
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{\"detail\":{\"status\":[\"NEW\"],\"kind\":[\"a\"]}}"}]}}}
        records of Amazon SQS have no `detail`: none of them passes here
        help: what was sent stands in `body`: write `{"body": {"kind": ["a"], "status": ["NEW"]}}`; if each message is an event of a bus, write `{"body": {"detail": {"kind": ["a"], "status": ["NEW"]}}}`
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{\"source\":[\"s\"],\"detail\":{\"status\":[\"NEW\"]}}"}]}}}
        records of Amazon SQS have no `source`: none of them passes here
        help: the event stands in `body`: write `{"body": {"detail": {"status": ["NEW"]}, "source": ["s"]}}`
        records of Amazon SQS have no `detail`: none of them passes here
        help: the event stands in `body`: write `{"body": {"detail": {"status": ["NEW"]}, "source": ["s"]}}`
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{\"Records\":{\"body\":{\"status\":[\"NEW\"]}}}"}]}}}
        records of Amazon SQS have no `Records`: none of them passes here
        help: what was sent stands in `body`: write the filter as `{"body": {"status": ["NEW"]}}`
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{\"$or\":[{\"a\":[1]},{\"b\":[1]}]}"}]}}}
        records of Amazon SQS have no `a`: none of them passes here
        help: what was sent stands in `body`: it is `body.a` there
        records of Amazon SQS have no `b`: none of them passes here
        help: what was sent stands in `body`: it is `body.b` there
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"type\":[\"order\"]}}"},{"Pattern":"{\"body\":{\"region\":[\"eu\"]}}"}]}}}
        help: what must hold together goes into one filter: `{"body": {"type": ["order"], "region": ["eu"]}}`
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"type\":[\"order\"]}}"},{"Pattern":"{\"body\":{\"type\":[\"bill\"]}}"}]}}}
    "#);
}

#[test]
fn members_of_a_pipe_that_stand_one_level_off() {
    insta::assert_snapshot!(told(&[
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""BatchSize":10,"MaximumBatchingWindowInSeconds":5"#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""SqsQueueParameters":{"BatchSize":10,"FilterCriteria":{"Filters":[]}},"MaximumBatchingWindowInSeconds":5,"InputTemplate":"x""#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""FilterCriteria":{"Pattern":"{}"}"#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""FilterCriteria":[{"Pattern":"{}"}]"#),
        pipe_of!("sqs:eu-central-1:111122223333:q", r#""FilterCriteria":{"Filters":["{}"]}"#),
        r#"{"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","SourceArn":"x","Source":"arn:aws:sqs:eu-central-1:111122223333:q","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","InputTemplate":"x","TargetParameters":{"InputTransformer":{}}}"#,
    ], |pipe| vec!["pipe", "--check", "--pipe", pipe]), @r#"
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"BatchSize":10,"MaximumBatchingWindowInSeconds":5}}
        `SourceParameters` has no member `BatchSize`
        help: it belongs in `SqsQueueParameters`: write `"SqsQueueParameters": {"BatchSize": 10, "MaximumBatchingWindowInSeconds": 5}` in `SourceParameters`
        `SourceParameters` has no member `MaximumBatchingWindowInSeconds`
        help: it belongs in `SqsQueueParameters`: write `"SqsQueueParameters": {"BatchSize": 10, "MaximumBatchingWindowInSeconds": 5}` in `SourceParameters`
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"SqsQueueParameters":{"BatchSize":10,"FilterCriteria":{"Filters":[]}},"MaximumBatchingWindowInSeconds":5,"InputTemplate":"x"}}
        `SourceParameters` has no member `MaximumBatchingWindowInSeconds`
        help: it belongs in `SqsQueueParameters`: write `"MaximumBatchingWindowInSeconds": 5` there
        `SourceParameters` has no member `InputTemplate`
        help: it belongs in `TargetParameters`: write `"TargetParameters": {"InputTemplate": "x"}` at the top of the pipe
        `SqsQueueParameters` has no member `FilterCriteria`
        help: it belongs in `SourceParameters`: write `"FilterCriteria": {"Filters":[]}` there
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"FilterCriteria":{"Pattern":"{}"}}}
        `FilterCriteria` has no member `Pattern`
        help: write `"Filters": [{"Pattern": "{}"}]`
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"FilterCriteria":[{"Pattern":"{}"}]}}
        `FilterCriteria` is an array, not an object
        help: write `{"Filters": [{"Pattern":"{}"}]}`
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","Source":"arn:aws:sqs:eu-central-1:111122223333:q","SourceParameters":{"FilterCriteria":{"Filters":["{}"]}}}
        `Filters` is a string, not an array of objects
        help: write `{"Pattern": "{}"}`
    {"Name":"p","RoleArn":"arn:aws:iam::111122223333:role/r","SourceArn":"x","Source":"arn:aws:sqs:eu-central-1:111122223333:q","Target":"arn:aws:lambda:eu-central-1:111122223333:function:f","InputTemplate":"x","TargetParameters":{"InputTransformer":{}}}
        a pipe has no member `SourceArn`
        help: did you mean `Source`?
        a pipe has no member `InputTemplate`
        help: it belongs in `TargetParameters`: write `"InputTemplate": "x"` there
        `TargetParameters` has no member `InputTransformer`
        help: a pipe has no paths map: write `"InputTemplate"` in `TargetParameters`, with paths in it such as `<$.body.id>`
    "#);
}

#[test]
fn what_belongs_behind_a_flag_is_told_with_it() {
    insta::assert_snapshot!(told(&["record.json"], |records| vec!["pipe", "--pipe", "pipe.json", records]), @"
    record.json
        unexpected argument 'record.json' found
        help: write it behind its flag: `--records record.json`
    ");
}

#[test]
fn an_object_where_terraform_wants_a_string() {
    let main = "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  event_pattern = {\n    source = [\"a\"]\n  }\n}\n";
    let pretend = Pretend::default().file("main.tf", main);
    insta::assert_snapshot!(pretend.run(&["check", "main.tf"]).stdout, @r#"
    info[rule-without-target]: the rule has no target: what it matches goes nowhere
     --> main.tf:1:1
      |
    1 | resource "aws_cloudwatch_event_rule" "r" {
      | ^

    error[wrong-type]: `event_pattern` is an object, and Terraform wants a string
     --> main.tf:2:19
      |
    2 |     event_pattern = {
      |  ___________________^
    3 | |     source = ["a"]
    4 | |   }
      | |___^ Terraform refuses this
      |
      = help: write `event_pattern = jsonencode(…)` around it

    1 error, 1 info in 1 rule of 1 file
    "#);
}

#[test]
fn a_pattern_that_is_given_as_the_event_too() {
    let pattern = r#"{"source":["shop"],"detail":{"state":["paid"],"$or":[{"a":[1]},{"b":[2]}]}}"#;
    let host = Pretend::default().file("pattern.json", pattern);
    insta::assert_snapshot!(host.evb(&["test-pattern", "-p", "pattern.json", "pattern.json"]), @"
    exit: Negative
    --- stdout
    no match pattern.json
      note: the event is written as a pattern: its `source` is a list
        help: give a pattern with `--pattern`, and an event behind it; `evb sample PATTERN` makes one that matches
    ");
}

#[test]
fn a_miss_draws_the_lines_of_both_sides_and_says_once_what_all_alternatives_lack() {
    let pattern = "{\n  \"source\": [\"shop\"],\n  \"detail\": {\n    \"state\": [\"paid\", \"sent\"],\n    \"$or\": [\n      {\"total\": [{\"numeric\": [\">\", 100]}]},\n      {\"is-gift\": [true]}\n    ]\n  }\n}\n";
    let event = r#"{"id":"1","account":"123456789012","source":"shop","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail-type":"Order","detail":{"order":"o-4711","state":"payd","total":100,"is-gift":false,"items":[{"sku":"a-1"},{"sku":"b-2"}]}}"#;
    let host = Pretend::default()
        .file("pattern.json", pattern)
        .file("event.json", event);
    insta::assert_snapshot!(host.evb(&["test-pattern", "-p", "pattern.json", "event.json"]), @r#"
    exit: Negative
    --- stdout
    no match event.json
      detail.state: `"payd"` differs from `"paid"` in one character
        wants "state": ["paid", "sent"],
                        ^^^^^^ pattern.json:4:15
        has   …","detail":{"order":"o-4711","state":"payd","total":100,"is-gift":false,"items":…
                                                    ^^^^^^ event.json:1:178
        help: if that is what the event should have, write `"payd"`
      with alternative 1 of 2 of the `$or` in `detail`:
        detail.total: `100` is not a number > 100: it is the bound itself
          wants {"total": [{"numeric": [">", 100]}]},
                           ^^^^^^^^^^^^^^^^^^^^^^^ pattern.json:6:18
          has   …rder":"o-4711","state":"payd","total":100,"is-gift":false,"items":[{"sku":"a-1"}…
                                                       ^^^ event.json:1:193
          help: if it is to be inside, write `{"numeric": [">=", 100]}`
      with alternative 2 of 2 of the `$or` in `detail`:
        detail.is-gift: `false` is not `true`
          wants {"is-gift": [true]}
                             ^^^^ pattern.json:7:20
          has   …"state":"payd","total":100,"is-gift":false,"items":[{"sku":"a-1"},{"sku":"b-2"}]…
                                                      ^^^^^ event.json:1:207
          help: if the opposite is meant, write `false`
    "#);
}

#[test]
fn of_a_payload_of_more_than_two_kilobytes_the_beginning_and_the_size_are_shown() {
    let blob = "x".repeat(300_000);
    let event = EVENT.replace(
        r#""detail":{}"#,
        &format!(r#""detail":{{"blob":"{blob}"}}"#),
    );
    let rules = r#"{"Rules":[{"Name":"r","EventPattern":"{\"source\":[\"aws.s3\"]}","Targets":[{"Id":"t","Arn":"arn:aws:sqs:eu-central-1:111122223333:q"}]}]}"#;
    let record = format!(r#"{{"messageId":"m","body":"{blob}","eventSource":"aws:sqs"}}"#);
    let pipe = pipe_of!(
        "sqs:eu-central-1:111122223333:q",
        r#""SqsQueueParameters":{"BatchSize":10}"#
    );
    let entries =
        format!(r#"[{{"Source":"s","DetailType":"d","Detail":"{{\"blob\":\"{blob}\"}}"}}]"#);
    let host = Pretend::default()
        .file("event.json", event)
        .file("record.json", record)
        .file("entries.json", entries)
        .file("rules.json", rules);
    let mut shown = String::new();
    for arguments in [
        &["route", "--deliver", "--rules", "rules.json", "event.json"][..],
        &["pipe", "--pipe", pipe, "--records", "record.json"],
        &["put-events", "entries.json"],
        &[
            "test-pattern",
            "-p",
            r#"{"detail":{"blob":["y"]}}"#,
            "event.json",
        ],
    ] {
        let ended = host.run(arguments);
        for line in ended.stdout.lines() {
            assert!(line.len() < 3_000, "{arguments:?}: {}", line.len());
            let mut start = line.find("xxx").unwrap_or(line.len());
            while !line.is_char_boundary(start) {
                start -= 1;
            }
            let (head, tail) = line.split_at(start);
            let tail = tail.trim_start_matches('x');
            shown.push_str(&format!("{head}{tail}\n"));
        }
    }
    insta::assert_snapshot!(shown, @r#"
    event.json:1 1: r
      r/t: {"id":"1","account":"123456789012","source":"aws.s3","time":"2024-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail-type":"t","detail":{"blob":"… (300,158 bytes)
    1 event: 1 matches a rule, 0 match none
    record 0 (m): delivered (TargetInvocationSucceeded)
      source: deleted from the queue
    batch 0 (record 0): ExecutionSucceeded
      target gets: [{"messageId":"m","body":"… (300,053 bytes)
    1 record in 1 batch: 1 delivered
    entry 1: EventId a706dd2f-4d19-7e6f-2382-75bc38fcbe91, to the bus `default`
      {"version":"0","id":"a706dd2f-4d19-7e6f-2382-75bc38fcbe91","detail-type":"d","source":"s","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"us-east-1","resources":[],"detail":{"blob":"… (300,202 bytes)
    FailedEntryCount 0, 300,013 bytes, seed 0
    no match event.json
      detail.blob: `"…"` is not `"y"`
        wants {"detail":{"blob":["y"]}}
                                 ^^^ <pattern>:1:20
        has   "…" (shortened)  event.json:1:155
    "#);
}

#[test]
fn placeholders_of_other_languages_are_told_where_targets_receive_them() {
    let rules = r#"{"Rules":[{"Name":"r","EventPattern":"{\"source\":[\"aws.s3\"]}","Targets":[{"Id":"t","Arn":"arn:aws:sqs:eu-central-1:111122223333:q","InputTransformer":{"InputPathsMap":{"id":"$.detail.id"},"InputTemplate":"{\"id\":\"{{id}}\",\"x\":\"$.detail.x\",\"y\":\"${id}\"}"}}]}]}"#;
    insta::assert_snapshot!(told(&[rules], |rules| vec!["route", "--deliver", "--rules", rules, EVENT]), @r#"
    {"Rules":[{"Name":"r","EventPattern":"{\"source\":[\"aws.s3\"]}","Targets":[{"Id":"t","Arn":"arn:aws:sqs:eu-central-1:111122223333:q","InputTransformer":{"InputPathsMap":{"id":"$.detail.id"},"InputTemplate":"{\"id\":\"{{id}}\",\"x\":\"$.detail.x\",\"y\":\"${id}\"}"}}]}]}
        `"$.detail.x"` is a text, and no place in the event
        help: for the value there give the path a name in `InputPathsMap`, and write that as `<name>`
        `{{id}}` is no placeholder: it is delivered as it stands
        help: write `<id>`, without quotes
        `${id}` is no placeholder: it is delivered as it stands
        help: write `<id>`, without quotes
    "#);
}

#[test]
fn the_kind_of_an_event_by_the_name_that_notifications_of_buckets_give_it() {
    let event = EVENT.replace(
        r#""detail-type":"t","detail":{}"#,
        r#""detail-type":"Object Created","detail":{"bucket":{"name":"b"},"reason":"PutObject"}"#,
    );
    let host = Pretend::default().file("event.json", event);
    let pattern = r#"{"source":["aws.s3"],"detail":{"eventName":[{"prefix":"ObjectCreated:"}]}}"#;
    insta::assert_snapshot!(host.evb(&["test-pattern", "-p", pattern, "event.json"]), @r#"
    exit: Negative
    --- stdout
    no match event.json
      detail.eventName: `detail` has no `eventName`
        wants {"source":["aws.s3"],"detail":{"eventName":[{"prefix":"ObjectCreated:"}]}}
                                             ^^^^^^^^^^^ <pattern>:1:32
        see   …":[],"detail-type":"Object Created","detail":{"bucket":{"name":"b"},"reason":"Pu…
                                                   ^^^^^^^^ event.json:1:151
        help: S3's notifications name the event so; on a bus the kind of event is its `detail-type`, `"Object Created"` here
    "#);
}

#[test]
fn a_boolean_that_is_the_opposite_of_what_is_wanted() {
    let event = EVENT.replace(r#""detail":{}"#, r#""detail":{"a":true,"b":"false"}"#);
    let host = Pretend::default().file("event.json", event);
    insta::assert_snapshot!(host.evb(&["test-pattern", "-p", r#"{"detail":{"a":[false],"b":[false]}}"#, "event.json"]), @r#"
    exit: Negative
    --- stdout
    no match event.json
      detail.b: the event has the string `"false"`, the pattern wants `false`
        wants {"detail":{"a":[false],"b":[false]}}
                                          ^^^^^ <pattern>:1:29
        has   …n":"us-east-1","resources":[],"detail-type":"t","detail":{"a":true,"b":"false"}}
                                                                                      ^^^^^^^ event.json:1:161
        help: write `"false"` with its quotes in the pattern
      detail.a: `true` is not `false`
        wants {"detail":{"a":[false],"b":[false]}}
                              ^^^^^ <pattern>:1:17
        has   …n":"us-east-1","resources":[],"detail-type":"t","detail":{"a":true,"b":"false"}}
                                                                             ^^^^ event.json:1:152
        help: if the opposite is meant, write `true`
    "#);
}

#[test]
fn conditions_classes_and_objects_of_other_languages_in_patterns() {
    insta::assert_snapshot!(patterns(&[
        r#"$.detail.status == "PAID" && detail.total >= 100"#,
        r#"{ $.detail.status = "PA*" }"#,
        "{'detail':{'status':['PAID']}}",
        "{detail:{status:[PAID,]}}",
        r#"{"detail":{"path":[{"matches":"/api/v[0-9]+/orders/.*"}]}}"#,
        r#"{"detail":{"path":[{"regex":"^(a|b)$"}]}}"#,
        r#"{"detail":{"customer":[{"tier":"gold"}]}}"#,
        r#"{"detail":{"items":[{"sku":["a-1"]}]}}"#,
        r#"{"detail":{"tags":[["vip","new"]]}}"#,
        r#"{"detail":{"status":["!OPEN"]}}"#,
    ]), @r#"
    $.detail.status == "PAID" && detail.total >= 100
        cannot read `$.detail.status == "PAID" && detail.total >= 100`: no such file
        help: where a pattern is wanted, a condition is JSON: `{"detail": {"status": ["PAID"], "total": [{"numeric": [">=", 100]}]}}`
    { $.detail.status = "PA*" }
        the name `$.detail.status` is not in double quotes
        help: a pattern is JSON: write `{"detail": {"status": [{"wildcard": "PA*"}]}}`
    {'detail':{'status':['PAID']}}
        `'` is not a JSON quote
        help: write `{"detail":{"status":["PAID"]}}`
    {detail:{status:[PAID,]}}
        the name `detail` is not in double quotes
        help: write `{"detail":{"status":["PAID"]}}`
    {"detail":{"path":[{"matches":"/api/v[0-9]+/orders/.*"}]}}
        unknown operator `matches`
        help: there are no regular expressions: use `wildcard`, where `*` stands for any text; the nearest, which lets more through, is `{"wildcard": "*/api/v*/orders/*"}`
    {"detail":{"path":[{"regex":"^(a|b)$"}]}}
        unknown operator `regex`
        help: write `"a", "b"`
    {"detail":{"customer":[{"tier":"gold"}]}}
        unknown operator `tier`
        help: for a field `tier` inside write `"customer": {"tier": ["gold"]}`; the operators are `prefix`, `suffix`, `equals-ignore-case`, `wildcard`, `anything-but`, `numeric`, `cidr`, `exists` and `exactly`
    {"detail":{"items":[{"sku":["a-1"]}]}}
        unknown operator `sku`
        help: for a field `sku` inside, leave the brackets out: `"items": {"sku": ["a-1"]}` also looks into arrays
    {"detail":{"tags":[["vip","new"]]}}
        a list of values holds another array
        help: write `"vip","new"` directly: a pattern looks into the arrays of an event by itself
    {"detail":{"status":["!OPEN"]}}
        `"!OPEN"` is a text, and excludes nothing
        help: to exclude that value write `{"anything-but": "OPEN"}`
    "#);
}

#[test]
fn placeholders_and_paths_of_other_languages_in_templates() {
    insta::assert_snapshot!(templates(&[
        r#"{"a": $id}"#,
        r#"{"a":"$id"}"#,
        r#"{"a":"[[id]]"}"#,
        r#"{"a":"$5"}"#,
        r#"{"a":<aws.events.event.time>}"#,
    ]), @r#"
    {"a": $id}
        the event is lost: the template itself is not JSON
        help: write `{"a": <id>}`; as it is, EventBridge accepts such a template and loses every event without a trace
        the white space of the template is left out
        help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    {"a":"$id"}
        `$id` is no placeholder: it is delivered as it stands
        help: write `<id>`, without quotes
    {"a":"[[id]]"}
        `[[id]]` is no placeholder: it is delivered as it stands
        help: write `<id>`, without quotes
    {"a":"$5"}
        `id`, `n` of the input paths map stand nowhere in the template
        help: write `<id>` where the value belongs, or leave the name out
    {"a":<aws.events.event.time>}
        `<aws.events.event.time>` is not declared in the input paths map
        help: no variable holds it: add `"time": "$.time"` to the input paths map, and write `<time>`
    "#);
    let event = r#"{"detail":{"orderId":"o-1","customer":{"name":"A"}}}"#;
    insta::assert_snapshot!(told(&[
        r#"{"id":"$.Detail.OrderID"}"#,
        r#"{"id":"$.Detail.Custmer.Name"}"#,
        "id=$.detail.orderId,n=$.detail.n",
    ], |map| vec!["transform", "--input-paths-map", map, "--input-template", r#"{"a":<id>}"#, event]), @r#"
    {"id":"$.Detail.OrderID"}
        `$.Detail.OrderID` leads to nothing in this event
        help: the event has it at `$.detail.orderId`; an empty string stands for it
    {"id":"$.Detail.Custmer.Name"}
        `$.Detail.Custmer.Name` leads to nothing in this event
        help: the event has it at `$.detail.customer.name`; an empty string stands for it
    id=$.detail.orderId,n=$.detail.n
        `--input-paths-map` takes JSON, or a file: write `{"id": "$.detail.orderId", "n": "$.detail.n"}`
    "#);
}

#[test]
fn a_chart_is_drawn_from_eight_points_on() {
    let run = |attempts: &str| {
        let fails = format!("until={attempts}");
        Pretend::default()
            .run(&["simulate-retries", "--fail", &fails])
            .stdout
    };
    let is_drawn = |attempts| run(attempts).contains("attempts over time");
    assert!(!is_drawn("60s"), "{}", run("60s"));
    assert!(is_drawn("100s"), "{}", run("100s"));
}

/// What people get wrong: how often is tried, by whom, and whose dead-letter queue takes what is left.
#[test]
fn the_overview_says_who_tries_how_often_and_whose_queue_takes_the_rest() {
    let overview = Pretend::default().run(&["help", "overview"]).stdout;
    let from = overview.find("## What goes wrong").unwrap();
    let to = overview.find("## The usual flows").unwrap();
    insta::assert_snapshot!(&overview[from..to], @"
    ## What goes wrong, and who tries again

    | from → to | tries | then |
    |---|---|---|
    | rule or schedule → its target | 185 retries, which are 186 attempts, within 24 hours; fewer where the retry policy says so | the dead-letter queue of the *target* (of the *schedule*), else lost |
    | Lambda → its function, called asynchronously (by a rule, a schedule or SNS) | 3 attempts: 2 retries, within 6 hours | the dead-letter queue or the failure destination of the *function*, else lost |
    | SNS → a function or a queue | 100,015 retries, over 23 days | the dead-letter queue of the *subscription*, else lost |
    | a queue → a function that reads it | as often as the redrive policy of the queue says (`maxReceiveCount`); without one until it is too old | the dead-letter queue of the *queue* |
    | a stream → a function or a pipe that reads it | until the record is too old, unless limits are set; the shard waits | the place for failed records of the *mapping* or *pipe*, else lost |

    To hand over is not to succeed: a rule has delivered once Lambda has *taken* the event, and the three attempts that follow are
    Lambda's own. Everything is delivered **at least once**: the same event may come twice, so a target must bear that.
    ");
    let pipes = Pretend::default().run(&["help", "pipes"]).stdout;
    assert!(pipes.contains("dead-letter"), "{pipes}");
    // Each of the usual flows has the commands that answer it.
    for flow in [
        "bus ─▶ rule ─▶ function",
        "bus ─▶ rule ─▶ many targets",
        "queue ─▶ function",
        "topic ─▶ function",
        "queue ─▶ pipe ─▶ target",
    ] {
        assert!(overview[to..].contains(flow), "{flow}");
    }
}
