//! A detail-type that is another one of the same source, also of an event that is the body of a record.

use crate::json::{JsonString, Value};

use super::difference::Difference;
use super::hint::{Advice, Proposal};
use super::pair::NearMiss;
use super::{Explainer, Reason, quote};

impl Explainer<'_> {
    /// The same, unless the value is a type of events that a source sends that the pattern asks for.
    pub(super) fn or_type_of_event(
        &self,
        difference: Difference,
        path: &JsonString,
        value: &Value,
    ) -> Difference {
        let around = (path.as_str())
            .and_then(|path| path.strip_suffix("detail-type"))
            .filter(|around| around.is_empty() || around.ends_with('.'));
        let Some(around) = around.filter(|_| difference.found.kind == Reason::Value) else {
            return difference;
        };
        self.type_of_event(value, around)
            .map_or(difference, |found| Difference {
                comparison: difference_of_one(self, path),
                found,
            })
    }

    /// `around` is the path of the event with its dot.
    fn type_of_event(&self, value: &Value, around: &str) -> Option<NearMiss> {
        let (knows, own) = (self.knows_event?, value.as_str()?);
        let sent = |source: &str, wanted: &str| knows(source, own).then(|| knows(source, wanted));
        let texts = |name: &str| self.texts(&format!("{around}{name}"));
        let (source, wanted) = (texts("source"), texts("detail-type"));
        let found = source.iter().find_map(|source| {
            let known = sent(source, wanted.first().map_or("", String::as_str))?;
            Some((source, known))
        });
        let (source, is_known) = found?;
        let mut reason = format!(
            "`{}` is another type of events of `{source}` than the pattern wants",
            quote::text(own, None)
        );
        if let ([only], false) = (wanted.as_slice(), is_known) {
            reason.push_str(&format!(
                ": no `{}` of that source is known",
                quote::text(only, None)
            ));
        }
        let comparison = quote::json_string(own);
        let text = format!(
            "if those events are meant, write `{}`",
            quote::shortened(&comparison)
        );
        let advice = Advice::proposing(vec![Proposal::new(comparison, text)]);
        Some(NearMiss::new(Reason::Akin, reason, advice))
    }

    /// The texts that the pattern wants at a path.
    fn texts(&self, path: &str) -> Vec<String> {
        let rules = self.pattern.sub_rules.iter();
        let fields = rules.filter_map(|rule| rule.field(path));
        let comparisons = fields.flat_map(|field| &field.values.comparisons);
        let mut texts: Vec<String> = Vec::new();
        for text in comparisons.filter_map(|one| one.exact_text()) {
            if !texts.iter().any(|one| one == text) {
                texts.push(text.to_owned());
            }
        }
        texts
    }
}

/// The comparison that is meant, if the pattern has one alone at a path.
fn difference_of_one(explainer: &Explainer<'_>, path: &JsonString) -> Option<usize> {
    let path = path.as_str()?;
    let mut fields = explainer
        .pattern
        .sub_rules
        .iter()
        .filter_map(|rule| rule.field(path));
    let is_one = fields.all(|field| field.values.comparisons.len() == 1);
    is_one.then_some(0)
}
