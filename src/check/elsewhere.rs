//! Targets in other Regions and accounts than their rule.
//!
//! AWS: EventBridge User Guide, "Sending events to an AWS service in another account": API Gateway, Kinesis, Lambda, SNS and SQS; "Sending
//! and receiving events between AWS Regions": event buses.

use super::finding::Resource;
use super::judge::Judge;
use super::lints::TARGET_ELSEWHERE;
use super::loops::is_bus;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Rule, Target};

/// Services to which a rule sends in another account.
const ACROSS_ACCOUNTS: [&str; 6] = ["events", "execute-api", "kinesis", "lambda", "sns", "sqs"];

impl Judge<'_> {
    /// Targets of a rule that it does not reach, as far as the ARNs that stand beside them tell where it is.
    pub(super) fn elsewhere(&mut self, rule: &Rule) {
        let own = rule.arn.as_ref();
        let own_region = own.and_then(|arn| section(arn, 3));
        let targets = rule.targets.iter().filter_map(|target| {
            let arn = target.arn.as_ref().filter(|arn| !is_bus(arn))?;
            Some((target, arn, section(arn, 3)?))
        });
        let targets: Vec<(&Target, &Declared<String>, &str)> = targets.collect();
        let first = own_region.or_else(|| targets.first().map(|(.., region)| *region));
        let resource = Resource::new("rule", rule.label(), rule.span);
        for (target, arn, region) in &targets {
            let field = field(target);
            let told = match (first, self.account_apart(target, arn)) {
                (Some(first), _) if first != *region => Diagnostic::error(
                    TARGET_ELSEWHERE,
                    format!("the target is in `{region}`, and the rule in `{first}`"),
                )
                .help("a rule sends to other Regions only to an event bus: let a rule of that bus invoke the target"),
                (_, Some((own, other))) => Diagnostic::error(
                    TARGET_ELSEWHERE,
                    format!("the target is in the account `{other}`, and its role in `{own}`: no rule sends to this service of another account"),
                )
                .help("send to an event bus of that account, and let a rule of it invoke the target"),
                _ => continue,
            };
            let about = self.about(Some(&resource), &field);
            self.tell(&about, told.at(arn.span, ""), None);
        }
    }

    /// The account of the role of a target, which is that of the rule, and another one of the target itself, of a service that takes nothing
    /// from there.
    fn account_apart<'t>(
        &self,
        target: &'t Target,
        arn: &'t Declared<String>,
    ) -> Option<(&'t str, &'t str)> {
        let own = section(target.role_arn.as_ref()?, 4)?;
        let other = section(arn, 4)?;
        let service = section(arn, 2)?;
        let is_apart = own != other && !ACROSS_ACCOUNTS.contains(&service);
        is_apart.then_some((own, other))
    }
}

fn field(target: &Target) -> String {
    let id = target.id.as_ref().map(Declared::to_display);
    format!("Targets[{}].Arn", id.unwrap_or_default())
}

/// A section of an ARN that is known.
fn section(arn: &Declared<String>, number: usize) -> Option<&str> {
    let text = arn.get().filter(|text| text.starts_with("arn:"))?;
    text.split(':')
        .nth(number)
        .filter(|section| !section.is_empty())
}
