//! The JSON document, written while fires are found: the schedules one after the other, so that nothing is held.

use std::io::{self, Write};

use super::block::Block;
use super::fields::{JsonLine, push_plain_json};
use super::moments::Moments;
use crate::render::json;
use crate::report::next_fires::{Fire, FireLine, NextFires, ScheduleEnding, ScheduleFires};

/// Writes the document of a report.
pub struct Document<'a> {
    report: &'a NextFires,
    line: JsonLine,
    moments: Moments,
    block: Block,
    is_first_schedule: bool,
    is_first_fire: bool,
}

impl<'a> Document<'a> {
    /// A document that begins.
    ///
    /// # Errors
    ///
    /// When the report cannot be written.
    pub fn new(report: &'a NextFires) -> io::Result<Self> {
        let mut block = Block::new();
        json::open_list(report, "schedules", &mut block.bytes)?;
        Ok(Self {
            report,
            line: JsonLine::below(),
            moments: Moments::new(),
            block,
            is_first_schedule: true,
            is_first_fire: true,
        })
    }

    /// Begins the next schedule.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn schedule(&mut self, schedule: &ScheduleFires) -> io::Result<()> {
        if !self.is_first_schedule {
            self.block.bytes.push(b',');
        }
        self.is_first_schedule = false;
        self.is_first_fire = true;
        json::open_list(schedule, "fires", &mut self.block.bytes)
    }

    /// Writes a fire of the schedule.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn fire(&mut self, fire: &Fire, out: &mut dyn Write) -> io::Result<()> {
        let bytes = &mut self.block.bytes;
        if !self.is_first_fire {
            bytes.push(b',');
        }
        self.is_first_fire = false;
        if fire.is_calm() && Moments::has(fire) {
            self.line.push(fire, &mut self.moments, bytes);
        } else {
            push_plain_json(&FireLine::below(fire), bytes)?;
        }
        self.block.settle(out)
    }

    /// Ends the schedule.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn end_schedule(&mut self, ending: &ScheduleEnding, out: &mut dyn Write) -> io::Result<()> {
        json::close_list(ending, &mut self.block.bytes)?;
        self.block.settle(out)
    }

    /// Ends the document.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn end(mut self, out: &mut dyn Write) -> io::Result<()> {
        json::end_results(&self.report.unread, &mut self.block.bytes)?;
        self.block.finish(out)
    }
}
