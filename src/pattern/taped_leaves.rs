//! The leaves of an event that is on a tape, for those who need no tree of it.
//!
//! They are those that [`Flat`](super::flatten::Flat) finds in its tree. Where an array at a path holds objects or
//! arrays, leaves would have to remember their elements: such events are left to the tree.

use super::comparison::{comparable, is_plain_integer};
use super::flatten::{PathRole, Paths};
use crate::json::{Taped, Token};

/// The leaves of one event at a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct TapedLeaves {
    /// The number of the path, and of the token: path by path, in the order of the text.
    found: Vec<(usize, usize)>,
    path: Vec<u8>,
}

impl TapedLeaves {
    /// Finds the leaves of an event at some paths, and forgets those of the event before. `false` if the event is one for
    /// the tree.
    pub(crate) fn find(&mut self, event: Taped<'_>, paths: &Paths) -> bool {
        self.found.clear();
        self.path.clear();
        let is_flat = self.members(event, paths, false).is_some();
        // A stable sort: the order of the text stays.
        self.found.sort_by_key(|(path, _)| *path);
        is_flat && event.token() == Token::ObjectStart
    }

    /// The tokens at a path.
    pub(crate) fn at<'t>(&self, path: usize, event: Taped<'t>) -> impl Iterator<Item = Taped<'t>> {
        let start = self.found.partition_point(|(one, _)| *one < path);
        let rest = self.found.get(start..).unwrap_or_default().iter();
        rest.take_while(move |(one, _)| *one == path)
            .filter_map(move |(_, number)| event.numbered(*number))
    }

    /// The tokens at all paths.
    pub(crate) fn all<'t>(&self, event: Taped<'t>) -> impl Iterator<Item = Taped<'t>> {
        let numbers = self.found.iter();
        numbers.filter_map(move |(_, number)| event.numbered(*number))
    }

    /// Whether a path has several leaves.
    pub(crate) fn has_several(&self) -> bool {
        let mut pairs = self.found.windows(2);
        pairs.any(|pair| matches!(pair, [(one, _), (other, _)] if one == other))
    }

    fn members(&mut self, object: Taped<'_>, paths: &Paths, is_inside: bool) -> Option<()> {
        let length = self.path.len();
        for (name, value) in object.members() {
            // What is written with escapes is rare.
            let name = name.unescaped()?.as_bytes();
            if is_inside {
                self.path.push(b'.');
            }
            self.path.extend_from_slice(name);
            if let Some(role) = paths.entered(&self.path, name) {
                self.value(value, &role, paths)?;
            }
            self.path.truncate(length);
        }
        Some(())
    }

    fn value(&mut self, value: Taped<'_>, role: &PathRole, paths: &Paths) -> Option<()> {
        let mut leaf = |value: Taped<'_>| {
            if let Some(path) = role.path {
                self.found.push((path, value.number()));
            }
        };
        match value.token() {
            Token::ObjectStart if role.leads_on => return self.members(value, paths, true),
            Token::ObjectStart => {}
            Token::ArrayStart => {
                for element in value.elements() {
                    match element.token() {
                        Token::ObjectStart | Token::ArrayStart => return None,
                        _ => leaf(element),
                    }
                }
            }
            _ => leaf(value),
        }
        Some(())
    }
}

/// Whether a token is a number that the engine does not compare.
pub(crate) fn is_long_number(token: Taped<'_>) -> bool {
    token.token() == Token::Number && comparable(token.written()).is_none()
}

/// Whether a token is a number that can be written in several ways, and is not written as a plain integer.
pub(crate) fn is_spelled_number(token: Taped<'_>) -> bool {
    token.token() == Token::Number && !is_plain_integer(token.written())
}

/// Whether a token is a string that may not be ASCII.
pub(crate) fn may_be_beyond_ascii(token: Taped<'_>) -> bool {
    let is_ascii = |token: Taped<'_>| token.unescaped().is_some_and(str::is_ascii);
    token.token() == Token::String && !is_ascii(token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{self, JsonString, Tape};
    use crate::pattern::flatten::Flat;

    /// The leaves at `a`, `a.b` and `c.d`, as they are written, if the tree finds the same.
    fn leaves(text: &str) -> Option<String> {
        let mut paths = Paths::default();
        let numbers = ["a", "a.b", "c.d"].map(|path| paths.add(&JsonString::from(path)));
        let (mut tape, mut leaves) = (Tape::default(), TapedLeaves::default());
        let (event, tree) = (tape.read(text).unwrap(), json::parse(text).unwrap());
        let flat = Flat::new(&tree, &paths);
        let is_flat = leaves.find(event, &paths);
        assert!(!is_flat || !flat.has_elements());
        let found = numbers.map(|number| {
            let own: Vec<_> = leaves.at(number, event).map(Taped::span).collect();
            let of_tree = flat.leaves(number).iter().map(|leaf| leaf.value.span);
            assert!(!is_flat || of_tree.eq(own.iter().copied()), "{text}");
            let written = leaves.at(number, event).map(Taped::written);
            written.collect::<Vec<_>>().join(" ")
        });
        is_flat.then(|| found.join("|"))
    }

    rows! { leaves;
        values_and_dotted_names: r#"{"a":1,"x":0,"c":{"d":"y"},"a.b":null}"# => Some(r#"1|null|"y""#.to_owned());
        an_array_has_several: r#"{"a":[1,2],"a":3}"# => Some("1 2 3||".to_owned());
        an_object_is_no_leaf: r#"{"a":{"b":1},"c":{"d":{}}}"# => Some("|1|".to_owned());
        an_array_of_arrays_is_for_the_tree: r#"{"a":[[1]]}"# => None;
        an_array_of_objects_on_the_way_too: r#"{"c":[{"d":1}]}"# => None;
        elsewhere_it_does_not_matter: r#"{"d":[{"d":1}],"a":1}"# => Some("1||".to_owned());
        an_escaped_name_is_for_the_tree: r#"{"\u0061":1}"# => None;
    }
}
