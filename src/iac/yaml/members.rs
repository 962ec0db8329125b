//! The members of a map: each once, and those that are merged.

use std::collections::{BTreeMap, BTreeSet};

use super::told::{self, Told};
use crate::diagnostic::Diagnostic;
use crate::json::{Kind, Member, Value};
use crate::source::Span;

/// The members of a map as they are written.
#[derive(Default)]
pub(super) struct Members {
    own: Vec<Member>,
    /// The maps behind its merge keys.
    merged: Vec<Value>,
}

impl Members {
    /// A member.
    pub(super) fn push(&mut self, member: Member) {
        self.own.push(member);
    }

    /// What stands behind a merge key: a map, or a list of them.
    pub(super) fn merge(&mut self, value: Value, told: &mut Told) {
        let span = value.span;
        let all = match value.kind {
            Kind::Array(elements) => elements,
            _ => vec![value],
        };
        let (maps, others): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| one.as_object().is_some());
        if let Some(other) = others.first() {
            let message = format!("`<<` merges maps, and this is {}", other.kind_name());
            told.tell(Diagnostic::error(told::MERGE, message).at(span, "left out"));
        }
        self.merged.extend(maps);
    }

    /// Every member once: of a name that is written twice the last one, of those that are merged the first one, unless the
    /// map has its own.
    pub(super) fn distinct(self, told: &mut Told) -> Vec<Member> {
        let mut last: BTreeMap<&[u8], usize> = BTreeMap::new();
        let mut replaced = BTreeSet::new();
        for (index, member) in self.own.iter().enumerate() {
            if let Some(before) = last.insert(member.name.as_wtf8(), index) {
                let first = self.own.get(before).map(|member| member.name_span);
                told.tell(duplicate(member, first.unwrap_or_default()));
                replaced.insert(before);
            }
        }
        let mut names: BTreeSet<&[u8]> = last.into_keys().collect();
        let mut members = Vec::new();
        for member in self.merged.iter().filter_map(Value::as_object).flatten() {
            if names.insert(member.name.as_wtf8()) {
                members.push(member.clone());
            }
        }
        let own = self.own.into_iter().enumerate();
        let own = own.filter(|(index, _)| !replaced.contains(index));
        members.extend(own.map(|(_, member)| member));
        members
    }
}

fn duplicate(member: &Member, first: Span) -> Diagnostic {
    let name = told::shortened(&member.name.to_display());
    Diagnostic::error(
        told::DUPLICATE_NAME,
        format!("`{name}` stands twice in one map"),
    )
    .at(member.name_span, "this one counts")
    .related(first, "the first one")
}
