//! Operators that stand where fields do: `{"total": {"numeric": [">", 100]}}` asks for a field `numeric` inside `total`, which
//! is legal, and hardly ever meant.

use super::check::negation::{self, Marked};
use super::check::remedy;
use super::codes;
use super::compile::{Node, Tree};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{self, Kind, Member, Value};
use crate::pattern::Dialect;
use crate::pattern::operator::Operator;
use crate::source::Span;

/// A text that is proposed is told in a help up to this many characters.
const LONGEST_HELP: usize = 160;

/// Every object with nothing but the name of an operator, where its list holds what the operator takes.
///
/// A warning where no field is called so or holds such values, else a note: events may have a `prefix`. Nothing is said of
/// what stands right in `detail`, which is no value to compare.
pub(super) fn notes(tree: &Tree, text: &str, dialect: Dialect) -> Vec<Diagnostic> {
    // Only then the text is worth reading again.
    if !has_operator(&tree.nodes, text) {
        return Vec::new();
    }
    let Ok((root, _)) = json::parse_prefix(text) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut due: Vec<(Option<&Member>, &Value)> = vec![(None, &root)];
    while let Some((field, value)) = due.pop() {
        match &value.kind {
            Kind::Object(members) => {
                if let (Some(field), [only]) = (field, members.as_slice())
                    && field.name != *"detail"
                    && let Some(told) = judged(field, only, text)
                {
                    found.push(told);
                    continue;
                }
                let is_root = std::ptr::eq(value, &raw const root);
                for one in members {
                    if let Some(told) = path(one, (value.span, members), field, text) {
                        found.push(told);
                        continue;
                    }
                    match condition(one, (value.span, members), is_root, (text, dialect)) {
                        Some(told) => found.push(told),
                        None => due.push((Some(one), &one.value)),
                    }
                }
            }
            // Alternatives of `$or`; the operators of a list are where they belong.
            Kind::Array(all) if field.is_some_and(|field| field.name == *"$or") => {
                due.extend(all.iter().map(|one| (None, one)));
            }
            _ => {}
        }
    }
    found
}

/// Whether any field is called like an operator of this or another language.
fn has_operator(nodes: &[Node], text: &str) -> bool {
    let mut due: Vec<&Node> = nodes.iter().collect();
    while let Some(node) = due.pop() {
        match node {
            Node::Field { path, values } => {
                let Span { start, end } = values.name_span;
                let name = text.get(start..end).unwrap_or_default();
                let name = name.trim_matches('"');
                if Operator::from_name(name).is_some()
                    || remedy::is_from_elsewhere(name)
                    || Marked::of(name).is_some()
                    || is_below_negation(path.as_wtf8())
                    || path
                        .as_wtf8()
                        .iter()
                        .any(|byte| matches!(byte, b'[' | b'$'))
                {
                    return true;
                }
            }
            Node::Or { alternatives, .. } => due.extend(alternatives.iter().flatten()),
        }
    }
    false
}

/// Whether a field lies inside one that is called `not`, or `!x`.
fn is_below_negation(path: &[u8]) -> bool {
    let mut above = path.split(|byte| *byte == b'.').rev().skip(1);
    above.any(|name| {
        // Most names are longer, or begin otherwise.
        name.first() == Some(&b'!')
            || name.len() <= 4 && std::str::from_utf8(name).is_ok_and(negation::is_negation)
    })
}

/// What is to be said of a field whose name is a path of another language: `$.detail.id`, `items[0].sku`.
fn path(
    member: &Member,
    (object, members): (Span, &[Member]),
    field: Option<&Member>,
    text: &str,
) -> Option<Diagnostic> {
    let name = member.name.as_str()?;
    let bare = name.strip_prefix("$.").unwrap_or(name);
    let steps: Vec<&str> = bare.split('.').collect();
    let has_index = steps.iter().any(|step| without_index(step) != *step);
    if bare.len() == name.len() && !has_index {
        return None;
    }
    let mut steps: Vec<&str> = steps.into_iter().map(without_index).collect();
    // Below `detail` a path from the root goes through it again.
    let is_inside = |name: &str| field.is_some_and(|field| field.name == *name);
    if bare.len() < name.len() && steps.len() > 1 && steps.first().is_some_and(|one| is_inside(one))
    {
        steps.remove(0);
    }
    let is_name = |step: &&str| {
        let is_letter = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-');
        !step.is_empty() && step.chars().all(is_letter)
    };
    if steps.is_empty() || !steps.iter().all(is_name) {
        return None;
    }
    let value = text.get(member.value.span.start..member.value.span.end)?;
    let (last, above) = steps.split_last()?;
    let inner = format!("\"{last}\": {value}");
    let meant = above
        .iter()
        .rev()
        .fold(inner, |inner, step| format!("\"{step}\": {{{inner}}}"));
    super::parse(&format!("{{{meant}}}"), Dialect::Bus).ok()?;
    let message = match has_index {
        true => format!("`{name}` is the name of a field: a pattern has no indexes"),
        false => format!("`{name}` is the name of a field: a pattern has no paths"),
    };
    let written = match meant.chars().count() <= LONGEST_HELP {
        true => format!("write `{meant}`"),
        false => "write the fields as objects inside each other".to_owned(),
    };
    let help = match has_index {
        true => format!("{written}: it looks into every element"),
        false => written,
    };
    let (span, edit) = negation::beside_others((text, object, members), member, meant);
    let told = Diagnostic::warning(codes::FOREIGN_TEXT, message)
        .at(member.name_span, "taken for a field")
        .help(help);
    Some(told.fix(span, edit))
}

/// A step of a path without `[0]`, `[*]` or `[]` behind it.
fn without_index(step: &str) -> &str {
    let Some((name, index)) = step.split_once('[') else {
        return step;
    };
    let is_index = index
        .strip_suffix(']')
        .is_some_and(|inside| inside == "*" || inside.bytes().all(|byte| byte.is_ascii_digit()));
    match is_index {
        true => name,
        false => step,
    }
}

/// What is to be said of a field whose name holds a condition, or is a negation of the fields inside.
fn condition(
    member: &Member,
    (object, members): (Span, &[Member]),
    is_root: bool,
    (text, dialect): (&str, Dialect),
) -> Option<Diagnostic> {
    let name = member.name.as_str()?;
    let (is_sure, meant, message) = match (&member.value.kind, Marked::of(name)) {
        (Kind::Object(inside), _) if negation::is_negation(name) => {
            let is_word = name.starts_with(|first: char| first.is_ascii_alphabetic());
            let meant = negation::excluded_field(inside, text, dialect)?;
            let message = format!("`{name}` is the name of a field here, and excludes nothing");
            // The envelope has no such field.
            let is_sure = !is_word || (is_root && dialect == Dialect::Bus);
            (is_sure, meant, message)
        }
        (_, Some(marked)) => {
            let meant = marked.meant(&member.value, text, dialect)?;
            let message = format!("`{name}` is the name of a field: nothing in a name compares");
            (marked.is_sure, meant, message)
        }
        _ => return None,
    };
    let told = match is_sure {
        true => Diagnostic::warning(codes::OPERATOR_AS_FIELD, message),
        false => Diagnostic::note(codes::OPERATOR_AS_FIELD, message),
    };
    let help = match (is_sure, meant.chars().count() <= LONGEST_HELP) {
        (_, false) => "a condition stands in the list of values of its field".to_owned(),
        (true, true) => format!("write `{meant}`"),
        (false, true) => format!("if it is meant as a condition, write `{meant}`"),
    };
    let (span, text) = negation::beside_others((text, object, members), member, meant);
    let told = told.at(member.name_span, "taken for a field");
    Some(told.help(help).fix(span, text))
}

/// What is to be said of the only member of the object that `field` holds.
fn judged(field: &Member, only: &Member, text: &str) -> Option<Diagnostic> {
    let name = only.name.as_str()?;
    let (severity, inside) = meant(name, &only.value, text)?;
    let list = format!("[{inside}]");
    // What is told is what AWS takes.
    let alone = format!("{{\"a\": {list}}}");
    super::parse(&alone, Dialect::Bus).ok()?;
    let told = match severity {
        Severity::Warning => Diagnostic::warning,
        _ => Diagnostic::note,
    };
    let told = told(
        codes::OPERATOR_AS_FIELD,
        format!("`{name}` stands outside a list of values: it is the name of a field here"),
    )
    .at(only.name_span, "taken for a field");
    let written = format!("`\"{}\": {list}`", field.name);
    let help = match (severity, written.chars().count() <= LONGEST_HELP) {
        (_, false) => "an operator stands in the list of values of its field".to_owned(),
        (Severity::Warning, true) => format!("write {written}"),
        (_, true) => format!("if it is meant as the operator, write {written}"),
    };
    Some(told.help(help).fix(field.value.span, list))
}

/// What the list of the field would hold, and how sure it is that this is meant.
fn meant(name: &str, operand: &Value, text: &str) -> Option<(Severity, String)> {
    if let Some([only]) = operand.as_object() {
        let inside = only.name.as_str()?;
        let is_operator =
            Operator::from_name(inside).is_some() || remedy::is_from_elsewhere(inside);
        let said = (is_operator && negation::is_negation(name))
            .then(|| negation::negated(operand, text))
            .flatten()?;
        return Some((Severity::Warning, said));
    }
    let all = operand.as_array().filter(|all| !all.is_empty())?;
    let raw = |value: &Value| text.get(value.span.start..value.span.end);
    let texts = || all.iter().map(Value::as_str).collect::<Option<Vec<_>>>();
    let each = || {
        let each = all
            .iter()
            .map(|one| Some(format!("{{\"{name}\": {}}}", raw(one)?)));
        Some(each.collect::<Option<Vec<_>>>()?.join(", "))
    };
    let whole = || Some(format!("{{\"{name}\": {}}}", raw(operand)?));
    let sure = |text: String| (Severity::Warning, text);
    let is_text_or_number = |one: &Value| matches!(one.kind, Kind::String(_) | Kind::Number(_));
    match Operator::from_name(name) {
        Some(Operator::Numeric) => {
            let signs = ["<", "<=", ">", ">=", "="];
            let sign = all.first()?.as_str()?;
            signs.contains(&sign).then(whole)?.map(sure)
        }
        Some(Operator::AnythingBut) => match all {
            [only] if only.as_object().is_some() => each().map(sure),
            _ if all.iter().all(is_text_or_number) => whole().map(sure),
            _ => None,
        },
        Some(Operator::Exists) => match all {
            [only] if matches!(only.kind, Kind::Bool(_)) => each().map(sure),
            _ => None,
        },
        Some(Operator::EqualsIgnoreCase) => texts().and_then(|_| each()).map(sure),
        Some(Operator::Cidr) => {
            let is_block = texts()?.iter().all(|text| text.contains('/'));
            is_block.then(each)?.map(sure)
        }
        Some(Operator::Wildcard) => {
            let has_star = texts()?.iter().any(|text| text.contains('*'));
            has_star.then(each)?.map(sure)
        }
        Some(_) => texts()
            .and_then(|_| each())
            .map(|text| (Severity::Note, text)),
        None => {
            let said = match all {
                _ if negation::is_negation(name) || matches!(name, "in" | "$in") => {
                    remedy::said(name, operand, raw(operand)?)?
                }
                [only] => remedy::said(name, only, raw(only)?)?,
                _ => return None,
            };
            let is_a_word = name.starts_with(|first: char| first.is_ascii_alphabetic());
            Some(match is_a_word {
                true => (Severity::Note, said),
                false => sure(said),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Severity;
    use crate::pattern::{Dialect, parse};

    /// A text, whether it is a warning, and the text with the edit; nothing if nothing is said.
    const ROWS: &[(&str, Option<(Severity, &str)>)] = &[
        (
            r#"{"detail":{"total":{"numeric":[">",100]}}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"total":[{"numeric": [">",100]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"status":{"anything-but":["A","B"]}}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"status":[{"anything-but": ["A","B"]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"status":{"anything-but":[{"prefix":"A"}]}}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"status":[{"anything-but": {"prefix":"A"}}]}}"#,
            )),
        ),
        (
            r#"{"source":{"prefix":["a.","b."]}}"#,
            Some((
                Severity::Note,
                r#"{"source":[{"prefix": "a."}, {"prefix": "b."}]}"#,
            )),
        ),
        (
            r#"{"detail":{"id":{"exists":[false]}}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"id":[{"exists": false}]}}"#,
            )),
        ),
        (
            r#"{"$or":[{"a":{"x":{"$gt":[1]}}},{"b":[1]}]}"#,
            Some((
                Severity::Warning,
                r#"{"$or":[{"a":{"x":[{"numeric": [">", 1]}]}},{"b":[1]}]}"#,
            )),
        ),
        (
            r#"{"detail":{"total":{"$gt":[100]}}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"total":[{"numeric": [">", 100]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"status!=":["x"]}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"status": [{"anything-but": ["x"]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"!status":[{"prefix":"x"}]}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"status": [{"anything-but": {"prefix": "x"}}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"total >=":[5]}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"total": [{"numeric": [">=", 5]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"state__in":["a","b"]}}"#,
            Some((Severity::Note, r#"{"detail":{"state": ["a","b"]}}"#)),
        ),
        (
            r#"{"source":["a"],"not":{"detail":{"status":["x"]}}}"#,
            Some((
                Severity::Warning,
                r#"{"source":["a"],"detail": {"status": [{"anything-but": ["x"]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"type":["t"]},"not":{"detail":{"status":["x"]}}}"#,
            Some((
                Severity::Warning,
                r#"{"detail": {"type": ["t"], "status": [{"anything-but": ["x"]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"not":{"status":["x", {"numeric":[">",1]}]}}}"#,
            None,
        ),
        (
            r#"{"detail":{"$not":{"total":[{"numeric":[">",1,"<=",5]}]}}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"total": [{"numeric": ["<=", 1]}, {"numeric": [">", 5]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"status":{"not":["x","y"]}}}"#,
            Some((
                Severity::Note,
                r#"{"detail":{"status":[{"anything-but": ["x","y"]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"status":{"$not":{"$in":["x","y"]}}}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"status":[{"anything-but": ["x","y"]}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"status":{"not":{"prefix":["x","y"]}}}}"#,
            Some((
                Severity::Warning,
                r#"{"detail":{"status":[{"anything-but": {"prefix": ["x","y"]}}]}}"#,
            )),
        ),
        (
            r#"{"detail":{"items[0].sku":["x"]}}"#,
            Some((Severity::Warning, r#"{"detail":{"items": {"sku": ["x"]}}}"#)),
        ),
        (
            r#"{"source":["s"],"detail":{"a":["b"]},"$.detail.status":["x"]}"#,
            Some((
                Severity::Warning,
                r#"{"source": ["s"], "detail": {"a": ["b"], "status": ["x"]}}"#,
            )),
        ),
        (
            r#"{"detail":{"$.detail.items[*]":{"sku":["x"]}}}"#,
            Some((Severity::Warning, r#"{"detail":{"items": {"sku":["x"]}}}"#)),
        ),
        (
            r#"{"detail":{"a[b]":["x"],"$ref":["y"],"c.d":["z"]}}"#,
            None,
        ),
        (r#"{"detail":{"not":{"a":["x"],"b":["y"]}}}"#, None),
        (
            r#"{"detail":{"<id>":["x"],"__meta":["x"],"not":["x"]}}"#,
            None,
        ),
        (
            r#"{"detail":{"note":{"contains":["rush"]}}}"#,
            Some((
                Severity::Note,
                r#"{"detail":{"note":[{"wildcard": "*rush*"}]}}"#,
            )),
        ),
        (r#"{"detail":{"prefix":["a"]}}"#, None),
        (r#"{"detail":{"total":{"numeric":[1,2]}}}"#, None),
        (r#"{"detail":{"x":{"prefix":["a"],"bucket":["b"]}}}"#, None),
        (r#"{"detail":{"net":{"cidr":["none"]}}}"#, None),
        (r#"{"prefix":["a"]}"#, None),
    ];

    /// A text that AWS refuses, and the text with the first edit, if there is one.
    const REFUSED: &[(&str, Option<&str>)] = &[
        (
            r#"{"detail":{"note":{"contains":"rush"}}}"#,
            Some(r#"{"detail":{"note":[{"wildcard": "*rush*"}]}}"#),
        ),
        (
            r#"{"detail":{"total":{"$gt":100}}}"#,
            Some(r#"{"detail":{"total":[{"numeric": [">", 100]}]}}"#),
        ),
        (
            r#"{"detail":{"key":{"prefx":"in/"}}}"#,
            Some(r#"{"detail":{"key":[{"prefix": "in/"}]}}"#),
        ),
        (
            r#"{"detail":{"key":{"exist":true}}}"#,
            Some(r#"{"detail":{"key":[{"exists": true}]}}"#),
        ),
        (
            r#"{"detail":{"key":{"prefix":"a"}}}"#,
            Some(r#"{"detail":{"key":[{"prefix":"a"}]}}"#),
        ),
        (
            r#"{"detail":{"status!=":"x"}}"#,
            Some(r#"{"detail":{"status": [{"anything-but": "x"}]}}"#),
        ),
        (
            r#"{"detail":{"not":{"status":"x"}}}"#,
            Some(r#"{"detail":{"status": [{"anything-but": "x"}]}}"#),
        ),
        (
            r#"{"detail":{"status":{"not":{"prefix":"x"}}}}"#,
            Some(r#"{"detail":{"status":[{"anything-but": {"prefix": "x"}}]}}"#),
        ),
        (
            r#"{"a":[{"not":{"exists":true}}]}"#,
            Some(r#"{"a":[{"exists": false}]}"#),
        ),
        (r#"{"a":[{"not":["x",1]}]}"#, None),
        (
            r#"{"detail":{"id":{"regex":"^a"}}}"#,
            Some(r#"{"detail":{"id":[{"prefix": "a"}]}}"#),
        ),
        (
            r#"{"a":[{"regex":"^up/.*\\.csv$"}]}"#,
            Some(r#"{"a":[{"wildcard": "up/*.csv"}]}"#),
        ),
        (
            r#"{"a":[{"like":"up%.csv"}]}"#,
            Some(r#"{"a":[{"wildcard": "up*.csv"}]}"#),
        ),
        (
            r#"{"a":[{"glob":"up*"}]}"#,
            Some(r#"{"a":[{"wildcard": "up*"}]}"#),
        ),
        (
            r#"{"a":[{"regex":"^(a|b)$"}]}"#,
            Some(r#"{"a":["a", "b"]}"#),
        ),
        (r#"{"a":[{"regex":"^(a|b)+$"}]}"#, None),
        (
            r#"{"a":[{"wildcard":"^up/.*\\.csv$"}]}"#,
            Some(r#"{"a":[{"wildcard":"up/*.csv"}]}"#),
        ),
        (
            r#"{"a":[{"numeric":["between",100,500]}]}"#,
            Some(r#"{"a":[{"numeric":[">=", 100, "<=", 500]}]}"#),
        ),
        (
            r#"{"a":[{"numeric":[">",0,"and","<",5]}]}"#,
            Some(r#"{"a":[{"numeric":[">", 0, "<", 5]}]}"#),
        ),
        (r#"{"a":[{"numeric":["between",500,100]}]}"#, None),
        (
            r#"{"Name":"r","EventPattern":"{\"source\":[\"a\"]}"}"#,
            Some(r#"{"source":["a"]}"#),
        ),
        (r#"{"source":["a"],"detail":null,"state":["b"]}"#, None),
        (r#"{"detail":{"key":{"exist":"yes"}}}"#, None),
        (
            r#"{"detail":{"key":{"prefix":"a","suffix":"b"}}}"#,
            Some(r#"{"detail":{"key":[{"wildcard": "a*b"}]}}"#),
        ),
        (r#"{"detail":{"key":{"prefix":"a","exists":true}}}"#, None),
        (r#"{"detail":{"key":{"anything-but":{"prefx":"x"}}}}"#, None),
        (
            r#"{"detail":{"key":{"name":"x"}}}"#,
            Some(r#"{"detail":{"key":{"name":["x"]}}}"#),
        ),
        (
            r#"{"detail":{"contains":"x"}}"#,
            Some(r#"{"detail":{"contains":["x"]}}"#),
        ),
        (
            r#"{"a":[{"prefix":"in/","suffix":".csv"}]}"#,
            Some(r#"{"a":[{"wildcard": "in/*.csv"}]}"#),
        ),
        (
            r#"{"a":[{"lt":200,"gt":100}]}"#,
            Some(r#"{"a":[{"numeric": [">", 100, "<", 200]}]}"#),
        ),
        (
            r#"{"a":[{"between":[100,200]}]}"#,
            Some(r#"{"a":[{"numeric": [">=", 100, "<=", 200]}]}"#),
        ),
        (r#"{"a":[{"prefix":"in/","exists":true}]}"#, None),
    ];

    #[test]
    fn no_edit_makes_a_field_of_what_was_meant_as_an_operator() {
        for (text, wanted) in REFUSED {
            let refused = parse(text, Dialect::Bus).unwrap_err();
            let mut fixes = refused
                .diagnostics
                .iter()
                .filter_map(|one| one.fix.as_ref());
            let edited = fixes.next().map(|fix| fix.applied(text).unwrap());
            if let Some(edited) = &edited {
                assert!(parse(edited, Dialect::Bus).is_ok(), "{edited}");
            }
            assert_eq!(edited.as_deref(), *wanted, "{text}");
        }
    }

    #[test]
    fn an_operator_in_the_place_of_a_field_is_told_with_the_list_that_it_belongs_to() {
        for (text, wanted) in ROWS {
            let pattern = parse(text, Dialect::Bus).unwrap();
            let told = pattern.notes.first().map(|note| {
                let edited = note.fix.as_ref().unwrap().applied(text).unwrap();
                assert!(
                    parse(&edited, Dialect::Bus).unwrap().notes.is_empty(),
                    "{edited}"
                );
                (note.severity, edited)
            });
            let told = told
                .as_ref()
                .map(|(severity, text)| (*severity, text.as_str()));
            assert_eq!(told, *wanted, "{text}");
        }
    }
}
