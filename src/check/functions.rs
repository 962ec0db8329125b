//! Functions: how they are invoked asynchronously, and whether they may run at all.

use super::finding::Resource;
use super::judge::Judge;
use super::lints;
use crate::api::Operation;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Function, Inventory};
use crate::simulate::pipe::arn_of;

impl Judge<'_> {
    /// A function, and what configures its asynchronous invocations.
    pub(super) fn function(&mut self, function: &Function, inventory: &Inventory) {
        let name = function.name.as_ref().map(Declared::to_display);
        let called = function.logical_id.clone().or(name);
        let resource = Resource::new("function", called.clone(), function.span);
        self.reading(Some(&resource), &function.diagnostics);
        self.throttled(&resource, function, inventory);
        self.ordered_letters(&resource, function);
        for invocation in &function.invocations {
            let Some(request) = &invocation.request else {
                continue;
            };
            let is_apart = invocation.logical_id.is_some();
            let address = invocation.logical_id.clone().or_else(|| called.clone());
            let resource = Resource::new("event_invoke_config", address, invocation.span);
            // What stands in its function is called by it.
            let is_inside = !is_apart && invocation.span != function.span;
            self.request(
                &resource,
                Operation::PutFunctionEventInvokeConfig,
                request,
                |member| match is_inside {
                    true => format!("EventInvokeConfig.{member}"),
                    false => member,
                },
            );
        }
    }

    /// AWS: Lambda Developer Guide, "Adding a dead-letter queue": a standard queue or a standard topic; FIFO ones are not
    /// supported. The words are not recorded.
    fn ordered_letters(&mut self, resource: &Resource, function: &Function) {
        let place = function.dead_letter.as_ref();
        let Some(arn) = place.and_then(|place| place.arn.as_ref()) else {
            return;
        };
        if arn.is_fifo() != Some(true) {
            return;
        }
        let kind = match arn_of(Some(arn)).service() {
            "sns" => "topic",
            _ => "queue",
        };
        let told = Diagnostic::error(
            lints::DEAD_LETTER_QUEUE,
            format!("the function's dead letters go to a FIFO {kind}, and Lambda sends to standard {kind}s only"),
        )
        .at(arn.span, format!("a FIFO {kind}"))
        .help(format!("name a standard {kind}"));
        let about = self.about(Some(resource), "DeadLetterConfig.TargetArn");
        self.tell(&about, told, None);
    }

    /// AWS: Lambda Developer Guide, "Configuring reserved concurrency": a function whose reserved concurrency is zero is throttled, and
    /// processes nothing.
    fn throttled(&mut self, resource: &Resource, function: &Function, inventory: &Inventory) {
        let Some(reserved) = &function.reserved_concurrency else {
            return;
        };
        if self.certain(reserved) != Some(0) {
            return;
        }
        let Some(invoker) = self.invoker(function, inventory) else {
            return;
        };
        let told = Diagnostic::warning(
            lints::TAKES_NOTHING,
            format!("the function may not run at all, and takes nothing of {invoker}"),
        )
        .at(reserved.span, "every invocation is throttled")
        .help("leave `ReservedConcurrentExecutions` out, or reserve at least 1");
        let about = self.about(Some(resource), "ReservedConcurrentExecutions");
        self.tell(&about, told, None);
    }

    /// The first that invokes a function of the same file and is not switched off.
    fn invoker(&self, function: &Function, inventory: &Inventory) -> Option<String> {
        let invokes = |one: &Option<Declared<String>>| {
            let found = one.as_ref().and_then(|one| self.function_of(one));
            found.is_some_and(|found| std::ptr::eq(found, function))
        };
        let rule = inventory.rules.iter().find(|rule| {
            !rule.is_disabled() && rule.targets.iter().any(|target| invokes(&target.arn))
        });
        let schedule = || {
            inventory.schedules.iter().find(|schedule| {
                let target = schedule.target.as_ref();
                !schedule.is_disabled() && target.is_some_and(|target| invokes(&target.arn))
            })
        };
        let mapping = || {
            inventory.event_source_mappings.iter().find(|mapping| {
                let is_off = mapping.enabled.as_ref().and_then(Declared::get) == Some(&false);
                !is_off && invokes(&mapping.function)
            })
        };
        let subscription = || {
            let mut all = inventory.subscriptions.iter();
            all.find(|subscription| invokes(&subscription.endpoint))
        };
        let pipe = || {
            let mut all = inventory.pipes.iter();
            all.find(|pipe| invokes(&pipe.target) || invokes(&pipe.enrichment))
        };
        let named = |kind: &str, id: &Option<String>| match id {
            Some(id) => format!("the {kind} `{id}`"),
            None => format!("a {kind}"),
        };
        rule.map(|one| named("rule", &one.logical_id))
            .or_else(|| Some(named("schedule", &schedule()?.logical_id)))
            .or_else(|| Some(named("mapping", &mapping()?.logical_id)))
            .or_else(|| Some(named("subscription", &subscription()?.logical_id)))
            .or_else(|| Some(named("pipe", &pipe()?.logical_id)))
    }
}
