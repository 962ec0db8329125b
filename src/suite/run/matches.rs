//! `matches`, `includes`, `excludes` and `unknown`: which rules an event matches.

use std::collections::BTreeSet;

use super::super::outcome::{Difference, Explained, Failure, Outcome, Remedy, Side};
use super::super::prepared::Ask;
use super::super::subject::Addressed;
use super::Runner;
use super::events::Tried;

/// How many rules a failure explains.
pub(super) const EXPLAINED: usize = 10;

impl Runner<'_> {
    /// The complete set.
    pub(super) fn matches(
        &self,
        ask: &Ask,
        rules: &[Addressed],
        tried: &Tried<'_>,
        outcome: &mut Outcome,
    ) {
        let certain = tried.matched.iter().filter(|one| !one.is_open());
        let got: BTreeSet<Addressed> = certain.map(|one| Addressed::Rule(one.rule())).collect();
        let expected: BTreeSet<Addressed> = rules
            .iter()
            .copied()
            .filter(|one| !tried.is_open(*one))
            .collect();
        if got == expected {
            return;
        }
        let missing: Vec<Addressed> = expected.difference(&got).copied().collect();
        let more: Vec<Addressed> = got.difference(&expected).copied().collect();
        let failure = self.unmet(ask, tried, &missing, &more);
        outcome.failures.push(match tried.explains() {
            false => failure,
            true => Failure {
                difference: Some(Difference {
                    expected: self.lines(&expected),
                    got: self.lines(&got),
                }),
                remedies: self
                    .remedies(&failure, Some(format!("`matches: [{}]`", self.names(&got)))),
                ..failure
            },
        });
    }

    /// At least these.
    pub(super) fn includes(
        &self,
        ask: &Ask,
        rules: &[Addressed],
        tried: &Tried<'_>,
        outcome: &mut Outcome,
    ) {
        let missing = rules.iter().copied();
        let missing = missing.filter(|one| !tried.matches(*one) && !tried.is_open(*one));
        let missing: Vec<Addressed> = missing.collect();
        if !missing.is_empty() {
            let failure = self.unmet(ask, tried, &missing, &[]);
            let left = rules.iter().filter(|one| !missing.contains(one)).copied();
            let suite = self.moved(("includes", left.collect()), ("excludes", &missing));
            outcome.failures.push(Failure {
                remedies: self.remedies(&failure, Some(suite)),
                ..failure
            });
        }
    }

    /// None of these.
    pub(super) fn excludes(
        &self,
        ask: &Ask,
        rules: &[Addressed],
        tried: &Tried<'_>,
        outcome: &mut Outcome,
    ) {
        let more = rules.iter().copied().filter(|one| tried.matches(*one));
        let more: Vec<Addressed> = more.collect();
        if !more.is_empty() {
            let failure = self.unmet(ask, tried, &[], &more);
            let left = rules.iter().filter(|one| !more.contains(one)).copied();
            let suite = self.moved(("excludes", left.collect()), ("includes", &more));
            outcome.failures.push(Failure {
                remedies: self.remedies(&failure, Some(suite)),
                ..failure
            });
        }
    }

    /// That the answer is open, and on what it depends.
    pub(super) fn unknown(
        &self,
        ask: &Ask,
        rules: &[(Addressed, Option<String>)],
        tried: &Tried<'_>,
        outcome: &mut Outcome,
    ) {
        for (rule, from) in rules {
            let label = self.prepared.subject.label(*rule);
            let depends_on = self.depends_on(*rule);
            let (message, suite) = if !tried.is_open(*rule) {
                let (is, word) = match tried.matches(*rule) {
                    true => ("matches", "includes"),
                    false => ("does not match", "excludes"),
                };
                (
                    format!("nothing is open: the event {is} `{label}`"),
                    format!("`{word}: [{label}]` instead of `unknown`"),
                )
            } else if let Some(from) = from.as_ref().filter(|from| !is_among(from, depends_on)) {
                let names: Vec<String> = depends_on.iter().map(|one| format!("`{one}`")).collect();
                let names = names.join(" and ");
                (
                    format!("`{label}` does not depend on `{from}`, but on {names}"),
                    format!(
                        "`unknown: {{{label}: {}}}`",
                        depends_on.first().map_or("", String::as_str)
                    ),
                )
            } else {
                continue;
            };
            outcome.failures.push(Failure {
                expectation: ask.name,
                span: ask.span,
                event: tried.name(),
                message,
                declared: None,
                difference: None,
                explanations: Vec::new(),
                remedies: vec![Remedy {
                    side: Side::Suite,
                    text: suite,
                }],
            });
        }
    }

    /// A failure because some rules do not match, and others do.
    pub(super) fn unmet(
        &self,
        ask: &Ask,
        tried: &Tried<'_>,
        missing: &[Addressed],
        more: &[Addressed],
    ) -> Failure {
        let of = tried.of();
        let names = |rules: &[Addressed]| {
            let labels = rules
                .iter()
                .map(|one| format!("`{}`", self.prepared.subject.label(*one)));
            listed(labels.collect())
        };
        let message = match (missing.is_empty(), more.is_empty()) {
            (false, true) => format!("the event{of} does not match {}", names(missing)),
            (true, _) => format!("the event{of} matches {}", names(more)),
            (false, false) => format!(
                "the event{of} does not match {}, and matches {}",
                names(missing),
                names(more)
            ),
        };
        let all = missing.iter().chain(more).take(EXPLAINED);
        Failure {
            expectation: ask.name,
            span: ask.span,
            event: tried.name(),
            message,
            declared: None,
            difference: None,
            explanations: match tried.explains() {
                true => all.map(|rule| self.explain(*rule, tried)).collect(),
                false => Vec::new(),
            },
            remedies: Vec::new(),
        }
    }

    /// What would make it pass: a change of the suite, and of the template where a rule is nearly met.
    pub(super) fn remedies(&self, failure: &Failure, suite: Option<String>) -> Vec<Remedy> {
        let mut remedies = Vec::new();
        if let Some(text) = suite {
            remedies.push(Remedy {
                side: Side::Suite,
                text,
            });
        }
        let told = failure.explanations.iter().filter_map(of_template);
        remedies.extend(told.map(|text| Remedy {
            side: Side::Template,
            text,
        }));
        remedies
    }

    /// The statements that hold: what is left under the word, and the rest under its opposite.
    fn moved(
        &self,
        (word, left): (&str, BTreeSet<Addressed>),
        (opposite, rest): (&str, &[Addressed]),
    ) -> String {
        let rest = rest.iter().copied().collect();
        let opposite = format!("`{opposite}: [{}]`", self.names(&rest));
        match left.is_empty() {
            true => format!("{opposite} instead of `{word}`"),
            false => format!("`{word}: [{}]` and {opposite}", self.names(&left)),
        }
    }

    fn lines(&self, rules: &BTreeSet<Addressed>) -> String {
        let lines = rules
            .iter()
            .map(|one| format!("{}\n", self.prepared.subject.label(*one)));
        lines.collect()
    }

    fn names(&self, rules: &BTreeSet<Addressed>) -> String {
        let names = rules.iter().map(|one| self.prepared.subject.label(*one));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// The smallest change of a template that turns an answer round, if one is known: where a field alone decides.
fn of_template(explained: &Explained) -> Option<String> {
    let rule = &explained.rule;
    let [field] = explained.fields.as_slice() else {
        return None;
    };
    let path = &field.path;
    Some(match (&field.hint, &field.actual) {
        (Some(hint), _) => format!("`{rule}`, `{path}`: {hint}"),
        (None, Some(actual)) => format!("`{rule}`: let `{path}` take `{actual}`"),
        (None, None) => format!("`{rule}`: let `{path}` be absent"),
    })
}

/// Names one behind the other, not too many.
fn listed(names: Vec<String>) -> String {
    let more = names.len().saturating_sub(EXPLAINED);
    let mut names: Vec<String> = names.into_iter().take(EXPLAINED).collect();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        all => all.join(""),
    }
}

/// Whether a name is one of those on which something depends; variables of Terraform may be called without `var.`.
fn is_among(name: &str, depends_on: &[String]) -> bool {
    let mut all = depends_on.iter();
    all.any(|one| one == name || one.strip_prefix("var.") == Some(name))
}
