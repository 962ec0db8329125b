//! How a suite gives what a template leaves open.

use crate::transform::Reserved;

/// Keys of a suite by what they give.
const KEYS: [(&str, &str); 3] = [
    ("AWS::AccountId", "account"),
    ("AWS::Region", "region"),
    ("AWS::StackName", "stack_name"),
];

/// What configurations of Terraform leave open and no variable gives.
const ELSEWHERE: [&str; 6] = ["data.", "local.", "module.", "each.", "terraform.", "aws_"];

/// What to write into a suite for something that a template leaves open; `None` where nothing can be.
pub(super) fn given(from: &str) -> Option<String> {
    if ELSEWHERE.iter().any(|begin| from.starts_with(begin)) {
        return None;
    }
    if let Some((_, key)) = KEYS.iter().find(|(name, _)| *name == from) {
        return Some(format!("`{key}: …`"));
    }
    let name = match from.strip_prefix("var.") {
        // A part of a variable is given with it.
        Some(variable) => variable.split(['.', '[']).next().unwrap_or(variable),
        None => from,
    };
    Some(format!("`parameters: {{{name}: …}}`"))
}

/// What to do for the value of a variable that AWS sets.
pub(super) fn of_aws(variable: Reserved) -> &'static str {
    match variable {
        Reserved::EventIngestionTime => "give the event a `time`: it stands for that of ingestion",
        Reserved::RuleName => "give the rule a name in the template: AWS makes one up",
        Reserved::RuleArn => {
            "give the suite `account` and `region`, and the rule a name in the template"
        }
        _ => "leave out this target",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_has_a_key() {
        for (from, expected) in [
            ("Stage", Some("`parameters: {Stage: …}`")),
            ("var.env", Some("`parameters: {env: …}`")),
            ("var.tags[\"a\"]", Some("`parameters: {tags: …}`")),
            ("AWS::Region", Some("`region: …`")),
            ("data.aws_region.here.name", None),
        ] {
            assert_eq!(given(from).as_deref(), expected, "{from}");
        }
    }
}
