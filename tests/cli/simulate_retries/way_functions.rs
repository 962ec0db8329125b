//! Functions on the way of an event: where goes what they fail at, when they are invoked, and whether they are at all.

use crate::support::Pretend;

const TEMPLATE: &str = r#"
Parameters: {Window: {Type: Number}, Most: {Type: Number}}
Resources:
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: two, Arn: !GetAtt Two.Arn}
        - {Id: off, Arn: !GetAtt Off.Arn}
        - {Id: jobs, Arn: !GetAtt Jobs.Arn}
        - {Id: never, Arn: !GetAtt Never.Arn}
        - {Id: limited, Arn: !GetAtt Limited.Arn}
        - {Id: never-jobs, Arn: !GetAtt NeverJobs.Arn}
  Two: {Type: AWS::Lambda::Function, Properties: {DeadLetterConfig: {TargetArn: !GetAtt Letters.Arn}}}
  TwoInvocations:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: !Ref Two
      Qualifier: $LATEST
      MaximumEventAgeInSeconds: 60
      DestinationConfig: {OnFailure: {Destination: !Ref Failed}}
  Letters: {Type: AWS::SQS::Queue}
  Failed: {Type: AWS::SNS::Topic}
  Off: {Type: AWS::SQS::Queue}
  OffMapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Off.Arn, FunctionName: !Ref Work, Enabled: false}}
  Jobs: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 120, RedrivePolicy: {deadLetterTargetArn: !GetAtt Letters.Arn, maxReceiveCount: 2}}}
  Working: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Jobs.Arn, FunctionName: !Ref Work, MaximumBatchingWindowInSeconds: 60}}
  Spare: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Jobs.Arn, FunctionName: !Ref Help}}
  Work: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
  Help: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
  Long: {Type: AWS::SQS::Queue}
  OfLong: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Long.Arn, FunctionName: !Ref Work, MaximumBatchingWindowInSeconds: 30}}
  Open: {Type: AWS::SQS::Queue}
  OfOpen: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Open.Arn, FunctionName: !Ref Work, MaximumBatchingWindowInSeconds: !Ref Window}}
  Clicks: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}
  Counting:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: !GetAtt Clicks.Arn
      SourceParameters: {KinesisStreamParameters: {StartingPosition: LATEST, MaximumBatchingWindowInSeconds: 5}}
      Enrichment: !GetAtt Never.Arn
      Target: !GetAtt Work.Arn
  Never: {Type: AWS::Lambda::Function, Properties: {ReservedConcurrentExecutions: 0}}
  Limited: {Type: AWS::Lambda::Function, Properties: {ReservedConcurrentExecutions: !Ref Most}}
  NeverJobs: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 60, RedrivePolicy: {deadLetterTargetArn: !GetAtt Letters.Arn, maxReceiveCount: 2}}}
  OfNever: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt NeverJobs.Arn, FunctionName: !Ref Never}}
"#;

fn told(arguments: &[&str]) -> String {
    let machine = Pretend::default().file("t.yaml", TEMPLATE);
    machine.evb(&[&["simulate-retries", "--target"], arguments].concat())
}

/// What is told up to the settings.
fn head(arguments: &[&str]) -> String {
    let told = told(arguments);
    let told = told.split("\n\nhop 1").next().unwrap_or_default();
    told.split("\n\nprofile")
        .next()
        .unwrap_or_default()
        .to_owned()
        + "\n"
}

/// The notes that hold a word.
fn notes(word: &str, arguments: &[&str]) -> String {
    let told = told(arguments);
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.replace(" warning: ", " note: ");
    let notes = words.split(" note: ").skip(1);
    let notes: Vec<&str> = notes.filter(|note| note.contains(word)).collect();
    notes.join("\n")
}

#[test]
fn what_a_function_fails_at_goes_to_both_of_its_places() {
    let arguments = ["t.yaml#R/two", "--at", "Two:always"];
    insta::assert_snapshot!(head(&arguments), @r"
    exit: Negative
    --- stdout
    dead-lettered, 60 s after the event arrived: in topic `Failed` and queue `Letters`

    the way
        1  rule `R` → Lambda's queue of `Two`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `Two`
           given up at 60 s after 2 attempts (at 0 s, 60 s): EventAgeExceeded, Unhandled
           at most 2 retries, at most 60 s (1 min)

    in the end
      after hop 2, at 60 s: a record of the invocation, with the event in it, is published to the topic
      `Failed`, the on-failure destination of the function `Two`, to which nothing that was read
      subscribes: what nobody receives is gone
      after hop 2, at 60 s: it lies in the queue `Letters`, the dead-letter queue of the function `Two`
    ");
    insta::assert_snapshot!(notes("both", &arguments), @r"the function `Two` has an on-failure destination and a dead-letter queue, and what fails is taken to go to both, which is not recorded: a record of the invocation to `Failed`, the event itself to `Letters`");
}

#[test]
fn an_attempt_that_falls_exactly_on_the_maximum_age_is_told() {
    insta::assert_snapshot!(notes("exactly", &["t.yaml#R/two", "--at", "Two:always"]), @r"the last attempt at `Two` falls exactly on the maximum age of 60 s: it is made here, as attempts take no time and the limit is taken as within; behind attempts that take any, it is too late and is not made");
    let alone = [
        "arn:aws:lambda:us-east-1:123456789012:function:f",
        "--profile",
        "lambda-async",
    ];
    let tied = [&alone[..], &["--maximum-event-age", "60"]].concat();
    insta::assert_snapshot!(notes("exactly", &tied), @r"the last attempt at `f` falls exactly on the maximum age of 60 s: it is made here, as attempts take no time and the limit is taken as within; behind attempts that take any, it is too late and is not made");
    for other in [
        &["--maximum-event-age", "61"][..],
        &["--maximum-event-age", "60", "--latency", "1s"],
    ] {
        assert_eq!(
            notes("exactly", &[&alone[..], other].concat()),
            "",
            "{other:?}"
        );
    }
}

#[test]
fn messages_that_are_gathered_are_handed_on_later() {
    let all = ["R/jobs", "Long", "Open", "Counting"]
        .map(|target| notes("gathers", &[&format!("t.yaml#{target}"), "--fail", "never"]));
    insta::assert_snapshot!(all.join("\n"), @r"
    `Working` gathers messages for up to 60 s (`MaximumBatchingWindowInSeconds`): each attempt is made 0 to 60 s after the time that is told, which is when the message is received and its visibility timeout begins
    `OfLong` gathers messages for up to 30 s (`MaximumBatchingWindowInSeconds`): each attempt is made 0 to 30 s after the time that is told, which is when the message is received and its visibility timeout begins; a message may come back before anything is made of it, as the window is no shorter than the visibility timeout
    for how long `OfOpen` gathers (`MaximumBatchingWindowInSeconds`) depends on `Window`: here it does not
    `Counting` gathers records for up to 5 s (`MaximumBatchingWindowInSeconds`): the first attempt is made 0 to 5 s after the time that is told, and what follows as much later
    ");
}

#[test]
fn a_place_to_which_the_way_does_not_come_is_told_with_why() {
    let refused = [
        &["t.yaml#R/off", "--at", "function:always"][..],
        &["t.yaml#R/off", "--at", "Work:always"],
        &["t.yaml#R/jobs", "--at", "Help:always"],
    ];
    insta::assert_snapshot!(refused.map(told).concat(), @r"
    exit: Failure
    --- stderr
    error[way/no-such-place]: nothing on this way is called `function`
     --> --at:1:1
      |
    1 | function:always
      | ^^^^^^^^ not a place of it
      |
      = help: the way does not come to the function `Work`: `OffMapping` reads `Off`, but is switched off; there are `R` (rule), `Off` (queue)
    exit: Failure
    --- stderr
    error[way/no-such-place]: nothing on this way is called `Work`
     --> --at:1:1
      |
    1 | Work:always
      | ^^^^ not a place of it
      |
      = help: the way does not come to the function `Work`: `OffMapping` reads `Off`, but is switched off; there are `R` (rule), `Off` (queue)
    exit: Failure
    --- stderr
    error[way/no-such-place]: nothing on this way is called `Help`
     --> --at:1:1
      |
    1 | Help:always
      | ^^^^ not a place of it
      |
      = help: the way does not come to the function `Help`: several read the queue `Jobs`: a message goes to one of them, here to `Working`; there are `R` (rule), `Jobs` (queue), `Work` (function)
    ");
}

#[test]
fn a_function_of_which_no_invocation_may_run_takes_nothing() {
    for target in ["R/never", "R/never-jobs"] {
        assert!(
            head(&[&format!("t.yaml#{target}")]).starts_with("exit: Negative"),
            "{target}"
        );
    }
    insta::assert_snapshot!(head(&["t.yaml#R/never", "--fail", "never"]), @r"
    exit: Negative
    --- stdout
    dropped, 21,600 s (6 h) after the event arrived: it is gone, as the function `Never` has neither an
        on-failure destination nor a dead-letter queue

    the way
        1  rule `R` → Lambda's queue of `Never`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `Never`
           given up at 21,600 s (6 h) after 80 attempts (at 0 s, 1 s, 3 s, 7 s, 15 s, …):
           EventAgeExceeded, 429
           at most 2 retries, at most 21,600 s (6 h)
    ");
    insta::assert_snapshot!(head(&["t.yaml#R/never-jobs", "--fail", "never"]), @r"
    exit: Negative
    --- stdout
    dead-lettered, 120 s (2 min) after the event arrived: it lies in the queue `Letters`, the
        dead-letter queue of the queue `NeverJobs`

    the way
        1  rule `R` → queue `NeverJobs`
           accepted at 0 s after 1 attempt
        2  queue `NeverJobs` (by `OfNever`) → function `Never`
           given up at 120 s (2 min) after 2 attempts (at 0 s, 60 s): not-deleted
           received at most 2 times, once in 60 s, kept for 345,600 s (4 d)
    ");
    insta::assert_snapshot!(head(&["t.yaml#Counting", "--fail", "never"]), @r"
    exit: Negative
    --- stdout
    dropped, 86,400 s (1 d) after the event arrived: it is gone, as the stream `Clicks` keeps it no
        longer

    the way
        1  stream `Clicks` (by `Counting`, enriched by function `Never`) → function `Work`
           expired at 86,400 s (1 d) after 188 attempts (at 0 s, 1 s, 3 s, 7 s, 15 s, …): 429
           the shard is blocked for 86,400 s (1 d)
    ");
    let all = ["R/never", "Counting", "R/limited"].map(|target| {
        notes(
            "ReservedConcurrentExecutions",
            &[&format!("t.yaml#{target}"), "--fail", "never"],
        )
    });
    insta::assert_snapshot!(all.join("\n"), @r"
    no invocation of the function `Never` may run (`ReservedConcurrentExecutions` is 0): Lambda throttles every one help: leave `ReservedConcurrentExecutions` out, or give it more than 0
    no invocation of the function `Never` may run (`ReservedConcurrentExecutions` is 0): Lambda throttles every one help: leave `ReservedConcurrentExecutions` out, or give it more than 0
    how many invocations of `Limited` may run at a time (`ReservedConcurrentExecutions`) depends on `Most`: here it is not 0
    ");
    let own = head(&[
        "t.yaml#R/never",
        "--fail",
        "never",
        "--at",
        "Never:codes=429,ok",
    ]);
    assert!(own.starts_with("exit: Success"), "{own}");
}

#[test]
fn what_a_function_makes_of_an_event_is_told_and_not_followed() {
    let template = r#"
Resources:
  R: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [shop]}, Targets: [{Id: f, Arn: !GetAtt F.Arn}]}}
  F: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
  I: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref F, Qualifier: $LATEST, DestinationConfig: {OnSuccess: {Destination: !GetAtt G.Arn}}}}
  G: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
"#;
    let serverless = r#"
service: shop
provider: {name: aws, runtime: nodejs20.x}
functions:
  f: {handler: h.h, destinations: {onSuccess: g}, events: [{eventBridge: {pattern: {source: [shop]}}}]}
  g: {handler: h.h}
"#;
    let machine = Pretend::default()
        .file("t.yaml", template)
        .file("serverless.yml", serverless);
    let told = ["t.yaml", "serverless.yml"].map(|file| {
        let told = machine.evb(&["simulate-retries", "--target", file, "--fail", "never"]);
        let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
        let note = words
            .split("note: ")
            .find(|note| note.contains("on-success"));
        note.unwrap_or("-").trim().to_owned()
    });
    insta::assert_snapshot!(told.join("\n"), @r"
    what the function `F` makes of the event goes on to the function `G`, its on-success destination, as a record of the invocation: that is not followed
    what the function `FLambdaFunction` makes of the event goes on to the function `GLambdaFunction`, its on-success destination, as a record of the invocation: that is not followed
    ");
    let refused = machine.evb(&["simulate-retries", "--target", "t.yaml", "--at", "G:always"]);
    assert!(
        refused.contains("the way does not come to the function `G`"),
        "{refused}"
    );
}

#[cfg(feature = "terraform")]
#[test]
fn members_are_called_as_the_file_calls_them() {
    let text = r#"
variable "seconds" {}
resource "aws_sqs_queue" "jobs" { visibility_timeout_seconds = 60 }
resource "aws_sqs_queue" "open" { visibility_timeout_seconds = var.seconds }
resource "aws_lambda_event_source_mapping" "work" {
  event_source_arn                   = aws_sqs_queue.jobs.arn
  function_name                      = aws_lambda_function.work.arn
  maximum_batching_window_in_seconds = 5
}
resource "aws_lambda_event_source_mapping" "of_open" {
  event_source_arn = aws_sqs_queue.open.arn
  function_name    = aws_lambda_function.work.arn
}
resource "aws_lambda_function" "work" {
  function_name                  = "work"
  reserved_concurrent_executions = 0
}
"#;
    let machine = Pretend::default().file("main.tf", text);
    let told = ["work", "of_open"].map(|mapping| {
        let target = format!("main.tf#aws_lambda_event_source_mapping.{mapping}");
        let told = machine.evb(&["simulate-retries", "--target", &target]);
        let lines = told.split("seed ").last().unwrap_or_default();
        lines.to_owned()
    });
    insta::assert_snapshot!(told.join("\n---\n"), @r"
         0

    warning: no invocation of the function `aws_lambda_function.work` may run
             (`reserved_concurrent_executions` is 0): Lambda throttles every one
             help: leave `reserved_concurrent_executions` out, or give it more than 0
    note: there is no delay curve: a message comes back when its visibility timeout ends; the consumer
          is assumed to be polling at that moment
    note: the queue deletes a message at the end of its retention period, here the default of 345,600 s
          (4 d), before the redrive policy, if there is one, has seen the message often enough
    note: `message_retention_seconds` of the queue `aws_sqs_queue.jobs` is not declared: AWS's default
          of 345600 s counts
    note: `aws_lambda_event_source_mapping.work` gathers messages for up to 5 s
          (`maximum_batching_window_in_seconds`): each attempt is made 0 to 5 s after the time that is
          told, which is when the message is received and its visibility timeout begins

    ---
    exit: Failure
    --- stderr
    error[way/open-setting]: `visibility_timeout_seconds` of the queue `aws_sqs_queue.open` depends on `var.seconds`
     |
     = help: give it: `--parameter seconds=VALUE`
    ");
}

/// What is told up to the settings, of a template of SAM.
fn head_of_sam(arguments: &[&str]) -> String {
    let text = r#"
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Letters.Arn}
      EventInvokeConfig: {MaximumRetryAttempts: 0}
      Events:
        R: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}}}
  K:
    Type: AWS::Serverless::Function
    Properties:
      EventInvokeConfig: {MaximumRetryAttempts: 0, DestinationConfig: {OnFailure: {Type: SNS}}}
      Events:
        R: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}}}
  G:
    Type: AWS::Serverless::Function
    Properties:
      EventInvokeConfig: {MaximumRetryAttempts: 0, DestinationConfig: {OnFailure: {Type: SQS}}}
      Events:
        R: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}}}
  I:
    Type: AWS::Serverless::Function
    Properties:
      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Spare.Arn}
      EventInvokeConfig: {MaximumRetryAttempts: 0, DestinationConfig: {OnFailure: {Type: Lambda, Destination: !GetAtt J.Arn}}}
      Events:
        R: {Type: EventBridgeRule, Properties: {Pattern: {source: [shop]}}}
  J:
    Type: AWS::Serverless::Function
    Properties:
      EventInvokeConfig: {MaximumRetryAttempts: 0}
      Events:
        Q: {Type: SQS, Properties: {Queue: !GetAtt Letters.Arn}}
  Letters: {Type: AWS::SQS::Queue}
  Spare: {Type: AWS::SQS::Queue}
"#;
    let machine = Pretend::default().file("sam.yaml", text);
    let told = machine.evb(&[&["simulate-retries", "--target"], arguments].concat());
    told.split("\n\nprofile")
        .next()
        .unwrap_or_default()
        .to_owned()
        + "\n"
}

#[test]
fn what_is_taken_from_a_dead_letter_queue_is_not_delivered() {
    insta::assert_snapshot!(head_of_sam(&["sam.yaml#FR", "--at", "F:always"]), @r"
    exit: Negative
    --- stdout
    dead-lettered, 0 s after the event arrived: it came to the queue `Letters`, the dead-letter queue of
        the function `F`, and the function `J` has taken it from there

    the way
        1  rule `FR` → Lambda's queue of `F`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `F`
           given up at 0 s after 1 attempt: RetriesExhausted, Unhandled
           at most 0 retries, at most 21,600 s (6 h)
        3  queue `Letters` (by `JQ`) → function `J`, with what hop 2 gave up
           accepted at 0 s after 1 attempt
           once in 30 s, kept for 345,600 s (4 d)
    ");
}

#[test]
fn a_destination_that_sam_makes_is_called_as_it_calls_it() {
    let told = ["G", "K"].map(|name| {
        let at = format!("{name}:always");
        head_of_sam(&[&format!("sam.yaml#{name}R"), "--at", &at])
    });
    insta::assert_snapshot!(told.join("\n"), @r"
    exit: Negative
    --- stdout
    dead-lettered, 0 s after the event arrived: a record of the invocation, with the event in it, lies
        in the queue `GEventInvokeConfigOnFailureQueue`, the on-failure destination of the function `G`

    the way
        1  rule `GR` → Lambda's queue of `G`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `G`
           given up at 0 s after 1 attempt: RetriesExhausted, Unhandled
           at most 0 retries, at most 21,600 s (6 h)

    exit: Negative
    --- stdout
    dead-lettered, 0 s after the event arrived: a record of the invocation, with the event in it, is
        published to the topic `KEventInvokeConfigOnFailureTopic`, the on-failure destination of the
        function `K`, to which nothing that was read subscribes: what nobody receives is gone

    the way
        1  rule `KR` → Lambda's queue of `K`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `K`
           given up at 0 s after 1 attempt: RetriesExhausted, Unhandled
           at most 0 retries, at most 21,600 s (6 h)
    ");
}

#[test]
fn of_what_lies_in_one_of_two_places_it_is_told_how_much_is_gone() {
    let taken = head_of_sam(&["sam.yaml#IR", "--at", "I:always"]);
    let gone = head_of_sam(&["sam.yaml#IR", "--at", "I:always", "--at", "J:always"]);
    insta::assert_snapshot!([taken, gone].join("\n"), @r"
    exit: Negative
    --- stdout
    dead-lettered, 0 s after the event arrived: in queue `Spare`; taken by function `J`

    the way
        1  rule `IR` → Lambda's queue of `I`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `I`
           given up at 0 s after 1 attempt: RetriesExhausted, Unhandled
           at most 0 retries, at most 21,600 s (6 h)
        3  Lambda's queue → function `J`, with what hop 2 gave up
           accepted at 0 s after 1 attempt
           at most 0 retries, at most 21,600 s (6 h)

    in the end
      after hop 2, at 0 s: it lies in the queue `Spare`, the dead-letter queue of the function `I`
      after hop 3, at 0 s: a record of the invocation, with the event in it, came to the function `J`,
      the on-failure destination of the function `I`, and the function `J` has taken it from there

    exit: Negative
    --- stdout
    dead-lettered, 0 s after the event arrived: in queue `Spare`; 1 of 2 copies is gone

    the way
        1  rule `IR` → Lambda's queue of `I`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `I`
           given up at 0 s after 1 attempt: RetriesExhausted, Unhandled
           at most 0 retries, at most 21,600 s (6 h)
        3  Lambda's queue → function `J`, with what hop 2 gave up
           given up at 0 s after 1 attempt: RetriesExhausted, Unhandled
           at most 0 retries, at most 21,600 s (6 h)

    in the end
      after hop 2, at 0 s: it lies in the queue `Spare`, the dead-letter queue of the function `I`
      after hop 3, at 0 s: it is gone, as the function `J` has neither an on-failure destination nor a
      dead-letter queue
    ");
}
