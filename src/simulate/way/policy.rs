//! How SNS tries HTTP and HTTPS endpoints: as the subscription says, or its topic.

use super::limits::Open;
use super::made::Made;
use crate::delivery::{Pace, Phases};
use crate::diagnostic::{Code, Diagnostic};
use crate::iac::member_name;
use crate::json::fields::present;
use crate::json::{Kind, Value};
use crate::model::{InventoryKind, Subscription};

/// A delivery policy of a topic that counts in place of one of a subscription.
const OVERRIDDEN: Code = Code::new("way/overridden-policy");

/// A member of a delivery policy that has the retries of endpoints that may recover.
const OWN: &str = "healthyRetryPolicy";
/// The same of a topic.
const OF_TOPIC: &str = "defaultHealthyRetryPolicy";

/// How an HTTP endpoint is tried, as its subscription says, or its topic for all of them.
///
/// AWS: SNS Developer Guide, "Amazon SNS message delivery retries": a delivery policy is one of HTTP and HTTPS endpoints; one of
/// the topic counts for all of its subscriptions that have none of their own, and for those that have, too, if
/// `disableSubscriptionOverrides` is true.
pub(super) fn with_policy(
    mut made: Made,
    one: &Subscription,
    (name, kind): (&str, InventoryKind),
) -> Made {
    let own = one.delivery_policy.as_ref();
    let of_topic = one.topic_delivery_policy.as_ref();
    let is_disabled = of_topic
        .and_then(|policy| present(policy, "disableSubscriptionOverrides"))
        .is_some_and(|is| matches!(is.kind, Kind::Bool(true)) || is.as_str() == Some("true"));
    if let (Some(_), true) = (own, is_disabled) {
        let message = format!(
            "the delivery policy of the subscription `{name}` plays no part: that of its topic has \
             `disableSubscriptionOverrides`"
        );
        made.told.push(Diagnostic::note(OVERRIDDEN, message));
    }
    let of_topic = of_topic.map(|policy| {
        (
            policy,
            OF_TOPIC,
            format!("the topic of the subscription `{name}`"),
        )
    });
    let own = own.filter(|_| !is_disabled);
    let own = own.map(|policy| (policy, OWN, format!("the subscription `{name}`")));
    let Some((policy, member, of)) = own.or(of_topic) else {
        return made;
    };
    if let Some(open) = first_open(policy, member) {
        let what = format!("`{}`", member_name(kind, "DeliveryPolicy"));
        made.open
            .push(Open::new("--delivery-policy", (&of, &what), &open));
        return made;
    }
    let Some(retries) = present(policy, member) else {
        return made;
    };
    match Phases::of(retries) {
        Ok(phases) => made.pace = Some(Pace::Phases(phases)),
        Err(wrong) => made.open.extend(
            wrong
                .0
                .into_iter()
                .map(|told| Open::refused("--delivery-policy", told)),
        ),
    }
    made
}

/// On what it depends, if something of a policy is open.
fn first_open(policy: &Value, member: &str) -> Option<String> {
    let hole = |value: &Value| value.as_open().map(|open| open.first_hole().from.clone());
    let retries = present(policy, member);
    let members = retries.and_then(Value::as_object).unwrap_or_default();
    let inside = members.iter().find_map(|member| hole(&member.value));
    hole(policy).or_else(|| hole(retries?)).or(inside)
}
