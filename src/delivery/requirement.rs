//! Requirements that a pipeline can fail on: `delivered>=0.999`, `attempts.p99<=10`, `delivery-time.p99<=1h`.

use super::diagnostics::REQUIREMENT;
use super::distribution::Distribution;
use super::duration;
use super::monte_carlo::Outcomes;
use super::outcome::Outcome;
use super::settings::SettingText;
use crate::diagnostic::Diagnostic;

/// What can be required.
const METRICS: &str = "`delivered`, `dead-lettered`, `dropped`, `lost` (shares from 0 to 1; also `.low` and `.high` of \
                       their interval), and `attempts` and `delivery-time` (`.mean`, `.p50`, `.p90`, `.p99`, `.p99.9`, `.max`)";

/// Which number of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    /// The share observed.
    Rate,
    /// The lower end of its interval.
    Low,
    /// The upper end of its interval.
    High,
}

/// Which number of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Statistic {
    /// The mean.
    Mean,
    /// A quantile, in thousandths; 1000 is the maximum.
    Quantile(u64),
}

/// What a requirement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Metric {
    /// A share of the events.
    Share(Outcome, Bound),
    /// The number of attempts.
    Attempts(Statistic),
    /// The time from arrival to delivery, in seconds, of the events that are delivered.
    DeliveryTime(Statistic),
}

/// How to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    AtLeast,
    Above,
    AtMost,
    Below,
}

/// A requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// As it was written.
    pub text: String,
    /// What it is about.
    metric: Metric,
    comparison: Comparison,
    wanted: f64,
}

impl Requirement {
    /// Reads a requirement.
    ///
    /// # Errors
    ///
    /// * `delivery/requirement`: no comparison, an unknown metric, or no number. A share outside 0 to 1.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let whole = SettingText::whole(text);
        let wrong = |piece: SettingText<'_>, message: String, label: &str| {
            Diagnostic::error(REQUIREMENT, message)
                .at(piece.span(), label)
                .help(format!("write `delivered>=0.999`; there are {METRICS}"))
        };
        let comparisons = [
            (">=", Comparison::AtLeast),
            ("<=", Comparison::AtMost),
            (">", Comparison::Above),
            ("<", Comparison::Below),
        ];
        let found = comparisons
            .into_iter()
            .find_map(|(sign, comparison)| Some((whole.split_once(sign)?, comparison)));
        let Some(((name, value), comparison)) = found else {
            return Err(wrong(
                whole,
                format!("`{text}` is not a requirement"),
                "no `>=`, `<=`, `>` or `<`",
            ));
        };
        let (name, value) = (name.trimmed(), value.trimmed());
        let metric = metric(name.text).ok_or_else(|| {
            wrong(
                name,
                format!("unknown metric `{}`", name.text),
                "not a metric",
            )
        })?;
        let number = number(metric, value).ok_or_else(|| {
            wrong(
                value,
                format!("`{}` is not a number for this metric", value.text),
                match metric {
                    Metric::Share(..) => "not a number from 0 to 1",
                    Metric::Attempts(_) => "not a number from 0 on",
                    Metric::DeliveryTime(_) => "not a duration, as `90s` or `1h`",
                },
            )
        })?;
        Ok(Self {
            text: text.to_owned(),
            metric,
            comparison,
            wanted: number,
        })
    }

    /// The number that it is about, if there is one, and whether that meets it. A number that does not exist meets
    /// nothing; of one that is known to lie between two, the one that is harder to meet has to.
    #[must_use]
    pub fn judge(&self, outcomes: Outcomes<'_>) -> (Option<f64>, bool) {
        let actual = match self.metric {
            Metric::Share(outcome, bound) => {
                let share = outcomes.share(outcomes.count(outcome));
                Some(match bound {
                    Bound::Rate => share.rate,
                    Bound::Low => share.low,
                    Bound::High => share.high,
                })
            }
            Metric::Attempts(of) => self.statistic(of, &outcomes.tally.attempts),
            Metric::DeliveryTime(of) => self
                .statistic(of, &outcomes.tally.delivered_at_ms)
                .map(|milliseconds| milliseconds / 1_000.0),
        };
        (actual, actual.is_some_and(|actual| self.is_met(actual)))
    }

    #[expect(clippy::cast_precision_loss, reason = "a statistic for people")]
    fn statistic(&self, statistic: Statistic, of: &Distribution) -> Option<f64> {
        let thousandths = match statistic {
            Statistic::Mean => return of.mean(),
            Statistic::Quantile(thousandths) => thousandths,
        };
        let (lower, upper) = of.quantile_bounds(thousandths)?;
        let wants_large = matches!(self.comparison, Comparison::AtLeast | Comparison::Above);
        Some(if wants_large { lower } else { upper } as f64)
    }

    fn is_met(&self, actual: f64) -> bool {
        match self.comparison {
            Comparison::AtLeast => actual >= self.wanted,
            Comparison::Above => actual > self.wanted,
            Comparison::AtMost => actual <= self.wanted,
            Comparison::Below => actual < self.wanted,
        }
    }
}

fn metric(name: &str) -> Option<Metric> {
    let (name, of) = name.split_once('.').unwrap_or((name, ""));
    let mut outcomes = Outcome::ALL.into_iter();
    if let Some(outcome) = outcomes.find(|outcome| outcome.name() == name) {
        let bound = match of {
            "" => Bound::Rate,
            "low" => Bound::Low,
            "high" => Bound::High,
            _ => return None,
        };
        return Some(Metric::Share(outcome, bound));
    }
    let statistic = match of {
        "" | "mean" => Statistic::Mean,
        "p50" => Statistic::Quantile(500),
        "p90" => Statistic::Quantile(900),
        "p99" => Statistic::Quantile(990),
        "p99.9" => Statistic::Quantile(999),
        "max" => Statistic::Quantile(1_000),
        _ => return None,
    };
    match name {
        "attempts" => Some(Metric::Attempts(statistic)),
        "delivery-time" => Some(Metric::DeliveryTime(statistic)),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "compared with a statistic")]
fn number(metric: Metric, value: SettingText<'_>) -> Option<f64> {
    if let Metric::DeliveryTime(_) = metric {
        let milliseconds = duration::parse(value.text, value.start).ok()?;
        return Some(milliseconds as f64 / 1_000.0);
    }
    let number = value.text.parse::<f64>().ok()?;
    let most = match metric {
        Metric::Share(..) => 1.0,
        _ => f64::MAX,
    };
    (0.0..=most).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_read_and_compared() {
        let is_met = |text: &str, actual| Requirement::parse(text).unwrap().is_met(actual);
        assert!(is_met("delivered>=0.999", 0.999) && !is_met("delivered>0.999", 0.999));
        assert!(
            is_met("delivery-time.p99 <= 1h", 3_600.0) && !is_met("delivery-time.p99<1h", 3_600.0)
        );
        let p = Requirement::parse("attempts.p99.9<=10").unwrap();
        assert_eq!(p.metric, Metric::Attempts(Statistic::Quantile(999)));
    }

    #[test]
    fn requirements_without_sense_are_refused() {
        for text in [
            "delivered",
            "delivered=1",
            "speed>=1",
            "delivered>=1.1",
            "delivered>=x",
            "attempts.p1<=1",
            "delivered.p50>=0",
        ] {
            assert!(Requirement::parse(text).is_err(), "{text}");
        }
    }
}
