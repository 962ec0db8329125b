//! A filter, asked about messages or events of S3.

use super::codes::NUMBER_LIMITS;
use super::seen::Seen;
use super::{message, object};
use crate::diagnostic::Diagnostic;
use crate::event::catalogue;
use crate::json::{Kind, Value};
use crate::pattern::filter_policy::{FilterPolicyScope, is_within_limits};
use crate::pattern::{Dialect, Explainer, Explanation, Pattern, ServiceEvaluator, Verdict};
use crate::source::Span;

/// What a filter is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Messages of a topic: this of them.
    Message(FilterPolicyScope),
    /// Events of the objects of a bucket.
    Object,
}

/// A filter, ready for many records.
#[derive(Clone, Debug)]
pub struct NotificationFilter<'p> {
    pattern: &'p Pattern,
    subject: Subject,
    service: ServiceEvaluator<'p>,
    explainer: Explainer<'p>,
    is_logical: bool,
}

impl<'p> NotificationFilter<'p> {
    /// Prepares a filter.
    #[must_use]
    pub fn new(pattern: &'p Pattern, subject: Subject) -> Self {
        let dialect = match subject {
            Subject::Message(scope) => Dialect::Sns(scope),
            Subject::Object => Dialect::Bus,
        };
        Self {
            pattern,
            subject,
            service: ServiceEvaluator::new(pattern).used_in(dialect),
            explainer: Explainer::new(pattern)
                .used_in(dialect)
                .knowing(catalogue::is_known),
            is_logical: false,
        }
    }

    /// The same, answering what the pattern means where the engine of EventBridge is known to answer otherwise.
    #[must_use]
    pub fn logical(self, is_logical: bool) -> Self {
        Self { is_logical, ..self }
    }

    /// Whether a record is let through, and what the answer rests on. Places lie in the pattern, or in the text of the
    /// record.
    #[must_use]
    pub fn verdict(&self, record: &Value) -> Verdict {
        if self.is_absent() {
            return Verdict::of(true, Vec::new());
        }
        let seen = self.seen(record);
        if seen.obstacle.is_some() {
            return Verdict::of(false, seen.notes);
        }
        let mut verdict = match self.is_logical {
            true => Verdict::of(self.service.logical().matches(&seen.document), Vec::new()),
            false => self.service.verdict(&seen.document),
        };
        verdict.notes.extend(self.beyond_limits(&seen.document));
        verdict.notes.extend(seen.notes);
        verdict
    }

    /// Why a record is let through, or not.
    ///
    /// Guarantees: it agrees with [`verdict`](Self::verdict), but for known defects of the engine.
    #[must_use]
    pub fn explain(&self, record: &Value) -> Explanation {
        // Another attribute may be the one that is meant.
        let seen = self.seen_of(record, |_| true);
        match seen.obstacle {
            Some(why) if !self.is_absent() => {
                self.explainer.explain_obstacle(Some(&seen.document), why)
            }
            _ => (self.explainer.explain(&seen.document)).without_event_fixes(),
        }
    }

    /// What the filter sees of a record: the attributes that it names, the body, the event and the key.
    #[must_use]
    pub fn document(&self, record: &Value) -> Value {
        self.seen(record).document
    }

    fn seen(&self, record: &Value) -> Seen {
        self.seen_of(record, |name| self.speaks_of(name))
    }

    /// What is seen of a record; of a message the attributes that are `wanted`.
    fn seen_of(&self, record: &Value, wanted: impl Fn(&str) -> bool) -> Seen {
        match self.subject {
            Subject::Message(scope) => message::seen(record, scope, wanted),
            Subject::Object => object::seen(record),
        }
    }

    fn speaks_of(&self, name: &str) -> bool {
        let sub_rules = self.pattern.sub_rules.iter();
        let mut fields = sub_rules.flat_map(|sub_rule| &sub_rule.fields);
        fields.any(|field| *field.path == *name)
    }

    /// Whether there is no filter: an empty policy removes it.
    fn is_absent(&self) -> bool {
        let mut letters = self.pattern.text.chars().filter(|one| !one.is_whitespace());
        (letters.next(), letters.next(), letters.next()) == (Some('{'), Some('}'), None)
    }

    /// A note where a number of the document is compared that lies beyond what AWS documents.
    fn beyond_limits(&self, document: &Value) -> Option<Diagnostic> {
        let Subject::Message(_) = self.subject else {
            return None;
        };
        let sub_rules = self.pattern.sub_rules.iter();
        let compared: Vec<&str> = sub_rules
            .flat_map(|sub_rule| &sub_rule.fields)
            .filter(|field| field.values.compares_numbers())
            .filter_map(|field| field.path.as_str())
            .collect();
        let speaks_of = |name: &str| {
            let mut paths = compared.iter().filter_map(|path| path.strip_prefix(name));
            paths.any(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let members = document.as_object().unwrap_or_default().iter();
        let members = members.filter(|member| member.name.as_str().is_some_and(speaks_of));
        let (token, span) = members
            .filter_map(|member| number_beyond(&member.value))
            .next()?;
        Some(
            Diagnostic::note(
                NUMBER_LIMITS,
                format!("AWS documents numbers from -10^9 to 10^9 with five digits behind the point; how SNS compares `{token}` is not known"),
            )
            .at(span, "beyond that"),
        )
    }
}

/// The first number in a value that lies beyond what AWS documents.
fn number_beyond(value: &Value) -> Option<(&str, Span)> {
    let mut due = vec![value];
    while let Some(value) = due.pop() {
        match &value.kind {
            Kind::Number(token) if !is_within_limits(token) => return Some((token, value.span)),
            Kind::Array(elements) => due.extend(elements.iter().rev()),
            Kind::Object(members) => due.extend(members.iter().rev().map(|one| &one.value)),
            _ => {}
        }
    }
    None
}
