//! Settings: as a list in one argument, `initial=1s,multiplier=2`, and as members of a JSON object.

use std::ops::RangeInclusive;

use super::diagnostics::SETTING;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::fields::{beginning, present};
use crate::json::{Fields, Value};
use crate::source::Span;

/// A whole number from 0 on that a member of an object holds, in a range; `usual` if it is absent or wrong.
pub(super) fn whole(
    fields: &mut Fields,
    code: Code,
    (object, name): (&Value, &str),
    range: RangeInclusive<u64>,
    usual: u64,
) -> u64 {
    let Some(number) = fields.integer(object, name) else {
        return usual;
    };
    match u64::try_from(number) {
        Ok(number) if range.contains(&number) => number,
        _ => {
            let bounds = match *range.end() {
                u64::MAX => format!("{} or more", range.start()),
                end => format!("{} to {end}", range.start()),
            };
            let at = present(object, name).unwrap_or(object);
            let message = format!("`{name}` is {number}, not {bounds}");
            fields
                .found
                .push(Diagnostic::error(code, message).at(beginning(at), "out of range"));
            usual
        }
    }
}

/// A part of an argument, and where it stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SettingText<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its first byte in the argument.
    pub(super) start: usize,
}

impl<'a> SettingText<'a> {
    /// A whole argument.
    pub(super) const fn whole(text: &'a str) -> Self {
        Self { text, start: 0 }
    }

    /// Its bytes in the argument.
    pub(super) const fn span(self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// The parts between separators; none of an empty one.
    pub(super) fn split(self, separator: char) -> impl Iterator<Item = SettingText<'a>> {
        let mut start = self.start;
        self.text
            .split(separator)
            .map(move |text| {
                let part = SettingText { text, start };
                start += text.len() + separator.len_utf8();
                part
            })
            .filter(move |_| !self.text.is_empty())
    }

    /// What stands before and behind the first separator.
    pub(super) fn split_once(self, separator: &str) -> Option<(SettingText<'a>, SettingText<'a>)> {
        let (before, after) = self.text.split_once(separator)?;
        let start = self.start + before.len() + separator.len();
        Some((
            SettingText {
                text: before,
                start: self.start,
            },
            SettingText { text: after, start },
        ))
    }

    /// Without blanks around it.
    pub(super) fn trimmed(self) -> SettingText<'a> {
        let text = self.text.trim_start();
        let start = self.start + self.text.len() - text.len();
        SettingText {
            text: text.trim_end(),
            start,
        }
    }

    /// As `name=value`.
    ///
    /// # Errors
    ///
    /// * `delivery/setting`: there is no `=`.
    pub(super) fn setting(
        self,
        known: &str,
    ) -> Result<(SettingText<'a>, SettingText<'a>), Diagnostic> {
        self.split_once("=").ok_or_else(|| {
            Diagnostic::error(SETTING, format!("`{}` is not `name=value`", self.text))
                .at(self.span(), "no `=`")
                .help(format!("the settings are {known}"))
        })
    }

    /// The complaint about a name that nobody knows.
    pub(super) fn unknown(self, known: &str) -> Diagnostic {
        Diagnostic::error(SETTING, format!("unknown setting `{}`", self.text))
            .at(self.span(), "not a setting")
            .help(format!("the settings are {known}"))
    }
}
