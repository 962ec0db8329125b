//! What was seen how often, field by field: what the schema itself has no word for.

use super::shape::{Shape, Texts};
use super::write::enumeration;

/// A field that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeenField {
    /// Its path from the event; `[]` stands behind a name whose elements are meant, `{}` where names are data.
    pub path: String,
    /// In how many objects it was seen.
    pub seen: u64,
    /// In how many it could have been.
    pub of: u64,
    /// What it was, in a few words of JSON Schema, and how often.
    pub types: Vec<(&'static str, u64)>,
    /// What form all its texts have.
    pub format: Option<&'static str>,
    /// Its texts with how often each was seen, if they were few; sorted.
    pub values: Vec<(String, u64)>,
    /// Whether the schema takes its texts for an enumeration.
    pub is_enumeration: bool,
}

/// Every field in what was seen of events.
pub(super) fn fields(event: &Shape) -> Vec<SeenField> {
    let mut found = Vec::new();
    add(event, "", &mut found);
    found
}

/// The fields in a shape whose path, with what stands behind it, is `path`.
fn add(shape: &Shape, path: &str, found: &mut Vec<SeenField>) {
    if let Some(objects) = &shape.objects {
        if let Some(map) = &objects.map {
            found.push(field(map, format!("{path}{{}}"), map.values, map.values));
            add(map, &format!("{path}{{}}."), found);
        }
        for member in objects.sorted() {
            let inside = format!("{path}{}", member.name);
            let shape = &member.shape;
            found.push(field(shape, inside.clone(), member.present, objects.count));
            add(shape, &format!("{inside}."), found);
        }
    }
    if let Some(arrays) = &shape.arrays {
        let path = format!("{}[]", path.trim_end_matches('.'));
        let elements = &arrays.elements;
        if elements.values > 0 {
            let count = elements.values;
            found.push(field(elements, path.clone(), count, count));
            add(elements, &format!("{path}."), found);
        }
    }
}

fn field(shape: &Shape, path: String, seen: u64, of: u64) -> SeenField {
    let texts = &shape.texts;
    let counts = [
        ("object", shape.objects.as_ref().map_or(0, |one| one.count)),
        ("array", shape.arrays.as_ref().map_or(0, |one| one.count)),
        ("boolean", shape.booleans),
        ("integer", shape.numbers.integers),
        ("number", shape.numbers.fractions),
        ("string", texts.count),
        ("null", shape.nulls),
    ];
    SeenField {
        path,
        seen,
        of,
        types: counts.into_iter().filter(|(_, count)| *count > 0).collect(),
        format: (texts.count > 0).then(|| texts.formats.name()).flatten(),
        values: values(texts),
        is_enumeration: enumeration(texts).is_some(),
    }
}

fn values(texts: &Texts) -> Vec<(String, u64)> {
    let seen = texts.seen.iter();
    let mut values: Vec<(String, u64)> = seen
        .map(|(text, times)| (text.to_string(), *times))
        .collect();
    values.sort_unstable();
    values
}
