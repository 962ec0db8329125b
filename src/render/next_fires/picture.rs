//! The timeline as a picture: a lane for each schedule, a stroke for each fire, a bar for each window.

use std::io::{self, Write};

use chrono::{DateTime, Utc};

use super::human::asked;
use crate::render::svg::Picture;
use crate::report::next_fires::{Fire, NextFires, ScheduleFires};

const WIDTH: u32 = 960;
const MARGIN: f64 = 20.0;
const TOP: f64 = 50.0;
const LANE: f64 = 44.0;
/// The narrowest that a fire is drawn.
const STROKE: f64 = 2.0;
/// How many marks the axis has.
const MARKS: i64 = 6;

const INK: &str = "#1f2430";
const FAINT: &str = "#8a93a3";
const GRID: &str = "#e3e7ee";
const FIRE: &str = "#c7361d";
const WINDOW: &str = "#f4b9ae";

/// Draws the fires of each schedule. A picture needs all of them at once: the first and the last give its scale.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write(
    report: &NextFires,
    fires: &[Vec<Fire>],
    after: DateTime<Utc>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lanes = report.schedules.iter().zip(fires);
    let lanes: Vec<(&ScheduleFires, &[Fire])> = lanes
        .filter(|(schedule, _)| schedule.description.is_some())
        .map(|(schedule, fires)| (schedule, fires.as_slice()))
        .collect();
    let bottom = TOP + LANE * lanes.len() as f64;
    let mut picture = Picture::new(WIDTH, (bottom + 40.0) as u32);
    let scale = Scale::new(fires, after);
    picture.text(MARGIN, 20.0, INK, &title(report));
    for mark in 0..=MARKS {
        let seconds = scale.first + (scale.last - scale.first) * mark / MARKS;
        let x = scale.x(seconds);
        picture.line((x, TOP - 10.0), (x, bottom), GRID);
        // The last mark's text would leave the picture.
        if mark < MARKS {
            picture.text(x, bottom + 18.0, FAINT, &utc(seconds));
        }
    }
    for ((schedule, fires), top) in lanes
        .iter()
        .zip((0..).map(|index| TOP + LANE * f64::from(index)))
    {
        draw_lane(schedule, fires, top, &scale, &mut picture);
    }
    out.write_all(picture.finish(&title(report)).as_bytes())
}

fn draw_lane(
    schedule: &ScheduleFires,
    fires: &[Fire],
    top: f64,
    scale: &Scale,
    picture: &mut Picture,
) {
    let description = schedule.description.as_deref().unwrap_or_default();
    picture.text(
        MARGIN,
        top + 10.0,
        INK,
        &format!("{}: {description}", schedule.name),
    );
    let base = top + 34.0;
    picture.line((MARGIN, base), (f64::from(WIDTH) - MARGIN, base), GRID);
    for fire in fires {
        let x = scale.x(fire.occurrence.seconds());
        if let Some(end) = fire.window_end_seconds {
            picture.rectangle(
                x,
                base - 12.0,
                scale.x(end) - x,
                12.0,
                WINDOW,
                &format!("{} to {}", fire.local(), utc(end)),
            );
        }
        picture.rectangle(
            x,
            base - 16.0,
            STROKE,
            16.0,
            FIRE,
            &format!("{} ({})", fire.local(), fire.at()),
        );
    }
}

/// From instants to pixels.
struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    /// Everything from the first fire to the end of the last window.
    fn new(fires: &[Vec<Fire>], after: DateTime<Utc>) -> Self {
        let fires = fires.iter().flatten();
        let first = fires.clone().map(|fire| fire.occurrence.seconds()).min();
        let ends = fires.map(|fire| {
            let at = fire.occurrence.seconds();
            fire.window_end_seconds.unwrap_or(at)
        });
        let last = ends.max();
        let first = first.unwrap_or_else(|| after.timestamp());
        Self {
            first,
            last: last.unwrap_or(first).max(first + 60),
        }
    }

    fn x(&self, seconds: i64) -> f64 {
        let share = (seconds - self.first) as f64 / (self.last - self.first) as f64;
        MARGIN + share * (f64::from(WIDTH) - 2.0 * MARGIN - STROKE)
    }
}

fn title(report: &NextFires) -> String {
    format!(
        "Fires {}, times in UTC, time zone database {}",
        asked(report),
        report.tzdata
    )
}

fn utc(seconds: i64) -> String {
    DateTime::from_timestamp(seconds, 0).map_or_else(String::new, |time| {
        time.format("%Y-%m-%d %H:%MZ").to_string()
    })
}
