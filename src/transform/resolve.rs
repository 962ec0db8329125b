//! What the name in a placeholder stands for, and what AWS says of a name it does not know.

use super::foreign::named;
use super::notes::NOT_SETTLED;
use super::path::Path;
use super::scan::TemplateKind;
use super::template::{InputPaths, Variable};
use super::variables::{Dialect, Reserved};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::suggest;

/// A placeholder that is neither declared nor reserved.
pub const UNKNOWN_PLACEHOLDER: Code = Code::new("transform/unknown-placeholder");

/// A variable that holds the whole event, used where only a JSON value may stand.
pub const EVENT_JSON_IN_TEXT: Code = Code::new("transform/event-json-in-text");

/// The fields at the top of an event.
///
/// AWS: EventBridge User Guide, "AWS service event metadata".
const EVENT_FIELDS: [&str; 10] = [
    "version",
    "id",
    "detail-type",
    "source",
    "account",
    "time",
    "region",
    "resources",
    "detail",
    "replay-name",
];

/// The fields of records that hold what was sent: events of a rule have none of them.
const RECORD_FIELDS: [&str; 5] = ["body", "data", "dynamodb", "messageAttributes", "kinesis"];

/// AWS's words for a placeholder of a pipe that it does not know.
///
/// Recorded from CreatePipe for `<aws.pipes.bogus>` and `<aws.events.rule-name>`.
const UNKNOWN_PIPE_PLACEHOLDER: &str =
    "Invalid json path reference or predefined variable for placeholder";

/// A placeholder that AWS does not accept. The primary place of the diagnostic is set by who knows it.
pub(super) struct Complaint {
    /// AWS's words.
    pub(super) message: String,
    /// Ours.
    pub(super) diagnostic: Diagnostic,
    /// What is not sure about it.
    pub(super) note: Option<Diagnostic>,
}

/// A name in a rule's template.
pub(super) fn rule(
    name: &str,
    kind: TemplateKind,
    paths: &InputPaths,
    target_id: &str,
) -> Result<Variable, Box<Complaint>> {
    match Reserved::from_name(Dialect::Rule, name) {
        Some(Reserved::EventJson) if kind != TemplateKind::Json => Err(Box::new(Complaint {
            message: format!(
                "InputTemplate for target {target_id} contains placeholder {name} valid only for JSON template."
            ),
            diagnostic: event_json_in_text(name, "only a template that begins with `{` may use it"),
            note: None,
        })),
        Some(reserved) => Ok(Variable::Reserved(reserved)),
        None => declared(paths, name).ok_or_else(|| {
            Box::new(Complaint {
                message: format!(
                    "InputTemplate for target {target_id} contains invalid placeholder {name}."
                ),
                diagnostic: undeclared(paths, name),
                note: not_recorded(name, "for a path in a rule's template"),
            })
        }),
    }
}

/// A name in a pipe's template.
pub(super) fn pipe(name: &str) -> Result<Variable, Box<Complaint>> {
    if let Some(reserved) = Reserved::from_name(Dialect::Pipe, name) {
        return Ok(Variable::Reserved(reserved));
    }
    Path::parse(name).map(Variable::Path).map_err(|syntax| {
        Box::new(Complaint {
            message: UNKNOWN_PIPE_PLACEHOLDER.to_owned(),
            diagnostic: not_a_path(name, &syntax),
            note: not_recorded(name, "for a malformed path"),
        })
    })
}

/// AWS's message was recorded for names, not for paths.
fn not_recorded(name: &str, what: &str) -> Option<Diagnostic> {
    let note = || {
        Diagnostic::note(
            NOT_SETTLED,
            format!("AWS's refusal was not recorded {what}"),
        )
    };
    name.starts_with('$').then(note)
}

/// What an `InputPathsMap` says about a name; the last entry counts.
fn declared(paths: &InputPaths, name: &str) -> Option<Variable> {
    let (_, path) = paths.0.iter().rev().find(|(own, _)| own == name)?;
    // AWS does not validate the paths of a map.
    Some(Path::parse(path).map_or_else(|_| Variable::Unreadable(path.clone()), Variable::Path))
}

/// The whole event where only a JSON value may stand.
pub(super) fn event_json_in_text(name: &str, label: &str) -> Diagnostic {
    Diagnostic::error(EVENT_JSON_IN_TEXT, format!("`<{name}>` stands in a text"))
        .at(Span::default(), label)
        .help(format!("write `{{\"event\": <{name}>}}`"))
}

/// A name that a rule's template uses without declaring it.
fn undeclared(paths: &InputPaths, name: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        UNKNOWN_PLACEHOLDER,
        format!("`<{name}>` is not declared in the input paths map"),
    )
    .at(Span::default(), "neither declared nor reserved");
    let path = match name.starts_with('$') {
        true => name.to_owned(),
        false => format!("$.{name}"),
    };
    if let Some(meant) = named(paths, &path) {
        return diagnostic
            .help(format!("write `<{meant}>`"))
            .fix(Span::default(), format!("<{meant}>"));
    }
    let known: Vec<&str> = paths.0.iter().map(|(own, _)| own.as_str()).collect();
    if let Some(meant) = suggest::nearest(name, &known) {
        return diagnostic
            .help(format!("did you mean `<{meant}>`?"))
            .fix(Span::default(), format!("<{meant}>"));
    }
    if name.starts_with('$') {
        return diagnostic.help(path_in_a_rule(name));
    }
    if name.starts_with("aws") {
        return reserved(diagnostic, Dialect::Rule, name);
    }
    let names: Vec<String> = paths.0.iter().map(|(own, _)| format!("`{own}`")).collect();
    if names.is_empty() {
        diagnostic.help(format!(
            "the input paths map declares nothing: add `\"{name}\": \"$.detail.…\"`"
        ))
    } else {
        diagnostic.help(format!("the input paths map declares {}", names.join(", ")))
    }
}

/// What to do about a path in the placeholder of a rule's template.
fn path_in_a_rule(path: &str) -> String {
    let steps = path.strip_prefix("$.").unwrap_or_default();
    let end = steps.find(['.', '[']).unwrap_or(steps.len());
    let (first, behind) = steps.split_at_checked(end).unwrap_or_default();
    // Functions take records as a batch, pipes each by itself.
    let record = match first {
        "Records" | "records" => behind.split_once('.').map_or("", |(_, inside)| inside),
        _ => steps,
    };
    let is_record = RECORD_FIELDS.iter().any(|field| {
        let rest = record.strip_prefix(field);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    });
    let of_pipe = format!("$.{record}");
    if is_record && Path::parse(&of_pipe).is_ok() {
        return format!(
            "events of a rule have no `{first}`: if this is the template of a pipe, ask `evb transform --for pipe`{}",
            match of_pipe == path {
                true => String::new(),
                false => format!(", and write `<{of_pipe}>`: a pipe reads each record by itself"),
            }
        );
    }
    let is_own = EVENT_FIELDS.contains(&first) || first.is_empty();
    let inside = format!("$.detail.{steps}");
    if !is_own && Path::parse(&inside).is_ok() {
        return format!(
            "a rule's template holds no paths, and events have no `{first}` at their top: add `\"name\": \"{inside}\"` to the input paths map and write `<name>`"
        );
    }
    format!(
        "a rule's template holds no paths: add `\"name\": \"{path}\"` to the input paths map and write `<name>`"
    )
}

/// Something in the brackets of a pipe's placeholder that is no path.
fn not_a_path(name: &str, syntax: &Diagnostic) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        UNKNOWN_PLACEHOLDER,
        format!("`<{name}>` is no path and no reserved variable"),
    );
    if name.starts_with('$') {
        let label = syntax.primary.as_ref().map(|label| label.text.as_str());
        let diagnostic = diagnostic.at(Span::default(), label.unwrap_or_default());
        match Path::meant_by(name) {
            Some(meant) => diagnostic
                .help(format!("write `<{meant}>`"))
                .fix(Span::default(), format!("<{meant}>")),
            None => diagnostic
                .help("write `<$.name.name[0]>`; names with other characters cannot be reached"),
        }
    } else {
        let diagnostic = diagnostic.at(Span::default(), "not a reserved variable of pipes");
        reserved(diagnostic, Dialect::Pipe, name)
    }
}

/// The same with the reserved variable that a name is like, or else with all there are.
fn reserved(diagnostic: Diagnostic, dialect: Dialect, name: &str) -> Diagnostic {
    let of_event = name.strip_prefix("aws.events.event.");
    let field = of_event.filter(|field| dialect == Dialect::Rule && EVENT_FIELDS.contains(field));
    if let Some(field) = field {
        return diagnostic.help(format!(
            "no variable holds it: add `\"{field}\": \"$.{field}\"` to the input paths map, and write `<{field}>`"
        ));
    }
    let known: Vec<&str> = Reserved::names(dialect).collect();
    match suggest::nearest(name, &known).or_else(|| suggest::kindred(name, &known)) {
        Some(meant) => diagnostic
            .help(format!("did you mean `<{meant}>`?"))
            .fix(Span::default(), format!("<{meant}>")),
        None => diagnostic.help(reserved_list(dialect)),
    }
}

fn reserved_list(dialect: Dialect) -> String {
    let names: Vec<String> = Reserved::names(dialect)
        .map(|name| format!("`{name}`"))
        .collect();
    format!("reserved variables are {}", names.join(", "))
}
