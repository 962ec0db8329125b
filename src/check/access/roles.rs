//! Roles: who may take them on, and what they allow.

use super::names::{Names, is_named, is_there};
use super::needs::{self, Needed};
use super::paste::{Missing, Named};
use super::senders::{Sender, queue_of};
use super::{Denied, shown, warned};
use crate::check::finding::Resource;
use crate::check::judge::Judge;
use crate::check::lints::{
    DEAD_LETTER_WITHOUT_PERMISSION, ROLE_TRUST, ROLE_WITHOUT_PERMISSION, TARGET_WITHOUT_PERMISSION,
};
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Inventory, Pipe, Role, Schedule};
use crate::policy::{Context, Decision, Name, Policy, Principal, Request, decide};
use crate::simulate::pipe::{Arn, arn_of};

impl Judge<'_> {
    /// The role of a target of a rule.
    pub(super) fn role_of_target(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        (field, given): (String, &Declared<String>),
        arn: &Declared<String>,
    ) {
        let Some(role) = role_of(inventory, given) else {
            return;
        };
        self.trust(names, sender, (&field, given, role));
        let needed = needs::of_started(&arn_of(Some(arn)));
        if let Some(needed) = needed {
            let asked = Asked {
                field: &field,
                given,
                role,
                of: arn,
            };
            self.allowed(inventory, names, sender, &asked, &needed);
        }
    }

    /// The role of a schedule.
    pub(super) fn schedule_access(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        schedule: &Schedule,
    ) {
        let resource = Resource::new("schedule", Some(schedule.label()), schedule.span);
        let target = schedule.target.as_ref();
        let Some((target, given)) = target.and_then(|one| Some((one, one.role_arn.as_ref()?)))
        else {
            return;
        };
        let Some(role) = role_of(inventory, given) else {
            return;
        };
        let group = schedule
            .group
            .as_ref()
            .and_then(|one| one.resource.as_ref());
        let sender = Sender {
            service: "scheduler.amazonaws.com",
            called: format!("the schedule `{}`", schedule.label()),
            arn: names.group(schedule),
            reference: Named::arn(
                self.written(),
                group,
                "arn:aws:scheduler:REGION:ACCOUNT:schedule-group/default",
            ),
            resource: &resource,
            code: TARGET_WITHOUT_PERMISSION,
        };
        let field = "Target.RoleArn".to_owned();
        self.trust(names, &sender, (&field, given, role));
        if let Some(arn) = &target.arn {
            let known = arn_of(Some(arn));
            let asked = Asked {
                field: &field,
                given,
                role,
                of: arn,
            };
            if let Some(action) = needs::of_universal(known.resource()) {
                self.allows(inventory, names, &sender, &asked, (&[&action], false));
            } else if let Some(needed) = needs::of_started(&known) {
                self.allowed(inventory, names, &sender, &asked, &needed);
            }
        }
        self.passes(inventory, names, &sender, (&field, given), target);
        let queue = target.dead_letter.as_ref().and_then(|one| one.arn.as_ref());
        if let Some(queue) = queue.filter(|queue| queue_of(inventory, queue).is_some()) {
            let sender = Sender {
                code: DEAD_LETTER_WITHOUT_PERMISSION,
                ..sender
            };
            let asked = Asked {
                field: "Target.DeadLetterConfig.Arn",
                given,
                role,
                of: queue,
            };
            self.allows(
                inventory,
                names,
                &sender,
                &asked,
                (&["sqs:SendMessage"], true),
            );
        }
    }

    /// The role of a pipe.
    pub(super) fn pipe_access(&mut self, inventory: &Inventory, names: &Names, pipe: &Pipe) {
        let resource = Resource::new("pipe", pipe.label(), pipe.span);
        let Some(given) = &pipe.role_arn else { return };
        let Some(role) = role_of(inventory, given) else {
            return;
        };
        let label = pipe.label().unwrap_or_default();
        let id = pipe.logical_id.as_ref();
        let arn = (pipe.name.as_ref(), pipe.arn.as_ref());
        let sender = Sender {
            service: "pipes.amazonaws.com",
            called: format!("the pipe `{label}`"),
            arn: names.named(id, ("pipes", "pipe/"), arn),
            reference: Named::arn(self.written(), id, &label),
            resource: &resource,
            code: TARGET_WITHOUT_PERMISSION,
        };
        let field = "RoleArn";
        self.trust(names, &sender, (field, given, role));
        let of = |arn: &Option<Declared<String>>, needed: fn(&Arn) -> Option<Needed>| {
            let arn = arn.clone()?;
            let needed = needed(&arn_of(Some(&arn)))?;
            Some((arn, needed))
        };
        let all = [
            of(&pipe.source, needs::of_source),
            of(&pipe.enrichment, needs::of_target),
            of(&pipe.target, needs::of_target),
        ];
        for (arn, needed) in all.into_iter().flatten() {
            let asked = Asked {
                field,
                given,
                role,
                of: &arn,
            };
            self.allowed(inventory, names, &sender, &asked, &needed);
        }
        let queue = pipe.source_dead_letter.as_ref();
        let queue = queue.and_then(|one| one.arn.as_ref());
        if let Some(queue) = queue.filter(|queue| queue_of(inventory, queue).is_some()) {
            let sender = Sender {
                code: DEAD_LETTER_WITHOUT_PERMISSION,
                ..sender
            };
            let asked = Asked {
                field,
                given,
                role,
                of: queue,
            };
            let needed = (&["sqs:SendMessage"][..], true);
            self.allows(inventory, names, &sender, &asked, needed);
        }
    }

    /// Whether a service may take a role on.
    fn trust(
        &mut self,
        names: &Names,
        sender: &Sender<'_>,
        (field, given, role): (&str, &Declared<String>, &Role),
    ) {
        let Some(trust) = &role.trust else { return };
        let label = role.logical_id.clone().unwrap_or_default();
        let written = self.written();
        let missing = Missing {
            service: Some(sender.service),
            actions: &["sts:AssumeRole"],
            of: None,
            source: None,
        };
        let message = format!(
            "the role `{label}` does not let `{}` take it on",
            sender.service
        );
        let told = Diagnostic::error(ROLE_TRUST, message).related(role.span, "this role");
        let denied = Denied {
            resource: sender.resource,
            field,
            place: given.span,
            told,
            missing: format!("add to its trust policy: `{}`", missing.statement(written)),
        };
        let request = sender.request(names, "sts:AssumeRole", Name::default());
        self.denied(&[Policy::read(trust)], &request, denied);
    }

    /// Whether a role allows all that is needed.
    fn allowed(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        asked: &Asked<'_>,
        needed: &Needed,
    ) {
        for actions in &needed.actions {
            let of_target = needed.is_of_target;
            self.allows(inventory, names, sender, asked, (actions, of_target));
        }
    }

    /// Whether a role allows one of several actions.
    fn allows(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        asked: &Asked<'_>,
        (actions, is_of_target): (&[&str], bool),
    ) {
        let Some(policies) = policies_of(inventory, asked.role) else {
            return;
        };
        let resource = match (is_of_target, queue_of(inventory, asked.of)) {
            (true, None) => names.declared(asked.of),
            // The file may tell what the queue is called.
            (true, Some(queue)) => {
                let called = (queue.name.as_ref(), queue.arn.as_ref());
                names.named(queue.logical_id.as_ref(), ("sqs", ""), called)
            }
            (false, _) => Name::default(),
        };
        let decided = actions.iter().map(|action| {
            let request = Request {
                // Policies of a role name nobody.
                principal: Principal::Aws {
                    arn: Name::default(),
                    account: None,
                },
                action: (*action).to_owned(),
                resource: resource.clone(),
                context: Context::default(),
            };
            decide(&policies, &request)
        });
        let mut by = None;
        for decision in decided {
            match decision {
                Decision::Denied { by: found, .. } => by = by.or(found),
                _ => return,
            }
        }
        let label = asked.role.logical_id.clone().unwrap_or_default();
        let action = actions.first().copied().unwrap_or_default();
        let of = match &asked.of.resource {
            Some(id) if is_of_target => format!(" of `{id}`"),
            None if is_of_target => format!(" of `{}`", shown(asked.of)),
            _ => String::new(),
        };
        let code = match sender.code == DEAD_LETTER_WITHOUT_PERMISSION {
            true => DEAD_LETTER_WITHOUT_PERMISSION,
            false => ROLE_WITHOUT_PERMISSION,
        };
        let written = self.written();
        let is_topic = asked.of.known_arn().contains(":sns:");
        let id = asked.of.resource.as_ref();
        let resource = match (is_of_target, is_topic) {
            (false, _) => Named::Text("*".to_owned()),
            (true, true) => Named::topic(written, id, &asked.of.to_display()),
            (true, false) => Named::arn(written, id, &asked.of.to_display()),
        };
        let missing = Missing {
            service: None,
            actions: &[action],
            of: Some(resource),
            source: None,
        };
        let mut told = warned(
            code,
            format!(
                "the role `{label}` of {} does not allow `{action}`{of}",
                sender.called
            ),
        )
        .at(asked.given.span, "")
        .related(asked.role.span, "this role")
        .help(format!(
            "add to a policy of the role: `{}`",
            missing.statement(written)
        ));
        if let Some(by) = by {
            told = told.related(by.span, "this denies it");
        }
        let about = self.about(Some(sender.resource), asked.field);
        self.tell(&about, told, None);
    }
}

/// What a role is asked for.
struct Asked<'a> {
    field: &'a str,
    /// Where the role is named.
    given: &'a Declared<String>,
    role: &'a Role,
    of: &'a Declared<String>,
}

/// The role of the file that a text names, if it is there for certain.
pub(super) fn role_of<'i>(inventory: &'i Inventory, given: &Declared<String>) -> Option<&'i Role> {
    let mut roles = inventory.access.roles.iter();
    let role = roles.find(|one| one.logical_id.is_some() && one.logical_id == given.resource)?;
    // One that SAM makes is not read.
    role.trust.as_ref()?;
    is_there(role.condition.as_ref()).then_some(role)
}

/// The policies of a role; `None` if there may be others.
pub(super) fn policies_of<'i>(inventory: &'i Inventory, role: &'i Role) -> Option<Vec<Policy<'i>>> {
    if role.is_open {
        return None;
    }
    let access = &inventory.access;
    let id = role.logical_id.as_ref();
    let managed = |arn: &Declared<String>| {
        let mut all = access.attachments.iter();
        let is_it = arn.resource.is_some();
        let found = all.find(|one| is_it && one.logical_id == arn.resource);
        found.and_then(|one| one.document.as_ref())
    };
    let mut found: Vec<Policy<'_>> = role.policies.iter().map(Policy::read).collect();
    for arn in &role.managed {
        found.push(Policy::read(managed(arn)?));
    }
    for one in &access.attachments {
        if one.is_open {
            return None;
        }
        for named in &one.roles {
            match is_named(named, id, role.name.as_ref()) {
                Some(false) => continue,
                Some(true) => {}
                None => return None,
            }
            let elsewhere = one.policy.as_ref();
            let document = match elsewhere {
                Some(arn) => managed(arn),
                None => one.document.as_ref(),
            };
            found.push(Policy::read(document?));
        }
    }
    Some(found)
}
