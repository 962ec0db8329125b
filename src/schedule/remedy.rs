//! Corrections of refused expressions: what the user evidently meant, offered only if it is accepted.
//!
//! A text is read loosely: as the kind that it names, else as any of the three, or as a sentence. Every reading is
//! put through the same check as any expression, so that none is offered that the service would refuse. A reading
//! that leaves a doubt is offered as a question.
//!
//! # What this module does not do
//!
//! It does not say what is wrong; the readers of the three kinds do.

mod cron;
mod days;
mod fields;
mod rate;
mod sentence;
mod time;
mod tokens;
mod wrapper;

use chrono::NaiveDateTime;

use super::cron::FIRST_YEAR;
use super::expression::{ExpressionKind, check};
use super::service::Service;
use super::zone::{Resolved, Zone};
use time::{Loose, Offset};

/// The most schedules into which one expression is taken apart.
const MOST_PARTS: usize = 4;

/// How a remark begins that names what is to be written beside the expression.
const BESIDE: &str = " and give";

/// The most readings that a question offers.
const MOST_READINGS: usize = 3;

/// What a text may mean, not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reading {
    /// One expression, and what is to be said behind it.
    One(String, String),
    /// One of several, the most likely first, each with what it rests on.
    Either(Vec<(String, String)>),
    /// Several schedules in place of one.
    Each(Vec<String>),
}

impl Reading {
    fn one(expression: impl Into<String>) -> Self {
        Self::One(expression.into(), String::new())
    }

    /// The same as a question.
    fn doubted(self) -> Self {
        match self {
            Self::One(expression, remark) => Self::Either(vec![(expression, remark)]),
            other => other,
        }
    }

    /// What of it `service` accepts.
    fn accepted(self, service: Service) -> Option<Self> {
        let is_accepted = |text: &String| check(text, service).is_ok();
        match self {
            Self::One(text, _) if !is_accepted(&text) => None,
            Self::Either(mut all) => {
                all.retain(|(text, _)| is_accepted(text));
                all.truncate(MOST_READINGS);
                (!all.is_empty()).then_some(Self::Either(all))
            }
            Self::Each(all) if !(2..=MOST_PARTS).contains(&all.len()) => None,
            Self::Each(all) if !all.iter().all(is_accepted) => None,
            whole => Some(whole),
        }
    }

    /// As a help.
    fn help(self) -> String {
        match self {
            Self::One(text, remark) => format!("write `{text}`{remark}"),
            Self::Either(all) => {
                let all = all
                    .into_iter()
                    .map(|(text, remark)| format!("`{text}`{remark}"));
                format!("did you mean {}?", all.collect::<Vec<_>>().join(", or "))
            }
            Self::Each(all) => {
                let all: Vec<String> = all.iter().map(|part| format!("`{part}`")).collect();
                format!("make a schedule of each: {}", all.join(", "))
            }
        }
    }
}

/// A help text with a correction of `text`, if there is one that `service` accepts. Instants are told on the clock of
/// `zone`.
///
/// With it stands the expression itself, where nothing but that is to be written and nothing is doubted.
pub(super) fn find(text: &str, service: Service, zone: &Zone) -> Option<(String, Option<String>)> {
    let text = wrapper::cleaned(text);
    let reading = readings(&text, service, zone)
        .into_iter()
        .find_map(|reading| reading.accepted(service))?;
    let certain = match &reading {
        Reading::One(text, remark) if !remark.starts_with(BESIDE) => Some(text.clone()),
        _ => None,
    };
    Some((reading.help(), certain))
}

/// Everything that the text may mean, the best first.
fn readings(text: &str, service: Service, zone: &Zone) -> Vec<Reading> {
    let said = wrapper::taken_apart(text);
    let as_kind = |kind: ExpressionKind| match kind {
        ExpressionKind::Cron => cron::readings(said.body),
        ExpressionKind::Rate => rate::readings(said.body),
        ExpressionKind::At => at(said.body, service, zone),
    };
    let mut all = said.kind.map(as_kind).unwrap_or_default();
    let others = [
        ExpressionKind::Rate,
        ExpressionKind::At,
        ExpressionKind::Cron,
    ];
    let others = others.into_iter().filter(|kind| Some(*kind) != said.kind);
    all.extend(others.flat_map(as_kind));
    all.extend(sentence::readings(said.body));
    all.extend(beside_a_zone(said.behind, &all));
    all
}

/// The same with the time zone that stands behind the expression, which belongs beside it.
fn beside_a_zone(behind: &str, all: &[Reading]) -> Option<Reading> {
    let zone = behind.trim_matches(|one: char| !one.is_ascii_alphanumeric());
    let is_zone = super::zone::zone_names().any(|name| name == zone);
    match all.first() {
        Some(Reading::One(text, _)) if is_zone && !zone.is_empty() => Some(Reading::One(
            text.clone(),
            format!("{BESIDE} the time zone `{zone}` beside it"),
        )),
        _ => None,
    }
}

/// One-time schedules; rules get a cron expression for that minute instead.
fn at(body: &str, service: Service, zone: &Zone) -> Vec<Reading> {
    let Some(loose) = time::read(body) else {
        return Vec::new();
    };
    let written = |local: NaiveDateTime| match service {
        Service::Scheduler => format!("at({})", local.format("%Y-%m-%dT%H:%M:%S")),
        Service::Rules => format!("cron({})", local.format("%-M %-H %-d %-m ? %Y")),
    };
    let is_in_reach = |local: &NaiveDateTime| {
        service == Service::Scheduler || local.format("%Y").to_string() >= FIRST_YEAR.to_string()
    };
    let Loose {
        locals,
        offset,
        is_sure,
    } = loose;
    let mut readings: Vec<(String, String)> = Vec::new();
    for local in locals {
        readings.extend(
            match &offset {
                None => Some((local, String::new())),
                Some(Offset::Seconds(seconds)) => on_the_clock(local, *seconds, zone),
                Some(Offset::Zone(name)) => {
                    Some((local, format!("{BESIDE} the time zone `{name}` beside it")))
                }
            }
            .filter(|(local, _)| is_in_reach(local))
            .map(|(local, remark)| (written(local), remark)),
        );
    }
    match (readings.len(), readings.pop()) {
        (1, Some((text, remark))) if is_sure => vec![Reading::One(text, remark)],
        (_, Some(last)) => {
            readings.push(last);
            vec![Reading::Either(readings)]
        }
        (_, None) => Vec::new(),
    }
}

/// The instant that a local time with an offset names, on the clock of `zone`, and how that is told. Where the clock
/// shows that time twice and the second is meant, only UTC can say it.
fn on_the_clock(
    local: NaiveDateTime,
    offset_seconds: i64,
    zone: &Zone,
) -> Option<(NaiveDateTime, String)> {
    let instant = local.and_utc().timestamp().checked_sub(offset_seconds)?;
    let shown = |seconds: i64| {
        chrono::DateTime::from_timestamp(seconds, 0).map(|instant| instant.naive_utc())
    };
    let here = shown(instant.checked_add(zone.offset_seconds_at(instant))?)?;
    let is_reached = match zone.resolve(here) {
        Resolved::Once(at) | Resolved::Twice(at, _) => at == instant,
        Resolved::Never => false,
    };
    let name = zone.name();
    Some(match is_reached {
        true if offset_seconds == 0 && name == "UTC" => (here, String::new()),
        true => (here, format!(", the same instant on the clock of {name}")),
        false => (
            shown(instant)?,
            format!("{BESIDE} the time zone `UTC` beside it"),
        ),
    })
}
