//! Where events come from, and what is wrong with them.

use evb::commands::Exit;

use crate::support::Pretend;

const FAILED: &str = "{\"source\":\"shop\",\"detail\":{\"state\":\"failed\"}}\n";
const FINE: &str = "{\"source\":\"shop\",\"detail\":{\"state\":\"paid\"}}\n";

#[test]
fn standard_input_is_read_once_and_asked_again() {
    for option in ["--match", "--no-match"] {
        let (stdin, file, other) = match option {
            "--match" => (FAILED, FINE, "--no-match"),
            _ => (FINE, FAILED, "--match"),
        };
        let host = Pretend::default().stdin(stdin).file("file.jsonl", file);
        let ended = host.run(&[
            "infer",
            option,
            "-",
            other,
            "file.jsonl",
            "--shape",
            "event",
            "-q",
        ]);
        assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
        let told = host.run(&[
            "infer",
            option,
            "-",
            other,
            "file.jsonl",
            "--shape",
            "event",
        ]);
        assert_eq!(
            told.stdout,
            "{\n  \"detail\": {\n    \"state\": [\"failed\"]\n  }\n}\n"
        );
    }
}

#[test]
fn many_events_differ_in_many_ways_and_are_all_kept_out() {
    // Each of the others is kept out by other tests: more ways than are remembered at once.
    let others: String = (0..6_000_u32)
        .map(|number| {
            let fields: Vec<String> = (0..13)
                .map(|bit| format!("\"f{bit}\":{}", number >> bit & 1))
                .collect();
            format!(
                "{{{},\"last\":{}}}\n",
                fields.join(","),
                u32::from(number < 5_990)
            )
        })
        .collect();
    let fields: Vec<String> = (0..13).map(|bit| format!("\"f{bit}\":2")).collect();
    let matching = format!("{{{},\"last\":2}}\n", fields.join(","));
    let host = Pretend::default()
        .file("m.jsonl", matching)
        .file("o.jsonl", others);
    let ended = host.run(&[
        "infer",
        "--match",
        "m.jsonl",
        "--no-match",
        "o.jsonl",
        "--shape",
        "event",
    ]);
    assert_eq!(ended.exit, Exit::Success, "{}", ended.stderr);
}

#[test]
fn broken_records_are_told_once_and_the_others_are_looked_at() {
    let host = Pretend::default()
        .file("m.jsonl", format!("{FAILED}nonsense\n"))
        .file("o.jsonl", FINE);
    insta::assert_snapshot!(host.evb(&["infer", "--match", "m.jsonl", "--no-match", "o.jsonl", "--shape", "event"]), @r#"
    exit: Failure
    --- stdout
    {
      "detail": {
        "state": ["failed"]
      }
    }
    --- stderr
    error[json/unknown-word]: unknown word `nonsense`
     --> m.jsonl:2:1
      |
    2 | nonsense
      | ^^^^^^^^ not a JSON value
      |
      = help: put text in double quotes
    it takes all of 1 event and none of 1 event
      detail.state alone keeps out 1 event: o.jsonl:1
    "#);
}

#[test]
fn without_an_event_there_is_nothing_to_find() {
    let host = Pretend::default().file("m.jsonl", "");
    insta::assert_snapshot!(host.evb(&["infer", "--match", "m.jsonl"]), @r"
    exit: Failure
    --- stderr
    error[event/none]: there is no event that is to match
     |
     = help: give some with `--match`
    ");
    insta::assert_snapshot!(host.evb(&["infer", "--match", "-", "--no-match", "-"]), @r"
    exit: Failure
    --- stderr
    error[input/stdin-twice]: standard input is asked for twice
     |
     = help: give one of them as files
    ");
}
