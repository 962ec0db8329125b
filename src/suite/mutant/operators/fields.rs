//! Fields dropped and moved, alternatives and branches dropped.

use crate::json::{Kind, Member, Value};
use crate::pattern::Dialect;
use crate::source::Span;
use crate::suite::mutant::Mutator;
use crate::suite::mutant::edit::{Changes, Edit, told};
use crate::suite::mutant::removal::one_of;
use crate::sure::Sure as _;

/// The fields of the envelope whose texts have a form that AWS fixes: the events that a wider test on them would take in
/// addition are none that there can be.
///
/// AWS: EventBridge User Guide, "AWS service event metadata": `version` is 0, `id` a UUID, `account` the 12 digits of an
/// account, `time` in the form of RFC 3339, `region` the name of a region.
const FIXED: [&str; 5] = ["version", "id", "account", "time", "region"];

/// What takes other forms of a text in addition.
const WIDER: [Mutator; 3] = [
    Mutator::AlternativeWidened,
    Mutator::CaseTurned,
    Mutator::EndTurned,
];

/// What an alternative becomes that nothing is any more.
const NOTHING: &str = "\"(nothing)\"";

/// An object of the pattern that is still to be looked at.
struct Around<'v> {
    members: &'v [Member],
    path: String,
    /// What takes the whole object out of the pattern, if anything is left then.
    removal: Option<Edit>,
    /// Where the member of the object around it stands whose value it is.
    outside: Option<Span>,
}

/// The changes of all fields of a pattern, and of what they ask for.
///
/// In the envelope of an event, fields of a fixed form are asked for no more than they are.
pub(in crate::suite::mutant) fn fields(root: &Value, dialect: Dialect, changes: &mut Changes<'_>) {
    let has_envelope = matches!(dialect, Dialect::Bus | Dialect::Subscriber);
    let mut due = vec![Around {
        members: root.as_object().unwrap_or_default(),
        path: String::new(),
        removal: None,
        outside: None,
    }];
    // A list of what is still to be looked at, the next one last: patterns may be a thousand deep.
    while let Some(around) = due.pop() {
        let parts: Vec<Span> = around.members.iter().map(whole).collect();
        let mut inside = Vec::new();
        for (number, member) in around.members.iter().enumerate() {
            let removal = one_of(&parts, number).or_else(|| around.removal.clone());
            match &member.value.kind {
                Kind::Object(members) => inside.push(Around {
                    members,
                    path: joined(&around.path, member),
                    removal,
                    outside: parts.get(number).copied(),
                }),
                Kind::Array(branches) if is_or(member) => {
                    branches_of(member, branches, changes);
                    let objects = branches.iter().filter_map(Value::as_object);
                    inside.extend(objects.map(|members| Around {
                        members,
                        path: around.path.clone(),
                        removal: removal.clone(),
                        outside: None,
                    }));
                }
                Kind::Array(alternatives) => {
                    field(&around, (number, &parts), removal, changes);
                    let before = changes.found.len();
                    list(alternatives, changes);
                    let path = joined(&around.path, member);
                    if has_envelope && FIXED.contains(&path.as_str()) {
                        changes.keep_from(before, |mutator| !WIDER.contains(&mutator));
                    }
                }
                _ => {}
            }
        }
        due.extend(inside.into_iter().rev());
    }
}

/// A field is dropped, and moved.
fn field(
    around: &Around<'_>,
    (number, parts): (usize, &[Span]),
    removal: Option<Edit>,
    changes: &mut Changes<'_>,
) {
    let Some(member) = around.members.get(number) else {
        return;
    };
    let path = joined(&around.path, member);
    let own = whole(member);
    if let Some(edit) = removal {
        let what = format!("field `{}`", told(&path));
        changes.dropped(Mutator::FieldDropped, own, edit, &what);
    }
    let is_field = |one: &Member| matches!(one.value.kind, Kind::Array(_)) && !is_or(one);
    let beside = around.members.get(number + 1..).unwrap_or_default();
    let is_last = !beside.iter().any(is_field);
    if let Some(other) = beside.iter().find(|one| is_field(one)) {
        let (one, two) = (member.name_span, other.name_span);
        let between = changes.raw(Span::new(one.end, two.start));
        let replacement = [changes.raw(two), between, changes.raw(one)].concat();
        let edit = Edit {
            span: one.to(two),
            replacement,
        };
        let other = joined(&around.path, other);
        let description = format!(
            "the lists of `{}` and `{}` change places",
            told(&path),
            told(&other)
        );
        changes.changed(Mutator::PathMoved, own, edit, description);
    }
    let is_alone = around.members.iter().filter(|one| is_field(one)).count() == 1;
    if let Some(outside) = around.outside.filter(|_| is_last && is_alone) {
        let rest = one_of(parts, number).map(|edit| {
            let inside = Edit {
                span: Span::new(
                    edit.span.start - outside.start,
                    edit.span.end - outside.start,
                ),
                ..edit
            };
            [",", &inside.apply(changes.raw(outside))].concat()
        });
        let edit = Edit {
            span: outside,
            replacement: [changes.raw(own), rest.as_deref().unwrap_or_default()].concat(),
        };
        let description = format!("field `{}` moves a level up", told(&path));
        changes.changed(Mutator::PathMoved, own, edit, description);
    }
}

/// Each alternative of a list is dropped, if there are several, and changed; a single one is also replaced, so that an event
/// is needed that it takes.
fn list(alternatives: &[Value], changes: &mut Changes<'_>) {
    let parts: Vec<Span> = alternatives.iter().map(|one| one.span).collect();
    for (number, alternative) in alternatives.iter().enumerate() {
        if let Some(edit) = one_of(&parts, number) {
            let what = format!("alternative `{}`", told(changes.raw(alternative.span)));
            changes.dropped(Mutator::AlternativeDropped, alternative.span, edit, &what);
        }
        super::alternative(alternative, changes);
    }
    if let [only] = alternatives {
        let place = (only.span, only.span);
        changes.becomes(Mutator::AlternativeReplaced, place, NOTHING.to_owned());
    }
}

/// Each alternative of a `$or` is dropped; of two, the other one takes the place of the `$or`.
fn branches_of(member: &Member, branches: &[Value], changes: &mut Changes<'_>) {
    let parts: Vec<Span> = branches.iter().map(|one| one.span).collect();
    for (number, branch) in branches.iter().enumerate() {
        let edit = match branches {
            [one, other] => {
                let kept = if number == 0 { other } else { one };
                let inside = changes.raw(kept.span);
                let inside = inside.strip_prefix('{').sure();
                Some(Edit {
                    span: whole(member),
                    replacement: inside.strip_suffix('}').sure().trim().to_owned(),
                })
            }
            _ => one_of(&parts, number),
        };
        if let Some(edit) = edit {
            let what = format!("alternative `{}` of `$or`", told(changes.raw(branch.span)));
            changes.dropped(Mutator::BranchDropped, branch.span, edit, &what);
        }
    }
}

/// A member with its name.
fn whole(member: &Member) -> Span {
    member.name_span.to(member.value.span)
}

fn is_or(member: &Member) -> bool {
    let objects = |elements: &[Value]| elements.iter().all(|one| one.as_object().is_some());
    member.name == *"$or" && member.value.as_array().is_some_and(objects)
}

fn joined(path: &str, member: &Member) -> String {
    let name = member.name.to_display();
    match path {
        "" => name.into_owned(),
        path => format!("{path}.{name}"),
    }
}
