//! How `test-pattern` and `route` take their inputs.

mod broken;
mod lists;
mod names;
mod own_output;
mod patterns;
mod requests;

use crate::support::Pretend;

fn host() -> Pretend {
    Pretend::default()
        .file("rules/a.json", r#"{"a":[1]}"#)
        .file("events/1.json", r#"{"a":1}"#)
        .file("events/2.json", r#"{"a":2}"#)
}

const TEST: [&str; 3] = ["test-pattern", "--pattern", r#"{"a":[1]}"#];

const ROUTE: [&str; 3] = ["route", "--rules", "rules"];

fn test(host: &Pretend, more: &[&str]) -> String {
    host.evb(&[&TEST[..], more].concat())
}

fn route(host: &Pretend, more: &[&str]) -> String {
    host.evb(&[&ROUTE[..], more].concat())
}
