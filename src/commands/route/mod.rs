//! `evb route`: which rules does each event match?

mod expected;
mod refused;
mod rules;
mod run;
mod texts;

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use self::expected::Expected;
use self::rules::Rules;
use self::run::Route;
use super::answer::Refusals;
use super::events::{self, usual_shape};
use super::templates::{StageArgument, TemplateArguments};
use super::unknown::UnknownArguments;
use super::{Context, EventArguments, Exit, Failure, ThreadArguments, formats};
use crate::event::put_events::Settings;
use crate::pattern::Dialect;
use crate::pattern::set::Reading;
use crate::render;
use crate::render::route::Told;
use crate::report::Format;
use crate::simulate::route::{Asked, Assumed, Buses, Settings as Routing};

/// Tell for each event which rules it matches.
///
/// Exit codes: 0 every event was answered, 1 an event matched no rule (`--fail-unmatched`), a rule no event
/// (`--fail-unused`), an answer is not as expected (`--expect`) or a target receives nothing (`--deliver`), 2 a rule or an
/// event could not be read (the others are answered), an answer depends on what a template leaves open, or there is no event.
///
/// Examples:
///
///   evb route --rules rules/ events.jsonl
///
///   aws events list-rules > rules.json && evb route --rules rules.json --count archive/*.jsonl.gz
///
///   evb route --rules rules.jsonl --unmatched --fail-unmatched --format jsonl < events.jsonl
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The rules; may be given several times.
    ///
    /// A directory of patterns or a glob that names their files (the name of a file without `.json` is the rule's name), JSON
    /// Lines of `{"name": …, "pattern": …}`, a template of any format that `evb list` reads, or what `aws events list-rules`,
    /// `describe-rule` or `put-rule` prints or takes. `FILE#NAME` is one rule of a file.
    #[arg(short, long, value_name = "RULES", required = true)]
    pub rules: Vec<OsString>,
    /// The events.
    #[command(flatten)]
    pub events: EventArguments,
    /// The bus of events that name none, by its name or ARN: only rules of this bus are asked, and patterns that no rule
    /// declares. Entries of `PutEvents` name their own. Default: `default`.
    #[arg(long, value_name = "BUS")]
    pub bus: Option<String>,
    /// Tell only how many events each rule matches.
    #[arg(long)]
    pub count: bool,
    /// Tell only the events that no rule matches.
    #[arg(long, conflicts_with = "count")]
    pub unmatched: bool,
    /// Exit with 1 if an event matches no rule.
    #[arg(long)]
    pub fail_unmatched: bool,
    /// Tell for each rule that an event matches what each of its targets receives.
    #[arg(long, conflicts_with_all = ["count", "unmatched"])]
    pub deliver: bool,
    /// Compare with what an earlier run wrote with `--format jsonl`: exit with 1 if an event matches other rules.
    #[arg(long, value_name = "FILE", conflicts_with = "count")]
    pub expect: Option<OsString>,
    /// Exit with 1 if a rule matches no event.
    #[arg(long)]
    pub fail_unused: bool,
    /// Read faster by trusting that every event is valid JSON and has no name twice in one object.
    #[arg(long)]
    pub trusted: bool,
    /// What counts where the answer is open.
    #[command(flatten)]
    pub unknown: UnknownArguments,
    /// The threads.
    #[command(flatten)]
    pub threads: ThreadArguments,
    /// Where the patterns are used: which operators are allowed.
    #[arg(long = "for", value_name = "WHERE", default_value = Dialect::Bus.as_str(), value_parser = dialects())]
    pub dialect: Dialect,
    /// Give the logical answer where the engine of the service is known to be wrong.
    #[arg(long)]
    pub logical: bool,
    /// How to write the answers.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl]))]
    pub format: Format,
    // Last: their heading would stand above what follows.
    /// What templates leave open.
    #[command(flatten)]
    pub templates: TemplateArguments,
    /// The stage of templates.
    #[command(flatten)]
    pub stage: StageArgument,
}

/// SNS has no rules: an event of a bus meets no filter policy.
fn dialects() -> impl clap::builder::TypedValueParser<Value = Dialect> {
    let have_rules = |one: &Dialect| !matches!(one, Dialect::Sns(_));
    let names = Dialect::ALL.into_iter().filter(have_rules);
    PossibleValuesParser::new(names.map(Dialect::as_str))
        .map(|name| Dialect::from_name(&name).unwrap_or_default())
}

/// Routes every event.
///
/// # Errors
///
/// `input/stdin-twice`: standard input is asked for twice. Rules that cannot be read or used are told, and end in
/// [`Exit::Failure`].
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let inputs = args.events.inputs();
    let threads = args.threads.threads(context);
    let asked = Asked {
        dialect: args.dialect,
        assumed: args.unknown.unknown.map(Assumed::from),
        targets: args.deliver,
    };
    let help = args.events.help_on_stdin("rules");
    let rules = Rules::read(&args.rules, (&inputs, &help), (asked, &threads), context)?;
    let mut refusals = Refusals::new(match args.format {
        // Without a rule there is no line but that of the failure.
        Format::Jsonl if rules.is_empty() => Format::Json,
        format => format,
    });
    let notes = run::tell_rules(&rules, &mut refusals, context)?;
    if rules.is_empty() {
        if let Some(error) = refusals.error() {
            render::json::error(error, context.stdout)?;
        }
        return Ok(Exit::Failure);
    }
    let settings = Routing {
        reading: if args.trusted {
            Reading::Trusted
        } else {
            Reading::Validated
        },
        logical: args.logical,
    };
    let buses = Buses::new(rules.all(), args.bus.as_deref(), settings);
    let settings = Settings {
        time: context.host.now(),
        ..Settings::default()
    };
    let wanted = args.events.wanted(usual_shape(args.dialect), settings);
    let mut route = Route::new(args, buses, &rules, (notes, refusals), context);
    if let Some(file) = &args.expect {
        route = route.expecting(Expected::read(file, context)?);
    }
    route.begin(context)?;
    let end = events::on_threads(wanted, &threads, &mut route, context)?;
    route.end(end, context)
}

fn told(args: &Args) -> Told {
    match (args.count, args.unmatched) {
        (true, _) => Told::Counts,
        (_, true) => Told::Unmatched,
        _ => Told::Events,
    }
}
