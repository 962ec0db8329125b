//! Where the templates are deployed, as far as the suite says: by that rules have ARNs.

use crate::iac::Settings;
use crate::model;
use crate::simulate::route::Rule;
use crate::transform::Reserved;

use super::super::file::Suite;

/// Partition, Region and account.
#[derive(Debug)]
pub(super) struct Deployed(Option<[String; 3]>);

impl Deployed {
    /// Nobody says where.
    pub(super) const NOWHERE: Self = Self(None);

    pub(super) fn new(suite: &Suite) -> Self {
        let settings = Settings {
            region: suite.region.clone(),
            ..Settings::default()
        };
        let partition = settings.partition().map(str::to_owned);
        let of = |((partition, region), account)| [partition, region, account];
        let all = partition.zip(suite.region.clone());
        Self(all.zip(suite.account.clone()).map(of))
    }

    /// The ARN of a rule, if all that it consists of is known.
    ///
    /// AWS: Service Authorization Reference, "Actions, resources, and condition keys for Amazon EventBridge": a rule on the
    /// default bus is `…:rule/${RuleName}`, one on another `…:rule/${EventBusName}/${RuleName}`.
    pub(super) fn arn(&self, rule: &Rule) -> Option<String> {
        let [partition, region, account] = self.0.as_ref()?;
        let name = rule.known.get(Reserved::RuleName)?;
        let bus = match rule.bus.as_deref()? {
            model::Rule::DEFAULT_BUS => String::new(),
            bus => format!("{bus}/"),
        };
        Some(format!(
            "arn:{partition}:events:{region}:{account}:rule/{bus}{name}"
        ))
    }
}
