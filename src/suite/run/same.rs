//! Values of JSON compared by what they mean.

use crate::json::{Kind, Value};

/// Whether two values are the same: members in any order, numbers by their value.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    // Values are at most a thousand deep, which their readers see to.
    match (&one.kind, &other.kind) {
        (Kind::Number(one), Kind::Number(other)) => one == other || decimal(one) == decimal(other),
        (Kind::Array(ones), Kind::Array(others)) => {
            ones.len() == others.len()
                && ones.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Kind::Object(ones), Kind::Object(others)) => {
            // Of a name that is given twice the last counts.
            let has = |member: &crate::json::Member, of: &Value, from: &Value| {
                let name = member.name.as_str();
                name.is_some_and(|name| match (from.get(name), of.get(name)) {
                    (Some(one), Some(other)) => same(one, other),
                    _ => false,
                })
            };
            ones.iter().all(|member| has(member, other, one))
                && others
                    .iter()
                    .all(|member| one.get(&member.name.to_display()).is_some())
        }
        (one, other) => one == other,
    }
}

/// A number as its sign, its digits without zeros at an end, and the power of ten behind them; zero has none of these.
fn decimal(text: &str) -> Option<(bool, String, i64)> {
    let (is_negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let trimmed = digits.trim_end_matches('0');
    if trimmed.is_empty() {
        return Some((false, String::new(), 0));
    }
    let zeros = i64::try_from(digits.len() - trimmed.len()).ok()?;
    let behind = i64::try_from(fraction.len()).ok()?;
    let power = exponent.checked_sub(behind)?.checked_add(zeros)?;
    Some((is_negative, trimmed.to_owned(), power))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn values_are_the_same_by_what_they_mean() {
        for (one, other, expected) in [
            (r#"{"a":1,"b":[2]}"#, r#"{"b":[2.0],"a":1e0}"#, true),
            (r#"{"a":1}"#, r#"{"a":1,"b":null}"#, false),
            (r#"{"a":1,"b":null}"#, r#"{"a":1}"#, false),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#, true),
            ("[1,2]", "[2,1]", false),
            ("1.10", "1.1", true),
            ("100", "1e2", true),
            ("-0", "0.0", true),
            ("0.001", "1E-3", true),
            ("9007199254740993", "9007199254740992", false),
            ("1e99999999999999999999", "1", false),
            (r#""1""#, "1", false),
        ] {
            let value = |text| json::parse(text).unwrap();
            assert_eq!(same(&value(one), &value(other)), expected, "{one} {other}");
        }
    }
}
