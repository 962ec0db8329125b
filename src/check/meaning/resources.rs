//! ARNs that a pattern asks for, and that no event has so.
//!
//! AWS: EventBridge User Guide, "Troubleshooting": many services take a colon and a slash in an ARN for the same, and EventBridge
//! compares letter by letter; Service Authorization Reference: the forms of ARNs.

use super::{Asked, lists};
use crate::check::lints::ARN_PUNCTUATION;
use crate::diagnostic::Diagnostic;

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
