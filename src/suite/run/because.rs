//! `because`: the fields that decide that an event does not match.

use std::collections::BTreeSet;

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
