//! Patterns that let everything through.

use super::Asked;
use crate::check::lints::BROAD_PATTERN;
use crate::diagnostic::Diagnostic;
use crate::model::Rule;
use crate::pattern::Pattern;
use crate::pattern::ast::SubRule;
use crate::pattern::decide::{Containment, Limits, Question};
use crate::source::Span;

/// What is the same in nearly all events of a default bus.
const SAME: [&str; 3] = ["account", "region", "version"];

/// How much it may cost to find out.
const LIMITS: Limits = Limits::of(200_000, 200);

/// A rule that takes every event of the default bus. On a bus of one's own that is what rules for logs do.
pub(super) fn everything(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let is_on_default = |rule: &&Rule| !rule.is_bare && rule.bus_name() == Some(Rule::DEFAULT_BUS);
    // What is open is not taken for everything.
    if asked.is_open || asked.rule.filter(is_on_default).is_none() {
        return Vec::new();
    }
    let pattern = asked.pattern;
    // What asks for something in `detail` is not for everything.
    let asks_inside = |rule: &SubRule| {
        let mut paths = rule.fields.iter().map(|field| field.path.to_display());
        paths.any(|path| path.starts_with("detail."))
    };
    if pattern.sub_rules.iter().all(asks_inside) {
        return Vec::new();
    }
    let sub_rules = pattern.sub_rules.iter().map(|rule| SubRule {
        fields: rule
            .fields
            .iter()
            .filter(|field| !SAME.contains(&&*field.path.to_display()))
            .cloned()
            .collect(),
        branches: rule.branches.clone(),
    });
    let rest = Pattern {
        sub_rules: sub_rules.collect(),
        ..pattern.clone()
    };
    let everything = Pattern::everything();
    let found = Question::new(&everything, &rest)
        .limited_to(LIMITS)
        .contains();
    let is_everything = matches!(found, Containment::Holds { bounded_by: None });
    let told = is_everything.then(|| {
        let told = Diagnostic::note(
            BROAD_PATTERN,
            "the rule takes every event of the default bus",
        );
        told.at(Span::new(0, 1), "")
            .help("AWS's own services send there too: name a `source` and a `detail-type`")
    });
    Vec::from_iter(told)
}
