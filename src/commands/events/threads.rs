//! On how many threads events are answered.

use crate::commands::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};

/// Threads that cannot be started.
const THREADS: Code = Code::new("route/threads");

/// The argument that says on how many threads.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct ThreadArguments {
    /// Match on so many threads [default: as many as the machine has processors], but on no more than four for each
    /// processor. The output is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..), allow_negative_numbers = true)]
    pub threads: Option<u64>,
}

impl ThreadArguments {
    /// The threads.
    ///
    /// # Errors
    ///
    /// `route/threads`: the machine does not start them.
    pub(in crate::commands) fn pool(
        self,
        context: &Context<'_>,
    ) -> Result<rayon::ThreadPool, Failure> {
        let threads = self.count(context.host.processors());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().map_err(|error| {
            Failure::refused(Finding::without_source(Diagnostic::error(
                THREADS,
                format!("cannot start {threads} threads: {error}"),
            )))
        })
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
