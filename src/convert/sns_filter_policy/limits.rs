//! What a filter policy may not have.

use super::Scope;
use crate::convert::LOST;
use crate::diagnostic::Diagnostic;
use crate::json::fields::beginning;
use crate::json::{Kind, Value};

/// AWS: Amazon SNS Developer Guide, "Filter policy constraints": keys of a policy, those of leaves where it nests.
const MOST_KEYS: usize = 5;
/// The same: combinations of values.
const MOST_COMBINATIONS: u64 = 150;
/// The same: bytes of a policy.
const MOST_BYTES: usize = 256 * 1024;
/// The same: stars of a wildcard.
const MOST_STARS: usize = 3;
/// The same: numbers are from -10⁹ to 10⁹.
const LARGEST_NUMBER: f64 = 1e9;
/// The same: digits behind the point.
const MOST_DECIMALS: usize = 5;

/// What is more than a policy may have as a whole.
pub(super) fn exceeded(policy: &Value, text: &str, scope: Scope) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut tell = |message: String| {
        told.push(Diagnostic::error(LOST, message).at(beginning(policy), "not carried over"));
    };
    let Measure { keys, combinations } = measure(policy, 1, scope);
    if keys > MOST_KEYS {
        tell(format!(
            "the policy would have {keys} keys, and may have {MOST_KEYS}"
        ));
    }
    if combinations > MOST_COMBINATIONS {
        let how = match scope {
            Scope::Body => "the values of each key, times how deep it lies, multiplied",
            Scope::Attributes => "the values of each key, multiplied",
        };
        tell(format!(
            "the policy would have {combinations} combinations ({how}), and may have {MOST_COMBINATIONS}"
        ));
    }
    if text.len() > MOST_BYTES {
        tell(format!(
            "the policy would have {} bytes, and may have {MOST_BYTES}",
            text.len()
        ));
    }
    told
}

/// How large a policy is.
struct Measure {
    keys: usize,
    combinations: u64,
}

/// Of an object at a depth from 1: keys go together, and of `$or` each branch by itself.
fn measure(object: &Value, depth: u64, scope: Scope) -> Measure {
    let mut whole = Measure {
        keys: 0,
        combinations: 1,
    };
    for member in object.as_object().unwrap_or_default() {
        let part = match &member.value.kind {
            Kind::Array(branches) if member.name == *"$or" => {
                let branches = branches.iter().map(|branch| measure(branch, depth, scope));
                branches.fold(
                    Measure {
                        keys: 0,
                        combinations: 0,
                    },
                    |sum, one| Measure {
                        keys: sum.keys.max(one.keys),
                        combinations: sum.combinations.saturating_add(one.combinations),
                    },
                )
            }
            Kind::Array(values) => {
                let level = if scope == Scope::Body { depth } else { 1 };
                let count = values.iter().map(value_count).sum::<u64>();
                Measure {
                    keys: 1,
                    combinations: count.saturating_mul(level),
                }
            }
            _ => measure(&member.value, depth + 1, scope),
        };
        whole.keys += part.keys;
        whole.combinations = whole.combinations.saturating_mul(part.combinations.max(1));
    }
    whole
}

/// Each text of an `anything-but` is a value.
fn value_count(value: &Value) -> u64 {
    let inside = value.get("anything-but").and_then(Value::as_array);
    inside.map_or(1, |list| list.len().max(1) as u64)
}

/// What a policy has no word for in one value of a list.
pub(super) fn unsaid(value: &Value) -> Option<Diagnostic> {
    let why = if let Some(object) = value.as_object() {
        let first = object.first()?;
        let operand = &first.value;
        match first.name.as_str()? {
            "prefix" | "suffix" if operand.as_object().is_some() => {
                Some("SNS documents no beginning or end without regard to case".to_owned())
            }
            "wildcard" => too_many_stars(operand),
            "anything-but" => match operand.as_object().and_then(|one| one.first()) {
                Some(inside) if inside.name == *"equals-ignore-case" => {
                    Some("SNS documents no `anything-but` without regard to case".to_owned())
                }
                Some(inside) if inside.name == *"wildcard" => too_many_stars(&inside.value),
                Some(_) => None,
                None => numbers(operand).find_map(out_of_range),
            },
            "numeric" => numbers(operand).find_map(out_of_range),
            _ => None,
        }
    } else {
        numbers(value).find_map(out_of_range)
    };
    why.map(|why| Diagnostic::error(LOST, why).at(beginning(value), "not carried over"))
}

fn too_many_stars(operand: &Value) -> Option<String> {
    let list = operand.as_array().unwrap_or(std::slice::from_ref(operand));
    let stars = |text: &str| {
        let plain = text.replace(r"\\", "").replace(r"\*", "");
        plain.matches('*').count()
    };
    let most = list.iter().filter_map(Value::as_str).map(stars).max()?;
    (most > MOST_STARS).then(|| {
        format!("the wildcard has {most} stars, and in a filter policy it may have {MOST_STARS}")
    })
}

fn numbers(value: &Value) -> impl Iterator<Item = &str> {
    let list = value.as_array().unwrap_or(std::slice::from_ref(value));
    list.iter().filter_map(|one| match &one.kind {
        Kind::Number(text) => Some(&**text),
        _ => None,
    })
}

fn out_of_range(text: &str) -> Option<String> {
    let number: f64 = text.parse().ok()?;
    let decimals = text.split_once('.').map_or(0, |(_, behind)| {
        behind.bytes().take_while(u8::is_ascii_digit).count()
    });
    if number.abs() > LARGEST_NUMBER {
        Some(format!(
            "`{text}` is beyond the numbers of SNS, which go from -10⁹ to 10⁹"
        ))
    } else if decimals > MOST_DECIMALS {
        Some(format!(
            "`{text}` has {decimals} digits behind the point, and SNS looks at {MOST_DECIMALS}"
        ))
    } else {
        None
    }
}
