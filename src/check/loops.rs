//! Loops: what a rule starts comes back to it, for ever and at a price.

use std::collections::BTreeSet;

use super::finding::Resource;
use super::judge::Judge;
use super::lints::{EVENT_LOOP, FORWARDED_TWICE};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Value;
use crate::json::fields::{present, text};
use crate::model::{Declared, Inventory, Pipe, Rule, bus_name};
use crate::pattern::decide::{Containment, Limits, Overlap, Question};
use crate::pattern::{Dialect, Pattern, parse};

/// How much one comparison may cost.
const LIMITS: Limits = Limits::of(100_000, 200);

/// How many senders and rules are looked at in one file.
const MOST: usize = 500;

/// How long a cycle may be.
const LONGEST: usize = 32;

/// A call that a target makes, and an event that its service sends of it.
struct Own {
    /// The service in the ARN of the target.
    service: &'static str,
    /// How what is named in that ARN begins.
    beginning: &'static str,
    /// The call, as CloudTrail records it.
    call: &'static str,
    /// The detail-type of what its service sends, and the field that says of what it is.
    sends: Option<(&'static str, &'static str)>,
    /// Whether that field holds the ARN.
    is_arn: bool,
    /// The fields by which a pattern may narrow down and still be about what the target starts; any if there are none.
    narrowing: &'static [&'static str],
}

/// AWS: EventBridge Events Reference, the pages of these services; the calls are management events of CloudTrail.
const OWN: [Own; 5] = [
    Own {
        service: "states",
        beginning: "stateMachine:",
        call: "StartExecution",
        sends: Some(("Step Functions Execution Status Change", "stateMachineArn")),
        is_arn: true,
        narrowing: &[],
    },
    Own {
        service: "codebuild",
        beginning: "project/",
        call: "StartBuild",
        sends: Some(("CodeBuild Build State Change", "project-name")),
        is_arn: false,
        narrowing: &[],
    },
    Own {
        service: "codepipeline",
        beginning: "",
        call: "StartPipelineExecution",
        sends: Some(("CodePipeline Pipeline Execution State Change", "pipeline")),
        is_arn: false,
        narrowing: &[],
    },
    Own {
        service: "batch",
        beginning: "job-queue/",
        call: "SubmitJob",
        sends: Some(("Batch Job State Change", "jobQueue")),
        is_arn: true,
        narrowing: &["jobQueue", "status"],
    },
    Own {
        service: "ecs",
        beginning: "cluster/",
        call: "RunTask",
        sends: Some(("ECS Task State Change", "clusterArn")),
        is_arn: true,
        narrowing: &["clusterArn", "desiredStatus", "lastStatus", "stopCode"],
    },
];

/// What sends events to a bus again.
struct Sender<'i> {
    /// What to call it.
    called: String,
    /// The bus to which it sends.
    bus: &'i Declared<String>,
    /// What it sends, as far as that is certain.
    sends: Pattern,
    /// What it takes: a queue, a stream, a function.
    takes: &'i Declared<String>,
    /// The same, if it stands in the file.
    takes_id: Option<&'i String>,
    span: crate::source::Span,
}

impl Judge<'_> {
    /// Everything that comes back to where it began.
    pub(super) fn loops(&mut self, inventory: &Inventory) {
        if inventory.rules.len() > MOST || !inventory.kind.is_template() {
            return;
        }
        let rules: Vec<(&Rule, Pattern)> = inventory
            .rules
            .iter()
            .filter(|rule| !rule.is_disabled() && rule.condition.is_none())
            .filter_map(|rule| Some((rule, self.closed_pattern(rule)?)))
            .collect();
        for sender in senders(inventory).into_iter().take(MOST) {
            self.comes_back(inventory, &rules, &sender);
        }
        for rule in inventory.rules.iter().filter(|rule| !rule.is_bare) {
            self.sends_to_itself(rule);
        }
        for (rule, pattern) in &rules {
            self.starts_itself(rule, pattern);
            self.forwarded(&rules, rule, pattern);
        }
    }

    /// Whether what a pipe or a function sends leads to it again.
    fn comes_back(
        &mut self,
        inventory: &Inventory,
        rules: &[(&Rule, Pattern)],
        sender: &Sender<'_>,
    ) {
        for (rule, pattern) in rules {
            if !is_on(rule, sender.bus) || !contains(pattern, &sender.sends) {
                continue;
            }
            for target in &rule.targets {
                let Some(arn) = &target.arn else { continue };
                let Some(way) = way(inventory, arn, sender) else {
                    continue;
                };
                let label = rule.label().unwrap_or_default();
                let resource = Resource::new("rule", rule.label(), rule.span);
                let cycle = format!(
                    "rule `{label}` → {} → {} → bus `{}` → rule `{label}`",
                    way.join(" → "),
                    sender.called,
                    sender
                        .bus
                        .resource
                        .clone()
                        .unwrap_or_else(|| sender.bus.to_display())
                );
                let told = Diagnostic::warning(
                    EVENT_LOOP,
                    format!("what the rule starts comes back to it without an end: {cycle}"),
                )
                .at(arn.span, "")
                .related(sender.span, "this sends an event that the rule matches")
                .help("let the rule match less, or send under another `source` or `detail-type`");
                let about = self.about(Some(&resource), "Targets");
                self.tell(&about, told, None);
                return;
            }
        }
    }

    /// A rule whose target is its own bus, by a reference: of ARNs that are written out the request tells.
    ///
    /// Recorded on AWS: such a target is refused.
    fn sends_to_itself(&mut self, rule: &Rule) {
        let own = rule.bus.as_ref().and_then(|bus| bus.resource.as_ref());
        for target in &rule.targets {
            let Some(arn) = target.arn.as_ref().filter(|arn| is_bus(arn)) else {
                continue;
            };
            if own.is_none() || arn.resource.as_ref() != own || self.is_told_at(arn.span) {
                continue;
            }
            let label = rule.label().unwrap_or_default();
            let resource = Resource::new("rule", rule.label(), rule.span);
            let told = Diagnostic::error(
                EVENT_LOOP,
                format!("the rule `{label}` sends to its own bus, which AWS refuses"),
            )
            .at(arn.span, "the bus on which the rule is")
            .help("send to another bus, or to what is to take the events");
            let about = self.about(Some(&resource), "Targets");
            self.tell(&about, told, None);
        }
    }

    /// Whether a rule matches what its own target does.
    fn starts_itself(&mut self, rule: &Rule, pattern: &Pattern) {
        if rule.bus_name() != Some(Rule::DEFAULT_BUS) {
            return;
        }
        for target in &rule.targets {
            let Some(arn) = &target.arn else { continue };
            let known = arn.known_arn();
            let mut sections = known.splitn(6, ':');
            let service = sections.nth(2).unwrap_or_default().to_owned();
            let end = sections.nth(2).unwrap_or_default().to_owned();
            let Some(own) = OWN.iter().find(|one| one.service == service) else {
                continue;
            };
            let name = arn.get().and(end.strip_prefix(own.beginning));
            let of = match own.is_arn {
                true => arn.get().map(String::as_str),
                false => name,
            };
            let sent = own.sends.and_then(|(detail_type, field)| {
                let asks = asks_for(pattern, &format!("detail.{field}"));
                if asks_beside(pattern, own.narrowing) {
                    return None;
                }
                let detail = match of {
                    Some(of) => format!(r#", "detail": {{"{field}": ["{of}"]}}"#),
                    // Whether it is about another one is open.
                    None if asks => return None,
                    None => String::new(),
                };
                let sends = format!(
                    r#"{{"source": ["aws.{service}"], "detail-type": ["{detail_type}"]{detail}}}"#
                );
                Some((detail_type.to_owned(), parse(&sends, Dialect::Bus).ok()?))
            });
            let call = (!asks_below(pattern, "detail.requestParameters")).then(|| {
                let call = own.call;
                let sends = format!(
                    r#"{{"source": ["aws.{service}"], "detail-type": ["AWS API Call via CloudTrail"], "detail": {{"eventSource": ["{service}.amazonaws.com"], "eventName": ["{call}"]}}}}"#
                );
                Some((format!("{call}, as CloudTrail records it"), parse(&sends, Dialect::Bus).ok()?))
            });
            let found = [sent, call.flatten()].into_iter().flatten();
            let found = found
                .into_iter()
                .find(|(_, sends)| names_it(pattern) && overlaps(pattern, sends));
            let Some((what, _)) = found else { continue };
            let label = rule.label().unwrap_or_default();
            let resource = Resource::new("rule", rule.label(), rule.span);
            let place = rule
                .pattern
                .as_ref()
                .map_or(rule.span, |pattern| pattern.span);
            let called = arn.resource.clone().unwrap_or_else(|| arn.to_display());
            let told = Diagnostic::warning(
                EVENT_LOOP,
                format!(
                    "the rule matches what its own target causes: rule `{label}` → `{called}` → {what} → rule `{label}`"
                ),
            )
            .at(arn.span, "this starts what the rule matches")
            .related(place, "and this matches it")
            .help("name in the pattern of which others it is, or with which end");
            let about = self.about(Some(&resource), "Targets");
            self.tell(&about, told, None);
        }
    }

    /// Events that a rule forwards to a bus and another one forwards from there.
    ///
    /// Observed: EventBridge forwards an event between buses of a Region once; a second time it fails with `THIRD_ACCOUNT_HOP_DETECTED`.
    fn forwarded(&mut self, rules: &[(&Rule, Pattern)], rule: &Rule, pattern: &Pattern) {
        for target in &rule.targets {
            let Some(to) = target.arn.as_ref().filter(|arn| is_bus(arn)) else {
                continue;
            };
            // A rule that sends to its own bus is told of as such.
            let others = rules.iter().filter(|(next, _)| next.span != rule.span);
            for (next, matched) in others.filter(|(next, _)| is_on(next, to)) {
                let again = next.targets.iter().filter_map(|one| one.arn.as_ref());
                let Some(again) = again.into_iter().find(|arn| is_bus(arn)) else {
                    continue;
                };
                let severity = match (contains(matched, pattern), overlaps(matched, pattern)) {
                    (true, _) => Severity::Warning,
                    (false, true) => Severity::Note,
                    (false, false) => continue,
                };
                let label = rule.label().unwrap_or_default();
                let message = format!(
                    "what the rule `{label}` forwards to this bus is not forwarded again: EventBridge does that once"
                );
                let told = Diagnostic {
                    severity,
                    ..Diagnostic::warning(FORWARDED_TWICE, message)
                };
                let told = told
                    .at(again.span, "not for events that were forwarded before")
                    .related(to.span, "forwarded here first")
                    .help("forward from the first bus to each of the others");
                let resource = Resource::new("rule", next.label(), next.span);
                let about = self.about(Some(&resource), "Targets");
                self.tell(&about, told, None);
            }
        }
    }
}

/// Pipes and functions that send to a bus.
fn senders(inventory: &Inventory) -> Vec<Sender<'_>> {
    let pipes = inventory.pipes.iter().filter_map(pipe_sender);
    let functions = inventory.functions.iter().flat_map(|function| {
        let all = function.invocations.iter();
        all.filter_map(|one| {
            let next = one.on_success.as_ref()?.arn.as_ref().filter(|arn| is_bus(arn))?;
            let sends = r#"{"source": ["lambda"], "detail-type": ["Lambda Function Invocation Result - Success"]}"#;
            Some((next, parse(sends, Dialect::Bus).ok()?))
        })
        .filter_map(|(bus, sends)| {
            let named = function.arn.as_ref().or(function.name.as_ref())?;
            let id = function.logical_id.clone();
            Some(Sender {
                called: format!("function `{}`", id.unwrap_or_else(|| named.to_display())),
                bus,
                sends,
                takes: named,
                takes_id: function.logical_id.as_ref(),
                span: function.span,
            })
        })
    });
    pipes.chain(functions).collect()
}

/// AWS: EventBridge Pipes API Reference, `PipeTargetEventBridgeEventBusParameters`: `Source` and `DetailType`.
fn pipe_sender(pipe: &Pipe) -> Option<Sender<'_>> {
    let bus = pipe.target.as_ref().filter(|target| is_bus(target))?;
    let parameters = pipe.target_parameters.as_ref()?;
    let own = present(parameters, "EventBridgeEventBusParameters")?;
    let (source, detail_type) = (text(own, "Source")?, text(own, "DetailType")?);
    if source.starts_with('$') || detail_type.starts_with('$') {
        return None;
    }
    let quoted = |text: &str| Value::text(text, pipe.span).to_compact();
    let sends = format!(
        r#"{{"source": [{}], "detail-type": [{}]}}"#,
        quoted(source),
        quoted(detail_type)
    );
    let stopped = pipe.desired_state.as_ref().and_then(Declared::get);
    (stopped.is_none_or(|state| state == "RUNNING") && pipe.condition.is_none()).then_some(())?;
    Some(Sender {
        called: format!("pipe `{}`", pipe.label().unwrap_or_default()),
        bus,
        sends: parse(&sends, Dialect::Bus).ok()?,
        takes: pipe.source.as_ref().filter(|_| pipe.filters.is_empty())?,
        takes_id: None,
        span: pipe.span,
    })
}

/// What lies between a target and what a sender takes, itself included: topics hand on to what subscribes to them.
fn way(inventory: &Inventory, from: &Declared<String>, to: &Sender<'_>) -> Option<Vec<String>> {
    let mut at = vec![(from, vec![shown(from)])];
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some((place, way)) = at.pop() {
        let is_it = to.takes_id.is_some() && place.resource.as_ref() == to.takes_id;
        if is_it || is_same(place, to.takes) {
            return Some(way);
        }
        if way.len() > LONGEST || !seen.insert(place.to_display()) {
            continue;
        }
        for one in &inventory.subscriptions {
            let is_of = one
                .topic
                .as_ref()
                .is_some_and(|topic| is_same(topic, place));
            let Some(endpoint) = one.endpoint.as_ref().filter(|_| is_of) else {
                continue;
            };
            if one.filter_policy.is_none() {
                let way = way.iter().cloned().chain([shown(endpoint)]);
                at.push((endpoint, way.collect()));
            }
        }
    }
    None
}

fn shown(place: &Declared<String>) -> String {
    let called = place.resource.clone().unwrap_or_else(|| place.to_display());
    format!("`{called}`")
}

fn is_same(one: &Declared<String>, other: &Declared<String>) -> bool {
    let same = one.resource.is_some() && one.resource == other.resource;
    same || one.get().is_some() && one.get() == other.get()
}

/// Whether an ARN is that of a bus.
pub(super) fn is_bus(arn: &Declared<String>) -> bool {
    arn.known_arn().contains(":event-bus/")
}

/// Whether a rule is on a bus that something names.
pub(super) fn is_on(rule: &Rule, bus: &Declared<String>) -> bool {
    let by_resource = || {
        let own = rule.bus.as_ref()?.resource.as_ref()?;
        bus.resource.as_ref().map(|id| id == own)
    };
    by_resource().unwrap_or_else(|| {
        let name = bus.get().map(|text| bus_name(text));
        let ends = |name: &str| bus.known_arn().ends_with(&format!(":event-bus/{name}"));
        let own = rule.bus_name();
        own.is_some() && (own == name || own.is_some_and(ends))
    })
}

/// Whether a pattern matches all that another does.
fn contains(wide: &Pattern, narrow: &Pattern) -> bool {
    let found = Question::new(narrow, wide).limited_to(LIMITS).contains();
    matches!(found, Containment::Holds { bounded_by: None })
}

/// Whether two patterns match some event both.
fn overlaps(one: &Pattern, other: &Pattern) -> bool {
    let found = Question::new(one, other).limited_to(LIMITS).overlap();
    matches!(found, Overlap::Event { unless_arrays, .. } if unless_arrays.is_empty())
}

/// Whether a pattern asks for a field, or for one in it.
fn asks_for(pattern: &Pattern, path: &str) -> bool {
    let mut fields = pattern.sub_rules.iter().flat_map(|one| &one.fields);
    fields.any(|field| field.path.to_display() == path)
}

/// Whether a pattern asks for something in `detail` beside these fields; of no fields it never does.
fn asks_beside(pattern: &Pattern, fields: &[&str]) -> bool {
    let mut all = pattern.sub_rules.iter().flat_map(|one| &one.fields);
    !fields.is_empty()
        && all.any(|field| {
            let path = field.path.to_display();
            let inside = path.strip_prefix("detail.");
            inside.is_some_and(|inside| !fields.contains(&inside))
        })
}

fn asks_below(pattern: &Pattern, path: &str) -> bool {
    let mut fields = pattern.sub_rules.iter().flat_map(|one| &one.fields);
    fields.any(|field| field.path.to_display().starts_with(path))
}

/// Whether a pattern names a source: one that takes everything is told of as such.
fn names_it(pattern: &Pattern) -> bool {
    asks_for(pattern, "source") || asks_for(pattern, "detail-type")
}
