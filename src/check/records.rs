//! Filters that ask records for what they do not have.
//!
//! AWS: EventBridge User Guide, "Amazon EventBridge Pipes sources", the records of each source.

use super::finding::Resource;
use super::judge::{About, Accepted, Judge};
use super::lints::PIPE_FILTER;
use crate::diagnostic::Diagnostic;
use crate::json::{self, write_quoted};
use crate::pattern::{self, Dialect};
use crate::simulate::pipe::SourceKind;
use crate::source::Span;
use crate::suggest;

/// The members of a record of a queue.
const OF_SQS: [&str; 11] = [
    "attributes",
    "awsRegion",
    "body",
    "eventSource",
    "eventSourceARN",
    "md5OfBody",
    "md5OfMessageAttributes",
    "messageAttributes",
    "messageId",
    "receiptHandle",
    "messageSystemAttributes",
];

/// The members of a record of a stream of DynamoDB.
const OF_DYNAMODB: [&str; 8] = [
    "awsRegion",
    "dynamodb",
    "eventID",
    "eventName",
    "eventSource",
    "eventSourceARN",
    "eventVersion",
    "userIdentity",
];

/// The members of a record of a stream of Kinesis, as pipes have it.
const OF_KINESIS: [&str; 13] = [
    "approximateArrivalTimestamp",
    "awsRegion",
    "data",
    "encryptionType",
    "eventID",
    "eventName",
    "eventSource",
    "eventSourceARN",
    "eventVersion",
    "invokeIdentityArn",
    "kinesisSchemaVersion",
    "partitionKey",
    "sequenceNumber",
];

/// The names at the top of a pattern, with their places.
fn top_keys(pattern: &str) -> Vec<(String, Span)> {
    let read = json::parse(pattern).ok();
    let members = read.as_ref().and_then(|one| one.as_object());
    let members = members.unwrap_or_default().iter();
    members
        .map(|one| (one.name.to_display().into_owned(), one.name_span))
        .collect()
}

impl Judge<'_> {
    /// Whether records of a source have what a filter asks for at its top.
    pub(super) fn outside_record(
        &mut self,
        resource: &Resource,
        field: &str,
        accepted: &Accepted,
        (source, dialect): (SourceKind, Dialect),
    ) {
        let (members, payload): (&[&str], &str) = match source {
            SourceKind::Sqs => (&OF_SQS, "body"),
            SourceKind::DynamoDb => (&OF_DYNAMODB, "dynamodb"),
            // What Lambda adds to these it does not document.
            SourceKind::Kinesis if dialect == Dialect::Pipe => (&OF_KINESIS, "data"),
            _ => return,
        };
        let rules = &accepted.pattern.sub_rules;
        let shape = Shape { members, payload };
        let help = shape.help(accepted, dialect);
        let keys = top_keys(accepted.text.text());
        let mut told: Vec<Diagnostic> = Vec::new();
        for one in rules.iter().flat_map(|one| &one.fields) {
            let path = one.path.to_display();
            let top = path.split('.').next().unwrap_or_default();
            if members.contains(&top) || one.values.accepts_absence() {
                continue;
            }
            let key = keys
                .iter()
                .find(|(name, _)| name == top)
                .map(|(_, span)| *span);
            let meant = suggest::nearest(top, members);
            let found = Diagnostic::warning(
                PIPE_FILTER,
                format!(
                    "records of {} have no `{top}`: none of them passes here",
                    source.name()
                ),
            )
            .at(key.unwrap_or(one.values.name_span), "not in a record")
            .help(match (&help, source) {
                (Some(help), _) => help.clone(),
                (None, _) if meant.is_some() => {
                    format!("did you mean `{}`?", meant.unwrap_or_default())
                }
                (None, SourceKind::DynamoDb) => format!(
                    "the item stands in `{payload}`: `{{\"dynamodb\": {{\"NewImage\": {{…}}}}}}`"
                ),
                (None, _) => format!(
                    "what was sent stands in `{payload}`: it is `{}` there",
                    shape.inside(&path).join(".")
                ),
            });
            let is_same = |one: &Diagnostic| {
                one.message == found.message && one.help == found.help && help.is_some()
            };
            if !told.contains(&found) && !told.iter().any(is_same) {
                told.push(found);
            }
        }
        let about = About {
            source: &accepted.text,
            ..self.about(Some(resource), field)
        };
        for one in told {
            self.tell(&about, one, None);
        }
    }
}

impl Judge<'_> {
    /// Filters of which each asks other fields: perhaps all of them are to hold, and one is enough.
    ///
    /// AWS: EventBridge User Guide, "Amazon EventBridge Pipes filtering": several filters are alternatives.
    pub(super) fn taken_for_conditions(
        &mut self,
        resource: &Resource,
        filters: &[(String, Accepted)],
        dialect: Dialect,
    ) {
        let mut all: Vec<(String, &str)> = Vec::new();
        for (_, filter) in filters {
            let (false, [rule]) = (filter.is_open, filter.pattern.sub_rules.as_slice()) else {
                return;
            };
            let text = filter.text.text();
            let own = rule.fields.iter().map(|field| {
                let span = field.values.span;
                let list = text.get(span.start..span.end).unwrap_or_default();
                (field.path.to_display().into_owned(), list)
            });
            let own: Vec<(String, &str)> = own.collect();
            let is_asked = |path: &String| all.iter().any(|(other, _)| other == path);
            if own.iter().any(|(path, _)| is_asked(path)) {
                return;
            }
            all.extend(own);
        }
        let [_, (field, last), ..] = filters else {
            return;
        };
        let Some(place) = last
            .pattern
            .sub_rules
            .first()
            .and_then(|rule| rule.fields.first())
        else {
            return;
        };
        let steps = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
        let both: Vec<Listed<'_>> = all
            .iter()
            .map(|(path, list)| (steps(path), *list))
            .collect();
        let both = nested(&both);
        let is_taken = pattern::parse(&both, dialect).is_ok();
        let help = match is_taken && both.chars().count() <= LONGEST_HELP {
            true => format!("what must hold together goes into one filter: `{both}`"),
            false => "what must hold together goes into one filter".to_owned(),
        };
        let told = Diagnostic::note(
            PIPE_FILTER,
            "the filters ask different fields, and a record passes if one of them lets it through",
        )
        .at(
            place.values.name_span,
            "another field than the filter before",
        )
        .help(help);
        let about = About {
            source: &last.text,
            ..self.about(Some(resource), field)
        };
        self.tell(&about, told, None);
    }
}

/// The longest filter that a help writes out, in characters.
const LONGEST_HELP: usize = 200;

/// What other writings of a record have around its members: the events that functions get, and what streams hand out.
const AROUND: [&str; 5] = ["Records", "records", "record", "kinesis", "sqs"];

/// What a record has, and which of it is what was sent.
struct Shape<'s> {
    members: &'s [&'s str],
    payload: &'s str,
}

impl Shape<'_> {
    /// Where a path that leads out of the record is meant to lead.
    fn inside<'p>(&'p self, path: &'p str) -> Vec<&'p str> {
        let steps: Vec<&str> = path.split('.').collect();
        if self.members.contains(steps.first().unwrap_or(&"")) {
            return steps;
        }
        if let Some(at) = steps.iter().position(|step| *step == self.payload) {
            return steps.into_iter().skip(at).collect();
        }
        match steps.as_slice() {
            [around, rest @ ..] if AROUND.contains(around) && !rest.is_empty() => {
                let is_member = rest.first().is_some_and(|one| self.members.contains(one));
                let payload = (!is_member).then_some(self.payload);
                payload.into_iter().chain(rest.iter().copied()).collect()
            }
            all => [&[self.payload], all].concat(),
        }
    }

    /// The whole filter as it would pass records, where one text says it and the service takes it.
    fn help(&self, accepted: &Accepted, dialect: Dialect) -> Option<String> {
        let [rule] = accepted.pattern.sub_rules.as_slice() else {
            return None;
        };
        // An item has a type around each value, which nobody writes by mistake at the top.
        if self.payload == "dynamodb" {
            return None;
        }
        let text = accepted.text.text();
        let mut fields: Vec<(String, &str)> = Vec::new();
        for field in &rule.fields {
            let span = field.values.span;
            fields.push((
                field.path.to_display().into_owned(),
                text.get(span.start..span.end)?,
            ));
        }
        let written = |inside: &dyn Fn(&str) -> Vec<String>| {
            let fields: Vec<Listed<'_>> = fields
                .iter()
                .map(|(path, list)| (inside(path), *list))
                .collect();
            let filter = nested(&fields);
            let is_taken = pattern::parse(&filter, dialect).is_ok();
            (is_taken && filter.chars().count() <= LONGEST_HELP).then_some(filter)
        };
        let owned = |steps: Vec<&str>| steps.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let whole = written(&|path| owned(self.inside(path)));
        let is_event = |name: &str| {
            fields
                .iter()
                .any(|(path, _)| path.split('.').next() == Some(name))
        };
        if !is_event("detail") {
            return Some(format!(
                "what was sent stands in `{}`: write the filter as `{}`",
                self.payload, whole?
            ));
        }
        // A rule sends events as they are; others send what people think of as their detail.
        let event = format!("write `{}`", whole?);
        if ["detail-type", "source"].into_iter().any(is_event) {
            return Some(format!("the event stands in `{}`: {event}", self.payload));
        }
        let bare =
            written(&|path| owned(self.inside(path.strip_prefix("detail.").unwrap_or(path))));
        Some(format!(
            "what was sent stands in `{}`: write `{}`; if each message is an event of a bus, {event}",
            self.payload, bare?
        ))
    }
}

/// The names that lead to a field, and its list as it is written.
type Listed<'l> = (Vec<String>, &'l str);

/// Fields with their lists as one pattern: what begins alike stands in one object.
fn nested(fields: &[Listed<'_>]) -> String {
    let mut members: Vec<(String, Vec<Listed<'_>>)> = Vec::new();
    for (steps, list) in fields {
        let Some((first, rest)) = steps.split_first() else {
            continue;
        };
        let inner = (rest.to_vec(), *list);
        match members.iter_mut().find(|(name, _)| name == first) {
            Some((_, all)) => all.push(inner),
            None => members.push((first.clone(), vec![inner])),
        }
    }
    let members = members.iter().map(|(name, inner)| {
        let mut quoted = String::new();
        write_quoted(name, &mut quoted);
        match inner.as_slice() {
            [(rest, list)] if rest.is_empty() => format!("{quoted}: {list}"),
            inner => format!("{quoted}: {}", nested(inner)),
        }
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}
