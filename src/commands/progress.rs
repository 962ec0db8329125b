//! Progress on standard error: only where somebody may be looking, and only if it takes long.

use chrono::{DateTime, Utc};

use super::Host;
use crate::render::{self, stream::Stream};

/// After how many milliseconds progress is worth showing.
const PATIENCE_MS: i64 = 1_500;

/// A line that is written again and again.
pub(super) struct Progress<'a, 'w> {
    host: &'a dyn Host,
    stderr: &'a mut Stream<'w>,
    of: u64,
    /// What is counted: one, and several.
    words: (&'static str, &'static str),
    since: Option<DateTime<Utc>>,
    is_shown: bool,
}

impl<'a, 'w> Progress<'a, 'w> {
    /// Of so many, called by these words.
    pub(super) fn new(
        host: &'a dyn Host,
        stderr: &'a mut Stream<'w>,
        of: u64,
        words: (&'static str, &'static str),
    ) -> Self {
        Self {
            host,
            words,
            since: host.stderr_is_terminal().then(|| host.now()),
            stderr,
            of,
            is_shown: false,
        }
    }

    /// So many are done. That progress cannot be shown is no reason to stop.
    pub(super) fn done(&mut self, so_many: u64) {
        let Some(since) = self.since else {
            return;
        };
        let elapsed = self
            .host
            .now()
            .signed_duration_since(since)
            .num_milliseconds();
        if elapsed >= PATIENCE_MS && so_many < self.of {
            self.is_shown = true;
            let _ = render::progress::show(so_many, (self.of, self.words), self.stderr);
        } else if self.is_shown && so_many >= self.of {
            let _ = render::progress::hide(self.stderr);
        }
    }
}
