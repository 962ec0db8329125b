//! Numbers and words in the text: where they end, and what is wrong with them.

use super::error::{Fault, JacksonPlace};
use super::java_identifier;
use super::text::character_span;
use crate::source::Span;
use crate::sure::Sure as _;

/// A number: where it ends, and how many digits Jackson counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScannedNumber {
    pub(super) end: usize,
    /// Of the integer part, the fraction and the exponent together; see [`counted_digits`].
    pub(super) digits: usize,
}

/// What is wrong, and how Jackson stands then.
#[derive(Clone, Copy, Debug)]
pub(super) struct BrokenNumber {
    pub(super) fault: Fault,
    pub(super) span: Span,
    pub(super) place: JacksonPlace,
    pub(super) cursor: JacksonPlace,
}

/// The longest word that Jackson repeats in a message, in UTF-16 units.
const LONGEST_WORD_UNITS: usize = 256;

/// Reads the number that begins at `start` with a digit or a minus sign.
#[inline]
pub(super) fn scan(text: &str, start: usize) -> Result<ScannedNumber, BrokenNumber> {
    let bytes = text.as_bytes();
    let is_negative = bytes.get(start) == Some(&b'-');
    let integer_start = start + usize::from(is_negative);
    let integer = digits(bytes, integer_start);
    let is_zero = bytes.get(integer_start) == Some(&b'0');
    match integer {
        0 => return Err(without_digits(text, integer_start)),
        2.. if is_zero => {
            let span = Span::new(integer_start, integer_start + 1);
            return Err(broken(
                Fault::LeadingZero,
                span,
                JacksonPlace::before(span.end),
                0,
            ));
        }
        _ => {}
    }
    let integer_end = integer_start + integer;
    // Jackson reads a number that begins with 0 by another method: its cursor then stands at the character that is
    // wrong, otherwise still behind the integer digits.
    let bare = |fault, at: usize| {
        let place = if is_zero { at } else { integer_end };
        broken(
            fault,
            character_span(text, at),
            JacksonPlace::before(place),
            1,
        )
    };
    let mut end = integer_end;
    let (mut fraction, mut exponent) = (None, None);
    if bytes.get(end) == Some(&b'.') {
        let count = digits(bytes, end + 1);
        if count == 0 {
            // At the end of the text Jackson names the point itself.
            let at = (end + 1).min(text.len().saturating_sub(1));
            return Err(bare(Fault::BareDecimalPoint, at));
        }
        end += 1 + count;
        fraction = Some(count);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let count = digits(bytes, end + 1 + sign);
        if count == 0 {
            let at = end + 1 + sign;
            if at >= text.len() {
                let span = Span::at(text.len());
                return Err(broken(
                    Fault::EndInExponent,
                    span,
                    JacksonPlace::before(span.end),
                    0,
                ));
            }
            return Err(bare(Fault::BareExponent, at));
        }
        end += 1 + sign + count;
        exponent = Some(count);
    }
    let is_read_slowly = is_zero || end == text.len();
    Ok(ScannedNumber {
        end,
        digits: counted_digits(integer, fraction, exponent, is_read_slowly),
    })
}

/// How many digits Jackson counts. Its slower method counts a missing fraction or exponent as -1 if the other is there.
fn counted_digits(
    integer: usize,
    fraction: Option<usize>,
    exponent: Option<usize>,
    is_read_slowly: bool,
) -> usize {
    let all = integer + fraction.unwrap_or(0) + exponent.unwrap_or(0);
    match is_read_slowly && fraction.is_some() != exponent.is_some() {
        true => all - 1,
        false => all,
    }
}

/// How many digits stand at `at`.
#[inline]
fn digits(bytes: &[u8], at: usize) -> usize {
    bytes
        .get(at..)
        .sure()
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

fn broken(fault: Fault, span: Span, place: JacksonPlace, cursor_units: usize) -> BrokenNumber {
    let cursor = JacksonPlace {
        units: place.units + cursor_units,
        ..place
    };
    BrokenNumber {
        fault,
        span,
        place,
        cursor,
    }
}

/// A minus sign without a digit behind it, which stands before `at`.
fn without_digits(text: &str, at: usize) -> BrokenNumber {
    signed_word(text, at).unwrap_or_else(|| {
        if at >= text.len() {
            return broken(
                Fault::EndAfterSign,
                Span::at(at),
                JacksonPlace::before(at),
                0,
            );
        }
        // Jackson takes the point for the start of a value and finds that it is none.
        let fault = match text.get(at..at + 1) {
            Some(".") => Fault::ExpectedValue,
            _ => Fault::LoneMinus,
        };
        broken(fault, character_span(text, at), JacksonPlace::before(at), 1)
    })
}

/// A plus sign at `at`; `None` if the text ends there.
pub(super) fn leading_plus(text: &str, at: usize) -> Option<BrokenNumber> {
    if at + 1 >= text.len() {
        return None;
    }
    let plus = Span::new(at, at + 1);
    let word = signed_word(text, at + 1);
    Some(word.unwrap_or_else(|| broken(Fault::LeadingPlus, plus, JacksonPlace::before(at + 1), 1)))
}

/// `INF…` or `Infinity…` after a sign, which stands before `at`.
fn signed_word(text: &str, at: usize) -> Option<BrokenNumber> {
    let rest = text.get(at..)?;
    if !rest.starts_with("IN") && !rest.starts_with("In") {
        return None;
    }
    let (span, fault) = word(text, at - 1, 1);
    Some(broken(fault, span, JacksonPlace::before(span.end), 0))
}

/// The word at `start`, whose first `sign` bytes are a sign: cut where Jackson cuts it, and what is wrong with it.
pub(super) fn word(text: &str, start: usize, sign: usize) -> (Span, Fault) {
    let rest = text.get(start + sign..).sure();
    let length: usize = rest
        .chars()
        .take_while(|character| java_identifier::is_part(*character))
        .take(LONGEST_WORD_UNITS - sign)
        .map(char::len_utf8)
        .sum();
    let end = start + sign + length;
    let span = Span::new(start, end);
    let fault = match text.get(start..end) {
        Some("NaN" | "Infinity" | "-Infinity" | "+Infinity" | "-INF" | "+INF") => {
            Fault::NonStandardNumber
        }
        _ => Fault::UnknownWord,
    };
    (span, fault)
}

/// Whether Jackson cuts this word and adds `...`.
pub(super) fn is_cut(word: &str) -> bool {
    word.chars().count() >= LONGEST_WORD_UNITS
}
