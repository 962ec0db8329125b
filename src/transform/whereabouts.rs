//! Where an event has what a path looks for and does not find.

use super::path::{AtPath, Path};
use super::record::{PayloadContent, Record, RecordSource};
use crate::json::{Kind, Value};
use crate::suggest;

/// How many objects are looked into: an event has a few, and a path is asked for each event.
const MOST_OBJECTS: usize = 500;

/// The fewest letters of a name that tells something where it stands.
const SHORTEST_NAME: usize = 3;

/// Where the event has what `path` does not lead to, in words for people, if there is but one place: the same way deeper in or
/// further out, a misspelt step, or the same last name. The path that it names leads to a value.
pub(super) fn told(path: &Path, record: &Record<'_>) -> Option<String> {
    let whole = match record.source() {
        RecordSource::Other => "event",
        _ => "record",
    };
    let (found, is_same) = of(path, record)?;
    Some(match is_same {
        true => format!("the {whole} has it at `{found}`"),
        false => format!("the {whole} has a field of that name at `{found}`"),
    })
}

/// The path of that place, and whether more than the last name is the same.
fn of(path: &Path, record: &Record<'_>) -> Option<(String, bool)> {
    let steps = path.as_str().strip_prefix('$')?;
    let leads = |path: &str| {
        let read = Path::parse(path).ok();
        read.is_some_and(|path| matches!(path.find(record), AtPath::One { .. }))
    };
    // Where an array is merely too short, nothing is misplaced.
    if path.has_wildcard() || steps.is_empty() || leads(&with_first_elements(path.as_str())) {
        return None;
    }
    // What stands too much in front: `$.Records[0].body.id`.
    let dots = steps.match_indices('.').map(|(at, _)| at).skip(1);
    let mut outer = dots.filter_map(|at| Some(format!("${}", steps.get(at..)?)));
    if let Some(outer) = outer.find(|path| leads(path)) {
        return Some((outer, true));
    }
    let objects = objects(record);
    let same = below(path, &objects).or_else(|| misspelt(steps, &objects));
    if let Some(same) = same.filter(|path| leads(path)) {
        return Some((same, true));
    }
    let (_, name) = steps.rsplit_once('.')?;
    let is_telling = name.len() >= SHORTEST_NAME && steps.matches('.').count() > 1;
    let last = Path::parse(&format!("$.{name}"))
        .ok()
        .filter(|_| is_telling)?;
    let named = below(&last, &objects).filter(|path| leads(path))?;
    Some((named, false))
}

/// The path from the only object below which another path leads to a value.
fn below(path: &Path, objects: &[(String, &Value)]) -> Option<String> {
    let mut all = objects
        .iter()
        .filter(|(_, object)| matches!(path.find(&Record::new(object)), AtPath::One { .. }));
    let (at, _) = all.next()?;
    let behind = path.as_str().strip_prefix('$')?;
    all.next().is_none().then(|| format!("{at}{behind}"))
}

/// A path with the first element wherever one of an array is named.
fn with_first_elements(path: &str) -> String {
    let mut parts = path.split('[');
    let mut first = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, behind) = part.split_once(']').unwrap_or_default();
        first.push_str("[0]");
        first.push_str(behind);
    }
    first
}

/// The path with the steps that the event does not have written as the names that it has there: as many as differ in case
/// alone, and one that is misspelt.
fn misspelt(steps: &str, objects: &[(String, &Value)]) -> Option<String> {
    let mut at = "$".to_owned();
    let mut rest = steps;
    let (mut is_changed, mut slips) = (false, 0);
    while !rest.is_empty() {
        let step = rest.strip_prefix('.')?;
        let end = step.find(['.', '[']).unwrap_or(step.len());
        let (name, behind) = step.split_at_checked(end)?;
        let (_, object) = objects.iter().find(|(own, _)| *own == at)?;
        let members = object.as_object()?.iter();
        let names: Vec<_> = members.map(|one| one.name.to_display()).collect();
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        let meant = match names.contains(&name) {
            true => name,
            false => {
                let mut cases = names.iter().filter(|own| own.eq_ignore_ascii_case(name));
                let in_case = cases.next().filter(|_| cases.next().is_none());
                slips += usize::from(in_case.is_none());
                is_changed = true;
                in_case.map_or_else(|| suggest::nearest(name, &names), |own| Some(*own))?
            }
        };
        if slips > 1 {
            return None;
        }
        at = format!("{at}.{meant}");
        rest = behind;
        while rest.starts_with('[') {
            let end = rest.find(']')? + 1;
            at.push_str(rest.get(..end)?);
            rest = rest.get(end..)?;
        }
    }
    is_changed.then_some(at)
}

/// Every object of an event, with its path: of an array the first element alone, and what is in a payload that is decoded.
fn objects<'r>(record: &'r Record<'_>) -> Vec<(String, &'r Value)> {
    let mut found = Vec::new();
    let mut due = vec![("$".to_owned(), record.value())];
    for payload in record.payloads() {
        if let PayloadContent::Json { value, .. } = &payload.content {
            due.push((format!("$.{}", payload.field), value));
        }
    }
    while let Some((at, value)) = due.pop() {
        match &value.kind {
            Kind::Object(members) => {
                let deeper = members.iter().filter(|one| is_container(&one.value));
                due.extend(
                    deeper.map(|one| (format!("{at}.{}", one.name.to_display()), &one.value)),
                );
                found.push((at, value));
            }
            Kind::Array(elements) => {
                due.extend(elements.first().map(|one| (format!("{at}[0]"), one)))
            }
            _ => {}
        }
        if found.len() >= MOST_OBJECTS || due.len() >= MOST_OBJECTS * 10 {
            return Vec::new();
        }
    }
    found
}

fn is_container(value: &Value) -> bool {
    matches!(value.kind, Kind::Object(_) | Kind::Array(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn a_path_that_leads_to_nothing_is_led_to_where_the_event_has_it() {
        let event = json::parse(
            r#"{"source":"s","detail":{"orderId":"o","customer":{"name":"A","email":"e"},"seller":{"name":"B"},"items":[{"sku":"x"}]},"body":"{\"orderId\":\"o\"}"}"#,
        )
        .unwrap();
        let at = |path: &str, source| {
            let record = Record::from_source(&event, source);
            let path = Path::parse(path).unwrap();
            assert_eq!(path.find(&record), AtPath::Nothing);
            told(&path, &record).map(|told| {
                let (what, path) = told.split_once(" at ").unwrap();
                let path = path.trim_matches('`');
                match what.ends_with("of that name") {
                    true => format!("~{path}"),
                    false => path.to_owned(),
                }
            })
        };
        for (path, found) in [
            ("$.orderId", Some("$.detail.orderId")),
            ("$.customer.name", Some("$.detail.customer.name")),
            ("$.event.detail.orderId", Some("$.detail.orderId")),
            ("$.detail.orderID", Some("$.detail.orderId")),
            ("$.detail.custmer.name", Some("$.detail.customer.name")),
            ("$.Detail.orderId", Some("$.detail.orderId")),
            ("$.Detail.OrderID", Some("$.detail.orderId")),
            ("$.Detail.Custmer.Name", Some("$.detail.customer.name")),
            ("$.detail.user.email", Some("~$.detail.customer.email")),
            ("$.items[0].sku", Some("$.detail.items[0].sku")),
            ("$.detail.item.sku", Some("~$.detail.items[0].sku")),
            // Two have it.
            ("$.detail.user.name", None),
            ("$.name", None),
            ("$.detail.total", None),
            ("$.detail.items[1].sku", None),
        ] {
            assert_eq!(at(path, RecordSource::Other).as_deref(), found, "{path}");
        }
        assert_eq!(
            at("$.Records[0].body.orderId", RecordSource::Sqs).as_deref(),
            Some("$.body.orderId")
        );
        assert_eq!(
            at("$.body.orderID", RecordSource::Sqs).as_deref(),
            Some("$.body.orderId")
        );
    }
}
