//! What keeps a declared rule from being asked, or is to be known when it is: its state, its bus, its condition.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Declared, Rule, RuleState};
use crate::suggest;

/// A word that is no state.
const STATE: Code = Code::new("route/unknown-state");
/// A bus that its template leaves open.
const OPEN_BUS: Code = Code::new("route/open-bus");
/// A rule of which its template leaves open whether it is there or enabled.
const OPEN_STATE: Code = Code::new("route/open-state");

/// That the state of a rule is no word of AWS's.
///
/// AWS: EventBridge API Reference, `PutRule`, `State`, lists the words.
pub(super) fn unknown_state(rule: &Rule, name: &str) -> Option<Diagnostic> {
    let state = rule.state.as_ref()?;
    let RuleState::Other(word) = state.get()? else {
        return None;
    };
    let told = Diagnostic::error(STATE, format!("the rule `{name}` has no state `{word}`"))
        .at(state.span, "AWS refuses this");
    let known = RuleState::NAMES;
    Some(match suggest::did_you_mean(word, &known) {
        Some(help) => told.help(help),
        None => told.help(format!(
            "write {}",
            known.map(|name| format!("`{name}`")).join(" or ")
        )),
    })
}

/// That the bus of a rule is not known: which events reach it is open.
pub(super) fn open_bus(rule: &Rule, name: &str) -> Option<Diagnostic> {
    let bus = rule.bus.as_ref()?;
    let hole = bus.hole()?;
    Some(
        Diagnostic::error(
            OPEN_BUS,
            format!("the bus of the rule `{name}` depends on `{}`", hole.from),
        )
        .at(bus.span, "which events reach the rule is not known here")
        .help("give the rule as it is deployed: `aws events describe-rule` prints it"),
    )
}

/// What is assumed of a rule whose state or condition is open.
pub(super) fn taken_as_enabled(rule: &Rule, name: &str) -> Vec<Diagnostic> {
    let warn =
        |message: String, span| Diagnostic::warning(OPEN_STATE, message).at(span, "not known here");
    let state = rule.state.as_ref().filter(|state| state.get().is_none());
    let state = state.and_then(Declared::hole).map(|hole| {
        let message = format!(
            "whether the rule `{name}` is enabled depends on `{}`: it is taken as enabled",
            hole.from
        );
        warn(message, hole.span)
    });
    let condition = rule.condition.as_ref().and_then(Declared::hole);
    let condition = condition.map(|hole| {
        let message = format!(
            "whether there is a rule `{name}` depends on `{}`: it is taken as there",
            hole.from
        );
        warn(message, hole.span)
    });
    state.into_iter().chain(condition).collect()
}

/// That everything that was given fires by the clock.
pub(super) fn without_pattern(none: Diagnostic, scheduled: usize) -> Diagnostic {
    let what = match scheduled {
        1 => "what is given is a schedule".to_owned(),
        many => format!("what is given are {many} schedules"),
    };
    none.help(format!(
        "{what} and no event pattern: `evb next-fires` tells when it fires"
    ))
}
