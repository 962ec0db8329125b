//! A case of events whose names are resolved.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::json::Value;
use crate::model::{Rule, bus_name};
use crate::source::Span;
use crate::suggest;

use super::super::codes::CASE;
use super::super::event::Event;
use super::super::file::{EventCase, Spelled, Wanted};
use super::super::subject::{Addressed, AddressedTarget, Subject};
use super::Preparing;

/// The word for rules whose answer is open.
const UNKNOWN: &str = "unknown";

/// The word for rules that do not match, whatever the others do.
const EXCLUDES: &str = "excludes";

/// How many buses a help lists.
const BUSES_TOLD: usize = 10;

/// A case of events, ready to run.
#[derive(Debug)]
pub(in crate::suite) struct PreparedEvents {
    pub(in crate::suite) events: Vec<Arc<Event>>,
    /// The bus of events that name none.
    pub(in crate::suite) bus: String,
    pub(in crate::suite) asks: Vec<Ask>,
}

/// An expectation whose names are resolved.
#[derive(Debug)]
pub(in crate::suite) struct Ask {
    /// The word under which it stands in the suite, and where.
    pub(in crate::suite) name: &'static str,
    pub(in crate::suite) span: Span,
    pub(in crate::suite) what: Asks,
}

/// What is expected, by the numbers of rules.
#[derive(Debug)]
pub(in crate::suite) enum Asks {
    Matches(Vec<Addressed>),
    Includes(Vec<Addressed>),
    Excludes(Vec<Addressed>),
    Because(Vec<(Addressed, Vec<String>)>),
    Unknown(Vec<(Addressed, Option<String>)>),
    Delivers(Vec<(AddressedTarget, Value)>),
    Undelivered(Vec<(AddressedTarget, Option<String>)>),
}

impl Asks {
    /// Whether it fails where the bus has no rule: nothing need be told then.
    fn needs_a_rule(&self) -> bool {
        match self {
            Self::Matches(rules) | Self::Includes(rules) => !rules.is_empty(),
            Self::Unknown(rules) => !rules.is_empty(),
            Self::Delivers(targets) => !targets.is_empty(),
            Self::Undelivered(targets) => !targets.is_empty(),
            Self::Because(rules) => !rules.is_empty(),
            Self::Excludes(_) => false,
        }
    }

    /// Whether it says that a rule does not match.
    pub(in crate::suite) fn misses(&self, rule: Addressed) -> bool {
        match self {
            Self::Matches(rules) => !rules.contains(&rule),
            Self::Excludes(rules) => rules.contains(&rule),
            Self::Because(rules) => rules.iter().any(|(one, _)| *one == rule),
            _ => false,
        }
    }

    /// Whether it says that a rule matches.
    pub(in crate::suite) fn takes(&self, rule: Addressed) -> bool {
        match self {
            Self::Matches(rules) | Self::Includes(rules) => rules.contains(&rule),
            Self::Delivers(targets) => targets.iter().any(|(one, _)| one.rule == rule),
            Self::Undelivered(targets) => targets.iter().any(|(one, _)| one.rule == rule),
            _ => false,
        }
    }

    /// The rules of which an answer is needed; `None` for all.
    pub(in crate::suite) fn asked(&self) -> Option<Vec<Addressed>> {
        Some(match self {
            Self::Matches(_) => return None,
            Self::Includes(rules) | Self::Excludes(rules) => rules.clone(),
            Self::Because(rules) => rules.iter().map(|(rule, _)| *rule).collect(),
            Self::Delivers(targets) => targets.iter().map(|(one, _)| one.rule).collect(),
            Self::Undelivered(targets) => targets.iter().map(|(one, _)| one.rule).collect(),
            Self::Unknown(_) => Vec::new(),
        })
    }
}

pub(super) fn prepare<'s>(
    preparing: &mut Preparing<'s, '_>,
    case: &'s EventCase,
    name: &str,
) -> PreparedEvents {
    let bus = case.bus.as_ref().or(preparing.suite.bus.as_ref());
    let bus = bus.map_or(Rule::DEFAULT_BUS, |bus| bus_name(&bus.text));
    let mut finding = Finding {
        subject: preparing.subject,
        mistakes: Vec::new(),
        mentions: Vec::new(),
        word: "",
    };
    let asks = case.wants.iter().map(|want| Ask {
        name: want.what.name(),
        span: want.span,
        what: finding.asks(&want.what),
    });
    let asks: Vec<Ask> = asks.collect();
    let contradictions = finding.contradictions();
    let Finding {
        mistakes, mentions, ..
    } = finding;
    let mistakes = mistakes.into_iter().chain(contradictions);
    mistakes.for_each(|told| preparing.tell(told));
    let events = match preparing.builder.all(&case.events, name) {
        Ok(events) => {
            let place = case.wants.first().map(|want| want.span).unwrap_or_default();
            if events.is_empty() && !case.events.is_empty() {
                let told = Diagnostic::error(CASE, "the case has no event");
                preparing.tell(told.at(place, "there is nothing of which this could be expected"));
            }
            tell_deaf(preparing, &mentions, (&events, bus));
            if !asks.iter().any(|ask| ask.what.needs_a_rule()) {
                tell_empty_buses(preparing, (&events, bus), (case, place));
            }
            events
        }
        Err(findings) => {
            preparing.errors.extend(findings);
            Vec::new()
        }
    };
    PreparedEvents {
        events,
        bus: bus.to_owned(),
        asks,
    }
}

/// Finds what names mean.
struct Finding<'s> {
    subject: &'s Subject,
    mistakes: Vec<Diagnostic>,
    /// The rules that are named: each with the word under which that is done, and where.
    mentions: Vec<(Addressed, &'static str, Span)>,
    /// The present word.
    word: &'static str,
}

/// Tells of rules that are said not to match and could not: those that fire by the clock, and those that are disabled and
/// would match no event of the case if they were enabled.
fn tell_deaf(
    preparing: &mut Preparing<'_, '_>,
    mentions: &[(Addressed, &'static str, Span)],
    (events, usual): (&[Arc<Event>], &str),
) {
    let subject = preparing.subject;
    let excluded = mentions.iter().filter(|(_, word, _)| *word == EXCLUDES);
    for (rule, _, place) in excluded {
        let Addressed::Silent(number) = rule else {
            continue;
        };
        let Some(silent) = subject.silent.get(*number) else {
            continue;
        };
        let label = &silent.label;
        let (message, help) = match &silent.enabled {
            None if silent.is_deaf => (
                format!("no event can match `{label}`: {}", silent.why),
                "leave it out; `schedules` are about what fires by the clock",
            ),
            Some(_) => {
                let matches = |event: &Arc<Event>| {
                    silent.would_match(event, event.bus.as_deref().unwrap_or(usual))
                };
                if events.iter().any(matches) {
                    continue;
                }
                (
                    format!("`{label}` is disabled, and would not match if it were enabled"),
                    "leave it out, or take an event that it would match: that tells that it is disabled",
                )
            }
            None => continue,
        };
        let told = Diagnostic::error(CASE, message).at(*place, "this could not fail");
        preparing.tell(told.help(help));
    }
}

/// Tells of events on buses on which nothing is tested: what they do not match, they cannot match.
fn tell_empty_buses(
    preparing: &mut Preparing<'_, '_>,
    (events, usual): (&[Arc<Event>], &str),
    (case, place): (&EventCase, Span),
) {
    let known = &preparing.subject.buses;
    let buses: BTreeSet<&str> = events
        .iter()
        .map(|event| event.bus.as_deref().unwrap_or(usual))
        .filter(|bus| !known.contains(&None) && !known.contains(&Some((*bus).to_owned())))
        .collect();
    let names: Vec<&str> = known.iter().flatten().map(String::as_str).collect();
    let spelled = case.bus.as_ref().or(preparing.suite.bus.as_ref());
    for bus in buses {
        let named = spelled.filter(|one| bus_name(&one.text) == bus);
        let place = named.map_or(place, |one| one.span);
        let message =
            format!("no rule that is tested is on the bus `{bus}`: nothing there could match");
        let told = Diagnostic::error(CASE, message).at(place, "nothing is tested by this");
        let help = suggest::did_you_mean(bus, &names);
        let all: Vec<String> = names
            .iter()
            .take(BUSES_TOLD)
            .map(|one| format!("`{one}`"))
            .collect();
        let told = match (help, names.is_empty()) {
            (Some(help), _) => told.help(help),
            (None, true) => told.help("there is no rule for events in it"),
            (None, false) => told.help(format!(
                "its rules are on {}: say so, `bus: …`",
                all.join(", ")
            )),
        };
        preparing.tell(told);
    }
}

impl Finding<'_> {
    fn asks(&mut self, wanted: &Wanted) -> Asks {
        self.word = wanted.name();
        let said = |said: &Option<Spelled>| said.as_ref().map(|one| one.text.clone());
        match wanted {
            Wanted::Matches(rules) => Asks::Matches(self.rules(rules)),
            Wanted::Includes(rules) => Asks::Includes(self.rules(rules)),
            Wanted::Excludes(rules) => Asks::Excludes(self.rules(rules)),
            Wanted::Because(rules) => {
                let fields =
                    |fields: &[Spelled]| fields.iter().map(|one| one.text.clone()).collect();
                let all = rules
                    .iter()
                    .filter_map(|(rule, of)| Some((self.rule(rule)?, fields(of))));
                Asks::Because(all.collect())
            }
            Wanted::Unknown(rules) => {
                let all = rules
                    .iter()
                    .filter_map(|(rule, from)| Some((self.rule(rule)?, said(from))));
                Asks::Unknown(all.collect())
            }
            Wanted::Delivers(targets) => {
                let all = targets.iter();
                let all =
                    all.filter_map(|(target, value)| Some((self.target(target)?, value.clone())));
                Asks::Delivers(all.collect())
            }
            Wanted::Undelivered(targets) => {
                let all = targets.iter();
                let all = all.filter_map(|(target, why)| Some((self.target(target)?, said(why))));
                Asks::Undelivered(all.collect())
            }
        }
    }

    fn rules(&mut self, names: &[Spelled]) -> Vec<Addressed> {
        names.iter().filter_map(|name| self.rule(name)).collect()
    }

    fn rule(&mut self, name: &Spelled) -> Option<Addressed> {
        let found = self.subject.rule_names.one(name);
        let found = found.map_err(|told| self.mistakes.push(told)).ok()?;
        self.mentions.push((found, self.word, name.span));
        Some(found)
    }

    fn target(&mut self, name: &Spelled) -> Option<AddressedTarget> {
        let found = self.subject.target_names.one(name);
        let found = found.map_err(|told| self.mistakes.push(told)).ok()?;
        self.mentions.push((found.rule, self.word, name.span));
        Some(found)
    }

    /// What is said to be open, and to have an answer.
    fn contradictions(&self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let open = self.mentions.iter().filter(|(_, word, _)| *word == UNKNOWN);
        for (rule, _, place) in open {
            let mut others = self.mentions.iter();
            let other = others.find(|(one, word, _)| one == rule && *word != UNKNOWN);
            let Some((_, word, other)) = other else {
                continue;
            };
            let label = self.subject.label(*rule);
            let message = format!(
                "`{label}` stands under `unknown`, which says that there is no answer, and under `{word}`"
            );
            let (first, second) = (*place.min(other), *place.max(other));
            let told = Diagnostic::error(CASE, message)
                .at(second, "both cannot hold")
                .related(first, "named here, too")
                .help("leave it out of one of them");
            all.push(told);
        }
        all
    }
}
