//! All rules at once, for one event.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use memchr::memmem;

use super::matched::Match;
use super::rule::Rule;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::event::cloudtrail;
use crate::json::{self, Value};
use crate::pattern::set::{Reading, Scratch};
use crate::pattern::{Pattern, PatternSet, ServiceEvaluator};

/// A record that is not an event.
const NO_EVENT: Code = Code::new("event/not-an-object");

/// How events are read and answered.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Whether events are checked to be valid JSON.
    pub reading: Reading,
    /// Whether known defects of the service's engine do not count.
    pub logical: bool,
}

/// What answers for the service, if it may answer something else than what a pattern means.
fn defective(pattern: &Pattern) -> Option<ServiceEvaluator<'_>> {
    // Most patterns need no more than a look.
    let service =
        ServiceEvaluator::may_have_defects(pattern).then(|| ServiceEvaluator::new(pattern));
    service.filter(|service| !service.is_logical())
}

/// The rules of one bus, compiled.
#[derive(Debug)]
pub struct Router<'p> {
    set: PatternSet,
    /// The rule behind each number of the set.
    in_set: Vec<u32>,
    /// Whether these numbers are the same.
    is_in_order: bool,
    /// Rules for which the service's engine may answer something else: they are asked one by one.
    apart: Vec<(u32, ServiceEvaluator<'p>)>,
    /// The rules that get no read-only management events by way of CloudTrail, ascending.
    plainly_enabled: Vec<u32>,
    /// Rules that events match for certain only if they match this too, ascending; without it never for certain.
    doubtful: Vec<(u32, Option<ServiceEvaluator<'p>>)>,
    /// How often such an event was kept from a rule.
    withheld: AtomicU64,
    reading: Reading,
    /// What threads need, while no thread has it.
    scratches: Mutex<Vec<Scratch>>,
}

impl<'p> Router<'p> {
    /// Compiles rules, each with its number, ascending.
    pub fn new(rules: impl Iterator<Item = (u32, &'p Rule)>, settings: Settings) -> Self {
        let (mut together, mut in_set, mut apart) = (Vec::new(), Vec::new(), Vec::new());
        let (mut plainly_enabled, mut doubtful) = (Vec::new(), Vec::new());
        for (number, rule) in rules {
            if rule.is_plainly_enabled {
                plainly_enabled.push(number);
            }
            if let Some(doubt) = &rule.doubt {
                doubtful.push((number, doubt.certain.as_ref().map(ServiceEvaluator::new)));
            }
            match defective(&rule.pattern).filter(|_| !settings.logical) {
                Some(service) => apart.push((number, service)),
                None => {
                    together.push(&rule.pattern);
                    in_set.push(number);
                }
            }
        }
        Self {
            set: PatternSet::new(together),
            is_in_order: (0..).zip(&in_set).all(|(place, number)| place == *number),
            in_set,
            apart,
            plainly_enabled,
            doubtful,
            withheld: AtomicU64::new(0),
            reading: settings.reading,
            scratches: Mutex::new(Vec::new()),
        }
    }

    /// How often a read-only management event was kept from a rule.
    pub fn withheld(&self) -> u64 {
        self.withheld.load(Ordering::Relaxed)
    }

    /// What a thread needs; to be given back.
    pub fn scratch(&self) -> Scratch {
        let kept = self.scratches.lock().ok().and_then(|mut kept| kept.pop());
        kept.unwrap_or_else(|| self.set.scratch())
    }

    /// Takes back what a thread needed.
    pub fn give_back(&self, scratch: Scratch) {
        if let Ok(mut kept) = self.scratches.lock() {
            kept.push(scratch);
        }
    }

    /// The rules that the event matches that stands in `text` from `start` to `end`, added to `rules`; whether it is an
    /// event that fills that place.
    pub fn line(
        &self,
        text: &[u8],
        (start, end): (usize, usize),
        scratch: &mut Scratch,
        rules: &mut Vec<Match>,
    ) -> bool {
        let Ok(matched) = self.set.matches_at(text, start, end, self.reading, scratch) else {
            return false;
        };
        if matched.end.is_some_and(|found| found != end) {
            return false;
        }
        let from = rules.len();
        self.add(matched.rules, rules);
        let event = text.get(start..end).unwrap_or_default();
        let is_plain = self.apart.is_empty() && self.doubtful.is_empty();
        if is_plain && !self.may_be_withheld(event, rules.len() - from) {
            return true;
        }
        if self.apart.is_empty() && rules.len() == from {
            return true;
        }
        let event = std::str::from_utf8(event).ok();
        let Some(event) = event.and_then(|event| json::parse(event).ok()) else {
            rules.truncate(from);
            return false;
        };
        self.ask_apart(&event, from, rules);
        self.withhold(&event, from, rules);
        self.doubt(&event, from, rules);
        true
    }

    /// Marks the rules of which it is open whether the event matches.
    fn doubt(&self, event: &Value, from: usize, rules: &mut [Match]) {
        for rule in rules.iter_mut().skip(from) {
            let doubtful = self
                .doubtful
                .binary_search_by_key(&rule.rule(), |(number, _)| *number);
            let doubtful = doubtful.ok().and_then(|at| self.doubtful.get(at));
            let is_certain = doubtful.is_none_or(|(_, certain)| {
                let certain = certain.as_ref();
                certain.is_some_and(|certain| certain.verdict(event).matched)
            });
            if !is_certain {
                *rule = rule.open();
            }
        }
    }

    /// Whether an event that so many rules match may be one that CloudTrail delivers: EventBridge writes its detail type
    /// without escapes.
    fn may_be_withheld(&self, event: &[u8], matched: usize) -> bool {
        const NAME: &[u8] = cloudtrail::API_CALL.as_bytes();
        !self.plainly_enabled.is_empty() && matched > 0 && memmem::find(event, NAME).is_some()
    }

    /// Takes the rules away that get no read-only management events.
    fn withhold(&self, event: &Value, from: usize, rules: &mut Vec<Match>) {
        if self.plainly_enabled.is_empty() || !cloudtrail::is_read_only_management(event) {
            return;
        }
        let matched = rules.split_off(from);
        let before = matched.len();
        let is_kept_from = |rule: &Match| self.plainly_enabled.binary_search(&rule.rule()).is_ok();
        rules.extend(matched.into_iter().filter(|rule| !is_kept_from(rule)));
        let withheld = before - (rules.len() - from);
        self.withheld.fetch_add(withheld as u64, Ordering::Relaxed);
    }

    /// The rules that an event matches.
    ///
    /// # Errors
    ///
    /// What is wrong with the event.
    pub fn route(&self, text: &str, rules: &mut Vec<Match>) -> Result<(), Diagnostics> {
        rules.clear();
        let mut scratch = self.scratch();
        let is_answered = self.line(text.as_bytes(), (0, text.len()), &mut scratch, rules);
        self.give_back(scratch);
        if is_answered {
            return Ok(());
        }
        rules.clear();
        let event = json::parse(text).map_err(|error| Diagnostics::from(error.diagnostic(text)))?;
        if event.as_object().is_none() {
            let message = format!("an event is a JSON object, not {}", event.kind_name());
            let diagnostic = Diagnostic::error(NO_EVENT, message);
            return Err(diagnostic.at(event.span, "no rule can match this").into());
        }
        let mut scratch = self.scratch();
        let compact = event.to_compact();
        self.line(compact.as_bytes(), (0, compact.len()), &mut scratch, rules);
        self.give_back(scratch);
        Ok(())
    }

    fn add(&self, matched: &[u32], rules: &mut Vec<Match>) {
        if self.is_in_order {
            rules.extend(matched.iter().copied().map(Match::certain));
        } else {
            let known = matched
                .iter()
                .filter_map(|at| self.in_set.get(*at as usize));
            rules.extend(known.copied().map(Match::certain));
        }
    }

    fn ask_apart(&self, event: &Value, from: usize, rules: &mut Vec<Match>) {
        let asked = self.apart.iter();
        let matched = asked.filter(|(_, service)| service.verdict(event).matched);
        rules.extend(matched.map(|(number, _)| Match::certain(*number)));
        if let Some(added) = rules.get_mut(from..) {
            added.sort_unstable();
        }
    }
}
