//! What a hop is made of.

use super::hop::{After, Hop, Reads};
use super::letters::Letters;
use super::limits::{Limits, Open};
use super::refuses::Refuses;
use super::station::{Station, StationKind};
use crate::delivery::{FailureModel, FailureRule, Pace, Profile, Scenario, target_key};
use crate::diagnostic::{Code, Diagnostic};
use crate::iac::member_name;
use crate::model::{Declared, InventoryKind, given_by};
use crate::simulate::pipe::arn_of;

/// What may not be there, or may not take the event.
const PERHAPS: Code = Code::new("way/perhaps");
/// What is named and not known.
const UNKNOWN: Code = Code::new("way/unknown-target");

/// What a hop is made of.
pub(super) struct Made {
    pub(super) by: Station,
    pub(super) via: Option<Station>,
    /// What a pipe asks before it delivers.
    pub(super) enrichment: Option<Station>,
    pub(super) to: Station,
    pub(super) profile: Profile,
    pub(super) pace: Option<Pace>,
    /// How long a queue keeps back what is sent to it.
    pub(super) delay_seconds: u64,
    pub(super) limits: Limits,
    pub(super) letters: Letters,
    pub(super) other_letters: Option<Letters>,
    pub(super) reads: Option<Reads>,
    /// How long a stream keeps what it holds, if nothing ends it before.
    pub(super) retention_seconds: Option<u64>,
    pub(super) told: Vec<Diagnostic>,
    pub(super) open: Vec<Open>,
    /// How it fails for certain.
    pub(super) refuses: Option<Refuses>,
}

impl Made {
    /// A delivery from one place to another, with nothing of its own but who makes it and where goes what it gives up.
    pub(super) fn new((by, to): (Station, Station), profile: Profile, letters: Letters) -> Self {
        Self {
            by,
            via: None,
            enrichment: None,
            to,
            profile,
            pace: None,
            delay_seconds: 0,
            limits: Limits::default(),
            letters,
            other_letters: None,
            reads: None,
            retention_seconds: None,
            told: Vec::new(),
            open: Vec::new(),
            refuses: None,
        }
    }
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

/// Tells that something is named of which nothing that was read says what it is: it may be a function as well as a queue.
pub(super) fn unknown(
    declared: Option<&Declared<String>>,
    at: &Station,
    told: &mut Vec<Diagnostic>,
) {
    let Some(declared) = declared.filter(|_| at.kind == StationKind::Other) else {
        return;
    };
    let is_known = declared.resource.is_some() || declared.referred.is_some();
    // Of which service an ARN is says as much as is needed.
    if is_known || !arn_of(Some(declared)).service().is_empty() {
        return;
    }
    if let Some(hole) = declared.hole() {
        let from = &hole.from;
        let message = format!(
            "nothing that was read says what `{from}` is: here it takes the event, and what follows is not looked at"
        );
        let note = Diagnostic::note(UNKNOWN, message);
        told.push(match given_by(from) {
            Some(how) => note.help(how),
            None => note,
        });
    }
}

/// A hop in which nothing fails yet.
pub(super) fn hop(after: Option<After>, made: Made, kind: InventoryKind) -> Option<Hop> {
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
    scenario.dispatch_delay_ms = made.delay_seconds.saturating_mul(1_000);
    scenario.target = target_key(&made.to.arn);
    let mut open = made.open;
    open.extend(made.limits.open(&of));
    if let Some(from) = &made.letters.depends_on {
        let what = format!("`{}`", member_name(kind, made.letters.setting.name()));
        open.push(Open::new("--dead-letter-queue", (&of, &what), from));
    }
    Some(Hop {
        after,
        by: made.by,
        via: made.via,
        enrichment: made.enrichment,
        to: made.to,
        scenario,
        limits: made.limits,
        letters: made.letters,
        other_letters: made.other_letters,
        reads: made.reads,
        accepted: Vec::new(),
        given_up: Vec::new(),
        fail: vec!["never".to_owned()],
        told,
        open,
        refuses: made.refuses,
    })
}
