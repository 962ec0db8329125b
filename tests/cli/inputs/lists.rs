//! Lists that are broken: no event costs another.

use super::{TEST, host};

/// What is answered of a file of these events.
fn of_events(events: &str) -> String {
    let host = host().file("e", events);
    host.evb(&[&TEST[..], &["e"]].concat())
}

#[test]
fn a_broken_line_among_lines_of_lists_costs_no_other_line() {
    let good = "[{\"a\":1},{\"a\":1}]\n";
    let file = format!("{good}[{{\"a\":\"x}},{{\"a\":1}}]\n{}", good.repeat(1000));
    insta::assert_snapshot!(of_events(&file), @r#"
    exit: Failure
    --- stdout
    2,002 events match; 1 record could not be answered
    note: AWS refuses 2,002 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[json/missing-comma]: a comma is missing before `a`
     --> e:2:13
      |
    2 | [{"a":"x},{"a":1}]
      |             ^ expected `,` or the closing bracket
      |
      = help: write `,` between the two; a double quote inside a string is written `\"`
    "#);
    let body = |text: &str| format!("{{\"Records\":[{{\"body\":\"{{\\\"a\\\":1}}{text}}}]}}\n");
    let (good, broken) = (body("\""), body(""));
    let file = format!("{good}{broken}{}", good.repeat(3));
    insta::assert_snapshot!(of_events(&file), @r#"
    exit: Failure
    --- stdout
    4 events match; 1 record could not be answered
    note: AWS refuses 4 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[json/unexpected-end]: the text ends inside a string
     --> e:2:21
      |
    2 | {"Records":[{"body":"{\"a\":1}}]}
      |                     ^ begins here and is not closed
      |
      = help: close it with `"`
    "#);
    insta::assert_snapshot!(of_events("[{\"a\":1]\n[{\"a\":1}]\n[{\"a\":1}]\n[{\"a\":1}]\n"), @r#"
    exit: Failure
    --- stdout
    3 events match; 1 record could not be answered
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[json/mismatched-bracket]: `]` does not close `{`
     --> e:1:8
      |
    1 | [{"a":1]
      |  -     ^ expected `}`
      |  |
      |  opened here
      |
      = help: write `}` in front of it, or in its place
    "#);
    insta::assert_snapshot!(of_events("[{\"a\":1}\n,{\"a\":\"x\n,{\"a\":1}\n,{\"a\":1}\n]"), @r#"
    exit: Failure
    --- stdout
    3 events match; 1 record could not be answered
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[json/unexpected-end]: the text ends inside a string
     --> e:2:7
      |
    2 | ,{"a":"x
      |       ^ begins here and is not closed
      |
      = help: close it with `"`
    "#);
}

#[test]
fn a_list_that_is_not_closed_is_told_where_it_begins() {
    insta::assert_snapshot!(of_events("[{\"a\":1}\n[{\"a\":1}]\n[{\"a\":1}]\n"), @r#"
    exit: Failure
    --- stdout
    3 events match; 1 record could not be answered
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/unclosed-list]: a list of records is not closed
     --> e:1:1
      |
    1 | [{"a":1}
      | ^ no bracket closes what begins here
      |
      = help: close what is open at its end; the lines behind it that begin as it does are read as lists of their own
    "#);
    insta::assert_snapshot!(of_events("{\"Records\":[{\"body\":\"{}\"}]\n{\"Records\":[{\"body\":\"{}\"}]}\n"), @r#"
    exit: Failure
    --- stdout
    no match e
      a: the event has no `a`
        wants {"a":[1]}
               ^^^ <pattern>:1:2
      note: the input was taken for a message: the event is the JSON in its `body`
        help: with `--shape event` the input is the event as it stands

    no match e:2:13
      a: the event has no `a`
        wants [1]  <pattern>:1:2
      note: the input was taken for a message: the event is the JSON in its `body`
        help: with `--shape event` the input is the event as it stands

    2 events do not match; 1 record could not be answered
    note: AWS refuses 2 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/unclosed-list]: a list of records is not closed
     --> e:1:1
      |
    1 | {"Records":[{"body":"{}"}]
      | ^ no bracket closes what begins here
      |
      = help: close what is open at its end; the lines behind it that begin as it does are read as lists of their own
    "#);
}

#[test]
fn a_comma_that_is_missing_is_told_once_and_costs_no_element() {
    insta::assert_snapshot!(of_events("[{\"a\":1}\n{\"a\":1}\n{\"a\":1}\n]"), @r#"
    exit: Failure
    --- stdout
    3 events match; 1 record could not be answered
    note: AWS refuses 3 events for want of a mandatory field; `--strict` tells which
    --- stderr
    error[event/missing-comma]: a comma is missing between two elements of a list
     --> e:2:1
      |
    2 | {"a":1}
      | ^ not separated from what is before it
      |
      = help: put a comma between the elements: what JSON reads refuses the list otherwise; this is told once for a list
    "#);
}
