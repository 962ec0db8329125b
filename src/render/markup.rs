//! Markdown for pull requests and summaries, in which texts from outside stay what they are: no link, no mention, no heading.
//!
//! # Source
//!
//! "GitHub Flavored Markdown Spec", <https://github.github.com/gfm/>: code spans, fenced code blocks, tables, autolinks.

use super::printable::{MAXIMUM_COLUMNS, cut, printable};

/// A text from outside as code, cut where it is too long: between as many backticks as it takes.
#[must_use]
pub fn code(text: &str) -> String {
    let shown = cut(text, MAXIMUM_COLUMNS);
    if shown.trim().is_empty() {
        // A span of blanks would be none.
        return format!("`\"{shown}\"`");
    }
    let longest = longest_run(&shown);
    let ticks = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{ticks}{pad}{shown}{pad}{ticks}")
}

/// The same in a cell of a table.
#[must_use]
pub fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A message of ours, in which words from outside stand between backticks. If they could be taken for Markdown all the same,
/// the whole message is code.
#[must_use]
pub fn prose(message: &str) -> String {
    let shown = cut(message, MAXIMUM_COLUMNS);
    let parts: Vec<&str> = shown.split('`').collect();
    let words = parts.iter().step_by(2);
    if parts.len().is_multiple_of(2) || !words.clone().all(|words| is_plain(words)) {
        return code(&shown);
    }
    let mut told = String::new();
    for (number, part) in parts.iter().enumerate() {
        match number % 2 {
            0 => told.extend(part.chars().flat_map(escaped)),
            _ => told.push_str(&code(part)),
        }
    }
    told
}

/// Lines as they are, in a block of code that none of them ends.
#[must_use]
pub fn fenced(language: &str, text: &str) -> String {
    let lines: Vec<_> = text.lines().map(printable).collect();
    let longest = lines.iter().map(|line| longest_run(line)).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", lines.join("\n"))
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|one| one != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// What means something to Markdown, behind a backslash.
const MARKUP: &str = "<>*_[]~|!&$^{}";

fn escaped(one: char) -> impl Iterator<Item = char> {
    let backslash = MARKUP.contains(one).then_some('\\');
    backslash.into_iter().chain([one])
}

/// Whether nothing in words is more than a backslash can take back: a link that needs no markup, a mention, a number of an
/// issue.
fn is_plain(words: &str) -> bool {
    let is_plain = |one: char| {
        one.is_alphanumeric() || " ,.:;'\"()/-=+?%".contains(one) || MARKUP.contains(one)
    };
    words.chars().all(is_plain) && !words.contains("://") && !words.contains("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_from_outside_stays_code() {
        for (text, expected) in [
            ("a|b", "`a|b`"),
            ("a`b", "`` a`b ``"),
            ("``", "``` `` ```"),
            ("a\nb", "`a\\nb`"),
            (" ", "`\" \"`"),
            ("", "`\"\"`"),
        ] {
            assert_eq!(code(text), expected);
        }
        assert_eq!(cell("a|b"), "`a\\|b`");
    }

    #[test]
    fn words_of_ours_are_words_and_those_from_outside_code() {
        for (message, expected) in [
            (
                "the event matches `Bill*ing`",
                "the event matches `Bill*ing`",
            ),
            ("`a` is `<b>`, not `c`", "`a` is `<b>`, not `c`"),
            ("no rule is called `@team`", "no rule is called `@team`"),
            ("it is @team", "`it is @team`"),
            ("`7` is not > *8*", "`7` is not \\> \\*8\\*"),
            ("see https://x.example", "`see https://x.example`"),
            ("`a` and a ` of its own", "`` `a` and a ` of its own ``"),
            ("no rule `a`#1`", "`` no rule `a`#1` ``"),
        ] {
            assert_eq!(prose(message), expected);
        }
    }

    #[test]
    fn no_line_ends_a_block() {
        assert_eq!(
            fenced("diff", "+ a\n- ````"),
            "`````diff\n+ a\n- ````\n`````\n"
        );
        assert_eq!(fenced("text", "a\u{1b}"), "```text\na\\u001b\n```\n");
    }
}
