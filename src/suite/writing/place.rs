//! Where in the text an addition goes.

use crate::diagnostic::Diagnostic;
use crate::iac::yaml::{Form, LaidMember, Layout};
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;

use super::super::building::Step;
use super::edit::{self, Edit};
use super::style::{Item, Styles};
use super::{Addition, NOT_WRITTEN, flow};

/// A place for additions.
pub(super) struct Place<'l> {
    at: At<'l>,
    /// The member that is missing around them.
    wrap: Option<&'l str>,
    /// In how many maps and lists they stand then. What stands in more comes first where two places are one of the text: a
    /// list is not over before its map goes on.
    pub(super) depth: usize,
}

enum At<'l> {
    /// A member that is null, in a map.
    Null(&'l LaidMember, &'l Layout),
    /// Behind the members of a map, or the elements of a list.
    Behind(&'l Layout),
}

impl<'l> Place<'l> {
    /// The place of what a last step leads to, seen from what `parent` leads to.
    ///
    /// # Errors
    ///
    /// `suite/not-written`: an alias stands on the way, or nothing does.
    pub(super) fn find(
        root: &'l Layout,
        text: &str,
        parent: &'l [Step],
        last: &Step,
    ) -> Result<Self, Diagnostic> {
        let mut node = root;
        for (number, step) in parent.iter().enumerate() {
            single(node)?;
            let child = match (&node.form, step) {
                (Form::Map { members, .. }, Step::Name(name)) => {
                    let member = members.iter().rev().find(|one| one.name == *name);
                    match member.filter(|one| !is_null(&one.value, text)) {
                        Some(member) => Some(&member.value),
                        None if number + 1 == parent.len() => {
                            return Ok(Self {
                                at: member.map_or(At::Behind(node), |one| At::Null(one, node)),
                                wrap: Some(name),
                                depth: number + usize::from(member.is_some()),
                            });
                        }
                        None => None,
                    }
                }
                (Form::List { elements, .. }, Step::Index(index)) => elements.get(*index),
                _ => None,
            };
            node = child.ok_or_else(|| elsewhere(node.span))?;
        }
        single(node)?;
        let at = match (&node.form, last) {
            (Form::Map { members, .. }, Step::Name(name)) => {
                let member = members.iter().rev().find(|one| one.name == *name);
                member.map_or(At::Behind(node), |one| At::Null(one, node))
            }
            (Form::List { .. }, Step::Index(_)) => At::Behind(node),
            _ => return Err(elsewhere(node.span)),
        };
        if let At::Null(member, _) = at {
            single(&member.value)?;
            if !is_null(&member.value, text) {
                let told = "something stands there already";
                return Err(not_written(told).at(member.name_span, "here"));
            }
        }
        Ok(Self {
            depth: parent.len() + usize::from(matches!(at, At::Null(..))),
            at,
            wrap: None,
        })
    }

    /// Whether several additions can go there, one behind the other.
    pub(super) const fn is_behind(&self) -> bool {
        matches!(self.at, At::Behind(_)) || self.wrap.is_some()
    }

    /// What puts the additions there.
    pub(super) fn edits(
        &self,
        made: &[(usize, &Addition)],
        text: &str,
        styles: &Styles,
    ) -> Option<Vec<Edit>> {
        let items: Vec<Item> = match self.wrap {
            Some(name) => vec![wrapped(name, made)],
            None => made
                .iter()
                .map(|(number, one)| item(*number, one))
                .collect(),
        };
        match self.at {
            At::Null(member, map) => {
                let in_brackets = matches!(map.form, Form::Map { in_brackets, .. } if in_brackets);
                let item = items.into_iter().next()?;
                edit::fill(&item, (member, map), in_brackets, text, styles).map(|one| vec![one])
            }
            At::Behind(node) => match &node.form {
                Form::Map {
                    in_brackets: false, ..
                }
                | Form::List {
                    in_brackets: false, ..
                } => edit::behind_block(&items, node, text, styles).map(|one| vec![one]),
                Form::Map { .. } | Form::List { .. } => flow::behind(&items, node, text, styles),
                Form::Scalar | Form::Alias => None,
            },
        }
    }
}

fn item(number: usize, addition: &Addition) -> Item {
    let name = match addition.path.last() {
        Some(Step::Name(name)) => Some(name.clone()),
        _ => None,
    };
    Item {
        name,
        value: addition.value.clone(),
        numbers: vec![number],
    }
}

/// The additions as the value of a member that is missing.
fn wrapped(name: &str, made: &[(usize, &Addition)]) -> Item {
    let inside = made.iter().map(|(number, one)| item(*number, one));
    let inside: Vec<Item> = inside.collect();
    let is_list = inside.iter().all(|one| one.name.is_none());
    let kind = match is_list {
        true => Kind::Array(inside.iter().map(|one| one.value.clone()).collect()),
        false => {
            let members = inside.iter().map(|one| Member {
                name: JsonString::from(one.name.as_deref().unwrap_or("")),
                name_span: Span::default(),
                value: one.value.clone(),
            });
            Kind::Object(members.collect())
        }
    };
    Item {
        name: Some(name.to_owned()),
        value: Value {
            span: Span::default(),
            kind,
        },
        numbers: inside.into_iter().flat_map(|one| one.numbers).collect(),
    }
}

/// Whether a node says nothing: null, or nothing at all.
fn is_null(node: &Layout, text: &str) -> bool {
    let raw = text.get(node.span.start..node.span.end).unwrap_or("");
    node.form == Form::Scalar && matches!(raw, "" | "~" | "null" | "Null" | "NULL")
}

/// That a node stands at one place alone.
fn single(node: &Layout) -> Result<(), Diagnostic> {
    if node.form == Form::Alias || node.is_repeated {
        let told = not_written("an alias repeats what stands here");
        return Err(told
            .at(node.span, "stands for several places")
            .help("write it by hand, at each of them"));
    }
    Ok(())
}

fn elsewhere(span: Span) -> Diagnostic {
    not_written("what is written stands elsewhere").at(span, "not here")
}

fn not_written(why: &str) -> Diagnostic {
    Diagnostic::error(NOT_WRITTEN, format!("nothing can be written here: {why}"))
}
