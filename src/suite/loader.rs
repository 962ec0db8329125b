//! Where files come from.

use crate::diagnostic::Finding;
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::model::Inventory;
use crate::source::Source;

use super::event::Event;

/// What a template declares.
#[derive(Clone, Debug)]
pub struct Template {
    /// The text in which places lie.
    pub source: Source,
    /// What it declares.
    pub inventory: Inventory,
}

/// Opens what a suite names. Paths are those of the suite: they are seen from its directory.
pub trait Loader {
    /// A template, read with the values that the suite gives.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    fn template(&mut self, path: &str) -> Result<Template, Vec<Finding>>;

    /// The events of a file, or of those that a glob or a directory names; at most so many. `shape` says what a record is,
    /// `settings` what becomes of entries of `PutEvents`.
    ///
    /// # Errors
    ///
    /// Why one cannot be read.
    fn events(
        &mut self,
        path: &str,
        shape: Shape,
        settings: &Settings,
        most: usize,
    ) -> Result<Vec<Event>, Vec<Finding>>;

    /// The text of a file.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    fn text(&mut self, path: &str) -> Result<Source, Vec<Finding>>;
}
