//! A case of events: what each matches, and whether that is what is expected.

use crate::diagnostic::{Diagnostic, Finding};
use crate::pattern::{Pattern, ServiceEvaluator};
use crate::simulate::route::Match;

use super::super::codes::{EVENT, OPEN};
use super::super::event::Event;
use super::super::given::given;
use super::super::outcome::{Failure, Outcome, Side};
use super::super::prepared::{Ask, Asks, PreparedEvents};
use super::super::subject::Addressed;
use super::{Replacement, Runner};

/// An event of a case, with what it matches.
pub(super) struct Tried<'r> {
    pub(super) event: &'r Event,
    pub(super) bus: &'r str,
    /// The rules that it matches, or may match, ascending.
    pub(super) matched: Vec<Match>,
    /// What stands in place of something that is declared: nothing is explained then.
    pub(super) replacement: Option<Replacement<'r>>,
    /// Whether the case has several events, so that each is named.
    pub(super) is_one_of_several: bool,
}

impl Tried<'_> {
    /// The pattern that stands in place of that of a rule.
    pub(super) fn replaced(&self, rule: u32) -> Option<&Pattern> {
        match self.replacement? {
            Replacement::Pattern {
                rule: replaced,
                pattern,
            } => (replaced == rule).then_some(pattern),
            _ => None,
        }
    }

    /// Whether the event matches a rule for certain.
    pub(super) fn matches(&self, rule: Addressed) -> bool {
        self.answer(rule).is_some_and(|one| !one.is_open())
    }

    /// Whether it is open if it matches a rule.
    pub(super) fn is_open(&self, rule: Addressed) -> bool {
        self.answer(rule).is_some_and(|one| one.is_open())
    }

    fn answer(&self, rule: Addressed) -> Option<Match> {
        let Addressed::Rule(number) = rule else {
            return None;
        };
        let mut matched = self.matched.iter();
        matched.find(|one| one.rule() == number).copied()
    }

    /// Whether failures are explained.
    pub(super) const fn explains(&self) -> bool {
        self.replacement.is_none()
    }

    /// The event behind "the event", where it has to be said.
    pub(super) fn of(&self) -> String {
        self.name()
            .map_or_else(String::new, |name| format!(" `{name}`"))
    }

    /// The event, where that has to be said.
    pub(super) fn name(&self) -> Option<String> {
        self.is_one_of_several.then(|| self.event.name.clone())
    }
}

impl Runner<'_> {
    /// Asks every event of a case.
    pub(super) fn events(
        &self,
        case: &PreparedEvents,
        replacement: Option<Replacement<'_>>,
        outcome: &mut Outcome,
    ) {
        let mut matched = Vec::new();
        for event in &case.events {
            let bus = event.bus.as_deref().unwrap_or(&case.bus);
            let Some(router) = self.buses.prepared(Some(bus)) else {
                continue;
            };
            if let Err(refused) = router.route(event.text(), &mut matched) {
                outcome
                    .errors
                    .extend(refused.0.into_iter().map(|told| no_event(event, told)));
                continue;
            }
            if let Some(replacement) = replacement {
                self.replace(replacement, event, &mut matched);
            }
            let tried = Tried {
                event,
                bus,
                matched: std::mem::take(&mut matched),
                replacement,
                is_one_of_several: case.events.len() > 1,
            };
            self.leave_open(case, &tried, outcome);
            outcome.failures.extend(self.enabled(case, &tried));
            let before = outcome.failures.len();
            for ask in &case.asks {
                self.ask(ask, &tried, outcome);
            }
            // What is expected is expected of all events.
            let failures = outcome.failures.iter_mut().skip(before);
            let failures = failures.filter(|_| tried.is_one_of_several);
            let remedies = failures.flat_map(|failure| &mut failure.remedies);
            for remedy in remedies.filter(|one| one.side == Side::Suite) {
                remedy
                    .text
                    .push_str(", in a case of its own for this event");
            }
            matched = tried.matched;
        }
    }

    fn ask(&self, ask: &Ask, tried: &Tried<'_>, outcome: &mut Outcome) {
        match &ask.what {
            Asks::Matches(rules) => self.matches(ask, rules, tried, outcome),
            Asks::Includes(rules) => self.includes(ask, rules, tried, outcome),
            Asks::Excludes(rules) => self.excludes(ask, rules, tried, outcome),
            Asks::Because(rules) => self.because(ask, rules, tried, outcome),
            Asks::Unknown(rules) => self.unknown(ask, rules, tried, outcome),
            Asks::Delivers(targets) => self.delivers(ask, targets, tried, outcome),
            Asks::Undelivered(targets) => self.undelivered(ask, targets, tried, outcome),
        }
    }

    /// The answers as if one rule had another pattern, or as if a bus were not there.
    fn replace(&self, replacement: Replacement<'_>, event: &Event, matched: &mut Vec<Match>) {
        if let Replacement::State(Addressed::Rule(rule)) = replacement {
            matched.retain(|one| one.rule() != rule);
        }
        if let Replacement::NoBus(bus) = replacement {
            matched.retain(|one| !self.prepared.subject.is_on(one.rule(), bus));
        }
        let Replacement::Pattern { rule, pattern } = replacement else {
            return;
        };
        matched.retain(|one| one.rule() != rule);
        if ServiceEvaluator::new(pattern)
            .verdict(event.value())
            .matched
        {
            let is_open = !self.depends_on(Addressed::Rule(rule)).is_empty();
            let certain = Match::certain(rule);
            matched.push(if is_open { certain.open() } else { certain });
            matched.sort_unstable();
        }
    }

    /// What fails if a rule that is disabled is enabled: that it does not match, and that nothing does beside what is named.
    fn enabled(&self, case: &PreparedEvents, tried: &Tried<'_>) -> Option<Failure> {
        let Some(Replacement::State(rule @ Addressed::Silent(number))) = tried.replacement else {
            return None;
        };
        let silent = self.prepared.subject.silent.get(number)?;
        let ask = case.asks.iter().find(|ask| ask.what.misses(rule))?;
        silent.would_match(tried.event, tried.bus).then(|| Failure {
            expectation: ask.name,
            span: ask.span,
            event: tried.name(),
            message: format!("the event matches `{}`", silent.label),
            declared: None,
            difference: None,
            explanations: Vec::new(),
            remedies: Vec::new(),
        })
    }

    /// Tells of rules whose answer is open, where the case needs one and does not say that it is.
    fn leave_open(&self, case: &PreparedEvents, tried: &Tried<'_>, outcome: &mut Outcome) {
        let is_asked = |rule: Addressed| {
            let asks = |ask: &&Ask| ask.what.asked().is_none_or(|rules| rules.contains(&rule));
            case.asks.iter().find(asks)
        };
        let is_expected = |rule: Addressed| {
            case.asks.iter().any(|ask| match &ask.what {
                Asks::Unknown(rules) => rules.iter().any(|(one, _)| *one == rule),
                _ => false,
            })
        };
        for one in tried.matched.iter().filter(|one| one.is_open()) {
            let rule = Addressed::Rule(one.rule());
            if let Some(ask) = is_asked(rule).filter(|_| !is_expected(rule)) {
                let label = self.prepared.subject.label(rule);
                let what = format!("whether the event{} matches `{label}`", tried.of());
                outcome.errors.push(self.open((ask, &what), rule, true));
            }
        }
    }

    /// That it is open what a case wants to know of a rule.
    pub(super) fn open(
        &self,
        (ask, what): (&Ask, &str),
        rule: Addressed,
        may_say_so: bool,
    ) -> Finding {
        let from = self.depends_on(rule);
        let names: Vec<String> = from.iter().map(|one| format!("`{one}`")).collect();
        let message = format!("{what} depends on {}", names.join(" and "));
        let give = from.first().and_then(|first| given(first));
        let give = give.map(|how| format!("give it, {how}"));
        let label = self.prepared.subject.label(rule);
        let say = may_say_so.then(|| format!("say that it is open: `unknown: [{label}]`"));
        let help: Vec<String> = give.into_iter().chain(say).collect();
        let mut told = Diagnostic::error(OPEN, message).at(ask.span, "this needs an answer");
        if !help.is_empty() {
            told = told.help(help.join(", or "));
        }
        Finding::new(told, &self.prepared.suite.source)
    }

    /// On what the answer of a rule depends.
    pub(super) fn depends_on(&self, rule: Addressed) -> &[String] {
        let Addressed::Rule(number) = rule else {
            return &[];
        };
        let rule = self.prepared.subject.asked.get(number as usize);
        let doubt = rule.and_then(|rule| rule.doubt.as_ref());
        doubt.map_or(&[], |doubt| &doubt.depends_on)
    }
}

/// That something is no event.
fn no_event(event: &Event, mut told: Diagnostic) -> Finding {
    told.message = format!("`{}` is no event: {}", event.name, told.message);
    told.code = EVENT;
    match event.source() {
        Some(source) => Finding::new(told, source),
        None => {
            told.primary = None;
            told.related.clear();
            Finding::without_source(told)
        }
    }
}
