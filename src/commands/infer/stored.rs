//! Events that are read again: out of their files, or out of what is kept of an input that comes but once.

use std::io::{self, BufRead as _, BufReader, SeekFrom, Write as _};

use crate::commands::answer::Refusals;
use crate::commands::events::{Takes, Wanted, in_order};
use crate::commands::{BrokenRecord, Context, EventRecord, Failure, Input, ScratchFile};
use crate::diagnostic::Diagnostics;
use crate::event::MAXIMUM_RECORD_BYTES;
use crate::json::{self, Value};

/// Some inputs.
pub(super) struct Stored {
    wanted: Wanted,
    /// What stood in them, one event a line behind its place, if they cannot be read again.
    kept: Option<Box<dyn ScratchFile>>,
    was_read: bool,
}

/// What is done with an event, which stands at a place; `false` ends the reading.
pub(super) type Each<'f> = &'f mut dyn FnMut(&Value, &str);

impl Stored {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            kept: None,
            was_read: false,
        }
    }

    /// Hands every event over, in order. What is no event is told, the first time.
    pub(super) fn each(
        &mut self,
        refusals: &mut Refusals,
        context: &mut Context<'_>,
        each: Each<'_>,
    ) -> Result<(), Failure> {
        if let Some(kept) = &mut self.kept {
            return Ok(again(kept.as_mut(), each)?);
        }
        let is_first = !std::mem::replace(&mut self.was_read, true);
        let keeps = is_first && self.wanted.inputs.iter().any(comes_once);
        let mut reading = Reading {
            each,
            refusals: is_first.then_some(refusals),
            kept: keeps.then(|| context.host.scratch_file()).transpose()?,
        };
        in_order(self.wanted.clone(), &mut reading, context)?;
        self.kept = reading.kept;
        Ok(())
    }
}

/// Standard input, and what a shell gives in the place of a file: `<(…)`.
fn comes_once(input: &Input) -> bool {
    match input {
        Input::Stdin => true,
        Input::Inline { .. } => false,
        Input::File(file) => file.name().starts_with("/dev/") || file.name().starts_with("/proc/"),
    }
}

/// Reads what was kept.
fn again(kept: &mut dyn ScratchFile, each: Each<'_>) -> io::Result<()> {
    kept.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::new(kept);
    let mut line = Vec::new();
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line);
        if let Some((place, event)) = text.trim_end().split_once('\t')
            && let Ok(event) = json::parse(event)
        {
            each(&event, place);
        }
    }
}

/// One reading of the inputs.
struct Reading<'r> {
    each: Each<'r>,
    /// Where to tell what is no event; `None` once that was told.
    refusals: Option<&'r mut Refusals>,
    kept: Option<Box<dyn ScratchFile>>,
}

impl Takes for Reading<'_> {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        debug_assert!(record.text.len() <= 2 * MAXIMUM_RECORD_BYTES);
        match json::parse(&record.text) {
            Ok(event) => {
                let place = record.place.to_string();
                if let Some(kept) = &mut self.kept {
                    writeln!(kept, "{place}\t{}", event.to_compact())?;
                }
                (self.each)(&event, &place);
                Ok(())
            }
            Err(error) => {
                let told = Diagnostics::from(error.diagnostic(&record.text));
                self.refuse(record.refused(told), context)
            }
        }
    }

    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        match &mut self.refusals {
            Some(refusals) => refusals.record(broken, context),
            None => Ok(()),
        }
    }
}
