//! `fixtures/transforms/*.jsonl`: what targets receive, and what AWS refuses.

use evb::diagnostic::Diagnostic;
use evb::event::put_events::{Answer, RequestRefused, Settings, put_events};
use evb::json;
use evb::transform::{
    Dialect, InputPaths, Record, RecordSource, Refused, Rendered, Reserved, RuleTarget,
    ScheduleInput, TargetInput, Template, Variables,
};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use super::rows::{self, Kind};

const KINDS: [Kind<Value>; 5] = [
    ("pipe-template", 34, pipe_template),
    ("rule-input-path", 5, rule_target),
    ("rule-input-transformer", 38, rule_target),
    ("scheduler-input", 9, scheduler_input),
    ("put-events", 13, put_events_row),
];

pub fn trials() -> Vec<Trial> {
    rows::trials("transforms", &KINDS)
}

fn pipe_template(row: &Value) -> Result<(), Failed> {
    let source = match text_of(row, "source") {
        "sqs" => RecordSource::Sqs,
        "kinesis" => RecordSource::Kinesis,
        "dynamodb" => RecordSource::DynamoDb,
        "msk" => RecordSource::Kafka,
        "activemq" => RecordSource::MessageBroker,
        "enrichment-output" => RecordSource::Other,
        other => return Err(format!("a source that is not known: {other}").into()),
    };
    let template = match (
        Template::pipe(text_of(row, "template")),
        text_of(row, "stage"),
    ) {
        (template, "enrichment") => template.map(Template::must_be_json),
        (template, _) => template,
    };
    let variables = variables(row, Dialect::Pipe, "aws.pipes.");
    let notes = template.as_ref().map_or(&[][..], Template::notes).to_vec();
    answer(row, template, &notes, |template| {
        let event = json::parse(&row["event"].to_string()).unwrap();
        template.render(&Record::from_source(&event, source), &variables)
    })
}

fn rule_target(row: &Value) -> Result<(), Failed> {
    let paths = match &row["input_paths_map"] {
        Value::Object(paths) => paths
            .iter()
            .map(|(name, path)| (name.clone(), path.as_str().unwrap().to_owned()))
            .collect(),
        // The row describes what is too long to be written out.
        Value::String(_) => (0..101)
            .map(|n| (format!("n{n}"), "$.a".to_owned()))
            .collect(),
        _ => Vec::new(),
    };
    let own = |field: &str| row[field].as_str().map(str::to_owned);
    let target = RuleTarget {
        id: text_of(row, "target_id").to_owned(),
        arn: own("target_arn"),
        input: own("input"),
        input_path: own("input_path"),
        input_transformer: own("input_template").map(|template| (InputPaths(paths), template)),
    };
    let input = target.check();
    let variables = variables(row, Dialect::Rule, "aws.events.");
    let notes = input.as_ref().map_or(&[][..], TargetInput::notes).to_vec();
    answer(row, input, &notes, |input| {
        deliver(row, |record| input.deliver(record, &variables))
    })
}

fn scheduler_input(row: &Value) -> Result<(), Failed> {
    let input = ScheduleInput::check(row["target_arn"].as_str(), row["input"].as_str());
    let variables = variables(row, Dialect::Scheduler, "aws.scheduler.");
    let notes = input
        .as_ref()
        .map_or(&[][..], ScheduleInput::notes)
        .to_vec();
    answer(row, input, &notes, |input| {
        deliver(row, |record| input.deliver(record, &variables))
    })
}

fn put_events_row(row: &Value) -> Result<(), Failed> {
    let put = |entries: &str| put_events(&json::parse(entries).unwrap(), &Settings::default());
    if !row["entries"].is_array() {
        return too_big_a_detail(row, put);
    }
    let answer = match (put(&row["entries"].to_string()), row.get("error")) {
        (Ok(answer), None) => answer,
        (Err(refused), Some(_)) => {
            return require(refused.message.is_some(), || "no word of AWS's".to_owned());
        }
        (outcome, _) => return Err(format!("{outcome:?}").into()),
    };
    if let Some(size) = row["size_bytes"].as_u64() {
        require(answer.size_bytes as u64 == size, || {
            format!("{} bytes", answer.size_bytes)
        })?;
    }
    if let Some(expect) = row.get("expect") {
        require(
            answer.failed_entry_count() as u64 == expect["FailedEntryCount"].as_u64().unwrap(),
            || format!("{answer:?}"),
        )?;
        for (wanted, got) in expect["Entries"]
            .as_array()
            .unwrap()
            .iter()
            .zip(&answer.entries)
        {
            let agrees = match &got.outcome {
                Ok(_) => wanted["EventId"] == "<uuid>" && is_uuid(&got.event_id),
                Err(error) => {
                    let message = wanted["ErrorMessage"].as_str().unwrap_or(&error.message);
                    wanted["ErrorCode"] == error.code && message == error.message
                }
            };
            require(agrees, || format!("wanted {wanted}, got {got:?}"))?;
        }
    }
    let is_certain = text_of(row, "confidence").starts_with("aws-");
    require(is_certain || !answer.entries[0].notes.is_empty(), || {
        "no note".to_owned()
    })?;
    match row["envelope"].as_object() {
        Some(wanted) => envelope(wanted, &answer),
        None => Ok(()),
    }
}

/// The first event has the wanted fields; a row that shows all of them also fixes their order.
fn envelope(wanted: &serde_json::Map<String, Value>, answer: &Answer) -> Result<(), Failed> {
    let text = answer.entries[0].outcome.as_ref().unwrap().to_json();
    let event: serde_json::Map<String, Value> = serde_json::from_str(&text).unwrap();
    for (name, wanted) in wanted {
        let is_described = wanted
            .as_str()
            .is_some_and(|wanted| wanted.starts_with('<'));
        require(is_described || event[name] == *wanted, || {
            format!("`{name}` is {}", event[name])
        })?;
    }
    require(
        wanted.len() < event.len() || wanted.keys().eq(event.keys()),
        || text.clone(),
    )
}

/// The row was recorded when the limit was 256 KB: today its message belongs to 1 MB.
fn too_big_a_detail(
    row: &Value,
    put: impl Fn(&str) -> Result<Answer, Box<RequestRefused>>,
) -> Result<(), Failed> {
    let of_size = |bytes: usize| {
        let detail = format!(r#"{{"payload": ["{}"]}}"#, "p".repeat(bytes - 17));
        let name = "core.update-account-command";
        serde_json::json!([{"Source": name, "DetailType": name, "Detail": detail}]).to_string()
    };
    require(put(&of_size(256 * 1024)).is_ok(), || {
        "accepted since January 2026".to_owned()
    })?;
    let refused = put(&of_size(1024 * 1024)).unwrap_err();
    let wanted = row["error"]["message"].as_str();
    require(refused.message.as_deref() == wanted, || {
        format!("{refused:?}")
    })
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12]
        && text
            .chars()
            .all(|one| one == '-' || one.is_ascii_hexdigit())
}

/// Delivers the row's event, or an empty one where the row has none.
fn deliver(row: &Value, deliver: impl Fn(&Record<'_>) -> Rendered) -> Rendered {
    let event = row
        .get("event")
        .map_or_else(|| "{}".to_owned(), Value::to_string);
    deliver(&Record::new(&json::parse(&event).unwrap()))
}

/// Compares a configuration, and what it delivers, with what the row expects.
fn answer<T>(
    row: &Value,
    configured: Result<T, Refused>,
    notes: &[Diagnostic],
    deliver: impl Fn(&T) -> Rendered,
) -> Result<(), Failed> {
    let expect = &row["expect"];
    let is_certain = text_of(row, "confidence").starts_with("aws-");
    let noted = |notes: bool| {
        require(is_certain || notes, || {
            "no note on an answer that is not certain".into()
        })
    };
    let configured = match configured {
        Ok(configured) => configured,
        Err(refused) if expect.get("unknown").is_some() => {
            return noted(refused.diagnostics.iter().any(|one| !one.is_error()));
        }
        Err(refused) => {
            noted(refused.diagnostics.iter().any(|one| !one.is_error()))?;
            return require(refuses(row, &refused), || format!("refused: {refused}"));
        }
    };
    if row.get("expect_accepted").is_some() {
        return Ok(());
    }
    match deliver(&configured) {
        Rendered::Delivered { raw, notes: more } => {
            delivered(expect, &raw)?;
            noted(!notes.is_empty() || !more.is_empty())
        }
        Rendered::Undelivered(why) => require(
            expect.get("undelivered").is_some() || expect.get("error").is_some(),
            || format!("lost: {} in {}", why.diagnostic.message, why.rendered),
        ),
    }
}

/// Whether the row expects this refusal.
fn refuses(row: &Value, refused: &Refused) -> bool {
    let message = refused.message.as_deref().unwrap_or_default();
    let wanted = |field: &str| row["error"][field].as_str();
    match (
        wanted("message"),
        wanted("message_contains"),
        wanted("message_prefix"),
    ) {
        (Some(exact), ..) => message == exact,
        (_, Some(part), _) => message.contains(part),
        (_, _, Some(prefix)) => message.starts_with(prefix),
        // Rows that only say what is wrong, in words that are not AWS's.
        _ => row["expect"].get("error").is_some(),
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
