//! The units of a pattern.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::pattern::Pattern;
use crate::pattern::ast::{Field, SubRule, ValueList};
use crate::pattern::decide::{Containment, Limits, Question};
use crate::source::Span;
use crate::suite::crowd::Crowd;
use crate::suite::delivered::Delivered;
use crate::suite::trial::PatternTrial;

/// The most units of one pattern that are looked at.
pub const MAXIMUM_UNITS: usize = 2_000;

/// How many fields the patterns of all units may have together.
const MAXIMUM_FIELDS: usize = 2_000_000;

/// About how many uncovered units of one pattern it is asked whether an event can cover them.
const MOST_ASKED: usize = 200;

/// How many alternatives and fields all these questions may be about together.
const MAXIMUM_ASKED: usize = 20_000;

/// How much work each of them may be.
const LIMITS: Limits = Limits::of(200_000, 100);

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum UnitKind {
    /// A field, which decides.
    Field,
    /// An alternative of a list.
    Alternative,
    /// An alternative of a `$or`.
    Branch,
}

impl UnitKind {
    /// `field`, `alternative`, `branch`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Alternative => "alternative",
            Self::Branch => "branch",
        }
    }
}

/// Something of a pattern that cases put to use, or do not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// The field path; of an alternative of a `$or` that of the object around it.
    pub path: String,
    /// Where it stands in the pattern: the name of a field, an alternative.
    pub span: Span,
    /// Whether some case covers it.
    pub is_covered: bool,
}

/// What of a pattern is covered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PatternCoverage {
    /// The units, in the order in which they stand in the text.
    pub units: Vec<Unit>,
    /// How many units were not looked at, as there are too many.
    pub left_out: usize,
}

/// A unit, and the pattern that is asked about it.
struct Probe {
    unit: Unit,
    pattern: Pattern,
}

/// What of a pattern the events of some cases cover.
#[must_use]
pub fn of_pattern(pattern: &Pattern, trials: &[PatternTrial<'_>]) -> PatternCoverage {
    let (mut probes, left_out) = probes(pattern);
    let patterns: Vec<&Pattern> = std::iter::once(pattern)
        .chain(probes.iter().map(|one| &one.pattern))
        .collect();
    let mut crowd = Crowd::new(&patterns);
    let mut covered = vec![false; probes.len()];
    for trial in trials {
        let Some((own, others)) = crowd.verdicts(trial.event, trial.text).split_first() else {
            continue;
        };
        for ((probe, verdict), covered) in probes.iter().zip(others).zip(&mut covered) {
            let decides = probe.unit.kind == UnitKind::Field;
            *covered |= *verdict && *own != decides;
        }
    }
    for (probe, covered) in probes.iter_mut().zip(covered) {
        probe.unit.is_covered = covered;
    }
    leave_out_of_reach(pattern, &mut probes);
    let mut units: Vec<Unit> = probes.into_iter().map(|one| one.unit).collect();
    units.sort_by_key(|unit| (unit.span.start, unit.kind));
    PatternCoverage { units, left_out }
}

/// Leaves out what no event can cover, where that is proved: an alternative that nothing matches, a field without which
/// nothing else would match.
fn leave_out_of_reach(pattern: &Pattern, probes: &mut Vec<Probe>) {
    let fields = pattern.sub_rules.iter().flat_map(|one| &one.fields);
    let size: usize = fields.map(|field| 1 + field.values.comparisons.len()).sum();
    let mut left = (MAXIMUM_ASKED / size.max(1)).min(MOST_ASKED);
    let nothing = with_sub_rules(pattern, Vec::new());
    probes.retain(|probe| {
        if probe.unit.is_covered || left == 0 {
            return true;
        }
        left -= 1;
        let within = match probe.unit.kind {
            UnitKind::Field => pattern,
            UnitKind::Alternative | UnitKind::Branch => &nothing,
        };
        let question = Question::new(&probe.pattern, within);
        let question = question.within(&Delivered).limited_to(LIMITS);
        let is_proved = Containment::Holds { bounded_by: None };
        question.contains() != is_proved
    });
}

/// The units with their patterns, and how many are left out.
fn probes(pattern: &Pattern) -> (Vec<Probe>, usize) {
    let size: usize = pattern
        .sub_rules
        .iter()
        .map(|one| 1 + one.fields.len())
        .sum();
    let most = (MAXIMUM_FIELDS / size.max(1)).clamp(1, MAXIMUM_UNITS);
    let mut probes: Vec<Probe> = Vec::new();
    let mut left_out = 0;
    let mut add = |kind, path: &dyn Fn() -> String, span, made: &dyn Fn() -> Pattern| {
        if probes.len() >= most {
            left_out += 1;
            return;
        }
        let unit = Unit {
            kind,
            path: path(),
            span,
            is_covered: false,
        };
        probes.push(Probe {
            unit,
            pattern: made(),
        });
    };
    let mut known = BTreeSet::new();
    for field in pattern.sub_rules.iter().flat_map(|one| &one.fields) {
        let list = &field.values;
        if !known.insert((list.span, list.name_span)) {
            continue;
        }
        let path = || field.path.to_display().into_owned();
        add(UnitKind::Field, &path, list.name_span, &|| {
            with_list(pattern, list, None)
        });
        for comparison in &list.comparisons {
            add(UnitKind::Alternative, &path, comparison.span, &|| {
                let alone = ValueList {
                    comparisons: vec![comparison.clone()],
                    ..(**list).clone()
                };
                with_list(pattern, list, Some(&Arc::new(alone)))
            });
        }
    }
    for (group, or) in pattern.or_groups.iter().enumerate() {
        for (number, span) in or.alternatives.iter().enumerate() {
            let path = || or.parent.to_display().into_owned();
            add(UnitKind::Branch, &path, *span, &|| {
                let takes = |one: &&SubRule| one.branches.contains(&(group, number));
                let taken = pattern.sub_rules.iter().filter(takes);
                with_sub_rules(pattern, taken.cloned().collect())
            });
        }
    }
    (probes, left_out)
}

/// The pattern with another list in place of one, or without its field.
fn with_list(pattern: &Pattern, list: &Arc<ValueList>, other: Option<&Arc<ValueList>>) -> Pattern {
    let changed = |sub_rule: &SubRule| {
        let fields = sub_rule.fields.iter().filter_map(|field| {
            if field.values.span != list.span {
                return Some(field.clone());
            }
            other.map(|other| Field {
                values: Arc::clone(other),
                ..field.clone()
            })
        });
        SubRule {
            fields: fields.collect(),
            branches: sub_rule.branches.clone(),
        }
    };
    with_sub_rules(pattern, pattern.sub_rules.iter().map(changed).collect())
}

fn with_sub_rules(pattern: &Pattern, sub_rules: Vec<SubRule>) -> Pattern {
    Pattern {
        text: Arc::clone(&pattern.text),
        sub_rules,
        or_groups: pattern.or_groups.clone(),
        complexity: pattern.complexity,
        notes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::pattern::{Dialect, parse};

    /// The units that are not covered, as they stand in the text.
    fn uncovered(text: &str, events: &[&str]) -> Vec<String> {
        let pattern = parse(text, Dialect::Bus).unwrap();
        let values: Vec<_> = events.iter().map(|one| json::parse(one).unwrap()).collect();
        let trials: Vec<PatternTrial<'_>> = std::iter::zip(events, &values)
            .map(|(text, event)| PatternTrial {
                case: 0,
                event,
                text,
                expected: true,
            })
            .collect();
        let units = of_pattern(&pattern, &trials).units.into_iter();
        let missing = units.filter(|unit| !unit.is_covered);
        missing
            .map(|unit| {
                let span = unit.span;
                format!(
                    "{} {}",
                    unit.kind.as_str(),
                    text.get(span.start..span.end).unwrap()
                )
            })
            .collect()
    }

    const TEXT: &str = r#"{"s":["x","y"],"$or":[{"a":[1]},{"b":[{"exists":false}]}]}"#;

    #[test]
    fn without_a_case_nothing_is_covered() {
        let all = [
            r#"field "s""#,
            r#"alternative "x""#,
            r#"alternative "y""#,
            r#"branch {"a":[1]}"#,
            r#"field "a""#,
            "alternative 1",
            r#"branch {"b":[{"exists":false}]}"#,
            r#"field "b""#,
            r#"alternative {"exists":false}"#,
        ];
        assert_eq!(uncovered(TEXT, &[]), all);
    }

    #[test]
    fn an_event_covers_what_it_matches_by() {
        let left = uncovered(TEXT, &[r#"{"s":"x","a":1,"b":1}"#]);
        assert!(!left.contains(&r#"branch {"a":[1]}"#.to_owned()));
        assert!(left.contains(&r#"branch {"b":[{"exists":false}]}"#.to_owned()));
    }

    #[test]
    fn a_field_decides_alone_or_not_at_all() {
        let text = r#"{"s":["x"],"t":["y"]}"#;
        let all = uncovered(text, &[r#"{"s":"x","t":"y"}"#]);
        assert_eq!(all, [r#"field "s""#, r#"field "t""#]);
        assert_eq!(uncovered(text, &[r#"{"s":"z","t":"z"}"#]).len(), 4);
        let left = uncovered(text, &[r#"{"s":"x","t":"z"}"#]);
        assert_eq!(
            left,
            [r#"field "s""#, r#"alternative "x""#, r#"alternative "y""#]
        );
    }

    #[test]
    fn overlapping_alternatives_are_covered_by_one_event() {
        let text = r#"{"a":[{"prefix":"x"},"xy"]}"#;
        assert_eq!(uncovered(text, &[r#"{"a":"xy"}"#, r#"{"a":1}"#]).len(), 0);
    }

    #[test]
    fn what_no_event_can_cover_is_left_out() {
        for (text, expected) in [
            (
                r#"{"a":[{"exists":true},{"exists":false}]}"#,
                vec![
                    r#"alternative {"exists":true}"#,
                    r#"alternative {"exists":false}"#,
                ],
            ),
            (
                r#"{"source":["shop",{"exists":false}]}"#,
                vec![r#"field "source""#, r#"alternative "shop""#],
            ),
        ] {
            assert_eq!(uncovered(text, &[]), expected, "{text}");
        }
    }

    #[test]
    fn there_is_a_bound_and_the_rest_is_told() {
        let list: Vec<String> = (0..2_500).map(|one| format!("\"v{one}\"")).collect();
        let text = format!(r#"{{"a":[{}]}}"#, list.join(","));
        let coverage = of_pattern(&parse(&text, Dialect::Bus).unwrap(), &[]);
        assert_eq!((coverage.units.len(), coverage.left_out), (2_000, 501));
    }
}
