//! `evb convert sns-filter-policy`: filter policies to event patterns, and back.

use std::ffi::OsString;

use super::Results;
use super::declared::Declarations;
use crate::commands::declarations::{Named, Read};
use crate::commands::{Context, Exit, Failure, StageArgument, TemplateArguments, formats};
use crate::convert::sns_filter_policy::{Holds, Scope, from_pattern, to_pattern};
use crate::convert::{Conversion, LOST};
use crate::diagnostic::{Diagnostic, Finding};
use crate::iac::Content;
use crate::json::fields::{first, text};
use crate::json::{self, Value};
use crate::model::{Declared, Inventory, Subscription, given_by};
use crate::report::Format;
use crate::source::Source;

/// Filter policies of SNS to event patterns; event patterns to filter policies.
///
/// A policy may have five keys and 150 combinations of values: a pattern that would have more is not converted, and the numbers
/// are said.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A filter policy, what `aws sns get-subscription-attributes` prints, or a template with subscriptions; with
    /// `--to filter-policy` an event pattern, or a template with rules. A file, `FILE#NAME` for one thing in it, `-` for standard
    /// input, or JSON itself.
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
    // Last: their heading would stand above what follows.
    #[command(flatten)]
    templates: TemplateArguments,
    #[command(flatten)]
    stage: StageArgument,
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

/// Converts the policy or the pattern, or each that the file declares.
///
/// # Errors
///
/// The file cannot be read.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let Read {
        source, content, ..
    } = Named::new(&args.file, context).read("<filter policy>", context)?;
    let mut results = Results::new(args.format);
    let conversion = match &content {
        Content::Declarations(inventory) => {
            results.told(inventory, &source, context)?;
            args.declared(inventory, &source)
        }
        Content::Value(value) => args.value(value),
        Content::Broken(error) => {
            let told = error.diagnostic(source.text());
            return Err(Failure::refused(Finding::new(told, &source)));
        }
    };
    results.add(&conversion, &source, context)?;
    results.write(context)
}

impl Args {
    fn scope(&self) -> Option<Scope> {
        self.scope.map(|scope| match scope {
            ScopeName::Attributes => Scope::Attributes,
            ScopeName::Body => Scope::Body,
        })
    }

    fn holds(&self) -> Holds {
        match self.holds {
            HoldsName::Detail => Holds::Detail,
            HoldsName::Event => Holds::Event,
        }
    }

    /// A policy or a pattern that stands alone.
    fn value(&self, value: &Value) -> Conversion {
        let attributes = first(value, &["Attributes"]).unwrap_or(value);
        let said = match text(attributes, "FilterPolicyScope") {
            Some("MessageBody") => Some(Scope::Body),
            _ => None,
        };
        match self.to {
            To::Pattern => {
                let policy = policy(attributes);
                let scope = self.scope().or(said).unwrap_or_default();
                to_pattern(&policy, scope, self.holds())
            }
            To::FilterPolicy => {
                let pattern = first(value, &["EventPattern"]);
                let pattern = pattern.map_or_else(|| value.clone(), decoded);
                from_pattern(&pattern, self.scope().unwrap_or(Scope::Body), self.holds())
            }
        }
    }

    /// The policies of all subscriptions, or the patterns of all rules.
    fn declared(&self, inventory: &Inventory, file: &Source) -> Conversion {
        let mut declared = Declarations::new(file);
        if self.to == To::FilterPolicy {
            for rule in &inventory.rules {
                declared.put(rule.label(), rule.pattern.as_slice(), |patterns| {
                    let scope = self.scope().unwrap_or(Scope::Body);
                    each(patterns, |pattern| {
                        from_pattern(pattern, scope, self.holds())
                    })
                });
            }
            return declared.finished("rule", "give an event pattern, or a template with rules");
        }
        for one in &inventory.subscriptions {
            let Some(policy) = &one.filter_policy else {
                continue;
            };
            match self.scope().map_or_else(|| scope_of(one), Ok) {
                Ok(scope) => declared.put(
                    one.logical_id.clone(),
                    std::slice::from_ref(policy),
                    |policies| each(policies, |policy| to_pattern(policy, scope, self.holds())),
                ),
                Err(open) => declared.open(*open),
            }
        }
        declared.finished(
            "subscription with a filter policy",
            "give a filter policy, or a template with subscriptions; for the patterns of rules say `--to filter-policy`",
        )
    }
}

fn each(values: &[Value], convert: impl Fn(&Value) -> Conversion) -> Conversion {
    let mut all = Conversion::default();
    for value in values {
        all.append_once(convert(value));
    }
    all
}

/// What a subscription filters by, if that is known.
fn scope_of(subscription: &Subscription) -> Result<Scope, Box<Diagnostic>> {
    let Some(scope) = &subscription.scope else {
        return Ok(Scope::Attributes);
    };
    if let Some(hole) = Declared::hole(scope) {
        let message = format!("`FilterPolicyScope` is open: it depends on `{}`", hole.from);
        let told = Diagnostic::error(LOST, message).at(scope.span, "not known");
        let help = given_by(&hole.from);
        return Err(Box::new(told.help(
            help.unwrap_or_else(|| "say what it is: `--scope`".to_owned()),
        )));
    }
    Ok(match scope.as_str() {
        "MessageBody" => Scope::Body,
        _ => Scope::Attributes,
    })
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
