//! `fixtures/transforms/*.jsonl`: what targets receive, and what AWS refuses.

use std::fs;

use evb::json;
use evb::transform::{
    Dialect, Record, RecordSource, Refused, Rendered, Reserved, Template, Variables,
};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

/// A row's test; the kind of row is the name of its file.
type Check = fn(&Value) -> Result<(), Failed>;

const KINDS: [(&str, usize, Check); 1] = [("pipe-template", 34, pipe_template)];

pub fn trials() -> Vec<Trial> {
    KINDS
        .iter()
        .flat_map(|&(kind, rows, check)| {
            let path = format!(
                "{}/fixtures/transforms/{kind}.jsonl",
                env!("CARGO_MANIFEST_DIR")
            );
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(text.lines().count(), rows, "{path}: no row is dropped");
            text.lines()
                .map(|line| serde_json::from_str::<Value>(line).unwrap())
                .map(move |row| {
                    Trial::test(format!("transforms/{}", text_of(&row, "id")), move || {
                        check(&row)
                    })
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn pipe_template(row: &Value) -> Result<(), Failed> {
    let event = json::parse(&row["event"].to_string()).unwrap();
    let source = match text_of(row, "source") {
        "sqs" => RecordSource::Sqs,
        "kinesis" => RecordSource::Kinesis,
        "dynamodb" => RecordSource::DynamoDb,
        "msk" => RecordSource::Kafka,
        "activemq" => RecordSource::MessageBroker,
        "enrichment-output" => RecordSource::Other,
        other => return Err(format!("a source that is not known: {other}").into()),
    };
    let template = Template::pipe(text_of(row, "template"));
    let template = match text_of(row, "stage") {
        "enrichment" => template.map(Template::must_be_json),
        _ => template,
    };
    let variables = variables(row, Dialect::Pipe, "aws.pipes.");
    check(
        row,
        template,
        &Record::from_source(&event, source),
        &variables,
    )
}

/// Renders, and compares with what the row expects.
fn check(
    row: &Value,
    template: Result<Template, Refused>,
    record: &Record<'_>,
    variables: &Variables,
) -> Result<(), Failed> {
    let expect = &row["expect"];
    let template = match template {
        Ok(template) => template,
        Err(_) if expect.get("error").is_some() => return Ok(()),
        Err(refused) => return Err(format!("refused: {refused}").into()),
    };
    let is_noted = !template.notes().is_empty();
    match template.render(record, variables) {
        Rendered::Delivered { raw, notes } => {
            delivered(expect, &raw)?;
            let is_certain = text_of(row, "confidence").starts_with("aws-");
            require(is_certain || is_noted || !notes.is_empty(), || {
                "no note on an answer that is not certain".to_owned()
            })
        }
        Rendered::Undelivered(why) => require(
            expect.get("undelivered").is_some() || expect.get("error").is_some(),
            || format!("lost: {} in {}", why.diagnostic.message, why.rendered),
        ),
    }
}

fn delivered(expect: &Value, raw: &str) -> Result<(), Failed> {
    let parsed = || serde_json::from_str::<Value>(raw).ok();
    let agrees = match expect.as_object().and_then(|expect| expect.iter().next()) {
        Some((kind, wanted)) => match kind.as_str() {
            "raw" | "text" => wanted.as_str() == Some(raw),
            "text_contains" => raw.contains(wanted.as_str().unwrap()),
            "json" => parsed().as_ref() == Some(wanted),
            "unknown" => true,
            _ => false,
        },
        None => false,
    };
    require(agrees, || format!("wanted {expect}, got {raw}"))
}

fn variables(row: &Value, dialect: Dialect, prefix: &str) -> Variables {
    let mut variables = Variables::new();
    for (name, value) in row["context"].as_object().into_iter().flatten() {
        let reserved = Reserved::from_name(dialect, &format!("{prefix}{name}")).unwrap();
        variables.set(reserved, value.as_str().unwrap());
    }
    variables
}

fn text_of<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}

fn require(holds: bool, message: impl FnOnce() -> String) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(message().into()) }
}
