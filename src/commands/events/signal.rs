//! Tells threads that wait that something has changed.

use std::sync::{Condvar, Mutex, PoisonError};

use super::threads::unpoisoned;

/// How often something has changed. Whoever has nothing to do asks before it looks, and then waits for the next change:
/// so no change is missed.
#[derive(Debug, Default)]
pub(super) struct Signal {
    changes: Mutex<u64>,
    changed: Condvar,
}

impl Signal {
    /// How often something has changed so far.
    pub(super) fn changes(&self) -> u64 {
        *unpoisoned(self.changes.lock())
    }

    /// Something has changed.
    pub(super) fn change(&self) {
        *unpoisoned(self.changes.lock()) += 1;
        self.changed.notify_all();
    }

    /// Waits until something has changed more often than so.
    pub(super) fn wait(&self, seen: u64) {
        let changes = unpoisoned(self.changes.lock());
        let waited = self.changed.wait_while(changes, |changes| *changes == seen);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}
