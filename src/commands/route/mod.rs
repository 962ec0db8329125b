//! `evb route`: which rules does each event match?

mod complaints;
mod declared_rules;
mod lines;
mod router;
mod rules;

use std::ffi::OsString;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use self::complaints::Complaints;
use self::lines::{Chunk, Chunks, Found, Worker};
use self::router::Router;
use self::rules::Rules;
use super::events::{self, usual_shape};
use super::{
    BrokenRecord, Context, EventArguments, EventRecord, EventStream, Exit, Failure, Input, Refusal,
    formats,
};
use crate::diagnostic::{Code, Diagnostic, Finding, Severity};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::pattern::Dialect;
use crate::pattern::set::Reading;
use crate::render::route::{Told, Writer};
use crate::render::{self, snippet};
use crate::report::Format;
use crate::report::route::{EventReport, Summary};

/// A record that is not an event.
const NO_EVENT: Code = Code::new("event/not-an-object");
/// A number of threads that makes no sense.
const THREADS: Code = Code::new("route/threads");

/// How many findings the end of a JSON document holds.
const KEPT_FINDINGS: usize = 100;

/// Tell for each event which rules it matches.
///
/// Exit codes: 0 every event was answered, 1 `--fail-unmatched` and an event matched no rule, 2 a rule or an event could
/// not be read (the others are answered).
///
/// Examples:
///
///   evb route --rules rules/ events.jsonl
///
///   aws events list-rules > rules.json && evb route --rules rules.json --count archive/*.jsonl.gz
///
///   evb route --rules rules.jsonl --unmatched --fail-unmatched --format jsonl < events.jsonl
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The rules; may be given several times.
    ///
    /// A directory of patterns or a glob that names their files (the name of a file without `.json` is the rule's name), JSON
    /// Lines of `{"name": …, "pattern": …}`, or what `aws events list-rules`, `describe-rule` or `put-rule` prints or takes.
    #[arg(short, long, value_name = "RULES", required = true)]
    pub rules: Vec<OsString>,
    /// The events.
    #[command(flatten)]
    pub events: EventArguments,
    /// Tell only how many events each rule matches.
    #[arg(long)]
    pub count: bool,
    /// Tell only the events that no rule matches.
    #[arg(long, conflicts_with = "count")]
    pub unmatched: bool,
    /// Exit with 1 if an event matches no rule.
    #[arg(long)]
    pub fail_unmatched: bool,
    /// Read faster by trusting that every event is valid JSON and has no name twice in one object.
    #[arg(long)]
    pub trusted: bool,
    /// Match on so many threads [default: as many as the machine has processors], but on no more than four for each
    /// processor. The output is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..), allow_negative_numbers = true)]
    pub threads: Option<u64>,
    /// Where the patterns are used: which operators are allowed.
    #[arg(long = "for", value_name = "WHERE", default_value = Dialect::Bus.as_str(), value_parser = dialects())]
    pub dialect: Dialect,
    /// Give the logical answer where the engine of the service is known to be wrong.
    #[arg(long)]
    pub logical: bool,
    /// How to write the answers.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    pub format: Format,
}

fn dialects() -> impl clap::builder::TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(Dialect::ALL.map(Dialect::as_str))
        .map(|name| Dialect::from_name(&name).unwrap_or_default())
}

/// Routes every event.
///
/// # Errors
///
/// `input/stdin-twice`: standard input is asked for twice. Rules that cannot be read or used are told, and end in
/// [`Exit::Failure`].
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let inputs = args.events.inputs();
    let rules = Rules::read(
        &args.rules,
        (&inputs, &args.events.help_on_stdin("rules")),
        args.dialect,
        context,
    )?;
    let complaints = Complaints::tell(&rules, args.format, context)?;
    if rules.is_empty() {
        return complaints.end_alone(args.format, context);
    }
    let reading = if args.trusted {
        Reading::Trusted
    } else {
        Reading::Validated
    };
    let router = Router::new(
        rules.all().iter().map(|rule| &rule.pattern),
        reading,
        args.logical,
    );
    let threads = threads(args, context.host.processors());
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| threads_refused(threads, &error))?;
    let mut route = Route {
        args,
        router: &router,
        shape: args.events.shape_or(usual_shape(args.dialect)),
        settings: Settings {
            time: context.host.now(),
            ..Settings::default()
        },
        writer: Writer::new(args.format, rules.names(), told(args)),
        summary: Summary::default(),
        refused: Vec::new(),
        refused_left_out: 0,
        had_empty_list: false,
        progress: Progress::new(context),
    };
    route.writer.begin(context.stdout)?;
    for input in inputs {
        match super::input::expanded(input, context) {
            Ok(files) => {
                for file in &files {
                    route.input(file, &pool, context)?;
                }
            }
            Err(failure) => route.unreadable(failure, context)?,
        }
    }
    route.end(complaints, context)
}

/// How many threads to use: more than a few for each processor only cost the time to start them.
fn threads(args: &Args, processors: usize) -> usize {
    const MOST_PER_PROCESSOR: usize = 4;
    let most = processors.max(1).saturating_mul(MOST_PER_PROCESSOR);
    args.threads.map_or(processors, |threads| {
        usize::try_from(threads).map_or(most, |threads| threads.min(most))
    })
}

fn told(args: &Args) -> Told {
    match (args.count, args.unmatched) {
        (true, _) => Told::Counts,
        (_, true) => Told::Unmatched,
        _ => Told::Events,
    }
}

fn threads_refused(threads: usize, error: &rayon::ThreadPoolBuildError) -> Failure {
    Failure::refused(Finding::without_source(Diagnostic::error(
        THREADS,
        format!("cannot start {threads} threads: {error}"),
    )))
}

/// One run: what is asked, and what was answered so far.
struct Route<'a> {
    args: &'a Args,
    router: &'a Router<'a>,
    shape: Shape,
    settings: Settings,
    writer: Writer,
    summary: Summary,
    /// The first findings, for the end of a JSON document.
    refused: Vec<Finding>,
    /// How many more there were.
    refused_left_out: usize,
    /// Whether there was an empty list of records or messages.
    had_empty_list: bool,
    progress: Progress,
}

impl Route<'_> {
    /// Answers for the events of one input: as lines, as long as they are lines.
    fn input(
        &mut self,
        input: &Input,
        pool: &rayon::ThreadPool,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let name = input.name("<event>").to_owned();
        let reader = match input.open(context) {
            Ok(reader) => reader,
            Err(failure) => return self.unreadable(failure, context),
        };
        let records = self.summary.events + self.summary.broken;
        self.settings.first_number = usize::try_from(records).unwrap_or(usize::MAX);
        let worker = Worker::new(self.router, self.shape, !self.args.count);
        let mut place = Place::default();
        let mut chunks = Chunks::new(reader);
        let mut batch = chunks.next_batch(Vec::new(), pool.current_num_threads());
        while !batch.is_empty() {
            // Whoever writes an input slowly may wait for the answers: nothing more is read before they are told.
            let is_slow = chunks.is_slow();
            let (answers, mut next) = if is_slow {
                (pool.install(|| worker.answer(&batch)), Vec::new())
            } else {
                let spare = chunks.spare();
                pool.install(|| {
                    rayon::join(
                        || worker.answer(&batch),
                        || chunks.next_batch(spare, pool.current_num_threads()),
                    )
                })
            };
            for (number, (chunk, answer)) in batch.iter().zip(&answers).enumerate() {
                self.lines(&name, chunk, answer, &mut place, context)?;
                if let Some(stop) = answer.stopped_at {
                    let rest = chunks.rest(chunk, stop, batch.get(number + 1..), &next);
                    return self.stream(&name, rest, place, context);
                }
            }
            self.progress.show(&self.summary, context)?;
            if is_slow {
                context.stdout.flush()?;
                let spare = chunks.spare();
                next = chunks.next_batch(spare, pool.current_num_threads());
            }
            chunks.give_back(std::mem::replace(&mut batch, next));
        }
        match chunks.take_error() {
            Some(error) => self.unreadable(super::input::unreadable(&name, &error), context),
            None => Ok(()),
        }
    }

    /// Tells the answers for the lines of a chunk.
    fn lines(
        &mut self,
        name: &str,
        chunk: &Chunk,
        answer: &lines::Answer,
        place: &mut Place,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.summary.bytes += chunk.text().len() as u64;
        for found in &answer.found {
            match found {
                Found::Event { line, id, rules } => {
                    let event = EventReport {
                        source: name,
                        index: place.index,
                        line: place.lines_before + *line as usize + 1,
                        column: 1,
                        id: id.as_ref().and_then(|id| answer.ids.get(id.clone())),
                    };
                    let rules = answer.rules.get(rules.clone()).unwrap_or_default();
                    place.index += 1;
                    self.event(&event, rules, context)?;
                }
                Found::Other { line, span } => {
                    let text = chunk.text().get(span.clone()).unwrap_or_default().to_vec();
                    let line = place.lines_before + *line as usize;
                    let shape = (self.shape, self.settings.clone());
                    let reader = Box::new(std::io::Cursor::new(text));
                    let stream = EventStream::over_rest(name, reader, shape, place.index, line);
                    place.index = self.follow(stream, place.index, context)?;
                }
            }
        }
        place.lines_before += answer.lines;
        Ok(())
    }

    /// Answers for what does not come as lines.
    fn stream(
        &mut self,
        name: &str,
        reader: Box<dyn std::io::Read + Send>,
        place: Place,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let shape = (self.shape, self.settings.clone());
        let stream = EventStream::over_rest(name, reader, shape, place.index, place.lines_before);
        self.follow(stream, place.index, context).map(|_| ())
    }

    /// Answers for the rest of a stream; how many records there were in the end.
    fn follow(
        &mut self,
        mut stream: EventStream,
        mut index: usize,
        context: &mut Context<'_>,
    ) -> Result<usize, Failure> {
        let mut rules = Vec::new();
        while let Some(record) = stream.next(context) {
            match record {
                Ok(record) => {
                    self.summary.bytes += record.text.len() as u64;
                    match self.router.route(&record.text, &mut rules) {
                        Ok(()) => self.record(&record, &rules, context)?,
                        Err(diagnostics) => self.refuse(record.refused(diagnostics), context)?,
                    }
                }
                Err(broken) => self.refuse(*broken, context)?,
            }
            index = stream.index().unwrap_or(index);
            self.progress.show(&self.summary, context)?;
        }
        self.had_empty_list |= stream.had_empty_list();
        Ok(index)
    }

    fn record(
        &mut self,
        record: &EventRecord<'_>,
        rules: &[u32],
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let id = router::id(&record.text);
        let event = EventReport {
            source: record.place.source,
            index: record.place.index,
            line: record.place.line,
            column: record.place.column,
            id: id.as_deref(),
        };
        self.event(&event, rules, context)
    }

    fn event(
        &mut self,
        event: &EventReport<'_>,
        rules: &[u32],
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.summary.events += 1;
        let is_matched = !rules.is_empty();
        self.summary.matched += u64::from(is_matched);
        self.summary.unmatched += u64::from(!is_matched);
        Ok(self
            .writer
            .event(event, rules, context.color, context.stdout)?)
    }

    /// Tells an input that cannot be read (to its end); the others are answered.
    fn unreadable(&mut self, failure: Failure, context: &mut Context<'_>) -> Result<(), Failure> {
        let Failure::Refused(refusal) = failure else {
            return Err(failure);
        };
        self.summary.unreadable += 1;
        self.tell_findings(refusal.findings, context)
    }

    /// Tells a record in which there is no event, and remembers it.
    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        match broken.index_and_line {
            Some(_) => self.summary.broken += 1,
            None => self.summary.unreadable += 1,
        }
        self.tell_findings(broken.findings, context)
    }

    fn tell_findings(
        &mut self,
        findings: Vec<Finding>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        for finding in &findings {
            self.tell_finding(finding, context)?;
        }
        Ok(())
    }

    fn tell_finding(
        &mut self,
        finding: &Finding,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        self.progress.hide(context)?;
        snippet::tell(finding, context.color_stderr, context.stderr)?;
        if !finding.diagnostic.is_error() {
            return Ok(());
        }
        if self.args.format == Format::Jsonl {
            let refusal = Refusal {
                aws: None,
                findings: vec![finding.clone()],
            };
            render::json::line(&refusal.document(), context.stdout)?;
        } else if self.refused.len() < KEPT_FINDINGS {
            self.refused.push(finding.clone());
        } else {
            self.refused_left_out += 1;
        }
        Ok(())
    }

    fn end(
        mut self,
        mut complaints: Complaints,
        context: &mut Context<'_>,
    ) -> Result<Exit, Failure> {
        self.progress.hide(context)?;
        if self.summary.events + self.summary.broken + self.summary.unreadable == 0 {
            complaints.warn(no_events(self.had_empty_list), context)?;
        }
        let (has_errors, notes) = (complaints.has_errors, complaints.notes.clone());
        let error = complaints.with(std::mem::take(&mut self.refused), self.refused_left_out);
        self.writer
            .end(&self.summary, (notes, error), context.color, context.stdout)?;
        let failed = has_errors || self.summary.broken + self.summary.unreadable > 0;
        let missed = self.args.fail_unmatched && self.summary.unmatched > 0;
        Ok(match (failed, missed) {
            (true, _) => Exit::Failure,
            (false, missed) => Exit::answer(!missed),
        })
    }
}

/// No event is no mistake, but rarely meant.
fn no_events(is_empty_list: bool) -> Finding {
    let mut none = events::none("event", events::EVENT_PLACES, is_empty_list);
    none.diagnostic.severity = Severity::Warning;
    none
}

/// How far an input was read.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// How many records there were.
    index: usize,
    lines_before: usize,
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
