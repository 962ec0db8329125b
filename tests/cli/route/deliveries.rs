//! What targets receive, answers that are expected, rules that are not used.

use crate::support::Pretend;

const RULE: &str = r#"{"Name": "shipped", "EventPattern": "{\"source\":[\"shop\"],\"detail\":{\"state\":[\"shipped\"]}}", "Targets": [
  {"Id": "queue", "Arn": "arn:aws:sqs:eu-central-1:123456789012:q", "InputTransformer": {"InputPathsMap": {"order": "$.detail.order"}, "InputTemplate": "{\"order\": <order>}"}},
  {"Id": "log", "Arn": "arn:aws:logs:eu-central-1:123456789012:log-group:/events", "Input": "\"x\""}]}"#;

fn host() -> Pretend {
    Pretend::default()
        .file("rules.jsonl", [RULE, r#"{"name":"never","pattern":{"source":["nobody"]}}"#].join("\n"))
        .file("events.jsonl", concat!(
            r#"{"id":"1","source":"shop","detail-type":"t","detail":{"state":"shipped","order":7}}"#, "\n",
            r#"{"id":"2","source":"shop","detail-type":"t","detail":{"state":"lost"}}"#, "\n",
        ))
        .file("expected.jsonl", concat!(r#"{"rules":["shipped"]}"#, "\n", r#"{"rules":["shipped","never"]}"#, "\n"))
}

#[test]
fn each_target_of_a_matched_rule_is_shown_with_what_it_receives() {
    insta::assert_snapshot!(host().evb(&["route", "-r", "rules.jsonl", "events.jsonl", "--deliver"]), @r#"
    exit: Negative
    --- stdout
    events.jsonl:1 1: shipped
      shipped/queue: {"order":7}
      shipped/log: receives nothing: Input for target log is not a valid JSON text.
    events.jsonl:2 2: no rule
    2 events: 1 matches a rule, 1 matches none
    "#);
    insta::assert_snapshot!(host().evb(&["route", "-r", "rules.jsonl", "events.jsonl", "--deliver", "--format", "jsonl"]), @r#"
    exit: Negative
    --- stdout
    {"event":{"source":"events.jsonl","index":0,"line":1,"id":"1"},"rules":["shipped"],"deliveries":[{"rule":"shipped","targets":[{"target":"queue","arn":"arn:aws:sqs:eu-central-1:123456789012:q","delivered":true,"raw":"{\"order\":7}"},{"target":"log","arn":"arn:aws:logs:eu-central-1:123456789012:log-group:/events","delivered":false,"reason":"Input for target log is not a valid JSON text."}]}]}
    {"event":{"source":"events.jsonl","index":1,"line":2,"id":"2"},"rules":[],"deliveries":[]}
    "#);
}

#[test]
fn a_target_whose_input_is_open_says_on_what_it_depends() {
    let template = r#"{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": {"source": ["shop"]},
      "Targets": [{"Id": "t", "Arn": "arn:aws:sqs:eu-central-1:123456789012:q", "Input": {"Fn::ImportValue": "Input"}}]}}}}"#;
    let host = host().file("t.json", template);
    insta::assert_snapshot!(host.evb(&["route", "-r", "t.json", "events.jsonl", "--deliver", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"event":{"source":"events.jsonl","index":0,"line":1,"id":"1"},"rules":["R"],"deliveries":[{"rule":"R","targets":[{"target":"t","arn":"arn:aws:sqs:eu-central-1:123456789012:q","delivered":null,"depends_on":["ImportValue Input"]}]}]}
    {"event":{"source":"events.jsonl","index":1,"line":2,"id":"2"},"rules":["R"],"deliveries":[{"rule":"R","targets":[{"target":"t","arn":"arn:aws:sqs:eu-central-1:123456789012:q","delivered":null,"depends_on":["ImportValue Input"]}]}]}
    "#);
}

#[test]
fn answers_are_compared_with_those_of_an_earlier_run() {
    insta::assert_snapshot!(host().evb(&["route", "-r", "rules.jsonl", "events.jsonl", "--expect", "expected.jsonl"]), @r"
    exit: Negative
    --- stdout
    events.jsonl:1 1: shipped
    events.jsonl:2 2: no rule
    2 events: 1 matches a rule, 1 matches none
    --- stderr
    warning[route/unexpected]: events.jsonl:2 does not match `shipped`, `never`
     |
     = help: expected are `shipped`, `never`
    ");
    insta::assert_snapshot!(host().evb(&["route", "-r", "rules.jsonl", "events.jsonl", "--expect", "events.jsonl"]), @r#"
    exit: Failure
    --- stderr
    error[route/no-answers]: this is no answer of `evb route`
     --> events.jsonl:1:1
      |
    1 | {"id":"1","source":"shop","detail-type":"t","detail":{"state":"shipped","order":7}}
      | ^ no list of the names of rules in `rules`
      |
      = help: write the answers with `--format jsonl`, and look at them before they are expected
    "#);
}

#[test]
fn a_rule_that_no_event_matches_is_told_where_that_is_asked() {
    insta::assert_snapshot!(host().evb(&["route", "-r", "rules.jsonl", "events.jsonl", "--count", "--fail-unused"]), @r"
    exit: Negative
    --- stdout
    matches  rule
    1        shipped
    0        never
    2 events: 1 matches a rule, 1 matches none
    --- stderr
    warning[route/unused-rule]: no event matches the rule `never`
    ");
}
