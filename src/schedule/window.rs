//! Flexible time windows: an invocation comes at any time from the fire to the end of the window.
//!
//! # Source
//!
//! AWS: EventBridge Scheduler API Reference, `FlexibleTimeWindow`: `Mode` is `OFF` or `FLEXIBLE`, and
//! `MaximumWindowInMinutes` is 1 to 1440. Scheduler User Guide, "Flexible time windows": a schedule with a
//! window of 15 minutes is invoked within 15 minutes after its time. How invocations are spread inside the
//! window is not documented.

use super::codes;
use crate::diagnostic::Diagnostic;
use crate::quota::MAXIMUM_FLEXIBLE_WINDOW_MINUTES;

/// How long an invocation may wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FlexibleTimeWindow {
    minutes: u32,
}

impl FlexibleTimeWindow {
    /// No window: `Mode` is `OFF`.
    pub const OFF: Self = Self { minutes: 0 };

    /// A window of so many minutes.
    ///
    /// # Errors
    ///
    /// * `schedule/window-size`: not 1 to 1440.
    pub fn flexible(minutes: i64) -> Result<Self, Diagnostic> {
        u32::try_from(minutes)
            .ok()
            .filter(|minutes| (1..=MAXIMUM_FLEXIBLE_WINDOW_MINUTES).contains(minutes))
            .map(|minutes| Self { minutes })
            .ok_or_else(|| {
                Diagnostic::error(
                    codes::WINDOW_SIZE,
                    format!("a flexible time window of {minutes} minutes is not possible"),
                )
                .help(format!("choose from 1 to {MAXIMUM_FLEXIBLE_WINDOW_MINUTES} minutes, or turn the window off"))
            })
    }

    /// Its width in minutes; 0 without a window.
    #[must_use]
    pub fn minutes(self) -> u32 {
        self.minutes
    }

    /// Its width in seconds; 0 without a window.
    #[must_use]
    pub fn seconds(self) -> i64 {
        i64::from(self.minutes) * 60
    }

    /// Whether there is no window.
    #[must_use]
    pub fn is_off(self) -> bool {
        self.minutes == 0
    }
}
