//! Rules of the language that surprise people: the pattern without each of them.

use crate::diagnostic::Diagnostic;
use crate::pattern::ast::{Pattern, Test, ValueList};
use crate::pattern::comparison::{AnythingBut, Folded, Form, Number, is_plain_integer};
use crate::pattern::evaluate::Evaluator;
use crate::source::Span;

use super::{
    ENGINE_QUIRK, NUMBER_SPELLING as NUMBER_SPELLING_CODE, Relevance, Variant, VariantKind,
};
use crate::pattern::reading::{ComparisonReading, ListReading, Readings};

/// The variants of a pattern without the quirks on which its answers could rest.
pub(super) fn find<'p>(pattern: &'p Pattern, logical: &Evaluator<'p>) -> Vec<Variant<'p>> {
    let mut variants: Vec<Variant<'p>> = QUIRKS
        .iter()
        .filter_map(|quirk| quirk.variant(pattern, logical))
        .collect();
    variants.extend(absence_order(pattern, logical));
    variants
}

/// A surprising rule about lists.
struct Quirk {
    /// How a list is read without the rule; with the span of a comparison that the rule is about.
    without: fn(&ValueList) -> Option<(ListReading, Span)>,
    /// A comparison that makes the rule matter for all events; without one it matters for some.
    always: fn(&Test) -> bool,
    otherwise: Relevance,
    message: &'static str,
    label: &'static str,
    help: &'static str,
}

/// The variant of a pattern that compares numbers by how they are written, if it compares numbers at all.
///
/// AWS: Lambda Developer Guide, "Control which events Lambda sends to your function": numbers are compared by their string
/// representation, so that 300, 300.0 and 3.0e2 differ. The engine compares their values. Which of the two holds for
/// filters is not settled.
pub(super) fn number_spelling<'p>(
    pattern: &'p Pattern,
    logical: &Evaluator<'p>,
) -> Option<Variant<'p>> {
    NUMBER_SPELLING.variant(pattern, logical).map(|mut found| {
        found.note.code = NUMBER_SPELLING_CODE;
        found
    })
}

const NUMBER_SPELLING: Quirk = Quirk {
    without: |list| each(list, equals_numbers, ComparisonReading::NumbersAsWritten),
    always: spells_numbers,
    otherwise: Relevance::SpelledNumbers,
    message: "the answer rests on comparing numbers by value, as a bus does; AWS documents for Lambda that filters compare them as they are written, so that 300 is not 300.0",
    label: "written differently in the record",
    help: "which of the two holds is not known: list every spelling that occurs",
};

const QUIRKS: &[Quirk] = &[
    Quirk {
        without: |list| {
            each(
                list,
                |test| matches!(test, Test::Address(_)),
                ComparisonReading::WholeAddress,
            )
        },
        always: |_| true,
        otherwise: Relevance::All,
        message: "the answer rests on how EventBridge compares addresses: hex digit by hex digit, also those of shorter and longer addresses and of numbers",
        label: "an address test",
        help: "use `exactly` for one address, or `prefix` on the text",
    },
    Quirk {
        without: |list| each(list, is_folded, ComparisonReading::BothSidesFolded),
        always: folds_beyond_ascii,
        otherwise: Relevance::NonAscii,
        message: "the answer rests on how EventBridge ignores case: only the text in the pattern is folded, letter by letter",
        label: "folded on this side only",
        help: "list the spellings that occur in the events",
    },
    Quirk {
        without: |list| each(list, has_question_mark, ComparisonReading::LoneSurrogates),
        always: |_| true,
        otherwise: Relevance::All,
        message: "the answer rests on half of a surrogate pair, which EventBridge compares as `?`",
        label: "compared with `?`",
        help: "send well-formed Unicode text",
    },
    Quirk {
        without: |list| each(list, has_quote, ComparisonReading::InsideQuotes),
        always: |_| true,
        otherwise: Relevance::All,
        message: "the answer rests on the quotes around the value, which EventBridge compares too: a quote at the end of a prefix, or at the start of a suffix, can mean them",
        label: "has a quote of its own",
        help: "leave out the quote, and compare the whole value",
    },
    Quirk {
        without: |list| each(list, compares_numbers, ComparisonReading::AllNumbers),
        always: compares_long_numbers,
        otherwise: Relevance::LongNumbers,
        message: "the answer rests on a number that EventBridge does not compare, as no double holds it as it is written: it is equal only to the very same text",
        label: "a test on numbers",
        help: "send such numbers, long ids say, as strings",
    },
    Quirk {
        without: |list| {
            let span = first(list, |test| matches!(test, Test::AnythingBut(_)))?;
            let reading = ListReading {
                every_value: true,
                ..ListReading::default()
            };
            Some((reading, span))
        },
        always: |_| false,
        otherwise: Relevance::SeveralValues,
        message: "the answer rests on an array: one element that `anything-but` admits is enough, whatever the others are",
        label: "satisfied by one element",
        help: "no pattern can ask that all elements of an array differ from a value",
    },
    Quirk {
        without: |list| {
            let exclusions = list
                .comparisons
                .iter()
                .filter(|one| matches!(one.test, Test::AnythingBut(_)));
            let span = exclusions.clone().nth(1)?.span;
            let reading = ListReading {
                all_exclusions: true,
                ..ListReading::default()
            };
            Some((reading, span))
        },
        always: |_| true,
        otherwise: Relevance::All,
        message: "the answer rests on several `anything-but`s in one list: one that is satisfied is enough, so that together they exclude little",
        label: "an alternative to the one before",
        help: "put all excluded values into one `anything-but`",
    },
];

impl Quirk {
    fn variant<'p>(&self, pattern: &'p Pattern, logical: &Evaluator<'p>) -> Option<Variant<'p>> {
        let mut readings = Readings::new();
        let mut place = None;
        for field in pattern
            .sub_rules
            .iter()
            .flat_map(|sub_rule| &sub_rule.fields)
        {
            if let Some((reading, span)) = (self.without)(&field.values) {
                readings.insert(std::ptr::from_ref(&*field.values), reading);
                place.get_or_insert(span);
            }
        }
        Some(Variant {
            note: Diagnostic::note(ENGINE_QUIRK, self.message)
                .at(place?, self.label)
                .help(self.help),
            evaluator: logical.clone().with_readings(&readings),
            kind: VariantKind::Quirk,
            relevance: self.relevance(pattern),
        })
    }

    fn relevance(&self, pattern: &Pattern) -> Relevance {
        let lists = pattern
            .sub_rules
            .iter()
            .flat_map(|sub_rule| &sub_rule.fields);
        let mut tests = lists
            .flat_map(|field| &field.values.comparisons)
            .map(|one| &one.test);
        if tests.any(self.always) {
            Relevance::All
        } else {
            self.otherwise
        }
    }
}

fn first(list: &ValueList, is_meant: impl Fn(&Test) -> bool) -> Option<Span> {
    let comparison = list.comparisons.iter().find(|one| is_meant(&one.test))?;
    Some(comparison.span)
}

/// The comparisons of a kind read differently.
fn each(
    list: &ValueList,
    is_meant: fn(&Test) -> bool,
    reading: ComparisonReading,
) -> Option<(ListReading, Span)> {
    let span = first(list, is_meant)?;
    let comparisons = list
        .comparisons
        .iter()
        .enumerate()
        .filter(|(_, one)| is_meant(&one.test))
        .map(|(at, _)| (at, reading.clone()))
        .collect();
    let reading = ListReading {
        comparisons,
        ..ListReading::default()
    };
    Some((reading, span))
}

fn is_folded(test: &Test) -> bool {
    matches!(
        test,
        Test::EqualsIgnoreCase(_)
            | Test::PrefixFolded(_)
            | Test::SuffixFolded(_)
            | Test::AnythingBut(AnythingBut::EqualsIgnoreCase(_))
    )
}

fn folds_beyond_ascii(test: &Test) -> bool {
    let beyond = |folded: &Folded| !folded.text.as_wtf8().is_ascii();
    match test {
        Test::EqualsIgnoreCase(folded)
        | Test::PrefixFolded(folded)
        | Test::SuffixFolded(folded) => beyond(folded),
        Test::AnythingBut(AnythingBut::EqualsIgnoreCase(set)) => set.iter().any(beyond),
        _ => false,
    }
}

/// Whether a test asks for the same number, or for another.
fn equals_numbers(test: &Test) -> bool {
    matches!(
        test,
        Test::Number(_) | Test::AnythingBut(AnythingBut::Numbers(_))
    )
}

/// Whether one of the numbers is written otherwise than as a plain integer.
fn spells_numbers(test: &Test) -> bool {
    let is_spelled = |number: &Number| !is_plain_integer(&number.text);
    match test {
        Test::Number(number) => is_spelled(number),
        Test::AnythingBut(AnythingBut::Numbers(set)) => set.iter().any(is_spelled),
        _ => false,
    }
}

fn compares_long_numbers(test: &Test) -> bool {
    matches!(test, Test::Number(number) if number.comparable.is_none())
}

/// Whether a prefix or a suffix has a quote besides the one that stands at the end of every string.
fn has_quote(test: &Test) -> bool {
    let quotes = |form: &Form| form.as_bytes().iter().filter(|byte| **byte == b'"').count();
    matches!(test, Test::Prefix(form) | Test::Suffix(form) if quotes(form) > 1)
}

/// Whether a test compares with a `?` or with half of a surrogate pair.
fn has_question_mark(test: &Test) -> bool {
    let has = |form: &Form| form.as_bytes().contains(&b'?');
    match test {
        Test::Exact(form) | Test::Prefix(form) | Test::Suffix(form) => has(form),
        Test::AnythingBut(AnythingBut::Strings(set)) => set.iter().any(has),
        _ => false,
    }
}

fn compares_numbers(test: &Test) -> bool {
    matches!(
        test,
        Test::Number(_) | Test::Numeric(_) | Test::AnythingBut(AnythingBut::Numbers(_))
    )
}

/// The pattern with `exists: false` looked at after all other fields, whatever their names.
fn absence_order<'p>(pattern: &'p Pattern, logical: &Evaluator<'p>) -> Option<Variant<'p>> {
    let field = pattern
        .sub_rules
        .iter()
        .filter(|sub_rule| sub_rule.fields.len() > 1)
        .flat_map(|sub_rule| &sub_rule.fields)
        .find(|field| field.values.accepts_absence())?;
    Some(Variant {
        note: Diagnostic::note(
            ENGINE_QUIRK,
            "the answer rests on how the fields are called: `exists: false` looks only at the array elements that fields whose path sorts before it have chosen",
        )
        .at(field.values.span, "may depend on the order of the paths")
        .help("ask for the absence of a field only outside arrays"),
        evaluator: logical.clone().with_absence_last(),
        kind: VariantKind::Quirk,
        relevance: Relevance::ArrayElements,
    })
}
