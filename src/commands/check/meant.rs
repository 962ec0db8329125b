//! Whether JSON that declares nothing is meant as a pattern: events, requests and settings of other programs are JSON too.

use crate::event::ENVELOPE_FIELDS;
use crate::iac::{self, Content};
use crate::json::{self, Kind, Member, Value};
use crate::source::{Source, Span};

/// Whether a value can only be meant as a pattern of a rule: all its names are those of events, and some value is a list or
/// an object where events have a text. What could be a part of an event as well is a pattern if its file is called so.
pub(super) fn is_pattern(value: &Value, file: &str) -> bool {
    let members = value.as_object().unwrap_or_default();
    let is_of_events = |one: &Member| is_of_an_event(&one.name.to_display());
    if members.is_empty() || !members.iter().all(is_of_events) {
        return false;
    }
    let holds = |value: &Value| matches!(value.kind, Kind::Array(_) | Kind::Object(_));
    let is_text_in_events = |name: &str| !matches!(name, "detail" | "resources");
    let is_asked = |one: &Member| is_text_in_events(&one.name.to_display()) && holds(&one.value);
    let is_called = is_called_a_pattern(file);
    let is_text = |name: &&str| value.get(name).is_some_and(|one| one.as_str().is_some());
    let is_event = ["id", "time"].iter().all(is_text);
    let is_whole = ["id", "time"].iter().any(|name| value.get(name).is_some());
    !is_event && (members.iter().any(is_asked) || is_called && !is_whole)
}

/// Whether a file is called as those of patterns are.
pub(super) fn is_called_a_pattern(file: &str) -> bool {
    let file = file.to_ascii_lowercase();
    ["pattern", "rule"].iter().any(|word| file.contains(word))
}

/// Whether a name is one of an event, perhaps in another case or without its dash: such a slip is still meant.
fn is_of_an_event(name: &str) -> bool {
    let plain = |name: &str| name.replace(['-', '_'], "").to_ascii_lowercase();
    ["$or"]
        .iter()
        .chain(&ENVELOPE_FIELDS)
        .any(|known| *known == name || plain(known) == plain(name))
}

/// How many entries PutEvents takes at once: lines are sent in such batches.
const BATCH: usize = 10;

/// The requests for PutEvents that a file holds: one, a list of entries, or an entry a line. Empty if it is none.
pub(super) fn entries(content: &Content, source: &Source) -> Vec<Value> {
    let Content::Value(first) = content else {
        return Vec::new();
    };
    let list = first.get("Entries").unwrap_or(first);
    if let Some(entries) = list.as_array() {
        // A text or a number among entries is told as a mistake.
        let may_be = |one: &Value| is_entry(one) || one.as_object().is_none();
        let is_request = entries.iter().any(is_entry) && entries.iter().all(may_be);
        return Vec::from_iter(is_request.then(|| first.clone()));
    }
    if !is_entry(first) {
        return Vec::new();
    }
    let text = source.text();
    let mut all = Vec::new();
    let mut at = iac::mark_length(text);
    while text.get(at..).is_some_and(|rest| !rest.trim().is_empty()) {
        match json::parse_at(text, at) {
            Ok((entry, end)) if is_entry(&entry) => {
                all.push(entry);
                at = end;
            }
            // What is no entry makes it another kind of file.
            _ => return Vec::new(),
        }
    }
    let request = |entries: &[Value]| {
        let span = entries.first().zip(entries.last());
        let span = span.map_or_else(Span::default, |(first, last)| first.span.to(last.span));
        let kind = Kind::Array(entries.to_vec());
        Value { span, kind }
    };
    all.chunks(BATCH).map(request).collect()
}

/// How many entries a request has.
pub(super) fn count(request: &Value) -> u64 {
    let list = request.get("Entries").unwrap_or(request);
    list.as_array().map_or(0, <[Value]>::len) as u64
}

/// Whether an object can only be meant as an entry: it has two of the members that events spell otherwise, and not as a
/// pattern has values, in lists.
fn is_entry(value: &Value) -> bool {
    let names = ["Source", "DetailType", "Detail"];
    let given = names.iter().filter_map(|name| value.get(name));
    given.filter(|value| value.as_array().is_none()).count() >= 2
}

/// Whether a text that is no JSON begins as a pattern does: a list behind `source` or `detail-type`.
pub(super) fn begins_as_pattern(text: &str) -> bool {
    let is_list_behind = |name: &str| {
        let behind = text.split_once(name).map_or("", |(_, behind)| behind);
        let value = behind.trim_start().strip_prefix(':');
        value.is_some_and(|value| value.trim_start().starts_with('['))
    };
    text.trim_start().starts_with('{')
        && (is_list_behind("\"source\"") || is_list_behind("\"detail-type\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn a_pattern_is_told_from_an_event_and_from_settings() {
        for (text, expected) in [
            (r#"{"source": ["shop"]}"#, true),
            (r#"{"Source": ["shop"], "detailType": ["Paid"]}"#, true),
            (r#"{"source": [{"prefix": "a"}], "detail": {}}"#, true),
            (r#"{"source": "shop", "detail-type": ["Paid"]}"#, true),
            (r#"{"$or": [{"source": ["a"]}, {"region": ["b"]}]}"#, true),
            (r#"{"source": "shop"}"#, false),
            (r#"{"detail": {"state": "on", "tags": ["a"]}}"#, false),
            (
                r#"{"source": "shop", "detail-type": "Paid", "detail": {"total": 1}}"#,
                false,
            ),
            (
                r#"{"id": "1", "source": "shop", "time": "2026-11-20T10:00:00Z", "resources": []}"#,
                false,
            ),
            (r#"{"name": "shop", "source": ["a.js"]}"#, false),
            // An event all the same.
            (
                r#"{"id": "1", "source": "shop", "detail-type": ["Paid"], "time": "2026-11-20T10:00:00Z"}"#,
                false,
            ),
            (r#"{"version": 3}"#, false),
            ("{}", false),
            ("[]", false),
        ] {
            let value = json::parse(text).unwrap();
            assert_eq!(is_pattern(&value, "a.json"), expected, "{text}");
        }
        let part = json::parse(r#"{"source": "shop"}"#).unwrap();
        assert!(is_pattern(&part, "infra/Patterns/a.json") && is_pattern(&part, "rule.json"));
        let whole = json::parse(r#"{"id": "1", "source": "shop"}"#).unwrap();
        assert!(!is_pattern(&whole, "rule.json"));
    }

    #[test]
    fn a_broken_pattern_is_told_by_its_beginning() {
        assert!(begins_as_pattern(r#"{"source": ["shop"],}"#));
        assert!(begins_as_pattern("{\n  \"detail-type\" : [\n"));
        assert!(!begins_as_pattern(r#"{"source": "shop",}"#));
        assert!(!begins_as_pattern("source: [shop]"));
    }
}
