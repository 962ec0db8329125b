//! Which declared things the way of an event leads to, and by which names `--at` knows them.

use serde_json::Value;

use crate::support::Pretend;

/// Functions, queues, topics and streams that targets name in every way that templates have.
const NAMED: &str = r#"
Resources:
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: resource, Arn: !GetAtt Named.Arn}
        - {Id: named, Arn: !Sub 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:worker'}
        - {Id: partition, Arn: !Sub 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:worker:live'}
        - {Id: qualified, Arn: !Sub '${Fn.Arn}:prod'}
        - {Id: joined, Arn: !Join [':', ['arn:aws:lambda', !Ref AWS::Region, !Ref AWS::AccountId, 'function', !Ref Fn]]}
        - {Id: queue-of, Arn: !Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Q.QueueName}'}
        - {Id: queue, Arn: !Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs'}
        - {Id: topic, Arn: !Sub 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:news'}
        - {Id: topic-of, Arn: !Sub 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:${T.TopicName}'}
        - {Id: stream, Arn: !Sub 'arn:aws:kinesis:${AWS::Region}:${AWS::AccountId}:stream/clicks'}
        - {Id: foreign, Arn: !Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs-of-others'}
  Fn: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
  Named: {Type: AWS::Lambda::Function, Properties: {FunctionName: worker}}
  Q: {Type: AWS::SQS::Queue}
  J: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}
  OfJ: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt J.Arn, FunctionName: !Ref Fn}}
  OfQ: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Q.Arn, FunctionName: !Sub '${Named.Arn}:prod'}}
  T: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
  S: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: sqs, Endpoint: !GetAtt Q.Arn}}
  K: {Type: AWS::Kinesis::Stream, Properties: {Name: clicks}}
  OfK: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt K.Arn, FunctionName: !Ref Named}}
"#;

/// The places of a way, one after the other.
fn places(machine: &Pretend, arguments: &[&str]) -> String {
    let all = [
        &["simulate-retries", "--format", "json", "--target"],
        arguments,
    ]
    .concat();
    let ended = machine.run(&all);
    let document: Value = match serde_json::from_str(&ended.stdout) {
        Ok(document) => document,
        Err(_) => return ended.stderr,
    };
    let hops = document["way"].as_array().unwrap().iter();
    let to = hops.map(|hop| {
        let (kind, name) = (&hop["to"]["kind"], &hop["to"]["name"]);
        format!("{} {}", kind.as_str().unwrap(), name.as_str().unwrap())
    });
    to.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_target_is_the_declared_thing_of_its_name_however_its_arn_is_written() {
    let machine = Pretend::default().file("t.yaml", NAMED);
    for (target, expected) in [
        ("resource", "lambda-queue Named, function Named"),
        ("named", "lambda-queue Named, function Named"),
        ("partition", "lambda-queue Named, function Named"),
        ("qualified", "lambda-queue Fn, function Fn"),
        ("joined", "lambda-queue Fn, function Fn"),
        ("queue-of", "queue Q, function Named"),
        ("queue", "queue J, function Fn"),
        ("topic", "topic news, queue Q, function Named"),
        ("topic-of", "topic news, queue Q, function Named"),
        ("stream", "stream K, function Named"),
        ("foreign", "queue jobs-of-others"),
    ] {
        let argument = format!("t.yaml#R/{target}");
        let found = places(&machine, &[&argument, "--fail", "never"]);
        assert_eq!(found, expected, "{target}");
    }
}

/// Targets, sources and destinations by what is no ARN: the URL of a queue, the name of whatever has one.
const BY_NAME: &str = r#"
Resources:
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: url, Arn: !Ref Q}
        - {Id: written, Arn: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs'}
        - {Id: function, Arn: !Ref Fn}
        - {Id: topic, Arn: !GetAtt T.TopicName}
        - {Id: several, Arn: same}
  Daily: {Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 day), FlexibleTimeWindow: {Mode: 'OFF'}, Target: {Arn: !Ref Fn, RoleArn: arn:aws:iam::123456789012:role/r}}}
  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}
  Fn: {Type: AWS::Lambda::Function, Properties: {FunctionName: worker}}
  Work: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !Ref Q, FunctionName: !Ref Fn}}
  T: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
  S: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: lambda, Endpoint: !Ref Fn}}
  SameQueue: {Type: AWS::SQS::Queue, Properties: {QueueName: same}}
  SameFunction: {Type: AWS::Lambda::Function, Properties: {FunctionName: same}}
  P: {Type: AWS::Pipes::Pipe, Properties: {RoleArn: arn:aws:iam::123456789012:role/p, Source: jobs, Enrichment: !Ref SameFunction, Target: !Ref Fn}}
"#;

#[test]
fn what_a_name_in_place_of_an_arn_names_is_followed_and_told() {
    let machine = Pretend::default().file("t.yaml", BY_NAME);
    for (target, expected) in [
        ("R/url", "queue Q, function Fn"),
        ("R/written", "queue Q, function Fn"),
        ("R/function", "lambda-queue Fn, function Fn"),
        ("R/topic", "topic news, lambda-queue Fn, function Fn"),
        ("R/several", "target same"),
        ("Daily", "lambda-queue Fn, function Fn"),
        ("Work", "function Fn"),
        ("P", "function Fn"),
    ] {
        let argument = format!("t.yaml#{target}");
        assert_eq!(
            places(&machine, &[&argument, "--fail", "never"]),
            expected,
            "{target}"
        );
    }
    let told = |target: &str| {
        let told = machine.evb(&["simulate-retries", "--target", &format!("t.yaml#{target}")]);
        let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.replace(" warning: ", " note: ");
        let notes = words.split("note: ").find(|note| note.contains("no ARN"));
        notes.unwrap_or("-").trim().to_owned()
    };
    let all = ["R/url", "R/function", "R/several", "Daily", "Work"].map(told);
    insta::assert_snapshot!(all.join("\n"), @r"
    the target of the rule `R` is named by `${Ref Q}`, which is no ARN: AWS refuses that help: give the ARN of what is meant
    the target of the rule `R` is named by `worker`, which is no ARN: AWS refuses that help: give the ARN of what is meant
    the target of the rule `R` is named by `same`, which is no ARN: AWS refuses that help: give the ARN of what is meant
    the target of the schedule `Daily` is named by `worker`, which is no ARN: AWS refuses that help: give the ARN of what is meant
    -
    ");
}

#[test]
fn what_nothing_declares_is_told() {
    let template = r#"
Parameters: {Elsewhere: {Type: String}}
Resources:
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: nothing, Arn: !GetAtt Nothing.Arn}
        - {Id: parameter, Arn: !Ref Elsewhere}
        - {Id: machine, Arn: !Ref Machine}
  Machine: {Type: AWS::StepFunctions::StateMachine}
"#;
    let machine = Pretend::default().file("t.yaml", template);
    let told = |target: &str| {
        let argument = format!("t.yaml#R/{target}");
        let told = machine.evb(&["simulate-retries", "--target", &argument, "--fail", "never"]);
        let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
        let note = words
            .split("note: ")
            .find(|note| note.starts_with("nothing that was read"));
        note.unwrap_or("-").trim().to_owned()
    };
    insta::assert_snapshot!(["nothing", "parameter", "machine"].map(told).join("\n"), @r"
    nothing that was read says what `Nothing.Arn` is: here it takes the event, and what follows is not looked at
    nothing that was read says what `Elsewhere` is: here it takes the event, and what follows is not looked at help: give it: `--parameter Elsewhere=VALUE`
    -
    ");
}

#[test]
fn a_place_is_called_as_its_file_calls_it() {
    let serverless = r#"
service: shop
provider: {name: aws, runtime: nodejs20.x}
functions:
  ship:
    handler: h.h
    events:
      - sqs: {arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs'}
"#;
    let alias = r#"
Resources:
  R: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [shop]}, Targets: [{Id: f, Arn: !Ref Live}]}}
  Fn: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn, FunctionVersion: '1', Name: current}}
"#;
    let machine = Pretend::default()
        .file("serverless.yml", serverless)
        .file("t.yaml", alias);
    for (target, at, expected) in [
        (
            "serverless.yml",
            "ship:always",
            "function ShipLambdaFunction",
        ),
        ("t.yaml", "current:always", "lambda-queue Fn, function Fn"),
        ("t.yaml", "Live:always", "lambda-queue Fn, function Fn"),
    ] {
        assert_eq!(places(&machine, &[target, "--at", at]), expected, "{at}");
    }
}

#[cfg(feature = "terraform")]
#[test]
fn names_that_are_proposed_are_names() {
    let text = r#"
resource "aws_cloudwatch_event_rule" "r" {
  name          = "placed"
  event_pattern = jsonencode({ source = ["shop"] })
}
resource "aws_cloudwatch_event_target" "one" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = aws_sqs_queue.s.arn
}
resource "aws_cloudwatch_event_target" "two" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = "arn:aws:lambda:${var.region}:123456789012:function:work:live"
}
resource "aws_sqs_queue" "s" { name = "jobs" }
resource "aws_lambda_function" "work" { function_name = "work" }
variable "region" {}
"#;
    let machine = Pretend::default().file("main.tf", text);
    let refused = machine
        .run(&["simulate-retries", "--target", "main.tf"])
        .stderr;
    insta::assert_snapshot!(refused, @r"
    error[delivery/several-targets]: `main.tf` declares 2 targets
     |
     = help: name one behind the file: `#aws_cloudwatch_event_target.one`, `#aws_cloudwatch_event_target.two`
    ");
    for (target, at, expected) in [
        (
            "main.tf#aws_cloudwatch_event_target.one",
            "s:always",
            "queue aws_sqs_queue.s",
        ),
        (
            "main.tf#aws_cloudwatch_event_target.two",
            "work:always",
            "lambda-queue aws_lambda_function.work, function aws_lambda_function.work",
        ),
    ] {
        assert_eq!(
            places(&machine, &[target, "--at", at]),
            expected,
            "{target}"
        );
    }
}

#[test]
fn what_is_switched_off_is_not_replaced() {
    let template = r#"
Resources:
  Q: {Type: AWS::SQS::Queue}
  Off: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Q.Arn, FunctionName: !Ref F, Enabled: false}}
  F: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
  R:
    Type: AWS::Events::Rule
    Properties: {State: DISABLED, EventPattern: {source: [shop]}, Targets: [{Id: q, Arn: !GetAtt Q.Arn}]}
  S:
    Type: AWS::Scheduler::Schedule
    Properties: {State: DISABLED, ScheduleExpression: rate(1 hour), FlexibleTimeWindow: {Mode: "OFF"}, Target: {Arn: !GetAtt F.Arn, RoleArn: r}}
  P:
    Type: AWS::Pipes::Pipe
    Properties: {DesiredState: STOPPED, Source: !GetAtt Q.Arn, Target: !GetAtt F.Arn, RoleArn: r}
"#;
    let machine = Pretend::default().file("t.yaml", template);
    let refused = machine.run(&["simulate-retries", "--target", "t.yaml#Q"]);
    insta::assert_snapshot!(refused.stderr, @r"
    error[delivery/no-target]: nothing is delivered there: `Off` reads `Q`, but is switched off
     |
     = help: begin with `--target FILE#Off` to see what it would do
    ");
    let told = |target: &str| {
        let told = machine.evb(&["simulate-retries", "--target", target, "--fail", "never"]);
        let (_, told) = told.split_once("seed").unwrap_or_default();
        let (_, told) = told.split_once("warning").unwrap_or_default();
        let (told, _) = told.split_once("note").unwrap_or((told, ""));
        format!("warning{told}")
    };
    let all = [
        told("t.yaml#R/q"),
        told("t.yaml#S"),
        told("t.yaml#Off"),
        told("t.yaml#P"),
    ];
    insta::assert_snapshot!(all.join("\n---\n"), @r"
    warning: the rule `R` is switched off, and delivers nothing while it is: what is told here is what
             there would be if it were switched on
    warning: `Off` reads `Q`, but is switched off
             help: begin with `--target FILE#Off` to see what it would do

    ---
    warning: the schedule `S` is switched off, and delivers nothing while it is: what is told here is
             what there would be if it were switched on

    ---
    warning: `Off` is switched off, and reads nothing while it is: what is told here is what there would
             be if it were switched on

    ---
    warning: `P` is switched off, and reads nothing while it is: what is told here is what there would
             be if it were switched on
    ");
    let warned = |flag: &str| {
        let asked = [
            "simulate-retries",
            "--target",
            "t.yaml#R/q",
            "--fail",
            "never",
            flag,
        ];
        machine.evb(&[&asked[..], &["--format", "json"]].concat())
    };
    for flag in ["--transformed", "--sensitivity"] {
        let told = warned(flag);
        assert!(
            told.contains(r#""severity":"warning","message":"the rule `R` is switched off"#),
            "{told}"
        );
    }
}

/// Things that are called as declared ones, and are those of another Region or account.
const ELSEWHERE: &str = r#"
Resources:
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: own, Arn: 'arn:aws:sqs:us-east-1:111111111111:jobs'}
        - {Id: open, Arn: !Sub 'arn:aws:sqs:${Region}:${AWS::AccountId}:jobs'}
        - {Id: region, Arn: 'arn:aws:sqs:eu-west-1:111111111111:jobs'}
        - {Id: account, Arn: !Sub 'arn:aws:sqs:${AWS::Region}:222222222222:jobs'}
        - {Id: topic, Arn: 'arn:aws:sns:eu-west-1:111111111111:news'}
        - {Id: function, Arn: 'arn:aws:lambda:eu-west-1:111111111111:function:worker'}
        - {Id: stream, Arn: 'arn:aws:kinesis:us-east-1:222222222222:stream/clicks'}
        - {Id: bus, Arn: 'arn:aws:events:eu-west-1:111111111111:event-bus/orders'}
  J: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}
  OfJ: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt J.Arn, FunctionName: !Ref Fn}}
  Fn: {Type: AWS::Lambda::Function, Properties: {FunctionName: worker, DeadLetterConfig: {TargetArn: !GetAtt J.Arn}}}
  T: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
  S: {Type: AWS::SNS::Subscription, Properties: {TopicArn: !Ref T, Protocol: sqs, Endpoint: !GetAtt J.Arn}}
  K: {Type: AWS::Kinesis::Stream, Properties: {Name: clicks}}
  OfK: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt K.Arn, FunctionName: !Ref Fn, StartingPosition: LATEST}}
  B: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
  OfB: {Type: AWS::Events::Rule, Properties: {EventBusName: !Ref B, EventPattern: {source: [shop]}, Targets: [{Id: j, Arn: !GetAtt J.Arn}]}}
"#;

#[test]
fn what_is_called_so_in_another_region_or_account_is_not_the_declared_thing() {
    let machine = Pretend::default().file("t.yaml", ELSEWHERE);
    for (target, expected) in [
        ("own", "queue J, function Fn"),
        ("open", "queue J, function Fn"),
        ("region", "queue jobs"),
        ("account", "queue jobs"),
        ("topic", "topic news"),
        ("function", "lambda-queue worker, function worker"),
        ("stream", "stream clicks"),
        ("bus", "bus orders"),
    ] {
        let target = format!("t.yaml#R/{target}");
        let here = [
            &target,
            "--fail",
            "never",
            "--region",
            "us-east-1",
            "--account",
            "111111111111",
        ];
        assert_eq!(places(&machine, &here), expected, "{target}");
    }
    // Of a template that may be deployed anywhere nothing says where it is.
    let anywhere = places(&machine, &["t.yaml#R/region", "--fail", "never"]);
    assert_eq!(anywhere, "queue J, function Fn");
}
