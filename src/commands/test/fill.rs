//! Expectations that are absent, filled in.

use std::collections::BTreeMap;
use std::io::Read as _;

use super::chosen::Chosen;
use crate::commands::input::FileInput;
use crate::commands::{Context, Failure};
use crate::diagnostic::{Diagnostic, Finding};
use crate::quota::MAXIMUM_INPUT_BYTES;
use crate::report::test::WrittenReport;
use crate::source::Source;
use crate::suite::writing::{self, Addition, NOT_WRITTEN, Step, Written};
use crate::suite::{CasePlace, Found, Prepared, Runner};

/// What is to be written into a suite.
pub(super) struct Filling {
    /// What is put in, with the names of the cases for which it is.
    additions: Vec<(Addition, Vec<String>)>,
    /// Why some cases are left as they are.
    pub(super) left: Vec<Finding>,
}

impl Filling {
    /// What the cases that are asked for lack.
    pub(super) fn of(prepared: &Prepared, chosen: &Chosen) -> Self {
        let runner = Runner::new(prepared);
        let mut places: BTreeMap<CasePlace, Vec<usize>> = BTreeMap::new();
        for (number, case) in prepared.suite.cases.iter().enumerate() {
            if !case.blanks.is_empty() {
                places.entry(case.place).or_default().push(number);
            }
        }
        let mut filling = Self {
            additions: Vec::new(),
            left: Vec::new(),
        };
        for (place, cases) in places {
            let named = |number: &usize| prepared.suite.cases.get(*number).map(|case| &case.name);
            let names: Vec<String> = cases.iter().filter_map(named).cloned().collect();
            // What is wrong with a case is told where it is run.
            if !names.iter().any(|name| chosen.takes(name))
                || cases.iter().any(|number| prepared.has_errors(*number))
            {
                continue;
            }
            match of_place(&cases, &runner, prepared) {
                Ok(found) => filling.add(place, names, found),
                Err(told) => filling.left.push(*told),
            }
        }
        filling
    }

    fn add(&mut self, place: CasePlace, names: Vec<String>, found: Vec<Found>) {
        for one in found {
            let case = vec![Step::Name(place.list.to_owned()), Step::Index(place.number)];
            let addition = Addition::member(case, one.word, one.value);
            self.additions.push((addition, names.clone()));
        }
    }

    /// The text of the suite with what is put in, and what that is; `None` if nothing is.
    ///
    /// # Errors
    ///
    /// `suite/not-written`: it cannot be put in.
    pub(super) fn written(
        &mut self,
        suite: &Source,
    ) -> Result<Option<(Written, Vec<WrittenReport>)>, Failure> {
        if self.additions.is_empty() {
            return Ok(None);
        }
        let additions: Vec<Addition> = self.additions.iter().map(|(one, _)| one.clone()).collect();
        let written = writing::write(suite, &additions)
            .map_err(|told| Failure::refused(Finding::new(told, suite)))?;
        let after = Source::new(suite.name(), written.text.as_str());
        let mut reports = Vec::new();
        for ((addition, names), place) in self.additions.iter().zip(&written.places) {
            let word = match addition.path.last() {
                Some(Step::Name(word)) => word.as_str(),
                _ => "",
            };
            match place {
                Ok(at) => reports.push(WrittenReport::new(
                    names,
                    (word, &addition.value),
                    &after,
                    *at,
                )),
                Err(told) => self.left.push(Finding::new(told.clone(), suite)),
            }
        }
        Ok((!reports.is_empty()).then_some((written, reports)))
    }
}

/// What all cases lack that stand at one place.
fn of_place(
    cases: &[usize],
    runner: &Runner<'_>,
    prepared: &Prepared,
) -> Result<Vec<Found>, Box<Finding>> {
    let mut all: Option<Vec<Found>> = None;
    for number in cases {
        let found = runner.found(*number)?;
        if all.as_ref().is_some_and(|before| *before != found) {
            let span = prepared.suite.cases.get(*number).map(|case| case.span);
            let told =
                Diagnostic::error(NOT_WRITTEN, "the rows of a table are answered differently")
                    .at(
                        span.unwrap_or_default(),
                        "one expectation would not hold for all",
                    )
                    .help("give `each` a column for it: `matches: \"{rules}\"`");
            return Err(Box::new(Finding::new(told, &prepared.suite.source)));
        }
        all = Some(found);
    }
    Ok(all.unwrap_or_default())
}

/// That what would be written does not pass.
pub(super) fn not_passing(suite: &Source) -> Failure {
    let message = format!(
        "`{}` is not written: its cases would not pass",
        suite.name()
    );
    let told = Diagnostic::error(NOT_WRITTEN, message).help("write the expectations by hand");
    Failure::refused(Finding::without_source(told))
}

/// Puts a text in the place of a suite.
///
/// # Errors
///
/// `suite/not-written`: the file is another one by now, is no plain file, or cannot be written.
pub(super) fn replace(
    file: &FileInput,
    before: &Source,
    after: &str,
    context: &Context<'_>,
) -> Result<(), Failure> {
    let refused = |why: &str, help: &str| {
        let message = format!("`{}` cannot be written: {why}", file.name());
        let told = Diagnostic::error(NOT_WRITTEN, message).help(help);
        Failure::refused(Finding::without_source(told))
    };
    let by_hand = "write the expectations by hand, or give a file that can be written";
    if context.host.is_endless(file.path()) {
        return Err(refused("it is no plain file", by_hand));
    }
    let mut bytes = Vec::new();
    let opened = context.host.open(file.path());
    let read = opened.and_then(|reader| {
        let mut bounded = reader.take(MAXIMUM_INPUT_BYTES as u64 + 1);
        bounded.read_to_end(&mut bytes)
    });
    read.map_err(|error| refused(&error.to_string(), by_hand))?;
    if bytes != before.text().as_bytes() {
        return Err(refused(
            "its bytes are not those that were read",
            "it is compressed, or was changed in between: run it again",
        ));
    }
    let written = context.host.write(file.path(), after.as_bytes());
    written.map_err(|error| refused(&error.to_string(), by_hand))
}
