//! The answers that are expected, as an earlier run wrote them.

use std::ffi::OsStr;

use crate::commands::{Context, Failure, Input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::{self, Value};

/// What should hold the answers of an earlier run, and does not.
const NO_ANSWERS: Code = Code::new("route/no-answers");
/// An answer that is not as expected.
const UNEXPECTED: Code = Code::new("route/unexpected");

/// For each event in order the rules that it is to match.
pub(super) struct Expected {
    rules: Vec<Vec<String>>,
    next: usize,
    /// How many answers were not as expected.
    pub(super) differ: u64,
}

impl Expected {
    /// Reads what `--format jsonl` or `--format json` wrote.
    ///
    /// # Errors
    ///
    /// * `input/…`, `json/…`: the file cannot be read.
    /// * `route/no-answers`: it holds something else.
    pub(super) fn read(file: &OsStr, context: &Context<'_>) -> Result<Self, Failure> {
        let source = Input::new(file).read("--expect", context)?;
        let text = source.text();
        let refused = |diagnostic| Failure::refused(Finding::new(diagnostic, &source));
        let mut rules = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.trim_start().is_empty()) {
            let next = at + (rest.len() - rest.trim_start().len());
            let (value, end) =
                json::parse_at(text, next).map_err(|error| refused(error.diagnostic(text)))?;
            match value.get("results").and_then(Value::as_array) {
                Some(results) => {
                    for result in results {
                        rules.push(names(result).map_err(refused)?);
                    }
                }
                None => rules.push(names(&value).map_err(refused)?),
            }
            at = end;
        }
        Ok(Self {
            rules,
            next: 0,
            differ: 0,
        })
    }

    /// Compares the answer for the next event, at `place`: what is told if it is not as expected. The order of rules does
    /// not count.
    pub(super) fn compare(&mut self, place: &str, names: &[&str]) -> Option<Diagnostic> {
        let wanted = self.rules.get(self.next);
        self.next += 1;
        let Some(wanted) = wanted else {
            let message = format!("{place} is an event more than expected");
            return Some(self.differs(message, None));
        };
        let missing = wanted.iter().map(String::as_str);
        let missing: Vec<&str> = missing.filter(|one| !names.contains(one)).collect();
        let more = names
            .iter()
            .filter(|one| !wanted.iter().any(|name| name == **one));
        let more: Vec<&str> = more.copied().collect();
        let told = match (missing.is_empty(), more.is_empty()) {
            (true, true) => return None,
            (false, true) => format!("{place} does not match {}", listed(&missing)),
            (true, false) => format!("{place} matches {} too", listed(&more)),
            (false, false) => format!(
                "{place} matches {} in place of {}",
                listed(&more),
                listed(&missing)
            ),
        };
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let help = match wanted.is_empty() {
            true => "no rule is expected".to_owned(),
            false => format!("expected are {}", listed(&wanted)),
        };
        Some(self.differs(told, Some(help)))
    }

    /// That there are fewer events than expected.
    pub(super) fn end(&mut self) -> Option<Diagnostic> {
        let left = self.rules.len().saturating_sub(self.next);
        let (expected, came) = (self.rules.len(), self.next);
        let message = format!("{expected} events are expected, and {came} came");
        (left > 0).then(|| self.differs(message, None))
    }

    fn differs(&mut self, message: String, help: Option<String>) -> Diagnostic {
        self.differ += 1;
        let told = Diagnostic::warning(UNEXPECTED, message);
        match help {
            Some(help) => told.help(help),
            None => told,
        }
    }
}

/// The names of the rules of one answer.
fn names(answer: &Value) -> Result<Vec<String>, Diagnostic> {
    let names = answer.get("rules").and_then(Value::as_array);
    let names = names.map(|names| {
        let names = names.iter().map(|name| name.as_str().map(str::to_owned));
        names.collect::<Option<Vec<String>>>()
    });
    names.flatten().ok_or_else(|| {
        Diagnostic::error(NO_ANSWERS, "this is no answer of `evb route`")
            .at(json::fields::beginning(answer), "no list of the names of rules in `rules`")
            .help("write the answers with `--format jsonl`, and look at them before they are expected")
    })
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
