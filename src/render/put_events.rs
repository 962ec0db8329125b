//! The answer of `PutEvents`, for people and as JSON.

use std::io::{self, Write};

use super::printable::{payload, printable};
use super::{json, words};
use crate::report::Format;
use crate::report::put_events::{EntryReport, PutEventsReport};

/// Writes the answer for people, or as one JSON document.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(report: &PutEventsReport, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        _ => human(report, out),
    }
}

/// Writes an event as a line, ready for other commands.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn event(event: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{event}")
}

/// The entries that AWS does not take or loses, for JSON Lines, which holds only events.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn failures(report: &PutEventsReport, out: &mut dyn Write) -> io::Result<()> {
    let entries = report.entries.iter().enumerate();
    for (index, entry) in entries.filter(|(_, entry)| entry.event_id.is_none() || entry.lost) {
        writeln!(out, "entry {}: {}", index + 1, answer(entry))?;
    }
    Ok(())
}

fn human(report: &PutEventsReport, out: &mut dyn Write) -> io::Result<()> {
    let mut events = report.events.iter();
    for (index, entry) in report.entries.iter().enumerate() {
        writeln!(out, "entry {}: {}", index + 1, answer(entry))?;
        if entry.event_id.is_some()
            && !entry.lost
            && let Some(event) = events.next()
        {
            writeln!(out, "  {}", payload(event.get()))?;
        }
    }
    let size = u64::try_from(report.size_bytes).unwrap_or(u64::MAX);
    writeln!(
        out,
        "FailedEntryCount {}, {}, seed {}",
        report.failed_entry_count,
        words::counted(size, "byte", "bytes"),
        report.seed
    )
}

fn answer(entry: &EntryReport) -> String {
    match (&entry.event_id, entry.error_code, &entry.error_message) {
        (Some(id), ..) => {
            let bus = entry.event_bus_name.as_deref().unwrap_or("default");
            let what = if entry.lost {
                "lost: there is no bus"
            } else {
                "to the bus"
            };
            format!("EventId {id}, {what} `{}`", printable(bus))
        }
        (None, code, message) => format!(
            "{}: {}",
            code.unwrap_or_default(),
            printable(message.as_deref().unwrap_or_default())
        ),
    }
}
