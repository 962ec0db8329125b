//! `because`: the fields that decide that an event does not match.

use std::collections::BTreeSet;

use crate::event::catalogue;
use crate::pattern::{Explainer, Pattern};

use super::super::outcome::{Difference, Explained, Failure, Outcome, Remedy, Side};
use super::super::prepared::Ask;
use super::super::subject::Addressed;
use super::Runner;
use super::events::Tried;

impl Runner<'_> {
    /// That rules are missed, and by which fields. Of a pattern with alternatives one combination has to be missed by just
    /// these fields.
    pub(super) fn because(
        &self,
        ask: &Ask,
        rules: &[(Addressed, Vec<String>)],
        tried: &Tried<'_>,
        outcome: &mut Outcome,
    ) {
        for (rule, fields) in rules {
            if tried.is_open(*rule) {
                continue;
            }
            if tried.matches(*rule) {
                let failure = self.unmet(ask, tried, &[], &[*rule]);
                let label = self.prepared.subject.label(*rule);
                let suite = format!("`includes: [{label}]` instead of `because`");
                outcome.failures.push(Failure {
                    remedies: self.remedies(&failure, Some(suite)),
                    ..failure
                });
                continue;
            }
            if self.may_decide_otherwise(*rule, tried) {
                let label = self.prepared.subject.label(*rule);
                let what = format!(
                    "which fields decide that the event{} does not match `{label}`",
                    tried.of()
                );
                outcome.errors.push(self.open((ask, &what), *rule, false));
                continue;
            }
            let wanted: BTreeSet<&str> = fields.iter().map(String::as_str).collect();
            let all = self.explain_all(*rule, tried);
            let decides = |one: &Explained| {
                let paths = one.fields.iter().map(|field| field.path.as_str());
                !one.fields.is_empty() && paths.collect::<BTreeSet<_>>() == wanted
            };
            if all.iter().any(decides) {
                continue;
            }
            let Some(nearest) = all.into_iter().next() else {
                continue;
            };
            outcome
                .failures
                .push(self.other_reason(ask, &nearest, &wanted, tried));
        }
    }

    /// Whether other fields may decide than those that are told, by what the template leaves open of the pattern.
    fn may_decide_otherwise(&self, rule: Addressed, tried: &Tried<'_>) -> bool {
        let subject = &self.prepared.subject;
        let Addressed::Rule(number) = rule else {
            return false;
        };
        let declared = subject.declaration(number);
        let pattern = declared.and_then(|(declared, _)| declared.pattern.as_ref());
        let asked = subject.asked.get(number as usize);
        let doubt = asked.and_then(|asked| Some((asked, asked.doubt.as_ref()?)));
        let Some((asked, doubt)) =
            doubt.filter(|_| pattern.is_some_and(|one| one.open().is_some()))
        else {
            return false;
        };
        let deciding = |pattern: &Pattern| {
            let explanation = Explainer::new(pattern)
                .knowing(catalogue::is_known)
                .explain(tried.event.value());
            let attempts = explanation.attempts.into_iter();
            let fields = attempts.map(|one| {
                let paths = one.fields.into_iter().map(|field| field.path);
                paths.collect::<BTreeSet<String>>()
            });
            fields.collect::<BTreeSet<_>>()
        };
        let least = doubt.certain.as_ref();
        least.is_none_or(|least| deciding(least) != deciding(&asked.pattern))
    }

    /// That something else decides.
    fn other_reason(
        &self,
        ask: &Ask,
        nearest: &Explained,
        wanted: &BTreeSet<&str>,
        tried: &Tried<'_>,
    ) -> Failure {
        let got: BTreeSet<&str> = nearest.fields.iter().map(|one| one.path.as_str()).collect();
        let rule = &nearest.rule;
        let message = match (&nearest.note, got.is_empty()) {
            (Some(note), _) => {
                format!("no field decides that the event does not match `{rule}`: {note}")
            }
            (None, true) => format!("no field decides that the event does not match `{rule}`"),
            (None, false) => format!("other fields decide that the event does not match `{rule}`"),
        };
        let lines = |fields: &BTreeSet<&str>| fields.iter().map(|one| format!("{one}\n")).collect();
        let listed = match Vec::from_iter(&got).as_slice() {
            [one] => (*one).to_string(),
            several => {
                let names: Vec<&str> = several.iter().map(|one| **one).collect();
                format!("[{}]", names.join(", "))
            }
        };
        let suite = (!got.is_empty()).then(|| format!("`because: {{{rule}: {listed}}}`"));
        let suite = suite.into_iter().map(|text| Remedy {
            side: Side::Suite,
            text,
        });
        Failure {
            expectation: ask.name,
            span: ask.span,
            event: tried.name(),
            message,
            declared: None,
            difference: (!got.is_empty()).then(|| Difference {
                expected: lines(wanted),
                got: lines(&got),
            }),
            explanations: match nearest.note {
                Some(_) => Vec::new(),
                None => vec![nearest.clone()],
            },
            remedies: suite.collect(),
        }
    }
}
