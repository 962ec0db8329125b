//! Two patterns and an event, a line end between them: no answer of the evaluators contradicts what is decided about the
//! patterns, and every event that is told shows what it is told for.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run decide -- -max_total_time=600` (libFuzzer's flags need the unstable compiler).

#![no_main]

use evb::json::{self, Kind, Value};
use evb::pattern::decide::{Anything, Engine, Limits, Question, Relation};
use evb::pattern::{Dialect, evaluate, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let mut pattern = || parse(lines.next().unwrap_or_default(), Dialect::Bus);
    let (Ok(old), Ok(new)) = (pattern(), pattern()) else {
        return;
    };
    let mut limits = Limits::default();
    limits.work = 200_000;
    limits.events = 100;
    let comparison = Question::new(&old, &new)
        .within(&Anything)
        .answered_by(Engine::Logical)
        .limited_to(limits)
        .compare();
    let asked = |event: &Value| (evaluate(&old, event), evaluate(&new, event));
    for (example, wanted) in [
        (&comparison.only_old, (true, false)),
        (&comparison.only_new, (false, true)),
        (&comparison.both, (true, true)),
    ] {
        if let Some(example) = example {
            assert_eq!(asked(&example.event), wanted);
        }
    }
    let Ok((event, _)) = json::parse_prefix(lines.next().unwrap_or("{}")) else {
        return;
    };
    if comparison.bounded_by.is_some() || !is_plain(&event, 0) {
        return;
    }
    match (comparison.relation, asked(&event)) {
        (Relation::Equal, (old, new)) => assert_eq!(old, new),
        (Relation::Wider, matched) => assert_ne!(matched, (true, false)),
        (Relation::Narrower, matched) => assert_ne!(matched, (false, true)),
        (Relation::Disjoint, matched) => assert_ne!(matched, (true, true)),
        _ => {}
    }
});

/// Whether an event repeats no name, and no name has a dot or is empty: what is decided is about such events.
fn is_plain(value: &Value, depth: usize) -> bool {
    match &value.kind {
        Kind::Array(elements) => depth < 100 && elements.iter().all(|one| is_plain(one, depth + 1)),
        Kind::Object(members) => {
            let mut names: Vec<&[u8]> = members.iter().map(|one| one.name.as_wtf8()).collect();
            names.sort_unstable();
            names.dedup();
            depth < 100
                && names.len() == members.len()
                && names
                    .iter()
                    .all(|name| !name.is_empty() && !name.contains(&b'.'))
                && members.iter().all(|one| is_plain(&one.value, depth + 1))
        }
        _ => true,
    }
}
