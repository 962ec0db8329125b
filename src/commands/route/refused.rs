//! What is told of values that are no rules.

use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, Value};
use crate::source::Span;

/// Something that is no rule.
const NOT_A_RULE: Code = Code::new("route/not-a-rule");

/// That everything that was given fires by the clock.
pub(super) fn without_pattern(none: Diagnostic, scheduled: usize) -> Diagnostic {
    let what = match scheduled {
        1 => "what is given is a schedule".to_owned(),
        many => format!("what is given are {many} schedules"),
    };
    none.help(format!(
        "{what} and no event pattern: `evb next-fires` tells when it fires"
    ))
}

/// Why a value is no rule.
pub(super) fn not_a_rule(value: &Value) -> Diagnostic {
    let text = json::fields::text;
    let is_event = ["detail-type", "source"]
        .iter()
        .all(|name| text(value, name).is_some());
    let name = ["name", "Name", "id"].iter().find_map(|key| value.get(key));
    let label = match (name, value.get("pattern")) {
        _ if value.as_object().is_none() => format!("{}, not an object", value.kind_name()),
        _ if is_event => "an event".to_owned(),
        (None, None) => "has no `name` and no `pattern`".to_owned(),
        (None, Some(_)) => "has no `name`".to_owned(),
        (Some(name), _) if name.as_str().is_none() => {
            format!("its name is {}, not a string", name.kind_name())
        }
        (Some(_), _) => "has no `pattern`".to_owned(),
    };
    bad_rule(value.span, label)
}

/// A refusal of what stands at a place, with the reason.
pub(super) fn bad_rule(span: Span, label: String) -> Diagnostic {
    Diagnostic::error(NOT_A_RULE, "this is not a rule")
        .at(span, label)
        .help("a rule is `{\"name\": …, \"pattern\": …}`, what `aws events describe-rule` prints, or a file with nothing but its pattern")
}
