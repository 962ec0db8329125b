//! Test suites: cases of events, and what is expected of each.
//!
//! [`read`] makes a [`Suite`] of a text, with everything that is wrong with it; [`Subject`] is what is tested, the rules of
//! templates and of the suite itself; [`Prepared`] has the events of every case built and the names resolved. Then
//! [`Runner::run`] answers for one case, on any thread, and [`Runner::trials`] tells what the cases say of each rule.
//! Files come through a [`Loader`]. The format is described in [`REFERENCE`], which stands below. What the cases are worth:
//! [`coverage`] and [`mutant`] tell, and [`examine`] asks them of all rules of suites. [`writing`] adds to the text of a
//! suite.
//!
//! # What this module does not do
//!
//! It opens no files, knows no clock, and words nothing for one output format: an [`Outcome`] is data.
//!
#![doc = include_str!("reference.md")]

mod addition;
mod building;
mod codes;
pub mod coverage;
mod crowd;
mod delivered;
mod directory;
mod document;
mod event;
pub mod examine;
mod file;
mod files;
mod given;
mod http;
mod loader;
pub mod mutant;
mod outcome;
mod prepared;
mod reading;
mod run;
mod subject;
mod trial;
pub mod writing;

pub use addition::{NewCase, PipeSays, Says, with_cases};
pub use building::{MAXIMUM_CHAIN, MAXIMUM_EVENTS};
pub use codes::*;
pub use directory::{Directory, Stray};
pub use event::Event;
pub use file::{
    Blank, Case, CasePlace, CheckWanted, EventCase, EventSpec, Kind, Parameter, PipeCase,
    PipeWanted, PutEventsCase, PutEventsWanted, RetriesCase, RetriesWanted, RuleInPlace,
    ScheduleCase, ScheduleWanted, Spelled, Suite, Want, Wanted,
};
pub use loader::{Loader, Template};
pub use outcome::{Because, Difference, Explained, Failure, Outcome, Remedy, Side};
pub use prepared::{Delivering, Found as CheckFound, Prepared};
pub use reading::{KEYS, Keys, MAXIMUM_CASES, read};
pub use run::{Found, Replacement, Runner, Trial};
pub use subject::{
    Addressed, AddressedBus, AddressedTarget, Subject, SubjectPipe, SubjectRule, SubjectSchedule,
};

/// The format of suites, described for the people who write them: Markdown, whose examples are tested.
pub const REFERENCE: &str = include_str!("reference.md");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn the_examples_of_the_reference_are_suites() {
        let blocks = REFERENCE.split("```yaml\n").skip(1);
        let blocks: Vec<&str> = blocks
            .filter_map(|block| block.split("```").next())
            .collect();
        assert!(blocks.len() > 5);
        for block in blocks {
            // Most of them show one part of a suite.
            let text = match block.contains("template:") {
                true => block.to_owned(),
                false => format!("template: template.yaml\n{block}"),
            };
            let (suite, told) = read(&Source::new("a.evb.yaml", text)).unwrap();
            let mistakes = suite.cases.iter().flat_map(|case| &case.mistakes);
            let told: Vec<_> = told.iter().chain(mistakes).collect();
            assert!(told.is_empty(), "{block}{told:?}");
            assert!(!suite.cases.is_empty(), "{block}");
        }
    }
}
