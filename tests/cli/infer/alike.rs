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
    error[infer/inseparable]: no list of values takes `match.jsonl:2`, which is to match, and not `others.jsonl:2`
     |
     = help: they differ in `id`, of which none is the same in what is to match and another in what is not
    ");
    insta::assert_snapshot!(host().evb(&[&arguments[..], &["--format", "json"]].concat()), @r#"
    exit: Negative
    --- stdout
    {"version":1,"pattern":null,"fields":[],"matched":2,"kept_out":2,"alike":{"matches":"match.jsonl:2","no_match":"others.jsonl:2","differ_in":["id"]},"notes":[{"code":"infer/inseparable","severity":"error","message":"no list of values takes `match.jsonl:2`, which is to match, and not `others.jsonl:2`","help":"they differ in `id`, of which none is the same in what is to match and another in what is not"}]}
    "#);
}

#[test]
fn the_same_event_on_both_sides_is_told() {
    insta::assert_snapshot!(host().evb(&["infer", "--match", "match.jsonl", "--no-match", "match.jsonl", "--shape", "event"]), @r"
    exit: Negative
    --- stderr
    error[infer/inseparable]: no list of values takes `match.jsonl:1`, which is to match, and not `match.jsonl:1`
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
    error[infer/inseparable]: no list of values takes `match.jsonl:1`, which is to match, and not `others.jsonl:1`
     |
     = help: they differ in `total`; `--generalize numeric` also takes ranges and beginnings of texts
    ");
}
