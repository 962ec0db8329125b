//! The JSON that scripts rely on, held to the schemas in `schemas/output`.
//!
//! A schema names the keys that are promised and their types. Keys may be added; a promised one may
//! neither go nor change its type.

use evb::commands::Exit;
use evb::report::schemas::SCHEMAS;
use serde_json::Value;

use crate::support::Pretend;

const PATTERN: &str = r#"{"detail":{"state":["running"],"ip":[{"cidr":"::/0"}]}}"#;

/// One event that matches, resting on a quirk of the engine, and one that does not.
const EVENTS: &str = concat!(
    r#"{"id":"1","detail":{"state":"running","ip":"10.0.0.1"}}"#,
    "\n",
    r#"{"id":"2","detail":{"state":"Running","ip":"10.0.0.1"}}"#,
    "\n",
);

fn host() -> Pretend {
    let fixture = |path: &str| {
        std::fs::read(format!("{}/fixtures/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    Pretend::default()
        .file("pattern.json", PATTERN)
        .file("events.jsonl", EVENTS)
        .file("rules.jsonl", format!("{{\"name\":\"running\",\"pattern\":{PATTERN}}}\n"))
        .file("pipe.json", fixture("pipes/sqs.pipe.json"))
        .file("records.jsonl", fixture("pipes/sqs.records.jsonl"))
        .file("t.yaml", include_str!("../../fixtures/templates/flow.template.yaml"))
        .file("main.tf", "variable \"s\" {}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  name = \"r-${var.s}\"\n  event_pattern = jsonencode({ source = [var.s] })\n}\n")
        .file("s.sh", "aws events put-targets --rule r --targets Id=1,Arn=a\naws events put-rule --name gone\naws events delete-rule --name gone\n")
        .file("way.yaml", include_str!("../../fixtures/delivery/way.yaml"))
        .file("neighbours.yaml", include_str!("../../fixtures/delivery/neighbours.yaml"))
        .file("two.yaml", "Resources:\n  R: {Type: AWS::Events::Rule, Properties: {EventPattern: {a: [1]}, Targets: [{Id: f, Arn: !GetAtt F.Arn}]}}\n  F: {Type: AWS::Lambda::Function, Properties: {DeadLetterConfig: {TargetArn: !GetAtt Q.Arn}}}\n  I: {Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref F, Qualifier: $LATEST, DestinationConfig: {OnFailure: {Destination: !GetAtt Q.Arn}}}}\n  Q: {Type: AWS::SQS::Queue}\n")
        .file("logs.jsonl", fixture("delivery/logs/three-invocations.jsonl"))
        .file("s.evb.yaml", "rules: {Running: {detail: {state: [running]}}}\ncases:\n  - {name: runs, event: {detail: {state: running}}, matches: [Running]}\n  - {name: stops, event: {detail: {state: stopped}}, matches: [Running], because: {Running: detail.state}}\n")
        .file("requests.jsonl", "{\"EventPattern\":\"{}\",\"Event\":\"{}\"}\n{\"EventPattern\":\"{\\\"a\\\":[1]}\",\"Event\":\"{}\"}\n")
}

/// Every mistake of `document` against the schema called `name`.
fn mistakes(name: &str, document: &str) -> Vec<String> {
    let root = env!("CARGO_MANIFEST_DIR");
    let file = |path: &str| std::fs::read(format!("{root}/{path}/{name}.json"));
    // Those of other programs' formats are no promise of evb's.
    let schema = file("schemas/output").or_else(|_| file("fixtures/schemas"));
    let schema: Value = serde_json::from_slice(&schema.unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let document: Value = serde_json::from_str(document).unwrap();
    let errors = validator.iter_errors(&document);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Standard output as a whole is one document of that kind.
fn document(name: &str, arguments: &[&str]) {
    let ended = host().run(arguments);
    assert_eq!(
        mistakes(name, &ended.stdout),
        Vec::<String>::new(),
        "{}",
        ended.stdout
    );
}

/// Every line of standard output is a document of that kind, and there are `lines` of them.
fn lines(name: &str, lines: usize, arguments: &[&str]) {
    let ended = host().run(arguments);
    assert_eq!(ended.stdout.lines().count(), lines, "{}", ended.stdout);
    for line in ended.stdout.lines() {
        assert_eq!(mistakes(name, line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn test_pattern_keeps_its_contract() {
    let all = [
        "test-pattern",
        "--pattern",
        "pattern.json",
        "events.jsonl",
        "--format",
    ];
    document("test-pattern", &[&all[..], &["json"]].concat());
    lines("test-pattern-line", 2, &[&all[..], &["jsonl"]].concat());
    lines(
        "test-pattern-answer",
        2,
        &[
            "test-pattern",
            "--requests",
            "requests.jsonl",
            "--lenient-events",
        ],
    );
}

#[test]
fn test_pattern_keeps_its_contract_where_the_engine_is_wrong() {
    let pattern = r#"{"$or":[{"a":["x"]},{"a":["x","y"]}]}"#;
    let all = [
        "test-pattern",
        "--pattern",
        pattern,
        r#"{"a":"y"}"#,
        "--format",
    ];
    document("test-pattern", &[&all[..], &["json"]].concat());
    lines("test-pattern-line", 1, &[&all[..], &["jsonl"]].concat());
}

#[test]
fn next_fires_keeps_its_contract() {
    let all = [
        "next-fires",
        "cron(30 1 * * ? *)",
        "--timezone",
        "Europe/Berlin",
        "--window",
        "15",
        "-n",
        "3",
        "--format",
    ];
    document("next-fires", &[&all[..], &["json"]].concat());
    lines("next-fires-line", 3, &[&all[..], &["jsonl"]].concat());
}

#[test]
fn check_keeps_its_contract() {
    let all = [
        "check",
        "t.yaml",
        "main.tf",
        "s.sh",
        r#"{"a": [{"x": 1}], "b": "c"}"#,
        "missing.json",
        "--format",
    ];
    document("check", &[&all[..], &["json"]].concat());
    let all = [
        "check",
        "main.tf",
        r#"{"a": [{"x": 1}], "b": "c"}"#,
        "--format",
    ];
    lines("check-line", 5, &[&all[..], &["jsonl"]].concat());
    document("gitlab-code-quality", &[&all[..], &["gitlab"]].concat());
}

#[test]
fn list_keeps_its_contract() {
    let all = ["list", "t.yaml", "main.tf", "s.sh", "--format"];
    document("list", &[&all[..], &["json"]].concat());
    lines("list-line", 15, &[&all[..], &["jsonl"]].concat());
}

#[test]
fn transform_keeps_its_contract() {
    let all = [
        "transform",
        "events.jsonl",
        "--input-paths-map",
        r#"{"d":"$.detail"}"#,
        "--format",
        "json",
    ];
    document(
        "transform",
        &[&all[..], &["--input-template", r#"{"d": <d>}"#]].concat(),
    );
    document(
        "transform",
        &[&all[..], &["--input-template", r#"{"d": "<d>"}"#]].concat(),
    );
}

#[test]
fn transform_keeps_its_contract_line_by_line() {
    let all = ["transform", "--format", "jsonl"];
    let template = ["--input-paths-map", r#"{"d":"$.detail"}"#];
    let events = ["events.jsonl", "--input-template", r#"{"d": <d>}"#];
    lines(
        "transform-line",
        2,
        &[&all[..], &template, &events].concat(),
    );
    let broken = ["{\"a\":", "--input-template", r#"{"d": "<d>"}"#];
    lines(
        "transform-line",
        1,
        &[&all[..], &template, &broken].concat(),
    );
}

#[test]
fn put_events_keeps_its_contract() {
    let entries = r#"[{"Source":"a","DetailType":"b","Detail":"{}"},{"Source":""}]"#;
    document("put-events", &["put-events", entries, "--format", "json"]);
}

#[test]
fn convert_keeps_its_contract() {
    for arguments in [
        ["cron", "0 0 13 * 5", "--timezone=Europe/Berlin"],
        ["cron", "@reboot", "0 0 L * *"],
        [
            "s3-notification",
            r#"{"QueueConfigurations":[{"Id":"q","Events":["s3:ObjectCreated:*","s3:Replication:*"]}]}"#,
            "--one-rule",
        ],
        ["sns-filter-policy", r#"{"a":["x"]}"#, "--scope=body"],
    ] {
        document(
            "convert",
            &[&["convert"], &arguments[..], &["--format", "json"]].concat(),
        );
    }
}

#[test]
fn infer_keeps_its_contract() {
    let one = r#"{"a":"x","b":1}"#;
    for other in [r#"{"a":"y","b":1}"#, one] {
        let all = [
            "infer",
            "--shape",
            "event",
            "--match",
            one,
            "--no-match",
            other,
        ];
        document("infer", &[&all[..], &["--format", "json"]].concat());
    }
}

#[test]
fn sample_keeps_its_contract() {
    let pattern = r#"{"source":["x",{"exists":false}],"$or":[{"a":[1]},{"b":["y"]}]}"#;
    let all = ["sample", pattern, "--format", "json"];
    document("sample", &all);
    document("sample", &[&all[..], &["--near-miss"]].concat());
}

#[test]
fn pipe_keeps_its_contract() {
    document(
        "pipe",
        &[
            "pipe",
            "--pipe",
            "pipe.json",
            "--records",
            "records.jsonl",
            "--format",
            "json",
        ],
    );
    let all = ["pipe", "--pipe", "pipe.json", "--format", "jsonl"];
    let records = ["--records", "records.jsonl"];
    let ended = host().run(&[&all[..], &records].concat());
    let count = ended.stdout.lines().count();
    assert!(count > 5, "{}", ended.stdout);
    lines("pipe-line", count, &[&all[..], &records].concat());
    lines("pipe-line", 2, &[&all[..], &["--check"]].concat());
}

#[test]
fn route_keeps_its_contract() {
    let refused = r#"{"name":"refused","pattern":{"a":1}}"#;
    let trailing = r#"{"name":"trailing","pattern":"{\"a\":[1]} x"}"#;
    let with_rules = |more: &[&str]| {
        let all = [
            "route",
            "--rules",
            "rules.jsonl",
            "events.jsonl",
            "--format",
            "json",
        ];
        document("route", &[&all[..], more].concat());
    };
    with_rules(&[]);
    with_rules(&["--rules", refused, "--rules", trailing]);
    with_rules(&["--count"]);
    document("error", &["route", "--rules", refused, "--format", "json"]);
    lines(
        "route-line",
        1,
        &[
            "route",
            "--count",
            "--rules",
            "rules.jsonl",
            "events.jsonl",
            "--format",
            "jsonl",
        ],
    );
    lines(
        "route-line",
        2,
        &[
            "route",
            "--rules",
            "rules.jsonl",
            "events.jsonl",
            "--format",
            "jsonl",
        ],
    );
}

#[test]
fn simulate_retries_keeps_its_contract() {
    let all = ["simulate-retries", "--format", "json", "--fail"];
    document("simulate-retries", &[&all[..], &["always"]].concat());
    document(
        "simulate-retries",
        &[
            &all[..],
            &["probability=0.9", "--runs", "100", "--seed", "7"],
        ]
        .concat(),
    );
    for way in [
        &["way.yaml#Orders/ship", "never"][..],
        &["way.yaml#Orders/ship", "never", "--at", "Ship:always"],
        &["way.yaml#Ship", "always"],
        &["way.yaml#Alarms", "never", "--at", "function:always"],
        &["way.yaml#Ledger", "always"],
        &["way.yaml#Changing", "always"],
        &[
            "way.yaml#Ping",
            "never",
            "--at",
            "Work:probability=0.5",
            "--runs",
            "10",
        ],
        &["way.yaml#Ping", "always"],
        &[
            "neighbours.yaml#Placed/bus",
            "never",
            "--at",
            "Handle:always",
        ],
        &["neighbours.yaml#Piping", "never", "--at", "Enrich:always"],
        &["two.yaml", "never", "--at", "F:always"],
    ] {
        let [target, fail, rest @ ..] = way else {
            continue;
        };
        let own = [fail, "--target", target];
        document("simulate-retries", &[&all[..], &own, rest].concat());
    }
}

#[test]
fn many_deliveries_keep_their_contract() {
    let retries = ["simulate-retries", "--fail", "codes=503,200", "--format"];
    lines(
        "simulate-retries-line",
        3,
        &[&retries[..], &["jsonl"]].concat(),
    );
    let presets = ["simulate-retries", "--sensitivity", "--format"];
    document(
        "simulate-retries-sensitivity",
        &[&presets[..], &["json"]].concat(),
    );
    let load = "simulate-load --events 20 --rate 10 --target-capacity 5 --format";
    let load: Vec<&str> = load.split(' ').collect();
    document("simulate-load", &[&load[..], &["json"]].concat());
    let fit = ["fit-retries", "logs.jsonl", "--format"];
    document("fit-retries", &[&fit[..], &["json"]].concat());
    for (name, arguments) in [
        ("simulate-retries-line", &presets[..]),
        ("simulate-load-line", &load[..]),
        ("fit-retries-line", &fit[..]),
    ] {
        let ended = host().run(&[arguments, &["jsonl"]].concat());
        assert!(ended.stdout.lines().count() > 2, "{}", ended.stderr);
        for line in ended.stdout.lines() {
            assert_eq!(mistakes(name, line), Vec::<String>::new(), "{line}");
        }
    }
}

#[test]
fn collisions_keep_their_contract() {
    let all = "next-fires|cron(0 9 * * ? *)|cron(0 9 ? * MON *)|rate(5minutes)|--collisions=1|--after|2026-11-20|--until|2026-12-20|--format";
    let all: Vec<&str> = all.split('|').collect();
    document("next-fires-collisions", &[&all[..], &["json"]].concat());
    let ended = host().run(&[&all[..], &["jsonl"]].concat());
    assert!(ended.stdout.lines().count() > 2, "{}", ended.stdout);
    for line in ended.stdout.lines() {
        let mistakes = mistakes("next-fires-collisions-line", line);
        assert_eq!(mistakes, Vec::<String>::new(), "{line}");
    }
}

#[test]
fn compare_keeps_its_contract() {
    let patterns = [
        "compare",
        r#"{"a":["x"]}"#,
        r#"{"a":["x","y"]}"#,
        "--format",
    ];
    let templates = ["compare", "t.yaml", "way.yaml", "--format"];
    for arguments in [patterns, templates] {
        document("compare", &[&arguments[..], &["json"]].concat());
        let ended = host().run(&[&arguments[..], &["jsonl"]].concat());
        assert!(!ended.stdout.is_empty(), "{}", ended.stderr);
        for line in ended.stdout.lines() {
            assert_eq!(
                mistakes("compare-line", line),
                Vec::<String>::new(),
                "{line}"
            );
        }
    }
}

#[test]
fn test_keeps_its_contract() {
    for more in [
        &[][..],
        &["--list"],
        &["--coverage"],
        &["--mutants"],
        &["--coverage", "--mutants", "--verbose"],
    ] {
        let all = [&["test", "s.evb.yaml", "--format"], more].concat();
        let with = |format| [&all[..3], &[format], &all[3..]].concat();
        document("test", &with("json"));
        let ended = host().run(&with("jsonl"));
        assert!(!ended.stdout.is_empty(), "{}", ended.stderr);
        for line in ended.stdout.lines() {
            assert_eq!(mistakes("test-line", line), Vec::<String>::new(), "{line}");
        }
    }
}

#[test]
fn convert_keeps_its_contract_line_by_line() {
    lines(
        "convert-line",
        3,
        &[
            "convert",
            "cron",
            "0 0 13 * 5",
            "0 0 * * *",
            "--format",
            "jsonl",
        ],
    );
}

/// A form is a promise only if somebody can look it up.
#[test]
fn help_prints_the_schema_of_every_form() {
    let directory = format!("{}/schemas/output", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    let mut known: Vec<&str> = SCHEMAS.iter().map(|(name, _)| *name).collect();
    known.sort_unstable();
    assert_eq!(names, known);
    let page = host().run(&["help", "json"]).stdout;
    for (name, text) in SCHEMAS {
        assert_eq!(host().run(&["help", "json", name]).stdout, *text);
        let schema: Value = serde_json::from_str(text).unwrap();
        let title = schema["title"].as_str().unwrap();
        assert!(page.contains(&format!("| `{name}` | {title} |")), "{name}");
    }
}

#[test]
fn a_form_that_there_is_not_gets_the_nearest() {
    insta::assert_snapshot!(host().evb(&["help", "json", "tests"]), @"
    exit: Failure
    --- stderr
    error[help/unknown-topic]: there is no help on `tests`
     |
     = help: did you mean `test`?
    ");
    insta::assert_snapshot!(host().evb(&["help", "patterns", "test"]), @"
    exit: Failure
    --- stderr
    error[help/unknown-topic]: only the topic `json` has forms
     |
     = help: `evb help json test` prints the schema of a form
    ");
}

#[test]
fn schema_keeps_its_contract() {
    let event = r#"{"source":"s","detail-type":"t","detail":{"a":[1,"x"],"at":"2026-11-20"}}"#;
    let schema =
        r#"{"properties":{"detail":{"required":["b"],"properties":{"a":{"type":"array"}}}}}"#;
    let pattern = r#"{"detail":{"c":[1]}}"#;
    for (name, arguments) in [
        ("schema-infer", &["infer", event][..]),
        ("schema-validate", &["validate", "--schema", schema, event]),
        ("schema-diff", &["diff", schema, r#"{"type":"object"}"#]),
        (
            "schema-check",
            &["check", "--pattern", pattern, "--schema", schema],
        ),
    ] {
        let all = [&["schema"], arguments, &["--format"]].concat();
        document(name, &[&all[..], &["json"]].concat());
        let ended = host().run(&[&all[..], &["jsonl"]].concat());
        assert!(!ended.stdout.is_empty(), "{name}: {}", ended.stderr);
        for line in ended.stdout.lines() {
            let name = format!("{name}-line");
            assert_eq!(mistakes(&name, line), Vec::<String>::new(), "{line}");
        }
    }
}

#[test]
fn a_failure_of_any_command_keeps_its_contract() {
    let failures: &[&[&str]] = &[
        &["test-pattern", "--pattern", "{}", "events.jsonl"],
        &["next-fires", "rate(5minutes)"],
        &["transform", "events.jsonl", "--input-template", "<x>"],
        &["put-events", "[]"],
        &["pipe", "--pipe", "{}", "--records", "records.jsonl"],
        &["route", "--rules", "missing.jsonl", "events.jsonl"],
        &["simulate-retries", "--maximum-retry-attempts", "200"],
        &["schema", "diff", "{", "{}"],
        &["no-such-command"],
    ];
    for arguments in failures {
        let ended = host().run(&[arguments, &["--format", "json"][..]].concat());
        assert_eq!(ended.exit, Exit::Failure, "{arguments:?}: {}", ended.stdout);
        assert_eq!(
            mistakes("error", &ended.stdout),
            Vec::<String>::new(),
            "{arguments:?}: {}",
            ended.stdout
        );
    }
}
