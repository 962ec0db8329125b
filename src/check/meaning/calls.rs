//! Calls of AWS's APIs, which come by way of CloudTrail.
//!
//! AWS: EventBridge User Guide, "AWS service events delivered via AWS CloudTrail" and "Read-only management events from AWS
//! services".

use super::{Asked, lists};
use crate::check::lints::{
    CLOUDTRAIL_EVENT_SOURCE, CLOUDTRAIL_READ_ONLY, CLOUDTRAIL_RESOURCES, CONSOLE_SIGN_IN,
    S3_CALLS_NEED_TRAIL,
};
use crate::diagnostic::Diagnostic;
use crate::event::catalogue;
use crate::model::{Declared, Rule, RuleState};
use crate::pattern::Pattern;
use crate::pattern::ast::{Field, SubRule};
use crate::source::{Source, Span};

/// What the detail-types end with that come by way of CloudTrail.
pub(super) const CLOUDTRAIL: &str = " via CloudTrail";

/// The detail-type of calls.
const API_CALL: &str = "AWS API Call via CloudTrail";

/// What the names of services end with in `eventSource`.
const ENDPOINT: &str = ".amazonaws.com";

/// What calls begin with that only read.
const READING: [&str; 3] = ["Describe", "Get", "List"];

/// Services all of whose reading calls are management events: others have data events too, which come in any state.
const MANAGED_ONLY: [&str; 16] = [
    "acm.amazonaws.com",
    "autoscaling.amazonaws.com",
    "cloudformation.amazonaws.com",
    "config.amazonaws.com",
    "ec2.amazonaws.com",
    "ecr.amazonaws.com",
    "ecs.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "guardduty.amazonaws.com",
    "iam.amazonaws.com",
    "kms.amazonaws.com",
    "lambda.amazonaws.com",
    "organizations.amazonaws.com",
    "rds.amazonaws.com",
    "secretsmanager.amazonaws.com",
    "sts.amazonaws.com",
];

/// What calls do not have so.
pub(super) fn by_cloudtrail(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let all = asked.pattern.sub_rules.iter();
    let are_calls = all
        .clone()
        .all(|one| is_of_types(one, |name| name == API_CALL));
    if are_calls {
        found.extend(all.clone().flat_map(event_source));
        found.extend(read_only(asked));
        found.extend(on_objects(asked));
    }
    if all
        .clone()
        .all(|one| is_of_types(one, |name| name.ends_with(CLOUDTRAIL)))
    {
        found.extend(resources(asked.pattern));
    }
    found.extend(sign_in(asked.pattern));
    let mut told = Vec::new();
    for one in found {
        if !told.contains(&one) {
            told.push(one);
        }
    }
    told
}

/// Whether all of its detail-types are so.
fn is_of_types(sub_rule: &SubRule, is_so: fn(&str) -> bool) -> bool {
    let types = texts(sub_rule, "detail-type");
    types.is_some_and(|types| types.iter().all(|(name, _)| is_so(name)))
}

/// The texts that a field may have, if it may have no others.
fn texts<'p>(sub_rule: &'p SubRule, path: &str) -> Option<Vec<(&'p str, Span)>> {
    sub_rule.field(path)?.values.exact_texts()
}

/// Services of calls that are none, or none of the sources beside them.
fn event_source(sub_rule: &SubRule) -> Vec<Diagnostic> {
    let services = texts(sub_rule, "detail.eventSource").unwrap_or_default();
    let sources = texts(sub_rule, "source");
    let services_count = services.len();
    let found = services.into_iter().filter_map(|(service, span)| {
        let told = |message: String, help: String| {
            let told = Diagnostic::warning(CLOUDTRAIL_EVENT_SOURCE, message);
            told.at(span, "no call is of this service").help(help)
        };
        if !service.ends_with(ENDPOINT) {
            let name = service.strip_prefix("aws.").unwrap_or(service);
            let told = told(
                format!("`eventSource` is the name of a service's endpoint, and not `{service}`"),
                format!("write `\"{name}{ENDPOINT}\"`"),
            );
            // Some endpoints are called otherwise than the service.
            let own = catalogue::source(&format!("aws.{name}")).and_then(|one| one.cloudtrail);
            return Some(match own == Some(format!("{name}{ENDPOINT}").as_str()) {
                true => told.fix(span, format!("\"{name}{ENDPOINT}\"")),
                false => told,
            });
        }
        let sources = sources.as_ref()?;
        let is_other = |source: &str| is_of_another(source, service);
        let source = sender(service)?;
        sources
            .iter()
            .all(|(source, _)| is_other(source))
            .then_some(())?;
        let (first, place) = sources.first()?;
        let told = told(
            format!("calls of `{service}` do not come from `{first}`"),
            format!("their source is `{source}`"),
        );
        // CloudTrail sends the calls of all services, and as none of its own.
        let is_one = services_count == 1 && sources.len() == 1 && *first == "aws.cloudtrail";
        Some(match is_one {
            true => told.fix(*place, format!("\"{source}\"")),
            false => told,
        })
    });
    found.collect()
}

/// The source of a service's calls, if it is known.
fn sender(service: &str) -> Option<&'static str> {
    let derived = format!("aws.{}", service.strip_suffix(ENDPOINT)?);
    catalogue::source(&derived).map(|one| one.name)
}

/// Whether a source is known, and certainly none of a service's calls.
fn is_of_another(source: &str, service: &str) -> bool {
    let known = catalogue::source(source);
    known.is_some_and(|known| {
        let own = known.name.strip_prefix("aws.").unwrap_or(known.name);
        known.cloudtrail.is_some_and(|own| own != service)
            && service.strip_suffix(ENDPOINT) != Some(own)
    })
}

/// A rule for calls that only read, in a state in which it gets none.
fn read_only(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let is_enabled = |rule: &&Rule| {
        let state = rule.state.as_ref().map(Declared::get);
        !rule.is_bare && state.is_none_or(|state| state == Some(&RuleState::Enabled))
    };
    if asked.rule.filter(is_enabled).is_none() {
        return Vec::new();
    }
    let all = asked.pattern.sub_rules.iter();
    let names: Option<Vec<Span>> = all.map(reading_names).collect();
    let mut names = names.unwrap_or_default();
    names.dedup();
    let told = names.into_iter().map(|span| {
        let told = Diagnostic::error(
            CLOUDTRAIL_READ_ONLY,
            "a rule that is `ENABLED` gets no calls that only read",
        );
        told.at(span, "these calls only read")
            .help("give the rule the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`")
    });
    told.collect()
}

/// The state in which rules get calls that only read.
const ALL_EVENTS: &str = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/// The same of the file in which the rule is declared, with the edit that gives it the state: in place of the one that it has,
/// or in front of its pattern. `None` where the file has it in another way.
pub(super) fn with_state(
    told: &Diagnostic,
    text: &Source,
    (rule, file): (&Rule, &Source),
) -> Option<Diagnostic> {
    let label = told.primary.as_ref()?;
    let place = text.in_original(label.span)?;
    let moved = Diagnostic {
        primary: None,
        ..told.clone()
    };
    let moved = moved.at(place, label.text.clone());
    if let Some(state) = &rule.state {
        let raw = file.slice(state.span);
        let is_it = raw.matches(RuleState::Enabled.as_str()).count() == 1;
        return is_it.then(|| {
            let state_in_quotes = raw.replace(RuleState::Enabled.as_str(), ALL_EVENTS);
            moved.fix(state.span, state_in_quotes)
        });
    }
    let pattern = rule.pattern.as_ref()?;
    let before = file.text().get(..pattern.span.start)?;
    let (name, member) = [
        ("\"EventPattern\"", format!("\"State\": \"{ALL_EVENTS}\"")),
        ("EventPattern", format!("State: {ALL_EVENTS}")),
        ("event_pattern", format!("state = \"{ALL_EVENTS}\"")),
    ]
    .into_iter()
    .find(|(name, _)| {
        let behind = before
            .rfind(name)
            .and_then(|at| before.get(at + name.len()..));
        behind.is_some_and(|behind| behind.trim().trim_matches([':', '=']).trim().is_empty())
    })?;
    let start = before.rfind(name)?;
    let line = before.get(..start)?;
    let line_start = line.rfind('\n').map_or(0, |at| at + 1);
    let indent = line.get(line_start..)?;
    if !indent.trim().is_empty() {
        return None;
    }
    let line_break = match line.ends_with(&format!("\r\n{indent}")) {
        true => "\r\n",
        false => "\n",
    };
    let comma = if name.starts_with('"') { "," } else { "" };
    Some(moved.fix(
        Span::at(start),
        format!("{member}{comma}{line_break}{indent}"),
    ))
}

/// The place of the names of calls, if all of them only read and are of services that have no other events.
fn reading_names(sub_rule: &SubRule) -> Option<Span> {
    let names = sub_rule.field("detail.eventName")?;
    let reads = |name: &str| READING.iter().any(|start| name.starts_with(start));
    let services = texts(sub_rule, "detail.eventSource").or_else(|| {
        // Without it the source tells as much.
        sub_rule
            .field("detail.eventSource")
            .is_none()
            .then(Vec::new)
    })?;
    let mut services: Vec<String> = services.iter().map(|(one, _)| (*one).to_owned()).collect();
    if services.is_empty() {
        let sources = texts(sub_rule, "source")?;
        let service = |source: &str| Some(format!("{}{ENDPOINT}", source.strip_prefix("aws.")?));
        services = sources
            .iter()
            .map(|(one, _)| service(one))
            .collect::<Option<_>>()?;
    }
    let is_managed = services
        .iter()
        .all(|one| MANAGED_ONLY.contains(&one.as_str()));
    let only_reads = names
        .values
        .exact_texts()?
        .iter()
        .all(|(name, _)| reads(name));
    (is_managed && only_reads).then_some(names.values.span)
}

/// A filter of the resources, which calls mostly do not name.
fn resources(pattern: &Pattern) -> Option<Diagnostic> {
    let is_it =
        |field: &Field| field.path.to_display() == "resources" && !field.values.accepts_absence();
    let (field, _) = lists(pattern).into_iter().find(|(field, _)| is_it(field))?;
    let told = Diagnostic::warning(
        CLOUDTRAIL_RESOURCES,
        "`resources` is empty in nearly all events that come by way of CloudTrail",
    );
    let help = "ask for what the call was given: `{\"detail\": {\"requestParameters\": {…}}}`";
    Some(
        told.at(field.values.name_span, "mostly without a value")
            .help(help),
    )
}

/// Calls on objects of S3: data events, which a trail records only if it is told to.
///
/// AWS: CloudTrail User Guide, "Logging data events", S3; S3 User Guide, "Amazon S3 CloudTrail events".
const ON_OBJECTS: [&str; 14] = [
    "AbortMultipartUpload",
    "CompleteMultipartUpload",
    "CopyObject",
    "CreateMultipartUpload",
    "DeleteObject",
    "DeleteObjects",
    "GetObject",
    "GetObjectAcl",
    "HeadObject",
    "ListParts",
    "PutObject",
    "PutObjectAcl",
    "UploadPart",
    "UploadPartCopy",
];

/// A rule for calls on objects, where the file has no trail that could record them.
fn on_objects(asked: &Asked<'_>) -> Option<Diagnostic> {
    const S3: [&str; 2] = ["aws.s3", "s3.amazonaws.com"];
    asked
        .rule
        .filter(|rule| !rule.is_bare && !asked.has_trail)?;
    let rules = asked.pattern.sub_rules.iter();
    let names = rules.map(|one| {
        let is_of_s3 = ["source", "detail.eventSource"].iter().any(|path| {
            let all = texts(one, path);
            all.is_some_and(|all| all.iter().all(|(text, _)| S3.contains(text)))
        });
        let calls = texts(one, "detail.eventName").filter(|_| is_of_s3)?;
        let all_are = calls.iter().all(|(name, _)| ON_OBJECTS.contains(name));
        all_are.then(|| one.field("detail.eventName").map(|field| field.values.span))?
    });
    let names: Option<Vec<Span>> = names.collect();
    let place = names?.first().copied()?;
    let told = Diagnostic::note(
        S3_CALLS_NEED_TRAIL,
        "calls on objects come only if a trail records the data events of the bucket",
    );
    Some(told.at(place, "these calls are on objects").help(
        "S3 sends events of its own without a trail: `\"detail-type\": [\"Object Created\"]`, for a bucket with EventBridge turned on",
    ))
}

/// The spellings of sign-ins: one of the EventBridge User Guide, and one of the registry of schemas.
const SIGN_IN: [&str; 2] = [
    "AWS Console Sign In via CloudTrail",
    "AWS Console Signin via CloudTrail",
];

/// A pattern with one of two spellings.
fn sign_in(pattern: &Pattern) -> Option<Diagnostic> {
    let rules = pattern.sub_rules.iter();
    let mut all = rules.filter_map(|one| one.field("detail-type"));
    let types = all.find_map(|field| field.values.exact_texts())?;
    let has = |name: &str| types.iter().find(|(one, _)| *one == name);
    let (place, other) = match SIGN_IN.map(has) {
        [None, Some((_, place))] => (place, SIGN_IN.first()),
        _ => return None,
    };
    let told = Diagnostic::note(
        CONSOLE_SIGN_IN,
        "AWS's guide has this detail-type, and its registry of schemas has another spelling",
    );
    let other = other.copied().unwrap_or_default();
    Some(
        told.at(*place, "")
            .help(format!("list both: add `\"{other}\"`")),
    )
}
