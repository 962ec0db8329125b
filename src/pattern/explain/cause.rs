//! One cause for which several fields are missing: an object that is not there, is a text, or stands elsewhere.

use crate::json::{JsonString, Kind, Value};

use super::Reason;
use super::absence::Absence;
use super::hint::Change;
use super::parent::Parent;
use super::place::display;

/// Why a field is missing, where others may be missing for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cause {
    /// The object of the pattern that is not there: a path, empty for all of it.
    pub path: String,
    /// Where the event has it.
    pub there: Option<String>,
}

/// The cause of an absence; `None` if it is the field's own.
pub(super) fn of(path: &JsonString, absence: &Absence, event: &Value) -> Option<Cause> {
    if absence.kind == Reason::NotAValue {
        return None;
    }
    let change = absence.hint.as_ref().and_then(|hint| hint.change.as_ref());
    if let Some(Change::Path(there)) = change {
        return moved(&path.to_display(), there);
    }
    let missing = match Parent::of(path, event) {
        Some(parent) if !matches!(parent.place.value.kind, Kind::Object(_)) => {
            return Some(Cause {
                path: display(parent.path),
                there: None,
            });
        }
        Some(parent) => {
            let (first, _) = split_first(parent.rest)?;
            [parent.path, b".", first].concat()
        }
        None => split_first(path.as_wtf8())?.0.to_vec(),
    };
    Some(Cause {
        path: display(&missing),
        there: None,
    })
}

/// The first name of a path, if it is not the only one.
fn split_first(path: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = path.iter().position(|byte| *byte == b'.')?;
    Some((path.get(..at)?, path.get(at + 1..)?))
}

/// The objects in which the last names of two paths are the same.
fn moved(path: &str, there: &str) -> Option<Cause> {
    let names = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
    let (own, other) = (names(path), names(there));
    let ends = own.iter().rev().zip(other.iter().rev());
    let same = ends.take_while(|(own, other)| own == other).count();
    let start = |names: &[String]| names.get(..names.len() - same).map(|names| names.join("."));
    (same > 0).then_some(Cause {
        path: start(&own)?,
        there: start(&other),
    })
}
