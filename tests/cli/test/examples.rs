//! The worked examples in `fixtures/suites`: every change of what they test is noticed, and no case can be left out.

use std::fs;
use std::path::Path;

use evb::commands::Exit;
use evb::suite::KEYS;

use crate::support::Pretend;

/// The files of an example, and the name of its suite.
fn example(name: &str) -> (Pretend, String) {
    let directory = Path::new("fixtures/suites").join(name);
    let mut host = Pretend::default();
    let mut due = vec![directory.clone()];
    while let Some(next) = due.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => due.push(path),
                false => {
                    let inside = path.strip_prefix(&directory).unwrap();
                    host = host.file(inside, fs::read(&path).unwrap());
                }
            }
        }
    }
    (host, format!("{name}.evb.yaml"))
}

/// The lists of a suite that hold cases.
const LISTS: [&str; 6] = [
    "cases",
    "schedules",
    "pipes",
    "retries",
    "put_events",
    "check",
];

/// The text of a suite without each of its cases, with the first line of what is missing. A list of one case goes with it.
pub(super) fn without_each(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_top = |line: &str| !line.starts_with([' ', '\n', '#']);
    let is_list = |line: &str| LISTS.iter().any(|list| line == format!("{list}:\n"));
    let mut all = Vec::new();
    for head in (0..lines.len()).filter(|at| is_list(lines[*at])) {
        let first = head + 1;
        let behind = lines[first..].iter().position(|line| is_top(line));
        let end = behind.map_or(lines.len(), |count| first + count);
        let begins = (first..end).filter(|at| lines[*at].starts_with("  - "));
        let begins: Vec<usize> = begins.collect();
        for (number, begin) in begins.iter().enumerate() {
            let stop = begins.get(number + 1).copied().unwrap_or(end);
            let before = if begins.len() == 1 { head } else { *begin };
            let rest = [&lines[..before], &lines[stop..]].concat().concat();
            all.push((lines[*begin].trim().to_owned(), rest));
        }
    }
    all
}

fn every_change_is_noticed(name: &str) {
    let (host, suite) = example(name);
    let whole = host.run(&["test", &suite, "--mutants"]);
    assert_eq!(
        whole.exit,
        Exit::Success,
        "{}{}",
        whole.stdout,
        whole.stderr
    );
    assert!(whole.stdout.contains("(100.0 %)"), "{}", whole.stdout);
    assert!(!whole.stdout.contains("undecided"), "{}", whole.stdout);
}

fn no_case_can_be_left_out(name: &str) {
    let (_, suite) = example(name);
    let text = fs::read_to_string(Path::new("fixtures/suites").join(name).join(&suite)).unwrap();
    for (case, rest) in without_each(&text) {
        let (host, _) = example(name);
        let host = host.file(suite.as_str(), rest);
        let run = host.run(&["test", &suite, "--mutants"]);
        assert_eq!(
            run.exit,
            Exit::Negative,
            "{name} without {case}: {}{}",
            run.stdout,
            run.stderr
        );
        assert!(run.stdout.contains("survived"), "{name} without {case}");
    }
}

#[test]
fn the_orders_notice_every_change_and_need_every_case() {
    every_change_is_noticed("orders");
    no_case_can_be_left_out("orders");
}

#[test]
fn the_images_notice_every_change_and_need_every_case() {
    every_change_is_noticed("images");
    no_case_can_be_left_out("images");
}

#[test]
fn the_nights_notice_every_change_and_need_every_case() {
    every_change_is_noticed("nightly");
    no_case_can_be_left_out("nightly");
}

#[test]
fn the_examples_together_use_every_expectation() {
    let texts = ["orders", "images", "nightly"].map(|name| {
        let file = format!("fixtures/suites/{name}/{name}.evb.yaml");
        fs::read_to_string(file).unwrap()
    });
    let is_used = |word: &str| {
        let begins = format!("{word}: ");
        let mut lines = texts.iter().flat_map(|text| text.lines());
        lines.any(|line| line.trim_start_matches([' ', '-']).starts_with(&begins))
    };
    for word in KEYS.iter().flat_map(|keys| keys.expected) {
        assert!(is_used(word), "{word}");
    }
}

#[test]
fn every_expectation_is_seen_to_fail() {
    let files = fs::read_dir("tests/cli/test").unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let texts: Vec<String> = texts.collect();
    for word in KEYS.iter().flat_map(|keys| keys.expected) {
        let told = format!(": {word}: ");
        let mut lines = texts.iter().flat_map(|text| text.lines());
        let is_failure = |line: &str| line.trim_start().starts_with("shop.evb.yaml:");
        assert!(
            lines.any(|line| is_failure(line) && line.contains(&told)),
            "{word}"
        );
    }
}
