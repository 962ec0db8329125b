//! Which fields decided, for each combination of `$or` alternatives.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Fix;
use crate::json::{JsonString, Value};
use crate::pattern::asked::{Asked, FieldTest, NumberedField};
use crate::pattern::ast::{Field, Pattern, SubRule};
use crate::pattern::search::SubRuleAnswer;
use crate::pattern::{Dialect, parse};
use crate::source::Span;
use crate::sure::Sure as _;

use super::admitted;
use super::hint::for_all_alike;
use super::index::PathIndex;
use super::lead::Lead;
use super::nearest::{self, MAXIMUM_VALUES, Nearest};
use super::place::display;
use super::quote::{self, Quote};
use super::{
    Attempt, Branch, Change, Explainer, Explanation, FieldExplanation, Hint, MAXIMUM_ATTEMPTS,
    Reason, absent, cause, difference, elements, fix, kin, lead, words,
};

/// How many combinations are looked into, to find the best ones.
pub(super) const MAXIMUM_LOOKED_INTO: usize = 4 * MAXIMUM_ATTEMPTS;

/// Explains the answer for an event.
pub(super) fn explain(explainer: &Explainer<'_>, event: &Value) -> Explanation {
    let sub_rules = &explainer.pattern.sub_rules;
    let mut inquiry = Inquiry {
        explainer,
        event,
        asked: explainer.evaluator.ask(event),
        index: None,
        hopeless: HashMap::new(),
        explained: HashMap::new(),
    };
    for (number, sub_rule) in sub_rules.iter().enumerate() {
        if let SubRuleAnswer::Match(picks) = inquiry.asked.search(number) {
            return Explanation {
                matched: true,
                attempts: vec![inquiry.matched(number, sub_rule, &picks)],
                left_out: sub_rules.len() - 1,
            };
        }
    }
    let mut order: Vec<(usize, usize)> = (0..sub_rules.len())
        .map(|number| (inquiry.hopeless_fields(number), number))
        .collect();
    order.sort_unstable();
    let mut attempts: Vec<Attempt> = order
        .into_iter()
        .take(MAXIMUM_LOOKED_INTO)
        .filter_map(|(_, number)| Some(inquiry.missed(number, sub_rules.get(number)?)))
        .collect();
    keep_best(&mut attempts, |attempt| &attempt.fields);
    Explanation {
        matched: false,
        left_out: sub_rules.len() - attempts.len(),
        attempts,
    }
}

/// What of a field's explanation tells how near a combination is.
pub(super) trait Decides {
    fn kind(&self) -> Reason;

    /// What is named: where it stands in the pattern, and its path.
    fn named(&self) -> (Span, &str);
}

impl Decides for FieldExplanation {
    fn kind(&self) -> Reason {
        self.kind
    }

    fn named(&self) -> (Span, &str) {
        (self.pattern_span, &self.path)
    }
}

/// Keeps of combinations that are missed the best ones, each once, the nearest first.
pub(super) fn keep_best<A, F: Decides>(attempts: &mut Vec<A>, fields: impl Fn(&A) -> &[F]) {
    if attempts.len() < 2 {
        return;
    }
    let mut told = HashSet::new();
    attempts.retain(|attempt| {
        let named = fields(attempt).iter().map(Decides::named);
        let named = named.map(|(span, path)| (span, path.to_owned()));
        told.insert(named.collect::<Vec<_>>())
    });
    attempts.sort_by_cached_key(|attempt| {
        let kinds: Vec<Reason> = fields(attempt).iter().map(Decides::kind).collect();
        (kinds.len(), kinds)
    });
    attempts.truncate(MAXIMUM_ATTEMPTS);
}

impl FieldExplanation {
    /// Whether the value is simply another one, so that it is worth looking for the wanted one elsewhere.
    pub(super) fn may_stand_elsewhere(&self) -> bool {
        self.kind == Reason::Value && self.hint.is_none()
    }
}

/// The questions about one event.
struct Inquiry<'x, 'p, 'e> {
    explainer: &'x Explainer<'p>,
    event: &'e Value,
    asked: Asked<'x, 'p, 'e>,
    /// Made when the first field turns out to be missing.
    index: Option<PathIndex>,
    /// For each field whether nothing in the event can satisfy it.
    hopeless: HashMap<usize, bool>,
    /// What was found out about those fields.
    explained: HashMap<usize, FieldExplanation>,
}

impl<'p> Inquiry<'_, 'p, '_> {
    fn matched(&mut self, number: usize, sub_rule: &SubRule, picks: &[Option<usize>]) -> Attempt {
        let fields = self.asked.fields_of(number);
        let explained = fields
            .into_iter()
            .zip(&sub_rule.fields)
            .zip(picks)
            .map(|(((_, field), written), pick)| {
                let leaf = pick.and_then(|at| self.asked.flat.leaves(field.path).get(at));
                let value = leaf.map(|leaf| leaf.value);
                self.explainer.satisfied(field, &written.path, value)
            })
            .collect();
        Attempt {
            branches: self.explainer.branches(sub_rule),
            fields: explained,
        }
    }

    fn missed(&mut self, number: usize, sub_rule: &SubRule) -> Attempt {
        let fields = self.asked.fields_of(number);
        let path_of = |at: usize| sub_rule.fields.get(at).map(|field| &*field.path);
        let mut explained = Vec::new();
        let mut hopeful = Vec::new();
        for (at, numbered) in fields.into_iter().enumerate() {
            let Some(path) = path_of(at) else { continue };
            if self.is_hopeless(numbered) {
                let (index, field) = numbered;
                let known = self.explained.get(&index).cloned();
                let explanation = known.unwrap_or_else(|| self.hopeless_field(field, path));
                self.explained.insert(index, explanation.clone());
                explained.push(explanation);
            } else {
                hopeful.push((path, numbered));
            }
        }
        // Those that are left can each be satisfied, but perhaps not all by consistent array elements.
        loop {
            let numbered: Vec<NumberedField<'p>> =
                hopeful.iter().map(|(_, field)| *field).collect();
            match self.asked.search_fields(&numbered) {
                SubRuleAnswer::Match(_) => break,
                SubRuleAnswer::NoMatch { last } if last < hopeful.len() => {
                    let text = &*self.explainer.pattern.text;
                    if let Some(nearest) = nearest::find(&mut self.asked, &numbered, last, text) {
                        explained.extend(self.lacking(&nearest, &hopeful));
                        let mut at = 0;
                        hopeful.retain(|_| {
                            at += 1;
                            !nearest.lacking.contains(&(at - 1))
                        });
                        continue;
                    }
                    let (path, field) = hopeful.remove(last);
                    let before = hopeful.get(..last).sure();
                    explained.push(self.inconsistent(field, path, before));
                }
                _ => {
                    explained.extend(
                        hopeful
                            .iter()
                            .map(|(path, (_, field))| self.undecided(*field, path)),
                    );
                    break;
                }
            }
        }
        explained.sort_by_key(|field| field.kind);
        Attempt {
            branches: self.explainer.branches(sub_rule),
            fields: explained,
        }
    }

    fn hopeless_fields(&mut self, number: usize) -> usize {
        let fields = self.asked.fields_of(number);
        fields
            .into_iter()
            .filter(|field| self.is_hopeless(*field))
            .count()
    }

    /// Whether a field decides alone: nothing in the event satisfies it, whatever the other fields choose.
    fn is_hopeless(&mut self, (index, field): NumberedField<'p>) -> bool {
        if let Some(known) = self.hopeless.get(&index) {
            return *known;
        }
        let hopeless = self.asked.is_hopeless(index, field);
        self.hopeless.insert(index, hopeless);
        hopeless
    }

    fn hopeless_field(&mut self, field: FieldTest<'p>, path: &JsonString) -> FieldExplanation {
        let leaves = self.asked.flat.leaves(field.path).iter();
        let values = leaves.map(|leaf| leaf.value);
        let unsatisfied = self.explainer.unsatisfied(field, path, values);
        let explainer = self.explainer;
        let lead = match &unsatisfied {
            Some(found) if !found.may_stand_elsewhere() => return found.clone(),
            Some(_) => lead::find(path, field, self.event, &|path| explainer.asks_for(path)),
            None => None,
        };
        match (unsatisfied, lead) {
            (Some(found), None) => found,
            (found, lead) => {
                let index = self.index.get_or_insert_with(|| PathIndex::new(self.event));
                match (found, lead) {
                    (Some(found), Some(lead)) => {
                        explainer.with_lead(found, (path, field), &lead, index)
                    }
                    _ => explainer.absent(field, path, (self.event, index)),
                }
            }
        }
    }

    /// A field that could be satisfied, were it not for the array elements in which the fields before it are.
    fn inconsistent(
        &mut self,
        field: NumberedField<'p>,
        path: &JsonString,
        before: &[(&JsonString, NumberedField<'p>)],
    ) -> FieldExplanation {
        let found = elements::explain(&mut self.asked, field, before);
        let (_, FieldTest { values, .. }) = field;
        FieldExplanation {
            path: path.to_display().into_owned(),
            wanted: Quote::part(&self.explainer.pattern.text, values.span, None),
            actual: found.value.map(|value| Quote::value(value, None)),
            kind: found.kind,
            reason: found.reason,
            hint: found.hint.map(Hint::saying),
            pattern_span: values.span,
            event_span: found.value.map(|value| value.span),
            cause: None,
        }
    }

    /// The fields that are not satisfied in the array element in which the most others are.
    fn lacking(
        &self,
        nearest: &Nearest<'p, '_>,
        hopeful: &[(&JsonString, NumberedField<'p>)],
    ) -> Vec<FieldExplanation> {
        let text = &*self.explainer.pattern.text;
        let lacking = nearest.lacking.iter();
        lacking
            .filter_map(|at| {
                let (path, (_, FieldTest { values, .. })) = hopeful.get(*at)?;
                let lack = elements::lacking(&self.asked.flat, nearest, *at, hopeful, text)?;
                let comparison = lack.comparison.and_then(|at| values.comparisons.get(at));
                let span = comparison.map_or(values.span, |comparison| comparison.span);
                let dialect = self.explainer.dialect;
                let hint = lack.advice.for_value(lack.value, (text, span), dialect);
                let hint = hint.map(|hint| for_all_alike(hint, text, values));
                Some(FieldExplanation {
                    path: path.to_display().into_owned(),
                    wanted: Quote::part(text, span, lack.focus.pattern),
                    actual: Some(Quote::value(lack.value, lack.focus.event)),
                    kind: lack.kind,
                    reason: lack.reason,
                    hint,
                    pattern_span: span,
                    event_span: Some(lack.value.span),
                    cause: None,
                })
            })
            .collect()
    }

    fn undecided(&self, field: FieldTest<'p>, path: &JsonString) -> FieldExplanation {
        FieldExplanation {
            path: path.to_display().into_owned(),
            wanted: Quote::part(&self.explainer.pattern.text, field.values.span, None),
            actual: None,
            kind: Reason::Undecided,
            reason:
                "the arrays of the event are too entangled to find elements that satisfy all fields"
                    .to_owned(),
            hint: None,
            pattern_span: field.values.span,
            event_span: None,
            cause: None,
        }
    }
}

impl Explainer<'_> {
    /// A field that is satisfied by a value, or by having none.
    pub(super) fn satisfied(
        &self,
        field: FieldTest<'_>,
        path: &JsonString,
        value: Option<&Value>,
    ) -> FieldExplanation {
        let text = &*self.pattern.text;
        let comparison = match value {
            Some(value) => field.comparison_for(value),
            None => field
                .values
                .comparisons
                .iter()
                .position(|one| one.test.is_absence()),
        }
        .and_then(|at| field.values.comparisons.get(at));
        let span = comparison.map_or(field.values.span, |comparison| comparison.span);
        let reason = match (value, comparison) {
            (Some(value), Some(comparison)) => {
                let wanted = words::wanted(comparison, text, None);
                format!("`{}` is {wanted}", quote::value(value, None))
            }
            _ => "the field is absent, as the pattern wants".to_owned(),
        };
        FieldExplanation {
            path: path.to_display().into_owned(),
            wanted: Quote::part(text, span, None),
            actual: value.map(|value| Quote::value(value, None)),
            kind: Reason::Satisfied,
            reason,
            hint: comparison
                .zip(value)
                .and_then(|(comparison, value)| admitted::for_its_case(&comparison.test, value)),
            pattern_span: span,
            event_span: value.map(|value| value.span),
            cause: None,
        }
    }

    /// A field that none of its values satisfies; `None` if it has none.
    pub(super) fn unsatisfied<'e>(
        &self,
        field: FieldTest<'_>,
        path: &JsonString,
        values: impl ExactSizeIterator<Item = &'e Value>,
    ) -> Option<FieldExplanation> {
        let text = &*self.pattern.text;
        let count = values.len();
        let (nearest, value) = values
            .take(MAXIMUM_VALUES)
            .map(|value| (difference::of(field, value, text), value))
            .min_by_key(|(difference, _)| difference.nearness())?;
        let nearest = kin::or_kin(nearest, field, value, text);
        let nearest = self.or_type_of_event(nearest, path, value);
        let comparison = nearest
            .comparison
            .and_then(|at| field.values.comparisons.get(at));
        let span = comparison.map_or(field.values.span, |comparison| comparison.span);
        let found = nearest.found;
        let reason = match count - 1 {
            0 => found.reason,
            1 => format!("{} (and the other value is no nearer)", found.reason),
            MAXIMUM_VALUES.. => format!(
                "{} (of the first {MAXIMUM_VALUES} of {count} values, none is nearer)",
                found.reason
            ),
            others => format!("{} (and {others} other values are no nearer)", found.reason),
        };
        Some(FieldExplanation {
            path: path.to_display().into_owned(),
            wanted: Quote::part(text, span, found.focus.pattern),
            actual: Some(Quote::value(value, found.focus.event)),
            kind: found.kind,
            reason,
            hint: (found.advice.for_value(value, (text, span), self.dialect))
                .map(|hint| for_all_alike(hint, text, field.values)),
            pattern_span: span,
            event_span: Some(value.span),
            cause: None,
        })
    }

    /// The explanation of a field whose value is another one, where an event has the wanted one elsewhere.
    pub(super) fn with_lead(
        &self,
        explanation: FieldExplanation,
        (path, field): (&JsonString, FieldTest<'_>),
        lead: &Lead<'_>,
        index: &PathIndex,
    ) -> FieldExplanation {
        let mut hint = Hint::path(&lead.path);
        hint.text = format!(
            "did you mean `{}`? it has the wanted `{}`",
            display(&lead.path),
            quote::value(lead.value, None)
        );
        self.add_fix(&mut hint, path, field, index);
        FieldExplanation {
            hint: Some(hint),
            ..explanation
        }
    }

    /// A field of which an event has no value; with the paths of the event.
    pub(super) fn absent(
        &self,
        field: FieldTest<'_>,
        path: &JsonString,
        (event, index): (&Value, &PathIndex),
    ) -> FieldExplanation {
        let own = (self.dialect, &*self.pattern.text);
        let taken = |path: &[u8]| self.asks_for(path);
        let mut absence = absent::explain(path, field, own, (event, index), &taken);
        if let Some(hint) = &mut absence.hint {
            self.add_fix(hint, path, field, index);
        }
        let cause = cause::of(path, &absence, event);
        FieldExplanation {
            path: path.to_display().into_owned(),
            wanted: Quote::part(&self.pattern.text, field.values.span, None),
            actual: absence.actual,
            kind: absence.kind,
            reason: absence.reason,
            hint: absence.hint,
            pattern_span: field.values.name_span,
            event_span: absence.event_span,
            cause,
        }
    }

    /// Whether the pattern asks for a path.
    pub(super) fn asks_for(&self, path: &[u8]) -> bool {
        let mut fields = self.pattern.sub_rules.iter().flat_map(|rule| &rule.fields);
        fields.any(|field| field.path.as_wtf8() == path)
    }

    /// Adds the edit of the pattern that looks for a field at another path, if it was tried.
    fn add_fix(&self, hint: &mut Hint, path: &JsonString, field: FieldTest<'_>, index: &PathIndex) {
        let text = &*self.pattern.text;
        let mended = |fix: &Fix| parse(&fix.applied(text)?, self.dialect).ok();
        let Some(Change::Path(there)) = &hint.change else {
            hint.fix = hint.fix.take().filter(|fix| mended(fix).is_some());
            return;
        };
        let name_span = field.values.name_span;
        let fix = fix::moving(text, name_span, there.as_bytes(), &|path| index.has(path));
        match fix.as_ref().map(mended) {
            // Where the service does not take the pattern with that path, it is no change to make.
            Some(None) if self.dialect != Dialect::Bus => hint.change = None,
            Some(Some(mended)) if moved(self.pattern, &mended, path, there) => hint.fix = fix,
            _ => {}
        }
    }

    /// The alternatives that make a sub-rule.
    pub(super) fn branches(&self, sub_rule: &SubRule) -> Vec<Branch> {
        let groups = &self.pattern.or_groups;
        sub_rule
            .branches
            .iter()
            .filter_map(|(group, alternative)| {
                let group = groups.get(*group)?;
                Some(Branch {
                    parent: group.parent.to_display().into_owned(),
                    alternative: *alternative,
                    of: group.alternatives.len(),
                    pattern_span: *group.alternatives.get(*alternative)?,
                })
            })
            .collect()
    }
}

/// Whether a pattern asks at the path `there` for what another one asks at `path`.
fn moved(pattern: &Pattern, mended: &Pattern, path: &JsonString, there: &str) -> bool {
    let tests = |field: &Field| {
        let comparisons = field.values.comparisons.iter();
        comparisons.map(|one| one.test.clone()).collect::<Vec<_>>()
    };
    let fields = |pattern: &Pattern, is_wanted: &dyn Fn(&JsonString) -> bool| -> Vec<_> {
        let fields = pattern.sub_rules.iter().flat_map(|rule| &rule.fields);
        fields
            .filter(|field| is_wanted(&field.path))
            .map(tests)
            .collect()
    };
    let old = fields(pattern, &|own| own == path);
    let new = fields(mended, &|own| own.as_wtf8() == there.as_bytes());
    old.iter().any(|old| new.contains(old))
}
