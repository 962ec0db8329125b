//! Threads.

use super::{TIME, queue};

#[test]
fn what_is_told_does_not_depend_on_threads() {
    let mut records = String::new();
    for number in 0..5_000 {
        let record = match number % 11 {
            0 => "{\"body\":}".to_owned(),
            1 => "{\"body\":\"plain text\"}".to_owned(),
            2 => format!(
                "{{\"MessageId\":\"m{number}\",\"Body\":\"{{\\\"type\\\":\\\"order\\\"}}\"}}"
            ),
            3 if number % 5 == 0 => "[1]\n\n".to_owned(),
            4 => format!(
                "{{\"messageId\":\"m{number}\",\n \"body\":\"{{\\\"type\\\":\\\"order\\\"}}\"}}"
            ),
            5 => format!(
                "{{\"messageId\":\"m{number}\",\"body\":\"{{\\\"type\\\":\\\"order\\\",\\\"id\\\":{number}}}\"}}"
            ),
            _ => format!(
                "{{\"messageId\":\"m{number}\",\"body\":\"{{\\\"type\\\":\\\"refund\\\",\\\"id\\\":{number}}}\",\"attributes\":{{\"padding\":\"{}\"}}}}",
                "x".repeat(number % 301)
            ),
        };
        records.push_str(&record);
        records.push('\n');
    }
    let host = queue(
        r#""Target":"arn:aws:sqs:us-east-1:123456789012:out","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"type\":[\"order\"]}}"}]}}"#,
    )
    .file("records.jsonl", records);
    for format in ["human", "jsonl", "json"] {
        for explained in ["0", "700", "1000000"] {
            let run = |threads| {
                let ended = host.run(&[
                    "pipe",
                    "--pipe",
                    "pipe.json",
                    "--time",
                    TIME,
                    "--records",
                    "records.jsonl",
                    "--explain",
                    explained,
                    "--format",
                    format,
                    "--threads",
                    threads,
                ]);
                (ended.stdout, ended.stderr, ended.exit)
            };
            let one = run("1");
            assert!(
                one.0.contains("refund") == (explained != "0"),
                "{format} {explained}"
            );
            assert!(one == run("3"), "{format} {explained}");
        }
    }
}
