//! Whether an edit changed of what is declared just what it was to change.

use serde_json::Value;

use crate::check::Finding;
use crate::diagnostic::Fix;

/// By what a thing is called.
const NAMES: [&str; 3] = ["logical_id", "address", "name"];

/// What edits are to do.
pub(super) struct Expected {
    /// The texts that are edited, as engines read them, and what they are to become.
    texts: Vec<(String, String)>,
    /// The things that may change in any way: the file itself is edited where they are declared, and no text that is made out
    /// of it.
    things: Vec<String>,
}

impl Expected {
    /// What the edits of these findings are to do. Several may be of one text. `declared` is what is declared before.
    pub(super) fn of<'f>(
        findings: impl Iterator<Item = &'f Finding>,
        declared: &Option<Value>,
    ) -> Self {
        let mut texts: Vec<(String, Vec<&Fix>)> = Vec::new();
        let mut things = Vec::new();
        for finding in findings {
            let source = finding.told.source.as_ref();
            let Some((source, fix)) = source.zip(finding.told.diagnostic.fix.as_deref()) else {
                continue;
            };
            let text = source.text();
            if !source.is_made() {
                // What is told of the file as a whole is a mistake in the thing that stands there.
                things.extend(match &finding.resource {
                    Some(resource) => resource.address.clone(),
                    None => thing_at(declared.as_ref(), source.position(fix.span.start).line),
                });
                continue;
            }
            match texts.iter_mut().find(|(known, _)| known == text) {
                Some((_, fixes)) if !fixes.contains(&fix) => fixes.push(fix),
                Some(_) => {}
                None => texts.push((text.to_owned(), vec![fix])),
            }
        }
        let texts = texts.into_iter().filter_map(|(text, mut fixes)| {
            fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
            let mut edited = text.clone();
            for fix in fixes {
                edited = fix.applied(&edited)?;
            }
            Some((text, edited))
        });
        Self {
            texts: texts.collect(),
            things,
        }
    }

    /// Whether a value is a thing that may change.
    fn is_free(&self, value: &Value) -> bool {
        let mut names = NAMES.iter().filter_map(|name| value.get(name)?.as_str());
        names.any(|name| self.things.iter().any(|one| one == name))
    }

    /// Whether a value of a declaration becomes what it is to become.
    fn takes(&self, before: &Value, after: &Value) -> bool {
        let mut texts = self.texts.iter();
        texts.any(|(old, new)| is_text(before, old) && is_text(after, new))
    }
}

/// What the thing is called that begins on a line or before it, and nothing else between.
fn thing_at(declared: Option<&Value>, line: usize) -> Option<String> {
    let lists = declared?.as_object()?.values().filter_map(Value::as_array);
    let placed = lists.flatten().filter_map(|thing| {
        let first = thing.get("place")?.get("line")?.as_u64()?;
        Some((usize::try_from(first).ok()?, thing))
    });
    let before = placed.filter(|(first, _)| *first <= line);
    let (_, thing) = before.max_by_key(|(first, _)| *first)?;
    let mut names = NAMES.iter().filter_map(|name| thing.get(name)?.as_str());
    names.next().map(str::to_owned)
}

/// Whether a value is a text, as such or as the JSON that it holds.
fn is_text(value: &Value, text: &str) -> bool {
    if value.as_str() == Some(text) {
        return true;
    }
    let Ok(read) = serde_json::from_str::<Value>(text) else {
        return false;
    };
    let inside = value.as_str().map(serde_json::from_str::<Value>);
    *value == read || inside.is_some_and(|inside| inside.is_ok_and(|inside| inside == read))
}

/// Whether everything that is declared stays, but for what is to change. The form is that of `evb list`.
///
/// What a template leaves open is in no text, so a pattern that has such parts may change in any way.
pub(super) fn only_as_expected(
    before: &Option<Value>,
    after: &Option<Value>,
    expected: &Expected,
) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return before.is_none() && after.is_none();
    };
    let (Some(old), Some(new)) = (before.as_object(), after.as_object()) else {
        return false;
    };
    // What is told of the file may change.
    let mut names = old.keys().chain(new.keys());
    names.all(|name| {
        name == "diagnostics"
            || old
                .get(name)
                .zip(new.get(name))
                .is_some_and(|(old, new)| is_as_expected(old, new, expected))
    })
}

fn is_as_expected(before: &Value, after: &Value, expected: &Expected) -> bool {
    if before == after || expected.takes(before, after) {
        return true;
    }
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            if expected.is_free(before) && expected.is_free(after) {
                return true;
            }
            let mut names = old.keys().chain(new.keys());
            names.all(|name| {
                let both = old.get(name).zip(new.get(name));
                both.is_some_and(|(old, new)| {
                    name == "place" && old.get("line").is_some()
                        || is_as_expected(old, new, expected)
                        || holds_pattern(name) && is_open(old) && is_open(new)
                })
            })
        }
        (Value::Array(old), Value::Array(new)) => {
            let mut pairs = old.iter().zip(new);
            old.len() == new.len() && pairs.all(|(old, new)| is_as_expected(old, new, expected))
        }
        _ => false,
    }
}

/// Whether a member of a thing holds a pattern.
fn holds_pattern(name: &str) -> bool {
    name.starts_with("pattern") || name.contains("filter")
}

/// Whether something in a value is open.
fn is_open(value: &Value) -> bool {
    match value {
        Value::Object(members) => {
            let is_it = members.contains_key("unknown") && members.contains_key("from");
            is_it || members.values().any(is_open)
        }
        Value::Array(elements) => elements.iter().any(is_open),
        _ => false,
    }
}
