//! A script or a page with command lines: nothing makes it panic or run out of memory, and every place that is told lies in
//! its text.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run command_line -- -max_total_time=600` (libFuzzer's flags need the unstable compiler).

#![no_main]

use evb::diagnostic::Diagnostic;
use evb::iac::{self, Content, NoFiles, Settings, Texts};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for name in ["commands.sh", "README.md"] {
        // What stands in front makes a request of most texts.
        for text in [
            text.to_owned(),
            format!("aws events put-rule --name {text}"),
        ] {
            let mut texts = Texts::new(name, &text, &NoFiles);
            let Ok(Content::Declarations(inventory)) =
                iac::read_with(&mut texts, &Settings::default())
            else {
                continue;
            };
            let rules = inventory.rules.iter();
            let of_rules = rules.flat_map(|rule| &rule.diagnostics);
            inventory
                .diagnostics
                .iter()
                .chain(of_rules)
                .for_each(|one| lies_in(one, texts.text()));
        }
    }
});

fn lies_in(diagnostic: &Diagnostic, text: &str) {
    for label in diagnostic.primary.iter().chain(&diagnostic.related) {
        assert!(text.get(label.span.start..label.span.end).is_some());
    }
}
