//! `anything-but`: what a value must not be.

use super::{Candidate, Folded, Form, Number, Wildcard};

/// The set of values, or of tests, none of which may apply.
///
/// A set with no member admits nothing. (The engine's compiler lets `{"prefix": []}` through, and the machine
/// that it builds then never reports a match.)
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AnythingBut {
    /// Strings: forms are compared.
    Strings(Vec<Form>),
    /// Numbers: values are compared.
    Numbers(Vec<Number>),
    /// `{"prefix": …}`
    Prefix(Vec<Form>),
    /// `{"suffix": …}`
    Suffix(Vec<Form>),
    /// `{"equals-ignore-case": …}`
    EqualsIgnoreCase(Vec<Folded>),
    /// `{"wildcard": …}`, in the order in which the engine adds them to its machine.
    Wildcard(Vec<Wildcard>),
}

impl AnythingBut {
    /// Whether the set has no member, and so admits nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Strings(set) | Self::Prefix(set) | Self::Suffix(set) => set.is_empty(),
            Self::Numbers(set) => set.is_empty(),
            Self::EqualsIgnoreCase(set) => set.is_empty(),
            Self::Wildcard(set) => set.is_empty(),
        }
    }

    /// Whether a value is none of them. A value of another type is none of them: numbers, booleans and null
    /// pass every test on strings, and strings pass every test on numbers.
    #[must_use]
    pub fn admits(&self, candidate: &Candidate<'_>) -> bool {
        let form = candidate.form();
        match self {
            Self::Strings(set) => none(set, |one| form == one.as_bytes()),
            Self::Numbers(set) => none(set, |one| {
                one.comparable.is_some() && one.comparable == candidate.number()
            }),
            Self::Prefix(set) => none(set, |one| form.starts_with(one.as_bytes())),
            Self::Suffix(set) => none(set, |one| form.ends_with(one.as_bytes())),
            Self::EqualsIgnoreCase(set) => none(set, |one| one.equals(form)),
            Self::Wildcard(set) => none(set, |one| one.matches(form)),
        }
    }
}

fn none<T>(set: &[T], applies: impl FnMut(&T) -> bool) -> bool {
    !set.is_empty() && !set.iter().any(applies)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Kind, Value};
    use crate::source::Span;

    fn admits(set: &AnythingBut, kind: Kind) -> bool {
        let value = Value {
            span: Span::default(),
            kind,
        };
        set.admits(&Candidate::new(&value).unwrap())
    }

    fn text(text: &str) -> Kind {
        Kind::String(text.into())
    }

    fn number(token: &str) -> Kind {
        Kind::Number(token.into())
    }

    fn strings(set: &[&str]) -> AnythingBut {
        AnythingBut::Strings(set.iter().map(|one| Form::string(&(*one).into())).collect())
    }

    fn numbers(set: &[&str]) -> AnythingBut {
        AnythingBut::Numbers(set.iter().map(|one| Number::new(one)).collect())
    }

    rows! { admits;
        one_of_the_strings: &strings(&["a", "b"]), text("b") => false;
        another_string: &strings(&["a", "b"]), text("c") => true;
        a_number_is_no_string: &strings(&["1"]), number("1") => true;
        null_is_no_string: &strings(&["null"]), Kind::Null => true;
        one_of_the_numbers: &numbers(&["1"]), number("1.0") => false;
        a_string_is_no_number: &numbers(&["1"]), text("1") => true;
        a_number_that_is_not_comparable: &numbers(&["1"]), number("1e400") => true;
        an_empty_set_admits_nothing: &AnythingBut::Prefix(Vec::new()), text("a") => false;
        a_prefix: &AnythingBut::Prefix(vec![Form::prefix(&"a".into())]), text("ab") => false;
        a_suffix: &AnythingBut::Suffix(vec![Form::suffix(&"b".into())]), text("ab") => false;
        another_suffix: &AnythingBut::Suffix(vec![Form::suffix(&"b".into())]), text("ba") => true;
        a_folded_string: &AnythingBut::EqualsIgnoreCase(vec![Folded::new(&"A".into())]), text("a") => false;
        a_wildcard: &AnythingBut::Wildcard(vec![Wildcard::new(&"a*".into()).unwrap()]), text("ab") => false;
    }
}
