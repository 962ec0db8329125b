//! Likely values for the fields of an event, by what they are called and what they are.

mod words;

use super::merge::{made, member, object, text};
use crate::delivery::{Draws, Stream, target_key};
use crate::event::catalogue::{Field, FieldKind};
use crate::json::{Kind, Member, Value};

/// The fields in which CloudTrail delivers what a call takes and answers.
const OF_CALLS: [&str; 2] = ["requestParameters", "responseElements"];

/// What the values of an event have in common.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    /// The same seed gives the same values.
    pub(super) seed: u64,
    /// Which event it is.
    pub(super) number: u64,
    pub(super) account: String,
    pub(super) region: String,
    /// When it happens, in RFC 3339.
    pub(super) time: String,
    /// The service by its short name, `ec2`.
    pub(super) service: String,
    /// Its name in CloudTrail.
    pub(super) cloudtrail: String,
}

impl Scene {
    /// An even 64-bit number for a field.
    pub(super) fn draw(&self, path: &str) -> u64 {
        let draws = Draws::new(self.seed, self.number, target_key(path));
        draws.at(0, Stream::IDENTIFIER).bits()
    }

    /// The fields of an object at `depth`, with those below it. The fields that are always there are in it, and those on the
    /// way to what is wanted. Where none is known to be always there, all are in it; but not in what a call takes and
    /// answers, which is put together from many calls.
    pub(super) fn object(
        &self,
        fields: &[Field],
        depth: usize,
        is_wanted: &dyn Fn(&[&str]) -> bool,
    ) -> Value {
        let is_sure = |one: &Field| one.path.len() == depth + 1 && one.is_required;
        let is_of_a_call = fields.first().and_then(|one| one.path.first());
        let is_of_a_call = is_of_a_call.is_some_and(|name| depth > 0 && OF_CALLS.contains(name));
        let has_required = is_of_a_call || fields.iter().any(is_sure);
        let mut members: Vec<Member> = Vec::new();
        let mut rest = fields;
        while let Some((field, behind)) = rest.split_first() {
            let deeper = behind
                .iter()
                .take_while(|one| one.path.len() > field.path.len());
            let (below, next) = behind.split_at(deeper.count());
            rest = next;
            if has_required && !field.is_required && !is_wanted(&field.path) {
                continue;
            }
            let name = field.path.last().copied().unwrap_or_default();
            let value = self.value(field, below, is_wanted);
            members.push(member(name, value));
        }
        object(members)
    }

    fn value(&self, field: &Field, below: &[Field], is_wanted: &dyn Fn(&[&str]) -> bool) -> Value {
        let one = match field.kind {
            FieldKind::Object => self.object(below, field.path.len(), is_wanted),
            FieldKind::Map | FieldKind::Any => object(Vec::new()),
            FieldKind::String => text(&words::text(self, &field.path)),
            FieldKind::Number | FieldKind::Integer => {
                made(Kind::Number(words::number(self, &field.path).into()))
            }
            FieldKind::Boolean => made(Kind::Bool(
                self.draw(&field.path.join(".")).is_multiple_of(2),
            )),
        };
        if field.is_array {
            made(Kind::Array(vec![one]))
        } else {
            one
        }
    }
}

/// A likely text for the field at a path.
pub(super) fn text_of(scene: &Scene, path: &[&str]) -> String {
    words::text(scene, path)
}

/// A likely number for the field at a path.
pub(super) fn number(scene: &Scene, path: &[&str]) -> String {
    words::number(scene, path)
}

/// The text of an id as EventBridge makes them.
pub(super) fn uuid(draw: u64, other: u64) -> String {
    words::uuid(draw, other)
}
