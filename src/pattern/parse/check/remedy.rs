//! What an unknown operator may have meant.

use crate::pattern::operator::NAMES;
use crate::suggest;

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
    (
        "regex",
        "there are no regular expressions: use `wildcard`, where `*` stands for any text",
    ),
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
    (
        "$or",
        "`$or` stands beside fields, not in a list of values: `{\"$or\": [{\"a\": [1]}, {\"b\": [2]}]}`",
    ),
];

/// A remedy for an unknown operator, if we know one.
pub(super) fn remedy(name: &str) -> Option<String> {
    let lower = name.trim().to_lowercase().replace(['_', ' '], "-");
    if let Some((_, help)) = FROM_ELSEWHERE.iter().find(|(word, _)| *word == lower) {
        return Some((*help).to_owned());
    }
    suggest::did_you_mean(&lower, NAMES)
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
