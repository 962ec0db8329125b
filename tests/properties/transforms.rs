//! Templates, records and PutEvents.

use evb::event::put_events::{Settings, put_events};
use evb::json;
use evb::transform::{
    AtPath, InputPaths, Path, PayloadContent, Record, RecordSource, Rendered, RuleTarget,
    ScheduleInput, Template, TemplateKind, Variables,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Any JSON value, with texts that like to break templates.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        troublesome_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name(), inner), 0..4)
                .prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn troublesome_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\"".to_owned()),
        Just("\\".to_owned()),
        Just("\n".to_owned()),
        Just("<a>".to_owned()),
        Just("{}".to_owned()),
        "[a-z0-9 ]{0,4}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a"),
        Just("b"),
        Just("detail"),
        Just("0"),
        Just("time")
    ]
    .prop_map(str::to_owned)
}

/// Something like a template: often JSON, sometimes nearly.
fn template(placeholders: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(placeholders).prop_map(str::to_owned),
        2 => prop::sample::select(&["\"", ",", ":", "[", "]", "{", "}", " ", "\n", "1", "-", "\\", "<", ">", "null"][..])
            .prop_map(str::to_owned),
        2 => prop::sample::select(&["\"k\":", "\"k\": \"x ", "\",", "\"v\"", "[1, ", "{\"n\" : ", "},"][..])
            .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let free = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    let field = (
        prop::sample::select(
            &[
                "\"k\": <>",
                "\"k\": \"<>\"",
                "\"k\" : [\"x<>y\", <>]",
                "\"<>\": 1",
            ][..],
        ),
        prop::sample::select(placeholders),
    )
        .prop_map(|(field, placeholder)| field.replace("<>", placeholder));
    let well_formed =
        prop::collection::vec(field, 0..4).prop_map(|fields| format!("{{{}}}", fields.join(", ")));
    prop_oneof![
        free.clone(),
        free.prop_map(|text| format!("{{{text}")),
        well_formed
    ]
}

const RULE_PLACEHOLDERS: &[&str] = &[
    "<a>",
    "<b>",
    "<whole>",
    "<many>",
    "<aws.events.event>",
    "<aws.events.event.json>",
    "<aws.events.rule-name>",
];

const PIPE_PLACEHOLDERS: &[&str] = &[
    "<$.body>",
    "<$.body.a>",
    "<$.data.b[0]>",
    "<$>",
    "<$.body[*].a>",
    "<aws.pipes.event>",
    "<aws.pipes.event.json>",
    "<aws.pipes.event.ingestion-time>",
];

fn rule_paths() -> InputPaths {
    InputPaths::from([
        ("a", "$.detail.a"),
        ("b", "$.b[0]"),
        ("whole", "$"),
        ("many", "$.detail[*].a"),
    ])
}

/// What holds for every result that is called delivered.
fn check(template: &Template, rendered: &Rendered) -> Result<(), TestCaseError> {
    match rendered {
        Rendered::Delivered { raw, .. } if template.kind() == TemplateKind::Json => {
            let value = json::parse(raw);
            prop_assert!(value.is_ok(), "{} gives {raw}", template.text());
            prop_assert_eq!(&value.unwrap().to_compact(), raw);
        }
        Rendered::Delivered { .. } => {}
        Rendered::Undelivered(why) => {
            prop_assert!(template.kind() == TemplateKind::Json);
            prop_assert!(!template.keeps_its_form(), "{}", template.text());
            prop_assert!(json::parse(&why.rendered).is_err(), "{}", why.rendered);
            prop_assert!(why.fault.is_some());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_a_rule_delivers_as_json_is_json_and_what_it_loses_is_not(text in template(RULE_PLACEHOLDERS), event in any_json()) {
        let event = json::parse(&event.to_string()).unwrap();
        if let Ok(template) = Template::rule(&text, &rule_paths(), "t") {
            let rendered = template.render(&Record::new(&event), &Variables::new());
            check(&template, &rendered)?;
        }
    }

    #[test]
    fn what_a_pipe_delivers_as_json_is_json_and_what_it_loses_is_not(text in template(PIPE_PLACEHOLDERS), body in any_json()) {
        let record = json!({"body": body.to_string(), "data": "eyJiIjpbMV19", "eventSource": "aws:sqs"}).to_string();
        let record = json::parse(&record).unwrap();
        if let Ok(template) = Template::pipe(&text) {
            for source in [RecordSource::Sqs, RecordSource::Kinesis, RecordSource::Other] {
                let rendered = template.render(&Record::from_source(&record, source), &Variables::new());
                check(&template, &rendered)?;
            }
        }
    }

    #[test]
    fn a_json_template_without_placeholders_comes_out_equal(value in any_json(), member in "[a-z]{1,4}") {
        let text = serde_json::to_string_pretty(&json!({member: value})).unwrap().replace('<', "(");
        let written: Value = serde_json::from_str(&text).unwrap();
        let event = json::parse("{}").unwrap();
        let template = Template::rule(&text, &InputPaths::default(), "t").unwrap();
        let Rendered::Delivered { raw, .. } = template.render(&Record::new(&event), &Variables::new()) else {
            return Err(TestCaseError::fail("not delivered"));
        };
        prop_assert_eq!(serde_json::from_str::<Value>(&raw).unwrap(), written);
    }

    #[test]
    fn a_text_template_without_placeholders_comes_out_as_it_went_in(text in "[^{<]{0,40}") {
        let event = json::parse("{}").unwrap();
        let template = Template::pipe(&text).unwrap();
        let rendered = template.render(&Record::new(&event), &Variables::new());
        prop_assert!(matches!(&rendered, Rendered::Delivered { raw, .. } if *raw == text), "{rendered:?}");
    }

    #[test]
    fn a_value_in_a_values_place_arrives_unchanged(value in any_json()) {
        let event = json::parse(&json!({"detail": {"a": value}}).to_string()).unwrap();
        let template = Template::rule("{\"x\": <a>}", &rule_paths(), "t").unwrap();
        let Rendered::Delivered { raw, .. } = template.render(&Record::new(&event), &Variables::new()) else {
            return Err(TestCaseError::fail("not delivered"));
        };
        prop_assert_eq!(serde_json::from_str::<Value>(&raw).unwrap(), json!({"x": value}));
    }

    #[test]
    fn a_value_behind_an_index_of_each_kind_is_the_same(values in prop::collection::vec(any_json(), 1..5), index in 0_usize..6) {
        let event = json::parse(&json!({"list": values}).to_string()).unwrap();
        let record = Record::new(&event);
        let bracketed = Path::parse(&format!("$.list[{index}]")).unwrap();
        let dotted = Path::parse(&format!("$.list.{index}")).unwrap();
        prop_assert_eq!(bracketed.find(&record), dotted.find(&record));
        prop_assert_eq!(bracketed.find(&record) == AtPath::Nothing, index >= values.len());
    }

    #[test]
    fn any_text_is_a_path_or_is_not_and_nothing_panics(text in "[$.a-z0-9\\[\\]*'\"é /_-]{0,16}") {
        if let Ok(path) = Path::parse(&text) {
            prop_assert_eq!(path.as_str(), text);
        }
    }

    #[test]
    fn any_bytes_behind_base64_are_decoded(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
        let record = json::parse(&json!({"data": encode(&bytes)}).to_string()).unwrap();
        let record = Record::from_source(&record, RecordSource::Kinesis);
        let content = &record.payloads()[0].content;
        match (std::str::from_utf8(&bytes), content) {
            (Err(_), PayloadContent::NotUtf8) => {}
            (Ok(text), PayloadContent::Text(decoded) | PayloadContent::Json { text: decoded, .. }) => prop_assert_eq!(text, decoded),
            _ => prop_assert!(false, "{content:?}"),
        }
    }

    #[test]
    fn a_field_that_should_be_base64_never_panics(text in "[A-Za-z0-9+/= é]{0,12}") {
        let record = json::parse(&json!({"key": text, "value": text}).to_string()).unwrap();
        prop_assert_eq!(Record::from_source(&record, RecordSource::Kafka).payloads().len(), 2);
    }

    #[test]
    fn a_target_is_accepted_or_refused_with_a_reason(input in prop::option::of(troublesome_text()), path in prop::option::of("[$.a\\[\\]*]{0,8}"), text in prop::option::of(template(RULE_PLACEHOLDERS)), logs in any::<bool>()) {
        let target = RuleTarget {
            id: "t".to_owned(),
            arn: logs.then(|| "arn:aws:logs:eu-central-1:123456789012:log-group:x".to_owned()),
            input,
            input_path: path,
            input_transformer: text.map(|text| (rule_paths(), text)),
        };
        if let Err(refused) = target.check() {
            prop_assert!(refused.diagnostics.iter().any(|one| one.is_error()));
        }
    }

    #[test]
    fn a_schedule_changes_nothing_but_keywords(text in troublesome_text()) {
        let event = json::parse("{}").unwrap();
        let queue = "arn:aws:sqs:eu-central-1:123456789012:q";
        let input = ScheduleInput::check(Some(queue), Some(&text)).unwrap();
        let rendered = input.deliver(&Record::new(&event), &Variables::new());
        prop_assert!(matches!(&rendered, Rendered::Delivered { raw, .. } if *raw == text), "{rendered:?}");
    }

    #[test]
    fn put_events_answers_anything_and_what_it_takes_becomes_an_event(entries in prop::collection::vec(entry(), 0..13)) {
        let request = json::parse(&Value::from(entries).to_string()).unwrap();
        if let Ok(answer) = put_events(&request, &Settings::default()) {
            let taken = answer.entries.iter().filter_map(|entry| entry.outcome.as_ref().ok());
            for envelope in taken.clone() {
                let event = json::parse(&envelope.to_json()).unwrap();
                prop_assert_eq!(event.to_compact(), envelope.to_json());
                prop_assert!(event.get("detail").unwrap().as_object().is_some());
            }
            prop_assert_eq!(answer.failed_entry_count() + taken.count(), answer.entries.len());
        }
    }
}

/// Mostly an entry, sometimes anything.
fn entry() -> impl Strategy<Value = Value> {
    let detail = prop_oneof![
        troublesome_text(),
        any_json().prop_map(|value| json!({"a": value}).to_string())
    ];
    let good = (troublesome_text(), "[a-z]{0,3}", detail).prop_map(
        |(source, kind, detail)| json!({"Source": source, "DetailType": kind, "Detail": detail}),
    );
    prop_oneof![20 => good, 1 => any_json()]
}

/// Base64 of the standard alphabet, padded.
fn encode(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut bits = 0_u32;
        for index in 0..3 {
            bits = bits << 8 | u32::from(chunk.get(index).copied().unwrap_or(0));
        }
        for digit in 0..4 {
            if digit <= chunk.len() {
                text.push(char::from(
                    ALPHABET[(bits >> (18 - 6 * digit) & 63) as usize],
                ));
            } else {
                text.push('=');
            }
        }
    }
    text
}
