//! The text of a pattern from the fields of its alternatives.

use crate::json::write_quoted;

/// A field: the names that lead to it, and its list without brackets.
pub(super) type Field<'a> = (&'a [String], &'a str);

/// The fields of a pattern: those that all alternatives have, and what each has beside them.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields<'a> {
    own: Vec<Field<'a>>,
    alternatives: Vec<Vec<Field<'a>>>,
}

impl<'a> Fields<'a> {
    /// The fields of alternatives; what stands in all of them is taken out of them.
    pub(super) fn new(mut alternatives: Vec<Vec<Field<'a>>>) -> Self {
        let Some((first, rest)) = alternatives.split_first() else {
            return Self::default();
        };
        let is_common = |one: &Field<'_>| rest.iter().all(|other| other.contains(one));
        let mut own: Vec<Field<'a>> = first.iter().copied().filter(is_common).collect();
        if alternatives.len() == 1 {
            alternatives.clear();
        } else if alternatives.iter().any(|one| one.len() == own.len()) {
            // An alternative of which nothing is left would be none.
            own.clear();
        }
        for alternative in &mut alternatives {
            alternative.retain(|one| !own.contains(one));
            alternative.sort_by_key(|(names, _)| place(names));
        }
        own.sort_by_key(|(names, _)| place(names));
        Self { own, alternatives }
    }

    /// The pattern with each level indented by `indent`, or on one line.
    pub(super) fn write(&self, indent: Option<&str>) -> String {
        let mut text = String::new();
        self.write_object(indent, 0, &mut text);
        text
    }

    /// Writes an object; what lies in one stands side by side.
    fn write_object(&self, indent: Option<&str>, depth: usize, text: &mut String) {
        let mut names: Vec<&str> = self.own.iter().filter_map(first).collect();
        let into = self.one_name();
        names.extend(into);
        names.dedup();
        // `$or` may stand in an object that all alternatives have, of which other fields are asked too.
        if let Some(into) = into {
            let at = names.iter().position(|name| *name == into);
            let last = names.len().saturating_sub(1);
            if at.is_some_and(|at| at < last) {
                names.pop();
            }
        }
        text.push('{');
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            line(indent, depth + 1, text);
            name_of(name, indent, text);
            let inside = Self {
                own: inside(&self.own, name),
                alternatives: match into == Some(*name) {
                    true => (self.alternatives.iter())
                        .map(|one| inside(one, name))
                        .collect(),
                    false => Vec::new(),
                },
            };
            let list = self.own.iter().find(|(names, _)| *names == [*name]);
            match list {
                Some((_, list)) => {
                    text.push('[');
                    text.push_str(list);
                    text.push(']');
                }
                None => inside.write_object(indent, depth + 1, text),
            }
        }
        if into.is_none() && !self.alternatives.is_empty() {
            if !names.is_empty() {
                text.push(',');
            }
            line(indent, depth + 1, text);
            self.write_alternatives(indent, depth + 1, text);
        }
        line(indent, depth, text);
        text.push('}');
    }

    fn write_alternatives(&self, indent: Option<&str>, depth: usize, text: &mut String) {
        name_of("$or", indent, text);
        text.push('[');
        for (index, alternative) in self.alternatives.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            line(indent, depth + 1, text);
            let alone = Self {
                own: alternative.clone(),
                alternatives: Vec::new(),
            };
            alone.write_object(indent, depth + 1, text);
        }
        line(indent, depth, text);
        text.push(']');
    }

    /// The object in which all fields of all alternatives lie.
    fn one_name(&self) -> Option<&'a str> {
        let mut fields = self.alternatives.iter().flatten();
        let name = first(fields.next()?)?;
        let mut fields = self.alternatives.iter().flatten();
        let is_inside = |one: &Field<'_>| one.0.len() > 1 && first(one) == Some(name);
        fields.all(is_inside).then_some(name)
    }
}

fn first<'a>(field: &Field<'a>) -> Option<&'a str> {
    field.0.first().map(String::as_str)
}

/// The fields inside of the object of a name.
fn inside<'a>(fields: &[Field<'a>], name: &str) -> Vec<Field<'a>> {
    let inside = fields.iter().filter_map(|(names, list)| {
        let (own, rest) = names.split_first()?;
        (own == name && !rest.is_empty()).then_some((rest, *list))
    });
    inside.collect()
}

/// What an event is comes first, and then what it holds.
pub(super) fn place(names: &[String]) -> (u8, &[String]) {
    let first = match names.first().map(String::as_str) {
        Some("source") => 0,
        Some("detail-type") => 1,
        Some("detail") => 3,
        _ => 2,
    };
    (first, names)
}

fn line(indent: Option<&str>, depth: usize, text: &mut String) {
    if let Some(indent) = indent {
        text.push('\n');
        text.push_str(&indent.repeat(depth));
    }
}

fn name_of(name: &str, indent: Option<&str>, text: &mut String) {
    write_quoted(name, text);
    text.push_str(if indent.is_some() { ": " } else { ":" });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_alternatives_share_stands_outside_of_them() {
        let written = |alternatives: &[&[(&str, &str)]]| {
            let names: Vec<Vec<(Vec<String>, &str)>> = alternatives
                .iter()
                .map(|one| {
                    let split = |path: &str| path.split('.').map(str::to_owned).collect();
                    one.iter()
                        .map(|(path, list)| (split(path), *list))
                        .collect()
                })
                .collect();
            let fields = names.iter().map(|one| {
                let fields = one.iter().map(|(names, list)| (names.as_slice(), *list));
                fields.collect()
            });
            Fields::new(fields.collect()).write(None)
        };
        for (alternatives, expected) in [
            (
                &[&[("d.b", "1"), ("d.a", "2")][..]][..],
                r#"{"d":{"a":[2],"b":[1]}}"#,
            ),
            (
                &[
                    &[("d.a", "1"), ("source", "2")],
                    &[("d.b", "1"), ("source", "2")],
                ],
                r#"{"source":[2],"d":{"$or":[{"a":[1]},{"b":[1]}]}}"#,
            ),
            (
                &[&[("d.a", "1"), ("d.c", "2")], &[("d.b", "1"), ("d.c", "2")]],
                r#"{"d":{"c":[2],"$or":[{"a":[1]},{"b":[1]}]}}"#,
            ),
            (
                &[&[("a", "1"), ("d.c", "2")], &[("a", "2"), ("d.c", "3")]],
                r#"{"$or":[{"a":[1],"d":{"c":[2]}},{"a":[2],"d":{"c":[3]}}]}"#,
            ),
            (
                &[&[("a", "1")], &[("a", "1"), ("d.c", "3")]],
                r#"{"$or":[{"a":[1]},{"a":[1],"d":{"c":[3]}}]}"#,
            ),
        ] {
            assert_eq!(written(alternatives), expected);
        }
    }
}
