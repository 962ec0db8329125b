//! What is to be said of a schedule as a whole.

use super::clock;
use super::codes;
use super::definition::Schedule;
use super::expression::Expression;
use crate::diagnostic::Diagnostic;

impl Schedule {
    /// What is to be said of the schedule as a whole.
    #[must_use]
    pub fn notes(&self) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        if let (Some(start), Some(end)) = (self.start(), self.end())
            && end < start
        {
            notes.push(Diagnostic::warning(
                codes::END_BEFORE_START,
                "the end date is before the start date, so nothing fires",
            ));
        }
        match self.expression() {
            Expression::Rate(_) if self.anchor().is_none() => notes.push(
                Diagnostic::note(
                    codes::RATE_ANCHOR,
                    "a rate is counted from its start date or creation, and neither is given: only the spacing is sure",
                )
                .help("give the start date or the time of creation")
                .general(),
            ),
            Expression::At(at) => {
                if self.start().is_some() || self.end().is_some() {
                    notes.push(Diagnostic::note(
                        codes::AT_IGNORES_DATES,
                        "a one-time schedule ignores its start and end dates",
                    ));
                }
                notes.extend(clock::one_time(*at, self.zone()));
            }
            Expression::Cron(_) | Expression::Rate(_) => {}
        }
        notes
    }
}
