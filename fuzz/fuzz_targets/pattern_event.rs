//! A pattern and an event, a line end between them: neither makes anything panic, both passes of the pattern parser
//! refuse the same texts, and the explanation tells the verdict and blames a field for every miss.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run pattern_event -- -max_total_time=600` (libFuzzer's flags need the unstable
//! compiler).

#![no_main]

use evb::json;
use evb::pattern::{Dialect, Explainer, evaluate, evaluate_as_service, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (pattern_text, event_text) = text.split_once('\n').unwrap_or((text, "{}"));
    let pattern = parse(pattern_text, Dialect::Bus);
    // This dialect refuses no operator, and is checked by the second pass too.
    assert_eq!(
        pattern.is_ok(),
        parse(pattern_text, Dialect::Lambda).is_ok()
    );
    match pattern {
        Ok(pattern) => {
            if let Ok((event, _)) = json::parse_prefix(event_text) {
                let matched = evaluate(&pattern, &event);
                let verdict = evaluate_as_service(&pattern, &event);
                assert!(verdict.matched == matched || !verdict.notes.is_empty());
                let explanation = Explainer::new(&pattern).explain(&event);
                assert_eq!(explanation.matched, matched);
                assert!(!explanation.fields().is_empty());
            }
        }
        Err(error) => {
            assert!(error.diagnostics.iter().any(|one| one.is_error()));
            assert!(
                error
                    .diagnostics
                    .iter()
                    .all(|one| one.code.as_str() != "pattern/refused")
            );
            for label in error
                .diagnostics
                .iter()
                .flat_map(|one| one.primary.iter().chain(&one.related))
            {
                assert!(pattern_text.get(label.span.start..label.span.end).is_some());
            }
            let _ = error.aws_message();
        }
    }
});
