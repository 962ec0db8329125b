//! Records of the sources of pipes and event source mappings, filtered as these filter them.

use evb::commands::Exit;

use crate::support::Pretend;

/// Both places where records are filtered.
const FILTERS: [&str; 2] = ["pipe", "lambda"];

fn arguments<'a>(filter: &'a str, pattern: &'a str, record: &'a str) -> [&'a str; 6] {
    [
        "test-pattern",
        "--for",
        filter,
        "--pattern",
        pattern,
        record,
    ]
}

fn filtered(filter: &str, pattern: &str, record: &str) -> Exit {
    let ended = Pretend::default().run(&arguments(filter, pattern, record));
    assert!(
        ended.exit != Exit::Failure,
        "{pattern} {record}: {}",
        ended.stderr
    );
    ended.exit
}

fn explained(filter: &str, pattern: &str, record: &str) -> String {
    Pretend::default().evb(&arguments(filter, pattern, record))
}

/// A message of a queue.
fn message(body: &str) -> String {
    format!(
        r#"{{"messageId":"m","body":{},"eventSource":"aws:sqs","awsRegion":"us-east-1"}}"#,
        serde_json::to_string(body).unwrap()
    )
}

#[test]
fn the_payload_is_filtered_as_its_format_asks() {
    // `eyJhIjoxfQ==` is `{"a":1}`, `aGVsbG8=` is `hello`, `//5hAA==` is no UTF-8.
    let json = message(r#"{"a":1}"#);
    let text = message("hello");
    let kinesis = |data: &str| format!(r#"{{"eventSource":"aws:kinesis","data":"{data}"}}"#);
    let lambda = |data: &str| {
        format!(
            r#"{{"eventSource":"aws:kinesis","kinesis":{{"partitionKey":"k","data":"{data}"}}}}"#
        )
    };
    let kafka = |value: &str| {
        format!(r#"{{"eventSource":"aws:kafka","topic":"t","key":"azE=","value":"{value}"}}"#)
    };
    let broker =
        |source: &str, data: &str| format!(r#"{{"eventSource":"{source}","data":"{data}"}}"#);
    let stream = r#"{"eventSource":"aws:dynamodb","eventName":"INSERT","dynamodb":{"NewImage":{"n":{"N":"7"}}}}"#;
    let (yes, no) = (Exit::Success, Exit::Negative);
    for (pattern, record, exit) in [
        (r#"{"body":{"a":[1]}}"#, json.clone(), yes),
        (r#"{"body":{"a":[2]}}"#, json.clone(), no),
        (r#"{"body":{"b":[{"exists":false}]}}"#, json.clone(), yes),
        (r#"{"body":["hello"]}"#, text.clone(), yes),
        (r#"{"body":[{"prefix":"hel"}]}"#, text.clone(), yes),
        (r#"{"messageId":["m"]}"#, text.clone(), yes),
        // Queues drop what has another format than the filter asks for.
        (r#"{"body":{"a":[1]}}"#, text.clone(), no),
        (r#"{"body":{"a":[{"exists":false}]}}"#, text.clone(), no),
        (r#"{"body":[{"exists":false}]}"#, json.clone(), no),
        (r#"{"body":["{\"a\":1}"]}"#, json.clone(), no),
        // One alternative asks for text, the other for JSON.
        (
            r#"{"$or":[{"body":["hello"]},{"body":{"a":[1]}}]}"#,
            json.clone(),
            yes,
        ),
        (
            r#"{"$or":[{"body":["hello"]},{"body":{"a":[1]}}]}"#,
            text,
            yes,
        ),
        // What the poller adds is not there yet.
        (r#"{"eventSource":["aws:sqs"]}"#, json.clone(), no),
        (r#"{"eventSource":[{"exists":false}]}"#, json, yes),
        (r#"{"data":{"a":[1]}}"#, kinesis("eyJhIjoxfQ=="), yes),
        (r#"{"data":{"a":[1]}}"#, kinesis("aGVsbG8="), no),
        (
            r#"{"data":{"a":[1]},"partitionKey":["k"]}"#,
            lambda("eyJhIjoxfQ=="),
            yes,
        ),
        (r#"{"data":{"a":[2]}}"#, lambda("eyJhIjoxfQ=="), no),
        (
            r#"{"eventName":["INSERT"],"dynamodb":{"NewImage":{"n":{"N":["7"]}}}}"#,
            stream.to_owned(),
            yes,
        ),
        (
            r#"{"dynamodb":{"NewImage":{"n":{"N":[7]}}}}"#,
            stream.to_owned(),
            no,
        ),
        // Kafka and brokers ignore a part that asks for another format.
        (r#"{"value":{"a":[1]}}"#, kafka("eyJhIjoxfQ=="), yes),
        (r#"{"value":{"a":[2]}}"#, kafka("eyJhIjoxfQ=="), no),
        (r#"{"value":{"a":[2]}}"#, kafka("aGVsbG8="), yes),
        (r#"{"value":{"a":[2]}}"#, kafka("//5hAA=="), yes),
        (
            r#"{"value":["hello"],"key":["k1"]}"#,
            kafka("aGVsbG8="),
            yes,
        ),
        (r#"{"value":["hello"],"key":["k2"]}"#, kafka("aGVsbG8="), no),
        (
            r#"{"value":{"a":[2]},"topic":["u"]}"#,
            kafka("aGVsbG8="),
            no,
        ),
        (
            r#"{"data":{"a":[1]}}"#,
            broker("aws:amq", "eyJhIjoxfQ=="),
            yes,
        ),
        (r#"{"data":{"a":[1]}}"#, broker("aws:rmq", "aGVsbG8="), yes),
        (r#"{"data":["hello"]}"#, broker("aws:rmq", "Ynll"), no),
    ] {
        for filter in FILTERS {
            assert_eq!(
                filtered(filter, pattern, &record),
                exit,
                "{pattern} {record}"
            );
        }
    }
}

#[test]
fn a_record_is_recognised_by_its_members_where_it_names_no_source() {
    for (pattern, record) in [
        (
            r#"{"body":{"a":[1]}}"#,
            r#"{"messageId":"m","body":"{\"a\":1}"}"#,
        ),
        (
            r#"{"body":{"a":[1]}}"#,
            r#"{"MessageId":"m","ReceiptHandle":"h","Body":"{\"a\":1}"}"#,
        ),
        (
            r#"{"data":{"a":[1]}}"#,
            r#"{"PartitionKey":"k","SequenceNumber":"1","Data":"eyJhIjoxfQ=="}"#,
        ),
        (
            r#"{"value":{"a":[1]}}"#,
            r#"{"topic":"t","partition":0,"offset":1,"value":"eyJhIjoxfQ=="}"#,
        ),
        (
            r#"{"data":{"a":[1]}}"#,
            r#"{"messageID":"ID:1","messageType":"jms/text-message","data":"eyJhIjoxfQ=="}"#,
        ),
        // Where records are filtered, only queues have a `body`, and a payload in base64 is JSON for sure.
        (r#"{"body":{"a":[1]}}"#, r#"{"body":"{\"a\":1}"}"#),
        (r#"{"data":{"a":[1]}}"#, r#"{"data":"eyJhIjoxfQ=="}"#),
        (r#"{"value":{"a":[1]}}"#, r#"{"value":"eyJhIjoxfQ=="}"#),
        (r#"{"value":["text"]}"#, r#"{"value":"text"}"#),
        // What is no record of a source is taken as it stands.
        (r#"{"body":{"a":[1]}}"#, r#"{"body":{"a":1}}"#),
        (r#"{"a":[1]}"#, r#"{"a":1}"#),
    ] {
        for filter in FILTERS {
            assert_eq!(filtered(filter, pattern, record), Exit::Success, "{record}");
        }
    }
}

#[test]
fn a_miss_inside_the_payload_is_explained_by_its_path() {
    insta::assert_snapshot!(
        explained("lambda", r#"{"body":{"type":["order"],"n":[1]}}"#, &message(r#"{"type":"Order","n":1}"#)),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      body.type: `"Order"` differs from `"order"` only in case
        wants {"body":{"type":["order"],"n":[1]}}
                               ^^^^^^^ <pattern>:1:18
        has   "Order"  <event>:1:25
        help: write `{"equals-ignore-case": "order"}`
    "#
    );
    insta::assert_snapshot!(
        explained("pipe", r#"{"data":{"type":["order"]}}"#, r#"{"eventID":"1","data":"eyJ0eXBlIjoicmVmdW5kIn0="}"#),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      data.type: `"refund"` is not `"order"`
        wants {"data":{"type":["order"]}}
                               ^^^^^^^ <pattern>:1:18
        has   "refund"  <event>:1:23
    "#
    );
}

#[test]
fn a_miss_of_the_format_is_told_once() {
    insta::assert_snapshot!(
        explained("lambda", r#"{"body":{"a":[{"exists":false}],"b":["x"]}}"#, &message("plain text")),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      body.a: the filter wants `body` to be JSON, and it is plain text
        wants {"body":{"a":[{"exists":false}],"b":["x"]}}
                       ^^^ <pattern>:1:10
        has   {"messageId":"m","body":"plain text","eventSource":"aws:sqs","awsRegion":"us-eas…
                                      ^^^^^^^^^^^^ <event>:1:25
    "#
    );
    insta::assert_snapshot!(
        explained("pipe", r#"{"body":["hello"]}"#, &message(r#"{"a":"hello"}"#)),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      body: the filter wants `body` to be plain text, and it is JSON
        wants {"body":["hello"]}
               ^^^^^^ <pattern>:1:2
        has   {"messageId":"m","body":"{\"a\":\"hello\"}","eventSource":"aws:sqs","awsRegion":…
                                      ^^^^^^^^^^^^^^^^^^^ <event>:1:25
    "#
    );
}

#[test]
fn a_field_that_the_poller_adds_is_told_to_be_missing_yet() {
    insta::assert_snapshot!(
        explained("lambda", r#"{"eventSource":["aws:sqs"],"body":{"a":[1]}}"#, &message(r#"{"a":1}"#)),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      eventSource: `eventSource` is not there yet when filters run
        wants {"eventSource":["aws:sqs"],"body":{"a":[1]}}
               ^^^^^^^^^^^^^ <pattern>:1:2
        see   …ssageId":"m","body":"{\"a\":1}","eventSource":"aws:sqs","awsRegion":"us-east-1"}
                                                             ^^^^^^^^^ <event>:1:51
      note: `eventSource` is not there yet when filters run: no record satisfies this part
        help: AWS: fields that the polling operation adds cannot be used in event patterns
    "#
    );
}

#[test]
fn a_part_of_a_filter_that_is_ignored_is_told() {
    insta::assert_snapshot!(
        explained("lambda", r#"{"value":{"a":[2]},"topic":["t"]}"#, r#"{"eventSource":"aws:kafka","topic":"t","value":"aGVsbG8="}"#),
        @r#"
    exit: Success
    --- stdout
    match <event>: topic is "t"
      note: of a record of Amazon MSK, Lambda documents only `value` as filterable
        help: pipes, which share the filters of event source mappings, can filter the other members
      note: filter 0 wants `value` to be JSON, but it is plain text: that part of the filter is ignored
        help: AWS documents this for Kafka and Amazon MQ: only the metadata is filtered then
    "#
    );
}

#[test]
fn a_filter_that_a_stream_cannot_have_is_told() {
    insta::assert_snapshot!(
        explained("lambda", r#"{"data":["hello"]}"#, r#"{"eventSource":"aws:kinesis","data":"aGVsbG8="}"#),
        @r#"
    exit: Success
    --- stdout
    match <event>: data is "hello"
      note: the pattern for `data` is not JSON
        help: AWS documents an exception when the event source mapping is created; Kinesis payloads are filtered as JSON only: write `{"data": {…}}`
    "#
    );
}

#[test]
fn a_record_of_an_unknown_source_is_taken_as_it_stands() {
    insta::assert_snapshot!(
        explained("lambda", r#"{"data":["text"]}"#, r#"{"data":"a text"}"#),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      data: `"a text"` differs from `"text"` in two characters: the event has U+0061 U+0020 (space) at its start
        wants {"data":["text"]}
                       ^^^^^^ <pattern>:1:10
        has   {"data":"a text"}
                      ^^^^^^^^ <event>:1:9
        help: if that is what the event should have, write `"a text"`
      note: the record does not say what it comes from: `data` is taken as it stands
        help: give records as their source writes them: `eventSource` (`aws:kinesis`, `aws:amq`, …) tells it
    "#
    );
}

#[test]
fn a_payload_that_is_not_base64_cannot_be_answered() {
    insta::assert_snapshot!(
        explained("lambda", r#"{"data":{"a":[1]}}"#, r#"{"eventSource":"aws:kinesis","data":"no base64"}"#),
        @r#"
    exit: Failure
    --- stdout
    1 record could not be answered
    --- stderr
    error[pipe/not-base64]: `data` is not base64
     --> <event>:1:40
      |
    1 | {"eventSource":"aws:kinesis","data":"no base64"}
      |                                        ^ wrong from here
      |
      = help: this source writes its payloads in base64; encode the record as AWS does
    "#
    );
}

#[test]
fn requests_are_answered_in_the_same_way() {
    let request = format!(
        "{}\n",
        serde_json::json!({
            "EventPattern": r#"{"body":{"a":[1]}}"#,
            "Event": r#"{"messageId":"m","body":"{\"a\":1}","eventSource":"aws:sqs"}"#,
        })
    );
    let host = Pretend::default().stdin(request);
    insta::assert_snapshot!(host.evb(&["test-pattern", "--requests", "-", "--for", "lambda", "--lenient-events"]), @r#"
    exit: Success
    --- stdout
    {"Result":true}
    "#);
}

#[test]
fn what_declares_a_filter_says_where_it_is_used_and_what_it_filters() {
    let filters = r#"{"Filters":[{"Pattern":"{\"data\":{\"a\":[1]}}"}]}"#;
    let mapping = format!(
        r#"{{"FunctionName":"f","EventSourceArn":"arn:aws:kinesis:us-east-1:123456789012:stream/s","FilterCriteria":{filters}}}"#
    );
    let pipe = format!(
        r#"{{"Name":"p","Source":"arn:aws:kinesis:us-east-1:123456789012:stream/s","SourceParameters":{{"FilterCriteria":{filters}}},"Target":"arn:aws:sqs:us-east-1:123456789012:q"}}"#
    );
    // Only the declaration tells that this is a record of a stream.
    let record = r#"{"data":"eyJhIjoxfQ=="}"#;
    for declaration in [mapping, pipe] {
        let host = Pretend::default().file("p.json", &*declaration);
        let ended = host.run(&["test-pattern", "--pattern", "p.json", record]);
        assert_eq!(ended.exit, Exit::Success, "{declaration}: {}", ended.stdout);
        assert!(!ended.stdout.contains("AWS refuses"), "{}", ended.stdout);
    }
    // The pattern of a rule stays one of events.
    let rule = r#"{"Name":"r","EventPattern":"{\"body\":[\"{}\"]}"}"#;
    let host = Pretend::default().file("p.json", rule);
    let record = r#"{"messageId":"m","body":"{}","eventSource":"aws:sqs"}"#;
    let ended = host.run(&["test-pattern", "-p", "p.json", "--shape", "event", record]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stdout);
}

#[test]
fn a_record_that_has_the_field_elsewhere_is_told_where() {
    insta::assert_snapshot!(
        explained("pipe", r#"{"detail":{"status":["shipped"]}}"#, &message(r#"{"status":"shipped"}"#)),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      detail.status: there is no `detail.status`, but `body.status` has the wanted `"shipped"`
        wants {"detail":{"status":["shipped"]}}
                         ^^^^^^^^ <pattern>:1:12
        see   {"messageId":"m","body":"{\"status\":\"shipped\"}","eventSource":"aws:sqs","awsR…
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^ <event>:1:25
        help: the field path in this event is `body.status`
    "#
    );
    let notification = r#"{"Type":"Notification","Message":"{\"status\":\"shipped\"}"}"#;
    insta::assert_snapshot!(
        explained("lambda", r#"{"body":{"status":["shipped"]}}"#, &message(notification)),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      body.status: `body` is the notification of a topic, and `status` stands in its `Message`, which is a text
        wants {"body":{"status":["shipped"]}}
                       ^^^^^^^^ <pattern>:1:10
        see   {"messageId":"m","body":"{\"Type\":\"Notification\",\"Message\":\"{\\\"status\\\…
                               ^^^^^^ <event>:1:18
        help: have the subscription deliver the message raw, `RawMessageDelivery`: then it is the message that is there
    "#
    );
    let stream = r#"{"eventSource":"aws:dynamodb","eventName":"INSERT","dynamodb":{"OldImage":{"state":{"S":"open"}}}}"#;
    insta::assert_snapshot!(
        explained("pipe", r#"{"dynamodb":{"NewImage":{"state":{"S":["open"]}}}}"#, stream),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      dynamodb.NewImage.state.S: there is no `dynamodb.NewImage.state.S`, but `dynamodb.OldImage.state.S` has the wanted `"open"`
        wants {"dynamodb":{"NewImage":{"state":{"S":["open"]}}}}
                                                ^^^ <pattern>:1:35
        see   …s:dynamodb","eventName":"INSERT","dynamodb":{"OldImage":{"state":{"S":"open"}}}}
                                                                                 ^^^ <event>:1:85
        help: the field path in this event is `dynamodb.OldImage.state.S`
    "#
    );
}
