//! The patterns that a file declares, each converted by itself.

use crate::convert::{Conversion, INVALID, LOST};
use crate::diagnostic::Diagnostic;
use crate::json::{self, Value};
use crate::model::{DeclaredPattern, given_by};
use crate::source::Source;

/// What came of the patterns of a file so far.
pub(super) struct Declarations<'s> {
    file: &'s Source,
    pub(super) all: Conversion,
    /// How many things were converted, or could not be.
    count: usize,
}

impl<'s> Declarations<'s> {
    pub(super) fn new(file: &'s Source) -> Self {
        Self {
            file,
            all: Conversion::default(),
            count: 0,
        }
    }

    /// Puts what `convert` makes of patterns that belong together among the results, under the name of what has them. Of
    /// patterns of which one is open nothing is made.
    pub(super) fn put(
        &mut self,
        name: Option<String>,
        patterns: &[DeclaredPattern],
        convert: impl FnOnce(&[Value]) -> Conversion,
    ) {
        self.count += 1;
        let values: Vec<Value> = patterns.iter().filter_map(|one| self.value(one)).collect();
        if values.len() < patterns.len() {
            return;
        }
        let mut made = convert(&values);
        for output in &mut made.outputs {
            output.name.clone_from(&name);
        }
        self.all.append_once(made);
    }

    /// Tells that something is open which must be known for a conversion.
    pub(super) fn open(&mut self, told: Diagnostic) {
        self.count += 1;
        self.all.lost.push(told);
    }

    /// The results; where the file has nothing to convert that is told, with what would be.
    pub(super) fn finished(mut self, wanted: &str, help: &str) -> Conversion {
        if self.count == 0 {
            let message = format!("`{}` has no {wanted}", self.file.name());
            let told = Diagnostic::error(INVALID, message).help(help);
            self.all.invalid.push(told);
        }
        self.all
    }

    /// The value of a pattern, with the places of the file; what is open or no JSON is told.
    fn value(&mut self, pattern: &DeclaredPattern) -> Option<Value> {
        if let Some(hole) = pattern.hole() {
            let message = format!(
                "`{}` is open: it depends on `{}`",
                pattern.member, hole.from
            );
            let told = Diagnostic::error(LOST, message).at(pattern.span, "not carried over");
            self.all.lost.push(match given_by(&hole.from) {
                Some(help) => told.help(help),
                None => told,
            });
            return None;
        }
        let text = pattern.json(self.file.text())?;
        match json::parse(text) {
            Ok(_) if pattern.is_in_place() => {
                let whole = json::parse_at(self.file.text(), pattern.span.start).ok()?;
                Some(whole.0)
            }
            Ok(value) => Some(value.placed(pattern.span)),
            Err(error) => {
                let message = format!(
                    "`{}` is no JSON: {}",
                    pattern.member,
                    error.diagnostic(text).message
                );
                let told = Diagnostic::error(INVALID, message).at(pattern.span, "not read");
                self.all.invalid.push(told);
                None
            }
        }
    }
}
