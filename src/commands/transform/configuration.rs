//! The arguments that say what is done to the event, and the files that AWS's commands print and take.

use std::ffi::OsStr;

use super::arguments::{ConfigurationArguments, DialectName, TargetArguments};
use super::shaper::{Accepted, Shaper, pipe_stage};
use super::target_file::{self, Declaration};
use super::{at, usage};
use crate::commands::{Context, Failure, Input};
use crate::diagnostic::{Diagnostic, Finding};
use crate::iac::UNKNOWN_MEMBER;
use crate::json;
use crate::source::Source;
use crate::transform::{
    Dialect, InputPaths, Refused, RuleTarget, ScheduleInput, UNKNOWN_PLACEHOLDER,
    VALIDATION_EXCEPTION, Variables,
};

/// What is done to events, accepted.
pub(super) struct Configuration {
    pub(super) dialect: Dialect,
    pub(super) shaper: Shaper,
    /// What is worth knowing before any event; places lie in `text`.
    pub(super) notes: Vec<Diagnostic>,
    /// What is worth knowing of the file.
    pub(super) of_file: Vec<Finding>,
    /// The text in which places lie.
    pub(super) text: Source,
    /// What the file told of reserved variables.
    pub(super) variables: Variables,
}

/// Reads the configuration and has the engine check it.
///
/// # Errors
///
/// * What AWS refuses, with its words.
/// * `usage`: an argument that the language does not have.
/// * `transform/target-file`: the file holds no target, or several and none is chosen.
/// * `json/…`, `input/…`: the file cannot be read.
pub(super) fn read(
    configuration: &ConfigurationArguments,
    target: &TargetArguments,
    context: &Context<'_>,
) -> Result<Configuration, Failure> {
    let declaration = match &configuration.target {
        Some(file) => target_file::read(file, target, context)?,
        None => inline(configuration, target, context)?,
    };
    accept(declaration, target)
}

/// The arguments as a declaration.
fn inline(
    arguments: &ConfigurationArguments,
    target: &TargetArguments,
    context: &Context<'_>,
) -> Result<Declaration, Failure> {
    let dialect = match target.dialect {
        Some(DialectName::Pipe) => Dialect::Pipe,
        Some(DialectName::Scheduler) => Dialect::Scheduler,
        Some(DialectName::Rule) | None => Dialect::Rule,
    };
    let has_not = |given: bool, name: &str| match given {
        true => Err(usage(format!(
            "{} have no `{name}`",
            super::language(dialect)
        ))),
        false => Ok(()),
    };
    has_not(
        dialect != Dialect::Rule && arguments.input_path.is_some(),
        "--input-path",
    )?;
    has_not(
        dialect == Dialect::Pipe && arguments.input.is_some(),
        "--input",
    )?;
    let template = arguments.input_template.is_some();
    has_not(
        dialect == Dialect::Scheduler && template,
        "--input-template",
    )?;
    let paths = arguments.input_paths_map.as_deref();
    has_not(
        dialect != Dialect::Rule && paths.is_some(),
        "--input-paths-map",
    )?;
    let paths = paths.map_or_else(|| Ok(InputPaths::default()), |map| paths_map(map, context))?;
    Ok(Declaration {
        id: target.target_id.clone().unwrap_or_else(|| "1".to_owned()),
        arn: target.target_arn.clone(),
        input: text(arguments.input.as_deref(), context)?,
        input_path: arguments.input_path.clone(),
        paths,
        template: text(arguments.input_template.as_deref(), context)?,
        ..Declaration::new(dialect)
    })
}

/// An argument that is a text itself, or names a file with `file://`.
fn text(argument: Option<&str>, context: &Context<'_>) -> Result<Option<String>, Failure> {
    match argument {
        Some(file) if file.starts_with("file://") => {
            let source = Input::new(file).read("", context)?;
            Ok(Some(source.text().to_owned()))
        }
        _ => Ok(argument.map(str::to_owned)),
    }
}

fn paths_map(argument: &OsStr, context: &Context<'_>) -> Result<InputPaths, Failure> {
    if let Some(meant) = argument.to_str().and_then(shorthand) {
        return Err(usage(format!(
            "`--input-paths-map` takes JSON, or a file: write `{meant}`"
        )));
    }
    let source = Input::new(argument).read("--input-paths-map", context)?;
    let value = json::parse(source.text())
        .map_err(|error| at(error.diagnostic_of_whole(source.text()), &source))?;
    target_file::paths(&value, &source)
}

/// `id=$.detail.id,n=$.detail.n`, as the AWS CLI takes it, in JSON.
fn shorthand(text: &str) -> Option<String> {
    let mut members = Vec::new();
    let inside = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    for member in inside.unwrap_or(text).split(',') {
        let (name, path) = member.trim().split_once('=')?;
        let is_name = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
        let is_path = |one: char| is_name(one) || "$.[]*'".contains(one);
        if name.is_empty()
            || !name.chars().all(is_name)
            || !path.starts_with('$')
            || !path.chars().all(is_path)
        {
            return None;
        }
        members.push(format!("\"{name}\": \"{path}\""));
    }
    Some(format!("{{{}}}", members.join(", ")))
}

/// Has the engine check a declaration.
fn accept(declaration: Declaration, arguments: &TargetArguments) -> Result<Configuration, Failure> {
    let dialect = declaration.dialect;
    let arn = arguments
        .target_arn
        .clone()
        .or_else(|| declaration.arn.clone());
    let named = |argument: &str, member: &str| match &declaration.file {
        Some(file) => format!("{file}: {member}"),
        None => argument.to_owned(),
    };
    let (name, text) = match (
        &declaration.template,
        &declaration.input,
        &declaration.input_path,
    ) {
        (Some(template), ..) => (named("--input-template", "InputTemplate"), template.clone()),
        (_, Some(input), _) => (named("--input", "Input"), input.clone()),
        (.., Some(path)) => (named("--input-path", "InputPath"), path.clone()),
        (None, None, None) => (String::new(), String::new()),
    };
    let text = Source::new(name, text);
    let accepted = match dialect {
        Dialect::Rule => rule(&declaration, arn),
        Dialect::Scheduler => schedule(&declaration, arn.as_deref()),
        Dialect::Pipe => pipe_stage(&declaration, arn.as_deref(), arguments),
    };
    let (notes, shaper) = accepted.map_err(|refused| refusal(refused, &text, &declaration))?;
    Ok(Configuration {
        dialect,
        shaper,
        notes,
        of_file: declaration.notes,
        text,
        variables: declaration.variables,
    })
}

fn rule(declaration: &Declaration, arn: Option<String>) -> Accepted {
    let template = declaration.template.clone();
    let target = RuleTarget {
        id: declaration.id.clone(),
        arn,
        input: declaration.input.clone(),
        input_path: declaration.input_path.clone(),
        input_transformer: template.map(|template| (declaration.paths.clone(), template)),
    };
    let input = target.check()?;
    let mut notes = target.notes();
    notes.extend(input.notes().iter().cloned());
    Ok((notes, Shaper::Rule(Box::new(input))))
}

/// What no file tells of has no parameters of an event bus: its `detail` is shown.
fn schedule(declaration: &Declaration, arn: Option<&str>) -> Accepted {
    let input = declaration.input.as_deref();
    let checked = match declaration.file {
        Some(_) => ScheduleInput::check_target(arn, input, declaration.event.clone()),
        None => ScheduleInput::check(arn, input),
    };
    let checked = checked?;
    Ok((checked.notes().to_vec(), Shaper::Schedule(checked)))
}

/// AWS's refusal as a failure; places lie in `text`. What is told of the file may be the cause, so it stands before it.
fn refusal(refused: Refused, text: &Source, declaration: &Declaration) -> Failure {
    let is_misspelt = |told: &Finding| told.diagnostic.code == UNKNOWN_MEMBER;
    let has_cause = declaration.notes.iter().any(is_misspelt);
    let refused_for = refused.diagnostics.into_iter().map(|mut diagnostic| {
        // What is to be added may stand there, under the name that is misspelt.
        if has_cause && diagnostic.fix.is_none() && diagnostic.code == UNKNOWN_PLACEHOLDER {
            diagnostic.help = None;
        }
        match diagnostic.primary {
            Some(_) => Finding::new(diagnostic, text),
            None => Finding::without_source(diagnostic),
        }
    });
    let told = declaration.notes.iter().cloned();
    let findings = told.chain(refused_for).collect();
    match refused.message {
        Some(message) => Failure::aws(VALIDATION_EXCEPTION, message, findings),
        None => Failure::all(findings),
    }
}
