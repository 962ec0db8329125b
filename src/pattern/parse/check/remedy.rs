//! What an unknown operator may have meant.

use std::borrow::Cow;

use crate::json::{self, Kind, Member, Value, write_quoted};
use crate::pattern::operator::{NAMES, Operator};
use crate::pattern::regular::Regular;
use crate::suggest;

/// Negations of negations of negations are not followed further.
const DEEPEST: usize = 8;

/// What there is in place of two conditions on one field.
const BOTH: &str = "the values of a list are alternatives, and no two can be asked of one field; two bounds are one `numeric`: `[\">\", 0, \"<=\", 5]`";

/// What there is in place of a regular expression.
const NO_REGULAR: &str =
    "there are no regular expressions: use `wildcard`, where `*` stands for any text";

/// Words that people bring from elsewhere, and what says the same here.
const FROM_ELSEWHERE: &[(&str, &str)] = &[
    ("begins-with", "did you mean `prefix`?"),
    ("beginswith", "did you mean `prefix`?"),
    ("startswith", "did you mean `prefix`?"),
    ("starts-with", "did you mean `prefix`?"),
    ("endswith", "did you mean `suffix`?"),
    ("ends-with", "did you mean `suffix`?"),
    ("contains", "write `{\"wildcard\": \"*text*\"}`"),
    ("like", "did you mean `wildcard`?"),
    ("matches", "did you mean `wildcard`?"),
    ("regex", NO_REGULAR),
    ("regexp", NO_REGULAR),
    ("re", NO_REGULAR),
    ("=~", NO_REGULAR),
    ("glob", "did you mean `wildcard`?"),
    ("match", "did you mean `wildcard`?"),
    ("equals", "write the value itself, or `{\"exactly\": …}`"),
    ("eq", "write the value itself, or `{\"exactly\": …}`"),
    ("in", "list the values: any of them matches"),
    ("not", "did you mean `anything-but`?"),
    ("not-equals", "did you mean `anything-but`?"),
    (
        "anything-but-prefix",
        "write `{\"anything-but\": {\"prefix\": …}}`",
    ),
    ("ip", "did you mean `cidr`?"),
    ("ip-address", "did you mean `cidr`?"),
    ("ip-address-in-range", "did you mean `cidr`?"),
    ("between", "write `{\"numeric\": [\">=\", 1, \"<=\", 5]}`"),
    ("=", "write `{\"numeric\": [\"=\", 5]}`"),
    (">", "write `{\"numeric\": [\">\", 5]}`"),
    (">=", "write `{\"numeric\": [\">=\", 5]}`"),
    ("<", "write `{\"numeric\": [\"<\", 5]}`"),
    ("<=", "write `{\"numeric\": [\"<=\", 5]}`"),
    ("and", BOTH),
    ("all", BOTH),
    (
        "or",
        "the values of a list are alternatives by themselves: put them side by side",
    ),
    ("nor", "list what is not wanted in one `anything-but`"),
    (
        "$or",
        "`$or` stands beside fields, not in a list of values: `{\"$or\": [{\"a\": [1]}, {\"b\": [2]}]}`",
    ),
];

/// Whether a name is an operator of another language.
pub(in crate::pattern::parse) fn is_from_elsewhere(name: &str) -> bool {
    /// Every field of every pattern is looked at: most names are of one piece.
    const JOINTS: [char; 3] = ['_', ' ', '$'];
    let word = match name.contains(JOINTS) {
        true => Cow::Owned(folded(name)),
        false => Cow::Borrowed(name),
    };
    let short = ["gt", "gte", "lt", "lte", "ne", "nin", "not-in", "!=", "=="];
    let mut known = FROM_ELSEWHERE.iter().map(|(known, _)| *known).chain(short);
    known.any(|known| known.eq_ignore_ascii_case(&word))
}

/// Whether a name is an operator of another language, or nearly one of this.
pub(super) fn is_like_an_operator(name: &str) -> bool {
    is_from_elsewhere(name) || renamed(name).is_some()
}

/// A remedy for an unknown operator, if we know one.
pub(super) fn remedy(name: &str) -> Option<String> {
    let lower = folded(name);
    if let Some((_, help)) = FROM_ELSEWHERE.iter().find(|(word, _)| *word == lower) {
        return Some((*help).to_owned());
    }
    suggest::did_you_mean(&lower, NAMES)
}

/// A name as the words are written: without the `$` of other languages.
fn folded(name: &str) -> String {
    let lower = name.trim().to_lowercase().replace(['_', ' '], "-");
    match lower.strip_prefix('$') {
        Some(rest) if rest != "or" => rest.to_owned(),
        _ => lower,
    }
}

/// The operator that an unknown name means, where only the name is wrong.
pub(super) fn renamed(name: &str) -> Option<&'static str> {
    suggest::nearest(&folded(name), NAMES)
}

/// What an operator of another language says of its operand: what stands in the list in place of the object.
pub(in crate::pattern::parse) fn said(name: &str, operand: &Value, raw: &str) -> Option<String> {
    let text = operand.as_str();
    let number = match &operand.kind {
        Kind::Number(token) => Some(&**token),
        _ => text.filter(|text| is_number(text)),
    };
    let numeric =
        |sign: &str| number.map(|number| format!("{{\"numeric\": [\"{sign}\", {number}]}}"));
    let operator = |name: &str| text.map(|_| format!("{{\"{name}\": {raw}}}"));
    let is_plain = matches!(
        operand.kind,
        Kind::String(_) | Kind::Number(_) | Kind::Bool(_)
    );
    match folded(name).as_str() {
        "begins-with" | "beginswith" | "startswith" | "starts-with" => operator("prefix"),
        "endswith" | "ends-with" => operator("suffix"),
        "ip" | "ip-address" | "ip-address-in-range" => operator("cidr"),
        "contains" => text.map(|text| wildcard(&format!("*{}*", literal(text)))),
        "regex" | "regexp" | "re" | "=~" => {
            let text = text?;
            let regular = Regular::read_anywhere(text);
            let comparisons = regular.and_then(|one| one.comparisons().into_iter().next());
            comparisons.or_else(|| Regular::alternatives(text))
        }
        "glob" | "matches" | "match" => {
            let text = text?;
            let is_plain = !text.contains(['[', '(', '{', '|', '^', '$', '\\', '+']);
            match Regular::read(text) {
                Some(regular) => regular.comparisons().into_iter().next(),
                None if is_plain && text.contains('*') => Some(wildcard(text)),
                None => Regular::alternatives(text),
            }
        }
        // Of SQL.
        "like" | "ilike" => {
            let text = text?;
            let has_percent = text.contains('%');
            let expression = match has_percent {
                true => literal(text).replace('%', "*"),
                false => text.to_owned(),
            };
            (expression.contains('*') && !(has_percent && expression.contains('_')))
                .then(|| wildcard(&expression))
        }
        "equals" | "eq" | "=" | "==" => is_plain.then(|| raw.to_owned()),
        "in" => values(operand).then(|| inside(raw).to_owned()),
        "not" | "not-equals" | "ne" | "!=" | "!" | "not-in" | "nin" => {
            let alone = crate::json::parse(raw).ok()?;
            negated(&alone, raw)
        }
        "anything-but-prefix" => {
            text.map(|_| format!("{{\"anything-but\": {{\"prefix\": {raw}}}}}"))
        }
        "anything-but-suffix" => {
            text.map(|_| format!("{{\"anything-but\": {{\"suffix\": {raw}}}}}"))
        }
        ">" | "gt" => numeric(">"),
        ">=" | "=>" | "gte" => numeric(">="),
        "<" | "lt" => numeric("<"),
        "<=" | "=<" | "lte" => numeric("<="),
        "between" => match operand.as_array()? {
            [low, high] => range([(">=", low), ("<=", high)]),
            _ => None,
        },
        _ => None,
    }
}

/// What to say of a regular expression that is more than stars: the nearest that a pattern can ask.
pub(super) fn nearest(name: &str, operand: &Value) -> Option<String> {
    let is_regular = matches!(
        folded(name).as_str(),
        "regex" | "regexp" | "re" | "=~" | "matches" | "match"
    );
    let expression = Regular::nearest(operand.as_str().filter(|_| is_regular)?)?;
    Some(format!(
        "{NO_REGULAR}; the nearest, which lets more through, is `{}`",
        wildcard(&expression)
    ))
}

/// A text in backticks, if it is short.
pub(super) fn quoted(text: &str) -> String {
    /// The longest text that is written out, in characters.
    const LONGEST: usize = 60;
    match text.chars().count() <= LONGEST && !text.contains('\n') {
        true => format!("`{text}`"),
        false => "the values".to_owned(),
    }
}

/// Whether a word negates what stands behind it.
pub(in crate::pattern::parse) fn is_negation(word: &str) -> bool {
    let word = word.strip_prefix('$').unwrap_or(word);
    let known = [
        "not",
        "nor",
        "ne",
        "nin",
        "!",
        "!=",
        "not-in",
        "not_in",
        "not-equals",
    ];
    known.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// What the list of a field holds that lets through what `value` does not; `None` where no list says that.
pub(in crate::pattern::parse) fn negated(value: &Value, text: &str) -> Option<String> {
    negated_at(value, text, 0)
}

pub(super) fn negated_at(value: &Value, text: &str, depth: usize) -> Option<String> {
    let raw = raw(text, value)?;
    match &value.kind {
        Kind::String(_) | Kind::Number(_) => Some(format!("{{\"anything-but\": {raw}}}")),
        Kind::Bool(value) => Some((!value).to_string()),
        Kind::Array(all) => negated_list(value, all, text, depth),
        Kind::Object(members) => match members.as_slice() {
            [only] if depth < DEEPEST => negated_operator(only, text, depth),
            _ => None,
        },
        _ => None,
    }
}

/// None of several values.
pub(super) fn negated_list(
    list: &Value,
    all: &[Value],
    text: &str,
    depth: usize,
) -> Option<String> {
    let is_text = |one: &Value| matches!(one.kind, Kind::String(_));
    let is_number = |one: &Value| matches!(one.kind, Kind::Number(_));
    match all {
        [] => None,
        [only] if !is_text(only) && !is_number(only) => negated_at(only, text, depth),
        _ if all.iter().all(is_text) || all.iter().all(is_number) => {
            Some(format!("{{\"anything-but\": {}}}", raw(text, list)?))
        }
        _ => {
            let operands = all.iter().map(|one| match one.as_object()? {
                [only] => Some((only.name.as_str()?, raw(text, &only.value)?)),
                _ => None,
            });
            let operands: Vec<_> = operands.collect::<Option<_>>()?;
            let (name, _) = operands.first()?;
            Operator::AnythingBut.with(name)?;
            let is_of_one = operands.iter().all(|(own, _)| own == name);
            let texts: Vec<_> = operands.iter().map(|(_, raw)| *raw).collect();
            let texts = texts.join(", ");
            is_of_one.then(|| format!("{{\"anything-but\": {{\"{name}\": [{texts}]}}}}"))
        }
    }
}

/// What an operator does not let through.
pub(super) fn negated_operator(only: &Member, text: &str, depth: usize) -> Option<String> {
    let name = only.name.as_str()?;
    let operand = raw(text, &only.value)?;
    match Operator::from_name(name) {
        Some(Operator::Exactly) => Some(format!("{{\"anything-but\": {operand}}}")),
        Some(
            operator @ (Operator::Prefix
            | Operator::Suffix
            | Operator::EqualsIgnoreCase
            | Operator::Wildcard),
        ) => {
            let name = operator.as_str();
            Some(format!("{{\"anything-but\": {{\"{name}\": {operand}}}}}"))
        }
        Some(Operator::Exists) => match only.value.kind {
            Kind::Bool(exists) => Some(format!("{{\"exists\": {}}}", !exists)),
            _ => None,
        },
        Some(Operator::Numeric) => outside(&only.value, text),
        Some(Operator::AnythingBut) => match only.value.kind {
            Kind::String(_) | Kind::Number(_) => Some(operand.to_owned()),
            Kind::Array(_) => Some(inside(operand).to_owned()),
            _ => None,
        },
        Some(_) => None,
        None => {
            let inside = match &only.value.kind {
                _ if is_negation(name) => negated_at(&only.value, text, depth + 1)?,
                Kind::Array(all) if matches!(name, "in" | "$in") && !all.is_empty() => {
                    return negated_list(&only.value, all, text, depth + 1);
                }
                _ => said(name, &only.value, operand)?,
            };
            let inside = json::parse(&format!("[{inside}]"));
            let again = inside.ok()?;
            let text = again.to_compact();
            let list = json::parse(&text).ok()?;
            negated_list(&list, list.as_array()?, &text, depth + 1)
        }
    }
}

/// The numbers that a `numeric` leaves out: beyond either bound.
fn outside(bounds: &Value, text: &str) -> Option<String> {
    let each = bounds.as_array()?.chunks(2).map(|pair| match pair {
        [sign, number] => {
            let number = raw(text, number)?;
            let other = match sign.as_str()? {
                ">" => "<=",
                ">=" => "<",
                "<" => ">=",
                "<=" => ">",
                "=" => return Some(format!("{{\"anything-but\": {number}}}")),
                _ => return None,
            };
            Some(format!("{{\"numeric\": [\"{other}\", {number}]}}"))
        }
        _ => None,
    });
    Some(each.collect::<Option<Vec<_>>>()?.join(", "))
}

fn raw<'t>(text: &'t str, value: &Value) -> Option<&'t str> {
    text.get(value.span.start..value.span.end)
}

/// Two conditions of one object that together are one operator: what stands in the list in its place.
pub(super) fn both(first: &Member, second: &Member) -> Option<String> {
    let names = [first, second].map(|one| folded(&one.name.to_display()));
    let [left, right] = names.each_ref().map(String::as_str);
    match (left, right) {
        ("prefix", "suffix") => between(&first.value, &second.value),
        ("suffix", "prefix") => between(&second.value, &first.value),
        _ => range([(sign(left)?, &first.value), (sign(right)?, &second.value)]),
    }
}

/// The sign of a comparison of numbers.
fn sign(word: &str) -> Option<&'static str> {
    Some(match word {
        ">" | "gt" => ">",
        ">=" | "=>" | "gte" => ">=",
        "<" | "lt" => "<",
        "<=" | "=<" | "lte" => "<=",
        _ => return None,
    })
}

/// A lower and an upper bound as one `numeric`, the lower one first.
fn range(bounds: [(&str, &Value); 2]) -> Option<String> {
    let number = |value: &Value| match &value.kind {
        Kind::Number(token) => Some(token.to_string()),
        _ => value
            .as_str()
            .filter(|text| is_number(text))
            .map(str::to_owned),
    };
    let mut lower = bounds.iter().filter(|(sign, _)| sign.starts_with('>'));
    let mut upper = bounds.iter().filter(|(sign, _)| sign.starts_with('<'));
    let ((low, from), (high, to)) = (lower.next()?, upper.next()?);
    let (from, to) = (number(from)?, number(to)?);
    Some(format!(
        "{{\"numeric\": [\"{low}\", {from}, \"{high}\", {to}]}}"
    ))
}

/// What begins and ends so, as one wildcard.
fn between(prefix: &Value, suffix: &Value) -> Option<String> {
    let (prefix, suffix) = (literal(prefix.as_str()?), literal(suffix.as_str()?));
    Some(wildcard(&format!("{prefix}*{suffix}")))
}

/// A comparison with a wildcard expression.
fn wildcard(expression: &str) -> String {
    let mut quoted = String::new();
    write_quoted(expression, &mut quoted);
    format!("{{\"wildcard\": {quoted}}}")
}

/// What an address lacks.
pub(super) fn address(text: &str) -> String {
    let groups: Vec<_> = text.split('.').collect();
    let odd = groups
        .iter()
        .find(|group| !group.parse::<u8>().is_ok_and(|_| !group.starts_with('+')));
    match (text.contains(':'), odd) {
        (true, _) if text.contains('.') => "write an IPv6 address without a dotted part".to_owned(),
        (true, _) => {
            "an IPv6 address has eight groups of up to four hex digits, or fewer and one `::`"
                .to_owned()
        }
        (false, _) if groups.len() != 4 => {
            "write all four numbers of an IPv4 address, or an IPv6 address".to_owned()
        }
        (false, Some(odd)) => {
            let odd: String = odd.chars().take(20).collect();
            format!("each of the four numbers of an IPv4 address is from 0 to 255: `{odd}` is not")
        }
        (false, None) => "an IPv4 address has at most 15 characters".to_owned(),
    }
}

/// Whether something is a list of texts and numbers.
fn values(operand: &Value) -> bool {
    let is_plain = |one: &Value| matches!(one.kind, Kind::String(_) | Kind::Number(_));
    operand
        .as_array()
        .is_some_and(|all| !all.is_empty() && all.iter().all(is_plain))
}

/// Whether a text is a number as JSON writes them.
pub(super) fn is_number(text: &str) -> bool {
    crate::json::parse(text).is_ok_and(|value| matches!(value.kind, Kind::Number(_)))
}

/// What stands between two brackets.
pub(super) fn inside(raw: &str) -> &str {
    let mut letters = raw.chars();
    letters.next();
    letters.next_back();
    letters.as_str().trim()
}

/// What an operator that `anything-but` takes excludes, as wildcard expressions; `None` of others.
pub(super) fn expressions(name: &str, operand: &Value) -> Option<Vec<String>> {
    let texts = match &operand.kind {
        Kind::Array(all) => all.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?,
        _ => vec![operand.as_str()?],
    };
    let each = texts.into_iter().map(|text| match name {
        "prefix" => Some(format!("{}*", literal(text))),
        "suffix" => Some(format!("*{}", literal(text))),
        "wildcard" => Some(text.to_owned()),
        _ => None,
    });
    each.collect()
}

/// `anything-but` with wildcard expressions.
pub(super) fn but_wildcards(expressions: &[String]) -> String {
    let each = expressions.iter().map(|one| {
        let mut quoted = String::new();
        write_quoted(one, &mut quoted);
        quoted
    });
    let list = each.collect::<Vec<_>>().join(", ");
    format!("{{\"anything-but\": {{\"wildcard\": [{list}]}}}}")
}

/// A text as a wildcard expression without a star.
fn literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('*', "\\*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_mistakes_and_words_from_elsewhere_have_a_remedy() {
        assert_eq!(remedy("prefx").as_deref(), Some("did you mean `prefix`?"));
        assert_eq!(
            remedy("Anything_But").as_deref(),
            Some("did you mean `anything-but`?")
        );
        assert_eq!(
            remedy("startsWith").as_deref(),
            Some("did you mean `prefix`?")
        );
        assert_eq!(remedy("colour"), None);
    }
}
