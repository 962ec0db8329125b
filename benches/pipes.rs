//! How fast SQS records stream through a pipe: `cargo bench --bench pipes [-- --json | --test]`.
//!
//! One core, constant memory: a block of records is repeated, so that the input is never held whole. Every run asserts
//! its counts. The last row reads the same bytes with `serde_json` and keeps nothing; it is what reading alone costs.

use std::hint::black_box;
use std::io::Read;
use std::time::{Duration, Instant};

use evb::event::{Shape, Splitter};
use evb::iac::pipe_of;
use evb::json;
use evb::simulate::pipe::{
    Answers, Batcher, EnrichmentAnswer, Intake, Plan, PlanOptions, Prepared, Taken, execute,
};

/// Records of the repeated block; a quarter of them passes the filter.
const BLOCK_RECORDS: usize = 10_000;

const FILTERED: &str = r#"{
    "Name":"orders","RoleArn":"arn:aws:iam::123456789012:role/pipe",
    "Source":"arn:aws:sqs:us-east-1:123456789012:orders",
    "SourceParameters":{
        "FilterCriteria":{"Filters":[
            {"Pattern":"{\"body\":{\"type\":[\"order\"],\"total\":[{\"numeric\":[\">\",100]}]}}"}]},
        "SqsQueueParameters":{"BatchSize":10}},
    "Target":"arn:aws:sqs:us-east-1:123456789012:out",
    "TargetParameters":{
        "InputTemplate":"{\"id\": <$.body.id>, \"customer\": <$.body.customer>, \"message\": <$.messageId>}"}}"#;

/// Lets every record through, so that every record is rendered.
const ALL_PASS: &str = r#"{
    "Name":"orders","RoleArn":"arn:aws:iam::123456789012:role/pipe",
    "Source":"arn:aws:sqs:us-east-1:123456789012:orders",
    "SourceParameters":{
        "FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"type\":[\"order\",\"refund\"]}}"}]},
        "SqsQueueParameters":{"BatchSize":10}},
    "Target":"arn:aws:sqs:us-east-1:123456789012:out",
    "TargetParameters":{
        "InputTemplate":"{\"id\": <$.body.id>, \"customer\": <$.body.customer>, \"message\": <$.messageId>}"}}"#;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let repeats = if has("--test") { 1 } else { 100 };
    let block = block();
    let records = BLOCK_RECORDS * repeats;
    let filtered = measure(&block, repeats, |input| {
        run(FILTERED, 0, input, records / 4)
    });
    let explained = measure(&block, repeats, |input| {
        run(FILTERED, u64::MAX, input, records / 4);
    });
    let all_pass = measure(&block, repeats, |input| run(ALL_PASS, 0, input, records));
    let reading = measure(&block, repeats, |input| read_only(input, records));
    let rows = [
        ("a quarter passes", filtered),
        ("the rest explained", explained),
        ("every record passes", all_pass),
        ("serde_json, nothing kept", reading),
    ];
    let megabytes = (block.len() * repeats) as f64 / 1e6;
    for (name, took) in rows {
        let speed = megabytes / took.as_secs_f64();
        let ratio = reading.as_secs_f64() / took.as_secs_f64();
        if has("--json") {
            println!(
                r#"{{"bench":"pipes","name":"{name}","records":{records},"megabytes":{megabytes:.1},"megabytes_per_second":{speed:.1},"of_reading":{ratio:.3}}}"#
            );
        } else {
            println!(
                "{name:26} {records:>9} records {megabytes:>8.1} MB {speed:>8.1} MB/s {ratio:>6.2} of reading"
            );
        }
    }
}

fn measure(block: &[u8], repeats: usize, run: impl Fn(Repeated<'_>)) -> Duration {
    let (begun, computed) = (Instant::now(), computing());
    run(Repeated {
        block,
        left: repeats,
        at: 0,
    });
    match (computed, computing()) {
        (Some(before), Some(after)) => after - before,
        _ => begun.elapsed(),
    }
}

/// How long this thread has computed, where the system tells: other programs do not count.
fn computing() -> Option<Duration> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = statistics.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// All records through intake, batches and target.
fn run(pipe: &str, explained: u64, mut input: Repeated<'_>, expected: usize) {
    let pipe = pipe_of(&json::parse(pipe).unwrap(), pipe).unwrap();
    let plan = Plan::new(&pipe, &PlanOptions::default()).unwrap();
    let intake = Intake::new(&plan).explaining(explained);
    let mut batcher: Batcher<Prepared> = Batcher::new(plan.batch_size, plan.batch_bytes);
    let mut splitter = Splitter::new(Shape::Record);
    let (mut index, mut delivered, mut bytes) = (0, 0, 0);
    let mut deliver = |batch: Vec<Prepared>| {
        let execution = execute(&plan, batch, &mut Silent);
        let payloads = execution.invocations.iter().map(|one| one.raw.len());
        bytes += payloads.sum::<usize>();
        delivered += execution.invocations.len();
    };
    loop {
        while splitter.advance() {
            let piece = splitter.piece();
            let text = std::str::from_utf8(piece.bytes).unwrap();
            if let Taken::Passed(record) = intake.take(index, piece.line, text).unwrap() {
                for batch in batcher.push("", record.bytes, *record) {
                    deliver(batch);
                }
            }
            index += 1;
        }
        match input.read(splitter.room()).unwrap() {
            0 => break,
            count => splitter.filled(count),
        }
    }
    for batch in batcher.finish() {
        deliver(batch);
    }
    assert_eq!(delivered, expected);
    assert!(bytes > expected * 50);
}

/// What reading costs that keeps nothing.
fn read_only(input: Repeated<'_>, expected: usize) {
    let reader = std::io::BufReader::with_capacity(1 << 17, input);
    let count = serde_json::Deserializer::from_reader(reader)
        .into_iter::<serde::de::IgnoredAny>()
        .fold(0, |count, record| {
            black_box(record.unwrap());
            count + 1
        });
    assert_eq!(count, expected);
}

struct Silent;

impl Answers for Silent {
    fn enrich(&mut self, _: &str) -> EnrichmentAnswer {
        EnrichmentAnswer::Unknown
    }

    fn target(&mut self, _: &str) -> Option<String> {
        None
    }
}

/// The block, several times over.
struct Repeated<'b> {
    block: &'b [u8],
    left: usize,
    at: usize,
}

impl Read for Repeated<'_> {
    fn read(&mut self, target: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.block.len() {
            self.at = 0;
            self.left -= 1;
        }
        if self.left == 0 {
            return Ok(0);
        }
        let count = (&self.block[self.at..]).read(target)?;
        self.at += count;
        Ok(count)
    }
}

/// Messages as a pipe gets them from a queue, one a line.
fn block() -> Vec<u8> {
    let mut block = String::new();
    for number in 0..BLOCK_RECORDS {
        let kind = if number % 2 == 0 { "order" } else { "refund" };
        let total = if number % 4 == 0 { 250 } else { 50 };
        let body = format!(
            r#"{{\"type\":\"{kind}\",\"id\":{number},\"customer\":\"c-{:05}\",\"total\":{total}.50,\"items\":[{{\"sku\":\"A-1\",\"count\":2}},{{\"sku\":\"B-2\",\"count\":1}}],\"placed\":\"2026-11-20T10:00:00Z\"}}"#,
            number % 997
        );
        block.push_str(&format!(
            r#"{{"messageId":"{number:08x}-87a3-44ab-83d2-661975830a7d","receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a","body":"{body}","attributes":{{"ApproximateReceiveCount":"1","SentTimestamp":"1763632800000","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1763632800100"}},"messageAttributes":{{}},"md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:123456789012:orders","awsRegion":"us-east-1"}}"#
        ));
        block.push('\n');
    }
    block.into_bytes()
}
