//! Shapes that people have, and parts of them that are left out: told, never dropped without a word.

use crate::support::Pretend;

const EVENT: &str = r#"{"id":"1","account":"123456789012","source":"shop","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail-type":"order","detail":{}}"#;

fn route(rules: &str) -> String {
    let host = Pretend::default()
        .file("rules.json", rules)
        .file("event.json", EVENT);
    host.evb(&["route", "--rules", "rules.json", "event.json"])
}

#[test]
fn events_of_state_machines_and_filters_of_sources_are_read() {
    let template = r#"{"Resources": {
      "Flow": {"Type": "AWS::Serverless::StateMachine", "Properties": {"Events": {
        "Order": {"Type": "EventBridgeRule", "Properties": {"Pattern": {"source": ["shop"]}}}}}},
      "Work": {"Type": "AWS::Serverless::Function", "Properties": {"Events": {
        "Queue": {"Type": "SQS", "Properties": {"Queue": "arn:aws:sqs:eu-central-1:123456789012:q",
          "FilterCriteria": {"Filters": [{"Pattern": "{\"body\":{\"a\":[1]}}"}]}}},
        "Off": {"Type": "EventBridgeRule", "Properties": {"Pattern": {"source": ["shop"]}, "Enabled": false}}}}},
      "Mail": {"Type": "AWS::SNS::Subscription", "Properties": {"TopicArn": "t", "Protocol": "sqs",
        "FilterPolicy": {"kind": ["mail"]}}}
    }}"#;
    insta::assert_snapshot!(route(template), @r#"
    exit: Success
    --- stdout
    event.json:1 1: FlowOrder
    1 event: 1 matches a rule, 0 match none
    --- stderr
    note[route/disabled-rule]: the rule `WorkOff` is disabled and left out
     --> rules.json:7:103
      |
    7 |         "Off": {"Type": "EventBridgeRule", "Properties": {"Pattern": {"source": ["shop"]}, "Enabled": false}}}}},
      |                                                                                                       ^^^^^
    note[route/filter-left-out]: `WorkQueue filter 0` filters records of a source, not events of a bus, and is left out
     --> rules.json:6:54
      |
    6 |           "FilterCriteria": {"Filters": [{"Pattern": "{\"body\":{\"a\":[1]}}"}]}}},
      |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `--for pipe` and `--for lambda` ask filters
    note[route/filter-left-out]: the pattern of the subscription `Mail` is left out
     --> rules.json:9:25
      |
    9 |         "FilterPolicy": {"kind": ["mail"]}}}
      |                         ^
    "#);
}

#[test]
fn loops_and_nested_stacks_are_left_out_with_a_word() {
    let template = r#"{"Resources": {
      "Fn::ForEach::Sources": ["Name", ["a", "b"], {"Rule${Name}": {"Type": "AWS::Events::Rule"}}],
      "More": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "more.json"}},
      "Orders": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": {"source": ["other"]}}}
    }}"#;
    insta::assert_snapshot!(route(template), @r#"
    exit: Success
    --- stdout
    event.json:1 1: none of the rules that were read
    1 event: 0 match a rule, 1 matches none
    --- stderr
    warning[template/left-out]: `more.json` is left out: there is no such file beside the template
     --> rules.json:3:84
      |
    3 |       "More": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "more.json"}},
      |                                                                                    ^^^^^^^^^^^ it may hold rules, schedules or pipes
      |
      = help: put the file there, or give what is deployed: `aws cloudformation get-template --template-stage Processed` prints it
    warning[template/left-out]: the rule `Rulea` has neither an event pattern nor a schedule
     --> rules.json:2:68
      |
    2 |       "Fn::ForEach::Sources": ["Name", ["a", "b"], {"Rule${Name}": {"Type": "AWS::Events::Rule"}}],
      |                                                                    ^ AWS refuses this
    warning[template/left-out]: the rule `Ruleb` has neither an event pattern nor a schedule
     --> rules.json:2:68
      |
    2 |       "Fn::ForEach::Sources": ["Name", ["a", "b"], {"Rule${Name}": {"Type": "AWS::Events::Rule"}}],
      |                                                                    ^ AWS refuses this
    "#);
}

#[test]
fn states_and_conditions_that_are_open_are_told() {
    let template = r#"{"Parameters": {"S": {"Type": "String"}}, "Resources": {
      "Maybe": {"Type": "AWS::Events::Rule", "Condition": "IsProd",
        "Properties": {"State": {"Ref": "S"}, "EventPattern": {"source": ["shop"]}}}
    }}"#;
    insta::assert_snapshot!(route(template), @r"
    exit: Failure
    --- stdout
    event.json:1 1: perhaps Maybe (depends on `S`, `Condition IsProd`)
    1 event: 0 match a rule, 0 match none, 1 depends on what is open
    ");
    insta::assert_snapshot!(route(r#"{"Name":"r","EventPattern":"{\"source\":[\"shop\"]}","State":"ENABELD"}"#), @r#"
    exit: Failure
    --- stderr
    error[route/unknown-state]: the rule `r` has no state `ENABELD`
     --> rules.json:1:63
      |
    1 | {"Name":"r","EventPattern":"{\"source\":[\"shop\"]}","State":"ENABELD"}
      |                                                               ^^^^^^^ AWS refuses this
      |
      = help: did you mean `ENABLED`?
    the rule `r` (rules.json:1) is left out
    error[route/no-rules]: there is no rule to match events with
    "#);
}

#[test]
fn a_template_of_schedules_has_no_rule_to_ask() {
    let template = r#"{"Resources": {"Nightly": {"Type": "AWS::Events::Rule",
      "Properties": {"ScheduleExpression": "rate(1 day)"}}}}"#;
    insta::assert_snapshot!(route(template), @r"
    exit: Failure
    --- stderr
    error[route/no-rules]: there is no rule to match events with
     |
     = help: what is given is a schedule and no event pattern: `evb next-fires` tells when it fires
    ");
}

#[test]
fn directories_are_walked_and_what_is_left_out_is_counted() {
    let host = Pretend::default()
        .file("rules/shop/orders.json", r#"{"source":["shop"]}"#)
        .file("rules/other.json", r#"{"source":["other"]}"#)
        .file("rules/README.md", "")
        .file("event.json", EVENT);
    insta::assert_snapshot!(host.evb(&["route", "--rules", "rules", "event.json"]), @r"
    exit: Success
    --- stdout
    event.json:1 1: orders
    1 event: 1 matches a rule, 0 match none
    --- stderr
    note[input/files-left-out]: 1 file below `rules` is left out
     |
     = help: what is read ends in `.json`, `.jsonl` or `.ndjson`, or in one of these and `.gz`, or is a template; name other files themselves
    ");
}

#[test]
fn items_of_aws_config_and_lists_in_any_case_are_read() {
    let item = r#"{"version":"1.3","resourceType":"AWS::Events::Rule","resourceId":"orders",
      "configuration":{"Name":"orders","EventPattern":"{\"source\":[\"shop\"]}","State":"ENABLED","Id":"orders"}}"#;
    insta::assert_snapshot!(route(item), @r"
    exit: Success
    --- stdout
    event.json:1 1: orders
    1 event: 1 matches a rule, 0 match none
    ");
    let schedules = r#"{"schedules":[{"Name":"a","ScheduleExpression":"rate(1 day)","StartDate":"2026-11-20T08:00:00Z"}]}"#;
    let host = Pretend::default().file("s.json", schedules);
    let asked = [
        "next-fires",
        "s.json",
        "-n",
        "1",
        "--format",
        "csv",
        "--after",
        "2026-11-20T09:00:00Z",
    ];
    insta::assert_snapshot!(host.evb(&asked), @r#"
    exit: Success
    --- stdout
    name,at,local,weekday,timezone,window_end,clock_change,expression,note
    a,2026-11-21T08:00:00Z,2026-11-21T08:00:00+00:00,Saturday,UTC,,,rate(1 day),
    --- stderr
    warning[schedule/start-in-the-past]: the start date is past: AWS would refuse to create this schedule now
     --> s.json:1:49
      |
    1 | {"schedules":[{"Name":"a","ScheduleExpression":"rate(1 day)","StartDate":"2026-11-20T08:00:00Z"}]}
      |                                                 ^^^^^^^^^^^
      |
      = help: AWS's words: The StartDate you specify cannot be earlier than 5 minutes ago. `--created` tells of a schedule that exists
    "#);
}

#[test]
fn a_transformer_and_a_resource_alone_are_read() {
    let host = Pretend::default().file("event.json", EVENT);
    let transformer = r#"{"InputPathsMap":{"s":"$.source"},"InputTemplate":"{\"from\": <s>}"}"#;
    insta::assert_snapshot!(host.evb(&["transform", "--target", transformer, "event.json"]), @r#"
    exit: Success
    --- stdout
    {"from":"shop"}
    --- stderr
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
    let resource = r#"{"Type":"AWS::Events::Rule","Properties":{"Name":"orders","EventPattern":{"source":["shop"]}}}"#;
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", resource, "event.json"]), @r#"
    exit: Success
    --- stdout
    match event.json: source is "shop"
    "#);
}

/// An event of CloudTrail, and an envelope of an order.
fn on_buses(arguments: &[&str]) -> String {
    let calls = r#"{"id":"2","account":"123456789012","source":"aws.ec2","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"DescribeInstances","readOnly":true,"managementEvent":true}}"#;
    let host = super::shop().file("calls.json", calls);
    let asked = ["route", "--rules", "shop.json"];
    let arguments: Vec<&str> = asked.iter().chain(arguments).copied().collect();
    host.evb(&arguments)
}

#[test]
fn an_event_goes_to_the_rules_of_its_bus() {
    insta::assert_snapshot!(on_buses(&["shipped.json"]), @r#"
    exit: Success
    --- stdout
    shipped.json:1 a706dd2f-4d19-7e6f-2382-75bc38fcbe91: Shipped
    1 event: 1 matches a rule, 0 match none
    --- stderr
    note[route/disabled-rule]: the rule `Old` is disabled and left out
      --> shop.json:36:70
       |
    36 |       "Properties": {"EventPattern": {"source": ["shop"]}, "State": "DISABLED"}
       |                                                                      ^^^^^^^^
    note[route/filter-left-out]: `Returns filter 0` filters records of a source, not events of a bus, and is left out
      --> shop.json:58:54
       |
    58 |           "FilterCriteria": {"Filters": [{"Pattern": "{\"body\": {\"kind\": [\"return\"]}}"}]},
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: `--for pipe` and `--for lambda` ask filters
    "#);
    insta::assert_snapshot!(on_buses(&["envelope.json"]), @r#"
    exit: Success
    --- stdout
    envelope.json:1 1: no rule
    1 event: 0 match a rule, 1 matches none
    --- stderr
    note[route/disabled-rule]: the rule `Old` is disabled and left out
      --> shop.json:36:70
       |
    36 |       "Properties": {"EventPattern": {"source": ["shop"]}, "State": "DISABLED"}
       |                                                                      ^^^^^^^^
    note[route/filter-left-out]: `Returns filter 0` filters records of a source, not events of a bus, and is left out
      --> shop.json:58:54
       |
    58 |           "FilterCriteria": {"Filters": [{"Pattern": "{\"body\": {\"kind\": [\"return\"]}}"}]},
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: `--for pipe` and `--for lambda` ask filters
    note[route/bus-without-events]: the rules on `orders` were not asked: no event went there
     |
     = help: events that name no bus are taken to be on `default`: `--bus orders` says otherwise, and `EventBusName` in an entry
    "#);
    insta::assert_snapshot!(on_buses(&["--bus", "arn:aws:events:eu-central-1:123456789012:event-bus/orders", "envelope.json"]), @r#"
    exit: Success
    --- stdout
    envelope.json:1 1: Shipped
    1 event: 1 matches a rule, 0 match none
    --- stderr
    note[route/disabled-rule]: the rule `Old` is disabled and left out
      --> shop.json:36:70
       |
    36 |       "Properties": {"EventPattern": {"source": ["shop"]}, "State": "DISABLED"}
       |                                                                      ^^^^^^^^
    note[route/filter-left-out]: `Returns filter 0` filters records of a source, not events of a bus, and is left out
      --> shop.json:58:54
       |
    58 |           "FilterCriteria": {"Filters": [{"Pattern": "{\"body\": {\"kind\": [\"return\"]}}"}]},
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: `--for pipe` and `--for lambda` ask filters
    "#);
}

#[test]
fn rules_get_read_only_management_events_only_if_their_state_says_so() {
    insta::assert_snapshot!(on_buses(&["calls.json", "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"results":[{"event":{"source":"calls.json","index":0,"line":1,"id":"2"},"rules":[]}],"summary":{"events":1,"matched":0,"unmatched":1,"broken":0,"unreadable":0},"notes":[{"code":"route/disabled-rule","severity":"note","message":"the rule `Old` is disabled and left out","source":"shop.json","span":{"line":36,"column":70,"end_line":36,"end_column":78}},{"code":"route/filter-left-out","severity":"note","message":"`Returns filter 0` filters records of a source, not events of a bus, and is left out","source":"shop.json","span":{"line":58,"column":54,"end_line":58,"end_column":92},"help":"`--for pipe` and `--for lambda` ask filters"},{"code":"route/read-only-management-event","severity":"note","message":"1 match is left out: rules that are `ENABLED` get no read-only management events by way of CloudTrail","help":"give such a rule the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`"},{"code":"route/bus-without-events","severity":"note","message":"the rules on `orders` were not asked: no event went there","help":"events that name no bus are taken to be on `default`: `--bus orders` says otherwise, and `EventBusName` in an entry"}]}
    --- stderr
    note[route/disabled-rule]: the rule `Old` is disabled and left out
      --> shop.json:36:70
       |
    36 |       "Properties": {"EventPattern": {"source": ["shop"]}, "State": "DISABLED"}
       |                                                                      ^^^^^^^^
    note[route/filter-left-out]: `Returns filter 0` filters records of a source, not events of a bus, and is left out
      --> shop.json:58:54
       |
    58 |           "FilterCriteria": {"Filters": [{"Pattern": "{\"body\": {\"kind\": [\"return\"]}}"}]},
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: `--for pipe` and `--for lambda` ask filters
    note[route/read-only-management-event]: 1 match is left out: rules that are `ENABLED` get no read-only management events by way of CloudTrail
     |
     = help: give such a rule the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`
    note[route/bus-without-events]: the rules on `orders` were not asked: no event went there
     |
     = help: events that name no bus are taken to be on `default`: `--bus orders` says otherwise, and `EventBusName` in an entry
    "#);
    let all = r#"{"Name":"calls","EventPattern":"{\"source\":[\"aws.ec2\"]}","State":"ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}"#;
    insta::assert_snapshot!(on_buses(&["--rules", all, "calls.json", "--count"]), @r#"
    exit: Success
    --- stdout
    matches  rule
    0        Shipped
    0        Calls
    1        calls
    1 event: 1 matches a rule, 0 match none
    --- stderr
    note[route/disabled-rule]: the rule `Old` is disabled and left out
      --> shop.json:36:70
       |
    36 |       "Properties": {"EventPattern": {"source": ["shop"]}, "State": "DISABLED"}
       |                                                                      ^^^^^^^^
    note[route/filter-left-out]: `Returns filter 0` filters records of a source, not events of a bus, and is left out
      --> shop.json:58:54
       |
    58 |           "FilterCriteria": {"Filters": [{"Pattern": "{\"body\": {\"kind\": [\"return\"]}}"}]},
       |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: `--for pipe` and `--for lambda` ask filters
    note[route/read-only-management-event]: 1 match is left out: rules that are `ENABLED` get no read-only management events by way of CloudTrail
     |
     = help: give such a rule the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`
    note[route/bus-without-events]: the rules on `orders` were not asked: no event went there
     |
     = help: events that name no bus are taken to be on `default`: `--bus orders` says otherwise, and `EventBusName` in an entry
    "#);
}

#[test]
fn a_bus_that_is_not_known_is_said() {
    let template = r#"{"Resources": {"Orders": {"Type": "AWS::Events::Rule", "Properties": {
      "EventBusName": {"Fn::ImportValue": "bus"}, "EventPattern": {"source": ["shop"]}}}}}"#;
    insta::assert_snapshot!(route(template), @r"
    exit: Failure
    --- stdout
    event.json:1 1: perhaps Orders (depends on `ImportValue bus`)
    1 event: 0 match a rule, 0 match none, 1 depends on what is open
    ");
}

#[test]
fn same_names_on_two_buses_are_no_clash() {
    let rules = r#"{"Rules":[
      {"Name":"orders","EventBusName":"default","EventPattern":"{\"source\":[\"shop\"]}"},
      {"Name":"orders","EventBusName":"other","EventPattern":"{\"source\":[\"shop\"]}"}]}"#;
    insta::assert_snapshot!(route(rules), @r"
    exit: Success
    --- stdout
    event.json:1 1: orders
    1 event: 1 matches a rule, 0 match none
    --- stderr
    note[route/bus-without-events]: the rules on `other` were not asked: no event went there
     |
     = help: events that name no bus are taken to be on `default`: `--bus other` says otherwise, and `EventBusName` in an entry
    ");
}

#[test]
fn events_of_a_directory_are_read_with_those_below_it() {
    let host = Pretend::default()
        .file("archive/2026/11/a.jsonl", format!("{EVENT}\n{EVENT}\n"))
        .file("archive/b.json", EVENT)
        .file("archive/notes.txt", "");
    let rule = r#"{"name":"orders","pattern":{"source":["shop"]}}"#;
    insta::assert_snapshot!(host.evb(&["route", "--rules", rule, "archive"]), @r"
    exit: Success
    --- stdout
    archive/2026/11/a.jsonl:1 1: orders
    archive/2026/11/a.jsonl:2 1: orders
    archive/b.json:1 1: orders
    3 events: 3 match a rule, 0 match none
    --- stderr
    note[input/files-left-out]: 1 file below `archive` is left out
     |
     = help: what is read ends in `.json`, `.jsonl` or `.ndjson`, or in one of these and `.gz`; name other files themselves
    ");
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", r#"{"source":["shop"]}"#, "archive"]), @r"
    exit: Success
    --- stdout
    3 events match
    --- stderr
    note[input/files-left-out]: 1 file below `archive` is left out
     |
     = help: what is read ends in `.json`, `.jsonl` or `.ndjson`, or in one of these and `.gz`; name other files themselves
    ");
}
