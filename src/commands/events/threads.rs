//! On how many threads events are answered.

use std::sync::{Mutex, OnceLock, PoisonError};

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
    /// Those that work beside the present one.
    helpers: OnceLock<ThreadPool>,
}

impl Threads {
    /// So many.
    pub(super) fn of(count: usize) -> Self {
        Self {
            count,
            pool: OnceLock::new(),
            helpers: OnceLock::new(),
        }
    }

    /// How many there are.
    pub(in crate::commands) fn count(&self) -> usize {
        self.count
    }

    /// All of them without the present one, which has nothing to do meanwhile. They are started, unless they are.
    ///
    /// # Errors
    ///
    /// `route/threads`: the machine does not start them.
    pub(in crate::commands) fn pool(&self) -> Result<&ThreadPool, Failure> {
        started(&self.pool, self.count)
    }

    /// What `work` makes of some things, in their order: on all threads, if it is more than one thing.
    ///
    /// # Errors
    ///
    /// `route/threads`: the machine does not start them.
    pub(in crate::commands) fn each<K: Send, A: Send>(
        &self,
        things: Vec<K>,
        work: impl Fn(K) -> A + Sync,
    ) -> Result<Vec<A>, Failure> {
        if things.len() < 2 || self.count < 2 {
            return Ok(things.into_iter().map(work).collect());
        }
        let things = Mutex::new(things.into_iter().enumerate());
        self.all(|| unpoisoned(things.lock()).next(), work)
    }

    /// What `work` makes of what comes `next`, until nothing does, in the order of the numbers: on all threads, of which the
    /// present one is one, so that it has not to be woken to go on.
    ///
    /// # Errors
    ///
    /// `route/threads`: the machine does not start them.
    fn all<K: Send, A: Send>(
        &self,
        next: impl Fn() -> Option<(usize, K)> + Sync,
        work: impl Fn(K) -> A + Sync,
    ) -> Result<Vec<A>, Failure> {
        let made = Mutex::new(Vec::new());
        let make = || {
            let mut own = Vec::new();
            while let Some((number, thing)) = next() {
                own.push((number, work(thing)));
            }
            unpoisoned(made.lock()).append(&mut own);
        };
        self.beside(make, make)?;
        let mut made = unpoisoned(made.into_inner());
        made.sort_unstable_by_key(|(number, _)| *number);
        Ok(made.into_iter().map(|(_, made)| made).collect())
    }

    /// Lets every thread but the present one `help`, while this one does its `work`; returns when all have ended.
    ///
    /// # Errors
    ///
    /// `route/threads`: the machine does not start them.
    pub(super) fn beside<R>(
        &self,
        help: impl Fn() + Sync,
        work: impl FnOnce() -> R,
    ) -> Result<R, Failure> {
        let helpers = self.count.saturating_sub(1);
        if helpers == 0 {
            return Ok(work());
        }
        Ok(started(&self.helpers, helpers)?.in_place_scope(|scope| {
            for _ in 0..helpers {
                scope.spawn(|_| help());
            }
            work()
        }))
    }
}

/// So many threads.
fn started(pool: &OnceLock<ThreadPool>, count: usize) -> Result<&ThreadPool, Failure> {
    if let Some(pool) = pool.get() {
        return Ok(pool);
    }
    let threads = ThreadPoolBuilder::new()
        .num_threads(count)
        .stack_size(STACK_BYTES);
    let threads = threads.build().map_err(|error| {
        Failure::refused(Finding::without_source(Diagnostic::error(
            THREADS,
            format!("cannot start {count} threads: {error}"),
        )))
    })?;
    Ok(pool.get_or_init(|| threads))
}

/// What a lock guards. A thread that failed ends the run, whatever it left there.
pub(super) fn unpoisoned<G>(lock: Result<G, PoisonError<G>>) -> G {
    lock.unwrap_or_else(PoisonError::into_inner)
}
