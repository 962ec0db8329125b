//! Cases to be added to a suite: what they say, and the text of the suite with them.
//!
//! # What this module does not do
//!
//! It knows no notation: [`writing`] puts them into the text.

use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::{Source, Span};

use super::document;
use super::writing::{self, Addition, Step};

/// A case that says what something does now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// What it is called.
    pub name: String,
    /// What it says.
    pub says: Says,
}

/// What a new case says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Says {
    /// Whether an event matches a rule.
    Matches {
        /// The event.
        event: Value,
        /// The bus to which it goes, where that has to be said.
        bus: Option<String>,
        /// The rule, by its name in the suite.
        rule: String,
        /// Whether it does.
        matches: bool,
    },
    /// What a target receives of an event.
    Delivers {
        /// The event.
        event: Value,
        /// The bus to which it goes, where that has to be said.
        bus: Option<String>,
        /// The target, by its name in the suite.
        target: String,
        /// A value, or a text that is no JSON; `None` if it receives nothing.
        receives: Option<Value>,
    },
    /// When a schedule fires next.
    Fires {
        /// The schedule, by its name in the suite.
        schedule: String,
        /// From when on, itself outside.
        after: String,
        /// The next time; `None` if there is none.
        next: Option<String>,
    },
}

impl NewCase {
    /// The case as it stands in a suite.
    #[must_use]
    pub fn value(&self) -> Value {
        let mut members = vec![("name", text(&self.name))];
        match &self.says {
            Says::Matches { event, bus, .. } | Says::Delivers { event, bus, .. } => {
                members.push(("event", event.placed(Span::default())));
                members.extend(bus.iter().map(|bus| ("bus", text(bus))));
            }
            Says::Fires {
                schedule, after, ..
            } => members.extend([("schedule", text(schedule)), ("after", text(after))]),
        }
        members.push(self.expected());
        object(members)
    }

    /// What it expects.
    fn expected(&self) -> (&'static str, Value) {
        match &self.says {
            Says::Matches { rule, matches, .. } => match matches {
                true => ("includes", list(text(rule))),
                false => ("excludes", list(text(rule))),
            },
            Says::Delivers {
                target,
                receives: Some(receives),
                ..
            } => (
                "delivers",
                object([(target.as_str(), receives.placed(Span::default()))]),
            ),
            Says::Delivers { target, .. } => ("undelivered", list(text(target))),
            Says::Fires { next: None, .. } => ("never", made(Kind::Bool(true))),
            Says::Fires {
                next: Some(next), ..
            } => ("fires", list(text(next))),
        }
    }

    /// The lines of the case as an element of a YAML list, without indentation.
    #[must_use]
    pub fn yaml(&self) -> Vec<String> {
        writing::element(&self.value())
    }

    /// The case as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        self.value().to_compact()
    }

    /// The list of the suite to which it belongs.
    const fn list(&self) -> &'static str {
        match self.says {
            Says::Matches { .. } | Says::Delivers { .. } => "cases",
            Says::Fires { .. } => "schedules",
        }
    }
}

/// The text of a suite with cases behind those that it has.
///
/// # Errors
///
/// * `suite/not-written`: one cannot be put in.
/// * What is wrong with the text of the suite.
pub fn with_cases(suite: &Source, cases: &[NewCase]) -> Result<String, Diagnostic> {
    let (value, _) = document::value(suite)?;
    let mut additions = Vec::new();
    for name in ["cases", "schedules"] {
        let list = value.get(name).and_then(Value::as_array);
        let own = cases.iter().filter(|case| case.list() == name);
        additions.extend(
            (list.map_or(0, <[Value]>::len)..)
                .zip(own)
                .map(|(number, case)| Addition {
                    path: vec![Step::Name(name.to_owned()), Step::Index(number)],
                    value: case.value(),
                }),
        );
    }
    let written = writing::write(suite, &additions)?;
    match written.places.into_iter().find_map(Result::err) {
        Some(told) => Err(told),
        None => Ok(written.text),
    }
}

fn made(kind: Kind) -> Value {
    Value {
        span: Span::default(),
        kind,
    }
}

fn text(text: &str) -> Value {
    Value::text(text, Span::default())
}

fn list(of: Value) -> Value {
    made(Kind::Array(vec![of]))
}

fn object<'n>(members: impl IntoIterator<Item = (&'n str, Value)>) -> Value {
    let members = members.into_iter().map(|(name, value)| Member {
        name: JsonString::from(name),
        name_span: Span::default(),
        value,
    });
    made(Kind::Object(members.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn each_kind_of_case_has_its_words_and_its_list() {
        let (event, bus) = (json::parse("{}").unwrap(), Some("orders".to_owned()));
        let case = |says| NewCase {
            name: "it's \"new\"".to_owned(),
            says,
        };
        let delivers = |receives| {
            case(Says::Delivers {
                event: event.clone(),
                bus: bus.clone(),
                target: "Orders/0".to_owned(),
                receives,
            })
        };
        let fires = |next: Option<&str>| {
            case(Says::Fires {
                schedule: "Nightly".to_owned(),
                after: "2026-11-20T10:00:00Z".to_owned(),
                next: next.map(str::to_owned),
            })
        };
        let matches = |matches| {
            case(Says::Matches {
                event: event.clone(),
                bus: None,
                rule: "Orders".to_owned(),
                matches,
            })
        };
        let suite = Source::new("s.evb.yaml", "cases:\n- {}\n");
        let cases = [
            delivers(Some(json::parse("[1]").unwrap())),
            fires(Some("2026-11-21T10:00:00Z")),
            delivers(None),
            fires(None),
            matches(true),
            matches(false),
        ];
        insta::assert_snapshot!(with_cases(&suite, &cases).unwrap(), @r#"
        cases:
        - {}
        - name: 'it''s "new"'
          event: {}
          bus: orders
          delivers: {Orders/0: [1]}
        - name: 'it''s "new"'
          event: {}
          bus: orders
          undelivered: [Orders/0]
        - name: 'it''s "new"'
          event: {}
          includes: [Orders]
        - name: 'it''s "new"'
          event: {}
          excludes: [Orders]
        schedules:
          - name: 'it''s "new"'
            schedule: Nightly
            after: "2026-11-20T10:00:00Z"
            fires: ["2026-11-21T10:00:00Z"]
          - name: 'it''s "new"'
            schedule: Nightly
            after: "2026-11-20T10:00:00Z"
            never: true
        "#);
    }

    #[test]
    fn cases_that_stand_elsewhere_are_not_added() {
        let case = NewCase {
            name: "a".to_owned(),
            says: Says::Fires {
                schedule: "Nightly".to_owned(),
                after: "2026-11-20T10:00:00Z".to_owned(),
                next: None,
            },
        };
        let suite = Source::new("s.evb.yaml", "x-all: &all [{}]\nschedules: *all\n");
        let told = with_cases(&suite, &[case]).unwrap_err();
        insta::assert_snapshot!(told.message, @r"nothing can be written here: an alias repeats what stands here");
    }
}
