//! Every row of `fixtures/patterns/*.jsonl` once more, through the pattern set: alone, and among a thousand others.

use evb::json::{self, Value};
use evb::pattern::set::Reading;
use evb::pattern::{Dialect, Evaluator, Pattern, PatternSet, parse};
use libtest_mimic::{Failed, Trial};

use super::patterns::{self, Row};

/// How many patterns make a crowd.
const CROWD: usize = 1_000;

/// Of every so many events all patterns of the crowd are asked, not only its own.
const FULL_CHECK: usize = 50;

pub fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = patterns::fixture_files()
        .into_iter()
        .map(|file| {
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            Trial::test(format!("pattern-set/{stem}"), move || {
                check(&patterns::rows(&file))
            })
        })
        .collect();
    if let Some(corpus) = std::env::var_os("EVB_CORPUS") {
        trials.push(Trial::test("corpus/pattern-set", move || {
            let files = patterns::files(corpus.as_ref());
            let rows: Vec<Row> = files.iter().flat_map(|file| patterns::rows(file)).collect();
            check(&rows)?;
            println!("corpus/pattern-set: {} rows agree", rows.len());
            Ok(())
        }));
    }
    trials
}

/// A row that can be asked: the event may still be refused.
struct Case<'r> {
    row: &'r Row,
    pattern: Pattern,
    event: Option<json::Value>,
}

fn check(rows: &[Row]) -> Result<(), Failed> {
    let cases: Vec<Case<'_>> = rows
        .iter()
        .filter_map(|row| {
            let event = json::parse_prefix(&row.event).ok().map(|(event, _)| event);
            Some(Case {
                row,
                pattern: parse(&row.pattern, Dialect::Bus).ok()?,
                event: event.filter(|event| event.as_object().is_some()),
            })
        })
        .collect();
    let mut wrong = Vec::new();
    for case in &cases {
        let set = PatternSet::new([&case.pattern]);
        wrong.extend(compare(&set, case, &[&case.pattern], 0, "alone"));
    }
    for crowd in cases.chunks(CROWD) {
        let patterns: Vec<&Pattern> = cases
            .iter()
            .cycle()
            .take(CROWD.saturating_sub(crowd.len()))
            .chain(crowd)
            .map(|case| &case.pattern)
            .collect();
        let set = PatternSet::new(patterns.iter().copied());
        let first = patterns.len() - crowd.len();
        for (number, case) in crowd.iter().enumerate() {
            wrong.extend(compare(&set, case, &patterns, first + number, "in a crowd"));
        }
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n").into()),
    }
}

/// What the set says of the event of a case, against the plain evaluator.
fn compare(
    set: &PatternSet,
    case: &Case<'_>,
    patterns: &[&Pattern],
    own: usize,
    how: &str,
) -> Option<String> {
    let id = &case.row.id;
    let mut scratch = set.scratch();
    // The second time the set knows the shape of the event.
    for time in ["first", "second"] {
        let told = set.matches(case.row.event.as_bytes(), Reading::Validated, &mut scratch);
        let (rules, event) = match (told, &case.event) {
            (Ok(rules), Some(event)) => (rules, event),
            (Err(_), None) => return None,
            (told, _) => return Some(format!("{id} {how}, {time} time: {told:?}")),
        };
        let whole = own.is_multiple_of(FULL_CHECK);
        for (number, pattern) in patterns.iter().enumerate() {
            if number == own || whole {
                let expected = Evaluator::new(pattern).matches(event);
                if rules.contains(&(number as u32)) != expected {
                    return Some(format!(
                        "{id} {how}, {time} time: pattern {number} should give {expected}"
                    ));
                }
            }
        }
        if !rules.is_sorted() {
            return Some(format!("{id}: {rules:?} is not sorted"));
        }
        let rules = rules.to_vec();
        let trusted = set.matches(case.row.event.as_bytes(), Reading::Trusted, &mut scratch);
        if !repeats_a_name(event) && trusted.as_ref().ok() != Some(&&*rules) {
            return Some(format!("{id} {how}, {time} time, trusted: {trusted:?}"));
        }
    }
    None
}

/// Whether an object has a name twice: nothing is promised of trusted reading then.
fn repeats_a_name(value: &Value) -> bool {
    let members = value.as_object().unwrap_or_default();
    let elements = value.as_array().unwrap_or_default();
    let names: Vec<_> = members.iter().map(|one| one.name.as_wtf8()).collect();
    let repeats = (1..names.len()).any(|at| names[..at].contains(&names[at]));
    let mut inside = members.iter().map(|one| &one.value).chain(elements);
    repeats || inside.any(repeats_a_name)
}
