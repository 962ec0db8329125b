//! `evb help`: the languages that `evb` reads, explained; and the help of every command.

use super::{Context, Exit, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::suggest::edit_distance;
use crate::{delivery, pattern, schedule, transform};

/// The reference texts: the name of the topic, what it is about, the text.
pub const TOPICS: &[Topic] = &[
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
        name: "transforms",
        summary: "input paths, input templates, reserved variables",
        text: transform::REFERENCE,
    },
    Topic {
        name: "retries",
        summary: "retries, delays and dead letters: what is AWS's and what is calibration",
        text: delivery::REFERENCE,
    },
];

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
    #[arg(value_name = "TOPIC|COMMAND")]
    pub topic: Option<String>,
}

/// Prints the text.
///
/// # Errors
///
/// * `help/unknown-topic`: there is no such topic and no such command.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let mut command_line = (context.command_line)();
    let text = match &args.topic {
        None => overview(&mut command_line),
        Some(name) => match TOPICS.iter().find(|topic| topic.name == name) {
            Some(topic) => topic.text.to_owned(),
            None => command_help(&mut command_line, name)?,
        },
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
fn command_help(command_line: &mut clap::Command, name: &str) -> Result<String, Failure> {
    // Global options and the full name of the command come in by building.
    command_line.build();
    if let Some(command) = command_line.find_subcommand_mut(name) {
        return Ok(command.render_long_help().to_string());
    }
    let topics = TOPICS.iter().map(|topic| topic.name);
    let commands = command_line.get_subcommands().map(clap::Command::get_name);
    let known: Vec<&str> = topics.chain(commands).collect();
    let help = match nearest(name, &known) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!("there is help on {}", known.join(", "))
        }
    };
    Err(Failure::refused(Finding::without_source(
        Diagnostic::error(UNKNOWN_TOPIC, format!("there is no help on `{name}`")).help(help),
    )))
}

/// The known name that is most likely meant: one or two characters away, or one that begins alike. Topics come first.
fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    let name = name.to_lowercase();
    let distances = known.iter().filter_map(|other| {
        let distance = edit_distance(&name, other)?;
        Some((distance, *other))
    });
    let alike = distances.min_by_key(|(distance, _)| *distance);
    let begins_alike = |other: &&&str| {
        let same = name
            .chars()
            .zip(other.chars())
            .take_while(|(one, other)| one == other);
        same.count() >= ALIKE_CHARACTERS.min(name.len().max(2))
    };
    alike
        .map(|(_, other)| other)
        .or_else(|| known.iter().find(begins_alike).copied())
}
