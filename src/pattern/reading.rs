//! Comparisons read in another way than the logical one.
//!
//! The service's engine misreads some comparisons in some lists; and to find out whether an answer rests on a
//! surprising rule, the comparison is read once without that rule. Both are *readings*.

use std::collections::HashMap;

use super::ast::{Test, ValueList};
use super::comparison::{AnythingBut, Candidate, Folded, FoldedUnit, Form, Number};
use crate::json::{Kind, Value};

/// The readings of some lists. Lists are told apart by where they are in memory: sub-rules share them.
pub(crate) type Readings = HashMap<*const ValueList, ListReading>;

/// How a list is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListReading {
    /// By the place of the comparison in the list; those that are not named are read as usual.
    pub(crate) comparisons: HashMap<usize, ComparisonReading>,
    /// Every value of the field must satisfy the list, not just one.
    pub(crate) every_value: bool,
    /// The `anything-but`s of the list must all be satisfied, not just one.
    pub(crate) all_exclusions: bool,
}

/// How a comparison is read.
#[derive(Clone, Debug)]
pub(crate) enum ComparisonReading {
    /// As if it were not there.
    Never,
    /// One letter of a folded text, or the last byte of a suffix, stands for any bytes.
    Swallowing(Swallow),
    /// `anything-but` with folded texts, some of which have a letter that stands for any bytes.
    SwallowingSet(Vec<Option<Swallow>>),
    /// A suffix that is also looked for in the engine's code of a number.
    SuffixOfCode,
    /// An exact string that is compared unit by unit of UTF-16, lone surrogates and all.
    Utf16,
    /// An address that strings of the same length match, and nothing else.
    WholeAddress,
    /// Case is folded on both sides.
    BothSidesFolded,
    /// All numbers are compared as doubles, however many digits they have.
    AllNumbers,
    /// Numbers are equal only if they are written alike.
    NumbersAsWritten,
    /// A lone surrogate is equal only to itself.
    LoneSurrogates,
    /// A prefix or suffix that is looked for in the text alone, without the quotes around it.
    InsideQuotes,
}

/// A folded text one unit of which stands for one or more arbitrary bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Swallow {
    before: Vec<FoldedUnit>,
    after: Vec<FoldedUnit>,
    /// Whether the text must begin and end where the value does.
    at_start: bool,
    at_end: bool,
}

impl ListReading {
    /// Whether a value satisfies the list.
    pub(crate) fn is_satisfied(
        &self,
        list: &ValueList,
        list_has_numbers: bool,
        value: &Value,
    ) -> bool {
        let Some(candidate) = Candidate::new(value) else {
            return false;
        };
        let passes = |at: usize, test: &Test| match self.comparisons.get(&at) {
            None => test.admits(&candidate, list_has_numbers),
            Some(reading) => reading.passes(test, &candidate, value, list_has_numbers),
        };
        let is_exclusion =
            |test: &Test| self.all_exclusions && matches!(test, Test::AnythingBut(_));
        let mut comparisons = list.comparisons.iter().enumerate();
        let mut exclusions = list
            .comparisons
            .iter()
            .enumerate()
            .filter(|(_, one)| is_exclusion(&one.test))
            .peekable();
        comparisons.any(|(at, one)| {
            !one.test.is_absence() && !is_exclusion(&one.test) && passes(at, &one.test)
        }) || (exclusions.peek().is_some() && exclusions.all(|(at, one)| passes(at, &one.test)))
    }
}

impl ComparisonReading {
    fn passes(
        &self,
        test: &Test,
        candidate: &Candidate<'_>,
        value: &Value,
        list_has_numbers: bool,
    ) -> bool {
        let form = candidate.form();
        let logical = || test.admits(candidate, list_has_numbers);
        match (self, test) {
            (Self::Never, _) => false,
            (Self::Swallowing(swallow), _) => swallow.matches(form),
            (
                Self::SwallowingSet(members),
                Test::AnythingBut(AnythingBut::EqualsIgnoreCase(set)),
            ) => !set
                .iter()
                .zip(members)
                .any(|(folded, swallow)| match swallow {
                    Some(swallow) => swallow.matches(form),
                    None => folded.equals(form),
                }),
            (Self::SuffixOfCode, _) => match candidate.number() {
                Some(number) => suffix_of_code(test, &code(number)),
                None => logical(),
            },
            (Self::Utf16, Test::Exact(wanted)) => wtf8_form(value) == wanted.as_wtf8(),
            (Self::WholeAddress, Test::Address(range)) => {
                candidate.address().is_some_and(|address| {
                    address.len() == range.bottom.len() && range.contains(address.as_bytes())
                })
            }
            (Self::InsideQuotes, _) => inside_quotes(test, form).unwrap_or_else(logical),
            (Self::BothSidesFolded, _) => folded_on_both_sides(test, form).unwrap_or_else(logical),
            (Self::NumbersAsWritten, Test::Number(wanted)) => form == wanted.text.as_bytes(),
            (Self::NumbersAsWritten, Test::AnythingBut(AnythingBut::Numbers(set))) => {
                !set.iter().any(|one| form == one.text.as_bytes())
            }
            (Self::AllNumbers, _) => all_numbers(test, value).unwrap_or_else(logical),
            (Self::LoneSurrogates, _) => {
                let form = wtf8_form(value);
                match test {
                    Test::Exact(wanted) => form == wanted.as_wtf8(),
                    Test::Prefix(wanted) => form.starts_with(wanted.as_wtf8()),
                    Test::Suffix(wanted) => form.ends_with(wanted.as_wtf8()),
                    Test::AnythingBut(AnythingBut::Strings(set)) => {
                        !set.iter().any(|one| form == one.as_wtf8())
                    }
                    _ => logical(),
                }
            }
            _ => logical(),
        }
    }
}

/// The form of a value with lone surrogates kept.
fn wtf8_form(value: &Value) -> Vec<u8> {
    match &value.kind {
        Kind::String(text) => [b"\"", text.as_wtf8(), b"\""].concat(),
        _ => Candidate::new(value).map_or_else(Vec::new, |candidate| candidate.form().to_vec()),
    }
}

/// The engine's code of a comparable number: the bits of the double, in an order that sorts as the numbers do, seven
/// to a byte.
fn code(number: f64) -> [u8; 10] {
    let bits = number.to_bits();
    let sorted = if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    };
    let mut code = [0; 10];
    for (place, byte) in code.iter_mut().rev().enumerate() {
        *byte = (sorted >> (7 * place) & 0x7F) as u8;
    }
    code
}

fn suffix_of_code(test: &Test, code: &[u8]) -> bool {
    match test {
        Test::Suffix(wanted) => code.ends_with(wanted.as_bytes()),
        Test::SuffixFolded(wanted) => wanted.ends(code),
        Test::AnythingBut(AnythingBut::Suffix(set)) => {
            !set.is_empty() && !set.iter().any(|one| code.ends_with(one.as_bytes()))
        }
        _ => false,
    }
}

fn inside_quotes(test: &Test, form: &[u8]) -> Option<bool> {
    let text = form.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    match test {
        Test::Prefix(wanted) => Some(text.starts_with(wanted.as_bytes().strip_prefix(b"\"")?)),
        Test::Suffix(wanted) => Some(text.ends_with(wanted.as_bytes().strip_suffix(b"\"")?)),
        _ => None,
    }
}

fn folded_on_both_sides(test: &Test, form: &[u8]) -> Option<bool> {
    let fold = |text: &str| text.to_lowercase().to_uppercase().to_lowercase();
    let value = fold(std::str::from_utf8(form).ok()?);
    let pattern = |folded: &Folded| fold(&folded.text.to_java_utf8());
    let equals = |folded: &Folded| value == format!("\"{}\"", pattern(folded));
    Some(match test {
        Test::EqualsIgnoreCase(folded) => equals(folded),
        Test::PrefixFolded(folded) => value.starts_with(&format!("\"{}", pattern(folded))),
        Test::SuffixFolded(folded) => value.ends_with(&format!("{}\"", pattern(folded))),
        Test::AnythingBut(AnythingBut::EqualsIgnoreCase(set)) => {
            !set.is_empty() && !set.iter().any(equals)
        }
        _ => return None,
    })
}

fn all_numbers(test: &Test, value: &Value) -> Option<bool> {
    let Kind::Number(token) = &value.kind else {
        return None;
    };
    let double = |text: &str| text.parse::<f64>().ok();
    let actual = double(token)?;
    let equals = |wanted: &Number| double(&wanted.text) == Some(actual);
    Some(match test {
        Test::Number(wanted) => equals(wanted),
        Test::Numeric(range) => range.contains(actual),
        Test::AnythingBut(AnythingBut::Numbers(set)) => !set.iter().any(equals),
        _ => return None,
    })
}

impl Swallow {
    /// A folded text with unit `at` swallowed.
    pub(crate) fn new(folded: &Folded, at: usize, at_start: bool, at_end: bool) -> Self {
        Self {
            before: folded.units.iter().take(at).cloned().collect(),
            after: folded.units.iter().skip(at + 1).cloned().collect(),
            at_start,
            at_end,
        }
    }

    /// A plain suffix with its last byte swallowed.
    pub(crate) fn suffix(form: &Form) -> Option<Self> {
        let (_, text) = form.as_bytes().split_last()?;
        let (_, before) = text.split_last()?;
        Some(Self {
            before: vec![FoldedUnit::Same(before.into())],
            after: Vec::new(),
            at_start: false,
            at_end: true,
        })
    }

    fn matches(&self, form: &[u8]) -> bool {
        let Some(inside) = form.strip_prefix(b"\"") else {
            return false;
        };
        match (self.at_start, self.at_end) {
            (true, true) => inside
                .strip_suffix(b"\"")
                .and_then(|rest| strip_start(&self.before, rest))
                .and_then(|rest| strip_end(&self.after, rest))
                .is_some_and(|swallowed| !swallowed.is_empty()),
            (true, false) => strip_start(&self.before, inside).is_some_and(|rest| {
                (1..=rest.len()).any(|at| {
                    rest.get(at..)
                        .is_some_and(|rest| strip_start(&self.after, rest).is_some())
                })
            }),
            _ => form
                .strip_suffix(b"\"")
                .and_then(|rest| strip_end(&self.after, rest))
                .is_some_and(|rest| {
                    (0..rest.len()).any(|end| {
                        rest.get(..end)
                            .is_some_and(|rest| strip_end(&self.before, rest).is_some())
                    })
                }),
        }
    }
}

fn strip_start<'a>(units: &[FoldedUnit], bytes: &'a [u8]) -> Option<&'a [u8]> {
    units
        .iter()
        .try_fold(bytes, |rest, unit| unit.strip_start(rest))
}

fn strip_end<'a>(units: &[FoldedUnit], bytes: &'a [u8]) -> Option<&'a [u8]> {
    units
        .iter()
        .rev()
        .try_fold(bytes, |rest, unit| unit.strip_end(rest))
}
