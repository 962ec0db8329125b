//! Paths in an event: `detail.items[0].sku`, `detail["a.b"]`.

use crate::diagnostic::Diagnostic;

use super::super::codes::PATH;
use super::super::file::Spelled;

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into the member of this name.
    Name(String),
    /// Into the element of this number, from 0.
    Index(usize),
}

/// The steps of a path.
///
/// # Errors
///
/// `suite/path`: it is none.
pub(super) fn steps(path: &Spelled) -> Result<Vec<Step>, Diagnostic> {
    let refused = |label: &str| {
        Diagnostic::error(PATH, format!("`{}` is no path in an event", path.text))
            .at(path.span, label)
            .help("write `detail.items[0].sku`, and a name with a dot as `detail[\"a.b\"]`")
    };
    let mut steps = Vec::new();
    if let Some(inside) = path.text.strip_prefix("$.") {
        let told = refused("a path begins in the event, without `$`");
        return Err(told.help(format!("write `{inside}`")));
    }
    let mut rest = path.text.as_str();
    let mut is_first = true;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (step, after) = bracket(inside)
                .ok_or_else(|| refused("a bracket holds a number, or a name in quotes"))?;
            steps.push(step);
            rest = after;
        } else {
            if !is_first {
                rest = rest
                    .strip_prefix('.')
                    .ok_or_else(|| refused("a dot is missing"))?;
            }
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if name.is_empty() {
                return Err(refused("a name is missing"));
            }
            steps.push(Step::Name(name.to_owned()));
            rest = after;
        }
        is_first = false;
    }
    if steps.is_empty() {
        return Err(refused("it is empty"));
    }
    Ok(steps)
}

/// A path of names as explanations have it, with dots between them: `detail["total"]` is `detail.total`; `None` of any other.
pub(in crate::suite) fn in_explanations(path: &Spelled) -> Option<String> {
    let steps = steps(path).ok()?;
    let names = steps.into_iter().map(|step| match step {
        Step::Name(name) => Some(name),
        Step::Index(_) => None,
    });
    let names: Vec<String> = names.collect::<Option<_>>()?;
    Some(names.join("."))
}

/// What stands in a bracket that was opened, and what follows it.
fn bracket(inside: &str) -> Option<(Step, &str)> {
    if let Some(quoted) = inside.strip_prefix('"') {
        let (name, after) = quoted.split_once('"')?;
        return Some((Step::Name(name.to_owned()), after.strip_prefix(']')?));
    }
    let (number, after) = inside.split_once(']')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = is_number.then(|| number.parse().ok()).flatten()?;
    Some((Step::Index(number), after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn paths_have_names_numbers_and_names_in_quotes() {
        let name = |name: &str| Step::Name(name.to_owned());
        for (text, expected) in [
            ("source", Some(vec![name("source")])),
            ("detail-type", Some(vec![name("detail-type")])),
            (
                "detail.items[0].sku",
                Some(vec![
                    name("detail"),
                    name("items"),
                    Step::Index(0),
                    name("sku"),
                ]),
            ),
            (
                r#"detail["a.b"].c"#,
                Some(vec![name("detail"), name("a.b"), name("c")]),
            ),
            ("", None),
            ("a..b", None),
            ("a.", None),
            ("a[b]", None),
            ("a[", None),
            ("a[0]b", None),
            ("a[99999999999999999999]", None),
            ("$.a", None),
            ("$a", Some(vec![name("$a")])),
        ] {
            let path = Spelled {
                text: text.to_owned(),
                span: Span::default(),
            };
            assert_eq!(steps(&path).ok(), expected, "{text}");
        }
    }
}
