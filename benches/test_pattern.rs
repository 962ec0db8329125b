//! How fast `evb test-pattern` is: the whole process beside `/bin/true`, a stream of events beside a pass that
//! only validates the JSON, and misses that are all explained beside misses that are only counted.
//!
//! `cargo bench --bench test_pattern` prints ratios of figures taken in the same run. With `--test` everything runs
//! once and only the counts are checked.

#[expect(
    dead_code,
    unused_imports,
    reason = "the data sets of other benchmarks stand beside those of this one"
)]
mod data;

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use evb::event::{Shape, Splitter};

/// Events in the stream.
const EVENTS: usize = 100_000;

/// Three of six states.
const PATTERN: &str = r#"{
  "source": ["aws.ec2"],
  "detail-type": ["EC2 Instance State-change Notification"],
  "detail": {"state": ["terminated", "stopped", {"prefix": "shutting"}]}
}"#;

/// Patterns that next to none of the AWS events match, by what they miss.
const MISSES: [(&str, &str); 3] = [
    (
        "source and detail-type",
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"]}"#,
    ),
    (
        "fields that are missing",
        r#"{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"],"group":[{"prefix":"family:"}]}}"#,
    ),
    (
        "values that never come again",
        r#"{"account":["123456789012"],"detail":{"eventID":["7c2d"],"object":{"key":[{"suffix":".pdf"}]}}}"#,
    ),
];

fn main() {
    let test = std::env::args().any(|argument| argument == "--test");
    let rounds = if test { 1 } else { 7 };
    let directory = std::env::temp_dir().join(format!("evb-bench-{}", std::process::id()));
    fs::create_dir_all(&directory).expect("a temporary directory can be made");
    one_event(&directory, if test { 1 } else { 200 });
    let count = if test { EVENTS / 50 } else { EVENTS };
    let stream = events(count);
    println!(
        "{count} events of {} bytes on average, {} MB",
        stream.len() / count,
        stream.len() / 1_000_000
    );
    let floor = best(rounds, || validate(&stream, count));
    report("serde_json IgnoredAny", stream.len(), floor, floor);
    let cut = best(rounds, || split(&stream, count));
    report("cut into records", stream.len(), cut, floor);
    let array = format!("[{}]", stream.trim_end().replace('\n', ","));
    let cut = best(rounds, || split(&array, count));
    report("cut an array into records", array.len(), cut, floor);
    let matched = stream.matches(r#""state":"terminated","#).count()
        + stream.matches(r#""state":"stopped","#).count()
        + stream.matches(r#""state":"shutting-down","#).count();
    let kept = [
        ("events.jsonl", stream.clone()),
        ("events.json", array),
        ("messages.jsonl", messages(&stream).join("\n")),
        ("messages.json", receive_message(&messages(&stream))),
        ("pretty.json", pretty(&stream)),
    ];
    for threads in ["1", "2"] {
        let mut lines = None;
        for (name, text) in &kept {
            let file = directory.join(name);
            fs::write(&file, text).expect("a temporary file can be written");
            let took = best(rounds, || {
                many_events(&directory, &file, threads, count, matched);
            });
            let of_lines = *lines.get_or_insert(took);
            report(
                &format!("evb test-pattern {name} -{threads}"),
                text.len(),
                took,
                floor,
            );
            println!(
                "{:32} {:5.2} of the time of JSON Lines",
                "",
                took.as_secs_f64() / of_lines.as_secs_f64()
            );
        }
    }
    for (name, pattern) in MISSES {
        explained_misses(&directory, name, pattern, count, rounds);
    }
    fs::remove_dir_all(&directory).expect("the temporary directory can be removed");
}

/// The whole process on one small pattern and event, beside one that does nothing.
fn one_event(directory: &Path, runs: usize) {
    let (pattern, event) = (directory.join("pattern.json"), directory.join("event.json"));
    fs::write(&pattern, PATTERN).expect("a temporary file can be written");
    fs::write(&event, events(1)).expect("a temporary file can be written");
    let mut nothing = Command::new("/bin/true");
    let mut evb = Command::new(env!("CARGO_BIN_EXE_evb"));
    evb.args(["test-pattern", "--pattern"])
        .args([&pattern, &event])
        .stdout(Stdio::null());
    let (mut floors, mut whole) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        floors.push(process(&mut nothing));
        whole.push(process(&mut evb));
    }
    let (floor, whole) = (median(floors), median(whole));
    println!(
        "one event, whole process: {:.2} ms; /bin/true: {:.2} ms; difference {:.2} ms",
        whole.as_secs_f64() * 1e3,
        floor.as_secs_f64() * 1e3,
        (whole.as_secs_f64() - floor.as_secs_f64()) * 1e3
    );
    if let Some(kilobytes) = peak_memory_kilobytes(&pattern) {
        println!("one event, peak memory: {:.1} MB", kilobytes as f64 / 1e3);
    }
}

fn process(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.status().expect("the program can be run");
    let took = start.elapsed();
    assert!(
        matches!(status.code(), Some(0 | 1)),
        "{command:?}: {status}"
    );
    took
}

fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort();
    durations[durations.len() / 2]
}

/// The most memory that the process held by the time it had answered for one event and waited for the next.
fn peak_memory_kilobytes(pattern: &Path) -> Option<u64> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_evb"))
        .args(["test-pattern", "--format", "jsonl", "--pattern"])
        .arg(pattern)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("evb can be run");
    let mut input = child.stdin.take().expect("standard input is a pipe");
    input
        .write_all(events(1).as_bytes())
        .expect("the pipe takes an event");
    let status = format!("/proc/{}/status", child.id());
    // The peak stands once it has not changed for a while.
    let peak = (0..20).fold(None, |_, _| {
        std::thread::sleep(Duration::from_millis(5));
        peak_of(&status)
    });
    drop(input);
    child.wait().expect("evb ends");
    peak
}

/// `VmHWM` of a process, where the system has it.
fn peak_of(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The whole process on a file of events; it says how many match.
fn many_events(directory: &Path, file: &Path, threads: &str, count: usize, matched: usize) {
    let output = Command::new(env!("CARGO_BIN_EXE_evb"))
        .args(["test-pattern", "--threads", threads, "--pattern"])
        .args([&directory.join("pattern.json"), file])
        .output()
        .expect("evb can be run");
    let text = String::from_utf8_lossy(&output.stdout).replace(',', "");
    let summary = format!("{count} events: {matched} match {} do not", count - matched);
    assert!(text.contains(&summary), "{summary}: {text}");
}

/// One thread on misses, explained and only counted.
fn explained_misses(directory: &Path, name: &str, pattern: &str, count: usize, rounds: usize) {
    let file = directory.join("misses.jsonl");
    fs::write(&file, data::events(count)).expect("a temporary file can be written");
    let run = |format: &str| {
        let mut evb = Command::new(env!("CARGO_BIN_EXE_evb"));
        evb.args(["test-pattern", "--threads", "1", "--expect", "no-match"])
            .args(["--format", format, "--pattern", pattern])
            .arg(&file)
            .stdout(Stdio::null());
        best(rounds, || {
            process(&mut evb);
        })
    };
    let (bare, explained) = (run("human"), run("jsonl"));
    println!(
        "{name:32} {:7.2} µs a miss, explained {:.2} µs: {:.1} times as long",
        bare.as_secs_f64() * 1e6 / count as f64,
        explained.as_secs_f64() * 1e6 / count as f64,
        explained.as_secs_f64() / bare.as_secs_f64()
    );
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
fn validate(stream: &str, expected: usize) {
    let mut count = 0;
    for line in stream.lines() {
        let _: serde::de::IgnoredAny = serde_json::from_str(line).expect("valid JSON");
        count += 1;
    }
    assert_eq!(count, expected);
}

/// The events as a queue holds them.
fn messages(stream: &str) -> Vec<String> {
    let message = |(number, line): (usize, &str)| {
        let body = serde_json::to_string(line).expect("a text can be quoted");
        format!(
            r#"{{"MessageId":"{number:08}-0000-4000-8000-000000000000","ReceiptHandle":"{}","Body":{body}}}"#,
            "AQEB".repeat(40)
        )
    };
    stream.lines().enumerate().map(message).collect()
}

/// What `aws sqs receive-message` prints, as often as it takes.
fn receive_message(messages: &[String]) -> String {
    let documents = messages.chunks(10).map(|ten| {
        let ten = ten.join(",\n        ");
        format!("{{\n    \"Messages\": [\n        {ten}\n    ]\n}}\n")
    });
    documents.collect()
}

/// The events as people read them.
fn pretty(stream: &str) -> String {
    let events = stream.lines().map(|line| {
        let event: serde_json::Value = serde_json::from_str(line).expect("valid JSON");
        serde_json::to_string_pretty(&event).expect("JSON can be written") + "\n"
    });
    events.collect()
}

fn split(stream: &str, expected: usize) {
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
    assert_eq!(count, expected);
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
