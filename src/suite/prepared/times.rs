//! Times that a suite names: instants, or what the clock of a zone shows.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::diagnostic::Diagnostic;
use crate::schedule::{Resolved, Zone};

use super::super::codes::TIME;
use super::super::file::Spelled;

/// The instant of a time: RFC 3339, or what the clock of the zone shows, or the midnight of a day there.
///
/// # Errors
///
/// `suite/time`: it is no time, or the clock never shows it, or shows it twice.
pub(super) fn instant(time: &Spelled, zone: &Zone) -> Result<DateTime<Utc>, Diagnostic> {
    let text = &time.text;
    let whole = with_seconds(text);
    if let Ok(instant) = DateTime::parse_from_rfc3339(whole.as_deref().unwrap_or(text)) {
        return Ok(instant.to_utc());
    }
    let refused = |message: String| Diagnostic::error(TIME, message).at(time.span, "this time");
    let Some(local) = local(text) else {
        return Err(refused(format!("`{text}` is no time"))
            .help("write it like `2027-03-27T23:00:00Z`, `2027-03-27T23:00` or `2027-03-27`"));
    };
    let name = zone.name();
    let seconds = match zone.resolve(local) {
        Resolved::Once(seconds) => seconds,
        Resolved::Never => {
            let message =
                format!("the clock of `{name}` never shows {local}: it is put forward then");
            return Err(refused(message).help("write the instant with its offset"));
        }
        Resolved::Twice(..) => {
            let message = format!("the clock of `{name}` shows {local} twice");
            return Err(refused(message).help("write which of the two with its offset"));
        }
    };
    let instant = DateTime::from_timestamp(seconds, 0);
    instant.ok_or_else(|| refused(format!("`{text}` is beyond all times")))
}

/// An instant whose seconds are left out, with them.
fn with_seconds(text: &str) -> Option<String> {
    let (minutes, zone) = text.split_at_checked("2027-03-27T23:00".len())?;
    let is_zone = zone.starts_with(['Z', 'z', '+', '-']);
    is_zone.then(|| format!("{minutes}:00{zone}"))
}

fn local(text: &str) -> Option<NaiveDateTime> {
    if text.len() == "2027-03-27".len() {
        let day: NaiveDate = text.parse().ok()?;
        return Some(day.and_time(NaiveTime::MIN));
    }
    let text = text.replacen(' ', "T", 1);
    let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"];
    let mut read = forms
        .iter()
        .filter_map(|form| NaiveDateTime::parse_from_str(&text, form).ok());
    read.next()
}
