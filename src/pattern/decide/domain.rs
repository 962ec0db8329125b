//! Which events there are: what a path of an event can hold.
//!
//! Whether a pattern admits more than another depends on the events that exist. `{"source": [{"prefix": ""}]}` and
//! `{"source": [{"exists": true}]}` are equal on a bus, where every event has a source and it is a string; they would not
//! be for a field that may hold numbers. A [`Domain`] tells that for each path. [`Envelope`] is what is known of every
//! event of a bus; who has a schema gives one of their own.

use std::sync::Arc;

use crate::json::{JsonString, Kind, Value};
use crate::pattern::ast::ValueList;
use crate::pattern::comparison::{Candidate, Number, NumericRange};

/// Up to which length strings are told apart by it; longer ones count as long enough, and as not too long.
const LONGEST: usize = 256;

/// Whether a place holds an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrays {
    /// It never does: one value, or one object.
    Never,
    /// It may hold one value as well as several.
    Possible,
    /// Also one value stands in an array.
    Always,
}

/// What a path can hold.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Place {
    /// Whether strings occur.
    pub strings: bool,
    /// Whether numbers occur.
    pub numbers: bool,
    /// Whether numbers with a fraction occur; only near misses ask.
    pub fractions: bool,
    /// Whether `true` and `false` occur.
    pub booleans: bool,
    /// Whether `null` occurs.
    pub null: bool,
    /// Whether events lack it.
    pub absent: bool,
    /// Whether it holds arrays, of values or of objects.
    pub arrays: Arrays,
    /// If only these values occur. They are not arrays or objects, and of the kinds above.
    pub only: Option<Vec<Value>>,
    /// In which range numbers lie.
    pub range: NumericRange,
    /// If only strings that satisfy one of these tests occur.
    pub texts: Option<Arc<ValueList>>,
    /// How many characters a string has at least. Beyond 256 it is not looked at, nor at what it has at most.
    pub shortest: usize,
    /// How many characters a string has at most.
    pub longest: usize,
}

impl Place {
    /// Anything.
    pub const ANY: Self = Self {
        strings: true,
        numbers: true,
        fractions: true,
        booleans: true,
        null: true,
        absent: true,
        arrays: Arrays::Possible,
        only: None,
        range: NumericRange {
            low: None,
            high: None,
        },
        texts: None,
        shortest: 0,
        longest: usize::MAX,
    };

    /// No value: there is nothing at this path, or objects.
    pub const NOTHING: Self = Self {
        strings: false,
        numbers: false,
        fractions: false,
        booleans: false,
        null: false,
        absent: true,
        arrays: Arrays::Never,
        ..Self::ANY
    };

    /// One string, always.
    pub const STRING: Self = Self {
        strings: true,
        absent: false,
        ..Self::NOTHING
    };

    /// Whether a value can stand here, alone or in an array.
    #[must_use]
    pub fn holds(&self, value: &Value) -> bool {
        let is_kind = match &value.kind {
            Kind::String(_) => self.strings && self.holds_text(value),
            Kind::Number(token) => {
                let is_inside = || self.range.contains_decimal(&Number::new(token));
                let is_whole = || !token.contains(['.', 'e', 'E']);
                self.numbers
                    && (self.fractions || is_whole())
                    && (self.range == Self::ANY.range || is_inside() == Some(true))
            }
            Kind::Bool(_) => self.booleans,
            Kind::Null => self.null,
            Kind::Array(_) | Kind::Object(_) | Kind::Open(_) => false,
        };
        let is_named = |only: &Vec<Value>| only.iter().any(|one| one.kind == value.kind);
        is_kind && self.only.as_ref().is_none_or(is_named)
    }

    /// Whether not every string can stand here, if any can.
    pub(super) fn bounds_texts(&self) -> bool {
        self.texts.is_some() || self.lengths().is_some()
    }

    /// How many characters strings have, at least and at most, as far as that is followed up; `None` if any number.
    pub(super) fn lengths(&self) -> Option<(usize, Option<usize>)> {
        let longest = Some(self.longest).filter(|longest| *longest <= LONGEST);
        let shortest = self.shortest.min(LONGEST);
        (shortest > 0 || longest.is_some()).then_some((shortest, longest))
    }

    fn holds_text(&self, value: &Value) -> bool {
        let candidate = Candidate::new(value);
        let satisfies = |list: &Arc<ValueList>| {
            let mut tests = list.comparisons.iter().map(|one| &one.test);
            tests.any(|test| {
                candidate
                    .as_ref()
                    .is_some_and(|one| test.admits(one, false))
            })
        };
        let is_long_enough = |(shortest, longest): (usize, Option<usize>)| {
            let length = value.as_str().map_or(0, |text| text.chars().count());
            length >= shortest && longest.is_none_or(|longest| length <= longest)
        };
        self.texts.as_ref().is_none_or(satisfies) && self.lengths().is_none_or(is_long_enough)
    }
}

/// What the paths of events can hold.
pub trait Domain {
    /// What a path can hold, and whether there are arrays at it. Asked for the paths of patterns and all that lead to them.
    fn place(&self, path: &JsonString) -> Place;

    /// Whether events have the envelope of a bus around them, so that one that is made up is complete with it.
    fn has_envelope(&self) -> bool {
        true
    }
}

/// What is known of every event of a bus, whatever is in its `detail`.
///
/// AWS: EventBridge User Guide, "AWS service event metadata": `version`, `id`, `detail-type`, `source`, `account`, `time`
/// and `region` are strings, `resources` is an array of strings, `detail` is an object. PutEvents takes no event whose
/// `detail` is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Envelope;

/// Any JSON object: for filters of pipes and event source mappings, whose records have no envelope.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anything;

/// The fields of the envelope that hold one string.
pub(super) const STRINGS: [&str; 7] = [
    "version",
    "id",
    "detail-type",
    "source",
    "account",
    "time",
    "region",
];

impl Domain for Envelope {
    fn place(&self, path: &JsonString) -> Place {
        let Some(text) = path.as_str() else {
            return Place::ANY;
        };
        let first = text.split('.').next().unwrap_or(text);
        match text {
            "detail" => Place::NOTHING,
            "resources" => Place {
                strings: true,
                arrays: Arrays::Always,
                ..Place::NOTHING
            },
            _ if STRINGS.contains(&text) => Place::STRING,
            _ if first == "resources" || STRINGS.contains(&first) => Place::NOTHING,
            _ => Place::ANY,
        }
    }
}

impl Domain for Anything {
    fn place(&self, _path: &JsonString) -> Place {
        Place::ANY
    }

    fn has_envelope(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> Place {
        Envelope.place(&path.into())
    }

    #[test]
    fn the_envelope_is_known() {
        assert_eq!(place("source"), Place::STRING);
        assert_eq!(place("source.x"), Place::NOTHING);
        assert_eq!(place("detail"), Place::NOTHING);
        assert_eq!(place("resources").arrays, Arrays::Always);
        assert_eq!(place("detail.a"), Place::ANY);
        assert_eq!(place("sources"), Place::ANY);
    }
}
