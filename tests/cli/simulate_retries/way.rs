//! The whole way of an event: hop after hop, and where it lies in the end.

use evb::commands::Exit;
use serde_json::Value;

use crate::support::Pretend;

const TEMPLATE: &str = include_str!("../../../fixtures/delivery/way.yaml");

fn machine() -> Pretend {
    Pretend::default().file("way.yaml", TEMPLATE)
}

fn way(arguments: &[&str]) -> String {
    machine().evb(&[&["simulate-retries", "--target"], arguments].concat())
}

fn json(arguments: &[&str]) -> Value {
    let all = [
        &["simulate-retries", "--format", "json", "--target"],
        arguments,
    ]
    .concat();
    serde_json::from_str(&machine().run(&all).stdout).unwrap()
}

/// Each hop that was made: how it ended, when, after how many attempts.
fn hops(document: &Value) -> Vec<(String, f64, u64)> {
    let hops = document["way"].as_array().unwrap().iter();
    let made = hops.filter(|hop| hop["outcome"] != "not-reached");
    made.map(|hop| {
        let outcome = hop["outcome"].as_str().unwrap().to_owned();
        let ended = hop["ended_at_seconds"].as_f64().unwrap();
        (outcome, ended, hop["attempts"].as_u64().unwrap())
    })
    .collect()
}

/// Where the event lies, by each branch.
fn lies(document: &Value) -> Vec<(String, String)> {
    let branches = document["lies_in"]["branches"].as_array().unwrap().iter();
    branches
        .map(|branch| {
            let kind = branch["kind"].as_str().unwrap().to_owned();
            let place = branch["place"]["name"].as_str().unwrap_or("-").to_owned();
            (kind, place)
        })
        .collect()
}

#[test]
fn a_function_that_throws_is_no_failure_of_the_rule() {
    insta::assert_snapshot!(way(&["way.yaml#Orders/bill", "--at", "Bill:always"]), @r"
    exit: Negative
    --- stdout
    dropped, 180 s (3 min) after the event arrived: it is gone, as the function `Bill` has neither an
        on-failure destination nor a dead-letter queue; the dead-letter queue of the target of the rule
        `Orders` plays no part, as that delivery succeeded

    the way
        1  rule `Orders` → Lambda's queue of `Bill`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `Bill`
           given up at 180 s (3 min) after 3 attempts (at 0 s, 60 s, 180 s): RetriesExhausted, Unhandled
           at most 2 retries, at most 21,600 s (6 h)

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     never in hop 1, always in hop 2
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: AWS publishes the delays after function errors (1 and 2 minutes); of the delay curve after
          throttles it publishes the ends (1 second, 5 minutes), and doubling is assumed
    ");
}

#[test]
fn a_function_has_a_place_of_its_own_for_what_it_fails_at() {
    let document = json(&["way.yaml#Orders/ship", "--at", "function:always"]);
    assert_eq!(
        hops(&document),
        [
            ("accepted".to_owned(), 0.0, 1),
            ("given-up".to_owned(), 180.0, 3)
        ]
    );
    insta::assert_snapshot!(document["lies_in"].to_string(), @r#"{"arrived":false,"outcome":"dead-lettered","at_seconds":180.0,"branches":[{"hop":2,"kind":"dead-letter-place","place":{"kind":"queue","name":"ShipLetters","arn":"${ShipLetters.Arn}"},"owner_kind":"function","owner":"Ship","at_seconds":180.0,"message":"a record of the invocation, with the event in it, lies in the queue `ShipLetters`, the on-failure destination of the function `Ship`; the dead-letter queue of the target of the rule `Orders` plays no part, as that delivery succeeded"}]}"#);
    insta::assert_snapshot!(document["way"][1].to_string(), @r#"{"hop":2,"after":1,"after_outcome":"accepted","from":{"kind":"lambda-queue","name":"Ship","arn":"${Ship.Arn}"},"via":null,"to":{"kind":"function","name":"Ship","arn":"${Ship.Arn}"},"profile":"lambda-async","policy":{"maximum_retry_attempts":2,"maximum_event_age_seconds":3600},"receives":null,"fail":["always"],"outcome":"given-up","begins_at_seconds":0.0,"ended_at_seconds":180.0,"attempts":3,"attempts_at_seconds":[0.0,60.0,180.0],"invocations":3,"ended_by":"retries","exhausted_retry_condition":"RetriesExhausted","code":"Unhandled","dead_letter_place":{"setting":"OnFailure","owner_kind":"function","owner":"Ship","place":{"kind":"queue","name":"ShipLetters","arn":"${ShipLetters.Arn}"},"assumed":false},"blocks":null,"bisect":null}"#);
}

#[test]
fn what_the_rule_may_not_deliver_never_comes_to_the_function() {
    insta::assert_snapshot!(way(&["way.yaml#Orders/ship", "--fail", "permanent=NO_PERMISSIONS"]), @r"
    exit: Negative
    --- stdout
    dead-lettered, 0 s after the event arrived: it lies in the queue `OrderLetters`, the dead-letter
        queue of the target of the rule `Orders`; the on-failure destination of the function `Ship`
        plays no part, as Lambda's queue of `Ship` never had it

    the way
        1  rule `Orders` → Lambda's queue of `Ship`
           given up at 0 s after 1 attempt: NO_PERMISSIONS
        2  Lambda's queue → function `Ship`
           not reached

    hop 1: dead-lettered after 1 attempt, 0 s after its arrival: the error is not retried

      attempt   at  delay  age left  result
            1  0 s         86,400 s  NO_PERMISSIONS, not retried

    dead letter in ${OrderLetters.Arn}
      ERROR_CODE     NO_PERMISSIONS
      ERROR_MESSAGE  <the target's own message>
      RULE_ARN       arn:aws:events:us-east-1:123456789012:rule/example
      TARGET_ARN     ${Ship.Arn}
      (body)         what the target was to receive

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     permanent=NO_PERMISSIONS
    seed      0

    note: here Lambda does not take the event; a function that throws is another thing, and fails behind
          this delivery: `--at Ship:always`
    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: the body of the dead letter is what the target was to receive, after its input transformer
          (`--payload` gives it)
    note: an error that is not retried leaves neither RETRY_ATTEMPTS nor EXHAUSTED_RETRY_CONDITION in
          the dead letter
    ");
}

#[test]
fn a_failure_of_the_function_that_is_given_as_one_of_the_rule_is_taken_for_what_it_is() {
    let told = way(&[
        "way.yaml#Orders/bill",
        "--fail",
        "permanent=ERROR_FROM_TARGET",
    ]);
    let lines: Vec<&str> = told
        .lines()
        .filter(|line| line.contains("dropped, ") || line.contains("--fail"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    dropped, 180 s (3 min) after the event arrived: it is gone, as the function `Bill` has neither an
    note: `--fail permanent=ERROR_FROM_TARGET` is a failure of the function, which no delivery to it
    ");
    let always = way(&["way.yaml#Orders/bill"]);
    assert!(
        always.contains("note: here Lambda does not take the event"),
        "{always}"
    );
}

#[test]
fn a_topic_hands_an_event_to_a_function_and_to_a_queue_with_a_function_behind_it() {
    insta::assert_snapshot!(way(&["way.yaml#Alarms", "--at", "function:always"]), @r"
    exit: Negative
    --- stdout
    0 of 2 branches arrived, the last 180 s (3 min) after the event

    the way
        1  topic `Alarms` (by `ToPage`) → Lambda's queue of `Page`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `Page`
           given up at 180 s (3 min) after 3 attempts (at 0 s, 60 s, 180 s): RetriesExhausted, Unhandled
           at most 2 retries, at most 21,600 s (6 h)
        3  topic `Alarms` (by `ToAudit`) → queue `Audit`
           accepted at 0 s after 1 attempt
        4  queue `Audit` (by `Auditing`) → function `Record`
           given up at 180 s (3 min) after 3 attempts (at 0 s, 60 s, 120 s): not-deleted
           received at most 3 times, once in 60 s, kept for 345,600 s (4 d)

    in the end
      after hop 2, at 180 s (3 min): it lies in the queue `PageLetters`, the dead-letter queue of the
      function `Page`; the dead-letter queue of the subscription `ToPage` plays no part, as that
      delivery succeeded
      after hop 4, at 180 s (3 min): it lies in the queue `AuditLetters`, the dead-letter queue of the
      queue `Audit`

    profile   sns-lambda
    policy    the service's own
    fails     never in hop 1, always in hop 2, always in hop 4
    seed      0

    note: AWS publishes the phases of the delivery policy, but of the delay curve inside the backoff
          phase only the ends, and not the jitter: the steps are interpolated and not randomised
    note: AWS publishes the delays after function errors (1 and 2 minutes); of the delay curve after
          throttles it publishes the ends (1 second, 5 minutes), and doubling is assumed
    note: there is no delay curve: a message comes back when its visibility timeout ends; the consumer
          is assumed to be polling at that moment
    note: `MessageRetentionPeriod` of the queue `Audit` is not declared: AWS's default of 345600 s
          counts
    ");
}

#[test]
fn a_message_that_nobody_can_handle_leaves_its_queue_after_so_many_visibility_timeouts() {
    insta::assert_snapshot!(way(&["way.yaml#Jobs", "--at", "Work:always"]), @"
    exit: Negative
    --- stdout
    dead-lettered, 900 s (15 min) after the event arrived: it lies in the queue `JobLetters`, the
        dead-letter queue of the queue `Jobs`

    the way
        1  queue `Jobs` (by `Working`) → function `Work`
           given up at 900 s (15 min) after 5 attempts (at 0 s, 180 s, 360 s, 540 s, 720 s): not-deleted
           received at most 5 times, once in 180 s, kept for 345,600 s (4 d)

    hop 1: dead-lettered after 5 attempts (4 retries), 900 s (15 min) after its arrival: no retry is left

      attempt     at  delay  age left  result
            1    0 s                   not-deleted
            2  180 s  180 s            not-deleted
            3  360 s  180 s            not-deleted
            4  540 s  180 s            not-deleted
            5  720 s  180 s            not-deleted

    dead letter in ${JobLetters.Arn}
      (body)  the message as it was sent

    profile   sqs
    policy    the service's own
    fails     always
    seed      0

    note: there is no delay curve: a message comes back when its visibility timeout ends; the consumer
          is assumed to be polling at that moment
    note: `MessageRetentionPeriod` of the queue `Jobs` is not declared: AWS's default of 345600 s counts
    ");
    let from_rule = json(&["way.yaml#Orders/jobs", "--at", "Work:always"]);
    assert_eq!(
        hops(&from_rule),
        [
            ("accepted".to_owned(), 0.0, 1),
            ("given-up".to_owned(), 900.0, 5)
        ]
    );
    let none = json(&["way.yaml#Plain", "--at", "Work:always"]);
    assert_eq!(lies(&none), [("expired".to_owned(), "-".to_owned())]);
    assert_eq!(hops(&none), [("expired".to_owned(), 345_600.0, 11_520)]);
}

#[test]
fn a_fifo_group_waits_for_the_message_that_fails() {
    let document = json(&["way.yaml#Ledger", "--at", "function:always"]);
    insta::assert_snapshot!(document["way"][0]["blocks"].to_string(), @r#"{"what":"message-group","seconds":480.0}"#);
    assert_eq!(
        lies(&document),
        [("dead-letter-place".to_owned(), "LedgerLetters".to_owned())]
    );
    let told = way(&[
        "way.yaml#Ledger",
        "--at",
        "function:codes=not-deleted,not-deleted,ok",
    ]);
    assert!(
        told.contains("the other messages of its group wait for 240 s (4 min)"),
        "{told}"
    );
    assert!(told.starts_with("exit: Success"), "{told}");
}

#[test]
fn a_stream_through_a_pipe_blocks_its_shard() {
    insta::assert_snapshot!(way(&["way.yaml#Counting", "--at", "Count:always"]), @"
    exit: Negative
    --- stdout
    dead-lettered, 7 s after the event arrived: where the record was (shard and sequence number, not the
        record itself) lies in the queue `ClickLetters`, the dead-letter queue of the pipe `Counting`

    the way
        1  stream `Clicks` (by `Counting`) → function `Count`
           given up at 7 s after 4 attempts (at 0 s, 1 s, 3 s, 7 s): RetryAttemptsExhausted, Unhandled
           the shard is blocked for 7 s

    hop 1: dead-lettered after 4 attempts (3 retries), 7 s after its arrival: RetryAttemptsExhausted

      attempt   at  delay   age left  result
            1  0 s         172,800 s  Unhandled
            2  1 s    1 s  172,799 s  Unhandled
            3  3 s    2 s  172,797 s  Unhandled
            4  7 s    4 s  172,793 s  Unhandled

    dead letter in ${ClickLetters.Arn}
      (body)  where the records were: shard and sequence numbers

    profile   stream
    policy    at most 3 retries, at most 172,800 s (2 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     always
    seed      0

    note: AWS publishes the limits of streams, but not the delays between the attempts at a batch: those
          of the preset `nominal` are assumed, so that how often is tried within an age, and when
          retries end, is not AWS's
    note: what is told of discarded records is where they were (shard, sequence numbers): the records
          themselves have to be read from the stream before it drops them
    ");
}

#[test]
fn a_mapping_that_halves_batches_takes_invocations_and_no_retries_for_that() {
    insta::assert_snapshot!(way(&["way.yaml#Changing", "--at", "Project:always"]), @"
    exit: Negative
    --- stdout
    dead-lettered, 3 s after the event arrived: where the record was (shard and sequence number, not the
        record itself) lies in the queue `ChangeLetters`, the on-failure destination of the event source
        mapping `Changing`

    the way
        1  stream `Table` (by `Changing`) → function `Project`
           given up at 3 s after 3 attempts (at 0 s, 1 s, 3 s): RetryAttemptsExhausted, Unhandled
           the shard is blocked for 3 s
           at most 17 invocations in all: the 3 attempts at the record, and 14 in which a batch of 100
           is halved until the record is alone

    hop 1: dead-lettered after 3 attempts (2 retries), 3 s after its arrival: RetryAttemptsExhausted

      attempt   at  delay  age left  result
            1  0 s          3,600 s  Unhandled
            2  1 s    1 s   3,599 s  Unhandled
            3  3 s    2 s   3,597 s  Unhandled

    dead letter in ${ChangeLetters.Arn}
      (body)  where the records were: shard and sequence numbers

    profile   stream
    policy    at most 2 retries, at most 3,600 s (1 h)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     always
    seed      0

    note: AWS publishes the limits of streams, but not the delays between the attempts at a batch: those
          of the preset `nominal` are assumed, so that how often is tried within an age, and when
          retries end, is not AWS's
    note: what is told of discarded records is where they were (shard, sequence numbers): the records
          themselves have to be read from the stream before it drops them
    ");
}

#[test]
fn a_stream_without_limits_is_tried_until_its_records_expire() {
    let document = json(&["way.yaml#Endless", "--at", "function:always"]);
    assert_eq!(lies(&document), [("expired".to_owned(), "-".to_owned())]);
    // The stream keeps its records for two days.
    assert_eq!(document["lies_in"]["at_seconds"], 172_800.0);
    let given = json(&[
        "way.yaml#Endless",
        "--at",
        "function:always",
        "--maximum-event-age",
        "1h",
    ]);
    assert_eq!(given["lies_in"]["branches"][0]["kind"], "dropped");
    assert_eq!(given["lies_in"]["at_seconds"], 3_600.0);
    // What cannot be invoked takes up no retry: only the age ends it.
    let throttled = json(&["way.yaml#Changing", "--at", "Project:codes=429"]);
    assert_eq!(
        throttled["way"][0]["exhausted_retry_condition"],
        "RecordAgeExceeded"
    );
    assert_eq!(throttled["lies_in"]["at_seconds"], 3_600.0);
}

#[test]
fn a_standard_queue_counts_the_age_of_a_message_from_when_it_was_first_sent() {
    let template = r#"
Resources:
  Q: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 300, RedrivePolicy: {deadLetterTargetArn: !GetAtt Trap.Arn, maxReceiveCount: 3}}}
  Trap: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 600}}
  Slow: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 43200, RedrivePolicy: {deadLetterTargetArn: !GetAtt Read.Arn, maxReceiveCount: 6}}}
  Read: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 345600}}
  Reading: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Read.Arn, FunctionName: !Ref H}}
  Late: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 43200, RedrivePolicy: {deadLetterTargetArn: !GetAtt Brief.Arn, maxReceiveCount: 6}}}
  Brief: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 3600}}
  Briefly: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Brief.Arn, FunctionName: !Ref H}}
  F: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, VisibilityTimeout: 300, RedrivePolicy: {deadLetterTargetArn: !GetAtt G.Arn, maxReceiveCount: 3}}}
  G: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, MessageRetentionPeriod: 600}}
  H: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
"#;
    let machine = Pretend::default().file("t.yaml", template);
    let ask = |name: &str| {
        let target = format!("t.yaml#{name}");
        machine.evb(&[
            "simulate-retries",
            "--target",
            &target,
            "--at",
            "queue:always",
        ])
    };
    let head = |told: &str| told.split("\n\nhop 1").next().unwrap().to_owned() + "\n";
    let all: String = ["Slow", "Late", "F"].map(|name| head(&ask(name))).concat();
    insta::assert_snapshot!(ask("Q"), @"
    exit: Negative
    --- stdout
    dropped, 900 s (15 min) after the event arrived: it is gone at once, as the queue `Trap` keeps
        messages for 600 s, counted from when they were sent to the queue `Q`

    the way
        1  queue `Q` → the consumer
           given up at 900 s (15 min) after 3 attempts (at 0 s, 300 s, 600 s): not-deleted
           received at most 3 times, once in 300 s, kept for 345,600 s (4 d)

    hop 1: dropped after 3 attempts (2 retries), 900 s (15 min) after its arrival: no retry is left

      attempt     at  delay  age left  result
            1    0 s                   not-deleted
            2  300 s  300 s            not-deleted
            3  600 s  300 s            not-deleted

    profile   sqs
    policy    the service's own
    fails     always
    seed      0

    note: there is no delay curve: a message comes back when its visibility timeout ends; the consumer
          is assumed to be polling at that moment
    note: `MessageRetentionPeriod` of the queue `Q` is not declared: AWS's default of 345600 s counts
    ");
    insta::assert_snapshot!(all, @r"
    exit: Negative
    --- stdout
    dropped, 345,600 s (4 d) after the event arrived: it is gone, as the queue `Read` keeps it no
        longer, counted from when it was sent to the queue `Slow`

    the way
        1  queue `Slow` → the consumer
           given up at 259,200 s (3 d) after 6 attempts (at 0 s, 43,200 s, 86,400 s, 129,600 s, 172,800
           s, 216,000 s): not-deleted
           received at most 6 times, once in 43,200 s, kept for 345,600 s (4 d)
        2  queue `Read` (by `Reading`) → function `H`, with what hop 1 gave up
           expired at 345,600 s (4 d) after 2,880 attempts (at 259,200 s, 259,230 s, 259,260 s, 259,290
           s, 259,320 s, …): not-deleted
           once in 30 s, kept for 345,600 s (4 d)
    exit: Negative
    --- stdout
    dropped, 259,200 s (3 d) after the event arrived: it is gone, as the queue `Brief` keeps it no
        longer, counted from when it was sent to the queue `Late`

    the way
        1  queue `Late` → the consumer
           given up at 259,200 s (3 d) after 6 attempts (at 0 s, 43,200 s, 86,400 s, 129,600 s, 172,800
           s, 216,000 s): not-deleted
           received at most 6 times, once in 43,200 s, kept for 345,600 s (4 d)
        2  queue `Brief` (by `Briefly`) → function `H`, with what hop 1 gave up
           expired at 259,200 s (3 d) after 0 attempts
           once in 30 s, kept for 3,600 s (1 h)
    exit: Negative
    --- stdout
    dead-lettered, 900 s (15 min) after the event arrived: it lies in the queue `G`, the dead-letter
        queue of the queue `F`

    the way
        1  queue `F` → the consumer
           given up at 900 s (15 min) after 3 attempts (at 0 s, 300 s, 600 s): not-deleted
           received at most 3 times, once in 300 s, kept for 345,600 s (4 d)
           the other messages of its group wait for 900 s (15 min)
    ");
}

#[test]
fn a_record_that_expires_is_handed_to_no_place() {
    let template = r#"
Resources:
  S: {Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}
  M:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      EventSourceArn: !GetAtt S.Arn
      FunctionName: !Ref H
      StartingPosition: LATEST
      DestinationConfig: {OnFailure: {Destination: !GetAtt L.Arn}}
  L: {Type: AWS::SQS::Queue}
  H: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
"#;
    let machine = Pretend::default().file("t.yaml", template);
    let arguments = [
        "simulate-retries",
        "--target",
        "t.yaml#M",
        "--at",
        "H:always",
    ];
    let told = machine.evb(&arguments);
    let lines: Vec<&str> = told
        .lines()
        .filter(|line| !line.contains('│'))
        .take(14)
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    exit: Negative
    --- stdout
    dropped, 86,400 s (1 d) after the event arrived: it is gone, as the stream `S` keeps it no longer

    the way
        1  stream `S` (by `M`) → function `H`
           expired at 86,400 s (1 d) after 188 attempts (at 0 s, 1 s, 3 s, 7 s, 15 s, …): Unhandled
           the shard is blocked for 86,400 s (1 d)

    hop 1: dropped after 188 attempts (187 retries), 86,400 s (1 d) after its arrival: the event is too old

      attempt        at  delay  age left  result
            1       0 s         86,400 s  Unhandled
            2       1 s    1 s  86,399 s  Unhandled
    ");
    assert!(!told.contains("dead letter in"), "{told}");
    let many = machine.evb(&[&arguments[..], &["--runs", "10"]].concat());
    assert!(many.contains("dropped         100 %"), "{many}");
}

#[test]
fn a_batch_that_is_throttled_is_tried_again_as_a_whole() {
    for (codes, invocations) in [
        ("429", 0_u64),
        ("429,429,ok", 3),
        ("429,Unhandled,ok", 17),
        ("ServiceException,ok", 2),
        ("Unhandled,ok", 16),
    ] {
        let document = json(&[
            "way.yaml#Changing",
            "--at",
            &format!("Project:codes={codes}"),
        ]);
        let hop = &document["way"][0];
        let attempts = hop["attempts"].as_u64().unwrap();
        let expected = if codes == "429" {
            attempts
        } else {
            invocations
        };
        assert_eq!(hop["invocations"], expected, "{codes}");
    }
}

#[test]
fn what_a_template_leaves_open_is_told_and_can_be_given() {
    let arguments = ["way.yaml#Orders/open", "--at", "Open:always"];
    insta::assert_snapshot!(way(&arguments), @r"
    exit: Failure
    --- stderr
    error[way/open-setting]: the number of retries of the function `Open` depends on `Retries`
     |
     = help: give it: `--parameter Retries=VALUE`
    ");
    // Where nothing fails there, it plays no part.
    assert!(way(&["way.yaml#Orders/open", "--fail", "never"]).starts_with("exit: Success"));
    let given = json(&[&arguments[..], &["--parameter", "Retries=0"]].concat());
    assert_eq!(
        hops(&given),
        [
            ("accepted".to_owned(), 0.0, 1),
            ("given-up".to_owned(), 0.0, 1)
        ]
    );
}

#[test]
fn what_is_open_of_a_queue_is_not_guessed() {
    let template = r#"
Parameters: {E: {Type: String}, V: {Type: Number}}
Conditions: {C: !Equals [!Ref E, 'yes']}
Resources:
  Q: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: !If [C, {deadLetterTargetArn: !GetAtt D.Arn, maxReceiveCount: 1}, !Ref AWS::NoValue]}}
  P: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: !Ref V}}
  D: {Type: AWS::SQS::Queue}
"#;
    let machine = Pretend::default().file("t.yaml", template);
    let ask =
        |arguments: &[&str]| machine.evb(&[&["simulate-retries", "--target"], arguments].concat());
    let refused: String = [ask(&["t.yaml#Q"]), ask(&["t.yaml#P"])].concat();
    insta::assert_snapshot!(refused, @r"
    exit: Failure
    --- stderr
    error[way/open-setting]: `RedrivePolicy` of the queue `Q` depends on `If C`
     |
     = help: give the parameters on which `If C` depends: `--parameter NAME=VALUE`
    exit: Failure
    --- stderr
    error[way/open-setting]: `VisibilityTimeout` of the queue `P` depends on `V`
     |
     = help: give it: `--parameter V=VALUE`
    ");
    for given in [
        ["t.yaml#Q", "--parameter", "E=yes"],
        ["t.yaml#Q", "--dead-letter-queue", "none"],
        ["t.yaml#P", "--parameter", "V=30"],
        ["t.yaml#P", "--visibility-timeout", "30s"],
    ] {
        let told = ask(&given);
        assert!(told.starts_with("exit: Negative"), "{told}");
    }
}

#[test]
fn an_arn_is_a_target_of_a_rule_with_defaults_that_are_told() {
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
    insta::assert_snapshot!(way(&[arn, "--at", "f:always"]), @r"
    exit: Negative
    --- stdout
    dropped, 180 s (3 min) after the event arrived: it is gone, as the function `f` has neither an
        on-failure destination nor a dead-letter queue

    the way
        1  the rule → Lambda's queue of `f`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `f`
           given up at 180 s (3 min) after 3 attempts (at 0 s, 60 s, 180 s): RetriesExhausted, Unhandled
           at most 2 retries, at most 21,600 s (6 h)

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     never in hop 1, always in hop 2
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: AWS publishes the delays after function errors (1 and 2 minutes); of the delay curve after
          throttles it publishes the ends (1 second, 5 minutes), and doubling is assumed
    note: nothing that was read declares the function `f`: AWS's defaults count (2 retries, 6 h, no
          place for what fails)
    ");
    let by_topic = way(&[arn, "--profile", "sns-lambda", "--at", "f:always"]);
    assert!(
        by_topic.contains("the topic → Lambda's queue of `f`"),
        "{by_topic}"
    );
    let by_schedule = json(&[
        arn,
        "--profile",
        "scheduler",
        "--fail",
        "permanent=AWS.Lambda.AccessDeniedException",
    ]);
    assert_eq!(
        by_schedule["way"][0]["dead_letter_place"]["owner_kind"],
        "schedule-target"
    );
    let throttled = json(&[arn, "--at", "f:codes=429"]);
    // 1 s, doubling up to 300 s, within six hours.
    assert_eq!(
        hops(&throttled),
        [
            ("accepted".to_owned(), 0.0, 1),
            ("given-up".to_owned(), 21_600.0, 80)
        ]
    );
    assert_eq!(
        throttled["way"][1]["exhausted_retry_condition"],
        "EventAgeExceeded"
    );
    let inside = json(&[
        &format!(r#"{{"Arn":"{arn}"}}"#),
        "--at",
        &format!("{arn}:until=2m"),
    ]);
    assert_eq!(
        hops(&inside),
        [
            ("accepted".to_owned(), 0.0, 1),
            ("accepted".to_owned(), 180.0, 3)
        ]
    );
}

#[test]
fn times_count_from_the_arrival_of_the_event_in_every_hop() {
    // The rule delivers after an hour, the function works again after two: Lambda's third attempt is too early still.
    let document = json(&[
        "way.yaml#Orders/bill",
        "--fail",
        "until=1h",
        "--at",
        "Bill:until=2h",
    ]);
    assert_eq!(
        hops(&document),
        [
            ("accepted".to_owned(), 3_871.0, 17),
            ("given-up".to_owned(), 4_051.0, 3)
        ]
    );
}

#[test]
fn a_place_that_is_not_on_the_way_is_refused() {
    let refused: String = [
        &["way.yaml#Orders/bill", "--at", "Bil:always"][..],
        &["way.yaml#Orders/bill", "--at", "always"],
        &["way.yaml#Orders/bill", "--at", "Bill:sometimes"],
        &["way.yaml#Orders/bill", "--at", "Bill:codes=Throttled"],
        &["way.yaml#Orders/bill", "--fail", "codes=Unhandled,503"],
        &[
            "way.yaml#Orders/bill",
            "--at",
            "Bill:always",
            "--at",
            "Bill:never",
        ],
        &["way.yaml#Nowhere", "--at", "Bill:always"],
    ]
    .map(way)
    .concat();
    insta::assert_snapshot!(refused, @r"
    exit: Failure
    --- stderr
    error[way/no-such-place]: nothing on this way is called `Bil`
     --> --at:1:1
      |
    1 | Bil:always
      | ^^^ not a place of it
      |
      = help: did you mean `Bill`? there are `Orders` (rule), `lambda-queue` (Lambda's), `Bill` (function)
    exit: Failure
    --- stderr
    error[way/no-place]: `always` says nothing of where it fails
     --> --at:1:1
      |
    1 | always
      | ^^^^^^ no `PLACE:`
      |
      = help: write `PLACE:FAILURE`, as in `function:always`; the places are `Orders` (rule), `lambda-queue` (Lambda's), `Bill` (function)
    exit: Failure
    --- stderr
    error[delivery/failure]: unknown failure `sometimes`
     --> --at:1:6
      |
    1 | Bill:sometimes
      |      ^^^^^^^^^ not a failure
      |
      = help: one of `always`, `never`, `until=2h`, `window=10m..3h`, `probability=0.3`, `codes=503,429:retry-after=30,200`, `permanent=CODE` or `markov=mtbf:1h,mttr:5m`
    exit: Failure
    --- stderr
    error[delivery/unknown-code]: unknown error code `Throttled`
     --> --at:1:12
      |
    1 | Bill:codes=Throttled
      |            ^^^^^^^^^ not a code of this service
      |
      = help: here it is `429`; known (Lambda Developer Guide, asynchronous invocation): Unhandled, Handled, TooManyRequestsException, ServiceException, 429, or 500 to 599
    exit: Failure
    --- stderr
    error[delivery/unknown-code]: unknown error code `Unhandled`
     --> --fail:1:7
      |
    1 | codes=Unhandled,503
      |       ^^^^^^^^^ not a code of this service
      |
      = help: a function that fails does not fail its delivery: `--at function:always` makes it fail; known (EventBridge User Guide, dead-letter queues and API destinations): CONNECTION_FAILURE, CROSS_ACCOUNT_INGESTION_FAILED, CROSS_REGION_INGESTION_FAILED, ERROR_FROM_TARGET, EVENTS_IN_BATCH_REQUEST_REJECTED, FAILED_TO_ASSUME_ROLE, INTERNAL_ERROR, INVALID_JSON, INVALID_PARAMETER, NO_PERMISSIONS, NO_RESOURCE, RESOURCE_ALREADY_EXISTS, RESOURCE_LIMIT_EXCEEDED, RESOURCE_MODIFICATION_COLLISION, SDK_CLIENT_ERROR, THIRD_ACCOUNT_HOP_DETECTED, THIRD_REGION_HOP_DETECTED, THROTTLING, TIMEOUT, TRANSIENT_ASSUME_ROLE, UNKNOWN, or an HTTP status from 100 to 599
    exit: Failure
    --- stderr
    error[delivery/contradiction]: one of the failures already decides about every attempt
     --> --at:1:1
      |
    1 | Bill:never
      | ^^^^^^^^^^
      |
      = help: `always`, `never`, `codes` and `permanent` stand alone; windows, `until` and chances combine
    exit: Failure
    --- stderr
    error[input/no-such-name]: nothing is called `Nowhere` in `way.yaml`
     |
     = help: there are `Orders`, `Orders/ship`, `Orders/bill`, `Orders/open`, `Orders/alarms`, `Orders/jobs`, `Counting`, `Auditing`, `Working`, `Booking`, and 33 more
    ");
    insta::assert_snapshot!(machine().evb(&["simulate-retries", "--at", "f:always"]), @r"
    exit: Failure
    --- stderr
    error[delivery/not-applicable]: `--at` needs a `--target` from which the way of an event can be followed
     |
     = help: as in `--target template.yaml#Orders/function`; `--fail` is what the first hop meets
    ");
}

#[test]
fn codes_that_others_have_are_told_by_the_name_that_is_meant() {
    let told = |arguments: &[&str]| {
        let ended = Pretend::default().run(&[&["simulate-retries"], arguments].concat());
        assert_eq!(ended.exit, Exit::Failure, "{arguments:?}");
        let help = ended
            .stderr
            .lines()
            .find(|line| line.contains("= help"))
            .unwrap()
            .to_owned();
        help.split("; known").next().unwrap().trim().to_owned()
    };
    let all: Vec<String> = [
        ("rule", "Throttled"),
        ("rule", "AccessDenied"),
        ("scheduler", "AccessDenied"),
        ("lambda-async", "Throttling"),
        ("lambda-async", "ServiceError"),
        ("sns-lambda", "Throttled"),
        ("sqs", "Timeout"),
        ("rule", "Unhandled"),
    ]
    .map(|(profile, code)| told(&["--profile", profile, "--fail", &format!("codes={code}")]))
    .to_vec();
    insta::assert_snapshot!(all.join("\n"), @r"
    = help: here it is `THROTTLING`
    = help: here it is `NO_PERMISSIONS`
    = help: here it is `AWS.Lambda.AccessDeniedException`
    = help: here it is `429`
    = help: here it is `ServiceException`
    = help: here it is `429`
    = help: here it is `Unhandled`
    = help: a function that fails does not fail its delivery: `--at function:always` makes it fail
    ");
}

#[test]
fn many_events_are_followed_on_their_whole_way() {
    let document = json(&[
        "way.yaml#Orders/ship",
        "--at",
        "Ship:probability=0.5",
        "--runs",
        "2000",
        "--require",
        "delivered>=0.8",
    ]);
    // Three attempts of which each fails with one half.
    let rate = document["monte_carlo"]["delivered"]["rate"]
        .as_f64()
        .unwrap();
    assert!((rate - 0.875).abs() < 0.025, "{rate}");
    assert_eq!(document["requirements"][0]["met"], true);
    let runs = document["lies_in"]["runs"].as_array().unwrap();
    let counts: u64 = runs.iter().map(|one| one["count"].as_u64().unwrap()).sum();
    assert_eq!((runs.len(), counts), (2, 2_000));
    let told = way(&[
        "way.yaml#Orders/ship",
        "--at",
        "Ship:probability=0.5",
        "--runs",
        "2000",
        "--threads",
        "2",
    ]);
    insta::assert_snapshot!(told, @r"
    exit: Success
    --- stdout
    87.5 % of 2,000 events delivered

    delivered       87.5 %  (95 %: 86.0 % to 88.9 %)
    dead-lettered   12.4 %  (95 %: 11.1 % to 14.0 %)
      by retries    12.4 %  (95 %: 11.1 % to 14.0 %)
    attempts        mean 2.75, half 2, 90 % 4, 99 % 4, 99.9 % 4, at most 4
    delivery time   mean 43.038 s, half 0 s, 90 % 180 s, 99 % 180 s, 99.9 % 180 s, at most 180 s
    given up after  mean 180 s, half 180 s, 90 % 180 s, 99 % 180 s, 99.9 % 180 s, at most 180 s

    the first event: delivered, 60 s after the event arrived: the function `Ship` has taken it

    the way
        1  rule `Orders` → Lambda's queue of `Ship`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `Ship`
           accepted at 60 s after 2 attempts (at 0 s, 60 s)
           at most 2 retries, at most 3,600 s (1 h)

    where the events lie
      87.5 %  1,751 events after hop 2: function `Ship`
      12.4 %  249 events after hop 2: queue `ShipLetters`, given up

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     never in hop 1, probability=0.5 in hop 2
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: AWS publishes the delays after function errors (1 and 2 minutes); of the delay curve after
          throttles it publishes the ends (1 second, 5 minutes), and doubling is assumed
    ");
}

#[test]
fn a_flag_stands_above_the_place_that_is_declared() {
    for (queue, kind, place) in [
        ("none", "dropped", "-"),
        ("denied", "lost", "OrderLetters"),
        (
            "arn:aws:sqs:us-east-1:123456789012:other",
            "dead-letter-place",
            "other",
        ),
    ] {
        let document = json(&[
            "way.yaml#Orders/ship",
            "--fail",
            "permanent=NO_RESOURCE",
            "--dead-letter-queue",
            queue,
        ]);
        assert_eq!(
            lies(&document),
            [(kind.to_owned(), place.to_owned())],
            "{queue}"
        );
    }
    let count = json(&[
        "way.yaml#Jobs",
        "--at",
        "Work:always",
        "--maximum-receive-count",
        "2",
        "--visibility-timeout",
        "10s",
    ]);
    assert_eq!(hops(&count), [("given-up".to_owned(), 20.0, 2)]);
}

#[test]
fn a_way_of_countless_hops_is_cut_and_told() {
    let mut resources = String::new();
    for number in 0..100 {
        let next = (number + 1) % 100;
        resources.push_str(&format!(
            "  T{number}: {{Type: AWS::SNS::Topic, Properties: {{Subscription: [{{Protocol: lambda, Endpoint: !GetAtt F{number}.Arn}}, {{Protocol: lambda, Endpoint: !GetAtt F{next}.Arn}}]}}}}\n  \
             F{number}: {{Type: AWS::Lambda::Function, Properties: {{DeadLetterConfig: {{TargetArn: !Ref T{next}}}}}}}\n"
        ));
    }
    let template = format!("Resources:\n{resources}");
    let machine = Pretend::default().file("many.yaml", template);
    let ended = machine.run(&[
        "simulate-retries",
        "--target",
        "many.yaml#T0",
        "--at",
        "function:always",
    ]);
    assert_eq!(ended.exit, Exit::Negative);
    assert!(
        ended.stdout.contains("the way has more than 64 hops"),
        "{}",
        ended.stdout
    );
}

#[test]
fn names_of_the_file_cannot_write_on_the_terminal() {
    let template = "Resources:\n  \"Q\\u001b[31m\": {Type: AWS::SQS::Queue}\n";
    let machine = Pretend::default().file("t.yaml", template);
    let ended = machine.run(&["simulate-retries", "--target", "t.yaml#Q\u{1b}[31m"]);
    assert!(
        !ended.stdout.contains('\u{1b}') && !ended.stderr.contains('\u{1b}'),
        "{}{}",
        ended.stdout,
        ended.stderr
    );
}

#[test]
fn what_may_not_read_or_not_take_an_event_is_told() {
    let template = r#"
Parameters: {Wanted: {Type: String}}
Conditions: {Is: !Equals [!Ref Wanted, 'yes']}
Resources:
  Q: {Type: AWS::SQS::Queue}
  Off: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Q.Arn, FunctionName: f, Enabled: false}}
  T: {Type: AWS::SNS::Topic}
  S:
    Type: AWS::SNS::Subscription
    Condition: Is
    Properties: {TopicArn: !Ref T, Protocol: sqs, Endpoint: !GetAtt Q.Arn, FilterPolicy: {a: [b]}}
  M: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: email, Endpoint: a@example.com}}
"#;
    let machine = Pretend::default().file("t.yaml", template);
    insta::assert_snapshot!(machine.evb(&["simulate-retries", "--target", "t.yaml#T", "--fail", "never"]), @"
    exit: Success
    --- stdout
    delivered after 1 attempt, 0 s after its arrival

      attempt   at  delay  age left  result
            1  0 s                   delivered

    profile   sns-lambda
    policy    the service's own
    fails     never
    seed      0

    warning: `Off` reads `Q`, but is switched off
             help: begin with `--target FILE#Off` to see what it would do
    note: AWS publishes the phases of the delivery policy, but of the delay curve inside the backoff
          phase only the ends, and not the jitter: the steps are interpolated and not randomised
    note: these are the attempts of SNS to hand the message to Lambda: once Lambda has taken it SNS is
          done, and a function that then fails is tried three times in all by Lambda (`--profile
          lambda-async`), with a queue or destination of its own
    note: subscriptions of `T` by `email` are not followed
    note: whether `S` is there depends on `Condition Is`: here it is
    note: `S` filters what it takes: the event is one that passes
    ");
}

#[cfg(feature = "terraform")]
#[test]
fn the_way_is_found_in_terraform() {
    let text = r#"
resource "aws_sns_topic" "orders" { name = "orders" }
resource "aws_cloudwatch_event_rule" "placed" {
  name          = "placed"
  event_pattern = jsonencode({ source = ["shop"] })
}
resource "aws_cloudwatch_event_target" "topic" {
  rule      = aws_cloudwatch_event_rule.placed.name
  target_id = "topic"
  arn       = aws_sns_topic.orders.arn
}
resource "aws_sns_topic_subscription" "jobs" {
  topic_arn = aws_sns_topic.orders.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.jobs.arn
}
resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = 60
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.letters.arn, maxReceiveCount = 5 })
}
resource "aws_sqs_queue" "letters" { name = "letters" }
resource "aws_lambda_event_source_mapping" "work" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = aws_lambda_function.work.arn
}
resource "aws_lambda_function" "work" { function_name = "work" }
resource "aws_dynamodb_table" "orders" { name = "orders" }
resource "aws_lambda_event_source_mapping" "changes" {
  event_source_arn               = aws_dynamodb_table.orders.stream_arn
  function_name                  = aws_lambda_function.work.arn
  maximum_retry_attempts         = 0
  bisect_batch_on_function_error = true
}
"#;
    let machine = Pretend::default().file("main.tf", text);
    let way = |arguments: &[&str]| {
        let told = machine.evb(&[&["simulate-retries", "--target"], arguments].concat());
        told.split("\n\nprofile").next().unwrap().to_owned() + "\n"
    };
    let all: String = [
        &["main.tf#placed/topic", "--at", "work:always"][..],
        &[
            "main.tf#aws_sns_topic.orders",
            "--at",
            "jobs:permanent=client",
        ],
        &[
            "main.tf#aws_lambda_event_source_mapping.changes",
            "--at",
            "work:codes=Unhandled,ok",
        ],
    ]
    .map(way)
    .concat();
    insta::assert_snapshot!(all, @r"
    exit: Negative
    --- stdout
    dead-lettered, 300 s (5 min) after the event arrived: it lies in the queue `aws_sqs_queue.letters`,
        the dead-letter queue of the queue `aws_sqs_queue.jobs`

    the way
        1  rule `aws_cloudwatch_event_rule.placed` → topic `aws_sns_topic.orders`
           accepted at 0 s after 1 attempt
        2  topic `aws_sns_topic.orders` (by `aws_sns_topic_subscription.jobs`) → queue `aws_sqs_queue.jobs`
           accepted at 0 s after 1 attempt
        3  queue `aws_sqs_queue.jobs` (by `aws_lambda_event_source_mapping.work`) → function `aws_lambda_function.work`
           given up at 300 s (5 min) after 5 attempts (at 0 s, 60 s, 120 s, 180 s, 240 s): not-deleted
           received at most 5 times, once in 60 s, kept for 345,600 s (4 d)
    exit: Negative
    --- stdout
    dropped, 0 s after the event arrived: it is gone, as the subscription
        `aws_sns_topic_subscription.jobs` has no dead-letter queue; the dead-letter queue of the queue
        `aws_sqs_queue.jobs` plays no part, as the queue `aws_sqs_queue.jobs` never had it

    the way
        1  topic `aws_sns_topic.orders` (by `aws_sns_topic_subscription.jobs`) → queue `aws_sqs_queue.jobs`
           given up at 0 s after 1 attempt: client
        2  queue `aws_sqs_queue.jobs` (by `aws_lambda_event_source_mapping.work`) → function `aws_lambda_function.work`
           not reached

    hop 1: dropped after 1 attempt, 0 s after its arrival: the error is not retried

      attempt   at  delay  age left  result
            1  0 s                   client, not retried
    exit: Negative
    --- stdout
    dropped, 0 s after the event arrived: it is gone, as the event source mapping
        `aws_lambda_event_source_mapping.changes` has no on-failure destination

    the way
        1  stream `aws_dynamodb_table.orders` (by `aws_lambda_event_source_mapping.changes`) → function `aws_lambda_function.work`
           given up at 0 s after 1 attempt: RetryAttemptsExhausted, Unhandled
           at most 15 invocations in all: the 1 attempt at the record, and 14 in which a batch of 100 is
           halved until the record is alone

    hop 1: dropped after 1 attempt, 0 s after its arrival: RetryAttemptsExhausted

      attempt   at  delay  age left  result
            1  0 s         86,400 s  Unhandled
    ");
}
