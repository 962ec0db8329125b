//! `anything-but`: what a value must not be.

use super::{Folded, Form, Number, Wildcard};

/// The set of values, or of tests, none of which may apply.
#[derive(Clone, Debug, PartialEq)]
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
    /// `{"wildcard": …}`
    Wildcard(Vec<Wildcard>),
}
