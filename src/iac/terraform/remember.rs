//! Nothing is evaluated twice, and nothing by itself.

use super::evaluate::{Evaluator, wrong};
use super::memory::{Named, Remembered};
use super::value::{Evaluated, Stop, Val};
use crate::source::Span;

impl Evaluator<'_, '_, '_> {
    /// The value of a name: remembered, or what `evaluate` gives.
    ///
    /// # Errors
    ///
    /// The name depends on itself; what is wrong with it.
    pub(super) fn remembered(
        &mut self,
        scope: usize,
        name: Named,
        span: Span,
        evaluate: impl FnOnce(&mut Self) -> Evaluated,
    ) -> Evaluated {
        let key = (scope, name);
        match self.memory.values.get(&key) {
            Some(Remembered::Done(done, is_default)) => {
                if *is_default {
                    self.defaults.add(span);
                }
                return done.clone();
            }
            Some(Remembered::Begun) => return Err(circle(span)),
            None => {}
        }
        self.memory.values.insert(key.clone(), Remembered::Begun);
        let asked = self.defaults.asked();
        let done = evaluate(self);
        let is_default = self.defaults.asked() > asked;
        if is_default {
            self.defaults.add(span);
        }
        self.memory
            .values
            .insert(key, Remembered::Done(done.clone(), is_default));
        done
    }

    /// The value, or a hole for one that could not be evaluated; what is wrong is told once.
    ///
    /// # Errors
    ///
    /// The whole is given up.
    pub(super) fn or_open(&mut self, evaluated: Evaluated, span: Span) -> Evaluated {
        let stop = match evaluated {
            Ok(value) => return Ok(value),
            Err(stop) => stop,
        };
        self.tell(stop)?;
        let written = self.texts.slice(span);
        let from: String = written.chars().take(60).collect();
        Ok(Val::hole(crate::json::Shape::Structure, &from, span))
    }

    /// Tells what is wrong, once.
    ///
    /// # Errors
    ///
    /// The whole is given up.
    pub(super) fn tell(&mut self, stop: Stop) -> Result<(), Stop> {
        if stop.code == super::TOO_LARGE {
            return Err(stop);
        }
        if !self.told.contains(&stop) {
            self.told.push(*stop);
        }
        Ok(())
    }
}

fn circle(span: Span) -> Stop {
    wrong(span, "this depends on itself")
}
