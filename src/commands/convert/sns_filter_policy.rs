//! `evb convert sns-filter-policy`: filter policies to event patterns, and back.

use std::ffi::OsString;

use super::{Results, json_input};
use crate::commands::{Context, Exit, Failure, formats};
use crate::convert::sns_filter_policy::{Holds, Scope, from_pattern, to_pattern};
use crate::json::fields::{first, text};
use crate::json::{self, Value};
use crate::report::Format;

/// Filter policies of SNS to event patterns; event patterns to filter policies.
///
/// A policy may have five keys and 150 combinations of values: a pattern that would have more is not converted, and the numbers
/// are said.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A filter policy, or what `aws sns get-subscription-attributes` prints; with `--to filter-policy` an event pattern. A file,
    /// `-` for standard input, or JSON itself.
    #[arg(value_name = "FILE|JSON")]
    file: OsString,
    /// What to convert to.
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = To::Pattern)]
    to: To,
    /// What the policy filters by. Default: what the subscription says; else `attributes`, as for SNS, and `body` for policies that
    /// are made of patterns.
    #[arg(long, value_name = "SCOPE", value_enum)]
    scope: Option<ScopeName>,
    /// What a message holds: the `detail` of an event, or the event with its envelope.
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = HoldsName::Detail)]
    holds: HoldsName,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
}

/// What to convert to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum To {
    /// An event pattern.
    Pattern,
    /// A filter policy.
    FilterPolicy,
}

/// A name for [`Scope`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ScopeName {
    /// The attributes of messages.
    Attributes,
    /// The body of messages.
    Body,
}

/// A name for [`Holds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum HoldsName {
    /// The `detail` of an event.
    Detail,
    /// The event with its envelope.
    Event,
}

/// Converts the policy or the pattern.
///
/// # Errors
///
/// The file cannot be read.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let (source, value) = json_input(&args.file, "<filter policy>", context)?;
    let attributes = first(&value, &["Attributes"]).unwrap_or(&value);
    let said = match text(attributes, "FilterPolicyScope") {
        Some("MessageBody") => Some(Scope::Body),
        _ => None,
    };
    let asked = args.scope.map(|scope| match scope {
        ScopeName::Attributes => Scope::Attributes,
        ScopeName::Body => Scope::Body,
    });
    let holds = match args.holds {
        HoldsName::Detail => Holds::Detail,
        HoldsName::Event => Holds::Event,
    };
    let conversion = match args.to {
        To::Pattern => {
            let policy = policy(attributes);
            to_pattern(&policy, asked.or(said).unwrap_or_default(), holds)
        }
        To::FilterPolicy => {
            let pattern = first(&value, &["EventPattern"]).map_or_else(|| value.clone(), decoded);
            from_pattern(&pattern, asked.unwrap_or(Scope::Body), holds)
        }
    };
    let mut results = Results::new(args.format);
    results.add(&conversion, &source, context)?;
    results.write(context)
}

/// The policy in the attributes of a subscription, or what stands alone.
fn policy(attributes: &Value) -> Value {
    first(attributes, &["FilterPolicy"]).map_or_else(|| attributes.clone(), decoded)
}

/// JSON that may stand in a text.
fn decoded(value: &Value) -> Value {
    let decoded = value.as_str().and_then(|text| json::parse(text).ok());
    decoded.map_or_else(|| value.clone(), |decoded| decoded.placed(value.span))
}
