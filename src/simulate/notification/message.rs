//! A message of SNS, whatever form people have it in.
//!
//! | what stands there | the message |
//! |---|---|
//! | a request (`aws sns publish --cli-input-json`), a notification as HTTP endpoints get it | itself |
//! | a record of a Lambda event | its `Sns` |
//! | a message of SQS, whose body is a notification | that |
//! | another message of SQS: raw delivery | its body and its attributes |
//! | anything else | for a policy on attributes a map of these, for one on bodies the body |

use super::attribute::{compared, is_attribute};
use super::codes::{MESSAGE_FORM, SEVERAL_TEXTS};
use super::seen::Seen;
use crate::diagnostic::Diagnostic;
use crate::json::fields::{first, text};
use crate::json::{self, Kind, Member, Value};
use crate::pattern::filter_policy::FilterPolicyScope;

/// What a policy sees of a message. `speaks_of` says which attributes it names.
pub(super) fn seen(
    record: &Value,
    scope: FilterPolicyScope,
    speaks_of: impl Fn(&str) -> bool,
) -> Seen {
    let inside;
    let message = match inner(record) {
        Inner::Value(value) => value,
        Inner::Read(value) => {
            inside = value;
            &inside
        }
    };
    let form = Form::of(message);
    match scope {
        FilterPolicyScope::MessageAttributes => attributes(message, form, speaks_of),
        FilterPolicyScope::MessageBody => body(message, form),
    }
}

enum Inner<'v> {
    Value(&'v Value),
    /// Read from a text of the record, where all its places lie.
    Read(Value),
}

/// The message inside a record.
fn inner(record: &Value) -> Inner<'_> {
    if let Some(sns) = record.get("Sns").filter(|sns| sns.as_object().is_some()) {
        return Inner::Value(sns);
    }
    let Some(body) = queue_body(record) else {
        return Inner::Value(record);
    };
    let read = body.as_str().and_then(|text| json::parse(text).ok());
    let is_notification = |read: &Value| {
        read.get("Message").is_some() && (text(read, "Type") == Some("Notification"))
    };
    match read.filter(is_notification) {
        Some(notification) => Inner::Read(notification.placed(body.span)),
        None => Inner::Value(record),
    }
}

/// The body of a message of SQS.
fn queue_body(record: &Value) -> Option<&Value> {
    const TELLING: [&str; 5] = [
        "MessageId",
        "messageId",
        "ReceiptHandle",
        "receiptHandle",
        "eventSource",
    ];
    let is_message = record.get("Message").is_none() && first(record, &TELLING).is_some();
    let body = first(record, &["Body", "body"]).filter(|body| body.as_str().is_some());
    body.filter(|_| is_message)
}

/// What a record is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A request or a notification.
    Message,
    /// A message of SQS with the body and the attributes of the message.
    Raw,
    /// Nothing that says it is a message.
    Bare,
}

impl Form {
    fn of(message: &Value) -> Self {
        let has = |name| message.get(name).is_some();
        if has("Message") {
            Self::Message
        } else if queue_body(message).is_some() {
            Self::Raw
        } else if has("MessageAttributes") {
            Self::Message
        } else {
            Self::Bare
        }
    }
}

fn attributes(message: &Value, form: Form, speaks_of: impl Fn(&str) -> bool) -> Seen {
    let mut notes = Vec::new();
    let map = match form {
        Form::Message | Form::Raw => first(message, &["MessageAttributes", "messageAttributes"]),
        Form::Bare => {
            let members = message.as_object().unwrap_or_default();
            if !members.iter().all(|member| is_attribute(&member.value)) {
                notes.push(
                    Diagnostic::note(
                        MESSAGE_FORM,
                        "the input was taken for the attributes of a message: each member is one",
                    )
                    .help("a message is `{\"Message\": \"…\", \"MessageAttributes\": {\"name\": {\"DataType\": \"String\", \"StringValue\": \"…\"}}}`; a policy on its body is asked with `--filter-policy-scope MessageBody`"),
                );
            }
            Some(message)
        }
    };
    let mut seen: Vec<Member> = Vec::new();
    let given = map.and_then(Value::as_object).unwrap_or_default();
    for (at, member) in given.iter().enumerate() {
        let name = member.name.to_display();
        let behind = given.get(at + 1..).unwrap_or_default();
        // Of several of one name the last one counts, as in any map. What the policy does not name changes nothing.
        if !speaks_of(&name) || behind.iter().any(|other| other.name == member.name) {
            continue;
        }
        let one = compared(&name, &member.value);
        notes.extend(one.note);
        seen.extend(one.value.map(|value| Member {
            value,
            ..member.clone()
        }));
    }
    Seen {
        document: Value {
            span: map.map_or(message.span, |map| map.span),
            kind: Kind::Object(seen),
        },
        notes,
        obstacle: None,
    }
}

/// AWS: SNS Developer Guide, "Amazon SNS message filtering": a policy on bodies takes the message for well-formed JSON.
/// Recorded on AWS: a text that is no JSON, or JSON but no object, is not delivered.
fn body(message: &Value, form: Form) -> Seen {
    let mut notes = Vec::new();
    let body = match form {
        Form::Message => message.get("Message"),
        Form::Raw => queue_body(message),
        Form::Bare => {
            notes.push(
                Diagnostic::note(
                    MESSAGE_FORM,
                    "the input was taken for the body of a message",
                )
                .help("a message is `{\"Message\": \"…\"}`, with the body as a text"),
            );
            Some(message)
        }
    };
    let nothing = |why: &str, notes, at: Option<&Value>| Seen {
        document: at.cloned().unwrap_or_else(|| message.clone()),
        notes,
        obstacle: Some(format!("{why}: a policy on the body then delivers nothing")),
    };
    let Some(given) = body else {
        return nothing("the message has no `Message`", notes, None);
    };
    let read = match given.as_str().map(json::parse) {
        None => given.clone(),
        Some(Ok(read)) => read.placed(given.span),
        Some(Err(_)) => return nothing("the body is no JSON", notes, body),
    };
    let read = match one_of_several(message, &read) {
        Some(Ok(default)) => {
            notes.push(
                Diagnostic::note(
                    SEVERAL_TEXTS,
                    "the message has a text for each protocol; `default` is asked here, and which one SNS filters is not known",
                )
                .at(given.span, "with `MessageStructure`: `json`"),
            );
            default
        }
        Some(Err(())) => {
            return nothing("the `default` text of the message is no JSON", notes, body);
        }
        None => read,
    };
    match read.as_object() {
        Some(_) => Seen {
            document: read,
            notes,
            obstacle: None,
        },
        None => {
            let why = format!("the body is {} and no JSON object", read.kind_name());
            nothing(&why, notes, body)
        }
    }
}

/// The text for protocols that have none of their own.
///
/// AWS: SNS API Reference, `Publish`, `MessageStructure`: with `json` the message is an object with a text for each
/// protocol, and `default`.
fn one_of_several(message: &Value, read: &Value) -> Option<Result<Value, ()>> {
    if text(message, "MessageStructure") != Some("json") {
        return None;
    }
    let default = read.get("default")?;
    let text = default.as_str()?;
    Some(match json::parse(text) {
        Ok(value) => Ok(value.placed(default.span)),
        Err(_) => Err(()),
    })
}
