//! What programs come to, a row each.

use super::*;
use crate::iac::{FileError, Files};

struct Beside;

impl Files for Beside {
    fn read(&self, path: &str) -> Result<String, FileError> {
        match path {
            "Pulumi.dev.yaml" => {
                Ok("config:\n  shop:every: 10 minutes\n  shop:key: {secure: x}\n".to_owned())
            }
            "pattern.json" => Ok(r#"{"source":["file"]}"#.to_owned()),
            _ => Err(FileError::Missing),
        }
    }

    fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
        Err(FileError::Missing)
    }
}

fn template_of(text: &str) -> Template {
    let settings = Settings {
        stage: Some("dev".to_owned()),
        ..Settings::default()
    };
    let mut texts = Texts::new("Pulumi.yaml", text, &Beside);
    read(&mut texts, &settings).unwrap().unwrap()
}

fn shown(value: &Value) -> String {
    match &value.kind {
        Kind::Open(open) => open.to_display(),
        Kind::Object(members) => {
            let members = members.iter();
            let members =
                members.map(|one| format!("{}:{}", one.name.to_display(), shown(&one.value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Kind::Array(all) => {
            let all = all.iter().map(shown);
            format!("[{}]", all.collect::<Vec<_>>().join(","))
        }
        _ => value.to_compact(),
    }
}

/// What becomes of an expression.
fn worked_out(expression: &str) -> String {
    let expression = match expression.starts_with('{') {
        true => expression.to_owned(),
        false => format!("\"{expression}\""),
    };
    let text = format!(
        "name: shop\nruntime: yaml\nconfig:\n  every: {{type: string}}\n  key: {{}}\n  days: {{type: integer, default: 7}}\nvariables:\n  stage: ${{pulumi.stack}}\n  list: [x, {{a: b}}]\n  loop: ${{loop}}\nresources:\n  queue: {{type: \"aws:sqs:Queue\", properties: {{name: q}}}}\n  auto: {{type: \"aws:sqs:Queue\"}}\n  e: {{type: \"aws:cloudwatch:EventBus\", properties: {{name: b, description: {expression}}}}}\n"
    );
    let template = template_of(&text);
    let bus = template.resources.iter().find(|one| one.id == "e").unwrap();
    shown(bus.properties.get("Description").unwrap())
}

/// Every function, with arguments that are known, that are known in part, and that are not.
const FUNCTIONS: [(&str, &[(&str, &str)]); 16] = [
    (
        "toJSON",
        &[
            ("{fn::toJSON: [a]}", r#""[\"a\"]""#),
            (
                "{fn::toJSON: [\"${queue.arn}\", a]}",
                r#"["${queue.arn}","a"]"#,
            ),
            ("{fn::toJSON: \"${loop}\"}", "\"${loop}\""),
        ],
    ),
    (
        "join",
        &[
            ("{fn::join: [\"-\", [a, b]]}", "\"a-b\""),
            (
                "{fn::join: [\"-\", [a, \"${queue.arn}\"]]}",
                "a-${queue.arn}",
            ),
            ("{fn::join: [\"-\", \"${loop}\"]}", "${fn::join}"),
        ],
    ),
    (
        "split",
        &[
            ("{fn::split: [\",\", \"a,b\"]}", "[\"a\",\"b\"]"),
            ("{fn::split: [\",\", \"a,${queue.arn}\"]}", "${fn::split}"),
        ],
    ),
    (
        "select",
        &[
            ("{fn::select: [0, [a, \"${queue.arn}\"]]}", "\"a\""),
            ("{fn::select: [0, \"${loop}\"]}", "${fn::select}"),
        ],
    ),
    (
        "readFile",
        &[
            (
                "{fn::readFile: pattern.json}",
                r#""{\"source\":[\"file\"]}""#,
            ),
            ("{fn::readFile: none.json}", "${fn::readfile}"),
        ],
    ),
    (
        "toBase64",
        &[
            ("{fn::toBase64: dev}", "\"ZGV2\""),
            ("{fn::toBase64: \"a-${queue.arn}\"}", "${fn::tobase64}"),
        ],
    ),
    (
        "fromBase64",
        &[
            ("{fn::fromBase64: ZGV2}", "\"dev\""),
            ("{fn::fromBase64: \"${queue.arn}\"}", "${fn::frombase64}"),
        ],
    ),
    (
        "secret",
        &[
            ("{fn::secret: a}", "\"a\""),
            ("{fn::secret: \"a-${queue.arn}\"}", "a-${queue.arn}"),
        ],
    ),
    (
        "unsecret",
        &[
            ("{fn::unsecret: a}", "\"a\""),
            ("{fn::unsecret: \"${queue.arn}\"}", "${queue.arn}"),
        ],
    ),
    (
        "length",
        &[
            ("{fn::length: [a, b]}", "2"),
            ("{fn::length: [a, \"${queue.arn}\"]}", "2"),
            ("{fn::length: \"${loop}\"}", "${fn::length}"),
        ],
    ),
    (
        "stringAsset",
        &[("{fn::stringAsset: a}", "${fn::stringasset}")],
    ),
    (
        "invoke",
        &[("{fn::invoke: {function: \"aws:x:y\"}}", "${fn::invoke}")],
    ),
    (
        "stackReference",
        &[("{fn::stackReference: a}", "${fn::stackreference}")],
    ),
    (
        "a function of a package",
        &[("{\"fn::aws:x:y\": {}}", "${fn::aws:x:y}")],
    ),
    (
        "pulumi",
        &[
            ("${pulumi.project} ${pulumi.stack}", "\"shop dev\""),
            ("${pulumi.organization}", "${pulumi.organization}"),
            ("${pulumi.cwd}", "${pulumi.cwd}"),
        ],
    ),
    ("config", &[("${days}", "7"), ("${key}", "${key}")]),
];

#[test]
fn every_function_gives_what_its_arguments_tell() {
    let mut wrong = Vec::new();
    for (function, rows) in FUNCTIONS {
        for (expression, expected) in rows {
            let got = worked_out(expression);
            if got != *expected {
                wrong.push(format!("{function}: {expression} is {got}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn expressions_are_worked_out() {
    for (expression, expected) in [
        ("${every}", "\"10 minutes\""),
        ("rate(${every})", "\"rate(10 minutes)\""),
        ("${shop:every}", "\"10 minutes\""),
        ("k-${key}", "k-${key}"),
        ("${days}", "7"),
        ("d${days}", "\"d7\""),
        ("${stage}-$${x}", "\"dev-${x}\""),
        ("${list[1].a}", "\"b\""),
        ("${queue.name}", "\"q\""),
        ("${queue.arn}", "${queue.arn}"),
        ("${auto.name}", "auto-${random}"),
        ("${loop}", "${loop}"),
        (
            "{fn::toJSON: {b: [1.0, \"<\"], a: \"${queue.arn}\"}}",
            r#"{"a":"${queue.arn}","b":[1,"\u003c"]}"#,
        ),
        ("{fn::toJSON: [\"${stage}\"]}", r#""[\"dev\"]""#),
        ("{fn::join: [\"-\", [a, \"${stage}\"]]}", "\"a-dev\""),
        ("{fn::select: [1, [a, b]]}", "\"b\""),
        ("{fn::split: [\",\", \"a,b\"]}", "[\"a\",\"b\"]"),
        ("{fn::secret: a}", "\"a\""),
        (
            "{fn::readFile: ./pattern.json}",
            r#""{\"source\":[\"file\"]}""#,
        ),
        ("{fn::invoke: {function: \"aws:x:y\"}}", "${fn::invoke}"),
    ] {
        assert_eq!(worked_out(expression), expected, "{expression}");
    }
}

#[test]
fn native_types_are_those_of_cloudformation() {
    let template = template_of(
        "name: shop\nruntime: yaml\nresources:\n  r:\n    type: aws-native:events:Rule\n    properties: {name: n, eventPattern: {detail-type: [a]}, targets: [{id: t, arn: a}]}\n",
    );
    let resource = &template.resources[0];
    assert_eq!(resource.kind, "AWS::Events::Rule");
    assert_eq!(
        shown(&resource.properties),
        r#"{Name:"n",EventPattern:{detail-type:["a"]},Targets:[{Id:"t",Arn:"a"}]}"#
    );
}

#[test]
fn previews_and_exports_are_read() {
    let state = r#"{"urn":"urn:pulumi:dev::shop::aws:cloudwatch/eventRule:EventRule::placed","type":"aws:cloudwatch/eventRule:EventRule","inputs":{"__defaults":[],"eventBusName":"04da6b54-80e4-46f7-96ec-b56ff0331ba9","scheduleExpression":"rate(1 day)"},"outputs":{"name":"placed-1a2b3c4"}}"#;
    for text in [
        format!(r#"{{"version":3,"deployment":{{"resources":[{state}]}}}}"#),
        format!(
            r#"{{"config":{{}},"steps":[{{"op":"create","urn":"u","newState":{state}}},{{"op":"delete","urn":"v"}}]}}"#
        ),
    ] {
        let template = template_of(&text);
        let [resource] = template.resources.as_slice() else {
            panic!("one resource");
        };
        assert_eq!(resource.id, "placed");
        assert_eq!(
            shown(&resource.properties),
            r#"{EventBusName:${placed},ScheduleExpression:"rate(1 day)",Name:"placed-1a2b3c4"}"#
        );
    }
}

#[test]
fn programs_in_other_languages_are_named() {
    let mut texts = Texts::new("Pulumi.yaml", "name: shop\nruntime: nodejs\n", &Beside);
    let told = read(&mut texts, &Settings::default()).unwrap().unwrap_err();
    assert_eq!(
        told.message,
        "this is a project of Pulumi in `nodejs`, whose program is not run"
    );
    let mut texts = Texts::new("x.yaml", "resources:\n  a: {type: x}\n", &Beside);
    assert!(read(&mut texts, &Settings::default()).is_none());
}

#[test]
fn variables_that_hold_each_other_end() {
    let mut text = "name: shop\nruntime: yaml\nvariables:\n  v0: aaaaaaaaaa\n".to_owned();
    for number in 1..60 {
        let before = number - 1;
        text.push_str(&format!("  v{number}: \"${{v{before}}}${{v{before}}}\"\n"));
    }
    text.push_str("resources:\n  b: {type: \"aws:sqs:Queue\", properties: {name: \"${v59}\"}}\n");
    assert_eq!(template_of(&text).resources.len(), 1);
    let mut text = "name: shop\nruntime: yaml\nresources:\n".to_owned();
    for number in 0..3_000 {
        let next = number + 1;
        text.push_str(&format!(
            "  r{number}: {{type: \"aws:sqs:Queue\", properties: {{name: \"${{r{next}.name}}\"}}}}\n"
        ));
    }
    assert_eq!(template_of(&text).resources.len(), 3_000);
}

proptest::proptest! {
    #[test]
    fn whatever_a_program_holds_is_read_to_its_end(
        tokens in proptest::collection::vec(proptest::sample::select(TOKENS), 0..12),
        variable in proptest::collection::vec(proptest::sample::select(TOKENS), 0..12),
    ) {
        let (value, variable) = (tokens.concat(), variable.concat());
        let text = format!(
            "name: shop\nruntime: yaml\nvariables:\n  v: {variable}\n  w: {value}\nresources:\n  r: {{type: \"aws:sqs:Queue\"}}\n  e:\n    type: aws:cloudwatch:EventRule\n    properties:\n      name: {value}\n      eventPattern: {variable}\n"
        );
        let mut texts = Texts::new("Pulumi.yaml", &text, &Beside);
        let _ = read(&mut texts, &Settings::default());
    }
}

/// What expressions are made of.
const TOKENS: &[&str] = &[
    "${v}",
    "${w}",
    "${r.name}",
    "${r.arn[0].x}",
    "${e.name}",
    "$$",
    "${",
    "}",
    "{",
    "[",
    "]",
    ", ",
    "a",
    "1.5",
    "\"",
    "'",
    "fn::toJSON: ",
    "fn::join: ",
    "fn::split: ",
    "fn::select: ",
    "fn::length: ",
    "fn::readFile: ",
    "fn::secret: ",
    "\n    ",
    ": ",
    "\u{e9}",
    "&a ",
    "*a",
    "!x ",
    "-1",
    "99999999999999999999",
];
