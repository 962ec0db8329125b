//! Services of the Serverless Framework: `serverless.yml` and `serverless.json`.
//!
//! A service is made into the template that Serverless makes of it: variables are filled in as far as they can be, each
//! event of a function becomes its resources, and the CloudFormation that stands in the service is put over them. What
//! that template declares is read as every template is. What depends on something that only AWS, a program or the caller
//! knows is open.
//!
//! # What this module does not do
//!
//! It runs no program: `serverless.ts`, `serverless.js` and what variables have of such files stay unread.
//!
//! # Source
//!
//! Serverless Framework 3.40, whose files are named where their rules are.

mod buckets;
mod event_bridge;
mod events;
mod function;
mod make;
mod mappings;
mod names;
mod resolver;
#[cfg(test)]
mod rows;
mod schedules;
mod service;
mod sources;
mod topics;
mod variable;

pub(super) use function::REFUSED;

use super::resource::Template;
use super::yaml::{self, Dialect};
use super::{FOREIGN, Settings, Texts, cloudformation, mark_length};
use crate::diagnostic::Diagnostic;
use crate::json::fields::{present, text};
use crate::json::{self, Kind, Value};
use crate::model::InventoryKind;
use crate::source::Span;
use resolver::Resolver;

/// What a service declares, if the text is one.
pub(super) fn read(
    texts: &mut Texts<'_>,
    settings: &Settings,
) -> Option<Result<Template, Diagnostic>> {
    let part = texts.parts().first()?;
    let (name, span) = (part.name.clone(), part.span);
    if let Some(told) = program(&name) {
        return Some(Err(told));
    }
    let text = texts.slice(span);
    let begins = |word: &str| {
        text.lines()
            .any(|line| line.trim_start_matches('\u{FEFF}').starts_with(word))
    };
    let is_json = text.get(mark_length(text)..)?.trim_start().starts_with('{');
    let may_be = ["service", "provider"].iter().all(|word| match is_json {
        true => text.contains(&format!("\"{word}\"")),
        false => begins(&format!("{word}:")),
    });
    if !may_be {
        return None;
    }
    let extension = if is_json { "json" } else { "yml" };
    match parse(texts.text(), span, extension) {
        Ok((value, told)) => is_service(&value).then(|| declared(texts, settings, value, told)),
        Err(told) => (!is_json).then_some(Err(told)),
    }
}

/// Whether a value is a service of AWS: it has a name and a provider, and something to deploy.
fn is_service(value: &Value) -> bool {
    let has = |name: &str| present(value, name).is_some();
    let provider = present(value, "provider");
    let named = provider.and_then(|one| one.as_str().or_else(|| text(one, "name")));
    // The framework deploys to other clouds too; a name in a variable is that of AWS, as nearly always.
    let is_other = named.is_some_and(|name| name != "aws" && !name.contains("${"));
    has("service") && provider.is_some() && !is_other && (has("functions") || has("resources"))
}

fn declared(
    texts: &mut Texts<'_>,
    settings: &Settings,
    value: Value,
    told: Vec<Diagnostic>,
) -> Result<Template, Diagnostic> {
    let span = value.span;
    let mut resolver = Resolver::new(texts, settings, value);
    let template = service::template(&mut resolver, span);
    let region = resolver.region(span);
    let mut diagnostics = told;
    diagnostics.append(&mut resolver.diagnostics);
    let settings = Settings {
        region: region.as_str().map(str::to_owned),
        ..settings.clone()
    };
    let also_called = std::mem::take(&mut resolver.also_called);
    let mut defaults = std::mem::take(&mut resolver.defaults);
    let template = cloudformation::evaluate(&template, Some(texts), &settings)?;
    diagnostics.extend(template.diagnostics);
    defaults.append(template.defaults);
    Ok(Template {
        kind: InventoryKind::Serverless,
        also_called,
        defaults,
        diagnostics,
        ..template
    })
}

/// A service that is a program, by the name of its file.
fn program(name: &str) -> Option<Diagnostic> {
    let file = name.rsplit('/').next()?;
    let extension = file.strip_prefix("serverless.")?;
    matches!(extension, "ts" | "js" | "cjs" | "mjs" | "mts").then(|| {
        let message = format!("`{file}` is a program, which is not run");
        let help = "give the template that `serverless package` writes to `.serverless/`";
        Diagnostic::error(FOREIGN, message).help(help)
    })
}

/// The value that a part of the texts is, and what is told of how it is written. Numbers are those of JavaScript.
fn parse(text: &str, part: Span, extension: &str) -> Result<(Value, Vec<Diagnostic>), Diagnostic> {
    if !matches!(extension, "json" | "tfstate") {
        return yaml::parse_part(text, part, Dialect::Serverless);
    }
    let until = text.get(..part.end).unwrap_or(text);
    let mark = until.get(part.start..).map_or(0, mark_length);
    let (mut value, _) =
        json::parse_at(until, part.start + mark).map_err(|error| error.diagnostic(until))?;
    let mut due = vec![&mut value];
    while let Some(value) = due.pop() {
        match &mut value.kind {
            Kind::Number(number) => *number = yaml::javascript_number(number).into(),
            Kind::Array(elements) => due.extend(elements),
            Kind::Object(members) => due.extend(members.iter_mut().map(|member| &mut member.value)),
            _ => {}
        }
    }
    Ok((value, Vec::new()))
}
