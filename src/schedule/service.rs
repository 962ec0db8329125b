//! The two services that run schedules, which validate differently and answer in different words.

/// Which service is to accept the expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Service {
    /// EventBridge Scheduler: `cron`, `rate` and `at`, in a time zone, with start, end and window.
    #[default]
    Scheduler,
    /// Scheduled rules on the default event bus: `cron` and `rate`, in UTC.
    Rules,
}

/// The exception with which both services refuse an expression.
///
/// Recorded on AWS for `CreateSchedule` and `PutRule`.
pub const EXCEPTION: &str = "ValidationException";

/// What `PutRule` answers when a rule on another bus has a schedule.
///
/// Recorded on AWS.
pub const OTHER_BUS: &str = "ScheduleExpression is supported only on the default event bus.";

impl Service {
    /// The name on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scheduler => "scheduler",
            Self::Rules => "rules",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Scheduler => "EventBridge Scheduler",
            Self::Rules => "EventBridge rules",
        }
    }

    /// The message with which the service refuses `expression`; Scheduler repeats it as it was sent.
    ///
    /// Recorded on AWS, for both services.
    ///
    /// # Example
    ///
    /// ```
    /// use evb::schedule::Service;
    ///
    /// assert_eq!(Service::Scheduler.refusal("cron()"), "Invalid Schedule Expression cron().");
    /// ```
    #[must_use]
    pub fn refusal(self, expression: &str) -> String {
        match self {
            Self::Scheduler => format!("Invalid Schedule Expression {expression}."),
            Self::Rules => "Parameter ScheduleExpression is not valid.".to_owned(),
        }
    }
}
