//! Requests that AWS, or a client of AWS, refuses.

use super::evb;
use crate::support::Pretend;

#[test]
fn more_than_ten_entries_are_refused_in_awss_words() {
    let entries = [r#"{"Source":"s","DetailType":"t","Detail":"{}"}"#; 11].join(",");
    let printed = evb(&[&format!("[{entries}]")]);
    assert!(printed.starts_with("exit: Failure\n"), "{printed}");
    assert!(
        printed.contains("error[put-events/entry-count]: 11 entries in one request, more than 10"),
        "{printed}"
    );
    let one = "PutEventsRequestEntry(time=null, source=s, resources=null, detailType=t, detail={}, eventBusName=null, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)";
    // People are told the beginning, programs all of it.
    let answer = format!(
        "1 validation error detected: Value '[{}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10",
        [one; 11].join(", ")
    );
    let begin = format!("AWS answers: ValidationException: {}", &answer[..500]);
    assert!(
        printed.contains(&begin) && printed.ends_with("…\n"),
        "{printed}"
    );
    let document = evb(&[&format!("[{entries}]"), "--format", "json"]);
    assert!(document.contains(&answer), "{document}");
}

#[test]
fn a_request_without_entries_is_refused() {
    insta::assert_snapshot!(evb(&["[]"]), @r"
    exit: Failure
    --- stderr
    error[put-events/entry-count]: there is no entry
     |
     = help: send 1 to 10 entries in a request
    note[put-events/message-not-recorded]: AWS's message was recorded for entries with source, detail type, detail and bus only; the rest is modelled
    AWS answers: ValidationException: 1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member must have length greater than or equal to 1
    ");
}

#[test]
fn what_clients_do_not_send_is_told_at_once() {
    insta::assert_snapshot!(evb(&[r#"[{"Source":"s","DetailType":5,"Detail":{"a":1},"Tiem":"x","Time":"soon","Resources":"r"},7]"#]), @r#"
    exit: Failure
    --- stderr
    error[put-events/unknown-member]: an entry has no member `Tiem`
     --> <entries>:1:48
      |
    1 | [{"Source":"s","DetailType":5,"Detail":{"a":1},"Tiem":"x","Time":"soon","Resources":"r"},7]
      |                                                ^^^^^^ not known to AWS
      |
      = help: did you mean `Time`?
    error[put-events/member-type]: `DetailType` is a number, not a string
     --> <entries>:1:29
      |
    1 | [{"Source":"s","DetailType":5,"Detail":{"a":1},"Tiem":"x","Time":"soon","Resources":"r"},7]
      |                             ^ a string was expected
    error[put-events/member-type]: `Detail` is an object, not a string
     --> <entries>:1:40
      |
    1 | [{"Source":"s","DetailType":5,"Detail":{"a":1},"Tiem":"x","Time":"soon","Resources":"r"},7]
      |                                        ^ a string was expected
      |
      = help: write the object as a JSON text: `"Detail": "{\"a\":1}"`
    error[put-events/time]: `Time` is no time
     --> <entries>:1:66
      |
    1 | [{"Source":"s","DetailType":5,"Detail":{"a":1},"Tiem":"x","Time":"soon","Resources":"r"},7]
      |                                                                  ^^^^^^ cannot be read
      |
      = help: write `2026-11-20T10:00:00Z`, or seconds since 1970
    error[put-events/member-type]: `Resources` is a string, not an array
     --> <entries>:1:85
      |
    1 | [{"Source":"s","DetailType":5,"Detail":{"a":1},"Tiem":"x","Time":"soon","Resources":"r"},7]
      |                                                                                     ^^^ an array was expected
      |
      = help: write `["r"]`
    error[put-events/member-type]: an entry is a number, not an object
     --> <entries>:1:90
      |
    1 | [{"Source":"s","DetailType":5,"Detail":{"a":1},"Tiem":"x","Time":"soon","Resources":"r"},7]
      |                                                                                          ^ an object was expected
    "#);
    insta::assert_snapshot!(evb(&[r#"{"Source":"s"}"#]), @r#"
    exit: Failure
    --- stderr
    error[put-events/shape]: the request is no list of entries
     --> <entries>:1:1
      |
    1 | {"Source":"s"}
      | ^^^^^^^^^^^^^^ an object
      |
      = help: one entry is a list as well: write `[…]` around it
    "#);
}

#[test]
fn the_size_of_a_request_is_bounded() {
    let entry = |bytes: usize| {
        let detail = format!(r#"{{\"a\":\"{}\"}}"#, "x".repeat(bytes - 10));
        format!(r#"[{{"Source":"s","DetailType":"t","Detail":"{detail}"}}]"#)
    };
    let told = |bytes: usize| {
        let printed = Pretend::default()
            .stdin(entry(bytes))
            .run(&["put-events", "-"]);
        printed.stderr
    };
    insta::assert_snapshot!(told(1_048_575), @r"note[put-events/size-not-settled]: the entries have 1048575 bytes: whether AWS's limit of 1 MB lies at 1,000,000 or 1,048,576 is not known");
    insta::assert_snapshot!(told(999_990), @"");
    insta::assert_snapshot!(told(1_000_000), @r"note[put-events/size-not-settled]: the entries have 1000000 bytes: whether AWS's limit of 1 MB lies at 1,000,000 or 1,048,576 is not known");
}

#[test]
fn half_of_a_surrogate_pair_is_named() {
    let told = evb(&[r#"[{"Source":"\ud800","DetailType":"d","Detail":"{}"}]"#]);
    assert!(
        told.contains(
            r#"error[put-events/lone-surrogate]: `Source` is half of a surrogate pair, not a string"#
        ),
        "{told}"
    );
}

#[test]
fn a_wrong_resource_is_pointed_at() {
    let told =
        evb(&[r#"[{"Source":"s","DetailType":"d","Detail":"{}","Resources":["a",7,null]}]"#]);
    let message = "a resource is a number, not a string";
    assert!(told.contains(message), "{told}");
    assert!(told.contains(r#"<entries>:1:64"#), "{told}");
}

#[test]
fn an_account_has_twelve_digits_and_a_region_a_name() {
    let entry = r#"[{"Source":"s","DetailType":"d","Detail":"{}"}]"#;
    let told = evb(&[entry, "--account", "x"]);
    assert!(told.contains("an account has 12 digits"), "{told}");
    let told = evb(&[entry, "--region", ""]);
    assert!(told.contains("a Region has a name"), "{told}");
}

#[test]
fn lines_tell_which_entries_targets_do_not_see() {
    let entries = "[{\"Source\":\"s\",\"DetailType\":\"t\"},\n {\"Source\":\"s\",\"DetailType\":\"t\",\"Detail\":\"5\"},\n {\"Source\":\"s\",\"DetailType\":\"t\",\"Detail\":\"{}\",\"EventBusName\":\"gone\"}]";
    let ended = Pretend::default().file("e", entries).run(&[
        "put-events",
        "e",
        "--format",
        "jsonl",
        "--bus",
        "orders",
    ]);
    assert_eq!(ended.exit, evb::commands::Exit::Negative);
    insta::assert_snapshot!(ended.stdout, @r#"
    {"version":1,"event":{"source":"e","index":0,"line":1},"error":{"code":"InvalidArgument","message":"Parameter Detail is not valid. Reason: Detail is a required argument.","diagnostics":[]}}
    {"version":1,"event":{"source":"e","index":1,"line":2},"error":{"code":"MalformedDetail","message":"Detail is malformed.","diagnostics":[{"code":"put-events/malformed-detail","severity":"warning","message":"`Detail` holds a number, not an object","source":"e","span":{"line":2,"column":42,"end_line":2,"end_column":45},"label":"must hold a JSON object","help":"a detail is an object: give the value a name, and write `\"Detail\": \"{\\\"key\\\":5}\"`, say"}]}}
    {"version":1,"event":{"source":"e","index":2,"line":3,"id":"64684c4f-0fd7-84b4-9a1d-04b0a2b0e83a"},"error":{"code":"put-events/unknown-bus","message":"there is no bus `gone`","diagnostics":[{"code":"put-events/unknown-bus","severity":"warning","message":"there is no bus `gone`","source":"e","span":{"line":3,"column":62,"end_line":3,"end_column":68},"help":"AWS answers with an event id all the same, and the event is lost: nothing tells the sender"}]}}
    "#);
}

#[test]
fn a_member_that_is_given_twice_is_told() {
    let entries = r#"[{"Source":"a","Source":"s","DetailType":"t","Detail":"{}"}]"#;
    let told = Pretend::default().run(&["put-events", entries]).stderr;
    insta::assert_snapshot!(told, @r#"
    warning[put-events/duplicate-member]: `Source` is given more than once: the last one counts, as for the AWS CLI
     --> <entries>:1:16
      |
    1 | [{"Source":"a","Source":"s","DetailType":"t","Detail":"{}"}]
      |   --------     ^^^^^^^^ this one counts
      |   |
      |   this one does not
    "#);
}

#[test]
fn a_bus_that_can_have_no_such_name_is_refused() {
    let entries =
        r#"{"Entries":[{"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"my bus"}]}"#;
    insta::assert_snapshot!(evb(&[entries]), @r#"
    exit: Failure
    --- stderr
    error[api/constraint]: `Entries[0].EventBusName` does not match AWS's pattern for it
     --> <entries>:1:73
      |
    1 | {"Entries":[{"Source":"s","DetailType":"t","Detail":"{}","EventBusName":"my bus"}]}
      |                                                                         ^^^^^^^^ must match (arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[\.\-_A-Za-z0-9]+
      |
      = help: blanks are not allowed: `my-bus` is
    AWS answers: ValidationException: 1 validation error detected: Value 'my bus' at 'entries.1.member.eventBusName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[\.\-_A-Za-z0-9]+
    "#);
}
