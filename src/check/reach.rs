//! Events that do not come to where a rule waits for them.

use super::around::near_bus;
use super::finding::Resource;
use super::judge::Judge;
use super::lints::{AWS_EVENTS_ON_BUS, BUS_NAME, GLOBAL_SERVICE_REGION};
use super::loops::{is_bus, is_on};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Value;
use crate::json::fields::{present, text};
use crate::model::{Bus, Declared, Inventory, InventoryKind, Rule, bus_name};
use crate::pattern::Pattern;
use crate::pattern::ast::SubRule;

/// What the sources of AWS's services begin with.
const AWS: &str = "aws.";

/// What the sources of partners begin with, whose events come to buses of their own.
const PARTNER: &str = "aws.partner";

/// What the detail-types of calls end with.
const CLOUDTRAIL: &str = " via CloudTrail";

/// The Region in which services are that are everywhere.
const GLOBAL_REGION: &str = "us-east-1";

/// Services whose events come to the default bus of one Region.
///
/// AWS: re:Post Knowledge Center, "eventbridge-rule-triggers-iam-single-region" and "use-eventbridge-rule-across-regions": IAM, Organizations, Account
/// Management and Route 53 deliver events to us-east-1.
const GLOBAL: [&str; 4] = ["aws.account", "aws.iam", "aws.organizations", "aws.route53"];

impl Judge<'_> {
    /// Rules that wait where nothing comes, and entries for buses that are not there.
    pub(super) fn reach(&mut self, inventory: &Inventory) {
        if inventory.kind.is_template() {
            for rule in inventory.rules.iter().filter(|rule| !rule.is_bare) {
                // Most rules need no look at their pattern.
                let declared = rule.pattern.as_ref();
                let text = declared.and_then(|one| one.json(self.source.text()));
                let names = |source: &&str| text.is_some_and(|text| text.contains(*source));
                let is_own = rule.bus.is_some();
                if !is_own && !GLOBAL.iter().any(names) {
                    continue;
                }
                let Some(pattern) = self.closed_pattern(rule) else {
                    continue;
                };
                self.on_own_bus(inventory, rule, &pattern);
                self.in_region(inventory, rule, &pattern);
            }
        }
        self.entries_for(inventory);
    }

    /// A rule for events of AWS's services on a bus of the file to which nothing of the file forwards them.
    ///
    /// AWS: EventBridge User Guide, "AWS service events": services send to the default event bus.
    fn on_own_bus(&mut self, inventory: &Inventory, rule: &Rule, pattern: &Pattern) {
        let Some(named) = &rule.bus else { return };
        let is_it = |bus: &&Bus| {
            let by_id = bus.logical_id.is_some() && bus.logical_id == named.resource;
            by_id
                || bus
                    .name
                    .as_ref()
                    .and_then(Declared::get)
                    .is_some_and(|own| rule.bus_name() == Some(own))
        };
        let Some(bus) = inventory.buses.iter().find(is_it) else {
            return;
        };
        if rule.is_disabled()
            || !pattern.sub_rules.iter().all(is_of_aws)
            || pattern.sub_rules.is_empty()
        {
            return;
        }
        // Who may put events on it may forward them.
        let has_policy = |on: &Declared<String>| match &on.resource {
            Some(id) => Some(id) == bus.logical_id.as_ref(),
            None => on
                .get()
                .is_none_or(|on| rule.bus_name() == Some(bus_name(on))),
        };
        let mut policies = inventory.policies.iter().flat_map(|one| &one.on);
        if policies.any(has_policy) {
            return;
        }
        let targets = inventory.rules.iter().flat_map(|one| &one.targets);
        let targets = targets.chain(&inventory.unattached_targets);
        let mut arns = targets.filter_map(|one| one.arn.as_ref());
        // What is open may be this bus.
        if arns.any(|arn| arn.known_arn().is_empty() || is_bus(arn) && is_on(rule, arn)) {
            return;
        }
        let label = bus
            .logical_id
            .clone()
            .or_else(|| rule.bus_name().map(str::to_owned));
        let resource = Resource::new("rule", rule.label(), rule.span);
        let told = Diagnostic::warning(
            AWS_EVENTS_ON_BUS,
            format!(
                "services of AWS send to the default bus, and no rule of the file forwards their events to `{}`",
                label.unwrap_or_default()
            ),
        )
        .at(named.span, "they do not come here")
        .help("put the rule on the default bus, or forward these events from there");
        let about = self.about(Some(&resource), "EventBusName");
        self.tell(&about, told, None);
    }

    /// A rule for events of a service that is in one Region, and the rule in another.
    fn in_region(&mut self, inventory: &Inventory, rule: &Rule, pattern: &Pattern) {
        if rule.bus_name() != Some(Rule::DEFAULT_BUS) || rule.is_disabled() {
            return;
        }
        let sources = pattern.sub_rules.iter().map(|one| texts(one, "source"));
        let sources: Option<Vec<Vec<&str>>> = sources.collect();
        let sources: Vec<&str> = sources.unwrap_or_default().concat();
        let Some(first) = sources
            .first()
            .filter(|_| sources.iter().all(|one| GLOBAL.contains(one)))
        else {
            return;
        };
        let Some(declared) = &rule.pattern else {
            return;
        };
        let resource = Resource::new("rule", rule.label(), rule.span);
        let asked = pattern.sub_rules.iter().map(|one| texts(one, "region"));
        let asked: Option<Vec<Vec<&str>>> = asked.collect();
        let is_elsewhere = |all: &Vec<&str>| !all.is_empty() && !all.contains(&GLOBAL_REGION);
        if let Some(asked) = asked.map(|all| all.concat()).filter(is_elsewhere) {
            let told = Diagnostic::warning(
                GLOBAL_SERVICE_REGION,
                format!(
                    "events of `{first}` are of the Region `{GLOBAL_REGION}`, and not of `{}`",
                    asked.first().copied().unwrap_or_default()
                ),
            )
            .at(declared.span, "")
            .help(format!(
                "leave `region` out, and deploy the rule in `{GLOBAL_REGION}`"
            ));
            let about = self.about(Some(&resource), declared.member);
            self.tell(&about, told, None);
            return;
        }
        let Some(region) = region_of(inventory, rule).filter(|one| one != GLOBAL_REGION) else {
            return;
        };
        // The way there may be a rule that stands elsewhere.
        let told = Diagnostic {
            severity: Severity::Note,
            ..Diagnostic::warning(
                GLOBAL_SERVICE_REGION,
                format!(
                    "events of `{first}` come to `{GLOBAL_REGION}`, and the rule is in `{region}`"
                ),
            )
        };
        let told = told.at(declared.span, "").help(format!(
            "deploy it in `{GLOBAL_REGION}`, or forward these events from there to `{region}`"
        ));
        let about = self.about(Some(&resource), declared.member);
        self.tell(&about, told, None);
    }

    /// Entries of PutEvents for a bus that the same commands do not make, though they make others.
    fn entries_for(&mut self, inventory: &Inventory) {
        let names: Option<Vec<&str>> = inventory
            .buses
            .iter()
            .map(|bus| Some(bus.name.as_ref()?.get()?.as_str()))
            .collect();
        let Some(names) = names.filter(|names| !names.is_empty()) else {
            return;
        };
        for request in &inventory.sent {
            let entries = present(request, "Entries").unwrap_or(request);
            for entry in entries.as_array().unwrap_or_default() {
                let Some(bus) = present(entry, "EventBusName") else {
                    continue;
                };
                let Some(name) = text(entry, "EventBusName").map(bus_name) else {
                    continue;
                };
                if name == Rule::DEFAULT_BUS || names.contains(&name) || is_of_another(bus) {
                    continue;
                }
                let resource = Resource::new("put_events", None, request.span);
                let message = format!(
                    "the bus `{name}` is not made here: if there is none, PutEvents succeeds, and the event is lost"
                );
                let told = match near_bus(name, &names) {
                    Some(nearest) => Diagnostic::warning(BUS_NAME, message)
                        .help(format!("did you mean `{nearest}`?")),
                    None => Diagnostic::note(BUS_NAME, message),
                };
                let told = told.at(bus.span, "");
                let about = self.about(Some(&resource), "Entries");
                self.tell(&about, told, None);
            }
        }
    }
}

/// Whether a bus is given by its ARN: it may be of another account.
fn is_of_another(bus: &Value) -> bool {
    bus.as_str().is_some_and(|text| text.starts_with("arn:"))
}

/// The texts that a field may have, if it may have no others.
fn texts<'p>(sub_rule: &'p SubRule, path: &str) -> Option<Vec<&'p str>> {
    let texts = sub_rule.field(path)?.values.exact_texts()?;
    Some(texts.into_iter().map(|(text, _)| text).collect())
}

/// Whether only events of services match.
fn is_of_aws(sub_rule: &SubRule) -> bool {
    let is_so = |path: &str, is_it: fn(&str) -> bool| {
        texts(sub_rule, path).is_some_and(|all| all.into_iter().all(is_it))
    };
    is_so("source", |one| {
        one.starts_with(AWS) && !one.starts_with(PARTNER)
    }) || sub_rule.field("source").is_none()
        && is_so("detail-type", |one| one.ends_with(CLOUDTRAIL))
}

/// The Region in which a rule is, as far as the file tells.
///
/// AWS: EventBridge User Guide, "Cross-Region": a rule sends to buses of other Regions, and to nothing else there.
fn region_of(inventory: &Inventory, rule: &Rule) -> Option<String> {
    let of_arn = |arn: &Declared<String>| {
        let known = arn.get()?;
        let region = known.split(':').nth(3)?;
        let is_one = known.starts_with("arn:") && !region.is_empty() && !is_bus(arn);
        is_one.then(|| region.to_owned())
    };
    if inventory.kind == InventoryKind::Cdk {
        let mut stacks = inventory.stacks.iter();
        if let (Some(stack), None) = (stacks.next(), stacks.next())
            && stack.region.is_some()
        {
            return stack.region.clone();
        }
    }
    let own = rule.arn.as_ref().and_then(of_arn);
    let targets = rule
        .targets
        .iter()
        .filter_map(|one| of_arn(one.arn.as_ref()?));
    own.or_else(|| targets.into_iter().next())
}
