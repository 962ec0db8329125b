//! `evb next-fires --collisions`: a list, and a week of 24 hours a day in shades.

use std::io::{self, Write};

use super::table::Table;
use super::{csv, json, words};
use crate::report::Format;
use crate::report::collisions::{CollisionReport, Collisions, HeatMap};
use crate::report::next_fires::RefusedDocument;

/// How many collisions are listed for people.
const MOST_LISTED: usize = 20;
/// From nothing to the fullest hour.
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// Writes the report for a line of `width` columns.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &Collisions<'_>,
    format: Format,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => {
            for collision in &report.collisions {
                json::line(collision, out)?;
            }
            match &report.error {
                Some(error) => json::line(
                    &RefusedDocument {
                        version: 1,
                        error: error.clone(),
                        refused: report.refused.clone(),
                    },
                    out,
                ),
                None => Ok(()),
            }
        }
        Format::Csv => {
            csv::record(&["at", "minutes", "expected", "schedules"], out)?;
            for one in &report.collisions {
                let (minutes, expected) = (one.minutes.to_string(), one.expected.to_string());
                // A name may hold any character, so that no separator would tell them apart.
                let names = serde_json::to_string(&one.schedules).map_err(io::Error::from)?;
                csv::record(&[&one.at, &minutes, &expected, &names], out)?;
            }
            Ok(())
        }
        _ => human(report, width, out),
    }
}

fn human(report: &Collisions<'_>, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let minutes: u64 = report
        .collisions
        .iter()
        .map(|one| u64::try_from(one.minutes).unwrap_or_default())
        .sum();
    writeln!(
        out,
        "{} with more than {} expected, after {} and {}",
        words::counted(minutes, "minute", "minutes"),
        words::counted(report.threshold.into(), "invocation", "invocations"),
        report.after,
        searched_until(&report.until, report.cut_at.as_deref()),
    )?;
    if !report.collisions.is_empty() {
        writeln!(out)?;
        let mut table = Table::new(["from", "minutes", "expected", "schedules"]);
        for one in report.collisions.iter().take(MOST_LISTED) {
            table.row(vec![
                one.at.clone(),
                one.minutes.to_string(),
                one.expected.to_string(),
                names(one, width.saturating_sub(45)),
            ]);
        }
        table.write(out)?;
        let rest = report.collisions.len().saturating_sub(MOST_LISTED);
        if rest > 0 {
            writeln!(
                out,
                "and {} more: `--format json` lists all",
                words::thousands(rest as u64)
            )?;
        }
    }
    writeln!(out)?;
    heat_map(&report.heat_map, out)?;
    writeln!(out, "\ntime zone database {}", report.tzdata)
}

/// How far was really searched.
fn searched_until(until: &str, cut_at: Option<&str>) -> String {
    match cut_at {
        Some(cut_at) => format!("before {cut_at}, not until {until}"),
        None => format!("until {until}"),
    }
}

/// The names of the schedules, as many as there is room for.
fn names(collision: &CollisionReport<'_>, room: usize) -> String {
    let mut text = String::new();
    let mut left = collision.schedules.len();
    for name in &collision.schedules {
        if !text.is_empty() && text.len() + name.len() + 12 > room {
            return format!("{text}, {left} more");
        }
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(name);
        left -= 1;
    }
    text
}

fn heat_map(map: &HeatMap, out: &mut dyn Write) -> io::Result<()> {
    let fullest = map
        .invocations
        .iter()
        .flatten()
        .copied()
        .fold(0.0, f64::max);
    writeln!(
        out,
        "expected invocations by weekday and hour, {}",
        map.timezone
    )?;
    let hours: String = (0..24).map(|hour| format!("{hour:02} ")).collect();
    writeln!(out, "     {}", hours.trim_end())?;
    for (weekday, row) in map.weekdays.iter().zip(&map.invocations) {
        let short: String = weekday.chars().take(3).collect();
        let cells: Vec<String> = row
            .iter()
            .map(|cell| shade(*cell, fullest).to_string().repeat(2))
            .collect();
        let total: f64 = row.iter().sum();
        writeln!(
            out,
            "{short}  {}  {}",
            cells.join(" "),
            (total * 10.0).round() / 10.0
        )?;
    }
    let [none, few, some, many, most] = SHADES;
    let fullest = (fullest * 10.0).round() / 10.0;
    writeln!(
        out,
        "{none} none, {few}{some}{many}{most} quarters of the fullest hour, {fullest}"
    )
}

fn shade(cell: f64, fullest: f64) -> char {
    let index = if cell <= 0.0 {
        0
    } else {
        // Four shades of a quarter each; the fullest hour has the last.
        ((cell / fullest * 4.0).ceil() as usize).clamp(1, 4)
    };
    SHADES.get(index).copied().unwrap_or('█')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_claims_only_what_was_searched() {
        let until = "2026-11-27T10:00:00Z";
        assert_eq!(searched_until(until, None), format!("until {until}"));
        let cut_at = "2026-11-25T09:38:00Z";
        assert_eq!(
            searched_until(until, Some(cut_at)),
            format!("before {cut_at}, not until {until}")
        );
    }
}
