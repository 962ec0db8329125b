//! `evb help`: the languages that `evb` reads, explained; and the help of every command.

use std::sync::LazyLock;

use clap::Subcommand as _;

use super::offered::Offered;
use super::{Command, Context, Exit, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::render::markdown;
use crate::report::schemas::SCHEMAS;
use crate::suggest;
use crate::{delivery, pattern, schedule, suite, transform};

/// The reference texts: the name of the topic, what it is about, the text.
pub const TOPICS: &[Topic] = &[
    Topic {
        name: "overview",
        summary: "how buses, rules, targets, pipes and schedules join, who retries what, usual flows",
        text: include_str!("help/overview.md"),
    },
    Topic {
        name: "patterns",
        summary: "event patterns: operators, $or, arrays, AWS's messages, surprises",
        text: pattern::REFERENCE,
    },
    Topic {
        name: "schedules",
        summary: "cron, rate and at expressions, time zones, clock changes",
        text: schedule::REFERENCE,
    },
    Topic {
        name: "pipes",
        summary: "source, filter, batch, enrichment, target: what a pipe does and who retries",
        text: include_str!("help/pipes.md"),
    },
    Topic {
        name: "transforms",
        summary: "input paths, input templates, reserved variables",
        text: transform::REFERENCE,
    },
    Topic {
        name: "retries",
        summary: "retries, delays and dead letters: what is AWS's and what is calibration",
        text: delivery::REFERENCE,
    },
    Topic {
        name: "suites",
        summary: "test suites: events, and what is expected of them",
        text: suite::REFERENCE,
    },
    Topic {
        name: "configuration",
        summary: "evb.toml: what a project always wants of evb check, and values for templates",
        text: include_str!("help/configuration.md"),
    },
    Topic {
        name: JSON,
        summary: "what commands print as JSON, with the schema of each form: evb help json check",
        text: include_str!("help/json.md"),
    },
];

/// The topic that has schemas.
const JSON: &str = "json";

/// Names that begin with so many same characters are alike.
const ALIKE_CHARACTERS: usize = 4;

/// A question for a topic that there is not.
const UNKNOWN_TOPIC: Code = Code::new("help/unknown-topic");

/// A reference text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// What to ask for.
    pub name: &'static str,
    /// One line about it.
    pub summary: &'static str,
    /// The text, in Markdown.
    pub text: &'static str,
}

/// Explain a topic or a command.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A topic or a command; without one, everything there is.
    #[arg(value_name = "TOPIC|COMMAND", value_parser = Offered(names), hide_possible_values = true)]
    pub topic: Option<String>,
    /// Of the topic `json`: the form whose schema is printed.
    #[arg(value_name = "FORM", value_parser = Offered(forms), hide_possible_values = true)]
    pub form: Option<String>,
}

/// Everything there is help on: topics first.
fn names() -> impl Iterator<Item = &'static str> {
    static COMMANDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let all = Command::augment_subcommands(clap::Command::new("evb"));
        all.get_subcommands()
            .map(|command| command.get_name().to_owned())
            .collect()
    });
    let topics = TOPICS.iter().map(|topic| topic.name);
    topics.chain(COMMANDS.iter().map(String::as_str))
}

/// Every form of JSON that has a schema.
fn forms() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().map(|(name, _)| *name)
}

/// The schema of a form of JSON, where one is asked for.
fn schema(args: &Args) -> Result<Option<&'static str>, Failure> {
    let Some(form) = &args.form else {
        return Ok(None);
    };
    let topic = args.topic.as_deref();
    if topic.and_then(known) != Some(JSON) {
        let message = "only the topic `json` has forms";
        let help = format!("`evb help json {form}` prints the schema of a form");
        return Err(Failure::refused(Finding::without_source(
            Diagnostic::error(UNKNOWN_TOPIC, message).help(help),
        )));
    }
    let found = SCHEMAS.iter().find(|(name, _)| name == form);
    found
        .map(|(_, text)| Some(*text))
        .ok_or_else(|| no_help_on(form, &forms().collect::<Vec<_>>()))
}

/// The command line, with helps for a terminal of `width` columns.
pub(crate) fn of_width(command_line: clap::Command, width: usize) -> clap::Command {
    /// Longer lines are hard to read, however wide the terminal is.
    const WIDEST: usize = 100;
    command_line.term_width(width.min(WIDEST))
}

/// Prints the text.
///
/// # Errors
///
/// * `help/unknown-topic`: there is no such topic, no such command, or no such form of JSON.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    if let Some(schema) = schema(args)? {
        write!(context.stdout, "{schema}")?;
        return Ok(Exit::Success);
    }
    let mut command_line = of_width((context.command_line)(), context.width);
    // Global options, the full names of the commands and their arguments come in by building.
    command_line.build();
    let text = match &args.topic {
        None => overview(&mut command_line),
        Some(asked) => {
            let name =
                known(asked).ok_or_else(|| no_help_on(asked, &names().collect::<Vec<_>>()))?;
            match TOPICS.iter().find(|topic| topic.name == name) {
                // A pager leaves standard error to the terminal; without one, tools get the text as it is.
                Some(topic) => match context.color_stderr.width {
                    Some(width) => markdown::fitted(topic.text, width),
                    None => topic.text.to_owned(),
                },
                None => command_help(&mut command_line, name),
            }
        }
    };
    write!(context.stdout, "{text}")?;
    Ok(Exit::Success)
}

/// What `evb --help` says, and the topics.
fn overview(command_line: &mut clap::Command) -> String {
    let mut text = command_line.render_long_help().to_string();
    text.push_str("\nTopics (evb help <TOPIC>):\n");
    let width = TOPICS
        .iter()
        .map(|topic| topic.name.len())
        .max()
        .unwrap_or(0);
    for topic in TOPICS {
        text.push_str(&format!("  {:width$}  {}\n", topic.name, topic.summary));
    }
    text
}

/// What `evb <name> --help` says.
fn command_help(command_line: &mut clap::Command, name: &str) -> String {
    let command = command_line.find_subcommand_mut(name);
    command.map_or_else(String::new, |command| {
        command.render_long_help().to_string()
    })
}

/// The name itself, or the one that differs from it in case or between singular and plural only: that is what is meant.
fn known(name: &str) -> Option<&'static str> {
    let exactly = names().find(|known| *known == name);
    exactly.or_else(|| names().find(|known| singular(known) == singular(name)))
}

/// A name as if there were one of it: `retry` for `Retries`.
fn singular(name: &str) -> String {
    let name = name.to_lowercase();
    match (name.strip_suffix("ies"), name.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => name,
    }
}

fn no_help_on(name: &str, known: &[&str]) -> Failure {
    let alike = suggest::nearest(name, known).or_else(|| begins_alike(name, known));
    let help = match alike {
        Some(alike) => format!("did you mean `{alike}`?"),
        None => {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("there is help on {}", known.join(", "))
        }
    };
    Failure::refused(Finding::without_source(
        Diagnostic::error(UNKNOWN_TOPIC, format!("there is no help on `{name}`")).help(help),
    ))
}

fn begins_alike<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let name = name.to_lowercase();
    let mut alike = known.iter().filter(|other| {
        let pairs = name.chars().zip(other.chars());
        let same = pairs.take_while(|(one, other)| one == other).count();
        same >= ALIKE_CHARACTERS.min(name.len().max(2))
    });
    alike.next().copied()
}
