//! `evb simulate-retries`: how often is an event tried, when, and what becomes of it?

mod arguments;
mod sensitivity;
mod single;

pub use arguments::Args;

use super::{Context, Exit, Failure};

/// Simulates, and writes what came of it.
///
/// # Errors
///
/// * `delivery/…`: flags that contradict each other, the service, or reason.
/// * `input/…`: a file that cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    if args.sensitivity {
        sensitivity::run(args, context)
    } else {
        single::run(args, context)
    }
}

/// How many threads to use.
fn threads(args: &Args, context: &Context<'_>) -> usize {
    args.threads
        .map_or_else(|| context.host.processors(), usize::from)
}
