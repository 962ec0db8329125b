//! What strings are by their form: dates with times, dates, UUIDs.
//!
//! # Source
//!
//! RFC 3339, section 5.6, for `date-time` and `date`; RFC 9562, section 4, for `uuid`. A leap second (`:60`) is taken for no
//! `date-time`: validators differ in what they say of it.

/// A set of formats, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Formats(u8);

/// A bit, the name of its format, and whether a text has it.
type Form = (u8, &'static str, fn(&[u8]) -> bool);

/// The formats that are told apart, with their names in `format`.
const ALL: [Form; 3] = [
    (1, "date-time", is_date_time),
    (2, "date", is_date),
    (4, "uuid", is_uuid),
];

impl Formats {
    /// Takes out of what a text may still be what it is not.
    pub(super) fn exclude(&mut self, text: &str) {
        for (bit, _, is_it) in ALL {
            if self.0 & bit == 0 && !is_it(text.as_bytes()) {
                self.0 |= bit;
            }
        }
    }

    /// Whether nothing is left.
    pub(super) fn is_settled(self) -> bool {
        self.0 == 7
    }

    /// What neither of two sets has left.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The one that is left.
    pub(super) fn name(self) -> Option<&'static str> {
        let left = ALL.iter().find(|(bit, ..)| self.0 & bit == 0);
        left.map(|(_, name, _)| *name)
    }
}

/// `2026-11-20T10:00:00.5Z`
fn is_date_time(text: &[u8]) -> bool {
    let Some((date, time)) = text.split_at_checked(10) else {
        return false;
    };
    let Some((clock, rest)) = time.split_at_checked(9) else {
        return false;
    };
    let [b'T', clock @ ..] = clock else {
        return false;
    };
    is_date(date)
        && matches!(clock, [.., b':', _, _])
        && is_clock(clock.get(..5).unwrap_or_default())
        && number(clock.get(6..).unwrap_or_default()).is_some_and(|seconds| seconds < 60)
        && is_offset(without_fraction(rest))
}

/// What stands behind the seconds, without their fraction.
fn without_fraction(rest: &[u8]) -> &[u8] {
    let Some(digits) = rest.strip_prefix(b".") else {
        return rest;
    };
    let count = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    match count {
        0 => rest,
        count => digits.get(count..).unwrap_or_default(),
    }
}

/// `Z`, `+02:00`
fn is_offset(text: &[u8]) -> bool {
    match text {
        b"Z" => true,
        [b'+' | b'-', clock @ ..] => is_clock(clock),
        _ => false,
    }
}

/// `23:59`
fn is_clock(text: &[u8]) -> bool {
    let [h1, h2, b':', m1, m2] = text else {
        return false;
    };
    number(&[*h1, *h2]).is_some_and(|hours| hours < 24)
        && number(&[*m1, *m2]).is_some_and(|minutes| minutes < 60)
}

/// `2026-11-20`
fn is_date(text: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (
        number(&[*y1, *y2, *y3, *y4]),
        number(&[*m1, *m2]),
        number(&[*d1, *d2]),
    ) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// `7bf73129-1428-4cd3-a780-95db273d1602`
pub(super) fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The number that digits are.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, byte| {
        byte.is_ascii_digit()
            .then(|| number * 10 + u32::from(byte - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_form() {
        for (text, expected) in [
            ("2026-11-20T10:00:00Z", Some("date-time")),
            ("2026-11-20T10:00:00.123456+02:00", Some("date-time")),
            ("2024-02-29T23:59:59-23:59", Some("date-time")),
            ("2026-02-29T10:00:00Z", None),
            ("2026-11-20T24:00:00Z", None),
            ("2026-11-20T10:00:60Z", None),
            ("2026-11-20T10:00:00.Z", None),
            ("2026-11-20T10:00:00", None),
            ("2026-11-20t10:00:00z", None),
            ("2026-11-20 10:00:00Z", None),
            ("2026-11-20", Some("date")),
            ("2026-13-01", None),
            ("7bf73129-1428-4cd3-a780-95db273d1602", Some("uuid")),
            ("7bf73129-1428-4cd3-a780-95db273d160", None),
            ("7bf7312911428-4cd3-a780-95db273d1602", None),
            ("", None),
        ] {
            let mut formats = Formats::default();
            formats.exclude(text);
            assert_eq!(formats.name(), expected, "{text}");
        }
    }
}
