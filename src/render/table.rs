//! Aligned columns of plain text: cells may hold anything, and are written in their printable form.

use std::borrow::Cow;
use std::io::{self, Write};

use super::printable::{MAXIMUM_COLUMNS, cut};

/// Rows whose columns stand under each other.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a heading.
    #[must_use]
    pub fn new<const N: usize>(heading: [&str; N]) -> Self {
        Self {
            rows: vec![heading.map(str::to_owned).to_vec()],
        }
    }

    /// Adds a row. It may be shorter than the others; a cell is cut where it is wider than [`MAXIMUM_COLUMNS`].
    pub fn row(&mut self, cells: Vec<String>) {
        let shown = cells.iter().map(|cell| cut(cell, MAXIMUM_COLUMNS));
        self.rows.push(shown.map(Cow::into_owned).collect());
    }

    /// Writes the rows, two blanks between columns and none at the end of a line. A column in which no row but the
    /// first has anything is left out.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut columns = Columns::default();
        self.rows.iter().for_each(|row| columns.see_shown(row));
        let mut line = String::new();
        self.rows.iter().try_for_each(|row| {
            line.clear();
            columns.push_shown(row, &mut line);
            out.write_all(line.as_bytes())
        })
    }
}

/// The columns of a table whose rows are made twice: once to see how wide they are, once to write them. So none of them
/// is held. What is said of [`Table`] holds here too.
#[derive(Debug, Default)]
pub(super) struct Columns {
    widths: Vec<usize>,
    /// Whether a row but the first has anything there.
    is_shown: Vec<bool>,
    rows: usize,
}

impl Columns {
    /// Looks at a row, the heading first.
    pub(super) fn see(&mut self, row: &[&str]) {
        self.see_shown(row.iter().map(|cell| cut(cell, MAXIMUM_COLUMNS)));
    }

    /// Whether there are rows but for the heading.
    pub(super) fn has_rows(&self) -> bool {
        self.rows > 1
    }

    /// Writes a row behind a text.
    pub(super) fn push(&self, row: &[&str], out: &mut String) {
        self.push_shown(row.iter().map(|cell| cut(cell, MAXIMUM_COLUMNS)), out);
    }

    fn see_shown(&mut self, row: impl IntoIterator<Item = impl AsRef<str>>) {
        for (column, cell) in row.into_iter().enumerate() {
            let cell = cell.as_ref();
            if column >= self.widths.len() {
                self.widths.resize(column + 1, 0);
                self.is_shown.resize(column + 1, false);
            }
            if let Some(width) = self.widths.get_mut(column) {
                *width = (*width).max(cell.chars().count());
            }
            if let Some(is_shown) = self.is_shown.get_mut(column) {
                *is_shown |= self.rows > 0 && !cell.is_empty();
            }
        }
        self.rows += 1;
    }

    fn push_shown(&self, row: impl IntoIterator<Item = impl AsRef<str>>, out: &mut String) {
        let begun = out.len();
        let columns = self.widths.iter().zip(&self.is_shown);
        for (cell, (width, _)) in row
            .into_iter()
            .zip(columns)
            .filter(|(_, (_, is_shown))| **is_shown)
        {
            let cell = cell.as_ref();
            out.push_str(cell);
            let blanks = width.saturating_sub(cell.chars().count()) + 2;
            out.extend(std::iter::repeat_n(' ', blanks));
        }
        let used = out.get(begun..).map_or(0, |line| line.trim_end().len());
        out.truncate(begun + used);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_empty_ones_left_out() {
        let mut table = Table::new(["at", "window", "name"]);
        table.row(vec!["10:00".to_owned(), String::new(), "älter".to_owned()]);
        table.row(vec!["9".to_owned(), String::new(), "b".to_owned()]);
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "at     name\n10:00  älter\n9      b\n"
        );
    }

    #[test]
    fn a_cell_of_any_length_is_cut() {
        let mut table = Table::new(["name", "at"]);
        table.row(vec!["x".repeat(70_000), "a\u{1b}\nb".to_owned()]);
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let cells = format!("{}…  a\\u001b\\nb\n", "x".repeat(MAXIMUM_COLUMNS - 1));
        assert!(text.ends_with(&cells), "{text}");
    }
}
