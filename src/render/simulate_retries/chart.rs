//! Charts for terminals: one mark a column.

use std::io::{self, Write};

use crate::render::words;

/// How many lines a chart has.
const LINES: usize = 10;

/// A quantity over time, which keeps its value between two points.
pub(super) struct Chart<'a> {
    /// What it shows.
    pub(super) title: &'a str,
    /// Seconds and value, in the order of time.
    pub(super) points: Vec<(f64, f64)>,
    /// Until when the last value holds.
    pub(super) end_seconds: f64,
}

impl Chart<'_> {
    /// Draws the chart, at most so many columns wide. Nothing without points, or without time.
    pub(super) fn draw(&self, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let top = self
            .points
            .iter()
            .map(|(_, value)| *value)
            .fold(0.0, f64::max);
        if self.points.len() < 3 || top <= 0.0 || self.end_seconds <= 0.0 {
            return Ok(());
        }
        let label = super::parts::decimal(top, 0);
        let columns = width.saturating_sub(label.len() + 3).clamp(20, 72);
        let heights: Vec<usize> = (1..=columns)
            .map(|column| self.height(column, columns, top))
            .collect();
        writeln!(out, "\n{}", self.title)?;
        for line in (1..=LINES).rev() {
            let label = if line == LINES { label.as_str() } else { "" };
            let marks: String = heights
                .iter()
                .scan(0, |before, height| {
                    // A rise is drawn as a column, so that steps stay connected.
                    let low = (*before).min(*height) + 1;
                    let is_marked = *height == line || (low..=*height).contains(&line);
                    *before = *height;
                    Some(if is_marked { '•' } else { ' ' })
                })
                .collect();
            writeln!(
                out,
                "{label:>width$} │{}",
                marks.trim_end(),
                width = top_width(top)
            )?;
        }
        let end = words::duration(round(self.end_seconds));
        let axis = "─".repeat(columns);
        writeln!(out, "{:>width$} └{axis}", "0", width = top_width(top))?;
        writeln!(
            out,
            "{:>width$}  0{end:>rest$}",
            "",
            width = top_width(top),
            rest = columns - 1
        )
    }

    /// The line of a column: the value at the end of its time.
    fn height(&self, column: usize, columns: usize, top: f64) -> usize {
        let until = self.end_seconds * share(column, columns);
        let value = self
            .points
            .iter()
            .take_while(|(at, _)| *at <= until)
            .last()
            .map_or(0.0, |(_, value)| *value);
        let lines = LINES;
        (1..=lines)
            .rev()
            .find(|line| value >= top * share(*line, lines))
            .unwrap_or(usize::from(value > 0.0))
    }
}

fn top_width(top: f64) -> usize {
    super::parts::decimal(top, 0).len()
}

#[expect(clippy::cast_precision_loss, reason = "columns and lines are few")]
fn share(part: usize, of: usize) -> f64 {
    part as f64 / of as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates, and times are not below zero"
)]
fn round(seconds: f64) -> u64 {
    seconds.round() as u64
}
