//! The answers of a run, one after the other or for many lines at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::matcher::{self, Filter, Matcher};
use super::recalled::{LineMemory, Recaller};
use super::requests::EVENT_REFUSED;
use super::{Args, Expectation};
use crate::commands::answer::Refusals;
use crate::commands::events::{self, AnswersLines, End, Line, Part, Takes, TakesLines};
use crate::commands::fail_on::{self, foremost_first};
use crate::commands::{BrokenRecord, Context, EventRecord, Exit, FailOn, Failure};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Finding};
use crate::event::{Origin, catalogue};
use crate::json::Value;
use crate::pattern::service::ENGINE_DEFECT;
use crate::pattern::set::Scratch;
use crate::pattern::{Dialect, Explainer, OpenPattern, Outcome, Pattern, Verdict};
use crate::render::test_pattern::{Appender, Writer};
use crate::report::test_pattern::{DependsReport, NoteReport, OpenReport, ResultReport, Tally};
use crate::report::{Format, SpanReport};
use crate::source::{Source, Span};

/// An event without one of the fields that every delivered event has.
const MISSING_FIELD: Code = Code::new("event/missing-field");
/// An event whose fields are what stands in patterns.
const LIKE_A_PATTERN: Code = Code::new("event/like-a-pattern");
/// An event that was found inside a record, or made of one.
const NOT_AS_WRITTEN: Code = Code::new("event/not-as-written");

/// One run: what is asked, and what was answered so far.
pub(super) struct Test<'a> {
    asked: Arc<Asked<'a>>,
    writer: Writer,
    tally: Tally,
    refusals: Refusals,
    /// For events that are answered on this thread.
    scratch: Option<Scratch>,
    /// How many characters of a line may be drawn.
    room: usize,
}

/// What stands before a line that is drawn, in columns.
const BEFORE_LINE: usize = 14;

/// What is asked, on any thread.
pub(super) struct Asked<'a> {
    args: &'a Args,
    pattern: &'a Pattern,
    source: &'a Source,
    matcher: Matcher<'a>,
    /// What the template leaves open of the answers, if anything.
    open: Option<OpenTest<'a>>,
    /// What of that which is told makes the exit code 1, and whether it was.
    fail_on: Vec<FailOn>,
    is_heeded: AtomicBool,
    explainer: Explainer<'a>,
    /// For scripts, what answers most lines of events; with what a template leaves open of the answers, nothing does.
    recaller: Option<Recaller<'a>>,
    appender: Appender,
}

/// A pattern with holes: the matcher of a [`Test`] is asked what it may match.
struct OpenTest<'a> {
    pattern: &'a OpenPattern,
    /// What it matches for certain.
    certain: Matcher<'a>,
}

/// What a thread needs for its answers.
pub(super) struct LineScratch {
    matching: Option<Scratch>,
    memory: Option<LineMemory>,
}

/// The answers for lines of events.
#[derive(Default)]
pub(super) struct LineAnswers {
    tally: Tally,
    /// For scripts: the results as they are to be written.
    written: Vec<u8>,
    /// For people, who get to see few of them: what is needed to tell which.
    bare: Vec<BareAnswer>,
}

/// The answer for a line without its explanation.
struct BareAnswer {
    outcome: Outcome,
    is_incomplete: bool,
    /// How many lines come before it in its chunk.
    line: u32,
    span: (usize, usize),
}

impl<'a> Test<'a> {
    /// `fail_on` says what of that which is told makes the exit code 1. Of a pattern with holes, `open` has what it matches for
    /// certain, and what filters records by that.
    pub(super) fn new(
        (args, fail_on): (&'a Args, Vec<FailOn>),
        dialect: Dialect,
        (pattern, filter): (&'a Pattern, &'a Filter),
        open: Option<(&'a OpenPattern, &'a Filter)>,
        source: &'a Source,
    ) -> Self {
        let matcher = Matcher::for_many(pattern, filter, args.logical);
        let explainer = Explainer::new(pattern)
            .used_in(dialect)
            .knowing(catalogue::is_known);
        let is_recalled = args.format != Format::Human && matcher.asks_events() && open.is_none();
        let notes = pattern_notes(pattern);
        let recaller = notes.filter(|_| is_recalled);
        let recaller = recaller.map(|notes| Recaller::new(explainer.clone(), source, notes));
        let open = open.map(|(pattern, certain)| OpenTest {
            pattern,
            certain: Matcher::new(&pattern.least, certain, args.logical),
        });
        let writer = Writer::new(args.format, args.expect == Expectation::Match);
        Self {
            scratch: matcher.scratch(),
            room: usize::MAX,
            asked: Arc::new(Asked {
                args,
                pattern,
                source,
                matcher,
                open,
                fail_on,
                is_heeded: AtomicBool::new(false),
                explainer,
                recaller,
                appender: writer.appender(),
            }),
            writer,
            tally: Tally::default(),
            refusals: Refusals::new(args.format).answering(EVENT_REFUSED),
        }
    }

    /// Tells what is to be known about the pattern, and begins the output.
    pub(super) fn begin(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        self.room = context.width.saturating_sub(BEFORE_LINE);
        context.heed(&self.asked.pattern.notes);
        if self.asked.args.format == Format::Human {
            for note in foremost_first(&self.asked.pattern.notes) {
                context.tell(&Finding::new(note.clone(), self.asked.source))?;
            }
        }
        Ok(self.writer.begin(context.stdout)?)
    }

    /// The bare answer for a complete event of which nothing will be shown.
    fn unseen(&mut self, record: &EventRecord<'_>) -> Option<Outcome> {
        if self.writer.wants(true) || !record.header().is_complete {
            return None;
        }
        let text = record.text.as_bytes();
        let mut scratch = self.scratch.take();
        let outcome = self.asked.quick(text, (0, text.len()), scratch.as_mut());
        self.scratch = scratch;
        let outcome = outcome?;
        let is_shown = self.writer.wants(self.asked.is_expected(outcome));
        (!is_shown).then_some(outcome)
    }

    /// What an answer means for the exit code.
    fn known(outcome: Outcome, as_expected: bool, context: &mut Context<'_>) {
        match outcome {
            Outcome::Open => context.known(Exit::Failure),
            Outcome::Yes | Outcome::No if !as_expected => context.known(Exit::Negative),
            Outcome::Yes | Outcome::No => {}
        }
    }

    /// Counts an answer.
    fn count(&mut self, outcome: Outcome, is_incomplete: bool, context: &mut Context<'_>) {
        let as_expected = self.asked.is_expected(outcome);
        Self::known(outcome, as_expected, context);
        self.tally.add(matched(outcome), as_expected, is_incomplete);
    }

    pub(super) fn end(mut self, end: End, context: &mut Context<'_>) -> Result<Exit, Failure> {
        if self.tally.events + self.refusals.count() == 0 {
            self.refusals
                .nothing("event", events::EVENT_PLACES, end, context)?;
        }
        let tally = Tally {
            broken: self.refusals.broken,
            unreadable: self.refusals.unreadable,
            ..self.tally
        };
        if self.asked.is_heeded.load(Ordering::Relaxed) {
            context.known(Exit::Negative);
        }
        let error = self.refusals.error();
        self.writer
            .end(tally, error, context.color, context.stdout)?;
        Ok(context.exit())
    }
}

impl Asked<'_> {
    /// What the pattern answers for an event, and with what notes.
    fn outcome(&self, event: &Value) -> Result<(Outcome, Verdict), Diagnostics> {
        let verdict = self.matcher.verdict(event)?;
        if fail_on::is_met(&self.fail_on, &verdict.notes) {
            self.is_heeded.store(true, Ordering::Relaxed);
        }
        let outcome = match &self.open {
            _ if !verdict.matched => Outcome::No,
            Some(open) if !open.certain.verdict(event)?.matched => Outcome::Open,
            Some(_) | None => Outcome::Yes,
        };
        Ok((outcome, verdict))
    }

    /// The answer of the fast matcher, where it is not open.
    fn quick(
        &self,
        text: &[u8],
        span: (usize, usize),
        scratch: Option<&mut Scratch>,
    ) -> Option<Outcome> {
        // The fast matcher answers without notes.
        if !self.fail_on.is_empty() {
            return None;
        }
        match self.matcher.quick(text, span, scratch)? {
            false => Some(Outcome::No),
            true => self.open.is_none().then_some(Outcome::Yes),
        }
    }

    /// What is open is never as expected.
    fn is_expected(&self, outcome: Outcome) -> bool {
        match self.args.expect {
            Expectation::Match => outcome == Outcome::Yes,
            Expectation::NoMatch => outcome == Outcome::No,
        }
    }

    /// The mandatory fields that an event lacks.
    fn missing_fields(&self, record: &EventRecord<'_>, event: &Value) -> Vec<&'static str> {
        // Records of a source are no delivered events and never have these fields.
        match self.matcher.asks_events() {
            false => Vec::new(),
            true => matcher::missing_fields(record.header(), event),
        }
    }

    /// Adds the whole result out of what is remembered of other events; `false` if that does not do.
    fn add_recalled(
        &self,
        line: &Line<'_>,
        memory: Option<&mut LineMemory>,
        answers: &mut LineAnswers,
    ) -> bool {
        let (Some(recaller), Some(memory)) = (&self.recaller, memory) else {
            return false;
        };
        if !line.header().is_complete {
            return false;
        }
        let LineAnswers { tally, written, .. } = answers;
        let added = recaller.add(line, &self.matcher, memory, self.appender, written);
        if let Some(is_match) = added {
            let as_expected = is_match == (self.args.expect == Expectation::Match);
            tally.add(Some(is_match), as_expected, false);
        }
        added.is_some()
    }

    /// Adds the whole result for an event that fills its line; `false` if it cannot be answered.
    fn add_result(&self, line: &Line<'_>, answers: &mut LineAnswers) -> bool {
        let Some(record) = line.record() else {
            return false;
        };
        let Ok(event) = matcher::read_event(&record.text) else {
            return false;
        };
        let missing = self.missing_fields(&record, &event);
        if self.args.strict && !missing.is_empty() {
            return false;
        }
        let Ok((outcome, verdict)) = self.outcome(&event) else {
            return false;
        };
        let as_expected = self.is_expected(outcome);
        let answer = (matched(outcome), as_expected, !missing.is_empty());
        let result = self.result(&record, &event, (outcome, verdict), (&missing, None));
        if self.appender.append(&result, &mut answers.written).is_err() {
            return false;
        }
        answers.tally.add(answer.0, answer.1, answer.2);
        true
    }

    /// Adds the bare answer for an event that fills its line; `false` if it cannot be answered.
    fn add_bare(
        &self,
        line: &Line<'_>,
        scratch: Option<&mut Scratch>,
        answers: &mut LineAnswers,
    ) -> bool {
        let is_complete = line.header().is_complete;
        let quick = self.quick(line.buffer, line.span, scratch);
        let answer = match quick.filter(|_| is_complete) {
            Some(outcome) => Some((outcome, false)),
            None => self.slow(line.bytes(), is_complete),
        };
        let Some((outcome, is_incomplete)) = answer else {
            return false;
        };
        answers.bare.push(BareAnswer {
            outcome,
            is_incomplete,
            line: line.number,
            span: line.span,
        });
        true
    }

    /// The bare answer for an event that has to be read for it, and whether it lacks a mandatory field.
    fn slow(&self, text: &[u8], is_complete: bool) -> Option<(Outcome, bool)> {
        let event = matcher::read_event(std::str::from_utf8(text).ok()?).ok()?;
        let is_incomplete = self.matcher.asks_events()
            && !is_complete
            && !crate::event::missing_fields(&event).is_empty();
        if self.args.strict && is_incomplete {
            return None;
        }
        let (outcome, _) = self.outcome(&event).ok()?;
        Some((outcome, is_incomplete))
    }

    /// The answer as data, with its explanation; the lines on which its reasons stand are drawn where there is `room`
    /// for so many characters of each.
    fn result<'r>(
        &self,
        record: &'r EventRecord<'_>,
        event: &'r Value,
        (outcome, verdict): (Outcome, Verdict),
        (missing, room): (&[&str], Option<usize>),
    ) -> ResultReport<'r> {
        let mut explanation = match self.matcher.explain_record(event) {
            Some(explanation) => explanation,
            None => self.explainer.explain(event),
        };
        if explanation.matched != verdict.matched {
            let is_defect = |note: &&Diagnostic| note.code == ENGINE_DEFECT;
            let defects = verdict.notes.iter().filter(is_defect);
            explanation = explanation.contradicted_by(defects);
        }
        let mut notes = verdict.notes;
        if !verdict.matched {
            notes.extend(not_as_written(record.origin));
        }
        if !missing.is_empty() {
            notes.extend(like_a_pattern(event));
            notes.push(missing_field(missing, false));
        }
        // People get the notes on the pattern once, drawn where they stand.
        let pattern_notes = self.pattern.notes.iter();
        let is_told = |_: &&Diagnostic| self.args.format != Format::Human;
        let notes = foremost_first(pattern_notes.filter(is_told).chain(&notes));
        let source = record.source();
        let sources = (self.source, &source);
        let report = ResultReport::new(
            record.place.report(event.get("id").and_then(Value::as_str)),
            matched(outcome),
            &explanation,
            sources,
            &notes,
        )
        .left_open(self.left_open_report(outcome, event));
        match room {
            Some(room) => report.drawn(&explanation, sources, room),
            None => report,
        }
    }

    /// On what an answer depends that is open.
    fn left_open_report(&self, outcome: Outcome, event: &Value) -> Option<OpenReport> {
        let open = self.open.as_ref().filter(|_| outcome == Outcome::Open)?;
        let document = self.matcher.document(event);
        let depends_on = open.pattern.depends_on(&document).into_iter();
        let depends_on = depends_on.map(|place| DependsReport {
            from: place.open.first_hole().from.clone(),
            pattern_span: SpanReport::new(self.source, place.span),
        });
        let would_match = open.pattern.would_match(&document);
        Some(OpenReport::new(
            depends_on.collect(),
            would_match.map(|given| given.into_iter().collect()),
        ))
    }
}

impl Takes for Test<'_> {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        if let Some(outcome) = self.unseen(record) {
            self.count(outcome, false, context);
            return Ok(());
        }
        let event = match matcher::read_event(&record.text) {
            Ok(event) => event,
            Err(diagnostics) => return self.refuse(record.refused(diagnostics), context),
        };
        let missing = self.asked.missing_fields(record, &event);
        if self.asked.args.strict && !missing.is_empty() {
            let refusal = missing_field(&missing, true);
            return self.refuse(record.refused(refusal.into()), context);
        }
        let (outcome, verdict) = match self.asked.outcome(&event) {
            Ok(answer) => answer,
            Err(diagnostics) => return self.refuse(record.refused(diagnostics), context),
        };
        self.count(outcome, !missing.is_empty(), context);
        let as_expected = self.asked.is_expected(outcome);
        if self.writer.wants(as_expected) {
            let draws = self.asked.args.format == Format::Human && self.writer.draws();
            let room = draws.then_some(self.room);
            let (answer, told) = ((outcome, verdict), (&*missing, room));
            let result = self.asked.result(record, &event, answer, told);
            self.writer
                .result(&result, as_expected, context.color, context.stdout)?;
        }
        Ok(())
    }

    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        self.refusals.record(broken, context)
    }
}

impl AnswersLines for Asked<'_> {
    type Scratch = LineScratch;
    type Answers = LineAnswers;

    fn scratch(&self) -> LineScratch {
        LineScratch {
            matching: self.matcher.scratch(),
            memory: self.recaller.as_ref().map(Recaller::memory),
        }
    }

    fn give_back(&self, scratch: LineScratch) {
        if let (Some(recaller), Some(memory)) = (&self.recaller, scratch.memory) {
            recaller.give_back(memory);
        }
    }

    fn wants_places(&self) -> bool {
        self.args.format != Format::Human
    }

    fn line(
        &self,
        line: &Line<'_>,
        scratch: &mut Self::Scratch,
        answers: &mut Self::Answers,
    ) -> bool {
        match self.args.format {
            Format::Human => self.add_bare(line, scratch.matching.as_mut(), answers),
            _ => {
                self.add_recalled(line, scratch.memory.as_mut(), answers)
                    || self.add_result(line, answers)
            }
        }
    }
}

impl<'a> TakesLines for Test<'a> {
    type Lines = Asked<'a>;

    fn lines(&self) -> Arc<Asked<'a>> {
        Arc::clone(&self.asked)
    }

    fn take_part(
        &mut self,
        part: Part<'_, LineAnswers>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        for (nth, answer) in part.answers.bare.iter().enumerate() {
            let is_shown = self.writer.wants(self.asked.is_expected(answer.outcome));
            let record = is_shown.then(|| part.record(nth, answer.line, answer.span));
            match record.flatten() {
                Some(record) => self.take(&record, context)?,
                None => self.count(answer.outcome, answer.is_incomplete, context),
            }
        }
        let LineAnswers { tally, written, .. } = &part.answers;
        if tally.open > 0 {
            context.known(Exit::Failure);
        } else if tally.unexpected > 0 {
            context.known(Exit::Negative);
        }
        self.tally.add_all(tally);
        Ok(self.writer.results(written, context.stdout)?)
    }
}

/// Whether an event matches; `None` while that is open.
fn matched(outcome: Outcome) -> Option<bool> {
    match outcome {
        Outcome::Yes => Some(true),
        Outcome::No => Some(false),
        Outcome::Open => None,
    }
}

/// The notes on a pattern as they stand in every answer, in JSON.
fn pattern_notes(pattern: &Pattern) -> Option<String> {
    let notes = foremost_first(&pattern.notes).into_iter();
    let notes: Vec<NoteReport> = notes.map(NoteReport::new).collect();
    serde_json::to_string(&notes).ok()
}

/// What to say of an event that is not what stands in the input.
fn not_as_written(origin: Origin) -> Option<Diagnostic> {
    let message = match origin {
        Origin::Itself => return None,
        Origin::Entry => "the input was taken for an entry of `PutEvents`: the event is what EventBridge makes of it, with `source`, `detail-type` and `detail`".to_owned(),
        Origin::Message(member) => {
            format!("the input was taken for a message: the event is the JSON in its `{member}`")
        }
    };
    Some(
        Diagnostic::note(NOT_AS_WRITTEN, message)
            .help("with `--shape event` the input is the event as it stands"),
    )
}

/// What to say of an event that is written as a pattern: in a delivered event these fields are texts.
fn like_a_pattern(event: &Value) -> Option<Diagnostic> {
    let mut fields = ["source", "detail-type", "account", "region"].into_iter();
    let list = fields.find(|name| event.get(name).and_then(Value::as_array).is_some())?;
    let message = format!("the event is written as a pattern: its `{list}` is a list");
    let help = "give a pattern with `--pattern`, and an event behind it; `evb sample PATTERN` makes one that matches";
    Some(Diagnostic::warning(LIKE_A_PATTERN, message).help(help))
}

/// What to say of an event that lacks mandatory fields.
fn missing_field(missing: &[&str], strict: bool) -> Diagnostic {
    let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let message = format!("AWS refuses an event without {}", names.join(", "));
    if strict {
        Diagnostic::error(MISSING_FIELD, message)
            .at(Span::new(0, 1), "in the event that begins here")
            .help("without `--strict` this is a note")
    } else {
        Diagnostic::note(MISSING_FIELD, message)
    }
}
