//! Every diagnostic about a pattern, with its code and its words.

use super::expand::{Limit, MAXIMUM_PATHS, MAXIMUM_SUB_RULES};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::JsonString;
use crate::pattern::Dialect;
use crate::pattern::ast::OrGroup;
use crate::pattern::comparison::Obstacle;
use crate::pattern::dialect::Support;
use crate::pattern::operator::Operator;
use crate::quota;
use crate::source::Span;

/// The text is JSON, but not an object.
pub const NOT_AN_OBJECT: Code = Code::new("pattern/not-an-object");
/// `{}` where fields must stand.
pub const EMPTY_OBJECT: Code = Code::new("pattern/empty-object");
/// `[]` where values must stand.
pub const EMPTY_ARRAY: Code = Code::new("pattern/empty-array");
/// A field whose value is not in an array.
pub const BARE_VALUE: Code = Code::new("pattern/bare-value");
/// An array in a list of values.
pub const NESTED_ARRAY: Code = Code::new("pattern/nested-array");
/// A `$or` that is not a list of two or more objects.
pub const BAD_OR: Code = Code::new("pattern/bad-or");
/// A field inside `$or` has a reserved name.
pub const RESERVED_NAME: Code = Code::new("pattern/reserved-name");
/// `{}` where an operator must stand.
pub const NO_OPERATOR: Code = Code::new("pattern/no-operator");
/// An operator that does not exist, or not in this place.
pub const UNKNOWN_OPERATOR: Code = Code::new("pattern/unknown-operator");
/// The name of an operator where the name of a field stands.
pub const OPERATOR_AS_FIELD: Code = Code::new("pattern/operator-as-field");
/// Two operators in one object.
pub const SEVERAL_OPERATORS: Code = Code::new("pattern/several-operators");
/// The operand of an operator has the wrong type.
pub const WRONG_OPERAND: Code = Code::new("pattern/wrong-operand");
/// The operand of `numeric` has the wrong shape.
pub const BAD_NUMERIC: Code = Code::new("pattern/bad-numeric");
/// A range that holds no number.
pub const EMPTY_RANGE: Code = Code::new("pattern/empty-range");
/// A number that cannot be compared: it has too many digits, or is out of range.
pub const NOT_COMPARABLE: Code = Code::new("pattern/not-comparable");
/// `anything-but` with strings and numbers in one list, or with an empty one.
pub const MIXED_LIST: Code = Code::new("pattern/mixed-list");
/// An empty text for `anything-but` with `prefix` or `suffix`.
pub const EMPTY_TEXT: Code = Code::new("pattern/empty-text");
/// A wildcard expression that AWS refuses.
pub const BAD_WILDCARD: Code = Code::new("pattern/bad-wildcard");
/// The operand of `cidr` is no block of addresses.
pub const BAD_CIDR: Code = Code::new("pattern/bad-cidr");
/// The `$or`s make too many combinations.
pub const TOO_MANY_COMBINATIONS: Code = Code::new("pattern/too-many-combinations");
/// Too many fields.
pub const TOO_MANY_FIELDS: Code = Code::new("pattern/too-many-fields");
/// A filter policy on attributes that nests.
pub const NESTED_POLICY: Code = Code::new("pattern/nested-policy");
/// A filter policy with more keys than SNS takes.
pub const TOO_MANY_KEYS: Code = Code::new("pattern/too-many-keys");
/// A wildcard of a filter policy with more stars than SNS takes.
pub const TOO_MANY_STARS: Code = Code::new("pattern/too-many-stars");
/// A number in a filter policy beyond those that AWS documents to be compared.
pub const NUMBER_LIMITS: Code = Code::unsettled("pattern/number-limits");
/// A `$or` that is an ordinary key of a filter policy.
pub const ORDINARY_OR: Code = Code::new("pattern/ordinary-or");
/// A filter policy without a field, which filters nothing.
pub const NO_FILTER: Code = Code::new("pattern/no-filter");
/// Longer than AWS accepts, or too large to be worked on.
pub const TOO_LONG: Code = Code::new("pattern/too-long");
/// A legal pattern that makes the engine fail.
pub const ENGINE_FAILS: Code = Code::unsettled("pattern/engine-fails");
/// Too many wildcards, or wildcards that repeat too much.
pub const TOO_COMPLEX: Code = Code::new("pattern/too-complex");
/// An operator that does not work where the pattern is used.
pub const UNSUPPORTED_OPERATOR: Code = Code::new("pattern/unsupported-operator");
/// An operator that AWS does not document where the pattern is used.
pub const UNDOCUMENTED_OPERATOR: Code = Code::new("pattern/undocumented-operator");
/// AWS refuses the pattern for a reason that evb has no words of its own for.
pub const REFUSED: Code = Code::new("pattern/refused");
/// Longer than AWS accepts unless the quota was raised.
pub const LONG: Code = Code::new("pattern/long");
/// A wildcard complexity of which it is not known whether AWS accepts it.
pub const NEARLY_TOO_COMPLEX: Code = Code::unsettled("pattern/nearly-too-complex");
/// Text behind the closing brace, which is not read.
pub const TRAILING_TEXT: Code = Code::new("pattern/trailing-text");
/// A field that is written twice.
pub const DUPLICATE_FIELD: Code = Code::new("pattern/duplicate-field");

/// A star in a plain value, where it is no wildcard.
pub const STAR_IN_PLAIN_VALUE: Code = Code::new("pattern/star-in-plain-value");
/// A text of another language, which a pattern compares as it stands.
pub const FOREIGN_TEXT: Code = Code::new("pattern/foreign-text");
/// A plain number that is compared only by its text.
pub const NUMBER_COMPARED_AS_TEXT: Code = Code::new("pattern/number-compared-as-text");
/// A value that nothing matches.
pub const MATCHES_NOTHING: Code = Code::new("pattern/matches-nothing");
/// Values of one list that together match every value, or every number.
pub const MATCHES_EVERYTHING: Code = Code::new("pattern/matches-everything");

/// `start` is where the pattern begins.
pub(super) fn too_large(start: usize) -> Diagnostic {
    Diagnostic::error(TOO_LONG, "the pattern is too large to be worked on")
        .at(Span::new(start, start + 1), BEGINS_HERE)
        .help("AWS accepts at most 4096 characters")
}

/// What to see at the brace with which a pattern begins.
const BEGINS_HERE: &str = "the pattern that begins here";

/// `start` is where the pattern begins.
pub(super) fn limit(limit: Limit, or_groups: &[OrGroup], start: usize) -> Diagnostic {
    match limit {
        Limit::SubRules(count) => {
            let diagnostic = Diagnostic::error(
                TOO_MANY_COMBINATIONS,
                format!(
                    "the `$or`s make {count} combinations; evb takes at most {MAXIMUM_SUB_RULES}"
                ),
            )
            .help("every `$or` multiplies the number of combinations: split the pattern into several rules");
            match or_groups.first() {
                Some(group) => diagnostic.at(group.name_span, "the first of them"),
                None => diagnostic,
            }
        }
        Limit::Paths(name) => Diagnostic::error(
            TOO_MANY_FIELDS,
            format!("the pattern names more than {MAXIMUM_PATHS} fields"),
        )
        .at(name, "one field too many")
        .help("EventBridge cannot build a rule of more: split the pattern into several rules"),
        Limit::Steps => too_large(start),
    }
}

pub(super) fn too_complex(score: u32, worst: Option<Span>) -> Diagnostic {
    let maximum = quota::MAXIMUM_PATTERN_COMPLEXITY;
    let diagnostic = Diagnostic::error(
        TOO_COMPLEX,
        format!("the wildcards are too complex: they score {score}, more than {maximum}"),
    )
    .help("use fewer `*` in one field, or fewer repeated characters behind a `*`; `prefix` and `suffix` cost nothing");
    at_worst(diagnostic, worst)
}

/// Points at the wildcard with the most stars.
fn at_worst(diagnostic: Diagnostic, worst: Option<Span>) -> Diagnostic {
    match worst {
        Some(span) => diagnostic.at(span, "the one with the most `*`"),
        None => diagnostic,
    }
}

pub(super) fn near_complex(score: u32, worst: Option<Span>) -> Diagnostic {
    let (known, maximum) = (
        quota::KNOWN_ACCEPTED_PATTERN_COMPLEXITY,
        quota::MAXIMUM_PATTERN_COMPLEXITY,
    );
    let diagnostic = Diagnostic::note(
        NEARLY_TOO_COMPLEX,
        format!("the wildcards score {score}: AWS may refuse the pattern as too complex"),
    )
    .help(format!(
        "AWS is known to accept {known} and to refuse {}; evb refuses above {maximum}",
        maximum + 1
    ));
    at_worst(diagnostic, worst)
}

/// `start` is where the pattern begins.
pub(super) fn too_long(length: usize, start: usize) -> Diagnostic {
    let maximum = quota::MAXIMUM_EVENT_PATTERN_CHARACTERS;
    Diagnostic::error(
        TOO_LONG,
        format!("the pattern has {length} characters; AWS accepts at most {maximum}"),
    )
    .at(Span::new(start, start + 1), BEGINS_HERE)
    .help("remove white space, or split the pattern into several rules")
}

/// `start` is where the pattern begins.
pub(super) fn long(length: usize, start: usize) -> Diagnostic {
    Diagnostic::warning(
        LONG,
        format!("the pattern has {length} characters; by default AWS accepts 2048"),
    )
    .at(Span::new(start, start + 1), BEGINS_HERE)
    .help("ask for a higher quota (up to 4096), or remove white space")
}

pub(super) fn trailing_text(span: Span) -> Diagnostic {
    Diagnostic::note(
        TRAILING_TEXT,
        "text follows the pattern, and AWS ignores it",
    )
    .at(span, "not read")
    .help("remove it; if it was to count, put it inside the braces of the pattern")
}

pub(super) fn empty_set(span: Span) -> Diagnostic {
    Diagnostic::error(
        ENGINE_FAILS,
        "an empty `anything-but` list comes first among the values",
    )
    .at(span, "the engine fails to build a rule from this")
    .help("remove it; what AWS answers to such a rule is not known")
}

pub(super) fn extreme_range(span: Span) -> Diagnostic {
    Diagnostic::error(
        ENGINE_FAILS,
        "the range begins and ends with the same extreme number",
    )
    .at(span, "the engine fails to build a rule from this")
    .help("use `=` for a single number; what AWS answers to such a rule is not known")
}

pub(super) fn duplicate_path(path: &JsonString, span: Span, first: Span) -> Diagnostic {
    Diagnostic::warning(
        DUPLICATE_FIELD,
        format!("the field `{path}` is written twice"),
    )
    .at(span, "only these values count")
    .related(first, "ignored")
    .help("if any of the values will do, put all into one list; that one field has both cannot be asked in one pattern")
}

pub(super) fn overwritten_in_or(path: &JsonString, span: Span, first: Span) -> Diagnostic {
    Diagnostic::warning(
        DUPLICATE_FIELD,
        format!("this `$or` alternative replaces the field `{path}`"),
    )
    .at(span, "only these values count in this alternative")
    .related(first, "ignored in that alternative")
    .help("an alternative does not add to a field of the same name outside: repeat what must hold")
}

pub(super) fn unsupported(operator: Operator, dialect: Dialect, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        UNSUPPORTED_OPERATOR,
        format!(
            "{} do not support `{}`",
            dialect.description(),
            operator.as_str()
        ),
    )
    .at(span, "not supported here");
    diagnostic.help(match operator {
        Operator::Wildcard => "use `prefix` or `suffix`",
        Operator::AnythingButWildcard if dialect == Dialect::Subscriber => {
            "use `prefix` or `suffix` inside `anything-but`"
        }
        // Only operators inside `anything-but` are left.
        _ => "list whole values in `anything-but`: `{\"anything-but\": [\"…\"]}`",
    })
}

pub(super) fn undocumented(operator: Operator, dialect: Dialect, span: Span) -> Diagnostic {
    Diagnostic::warning(
        UNDOCUMENTED_OPERATOR,
        format!(
            "AWS does not document `{}` for {}",
            operator.as_str(),
            dialect.description()
        ),
    )
    .at(span, "may be refused")
}

pub(super) fn star_in_plain_value(raw: &str, span: Span, dialect: Dialect) -> Diagnostic {
    let has_wildcards = dialect.support(Operator::Wildcard) != Support::No;
    let help = match raw.chars().count() <= 40 {
        // The types of S3's notifications name no events on a bus.
        _ if raw.starts_with("\"s3:ObjectCreated:") => {
            "on a bus these events have `\"detail-type\": [\"Object Created\"]`, and `detail.reason` tells how an object came".to_owned()
        }
        _ if raw.starts_with("\"s3:ObjectRemoved:") => {
            "on a bus these events have `\"detail-type\": [\"Object Deleted\"]`, and `detail.reason` tells why".to_owned()
        }
        // Of an expression of another kind the star is only a part.
        _ if raw.contains(".*") || raw.contains("]*") || raw.contains("]+") => {
            "a pattern has no regular expressions: in a `wildcard` a `*` alone stands for any text, and nothing else is special".to_owned()
        }
        _ if !has_wildcards => {
            format!(
                "{} have no `wildcard`: use `prefix` or `suffix`",
                dialect.description()
            )
        }
        true => format!("for any text in its place write `{{\"wildcard\": {raw}}}`"),
        false => "for any text in its place use `wildcard`".to_owned(),
    };
    Diagnostic::note(
        STAR_IN_PLAIN_VALUE,
        "the `*` in a plain value stands for itself",
    )
    .at(span, "matches only this text, star included")
    .help(help)
}

pub(super) fn number_compared_as_text(obstacle: Obstacle, span: Span) -> Diagnostic {
    Diagnostic::note(
        NUMBER_COMPARED_AS_TEXT,
        format!("the number {}", obstacle.as_predicate()),
    )
    .at(span, "matches only a number that is written just like this")
}

/// `is_mixed`: one excludes texts, the other numbers.
pub(super) fn matches_everything(span: Span, first: Span, is_mixed: bool) -> Diagnostic {
    Diagnostic::warning(
        MATCHES_EVERYTHING,
        "two `anything-but` in one list together match every value",
    )
    .at(span, "lets through what the other excludes")
    .related(first, "the other one")
    .help(match is_mixed {
        true => ONE_TYPE,
        false => "put all values into the list of one `anything-but`",
    })
}

/// What can be done where both texts and numbers are to be excluded.
pub(super) const ONE_TYPE: &str = "keep those of the type that the field has, texts or numbers: `anything-but` cannot exclude both from one field";

pub(super) fn matches_nothing(span: Span) -> Diagnostic {
    Diagnostic::warning(
        MATCHES_NOTHING,
        "an empty `anything-but` list matches nothing",
    )
    .at(span, "excludes every value")
    .help("name what is to be excluded, or remove it; for any value write `{\"exists\": true}`")
}

pub(super) fn no_filter(span: Span) -> Diagnostic {
    Diagnostic::note(
        NO_FILTER,
        "an empty filter policy removes the filter: every message is delivered",
    )
    .at(span, "no field in here")
}

#[cfg(test)]
mod tests {
    use crate::pattern::{Dialect, parse};

    #[test]
    fn a_type_of_a_notification_is_led_to_the_event_on_a_bus() {
        for (text, wanted) in [
            (
                r#"{"detail-type": ["s3:ObjectCreated:*"]}"#,
                "[\"Object Created\"]",
            ),
            (
                r#"{"detail-type": ["s3:ObjectRemoved:*"]}"#,
                "[\"Object Deleted\"]",
            ),
            (r#"{"detail-type": ["s3:*"]}"#, "{\"wildcard\": \"s3:*\"}"),
        ] {
            let notes = parse(text, Dialect::Bus).unwrap().notes;
            let help = notes.iter().find_map(|note| note.help.as_deref());
            assert!(help.unwrap().contains(wanted), "{text}: {help:?}");
        }
    }
}
