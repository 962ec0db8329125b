//! Files in the language of Terraform: no text makes the evaluator panic or go on without an end, and what it tells stands
//! in the text.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run terraform -- -max_total_time=600` (libFuzzer's flags need the unstable compiler).

#![no_main]

use evb::iac::{Content, NoFiles, Settings, Texts, read_with};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut texts = Texts::new("main.tf", text, &NoFiles);
    let read = read_with(&mut texts, &Settings::default());
    let told = match &read {
        Ok(Content::Declarations(inventory)) => inventory.diagnostics.as_slice(),
        Ok(_) => &[],
        Err(diagnostic) => std::slice::from_ref(diagnostic),
    };
    for label in told.iter().flat_map(|one| one.primary.iter().chain(&one.related)) {
        assert!(text.get(label.span.start..label.span.end).is_some());
    }
});
