//! What sends, and whether what it sends to lets it.

use super::names::{Names, Written, is_named, is_there};
use super::paste::{Missing, Named, permission};
use super::{Denied, warned};
use crate::check::finding::Resource;
use crate::check::judge::Judge;
use crate::check::lints::{
    DEAD_LETTER_WITHOUT_PERMISSION, SUBSCRIPTION_WITHOUT_PERMISSION, TARGET_WITHOUT_PERMISSION,
};
use crate::diagnostic::Code;
use crate::json::{JsonString, Kind, Member, Value};
use crate::model::{
    Declared, Function, Inventory, Permission, Policy as Declaration, Queue, Rule, Subscription,
    Topic,
};
use crate::policy::{Decision, Name, Policy, Principal, Request, decide};
use crate::source::Span;

/// Who sends without a role.
pub(super) struct Sender<'a> {
    /// The service that acts for it.
    pub(super) service: &'static str,
    /// What to call it: ``the rule `R` ``.
    pub(super) called: String,
    /// Its ARN.
    pub(super) arn: Name,
    /// How the file writes that.
    pub(super) reference: Named,
    /// What is told of it.
    pub(super) resource: &'a Resource,
    /// As what it is told that it may not send.
    pub(super) code: Code,
}

impl Sender<'_> {
    /// What it asks.
    pub(super) fn request(&self, names: &Names, action: &str, resource: Name) -> Request {
        Request {
            principal: Principal::Service(self.service.to_owned()),
            action: action.to_owned(),
            resource,
            context: names.context(&self.arn),
        }
    }
}

/// The service that acts for rules.
pub(super) const EVENTS: &str = "events.amazonaws.com";

impl Judge<'_> {
    pub(super) fn written(&self) -> Written {
        Written::of(self.kind, self.source.text())
    }

    /// A rule and its targets.
    pub(super) fn rule_access(&mut self, inventory: &Inventory, names: &Names, rule: &Rule) {
        let resource = Resource::new("rule", rule.label(), rule.span);
        let label = rule.label().unwrap_or_default();
        let mut sender = Sender {
            service: EVENTS,
            called: format!("the rule `{label}`"),
            arn: names.rule(rule),
            reference: Named::arn(self.written(), rule.logical_id.as_ref(), &label),
            resource: &resource,
            code: TARGET_WITHOUT_PERMISSION,
        };
        for target in &rule.targets {
            let id = target.id.as_ref().map(Declared::to_display);
            let field = format!("Targets[{}]", id.unwrap_or_default());
            if let Some(arn) = &target.arn {
                let at = format!("{field}.Arn");
                match (&target.role_arn, &rule.role_arn) {
                    (Some(role), _) => {
                        let at = (format!("{field}.RoleArn"), role);
                        self.passes(inventory, names, &sender, (&at.0, role), target);
                        self.role_of_target(inventory, names, &sender, at, arn);
                    }
                    (None, None) => self.place(inventory, names, &sender, (&at, arn)),
                    // What the role of a rule is for AWS does not say.
                    (None, Some(_)) => {}
                }
            }
            let queue = target.dead_letter.as_ref().and_then(|one| one.arn.as_ref());
            if let Some(arn) = queue {
                sender.code = DEAD_LETTER_WITHOUT_PERMISSION;
                let at = format!("{field}.DeadLetterConfig.Arn");
                if let Some(queue) = queue_of(inventory, arn) {
                    self.queue(inventory, names, &sender, (&at, arn.span, queue));
                }
                sender.code = TARGET_WITHOUT_PERMISSION;
            }
        }
    }

    /// A subscription whose topic sends without a role.
    pub(super) fn subscription_access(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        one: &Subscription,
    ) {
        let protocol = one.protocol.as_ref().and_then(Declared::get);
        let is_judged = protocol.is_some_and(|one| one == "sqs" || one == "lambda");
        let (Some(endpoint), Some(topic), true) = (&one.endpoint, &one.topic, is_judged) else {
            return;
        };
        let id = one.logical_id.clone();
        let resource = Resource::new("subscription", id, one.span);
        let topic_id = topic.resource.as_ref();
        let sender = Sender {
            service: "sns.amazonaws.com",
            called: format!(
                "the topic `{}`",
                topic_id.map_or_else(|| topic.to_display(), String::clone)
            ),
            arn: names.declared(topic),
            reference: Named::topic(self.written(), topic_id, &topic.to_display()),
            resource: &resource,
            code: SUBSCRIPTION_WITHOUT_PERMISSION,
        };
        self.place(inventory, names, &sender, ("Endpoint", endpoint));
    }

    /// What is sent to, as far as it has a policy of its own and stands in the file.
    fn place(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        (field, arn): (&str, &Declared<String>),
    ) {
        let called = |id: &Option<String>| id.is_some() && *id == arn.resource;
        let mut functions = inventory.functions.iter();
        let is_it = |one: &&Function| {
            called(&one.logical_id) || one.aliases.iter().any(|alias| called(&alias.logical_id))
        };
        if let Some(function) = functions.find(is_it) {
            if is_there(function.condition.as_ref()) {
                self.function_place(inventory, names, sender, (field, arn, function));
            }
        } else if let Some(queue) = queue_of(inventory, arn) {
            self.queue(inventory, names, sender, (field, arn.span, queue));
        } else if let Some(topic) = inventory
            .access
            .topics
            .iter()
            .find(|one| called(&one.logical_id))
        {
            self.topic(inventory, names, sender, (field, arn.span, topic));
        } else if let Some(group) = inventory
            .access
            .log_groups
            .iter()
            .find(|one| called(&one.logical_id))
        {
            let stream = Name {
                texts: names
                    .named(
                        group.logical_id.as_ref(),
                        ("logs", "log-group:"),
                        (group.name.as_ref(), None),
                    )
                    .texts
                    .into_iter()
                    .map(|mut text| {
                        let end = ":log-stream:stream".to_owned();
                        text.parts.push(crate::policy::Part::Letters(end));
                        text
                    })
                    .collect(),
                ..names.declared(arn)
            };
            self.log_group(inventory, names, sender, (field, arn, stream));
        }
    }

    /// A queue.
    fn queue(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        (field, place, queue): (&str, Span, &Queue),
    ) {
        let id = queue.logical_id.as_ref();
        let label = id.cloned().unwrap_or_default();
        let name = names.named(id, ("sqs", ""), (queue.name.as_ref(), queue.arn.as_ref()));
        let stand_apart = documents(&inventory.policies, id, (queue.name.as_ref(), "sqs"));
        if let Some(documents) = stand_apart {
            let documents = documents.into_iter().chain(&queue.policy);
            let policies: Vec<Policy<'_>> = documents.map(Policy::read).collect();
            let what = match sender.code == DEAD_LETTER_WITHOUT_PERMISSION {
                true => "dead-letter queue",
                false => "queue",
            };
            let message = format!(
                "the {what} `{label}` does not let {} send to it",
                sender.called
            );
            let written = self.written();
            let missing = self.missing(sender, "sqs:SendMessage", Named::arn(written, id, &label));
            let denied = Denied {
                resource: sender.resource,
                field,
                place,
                told: warned(sender.code, message),
                missing: format!("add to a policy of the queue: `{missing}`"),
            };
            let request = sender.request(names, "sqs:SendMessage", name);
            self.denied(&policies, &request, denied);
        }
        let at = (field, place, format!("the queue `{label}`"));
        self.key(inventory, names, sender, (at, &queue.key));
    }

    /// A topic.
    fn topic(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        (field, place, topic): (&str, Span, &Topic),
    ) {
        let id = topic.logical_id.as_ref();
        let label = id.cloned().unwrap_or_default();
        let stand_apart = documents(&inventory.access.policies, id, (topic.name.as_ref(), "sns"));
        if let Some(documents) = stand_apart {
            let documents = documents.into_iter().chain(&topic.policy);
            let policies: Vec<Policy<'_>> = documents.map(Policy::read).collect();
            let message = format!(
                "the topic `{label}` does not let {} publish to it",
                sender.called
            );
            let written = self.written();
            let missing = self.missing(sender, "sns:Publish", Named::topic(written, id, &label));
            let denied = Denied {
                resource: sender.resource,
                field,
                place,
                told: warned(sender.code, message),
                missing: format!("add to a policy of the topic: `{missing}`"),
            };
            let name = names.named(id, ("sns", ""), (topic.name.as_ref(), None));
            self.denied(
                &policies,
                &sender.request(names, "sns:Publish", name),
                denied,
            );
        }
        let at = (field, place, format!("the topic `{label}`"));
        self.key(inventory, names, sender, (at, &topic.key));
    }

    /// A log group: an account may have policies for it that no file shows, so that one of the file must be meant for it.
    ///
    /// AWS: EventBridge User Guide, "Using resource-based policies", CloudWatch Logs: `events.amazonaws.com` and
    /// `delivery.logs.amazonaws.com` may create streams and put events.
    fn log_group(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        (field, arn, stream): (&str, &Declared<String>, Name),
    ) {
        const ACTIONS: [&str; 2] = ["logs:CreateLogStream", "logs:PutLogEvents"];
        const SERVICES: [&str; 2] = [EVENTS, "delivery.logs.amazonaws.com"];
        let documents = inventory.access.log_policies.iter();
        let documents: Vec<_> = documents.map(|one| one.document.as_ref()).collect();
        if documents.is_empty() || documents.iter().any(Option::is_none) {
            return;
        }
        let policies: Vec<Policy<'_>> = documents.into_iter().flatten().map(Policy::read).collect();
        let is_denied = |action: &&str| {
            SERVICES.iter().all(|service| {
                let request = Request {
                    principal: Principal::Service((*service).to_owned()),
                    ..sender.request(names, action, stream.clone())
                };
                matches!(decide(&policies, &request), Decision::Denied { .. })
            })
        };
        let Some(action) = ACTIONS.iter().find(|action| is_denied(action)) else {
            return;
        };
        let label = arn.resource.clone().unwrap_or_default();
        let missing = Missing {
            service: Some(EVENTS),
            actions: &ACTIONS,
            of: Some(Named::arn(self.written(), Some(&label), "")),
            source: None,
        };
        let told = warned(
            sender.code,
            format!(
                "no policy of CloudWatch Logs lets {} write to the log group `{label}`: `{action}` is missing",
                sender.called
            ),
        )
        .at(arn.span, "")
        .help(format!("add to a policy: `{}`", missing.statement(self.written())));
        let about = self.about(Some(sender.resource), field);
        self.tell(&about, told, None);
    }

    /// A function, or an alias of one.
    fn function_place(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        (field, arn, function): (&str, &Declared<String>, &Function),
    ) {
        let mut statements = Vec::new();
        let mut is_for_function_alone = false;
        for permission in &inventory.permissions {
            match covers(inventory, permission, function, arn) {
                Covers::This => statements.push(statement(permission)),
                Covers::Other => {}
                Covers::Function => is_for_function_alone = true,
                Covers::Open => return,
            }
        }
        let policies: Vec<Policy<'_>> = statements.iter().map(Policy::read).collect();
        let label = arn.resource.clone().unwrap_or_default();
        let mut message = format!(
            "the function `{label}` does not let {} invoke it",
            sender.called
        );
        if is_for_function_alone {
            let mut all = function.aliases.iter();
            let is_version = all.any(|one| one.logical_id == arn.resource && one.name.is_none());
            let what = if is_version { "version" } else { "alias" };
            message = format!(
                "the {what} `{label}` does not let {} invoke it: a permission for its function is none for it",
                sender.called
            );
        }
        let written = self.written();
        let denied = Denied {
            resource: sender.resource,
            field,
            place: arn.span,
            told: warned(sender.code, message),
            missing: permission(written, (sender.service, &label), &sender.reference),
        };
        let request = sender.request(names, "lambda:InvokeFunction", names.declared(arn));
        self.denied(&policies, &request, denied);
    }

    fn missing(&self, sender: &Sender<'_>, action: &str, of: Named) -> String {
        let missing = Missing {
            service: Some(sender.service),
            actions: &[action],
            of: Some(of),
            source: Some(sender.reference.clone()),
        };
        missing.statement(self.written())
    }
}

/// The queue of the file that a text names, if it is there for certain.
pub(in crate::check) fn queue_of<'i>(
    inventory: &'i Inventory,
    arn: &Declared<String>,
) -> Option<&'i Queue> {
    let mut queues = inventory.queues.iter();
    let queue = queues.find(|one| one.logical_id.is_some() && one.logical_id == arn.resource)?;
    is_there(queue.condition.as_ref()).then_some(queue)
}

/// The documents of policies on something; `None` if it is open whether one is.
pub(super) fn documents<'i>(
    policies: &'i [Declaration],
    id: Option<&String>,
    (name, service): (Option<&Declared<String>>, &str),
) -> Option<Vec<&'i Value>> {
    let mut found = Vec::new();
    for policy in policies {
        for on in &policy.on {
            // Of buses there are names, of queues URLs and of topics ARNs.
            if on.get().is_some_and(|text| !text.contains(service)) && on.resource.is_none() {
                continue;
            }
            match is_named(on, id, name) {
                Some(true) => found.push(policy.document.as_ref()?),
                Some(false) => {}
                None => return None,
            }
        }
    }
    Some(found)
}

/// What a permission is for.
enum Covers {
    This,
    /// The function without its alias, which is invoked.
    Function,
    Other,
    Open,
}

/// Whether a permission is one for a function or an alias that is invoked by an ARN.
///
/// AWS: Lambda Developer Guide, "Using resource-based policies": a permission with a qualifier is for that alone, and one without for the ARN
/// without a qualifier.
fn covers(
    inventory: &Inventory,
    permission: &Permission,
    function: &Function,
    arn: &Declared<String>,
) -> Covers {
    let Some(named) = &permission.function else {
        return Covers::Open;
    };
    if !is_there(permission.condition.as_ref()) {
        return Covers::Open;
    }
    let aliases = &function.aliases;
    let is_alias =
        |id: &Option<String>| id.is_some() && aliases.iter().any(|alias| alias.logical_id == *id);
    let alias_is_invoked = is_alias(&arn.resource);
    let is_own = named.resource.is_some() && named.resource == function.logical_id;
    match (&named.resource, named.get()) {
        (Some(_), _) if is_alias(&named.resource) => match named.resource == arn.resource {
            true => Covers::This,
            false => Covers::Other,
        },
        (Some(_), _) if !is_own => Covers::Other,
        (Some(_), _) => match (&permission.qualifier, is_whole(named)) {
            (None, true) if alias_is_invoked => Covers::Function,
            (None, true) => Covers::This,
            (Some(_), true) if !alias_is_invoked => Covers::Other,
            _ => Covers::Open,
        },
        (None, Some(text)) => {
            let named = text
                .rsplit_once(":function:")
                .map_or(text.as_str(), |(_, end)| end);
            let (called, behind) = match named.split_once(':') {
                Some((called, qualifier)) => (called, Some(qualifier)),
                None => (named, None),
            };
            let known = |one: &Function| {
                let name = one.name.as_ref().and_then(Declared::get);
                name.is_some_and(|name| name == called)
            };
            let Some(name) = function.name.as_ref().and_then(Declared::get) else {
                // A name that is generated is none that another function of the file has.
                return match inventory.functions.iter().any(known) {
                    true => Covers::Other,
                    false => Covers::Open,
                };
            };
            let is_qualified = behind.is_some() || permission.qualifier.is_some();
            match called == name {
                false => Covers::Other,
                true if !is_qualified && alias_is_invoked => Covers::Function,
                true if !is_qualified => Covers::This,
                true if !alias_is_invoked => Covers::Other,
                true => Covers::Open,
            }
        }
        (None, None) => Covers::Open,
    }
}

/// Whether a text is a reference to a function and nothing more.
fn is_whole(named: &Declared<String>) -> bool {
    let (Some(open), Some(id)) = (named.as_open(), &named.resource) else {
        return named.get().is_some();
    };
    let from = &open.hole.from;
    *from == format!("Ref {id}") || from.starts_with(&format!("{id}."))
}

/// The statement that a permission becomes.
///
/// AWS: Lambda API Reference, `AddPermission`; in policies of functions its conditions are `ArnLike` and `StringEquals`.
fn statement(permission: &Permission) -> Value {
    let span = permission.span;
    let text = |given: &Option<Declared<String>>| given.as_ref().map(Declared::to_value);
    let principal = text(&permission.principal).map(|principal| {
        let is_service = principal
            .as_str()
            .is_none_or(|text| text.contains(".amazonaws."));
        match is_service {
            true => object(span, vec![("Service", principal)]),
            false => object(span, vec![("AWS", principal)]),
        }
    });
    let source = text(&permission.source)
        .map(|source| ("ArnLike", object(span, vec![("AWS:SourceArn", source)])));
    let account = text(&permission.source_account).map(|account| {
        let inside = object(span, vec![("AWS:SourceAccount", account)]);
        ("StringEquals", inside)
    });
    let conditions: Vec<_> = source.into_iter().chain(account).collect();
    let members = [
        Some(("Effect", Value::text("Allow", span))),
        principal.map(|one| ("Principal", one)),
        text(&permission.action).map(|one| ("Action", one)),
        (!conditions.is_empty()).then(|| ("Condition", object(span, conditions))),
    ];
    object(span, members.into_iter().flatten().collect())
}

fn object(span: Span, members: Vec<(&str, Value)>) -> Value {
    let members = members.into_iter().map(|(name, value)| Member {
        name: JsonString::from(name),
        name_span: span,
        value,
    });
    Value {
        span,
        kind: Kind::Object(members.collect()),
    }
}
