//! A directory of cases: events that match a rule, and events that do not.
//!
//! `events/Billing/match/shipped.json` is an event that the rule `Billing` has to match, `events/Billing/no-match/small.json`
//! one that it must not. Such a directory is read as the suite that it stands for.

use std::collections::BTreeMap;

use crate::json::write_quoted;

/// The directory in which the events of rules lie.
const EVENTS: &str = "events";
/// The directories of events that match, and of those that do not, with what is expected of these.
const SIDES: [(&str, &str); 2] = [("match", "includes"), ("no-match", "excludes")];

/// The text of the suite that files stand for: paths seen from the directory, with `/` between their parts. `None` if none of
/// them is a case.
///
/// Everything between `events` and the side is the name of the rule, so that it may hold slashes.
#[must_use]
pub fn of_directory(template: &str, paths: &[String]) -> Option<String> {
    let mut cases: BTreeMap<&str, (String, &str)> = BTreeMap::new();
    for path in paths {
        if let Some((rule, expectation)) = case(path) {
            cases.insert(path, (rule, expectation));
        }
    }
    if cases.is_empty() {
        return None;
    }
    let mut text = format!("template: {}\ncases:\n", quoted(template));
    for (path, (rule, expectation)) in cases {
        let (path, rule) = (quoted(path), quoted(&rule));
        let case = format!("{{name: {path}, events: {{file: {path}}}, {expectation}: [{rule}]}}");
        text.push_str(&format!("  - {case}\n"));
    }
    Some(text)
}

/// The rule that a file is about, and what is expected of it.
fn case(path: &str) -> Option<(String, &'static str)> {
    let (directories, file) = path.rsplit_once('/')?;
    if !(file.ends_with(".json") || file.ends_with(".jsonl")) {
        return None;
    }
    let inside = directories.strip_prefix(EVENTS)?.strip_prefix('/')?;
    let (rule, side) = inside.rsplit_once('/')?;
    let (_, expectation) = SIDES.into_iter().find(|(name, _)| *name == side)?;
    (!rule.is_empty()).then(|| (rule.to_owned(), expectation))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_the_rule_and_the_side() {
        for (path, expected) in [
            ("events/Billing/match/a.json", Some(("Billing", "includes"))),
            (
                "events/Billing/no-match/a.jsonl",
                Some(("Billing", "excludes")),
            ),
            (
                "events/Stack/Rule/match/a.json",
                Some(("Stack/Rule", "includes")),
            ),
            ("events/match/a.json", None),
            ("events/Billing/a.json", None),
            ("events/Billing/match/a.txt", None),
            ("other/Billing/match/a.json", None),
            ("a.json", None),
        ] {
            let found = case(path);
            let found = found.as_ref().map(|(rule, side)| (rule.as_str(), *side));
            assert_eq!(found, expected, "{path}");
        }
    }
}
