//! Records through pipes.

use evb::iac::pipe_of;
use evb::json;
use evb::pattern::{self, Dialect};
use evb::simulate::pipe::{
    Answers, Batcher, Decision, EnrichmentAnswer, Fate, Filters, Intake, Plan, PlanOptions,
    RecordFilter, SourceKind, Taken, Wanted, as_a_pipe_gets_it, bisect, execute,
};
use evb::transform::Record;
use proptest::prelude::*;

const PATTERNS: [&str; 8] = [
    r#"{"body":{"type":["order"]}}"#,
    r#"{"body":{"type":[{"prefix":"o"}],"n":[{"numeric":[">",3]}]}}"#,
    r#"{"body":{"n":[{"exists":false}]}}"#,
    r#"{"body":{"$or":[{"type":["refund"]},{"n":[1,2]}]}}"#,
    r#"{"body":{"items":{"sku":["a"],"count":[2]}}}"#,
    r#"{"attributes":{"ApproximateReceiveCount":["1"]}}"#,
    r#"{"body":{"type":[{"anything-but":["order"]}]},"messageId":["m"]}"#,
    r#"{"eventSource":[{"exists":false}],"body":{"type":["order"]}}"#,
];

/// The JSON of a payload.
fn body() -> impl Strategy<Value = String> {
    let kind = prop_oneof![
        Just(r#""order""#),
        Just(r#""refund""#),
        Just("null"),
        Just("[]")
    ];
    let number = prop_oneof![
        Just("1".to_owned()),
        Just("3.5".to_owned()),
        (0..9u32).prop_map(|n| n.to_string())
    ];
    let items = prop_oneof![
        Just("[]"),
        Just(r#"[{"sku":"a","count":2}]"#),
        Just(r#"[{"sku":"a","count":1},{"sku":"b","count":2}]"#),
    ];
    prop_oneof![
        (kind, number, items)
            .prop_map(|(kind, n, items)| format!(r#"{{"type":{kind},"n":{n},"items":{items}}}"#)),
        Just("{}".to_owned()),
        Just("[{\"type\":\"order\"}]".to_owned()),
    ]
}

/// A message of a queue with this payload.
fn message(body: &str) -> String {
    format!(
        r#"{{"messageId":"m","body":{},"attributes":{{"ApproximateReceiveCount":"1"}},"eventSource":"aws:sqs"}}"#,
        serde_json::to_string(body).unwrap()
    )
}

/// A record of any worth.
fn record() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => body().prop_map(|body| message(&body)),
        2 => "\\PC{0,20}".prop_map(|body| message(&body)),
        1 => "\\PC{0,40}",
        1 => Just(r#"{"body":7}"#.to_owned()),
        1 => Just("[1]".to_owned()),
    ]
}

fn pipe(filters: &[&str], more: &str, batch_size: u32) -> Plan {
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
        r#"{{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"arn:aws:sqs:us-east-1:123456789012:q",{more}
            "SourceParameters":{{"FilterCriteria":{{"Filters":[{}]}},"SqsQueueParameters":{{"BatchSize":{batch_size}}}}}}}"#,
        filters.join(",")
    );
    let pipe = pipe_of(&json::parse(&text).unwrap(), &text).unwrap();
    Plan::new(&pipe, &PlanOptions::default()).unwrap()
}

const TARGETS: [&str; 5] = [
    r#""Target":"arn:aws:sqs:us-east-1:123456789012:out","TargetParameters":{"InputTemplate":"{\"t\": <$.body.type>}"},"#,
    r#""Target":"arn:aws:lambda:us-east-1:123456789012:function:f","TargetParameters":{"InputTemplate":"<$.body>"},"#,
    r#""Target":"arn:aws:lambda:us-east-1:123456789012:function:f","#,
    r#""Target":"arn:aws:events:us-east-1:123456789012:event-bus/default","#,
    r#""Target":"arn:aws:lambda:us-east-1:123456789012:function:f","Enrichment":"arn:aws:lambda:us-east-1:123456789012:function:e","#,
];

const ANSWERS: [&str; 8] = [
    "",
    "[]",
    "[{}]",
    "{\"a\":1}",
    "nonsense",
    r#"{"batchItemFailures":[{"itemIdentifier":"m"}]}"#,
    r#"{"batchItemFailures":[{"itemIdentifier":"other"}]}"#,
    r#"{"batchItemFailures":[]}"#,
];

struct Always(&'static str);

impl Answers for Always {
    fn enrich(&mut self, _: &str) -> EnrichmentAnswer {
        EnrichmentAnswer::Text(self.0.to_owned())
    }

    fn target(&mut self, _: &str) -> Option<String> {
        Some(self.0.to_owned())
    }
}

proptest! {
    #[test]
    fn every_record_ends_in_exactly_one_fate(
        records in prop::collection::vec(record(), 0..20),
        target in prop::sample::select(&TARGETS),
        answer in prop::sample::select(&ANSWERS),
        filters in prop::sample::subsequence(&PATTERNS, 0..3),
        size in 1..5_u32,
    ) {
        let plan = pipe(&filters, target, size);
        let intake = Intake::new(&plan);
        let mut batcher = Batcher::new(plan.batch_size, plan.batch_bytes);
        let mut fates = vec![Vec::new(); records.len()];
        let mut batches = Vec::new();
        for (index, record) in records.iter().enumerate() {
            match intake.take(index, 1, record) {
                Err(_) => fates[index].push(Fate::Unreadable),
                Ok(Taken::Dropped(_)) => fates[index].push(Fate::Filtered),
                Ok(Taken::Open(_)) => fates[index].push(Fate::Open),
                Ok(Taken::Passed(record)) => {
                    batches.extend(batcher.push(&record.group.clone(), record.bytes, *record));
                }
            }
        }
        batches.extend(batcher.finish());
        for batch in batches {
            let execution = execute(&plan, batch, &mut Always(answer));
            prop_assert_eq!(execution.records.len(), execution.fates.len());
            for (record, end) in execution.records.iter().zip(&execution.fates) {
                fates[record.index].push(end.fate);
            }
        }
        for fates in fates {
            prop_assert_eq!(fates.len(), 1);
        }
    }

    #[test]
    fn reading_only_what_is_needed_changes_nothing(
        records in prop::collection::vec(record(), 0..10),
        target in prop::sample::select(&TARGETS),
        filters in prop::sample::subsequence(&PATTERNS, 0..3),
    ) {
        let sparing = pipe(&filters, target, 1);
        let complete = Plan { wanted: Wanted::Everything, ..sparing.clone() };
        let (sparing, complete) = (Intake::new(&sparing), Intake::new(&complete));
        for record in &records {
            match (sparing.take(0, 1, record), complete.take(0, 1, record)) {
                (Ok(Taken::Dropped(one)), Ok(Taken::Dropped(other))) => {
                    prop_assert_eq!((one.id, one.nearest_filter), (other.id, other.nearest_filter));
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn a_record_is_taken_alike_wherever_it_stands_and_on_whatever_thread(
        records in prop::collection::vec(record(), 1..8),
        target in prop::sample::select(&TARGETS),
        filters in prop::sample::subsequence(&PATTERNS, 0..4),
        explained in 0..3_u64,
    ) {
        let plan = pipe(&filters, target, 1);
        let beside = Intake::new(&plan).explaining(explained);
        let behind = Intake::new(&plan).explaining(explained);
        // Whatever is first is read into a tree.
        let alone = Intake::new(&plan).explaining(explained);
        let mut hand = beside.hand();
        for record in &records {
            let expected = alone.take(0, 1, record).map(|mut taken| {
                if let Taken::Passed(record) = &mut taken {
                    record.index = 7;
                }
                taken
            });
            prop_assert_eq!(&behind.take(7, 1, record), &expected);
            let taken = beside.take_beside((7, 1), record, &mut hand);
            prop_assert_eq!(taken.is_some(), expected.is_ok());
            if let (Some(mut taken), Ok(expected)) = (taken, expected) {
                beside.settle(&mut taken);
                prop_assert_eq!(taken, expected);
            }
        }
    }

    #[test]
    fn filter_results_equal_evaluation_of_the_decoded_record(
        body in body(),
        texts in prop::sample::subsequence(&PATTERNS, 1..=3),
    ) {
        let patterns: Vec<_> = texts
            .iter()
            .map(|text| pattern::parse(text, Dialect::Pipe).unwrap())
            .collect();
        let filters = Filters::new(Some(SourceKind::Sqs), Dialect::Pipe, patterns.clone());
        let value = json::parse(&message(&body)).unwrap();
        let mut record = Record::from_source(&value, SourceKind::Sqs.record_source());
        let before = record.clone();
        let document = filters.document(&record);
        let first = patterns.iter().position(|pattern| pattern::evaluate(pattern, &document));
        let answer = filters.runner().ask(&mut record);
        prop_assert_eq!(&record, &before);
        match answer.decision {
            Decision::Pass { filter } => prop_assert_eq!(filter, first),
            Decision::Drop { .. } => prop_assert_eq!(first, None),
        }
    }

    #[test]
    fn a_filter_alone_answers_as_the_pipe_that_has_it(
        record in record(),
        text in prop::sample::select(&PATTERNS),
        dialect in prop::sample::select(&[Dialect::Pipe, Dialect::Lambda]),
    ) {
        let pattern = pattern::parse(text, dialect).unwrap();
        let filter = RecordFilter::new(&pattern, dialect).of_source(Some(SourceKind::Sqs));
        let runner = filter.runner();
        let plan = pipe(&[text], TARGETS[2], 1);
        let taken = Intake::new(&plan).take(0, 1, &record);
        let read = json::parse(&record).ok().filter(|value| value.as_object().is_some());
        prop_assert_eq!(read.is_some(), taken.is_ok());
        if let (Some(value), Ok(taken)) = (read, taken) {
            let matched = runner.verdict(&value).unwrap().matched;
            prop_assert_eq!(matched, matches!(taken, Taken::Passed(_)));
            let explanation = runner.explain(&value).unwrap();
            prop_assert_eq!(explanation.matched, matched);
            prop_assert!(!explanation.fields().is_empty());
        }
    }

    #[test]
    fn arbitrary_records_never_panic(
        text in "\\PC{0,60}",
        field in prop::sample::select(&["body", "data", "key", "value", "dynamodb", "eventID"]),
        source in prop::sample::select(&SourceKind::ALL),
    ) {
        let record = format!(r#"{{"{field}":{}}}"#, serde_json::to_string(&text).unwrap());
        for text in [text.as_str(), record.as_str()] {
            if let Ok(value) = json::parse(text) {
                let mut record = Record::from_source(&value, source.record_source());
                let text = format!(r#"{{"{field}":["x"],"a":{{"b":[1]}}}}"#);
                let pattern = pattern::parse(&text, Dialect::Pipe).unwrap();
                let filters = Filters::new(Some(source), Dialect::Pipe, vec![pattern]);
                let _ = filters.runner().ask(&mut record);
            }
        }
    }

    #[test]
    fn batches_keep_the_order_of_every_group_and_lose_nothing(
        records in prop::collection::vec((0..4_u8, 1..50_usize, prop::option::of(0..100_u64)), 0..60),
        size in 1..7_usize,
        bytes in 1..200_usize,
        window in prop::option::of(1..50_u64),
    ) {
        let mut batcher = Batcher::new(size, bytes).with_window(window);
        let mut batches = Vec::new();
        for (index, (group, length, arrived)) in records.iter().enumerate() {
            batches.extend(batcher.push_at(&group.to_string(), *length, *arrived, index));
        }
        batches.extend(batcher.finish());
        for batch in &batches {
            prop_assert!(!batch.is_empty() && batch.len() <= size);
            prop_assert!(batch.iter().all(|index| records[*index].0 == records[batch[0]].0));
            let total: usize = batch.iter().map(|index| records[*index].1).sum();
            prop_assert!(batch.len() == 1 || total <= bytes);
            let mut times = batch.iter().filter_map(|index| records[*index].2);
            if let (Some(window), Some(began)) = (window, times.next()) {
                prop_assert!(times.all(|time| time <= began + window));
            }
        }
        for wanted in 0..4 {
            let of_group = |index: &usize| records[*index].0 == wanted;
            let came: Vec<usize> = batches.iter().flatten().copied().filter(of_group).collect();
            let went: Vec<usize> = (0..records.len()).filter(of_group).collect();
            prop_assert_eq!(came, went);
        }
    }

    #[test]
    fn a_record_that_was_rewritten_is_written_as_a_pipe_gets_it(
        source in prop::sample::select(SourceKind::ALL.as_slice()),
        names in prop::sample::subsequence(
            vec!["Body", "body", "MessageId", "Data", "data", "kinesis", "MessageAttributes", "PartitionKey"], 0..8),
        text in any::<bool>(),
    ) {
        let value = if text { r#""x""# } else { r#"{"data":"x","A":{"StringValue":"y"}}"# };
        let members: Vec<String> = names.iter().map(|name| format!("\"{name}\":{value}")).collect();
        let record = json::parse(&format!("{{{}}}", members.join(","))).unwrap();
        if let Some((rewritten, _)) = as_a_pipe_gets_it(&record, source) {
            prop_assert!(source.data_fields().iter().any(|field| rewritten.get(field).is_some()));
            prop_assert_eq!(as_a_pipe_gets_it(&rewritten, source), None);
        }
    }

    #[test]
    fn bisecting_ends_with_every_failing_record_alone_and_the_others_taken(
        size in 1..40_usize,
        failing in prop::collection::btree_set(0..40_usize, 0..6),
    ) {
        let failing: Vec<usize> = failing.into_iter().filter(|position| *position < size).collect();
        let attempts = bisect(size, &failing);
        let mut taken = Vec::new();
        let mut alone = Vec::new();
        for attempt in attempts {
            if attempt.succeeded {
                taken.extend(attempt.positions);
            } else if attempt.positions.len() == 1 {
                alone.extend(attempt.positions);
            }
        }
        prop_assert_eq!(&alone, &failing);
        let others: Vec<usize> = (0..size).filter(|position| !failing.contains(position)).collect();
        prop_assert_eq!(taken, others);
    }
}
