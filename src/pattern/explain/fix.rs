//! The edit of a pattern's text that looks for a field under another path.

use crate::diagnostic::Fix;
use crate::json::{self, JsonString, Kind, Value};
use crate::source::Span;

/// The longest pattern of which an edit is made, in bytes.
const MAXIMUM_PATTERN: usize = 1 << 16;

/// The deepest objects that are looked into.
const MAXIMUM_DEPTH: usize = 60;

/// A part of a pattern that is put together anew.
enum Node {
    /// As it is written.
    Written(String),
    Object(Vec<(JsonString, Node)>),
}

/// A field with the names that lead to it from the innermost object around it that no `$or` divides from it.
struct Found<'v> {
    /// That object, and what leads to it, with `.` behind.
    base: &'v Value,
    above: Vec<u8>,
    /// The names from there on, each with its place.
    names: Vec<(&'v JsonString, Span)>,
}

/// The edit after which a field, whose name stands at `name_span`, is looked for at the path `there`; and with it the fields
/// beside it that the event has there too, and not where the pattern looks for them. `has` tells whether the event has
/// something at a path. `None` where one edit does not do it.
pub(super) fn moving(
    pattern_text: &str,
    name_span: Span,
    there: &[u8],
    has: &dyn Fn(&[u8]) -> bool,
) -> Option<Fix> {
    if pattern_text.len() > MAXIMUM_PATTERN {
        return None;
    }
    let (pattern, _) = json::parse_prefix(pattern_text).ok()?;
    let found = find(&pattern, name_span)?;
    let rest = there.strip_prefix(&*found.above)?;
    let names = names(rest);
    renamed(&found, &names, has).or_else(|| moved(pattern_text, &found, &names, has))
}

/// The names of a path; it is one name if one of them were empty.
fn names(path: &[u8]) -> Vec<JsonString> {
    let parts: Vec<&[u8]> = path.split(|byte| *byte == b'.').collect();
    match parts.iter().any(|part| part.is_empty()) {
        true => vec![JsonString::from_wtf8(path)],
        false => parts.into_iter().map(JsonString::from_wtf8).collect(),
    }
}

fn find(pattern: &Value, name_span: Span) -> Option<Found<'_>> {
    let mut found = Found {
        base: pattern,
        above: Vec::new(),
        names: Vec::new(),
    };
    let mut object = pattern;
    for _ in 0..MAXIMUM_DEPTH {
        let members = object.as_object()?;
        let is_around = |member: &&json::Member| {
            member.name_span.start <= name_span.start && name_span.end <= member.value.span.end
        };
        let member = members.iter().find(is_around)?;
        found.names.push((&member.name, member.name_span));
        if member.name_span == name_span {
            return Some(found);
        }
        object = match &member.value.kind {
            Kind::Array(alternatives) => {
                found.names.pop();
                for (name, _) in found.names.drain(..) {
                    found.above.extend_from_slice(name.as_wtf8());
                    found.above.push(b'.');
                }
                let is_around = |one: &&Value| {
                    one.span.start <= name_span.start && name_span.end <= one.span.end
                };
                let alternative = alternatives.iter().find(is_around)?;
                found.base = alternative;
                alternative
            }
            _ => &member.value,
        };
    }
    None
}

/// The same names but for one.
fn renamed(found: &Found<'_>, names: &[JsonString], has: &dyn Fn(&[u8]) -> bool) -> Option<Fix> {
    if found.names.len() != names.len() {
        return None;
    }
    let pairs = found.names.iter().zip(names).enumerate();
    let mut different = pairs.filter(|(_, ((own, _), name))| *own != *name);
    let (at, ((_, span), name)) = different.next()?;
    if different.next().is_some() {
        return None;
    }
    let mut path = found.above.clone();
    for (own, _) in found.names.get(..=at)? {
        path.extend_from_slice(own.as_wtf8());
        path.push(b'.');
    }
    path.pop();
    let is_last = at + 1 == names.len();
    let object = object_at(found, at)?;
    let is_free = object
        .as_object()?
        .iter()
        .all(|member| member.name != *name);
    (is_free && (is_last || !has(&path))).then(|| Fix {
        span: *span,
        replacement: quoted(name),
    })
}

/// The object in which the name with that number stands.
fn object_at<'v>(found: &Found<'v>, at: usize) -> Option<&'v Value> {
    let names = found.names.get(..at)?.iter();
    names.copied().try_fold(found.base, |object, (_, span)| {
        let mut members = object.as_object()?.iter();
        members
            .find(|member| member.name_span == span)
            .map(|member| &member.value)
    })
}

/// The field is taken out and put where it belongs, in the smallest object that has both places.
fn moved(
    pattern_text: &str,
    found: &Found<'_>,
    names: &[JsonString],
    has: &dyn Fn(&[u8]) -> bool,
) -> Option<Fix> {
    let own: Vec<JsonString> = found
        .names
        .iter()
        .map(|(name, _)| (*name).clone())
        .collect();
    let ends = own.iter().rev().zip(names.iter().rev());
    let same_end = ends.take_while(|(own, name)| own == name).count();
    let from = own.get(..own.len() - same_end)?;
    let to = names.get(..names.len() - same_end)?;
    let starts = own.iter().zip(names).take_while(|(own, name)| own == name);
    let most = from
        .len()
        .min(to.len())
        .min(own.len() - 1)
        .min(names.len() - 1);
    let same = starts.count().min(most);
    let object = object_at(found, same)?;
    let mut node = Node::read(object, pattern_text, 0)?;
    let around = path(&found.above, own.get(..same)?);
    let (from, to) = (from.get(same..)?, to.get(same.min(to.len())..)?);
    let mut fields = vec![own.get(same + from.len()..)?.to_vec()];
    if same_end > 0 {
        node.at(from)?.fields(&mut Vec::new(), &mut fields);
    }
    let mut is_own = true;
    for field in fields {
        let (old, new) = ([from, &field].concat(), [to, &field].concat());
        let is_elsewhere = is_own || (!has(&path(&around, &old)) && has(&path(&around, &new)));
        let new = if is_own {
            names.get(same..)?.to_vec()
        } else {
            new
        };
        if is_elsewhere && !std::mem::take(&mut is_own) && node.at(&old).is_none() {
            continue;
        }
        if is_elsewhere {
            let field = node.take(&old)?;
            node.put(&new, field)?;
        }
    }
    let mut replacement = String::new();
    node.write(&mut replacement);
    Some(Fix {
        span: object.span,
        replacement,
    })
}

/// The path of names below another path that ends with `.`, or is empty.
fn path(above: &[u8], names: &[JsonString]) -> Vec<u8> {
    let mut path = above.to_vec();
    for (at, name) in names.iter().enumerate() {
        if at > 0 || !(path.is_empty() || path.ends_with(b".")) {
            path.push(b'.');
        }
        path.extend_from_slice(name.as_wtf8());
    }
    path
}

impl Node {
    fn read(value: &Value, text: &str, depth: usize) -> Option<Self> {
        if depth > MAXIMUM_DEPTH {
            return None;
        }
        let Some(members) = value.as_object() else {
            let written = text.get(value.span.start..value.span.end)?;
            return Some(Self::Written(written.to_owned()));
        };
        let members = members.iter().map(|member| {
            Some((
                member.name.clone(),
                Self::read(&member.value, text, depth + 1)?,
            ))
        });
        Some(Self::Object(members.collect::<Option<_>>()?))
    }

    /// What stands at a path.
    fn at(&self, names: &[JsonString]) -> Option<&Self> {
        names.iter().try_fold(self, |node, wanted| match node {
            Self::Written(_) => None,
            Self::Object(members) => {
                let mut members = members.iter();
                members
                    .find(|(name, _)| name == wanted)
                    .map(|(_, node)| node)
            }
        })
    }

    /// The paths of all fields, from `above` on.
    fn fields(&self, above: &mut Vec<JsonString>, fields: &mut Vec<Vec<JsonString>>) {
        match self {
            Self::Written(_) if fields.contains(above) => {}
            Self::Written(_) => fields.push(above.clone()),
            Self::Object(members) => {
                for (name, node) in members {
                    above.push(name.clone());
                    node.fields(above, fields);
                    above.pop();
                }
            }
        }
    }

    /// Takes out what stands at a path, and the objects that are empty then.
    fn take(&mut self, names: &[JsonString]) -> Option<Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let (first, rest) = names.split_first()?;
        let at = members.iter().position(|(name, _)| name == first)?;
        if rest.is_empty() {
            return Some(members.remove(at).1);
        }
        let (_, inner) = members.get_mut(at)?;
        let taken = inner.take(rest)?;
        if matches!(inner, Self::Object(members) if members.is_empty()) {
            members.remove(at);
        }
        Some(taken)
    }

    /// Puts something at a path at which there is nothing.
    fn put(&mut self, names: &[JsonString], node: Self) -> Option<()> {
        let Self::Object(members) = self else {
            return None;
        };
        let (first, rest) = names.split_first()?;
        let at = members.iter().position(|(name, _)| name == first);
        match (at, rest.is_empty()) {
            (Some(_), true) => None,
            (Some(at), false) => members.get_mut(at)?.1.put(rest, node),
            (None, true) => {
                members.push((first.clone(), node));
                Some(())
            }
            (None, false) => {
                let mut inner = Self::Object(Vec::new());
                inner.put(rest, node)?;
                members.push((first.clone(), inner));
                Some(())
            }
        }
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Written(written) => text.push_str(written),
            Self::Object(members) => {
                text.push('{');
                for (at, (name, node)) in members.iter().enumerate() {
                    text.push_str(if at > 0 { ", " } else { "" });
                    text.push_str(&quoted(name));
                    text.push_str(": ");
                    node.write(text);
                }
                text.push('}');
            }
        }
    }
}

fn quoted(name: &JsonString) -> String {
    let mut text = String::new();
    name.write_quoted(&mut text);
    text
}
