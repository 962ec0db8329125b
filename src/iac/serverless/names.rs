//! Names that Serverless makes.
//!
//! # Source
//!
//! serverless 3.40, `lib/plugins/aws/lib/naming.js` and `lib/plugins/aws/package/compile/events/event-bridge/utils.js`.

/// The most characters of the name of a rule, and of the id of a target.
const LONGEST: usize = 64;

/// A name in logical ids: `-` and `_` are spelled out.
pub(super) fn normalized(name: &str) -> String {
    upper_first(&name.replace('-', "Dash").replace('_', "Underscore"))
}

/// A name in logical ids: letters and digits alone.
pub(super) fn alphanumeric(name: &str) -> String {
    let kept: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    upper_first(&kept)
}

/// The logical id of a function.
pub(super) fn function(key: &str) -> String {
    format!("{}LambdaFunction", normalized(key))
}

/// The name of the rule of an event, by the full name of its function and its number, as it would be without a bound.
pub(super) fn unbounded_rule(function: &str, number: usize) -> String {
    format!("{function}-rule-{number}")
}

/// The name of the rule of an event.
pub(super) fn rule(function: &str, number: usize) -> String {
    bounded(unbounded_rule(function, number), &format!("rule-{number}"))
}

/// The id of the target of a rule.
pub(super) fn target(rule: &str) -> String {
    bounded(format!("{rule}-target"), "target")
}

/// What is too long is cut and has its digest put behind it.
fn bounded(name: String, suffix: &str) -> String {
    if name.encode_utf16().count() <= LONGEST {
        return name;
    }
    let kept: String = name.chars().take(31 - suffix.len().min(31)).collect();
    format!("{kept}{:x}-{suffix}", md5::compute(&name))
}

/// The same with its first letter large.
pub(super) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_serverless() {
        assert_eq!(
            function("ship-it_now"),
            "ShipDashitUnderscorenowLambdaFunction"
        );
        assert_eq!(
            alphanumeric("shop-dev-ship-it_now-rule-1"),
            "Shopdevshipitnowrule1"
        );
        assert_eq!(rule("shop-dev-f", 1), "shop-dev-f-rule-1");
        // As `makeAndHashRuleName` and `makeEventBusTargetId` of serverless 3.40 have them.
        let long = "a".repeat(60);
        assert_eq!(
            rule(&long, 12),
            "aaaaaaaaaaaaaaaaaaaaaaaacac50f8eec33c5b8434f12c5eaed0d31-rule-12"
        );
        assert_eq!(
            target(&long),
            "aaaaaaaaaaaaaaaaaaaaaaaaa6ff8409802725d57fd45d4e48a742768-target"
        );
    }
}
