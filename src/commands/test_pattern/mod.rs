//! `evb test-pattern`: does the pattern match the event, and if not, why?

mod matcher;
pub(super) mod pattern_file;
mod positional;
mod recalled;
mod requests;
mod run;

use std::ffi::OsString;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use self::matcher::Filter;
use self::pattern_file::{Asked, FoundPattern};
use self::requests::Answering;
use self::run::Test;
use super::events::on_threads;
use super::templates::{StageArgument, TemplateArguments};
use super::unknown::{Unknown, UnknownArguments};
use super::{Context, EventArguments, Exit, Failure, ThreadArguments, formats};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::event::put_events::Settings;
use crate::pattern::filter_policy::FilterPolicyScope;
use crate::pattern::{Dialect, OpenPattern, Pattern};
use crate::report::Format;
use crate::simulate::notification::Subject;

/// A mistake in the arguments.
const USAGE: Code = Code::new("usage");

const SYNOPSIS: &str = "\
evb test-pattern [OPTIONS] --pattern <PATTERN> [EVENT]...
       evb test-pattern [OPTIONS] <PATTERN> [EVENT]...
       evb test-pattern --requests <FILE> [--lenient-events] [--for <WHERE>] [--logical]";

const EXAMPLES: &str = "\
Examples:
  evb test-pattern pattern.json event.json
  evb test-pattern -p '{\"source\": [\"aws.ec2\"]}' --format jsonl < events.jsonl
  aws sqs receive-message --queue-url URL | evb test-pattern -p pattern.json
  evb test-pattern --requests requests.jsonl

`evb help patterns` explains the pattern language.";

/// Test events against an event pattern, as EventBridge would answer, and explain every miss.
///
/// Exit codes: 0 every event does as expected (it matches, unless `--expect no-match`), 1 one does not,
/// 2 the pattern or an event could not be read.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES, override_usage = SYNOPSIS)]
pub struct Args {
    /// The event pattern: a file, `-` for standard input, or JSON itself.
    ///
    /// A file may also hold what declares the one pattern: what `aws events put-rule` takes or `describe-rule` prints, a
    /// rule of `evb route`, a filter of a pipe or an event source mapping, a template of any format that `evb list` reads.
    ///
    /// Without the flag, the first argument is the pattern: an object in which every field has a list, or what declares a
    /// pattern. Where it may be an event, or another argument a pattern, the flag is asked for.
    #[arg(
        short,
        long,
        value_name = "PATTERN",
        required_unless_present_any = ["requests", "events"]
    )]
    pub pattern: Option<OsString>,
    /// The events.
    #[command(flatten)]
    pub events: EventArguments,
    /// What every event should do.
    #[arg(long, value_enum, default_value_t = Expectation::Match, value_name = "WHAT")]
    pub expect: Expectation,
    /// Refuse, as AWS does, an event that lacks `id`, `account`, `source`, `time`, `region` or `detail-type`.
    /// Records (`--for pipe`, `--for lambda`) never have these; there it changes nothing.
    #[arg(long)]
    pub strict: bool,
    /// Where the pattern is used: which operators are allowed, and what is said about them. Filters (`pipe`, `lambda`) see
    /// records as a pipe and an event source mapping do: the payload decoded, without what is added after filtering. `sns` is for
    /// the filter policy of a subscription: the events are messages, as they are published or as they arrive.
    /// Default: what declares the pattern says it, else `bus`.
    #[arg(long = "for", value_name = "WHERE", value_parser = dialects())]
    pub dialect: Option<Dialect>,
    /// What of a message a filter policy of SNS is asked about: `MessageAttributes` or `MessageBody`. Default: what the
    /// subscription says that has the policy, else `MessageAttributes`.
    #[arg(long, value_name = "SCOPE", value_parser = scopes())]
    pub filter_policy_scope: Option<FilterPolicyScope>,
    /// Give the logical answer where the engine of the service is known to be wrong.
    #[arg(long)]
    pub logical: bool,
    /// What counts where the answer is open.
    #[command(flatten)]
    pub unknown: UnknownArguments,
    /// The threads.
    #[command(flatten)]
    pub threads: ThreadArguments,
    /// Answer TestEventPattern requests, one JSON object a line: `{"EventPattern": "…", "Event": "…"}`.
    ///
    /// Both members are JSON texts in strings; an `id` is given back. Each line is answered as the API would. Exit codes: 0
    /// every line was answered, 2 the input cannot be read, or a line is no request or one of which AWS's answer is not
    /// known (it gets a line that says so).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pattern", "events", "shape", "expect", "strict", "threads", "format"])]
    pub requests: Option<OsString>,
    /// With `--requests`: do not ask for the mandatory fields of events.
    #[arg(long, requires = "requests", conflicts_with = "pattern")]
    pub lenient_events: bool,
    /// How to write the results.
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

/// What every event should do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Expectation {
    /// The pattern matches it.
    Match,
    /// The pattern does not match it.
    NoMatch,
}

fn dialects() -> impl clap::builder::TypedValueParser<Value = Dialect> {
    PossibleValuesParser::new(Dialect::ALL.map(Dialect::as_str))
        .map(|name| Dialect::from_name(&name).unwrap_or_default())
}

fn scopes() -> impl clap::builder::TypedValueParser<Value = FilterPolicyScope> {
    PossibleValuesParser::new(FilterPolicyScope::ALL.map(FilterPolicyScope::as_str))
        .map(|name| FilterPolicyScope::from_name(&name).unwrap_or_default())
}

impl Args {
    /// Where the arguments say that the pattern is used.
    fn asked(&self) -> Result<Asked, Failure> {
        let scope = self.filter_policy_scope;
        let dialect = match (self.dialect, scope) {
            (Some(Dialect::Sns(_)) | None, Some(scope)) => Some(Dialect::Sns(scope)),
            (Some(other), Some(_)) => {
                let message = format!(
                    "`--filter-policy-scope` does not go with `--for {}`",
                    other.as_str()
                );
                let refused = Diagnostic::error(USAGE, message)
                    .help("only filter policies have a scope: `--for sns`");
                return Err(Failure::refused(Finding::without_source(refused)));
            }
            (dialect, None) => dialect,
        };
        Ok(Asked { dialect, scope })
    }
}

/// The pattern that is asked where the template leaves one open, and what is open of the answers.
fn decided(open: OpenPattern, unknown: Option<Unknown>) -> (Pattern, Option<OpenPattern>) {
    match unknown {
        Some(Unknown::Match) => (open.most, None),
        Some(Unknown::NoMatch) => (open.least, None),
        None => (open.most.clone(), Some(open)),
    }
}

/// Answers for every event.
///
/// # Errors
///
/// * AWS's `InvalidEventPatternException` (or what the service of `--for` answers): the pattern is not valid.
/// * `event/none`: there is no event.
/// * `input/…`: an input cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let asked = args.asked()?;
    if let Some(requests) = &args.requests {
        let answering = Answering {
            dialect: asked.dialect.unwrap_or_default(),
            logical: args.logical,
            lenient_events: args.lenient_events,
        };
        return requests::run(requests, answering, context);
    }
    let (found, events) = positional::read(args, asked, context)?;
    let FoundPattern {
        source, dialect, ..
    } = found;
    let (mut pattern, open) = match found.open {
        Some(open) => decided(open, args.unknown.unknown),
        None => (pattern_file::parse(&source, dialect)?, None),
    };
    pattern.notes.extend(found.notes);
    let filter = |pattern| match found.is_of_bucket {
        true => Filter::Notifications(Subject::Object),
        false => Filter::new(pattern, dialect, found.records),
    };
    let widest = filter(&pattern);
    let certain = open.as_ref().map(|open| (open, filter(&open.least)));
    let certain = certain.as_ref().map(|(open, certain)| (*open, certain));
    let asked = (args, context.fail_on.clone());
    let mut test = Test::new(asked, dialect, (&pattern, &widest), certain, &source);
    test.begin(context)?;
    let settings = Settings {
        time: context.host.now(),
        ..Settings::default()
    };
    let wanted = events.wanted(widest.usual_shape(&pattern, dialect), settings);
    let threads = args.threads.threads(context);
    let end = on_threads(wanted, &threads, &mut test, context)?;
    test.end(end, context)
}
