//! `evb convert cloudtrail`: records of CloudTrail to events.

use std::ffi::OsString;

use super::Results;
use crate::commands::input::one_standard_input;
use crate::commands::{Context, Exit, Failure, Input, formats};
use crate::convert::cloudtrail::convert;
use crate::report::Format;

/// Records of CloudTrail to the events that EventBridge makes of them.
///
/// Files of a trail, gzip or not, become JSON Lines that every other command reads. The ids are made of those of the records.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files of a trail (`{"Records": […]}`), lists of records, or records one behind the other; `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<OsString>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
}

/// Converts every record.
///
/// # Errors
///
/// Standard input is asked for twice.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let inputs: Vec<Input> = args.files.iter().map(Input::new).collect();
    one_standard_input(&inputs, "give `-` once: it may hold many records")?;
    let mut results = Results::new(args.format);
    for input in inputs {
        match input.read("<records>", context) {
            Ok(source) => results.add(&convert(source.text()), &source, context)?,
            Err(failure) => results.refuse(failure, context)?,
        }
    }
    results.write(context)
}
