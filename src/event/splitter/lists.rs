//! How the splitter goes into a list, out of it, and on to the next one where it was not closed.
//!
//! # What this module does not do
//!
//! It does not find the elements: that is the [splitter](super)'s.

use memchr::memchr;

use super::super::opening::Start;
use super::super::piece::{Breakage, Enclosure};
use super::super::scan::{Scan, ScanEnd};
use super::{Around, KEPT_AROUND_BYTES, Progress, Separator, Splitter, State};

impl Splitter {
    /// At the first byte of what may be an element of a list.
    pub(super) fn element(&self) -> Scan {
        let in_array = self.around != Around::Nothing && self.opening.start.is_array();
        Scan::value(false, self.indent).suspecting_arrays(in_array)
    }

    /// Whether a line begins here as the list around the records began, where it cannot be an element. `None` when more
    /// bytes are needed.
    pub(super) fn begins_again(&self) -> Option<bool> {
        let may_be = match self.around {
            Around::Nothing => false,
            Around::List(_, Separator::Due | Separator::Unknown) => true,
            Around::List(..) => self.opening.start.is_no_event(self.shape),
        };
        if may_be {
            self.is_like_opening()
        } else {
            Some(false)
        }
    }

    /// Whether a line begins here as the last list began.
    fn is_like_opening(&self) -> Option<bool> {
        if !self.is_line_start || self.line == self.opening.line {
            return Some(false);
        }
        let begins = self.opening.start.begins(self.indent, self.waiting());
        begins.or(self.finished.then_some(false))
    }

    /// Leaves the list that should have been closed before.
    pub(super) fn begin_again(&mut self) -> Progress {
        let left = std::mem::replace(&mut self.around, Around::Nothing);
        // Behind a broken record that has been told, and says as much.
        if matches!(left, Around::List(_, Separator::Unknown)) {
            return Progress::Moved;
        }
        Progress::Found(0, Enclosure::None, Some(Breakage::Unclosed))
    }

    /// Notes that an array begins at `start`.
    pub(super) fn opens_array(&mut self) {
        self.opens();
        self.opening.is_fresh = true;
    }

    /// Notes that the document of a list begins at `start`.
    fn opens(&mut self) {
        self.opening.offset = self.offset;
        self.opening.line = self.line;
        self.opening.column = self.column;
        self.opening.is_comma_told = false;
        self.opening.is_fresh = false;
        self.opening.text.clear();
    }

    /// The same of a wrapper, of which enough has come in.
    pub(super) fn opens_wrapper(&mut self) {
        self.opens();
        if self.is_line_start {
            self.opening.start = Start::object(self.indent, self.waiting());
        }
        self.keep_opening(0);
    }

    /// The first element of the array begins at `start`, with this byte.
    pub(super) fn array_begins_with(&mut self, element: u8) {
        self.opening.is_fresh = false;
        let behind = usize::try_from(self.offset - self.opening.offset).unwrap_or(usize::MAX);
        // Nothing but blanks stands between the two.
        if self.line == self.opening.line && behind < KEPT_AROUND_BYTES {
            if self.indent == self.opening.column {
                self.opening.start = Start::array(self.indent, element);
            }
            self.keep_opening(behind);
        } else {
            self.opening.text.push(b'[');
        }
    }

    /// Keeps the line of the document that begins so many bytes before `start`.
    fn keep_opening(&mut self, behind: usize) {
        let from = self.start.saturating_sub(behind);
        let text = self.buffer.get(from..self.filled).unwrap_or_default();
        let text = text.get(..KEPT_AROUND_BYTES).unwrap_or(text);
        let line = text.get(..memchr(b'\n', text).unwrap_or(text.len()));
        self.opening
            .text
            .extend_from_slice(line.unwrap_or_default());
    }

    /// Goes back to the first element of a wrapper's list in which the scan broke off, so that only this element is told
    /// to be broken and the others are not lost; whether there is one.
    pub(super) fn enter(&mut self, scan: &Scan) -> bool {
        let Some((wrapper, start)) = scan.first_element() else {
            return false;
        };
        let broken = self.waiting().get(start..).unwrap_or_default();
        if !wrapper.accepts(broken, self.shape) {
            return false;
        }
        self.opens_wrapper();
        self.take(start);
        self.around = Around::List(Some(wrapper), Separator::Seen);
        self.state = State::Record(self.element());
        true
    }

    /// Passes the members behind the list of a wrapper. They are not kept.
    pub(super) fn rest(&mut self, mut scan: Scan) -> Progress {
        match scan.advance(self.waiting(), self.finished) {
            ScanEnd::Done(end) => {
                self.take(end);
                Progress::Moved
            }
            ScanEnd::Broken(at) => {
                let position = scan.position();
                self.take(position);
                let at = at - position;
                match self.is_like_opening() {
                    Some(true) if at == 0 => {
                        return Progress::Found(0, Enclosure::None, Some(Breakage::Unclosed));
                    }
                    None => {
                        scan.forget(position);
                        self.state = State::Rest(scan);
                        return Progress::NeedsMore;
                    }
                    Some(_) => {}
                }
                let recovery = self.recovery(at, 0, Breakage::Unexpected(at));
                self.state = State::Broken(recovery);
                Progress::Moved
            }
            ScanEnd::NeedsMore if self.finished => {
                self.found(self.waiting().len(), Some(Breakage::Unfinished))
            }
            ScanEnd::NeedsMore | ScanEnd::Element(..) => {
                self.pass(scan.position(), |passed| scan.forget(passed));
                self.state = State::Rest(scan);
                Progress::NeedsMore
            }
        }
    }
}
