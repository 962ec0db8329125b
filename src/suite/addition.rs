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

/// The lists of a suite that hold cases, in the order in which they are added.
const LISTS: [&str; 6] = [
    "cases",
    "schedules",
    "pipes",
    "retries",
    "put_events",
    "check",
];

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
    /// Whether an event matches a rule, or that it is open.
    Matches {
        /// The event.
        event: Value,
        /// The bus to which it goes, where that has to be said.
        bus: Option<String>,
        /// The rule, by its name in the suite.
        rule: String,
        /// `includes`, `excludes`, or `unknown`.
        word: &'static str,
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
    /// What becomes of an event that a target does not take.
    Retries {
        /// The target, or the schedule, by its name in the suite.
        target: String,
        /// What fails.
        fail: String,
        /// What becomes of it.
        outcome: &'static str,
        /// After how many attempts.
        attempts: u64,
    },
    /// What a pipe does with records.
    Pipe {
        /// The pipe, by its name in the suite.
        pipe: String,
        /// The records.
        records: Vec<Value>,
        /// What the enrichment answers, where that matters.
        enrichment: Option<Value>,
        /// What it does.
        wants: PipeSays,
    },
    /// That what is sent to a bus is taken.
    Answers {
        /// The bus.
        bus: String,
    },
    /// That there is no such finding.
    Never {
        /// What is not found.
        finding: &'static str,
    },
}

/// What a new case says of a pipe.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PipeSays {
    /// The records that pass.
    Passes(Vec<usize>),
    /// The records that do not.
    Drops(Vec<usize>),
    /// The records of each batch.
    Batches(Vec<Vec<usize>>),
    /// What the target gets.
    Invocations(Vec<Value>),
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
            Says::Retries {
                target,
                fail,
                outcome,
                ..
            } => members.extend([
                ("target", text(target)),
                ("fail", text(fail)),
                ("outcome", text(outcome)),
            ]),
            Says::Pipe {
                pipe,
                records,
                enrichment,
                ..
            } => {
                let records = records.iter().map(|one| one.placed(Span::default()));
                let records = made(Kind::Array(records.collect()));
                members.extend([("pipe", text(pipe)), ("records", records)]);
                let answer = enrichment.iter().map(|one| one.placed(Span::default()));
                members.extend(answer.map(|answer| ("enrichment", answer)));
            }
            Says::Answers { bus } => members.push(("entries", list(entry(bus)))),
            Says::Never { .. } => {}
        }
        members.push(self.expected());
        object(members)
    }

    /// What it expects.
    fn expected(&self) -> (&'static str, Value) {
        match &self.says {
            Says::Matches { rule, word, .. } => (word, list(text(rule))),
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
            Says::Retries { attempts, .. } => ("attempts", number(*attempts)),
            Says::Pipe { wants, .. } => wants.expected(),
            Says::Answers { .. } => ("answers", list(text("ok"))),
            Says::Never { finding } => ("never", list(text(finding))),
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
            Says::Retries { .. } => "retries",
            Says::Pipe { .. } => "pipes",
            Says::Answers { .. } => "put_events",
            Says::Never { .. } => "check",
        }
    }
}

impl PipeSays {
    fn expected(&self) -> (&'static str, Value) {
        match self {
            Self::Passes(records) => ("passes", numbers(records)),
            Self::Drops(records) => ("drops", numbers(records)),
            Self::Batches(batches) => {
                let batches = batches.iter().map(|one| numbers(one));
                ("batches", made(Kind::Array(batches.collect())))
            }
            Self::Invocations(got) => {
                let got = got.iter().map(|one| one.placed(Span::default()));
                ("invocations", made(Kind::Array(got.collect())))
            }
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
    for name in LISTS {
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

fn number(of: impl ToString) -> Value {
    made(Kind::Number(of.to_string().into()))
}

fn numbers(of: &[usize]) -> Value {
    made(Kind::Array(of.iter().map(number).collect()))
}

/// An entry of `PutEvents` for a bus.
fn entry(bus: &str) -> Value {
    object([
        ("EventBusName", text(bus)),
        ("Source", text("com.example")),
        ("DetailType", text("Example")),
        ("Detail", text("{}")),
    ])
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
        let matches = |word| {
            case(Says::Matches {
                event: event.clone(),
                bus: None,
                rule: "Orders".to_owned(),
                word,
            })
        };
        let suite = Source::new("s.evb.yaml", "cases:\n- {}\n");
        let cases = [
            delivers(Some(json::parse("[1]").unwrap())),
            fires(Some("2026-11-21T10:00:00Z")),
            delivers(None),
            fires(None),
            matches("includes"),
            matches("excludes"),
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
