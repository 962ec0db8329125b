//! What people have, in every command that takes a declaration.

mod command_lines;
mod foreign;
mod matrix;
mod one_template;
mod outside;
mod shapes;
mod templates;

use crate::support::Pretend;

/// A template with a bus, rules, a schedule and a pipe.
const SHOP: &str = include_str!("../../../fixtures/templates/shop.template.json");

/// A host that has the template, and an event of its bus.
fn shop() -> Pretend {
    Pretend::default()
        .file("shop.json", SHOP)
        .file(
            "shipped.json",
            r#"{"EventBusName":"orders","Source":"shop","DetailType":"order","Detail":"{\"state\":\"shipped\",\"order\":4711}"}"#,
        )
        .file(
            "envelope.json",
            r#"{"id":"1","account":"123456789012","source":"shop","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail-type":"order","detail":{"state":"shipped","order":4711}}"#,
        )
        .file(
            "returns.jsonl",
            "{\"messageId\":\"1\",\"body\":\"{\\\"kind\\\":\\\"return\\\"}\",\"eventSource\":\"aws:sqs\"}\n{\"messageId\":\"2\",\"body\":\"{\\\"kind\\\":\\\"order\\\"}\",\"eventSource\":\"aws:sqs\"}\n",
        )
}
