//! How fast `evb test-pattern` is: the whole process beside `/bin/true`, and a stream of events beside a pass that
//! only validates the JSON.
//!
//! `cargo bench --bench test_pattern` prints ratios of figures taken in the same run. With `--test` everything runs
//! once and only the counts are checked.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::time::{Duration, Instant};

use evb::event::{Shape, Splitter};

/// Events in the stream.
const EVENTS: usize = 100_000;

fn main() {
    let test = std::env::args().any(|argument| argument == "--test");
    let rounds = if test { 1 } else { 7 };
    let stream = events(EVENTS);
    println!(
        "{EVENTS} events of {} bytes on average, {} MB",
        stream.len() / EVENTS,
        stream.len() / 1_000_000
    );
    let floor = best(rounds, || validate(&stream));
    report("serde_json IgnoredAny", stream.len(), floor, floor);
    let cut = best(rounds, || split(&stream));
    report("cut into records", stream.len(), cut, floor);
    let array = format!("[{}]", stream.trim_end().replace('\n', ","));
    let cut = best(rounds, || split(&array));
    report("cut an array into records", array.len(), cut, floor);
}

fn report(name: &str, bytes: usize, took: Duration, floor: Duration) {
    println!(
        "{name:32} {:7.0} MB/s {:5.2} of the floor's speed",
        bytes as f64 / took.as_secs_f64() / 1e6,
        floor.as_secs_f64() / took.as_secs_f64()
    );
}

/// The shortest of some runs.
fn best(rounds: usize, mut run: impl FnMut()) -> Duration {
    (0..rounds)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// The floor: every line is read as JSON and nothing is kept.
fn validate(stream: &str) {
    let mut count = 0;
    for line in stream.lines() {
        let _: serde::de::IgnoredAny = serde_json::from_str(line).expect("valid JSON");
        count += 1;
    }
    assert_eq!(count, EVENTS);
}

fn split(stream: &str) {
    let mut splitter = Splitter::new(Shape::Recognised);
    let mut reader = io::Cursor::new(stream);
    let mut count = 0;
    loop {
        let read = reader.read(splitter.room()).expect("memory can be read");
        if read == 0 {
            splitter.finish();
        } else {
            splitter.filled(read);
        }
        while splitter.advance() {
            assert!(splitter.piece().breakage.is_none());
            count += 1;
        }
        if read == 0 {
            break;
        }
    }
    assert_eq!(count, EVENTS);
}

/// Delivered events as JSON Lines: instance state changes with tags, about 1 KB each, the same every time.
fn events(count: usize) -> String {
    const STATES: [&str; 6] = [
        "pending",
        "running",
        "stopping",
        "stopped",
        "shutting-down",
        "terminated",
    ];
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    let mut text = String::new();
    for index in 0..count {
        let (id, instance, draw) = (next(), next(), next());
        let state = STATES[draw as usize % STATES.len()];
        write!(
            text,
            r#"{{"version":"0","id":"{id:016x}-{index:08x}","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"{:012}","time":"2026-11-{:02}T{:02}:{:02}:00Z","region":"eu-central-1","resources":["arn:aws:ec2:eu-central-1:123456789012:instance/i-{instance:017x}"],"detail":{{"instance-id":"i-{instance:017x}","state":"{state}","previous":{{"state":"running","code":{}}},"tags":["#,
            id % 1_000_000_000_000,
            1 + draw % 28,
            draw % 24,
            draw % 60,
            draw % 97,
        )
        .expect("a string can be written");
        for tag in 0..6 {
            let separator = if tag == 0 { "" } else { "," };
            write!(
                text,
                r#"{separator}{{"key":"tag-{tag}","value":"{:016x}","propagate":{},"weight":{}.{}}}"#,
                next(),
                next() % 2 == 0,
                next() % 1000,
                next() % 100
            )
            .expect("a string can be written");
        }
        text.push_str("]}}\n");
    }
    text
}
