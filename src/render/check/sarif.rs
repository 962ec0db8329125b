//! SARIF 2.1.0, as GitHub's code scanning wants it.
//!
//! OASIS: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; GitHub: "SARIF support for code scanning",
//! <https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.
//!
//! There is one run, whose rules are those of its findings: GitHub's limits on runs (20) and rules (25,000) are far.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::check::{self, Lint};
use crate::report::check::{FindingReport, UnreadableReport, severity};
use crate::report::{DiagnosticReport, SpanReport};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// How many results of a run GitHub takes.
///
/// GitHub: "SARIF support for code scanning", "Validating your SARIF file": "Results per run: 25,000, only the top 5,000 results
/// will be included, prioritized by severity".
pub(super) const MOST_RESULTS: usize = 25_000;

/// How many of them it shows.
pub(super) const SHOWN_RESULTS: usize = 5000;

/// How many bytes the file may have, compressed by gzip: GitHub, the same page, "no larger than 10 MB".
const MOST_BYTES: usize = 10_000_000;

/// Whether GitHub refuses a log for its size.
///
/// # Errors
///
/// When it cannot be compressed, which memory always can.
pub(super) fn is_too_large(log: &[u8]) -> io::Result<bool> {
    if log.len() <= MOST_BYTES {
        return Ok(false);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(log)?;
    Ok(encoder.finish()?.len() > MOST_BYTES)
}

/// The whole document.
pub(super) fn log(findings: &[&FindingReport], unreadable: &[UnreadableReport]) -> Value {
    let mut rules: BTreeMap<&str, usize> = findings.iter().map(|one| (one.name, 0)).collect();
    for (index, place) in rules.values_mut().enumerate() {
        *place = index;
    }
    let described: Vec<Value> = rules
        .keys()
        .filter_map(|name| check::lint(name))
        .map(rule)
        .collect();
    let results: Vec<Value> = findings.iter().map(|one| result(one, &rules)).collect();
    let failures: Vec<Value> = unreadable
        .iter()
        .map(|one| notification(&one.told))
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "evb",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": described,
            }},
            "invocations": [{
                "executionSuccessful": failures.is_empty(),
                "toolExecutionNotifications": failures,
            }],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(lint: &Lint) -> Value {
    json!({
        "id": lint.name,
        "shortDescription": {"text": lint.summary},
        "fullDescription": {"text": lint.summary},
        "help": {"text": lint.page, "markdown": lint.page},
        "defaultConfiguration": {"level": level(severity(lint.severity))},
        "properties": {
            "precision": lint.confidence.as_str(),
            "problem.severity": match severity(lint.severity) {
                "info" => "recommendation",
                other => other,
            },
            "tags": ["eventbridge"],
        },
    })
}

fn level(severity: &str) -> &str {
    match severity {
        "info" => "note",
        other => other,
    }
}

fn result(finding: &FindingReport, rules: &BTreeMap<&str, usize>) -> Value {
    let mut location = json!({"physicalLocation": physical(&finding.source, finding.span)});
    let resource = finding.resource.as_ref();
    let address = resource.and_then(|one| Some((one.kind, one.address.as_ref()?)));
    if let (Some((kind, address)), Some(location)) = (address, location.as_object_mut()) {
        let logical = json!([{"fullyQualifiedName": address, "kind": kind}]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    let related = finding.related.iter().map(|one| {
        json!({
            "physicalLocation": physical(&finding.source, Some(one.span)),
            "message": {"text": one.label},
        })
    });
    json!({
        "ruleId": finding.name,
        "ruleIndex": rules.get(finding.name),
        "level": level(finding.severity),
        "message": {"text": super::message(finding)},
        "locations": [location],
        "relatedLocations": related.collect::<Vec<Value>>(),
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint,
            "evb/v1": finding.fingerprint,
        },
        "properties": {"confidence": finding.confidence, "field": finding.field},
    })
}

fn notification(failure: &DiagnosticReport) -> Value {
    let message = json!({"text": failure.message});
    let descriptor = json!({"id": failure.code});
    match &failure.source {
        Some(source) => json!({
            "level": "error",
            "message": message,
            "descriptor": descriptor,
            "locations": [{"physicalLocation": physical(source, failure.span)}],
        }),
        None => json!({"level": "error", "message": message, "descriptor": descriptor}),
    }
}

/// GitHub shows a finding in a pull request only if all of its lines are among those that are changed, so a region has
/// one line.
fn physical(source: &str, span: Option<SpanReport>) -> Value {
    let artifact = json!({"uri": uri(source)});
    let Some(span) = span else {
        return json!({"artifactLocation": artifact});
    };
    let mut region = json!({"startLine": span.line, "startColumn": span.column});
    if let Some(region) = region.as_object_mut()
        && span.line == span.end_line
        && span.end_column > span.column
    {
        region.insert("endColumn".to_owned(), span.end_column.into());
    }
    json!({"artifactLocation": artifact, "region": region})
}

/// A path as a reference: relative ones are those from the root of the repository.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(uri("./infra/a b.yaml"), "infra/a%20b.yaml");
        assert_eq!(uri("/tmp/ä#.tf"), "file:///tmp/%C3%A4%23.tf");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
        assert_eq!(uri(r"infra\a.yaml"), "infra/a.yaml");
    }
}
