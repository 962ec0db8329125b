//! Small random events and patterns: few names and values, so that they meet often.

use std::collections::BTreeMap;

use proptest::prelude::*;

/// A JSON value whose objects may repeat a name.
#[derive(Clone, Debug)]
pub enum Tree {
    /// The text of a string, number, boolean or null.
    Scalar(&'static str),
    Array(Vec<Tree>),
    Object(Vec<(&'static str, Tree)>),
}

impl Tree {
    pub fn text(&self) -> String {
        let list = |parts: Vec<String>| parts.join(",");
        match self {
            Self::Scalar(text) => (*text).to_owned(),
            Self::Array(elements) => {
                format!("[{}]", list(elements.iter().map(Self::text).collect()))
            }
            Self::Object(members) => {
                let member = |(name, value): &(&str, Self)| format!("\"{name}\":{}", value.text());
                format!("{{{}}}", list(members.iter().map(member).collect()))
            }
        }
    }

    pub fn parsed(&self) -> evb::json::Value {
        evb::json::parse(&self.text()).unwrap()
    }
}

pub const NAMES: [&str; 4] = ["a", "b", "c", "a.b"];

const SCALARS: [&str; 9] = [
    "1", "1.0", "2", "\"1\"", "\"x\"", "\"X\"", "\"xy\"", "null", "true",
];

/// Comparisons, with what they are in the pattern.
pub const COMPARISONS: [&str; 13] = [
    "1",
    "2",
    "\"x\"",
    "\"1\"",
    "null",
    "true",
    r#"{"prefix":"x"}"#,
    r#"{"equals-ignore-case":"x"}"#,
    r#"{"anything-but":"x"}"#,
    r#"{"anything-but":[1]}"#,
    r#"{"numeric":["<",2]}"#,
    r#"{"exists":true}"#,
    r#"{"exists":false}"#,
];

pub fn event() -> impl Strategy<Value = Tree> {
    let scalar = prop::sample::select(SCALARS.as_slice()).prop_map(Tree::Scalar);
    let tree = scalar.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::Array),
            members(inner).prop_map(Tree::Object),
        ]
    });
    members(tree).prop_map(Tree::Object)
}

fn members(
    inner: impl Strategy<Value = Tree> + Clone,
) -> impl Strategy<Value = Vec<(&'static str, Tree)>> {
    prop::collection::vec((prop::sample::select(NAMES.as_slice()), inner), 0..4)
}

/// What a pattern asks of each path: a list of comparisons.
pub type Fields = BTreeMap<String, Vec<&'static str>>;

pub fn fields() -> impl Strategy<Value = Fields> {
    let path = prop::collection::vec(prop::sample::select(&NAMES[..3]), 1..4)
        .prop_map(|names| names.join("."));
    let list = prop::collection::vec(prop::sample::select(COMPARISONS.as_slice()), 1..3);
    prop::collection::btree_map(path, list, 1..5)
}

/// An event, and fields most of which ask for values that it has.
pub fn event_and_fields() -> impl Strategy<Value = (Tree, Fields)> {
    event().prop_flat_map(|event| {
        let mut values = Vec::new();
        scalars(&event, "", &mut values);
        let of_the_event = match values.is_empty() {
            true => fields().boxed(),
            false => prop::collection::vec((prop::sample::select(values), comparison()), 1..5)
                .prop_map(|picked| {
                    picked
                        .into_iter()
                        .map(|((path, value), other)| (path, vec![other.unwrap_or(value)]))
                        .collect()
                })
                .boxed(),
        };
        (Just(event), prop_oneof![5 => of_the_event, 1 => fields()])
    })
}

/// Mostly none.
fn comparison() -> impl Strategy<Value = Option<&'static str>> {
    prop::option::weighted(0.3, prop::sample::select(COMPARISONS.as_slice()))
}

/// The path and the text of each scalar.
fn scalars(tree: &Tree, path: &str, found: &mut Vec<(String, &'static str)>) {
    match tree {
        Tree::Scalar(text) => found.push((path.to_owned(), text)),
        Tree::Array(elements) => elements.iter().for_each(|one| scalars(one, path, found)),
        Tree::Object(members) => {
            for (name, value) in members {
                let dot = if path.is_empty() { "" } else { "." };
                scalars(value, &format!("{path}{dot}{name}"), found);
            }
        }
    }
}

/// The pattern that asks for some fields, in one flat object.
pub fn pattern_text(fields: &Fields) -> String {
    format!("{{{}}}", members_text(fields))
}

fn members_text(fields: &Fields) -> String {
    let members: Vec<String> = fields
        .iter()
        .map(|(path, list)| format!("\"{path}\":[{}]", list.join(",")))
        .collect();
    members.join(",")
}

/// The pattern that asks for common fields and one of several sets of others.
pub fn or_text(common: &Fields, branches: &[Fields]) -> String {
    let branches: Vec<String> = branches.iter().map(pattern_text).collect();
    let or = format!("\"$or\":[{}]", branches.join(","));
    match common.is_empty() {
        true => format!("{{{or}}}"),
        false => format!("{{{},{or}}}", members_text(common)),
    }
}
