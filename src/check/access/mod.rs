//! Whether what sends may send: policies of queues and topics, permissions of functions, roles, keys.
//!
//! Only what the file declares is judged, and only where all that decides is in it: a policy of another file may allow what
//! this one does not, so that a missing one is a warning. A role whose trust policy names somebody else is an error, because
//! roles have one.

mod buses;
mod keys;
mod names;
mod needs;
mod passes;
mod paste;
mod roles;
mod senders;

use super::finding::Resource;
use super::judge::Judge;
use super::lints::{PERMISSION_CONDITION, SOURCE_ACCOUNT};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Kind, Value};
use crate::model::{Declared, Inventory};
use crate::policy::{Because, Decision, Policy, Request, decide};
use crate::source::Span;
use names::Names;
pub(super) use names::is_named;
pub(super) use senders::queue_of;

/// How much of one file is looked at: beyond that nothing is told.
const MOST: usize = 20_000;

/// What a denial is told as.
struct Denied<'a> {
    resource: &'a Resource,
    field: &'a str,
    /// Where that stands which is not allowed.
    place: Span,
    /// What is told if nothing allows it.
    told: Diagnostic,
    /// What the missing statement is.
    missing: String,
}

impl Judge<'_> {
    /// Whether everything that sends may send.
    pub(super) fn access(&mut self, inventory: &Inventory) {
        let access = &inventory.access;
        let size = inventory.rules.len() + inventory.schedules.len() + inventory.pipes.len();
        if !inventory.kind.is_template() || size > MOST {
            return;
        }
        self.open_buses(inventory);
        self.others_let_in(inventory);
        self.accounts(inventory);
        // Connectors make the permissions that they need.
        if access.has_connectors {
            return;
        }
        let names = Names::of(inventory);
        for rule in &inventory.rules {
            if names::is_there(rule.condition.as_ref()) && !rule.is_disabled() {
                self.rule_access(inventory, &names, rule);
            }
        }
        for schedule in &inventory.schedules {
            if names::is_there(schedule.condition.as_ref()) {
                self.schedule_access(inventory, &names, schedule);
            }
        }
        for pipe in &inventory.pipes {
            if names::is_there(pipe.condition.as_ref()) {
                self.pipe_access(inventory, &names, pipe);
            }
        }
        for bus in &inventory.buses {
            if names::is_there(bus.condition.as_ref()) {
                self.bus_key(inventory, &names, bus);
            }
        }
        for subscription in &inventory.subscriptions {
            if names::is_there(subscription.condition.as_ref()) {
                self.subscription_access(inventory, &names, subscription);
            }
        }
    }

    /// Tells of what policies do not allow; of a condition that is in the way it is told where that stands.
    fn denied(&mut self, policies: &[Policy<'_>], request: &Request, denied: Denied<'_>) {
        let Decision::Denied { by, nearest } = decide(policies, request) else {
            return;
        };
        // What AWS refuses, or what takes nothing, needs no permission.
        if self.is_told_at(denied.place) {
            return;
        }
        let about = self.about(Some(denied.resource), denied.field);
        let told = match (by, nearest) {
            (Some(statement), _) => denied
                .told
                .at(denied.place, "")
                .related(statement.span, "this denies it")
                .help("leave what is sent out of the statement that denies it"),
            (
                None,
                Some((
                    statement,
                    Because::Condition {
                        operator,
                        key,
                        span,
                    },
                )),
            ) => {
                // That there is no such account is told where it stands.
                let mut statements = policies.iter().flat_map(|one| &one.statements);
                let of = statements.find(|one| one.span() == statement.span);
                // So is it of a name where an ARN is wanted.
                if of.is_some_and(|of| no_accounts(of.value()).contains(&span))
                    || self.is_told_at(span)
                {
                    return;
                }
                let told = Diagnostic::warning(
                    PERMISSION_CONDITION,
                    format!(
                        "{}: `{operator}` on `{key}` is never met",
                        denied.told.message
                    ),
                );
                let told = told.at(denied.place, "").related(span, "never so for it");
                let told = match statement.span == span {
                    true => told,
                    false => told.related(statement.span, "this would allow it"),
                };
                told.help(denied.missing)
            }
            _ => denied.told.at(denied.place, "").help(denied.missing),
        };
        self.tell(&about, told, None);
    }

    /// Conditions that compare the number of an account with something that is none.
    ///
    /// AWS: IAM User Guide, "AWS global condition context keys", `aws:SourceAccount`: the number of an account. A sample of the EventBridge
    /// User Guide has an ARN there, which never matches.
    fn accounts(&mut self, inventory: &Inventory) {
        let policies = inventory.policies.iter().chain(&inventory.access.policies);
        let policies = policies.map(|one| ("policy", &one.logical_id, one.span, &one.document));
        let roles = inventory.access.roles.iter();
        let roles = roles.map(|one| ("role", &one.logical_id, one.span, &one.trust));
        let keys = inventory.access.keys.iter();
        let keys = keys.map(|one| ("key", &one.logical_id, one.span, &one.policy));
        for (kind, id, span, document) in policies.chain(roles).chain(keys) {
            let Some(document) = document else { continue };
            let resource = Resource::new(kind, id.clone(), span);
            for statement in Policy::read(document).statements {
                for place in no_accounts(statement.value()) {
                    let told = Diagnostic::error(
                        SOURCE_ACCOUNT,
                        "`aws:SourceAccount` is compared with something that is not the number of an account",
                    )
                    .at(place, "never so")
                    .help("name the twelve digits of the account; an ARN goes with `aws:SourceArn`");
                    let about = self.about(Some(&resource), "");
                    self.tell(&about, told, None);
                }
            }
        }
    }
}

/// The values that a statement has for `aws:SourceAccount` of which all are no numbers of accounts.
fn no_accounts(statement: &Value) -> Vec<Span> {
    let conditions = statement.get("Condition").and_then(Value::as_object);
    let mut found = Vec::new();
    for operator in conditions.unwrap_or_default() {
        let called = operator.name.to_display().to_ascii_lowercase();
        if !["stringequals", "stringlike"].contains(&called.as_str()) {
            continue;
        }
        for key in operator.value.as_object().unwrap_or_default() {
            let is_account = key
                .name
                .to_display()
                .eq_ignore_ascii_case("aws:SourceAccount");
            let values = match &key.value.kind {
                Kind::Array(all) => all.as_slice(),
                _ => std::slice::from_ref(&key.value),
            };
            let is_none = |one: &Value| {
                one.as_str()
                    .is_some_and(|text| !text.contains(['*', '?', '$']) && !is_account_number(text))
            };
            if is_account && !values.is_empty() && values.iter().all(is_none) {
                found.extend(values.first().map(|one| one.span));
            }
        }
    }
    found
}

fn is_account_number(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|one| one.is_ascii_digit())
}

/// A code with the severity of a warning.
fn warned(code: Code, message: String) -> Diagnostic {
    Diagnostic::warning(code, message)
}

/// What is declared as a text, for people.
fn shown(declared: &Declared<String>) -> String {
    declared.to_display()
}
