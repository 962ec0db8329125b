//! The pattern of the command line, from its argument to its checked tree.

use crate::commands::declared::{self, Declared, DeclaredKind};
use crate::commands::{Context, Failure, Input, input, pattern_check};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::{self, Value};
use crate::pattern::{Dialect, Pattern};
use crate::source::{Source, Span};

/// What is given declares something, but no pattern.
const NO_PATTERN: Code = Code::new("input/no-pattern");
/// What is given holds several patterns.
const SEVERAL_PATTERNS: Code = Code::new("input/several-patterns");
/// An event stands where a pattern is asked for.
const IS_AN_EVENT: Code = Code::new("input/not-a-pattern");
/// A field that only what declares patterns has.
const WRAPPED: Code = Code::new("pattern/wrapped");
/// A filter that is checked like the pattern of a rule.
const FILTER: Code = Code::new("pattern/filter-for-bus");

/// How many names a message lists.
const LISTED_NAMES: usize = 5;

/// Reads the text of the pattern: the whole input, or the pattern of what the input declares; and what to know of that.
///
/// # Errors
///
/// * `input/…`: the input cannot be read, or holds no pattern or several.
pub(super) fn read(
    argument: &Input,
    dialect: Dialect,
    context: &Context<'_>,
) -> Result<(Source, Vec<Diagnostic>), Failure> {
    let source = one_file(argument, context)?.read("<pattern>", context)?;
    // A byte order mark belongs to the file; if the file is the pattern, it is AWS that minds.
    let text = source.text();
    let at = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let text = text.get(at..).unwrap_or_default();
    let value = match json::parse(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let read = json::parse_partial(text).err().and_then(|(read, _)| read);
            if read.as_ref().and_then(declared::declared).is_some() {
                return Err(refused(error.diagnostic(text), at, &source));
            }
            None
        }
    };
    let Some(all) = value.as_ref().and_then(declared::declared) else {
        let notes = value.as_ref().and_then(|value| wrapped(value, at));
        return Ok((source, notes.into_iter().collect()));
    };
    let mut with_pattern = all.iter().filter_map(|one| Some((one, one.pattern?)));
    match (with_pattern.next(), with_pattern.count()) {
        (Some((one, pattern)), 0) => {
            if let Some(unresolved) = declared::unresolved(one) {
                return Err(refused(unresolved, at, &source));
            }
            let notes = filter_for_bus(one, dialect);
            Ok((
                declared::pattern_source(one, pattern, &source, at),
                notes.into_iter().collect(),
            ))
        }
        (None, _) => Err(refused(no_pattern(&all), at, &source)),
        (Some(_), more) => Err(refused(several_patterns(&all, more + 1), at, &source)),
    }
}

/// The file that a glob names.
fn one_file(argument: &Input, context: &Context<'_>) -> Result<Input, Failure> {
    let mut files = input::expanded(argument.clone(), context)?;
    match (files.pop(), files.len()) {
        (Some(file), 0) => Ok(file),
        (_, others) => Err(Failure::refused(Finding::without_source(
            Diagnostic::error(
                SEVERAL_PATTERNS,
                format!(
                    "`{}` names {} files, and one pattern is asked for",
                    argument.name(""),
                    others + 1
                ),
            )
            .help("`evb route --rules` asks several patterns at once"),
        ))),
    }
}

fn refused(diagnostic: Diagnostic, at: usize, source: &Source) -> Failure {
    Failure::refused(Finding::new(diagnostic.shifted(at), source))
}

fn no_pattern(all: &[Declared<'_>]) -> Diagnostic {
    let begin = |span: Span| Span::new(span.start, span.start + 1);
    match all {
        [
            Declared {
                kind:
                    DeclaredKind::Rule {
                        has_schedule: true, ..
                    },
                span,
                ..
            },
        ] => Diagnostic::error(NO_PATTERN, "the rule has a schedule and no event pattern")
            .at(begin(*span), "the rule that begins here")
            .help("`evb next-fires` tells when it fires"),
        [one] => Diagnostic::error(NO_PATTERN, "the rule has no event pattern")
            .at(begin(one.span), "the rule that begins here"),
        _ => Diagnostic::error(NO_PATTERN, "there is no event pattern in here")
            .at(Span::new(0, 1), "what is declared here has none")
            .help("give the pattern itself, or what `aws events describe-rule` prints"),
    }
}

fn several_patterns(all: &[Declared<'_>], count: usize) -> Diagnostic {
    let mut names: Vec<String> = all
        .iter()
        .filter(|one| one.pattern.is_some())
        .map(|one| format!("`{}`", one.name.as_deref().unwrap_or("without a name")))
        .collect();
    let begin = Span::new(0, 1);
    if names.len() > LISTED_NAMES {
        names.truncate(LISTED_NAMES);
        names.push("…".to_owned());
    }
    Diagnostic::error(
        SEVERAL_PATTERNS,
        format!("there are {count} event patterns in here, and one is asked for"),
    )
    .at(begin, names.join(", "))
    .help("give one of them, or ask all of them with `evb route --rules`")
}

/// A pattern whose only field is one that no event of a bus has, but everything that declares a pattern.
fn wrapped(value: &Value, at: usize) -> Option<Diagnostic> {
    let [member] = value.as_object()? else {
        return None;
    };
    let name = member.name.as_str()?;
    let is_wrapper = [
        "EventPattern",
        "eventPattern",
        "event_pattern",
        "pattern",
        "Pattern",
    ]
    .contains(&name);
    if !is_wrapper || member.value.as_object().is_none() {
        return None;
    }
    let message =
        format!("`{name}` is taken for a field of events, and events of a bus have no such field");
    Some(
        Diagnostic::warning(WRAPPED, message)
            .at(member.name_span.shifted(at), "a field of the pattern")
            .help(format!(
                "if the pattern is what stands inside `{name}`, give that"
            )),
    )
}

fn filter_for_bus(one: &Declared<'_>, dialect: Dialect) -> Option<Diagnostic> {
    let is_filter = one.kind == DeclaredKind::Filter;
    (is_filter && dialect == Dialect::Bus).then(|| {
        Diagnostic::note(
            FILTER,
            "a filter of a pipe or an event source mapping is checked like the pattern of a rule",
        )
        .help("`--for pipe` and `--for lambda` check it, and take records apart, as these do")
    })
}

/// Checks the pattern.
///
/// # Errors
///
/// What the service answers, with every mistake as a finding.
pub(super) fn parse(source: &Source, dialect: Dialect) -> Result<Pattern, Failure> {
    pattern_check::check(source.text(), dialect).map_err(|refused| {
        let mut refusal = refused.with_source(source);
        refusal.findings.extend(is_an_event(source));
        Failure::Refused(Box::new(refusal))
    })
}

/// An event in place of the pattern: arguments are easily exchanged.
fn is_an_event(source: &Source) -> Option<Finding> {
    let value = json::parse(source.text()).ok()?;
    let is_event = ["detail-type", "source"].iter().all(|name| {
        value
            .get(name)
            .is_some_and(|field| field.as_str().is_some())
    });
    is_event.then(|| {
        let note = Diagnostic::note(IS_AN_EVENT, "this is an event, and a pattern is asked for")
            .help("`--pattern` names the pattern; events are the arguments without a flag");
        Finding::without_source(note)
    })
}
