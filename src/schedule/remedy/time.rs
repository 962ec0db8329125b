//! Loosely written rates and times.

use chrono::{NaiveDate, NaiveDateTime};

/// `rate(…)` for texts like `5minutes`, `1 minutes`, `2 hrs`, `120 seconds`.
pub(super) fn rate(body: &str) -> Option<String> {
    let body = body.trim();
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let (number, word) = body.split_at_checked(digits)?;
    let value: u64 = if number.is_empty() {
        1
    } else {
        number.parse().ok()?
    };
    let word = word.trim().to_ascii_lowercase();
    let (factor, divisor, unit) = match word.as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => (1, 60, "minute"),
        "m" | "min" | "mins" | "minute" | "minutes" | "minutess" => (1, 1, "minute"),
        "h" | "hr" | "hrs" | "hour" | "hours" => (1, 1, "hour"),
        "d" | "day" | "days" => (1, 1, "day"),
        "w" | "week" | "weeks" => (7, 1, "day"),
        _ => return None,
    };
    let value = value.checked_mul(factor)?;
    if value == 0 || !value.is_multiple_of(divisor) {
        return None;
    }
    let value = value / divisor;
    let plural = if value == 1 { "" } else { "s" };
    Some(format!("rate({value} {unit}{plural})"))
}

/// A date and time in one of the forms that people write for `at(…)`; what follows the time is dropped if
/// it is a fraction of a second or `Z`.
pub(super) fn local(body: &str) -> Option<NaiveDateTime> {
    let body = body.trim();
    let body = body.strip_suffix(['Z', 'z']).unwrap_or(body);
    let body = match body.split_once('.') {
        Some((time, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => time,
        Some(_) => return None,
        None => body,
    };
    const WITH_TIME: [&str; 4] = [
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ];
    let midnight = || {
        NaiveDate::parse_from_str(body, "%Y-%m-%d")
            .ok()?
            .and_hms_opt(0, 0, 0)
    };
    WITH_TIME
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(body, form).ok())
        .or_else(midnight)
}
