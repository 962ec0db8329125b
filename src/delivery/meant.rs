//! The code that somebody means who writes it as another service does: `Throttled`, `AccessDenied`.

use super::codes::CodeFamily;

/// What went wrong, whatever a service calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Throttled,
    Denied,
    Missing,
    Internal,
    TimedOut,
    Function,
}

/// Words for it, in small letters, without what separates them, and without `exception`, `error` or `failure` at their end.
const WORDS: &[(Meaning, &[&str])] = &[
    (
        Meaning::Throttled,
        &[
            "throttle",
            "throttled",
            "throttling",
            "toomanyrequests",
            "toomanyrequest",
            "ratelimit",
            "ratelimited",
            "ratelimitexceeded",
            "rateexceeded",
            "requestlimitexceeded",
            "limitexceeded",
            "slowdown",
            "concurrency",
            "429",
        ],
    ),
    (
        Meaning::Denied,
        &[
            "accessdenied",
            "denied",
            "forbidden",
            "permissiondenied",
            "nopermission",
            "nopermissions",
            "notauthorized",
            "unauthorized",
            "authorization",
            "403",
        ],
    ),
    (
        Meaning::Missing,
        &[
            "notfound",
            "resourcenotfound",
            "noresource",
            "nosuchresource",
            "nosuchqueue",
            "nonexistentqueue",
            "queuedoesnotexist",
            "doesnotexist",
            "404",
        ],
    ),
    (
        Meaning::Internal,
        &[
            "internal",
            "internalserver",
            "internalservice",
            "server",
            "service",
            "serviceunavailable",
            "unavailable",
            "500",
            "502",
            "503",
        ],
    ),
    (
        Meaning::TimedOut,
        &["timeout", "timedout", "tasktimedout", "504"],
    ),
    (
        Meaning::Function,
        &[
            "unhandled",
            "handled",
            "function",
            "lambda",
            "runtime",
            "throws",
            "crash",
        ],
    ),
];

/// What is left of a word that ends so means the same.
const ENDS: [&str; 3] = ["exception", "error", "failure"];

fn meaning(code: &str) -> Option<Meaning> {
    let last = code.rsplit('.').next().unwrap_or(code);
    let letters = last.chars().filter(char::is_ascii_alphanumeric);
    let word = letters.collect::<String>().to_ascii_lowercase();
    let bare = ENDS.iter().find_map(|end| word.strip_suffix(end));
    let bare = bare.unwrap_or(&word);
    let found = WORDS.iter().find(|(_, words)| words.contains(&bare));
    found.map(|(meaning, _)| *meaning)
}

/// The code of a family that has this meaning, as far as one has.
const fn code(family: CodeFamily, meaning: Meaning) -> Option<&'static str> {
    use Meaning::{Denied, Function, Internal, Missing, Throttled, TimedOut};
    Some(match (family, meaning) {
        (CodeFamily::Rule | CodeFamily::Subscriber, Throttled) => "THROTTLING",
        (CodeFamily::Rule, Denied) => "NO_PERMISSIONS",
        (CodeFamily::Rule, Missing) => "NO_RESOURCE",
        (CodeFamily::Rule, Internal) => "INTERNAL_ERROR",
        (CodeFamily::Rule, TimedOut) => "TIMEOUT",
        (CodeFamily::Subscriber, Denied) => "ACCESS_DENIED",
        (CodeFamily::Subscriber, Missing) => "RESOURCE_NOT_FOUND",
        (CodeFamily::Subscriber, Internal) => "INTERNAL_SERVER_ERROR",
        (CodeFamily::Subscriber, TimedOut) => "EXECUTION_TIMEOUT",
        (CodeFamily::Subscriber, Function) => "COMPUTE_EXECUTION_ERROR",
        (CodeFamily::Scheduler, Throttled) => "AWS.Lambda.TooManyRequestsException",
        (CodeFamily::Scheduler, Denied) => "AWS.Lambda.AccessDeniedException",
        (CodeFamily::Scheduler, Missing) => "AWS.SimpleQueueService.NonExistentQueue",
        (CodeFamily::Scheduler, Internal | TimedOut) => "AWS.Scheduler.InternalServerError",
        (CodeFamily::LambdaAsync | CodeFamily::Sns | CodeFamily::Sqs, Throttled) => "429",
        (CodeFamily::LambdaAsync | CodeFamily::Sqs, Internal) => "ServiceException",
        (CodeFamily::LambdaAsync | CodeFamily::Sqs, TimedOut | Function) => "Unhandled",
        (CodeFamily::Sns, Denied) => "403",
        (CodeFamily::Sns, Missing) => "404",
        (CodeFamily::Sns, Internal | TimedOut) => "server",
        _ => return None,
    })
}

impl CodeFamily {
    /// The code of this service that somebody means who writes another one's, or misspells it. It is one that the service
    /// has.
    #[must_use]
    pub fn meant(self, written: &str) -> Option<&'static str> {
        let by_meaning = meaning(written).and_then(|meaning| code(self, meaning));
        let found = by_meaning.or_else(|| self.nearest(written))?;
        self.retried(found).map(|_| found)
    }

    /// What to say of a code that the service has not, before those that it has are listed; empty if nothing.
    pub(super) fn hint(self, written: &str) -> String {
        if let Some(meant) = self.meant(written) {
            return format!("here it is `{meant}`; ");
        }
        let delivers = matches!(self, Self::Rule | Self::Scheduler | Self::Sns);
        match meaning(written) {
            Some(Meaning::Function) if delivers => {
                "a function that fails does not fail its delivery: `--at function:always` makes it fail; ".to_owned()
            }
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_a_code_of_the_service() {
        use CodeFamily::{LambdaAsync, Rule, Scheduler, Sns, Sqs, Subscriber};
        for (family, written, expected) in [
            (Rule, "Throttled", Some("THROTTLING")),
            (Rule, "ThrottlingException", Some("THROTTLING")),
            (Rule, "THROTLING", Some("THROTTLING")),
            (Rule, "AccessDenied", Some("NO_PERMISSIONS")),
            (Rule, "AccessDeniedException", Some("NO_PERMISSIONS")),
            (Rule, "ResourceNotFoundException", Some("NO_RESOURCE")),
            (Rule, "Unhandled", None),
            (Subscriber, "NO_PERMISSIONS", Some("ACCESS_DENIED")),
            (
                Scheduler,
                "AccessDenied",
                Some("AWS.Lambda.AccessDeniedException"),
            ),
            (
                Scheduler,
                "Throttled",
                Some("AWS.Lambda.TooManyRequestsException"),
            ),
            (LambdaAsync, "Throttled", Some("429")),
            (LambdaAsync, "THROTTLING", Some("429")),
            (LambdaAsync, "timeout", Some("Unhandled")),
            (LambdaAsync, "unhandled", Some("Unhandled")),
            (LambdaAsync, "AccessDenied", None),
            (Sns, "throttling", Some("429")),
            (Sqs, "throttled", Some("429")),
            (Rule, "nonsense", None),
            (Rule, "", None),
        ] {
            assert_eq!(family.meant(written), expected, "{family:?} {written}");
        }
    }

    #[test]
    fn every_meaning_of_every_family_is_one_of_its_codes() {
        use CodeFamily::{LambdaAsync, Rule, Scheduler, Sns, Sqs, Subscriber};
        for family in [Rule, Subscriber, Scheduler, LambdaAsync, Sns, Sqs] {
            for (meaning, _) in WORDS {
                if let Some(code) = code(family, *meaning) {
                    assert!(family.retried(code).is_some(), "{family:?} {code}");
                }
            }
        }
    }
}
