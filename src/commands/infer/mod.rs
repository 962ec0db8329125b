//! `evb infer`: which pattern takes these events and none of those?

mod run;
mod stored;

use std::ffi::OsString;

use super::events::{ShapeName, Wanted};
use super::input::{number_inline, one_standard_input};
use super::{Context, Exit, Failure, Input, formats};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::infer::Generalize;
use crate::report::Format;

/// Find the pattern that takes some events and none of others, and say what each of its fields is there for.
///
/// The fewest fields that keep all others out, of these the plainest: values before texts that begin or end so before
/// numbers in a range. An `$or` is made only where no lists of values are enough. Ids and times are left out. Without `--no-match` the pattern says what the events are, and what is the
/// same in all of them. It is printed only if the matcher takes all of the first and none of the second: files are read again
/// for that, and standard input is kept in a scratch file.
///
/// Exit codes: 0 there is one, 1 there is none, 2 something could not be read.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Events that are to match: files, globs, `-` for standard input, or JSON itself; in every shape that other commands read.
    #[arg(long = "match", value_name = "EVENTS", required = true, num_args = 1..)]
    matching: Vec<OsString>,
    /// Events that are not to match.
    #[arg(long = "no-match", value_name = "EVENTS", num_args = 1..)]
    not_matching: Vec<OsString>,
    /// How far the pattern may go beyond the values of these events: `exact` lists values, `prefix` also takes what texts begin
    /// and end with, `numeric` also ranges of numbers.
    #[arg(long, value_name = "HOW", value_enum, default_value_t = GeneralizeName::Numeric)]
    generalize: GeneralizeName,
    /// What a record of the input is, as for `evb test-pattern`.
    #[arg(long, value_name = "SHAPE", value_enum)]
    shape: Option<ShapeName>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
}

const EXAMPLES: &str = r#"Examples:
  evb infer --match failures.jsonl --no-match successes.jsonl
  evb infer --match 'wanted/*.json' --no-match 'others/*.json' --generalize exact
  zcat archive.jsonl.gz | evb infer --match - --format json"#;

/// A name for [`Generalize`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum GeneralizeName {
    /// Values.
    Exact,
    /// Also what texts begin and end with.
    Prefix,
    /// Also ranges of numbers.
    Numeric,
}

impl Args {
    fn generalize(&self) -> Generalize {
        match self.generalize {
            GeneralizeName::Exact => Generalize::Exact,
            GeneralizeName::Prefix => Generalize::Prefix,
            GeneralizeName::Numeric => Generalize::Numeric,
        }
    }

    fn wanted(&self, inputs: Vec<Input>) -> Wanted {
        let shape = match self.shape {
            Some(ShapeName::Record) => Shape::Record,
            Some(ShapeName::Event) => Shape::Event,
            Some(ShapeName::Auto) | None => Shape::Recognised,
        };
        Wanted {
            inputs,
            shape,
            settings: Settings::default(),
        }
    }
}

/// Finds the pattern.
///
/// # Errors
///
/// * `input/stdin-twice`: standard input is asked for twice.
/// * `event/none`: there is no event that is to match.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let all = [&args.matching, &args.not_matching];
    let inputs = all.map(|arguments| arguments.iter().map(Input::new).collect::<Vec<Input>>());
    one_standard_input(inputs.iter().flatten(), "give one of them as files")?;
    let [mut matching, mut not_matching] = inputs;
    number_inline(&mut matching, "match");
    number_inline(&mut not_matching, "no-match");
    let positive = stored::Stored::new(args.wanted(matching));
    let negative = stored::Stored::new(args.wanted(not_matching));
    run::Run::new(args, positive, negative).run(context)
}
