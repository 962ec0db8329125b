//! The arguments that name events.

use std::ffi::OsString;

use super::Wanted;
use crate::commands::input::{self, Input};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::pattern::Dialect;

/// Where commands look for events.
pub(in crate::commands) const EVENT_PLACES: &str = "as arguments or on standard input";

/// Arguments that name events.
#[derive(Debug, clap::Args)]
pub struct EventArguments {
    /// Events: files, globs, `-` for standard input, or JSON itself; without any, standard input is read.
    ///
    /// A file may hold delivered events (one, a JSON array, JSON Lines, concatenated), PutEvents entries,
    /// SQS messages, or what CloudWatch Logs prints; gzip is seen through. A path with `*`, `?` or `[` in it is a glob unless
    /// a file has that very name.
    #[arg(value_name = "EVENT")]
    pub events: Vec<OsString>,
    /// What a record of the input is.
    ///
    /// `auto` opens JSON arrays and the lists `Messages`, `Records`, `events` and `Entries`, takes events out of
    /// messages and makes them of entries. `record` opens arrays, `Records` and `Messages` and takes each element as the
    /// event. `event` takes every JSON value as the event itself. Default: `auto`; `record` for the patterns of pipes and
    /// event source mappings, which filter records.
    #[arg(long, value_name = "SHAPE", value_enum)]
    pub shape: Option<ShapeName>,
}

/// A name for [`Shape`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ShapeName {
    /// Whatever is recognised.
    Auto,
    /// Each element of a list is the event.
    Record,
    /// Each JSON value is the event.
    Event,
}

impl EventArguments {
    /// The inputs that are named, or standard input.
    #[must_use]
    pub fn inputs(&self) -> Vec<Input> {
        if self.events.is_empty() {
            return vec![Input::Stdin];
        }
        let mut inputs: Vec<Input> = self.events.iter().map(Input::new).collect();
        input::number_inline(&mut inputs, "event");
        inputs
    }

    /// What to do where standard input is asked for by `other` and for the events too.
    #[must_use]
    pub fn help_on_stdin(&self, other: &str) -> String {
        if self.events.is_empty() {
            format!(
                "without an EVENT the events are read from there: name their files, or the file of the {other}"
            )
        } else {
            format!("give the {other} or the events as a file or as JSON in the argument")
        }
    }

    /// Where to read the events. `usual` is the shape where no argument names one.
    pub(in crate::commands) fn wanted(&self, usual: Shape, settings: Settings) -> Wanted {
        Wanted {
            inputs: self.inputs(),
            shape: self.shape_or(usual),
            settings,
        }
    }

    /// The shape that is asked for.
    #[must_use]
    pub fn shape_or(&self, usual: Shape) -> Shape {
        match self.shape {
            Some(ShapeName::Auto) => Shape::Recognised,
            Some(ShapeName::Record) => Shape::Record,
            Some(ShapeName::Event) => Shape::Event,
            None => usual,
        }
    }
}

/// The shape where no argument names one: a pipe and an event source mapping filter records, not what is inside them.
pub(in crate::commands) fn usual_shape(dialect: Dialect) -> Shape {
    match dialect {
        Dialect::Bus | Dialect::Subscriber => Shape::Recognised,
        Dialect::Pipe | Dialect::Lambda | Dialect::Sns(_) => Shape::Record,
    }
}
