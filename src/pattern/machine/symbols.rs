//! What a comparison is for a byte machine: texts of symbols.

use crate::pattern::ast::Test;
use crate::pattern::comparison::{AnythingBut, Folded, FoldedUnit, Form, Wildcard};

/// What a state is left by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// A byte.
    Byte(u8),
    /// Any number of bytes.
    Star,
    /// A character in one of its cases: their encodings, each once and never empty.
    Cases(Vec<Box<[u8]>>),
}

/// The texts of a comparison, in the order in which the engine adds them; none for one whose place it finds by other
/// means, whatever else it has built: plain strings, numbers and addresses.
pub(super) fn texts(test: &Test) -> Vec<Vec<Symbol>> {
    match test {
        Test::Prefix(form) => vec![bytes(form)],
        Test::Suffix(form) => vec![reversed(form)],
        Test::PrefixFolded(text) => vec![cases(text, false)],
        Test::SuffixFolded(text) => vec![reversed_cases(text)],
        Test::EqualsIgnoreCase(text) => vec![cases(text, true)],
        Test::Wildcard(wildcard) => vec![stars(wildcard)],
        Test::AnythingBut(set) => match set {
            AnythingBut::Strings(set) | AnythingBut::Prefix(set) => set.iter().map(bytes).collect(),
            AnythingBut::Suffix(set) => set.iter().map(reversed).collect(),
            AnythingBut::EqualsIgnoreCase(set) => {
                set.iter().map(|text| cases(text, true)).collect()
            }
            AnythingBut::Wildcard(set) => set.iter().map(stars).collect(),
            AnythingBut::Numbers(_) => Vec::new(),
        },
        Test::Exact(_)
        | Test::Literal(_)
        | Test::Number(_)
        | Test::Numeric(_)
        | Test::Address(_)
        | Test::Exists(_) => Vec::new(),
    }
}

fn bytes(form: &Form) -> Vec<Symbol> {
    form.as_bytes().iter().copied().map(Symbol::Byte).collect()
}

/// The engine compares suffixes from their last byte on.
fn reversed(form: &Form) -> Vec<Symbol> {
    let bytes = form.as_bytes().iter().rev();
    bytes.copied().map(Symbol::Byte).collect()
}

pub(super) fn stars(wildcard: &Wildcard) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    for (number, piece) in wildcard.pieces.iter().enumerate() {
        if number > 0 {
            symbols.push(Symbol::Star);
        }
        symbols.extend(piece.iter().copied().map(Symbol::Byte));
    }
    symbols
}

/// A text between quotes, each character that has cases in all of them.
fn cases(text: &Folded, closed: bool) -> Vec<Symbol> {
    let quote = || Symbol::Byte(b'"');
    let mut symbols = vec![quote()];
    for unit in &text.units {
        match unit {
            FoldedUnit::Same(bytes) => symbols.extend(bytes.iter().copied().map(Symbol::Byte)),
            FoldedUnit::Either(lower, upper) => {
                symbols.push(Symbol::Cases(vec![lower.clone(), upper.clone()]));
            }
        }
    }
    if closed {
        symbols.push(quote());
    }
    symbols
}

fn reversed_cases(text: &Folded) -> Vec<Symbol> {
    let mut symbols = cases(text, true).split_off(1);
    symbols.reverse();
    for symbol in &mut symbols {
        if let Symbol::Cases(encodings) = symbol {
            encodings.iter_mut().for_each(|bytes| bytes.reverse());
        }
    }
    symbols
}
