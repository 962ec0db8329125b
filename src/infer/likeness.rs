//! Which event that is to match is most like one that is not.

use std::collections::BTreeMap;

use crate::json::{Kind, Value};

/// Fields that are compared, at most.
const MOST_COMPARED: usize = 1_000;

/// An event that cannot be kept out, and what is most like it.
#[derive(Clone, Debug)]
pub struct Likeness {
    fields: BTreeMap<String, Vec<String>>,
    best: Option<(Vec<String>, String)>,
}

impl Likeness {
    /// Of an event that is not to match.
    #[must_use]
    pub fn to(event: &Value) -> Self {
        Self {
            fields: fields(event),
            best: None,
        }
    }

    /// Looks at an event that is to match, which stands at `place`.
    pub fn consider(&mut self, event: &Value, place: &str) {
        let own = fields(event);
        let names = own.keys().chain(self.fields.keys());
        let mut differing: Vec<&String> = names
            .filter(|name| own.get(*name) != self.fields.get(*name))
            .collect();
        differing.sort_unstable();
        differing.dedup();
        let fewer = self
            .best
            .as_ref()
            .is_none_or(|(best, _)| differing.len() < best.len());
        if fewer {
            let differing = differing.into_iter().cloned().collect();
            self.best = Some((differing, place.to_owned()));
        }
    }

    /// Where the event stands that is most like it, and the fields in which they differ.
    #[must_use]
    pub fn nearest(&self) -> Option<(&str, &[String])> {
        let (differing, place) = self.best.as_ref()?;
        Some((place, differing))
    }
}

/// The values of every field.
fn fields(event: &Value) -> BTreeMap<String, Vec<String>> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut due = vec![(String::new(), event)];
    while let Some((path, value)) = due.pop() {
        match &value.kind {
            Kind::Object(members) if fields.len() < MOST_COMPARED => {
                due.extend(members.iter().map(|member| {
                    let name = member.name.to_display();
                    let path = match path.as_str() {
                        "" => name.into_owned(),
                        path => format!("{path}.{name}"),
                    };
                    (path, &member.value)
                }));
            }
            Kind::Array(elements) if fields.len() < MOST_COMPARED => {
                due.extend(elements.iter().map(|element| (path.clone(), element)));
            }
            _ => fields.entry(path).or_default().push(value.to_compact()),
        }
    }
    fields
}
