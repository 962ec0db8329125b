//! The known defects of the service's engine: which of them a pattern has.
//!
//! # The problem
//!
//! The engine compiles all alternatives that it can be asked in one state about one field into *one* machine of bytes. Some
//! of them get into each other's way there. Each defect was found in the engine's code and has a rule; whether a pattern
//! has it depends on which lists share a state, and on the order of their comparisons.
//!
//! | defect | happens in | what the engine then does |
//! |---|---|---|
//! | dropped | `{"$or": [{"a": ["x"]}, {"a": ["x", "y"]}]}` | takes the second sub-rule for the first and leaves it out: `y` does not match |
//! | swallowing | `[{"wildcard": "1*9"}, {"equals-ignore-case": "1a2"}]` | goes on from the star where it should from the letter: `1zz2` matches |
//! | suffix of a code | `[{"suffix": ""}, {"numeric": ["=", 5]}]` | looks for the suffix in its own code of a number as well |
//! | UTF-16 | `["\ud800"]` | compares half of a surrogate pair as itself, elsewhere as `?` |
//! | lost string | `["a", {"numeric": ["<", 5]}, "b"]` | forgets `a`, from run to run |
//!
//! # The idea
//!
//! A defect is told as a change to the plain evaluator: either some sub-rules are left out, or some comparisons are read
//! in another [way](crate::pattern::reading). So there is one search for all answers, and two questions can be put to it:
//!
//! * *What does the service answer?* The evaluator with all changes that happen every time.
//! * *Which defect is to blame?* One evaluator for each change alone. Where it answers otherwise than without the change,
//!   its note is given.
//!
//! What happens at random is never taken for the answer: it is only compared with the answer of the service, and noted.
//!
//! # Cost
//!
//! Which lists share a state is known only once the [machine](crate::pattern::machine) is built. Most patterns can have no
//! defect: a single combination of `$or` whose lists have one comparison each is not looked at.

use crate::diagnostic::Diagnostic;
use crate::pattern::ast::{Comparison, Pattern, Test, ValueList};
use crate::pattern::comparison::{AnythingBut, Folded, FoldedUnit, Form, Wildcard};
use crate::pattern::evaluate::Evaluator;
use crate::pattern::machine::{Machine, Outcome};
use crate::source::Span;

use super::{ENGINE_DEFECT, Relevance, Variant, VariantKind};
use crate::pattern::reading::{ComparisonReading, ListReading, Readings, Swallow};

/// The defects of a pattern.
#[derive(Default)]
pub(super) struct Defects<'p> {
    /// The evaluator with all that do the same every time, if there are any.
    pub(super) service: Option<Evaluator<'p>>,
    /// Each apart.
    pub(super) variants: Vec<Variant<'p>>,
    /// The sub-rules that are dropped every time, by their numbers.
    pub(super) dropped: Vec<usize>,
    /// Whether some comparisons are misread every time.
    pub(super) misreads: bool,
}

/// Finds the defects of a pattern.
pub(super) fn find<'p>(pattern: &'p Pattern, logical: &Evaluator<'p>) -> Defects<'p> {
    if !is_suspicious(pattern) {
        return Defects::default();
    }
    let machine = Machine::new(pattern);
    let dropped = numbers_with(&machine, Outcome::Dropped);
    let (mut variants, readings) = every_time(pattern, logical, &machine, &dropped);
    let service =
        (!variants.is_empty()).then(|| logical.clone().with_readings(&readings).without(&dropped));
    variants.extend(at_random(pattern, logical, &machine, (&dropped, &readings)));
    Defects {
        service,
        variants,
        misreads: !readings.is_empty(),
        dropped,
    }
}

/// The defects that do the same every time, each apart; and the readings of all of them together.
fn every_time<'p>(
    pattern: &'p Pattern,
    logical: &Evaluator<'p>,
    machine: &Machine<'p>,
    dropped: &[usize],
) -> (Vec<Variant<'p>>, Readings) {
    let variant = |evaluator, note| Variant {
        evaluator,
        kind: VariantKind::Defect,
        relevance: Relevance::All,
        note,
    };
    let mut variants = Vec::new();
    if let Some(first) = dropped.first() {
        let note = dropped_note(pattern, *first, "drops");
        variants.push(variant(logical.clone().without(dropped), note));
    }
    let misread = [
        (
            swallowing as fn(&[ListedComparison<'_>]) -> Misread,
            SWALLOWING,
        ),
        (suffixes_of_codes, SUFFIX_OF_CODE),
        (utf16, UTF16),
    ];
    let mut readings = Readings::new();
    for (find, words) in misread {
        if let Some((found, span)) = in_machine(machine, find) {
            let evaluator = logical.clone().with_readings(&found);
            variants.push(variant(evaluator, words.note(span)));
            merge(&mut readings, found);
        }
    }
    (variants, readings)
}

/// The defects that happen in some runs of the engine only. Each is asked on top of what happens in all of them, as its
/// answer is compared with that of the service.
fn at_random<'p>(
    pattern: &'p Pattern,
    logical: &Evaluator<'p>,
    machine: &Machine<'p>,
    (dropped, readings): (&[usize], &Readings),
) -> Vec<Variant<'p>> {
    let variant = |evaluator, note| Variant {
        evaluator,
        kind: VariantKind::RandomDefect,
        relevance: Relevance::All,
        note,
    };
    let mut variants = Vec::new();
    // What was not followed up may be dropped too: better a note too many than an answer that is taken for sure.
    let mut random = numbers_with(machine, Outcome::Random);
    random.extend(numbers_with(machine, Outcome::Unknown));
    if let Some(first) = random.first().copied() {
        random.extend(dropped);
        let evaluator = logical.clone().with_readings(readings).without(&random);
        let note = dropped_note(pattern, first, "sometimes drops");
        variants.push(variant(evaluator, note));
    }
    if let Some((lost, span)) = in_machine(machine, lost_strings) {
        let mut all = readings.clone();
        merge(&mut all, lost);
        let evaluator = logical.clone().with_readings(&all).without(dropped);
        variants.push(variant(evaluator, LOST_STRING.note(span)));
    }
    variants
}

/// Adds readings to others. Where both have one for a comparison, the later one counts.
fn merge(readings: &mut Readings, more: Readings) {
    for (list, reading) in more {
        let comparisons = &mut readings.entry(list).or_default().comparisons;
        comparisons.extend(reading.comparisons);
    }
}

/// Whether it is worth building the machine: most patterns can have no defect. Each needs two sub-rules or two comparisons
/// in a list; but for half of a surrogate pair, which is compared as itself where it is *alone*.
pub(super) fn is_suspicious(pattern: &Pattern) -> bool {
    pattern.sub_rules.len() > 1
        || pattern
            .sub_rules
            .iter()
            .flat_map(|sub_rule| &sub_rule.fields)
            .any(|field| {
                let comparisons = &field.values.comparisons;
                comparisons.len() > 1 || comparisons.iter().any(|one| has_lone_surrogate(&one.test))
            })
}

fn numbers_with(machine: &Machine<'_>, wanted: Outcome) -> Vec<usize> {
    let outcomes = machine.outcomes().iter().enumerate();
    outcomes
        .filter(|(_, outcome)| **outcome == wanted)
        .map(|(number, _)| number)
        .collect()
}

fn dropped_note(pattern: &Pattern, number: usize, drops: &str) -> Diagnostic {
    let branch = pattern.sub_rules.get(number).and_then(|sub_rule| {
        let (group, alternative) = sub_rule.branches.last()?;
        pattern
            .or_groups
            .get(*group)?
            .alternatives
            .get(*alternative)
            .copied()
    });
    let note = Diagnostic::note(
        ENGINE_DEFECT,
        format!(
            "the engine of EventBridge {drops} a combination of `$or` alternatives that has the same fields as an earlier one and shares a value with it in each of them"
        ),
    )
    .help("merge the alternatives into one value list, or let them share no value in at least one field");
    match branch {
        Some(span) => note.at(span, "part of a combination that is dropped"),
        None => note,
    }
}

/// A comparison and the list in which it stands, in the order in which one state of the machine gets them.
struct ListedComparison<'p> {
    list: &'p ValueList,
    at: usize,
    comparison: &'p Comparison,
}

/// Comparisons, by their number among those of the state, that are misread.
type Misread = Vec<(usize, ComparisonReading)>;

/// Looks for a defect in every state of the machine. Lists on one path share a state if their sub-rules do.
fn in_machine(
    machine: &Machine<'_>,
    find: fn(&[ListedComparison<'_>]) -> Misread,
) -> Option<(Readings, Span)> {
    let mut readings = Readings::new();
    let mut place = None;
    for transitions in machine.all_transitions() {
        let placed: Vec<ListedComparison<'_>> = transitions
            .lists
            .iter()
            .flat_map(|list| {
                let comparisons = list.comparisons.iter().enumerate();
                comparisons.map(|(at, comparison)| ListedComparison {
                    list,
                    at,
                    comparison,
                })
            })
            .collect();
        for (number, reading) in find(&placed) {
            let Some(one) = placed.get(number) else {
                continue;
            };
            let reading_of_list: &mut ListReading =
                readings.entry(std::ptr::from_ref(one.list)).or_default();
            reading_of_list.comparisons.insert(one.at, reading);
            place.get_or_insert(one.comparison.span);
        }
    }
    Some((readings, place?))
}

/// The words of a defect.
struct Words {
    message: &'static str,
    label: &'static str,
    help: &'static str,
}

impl Words {
    fn note(&self, span: Span) -> Diagnostic {
        Diagnostic::note(ENGINE_DEFECT, self.message)
            .at(span, self.label)
            .help(self.help)
    }
}

const SWALLOWING: Words = Words {
    message: "the engine of EventBridge confuses a letter of this comparison with the star of a `wildcard` before it, and takes any text in its place",
    label: "a letter stands for any text",
    help: "put this comparison before the `wildcard`",
};

const SUFFIX_OF_CODE: Words = Words {
    message: "the engine of EventBridge also looks for this suffix in its internal code of numbers, because the list compares numbers",
    label: "may be found in a number",
    help: "do not mix `suffix` and numbers in one list: use two rules",
};

const UTF16: Words = Words {
    message: "the engine of EventBridge compares half of a surrogate pair as itself in this list, and as `?` elsewhere",
    label: "has half of a surrogate pair",
    help: "match well-formed Unicode text only",
};

const LOST_STRING: Words = Words {
    message: "the engine of EventBridge sometimes forgets the one exact string of a list in which a range over zero and another test on strings follow",
    label: "sometimes forgotten",
    help: "put the range first in the list",
};

/// Folded texts, and suffixes, that come behind a wildcard which begins as they do.
///
/// The engine follows the bytes that they share; where the wildcard then has its star and the text a letter with two
/// cases, it takes the state of the star for that of the letter.
fn swallowing(placed: &[ListedComparison<'_>]) -> Misread {
    // Only what comes later is misread: the engine walks the machine as far as it is built when a text is added. So one
    // pass in that order is enough, with what the wildcards before begin with.
    let mut starts: Vec<&[u8]> = Vec::new();
    let mut plain_suffix_seen = false;
    let mut found = Vec::new();
    for (number, one) in placed.iter().enumerate() {
        let reading = match &one.comparison.test {
            Test::Wildcard(wildcard) => {
                starts.extend(text_before_star(wildcard));
                None
            }
            Test::AnythingBut(AnythingBut::Wildcard(set)) => {
                starts.extend(set.iter().filter_map(text_before_star));
                None
            }
            Test::EqualsIgnoreCase(text) => {
                from_start(text, &starts, true).map(ComparisonReading::Swallowing)
            }
            Test::PrefixFolded(text) => {
                from_start(text, &starts, false).map(ComparisonReading::Swallowing)
            }
            Test::SuffixFolded(text) => from_end(text, &starts).map(ComparisonReading::Swallowing),
            Test::AnythingBut(AnythingBut::EqualsIgnoreCase(set)) => {
                let members: Vec<_> = set
                    .iter()
                    .map(|text| from_start(text, &starts, true))
                    .collect();
                members
                    .iter()
                    .any(Option::is_some)
                    .then_some(ComparisonReading::SwallowingSet(members))
            }
            Test::Suffix(form) if !plain_suffix_seen && starts.contains(&&b""[..]) => {
                let last = form.as_bytes().iter().rev().nth(1);
                let is_long = last.is_some_and(|byte| !byte.is_ascii());
                plain_suffix_seen |= is_long;
                is_long
                    .then(|| Swallow::suffix(form))
                    .flatten()
                    .map(ComparisonReading::Swallowing)
            }
            _ => None,
        };
        found.extend(reading.map(|reading| (number, reading)));
    }
    found
}

/// What stands before the first star, without the opening quote; `None` if there is no star.
fn text_before_star(wildcard: &Wildcard) -> Option<&[u8]> {
    match wildcard.pieces.as_slice() {
        [first, _, ..] => first.strip_prefix(b"\""),
        _ => None,
    }
}

/// The unit that is swallowed, counted from the start, if one of `starts` is followed by a letter with two cases.
fn from_start(text: &Folded, starts: &[&[u8]], whole: bool) -> Option<Swallow> {
    let at = starts
        .iter()
        .find_map(|start| swallowed(text.units.iter(), start))?;
    (whole || at + 1 < text.units.len()).then(|| Swallow::new(text, at, true, whole))
}

/// The same from the end, for suffixes, which the engine reads backwards.
fn from_end(text: &Folded, starts: &[&[u8]]) -> Option<Swallow> {
    let back = starts
        .iter()
        .filter(|start| start.is_empty())
        .find_map(|start| swallowed(text.units.iter().rev(), start))?;
    let at = text.units.len().checked_sub(back + 1)?;
    (at > 0).then(|| Swallow::new(text, at, false, true))
}

/// Follows the bytes of `start` along the units; where they end, the next unit is swallowed if it is a letter with two
/// cases. A letter with two cases before that parts the ways: the engine gives it states of its own.
fn swallowed<'u>(units: impl Iterator<Item = &'u FoldedUnit>, start: &[u8]) -> Option<usize> {
    let mut rest = start;
    for (at, unit) in units.enumerate() {
        match unit {
            FoldedUnit::Same(same) if !rest.is_empty() => rest = rest.strip_prefix(&**same)?,
            FoldedUnit::Either(..) if rest.is_empty() => return Some(at),
            _ => return None,
        }
    }
    None
}

/// Suffixes in lists that compare numbers: there the engine also puts its code of the value, if it is a number, through
/// the machine.
fn suffixes_of_codes(placed: &[ListedComparison<'_>]) -> Misread {
    if !placed
        .iter()
        .any(|one| one.comparison.test.compares_numbers())
    {
        return Vec::new();
    }
    let is_suffix = |test: &Test| {
        matches!(
            test,
            Test::Suffix(_) | Test::SuffixFolded(_) | Test::AnythingBut(AnythingBut::Suffix(_))
        )
    };
    placed
        .iter()
        .enumerate()
        .filter(|(_, one)| is_suffix(&one.comparison.test))
        .map(|(number, _)| (number, ComparisonReading::SuffixOfCode))
        .collect()
}

fn has_lone_surrogate(test: &Test) -> bool {
    matches!(test, Test::Exact(form) if form.has_lone_surrogate())
}

/// Exact strings with half of a surrogate pair, unless another string begins alike: then all are compared as bytes.
fn utf16(placed: &[ListedComparison<'_>]) -> Misread {
    let is_alone = |number: usize, form: &Form| {
        let (bytes, wtf8) = (form.as_bytes(), form.as_wtf8());
        let same = bytes
            .iter()
            .zip(wtf8)
            .take_while(|(one, other)| one == other);
        let shared = bytes.get(..=same.count()).unwrap_or(bytes);
        !placed.iter().enumerate().any(|(other, one)| {
            let start = match &one.comparison.test {
                Test::Exact(form) | Test::Prefix(form) => form.as_bytes(),
                _ => return false,
            };
            other != number && start.starts_with(shared)
        })
    };
    placed
        .iter()
        .enumerate()
        .filter(|(number, one)| match &one.comparison.test {
            Test::Exact(form) => form.has_lone_surrogate() && is_alone(*number, form),
            _ => false,
        })
        .map(|(number, _)| (number, ComparisonReading::Utf16))
        .collect()
}

/// The exact string of a state that has only one, if a range over zero and then another test on strings follow.
fn lost_strings(placed: &[ListedComparison<'_>]) -> Misread {
    let position = |from: usize, is_meant: fn(&Test) -> bool| {
        placed
            .iter()
            .enumerate()
            .skip(from)
            .find(|(_, one)| is_meant(&one.comparison.test))
            .map(|(number, _)| number)
    };
    let is_exact = |test: &Test| matches!(test, Test::Exact(_));
    let found = position(0, is_exact).and_then(|exact| {
        let range = position(exact + 1, is_range_over_zero)?;
        let another = position(range + 1, is_on_strings)?;
        let exact_before = placed
            .iter()
            .take(range)
            .filter(|one| is_exact(&one.comparison.test));
        (exact_before.count() == 1 && another > range).then_some(exact)
    });
    found
        .into_iter()
        .map(|number| (number, ComparisonReading::Never))
        .collect()
}

fn is_range_over_zero(test: &Test) -> bool {
    match test {
        Test::Numeric(range) => {
            range.low.is_none_or(|low| low.value < 0.0)
                && range.high.is_none_or(|high| high.value >= 0.0)
        }
        _ => false,
    }
}

fn is_on_strings(test: &Test) -> bool {
    !matches!(
        test,
        Test::Numeric(_) | Test::Exists(_) | Test::AnythingBut(AnythingBut::Numbers(_))
    )
}
