//! Tests on texts, along what each admits: less than a prefix is the exact text, more is a shorter one.

use crate::json::{JsonString, Kind, Value, write_quoted};
use crate::source::Span;
use crate::suite::mutant::Mutator;
use crate::suite::mutant::edit::Changes;

/// How a text is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Exact,
    Prefix,
    Suffix,
    Folded,
    PrefixFolded,
    SuffixFolded,
    Wildcard,
}

/// A test on texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Test<'v> {
    how: How,
    /// `None` if it has a lone surrogate.
    text: Option<&'v str>,
}

/// A test that may take the place of another.
struct Variant {
    mutator: Mutator,
    how: How,
    text: String,
}

impl<'v> Test<'v> {
    /// The text itself.
    pub(super) fn exact(text: &'v JsonString) -> Self {
        Self {
            how: How::Exact,
            text: text.as_str(),
        }
    }

    /// That of an operator with this name; `None` if it is none on texts.
    pub(super) fn of(name: &str, operand: &'v Value) -> Option<Self> {
        let folded = |operand: &'v Value| match operand.as_object() {
            Some([inner]) if inner.name == *"equals-ignore-case" => Some(&inner.value),
            _ => None,
        };
        let (how, operand) = match (name, folded(operand)) {
            ("exactly", _) => (How::Exact, operand),
            ("prefix", Some(operand)) => (How::PrefixFolded, operand),
            ("suffix", Some(operand)) => (How::SuffixFolded, operand),
            ("prefix", None) => (How::Prefix, operand),
            ("suffix", None) => (How::Suffix, operand),
            ("equals-ignore-case", _) => (How::Folded, operand),
            ("wildcard", _) => (How::Wildcard, operand),
            _ => return None,
        };
        match &operand.kind {
            Kind::String(text) => Some(Self {
                how,
                text: text.as_str(),
            }),
            _ => None,
        }
    }
}

/// The changes of a test that stands at `span`, as an alternative or inside of an `anything-but`.
pub(super) fn change(span: Span, test: Test<'_>, is_negated: bool, changes: &mut Changes<'_>) {
    change_in((span, span), test, is_negated, changes);
}

/// The same of a test at `part` of the alternative `whole`.
pub(super) fn change_in(
    (whole, part): (Span, Span),
    test: Test<'_>,
    is_negated: bool,
    changes: &mut Changes<'_>,
) {
    for variant in test.variants() {
        let mutator = match is_negated {
            true => variant.mutator.negated(),
            false => variant.mutator,
        };
        changes.becomes(mutator, (whole, part), variant.spelled());
    }
}

impl Test<'_> {
    fn variants(&self) -> Vec<Variant> {
        use How::{Exact, Folded, Prefix, PrefixFolded, Suffix, SuffixFolded, Wildcard};
        let Some(text) = self.text else {
            return Vec::new();
        };
        let of = |mutator, how, text: &str| Variant {
            mutator,
            how,
            text: text.to_owned(),
        };
        let (wider, narrower) = (Mutator::AlternativeWidened, Mutator::AlternativeNarrowed);
        let (case, end) = (Mutator::CaseTurned, Mutator::EndTurned);
        let anywhere = || format!("*{}*", escaped(text));
        match self.how {
            Exact => vec![
                of(wider, Prefix, text),
                of(wider, Suffix, text),
                of(case, Folded, text),
            ],
            Prefix => vec![
                of(wider, Prefix, all_but_last(text)),
                of(wider, Wildcard, &anywhere()),
                of(narrower, Exact, text),
                of(case, PrefixFolded, text),
                of(end, Suffix, text),
            ],
            Suffix => vec![
                of(wider, Suffix, all_but_first(text)),
                of(wider, Wildcard, &anywhere()),
                of(narrower, Exact, text),
                of(case, SuffixFolded, text),
                of(end, Prefix, text),
            ],
            Folded => vec![
                of(wider, PrefixFolded, text),
                of(wider, SuffixFolded, text),
                of(case, Exact, text),
            ],
            PrefixFolded => vec![
                of(narrower, Folded, text),
                of(case, Prefix, text),
                of(end, SuffixFolded, text),
            ],
            SuffixFolded => vec![
                of(narrower, Folded, text),
                of(case, Suffix, text),
                of(end, PrefixFolded, text),
            ],
            Wildcard => wildcard(text),
        }
    }
}

/// A star is dropped, each in its turn; one is put at each end that has none; that of one end moves to the other.
fn wildcard(text: &str) -> Vec<Variant> {
    let stars = stars(text);
    let of = |mutator, text: String| Variant {
        mutator,
        how: How::Wildcard,
        text,
    };
    let without = |at: usize| {
        let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
        [before, behind.strip_prefix('*').unwrap_or(behind)].concat()
    };
    let mut variants: Vec<Variant> = stars
        .iter()
        .map(|at| of(Mutator::AlternativeNarrowed, without(*at)))
        .collect();
    let (starts, ends) = (
        stars.first() == Some(&0),
        stars.last().is_some_and(|last| last + 1 == text.len()),
    );
    if !starts {
        variants.push(of(Mutator::AlternativeWidened, format!("*{text}")));
    }
    if !ends {
        variants.push(of(Mutator::AlternativeWidened, format!("{text}*")));
    }
    match (starts, ends, stars.as_slice()) {
        (true, false, _) => variants.push(of(Mutator::EndTurned, format!("{}*", without(0)))),
        (false, true, [.., last]) => {
            variants.push(of(Mutator::EndTurned, format!("*{}", without(*last))));
        }
        _ => {}
    }
    variants
}

/// Where the stars stand that are not escaped.
fn stars(text: &str) -> Vec<usize> {
    let mut is_escaped = false;
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        if character == '*' && !is_escaped {
            found.push(at);
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    found
}

/// A text as a wildcard that stands for it alone.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('*', "\\*")
}

fn all_but_last(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next_back();
    characters.as_str()
}

fn all_but_first(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

impl Variant {
    fn spelled(&self) -> String {
        let mut quoted = String::new();
        write_quoted(&self.text, &mut quoted);
        match self.how {
            How::Exact => quoted,
            How::Prefix => format!(r#"{{"prefix":{quoted}}}"#),
            How::Suffix => format!(r#"{{"suffix":{quoted}}}"#),
            How::Folded => format!(r#"{{"equals-ignore-case":{quoted}}}"#),
            How::PrefixFolded => format!(r#"{{"prefix":{{"equals-ignore-case":{quoted}}}}}"#),
            How::SuffixFolded => format!(r#"{{"suffix":{{"equals-ignore-case":{quoted}}}}}"#),
            How::Wildcard => format!(r#"{{"wildcard":{quoted}}}"#),
        }
    }
}
