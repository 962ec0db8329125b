//! Tags: the short forms of CloudFormation's functions, and those of YAML itself.

use granit_parser::Tag;

use crate::suggest;

/// What a tag makes of the value behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A text, whatever it looks like.
    Text,
    /// What it is without the tag.
    Same,
    /// What it is without quotes.
    Typed,
    /// The argument of a function of this name.
    Function(String),
    /// Nothing that is known.
    Unknown,
}

/// The functions that have a short form. `Ref` and `Condition` have no prefix in their full name.
///
/// AWS: CloudFormation Template Reference, "Intrinsic functions" and "Rule-specific intrinsic functions".
const FUNCTIONS: &[&str] = &[
    "And",
    "Base64",
    "Cidr",
    "Contains",
    "EachMemberEquals",
    "EachMemberIn",
    "Equals",
    "FindInMap",
    "GetAtt",
    "GetAZs",
    "GetStackOutput",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "RefAll",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
    "ValueOf",
    "ValueOfAll",
];

/// What a tag means.
pub(super) fn meaning(tag: &Tag) -> Meaning {
    if let Some(name) = tag.core_suffix() {
        return match name {
            "str" => Meaning::Text,
            "map" | "seq" => Meaning::Same,
            _ => Meaning::Typed,
        };
    }
    match tag.parts() {
        ("", "!") | ("!", "") => Meaning::Text,
        ("!", name @ ("Ref" | "Condition")) => Meaning::Function(name.to_owned()),
        ("!", name) if FUNCTIONS.contains(&name) => Meaning::Function(format!("Fn::{name}")),
        _ => Meaning::Unknown,
    }
}

/// The function of which a tag may be a slip.
pub(super) fn did_you_mean(tag: &Tag) -> Option<String> {
    let nearest = suggest::nearest(tag.suffix(), FUNCTIONS)?;
    Some(format!("did you mean `!{nearest}`?"))
}
