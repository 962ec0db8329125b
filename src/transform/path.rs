//! Paths into an event: the small part of JSONPath that EventBridge reads.
//!
//! A path is `$`, then names after dots, each with any number of indices in brackets:
//! `$.detail.instance-id`, `$.resources[0]`, `$.body.orders[2].id`. An index after a dot
//! (`$.L.0.S`) works too. `[*]` stands for every element.
//!
//! # Example
//!
//! ```
//! use evb::transform::Path;
//!
//! assert!(Path::parse("$.detail.items[0].sku").is_ok());
//! let wrong = Path::parse("$.detail['sku']").unwrap_err();
//! assert_eq!(wrong.code.as_str(), "transform/path-syntax");
//! ```
//!
//! # What this module does not do
//!
//! There are no filters, slices, `..`, unions or functions: EventBridge has none. What `[*]`
//! yields is not documented; [`AtPath::Many`] is evb's choice and whoever prints it says so.
//!
//! # Source
//!
//! AWS: Pipes API Reference, `JsonPath`: `\$(\.[\w/_-]+(\[(\d+|\*)\])*)*`; EventBridge User Guide,
//! "Amazon EventBridge Pipes input transformation", read 2026-11-20.

use super::record::Record;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Kind, Value};
use crate::source::Span;

/// A path outside the grammar.
pub const PATH_SYNTAX: Code = Code::new("transform/path-syntax");

/// A path, ready to be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    text: Box<str>,
    steps: Box<[PathStep]>,
}

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq)]
enum PathStep {
    /// `.name`: a member of an object, or, if it is a number, an element of an array.
    Name(Box<str>),
    /// `[n]`
    Index(usize),
    /// `[*]`
    Each,
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq)]
pub enum AtPath<'a> {
    /// Nothing.
    Nothing,
    /// One value.
    One {
        /// The value.
        value: &'a Value,
        /// The text it stands in, if it lies inside a payload that was decoded: the value's span
        /// is a range of this text.
        decoded_from: Option<&'a str>,
    },
    /// Everything that a path with `[*]` led to, in order; may be empty.
    Many(Vec<&'a Value>),
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// * `transform/path-syntax`: it is outside AWS's grammar. The span lies in `text`.
    pub fn parse(text: &str) -> Result<Self, Box<Diagnostic>> {
        Self::read(text).map_err(|(rest, expected)| refuse(text, rest, expected))
    }

    /// The path, or what is left where it is none, and what was expected there.
    fn read(text: &str) -> Result<Self, (&str, &'static str)> {
        let mut steps = Vec::new();
        let mut rest = text
            .strip_prefix('$')
            .ok_or((text, "a path begins with `$`"))?;
        while !rest.is_empty() {
            let (step, behind) =
                step(rest, !steps.is_empty()).map_err(|expected| (rest, expected))?;
            steps.push(step);
            rest = behind;
        }
        Ok(Self {
            text: text.into(),
            steps: steps.into(),
        })
    }

    /// How to write in AWS's grammar what `text` seems to mean: with its `$`, with dots in place of quoted names, and without
    /// brackets and quotes around it.
    /// `None` if it is a path already, or nobody knows what it means.
    ///
    /// ```
    /// use evb::transform::Path;
    ///
    /// assert_eq!(Path::meant_by("detail['sku'].id").as_deref(), Some("$.detail.sku.id"));
    /// assert_eq!(Path::meant_by("$.detail[?(@.a)]"), None);
    /// ```
    #[must_use]
    pub fn meant_by(text: &str) -> Option<String> {
        let wrapped = [
            ("<", ">"),
            ("\"", "\""),
            ("'", "'"),
            ("${", "}"),
            ("{{", "}}"),
            ("{", "}"),
        ];
        let mut meant = text.trim();
        while let Some(inside) = wrapped
            .iter()
            .find_map(|(open, close)| meant.strip_prefix(open)?.strip_suffix(close).map(str::trim))
        {
            meant = inside;
        }
        let mut meant = meant.trim_end_matches('.').to_owned();
        let spelt = [
            ("['", "."),
            ("']", ""),
            ("[\"", "."),
            ("\"]", ""),
            ("..", "."),
            (".[", "["),
        ];
        for (wrong, plain) in spelt {
            meant = meant.replace(wrong, plain);
        }
        // What has slashes and no dots is a path of another language.
        if meant.starts_with('/') && !meant.contains('.') {
            meant = meant.replace('/', ".");
        }
        let names = meant.strip_prefix('$').unwrap_or(&meant);
        let dot = if names.is_empty() || names.starts_with(['.', '[']) {
            ""
        } else {
            "."
        };
        meant = format!("${dot}{names}");
        (meant != text && Self::read(&meant).is_ok()).then_some(meant)
    }

    /// The path as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it holds `[*]`.
    #[must_use]
    pub fn has_wildcard(&self) -> bool {
        self.steps.contains(&PathStep::Each)
    }

    /// Whether it is `$`, the whole event.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether an array is indexed with a number after a dot somewhere in it, as far as the text tells.
    #[must_use]
    pub fn has_dotted_index(&self) -> bool {
        let number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
        self.steps
            .iter()
            .any(|step| matches!(step, PathStep::Name(name) if number(name)))
    }

    /// Follows the path. Of several members of one name the last one counts.
    ///
    /// The payload of a pipe's record that is JSON ([`Record::from_source`]) is entered as if it stood
    /// in the record.
    #[must_use]
    pub fn find<'a>(&self, record: &'a Record<'_>) -> AtPath<'a> {
        let (root, steps, decoded_from) = match self.steps.split_first() {
            Some((PathStep::Name(name), rest)) => match record.decoded_json(name) {
                Some((text, value)) => (value, rest, Some(text)),
                None => (record.value(), &*self.steps, None),
            },
            _ => (record.value(), &*self.steps, None),
        };
        let mut steps = steps.iter();
        let mut value = root;
        while let Some(step) = steps.next() {
            value = match (step, &value.kind) {
                (PathStep::Each, Kind::Array(elements)) => {
                    return AtPath::Many(each(elements, steps.as_slice()));
                }
                _ => match follow(step, value) {
                    Some(next) => next,
                    None => return AtPath::Nothing,
                },
            };
        }
        AtPath::One {
            value,
            decoded_from,
        }
    }
}

/// One step down from `value`; `[*]` is not one step.
fn follow<'a>(step: &PathStep, value: &'a Value) -> Option<&'a Value> {
    match (step, &value.kind) {
        (PathStep::Name(name), Kind::Object(_)) => value.get(name),
        (PathStep::Name(name), Kind::Array(elements)) => elements.get(name.parse::<usize>().ok()?),
        (PathStep::Index(index), Kind::Array(elements)) => elements.get(*index),
        _ => None,
    }
}

/// Everything `steps` leads to from each of `elements`: never more than there are values.
fn each<'a>(elements: &'a [Value], steps: &[PathStep]) -> Vec<&'a Value> {
    let mut values: Vec<&Value> = elements.iter().collect();
    for step in steps {
        values = match step {
            PathStep::Each => values
                .into_iter()
                .filter_map(Value::as_array)
                .flatten()
                .collect(),
            _ => values
                .into_iter()
                .filter_map(|value| follow(step, value))
                .collect(),
        };
    }
    values
}

/// The step at the start of `rest`, and what stands behind it; or what was expected there.
fn step(rest: &str, index_allowed: bool) -> Result<(PathStep, &str), &'static str> {
    if let Some(name) = rest.strip_prefix('.') {
        let end = name
            .find(|character: char| !is_name_character(character))
            .unwrap_or(name.len());
        let (name, behind) = name.split_at(end);
        return if name.is_empty() {
            Err("a name of letters, digits, `_`, `-` and `/` must follow the dot")
        } else {
            Ok((PathStep::Name(name.into()), behind))
        };
    }
    match rest.strip_prefix('[') {
        Some(_) if !index_allowed => Err("an index must follow a name"),
        Some(index) => bracketed(index).ok_or("brackets hold a number or `*`"),
        None => Err("`.` or `[` must follow"),
    }
}

/// The index behind `[`, and what stands behind `]`.
fn bracketed(index: &str) -> Option<(PathStep, &str)> {
    let (inside, behind) = index.split_once(']')?;
    let step = match inside {
        "*" => PathStep::Each,
        _ if inside.bytes().all(|byte| byte.is_ascii_digit()) && !inside.is_empty() => {
            // A number that no array is long enough for finds nothing.
            PathStep::Index(inside.parse().unwrap_or(usize::MAX))
        }
        _ => return None,
    };
    Some((step, behind))
}

/// `[\w/_-]`
fn is_name_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '/')
}

fn refuse(text: &str, rest: &str, expected: &str) -> Box<Diagnostic> {
    let at = text.len() - rest.len();
    let end = at + rest.chars().next().map_or(0, char::len_utf8);
    let diagnostic = Diagnostic::error(PATH_SYNTAX, format!("`{text}` is not a path"))
        .at(Span::new(at, end), expected);
    Box::new(match Path::meant_by(text) {
        Some(meant) => diagnostic
            .help(format!("write `{meant}`"))
            .fix(Span::new(0, text.len()), meant),
        None => {
            diagnostic.help("write `$.name.name[0]`; names with other characters cannot be reached")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_awss() {
        for path in [
            "$",
            "$.a",
            "$.a.b-c_d/e",
            "$.a[0][1].b",
            "$.L.0.S",
            "$.a[*].b",
            "$.a[99999999999999999999999]",
        ] {
            assert!(Path::parse(path).is_ok(), "{path}");
        }
        for path in [
            "", "a", "$a", "$.", "$..a", "$[0]", "$.a[", "$.a[]", "$.a[-1]", "$.a['b']", "$.a b",
            "$.é", "$.a[1:2]", "$.a.", "$.*",
        ] {
            assert!(Path::parse(path).is_err(), "{path}");
        }
    }
}
