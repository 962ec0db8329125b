//! Members of a pipe that AWS does not know: misspelt ones, mostly.
//!
//! A misspelt `Filters` makes a pipe without filters, so nothing that is not read goes by in silence.
//!
//! # Source
//!
//! AWS: the model of CreatePipe, by [`api`]; EventBridge Pipes API Reference, `DescribePipe`, read 2026-11-20.

use crate::api::{self, Constraint, Operation, Shape, ShapeKind, Step};
use crate::diagnostic::Diagnostic;
use crate::json::fields::present;
use crate::json::{FieldCodes, Fields, Value};
use crate::simulate::pipe::codes::UNKNOWN_MEMBER;
use crate::suggest;

/// What DescribePipe answers beside what CreatePipe takes. `ResponseMetadata` is what SDKs add.
const ANSWERED: [&str; 6] = [
    "Arn",
    "CreationTime",
    "CurrentState",
    "LastModifiedTime",
    "ResponseMetadata",
    "StateReason",
];

/// How deep objects lie in each other in a pipe, at most.
const MAXIMUM_DEPTH: usize = 16;

/// Whether `name` is a member of the parameters that a pipe calls `parameters`.
pub(super) fn is_parameter(parameters: &str, name: &str) -> bool {
    let of = |shape: &'static Shape, name: &str| match &shape.kind {
        ShapeKind::Structure(structure) => {
            let mut members = structure.members.iter();
            let found = members.find(|member| member.name == name);
            found.map(|member| member.held.shape())
        }
        _ => None,
    };
    let block = of(Operation::CreatePipe.request(), parameters);
    block.and_then(|block| of(block, name)).is_some()
}

/// A warning for every member of a pipe that AWS does not know or that is given twice, and for every filter without a
/// pattern.
pub(super) fn unknown(pipe: &Value) -> Vec<Diagnostic> {
    let mut fields = Fields::new(FieldCodes::all(UNKNOWN_MEMBER));
    for refusal in api::judge(Operation::CreatePipe, pipe) {
        let Constraint::Unknown(known) = &refusal.constraint else {
            continue;
        };
        let name = refusal.member.last();
        let (whole, is_top) = match refusal.member.0.as_slice() {
            [.., Step::Element(_), _] => ("a filter".to_owned(), false),
            [.., Step::Member(parent), _] => (format!("`{parent}`"), false),
            _ => ("a pipe".to_owned(), true),
        };
        if is_top && ANSWERED.contains(&name) {
            continue;
        }
        let message = format!("{whole} has no member `{name}`");
        let told = Diagnostic::warning(UNKNOWN_MEMBER, message);
        fields.found.push(Diagnostic {
            help: suggest::did_you_mean(name, known),
            ..told.at(refusal.span, "not known to AWS")
        });
    }
    duplicates(pipe, &mut fields, 0);
    check_filters(pipe, &mut fields);
    fields.found
}

/// Names that are given twice, in every object.
fn duplicates(value: &Value, fields: &mut Fields, depth: usize) {
    if depth > MAXIMUM_DEPTH {
        return;
    }
    fields.duplicates(value);
    let members = value.as_object().unwrap_or_default();
    let elements = value.as_array().unwrap_or_default();
    let inside = members.iter().map(|member| &member.value).chain(elements);
    inside.for_each(|one| duplicates(one, fields, depth + 1));
}

fn check_filters(pipe: &Value, fields: &mut Fields) {
    let filters = present(pipe, "SourceParameters")
        .and_then(|parameters| present(parameters, "FilterCriteria"))
        .and_then(|criteria| present(criteria, "Filters"))
        .and_then(Value::as_array);
    for filter in filters.unwrap_or_default() {
        if filter.as_object().is_some() && present(filter, "Pattern").is_none() {
            fields.found.push(
                Diagnostic::warning(
                    UNKNOWN_MEMBER,
                    "a filter has no `Pattern` and is left out here",
                )
                .at(filter.span, "filters nothing")
                .help("write the pattern as `\"Pattern\": \"{…}\"`"),
            );
        }
    }
}
