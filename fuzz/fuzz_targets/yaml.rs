//! The YAML reader: no text makes it panic or takes it long, in no dialect, and everything that it tells stands in the text.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run yaml -- -max_total_time=600` (libFuzzer's flags need the unstable compiler).

#![no_main]

use evb::iac::yaml::{self, Dialect};
use evb::json::{self, Value};
use evb::source::Span;
use libfuzzer_sys::fuzz_target;

/// Whether a value and everything in it stands in the text.
fn stands(value: &Value, text: &str) -> bool {
    let is_inside = |span: Span| text.get(span.start..span.end).is_some();
    let elements = value.as_array().unwrap_or_default().iter();
    let members = value.as_object().unwrap_or_default().iter();
    is_inside(value.span)
        && elements.into_iter().all(|element| stands(element, text))
        && members
            .into_iter()
            .all(|member| is_inside(member.name_span) && stands(&member.value, text))
}

fuzz_target!(|text: &str| {
    for dialect in [
        Dialect::CloudFormation,
        Dialect::Serverless,
        Dialect::Pulumi,
    ] {
        let told = match yaml::parse(text, dialect) {
            Ok((value, told)) => {
                assert!(stands(&value, text));
                let written = value.to_compact();
                assert!(json::parse(&written).is_ok(), "{written}");
                told
            }
            Err(refused) => vec![refused],
        };
        for label in told
            .iter()
            .flat_map(|told| told.primary.iter().chain(&told.related))
        {
            assert!(text.get(label.span.start..label.span.end).is_some());
        }
    }
});
