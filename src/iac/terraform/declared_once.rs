//! What the files of a directory declare, each once: Terraform takes no two of a name.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "Override files": "each top-level block in an override file merges with a block in a
//! normal configuration file that has the same block header"; what Terraform answers of two such blocks in normal files, and
//! of overrides without one, is in its sources, `internal/configs/module.go`.

use std::collections::BTreeMap;

use hcl_edit::structure::{Block, Body};

use super::{DUPLICATE, NOTHING_OVERRIDDEN, place};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What was declared so far, and what is wrong with it.
#[derive(Default)]
pub(super) struct DeclaredOnce {
    /// Where each thing is declared, by how the language refers to it.
    first: BTreeMap<String, Span>,
    /// What Terraform refuses.
    pub(super) told: Vec<Diagnostic>,
}

/// A thing that has to be the only one of its name.
struct Thing {
    /// How the language refers to it.
    name: String,
    span: Span,
    /// What Terraform calls two of it.
    duplicate: String,
    /// What Terraform calls an override without it; `None` if that is none.
    missing: Option<&'static str>,
}

impl DeclaredOnce {
    /// A file that begins at `base` among all texts. Files that override come last.
    pub(super) fn file(&mut self, body: &Body, base: usize, is_override: bool) {
        for thing in body.blocks().flat_map(|block| things(block, base)) {
            match (self.first.get(&thing.name), is_override) {
                (Some(first), false) => self.told.push(twice(&thing, *first)),
                (None, true) => self.told.extend(overrides_nothing(&thing)),
                (Some(_), true) => {}
                (None, false) => {
                    self.first.insert(thing.name, thing.span);
                }
            }
        }
    }
}

/// What a block declares.
fn things(block: &Block, base: usize) -> Vec<Thing> {
    let labels: Vec<&str> = block.labels.iter().map(|label| label.as_str()).collect();
    let one = |name: String, duplicate: &str, missing| {
        vec![Thing {
            name,
            span: place(&block.ident, base),
            duplicate: duplicate.to_owned(),
            missing,
        }]
    };
    match (block.ident.as_str(), labels.as_slice()) {
        ("resource", [kind, name]) => one(
            format!("{kind}.{name}"),
            &format!("Duplicate resource \"{kind}\" configuration"),
            Some("Missing resource to override"),
        ),
        ("data", [kind, name]) => one(
            format!("data.{kind}.{name}"),
            &format!("Duplicate data \"{kind}\" configuration"),
            Some("Missing data resource to override"),
        ),
        ("variable", [name]) => one(
            format!("var.{name}"),
            "Duplicate variable declaration",
            Some("Missing base variable declaration to override"),
        ),
        ("output", [name]) => one(
            format!("output.{name}"),
            "Duplicate output definition",
            Some("Missing base output definition to override"),
        ),
        ("module", [name]) => one(
            format!("module.{name}"),
            "Duplicate module call",
            Some("Missing module call to override"),
        ),
        ("provider", [name]) => match block.body.get_attribute("alias") {
            // A provider that is not configured is configured by nothing, which may be overridden.
            None => one(
                format!("provider.{name}"),
                "Duplicate provider configuration",
                None,
            ),
            Some(alias) => match alias.value.as_str() {
                Some(alias) => one(
                    format!("provider.{name}.{alias}"),
                    "Duplicate provider configuration",
                    Some("Missing base provider configuration for override"),
                ),
                None => Vec::new(),
            },
        },
        ("locals", []) => {
            let locals = block.body.attributes().map(|local| Thing {
                name: format!("local.{}", local.key.as_str()),
                span: place(&local.key, base),
                duplicate: "Duplicate local value definition".to_owned(),
                missing: Some("Missing base local value definition to override"),
            });
            locals.collect()
        }
        _ => Vec::new(),
    }
}

fn twice(thing: &Thing, first: Span) -> Diagnostic {
    Diagnostic::error(DUPLICATE, format!("`{}` is declared twice", thing.name))
        .at(first, "the first one")
        .related(thing.span, "the second one")
        .help(format!(
            "Terraform answers `{}`: leave one of them out",
            thing.duplicate
        ))
}

fn overrides_nothing(thing: &Thing) -> Option<Diagnostic> {
    let answer = thing.missing?;
    let message = format!("no other file declares `{}`", thing.name);
    let told = Diagnostic::error(NOTHING_OVERRIDDEN, message)
        .at(thing.span, "there is nothing to override")
        .help(format!(
            "Terraform answers `{answer}`: declare it in a file of another name"
        ));
    Some(told)
}
