//! The three ways in which an event becomes what a target receives.

use crate::json::Value;
use crate::transform::{
    Record, RecordSource, Rendered, ScheduleInput, TargetInput, Template, Variables,
};

/// What is done to events.
pub(super) enum Shaper {
    /// A rule's target.
    Rule(Box<TargetInput>),
    /// A pipe's enrichment or target.
    Pipe {
        /// Without one the record goes as it came.
        template: Option<Template>,
        /// What records come from, if an argument says so.
        source: Option<RecordSource>,
    },
    /// A schedule's target.
    Schedule(ScheduleInput),
}

impl Shaper {
    /// What becomes of one event.
    pub(super) fn deliver(&self, event: &Value, variables: &Variables) -> Rendered {
        match self {
            Self::Rule(input) => input.deliver(&Record::new(event), variables),
            Self::Schedule(input) => input.deliver(&Record::new(event), variables),
            Self::Pipe { template, source } => {
                let source = source.unwrap_or_else(|| RecordSource::of(event));
                match template {
                    Some(template) => {
                        template.render(&Record::from_source(event, source), variables)
                    }
                    None => Rendered::Delivered {
                        raw: event.to_compact(),
                        notes: Vec::new(),
                    },
                }
            }
        }
    }

    /// The template, if there is one.
    pub(super) fn template(&self) -> Option<&Template> {
        match self {
            Self::Rule(input) => match &**input {
                TargetInput::Transformed(template) => Some(template),
                _ => None,
            },
            Self::Pipe { template, .. } => template.as_ref(),
            Self::Schedule(_) => None,
        }
    }

    /// Whether the result does not depend on any event.
    pub(super) fn is_constant(&self) -> bool {
        match self {
            Self::Rule(input) => matches!(**input, TargetInput::Constant(_)),
            Self::Pipe { .. } => false,
            Self::Schedule(_) => true,
        }
    }
}
