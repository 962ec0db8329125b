//! Events made for a pattern, for people and as JSON.

use std::io::{self, Write};

use super::json;
use super::printable::{cut, printable};
use super::style::Style;
use super::words::counted;
use crate::report::Format;
use crate::report::sample::{ExercisedReport, SampleReport, SampleSummary, SampledEvent};

/// How many characters of a comparison a heading shows.
const SHOWN: usize = 60;

/// Writes the events: for people with what they are for, as one JSON document, or each on a line, ready for other
/// commands.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &SampleReport,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => {
            (report.events.iter()).try_for_each(|one| writeln!(out, "{}", one.event()))
        }
        _ => human(report, Style::new(color), out),
    }
}

fn human(report: &SampleReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for (index, one) in report.events.iter().enumerate() {
        let heading = match one {
            SampledEvent::Match { fields, .. } => exercised(fields, style),
            SampledEvent::NearMiss {
                path,
                why,
                actual,
                wanted,
                ..
            } => {
                let value = actual
                    .as_deref()
                    .map_or_else(String::new, |one| format!("{} ", shown(one)));
                let (name, wanted) = (style.name(path), shown(wanted.get()));
                format!("{name} {value}is {}; wanted {wanted}", printable(why))
            }
        };
        writeln!(out, "event {}: {heading}", index + 1)?;
        writeln!(out, "  {}", printable(one.event()))?;
    }
    writeln!(out, "{}, seed {}", summary(report), report.seed)
}

/// What an event is the first to exercise; all, if it is the first with nothing.
fn exercised(fields: &[ExercisedReport], style: Style) -> String {
    let first = fields.iter().filter(|field| field.first);
    let told: Vec<&ExercisedReport> = match first.clone().count() {
        0 => fields.iter().collect(),
        _ => first.collect(),
    };
    let told = told.iter().map(|field| {
        let wanted = shown(field.wanted.get());
        format!("{} {wanted}", style.name(&field.path))
    });
    let told: Vec<String> = told.collect();
    match told.as_slice() {
        [] => "anything".to_owned(),
        told => told.join(", "),
    }
}

fn shown(text: &str) -> String {
    printable(&cut(text, SHOWN)).into_owned()
}

fn summary(report: &SampleReport) -> String {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let events = counted(number(report.events.len()), "event", "events");
    let (verb, part, whole) = match report.summary {
        SampleSummary::Matches {
            alternatives,
            exercised,
            ..
        } => {
            let whole = counted(number(alternatives), "alternative", "alternatives");
            (
                if report.events.len() == 1 {
                    "exercises"
                } else {
                    "exercise"
                },
                exercised,
                whole,
            )
        }
        SampleSummary::NearMisses { fields, missed, .. } => {
            let whole = counted(number(fields), "field", "fields");
            (
                if report.events.len() == 1 {
                    "fails by"
                } else {
                    "fail by"
                },
                missed,
                whole,
            )
        }
    };
    format!("{events} {verb} {part} of {whole}")
}
