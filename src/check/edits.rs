//! The edit that undoes what was found, as the file spells it.
//!
//! An engine knows an edit of the text that it was given. Where that text is made out of a file, in which it stands in YAML,
//! in HCL or in a string, the same edit is spelled otherwise there. [`edits`] gives the spellings that may be meant, the likeliest
//! first; which of them does it shows when the file is read again.

use crate::diagnostic::{Finding, Fix};
use crate::json::{self, Kind, Value};
use crate::source::Source;

/// The file that is to be edited, and the spellings of the edit there.
#[derive(Clone, Debug)]
pub struct Edits {
    /// The file in which the places of the edits lie.
    pub file: Source,
    /// Edits of the same place, the likeliest first. There is at least one.
    pub spellings: Vec<Fix>,
}

/// How the edit of a finding may be spelled in its file; `None` if it has none.
///
/// What would lose a comment is left out.
#[must_use]
pub fn edits(told: &Finding) -> Option<Edits> {
    let (source, fix) = (told.source.as_ref()?, told.diagnostic.fix.as_deref()?);
    let Some((file, span)) = source.origin(fix.span) else {
        return Some(Edits {
            file: source.clone(),
            spellings: vec![fix.clone()],
        });
    };
    let old = source.text().get(fix.span.start..fix.span.end)?;
    let raw = file.text().get(span.start..span.end)?;
    let is_hcl = file.name().ends_with(".tf");
    let mut replacements = replacements(old, raw, &fix.replacement, is_hcl);
    let mut seen: Vec<String> = Vec::new();
    replacements.retain(|one| {
        let is_new = !seen.contains(one) && one != raw;
        seen.push(one.clone());
        is_new
    });
    if replacements.is_empty() || loses_comment(raw, &replacements) {
        return None;
    }
    let spellings = replacements
        .into_iter()
        .map(|replacement| Fix { span, replacement });
    Some(Edits {
        spellings: spellings.collect(),
        file,
    })
}

/// What may stand for `replacement` where the file has `raw` for `old`.
fn replacements(old: &str, raw: &str, replacement: &str, is_hcl: bool) -> Vec<String> {
    let mut all = Vec::new();
    if raw == old {
        all.push(replacement.to_owned());
        all.push(escaped(replacement));
        all.push(replacement.replace('\'', "''"));
        return all;
    }
    if raw == escaped(old) {
        return vec![escaped(replacement)];
    }
    // What is taken out of its list is taken out of that of the file.
    if let (Some(old), Some(inside)) = (inside(old), inside(raw))
        && old.trim() == replacement.trim()
    {
        return vec![inside.trim().to_owned()];
    }
    let (Ok(before), Ok(after)) = (json::parse(old), json::parse(replacement)) else {
        return all;
    };
    match (&before.kind, &after.kind) {
        // A number is kept as it is written, or not taken for another.
        (Kind::Number(_), _) => return all,
        (Kind::String(_), Kind::String(text)) => {
            if let Some(text) = text.as_str() {
                all.extend(as_quoted(text, raw, replacement));
            }
        }
        // What is put around it is put around what the file has.
        _ if replacement.matches(old).count() == 1 => {
            all.push(replacement.replace(old, raw));
        }
        _ => {}
    }
    let mut spelled = String::new();
    spell(&after, is_hcl, &mut spelled);
    all.push(spelled);
    all
}

/// What stands in the brackets of a list.
fn inside(list: &str) -> Option<&str> {
    list.strip_prefix('[')?.strip_suffix(']')
}

/// A text in the quotes that the file has, or in none.
fn as_quoted(text: &str, raw: &str, replacement: &str) -> Option<String> {
    let is_plain = |one: char| one.is_alphanumeric() || " .-_/()?*,:".contains(one);
    match raw.chars().next()? {
        '"' => Some(replacement.to_owned()),
        '\'' => Some(format!("'{}'", text.replace('\'', "''"))),
        _ if text.chars().all(is_plain) => Some(text.to_owned()),
        _ => None,
    }
}

/// A text as it stands in a string of JSON, of HCL, or in double quotes of YAML.
fn escaped(text: &str) -> String {
    let mut quoted = String::new();
    json::write_quoted(text, &mut quoted);
    let inside = quoted
        .strip_prefix('"')
        .and_then(|one| one.strip_suffix('"'));
    inside.unwrap_or_default().to_owned()
}

/// A value as people write it on a line: JSON, which YAML takes too, or HCL. Recursion is bounded by the depth that the reader
/// accepts.
fn spell(value: &Value, is_hcl: bool, out: &mut String) {
    match &value.kind {
        Kind::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                spell(element, is_hcl, out);
            }
            out.push(']');
        }
        Kind::Object(members) => {
            let (blank, colon) = match is_hcl {
                true => (" ", " = "),
                false => ("", ": "),
            };
            out.push('{');
            out.push_str(blank);
            for (index, member) in members.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                member.name.write_quoted(out);
                out.push_str(colon);
                spell(&member.value, is_hcl, out);
            }
            out.push_str(blank);
            out.push('}');
        }
        Kind::String(_) if is_hcl => {
            // What begins a placeholder is doubled.
            let text = value.to_compact();
            out.push_str(&text.replace("${", "$${").replace("%{", "%%{"));
        }
        _ => out.push_str(&value.to_compact()),
    }
}

/// Whether the file may have a comment there that an edit does not keep.
fn loses_comment(raw: &str, replacements: &[String]) -> bool {
    let may_have = raw.contains('\n') && ["#", "//", "/*"].iter().any(|mark| raw.contains(mark));
    may_have && replacements.iter().any(|one| !one.contains(raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_spelled_as_its_file_spells() {
        for (old, raw, replacement, is_hcl, expected) in [
            (r#""a""#, r#""a""#, r#"["a"]"#, false, r#"["a"]"#),
            (r#""a""#, "a", r#"["a"]"#, false, "[a]"),
            (r#""a""#, "'a'", r#"["a"]"#, false, "['a']"),
            (r#""a""#, r#"\"a\""#, r#"["a"]"#, false, r#"[\"a\"]"#),
            (
                r#""detailType""#,
                "detailType",
                r#""detail-type""#,
                false,
                "detail-type",
            ),
            (r#""aT""#, "'aT'", r#""a-t""#, false, "'a-t'"),
            (
                r#"["a","b"]"#,
                r#"["a", "b"]"#,
                r#""a","b""#,
                false,
                r#""a", "b""#,
            ),
            (
                r#"[{"anything-but":"x"},{"anything-but":"y"}]"#,
                "[{ anything-but = \"x\" }, { anything-but = \"y\" }]",
                r#"[{"anything-but":["x","y"]}]"#,
                true,
                r#"[{ "anything-but" = ["x", "y"] }]"#,
            ),
        ] {
            let all = replacements(old, raw, replacement, is_hcl);
            assert_eq!(all.first().map(String::as_str), Some(expected), "{raw}");
        }
        // Of a number that is written otherwise nobody knows what was meant.
        assert_eq!(replacements("8", "010", r#""8""#, false), [""; 0]);
        assert!(loses_comment(
            "[{a: b}, # why\n {a: c}]",
            &["[]".to_owned()]
        ));
    }
}
