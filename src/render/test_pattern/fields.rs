//! The fields that decided on a miss: what is wanted and what there is, each on its line.

use std::borrow::Cow;

use super::SHOWN_FIELDS;
use crate::json;
use crate::render::printable::printable;
use crate::render::style::Style;
use crate::render::words::counted;
use crate::report::SpanReport;
use crate::report::excerpt::Excerpt;
use crate::report::test_pattern::{BranchReport, ExplanationReport, Quoted, ResultReport};

/// How many combinations of `$or` alternatives a block shows.
const SHOWN_ALTERNATIVES: usize = 3;

/// The fields that decided, for the most promising combinations of `$or` alternatives.
pub(super) fn push_alternatives(block: &mut String, result: &ResultReport<'_>, style: Style) {
    let groups: Vec<&[ExplanationReport]> = result
        .explanation
        .chunk_by(|one, next| one.branches == next.branches)
        .collect();
    let common = common(&groups, result.left_out);
    push_fields(block, &common, result, ("", style));
    for fields in groups.iter().take(SHOWN_ALTERNATIVES) {
        let branches = fields.first().map_or(&[][..], |field| &field.branches);
        let mut indent = "";
        if !branches.is_empty() {
            block.push_str(&style.faint(&format!("  with {}:", branch_words(branches))));
            block.push('\n');
            indent = "  ";
        }
        let is_told = |field: &ExplanationReport| {
            let mut told = common.iter();
            told.any(|one| one.says_the_same_as(field))
        };
        let fields: Vec<_> = fields.iter().filter(|field| !is_told(field)).collect();
        push_fields(block, &fields, result, (indent, style));
    }
    let more = groups.len().saturating_sub(SHOWN_ALTERNATIVES) + result.left_out;
    if more > 0 {
        let more = counted(more as u64, "combination", "combinations");
        block.push_str(&style.faint(&format!("  {more} of `$or` alternatives more")));
        block.push('\n');
    }
}

/// The fields that decide whichever alternative is taken, if all alternatives are told.
fn common<'r>(groups: &[&'r [ExplanationReport]], left_out: usize) -> Vec<&'r ExplanationReport> {
    let Some((first, others)) = groups.split_first() else {
        return Vec::new();
    };
    if others.is_empty() || left_out > 0 || groups.len() > SHOWN_ALTERNATIVES {
        return Vec::new();
    }
    let is_in = |group: &&[ExplanationReport], field: &ExplanationReport| {
        group.iter().any(|other| other.says_the_same_as(field))
    };
    let mut common: Vec<_> = first
        .iter()
        .filter(|field| others.iter().all(|group| is_in(group, field)))
        .collect();
    // An alternative of which nothing else is told has its own place.
    if groups.iter().any(|group| group.len() == common.len()) {
        common.clear();
    }
    common
}

/// Fields that decided, those that are missing for one cause together.
fn push_fields(
    block: &mut String,
    fields: &[&ExplanationReport],
    result: &ResultReport<'_>,
    (indent, style): (&str, Style),
) {
    for (at, field) in fields.iter().enumerate() {
        let shares = |other: &&&ExplanationReport| other.shares_cause_with(field);
        if fields.iter().take(at).any(|other| shares(&other)) {
            continue;
        }
        push_field(block, field, result, (indent, style));
        let others = fields.iter().skip(at + 1).filter(shares).copied();
        push_others(block, indent, &others.collect::<Vec<_>>());
    }
}

/// The fields that are missing for the same cause as the one before.
fn push_others(block: &mut String, indent: &str, others: &[&ExplanationReport]) {
    if others.is_empty() {
        return;
    }
    let mut names: Vec<String> = others
        .iter()
        .take(SHOWN_FIELDS)
        .map(|field| path(field).into_owned())
        .collect();
    if others.len() > SHOWN_FIELDS {
        names.push(format!("{} more", others.len() - SHOWN_FIELDS));
    }
    let last = names.pop().unwrap_or_default();
    let all = match names.is_empty() {
        true => last,
        false => format!("{} and {last}", names.join(", ")),
    };
    block.push_str(&format!("{indent}    the same is the cause for {all}\n"));
}

/// Which alternative of each `$or`.
pub(super) fn branch_words(branches: &[BranchReport]) -> String {
    let branches: Vec<String> = branches.iter().map(branch).collect();
    branches.join(" and ")
}

/// ``alternative 2 of 3 of the `$or` in `detail` ``
fn branch(branch: &BranchReport) -> String {
    let BranchReport {
        parent,
        alternative,
        of,
    } = branch;
    let inside = if parent.is_empty() {
        String::new()
    } else {
        format!(" in `{}`", printable(parent))
    };
    format!(
        "alternative {} of {of} of the `$or`{inside}",
        alternative + 1
    )
}

/// One field that decided: what is wanted and what there is, each on its line where that is drawn.
fn push_field(
    block: &mut String,
    field: &ExplanationReport,
    result: &ResultReport<'_>,
    (indent, style): (&str, Style),
) {
    let at = |source: &str, span: SpanReport| format!("{source}:{}:{}", span.line, span.column);
    let bare = |text: &str, place: &str| format!("{text}{}", style.faint(&format!("  {place}")));
    block.push_str(&format!(
        "{indent}  {}: {}\n",
        style.name(&path(field)),
        printable(&field.reason)
    ));
    let mut push = |word: &str, told: String, drawn: Option<(&Excerpt, &str, Paint)>| {
        let head = format!("{indent}    {word:<5} ");
        match drawn {
            Some((excerpt, place, paint)) => {
                block.push_str(&drawn_line(&head, excerpt, place, (style, paint)));
            }
            None => block.push_str(&format!("{}\n", (head + &told).trim_end())),
        }
    };
    let (wanted, there) = (&field.lines.0, &field.lines.1);
    let place = at(&result.pattern, field.pattern_span);
    let line = wanted.as_ref().filter(|line| {
        let marked = without_quotes(&line.marked);
        shows(line, &field.wanted) || line.is_whole && field.path.ends_with(marked)
    });
    let told = bare(&quoted(&field.wanted, |text| style.good(text)), &place);
    push(
        "wants",
        told,
        line.map(|line| (line, &*place, Style::good as Paint)),
    );
    let place = field.event_span.map(|span| at(&result.event_text, span));
    match (&field.actual, place) {
        (Some(actual), place) => {
            let place = place.unwrap_or_default();
            let line = there.as_ref().filter(|line| shows(line, actual));
            let told = bare(&quoted(actual, |text| style.bad(text)), &place);
            push(
                "has",
                told,
                line.map(|line| (line, &*place, Style::bad as Paint)),
            );
        }
        (None, Some(place)) => {
            let line = there.as_ref();
            let told = bare("", &place);
            push(
                "see",
                told,
                line.map(|line| (line, &*place, Style::bad as Paint)),
            );
        }
        (None, None) => {}
    }
    if let Some(hint) = &field.hint {
        let hint = printable(hint);
        block.push_str(&format!("{indent}    {} {hint}\n", style.help("help:")));
    }
}

/// Whether what is marked on a line is a value as it is told of: not the text that holds it, nor what stands for it in a
/// template.
fn shows(line: &Excerpt, told: &Quoted) -> bool {
    let is_same = || json::parse(&line.marked).is_ok_and(|value| value.to_compact() == told.text);
    line.is_whole && told.is_whole && (letters(&line.marked).eq(letters(&told.text)) || is_same())
}

/// A text without blanks and quotes, of which YAML, and JSON in a text, have others.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let is_quote = |one: &char| matches!(one, '"' | '\'' | '\\') || one.is_whitespace();
    text.chars().filter(move |one| !is_quote(one))
}

fn without_quotes(text: &str) -> &str {
    text.trim_matches(['"', '\'', '\\'])
}

/// How something is marked.
type Paint = fn(Style, &str) -> String;

/// A line, marks under what it is about, and behind them where that is.
fn drawn_line(
    head: &str,
    excerpt: &Excerpt,
    place: &str,
    (style, paint): (Style, Paint),
) -> String {
    let (before, marked) = (printable(&excerpt.before), printable(&excerpt.marked));
    let count = |text: &str| text.chars().count();
    let marks = "^".repeat(count(&marked));
    format!(
        "{head}{before}{}{}\n{}{} {}\n",
        paint(style, &marked),
        printable(&excerpt.behind),
        " ".repeat(count(head) + count(&before)),
        paint(style, &marks),
        style.faint(place)
    )
}

/// The path of a field; the empty one in quotes.
pub(super) fn path(field: &ExplanationReport) -> Cow<'_, str> {
    if field.path.is_empty() {
        return Cow::Borrowed("\"\"");
    }
    printable(&field.path)
}

/// A value in its colour, with a word if some of it is left out.
fn quoted(quoted: &Quoted, paint: impl FnOnce(&str) -> String) -> String {
    let shortened = if quoted.is_whole { "" } else { " (shortened)" };
    format!("{}{shortened}", paint(&quoted.text))
}
