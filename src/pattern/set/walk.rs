//! One pass over an event: follows its shape, meets the values that patterns name.
//!
//! The loop has two halves. *Between* values it follows a learnt edge, which is one comparison of bytes, or where there is
//! none lets the [learner](super::learn) parse. *At* a value it finds out where that ends, which no learnt bytes can tell,
//! and hands it to the [run](super::run) if a pattern asks for it.
//!
//! Nothing is read twice but the bytes of values that are asked for, and nothing is allocated once the tables have
//! grown. Blocks of bytes are compared without asking where the event ends: behind it stand zeros, or the events that
//! follow in the same buffer. One that is not closed runs on into those, and is refused for where it ends by whoever
//! asked ([`PatternSet::matches_at`](super::PatternSet::matches_at)).

use super::compile::Tables;
use super::decide;
use super::index::ScalarKind;
use super::learn::learn;
use super::run::Run;
use super::shape::{NONE, Next, START, Shapes, StateId, Stride};
use crate::json::scan::{balance, number, string};

/// Where reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ended {
    /// The byte behind the last one read.
    pub(super) at: usize,
    /// Whether the event was read to its end, which is then `at`.
    pub(super) is_closed: bool,
}

impl Run {
    /// Reads the event that begins at `at`, white space before it allowed, and finds out which rules it
    /// matches. `None` if it is no JSON object.
    pub(super) fn read<const TRUSTED: bool>(
        &mut self,
        tables: &Tables,
        shapes: &mut Shapes,
        input: &[u8],
        mut at: usize,
    ) -> Option<Ended> {
        self.begin();
        shapes.prepare();
        let mut state = START;
        let ended = loop {
            let (step, end) = next::<TRUSTED>(tables, shapes, input, at, state)?;
            at += step.length as usize;
            state = step.target;
            if step.effects.1 != 0 {
                self.apply(shapes.effects(step.effects));
            }
            match step.next {
                Next::String => {
                    let text = string::<TRUSTED>(input, at)?;
                    if step.field != NONE {
                        self.meet_string(
                            tables,
                            input,
                            (at - 1, text.end),
                            text.plain,
                            (step.field, step.is_hidden),
                        );
                    }
                    at = text.end;
                }
                Next::Number => {
                    if step.field != NONE {
                        self.meet(
                            tables,
                            input,
                            (at, end),
                            ScalarKind::Number,
                            (step.field, step.is_hidden),
                        );
                    }
                    at = end;
                }
                Next::Literal(length) => {
                    let start = at - usize::from(length);
                    self.meet(
                        tables,
                        input,
                        (start, at),
                        ScalarKind::Literal,
                        (step.field, step.is_hidden),
                    );
                }
                Next::End => {
                    break Ended {
                        at,
                        is_closed: true,
                    };
                }
                Next::Container => at = balance::close(input, at, 1)?,
                Next::Rest(levels) => at = balance::close(input, at, u32::from(levels))?,
                Next::Stop => {
                    break Ended {
                        at,
                        is_closed: false,
                    };
                }
            }
        };
        self.finish(tables, input);
        Some(ended)
    }

    /// Decides what could not be decided while reading.
    fn finish(&mut self, tables: &Tables, input: &[u8]) {
        let candidates = std::mem::take(&mut self.candidates);
        for class in tables.always.iter().chain(&candidates) {
            let Some(class) = tables.classes.get(*class as usize) else {
                continue;
            };
            if decide::matches(self, tables, input, class) {
                self.reach(tables, class.rules.of(&tables.lists));
            }
        }
        self.candidates = candidates;
        self.sort_matched();
    }
}

/// The step from `at`, and behind it the end of the number, if there is one.
#[inline(always)]
fn next<const TRUSTED: bool>(
    tables: &Tables,
    shapes: &mut Shapes,
    input: &[u8],
    at: usize,
    state: StateId,
) -> Option<(Stride, usize)> {
    if let Some(step) = shapes.follow(input, at, state) {
        if step.next != Next::Number {
            return Some((step, 0));
        }
        // The same bytes may also stand before another kind of value.
        if let Some(end) = number(input, at + step.length as usize) {
            return Some((step, end));
        }
    }
    let step = learn::<TRUSTED>(&tables.paths, shapes, input, at, state)?;
    let end = match step.next {
        Next::Number => number(input, at + step.length as usize)?,
        _ => 0,
    };
    Some((step, end))
}
