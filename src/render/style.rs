//! Colours, where they are wanted.

use colored::{ColoredString, Colorize as _};

use super::printable::printable;

/// Which colours an output gets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    color: bool,
}

impl Style {
    pub(super) fn new(color: bool) -> Self {
        if color {
            // `colored` decides for the whole process; that was decided for this output already.
            colored::control::set_override(true);
        }
        Self { color }
    }

    /// The name of a thing.
    pub(super) fn name(self, text: &str) -> String {
        self.paint(text, |text| text.bold())
    }

    /// What is as it should be.
    pub(super) fn good(self, text: &str) -> String {
        self.paint(text, |text| text.green().bold())
    }

    /// What is not as it should be.
    pub(super) fn bad(self, text: &str) -> String {
        self.paint(text, |text| text.red().bold())
    }

    /// What may be either.
    pub(super) fn doubt(self, text: &str) -> String {
        self.paint(text, |text| text.yellow().bold())
    }

    /// What to do.
    pub(super) fn help(self, text: &str) -> String {
        self.paint(text, |text| text.cyan())
    }

    /// What only few want to read.
    pub(super) fn faint(self, text: &str) -> String {
        self.paint(text, |text| text.dimmed())
    }

    /// What is painted stands in one line, in its printable form: no colour of ours could be told from one of the text.
    fn paint(self, text: &str, paint: impl Fn(ColoredString) -> ColoredString) -> String {
        let text = printable(text);
        if self.color {
            paint((&*text).into()).to_string()
        } else {
            text.into_owned()
        }
    }
}
