//! Pulumi: programs in YAML, and what Pulumi previews or exports.
//!
//! A program in another language is not run: its preview and its export are read.
//!
//! # Source
//!
//! Pulumi YAML language reference; Pulumi: "Project file reference", "Stack settings file reference".

mod exported;
mod interpolation;
mod program;
#[cfg(test)]
mod rows;
mod types;

use std::collections::BTreeMap;

use self::program::Program;
use self::types::Type;
use super::resource::Template;
use super::yaml::{self, Dialect};
use super::{FOREIGN, LEFT_OUT, Settings, Texts};
use crate::diagnostic::Diagnostic;
use crate::json::fields::{present, text};
use crate::json::{self, Kind, Member, Shape, Value};
use crate::model::{Defaults, InventoryKind};

/// Reads a program, a preview or an export; `None` if the text is none of them.
pub(super) fn read(
    texts: &mut Texts<'_>,
    settings: &Settings,
) -> Option<Result<Template, Diagnostic>> {
    let span = texts.parts().first()?.span;
    let text = texts.slice(span);
    if text
        .trim_start_matches('\u{FEFF}')
        .trim_start()
        .starts_with('{')
    {
        let is_exported = ["\"steps\"", "\"deployment\""]
            .iter()
            .any(|one| text.contains(one));
        let value = is_exported.then(|| json::parse(text).ok())??;
        return exported::template(&value).map(Ok);
    }
    if !text.contains("resources:") && !text.contains("runtime:") {
        return None;
    }
    // Text that is no YAML is not Pulumi's either.
    let (root, told) = yaml::parse(text, Dialect::Pulumi).ok()?;
    if let Some(diagnostic) = other_language(&root) {
        return Some(Err(diagnostic));
    }
    is_program(&root).then(|| Ok(template(&root, told, texts, settings)))
}

/// A program has resources whose types name a package, a module and a type.
fn is_program(root: &Value) -> bool {
    let runtime = root.get("runtime").and_then(runtime);
    let resources = root.get("resources").and_then(Value::as_object);
    let is_typed = |member: &Member| {
        let kind = self::text(&member.value, "type");
        kind.is_some_and(|kind| kind.matches(':').count() >= 1 && !kind.contains("::"))
    };
    runtime == Some("yaml") || resources.is_some_and(|all| all.iter().any(is_typed))
}

/// `runtime: yaml`, or `runtime: {name: yaml}`.
fn runtime(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| text(value, "name"))
}

/// A project whose program is not in its project file.
fn other_language(root: &Value) -> Option<Diagnostic> {
    let value = root.get("runtime")?;
    let language = runtime(value).filter(|one| *one != "yaml")?;
    text(root, "name")?;
    let message = format!("this is a project of Pulumi in `{language}`, whose program is not run");
    Some(
        Diagnostic::error(FOREIGN, message)
            .at(value.span, "")
            .help("give what `pulumi preview --json` or `pulumi stack export` prints"),
    )
}

/// Everything that a program declares.
fn template(
    root: &Value,
    told: Vec<Diagnostic>,
    texts: &mut Texts<'_>,
    settings: &Settings,
) -> Template {
    let mut template = Template {
        kind: InventoryKind::Pulumi,
        diagnostics: told,
        resources: Vec::new(),
        also_called: BTreeMap::new(),
        defaults: Defaults::default(),
        absent: Vec::new(),
    };
    let configuration = configuration(root, texts, settings, &mut template);
    let mut program = Program::new(root, configuration, texts, settings);
    let resources = root.get("resources").and_then(Value::as_object);
    for member in resources.unwrap_or_default() {
        let id = member.name.to_display();
        // One that is only looked up is declared elsewhere.
        if member.value.get("get").is_some() {
            continue;
        }
        let Some(kind) = text(&member.value, "type").and_then(Type::named) else {
            continue;
        };
        let Some(properties) = program.properties(&id) else {
            continue;
        };
        let properties = program.with_documents(&id, properties);
        if let Some((mut resource, told)) = kind.resource(&id, &properties) {
            resource.span = member.value.span;
            template.resources.push(resource);
            template.diagnostics.extend(told);
        }
    }
    template
}

/// The configuration by bare names: what the caller gives, what the file of the stack says, defaults.
fn configuration(
    root: &Value,
    texts: &mut Texts<'_>,
    settings: &Settings,
    template: &mut Template,
) -> BTreeMap<String, Value> {
    let project = text(root, "name").unwrap_or("");
    let mut all = BTreeMap::new();
    let declared = ["configuration", "config"]
        .iter()
        .find_map(|name| root.get(name));
    for member in declared.and_then(Value::as_object).unwrap_or_default() {
        let name = bare(&member.name.to_display(), project);
        let default = default(&name, &member.value);
        template.defaults.add(default.span);
        all.insert(name, default);
    }
    let stack = stack_file(texts, settings, &mut template.diagnostics);
    let stack = stack.as_ref().and_then(|stack| stack.get("config"));
    for member in stack.and_then(Value::as_object).unwrap_or_default() {
        let name = bare(&member.name.to_display(), project);
        let value = match member.value.get("secure") {
            Some(_) => Value::open(Shape::Text, &name, member.value.span),
            None => member.value.clone(),
        };
        all.insert(name, value);
    }
    for (name, value) in &settings.parameters {
        let name = bare(name, project);
        let is_text = value.as_str().is_some();
        let declared = all.get(&name).filter(|_| is_text);
        let value = declared.map_or_else(|| value.clone(), |like| typed(value, like));
        all.insert(name, value);
    }
    all
}

/// The name of a value without the project in front.
fn bare(name: &str, project: &str) -> String {
    let own = name.strip_prefix(project);
    let own = own.and_then(|rest| rest.strip_prefix(':'));
    own.unwrap_or(name).to_owned()
}

/// What the project file says of a value: `{type, default}`, `{value}`, or the value itself.
fn default(name: &str, declared: &Value) -> Value {
    if declared.as_object().is_none() {
        return declared.clone();
    }
    let given = ["value", "default"]
        .iter()
        .find_map(|one| present(declared, one));
    let shape = match text(declared, "type").map(str::to_lowercase).as_deref() {
        None | Some("string") => Shape::Text,
        Some("integer" | "int" | "number") => Shape::Number,
        Some(_) => Shape::Structure,
    };
    given
        .cloned()
        .unwrap_or_else(|| Value::open(shape, name, declared.span))
}

/// A text of the command line as the value that stands in its place otherwise.
fn typed(given: &Value, like: &Value) -> Value {
    let is_number = match &like.kind {
        Kind::Number(_) => true,
        Kind::Open(open) => open.shape == Shape::Number,
        _ => false,
    };
    let word = given.as_str().unwrap_or("");
    let span = given.span;
    let kind = match like.kind {
        _ if is_number && word.parse::<f64>().is_ok() => Kind::Number(word.into()),
        Kind::Bool(_) if word == "true" => Kind::Bool(true),
        Kind::Bool(_) if word == "false" => Kind::Bool(false),
        _ => return given.clone(),
    };
    Value { span, kind }
}

/// `Pulumi.<stack>.yaml`, if the caller names the stack.
fn stack_file(
    texts: &mut Texts<'_>,
    settings: &Settings,
    told: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let stage = settings.stage.as_deref()?;
    let path = format!("Pulumi.{stage}.yaml");
    let Ok(span) = texts.read(&path) else {
        told.push(Diagnostic::warning(
            LEFT_OUT,
            format!("there is no `{path}` beside the program: its configuration is open"),
        ));
        return None;
    };
    match yaml::parse_part(texts.text(), span, Dialect::Pulumi) {
        Ok((value, more)) => {
            told.extend(more);
            Some(value)
        }
        Err(mistake) => {
            told.push(mistake);
            None
        }
    }
}
