//! Which events EventBridge delivers: the one assumption of what cases may say, of the proof that a mutant is equivalent, of
//! the events that tell one that is not, and of what cases can cover.

use crate::diagnostic::Diagnostic;
use crate::event::ENVELOPE_FIELDS;
use crate::json::fields::beginning;
use crate::json::{self, JsonString, Kind, Value};
use crate::pattern::decide::{Domain, Envelope, Place};
use crate::suggest;

use super::codes::EVENT;

/// What of its envelope every event has.
const ALWAYS: [&str; 8] = [
    "version",
    "id",
    "detail-type",
    "source",
    "account",
    "time",
    "region",
    "detail",
];

/// The field that is the same in every event, and what it holds as JSON.
///
/// AWS: EventBridge User Guide, "AWS service event metadata": "By default, this is set to 0 (zero) in all events."
const VERSION: (&str, &str) = ("version", "\"0\"");

/// The events that EventBridge delivers.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::suite) struct Delivered;

impl Domain for Delivered {
    fn place(&self, path: &JsonString) -> Place {
        let place = Envelope.place(path);
        if *path != *VERSION.0 {
            return place;
        }
        Place {
            only: json::parse(VERSION.1).ok().map(|version| vec![version]),
            ..place
        }
    }
}

impl Delivered {
    /// Whether it is one of them, whole.
    pub(in crate::suite) fn has(self, event: &Value) -> bool {
        let has_all = ALWAYS.iter().all(|name| event.get(name).is_some());
        let members = event.as_object().unwrap_or_default();
        let is_possible = |name: &str, value: &Value| {
            type_of(name).is_none_or(|of| of.takes(value))
                && (name != VERSION.0 || self.place(&name.into()).holds(value))
        };
        let mut members = members.iter();
        has_all && members.all(|one| is_possible(&one.name.to_display(), &one.value))
    }
}

/// What a part of the envelope is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Text,
    Texts,
    Object,
}

impl Type {
    fn takes(self, value: &Value) -> bool {
        let is_text = |value: &Value| matches!(value.kind, Kind::String(_));
        match self {
            Self::Text => is_text(value),
            Self::Texts => (value.as_array()).is_some_and(|all| all.iter().all(is_text)),
            Self::Object => value.as_object().is_some(),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Texts => "a list of texts",
            Self::Object => "an object",
        }
    }
}

fn type_of(name: &str) -> Option<Type> {
    match name {
        "detail" => Some(Type::Object),
        "resources" => Some(Type::Texts),
        _ => ENVELOPE_FIELDS.contains(&name).then_some(Type::Text),
    }
}

/// What is wrong with a value at the top of an event: no event has it so.
///
/// AWS: EventBridge User Guide, "AWS service event metadata"; of `detail`: EventBridge API Reference,
/// `PutEventsRequestEntry`, "A valid JSON object".
pub(in crate::suite) fn impossible(name: &str, value: &Value) -> Option<Diagnostic> {
    let of = type_of(name).filter(|of| !of.takes(value))?;
    let message = format!(
        "`{name}` of an event is {}, not {}",
        of.name(),
        value.kind_name()
    );
    let told = Diagnostic::error(EVENT, message).at(beginning(value), "no event has this");
    Some(match (of, &value.kind) {
        (Type::Text, Kind::Number(_) | Kind::Bool(_)) => told.help("write it in quotes"),
        (Type::Object, Kind::String(_)) => {
            told.help("write the object itself: it is a text in entries of `PutEvents` alone")
        }
        _ => told,
    })
}

/// The nearest name at the top of an event, of one that is none.
pub(in crate::suite) fn meant(name: &str) -> Option<String> {
    match ENVELOPE_FIELDS.contains(&name) {
        true => None,
        false => suggest::did_you_mean(name, &ENVELOPE_FIELDS),
    }
}

/// What is wrong with a whole event that is none: it has nothing that events have, or has it otherwise.
pub(in crate::suite) fn mistakes(event: &Value) -> Vec<Diagnostic> {
    let members = event.as_object().unwrap_or_default();
    let is_known = |name: &str| ENVELOPE_FIELDS.contains(&name) || meant(name).is_some();
    if !members.iter().any(|one| is_known(&one.name.to_display())) {
        let told = Diagnostic::error(EVENT, "nothing in this event is of an event")
            .at(beginning(event), "neither `source` nor `detail-type` nor `detail`")
            .help("write what stands in it as `detail`: `{source: shop, detail-type: Order, detail: {…}}`");
        return vec![told];
    }
    let members = members.iter();
    let told = members.filter_map(|one| impossible(&one.name.to_display(), &one.value));
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{"version":"0","id":"i","detail-type":"t","source":"s","account":"1","time":"t","region":"r","resources":["a"],"detail":{}}"#;

    #[test]
    fn whole_events_are_delivered() {
        let has = |text: &str| Delivered.has(&json::parse(text).unwrap());
        assert!(has(WHOLE));
        for (from, to) in [
            (r#""version":"0","#, ""),
            (r#""version":"0""#, r#""version":"1""#),
            (r#""source":"s""#, r#""source":1"#),
            (r#""detail-type":"t","#, ""),
            (r#"["a"]"#, r#"["a",1]"#),
            (r#""detail":{}"#, r#""detail":"x""#),
        ] {
            let text = WHOLE.replace(from, to);
            assert_ne!(text, WHOLE, "{from}");
            assert!(!has(&text), "{text}");
        }
        assert!(has(&WHOLE.replace(r#""resources":["a"],"#, "")));
    }

    #[test]
    fn what_no_event_has_is_told() {
        let told = |text: &str| -> Vec<String> {
            let told = mistakes(&json::parse(text).unwrap()).into_iter();
            told.map(|one| one.message).collect()
        };
        for (text, expected) in [
            (WHOLE, ""),
            (r#"{"detail":{"a":1}}"#, ""),
            (r#"{"sourc":"s"}"#, ""),
            (r#"{"source":"s","other":1}"#, ""),
            (r#"{"foo":"s"}"#, "nothing in this event is of an event"),
            ("{}", "nothing in this event is of an event"),
            (
                r#"{"detail":"{}"}"#,
                "`detail` of an event is an object, not a string",
            ),
            (
                r#"{"detail":[1]}"#,
                "`detail` of an event is an object, not an array",
            ),
            (
                r#"{"account":1}"#,
                "`account` of an event is a text, not a number",
            ),
            (
                r#"{"source":["s"]}"#,
                "`source` of an event is a text, not an array",
            ),
            (
                r#"{"resources":"a"}"#,
                "`resources` of an event is a list of texts, not a string",
            ),
            (
                r#"{"resources":[1]}"#,
                "`resources` of an event is a list of texts, not an array",
            ),
        ] {
            assert_eq!(told(text).join("; "), expected, "{text}");
        }
    }
}
