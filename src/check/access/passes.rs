//! Roles that start tasks of ECS, and what these run with.

use super::names::{Names, is_there};
use super::paste::{Missing, Named};
use super::roles::{policies_of, role_of};
use super::senders::Sender;
use super::warned;
use crate::check::judge::Judge;
use crate::check::lints::ROLE_WITHOUT_PERMISSION;
use crate::json::Value;
use crate::json::fields::present;
use crate::model::{Declared, Inventory, Target, TaskDefinition};
use crate::policy::{Context, Decision, Name, Principal, Request, decide};

/// What a service must be allowed that gives a role to another.
const PASS_ROLE: &str = "iam:PassRole";

impl Judge<'_> {
    /// Whether the role of a target that starts tasks may give them the roles that their definition names.
    ///
    /// AWS: EventBridge User Guide, "Using IAM roles to access resources", ECS: `ecs:RunTask`, and `iam:PassRole` on the task's roles.
    pub(super) fn passes(
        &mut self,
        inventory: &Inventory,
        names: &Names,
        sender: &Sender<'_>,
        (field, given): (&str, &Declared<String>),
        target: &Target,
    ) {
        let Some(role) = role_of(inventory, given) else {
            return;
        };
        let Some(policies) = policies_of(inventory, role) else {
            return;
        };
        let Some(definition) = started(inventory, target) else {
            return;
        };
        let passed = [&definition.execution_role, &definition.task_role];
        for passed in passed.into_iter().flatten() {
            let context = Context::default()
                .with("iam:PassedToService", Name::text("ecs-tasks.amazonaws.com"));
            let request = Request {
                principal: Principal::Aws {
                    arn: Name::default(),
                    account: None,
                },
                action: PASS_ROLE.to_owned(),
                resource: names.declared(passed),
                context,
            };
            if !matches!(decide(&policies, &request), Decision::Denied { .. }) {
                continue;
            }
            let written = self.written();
            let called = passed.to_display();
            let id = passed.resource.as_ref();
            let missing = Missing {
                service: None,
                actions: &[PASS_ROLE],
                of: Some(Named::arn(written, id, &called)),
                source: None,
            };
            let label = role.logical_id.clone().unwrap_or_default();
            let told = warned(
                ROLE_WITHOUT_PERMISSION,
                format!(
                    "the role `{label}` of {} does not allow `{PASS_ROLE}` of `{}`, with which the task runs",
                    sender.called,
                    id.cloned().unwrap_or(called)
                ),
            )
            .at(given.span, "")
            .related(role.span, "this role")
            .help(format!(
                "add to a policy of the role: `{}`",
                missing.statement(written)
            ));
            let about = self.about(Some(sender.resource), field);
            self.tell(&about, told, None);
            return;
        }
    }
}

/// The definition of the tasks that a target starts, if it stands in the file for certain.
fn started<'i>(inventory: &'i Inventory, target: &Target) -> Option<&'i TaskDefinition> {
    let request = target.request.as_ref()?;
    let parameters = present(&request.value, "EcsParameters")?;
    let named: &Value = present(parameters, "TaskDefinitionArn")?;
    let from = &named.as_open()?.hole.from;
    let is_it = |one: &&TaskDefinition| {
        one.logical_id
            .as_ref()
            .is_some_and(|id| *from == format!("Ref {id}") || from.starts_with(&format!("{id}.")))
    };
    let mut all = inventory.access.task_definitions.iter();
    all.find(is_it)
        .filter(|one| is_there(one.condition.as_ref()))
}
