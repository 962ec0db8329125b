//! The limits of filter policies of SNS.
//!
//! # What is not settled
//!
//! AWS's guide has counted keys in two ways: those at the top of a policy, and those that have values. A policy that is
//! within one count only is told with a warning. How points are counted the guide tells in words that leave room:
//! here a `wildcard` with one `*` is one point, one with more is three for each, both times the level at which its field
//! stands. That fits the two policies on a level of four of which it was reported which was accepted (96 points) and which
//! was not (120).

use std::collections::BTreeMap;

use super::codes;
use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Kind, Member, Value};
use crate::pattern::comparison::Wildcard;
use crate::pattern::filter_policy::{
    FilterPolicyScope, OrdinaryOr, is_within_limits, recognise_or,
};
use crate::quota;
use crate::source::Span;

/// What SNS answers where the first mistake is one of these.
///
/// Recorded on AWS: `Subscribe` and `SetSubscriptionAttributes`.
pub(in super::super) fn answer(first: &Diagnostic) -> Option<&'static str> {
    match first.code {
        codes::NESTED_POLICY => Some(super::super::refusal::NESTED_POLICY),
        codes::TOO_MANY_KEYS => Some("Filter policy can not have more than 5 keys"),
        codes::TOO_MANY_COMBINATIONS => Some("Filter policy is too complex"),
        _ => None,
    }
}

/// What is wrong with a policy beyond its grammar, and what may be.
pub(super) fn limits(root: &Value, text: &str, scope: FilterPolicyScope) -> Vec<Diagnostic> {
    let Some(members) = root.as_object() else {
        return Vec::new();
    };
    // What is too long is not looked at any further.
    if let Some(too_long) = size(text, root) {
        return vec![too_long];
    }
    let mut survey = Survey {
        scope,
        path: Vec::new(),
        keys: BTreeMap::new(),
        largest: None,
        points: 0,
        found: Vec::new(),
    };
    let combinations = survey.object(members, 1, 1);
    survey.keys(members);
    survey.combinations(combinations);
    survey.points(root);
    survey.found
}

/// A policy that is longer than SNS takes.
fn size(text: &str, root: &Value) -> Option<Diagnostic> {
    let (bytes, most) = (text.trim().len(), quota::MAXIMUM_FILTER_POLICY_BYTES);
    (bytes > most).then(|| {
        Diagnostic::error(
            codes::TOO_LONG,
            format!("the policy has {bytes} bytes; SNS takes at most {most}"),
        )
        .at(
            Span::new(root.span.start, root.span.start + 1),
            "it begins here",
        )
        .help("list fewer values")
    })
}

/// One list of values.
#[derive(Clone, Copy)]
struct List {
    name_span: Span,
    values: u64,
    level: u64,
}

struct Survey<'v> {
    scope: FilterPolicyScope,
    /// The names of the enclosing objects.
    path: Vec<&'v [u8]>,
    /// The keys that have values, by their paths, and where each is first named.
    keys: BTreeMap<Vec<&'v [u8]>, Span>,
    /// The list that multiplies most.
    largest: Option<List>,
    points: u64,
    found: Vec<Diagnostic>,
}

impl List {
    /// By how much it multiplies the number of combinations.
    fn factor(&self) -> u64 {
        self.values.saturating_mul(self.level)
    }
}

impl<'v> Survey<'v> {
    /// Looks at the fields of an object; how many combinations there are when there were so `many` before.
    ///
    /// AWS: SNS Developer Guide, "Filter policy constraints": the product of the numbers of values, for the body each times
    /// the level of its key; "AND/OR logic": the alternatives of `$or` are added. Nesting is bounded by the depth of JSON.
    fn object(&mut self, members: &'v [Member], level: u64, mut many: u64) -> u64 {
        for member in members {
            if member.name == *"$or" {
                match recognise_or(member) {
                    Ok(alternatives) => {
                        let objects = alternatives.iter().filter_map(Value::as_object);
                        many = objects.fold(0, |sum: u64, one| {
                            sum.saturating_add(self.object(one, level, many))
                        });
                        continue;
                    }
                    Err(why) => self.ordinary_or(member, why),
                }
            }
            self.path.push(member.name.as_wtf8());
            match &member.value.kind {
                Kind::Object(inner) => {
                    self.nested(member);
                    many = self.object(inner, level + 1, many);
                }
                Kind::Array(values) => {
                    let list = List {
                        name_span: member.name_span,
                        values: u64::try_from(values.len()).unwrap_or(u64::MAX),
                        level,
                    };
                    many = many.saturating_mul(list.factor());
                    self.list(list);
                    values.iter().for_each(|value| self.value(value, level));
                }
                _ => {}
            }
            self.path.pop();
        }
        many
    }

    fn list(&mut self, list: List) {
        let first = list.name_span;
        self.keys.entry(self.path.clone()).or_insert(first);
        let is_larger = |before: &List| before.factor() < list.factor();
        if self.largest.as_ref().is_none_or(is_larger) {
            self.largest = Some(list);
        }
    }

    fn ordinary_or(&mut self, member: &Member, why: OrdinaryOr<'_>) {
        let warning = Diagnostic::warning(
            codes::ORDINARY_OR,
            "`$or` is an ordinary key here: SNS compares a field of that name",
        )
        .at(member.name_span, "not the operator");
        self.found.push(match why {
            OrdinaryOr::NotObjects => {
                warning.help("as an operator it has a list of two or more objects: `\"$or\": [{\"a\": [1]}, {\"b\": [1]}]`")
            }
            OrdinaryOr::Reserved(field) => warning
                .related(field.name_span, "a reserved name")
                .help(format!(
                    "no field of an alternative may be called `{}`",
                    field.name
                )),
        });
    }

    fn nested(&mut self, member: &Member) {
        if self.scope == FilterPolicyScope::MessageBody {
            return;
        }
        self.found.push(
            Diagnostic::error(
                codes::NESTED_POLICY,
                format!("`{}` nests, and a policy on message attributes cannot", member.name),
            )
            .at(member.name_span, "leads to an object")
            .help("for fields of the body set `FilterPolicyScope` to `MessageBody` (`--filter-policy-scope MessageBody`)"),
        );
    }

    /// The wildcards and numbers of a member of a list.
    fn value(&mut self, value: &Value, level: u64) {
        match &value.kind {
            Kind::Number(token) => self.number(token, value.span),
            Kind::Object(members) => {
                for operator in members {
                    match operator.name.as_str() {
                        Some("wildcard") => self.wildcard(&operator.value, level),
                        Some("anything-but" | "numeric") => self.value(&operator.value, level),
                        _ => {}
                    }
                }
            }
            Kind::Array(elements) => elements.iter().for_each(|one| self.value(one, level)),
            _ => {}
        }
    }

    fn number(&mut self, token: &str, span: Span) {
        if !is_within_limits(token) {
            self.found.push(
                Diagnostic::warning(
                    codes::NUMBER_LIMITS,
                    format!("AWS documents numbers from -10^9 to 10^9 with five digits behind the point; what SNS does with `{token}` is not known"),
                )
                .at(span, "beyond that"),
            );
        }
    }

    fn wildcard(&mut self, operand: &Value, level: u64) {
        match &operand.kind {
            Kind::String(text) => self.stars(text, operand.span, level),
            Kind::Array(elements) => elements.iter().for_each(|one| self.wildcard(one, level)),
            _ => {}
        }
    }

    fn stars(&mut self, text: &JsonString, span: Span, level: u64) {
        let stars = Wildcard::new(text).map_or(0, |wildcard| wildcard.pieces.len() - 1);
        let most = quota::MAXIMUM_FILTER_POLICY_STARS;
        if stars > most {
            self.found.push(
                Diagnostic::error(
                    codes::TOO_MANY_STARS,
                    format!(
                        "a wildcard of a filter policy has at most {most} `*`; this one has {stars}"
                    ),
                )
                .at(span, format!("{stars} of {most}"))
                .help("use fewer `*`, or several patterns"),
            );
        }
        let points = u64::try_from(stars).unwrap_or(u64::MAX);
        let points = points * if stars > 1 { 3 } else { 1 };
        self.points = self.points.saturating_add(points.saturating_mul(level));
    }

    fn keys(&mut self, members: &[Member]) {
        let most = quota::MAXIMUM_FILTER_POLICY_KEYS;
        let mut top: Vec<&Member> = members
            .iter()
            .filter(|member| member.name != *"$or" || recognise_or(member).is_err())
            .collect();
        top.sort_by(|one, other| one.name.cmp_utf16(&other.name));
        top.dedup_by(|one, other| one.name == other.name);
        top.sort_by_key(|member| member.name_span.start);
        if let Some(sixth) = top.get(most) {
            let count = top.len();
            self.found.push(
                Diagnostic::error(
                    codes::TOO_MANY_KEYS,
                    format!("a filter policy has at most {most} keys; this one has {count}"),
                )
                .at(sixth.name_span, "one key too many")
                .help("leave one out, or filter where the messages arrive"),
            );
            return;
        }
        let mut places: Vec<Span> = self.keys.values().copied().collect();
        places.sort_unstable();
        if let Some(sixth) = places.get(most) {
            let (count, top) = (places.len(), top.len());
            self.found.push(
                Diagnostic::warning(
                    codes::TOO_MANY_KEYS,
                    format!("SNS may refuse the policy: {count} of its keys have values, and {top} stand at the top; either the one or the other is at most {most}"),
                )
                .at(*sixth, "one key too many, if all are counted")
                .help("AWS's guide has had it both ways: five keys with values are safe"),
            );
        }
    }

    fn combinations(&mut self, combinations: u64) {
        let most = quota::MAXIMUM_FILTER_POLICY_COMBINATIONS;
        if combinations <= most {
            return;
        }
        let diagnostic = Diagnostic::error(
            codes::TOO_MANY_COMBINATIONS,
            format!("the values make {combinations} combinations; SNS takes at most {most}"),
        )
        .help("every list multiplies by its number of values, in a policy on the body also by the level at which it stands; alternatives of `$or` are added");
        self.found.push(match self.largest {
            Some(list) if list.level == 1 => {
                diagnostic.at(list.name_span, format!("{} values", list.values))
            }
            Some(list) => diagnostic.at(
                list.name_span,
                format!("{} values on level {}", list.values, list.level),
            ),
            None => diagnostic,
        });
    }

    fn points(&mut self, root: &Value) {
        let (points, most) = (self.points, quota::MAXIMUM_FILTER_POLICY_POINTS);
        if points > most {
            self.found.push(
                Diagnostic::warning(
                    codes::NEARLY_TOO_COMPLEX,
                    format!("SNS may refuse the wildcards as too complex: they score {points} of {most} points"),
                )
                .at(Span::new(root.span.start, root.span.start + 1), "in the policy that begins here")
                .help("one `*` is one point, several in one pattern are three each, both times the level of the field; this is how evb reads AWS's limit"),
            );
        }
    }
}
