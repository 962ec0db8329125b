//! Schemas that were inferred.

use std::io::{self, Write};

use serde_json::Value;

use crate::render::printable::cut;
use crate::render::style::Style;
use crate::render::table::Table;
use crate::render::{json, words};
use crate::report::Format;
use crate::report::schema::{InferReport, InferredReport, SeenReport};

/// How many fields of a schema are shown to people.
const SHOWN_FIELDS: usize = 200;
/// How many texts of a field are shown to people, and how much of each.
const SHOWN_VALUES: usize = 4;
const SHOWN_COLUMNS: usize = 24;

/// Writes the schemas.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &InferReport,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut schemas = report.schemas.iter();
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => schemas.try_for_each(|schema| json::line(schema, out)),
        Format::OpenApi3 | Format::Draft4 => schemas.try_for_each(|schema| document(schema, out)),
        _ => {
            let style = Style::new(color);
            for (number, schema) in schemas.enumerate() {
                if number > 0 {
                    writeln!(out)?;
                }
                human(schema, style, out)?;
            }
            Ok(())
        }
    }
}

/// The schema alone, indented.
fn document(schema: &InferredReport, out: &mut dyn Write) -> io::Result<()> {
    let value: Value = serde_json::from_str(schema.schema.get())?;
    let mut text = serde_json::to_vec_pretty(&value)?;
    text.push(b'\n');
    out.write_all(&text)
}

fn human(schema: &InferredReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{}: {}, from {}",
        style.name(&format!("{} / {}", schema.source, schema.detail_type)),
        style.name(&schema.name),
        words::counted(schema.events, "event", "events")
    )?;
    let mut table = Table::new(["field", "type", "seen", "values"]);
    for field in schema.fields.iter().take(SHOWN_FIELDS) {
        let seen = match field.seen == field.of {
            true => "always".to_owned(),
            false => format!("{} of {}", field.seen, field.of),
        };
        table.row(vec![field.path.clone(), kinds(field), seen, values(field)]);
    }
    table.write(out)?;
    match schema.fields.len().saturating_sub(SHOWN_FIELDS) as u64 {
        0 => Ok(()),
        more => writeln!(
            out,
            "… and {}",
            words::counted(more, "field more", "fields more")
        ),
    }
}

/// What a field was; with how often, if it was several things.
fn kinds(field: &SeenReport) -> String {
    let format = |kind: &str| match field.format {
        Some(format) if kind == "string" => format.to_owned(),
        _ => kind.to_owned(),
    };
    let kinds: Vec<String> = match field.types.len() {
        1 => field.types.keys().map(|kind| format(kind)).collect(),
        _ => {
            let all = field.types.iter();
            all.map(|(kind, times)| format!("{} ({times})", format(kind)))
                .collect()
        }
    };
    kinds.join(", ")
}

fn values(field: &SeenReport) -> String {
    let shown = field.values.iter().take(SHOWN_VALUES);
    let mut values: Vec<String> = shown
        .map(|one| format!("`{}` ({})", cut(&one.value, SHOWN_COLUMNS), one.seen))
        .collect();
    if field.values.len() > SHOWN_VALUES {
        values.push("…".to_owned());
    }
    values.join(", ")
}
