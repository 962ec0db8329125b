//! An object where a schedule expression is wanted: `{"Rate": "5 minutes"}`, `{"cron": "0 9 * * ? *"}`, the fields of a cron
//! expression by their names.

use crate::json::{Kind, Member, Value};
use crate::schedule::{Service, parse};

/// The kinds of expressions.
const KINDS: [&str; 3] = ["rate", "cron", "at"];

/// The fields of a cron expression, in their order, each by the names that other tools have for it.
const FIELDS: [&[&str]; 6] = [
    &["minute", "minutes"],
    &["hour", "hours"],
    &["day", "dayofmonth"],
    &["month"],
    &["weekday", "dayofweek"],
    &["year"],
];

/// The expression, as JSON, that an object evidently stands for.
pub(super) fn of(value: &Value) -> Option<String> {
    let members = value.as_object()?;
    let text = match members {
        [only] => of_kind(only),
        _ => rate(value).or_else(|| cron(members)),
    };
    let text = text.filter(|text| parse(text, Service::Scheduler).is_ok())?;
    Some(format!("\"{text}\""))
}

/// `{"Rate": "5 minutes"}`, `{"expression": "rate(5 minutes)"}`.
fn of_kind(only: &Member) -> Option<String> {
    let name = folded(only);
    let kind = KINDS
        .into_iter()
        .find(|kind| **kind == name || name == format!("{kind}expression"));
    match (kind, only.value.as_str()) {
        (Some(kind), Some(inside)) if !inside.contains('(') => {
            Some(format!("{kind}({})", inside.trim()))
        }
        (_, Some(whole)) => Some(whole.to_owned()),
        (Some("rate"), None) => rate(&only.value),
        (Some("cron"), None) => cron(only.value.as_object()?),
        _ => None,
    }
}

/// `{"value": 5, "unit": "minutes"}`.
fn rate(value: &Value) -> Option<String> {
    let [one, other] = value.as_object()? else {
        return None;
    };
    let (number, unit) = match (&one.value.kind, &other.value.kind) {
        (Kind::Number(number), Kind::String(unit)) | (Kind::String(unit), Kind::Number(number)) => {
            (number, unit)
        }
        _ => return None,
    };
    let unit = unit.as_str()?.to_ascii_lowercase();
    let unit = unit.trim_end_matches('s');
    let ending = if &**number == "1" { "" } else { "s" };
    Some(format!("rate({number} {unit}{ending})"))
}

/// Fields by their names; one that is not given is every value, and one of the days `?`.
fn cron(members: &[Member]) -> Option<String> {
    if members.is_empty() {
        return None;
    }
    let mut fields: [Option<String>; 6] = Default::default();
    for member in members {
        let name = folded(member);
        let index = FIELDS
            .iter()
            .position(|names| names.contains(&name.as_str()))?;
        let text = match &member.value.kind {
            Kind::Number(number) => number.to_string(),
            _ => member.value.as_str()?.to_owned(),
        };
        *fields.get_mut(index)? = Some(text);
    }
    let [minutes, hours, day, month, weekday, year] = fields;
    let (day, weekday) = match (day, weekday) {
        (None, Some(weekday)) => ("?".to_owned(), weekday),
        (day, weekday) => (
            day.unwrap_or_else(|| "*".to_owned()),
            weekday.unwrap_or_else(|| "?".to_owned()),
        ),
    };
    let every = |field: Option<String>| field.unwrap_or_else(|| "*".to_owned());
    let fields = [
        every(minutes),
        every(hours),
        day,
        every(month),
        weekday,
        every(year),
    ];
    Some(format!("cron({})", fields.join(" ")))
}

fn folded(member: &Member) -> String {
    let name = member.name.to_display().to_ascii_lowercase();
    name.replace(['-', '_'], "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn objects_of_other_tools_are_expressions() {
        for (object, expected) in [
            (r#"{"Rate": "5 minutes"}"#, Some("rate(5 minutes)")),
            (r#"{"cron": "0 9 * * ? *"}"#, Some("cron(0 9 * * ? *)")),
            (
                r#"{"at": "2026-11-30T10:00:00"}"#,
                Some("at(2026-11-30T10:00:00)"),
            ),
            (r#"{"Expression": "rate(1 day)"}"#, Some("rate(1 day)")),
            (
                r#"{"rate": {"value": 1, "unit": "HOURS"}}"#,
                Some("rate(1 hour)"),
            ),
            (r#"{"value": 5, "unit": "minute"}"#, Some("rate(5 minutes)")),
            (
                r#"{"minute": "0", "hour": 9, "weekDay": "MON-FRI"}"#,
                Some("cron(0 9 ? * MON-FRI *)"),
            ),
            (
                r#"{"cron": {"minute": 30, "hour": "4"}}"#,
                Some("cron(30 4 * * ? *)"),
            ),
            (r#"{"Rate": "often"}"#, None),
            (r#"{"minute": "0", "colour": "red"}"#, None),
            ("{}", None),
        ] {
            let value = json::parse(object).unwrap();
            let expected = expected.map(|text| format!("\"{text}\""));
            assert_eq!(of(&value), expected, "{object}");
        }
    }
}
