//! Threads.

use super::host;
use crate::support::Pretend;

#[test]
fn the_output_does_not_depend_on_threads_or_on_how_events_are_read() {
    let mut events = String::new();
    for number in 0..20_000 {
        let line = match number % 7 {
            0 => format!(
                "{{\"detail-type\":\"t\",\"id\":\"{number}\",\"source\":\"orders\",\"detail\":{{\"total\":{number}}}}}\n"
            ),
            1 => format!(
                "{{\"version\":\"0\",\"id\":\"{number}\",\"detail-type\":\"t\",\"source\":\"aws.ec2\",\"detail\":{{\"state\":\"running\"}}}}\r\n"
            ),
            2 if number % 100 == 0 => {
                format!("{{\"id\":\"{number}\",\"detail-type\":\"t\",\"source\":}}\n")
            }
            3 if number % 1_000 == 0 => "\n\n".to_owned(),
            _ => format!(
                "{{\"version\":\"0\",\"id\":\"{number}\",\"detail-type\":\"{}\",\"source\":\"aws.s3\",\"detail\":{{}}}}\n",
                "x".repeat(number % 97)
            ),
        };
        events.push_str(&line);
    }
    let host = host().file("many.jsonl", events.as_str());
    let arguments = [
        "route",
        "--rules",
        "rules",
        "--rules",
        "more.jsonl",
        "--format",
        "jsonl",
        "many.jsonl",
        "--threads",
    ];
    let run = |more: &[&str]| {
        let ended = host.run(&[&arguments[..], more].concat());
        (ended.stdout, ended.stderr)
    };
    let one = run(&["1"]);
    assert_eq!(
        one.0
            .lines()
            .filter(|line| line.contains("\"error\""))
            .count(),
        29
    );
    assert!(one == run(&["3"]));
    assert!(one == run(&["2", "--logical"]));
    // In an array nothing stands on a line of its own.
    let good: Vec<&str> = events.lines().filter(|line| line.ends_with("}}")).collect();
    let lines = host
        .file("good.jsonl", good.join("\n"))
        .file("array.json", format!("[{}]", good.join(",\n")));
    let answers = |file: &str| {
        let ended = lines.run(&[
            "route",
            "--rules",
            "rules",
            "--rules",
            "more.jsonl",
            "--format",
            "jsonl",
            file,
        ]);
        ended.stdout.replace(file, "")
    };
    assert!(answers("good.jsonl") == answers("array.json"));
    let trusted = lines.run(&[
        "route",
        "--rules",
        "rules",
        "--rules",
        "more.jsonl",
        "--format",
        "jsonl",
        "--trusted",
        "good.jsonl",
    ]);
    assert!(trusted.stdout.replace("good.jsonl", "") == answers("good.jsonl"));
}

/// An event as it is kept: in an array, in messages, over several lines.
fn kept(events: &[String], how: &str) -> String {
    let message = |event: &String| {
        let body = serde_json::to_string(event).unwrap();
        format!(r#"{{"MessageId":"m","Body":{body}}}"#)
    };
    let pretty = |event: &String| {
        let event: serde_json::Value = serde_json::from_str(event).unwrap();
        serde_json::to_string_pretty(&event).unwrap()
    };
    let each = |write: &dyn Fn(&String) -> String, between: &str| {
        let written: Vec<String> = events.iter().map(write).collect();
        written.join(between)
    };
    match how {
        "array" => format!("[{}]", events.join(",")),
        "pretty" => each(&pretty, "\n"),
        "messages" => each(&message, "\n"),
        "list" => format!("{{\"Messages\": [{}]}}", each(&message, ",\n")),
        _ => events.join("\n"),
    }
}

#[test]
fn however_events_are_kept_their_answers_are_the_same() {
    let event = |number: usize| {
        format!(
            r#"{{"version":"0","id":"{number}","detail-type":"t","source":"{}","detail":{{"state":"running","total":{number},"text":"{}\\"}}}}"#,
            ["orders", "aws.ec2"][number % 2],
            "é}".repeat(number % 97)
        )
    };
    let events: Vec<String> = (0..3_000).map(event).collect();
    let run = |how: &str, arguments: &[&str]| {
        let host = host().file("f", kept(&events, how));
        let always = ["route", "--rules", "rules", "--rules", "more.jsonl", "f"];
        host.run(&[&always[..], arguments].concat()).stdout
    };
    let rules = |told: String| {
        let told = told.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            (line["event"]["index"].clone(), line["rules"].clone())
        });
        told.collect::<Vec<_>>()
    };
    let expected = rules(run("lines", &["--format", "jsonl"]));
    assert_eq!(expected.len(), events.len());
    for how in ["array", "pretty", "messages", "list"] {
        let one = run(how, &["--format", "jsonl", "--threads", "1"]);
        let several = run(how, &["--format", "jsonl", "--threads", "3"]);
        assert!(one == several, "{how}");
        let trusted = run(how, &["--format", "jsonl", "--trusted"]);
        assert!(one == trusted, "{how}");
        assert!(rules(one) == expected, "{how}");
    }
}

#[test]
fn trusted_reading_finds_a_path_that_two_spellings_lead_to() {
    let rule = r#"{"a":{"b":["v"]}}"#;
    for event in [
        r#"{"a":"s","a.b":"v"}"#,
        r#"{"a":{"b":"w"},"a.b":"v"}"#,
        r#"{"a.b":"v","a":"s"}"#,
    ] {
        let host = Pretend::default().file("e.json", event);
        let route = |flags: &[&str]| {
            let asked = [
                "route", "--rules", rule, "--shape", "event", "--format", "jsonl",
            ];
            host.run(&[&asked[..], flags, &["e.json"]].concat()).stdout
        };
        assert_eq!(route(&["--trusted"]), route(&[]), "{event}");
        assert!(
            route(&[]).contains("\"rules\":[\""),
            "{event}: {}",
            route(&[])
        );
    }
}

#[test]
fn no_threads_are_refused_and_too_many_cost_nothing() {
    let route = |threads: &str| {
        let rules = Pretend::default().file("rules/a.json", r#"{"a":["b"]}"#);
        let ended = rules.run(&[
            "route",
            "--rules",
            "rules",
            "--threads",
            threads,
            r#"{"a":"b"}"#,
        ]);
        (ended.exit, ended.stdout)
    };
    assert_eq!(route("0").0, evb::commands::Exit::Failure);
    assert_eq!(route("100000"), route("1"));
}
