//! What a document says with additions.

use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;

use super::super::building::Step;
use super::Addition;

/// The value with the additions; `None` where a path leads nowhere.
pub(super) fn with(mut value: Value, additions: &[&Addition]) -> Option<Value> {
    for addition in additions {
        *entered(&mut value, &addition.path)? = addition.value.clone();
    }
    Some(value)
}

/// The part to which a path leads; what is missing or null is made.
fn entered<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    let mut at = value;
    for step in path {
        if at.kind == Kind::Null {
            at.kind = match step {
                Step::Name(_) => Kind::Object(Vec::new()),
                Step::Index(_) => Kind::Array(Vec::new()),
            };
        }
        at = match (&mut at.kind, step) {
            (Kind::Object(members), Step::Name(name)) => {
                let found = members.iter().rposition(|member| member.name == **name);
                let number = found.unwrap_or_else(|| {
                    members.push(Member {
                        name: JsonString::from(name.as_str()),
                        name_span: Span::default(),
                        value: null(),
                    });
                    members.len() - 1
                });
                &mut members.get_mut(number)?.value
            }
            (Kind::Array(elements), Step::Index(number)) => {
                if *number == elements.len() {
                    elements.push(null());
                }
                elements.get_mut(*number)?
            }
            _ => return None,
        };
    }
    Some(at)
}

/// Whether two values say the same, wherever they stand and in whatever order their members are.
pub(super) fn is_same(left: &Value, right: &Value) -> bool {
    // Values are at most a thousand deep, which their readers see to.
    match (&left.kind, &right.kind) {
        (Kind::Array(left), Kind::Array(right)) => {
            let mut pairs = left.iter().zip(right);
            left.len() == right.len() && pairs.all(|(left, right)| is_same(left, right))
        }
        (Kind::Object(left), Kind::Object(right)) => {
            let (left, right) = (sorted(left), sorted(right));
            let mut pairs = left.iter().zip(&right);
            left.len() == right.len()
                && pairs.all(|(left, right)| {
                    left.name == right.name && is_same(&left.value, &right.value)
                })
        }
        (left, right) => left == right,
    }
}

/// Members by their names; those of one name in their order.
fn sorted(members: &[Member]) -> Vec<&Member> {
    let mut members: Vec<&Member> = members.iter().collect();
    members.sort_by(|left, right| left.name.as_wtf8().cmp(right.name.as_wtf8()));
    members
}

fn null() -> Value {
    Value {
        span: Span::default(),
        kind: Kind::Null,
    }
}
