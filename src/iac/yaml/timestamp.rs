//! Times of YAML 1.1, as JavaScript prints them.

use chrono::{Duration, NaiveDate};

/// A time of js-yaml, as `JSON.stringify` prints the `Date` that it becomes.
///
/// js-yaml 4.3, `lib/type/timestamp.js`: parts beyond their range run over into the next one, fractions are cut behind the
/// millisecond.
pub(super) fn printed(text: &str) -> Option<String> {
    let mut rest = Rest(text);
    let year = rest.number(4, 4)?;
    rest.skip('-')?;
    let start = rest.0.len();
    let month = rest.number(1, 2)?;
    rest.skip('-')?;
    let day = rest.number(1, 2)?;
    // JavaScript counts the years 0 to 99 from 1900.
    if year < 100 {
        return None;
    }
    let months = year * 12 + month - 1;
    let first = NaiveDate::from_ymd_opt(
        i32::try_from(months.div_euclid(12)).ok()?,
        u32::try_from(months.rem_euclid(12) + 1).ok()?,
        1,
    )?;
    let midnight = first.and_hms_opt(0, 0, 0)? + Duration::days(day - 1);
    let time = match rest.0 {
        // A date alone has two digits for each of its parts.
        "" if start == 5 => midnight,
        "" => return None,
        _ => midnight + time_of_day(&mut rest)?,
    };
    Some(time.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
}

/// The time since midnight of Greenwich: hours, minutes, seconds, and a zone.
fn time_of_day(rest: &mut Rest<'_>) -> Option<Duration> {
    if rest.skip('T').or_else(|| rest.skip('t')).is_none() {
        let before = rest.0.len();
        rest.blanks();
        if rest.0.len() == before {
            return None;
        }
    }
    let hours = rest.number(1, 2)?;
    rest.skip(':')?;
    let minutes = rest.number(2, 2)?;
    rest.skip(':')?;
    let seconds = rest.number(2, 2)?;
    let mut time = Duration::hours(hours) + Duration::minutes(minutes) + Duration::seconds(seconds);
    if rest.skip('.').is_some() {
        let digits = rest.digits();
        let milliseconds: String = digits.chars().chain("000".chars()).take(3).collect();
        time += Duration::milliseconds(milliseconds.parse().ok()?);
    }
    if rest.0.is_empty() {
        return Some(time);
    }
    rest.blanks();
    if rest.skip('Z').is_none() {
        let is_east = rest.skip('+').is_some();
        if !is_east {
            rest.skip('-')?;
        }
        let mut zone = Duration::hours(rest.number(1, 2)?);
        if rest.skip(':').is_some() {
            zone += Duration::minutes(rest.number(2, 2)?);
        }
        time = if is_east { time - zone } else { time + zone };
    }
    rest.0.is_empty().then_some(time)
}

/// What is still to be read.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    fn skip(&mut self, expected: char) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    fn blanks(&mut self) {
        self.0 = self.0.trim_start_matches([' ', '\t']);
    }

    fn digits(&mut self) -> &'t str {
        let rest = self
            .0
            .trim_start_matches(|digit: char| digit.is_ascii_digit());
        let digits = self.0.strip_suffix(rest).unwrap_or("");
        self.0 = rest;
        digits
    }

    /// A number of so many digits.
    fn number(&mut self, least: usize, most: usize) -> Option<i64> {
        let digits = self.digits();
        let fits = (least..=most).contains(&digits.len());
        digits.parse().ok().filter(|_| fits)
    }
}
