//! Events of missing cases, as they come where the suite says that it is deployed.

use crate::json::{Kind, Value};
use crate::suite::file::Suite;

/// An event with the account and the Region of a suite, where it has others; as it is if it would not be `kept` so.
pub(super) fn deployed(event: Value, suite: &Suite, kept: impl Fn(&Value) -> bool) -> Value {
    let mut changed = event.clone();
    if let Kind::Object(members) = &mut changed.kind {
        for (name, given) in [("account", &suite.account), ("region", &suite.region)] {
            let own = members.iter_mut().find(|member| member.name == *name);
            if let (Some(member), Some(given)) = (own, given) {
                member.value = Value::text(given, member.value.span);
            }
        }
    }
    match kept(&changed) {
        true => changed,
        false => event,
    }
}
