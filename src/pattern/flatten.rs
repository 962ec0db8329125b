//! An event as the engine sees it: a list of leaves for each field path.
//!
//! A *leaf* is a string, number, boolean or null at a path. Objects push their names on the path; arrays add
//! nothing to it, but a leaf remembers in which element of which array it lies. Objects and arrays are no
//! leaves themselves, so an empty one leaves no trace.
//!
//! # What this module does not do
//!
//! It looks only at the paths that a pattern names: the rest of the event is skipped.
//!
//! # Source
//!
//! event-ruler 2.0.1, `Event` and `ArrayMembership`.

use std::collections::HashSet;

use crate::json::{JsonString, Kind, Member, Value};
use crate::quota::MAXIMUM_JSON_DEPTH;
use crate::sure::Sure as _;

/// The field paths that a pattern names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths {
    /// Sorted by bytes, each with its number.
    sorted: Vec<(Box<[u8]>, usize)>,
    /// The names that the engine enters: see [`Paths::enters`].
    pieces: HashSet<Box<[u8]>>,
    places: Places,
}

/// What all places have in common: most names of an event lead to none, and are known by that.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    /// A bit for each length, counted from 0 again after 63.
    lengths: u64,
    /// A bit for the lowest six bits of each last byte; an empty path has that of 0.
    last_bytes: u64,
}

impl Places {
    fn bits(path: &[u8]) -> (u64, u64) {
        let last = path.last().map_or(0, |last| *last);
        (1 << (path.len() % 64), 1 << (last % 64))
    }

    fn add(&mut self, path: &[u8]) {
        let (length, last_byte) = Self::bits(path);
        self.lengths |= length;
        self.last_bytes |= last_byte;
    }

    fn may_hold(self, path: &[u8]) -> bool {
        let (length, last_byte) = Self::bits(path);
        self.lengths & length != 0 && self.last_bytes & last_byte != 0
    }
}

/// What a place in the event is to a pattern.
pub(super) struct PathRole {
    /// The number of the path, if it is one of the pattern's.
    pub(super) path: Option<usize>,
    /// Whether some path leads on from here.
    pub(super) leads_on: bool,
}

impl Paths {
    /// The number of a path, which is new if the path is.
    pub(crate) fn add(&mut self, path: &JsonString) -> usize {
        let path = path.as_wtf8();
        let at = self.sorted.partition_point(|(known, _)| **known < *path);
        match self.sorted.get(at) {
            Some((known, number)) if **known == *path => *number,
            _ => {
                let number = self.sorted.len();
                self.sorted.insert(at, (path.into(), number));
                self.pieces.extend(pieces(path).map(Box::from));
                self.places.add(path);
                for dot in memchr::memchr_iter(b'.', path) {
                    self.places.add(path.get(..dot).sure());
                }
                number
            }
        }
    }

    /// What the place at `path` is; `None` if the pattern asks for nothing there.
    fn place(&self, path: &[u8]) -> Option<PathRole> {
        if !self.places.may_hold(path) {
            return None;
        }
        let from = self.sorted.partition_point(|(known, _)| **known < *path);
        let rest = self.sorted.get(from..)?;
        let own = rest.first().filter(|(known, _)| **known == *path);
        let next = |known: &[u8]| known.strip_prefix(path).map(|tail| tail.first().copied());
        // The paths that begin with this one stand together, sorted by the byte that follows.
        let before =
            rest.partition_point(|(known, _)| next(known).is_some_and(|byte| byte < Some(b'.')));
        let leads_on = rest
            .get(before)
            .is_some_and(|(known, _)| next(known) == Some(Some(b'.')));
        (own.is_some() || leads_on).then(|| PathRole {
            path: own.map(|(_, number)| *number),
            leads_on,
        })
    }

    /// What the place at `path` is, the last of whose names is `name`; `None` if the pattern asks for nothing there, or if
    /// the engine does not look there.
    pub(super) fn entered(&self, path: &[u8], name: &[u8]) -> Option<PathRole> {
        self.place(path).filter(|_| self.enters(name))
    }

    /// How many different paths there are.
    pub(crate) fn count(&self) -> usize {
        self.sorted.len()
    }

    /// Whether the engine looks behind an event's name at all: it skips one that is no piece of any path of the
    /// pattern, where it cuts a path at its dots and drops empty pieces at the end. A name for which this matters
    /// is the empty one: `{"a": {"": [1]}}` does not match `{"a": {"": 1}}`.
    fn enters(&self, name: &[u8]) -> bool {
        pieces(name).all(|piece| self.pieces.contains(piece))
    }
}

/// The pieces of a path between its dots, as Java's `split` makes them: empty ones at the end are dropped, but the
/// empty text is one piece.
pub(crate) fn pieces(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    let dots = path.iter().rev().take_while(|byte| **byte == b'.').count();
    let kept = path.get(..path.len() - dots).sure();
    let some = path.is_empty() || !kept.is_empty();
    some.then(|| kept.split(|byte| *byte == b'.'))
        .into_iter()
        .flatten()
}

/// The number of an array of the event, in the order of the text. An array comes before those inside it.
pub(crate) type ArrayId = u32;

/// The number of an array element that is itself an object or an array.
pub(crate) type ElementId = u32;

/// A value of the event at one of the paths.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf<'e> {
    /// The string, number, boolean or null.
    pub(crate) value: &'e Value,
    /// Its number among all leaves, in the order of the text.
    pub(crate) order: u32,
    /// The innermost array element that it lies in. A value that is itself an element does not lie in that element.
    pub(crate) element: Option<ElementId>,
}

/// An array element that is an object or an array.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    /// The array.
    pub(crate) array: ArrayId,
    /// The element around the array.
    pub(crate) outer: Option<ElementId>,
    /// The position in the array, from 0.
    pub(crate) index: usize,
    /// The first leaf inside, or the first behind it if there is none.
    pub(crate) start: u32,
    /// The first leaf behind it.
    pub(crate) end: u32,
}

/// An event, as far as the paths of a pattern reach.
#[derive(Debug, Default)]
pub(crate) struct Flat<'e> {
    /// For each path its leaves in the order of the text.
    paths: Vec<Vec<Leaf<'e>>>,
    elements: Vec<Element>,
    /// For each array the first leaf behind it.
    array_ends: Vec<u32>,
}

impl<'e> Flat<'e> {
    /// Collects the leaves of `paths` in an event. What lies deeper than JSON may nest is left out.
    pub(crate) fn new(event: &'e Value, paths: &Paths) -> Self {
        let mut walk = EventWalk {
            paths,
            flat: Self {
                paths: vec![Vec::new(); paths.count()],
                ..Self::default()
            },
            path: Vec::new(),
            order: 0,
        };
        if let Some(members) = event.as_object() {
            walk.members(members, false, None, 0);
        }
        walk.flat
    }

    /// The leaves of a path, in the order of the text.
    pub(crate) fn leaves(&self, path: usize) -> &[Leaf<'e>] {
        self.paths.get(path).map(Vec::as_slice).sure()
    }

    /// How many arrays there are.
    pub(crate) fn array_count(&self) -> usize {
        self.array_ends.len()
    }

    /// The leaves of all paths, path by path.
    pub(crate) fn by_path(&self) -> impl Iterator<Item = &[Leaf<'e>]> {
        self.paths.iter().map(Vec::as_slice)
    }

    /// Whether any leaf can lie in an array element.
    pub(crate) fn has_elements(&self) -> bool {
        !self.elements.is_empty()
    }

    /// An element by its number.
    pub(crate) fn element(&self, id: ElementId) -> Option<&Element> {
        self.elements.get(id as usize)
    }

    /// The first leaf behind an array.
    pub(crate) fn array_end(&self, id: ArrayId) -> u32 {
        self.array_ends.get(id as usize).copied().sure()
    }

    /// An element, the element around it, and so on outwards.
    pub(crate) fn chain(
        &self,
        innermost: Option<ElementId>,
    ) -> impl Iterator<Item = (ElementId, &Element)> {
        let with_id = |id| Some((id, self.element(id)?));
        std::iter::successors(innermost.and_then(with_id), move |(_, element)| {
            element.outer.and_then(with_id)
        })
    }
}

/// A walk over the event.
struct EventWalk<'p, 'e> {
    paths: &'p Paths,
    flat: Flat<'e>,
    path: Vec<u8>,
    order: u32,
}

impl<'e> EventWalk<'_, 'e> {
    /// `inside` is false only for the members of the event itself, whose names have no dot before them.
    fn members(
        &mut self,
        members: &'e [Member],
        inside: bool,
        element: Option<ElementId>,
        depth: usize,
    ) {
        let length = self.path.len();
        for member in members {
            let name = member.name.as_wtf8();
            if inside {
                self.path.push(b'.');
            }
            self.path.extend_from_slice(name);
            if let Some(place) = self.paths.entered(&self.path, name) {
                self.value(&member.value, &place, element, depth + 1);
            }
            self.path.truncate(length);
        }
    }

    fn value(
        &mut self,
        value: &'e Value,
        place: &PathRole,
        element: Option<ElementId>,
        depth: usize,
    ) {
        if depth > MAXIMUM_JSON_DEPTH {
            return;
        }
        match &value.kind {
            Kind::Object(members) if place.leads_on => self.members(members, true, element, depth),
            Kind::Object(_) => {}
            Kind::Array(elements) => self.array(elements, place, element, depth),
            _ => {
                if let Some(list) = place.path.and_then(|path| self.flat.paths.get_mut(path)) {
                    list.push(Leaf {
                        value,
                        order: self.order,
                        element,
                    });
                    self.order = self.order.saturating_add(1);
                }
            }
        }
    }

    fn array(
        &mut self,
        elements: &'e [Value],
        place: &PathRole,
        outer: Option<ElementId>,
        depth: usize,
    ) {
        let array = self.flat.array_ends.len();
        self.flat.array_ends.push(0);
        for (index, value) in elements.iter().enumerate() {
            if value.as_object().is_none() && value.as_array().is_none() {
                self.value(value, place, outer, depth + 1);
                continue;
            }
            let id = self.flat.elements.len();
            self.flat.elements.push(Element {
                array: number(array),
                outer,
                index,
                start: self.order,
                end: self.order,
            });
            self.value(value, place, Some(number(id)), depth + 1);
            if let Some(element) = self.flat.elements.get_mut(id) {
                element.end = self.order;
            }
        }
        if let Some(end) = self.flat.array_ends.get_mut(array) {
            *end = self.order;
        }
    }
}

/// Events are far smaller than 4 GiB, so there are fewer than 2³² of anything.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
