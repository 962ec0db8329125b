//! What was seen at one place of many events.
//!
//! A [`Shape`] takes in one value after the other, and another shape: both in any order with the same result. It does not
//! grow with the number of values: an object with too many names becomes a map, a text with too many values is any text,
//! and of a [`Budget`] no more is taken than it has.

use super::text_format::Formats;
use crate::json::{Taped, Token};
use crate::quota::MAXIMUM_SCHEMA_LEVELS;

/// How many names an object may have; with more its names are taken for data.
pub const MAXIMUM_NAMES: usize = 256;
/// How many different texts a field may have to be an enumeration.
pub const MAXIMUM_ENUMERATED: usize = 12;
/// How often each text must have been seen to be one of an enumeration.
pub const MINIMUM_SEEN: u64 = 10;
/// The longest text of an enumeration, in bytes.
const LONGEST_ENUMERATED: usize = 64;

/// How many places and texts may still be remembered.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    left: usize,
    /// How many places were not remembered.
    pub(super) left_out: u64,
    /// A number for each object that is looked at.
    objects: u64,
}

impl Budget {
    pub(super) fn new(left: usize) -> Self {
        Self {
            left,
            left_out: 0,
            objects: 0,
        }
    }

    /// Whether something more may be remembered.
    fn take(&mut self) -> bool {
        let has = self.left > 0;
        self.left = self.left.saturating_sub(1);
        has
    }

    /// Whether one more place may be remembered; if not, that is counted.
    pub(super) fn take_place(&mut self) -> bool {
        let has = self.take();
        self.left_out += u64::from(!has);
        has
    }
}

/// What was seen at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    pub(super) values: u64,
    pub(super) nulls: u64,
    pub(super) booleans: u64,
    pub(super) numbers: Numbers,
    pub(super) texts: Texts,
    pub(super) objects: Option<Box<Objects>>,
    pub(super) arrays: Option<Box<Arrays>>,
    /// Objects and arrays that were not looked into.
    pub(super) unseen: u64,
}

/// The numbers among the values.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) integers: u64,
    /// Numbers that are not written as an integer.
    pub(super) fractions: u64,
    pub(super) beyond_int32: bool,
    pub(super) beyond_int64: bool,
}

/// The strings among the values.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    pub(super) count: u64,
    pub(super) formats: Formats,
    /// The different ones with how often each was seen, as long as they are few.
    pub(super) seen: Vec<(Box<str>, u64)>,
    /// Whether they were too many.
    pub(super) is_various: bool,
}

/// The objects among the values.
#[derive(Clone, Debug, Default)]
pub(super) struct Objects {
    pub(super) count: u64,
    pub(super) members: Vec<Member>,
    /// The members sorted by name, as indexes.
    order: Vec<u16>,
    /// What stands under all names, where these are taken for data.
    pub(super) map: Option<Shape>,
    /// Whether names were not remembered.
    pub(super) is_cut: bool,
}

/// A member of objects.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: Box<str>,
    /// How many of the objects have it.
    pub(super) present: u64,
    /// The last object that had it.
    last: u64,
    pub(super) shape: Shape,
}

/// The arrays among the values.
#[derive(Clone, Debug, Default)]
pub(super) struct Arrays {
    pub(super) count: u64,
    pub(super) elements: Shape,
}

impl Shape {
    /// Takes in a value that stands `depth` levels deep.
    pub(super) fn observe(&mut self, value: Taped<'_>, depth: usize, budget: &mut Budget) {
        self.values += 1;
        match value.token() {
            Token::Null => self.nulls += 1,
            Token::True | Token::False => self.booleans += 1,
            Token::Number => self.numbers.observe(value.written()),
            Token::String => self.texts.observe(value, budget),
            _ if depth >= MAXIMUM_SCHEMA_LEVELS => self.unseen += 1,
            Token::ArrayStart => {
                let arrays = self.arrays.get_or_insert_default();
                arrays.count += 1;
                for element in value.elements() {
                    arrays.elements.observe(element, depth + 1, budget);
                }
            }
            _ => {
                let objects = self.objects.get_or_insert_default();
                objects.observe(value, depth, budget);
            }
        }
    }

    /// Takes in what another shape has seen at the same place.
    pub(super) fn merge(&mut self, other: Self, budget: &mut Budget) {
        self.values += other.values;
        self.nulls += other.nulls;
        self.booleans += other.booleans;
        self.unseen += other.unseen;
        self.numbers.merge(&other.numbers);
        self.texts.merge(other.texts, budget);
        if let Some(objects) = other.objects {
            self.objects.get_or_insert_default().merge(*objects, budget);
        }
        if let Some(arrays) = other.arrays {
            let own = self.arrays.get_or_insert_default();
            own.count += arrays.count;
            own.elements.merge(arrays.elements, budget);
        }
    }
}

impl Numbers {
    fn observe(&mut self, written: &str) {
        if written
            .bytes()
            .any(|byte| matches!(byte, b'.' | b'e' | b'E'))
        {
            self.fractions += 1;
            return;
        }
        self.integers += 1;
        // Nine digits and a sign always fit.
        if written.len() > 9 {
            let number: Option<i64> = written.parse().ok();
            self.beyond_int64 |= number.is_none();
            self.beyond_int32 |= number.is_none_or(|number| i32::try_from(number).is_err());
        }
    }

    fn merge(&mut self, other: &Self) {
        self.integers += other.integers;
        self.fractions += other.fractions;
        self.beyond_int32 |= other.beyond_int32;
        self.beyond_int64 |= other.beyond_int64;
    }
}

impl Texts {
    fn observe(&mut self, value: Taped<'_>, budget: &mut Budget) {
        self.count += 1;
        if self.is_various && self.formats.is_settled() {
            return;
        }
        let text = value.string();
        if !self.formats.is_settled() {
            self.formats.exclude(&text);
        }
        self.see(&text, 1, budget);
    }

    /// Remembers a text that was seen so often.
    fn see(&mut self, text: &str, times: u64, budget: &mut Budget) {
        if self.is_various {
            return;
        }
        if let Some((_, count)) = self.seen.iter_mut().find(|(one, _)| **one == *text) {
            *count += times;
        } else if self.seen.len() < MAXIMUM_ENUMERATED
            && text.len() <= LONGEST_ENUMERATED
            && budget.take()
        {
            self.seen.push((text.into(), times));
        } else {
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.is_various = true;
        self.seen = Vec::new();
    }

    fn merge(&mut self, other: Self, budget: &mut Budget) {
        self.count += other.count;
        self.formats = self.formats.or(other.formats);
        if other.is_various {
            self.forget();
        }
        for (text, times) in &other.seen {
            self.see(text, *times, budget);
        }
    }
}

impl Objects {
    fn observe(&mut self, object: Taped<'_>, depth: usize, budget: &mut Budget) {
        self.count += 1;
        budget.objects += 1;
        let number = budget.objects;
        let mut guess = 0;
        for (name, value) in object.members() {
            if let Some(map) = &mut self.map {
                map.observe(value, depth + 1, budget);
                continue;
            }
            let name = name.string();
            let Some(at) = self.slot(&name, guess, budget) else {
                self.is_cut = true;
                continue;
            };
            guess = at + 1;
            if let Some(member) = self.members.get_mut(at) {
                // Of a name that is given twice both values count for what may stand there.
                member.present += u64::from(member.last != number);
                member.last = number;
                member.shape.observe(value, depth + 1, budget);
            }
            self.become_map_if_wide(budget);
        }
    }

    /// The index of the member of that name, which is made if there is none; `guess` is where it probably is.
    fn slot(&mut self, name: &str, guess: usize, budget: &mut Budget) -> Option<usize> {
        if self
            .members
            .get(guess)
            .is_some_and(|one| *one.name == *name)
        {
            return Some(guess);
        }
        let members = &self.members;
        let name_at = |at: &u16| members.get(usize::from(*at)).map(|one| &*one.name);
        match self
            .order
            .binary_search_by(|at| name_at(at).cmp(&Some(name)))
        {
            Ok(found) => self.order.get(found).map(|at| usize::from(*at)),
            Err(place) => {
                let at = u16::try_from(self.members.len()).ok()?;
                if !budget.take_place() {
                    return None;
                }
                self.order.insert(place, at);
                self.members.push(Member {
                    name: name.into(),
                    present: 0,
                    last: 0,
                    shape: Shape::default(),
                });
                Some(usize::from(at))
            }
        }
    }

    fn become_map_if_wide(&mut self, budget: &mut Budget) {
        if self.members.len() > MAXIMUM_NAMES {
            self.become_map(budget);
        }
    }

    fn become_map(&mut self, budget: &mut Budget) {
        let map = self.map.get_or_insert_default();
        self.order = Vec::new();
        for member in std::mem::take(&mut self.members) {
            map.merge(member.shape, budget);
        }
    }

    fn merge(&mut self, mut other: Self, budget: &mut Budget) {
        self.count += other.count;
        self.is_cut |= other.is_cut;
        if self.map.is_some() || other.map.is_some() {
            self.become_map(budget);
            other.become_map(budget);
        }
        if let (Some(own), Some(map)) = (&mut self.map, other.map) {
            own.merge(map, budget);
            return;
        }
        for member in other.members {
            let Some(at) = self.slot(&member.name, 0, budget) else {
                self.is_cut = true;
                continue;
            };
            if let Some(own) = self.members.get_mut(at) {
                own.present += member.present;
                own.shape.merge(member.shape, budget);
            }
        }
        self.become_map_if_wide(budget);
    }

    /// The members by name.
    pub(super) fn sorted(&self) -> impl Iterator<Item = &Member> {
        let order = self.order.iter();
        order.filter_map(|at| self.members.get(usize::from(*at)))
    }
}
