//! Text in, inventory out: what the files declare that people have.
//!
//! [`read_with`] takes a text and the files beside it, [`read`] a text alone, and says what it is: declarations, a JSON
//! value that declares nothing (and so may be a pattern), or text that is no JSON. What is recognisably something else is
//! named in one line, with the way out. Nothing here says whether a declaration is any good.
//!
//! | what it is | where it is read |
//! |---|---|
//! | a template of CloudFormation or the Serverless Application Model, in YAML or JSON | `cloudformation`; `yaml` reads the text |
//! | an assembly of the Cloud Development Kit | `cdk` |
//! | what an AWS API takes or answers, one or many; a pattern with a name | `api_json` |
//! | a configuration item of AWS Config | `api_json` |
//! | command lines of the AWS CLI: a script, a page with code, a command alone | `command_line` |
//! | a service of the Serverless Framework | `serverless` |
//! | a program of Pulumi in YAML, a preview, an export | `pulumi` |
//! | a configuration of Terraform, a plan, a state (feature `terraform`) | `terraform`; `provider` has the names |
//! | several of these, one behind the other: JSON Lines | [`read`] |
//! | programs of the Cloud Development Kit, patterns that are encoded twice, … | `foreign` names them |
//!
//! Templates of every format are read as resources of CloudFormation (`resource`), and one place makes the inventory of them
//! (`cloudformation::inventory`).
//!
//! Nothing is guessed: in everything that declares, a string stands where a field of a pattern has an object or a list, or
//! an object where its list has a value or an operator, so none of it can be a pattern, whatever the fields of events are
//! called.
//!
//! # Example
//!
//! ```
//! use evb::iac::{self, Content};
//!
//! let text = r#"{"Name": "orders", "EventPattern": "{\"source\":[\"shop\"]}", "State": "DISABLED"}"#;
//! let Ok(Content::Declarations(inventory)) = iac::read(text) else { panic!("a rule") };
//! let rule = &inventory.rules[0];
//! assert_eq!(rule.label().as_deref(), Some("orders"));
//! assert!(rule.is_disabled());
//! ```
//!
//! # What this module does not do
//!
//! It opens no files but through [`Files`], and what functions of templates need of an account stays open.

mod access;
mod answers;
mod api_json;
mod cdk;
mod cloudformation;
mod command_line;
mod foreign;
mod natures;
mod parts;
mod provider;
mod pulumi;
mod reader;
mod references;
mod resource;
#[cfg(test)]
mod rows;
mod serverless;
mod settings;
mod skeleton;
mod surroundings;
#[cfg(feature = "terraform")]
mod terraform;
mod texts;
mod watching;
pub mod yaml;

#[cfg(feature = "terraform")]
use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, Kind, SyntaxError, Value};
use crate::model::{Inventory, InventoryKind};
use resource::Template;

pub use api_json::{bare_expression, element, input_paths, pipe_of};
pub use command_line::{is_command, put_events};
pub use foreign::{foreign_text, foreign_value};
pub use settings::Settings;
pub use texts::{ALLOW_OUTSIDE, FileError, Files, NoFiles, Texts};

/// Something in a template that was not read.
pub const LEFT_OUT: Code = Code::new("template/left-out");
/// A member of a template that the tool which deploys it does not know: it was not read.
pub const UNKNOWN_MEMBER: Code = Code::new("template/unknown-member");
/// An event of SAM of a type that there is not: it was not read.
pub const UNKNOWN_EVENT: Code = Code::new("template/unknown-event");
/// An event of SAM without what its type must have: it was not read.
pub const MISSING_MEMBER: Code = Code::new("template/missing-member");
/// What the tool that deploys a template refuses, although it can be read.
pub const REFUSED: Code = Code::new("template/refused");
/// A member of a template that has no effect where it stands.
pub const IGNORED_MEMBER: Code = Code::new("template/ignored-member");
/// A member of a declaration has the wrong type.
pub const WRONG_TYPE: Code = Code::new("declaration/wrong-type");
/// A member of a declaration that its template leaves open.
pub const OPEN: Code = Code::new("declaration/open");
/// A name that a declaration has more than once.
pub const DUPLICATE: Code = Code::new("declaration/duplicate-member");
/// A template that comes to more than can be held.
pub const TOO_LARGE: Code = Code::new("template/too-large");
/// What is given is recognisably something else.
pub const FOREIGN: Code = Code::new("input/other-format");

/// What a file of a kind calls a member that AWS calls by `name`.
#[must_use]
pub fn member_name(kind: InventoryKind, name: &str) -> String {
    match kind {
        InventoryKind::Terraform | InventoryKind::TerraformPlan | InventoryKind::TerraformState => {
            provider::argument(name)
        }
        InventoryKind::Pulumi => {
            let argument = provider::argument(name);
            let mut words = argument.split('_');
            let first = words.next().unwrap_or_default().to_owned();
            words.fold(first, |name, word| {
                let mut letters = word.chars();
                let initial = letters.next().map(|one| one.to_ascii_uppercase());
                name + &initial.into_iter().chain(letters).collect::<String>()
            })
        }
        _ => name.to_owned(),
    }
}

/// A value of a member, given as JSON in AWS's names, as a file of a kind writes it: of Terraform the block with its name.
/// `None` where that would take more than one line, or nobody writes the file.
pub(crate) fn spelled_for(kind: InventoryKind, name: &str, value: &str) -> Option<String> {
    let parsed = json::parse(value).ok()?;
    let Some(members) = parsed.as_object() else {
        return Some(value.to_owned());
    };
    let renamed = |one: &json::Member| member_name(kind, &one.name.to_display());
    match (kind, members) {
        (InventoryKind::TerraformPlan | InventoryKind::TerraformState, _) => None,
        (InventoryKind::Terraform, [only]) => {
            let (block, argument) = (member_name(kind, name), renamed(only));
            Some(format!(
                "{block} {{ {argument} = {} }}",
                only.value.to_compact()
            ))
        }
        (InventoryKind::Terraform, _) => None,
        (InventoryKind::Pulumi, _) => {
            let each = members.iter();
            let each = each.map(|one| format!("\"{}\": {}", renamed(one), one.value.to_compact()));
            Some(format!("{{{}}}", each.collect::<Vec<_>>().join(", ")))
        }
        _ => Some(value.to_owned()),
    }
}

/// Whether a diagnostic of this code tells of something that was not read.
#[must_use]
pub fn is_left_out(code: Code) -> bool {
    [LEFT_OUT, UNKNOWN_MEMBER, UNKNOWN_EVENT, MISSING_MEMBER].contains(&code)
}

/// Whether who deploys something refuses it for what a diagnostic of this code tells of a file of that kind.
///
/// A reader tells such things as warnings, as it reads on: whoever asks for what is declared has an answer, and only who asks
/// what is refused has an error. Serverless may only warn of members that it does not know.
#[must_use]
pub fn is_refused(code: Code, kind: InventoryKind) -> bool {
    const REFUSALS: [Code; 5] = [
        UNKNOWN_EVENT,
        MISSING_MEMBER,
        REFUSED,
        serverless::REFUSED,
        yaml::NULL,
    ];
    REFUSALS.contains(&code) || code == UNKNOWN_MEMBER && kind != InventoryKind::Serverless
}

/// What a text is.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// It declares something.
    Declarations(Box<Inventory>),
    /// One JSON value that declares nothing that is known: a pattern, perhaps.
    Value(Value),
    /// No JSON, and nothing else that is known: a broken pattern, perhaps. Spans lie in the text.
    Broken(SyntaxError),
}

/// A format of templates: what the texts declare, or `None` if the first of them is not of this format.
type Format = fn(&mut Texts<'_>, &Settings) -> Option<Result<Template, Diagnostic>>;

/// The formats of templates, in the order in which they are asked.
const FORMATS: &[Format] = &[
    serverless::read,
    cloudformation::read,
    pulumi::read,
    #[cfg(feature = "terraform")]
    terraform::read,
];

/// Reads a template of any format, or what [`read`] reads. The first of the texts is what was named; what it names in turn is
/// read behind it. Spans lie in all texts.
///
/// # Errors
///
/// Those of [`read`], and what is wrong with the template.
pub fn read_with(texts: &mut Texts<'_>, settings: &Settings) -> Result<Content, Diagnostic> {
    match template(texts, settings) {
        Some(inventory) => Ok(Content::Declarations(Box::new(inventory?))),
        None => read(texts.text()),
    }
}

/// The values of variables in a file in the language of Terraform (`*.tfvars`), by their names.
///
/// # Errors
///
/// * `template/unreadable`: the text is not in the language.
/// * `template/evaluation`: a value is none.
#[cfg(feature = "terraform")]
pub fn variables(text: &str) -> Result<BTreeMap<String, Value>, Diagnostic> {
    terraform::variables(text)
}

/// What a template of any format declares, or a script that holds command lines of the AWS CLI; `None` if the first of the
/// texts is none. Spans lie in all texts.
///
/// # Errors
///
/// What is wrong with the template.
pub fn template(
    texts: &mut Texts<'_>,
    settings: &Settings,
) -> Option<Result<Inventory, Diagnostic>> {
    // A page may hold templates in its text too: what it shows is what its commands do.
    let is_page = texts.parts().first().is_some_and(|part| {
        let name = part.name.to_ascii_lowercase();
        name.ends_with(".md") || name.ends_with(".markdown")
    });
    if is_page {
        return command_line::read(texts, settings);
    }
    match FORMATS.iter().find_map(|format| format(texts, settings)) {
        Some(template) => {
            let inventory = |template| cloudformation::inventory(template, texts.text());
            Some(template.map(inventory))
        }
        None => cdk::read(texts, settings).or_else(|| command_line::read(texts, settings)),
    }
}

/// Reads a text, behind its byte order mark. Spans lie in the whole text.
///
/// Several values one behind the other are one inventory if all of them declare something; text behind the first value
/// that is none of this is not looked at, as AWS does behind a pattern.
///
/// # Errors
///
/// * `input/other-format`: it is recognisably something else, which is named.
/// * `json/…`: it declares something, and is no JSON.
pub fn read(text: &str) -> Result<Content, Diagnostic> {
    let at = mark_length(text);
    let (first, mut end) = match json::parse_at(text, at) {
        Ok(read) => read,
        Err(error) => return broken(text, at, error),
    };
    if let Some(diagnostic) = foreign_value(&first) {
        return Err(diagnostic);
    }
    let Some(mut inventory) = declared(&first, text) else {
        return match foreign_text(text).filter(|_| !begins_like_json(text)) {
            Some(diagnostic) => Err(diagnostic),
            None => Ok(Content::Value(first)),
        };
    };
    while let Some(next) = skip_blanks(text, end) {
        let (value, after) = json::parse_at(text, next).map_err(|error| error.diagnostic(text))?;
        match declared(&value, text) {
            Some(more) => inventory.append(more),
            None => inventory.diagnostics.push(not_declared(&value)),
        }
        end = after;
    }
    api_json::attach_targets(&mut inventory);
    Ok(Content::Declarations(Box::new(inventory)))
}

/// Everything that a JSON value declares; `None` if it declares nothing, so that it may be a pattern itself. The spans of
/// the value lie in `text`.
#[must_use]
pub fn declared(value: &Value, text: &str) -> Option<Inventory> {
    match &value.kind {
        Kind::Array(elements) if !elements.is_empty() => {
            let mut inventory = Inventory::default();
            for element in elements {
                inventory.append(api_json::element(element, text)?);
            }
            api_json::attach_targets(&mut inventory);
            Some(inventory)
        }
        _ => api_json::element(value, text),
    }
}

/// A text that is no JSON.
fn broken(text: &str, at: usize, error: SyntaxError) -> Result<Content, Diagnostic> {
    if let Some(diagnostic) = foreign_text(text) {
        return Err(diagnostic);
    }
    // The parts that could be read have their places counted from where the reading began.
    let rest = text.get(at..).unwrap_or("");
    let read = json::parse_partial(rest).err().and_then(|(read, _)| read);
    let declares =
        |value: &Value| declared(value, rest).is_some() || cloudformation::is_template(value);
    match read {
        Some(value) if declares(&value) => Err(error.diagnostic(text)),
        _ => Ok(Content::Broken(error)),
    }
}

/// What is told of a value among declarations that is none.
fn not_declared(value: &Value) -> Diagnostic {
    Diagnostic::warning(
        LEFT_OUT,
        "this declares nothing that is known, and is left out",
    )
    .at(
        json::fields::beginning(value),
        format!("{} among declarations", value.kind_name()),
    )
}

/// The length of the byte order mark with which a text begins.
#[must_use]
pub fn mark_length(text: &str) -> usize {
    text.len() - text.trim_start_matches('\u{FEFF}').len()
}

/// Where the next character stands that is no white space of JSON.
fn skip_blanks(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    (blanks < rest.len()).then_some(at + blanks)
}

fn begins_like_json(text: &str) -> bool {
    let rest = text.trim_start_matches('\u{FEFF}').trim_start();
    rest.starts_with(['{', '[', '"'])
}
