//! One template answers in every command, as a whole and by the names in it.

use super::shop;

#[test]
fn test_pattern_asks_the_rule_that_is_named() {
    insta::assert_snapshot!(shop().evb(&["test-pattern", "--pattern", "shop.json#Shipped", "envelope.json"]), @r#"
    exit: Success
    --- stdout
    match envelope.json: detail.state is "shipped", source is "shop"
    "#);
    insta::assert_snapshot!(shop().evb(&["test-pattern", "--pattern", "shop.json", "envelope.json"]), @r"
    exit: Failure
    --- stderr
    error[input/several-patterns]: there are 4 event patterns in here, and one is asked for
     --> shop.json:1:1
      |
    1 | {
      | ^ `Shipped`, `Calls`, `Old`, `Returns filter 0`
      |
      = help: name one behind the file, `FILE#Shipped` say, or ask all of them with `evb route --rules`
    ");
    insta::assert_snapshot!(shop().evb(&["test-pattern", "--for", "pipe", "--pattern", "shop.json#returns", "returns.jsonl", "--format", "jsonl"]), @r#"
    exit: Negative
    --- stdout
    {"event":{"source":"returns.jsonl","index":0,"line":1},"match":true,"explanation":[{"path":"body.kind","wanted":"return","actual":"return","reason":"`\"return\"` is `\"return\"`","hint":null,"pattern_span":{"line":58,"column":78,"end_line":58,"end_column":88},"event_span":{"line":1,"column":25,"end_line":1,"end_column":48},"kind":"satisfied"}],"notes":[]}
    {"event":{"source":"returns.jsonl","index":1,"line":2},"match":false,"explanation":[{"path":"body.kind","wanted":"return","actual":"order","reason":"`\"order\"` is not `\"return\"`","hint":null,"pattern_span":{"line":58,"column":78,"end_line":58,"end_column":88},"event_span":{"line":2,"column":25,"end_line":2,"end_column":47},"kind":"value"}],"notes":[]}
    "#);
}

#[test]
fn next_fires_merges_what_fires_by_the_clock() {
    let asked = [
        "next-fires",
        "shop.json",
        "-n",
        "2",
        "--after",
        "2026-11-20T00:00:00Z",
    ];
    insta::assert_snapshot!(shop().evb(&asked), @r"
    exit: Success
    --- stdout
    Nightly: cron(0 3 * * ? *) (Europe/Berlin): at 03:00 every day

    day  local                    UTC                in
    Fri  2026-11-20 03:00 +01:00  2026-11-20 02:00Z  2 h
    Sat  2026-11-21 03:00 +01:00  2026-11-21 02:00Z  1 d 2 h

    after 2026-11-20T00:00:00Z, time zone database 2026f
    ");
    let asked = [
        "next-fires",
        "shop.json#Nightly",
        "-n",
        "1",
        "--format",
        "csv",
        "--after",
        "2026-11-20T00:00:00Z",
    ];
    insta::assert_snapshot!(shop().evb(&asked), @r"
    exit: Success
    --- stdout
    name,at,local,weekday,timezone,window_end,clock_change,expression,note
    Nightly,2026-11-20T02:00:00Z,2026-11-20T03:00:00+01:00,Friday,Europe/Berlin,,,cron(0 3 * * ? *),
    ");
}

#[test]
fn transform_shows_what_the_target_that_is_named_receives() {
    insta::assert_snapshot!(shop().evb(&["transform", "--target", "shop.json#Shipped/Queue", "envelope.json"]), @r#"
    exit: Success
    --- stdout
    {"order":4711}
    --- stderr
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
    insta::assert_snapshot!(shop().evb(&["transform", "--target", "shop.json#Nightly"]), @r#"
    exit: Success
    --- stdout
    {"report": "day"}
    "#);
    insta::assert_snapshot!(shop().evb(&["transform", "--target", "shop.json", "envelope.json"]), @r"
    exit: Failure
    --- stderr
    error[transform/target-file]: there are several targets
     --> shop.json:1:1
      |
    1 | {
      | ^
      |
      = help: choose one behind the file, `FILE#NAME`, or by its id with `--target-id`: `Shipped/Queue`, `Nightly`, `Returns`
    ");
}

#[test]
fn pipe_runs_the_pipe_that_is_named() {
    insta::assert_snapshot!(shop().evb(&["pipe", "--pipe", "shop.json#Returns", "--records", "returns.jsonl", "--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"record":{"index":0,"line":1,"id":"1","filter":"pass","matched_filter":0,"reason":null,"batch":0,"fate":"delivered","step":"TargetInvocationSucceeded","at_source":"deleted from the queue"}}
    {"batch":{"index":0,"records":[0],"enrichment":null,"target":{"invoked":true,"invocations":[{"raw":"{\"messageId\":\"1\",\"body\":\"{\\\"kind\\\":\\\"return\\\"}\",\"eventSource\":\"aws:sqs\"}"}],"reason":null},"execution":"ExecutionSucceeded","steps":["ExecutionStarted","TargetStageEntered","TargetInvocationStarted","TargetInvocationSucceeded","TargetStageSucceeded","ExecutionSucceeded"]}}
    {"record":{"index":1,"line":2,"id":"2","filter":"drop","matched_filter":null,"reason":"filter 0: `body.kind`: `\"order\"` is not `\"return\"`","fate":"filtered","at_source":"deleted from the queue"}}
    {"summary":{"records":2,"batches":1,"filtered":1,"delivered":1,"not_invoked":0,"retried":0,"failed":0,"unreadable":0}}
    "#);
    insta::assert_snapshot!(shop().evb(&["pipe", "--pipe", "shop.json", "--check"]), @r"
    exit: Success
    --- stdout
    evb finds nothing that CreatePipe refuses in the pipe `returns`; what exists and what roles may do is not looked at
    ");
}

#[test]
fn simulate_retries_asks_the_policy_of_the_target_that_is_named() {
    let asked = [
        "simulate-retries",
        "--target",
        "shop.json#Shipped/Queue",
        "--fail",
        "always",
        "--format",
        "csv",
    ];
    insta::assert_snapshot!(shop().evb(&asked), @r"
    exit: Negative
    --- stdout
    number,at_seconds,delay_seconds,duration_seconds,result,code,remaining_age_seconds
    1,0,,0,retryable,INTERNAL_ERROR,3600
    2,1,1,0,retryable,INTERNAL_ERROR,3599
    3,3,2,0,retryable,INTERNAL_ERROR,3597
    4,7,4,0,retryable,INTERNAL_ERROR,3593
    5,15,8,0,retryable,INTERNAL_ERROR,3585
    ");
}

#[test]
fn a_name_that_is_not_there_brings_the_nearest_and_the_list() {
    insta::assert_snapshot!(shop().evb(&["test-pattern", "--pattern", "shop.json#Shiped", "envelope.json"]), @r"
    exit: Failure
    --- stderr
    error[input/no-such-name]: nothing is called `Shiped` in `shop.json`
     |
     = help: did you mean `Shipped`? there are `Shipped`, `Shipped/Queue`, `Calls`, `Old`, `Nightly`, `Returns`, `OrdersBus`
    ");
    insta::assert_snapshot!(shop().evb(&["next-fires", "shop.json#Daily"]), @r"
    exit: Failure
    --- stderr
    error[input/no-such-name]: nothing is called `Daily` in `shop.json`
     |
     = help: there are `Shipped`, `Shipped/Queue`, `Calls`, `Old`, `Nightly`, `Returns`, `OrdersBus`
    ");
}

#[test]
fn a_file_whose_very_name_holds_the_mark_wins() {
    let host = shop().file("a#b.json", r#"{"source":["shop"]}"#);
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", "a#b.json", "envelope.json"]), @r#"
    exit: Success
    --- stdout
    match envelope.json: source is "shop"
    "#);
}
