//! The `Time` of an entry, in the forms that clients of the API understand.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// Forms beside RFC 3339 that Python's SDK, and with it the AWS CLI, reads; without a zone they are UTC.
///
/// Recorded: the first three were sent through Python's SDK and delivered. A date of three numbers has the month first. The others:
/// botocore 1.44.8, `utils.py`, `parse_timestamp`, which asks `dateutil` for what is no number.
const FORMS: [&str; 10] = [
    "%m-%d-%YT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M",
    "%Y%m%dT%H%M%S",
    "%B %d %Y %H:%M:%S",
    "%B %d %Y %H:%M",
    "%d %B %Y %H:%M:%S",
    "%d %B %Y %H:%M",
];

/// The same of days alone.
const DAYS: [&str; 4] = ["%Y-%m-%d", "%Y/%m/%d", "%B %d %Y", "%d %B %Y"];

/// A point in time that an entry gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// `None` where the AWS CLI may read one and evb does not.
    pub(super) at: Option<DateTime<Utc>>,
    /// Whether every client reads it so. Seconds since 1970 count as well.
    pub(super) is_rfc3339: bool,
}

impl Time {
    /// `None` if no client reads a time.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if let (true, Ok(at)) = (text.contains('T'), DateTime::parse_from_rfc3339(text)) {
            return Some(Self {
                at: Some(at.to_utc()),
                is_rfc3339: true,
            });
        }
        let is_number = text.trim().parse::<f64>().is_ok();
        let at = match is_number {
            true => seconds(text.trim()),
            false => written(text),
        };
        // `dateutil` reads nearly any date, but none without a number.
        let may_be_one = text.contains(|one: char| one.is_ascii_digit());
        may_be_one.then_some(Self {
            at,
            is_rfc3339: false,
        })
    }

    /// What a date with numbers alone may be, `24.12.2025 18:00`, in which the day or the month stands first: both, where
    /// either may be the month. With the year first it is the month that comes next: `2025-24-12` has them turned round. Without a
    /// zone it is UTC.
    pub(super) fn meant(text: &str) -> Vec<DateTime<Utc>> {
        let text = text.trim();
        let (date, time) = text.split_once([' ', 'T', ',']).unwrap_or((text, "00:00"));
        let parts: Vec<&str> = date.split(['.', '/', '-']).collect();
        let number = |text: &str| text.parse::<u32>().ok();
        let [first, second, year] = parts.as_slice() else {
            return Vec::new();
        };
        let is_year_first = first.len() == 4;
        let (first, second, year) = match is_year_first {
            true => (year, second, first),
            false => (first, second, year),
        };
        let year = year.parse::<i32>().ok().filter(|_| year.len() == 4);
        let time = time.trim().trim_end_matches(['Z', 'z']);
        let time = NaiveTime::parse_from_str(time, "%H:%M:%S%.f")
            .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"));
        let (Some(first), Some(second), Some(year), Ok(time)) =
            (number(first), number(second), year, time)
        else {
            return Vec::new();
        };
        let dates = [(second, first), (first, second)].into_iter();
        let dates = dates.filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
        let mut meant: Vec<_> = dates.map(|day| day.and_time(time).and_utc()).collect();
        meant.dedup();
        // Behind the year stands the month, unless there is no such month.
        if is_year_first {
            meant.truncate(1);
        }
        meant
    }

    /// Seconds since 1970 as JSON writes them; fractions are dropped, as they are from the delivered time.
    pub(super) fn from_seconds(number: &str) -> Self {
        Self {
            at: seconds(number),
            is_rfc3339: true,
        }
    }
}

fn seconds(number: &str) -> Option<DateTime<Utc>> {
    let seconds: f64 = number.parse().ok()?;
    let whole = format!("{:.0}", seconds.floor()).parse().ok()?;
    DateTime::from_timestamp(whole, 0)
}

fn written(text: &str) -> Option<DateTime<Utc>> {
    let whole = text.trim();
    let text = whole.replace(',', "");
    let bare = text.trim_end_matches(['Z', 'z']);
    let bare = bare.strip_suffix(" UTC").unwrap_or(bare);
    let bare = bare.strip_suffix(" GMT").unwrap_or(bare);
    let time = FORMS
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(bare, form).ok())
        .map(|time| time.and_utc());
    let with_zone = || DateTime::parse_from_str(&text, "%Y-%m-%d %H:%M:%S%.f%:z").ok();
    let of_mail = || DateTime::parse_from_rfc2822(whole).ok();
    let day = || {
        DAYS.iter()
            .find_map(|form| NaiveDate::parse_from_str(bare, form).ok())
    };
    time.or_else(|| with_zone().or_else(of_mail).map(|time| time.to_utc()))
        .or_else(|| day().map(|day| day.and_time(NaiveTime::MIN).and_utc()))
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
            ("1767225600", "2026-01-01T00:00:00Z"),
            ("2027", "1970-01-01T00:33:47Z"),
            ("1.5e9", "2017-07-14T02:40:00Z"),
            ("20270101T100000Z", "2027-01-01T10:00:00Z"),
            ("Jan 1 2027 10:00 UTC", "2027-01-01T10:00:00Z"),
            ("January 1, 2027", "2027-01-01T00:00:00Z"),
            ("Fri, 01 Jan 2027 10:00:00 +0200", "2027-01-01T08:00:00Z"),
            ("2027/01/02", "2027-01-02T00:00:00Z"),
        ] {
            let expected: DateTime<Utc> = expected.parse().unwrap();
            assert_eq!(
                Time::parse(text).and_then(|time| time.at),
                Some(expected),
                "{text}"
            );
        }
        for (text, meant) in [
            ("24.12.2025 18:00", vec!["2025-12-24T18:00:00Z"]),
            ("12/24/2025", vec!["2025-12-24T00:00:00Z"]),
            (
                "03.04.2025 18:00:30",
                vec!["2025-04-03T18:00:30Z", "2025-03-04T18:00:30Z"],
            ),
            ("04/04/2025", vec!["2025-04-04T00:00:00Z"]),
            ("2025-24-12T18:00:00Z", vec!["2025-12-24T18:00:00Z"]),
            ("2025/04/03 18:00", vec!["2025-04-03T18:00:00Z"]),
            ("24.13.2025 18:00", vec![]),
            ("10am, the 5th of May 2027", vec![]),
        ] {
            let told: Vec<String> = Time::meant(text)
                .iter()
                .map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
                .collect();
            assert_eq!(told, meant, "{text}");
            assert!(
                Time::parse(text).is_some_and(|time| time.at.is_none()),
                "{text}"
            );
        }
        assert_eq!(Time::parse("yesterday"), None);
        let unread = Time::parse("10am, the 5th of May 2027").unwrap();
        assert_eq!((unread.at, unread.is_rfc3339), (None, false));
        let at = |number| Time::from_seconds(number).at.map(|at| at.timestamp());
        assert_eq!(
            [at("1e3"), at("1700000000.5"), at("1e300")],
            [Some(1_000), Some(1_700_000_000), None]
        );
    }
}
