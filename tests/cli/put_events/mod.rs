//! `evb put-events`.

mod answers;
mod mistaken;
mod permission;
mod refusals;

use crate::support::Pretend;

fn evb(arguments: &[&str]) -> String {
    let arguments: Vec<&str> = std::iter::once("put-events")
        .chain(arguments.iter().copied())
        .collect();
    Pretend::default().evb(&arguments)
}

#[test]
fn everything_that_is_wrong_with_entries_is_told_at_once() {
    let entries = r#"[{"Source":"","DetailType":"d","Detail":{"a": 1},"EventBus":"b"},
 {"Source":"s","Detail":"[1]","Resources":"arn:aws:s3:::b","Time":"1764331200000"}, 5]"#;
    let host = Pretend::default().file("entries.json", entries);
    insta::assert_snapshot!(host.evb(&["put-events", "entries.json"]), @r#"
    exit: Failure
    --- stderr
    error[put-events/unknown-member]: an entry has no member `EventBus`
     --> entries.json:1:50
      |
    1 | [{"Source":"","DetailType":"d","Detail":{"a": 1},"EventBus":"b"},
      |                                                  ^^^^^^^^^^ not known to AWS
      |
      = help: did you mean `EventBusName`?
    error[put-events/member-type]: `Detail` is an object, not a string
     --> entries.json:1:41
      |
    1 | [{"Source":"","DetailType":"d","Detail":{"a": 1},"EventBus":"b"},
      |                                         ^ a string was expected
      |
      = help: write the object as a JSON text: `"Detail": "{\"a\":1}"`
    error[put-events/member-type]: `Resources` is a string, not an array
     --> entries.json:2:43
      |
    2 |  {"Source":"s","Detail":"[1]","Resources":"arn:aws:s3:::b","Time":"1764331200000"}, 5]
      |                                           ^^^^^^^^^^^^^^^^ an array was expected
      |
      = help: write `["arn:aws:s3:::b"]`
    error[put-events/member-type]: an entry is a number, not an object
     --> entries.json:2:85
      |
    2 |  {"Source":"s","Detail":"[1]","Resources":"arn:aws:s3:::b","Time":"1764331200000"}, 5]
      |                                                                                     ^ an object was expected
    warning[put-events/missing-member]: `Source` is empty
     --> entries.json:1:12
      |
    1 | [{"Source":"","DetailType":"d","Detail":{"a": 1},"EventBus":"b"},
      |            ^^ the entry is refused for this too
    warning[put-events/missing-member]: `DetailType` is missing
     --> entries.json:2:2
      |
    2 |  {"Source":"s","Detail":"[1]","Resources":"arn:aws:s3:::b","Time":"1764331200000"}, 5]
      |  ^ the entry is refused for this too
    warning[put-events/malformed-detail]: `Detail` holds an array, not an object
     --> entries.json:2:25
      |
    2 |  {"Source":"s","Detail":"[1]","Resources":"arn:aws:s3:::b","Time":"1764331200000"}, 5]
      |                         ^^^^^ must hold a JSON object
      |
      = help: a detail is an object: give the value a name, and write `"Detail": "{\"key\":[1]}"`, say
    "#);
}
