//! One run: what is asked, and what was answered so far.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::expected::Expected;
use super::rules::Rules;
use super::{Args, texts, told};
use crate::commands::answer::{KEPT, Refusals};
use crate::commands::events::{self, AnswersLines, End, Line, Part, Takes, TakesLines};
use crate::commands::{BrokenRecord, Context, EventRecord, Exit, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::event::Extent;
use crate::json;
use crate::pattern::set::Scratch;
use crate::render;
use crate::render::route::{Lines, Writer};
use crate::report::route::{DeliveryReport, Match, Summary};
use crate::report::{DiagnosticReport, EventReport, RefusedRuleReport};
use crate::simulate::route::{Buses, Deliveries, Router};
use crate::source::Source;

/// Events that the state of a rule keeps from it.
const WITHHELD: Code = Code::new("route/read-only-management-event");

/// A rule that no event matches.
const UNUSED: Code = Code::new("route/unused-rule");

/// How many rules a message lists.
const LISTED_RULES: usize = 10;

/// Tells what is wrong with the rules; returns what is no error, for the end of a JSON document.
pub(super) fn tell_rules(
    rules: &Rules,
    refusals: &mut Refusals,
    context: &mut Context<'_>,
) -> Result<Vec<DiagnosticReport>, Failure> {
    let mut notes = Vec::new();
    for complaint in &rules.complaints {
        let refusal = &complaint.refusal;
        if !complaint.is_error() {
            for finding in &refusal.findings {
                context.tell(finding)?;
                if notes.len() < KEPT {
                    notes.push(DiagnosticReport::new(finding));
                }
            }
            continue;
        }
        let rule = complaint.rule.as_ref();
        let refused = rule.map(|rule| {
            let error = refusal.error_without_diagnostics();
            RefusedRuleReport {
                rule: rule.clone(),
                code: error.code,
                message: error.message,
            }
        });
        let is_drawn = refusals.refuse(refusal, None, refused, context)?;
        if let Some(rule) = rule.filter(|_| is_drawn) {
            render::route::refused_rule(rule, refusal.aws.as_ref(), context.stderr)?;
        }
    }
    Ok(notes)
}

/// The run.
pub(super) struct Route<'a> {
    args: &'a Args,
    buses: Buses<'a>,
    writer: Writer,
    summary: Summary,
    /// What is to be known about the rules.
    notes: Vec<DiagnosticReport>,
    refusals: Refusals,
    progress: Progress,
    /// What targets receive, if that is asked.
    deliveries: Option<Deliveries>,
    /// The answers that are expected, if there are some.
    expected: Option<Expected>,
    names: Vec<String>,
    /// Which rules an event matched.
    used: Vec<bool>,
    color: bool,
}

/// The answers for lines of events. What they have in common stands in few lists, because a list for every event
/// would cost more than its answer.
#[derive(Default)]
pub(super) struct LineAnswers {
    tally: Tally,
    /// What is told of the events, one behind the other.
    text: Vec<u8>,
    /// The rules that events match, one event behind the other.
    rules: Vec<Match>,
    /// Where each event is, and which of the rules are its own: if its answer is compared with another.
    events: Vec<(u32, Range<usize>)>,
}

/// How many events there were, and what came of them.
#[derive(Clone, Copy, Default)]
struct Tally {
    events: u64,
    matched: u64,
    unmatched: u64,
    open: u64,
    /// How many may match a rule, whether or not they match others.
    doubtful: u64,
}

impl Tally {
    fn add(&mut self, rules: &[Match]) {
        let is_open = rules.iter().any(|rule| rule.is_open());
        let is_matched = rules.iter().any(|rule| !rule.is_open());
        self.events += 1;
        self.matched += u64::from(is_matched);
        self.unmatched += u64::from(rules.is_empty());
        self.open += u64::from(is_open && !is_matched);
        self.doubtful += u64::from(is_open);
    }
}

impl<'a> Route<'a> {
    pub(super) fn new(
        args: &'a Args,
        buses: Buses<'a>,
        rules: &Rules,
        (notes, refusals): (Vec<DiagnosticReport>, Refusals),
        context: &Context<'_>,
    ) -> Self {
        Self {
            args,
            buses,
            writer: Writer::new(
                Lines::new(args.format, rules.names(), told(args))
                    .left_open(rules.holes())
                    .of_incomplete_rules(rules.is_incomplete),
            ),
            summary: Summary::default(),
            notes,
            refusals,
            progress: Progress::new(context),
            deliveries: args.deliver.then(|| Deliveries::new(rules.all())),
            expected: None,
            names: rules.names(),
            used: vec![false; rules.all().len()],
            color: context.color,
        }
    }

    /// The same with answers that are expected.
    pub(super) fn expecting(mut self, expected: Expected) -> Self {
        self.expected = Some(expected);
        self
    }

    pub(super) fn begin(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        self.tell_templates(context)?;
        Ok(self.writer.begin(context.stdout)?)
    }

    /// Tells what templates deliver otherwise than it is meant.
    fn tell_templates(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let remarks = self.deliveries.iter().flat_map(Deliveries::remarks);
        for (rule, target, template, told) in remarks {
            let rule = self.names.get(rule).map_or("", String::as_str);
            let source = Source::new(format!("input template of {rule}/{target}"), template);
            let finding = Finding::new(told.clone(), &source);
            context.heed([told]);
            context.tell(&finding)?;
            if self.notes.len() < KEPT {
                self.notes.push(DiagnosticReport::new(&finding));
            }
        }
        Ok(())
    }

    fn event(
        &mut self,
        event: &EventReport<'_>,
        rules: &[Match],
        deliveries: Option<&[Vec<DeliveryReport>]>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let mut tally = Tally::default();
        tally.add(rules);
        self.count(tally, rules, context);
        self.writer
            .event(event, rules, deliveries, context.color, context.stdout)?;
        self.compare(event, rules, context)
    }

    /// Counts events, and the rules that any of them matches.
    fn count(&mut self, tally: Tally, rules: &[Match], context: &mut Context<'_>) {
        self.summary.events += tally.events;
        self.summary.matched += tally.matched;
        self.summary.unmatched += tally.unmatched;
        self.summary.open += tally.open;
        if tally.doubtful > 0 {
            context.known(Exit::Failure);
        }
        if tally.unmatched > 0 && self.args.fail_unmatched {
            context.known(Exit::Negative);
        }
        for rule in rules.iter().filter(|rule| !rule.is_open()) {
            if let Some(used) = self.used.get_mut(rule.rule() as usize) {
                *used = true;
            }
        }
    }

    /// Tells if the answer is not as expected.
    fn compare(
        &mut self,
        event: &EventReport<'_>,
        rules: &[Match],
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Some(expected) = &mut self.expected else {
            return Ok(());
        };
        let certain = rules.iter().filter(|rule| !rule.is_open());
        let names = certain.filter_map(|rule| self.names.get(rule.rule() as usize));
        let names: Vec<&str> = names.map(String::as_str).collect();
        let place = format!("{}:{}", event.source, event.line);
        let told = expected.compare(&place, &names);
        self.differs(told, context)
    }

    fn differs(
        &mut self,
        told: Option<Diagnostic>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Some(told) = told else {
            return Ok(());
        };
        context.known(Exit::Negative);
        let finding = Finding::without_source(told);
        context.tell(&finding)?;
        if self.notes.len() < KEPT {
            self.notes.push(DiagnosticReport::new(&finding));
        }
        Ok(())
    }

    /// Tells of rules that no event matched, and of events that did not come.
    fn tell_what_is_missing(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let told = self.expected.as_mut().and_then(Expected::end);
        self.differs(told, context)?;
        if !self.args.fail_unused {
            return Ok(());
        }
        let names = self.names.iter().zip(&self.used);
        let unused = names.filter(|(_, used)| !**used).map(|(name, _)| name);
        let unused: Vec<String> = unused.map(|name| format!("`{name}`")).collect();
        let message = match unused.as_slice() {
            [] => return Ok(()),
            [one] => format!("no event matches the rule {one}"),
            several => format!(
                "{} rules match no event: {}",
                several.len(),
                several
                    .iter()
                    .take(LISTED_RULES)
                    .cloned()
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        self.differs(Some(Diagnostic::warning(UNUSED, message)), context)
    }

    pub(super) fn end(mut self, end: End, context: &mut Context<'_>) -> Result<Exit, Failure> {
        self.progress.hide(context)?;
        if self.summary.events + self.refusals.count() == 0 {
            self.refusals
                .nothing("event", events::EVENT_PLACES, end, context)?;
        }
        self.note_what_was_not_asked(context)?;
        self.tell_what_is_missing(context)?;
        self.summary.broken = self.refusals.broken;
        self.summary.unreadable = self.refusals.unreadable;
        let told = (std::mem::take(&mut self.notes), self.refusals.error());
        self.writer
            .end(&self.summary, told, context.color, context.stdout)?;
        Ok(context.exit())
    }
}

impl Route<'_> {
    /// What buses and states kept from rules, if anything.
    fn note_what_was_not_asked(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let withheld = match self.buses.withheld() {
            0 => None,
            withheld => Some(withheld_events(withheld)),
        };
        for note in withheld.into_iter().chain(self.buses.without_events()) {
            let finding = Finding::without_source(note);
            context.tell(&finding)?;
            self.notes.push(DiagnosticReport::new(&finding));
        }
        Ok(())
    }
}

/// AWS: EventBridge User Guide, "Receiving read-only management events from AWS services".
fn withheld_events(count: u64) -> Diagnostic {
    let matches = render::words::counted(count, "match is", "matches are");
    Diagnostic::note(
        WITHHELD,
        format!("{matches} left out: rules that are `ENABLED` get no read-only management events by way of CloudTrail"),
    )
    .help("give such a rule the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`")
}

impl Takes for Route<'_> {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        self.summary.bytes += record.text.len() as u64;
        let mut rules = Vec::new();
        match self
            .buses
            .of(record.bus.as_deref())
            .route(&record.text, &mut rules)
        {
            Ok(()) => {
                let id = texts::id(&record.text);
                let deliveries = self.deliveries.as_ref().map(|deliveries| {
                    let event = json::parse(&record.text).ok();
                    event.map_or_else(Vec::new, |event| delivered(deliveries, &rules, &event))
                });
                for one in deliveries.iter().flatten().flatten() {
                    match one.delivered {
                        Some(true) => {}
                        Some(false) => context.known(Exit::Negative),
                        None => context.known(Exit::Failure),
                    }
                }
                let report = record.place.report(id.as_deref());
                self.event(&report, &rules, deliveries.as_deref(), context)?;
            }
            Err(diagnostics) => self.refuse(record.refused(diagnostics), context)?,
        }
        self.progress.show(&self.summary, context)
    }

    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        self.progress.hide(context)?;
        self.refusals.record(broken, context)
    }
}

/// What answers for events.
pub(super) struct RouteLines<'a> {
    router: Arc<Router<'a>>,
    lines: Arc<Lines>,
    is_trusted: bool,
    /// What targets receive is worked out event by event.
    delivers: bool,
    /// Whether the answer for each event is compared with another.
    compares: bool,
    color: bool,
}

impl AnswersLines for RouteLines<'_> {
    type Scratch = Scratch;
    type Answers = LineAnswers;

    fn scratch(&self) -> Scratch {
        self.router.scratch()
    }

    fn give_back(&self, scratch: Scratch) {
        self.router.give_back(scratch);
    }

    fn wants_places(&self) -> bool {
        self.lines.tells_events()
    }

    fn checks_events(&self) -> bool {
        !self.is_trusted
    }

    fn wanted_header(&self) -> Extent {
        match self.lines.tells_events() {
            true => Extent::Id,
            false => Extent::Kind,
        }
    }

    fn line(&self, line: &Line<'_>, scratch: &mut Scratch, answers: &mut LineAnswers) -> bool {
        let from = answers.rules.len();
        let rules = &mut answers.rules;
        if self.delivers || !self.router.line(line.buffer, line.span, scratch, rules) {
            return false;
        }
        let rules = answers.rules.get(from..).unwrap_or_default();
        answers.tally.add(rules);
        if let Some(place) = line.place() {
            let header = line.header();
            let id = match (header.id, header.lacks_id) {
                (Some(id), _) => Some(Cow::Borrowed(id)),
                (None, true) => None,
                (None, false) => std::str::from_utf8(line.bytes()).ok().and_then(texts::id),
            };
            let event = place.report(id.as_deref());
            let told = self
                .lines
                .add(&event, rules, None, self.color, &mut answers.text);
            debug_assert!(told.is_ok(), "whatever is told of an event can be written");
        }
        if self.compares {
            let range = from..answers.rules.len();
            answers.events.push((line.number, range));
        }
        true
    }
}

impl<'a> TakesLines for Route<'a> {
    type Lines = RouteLines<'a>;

    fn lines(&self) -> Arc<RouteLines<'a>> {
        Arc::new(RouteLines {
            router: Arc::clone(self.buses.usual()),
            lines: Arc::clone(self.writer.lines()),
            is_trusted: self.args.trusted,
            delivers: self.deliveries.is_some(),
            compares: self.expected.is_some(),
            color: self.color,
        })
    }

    fn take_part(
        &mut self,
        part: Part<'_, LineAnswers>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let answers = &part.answers;
        self.summary.bytes += part.bytes as u64;
        self.count(answers.tally, &answers.rules, context);
        self.writer.count(&answers.rules);
        self.writer.written(&answers.text, context.stdout)?;
        for (nth, (line, rules)) in answers.events.iter().enumerate() {
            let rules = answers.rules.get(rules.clone()).unwrap_or_default();
            let event = part.place(nth, *line).report(None);
            self.compare(&event, rules, context)?;
        }
        self.progress.show(&self.summary, context)
    }
}

/// What each target of the rules receives that the event matches.
fn delivered(
    deliveries: &Deliveries,
    rules: &[Match],
    event: &json::Value,
) -> Vec<Vec<DeliveryReport>> {
    let of_rules = deliveries.of(rules, event).into_iter();
    of_rules
        .map(|targets| targets.into_iter().map(DeliveryReport::new).collect())
        .collect()
}

/// Tells how far a long run has come, where somebody looks.
struct Progress {
    begun: DateTime<Utc>,
    shown: Option<DateTime<Utc>>,
    is_wanted: bool,
    calls: u32,
}

impl Progress {
    /// When the first line is shown, and how often then.
    const PATIENCE: Duration = Duration::from_secs(1);
    const INTERVAL: Duration = Duration::from_millis(200);
    /// The clock is asked only once in so many calls.
    const CALLS: u32 = 8;

    fn new(context: &Context<'_>) -> Self {
        Self {
            begun: context.host.now(),
            shown: None,
            is_wanted: context.shows_progress(),
            calls: 0,
        }
    }

    fn show(&mut self, summary: &Summary, context: &mut Context<'_>) -> Result<(), Failure> {
        self.calls = self.calls.wrapping_add(1);
        if !self.is_wanted || !self.calls.is_multiple_of(Self::CALLS) {
            return Ok(());
        }
        let now = context.host.now();
        let (since, wait) = match self.shown {
            Some(shown) => (shown, Self::INTERVAL),
            None => (self.begun, Self::PATIENCE),
        };
        if (now - since).to_std().is_ok_and(|passed| passed >= wait) {
            self.shown = Some(now);
            let seconds = (now - self.begun).as_seconds_f64();
            render::route::progress(summary, seconds, context.width, context.stderr)?;
        }
        Ok(())
    }

    fn hide(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        if self.shown.is_some() {
            render::route::no_progress(context.stderr)?;
        }
        Ok(())
    }
}
