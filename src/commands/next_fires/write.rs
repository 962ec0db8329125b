//! Writes the fires as they are found: whatever the format, none is held but for a picture.

use super::draw;
use super::follow::{MOST_HELD, Question, Seen, more, too_many};
use super::plan::Plan;
use super::walk::walk;
use crate::commands::{Context, Failure};
use crate::render::next_fires as looks;
use crate::report::next_fires::{Fire, NextFires, ScheduleEnding};
use crate::report::{DiagnosticReport, Format};
use crate::schedule::codes;

/// Writes the fires in a format.
pub(super) fn write(
    report: &NextFires,
    plans: &[Plan],
    question: Question,
    format: Format,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    if let Some(lines) = looks::Lines::new(report, format) {
        return write_lines(lines, plans, question, context);
    }
    match format {
        Format::Json => document(report, plans, question, context),
        Format::Svg => picture(report, plans, question, context),
        _ => table(report, plans, question, context),
    }
}

fn write_lines(
    mut lines: looks::Lines<'_>,
    plans: &[Plan],
    question: Question,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let out = &mut *context.stdout;
    lines.begin()?;
    let all = walk(plans, question, |index, fire| {
        Ok(lines.fire(index, &fire, out)?)
    })?;
    lines.end(out)?;
    for (plan, seen) in plans.iter().zip(&all) {
        draw(&seen.notes(plan, &question), context)?;
    }
    draw(more(&all, &question).as_slice(), context)
}

/// One schedule after the other: in the document, each has its fires.
fn document(
    report: &NextFires,
    plans: &[Plan],
    question: Question,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let mut document = looks::Document::new(report)?;
    for (plan, schedule) in plans.iter().zip(&report.schedules) {
        document.schedule(schedule)?;
        let mut ending = ScheduleEnding::default();
        let out = &mut *context.stdout;
        let all = walk(std::slice::from_ref(plan), question, |_, mut fire| {
            document.fire(&fire, out)?;
            ending.skipped.append(&mut fire.skipped);
            Ok(())
        })?;
        let mut findings = plan.findings.clone();
        for seen in all {
            let notes = seen.notes(plan, &question);
            context.heed(notes.iter().map(|note| &note.diagnostic));
            findings.extend(notes);
            ending.more = seen.more;
            ending.skipped.extend(seen.skipped_behind);
        }
        ending.diagnostics = findings.iter().map(DiagnosticReport::new).collect();
        document.end_schedule(&ending, context.stdout)?;
    }
    Ok(document.end(context.stdout)?)
}

/// The fires are found twice: the columns must be known before the first row.
fn table(
    report: &NextFires,
    plans: &[Plan],
    question: Question,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let mut table = looks::Table::new(report, question.stands_at());
    let all = walk(plans, question, |index, fire| {
        table.see(index, fire);
        Ok(())
    })?;
    for ((index, plan), seen) in (0..).zip(plans).zip(all) {
        let mut notes = seen.notes(plan, &question);
        context.heed(notes.iter().map(|note| &note.diagnostic));
        // The table has a row for each of them, but not from the newest to the oldest.
        notes.retain(|note| question.before.is_some() || note.diagnostic.code != codes::SKIPPED);
        draw(&notes, context)?;
        table.see_behind(index, seen.skipped_behind, seen.more);
    }
    let color = context.color;
    let out = &mut *context.stdout;
    let mut rows = table.begin(color, out)?;
    walk(plans, question, |index, fire| {
        Ok(rows.fire(index, &fire, out)?)
    })?;
    Ok(rows.end(out)?)
}

fn picture(
    report: &NextFires,
    plans: &[Plan],
    question: Question,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let mut fires: Vec<Vec<Fire>> = plans.iter().map(|_| Vec::new()).collect();
    let mut held = 0;
    let all: Vec<Seen> = walk(plans, question, |index, fire| {
        held += 1;
        if held > MOST_HELD {
            return Err(too_many());
        }
        if let Some(fires) = fires.get_mut(index) {
            fires.push(fire);
        }
        Ok(())
    })?;
    for (plan, seen) in plans.iter().zip(&all) {
        draw(&seen.notes(plan, &question), context)?;
    }
    if question.before.is_some() {
        fires.iter_mut().for_each(|fires| fires.reverse());
    }
    looks::picture(report, &fires, question.stands_at(), context.stdout)?;
    Ok(())
}
