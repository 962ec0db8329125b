//! A small template of each kind.

use crate::support::Pretend;

#[test]
fn a_program_of_pulumi() {
    let host = Pretend::default().file(
        "Pulumi.yaml",
        "name: shop
runtime: yaml
resources:
  tick:
    type: aws:cloudwatch:EventRule
    properties:
      scheduleExpression: rate(5 minutes)
",
    );
    insta::assert_snapshot!(host.evb(&["list", "Pulumi.yaml"]), @r"
    exit: Success
    --- stdout
    Pulumi.yaml (Pulumi): 1 rule

    rules
      tick  Pulumi.yaml:5
        name      tick-${random}
        bus       default
        schedule  rate(5 minutes)
        targets   none
    ");
}

#[test]
fn a_script_with_command_lines() {
    let host = Pretend::default().file(
        "deploy.sh",
        r#"#!/bin/sh
aws events put-rule --name paid --event-bus-name "$BUS" --event-pattern '{"source":["shop"]}'
aws events put-targets --rule paid --event-bus-name "$BUS" --targets Id=q,Arn=arn:aws:sqs:eu-west-1:123456789012:paid
"#,
    );
    insta::assert_snapshot!(host.evb(&["list", "deploy.sh"]), @r#"
    exit: Success
    --- stdout
    deploy.sh (command lines): 1 rule

    rules
      paid  deploy.sh:2
        bus      ${BUS}
        pattern  {"source":["shop"]}
        target   q → arn:aws:sqs:eu-west-1:123456789012:paid
        open     BUS
    "#);
}

#[test]
fn answers_of_the_api_say_nothing_of_targets() {
    let host = Pretend::default().stdin(
        r#"{"Rules": [{"Name": "paid", "Arn": "arn:aws:events:eu-west-1:123456789012:rule/paid", "EventPattern": "{\"source\":[\"shop\"]}", "State": "ENABLED", "EventBusName": "default"}]}"#,
    );
    insta::assert_snapshot!(host.evb(&["list", "-"]), @r#"
    exit: Success
    --- stdout
    <stdin> (requests and answers of the API): 1 rule

    rules
      paid  <stdin>:1
        arn      arn:aws:events:eu-west-1:123456789012:rule/paid
        bus      default
        state    ENABLED
        pattern  {"source":["shop"]}
    "#);
}

#[test]
fn a_template_of_sam_in_yaml() {
    let host = Pretend::default().file(
        "template.yaml",
        "Transform: AWS::Serverless-2016-10-31
Resources:
  Ship:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Placed:
          Type: EventBridgeRule
          Properties:
            Pattern: {source: [!Ref Source], account: [!Ref AWS::AccountId]}
            DeadLetterConfig: {Type: SQS}
        Daily:
          Type: ScheduleV2
          Properties: {ScheduleExpression: rate(1 day)}
Parameters:
  Source: {Type: String}
",
    );
    insta::assert_snapshot!(host.evb(&["list", "template.yaml"]), @r#"
    exit: Success
    --- stdout
    template.yaml (SAM): 1 rule, 1 schedule, 1 queue, 1 permission, 1 policy

    rules
      ShipPlaced  template.yaml:10
        name            ${generated}
        bus             default
        pattern         {"source":["${Source}"],"account":["${AWS::AccountId}"]}
        target          ShipPlacedLambdaTarget → Ship
          dead letters  ShipPlacedQueue
        open            Source, AWS::AccountId

    schedules
      ShipDaily  template.yaml:14
        group       default
        expression  rate(1 day)
        window      mode OFF
        target      Ship
          role      ${ShipDailyRole.Arn}
        open        ShipDailyRole.Arn

    queues
      ShipPlacedQueue  template.yaml:11
        name  ${generated}

    permissions
      ShipPlacedPermission  template.yaml:10
        function   Ship
        action     lambda:InvokeFunction
        principal  events.amazonaws.com
        source     ShipPlaced

    policies
      ShipPlacedQueuePolicy  template.yaml:10
        on        ShipPlacedQueue
        document  {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"${ShipPlacedQueue.Arn}","Condition":{"ArnEquals":{"aws:Sou…
        open      ShipPlacedQueue.Arn, ShipPlaced.Arn
    --- stderr
    note[template/function]: the schedule `ShipDaily` is called `ShipDaily` in every stack of this template
      --> template.yaml:14:23
       |
    14 |           Properties: {ScheduleExpression: rate(1 day)}
       |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a second stack in the same account and region fails
       |
       = help: `OmitName: true` has a name made
    "#);
    insta::assert_snapshot!(host.evb(&["list", "template.yaml", "--parameter", "Source=shop", "--account", "123456789012", "--region", "eu-west-1", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"source":"template.yaml","kind":"sam","rule":{"logical_id":"ShipPlaced","name":{"unknown":"string","from":"generated"},"bus":"default","pattern":{"source":["shop"],"account":["123456789012"]},"targets":[{"id":"ShipPlacedLambdaTarget","arn":{"unknown":"string","from":"Ship.Arn"},"resource":"Ship","dlq":{"unknown":"string","from":"ShipPlacedQueue.Arn"},"dlq_resource":"ShipPlacedQueue"}],"place":{"source":"template.yaml","line":10,"column":13}}}
    {"source":"template.yaml","kind":"sam","schedule":{"logical_id":"ShipDaily","name":"ShipDaily","group":"default","arn":"arn:aws:scheduler:eu-west-1:123456789012:schedule/default/ShipDaily","expression":"rate(1 day)","window":{"mode":"OFF"},"target":{"arn":{"unknown":"string","from":"Ship.Arn"},"resource":"Ship","role":{"unknown":"string","from":"ShipDailyRole.Arn"}},"place":{"source":"template.yaml","line":14,"column":23}}}
    {"source":"template.yaml","kind":"sam","queue":{"logical_id":"ShipPlacedQueue","name":{"unknown":"string","from":"generated"},"place":{"source":"template.yaml","line":11,"column":31}}}
    {"source":"template.yaml","kind":"sam","permission":{"logical_id":"ShipPlacedPermission","function":"Ship","action":"lambda:InvokeFunction","principal":"events.amazonaws.com","source":"ShipPlaced","place":{"source":"template.yaml","line":10,"column":13}}}
    {"source":"template.yaml","kind":"sam","policy":{"logical_id":"ShipPlacedQueuePolicy","on":["ShipPlacedQueue"],"document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Resource":{"unknown":"string","from":"ShipPlacedQueue.Arn"},"Condition":{"ArnEquals":{"aws:SourceArn":{"unknown":"string","from":"ShipPlaced.Arn"}}}}]},"place":{"source":"template.yaml","line":10,"column":13}}}
    {"source":"template.yaml","kind":"sam","diagnostic":{"code":"template/function","severity":"note","message":"the schedule `ShipDaily` is called `ShipDaily` in every stack of this template","source":"template.yaml","span":{"line":14,"column":23,"end_line":14,"end_column":56},"label":"a second stack in the same account and region fails","help":"`OmitName: true` has a name made"}}
    "#);
}

#[test]
fn a_configuration_of_terraform_is_its_directory() {
    let host = Pretend::default()
        .file(
            "all/infra/rules.tf",
            "resource \"aws_cloudwatch_event_rule\" \"paid\" {
  name          = \"paid-${var.stage}\"
  event_pattern = jsonencode({ source = [var.source_name] })
}
module \"shared\" {
  source = \"../shared\"
}
module \"jobs\" {
  source = \"./jobs\"
}
",
        )
        .file("all/infra/variables.tf", "variable \"stage\" {\n  default = \"dev\"\n}\nvariable \"source_name\" {\n  type = string\n}\n")
        .file("all/infra/jobs/main.tf", "resource \"aws_scheduler_schedule\" \"nightly\" {
  name                = \"nightly\"
  schedule_expression = \"rate(1 day)\"
  flexible_time_window {
    mode = \"OFF\"
  }
  target {
    arn      = \"arn:aws:sqs:eu-west-1:123456789012:q\"
    role_arn = \"arn:aws:iam::123456789012:role/s\"
  }
}
")
        .file("all/shared/main.tf", "resource \"aws_cloudwatch_event_bus\" \"shared\" {\n  name = \"shared\"\n}\n");
    insta::assert_snapshot!(host.evb(&["list", "all/infra"]), @r#"
    exit: Success
    --- stdout
    all/infra/rules.tf (Terraform): 1 rule, 1 schedule

    rules
      aws_cloudwatch_event_rule.paid  all/infra/rules.tf:1
        name     paid-dev
        bus      default
        pattern  {"source":["${var.source_name}"]}
        targets  none
        open     var.source_name

    schedules
      module.jobs.aws_scheduler_schedule.nightly  all/infra/jobs/main.tf:1
        name        nightly
        group       default
        state       ENABLED
        expression  rate(1 day)
        timezone    UTC
        window      mode OFF
        target      arn:aws:sqs:eu-west-1:123456789012:q
          role      arn:aws:iam::123456789012:role/s
    --- stderr
    warning[template/left-out]: the module `shared` lies outside of the directory that is read: what it declares is not known
     --> all/infra/rules.tf:5:1
      |
    5 | / module "shared" {
    6 | |   source = "../shared"
    7 | | }
      | |_^ its source is `../shared`
      |
      = help: `--allow-outside` reads it; `evb list` reads it too if it is given a directory above both
    "#);
    let both = host.evb(&["list", "all"]);
    assert!(both.contains("aws_cloudwatch_event_bus.shared  "), "{both}");
    insta::assert_snapshot!(host.evb(&["list", "all/infra", "--allow-outside", "--parameter", "source_name=shop", "--format", "mermaid"]), @r#"
    exit: Success
    --- stdout
    flowchart LR
      n0{{"shared"}}
      n1["aws#95;cloudwatch#95;event#95;rule.paid"]
      n2{{"default"}}
      n3(["shop"])
      n4["module.jobs.aws#95;scheduler#95;schedule.nightly"]
      n5(["rate#40;1 day#41;"])
      n6[["sqs q"]]
      n2 --> n1
      n3 --> n2
      n5 --> n4
      n4 --> n6
    "#);
}

#[test]
fn what_stands_around_in_terraform_belongs_to_its_own() {
    let host = Pretend::default()
        .file(
            "a/a.tf",
            "resource \"aws_sqs_queue_redrive_policy\" \"q\" {
  queue_url      = aws_sqs_queue.q.id
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 4 })
}
resource \"aws_s3_bucket_notification\" \"b\" {
  bucket      = aws_s3_bucket.b.id
  eventbridge = true
}
resource \"aws_sqs_queue_policy\" \"q\" {
  queue_url = aws_sqs_queue.q.url
  policy    = data.aws_iam_policy_document.send.json
}
data \"aws_iam_policy_document\" \"send\" {
  statement {
    actions   = [\"sqs:SendMessage\"]
    resources = [aws_sqs_queue.q.arn]
    principals {
      type        = \"Service\"
      identifiers = [\"events.amazonaws.com\"]
    }
  }
}
resource \"aws_sns_topic_subscription\" \"s\" {
  topic_arn      = \"arn:aws:sns:eu-west-1:123456789012:t\"
  protocol       = \"sqs\"
  endpoint       = aws_sqs_queue.q.arn
  filter_policy  = jsonencode({ kind = [\"paid\"] })
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })
}
resource \"aws_lambda_event_source_mapping\" \"m\" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name    = \"work\"
  batch_size       = 5
  filter_criteria {
    filter {
      pattern = jsonencode({ body = { kind = [\"paid\"] } })
    }
  }
}
",
        )
        .file(
            "a/z.tf",
            "resource \"aws_sqs_queue\" \"q\" {
  name = \"work\"
}
resource \"aws_sqs_queue\" \"dead\" {}
resource \"aws_s3_bucket\" \"b\" {
  bucket = \"b\"
}
",
        );
    insta::assert_snapshot!(host.evb(&["list", "a"]), @r#"
    exit: Success
    --- stdout
    a/a.tf (Terraform): 1 event source mapping, 1 subscription, 1 bucket, 2 queues, 1 policy

    event source mappings
      aws_lambda_event_source_mapping.m  a/a.tf:30
        function    work
        source      aws_sqs_queue.q
        batch size  5
        filter      {"body":{"kind":["paid"]}}

    subscriptions
      aws_sns_topic_subscription.s  a/a.tf:23
        topic          arn:aws:sns:eu-west-1:123456789012:t
        protocol       sqs
        endpoint       aws_sqs_queue.q
        filter policy  {"kind":["paid"]}
        dead letters   aws_sqs_queue.dead

    buckets
      aws_s3_bucket.b  a/z.tf:5
        name         b
        eventbridge  true

    queues
      aws_sqs_queue.q  a/z.tf:1
        name          work
        dead letters  aws_sqs_queue.dead
      aws_sqs_queue.dead  a/z.tf:4
        name  terraform-${generated}

    policies
      aws_sqs_queue_policy.q  a/a.tf:9
        on        aws_sqs_queue.q
        document  {"Statement":[{"Action":"sqs:SendMessage","Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Resource":"${aws_sqs_queue.q.arn}"}],"Version":"2012-10-17"}
        open      aws_sqs_queue.q.arn
    "#);
}

#[test]
fn an_event_of_serverless_is_called_by_its_function_and_its_number() {
    let service = "service: shop\nprovider: {name: aws}\nfunctions:\n  ship:\n    handler: h.f\n    events:\n      \
        - schedule: rate(1 hour)\n      - eventBridge: {pattern: {source: [shop]}}\n";
    let machine = Pretend::default().file("serverless.yml", service);
    let asked = [
        "test-pattern",
        "serverless.yml#ship/1",
        r#"{"source":"shop"}"#,
    ];
    insta::assert_snapshot!(machine.evb(&asked), @r#"
    exit: Success
    --- stdout
    match <event>: source is "shop"
      note: AWS refuses an event without `id`, `account`, `time`, `region`, `detail-type`
    "#);
    insta::assert_snapshot!(machine.evb(&["list", "serverless.yml#ship/0"]), @r"
    exit: Success
    --- stdout
    serverless.yml (Serverless): 1 rule

    rules
      ShipEventsRuleSchedule1  serverless.yml:7
        also called  ship/0
        name         ${generated}
        bus          default
        state        ENABLED
        schedule     rate(1 hour)
        target       shipSchedule → ShipLambdaFunction
    ");
}

#[test]
fn a_target_is_of_what_it_invokes_not_of_what_has_the_same_arn_or_name() {
    let terraform = "resource \"aws_sqs_queue\" \"q\" { name = \"q\" }\n\
        resource \"aws_cloudwatch_event_rule\" \"a\" {\n  name = \"a\"\n  event_pattern = \"{\\\"source\\\":[\\\"a\\\"]}\"\n}\n\
        resource \"aws_cloudwatch_event_target\" \"one\" {\n  rule = aws_cloudwatch_event_rule.a.name\n  arn = aws_sqs_queue.q.arn\n}\n";
    let template = "Resources:\n  Sub:\n    Type: AWS::SQS::Queue\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      \
        EventPattern: {source: [a]}\n      Targets: [{Id: t, Arn: !Sub 'arn:aws:sqs:${AWS::Region}:1:q'}]\n";
    let machine = Pretend::default()
        .file("main.tf", terraform)
        .file("t.yaml", template);
    let listed = |file: &str, more: &[&str]| {
        let arguments = [&["list", file, "--format", "json"], more].concat();
        let listed = machine.evb(&arguments);
        let at = listed.find("\"targets\"").unwrap();
        listed[at..].split(']').next().unwrap().to_owned()
    };
    let known = ["--account", "123456789012", "--region", "eu-west-1"];
    insta::assert_snapshot!(listed("main.tf", &known), @r#""targets":[{"address":"aws_cloudwatch_event_target.one","id":{"unknown":"string","from":"generated"},"arn":"arn:aws:sqs:eu-west-1:123456789012:q","resource":"aws_sqs_queue.q"}"#);
    insta::assert_snapshot!(listed("t.yaml", &[]), @r#""targets":[{"id":"t","arn":{"unknown":"string","from":"Sub","parts":["arn:aws:sqs:",{"hole":"AWS::Region"},":1:q""#);
}
