//! Policies of buses.

use crate::check::finding::Resource;
use crate::check::judge::Judge;
use crate::check::lints::{ACCOUNT_NOT_ASKED, OPEN_BUS_POLICY};
use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::json::fields::present;
use crate::model::{Bus, Inventory, Policy as Declaration, Rule, bus_name};
use crate::pattern::Pattern;
use crate::policy::{Effect, Policy};

impl Judge<'_> {
    /// Rules that take events of every account, on a bus on which other accounts may put some.
    ///
    /// AWS: EventBridge User Guide, "Sending and receiving events between AWS accounts": a rule matches events of all accounts that may send, unless
    /// it asks for `account`.
    pub(super) fn others_let_in(&mut self, inventory: &Inventory) {
        for rule in inventory
            .rules
            .iter()
            .filter(|rule| !rule.is_disabled() && !rule.is_bare)
        {
            let Some(declared) = &rule.pattern else {
                continue;
            };
            let bus = rule.bus.as_ref().and_then(|bus| bus.resource.as_ref());
            let bus = inventory
                .buses
                .iter()
                .find(|one| one.logical_id.is_some() && one.logical_id.as_ref() == bus);
            let policies = inventory.policies.iter().filter(|one| is_on(one, rule));
            let documents = policies.filter_map(|one| one.document.as_ref());
            let mut let_in = documents.flat_map(|document| {
                let statements = Policy::read(document).statements.into_iter();
                let allowing = statements
                    .filter(|one| one.effect() == Effect::Allow && is_of_bus(one.value()));
                allowing
                    .filter_map(|one| {
                        let own = account_of(bus, one.value());
                        let account = others(one.value(), own).into_iter().next()?;
                        Some((account, one.value().span))
                    })
                    .collect::<Vec<_>>()
            });
            let Some((account, place)) = let_in.next() else {
                continue;
            };
            let asks = |pattern: Pattern| {
                let mut all = pattern.sub_rules.iter();
                all.any(|one| one.field("account").is_some())
            };
            if self.closed_pattern(rule).is_none_or(asks) {
                continue;
            }
            let resource = Resource::new("rule", rule.label(), rule.span);
            let told = Diagnostic::note(
                ACCOUNT_NOT_ASKED,
                format!("the bus lets the account `{account}` in, and the rule takes events of every account"),
            )
            .at(declared.span, "")
            .related(place, "let in here")
            .help(format!("where it is meant for some accounts only, ask for them: `\"account\": [\"{account}\"]`"));
            let about = self.about(Some(&resource), declared.member);
            self.tell(&about, told, None);
        }
    }

    /// Policies that let everybody put events on a bus.
    ///
    /// AWS: EventBridge User Guide, "Permissions for event buses": grant to an organization with the condition `aws:PrincipalOrgID`.
    pub(super) fn open_buses(&mut self, inventory: &Inventory) {
        for policy in &inventory.policies {
            let Some(document) = &policy.document else {
                continue;
            };
            let resource = Resource::new("policy", policy.logical_id.clone(), policy.span);
            for statement in Policy::read(document).statements {
                let value = statement.value();
                let is_limited = present(value, "Condition").is_some();
                let allows = statement.effect() == Effect::Allow && !is_limited;
                if !(allows && statement.is_for_everybody() && is_of_bus(value)) {
                    continue;
                }
                let place = present(value, "Principal").map_or(value.span, |one| one.span);
                let told = Diagnostic::warning(
                    OPEN_BUS_POLICY,
                    "every account of AWS may put events on the bus",
                )
                .at(place, "everybody, without a condition")
                .help("name accounts, or add a condition on `aws:PrincipalOrgID`");
                let about = self.about(Some(&resource), "");
                self.tell(&about, told, None);
            }
        }
    }
}

/// Whether a policy is on the bus of a rule, for certain.
fn is_on(policy: &Declaration, rule: &Rule) -> bool {
    policy.on.iter().any(|on| {
        let named = rule.bus.as_ref().and_then(|bus| bus.resource.as_ref());
        let by_id = on.resource.is_some() && on.resource.as_ref() == named;
        by_id
            || on
                .get()
                .is_some_and(|on| rule.bus_name() == Some(bus_name(on)))
    })
}

/// The accounts that a statement names which are others than the one of the bus, as far as that is known.
fn others(statement: &Value, own: Option<&str>) -> Vec<String> {
    let principal = present(statement, "Principal").and_then(|one| present(one, "AWS"));
    let Some(principal) = principal else {
        return Vec::new();
    };
    let all = principal
        .as_array()
        .unwrap_or(std::slice::from_ref(principal));
    let accounts = all.iter().filter_map(|one| {
        let text = one.as_str()?;
        let account = match text.starts_with("arn:") {
            true => text.split(':').nth(4)?,
            false => text,
        };
        let is_number = account.len() == 12 && account.bytes().all(|one| one.is_ascii_digit());
        (is_number && Some(account) != own).then(|| account.to_owned())
    });
    accounts.collect()
}

/// The account of a bus, if its ARN or its policy tells.
fn account_of<'v>(bus: Option<&'v Bus>, statement: &'v Value) -> Option<&'v str> {
    let of = |arn: &'v str| arn.split(':').nth(4).filter(|one| !one.is_empty());
    let own = bus.and_then(|bus| of(bus.arn.as_ref()?.get()?));
    own.or_else(|| of(present(statement, "Resource")?.as_str()?))
}

/// Whether a statement is one of a bus: all its actions are those of EventBridge.
fn is_of_bus(statement: &Value) -> bool {
    let Some(actions) = present(statement, "Action") else {
        return false;
    };
    let all = actions.as_array().unwrap_or(std::slice::from_ref(actions));
    let is_of_events = |one: &Value| {
        one.as_str()
            .is_some_and(|text| text.to_ascii_lowercase().starts_with("events:"))
    };
    !all.is_empty() && all.iter().all(is_of_events)
}
