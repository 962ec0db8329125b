//! What services declare.

use std::collections::BTreeMap;

use super::*;
use crate::iac::{FileError, Files};

/// Files in memory.
struct Memory(BTreeMap<&'static str, &'static str>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<String, FileError> {
        let text = self.0.get(path).ok_or(FileError::Missing)?;
        Ok((*text).to_owned())
    }

    fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
        Ok(Vec::new())
    }
}

/// A value in a line: what is open in braces.
fn shown(value: &Value) -> String {
    match &value.kind {
        Kind::Open(open) => open.to_display(),
        Kind::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(shown).collect();
            format!("[{}]", elements.join(","))
        }
        Kind::Object(members) => {
            let members = members.iter();
            let members: Vec<String> = members
                .map(|member| format!("{}:{}", member.name.to_display(), shown(&member.value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Kind::String(text) => text.to_display().into_owned(),
        _ => value.to_compact(),
    }
}

fn template(text: &str, settings: &Settings) -> Template {
    let files = Memory(BTreeMap::from([
        (
            "rates.yml",
            "fast:\n  - rate(2 minutes)\n  - ${self:custom.rate}\n",
        ),
        (
            "pattern.json",
            r#"{"source": ["a"], "detail": {"n": [1.0]}}"#,
        ),
        ("note.txt", "a note"),
        ("broken.yml", "a: [1"),
    ]));
    let text = format!("service: shop\nprovider: {{name: aws, region: eu-west-1}}\n{text}");
    let mut texts = Texts::new("serverless.yml", &text, &files);
    read(&mut texts, settings)
        .and_then(Result::ok)
        .unwrap_or_else(|| panic!("{text}"))
}

/// Resources of a kind: id and properties.
fn resources(template: &Template, kind: &str) -> Vec<String> {
    let all = template.resources.iter().filter(|one| one.kind == kind);
    all.map(|one| format!("{} {}", one.id, shown(&one.properties)))
        .collect()
}

/// What becomes of a variable in `custom.x`.
fn variable(text: &str) -> String {
    let yaml = format!(
        "custom:\n  rate: rate(1 day)\n  list: [a, b]\n  map: {{k: v, n: 1.0}}\n  loop: ${{self:custom.loop}}\n  null: ~\n  x: {text}\nparams: {{default: {{p: 1}}, dev: {{q: 2}}}}\nresources: {{Resources: {{R: {{Type: AWS::Events::Rule, Properties: {{EventPattern: \"${{self:custom.x}}\"}}}}}}}}\n"
    );
    let parameters = [
        ("env:HOME", "/h"),
        ("opt:o", "given"),
        ("given", "p"),
        ("ssm:/y", "y"),
    ];
    let parameters =
        parameters.map(|(name, text)| (name.to_owned(), Value::text(text, Span::at(0))));
    let settings = Settings {
        parameters: parameters.into(),
        ..Settings::default()
    };
    let template = template(&yaml, &settings);
    let rule = template.resources.iter().find(|one| one.id == "R");
    let value = rule.and_then(|one| one.properties.get("EventPattern"));
    let told: Vec<&str> = template
        .diagnostics
        .iter()
        .map(|told| told.message.as_str())
        .collect();
    let shown = value.map(shown).unwrap_or_default();
    [vec![shown.as_str()], told].concat().join(" ! ")
}

/// Every source of variables: one that is known, and one that is not.
const SOURCES: [(&str, &[(&str, &str)]); 17] = [
    (
        "self",
        &[
            ("${self:custom.list.0}", "a"),
            (
                "${self:custom.none}",
                "${self:custom.none} ! `self:custom.none` has no value",
            ),
        ],
    ),
    (
        "opt",
        &[
            ("${opt:o}", "given"),
            ("${opt:x}", "${opt:x}"),
            ("${opt:x, 'y'}", "y"),
        ],
    ),
    ("env", &[("${env:HOME}", "/h"), ("${env:Y}", "${env:Y}")]),
    (
        "param",
        &[("${param:p}", "1"), ("${param:x}", "${param:x}")],
    ),
    (
        "file",
        &[
            ("${file(note.txt)}", "a note"),
            ("${file(x.js)}", "${file(x.js)}"),
        ],
    ),
    (
        "sls",
        &[
            ("${sls:stage}", "dev"),
            ("${sls:instanceId}", "${sls:instanceId}"),
        ],
    ),
    (
        "aws",
        &[
            ("${aws:region}-${aws:partition}", "eu-west-1-aws"),
            ("${aws:accountId}", "${aws:accountId}"),
        ],
    ),
    (
        "strToBool",
        &[
            ("${strToBool(0)}", "false"),
            ("${strToBool(${opt:x})}", "${strToBool(${opt:x})}"),
        ],
    ),
    ("cf", &[("${cf:a.B}", "${cf:a.B}")]),
    ("ssm", &[("${ssm:/y}", "y"), ("a-${ssm:/z}", "a-${ssm:/z}")]),
    ("s3", &[("${s3:b/k}", "${s3:b/k}")]),
    ("git", &[("${git:branch}", "${git:branch}")]),
    ("terraform", &[("${terraform:a:b}", "${terraform:a:b}")]),
    ("vault", &[("${vault:a}", "${vault:a}")]),
    ("doppler", &[("${doppler:a}", "${doppler:a}")]),
    ("output", &[("${output:a.b}", "${output:a.b}")]),
    (
        "fallback",
        &[("${opt:x, env:Y, 'z'}", "z"), ("${opt:x, env:HOME}", "/h")],
    ),
];

#[test]
fn every_source_of_variables_is_asked() {
    let mut wrong = Vec::new();
    for (source, rows) in SOURCES {
        for (text, expected) in rows {
            let got = variable(text);
            if got != *expected {
                wrong.push(format!("{source}: {text} is {got}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn variables_are_filled_in_as_far_as_they_can_be() {
    for (text, expected) in [
        ("${self:service}-${sls:stage}", "shop-dev"),
        ("${self:custom.list.1}", "b"),
        ("${self:custom.map}", "{k:v,n:1}"),
        ("${self:custom.${opt:x, 'rate'}}", "rate(1 day)"),
        ("${opt:o}${env:HOME}", "given/h"),
        ("${opt:x}", "${opt:x}"),
        ("a-${env:Y}-b", "a-${env:Y}-b"),
        ("${env:Y, true}", "true"),
        ("${param:given}${param:p}${param:q}", "p12"),
        ("${aws:region} ${aws:partition}", "eu-west-1 aws"),
        ("${aws:accountId}", "${aws:accountId}"),
        ("${cf:a.B, 'c'}", "${cf:a.B}"),
        ("${ssm:/y}", "y"),
        ("${file(./rates.yml):fast.1}", "rate(1 day)"),
        ("${file(pattern.json)}", "{source:[a],detail:{n:[1]}}"),
        ("${file(note.txt)}", "a note"),
        ("${file(none.yml):a, 'c'}", "c"),
        ("${file(x.js):a}", "${file(x.js):a}"),
        ("${strToBool(TRUE)}", "true"),
        ("${AWS::Region}", "${AWS::Region}"),
        ("${self:custom.null, 5}", "5"),
        (
            "${self:custom.none}",
            "${self:custom.none} ! `self:custom.none` has no value",
        ),
        (
            "${self:custom.loop}",
            "${self:custom.loop} ! a variable depends on itself",
        ),
        (
            "x${self:custom.list}",
            "x${an array} ! a variable within a text is an array, which makes no text",
        ),
        (
            "${self:custom.a, word}",
            "${self:custom.a, word} ! `word` is no source of a variable, and no number, `true`, `false` or `null`",
        ),
        (
            "${file(broken.yml):a}",
            "${file(broken.yml):a} ! a bracket is not closed",
        ),
    ] {
        assert_eq!(variable(text), expected, "{text}");
    }
}

const NAMED: &str = "custom: {v: 1}\nfunctions:\n  f-1:\n    name: full\n    events:\n";

fn made(events: &str, kind: &str) -> Vec<String> {
    let text = format!("{NAMED}{events}");
    let settings = Settings {
        account: Some("1".to_owned()),
        ..Settings::default()
    };
    let template = template(&text, &settings);
    let told = template
        .diagnostics
        .iter()
        .map(|told| format!("! {}", told.message));
    resources(&template, kind).into_iter().chain(told).collect()
}

/// What the target of `f-1` is where the account is known.
const F: &str = "arn:aws:lambda:eu-west-1:1:function:full";

#[test]
fn events_become_what_serverless_makes_of_them() {
    for (event, kind, expected) in [
        (
            "eventBridge: {eventBus: !ImportValue B, pattern: {source: [a]}, inputPath: $.x, deadLetterQueueArn: q}",
            "AWS::Events::Rule",
            "Fullrule1EventBridgeRule {EventBusName:${ImportValue B},EventPattern:{source:[a]},Name:full-rule-1,State:ENABLED,Targets:[{Arn:F,Id:full-rule-1-target,DeadLetterConfig:{Arn:q},InputPath:$.x}]}",
        ),
        (
            "eventBridge: {eventBus: b, schedule: rate(1 day), input: {a: '${opt:x}'}, enabled: \"${opt:on}\"}",
            "AWS::Events::Rule",
            "Fullrule1EventBridgeRule {EventBusName:b,Name:full-rule-1,ScheduleExpression:rate(1 day),State:${opt:on},Targets:[{Arn:F,Id:full-rule-1-target,Input:{\"a\":\"${opt:x}\"}}],Arn:arn:aws:events:eu-west-1:1:rule/b/full-rule-1}",
        ),
        (
            "eventBridge: {eventBus: b, schedule: rate(1 day)}",
            "AWS::Events::EventBus",
            "BEventBridgeEventBus {Name:b,Arn:arn:aws:events:eu-west-1:1:event-bus/b}",
        ),
        (
            "eventBridge: {eventBus: b, schedule: rate(1 day)}",
            "AWS::Lambda::Permission",
            "FDash1EventBridgeLambdaPermission1 {FunctionName:F,Action:lambda:InvokeFunction,Principal:events.amazonaws.com,SourceArn:arn:aws:events:eu-west-1:1:rule/b/full-rule-1}",
        ),
        (
            "eventBridge: \"${file(x.js)}\"",
            "AWS::Events::Rule",
            "! the `eventBridge` of the function `f-1` is left out",
        ),
        (
            "cloudwatchEvent: {event: {source: [a]}, input: {a: 1}}",
            "AWS::Events::Rule",
            "FDash1EventsRuleCloudWatchEvent1 {EventPattern:{source:[a]},State:ENABLED,Targets:[{Arn:F,Id:f-1CloudWatchEvent,Input:{\"a\":1}}],Name:${generated}}",
        ),
        (
            "schedule: {rate: \"${opt:r}\", name: n, input: {body: '{\"a\": 1}'}}",
            "AWS::Events::Rule",
            "FDash1EventsRuleSchedule1 {ScheduleExpression:${opt:r},State:ENABLED,Name:n,Targets:[{Arn:F,Id:f-1Schedule,Input:{\"body\":{\"a\":1}}}],Arn:arn:aws:events:eu-west-1:1:rule/n}",
        ),
        (
            "schedule: {rate: rate(1 day), method: scheduler}",
            "AWS::Scheduler::Schedule",
            "FDash1SchedulerSchedule1 {ScheduleExpression:rate(1 day),State:ENABLED,Target:{Arn:F,RoleArn:arn:aws:iam::1:role/shop-dev-eu-west-1-lambdaRole},FlexibleTimeWindow:{Mode:OFF},Name:${generated}}",
        ),
        (
            "sqs: {arn: !GetAtt Q.Arn, filterPatterns: [{body: {a: [1]}}]}",
            "AWS::Lambda::EventSourceMapping",
            "FDash1EventSourceMappingSQSQ {EventSourceArn:${Q.Arn},FunctionName:F,BatchSize:10,Enabled:true,FilterCriteria:{Filters:[{Pattern:{\"body\":{\"a\":[1]}}}]}}",
        ),
        (
            "stream: {arn: 'arn:aws:kinesis:r:1:stream/s', batchWindow: 5, destinations: {onFailure: 'arn:aws:sqs:r:1:q'}}",
            "AWS::Lambda::EventSourceMapping",
            "FDash1EventSourceMappingKinesisS {EventSourceArn:arn:aws:kinesis:r:1:stream/s,FunctionName:F,BatchSize:10,MaximumBatchingWindowInSeconds:5,StartingPosition:TRIM_HORIZON,Enabled:true,DestinationConfig:{OnFailure:{Destination:arn:aws:sqs:r:1:q}}}",
        ),
        (
            "msk: {arn: 'arn:aws:kafka:r:1:cluster/c/u', topic: t, enabled: false}",
            "AWS::Lambda::EventSourceMapping",
            "FDash1EventSourceMappingMSKCT {EventSourceArn:arn:aws:kafka:r:1:cluster/c/u,FunctionName:F,StartingPosition:TRIM_HORIZON,Enabled:false}",
        ),
        (
            "sns: {topicName: t, filterPolicy: {a: [b]}, redrivePolicy: {deadLetterTargetRef: Q}}",
            "AWS::SNS::Subscription",
            "FDash1SnsSubscriptionT {TopicArn:arn:aws:sns:eu-west-1:1:t,Protocol:lambda,Endpoint:F,FilterPolicy:{a:[b]},RedrivePolicy:{deadLetterTargetArn:${Q.Arn}}}",
        ),
    ] {
        let made = made(&format!("      - {event}\n"), kind).join(" ");
        let made = made.split(" ! the template has no").next().unwrap_or("");
        assert_eq!(made.replace(F, "F"), expected, "{event}");
    }
}

#[test]
fn what_serverless_refuses_is_told() {
    for (event, expected) in [
        (
            "eventBridge: {name: x}",
            "an `eventBridge` event has a `pattern` or a `schedule`",
        ),
        (
            "eventBridge: {schedule: rate(1 day), input: {a: 1}, inputPath: x}",
            "`input`, `inputPath` and `inputTransformer` stand in one event",
        ),
        (
            "schedule: at(2026-01-01T00:00:00)",
            "a `schedule` takes `rate(…)` and `cron(…)` with six fields",
        ),
        (
            "schedule: {rate: [rate(1 day), rate(1 hour)], name: n}",
            "several rates cannot share one name",
        ),
        (
            "schedule: {rate: rate(1 day), timezone: UTC}",
            "`timezone` goes with `method: scheduler` alone",
        ),
        (
            "schedule: {rate: rate(1 day), method: scheduler, inputPath: x}",
            "`inputPath` does not go with `method: scheduler`",
        ),
    ] {
        let made = made(&format!("      - {event}\n"), "none");
        assert_eq!(made, [format!("! {expected}")], "{event}");
    }
}

#[test]
fn resources_are_put_over_what_was_made_and_extensions_change_it() {
    let text = format!(
        "{NAMED}      - schedule: rate(1 day)\nresources:\n  - Resources:\n      FDash1EventsRuleSchedule1: {{Properties: {{Name: over}}}}\n  - Resources: {{}}\n    extensions:\n      FDash1EventsRuleSchedule1: {{Properties: {{State: DISABLED}}}}\n"
    );
    let template = template(&text, &Settings::default());
    assert_eq!(
        resources(&template, "AWS::Events::Rule"),
        [
            "FDash1EventsRuleSchedule1 {ScheduleExpression:rate(1 day),Targets:[{Arn:${FDash1LambdaFunction.Arn},Id:f-1Schedule}],Name:over,State:DISABLED}"
        ]
    );
}

#[test]
fn what_is_no_service_is_left_to_others_and_programs_are_told() {
    let read = |name: &str, text: &str| {
        let mut texts = Texts::new(name, text, &crate::iac::NoFiles);
        let read = read(&mut texts, &Settings::default());
        read.map(|read| {
            read.map(|template| template.resources.len())
                .map_err(|told| told.message)
        })
    };
    let json = r#"{"service": "s", "provider": "aws", "functions": {"f": {"events": [{"schedule": "rate(1 day)"}]}}}"#;
    assert_eq!(read("serverless.json", json), Some(Ok(4)));
    assert_eq!(read("a.yml", "Resources: {}"), None);
    assert_eq!(
        read("p.json", r#"{"service": ["a"], "provider": ["b"]}"#),
        None
    );
    let refused = "`serverless.ts` is a program, which is not run";
    assert_eq!(
        read("x/serverless.ts", "export default {}"),
        Some(Err(refused.to_owned()))
    );
    let broken = "service: s\nprovider: [\n";
    assert_eq!(
        read("serverless.yml", broken),
        Some(Err("a bracket is not closed".to_owned()))
    );
}

#[test]
fn a_bomb_of_variables_ends() {
    let mut doubling = "custom:\n  v0: xxxxxxxx\n".to_owned();
    let mut chain = "custom:\n  v0: rate(1 day)\n".to_owned();
    for level in 1..1_000 {
        let before = level - 1;
        doubling.push_str(&format!(
            "  v{level}: [\"${{self:custom.v{before}}}\", \"${{self:custom.v{before}}}\"]\n"
        ));
        chain.push_str(&format!("  v{level}: ${{self:custom.v{before}}}\n"));
    }
    for (bomb, told) in [
        (
            doubling,
            "values and variables stand too deep in each other",
        ),
        (chain, "values and variables stand too deep in each other"),
    ] {
        let text = format!(
            "{bomb}functions: {{f: {{events: [{{schedule: \"${{self:custom.v999}}\"}}]}}}}\n"
        );
        let template = template(&text, &Settings::default());
        let first = template.diagnostics.first();
        assert_eq!(first.map(|first| first.message.as_str()), Some(told));
    }
}
