//! Events that no pattern tells apart.

use crate::support::Pretend;

fn host() -> Pretend {
    Pretend::default()
        .file(
            "match.jsonl",
            concat!(
                "{\"id\":\"1\",\"source\":\"shop\",\"detail\":{\"state\":\"paid\",\"total\":5}}\n",
                "{\"id\":\"2\",\"source\":\"shop\",\"detail\":{\"state\":\"open\",\"total\":9}}\n",
            ),
        )
        .file(
            "others.jsonl",
            concat!(
                "{\"id\":\"3\",\"source\":\"bank\",\"detail\":{\"state\":\"open\",\"total\":9}}\n",
                "{\"id\":\"4\",\"source\":\"shop\",\"detail\":{\"state\":\"open\",\"total\":9}}\n",
            ),
        )
}

#[test]
fn the_two_events_are_named() {
    let arguments = [
        "infer",
        "--match",
        "match.jsonl",
        "--no-match",
        "others.jsonl",
        "--shape",
        "event",
    ];
    insta::assert_snapshot!(host().evb(&arguments), @r"
    exit: Negative
    --- stderr
    error[infer/inseparable]: no pattern takes `match.jsonl:2`, which is to match, and not `others.jsonl:2`
     |
     = help: they differ in `id` alone, which each event has of its own
    ");
    insta::assert_snapshot!(host().evb(&[&arguments[..], &["--format", "json"]].concat()), @r#"
    exit: Negative
    --- stdout
    {"version":1,"pattern":null,"fields":[],"matched":2,"kept_out":2,"alike":{"matches":"match.jsonl:2","no_match":"others.jsonl:2","differ_in":["id"]},"notes":[{"code":"infer/inseparable","severity":"error","message":"no pattern takes `match.jsonl:2`, which is to match, and not `others.jsonl:2`","help":"they differ in `id` alone, which each event has of its own"}]}
    "#);
}

#[test]
fn the_same_event_on_both_sides_is_told() {
    insta::assert_snapshot!(host().evb(&["infer", "--match", "match.jsonl", "--no-match", "match.jsonl", "--shape", "event"]), @r"
    exit: Negative
    --- stderr
    error[infer/inseparable]: no pattern takes `match.jsonl:1`, which is to match, and not `match.jsonl:1`
     |
     = help: they are the same event
    ");
}

#[test]
fn what_a_wider_search_may_find_is_said() {
    let host = Pretend::default()
        .file(
            "match.jsonl",
            (0..20)
                .map(|n| format!("{{\"total\":{n}.5}}\n"))
                .collect::<String>(),
        )
        .file("others.jsonl", "{\"total\":70}\n");
    let arguments = [
        "infer",
        "--match",
        "match.jsonl",
        "--no-match",
        "others.jsonl",
        "--shape",
        "event",
        "--generalize",
        "exact",
    ];
    insta::assert_snapshot!(host.evb(&arguments), @r"
    exit: Negative
    --- stderr
    error[infer/inseparable]: no pattern of up to 16 alternatives was found that takes all that is to match, `match.jsonl:1` among it, and not `others.jsonl:1`
     |
     = help: they differ in `total`; `--generalize numeric` also takes ranges and beginnings of texts
    ");
}

#[test]
fn why_no_pattern_tells_two_events_apart_is_said_for_what_it_is() {
    let mut told = String::new();
    for (own, other) in [
        (r#"{"a.b":1}"#, r#"{"a":{"b":1}}"#),
        (r#"{"a":1,"b":{}}"#, r#"{"a":1}"#),
        (r#"{"a":1}"#, r#"{"a":1.0}"#),
        (r#"{"a":1,"a":2}"#, r#"{"a":2,"a":1}"#),
        (r#"{"a":1}"#, r#"{"a":[2,1]}"#),
        (r#"{"a":1,"$or":[2]}"#, r#"{"a":1}"#),
        ("{}", r#"{"a":{}}"#),
    ] {
        let host = Pretend::default().file("m.json", own).file("o.json", other);
        let arguments = [
            "infer",
            "--match",
            "m.json",
            "--no-match",
            "o.json",
            "--shape",
            "event",
        ];
        let ended = host.run(&arguments);
        let help = ended.stderr.lines().last().unwrap_or_default().to_owned();
        told += &format!("{own} {other}\n{help}\n");
    }
    insta::assert_snapshot!(told, @r#"
    {"a.b":1} {"a":{"b":1}}
     = help: they differ in dots alone: to a pattern a name `a.b` is the name `b` inside of `a`
    {"a":1,"b":{}} {"a":1}
     = help: to a pattern they are alike: what is empty, the order of a list, and how a number is written make no difference
    {"a":1} {"a":1.0}
     = help: to a pattern they are alike: what is empty, the order of a list, and how a number is written make no difference
    {"a":1,"a":2} {"a":2,"a":1}
     = help: to a pattern they are alike: what is empty, the order of a list, and how a number is written make no difference
    {"a":1} {"a":[2,1]}
     = help: they differ in `a`, where the second has all that the first has: a pattern cannot ask that a list lacks a value
    {"a":1,"$or":[2]} {"a":1}
     = help: they differ in `$or`, which no pattern can name
    {} {"a":{}}
     = help: to a pattern they are alike: what is empty, the order of a list, and how a number is written make no difference
    "#);
    let host = Pretend::default().file("m.json", "{}");
    insta::assert_snapshot!(host.evb(&["infer", "--match", "m.json", "--shape", "event"]), @r"
    exit: Negative
    --- stderr
    error[infer/inseparable]: the events have no field in common that a pattern can ask for
     |
     = help: a pattern asks for strings, numbers, `true`, `false` and `null` by the names that lead to them
    ");
}
