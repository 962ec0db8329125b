//! Mistakes in the words of Jackson, the JSON reader that EventBridge uses.
//!
//! # Source
//!
//! Jackson 2.x, `ParserMinimalBase` and `ReaderBasedJsonParser`; recorded `TestEventPattern` answers.

use super::error::{Container, Fault, JacksonPlace, Opener, SyntaxError};
use super::number;
use crate::quota;
use crate::sure::Sure as _;

/// How much of the text an answer repeats, in UTF-16 units.
///
/// Jackson: `ErrorReportConfiguration.DEFAULT_MAX_RAW_CONTENT_LENGTH`.
const REPEATED_UNITS: usize = 500;

const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

impl SyntaxError {
    /// The mistake in the words of Jackson, the reader that EventBridge uses, without the place.
    /// `text` is the text that was read.
    #[must_use]
    pub fn jackson_message(&self, text: &str) -> String {
        message(self, text)
    }
}

fn message(error: &SyntaxError, text: &str) -> String {
    let found = text.get(error.span.start..error.span.end).sure();
    let unexpected =
        |expected: &str| format!("Unexpected character ({}): {expected}", character(found));
    let entries = match error.opener {
        Some(opener) => opener.container.as_str(),
        None => "root",
    };
    match error.fault {
        Fault::Empty => "No content to map due to end-of-input".to_owned(),
        Fault::TrailingText => unexpected("expected the end of the text"),
        Fault::UnknownWord => unknown_word(found),
        Fault::NonStandardNumber => format!(
            "Non-standard token '{found}': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow"
        ),
        Fault::ExpectedValue => unexpected(&format!("expected a valid value {VALUES}")),
        Fault::ClosedBeforeValue => unexpected("expected a value"),
        Fault::WrongCloser => wrong_closer(found, error.opener, text),
        Fault::ExpectedName => unexpected("was expecting double-quote to start field name"),
        Fault::ExpectedColon => {
            unexpected("was expecting a colon to separate field name and value")
        }
        Fault::ExpectedComma => unexpected(&format!(
            "was expecting comma to separate {entries} entries"
        )),
        Fault::ExpectedSpace => unexpected("Expected space separating root-level values"),
        Fault::Comment => unexpected(
            "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
        ),
        Fault::ControlBetweenTokens => format!(
            r"Illegal character ({}): only regular white space (\r, \n, \t) is allowed between tokens",
            character(found)
        ),
        Fault::ControlInString | Fault::ControlInName => format!(
            "Illegal unquoted character ({}): has to be escaped using backslash to be included in {}",
            character(found),
            if error.fault == Fault::ControlInName {
                "name"
            } else {
                "string value"
            }
        ),
        Fault::Escape => format!("Unrecognized character escape {}", character(found)),
        Fault::HexDigit => unexpected("expected a hex-digit for character escape sequence"),
        Fault::LeadingZero
        | Fault::LoneMinus
        | Fault::LeadingPlus
        | Fault::BareDecimalPoint
        | Fault::BareExponent => in_number(error.fault, found),
        // The missing spaces are Jackson's.
        Fault::EndInExponent => {
            "Unexpected end-of-inputexpected a digit for number exponent".to_owned()
        }
        Fault::EndAfterSign => "Unexpected end-of-inputNo digit following sign".to_owned(),
        Fault::EndInContainer => open_container(error.opener, text),
        Fault::EndInEntry => format!("Unexpected end-of-input within/between {entries} entries"),
        Fault::EndInName => "Unexpected end-of-input in field name".to_owned(),
        Fault::EndInString => {
            "Unexpected end-of-input: was expecting closing quote for a string value".to_owned()
        }
        Fault::EndInEscape => "Unexpected end-of-input in character escape sequence".to_owned(),
        Fault::TooDeep | Fault::NumberTooLong(_) | Fault::NameTooLong(_) => limit(error.fault),
    }
}

fn in_number(fault: Fault, found: &str) -> String {
    let expected = match fault {
        Fault::LeadingZero => {
            return "Invalid numeric value: Leading zeroes not allowed".to_owned();
        }
        Fault::LeadingPlus => {
            "JSON spec does not allow numbers to have plus signs: enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow"
        }
        Fault::BareDecimalPoint => "Decimal point not followed by a digit",
        Fault::BareExponent => "Exponent indicator not followed by a digit",
        _ => "expected digit (0-9) to follow minus sign, for valid numeric value",
    };
    format!(
        "Unexpected character ({}) in numeric value: {expected}",
        character(found)
    )
}

fn limit(fault: Fault) -> String {
    let (what, found, maximum, name) = match fault {
        Fault::NumberTooLong(digits) => (
            "Number value length",
            digits,
            quota::MAXIMUM_JSON_NUMBER_DIGITS,
            "NumberLength",
        ),
        Fault::NameTooLong(units) => (
            "Name length",
            units,
            quota::MAXIMUM_JSON_NAME_UNITS,
            "NameLength",
        ),
        _ => {
            let maximum = quota::MAXIMUM_JSON_DEPTH;
            (
                "Document nesting depth",
                maximum + 1,
                maximum,
                "NestingDepth",
            )
        }
    };
    format!(
        "{what} ({found}) exceeds the maximum allowed ({maximum}, from `StreamReadConstraints.getMax{name}()`)"
    )
}

fn unknown_word(word: &str) -> String {
    let cut = if number::is_cut(word) { "..." } else { "" };
    format!("Unrecognized token '{word}{cut}': was expecting {VALUES}")
}

fn wrong_closer(found: &str, opener: Option<Opener>, text: &str) -> String {
    match opener {
        Some(opener) => format!(
            "Unexpected close marker '{found}': expected '{}' (for {} starting at {})",
            opener.container.closer(),
            opener.container.as_str(),
            source_reference(text, JacksonPlace::before(opener.at))
        ),
        None => {
            let container = if found == "]" {
                Container::Array
            } else {
                Container::Object
            };
            format!(
                "Unexpected close marker '{found}': no open {} to close",
                container.as_str()
            )
        }
    }
}

fn open_container(opener: Option<Opener>, text: &str) -> String {
    let Some(opener) = opener else {
        return "Unexpected end-of-input".to_owned();
    };
    format!(
        "Unexpected end-of-input: expected close marker for {} (start marker at {})",
        opener.container.as_str(),
        source_reference(text, JacksonPlace::before(opener.at))
    )
}

/// A character as Jackson describes it: `'c' (code 99)`. A character outside the basic plane is described by its
/// first UTF-16 half, which Java prints as `?`.
fn character(found: &str) -> String {
    let Some(character) = found.chars().next() else {
        return String::new();
    };
    let unit = character.encode_utf16(&mut [0; 2]).first().copied().sure();
    let shown = if u32::from(unit) == u32::from(character) {
        character
    } else {
        '?'
    };
    match unit {
        _ if character.is_control() => format!("(CTRL-CHAR, code {unit})"),
        0..=255 => format!("'{shown}' (code {unit})"),
        _ => format!("'{shown}' (code {unit} / 0x{unit:x})"),
    }
}

/// `[Source: (String)"…"; line: 1, column: 9]`: the beginning of the text, and a place in it.
#[must_use]
pub(crate) fn source_reference(text: &str, place: JacksonPlace) -> String {
    let (line, column) = place.line_and_column(text);
    format!(
        "[Source: (String){}; line: {line}, column: {column}]",
        repeated(text)
    )
}

/// The text in quotes as Jackson repeats it: 500 UTF-16 units of it, control characters other than line ends escaped.
fn repeated(text: &str) -> String {
    let mut shown = String::from("\"");
    let mut units = 0;
    for character in text.chars() {
        if units >= REPEATED_UNITS {
            break;
        }
        units += character.len_utf16();
        if units > REPEATED_UNITS {
            // Only the first half of the character fits, which Java prints as `?`.
            shown.push('?');
        } else if character.is_control() && !matches!(character, '\r' | '\n') {
            shown.push_str(&format!("\\u{:04X}", u32::from(character)));
        } else {
            shown.push(character);
        }
    }
    shown.push('"');
    let all = text.encode_utf16().count();
    if all > REPEATED_UNITS {
        shown.push_str(&format!("[truncated {} chars]", all - REPEATED_UNITS));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_and_control_characters_escaped() {
        let text = format!("{}\t\r\n\u{85}{}😀!", "a".repeat(9), "b".repeat(486));
        let reference = source_reference(&text, JacksonPlace::before(text.len()));
        let kept = format!("{}\\u0009\r\n\\u0085{}?", "a".repeat(9), "b".repeat(486));
        assert_eq!(
            reference,
            format!("[Source: (String)\"{kept}\"[truncated 2 chars]; line: 2, column: 491]")
        );
    }
}
