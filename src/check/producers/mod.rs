//! Events that are put on a bus, as samples show them: what those who take them need, and what should not be in them.
//!
//! [`Producers`] is shown one event after the other and remembers for each kind of finding how many events have it, and where
//! the first is: memory does not grow with the number of events. Of events that AWS's own services send nothing is said, for
//! nobody can change them.
//!
//! # What this module does not do
//!
//! It does not know what members mean, only what they are called. An event that has a version under a name of its own is said
//! to have none, which is why that is advice.

mod personal;

use std::collections::BTreeMap;

use super::finding::{Finding, Judged};
use super::lints::{self, lint};
use crate::diagnostic::{self, Code, Diagnostic, Diagnostics, Severity};
use crate::event::catalogue;
use crate::json::{self, Member, Value};
use crate::quota::MAXIMUM_DETAIL_TYPE_CHARACTERS;
use crate::source::{Source, Span};
use crate::suggest::folded;

/// How many bytes of an event are billed as one.
///
/// AWS: Amazon EventBridge pricing, "each 64 KB chunk of a payload is billed as 1 event".
const BILLED_BYTES: usize = 64 * 1024;

/// What a time adds to the size of an entry.
///
/// AWS: EventBridge User Guide, "Calculating Amazon EventBridge PutEvents event entry size".
const TIME_BYTES: usize = 14;

/// Of longer records the text is not kept for the place.
const KEPT_BYTES: usize = 1 << 20;

/// How many kinds of personal data are told apart: each is one of a path.
const MAXIMUM_KINDS: usize = 200;

/// Objects that hold what an event says of itself.
const ABOUT_EVENTS: [&str; 7] = [
    "context", "envelope", "header", "headers", "meta", "metadata", "tracing",
];

/// What members are called that hold the version of an event's data.
const VERSIONS: [&str; 8] = [
    "dataversion",
    "detailversion",
    "eventversion",
    "payloadversion",
    "schemaversion",
    "specversion",
    "v",
    "version",
];

/// What members are called by which events of one chain are found.
const CORRELATIONS: [&str; 16] = [
    "awstraceheader",
    "causationid",
    "conversationid",
    "correlation",
    "correlationid",
    "operationid",
    "requestid",
    "sagaid",
    "trace",
    "tracecontext",
    "traceheader",
    "traceid",
    "traceparent",
    "transactionid",
    "xamzntraceid",
    "xraytraceid",
];

/// What members are called by which an event is known that comes again.
const IDENTITIES: [&str; 12] = [
    "deduplicationid",
    "dedupid",
    "eventid",
    "eventuuid",
    "id",
    "idempotencyid",
    "idempotencykey",
    "idempotencytoken",
    "idempotentkey",
    "messageid",
    "uniqueid",
    "uuid",
];

/// A kind of finding: the lint, and what of it.
type Kind = (&'static str, String);

/// What is known of a kind.
#[derive(Debug)]
struct Found {
    events: u64,
    severity: Severity,
    /// What is said behind the number of events.
    says: String,
    label: &'static str,
    help: String,
    span: Span,
    first: Source,
}

/// What one event has of a kind.
struct Seen {
    kind: Kind,
    severity: Severity,
    says: String,
    label: &'static str,
    help: String,
    span: Span,
}

/// What events lack, and have too much of.
#[derive(Debug, Default)]
pub struct Producers {
    events: u64,
    found: BTreeMap<Kind, Found>,
}

impl Producers {
    /// How many events were seen that AWS's services did not send.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// An event as it is delivered. `source` gives its text with its place.
    ///
    /// # Errors
    ///
    /// `json/…`: it is no JSON.
    pub fn observe(
        &mut self,
        text: &str,
        source: impl FnOnce() -> Source,
    ) -> Result<(), Diagnostics> {
        let event = json::parse(text).map_err(|error| error.diagnostic(text))?;
        let seen = match event.get("source").and_then(Value::as_str) {
            Some(name) if is_of_aws(name) => return Ok(()),
            _ => of_event(&event, text),
        };
        self.events += 1;
        self.take(seen, source);
        Ok(())
    }

    /// Something for which PutEvents does not take an entry.
    pub fn refused(&mut self, told: &Diagnostic, source: &Source) {
        self.events += 1;
        let name = match told.message.contains("NotAuthorizedForSourceException") {
            true => lints::EVENT_SOURCE_RESERVED.as_str(),
            false => lints::EVENT_ENTRY.as_str(),
        };
        let seen = Seen {
            kind: (name, told.message.clone()),
            severity: Severity::Error,
            says: told.message.clone(),
            label: "",
            help: told.help.clone().unwrap_or_default(),
            span: told
                .primary
                .as_ref()
                .map_or_else(Span::default, |one| one.span),
        };
        self.take(vec![seen], || source.clone());
    }

    fn take(&mut self, seen: Vec<Seen>, source: impl FnOnce() -> Source) {
        let mut source = Some(source);
        let mut made: Option<Source> = None;
        for one in seen {
            if let Some(found) = self.found.get_mut(&one.kind) {
                found.events += 1;
                continue;
            }
            if self.found.len() >= MAXIMUM_KINDS {
                continue;
            }
            let first = match (&made, source.take()) {
                (Some(made), _) => made.clone(),
                (None, Some(source)) => source(),
                (None, None) => continue,
            };
            made = Some(first.clone());
            let is_long = first.text().len() > KEPT_BYTES;
            let (first, span) = match is_long {
                true => (
                    Source::piece(first.name(), "", first.first_line()),
                    Span::default(),
                ),
                false => (first, one.span),
            };
            let found = Found {
                events: 1,
                severity: one.severity,
                says: one.says,
                label: one.label,
                help: one.help,
                span,
                first,
            };
            self.found.insert(one.kind, found);
        }
    }

    /// What was found, one for each kind, with the place of the first event that has it. The worst comes first.
    #[must_use]
    pub fn judged(self) -> Judged {
        let events = self.events;
        let findings = self.found.into_iter();
        let mut findings: Vec<Finding> = findings
            .filter_map(|((name, field), found)| told(events, name, field, found))
            .collect();
        findings.sort_by_key(|one| std::cmp::Reverse(one.severity));
        Judged {
            findings,
            ..Judged::default()
        }
    }
}

fn told(events: u64, name: &'static str, field: String, found: Found) -> Option<Finding> {
    let lint = lint(name)?;
    let says = &found.says;
    // What PutEvents answers is a sentence of its own.
    let message = match (events, found.events, found.severity) {
        (1, _, Severity::Error) => says.clone(),
        (all, some, Severity::Error) => format!("{some} of {all} events: {says}"),
        (1, ..) => format!("the event {says}"),
        (all, 1, _) => format!("1 of {all} events {says}"),
        (all, some, _) => format!("{some} of {all} events: each {says}"),
    };
    let told = Diagnostic {
        severity: found.severity.min(lint.severity),
        ..Diagnostic::note(Code::new(name), message)
    };
    let told = told.at(found.span, found.label);
    let told = match found.help.is_empty() {
        true => told,
        false => told.help(found.help),
    };
    Some(Finding {
        lint,
        severity: told.severity,
        aws: None,
        resource: None,
        field: match name {
            _ if name == lints::EVENT_PERSONAL_DATA.as_str() => field,
            _ => String::new(),
        },
        code: told.code,
        told: diagnostic::Finding::new(told, &found.first),
    })
}

/// Whether AWS itself sends events as this source.
fn is_of_aws(source: &str) -> bool {
    source.starts_with("aws.partner/") || catalogue::source(source).is_some()
}

/// What an event has.
fn of_event(event: &Value, text: &str) -> Vec<Seen> {
    let mut seen = Vec::new();
    let source = event.get("source");
    if let Some(place) = source
        && let Some(name) = place.as_str().filter(|name| name.starts_with("aws."))
    {
        seen.push(Seen {
            kind: (lints::EVENT_SOURCE_RESERVED.as_str(), String::new()),
            severity: Severity::Warning,
            says: format!("has the source `{name}`, and such sources belong to AWS"),
            label: "nobody else may send it",
            help: "name a source after what sends it: `com.example.orders`".to_owned(),
            span: place.span,
        });
    }
    seen.extend(detail_type(event));
    seen.extend(size(event, text));
    let Some(detail) = event.get("detail") else {
        return seen;
    };
    let Some(members) = detail.as_object() else {
        return seen;
    };
    seen.extend(missing(event, detail, members));
    personal::look(detail, |data| {
        let says = format!("holds {} in `{}`", data.what, data.path);
        seen.push(Seen {
            kind: (
                lints::EVENT_PERSONAL_DATA.as_str(),
                format!("{} ({})", data.path, data.what),
            ),
            severity: data.severity,
            says,
            label: "every rule, archive and log may keep it",
            help: "send a reference to where it is kept, and let those ask who may see it"
                .to_owned(),
            span: data.span,
        });
    });
    seen
}

fn detail_type(event: &Value) -> Option<Seen> {
    let place = event.get("detail-type")?;
    let length = place.as_str()?.chars().count();
    (length > MAXIMUM_DETAIL_TYPE_CHARACTERS).then(|| Seen {
        kind: (lints::EVENT_DETAIL_TYPE_LONG.as_str(), String::new()),
        severity: Severity::Warning,
        says: format!(
            "has a detail-type of {length} characters, more than {MAXIMUM_DETAIL_TYPE_CHARACTERS}"
        ),
        label: "longer than AWS documents",
        help: "it was reported that EventBridge discards such events without a word: put what differs from event to event into `detail`".to_owned(),
        span: place.span,
    })
}

/// The size of an entry for the event, and as how many events that is billed.
fn size(event: &Value, text: &str) -> Option<Seen> {
    let length = |name: &str| event.get(name).and_then(Value::as_str).map_or(0, str::len);
    let detail = event.get("detail")?;
    let inside = text.get(detail.span.start..detail.span.end)?;
    let resources = event.get("resources").and_then(Value::as_array);
    let resources = resources.unwrap_or_default().iter();
    let resources: usize = resources.filter_map(Value::as_str).map(str::len).sum();
    let bytes = TIME_BYTES + length("source") + length("detail-type") + inside.len() + resources;
    let billed = bytes.div_ceil(BILLED_BYTES);
    (billed > 1).then(|| Seen {
        kind: (lints::EVENT_SIZE.as_str(), String::new()),
        severity: Severity::Note,
        says: format!("has about {bytes} bytes and is billed as {billed} events"),
        label: "all of it is sent",
        help: "an event is billed for every 64 KB that it begins: send what rules and targets need, and where the rest is kept".to_owned(),
        span: Span::new(detail.span.start, detail.span.start + 1),
    })
}

/// What those who take events need and do not find in one.
fn missing(event: &Value, detail: &Value, members: &[Member]) -> Vec<Seen> {
    let has = |names: &[&str]| {
        let is_it = |member: &Member| names.contains(&folded(&member.name.to_display()).as_str());
        members.iter().any(|member| {
            let is_about = ABOUT_EVENTS.contains(&folded(&member.name.to_display()).as_str());
            let inside = member.value.as_object().unwrap_or_default();
            is_it(member) || is_about && inside.iter().any(is_it)
        })
    };
    let detail_type = event.get("detail-type").and_then(Value::as_str);
    let wanted = [
        (
            lints::EVENT_WITHOUT_VERSION,
            has(&VERSIONS) || detail_type.is_some_and(has_version),
            "says no version of what it holds",
            "give `detail` a `version`, or the detail-type one, so that who takes it can tell a new form from the old",
        ),
        (
            lints::EVENT_WITHOUT_CORRELATION,
            has(&CORRELATIONS),
            "has nothing by which the events of one operation are found",
            "hand on a `correlationId` from event to event",
        ),
        (
            lints::EVENT_WITHOUT_IDEMPOTENCY,
            has(&IDENTITIES),
            "has nothing by which it is known when it comes again",
            "EventBridge delivers at least once, and who puts an event again gives it another `id`: give `detail` an `idempotencyKey`",
        ),
    ];
    let wanted = wanted.into_iter().filter(|(_, is_there, _, _)| !is_there);
    wanted
        .map(|(code, _, says, help)| Seen {
            kind: (code.as_str(), String::new()),
            severity: Severity::Note,
            says: says.to_owned(),
            label: "",
            help: help.to_owned(),
            span: Span::new(detail.span.start, detail.span.start + 1),
        })
        .collect()
}

/// Whether a detail-type ends with a version: `OrderPaid.v2`, `Order Paid v2`.
fn has_version(detail_type: &str) -> bool {
    let begin = detail_type.trim_end_matches(|one: char| one.is_ascii_digit() || one == '.');
    let is_number = begin.len() < detail_type.len();
    is_number
        && begin.strip_suffix(['v', 'V']).is_some_and(|rest| {
            rest.is_empty() || rest.ends_with([' ', '.', '-', '_', ':', '/', '@'])
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_type_may_end_with_its_version() {
        for (name, expected) in [
            ("OrderPaid.v2", true),
            ("Order Paid v1.2", true),
            ("Order Paid", false),
            ("Order Paid 2", false),
            ("env2", false),
        ] {
            assert_eq!(has_version(name), expected, "{name}");
        }
    }

    #[test]
    fn what_is_found_again_is_counted() {
        let mut producers = Producers::default();
        for number in 0..1_000 {
            let text = format!(
                r#"{{"source":"shop","detail-type":"Paid v1","detail":{{"id":{number},"traceId":"t","email":"a@shop.example"}}}}"#
            );
            let told = producers.observe(&text, || {
                Source::piece("e.jsonl", text.as_str(), number + 1)
            });
            assert!(told.is_ok());
        }
        let text = r#"{"source":"aws.s3","detail-type":"Object Created","detail":{}}"#;
        assert!(producers.observe(text, || Source::new("e", text)).is_ok());
        let judged = producers.judged();
        let told: Vec<&str> = judged
            .findings
            .iter()
            .map(|one| one.told.diagnostic.message.as_str())
            .collect();
        assert_eq!(
            told,
            ["1000 of 1000 events: each holds an e-mail address in `detail.email`"]
        );
    }
}
