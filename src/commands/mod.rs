//! One file per subcommand: its arguments, and how it reads, asks an engine and reports.
//!
//! A command gets everything that is not an argument from its [`Context`]: the [`Host`]
//! (files, clock, environment) and the streams. It writes results only through
//! [`render`](crate::render), and what it cannot answer it returns as a [`Failure`].

mod context;
mod exit;
mod input;

pub use context::{Context, Host};
pub use exit::{Exit, Failure, Refusal};
pub use input::{Input, formats};

/// What `evb` can do.
#[derive(Debug, clap::Subcommand)]
pub enum Command {}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// When the question could not be answered, or the answer not be written.
    pub fn run(&self, _context: &mut Context<'_>) -> Result<Exit, Failure> {
        match *self {}
    }
}
