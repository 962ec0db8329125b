//! `evb schema infer`: which schemas do events have?

use std::sync::Arc;

use crate::commands::answer::Refusals;
use crate::commands::events::{
    self, AnswersLines, EVENT_PLACES, Line, Part, Takes, TakesLines, on_threads,
};
use crate::commands::{
    BrokenRecord, Context, EventArguments, EventRecord, Exit, Failure, ThreadArguments, formats,
};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::event::put_events::Settings;
use crate::event::{Extent, Shape};
use crate::render;
use crate::report::schema::{InferReport, InferredReport};
use crate::report::{DiagnosticReport, Format};
use crate::schema::{Inference, Kind};

/// Fields for which there was no room.
const LEFT_OUT: Code = Code::new("schema/fields-left-out");

/// Infer a schema from events, one for each source and detail-type.
///
/// AWS does not document how EventBridge discovers schemas where events of one type differ, so these rules are evb's own:
///
/// * A field that every object had is required.
/// * An integer is `integer`, with the format `int64` where one is beyond 32 bits; beyond 64 bits it is `number`. Where a
///   number was written with a fraction or an exponent the field is `number`, `double`.
/// * A text is `date-time` (RFC 3339), `date` or `uuid` if all texts of the field are; else an enumeration if there were 2
///   to 12 different ones, each seen 10 times or more, outside of the envelope.
/// * `null` gives no type, and makes one nullable. Where a field had several types it may have any of them.
/// * An object in which more than 256 names were met is a map: its names are data.
/// * What stands deeper than 255 levels may be anything.
///
/// The output tells what was seen how often; memory does not grow with the number of events.
///
/// Exit codes: 0 every event was read, 2 one could not be read, or has no `source` or `detail-type`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    events: EventArguments,
    #[command(flatten)]
    threads: ThreadArguments,
    /// The form of the output: `openapi3` and `draft4` print nothing but the schemas; `json` and `jsonl` hold them as OpenAPI 3
    /// beside what was seen how often.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::OpenApi3, Format::Draft4]))]
    format: Format,
}

const EXAMPLES: &str = r"Examples:
  evb schema infer events.jsonl
  evb schema infer events.jsonl --format openapi3 > schemas.json
  evb schema infer events.jsonl.gz --format jsonl | jq .schema";

/// Reads the events and tells their schemas.
///
/// # Errors
///
/// `event/none`: there is no event.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let settings = Settings {
        time: context.host.now(),
        ..Settings::default()
    };
    let mut seen = Seen {
        inference: Inference::default(),
        refusals: Refusals::new(args.format),
    };
    let threads = args.threads.threads(context);
    let wanted = args.events.wanted(Shape::Recognised, settings);
    let end = on_threads(wanted, &threads, &mut seen, context)?;
    let Seen {
        inference,
        mut refusals,
    } = seen;
    if inference.schemas().next().is_none() && refusals.count() == 0 {
        return Err(Failure::refused(events::nothing(
            "event",
            EVENT_PLACES,
            end,
        )));
    }
    let mut diagnostics = Vec::new();
    if inference.left_out() > 0 {
        let finding = left_out(inference.left_out());
        context.tell(&finding)?;
        diagnostics.push(DiagnosticReport::new(&finding));
    }
    let kind = match args.format {
        Format::Draft4 => Kind::JsonSchemaDraft4,
        _ => Kind::OpenApi3,
    };
    let schemas = inference.schemas();
    let report = InferReport {
        version: 1,
        schemas: schemas.map(|one| InferredReport::new(&one, kind)).collect(),
        diagnostics,
        error: refusals.error(),
    };
    render::schema::infer::write(&report, args.format, context.color, context.stdout)?;
    Ok(context.exit())
}

fn left_out(count: u64) -> Finding {
    let message =
        format!("{count} fields or types of events are left out: the events have too many");
    Finding::without_source(
        Diagnostic::warning(LEFT_OUT, message)
            .help("the schemas hold for all events and say nothing of these; infer from the events of fewer sources"),
    )
}

/// What was seen so far.
struct Seen {
    inference: Inference,
    refusals: Refusals,
}

impl Takes for Seen {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        match self.inference.observe(&record.text) {
            Ok(()) => Ok(()),
            Err(diagnostics) => self.refuse(record.refused(diagnostics), context),
        }
    }

    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        self.refusals.record(broken, context)
    }
}

/// Infers from events on any thread.
struct Infers;

impl AnswersLines for Infers {
    type Scratch = ();
    /// What is answered may turn out to have been no event, and then counts for nothing.
    type Answers = Inference;

    fn scratch(&self) {}

    fn wants_places(&self) -> bool {
        false
    }

    fn wanted_header(&self) -> Extent {
        Extent::Kind
    }

    fn line(&self, line: &Line<'_>, (): &mut (), seen: &mut Inference) -> bool {
        std::str::from_utf8(line.bytes()).is_ok_and(|text| seen.observe(text).is_ok())
    }
}

impl TakesLines for Seen {
    type Lines = Infers;

    fn lines(&self) -> Arc<Infers> {
        Arc::new(Infers)
    }

    fn take_part(&mut self, part: Part<'_, Inference>, _: &mut Context<'_>) -> Result<(), Failure> {
        self.inference.merge(part.answers);
        Ok(())
    }
}
