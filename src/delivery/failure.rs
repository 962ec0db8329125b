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

use super::diagnostics::{CONTRADICTION, FAILURE, PROBABILITY, UNKNOWN_CODE, WINDOW};
use chrono::{DateTime, Utc};

use super::codes::{CodeFamily, Retried};
use super::duration;
use super::random::{Chance, Draws, Stream};
use super::settings::Piece;
use crate::diagnostic::Diagnostic;

/// What a failure may be.
const KINDS: &str = "`always`, `never`, `until=2h`, `window=10m..3h`, `probability=0.3`, \
                     `codes=503,429:retry-after=30,200`, `permanent=CODE` or `markov=mtbf:1h,mttr:5m`";

/// The shortest mean time between failures, and to repair: it bounds the work for one delivery.
const SHORTEST_MEAN_MS: u64 = 1_000;

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
    /// The error `code` of that family, without `Retry-After`.
    ///
    /// # Errors
    ///
    /// * `delivery/unknown-code`: the service has no such code.
    pub fn of_code(code: &str, family: CodeFamily) -> Result<Self, Diagnostic> {
        Self::of_piece(Piece::whole(code), family)
    }

    fn of_piece(code: Piece<'_>, family: CodeFamily) -> Result<Self, Diagnostic> {
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
            .help(format!("known ({}): {}", family.source(), family.names()))),
        }
    }
}

/// One reason for attempts to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        let whole = Piece::whole(text);
        let (kind, value) = match whole.split_once("=") {
            Some(parts) => parts,
            None if text == "always" => return Ok(Self::Always),
            None if text == "never" => return Ok(Self::Never),
            None => return Err(unknown(whole)),
        };
        match kind.text {
            "until" => Ok(Self::Until {
                until_ms: time(value, arrival)?,
            }),
            "window" => window(value, arrival),
            "probability" => Ok(Self::Probability(probability(value)?)),
            "codes" => codes(value, family),
            "permanent" => permanent(value, family),
            "markov" => markov(value),
            _ => Err(unknown(kind)),
        }
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

fn unknown(piece: Piece<'_>) -> Diagnostic {
    Diagnostic::error(FAILURE, format!("unknown failure `{}`", piece.text))
        .at(piece.span(), "not a failure")
        .help(format!("one of {KINDS}"))
}

/// A time since arrival, or an RFC 3339 time.
fn time(piece: Piece<'_>, arrival: Option<DateTime<Utc>>) -> Result<u64, Diagnostic> {
    let Ok(absolute) = DateTime::parse_from_rfc3339(piece.text) else {
        return duration::parse(piece.text, piece.start);
    };
    let Some(arrival) = arrival else {
        return Err(
            Diagnostic::error(FAILURE, "a time of day needs the time of arrival")
                .at(piece.span(), "relative to which arrival?")
                .help("give `--arrival`, or a time since arrival as in `2h`"),
        );
    };
    let since = absolute.signed_duration_since(arrival).num_milliseconds();
    // What lies before the arrival has no influence on the event.
    Ok(u64::try_from(since).unwrap_or(0))
}

/// `10m..3h`, `10m..3h:probability=0.5`
fn window(value: Piece<'_>, arrival: Option<DateTime<Utc>>) -> Result<FailureRule, Diagnostic> {
    let (bounds, chance) = match value.split_once(":probability=") {
        Some((bounds, chance)) => (bounds, probability(chance)?),
        None => (value, Chance::CERTAIN),
    };
    let Some((start, end)) = bounds.split_once("..") else {
        return Err(
            Diagnostic::error(FAILURE, format!("`{}` is not a window", bounds.text))
                .at(bounds.span(), "no `..`")
                .help("write `window=10m..3h`: from 10 minutes up to, not including, 3 hours"),
        );
    };
    let start_ms = if start.text.is_empty() {
        0
    } else {
        time(start, arrival)?
    };
    let end_ms = if end.text.is_empty() {
        u64::MAX
    } else {
        time(end, arrival)?
    };
    if end_ms <= start_ms {
        let how = if end_ms < start_ms {
            "ends before it begins"
        } else {
            "is empty"
        };
        return Err(
            Diagnostic::error(WINDOW, format!("the window `{}` {how}", bounds.text))
                .at(bounds.span(), "the end must be later than the start")
                .help("a window holds its start, not its end"),
        );
    }
    Ok(FailureRule::Window {
        start_ms,
        end_ms,
        chance,
    })
}

fn probability(value: Piece<'_>) -> Result<Chance, Diagnostic> {
    let number = value.text.parse::<f64>().ok();
    number.and_then(Chance::new).ok_or_else(|| {
        Diagnostic::error(
            PROBABILITY,
            format!("`{}` is not a probability", value.text),
        )
        .at(value.span(), "not a number from 0 to 1")
        .help("a probability is a number from 0 to 1: 0.3 fails 30 of 100 attempts")
    })
}

/// `503,503,429:retry-after=30,200`
fn codes(value: Piece<'_>, family: CodeFamily) -> Result<FailureRule, Diagnostic> {
    let mut answers = Vec::new();
    for piece in value.split(',') {
        let (code, retry_after) = match piece.split_once(":retry-after=") {
            Some((code, seconds)) => (code, Some(retry_after(seconds, family)?)),
            None => (piece, None),
        };
        answers.push(if family.is_success(code.text) {
            None
        } else {
            let answer = FailedAnswer::of_piece(code, family)?;
            Some(FailedAnswer {
                retry_after_seconds: retry_after,
                ..answer
            })
        });
    }
    if answers.is_empty() {
        return Err(Diagnostic::error(FAILURE, "no code is given")
            .at(value.span(), "empty")
            .help("write `codes=503,503,200`; the last code repeats"));
    }
    Ok(FailureRule::Codes(answers))
}

fn retry_after(seconds: Piece<'_>, family: CodeFamily) -> Result<i64, Diagnostic> {
    /// A hundred years.
    const LONGEST: i64 = (duration::LONGEST_MS / 1_000) as i64;
    let wrong = |message: String, label: &str, help: &str| {
        Err(Diagnostic::error(FAILURE, message)
            .at(seconds.span(), label)
            .help(help))
    };
    if family != CodeFamily::Rule {
        return wrong(
            "`retry-after` has no meaning here".to_owned(),
            "not an HTTP answer",
            "EventBridge reads the header of API destinations, which are targets of rules",
        );
    }
    match seconds.text.parse::<i64>() {
        Ok(number) if (-LONGEST..=LONGEST).contains(&number) => Ok(number),
        _ => wrong(
            format!("`{}` is not a number of seconds", seconds.text),
            "not a whole number",
            "write `429:retry-after=30`; a negative number stops the retries",
        ),
    }
}

/// `NO_PERMISSIONS`, `NO_PERMISSIONS@3`
fn permanent(value: Piece<'_>, family: CodeFamily) -> Result<FailureRule, Diagnostic> {
    let (code, attempt) = match value.split_once("@") {
        None => (value, 1),
        Some((code, attempt)) => match attempt.text.parse::<u64>() {
            Ok(number) if number >= 1 => (code, number),
            _ => {
                return Err(Diagnostic::error(
                    FAILURE,
                    format!("`{}` is not an attempt", attempt.text),
                )
                .at(attempt.span(), "not a number from 1")
                .help(
                    "write `permanent=NO_PERMISSIONS@3` for an error from the third attempt on",
                ));
            }
        },
    };
    let answer = FailedAnswer::of_piece(code, family)?;
    if answer.retried == Retried::Yes {
        return Err(Diagnostic::error(
            CONTRADICTION,
            format!("`{}` is not permanent: it is retried", code.text),
        )
        .at(code.span(), "retried by this service")
        .help(format!("write `codes={}` ({})", code.text, family.source())));
    }
    Ok(FailureRule::Permanent {
        answer: FailedAnswer {
            retried: Retried::No,
            ..answer
        },
        attempt,
    })
}

/// `mtbf:1h,mttr:5m`
fn markov(value: Piece<'_>) -> Result<FailureRule, Diagnostic> {
    let (mut mean_up_ms, mut mean_down_ms) = (None, None);
    for piece in value.split(',') {
        let (name, mean) = piece.split_once(":").unwrap_or((piece, piece));
        let slot = match name.text {
            "mtbf" => &mut mean_up_ms,
            "mttr" => &mut mean_down_ms,
            _ => return Err(name.unknown("`mtbf:1h` and `mttr:5m`")),
        };
        let milliseconds = duration::parse(mean.text, mean.start)?;
        if milliseconds < SHORTEST_MEAN_MS {
            return Err(Diagnostic::error(
                FAILURE,
                format!("a mean of `{}` is too short", mean.text),
            )
            .at(mean.span(), "below 1 s")
            .help("give at least one second"));
        }
        *slot = Some(milliseconds);
    }
    match (mean_up_ms, mean_down_ms) {
        (Some(mean_up_ms), Some(mean_down_ms)) => Ok(FailureRule::Markov {
            mean_up_ms,
            mean_down_ms,
        }),
        _ => Err(Diagnostic::error(
            FAILURE,
            "both the mean time between failures and to repair are needed",
        )
        .at(value.span(), "one is missing")
        .help("write `markov=mtbf:1h,mttr:5m`")),
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

/// How far the random ups and downs of a target have been drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outages {
    draws: Draws,
    /// How many periods have been drawn.
    periods: u64,
    is_down: bool,
    /// When the present period ends.
    until_ms: u64,
}

impl Outages {
    /// Before anything is drawn.
    #[must_use]
    pub const fn new(draws: Draws) -> Self {
        Self {
            draws,
            periods: 0,
            is_down: false,
            until_ms: 0,
        }
    }

    /// Whether the target is down. `at_ms` must not go back.
    ///
    /// The target has been going up and down for long when the event arrives, so it is down at first with the
    /// chance `mttr / (mtbf + mttr)`; what remains of a period then has the law of a whole one.
    fn is_down(&mut self, at_ms: u64, mean_up_ms: u64, mean_down_ms: u64) -> bool {
        if self.periods == 0 {
            let chance = Chance::ratio(mean_down_ms, mean_up_ms.saturating_add(mean_down_ms));
            self.is_down = !self.draws.at(0, Stream::OUTAGE).comes_true(chance);
        }
        while self.periods == 0 || at_ms >= self.until_ms {
            self.is_down = !self.is_down;
            self.periods += 1;
            let mean = if self.is_down {
                mean_down_ms
            } else {
                mean_up_ms
            };
            let length = self
                .draws
                .at(self.periods, Stream::OUTAGE)
                .exponential(mean);
            // A millisecond at least, so that time moves on.
            self.until_ms = self.until_ms.saturating_add(length.max(1));
        }
        self.is_down
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::diagnostics::DURATION;
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
        let mut down = 0;
        for event in 0..20_000 {
            let draws = Draws::new(3, event, 0);
            let mut outages = Outages::new(draws);
            down += u32::from(outages.is_down(5_000_000, 3_000_000, 1_000_000));
        }
        // A quarter of 20,000; the standard deviation is 61.
        assert!((4_750..5_250).contains(&down), "{down}");
    }
}
