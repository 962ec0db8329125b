//! What the pictures and texts about deliveries have in common.

mod chart;
mod parts;
mod picture;

pub(super) use chart::{Chart, ChartKind};
pub(super) use parts::{
    conditions, decimal, long_seconds, monte_carlo, notes, percent, policy, requirements, seconds,
};
pub(super) use picture::{Line, chart};
