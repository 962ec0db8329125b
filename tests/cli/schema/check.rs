//! Patterns against schemas.

use super::{SCHEMA, evb};
use crate::support::Pretend;

fn host() -> Pretend {
    Pretend::default().file("order.json", SCHEMA)
}

fn check(pattern: &str) -> String {
    evb(
        &host(),
        &["check", "--pattern", pattern, "--schema", "order.json"],
    )
}

#[test]
fn fields_and_values_that_no_event_has_are_told() {
    insta::assert_snapshot!(check(r#"{"source":["shop"],"detail":{"sate":["open"],"state":["opne","paid"],"total":["2.5"],"lines":{"sku":[7]}}}"#), @r#"
    exit: Negative
    --- stdout
    --pattern: never matches, of events `shop / Order Placed`
    --- stderr
    warning[schema/no-such-field]: no event of `shop / Order Placed` has `detail.sate`
     --> --pattern:1:30
      |
    1 | {"source":["shop"],"detail":{"sate":["open"],"state":["opne","paid"],"total":["2.5"],"lines":{"sku":[7]}}}
      |                              ^^^^^^ not in the schema
      |
      = help: did you mean `detail.state`?
    warning[schema/no-such-value]: no event of `shop / Order Placed` has this in `detail.state`
     --> --pattern:1:55
      |
    1 | {"source":["shop"],"detail":{"sate":["open"],"state":["opne","paid"],"total":["2.5"],"lines":{"sku":[7]}}}
      |                                                       ^^^^^^ it is "open" or "paid"
      |
      = help: did you mean `"open"`?
    warning[schema/no-such-value]: no event of `shop / Order Placed` has this in `detail.total`
     --> --pattern:1:79
      |
    1 | {"source":["shop"],"detail":{"sate":["open"],"state":["opne","paid"],"total":["2.5"],"lines":{"sku":[7]}}}
      |                                                                               ^^^^^ it is a number
      |
      = help: write it without quotes: `2.5`
    warning[schema/no-such-value]: no event of `shop / Order Placed` has this in `detail.lines.sku`
     --> --pattern:1:102
      |
    1 | {"source":["shop"],"detail":{"sate":["open"],"state":["opne","paid"],"total":["2.5"],"lines":{"sku":[7]}}}
      |                                                                                                      ^ it is a string
    warning[schema/never-matches]: no event of `shop / Order Placed` matches the pattern
     --> --pattern:1:95
      |
    1 | {"source":["shop"],"detail":{"sate":["open"],"state":["opne","paid"],"total":["2.5"],"lines":{"sku":[7]}}}
      |                                                                                               ^^^^^ this is never so
    "#);
}

#[test]
fn a_field_inside_a_text_and_one_that_stands_elsewhere() {
    insta::assert_snapshot!(check(r#"{"detail":{"state":{"name":["x"]}},"total":[1]}"#), @r#"
    exit: Negative
    --- stdout
    --pattern: never matches, of events `shop / Order Placed`
    --- stderr
    warning[schema/no-such-field]: no event of `shop / Order Placed` has `detail.state.name`
     --> --pattern:1:21
      |
    1 | {"detail":{"state":{"name":["x"]}},"total":[1]}
      |                     ^^^^^^ `detail.state` is a string
    warning[schema/no-such-field]: no event of `shop / Order Placed` has `total`
     --> --pattern:1:36
      |
    1 | {"detail":{"state":{"name":["x"]}},"total":[1]}
      |                                    ^^^^^^^ not in the schema
      |
      = help: did you mean `detail.total`?
    warning[schema/never-matches]: no event of `shop / Order Placed` matches the pattern
     --> --pattern:1:21
      |
    1 | {"detail":{"state":{"name":["x"]}},"total":[1]}
      |                     ^^^^^^ this is never so
    "#);
}

#[test]
fn what_is_always_there_is_never_absent() {
    insta::assert_snapshot!(check(r#"{"detail":{"id":[{"exists":false}],"lines":[{"exists":true}]}}"#), @r#"
    exit: Negative
    --- stdout
    --pattern: never matches, of events `shop / Order Placed`
    --- stderr
    warning[schema/no-such-value]: `detail.id` is in every event
     --> --pattern:1:18
      |
    1 | {"detail":{"id":[{"exists":false}],"lines":[{"exists":true}]}}
      |                  ^^^^^^^^^^^^^^^^ it is never absent
    warning[schema/no-such-value]: no event of `shop / Order Placed` has this in `detail.lines`
     --> --pattern:1:45
      |
    1 | {"detail":{"id":[{"exists":false}],"lines":[{"exists":true}]}}
      |                                             ^^^^^^^^^^^^^^^ it is an object: name a field of it
    warning[schema/never-matches]: no event of `shop / Order Placed` matches the pattern
     --> --pattern:1:12
      |
    1 | {"detail":{"id":[{"exists":false}],"lines":[{"exists":true}]}}
      |            ^^^^ this is never so
    "#);
}

#[test]
fn another_source_is_no_event_of_the_schema() {
    insta::assert_snapshot!(check(r#"{"source":["shopp"],"detail-type":["Order Placed"]}"#), @r#"
    exit: Negative
    --- stdout
    --pattern: never matches, of events `shop / Order Placed`
    --- stderr
    warning[schema/no-such-value]: no event of `shop / Order Placed` has this in `source`
     --> --pattern:1:12
      |
    1 | {"source":["shopp"],"detail-type":["Order Placed"]}
      |            ^^^^^^^ it is "shop"
      |
      = help: did you mean `"shop"`?
    warning[schema/never-matches]: no event of `shop / Order Placed` matches the pattern
     --> --pattern:1:2
      |
    1 | {"source":["shopp"],"detail-type":["Order Placed"]}
      |  ^^^^^^^^ this is never so
    "#);
}

#[test]
fn a_good_pattern_has_nothing_to_tell() {
    insta::assert_snapshot!(check(r#"{"detail-type":["Order Placed"],"detail":{"state":[{"prefix":"op"}],"total":[{"numeric":[">",1]}],"$or":[{"id":[1]},{"lines":{"sku":["a"]}}]}}"#), @r"
    exit: Success
    --- stdout
    --pattern: nothing to tell, of events `shop / Order Placed`
    ");
}

#[test]
fn events_of_aws_are_known() {
    let pattern = r#"{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"],"detail":{"sate":["running"],"instance-id":[7]}}"#;
    insta::assert_snapshot!(evb(&host(), &["check", "--pattern", pattern]), @r#"
    exit: Negative
    --- stdout
    --pattern: never matches, of events `aws.ec2 / EC2 Instance State-change Notification`
    --- stderr
    warning[schema/no-such-field]: no event of `aws.ec2 / EC2 Instance State-change Notification` has `detail.sate`
     --> --pattern:1:90
      |
    1 | {"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"],"detail":{"sate":["running"],"instance-id":[7]}}
      |                                                                                          ^^^^^^ not in the schema
      |
      = help: did you mean `detail.state`?
    warning[schema/no-such-value]: no event of `aws.ec2 / EC2 Instance State-change Notification` has this in `detail.instance-id`
     --> --pattern:1:124
      |
    1 |  Notification"],"detail":{"sate":["running"],"instance-id":[7]}}
      |                                                             ^ it is a string
    warning[schema/never-matches]: no event of `aws.ec2 / EC2 Instance State-change Notification` matches the pattern
     --> --pattern:1:109
      |
    1 | {"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"],"detail":{"sate":["running"],"instance-id":[7]}}
      |                                                                                                             ^^^^^^^^^^^^^ this is never so
    "#);
}

#[test]
fn names_of_aws_that_are_not_known_are_told_with_the_nearest() {
    let pattern = r#"{"source":["aws.ec2"],"detail-type":["EC2 Instance State change Notifications"],"detail":{"anything":[1]}}"#;
    insta::assert_snapshot!(evb(&host(), &["check", "--pattern", pattern]), @r#"
    exit: Negative
    --- stdout
    --pattern: 1 warning
    --- stderr
    warning[schema/unknown-detail-type]: `aws.ec2` is not known to send `EC2 Instance State change Notifications`
     --> --pattern:1:38
      |
    1 | {"source":["aws.ec2"],"detail-type":["EC2 Instance State change Notifications"],"detail":{"anything":[1]}}
      |                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not a known detail-type of this source
      |
      = help: did you mean `EC2 Instance State-change Notification`?
    "#);
    let pattern =
        r#"{"source":["aws.s33"],"detail-type":["Object Created"],"regoin":["eu-west-1"]}"#;
    insta::assert_snapshot!(evb(&host(), &["check", "--pattern", pattern]), @r#"
    exit: Negative
    --- stdout
    --pattern: never matches
    --- stderr
    warning[schema/unknown-source]: no source `aws.s33` is known among those of AWS
     --> --pattern:1:12
      |
    1 | {"source":["aws.s33"],"detail-type":["Object Created"],"regoin":["eu-west-1"]}
      |            ^^^^^^^^^ not a known source
      |
      = help: did you mean `aws.s3`?
    warning[schema/no-such-field]: no event has `regoin`
     --> --pattern:1:56
      |
    1 | {"source":["aws.s33"],"detail-type":["Object Created"],"regoin":["eu-west-1"]}
      |                                                        ^^^^^^^^ not in the schema
      |
      = help: did you mean `region`?
    warning[schema/never-matches]: no event matches the pattern
     --> --pattern:1:56
      |
    1 | {"source":["aws.s33"],"detail-type":["Object Created"],"regoin":["eu-west-1"]}
      |                                                        ^^^^^^^^ this is never so
    "#);
}

#[test]
fn of_what_is_not_known_nothing_is_said() {
    insta::assert_snapshot!(evb(&host(), &["check", "--pattern", r#"{"source":["shop"],"detail-type":["x"],"detail":{"a":[1]}}"#]), @r"
    exit: Success
    --- stdout
    --pattern: not known
    --- stderr
    note[schema/nothing-known]: nothing is known of the `detail` of the events that the pattern is for
     |
     = help: give their schema with `--schema`; the catalogue knows events of AWS's services by an exact `source` and `detail-type`
    ");
    for pattern in [
        r#"{"source":["aws.brandnew"],"detail-type":["x"],"detail":{"a":[1]}}"#,
        r#"{"source":[{"prefix":"aws."}],"detail":{"a":[1]}}"#,
        r#"{"detail":{"a":[1]}}"#,
        r#"{"source":["aws.ec2"],"detail-type":["AWS API Call via CloudTrail"],"detail":{"eventName":["RunInstances"],"requestParameters":{"x":[1]},"vpcEndpointId":["v"]}}"#,
    ] {
        let told = evb(&host(), &["check", "--pattern", pattern]);
        assert!(told.starts_with("exit: Success"), "{told}");
    }
}

const TEMPLATE: &str = r#"
Resources:
  Orders:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [shop]
        detail:
          state: [opne]
  Broken:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: shop
  Stage:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [shop]
        detail:
          state: [!Ref State]
          total: [!Ref State]
"#;

#[test]
fn every_rule_of_a_template_is_checked() {
    let host = host().file("template.yaml", TEMPLATE);
    let all = [
        "check",
        "--pattern",
        "template.yaml",
        "--schema",
        "order.json",
    ];
    insta::assert_snapshot!(evb(&host, &all), @r#"
    exit: Failure
    --- stdout
    Orders (template.yaml:7): never matches, of events `shop / Order Placed`
    Stage (template.yaml:19): never matches, of events `shop / Order Placed`
    --- stderr
    warning[schema/no-such-value]: no event of `shop / Order Placed` has this in `detail.state`
     --> template.yaml:9:19
      |
    9 |           state: [opne]
      |                   ^^^^ it is "open" or "paid"
      |
      = help: did you mean `"open"`?
    warning[schema/never-matches]: no event of `shop / Order Placed` matches the pattern
     --> template.yaml:9:11
      |
    9 |           state: [opne]
      |           ^^^^^ this is never so
    error[pattern/bare-value]: the field `source` has a string where a list of values must stand
      --> template.yaml:14:17
       |
    14 |         source: shop
       |                 ^^^^ not in an array
       |
       = help: write `["shop"]`: a field has a list of the values that match
    warning[schema/no-such-value]: no event of `shop / Order Placed` has this in `detail.total`
      --> template.yaml:22:19
       |
    22 |           total: [!Ref State]
       |                   ^^^^^^^^^^ it is a number
    warning[schema/never-matches]: no event of `shop / Order Placed` matches the pattern
      --> template.yaml:22:11
       |
    22 |           total: [!Ref State]
       |           ^^^^^ this is never so
    "#);
    let one = [
        "check",
        "--pattern",
        "template.yaml#Orders",
        "--schema",
        "order.json",
        "--format",
        "json",
    ];
    insta::assert_snapshot!(evb(&host, &one), @r#"
    exit: Negative
    --- stdout
    {"version":1,"patterns":[{"version":1,"name":"Orders","source":"template.yaml","line":7,"types":["shop / Order Placed"],"can_match":false,"diagnostics":[{"code":"schema/no-such-value","severity":"warning","message":"no event of `shop / Order Placed` has this in `detail.state`","source":"template.yaml","span":{"line":9,"column":19,"end_line":9,"end_column":23},"label":"it is \"open\" or \"paid\"","help":"did you mean `\"open\"`?"},{"code":"schema/never-matches","severity":"warning","message":"no event of `shop / Order Placed` matches the pattern","source":"template.yaml","span":{"line":9,"column":11,"end_line":9,"end_column":16},"label":"this is never so"}]}]}
    "#);
}

#[test]
fn what_has_no_pattern_is_no_question() {
    let host = host().file("template.yaml", "Resources:\n  Bus:\n    Type: AWS::Events::EventBus\n    Properties:\n      Name: orders\n");
    insta::assert_snapshot!(evb(&host, &["check", "--pattern", "template.yaml", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"schema/no-pattern","message":"there is no pattern of events in `template.yaml`","diagnostics":[{"code":"schema/no-pattern","severity":"error","message":"there is no pattern of events in `template.yaml`","help":"give a pattern, or a template with a rule that has one"}]}}
    --- stderr
    error[schema/no-pattern]: there is no pattern of events in `template.yaml`
     |
     = help: give a pattern, or a template with a rule that has one
    "#);
}

#[test]
fn all_bounds_together_may_leave_nothing() {
    let schema = r#"{"type":"object","properties":{"detail":{"type":"object","properties":{"n":{"type":"integer","maximum":10}}}}}"#;
    let host = Pretend::default().file("s.json", schema);
    for (list, matches) in [
        (r#"[{"numeric":[">",4,"<",5]}]"#, false),
        (r#"[{"numeric":[">",4,"<=",5]}]"#, true),
        (r#"[{"numeric":[">",9,"<",10]},{"prefix":"x"}]"#, false),
        (r#"[{"numeric":[">",10]}]"#, false),
    ] {
        let pattern = format!(r#"{{"detail":{{"n":{list}}}}}"#);
        let told = evb(
            &host,
            &["check", "--pattern", &pattern, "--schema", "s.json"],
        );
        assert_eq!(told.contains("exit: Success"), matches, "{list}: {told}");
        assert_eq!(
            told.contains("schema/never-matches"),
            !matches,
            "{list}: {told}"
        );
    }
}
