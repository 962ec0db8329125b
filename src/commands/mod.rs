//! One file per subcommand: its arguments, and how it reads, asks an engine and reports.
//!
//! A command gets everything that is not an argument from its [`Context`]: the [`Host`]
//! (files, clock, environment) and the streams. It writes results only through
//! [`render`](crate::render), and what it cannot answer it returns as a [`Failure`].

mod answer;
mod beside;
pub mod check;
pub mod compare;
pub mod completions;
mod configuration;
mod context;
pub mod convert;
mod declarations;
mod deliveries;
mod events;
mod exit;
pub mod explain;
mod fail_on;
pub mod fit_retries;
pub mod help;
mod host;
pub mod infer;
mod input;
mod instant;
pub mod list;
pub mod next_fires;
mod offered;
pub mod pipe;
mod progress;
pub mod put_events;
mod reads;
pub mod route;
mod sam_configuration;
pub mod sample;
pub mod schema;
pub mod simulate_load;
pub mod simulate_retries;
mod spool;
mod templates;
pub mod test;
pub mod test_pattern;
pub mod transform;
mod unknown;
mod walk;
mod written;

pub use configuration::KEYS as CONFIGURATION_KEYS;
pub use context::{Context, Templates, Told};
pub use deliveries::{DeliveryArguments, ServiceArguments};
pub use events::{
    BrokenRecord, EventArguments, EventPlace, EventRecord, ShapeName, ThreadArguments,
};
pub use exit::{Exit, Failure, Refusal};
pub use fail_on::FailOn;
pub use host::{Host, ProcessEnd, ScratchFile, Stamp, Walked};
pub use input::{Input, formats};
pub use reads::Reads;
pub use templates::{StageArgument, TemplateArguments};

/// What `evb` can do. The arguments of a command are put together only when it is asked for: all of them take longer
/// than many an answer.
#[derive(Debug, clap::Subcommand)]
#[command(defer = true)]
#[expect(
    missing_docs,
    reason = "what a command does stands at its arguments: that text is also its help"
)]
pub enum Command {
    TestPattern(test_pattern::Args),
    Route(route::Args),
    Check(check::Args),
    Test(test::Args),
    List(list::Args),
    Compare(compare::Args),
    NextFires(next_fires::Args),
    Transform(Box<transform::Args>),
    Pipe(pipe::Args),
    PutEvents(put_events::Args),
    Sample(sample::Args),
    SimulateRetries(Box<simulate_retries::Args>),
    SimulateLoad(Box<simulate_load::Args>),
    FitRetries(fit_retries::Args),
    Infer(infer::Args),
    Convert(convert::Args),
    Schema(schema::Args),
    Explain(explain::Args),
    Completions(completions::Args),
    Help(help::Args),
}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// When the question could not be answered, or the answer not be written.
    pub fn run(&self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        match self {
            Self::Completions(args) => completions::run(args, context),
            Self::Help(args) => help::run(args, context),
            Self::TestPattern(args) => test_pattern::run(args, context),
            Self::Route(args) => route::run(args, context),
            Self::Test(args) => test::run(args, context),
            Self::List(args) => list::run(args, context),
            Self::Check(args) => check::run(args, context),
            Self::Explain(args) => explain::run(args, context),
            Self::Compare(args) => compare::run(args, context),
            Self::PutEvents(args) => put_events::run(args, context),
            Self::Sample(args) => sample::run(args, context),
            Self::Transform(args) => transform::run(args, context),
            Self::NextFires(args) => next_fires::run(args, context),
            Self::Pipe(args) => pipe::run(args, context),
            Self::SimulateRetries(args) => simulate_retries::run(args, context),
            Self::SimulateLoad(args) => simulate_load::run(args, context),
            Self::FitRetries(args) => fit_retries::run(args, context),
            Self::Infer(args) => infer::run(args, context),
            Self::Convert(args) => convert::run(args, context),
            Self::Schema(args) => schema::run(args, context),
        }
    }
}
