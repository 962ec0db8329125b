//! The table of fires.

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use crate::render::style::Style;
use crate::render::table::Table;
use crate::render::words;
use crate::report::next_fires::{Fire, NextFires, ScheduleFires};

pub(super) fn write(
    report: &NextFires,
    after: DateTime<Utc>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let readable = || {
        report
            .schedules
            .iter()
            .filter(|schedule| schedule.description.is_some())
    };
    for schedule in readable() {
        heading(schedule, style, out)?;
    }
    let mut rows: Vec<(i64, Vec<String>)> = Vec::new();
    let several = readable().nth(1).is_some();
    for schedule in readable() {
        let name = |cells: &mut Vec<String>| {
            if several {
                cells.insert(0, schedule.name.clone());
            }
        };
        for fire in &schedule.fires {
            let mut cells = cells(fire, after);
            name(&mut cells);
            rows.push((fire.seconds, cells));
        }
        for skipped in &schedule.skipped {
            let local = skipped.local.replace('T', " ");
            let local = local.strip_suffix(":00").unwrap_or(&local).to_owned();
            let mut cells = vec![
                String::new(),
                local,
                "-".to_owned(),
                String::new(),
                String::new(),
                skipped.note.clone(),
            ];
            name(&mut cells);
            rows.push((skipped.seconds, cells));
        }
    }
    if !rows.is_empty() {
        rows.sort_by_key(|(seconds, _)| *seconds);
        let mut table = if several {
            Table::new([
                "schedule",
                "day",
                "local",
                "UTC",
                "in",
                "window end",
                "clock change",
            ])
        } else {
            Table::new(["day", "local", "UTC", "in", "window end", "clock change"])
        };
        for (_, cells) in rows {
            table.row(cells);
        }
        writeln!(out)?;
        table.write(out)?;
    }
    let cut = readable().any(|schedule| schedule.more);
    if let Some(until) = report.until.as_deref().filter(|_| cut) {
        writeln!(
            out,
            "\nmore fires follow until {until}: `--count` shows them"
        )?;
    }
    let trailer = format!(
        "after {}, time zone database {}",
        report.after, report.tzdata
    );
    writeln!(out, "\n{}", style.faint(&trailer))
}

/// What the schedule says, and what its list leaves out.
fn heading(schedule: &ScheduleFires, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let name = if schedule.name == schedule.expression {
        String::new()
    } else {
        format!("{}: ", schedule.name)
    };
    let title = style.name(&format!("{name}{}", schedule.expression));
    let description = schedule.description.as_deref().unwrap_or_default();
    let none = if schedule.fires.is_empty() {
        "; nothing fires"
    } else {
        ""
    };
    writeln!(out, "{title} ({}): {description}{none}", schedule.timezone)
}

fn cells(fire: &Fire, after: DateTime<Utc>) -> Vec<String> {
    let until = u64::try_from(fire.seconds - after.timestamp()).unwrap_or_default();
    let change = fire
        .clock_change
        .as_ref()
        .map_or_else(String::new, |change| change.note.clone());
    vec![
        fire.weekday.chars().take(3).collect(),
        shortened(&fire.local),
        shortened(&fire.at),
        words::duration(until),
        fire.window_end
            .as_deref()
            .map_or_else(String::new, shortened),
        change,
    ]
}

/// `2026-11-20 10:00 +02:00` for `2026-11-20T10:00:00+02:00`; seconds are kept where there are some.
fn shortened(time: &str) -> String {
    let (Some(date), Some(clock), Some(offset)) =
        (time.get(..10), time.get(11..19), time.get(19..))
    else {
        return time.to_owned();
    };
    let clock = clock.strip_suffix(":00").unwrap_or(clock);
    let offset = if offset == "Z" {
        "Z".to_owned()
    } else {
        format!(" {offset}")
    };
    format!("{date} {clock}{offset}")
}
