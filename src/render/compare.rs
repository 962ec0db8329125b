//! How new patterns relate to old ones: for people, and as Markdown for a pull request.

use std::io::{self, Write};

use super::json;
use super::markup::{cell, code};
use super::printable::{MAXIMUM_COLUMNS, cut, printable};
use super::style::Style;
use super::words::counted;
use crate::report::Format;
use crate::report::compare::{
    EventsReport, GateReport, PatternsReport, RelationReport, SummaryReport, TemplatesReport,
};

/// Writes what was found about two patterns.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn patterns(
    report: &PatternsReport,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json | Format::Jsonl => json::line(report, out),
        Format::Markdown => {
            writeln!(out, "**{}**", report.found.relation)?;
            markdown_witnesses(&report.found, out)?;
            report
                .events
                .iter()
                .try_for_each(|events| writeln!(out, "{}", moved(events)))
        }
        _ => {
            let style = Style::new(color);
            writeln!(out, "{}", relation(&report.found, style))?;
            witnesses(&report.found, "", style, out)?;
            report
                .events
                .iter()
                .try_for_each(|events| writeln!(out, "{}", moved(events)))
        }
    }
}

/// Writes what was found about two templates. People see what changed; what stays equal is counted for them.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn templates(
    report: &TemplatesReport,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut gates = report.rules.iter().chain(&report.filters);
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => {
            gates.try_for_each(|gate| json::line(gate, out))?;
            report
                .error
                .iter()
                .try_for_each(|error| json::error(error.clone(), out))
        }
        Format::Markdown => markdown(report, out),
        _ => {
            let style = Style::new(color);
            let mut changed = gates.filter(|gate| is_changed(gate));
            changed.try_for_each(|one| gate(one, style, out))?;
            writeln!(out, "{}", summary(&report.summary))
        }
    }
}

/// A gate, and what shows its relation if it is not what it was.
fn gate(gate: &GateReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let name = style.name(&cut(&gate.name, MAXIMUM_COLUMNS));
    let change = match (gate.change, &gate.was) {
        ("renamed", Some(was)) => format!(", was {}", printable(was)),
        ("kept", _) => String::new(),
        (change, _) => format!(", {change}"),
    };
    let relation = relation(&gate.found, style);
    writeln!(out, "{} {name}{change}: {relation}", gate.kind)?;
    witnesses(&gate.found, "  ", style, out)?;
    for (word, targets) in [
        ("also to", &gate.targets_added),
        ("no longer to", &gate.targets_removed),
    ] {
        for target in targets {
            writeln!(out, "  {word} {}", cut(target, MAXIMUM_COLUMNS))?;
        }
    }
    gate.events
        .iter()
        .try_for_each(|events| writeln!(out, "  {}", moved(events)))
}

fn relation(found: &RelationReport, style: Style) -> String {
    let word = match found.relation {
        "equal" => style.good(found.relation),
        "unknown" => style.doubt(found.relation),
        _ => style.bad(found.relation),
    };
    match &found.bounded_by {
        Some(bound) => format!("{word} ({})", searched(bound)),
        None => word,
    }
}

/// `elements:2` in words.
fn searched(bound: &str) -> String {
    match bound.split_once(':') {
        Some(("elements", number)) => {
            format!("as far as was searched: arrays of up to {number} elements")
        }
        _ => bound.to_owned(),
    }
}

/// The events that show a relation. What both let through says nothing where one lets more through.
fn shown(found: &RelationReport) -> impl Iterator<Item = (&'static str, &str)> {
    let both = found
        .both
        .as_ref()
        .filter(|_| found.relation == "overlapping");
    [
        (
            "only the new one lets this through",
            found.only_new.as_ref(),
        ),
        (
            "only the old one lets this through",
            found.only_old.as_ref(),
        ),
        ("both let this through", both),
    ]
    .into_iter()
    .filter_map(|(words, event)| Some((words, event?.get())))
}

fn witnesses(
    found: &RelationReport,
    indent: &str,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (words, event) in shown(found) {
        writeln!(
            out,
            "{indent}{}:\n{indent}  {}",
            style.faint(words),
            printable(event)
        )?;
    }
    for open in &found.depends_on {
        writeln!(out, "{indent}depends on {}", printable(open))?;
    }
    for note in &found.notes {
        writeln!(out, "{indent}note: {}", printable(note))?;
    }
    Ok(())
}

fn moved(events: &EventsReport) -> String {
    let first = |place: &Option<String>| {
        place.as_ref().map_or_else(String::new, |place| {
            format!(" (first {})", printable(place))
        })
    };
    let open = match events.open {
        0 => String::new(),
        many => format!(", {many} open"),
    };
    format!(
        "of the events {} before, {} now: {} gained{}, {} lost{}{open}",
        events.old,
        events.new,
        events.gained,
        first(&events.first_gained),
        events.lost,
        first(&events.first_lost)
    )
}

/// `3 equal, 1 wider; 1 added`
fn summary(summary: &SummaryReport) -> String {
    let relations = [
        (summary.equal, "equal"),
        (summary.wider, "wider"),
        (summary.narrower, "narrower"),
        (summary.overlapping, "overlapping"),
        (summary.disjoint, "disjoint"),
        (summary.unknown, "unknown"),
    ];
    let changes = [
        (summary.added, "added"),
        (summary.removed, "removed"),
        (summary.renamed, "renamed"),
    ];
    let words = |counts: &[(u64, &str)]| {
        let some = counts.iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = some
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        words.join(", ")
    };
    let mut line = words(&relations);
    if line.is_empty() {
        line.push_str("neither version lets anything through");
    }
    let changes = words(&changes);
    if !changes.is_empty() {
        line.push_str("; ");
        line.push_str(&changes);
    }
    if let Some(events) = summary.events {
        line.push_str("; ");
        line.push_str(&counted(events, "event", "events"));
    }
    line
}

/// A table of everything that changed, and the events that show it behind it: what stays equal is counted only.
fn markdown(report: &TemplatesReport, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n", summary(&report.summary))?;
    let all = report.rules.iter().chain(&report.filters);
    let changed: Vec<&GateReport> = all.filter(|gate| is_changed(gate)).collect();
    if changed.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "| | what | change | lets through | targets |\n|---|---|---|---|---|"
    )?;
    for gate in &changed {
        let added = gate
            .targets_added
            .iter()
            .map(|target| format!("+ {}", cell(target)));
        let removed = gate
            .targets_removed
            .iter()
            .map(|target| format!("− {}", cell(target)));
        let targets: Vec<String> = added.chain(removed).collect();
        let change = match &gate.was {
            Some(was) => format!("was {}", cell(was)),
            None => gate.change.to_owned(),
        };
        writeln!(
            out,
            "| {} | {} {} | {change} | {} | {} |",
            if gate.allowed { "✓" } else { "✗" },
            gate.kind,
            cell(&gate.name),
            gate.found.relation,
            targets.join("<br>")
        )?;
    }
    for gate in changed {
        writeln!(out, "\n#### {}\n", code(&gate.name))?;
        markdown_witnesses(&gate.found, out)?;
        gate.events
            .iter()
            .try_for_each(|events| writeln!(out, "{}", moved(events)))?;
    }
    Ok(())
}

fn is_changed(gate: &GateReport) -> bool {
    gate.found.relation != "equal"
        || gate.change != "kept"
        || !gate.targets_added.is_empty()
        || !gate.targets_removed.is_empty()
}

/// Each paragraph with an empty line before it.
fn markdown_witnesses(found: &RelationReport, out: &mut dyn Write) -> io::Result<()> {
    for (words, event) in shown(found) {
        writeln!(out, "\n{words}:\n\n```json\n{}\n```", printable(event))?;
    }
    if !(found.depends_on.is_empty() && found.notes.is_empty()) {
        writeln!(out)?;
    }
    for open in &found.depends_on {
        writeln!(out, "- depends on {}", code(open))?;
    }
    for note in &found.notes {
        writeln!(out, "- {}", printable(note))?;
    }
    Ok(())
}
