//! What the event was made of.

use super::explained;

#[test]
fn the_body_of_a_message_is_read() {
    insta::assert_snapshot!(
        explained(r#"{"body":{"type":["order"]}}"#, r#"{"messageId":"1","body":"{\"type\":\"order\"}"}"#, &["--for", "pipe"]),
        @r#"
    exit: Success
    --- stdout
    match <event>: body.type is "order"
    "#
    );
}

#[test]
fn the_data_of_a_record_is_decoded() {
    insta::assert_snapshot!(
        explained(r#"{"data":{"type":["order"]}}"#, r#"{"eventID":"1","data":"eyJ0eXBlIjoib3JkZXIifQ=="}"#, &["--for", "pipe"]),
        @r#"
    exit: Success
    --- stdout
    match <event>: data.type is "order"
    "#
    );
}

#[test]
fn a_message_of_a_topic_is_text() {
    insta::assert_snapshot!(
        explained(r#"{"Sns":{"Message":{"type":["order"]}}}"#, r#"{"Sns":{"Message":"{\"type\":\"refund\"}"}}"#, &["--for", "lambda"]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      Sns.Message.type: `Sns.Message` is a string, and patterns do not look inside strings; the JSON in it has `"refund"` at `type`, which is not wanted either
        wants {"Sns":{"Message":{"type":["order"]}}}
                                 ^^^^^^ <pattern>:1:20
        see   {"Sns":{"Message":"{\"type\":\"refund\"}"}}
                                ^^^^^^^^^^^^^^^^^^^^^^^ <event>:1:19
        help: send `Sns.Message` as an object; or, to test what is in it, give that text as the event
    "#
    );
}

#[test]
fn an_entry_was_made_into_an_envelope() {
    insta::assert_snapshot!(
        explained(r#"{"Source":["y"]}"#, r#"{"Source":"y","DetailType":"t","Detail":"{}"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      Source: there is no `Source`, but there is `source`
        wants {"Source":["y"]}
               ^^^^^^^^ <pattern>:1:2
        see   …382-75bc38fcbe91","detail-type":"t","source":"y","account":"123456789012","time"…
                                                   ^^^^^^^^ <event>:1[as delivered]:1:78
        help: the field path in this event is `source`
      note: the input was taken for an entry of `PutEvents`: the event is what EventBridge makes of it, with `source`, `detail-type` and `detail`
        help: with `--shape event` the input is the event as it stands
    "#
    );
}

#[test]
fn a_message_was_opened() {
    insta::assert_snapshot!(
        explained(r#"{"body":["x"]}"#, r#"{"messageId":"1","body":"{}"}"#, &[]),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      body: the event has no `body`
        wants {"body":["x"]}
               ^^^^^^ <pattern>:1:2
      note: the input was taken for a message: the event is the JSON in its `Body`
        help: with `--shape event` the input is the event as it stands
    "#
    );
}

#[test]
fn an_object_was_taken_for_an_entry_that_put_events_refuses() {
    insta::assert_snapshot!(
        explained(r#"{"Detail":["x"]}"#, r#"{"Detail":"x","id":1}"#, &[]),
        @r#"
    exit: Failure
    --- stdout
    1 record could not be answered
    --- stderr
    error[put-events/unknown-member]: an entry has no member `id`
     --> <event>:1:15
      |
    1 | {"Detail":"x","id":1}
      |               ^^^^ not known to AWS
    warning[put-events/missing-member]: `Source` is missing
     --> <event>:1:1
      |
    1 | {"Detail":"x","id":1}
      | ^ the entry is refused for this too
    warning[put-events/missing-member]: `DetailType` is missing
     --> <event>:1:1
      |
    1 | {"Detail":"x","id":1}
      | ^ the entry is refused for this too
    warning[put-events/malformed-detail]: `Detail` is not JSON: unknown word `x`
     --> <event>:1:11
      |
    1 | {"Detail":"x","id":1}
      |           ^^^ must hold a JSON object
      |
      = help: a detail is an object: give the value a name, and write `"Detail": "{\"key\":\"x\"}"`, say
    note[event/taken-for-entry]: the object is taken for an entry of `PutEvents`, because it has `Detail`
     --> <event>:1:2
      |
    1 | {"Detail":"x","id":1}
      |  ^^^^^^^^ only entries have this
      |
      = help: with `--shape event` every JSON value is the event itself
    "#
    );
}
