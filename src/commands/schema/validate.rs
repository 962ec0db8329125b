//! `evb schema validate`: are events what their schema says?

use std::ffi::OsString;

use super::documents;
use crate::commands::answer::Refusals;
use crate::commands::events::{self, EVENT_PLACES, Takes};
use crate::commands::{
    BrokenRecord, Context, EventArguments, EventRecord, Exit, Failure, Input, formats, input,
};
use crate::diagnostic::{Diagnostics, Finding};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::json::{self, Value, fields};
use crate::render;
use crate::report::Format;
use crate::report::schema::{ValidatedReport, ValidationEnd, ValidationSummary};
use crate::schema::{Document, Validator};

/// Validate events against schemas, and tell every value that is not as its schema says.
///
/// Of several schemas each event is held to the one for its `source` and `detail-type`; a schema that does not tell these
/// (`x-amazon-events-source`, `x-amazon-events-detail-type`) is for every event that has no other. OpenAPI 3 is taken as such
/// (`nullable`, components), JSON Schema without a `$schema` as draft 4. Formats are checked: `date-time`, `date`, `uuid`, …
///
/// Exit codes: 0 every event is valid, 1 one is not, 2 a schema or an event could not be read.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// A schema: a file, a glob, a directory, `-` for standard input, JSON itself; repeat it for each.
    ///
    /// OpenAPI 3 with the component `AWSEvent`, JSON Schema, what `aws schemas describe-schema` prints, or several of these in one
    /// file, as `evb schema infer` writes them.
    #[arg(short, long = "schema", value_name = "SCHEMA", required = true)]
    schemas: Vec<OsString>,
    #[command(flatten)]
    events: EventArguments,
    /// Leave out events for which there is no schema; without it they are not valid.
    #[arg(long)]
    skip_others: bool,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
}

const EXAMPLES: &str = r"Examples:
  evb schema validate --schema order.json events.jsonl
  evb schema validate --schema schemas/ --skip-others --format jsonl < events.jsonl
  aws schemas describe-schema --registry-name aws.events --schema-name aws.ec2@EC2InstanceStateChangeNotification | evb schema validate --schema - event.json";

/// Validates every event.
///
/// # Errors
///
/// * `schema/…`, `input/…`: a schema cannot be read or used.
/// * `event/none`: there is no event.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let inputs = args.events.inputs();
    let schemas: Vec<Input> = args.schemas.iter().map(Input::new).collect();
    let help = args.events.help_on_stdin("schema");
    input::one_standard_input(inputs.iter().chain(&schemas), &help)?;
    let mut schemas = Vec::new();
    for document in documents::read(&args.schemas, "--schema", context)? {
        let validator = Validator::new(&document)
            .map_err(|told| Failure::refused(Finding::new(told, &document.text)))?;
        schemas.push((document, validator));
    }
    let settings = Settings {
        time: context.host.now(),
        ..Settings::default()
    };
    let mut validation = Validation {
        args,
        schemas,
        refusals: Refusals::new(args.format),
        summary: ValidationSummary::default(),
    };
    if args.format == Format::Json {
        render::json::begin_results(context.stdout)?;
    }
    let wanted = args.events.wanted(Shape::Recognised, settings);
    let end = events::in_order(wanted, &mut validation, context)?;
    if validation.summary.events == 0 && validation.refusals.count() == 0 {
        let refusals = &mut validation.refusals;
        refusals.nothing("event", EVENT_PLACES, end, context)?;
    }
    let ending = ValidationEnd {
        summary: validation.summary,
        error: validation.refusals.error(),
    };
    render::schema::validate::end(&ending, args.format, context.stdout)?;
    Ok(context.exit())
}

struct Validation<'a> {
    args: &'a Args,
    schemas: Vec<(Document, Validator)>,
    refusals: Refusals,
    summary: ValidationSummary,
}

impl Validation<'_> {
    /// The schema for an event: that of its source and detail-type, or one for any event.
    fn schema(&self, event: &Value) -> Option<&(Document, Validator)> {
        let is_for = |told: &Option<String>, name: &str| {
            told.is_none() || told.as_deref() == fields::text(event, name)
        };
        let mut fitting = self.schemas.iter().filter(|(document, _)| {
            is_for(&document.source, "source") && is_for(&document.detail_type, "detail-type")
        });
        let exact = fitting.clone();
        let mut exact = exact.filter(|(document, _)| document.source.is_some());
        exact.next().or_else(|| fitting.next())
    }
}

impl Takes for Validation<'_> {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        let event = match json::parse(&record.text) {
            Ok(event) => event,
            Err(error) => {
                let told = Diagnostics::from(error.diagnostic(&record.text));
                return self.refuse(record.refused(told), context);
            }
        };
        let place = record.place.report(event.get("id").and_then(Value::as_str));
        let source = record.source();
        let report = match self.schema(&event) {
            Some((document, validator)) => {
                let violations = validator.violations(&event);
                ValidatedReport::new(place, (document, &violations), &source)
            }
            None if self.args.skip_others => {
                self.summary.skipped += 1;
                self.summary.events += 1;
                return Ok(());
            }
            None => ValidatedReport::without_schema(place, &event, &source),
        };
        let is_first = self.summary.valid + self.summary.not_valid == 0;
        self.summary.events += 1;
        match report.valid {
            true => self.summary.valid += 1,
            false => self.summary.not_valid += 1,
        }
        context.known(Exit::answer(report.valid));
        render::schema::validate::event(
            &report,
            self.args.format,
            is_first,
            context.color,
            context.stdout,
        )?;
        Ok(())
    }

    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        self.refusals.record(broken, context)
    }
}
