//! From a schedule to its mutants.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::tokens::{fields, moved, words};
use crate::schedule::{Expression, Schedule, Service, Zone, parse};
use crate::source::Span;
use crate::suite::mutant::Mutator;
use crate::suite::mutant::edit::{Edit, told};
use crate::sure::Sure as _;

/// What of a schedule is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The expression.
    Expression,
    /// The time zone, which is UTC then.
    Timezone,
}

/// A schedule with one small change.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ScheduleMutant {
    /// What kind of change it is.
    pub mutator: Mutator,
    /// What is changed.
    pub part: Part,
    /// The change of the text of that part.
    pub edit: Edit,
    /// The change in words.
    pub description: String,
    /// What it makes of the schedule.
    pub schedule: Schedule,
}

/// The mutants of a schedule whose expression is this text, in the order of the text; the time zone last.
#[must_use]
pub fn schedule_mutants(text: &str, schedule: &Schedule, service: Service) -> Vec<ScheduleMutant> {
    let mut known = BTreeSet::from([text.to_owned()]);
    let mut mutants: Vec<ScheduleMutant> = Vec::new();
    for (mutator, edit) in edits(text, schedule.expression()) {
        let changed = edit.apply(text);
        let Ok(parsed) = parse(&changed, service) else {
            continue;
        };
        if parsed.expression == *schedule.expression() || !known.insert(changed.clone()) {
            continue;
        }
        mutants.push(ScheduleMutant {
            mutator,
            part: Part::Expression,
            edit,
            description: format!("`{}` becomes `{}`", told(text), told(&changed)),
            schedule: schedule.with_expression(parsed.expression),
        });
    }
    let zone = schedule.zone().name();
    let reads_a_clock = !matches!(schedule.expression(), Expression::Rate(_));
    if reads_a_clock && zone != Zone::utc().name() {
        mutants.push(ScheduleMutant {
            mutator: Mutator::ZoneDropped,
            part: Part::Timezone,
            edit: Edit {
                span: Span::new(0, zone.len()),
                replacement: "UTC".to_owned(),
            },
            description: format!("time zone `{}` becomes `UTC`", told(zone)),
            schedule: schedule.clone().in_zone(Arc::new(Zone::utc())),
        });
    }
    mutants
}

/// The changes of an expression, as far as they can be read from its text: the parser has the last word.
fn edits(text: &str, expression: &Expression) -> Vec<(Mutator, Edit)> {
    let (Some(open), Some(close)) = (text.find('('), text.rfind(')')) else {
        return Vec::new();
    };
    let body = Span::new(open + 1, close.max(open + 1));
    let inside = text.get(body.start..body.end).sure();
    let mut edits: Vec<(Mutator, Edit)> = Vec::new();
    match expression {
        Expression::Cron(_) => {
            let fields = fields(inside, body.start);
            for (field, span) in &fields {
                for word in words(text, *span) {
                    let moved = moved(text, word, Some(*field));
                    edits.extend(moved.into_iter().map(|edit| (Mutator::FieldMoved, edit)));
                }
            }
            // The day of the month and the day of the week, what stands between them included.
            if let [_, _, (_, one), _, (_, two), ..] = fields.as_slice() {
                let raw = |span: Span| text.get(span.start..span.end).sure();
                let between = raw(Span::new(one.end, two.start));
                let edit = Edit {
                    span: one.to(*two),
                    replacement: [raw(*two), between, raw(*one)].concat(),
                };
                edits.push((Mutator::DaysTurned, edit));
            }
        }
        Expression::Rate(_) => {
            for word in words(text, body) {
                let moved = moved(text, word, None);
                edits.extend(moved.into_iter().map(|edit| (Mutator::FieldMoved, edit)));
                edits.extend(units(text, word).map(|edit| (Mutator::UnitTurned, edit)));
            }
        }
        Expression::At(_) => {
            for word in words(text, body) {
                let moved = moved(text, word, None);
                edits.extend(moved.into_iter().map(|edit| (Mutator::FieldMoved, edit)));
            }
        }
    }
    edits
}

/// The other units in place of one.
fn units(text: &str, word: Span) -> impl Iterator<Item = Edit> {
    const UNITS: [[&str; 3]; 2] = [["minute", "hour", "day"], ["minutes", "hours", "days"]];
    let raw = text.get(word.start..word.end).sure();
    let of_number = UNITS.into_iter().find(|units| units.contains(&raw));
    let others = of_number.into_iter().flatten();
    others
        .filter(move |unit| *unit != raw)
        .map(move |unit| Edit {
            span: word,
            replacement: unit.to_owned(),
        })
}
