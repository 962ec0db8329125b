//! By which names a file knows things.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::iac::member_name;
use crate::model::{Declared, Inventory, InventoryKind, Rule, Schedule};
use crate::policy::{Context, Name, Part, Text, arns};

/// The references to everything that a file declares.
pub(super) struct Names {
    /// All that are ARNs of others, and all that are no ARNs.
    all: Arc<BTreeSet<String>>,
    /// How the account, the Region and the partition are called.
    sections: [&'static str; 3],
}

/// Whether something is there for certain.
pub(super) fn is_there(condition: Option<&Declared<bool>>) -> bool {
    condition.is_none_or(|one| one.get() == Some(&true))
}

impl Names {
    pub(super) fn of(inventory: &Inventory) -> Self {
        let mut all = BTreeSet::new();
        for (_, thing) in inventory.things() {
            let id = crate::model::Thing::logical_id(&thing);
            all.extend(id.into_iter().flat_map(|id| arns(id)));
        }
        let access = &inventory.access;
        let topics = access
            .topics
            .iter()
            .filter_map(|one| one.logical_id.as_ref());
        let roles = access
            .roles
            .iter()
            .filter_map(|one| one.logical_id.as_ref());
        let keys = access.keys.iter().filter_map(|one| one.logical_id.as_ref());
        all.extend(topics.clone().flat_map(topic_arns));
        all.extend(roles.chain(keys).flat_map(|id| arns(id)));
        // What is no ARN is the one of nothing.
        all.extend(inventory.no_arns.keys().cloned());
        let sections = match member_name(inventory.kind, "Arn") == "Arn" {
            true => ["AWS::AccountId", "AWS::Region", "AWS::Partition"],
            false => ["account", "region", "partition"],
        };
        Self {
            all: Arc::new(all),
            sections,
        }
    }

    /// A thing that has these references, and these ARNs.
    fn name(&self, own: Vec<String>, texts: Vec<Text>) -> Name {
        Name {
            texts,
            own: own.into_iter().collect(),
            others: Arc::clone(&self.all),
        }
    }

    /// An ARN of this account and Region, of which the end is known in parts.
    fn arn(&self, service: &str, end: Vec<Part>) -> Text {
        let [account, region, partition] = self.sections.map(|one| Part::Hole(one.to_owned()));
        let letters = |text: &str| Part::Letters(text.to_owned());
        let service = letters(&format!(":{service}:"));
        let head = [
            letters("arn:"),
            partition,
            service,
            region,
            letters(":"),
            account,
            letters(":"),
        ];
        Text {
            parts: head.into_iter().chain(end).collect(),
            from: None,
        }
    }

    /// The ARN of a rule.
    pub(super) fn rule(&self, rule: &Rule) -> Name {
        let letters = |text: &str| Part::Letters(text.to_owned());
        let mut end = vec![letters("rule/")];
        match rule.bus_name() {
            Some(Rule::DEFAULT_BUS) => {}
            Some(bus) => end.push(letters(&format!("{bus}/"))),
            None => end.extend([Part::Hole("bus".to_owned()), letters("/")]),
        }
        let own = format!("name of {}", rule.label().unwrap_or_default());
        end.extend(parts(rule.name.as_ref(), &own));
        let texts = self.texts(rule.arn.as_ref(), self.arn("events", end));
        self.name(own_arns(rule.logical_id.as_ref()), texts)
    }

    /// The ARN of the group of a schedule, which is what EventBridge Scheduler tells of it.
    pub(super) fn group(&self, schedule: &Schedule) -> Name {
        let letters = |text: &str| Part::Letters(text.to_owned());
        let mut end = vec![letters("schedule-group/")];
        match &schedule.group {
            None => end.push(letters(Schedule::DEFAULT_GROUP)),
            Some(group) => end.extend(parts(Some(group), "group")),
        }
        let id = schedule
            .group
            .as_ref()
            .and_then(|one| one.resource.as_ref());
        self.name(own_arns(id), vec![self.arn("scheduler", end)])
    }

    /// The ARN of something of a service that has a name in this account and Region.
    pub(super) fn named(
        &self,
        id: Option<&String>,
        (service, before): (&str, &str),
        (name, arn): (Option<&Declared<String>>, Option<&Declared<String>>),
    ) -> Name {
        let mut end = vec![Part::Letters(before.to_owned())];
        let own = format!("name of {}", id.map_or("", String::as_str));
        end.extend(parts(name, &own));
        let texts = self.texts(arn, self.arn(service, end));
        let own = match service {
            "sns" => id.map(|id| topic_arns(id).collect()).unwrap_or_default(),
            _ => own_arns(id),
        };
        self.name(own, texts)
    }

    /// The ARN of what a text names.
    pub(super) fn declared(&self, declared: &Declared<String>) -> Name {
        let id = declared.resource.as_ref();
        let own = id.map(|id| topic_arns(id).collect()).unwrap_or_default();
        let texts = Text::read(&declared.to_value());
        let known = texts.filter(|text| text.parts.len() > 1 || text.letters().is_some());
        // Of what only a reference names, its service is known.
        let referred = || {
            let arn = &declared.referred.as_ref()?.arn;
            let mut sections = arn.splitn(6, ':');
            let service = sections.nth(2)?;
            let before = sections.nth(2)?.trim_end_matches(".fifo");
            let end = vec![
                Part::Letters(before.to_owned()),
                Part::Hole(format!("name of {}", declared.to_display())),
            ];
            (!service.is_empty()).then(|| self.arn(service, end))
        };
        let texts = known.or_else(referred);
        self.name(own, texts.into_iter().collect())
    }

    fn texts(&self, arn: Option<&Declared<String>>, made: Text) -> Vec<Text> {
        let known = arn.and_then(|arn| Text::read(&arn.to_value()));
        let known = known.filter(|text| text.parts.len() > 1 || text.letters().is_some());
        known.into_iter().chain([made]).collect()
    }

    /// The account in which the file is deployed, as conditions have it.
    pub(super) fn account(&self, arn: &Name) -> Name {
        let letters = arn.letters().and_then(|arn| arn.split(':').nth(4));
        match letters.filter(|account| !account.is_empty()) {
            Some(account) => Name::text(account),
            None => {
                let [account, ..] = self.sections;
                Name::of(vec![Text::open(account)])
            }
        }
    }

    /// What is known of the circumstances in which a service of AWS acts for something of this account.
    ///
    /// AWS: IAM User Guide, "AWS global condition context keys": services act with TLS; keys of principals are not there, as
    /// a service is no member of an organization.
    pub(super) fn context(&self, source: &Name) -> Context {
        Context::default()
            .with("aws:SourceArn", source.clone())
            .with("aws:SourceAccount", self.account(source))
            .with("aws:SecureTransport", Name::text("true"))
            .with("aws:PrincipalIsAWSService", Name::text("true"))
            .without("aws:PrincipalOrgID")
            .without("aws:PrincipalAccount")
            .without("aws:PrincipalArn")
    }
}

/// The parts of a name, or what it is called where nothing of it is known.
fn parts(name: Option<&Declared<String>>, own: &str) -> Vec<Part> {
    let text = name.and_then(|name| Text::read(&name.to_value()));
    match text {
        Some(text) if text.letters().is_some() || text.parts.len() > 1 => text.parts,
        _ => vec![Part::Hole(own.to_owned())],
    }
}

/// The references to a topic that are its ARN.
fn topic_arns(id: &String) -> impl Iterator<Item = String> {
    let others = ["TopicArn", "id"].into_iter();
    let others = others.map(move |one| format!("{id}.{one}"));
    arns(id).chain(others).chain([format!("Ref {id}")])
}

fn own_arns(id: Option<&String>) -> Vec<String> {
    id.map(|id| arns(id).collect()).unwrap_or_default()
}

/// Whether a text names a resource of the file: by reference, or by its name, its URL or its ARN where both are known.
pub(in crate::check) fn is_named(
    declared: &Declared<String>,
    id: Option<&String>,
    name: Option<&Declared<String>>,
) -> Option<bool> {
    if let Some(resource) = &declared.resource {
        return Some(Some(resource) == id);
    }
    let text = declared.get()?;
    let name = name?.get()?;
    let last = text.rsplit([':', '/']).next();
    Some(last == Some(name.as_str()))
}

/// Whether a file is one of JSON.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{')
}

/// What a kind of file is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// YAML with the tags of CloudFormation.
    Yaml,
    /// JSON with the functions of CloudFormation.
    Json,
    /// Terraform.
    Hcl,
    /// YAML of Pulumi.
    Pulumi,
}

impl Written {
    pub(super) fn of(kind: InventoryKind, text: &str) -> Self {
        match kind {
            InventoryKind::Terraform
            | InventoryKind::TerraformPlan
            | InventoryKind::TerraformState => Self::Hcl,
            InventoryKind::Pulumi => Self::Pulumi,
            _ if is_json(text) => Self::Json,
            _ => Self::Yaml,
        }
    }
}
