//! Texts before and after.

use super::*;
use crate::json;

fn step(text: &str) -> Step {
    match text.parse() {
        Ok(number) => Step::Index(number),
        Err(_) => Step::Name(text.to_owned()),
    }
}

/// Additions as `cases/0/matches = ["A"]`, one a line.
fn additions(text: &str) -> Vec<Addition> {
    let lines = text.lines().filter_map(|line| line.split_once(" = "));
    let read = lines.map(|(path, value)| Addition {
        path: path.split('/').map(step).collect(),
        value: json::parse(value).unwrap(),
    });
    read.collect()
}

/// The text afterwards; for what is left out the message.
fn after(name: &str, before: &str, added: &str) -> String {
    let suite = Source::new(name, before);
    match write(&suite, &additions(added)) {
        Err(told) => format!("refused: {}", told.message),
        Ok(written) => {
            let left = written
                .places
                .iter()
                .filter_map(|place| place.as_ref().err());
            let left: Vec<String> = left.map(|told| format!("left: {}", told.message)).collect();
            for place in written.places.iter().flatten() {
                assert!(written.text.is_char_boundary(*place), "{before}");
            }
            assert_eq!(undone(&written), before);
            left.join("\n") + &written.text
        }
    }
}

/// The text without what was put in.
fn undone(written: &Written) -> String {
    let (mut before, mut at, mut put) = (String::new(), 0, 0);
    for (span, text) in &written.edits {
        let from = span.start + put - removed(&written.edits, span);
        before.push_str(written.text.get(at..from).unwrap());
        at = from + text.len();
        put += text.len();
        // What stood in place of null is null again.
        before.push_str(if span.is_empty() { "" } else { "null" });
    }
    before + written.text.get(at..).unwrap()
}

/// How many bytes the edits before a place took away.
fn removed(edits: &[(Span, String)], before: &Span) -> usize {
    let earlier = edits.iter().take_while(|(span, _)| span != before);
    earlier.map(|(span, _)| span.len()).sum()
}

const MATCHES: &str = r#"cases/0/matches = ["A", "Orders/B"]"#;

#[test]
fn a_member_of_a_block_stands_on_the_next_line() {
    for (before, expected) in [
        (
            "cases:\n  - name: a\n    event: x",
            "cases:\n  - name: a\n    event: x\n    matches: [A, Orders/B]",
        ),
        (
            "cases:\n- event: x  # c\n  # behind\n\n- event: y\n",
            "cases:\n- event: x  # c\n  matches: [A, Orders/B]\n  # behind\n\n- event: y\n",
        ),
        (
            "cases:\r\n  -   event: x\r\n      bus:\r\n# end\r\n",
            "cases:\r\n  -   event: x\r\n      bus:\r\n      matches: [A, Orders/B]\r\n# end\r\n",
        ),
        (
            "\u{feff}cases:\n  -\n    event:\n      {source: s,\n       a: b }\t# é\n...\n",
            "\u{feff}cases:\n  -\n    event:\n      {source: s,\n       a: b }\t# é\n    matches: [A, Orders/B]\n...\n",
        ),
        (
            "cases:\n  - event:\n      text: |\n        a\n         b\n\n  - event: y\n",
            "cases:\n  - event:\n      text: |\n        a\n         b\n    matches: [A, Orders/B]\n\n  - event: y\n",
        ),
        (
            "cases: # all\n  - &a !!map\n    event: x\n    events:\n    - x\n    - y\n",
            "cases: # all\n  - &a !!map\n    event: x\n    events:\n    - x\n    - y\n    matches: [A, Orders/B]\n",
        ),
        (
            "base: &b {bus: q}\ncases:\n  - <<: *b\n    event: x y\n      z\n",
            "base: &b {bus: q}\ncases:\n  - <<: *b\n    event: x y\n      z\n    matches: [A, Orders/B]\n",
        ),
    ] {
        assert_eq!(after("s.evb.yaml", before, MATCHES), expected, "{before}");
    }
}

#[test]
fn a_member_in_brackets_stands_behind_a_comma() {
    for (before, expected) in [
        (
            "cases: [{event: x}]",
            "cases: [{event: x, matches: [A, Orders/B]}]",
        ),
        (
            "cases:\n  - { name: a, event: x, } # c\n",
            "cases:\n  - { name: a, event: x, matches: [A, Orders/B], } # c\n",
        ),
        (
            "cases:\n  - {\n      name: a, # one, two\n      event: x # }, c\n    }\n",
            "cases:\n  - {\n      name: a, # one, two\n      event: x, # }, c\n      matches: [A, Orders/B]\n    }\n",
        ),
        (
            "cases:\n  - {name: a,\n     event: *x}\nx: &x 1\n",
            "refused: the alias names nothing that stands before it",
        ),
        (
            "x: &x 1\ncases:\n  - {name: a,\n     event: *x}\n",
            "x: &x 1\ncases:\n  - {name: a,\n     event: *x,\n     matches: [A, Orders/B]}\n",
        ),
        (
            "cases: [{\"event\": \"x\", bus: }]",
            "cases: [{\"event\": \"x\", bus:, \"matches\": [\"A\", \"Orders/B\"] }]",
        ),
        ("cases: [{}]", "cases: [{matches: [A, Orders/B]}]"),
    ] {
        assert_eq!(after("s.evb.yaml", before, MATCHES), expected, "{before}");
    }
}

#[test]
fn json_stays_json() {
    for (before, expected) in [
        (
            r#"{"cases":[{"event":"x"}]}"#,
            r#"{"cases":[{"event":"x","matches":["A","Orders/B"]}]}"#,
        ),
        (
            "{\n\t\"cases\": [\n\t\t{\n\t\t\t\"event\": \"x\"\n\t\t}\n\t]\n}\n",
            "{\n\t\"cases\": [\n\t\t{\n\t\t\t\"event\": \"x\",\n\t\t\t\"matches\": [\"A\", \"Orders/B\"]\n\t\t}\n\t]\n}\n",
        ),
        (
            r#"{"cases": [{"matches": null, "event": "x"}]}"#,
            r#"{"cases": [{"matches": ["A", "Orders/B"], "event": "x"}]}"#,
        ),
    ] {
        assert_eq!(after("s.evb.json", before, MATCHES), expected, "{before}");
    }
    let long = format!(
        r#"cases/0/matches = ["{}","{}"]"#,
        "A".repeat(60),
        "B".repeat(60)
    );
    insta::assert_snapshot!(after("s.json", "{\n \"cases\": [\n  {\n   \"event\": 1\n  }\n ]\n}", &long), @r#"
    {
     "cases": [
      {
       "event": 1,
       "matches": [
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
       ]
      }
     ]
    }
    "#);
}

#[test]
fn null_becomes_what_is_there() {
    for (before, expected) in [
        (
            "cases:\n  - matches:  # what?\n    event: x\n",
            "cases:\n  - matches: [A, Orders/B]  # what?\n    event: x\n",
        ),
        (
            "cases:\n  - matches: null # what?\n    event: x\n",
            "cases:\n  - matches: [A, Orders/B] # what?\n    event: x\n",
        ),
        (
            "cases: [{matches, event: x}]",
            "cases: [{matches: [A, Orders/B], event: x}]",
        ),
        (
            "cases: [{event: x, matches: }]",
            "cases: [{event: x, matches: [A, Orders/B] }]",
        ),
        (
            "cases:\n  - matches: [A]\n",
            "left: nothing can be written here: something stands there already",
        ),
    ] {
        let after = after("s.evb.yaml", before, MATCHES);
        let after = after.strip_suffix(before).unwrap_or(&after).to_owned();
        assert_eq!(after, expected, "{before}");
    }
}

#[test]
fn elements_stand_behind_those_of_a_list() {
    let added = r#"cases/1 = {"name": "it's \"new\": yes", "event": {"a": [1, "0815"]}, "matches": ["A"]}
cases/2 = {"name": "no"}"#;
    for (before, expected) in [
        (
            "cases:\n  # one\n  - &a x-y: z # c\n\n# end\npipes: []\n",
            "cases:\n  # one\n  - &a x-y: z # c\n  - name: 'it''s \"new\": yes'\n    event: {a: [1, \"0815\"]}\n    matches: [A]\n  - name: \"no\"\n\n# end\npipes: []\n",
        ),
        (
            "cases: [{a: b}]\n",
            "cases: [{a: b}, {name: 'it''s \"new\": yes', event: {a: [1, \"0815\"]}, matches: [A]}, {name: \"no\"}]\n",
        ),
        (
            "cases: [\n  {\"a\": \"b\"},\n]\n",
            "cases: [\n  {\"a\": \"b\"},\n  {\"name\": \"it's \\\"new\\\": yes\", \"event\": {\"a\": [1, \"0815\"]}, \"matches\": [\"A\"]},\n  {\"name\": \"no\"},\n]\n",
        ),
    ] {
        assert_eq!(after("s.evb.yaml", before, added), expected, "{before}");
    }
}

#[test]
fn a_list_that_is_missing_is_made() {
    let added = "cases/0 = {\"event\": \"x\"}\ncases/1 = {\"event\": \"z\"}";
    for (before, expected) in [
        (
            "template: a.yaml\n",
            "template: a.yaml\ncases: [{event: x}, {event: z}]\n",
        ),
        (
            "cases:\ntemplate: a.yaml\n",
            "cases: [{event: x}, {event: z}]\ntemplate: a.yaml\n",
        ),
        (
            "cases: []\ntemplate: a.yaml\n",
            "cases: [{event: x}, {event: z}]\ntemplate: a.yaml\n",
        ),
    ] {
        assert_eq!(after("s.evb.yaml", before, added), expected, "{before}");
    }
}

#[test]
fn a_list_goes_on_before_the_map_around_it_does() {
    let added =
        "cases/0 = {\"event\": \"x\"}\npipes/1 = {\"pipe\": \"p\"}\npipes/0/drops = [0]\nz = 1";
    let cases = "\nz: 1\ncases: [{event: x}]";
    for (before, expected) in [
        (
            "pipes:\n  - {pipe: q}",
            "pipes:\n  - {pipe: q, drops: [0]}\n  - pipe: p",
        ),
        (
            "pipes:\n- pipe: q\n  records:\n  - x",
            "pipes:\n- pipe: q\n  records:\n  - x\n  drops: [0]\n- pipe: p",
        ),
        (
            "pipes: [{pipe: q}]",
            "pipes: [{pipe: q, drops: [0]}, {pipe: p}]",
        ),
    ] {
        for end in ["", "\n", "\n# end\n"] {
            let (before, expected) = (format!("{before}{end}"), format!("{expected}{cases}{end}"));
            assert_eq!(after("s.evb.yaml", &before, added), expected, "{before}");
        }
    }
    assert_eq!(
        after(
            "s.evb.yaml",
            "template: t\npipes:",
            "cases/0 = [1]\npipes/0 = {\"pipe\": 1}"
        ),
        "template: t\npipes: [{pipe: 1}]\ncases: [[1]]"
    );
}

#[test]
fn what_is_too_long_for_a_line_is_broken() {
    let name = |letter: &str| letter.repeat(50);
    let added = format!(
        r#"cases/0/delivers = {{"A/T": {{"{}": [1, {{"{}": "x: y", "z": true}}], "k": []}}}}"#,
        name("a"),
        name("b")
    );
    insta::assert_snapshot!(after("s.evb.yaml", "cases:\n  - event: x\n", &added), @r#"
    cases:
      - event: x
        delivers:
          A/T:
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:
              - 1
              - bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb: "x: y"
                z: true
            k: []
    "#);
    insta::assert_snapshot!(
        after("s.evb.yaml", "cases:\n  - delivers: # what?\n    event: x\n", &added), @r#"
    cases:
      - delivers: # what?
          A/T:
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:
              - 1
              - bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb: "x: y"
                z: true
            k: []
        event: x
    "#
    );
}

#[test]
fn what_several_places_have_is_left() {
    let added = format!("{MATCHES}\ncases/1/matches = []\ncases/2/matches = []");
    assert_eq!(
        after(
            "s.evb.yaml",
            "cases:\n  - &a\n    event: x\n  - *a\n  - event: y\n",
            &added
        ),
        "left: nothing can be written here: an alias repeats what stands here\n\
         left: nothing can be written here: an alias repeats what stands here\
         cases:\n  - &a\n    event: x\n  - *a\n  - event: y\n    matches: []\n"
    );
}

#[test]
fn what_would_change_something_else_is_refused() {
    // Lines behind the last belong to the text.
    let before = "cases:\n  - event: |+\n      a\n\n\n  - event: y\n";
    assert_eq!(
        after("s.evb.yaml", before, MATCHES),
        "refused: the suite cannot be written: the text would not say what it is to say"
    );
}
