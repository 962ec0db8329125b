//! Every diagnostic about schedules, as it is drawn.

mod declarations;
mod expressions;
mod one_time;
mod options;
mod times;
mod unsettled;

use std::collections::BTreeSet;

use evb::schedule::{choice, codes};

use crate::support::Pretend;

/// Command lines that draw diagnostics; those of a file are given inline.
type Cases = &'static [&'static [&'static str]];

/// What a command line says on standard error.
fn stderr(case: &[&str]) -> String {
    let arguments: Vec<&str> = ["next-fires"].iter().chain(case).copied().collect();
    let machine = Pretend::default()
        .file("zones/Broken/Zone", "no zone")
        .file(
            "template.yaml",
            "Resources:\n  Poll:\n    Type: AWS::Scheduler::Schedule\n",
        );
    machine.run(&arguments).stderr
}

/// Each command line, and what it says.
fn drawn(cases: Cases) -> String {
    let drawn = |case: &&[&str]| format!("$ {}\n{}\n", case.join(" "), stderr(case));
    cases.iter().map(drawn).collect()
}

#[test]
fn every_code_has_a_case() {
    let cases = [
        declarations::CASES,
        expressions::CASES,
        one_time::CASES,
        options::CASES,
        times::CASES,
        unsettled::CASES,
    ];
    let said: String = cases.into_iter().flatten().copied().map(drawn).collect();
    let seen: BTreeSet<&str> = said
        .split('[')
        .skip(1)
        .filter_map(|rest| rest.split_once("]: "))
        .map(|(code, _)| code)
        .collect();
    let known = codes::ALL
        .iter()
        .copied()
        .chain(choice::ALL.iter().map(|choice| choice.code));
    let unseen: Vec<&str> = known
        .map(|code| code.as_str())
        .filter(|code| !seen.contains(*code))
        .collect();
    assert_eq!(unseen, Vec::<&str>::new(), "codes without a case");
}
