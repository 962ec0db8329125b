//! What can be said about a template before any event.

use super::foreign::{self, Names, named};
use super::mended::{Written, between, unescaped};
use super::notes::{NOT_SETTLED, PATH_OR_PLACEHOLDER};
use super::path::Path;
use super::scan::{Brackets, TemplateKind};
use super::template::{InputPaths, Placeholder, Template, Variable};
use super::variables::{Dialect, Reserved};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// A JSON template that no event makes valid.
pub const NEVER_JSON: Code = Code::new("transform/never-json");

/// A placeholder as the name of an object's member.
pub const PLACEHOLDER_IN_KEY: Code = Code::unsettled("transform/placeholder-in-key");

/// Something in angle brackets that is no placeholder.
pub const NOT_A_PLACEHOLDER: Code = Code::new("transform/not-a-placeholder");

/// A name of the `InputPathsMap` that the template does not use.
pub const UNUSED_PATH: Code = Code::new("transform/unused-path");

/// How many brackets that are no placeholders are told: a text full of markup says the same again and again.
const MOST_STRAY: usize = 10;

/// A text that is proposed is told in a help up to this many characters.
const LONGEST_HELP: usize = 160;

/// Everything worth a word. `stray` are brackets that are no placeholders.
pub(super) fn of(template: &Template, stray: &[Span], has_white_space: bool) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    notes.extend(shape(template));
    if has_white_space {
        let spaces = not_settled(
            "the white space of the template is left out",
            "AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys",
        );
        notes.push(spaces.general());
    }
    notes.extend(escaped_bracket(template));
    for span in stray.iter().take(MOST_STRAY) {
        notes.push(not_a_placeholder(template, *span));
    }
    for placeholder in template.placeholders() {
        notes.extend(about(template, placeholder));
    }
    notes.extend(paths_as_text(template));
    notes.extend(paths_in_texts(template));
    notes
}

/// Names of the map that stand nowhere in a template of which nothing is told that could be the reason.
pub(super) fn unused(template: &Template, paths: &InputPaths) -> Option<Diagnostic> {
    let reasons = [
        NEVER_JSON,
        NOT_A_PLACEHOLDER,
        PATH_OR_PLACEHOLDER,
        foreign::FOREIGN_SYNTAX,
    ];
    let is_used = |name: &str| template.placeholders().any(|one| one.name == name);
    let names = paths.0.iter().map(|(name, _)| name.as_str());
    let unused: Vec<&str> = names.filter(|name| !is_used(name)).collect();
    let first = *unused.first()?;
    if template.notes.iter().any(|one| reasons.contains(&one.code)) {
        return None;
    }
    let listed: Vec<String> = unused.iter().map(|name| format!("`{name}`")).collect();
    let stands = if unused.len() == 1 { "stands" } else { "stand" };
    let message = format!(
        "{} of the input paths map {stands} nowhere in the template",
        listed.join(", ")
    );
    Some(Diagnostic::note(UNUSED_PATH, message).help(format!(
        "write `<{first}>` where the value belongs, or leave the name out"
    )))
}

/// Paths in the midst of a text, which are delivered as they stand.
fn paths_in_texts(template: &Template) -> Vec<Diagnostic> {
    let text = template.text();
    let roots: &[&str] = match template.dialect() {
        Dialect::Rule => &["$.detail."],
        Dialect::Pipe => &["$.body.", "$.data.", "$.dynamodb."],
        Dialect::Scheduler => &[],
    };
    let is_own = |at: usize| {
        let mut own = template.placeholders();
        own.any(|one| one.span.start <= at && at < one.span.end)
    };
    let found = text.match_indices("$.").filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        let before = text.get(..at)?;
        // What is a text of its own is told as one; behind a brace it is a placeholder of another language.
        let is_inside = !before.ends_with(['"', '{', '<', '(']) && !before.ends_with("\\\"");
        let string = before.rsplit('"').next().unwrap_or(before);
        let is_json = template.kind() == TemplateKind::Json;
        let is_in_string = !is_json || before.matches('"').count() % 2 == 1;
        if is_own(at) || !is_inside || !is_in_string || string.contains("States.") {
            return None;
        }
        let is_part = |one: char| one.is_ascii_alphanumeric() || "$._-[]".contains(one);
        let end = rest.find(|one| !is_part(one)).unwrap_or(rest.len());
        let path = rest.get(..end)?.trim_end_matches(['.', '-']);
        Path::parse(path).ok()?;
        let is_of_event = roots.iter().any(|root| path.starts_with(root));
        is_of_event.then(|| {
            let message = format!("`{path}` in a text is no placeholder");
            let told = Diagnostic::warning(PATH_OR_PLACEHOLDER, message);
            let span = Span::new(at, at + path.len());
            let told = told.at(span, "delivered as it stands");
            match template.dialect() {
                Dialect::Pipe => told
                    .help(format!("for the value there write `<{path}>`"))
                    .fix(span, format!("<{path}>")),
                _ => told.help(
                    "for the value there give the path a name in `InputPathsMap`, and write that as `<name>`",
                ),
            }
        })
    });
    found.take(MOST_STRAY).collect()
}

/// Texts of a JSON template that are paths, which are delivered as they stand.
fn paths_as_text(template: &Template) -> Vec<Diagnostic> {
    let text = template.text();
    if template.kind() != TemplateKind::Json {
        return Vec::new();
    }
    let found = text.match_indices("\"$.").filter_map(|(at, _)| {
        let behind = text.get(at + 1..)?;
        let end = behind.find(['"', '\\', '<'])?;
        let path = behind
            .get(..end)
            .filter(|_| behind.as_bytes().get(end) == Some(&b'"'))?;
        Path::parse(path).ok()?;
        // The name of a member is none, and a member `x.$` holds a path of a state machine.
        let before = text.get(..at)?.trim_end();
        let is_name =
            behind.get(end + 1..)?.trim_start().starts_with(':') || before.ends_with(".$\":");
        (!is_name).then(|| path_as_text(template, path, Span::new(at, at + 1 + end + 1)))
    });
    found.take(MOST_STRAY).collect()
}

fn path_as_text(template: &Template, path: &str, span: Span) -> Diagnostic {
    let message = format!("`\"{path}\"` is a text, and no place in the event");
    let told = match template.dialect() {
        Dialect::Rule | Dialect::Scheduler => Diagnostic::note(PATH_OR_PLACEHOLDER, message),
        Dialect::Pipe => Diagnostic::warning(PATH_OR_PLACEHOLDER, message),
    };
    let note = told.at(span, "delivered as it stands");
    let is_own = |placeholder: &&Placeholder| matches!(&placeholder.variable, Variable::Path(own) if own.as_str() == path);
    let declared = template.placeholders().find(is_own);
    match (template.dialect(), declared) {
        (Dialect::Pipe, _) => note
            .help(format!("for the value there write `<{path}>`, without quotes"))
            .fix(span, format!("<{path}>")),
        (Dialect::Rule, Some(declared)) => declared_path(note, &declared.name, (span, true)),
        (Dialect::Rule, None) => note.help(
            "for the value there give the path a name in `InputPathsMap`, and write that as `<name>`",
        ),
        (Dialect::Scheduler, _) => note.help("a schedule has no event: its input is a constant text"),
    }
}

/// A text of a rule's template that is a path to which the map gives a name.
fn declared_path(note: Diagnostic, name: &str, (span, is_quoted): (Span, bool)) -> Diagnostic {
    let severity = Severity::Warning;
    let told = Diagnostic { severity, ..note };
    let without = if is_quoted { ", without quotes" } else { "" };
    let help = format!("for the value there write `<{name}>`{without}");
    told.help(help).fix(span, format!("<{name}>"))
}

/// The notes, with the names of paths that stand as texts where the map has one for them.
pub(super) fn with_names(template: &Template, names: Names<'_>) -> Vec<Diagnostic> {
    let notes = template.notes.iter().map(|note| {
        let place = note.primary.as_ref().map(|label| label.span);
        let is_open = note.code == PATH_OR_PLACEHOLDER && note.fix.is_none();
        let name = place.filter(|_| is_open).and_then(|span| {
            let Names::Rule(paths) = names else {
                return None;
            };
            let text = template.text().get(span.start..span.end)?;
            let name = named(paths, text.trim_matches('"'))?;
            Some((name, (span, text.starts_with('"'))))
        });
        match name {
            Some((name, span)) => declared_path(note.clone(), name, span),
            None => note.clone(),
        }
    });
    notes.collect()
}

/// What is open about the template as a whole.
fn shape(template: &Template) -> Option<Diagnostic> {
    let text = template.text().trim();
    let mut placeholders = template.placeholders();
    let alone = matches!((placeholders.next(), placeholders.next()), (Some(one), None) if one.span.len() == text.len());
    match (template.dialect(), template.kind()) {
        (_, TemplateKind::Json) if template.is_never_json() => Some(never(template, None)),
        (Dialect::Rule | Dialect::Pipe, TemplateKind::Text) if text.starts_with('[') => {
            Some(not_settled(
                "a template that begins with `[` is rendered as text",
                "seen for rules, where AWS calls only `{…}` a JSON template; how such a text is delivered is not recorded",
            ))
        }
        (Dialect::Rule, TemplateKind::Text) if !text.starts_with('"') => Some(not_settled(
            "a text without quotes is delivered as it is",
            "AWS's guide says that quotes are required for strings, its API reference shows one without; neither was recorded: to be sure write the text in double quotes, which the target gets as well",
        )),
        (Dialect::Pipe, TemplateKind::Text) if text.starts_with('"') => Some(not_settled(
            "the quotes around the text are delivered",
            "rules do so; for pipes it is not documented",
        )),
        (Dialect::Pipe, TemplateKind::Text) if alone => Some(not_settled(
            "a string at this path is delivered without quotes",
            "seen for SQS targets; not recorded for others",
        )),
        _ => None,
    }
}

/// Nothing that this template renders is JSON, and it has to be. `mended` is what was meant.
pub(super) fn never(template: &Template, mended: Option<&str>) -> Diagnostic {
    let told = never_json();
    let consequence = consequence(template.dialect());
    let written = Written::of(template);
    let why = written.error().map(|error| written.diagnostic(&error));
    let place = why.as_ref().and_then(|why| why.primary.clone());
    let told = match (template.brackets, &why, place) {
        (Brackets::Missing(_), _, _) | (_, None, _) | (_, _, None) => unpaired(template, told),
        (_, Some(why), Some(place)) => {
            let message = format!("{}: {}", told.message, why.message);
            Diagnostic { message, ..told }.at(place.span, place.text)
        }
    };
    let at = told.primary.as_ref().map_or(0, |label| label.span.start);
    let rest = template.text().get(at..).unwrap_or_default();
    if let (None, Some(help)) = (mended, stray_bracket(rest, template.dialect())) {
        return told.help(help);
    }
    match (mended, why.and_then(|why| why.help)) {
        (Some(text), why) => {
            let fix = between(template.text(), text);
            let is_escaped = unescaped(template.text()).as_deref() == Some(text);
            let why = match is_escaped {
                true => Some("take one backslash from before each quote".to_owned()),
                false => why,
            };
            let told = match is_escaped {
                true => Diagnostic {
                    message: "the template is not JSON whatever the event holds: its quotes are escaped once too often".to_owned(),
                    ..told
                },
                false => told,
            };
            let told = match (text.chars().count() <= LONGEST_HELP, why) {
                (true, _) => told.help(format!("write `{}`; as it is, {consequence}", text.trim())),
                (false, Some(why)) => told.help(format!("{why}; as it is, {consequence}")),
                (false, None) => told.help(consequence),
            };
            told.fix(fix.span, fix.replacement)
        }
        (None, _) => told.help(consequence),
    }
}

/// What to do about `<name>` with which a text begins where JSON ends.
pub(super) fn stray_bracket(rest: &str, dialect: Dialect) -> Option<String> {
    let (name, _) = rest.split_once('>')?;
    let inside = name.strip_prefix('<')?;
    Some(match dialect {
        Dialect::Pipe => format!("`{name}>` is no placeholder: write `<$.{inside}>`"),
        _ => format!("`{name}>` is no placeholder: put it in quotes, or declare a name"),
    })
}

/// A text that is not JSON whatever stands for its placeholders, where JSON is needed.
pub(super) fn never_json_text(template: &Template) -> Diagnostic {
    let text = template.text().trim();
    let consequence = consequence(template.dialect());
    let object = format!("{{\"text\": \"{text}\"}}");
    let is_ours = foreign::found(template, Names::Pipe).is_empty();
    let is_plain =
        is_ours && !text.contains(['"', '\\', '\n']) && object.chars().count() <= LONGEST_HELP;
    let told = never_json().at(Span::new(0, template.text().len()), "a text");
    // The name of the field is nobody's choice but the receiver's.
    match is_plain && Template::pipe(&object).is_ok_and(|one| !one.is_never_json()) {
        true => told.help(format!(
            "make it JSON, say `{object}`; as it is, {consequence}"
        )),
        false => told.help(consequence),
    }
}

fn never_json() -> Diagnostic {
    Diagnostic::warning(
        NEVER_JSON,
        "the template is not JSON whatever the event holds",
    )
}

/// What comes of a text that is not JSON.
///
/// Recorded for rules: no error and no delivery. Pipes have a step that can fail, `TargetTransformationFailed`.
pub(super) fn consequence(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Pipe => "the transformation of every record fails",
        Dialect::Rule | Dialect::Scheduler => {
            "EventBridge accepts such a template and loses every event without a trace"
        }
    }
}

/// The same diagnostic; points at the end of the template if a bracket is missing there.
pub(super) fn unpaired(template: &Template, diagnostic: Diagnostic) -> Diagnostic {
    let text = template.text().trim_end();
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let end = Span::new(last, text.len());
    match template.brackets {
        Brackets::Paired => diagnostic,
        Brackets::Missing(closer) => {
            diagnostic.at(end, format!("a closing `{closer}` is missing behind this"))
        }
        Brackets::Unexpected(closer) => diagnostic.at(
            Span::new(0, template.text().len()),
            format!("a `{closer}` closes nothing"),
        ),
    }
}

/// `<` as JSON may escape it: Terraform's `jsonencode` writes it so.
fn escaped_bracket(template: &Template) -> Option<Diagnostic> {
    let text = template.text();
    let at = text.find("\\u003c").or_else(|| text.find("\\u003C"))?;
    Some(
        not_settled(
            "`\\u003c` is not taken for `<`",
            "whether AWS sees a placeholder there is not known; write `<` itself (in Terraform: a heredoc, or `replace`)",
        )
        .at(Span::new(at, at + 6), "an escaped `<`"),
    )
}

fn not_a_placeholder(template: &Template, span: Span) -> Diagnostic {
    let written = template
        .text()
        .get(span.start..span.end)
        .unwrap_or_default();
    let note = Diagnostic::warning(
        NOT_A_PLACEHOLDER,
        format!("`{written}` is not a placeholder and stays as it is"),
    );
    if !written.ends_with('>') {
        let name = written.split([' ', '}', ',']).next().unwrap_or(written);
        return note
            .at(span, "not closed")
            .help(format!("close it: `{name}>`"))
            .fix(
                Span::new(span.start, span.start + name.len()),
                format!("{name}>"),
            );
    }
    let inside = written.trim_start_matches('<').trim_end_matches('>');
    match template.dialect() {
        Dialect::Rule => note.at(span, "not a name").help(
            "names hold letters, digits, `_` and `-`; what AWS makes of this is not recorded",
        ),
        Dialect::Pipe => {
            let note = note.at(span, "no path and no variable");
            match Path::meant_by(inside) {
                // Markup in a text has names as well.
                Some(meant) if inside.contains('.') => note
                    .help(format!("for a value of the record write `<{meant}>`; what AWS makes of this is not recorded"))
                    .fix(span, format!("<{meant}>")),
                _ => note.help(format!(
                    "for a value of the record write `<$.{inside}>`; what AWS makes of this is not recorded"
                )),
            }
        }
        Dialect::Scheduler => note.at(span, "not a keyword").help(format!(
            "keywords are {}",
            Reserved::names(Dialect::Scheduler)
                .map(|name| format!("`<{name}>`"))
                .collect::<Vec<_>>()
                .join(", ")
        )),
    }
}

/// What is open about one placeholder.
fn about(template: &Template, placeholder: &Placeholder) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let name = &placeholder.name;
    if placeholder.in_key {
        notes.push(
            Diagnostic::warning(
                PLACEHOLDER_IN_KEY,
                format!("`<{name}>` stands in the name of a field"),
            )
            .at(placeholder.span, "in a name")
            .help("AWS's API reference forbids it; what happens is not recorded"),
        );
    }
    let note = match &placeholder.variable {
        Variable::Path(path) if path.has_wildcard() => not_settled(
            "what `[*]` yields is not verified",
            "AWS's grammar has it, two users report that it fails; evb makes an array of all matches. An enrichment can build the list",
        ),
        Variable::Path(path) if path.has_dotted_index() => not_settled(
            "an index after a dot is taken as an index",
            "users report that it works; AWS documents `[0]`",
        ),
        Variable::Path(path) if path.is_root() => not_settled(
            "`$` is taken as the whole event as it came",
            "AWS's grammar allows it and no result is recorded",
        ),
        Variable::Reserved(Reserved::Event) => not_settled(
            "the format of `time` in `aws.events.event` is not known",
            "evb writes it as in the event; the order of the fields and `detailType` are as recorded",
        ),
        Variable::Reserved(Reserved::RecordJson) if template.kind() == TemplateKind::Text => {
            not_settled(
                "a record alone in a text is delivered as an object in a text is",
                "AWS's guide allows the variable only as the value of a JSON field",
            )
        }
        _ => return notes,
    };
    notes.push(note.at(placeholder.span, ""));
    notes
}

fn not_settled(message: &str, help: &str) -> Diagnostic {
    Diagnostic::note(NOT_SETTLED, message).help(help)
}
