//! What is told of a text that could be read.

use std::collections::BTreeMap;

use super::number::{self, Surprise};
use super::plain::Remark;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A name that stands twice in one map.
pub const DUPLICATE_NAME: Code = Code::new("yaml/duplicate-name");
/// Text behind the first document.
pub const SEVERAL_DOCUMENTS: Code = Code::new("yaml/several-documents");
/// An alias or a merge key where the service is not known to take it.
pub const ALIAS: Code = Code::new("yaml/alias");
/// A merge key without a map.
pub const MERGE: Code = Code::new("yaml/merge");
/// Null in a template.
pub const NULL: Code = Code::new("yaml/null");
/// A word that YAML 1.1 has as a boolean.
pub const BOOLEAN_WORD: Code = Code::new("yaml/boolean-word");
/// A number with a leading zero.
pub const LEADING_ZERO: Code = Code::new("yaml/leading-zero");
/// A number of base 60.
pub const BASE_SIXTY: Code = Code::new("yaml/base-60");
/// A number that loses digits.
pub const ROUNDED: Code = Code::new("yaml/rounded-number");
/// A scalar that may be a number or a text.
pub const UNSETTLED: Code = Code::unsettled("yaml/unsettled-type");
/// A plain scalar in brackets that some readers cannot read.
pub const PLAIN_IN_BRACKETS: Code = Code::new("yaml/plain-in-brackets");
/// An escape that CloudFormation does not take.
pub const ESCAPE: Code = Code::new("yaml/escape");
/// A tag that is not known.
pub const UNKNOWN_TAG: Code = Code::new("yaml/unknown-tag");

/// The most places that are told of one kind: who has more of them has one cause.
const MOST_OF_A_KIND: usize = 100;

/// Everything that is told, no more than so much of each kind.
#[derive(Debug, Default)]
pub(super) struct Told {
    all: Vec<Diagnostic>,
    counts: BTreeMap<Code, usize>,
}

impl Told {
    /// Tells something.
    pub(super) fn tell(&mut self, diagnostic: Diagnostic) {
        self.tell_of(MOST_OF_A_KIND, diagnostic);
    }

    /// Tells something of which one place is enough.
    pub(super) fn tell_once(&mut self, diagnostic: Diagnostic) {
        self.tell_of(1, diagnostic);
    }

    fn tell_of(&mut self, most: usize, diagnostic: Diagnostic) {
        let count = self.counts.entry(diagnostic.code).or_default();
        if *count < most {
            *count += 1;
            self.all.push(diagnostic);
        }
    }

    /// All that was told, in the order of the text.
    pub(super) fn all(mut self) -> Vec<Diagnostic> {
        self.all
            .sort_by_key(|told| told.primary.as_ref().map(|label| label.span.start));
        self.all
    }
}

/// What a plain scalar is that its writer may not have meant.
pub(super) fn remark(remark: &Remark, raw: &str, span: Span) -> Diagnostic {
    let raw = shortened(raw);
    match remark {
        Remark::Null => {
            let label = if span.is_empty() { "nothing stands here, which is null" } else { "null" };
            let help = match span.is_empty() {
                true => "indent what belongs below it further, or leave the member out; a rule's pattern that needs null is written as JSON in a string",
                false => "leave the member out; a rule's pattern that needs null is written as JSON in a string",
            };
            Diagnostic::warning(NULL, "CloudFormation: 'null' values are not allowed in templates")
                .at(span, label)
                .help(help)
        }
        // AWS CLI, issue 5257: CloudFormation's list of words for booleans has them; PyYAML has them as texts, and writes
        // them without quotes again.
        Remark::BooleanWord(value) if raw.len() == 1 => {
            Diagnostic::warning(BOOLEAN_WORD, format!("`{raw}` without quotes is a boolean to CloudFormation"))
                .at(span, format!("read as `{value}`, as CloudFormation does"))
                .help(format!("write `\"{raw}\"` for the text, `{value}` for the boolean"))
        }
        Remark::BooleanWord(value) => {
            Diagnostic::warning(BOOLEAN_WORD, format!("`{raw}` without quotes is a boolean of YAML 1.1"))
                .at(span, format!("may be read as `{value}`"))
                .help(format!("write `\"{raw}\"` for the text, `{value}` for the boolean"))
        }
        Remark::Number(number, surprise) => number_remark(number, *surprise, &raw, span),
        Remark::Unsettled => Diagnostic::note(
            UNSETTLED,
            format!("`{raw}` is a text in YAML 1.1, which CloudFormation reads, and a number in YAML 1.2"),
        )
        .at(span, "read as a text")
        .help(match number::spelled_for_all(&raw) {
            Some(spelled) => format!(
                "an exponent of YAML 1.1 has a sign, and a point before it: write `{spelled}` for the number, `\"{raw}\"` for the text"
            ),
            None => format!("write `\"{raw}\"` for the text, or all digits for the number"),
        }),
        Remark::Infinite => Diagnostic::warning(UNSETTLED, format!("JSON has no number for `{raw}`"))
            .at(span, "read as a text")
            .help(format!("write `\"{raw}\"` for the text")),
    }
}

fn number_remark(number: &str, surprise: Surprise, raw: &str, span: Span) -> Diagnostic {
    let (code, message) = match surprise {
        Surprise::LeadingZero => (
            LEADING_ZERO,
            format!("`{raw}` is read as the number {number}"),
        ),
        Surprise::BaseSixty => (
            BASE_SIXTY,
            format!("`{raw}` is read as the number {number}, of base 60"),
        ),
        Surprise::Rounded => (ROUNDED, format!("{raw} is rounded to {number}")),
    };
    let label = match surprise {
        Surprise::LeadingZero => "a leading zero",
        Surprise::BaseSixty => "a number of YAML 1.1",
        Surprise::Rounded => "more digits than a floating-point number keeps",
    };
    Diagnostic::warning(code, message)
        .at(span, label)
        .help(format!("write `\"{raw}\"` for the text"))
}

/// The beginning of a text that is repeated in a message.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}
