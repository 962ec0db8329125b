//! Input templates: one type for the three languages of rules, pipes and EventBridge Scheduler.
//!
//! A template is read once and then rendered for any number of events:
//!
//! ```
//! use evb::json;
//! use evb::transform::{InputPaths, Record, Rendered, Template, Variables};
//!
//! let paths = InputPaths::from([("state", "$.detail.state")]);
//! let template = Template::rule(r#"{"now": <state>}"#, &paths, "target-1").unwrap();
//! let event = json::parse(r#"{"detail":{"state":"on"}}"#).unwrap();
//! match template.render(&Record::new(&event), &Variables::new()) {
//!     Rendered::Delivered { raw, .. } => assert_eq!(raw, r#"{"now":"on"}"#),
//!     Rendered::Undelivered(why) => panic!("{}", why.diagnostic.message),
//! }
//! ```
//!
//! # What this module does not do
//!
//! Lengths and the other limits of the APIs are checked where targets are read.
//!
//! # Source
//!
//! AWS: EventBridge API Reference, `InputTransformer`; EventBridge User Guide, "Amazon EventBridge
//! input transformation" and "Amazon EventBridge Pipes input transformation"; EventBridge Scheduler
//! User Guide, "Adding context attributes"; and answers recorded from the service.

use super::path::Path;
use super::scan::{Brackets, Position, TemplateKind};
use super::variables::{Dialect, Reserved};
use crate::diagnostic::Diagnostic;
use crate::json;
use crate::source::Span;

/// The variables that a rule's template declares: `InputPathsMap`, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputPaths(pub Vec<(String, String)>);

impl<const N: usize> From<[(&str, &str); N]> for InputPaths {
    fn from(paths: [(&str, &str); N]) -> Self {
        Self(
            paths
                .map(|(name, path)| (name.to_owned(), path.to_owned()))
                .into(),
        )
    }
}

/// A template, ready to be rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    pub(super) text: String,
    pub(super) dialect: Dialect,
    pub(super) kind: TemplateKind,
    pub(super) pieces: Vec<Piece>,
    /// Whether a JSON template is valid for every value that needs no escaping: rendering then need
    /// not be parsed to be known as JSON.
    pub(super) sound: bool,
    pub(super) must_be_json: bool,
    pub(super) brackets: Brackets,
    pub(super) notes: Vec<Diagnostic>,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Literal { written: String, compact: String },
    Placeholder(Placeholder),
}

/// A placeholder of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Placeholder {
    /// What stands between `<` and `>`.
    pub name: String,
    /// Where it stands in the template, brackets included.
    pub span: Span,
    /// Whether it is a JSON value, a part of a JSON string, or a part of a text.
    pub position: Position,
    /// What it stands for.
    pub variable: Variable,
    /// Whether it is (part of) the name of an object's member.
    pub in_key: bool,
    /// How many objects and arrays of the template are open around it.
    pub(super) depth: usize,
}

/// What a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Variable {
    /// What stands at a path.
    Path(Path),
    /// A path of an `InputPathsMap` that is outside the documented grammar: it leads nowhere.
    Unreadable(String),
    /// A value that AWS sets.
    Reserved(Reserved),
}

impl Template {
    /// The template as it was written. Spans of its placeholders and notes lie in it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language it is written in.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// How it is rendered.
    #[must_use]
    pub fn kind(&self) -> TemplateKind {
        self.kind
    }

    /// Its placeholders, in their order.
    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder(placeholder) => Some(placeholder),
            Piece::Literal { .. } => None,
        })
    }

    /// What is worth knowing about it before any event: what AWS does not document, what will never be delivered.
    #[must_use]
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// The template as JSON, an empty string for every value; `None` if that is not JSON.
    pub(super) fn skeleton(&self) -> Option<json::Value> {
        if self.kind != TemplateKind::Json {
            return None;
        }
        let mut skeleton = String::with_capacity(self.text.len());
        for piece in &self.pieces {
            match piece {
                Piece::Literal { compact, .. } => skeleton.push_str(compact),
                Piece::Placeholder(one) if one.position != Position::Value => {}
                Piece::Placeholder(_) => skeleton.push_str("\"\""),
            }
        }
        json::parse(&skeleton).ok()
    }

    /// Whether the template is JSON whatever stands for its placeholders, if only nothing in a string needs
    /// escaping. A name is not sound: it must be a string, and not too long a one.
    pub(super) fn is_sound(&self) -> bool {
        self.skeleton().is_some() && self.placeholders().all(|one| !one.in_key)
    }

    /// Whether no event is lost because of what stands in it: what is made is JSON wherever it must be, whatever stands for the
    /// placeholders. Events that make it longer than a payload, or nested deeper than JSON may be, are lost all the same.
    #[must_use]
    pub fn keeps_its_form(&self) -> bool {
        let is_value = |one: &Placeholder| one.position == Position::Value;
        match self.kind {
            TemplateKind::Json => self.sound && self.placeholders().all(is_value),
            TemplateKind::Text | TemplateKind::Substitution => !self.must_be_json,
        }
    }

    /// Whether a JSON template is not JSON whatever stands for its placeholders.
    ///
    /// A value is one string, number, word, object or array: which of them makes no difference to the rest, unless it is
    /// written right beside a number, as in `-<a>`. A value inside a string may hold the bracket that is missing, unless it
    /// would have to be the last one; of other mistakes it is not asked whether a quote in it could undo them.
    pub(super) fn is_never_json(&self) -> bool {
        if self.kind != TemplateKind::Json {
            return false;
        }
        let is_in_string = |one: &Placeholder| one.position == Position::InString;
        let unpaired = self.brackets != Brackets::Paired
            && (!self.placeholders().any(is_in_string) || !self.text.trim_end().ends_with('}'));
        unpaired || (self.values_stand_apart() && self.skeleton().is_none())
    }

    /// Whether no value can be a part of a number that is written beside it.
    fn values_stand_apart(&self) -> bool {
        let joins = |letter: Option<char>| {
            letter.is_some_and(|one| {
                one.is_ascii_digit() || matches!(one, '+' | '-' | '.' | 'e' | 'E')
            })
        };
        let mut end = None;
        self.placeholders()
            .filter(|one| one.position == Position::Value)
            .all(|one| {
                let Span { start, end: own } = one.span;
                let before = self
                    .text
                    .get(..start)
                    .and_then(|text| text.chars().next_back());
                let behind = self.text.get(own..).and_then(|text| text.chars().next());
                let is_apart = end.replace(own) != Some(start);
                is_apart && !joins(before) && !joins(behind)
            })
    }

    /// Whether a text is not JSON whatever stands for its placeholders: for what stands before the first, where no
    /// value can begin so, or a text ends and goes on.
    pub(super) fn is_never_json_text(&self) -> bool {
        let constant = match self.pieces.as_slice() {
            [] => return true,
            [Piece::Literal { written, .. }] => return json::parse(written).is_err(),
            [Piece::Literal { written, .. }, ..] => written,
            _ => return false,
        };
        let begins = |one: char| {
            matches!(one, '"' | '[' | '{' | '-' | 't' | 'f' | 'n') || one.is_ascii_digit()
        };
        match constant.trim_start().chars().next() {
            None => false,
            Some(first) if !begins(first) => true,
            Some(_) => json::parse_prefix(constant).is_ok_and(|(_, end)| {
                let rest = constant.get(end..).unwrap_or_default();
                !rest.trim().is_empty()
            }),
        }
    }

    /// Whether `one` is the decoded record of a pipe where it may not stand.
    ///
    /// AWS: "Amazon EventBridge Pipes input transformation": the variable can only be the value of a JSON
    /// field. A template that is nothing else is not covered by that sentence; a note says so.
    pub(super) fn misplaces_record(&self, one: &Placeholder) -> bool {
        let alone = self.text.trim().len() == one.span.len();
        one.variable == Variable::Reserved(Reserved::RecordJson)
            && one.position != Position::Value
            && !alone
    }
}
