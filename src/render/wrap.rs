//! Lines that fit a terminal.

/// No line is made shorter than this: what is narrower cannot be read either way.
const NARROWEST: usize = 20;

/// The text with a line break in place of blanks, so that lines have at most `width` characters, as far as words allow.
///
/// Line breaks of the text stay. What stands between backticks is kept in one piece, so that it can be copied.
#[must_use]
pub fn wrapped(text: &str, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in pieces(paragraph) {
            let length = word.chars().count();
            if used > 0 && used + 1 + length > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            } else if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += length;
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// A line with colours, in lines of at most `width` characters, those behind the first indented.
pub(super) fn wrapped_title(line: &str, width: usize) -> String {
    const INDENT: &str = "    ";
    let width = width.max(NARROWEST);
    let mut out = String::new();
    let mut used = 0;
    for word in pieces(line) {
        let length = visible_length(word);
        if used > INDENT.len() && used + 1 + length > width {
            out.push('\n');
            out.push_str(INDENT);
            used = INDENT.len();
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}

/// The number of characters that are seen: a sequence that sets a colour is not.
fn visible_length(text: &str) -> usize {
    let mut is_color = false;
    let visible = text.chars().filter(|character| {
        let begins = *character == '\u{1b}';
        let is_seen = !is_color && !begins;
        is_color = begins || is_color && *character != 'm';
        is_seen
    });
    visible.count()
}

/// The words of a line; blanks between backticks separate none.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let words = line.split(move |character| {
        is_quoted ^= character == '`';
        character == ' ' && !is_quoted
    });
    words.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_not_inside_of_what_is_quoted() {
        assert_eq!(
            wrapped(
                "put the whole of it in quotes: `cron(0 8 ? * MON *)`, say",
                24
            ),
            "put the whole of it in\nquotes:\n`cron(0 8 ? * MON *)`,\nsay"
        );
    }

    #[test]
    fn line_breaks_stay_and_long_words_stand_alone() {
        assert_eq!(
            wrapped("one\ntwo https://docs.aws.amazon.com/scheduler three", 20),
            "one\ntwo\nhttps://docs.aws.amazon.com/scheduler\nthree"
        );
    }
}
