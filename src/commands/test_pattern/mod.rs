//! `evb test-pattern`: does the pattern match the event, and if not, why?

mod matcher;
mod pattern_file;
mod requests;

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use self::matcher::{Matcher, record_filter};
use self::requests::{Answering, EVENT_REFUSED};
use super::events::usual_shape;
use super::{
    BrokenRecord, Context, EventArguments, EventRecord, Exit, Failure, Refusal, events, formats,
};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::event::Origin;
use crate::event::put_events::Settings;
use crate::json::Value;
use crate::pattern::service::ENGINE_DEFECT;
use crate::pattern::{Dialect, Explainer, Pattern, Verdict};
use crate::render::{self, snippet, test_pattern::Writer};
use crate::report::test_pattern::{EventReport, ResultReport, Tally};
use crate::report::{ErrorReport, Format};
use crate::simulate::pipe::RecordFilter;
use crate::source::{Source, Span};

/// An event without one of the fields that every delivered event has.
const MISSING_FIELD: Code = Code::new("event/missing-field");
/// An event that was found inside a record, or made of one.
const NOT_AS_WRITTEN: Code = Code::new("event/not-as-written");

const USAGE: &str = "\
evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...
       evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]";

const EXAMPLES: &str = "\
Examples:
  evb test-pattern --pattern pattern.json event.json
  evb test-pattern --pattern '{\"source\": [\"aws.ec2\"]}' --format jsonl < events.jsonl
  aws sqs receive-message --queue-url URL | evb test-pattern --pattern pattern.json
  evb test-pattern --requests requests.jsonl

`evb help patterns` explains the pattern language.";

/// Test events against an event pattern, as EventBridge would answer, and explain every miss.
///
/// Exit codes: 0 every event does as expected (it matches, unless `--expect no-match`), 1 one does not,
/// 2 the pattern or an event could not be read.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES, override_usage = USAGE)]
pub struct Args {
    /// The event pattern: a file, `-` for standard input, or JSON itself.
    ///
    /// A file may also hold what declares the one pattern: what `aws events put-rule` takes or `describe-rule` prints, a
    /// rule of `evb route`, a filter of a pipe or an event source mapping, a resource of a CloudFormation template in JSON.
    #[arg(
        short,
        long,
        value_name = "PATTERN",
        required_unless_present = "requests"
    )]
    pub pattern: Option<OsString>,
    /// The events.
    #[command(flatten)]
    pub events: EventArguments,
    /// What every event should do.
    #[arg(long, value_enum, default_value_t = Expectation::Match, value_name = "WHAT")]
    pub expect: Expectation,
    /// Refuse, as AWS does, an event that lacks `id`, `account`, `source`, `time`, `region` or `detail-type`.
    /// Records (`--for pipe`, `--for lambda`) never have these; there it changes nothing.
    #[arg(long)]
    pub strict: bool,
    /// Where the pattern is used: which operators are allowed, and what is said about them. Filters (`pipe`, `lambda`) see
    /// records as a pipe and an event source mapping do: the payload decoded, without what is added after filtering.
    #[arg(long = "for", value_name = "WHERE", default_value = Dialect::Bus.as_str(), value_parser = dialects())]
    pub dialect: Dialect,
    /// Give the logical answer where the engine of the service is known to be wrong.
    #[arg(long)]
    pub logical: bool,
    /// Answer TestEventPattern requests, one JSON object a line: `{"EventPattern": "…", "Event": "…"}`.
    ///
    /// Both members are JSON texts in strings; an `id` is given back. Each line is answered as the API would. Exit codes: 0
    /// every line was answered, 2 the input cannot be read, or a line is no request or one of which AWS's answer is not
    /// known (it gets a line that says so).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pattern", "events", "shape", "expect", "strict", "format"])]
    pub requests: Option<OsString>,
    /// With `--requests`: do not ask for the mandatory fields of events.
    #[arg(long, requires = "requests", conflicts_with = "pattern")]
    pub lenient_events: bool,
    /// How to write the results.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    pub format: Format,
}

/// What every event should do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Expectation {
    /// The pattern matches it.
    Match,
    /// The pattern does not match it.
    NoMatch,
}

fn dialects() -> impl clap::builder::TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(Dialect::ALL.map(Dialect::as_str))
        .map(|name| Dialect::from_name(&name).unwrap_or_default())
}

/// Answers for every event.
///
/// # Errors
///
/// * AWS's `InvalidEventPatternException` (or what the service of `--for` answers): the pattern is not valid.
/// * `event/none`: there is no event.
/// * `input/…`: an input cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    if let Some(requests) = &args.requests {
        let answering = Answering {
            dialect: args.dialect,
            logical: args.logical,
            lenient_events: args.lenient_events,
        };
        return requests::run(requests, answering, context);
    }
    let argument = pattern_file::named(args.pattern.as_deref().unwrap_or_default(), context);
    let events = args.events.inputs();
    super::input::one_standard_input(
        std::iter::once(&argument.input).chain(&events),
        &args.events.help_on_stdin("pattern"),
    )?;
    let (source, notes) = pattern_file::read(&argument, args.dialect, context)?;
    let mut pattern = pattern_file::parse(&source, args.dialect)?;
    pattern.notes.extend(notes);
    let filter = record_filter(&pattern, args.dialect);
    let mut test = Test::new(args, &pattern, filter.as_ref(), &source);
    test.begin(context)?;
    let settings = Settings {
        time: context.host.now(),
        ..Settings::default()
    };
    let mut events = args.events.stream(usual_shape(args.dialect), settings);
    while let Some(record) = events.next(context) {
        match record {
            Ok(record) => test.answer(&record, context)?,
            Err(broken) => test.refuse(*broken, context)?,
        }
    }
    test.end(events.had_empty_list(), context)
}

/// One run: what is asked, and what was answered so far.
struct Test<'a> {
    args: &'a Args,
    pattern: &'a Pattern,
    source: &'a Source,
    matcher: Matcher<'a>,
    explainer: Explainer<'a>,
    writer: Writer,
    tally: Tally,
    /// The first findings about records, for the end of a JSON document.
    refused: Vec<Finding>,
    /// How many more there were.
    refused_left_out: usize,
}

impl<'a> Test<'a> {
    fn new(
        args: &'a Args,
        pattern: &'a Pattern,
        filter: Option<&'a RecordFilter>,
        source: &'a Source,
    ) -> Self {
        Self {
            args,
            pattern,
            source,
            matcher: Matcher::for_many(pattern, filter, args.logical),
            explainer: Explainer::new(pattern).used_in(args.dialect),
            writer: Writer::new(args.format, args.expect == Expectation::Match),
            tally: Tally::default(),
            refused: Vec::new(),
            refused_left_out: 0,
        }
    }

    /// Tells what is to be known about the pattern, and begins the output.
    fn begin(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        if self.args.format == Format::Human && !context.quiet {
            for note in &self.pattern.notes {
                let finding = Finding::new(note.clone(), self.source);
                let drawn = snippet::draw(&finding, context.color_stderr);
                writeln!(context.stderr, "{drawn}\n")?;
            }
        }
        Ok(self.writer.begin(context.stdout)?)
    }

    /// Answers for one event.
    fn answer(
        &mut self,
        record: &EventRecord<'_>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        if let Some(matches) = self.unseen(record) {
            self.tally.add(matches, self.is_expected(matches), false);
            return Ok(());
        }
        let event = match matcher::read_event(&record.text) {
            Ok(event) => event,
            Err(diagnostics) => return self.refuse(record.refused(diagnostics), context),
        };
        let missing = match self.args.dialect {
            // Records of a source are no delivered events and never have these fields.
            Dialect::Pipe | Dialect::Lambda => Vec::new(),
            Dialect::Bus | Dialect::Subscriber => matcher::missing_fields(record.header(), &event),
        };
        if self.args.strict && !missing.is_empty() {
            let refusal = missing_field(&missing, true);
            return self.refuse(record.refused(refusal.into()), context);
        }
        let verdict = match self.matcher.verdict(&event) {
            Ok(verdict) => verdict,
            Err(diagnostics) => return self.refuse(record.refused(diagnostics), context),
        };
        let as_expected = self.is_expected(verdict.matched);
        self.tally
            .add(verdict.matched, as_expected, !missing.is_empty());
        if self.writer.wants(as_expected) {
            let result = self.result(record, &event, verdict, &missing);
            self.writer
                .result(&result, as_expected, context.color, context.stdout)?;
        }
        Ok(())
    }

    /// The bare answer for a complete event of which nothing will be shown.
    fn unseen(&mut self, record: &EventRecord<'_>) -> Option<bool> {
        if self.writer.wants(true) || !record.header().is_complete {
            return None;
        }
        let matches = self.matcher.quick(&record.text)?;
        let is_shown = self.writer.wants(self.is_expected(matches));
        (!is_shown).then_some(matches)
    }

    fn is_expected(&self, matches: bool) -> bool {
        matches == (self.args.expect == Expectation::Match)
    }

    /// The answer as data, with its explanation.
    fn result(
        &self,
        record: &EventRecord<'_>,
        event: &Value,
        verdict: Verdict,
        missing: &[&str],
    ) -> ResultReport {
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
            notes.push(missing_field(missing, false));
        }
        // People get the notes on the pattern once, drawn where they stand.
        let pattern_notes = self.pattern.notes.iter();
        let is_told = |_: &&Diagnostic| self.args.format != Format::Human;
        let notes: Vec<&Diagnostic> = pattern_notes.filter(is_told).chain(&notes).collect();
        ResultReport::new(
            (
                EventReport {
                    source: record.place.source.to_owned(),
                    index: record.place.index,
                    line: record.place.line,
                    id: event.get("id").and_then(Value::as_str).map(str::to_owned),
                },
                record.place.column,
            ),
            verdict.matched,
            &explanation,
            (self.source, &record.source()),
            &notes,
        )
    }

    /// Tells a record that cannot be answered, and remembers it.
    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        match broken.index_and_line {
            Some(_) => self.tally.broken += 1,
            None => self.tally.unreadable += 1,
        }
        self.tell(broken, context)
    }

    fn tell(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        /// How many findings the end of a JSON document holds.
        const KEPT: usize = 100;
        for finding in &broken.findings {
            let drawn = snippet::draw(finding, context.color_stderr);
            writeln!(context.stderr, "{drawn}\n")?;
        }
        if self.args.format == Format::Jsonl {
            let (exception, message) = EVENT_REFUSED;
            let aws = broken
                .index_and_line
                .map(|_| (exception.to_owned(), message.to_owned()));
            let refusal = Refusal {
                aws,
                findings: broken.findings,
            };
            render::json::line(&refusal.document(), context.stdout)?;
        } else {
            let room = KEPT.saturating_sub(self.refused.len());
            self.refused_left_out += broken.findings.len().saturating_sub(room);
            self.refused.extend(broken.findings.into_iter().take(room));
        }
        Ok(())
    }

    fn end(mut self, is_empty_list: bool, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let is_empty = self.tally.events + self.tally.broken + self.tally.unreadable == 0;
        if is_empty {
            let none = events::none("event", events::EVENT_PLACES, is_empty_list);
            if self.args.format != Format::Json {
                return Err(Failure::refused(none));
            }
            // The document has begun, so the failure goes to its end.
            self.tell(BrokenRecord::without_place(none), context)?;
        }
        let (exception, message) = EVENT_REFUSED;
        let error = (!self.refused.is_empty()).then(|| {
            let is_aws = self.tally.broken > 0 && self.tally.unreadable == 0;
            let aws = is_aws.then(|| (exception.to_owned(), message.to_owned()));
            let findings = std::mem::take(&mut self.refused);
            ErrorReport {
                diagnostics_left_out: self.refused_left_out,
                ..Refusal { aws, findings }.document().error
            }
        });
        self.writer
            .end(self.tally, error, context.color, context.stdout)?;
        Ok(match self.tally {
            _ if is_empty => Exit::Failure,
            Tally { broken: 1.., .. }
            | Tally {
                unreadable: 1.., ..
            } => Exit::Failure,
            tally => Exit::answer(tally.unexpected == 0),
        })
    }
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
