//! The whole way of an event: each hop in two lines, then where it lies.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::render::deliveries::{long_seconds, percent, policy, seconds};
use crate::render::printable::printable;
use crate::render::words;
use crate::render::wrap::wrapped;
use crate::report::simulate_retries::way::{
    BranchReport, HopReport, LiesInReport, PlaceReport, PlaceShareReport,
};

/// How many times of attempts are shown, if there are more.
const SHOWN_TIMES: usize = 5;

/// How far the lines about a hop are indented.
const INDENT: &str = "       ";

/// Where the event lies in the end, in one line if there is one branch.
pub(super) fn headline(lies: &LiesInReport) -> String {
    let at = long_seconds(lies.at_seconds);
    match lies.branches.as_slice() {
        [only] => {
            // What goes round is nowhere at any time.
            let outcome = match only.kind {
                "circle" | "not-followed" => "not delivered",
                _ => lies.outcome,
            };
            format!("{outcome}, {at} after the event arrived: {}", only.message)
        }
        several => {
            let deliveries: BTreeSet<_> = several.iter().map(|one| one.delivery).collect();
            if deliveries.len() == 1 {
                return format!(
                    "{}, {at} after the event arrived: {}",
                    lies.outcome,
                    copies(several)
                );
            }
            let elsewhere = several.iter().filter(|one| !arrives(one));
            let elsewhere: BTreeSet<_> = elsewhere.map(|one| one.delivery).collect();
            format!(
                "{} of {} arrived, the last {at} after the event",
                words::thousands((deliveries.len() - elsewhere.len()) as u64),
                words::counted(deliveries.len() as u64, "branch", "branches")
            )
        }
    }
}

/// The places in which lies what one delivery put in several, and how much of it lies nowhere.
fn copies(all: &[BranchReport]) -> String {
    let is_gone = |one: &BranchReport| matches!(one.kind, "dropped" | "lost" | "expired");
    let named = |is: &dyn Fn(&BranchReport) -> bool| -> Vec<String> {
        let all = all.iter().filter(|one| is(one));
        all.filter_map(|one| Some(place(one.place.as_ref()?, false)))
            .collect()
    };
    let is_taken = |one: &BranchReport| one.kind == "dead-letter-taken";
    let taken = named(&is_taken);
    let taken = (!taken.is_empty()).then(|| format!("taken by {}", taken.join(" and ")));
    let named = named(&|one| !is_gone(one) && !is_taken(one));
    let lie = match named.as_slice() {
        [] => None,
        [one] => Some(format!("in {one}")),
        [one, other] => Some(format!("in {one} and {other}")),
        several => {
            let places = words::counted(several.len() as u64, "place", "places");
            Some(format!("in {places}"))
        }
    };
    let gone = all.iter().filter(|one| is_gone(one)).count();
    let round = all.iter().filter(|one| one.kind == "circle").count();
    let of_all = |count: usize, (one, several): (&str, &str)| {
        let copies = words::counted(all.len() as u64, "copy", "copies");
        let what = if count == 1 { one } else { several };
        (count > 0).then(|| format!("{} of {copies} {what}", words::thousands(count as u64)))
    };
    let parts = [
        lie,
        taken,
        of_all(gone, ("is gone", "are gone")),
        of_all(round, ("goes round", "go round")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("; ")
}

fn arrives(branch: &BranchReport) -> bool {
    matches!(branch.kind, "arrived" | "waits")
}

/// The hops, and the branches where there are several.
pub(super) fn way(
    hops: &[HopReport],
    lies: &LiesInReport,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "the way")?;
    for hop in hops {
        one(hop, width, out)?;
    }
    if lies.branches.len() > 1 {
        writeln!(out, "\nin the end")?;
        for branch in &lies.branches {
            let at = long_seconds(branch.at_seconds);
            let text = format!("after hop {}, at {at}: {}", branch.hop, branch.message);
            lines(&text, "  ", width, out)?;
        }
    }
    shares(&lies.runs, out)
}

fn one(hop: &HopReport, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let via = hop.via.as_ref().map(|via| format!("by `{via}`"));
    let asked = hop.enrichment.as_ref();
    let asked = asked.map(|asked| format!("enriched by {}", place(asked, false)));
    let via: Vec<String> = via.into_iter().chain(asked).collect();
    let via = match via.is_empty() {
        true => String::new(),
        false => format!(" ({})", via.join(", ")),
    };
    let from = place(&hop.from, true);
    let to = place(&hop.to, false);
    let follows = match (hop.after, hop.after_outcome) {
        (Some(after), Some("given-up")) => format!(", with what hop {after} gave up"),
        (Some(after), _) if after + 1 != hop.hop => format!(", behind hop {after}"),
        _ => String::new(),
    };
    let number = hop.hop;
    writeln!(
        out,
        "{}",
        printable(&format!("  {number:>3}  {from}{via} → {to}{follows}"))
    )?;
    lines(&ended(hop), INDENT, width, out)?;
    if let Some(limits) = limits(hop).filter(|_| hop.outcome != "not-reached") {
        lines(&limits, INDENT, width, out)?;
    }
    if let Some(blocks) = hop.blocks.filter(|blocks| blocks.seconds > 0.0) {
        let what = match blocks.what {
            "message-group" => "the other messages of its group wait",
            "partition-keys" => "records of the same partition keys wait",
            _ => "the shard is blocked",
        };
        let text = format!("{what} for {}", long_seconds(blocks.seconds));
        lines(&text, INDENT, width, out)?;
    }
    if let Some(bisect) = hop.bisect.filter(|_| hop.invocations > hop.attempts) {
        let halving = hop.invocations - hop.attempts;
        let text = format!(
            "at most {} in all: the {} at the record, and {} in which a batch of {} is halved until the record is alone",
            words::counted(hop.invocations, "invocation", "invocations"),
            words::counted(hop.attempts, "attempt", "attempts"),
            words::thousands(halving),
            words::thousands(bisect.batch_size),
        );
        lines(&text, INDENT, width, out)?;
    }
    Ok(())
}

/// What came of a hop.
fn ended(hop: &HopReport) -> String {
    let (Some(at), false) = (hop.ended_at_seconds, hop.outcome == "not-reached") else {
        return "not reached".to_owned();
    };
    let attempts = words::counted(hop.attempts, "attempt", "attempts");
    let shown = match usize::try_from(hop.attempts) {
        Ok(all) if all == hop.attempts_at_seconds.len() => all,
        _ => SHOWN_TIMES,
    };
    let times = hop.attempts_at_seconds.iter().take(shown);
    let times: Vec<String> = times.map(|at| seconds(*at)).collect();
    let times = match (hop.attempts, times.len() as u64) {
        (0 | 1, _) => String::new(),
        (all, shown) if all > shown => format!(" (at {}, …)", times.join(", ")),
        _ => format!(" (at {})", times.join(", ")),
    };
    let at = long_seconds(at);
    let outcome = match hop.outcome {
        "accepted" => "accepted",
        "expired" => "expired",
        _ => "given up",
    };
    let why = [hop.exhausted_retry_condition, hop.code.as_deref()];
    let why: Vec<&str> = why.into_iter().flatten().collect();
    let why = match why.is_empty() {
        true => String::new(),
        false => format!(": {}", why.join(", ")),
    };
    let rounds = hop.rounds.map_or_else(String::new, |rounds| {
        let rounds = words::counted(rounds, "round", "rounds");
        format!(" in {rounds}")
    });
    format!("{outcome} at {at} after {attempts}{rounds}{times}{why}")
}

/// The limits of a hop behind the first: those of the first are told below.
fn limits(hop: &HopReport) -> Option<String> {
    if let Some(receives) = hop.receives {
        let count = receives.maximum_receive_count.map(|count| {
            format!(
                "received at most {}, ",
                words::counted(count, "time", "times")
            )
        });
        let first = match receives.delay_seconds > 0.0 {
            true => format!("first received after {}, ", seconds(receives.delay_seconds)),
            false => String::new(),
        };
        return Some(format!(
            "{first}{}once in {}, kept for {}",
            count.unwrap_or_default(),
            seconds(receives.visibility_timeout_seconds),
            long_seconds(receives.retention_seconds)
        ));
    }
    let has_limits = hop.policy.maximum_retry_attempts.is_some()
        || hop.policy.maximum_event_age_seconds.is_some();
    (hop.after.is_some() && has_limits).then(|| policy(&hop.policy))
}

/// A place as it is spoken of.
fn place(place: &PlaceReport, is_from: bool) -> String {
    let name = &place.name;
    match place.kind {
        "lambda-queue" if is_from => "Lambda's queue".to_owned(),
        "lambda-queue" => format!("Lambda's queue of `{name}`"),
        kind if name == kind => format!("the {kind}"),
        "target" if name == "consumer" => "the consumer".to_owned(),
        kind => format!("{kind} `{name}`"),
    }
}

/// Where many events lie.
fn shares(runs: &[PlaceShareReport], out: &mut dyn Write) -> io::Result<()> {
    if runs.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nwhere the events lie")?;
    for one in runs {
        let place = match (&one.place, one.kind) {
            (Some(of), "arrived" | "waits" | "not-followed") => place(of, false),
            (Some(of), _) => format!("{}, given up", place(of, false)),
            (None, kind) => kind.to_owned(),
        };
        let events = words::counted(one.count, "event", "events");
        let text = format!(
            "  {}  {events} after hop {}: {place}",
            percent(one.rate),
            one.hop
        );
        writeln!(out, "{}", printable(&text))?;
    }
    Ok(())
}

fn lines(text: &str, indent: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let text = wrapped(&printable(text), width.saturating_sub(indent.len()));
    for line in text.split('\n') {
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}
