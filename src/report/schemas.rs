//! The schemas of what commands print as JSON: the output contract for those who read it.
//!
//! They stand in `schemas/output` too. Each names the keys that are promised, and their types; keys may be added, and a promised
//! one neither goes nor changes its type. They are in JSON Schema, draft 2020-12.

/// The name of a schema, and its text.
macro_rules! schemas {
    ($($name:literal),+ $(,)?) => {
        /// Every schema: its name, and its text. One that ends in `-line` is of a line of `--format jsonl`.
        pub const SCHEMAS: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../schemas/output/", $name, ".json")))),+
        ];
    };
}

schemas! {
    "test-pattern",
    "test-pattern-line",
    "test-pattern-answer",
    "route",
    "route-line",
    "next-fires",
    "next-fires-line",
    "next-fires-collisions",
    "next-fires-collisions-line",
    "transform",
    "transform-line",
    "pipe",
    "pipe-line",
    "put-events",
    "simulate-retries",
    "simulate-retries-line",
    "simulate-retries-sensitivity",
    "simulate-load",
    "simulate-load-line",
    "fit-retries",
    "fit-retries-line",
    "list",
    "list-line",
    "check",
    "check-line",
    "test",
    "test-line",
    "compare",
    "compare-line",
    "sample",
    "infer",
    "convert",
    "convert-line",
    "schema-infer",
    "schema-infer-line",
    "schema-validate",
    "schema-validate-line",
    "schema-diff",
    "schema-diff-line",
    "schema-check",
    "schema-check-line",
    "error",
}
