//! What `evb simulate-retries` and `evb simulate-load` have in common: the flags of a delivery, and the scenario that
//! they make.

mod arguments;
mod declared;
mod flags;
mod services;
mod setup;
mod whole_way;

pub use arguments::DeliveryArguments;
pub use services::ServiceArguments;

pub(super) use arguments::whole;
pub(super) use flags::Flags;
pub(super) use setup::{Setup, Usual, requirements, setup};

use crate::delivery::Requirement;
use crate::delivery::monte_carlo::Outcomes;
use crate::report::deliveries::RequirementReport;

/// Whether each requirement is met.
pub(super) fn judge(
    requirements: &[Requirement],
    outcomes: Outcomes<'_>,
) -> Vec<RequirementReport> {
    requirements
        .iter()
        .map(|one| RequirementReport::new(one, outcomes))
        .collect()
}
