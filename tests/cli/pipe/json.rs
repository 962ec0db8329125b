//! Answers in JSON.

use super::{ENRICHED, LAMBDA, MESSAGES, fixture, queue, run};

#[test]
fn json_is_one_document() {
    insta::assert_snapshot!(fixture("sqs", &["--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"pipe":"sqs","records":[{"index":0,"line":1,"id":"059f36b4-87a3-44ab-83d2-661975830a7d","filter":"pass","matched_filter":0,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"},{"index":1,"line":2,"id":"059f36b5-87a3-44ab-83d2-661975830a7d","filter":"drop","matched_filter":null,"reason":"filter 0: `body.type`: `\"refund\"` is not `\"order\"`","fate":"filtered","at_source":"deleted from the queue"},{"index":2,"line":3,"id":"059f36b6-87a3-44ab-83d2-661975830a7d","filter":"drop","matched_filter":null,"reason":"filter 0 wants `body` to be JSON, and it is plain text","fate":"filtered","at_source":"deleted from the queue"},{"index":3,"line":4,"id":"059f36b7-87a3-44ab-83d2-661975830a7d","filter":"pass","matched_filter":0,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue","notes":[{"code":"transform/not-settled","severity":"warning","unsettled":true,"message":"`$.body.total` leads to nothing in this event","label":"nothing there","help":"an empty string stands for it, as recorded for rules; for pipes AWS's guide only says that the variable is not created"}]}],"batches":[{"index":0,"records":[0,3],"enrichment":null,"target":{"invoked":true,"invocations":[{"raw":"{\"version\":\"0\",\"id\":\"00000000-0000-4000-8000-000000000000\",\"detail-type\":\"OrderPlaced\",\"source\":\"com.acme.orders\",\"account\":\"123456789012\",\"time\":\"2026-11-20T10:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":{\"id\":7,\"total\":12.5}}"},{"raw":"{\"version\":\"0\",\"id\":\"00000000-0000-4000-8000-000000000003\",\"detail-type\":\"OrderPlaced\",\"source\":\"com.acme.orders\",\"account\":\"123456789012\",\"time\":\"2026-11-20T10:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":{\"id\":9,\"total\":\"\"}}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","TargetStageEntered","TargetTransformationStarted","TargetTransformationSucceeded","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}],"diagnostics":[{"code":"transform/not-settled","severity":"note","unsettled":true,"message":"the white space of the template is left out","source":"pipe.json (input template of the target)","help":"AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys"},{"code":"pipe/assumed","severity":"note","message":"a batching window of 5 s ends by the times in `attributes.SentTimestamp`","source":"pipe.json","help":"when the pipe's poller sees a record is not known here; a record without such a time joins the batch that is open"}],"summary":{"records":4,"batches":1,"filtered":2,"delivered":2,"not_invoked":0,"retried":0,"failed":0,"unreadable":0}}
    --- stderr
    note[pipe/assumed]: a batching window of 5 s ends by the times in `attributes.SentTimestamp`
     |
     = help: when the pipe's poller sees a record is not known here; a record without such a time joins the batch that is open
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
}

#[test]
fn json_lines_are_written_as_records_end() {
    insta::assert_snapshot!(run(&queue(ENRICHED).file("r", MESSAGES), &["--records", "r", "--format", "jsonl", "--enrichment-response", "[{}]"]), @r#"
    exit: Success
    --- stdout
    {"record":{"index":0,"line":1,"id":"a","filter":"pass","matched_filter":null,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"}}
    {"record":{"index":1,"line":2,"id":"b","filter":"pass","matched_filter":null,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"}}
    {"batch":{"index":0,"records":[0,1],"enrichment":{"input":[{"messageId":"a","body":"1st"},{"messageId":"b","body":"2nd"}],"response":[{}]},"target":{"invoked":true,"invocations":[{"raw":"{}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","EnrichmentStageEntered","EnrichmentInvocationStarted","EnrichmentInvocationSucceeded","EnrichmentStageSucceeded","TargetStageEntered","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}}
    {"record":{"index":2,"line":3,"id":"c","filter":"pass","matched_filter":null,"reason":null,"batch":1,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"}}
    {"batch":{"index":1,"records":[2],"enrichment":{"input":[{"messageId":"c","body":"3rd"}],"response":[{}]},"target":{"invoked":true,"invocations":[{"raw":"{}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","EnrichmentStageEntered","EnrichmentInvocationStarted","EnrichmentInvocationSucceeded","EnrichmentStageSucceeded","TargetStageEntered","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}}
    {"summary":{"records":3,"batches":2,"filtered":0,"delivered":3,"not_invoked":0,"retried":0,"failed":0,"unreadable":0}}
    "#);
}

#[test]
fn when_no_record_can_be_read_the_json_is_the_error() {
    let pretend = queue(LAMBDA).file("r", "1\n[\n");
    insta::assert_snapshot!(run(&pretend, &["--records", "r", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"pipe/not-a-record","message":"record 0 (line 1): a record is an object, and this is a number","diagnostics":[{"code":"pipe/not-a-record","severity":"error","message":"record 0 (line 1): a record is an object, and this is a number","source":"r","span":{"line":1,"column":1,"end_line":1,"end_column":2},"label":"not a record"},{"code":"event/unclosed-list","severity":"error","message":"record 1 (line 3): the input ends inside a list of records","source":"r","span":{"line":3,"column":1,"end_line":3,"end_column":1},"label":"the list is not closed before its end","help":"the file seems to be cut off: the records before its end are answered"}]}}
    --- stderr
    error[pipe/not-a-record]: record 0 (line 1): a record is an object, and this is a number
     --> r:1:1
      |
    1 | 1
      | ^ not a record
    error[event/unclosed-list]: record 1 (line 3): the input ends inside a list of records
     --> r:3:1
      |
    3 |
      | ^ the list is not closed before its end
      |
      = help: the file seems to be cut off: the records before its end are answered
    "#);
}

#[test]
fn an_error_stands_in_the_json_beside_what_was_answered() {
    let pretend = queue(LAMBDA).file("r", "1\n{\"messageId\":\"a\",\"body\":\"x\"}\n");
    let ended = pretend.run(&[
        "pipe",
        "--pipe",
        "pipe.json",
        "--records",
        "r",
        "--format",
        "json",
    ]);
    let document: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    assert_eq!(document["records"][1]["fate"], "delivered");
    assert_eq!(document["error"]["code"], "pipe/not-a-record");
    let lines = pretend.run(&[
        "pipe",
        "--pipe",
        "pipe.json",
        "--records",
        "r",
        "--format",
        "jsonl",
    ]);
    let errors = lines
        .stdout
        .lines()
        .filter(|line| line.starts_with(r#"{"version":1,"event":"#));
    assert_eq!(errors.count(), 1, "{}", lines.stdout);
}
