//! `fixtures/transforms/sns-filter.jsonl`: which messages a filter policy of SNS lets through, and what SNS refuses.

use evb::json;
use evb::pattern::filter_policy::FilterPolicyScope;
use evb::pattern::{Dialect, parse};
use evb::simulate::notification::{NotificationFilter, Subject};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use super::rows::{self, Kind};

const KINDS: [Kind<Value>; 1] = [("sns-filter", 82, policy)];

pub fn trials() -> Vec<Trial> {
    rows::trials("sns", &KINDS)
}

fn policy(row: &Value) -> Result<(), Failed> {
    let scope = row["scope"].as_str().and_then(FilterPolicyScope::from_name);
    let scope = scope.ok_or("no scope")?;
    let parsed = parse(
        row["policy"].as_str().ok_or("no policy")?,
        Dialect::Sns(scope),
    );
    if let Some(message) = row["error"].as_str() {
        // SNS has an older version of the engine: where its words differ, so they must go on to do.
        let message = row["disputed"].as_str().unwrap_or(message);
        let refused = parsed.err().ok_or("it is accepted")?;
        let answer = refused.service_answer();
        return match answer == ("InvalidParameter", message.to_owned()) {
            true => Ok(()),
            false => Err(format!("{answer:?}").into()),
        };
    }
    let pattern = parsed?;
    let filter = NotificationFilter::new(&pattern, Subject::Message(scope));
    let message = json::parse(&row["message"].to_string())?;
    let matched = filter.verdict(&message).matched;
    if filter.explain(&message).matched != matched {
        return Err("the explanation disagrees".into());
    }
    match row["match"] == matched {
        true => Ok(()),
        false => Err(format!("match: {matched}").into()),
    }
}
