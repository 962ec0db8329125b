//! The fires before an instant, the newest first.
//!
//! Schedules are searched from the past to the future, so that a piece of the past is looked at, and a longer one until it
//! holds as many fires as are asked for.

use std::cmp::Reverse;

use chrono::{DateTime, TimeDelta, Utc};

use super::follow::{self, MOST_HELD, Question, Seen, too_many};
use super::plan::{BEGINNING, Plan, anchored};
use crate::commands::Failure;
use crate::report::next_fires::Fire;
use crate::schedule::Schedule;

/// The first piece that is looked at.
const FIRST_HOURS: i64 = 6;

/// How much longer the next one is.
const LONGER: i32 = 16;

/// Hands every fire before an instant to `each`, the newest first, with the index of its plan.
///
/// # Errors
///
/// * `input/too-many-fires`: more than are held at once.
/// * What `each` returns.
pub(super) fn follow(
    plans: &[Plan],
    question: Question,
    before: DateTime<Utc>,
    mut each: impl FnMut(usize, Fire) -> Result<(), Failure>,
) -> Result<Vec<Seen>, Failure> {
    let mut all: Vec<Seen> = Vec::new();
    let mut fires: Vec<(usize, Fire)> = Vec::new();
    for (index, plan) in plans.iter().enumerate() {
        let most = plan.share.unwrap_or(question.count);
        let (after, is_cut) = match &plan.schedule {
            Some(schedule) => beginning(schedule, &question, before, most),
            None => (question.after, false),
        };
        let piece = Question {
            after,
            until: Some(before - TimeDelta::nanoseconds(1)),
            before: None,
            has_start: true,
            count: u64::MAX,
            is_total: false,
        };
        let mut counted = plan.anchored(before);
        counted.share = None;
        let mut held = fires.len() as u64;
        let seen = follow::follow(std::slice::from_ref(&counted), piece, |_, mut fire| {
            held += 1;
            if held > MOST_HELD {
                return Err(too_many());
            }
            // What is left out is told in a note.
            fire.skipped.clear();
            fires.push((index, fire));
            Ok(())
        })?;
        all.extend(seen.into_iter().map(|mut seen| {
            seen.more = is_cut;
            seen.skipped_behind.clear();
            seen
        }));
    }
    fires.sort_by_key(|(index, fire)| (Reverse(fire.occurrence.seconds()), *index));
    for (index, fire) in fires {
        each(index, fire)?;
    }
    Ok(all)
}

/// The indices of the schedules that fire last before an instant, at most so many.
pub(super) fn newest(
    schedules: &[&Schedule],
    question: &Question,
    before: DateTime<Utc>,
    most: usize,
) -> Vec<usize> {
    let mut fires: Vec<(Reverse<i64>, usize)> = Vec::new();
    for (index, schedule) in schedules.iter().enumerate() {
        let (after, _) = beginning(schedule, question, before, most as u64);
        let anchored = anchored(schedule, before);
        let found = anchored
            .occurrences(after)
            .take_while(|fire| fire.at() < before);
        fires.extend(found.map(|fire| (Reverse(fire.seconds()), index)));
    }
    fires.sort_unstable();
    fires.truncate(most);
    fires.into_iter().map(|(_, index)| index).collect()
}

/// The instant behind which the last `most` fires before another lie, and whether there are older ones.
fn beginning(
    schedule: &Schedule,
    question: &Question,
    before: DateTime<Utc>,
    most: u64,
) -> (DateTime<Utc>, bool) {
    let earliest = question
        .begins()
        .unwrap_or(BEGINNING - TimeDelta::seconds(1));
    let schedule = anchored(schedule, before);
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut piece = TimeDelta::hours(FIRST_HOURS);
    loop {
        let after = before
            .checked_sub_signed(piece)
            .map_or(earliest, |after| after.max(earliest));
        let found = schedule
            .occurrences(after)
            .take_while(|fire| fire.at() < before);
        let count = found.count();
        let is_all = after == earliest;
        if count > most {
            // The last of those that are left out.
            let left_out = schedule.occurrences(after).nth(count - most - 1);
            return (left_out.map_or(after, |fire| fire.at()), true);
        }
        if is_all {
            return (after, false);
        }
        piece = piece.checked_mul(LONGER).unwrap_or(TimeDelta::MAX);
    }
}
