//! A declared rule as one that can be asked, or what keeps it from that: its state, its bus, its condition, its pattern.

use super::rule::{Asked, Assumed, Checked, Rule};
use crate::diagnostic::{Code, Diagnostic, Refusal};
use crate::json::Hole;
use crate::model::{self, Declared, DeclaredPattern, RuleState};
use crate::pattern::check::{check, check_open};
use crate::source::{Source, Span};
use crate::suggest;
use crate::transform::{Reserved, Variables};

/// A word that is no state.
const STATE: Code = Code::new("route/unknown-state");
/// A rule that AWS does not match events with.
pub const DISABLED: Code = Code::new("route/disabled-rule");
/// A rule of which the file says neither what it matches nor when it fires.
pub const NEITHER: Code = crate::iac::LEFT_OUT;

/// A rule that can be asked, and the text in which the places of its pattern lie.
#[derive(Debug)]
pub struct Ready {
    /// The rule.
    pub rule: Rule,
    /// The text.
    pub place: Source,
}

/// Why a rule is not asked.
#[derive(Debug)]
pub enum NotAsked {
    /// It is disabled.
    Disabled(Diagnostic),
    /// It fires by the clock.
    Scheduled,
    /// It has neither a pattern nor a schedule.
    Neither(Diagnostic),
    /// It is open whether it matches, and such rules are taken not to.
    Assumed,
    /// Its state is no word of AWS's.
    State(Diagnostic),
    /// AWS refuses its pattern.
    Refused(Refusal),
}

/// Makes a declared rule ready; `source` is the text that declares it.
///
/// # Errors
///
/// Why it is not asked.
pub fn ready(
    rule: &model::Rule,
    name: String,
    source: &Source,
    asked: Asked,
) -> Result<Ready, Box<NotAsked>> {
    if rule.is_disabled() {
        let message = format!("the rule `{name}` is disabled and left out");
        let place = rule.state.as_ref().map_or(rule.span, |state| state.span);
        let note = Diagnostic::note(DISABLED, message).at(place, "");
        return Err(Box::new(NotAsked::Disabled(note)));
    }
    let Some(pattern) = &rule.pattern else {
        return Err(Box::new(without_pattern(rule, &name)));
    };
    if let Some(refused) = unknown_state(rule, &name) {
        return Err(Box::new(NotAsked::State(refused)));
    }
    let open: Vec<&Hole> = what_is_open(rule).collect();
    if !open.is_empty() && asked.assumed == Some(Assumed::NoMatch) {
        return Err(Box::new(NotAsked::Assumed));
    }
    let state = rule.state.as_ref().and_then(Declared::get);
    let has_all = state == Some(&RuleState::EnabledWithAllCloudTrailManagementEvents);
    let bus = (!rule.is_bare)
        .then(|| rule.bus_name().map(str::to_owned))
        .flatten();
    let mut checked =
        checked(pattern, source, asked).map_err(|refused| Box::new(NotAsked::Refused(refused)))?;
    if asked.assumed.is_none() {
        checked.doubt_all(&open);
    }
    let targets = if asked.targets {
        rule.targets.clone()
    } else {
        Vec::new()
    };
    let known = match rule.name.as_ref().and_then(Declared::get) {
        Some(name) => Variables::new().with(Reserved::RuleName, name),
        None => Variables::new(),
    };
    let rule = Rule {
        name,
        pattern: checked.pattern,
        bus,
        is_plainly_enabled: !rule.is_bare && !has_all,
        targets,
        known,
        doubt: checked.doubt,
    };
    let place = checked.place;
    Ok(Ready { rule, place })
}

/// The checked pattern of a declaration in `source`, and the text in which its places lie.
///
/// # Errors
///
/// What AWS refuses of it.
pub fn checked(
    pattern: &DeclaredPattern,
    source: &Source,
    asked: Asked,
) -> Result<Checked, Refusal> {
    if let Some(value) = pattern.open() {
        let open = check_open(value, source, asked.dialect)?;
        return Ok(Checked::open(open, source, asked.assumed));
    }
    let place = || pattern.source(source).unwrap_or_else(|| source.clone());
    let text = pattern.json(source.text()).unwrap_or_default();
    match check(text, asked.dialect) {
        Ok(checked) => Ok(Checked {
            // The place is counted out only where something is told of it: that takes time in a long file.
            place: match checked.notes.is_empty() {
                true => source.clone(),
                false => place(),
            },
            pattern: checked,
            doubt: None,
        }),
        Err(refused) => Err(refused.with_source(&place())),
    }
}

fn without_pattern(rule: &model::Rule, name: &str) -> NotAsked {
    if rule.schedule.is_some() {
        return NotAsked::Scheduled;
    }
    let message = format!("the rule `{name}` has neither an event pattern nor a schedule");
    let warning = Diagnostic::warning(NEITHER, message).at(
        Span::new(rule.span.start, rule.span.start + 1),
        "AWS refuses this",
    );
    NotAsked::Neither(warning)
}

/// That the state of a rule is no word of AWS's.
///
/// AWS: EventBridge API Reference, `PutRule`, `State`, lists the words.
fn unknown_state(rule: &model::Rule, name: &str) -> Option<Diagnostic> {
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
fn what_is_open(rule: &model::Rule) -> impl Iterator<Item = &Hole> {
    let bus = rule.bus.as_ref().and_then(Declared::hole);
    let state = rule.state.as_ref().and_then(Declared::hole);
    let condition = rule.condition.as_ref().and_then(Declared::hole);
    [bus, state, condition].into_iter().flatten()
}
