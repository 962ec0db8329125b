//! What stands around rules: buckets that send nothing, buses by a name that is nearly right, secrets and logs.

use std::collections::BTreeSet;

use super::finding::Resource;
use super::judge::Judge;
use super::lints::{
    BUS_NAME, LOGS_HOLD_EVENTS, PERMISSION_FOR_ANY_RULE, PERMISSION_SOURCE_ACCOUNT, S3_NOT_ENABLED,
    SECRET_IN_FILE,
};
use crate::diagnostic::Diagnostic;
use crate::json::fields::present;
use crate::json::{Kind, Value};
use crate::model::{Bucket, Declared, Inventory, Permission, Rule};
use crate::policy::{Effect, Policy};
use crate::source::Span;
use crate::suggest;

/// The members of a connection that are secret.
///
/// AWS: EventBridge API Reference, `CreateConnectionAuthRequestParameters`.
const SECRETS: [&str; 3] = ["ApiKeyValue", "ClientSecret", "Password"];

impl Judge<'_> {
    /// Everything around rules.
    pub(super) fn around(&mut self, inventory: &Inventory) {
        if !inventory.kind.is_template() {
            return;
        }
        for rule in &inventory.rules {
            self.bucket_of(inventory, rule);
            self.bus_of(inventory, rule);
            self.bus_of_targets(inventory, rule);
        }
        for connection in &inventory.connections {
            let name = connection.name.as_ref().map(Declared::to_display);
            let id = connection.logical_id.clone().or(name);
            let resource = Resource::new("connection", id, connection.span);
            if let Some(request) = &connection.request {
                self.secrets(&resource, &request.value);
            }
        }
        self.logs(inventory);
        self.any_rule(inventory);
    }

    /// A rule for events of a bucket of the file that sends none.
    ///
    /// AWS: S3 User Guide, "Enabling Amazon EventBridge": S3 sends events only of buckets for which that is on.
    fn bucket_of(&mut self, inventory: &Inventory, rule: &Rule) {
        let Some(pattern) = &rule.pattern else { return };
        let is_direct = |text: &str| text.contains("aws.s3") && !text.contains("via CloudTrail");
        let written = self.source.slice(pattern.span);
        let text = pattern.json(self.source.text()).unwrap_or(written);
        if !is_direct(text) {
            return;
        }
        let named = match pattern.open() {
            Some(open) => names_of_buckets(open),
            None => crate::json::parse(text)
                .map(|value| names_of_buckets(&value))
                .unwrap_or_default(),
        };
        for name in named {
            let is_it = |one: &&Bucket| {
                let own = one.name.as_ref().and_then(Declared::get);
                match &name {
                    Named::Text(text) => own == Some(text),
                    Named::From(from) => one.logical_id.as_ref().is_some_and(|id| {
                        *from == format!("Ref {id}")
                            || from
                                .strip_prefix(id.as_str())
                                .is_some_and(|end| end.starts_with('.'))
                    }),
                }
            };
            let Some(bucket) = inventory.buckets.iter().find(is_it) else {
                continue;
            };
            let is_off = match &bucket.eventbridge {
                None => bucket
                    .notifications
                    .as_ref()
                    .is_none_or(|one| one.as_object().is_some()),
                Some(enabled) => enabled.get() == Some(&false),
            };
            if !is_off || bucket.condition.is_some() {
                continue;
            }
            let id = bucket.logical_id.clone().unwrap_or_default();
            let resource = Resource::new("rule", rule.label(), rule.span);
            let told = Diagnostic::warning(
                S3_NOT_ENABLED,
                format!("the bucket `{id}` sends no events to EventBridge"),
            )
            .at(pattern.span, "")
            .related(super::judge::beginning(bucket.span, self.source), "this bucket")
            .help(match crate::iac::member_name(self.kind, "Arn") == "Arn" {
                true => "give it `NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}`",
                false => "give it an `aws_s3_bucket_notification` with `eventbridge = true`",
            });
            let about = self.about(Some(&resource), pattern.member);
            self.tell(&about, told, None);
        }
    }

    /// A rule on a bus whose name is nearly that of a bus of the file.
    fn bus_of(&mut self, inventory: &Inventory, rule: &Rule) {
        let Some(bus) = rule.bus.as_ref().filter(|bus| bus.resource.is_none()) else {
            return;
        };
        let Some(name) = bus.get().filter(|name| !name.contains([':', '/'])) else {
            return;
        };
        if self.defaults.meet(bus.span) {
            return;
        }
        let Some(nearest) = near_bus(name, &names_of_buses(inventory)) else {
            return;
        };
        let resource = Resource::new("rule", rule.label(), rule.span);
        let told = Diagnostic::warning(BUS_NAME, format!("no bus of the file is called `{name}`"))
            .at(bus.span, "")
            .help(format!("did you mean `{nearest}`?"));
        let about = self.about(Some(&resource), "EventBusName");
        self.tell(&about, told, None);
    }

    /// A target that is a bus whose name is nearly that of a bus of the file. One of another account is another one.
    fn bus_of_targets(&mut self, inventory: &Inventory, rule: &Rule) {
        for target in &rule.targets {
            let Some(arn) = target.arn.as_ref().filter(|arn| arn.resource.is_none()) else {
                continue;
            };
            let text = arn.to_display();
            let Some((before, name)) = text.split_once(":event-bus/") else {
                continue;
            };
            let is_own = before.ends_with('}') && before.contains("ccount");
            if !is_own || self.defaults.meet(arn.span) {
                continue;
            }
            let Some(nearest) = near_bus(name, &names_of_buses(inventory)) else {
                continue;
            };
            let id = target.id.as_ref().map(Declared::to_display);
            let resource = Resource::new("rule", rule.label(), rule.span);
            let told =
                Diagnostic::warning(BUS_NAME, format!("no bus of the file is called `{name}`"))
                    .at(arn.span, "")
                    .help(format!("did you mean `{nearest}`?"));
            let field = format!("Targets[{}].Arn", id.unwrap_or_default());
            let about = self.about(Some(&resource), &field);
            self.tell(&about, told, None);
        }
    }

    /// Secrets of connections that stand in the file.
    fn secrets(&mut self, resource: &Resource, request: &Value) {
        let mut due = vec![request];
        while let Some(value) = due.pop() {
            for member in value.as_object().unwrap_or_default() {
                let name = member.name.to_display();
                let text = member.value.as_str().filter(|text| !text.is_empty());
                let is_secret = SECRETS.contains(&&*name);
                let is_resolved = |text: &str| text.contains("{{resolve:") || text.contains("${");
                if let Some(text) = text.filter(|_| is_secret)
                    && !is_resolved(text)
                    && !self.defaults.meet(member.value.span)
                {
                    let told = Diagnostic::warning(
                        SECRET_IN_FILE,
                        format!("`{name}` stands in the file for everybody to read"),
                    )
                    .at(member.value.span, "")
                    .help("refer to a secret of Secrets Manager: `{{resolve:secretsmanager:…}}`, or a parameter without a default");
                    let about = self.about(Some(resource), "AuthParameters");
                    self.tell(&about, told, None);
                }
                due.push(&member.value);
            }
            due.extend(value.as_array().unwrap_or_default());
        }
    }

    /// Logs that hold events as they are.
    ///
    /// AWS: EventBridge User Guide, "Logging in Amazon EventBridge Pipes": "EventBridge makes no attempt to redact it".
    fn logs(&mut self, inventory: &Inventory) {
        let buses = inventory.buses.iter().filter_map(|bus| {
            let request = bus.request.as_ref()?;
            let detail = present(present(&request.value, "LogConfig")?, "IncludeDetail")?;
            let is = detail.as_str() == Some("FULL");
            is.then(|| ("bus", bus.logical_id.clone(), bus.span, detail.span))
        });
        let pipes = inventory.pipes.iter().filter_map(|pipe| {
            let request = pipe.request.as_ref()?;
            let logs = present(&request.value, "LogConfiguration")?;
            let data = present(logs, "IncludeExecutionData")?;
            let is_all = |one: &Value| one.as_str() == Some("ALL");
            let is = data.as_array().is_some_and(|all| all.iter().any(is_all)) || is_all(data);
            is.then(|| ("pipe", pipe.logical_id.clone(), pipe.span, data.span))
        });
        let all: Vec<(&'static str, Option<String>, Span, Span)> = buses.chain(pipes).collect();
        for (kind, id, span, place) in all {
            let resource = Resource::new(kind, id, span);
            let told = Diagnostic::note(
                LOGS_HOLD_EVENTS,
                "the logs hold events as they are, whatever stands in them",
            )
            .at(place, "");
            let about = self.about(Some(&resource), "");
            self.tell(&about, told, None);
        }
    }

    /// Statements that let in EventBridge for everybody's rules.
    ///
    /// AWS: IAM User Guide, "The confused deputy problem": services act for whoever asks them, unless a condition names the source.
    fn any_rule(&mut self, inventory: &Inventory) {
        for permission in &inventory.permissions {
            let principal = permission.principal.as_ref().and_then(Declared::get);
            let is_open = permission.source.is_none() && permission.source_account.is_none();
            if let Some(place) = permission.principal.as_ref()
                && principal.is_some_and(|one| one == "events.amazonaws.com")
                && is_open
            {
                let resource =
                    Resource::new("permission", permission.logical_id.clone(), permission.span);
                self.any(&resource, place.span, "SourceArn");
            }
            self.account_of_rule(permission);
        }
        for policy in inventory.policies.iter().chain(&inventory.access.policies) {
            let Some(document) = &policy.document else {
                continue;
            };
            let resource = Resource::new("policy", policy.logical_id.clone(), policy.span);
            for statement in Policy::read(document).statements {
                let value = statement.value();
                let service = present(value, "Principal").and_then(|one| present(one, "Service"));
                let is_events =
                    service.is_some_and(|one| one.as_str() == Some("events.amazonaws.com"));
                let is_of_key =
                    present(value, "Action").is_some_and(|one| one.to_compact().contains("kms:"));
                let is_open = present(value, "Condition").is_none();
                if let Some(service) = service
                    && is_events
                    && is_open
                    && !is_of_key
                    && statement.effect() == Effect::Allow
                {
                    self.any(&resource, service.span, "aws:SourceArn");
                }
            }
        }
    }

    /// A permission of a function that compares the account of a rule.
    ///
    /// AWS: EventBridge User Guide, "Troubleshooting": `SourceAccount` in the permission of a function "prevents EventBridge from being able to
    /// invoke the function". Newer pages of AWS use it.
    fn account_of_rule(&mut self, permission: &Permission) {
        let principal = permission.principal.as_ref().and_then(Declared::get);
        let Some(account) = &permission.source_account else {
            return;
        };
        if principal.is_none_or(|one| one != "events.amazonaws.com") {
            return;
        }
        let resource = Resource::new("permission", permission.logical_id.clone(), permission.span);
        let told = Diagnostic::note(
            PERMISSION_SOURCE_ACCOUNT,
            "AWS advises against `SourceAccount` in what lets a rule invoke a function",
        )
        .at(account.span, "")
        .help("name the rule alone: `SourceArn`");
        let about = self.about(Some(&resource), "SourceAccount");
        self.tell(&about, told, None);
    }

    fn any(&mut self, resource: &Resource, place: Span, key: &str) {
        let told = Diagnostic::note(
            PERMISSION_FOR_ANY_RULE,
            "rules of every account may send here: nothing says for which it is",
        )
        .at(place, "")
        .help(format!("name the rule: `{key}`"));
        let about = self.about(Some(resource), "");
        self.tell(&about, told, None);
    }
}

/// The names of the buses of a file, and of the one that there always is.
fn names_of_buses(inventory: &Inventory) -> Vec<&str> {
    let names = inventory.buses.iter();
    let names = names.filter_map(|one| one.name.as_ref()?.get());
    let names = names.map(String::as_str).chain([Rule::DEFAULT_BUS]);
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect()
}

/// The bus that is meant by a name which is none of those that are known, and nearly one of them.
pub(super) fn near_bus<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if known.contains(&name) {
        return None;
    }
    let is_near = |one: &&&str| {
        suggest::edit_distance(name, one) == Some(1) || name.eq_ignore_ascii_case(one)
    };
    let digits = |text: &str| {
        let digits = text.chars().filter(char::is_ascii_digit);
        digits.collect::<String>()
    };
    // `orders-1` and `orders-2` are two.
    let nearest = known.iter().find(is_near)?;
    (digits(name) == digits(nearest)).then_some(nearest)
}

/// How a pattern names a bucket.
enum Named {
    Text(String),
    From(String),
}

/// What `detail.bucket.name` of a pattern asks for, also in alternatives.
fn names_of_buckets(pattern: &Value) -> Vec<Named> {
    let detail = pattern.get("detail");
    let name = detail
        .and_then(|one| one.get("bucket"))
        .and_then(|one| one.get("name"));
    let all = name.and_then(Value::as_array).unwrap_or_default().iter();
    all.filter_map(|one| match &one.kind {
        Kind::Open(open) => Some(Named::From(open.hole.from.clone())),
        _ => Some(Named::Text(one.as_str()?.to_owned())),
    })
    .collect()
}
