//! Mistakes in our own words, each with a remedy where there is one.

use super::error::{Container, Fault, SyntaxError};
use super::mend;
use crate::diagnostic::{Code, Diagnostic};
use crate::quota;
use crate::source::Span;
use crate::sure::Sure as _;

/// There is no JSON value.
pub const EMPTY: Code = Code::new("json/empty");
/// Something follows the value.
pub const TRAILING_TEXT: Code = Code::new("json/trailing-text");
/// A word that JSON does not know.
pub const UNKNOWN_WORD: Code = Code::new("json/unknown-word");
/// A character that does not fit here.
pub const UNEXPECTED_CHARACTER: Code = Code::new("json/unexpected-character");
/// A comma in front of a closing bracket.
pub const TRAILING_COMMA: Code = Code::new("json/trailing-comma");
/// A comma is missing between two values.
pub const MISSING_COMMA: Code = Code::new("json/missing-comma");
/// A value is missing.
pub const MISSING_VALUE: Code = Code::new("json/missing-value");
/// A colon is missing after a name.
pub const MISSING_COLON: Code = Code::new("json/missing-colon");
/// A name is not in double quotes.
pub const UNQUOTED_NAME: Code = Code::new("json/unquoted-name");
/// Quotes other than `"`.
pub const WRONG_QUOTES: Code = Code::new("json/wrong-quotes");
/// A closing bracket that fits no open one.
pub const MISMATCHED_BRACKET: Code = Code::new("json/mismatched-bracket");
/// JSON has no comments.
pub const COMMENT: Code = Code::new("json/comment");
/// The text begins with a byte order mark.
pub const BYTE_ORDER_MARK: Code = Code::new("json/byte-order-mark");
/// A control character that is not escaped.
pub const CONTROL_CHARACTER: Code = Code::new("json/control-character");
/// An escape sequence that JSON does not know.
pub const BAD_ESCAPE: Code = Code::new("json/bad-escape");
/// A number that is not written as JSON writes them.
pub const BAD_NUMBER: Code = Code::new("json/bad-number");
/// The text ends too early.
pub const UNEXPECTED_END: Code = Code::new("json/unexpected-end");
/// Too many brackets are open.
pub const TOO_DEEP: Code = Code::new("json/too-deep");
/// A number or a name is longer than AWS reads.
pub const TOO_LONG: Code = Code::new("json/too-long");

impl SyntaxError {
    /// The mistake in our own words, with a remedy where there is one, and an edit that was tried. `text` is the text that was read.
    #[must_use]
    pub fn diagnostic(&self, text: &str) -> Diagnostic {
        let told = diagnostic(self, text);
        match mend::fix(self, text) {
            Some(fix) => told.fix(fix.span, fix.replacement),
            None => told,
        }
    }

    /// The same for a text that somebody wrote by hand: if it is short and has several mistakes, the help writes all of it out.
    /// That costs a look at the text for each mistake, which a stream of broken records should not pay.
    #[must_use]
    pub fn diagnostic_of_whole(&self, text: &str) -> Diagnostic {
        let told = self.diagnostic(text);
        match mended(text) {
            Some(all) => told.help(format!("write `{all}`")),
            None => told,
        }
    }
}

/// A short text with all its mistakes undone, if there are several: each would be told only once those before it are mended.
fn mended(text: &str) -> Option<String> {
    /// The longest text that a help writes out, in characters.
    const LONGEST: usize = 120;
    if text.len() > 4 * LONGEST {
        return None;
    }
    let (all, mistakes) = mend::mended(text)?;
    let is_told = mistakes > 1 && all.chars().count() <= LONGEST && !all.contains('\n');
    is_told.then_some(all)
}

fn diagnostic(error: &SyntaxError, text: &str) -> Diagnostic {
    let span = error.span;
    let found = text.get(span.start..span.end).sure();
    match error.fault {
        Fault::Empty => Diagnostic::error(EMPTY, "there is no JSON here")
            .at(span, "the text ends")
            .help("give a JSON value: an object `{…}`, say"),
        Fault::TrailingText => Diagnostic::error(TRAILING_TEXT, "text follows the JSON value")
            .at(span, "the value ends before this")
            .help("give one value only"),
        Fault::UnknownWord | Fault::NonStandardNumber => word(found, span),
        Fault::ExpectedValue | Fault::ClosedBeforeValue => value(error, text, found),
        Fault::WrongCloser => closer(error, found),
        Fault::ExpectedName => name(error, text, found),
        Fault::ExpectedColon => Diagnostic::error(
            MISSING_COLON,
            format!("a colon is missing before {}", shown(found)),
        )
        .at(span, "expected `:`")
        .help("write `:` between a name and its value"),
        Fault::ExpectedComma => Diagnostic::error(
            MISSING_COMMA,
            format!("a comma is missing before {}", shown(found)),
        )
        .at(span, "expected `,` or the closing bracket")
        .help(match found {
            "+" | "&" => "JSON joins no texts: write one",
            _ => "write `,` between the two; a double quote inside a string is written `\\\"`",
        }),
        Fault::ExpectedSpace => Diagnostic::error(
            BAD_NUMBER,
            format!("the number goes on with {}", shown(found)),
        )
        .at(span, "not part of a number")
        .help("put it in double quotes if it is a text, as a date is"),
        Fault::Comment => Diagnostic::error(COMMENT, "JSON has no comments")
            .at(span, "a comment begins here")
            .help("remove the comment"),
        Fault::ControlBetweenTokens => Diagnostic::error(
            CONTROL_CHARACTER,
            format!("{} stands between tokens", shown(found)),
        )
        .at(span, "only spaces, tabs and line ends may stand here")
        .help("remove it"),
        Fault::ControlInString | Fault::ControlInName => control_in_string(found, span),
        Fault::Escape | Fault::HexDigit => escape(error.fault, found, span),
        Fault::LeadingZero
        | Fault::LoneMinus
        | Fault::LeadingPlus
        | Fault::BareDecimalPoint
        | Fault::BareExponent
        | Fault::EndInExponent
        | Fault::EndAfterSign => number(error.fault, span),
        Fault::EndInContainer
        | Fault::EndInEntry
        | Fault::EndInName
        | Fault::EndInString
        | Fault::EndInEscape => end(error, text),
        Fault::TooDeep => Diagnostic::error(
            TOO_DEEP,
            format!(
                "the JSON is nested more than {} deep",
                quota::MAXIMUM_JSON_DEPTH
            ),
        )
        .at(span, "one open bracket too many")
        .help("nest less: AWS reads no more"),
        Fault::NumberTooLong(digits) => too_long(
            "number",
            "digits",
            digits,
            quota::MAXIMUM_JSON_NUMBER_DIGITS,
            span,
        ),
        Fault::NameTooLong(units) => too_long(
            "name",
            "characters",
            units,
            quota::MAXIMUM_JSON_NAME_UNITS,
            span,
        ),
    }
}

fn too_long(what: &str, unit: &str, found: usize, maximum: usize, span: Span) -> Diagnostic {
    let message = format!("a {what} has {found} {unit}; AWS reads at most {maximum}");
    Diagnostic::error(TOO_LONG, message).at(span, "too long")
}

/// A character for a message.
fn shown(found: &str) -> String {
    match found.chars().next() {
        Some(character) if character.is_control() || character == '\u{FEFF}' => {
            format!("the character U+{:04X}", u32::from(character))
        }
        Some('`') => "a backquote".to_owned(),
        Some(character) => format!("`{character}`"),
        None => "the end".to_owned(),
    }
}

fn word(found: &str, span: Span) -> Diagnostic {
    let short: String = found.chars().take(40).collect();
    let diagnostic = Diagnostic::error(UNKNOWN_WORD, format!("unknown word `{short}`"))
        .at(span, "not a JSON value");
    let literal = ["true", "false", "null"]
        .into_iter()
        .find(|literal| literal.eq_ignore_ascii_case(found));
    match (found, literal) {
        ("True" | "False", Some(literal)) => {
            diagnostic.help(format!("`{found}` is Python: write `{literal}`"))
        }
        (_, Some(literal)) => diagnostic.help(format!("write `{literal}`, in lower case")),
        ("None" | "nil" | "undefined", _) => diagnostic.help("write `null`"),
        ("yes" | "Yes" | "on", _) => diagnostic.help("write `true`"),
        ("no" | "No" | "off", _) => diagnostic.help("write `false`"),
        ("NaN" | "Infinity" | "-Infinity" | "+Infinity" | "INF" | "-INF" | "+INF", _) => {
            diagnostic.help("JSON has no such number: use a string or `null`")
        }
        _ => diagnostic.help("put text in double quotes"),
    }
}

/// What stands before the mistake, white space left out.
fn last_before(text: &str, at: usize) -> Option<(usize, char)> {
    let before = text.get(..at)?.trim_end_matches([' ', '\t', '\r', '\n']);
    before.char_indices().next_back()
}

fn trailing_comma(text: &str, at: usize) -> Option<Diagnostic> {
    let (comma, ',') = last_before(text, at)? else {
        return None;
    };
    Some(
        Diagnostic::error(TRAILING_COMMA, "a comma stands before the closing bracket")
            .at(Span::new(comma, comma + 1), "nothing follows this comma")
            .help("remove the trailing comma"),
    )
}

fn value(error: &SyntaxError, text: &str, found: &str) -> Diagnostic {
    let span = error.span;
    match found {
        "]" | "}" => trailing_comma(text, span.start).unwrap_or_else(|| {
            Diagnostic::error(
                MISSING_VALUE,
                format!("a value is missing before `{found}`"),
            )
            .at(span, "expected a value")
        }),
        "," => Diagnostic::error(MISSING_VALUE, "a value is missing before `,`")
            .at(span, "expected a value")
            .help("remove the comma, or write `null`"),
        "\u{FEFF}" if span.start == 0 => {
            Diagnostic::error(BYTE_ORDER_MARK, "the text begins with a byte order mark")
                .at(span, "invisible character")
                .help("save the file as UTF-8 without a byte order mark")
        }
        "." => Diagnostic::error(BAD_NUMBER, "a number begins with its decimal point")
            .at(span, "no digit before the point")
            .help("write a digit before the point: `0.5`"),
        _ => wrong_quotes(found, span).unwrap_or_else(|| {
            Diagnostic::error(
                UNEXPECTED_CHARACTER,
                format!("{} begins no JSON value", shown(found)),
            )
            .at(span, "expected a value")
            .help("write an object, an array, a text in double quotes, a number, `true`, `false` or `null`")
        }),
    }
}

fn wrong_quotes(found: &str, span: Span) -> Option<Diagnostic> {
    matches!(found, "'" | "`" | "‘" | "’" | "“" | "”" | "«" | "»").then(|| {
        Diagnostic::error(
            WRONG_QUOTES,
            format!("{} is not a JSON quote", shown(found)),
        )
        .at(span, "not a double quote")
        .help("use double quotes: `\"`")
    })
}

fn name(error: &SyntaxError, text: &str, found: &str) -> Diagnostic {
    let span = error.span;
    if found == "}"
        && let Some(diagnostic) = trailing_comma(text, span.start)
    {
        return diagnostic;
    }
    if let Some(diagnostic) = wrong_quotes(found, span) {
        return diagnostic;
    }
    let rest = text.get(span.start..).sure();
    let is_in_name = |character: char| character.is_alphanumeric() || "_-$.".contains(character);
    let length = rest
        .find(|character| !is_in_name(character))
        .unwrap_or(rest.len());
    match rest.get(..length) {
        Some(word) if !word.is_empty() => {
            let short: String = word.chars().take(40).collect();
            Diagnostic::error(
                UNQUOTED_NAME,
                format!("the name `{short}` is not in double quotes"),
            )
            .at(Span::new(span.start, span.start + length), "a bare name")
            .help(if text.contains('"') {
                format!("write `\"{short}\"`")
            } else {
                // Some shells keep them for themselves, above all those of Windows.
                format!("write `\"{short}\"`; if the quotes were there, the shell took them: `\\\"` keeps them, or put the JSON in a file")
            })
        }
        _ => Diagnostic::error(
            UNEXPECTED_CHARACTER,
            format!("{} stands where a name must begin", shown(found)),
        )
        .at(span, "expected a name in double quotes")
        .help("write the name in double quotes, then `:` and the value"),
    }
}

fn closer(error: &SyntaxError, found: &str) -> Diagnostic {
    let span = error.span;
    match error.opener {
        Some(opener) => {
            let bracket = opener.container.opener();
            let closer = opener.container.closer();
            Diagnostic::error(
                MISMATCHED_BRACKET,
                format!("`{found}` does not close `{bracket}`"),
            )
            .at(span, format!("expected `{closer}`"))
            .help(format!("write `{closer}` in front of it, or in its place"))
            .related(Span::new(opener.at, opener.at + 1), "opened here")
        }
        None => Diagnostic::error(MISMATCHED_BRACKET, format!("`{found}` closes nothing"))
            .at(span, "no bracket is open")
            .help("remove it"),
    }
}

fn control_in_string(found: &str, span: Span) -> Diagnostic {
    let (name, escape) = match found.chars().next() {
        Some('\n') => ("a line end".to_owned(), "\\n".to_owned()),
        Some('\r') => ("a carriage return".to_owned(), "\\r".to_owned()),
        Some('\t') => ("a tab".to_owned(), "\\t".to_owned()),
        other => (
            shown(found),
            format!("\\u{:04x}", other.map_or(0, u32::from)),
        ),
    };
    let diagnostic = Diagnostic::error(CONTROL_CHARACTER, format!("{name} stands in a string"))
        .at(span, "must be escaped");
    match found {
        "\n" | "\r" => diagnostic.help(format!("close the string with `\"`, or write `{escape}`")),
        _ => diagnostic.help(format!("write `{escape}`")),
    }
}

fn escape(fault: Fault, found: &str, span: Span) -> Diagnostic {
    if fault == Fault::HexDigit {
        return Diagnostic::error(
            BAD_ESCAPE,
            format!("{} is not a hexadecimal digit", shown(found)),
        )
        .at(span, "`\\u` needs four hexadecimal digits");
    }
    let backslash = Span::new(span.start.saturating_sub(1), span.end);
    Diagnostic::error(BAD_ESCAPE, format!("{} cannot be escaped", shown(found)))
        .at(backslash, "unknown escape sequence")
        .help("a backslash itself is written `\\\\`")
}

fn number(fault: Fault, span: Span) -> Diagnostic {
    let (message, label, help) = match fault {
        Fault::LeadingZero => (
            "a number begins with a superfluous zero",
            "zero before another digit",
            "remove the zero, or put an id in double quotes",
        ),
        Fault::LoneMinus | Fault::EndAfterSign => (
            "no digit follows the sign",
            "expected a digit",
            "write a digit behind the sign",
        ),
        Fault::LeadingPlus => (
            "a number begins with a plus sign",
            "JSON numbers have no plus sign",
            "remove the `+`",
        ),
        Fault::BareDecimalPoint => (
            "no digit follows the decimal point",
            "expected a digit",
            "write a digit behind the point: `1.0`",
        ),
        _ => (
            "no digit follows the exponent sign",
            "expected a digit",
            "write a digit behind the `e`: `1e3`",
        ),
    };
    Diagnostic::error(BAD_NUMBER, message)
        .at(span, label)
        .help(help)
}

fn end(error: &SyntaxError, text: &str) -> Diagnostic {
    let (message, help) = match error.fault {
        Fault::EndInName => ("the text ends inside a name", Some("close it with `\"`")),
        Fault::EndInString => ("the text ends inside a string", Some("close it with `\"`")),
        Fault::EndInEscape => ("the text ends inside an escape sequence", None),
        _ => match error.opener.map(|opener| opener.container) {
            Some(Container::Array) => ("the text ends inside an array", Some("close it with `]`")),
            _ => ("the text ends inside an object", Some("close it with `}`")),
        },
    };
    let in_string = error.span.start < text.len();
    let diagnostic = match error.opener {
        _ if in_string => Diagnostic::error(UNEXPECTED_END, message).at(
            Span::new(error.span.start, error.span.start + 1),
            "begins here and is not closed",
        ),
        Some(opener) => Diagnostic::error(UNEXPECTED_END, message)
            .at(Span::at(text.len()), "the text ends here")
            .related(Span::new(opener.at, opener.at + 1), "opened here"),
        None => Diagnostic::error(UNEXPECTED_END, message)
            .at(Span::at(text.len()), "the text ends here"),
    };
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
