//! `evb simulate-retries`: how often is an event tried, when, and what becomes of it?

mod arguments;
mod comparison;
mod fit;
mod flags;
mod fleet;
mod progress;
mod scenario;
mod scenario_file;
mod sensitivity;
mod services;
mod single;

pub use arguments::{Args, Overload};

use super::{Context, Exit, Failure};
use crate::delivery::Requirement;
use flags::Flags;

/// Simulates, and writes what came of it.
///
/// # Errors
///
/// * `delivery/…`: flags that contradict each other, the service, or reason.
/// * `input/…`: a file that cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let filled = match &args.scenario {
        Some(file) => Some(scenario_file::fill(args, file, context)?),
        None => None,
    };
    let args = filled.as_ref().unwrap_or(args);
    if !args.fit.is_empty() {
        fit::run(args, context)
    } else if args.events.is_some() {
        fleet::run(args, context)
    } else if args.sensitivity {
        sensitivity::run(args, context)
    } else if let Some(policy) = &args.compare {
        comparison::run(args, policy, context)
    } else {
        single::run(args, context)
    }
}

/// Reads the requirements.
fn requirements(args: &Args) -> Result<Vec<Requirement>, Failure> {
    let mut flags = Flags::default();
    let read = args
        .require
        .iter()
        .filter_map(|text| flags.take("--require", text, Requirement::parse(text)))
        .collect();
    flags.finish()?;
    Ok(read)
}

/// How many threads to use.
fn threads(args: &Args, context: &Context<'_>) -> usize {
    args.threads
        .map_or_else(|| context.host.processors(), usize::from)
}
