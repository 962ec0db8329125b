//! Two versions of a schema: what changes for those who read events, and for those who send them.
//!
//! A change breaks *consumers* where events by the new schema may be none that somebody expects who reads by the old one:
//! a field that goes, a type or a value that is new. It breaks *producers* where events by the old schema, which somebody
//! still sends, may be none any more by the new one: a field that becomes required, a type or a value that goes. In the words
//! of schema registries, a version that breaks no producers is backward compatible, and one that breaks no consumers forward
//! compatible.
//!
//! Fields that a schema does not name are taken for allowed and ignored, unless it refuses them.

mod differing;

use std::collections::BTreeSet;

use super::bounds;
use super::document::Document;
use super::node::{Field, Node, Others, Types, has_value};
use crate::json::Value;
use crate::pattern::comparison::Bound;
use crate::source::Span;

/// What changed at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// The schema is for events of another source or detail-type.
    Event,
    /// A field is new.
    FieldAdded,
    /// A field is gone.
    FieldRemoved,
    /// A field that could be absent is always there.
    Required,
    /// A field that was always there can be absent.
    Optional,
    /// The types.
    Type,
    /// The format.
    Format,
    /// The values of an enumeration.
    Values,
    /// What is said of fields that have no name in the schema.
    OtherFields,
    /// Another keyword that bounds values.
    Bound,
    /// One of the alternatives of `anyOf` or `oneOf`.
    Alternatives,
    /// What may stand at a place of an array, or in fields by a pattern of their names.
    Elements,
    /// Which fields an object has that has another.
    Dependencies,
    /// What may not stand there.
    Not,
}

impl Change {
    /// Its name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::FieldAdded => "field-added",
            Self::FieldRemoved => "field-removed",
            Self::Required => "required",
            Self::Optional => "optional",
            Self::Type => "type",
            Self::Format => "format",
            Self::Values => "values",
            Self::OtherFields => "other-fields",
            Self::Bound => "bound",
            Self::Alternatives => "alternatives",
            Self::Elements => "elements",
            Self::Dependencies => "dependencies",
            Self::Not => "not",
        }
    }
}

/// A difference between two versions of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The path from the event; empty for the event itself, `[]` stands for elements, `{}` for names that are data.
    pub path: String,
    /// What changed.
    pub change: Change,
    /// What it was, in words of schemas.
    pub old: String,
    /// What it is.
    pub new: String,
    /// Whether those may fail who read by the old version.
    pub breaks_consumers: bool,
    /// Whether those may fail who send by the old version.
    pub breaks_producers: bool,
    /// Where it stands in the old document, if it does.
    pub old_span: Option<Span>,
    /// Where it stands in the new document, if it does.
    pub new_span: Option<Span>,
}

/// What differs between two versions, in the order of the paths.
#[must_use]
pub fn compare(old: &Document, new: &Document) -> Vec<Difference> {
    whole(old, new).found
}

/// The keywords that say a range of numbers.
const RANGE: [&str; 4] = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"];

/// How far out the ends of the range of numbers lie, the lower and the upper one: the value, and whether it is inside. For
/// whole numbers the ends are whole as well.
fn ends(node: &Node) -> [(f64, bool); 2] {
    let range = bounds::range(node);
    let is_whole = !node.types.meets(Types::FRACTION);
    let end = |bound: Option<Bound>, sign: f64| {
        let Some(Bound { value, inclusive }) = bound else {
            return (f64::INFINITY, true);
        };
        let out = value * sign;
        match is_whole {
            true if !inclusive && out.fract() == 0.0 => (out - 1.0, true),
            true => (out.floor(), true),
            false => (out, inclusive),
        }
    };
    [end(range.low, -1.0), end(range.high, 1.0)]
}

/// The keywords that differ between two versions and that [`compare`](compare()) looks at in part only: where there are any,
/// its answer is not the whole one.
#[must_use]
pub fn partly_compared(old: &Document, new: &Document) -> Vec<&'static str> {
    whole(old, new).partly.into_iter().collect()
}

/// Compares two versions of a schema.
fn whole(old: &Document, new: &Document) -> Differences {
    let (mut old_event, old_unsaid) = Node::with_unsaid(old);
    let (mut new_event, new_unsaid) = Node::with_unsaid(new);
    let unsaid = old_unsaid.symmetric_difference(&new_unsaid);
    let mut found = Differences {
        partly: unsaid.map(|(keyword, _)| *keyword).collect(),
        ..Differences::default()
    };
    let named = |document: &Document| match (&document.source, &document.detail_type) {
        (None, None) => "any event".to_owned(),
        (source, detail_type) => {
            let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "any".to_owned());
            format!("{} / {}", part(source), part(detail_type))
        }
    };
    let (was, is) = (named(old), named(new));
    if was != is {
        let places = (Some(old_event.span), Some(new_event.span));
        found.add("", Change::Event, (was, is), (true, true), places);
    }
    for name in ["source", "detail-type"] {
        // What they hold was told.
        for event in [&mut old_event, &mut new_event] {
            if let Some(field) = event.fields.get_mut(name) {
                field.node.values = None;
            }
        }
    }
    found.nodes(&old_event, &new_event, "");
    found
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Differences {
    pub(super) found: Vec<Difference>,
    /// The keywords that are compared in part only.
    pub(super) partly: BTreeSet<&'static str>,
    /// How many pairs of alternatives were compared.
    pub(super) pairs: usize,
    /// The keywords for which a pair of alternatives could not be compared as a whole.
    pub(super) doubted: BTreeSet<&'static str>,
}

impl Differences {
    pub(super) fn add(
        &mut self,
        path: &str,
        change: Change,
        (old, new): (String, String),
        (breaks_consumers, breaks_producers): (bool, bool),
        (old_span, new_span): (Option<Span>, Option<Span>),
    ) {
        self.found.push(Difference {
            path: path.to_owned(),
            change,
            old,
            new,
            breaks_consumers,
            breaks_producers,
            old_span,
            new_span,
        });
    }

    pub(super) fn nodes(&mut self, old: &Node, new: &Node, path: &str) {
        if old.branches().len() > 1 || new.branches().len() > 1 {
            return self.alternatives(old, new, path);
        }
        let places = (Some(old.span), Some(new.span));
        // Where both list their values, these tell of what types they are.
        let are_listed = old.values.is_some() && new.values.is_some();
        if old.types != new.types && !are_listed {
            let breaks = (
                !new.types.is_within(old.types),
                !old.types.is_within(new.types),
            );
            let words = (old.types.words(), new.types.words());
            self.add(path, Change::Type, words, breaks, places);
        }
        if old.format != new.format && old.types.meets(new.types) {
            let words = (format_word(old), format_word(new));
            self.add(path, Change::Format, words, format_breaks(old, new), places);
        }
        self.values(old, new, path);
        self.bounds(old, new, path);
        self.not(old, new, path);
        if old.types.and(new.types).meets(Types::OBJECT) {
            self.fields(old, new, path);
            self.patterns(old, new, path);
            self.others(old, new, path);
            self.dependencies(old, new, path);
        }
        if old.types.and(new.types).meets(Types::ARRAY) {
            self.positions(old, new, path);
        }
    }

    fn values(&mut self, old: &Node, new: &Node, path: &str) {
        let places = (Some(old.span), Some(new.span));
        let words = |values: &[Value]| {
            let words: Vec<String> = values.iter().map(Value::to_compact).collect();
            words.join(", ")
        };
        let without = |all: &[Value], others: &[Value]| -> Vec<Value> {
            let kept = all.iter().filter(|one| !has_value(others, one));
            kept.cloned().collect()
        };
        match (&old.values, &new.values) {
            (Some(was), Some(is)) => {
                let (gone, added) = (without(was, is), without(is, was));
                if !gone.is_empty() || !added.is_empty() {
                    let breaks = (!added.is_empty(), !gone.is_empty());
                    self.add(
                        path,
                        Change::Values,
                        (words(was), words(is)),
                        breaks,
                        places,
                    );
                }
            }
            (Some(was), None) if old.types.meets(new.types) => {
                let pair = (words(was), "any value".to_owned());
                self.add(path, Change::Values, pair, (true, false), places);
            }
            (None, Some(is)) if old.types.meets(new.types) => {
                let pair = ("any value".to_owned(), words(is));
                self.add(path, Change::Values, pair, (false, true), places);
            }
            _ => {}
        }
    }

    /// The ranges of numbers, whichever keywords say them.
    fn range(&mut self, old: &Node, new: &Node, path: &str) {
        let (was, is) = (ends(old), ends(new));
        for (end, names) in [
            &["minimum", "exclusiveMinimum"],
            &["maximum", "exclusiveMaximum"],
        ]
        .into_iter()
        .enumerate()
        {
            // The further out an end lies, the greater it is here.
            let (Some(was), Some(is)) = (was.get(end), is.get(end)) else {
                continue;
            };
            let breaks = (is > was, is < was);
            if breaks == (false, false) {
                continue;
            }
            let words = |node: &Node| {
                let said = names
                    .iter()
                    .filter_map(|name| Some((name, node.bounds.get(*name)?)));
                let said: Vec<String> = said.map(|(name, says)| format!("{name} {says}")).collect();
                match said.is_empty() {
                    true => format!("no {}", names[0]),
                    false => said.join(", "),
                }
            };
            let places = (Some(old.span), Some(new.span));
            self.add(
                path,
                Change::Bound,
                (words(old), words(new)),
                breaks,
                places,
            );
        }
    }

    fn bounds(&mut self, old: &Node, new: &Node, path: &str) {
        self.range(old, new, path);
        let names = old.bounds.keys().chain(new.bounds.keys());
        let names: BTreeSet<_> = names.copied().collect();
        for name in names {
            let (was, is) = (old.bounds.get(name), new.bounds.get(name));
            if was == is || RANGE.contains(&name) {
                continue;
            }
            let breaks = bound_breaks(name, was.map(String::as_str), is.map(String::as_str));
            let word = |says: Option<&String>| match says {
                Some(says) => format!("{name} {says}"),
                None => format!("no {name}"),
            };
            let places = (Some(old.span), Some(new.span));
            self.add(path, Change::Bound, (word(was), word(is)), breaks, places);
        }
    }

    fn fields(&mut self, old: &Node, new: &Node, path: &str) {
        for (name, was) in &old.fields {
            let inside = below(path, name);
            match new.fields.get(name) {
                Some(is) => {
                    self.presence(was, is, &inside);
                    self.nodes(&was.node, &is.node, &inside);
                }
                None => {
                    let breaks = (was.is_required, new.others == Others::Refused);
                    let words = (field_words(was), "no such field".to_owned());
                    let places = (Some(was.span), Some(new.span));
                    self.add(&inside, Change::FieldRemoved, words, breaks, places);
                }
            }
        }
        for (name, is) in &new.fields {
            if !old.fields.contains_key(name) {
                let inside = below(path, name);
                let breaks = (old.others == Others::Refused, is.is_required);
                let words = ("no such field".to_owned(), field_words(is));
                let places = (Some(old.span), Some(is.span));
                self.add(&inside, Change::FieldAdded, words, breaks, places);
            }
        }
    }

    fn presence(&mut self, was: &Field, is: &Field, path: &str) {
        let places = (Some(was.span), Some(is.span));
        let (change, breaks) = match (was.is_required, is.is_required) {
            (false, true) => (Change::Required, (false, true)),
            (true, false) => (Change::Optional, (true, false)),
            _ => return,
        };
        let word = |field: &Field| match field.is_required {
            true => "required".to_owned(),
            false => "optional".to_owned(),
        };
        self.add(path, change, (word(was), word(is)), breaks, places);
    }

    fn others(&mut self, old: &Node, new: &Node, path: &str) {
        let path = match path {
            "" => "{}".to_owned(),
            path => format!("{path}.{{}}"),
        };
        if let (Others::Map(was), Others::Map(is)) = (&old.others, &new.others) {
            return self.nodes(was, is, &path);
        }
        let word = |others: &Others| match others {
            Others::Unsaid | Others::Allowed => "other fields allowed".to_owned(),
            Others::Refused => "no other fields".to_owned(),
            Others::Map(node) => format!("other fields are {}", node.types.words()),
        };
        let (was, is) = (word(&old.others), word(&new.others));
        if was != is {
            // Those of one kind are narrower than all, and none narrower still.
            let width = |others: &Others| match others {
                Others::Refused => 0,
                Others::Map(_) => 1,
                Others::Unsaid | Others::Allowed => 2,
            };
            let (before, after) = (width(&old.others), width(&new.others));
            let places = (Some(old.span), Some(new.span));
            let breaks = (after > before, after < before);
            self.add(&path, Change::OtherFields, (was, is), breaks, places);
        }
    }
}

/// The path of a field.
pub(super) fn below(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    }
}

fn field_words(field: &Field) -> String {
    let presence = match field.is_required {
        true => "required",
        false => "optional",
    };
    format!("{}, {presence}", field.node.types.words())
}

fn format_word(node: &Node) -> String {
    node.format.clone().unwrap_or_else(|| "any form".to_owned())
}

/// Whom a change of format breaks: texts of a form are narrower than any, and 32 bits narrower than 64. How wide a number
/// without a format is, schemas do not say.
fn format_breaks(old: &Node, new: &Node) -> (bool, bool) {
    let numeric = |format: Option<&str>| match format {
        Some("int32" | "float") => Some(1),
        Some("int64" | "double") => Some(2),
        _ => None,
    };
    let (was, is) = (old.format.as_deref(), new.format.as_deref());
    match (numeric(was), numeric(is)) {
        (Some(was), Some(is)) => (is > was, is < was),
        (None, None) => (was.is_some(), is.is_some()),
        _ => (false, false),
    }
}

/// Whom another bound breaks.
fn bound_breaks(name: &str, was: Option<&str>, is: Option<&str>) -> (bool, bool) {
    let number = |says: Option<&str>| says.and_then(|says| says.parse::<f64>().ok());
    let is_flag = |says: Option<&str>| matches!(says, Some("true" | "false"));
    if is_flag(was) || is_flag(is) {
        let (was, is) = (was == Some("true"), is == Some("true"));
        return (was && !is, is && !was);
    }
    let is_low = name.to_ascii_lowercase().contains("min");
    let is_ordered = is_low || name.to_ascii_lowercase().contains("max");
    match (number(was), number(is)) {
        (None, Some(_)) if was.is_none() => (false, true),
        (Some(_), None) if is.is_none() => (true, false),
        (Some(was), Some(is)) if name == "multipleOf" => {
            let of = |one: f64, other: f64| one % other == 0.0;
            (!of(is, was), !of(was, is))
        }
        (Some(was), Some(is)) if is_ordered => {
            let is_narrower = if is_low { is > was } else { is < was };
            (!is_narrower && is != was, is_narrower)
        }
        _ => (was.is_some(), is.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::read;
    use super::*;
    use crate::source::Source;

    fn document(schema: &str) -> Document {
        let (mut documents, wrong) = read(&Source::new("f", schema));
        assert_eq!(wrong, []);
        documents.remove(0)
    }

    /// What differs, as `path change C P`.
    fn told(old: &str, new: &str) -> Vec<String> {
        let wrap = |properties: &str| {
            document(&format!(
                r#"{{"type":"object","properties":{{{properties}}}}}"#
            ))
        };
        let found = compare(&wrap(old), &wrap(new));
        let told = found.iter().map(|one| {
            let mut text = format!("{} {}", one.path, one.change.as_str());
            for (breaks, whom) in [
                (one.breaks_consumers, " consumers"),
                (one.breaks_producers, " producers"),
            ] {
                text.push_str(if breaks { whom } else { "" });
            }
            text
        });
        told.collect()
    }

    #[test]
    fn whom_a_change_breaks() {
        for (old, new, expected) in [
            (
                r#""a":{"type":"string"}"#,
                r#""a":{"type":"string"}"#,
                &[][..],
            ),
            ("", r#""a":{"type":"string"}"#, &["a field-added"]),
            (r#""a":{"type":"string"}"#, "", &["a field-removed"]),
            (
                r#""a":{"type":"integer"}"#,
                r#""a":{"type":"number"}"#,
                &["a type consumers"],
            ),
            (
                r#""a":{"type":"number"}"#,
                r#""a":{"type":"integer"}"#,
                &["a type producers"],
            ),
            (
                r#""a":{"type":"number"}"#,
                r#""a":{"type":"string"}"#,
                &["a type consumers producers"],
            ),
            (
                r#""a":{"type":"string"}"#,
                r#""a":{"type":["string","null"]}"#,
                &["a type consumers"],
            ),
            (
                r#""a":{"enum":["x"]}"#,
                r#""a":{"enum":["x","y"]}"#,
                &["a values consumers"],
            ),
            (
                r#""a":{"enum":["x","y"]}"#,
                r#""a":{"enum":["y"]}"#,
                &["a values producers"],
            ),
            (
                r#""a":{"type":"string"}"#,
                r#""a":{"type":"string","enum":["y"]}"#,
                &["a values producers"],
            ),
            (
                r#""a":{"type":"string","format":"date"}"#,
                r#""a":{"type":"string"}"#,
                &["a format consumers"],
            ),
            (
                r#""a":{"type":"integer"}"#,
                r#""a":{"type":"integer","format":"int64"}"#,
                &["a format"],
            ),
            (
                r#""a":{"type":"integer","format":"int32"}"#,
                r#""a":{"type":"integer","format":"int64"}"#,
                &["a format consumers"],
            ),
            (
                r#""a":{"type":"integer","minimum":1}"#,
                r#""a":{"type":"integer","minimum":0}"#,
                &["a bound consumers"],
            ),
            (
                r#""a":{"type":"number","minimum":1}"#,
                r#""a":{"type":"number","minimum":0,"exclusiveMinimum":true}"#,
                &["a bound consumers"],
            ),
            (
                r#""a":{"type":"number","minimum":0,"exclusiveMinimum":true}"#,
                r#""a":{"type":"number","minimum":1}"#,
                &["a bound producers"],
            ),
            (
                r#""a":{"type":"number","maximum":5,"exclusiveMaximum":true}"#,
                r#""a":{"type":"number","maximum":4}"#,
                &["a bound producers"],
            ),
            (
                r#""a":{"type":"integer","minimum":1}"#,
                r#""a":{"type":"integer","minimum":0,"exclusiveMinimum":true}"#,
                &[],
            ),
            (
                r#""a":{"type":"integer","minimum":0.5}"#,
                r#""a":{"type":"integer","minimum":1}"#,
                &[],
            ),
            (
                r#""a":{"type":"integer","multipleOf":4}"#,
                r#""a":{"type":"integer","multipleOf":2}"#,
                &["a bound consumers"],
            ),
            (
                r#""a":{"type":"number","enum":[1,2]}"#,
                r#""a":{"type":"number","enum":[1.0,2.0]}"#,
                &[],
            ),
            (
                r#""a":{"type":"string","maxLength":5}"#,
                r#""a":{"type":"string","maxLength":4}"#,
                &["a bound producers"],
            ),
            (
                r#""a":{"type":"array","items":{"type":"string"}}"#,
                r#""a":{"type":"array","items":{"type":"number"}}"#,
                &["a[] type consumers producers"],
            ),
            (
                r#""a":{"type":"object"}"#,
                r#""a":{"type":"object","additionalProperties":false}"#,
                &["a.{} other-fields producers"],
            ),
            (
                r#""a":{"allOf":[{"type":"integer","minimum":1},{"minimum":3}]}"#,
                r#""a":{"type":"integer","minimum":3}"#,
                &[],
            ),
            (
                r#""a":{"anyOf":[{"type":"integer"},{"type":"string","maxLength":3}]}"#,
                r#""a":{"anyOf":[{"type":"string","maxLength":2},{"type":"integer"}]}"#,
                &["a bound producers"],
            ),
            (
                r#""a":{"type":["integer","string"]}"#,
                r#""a":{"oneOf":[{"type":"string"},{"type":"integer"}]}"#,
                &[],
            ),
            (
                r#""a":{"anyOf":[{"required":["x"],"properties":{"x":{"type":"string"}}},{"required":["y"],"properties":{"y":{}}}]}"#,
                r#""a":{"anyOf":[{"required":["y"],"properties":{"y":{}}},{"required":["x"],"properties":{"x":{"type":"string"}}},{"required":["z"],"properties":{"z":{}}}]}"#,
                &["a alternatives consumers"],
            ),
            (
                r#""a":{"anyOf":[{"enum":["x","y"]},{"type":"string","format":"date"}]}"#,
                r#""a":{"anyOf":[{"enum":["x"]},{"enum":["y"]},{"type":"string","format":"date"}]}"#,
                &[],
            ),
            (
                r#""a":{"items":[{"type":"string"},{"type":"integer"}]}"#,
                r#""a":{"items":[{"type":"string"}],"additionalItems":false}"#,
                &["a[1] elements producers", "a[] elements producers"],
            ),
            (
                r#""a":{"patternProperties":{"^x":{"type":"integer"}}}"#,
                r#""a":{"patternProperties":{"^x":{"type":"number"}}}"#,
                &["a.{/^x/} type consumers"],
            ),
            (
                r#""a":{"dependencies":{"b":["c"]}}"#,
                r#""a":{"required":["c"],"properties":{"c":{}}}"#,
                &["a.c field-added producers"],
            ),
            (
                r#""a":{"dependencies":{"b":["c"]}}"#,
                r#""a":{"dependencies":{"b":["d"]}}"#,
                &["a.b dependencies consumers producers"],
            ),
            (
                r#""a":{"not":{"type":"null"}}"#,
                r#""a":{}"#,
                &["a not consumers"],
            ),
            (
                r#""a":{"type":"object","required":["b","c"],"properties":{"b":{},"c":{},"d":{}}}"#,
                r#""a":{"type":"object","required":["d","e"],"properties":{"c":{},"d":{},"e":{}}}"#,
                &[
                    "a.b field-removed consumers",
                    "a.c optional consumers",
                    "a.d required producers",
                    "a.e field-added producers",
                ],
            ),
        ] {
            assert_eq!(told(old, new), expected, "{old} -> {new}");
        }
    }

    #[test]
    fn another_type_of_events_is_told_once() {
        let event = |detail_type: &str| {
            document(&format!(
                r#"{{"type":"object","x-amazon-events-source":"s","x-amazon-events-detail-type":"{detail_type}"}}"#
            ))
        };
        let found = compare(&event("a"), &event("b"));
        let changes: Vec<_> = found.iter().map(|one| one.change).collect();
        assert_eq!(changes, [Change::Event]);
        assert_eq!(compare(&event("a"), &event("a")), []);
    }
}
