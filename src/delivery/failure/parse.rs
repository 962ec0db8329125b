//! Failures as text: `until=2h`, `window=10m..3h`, `codes=503,200`.

use chrono::{DateTime, Utc};

use super::{FailedAnswer, FailureRule};
use crate::delivery::codes::{CodeFamily, Retried};
use crate::delivery::diagnostics::{CONTRADICTION, FAILURE, PROBABILITY, WINDOW};
use crate::delivery::duration;
use crate::delivery::random::Chance;
use crate::delivery::settings::SettingText;
use crate::diagnostic::Diagnostic;

/// What a failure may be.
const KINDS: &str = "`always`, `never`, `until=2h`, `window=10m..3h`, `probability=0.3`, \
                     `codes=503,429:retry-after=30,200`, `permanent=CODE` or `markov=mtbf:1h,mttr:5m`";

/// The shortest mean time between failures, and to repair: it bounds the work for one delivery.
const SHORTEST_MEAN_MS: u64 = 1_000;

/// Reads one failure: see [`FailureRule::parse`].
pub(super) fn failure(
    text: &str,
    family: CodeFamily,
    arrival: Option<DateTime<Utc>>,
) -> Result<FailureRule, Diagnostic> {
    let whole = SettingText::whole(text);
    let (kind, value) = match whole.split_once("=") {
        Some(parts) => parts,
        None if text == "always" => return Ok(FailureRule::Always),
        None if text == "never" => return Ok(FailureRule::Never),
        None => return Err(unknown(whole)),
    };
    match kind.text {
        "until" => Ok(FailureRule::Until {
            until_ms: time(value, arrival)?,
        }),
        "window" => window(value, arrival),
        "probability" => Ok(FailureRule::Probability(probability(value)?)),
        "codes" => codes(value, family),
        "permanent" => permanent(value, family),
        "markov" => markov(value),
        _ => Err(unknown(kind)),
    }
}

fn unknown(piece: SettingText<'_>) -> Diagnostic {
    Diagnostic::error(FAILURE, format!("unknown failure `{}`", piece.text))
        .at(piece.span(), "not a failure")
        .help(format!("one of {KINDS}"))
}

/// A time since arrival, or an RFC 3339 time.
fn time(piece: SettingText<'_>, arrival: Option<DateTime<Utc>>) -> Result<u64, Diagnostic> {
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
fn window(
    value: SettingText<'_>,
    arrival: Option<DateTime<Utc>>,
) -> Result<FailureRule, Diagnostic> {
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

fn probability(value: SettingText<'_>) -> Result<Chance, Diagnostic> {
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
fn codes(value: SettingText<'_>, family: CodeFamily) -> Result<FailureRule, Diagnostic> {
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

fn retry_after(seconds: SettingText<'_>, family: CodeFamily) -> Result<i64, Diagnostic> {
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
        _ if is_whole(seconds.text) => wrong(
            format!("a `retry-after` of `{}` is too large", seconds.text),
            "longer than a hundred years",
            "write `429:retry-after=30`; a negative number stops the retries",
        ),
        _ => wrong(
            format!("`{}` is not a number of seconds", seconds.text),
            "not a whole number",
            "write `429:retry-after=30`; a negative number stops the retries",
        ),
    }
}

/// Whether it is a whole number, however large.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `NO_PERMISSIONS`, `NO_PERMISSIONS@3`
fn permanent(value: SettingText<'_>, family: CodeFamily) -> Result<FailureRule, Diagnostic> {
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
fn markov(value: SettingText<'_>) -> Result<FailureRule, Diagnostic> {
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
