//! What every case has: a name, and mistakes of its own.

use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::{beginning, wrong_type};
use crate::source::Span;

use super::super::codes::{CASE, MEMBER};
use super::super::file::{Case, Kind};
use super::keys::Keys;
use super::members::{Reader, quoted};
use super::table;

/// A case whose name is read.
pub(super) struct Head {
    name: String,
    is_named: bool,
    pub(super) span: Span,
}

impl Head {
    /// The name of a case: `usual` where it has none; behind it what tells the rows of a table apart.
    pub(super) fn read(reader: &mut Reader<'_>, value: &Value, usual: String, row: &str) -> Self {
        let given = reader.plain(value, "name");
        let is_named = given.is_some();
        let span = given
            .as_ref()
            .map_or_else(|| beginning(value), |name| name.span);
        let name = given.map_or(usual, |name| name.text);
        Self {
            name: format!("{name}{row}"),
            is_named,
            span,
        }
    }

    /// The case.
    pub(super) fn case(self, reader: Reader<'_>, kind: Option<Kind>) -> Case {
        Case {
            name: self.name,
            is_named: self.is_named,
            span: self.span,
            kind,
            mistakes: reader.found(),
        }
    }

    /// Tells that nothing is expected, of what may be.
    pub(super) fn expects_nothing(&self, reader: &mut Reader<'_>, known: &Keys) {
        let told = Diagnostic::error(CASE, "the case expects nothing")
            .at(self.span, "none of what may be expected")
            .help(format!("there are {}", quoted(known.expected)));
        reader.tell(told);
    }
}

/// Reads the cases of one list of the suite, those of tables row by row. `read` gets a reader of its own for each, its value,
/// what stands behind its name, and its number from 1.
pub(super) fn section(
    reader: &mut Reader<'_>,
    (suite, list): (&Value, &str),
    cases: &mut Vec<Case>,
    read: impl Fn(Reader<'_>, &Value, &str, usize) -> Case,
) {
    for (number, value) in (1..).zip(reader.list(suite, list)) {
        if value.as_object().is_none() {
            let what = format!("a case of `{list}`");
            reader.tell(wrong_type(MEMBER, &what, "a map", value));
            continue;
        }
        for row in table::rows(reader, value, cases.len()) {
            let mut own = reader.apart();
            row.mistakes.into_iter().for_each(|told| own.tell(told));
            cases.push(read(own, &row.value, &row.name, number));
        }
    }
}
