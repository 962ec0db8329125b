//! Patterns and events, one a line, an empty line between the two kinds: the set gives the answers of the plain
//! evaluator, and refuses the events that the reader refuses.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run set -- -max_total_time=600` (libFuzzer's flags need the unstable compiler).

#![no_main]

use evb::json;
use evb::pattern::set::Reading;
use evb::pattern::{Dialect, Evaluator, Pattern, PatternSet, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (patterns, events) = text.split_once("\n\n").unwrap_or((text, "{}"));
    let patterns: Vec<Pattern> = patterns
        .lines()
        .filter_map(|line| parse(line, Dialect::Bus).ok())
        .collect();
    let evaluators: Vec<Evaluator<'_>> = patterns.iter().map(Evaluator::new).collect();
    let set = PatternSet::new(&patterns);
    let mut scratch = set.scratch();
    // Twice: the second time the set knows their shapes.
    for event in events.lines().chain(events.lines()) {
        let told = set.matches(event.as_bytes(), Reading::Validated, &mut scratch);
        match json::parse_prefix(event) {
            Ok((event, _)) if event.as_object().is_some() => {
                let plain: Vec<u32> = (0..)
                    .zip(&evaluators)
                    .filter(|(_, evaluator)| evaluator.matches(&event))
                    .map(|(rule, _)| rule)
                    .collect();
                assert_eq!(told, Ok(&plain[..]));
            }
            _ => assert!(told.is_err()),
        }
        let _ = set.matches(event.as_bytes(), Reading::Trusted, &mut scratch);
    }
});
