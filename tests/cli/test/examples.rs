//! The worked examples in `fixtures/suites`: every change of what they test is noticed, and no case can be left out.

use std::fs;
use std::path::Path;

use evb::commands::Exit;

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

/// The text of a suite without each of its cases of events, with the first line of what is missing.
fn without_each(text: &str) -> Vec<(String, String)> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_top = |line: &str| !line.starts_with([' ', '\n', '#']);
    let first = lines.iter().position(|line| *line == "cases:\n").unwrap() + 1;
    let behind = lines[first..].iter().position(|line| is_top(line));
    let end = behind.map_or(lines.len(), |count| first + count);
    let begins: Vec<usize> = (first..end)
        .filter(|at| lines[*at].starts_with("  - "))
        .collect();
    let mut all = Vec::new();
    for (number, begin) in begins.iter().enumerate() {
        let stop = begins.get(number + 1).copied().unwrap_or(end);
        let rest = [&lines[..*begin], &lines[stop..]].concat().concat();
        all.push((lines[*begin].trim().to_owned(), rest));
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
