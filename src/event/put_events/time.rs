//! The `Time` of an entry, in the forms that clients of the API understand.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// Forms beside RFC 3339 that Python's SDK, and with it the AWS CLI, reads; without a zone they are UTC.
///
/// Recorded: the first three were sent through Python's SDK and delivered. A date of three numbers has the month first.
const FORMS: [&str; 5] = [
    "%m-%d-%YT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
];

/// A point in time that an entry gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) at: DateTime<Utc>,
    /// Whether every client reads it so. Seconds since 1970 count as well.
    pub(super) is_rfc3339: bool,
}

impl Time {
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let (true, Ok(at)) = (text.contains('T'), DateTime::parse_from_rfc3339(text)) {
            return Some(Self {
                at: at.to_utc(),
                is_rfc3339: true,
            });
        }
        let bare = text.trim_end_matches(['Z', 'z']);
        let at = FORMS
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(bare, form).ok())
            .map(|time| time.and_utc());
        let with_zone = || DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%:z").ok();
        let date = || NaiveDate::parse_from_str(bare, "%Y-%m-%d").ok();
        let at = at
            .or_else(|| with_zone().map(|time| time.to_utc()))
            .or_else(|| date().map(|date| date.and_time(NaiveTime::MIN).and_utc()))?;
        Some(Self {
            at,
            is_rfc3339: false,
        })
    }

    /// Seconds since 1970 as JSON writes them; fractions are dropped, as they are from the delivered time.
    pub(super) fn from_seconds(number: &str) -> Option<Self> {
        let whole = number.split('.').next()?.parse().ok()?;
        Some(Self {
            at: DateTime::from_timestamp(whole, 0)?,
            is_rfc3339: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_clients_read() {
        for (text, expected) in [
            ("2016-01-14T01:02:03Z", "2016-01-14T01:02:03Z"),
            ("2016-01-14T01:02:03+02:00", "2016-01-13T23:02:03Z"),
            ("01-01-2022T00:00:00Z", "2022-01-01T00:00:00Z"),
            ("2022-01-01 00:00:00Z", "2022-01-01T00:00:00Z"),
            ("2024-11-28T13:44:36.123456", "2024-11-28T13:44:36.123456Z"),
            ("2024-11-28", "2024-11-28T00:00:00Z"),
        ] {
            let expected: DateTime<Utc> = expected.parse().unwrap();
            assert_eq!(
                Time::parse(text).map(|time| time.at),
                Some(expected),
                "{text}"
            );
        }
        assert_eq!(Time::parse("yesterday"), None);
        assert_eq!(Time::from_seconds("1e3"), None);
        assert!(Time::from_seconds("1700000000.5").is_some());
    }
}
