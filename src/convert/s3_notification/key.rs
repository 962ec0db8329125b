//! The filter of a notification on the key of an object, as the values that the key may have in a pattern.
//!
//! A notification is filtered by at most one prefix and one suffix. A prefix *and* a suffix cannot be two values of one
//! list, which is OR: they become one `wildcard`, and beside it the few keys in which the two overlap, which the wildcard
//! does not match.

use crate::json::write_quoted;

/// The values that a key may have, as JSON; none if every key is meant. An empty prefix or suffix is none.
///
/// Guarantees: as a list of a pattern they match a key exactly if it begins with `prefix` and ends with `suffix`.
pub(crate) fn key_values(prefix: &str, suffix: &str) -> Vec<String> {
    match (prefix, suffix) {
        ("", "") => Vec::new(),
        (prefix, "") => vec![format!(r#"{{"prefix":{}}}"#, quoted(prefix))],
        ("", suffix) => vec![format!(r#"{{"suffix":{}}}"#, quoted(suffix))],
        _ => {
            let wildcard = format!("{}*{}", escaped(prefix), escaped(suffix));
            std::iter::once(format!(r#"{{"wildcard":{}}}"#, quoted(&wildcard)))
                .chain(overlaps(prefix, suffix).map(|key| exactly(&key)))
                .collect()
        }
    }
}

/// A key as it is, also where it looks like an address.
fn exactly(key: &str) -> String {
    let quoted = quoted(key);
    match key
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'))
    {
        true => format!(r#"{{"exactly":{quoted}}}"#),
        false => quoted,
    }
}

/// The keys that begin with `prefix` and end with `suffix` and are shorter than both together.
fn overlaps(prefix: &str, suffix: &str) -> impl Iterator<Item = String> {
    let starts = suffix.char_indices().map(|(at, _)| at).skip(1);
    starts
        .chain(std::iter::once(suffix.len()))
        .filter_map(move |at| {
            let (shared, rest) = suffix.split_at_checked(at)?;
            prefix.ends_with(shared).then(|| format!("{prefix}{rest}"))
        })
}

/// A text whose stars and backslashes stand for themselves in a `wildcard`.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('*', r"\*")
}

/// A text as JSON.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    write_quoted(text, &mut quoted);
    quoted
}

/// What a filter says: AWS wants special characters of it URL-encoded, and on a bus keys are as they are.
///
/// AWS: Amazon S3 User Guide, "Configuring event notifications using object key name filtering". A `%` that begins no byte in
/// two hexadecimal digits, and bytes that are no text, stay as they are.
pub(crate) fn decoded(filter: &str) -> String {
    let mut bytes = Vec::with_capacity(filter.len());
    let mut rest = filter.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = match byte {
            Some(_) => behind.get(2..).unwrap_or_default(),
            None => behind,
        };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| filter.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::pattern::{Dialect, evaluate, parse};

    #[test]
    fn keys_in_which_prefix_and_suffix_overlap_are_named() {
        assert_eq!(
            key_values("a.jpg", ".jpg"),
            [r#"{"wildcard":"a.jpg*.jpg"}"#, r#""a.jpg""#]
        );
        assert_eq!(
            key_values("yy", "yyz"),
            [r#"{"wildcard":"yy*yyz"}"#, r#""yyyz""#, r#""yyz""#]
        );
        assert_eq!(
            key_values("10.0.0.1", "1"),
            [r#"{"wildcard":"10.0.0.1*1"}"#, r#"{"exactly":"10.0.0.1"}"#]
        );
    }

    #[test]
    fn it_selects_what_the_notification_would_tell() {
        let parts = ["", "a", "aa", "ab", "ba", "*", "a*", r"\", "ä", "/a."];
        let keys = [
            "a", "aa", "ab", "aba", "abba", "*", "a*b*", r"\\", "äa", "/a./a.", "b",
        ];
        for prefix in parts {
            for suffix in parts {
                let values = key_values(prefix, suffix);
                if values.is_empty() {
                    continue;
                }
                let text = format!(r#"{{"key":[{}]}}"#, values.join(","));
                let pattern = parse(&text, Dialect::Bus).unwrap();
                for key in keys {
                    let event = json::parse(&format!(r#"{{"key":{}}}"#, quoted(key))).unwrap();
                    let wanted = key.starts_with(prefix) && key.ends_with(suffix);
                    assert_eq!(
                        evaluate(&pattern, &event),
                        wanted,
                        "{prefix}…{suffix}: {key}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_filter_is_decoded_as_far_as_it_is_encoded() {
        for (written, meant) in [
            ("in%2Fa%20b", "in/a b"),
            ("100%", "100%"),
            ("%zz%C3%A4", "%zzä"),
            ("%ff", "%ff"),
            ("a+b", "a+b"),
        ] {
            assert_eq!(decoded(written), meant);
        }
    }
}
