//! The fires that are asked for, forward or back, and how many of each schedule where all share a number.

use super::back;
use super::follow::{self, Question, Seen};
use super::plan::Plan;
use crate::commands::Failure;
use crate::report::next_fires::Fire;
use crate::schedule::{Schedule, Timeline};

/// Hands every fire to `each`, with the index of its plan, and returns what was seen of each plan.
///
/// # Errors
///
/// * `input/too-many-fires`: more fires before an instant than are held at once.
/// * What `each` returns.
pub(super) fn walk(
    plans: &[Plan],
    question: Question,
    each: impl FnMut(usize, Fire) -> Result<(), Failure>,
) -> Result<Vec<Seen>, Failure> {
    match question.before {
        Some(before) => back::follow(plans, question, before, each),
        None => follow::follow(plans, question, each),
    }
}

/// Notes how many fires of each schedule are among the first `count` of all.
pub(super) fn share(plans: &mut [Plan], question: &Question) {
    let schedules: Vec<&Schedule> = plans
        .iter()
        .filter_map(|plan| plan.schedule.as_ref())
        .collect();
    let most = usize::try_from(question.count).unwrap_or(usize::MAX);
    let first: Vec<usize> = match question.before {
        Some(before) => back::newest(&schedules, question, before, most),
        None => Timeline::new(&schedules, question.after, question.until, question.count)
            .map(|step| step.index)
            .take(most)
            .collect(),
    };
    let mut shares = vec![0_u64; schedules.len()];
    for index in first {
        if let Some(share) = shares.get_mut(index) {
            *share += 1;
        }
    }
    let readable = plans.iter_mut().filter(|plan| plan.schedule.is_some());
    for (plan, share) in readable.zip(shares) {
        plan.share = Some(share);
    }
}
