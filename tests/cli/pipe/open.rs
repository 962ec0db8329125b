//! Pipes and mappings of which a template leaves something open.

use crate::support::Pretend;

const RECORDS: &str = concat!(
    r#"{"messageId":"a","body":"{\"stage\":\"prod\"}","eventSource":"aws:sqs"}"#,
    "\n",
    r#"{"messageId":"b","body":"{\"all\":true}","eventSource":"aws:sqs"}"#,
    "\n",
    r#"{"messageId":"c","body":"{\"stage\":1}","eventSource":"aws:sqs"}"#,
    "\n",
);

const CHANGE: &str = r#"{"eventID":"1","eventSource":"aws:dynamodb","dynamodb":{"NewImage":{"stage":{"S":"prod"}}}}"#;

fn pipe(arguments: &[&str]) -> String {
    let host = Pretend::default()
        .file(
            "t.yaml",
            include_str!("../../../fixtures/templates/flow.template.yaml"),
        )
        .file(
            "main.tf",
            include_str!("../../../fixtures/templates/flow.tf"),
        )
        .file("records.jsonl", RECORDS)
        .file("change.json", CHANGE);
    let time = ["--time", "2026-11-20T10:00:00Z"];
    host.evb(&[&["pipe"], arguments, &time].concat())
}

#[test]
fn a_record_passes_perhaps_where_a_filter_is_open() {
    let asked = ["--pipe", "t.yaml#Flow", "--records", "records.jsonl"];
    insta::assert_snapshot!(pipe(&asked), @r#"
    exit: Failure
    --- stdout
    record 0 (a): open
      depends on: Stage
    record 1 (b): delivered (TargetInvocationSucceeded)
      filter: 1 lets it through, 0 does not: one of the 2 is enough
      source: deleted from the queue
    batch 0 (record 1): ExecutionSucceeded
      target gets: {"messageId":"b","body":"{\"all\":true}","eventSource":"aws:sqs"}
    record 2 (c): filtered
      why: filter 0: `body.stage`: `1` is a number, and `"${Stage}"` is a test on strings
      hint: for a value of any kind write `{"exists": true}`
      source: deleted from the queue
    3 records in 1 batch: 1 delivered, 1 filtered, 1 open
    --- stderr
    note[pipe/open]: this filter depends on `Stage`
      --> t.yaml:49:29
       |
    49 |             - Pattern: !Sub '{"body":{"stage":["${Stage}"]}}'
       |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: give it: `--parameter Stage=VALUE`
    "#);
    insta::assert_snapshot!(pipe(&[&asked[..], &["--format", "jsonl"]].concat()), @r#"
    exit: Failure
    --- stdout
    {"diagnostic":{"code":"pipe/open","severity":"note","message":"this filter depends on `Stage`","source":"t.yaml","span":{"line":49,"column":29,"end_line":49,"end_column":62},"help":"give it: `--parameter Stage=VALUE`"}}
    {"record":{"index":0,"line":1,"id":"a","filter":"perhaps","matched_filter":0,"depends_on":["Stage"],"reason":null,"fate":"open"}}
    {"record":{"index":1,"line":2,"id":"b","filter":"pass","matched_filter":1,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"}}
    {"batch":{"index":0,"records":[1],"enrichment":null,"target":{"invoked":true,"invocations":[{"raw":"{\"messageId\":\"b\",\"body\":\"{\\\"all\\\":true}\",\"eventSource\":\"aws:sqs\"}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","TargetStageEntered","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}}
    {"record":{"index":2,"line":3,"id":"c","filter":"drop","matched_filter":null,"reason":"filter 0: `body.stage`: `1` is a number, and `\"${Stage}\"` is a test on strings","hint":"for a value of any kind write `{\"exists\": true}`","fate":"filtered","at_source":"deleted from the queue"}}
    {"summary":{"records":3,"batches":1,"filtered":1,"open":1,"delivered":1,"not_invoked":0,"retried":0,"failed":0,"unreadable":0}}
    --- stderr
    note[pipe/open]: this filter depends on `Stage`
      --> t.yaml:49:29
       |
    49 |             - Pattern: !Sub '{"body":{"stage":["${Stage}"]}}'
       |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: give it: `--parameter Stage=VALUE`
    "#);
}

#[test]
fn what_is_said_of_the_open_decides() {
    let asked = |more: &[&str]| {
        let asked = [
            "--pipe",
            "t.yaml#Flow",
            "--records",
            "records.jsonl",
            "--format",
            "jsonl",
        ];
        let all = pipe(&[&asked[..], more].concat());
        let records = all.lines().filter(|line| line.contains("{\"record\""));
        let fates = records.map(|line| {
            let fate = line.split("\"fate\":\"").nth(1).unwrap();
            fate.split('"').next().unwrap().to_owned()
        });
        fates.collect::<Vec<String>>().join(" ")
    };
    for (more, expected) in [
        (&[][..], "open delivered filtered"),
        (&["--unknown", "match"], "delivered delivered filtered"),
        (&["--unknown", "no-match"], "filtered delivered filtered"),
        (
            &["--parameter", "Stage=prod"],
            "delivered delivered filtered",
        ),
        (
            &["--parameter", "Stage=test"],
            "filtered delivered filtered",
        ),
    ] {
        assert_eq!(asked(more), expected, "{more:?}");
    }
}

#[test]
fn a_source_and_a_target_are_what_the_resource_is() {
    insta::assert_snapshot!(pipe(&["--pipe", "t.yaml#Changes", "--records", "change.json"]), @r#"
    exit: Failure
    --- stdout
    record 0: open
      depends on: Stage
    1 record in 0 batches: 1 open
    --- stderr
    note[pipe/open]: this filter depends on `Stage`
      --> t.yaml:65:49
       |
    65 |       FilterCriteria: {Filters: [{Pattern: !Sub '{"dynamodb":{"NewImage":{"stage":{"S":["${Stage}"]}}}}'}]}
       |                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: give it: `--parameter Stage=VALUE`
    "#);
    insta::assert_snapshot!(pipe(&["--pipe", "main.tf#aws_pipes_pipe.changes", "--records", "change.json"]), @r#"
    exit: Success
    --- stdout
    record 0 (1): delivered (TargetInvocationSucceeded)
      source: the iterator advances past it
    batch 0 (record 0): ExecutionSucceeded
      target gets: {"eventID":"1","eventSource":"aws:dynamodb","dynamodb":{"NewImage":{"stage":{"S":"prod"}}}}
    1 record in 1 batch: 1 delivered
    "#);
}

#[test]
fn what_is_open_names_the_flag_that_gives_it() {
    insta::assert_snapshot!(pipe(&["--pipe", "t.yaml#Elsewhere", "--check"]), @r"
    exit: Failure
    --- stderr
    error[pipe/open]: `Target` depends on `Out`
      --> t.yaml:55:15
       |
    55 |       Target: !Ref Out
       |               ^^^^^^^^ what comes of this is not known here
       |
       = help: give it: `--parameter Out=VALUE`
    ");
    insta::assert_snapshot!(pipe(&["--pipe", "t.yaml#Flow", "--check"]), @r#"
    exit: Success
    --- stdout
    evb finds nothing that CreatePipe refuses in the pipe `Flow`; what exists and what roles may do is not looked at
    --- stderr
    note[pipe/open]: this filter depends on `Stage`
      --> t.yaml:49:29
       |
    49 |             - Pattern: !Sub '{"body":{"stage":["${Stage}"]}}'
       |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: give it: `--parameter Stage=VALUE`
    "#);
    insta::assert_snapshot!(pipe(&["--pipe", "main.tf#aws_pipes_pipe.open", "--check"]), @r"
    exit: Failure
    --- stderr
    error[pipe/open]: `Target` depends on `var.target`
      --> main.tf:24:14
       |
    24 |   target   = var.target
       |              ^^^^^^^^^^ what comes of this is not known here
       |
       = help: give it: `--parameter target=VALUE`
    ");
}
