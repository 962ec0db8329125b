//! What is sound is not called wrong: of files that are made so that everything in them works, nothing above advice is told.

mod choices;
mod cloudformation;
mod patterns;
mod terraform;
mod tree;
mod world;

use std::collections::BTreeSet;

use evb::check::{self, World as Around};
use evb::diagnostic::Severity;
use evb::iac::{self, Content, NoFiles, Settings, Texts};
use evb::source::Source;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use choices::Choices;
use tree::Resource;
use world::World;

/// What is told of a file that is more than advice, or that it is none.
fn told(name: &str, text: &str) -> Vec<String> {
    let mut texts = Texts::new(name, text, &NoFiles);
    let content = match iac::read_with(&mut texts, &Settings::default()) {
        Ok(Content::Declarations(inventory)) => inventory,
        other => return vec![format!("{other:?}")],
    };
    let source = Source::new(name, text);
    let judged = check::inventory(&content, &source, &Around::default());
    let worse = judged
        .findings
        .iter()
        .filter(|one| one.severity > Severity::Note);
    worse
        .map(|one| {
            let resource = one.resource.as_ref().and_then(|one| one.address.clone());
            let message = &one.told.diagnostic.message;
            format!("{}: {resource:?} {}: {message}", one.lint.name, one.field)
        })
        .collect()
}

/// What lets a sender in: without it something is missing.
const GUARDS: [&str; 3] = [
    "AWS::Lambda::Permission",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
];

/// How many numbers a file may take.
const NUMBERS: usize = 160;

/// How many files are made: so many, unless more are asked for.
fn cases(usual: u32) -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(usual)
}

/// A file of one of the formats.
fn file(format: usize, all: &[Resource]) -> (&'static str, String) {
    match format {
        0 => ("t.yaml", cloudformation::yaml_template(all)),
        1 => ("t.json", cloudformation::json_template(all)),
        _ => ("main.tf", terraform::configuration(all)),
    }
}

proptest! {
    #![proptest_config(Config { cases: cases(200), ..Config::default() })]

    #[test]
    fn nothing_above_advice_is_told_of_files_that_are_sound(
        format in 0_usize..3,
        numbers in prop::collection::vec(any::<u32>(), 0..NUMBERS),
    ) {
        let world = World::new(&mut Choices::of(&numbers)).resources;
        let (name, text) = file(format, &world);
        let found = told(name, &text);
        prop_assert!(found.is_empty(), "{}\n{text}", found.join("\n"));
    }
}

proptest! {
    #![proptest_config(Config { cases: cases(40), ..Config::default() })]

    #[test]
    fn a_file_is_not_sound_without_what_lets_a_sender_in(
        format in 0_usize..3,
        numbers in prop::collection::vec(any::<u32>(), NUMBERS),
        which in any::<prop::sample::Index>(),
    ) {
        let mut world = World::new(&mut Choices::of(&numbers)).resources;
        let guards = world.iter().enumerate().filter(|(_, one)| GUARDS.contains(&one.kind));
        let guards: Vec<usize> = guards.map(|(at, _)| at).collect();
        prop_assume!(!guards.is_empty());
        let removed = world.remove(guards[which.index(guards.len())]);
        let (name, text) = file(format, &world);
        prop_assert!(!told(name, &text).is_empty(), "without {removed:?}\n{text}");
    }
}

#[test]
fn every_kind_of_resource_is_in_some_of_them() {
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    let mut runner = TestRunner::deterministic();
    let numbers = prop::collection::vec(any::<u32>(), NUMBERS);
    for _ in 0..100 {
        let numbers = numbers.new_tree(&mut runner).unwrap().current();
        let world = World::new(&mut Choices::of(&numbers)).resources;
        kinds.extend(world.iter().map(|one| one.kind));
    }
    let known = terraform::TYPES.iter().map(|(kind, _)| *kind);
    let missing: Vec<&str> = known
        .filter(|kind| *kind != "AWS::Events::Target" && !kinds.contains(kind))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
