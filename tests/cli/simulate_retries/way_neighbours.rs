//! What stands beside queues and functions on the way of an event: buses, enrichments, endpoints, destinations.

use serde_json::Value;

use crate::support::Pretend;

const TEMPLATE: &str = include_str!("../../../fixtures/delivery/neighbours.yaml");

fn told(arguments: &[&str]) -> String {
    let machine = Pretend::default().file("t.yaml", TEMPLATE);
    machine.evb(&[&["simulate-retries", "--target"], arguments].concat())
}

/// What is told up to the settings.
fn head(arguments: &[&str]) -> String {
    let told = told(arguments);
    let told = told.split("\n\nhop 1").next().unwrap_or_default();
    let told = told.split("\n\nprofile").next().unwrap_or_default();
    told.to_owned() + "\n"
}

fn notes(arguments: &[&str]) -> String {
    let told = told(arguments);
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let notes: Vec<&str> = words.split(" note: ").skip(1).collect();
    notes.join("\n")
}

fn json(arguments: &[&str]) -> Value {
    let machine = Pretend::default().file("t.yaml", TEMPLATE);
    let all = [
        &["simulate-retries", "--format", "json", "--target"],
        arguments,
    ]
    .concat();
    serde_json::from_str(&machine.run(&all).stdout).unwrap()
}

#[test]
fn a_rule_of_the_bus_that_is_a_target_takes_the_event_on() {
    insta::assert_snapshot!(head(&["t.yaml#Placed/bus", "--at", "Handle:always"]), @r"
    exit: Negative
    --- stdout
    1 of 2 branches arrived, the last 180 s (3 min) after the event

    the way
        1  rule `Placed` → bus `Orders`
           accepted at 0 s after 1 attempt
        2  rule `OfOrders` → Lambda's queue of `Handle`
           accepted at 0 s after 1 attempt
           at most 185 retries, at most 86,400 s (1 d)
        3  Lambda's queue → function `Handle`
           given up at 180 s (3 min) after 3 attempts (at 0 s, 60 s, 180 s): RetriesExhausted, Unhandled
           at most 2 retries, at most 21,600 s (6 h)
        4  rule `OfOrders` → bus `other`, behind hop 1
           accepted at 0 s after 1 attempt
           at most 185 retries, at most 86,400 s (1 d)

    in the end
      after hop 3, at 180 s (3 min): an event about it (source `lambda`, detail type
      `Lambda Function Invocation Result - Failure`) is put on the bus `Orders`, the on-failure
      destination of the function `Handle`; the dead-letter queue of the target of the rule `Placed`
      plays no part, as that delivery succeeded
      after hop 4, at 0 s: the bus `other` has it
    ");
    insta::assert_snapshot!(notes(&["t.yaml#Placed/bus", "--fail", "never"]), @r"
    AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is a calibration under which 185 retries take about 24 hours, not AWS's schedule
    the rule `NotOfOrders` is on the bus `Orders`, but is switched off
    which rules of the bus `Orders` an event matches is not looked at: here it is `OfOrders`; not followed: `AlsoOfOrders`
    what a rule has put on the bus `Orders` goes no further to the bus `other` of the same Region: this fails with `THIRD_ACCOUNT_HOP_DETECTED`, which users have recorded, also inside one account
    ");
}

#[test]
fn a_rule_sends_to_no_bus_that_is_its_own() {
    let template = r#"
Resources:
  B: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: abroad, Arn: 'arn:aws:events:eu-west-1:123456789012:event-bus/default', RoleArn: arn:aws:iam::123456789012:role/r}
        - {Id: logs, Arn: !Sub 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/events/orders'}
  Own: {Type: AWS::Events::Rule, Properties: {EventBusName: !Ref B, EventPattern: {source: [shop]}, Targets: [{Id: own, Arn: !GetAtt B.Arn}]}}
"#;
    let machine = Pretend::default().file("t.yaml", template);
    let told = ["R/abroad", "Own/own", "R/logs"].map(|target| {
        let target = format!("t.yaml#{target}");
        let all = [
            "simulate-retries",
            "--target",
            &target,
            "--fail",
            "never",
            "--format",
            "json",
        ];
        let document: Value = serde_json::from_str(&machine.run(&all).stdout).unwrap();
        let notes = document["notes"].as_array().unwrap().iter();
        let notes = notes.filter(|note| note["code"].as_str().unwrap().starts_with("way/"));
        let notes = notes.map(|note| note["message"].as_str().unwrap());
        let hops = document["way"].as_array().unwrap().len();
        let to = &document["way"][0]["to"]["name"];
        format!("{hops} hop to {to}: {}", notes.collect::<String>())
            .trim()
            .to_owned()
    });
    insta::assert_snapshot!(told.join("\n"), @r#"
    1 hop to "default": the bus `default` to which the rule `R` sends is one of another Region or account, as AWS refuses a rule's own: what follows there is not looked at
    1 hop to "B": the rule `Own` is on the bus `B` itself: AWS refuses that target
    1 hop to "/aws/events/orders":
    "#);
    let nothing = ["B", "R2"]
        .map(|name| machine.evb(&["simulate-retries", "--target", &format!("t.yaml#{name}")]));
    insta::assert_snapshot!(nothing.concat(), @r"
    exit: Failure
    --- stderr
    error[delivery/no-target]: `B` of `t.yaml` delivers nothing by itself
     |
     = help: events may begin at targets of rules, schedules, topics, queues, streams, functions, and what reads them
    exit: Failure
    --- stderr
    error[input/no-such-name]: nothing is called `R2` in `t.yaml`
     |
     = help: there are `R`, `R/abroad`, `R/logs`, `Own`, `Own/own`, `B`
    ");
}

#[test]
fn what_a_pipe_asks_fails_the_whole_pipe() {
    insta::assert_snapshot!(head(&["t.yaml#Piping", "--at", "Enrich:always"]), @r"
    exit: Negative
    --- stdout
    dead-lettered, 150 s (2 min 30 s) after the event arrived: it lies in the queue `Letters`, the
        dead-letter queue of the queue `Late`

    the way
        1  queue `Late` (by `Piping`, enriched by function `Enrich`) → function `Handle`
           given up at 150 s (2 min 30 s) after 2 attempts (at 30 s, 90 s): not-deleted
           first received after 30 s, received at most 2 times, once in 60 s, kept for 345,600 s (4 d)
    ");
    let document = json(&["t.yaml#Piping", "--at", "Enrich:always"]);
    assert_eq!(document["way"][0]["enrichment"]["name"], "Enrich");
    assert_eq!(document["way"][0]["receives"]["delay_seconds"], 30.0);
    let own = json(&[
        "t.yaml#Piping",
        "--at",
        "Enrich:always",
        "--dispatch-delay",
        "0s",
    ]);
    assert_eq!(own["lies_in"]["at_seconds"], 120.0);
}

#[test]
fn an_endpoint_is_tried_as_its_subscription_says() {
    let document = json(&["t.yaml#Hook"]);
    let attempts = document["attempts"].as_array().unwrap().iter();
    let times: Vec<f64> = attempts
        .map(|one| one["at_seconds"].as_f64().unwrap())
        .collect();
    assert_eq!(times, [0.0, 5.0, 10.0]);
    assert_eq!(
        document["way"][0]["to"]["name"],
        "https://shop.example.com/"
    );
    let given = json(&["t.yaml#Hook", "--delivery-policy", r#"{"numRetries":0}"#]);
    assert_eq!(given["attempts"].as_array().unwrap().len(), 1);
    let refused: String = ["t.yaml#OpenHook", "t.yaml#WrongHook"]
        .map(|name| told(&[name]))
        .concat();
    insta::assert_snapshot!(refused, @r"
    exit: Failure
    --- stderr
    error[way/open-setting]: `DeliveryPolicy` of the subscription `OpenHook` depends on `Retries`
     |
     = help: give it: `--parameter Retries=VALUE`
    exit: Failure
    --- stderr
    error[delivery/delivery-policy]: 200 retries, of which 0 have a fixed delay: SNS allows at most 100, and the phases are part of numRetries
     |
     = help: SNS Developer Guide, message delivery retries: at most 100 retries, and at most 3600 s in all
    ");
    assert!(told(&["t.yaml#OpenHook", "--parameter", "Retries=0"]).starts_with("exit: Negative"));
}

#[cfg(feature = "terraform")]
#[test]
fn an_endpoint_is_tried_as_its_topic_says_where_the_subscription_does_not_or_may_not() {
    let machine = Pretend::default().file("main.tf", TOPICS);
    let told = ["inherits", "own", "ruled"].map(|name| {
        let target = format!("main.tf#aws_sns_topic_subscription.{name}");
        let given = ["--parameter", "retries=1", "--format", "json"];
        let all = [&["simulate-retries", "--target", &target][..], &given].concat();
        let document: Value = serde_json::from_str(&machine.run(&all).stdout).unwrap();
        let attempts = document["attempts"].as_array().unwrap().iter();
        let times = attempts.map(|one| one["at_seconds"].as_f64().unwrap());
        let notes = document["notes"].as_array().unwrap().iter();
        let notes = notes.map(|note| note["message"].as_str().unwrap());
        let plays_no_part = notes.clone().filter(|note| note.contains("plays no part"));
        format!(
            "{:?} {}",
            times.collect::<Vec<_>>(),
            plays_no_part.collect::<String>()
        )
        .trim()
        .to_owned()
    });
    insta::assert_snapshot!(told.join("\n"), @r"
    [0.0, 5.0]
    [0.0, 1.0, 2.0]
    [0.0, 3.0] the delivery policy of the subscription `aws_sns_topic_subscription.ruled` plays no part: that of its topic has `disableSubscriptionOverrides`
    ");
    let open = machine.run(&[
        "simulate-retries",
        "--target",
        "main.tf#aws_sns_topic_subscription.ruled",
    ]);
    insta::assert_snapshot!(open.stderr, @r"
    error[way/open-setting]: `delivery_policy` of the topic of the subscription `aws_sns_topic_subscription.ruled` depends on `var.retries`
     |
     = help: give it: `--parameter retries=VALUE`
    ");
}

/// Topics that say how HTTP endpoints are tried.
#[cfg(feature = "terraform")]
const TOPICS: &str = r#"
variable "retries" {}
resource "aws_sns_topic" "news" {
  delivery_policy = jsonencode({ http = { defaultHealthyRetryPolicy = { minDelayTarget = 5, maxDelayTarget = 5, numRetries = 1 } } })
}
resource "aws_sns_topic" "strict" {
  delivery_policy = <<EOF
{"http": {"defaultHealthyRetryPolicy": {"numRetries": ${var.retries}, "minDelayTarget": 3, "maxDelayTarget": 3}, "disableSubscriptionOverrides": true}}
EOF
}
resource "aws_sns_topic_subscription" "inherits" {
  topic_arn = aws_sns_topic.news.arn
  protocol  = "https"
  endpoint  = "https://shop.example.com/"
}
resource "aws_sns_topic_subscription" "own" {
  topic_arn       = aws_sns_topic.news.arn
  protocol        = "https"
  endpoint        = "https://shop.example.com/"
  delivery_policy = jsonencode({ healthyRetryPolicy = { minDelayTarget = 1, maxDelayTarget = 1, numRetries = 2 } })
}
resource "aws_sns_topic_subscription" "ruled" {
  topic_arn       = aws_sns_topic.strict.arn
  protocol        = "https"
  endpoint        = "https://shop.example.com/"
  delivery_policy = jsonencode({ healthyRetryPolicy = { minDelayTarget = 1, maxDelayTarget = 1, numRetries = 2 } })
}
"#;

#[test]
fn a_destination_gets_a_record_and_no_dead_letter() {
    insta::assert_snapshot!(told(&["t.yaml#Handle"]), @r#"
    exit: Negative
    --- stdout
    dead-lettered after 3 attempts (2 retries), 180 s (3 min) after its arrival: RetriesExhausted

      attempt     at  delay  age left  result
            1    0 s         21,600 s  Unhandled
            2   60 s   60 s  21,540 s  Unhandled
            3  180 s  120 s  21,420 s  Unhandled

    record of the invocation in ${Orders.Arn}
      (body)  {"version":"1.0","timestamp":"<when the record is written>","requestContext":{"requestId":"b9a5d33b-4970-4a15-b67e-1f9484fe584e","functionArn":"arn:aws:lambda:us-east-1:123456789012:function:example:$LATEST","condition":"RetriesExhausted","approximateInvokeCount":3},"requestPayload":"<the event>","responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},"responsePayload":{"errorMessage":"<the target's own message>"}}

    profile   lambda-async
    policy    at most 2 retries, at most 21,600 s (6 h)
    fails     always
    seed      0

    note: AWS publishes the delays after function errors (1 and 2 minutes); of the delay curve after
          throttles it publishes the ends (1 second, 5 minutes), and doubling is assumed
    "#);
    let lies: Vec<String> = ["Handle", "Enrich", "Count"]
        .map(|name| {
            let document = json(&["t.yaml#Start", "--at", &format!("{name}:always")]);
            let branches = document["lies_in"]["branches"].as_array().unwrap().iter();
            let gone = branches.filter(|one| one["kind"] == "dead-letter-place");
            let messages = gone.map(|one| one["message"].as_str().unwrap().to_owned());
            messages.collect::<Vec<_>>().join("\n")
        })
        .to_vec();
    insta::assert_snapshot!(lies.join("\n"), @r"
    an event about it (source `lambda`, detail type `Lambda Function Invocation Result - Failure`) is put on the bus `Orders`, the on-failure destination of the function `Handle`
    a record of the invocation, with the event in it, lies as an object in the bucket `Failures`, the on-failure destination of the function `Enrich`
    a record of the invocation, with the event in it, lies in the queue `Letters`, the on-failure destination of the function `Count`
    ");
}

#[test]
fn queues_of_two_kinds_are_no_dead_letter_queues_of_each_other() {
    let refused: String = ["Standard", "Ordered"]
        .map(|name| told(&[&format!("t.yaml#{name}")]))
        .concat();
    insta::assert_snapshot!(refused, @r"
    exit: Failure
    --- stderr
    error[way/impossible]: the standard queue `Standard` cannot have the FIFO queue `Ordered` as its dead-letter queue
     |
     = help: SQS refuses this: give it a dead-letter queue that is a standard queue, too
    exit: Failure
    --- stderr
    error[way/impossible]: the FIFO queue `Ordered` cannot have the standard queue `Letters` as its dead-letter queue
     |
     = help: SQS refuses this: give it a dead-letter queue that is a FIFO queue, too
    ");
    let given = told(&["t.yaml#Standard", "--dead-letter-queue", "none"]);
    assert!(given.starts_with("exit: Negative"), "{given}");
}

#[test]
fn a_dead_letter_queue_on_a_condition_is_not_taken_as_absent() {
    let arguments = ["t.yaml#Placed/bus", "--fail", "permanent=NO_PERMISSIONS"];
    insta::assert_snapshot!(told(&arguments), @r"
    exit: Failure
    --- stderr
    error[way/open-setting]: `DeadLetterConfig` of the rule `Placed` depends on `If IsLive`
     |
     = help: give the parameters on which `If IsLive` depends: `--parameter NAME=VALUE`
    ");
    let given = json(&[&arguments[..], &["--parameter", "Stage=live"]].concat());
    assert_eq!(given["lies_in"]["branches"][0]["place"]["name"], "Letters");
}

#[test]
fn the_configuration_of_sam_stands_on_the_alias_that_it_publishes() {
    let template = r#"Transform: AWS::Serverless-2016-10-31
Globals: {Function: {AutoPublishAlias: live}}
Resources:
  Letters: {Type: AWS::SQS::Queue}
  Work:
    Type: AWS::Serverless::Function
    Properties:
      EventInvokeConfig: {MaximumRetryAttempts: 0, DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Letters.Arn}}}
      Events:
        Own: {Type: EventBridgeRule, Properties: {Pattern: {source: [a]}}}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [a]}
      Targets: [{Id: latest, Arn: !GetAtt Work.Arn}, {Id: live, Arn: !Ref Work.Alias}]
"#;
    let machine = Pretend::default().file("t.yaml", template);
    let way = |target: &str| {
        let told = machine.evb(&[
            "simulate-retries",
            "--target",
            target,
            "--at",
            "Work:always",
        ]);
        let head = told.split("\n\nprofile").next().unwrap_or_default();
        head.to_owned() + "\n"
    };
    insta::assert_snapshot!(way("t.yaml#R/latest"), @r"
    exit: Negative
    --- stdout
    dropped, 180 s (3 min) after the event arrived: it is gone, as the function `Work` has neither an
        on-failure destination nor a dead-letter queue

    the way
        1  rule `R` → Lambda's queue of `Work`
           accepted at 0 s after 1 attempt
        2  Lambda's queue → function `Work`
           given up at 180 s (3 min) after 3 attempts (at 0 s, 60 s, 180 s): RetriesExhausted, Unhandled
           at most 2 retries, at most 21,600 s (6 h)
    ");
    for alias in ["t.yaml#R/live", "t.yaml#WorkOwn"] {
        let told = way(alias);
        assert!(told.contains("after 1 attempt: RetriesExhausted"), "{told}");
    }
}

#[test]
fn a_queue_that_takes_nothing_is_no_place_of_arrival() {
    let template = r#"Resources:
  Letters: {Type: AWS::SQS::Queue}
  Ordered: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
  Work: {Type: AWS::Lambda::Function}
  Working: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Work, EventSourceArn: !GetAtt Ordered.Arn}}
  Topic: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [a]}
      Targets:
        - {Id: queue, Arn: !GetAtt Ordered.Arn, SqsParameters: {MessageGroupId: g}, DeadLetterConfig: {Arn: !GetAtt Letters.Arn}}
        - {Id: topic, Arn: !Ref Topic}
"#;
    let machine = Pretend::default().file("t.yaml", template);
    let told =
        |arguments: &[&str]| machine.evb(&[&["simulate-retries", "--target"], arguments].concat());
    insta::assert_snapshot!(told(&["t.yaml#R/queue", "--at", "Work:always"]), @r"
    exit: Negative
    --- stdout
    dead-lettered, 0 s after the event arrived: it lies in the queue `Letters`, the dead-letter queue of
        the target of the rule `R`

    the way
        1  rule `R` → queue `Ordered`
           given up at 0 s after 1 attempt: INVALID_PARAMETER
        2  queue `Ordered` (by `Working`) → function `Work`
           not reached

    hop 1: dead-lettered after 1 attempt, 0 s after its arrival: the error is not retried

      attempt   at  delay  age left  result
            1  0 s         86,400 s  INVALID_PARAMETER, not retried

    dead letter in ${Letters.Arn}
      ERROR_CODE     INVALID_PARAMETER
      ERROR_MESSAGE  <the target's own message>
      RULE_ARN       arn:aws:events:us-east-1:123456789012:rule/example
      TARGET_ARN     ${Ordered.Arn}
      (body)         what the target was to receive

    profile   rule
    policy    at most 185 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     codes=INVALID_PARAMETER in hop 1, always in hop 2
    seed      0

    warning: the queue `Ordered` is a FIFO queue without content-based deduplication, and takes nothing
             of a rule
             help: turn on the content-based deduplication of the queue
    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: the body of the dead letter is what the target was to receive, after its input transformer
          (`--payload` gives it)
    note: an error that is not retried leaves neither RETRY_ATTEMPTS nor EXHAUSTED_RETRY_CONDITION in
          the dead letter
    note: `VisibilityTimeout` of the queue `Ordered` is not declared: AWS's default of 30 s counts
    note: `MessageRetentionPeriod` of the queue `Ordered` is not declared: AWS's default of 345600 s
          counts
    ");
    let topic = told(&["t.yaml#R/topic", "--fail", "never"]);
    assert!(
        topic.starts_with("exit: Negative") && topic.contains("FIFO topic"),
        "{topic}"
    );
}
