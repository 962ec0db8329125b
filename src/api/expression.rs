//! The regular expressions of AWS's models, as Java reads them.
//!
//! An expression is compiled to a small machine that walks over a text once, with all its states at a time: no text takes
//! longer than its length times the length of the expression. It looks ahead, which the crate `regex` does not, and it
//! answers of a text that is open in parts whether it can match at all.
//!
//! # What this module does not do
//!
//! It knows what the models use: no captures, references, flags or look-behind. `\p{L}` is somewhat wider here: beyond
//! ASCII it takes combining marks for letters.
//!
//! # Source
//!
//! Java SE API, `java.util.regex.Pattern`, without flags: `\d`, `\w` and `\s` are ASCII, `.` is no line terminator, `$` is
//! the end or before a last line terminator.

mod machine;
mod read;

use machine::Machine;

/// A regular expression.
#[derive(Debug)]
pub struct Expression(Machine);

/// A piece of a text that may be open in parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A letter.
    Letter(char),
    /// Any letters, or none.
    Hole,
}

impl Expression {
    /// Reads an expression; `None` if it has something that is not known here.
    pub(super) fn new(written: &str) -> Option<Self> {
        Some(Self(Machine::new(&read::read(written)?)))
    }

    /// Whether it matches a whole text.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let letters: Vec<Piece> = text.chars().map(Piece::Letter).collect();
        self.can_match(&letters)
    }

    /// Whether it matches a whole text for some letters in place of its holes.
    pub(super) fn can_match(&self, pieces: &[Piece]) -> bool {
        self.0.can_match(pieces)
    }
}

/// A text that an expression may match: what it wants to see ahead is not looked at. `next` gives a number below another.
#[cfg(test)]
pub(super) fn sampled(written: &str, next: &mut impl FnMut(u64) -> u64) -> Option<String> {
    let mut out = String::new();
    read::sample(&read::read(written)?, next, &mut out);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(expression: &str, text: &str) -> bool {
        Expression::new(expression).unwrap().matches(text)
    }

    #[test]
    fn texts_match_as_in_java() {
        for (expression, matching, other) in [
            (
                r"[\.\-_A-Za-z0-9]+",
                &["a.b-c_D9"][..],
                &["", "a b", "é"][..],
            ),
            (r"[a-zA-Z0-9-_]+", &["a-b_c"], &["a.b"]),
            (r"^(?!\s*$).+", &["a", " a "], &["", "  ", "a\nb", " \n"]),
            (r"a(?![\s\S]).*", &["a"], &["ab", "a\n"]),
            (
                r"(?=[/\.\-_A-Za-z0-9]+)((?!aws\.).*)|(\$(\.[\w_-]+(\[(\d+|\*)\])*)*)",
                &["shop", "aws", "$.a[0].b[*]", "$"],
                &["aws.ec2", "é"],
            ),
            (
                r"(^(?!(system\x2e)))(^[_a-zA-Z0-9])([^$]*)",
                &["orders", "system", "a."],
                &["system.x", "a$", ".a"],
            ),
            (
                r"$|kafka://([^.]([a-z]{0,2}))",
                &["", "kafka://xab"],
                &["kafka://xabc", "kafka://."],
            ),
            (r"^(?:^a{2}$|^$)", &["", "aa"], &["a", "aaa"]),
            (r"\S([\s\S]*\S)?", &["a", "a\nb"], &["a ", " a", ""]),
            (
                r"\{%[\s\S]+?%\}(?![\s\S]).*",
                &["{% $x %}", "{%%}%}"],
                &["{%%}", "{% a"],
            ),
            (
                r"\d{12}",
                &["123456789012"],
                &["12345678901", "1234567890123", "١٢٣٤٥٦٧٨٩٠١٢"],
            ),
            (r"x{2,}", &["xx", "xxx"], &["x"]),
            (
                r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*",
                &["é １ Ⅻ", ""],
                &["\t", "#", "€"],
            ),
            (r".*", &["a\tb"], &["a\u{85}b", "a\u{2028}b", "a\r"]),
            (r"(.|a)*b", &["aaab", "b"], &["a"]),
            (r"()|a", &["", "a"], &["b"]),
            (r"[^\x00-\x1F:\x7F]+", &["pass word"], &["a:b", "a\u{7f}"]),
            (r"[!#$%&'*+-.^_`|~]+", &["*+,-."], &["/"]),
        ] {
            for text in matching {
                assert!(matches(expression, text), "{expression} {text:?}");
            }
            for text in other {
                assert!(!matches(expression, text), "{expression} {text:?}");
            }
        }
        for unknown in [
            "(", "a)", "[a", r"\b", "(?<=a)b", "*a", "a{2", "a{3,2}", "a**",
        ] {
            assert!(Expression::new(unknown).is_none(), "{unknown}");
        }
    }

    #[test]
    fn of_an_open_text_it_is_said_whether_it_can_match() {
        let pieces = |text: &str| -> Vec<Piece> {
            let pieces = text.chars();
            pieces
                .map(|one| {
                    if one == '…' {
                        Piece::Hole
                    } else {
                        Piece::Letter(one)
                    }
                })
                .collect()
        };
        for (expression, text, expected) in [
            (
                r"arn:aws[a-z-]*:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+",
                "arn:aws:sqs:…:…:jobs",
                true,
            ),
            (
                r"arn:aws[a-z-]*:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+",
                "arn:aws:sqs:…:…:jobs.fifo",
                false,
            ),
            (
                r"arn:aws[a-z-]*:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+",
                "…",
                true,
            ),
            (
                r"arn:aws[a-z-]*:sqs:[a-z0-9\-]+:\d{12}:[a-zA-Z0-9\-_]+",
                "arn:aws:sns:…",
                false,
            ),
            (r"(?!aws\.)[a-z.]+", "aws.…", false),
            (r"(?!aws\.)[a-z.]+", "…aws.", true),
            (r"(?!aws\.)[a-z.]+", "aw…", true),
        ] {
            let read = Expression::new(expression).unwrap();
            assert_eq!(
                read.can_match(&pieces(text)),
                expected,
                "{expression} {text}"
            );
        }
    }

    #[test]
    fn no_text_takes_long() {
        let text = "a\t".repeat(20_000);
        let expression = r"^[ \t]*[^\x00-\x1F:\x7F]+([ \t]+[^\x00-\x1F:\x7F]+)*[ \t]*$";
        assert!(matches(expression, &text));
        assert!(!matches(expression, &(text + "\u{7f}")));
    }
}
