//! A rule's target as PutTargets takes it: which part of the event it receives, and what AWS refuses.
//!
//! # Example
//!
//! ```
//! use evb::transform::{InputPaths, RuleTarget};
//!
//! let target = RuleTarget {
//!     id: "t1".to_owned(),
//!     input_path: Some("$.detail".to_owned()),
//!     input_transformer: Some((InputPaths::default(), "\"x\"".to_owned())),
//!     ..RuleTarget::default()
//! };
//! assert_eq!(
//!     target.check().unwrap_err().message.as_deref(),
//!     Some("Only one of Input, InputPath, or InputTransformer must be provided for target t1.")
//! );
//! ```
//!
//! # What this module does not do
//!
//! It looks at the input only, not at roles, queues, retry policies and the parameters of single services.
//!
//! # Source
//!
//! AWS: EventBridge API Reference, `PutTargets`, `Target`, `InputTransformer`, and answers recorded from PutTargets.

use super::constraint::Constraints;
use super::path::Path;
use super::refused::Refused;
use super::target_input::{InputPath, TargetInput};
use super::template::{InputPaths, Template};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, Hole, Kind, Value};
use crate::model::{Declared, Target};
use crate::quota;

/// More than one of `Input`, `InputPath` and `InputTransformer`.
pub const SEVERAL_INPUTS: Code = Code::new("transform/several-inputs");

/// A constant input that is not JSON.
pub const INPUT_NOT_JSON: Code = Code::new("transform/input-not-json");

/// An input that a CloudWatch Logs log group does not take.
pub const LOG_INPUT: Code = Code::new("transform/log-input");

/// An input for an event bus, which takes events as they are.
pub const BUS_INPUT: Code = Code::new("transform/bus-input");

/// A target that receives nothing although it has no input.
pub const NOTHING_BY_DEFAULT: Code = Code::new("transform/nothing-by-default");

/// What stands in AWS's messages for the id of a target that has none yet.
pub const UNKNOWN_ID: &str = "…";

/// A target of a rule, as far as its input goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleTarget {
    /// `Id`
    pub id: String,
    /// `Arn`
    pub arn: Option<String>,
    /// `Input`: JSON in a text.
    pub input: Option<String>,
    /// `InputPath`
    pub input_path: Option<String>,
    /// `InputTransformer`: `InputPathsMap` and `InputTemplate`.
    pub input_transformer: Option<(InputPaths, String)>,
}

impl RuleTarget {
    /// A target as it is declared.
    ///
    /// # Errors
    ///
    /// What its input depends on that the template leaves open.
    pub fn declared(target: &Target) -> Result<Self, &Hole> {
        let transformer = target.input_transformer.as_ref();
        let is_told = target.diagnostics.iter().any(Diagnostic::is_error);
        let input_transformer = match transformer {
            None => None,
            // A template of another type is told as that.
            Some(one) if one.template.is_none() && is_told => None,
            Some(one) => {
                let paths = one.paths.iter();
                let paths = paths.map(|(name, path)| Ok((name.clone(), known(path)?)));
                let template = optional(one.template.as_ref())?;
                let paths = paths.collect::<Result<_, &Hole>>()?;
                Some((InputPaths(paths), template.unwrap_or_default()))
            }
        };
        Ok(Self {
            id: target
                .id
                .as_ref()
                .map_or_else(|| UNKNOWN_ID.to_owned(), Declared::to_display),
            arn: target.arn.as_ref().map(Declared::known_arn),
            input: optional(target.input.as_ref())?,
            input_path: optional(target.input_path.as_ref())?,
            input_transformer,
        })
    }

    /// Checks the input as PutTargets does.
    ///
    /// # Errors
    ///
    /// * `transform/constraint`: a part is too long, or the paths map has too many entries or malformed names.
    /// * `transform/several-inputs`: more than one kind of input.
    /// * `transform/input-not-json`: a constant that is not JSON.
    /// * `transform/unknown-placeholder`, `transform/event-json-in-text`: as [`Template::rule`] says.
    /// * `transform/bus-input`: an event bus takes events as they are.
    /// * `transform/log-input`: a CloudWatch Logs log group takes `{"timestamp": …, "message": …}` only.
    pub fn check(&self) -> Result<TargetInput, Refused> {
        self.check_constraints()?;
        let input = match (&self.input, &self.input_path, &self.input_transformer) {
            (None, None, None) => TargetInput::WholeEvent,
            (Some(input), None, None) => TargetInput::Constant(self.constant(input)?),
            (None, Some(path), None) => TargetInput::Part(InputPath::new(path)),
            (None, None, Some((paths, template))) => {
                TargetInput::Transformed(Template::rule(template, paths, &self.id)?)
            }
            _ => return Err(self.several()),
        };
        if is_bus(self.arn.as_deref()) && input != TargetInput::WholeEvent {
            return Err(bus_input());
        }
        if self.service() == Some("logs") {
            self.check_log_input(&input)?;
        }
        Ok(input)
    }

    /// What is worth knowing about this kind of input for this kind of target.
    #[must_use]
    pub fn notes(&self) -> Vec<Diagnostic> {
        let shapes =
            self.input.is_some() || self.input_path.is_some() || self.input_transformer.is_some();
        let note = match self.service() {
            Some("ecs" | "ssm") if !shapes => Diagnostic::warning(
                NOTHING_BY_DEFAULT,
                "ECS and Run Command receive nothing of the event by default",
            )
            .help("give the target an input; what is shown is what other targets would receive"),
            _ => return Vec::new(),
        };
        vec![note]
    }

    /// The service that the ARN names.
    #[must_use]
    pub fn service(&self) -> Option<&str> {
        self.arn.as_deref()?.split(':').nth(2)
    }

    fn several(&self) -> Refused {
        Refused::aws(
            format!(
                "Only one of Input, InputPath, or InputTransformer must be provided for target {}.",
                self.id
            ),
            Diagnostic::error(SEVERAL_INPUTS, "the target has more than one kind of input")
                .help("keep one of `Input`, `InputPath` and `InputTransformer`"),
        )
    }

    fn constant(&self, input: &str) -> Result<String, Refused> {
        match json::parse(input) {
            Ok(_) => Ok(input.to_owned()),
            Err(error) => {
                // A user's report of this message shows the cursor, one behind the character at fault.
                let message = format!(
                    "JSON syntax error in input for target {}: {}",
                    self.id,
                    json::source_reference(input, error.cursor)
                );
                let mut refused = Refused::aws(message, error.diagnostic(input));
                if let Some(first) = refused.diagnostics.first_mut() {
                    first.code = INPUT_NOT_JSON;
                }
                Err(refused
                    .recorded_in_part("JSON syntax error in input for target … [Source: (String)"))
            }
        }
    }

    fn check_constraints(&self) -> Result<(), Refused> {
        let mut constraints = Constraints::default();
        let member = |name: &str| format!("targets.1.member.{name}");
        if let Some(input) = &self.input {
            constraints.length(
                &member("input"),
                input,
                quota::MAXIMUM_TARGET_INPUT_CHARACTERS,
            );
        }
        if let Some(path) = &self.input_path {
            constraints.length(
                &member("inputPath"),
                path,
                quota::MAXIMUM_INPUT_PATH_CHARACTERS,
            );
        }
        if let Some((paths, template)) = &self.input_transformer {
            check_paths(
                &mut constraints,
                &member("inputTransformer.inputPathsMap"),
                paths,
            );
            let at = member("inputTransformer.inputTemplate");
            constraints.length(&at, template, quota::MAXIMUM_INPUT_TEMPLATE_CHARACTERS);
            if template.is_empty() {
                let rule = "Member must have length greater than or equal to 1";
                constraints.violation(&at, "", rule, "the input template is empty".to_owned());
            }
        }
        constraints.result()
    }

    /// AWS: users report the message; the EventBridge API Reference describes the only input that is taken.
    fn check_log_input(&self, input: &TargetInput) -> Result<(), Refused> {
        let is_fine = match input {
            TargetInput::WholeEvent => true,
            TargetInput::Transformed(template) => template
                .skeleton()
                .is_some_and(|value| is_log_event(&value)),
            TargetInput::Constant(_) | TargetInput::Part(_) => false,
        };
        if is_fine {
            return Ok(());
        }
        let refused = Refused::aws(
            format!("Input for target {} is not a valid JSON text.", self.id),
            Diagnostic::error(LOG_INPUT, "a log group does not take this input").help(
                "use the template `{\"timestamp\": <time>, \"message\": <text>}` with two strings, or no input at all",
            ),
        );
        Err(refused.recorded_in_part("Input for target … is not a valid JSON text."))
    }
}

/// Whether an ARN is that of an event bus.
pub(super) fn is_bus(arn: Option<&str>) -> bool {
    let resource = arn.and_then(|arn| {
        let mut parts = arn.splitn(6, ':').skip(2);
        let service = parts.next()?;
        let resource = parts.nth(2)?;
        (service == "events").then_some(resource)
    });
    resource.is_some_and(|resource| resource.starts_with("event-bus/"))
}

/// AWS CDK, `aws_events_targets.EventBus`, and captures of PutTargets: inputs of an event bus are refused. In which words
/// was not kept.
fn bus_input() -> Refused {
    Refused::ours(
        Diagnostic::error(
            BUS_INPUT,
            "an event bus takes events as they are, and no input",
        )
        .help("leave `Input`, `InputPath` and `InputTransformer` out: what arrives is the event itself"),
    )
}

fn known(text: &Declared<String>) -> Result<String, &Hole> {
    match text.hole() {
        Some(hole) => Err(hole),
        None => Ok(text.as_str().to_owned()),
    }
}

fn optional(text: Option<&Declared<String>>) -> Result<Option<String>, &Hole> {
    text.map(known).transpose()
}

/// Whether every name of an input paths map is a path, and every path a name: whoever wrote it has the two the other way
/// round.
pub(crate) fn are_turned_round<'a>(mut entries: impl Iterator<Item = (&'a str, &'a str)>) -> bool {
    let is_turned = |(name, path): (&str, &str)| {
        name.starts_with("$.") && Path::parse(name).is_ok() && is_name(path)
    };
    entries.next().is_some_and(is_turned) && entries.all(is_turned)
}

/// AWS: the API's model, `TransformerPaths`.
fn is_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (1..=quota::MAXIMUM_INPUT_PATH_CHARACTERS).contains(&name.len()) && name.bytes().all(allowed)
}

fn check_paths(constraints: &mut Constraints, at: &str, InputPaths(paths): &InputPaths) {
    let shown = || {
        let entries: Vec<String> = paths
            .iter()
            .map(|(name, path)| format!("{name}={path}"))
            .collect();
        format!("{{{}}}", entries.join(", "))
    };
    if paths.len() > quota::MAXIMUM_INPUT_PATHS {
        let maximum = quota::MAXIMUM_INPUT_PATHS;
        constraints.violation(
            at,
            &shown(),
            &format!("Map must have length less than or equal to {maximum}"),
            format!(
                "the input paths map has {} entries, more than {maximum}",
                paths.len()
            ),
        );
    }
    let is_turned_round = are_turned_round(paths.iter().map(|(name, path)| (&**name, &**path)));
    for (name, path) in paths {
        if !is_name(name) {
            let rule = r"Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [A-Za-z0-9\_\-]+]";
            let ours = match is_turned_round {
                true => {
                    format!("a name and its path are turned round: write `\"{path}\": \"{name}\"`")
                }
                false => format!("`{name}` is not a name: 1 to 256 letters, digits, `_` and `-`"),
            };
            constraints.violation(at, &shown(), rule, ours);
        }
        if path.chars().count() > quota::MAXIMUM_INPUT_PATH_CHARACTERS {
            let rule = "Map value must satisfy constraint: [Member must have length less than or equal to 256]";
            constraints.violation(
                at,
                &shown(),
                rule,
                format!("the path of `{name}` is longer than 256 characters"),
            );
        }
    }
}

/// Whether it has `timestamp` and `message`, both strings, and nothing else.
fn is_log_event(value: &Value) -> bool {
    let is_string = |name: &str| {
        value
            .get(name)
            .is_some_and(|value| matches!(value.kind, Kind::String(_)))
    };
    value.as_object().is_some_and(|members| members.len() == 2)
        && is_string("timestamp")
        && is_string("message")
}
