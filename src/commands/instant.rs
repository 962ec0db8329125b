//! Arguments that name a time.

use chrono::{DateTime, Utc};

/// Reads a time as RFC 3339 writes it: `2026-11-20T10:00:00Z`, `2026-11-20T12:00:00+02:00`.
///
/// # Errors
///
/// What is wrong, for a person at a terminal.
pub(super) fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(time) => Ok(time.to_utc()),
        Err(_) if DateTime::parse_from_rfc3339(&format!("{text}Z")).is_ok() => Err(format!(
            "the offset from UTC is missing: write `{text}Z`, or `{text}+02:00`"
        )),
        Err(_) => Err("write it like `2026-11-20T10:00:00Z`".to_owned()),
    }
}
