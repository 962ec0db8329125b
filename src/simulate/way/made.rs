//! What a hop is made of.

use super::hop::{After, Hop, Reads};
use super::letters::Letters;
use super::limits::{Limits, Open};
use super::station::{Station, StationKind};
use crate::delivery::{FailureModel, FailureRule, Pace, Profile, Scenario, target_key};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Declared;

/// What may not be there, or may not take the event.
const PERHAPS: Code = Code::new("way/perhaps");

/// What a hop is made of.
pub(super) struct Made {
    pub(super) by: Station,
    pub(super) via: Option<Station>,
    pub(super) to: Station,
    pub(super) profile: Profile,
    pub(super) pace: Option<Pace>,
    pub(super) limits: Limits,
    pub(super) letters: Letters,
    pub(super) reads: Option<Reads>,
    /// How long a stream keeps what it holds, if nothing ends it before.
    pub(super) retention_seconds: Option<u64>,
    pub(super) told: Vec<Diagnostic>,
    pub(super) open: Vec<Open>,
}

/// Tells that something may not be there, or may not take the event: here it is, and does.
pub(super) fn perhaps(
    name: &str,
    condition: Option<&Declared<bool>>,
    filters: bool,
    told: &mut Vec<Diagnostic>,
) {
    if let Some(hole) = condition.and_then(Declared::hole) {
        let message = format!(
            "whether `{name}` is there depends on `{}`: here it is",
            hole.from
        );
        told.push(Diagnostic::note(PERHAPS, message));
    }
    if filters {
        let message = format!("`{name}` filters what it takes: the event is one that passes");
        told.push(Diagnostic::note(PERHAPS, message));
    }
}

/// A hop in which nothing fails yet.
pub(super) fn hop(after: Option<After>, made: Made) -> Option<Hop> {
    let mut told = made.told;
    let of = match made.by.kind {
        StationKind::FunctionQueue => format!("the function `{}`", made.by.name),
        kind => format!("the {} `{}`", kind.word(), made.by.name),
    };
    let mut policy = made.limits.policy(made.profile, &of, &mut told)?;
    if made.retention_seconds.is_some() {
        policy.maximum_event_age_seconds = made.retention_seconds;
    }
    let family = made.profile.codes();
    let never = FailureModel::new(vec![FailureRule::Never], family, None).ok()?;
    let mut scenario = Scenario::new(made.profile, policy, never);
    if let Some(pace) = made.pace {
        scenario.pace = pace;
    }
    scenario.target = target_key(&made.to.arn);
    let mut open = made.open;
    open.extend(made.limits.open(&of));
    if let Some(from) = &made.letters.depends_on {
        let what = format!("`{}`", made.letters.setting.name());
        open.push(Open::new("--dead-letter-queue", (&of, &what), from));
    }
    Some(Hop {
        after,
        by: made.by,
        via: made.via,
        to: made.to,
        scenario,
        limits: made.limits,
        letters: made.letters,
        reads: made.reads,
        accepted: Vec::new(),
        given_up: Vec::new(),
        fail: vec!["never".to_owned()],
        told,
        open,
    })
}
