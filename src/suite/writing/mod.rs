//! Adding to the text of a suite: members and elements, and not another byte.
//!
//! An [`Addition`] says what is to stand at a path in the document; [`write()`] puts it behind what is there, in the style
//! that it finds: in a block on a line of its own with the same indentation, in brackets behind a comma, in JSON as JSON.
//! Comments, blanks, line ends, aliases and quotes stay as they are.
//!
//! # Example
//!
//! ```
//! use evb::json;
//! use evb::source::Source;
//! use evb::suite::writing::{Addition, Step, write};
//!
//! let suite = Source::new("orders.evb.yaml", "cases:\n  - event: shipped  # all of it\n# end\n");
//! let case = vec![Step::Name("cases".to_owned()), Step::Index(0)];
//! let matches = json::parse(r#"["Billing", "Audit"]"#).unwrap();
//! let written = write(&suite, &[Addition::member(case, "matches", matches)]).unwrap();
//! assert_eq!(
//!     written.text,
//!     "cases:\n  - event: shipped  # all of it\n    matches: [Billing, Audit]\n# end\n"
//! );
//! ```
//!
//! # What is guaranteed
//!
//! The text with the additions was read again: it says what it said before and what was added, and nothing else. Where that
//! cannot be had the addition is left out and told, as where an alias repeats what would be added to; the others are made.
//!
//! # What this module does not do
//!
//! It changes nothing but null, and writes no file.

mod edit;
mod expected;
mod fitting;
mod flow;
mod notation;
mod place;
#[cfg(test)]
mod rows;
mod style;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::iac::yaml::{self, Form, LaidMember, Layout};
use crate::json::{Kind, Value};
use crate::source::{Source, Span};

use super::document;
use edit::Edit;
pub use fitting::Fitting;
use place::Place;
use style::Styles;

pub use super::building::Step;

/// Something that could not be added to a suite.
pub const NOT_WRITTEN: Code = Code::new("suite/not-written");

/// What is to stand in a document.
#[derive(Clone, Debug)]
pub struct Addition {
    /// Where: to a member of a map that is not there or null, or to an element behind the last one of a list. The map or
    /// list itself may be missing, and is made then.
    pub path: Vec<Step>,
    /// What.
    pub value: Value,
}

impl Addition {
    /// A member of the map at a path.
    #[must_use]
    pub fn member(mut of: Vec<Step>, name: &str, value: Value) -> Self {
        of.push(Step::Name(name.to_owned()));
        Self { path: of, value }
    }
}

/// A text with additions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The whole text.
    pub text: String,
    /// What was put in or, where it stands in place of null, exchanged: places of the text before and what stands there
    /// now, in the order of the text.
    pub edits: Vec<(Span, String)>,
    /// For each addition where it begins in the text, or why it was left out.
    pub places: Vec<Result<usize, Diagnostic>>,
}

/// The text of a suite with additions.
///
/// # Errors
///
/// * `suite/not-written`: the text would not say what it is to say.
/// * What is wrong with the text of the suite.
pub fn write(suite: &Source, additions: &[Addition]) -> Result<Written, Diagnostic> {
    let (before, _) = document::value(suite)?;
    let text = suite.text();
    let is_json = document::is_json(suite);
    let root = match is_json {
        true => Some(of_json(&before)),
        false => yaml::layout(text)?,
    };
    let root = root.ok_or_else(|| refused("there is no document in it"))?;
    let styles = Styles::seen(text, &root, is_json);
    let mut places: Vec<Result<usize, Diagnostic>> = vec![Ok(0); additions.len()];
    let mut edits: Vec<(usize, Edit)> = Vec::new();
    for (place, numbers) in grouped(&root, text, additions, &mut places) {
        let made = numbers.iter().filter_map(|number| {
            let addition = additions.get(*number)?;
            Some((*number, addition))
        });
        let made: Vec<(usize, &Addition)> = made.collect();
        match place.edits(&made, text, &styles) {
            Some(own) => edits.extend(own.into_iter().map(|edit| (place.depth, edit))),
            None => {
                for number in numbers {
                    if let Some(place) = places.get_mut(number) {
                        *place = Err(refused("nothing can be put in there"));
                    }
                }
            }
        }
    }
    // What goes to one place stays in its order, from the inside to the outside.
    edits.sort_by_key(|(depth, edit)| (edit.span.start, Reverse(*depth)));
    let edits: Vec<Edit> = edits.into_iter().map(|(_, edit)| edit).collect();
    let written = applied(text, &edits, &mut places);
    let kept = additions.iter().zip(&places).filter(|(_, at)| at.is_ok());
    let kept: Vec<&Addition> = kept.map(|(addition, _)| addition).collect();
    let again = document::value(&Source::new(suite.name(), written.as_str()));
    let is_right = again.is_ok_and(|(again, _)| {
        expected::with(before, &kept).is_some_and(|want| expected::is_same(&want, &again))
    });
    if !is_right {
        return Err(refused("the text would not say what it is to say")
            .help("write it by hand: nothing was changed"));
    }
    Ok(Written {
        text: written,
        edits: edits
            .into_iter()
            .map(|edit| (edit.span, edit.text))
            .collect(),
        places,
    })
}

/// The lines of a value as an element of a list in YAML, without indentation.
#[must_use]
pub fn element(value: &Value) -> Vec<String> {
    let text = notation::block_element(value, 0, "\n");
    text.lines().map(str::to_owned).collect()
}

fn refused(why: &str) -> Diagnostic {
    Diagnostic::error(NOT_WRITTEN, format!("the suite cannot be written: {why}"))
}

/// Where additions go, those to one map or list together. What can go nowhere is told.
fn grouped<'l>(
    root: &'l Layout,
    text: &str,
    additions: &'l [Addition],
    places: &mut [Result<usize, Diagnostic>],
) -> Vec<(Place<'l>, Vec<usize>)> {
    let mut groups: BTreeMap<&[Step], Vec<usize>> = BTreeMap::new();
    for (number, addition) in additions.iter().enumerate() {
        let parent = addition.path.split_last().map_or(&[][..], |(_, rest)| rest);
        groups.entry(parent).or_default().push(number);
    }
    let mut found: Vec<(Place<'l>, Vec<usize>)> = Vec::new();
    for (parent, numbers) in groups {
        let mut behind = Vec::new();
        for number in numbers {
            let Some(step) = additions.get(number).and_then(|one| one.path.last()) else {
                continue;
            };
            match Place::find(root, text, parent, step) {
                Ok(place) if place.is_behind() => behind.push((place, number)),
                Ok(place) => found.push((place, vec![number])),
                Err(told) => {
                    if let Some(place) = places.get_mut(number) {
                        *place = Err(told);
                    }
                }
            }
        }
        let numbers = behind.iter().map(|(_, number)| *number).collect();
        if let Some((place, _)) = behind.into_iter().next() {
            found.push((place, numbers));
        }
    }
    found
}

/// The text with the edits; where each addition begins in it goes to `places`.
fn applied(text: &str, edits: &[Edit], places: &mut [Result<usize, Diagnostic>]) -> String {
    let mut written = String::new();
    let mut at = 0;
    for edit in edits {
        written.push_str(text.get(at..edit.span.start).unwrap_or(""));
        for (number, begins) in &edit.begins {
            if let Some(place) = places.get_mut(*number) {
                *place = Ok(written.len() + begins);
            }
        }
        written.push_str(&edit.text);
        at = edit.span.end.max(at);
    }
    written.push_str(text.get(at..).unwrap_or(""));
    written
}

/// JSON as it is written: all of it in brackets.
fn of_json(value: &Value) -> Layout {
    // Values are at most a thousand deep, which their reader sees to.
    let form = match &value.kind {
        Kind::Array(elements) => Form::List {
            in_brackets: true,
            elements: elements.iter().map(of_json).collect(),
        },
        Kind::Object(members) => Form::Map {
            in_brackets: true,
            members: members
                .iter()
                .map(|member| LaidMember {
                    name: member.name.to_display().into_owned(),
                    name_span: member.name_span,
                    value: of_json(&member.value),
                })
                .collect(),
        },
        _ => Form::Scalar,
    };
    Layout {
        span: value.span,
        is_repeated: false,
        form,
    }
}
