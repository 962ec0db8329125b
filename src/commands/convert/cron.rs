//! `evb convert cron`: lines of a crontab to expressions of AWS, and back.

use std::ffi::OsString;

use super::Results;
use crate::commands::input::one_standard_input;
use crate::commands::{Context, Exit, Failure, Input, formats};
use crate::convert::cron::{Settings, convert};
use crate::diagnostic::{Diagnostic, Finding};
use crate::report::Format;
use crate::schedule::ZoneDatabase;
use crate::source::Source;

/// Lines of Unix cron to expressions of AWS; expressions of AWS to lines of Unix cron.
///
/// A line with a day of the month and a day of the week, either of which is enough for cron, becomes two expressions. What is
/// printed names just the minutes that were given: that is looked at on every day of a year of each kind.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Five fields, a name such as `@daily`, an expression of AWS, or a file of such lines: a crontab.
    #[arg(value_name = "TEXT|FILE", required = true)]
    texts: Vec<OsString>,
    /// The zone of the clock by which cron runs: the name of a zone of IANA. `CRON_TZ=` in a crontab goes before it.
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    format: Format,
}

/// Converts every text.
///
/// # Errors
///
/// * `input/…`: a file cannot be read.
/// * `schedule/unknown-timezone`: there is no such zone.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    if let Some(zone) = &args.timezone {
        let found = ZoneDatabase::bundled().zone(zone);
        found.map_err(|unknown| Failure::refused(Finding::without_source(unknown)))?;
    }
    let inputs: Vec<Input> = args.texts.iter().map(Input::new).collect();
    one_standard_input(&inputs, "give `-` once: it may hold many lines")?;
    let mut results = Results::new(args.format);
    for (text, input) in args.texts.iter().zip(inputs) {
        let source = match given(text, &input, context) {
            Ok(source) => source,
            Err(failure) => {
                results.refuse(failure, context)?;
                continue;
            }
        };
        let name = source.name();
        let settings = Settings {
            timezone: args.timezone.clone(),
            has_user_column: name == "/etc/crontab" || name.starts_with("/etc/cron.d/"),
        };
        let mut conversion = convert(source.text(), &settings);
        if conversion == Default::default() {
            let message = format!("there is no line to convert in `{name}`");
            conversion.invalid.push(
                Diagnostic::error(crate::convert::INVALID, message)
                    .help("give five fields, a name such as `@daily`, or an expression of AWS"),
            );
        }
        results.add(&conversion, &source, context)?;
    }
    results.write(context)
}

/// The text itself, or that of the file which it names.
fn given(text: &OsString, input: &Input, context: &Context<'_>) -> Result<Source, Failure> {
    let is_line = |text: &&str| {
        let text = text.trim_start();
        text.contains([' ', '\t', '\n', '(']) || text.starts_with('@')
    };
    let line = text.to_str().filter(is_line);
    match (line, input) {
        (Some(line), Input::File(file)) if context.host.open(file.path()).is_err() => {
            Ok(Source::new("<line>", line))
        }
        (Some(line), Input::Inline { .. }) => Ok(Source::new("<line>", line)),
        _ => input.read("<line>", context),
    }
}
