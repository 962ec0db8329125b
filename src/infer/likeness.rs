//! Which event that is to match is most like one that is not, and why no pattern tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::json::{Kind, Value};
use crate::pattern::comparison::Number;

/// Fields that are compared, at most.
const MOST_COMPARED: usize = 1_000;

/// An event that cannot be kept out, and what is most like it.
#[derive(Clone, Debug)]
pub struct Likeness {
    text: String,
    fields: Fields,
    best: Option<Nearest>,
}

/// The event that is most like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Where it stands.
    pub place: String,
    /// The fields in which they differ.
    pub differing: Vec<String>,
    /// Why nothing tells them apart.
    pub why: Why,
}

/// Why no pattern tells an event that is to match from one that is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// They are the same.
    Same,
    /// They differ in how names are put: `a.b` is to a pattern what `b` in `a` is.
    Dots,
    /// They differ in what each event has of its own: its id and its time.
    Own,
    /// They differ in fields that no pattern can name.
    Names,
    /// Whatever a pattern asks of the first, the second has too.
    More,
    /// Something tells them apart, but not all events.
    Others,
}

/// The values of every field by its path, and whether a pattern can name it.
type Fields = BTreeMap<String, Field>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Field {
    /// As a pattern sees them.
    values: BTreeSet<String>,
    /// Whether some name has a dot.
    has_dots: bool,
    is_unnamed: bool,
}

impl Likeness {
    /// Of an event that is not to match.
    #[must_use]
    pub fn to(event: &Value) -> Self {
        Self {
            text: event.to_compact(),
            fields: fields(event),
            best: None,
        }
    }

    /// Looks at an event that is to match, which stands at `place`.
    pub fn consider(&mut self, event: &Value, place: &str) {
        let own = fields(event);
        let values = |of: &Fields, name: &String| of.get(name).map(|field| field.values.clone());
        let names: BTreeSet<&String> = own.keys().chain(self.fields.keys()).collect();
        let differ = |name: &&String| values(&own, name) != values(&self.fields, name);
        let differing: Vec<String> = names.into_iter().filter(differ).cloned().collect();
        let best = self.best.as_ref().map(|best| best.differing.len());
        if best.is_none_or(|best| differing.len() < best) {
            let why = self.why(event, &own, &differing);
            self.best = Some(Nearest {
                place: place.to_owned(),
                differing,
                why,
            });
        }
    }

    fn why(&self, event: &Value, own: &Fields, differing: &[String]) -> Why {
        let has = |test: fn(&Field) -> bool, name: &String| {
            let both = [own.get(name), self.fields.get(name)];
            both.into_iter().flatten().any(test)
        };
        let is_more = |name: &String| match (own.get(name), self.fields.get(name)) {
            (Some(own), Some(other)) => own.values.is_subset(&other.values),
            _ => false,
        };
        let is_own = |name: &String| matches!(name.as_str(), "id" | "time");
        if event.to_compact() == self.text {
            Why::Same
        } else if differing.is_empty() {
            let mut names = own.keys();
            match names.any(|name| has(|field| field.has_dots, name)) {
                true => Why::Dots,
                false => Why::More,
            }
        } else if differing.iter().all(is_own) {
            Why::Own
        } else if (differing.iter()).all(|name| has(|field| field.is_unnamed, name)) {
            Why::Names
        } else if (differing.iter())
            .all(|name| is_more(name) || is_own(name) || has(|field| field.is_unnamed, name))
        {
            Why::More
        } else {
            Why::Others
        }
    }

    /// The event that is most like it.
    #[must_use]
    pub fn nearest(self) -> Option<Nearest> {
        self.best
    }
}

/// The values of every field.
fn fields(event: &Value) -> Fields {
    let mut fields: Fields = BTreeMap::new();
    let mut due = vec![(String::new(), false, false, event)];
    while let Some((path, has_dots, is_unnamed, value)) = due.pop() {
        match &value.kind {
            Kind::Object(members) if fields.len() < MOST_COMPARED => {
                due.extend(members.iter().map(|member| {
                    let name = member.name.to_display();
                    let is_odd = name
                        .split('.')
                        .any(|piece| piece.is_empty() || piece == "$or");
                    let path = match path.as_str() {
                        "" => name.to_string(),
                        path => format!("{path}.{name}"),
                    };
                    let has_dots = has_dots || name.contains('.');
                    (path, has_dots, is_unnamed || is_odd, &member.value)
                }));
            }
            Kind::Array(elements) if fields.len() < MOST_COMPARED => {
                let elements = elements.iter();
                due.extend(elements.map(|one| (path.clone(), has_dots, is_unnamed, one)));
            }
            Kind::Object(_) | Kind::Array(_) => {}
            _ => {
                let field = fields.entry(path).or_default();
                field.values.insert(seen(value));
                field.has_dots |= has_dots;
                field.is_unnamed |= is_unnamed;
            }
        }
    }
    fields
}

/// A value as a pattern sees it: a number is the same however it is written.
fn seen(value: &Value) -> String {
    match &value.kind {
        Kind::Number(text) => match Number::new(text).comparable {
            Some(number) => format!("{number:?}"),
            None => text.to_string(),
        },
        _ => value.to_compact(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn what_no_pattern_tells_apart_is_told_for_what_it_is() {
        for (own, other, why, differing) in [
            (r#"{"a":1}"#, r#"{ "a": 1 }"#, Why::Same, ""),
            (r#"{"a.b":1}"#, r#"{"a":{"b":1}}"#, Why::Dots, ""),
            (r#"{"a":1}"#, r#"{"a":1.0}"#, Why::More, ""),
            (r#"{"a":1}"#, r#"{"a":1,"b":{}}"#, Why::More, ""),
            (r#"{"a":1}"#, r#"{"a":[1,2]}"#, Why::More, "a"),
            (r#"{"a":1,"":2}"#, r#"{"a":1}"#, Why::Names, ""),
            (r#"{"a":1,"$or":2}"#, r#"{"a":1}"#, Why::Names, "$or"),
            (r#"{"id":1}"#, r#"{"id":2}"#, Why::Own, "id"),
            (r#"{"a":[1,2]}"#, r#"{"a":1}"#, Why::Others, "a"),
            (r#"{"a":1,"a":2}"#, r#"{"a":2,"a":1}"#, Why::More, ""),
        ] {
            let mut likeness = Likeness::to(&json::parse(other).unwrap());
            likeness.consider(&json::parse(own).unwrap(), "here");
            let found = likeness.nearest().unwrap();
            assert_eq!(found.why, why, "{own} {other}");
            assert_eq!(found.differing.join(","), differing, "{own} {other}");
        }
    }
}
