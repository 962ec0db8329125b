//! A value of an event, as the tests see it.

use std::borrow::Cow;

use super::address::address_form;
use super::number::comparable;
use crate::json::{Kind, Value};
use crate::pattern::ast::Test;

/// A value of an event that tests run on: a string, a number, `true`, `false` or `null`.
#[derive(Clone, Debug)]
pub struct Candidate<'e> {
    form: Cow<'e, [u8]>,
    /// The value, if it is a comparable number.
    number: Option<f64>,
    is_string: bool,
}

impl<'e> Candidate<'e> {
    /// What tests see of a value; `None` for arrays and objects, on which no test runs.
    #[must_use]
    pub fn new(value: &'e Value) -> Option<Self> {
        let token = |token: &'e str| Self {
            form: Cow::Borrowed(token.as_bytes()),
            number: None,
            is_string: false,
        };
        match &value.kind {
            Kind::Null => Some(token("null")),
            Kind::Bool(true) => Some(token("true")),
            Kind::Bool(false) => Some(token("false")),
            Kind::Number(text) => Some(Self {
                number: comparable(text),
                ..token(text)
            }),
            Kind::String(text) => Some(Self {
                form: Cow::Owned(format!("\"{}\"", text.to_java_utf8()).into_bytes()),
                number: None,
                is_string: true,
            }),
            Kind::Array(_) | Kind::Object(_) => None,
        }
    }

    /// A value whose form is known, as the pattern set reads it. `number` is needed only where the tests compare numbers.
    pub(crate) fn from_form(form: &'e [u8], number: Option<f64>, is_string: bool) -> Self {
        Self {
            form: Cow::Borrowed(form),
            number,
            is_string,
        }
    }

    /// The form: what all tests but the numeric ones and those for addresses run on.
    #[must_use]
    pub fn form(&self) -> &[u8] {
        &self.form
    }

    /// The value, if it is a number that EventBridge can compare.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        self.number
    }

    /// The address form, if it is a string that is an address.
    pub(crate) fn address(&self) -> Option<Box<str>> {
        let text = self.form.get(1..self.form.len().checked_sub(1)?)?;
        self.is_string.then(|| address_form(text)).flatten()
    }

    /// Whether the value passes a test of a value list. `exists: false` is not a test on a value: nothing passes it.
    ///
    /// `list_has_numbers` tells whether the list holds a test that compares numbers ([`Test::compares_numbers`]). The
    /// engine then reads comparable numbers only as numbers; in a list without one it also reads their digits as
    /// those of an address.
    #[must_use]
    pub fn passes(&self, test: &Test, list_has_numbers: bool) -> bool {
        let form = self.form();
        match test {
            Test::Exact(wanted) | Test::Literal(wanted) => form == wanted.as_bytes(),
            Test::Number(wanted) => {
                form == wanted.text.as_bytes()
                    || (wanted.comparable.is_some() && wanted.comparable == self.number)
            }
            Test::Prefix(wanted) => form.starts_with(wanted.as_bytes()),
            Test::Suffix(wanted) => form.ends_with(wanted.as_bytes()),
            Test::PrefixFolded(wanted) => wanted.starts(form),
            Test::SuffixFolded(wanted) => wanted.ends(form),
            Test::EqualsIgnoreCase(wanted) => wanted.equals(form),
            Test::Wildcard(wanted) => wanted.matches(form),
            Test::Numeric(range) => self.number.is_some_and(|number| range.contains(number)),
            Test::Address(range) if self.is_string => self
                .address()
                .is_some_and(|address| range.contains(address.as_bytes())),
            Test::Address(range) => {
                !(list_has_numbers && self.number.is_some()) && range.contains(form)
            }
            Test::Exists(exists) => *exists,
            Test::AnythingBut(set) => set.admits(self),
        }
    }
}
