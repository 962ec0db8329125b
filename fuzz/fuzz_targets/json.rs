//! The JSON reader: no text makes it panic, it agrees with `serde_json` on what is JSON, and what it reads it writes
//! back the same.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run json -- -max_total_time=600` (libFuzzer's flags need the unstable compiler).

#![no_main]

use evb::json::{self, Fault};
use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;

fuzz_target!(|text: &str| {
    let ours = json::parse(text);
    // serde_json stops at 128 brackets; deeper texts are still read above, and must not overflow the stack.
    if text
        .bytes()
        .filter(|byte| matches!(byte, b'[' | b'{'))
        .count()
        < 128
    {
        let theirs = serde_json::from_str::<IgnoredAny>(text).is_ok();
        let is_beyond_a_limit = ours.as_ref().is_err_and(|error| {
            matches!(error.fault, Fault::NumberTooLong(_) | Fault::NameTooLong(_))
        });
        assert!(is_beyond_a_limit || ours.is_ok() == theirs);
    }
    match ours {
        Ok(value) => {
            let written = value.to_compact();
            let again = json::parse(&written).expect("what was written is JSON");
            assert_eq!(again.to_compact(), written);
        }
        Err(error) => {
            let diagnostic = error.diagnostic(text);
            for label in diagnostic.primary.iter().chain(&diagnostic.related) {
                assert!(text.get(label.span.start..label.span.end).is_some());
            }
            assert!(!error.jackson_message(text).is_empty());
        }
    }
});
