//! Samples of events, judged for those who send them.

use super::Checking;
use crate::check::{self, Producers};
use crate::commands::events::{self, BrokenRecord, EventRecord, Takes, Wanted, in_order};
use crate::commands::{Context, Failure, Input, input};
use crate::diagnostic::Finding;
use crate::event::put_events::Settings;
use crate::event::{ENTRY_REFUSED, Shape};

impl Checking<'_> {
    /// Judges samples of events. Memory does not grow with their number.
    ///
    /// # Errors
    ///
    /// * `event/none`: there is no event.
    /// * A stream cannot be written.
    pub(in crate::commands::check) fn samples(
        &mut self,
        mut inputs: Vec<Input>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        if inputs.is_empty() {
            return Ok(());
        }
        input::number_inline(&mut inputs, "event");
        let count = inputs.len();
        let wanted = Wanted {
            inputs,
            shape: Shape::Recognised,
            settings: Settings {
                time: self.now,
                ..Settings::default()
            },
        };
        let mut seen = Seen {
            producers: Producers::default(),
            events: 0,
            broken: Vec::new(),
            broken_count: 0,
        };
        let end = in_order(wanted, &mut seen, context)?;
        if seen.events == 0 && seen.broken.is_empty() {
            let nothing = events::nothing("event", "as files or JSON behind `--events`", end);
            return Err(Failure::refused(nothing));
        }
        for broken in seen.broken {
            let name = broken.source.clone();
            self.output
                .refuse(Failure::all(broken.findings), &name, context)?;
        }
        self.output.summary.unreadable += seen.broken_count.saturating_sub(KEPT as u64);
        self.output.summary.samples(count as u64, seen.events);
        let judged = seen.producers.judged();
        self.tell(&judged, context)
    }
}

/// How many records that are no events are told.
const KEPT: usize = 100;

struct Seen {
    producers: Producers,
    events: u64,
    /// The first of those that are none.
    broken: Vec<BrokenRecord>,
    broken_count: u64,
}

impl Takes for Seen {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        match self.producers.observe(&record.text, || record.source()) {
            Ok(()) => self.events += 1,
            Err(diagnostics) => self.refuse(record.refused(diagnostics), context)?,
        }
        Ok(())
    }

    fn refuse(&mut self, broken: BrokenRecord, _: &mut Context<'_>) -> Result<(), Failure> {
        // What PutEvents does not take is an event all the same, and a finding.
        let is_entry = |one: &Finding| {
            let code = one.diagnostic.code;
            code == ENTRY_REFUSED || check::lint_of_code(code.as_str()).is_some()
        };
        if broken.findings.iter().any(is_entry) {
            self.events += 1;
            for one in broken.findings.iter().filter(|one| is_entry(one)) {
                if let Some(source) = &one.source {
                    self.producers.refused(&one.diagnostic, source);
                }
            }
            return Ok(());
        }
        self.broken_count += 1;
        if self.broken.len() < KEPT {
            self.broken.push(broken);
        }
        Ok(())
    }
}
