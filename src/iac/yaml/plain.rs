//! What a scalar without quotes is: each dialect has its own rules.
//!
//! | text | CloudFormation | Serverless | Pulumi |
//! |---|---|---|---|
//! | `yes`, `on`, `OFF`, `n`, … | a boolean | a text | a text |
//! | `012345670123` | 1402433619 | 12345670123 | 1402433619 |
//! | `012345678901` | 12345678901 | 12345678901 | 12345678901 |
//! | `1.10` | 1.10 | 1.1 | 1.1 |
//! | `1e3` | a text | 1000 | 1000 |
//! | `0x10`, `0o17`, `1_000` | 16, a text, 1000 | 16, 15, a text | 16, 15, 1000 |
//! | `12:30:45` | 45045 | a text | a text |
//! | `2026-01-01` | a text | `2026-01-01T00:00:00.000Z` | a text |
//! | `~`, `null`, nothing | null | null | null |
//!
//! # Source
//!
//! CloudFormation reads YAML 1.1 (User Guide, "Template format", which says that it has no timestamps); what it does is
//! known from what became of templates: a tag of `YES` is `true` (ASFHyP3/hyp3, issue 2061), an account id of octal digits
//! is an octal number (cloudformation-coverage-roadmap, issue 745), digits that are not octal are a decimal one (aws-cli,
//! issue 6908), `y` and `n` are booleans (aws-cli, issue 5257). Where nobody knows, it is read as PyYAML does, with which
//! the AWS CLI, the SAM CLI and cfn-lint read. Serverless: js-yaml 4.3. Pulumi: yaml.v3. Terraform reads as
//! Pulumi does, but loses no digits: zclconf/go-cty-yaml, `resolve.go`. The dialect of JSON: YAML 1.2.2, "JSON Schema".

use super::dialect::Dialect;
use super::number::{self, Number, Surprise};
use super::timestamp;
use crate::json::{JsonString, Kind};

/// What the writer of a scalar may not have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// It is null.
    Null,
    /// The word is a boolean.
    BooleanWord(bool),
    /// The number, as it is read, and what is surprising.
    Number(String, Surprise),
    /// Whether it is a number is not known.
    Unsettled,
    /// It is infinite, or no number.
    Infinite,
}

/// What a plain scalar is, and what should be told of it.
pub(super) fn typed(text: &str, dialect: Dialect) -> (Kind, Option<Remark>) {
    if matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        let remark = (dialect == Dialect::CloudFormation).then_some(Remark::Null);
        return (Kind::Null, remark);
    }
    if let Some(value) = boolean(text) {
        return (Kind::Bool(value), None);
    }
    if is_infinite(text) {
        return (string(text), Some(Remark::Infinite));
    }
    let number = match dialect {
        Dialect::CloudFormation => number::yaml_1_1(text),
        Dialect::Serverless => number::javascript(text),
        Dialect::Pulumi => number::go(text),
        Dialect::Terraform => number::go_exact(text),
        Dialect::Json => number::json(text),
    };
    match (number, dialect) {
        (Some(number), _) => numeric(number),
        (None, Dialect::CloudFormation) => word(text),
        (None, Dialect::Serverless) => match timestamp::printed(text) {
            Some(time) => (string(&time), None),
            None => (string(text), None),
        },
        (None, Dialect::Pulumi | Dialect::Terraform | Dialect::Json) => (string(text), None),
    }
}

fn numeric(number: Number) -> (Kind, Option<Remark>) {
    let Number { text, surprise } = number;
    let remark = surprise.map(|surprise| Remark::Number(text.clone(), surprise));
    (Kind::Number(text.into_boxed_str()), remark)
}

/// The text of a boolean where a text is wanted: the word that is written, if `raw` is one that means it.
#[must_use]
pub fn text_of_boolean(value: bool, raw: &str) -> &str {
    let means = boolean(raw).or_else(|| boolean_word(raw));
    match (means == Some(value), value) {
        (true, _) => raw,
        (false, true) => "true",
        (false, false) => "false",
    }
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// A word that is a boolean in YAML 1.1 alone.
fn boolean_word(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "y" | "Y" => Some(true),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" | "n" | "N" => Some(false),
        _ => None,
    }
}

/// A scalar of YAML 1.1 that is no number.
fn word(text: &str) -> (Kind, Option<Remark>) {
    match boolean_word(text) {
        Some(value) => (Kind::Bool(value), Some(Remark::BooleanWord(value))),
        // YAML 1.2 has a number here.
        None if number::javascript(text).is_some() => (string(text), Some(Remark::Unsettled)),
        None => (string(text), None),
    }
}

/// YAML 1.1 and 1.2: `float` has words for what JSON has no number for.
fn is_infinite(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

fn string(text: &str) -> Kind {
    Kind::String(JsonString::from(text))
}
