//! Conditions that other languages write into the name of a field, or before an object of fields: `"status!=": "x"`,
//! `"not": {"status": "x"}`.

use super::beside::{combined, whole};
use super::remedy::{self, negated_at, negated_list, negated_operator, said};
pub(in crate::pattern::parse) use super::remedy::{is_negation, negated};
use super::{Check, Due, codes};
use crate::diagnostic::Diagnostic;
use crate::json::{self, Kind, Member, Value, write_quoted};
use crate::pattern::Dialect;
use crate::pattern::operator::Operator;
use crate::source::Span;

/// A text that is proposed is told in a help up to this many characters.
const LONGEST: usize = 160;

/// Negations of negations of negations are not followed further.
const DEEPEST: usize = 8;

/// Signs that stand before or behind the name of a field, the longest first.
const SIGNS: [&str; 12] = [
    "!==", "===", "!=", "<>", "==", "=>", "=<", ">=", "<=", ">", "<", "=",
];

/// The name of a field with a sign or a word beside it that compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pattern::parse) struct Marked<'n> {
    /// The field.
    pub(in crate::pattern::parse) field: &'n str,
    /// The word of the other language.
    word: &'n str,
    /// Whether no field is called so: with a sign in its name.
    pub(in crate::pattern::parse) is_sure: bool,
}

impl<'n> Marked<'n> {
    /// The parts of a name that is more than a name.
    pub(in crate::pattern::parse) fn of(name: &'n str) -> Option<Self> {
        let marked = |field: &'n str, word, is_sure| Self {
            field: field.trim(),
            word,
            is_sure,
        };
        let found = if let Some(field) = name.strip_prefix('!') {
            marked(field, "!=", true)
        } else if name.ends_with(['=', '<', '>']) {
            let signs = SIGNS.iter();
            let mut split = signs.filter_map(|sign| Some((name.strip_suffix(sign)?, *sign)));
            let (field, sign) = split.next()?;
            let sign = match sign {
                "!==" | "<>" => "!=",
                "===" => "==",
                sign => sign,
            };
            marked(field, sign, true)
        } else if let Some((field, word)) = name.rsplit_once("__") {
            let is_word = remedy::is_from_elsewhere(word) && !matches!(word, "or" | "and" | "all");
            is_word.then(|| marked(field, word, false))?
        } else {
            let words = [" not in", " is not", " not"].iter();
            let mut fields = words.filter_map(|word| name.strip_suffix(word));
            marked(fields.next()?, "not", false)
        };
        let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
        let is_field = found.field.chars().all(|one| is_name(one) || one == ' ');
        (is_field && found.field.ends_with(is_name)).then_some(found)
    }

    /// The field with the list that says what was meant.
    pub(in crate::pattern::parse) fn meant(
        &self,
        value: &Value,
        text: &str,
        dialect: Dialect,
    ) -> Option<String> {
        let is_negation = is_negation(self.word);
        let inside = match &value.kind {
            Kind::Object(members) if is_negation => {
                return excluded(self.field, members, text, dialect, 0);
            }
            Kind::Array(all) if is_negation => negated_list(value, all, text, 0),
            Kind::Array(_) if matches!(self.word, "=" | "==" | "in") => {
                Some(remedy::inside(raw(text, value)?).to_owned())
            }
            Kind::Array(all) => match all.as_slice() {
                [only] => said(self.word, only, raw(text, only)?),
                _ => None,
            },
            _ => said(self.word, value, raw(text, value)?),
        };
        written(self.field, &inside?, dialect)
    }
}

/// Whether a name in a path compares or negates, where it is taken for a field: the field that is meant stands beside it, and is
/// not to have the values that are listed.
pub(in crate::pattern) fn holds_condition(path: &[u8]) -> bool {
    let mut names = path.split(|byte| *byte == b'.');
    names.any(|name| {
        std::str::from_utf8(name).is_ok_and(|name| {
            is_negation(name) || Marked::of(name).is_some_and(|marked| marked.is_sure)
        })
    })
}

/// The one field of an object of fields, with what it excludes: `"detail": {"status": [{"anything-but": "x"}]}`. `None` for
/// several fields, of which other languages exclude all at once.
pub(in crate::pattern::parse) fn excluded_field(
    members: &[Member],
    text: &str,
    dialect: Dialect,
) -> Option<String> {
    let [only] = members else {
        return None;
    };
    excluded_member(only, text, dialect, 0)
}

fn excluded_member(only: &Member, text: &str, dialect: Dialect, depth: usize) -> Option<String> {
    let name = only.name.as_str()?;
    if depth >= DEEPEST || name.starts_with('$') || Operator::from_name(name).is_some() {
        return None;
    }
    match &only.value.kind {
        Kind::Object(members) => excluded(name, members, text, dialect, depth + 1),
        _ => written(name, &negated_at(&only.value, text, 0)?, dialect),
    }
}

/// The edit that puts a field in the place of another member of an object: there, or into the field of that name beside it.
pub(in crate::pattern::parse) fn beside_others(
    (text, span, members): (&str, Span, &[Member]),
    member: &Member,
    meant: String,
) -> (Span, String) {
    let name = json::parse(&format!("{{{meant}}}")).ok();
    let name = name.as_ref().and_then(|it| it.as_object()?.first());
    let is_there = name.is_some_and(|new| members.iter().any(|one| one.name == new.name));
    let combined = is_there.then(|| combined(text, members, member, [meant.clone()].into_iter()));
    match combined.flatten() {
        Some(combined) => (span, combined),
        None => (whole(member), meant),
    }
}

/// A field with what it excludes: an operator, or the one field inside.
fn excluded(
    field: &str,
    members: &[Member],
    text: &str,
    dialect: Dialect,
    depth: usize,
) -> Option<String> {
    let [only] = members else {
        return None;
    };
    let name = only.name.as_str()?;
    let is_operator = Operator::from_name(name).is_some() || remedy::is_from_elsewhere(name);
    if is_operator && field != "detail" {
        return written(field, &negated_operator(only, text, 0)?, dialect);
    }
    let inside = excluded_member(only, text, dialect, depth)?;
    Some(format!("{}: {{{inside}}}", quoted(field)))
}

/// A field with its list, if a pattern takes it.
fn written(field: &str, inside: &str, dialect: Dialect) -> Option<String> {
    let text = format!("{}: [{inside}]", quoted(field));
    super::check(&format!("{{{text}}}"), dialect)
        .is_empty()
        .then_some(text)
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    quoted
}

fn raw<'t>(text: &'t str, value: &Value) -> Option<&'t str> {
    text.get(value.span.start..value.span.end)
}

impl Check<'_> {
    /// A condition in the name of a field whose value is refused, or a negation of an operator, or of a field, that is.
    pub(super) fn negation(&mut self, member: &Member, object: &Due<'_>) -> bool {
        let Some(name) = member.name.as_str() else {
            return false;
        };
        let whole = whole(member);
        let told = |message| {
            Diagnostic::error(codes::BARE_VALUE, message).at(member.name_span, "taken for a field")
        };
        let (told, span, meant) = match (&member.value.kind, object.field) {
            // What AWS takes is told as a warning.
            (Kind::Array(_), _) => return false,
            (Kind::Object(members), Some(field))
                if is_negation(name) && object.members.len() == 1 && *field != *"detail" =>
            {
                let [only] = members.as_slice() else {
                    return false;
                };
                let is_operator = only.name.as_str().and_then(Operator::from_name).is_some()
                    || remedy::is_from_elsewhere(&only.name.to_display());
                let inside = is_operator.then(|| negated(&member.value, self.text));
                let told = told(format!(
                    "`{name}` is no operator, and stands outside a list of values"
                ));
                let meant = inside.flatten();
                let meant = meant.and_then(|inside| {
                    let is_taken = written("a", &inside, self.dialect).is_some();
                    is_taken.then(|| (format!("\"{field}\": [{inside}]"), format!("[{inside}]")))
                });
                (told, object.span, meant)
            }
            (Kind::Object(members), _) if is_negation(name) && has_bare_value(members) => {
                let meant = excluded_field(members, self.text, self.dialect);
                let told = told(format!("`{name}` is no operator"));
                let beside = (self.text, object.span, object.members);
                let edit = meant.map(|meant| (meant.clone(), beside_others(beside, member, meant)));
                let span = edit.as_ref().map_or(whole, |(_, fix)| fix.0);
                (told, span, edit.map(|(shown, (_, text))| (shown, text)))
            }
            (kind, _) => {
                let Some(marked) = Marked::of(name) else {
                    return false;
                };
                if matches!(kind, Kind::Object(inside) if !has_bare_value(inside)) {
                    return false;
                }
                let meant = marked.meant(&member.value, self.text, self.dialect);
                let told = told(format!(
                    "`{name}` is the name of a field: nothing in a name compares"
                ));
                (told, whole, meant.map(|meant| (meant.clone(), meant)))
            }
        };
        let Some((shown, meant)) = meant else {
            return false;
        };
        let told = match shown.chars().count() <= LONGEST {
            true => told.help(format!("write `{shown}`")),
            false => told.help("a condition stands in the list of values of its field"),
        };
        self.found.push(told.fix(span, meant));
        true
    }
}

/// Whether an object of fields holds a value without a list, which AWS refuses.
fn has_bare_value(members: &[Member]) -> bool {
    let mut due: Vec<&[Member]> = vec![members];
    while let Some(members) = due.pop() {
        for member in members {
            match &member.value.kind {
                Kind::Object(inside) => due.push(inside),
                Kind::Array(_) => {}
                _ => return true,
            }
        }
    }
    false
}
