//! What was found out about the fields of a pattern in other events.
//!
//! Its size is bounded: a [`Table`] that is full begins anew. What is found in it is what would be found out again, so
//! that no answer depends on what was asked before.

use std::collections::{BTreeMap, HashMap};

use memchr::memmem::Finder;

use super::Reason;
use super::lead::needles;
use crate::pattern::asked::FieldTest;
use crate::pattern::set::BuildFolding;
use crate::pattern::taped_leaves::TapedLeaves;
use crate::source::Span;

/// How much one table holds at most, and those of all fields together: entries, and bytes in their keys.
const MAXIMUM: Room = Room {
    entries: 1 << 10,
    bytes: 1 << 18,
};
const MAXIMUM_OF_ALL: Room = Room {
    entries: 1 << 13,
    bytes: 1 << 21,
};

/// How much is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Room {
    entries: usize,
    bytes: usize,
}

impl Room {
    /// What each of so many fields gets, which have three tables.
    fn of_one(fields: usize) -> Self {
        let share = |all: usize, most: usize| (all / (3 * fields.max(1))).clamp(1, most);
        Self {
            entries: share(MAXIMUM_OF_ALL.entries, MAXIMUM.entries),
            bytes: share(MAXIMUM_OF_ALL.bytes, MAXIMUM.bytes),
        }
    }
}

/// What was found out about the fields of one pattern, with what is told of each: see
/// [`Explainer::recall`](super::Explainer::recall).
#[derive(Debug)]
pub struct Memory<T> {
    pub(super) leaves: TapedLeaves,
    /// For each field of the pattern.
    pub(super) fields: Vec<FieldMemory<T>>,
    pub(super) outlines: Table<Outline>,
    /// How many outlines there were so far.
    pub(super) outline_count: u64,
    /// The outline of the event, once it is asked for.
    pub(super) outline: Vec<u8>,
    pub(super) key: Vec<u8>,
}

/// What was found out about a field.
#[derive(Debug)]
pub(super) struct FieldMemory<T> {
    /// By its values as they are written.
    pub(super) present: Table<Known<T>>,
    /// By the outline of an event that has none, and the [watched](Outline::watched) values.
    pub(super) absent: Table<Told<T>>,
    /// By its values, the outline of an event, and where in it stands what may be the wanted value.
    pub(super) elsewhere: Table<Told<T>>,
    /// What is looked for elsewhere in an event.
    pub(super) needles: Box<[Finder<'static>]>,
    /// What it has in the present event.
    pub(super) now: Now,
}

/// What a field has in an event.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Now {
    /// Where its values stand in the table; `None` if there are none.
    pub(super) values: Option<usize>,
    /// Whether nothing satisfies it.
    pub(super) is_hopeless: bool,
    /// Where it stands in the table what is told of its absence, once that is known.
    pub(super) absence: Option<usize>,
    /// Where it stands in the table what is told of its values, because the wanted value may stand elsewhere.
    pub(super) elsewhere: Option<usize>,
}

/// What is known about some values of a field.
#[derive(Debug)]
pub(super) struct Known<T> {
    pub(super) is_hopeless: bool,
    /// Once it was asked for.
    pub(super) told: Option<Told<T>>,
}

/// The explanation of a field.
#[derive(Debug)]
pub(super) struct Told<T> {
    pub(super) kind: Reason,
    pub(super) pattern_span: Span,
    pub(super) path: String,
    pub(super) place: Option<Place>,
    /// Whether the wanted value may stand elsewhere in the event.
    pub(super) may_stand_elsewhere: bool,
    /// What was made of it.
    pub(super) made: T,
}

/// Where something stands that an explanation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// One of the values of the field, counted from 0.
    Value(usize),
    /// A token of the event, by its number.
    Token(usize),
    /// All of the value that begins with a token.
    Whole(usize),
}

/// What is known about the events with the same names and brackets.
#[derive(Debug)]
pub(super) struct Outline {
    /// No other outline has, or had, this number.
    pub(super) number: u64,
    /// For fields of the pattern that have no values: what else their explanations depend on. These are the tokens with
    /// which values begin; `None` if there are too many.
    pub(super) watched: BTreeMap<usize, Option<Box<[usize]>>>,
}

impl<T> Memory<T> {
    /// An empty one for a pattern with these fields.
    pub(super) fn new(fields: &[FieldTest<'_>]) -> Self {
        let room = Room::of_one(fields.len());
        let finder = |needle: Vec<u8>| Finder::new(&needle).into_owned();
        let field = |field: &FieldTest<'_>| FieldMemory {
            present: Table::new(room),
            absent: Table::new(room),
            elsewhere: Table::new(room),
            needles: needles(*field).into_iter().map(finder).collect(),
            now: Now::default(),
        };
        Self {
            leaves: TapedLeaves::default(),
            fields: fields.iter().map(field).collect(),
            outlines: Table::new(MAXIMUM),
            outline_count: 0,
            outline: Vec::new(),
            key: Vec::new(),
        }
    }
}

/// What is known by some bytes.
#[derive(Debug)]
pub(super) struct Table<V> {
    /// Events make the keys, and could choose such as fall together: there are never so many that it would matter.
    numbers: HashMap<Box<[u8]>, usize, BuildFolding>,
    values: Vec<V>,
    bytes: usize,
    room: Room,
}

impl<V> Table<V> {
    fn new(room: Room) -> Self {
        Self {
            numbers: HashMap::default(),
            values: Vec::new(),
            bytes: 0,
            room,
        }
    }

    /// Where a key stands.
    pub(super) fn find(&self, key: &[u8]) -> Option<usize> {
        self.numbers.get(key).copied()
    }

    /// Adds what is not there yet, and forgets everything else first if there is no room for more.
    pub(super) fn add(&mut self, key: &[u8], value: V) -> usize {
        if self.values.len() >= self.room.entries || self.bytes >= self.room.bytes {
            self.numbers.clear();
            self.values.clear();
            self.bytes = 0;
        }
        let number = self.values.len();
        self.values.push(value);
        self.numbers.insert(key.into(), number);
        self.bytes += key.len();
        number
    }

    pub(super) fn get(&self, number: usize) -> Option<&V> {
        self.values.get(number)
    }

    pub(super) fn get_mut(&mut self, number: usize) -> Option<&mut V> {
        self.values.get_mut(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_table_begins_anew() {
        let room = Room {
            entries: 10,
            bytes: 1000,
        };
        let mut table = Table::new(room);
        for number in 0..30_usize {
            let key = number.to_le_bytes();
            let at = table.add(&key, number);
            assert_eq!((table.find(&key), table.get(at)), (Some(at), Some(&number)));
            assert!(table.values.len() <= room.entries);
        }
        for number in 0..20_u8 {
            table.add(&[number; 300], 0);
            assert!(table.bytes < 1300 && table.values.len() == table.numbers.len());
        }
    }

    #[test]
    fn the_more_fields_the_less_is_held_of_each() {
        assert_eq!(Room::of_one(2), MAXIMUM);
        for fields in [0, 100, 1_000_000] {
            let Room { entries, bytes } = Room::of_one(fields);
            assert!(entries > 0 && bytes > 0);
            assert!(3 * entries * fields <= MAXIMUM_OF_ALL.entries.max(3 * fields));
        }
    }
}
