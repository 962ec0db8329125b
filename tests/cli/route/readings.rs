//! Every way to read gives the same answers, over the data sets of the benchmarks.

use crate::support::Pretend;

#[expect(
    dead_code,
    unused_imports,
    reason = "the benchmarks use more of their data sets than a test does"
)]
#[path = "../../../benches/data/mod.rs"]
mod data;

/// So many lines of each data set.
const LINES: usize = 2_000;

/// The names of the rules in each answer.
fn answers(output: &str) -> Vec<serde_json::Value> {
    let lines = output.lines();
    lines
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["rules"].clone())
        .collect()
}

fn sorted(line: &str) -> String {
    // This map keeps its names in alphabetical order.
    let event: std::collections::BTreeMap<String, serde_json::Value> =
        serde_json::from_str(line).unwrap();
    serde_json::to_string(&event).unwrap()
}

#[test]
fn all_readings_of_the_data_sets_agree() {
    let lots: Vec<String> = data::lots_rules()
        .into_iter()
        .flat_map(|kind| kind.rules)
        .map(|(rule, _)| rule)
        .collect();
    let sets = [
        (data::events(LINES), data::event_rules(1_000)),
        (data::lots(LINES), lots),
    ];
    for (events, rules) in sets {
        let events = String::from_utf8(events).unwrap();
        let rules: Vec<String> = rules
            .iter()
            .enumerate()
            .map(|(at, rule)| format!("{{\"name\":\"rule-{at}\",\"pattern\":{rule}}}"))
            .collect();
        let lines: Vec<&str> = events.lines().collect();
        let by_name: Vec<String> = lines.iter().map(|line| sorted(line)).collect();
        let host = Pretend::default()
            .file("rules.jsonl", rules.join("\n"))
            .file("events.jsonl", events.as_str())
            .file("sorted.jsonl", by_name.join("\n"))
            .file("array.json", format!("[{}]", lines.join(",\n")));
        let run = |more: &[&str]| {
            let arguments = [
                "route",
                "--rules",
                "rules.jsonl",
                "--shape",
                "event",
                "--format",
                "jsonl",
            ];
            host.run(&[&arguments, more].concat()).stdout
        };
        let expected = run(&["--threads", "1", "events.jsonl"]);
        assert_eq!(answers(&expected).len(), LINES);
        assert!(expected == run(&["--threads", "3", "events.jsonl"]));
        assert!(expected == run(&["--threads", "1", "--trusted", "events.jsonl"]));
        assert!(expected == run(&["--threads", "3", "--trusted", "events.jsonl"]));
        let expected = answers(&expected);
        for file in ["sorted.jsonl", "array.json"] {
            for trusted in [&[][..], &["--trusted"]] {
                let answered = match file {
                    // Each element is an event.
                    "array.json" => {
                        let arguments = [
                            "route",
                            "--rules",
                            "rules.jsonl",
                            "--shape",
                            "record",
                            "--format",
                            "jsonl",
                            file,
                        ];
                        host.run(&[&arguments, trusted].concat()).stdout
                    }
                    _ => run(&[&[file], trusted].concat()),
                };
                assert!(answers(&answered) == expected, "{file} {trusted:?}");
            }
        }
    }
}
