//! `samconfig.toml`: what the SAM CLI deploys with.
//!
//! # Source
//!
//! AWS: SAM Developer Guide, "AWS SAM CLI configuration file": tables `[environment.command.parameters]`, the command
//! `global` holds for all; "sam deploy", `--parameter-overrides`.

use std::collections::BTreeMap;

use toml_edit::{Document, Item};

use crate::diagnostic::{Code, Diagnostic};
use crate::json::Value;
use crate::source::Span;

/// The file is no TOML.
const NOT_TOML: Code = Code::new("input/not-toml");

/// The environment where none is named.
const USUAL_ENVIRONMENT: &str = "default";

/// What a configuration says of a template.
#[derive(Debug, Default, PartialEq)]
pub(super) struct SamConfiguration {
    /// `parameter_overrides`.
    pub(super) overrides: BTreeMap<String, Value>,
    /// `stack_name`.
    pub(super) stack_name: Option<String>,
    /// `region`.
    pub(super) region: Option<String>,
}

/// Reads a configuration: of the environment that is called like the stage, else of the usual one. What is said for `deploy`
/// wins over what is said for all commands.
///
/// # Errors
///
/// * `input/not-toml`: it is no TOML.
pub(super) fn read(text: &str, stage: Option<&str>) -> Result<SamConfiguration, Diagnostic> {
    let document = parsed(text)?;
    let named = stage.and_then(|stage| document.get(stage));
    let environment = named.or_else(|| document.get(USUAL_ENVIRONMENT));
    let mut read = SamConfiguration::default();
    for command in ["global", "deploy"] {
        let Some(parameters) = environment
            .and_then(|one| one.get(command))
            .and_then(|one| one.get("parameters"))
        else {
            continue;
        };
        let text = |name: &str| Some(parameters.get(name)?.as_str()?.to_owned());
        read.stack_name = text("stack_name").or(read.stack_name);
        read.region = text("region").or(read.region);
        let overrides = parameters.get("parameter_overrides");
        read.overrides.extend(overrides.into_iter().flat_map(given));
    }
    Ok(read)
}

/// The text as TOML, with the places of what stands in it.
///
/// # Errors
///
/// * `input/not-toml`: it is none.
pub(super) fn parsed(text: &str) -> Result<Document<&str>, Diagnostic> {
    Document::parse(text).map_err(|error| {
        let message = error.message().replace('\n', ", ");
        let refused = Diagnostic::error(NOT_TOML, format!("this is no TOML: {message}"));
        match error.span() {
            Some(span) => refused.at(Span::new(span.start, span.end), ""),
            None => refused,
        }
    })
}

/// A text of several, or a list of texts.
fn given(item: &Item) -> Vec<(String, Value)> {
    let span = item
        .span()
        .map_or(Span::default(), |span| Span::new(span.start, span.end));
    let texts: Vec<String> = match (item.as_str(), item.as_array()) {
        (Some(text), _) => words(text),
        (None, Some(list)) => list
            .iter()
            .filter_map(|one| Some(one.as_str()?.to_owned()))
            .collect(),
        (None, None) => Vec::new(),
    };
    let pairs = texts.iter().filter_map(|text| pair(text));
    pairs
        .map(|(name, value)| (name, Value::text(&value, span)))
        .collect()
}

/// What stands between blanks that are not quoted, without the quotes.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for character in text.chars() {
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, blank) if blank.is_whitespace() => words.push(std::mem::take(&mut word)),
            _ => word.push(character),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// `Name=Value`, or `ParameterKey=Name,ParameterValue=Value`.
fn pair(text: &str) -> Option<(String, String)> {
    let long = text.strip_prefix("ParameterKey=");
    let (name, value) = match long.and_then(|rest| rest.split_once(",ParameterValue=")) {
        Some(pair) => pair,
        None => text.split_once('=')?,
    };
    let value = value.trim_matches('"');
    Some((name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, stage: Option<&str>) -> String {
        let read = read(text, stage).unwrap();
        let overrides = read.overrides.iter();
        let overrides =
            overrides.map(|(name, value)| format!("{name}={}", value.as_str().unwrap()));
        let overrides: Vec<String> = overrides.collect();
        format!(
            "{} {:?} {:?}",
            overrides.join(" "),
            read.stack_name,
            read.region
        )
    }

    #[test]
    fn what_is_said_for_deploy_wins_over_what_is_said_for_all() {
        let text = "
            [default.global.parameters]
            stack_name = \"all\"
            [default.deploy.parameters]
            stack_name = \"shop\"
            region = \"eu-west-1\"
            parameter_overrides = \"Stage=prod Name=\\\"a b\\\" ParameterKey=Size,ParameterValue=3\"
            [test.deploy.parameters]
            parameter_overrides = [\"Stage=test\"]
        ";
        let expected = "Name=a b Size=3 Stage=prod Some(\"shop\") Some(\"eu-west-1\")";
        assert_eq!(shown(text, None), expected);
        assert_eq!(shown(text, Some("test")), "Stage=test None None");
        assert_eq!(shown(text, Some("other")), expected);
        assert_eq!(shown("version = 0.1", None), " None None");
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_place() {
        let told = read("[default", None).unwrap_err();
        assert_eq!(told.code, NOT_TOML);
        assert!(told.primary.is_some());
    }
}
