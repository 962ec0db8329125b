//! A command of the AWS CLI behind `--`: `evb next-fires -- aws scheduler create-schedule …`.

use std::ffi::OsString;

/// The flags that take what is declared, of the commands whose arguments without a flag are something else.
const FLAGS: [(&str, &str); 6] = [
    ("route", "--rules"),
    ("test-pattern", "--pattern"),
    ("transform", "--target"),
    ("pipe", "--pipe"),
    ("simulate-retries", "--target"),
    ("simulate-load", "--target"),
];

/// The same arguments, with a command of the AWS CLI behind `--` as the one argument that declares something.
pub(super) fn joined(arguments: Vec<OsString>) -> Vec<OsString> {
    let is_command =
        |pair: &[OsString]| matches!(pair, [dashes, aws] if dashes == "--" && aws == "aws");
    let Some(at) = arguments.windows(2).position(is_command) else {
        return arguments;
    };
    let (before, words) = arguments.split_at_checked(at).unwrap_or_default();
    let words = words
        .iter()
        .skip(1)
        .map(|word| quoted(&word.to_string_lossy()));
    let line = words.collect::<Vec<_>>().join(" ");
    let flag = FLAGS
        .iter()
        .find(|(command, _)| before.iter().any(|one| one == command));
    let mut all = before.to_vec();
    all.push(flag.map_or("--", |(_, flag)| flag).into());
    all.push(line.into());
    all
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "-_./:=,@%+".contains(one);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_behind_dashes_is_one_argument() {
        let joined = |words: &[&str]| {
            let words = words.iter().map(OsString::from).collect();
            let all = joined(words).into_iter();
            all.map(|one| one.into_string().unwrap())
                .collect::<Vec<_>>()
        };
        for (words, expected) in [
            (
                vec![
                    "evb", "list", "--", "aws", "events", "put-rule", "--name", "a b",
                ],
                vec!["evb", "list", "--", "aws events put-rule --name 'a b'"],
            ),
            (
                vec!["evb", "route", "e.json", "--", "aws", "x", "it's"],
                vec!["evb", "route", "e.json", "--rules", r"aws x 'it'\''s'"],
            ),
            (
                vec!["evb", "list", "--", "a"],
                vec!["evb", "list", "--", "a"],
            ),
            (vec!["evb", "list", "--"], vec!["evb", "list", "--"]),
        ] {
            assert_eq!(joined(&words), expected);
        }
    }
}
