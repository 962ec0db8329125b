//! `check`: findings that must not be there.

use crate::diagnostic::Severity;
use crate::source::Span;

use super::super::file::CheckWanted;
use super::super::outcome::{Difference, Failure, Outcome, Remedy, Side};
use super::{Replacement, Runner};

/// How many findings of one case are told.
const TOLD: usize = 20;

impl Runner<'_> {
    /// Asks for findings that must not be there, and for others than those that may.
    pub(super) fn checks(
        &self,
        wants: &[(Span, CheckWanted)],
        replacement: Option<Replacement<'_>>,
        outcome: &mut Outcome,
    ) {
        let other = match replacement {
            Some(Replacement::Found(found)) => Some(found),
            _ => None,
        };
        for (span, wanted) in wants {
            let (name, names, is_named) = match wanted {
                CheckWanted::Never(names) => ("never", names, true),
                CheckWanted::Only(names) => ("only", names, false),
            };
            let found = self.prepared.found.iter().chain(other).filter(|found| {
                let is_in = names.iter().any(|name| name.text == found.lint);
                // What is advice only is no reason to refuse a template, unless it is named.
                is_in == is_named && (is_named || found.severity >= Severity::Warning)
            });
            let found: Vec<_> = found.collect();
            if found.is_empty() {
                continue;
            }
            let mut kinds: Vec<&str> = found.iter().map(|one| one.lint).collect();
            kinds.sort_unstable();
            kinds.dedup();
            let lines = found.iter().take(TOLD).map(|one| format!("{}\n", one.told));
            let help = found.first().and_then(|one| one.help.clone());
            let help = help.map(|text| Remedy {
                side: Side::Template,
                text,
            });
            let left: Vec<&str> = match is_named {
                true => {
                    let names = names.iter().map(|name| name.text.as_str());
                    names.filter(|name| !kinds.contains(name)).collect()
                }
                false => {
                    let names = names.iter().map(|name| name.text.as_str());
                    names.chain(kinds.iter().copied()).collect()
                }
            };
            // Without a name nothing would be expected.
            let suite = (!left.is_empty()).then(|| Remedy {
                side: Side::Suite,
                text: format!("`{name}: [{}]`", left.join(", ")),
            });
            let names: Vec<String> = kinds.iter().map(|kind| format!("`{kind}`")).collect();
            outcome.failures.push(Failure {
                expectation: name,
                span: *span,
                event: None,
                message: format!("there are findings of {}", names.join(", ")),
                declared: None,
                difference: Some(Difference {
                    expected: String::new(),
                    got: lines.collect(),
                }),
                explanations: Vec::new(),
                remedies: suite.into_iter().chain(help).collect(),
            });
        }
    }
}
