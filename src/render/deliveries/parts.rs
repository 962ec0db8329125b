//! What the renderings have in common.

use std::io::{self, Write};

use crate::render::printable::printable;
use crate::render::words;
use crate::report::deliveries::{
    BackoffReport, DistributionReport, MonteCarloReport, NoteReport, PolicyReport,
    RequirementReport, ShareReport,
};

/// Seconds as people read them: `84,991 s`, `0.25 s`.
pub(in crate::render) fn seconds(seconds: f64) -> String {
    format!("{} s", decimal(seconds, 3))
}

/// Seconds, and in larger units if there are many: `84,991 s (23 h 36 min)`.
pub(in crate::render) fn long_seconds(value: f64) -> String {
    let plain = seconds(value);
    if value < 120.0 {
        return plain;
    }
    format!("{plain} ({})", words::duration(whole(value)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates, and times are not below zero"
)]
fn whole(value: f64) -> u64 {
    value.round() as u64
}

/// A number with groups of three, and at most so many decimals.
pub(in crate::render) fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let (integer, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let grouped = integer
        .parse::<u64>()
        .map_or_else(|_| integer.to_owned(), words::thousands);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        grouped
    } else {
        format!("{grouped}.{fraction}")
    }
}

/// A share: `99.9 %`, with as many digits as tell it from 0 and from 100.
pub(in crate::render) fn percent(share: f64) -> String {
    if share == 0.0 || share == 1.0 {
        return format!("{} %", share * 100.0);
    }
    let distance = share.min(1.0 - share) * 100.0;
    let decimals = (1..9)
        .find(|decimals| distance * 10_f64.powi(*decimals) >= 9.5)
        .unwrap_or(9);
    let decimals = usize::try_from(decimals).unwrap_or(9);
    format!("{:.decimals$} %", share * 100.0)
}

/// A share with its interval, unless it is known exactly.
pub(in crate::render) fn share(of: &ShareReport) -> String {
    if of.low == of.high {
        percent(of.rate)
    } else {
        format!(
            "{}  (95 %: {} to {})",
            percent(of.rate),
            percent(of.low),
            percent(of.high)
        )
    }
}

/// The two limits.
pub(in crate::render) fn policy(of: &PolicyReport) -> String {
    let retries = of
        .maximum_retry_attempts
        .map(|number| words::counted(number, "retry", "retries"));
    let age = of
        .maximum_event_age_seconds
        .map(|age| format!("{} s ({})", words::thousands(age), words::duration(age)));
    match (retries, age) {
        (Some(retries), Some(age)) => format!("at most {retries}, at most {age}"),
        (Some(one), None) | (None, Some(one)) => format!("at most {one}"),
        (None, None) => "the service's own".to_owned(),
    }
}

/// A delay curve.
pub(in crate::render) fn backoff(of: &BackoffReport) -> String {
    match of.preset {
        Some(preset) => format!("{} (preset `{preset}`)", of.setting),
        None => of.setting.clone(),
    }
}

/// The lines that say under which conditions an answer holds.
pub(in crate::render) fn conditions(
    profile: &str,
    limits: &PolicyReport,
    curve: Option<&BackoffReport>,
    fail: &[String],
    seed: u64,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "profile   {profile}")?;
    writeln!(out, "policy    {}", policy(limits))?;
    if let Some(curve) = curve {
        writeln!(out, "delays    {}", backoff(curve))?;
    }
    writeln!(out, "fails     {}", printable(&fail.join(", ")))?;
    writeln!(out, "seed      {seed}")
}

/// The notes, wrapped.
pub(in crate::render) fn notes(
    notes: &[NoteReport],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out)?;
    for note in notes {
        let begin = format!("{}:", note.severity.unwrap_or("note"));
        told(&begin, &note.message, width, out)?;
        if let Some(help) = &note.help {
            told(
                &format!("{:>1$}", "help:", begin.len() + 6),
                help,
                width,
                out,
            )?;
        }
    }
    Ok(())
}

/// What is told behind a word, its lines below each other.
fn told(begin: &str, text: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut line = begin.to_owned();
    for word in printable(text).split(' ') {
        if line.chars().count() + 1 + word.chars().count() > width.max(40) {
            writeln!(out, "{line}")?;
            line = " ".repeat(begin.len());
        }
        line.push(' ');
        line.push_str(word);
    }
    writeln!(out, "{line}")
}

/// Whether each requirement is met.
pub(in crate::render) fn requirements(
    all: &[RequirementReport],
    out: &mut dyn Write,
) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    for one in all {
        let met = if one.met { "met" } else { "not met" };
        let actual = one.actual.map_or_else(
            || "there is no such number".to_owned(),
            |actual| format!("it is {actual}"),
        );
        writeln!(out, "required  {}: {met} ({actual})", one.requirement)?;
    }
    Ok(())
}

/// The statistics of many deliveries.
pub(in crate::render) fn monte_carlo(of: &MonteCarloReport, out: &mut dyn Write) -> io::Result<()> {
    let shares = [
        ("delivered", &of.delivered),
        ("dead-lettered", &of.dead_lettered),
        ("dropped", &of.dropped),
        ("lost", &of.lost),
    ];
    for (name, one) in shares
        .into_iter()
        .filter(|(name, one)| *name == "delivered" || one.count > 0)
    {
        writeln!(out, "{name:<15} {}", share(one))?;
    }
    let ends = [
        ("  by retries", &of.ended_by.retries),
        ("  by age", &of.ended_by.age),
        ("  at once", &of.ended_by.permanent_failure),
    ];
    for (name, one) in ends.into_iter().filter(|(_, one)| one.count > 0) {
        writeln!(out, "{name:<15} {}", share(one))?;
    }
    let distributions = [
        ("attempts", of.attempts, ""),
        ("delivery time", of.delivery_time_seconds, " s"),
        ("given up after", of.given_up_after_seconds, " s"),
    ];
    for (name, distribution, unit) in distributions {
        if let Some(distribution) = distribution {
            writeln!(out, "{name:<15} {}", quantiles(&distribution, unit))?;
        }
    }
    if of.possible_duplicates > 0 {
        let attempts = words::counted(of.possible_duplicates, "attempt", "attempts");
        writeln!(
            out,
            "{:<15} {attempts} timed out, on which the target may have acted",
            "duplicates"
        )?;
    }
    Ok(())
}

fn quantiles(of: &DistributionReport, unit: &str) -> String {
    let number = |value| format!("{}{unit}", decimal(value, 3));
    format!(
        "mean {}, half {}, 90 % {}, 99 % {}, 99.9 % {}, at most {}",
        number(of.mean),
        number(of.p50),
        number(of.p90),
        number(of.p99),
        number(of.p99_9),
        number(of.max)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_the_digits_that_tell_them_from_the_ends() {
        let texts = [0.0, 0.5, 0.999, 0.000_001, 1.0, 0.15].map(percent);
        assert_eq!(
            texts,
            ["0 %", "50.0 %", "99.90 %", "0.00010 %", "100 %", "15.0 %"]
        );
    }

    #[test]
    fn numbers_are_grouped_and_short() {
        let texts = [84_991.0, 0.25, 1_234.5].map(|value| decimal(value, 3));
        assert_eq!(texts, ["84,991", "0.25", "1,234.5"]);
    }
}
