//! A field that the event has under another path: a name spelt differently, or on another level.

use crate::json::{JsonString, Value};
use crate::pattern::asked::FieldTest;

use super::absence::Absence;
use super::contrast::Contrast;
use super::hint::Hint;
use super::index::PathIndex;
use super::place::{self, NamedValue, display};
use super::{Reason, code_points, lead, quote};
use crate::suggest::edit_distance;

/// How many places that are alike are looked at for the most likely one.
const MAXIMUM_ALIKE: usize = 64;

/// A field inside the one that is named whose value would do.
pub(super) fn inside(
    path: &JsonString,
    field: FieldTest<'_>,
    event: &Value,
    index: &PathIndex,
) -> Option<Hint> {
    let is_inside = |there: &&Vec<u8>| {
        let rest = there.strip_prefix(path.as_wtf8());
        rest.is_some_and(|rest| rest.starts_with(b"."))
    };
    let mut inside = index.paths.iter().filter(is_inside).take(MAXIMUM_ALIKE);
    let there = inside.find(|there| has_wanted(there, field, event).is_some_and(|(_, has)| has))?;
    field.is_telling().then(|| Hint::path(there))
}

/// The value at a path of the event that satisfies a field, and `true`, or else the first value there.
fn has_wanted<'e>(
    there: &[u8],
    field: FieldTest<'_>,
    event: &'e Value,
) -> Option<(NamedValue<'e>, bool)> {
    place::find(event, there, |value| field.is_satisfied_inside(value))
}

/// The most likely place of a field that is not where the pattern looks for it. `taken` are the paths that the pattern asks
/// for besides.
pub(super) fn explain(
    path: &JsonString,
    field: FieldTest<'_>,
    event: &Value,
    index: &PathIndex,
    taken: &dyn Fn(&[u8]) -> bool,
) -> Option<Absence> {
    let found = nearest_name(path, field, event, index);
    let is_certain = |found: &Alike<'_, '_>| found.is_wanted || found.is_the_name();
    if let Some(found) = found.as_ref().filter(|found| is_certain(found)) {
        return Some(found.absence(path));
    }
    // Where the object is missing in which it should stand, a value elsewhere is a chance, unless it has the name as well.
    let parent = path.as_wtf8().iter().rposition(|byte| *byte == b'.');
    let parent = parent.and_then(|at| path.as_wtf8().get(..at));
    let has_parent = parent.is_none_or(|parent| index.has(parent));
    let last = |path: &[u8]| path.rsplit(|byte| *byte == b'.').next().map(<[u8]>::to_vec);
    let lead = lead::find(path, field, event, taken)
        .filter(|lead| has_parent || last(&lead.path) == last(path.as_wtf8()));
    let lead = lead.map(|lead| Absence {
        kind: Reason::FieldPlace,
        reason: format!(
            "there is no `{}`, but `{}` has the wanted `{}`",
            display(path.as_wtf8()),
            display(&lead.path),
            quote::value(lead.value, None)
        ),
        hint: Some(Hint::path(&lead.path)),
        actual: None,
        event_span: Some(lead.name_span),
    });
    lead.or_else(|| found.map(|found| found.absence(path)))
}

/// A path that is like the wanted one.
struct Alike<'e, 'i> {
    kind: Reason,
    distance: usize,
    there: &'i [u8],
    place: NamedValue<'e>,
    /// Whether the value there satisfies the field.
    is_wanted: bool,
}

/// With one edit, another case or other joints a name is still the name.
const SURE_NAME: usize = 2;

fn nearest_name<'e, 'i>(
    path: &JsonString,
    field: FieldTest<'_>,
    event: &'e Value,
    index: &'i PathIndex,
) -> Option<Alike<'e, 'i>> {
    let is_telling = field.is_telling();
    let alike = alike(path, index).filter_map(|(kind, distance, there)| {
        let (place, is_wanted) = has_wanted(there, field, event)?;
        Some(Alike {
            kind,
            distance,
            there,
            place,
            is_wanted,
        })
    });
    let is_meant = |one: &Alike<'_, '_>| match one.kind {
        Reason::FieldName => one.distance <= SURE_NAME || (one.is_wanted && is_telling),
        // The same name on another level is another field, unless it has the very value or is just below.
        _ => (one.is_wanted && is_telling) || one.is_just_below(path),
    };
    alike
        .filter(is_meant)
        .min_by_key(|one| (!one.is_wanted, one.kind, one.distance))
}

impl Alike<'_, '_> {
    fn is_the_name(&self) -> bool {
        self.kind == Reason::FieldName && self.distance < SURE_NAME
    }

    /// Whether there is one name more on the way, below the object in which the field should stand.
    fn is_just_below(&self, path: &JsonString) -> bool {
        let path = path.as_wtf8();
        let parent = path.iter().rposition(|byte| *byte == b'.');
        let parent = parent.and_then(|at| path.get(..=at));
        self.distance == 0 && parent.is_some_and(|parent| self.there.starts_with(parent))
    }

    fn absence(&self, path: &JsonString) -> Absence {
        let (wanted, shown) = (display(path.as_wtf8()), display(self.there));
        let mut reason = match self.kind {
            Reason::FieldName => format!("there is no `{wanted}`, but there is `{shown}`"),
            _ => format!("there is no `{wanted}`, but the event has that name at `{shown}`"),
        };
        if let Some(words) = subtle_difference(self.there, path.as_wtf8()) {
            reason.push_str(&format!(": {words}"));
        }
        let hint = match self.is_wanted {
            true => Hint::path(self.there),
            false => Hint::saying(format!(
                "`{shown}` has `{}`, which is not wanted either",
                quote::value(self.place.value, None)
            )),
        };
        Absence {
            kind: self.kind,
            reason,
            hint: Some(hint),
            actual: None,
            event_span: Some(self.place.name_span),
        }
    }
}

/// The first paths of an event that are like the wanted one, each with how near it comes.
pub(super) fn alike<'i>(
    path: &JsonString,
    index: &'i PathIndex,
) -> impl Iterator<Item = (Reason, usize, &'i Vec<u8>)> {
    let alike = index.paths.iter().filter_map(|there| {
        let (kind, distance) = likeness(path.as_wtf8(), there)?;
        Some((kind, distance, there))
    });
    alike.take(MAXIMUM_ALIKE)
}

/// What tells two paths apart, if that is hard to see.
fn subtle_difference(event: &[u8], pattern: &[u8]) -> Option<String> {
    let (event, pattern) = (
        std::str::from_utf8(event).ok()?,
        std::str::from_utf8(pattern).ok()?,
    );
    let contrast = Contrast::new(event, pattern)?;
    let look_alike = code_points::reduced(event) == code_points::reduced(pattern);
    (look_alike || contrast.is_subtle()).then(|| contrast.words())
}

/// How a path of the event is like the wanted one: the same but for case, one name spelt differently, or some names
/// more or less.
fn likeness(wanted: &[u8], there: &[u8]) -> Option<(Reason, usize)> {
    if may_be_same(wanted, there) {
        if are_same_but_for(lower, wanted, there)
            || are_same_but_for(code_points::reduced, wanted, there)
        {
            return Some((Reason::FieldName, 0));
        }
        if are_same_but_for(without_joints, wanted, there) {
            return Some((Reason::FieldName, 1));
        }
    }
    let names = |path| <[u8]>::split(path, |byte| *byte == b'.').collect();
    let (wanted, names): (Vec<&[u8]>, Vec<&[u8]>) = (names(wanted), names(there));
    if wanted.len() == names.len() {
        let mut different = wanted
            .iter()
            .zip(&names)
            .filter(|(one, other)| one != other);
        let (one, other) = different.next()?;
        if different.next().is_some() {
            return None;
        }
        let (one, other) = (std::str::from_utf8(one), std::str::from_utf8(other));
        let distance = edit_distance(one.ok()?, other.ok()?)?;
        return Some((Reason::FieldName, 1 + distance));
    }
    let (longer, shorter) = if wanted.len() > names.len() {
        (&wanted, &names)
    } else {
        (&names, &wanted)
    };
    if longer.last() != shorter.last() {
        return None;
    }
    let same = longer
        .iter()
        .zip(shorter)
        .take_while(|(one, other)| one == other)
        .count();
    let one_more =
        longer.len() == shorter.len() + 1 && longer.get(same + 1..) == shorter.get(same..);
    Some((
        Reason::FieldPlace,
        if one_more {
            0
        } else {
            longer.len() - shorter.len() + 1
        },
    ))
}

/// Whether two paths may be the same in any of these ways. Most are not, and in ASCII that is seen at once.
fn may_be_same(one: &[u8], other: &[u8]) -> bool {
    fn letters(path: &[u8]) -> impl Iterator<Item = u8> {
        let seen = path
            .iter()
            .filter(|byte| !matches!(byte, b'-' | b'_' | b' ' | 0x7f));
        seen.map(u8::to_ascii_lowercase)
    }
    !one.is_ascii() || !other.is_ascii() || letters(one).eq(letters(other))
}

fn are_same_but_for(change: fn(&str) -> String, one: &[u8], other: &[u8]) -> bool {
    // However they are written, one is not many times as long as the other.
    let is_near = one.len() / 8 <= other.len() && other.len() / 8 <= one.len();
    let changed = |path| Some(change(std::str::from_utf8(path).ok()?));
    is_near && changed(one).is_some_and(|one| Some(one) == changed(other))
}

fn lower(path: &str) -> String {
    path.to_lowercase()
}

/// `user_name`, `user-name` and `userName` are one name in different houses.
fn without_joints(path: &str) -> String {
    path.to_lowercase().replace(['-', '_', ' '], "")
}
