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
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |rows: &[Vec<String>], column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let shown: Vec<(usize, usize)> = (0..columns)
            .filter(|column| width(self.rows.get(1..).unwrap_or_default(), *column) > 0)
            .map(|column| (column, width(&self.rows, column)))
            .collect();
        for row in &self.rows {
            let mut line = String::new();
            for (column, width) in &shown {
                let cell = row.get(*column).map_or("", String::as_str);
                line.push_str(&format!("{cell:width$}  "));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
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
