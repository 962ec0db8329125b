//! The answer of `PutEvents`, for people and as JSON.

use std::io::{self, Write};

use super::printable::{payload, printable};
use super::{json, words};
use crate::report::Format;
use crate::report::put_events::{EntryReport, PermissionReport, PutEventsReport};

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
        if let Some(permission) = &entry.permission {
            writeln!(out, "  {}", allowed(permission))?;
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

/// `allowed for …: the policy of the bus allows it (`Shop`, policy.json:3:5)`
fn allowed(permission: &PermissionReport) -> String {
    let word = match permission.allowed {
        Some(true) => "allowed",
        Some(false) => "denied",
        None => "not known whether allowed",
    };
    let statement = permission.statement.as_ref().map(|one| {
        let sid = one
            .sid
            .as_deref()
            .map(|sid| format!("`{}`, ", printable(sid)));
        let place = format!(
            "{}:{}:{}",
            printable(&one.source),
            one.span.line,
            one.span.column
        );
        format!(" ({}{place})", sid.unwrap_or_default())
    });
    format!(
        "{word} for `{}`: {}{}",
        printable(&permission.principal),
        permission.reason,
        statement.unwrap_or_default()
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
