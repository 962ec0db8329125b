//! What there is where a case expects nothing: what would be filled in.

use crate::diagnostic::{Diagnostic, Finding};
use crate::json::{JsonString, Kind, Member, Value};
use crate::simulate::route::Receives;
use crate::source::Span;

use super::super::codes::CASE;
use super::super::file::Blank;
use super::super::outcome::Outcome;
use super::super::prepared::{
    Ask, Asks, PreparedEntries, PreparedEvents, PreparedKind, PreparedRetries, PreparedSchedule,
};
use super::super::subject::{Addressed, AddressedTarget};
use super::Runner;
use super::delivers::as_expected;
use super::entries::codes;
use super::pipe::passing;
use super::schedule::{Asked, COUNTED, PROPOSED};

/// How many fires are filled in where nothing says until when.
const FIRST: usize = 3;

/// An expectation that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The word under which it is to stand.
    pub word: &'static str,
    /// What is to be expected; it has no place.
    pub value: Value,
}

impl Runner<'_> {
    /// What to expect for each expectation that is absent in a case.
    ///
    /// # Errors
    ///
    /// Why one cannot be told: the answer is open, or its events differ.
    pub fn found(&self, case: usize) -> Result<Vec<Found>, Box<Finding>> {
        let said = self.prepared.suite.cases.get(case);
        let blanks = said.map_or(&[][..], |case| &case.blanks);
        let Some(prepared) = self.prepared.cases.get(case).filter(|_| !blanks.is_empty()) else {
            return Ok(Vec::new());
        };
        if let Some(error) = prepared.errors.first() {
            return Err(Box::new(error.clone()));
        }
        let span = said.map_or(Span::default(), |case| case.span);
        let found = blanks.iter().map(|blank| match &prepared.kind {
            PreparedKind::Events(events) if blank.word == Some("delivers") => {
                self.found_deliveries(events, span)
            }
            PreparedKind::Events(events) => self.found_matches(events, span),
            PreparedKind::Schedule(schedule) => self.found_fires(schedule, blank),
            PreparedKind::PutEvents(entries) => self.found_answers(entries, blank),
            PreparedKind::Pipe(pipe) => {
                let passing = passing(pipe)?.into_iter();
                let numbers = passing.map(|one| value(Kind::Number(one.to_string().into())));
                Ok(Found {
                    word: "passes",
                    value: value(Kind::Array(numbers.collect())),
                })
            }
            PreparedKind::Retries(retries) => Ok(found_end(retries, blank)),
            PreparedKind::Check(_) => Err(self.refused(blank, "what may be found is yours to say")),
            PreparedKind::Nothing => Err(self.refused(blank, "it cannot be asked")),
        });
        found.collect()
    }

    /// The rules that every event of a case matches.
    fn found_matches(&self, case: &PreparedEvents, span: Span) -> Result<Found, Box<Finding>> {
        let matched = self.matched_by_first(case);
        let labels = matched.iter().map(|rule| {
            let label = self.prepared.subject.label(*rule);
            value(Kind::String(JsonString::from(label)))
        });
        let value = value(Kind::Array(labels.collect()));
        self.proved(case, "matches", Asks::Matches(matched), span)?;
        Ok(Found {
            word: "matches",
            value,
        })
    }

    /// What the targets receive of every event of a case.
    fn found_deliveries(&self, case: &PreparedEvents, span: Span) -> Result<Found, Box<Finding>> {
        let event = case.events.first().map(|event| event.value());
        let mut received: Vec<(AddressedTarget, Value)> = Vec::new();
        for rule in self.matched_by_first(case) {
            let (Addressed::Rule(number), Some(event)) = (rule, event) else {
                continue;
            };
            for (target, one) in self.deliveries.of_rule(number, event).iter().enumerate() {
                if let Receives::Text(raw) = &one.what {
                    let address = AddressedTarget { rule, target };
                    received.push((address, as_expected(raw)));
                }
            }
        }
        let members = received.iter().map(|(address, received)| Member {
            name: JsonString::from(self.prepared.subject.target_label(*address).as_str()),
            name_span: Span::default(),
            value: received.placed(Span::default()),
        });
        let value = value(Kind::Object(members.collect()));
        self.proved(case, "delivers", Asks::Delivers(received), span)?;
        Ok(Found {
            word: "delivers",
            value,
        })
    }

    fn matched_by_first(&self, case: &PreparedEvents) -> Vec<Addressed> {
        let mut matched = Vec::new();
        let routed = case.events.first().and_then(|event| {
            let bus = event.bus.as_deref().unwrap_or(&case.bus);
            let router = self.buses.prepared(Some(bus))?;
            router.route(event.text(), &mut matched).ok()
        });
        let certain = matched
            .iter()
            .filter(|one| routed.is_some() && !one.is_open());
        certain.map(|one| Addressed::Rule(one.rule())).collect()
    }

    /// That a case would pass with an expectation: for all of its events, and with nothing left open.
    fn proved(
        &self,
        case: &PreparedEvents,
        name: &'static str,
        what: Asks,
        span: Span,
    ) -> Result<(), Box<Finding>> {
        let asked = PreparedEvents {
            events: case.events.clone(),
            bus: case.bus.clone(),
            asks: vec![Ask { name, span, what }],
        };
        let mut outcome = Outcome::default();
        self.events(&asked, None, &mut outcome);
        if let Some(error) = outcome.errors.into_iter().next() {
            return Err(Box::new(error));
        }
        let Some(failure) = outcome.failures.into_iter().next() else {
            return Ok(());
        };
        let message = format!(
            "no `{name}` holds for all events of the case: {}",
            failure.message
        );
        let told = Diagnostic::error(CASE, message)
            .at(span, "this case")
            .help("split the case");
        Err(Box::new(Finding::new(told, &self.prepared.suite.source)))
    }

    fn found_fires(&self, case: &PreparedSchedule, blank: &Blank) -> Result<Found, Box<Finding>> {
        let asked = Asked {
            case,
            schedule: &case.schedule,
            is_disabled: case.is_disabled,
        };
        if blank.word == Some("count") {
            let count = asked.fires().take(COUNTED).count();
            if count == COUNTED {
                return Err(self.refused(blank, "it fires too often to be counted"));
            }
            return Ok(Found {
                word: "count",
                value: value(Kind::Number(count.to_string().into())),
            });
        }
        let most = case.until.map_or(FIRST, |_| PROPOSED + 1);
        let fires: Vec<_> = asked.fires().take(most).collect();
        if fires.len() > PROPOSED {
            return Err(self.refused(blank, "it fires too often until then: give it a `count:`"));
        }
        if fires.is_empty() && blank.word.is_none() {
            return Ok(Found {
                word: "never",
                value: value(Kind::Bool(true)),
            });
        }
        let times = fires.into_iter().map(|time| {
            let shown = asked.local(time);
            value(Kind::String(JsonString::from(shown.as_str())))
        });
        Ok(Found {
            word: "fires",
            value: value(Kind::Array(times.collect())),
        })
    }

    fn found_answers(&self, case: &PreparedEntries, blank: &Blank) -> Result<Found, Box<Finding>> {
        let text = |text: &str| value(Kind::String(JsonString::from(text)));
        match (&case.answer, blank.word) {
            (Err(message), None) => Ok(Found {
                word: "refused",
                value: text(message),
            }),
            (Err(_), Some(_)) => Err(self.refused(blank, "the whole request is refused")),
            (Ok(answer), Some("failed")) => {
                let failed = answer.entries.iter().filter(|one| one.outcome.is_err());
                Ok(Found {
                    word: "failed",
                    value: value(Kind::Number(failed.count().to_string().into())),
                })
            }
            (Ok(answer), _) => Ok(Found {
                word: "answers",
                value: value(Kind::Array(codes(answer).into_iter().map(text).collect())),
            }),
        }
    }

    /// Why an expectation is not filled in.
    fn refused(&self, blank: &Blank, why: &str) -> Box<Finding> {
        let mut told = blank.told.clone();
        told.message = format!("nothing can be filled in: {why}");
        told.help = None;
        Box::new(Finding::new(told, &self.prepared.suite.source))
    }
}

/// How an event ends that is not taken at once, or after how many attempts.
fn found_end(case: &PreparedRetries, blank: &Blank) -> Found {
    let played = case.way.play(case.seed, 0, |_, _| {});
    match blank.word {
        Some("attempts") => {
            let first = played.hops.first().and_then(Option::as_ref);
            let attempts = first.map_or(0, |hop| hop.attempts);
            Found {
                word: "attempts",
                value: value(Kind::Number(attempts.to_string().into())),
            }
        }
        _ => Found {
            word: "outcome",
            value: value(Kind::String(JsonString::from(played.outcome().name()))),
        },
    }
}

fn value(kind: Kind) -> Value {
    Value {
        span: Span::default(),
        kind,
    }
}
