//! How Lambda invokes a function asynchronously: which configuration counts, and where goes what fails.

use super::letters::{Letters, Setting};
use super::limits::{ASSUMED, Limits};
use super::readers::errors;
use super::station::Station;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AsynchronousInvocation, Declared, Function};

/// A configuration that stands on another qualifier than the one that is invoked.
const OTHER_QUALIFIER: Code = Code::new("way/other-qualifier");
/// A function with two places for what fails.
const TWO_PLACES: Code = Code::unsettled("way/two-places");

/// The qualifier of a function that is invoked without one.
///
/// AWS: Lambda Developer Guide, "Manage Lambda function versions": the unqualified ARN is that of `$LATEST`.
const LATEST: &str = "$LATEST";

/// How a function is invoked.
pub(super) struct Invocation {
    pub(super) limits: Limits,
    pub(super) letters: Letters,
    /// The second of two places for what fails.
    pub(super) other_letters: Option<Letters>,
    /// Where goes a record of what does not fail.
    pub(super) on_success: Option<Declared<String>>,
    pub(super) told: Vec<Diagnostic>,
}

/// What counts when a function is invoked asynchronously.
///
/// AWS: Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation", "Capturing records of
/// asynchronous invocations": an on-failure destination, and a dead-letter queue, each by itself. That a function which has
/// both sends to both is told nowhere that was read, and not recorded.
pub(super) fn asynchronous(found: Option<&Function>, at: &Station) -> Invocation {
    let mut told = Vec::new();
    let Some(function) = found else {
        let message = format!(
            "nothing that was read declares the function `{}`: AWS's defaults count (2 retries, 6 h, no place for what fails)",
            at.name
        );
        told.push(Diagnostic::note(ASSUMED, message));
        return Invocation {
            limits: Limits::default(),
            letters: Letters {
                is_assumed: true,
                ..Letters::new(Setting::FunctionDestination, &at.name, None)
            },
            other_letters: None,
            on_success: None,
            told,
        };
    };
    told.extend(errors(&function.diagnostics));
    let config = configuration(function, at, &mut told);
    let limits = config.map_or_else(Limits::default, |config| Limits {
        retries: config.maximum_retry_attempts.clone(),
        age_seconds: config.maximum_event_age_seconds.clone(),
    });
    let destination = config.and_then(|config| config.on_failure.as_ref());
    let queue = function.dead_letter.as_ref();
    let queue = queue.map(|queue| Letters::new(Setting::Function, &at.name, Some(queue)));
    let destination =
        destination.map(|place| Letters::new(Setting::FunctionDestination, &at.name, Some(place)));
    let (letters, other_letters) = match (destination, queue) {
        (None, Some(queue)) => (queue, None),
        (Some(destination), other) => (destination, other),
        (None, None) => {
            let none = Letters::new(Setting::FunctionDestination, &at.name, None);
            (none, None)
        }
    };
    if let (Some(record), Some(event)) = (
        &letters.place,
        other_letters.as_ref().and_then(|one| one.place.as_ref()),
    ) {
        let message = format!(
            "the function `{}` has an on-failure destination and a dead-letter queue, and what fails is taken to go to both, \
             which is not recorded: a record of the invocation to `{}`, the event itself to `{}`",
            at.name, record.name, event.name
        );
        told.push(Diagnostic::note(TWO_PLACES, message));
    }
    Invocation {
        limits,
        letters,
        other_letters,
        on_success: config.and_then(|config| config.on_success.as_ref()?.arn.clone()),
        told,
    }
}

/// The configuration of what is invoked.
fn configuration<'f>(
    function: &'f Function,
    at: &Station,
    told: &mut Vec<Diagnostic>,
) -> Option<&'f AsynchronousInvocation> {
    let invoked = at.qualifier.as_deref().unwrap_or(LATEST);
    let all = || function.invocations.iter();
    let qualifier = |one: &AsynchronousInvocation| one.qualifier.as_ref().map(Declared::to_display);
    let exact = all().find(|one| qualifier(one).as_deref() == Some(invoked));
    let of_any = || all().find(|one| one.qualifier.is_none());
    // While one of them is open, a single configuration is taken for the one that is meant.
    let is_open = |one: &&AsynchronousInvocation| {
        let own = one.qualifier.as_ref();
        own.is_some_and(|own| own.get().is_none()) || invoked.contains("${")
    };
    let only = || {
        all()
            .next()
            .filter(|one| function.invocations.len() == 1 && is_open(one))
    };
    let found = exact.or_else(of_any).or_else(only);
    if let (None, Some(other)) = (found, function.invocations.first()) {
        let message = format!(
            "the configuration of the asynchronous invocations of `{}` stands on `{}`, and what is invoked is `{invoked}`: \
             AWS's defaults count",
            at.name,
            qualifier(other).unwrap_or_default()
        );
        told.push(Diagnostic::note(OTHER_QUALIFIER, message));
    }
    found
}
