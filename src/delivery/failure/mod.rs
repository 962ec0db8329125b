//! What fails: when, how often, with which code.
//!
//! A [`FailureModel`] is a list of rules; an attempt fails if one of them says so, and the first that does gives
//! the code. Times count from the arrival of the event.
//!
//! # Example
//!
//! ```
//! use evb::delivery::{CodeFamily, FailureModel, FailureRule};
//!
//! let outage = FailureRule::parse("window=10m..3h", CodeFamily::Rule, None)?;
//! let model = FailureModel::new(vec![outage], CodeFamily::Rule, None)?;
//! assert_eq!(model.outage_windows(), Some(vec![(600_000, 10_800_000)]));
//! # Ok::<(), evb::diagnostic::Diagnostic>(())
//! ```
//!
//! # What this module does not do
//!
//! It knows no capacity: targets that refuse because they have too many are in `fleet`.

mod outages;
mod parse;

use chrono::{DateTime, Utc};

use super::codes::{CodeFamily, Retried};
use super::diagnostics::{CONTRADICTION, UNKNOWN_CODE};
use super::random::{Chance, Draws, Stream};
use super::settings::SettingText;
use crate::diagnostic::Diagnostic;

pub use outages::Outages;

/// An answer of the target that is no success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedAnswer {
    /// The service's name of the error, or an HTTP status.
    pub code: String,
    /// Whether the service tries again.
    pub retried: Retried,
    /// The `Retry-After` header of an HTTP answer; below zero it forbids retries.
    pub retry_after_seconds: Option<i64>,
}

impl FailedAnswer {
    /// Whether a function itself failed, rather than Lambda, which throttles it or fails to invoke it.
    #[must_use]
    pub fn is_function_error(&self) -> bool {
        matches!(self.code.as_str(), "Unhandled" | "Handled")
    }

    /// The error `code` of that family, without `Retry-After`.
    ///
    /// # Errors
    ///
    /// * `delivery/unknown-code`: the service has no such code.
    pub fn of_code(code: &str, family: CodeFamily) -> Result<Self, Diagnostic> {
        Self::of_piece(SettingText::whole(code), family)
    }

    fn of_piece(code: SettingText<'_>, family: CodeFamily) -> Result<Self, Diagnostic> {
        match family.retried(code.text) {
            Some(retried) => Ok(Self {
                code: code.text.to_owned(),
                retried,
                retry_after_seconds: None,
            }),
            None => Err(Diagnostic::error(
                UNKNOWN_CODE,
                format!("unknown error code `{}`", code.text),
            )
            .at(code.span(), "not a code of this service")
            .help(format!(
                "{}known ({}): {}",
                family.hint(code.text),
                family.source(),
                family.names()
            ))),
        }
    }
}

/// One reason for attempts to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FailureRule {
    /// Every attempt fails.
    Always,
    /// No attempt fails.
    Never,
    /// Attempts before this time fail.
    Until {
        /// Since arrival.
        until_ms: u64,
    },
    /// Attempts from `start` up to, not including, `end` fail with this chance.
    Window {
        /// Since arrival.
        start_ms: u64,
        /// Since arrival.
        end_ms: u64,
        /// Drawn for each attempt.
        chance: Chance,
    },
    /// Each attempt fails with this chance, independently.
    Probability(Chance),
    /// The answers one after the other; the last repeats. `None` is a success.
    Codes(Vec<Option<FailedAnswer>>),
    /// From this attempt on, counted from 1, an error that is not retried.
    Permanent {
        /// The error.
        answer: FailedAnswer,
        /// Its first attempt.
        attempt: u64,
    },
    /// The target goes up and down at random: both times are exponentially distributed.
    Markov {
        /// The mean time that it is up.
        mean_up_ms: u64,
        /// The mean time that it is down.
        mean_down_ms: u64,
    },
}

impl FailureRule {
    /// Reads one failure. `arrival` is needed for times of day (RFC 3339) only.
    ///
    /// # Errors
    ///
    /// * `delivery/failure`: unknown kind, or malformed.
    /// * `delivery/duration`, `delivery/empty-window`, `delivery/probability`, `delivery/unknown-code`: in its parts.
    /// * `delivery/contradiction`: `permanent` with a code that is retried.
    pub fn parse(
        text: &str,
        family: CodeFamily,
        arrival: Option<DateTime<Utc>>,
    ) -> Result<Self, Diagnostic> {
        parse::failure(text, family, arrival)
    }

    /// Whether it leaves no room for another rule.
    const fn decides_alone(&self) -> bool {
        match self {
            Self::Always | Self::Never | Self::Codes(_) => true,
            Self::Permanent { attempt, .. } => *attempt <= 1,
            _ => false,
        }
    }
}

/// Everything that fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureModel {
    rules: Vec<FailureRule>,
    /// The error of rules that name none.
    usual: FailedAnswer,
}

impl FailureModel {
    /// Puts rules together. `code` is the error of those that name none; without it the family's usual one.
    ///
    /// # Errors
    ///
    /// * `delivery/unknown-code`: `code` is none of the family.
    /// * `delivery/contradiction`: a rule that decides about every attempt beside another rule, two random
    ///   outages, or more than 100 rules.
    pub fn new(
        rules: Vec<FailureRule>,
        family: CodeFamily,
        code: Option<&str>,
    ) -> Result<Self, Diagnostic> {
        /// So that each has its own stream of draws.
        const MOST: usize = 100;
        let usual = FailedAnswer::of_code(code.unwrap_or(family.usual()), family)?;
        let markovs = rules
            .iter()
            .filter(|rule| matches!(rule, FailureRule::Markov { .. }));
        let wrong = if rules.len() > 1 && rules.iter().any(FailureRule::decides_alone) {
            Some("one of the failures already decides about every attempt")
        } else if markovs.count() > 1 {
            Some("`markov` is given twice")
        } else if rules.len() > MOST {
            Some("more than 100 failures are given")
        } else {
            None
        };
        match wrong {
            Some(message) => Err(Diagnostic::error(CONTRADICTION, message).help(
                "`always`, `never`, `codes` and `permanent` stand alone; windows, `until` and chances combine",
            )),
            None => Ok(Self { rules, usual }),
        }
    }

    /// The same failures, and more.
    ///
    /// # Errors
    ///
    /// * `delivery/contradiction`: as in [`Self::new`].
    pub fn and(
        &self,
        more: impl IntoIterator<Item = FailureRule>,
        family: CodeFamily,
    ) -> Result<Self, Diagnostic> {
        let own = self
            .rules
            .iter()
            .filter(|rule| **rule != FailureRule::Never);
        let rules = own.cloned().chain(more).collect();
        Ok(Self {
            usual: self.usual.clone(),
            ..Self::new(rules, family, None)?
        })
    }

    /// The same failures on a clock that starts `later_ms` later. Random outages are as likely at every time, and stay.
    #[must_use]
    pub fn since(&self, later_ms: u64) -> Self {
        let rules = self.rules.iter().map(|rule| match rule {
            FailureRule::Until { until_ms } => FailureRule::Until {
                until_ms: until_ms.saturating_sub(later_ms),
            },
            FailureRule::Window {
                start_ms,
                end_ms,
                chance,
            } => FailureRule::Window {
                start_ms: start_ms.saturating_sub(later_ms),
                // What never ends does not end earlier.
                end_ms: match *end_ms {
                    u64::MAX => u64::MAX,
                    end_ms => end_ms.saturating_sub(later_ms),
                },
                chance: *chance,
            },
            other => other.clone(),
        });
        Self {
            rules: rules.collect(),
            usual: self.usual.clone(),
        }
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[FailureRule] {
        &self.rules
    }

    /// Every answer that may come and is not a success.
    pub fn answers(&self) -> impl Iterator<Item = &FailedAnswer> {
        let own = self.rules.iter().flat_map(|rule| match rule {
            FailureRule::Codes(answers) => answers.iter().flatten().collect(),
            FailureRule::Permanent { answer, .. } => vec![answer],
            _ => Vec::new(),
        });
        let needs_usual = self.rules.iter().any(|rule| {
            !matches!(
                rule,
                FailureRule::Codes(_) | FailureRule::Permanent { .. } | FailureRule::Never
            )
        });
        own.chain(needs_usual.then_some(&self.usual))
    }

    /// Whether luck plays a part.
    #[must_use]
    pub fn is_random(&self) -> bool {
        self.rules.iter().any(|rule| match rule {
            FailureRule::Probability(_) | FailureRule::Markov { .. } => true,
            FailureRule::Window { chance, .. } => *chance != Chance::CERTAIN,
            _ => false,
        })
    }

    /// The times during which everything fails, sorted and not overlapping; `None` if that is not all that fails.
    #[must_use]
    pub fn outage_windows(&self) -> Option<Vec<(u64, u64)>> {
        let mut windows = Vec::new();
        for rule in &self.rules {
            match rule {
                FailureRule::Never => {}
                FailureRule::Always => windows.push((0, u64::MAX)),
                FailureRule::Until { until_ms } => windows.push((0, *until_ms)),
                FailureRule::Window {
                    start_ms,
                    end_ms,
                    chance: Chance::CERTAIN,
                } => windows.push((*start_ms, *end_ms)),
                _ => return None,
            }
        }
        windows.retain(|(start, end)| start < end);
        windows.sort_unstable();
        let mut merged: Vec<(u64, u64)> = Vec::new();
        for (start, end) in windows {
            match merged.last_mut() {
                Some((_, last_end)) if start <= *last_end => *last_end = end.max(*last_end),
                _ => merged.push((start, end)),
            }
        }
        Some(merged)
    }

    /// What the target answers to an attempt, counted from 1: `None` is a success.
    ///
    /// `outages` belongs to this event and this target, and is asked in the order of time.
    #[must_use]
    pub fn answer(
        &self,
        attempt: u64,
        at_ms: u64,
        draws: &Draws,
        outages: &mut Outages,
    ) -> Option<&FailedAnswer> {
        let mut index = 0_u8;
        for rule in &self.rules {
            let fails = match rule {
                FailureRule::Always => true,
                FailureRule::Never => false,
                FailureRule::Until { until_ms } => at_ms < *until_ms,
                FailureRule::Window {
                    start_ms,
                    end_ms,
                    chance,
                } => {
                    (*start_ms..*end_ms).contains(&at_ms)
                        && (*chance == Chance::CERTAIN
                            || draws
                                .at(attempt, Stream::outcome(index))
                                .comes_true(*chance))
                }
                FailureRule::Probability(chance) => draws
                    .at(attempt, Stream::outcome(index))
                    .comes_true(*chance),
                FailureRule::Codes(answers) => {
                    let step = usize::try_from(attempt.saturating_sub(1)).unwrap_or(usize::MAX);
                    return answers.get(step).or(answers.last())?.as_ref();
                }
                FailureRule::Permanent {
                    answer,
                    attempt: from,
                } => {
                    if attempt >= *from {
                        return Some(answer);
                    }
                    false
                }
                FailureRule::Markov {
                    mean_up_ms,
                    mean_down_ms,
                } => outages.is_down(at_ms, *mean_up_ms, *mean_down_ms),
            };
            if fails {
                return Some(&self.usual);
            }
            index = index.saturating_add(1);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::diagnostics::{DURATION, FAILURE, PROBABILITY, WINDOW};
    use crate::diagnostic::Code;

    fn parse(text: &str) -> Result<FailureRule, Code> {
        FailureRule::parse(text, CodeFamily::Rule, None).map_err(|one| one.code)
    }

    fn fails(text: &str, attempt: u64, at_ms: u64) -> Option<String> {
        let model = FailureModel::new(vec![parse(text).unwrap()], CodeFamily::Rule, None).unwrap();
        let draws = Draws::new(0, 0, 0);
        let answer = model.answer(attempt, at_ms, &draws, &mut Outages::new(draws));
        answer.map(|answer| answer.code.clone())
    }

    #[test]
    fn a_window_holds_its_start_and_not_its_end() {
        let at = |ms| fails("window=10m..3h", 1, ms).is_some();
        assert_eq!(
            [at(599_999), at(600_000), at(10_799_999), at(10_800_000)],
            [false, true, true, false]
        );
    }

    #[test]
    fn until_does_not_hold_its_end() {
        assert!(fails("until=2h", 1, 7_199_999).is_some());
        assert!(fails("until=2h", 1, 7_200_000).is_none());
    }

    #[test]
    fn the_last_code_repeats() {
        let code = |attempt| fails("codes=503,429:retry-after=30", attempt, 0);
        assert_eq!(code(1).as_deref(), Some("503"));
        assert_eq!(code(2).as_deref(), Some("429"));
        assert_eq!(code(200).as_deref(), Some("429"));
        assert_eq!(fails("codes=503,200", 9, 0), None);
    }

    #[test]
    fn a_permanent_error_may_begin_later() {
        assert_eq!(fails("permanent=NO_PERMISSIONS@3", 2, 0), None);
        assert!(fails("permanent=NO_PERMISSIONS@3", 3, 0).is_some());
    }

    #[test]
    fn impossible_failures_are_refused() {
        let refused = [
            ("sometimes", FAILURE),
            ("until=soon", DURATION),
            ("window=3h..10m", WINDOW),
            ("window=1h..1h", WINDOW),
            ("window=1h", FAILURE),
            ("probability=1.5", PROBABILITY),
            ("probability=-0.1", PROBABILITY),
            ("probability=NaN", PROBABILITY),
            ("codes=THROTLING", UNKNOWN_CODE),
            ("codes=", FAILURE),
            ("codes=429:retry-after=soon", FAILURE),
            ("permanent=THROTTLING", CONTRADICTION),
            ("permanent=NO_RESOURCE@0", FAILURE),
            ("markov=mtbf:1h", FAILURE),
            ("markov=mtbf:1h,mttr:1ms", FAILURE),
            ("until=2026-11-20T10:00:00Z", FAILURE),
        ];
        for (text, code) in refused {
            assert_eq!(parse(text), Err(code), "{text}");
        }
    }

    #[test]
    fn a_rule_that_decides_alone_has_no_company() {
        let both = |a, b| {
            FailureModel::new(
                vec![parse(a).unwrap(), parse(b).unwrap()],
                CodeFamily::Rule,
                None,
            )
            .map_err(|one| one.code)
        };
        assert_eq!(both("always", "until=2h"), Err(CONTRADICTION));
        assert_eq!(
            both("markov=mtbf:1h,mttr:1m", "markov=mtbf:1h,mttr:1m"),
            Err(CONTRADICTION)
        );
        assert!(both("window=0s..1h", "permanent=NO_RESOURCE@3").is_ok());
    }

    #[test]
    fn times_of_day_count_from_the_arrival() {
        let arrival = "2026-11-20T10:00:00Z".parse().ok();
        let text = "window=2026-11-20T09:00:00Z..2026-11-20T12:00:00+01:00";
        let rule = FailureRule::parse(text, CodeFamily::Rule, arrival).unwrap();
        assert!(matches!(
            rule,
            FailureRule::Window {
                start_ms: 0,
                end_ms: 3_600_000,
                ..
            }
        ));
    }

    #[test]
    fn a_clock_that_starts_later_sees_what_is_left() {
        let fails = |text: &str, later_ms, at_ms| {
            let model = FailureModel::new(vec![parse(text).unwrap()], CodeFamily::Rule, None);
            let draws = Draws::new(0, 0, 0);
            let later = model.unwrap().since(later_ms);
            later
                .answer(1, at_ms, &draws, &mut Outages::new(draws))
                .is_some()
        };
        assert!(fails("until=2h", 3_600_000, 3_599_999));
        assert!(!fails("until=2h", 3_600_000, 3_600_000));
        assert!(!fails("until=2h", 9_000_000, 0));
        assert!(!fails("window=1h..2h", 1_800_000, 0));
        assert!(fails("window=1h..2h", 1_800_000, 1_800_000));
        assert!(fails("window=1h..", 9_000_000, 0));
    }

    #[test]
    fn overlapping_outages_are_one() {
        let rules =
            ["window=1h..2h", "window=90m..3h", "until=10s"].map(|text| parse(text).unwrap());
        let model = FailureModel::new(rules.to_vec(), CodeFamily::Rule, None).unwrap();
        assert_eq!(
            model.outage_windows(),
            Some(vec![(0, 10_000), (3_600_000, 10_800_000)])
        );
    }

    #[test]
    fn random_outages_take_their_share_of_time() {
        for at_ms in [5_000_000, 5_000_000_000_000_000] {
            shares(at_ms);
        }
    }

    fn shares(at_ms: u64) {
        let mut down = 0;
        for event in 0..20_000 {
            let draws = Draws::new(3, event, 0);
            let mut outages = Outages::new(draws);
            down += u32::from(outages.is_down(at_ms, 3_000_000, 1_000_000));
        }
        // A quarter of 20,000; the standard deviation is 61.
        assert!((4_750..5_250).contains(&down), "{down}");
    }
}
