//! What tells events apart, and what each field is there for.

use super::pattern;
use crate::support::Pretend;

#[test]
fn the_fewest_and_plainest_tests_are_taken() {
    for (matching, others, expected) in [
        // A field that all of one side have in common.
        (
            &[r#"{"a":1,"b":"x"}"#, r#"{"a":2,"b":"x"}"#][..],
            &[r#"{"a":3,"b":"y"}"#][..],
            r#"{"b":["x"]}"#,
        ),
        // What an event is comes before what it holds.
        (
            &[r#"{"source":"s","detail":{"state":"on"}}"#],
            &[r#"{"source":"t","detail":{"state":"off"}}"#],
            r#"{"source":["s"]}"#,
        ),
        // Some values.
        (
            &[r#"{"a":"x"}"#, r#"{"a":"y"}"#, r#"{"a":"x"}"#],
            &[r#"{"a":"z"}"#],
            r#"{"a":["x","y"]}"#,
        ),
        // Two fields, neither of which is enough.
        (
            &[r#"{"a":"x","b":"y"}"#],
            &[r#"{"a":"x","b":"z"}"#, r#"{"a":"w","b":"y"}"#],
            r#"{"a":["x"],"b":["y"]}"#,
        ),
        // A field that is there, and one that is not.
        (
            &[r#"{"a":1,"n":{"k":5}}"#, r#"{"a":2,"n":{"k":6}}"#],
            &[r#"{"a":1}"#, r#"{"a":2}"#],
            r#"{"n":{"k":[5,6]}}"#,
        ),
        (
            &[r#"{"a":1}"#],
            &[r#"{"a":1,"error":"x"}"#],
            r#"{"error":[{"exists":false}]}"#,
        ),
        // A list whose elements have something in common.
        (
            &[r#"{"tags":["new","red"]}"#, r#"{"tags":["blue","new"]}"#],
            &[r#"{"tags":["red","old"]}"#],
            r#"{"tags":["new"]}"#,
        ),
        // A text that looks like an address is that text alone.
        (
            &[r#"{"ip":"10.0.0.1"}"#],
            &[r#"{"ip":"10.0.0.01"}"#],
            r#"{"ip":[{"exactly":"10.0.0.1"}]}"#,
        ),
        // Ids and times are left out, although they would tell the events apart.
        (
            &[
                r#"{"id":"17793124-05d4-b198-2fde-7ededc63b103","key":"17793124-05d4-b198-2fde-7ededc63b103","t":1763632800,"a":{"b":"x"}}"#,
                r#"{"id":"27793124-05d4-b198-2fde-7ededc63b103","key":"27793124-05d4-b198-2fde-7ededc63b103","t":1763632801,"a":{"b":"x"}}"#,
            ],
            &[
                r#"{"id":"37793124-05d4-b198-2fde-7ededc63b103","key":"37793124-05d4-b198-2fde-7ededc63b103","t":1763632802,"a":{"b":"y"}}"#,
            ],
            r#"{"a":{"b":["x"]}}"#,
        ),
    ] {
        assert_eq!(pattern(matching, others, &[]), expected, "{matching:?}");
    }
}

/// So many events with a text each.
fn keys(begin: &str, end: &str) -> Vec<String> {
    (0..20)
        .map(|number| format!(r#"{{"key":"{begin}{number}{end}"}}"#))
        .collect()
}

#[test]
fn texts_and_numbers_are_generalized_as_far_as_is_asked() {
    let texts = |all: &[String], others: &[&str], options: &[&str]| {
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        pattern(&all, others, options)
    };
    let in_folder = keys("orders/a", ".json");
    let numeric = ["--generalize", "numeric"];
    assert_eq!(
        texts(&in_folder, &[r#"{"key":"bills/1.json"}"#], &numeric),
        r#"{"key":[{"prefix":"orders/"}]}"#
    );
    assert_eq!(
        texts(&in_folder, &[r#"{"key":"orders/a1.txt"}"#], &numeric),
        r#"{"key":[{"suffix":".json"}]}"#
    );
    assert_eq!(
        texts(
            &in_folder,
            &[r#"{"key":"orders/a1.txt"}"#, r#"{"key":"bills/a1.json"}"#],
            &["--generalize", "prefix"]
        ),
        r#"{"key":[{"wildcard":"orders/a*.json"}]}"#
    );
    assert_eq!(
        texts(
            &in_folder,
            &[r#"{"key":"bills/1.json"}"#],
            &["--generalize", "exact"]
        ),
        "null"
    );
    let totals: Vec<String> = (0..20)
        .map(|number| format!(r#"{{"total":{}.25}}"#, number * 5 + 100))
        .collect();
    assert_eq!(
        texts(&totals, &[r#"{"total":7}"#], &numeric),
        r#"{"total":[{"numeric":[">=",100.25]}]}"#
    );
    assert_eq!(
        texts(&totals, &[r#"{"total":700}"#], &numeric),
        r#"{"total":[{"numeric":["<=",195.25]}]}"#
    );
    assert_eq!(
        texts(&totals, &[r#"{"total":700}"#, r#"{"total":7}"#], &numeric),
        r#"{"total":[{"numeric":[">=",100.25,"<=",195.25]}]}"#
    );
    assert_eq!(
        texts(&totals, &[r#"{"total":7}"#], &["--generalize", "prefix"]),
        "null"
    );
}

#[test]
fn without_others_a_pattern_says_what_the_events_are() {
    let event = |number: usize| {
        format!(
            r#"{{"version":"0","id":"{number}","detail-type":"Order","source":"shop","account":"123456789012","time":"2026-11-20T10:00:0{number}Z","region":"eu-west-1","resources":[],"detail":{{"id":{number},"state":"paid","express":true,"total":{number}.5,"customer":{{"kind":"company","name":"n{number}"}}}}}}"#
        )
    };
    let events: Vec<String> = (0..8).map(event).collect();
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    assert_eq!(
        pattern(&events, &[], &[]),
        r#"{"source":["shop"],"detail-type":["Order"],"detail":{"customer":{"kind":["company"]},"express":[true],"state":["paid"]}}"#
    );
    assert_eq!(
        pattern(&events[..1], &[], &[]),
        r#"{"source":["shop"],"detail-type":["Order"]}"#
    );
    assert_eq!(pattern(&[r#"{"total":7}"#], &[], &[]), r#"{"total":[7]}"#);
}

#[test]
fn each_field_says_what_it_is_there_for() {
    let host = Pretend::default()
        .file(
            "failed.jsonl",
            concat!(
                "{\"source\":\"shop\",\"detail\":{\"state\":\"failed\",\"total\":7}}\n",
                "{\"source\":\"shop\",\"detail\":{\"state\":\"failed\",\"total\":9}}\n",
            ),
        )
        .file(
            "fine.jsonl",
            concat!(
                "{\"source\":\"shop\",\"detail\":{\"state\":\"paid\",\"total\":7}}\n",
                "{\"source\":\"bank\",\"detail\":{\"state\":\"failed\",\"total\":9}}\n",
                "{\"source\":\"bank\",\"detail\":{\"state\":\"paid\",\"total\":8}}\n",
            ),
        );
    let arguments = [
        "infer",
        "--match",
        "failed.jsonl",
        "--no-match",
        "fine.jsonl",
        "--shape",
        "event",
    ];
    insta::assert_snapshot!(host.evb(&arguments), @r#"
    exit: Success
    --- stdout
    {
      "source": ["shop"],
      "detail": {
        "state": ["failed"]
      }
    }
    --- stderr
    it takes all of 2 events and none of 3 events
      source keeps out 2 events, 1 of them alone: fine.jsonl:2
      detail.state keeps out 2 events, 1 of them alone: fine.jsonl:1
    "#);
    insta::assert_snapshot!(host.run(&[&arguments[..], &["--format", "json"]].concat()).stdout, @r#"{"version":1,"pattern":{"source":["shop"],"detail":{"state":["failed"]}},"fields":[{"path":"source","wanted":["shop"],"keeps_out":2,"alone":1,"example":"fine.jsonl:2"},{"path":"detail.state","wanted":["failed"],"keeps_out":2,"alone":1,"example":"fine.jsonl:1"}],"matched":2,"kept_out":3,"notes":[]}"#);
}

#[test]
fn fields_of_the_same_element_of_an_array_are_taken_together() {
    for (matching, others, expected) in [
        (
            &[r#"{"items":[{"k":"a","v":1},{"k":"b","v":2}],"n":1}"#][..],
            &[
                r#"{"items":[{"k":"a","v":2},{"k":"b","v":3}],"n":1}"#,
                r#"{"items":[{"k":"a","v":3},{"k":"b","v":1}],"n":1}"#,
                r#"{"items":[{"k":"c","v":1},{"k":"c","v":2}],"n":1}"#,
            ][..],
            r#"{"items":{"k":["a"],"v":[1]}}"#,
        ),
        // The tag of a name, whose values are some.
        (
            &[
                r#"{"d":{"tags":[{"key":"team","value":"y"},{"key":"env","value":"prod"}]}}"#,
                r#"{"d":{"tags":[{"key":"env","value":"live"},{"key":"team","value":"test"}]}}"#,
            ],
            &[
                r#"{"d":{"tags":[{"key":"env","value":"test"},{"key":"team","value":"live"}]}}"#,
                r#"{"d":{"tags":[{"key":"team","value":"prod"},{"key":"env","value":"dev"}]}}"#,
                r#"{"d":{"tags":[{"key":"team","value":"y"},{"key":"env","value":"dev"}]}}"#,
            ],
            r#"{"d":{"tags":{"key":["env"],"value":["live","prod"]}}}"#,
        ),
    ] {
        assert_eq!(pattern(matching, others, &[]), expected);
    }
}

#[test]
fn alternatives_are_made_only_where_no_lists_of_values_are_enough() {
    let event = |source: &str, state: &str, number: usize| {
        format!(r#"{{"id":"{number}","source":"{source}","detail":{{"state":"{state}"}}}}"#)
    };
    for (matching, others, expected) in [
        (
            &[("a", "x"), ("b", "y"), ("a", "x")][..],
            &[("a", "y"), ("b", "x")][..],
            r#"{"$or":[{"source":["a"],"detail":{"state":["x"]}},{"source":["b"],"detail":{"state":["y"]}}]}"#,
        ),
        (
            &[("a", "x"), ("b", "y")],
            &[("c", "y"), ("c", "x")],
            r#"{"source":["a","b"]}"#,
        ),
        (
            &[("a", "x"), ("b", "y"), ("c", "z"), ("a", "y")],
            &[("a", "z"), ("b", "x"), ("c", "x"), ("c", "y")],
            r#"{"$or":[{"source":["a"],"detail":{"state":["x","y"]}},{"source":["b"],"detail":{"state":["y"]}},{"source":["c"],"detail":{"state":["z"]}}]}"#,
        ),
    ] {
        let events = |all: &[(&str, &str)]| -> Vec<String> {
            let numbered = all.iter().enumerate();
            numbered
                .map(|(number, (source, state))| event(source, state, number))
                .collect()
        };
        let (matching, others) = (events(matching), events(others));
        let matching: Vec<&str> = matching.iter().map(String::as_str).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        assert_eq!(pattern(&matching, &others, &[]), expected);
    }
    // What all alternatives have stands outside of them.
    assert_eq!(
        pattern(
            &[
                r#"{"s":"q","d":{"k":"a","v":1}}"#,
                r#"{"s":"q","d":{"k":"b","v":2}}"#
            ],
            &[
                r#"{"s":"q","d":{"k":"a","v":2}}"#,
                r#"{"s":"q","d":{"k":"b","v":1}}"#,
                r#"{"s":"r","d":{"k":"a","v":1}}"#,
                r#"{"s":"r","d":{"k":"b","v":2}}"#
            ],
            &[]
        ),
        r#"{"s":["q"],"d":{"$or":[{"k":["a"],"v":[1]},{"k":["b"],"v":[2]}]}}"#
    );
}

#[test]
fn each_alternative_says_what_it_is_there_for() {
    let host = Pretend::default()
        .file(
            "match.jsonl",
            concat!(
                "{\"source\":\"shop\",\"detail\":{\"state\":\"paid\"}}\n",
                "{\"source\":\"bank\",\"detail\":{\"state\":\"open\"}}\n",
                "{\"source\":\"shop\",\"detail\":{\"state\":\"paid\"}}\n",
            ),
        )
        .file(
            "others.jsonl",
            concat!(
                "{\"source\":\"shop\",\"detail\":{\"state\":\"open\"}}\n",
                "{\"source\":\"bank\",\"detail\":{\"state\":\"paid\"}}\n",
            ),
        );
    let arguments = [
        "infer",
        "--match",
        "match.jsonl",
        "--no-match",
        "others.jsonl",
        "--shape",
        "event",
    ];
    insta::assert_snapshot!(host.evb(&arguments), @r#"
    exit: Success
    --- stdout
    {
      "$or": [
        {
          "source": ["shop"],
          "detail": {
            "state": ["paid"]
          }
        },
        {
          "source": ["bank"],
          "detail": {
            "state": ["open"]
          }
        }
      ]
    }
    --- stderr
    it takes all of 3 events and none of 2 events
      alternative 1 alone takes 2 events: match.jsonl:1
        source alone keeps out 1 event: others.jsonl:2
        detail.state alone keeps out 1 event: others.jsonl:1
      alternative 2 alone takes 1 event: match.jsonl:2
        source alone keeps out 1 event: others.jsonl:1
        detail.state alone keeps out 1 event: others.jsonl:2
    "#);
    insta::assert_snapshot!(host.run(&[&arguments[..], &["--format", "json"]].concat()).stdout, @r#"{"version":1,"pattern":{"$or":[{"source":["shop"],"detail":{"state":["paid"]}},{"source":["bank"],"detail":{"state":["open"]}}]},"fields":[{"alternative":1,"path":"source","wanted":["shop"],"keeps_out":1,"alone":1,"example":"others.jsonl:2"},{"alternative":1,"path":"detail.state","wanted":["paid"],"keeps_out":1,"alone":1,"example":"others.jsonl:1"},{"alternative":2,"path":"source","wanted":["bank"],"keeps_out":1,"alone":1,"example":"others.jsonl:1"},{"alternative":2,"path":"detail.state","wanted":["open"],"keeps_out":1,"alone":1,"example":"others.jsonl:2"}],"alternatives":[{"number":1,"takes":2,"alone":2,"example":"match.jsonl:1"},{"number":2,"takes":1,"alone":1,"example":"match.jsonl:2"}],"matched":3,"kept_out":2,"notes":[]}"#);
}

#[test]
fn names_with_dots_are_those_that_lead_through_objects() {
    let found = pattern(
        &[r#"{"a.b":1,"c":1}"#, r#"{"a":{"b":1}}"#],
        &[r#"{"a":{"b":2}}"#],
        &[],
    );
    assert_eq!(found, r#"{"a":{"b":[1]}}"#);
}

#[test]
fn any_element_of_an_array_may_be_what_separates() {
    for (matching, not_matching) in [
        (vec![r#"{"c":["x",0]}"#], vec![r#"{"c":"x"}"#]),
        (
            vec![r#"{"b":1}"#, r#"{"c":["x","y"]}"#],
            vec![r#"{"c":"x"}"#],
        ),
        (
            vec![r#"{"b":1}"#, r#"{"c":["x",0]}"#, r#"{"c":0}"#],
            vec![r#"{"c":"x"}"#],
        ),
    ] {
        let mut arguments = vec!["infer", "--shape", "event", "-q"];
        arguments.extend(matching.iter().flat_map(|event| ["--match", *event]));
        arguments.extend(not_matching.iter().flat_map(|event| ["--no-match", *event]));
        let ended = Pretend::default().run(&arguments);
        assert_eq!(
            ended.exit.code(),
            0,
            "{matching:?} {not_matching:?}: {}",
            ended.stderr
        );
    }
}
