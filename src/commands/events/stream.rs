//! The sequential form: one event after the other, whatever shape they have.

use std::collections::VecDeque;
use std::io::Read;

use super::cut::CutInput;
use super::record::{BrokenRecord, EventRecord};
use super::{End, Wanted};
use crate::commands::input::{self, Input};
use crate::commands::{Context, Failure};
use crate::event::Shape;
use crate::event::put_events::Settings;

/// A command that is handed events one after the other.
pub(in crate::commands) trait Takes {
    /// An event. Its text may still turn out to be no JSON, or no object.
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure>;

    /// A record in which there is no event, or an input that cannot be read (to its end). The others follow.
    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure>;
}

/// Hands over every event, in the order of the input.
pub(in crate::commands) fn in_order(
    wanted: Wanted,
    taker: &mut impl Takes,
    context: &mut Context<'_>,
) -> Result<End, Failure> {
    let mut stream = EventStream {
        inputs: wanted.inputs.into(),
        current: None,
        shape: wanted.shape,
        records_before: wanted.settings.first_number,
        settings: wanted.settings,
        had_empty_list: false,
    };
    stream.each(taker, context)?;
    Ok(End {
        had_empty_list: stream.had_empty_list,
    })
}

/// Events one after the other, in memory that does not grow with the input.
///
/// A record that is no event is told and passed; the stream ends when every input is read.
pub(super) struct EventStream {
    inputs: VecDeque<Input>,
    current: Option<CutInput>,
    shape: Shape,
    settings: Settings,
    /// How many records came before those of the present input: each entry gets an id of its own.
    records_before: usize,
    /// Whether there was an empty list of records or messages.
    had_empty_list: bool,
}

impl EventStream {
    /// A stream over the rest of an input, before which came so many records and whole lines. The first number of the
    /// settings is how many records came in other inputs before.
    pub(super) fn over_rest(
        name: &str,
        reader: Box<dyn Read + Send>,
        (shape, settings): (Shape, Settings),
        index: usize,
        lines_before: usize,
    ) -> Self {
        Self {
            inputs: VecDeque::new(),
            current: Some(
                CutInput::new(name.to_owned(), reader, shape).behind(index, lines_before),
            ),
            shape,
            records_before: settings.first_number,
            settings,
            had_empty_list: false,
        }
    }

    /// Whether there was an empty list of records or messages so far.
    pub(super) fn had_empty_list(&self) -> bool {
        self.had_empty_list
    }

    /// How many records there were in the inputs that have ended, with those that came before this stream.
    pub(super) fn records_before(&self) -> usize {
        self.records_before
    }

    /// Hands over every event that is left.
    pub(super) fn each(
        &mut self,
        taker: &mut impl Takes,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        loop {
            if let Some(current) = &mut self.current {
                let ended = current.advance(context.stdout);
                if matches!(ended, Ok(true)) {
                    self.hand_over(taker, context)?;
                    continue;
                }
                self.records_before += current.records();
                let name = std::mem::take(&mut current.name);
                self.current = None;
                if let Err(error) = ended {
                    taker.refuse(BrokenRecord::unreadable(name, &error), context)?;
                }
            }
            let Some(input) = self.inputs.pop_front() else {
                return Ok(());
            };
            if let Err(broken) = self.open(input, context) {
                taker.refuse(*broken, context)?;
            }
        }
    }

    /// Hands over the record to which the input went, if it is not an empty list.
    fn hand_over(
        &mut self,
        taker: &mut impl Takes,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Some(current) = &mut self.current else {
            return Ok(());
        };
        self.settings.first_number = self.records_before + current.number();
        let (piece, around) = (current.splitter.piece(), current.splitter.around());
        let place = current.place(&piece);
        match EventRecord::recognised(&piece, around, place, (self.shape, &self.settings)) {
            Some(Ok(record)) => taker.take(&record, context),
            Some(Err(broken)) => taker.refuse(*broken, context),
            None => {
                current.uncount();
                self.had_empty_list = true;
                Ok(())
            }
        }
    }

    /// Opens an input: the first file of a glob, whose other files come next.
    fn open(&mut self, input: Input, context: &mut Context<'_>) -> Result<(), Box<BrokenRecord>> {
        let name = input.name("<event>").to_owned();
        let files = opened(input, context);
        let files = files.map_err(|failure| BrokenRecord::of_input(name, failure))?;
        let mut files = files.into_iter();
        let Some(first) = files.next() else {
            return Ok(());
        };
        for later in files.rev() {
            self.inputs.push_front(later);
        }
        self.current = Some(CutInput::open(&first, self.shape, context)?);
        Ok(())
    }
}

/// The inputs that an argument names; what of a directory is left out is told.
pub(super) fn opened(input: Input, context: &mut Context<'_>) -> Result<Vec<Input>, Failure> {
    let expanded = input::expanded(input, context)?;
    if let Some(left_out) = expanded.left_out {
        context.tell(&left_out)?;
    }
    Ok(expanded.inputs)
}
