//! The times that clock changes keep from firing, as rows of the table: few, however many there are.

use crate::render::words;
use crate::report::next_fires::SkippedFire;

/// How many of the times that one clock change keeps from firing have a row; of more, the last row stands for the rest.
const MOST_OF_A_CHANGE: u64 = 3;

/// How many clock changes have rows of times that they keep from firing.
const MOST_CHANGES: u64 = 20;

/// Those of one schedule, as far as they are shown.
#[derive(Debug, Default)]
pub(super) struct Kept {
    rows: Vec<(SkippedFire, u64)>,
    /// How many clock changes there are.
    changes: u64,
    /// How many times the last of them keeps from firing.
    of_change: u64,
    /// When the last of them is.
    change_at: String,
    /// The last time of the changes that have no rows.
    last: Option<SkippedFire>,
}

/// A time, and what is said of it and of those for which it stands.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) skipped: SkippedFire,
    pub(super) note: String,
}

impl Kept {
    /// Adds the next time.
    pub(super) fn add(&mut self, skipped: SkippedFire) {
        if self.changes == 0 || self.change_at != skipped.clock_change_at {
            self.changes += 1;
            self.of_change = 0;
            self.change_at.clone_from(&skipped.clock_change_at);
        }
        self.of_change += 1;
        if self.changes > MOST_CHANGES {
            self.last = Some(skipped);
            return;
        }
        if self.of_change > MOST_OF_A_CHANGE {
            self.rows.pop();
        }
        // The last row stands for all from its place on.
        let stands_for = (self.of_change + 1).saturating_sub(MOST_OF_A_CHANGE).max(1);
        self.rows.push((skipped, stands_for));
    }

    /// The rows, in the order of the times.
    pub(super) fn into_rows(self) -> impl Iterator<Item = Row> {
        let rows = self.rows.into_iter().map(|(skipped, stands_for)| Row {
            note: match stands_for {
                1 => skipped.note.clone(),
                times => format!(
                    "skipped: {} up to this one, for the same reason",
                    words::counted(times, "time", "times")
                ),
            },
            skipped,
        });
        let more = self.changes.saturating_sub(MOST_CHANGES);
        let last = self.last.map(|skipped| Row {
            note: format!(
                "skipped: more times at {} up to this one, which `--format json` lists",
                words::counted(more, "clock change", "clock changes")
            ),
            skipped,
        });
        rows.chain(last)
    }
}
