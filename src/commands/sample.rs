//! `evb sample`: events for a pattern, such that match and such that just fail.

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::declarations::Named;
use super::schema::documents;
use super::templates::{StageArgument, TemplateArguments};
use super::test_pattern::pattern_file::{self, Asked, FoundPattern};
use super::{Context, Exit, Failure, formats};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::pattern::{Dialect, OpenPattern, Pattern};
use crate::render;
use crate::report::sample::SampleReport;
use crate::report::{DiagnosticReport, Format};
use crate::sample::{Bus, Frame, Matches, NearMisses, NotExercised, OfSchema, Sampler};
use crate::schema::Document;
use crate::simulate::pipe::{RecordFilter, SampledRecords, SourceKind};
use crate::source::{Source, Span};

/// A part of the pattern that no event exercises.
const NOT_EXERCISED: Code = Code::new("sample/not-exercised");
/// A comparison that no event exercises alone.
const NOT_ALONE: Code = Code::new("sample/not-alone");
/// A field by which no event fails alone.
const NO_NEAR_MISS: Code = Code::new("sample/no-near-miss");
/// A pattern of something else than events and records.
const NEITHER: Code = Code::new("sample/neither");
/// A schema for what is no event.
const RECORDS: Code = Code::new("sample/records");
/// There would be more events.
const LEFT_OUT: Code = Code::new("sample/left-out");
/// A hole of a template that stands in the events as it is written.
const PLACEHOLDER: Code = Code::new("sample/placeholder");

/// Make events for an event pattern: as few as match by each of its alternatives, or such that fail by just one field.
///
/// What the pattern leaves open is filled from the catalogue of AWS's events, so that events of AWS's services look like
/// theirs; filters of pipes and event source mappings get records. Every event is tried before it is printed.
///
/// Exit codes: 0 there are events for all of the pattern, 1 there is none for a part of it, 2 the pattern could not be read.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// The event pattern: a file, `FILE#NAME` for one rule or filter of a template, `-` for standard input, or JSON itself.
    #[arg(value_name = "PATTERN")]
    pattern: OsString,
    /// How many events to make. By default as many as it takes: one for every alternative, or for every change.
    #[arg(short = 'n', long, value_name = "COUNT", value_parser = clap::value_parser!(u64).range(1..))]
    count: Option<u64>,
    /// Make events that fail by one field: one step beyond each bound, one character off, in another case, of another type,
    /// absent, in another element of an array.
    #[arg(long)]
    near_miss: bool,
    /// What is made up follows from it: the same seed, the same events.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// Where the pattern is used: filters (`pipe`, `lambda`) get records of their source.
    /// Default: what declares the pattern says it, else `bus`.
    #[arg(long = "for", value_name = "WHERE", value_parser = dialects())]
    dialect: Option<Dialect>,
    /// Fill events from schemas, and print only what is valid by one: a file, a glob, a directory, `-`; repeat it for more.
    /// Fields that a schema does not name are taken to be those that no event has.
    #[arg(long = "schema", value_name = "SCHEMA")]
    schemas: Vec<OsString>,
    /// The form of the output; `jsonl` prints the events alone, one a line, for other commands to read.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
    // Last: their heading would stand above what follows.
    #[command(flatten)]
    templates: TemplateArguments,
    #[command(flatten)]
    stage: StageArgument,
}

const EXAMPLES: &str = r#"Examples:
  evb sample pattern.json
  evb sample template.yaml#OrdersRule --near-miss
  evb sample pattern.json --schema orders.json
  evb sample pattern.json --format jsonl | evb test-pattern pattern.json
  evb sample '{"detail": {"total": [{"numeric": [">=", 100]}]}}' --near-miss -n 5 --seed 7"#;

fn dialects() -> impl clap::builder::TypedValueParser<Value = Dialect> {
    let all = [
        Dialect::Bus,
        Dialect::Pipe,
        Dialect::Lambda,
        Dialect::Subscriber,
    ];
    PossibleValuesParser::new(all.map(Dialect::as_str))
        .map(|name| Dialect::from_name(&name).unwrap_or_default())
}

/// Makes the events and tells what there are none for.
///
/// # Errors
///
/// * AWS's `InvalidEventPatternException` (or what the service of `--for` answers): the pattern is not valid.
/// * `input/…`: it cannot be read, or there are none or several.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let named = Named::new(&args.pattern, context);
    let asked = Asked {
        dialect: args.dialect,
        scope: None,
    };
    let found = pattern_file::read(&named, asked, context)?;
    let FoundPattern {
        source, dialect, ..
    } = found;
    if found.is_of_bucket || matches!(dialect, Dialect::Sns(_)) {
        let refusal = Diagnostic::error(NEITHER, "what this filters is neither an event nor a record")
            .help("events are made for rules and archives, records for filters of pipes and event source mappings");
        return Err(Failure::refused(Finding::without_source(refusal)));
    }
    let mut told = found.notes;
    let pattern = match found.open {
        Some(open) => {
            told.extend(placeholders(&open));
            open.shown
        }
        None => pattern_file::parse(&source, dialect)?,
    };
    told.splice(0..0, pattern.notes.iter().cloned());
    let documents = documents::read(&args.schemas, "--schema", context)?;
    let made = match dialect {
        Dialect::Pipe | Dialect::Lambda if !documents.is_empty() => {
            let refusal =
                Diagnostic::error(RECORDS, "`--schema` is of events, and this filters records")
                    .help("leave it out: records are what their source sends");
            return Err(Failure::refused(Finding::without_source(refusal)));
        }
        Dialect::Pipe | Dialect::Lambda => {
            let records = found.records.or_else(|| SourceKind::of_pattern(&pattern));
            let filter = RecordFilter::new(&pattern, dialect).of_source(records);
            let frame = SampledRecords::new(&filter, records);
            make(args, &pattern, &source, &[&frame])
        }
        _ => {
            let bus = Bus::new(&pattern, dialect, args.seed);
            let bus = bus.sent_from(
                args.templates.account.clone(),
                args.templates.region.clone(),
            );
            let schemas = of_schemas(&documents, &bus)?;
            let mut frames: Vec<&dyn Frame> = schemas.iter().map(|one| one as &dyn Frame).collect();
            if frames.is_empty() {
                frames.push(&bus);
            }
            make(args, &pattern, &source, &frames)
        }
    };
    told.extend(made.told);
    let mut report = made.report;
    let findings = told.into_iter().map(|one| finding(one, &source));
    if args.format == Format::Json {
        report.diagnostics = findings.map(|one| DiagnosticReport::new(&one)).collect();
    } else {
        for finding in findings {
            context.tell(&finding)?;
        }
    }
    context.known(Exit::answer(made.is_whole));
    render::sample::write(&report, args.format, context.color, context.stdout)?;
    Ok(context.exit())
}

/// The events of each schema on a bus.
fn of_schemas<'b, 'p>(
    documents: &[Document],
    bus: &'b Bus<'p>,
) -> Result<Vec<OfSchema<'b, 'p>>, Failure> {
    let each = documents.iter().zip(0..).map(|(document, number)| {
        let schema = OfSchema::new(bus, document, number);
        schema.map_err(|wrong| Failure::refused(Finding::new(wrong, &document.text)))
    });
    each.collect()
}

/// What was made.
struct Made {
    report: SampleReport,
    told: Vec<Diagnostic>,
    /// Whether there are events for all of the pattern.
    is_whole: bool,
}

fn make(args: &Args, pattern: &Pattern, source: &Source, frames: &[&dyn Frame]) -> Made {
    let count = args
        .count
        .map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    let samplers = frames
        .iter()
        .map(|frame| Sampler::new(pattern, *frame, args.seed));
    if args.near_miss {
        let each = samplers.map(|sampler| sampler.near_misses(count));
        let found = NearMisses::together(each.collect(), count);
        Made {
            report: SampleReport::of_near_misses(&found, source, args.seed),
            is_whole: found.without.is_empty(),
            told: of_near_misses(&found, source, count),
        }
    } else {
        let each = samplers.map(|sampler| sampler.matches(count));
        let found = Matches::together(each.collect(), count);
        Made {
            report: SampleReport::of_matches(&found, source, &pattern.or_groups, args.seed),
            is_whole: found.not_exercised.is_empty(),
            told: of_matches(&found, count),
        }
    }
}

fn of_matches(found: &Matches, count: Option<usize>) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for one in &found.not_exercised {
        // Of an alternative of `$or` of which a part is impossible that part is told.
        let is_part = |other: &NotExercised| {
            other.span != one.span
                && one.span.start <= other.span.start
                && other.span.end <= one.span.end
        };
        if found.not_exercised.iter().any(is_part) {
            continue;
        }
        let message = format!("no event exercises this part of `{}`", one.path);
        told.push(
            Diagnostic::warning(NOT_EXERCISED, message).at(one.span, one.obstacle.to_string()),
        );
    }
    for one in &found.shadowed {
        let message = format!("this value of `{}` decides nothing", one.path);
        let mut note =
            Diagnostic::note(NOT_ALONE, message).at(one.span, "no event satisfies it alone");
        for other in &one.by {
            note = note.related(*other, "what satisfies it satisfies this too");
        }
        told.push(note.help("the pattern matches the same events without it"));
    }
    let is_cut = count.is_some_and(|count| count > found.events.len());
    if is_cut && found.exercised > 0 {
        let message = "not as many events as are asked for were found";
        told.push(Diagnostic::note(LEFT_OUT, message));
    }
    if found.left_out > 0 {
        let message = format!(
            "the events exercise {} of {} alternatives",
            found.exercised, found.alternatives
        );
        told.push(Diagnostic::note(LEFT_OUT, message).help(more(count)));
    }
    told
}

fn of_near_misses(found: &NearMisses, source: &Source, count: Option<usize>) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for one in &found.without {
        let message = format!("no event fails by `{}` alone", one.path);
        let beginning = Span::new(one.span.start, one.span.start + 1);
        let is_short = source.slice(one.span).lines().count() < 2;
        let span = if is_short { one.span } else { beginning };
        told.push(Diagnostic::warning(NO_NEAR_MISS, message).at(span, one.obstacle.to_string()));
    }
    if found.left_out > 0 {
        let message = format!("{} more changes are possible", found.left_out);
        told.push(Diagnostic::note(LEFT_OUT, message).help(more(count)));
    }
    told
}

/// Why there are no more events.
const fn more(count: Option<usize>) -> &'static str {
    match count {
        Some(_) => "without `-n` there is an event for each",
        None => "no more are made for one pattern",
    }
}

/// What stands for the holes of a template.
fn placeholders(open: &OpenPattern) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for name in open.holes() {
        let place = open
            .places
            .iter()
            .find(|place| place.open.first_hole().from == name);
        let message =
            format!("the template leaves `{name}` open: in the events its own text stands for it");
        let mut warning = Diagnostic::warning(PLACEHOLDER, message);
        if let Some(place) = place {
            warning = warning.at(place.span, "not known before it is deployed");
        }
        told.push(warning.help(format!(
            "`--parameter {name}=VALUE`, `--account` and `--region` say what it is"
        )));
    }
    told
}

fn finding(diagnostic: Diagnostic, source: &Source) -> Finding {
    match diagnostic.primary {
        Some(_) => Finding::new(diagnostic, source),
        None => Finding::without_source(diagnostic),
    }
}
