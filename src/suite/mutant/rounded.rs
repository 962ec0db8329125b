//! Events whose numbers are quick to read, beside those that lie as near to a bound as numbers can.

use crate::json::{Kind, Member, Value};

/// Numbers that are written with more characters are rounded.
const MAXIMUM_CHARACTERS: usize = 8;

/// How many decimals are left.
const DECIMALS: [i32; 3] = [0, 1, 2];

/// An event with its long numbers rounded, in every way; nothing of one that has none.
pub(super) fn rounded(event: &Value) -> Vec<Value> {
    if !has_long(event) {
        return Vec::new();
    }
    let ways = DECIMALS.into_iter().flat_map(|decimals| {
        [
            (decimals, f64::floor as fn(f64) -> f64),
            (decimals, f64::ceil),
        ]
    });
    ways.map(|way| with_numbers(event, way)).collect()
}

fn is_long(value: &Value) -> bool {
    matches!(&value.kind, Kind::Number(text) if text.len() > MAXIMUM_CHARACTERS)
}

// Events are at most a thousand deep, which their maker sees to.
fn has_long(value: &Value) -> bool {
    match &value.kind {
        Kind::Array(elements) => elements.iter().any(has_long),
        Kind::Object(members) => members.iter().any(|member| has_long(&member.value)),
        _ => is_long(value),
    }
}

fn with_numbers(value: &Value, way: (i32, fn(f64) -> f64)) -> Value {
    let kind = match &value.kind {
        Kind::Array(elements) => {
            Kind::Array(elements.iter().map(|one| with_numbers(one, way)).collect())
        }
        Kind::Object(members) => {
            let members = members.iter().map(|member| Member {
                value: with_numbers(&member.value, way),
                ..member.clone()
            });
            Kind::Object(members.collect())
        }
        Kind::Number(text) if is_long(value) => match round(text, way) {
            Some(text) => Kind::Number(text.into()),
            None => value.kind.clone(),
        },
        kind => kind.clone(),
    };
    Value {
        span: value.span,
        kind,
    }
}

fn round(text: &str, (decimals, round): (i32, fn(f64) -> f64)) -> Option<String> {
    let number: f64 = text.parse().ok()?;
    let scale = 10_f64.powi(decimals);
    let rounded = round(number * scale) / scale + 0.0;
    (rounded.abs() < 1e15).then(|| rounded.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn long_numbers_are_rounded_and_others_stay() {
        let of = |text| -> Vec<String> {
            let event = json::parse(text).unwrap();
            rounded(&event).iter().map(Value::to_compact).collect()
        };
        assert_eq!(
            of(r#"{"a":[99.99999999999999],"b":0.5}"#),
            [
                r#"{"a":[99],"b":0.5}"#,
                r#"{"a":[100],"b":0.5}"#,
                r#"{"a":[99.9],"b":0.5}"#,
                r#"{"a":[100],"b":0.5}"#,
                r#"{"a":[99.99],"b":0.5}"#,
                r#"{"a":[100],"b":0.5}"#,
            ]
        );
        assert_eq!(of("[4.94e-324]").first().map(String::as_str), Some("[0]"));
        assert!(of("[1e300, 12345]").is_empty());
        assert_eq!(
            of("[1234567890123456789]").first().map(String::as_str),
            Some("[1234567890123456789]")
        );
    }
}
