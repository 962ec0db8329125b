//! What AWS's own events have in their `detail`, as the catalogue knows it, and whether any matches at all.

use std::sync::{Arc, OnceLock};

use super::envelope::{ACCOUNT_DIGITS, is_text_of_envelope};
use super::{Asked, lists};
use crate::check::lints::{FIELD_OF_EVENT, PATTERN_NEVER_MATCHES, VALUE_OF_EVENT};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::json::{JsonString, Value};
use crate::pattern::ast::{Field, SubRule, ValueList};
use crate::pattern::decide::{Containment, Domain, Envelope, Limits, Place, Question};
use crate::pattern::{Dialect, Pattern, parse};
use crate::schema;
use crate::source::Span;

/// How much it may cost to look for an event that matches.
const LIMITS: Limits = Limits::of(500_000, 200);

/// How a help begins that names what is most likely meant.
const MEANT: &str = "did you mean ";

/// Fields that the events do not have for which the pattern is, and values that they have not.
pub(super) fn fields_and_values(asked: &Asked<'_>) -> Vec<Diagnostic> {
    // Of events of which something is not known nothing is said.
    if schema::known_types(asked.pattern).is_none() {
        return Vec::new();
    }
    // Source and detail-type are judged by their pairs.
    let inside = lists(asked.pattern).into_iter();
    let inside = inside.filter(|(field, _)| field.path.to_display().starts_with("detail."));
    let inside: Vec<&Field> = inside.map(|(field, _)| field).collect();
    let is_inside = |told: &Diagnostic| {
        let place = told.primary.as_ref().map(|label| label.span);
        let holds = |field: &&Field| {
            let values = field.values.span;
            place.is_some_and(|place| {
                place == field.values.name_span
                    || (values.start <= place.start && place.end <= values.end)
            })
        };
        inside.iter().any(holds)
    };
    let told = schema::ask_known(asked.pattern).diagnostics.into_iter();
    let told = told.filter(is_inside);
    told.filter_map(|told| match told.code {
        schema::NO_FIELD => Some(field(told)),
        schema::NO_VALUE => Some(value(told)),
        _ => None,
    })
    .collect()
}

/// A field that AWS's registry does not have. Where no other name is near, the registry may be behind.
fn field(mut told: Diagnostic) -> Diagnostic {
    let mut is_certain = told
        .help
        .as_ref()
        .is_some_and(|help| help.starts_with(MEANT));
    if let Some(label) = &mut told.primary {
        match label.text.as_str() {
            schema::NOT_IN_SCHEMA => "not in AWS's schema of the event".clone_into(&mut label.text),
            _ => is_certain = true,
        }
    }
    if !is_certain {
        const BEHIND: &str = "AWS's schema may be behind: see the page of the service";
        let there_is = told.help.take();
        told = told.help(match there_is {
            Some(there_is) => format!("{there_is}; {BEHIND}"),
            None => BEHIND.to_owned(),
        });
    }
    of(told, FIELD_OF_EVENT, is_certain)
}

/// A value of another type. That a field is always there the registry tells only of what it has seen.
fn value(told: Diagnostic) -> Diagnostic {
    let is_certain = !told.message.ends_with("is in every event");
    of(told, VALUE_OF_EVENT, is_certain)
}

fn of(told: Diagnostic, code: Code, is_certain: bool) -> Diagnostic {
    let severity = match is_certain {
        true => Severity::Warning,
        false => Severity::Note,
    };
    Diagnostic {
        code,
        severity,
        ..told
    }
}

/// Lists that no event satisfies, whatever the source is. In `detail` every value may stand.
pub(super) fn never(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let pattern = asked.pattern;
    let alone = |field: &Field| Pattern {
        sub_rules: vec![SubRule {
            fields: vec![field.clone()],
            branches: Vec::new(),
        }],
        ..pattern.clone()
    };
    let of_envelope = lists(pattern).into_iter();
    let of_envelope = of_envelope.filter(|(field, _)| is_text_of_envelope(&field.path));
    let blocking =
        of_envelope.filter(|(field, _)| !has_a_plain_text(field) && is_empty(&alone(field)));
    let told = blocking.map(|(field, is_everywhere)| {
        let told = match is_everywhere {
            true => Diagnostic::error(PATTERN_NEVER_MATCHES, "no event matches this pattern"),
            false => Diagnostic::warning(
                PATTERN_NEVER_MATCHES,
                "no event matches this alternative of the pattern",
            ),
        };
        told.at(field.values.span, "this is never so")
    });
    told.collect()
}

/// Whether a field asks for a text that events have there, so that nothing needs to be proved: most do.
fn has_a_plain_text(field: &Field) -> bool {
    let place = BusEvents.place(&field.path);
    let is_any = place.strings && place.only.is_none() && place.texts.is_none();
    let fits = |text: &str| (place.shortest..=place.longest).contains(&text.chars().count());
    let texts = field.values.exact_texts().unwrap_or_default();
    is_any && texts.iter().any(|(text, _)| fits(text))
}

/// Whether it is proved that no event of a bus matches.
fn is_empty(pattern: &Pattern) -> bool {
    let nothing = Pattern::nothing();
    let asked = Question::new(pattern, &nothing).within(&BusEvents);
    let found = asked.limited_to(LIMITS).contains();
    matches!(found, Containment::Holds { bounded_by: None })
}

/// The events of a bus, with what their envelopes are known to hold.
///
/// AWS: EventBridge User Guide, "AWS service event metadata": `version` is "By default, this is set to 0 (zero) in all
/// events", `account` "The 12-digit number identifying an AWS account".
struct BusEvents;

impl Domain for BusEvents {
    fn place(&self, path: &JsonString) -> Place {
        let place = Envelope.place(path);
        match path.as_str() {
            Some("version") => Place {
                only: Some(vec![Value::text("0", Span::at(0))]),
                ..place
            },
            Some("account") => Place {
                texts: digits(),
                shortest: ACCOUNT_DIGITS,
                longest: ACCOUNT_DIGITS,
                ..place
            },
            _ => place,
        }
    }
}

/// Texts that begin with a digit.
fn digits() -> Option<Arc<ValueList>> {
    static DIGITS: OnceLock<Option<Arc<ValueList>>> = OnceLock::new();
    let read = || {
        let tests = (0..=9).map(|digit| format!("{{\"prefix\":\"{digit}\"}}"));
        let tests: Vec<String> = tests.collect();
        let text = format!("{{\"account\":[{}]}}", tests.join(","));
        let pattern = parse(&text, Dialect::Bus).ok()?;
        let field = pattern.sub_rules.first()?.fields.first()?;
        Some(Arc::clone(&field.values))
    };
    DIGITS.get_or_init(read).clone()
}
