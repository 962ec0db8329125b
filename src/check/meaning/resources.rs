//! ARNs that a pattern asks for, and that no event has so.
//!
//! AWS: EventBridge User Guide, "Troubleshooting": many services take a colon and a slash in an ARN for the same, and EventBridge
//! compares letter by letter; Service Authorization Reference: the forms of ARNs.

use super::{Asked, lists};
use crate::check::lints::{ARN_PUNCTUATION, VALUE_OF_EVENT};
use crate::diagnostic::Diagnostic;
use crate::pattern::Pattern;
use crate::pattern::ast::SubRule;
use crate::source::Span;

/// The kinds of resources that services have, each with what follows it.
const KINDS: [(&str, &[&str]); 24] = [
    ("autoscaling", &["autoScalingGroup:"]),
    ("backup", &["backup-vault:", "recovery-point:"]),
    ("batch", &["job/", "job-definition/", "job-queue/"]),
    ("cloudformation", &["stack/", "stackset/"]),
    ("cloudwatch", &["alarm:"]),
    ("codebuild", &["build/", "project/"]),
    ("dms", &["rep:", "task:"]),
    ("dynamodb", &["table/"]),
    (
        "ec2",
        &[
            "image/",
            "instance/",
            "key-pair/",
            "network-interface/",
            "security-group/",
            "snapshot/",
            "subnet/",
            "volume/",
            "vpc/",
        ],
    ),
    ("ecr", &["repository/"]),
    (
        "ecs",
        &[
            "cluster/",
            "container-instance/",
            "service/",
            "task/",
            "task-definition/",
        ],
    ),
    ("elasticloadbalancing", &["loadbalancer/", "targetgroup/"]),
    ("events", &["event-bus/", "rule/"]),
    ("glue", &["crawler/", "job/"]),
    ("guardduty", &["detector/"]),
    ("iam", &["policy/", "role/", "user/"]),
    ("kinesis", &["stream/"]),
    ("kms", &["key/"]),
    ("lambda", &["function:"]),
    ("logs", &["log-group:"]),
    (
        "rds",
        &["cluster:", "cluster-snapshot:", "db:", "snapshot:"],
    ),
    ("secretsmanager", &["secret:"]),
    ("ssm", &["document/", "parameter/"]),
    ("states", &["activity:", "execution:", "stateMachine:"]),
];

/// Fields of AWS's events that hold an ARN, for which the template gives the name of a resource: a `Ref` of most types is that.
/// `written` is what the file has for a place in the pattern.
pub(super) fn names_for_arns(
    pattern: &Pattern,
    written: impl Fn(Span) -> Option<String>,
) -> Vec<Diagnostic> {
    let is_of_aws = |rule: &SubRule| {
        let texts = rule
            .field("source")
            .and_then(|one| one.values.exact_texts());
        texts.is_some_and(|all| all.iter().all(|(text, _)| text.starts_with("aws.")))
    };
    if !pattern.sub_rules.iter().all(is_of_aws) {
        return Vec::new();
    }
    // What a call was asked or answered is called as each service calls it.
    let is_of_call = |path: &str| {
        ["detail.requestParameters.", "detail.responseElements."]
            .iter()
            .any(|start| path.starts_with(start))
    };
    let all = lists(pattern).into_iter();
    let arns = all.filter(|(field, _)| {
        let path = field.path.to_display();
        let last = path.rsplit('.').next().unwrap_or_default();
        (last.ends_with("Arn") || last == "arn") && !is_of_call(&path)
    });
    let found = arns.flat_map(|(field, _)| {
        let name = field.path.to_display();
        let name = name.rsplit('.').next().unwrap_or_default().to_owned();
        let comparisons = field.values.comparisons.iter();
        comparisons.map(move |one| (name.clone(), one))
    });
    let found = found.filter_map(|(name, one)| {
        let text = one.exact_text().filter(|text| !text.starts_with("arn:"))?;
        let raw = written(one.span)?;
        let resource = referred(&raw)?;
        let told = Diagnostic::warning(
            VALUE_OF_EVENT,
            format!("`{name}` is an ARN in events of AWS, and never `{text}`"),
        )
        .at(
            one.span,
            format!("`Ref {resource}` is the name of the resource"),
        );
        Some(told.help(format!("did you mean `!GetAtt {resource}.Arn`?")))
    });
    found.collect()
}

/// The resource to which a `Ref` of a template refers.
fn referred(raw: &str) -> Option<&str> {
    let raw = raw.trim();
    let short = raw
        .strip_prefix("!Ref")
        .filter(|rest| rest.starts_with(' '));
    let long = || {
        let inside = raw.strip_prefix('{')?.strip_suffix('}')?.trim();
        let rest = inside.trim_start_matches('"').strip_prefix("Ref")?;
        rest.trim_start_matches('"').trim_start().strip_prefix(':')
    };
    let name = short.or_else(long)?.trim().trim_matches(['"', '\'']);
    let is_name = !name.is_empty() && name.chars().all(|one| one.is_ascii_alphanumeric());
    is_name.then_some(name)
}

/// Texts of `resources` in which a colon stands for a slash, or the other way round.
pub(super) fn punctuation(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let lists = lists(asked.pattern).into_iter();
    let resources = lists.filter(|(field, _)| field.path.to_display() == "resources");
    let texts = resources.flat_map(|(field, _)| &field.values.comparisons);
    let found = texts.filter_map(|one| {
        let text = one.exact_text()?;
        let meant = meant(text)?;
        let told = Diagnostic::warning(
            ARN_PUNCTUATION,
            "no ARN of this kind of resource is written so, and events are compared letter by letter",
        );
        let told = told.at(one.span, "no event has this");
        let told = told.help(format!("write `\"{meant}\"`"));
        Some(told.fix(one.span, format!("\"{meant}\"")))
    });
    found.collect()
}

/// The ARN that is meant, if the kind of its resource is known and followed by the other sign.
fn meant(text: &str) -> Option<String> {
    let mut sections = text.splitn(6, ':');
    if sections.next() != Some("arn") {
        return None;
    }
    let service = sections.nth(1)?;
    let resource = sections.nth(2)?;
    let at = text.len() - resource.len();
    let (_, kinds) = KINDS.iter().find(|(name, _)| *name == service)?;
    let kind = kinds.iter().find_map(|kind| {
        let (name, sign) = kind.split_at_checked(kind.len() - 1)?;
        let rest = resource.strip_prefix(name)?;
        let other = if sign == "/" { ":" } else { "/" };
        let rest = rest.strip_prefix(other)?;
        Some(format!("{name}{sign}{rest}"))
    })?;
    Some(format!("{}{kind}", text.get(..at)?))
}
