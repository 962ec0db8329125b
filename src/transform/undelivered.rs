//! Why an event is lost: where the rendered text stops being JSON, and which placeholder did it.

use std::ops::Range;

use super::notes::NOT_SETTLED;
use super::record::Record;
use super::rendering::{Fault, Rendering, Undelivered};
use super::scan::{Position, TemplateKind};
use super::template::{Placeholder, Template};
use super::template_notes::{NEVER_JSON, consequence, stray_bracket, unpaired};
use super::variables::{Dialect, Variables};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, SyntaxError};
use crate::quota;
use crate::source::{Source, Span};

/// The rendered text is not JSON although it must be.
pub const NOT_JSON: Code = Code::new("transform/not-json");

/// The rendered text is longer than any payload.
pub const TOO_LARGE: Code = Code::new("transform/too-large");

/// AWS's documentation says something else than what AWS was seen to do.
pub const DOCUMENTED_OTHERWISE: Code = Code::new("transform/documented-otherwise");

/// How many characters of the rendered text are shown on each side of the place.
const EXCERPT_CHARACTERS: usize = 30;

/// Parses what was rendered: JSON is written back compact, and anything else explained.
pub(super) fn settle(
    template: &Template,
    record: &Record<'_>,
    variables: &Variables,
    rendering: &mut Rendering,
) -> Result<(), Box<Undelivered>> {
    let (rendered, places) = template.fill_as_written(record, variables);
    match json::parse(&rendered) {
        Ok(value) => {
            if template.kind() == TemplateKind::Json {
                rendering.raw.clear();
                value.write_compact(&mut rendering.raw);
            }
            Ok(())
        }
        Err(error) => Err(Box::new(not_json(template, rendered, &places, &error))),
    }
}

/// The rendered text would be longer than a payload can be.
pub(super) fn too_large(template: &Template) -> Undelivered {
    let diagnostic = Diagnostic::error(
        TOO_LARGE,
        format!(
            "the rendered text is longer than {} bytes",
            quota::MAXIMUM_PIPE_PAYLOAD_BYTES
        ),
    )
    .at(Span::new(0, template.text().len()), "")
    .help("use fewer or smaller values");
    Undelivered {
        diagnostic,
        rendered: String::new(),
        fault: None,
        placeholder: None,
        notes: Vec::new(),
    }
}

fn not_json(
    template: &Template,
    rendered: String,
    places: &[Range<usize>],
    error: &SyntaxError,
) -> Undelivered {
    let culprit = culprit(template, &rendered, places, error.span.start);
    let mut notes = Vec::new();
    let diagnostic = match culprit {
        Some((placeholder, number)) => {
            let inserted = places.get(number).cloned().unwrap_or_default();
            let value = rendered.get(inserted).unwrap_or_default();
            if placeholder.position == Position::InString && value.starts_with(['{', '[']) {
                notes.push(documented_otherwise(template, placeholder));
            }
            blame(template, placeholder, value)
        }
        None if template.kind() == TemplateKind::Json => never_json(template, &rendered, error),
        None => not_json_text(template),
    };
    Undelivered {
        diagnostic,
        fault: Some(fault(&rendered, error)),
        placeholder: culprit.map(|(_, number)| number),
        notes,
        rendered,
    }
}

/// What becomes of the event, in a few words.
fn outcome(template: &Template) -> &'static str {
    match template.dialect() {
        Dialect::Pipe => "the transformation fails",
        Dialect::Rule | Dialect::Scheduler => "the event is lost",
    }
}

/// A template that no value makes JSON, as its notes tell it; else one that these values do not make JSON.
fn never_json(template: &Template, rendered: &str, error: &SyntaxError) -> Diagnostic {
    let outcome = outcome(template);
    if let Some(told) = template.notes().iter().find(|one| one.code == NEVER_JSON) {
        let message = format!("{outcome}: the template itself is not JSON");
        return Diagnostic {
            primary: told.primary.clone(),
            help: told.help.clone(),
            fix: told.fix.clone(),
            ..Diagnostic::error(NEVER_JSON, message)
        };
    }
    let diagnostic = Diagnostic::error(
        NEVER_JSON,
        format!("{outcome}: the template itself is not JSON"),
    )
    .at(
        Span::new(0, template.text().len()),
        "rendered with every value, it is not JSON",
    );
    let diagnostic = unpaired(template, diagnostic);
    let rest = rendered.get(error.span.start..).unwrap_or_default();
    let stray = stray_bracket(rest, template.dialect());
    diagnostic.help(stray.unwrap_or_else(|| consequence(template.dialect()).to_owned()))
}

/// The placeholder whose value broke the JSON at byte `at`: the last one before it that put a quote, a backslash
/// or a line break into a string; failing that, the one the place lies in.
fn culprit<'a>(
    template: &'a Template,
    rendered: &str,
    places: &[Range<usize>],
    at: usize,
) -> Option<(&'a Placeholder, usize)> {
    if template.kind() != TemplateKind::Json || template.is_never_json() {
        return None;
    }
    let before = || {
        template
            .placeholders()
            .zip(places)
            .enumerate()
            .filter(|(_, (_, place))| place.start <= at)
    };
    let breaks = |place: &Range<usize>| {
        rendered.get(place.clone()).is_some_and(|value| {
            value
                .bytes()
                .any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
        })
    };
    let guilty = before()
        .filter(|(_, (one, place))| one.position == Position::InString && breaks(place))
        .last();
    let around = || before().filter(|(_, (_, place))| at <= place.end).last();
    guilty
        .or_else(around)
        .map(|(number, (placeholder, _))| (placeholder, number))
}

/// Says what a placeholder's value did.
fn blame(template: &Template, placeholder: &Placeholder, value: &str) -> Diagnostic {
    let name = &placeholder.name;
    if placeholder.position != Position::InString {
        return Diagnostic::error(
            NOT_JSON,
            format!(
                "{}: the value of `<{name}>` does not fit where it stands",
                outcome(template)
            ),
        )
        .at(placeholder.span, "not JSON with this value")
        .help("put commas between values, and strings before colons");
    }
    let (what, label) = match value.chars().next() {
        Some('{') => ("is an object inside a string", "an object between quotes"),
        Some('[') => ("is an array inside a string", "an array between quotes"),
        _ => (
            "holds a character that ends or breaks the string around it",
            "EventBridge does not escape what it puts into a string",
        ),
    };
    Diagnostic::error(
        NOT_JSON,
        format!("{}: `<{name}>` {what}", outcome(template)),
    )
    .at(placeholder.span, label)
    .help(remedy(template.text(), placeholder))
}

/// AWS's guide says something else about objects and arrays inside strings.
fn documented_otherwise(template: &Template, placeholder: &Placeholder) -> Diagnostic {
    let (code, help) = match template.dialect() {
        Dialect::Pipe => (
            NOT_SETTLED,
            "for rules it was recorded that the event is lost; for pipes only the guide is known",
        ),
        Dialect::Rule | Dialect::Scheduler => (
            DOCUMENTED_OTHERWISE,
            "it was recorded that the event is lost",
        ),
    };
    Diagnostic::note(
        code,
        "AWS's guide says that an object or array inside a string only loses its quotes",
    )
    .at(placeholder.span, "")
    .help(help)
}

/// How to write it so that it works.
fn remedy(text: &str, placeholder: &Placeholder) -> String {
    let name = &placeholder.name;
    let (start, end) = (placeholder.span.start, placeholder.span.end);
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(end..).unwrap_or_default();
    if before.ends_with('"') && after.starts_with('"') {
        // From the field's name on, if that is near.
        let field = before.get(..before.len() - 1).unwrap_or_default();
        let from = field.rfind(['{', ',', '\n']).map_or(0, |at| at + 1);
        let field = field.get(from..).unwrap_or_default().trim_start();
        return format!("leave the quotes out: `{field}<{name}>`");
    }
    format!("give it a field of its own, without quotes: `\"value\": <{name}>`")
}

/// A text where JSON is needed: the input of an enrichment, say.
fn not_json_text(template: &Template) -> Diagnostic {
    let wrapped = match template.placeholders().next() {
        Some(one) => format!("make it an object: `{{\"value\": <{}>}}`", one.name),
        None => "make it an object, or put quotes around it".to_owned(),
    };
    Diagnostic::error(NOT_JSON, "the rendered text is not JSON, and it has to be")
        .at(Span::new(0, template.text().len()), "a text")
        .help(wrapped)
}

fn fault(rendered: &str, error: &SyntaxError) -> Fault {
    let at = error.span.start;
    let place = Source::new("", rendered).position(at);
    let before: Vec<char> = rendered
        .get(..at)
        .unwrap_or_default()
        .chars()
        .rev()
        .take(EXCERPT_CHARACTERS)
        .collect();
    let after = rendered.get(at..).unwrap_or_default().chars();
    let excerpt = before
        .into_iter()
        .rev()
        .chain(after.take(EXCERPT_CHARACTERS))
        .collect();
    Fault {
        line: place.line,
        column: place.column,
        excerpt,
        diagnostic: error.diagnostic(rendered),
    }
}
