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
        self.rows.iter().for_each(|row| columns.see(row));
        self.rows.iter().try_for_each(|row| columns.write(row, out))
    }
}

/// Writes a table with a heading whose rows are made twice: once to see how wide they are, once to write them. So no more
/// than one of them is held. What is said of [`Table`] holds here too.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn write_rows<const N: usize, R: Iterator<Item = Vec<String>>>(
    heading: [&str; N],
    rows: impl Fn() -> R,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = |cells: Vec<String>| -> Vec<String> {
        let cells = cells.iter().map(|cell| cut(cell, MAXIMUM_COLUMNS));
        cells.map(Cow::into_owned).collect()
    };
    let heading = heading.map(str::to_owned);
    let mut columns = Columns::default();
    columns.see(&heading);
    rows().for_each(|row| columns.see(&shown(row)));
    columns.write(&heading, out)?;
    rows().try_for_each(|row| columns.write(&shown(row), out))
}

/// How wide each column is.
#[derive(Default)]
struct Columns {
    widths: Vec<usize>,
    /// Whether a row but the first has anything there.
    is_shown: Vec<bool>,
    rows: usize,
}

impl Columns {
    fn see(&mut self, row: &[String]) {
        let columns = row.len().max(self.widths.len());
        self.widths.resize(columns, 0);
        self.is_shown.resize(columns, false);
        let known = self.widths.iter_mut().zip(&mut self.is_shown);
        for (cell, (width, is_shown)) in row.iter().zip(known) {
            *width = (*width).max(cell.chars().count());
            *is_shown |= self.rows > 0 && !cell.is_empty();
        }
        self.rows += 1;
    }

    fn write(&self, row: &[String], out: &mut dyn Write) -> io::Result<()> {
        let mut line = String::new();
        let columns = (0..).zip(self.widths.iter().zip(&self.is_shown));
        for (column, (width, is_shown)) in columns {
            let cell = row.get(column).map_or("", String::as_str);
            if *is_shown {
                line.push_str(&format!("{cell:width$}  "));
            }
        }
        writeln!(out, "{}", line.trim_end())
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
