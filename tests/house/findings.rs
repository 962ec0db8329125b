//! Every diagnostic that may be told of a declaration has a name among the findings, or is known to have none.

use std::collections::BTreeSet;
use std::path::Path;

use evb::check::lint_of_code;
use evb::commands::explain::pages;
use evb::schedule;

/// What the names of diagnostics begin with.
const AREAS: [&str; 11] = [
    "command-line",
    "declaration",
    "json",
    "pattern",
    "pipe",
    "schedule",
    "serverless",
    "sns",
    "template",
    "transform",
    "yaml",
];

/// The rooms whose diagnostics may be about something that is declared.
const ROOMS: [&str; 5] = [
    "src/iac",
    "src/pattern",
    "src/schedule",
    "src/simulate/pipe",
    "src/transform",
];

#[test]
fn diagnostics_of_declarations_have_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut codes = BTreeSet::new();
    for room in ROOMS {
        collect(&root.join(room), &mut codes);
    }
    let without = codes.iter().filter(|code| lint_of_code(code).is_none());
    let without: Vec<&str> = without.map(String::as_str).collect();
    insta::assert_snapshot!(without.join("\n"), @"
    command-line/file-not-read
    declaration/incomplete-list
    pattern/no-filter
    pattern/number-spelling
    pipe/assumed
    pipe/enrichment-answer
    pipe/enrichment-assumed
    pipe/enrichment-failed
    pipe/execution-unsettled
    pipe/invalid-template
    pipe/not-a-record
    pipe/not-base64
    pipe/open
    pipe/other-source
    pipe/payload-not-utf8
    pipe/record-rewritten
    pipe/record-shape
    pipe/unknown-source
    pipe/unsettled
    schedule/at-ignores-dates
    schedule/disabled
    schedule/last-days
    schedule/more-fires
    schedule/never-fires
    schedule/no-schedule
    schedule/open
    schedule/rate-anchor
    schedule/refused
    schedule/services-differ
    schedule/skipped-by-clock-change
    schedule/unsettled-at-clock-change
    schedule/unsettled-at-date
    schedule/unsettled-at-seconds
    schedule/unsettled-before-last
    schedule/unsettled-last-weekday
    schedule/unsettled-named-step
    schedule/unsettled-overlap
    schedule/unsettled-overlap-start
    schedule/unsettled-rate-on-rules
    schedule/unsettled-rate-plural
    schedule/unsettled-short-month-weekday
    schedule/unsettled-window-at-end
    schedule/unsettled-wrapped-step
    schedule/unsettled-year
    schedule/window-reaches-next
    schedule/zone-file
    template/left-out
    transform/answer-of-enrichment
    transform/default-variable
    transform/detail-not-object
    transform/documented-otherwise
    transform/form-of-delivery
    transform/list-in-list
    transform/message-not-recorded
    transform/missing-path
    transform/not-base64
    transform/not-json
    transform/not-settled
    transform/nothing-by-default
    transform/too-large
    transform/value-not-escaped
    yaml/cycle
    yaml/syntax
    yaml/too-deep
    yaml/too-many-values
    ");
}

/// Codes that stand in documentation only.
const OF_EXAMPLES: [&str; 1] = ["example/member"];

#[test]
fn every_code_has_its_page() {
    let mut codes = BTreeSet::new();
    declared(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut codes,
    );
    let of_schedules = schedule::codes::ALL.iter().copied();
    let choices = schedule::choice::ALL.iter().map(|choice| choice.code);
    codes.extend(
        of_schedules
            .chain(choices)
            .map(|code| code.as_str().to_owned()),
    );
    assert!(codes.len() > 150, "{}", codes.len());
    let pages: BTreeSet<&str> = pages().map(|page| page.code).collect();
    let without = codes.iter().map(String::as_str);
    let without: Vec<&str> = without
        .filter(|code| !pages.contains(code) && !OF_EXAMPLES.contains(code))
        .collect();
    assert_eq!(
        without,
        Vec::<&str>::new(),
        "codes without a page in src/commands/explain/codes.md"
    );
}

/// The codes that constants of the files of a directory name.
fn declared(directory: &Path, codes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            declared(&path, codes);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
            let lines = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            let code: String = lines.flat_map(|line| [line.trim(), " "]).collect();
            for (at, _) in code
                .match_indices("Code::new( \"")
                .chain(code.match_indices("Code::new(\""))
                .chain(code.match_indices("Code::unsettled(\""))
            {
                let quoted = code[at..].split('"').nth(1).unwrap();
                if quoted.contains('/') {
                    codes.insert(quoted.to_owned());
                }
            }
        }
    }
}

/// The codes that the files of a directory declare, up to their unit tests.
fn collect(directory: &Path, codes: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, codes);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
            let quoted = text.split('"');
            let is_code = |one: &&str| {
                let letters = |name: &str| {
                    name.chars()
                        .all(|one| one.is_ascii_lowercase() || "-0123456789".contains(one))
                };
                one.split_once('/').is_some_and(|(area, name)| {
                    AREAS.contains(&area) && !name.is_empty() && letters(name)
                })
            };
            codes.extend(quoted.filter(is_code).map(str::to_owned));
        }
    }
}
