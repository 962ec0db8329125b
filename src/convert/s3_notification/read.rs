//! The notifications of a configuration, whoever names its members.

use super::key::decoded;
use super::types::{self, Look};
use crate::convert::{Conversion, INVALID, LOST, NOTE};
use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, first, wrong_type};
use crate::json::{Kind, Value};
use crate::source::Span;
use crate::suggest;

/// One notification.
pub(super) struct Notification {
    pub(super) name: Option<String>,
    pub(super) looks: Vec<Look>,
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) span: Span,
}

/// The lists of notifications: names of the S3 API, of its old form, of CloudFormation, and of Terraform's provider.
const LISTS: [&[&str]; 3] = [
    &["TopicConfigurations", "TopicConfiguration", "Topic"],
    &["QueueConfigurations", "QueueConfiguration", "Queue"],
    &[
        "LambdaFunctionConfigurations",
        "LambdaConfigurations",
        "CloudFunctionConfiguration",
        "LambdaFunction",
    ],
];

/// The notifications of a configuration, in its order. What is wrong with them, or has no counterpart, is told.
pub(super) fn notifications(configuration: &Value, told: &mut Conversion) -> Vec<Notification> {
    let lists: Vec<&Value> = LISTS
        .iter()
        .filter_map(|names| first(configuration, names))
        .collect();
    if lists.is_empty() {
        let message = "there is no notification to a queue, a topic or a function in it";
        told.invalid.push(
            Diagnostic::error(INVALID, message)
                .at(beginning(configuration), "nothing to convert")
                .help("give what `aws s3api get-bucket-notification-configuration` prints, or a template with the bucket"),
        );
    }
    let mut read = Vec::new();
    for list in lists {
        let elements = list.as_array().unwrap_or(std::slice::from_ref(list));
        for element in elements {
            match element.as_object() {
                Some(_) => read.extend(notification(element, told)),
                None => {
                    told.invalid
                        .push(wrong_type(INVALID, "a notification", "an object", element))
                }
            }
        }
    }
    read.sort_by_key(|one| one.span.start);
    read
}

fn notification(value: &Value, told: &mut Conversion) -> Option<Notification> {
    let Some(events) = first(value, &["Events", "Event"]) else {
        told.invalid.push(
            Diagnostic::error(INVALID, "a notification names no `Events`").at(beginning(value), ""),
        );
        return None;
    };
    let elements = events.as_array().unwrap_or(std::slice::from_ref(events));
    let looks = elements.iter().flat_map(|event| event_looks(event, told));
    let looks: Vec<Look> = looks.flatten().copied().collect();
    let mut filters = Filters::default();
    filters.read(value, told);
    if filters.is_open {
        return None;
    }
    Some(Notification {
        name: first(value, &["Id"])
            .and_then(Value::as_str)
            .map(str::to_owned),
        looks,
        prefix: filters.prefix,
        suffix: filters.suffix,
        span: beginning(value),
    })
}

/// What tells the events of the type that `event` names.
fn event_looks(event: &Value, told: &mut Conversion) -> Option<&'static [Look]> {
    let Some(name) = event.as_str() else {
        match event.kind {
            Kind::Open(_) => told.lost.push(open("the type of an event", event)),
            _ => told
                .invalid
                .push(wrong_type(INVALID, "an event", "a string", event)),
        }
        return None;
    };
    match types::looks(name) {
        Some([]) => {
            let message = format!("EventBridge has no event for `{name}`");
            told.lost.push(
                Diagnostic::error(LOST, message)
                    .at(event.span, "not carried over")
                    .help("leave this type in the notification configuration of the bucket"),
            );
            None
        }
        Some(looks) => Some(looks),
        None => {
            let names: Vec<String> = types::names().collect();
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            let unknown = Diagnostic::error(INVALID, format!("S3 has no events `{name}`"));
            let unknown = unknown.at(event.span, "not among the types that are known");
            told.invalid
                .push(match suggest::did_you_mean(name, &known) {
                    Some(nearest) => unknown.help(nearest),
                    None => unknown,
                });
            None
        }
    }
}

fn open(what: &str, value: &Value) -> Diagnostic {
    Diagnostic::error(LOST, format!("{what} is open"))
        .at(beginning(value), "not known")
        .help("give the parameters of the template with `--parameter`")
}

/// What a notification filters the key by.
#[derive(Default)]
struct Filters {
    prefix: String,
    suffix: String,
    is_open: bool,
}

impl Filters {
    fn read(&mut self, value: &Value, told: &mut Conversion) {
        let key = first(value, &["Filter"]).and_then(|filter| first(filter, &["Key", "S3Key"]));
        let rules = key.and_then(|key| first(key, &["FilterRules", "Rules"]));
        for rule in rules.and_then(Value::as_array).unwrap_or_default() {
            let name = first(rule, &["Name"])
                .and_then(Value::as_str)
                .unwrap_or_default();
            let Some(given) = first(rule, &["Value"]) else {
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "prefix" => self.put(true, given, told),
                "suffix" => self.put(false, given, told),
                _ => told.invalid.push(
                    Diagnostic::error(INVALID, format!("there is no filter rule `{name}`"))
                        .at(beginning(rule), "`prefix` or `suffix`"),
                ),
            }
        }
        for (name, is_prefix) in [("FilterPrefix", true), ("FilterSuffix", false)] {
            if let Some(given) = first(value, &[name]) {
                self.put(is_prefix, given, told);
            }
        }
    }

    fn put(&mut self, is_prefix: bool, given: &Value, told: &mut Conversion) {
        let Some(text) = given.as_str() else {
            self.is_open = true;
            return match given.kind {
                Kind::Open(_) => told
                    .lost
                    .push(open("the filter of the notification", given)),
                _ => told
                    .invalid
                    .push(wrong_type(INVALID, "the filter", "a string", given)),
            };
        };
        let meant = decoded(text);
        if meant != text {
            let message = format!(
                "the filter `{text}` is URL-encoded; events on a bus carry keys as they are"
            );
            let note = Diagnostic::note(NOTE, message);
            told.notes
                .push(note.at(given.span, format!("read as `{meant}`")));
        }
        match is_prefix {
            true => self.prefix = meant,
            false => self.suffix = meant,
        }
    }
}
