//! The table of fires.

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::{DateTime, Utc};

use crate::render::printable::printable;
use crate::render::style::Style;
use crate::render::table::write_rows;
use crate::render::words;
use crate::report::next_fires::{Fire, NextFires, ScheduleFires, SkippedFire};

/// How many of the times that one clock change keeps from firing have a row; of more, the last row stands for the rest.
const MOST_OF_A_CHANGE: usize = 3;

/// How many clock changes have rows of times that they keep from firing.
const MOST_CHANGES: usize = 20;

/// A line of the table, and the instant by which it is sorted.
struct Row<'r> {
    seconds: i64,
    schedule: &'r ScheduleFires,
    what: What<'r>,
}

/// What a line of the table tells. Its cells are made when it is written: there may be a million lines.
enum What<'r> {
    Fire(&'r Fire),
    Skipped(&'r SkippedFire, Cow<'r, str>),
}

impl<'r> Row<'r> {
    fn skipped(schedule: &'r ScheduleFires, skipped: &'r SkippedFire, note: Cow<'r, str>) -> Self {
        Self {
            seconds: skipped.seconds,
            schedule,
            what: What::Skipped(skipped, note),
        }
    }
}

pub(super) fn write(
    report: &NextFires,
    after: DateTime<Utc>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let readable: Vec<&ScheduleFires> = report
        .schedules
        .iter()
        .filter(|schedule| schedule.description.is_some())
        .collect();
    for schedule in &readable {
        heading(schedule, style, out)?;
    }
    let mut rows: Vec<Row<'_>> = readable.iter().copied().flat_map(rows).collect();
    if !rows.is_empty() {
        rows.sort_by_key(|row| row.seconds);
        let several = readable.len() > 1;
        let heading = [
            if several { "schedule" } else { "" },
            "day",
            "local",
            "UTC",
            "in",
            "window end",
            "clock change",
        ];
        let cells = |row: &Row<'_>| {
            // One schedule needs no name: its column stays empty and is left out.
            let name = row.schedule.name.as_str();
            cells(if several { name } else { "" }, &row.what, after)
        };
        writeln!(out)?;
        write_rows(heading, || rows.iter().map(cells), out)?;
    }
    if let Some(more) = more(&readable, report.until.as_deref()) {
        writeln!(out, "\n{more}")?;
    }
    let until = report
        .until
        .as_deref()
        .map_or_else(String::new, |until| format!(" until {until}"));
    let trailer = format!(
        "after {}{until}, time zone database {}",
        report.after, report.tzdata
    );
    writeln!(out, "\n{}", style.faint(&trailer))
}

/// Whose lists `--count` ended: one alone shows that by itself, unless an end was asked for that it does not reach.
fn more(schedules: &[&ScheduleFires], until: Option<&str>) -> Option<String> {
    let cut = schedules.iter().filter(|schedule| schedule.more).count();
    if cut == 0 || (schedules.len() == 1 && until.is_none()) {
        return None;
    }
    let whose = if schedules.len() == 1 {
        String::new()
    } else if cut == schedules.len() {
        " of every schedule".to_owned()
    } else {
        format!(" of {cut} of the {} schedules", schedules.len())
    };
    let until = until.map_or_else(String::new, |until| format!(" until {until}"));
    Some(format!(
        "more fires{whose} follow{until}: `--count` shows them"
    ))
}

/// The fires of a schedule, and the times that clock changes keep from firing.
fn rows(schedule: &ScheduleFires) -> Vec<Row<'_>> {
    let fires = schedule.fires.iter().map(|fire| Row {
        seconds: fire.seconds,
        schedule,
        what: What::Fire(fire),
    });
    // At the same instant, what the clock leaves out stands before what it shows then.
    skipped_rows(schedule).into_iter().chain(fires).collect()
}

/// A row for each time, but only the first few of one clock change, and of the first few changes.
fn skipped_rows(schedule: &ScheduleFires) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut changes = schedule
        .skipped
        .chunk_by(|one, next| one.clock_change_at == next.clock_change_at);
    for change in changes.by_ref().take(MOST_CHANGES) {
        let shown = if change.len() > MOST_OF_A_CHANGE {
            MOST_OF_A_CHANGE - 1
        } else {
            change.len()
        };
        let (shown, rest) = change.split_at_checked(shown).unwrap_or((change, &[]));
        rows.extend(
            shown
                .iter()
                .map(|one| Row::skipped(schedule, one, Cow::Borrowed(&one.note))),
        );
        if let Some(last) = rest.last() {
            let note = format!(
                "skipped: {} up to this one, for the same reason",
                words::counted(rest.len() as u64, "time", "times")
            );
            rows.push(Row::skipped(schedule, last, Cow::Owned(note)));
        }
    }
    if let (rest @ 1.., Some(last)) = (changes.count(), schedule.skipped.last()) {
        let note = format!(
            "skipped: more times at {} up to this one, which `--format json` lists",
            words::counted(rest as u64, "clock change", "clock changes")
        );
        rows.push(Row::skipped(schedule, last, Cow::Owned(note)));
    }
    rows
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
    let timezone = printable(&schedule.timezone);
    writeln!(out, "{title} ({timezone}): {description}{none}")
}

fn cells(name: &str, what: &What<'_>, after: DateTime<Utc>) -> Vec<String> {
    let fire = match what {
        What::Fire(fire) => fire,
        What::Skipped(skipped, note) => {
            let local = skipped.local.replace('T', " ");
            let local = local.strip_suffix(":00").unwrap_or(&local);
            let cells = [name, "", local, "-", "", "", note];
            return cells.map(str::to_owned).to_vec();
        }
    };
    let until = u64::try_from(fire.seconds - after.timestamp()).unwrap_or_default();
    let change = fire
        .clock_change
        .as_ref()
        .map_or_else(String::new, |change| change.note.clone());
    vec![
        name.to_owned(),
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
