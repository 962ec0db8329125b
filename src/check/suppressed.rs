//! What files say is not to be told: comments, and metadata of templates.
//!
//! A comment `# evb: ignore[NAME, …] reason` holds for its line, or alone on a line for the next, and for what is indented
//! beneath that: above a resource it holds for the resource. Where a format has no comments, `Metadata: {evb: {ignore: [NAME]}}`
//! of a resource or of the template does the same.

use super::alike::place_in_file;
use super::finding::{Finding, Judged};
use super::lints::{LINTS, lint};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::iac::yaml::{self, Dialect};
use crate::json::{self, Value};
use crate::source::{Source, Span};
use crate::suggest;

/// Something is to be suppressed that is not found.
pub(super) const SUPPRESSION_UNUSED: Code = Code::new("suppression-unused");

/// What a comment begins with.
const COMMENTS: [&str; 2] = ["#", "//"];

/// What stands in a comment before the names.
const IGNORE: &str = "evb: ignore[";

/// A name of what is not to be told, and where it is not.
struct Suppression {
    name: String,
    /// Where the name stands.
    named: Span,
    /// The file.
    source: Source,
    /// The first place, by line and column, and the first place behind.
    from: (usize, usize),
    to: (usize, usize),
    is_used: bool,
}

impl Suppression {
    fn takes(&self, finding: &Finding, place: &(String, usize, usize)) -> bool {
        let (file, line, column) = place;
        let at = (*line, *column);
        self.name == finding.lint.name
            && self.source.name() == file
            && (self.from..self.to).contains(&at)
    }
}

/// Takes out what the files of `source` say is not to be told, counts it, and tells what they say in vain.
pub(super) fn take_suppressed(judged: &mut Judged, source: &Source) {
    let files = source.files();
    let mut all: Vec<Suppression> = files.iter().flat_map(suppressions).collect();
    if all.is_empty() {
        return;
    }
    let before = judged.findings.len();
    judged.findings.retain(|finding| {
        let place = place_in_file(&finding.told);
        let mut is_told = true;
        for one in all.iter_mut().filter(|one| one.takes(finding, &place)) {
            one.is_used = true;
            is_told = false;
        }
        is_told
    });
    judged.suppressed = before - judged.findings.len();
    let unused = all.iter().filter(|one| !one.is_used).filter_map(unused);
    judged.findings.extend(unused);
    let findings = &mut judged.findings;
    findings.sort_by_cached_key(|one| place_in_file(&one.told));
}

fn unused(suppression: &Suppression) -> Option<Finding> {
    let Suppression {
        name,
        named,
        source,
        ..
    } = suppression;
    let told = if lint(name).is_some() {
        let message = format!("`{name}` is to be ignored here, and is not found");
        let told = Diagnostic::warning(SUPPRESSION_UNUSED, message);
        told.at(*named, "suppresses nothing")
            .help("leave it out, so that what comes up later is told")
    } else {
        let known: Vec<&str> = LINTS.iter().map(|one| one.name).collect();
        let message = format!("no finding is called `{name}`");
        let told =
            Diagnostic::warning(SUPPRESSION_UNUSED, message).at(*named, "suppresses nothing");
        let help = suggest::did_you_mean(name, &known);
        told.help(help.unwrap_or_else(|| "`evb explain` lists them".to_owned()))
    };
    let lint = lint(SUPPRESSION_UNUSED.as_str())?;
    Some(Finding {
        lint,
        severity: lint.severity,
        aws: None,
        resource: None,
        field: name.clone(),
        code: SUPPRESSION_UNUSED,
        told: diagnostic::Finding::new(told, source),
    })
}

/// Everything that a file says is not to be told.
fn suppressions(source: &Source) -> Vec<Suppression> {
    let text = source.text();
    if !text.contains("evb") || !text.contains("ignore") {
        return Vec::new();
    }
    let mut all = Vec::new();
    let is_json = text.trim_start().starts_with(['{', '[']);
    if !is_json {
        comments(source, &mut all);
    }
    if text.contains("Metadata") {
        let value = match is_json {
            true => json::parse(text).ok(),
            false => yaml::parse(text, Dialect::CloudFormation)
                .ok()
                .map(|(value, _)| value),
        };
        if let Some(value) = value {
            metadata(&value, source, &mut all);
        }
    }
    all
}

/// One line of a text.
struct Line<'t> {
    text: &'t str,
    start: usize,
    /// How many characters stand before the first that is not a blank; `None` of an empty line.
    indent: Option<usize>,
}

impl Line<'_> {
    fn is_comment(&self) -> bool {
        let text = self.text.trim_start();
        COMMENTS.iter().any(|one| text.starts_with(one))
    }
}

/// What comments say.
fn comments(source: &Source, all: &mut Vec<Suppression>) {
    let mut start = 0;
    let lines: Vec<Line<'_>> = source
        .text()
        .split('\n')
        .map(|text| {
            let line = Line {
                text,
                start,
                indent: text.find(|character: char| !character.is_whitespace()),
            };
            start += text.len() + 1;
            line
        })
        .collect();
    for (index, line) in lines.iter().enumerate() {
        let Some(names) = named_in_comment(line) else {
            continue;
        };
        let rest = lines.get(index..).unwrap_or_default();
        let skipped = match line.is_comment() {
            true => rest
                .iter()
                .take_while(|one| one.indent.is_none() || one.is_comment())
                .count(),
            false => 0,
        };
        let held = rest.get(skipped..).unwrap_or_default();
        let Some((first, below)) = held.split_first() else {
            continue;
        };
        let is_below =
            |one: &&Line<'_>| one.indent.is_none_or(|indent| Some(indent) > first.indent);
        let count = below.iter().take_while(is_below).count();
        let from = source.position(first.start).line;
        for (name, named) in names {
            all.push(Suppression {
                name,
                named,
                source: source.clone(),
                from: (from, 0),
                to: (from + count + 1, 0),
                is_used: false,
            });
        }
    }
}

/// The names that a comment on a line has, each with its place.
fn named_in_comment(line: &Line<'_>) -> Option<Vec<(String, Span)>> {
    let at = line.text.find(IGNORE)?;
    let before = line.text.get(..at)?.trim_end();
    let code = COMMENTS.iter().find_map(|one| before.strip_suffix(one))?;
    if !code.is_empty() && !code.ends_with(char::is_whitespace) {
        return None;
    }
    let start = at + IGNORE.len();
    let (inside, _) = line.text.get(start..)?.split_once(']')?;
    let mut names = Vec::new();
    let mut at = line.start + start;
    for part in inside.split(',') {
        let name = part.trim();
        let begin = at + (part.len() - part.trim_start().len());
        names.push((name.to_owned(), Span::new(begin, begin + name.len())));
        at += part.len() + 1;
    }
    Some(names)
}

/// What the metadata of a template and of its resources say.
fn metadata(template: &Value, source: &Source, all: &mut Vec<Suppression>) {
    let everywhere = ((0, 0), (usize::MAX, 0));
    ignored(template, everywhere, source, all);
    let resources = template.get("Resources").and_then(Value::as_object);
    for member in resources.unwrap_or_default() {
        let place = |at: usize| {
            let place = source.position(at);
            (place.line, place.column)
        };
        let end = place(member.value.span.end);
        let within = (place(member.name_span.start), end);
        ignored(&member.value, within, source, all);
    }
}

fn ignored(
    holder: &Value,
    (from, to): ((usize, usize), (usize, usize)),
    source: &Source,
    all: &mut Vec<Suppression>,
) {
    let own = holder.get("Metadata").and_then(|one| one.get("evb"));
    let names = own.and_then(|one| one.get("ignore"));
    let names = names.and_then(Value::as_array).unwrap_or_default();
    for one in names {
        if let Some(name) = one.as_str() {
            all.push(Suppression {
                name: name.to_owned(),
                named: one.span,
                source: source.clone(),
                from,
                to,
                is_used: false,
            });
        }
    }
}
