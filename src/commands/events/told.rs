//! What is known of records when they are told.

use super::cut::Records;
use super::record::{BrokenRecord, EventPlace, EventRecord};
use crate::event::Shape;
use crate::event::put_events::Settings;

/// Some records, and what is known of them when they are told.
#[derive(Clone, Copy)]
pub(super) struct Told<'c> {
    pub(super) name: &'c str,
    pub(super) records: &'c Records,
    pub(super) shape: Shape,
    pub(super) settings: &'c Settings,
    /// How many that were counted turned out to be empty lists.
    pub(super) empty: usize,
}

impl<'c> Told<'c> {
    /// The place of a record: so many come before it in its chunk.
    pub(super) fn place(&self, number: usize) -> EventPlace<'c> {
        let (index, line) = self.records.places.get(number).copied().unwrap_or_default();
        let piece = self.records.pieces.get(number);
        EventPlace {
            source: self.name,
            index: index.saturating_sub(self.empty),
            line,
            column: piece.map_or(1, |piece| piece.column),
        }
    }

    /// The event in a record, or why there is none; `None` if it is an empty list.
    pub(super) fn record(
        &self,
        number: usize,
    ) -> Option<Result<EventRecord<'c>, Box<BrokenRecord>>> {
        let place = self.place(number);
        let settings = Settings {
            first_number: self.settings.first_number + place.index,
            ..self.settings.clone()
        };
        let around = self.records.pieces.around(number);
        let piece = self.records.pieces.get(number)?;
        EventRecord::recognised(&piece, around, place, (self.shape, &settings))
    }
}
