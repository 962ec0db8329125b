//! Markdown as a text for a terminal: words wrap, code stays as it is, and a table that is too wide becomes a list.

use super::wrap::wrapped;

/// Longer lines of words are hard to read, however wide the terminal is.
const WIDEST: usize = 100;

/// How far what belongs to the first cell of a row stands to the right.
const CELL_INDENT: &str = "    ";

/// A text in lines of at most `width` characters, as far as words and code allow, and of words no more than 100.
///
/// Read are paragraphs, headings, lists, fenced code and tables.
#[must_use]
pub fn fitted(markdown: &str, width: usize) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut block: Vec<&str> = Vec::new();
    let mut is_code = false;
    for line in markdown.lines() {
        let is_fence = line.trim_start().starts_with("```");
        if is_code || is_fence || line.trim().is_empty() || line.starts_with('#') {
            write_block(&block, width, &mut out);
            block.clear();
            out.push_str(line);
            out.push('\n');
            is_code ^= is_fence;
            continue;
        }
        let begins = block
            .first()
            .is_some_and(|first| is_row(first) != is_row(line));
        if begins || marker(line).is_some() {
            write_block(&block, width, &mut out);
            block.clear();
        }
        block.push(line);
    }
    write_block(&block, width, &mut out);
    out
}

/// A paragraph, an item of a list, or a table.
fn write_block(lines: &[&str], width: usize, out: &mut String) {
    let Some(first) = lines.first() else { return };
    if is_row(first) {
        return write_table(lines, width, out);
    }
    let lead = marker(first).unwrap_or_else(|| first.len() - first.trim_start().len());
    let (marker, text) = first.split_at_checked(lead).unwrap_or(("", first));
    let words: Vec<&str> = std::iter::once(text)
        .chain(lines.iter().skip(1).map(|line| line.trim()))
        .collect();
    let text = wrapped(&words.join(" "), width.min(WIDEST).saturating_sub(lead));
    for (number, line) in text.lines().enumerate() {
        let before = if number == 0 {
            marker.to_owned()
        } else {
            " ".repeat(lead)
        };
        out.push_str(&format!("{before}{line}\n"));
    }
}

/// The rows as they are, or each as its first cell with the others below, behind their headings if there are several.
fn write_table(rows: &[&str], width: usize, out: &mut String) {
    if rows.iter().all(|row| row.chars().count() <= width) {
        for row in rows {
            out.push_str(row);
            out.push('\n');
        }
        return;
    }
    let headings: Vec<&str> = rows
        .first()
        .map_or_else(Vec::new, |row| cells(row).collect());
    // The second row only separates the heading.
    for row in rows.iter().skip(2) {
        for (number, (cell, heading)) in cells(row).zip(&headings).enumerate() {
            let (indent, text) = match headings.len() {
                _ if number == 0 => ("", cell.to_owned()),
                3.. => (CELL_INDENT, format!("{heading}: {cell}")),
                _ => (CELL_INDENT, cell.to_owned()),
            };
            let width = width.min(WIDEST).saturating_sub(indent.len());
            for line in wrapped(&text, width).lines() {
                out.push_str(&format!("{indent}{line}\n"));
            }
        }
    }
}

fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

/// The cells of a row; `\|` is a character of its cell.
fn cells(row: &str) -> impl Iterator<Item = &str> {
    let mut is_escaped = false;
    let parts = row.trim().trim_matches('|').split(move |character| {
        let ends = character == '|' && !is_escaped;
        is_escaped = character == '\\';
        ends
    });
    parts.map(str::trim)
}

/// The length of what begins an item of a list: `* `, `- `, `12. `, with the blanks before it.
fn marker(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match text.get(digits..)?.get(..2)? {
        "* " | "- " if digits == 0 => 2,
        ". " if digits > 0 => digits + 2,
        _ => return None,
    };
    Some(indent + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_wrap_and_code_does_not() {
        let text = "# A heading that is long\n\nSome words that go\non here.\n* one item that is\n  long\n* two\n\n```text\na  line  of  code that is long\n```\n";
        assert_eq!(
            fitted(text, 20),
            "# A heading that is long\n\nSome words that go\non here.\n* one item that is\n  long\n* two\n\n```text\na  line  of  code that is long\n```\n"
        );
        assert_eq!(
            fitted("Some words that\ngo on here.\n", 40),
            "Some words that go on here.\n"
        );
    }

    #[test]
    fn a_table_that_is_too_wide_becomes_a_list() {
        let table = "| a | b |\n|---|---|\n| `x` | what this is, in words |\n";
        assert_eq!(fitted(table, 40), table);
        let table_of_three = "| a | b | c |\n|---|---|---|\n| `x` | one of several | 2 |\n";
        assert_eq!(
            fitted(table_of_three, 24),
            "`x`\n    b: one of several\n    c: 2\n"
        );
        assert_eq!(fitted(table, 24), "`x`\n    what this is, in\n    words\n");
    }
}
