//! One way to take an object apart: members by name, with their types, and everything that is wrong with them.
//!
//! Whoever reads what is declared (an entry, a target, a schedule, a pipe, a policy) asks a [`Fields`] for each member. A
//! wrong type, an unknown member and a name that is given twice are told in the same words everywhere, each at its place;
//! the reading goes on, so that all mistakes of an object are told at once.
//!
//! # Example
//!
//! ```
//! use evb::diagnostic::Code;
//! use evb::json::{self, FieldCodes, Fields};
//!
//! const CODES: FieldCodes = FieldCodes::all(Code::new("example/member"));
//! let value = json::parse(r#"{"Name": "p", "BatchSize": "10", "Sorce": "s"}"#).unwrap();
//! let mut fields = Fields::new(CODES);
//! assert_eq!(fields.string(&value, "Name"), Some("p"));
//! assert_eq!(fields.integer(&value, "BatchSize"), None);
//! fields.unknown(&value, "a pipe", &["Name", "BatchSize", "Source"]);
//! let told: Vec<_> = fields.found.iter().map(|one| one.message.as_str()).collect();
//! assert_eq!(told, ["`BatchSize` is a string, not a whole number", "a pipe has no member `Sorce`"]);
//! assert_eq!(fields.found[1].help.as_deref(), Some("did you mean `Source`?"));
//! ```
//!
//! # What this module does not do
//!
//! It knows no member of any object, and no bounds of values: those are rules of the service that declares them.
//!
//! # Source
//!
//! `null` is absent: the AWS CLI and the SDKs leave such members out of a request. Of a name that is given twice the last
//! value counts: the AWS CLI reads with Python's `json`, which has it so.

use std::collections::BTreeMap;

use super::{Kind, Value};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::suggest;

/// The codes under which a reader tells what is wrong with members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldCodes {
    /// A member of the wrong type.
    pub wrong_type: Code,
    /// A member that there is not.
    pub unknown: Code,
    /// A name that is given more than once.
    pub duplicate: Code,
}

impl FieldCodes {
    /// One code for all.
    #[must_use]
    pub const fn all(code: Code) -> Self {
        Self {
            wrong_type: code,
            unknown: code,
            duplicate: code,
        }
    }
}

/// The member called `name`, unless it is `null` or absent; the last one, if there are several.
#[must_use]
pub fn present<'v>(parent: &'v Value, name: &str) -> Option<&'v Value> {
    parent.get(name).filter(|value| value.kind != Kind::Null)
}

/// The text of a member, for those who only look what an object is.
#[must_use]
pub fn text<'v>(parent: &'v Value, name: &str) -> Option<&'v str> {
    parent.get(name)?.as_str()
}

/// The first of several members that is there and not `null`.
#[must_use]
pub fn first<'v>(parent: &'v Value, names: &[&str]) -> Option<&'v Value> {
    names.iter().find_map(|name| present(parent, name))
}

/// A value that has the wrong type, in the words that everybody uses: `what` is the member in backticks, or what the
/// value is to be (`an entry`); `wanted` begins with its article.
#[must_use]
pub fn wrong_type(code: Code, what: &str, wanted: &str, value: &Value) -> Diagnostic {
    let is = match &value.kind {
        // It is a string, and yet none that a request can hold.
        Kind::String(text) if text.has_lone_surrogate() => "half of a surrogate pair",
        _ => value.kind_name(),
    };
    Diagnostic::error(code, format!("{what} is {is}, not {wanted}"))
        .at(beginning(value), format!("{wanted} was expected"))
}

/// Where a value is shown: of an object or an array its opening bracket, of anything else the whole.
#[must_use]
pub fn beginning(value: &Value) -> Span {
    match value.kind {
        Kind::Object(_) | Kind::Array(_) => Span::new(value.span.start, value.span.start + 1),
        _ => value.span,
    }
}

/// Reads members and remembers what is wrong with them.
#[derive(Clone, Debug)]
pub struct Fields {
    codes: FieldCodes,
    /// What is to be seen at a member that there is not.
    unknown: &'static str,
    /// What is wrong, in the order of the questions.
    pub found: Vec<Diagnostic>,
}

impl Fields {
    /// Nothing is read yet.
    #[must_use]
    pub const fn new(codes: FieldCodes) -> Self {
        Self {
            codes,
            unknown: "not known to AWS",
            found: Vec::new(),
        }
    }

    /// The same for a format that is not AWS's: `label` is what is to be seen at a member that it has not.
    #[must_use]
    pub const fn of_format(codes: FieldCodes, label: &'static str) -> Self {
        Self {
            codes,
            unknown: label,
            found: Vec::new(),
        }
    }

    /// A text. A string with half of a surrogate pair is none.
    pub fn string<'v>(&mut self, parent: &'v Value, name: &str) -> Option<&'v str> {
        self.member(parent, name, "a string", Value::as_str)
    }

    /// An object; `None` if it is absent or something else.
    pub fn object<'v>(&mut self, parent: &'v Value, name: &str) -> Option<&'v Value> {
        let is_object = |value: &'v Value| value.as_object().map(|_| value);
        self.member(parent, name, "an object", is_object)
    }

    /// The elements of an array.
    pub fn array<'v>(&mut self, parent: &'v Value, name: &str) -> Option<&'v [Value]> {
        self.member(parent, name, "an array", Value::as_array)
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, parent: &Value, name: &str) -> Option<bool> {
        self.member(parent, name, "`true` or `false`", |value| {
            match value.kind {
                Kind::Bool(yes) => Some(yes),
                _ => None,
            }
        })
    }

    /// A whole number that 64 bits hold, written without a fraction.
    pub fn integer(&mut self, parent: &Value, name: &str) -> Option<i64> {
        self.member(parent, name, "a whole number", integer)
    }

    /// A number, as it is written.
    pub fn number<'v>(&mut self, parent: &'v Value, name: &str) -> Option<&'v str> {
        self.member(parent, name, "a number", |value| match &value.kind {
            Kind::Number(text) => Some(&**text),
            _ => None,
        })
    }

    /// What `read` makes of a member; a member that it makes nothing of is not `wanted`.
    pub fn member<'v, T>(
        &mut self,
        parent: &'v Value,
        name: &str,
        wanted: &str,
        read: impl FnOnce(&'v Value) -> Option<T>,
    ) -> Option<T> {
        let value = present(parent, name)?;
        let read = read(value);
        if read.is_none() {
            self.wrong_type(name, wanted, value);
        }
        read
    }

    /// Tells that a member has the wrong type.
    pub fn wrong_type(&mut self, name: &str, wanted: &str, value: &Value) {
        let what = format!("`{name}`");
        let mistake = wrong_type(self.codes.wrong_type, &what, wanted, value);
        self.found.push(mistake);
    }

    /// The same with a remedy.
    pub fn wrong_type_with_help(&mut self, name: &str, wanted: &str, value: &Value, help: &str) {
        self.wrong_type(name, wanted, value);
        if let Some(last) = self.found.last_mut() {
            last.help = Some(help.to_owned());
        }
    }

    /// Tells of members that are not among `known`, as errors; `whole` says what has no such member: `a pipe`,
    /// `` `SourceParameters` ``. What is no object has no members.
    pub fn unknown(&mut self, object: &Value, whole: &str, known: &[&str]) {
        self.unknown_as(Severity::Error, object, whole, known);
    }

    /// The same, as bad as the reader has it.
    pub fn unknown_as(&mut self, severity: Severity, object: &Value, whole: &str, known: &[&str]) {
        for member in object.as_object().unwrap_or_default() {
            let name = member.name.to_display();
            if known.contains(&&*name) {
                continue;
            }
            let message = format!("{whole} has no member `{name}`");
            let mut mistake =
                Diagnostic::error(self.codes.unknown, message).at(member.name_span, self.unknown);
            mistake.severity = severity;
            if let Some(meant) = suggest::nearest(&name, known) {
                mistake = mistake.help(format!("did you mean `{meant}`?"));
                // A second member of this name would take the place of the first.
                if object.get(meant).is_none() {
                    mistake = mistake.fix(member.name_span, format!("\"{meant}\""));
                }
            }
            self.found.push(mistake);
        }
    }

    /// Warns of names that an object has more than once: the last one counts.
    pub fn duplicates(&mut self, object: &Value) {
        let mut last: BTreeMap<&[u8], Span> = BTreeMap::new();
        for member in object.as_object().unwrap_or_default() {
            let name = &member.name;
            if let Some(before) = last.insert(name.as_wtf8(), member.name_span) {
                self.found.push(
                    Diagnostic::warning(
                        self.codes.duplicate,
                        format!("`{name}` is given more than once: the last one counts, as for the AWS CLI"),
                    )
                    .at(member.name_span, "this one counts")
                    .related(before, "this one does not"),
                );
            }
        }
    }

    /// Whether one of what was found is an error.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }
}

/// The whole number that a value is, if 64 bits hold it.
#[must_use]
pub fn integer(value: &Value) -> Option<i64> {
    match &value.kind {
        Kind::Number(text) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    const CODES: FieldCodes = FieldCodes::all(Code::new("t/t"));

    fn told(fields: &Fields) -> Vec<&str> {
        let found = fields.found.iter();
        found.map(|one| one.message.as_str()).collect()
    }

    #[test]
    fn null_is_absent_and_the_last_of_two_counts() {
        let value = parse(r#"{"a": null, "b": 1, "b": 2, "b": 3}"#).unwrap();
        let mut fields = Fields::new(CODES);
        assert_eq!(fields.string(&value, "a"), None);
        assert_eq!(fields.integer(&value, "b"), Some(3));
        assert_eq!(told(&fields), [""; 0]);
        fields.duplicates(&value);
        let message = "`b` is given more than once: the last one counts, as for the AWS CLI";
        assert_eq!(told(&fields), [message; 2]);
    }

    #[test]
    fn every_wrong_type_is_told_in_the_same_words_at_its_place() {
        let text = r#"{"a": 1, "b": "\ud800", "c": [2], "d": 1.5}"#;
        let value = parse(text).unwrap();
        let mut fields = Fields::new(CODES);
        fields.string(&value, "a");
        fields.string(&value, "b");
        fields.object(&value, "c");
        fields.integer(&value, "d");
        fields.boolean(&value, "d");
        assert_eq!(
            told(&fields),
            [
                "`a` is a number, not a string",
                "`b` is half of a surrogate pair, not a string",
                "`c` is an array, not an object",
                "`d` is a number, not a whole number",
                "`d` is a number, not `true` or `false`",
            ]
        );
        let places = fields.found.iter().filter_map(|one| one.primary.as_ref());
        let places: Vec<_> = places
            .filter_map(|label| text.get(label.span.start..label.span.end))
            .collect();
        assert_eq!(places, ["1", r#""\ud800""#, "[", "1.5", "1.5"]);
    }
}
