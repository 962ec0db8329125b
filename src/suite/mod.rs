//! Suites of test cases, and what they are worth.

pub mod coverage;
mod crowd;
pub mod mutant;
mod trial;
