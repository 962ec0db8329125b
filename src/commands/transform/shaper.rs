//! The three ways in which an event becomes what a target receives.

use super::arguments::TargetArguments;
use super::target_file::Declaration;
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::simulate::pipe::{StageEvents, StageTemplate, answers_of_enrichment};
use crate::transform::{
    Record, Refused, Rendered, ScheduleInput, TargetInput, Template, Variables,
};

/// What is done to events.
pub(super) enum Shaper {
    /// A rule's target.
    Rule(Box<TargetInput>),
    /// A pipe's enrichment or target.
    Pipe(StageTemplate),
    /// A schedule's target.
    Schedule(ScheduleInput),
}

impl Shaper {
    /// What becomes of one event.
    pub(super) fn deliver(&self, event: &Value, variables: &Variables) -> Rendered {
        match self {
            Self::Rule(input) => input.deliver(&Record::new(event), variables),
            Self::Schedule(input) => input.deliver(&Record::new(event), variables),
            Self::Pipe(stage) => stage.deliver(event, variables),
        }
    }

    /// The template, if there is one.
    pub(super) fn template(&self) -> Option<&Template> {
        match self {
            Self::Rule(input) => match &**input {
                TargetInput::Transformed(template) => Some(template),
                _ => None,
            },
            Self::Pipe(stage) => stage.template(),
            Self::Schedule(_) => None,
        }
    }

    /// Whether the result does not depend on any event.
    pub(super) fn is_constant(&self) -> bool {
        match self {
            Self::Rule(input) => matches!(**input, TargetInput::Constant(_)),
            Self::Pipe(_) => false,
            Self::Schedule(_) => true,
        }
    }
}

/// What the engine accepted, and what is worth knowing about it.
pub(super) type Accepted = Result<(Vec<Diagnostic>, Shaper), Refused>;

/// The enrichment or the target of a pipe.
pub(super) fn pipe_stage(
    declaration: &Declaration,
    arn: Option<&str>,
    arguments: &TargetArguments,
) -> Accepted {
    let events = match (arguments.source, declaration.events) {
        (Some(source), _) => source.events(),
        (None, declared) => declared.unwrap_or(StageEvents::Recognised),
    };
    let template = declaration.template.as_deref();
    let stage = StageTemplate::check(arguments.stage.into(), arn, template, events)?;
    let mut notes = stage.notes().to_vec();
    if arguments.source.is_none() && events == StageEvents::Answers {
        notes.push(answers_of_enrichment());
    }
    Ok((notes, Shaper::Pipe(stage)))
}
