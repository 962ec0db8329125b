//! What keeps a declared rule from being asked, or is to be known when it is: its state, its bus, its condition.

use crate::diagnostic::{Code, Diagnostic};
use crate::json::Hole;
use crate::model::{Declared, Rule, RuleState};
use crate::suggest;

/// A word that is no state.
const STATE: Code = Code::new("route/unknown-state");

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

/// What decides whether a rule is asked at all, and is open: its bus, its state, its condition.
pub(super) fn what_is_open(rule: &Rule) -> impl Iterator<Item = &Hole> {
    let bus = rule.bus.as_ref().and_then(Declared::hole);
    let state = rule.state.as_ref().and_then(Declared::hole);
    let condition = rule.condition.as_ref().and_then(Declared::hole);
    [bus, state, condition].into_iter().flatten()
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
