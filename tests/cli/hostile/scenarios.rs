//! Command lines that are fine, made of the rows and files of `fixtures/`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{Random, Scenario};

/// The rows and files that command lines are made of.
pub struct Corpus {
    /// Patterns that AWS takes, and an event for each.
    patterns: Vec<(String, String)>,
    /// Schedules that AWS takes: expression, time zone, service.
    schedules: Vec<[String; 3]>,
    transforms: Vec<Value>,
    pipes: Vec<(String, String)>,
    events: Vec<String>,
    schedule_files: Vec<String>,
    logs: String,
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(path);
    fs::read_to_string(path).unwrap()
}

/// The files of a folder whose names end so, sorted.
fn files(folder: &str, end: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(folder);
    let names = fs::read_dir(path).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(end)).collect();
    names.sort();
    names
        .iter()
        .map(|name| format!("{folder}/{name}"))
        .collect()
}

fn rows(path: &str) -> Vec<Value> {
    let text = read(path);
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A member that is a text, or the text of one that is not.
fn text(row: &Value, name: &str) -> String {
    match &row[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Corpus {
    pub fn read() -> Self {
        let all = |folder| files(folder, ".jsonl").into_iter();
        let patterns = all("patterns").flat_map(|file| rows(&file));
        let patterns = patterns.filter(|row| row["valid"] == true);
        let schedules = rows("schedules/expressions.jsonl").into_iter();
        let schedules = schedules.filter(|row| row.get("error").is_none());
        let transforms = all("transforms").flat_map(|file| rows(&file));
        let transforms = transforms.filter(|row| row.get("error").is_none());
        let pipes = files("pipes", ".pipe.json").into_iter().map(|file| {
            let records = file.replace(".pipe.json", ".records.json");
            let records = [format!("{records}l"), records];
            let is_there = |file: &&String| files("pipes", "").contains(file);
            let records = records.iter().find(is_there).unwrap();
            (read(&file), read(records))
        });
        let texts = |folder, end| files(folder, end).iter().map(|file| read(file)).collect();
        Self {
            patterns: patterns
                .map(|row| (text(&row, "pattern"), text(&row, "event")))
                .collect(),
            schedules: schedules
                .map(|row| ["expr", "tz", "service"].map(|name| text(&row, name)))
                .collect(),
            transforms: transforms.collect(),
            pipes: pipes.collect(),
            events: texts("events", ".json"),
            schedule_files: texts("schedules/files", ".json"),
            logs: read("delivery/logs/three-invocations.jsonl"),
        }
    }

    /// Any command line that is fine.
    pub fn any(&self, random: &mut Random) -> Scenario {
        match random.below(100) {
            0..=23 => self.test_pattern(random),
            24..=29 => self.requests(random),
            30..=46 => self.route(random),
            47..=61 => self.next_fires(random),
            62..=73 => self.transform(random),
            74..=83 => self.pipe(random),
            84..=89 => self.put_events(random),
            90..=94 => self.delivery(random),
            95..=97 => self.conversion(random),
            98 => Scenario::new(&["help", random.word(&["patterns", "schedules", "retries"])]),
            _ => Scenario::new(&["completions", random.word(&["bash", "zsh", "fish"])]),
        }
    }

    fn test_pattern(&self, random: &mut Random) -> Scenario {
        let (pattern, event) = random.pick(&self.patterns);
        let (_, other) = random.pick(&self.patterns);
        let dialect = random.word(&["bus", "bus", "pipe", "lambda", "subscriber"]);
        let expected = random.word(&["match", "no-match"]);
        let flag: &[&str] = match random.below(6) {
            0 => &["--strict"],
            1 => &["--logical"],
            2 => &["--shape", "event"],
            _ => &[],
        };
        Scenario::new(&["test-pattern", "--pattern", "p.json"])
            .file("p.json", &**pattern)
            .file("e.jsonl", format!("{event}\n{other}\n"))
            .with(&["e.jsonl", "--for", dialect, "--expect", expected])
            .with(flag)
            .with(&format(&["human", "json", "jsonl"], random))
    }

    fn requests(&self, random: &mut Random) -> Scenario {
        let line = |random: &mut Random| {
            let (pattern, event) = random.pick(&self.patterns);
            json!({"id": "r", "EventPattern": pattern, "Event": event}).to_string()
        };
        let lines = [line(random), line(random), line(random)].join("\n");
        Scenario::new(&["test-pattern", "--lenient-events", "--requests", "-"]).stdin(lines)
    }

    fn route(&self, random: &mut Random) -> Scenario {
        let mut rules = String::new();
        let mut events = String::new();
        let mut resources = serde_json::Map::new();
        let mut answer = Vec::new();
        for number in 0..3 {
            let (pattern, event) = random.pick(&self.patterns);
            let pattern: Value = serde_json::from_str(pattern).unwrap_or_default();
            events.push_str(&format!("{event}\n"));
            let name = format!("rule{number}");
            rules.push_str(&format!("{}\n", json!({"name": name, "pattern": pattern})));
            let properties = json!({"Name": name, "EventPattern": pattern, "State": "ENABLED"});
            let rule = json!({"Type": "AWS::Events::Rule", "Properties": properties});
            answer.push(
                json!({"Name": name, "State": "ENABLED", "EventBusName": "default",
                "EventPattern": pattern.to_string()}),
            );
            resources.insert(format!("Rule{number}"), rule);
        }
        let template = json!({"Resources": resources}).to_string();
        let (name, rules) = match random.below(5) {
            0 => ("template.json", template),
            1 => ("answer.json", json!({"Rules": answer}).to_string()),
            _ => ("r.jsonl", rules),
        };
        let flag: &[&str] = match random.below(4) {
            0 => &["--count"],
            1 => &["--unmatched"],
            2 => &["--threads", "2"],
            _ => &[],
        };
        Scenario::new(&["route", "--rules", name, "e.jsonl"])
            .file(name, rules)
            .file("e.jsonl", events)
            .with(flag)
            .with(&format(&["human", "json", "jsonl"], random))
    }

    fn next_fires(&self, random: &mut Random) -> Scenario {
        let formats = ["human", "json", "jsonl", "csv", "ics", "svg"];
        let [expression, zone, service] = random.pick(&self.schedules);
        let after = "2026-11-20T10:00:00Z";
        let scenario = Scenario::new(&["next-fires", "--after", after, "-n", "3"]);
        match random.below(5) {
            4 => {
                let properties = json!({"ScheduleExpression": expression, "State": "ENABLED",
                    "ScheduleExpressionTimezone": zone, "FlexibleTimeWindow": {"Mode": "OFF"},
                    "Target": {"Arn": {"Fn::GetAtt": ["Queue", "Arn"]}, "RoleArn": "arn:aws:iam::123456789012:role/r"}});
                let schedule = json!({"Type": "AWS::Scheduler::Schedule", "Properties": properties});
                scenario
                    .file("t.json", json!({"Resources": {"Nightly": schedule}}).to_string())
                    .with(&["t.json#Nightly"])
            }
            0 => scenario
                .file("s.json", &**random.pick(&self.schedule_files))
                .file("t.json", &**random.pick(&self.schedule_files))
                .with(&["s.json", "t.json"]),
            1 => {
                let schedule = json!({"Name": "nightly", "ScheduleExpression": expression,
                    "ScheduleExpressionTimezone": zone, "FlexibleTimeWindow": {"Mode": "OFF"},
                    "Target": {"Arn": "arn:aws:sqs:us-east-1:123456789012:q", "RoleArn": "arn:aws:iam::123456789012:role/r"}});
                scenario.file("s.json", schedule.to_string()).with(&["s.json"])
            }
            2 => {
                let [other, ..] = random.pick(&self.schedules);
                scenario.stdin(format!("{expression}\n{other}\n")).with(&["-"])
            }
            _ => scenario.with(&[expression, "--timezone", zone, "--service", service]),
        }
        .with(&format(&formats, random))
    }

    fn transform(&self, random: &mut Random) -> Scenario {
        let row = random.pick(&self.transforms);
        let scenario = Scenario::new(&["transform", "e.json"]).file("e.json", text(row, "event"));
        match row["kind"].as_str().unwrap_or_default() {
            "rule-input-path" => scenario.with(&["--input-path", &text(row, "input_path")]),
            "rule-input-transformer" => scenario.with(&[
                "--input-template",
                &text(row, "input_template"),
                "--input-paths-map",
                &text(row, "input_paths_map"),
            ]),
            "pipe-template" => {
                scenario.with(&["--for", "pipe", "--input-template", &text(row, "template")])
            }
            _ => {
                let target = json!({"Id": "t", "Arn": "arn:aws:sqs:us-east-1:123456789012:q",
                    "InputTransformer": {"InputPathsMap": {"id": "$.id", "d": "$.detail"},
                        "InputTemplate": "{\"id\": <id>, \"text\": \"<d>\"}"}});
                let (_, event) = random.pick(&self.patterns);
                Scenario::new(&["transform", "e.json", "--target", "t.json"])
                    .file("e.json", &**event)
                    .file("t.json", target.to_string())
            }
        }
        .with(&format(&["human", "json", "jsonl"], random))
    }

    fn pipe(&self, random: &mut Random) -> Scenario {
        let (pipe, records) = random.pick(&self.pipes);
        Scenario::new(&["pipe", "--pipe", "pipe.json", "--records", "records.json"])
            .file("pipe.json", &**pipe)
            .file("records.json", &**records)
            .with(&format(&["human", "json", "jsonl"], random))
    }

    fn put_events(&self, random: &mut Random) -> Scenario {
        let is_request = |event: &&String| event.contains("DetailType");
        let requests: Vec<&String> = self.events.iter().filter(is_request).collect();
        Scenario::new(&[
            "put-events",
            "entries.json",
            "--time",
            "2026-11-20T10:00:00Z",
        ])
        .file("entries.json", &***random.pick(&requests))
        .with(&format(&["human", "json", "jsonl"], random))
    }

    fn conversion(&self, random: &mut Random) -> Scenario {
        let (pattern, event) = random.pick(&self.patterns);
        let (_, other) = random.pick(&self.patterns);
        let [expression, ..] = random.pick(&self.schedules);
        match random.below(5) {
            0 => Scenario::new(&["convert", "cron", "crontab"]).file(
                "crontab",
                format!("CRON_TZ=Europe/Berlin\n0 0 13 * 5 root a\n@daily b\n61 * * * * c\n{expression}\n"),
            ),
            1 => Scenario::new(&["convert", "s3-notification", "n.json"]).file(
                "n.json",
                json!({"TopicConfigurations": [{"Id": "t", "TopicArn": "t", "Events": ["s3:ObjectCreated:Put", "s3:Replication:*"],
                    "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "a%20b"}, {"Name": "suffix", "Value": ".jpg"}]}}}]})
                .to_string(),
            ),
            2 => Scenario::new(&["convert", "sns-filter-policy", "p.json", "--scope", "body"])
                .file("p.json", &**pattern),
            3 => Scenario::new(&["convert", "event-source-filter", "p.json", "--to", "pipe", "--source", "dynamodb"])
                .file("p.json", json!({"detail": serde_json::from_str::<Value>(pattern).unwrap_or_default()}).to_string()),
            _ => Scenario::new(&["infer", "--match", "m.jsonl", "--no-match", "o.jsonl", "--shape", "event"])
                .file("m.jsonl", &**event)
                .file("o.jsonl", &**other),
        }
        .with(&format(&["human", "json", "jsonl"], random))
    }

    fn delivery(&self, random: &mut Random) -> Scenario {
        let formats = ["human", "json", "jsonl", "csv", "svg"];
        let codes = random.pick(&[
            "until=2m",
            "codes=503,THROTTLING",
            "permanent=NO_PERMISSIONS",
        ]);
        let queue = random.word(&["arn:aws:sqs:us-east-1:123456789012:dlq", "none", "denied"]);
        let common = ["--fail", codes, "--dead-letter-queue", queue, "--seed", "1"];
        match random.below(10) {
            0..=1 => {
                let target = json!({"Id": "t", "Arn": "arn:aws:lambda:us-east-1:123456789012:function:f",
                    "RetryPolicy": {"MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 600},
                    "DeadLetterConfig": {"Arn": "arn:aws:sqs:us-east-1:123456789012:dlq"}});
                Scenario::new(&["simulate-retries", "--fail", codes, "--target", "t.json"])
                    .file("t.json", json!({"Targets": [target]}).to_string())
            }
            2..=5 => {
                let (_, event) = random.pick(&self.patterns);
                Scenario::new(&[
                    "simulate-retries",
                    "--payload",
                    "e.json",
                    "--maximum-retry-attempts",
                    "4",
                ])
                .file("e.json", &**event)
                .with(&common)
                .with(if random.percent(40) {
                    &["--runs", "20"]
                } else {
                    &[]
                })
            }
            6..=8 => Scenario::new(&[
                "simulate-load",
                "--events",
                "20",
                "--rate",
                "10/s",
                "--target-capacity",
                "5/s",
            ])
            .with(&common),
            _ => Scenario::new(&["fit-retries", "logs.jsonl"])
                .file("logs.jsonl", &*self.logs)
                .with(&format(&["human", "json", "csv"], random)),
        }
        .with(&format(&formats, random))
    }
}

/// The flag for one of these formats.
fn format<'f>(all: &[&'f str], random: &mut Random) -> [&'f str; 2] {
    ["--format", random.word(all)]
}
