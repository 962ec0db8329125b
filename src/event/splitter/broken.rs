//! Past what is broken, to where the stream goes on.

use super::{Around, KEPT_BYTES, Progress, Separator, Splitter, State};
use crate::event::piece::{Breakage, MAXIMUM_RECORD_BYTES};
use crate::event::recover::Recovery;

impl Splitter {
    /// A record of this many bytes is whole, and there are too many.
    pub(super) fn too_long(&mut self, length: usize) -> Progress {
        self.state = State::Broken(self.recovery(length, 0, Breakage::TooLong));
        Progress::Moved
    }

    /// Looks for the place at which to go on behind a broken record.
    pub(super) fn broken(&mut self, mut recovery: Recovery) -> Progress {
        let breakage = Some(recovery.breakage());
        match recovery.advance(self.waiting(), self.finished) {
            Some(end) if end <= MAXIMUM_RECORD_BYTES => {
                let progress = self.found(end, breakage);
                self.separator_is_unknown();
                progress
            }
            None if self.waiting().len() <= MAXIMUM_RECORD_BYTES => {
                self.state = State::Broken(recovery);
                Progress::NeedsMore
            }
            _ => {
                let progress = self.found(KEPT_BYTES, Some(Breakage::TooLong));
                recovery.forget(KEPT_BYTES);
                self.state = State::Skipped(recovery);
                progress
            }
        }
    }

    /// The same when the record has been told already.
    pub(super) fn skipped(&mut self, mut recovery: Recovery) -> Progress {
        match recovery.advance(self.waiting(), self.finished) {
            Some(end) => {
                self.take(end);
                self.separator_is_unknown();
                Progress::Moved
            }
            None => {
                self.pass(recovery.position(), |passed| recovery.forget(passed));
                self.state = State::Skipped(recovery);
                Progress::NeedsMore
            }
        }
    }

    pub(super) fn separator_is_unknown(&mut self) {
        if let Around::List(_, separator) = &mut self.around {
            *separator = Separator::Unknown;
        }
    }

    pub(super) fn recovery(&self, at: usize, depth: usize, breakage: Breakage) -> Recovery {
        let in_list = self.around != Around::Nothing;
        Recovery::new(self.waiting(), at, depth, in_list, self.indent, breakage)
            .within(self.opening.start.clone())
    }
}
