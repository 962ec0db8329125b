//! What files declare, for people: by kinds, a thing with what is told of it below its name and its place.

use std::io::{self, Write};

use crate::render::printable::{MAXIMUM_COLUMNS, cut, printable};
use crate::render::style::Style;
use crate::render::words;
use crate::report::list::{GroupReport, InventoryReport, ListReport, MemberReport, ObjectReport};

/// Members that stand elsewhere: in the line of the thing, or beside what they belong to.
const ELSEWHERE: [&str; 12] = [
    "logical_id",
    "address",
    "place",
    "targets",
    "target",
    "bus_logical_id",
    "bus_address",
    "bus_arn",
    "pattern_text",
    "pattern_sent",
    "filter_texts",
    "filter_policy_text",
];

/// Two columns, and what stands below one of the lines.
struct Row {
    depth: usize,
    word: String,
    text: String,
}

pub(super) fn write(report: &ListReport, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let style = Style::new(color);
    for (number, inventory) in report.inventories.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        inventory_lines(inventory, style, out)?;
    }
    Ok(())
}

fn inventory_lines(
    inventory: &InventoryReport,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let groups = || {
        inventory
            .groups
            .iter()
            .filter(|group| !group.things.is_empty())
    };
    let counts = groups().map(|group| {
        let (one, many) = (worded(group.one), worded(group.many));
        words::counted(group.things.len() as u64, &one, &many)
    });
    let counts: Vec<String> = counts.collect();
    let counts = match counts.as_slice() {
        [] => "nothing that evb reads".to_owned(),
        counts => counts.join(", "),
    };
    let source = style.name(&inventory.source);
    writeln!(out, "{source} ({}): {counts}", kind(inventory.kind))?;
    for group in groups() {
        writeln!(out, "\n{}", worded(group.many))?;
        group_lines(group, style, out)?;
    }
    Ok(())
}

fn group_lines(group: &GroupReport, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for thing in &group.things {
        let label = thing.label().unwrap_or_else(|| "without a name".to_owned());
        let label = style.name(&cut(&label, MAXIMUM_COLUMNS));
        match place(thing) {
            Some(place) => writeln!(out, "  {label}  {}", style.faint(&place))?,
            None => writeln!(out, "  {label}")?,
        }
        let rows = rows(thing);
        let width = rows
            .iter()
            .map(|row| 2 * row.depth + row.word.chars().count());
        let width = width.max().unwrap_or(0);
        for row in rows {
            let word = format!("{}{}", "  ".repeat(row.depth), row.word);
            writeln!(out, "    {word:width$}  {}", row.text)?;
        }
    }
    Ok(())
}

/// `template.yaml:12`
fn place(thing: &ObjectReport) -> Option<String> {
    let place = thing.part("place")?;
    Some(format!(
        "{}:{}",
        place.shown("source")?,
        place.shown("line")?
    ))
}

/// What is told of a thing, its targets last, and what of it is open behind them.
fn rows(thing: &ObjectReport) -> Vec<Row> {
    let mut rows = Vec::new();
    members(thing, 0, &mut rows);
    for target in thing.elements("targets") {
        rows.extend(target.as_object().into_iter().flat_map(target_rows));
    }
    if let Some(target) = thing.part("target") {
        rows.extend(target_rows(target));
    } else if let Some(MemberReport::Value(_)) = thing.get("target") {
        let text = meant(thing, "target", "target_resource").unwrap_or_default();
        rows.push(row(0, "target", &text));
    }
    if thing.get("targets").is_some() && thing.elements("targets").is_empty() {
        rows.push(row(0, "targets", "none"));
    }
    let open = thing.holes();
    if !open.is_empty() {
        rows.push(row(0, "open", &open.join(", ")));
    }
    rows
}

fn target_rows(target: &ObjectReport) -> Vec<Row> {
    let arn = meant(target, "arn", "resource").unwrap_or_else(|| "nothing".to_owned());
    let text = match target.shown("id") {
        Some(id) => format!("{id} → {arn}"),
        None => arn,
    };
    let mut rows = vec![row(0, "target", &text)];
    members(target, 1, &mut rows);
    rows
}

/// A line for each member that does not stand elsewhere.
fn members(object: &ObjectReport, depth: usize, rows: &mut Vec<Row>) {
    for (name, member) in object.members() {
        let is_target = depth > 0;
        let is_label = object.label() == object.shown(name) && matches!(name, "name" | "id");
        let stands_elsewhere = ELSEWHERE.contains(&name)
            || name.ends_with("resource")
            || is_label
            || is_target && matches!(name, "id" | "arn");
        if stands_elsewhere {
            continue;
        }
        let resource = match name {
            "bus" => "bus_logical_id".to_owned(),
            _ => format!("{name}_resource"),
        };
        match member {
            MemberReport::List(list) => {
                for one in list {
                    rows.push(row(depth, singular(name), &inline(one)));
                }
            }
            MemberReport::Object(_) => rows.push(row(depth, name, &inline(member))),
            MemberReport::Value(_) => {
                let text = meant(object, name, &resource).unwrap_or_default();
                rows.push(row(depth, name, &text));
            }
        }
    }
}

fn row(depth: usize, word: &str, text: &str) -> Row {
    Row {
        depth,
        word: worded(word),
        text: cut(text, MAXIMUM_COLUMNS).into_owned(),
    }
}

/// A name or an ARN; the resource of the template where only that is known.
fn meant(object: &ObjectReport, name: &str, resource: &str) -> Option<String> {
    let shown = object.shown(name)?;
    Some(match object.shown(resource) {
        Some(resource) if object.is_open(name) => resource,
        Some(resource) if resource != shown => format!("{shown} ({resource})"),
        _ => shown,
    })
}

/// A member in a line.
fn inline(member: &MemberReport) -> String {
    match member {
        MemberReport::Value(value) => value.to_display(),
        MemberReport::List(list) => list.iter().map(inline).collect::<Vec<_>>().join(", "),
        MemberReport::Object(object) => {
            let members = object.members().map(|(name, member)| match member {
                MemberReport::Object(_) => format!("{name} ({})", inline(member)),
                _ => format!("{name} {}", inline(member)),
            });
            members.collect::<Vec<_>>().join(", ")
        }
    }
}

/// A key as words.
fn worded(key: &str) -> String {
    match key {
        "dlq" => "dead letters".to_owned(),
        key => printable(key).replace('_', " "),
    }
}

/// What one of a list is called.
fn singular(name: &str) -> &str {
    match name {
        "filters" => "filter",
        "notifications" => "notification",
        other => other,
    }
}

/// What a file is.
fn kind(kind: &str) -> &str {
    match kind {
        "cloudformation" => "CloudFormation",
        "sam" => "SAM",
        "cdk" => "CDK",
        "terraform" => "Terraform",
        "terraform-plan" => "plan of Terraform",
        "terraform-state" => "state of Terraform",
        "serverless" => "Serverless",
        "pulumi" => "Pulumi",
        "command-line" => "command lines",
        "configuration-item" => "items of AWS Config",
        _ => "requests and answers of the API",
    }
}
