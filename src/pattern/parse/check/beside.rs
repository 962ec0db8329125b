//! Fields of several objects as those of one.

use crate::json::{self, Kind, Member};
use crate::source::Span;

/// Objects of fields that are deeper are not put together.
const DEEPEST: usize = 32;

/// The fields of an object without one of them, and others beside them. `None` where two of a name are not both objects of
/// fields.
pub(in crate::pattern::parse) fn combined(
    text: &str,
    members: &[Member],
    without: &Member,
    more: impl Iterator<Item = String>,
) -> Option<String> {
    let others = members.iter().filter(|one| !std::ptr::eq(*one, without));
    let others = others.map(|one| Some(text.get(whole(one).start..whole(one).end)?.to_owned()));
    let all = others.chain(more.map(Some)).collect::<Option<Vec<_>>>()?;
    let text = format!("{{{}}}", all.join(", "));
    let root = json::parse(&text).ok()?;
    let all: Vec<&Member> = root.as_object()?.iter().collect();
    merged(&text, &all, 0)
}

/// A member from its name to the end of its value.
pub(in crate::pattern::parse) fn whole(member: &Member) -> Span {
    Span::new(member.name_span.start, member.value.span.end)
}

/// Fields as one object. `None` if two of a name are not both objects of fields.
fn merged(text: &str, all: &[&Member], depth: usize) -> Option<String> {
    let raw = |span: Span| text.get(span.start..span.end);
    let mut fields: Vec<(&Member, Vec<&Member>)> = Vec::new();
    for one in all {
        let Some((first, inside)) = fields.iter_mut().find(|(first, _)| first.name == one.name)
        else {
            fields.push((one, Vec::new()));
            continue;
        };
        let (Kind::Object(left), Kind::Object(right)) = (&first.value.kind, &one.value.kind) else {
            return None;
        };
        if inside.is_empty() {
            inside.extend(left);
        }
        inside.extend(right);
    }
    let written = fields.iter().map(|(first, inside)| {
        let name = raw(first.name_span)?;
        match inside.is_empty() {
            true => Some(format!("{name}: {}", raw(first.value.span)?)),
            false if depth < DEEPEST => {
                Some(format!("{name}: {}", merged(text, inside, depth + 1)?))
            }
            false => None,
        }
    });
    Some(format!(
        "{{{}}}",
        written.collect::<Option<Vec<_>>>()?.join(", ")
    ))
}
