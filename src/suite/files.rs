//! Which files of events a case needs.

use std::collections::BTreeSet;

use super::file::{Case, EventSpec, Kind, Suite};

impl Suite {
    /// The files out of which a case takes its events, records or entries, also those on which its events are built: as
    /// the suite calls them.
    #[must_use]
    pub fn files_of<'s>(&'s self, case: &'s Case) -> BTreeSet<&'s str> {
        match &case.kind {
            Some(Kind::Events(events)) => self.files_of_events(&events.events),
            Some(Kind::PutEvents(entries)) => entries.entries.as_str().into_iter().collect(),
            Some(Kind::Pipe(pipe)) => pipe.records.as_str().into_iter().collect(),
            Some(Kind::Schedule(_) | Kind::Retries(_) | Kind::Check(_)) | None => BTreeSet::new(),
        }
    }

    fn files_of_events<'s>(&'s self, specs: &'s [EventSpec]) -> BTreeSet<&'s str> {
        // A name that nothing has is one of a file.
        let mut names = BTreeSet::new();
        let mut due: Vec<&EventSpec> = specs.iter().collect();
        while let Some(spec) = due.pop() {
            let name = match spec {
                EventSpec::Named(name) | EventSpec::File(name) => name,
                EventSpec::Like { base, .. } => base,
                EventSpec::Inline { .. } | EventSpec::Unread(_) => continue,
            };
            if !names.insert(name.text.as_str()) || matches!(spec, EventSpec::File(_)) {
                continue;
            }
            let named = self.events.iter().filter(|(own, _)| own.text == name.text);
            due.extend(named.map(|(_, spec)| spec));
        }
        names
    }
}
