//! Sources and detail-types of AWS's own events, as the catalogue knows them. Of other sources nothing is known.

use super::{Asked, lists};
use crate::check::lints::{AWS_SOURCE, EVENT_TYPE_OF_SOURCE};
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::catalogue::{self, Source, Verdict};
use crate::pattern::ast::SubRule;
use crate::source::Span;
use crate::suggest;

/// What the sources of AWS begin with.
const AWS: &str = "aws.";

/// What the endpoints of AWS's services end with, which CloudTrail has in `eventSource`.
const ENDPOINT: &str = ".amazonaws.com";

/// From so many letters on a name that differs by one is a slip: shorter ones are names of other services.
const LONG_ENOUGH: usize = 6;

/// Services that are called otherwise than their source.
const CALLED: [(&str, &str); 12] = [
    ("alb", "aws.elasticloadbalancing"),
    ("apigw", "aws.apigateway"),
    ("cloudwatchlogs", "aws.logs"),
    ("ddb", "aws.dynamodb"),
    ("efs", "aws.elasticfilesystem"),
    ("elb2", "aws.elasticloadbalancing"),
    ("elbv2", "aws.elasticloadbalancing"),
    ("eventbridge", "aws.events"),
    ("parameterstore", "aws.ssm"),
    ("sfn", "aws.states"),
    ("stepfunctions", "aws.states"),
    ("systemsmanager", "aws.ssm"),
];

/// Sources that are no source of AWS, but nearly.
pub(super) fn sources(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for sub_rule in &asked.pattern.sub_rules {
        let Some(field) = sub_rule.field("source") else {
            continue;
        };
        for comparison in &field.values.comparisons {
            let Some(text) = comparison.exact_text() else {
                continue;
            };
            let Some((meant, is_certain)) = meant(text, sub_rule) else {
                continue;
            };
            let told =
                Diagnostic::warning(AWS_SOURCE, format!("no service sends events as `{text}`"));
            let told = told.at(comparison.span, "not a source of AWS");
            let mut told = told.help(format!("did you mean `{meant}`?"));
            if is_certain {
                told = told.fix(comparison.span, format!("\"{meant}\""));
            }
            if !found.contains(&told) {
                found.push(told);
            }
        }
    }
    found
}

/// The source of AWS that a text is meant to be, if it is none and no other source either; and whether that is certain: not
/// if only letters are nearly the same.
fn meant(text: &str, sub_rule: &SubRule) -> Option<(&'static str, bool)> {
    if catalogue::source(text).is_some() || text.starts_with("aws.partner") {
        return None;
    }
    if let Some(service) = text.strip_suffix(ENDPOINT) {
        let mut known = catalogue::sources().iter();
        return known
            .find(|one| one.cloudtrail == Some(text) || bare(one) == service)
            .map(|one| (one.name, true));
    }
    // As records of functions and notifications call it, `aws:s3`.
    if let Some(service) = text.strip_prefix("aws:") {
        return catalogue::source(&format!("{AWS}{service}")).map(|one| (one.name, true));
    }
    let begins_as_aws = text
        .get(..AWS.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(AWS));
    match begins_as_aws {
        true => nearest(text.get(AWS.len()..).unwrap_or_default()),
        // Anybody may send events as `ec2`, but not those of the service.
        false => {
            let source = catalogue::source(&format!("{AWS}{text}"))?;
            let types = sub_rule.field("detail-type")?.values.exact_texts()?;
            let has = |name: &str| source.detail_types.iter().any(|one| one.name == name);
            let is_of_service = types
                .iter()
                .all(|(name, _)| has(name) && !name.ends_with(super::calls::CLOUDTRAIL));
            is_of_service.then_some((source.name, true))
        }
    }
}

/// The source whose name behind `aws.` is meant, and whether that is certain.
fn nearest(name: &str) -> Option<(&'static str, bool)> {
    let folded = suggest::folded(name);
    if let Some((_, source)) = CALLED.iter().find(|(called, _)| *called == folded) {
        return Some((source, true));
    }
    let known = || catalogue::sources().iter();
    let same = known().find(|one| suggest::folded(bare(one)) == folded);
    let near = || {
        known().find(|one| {
            bare(one).len() >= LONG_ENOUGH
                && name.len() >= LONG_ENOUGH
                && suggest::edit_distance(bare(one), name) == Some(1)
        })
    };
    let near = || near().map(|one| (one.name, false));
    same.map(|one| (one.name, true)).or_else(near)
}

/// The name behind `aws.`.
fn bare(source: &Source) -> &'static str {
    source.name.strip_prefix(AWS).unwrap_or(source.name)
}

/// Detail-types that none of the sources beside them sends.
pub(super) fn types(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let is_everywhere = |span: Span| {
        let mut lists = lists(asked.pattern).into_iter();
        lists.any(|(field, is_everywhere)| is_everywhere && field.values.name_span == span)
    };
    for sub_rule in &asked.pattern.sub_rules {
        let texts = |path| {
            let field = sub_rule.field(path)?;
            Some((field.values.name_span, field.values.exact_texts()?))
        };
        let (Some((_, sources)), Some((name, types))) = (texts("source"), texts("detail-type"))
        else {
            continue;
        };
        let sources: Vec<&str> = sources.into_iter().map(|(source, _)| source).collect();
        let unknown = types
            .iter()
            .filter(|(detail_type, _)| is_unknown(&sources, detail_type));
        let unknown: Vec<&(&str, Span)> = unknown.collect();
        // Where one pair exists, only what is one by its letters is a slip for certain.
        let is_all = unknown.len() == types.len() && is_everywhere(name);
        for (detail_type, span) in unknown {
            let told = unknown_type(&sources, detail_type, (*span, is_all));
            found.extend(told.filter(|told| !found.contains(told)));
        }
    }
    found
}

/// Whether all of these are sources of AWS that are known to send other events only.
fn is_unknown(sources: &[&str], detail_type: &str) -> bool {
    let mut verdicts = sources
        .iter()
        .map(|source| catalogue::judge(source, detail_type));
    !sources.is_empty() && verdicts.all(|one| matches!(one, Verdict::UnknownDetailType { .. }))
}

fn unknown_type(
    sources: &[&str],
    detail_type: &str,
    (span, is_all): (Span, bool),
) -> Option<Diagnostic> {
    let nearest = sources
        .iter()
        .find_map(|source| catalogue::nearest_detail_type(source, detail_type));
    let is_same =
        nearest.is_some_and(|nearest| suggest::folded(nearest) == suggest::folded(detail_type));
    if !is_all && !is_same {
        return None;
    }
    let whom: Vec<String> = sources.iter().map(|one| format!("`{one}`")).collect();
    let message = match whom.as_slice() {
        [one] => format!("{one} is not known to send `{detail_type}`"),
        _ => format!(
            "none of {} is known to send `{detail_type}`",
            whom.join(", ")
        ),
    };
    let told = Diagnostic::warning(EVENT_TYPE_OF_SOURCE, message);
    let mut senders = catalogue::senders(detail_type).map(|one| one.name);
    let (help, severity) = match (nearest, senders.next()) {
        (_, Some(sender)) => (format!("`{sender}` sends it"), Severity::Warning),
        (Some(nearest), None) => (format!("did you mean `{nearest}`?"), Severity::Warning),
        (None, None) => (
            "the catalogue of AWS's events is not complete: see the documentation of the service"
                .to_owned(),
            Severity::Note,
        ),
    };
    let told = Diagnostic { severity, ..told };
    let told = told.at(span, "not an event of this source").help(help);
    // It differs in its case and its word breaks only.
    Some(match nearest.filter(|_| is_same) {
        Some(nearest) => told.fix(span, format!("\"{nearest}\"")),
        None => told,
    })
}
