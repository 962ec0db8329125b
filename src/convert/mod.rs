//! From what other services call a schedule, a filter or an event to what EventBridge calls it, and back.
//!
//! | from | to | where |
//! |---|---|---|
//! | lines of a crontab | expressions of AWS, and back | [`cron`] |
//! | notifications of an S3 bucket | event patterns | [`s3_notification`] |
//! | filter policies of SNS | event patterns, and back | [`sns_filter_policy`] |
//! | filters of event source mappings and pipes | event patterns, and back | [`event_source_filter`] |
//! | records of CloudTrail | events | [`cloudtrail`] |
//!
//! A conversion says the same or it says what is lost: [`Conversion::lost`]. Every result is asked again before it is given:
//! an expression for its minutes, a pattern by the parser.
//!
//! # Example
//!
//! ```
//! use evb::convert::cron;
//!
//! let conversion = cron::convert("30 8 * * 1-5", &cron::Settings::default());
//! assert_eq!(conversion.outputs[0].text, "cron(30 8 ? * MON-FRI *)");
//! assert!(conversion.lost.is_empty());
//! ```
//!
//! # What this module does not do
//!
//! It reads no files and no templates: it takes texts and values. What templates declare is taken out of them by whoever asks.

pub mod cloudtrail;
pub mod cron;
pub mod event_source_filter;
pub mod s3_notification;
pub mod sns_filter_policy;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Something that the other side cannot say.
pub const LOST: Code = Code::new("convert/not-expressible");
/// Something that the other side says otherwise, or that is to be done beside.
pub const NOTE: Code = Code::new("convert/note");
/// What is to be converted is not what it is to be.
pub const INVALID: Code = Code::new("convert/invalid");

/// What came of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// The results, in the order of the text.
    pub outputs: Vec<Output>,
    /// What cannot be carried over. Spans lie in the text.
    pub lost: Vec<Diagnostic>,
    /// What has no meaning on its own side.
    pub invalid: Vec<Diagnostic>,
    /// What is worth knowing of the results.
    pub notes: Vec<Diagnostic>,
}

/// One result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Output {
    /// The expression, or compact JSON.
    pub text: String,
    /// Whether it is JSON.
    pub is_json: bool,
    /// What it is called where it comes from.
    pub name: Option<String>,
    /// Where that stands.
    pub span: Span,
    /// The time zone in which an expression is to be read; `None` if none was given.
    pub timezone: Option<String>,
    /// What a line of a crontab runs.
    pub command: Option<String>,
}

impl Conversion {
    /// Puts what came of another text behind.
    pub fn append(&mut self, other: Self) {
        self.outputs.extend(other.outputs);
        self.lost.extend(other.lost);
        self.invalid.extend(other.invalid);
        self.notes.extend(other.notes);
    }

    /// Puts what came of another text behind; what is noted of several is noted once.
    pub fn append_once(&mut self, mut other: Self) {
        for note in std::mem::take(&mut other.notes) {
            self.note_once(note);
        }
        self.append(other);
    }

    /// Notes something, unless the same was noted before: what holds for every line is told once.
    fn note_once(&mut self, note: Diagnostic) {
        if !self.notes.iter().any(|one| one.message == note.message) {
            self.notes.push(note);
        }
    }
}
