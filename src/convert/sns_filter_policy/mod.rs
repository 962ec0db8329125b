//! Filter policies of SNS subscriptions to event patterns, and back.
//!
//! Both are the same language, but for what a policy may not have: more than five keys, more than 150 combinations, nesting in
//! the scope of attributes.
//!
//! # What this module does not do
//!
//! It does not work out the complexity that SNS gives to wildcards; only how many stars a wildcard has.
//!
//! # Source
//!
//! AWS: Amazon SNS Developer Guide, "Filter policy constraints in Amazon SNS", "String value matching", "AND/OR logic".

mod limits;

use std::fmt::Write as _;

use super::{Conversion, INVALID, LOST, NOTE, Output};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::fields::beginning;
use crate::json::{Kind, Member, Value, write_quoted};
use crate::pattern::filter_policy::FilterPolicyScope;
use crate::pattern::{Dialect, check_length, parse};

/// What a policy filters by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The attributes of a message, which do not nest.
    #[default]
    Attributes,
    /// The body of a message.
    Body,
}

impl Scope {
    const fn of_sns(self) -> FilterPolicyScope {
        match self {
            Self::Attributes => FilterPolicyScope::MessageAttributes,
            Self::Body => FilterPolicyScope::MessageBody,
        }
    }
}

/// What a message holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// What is the `detail` of an event.
    #[default]
    Detail,
    /// The event with its envelope.
    Event,
}

/// The pattern that takes what a policy takes.
#[must_use]
pub fn to_pattern(policy: &Value, scope: Scope, holds: Holds) -> Conversion {
    let mut conversion = Conversion::default();
    let Some(members) = policy.as_object() else {
        let told = Diagnostic::error(INVALID, "a filter policy is an object");
        conversion.invalid.push(told.at(beginning(policy), ""));
        return conversion;
    };
    conversion
        .invalid
        .extend(nested(members, INVALID).filter(|_| scope == Scope::Attributes));
    conversion.lost.extend(ordinary_or(members));
    if !conversion.invalid.is_empty() || !conversion.lost.is_empty() {
        return conversion;
    }
    let text = policy.to_compact();
    if let Err(refused) = parse(&text, Dialect::Sns(scope.of_sns())) {
        let why = refused.diagnostics.first().map(|one| one.message.clone());
        let message = format!(
            "SNS takes no such filter policy: {}",
            why.unwrap_or_default()
        );
        let told = Diagnostic::error(INVALID, message);
        conversion
            .invalid
            .push(told.at(beginning(policy), "no filter policy"));
        return conversion;
    }
    let text = match (scope, holds) {
        (Scope::Body, Holds::Event) => text,
        _ => format!("{{\"detail\":{text}}}"),
    };
    if scope == Scope::Attributes {
        conversion.notes.push(
            Diagnostic::note(
                NOTE,
                "events have no attributes: they are taken for members of `detail`",
            )
            .at(beginning(policy), ""),
        );
    }
    conversion.put_pattern(text, policy);
    conversion
}

/// The filter policy that takes what a pattern takes.
#[must_use]
pub fn from_pattern(pattern: &Value, scope: Scope, holds: Holds) -> Conversion {
    let mut conversion = Conversion::default();
    let text = pattern.to_compact();
    if let Err(refused) = parse(&text, Dialect::Bus) {
        let told = Diagnostic::error(
            INVALID,
            format!("this is no event pattern: {}", refused.refusal.reason),
        );
        conversion.invalid.push(told.at(beginning(pattern), ""));
        return conversion;
    }
    let policy = match holds {
        Holds::Event => Some(pattern),
        Holds::Detail => {
            let members = pattern.as_object().unwrap_or_default().iter();
            conversion
                .lost
                .extend(members.filter(|one| one.name != *"detail").map(of_envelope));
            pattern
                .get("detail")
                .filter(|detail| detail.as_object().is_some())
        }
    };
    let Some(policy) = policy else {
        let told = Diagnostic::error(
            LOST,
            "the pattern filters by nothing that is in the message",
        );
        conversion
            .lost
            .push(told.at(beginning(pattern), "no `detail`"));
        return conversion;
    };
    let members = policy.as_object().unwrap_or_default();
    if scope == Scope::Attributes {
        conversion.lost.extend(nested(members, LOST));
    }
    let mut text = String::new();
    let unsaid = conversion.lost.len();
    write_policy(policy, &mut text, &mut conversion.lost);
    conversion
        .lost
        .extend(limits::exceeded(policy, &text, scope));
    if conversion.lost.len() > unsaid || (scope == Scope::Attributes && !conversion.lost.is_empty())
    {
        return conversion;
    }
    conversion.outputs.push(Output {
        text,
        is_json: true,
        span: beginning(pattern),
        ..Output::default()
    });
    conversion
}

impl Conversion {
    /// Puts a pattern among the results, if AWS takes it.
    pub(super) fn put_pattern(&mut self, text: String, of: &Value) {
        let long = check_length(&text).filter(|told| told.is_error());
        let refused = long.map(|told| told.message).or_else(|| {
            let refused = parse(&text, Dialect::Bus).err()?;
            Some(refused.refusal.reason.to_string())
        });
        if let Some(why) = refused {
            let told = Diagnostic::error(LOST, format!("AWS would not take the pattern: {why}"));
            return self.lost.push(told.at(beginning(of), "not carried over"));
        }
        self.outputs.push(Output {
            text,
            is_json: true,
            span: beginning(of),
            ..Output::default()
        });
    }
}

fn of_envelope(member: &Member) -> Diagnostic {
    let name = member.name.to_display();
    Diagnostic::error(
        LOST,
        format!("`{name}` is no part of a message that holds the `detail` alone"),
    )
    .at(member.name_span, "not carried over")
    .help("if the message is the whole event, say `--holds event`")
}

/// Members that nest where attributes stand.
fn nested(members: &[Member], code: Code) -> impl Iterator<Item = Diagnostic> {
    let nests = |one: &&Member| one.value.as_object().is_some() || one.name == *"$or";
    members.iter().filter(nests).map(move |one| {
        let name = one.name.to_display();
        Diagnostic::error(
            code,
            format!("`{name}` nests, and attributes of messages do not"),
        )
        .at(one.name_span, "not in the scope of attributes")
        .help("filter by the body: `--scope body`")
    })
}

/// Names that SNS forbids inside `$or`: with one of them `$or` is a key like others.
const RESERVED: [&str; 9] = [
    "anything-but",
    "cidr",
    "equals-ignore-case",
    "exists",
    "numeric",
    "prefix",
    "suffix",
    "wildcard",
    "$or",
];

/// An `$or` that SNS takes for the name of a key, which EventBridge does not.
fn ordinary_or(members: &[Member]) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for member in members {
        let branches = member.value.as_array();
        if member.name == *"$or" {
            let is_or = branches.is_some_and(|branches| {
                let is_free = |name: &Member| RESERVED.iter().all(|one| name.name != **one);
                branches.len() > 1
                    && branches
                        .iter()
                        .all(|one| one.as_object().is_some_and(|one| one.iter().all(is_free)))
            });
            if !is_or {
                told.push(
                    Diagnostic::error(
                        LOST,
                        "SNS takes this `$or` for the name of a key, and EventBridge does not",
                    )
                    .at(member.name_span, "not carried over"),
                );
            }
        }
        let inside = branches
            .unwrap_or_default()
            .iter()
            .filter(|_| member.name == *"$or");
        for object in inside.chain([&member.value]) {
            told.extend(ordinary_or(object.as_object().unwrap_or_default()));
        }
    }
    told
}

/// Writes what a policy may say, and tells the rest. The text of an exact match is a plain text there.
fn write_policy(value: &Value, text: &mut String, lost: &mut Vec<Diagnostic>) {
    match &value.kind {
        Kind::Object(members) => {
            text.push('{');
            for (index, member) in members.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                member.name.write_quoted(text);
                text.push(':');
                write_policy(&member.value, text, lost);
            }
            text.push('}');
        }
        Kind::Array(elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                match element.get("exactly").and_then(Value::as_str) {
                    Some(exactly) => write_quoted(exactly, text),
                    None => {
                        lost.extend(limits::unsaid(element));
                        write_policy(element, text, lost);
                    }
                }
            }
            text.push(']');
        }
        _ => {
            let _ = write!(text, "{}", value.to_compact());
        }
    }
}
