//! What AWS takes of a pattern, and that does not do what it says.

mod broad;
mod calls;
mod dropped;
mod envelope;
mod events;
mod refused;
mod resources;
mod s3;
mod sources;
mod values;

pub use refused::slips_of_refused;

use super::finding::Resource;
use super::judge::{About, Accepted, Judge};
use super::lints::CLOUDTRAIL_READ_ONLY;
use crate::diagnostic::Diagnostic;
use crate::model::Rule;
use crate::pattern::Pattern;
use crate::pattern::ast::Field;
use crate::source::Span;

/// A pattern of a bus, as those ask who look for what it does not do.
struct Asked<'a> {
    /// What it matches; where its template leaves something open, all that it may match.
    pattern: &'a Pattern,
    /// Whether it leaves something open.
    is_open: bool,
    /// Whether it stands alone, and may be one for other things than events of a bus.
    is_alone: bool,
    /// The rule that has it, if one does.
    rule: Option<&'a Rule>,
    /// Whether the same file has a trail of CloudTrail, which may record calls on objects.
    has_trail: bool,
}

/// Each finds instances of one lint, or of a few. What an earlier one tells of a place, a later one does not.
const SEEKERS: [fn(&Asked<'_>) -> Vec<Diagnostic>; 10] = [
    envelope::keys,
    envelope::values,
    sources::sources,
    sources::types,
    s3::shapes,
    calls::by_cloudtrail,
    resources::punctuation,
    events::fields_and_values,
    values::slips,
    dropped::alternatives,
];

/// What is looked for where nothing else was found.
const LAST: [fn(&Asked<'_>) -> Vec<Diagnostic>; 2] = [events::never, broad::everything];

/// What a pattern of a bus asks for that no event has, whoever uses it: slips in the envelope, sources, the events of S3.
#[must_use]
fn slips(pattern: &Pattern) -> Vec<Diagnostic> {
    let asked = Asked {
        pattern,
        is_open: false,
        is_alone: true,
        rule: None,
        has_trail: true,
    };
    let seekers = [envelope::keys, sources::sources, s3::shapes];
    seekers.iter().flat_map(|seek| seek(&asked)).collect()
}

impl Judge<'_> {
    /// A pattern of a bus that AWS takes.
    pub(super) fn meaning(
        &mut self,
        resource: &Resource,
        field: &str,
        accepted: &Accepted,
        rule: Option<&Rule>,
    ) {
        let asked = Asked {
            pattern: &accepted.pattern,
            is_open: accepted.is_open,
            is_alone: rule.is_some_and(|rule| rule.is_bare),
            rule,
            has_trail: !self.inventory.watching.trails.is_empty(),
        };
        let mut told: Vec<Diagnostic> = Vec::new();
        for seek in SEEKERS {
            let found = seek(&asked);
            let is_new = |one: &Diagnostic| told.iter().all(|other| place(other) != place(one));
            let found: Vec<Diagnostic> = found.into_iter().filter(is_new).collect();
            told.extend(found);
        }
        let written = |place: Span| {
            let place = accepted.text.in_original(place)?;
            let is_default = self.defaults.meet(place);
            (!is_default).then(|| self.source.slice(place).to_owned())
        };
        told.extend(resources::names_for_arns(&accepted.pattern, written));
        for seek in LAST {
            if told.is_empty() {
                told = seek(&asked);
            }
        }
        let about = About {
            source: &accepted.text,
            ..self.about(Some(resource), field)
        };
        for one in told {
            if let Some(place) = place(&one) {
                self.note_is_told(resource, place);
            }
            if one.code == CLOUDTRAIL_READ_ONLY
                && let Some(rule) = rule
                && let Some(one) = calls::with_state(&one, &accepted.text, (rule, self.source))
            {
                let about = self.about(Some(resource), field);
                self.tell(&about, one, None);
                continue;
            }
            self.tell(&about, one, None);
        }
    }
}

/// Where something stands in the text of the pattern.
fn place(told: &Diagnostic) -> Option<Span> {
    told.primary.as_ref().map(|label| label.span)
}

/// Every list of a pattern once, with its path and whether all alternatives have it.
fn lists(pattern: &Pattern) -> Vec<(&Field, bool)> {
    let mut found: Vec<(&Field, usize)> = Vec::new();
    for field in pattern.sub_rules.iter().flat_map(|one| &one.fields) {
        let is_it = |one: &&mut (&Field, usize)| one.0.values.name_span == field.values.name_span;
        match found.iter_mut().find(is_it) {
            Some((_, count)) => *count += 1,
            None => found.push((field, 1)),
        }
    }
    let all = pattern.sub_rules.len();
    let found = found.into_iter();
    found.map(|(field, count)| (field, count == all)).collect()
}
