//! Filter policies of SNS subscriptions: where they differ from event patterns.
//!
//! A policy is read by the same engine, and its values mean the same. What differs is what it is asked about (the
//! [scope](FilterPolicyScope)), when `$or` is an operator, and its limits.
//!
//! # Example
//!
//! ```
//! use evb::pattern::filter_policy::FilterPolicyScope;
//! use evb::pattern::{Dialect, parse};
//!
//! let of = |scope| parse(r#"{"order": {"total": [{"numeric": [">", 10]}]}}"#, Dialect::Sns(scope));
//! assert!(of(FilterPolicyScope::MessageBody).is_ok());
//! let refused = of(FilterPolicyScope::MessageAttributes).unwrap_err();
//! assert_eq!(refused.diagnostics[0].code.as_str(), "pattern/nested-policy");
//! ```
//!
//! # What this module does not do
//!
//! It takes no message apart: see [`simulate::notification`](crate::simulate::notification).
//!
//! # Source
//!
//! AWS: SNS Developer Guide, "Amazon SNS subscription filter policies", "AND/OR logic", "Filter policy constraints",
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html>, read 2026-11-27; answers of
//! `Subscribe` and `SetSubscriptionAttributes` recorded on AWS by the tests of LocalStack, May 2024.

use std::collections::BTreeSet;

use super::operator::RESERVED_IN_OR;
use crate::json::{Kind, Member, Value};
use crate::quota::{MAXIMUM_FILTER_POLICY_DECIMALS, MAXIMUM_FILTER_POLICY_NUMBER};

/// What of a message a filter policy is asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilterPolicyScope {
    /// Its attributes: what AWS does if nothing else is said.
    #[default]
    MessageAttributes,
    /// Its body, which has to be a JSON object.
    MessageBody,
}

impl FilterPolicyScope {
    /// Both.
    pub const ALL: [Self; 2] = [Self::MessageAttributes, Self::MessageBody];

    /// `MessageAttributes`, `MessageBody`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MessageAttributes => "MessageAttributes",
            Self::MessageBody => "MessageBody",
        }
    }

    /// The scope with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == name)
    }
}

/// Why a `$or` is an ordinary key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrdinaryOr<'v> {
    /// It leads to no list of two or more objects.
    NotObjects,
    /// A field of one of the objects has a reserved name.
    Reserved(&'v Member),
}

/// Whether a member called `$or` is the operator.
///
/// AWS: SNS Developer Guide, "AND/OR logic": `$or` is recognised only if its value is an array of at least two objects and
/// no field of these has the name of a keyword; otherwise it "is treated as a regular attribute name".
pub(crate) fn recognise_or(member: &Member) -> Result<&[Value], OrdinaryOr<'_>> {
    let alternatives = member.value.as_array().unwrap_or_default();
    if alternatives.len() < 2 || alternatives.iter().any(|one| one.as_object().is_none()) {
        return Err(OrdinaryOr::NotObjects);
    }
    let fields = alternatives.iter().filter_map(Value::as_object).flatten();
    let is_reserved = |field: &&Member| {
        let name = field.name.as_str();
        name.is_some_and(|name| RESERVED_IN_OR.contains(&name))
    };
    match fields.into_iter().find(is_reserved) {
        Some(field) => Err(OrdinaryOr::Reserved(field)),
        None => Ok(alternatives),
    }
}

/// Where the names of those `$or`s begin that are the operator.
pub(crate) fn or_places(root: &Value) -> BTreeSet<usize> {
    let mut places = BTreeSet::new();
    let mut due = vec![root];
    while let Some(value) = due.pop() {
        for member in value.as_object().unwrap_or_default() {
            if member.name != *"$or" {
                due.push(&member.value);
            } else if let Ok(alternatives) = recognise_or(member) {
                places.insert(member.name_span.start);
                due.extend(alternatives);
            }
        }
    }
    places
}

/// Whether a policy without any field is what a text holds: it removes the filter.
///
/// AWS: SNS Developer Guide, "Removing a filter policy": an empty JSON body as its value.
pub(crate) fn is_empty(root: &Value) -> bool {
    matches!(&root.kind, Kind::Object(members) if members.is_empty())
}

/// Whether a number, as JSON writes it, lies in what AWS documents to be compared.
#[must_use]
pub fn is_within_limits(token: &str) -> bool {
    let value: f64 = token.parse().unwrap_or(f64::INFINITY);
    value.abs() <= MAXIMUM_FILTER_POLICY_NUMBER && decimals(token) <= MAXIMUM_FILTER_POLICY_DECIMALS
}

/// How many digits a number has behind its point when it is written without an exponent.
fn decimals(token: &str) -> usize {
    let (digits, exponent) = token.split_once(['e', 'E']).unwrap_or((token, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let exponent: i64 = exponent.parse().unwrap_or(i64::MIN / 2);
    let all = format!("{whole}{fraction}");
    let significant = all.trim_end_matches('0');
    if significant.trim_start_matches(['-', '0']).is_empty() {
        return 0;
    }
    let zeros = all.len() - significant.len();
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX / 2);
    let behind = length(fraction) - i64::try_from(zeros).unwrap_or(0) - exponent;
    usize::try_from(behind.max(0)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn decides(text: &str) -> bool {
        !or_places(&json::parse(text).unwrap()).is_empty()
    }

    rows! { decides;
        two_objects: r#"{"$or":[{"a":[1]},{"b":[1]}]}"# => true;
        one_object: r#"{"$or":[{"a":[1]}]}"# => false;
        a_value_among_them: r#"{"$or":[{"a":[1]},{"b":[1]},"c"]}"# => false;
        a_reserved_name: r#"{"$or":[{"numeric":["=",123]},{"prefix":"abc"}]}"# => false;
        a_reserved_name_further_in: r#"{"$or":[{"a":{"prefix":[1]}},{"b":[1]}]}"# => true;
        below_a_field: r#"{"c":{"$or":[{"a":[1]},{"b":[1]}]}}"# => true;
    }

    rows! { is_within_limits;
        a_billion: "1000000000" => true;
        more_than_a_billion: "1000000000.00001" => false;
        less_than_minus_a_billion: "-1e10" => false;
        five_digits: "-0.12345" => true;
        six_digits: "0.123456" => false;
        zeros_behind: "1.5000000" => true;
        an_exponent: "1.2345678e3" => true;
        a_negative_exponent: "12e-6" => false;
        nothing: "0e-99" => true;
        a_large_exponent: "1e99999999999999999999" => false;
    }
}
