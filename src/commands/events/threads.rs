//! On how many threads events are answered.

use std::sync::OnceLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::commands::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};

/// Threads that cannot be started.
const THREADS: Code = Code::new("route/threads");

/// How much stack each has: as much as the thread that a program begins with, as files may be nested deeply.
const STACK_BYTES: usize = 8 << 20;

/// The argument that says on how many threads.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct ThreadArguments {
    /// Work on so many threads [default: as many as the machine has processors], but on no more than four for each
    /// processor. The output is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..), allow_negative_numbers = true)]
    pub threads: Option<u64>,
}

impl ThreadArguments {
    /// The threads, none of which is started yet.
    pub(in crate::commands) fn threads(self, context: &Context<'_>) -> Threads {
        Threads::of(self.count(context.host.processors()))
    }

    /// How many threads to use: more than a few for each processor only cost the time to start them.
    fn count(self, processors: usize) -> usize {
        const MOST_PER_PROCESSOR: usize = 4;
        let most = processors.max(1).saturating_mul(MOST_PER_PROCESSOR);
        self.threads.map_or(processors, |threads| {
            usize::try_from(threads).map_or(most, |threads| threads.min(most))
        })
    }
}

/// Threads that are started when there is first work for them: to start some takes longer than to answer for an event.
pub(in crate::commands) struct Threads {
    count: usize,
    pool: OnceLock<ThreadPool>,
}

impl Threads {
    /// So many.
    pub(super) fn of(count: usize) -> Self {
        Self {
            count,
            pool: OnceLock::new(),
        }
    }

    /// How many there are.
    pub(in crate::commands) fn count(&self) -> usize {
        self.count
    }

    /// Starts them, unless they are.
    ///
    /// # Errors
    ///
    /// `route/threads`: the machine does not start them.
    pub(in crate::commands) fn pool(&self) -> Result<&ThreadPool, Failure> {
        if let Some(pool) = self.pool.get() {
            return Ok(pool);
        }
        let pool = ThreadPoolBuilder::new()
            .num_threads(self.count)
            .stack_size(STACK_BYTES);
        let pool = pool.build().map_err(|error| {
            Failure::refused(Finding::without_source(Diagnostic::error(
                THREADS,
                format!("cannot start {} threads: {error}", self.count),
            )))
        })?;
        Ok(self.pool.get_or_init(|| pool))
    }
}
