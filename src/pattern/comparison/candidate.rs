//! A value of an event, as the tests see it.

use std::borrow::Cow;

use super::address::address_form;
use super::number::comparable;
use crate::json::{Kind, Value};

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
            Kind::Array(_) | Kind::Object(_) | Kind::Open(_) => None,
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

    /// Whether it is a string.
    pub(crate) fn is_string(&self) -> bool {
        self.is_string
    }

    /// The address form, if it is a string that is an address.
    pub(crate) fn address(&self) -> Option<Box<str>> {
        let text = self.form.get(1..self.form.len().checked_sub(1)?)?;
        self.is_string.then(|| address_form(text)).flatten()
    }
}
