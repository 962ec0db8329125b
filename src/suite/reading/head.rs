//! What every case has: a name, and mistakes of its own.

use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, wrong_type};
use crate::json::{Kind as Json, Member, Value};
use crate::source::Span;

use super::super::codes::{CASE, MEMBER};
use super::super::file::{Blank, Case, CasePlace, Kind};
use super::keys::Keys;
use super::members::{Reader, quoted};
use super::table;

/// A case whose name is read.
pub(super) struct Head {
    name: String,
    is_named: bool,
    pub(super) span: Span,
    blanks: Vec<Blank>,
}

impl Head {
    /// The name of a case: `usual` where it has none; behind it what tells the rows of a table apart.
    pub(super) fn read(reader: &mut Reader<'_>, value: &Value, usual: String, row: &str) -> Self {
        let given = reader.plain(value, "name");
        let empty = given.as_ref().filter(|name| name.text.trim().is_empty());
        if let Some(name) = empty {
            let told = Diagnostic::error(CASE, "the name of the case is empty")
                .at(name.span, "nobody could tell which case it is")
                .help("say what is expected, or leave `name` out");
            reader.tell(told);
        }
        let is_named = given.is_some() && empty.is_none();
        let given = given.filter(|_| is_named);
        let span = given
            .as_ref()
            .map_or_else(|| beginning(value), |name| name.span);
        let name = given.map_or(usual, |name| name.text);
        Self {
            name: format!("{name}{row}"),
            is_named,
            span,
            blanks: Vec::new(),
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
            blanks: self.blanks,
            place: CasePlace::default(),
        }
    }

    /// Whether a member is one of those expectations that can be filled in, and says nothing.
    pub(super) fn is_blank(&mut self, member: &Member, words: &[&'static str]) -> bool {
        let word = words.iter().find(|word| member.name == ***word);
        let Some(word) = word.filter(|_| member.value.kind == Json::Null) else {
            return false;
        };
        let told = Diagnostic::error(CASE, format!("`{word}` says nothing"))
            .at(member.name_span, "what is expected?")
            .help("`evb test --write` fills in what there is; `[]` is nothing");
        self.blanks.push(Blank {
            word: Some(word),
            told,
        });
        true
    }

    /// Remembers that nothing is expected, of what may be.
    pub(super) fn expects_nothing(&mut self, known: &Keys) {
        if !self.blanks.is_empty() {
            return;
        }
        let told = Diagnostic::error(CASE, "the case expects nothing")
            .at(self.span, "none of what may be expected")
            .help(format!(
                "there are {}; `evb test --write` fills in what there is",
                quoted(known.expected)
            ));
        self.blanks.push(Blank { word: None, told });
    }
}

/// Reads the cases of one list of the suite, those of tables row by row. `read` gets a reader of its own for each, its value,
/// what stands behind its name, and its number from 1.
pub(super) fn section(
    reader: &mut Reader<'_>,
    (suite, list): (&Value, &'static str),
    cases: &mut Vec<Case>,
    read: impl Fn(Reader<'_>, &Value, &str, usize) -> Case,
) {
    for (number, value) in (1..).zip(reader.list(suite, list)) {
        if value.as_object().is_none() {
            let what = format!("a case of `{list}`");
            let told = wrong_type(MEMBER, &what, "a map", value);
            cases.push(broken(value, (list, number, ""), vec![told]));
            continue;
        }
        for row in table::rows(reader, value, cases.len()) {
            let mut case = match &row.value {
                Some(value) => {
                    let mut own = reader.apart();
                    row.mistakes.into_iter().for_each(|told| own.tell(told));
                    read(own, value, &row.name, number)
                }
                None => broken(value, (list, number, &row.name), row.mistakes),
            };
            case.place = CasePlace {
                list,
                number: number - 1,
                is_row: value.get("each").is_some(),
            };
            cases.push(case);
        }
    }
}

/// A case of which no more can be told than what is wrong with it.
fn broken(
    value: &Value,
    (list, number, row): (&str, usize, &str),
    mistakes: Vec<Diagnostic>,
) -> Case {
    let name = value.get("name").and_then(Value::as_str);
    Case {
        name: match name {
            Some(name) => format!("{name}{row}"),
            None => format!("entry {number} of {list}{row}"),
        },
        is_named: name.is_some(),
        span: beginning(value),
        kind: None,
        mistakes,
        blanks: Vec::new(),
        place: CasePlace::default(),
    }
}
