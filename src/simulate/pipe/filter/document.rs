//! What filters can see of a record.

use super::Filters;
use super::format::{is_container, is_under};
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;
use crate::transform::{PayloadContent, Record};

impl Filters {
    /// What filters can see of a record: its members, the payload decoded, without what the poller adds.
    ///
    /// Places lie in the text of the record; everything in a payload is placed at the string that holds it.
    #[must_use]
    pub fn document(&self, record: &Record<'_>) -> Value {
        self.seen(
            record.value(),
            |_| true,
            |member| match payload(record, member) {
                Some(value) => placed_at(value, member.value.span),
                None => member.value.clone(),
            },
        )
    }

    /// The same, only of members that a filter speaks of; payloads that are JSON are taken out of the record, which
    /// spares a copy. [`give_back`] puts them back.
    pub(super) fn lend(&self, record: &mut Record<'_>) -> Value {
        self.seen(
            record.value(),
            |name| self.speaks_of(name.as_wtf8()),
            |member| {
                lent(record, member)
                    .or_else(|| payload(record, member))
                    .unwrap_or_else(|| member.value.clone())
            },
        )
    }

    fn seen(
        &self,
        record: &Value,
        is_wanted: impl Fn(&JsonString) -> bool,
        mut read: impl FnMut(&Member) -> Value,
    ) -> Value {
        let members = record.as_object().unwrap_or_default();
        let seen = members.iter().enumerate().filter(|(index, member)| {
            is_wanted(&member.name) && self.is_there(members, *index, &member.name)
        });
        let read = |(_, member): (usize, &Member)| Member {
            name: member.name.clone(),
            name_span: member.name_span,
            value: read(member),
        };
        Value {
            span: record.span,
            kind: Kind::Object(seen.map(read).collect()),
        }
    }

    /// Whether the member at `index` is there when filters run. Of several payloads of one name the last one counts.
    fn is_there(&self, members: &[Member], index: usize, name: &JsonString) -> bool {
        let Some(name) = name.as_str() else {
            return true;
        };
        let behind = members.get(index + 1..).unwrap_or_default();
        !self.is_added_later(name)
            && (!self.data_fields().contains(&name)
                || behind.iter().all(|member| member.name != *name))
    }

    /// Whether the poller adds the member called `name` after filtering.
    pub(super) fn is_added_later(&self, name: &str) -> bool {
        self.source
            .is_some_and(|source| source.is_added_after_filtering(name))
    }

    /// Whether a filter speaks of this member.
    pub(super) fn speaks_of(&self, name: &[u8]) -> bool {
        self.paths.iter().any(|path| is_under(path, name))
    }
}

/// A payload that is JSON, taken out of the record: `null` stands there meanwhile.
fn lent(record: &mut Record<'_>, member: &Member) -> Option<Value> {
    match payload_of(record, &member.name)? {
        PayloadContent::Json { value, .. } if is_container(value) => {
            let nothing = Value {
                span: value.span,
                kind: Kind::Null,
            };
            Some(std::mem::replace(value, nothing))
        }
        _ => None,
    }
}

/// Puts back what [`lent`] took out.
pub(super) fn give_back(document: &mut Value, record: &mut Record<'_>) {
    let Kind::Object(members) = &mut document.kind else {
        return;
    };
    for member in members {
        if let Some(PayloadContent::Json { value, .. }) = payload_of(record, &member.name)
            && matches!(value.kind, Kind::Null)
            && is_container(&member.value)
        {
            std::mem::swap(value, &mut member.value);
        }
    }
}

fn payload_of<'r, 'v>(
    record: &'r mut Record<'v>,
    name: &JsonString,
) -> Option<&'r mut PayloadContent<'v>> {
    let payloads = record.payloads_mut().iter_mut();
    payloads
        .map(|payload| (payload.field, &mut payload.content))
        .find(|(field, _)| *name == **field)
        .map(|(_, content)| content)
}

/// The payload in a member, decoded: JSON, or a text. `None` where nothing is decoded.
fn payload(record: &Record<'_>, member: &Member) -> Option<Value> {
    let mut payloads = record.payloads().iter();
    match &payloads.find(|one| member.name == *one.field)?.content {
        PayloadContent::Json { value, .. } if is_container(value) => Some(value.clone()),
        PayloadContent::Json { text, .. } | PayloadContent::Text(text) => Some(Value {
            span: member.value.span,
            kind: Kind::String(JsonString::from(&**text)),
        }),
        PayloadContent::Absent | PayloadContent::NotBase64(_) | PayloadContent::NotUtf8 => None,
    }
}

/// A value that was read from the string at `span`, with all its places there.
fn placed_at(mut value: Value, span: Span) -> Value {
    let mut due = vec![&mut value];
    while let Some(value) = due.pop() {
        value.span = span;
        match &mut value.kind {
            Kind::Object(members) => {
                for member in members {
                    member.name_span = span;
                    due.push(&mut member.value);
                }
            }
            Kind::Array(elements) => due.extend(elements),
            _ => {}
        }
    }
    value
}
