//! `fixtures/transforms/pipe-{filter,config,batch}.jsonl`: what filters let through, what CreatePipe refuses, what
//! enrichments and targets answer.

use evb::iac::pipe_of;
use evb::json::{self, Value};
use evb::model::Pipe;
use evb::pattern::service::NUMBER_SPELLING;
use evb::pattern::{self, Dialect};
use evb::simulate::pipe::codes::{FIELD_NOT_FILTERABLE, UNSETTLED};
use evb::simulate::pipe::{
    Answers, BatchOutcome, EnrichmentAnswer, Execution, Intake, Plan, PlanOptions, Prepared,
    RecordFilter, SourceKind, Taken, batch_outcome, check, execute,
};
use libtest_mimic::{Failed, Trial};

use super::rows::{self, Kind};

const KINDS: [Kind<Value>; 3] = [
    ("pipe-filter", 89, filter),
    ("pipe-config", 13, configuration),
    ("pipe-batch", 12, batch),
];

pub fn trials() -> Vec<Trial> {
    rows::trials("pipes", &KINDS)
}

/// Whether a record passes, or what is said about the filter.
fn filter(row: &Value) -> Result<(), Failed> {
    let filters = match row.get("filters_raw") {
        Some(raw) => texts(raw),
        None => elements(row, "filters")
            .iter()
            .map(Value::to_compact)
            .collect(),
    };
    let pipe = pipe(text_of(row, "source"), &filters);
    let report = check(&pipe);
    if let Some(error) = row.get("error") {
        let Some(refusal) = report.refusals.first() else {
            return Err("the filter is accepted".into());
        };
        if let Some(part) = error.get("message_contains").and_then(Value::as_str) {
            let aws = refusal.aws.as_deref().unwrap_or_default();
            return same(part, if aws.contains(part) { part } else { aws });
        }
        if let Some(message) = error.get("message").and_then(Value::as_str) {
            // Observed with Lambda, whose words differ; a pipe refuses the same texts.
            let lambda = pattern::parse(&filters[0], Dialect::Lambda).unwrap_err();
            return same(
                &(text_of(error, "code"), message.to_owned()),
                &lambda.service_answer(),
            );
        }
        return Ok(());
    }
    if text_of(row, "expect").starts_with("warn") {
        let warned = report
            .notes
            .iter()
            .any(|note| note.diagnostic.code == FIELD_NOT_FILTERABLE);
        return same(&true, &warned);
    }
    let plan = plan(&pipe)?;
    let record = row.get("record").unwrap().to_compact();
    let taken = Intake::new(&plan)
        .take(0, 1, &record)
        .map_err(|wrong| wrong.to_string())?;
    let (verdict, notes) = match &taken {
        Taken::Passed(record) => ("pass", &record.notes),
        Taken::Open(open) => ("perhaps", &open.notes),
        Taken::Dropped(dropped) => ("drop", &dropped.notes),
    };
    if let [filter] = filters.as_slice() {
        same(&verdict, &alone(row, filter, Dialect::Pipe, plan.source)?)?;
        same(&verdict, &alone(row, filter, Dialect::Lambda, plan.source)?)?;
    }
    let confidence = text_of(row, "confidence");
    if confidence.starts_with("aws-") {
        same(&text_of(row, "expect"), &verdict)?;
        if let Some(after) = row.get("after").and_then(Value::as_str) {
            let ours = plan.source.after_filtered();
            let word = if after.contains("deleted") {
                "deleted"
            } else {
                "committed"
            };
            same(&true, &ours.contains(word))?;
        }
        return Ok(());
    }
    if confidence == "derived" {
        same(&text_of(row, "expect"), &verdict)?;
    }
    // Nobody knows for sure: the answer says so.
    let noted = notes
        .iter()
        .any(|note| note.code == UNSETTLED || note.code == NUMBER_SPELLING)
        || report
            .notes
            .iter()
            .any(|note| note.diagnostic.code == UNSETTLED);
    same(&true, &noted)
}

/// What the filter says of the record of a row without a pipe around it.
fn alone(
    row: &Value,
    filter: &str,
    dialect: Dialect,
    source: SourceKind,
) -> Result<&'static str, Failed> {
    let pattern = pattern::parse(filter, dialect).map_err(|error| error.to_string())?;
    let filter = RecordFilter::new(&pattern, dialect).of_source(Some(source));
    let record = row.get("record").unwrap();
    let verdict = filter.runner().verdict(record);
    let verdict = verdict.map_err(|wrong| wrong.to_string())?;
    Ok(if verdict.matched { "pass" } else { "drop" })
}

/// Whether CreatePipe accepts a configuration.
fn configuration(row: &Value) -> Result<(), Failed> {
    let get = |name: &str| row.get(name).and_then(Value::as_str);
    let source = get("source_service").unwrap_or("sqs");
    let target = match get("target") {
        Some("SNS FIFO topic") => arn("sns", "topic.fifo"),
        Some(other) => return Err(format!("a target that is not known: {other}").into()),
        None => match get("target_service").unwrap_or("lambda") {
            "events" => arn("events", "event-bus/default"),
            service => arn(service, "target"),
        },
    };
    let mut members = vec![format!(r#""Target":"{target}""#)];
    if let Some(service) = get("enrichment_service") {
        let resource = if service == "events" {
            "api-destination/d/1"
        } else {
            "enrichment"
        };
        members.push(format!(r#""Enrichment":"{}""#, arn(service, resource)));
    }
    if let Some(parameters) = row.get("source_parameters") {
        members.push(format!(r#""SourceParameters":{}"#, parameters.to_compact()));
    } else if let Some(size) = row.get("batch_size") {
        let size = size.to_compact();
        members.push(format!(
            r#""SourceParameters":{{"SqsQueueParameters":{{"BatchSize":{size}}}}}"#
        ));
    }
    if let Some(parameters) = row.get("target_parameters") {
        members.push(format!(r#""TargetParameters":{}"#, parameters.to_compact()));
    }
    let text = format!(
        r#"{{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"{}",{}}}"#,
        arn(source, "source"),
        members.join(",")
    );
    let report = check(&read(&text));
    let message = report.aws_message();
    match row.get("error") {
        None => same(&true, &report.refusals.is_empty()),
        Some(error) => {
            let part = text_of(error, "message_contains");
            let message = message.ok_or("AWS's words are not given")?;
            same(
                part,
                if message.contains(part) {
                    part
                } else {
                    message
                },
            )
        }
    }
}

/// What answers of enrichments and targets mean.
fn batch(row: &Value) -> Result<(), Failed> {
    let expected = text_of(row, "expect");
    if let Some(answer) = row.get("enrichment_response") {
        let execution = enriched(answer.as_str().unwrap())?;
        let payloads: Vec<_> = execution
            .invocations
            .iter()
            .map(|one| one.raw.as_str())
            .collect();
        return match expected {
            "target not invoked" => same(&Vec::<&str>::new(), &payloads),
            "target invoked with an empty payload" => same(&vec!["[{}]"], &payloads),
            other => Err(format!("an expectation that is not known: {other}").into()),
        };
    }
    let answer = json::parse(text_of(row, "target_response")).ok();
    let outcome = match batch_outcome(answer.as_ref(), &[Some("a"), Some("b")]) {
        BatchOutcome::Succeeded => "whole batch succeeded",
        BatchOutcome::Partial(_) => "a part of the batch failed",
        BatchOutcome::Failed { .. } => "whole batch failed",
    };
    same(&expected, &outcome)
}

/// One record through an enrichment with this answer, to a Lambda function.
fn enriched(answer: &str) -> Result<Execution, Failed> {
    let pipe = read(&format!(
        r#"{{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"{}","Enrichment":"{}","Target":"{}"}}"#,
        arn("sqs", "q"),
        arn("lambda", "function:e"),
        arn("lambda", "function:t")
    ));
    let plan = plan(&pipe)?;
    let record = passed(&plan, r#"{"messageId":"a","body":"x"}"#)?;
    Ok(execute(&plan, vec![record], &mut Always(answer)))
}

fn passed(plan: &Plan, record: &str) -> Result<Prepared, Failed> {
    match Intake::new(plan).take(0, 1, record) {
        Ok(Taken::Passed(record)) => Ok(*record),
        other => Err(format!("{other:?}").into()),
    }
}

/// An enrichment that always answers the same.
struct Always<'a>(&'a str);

impl Answers for Always<'_> {
    fn enrich(&mut self, _: &str) -> EnrichmentAnswer {
        EnrichmentAnswer::Text(self.0.to_owned())
    }

    fn target(&mut self, _: &str) -> Option<String> {
        None
    }
}

/// The pipe that a text declares.
fn read(text: &str) -> Pipe {
    pipe_of(&json::parse(text).unwrap(), text).unwrap()
}

fn plan(pipe: &Pipe) -> Result<Plan, Failed> {
    Plan::new(pipe, &PlanOptions::default()).map_err(|report| format!("{report:?}").into())
}

/// A pipe from a source of this kind with these filters.
fn pipe(source: &str, filters: &[String]) -> Pipe {
    let (arn, block) = match source {
        "sqs" => (arn("sqs", "q"), r#""SqsQueueParameters":{}"#),
        "kinesis" => (
            arn("kinesis", "stream/s"),
            r#""KinesisStreamParameters":{"StartingPosition":"LATEST"}"#,
        ),
        "dynamodb" => (
            arn("dynamodb", "table/T/stream/x"),
            r#""DynamoDBStreamParameters":{"StartingPosition":"LATEST"}"#,
        ),
        "msk" => (
            arn("kafka", "cluster/c/1"),
            r#""ManagedStreamingKafkaParameters":{"TopicName":"mytopic"}"#,
        ),
        "activemq" | "rabbitmq" => (
            arn("mq", "broker:b:b-1"),
            if source == "activemq" {
                r#""ActiveMQBrokerParameters":{"QueueName":"q","Credentials":{}}"#
            } else {
                r#""RabbitMQBrokerParameters":{"QueueName":"q","Credentials":{}}"#
            },
        ),
        other => panic!("a source that is not known: {other}"),
    };
    let filters: Vec<String> = filters
        .iter()
        .map(|filter| {
            format!(
                r#"{{"Pattern":{}}}"#,
                serde_json::to_string(filter).unwrap()
            )
        })
        .collect();
    let text = format!(
        r#"{{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"{arn}","Target":"{}",
            "SourceParameters":{{"FilterCriteria":{{"Filters":[{}]}},{block}}}}}"#,
        self::arn("sqs", "out"),
        filters.join(",")
    );
    read(&text)
}

fn arn(service: &str, resource: &str) -> String {
    format!("arn:aws:{service}:us-east-1:123456789012:{resource}")
}

fn text_of<'v>(row: &'v Value, name: &str) -> &'v str {
    row.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn elements<'v>(row: &'v Value, name: &str) -> &'v [Value] {
    row.get(name).and_then(Value::as_array).unwrap_or_default()
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().unwrap().iter();
    list.map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn same<T: PartialEq + std::fmt::Debug + ?Sized>(expected: &T, got: &T) -> Result<(), Failed> {
    if expected == got {
        Ok(())
    } else {
        Err(format!("expected {expected:?}, got {got:?}").into())
    }
}
