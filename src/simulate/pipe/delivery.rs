//! What the target is invoked with: one array, one message for each event, or one event on a bus.

use std::ops::Range;

use super::codes::EXECUTION_UNSETTLED;
use super::intake::StageInput;
use super::parameters::ParameterValue;
use super::plan::Plan;
use super::target::Delivery;
use crate::diagnostic::Diagnostic;
use crate::event::Envelope;
use crate::json::{self, JsonString};

/// What the target got at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    /// Exactly what it received; for an event bus the event as rules see it. Empty for a target that takes
    /// parameters only.
    pub raw: String,
    /// The parameters that came from the record.
    pub parameters: Vec<ParameterValue>,
    /// Which inputs it carries: their positions in the batch, or in the enrichment's answer.
    pub positions: Range<usize>,
    /// Why the target refused it.
    pub failure: Option<String>,
}

/// A JSON array of texts that are JSON.
pub(super) fn array<'t>(elements: impl Iterator<Item = &'t str>) -> String {
    let mut array = String::from("[");
    for (index, element) in elements.enumerate() {
        if index > 0 {
            array.push(',');
        }
        array.push_str(element);
    }
    array.push(']');
    array
}

/// Makes the invocations of one batch. `indices` are the places of the records in the input; empty if an enrichment
/// stands between.
pub(super) fn deliver(
    plan: &Plan,
    inputs: Vec<StageInput>,
    indices: &[usize],
) -> (Vec<Invocation>, Vec<Diagnostic>) {
    let kind = plan.target.kind;
    match kind.delivery() {
        Delivery::Array => deliver_array(plan, inputs),
        Delivery::Each => {
            let invocations = inputs.into_iter().enumerate();
            let invocations: Vec<Invocation> = invocations
                .map(|(position, input)| limited(plan, complete(plan, single(position, input))))
                .collect();
            let refused = invocations.iter().any(|one| one.failure.is_some());
            (
                invocations,
                refused.then(refused_singly).into_iter().collect(),
            )
        }
        Delivery::Entry => {
            let (mut invocations, mut notes) = (Vec::new(), Vec::new());
            for (position, input) in inputs.into_iter().enumerate() {
                let index = indices.get(position).copied().unwrap_or(position);
                invocations.push(entry(plan, position, index, input, &mut notes));
            }
            (invocations, notes)
        }
        Delivery::ParametersOnly => {
            let invocations = inputs.into_iter().enumerate().map(|(position, input)| {
                single(
                    position,
                    StageInput {
                        raw: String::new(),
                        ..input
                    },
                )
            });
            (invocations.collect(), Vec::new())
        }
    }
}

/// The same, failed if it lacks the parameter without which the service refuses it: the pipe does not give it, or its path
/// leads to nothing in the record.
fn complete(plan: &Plan, mut invocation: Invocation) -> Invocation {
    let kind = plan.target.kind;
    let Some(name) = kind.required_parameter(&plan.target_arn) else {
        return invocation;
    };
    let parameter = invocation.parameters.iter().find(|one| one.name == name);
    let is_empty = parameter.is_some_and(|one| one.value.as_deref().unwrap_or_default().is_empty());
    if is_empty || plan.lacking == Some(name) {
        invocation.failure = Some(format!("{} refuses what has no `{name}`", kind.name()));
    }
    invocation
}

/// What the fate of records rests on that a service refuses one by one.
fn refused_singly() -> Diagnostic {
    Diagnostic::note(
        EXECUTION_UNSETTLED,
        "the target refuses single records: that a pipe tries those again alone is documented for answers of Lambda and Step Functions only",
    )
}

fn single(position: usize, input: StageInput) -> Invocation {
    Invocation {
        raw: input.raw,
        parameters: input.parameters,
        positions: position..position + 1,
        failure: None,
    }
}

/// The same, failed if its payload is too large.
fn limited(plan: &Plan, mut invocation: Invocation) -> Invocation {
    let limit = plan.target.kind.maximum_payload_bytes();
    let bytes = invocation.raw.len();
    if bytes > limit && invocation.failure.is_none() {
        invocation.failure = Some(format!(
            "the payload has {bytes} bytes, and {} takes {limit}",
            plan.target.kind.name()
        ));
    }
    invocation
}

/// One array, or several if it would be larger than the target takes.
fn deliver_array(plan: &Plan, inputs: Vec<StageInput>) -> (Vec<Invocation>, Vec<Diagnostic>) {
    let limit = plan.target.kind.maximum_payload_bytes();
    let mut invocations = Vec::new();
    let mut start = 0;
    let empty = plan.payload([]).len();
    let mut bytes = empty;
    let mut cuts = Vec::new();
    for (position, input) in inputs.iter().enumerate() {
        let comma = usize::from(position > start);
        if position > start && bytes + comma + input.raw.len() > limit {
            cuts.push(start..position);
            start = position;
            bytes = empty;
        }
        bytes += usize::from(position > start) + input.raw.len();
    }
    cuts.push(start..inputs.len());
    let mut notes = Vec::new();
    if cuts.len() > 1 {
        notes.push(
            Diagnostic::note(
                EXECUTION_UNSETTLED,
                format!(
                    "the batch is larger than the {limit} bytes that {} takes and goes out in {} invocations",
                    plan.target.kind.name(),
                    cuts.len()
                ),
            )
            .help("AWS documents the limit, not what happens to a batch above it"),
        );
    }
    for positions in cuts {
        let part = inputs.get(positions.clone()).unwrap_or_default();
        invocations.push(limited(
            plan,
            Invocation {
                raw: plan.payload(part.iter().map(|input| input.raw.as_str())),
                parameters: part
                    .iter()
                    .flat_map(|input| input.parameters.clone())
                    .collect(),
                positions,
                failure: None,
            },
        ));
    }
    (invocations, notes)
}

/// One event on a bus.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge Pipes targets": the payload becomes `detail`, so it must be an
/// object. Recorded: without parameters `source` is `Pipe <name>`, `detail-type` is `Event from <source>`, and
/// `resources` is empty.
fn entry(
    plan: &Plan,
    position: usize,
    index: usize,
    input: StageInput,
    notes: &mut Vec<Diagnostic>,
) -> Invocation {
    let dynamic = |name: &str| {
        let parameter = input.parameters.iter().find(|one| one.name == name);
        parameter.map(|parameter| parameter.value.clone())
    };
    let or_default = |name: &str, fixed: &Option<String>, default: String| match dynamic(name) {
        Some(value) => value.unwrap_or(default),
        None => fixed.clone().unwrap_or(default),
    };
    let event = &plan.event;
    let default_type = format!("Event from {}", plan.source.event_source());
    if event.detail_type.is_none() && !plan.source.event_source_is_recorded() {
        let note = Diagnostic::note(
            EXECUTION_UNSETTLED,
            format!(
                "the default `detail-type` was not recorded for {}",
                plan.source.name()
            ),
        );
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    let resources = event.resources.iter().enumerate().map(|(number, fixed)| {
        or_default(
            &format!("Resources[{number}]"),
            &Some(fixed.clone()),
            String::new(),
        )
    });
    let resources: Vec<String> = resources.map(|resource| quoted(&resource)).collect();
    let time = or_default("Time", &event.time, plan.time.clone());
    let envelope = Envelope {
        // AWS makes the id up; this one says which record it is.
        id: quoted(&format!("00000000-0000-4000-8000-{index:012}")),
        detail_type: quoted(&or_default("DetailType", &event.detail_type, default_type)),
        source: quoted(&or_default(
            "Source",
            &event.source,
            format!("Pipe {}", plan.name),
        )),
        account: quoted(plan.target_arn.account()),
        time: quoted(&whole_seconds(&time)),
        region: quoted(plan.target_arn.region()),
        resources: array(resources.iter().map(String::as_str)),
        detail: input.raw,
    };
    let failure = (!is_json_object(&envelope.detail))
        .then(|| "the payload is no JSON object, and `detail` must be one".to_owned());
    limited(
        plan,
        Invocation {
            raw: envelope.to_json(),
            parameters: input.parameters,
            positions: position..position + 1,
            failure,
        },
    )
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    JsonString::from(text).write_quoted(&mut quoted);
    quoted
}

/// Whether a text is a JSON object, as the `detail` of an event must be.
pub(super) fn is_json_object(text: &str) -> bool {
    json::parse(text).is_ok_and(|value| value.as_object().is_some())
}

/// `2026-11-20T10:00:00.5Z` as the envelope has it: without fractions of a second. What is no time stays as it is.
fn whole_seconds(time: &str) -> String {
    chrono::DateTime::parse_from_rfc3339(time).map_or_else(
        |_| time.to_owned(),
        |time| {
            time.to_utc()
                .to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
        },
    )
}
