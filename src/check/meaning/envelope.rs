//! The envelope of events: the keys that stand at the top of every one, and what they hold.
//!
//! AWS: EventBridge User Guide, "AWS service event metadata"; `replay-name`: "Replaying archived events".

use super::{Asked, lists};
use crate::check::lints::{ENVELOPE_KEY, ENVELOPE_VALUE};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{self, JsonString, Member, Value};
use crate::pattern::Pattern;
use crate::pattern::ast::{Comparison, Field, Test};
use crate::pattern::comparison::AnythingBut;
use crate::suggest;

/// The keys of an event that are texts, always there.
const TEXTS: [&str; 7] = [
    "account",
    "detail-type",
    "id",
    "region",
    "source",
    "time",
    "version",
];

/// The other keys: a list of texts, an object, and what only replayed events have.
const OTHERS: [&str; 3] = ["resources", "detail", "replay-name"];

/// How many digits the id of an account has.
pub(super) const ACCOUNT_DIGITS: usize = 12;

/// Keys at the top of a pattern that no event has.
pub(super) fn keys(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let Ok(value) = json::parse(&asked.pattern.text) else {
        return Vec::new();
    };
    let top = top(&value);
    let is_known = |member: &Member| is_key(first(&member.name.to_display()));
    let is_bare = asked.is_alone;
    // No other thing has that name.
    let is_slip = |member: &Member| suggest::folded(&member.name.to_display()) == "detailtype";
    let is_of_bus = |(member, _): &(&Member, bool)| is_known(member) || is_slip(member);
    if is_bare && !top.iter().any(is_of_bus) {
        return Vec::new();
    }
    let names: Vec<String> = top
        .iter()
        .map(|(member, _)| member.name.to_display().into_owned())
        .collect();
    let is_told = |member: &Member| super::s3::is_told(asked, first(&member.name.to_display()));
    let unknown = top
        .into_iter()
        .filter(|(member, _)| !is_known(member) && !is_told(member));
    unknown
        .filter_map(|(member, is_in_or)| unknown_key(asked.pattern, member, is_in_or, &names))
        .collect()
}

/// The members at the top, with those of the alternatives there, and whether they are of an alternative.
fn top(pattern: &Value) -> Vec<(&Member, bool)> {
    let mut found = Vec::new();
    let mut due = vec![(pattern, false)];
    while let Some((value, is_in_or)) = due.pop() {
        for member in value.as_object().unwrap_or_default() {
            match member.value.as_array() {
                Some(alternatives) if member.name == *"$or" => {
                    due.extend(alternatives.iter().map(|one| (one, true)));
                }
                _ => found.push((member, is_in_or)),
            }
        }
    }
    found.sort_by_key(|(member, _)| member.name_span.start);
    found
}

/// What stands before the first dot: dots in a name lead on as objects do.
fn first(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}

fn is_key(name: &str) -> bool {
    TEXTS.contains(&name) || OTHERS.contains(&name)
}

/// Whether a path is one of the texts of the envelope.
pub(super) fn is_text_of_envelope(path: &JsonString) -> bool {
    path.as_str().is_some_and(|path| TEXTS.contains(&path))
}

/// `names` are all that stand at the top.
fn unknown_key(
    pattern: &Pattern,
    member: &Member,
    is_in_or: bool,
    names: &[String],
) -> Option<Diagnostic> {
    let name = member.name.to_display();
    let fields = pattern.sub_rules.iter().flat_map(|one| &one.fields);
    let mut below = fields
        .filter(|field| first(&field.path.to_display()) == first(&name))
        .peekable();
    // What its template leaves open may be anything, or nothing.
    below.peek()?;
    let is_absence = below.all(|field| field.values.accepts_absence());
    let meant = meant(&name);
    let message = format!("no event has `{name}` at its top");
    let severity = match (is_in_or || is_absence, meant) {
        (false, Some(_)) => Severity::Error,
        _ => Severity::Warning,
    };
    let label = match (is_absence, is_in_or) {
        (true, _) => "it is always absent",
        (false, true) => "this alternative never matches",
        (false, false) => "so the pattern matches nothing",
    };
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!(
            "what an event is about stands in `detail`: `{{\"detail\": {{\"{name}\": …}}}}`"
        ),
    };
    let told = Diagnostic::warning(ENVELOPE_KEY, message);
    let told = Diagnostic { severity, ..told };
    let told = told.at(member.name_span, label).help(help);
    // What is to be absent is absent now, and would never be under the other name.
    let meant = meant.filter(|meant| !is_absence && names.iter().all(|name| name != meant));
    Some(match meant {
        Some(meant) => told.fix(member.name_span, format!("\"{meant}\"")),
        None => told,
    })
}

/// The key that is meant for certain: it differs by case and word breaks only, or by one letter.
fn meant(name: &str) -> Option<&'static str> {
    let folded = suggest::folded(name);
    let mut keys = TEXTS.into_iter().chain(OTHERS);
    keys.find(|key| {
        let key = suggest::folded(key);
        key == folded || (key.len() > 4 && suggest::edit_distance(&key, &folded) == Some(1))
    })
}

/// Values that the envelope of no event has.
pub(super) fn values(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (field, is_everywhere) in lists(asked.pattern) {
        let path = field.path.to_display();
        if !is_key(first(&path)) || path.starts_with("detail.") {
            continue;
        }
        let wrong = field.values.comparisons.iter();
        let wrong: Vec<Diagnostic> = wrong.filter_map(|one| never(&path, one)).collect();
        // What also has a value that occurs matches by that.
        let is_dead = is_everywhere && wrong.len() == field.values.comparisons.len();
        found.extend(wrong.into_iter().map(|one| match is_dead {
            true => one,
            false => Diagnostic {
                severity: Severity::Warning,
                ..one
            },
        }));
        found.extend(stars(&path, field));
    }
    found
}

/// Why no event passes a test on a path of the envelope, if that is certain.
fn never(path: &str, comparison: &Comparison) -> Option<Diagnostic> {
    let is_text = TEXTS.contains(&path);
    let holds = match path {
        "resources" => "holds texts",
        _ => "is a text",
    };
    let (message, help) = match &comparison.test {
        Test::Exists(false) if is_text => (format!("`{path}` is in every event"), None),
        Test::Exists(false) | Test::AnythingBut(AnythingBut::Numbers(_)) if path != "detail" => {
            return None;
        }
        _ if path == "detail" => (
            "`detail` is an object, and has no value of its own".to_owned(),
            Some("name a field in it: `{\"detail\": {\"state\": […]}}`".to_owned()),
        ),
        _ if first(path) != path => (format!("`{}` has no fields in it", first(path)), None),
        Test::Number(number) => (
            format!("`{path}` {holds}, and never a number"),
            Some(format!("write it in quotes: `\"{}\"`", number.text)),
        ),
        Test::Numeric(_) | Test::Literal(_) => {
            (format!("`{path}` {holds}, and is compared as such"), None)
        }
        _ => text(path, comparison.exact_text()?)?,
    };
    let told = Diagnostic::error(ENVELOPE_VALUE, message).at(comparison.span, "this is never so");
    let told = match &comparison.test {
        // An account as a number that is written whole, or the version that all events have.
        Test::Number(number)
            if path == "account" && is_account(&number.text)
                || path == "version" && &*number.text == "0" =>
        {
            told.fix(comparison.span, format!("\"{}\"", number.text))
        }
        _ => told,
    };
    Some(Diagnostic { help, ..told })
}

/// Why no account or region is called so.
fn text(path: &str, text: &str) -> Option<(String, Option<String>)> {
    let message = match path {
        "account" | "region" if text.contains('*') => {
            format!("a `*` in `{path}` is a letter, and stands for nothing else")
        }
        "account" if !is_account(text) => {
            format!("the id of an account has {ACCOUNT_DIGITS} digits")
        }
        "region" if text.contains(|one: char| one.is_uppercase() || one == '_' || one == ' ') => {
            "regions have names like `eu-west-1`".to_owned()
        }
        _ => return None,
    };
    let help = match text {
        "*" => Some(format!("leave `{path}` out: then it may be any")),
        _ if text.contains('*') => Some(format!("write `{{\"wildcard\": \"{text}\"}}`")),
        _ => None,
    };
    Some((message, help))
}

/// Whether a text is the id of an account.
fn is_account(text: &str) -> bool {
    text.len() == ACCOUNT_DIGITS && text.bytes().all(|one| one.is_ascii_digit())
}

/// Stars in the source and the detail-type, which could be letters there and never are.
fn stars(path: &str, field: &Field) -> Vec<Diagnostic> {
    if !["source", "detail-type"].contains(&path) {
        return Vec::new();
    }
    let comparisons = field.values.comparisons.iter();
    let stars = comparisons.filter_map(|one| {
        let text = one.exact_text().filter(|text| text.contains('*'))?;
        let message = format!("a `*` in `{path}` is a letter, and stands for nothing else");
        let help = match text {
            "*" => format!("leave `{path}` out: then it may be any"),
            _ => format!("write `{{\"wildcard\": \"{text}\"}}`"),
        };
        let told = Diagnostic::warning(ENVELOPE_VALUE, message);
        Some(told.at(one.span, "only this very text").help(help))
    });
    stars.collect()
}
