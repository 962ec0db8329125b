//! The events that a command is asked about: the arguments that name them, and one reader of them.
//!
//! There are two forms. [`in_order`] hands over one event after the other, whatever shape they have. [`on_threads`]
//! does the same for a command that can answer for events on any thread ([`TakesLines`]): it answers for many lines at
//! once, or for many records where the input is something else than lines of events, and hands the answers over in the
//! order of the input.
//!
//! Neither takes memory that grows with the input.

mod ahead;
mod answers;
mod arguments;
mod chunks;
mod cut;
mod lines;
mod ordered;
mod record;
mod records;
mod signal;
mod stream;
mod threads;
mod told;

pub(super) use answers::{AnswersLines, Line, Part, TakesLines};
pub(super) use arguments::{EVENT_PLACES, usual_shape};
pub use arguments::{EventArguments, ShapeName};
pub(super) use lines::on_threads;
pub use record::{BrokenRecord, EventPlace, EventRecord};
pub(super) use stream::{Takes, in_order};
pub use threads::ThreadArguments;
pub(super) use threads::Threads;

use super::input::Input;
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::event::Shape;
use crate::event::put_events::Settings;

/// An input without any event.
const NO_EVENTS: Code = Code::new("event/none");

/// Where events are to be read, and what they are.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) inputs: Vec<Input>,
    pub(super) shape: Shape,
    /// What is made of entries of `PutEvents`.
    pub(super) settings: Settings,
}

/// What is known when every input has been read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    /// There was an empty list of records or messages: what a poll prints that receives nothing.
    pub(super) had_empty_list: bool,
}

/// What is said of an input without any `what`: an event, or a record. `places` can hold some; where the input was an
/// empty list, that is what is told.
pub(super) fn nothing(what: &str, places: &str, end: End) -> Finding {
    let none = |message| Diagnostic::error(NO_EVENTS, message);
    Finding::without_source(if end.had_empty_list {
        none(format!(
            "the list in the input is empty: there is no {what} in it"
        ))
        .help("a poll that receives nothing prints such a list: poll again, or give another input")
    } else {
        none(format!("there is no {what} in the input")).help(format!("give {what}s {places}"))
    })
}

#[cfg(test)]
mod nowhere;
#[cfg(test)]
mod slices;
