//! What the caller says of what templates leave open: the flags that every command has that reads declarations.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use super::configuration::{self, Configuration};
use super::context::Templates;
use super::input::FileInput;
use super::sam_configuration::{self, SamConfiguration};
use super::{Context, Failure, Input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::{self, Settings};
use crate::json::{self, Value};
use crate::source::{Source, Span};

/// A file of parameters that holds none.
const NOT_PARAMETERS: Code = Code::new("input/not-parameters");

/// Values for what a template leaves open.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Templates")]
pub struct TemplateArguments {
    /// A value for what a template leaves open; repeat it for each.
    ///
    /// A parameter of CloudFormation or SAM, a variable of Terraform, a `param` of Serverless (`opt:NAME` and `env:NAME`
    /// are options and variables of the environment), a configuration value of Pulumi. What stays open is not guessed.
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = parameter)]
    pub parameters: Vec<(String, String)>,
    /// Files of such values; what `--parameter` gives wins, and later files win over earlier ones.
    ///
    /// What `aws cloudformation` takes (`[{"ParameterKey": …, "ParameterValue": …}]`), `{"Parameters": {…}}`, an object of
    /// names and values, as `*.tfvars.json` is one, `*.tfvars`, or `samconfig.toml`, which also knows stack and Region.
    #[arg(long = "parameters", value_name = "FILE")]
    pub parameter_files: Vec<OsString>,
    /// The account in which a template is deployed: 12 digits.
    #[arg(long, value_name = "ACCOUNT", value_parser = account)]
    pub account: Option<String>,
    /// The Region in which it is deployed.
    #[arg(long, value_name = "REGION", value_parser = region)]
    pub region: Option<String>,
    /// The name of the stack that it becomes.
    #[arg(long, value_name = "NAME")]
    pub stack_name: Option<String>,
    /// Read files that a template names outside of the directory that is named, or in which the named file lies.
    #[arg(long)]
    pub allow_outside: bool,
    /// What the project always wants: this file in place of the `evb.toml` of the working directory, or of the nearest above it in
    /// the repository.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read no `evb.toml`.
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
}

/// The stage for which a template is read. It stands apart, because `evb transform` has a stage of its own.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Templates")]
pub struct StageArgument {
    /// The stage of Serverless, the stack of Pulumi, the workspace of Terraform.
    #[arg(long, value_name = "NAME")]
    pub stage: Option<String>,
}

impl TemplateArguments {
    /// Reads the files of parameters and what the project says; what is said of templates holds from now on.
    ///
    /// # Errors
    ///
    /// * `config/…`: something in `evb.toml` is not known, or not of its type.
    /// * `input/…`, `json/…`: one cannot be read.
    /// * `input/not-parameters`: it holds no parameters.
    /// * `template/…`: it is no file of variables of Terraform.
    pub(super) fn read(
        &self,
        stage: Option<&str>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let configuration = self.configuration(context)?;
        let mut parameters = BTreeMap::new();
        let (mut stack_name, mut region) = (None, None);
        for file in &self.parameter_files {
            let source = Input::new(file).read("--parameters", context)?;
            let refused = |diagnostic| Failure::refused(Finding::new(diagnostic, &source));
            if source.name().ends_with(".toml") {
                let read = sam_configuration::read(source.text(), stage).map_err(refused)?;
                let SamConfiguration { overrides, .. } = read;
                parameters.extend(overrides);
                stack_name = read.stack_name.or(stack_name);
                region = read.region.or(region);
            } else if source.name().ends_with(".tfvars") {
                parameters.extend(iac::variables(source.text()).map_err(refused)?);
            } else {
                parameters.extend(in_file(&source).map_err(refused)?);
            }
        }
        let given = self.parameters.iter();
        parameters.extend(given.map(|(name, value)| (name.clone(), of_command_line(value))));
        context.templates = Templates {
            settings: Settings {
                stage: stage.map(str::to_owned),
                parameters,
                account: self.account.clone(),
                region: self.region.clone().or(region),
                partition: None,
                stack_name: self.stack_name.clone().or(stack_name),
            },
            allows_outside: self.allow_outside,
            walked: None,
            configuration: Arc::new(configuration),
        };
        Ok(())
    }

    /// What the project says; nothing where there is no file.
    fn configuration(&self, context: &Context<'_>) -> Result<Configuration, Failure> {
        let file = match &self.config {
            Some(file) => Some(file.clone()),
            None if self.no_config => None,
            None => configuration::nearest(context.host),
        };
        let Some(file) = file else {
            return Ok(Configuration::default());
        };
        let source = Input::File(FileInput::new(&*file)).read("--config", context)?;
        Configuration::read(&source, &file, context.host).map_err(Failure::all)
    }
}

/// A text that stands in no file.
fn of_command_line(text: &str) -> Value {
    Value::text(text, Span::default())
}

/// The parameters that a file holds.
fn in_file(source: &Source) -> Result<BTreeMap<String, Value>, Diagnostic> {
    let text = source.text();
    let value = json::parse(text).map_err(|error| error.diagnostic(text))?;
    match value.get("Parameters").unwrap_or(&value) {
        list if list.as_array().is_some() => {
            let elements = list.as_array().unwrap_or_default().iter();
            elements
                .map(|one| element(one).ok_or_else(|| no_parameter(one)))
                .collect()
        }
        object => {
            let members = object.as_object().ok_or_else(|| no_parameter(object))?;
            let named = members.iter();
            let named = named.map(|one| (one.name.to_display().into_owned(), one.value.clone()));
            Ok(named.collect())
        }
    }
}

/// AWS: CloudFormation API Reference, `Parameter`; `aws cloudformation deploy --parameter-overrides` takes `Name=Value`.
fn element(value: &Value) -> Option<(String, Value)> {
    match value.as_str() {
        Some(text) => {
            let (name, given) = text.split_once('=')?;
            Some((name.to_owned(), Value::text(given, value.span)))
        }
        None => {
            let name = value.get("ParameterKey")?.as_str()?;
            Some((name.to_owned(), value.get("ParameterValue")?.clone()))
        }
    }
}

fn no_parameter(value: &Value) -> Diagnostic {
    let what = format!("{} is no parameter", value.kind_name());
    Diagnostic::error(NOT_PARAMETERS, what)
        .at(json::fields::beginning(value), "")
        .help("give an object of names and values, or a list of `{\"ParameterKey\": …, \"ParameterValue\": …}`")
}

/// `NAME=VALUE`.
fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err("a parameter has a name and a value, as `Stage=prod`".to_owned()),
    }
}

/// AWS: an account ID has twelve digits.
pub(super) fn account(text: &str) -> Result<String, String> {
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err("an account has 12 digits".to_owned())
    }
}

/// Regions come and go, so any name is taken; none at all is not.
pub(super) fn region(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        Err("a Region has a name, as `us-east-1`".to_owned())
    } else {
        Ok(text.to_owned())
    }
}
