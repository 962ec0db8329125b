//! The checked tree of an event pattern.

use std::sync::Arc;

use super::comparison::{
    AddressRange, AnythingBut, Candidate, Folded, Form, Number, NumericRange, Wildcard,
};
use crate::diagnostic::Diagnostic;
use crate::json::JsonString;
use crate::source::Span;

/// A pattern that EventBridge accepts.
///
/// It keeps its text, so that whoever has the pattern can show what it says: all spans in it lie there.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pattern {
    /// What it was read from, up to the closing brace; what follows that, AWS ignores.
    pub text: Arc<str>,
    /// One for every combination of `$or` alternatives, in the order the engine makes them.
    /// The pattern matches if any does. Never empty.
    pub sub_rules: Vec<SubRule>,
    /// The `$or`s, in the order in which they are written.
    pub or_groups: Vec<OrGroup>,
    /// The wildcard complexity score; 0 when there is no wildcard.
    pub complexity: u32,
    /// Notes and warnings about the text: nothing in them is an error.
    pub notes: Vec<Diagnostic>,
}

impl Pattern {
    /// The pattern that no event matches. No text is one.
    #[must_use]
    pub fn nothing() -> Self {
        Self::any_of(Vec::new())
    }

    /// The pattern that every event matches. AWS refuses its text, `{}`.
    #[must_use]
    pub fn everything() -> Self {
        Self {
            text: Arc::from("{}"),
            sub_rules: vec![SubRule {
                fields: Vec::new(),
                branches: Vec::new(),
            }],
            ..Self::nothing()
        }
    }

    /// The pattern that an event matches if it matches any of these: filters of one pipe, say. Its text is that of all,
    /// one behind the other; its sub-rules know nothing of the `$or`s that they come from.
    #[must_use]
    pub fn any_of(all: Vec<Self>) -> Self {
        let texts: Vec<&str> = all.iter().map(|one| &*one.text).collect();
        let text = Arc::from(texts.join("\n"));
        let sub_rules = all.into_iter().flat_map(|one| one.sub_rules);
        Self {
            text,
            sub_rules: sub_rules
                .map(|one| SubRule {
                    branches: Vec::new(),
                    ..one
                })
                .collect(),
            or_groups: Vec::new(),
            complexity: 0,
            notes: Vec::new(),
        }
    }

    /// Whether both ask the same of the same fields, in the same order: they may stand elsewhere, and be spelled otherwise.
    #[must_use]
    pub fn has_the_same_tests(&self, other: &Self) -> bool {
        let is_same = |one: &SubRule, other: &SubRule| {
            one.fields.len() == other.fields.len()
                && std::iter::zip(&one.fields, &other.fields)
                    .all(|(one, other)| one.has_the_same_tests(other))
        };
        self.sub_rules.len() == other.sub_rules.len()
            && std::iter::zip(&self.sub_rules, &other.sub_rules)
                .all(|(one, other)| is_same(one, other))
    }
}

impl Field {
    /// Whether both ask the same of the same path.
    #[must_use]
    pub fn has_the_same_tests(&self, other: &Self) -> bool {
        let (one, two) = (&self.values.comparisons, &other.values.comparisons);
        self.path == other.path
            && one.len() == two.len()
            && std::iter::zip(one, two).all(|(one, other)| one.test == other.test)
    }
}

/// All of whose fields must be satisfied, by consistent array elements.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SubRule {
    /// Sorted by path in UTF-16 order, no path twice. May be empty only if the pattern has none.
    pub fields: Vec<Field>,
    /// Which alternative of which `$or` led here: `(index into or_groups, index of the alternative)`.
    pub branches: Vec<(usize, usize)>,
}

impl SubRule {
    /// What is asked of a path.
    #[must_use]
    pub fn field(&self, path: &str) -> Option<&Field> {
        self.fields.iter().find(|field| *field.path == *path)
    }
}

/// A field path and the values it may have. Sub-rules share it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The joined path: parent names with `.` between, as the engine joins them.
    pub path: Arc<JsonString>,
    /// What satisfies it.
    pub values: Arc<ValueList>,
}

/// A list of alternatives: any of them satisfies the field.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueList {
    /// The last name of the path, quotes included.
    pub name_span: Span,
    /// The list, brackets included.
    pub span: Span,
    /// In the order written. Never empty.
    pub comparisons: Vec<Comparison>,
}

/// A test on one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The whole list member.
    pub span: Span,
    /// The test.
    pub test: Test,
}

/// What a comparison asks of a value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Test {
    /// A plain string, or `exactly`: the form is equal. (A plain string that is an IP literal is [`Test::Address`].)
    Exact(Form),
    /// `true`, `false`, `null`: the token is equal.
    Literal(Form),
    /// A plain number: numerically equal if comparable, or the token text is equal.
    Number(Number),
    /// `prefix`
    Prefix(Form),
    /// `suffix`
    Suffix(Form),
    /// `prefix` with `equals-ignore-case`
    PrefixFolded(Folded),
    /// `suffix` with `equals-ignore-case`
    SuffixFolded(Folded),
    /// `equals-ignore-case`
    EqualsIgnoreCase(Folded),
    /// `wildcard`
    Wildcard(Wildcard),
    /// `numeric`
    Numeric(NumericRange),
    /// `cidr`, or a plain string that is an IP literal.
    Address(AddressRange),
    /// `exists`
    Exists(bool),
    /// `anything-but`
    AnythingBut(AnythingBut),
}

impl Test {
    /// Whether it is `exists: false`, which no value passes.
    #[must_use]
    pub fn is_absence(&self) -> bool {
        matches!(self, Self::Exists(false))
    }

    /// Whether it compares numbers as numbers. One such test in a list changes how the engine reads all numbers
    /// that the list is asked about: see [`Test::admits`].
    #[must_use]
    pub fn compares_numbers(&self) -> bool {
        match self {
            Self::Number(number) => number.comparable.is_some(),
            Self::Numeric(_) | Self::AnythingBut(AnythingBut::Numbers(_)) => true,
            _ => false,
        }
    }

    /// Whether a value passes the test, as one of a value list. `exists: false` is not a test on a value: nothing
    /// passes it.
    ///
    /// `list_has_numbers` tells whether the list holds a test that [compares numbers](Self::compares_numbers). The
    /// engine then reads comparable numbers only as numbers; in a list without one it also reads their digits as
    /// those of an address.
    #[must_use]
    pub fn admits(&self, candidate: &Candidate<'_>, list_has_numbers: bool) -> bool {
        let form = candidate.form();
        match self {
            Self::Exact(wanted) | Self::Literal(wanted) => form == wanted.as_bytes(),
            Self::Number(wanted) => {
                form == wanted.text.as_bytes()
                    || (wanted.comparable.is_some() && wanted.comparable == candidate.number())
            }
            Self::Prefix(wanted) => form.starts_with(wanted.as_bytes()),
            Self::Suffix(wanted) => form.ends_with(wanted.as_bytes()),
            Self::PrefixFolded(wanted) => wanted.starts(form),
            Self::SuffixFolded(wanted) => wanted.ends(form),
            Self::EqualsIgnoreCase(wanted) => wanted.equals(form),
            Self::Wildcard(wanted) => wanted.matches(form),
            Self::Numeric(range) => candidate
                .number()
                .is_some_and(|number| range.contains(number)),
            Self::Address(range) if candidate.is_string() => candidate
                .address()
                .is_some_and(|address| range.contains(address.as_bytes())),
            Self::Address(range) => {
                !(list_has_numbers && candidate.number().is_some()) && range.contains(form)
            }
            Self::Exists(exists) => *exists,
            Self::AnythingBut(set) => set.admits(candidate),
        }
    }
}

impl Comparison {
    /// The text that it wants and no other, if that is what it asks.
    #[must_use]
    pub fn exact_text(&self) -> Option<&str> {
        let Test::Exact(form) = &self.test else {
            return None;
        };
        let text = std::str::from_utf8(form.as_bytes()).ok()?;
        text.strip_prefix('"')?.strip_suffix('"')
    }
}

impl ValueList {
    /// The texts that satisfy it, with their places; `None` if anything else does too.
    #[must_use]
    pub fn exact_texts(&self) -> Option<Vec<(&str, Span)>> {
        let comparisons = self.comparisons.iter();
        comparisons
            .map(|one| Some((one.exact_text()?, one.span)))
            .collect()
    }

    /// Whether one of the comparisons [compares numbers](Test::compares_numbers).
    #[must_use]
    pub fn compares_numbers(&self) -> bool {
        self.comparisons
            .iter()
            .any(|comparison| comparison.test.compares_numbers())
    }

    /// Whether the list is also satisfied by an event that lacks the field: it holds `exists: false`.
    #[must_use]
    pub fn accepts_absence(&self) -> bool {
        self.comparisons
            .iter()
            .any(|comparison| comparison.test.is_absence())
    }
}

/// One `$or` in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct OrGroup {
    /// The name `"$or"`, quotes included.
    pub name_span: Span,
    /// The path prefix of the enclosing objects, joined; empty at the top.
    pub parent: JsonString,
    /// Each alternative object, braces included.
    pub alternatives: Vec<Span>,
}
