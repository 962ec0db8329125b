//! A target in a file: the JSON that AWS's commands take and print.

use super::configuration::{DialectName, Stage, TargetArguments, at};
use crate::commands::{Context, Failure, Input};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, Kind, Value};
use crate::simulate::pipe::{Arn, SourceKind, StageEvents};
use crate::source::Span;
use crate::transform::{Dialect, InputPaths, Reserved, Variables};

/// A file that holds no target, or several and none is chosen.
const TARGET_FILE: Code = Code::new("transform/target-file");

/// A target as it is declared, not yet checked.
pub(super) struct Declaration {
    pub(super) dialect: Dialect,
    pub(super) id: String,
    pub(super) arn: Option<String>,
    pub(super) input: Option<String>,
    pub(super) input_path: Option<String>,
    pub(super) paths: InputPaths,
    pub(super) template: Option<String>,
    /// What its events are, if the file tells: for pipes only.
    pub(super) events: Option<StageEvents>,
    /// What the file tells of reserved variables.
    pub(super) variables: Variables,
    /// The file, if it stands in one.
    pub(super) file: Option<String>,
}

/// Something is wrong with the file; the place lies in it.
type Wrong = Box<Diagnostic>;

/// Reads the target that a file declares.
///
/// # Errors
///
/// * `transform/target-file`: it declares none, or several and none is chosen, or a member has the wrong type.
/// * `json/…`, `input/…`: it cannot be read.
pub(super) fn read(
    file: &str,
    arguments: &TargetArguments,
    context: &Context<'_>,
) -> Result<Declaration, Failure> {
    let source = Input::new(file).read("--target", context)?;
    let value =
        json::parse(source.text()).map_err(|error| at(error.diagnostic(source.text()), &source))?;
    let dialect = match arguments.dialect {
        Some(DialectName::Rule) => Dialect::Rule,
        Some(DialectName::Pipe) => Dialect::Pipe,
        Some(DialectName::Scheduler) => Dialect::Scheduler,
        None => dialect_of(&value),
    };
    let declaration = match dialect {
        Dialect::Rule => rule(&value, arguments.target_id.as_deref()),
        Dialect::Pipe => pipe(&value, arguments.stage),
        Dialect::Scheduler => schedule(&value),
    };
    declaration
        .map(|declaration| Declaration {
            file: Some(source.name().to_owned()),
            ..declaration
        })
        .map_err(|diagnostic| at(*diagnostic, &source))
}

/// A schedule has a target that is an object, a pipe one that is an ARN.
fn dialect_of(value: &Value) -> Dialect {
    match value.get("Target").map(|target| &target.kind) {
        Some(Kind::Object(_)) => Dialect::Scheduler,
        Some(Kind::String(_)) => Dialect::Pipe,
        _ => Dialect::Rule,
    }
}

fn rule(value: &Value, chosen: Option<&str>) -> Result<Declaration, Wrong> {
    let target = choose(value, chosen)?;
    let transformer = member(target, "InputTransformer");
    let paths = transformer
        .and_then(|transformer| member(transformer, "InputPathsMap"))
        .map_or_else(|| Ok(InputPaths::default()), paths)?;
    let template = match transformer {
        Some(transformer) => string(transformer, "InputTemplate")?.or(Some(String::new())),
        None => None,
    };
    let mut variables = Variables::new();
    if let Some(name) = string(value, "Rule")? {
        variables.set(Reserved::RuleName, name);
    }
    Ok(Declaration {
        dialect: Dialect::Rule,
        id: string(target, "Id")?.unwrap_or_default(),
        arn: string(target, "Arn")?,
        input: string(target, "Input")?,
        input_path: string(target, "InputPath")?,
        paths,
        template,
        events: None,
        variables,
        file: None,
    })
}

/// The only target, or the one with the `Id`.
fn choose<'v>(value: &'v Value, chosen: Option<&str>) -> Result<&'v Value, Wrong> {
    let targets = match value.get("Targets").unwrap_or(value) {
        list if list.as_array().is_some() => list.as_array().unwrap_or_default(),
        single => std::slice::from_ref(single),
    };
    let is_target = |target: &&Value| {
        ["Id", "Arn", "Input", "InputPath", "InputTransformer"]
            .iter()
            .any(|name| target.get(name).is_some())
    };
    let ids = || {
        let ids = targets
            .iter()
            .filter_map(|target| target.get("Id")?.as_str());
        ids.map(|id| format!("`{id}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let found = match (chosen, targets) {
        (Some(id), _) => targets
            .iter()
            .find(|target| target.get("Id").and_then(Value::as_str) == Some(id))
            .ok_or_else(|| (format!("there is no target `{id}`"), ids())),
        (None, [single]) => Ok(single),
        (None, []) => Err(("there is no target".to_owned(), String::new())),
        (None, _) => Err(("there are several targets".to_owned(), ids())),
    };
    let (message, ids) = match found {
        Ok(target) if is_target(&target) => return Ok(target),
        Ok(_) => ("this is no target of a rule".to_owned(), String::new()),
        Err(wrong) => wrong,
    };
    let diagnostic = Diagnostic::error(TARGET_FILE, message).at(beginning(value), "");
    Err(Box::new(if ids.is_empty() {
        diagnostic.help("give what `aws events put-targets` takes, or what `aws events list-targets-by-rule` prints")
    } else {
        diagnostic.help(format!("choose one with `--target-id`: {ids}"))
    }))
}

fn schedule(value: &Value) -> Result<Declaration, Wrong> {
    let target = member(value, "Target").unwrap_or(value);
    let mut variables = Variables::new();
    if let (Some(_), Some(arn)) = (member(value, "Target"), string(value, "Arn")?) {
        variables.set(Reserved::ScheduleArn, arn);
    }
    let arn = string(target, "Arn")?;
    let input = string(target, "Input")?;
    if arn.is_none() && input.is_none() {
        return Err(Box::new(
            Diagnostic::error(TARGET_FILE, "this is no schedule and no target of one")
                .at(beginning(value), "")
                .help("give what `aws scheduler create-schedule` takes or `get-schedule` prints"),
        ));
    }
    Ok(Declaration {
        dialect: Dialect::Scheduler,
        id: String::new(),
        arn,
        input,
        input_path: None,
        paths: InputPaths::default(),
        template: None,
        events: None,
        variables,
        file: None,
    })
}

fn pipe(value: &Value, stage: Stage) -> Result<Declaration, Wrong> {
    if member(value, "Target").is_none() {
        return Err(Box::new(
            Diagnostic::error(TARGET_FILE, "this is no pipe: it has no `Target`")
                .at(beginning(value), "")
                .help("give what `aws pipes create-pipe` takes or `describe-pipe` prints"),
        ));
    }
    let mut variables = Variables::new();
    for (name, variable) in [
        ("Arn", Reserved::PipeArn),
        ("Name", Reserved::PipeName),
        ("Source", Reserved::SourceArn),
        ("Enrichment", Reserved::EnrichmentArn),
        ("Target", Reserved::TargetArn),
    ] {
        if let Some(text) = string(value, name)? {
            variables.set(variable, text);
        }
    }
    let (parameters, end) = match stage {
        Stage::Enrichment => ("EnrichmentParameters", "Enrichment"),
        Stage::Target => ("TargetParameters", "Target"),
    };
    let template = match member(value, parameters) {
        Some(parameters) => string(parameters, "InputTemplate")?,
        None => None,
    };
    Ok(Declaration {
        dialect: Dialect::Pipe,
        id: String::new(),
        arn: string(value, end)?,
        input: None,
        input_path: None,
        paths: InputPaths::default(),
        template,
        events: pipe_events(value, stage)?,
        variables,
        file: None,
    })
}

/// What the template of a stage reads: the target's reads the answers of the enrichment, if there is one.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge Pipes input transformation".
fn pipe_events(value: &Value, stage: Stage) -> Result<Option<StageEvents>, Wrong> {
    if stage == Stage::Target && member(value, "Enrichment").is_some() {
        return Ok(Some(StageEvents::Answers));
    }
    // Which broker of Amazon MQ it is makes no difference to what is decoded.
    let kind = string(value, "Source")?.and_then(|arn| SourceKind::of(&Arn::new(arn), None));
    Ok(kind.map(StageEvents::Records))
}

/// An `InputPathsMap`.
///
/// # Errors
///
/// * `transform/target-file`: it is not an object of strings.
pub(super) fn paths(value: &Value) -> Result<InputPaths, Wrong> {
    let members = value
        .as_object()
        .ok_or_else(|| wrong_type("`InputPathsMap`", "an object", value))?;
    let path = |member: &json::Member| {
        let name = member.name.to_display().into_owned();
        match member.value.as_str() {
            Some(path) => Ok((name, path.to_owned())),
            None => Err(wrong_type(
                &format!("the path of `{name}`"),
                "a string",
                &member.value,
            )),
        }
    };
    members
        .iter()
        .map(path)
        .collect::<Result<_, _>>()
        .map(InputPaths)
}

/// A member that is there and not `null`.
fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.get(name).filter(|member| member.kind != Kind::Null)
}

fn string(value: &Value, name: &str) -> Result<Option<String>, Wrong> {
    match member(value, name) {
        None => Ok(None),
        Some(member) => match member.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => Err(wrong_type(&format!("`{name}`"), "a string", member)),
        },
    }
}

/// The first byte of a value: a whole file is too much to point at.
fn beginning(value: &Value) -> Span {
    Span::new(value.span.start, value.span.start + 1)
}

fn wrong_type(what: &str, wanted: &str, value: &Value) -> Wrong {
    let diagnostic = Diagnostic::error(TARGET_FILE, format!("{what} must be {wanted}"))
        .at(value.span, format!("{} instead", value.kind_name()));
    Box::new(match value.kind {
        Kind::Object(_) | Kind::Array(_) if wanted == "a string" => {
            diagnostic.help("AWS takes JSON here as a text: write it in quotes, escaped")
        }
        _ => diagnostic,
    })
}
