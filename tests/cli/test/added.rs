//! `--mutants --write-survivors`: as few cases as do it, and such as fit the suite.

use crate::support::Pretend;

/// The suite of a template with the missing cases, which then kill all; none of them can be left out.
fn added(template: &str, suite: &str) -> String {
    added_to(("t.yaml", template), suite)
}

fn added_to((file, template): (&str, &str), suite: &str) -> String {
    let host = || Pretend::default().file(file, template);
    let before = host().file("s.evb.yaml", suite);
    before.evb(&["test", "--mutants", "--write-survivors"]);
    let written = before.written("s.evb.yaml").unwrap();
    let run = host()
        .file("s.evb.yaml", written.as_str())
        .evb(&["test", "--mutants"]);
    assert!(
        run.contains("(100.0 %)") && !run.contains("undecided"),
        "{run}\n{written}"
    );
    for (case, rest) in super::examples::without_each(&written) {
        let run = host().file("s.evb.yaml", rest).evb(&["test", "--mutants"]);
        assert!(run.contains("survived"), "without {case}: {run}");
    }
    written
}

#[test]
fn one_case_is_enough_for_a_time_that_its_zone_leaves_out() {
    let template = "\
Resources:
  Gap:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: at(2027-03-28T02:30:00)
      ScheduleExpressionTimezone: Europe/Berlin
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a', RoleArn: 'arn:aws:iam::123456789012:role/r'}
";
    insta::assert_snapshot!(added(template, "template: t.yaml\nschedules: []\n"), @r#"
    template: t.yaml
    schedules: [{name: "Gap does not fire at 2026-03-28T01:30:00Z", schedule: Gap, after: "2026-03-28T01:29:59Z", never: true}]
    "#);
}

#[test]
fn a_rule_is_in_its_state_and_events_come_from_where_the_suite_is() {
    let template = "\
Resources:
  On:
    Type: AWS::Events::Rule
    Properties: {State: ENABLED, EventPattern: {detail: {a: [{exists: true}]}}}
  Off:
    Type: AWS::Events::Rule
    Properties: {State: DISABLED, EventPattern: {detail: {b: [{exists: true}]}}}
  All:
    Type: AWS::Events::Rule
    Properties: {State: ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS, EventPattern: {detail: {c: [{exists: true}]}}}
";
    let suite = "template: t.yaml\naccount: '999988887777'\nregion: eu-north-1\ncases: []\n";
    insta::assert_snapshot!(added(template, suite), @r#"
    template: t.yaml
    account: '999988887777'
    region: eu-north-1
    cases: [{name: On is enabled, event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Example, source: com.example, account: "999988887777", time: "2026-11-20T11:37:19Z", region: eu-north-1, resources: [], detail: {a: other}}, includes: ["On"]}, {name: All is enabled, event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Example, source: com.example, account: "999988887777", time: "2026-11-20T11:37:19Z", region: eu-north-1, resources: [], detail: {c: other}}, includes: [All]}, {name: Off is disabled, event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Example, source: com.example, account: "999988887777", time: "2026-11-20T11:37:19Z", region: eu-north-1, resources: [], detail: {b: other}}, excludes: ["Off"]}]
    "#);
}

#[test]
fn what_is_open_may_match() {
    let template = "\
Resources:
  Later:
    Type: AWS::Events::Rule
    Properties: {State: !ImportValue state, EventPattern: {detail: {a: [{exists: true}]}}}
";
    insta::assert_snapshot!(added(template, "template: t.yaml\ncases: []\n"), @r#"
    template: t.yaml
    cases: [{name: 'Later may match: detail.a is "other" (alternative-replaced, exists-turned, path-moved)', event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Example, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {a: other}}, unknown: [Later]}]
    "#);
}

#[test]
fn the_dates_of_a_schedule_count() {
    let template = "\
Resources:
  Season:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(12 hours)
      StartDate: 2027-05-01T00:00:00Z
      EndDate: 2027-05-03T00:00:00Z
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a', RoleArn: 'arn:aws:iam::123456789012:role/r'}
";
    insta::assert_snapshot!(added(template, "template: t.yaml\nschedules: []\n"), @r#"
    template: t.yaml
    schedules: [{name: "Season does not fire at 2027-05-01T00:12:00Z", schedule: Season, after: "2027-05-01T00:11:59Z", fires: ["2027-05-01T12:00:00Z"]}, {name: "Season does not fire at 2027-04-30T00:00:00Z", schedule: Season, after: "2027-04-29T23:59:59Z", fires: ["2027-05-01T00:00:00Z"]}, {name: "Season does not fire at 2027-05-03T12:00:00Z", schedule: Season, after: "2027-05-03T11:59:59Z", never: true}, {name: "Season fires at 2027-05-02T12:00:00Z", schedule: Season, after: "2027-05-02T11:59:59Z", fires: ["2027-05-02T12:00:00Z"]}]
    "#);
}

#[test]
fn elements_of_arrays_and_constants_reach_targets() {
    let template = r#"
Resources:
  Orders:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {detail: {id: [{exists: true}]}}
      Targets:
        - Id: constant
          Arn: arn:aws:sqs:eu-west-1:123456789012:q
          Input: '{"sizes": [256]}'
        - Id: text
          Arn: arn:aws:sqs:eu-west-1:123456789012:q
          InputTransformer:
            InputPathsMap: {y: $.detail.year, n: "$.detail.items[0].no"}
            InputTemplate: '"v-<y>-<n>"'
"#;
    insta::assert_snapshot!(added(template.trim_start(), "template: t.yaml\ncases: []\n"), @r#"
    template: t.yaml
    cases: [{name: "Orders does not match: detail.id is missing (exists-turned, path-moved)", event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Example, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {}}, excludes: [Orders]}, {name: what Orders/constant receives, event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Example, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {id: other}}, delivers: {Orders/constant: {sizes: [256]}}}, {name: what Orders/text receives, event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Example, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {id: other, items: [{"no": no-1}, other-1], year: year-2}}, delivers: {Orders/text: '"v-year-2-no-1"'}}]
    "#);
}

#[test]
fn what_aws_makes_up_is_undecided_and_how_to_mend_that_is_said() {
    let template = r#"
Resources:
  Orders:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {detail: {id: [{exists: true}]}}
      Targets:
        - Id: text
          Arn: arn:aws:sqs:eu-west-1:123456789012:q
          InputTransformer:
            InputPathsMap: {id: $.detail.id}
            InputTemplate: '{"of": <aws.events.rule-name>, "id": <id>}'
"#;
    let host = Pretend::default()
        .file("t.yaml", template.trim_start())
        .file(
            "s.evb.yaml",
            "template: t.yaml\ncases: [{name: a, event: {detail: {id: 1}}, includes: [Orders]}]\n",
        );
    insta::assert_snapshot!(host.evb(&["test", "--mutants"]), @r"
    exit: Success
    --- stdout
    undecided t.yaml:10:33: `id`: `$.detail.id` becomes `$.detail`
      what the target receives holds `aws.events.rule-name`, which is not known: give the rule a name in the template: AWS makes one up
    undecided t.yaml:11:29: placeholder `<aws.events.rule-name>` becomes `null`
      what the target receives holds `aws.events.rule-name`, which is not known: give the rule a name in the template: AWS makes one up
    undecided t.yaml:11:29: placeholder `<id>` becomes `null`
      what the target receives holds `aws.events.rule-name`, which is not known: give the rule a name in the template: AWS makes one up
    3 of 3 mutants killed (100.0 %); 3 undecided
    1 passed: 1 case in 1 suite
    ");
}

#[test]
fn a_text_that_declares_several_rules_is_changed_in_all_of_them() {
    let template = r#"
resource "aws_cloudwatch_event_rule" "c" {
  count = 2
  name = "c${count.index}"
  event_pattern = jsonencode({ source = ["shop"], detail = { state = ["s${count.index}"] } })
}
"#;
    let suite = "template: main.tf
cases:
  - {name: c, event: {source: shop, detail: {state: s1}}, matches: [\"aws_cloudwatch_event_rule.c[1]\"]}
  - {name: x, event: {source: shopx, detail: {state: s1}}, matches: []}
";
    insta::assert_snapshot!(added_to(("main.tf", template), suite), @r#"
    template: main.tf
    cases:
      - {name: c, event: {source: shop, detail: {state: s1}}, matches: ["aws_cloudwatch_event_rule.c[1]"]}
      - {name: x, event: {source: shopx, detail: {state: s1}}, matches: []}
      - name: 'aws_cloudwatch_event_rule.c[0] does not match: source is "Shop" (case-turned, field-dropped)'
        event:
          version: "0"
          id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
          detail-type: Example
          source: Shop
          account: "123456789012"
          time: "2026-11-20T11:37:19Z"
          region: us-east-1
          resources: []
          detail: {state: s0}
        excludes: ["aws_cloudwatch_event_rule.c[0]"]
      - name: 'aws_cloudwatch_event_rule.c[0] does not match: detail.state is "S0" (case-turned)'
        event:
          version: "0"
          id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
          detail-type: Example
          source: shop
          account: "123456789012"
          time: "2026-11-20T11:37:19Z"
          region: us-east-1
          resources: []
          detail: {state: S0}
        excludes: ["aws_cloudwatch_event_rule.c[0]"]
      - name: 'aws_cloudwatch_event_rule.c[0] does not match: source is "xshop" (alternative-widened)'
        event:
          version: "0"
          id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
          detail-type: Example
          source: xshop
          account: "123456789012"
          time: "2026-11-20T11:37:19Z"
          region: us-east-1
          resources: []
          detail: {state: s0}
        excludes: ["aws_cloudwatch_event_rule.c[0]"]
      - name: 'aws_cloudwatch_event_rule.c[0] does not match: detail.state is "xs0" (alternative-widened)'
        event:
          version: "0"
          id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
          detail-type: Example
          source: shop
          account: "123456789012"
          time: "2026-11-20T11:37:19Z"
          region: us-east-1
          resources: []
          detail: {state: xs0}
        excludes: ["aws_cloudwatch_event_rule.c[0]"]
      - name: 'aws_cloudwatch_event_rule.c[0] does not match: detail.state is "s0x" (alternative-widened)'
        event:
          version: "0"
          id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
          detail-type: Example
          source: shop
          account: "123456789012"
          time: "2026-11-20T11:37:19Z"
          region: us-east-1
          resources: []
          detail: {state: s0x}
        excludes: ["aws_cloudwatch_event_rule.c[0]"]
    "#);
}

#[test]
fn what_is_only_named_where_rules_are_declared_is_changed_in_each() {
    let template = r#"
resource "aws_cloudwatch_event_rule" "r" {
  for_each = { paid = ["Paid"], sent = ["Sent"] }
  name = each.key
  event_pattern = jsonencode({ "detail-type" = each.value })
}
resource "aws_cloudwatch_event_target" "t" {
  for_each = aws_cloudwatch_event_rule.r
  rule = each.value.name
  target_id = "q"
  arn = "arn:aws:sqs:us-east-1:123456789012:q"
  retry_policy {
    maximum_retry_attempts = 2
    maximum_event_age_in_seconds = 60
  }
}
"#;
    insta::assert_snapshot!(added_to(("main.tf", template), "template: main.tf\ncases: []\n"), @r#"
    template: main.tf
    cases: [{name: 'aws_cloudwatch_event_rule.r["paid"] matches: detail-type is "Paid" (alternative-replaced, negation-turned)', event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Paid, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {}}, includes: ['aws_cloudwatch_event_rule.r["paid"]']}, {name: 'aws_cloudwatch_event_rule.r["paid"] does not match: detail-type is "paid" (case-turned)', event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: paid, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {}}, excludes: ['aws_cloudwatch_event_rule.r["paid"]']}, {name: 'aws_cloudwatch_event_rule.r["paid"] does not match: detail-type is "xPaid" (alternative-widened)', event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: xPaid, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {}}, excludes: ['aws_cloudwatch_event_rule.r["paid"]']}, {name: 'aws_cloudwatch_event_rule.r["paid"] does not match: detail-type is "Paidx" (alternative-widened)', event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Paidx, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {}}, excludes: ['aws_cloudwatch_event_rule.r["paid"]']}, {name: 'aws_cloudwatch_event_rule.r["sent"] matches: detail-type is "Sent" (alternative-replaced, negation-turned)', event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Sent, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {}}, includes: ['aws_cloudwatch_event_rule.r["sent"]']}, {name: 'aws_cloudwatch_event_rule.r["sent"] does not match: detail-type is "sent" (case-turned)', event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: sent, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {}}, excludes: ['aws_cloudwatch_event_rule.r["sent"]']}, {name: 'aws_cloudwatch_event_rule.r["sent"] does not match: detail-type is "xSent" (alternative-widened)', event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: xSent, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {}}, excludes: ['aws_cloudwatch_event_rule.r["sent"]']}, {name: 'aws_cloudwatch_event_rule.r["sent"] does not match: detail-type is "Sentx" (alternative-widened)', event: {version: "0", id: f1f67046-eec2-4175-a081-d6cf5b22a2c5, detail-type: Sentx, source: com.example, account: "123456789012", time: "2026-11-20T11:37:19Z", region: us-east-1, resources: [], detail: {}}, excludes: ['aws_cloudwatch_event_rule.r["sent"]']}]
    retries:
      - name: 'aws_cloudwatch_event_rule.r["paid"]/q gives up after 3 attempts'
        target: 'aws_cloudwatch_event_rule.r["paid"]/q'
        fail: always
        outcome: dropped
        attempts: 3
    "#);
}

/// What survives of a pipe from a source, with some of its properties.
fn missing(source: &str, filter: &str, more: &str) -> String {
    let template = format!(
        "Resources:\n  P:\n    Type: AWS::Pipes::Pipe\n    Properties:\n      Source: arn:aws:{source}\n      Target: arn:aws:sqs:us-east-1:123456789012:q\n      RoleArn: arn:aws:iam::123456789012:role/r\n      SourceParameters: {{FilterCriteria: {{Filters: [{{Pattern: '{filter}'}}]}}{more}\n"
    );
    added(&template, "template: t.yaml\n")
}

#[test]
fn records_are_such_as_their_source_sends() {
    let filter = r#"{"eventName":["INSERT"],"dynamodb":{"NewImage":{"n":{"N":["1",{"numeric":[">",5]}]},"l":{"L":{"BOOL":[true]}}}}}"#;
    let source = "dynamodb:us-east-1:123456789012:table/t/stream/2020";
    insta::assert_snapshot!(missing(source, filter, ", DynamoDBStreamParameters: {StartingPosition: LATEST}}"), @r#"
    template: t.yaml
    pipes:
      - name: "P drops: eventName is missing (field-dropped)"
        pipe: P
        records:
          - dynamodb: {NewImage: {l: {L: {BOOL: true}}, "n": {"N": "1"}}}
            eventSource: "aws:dynamodb"
        drops: [0]
      - name: 'P lets through: eventName is "INSERT" (alternative-dropped, alternative-replaced, literal-turned, …)'
        pipe: P
        records:
          - dynamodb: {NewImage: {l: {L: {BOOL: true}}, "n": {"N": "1"}}}
            eventName: INSERT
            eventSource: "aws:dynamodb"
        passes: [0]
      - name: 'P drops: dynamodb.NewImage.n.N is "11" (alternative-widened)'
        pipe: P
        records:
          - dynamodb: {NewImage: {l: {L: {BOOL: true}}, "n": {"N": "11"}}}
            eventName: INSERT
            eventSource: "aws:dynamodb"
        drops: [0]
      - name: "P drops: dynamodb.NewImage.l.L.BOOL is missing (field-dropped)"
        pipe: P
        records:
          - dynamodb: {NewImage: {"n": {"N": "1"}}}
            eventName: INSERT
            eventSource: "aws:dynamodb"
        drops: [0]
    "#);
}

#[test]
fn paths_lead_into_what_the_enrichment_answers() {
    let more = "}\n      Enrichment: arn:aws:lambda:us-east-1:123456789012:function:e\n      TargetParameters: {InputTemplate: '{\"a\": <$.x>, \"b\": <$.y.z>}'}";
    let source = "sqs:us-east-1:123456789012:s";
    insta::assert_snapshot!(missing(source, r#"{"body":["x"]}"#, more), @r#"
    template: t.yaml
    pipes:
      - name: what P sends
        pipe: P
        records: [{body: x, eventSource: "aws:sqs"}]
        enrichment: {x: x-1, "y": {z: z-2}}
        invocations: [{a: x-1, b: z-2}]
      - name: 'P drops: body is "xx" (alternative-widened)'
        pipe: P
        records: [{body: xx, eventSource: "aws:sqs"}]
        drops: [0]
      - name: 'P drops: body is "X" (case-turned)'
        pipe: P
        records: [{body: X, eventSource: "aws:sqs"}]
        drops: [0]
    "#);
}

#[test]
fn instances_that_are_told_apart_need_cases_of_their_own() {
    let template = r#"
resource "aws_cloudwatch_event_rule" "r" {
  for_each      = { paid = ["Paid"], shipped = ["Sent"] }
  name          = each.key
  event_pattern = jsonencode({ "detail-type" = each.value, detail = { n = [{ numeric = [">", 1.5] }] } })
}
"#;
    // What is one text of both is one change; what each has of its own needs a case of its own.
    let written = added_to(("main.tf", template), "template: main.tf\n");
    assert!(written.contains(r#"r["paid"]"#) && written.contains(r#"r["shipped"]"#));
}
