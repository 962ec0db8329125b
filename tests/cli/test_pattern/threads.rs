//! Threads.

use crate::support::Pretend;

/// Events on lines, with broken lines, incomplete events and several records on one line among them.
fn events() -> String {
    let mut events = String::new();
    for number in 0..5_000 {
        let line = match number % 7 {
            0 => format!(
                "{{\"detail-type\":\"t\",\"id\":\"{number}\",\"source\":\"orders\",\"detail\":{{\"total\":{number}}}}}\n"
            ),
            1 => format!(
                "{{\"version\":\"0\",\"id\":\"{number}\",\"detail-type\":\"t\",\"source\":\"aws.ec2\",\"account\":\"1\",\"time\":\"t\",\"region\":\"r\",\"resources\":[],\"detail\":{{\"state\":\"running\"}}}}\r\n"
            ),
            2 if number % 100 == 0 => {
                format!("{{\"id\":\"{number}\",\"detail-type\":\"t\",\"source\":}}\n")
            }
            3 if number % 1_000 == 0 => "\n\n".to_owned(),
            _ => format!(
                "{{\"version\":\"0\",\"id\":\"{number}\",\"detail-type\":\"{}\",\"source\":\"aws.s3\",\"detail\":{{}}}}\n",
                "x".repeat(number % 301)
            ),
        };
        events.push_str(&line);
    }
    events
}

#[test]
fn the_output_does_not_depend_on_threads() {
    let several = events().replacen("\"4901\"", "\"4901\",\"detail-type\":\"t\"}{\"a\":\"b\"", 1);
    let host = Pretend::default()
        .file("many.jsonl", events())
        .file("several.jsonl", several);
    for file in ["many.jsonl", "several.jsonl"] {
        for format in ["human", "json", "jsonl"] {
            let run = |threads: &str| {
                let ended = host.run(&[
                    "test-pattern",
                    "--pattern",
                    r#"{"source":["orders","aws.ec2"]}"#,
                    "--format",
                    format,
                    "--threads",
                    threads,
                    file,
                ]);
                (ended.exit, ended.stdout, ended.stderr)
            };
            let one = run("1");
            assert!(one == run("3"), "{file} {format}");
        }
    }
}

/// The places told from many threads are those that a reader of one record after the other counts.
#[test]
fn lines_and_indices_are_those_of_the_sequential_reader() {
    let host = Pretend::default().file("many.jsonl", events());
    let run = |shape: &[&str]| {
        let arguments = ["test-pattern", "--pattern", r#"{"source":["orders"]}"#];
        let ended =
            host.run(&[&arguments[..], &["--format", "jsonl", "many.jsonl"], shape].concat());
        let places = ended.stdout.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["event"].clone()
        });
        places.collect::<Vec<_>>()
    };
    // Records are read one after the other.
    let (threads, records) = (run(&[]), run(&["--shape", "record"]));
    assert_eq!(threads.len(), records.len());
    assert!(threads == records);
}
