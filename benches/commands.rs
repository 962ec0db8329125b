//! How fast whole commands are, as ratios of figures taken in the same run: `cargo bench --bench commands [-- --test]`.
//!
//! | row | against |
//! |---|---|
//! | `route`, one thread | reading the file to nowhere |
//! | keys in alphabetical order, standard input, `gzip` | the file as it is |
//! | two threads | one; two processes, each on a half, are what the machine gives at most |
//! | misses that are all explained, the same with no value twice | `jq` that selects, where it is installed |
//! | memory of what streams | megabytes |
//! | 10,000 files of one event | processor time of a file |
//! | `next-fires` | fires a second |
//! | `pipe` | a `serde_json` pass that keeps nothing |
//!
//! Contenders take turns, and medians count. `--test` runs everything once on little.

#[expect(
    dead_code,
    unused_imports,
    reason = "the data sets of other benchmarks stand beside those of this one"
)]
mod data;
mod measure;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use measure::{Directory, copy, evb, medians, process, ratio};

/// How much of everything.
struct Size {
    events: usize,
    files: usize,
    fires: usize,
    records: usize,
    rounds: usize,
}

fn main() {
    let is_test = std::env::args().any(|argument| argument == "--test");
    let size = match is_test {
        true => Size {
            events: 1_000,
            files: 20,
            fires: 1_000,
            records: 1_000,
            rounds: 1,
        },
        false => Size {
            events: data::EVENTS,
            files: 10_000,
            fires: 1_000_000,
            records: 300_000,
            rounds: 7,
        },
    };
    let directory = Directory::new();
    route(&directory, &size);
    misses(&directory, &size);
    memory(&directory, &size);
    small_files(&directory, &size);
    fires(&size);
    pipe(&directory, &size);
}

fn row(name: &str, what: &str, ratio: f64) {
    println!("{name:44} {ratio:7.2} {what}");
}

/// `route` on the AWS events.
fn route(directory: &Directory, size: &Size) {
    let events = data::events(size.events);
    let file = directory.file("events.jsonl", &events);
    let sorted = directory.file("sorted.jsonl", sorted(&events));
    let packed = directory.file("events.jsonl.gz", packed(&events));
    drop(events);
    let mut rules = Vec::new();
    for count in [1_000, 10_000] {
        let lines = measure::rules(&data::event_rules(count));
        rules.push(directory.file(&format!("rules-{count}.jsonl"), lines));
    }
    let few = rules[0].to_str().expect("a name that is text");
    let many = rules[1].to_str().expect("a name that is text");
    let run = |threads: &'static str, rules: &str, format: &[&str], file: &Path| {
        let arguments = [&["route", "--threads", threads, "--rules", rules], format].concat();
        process(&mut evb(&arguments, file))
    };
    let jsonl = ["--format", "jsonl"];
    let [copied, one, two] = medians(
        size.rounds,
        [
            &mut || copy(&file),
            &mut || run("1", few, &jsonl, &file),
            &mut || run("2", few, &jsonl, &file),
        ],
    );
    row(
        "route jsonl, 1,000 rules, one thread",
        "of reading the file to nowhere",
        ratio(one, copied),
    );
    row(
        "route jsonl, 1,000 rules, two threads",
        "times as fast as one",
        ratio(one, two),
    );
    let [one, two] = medians(
        size.rounds,
        [&mut || run("1", many, &jsonl, &file), &mut || {
            run("2", many, &jsonl, &file)
        }],
    );
    row(
        "route jsonl, 10,000 rules, two threads",
        "times as fast as one",
        ratio(one, two),
    );
    let count = ["--count"];
    let [plain, by_name, piped, unpacked] = medians(
        size.rounds,
        [
            &mut || run("1", few, &count, &file),
            &mut || run("1", few, &count, &sorted),
            &mut || through_pipe(few, &file),
            &mut || run("1", few, &count, &packed),
        ],
    );
    row(
        "route, keys in alphabetical order",
        "of the file as it is",
        ratio(by_name, plain),
    );
    row(
        "route, standard input",
        "of the file as it is",
        ratio(piped, plain),
    );
    row(
        "route, gzip",
        "of the file as it is",
        ratio(unpacked, plain),
    );
}

/// A pattern that misses most events by a value and by a field that is missing, and one that misses each by another value.
const MISSED: [&str; 2] = [
    r#"{"source":["aws.xx"],"detail":{"state":["x"]}}"#,
    r#"{"id":["x"]}"#,
];

/// `test-pattern` on events that match next to never, and what the machine gives at most for a second thread.
fn misses(directory: &Directory, size: &Size) {
    let events = data::events(size.events / 2);
    let middle = events.len() / 2;
    let middle = middle
        + events[middle..]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
    let halves = [
        directory.file("first.jsonl", &events[..middle]),
        directory.file("second.jsonl", &events[middle..]),
    ];
    let file = directory.file("missed.jsonl", &events);
    let test = |threads: &'static str, pattern: &str, format: &str, file: &Path| {
        let arguments = [
            "test-pattern",
            "--threads",
            threads,
            "--format",
            format,
            "-p",
            pattern,
        ];
        evb(&arguments, file)
    };
    let run = |threads, pattern: &str, format| process(&mut test(threads, pattern, format, &file));
    let [first, second] = MISSED;
    let [human, human_two, one, two, apart, unique] = medians(
        size.rounds,
        [
            &mut || run("1", first, "human"),
            &mut || run("2", first, "human"),
            &mut || run("1", first, "jsonl"),
            &mut || run("2", first, "jsonl"),
            &mut || at_once(halves.iter().map(|half| test("1", first, "jsonl", half))),
            &mut || run("1", second, "jsonl"),
        ],
    );
    let faster = "times as fast as one";
    row("test-pattern, two threads", faster, ratio(human, human_two));
    row("explained misses, two threads", faster, ratio(one, two));
    row(
        "the same by two processes on halves",
        faster,
        ratio(one, apart),
    );
    let mut jq = Command::new("jq");
    jq.args(["-c", r#"select(.source=="aws.xx")"#]).arg(&file);
    jq.stdout(Stdio::null()).stderr(Stdio::null());
    if jq.status().is_ok_and(|status| status.success()) {
        let [selected] = medians(size.rounds.min(3), [&mut || process(&mut jq)]);
        let faster = "times as fast as jq selects";
        row("explained misses, one thread", faster, ratio(selected, one));
        row("the same, no value twice", faster, ratio(selected, unique));
    }
}

/// How long several programs take that run beside each other.
fn at_once(commands: impl Iterator<Item = Command>) -> Duration {
    let start = Instant::now();
    let children = commands.map(|mut command| command.spawn().expect("evb can be run"));
    for mut child in children.collect::<Vec<_>>() {
        let status = child.wait().expect("evb ends");
        assert!(matches!(status.code(), Some(0 | 1)), "{status}");
    }
    start.elapsed()
}

/// How much memory it takes to tell much, where the system tells that.
fn memory(directory: &Directory, size: &Size) {
    let file = directory.path().join("missed.jsonl");
    let count = size.fires.to_string();
    for format in ["jsonl", "json", "human"] {
        let fires = [
            "next-fires",
            "-n",
            &count,
            "--after",
            "2026-01-01T00:00:00Z",
            "--format",
            format,
        ];
        let misses = ["test-pattern", "--format", format, "-p", MISSED[0]];
        let told = [
            ("next-fires", evb(&fires, Path::new("cron(* * * * ? *)"))),
            ("test-pattern, misses", evb(&misses, &file)),
        ];
        for (name, mut command) in told {
            if let Some(kilobytes) = peak_kilobytes(&mut command) {
                row(
                    &format!("memory, {name}, {format}"),
                    "MB",
                    kilobytes as f64 / 1e3,
                );
            }
        }
    }
}

/// The most memory that a program held, as of the last megabyte that it wrote.
fn peak_kilobytes(command: &mut Command) -> Option<u64> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .expect("evb can be run");
    let mut output = child.stdout.take().expect("standard output is a pipe");
    let status = format!("/proc/{}/status", child.id());
    let mut buffer = vec![0; 1 << 20];
    let mut peak = None;
    while let Ok(1..) = std::io::Read::read(&mut output, &mut buffer) {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(kilobytes);
    }
    child.wait().expect("evb ends");
    peak
}

/// `route` with the file coming through a pipe.
fn through_pipe(rules: &str, file: &Path) -> Duration {
    let start = Instant::now();
    let mut from = File::open(file).expect("the file is there");
    let arguments = ["route", "--threads", "1", "--count", "--rules", rules];
    let mut child = evb(&arguments, Path::new("-"))
        .stdin(Stdio::piped())
        .spawn()
        .expect("evb can be run");
    let mut to = child.stdin.take().expect("standard input is a pipe");
    let mut buffer = vec![0; 128 << 10];
    while let Ok(count @ 1..) = std::io::Read::read(&mut from, &mut buffer) {
        to.write_all(&buffer[..count]).expect("evb reads");
    }
    drop(to);
    assert!(child.wait().expect("evb ends").success());
    start.elapsed()
}

fn sorted(events: &[u8]) -> Vec<u8> {
    let mut sorted = Vec::with_capacity(events.len());
    for line in events
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let event: serde_json::Value = serde_json::from_slice(line).expect("valid JSON");
        sort(&event, &mut sorted);
        sorted.push(b'\n');
    }
    sorted
}

/// Writes a value with the names of its objects in alphabetical order.
fn sort(value: &serde_json::Value, out: &mut Vec<u8>) {
    match value {
        serde_json::Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| name.as_str());
            out.push(b'{');
            for (at, (name, value)) in members.into_iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                serde_json::to_writer(&mut *out, name).expect("a name can be written");
                out.push(b':');
                sort(value, out);
            }
            out.push(b'}');
        }
        other => serde_json::to_writer(out, other).expect("a value can be written"),
    }
}

fn packed(events: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(events).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

/// Files of one event each.
fn small_files(directory: &Directory, size: &Size) {
    let many = directory.path().join("many");
    fs::create_dir_all(&many).expect("a temporary directory can be made");
    let events = data::events(size.files);
    let lines = events
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty());
    for (number, line) in lines.enumerate() {
        fs::write(many.join(format!("{number:05}.json")), line).expect("a file can be written");
    }
    let rules = directory.file("rules-100.jsonl", measure::rules(&data::event_rules(100)));
    let rules = rules.to_str().expect("a name that is text");
    let before = children_computed();
    for _ in 0..size.rounds {
        process(&mut evb(&["route", "--count", "--rules", rules], &many));
    }
    if let (Some(before), Some(after)) = (before, children_computed()) {
        let microseconds = (after - before) * 1e6 / (size.rounds * size.files) as f64;
        row(
            "route, files of one event",
            "µs of processor time a file",
            microseconds,
        );
    }
}

/// How many seconds the programs that have ended have computed, where the system tells.
fn children_computed() -> Option<f64> {
    let statistics = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = statistics.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    // `cutime` and `cstime`, in hundredths of a second.
    Some((ticks(13)? + ticks(14)?) / 100.0)
}

fn fires(size: &Size) {
    let count = size.fires.to_string();
    for format in ["jsonl", "csv", "ics"] {
        let arguments = [
            "next-fires",
            "-n",
            &count,
            "--after",
            "2026-01-01T00:00:00Z",
            "--format",
            format,
        ];
        let [took] = medians(
            size.rounds,
            [&mut || process(&mut evb(&arguments, Path::new("cron(* * * * ? *)")))],
        );
        let millions = size.fires as f64 / took.as_secs_f64() / 1e6;
        row(
            &format!("next-fires {format}"),
            "million fires a second",
            millions,
        );
    }
}

/// A quarter of the records passes.
const PIPE: &str = r#"{
    "Name":"orders","RoleArn":"arn:aws:iam::123456789012:role/pipe",
    "Source":"arn:aws:sqs:us-east-1:123456789012:orders",
    "SourceParameters":{
        "FilterCriteria":{"Filters":[
            {"Pattern":"{\"body\":{\"type\":[\"order\"],\"total\":[{\"numeric\":[\">\",100]}]}}"}]},
        "SqsQueueParameters":{"BatchSize":10}},
    "Target":"arn:aws:sqs:us-east-1:123456789012:out",
    "TargetParameters":{
        "InputTemplate":"{\"id\": <$.body.id>, \"customer\": <$.body.customer>, \"message\": <$.messageId>}"}}"#;

fn pipe(directory: &Directory, size: &Size) {
    let pipe: PathBuf = directory.file("pipe.json", PIPE);
    let pipe = pipe.to_str().expect("a name that is text");
    let records = directory.file("records.jsonl", records(size.records));
    let run = |threads: &str| {
        let arguments = [
            "pipe",
            "--threads",
            threads,
            "--explain",
            "0",
            "--format",
            "jsonl",
            "--pipe",
            pipe,
            "--records",
        ];
        process(&mut evb(&arguments, &records))
    };
    let [read, one, two] = medians(
        size.rounds,
        [
            &mut || read_only(&records, size.records),
            &mut || run("1"),
            &mut || run("2"),
        ],
    );
    row(
        "pipe, one thread",
        "of a pass that keeps nothing, in speed",
        ratio(read, one),
    );
    row("pipe, two threads", "times as fast as one", ratio(one, two));
}

/// What reading costs that keeps nothing.
fn read_only(records: &Path, expected: usize) -> Duration {
    let start = Instant::now();
    let file = File::open(records).expect("the file is there");
    let reader = std::io::BufReader::with_capacity(1 << 17, file);
    let count = serde_json::Deserializer::from_reader(reader)
        .into_iter::<serde::de::IgnoredAny>()
        .fold(0, |count, record| {
            black_box(record.expect("valid JSON"));
            count + 1
        });
    assert_eq!(count, expected);
    start.elapsed()
}

/// Messages as a pipe gets them from a queue, one a line.
fn records(count: usize) -> String {
    let mut records = String::new();
    for number in 0..count {
        let kind = if number % 2 == 0 { "order" } else { "refund" };
        let total = if number % 4 == 0 { 250 } else { 50 };
        writeln!(
            records,
            r#"{{"messageId":"{number:08x}-87a3-44ab-83d2-661975830a7d","receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a","body":"{{\"type\":\"{kind}\",\"id\":{number},\"customer\":\"c-{:05}\",\"total\":{total}.50,\"items\":[{{\"sku\":\"A-1\",\"count\":2}},{{\"sku\":\"B-2\",\"count\":1}}],\"placed\":\"2026-11-20T10:00:00Z\"}}","attributes":{{"ApproximateReceiveCount":"1","SentTimestamp":"1763632800000","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1763632800100"}},"messageAttributes":{{}},"md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:123456789012:orders","awsRegion":"us-east-1"}}"#,
            number % 997
        )
        .expect("a string can be written");
    }
    records
}
