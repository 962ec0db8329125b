//! The times that the options give, as instants.

use chrono::{DateTime, Utc};

use super::Args;
use crate::commands::instant::{Clock, Time};
use crate::commands::{Failure, Host};
use crate::diagnostic::Finding;
use crate::schedule::ZoneDatabase;

/// Which instants the options name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// Now, if nothing else is asked for.
    pub(super) after: DateTime<Utc>,
    /// The present as far as it matters: who asks from an earlier time takes that for it.
    pub(super) present: DateTime<Utc>,
    pub(super) until: Option<DateTime<Utc>>,
    pub(super) before: Option<DateTime<Utc>>,
    pub(super) start: Option<DateTime<Utc>>,
    pub(super) end: Option<DateTime<Utc>>,
    pub(super) created: Option<DateTime<Utc>>,
}

impl Times {
    /// Reads the clock and the time zone, each only if a time depends on it.
    ///
    /// # Errors
    ///
    /// * `usage`: a local time without `--timezone`, or one that a clock change leaves out or brings twice.
    /// * `schedule/unknown-timezone`: a time depends on a time zone that there is not.
    pub(super) fn new(
        args: &Args,
        zones: &ZoneDatabase<'_>,
        host: &dyn Host,
    ) -> Result<Self, Failure> {
        let clock = Clock::new(host);
        let refused = |diagnostic| Failure::refused(Finding::without_source(diagnostic));
        let read = |flag: &str, time: &Option<Time>| {
            let Some(time) = time else { return Ok(None) };
            let name = args.timezone.as_deref().filter(|_| time.depends_on_zone());
            let zone = name.map(|name| zones.zone(name)).transpose();
            let instant = zone.and_then(|zone| time.in_zone(flag, &clock, zone.as_ref()));
            instant.map(Some).map_err(refused)
        };
        let now = clock.now();
        let after = read("--after", &args.after)?.unwrap_or(now);
        let before = read("--before", &args.before)?;
        Ok(Self {
            after,
            present: before.into_iter().fold(after.min(now), DateTime::min),
            before,
            until: read("--until", &args.until)?,
            start: read("--start-date", &args.start_date)?,
            end: read("--end-date", &args.end_date)?,
            created: read("--created", &args.created)?,
        })
    }
}
