//! Values that are made for one event: ids and times.

use crate::json::{Kind, Value};

/// So many digits of an id in a row.
const ID_DIGITS: usize = 16;

/// Seconds since 1970 of this century, and the same in milliseconds, have so many digits.
const TIME_DIGITS: [usize; 2] = [10, 13];

/// Whether a value looks as if it were made for its event: a UUID, a time, a long number in any base.
pub(super) fn is_made(value: &Value) -> bool {
    match &value.kind {
        Kind::String(text) => text.as_str().is_some_and(is_made_text),
        Kind::Number(text) => {
            let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
            is_digits && (TIME_DIGITS.contains(&text.len()) || text.len() >= ID_DIGITS)
        }
        _ => false,
    }
}

fn is_made_text(text: &str) -> bool {
    is_time(text) || has_uuid(text) || longest_run(text) >= ID_DIGITS
}

/// `2026-11-20T10:…`
fn is_time(text: &str) -> bool {
    let shape = text.bytes().take(13).map(|byte| match byte {
        b'0'..=b'9' => b'0',
        b' ' => b'T',
        other => other,
    });
    shape.eq(*b"0000-00-00T00")
}

/// `17793124-05d4-b198-2fde-7ededc63b103`, wherever it stands.
fn has_uuid(text: &str) -> bool {
    const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
    let is_end = |one: char| !one.is_ascii_hexdigit() && one != '-';
    text.split(is_end).any(|part| {
        let groups = part.split('-').map(str::len);
        groups.eq(GROUPS)
    })
}

/// The most hexadecimal digits side by side, among which is one that is no letter.
fn longest_run(text: &str) -> usize {
    let runs = text.split(|one: char| !one.is_ascii_hexdigit());
    let runs = runs.filter(|run| run.bytes().any(|byte| byte.is_ascii_digit()));
    runs.map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn ids_and_times_are_told_from_words() {
        for (value, made) in [
            (r#""17793124-05d4-b198-2fde-7ededc63b103""#, true),
            (r#""orders/17793124-05d4-b198-2fde-7ededc63b103""#, true),
            (r#""2026-11-20T10:00:00Z""#, true),
            (r#""2026-11-20 10:00""#, true),
            (r#""d41d8cd98f00b204e9800998ecf8427e""#, true),
            ("1763632800", true),
            ("1763632800123", true),
            (r#""running""#, false),
            (r#""i-0abcd1234""#, false),
            (r#""eu-central-1""#, false),
            (r#""123456789012""#, false),
            ("12.50", false),
            ("true", false),
        ] {
            assert_eq!(is_made(&json::parse(value).unwrap()), made, "{value}");
        }
    }
}
