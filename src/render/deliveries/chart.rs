//! Charts for terminals: one mark a column.

use std::io::{self, Write};

use super::parts::decimal;
use crate::render::words;

/// What a chart shows of its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum ChartKind {
    /// A quantity that keeps its value up to the next point.
    Level,
    /// The largest value of each column as a bar, on a logarithmic scale: what is 100 times as large stands beside what
    /// is small.
    Peaks,
}

/// Fewer points are not drawn.
const FEWEST_POINTS: usize = 8;

/// A quantity over time.
pub(in crate::render) struct Chart<'a> {
    /// What it shows.
    pub(in crate::render) title: &'a str,
    /// How it shows it.
    pub(in crate::render) kind: ChartKind,
    /// Seconds and value, in the order of time.
    pub(in crate::render) points: Vec<(f64, f64)>,
    /// Until when the last value holds.
    pub(in crate::render) end_seconds: f64,
}

impl Chart<'_> {
    /// How many lines it has.
    fn lines(&self) -> usize {
        match self.kind {
            ChartKind::Level => 10,
            ChartKind::Peaks => 6,
        }
    }

    /// Draws the chart, at most so many columns wide. Nothing with so few points that a table says as much, or without time.
    pub(in crate::render) fn draw(&self, width: usize, out: &mut dyn Write) -> io::Result<()> {
        let values = self.points.iter().map(|(_, value)| *value);
        let top = values.fold(0.0, f64::max);
        if self.points.len() < FEWEST_POINTS || top <= 0.0 || self.end_seconds <= 0.0 {
            return Ok(());
        }
        let label = decimal(top, 0);
        let margin = label.len();
        let columns = width.saturating_sub(margin + 3).clamp(20, 72);
        let heights: Vec<usize> = (1..=columns)
            .map(|column| self.height(self.value(column, columns), top))
            .collect();
        writeln!(out, "\n{}", self.title)?;
        for line in (1..=self.lines()).rev() {
            let label = if line == self.lines() {
                label.as_str()
            } else {
                ""
            };
            let marks = self.marks(line, &heights);
            writeln!(out, "{label:>margin$} │{}", marks.trim_end())?;
        }
        let end = words::duration(round(self.end_seconds));
        let axis = "─".repeat(columns);
        writeln!(out, "{:>margin$} └{axis}", "0")?;
        writeln!(out, "{:>margin$}  0{end:>rest$}", "", rest = columns - 1)
    }

    /// The marks on one line.
    fn marks(&self, line: usize, heights: &[usize]) -> String {
        let marks = heights.iter().scan(0, |before, height| {
            // A rise is drawn as a column, so that steps stay connected.
            let low = match self.kind {
                ChartKind::Level => (*before).min(*height) + 1,
                ChartKind::Peaks => 1,
            };
            let is_marked = *height == line || (low..=*height).contains(&line);
            *before = *height;
            Some(if is_marked { '•' } else { ' ' })
        });
        marks.collect()
    }

    /// What a column shows.
    fn value(&self, column: usize, columns: usize) -> f64 {
        let until = self.end_seconds * share(column, columns);
        let before = self.points.iter().take_while(|(at, _)| *at <= until);
        match self.kind {
            ChartKind::Level => before.last().map_or(0.0, |(_, value)| *value),
            ChartKind::Peaks => {
                let from = self.end_seconds * share(column - 1, columns);
                let is_first = column == 1;
                before
                    .filter(|(at, _)| *at > from || is_first)
                    .map(|(_, value)| *value)
                    .fold(0.0, f64::max)
            }
        }
    }

    /// The line of a value.
    fn height(&self, value: f64, top: f64) -> usize {
        let lines = self.lines();
        // A peak that is nearly the highest reaches the top line, too.
        let (value, top, nearly) = match self.kind {
            ChartKind::Level => (value, top, 0.0),
            ChartKind::Peaks => (value.ln_1p(), top.ln_1p(), share(1, 2 * lines)),
        };
        (1..=lines)
            .rev()
            .find(|line| value >= top * (share(*line, lines) - nearly))
            .unwrap_or(usize::from(value > 0.0))
    }
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
