//! Durations as people write them: `90s`, `10m`, `2h`, `1h30m`, `250ms`, `1d`.

use super::diagnostics::DURATION;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The longest duration that is accepted: a hundred years of 365 days, in milliseconds.
///
/// Not AWS's: it keeps every sum of times far from the end of 64 bits.
pub const LONGEST_MS: u64 = 100 * 365 * 86_400_000;

/// Units from the longest name to the shortest, with their length in milliseconds.
const UNITS: [(&str, u64); 6] = [
    ("ms", 1),
    ("s", 1_000),
    ("m", 60_000),
    ("min", 60_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
];

/// Reads a duration into milliseconds. A bare number is seconds; decimals go down to the millisecond.
/// `offset` is where `text` begins in the source.
///
/// # Errors
///
/// * `delivery/duration`: not a duration, or more than a hundred years.
pub fn parse(text: &str, offset: usize) -> Result<u64, Diagnostic> {
    let wrong = |label: &str| {
        Diagnostic::error(DURATION, format!("`{text}` is not a duration"))
            .at(Span::new(offset, offset + text.len()), label)
            .help("write `90s`, `10m`, `2h`, `1h30m` or `250ms`; a number alone is seconds")
    };
    if text.is_empty() {
        return Err(wrong("a duration is missing"));
    }
    if text.starts_with('-') && text.contains(|c: char| c.is_ascii_digit()) {
        return Err(wrong("negative"));
    }
    let mut rest = text;
    let mut total = 0_u128;
    let mut parts = 0;
    while !rest.is_empty() {
        let (number, after) = split(rest, |c| c.is_ascii_digit() || c == '.');
        let (unit, after) = split(after, |c| c.is_ascii_alphabetic());
        let is_bare = unit.is_empty() && parts == 0 && after.is_empty();
        let length = match UNITS.iter().find(|(name, _)| *name == unit) {
            Some((_, length)) => *length,
            None if is_bare => 1_000,
            None => return Err(wrong("unknown unit")),
        };
        let part = match scaled(number, length) {
            Some(part) => part,
            None if has_too_many_digits(number) => return Err(wrong(TOO_LONG)),
            None => return Err(wrong("not a number")),
        };
        total = total.saturating_add(part);
        parts += 1;
        rest = after;
    }
    match u64::try_from(total) {
        Ok(total) if total <= LONGEST_MS => Ok(total),
        _ => Err(wrong(TOO_LONG)),
    }
}

/// Reads a duration of whole seconds, as ages are.
///
/// # Errors
///
/// * `delivery/duration`: no duration, or not whole seconds.
pub fn parse_age_seconds(text: &str) -> Result<u64, Diagnostic> {
    let milliseconds = parse(text, 0)?;
    if !milliseconds.is_multiple_of(1_000) {
        let message = format!("an age of `{text}` is not a whole number of seconds");
        return Err(Diagnostic::error(DURATION, message)
            .at(Span::new(0, text.len()), "a part of a second")
            .help("ages are whole seconds: MaximumEventAgeInSeconds"));
    }
    Ok(milliseconds / 1_000)
}

/// What is wrong with more than [`LONGEST_MS`].
const TOO_LONG: &str = "longer than a hundred years";

/// How many digits a number has before its point at most: enough for [`LONGEST_MS`], and no product overflows.
const MOST_DIGITS: usize = 18;

/// Whether a number has more than [`MOST_DIGITS`] before its point, leading zeros aside.
fn has_too_many_digits(number: &str) -> bool {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    whole.trim_start_matches('0').len() > MOST_DIGITS && !fraction.contains('.')
}

/// Cuts off the longest prefix of such characters.
fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !belongs(c)).unwrap_or(text.len()))
}

/// A decimal number times a whole one, if the product is whole.
fn scaled(number: &str, by: u64) -> Option<u128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_empty = whole.is_empty() && fraction.is_empty();
    let whole = whole.trim_start_matches('0');
    if is_empty || whole.len() > MOST_DIGITS || fraction.len() > 9 {
        return None;
    }
    let digits = |text: &str| {
        if text.is_empty() {
            Some(0)
        } else {
            text.parse::<u128>().ok()
        }
    };
    let scale = 10_u128.pow(u32::try_from(fraction.len()).ok()?);
    let product = (digits(whole)? * scale + digits(fraction)?) * u128::from(by);
    product.is_multiple_of(scale).then_some(product / scale)
}

/// Writes milliseconds so that [`parse`] reads them back: in seconds, or in milliseconds if there is a part.
#[must_use]
pub fn written(milliseconds: u64) -> String {
    if milliseconds.is_multiple_of(1_000) {
        format!("{}s", milliseconds / 1_000)
    } else {
        format!("{milliseconds}ms")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_in_every_unit() {
        let read = [
            "90", "90s", "1.5s", "10m", "1h30m", "250ms", "1d", "0.25h", "0",
        ]
        .map(|text| parse(text, 0).unwrap());
        assert_eq!(
            read,
            [
                90_000, 90_000, 1_500, 600_000, 5_400_000, 250, 86_400_000, 900_000, 0
            ]
        );
    }

    #[test]
    fn what_is_not_a_duration_is_refused() {
        for text in [
            "", "s", "-1s", "1x", "1h30", "0.0001s", "1..2s", "99999d", ".", "1 h",
        ] {
            assert_eq!(
                parse(text, 0).map_err(|one| one.code),
                Err(DURATION),
                "{text}"
            );
        }
    }

    #[test]
    fn refusals_tell_too_long_and_negative_from_what_is_no_number() {
        let label = |text| parse(text, 0).unwrap_err().primary.unwrap().text;
        assert_eq!(label("99999999999999999999"), TOO_LONG);
        assert_eq!(label("99999999999999999999.5d"), TOO_LONG);
        assert_eq!(label("-5s"), "negative");
        assert_eq!(label("-5"), "negative");
        assert_eq!(label("1..2s"), "not a number");
        assert_eq!(label("-s"), "unknown unit");
    }

    #[test]
    fn what_is_written_is_read_back() {
        for milliseconds in [0, 1, 999, 1_000, 1_500, 84_991_000] {
            assert_eq!(parse(&written(milliseconds), 0), Ok(milliseconds));
        }
    }
}
