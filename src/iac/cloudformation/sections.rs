//! The sections of a template: what each of them names.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;

use crate::json::Value;
use crate::source::Span;

/// What stands behind a name: as the template has it, or as a loop, an include or a translator made it.
#[derive(Clone)]
pub(super) enum Body<'a> {
    Written(&'a Value),
    Made(Rc<Value>),
}

impl Deref for Body<'_> {
    type Target = Value;

    fn deref(&self) -> &Value {
        match self {
            Self::Written(value) => value,
            Self::Made(value) => value,
        }
    }
}

/// One name of a section.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    pub(super) name: String,
    pub(super) name_span: Span,
    pub(super) body: Body<'a>,
}

/// What a section names, in its order.
#[derive(Clone, Default)]
pub(super) struct Section<'a> {
    entries: Vec<Entry<'a>>,
    places: BTreeMap<String, usize>,
}

impl<'a> Section<'a> {
    pub(super) fn get(&self, name: &str) -> Option<Body<'a>> {
        let entry = self.entries.get(*self.places.get(name)?)?;
        Some(entry.body.clone())
    }

    pub(super) fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// Puts a name behind the others; of two that are the same the last counts, and where the first stood is returned.
    pub(super) fn push(&mut self, entry: Entry<'a>) -> Option<Span> {
        match self
            .places
            .get(&entry.name)
            .and_then(|place| self.entries.get_mut(*place))
        {
            Some(before) => {
                let span = before.name_span;
                *before = entry;
                Some(span)
            }
            None => {
                self.places.insert(entry.name.clone(), self.entries.len());
                self.entries.push(entry);
                None
            }
        }
    }
}

/// The sections that are read.
#[derive(Default)]
pub(super) struct Sections<'a> {
    pub(super) parameters: Section<'a>,
    pub(super) mappings: Section<'a>,
    pub(super) conditions: Section<'a>,
    pub(super) resources: Section<'a>,
    pub(super) outputs: Section<'a>,
}
