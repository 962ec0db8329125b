//! The same pairs where patterns filter other things than events of a bus: records of queues and streams, messages of topics.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use evb::event::catalogue;
use evb::json::{self, Value as Read};
use evb::pattern::explain::Explanation;
use evb::pattern::filter_policy::FilterPolicyScope;
use evb::pattern::{Dialect, Explainer, Pattern, evaluate, parse};
use evb::simulate::notification::{NotificationFilter, Subject};
use evb::simulate::pipe::RecordFilter;
use serde_json::{Map, Value, json};

use super::pairs::Case;

/// What a pattern filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Events of a bus.
    Bus,
    /// Messages of a queue, whose body is the event.
    Queue(Dialect),
    /// Records of a stream of Kinesis, whose data are the event in base64.
    Stream(Dialect),
    /// Records of a stream of DynamoDB.
    Table(Dialect),
    /// Messages of a topic, whose body is the event.
    Body,
    /// Messages of a topic, whose attributes are the values of the event.
    Attributes,
}

impl Use {
    pub fn dialect(self) -> Dialect {
        match self {
            Self::Bus => Dialect::Bus,
            Self::Queue(dialect) | Self::Stream(dialect) | Self::Table(dialect) => dialect,
            Self::Body => Dialect::Sns(FilterPolicyScope::MessageBody),
            Self::Attributes => Dialect::Sns(FilterPolicyScope::MessageAttributes),
        }
    }

    /// The pair as it is here; `None` where there is no such pair here.
    pub fn of(self, case: &Case) -> Option<Case> {
        let beneath = |name: &str| match case.path.as_str() {
            "" => name.to_owned(),
            path => format!("{name}.{path}"),
        };
        let text = case.event.to_string();
        Some(match self {
            Self::Bus => case.clone(),
            Self::Queue(_) => Case {
                pattern: json!({ "body": case.pattern }),
                event: message(&text),
                path: beneath("body"),
            },
            Self::Stream(_) => Case {
                pattern: json!({ "data": case.pattern }),
                event: json!({"eventSource": "aws:kinesis", "partitionKey": "k", "data": base64(&text)}),
                path: beneath("data"),
            },
            // Its records have a form of their own.
            Self::Table(_) => return None,
            Self::Body => Case {
                event: json!({"Message": text, "MessageAttributes": {}}),
                ..case.clone()
            },
            Self::Attributes => {
                let (mut policy, mut attributes) = (Map::new(), Map::new());
                flat(&case.pattern, "", &mut |name, list| {
                    policy.insert(name.to_owned(), list.clone());
                });
                flat(&case.event, "", &mut |name, value| {
                    attributes.extend(attribute(value).map(|one| (name.to_owned(), one)));
                });
                let name = case.path.rsplit('.').next()?;
                policy.contains_key(name).then_some(())?;
                Case {
                    path: name.to_owned(),
                    pattern: Value::Object(policy),
                    event: json!({"Message": "m", "MessageAttributes": attributes}),
                }
            }
        })
    }

    /// Whether a pattern lets a record through, and why.
    pub fn asked(self, pattern: &Pattern, event: &Read) -> (bool, Explanation) {
        match self {
            Self::Bus => {
                let explainer = Explainer::new(pattern).knowing(catalogue::is_known);
                (evaluate(pattern, event), explainer.explain(event))
            }
            Self::Queue(dialect) | Self::Stream(dialect) | Self::Table(dialect) => {
                let filter = RecordFilter::new(pattern, dialect);
                let runner = filter.runner();
                let matched = runner.verdict(event).unwrap().matched;
                (matched, runner.explain(event).unwrap())
            }
            Self::Body | Self::Attributes => {
                let Dialect::Sns(scope) = self.dialect() else {
                    panic!()
                };
                let filter = NotificationFilter::new(pattern, Subject::Message(scope));
                (filter.verdict(event).matched, filter.explain(event))
            }
        }
    }

    /// Whether a pattern is taken here and lets a record through.
    pub fn lets_through(self, pattern: &str, event: &str) -> bool {
        parse(pattern, self.dialect())
            .is_ok_and(|pattern| self.asked(&pattern, &json::parse(event).unwrap()).0)
    }
}

/// Each list or value with the last name on its way.
fn flat(value: &Value, name: &str, with: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, inner)| flat(inner, name, with)),
        other => with(name, other),
    }
}

/// A value as an attribute of a message, if it can be one.
fn attribute(value: &Value) -> Option<Value> {
    let (kind, text) = match value {
        Value::String(text) if !text.is_empty() => ("String", text.clone()),
        Value::Number(number) => ("Number", number.to_string()),
        Value::Array(elements) if !elements.iter().any(|one| one.is_object() || one.is_array()) => {
            ("String.Array", value.to_string())
        }
        Value::Bool(_) => ("String.Array", json!([value]).to_string()),
        _ => return None,
    };
    Some(json!({"DataType": kind, "StringValue": text}))
}

pub fn base64(text: &str) -> String {
    STANDARD.encode(text)
}

pub fn message(body: &str) -> Value {
    json!({"messageId": "m", "body": body, "attributes": {"SentTimestamp": "1"}, "messageAttributes": {}, "eventSource": "aws:sqs"})
}
