//! Placeholders of other languages, `{{id}}`, `${id}`, `{id}`, which no template of AWS fills in, and texts joined by `+`.
//!
//! Only what has a meaning here is told: a name of the `InputPathsMap`, a reserved variable, a path. Braces around other words may be
//! meant for whoever receives the text.

use super::joined::joined as joined_at;
use super::path::Path;
use super::scan::TemplateKind;
use super::template::{InputPaths, Template};
use super::variables::{Dialect, Reserved};
use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::source::Span;

/// What another language would fill in or join, and a template delivers as it stands.
pub const FOREIGN_SYNTAX: Code = Code::new("transform/foreign-syntax");

/// How many are told of one template.
const MOST: usize = 10;

/// The most bytes between the brackets.
const LONGEST_NAME: usize = 128;

/// What encloses a placeholder elsewhere, and whether it is hardly ever meant as it stands.
const FORMS: [(&str, &str, bool); 7] = [
    ("{{", "}}", true),
    ("${", "}", true),
    ("#{", "}", true),
    ("$(", ")", true),
    ("[[", "]]", true),
    ("{", "}", false),
    ("%", "%", false),
];

/// Where the names of a template come from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Names<'p> {
    /// The `InputPathsMap` of a rule's target.
    Rule(&'p InputPaths),
    /// Paths into the record.
    Pipe,
    /// The keywords of EventBridge Scheduler.
    Scheduler,
}

/// What stands between foreign brackets.
enum Meant {
    /// What a placeholder of the template is called.
    Placeholder(String),
    /// A path of the event that has no name in the map.
    Undeclared(String),
}

impl Names<'_> {
    fn dialect(self) -> Dialect {
        match self {
            Self::Rule(_) => Dialect::Rule,
            Self::Pipe => Dialect::Pipe,
            Self::Scheduler => Dialect::Scheduler,
        }
    }

    /// What a placeholder is called that stands for what is written between brackets, or for a path without any.
    pub(super) fn placeholder(self, inside: &str) -> Option<String> {
        let path = || Path::meant_by(inside).filter(|_| matches!(self, Self::Pipe));
        match self.meant(inside) {
            Some(Meant::Placeholder(name)) => Some(name),
            _ => path(),
        }
    }

    fn meant(self, inside: &str) -> Option<Meant> {
        if Reserved::from_name(self.dialect(), inside).is_some() {
            return Some(Meant::Placeholder(inside.to_owned()));
        }
        match self {
            Self::Rule(paths) => {
                let mut names = paths.0.iter().map(|(name, _)| name);
                if let Some(name) = names.find(|name| *name == inside) {
                    return Some(Meant::Placeholder(name.clone()));
                }
                let path = path(inside, &["detail", "resources"])?;
                Some(match named(paths, &path) {
                    Some(name) => Meant::Placeholder(name.to_owned()),
                    None => Meant::Undeclared(path),
                })
            }
            Self::Pipe => path(inside, &["body", "data", "dynamodb"]).map(Meant::Placeholder),
            Self::Scheduler => None,
        }
    }
}

/// The name that a map gives to a path.
pub(super) fn named<'p>(paths: &'p InputPaths, path: &str) -> Option<&'p str> {
    let mut all = paths.0.iter();
    all.find(|(_, own)| own == path)
        .map(|(name, _)| name.as_str())
}

/// The path that is meant by `$.detail.id`, `event.detail.id`, `.detail.id` or `detail.id`, whose first step is one of `roots`
/// unless it begins with `$`.
fn path(inside: &str, roots: &[&str]) -> Option<String> {
    let path = if inside.starts_with("$.") {
        inside.to_owned()
    } else {
        let prefixes = ["event.", "record.", "."].iter();
        let mut rests = prefixes.filter_map(|prefix| inside.strip_prefix(prefix));
        let rest = rests.next().unwrap_or(inside);
        let (root, _) = rest.split_once(['.', '['])?;
        roots.contains(&root).then(|| format!("$.{rest}"))?
    };
    Path::parse(&path).is_ok().then_some(path)
}

/// A placeholder of another language.
pub(super) struct Foreign {
    /// Where it stands, brackets included.
    pub(super) span: Span,
    meant: Meant,
}

impl Foreign {
    /// The edit that writes the placeholder that is meant. Quotes of JSON that hold nothing else go too, so that objects
    /// stay objects and nothing needs escaping.
    pub(super) fn edit(&self, text: &str, kind: TemplateKind) -> Option<Fix> {
        let Meant::Placeholder(name) = &self.meant else {
            return None;
        };
        let Span { start, end } = self.span;
        let before = text.get(..start)?;
        let behind = text.get(end..)?;
        let is_quoted = kind == TemplateKind::Json
            && before.ends_with('"')
            && !before.ends_with("\\\"")
            && behind.starts_with('"');
        if is_quoted && behind.get(1..)?.trim_start().starts_with(':') {
            // The name of a field.
            return None;
        }
        let by = usize::from(is_quoted);
        Some(Fix {
            span: Span::new(start - by, end + by),
            replacement: format!("<{name}>"),
        })
    }
}

/// Every placeholder of another language whose meaning is plain, in the order of the text.
pub(super) fn found(template: &Template, names: Names<'_>) -> Vec<Foreign> {
    let text = template.text();
    let own: Vec<Span> = template.placeholders().map(|one| one.span).collect();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text
        .get(from..)
        .and_then(|rest| rest.find(['{', '$', '#', '%', '[']))
    {
        let at = from + at;
        from = at + 1;
        let Some((span, inside, is_sure)) = foreign(text, at).or_else(|| variable(text, at)) else {
            continue;
        };
        let is_apart = own
            .iter()
            .all(|own| own.end <= span.start || span.end <= own.start);
        let meant = is_apart.then(|| names.meant(inside)).flatten();
        let Some(meant) = meant else { continue };
        // Single braces around a path may be meant for somebody else.
        if !is_sure && matches!(meant, Meant::Undeclared(_)) {
            continue;
        }
        from = span.end;
        found.push(Foreign { span, meant });
        if found.len() == MOST {
            break;
        }
    }
    found
}

/// The placeholder of another language that begins at a byte, with what it holds.
fn foreign(text: &str, at: usize) -> Option<(Span, &str, bool)> {
    let rest = text.get(at..)?;
    FORMS.iter().find_map(|(open, close, is_sure)| {
        let behind = rest.strip_prefix(open)?;
        let is_end = |one: char| "\"<>\n{})%".contains(one) || one == ']' && close.starts_with(one);
        let length = behind.find(is_end)?;
        let inside = behind.get(..length).filter(|_| length <= LONGEST_NAME)?;
        let inside = inside.trim();
        (!inside.is_empty() && behind.get(length..)?.starts_with(close)).then(|| {
            let end = at + open.len() + length + close.len();
            (Span::new(at, end), inside, *is_sure)
        })
    })
}

/// `$id`, which is one only where a map has that name: it may as well be money.
fn variable(text: &str, at: usize) -> Option<(Span, &str, bool)> {
    let behind = text.get(at..)?.strip_prefix('$')?;
    let is_part = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
    let length = behind.find(|one| !is_part(one)).unwrap_or(behind.len());
    let inside = behind.get(..length).filter(|name| !name.is_empty())?;
    Some((Span::new(at, at + 1 + length), inside, false))
}

/// What is to be said of a template. `again` reads a text as the template was read.
pub(super) fn notes(
    template: &Template,
    names: Names<'_>,
    again: &dyn Fn(&str) -> Option<Template>,
) -> Vec<Diagnostic> {
    let mut notes: Vec<Diagnostic> = found(template, names)
        .iter()
        .map(|one| placeholder(template, one, again))
        .collect();
    notes.extend(joined(template, again));
    notes.extend(of_state_machines(template, names, again));
    notes
}

/// Members whose names end in `.$`, and the functions of Step Functions in them.
///
/// AWS: Step Functions Developer Guide, "Using JSONPath paths" and "Intrinsic functions": in a state's `Parameters` such a
/// member has what its path leads to, or what a function makes.
fn of_state_machines(
    template: &Template,
    names: Names<'_>,
    again: &dyn Fn(&str) -> Option<Template>,
) -> Vec<Diagnostic> {
    let text = template.text();
    if template.kind() != TemplateKind::Json || template.dialect() == Dialect::Scheduler {
        return Vec::new();
    }
    let found = text.match_indices(".$\"").filter_map(|(at, end)| {
        let behind = text.get(at + end.len()..)?;
        let value = behind.trim_start().strip_prefix(':')?.trim_start();
        let from = text.len() - value.len();
        let inside = value.strip_prefix('"')?;
        let length = inside.find(['"', '\\', '<'])?;
        let inside = inside.get(..length).filter(|_| value.as_bytes().get(length + 1) == Some(&b'"'))?;
        let is_function = inside.starts_with("States.") && inside.ends_with(')');
        if !is_function && !inside.starts_with("$.") {
            return None;
        }
        let whole = Span::new(from, from + length + 2);
        let what = match is_function {
            true => format!("`{}` is a function of Step Functions", inside.split('(').next()?),
            false => "a name that ends in `.$` takes a path in Step Functions alone".to_owned(),
        };
        let told = Diagnostic::warning(
            FOREIGN_SYNTAX,
            format!("{what}: it is delivered as it stands"),
        );
        let told = told.at(whole, "not filled in");
        let name_ends = Span::new(at, at + 2);
        let meant = match is_function {
            true => formatted(inside, names),
            false => placeholder_for(inside, names),
        };
        let edited = meant.and_then(|meant| {
            let start = text.get(..name_ends.start)?.rfind('"')?;
            let name = text.get(start..name_ends.start)?;
            let fix = Fix {
                span: Span::new(start, whole.end),
                replacement: format!("{name}\": {meant}"),
            };
            let read = again(&fix.applied(text)?)?;
            (!read.is_never_json() || template.is_never_json()).then_some(fix)
        });
        Some(match edited {
            Some(fix) => told
                .help(format!("write `{}`", fix.replacement))
                .fix(fix.span, fix.replacement),
            None => told.help("a template fills in `<name>` for the names of its input paths map, and nothing else"),
        })
    });
    found.take(MOST).collect()
}

/// The placeholder of a path, if it has one.
fn placeholder_for(path: &str, names: Names<'_>) -> Option<String> {
    match names {
        Names::Rule(paths) => named(paths, path).map(|name| format!("<{name}>")),
        Names::Pipe => Path::parse(path).ok().map(|_| format!("<{path}>")),
        Names::Scheduler => None,
    }
}

/// `States.Format('Order {}', $.detail.id)` as a text of JSON, if every argument has a placeholder.
fn formatted(call: &str, names: Names<'_>) -> Option<String> {
    let inside = call.strip_prefix("States.Format(")?.strip_suffix(')')?;
    let (pattern, arguments) = inside.trim().strip_prefix('\'')?.split_once('\'')?;
    let arguments = arguments.split(',').skip(1);
    let arguments: Vec<String> = arguments
        .map(|one| placeholder_for(one.trim(), names))
        .collect::<Option<_>>()?;
    let mut parts = pattern.split("{}");
    let mut text = parts.next()?.to_owned();
    let mut given = arguments.iter();
    for part in parts {
        text.push_str(given.next()?);
        text.push_str(part);
    }
    given.next().is_none().then(|| format!("\"{text}\""))
}

fn placeholder(
    template: &Template,
    foreign: &Foreign,
    again: &dyn Fn(&str) -> Option<Template>,
) -> Diagnostic {
    let text = template.text();
    let Span { start, end } = foreign.span;
    let written = text.get(start..end).unwrap_or_default();
    let is_lost = template.is_never_json();
    let message = match is_lost {
        true => format!("`{written}` is no placeholder"),
        false => format!("`{written}` is no placeholder: it is delivered as it stands"),
    };
    let told = Diagnostic::warning(FOREIGN_SYNTAX, message).at(foreign.span, "not filled in");
    if let Meant::Undeclared(path) = &foreign.meant {
        return told.help(format!(
            "for the value there add `\"name\": \"{path}\"` to `InputPathsMap`, and write `<name>`"
        ));
    }
    let tried = foreign.edit(text, template.kind()).filter(|fix| {
        let edited = fix.applied(text).and_then(|text| again(&text));
        edited.is_some_and(|edited| {
            let has_more = edited.placeholders().count() > template.placeholders().count();
            has_more && (is_lost || !edited.is_never_json())
        })
    });
    match tried {
        Some(fix) => {
            let without = match fix.span == foreign.span {
                true => "",
                false => ", without quotes",
            };
            let help = format!("write `{}`{without}", fix.replacement);
            told.help(help).fix(fix.span, fix.replacement)
        }
        None => told.help("placeholders stand in angle brackets, and not in names of fields"),
    }
}

/// A text that is nothing but texts and placeholders with `+` between them.
fn joined(template: &Template, again: &dyn Fn(&str) -> Option<Template>) -> Option<Diagnostic> {
    let text = template.text();
    if template.kind() != TemplateKind::Text {
        return None;
    }
    let (span, one) = joined_at(template, text.find('+')?)?;
    // Beside other words a plus may be one.
    let is_whole = text.trim() == text.get(span.start..span.end)?;
    let has_text = text.trim().starts_with('"') || text.trim().ends_with('"');
    let read = again(&one).filter(|_| is_whole && has_text)?;
    (read.placeholders().count() == template.placeholders().count()).then(|| {
        Diagnostic::warning(
            FOREIGN_SYNTAX,
            "`+` joins no texts in a template: it is delivered as it stands",
        )
        .at(span, "delivered with its quotes and signs")
        .help(format!("write `{one}`"))
        .fix(span, one)
    })
}
