//! Conditions of statements.

use std::collections::BTreeMap;

use super::Truth;
use super::because::Because;
use super::name::{Name, Text};
use super::wildcards::{LIKE, Manner, compared};
use crate::json::Value;
use crate::source::Span;

/// How many values of one key are compared; beyond that a condition stays open.
const MAXIMUM_VALUES: usize = 1_000;

/// What is known of the circumstances of a request, by the names of keys in lower case. A key that is not among them may
/// have any value, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    keys: BTreeMap<String, Option<Name>>,
}

impl Context {
    /// The same, with a key of this value.
    #[must_use]
    pub fn with(mut self, key: &str, value: Name) -> Self {
        self.keys.insert(key.to_ascii_lowercase(), Some(value));
        self
    }

    /// The same, of which a key is not known.
    #[must_use]
    pub fn unknown(mut self, key: &str) -> Self {
        self.keys.remove(&key.to_ascii_lowercase());
        self
    }

    /// The same, without a key for certain.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        self.keys.insert(key.to_ascii_lowercase(), None);
        self
    }
}

/// How an operator compares.
#[derive(Clone, Copy)]
enum Test {
    /// The value is one of those, or, where it is turned round, none of them.
    Compared(Manner, bool),
    /// Whether there is a value at all.
    Null,
}

/// A name of an operator without `IfExists` and `ForAllValues:`.
///
/// AWS: IAM User Guide, "IAM JSON policy elements: Condition operators"; ArnEquals and ArnLike behave identically.
fn test(operator: &str) -> Option<Test> {
    let manner = |is_glob, ignores_case| Manner {
        is_glob,
        ignores_case,
    };
    Some(match operator.to_ascii_lowercase().as_str() {
        "stringequals" => Test::Compared(manner(false, false), false),
        "stringnotequals" => Test::Compared(manner(false, false), true),
        "stringequalsignorecase" => Test::Compared(manner(false, true), false),
        "stringnotequalsignorecase" => Test::Compared(manner(false, true), true),
        "stringlike" | "arnlike" | "arnequals" => Test::Compared(LIKE, false),
        "stringnotlike" | "arnnotlike" | "arnnotequals" => Test::Compared(LIKE, true),
        "bool" => Test::Compared(manner(false, true), false),
        "null" => Test::Null,
        _ => return None,
    })
}

/// Whether all conditions of a statement are met; where one is not for certain, which it is.
pub(super) fn met(conditions: &Value, context: &Context) -> (Truth, Option<Because>) {
    let Some(operators) = conditions.as_object() else {
        return (Truth::Open, None);
    };
    let mut all = Truth::Yes;
    for operator in operators {
        let Some(keys) = operator.value.as_object() else {
            all = all.and(Truth::Open);
            continue;
        };
        for key in keys {
            let called = key.name.to_display();
            let is_met = one(&operator.name.to_display(), &called, &key.value, context);
            if is_met == Truth::No {
                let because = Because::Condition {
                    operator: operator.name.to_display().into_owned(),
                    key: called.into_owned(),
                    span: place(&key.value, key.name_span),
                };
                return (Truth::No, Some(because));
            }
            all = all.and(is_met);
        }
    }
    (all, None)
}

fn place(value: &Value, name: Span) -> Span {
    match value.as_array() {
        Some(_) => name,
        None => value.span,
    }
}

fn one(operator: &str, key: &str, values: &Value, context: &Context) -> Truth {
    let (set, operator) = match operator.split_once(':') {
        Some((set, operator)) => (Some(set.to_ascii_lowercase()), operator),
        None => (None, operator),
    };
    let lower = operator.to_ascii_lowercase();
    let (operator, if_exists) = match lower.strip_suffix("ifexists") {
        Some(operator) => (operator, true),
        None => (lower.as_str(), false),
    };
    let Some(test) = test(operator) else {
        return Truth::Open;
    };
    let values = match values.as_array() {
        Some(all) if all.len() > MAXIMUM_VALUES => return Truth::Open,
        Some(all) => all,
        None => std::slice::from_ref(values),
    };
    let texts: Option<Vec<Text>> = values.iter().map(Text::read).collect();
    let known = context.keys.get(&key.to_ascii_lowercase());
    match (test, known) {
        (Test::Null, Some(value)) => {
            let wanted = texts.as_deref().and_then(|texts| texts.first()?.letters());
            match wanted {
                Some(word) => Truth::from((word == "true") == value.is_none()),
                None => Truth::Open,
            }
        }
        (Test::Compared(_, is_turned), Some(None)) => {
            // AWS: without the key a condition is not met, unless it wants that something does not match.
            let by_set = match set.as_deref() {
                Some("forallvalues") => true,
                Some(_) => false,
                None => is_turned,
            };
            Truth::from(if_exists || by_set)
        }
        (Test::Compared(manner, is_turned), Some(Some(name))) => {
            let Some(texts) = texts else {
                return Truth::Open;
            };
            let is_one = texts.iter().fold(Truth::No, |found, text| {
                found.or(compared(text, name, manner))
            });
            match is_turned {
                true => !is_one,
                false => is_one,
            }
        }
        (_, None) => Truth::Open,
    }
}
