//! Loosely written rates: `5minutes`, `1 minutes`, `0.5 hours`, `PT5M`, `every five minutes`.

use super::Reading;
use super::tokens::number_word;
use crate::suggest::edit_distance;

/// The rates that a text may mean.
pub(super) fn readings(body: &str) -> Vec<Reading> {
    let lower = body.trim().to_ascii_lowercase();
    let text = lower.trim_start_matches('@');
    let text = text.strip_prefix("every").unwrap_or(text);
    let text =
        text.trim_matches(|one: char| one.is_whitespace() || matches!(one, '.' | ',' | ';' | ':'));
    if let Some(rate) = word(text) {
        return vec![rate];
    }
    let Some(parts) = iso(text).or_else(|| parts(text)) else {
        return Vec::new();
    };
    of_parts(&parts)
}

/// A rate that one word names.
fn word(text: &str) -> Option<Reading> {
    Some(Reading::one(match text {
        "minute" | "minutely" => "rate(1 minute)",
        "hour" | "hourly" => "rate(1 hour)",
        "day" => "rate(1 day)",
        "week" => "rate(7 days)",
        _ => return None,
    }))
}

/// How long a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Seconds(u64),
    Months(u64),
}

/// A number in hundredths, and its unit.
type Part = (u64, Length);

/// Most hundredths of a value; more is beyond any calendar.
const MOST: u64 = 1 << 40;

fn of_parts(parts: &[Part]) -> Vec<Reading> {
    let months: Option<Vec<u64>> = parts
        .iter()
        .map(|(value, length)| match length {
            Length::Months(months) => Some(value * months),
            Length::Seconds(_) => None,
        })
        .collect();
    if let Some(months) = months {
        return of_months(months.iter().sum());
    }
    let seconds: Option<u64> = parts
        .iter()
        .map(|(value, length)| match length {
            Length::Seconds(seconds) => Some(value * seconds),
            Length::Months(_) => None,
        })
        .sum();
    let Some(hundredths) = seconds.filter(|seconds| *seconds > 0) else {
        return Vec::new();
    };
    // In the unit that was written, where that comes out even.
    let written = match parts {
        [(_, Length::Seconds(unit))] => *unit,
        _ => 60,
    };
    let whole = |unit: u64| hundredths.is_multiple_of(unit * 100);
    let unit = match written {
        86_400 | 604_800 if whole(86_400) => Some((86_400, "day")),
        3_600.. if whole(3_600) => Some((3_600, "hour")),
        _ if whole(60) => Some((60, "minute")),
        _ => None,
    };
    match unit {
        Some((unit, name)) => vec![Reading::one(rate(hundredths / unit / 100, name))],
        None => {
            let minutes = (hundredths / 6_000).max(1);
            vec![Reading::Either(vec![(
                rate(minutes, "minute"),
                " (the shortest rate is a minute, and all are whole minutes)".to_owned(),
            )])]
        }
    }
}

/// Months and years have no one length: what is meant is a day of the month.
fn of_months(hundredths: u64) -> Vec<Reading> {
    let remark = " (on the first day: months and years have no one length, so no rate counts them)";
    let months = hundredths / 100;
    if !hundredths.is_multiple_of(100) || !matches!(months, 1 | 2 | 3 | 4 | 6 | 12) {
        return Vec::new();
    }
    let field = match months {
        1 => "*".to_owned(),
        12 => "1".to_owned(),
        every => format!("1/{every}"),
    };
    vec![Reading::Either(vec![(
        format!("cron(0 0 1 {field} ? *)"),
        remark.to_owned(),
    )])]
}

fn rate(value: u64, unit: &str) -> String {
    let plural = if value == 1 { "" } else { "s" };
    format!("rate({value} {unit}{plural})")
}

/// `PT1H30M`, `P1D`.
fn iso(text: &str) -> Option<Vec<Part>> {
    let mut rest = text.strip_prefix('p')?;
    let mut parts = Vec::new();
    let mut in_time = false;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('t') {
            in_time = true;
            rest = behind;
            continue;
        }
        let (value, behind) = value(rest)?;
        let mut letters = behind.chars();
        let length = match (letters.next()?, in_time) {
            ('s', true) => Length::Seconds(1),
            ('m', true) => Length::Seconds(60),
            ('h', true) => Length::Seconds(3_600),
            ('d', false) => Length::Seconds(86_400),
            ('w', false) => Length::Seconds(604_800),
            ('m', false) => Length::Months(1),
            ('y', false) => Length::Months(12),
            _ => return None,
        };
        parts.push((value, length));
        rest = letters.as_str();
    }
    (!parts.is_empty()).then_some(parts)
}

/// `5 minutes`, `1h30m`, `1 hour and 30 minutes`, `minutes: 5`.
fn parts(text: &str) -> Option<Vec<Part>> {
    let is_between = |one: char| {
        one.is_whitespace() || matches!(one, ',' | '-' | '_' | ':' | '=' | '/' | '+' | '*')
    };
    let mut rest = text.trim_matches(is_between);
    if rest.starts_with(|one: char| one.is_ascii_alphabetic())
        && let Some(at) = rest.find(|one: char| one.is_ascii_digit())
    {
        let (word, number) = rest.split_at_checked(at)?;
        let (value, behind) = value(number)?;
        if let (Some(length), true) = (unit(word.trim_matches(is_between)), behind.is_empty()) {
            return Some(vec![(value, length)]);
        }
    }
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (value, behind) = value(rest)?;
        let behind = behind.trim_start_matches(is_between);
        let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (word, after) = behind.split_at_checked(letters)?;
        parts.push((value, unit(word)?));
        rest = after.trim_start_matches(|one| is_between(one) || matches!(one, '.' | ';'));
        rest = rest.strip_prefix("and ").unwrap_or(rest);
    }
    (!parts.is_empty() && parts.len() <= 3).then_some(parts)
}

/// A number at the beginning, in hundredths, and what follows.
fn value(text: &str) -> Option<(u64, &str)> {
    if let Some((number, rest)) = number_word(text) {
        return Some((number * 100, rest));
    }
    let text = text.trim_start_matches('+');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = text.split_at_checked(digits)?;
    if whole.is_empty() && !rest.starts_with(['.']) {
        return None;
    }
    let whole: u64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let whole = whole.checked_mul(100).filter(|value| *value < MOST)?;
    let fraction = rest.strip_prefix(['.', ',']).and_then(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.split_at_checked(digits)
            .filter(|(digits, _)| !digits.is_empty())
    });
    match fraction {
        // A comma before three digits separates thousands.
        Some((digits, rest)) if digits.len() == 3 && text.contains(',') => {
            let thousands = whole.checked_mul(1_000)?;
            let value = thousands.checked_add(digits.parse::<u64>().ok()? * 100)?;
            (value < MOST).then_some((value, rest))
        }
        Some((digits, rest)) => {
            let digits = digits.trim_end_matches('0');
            let hundredths: u64 = match digits.len() {
                0 => 0,
                1 => digits.parse::<u64>().ok()? * 10,
                2 => digits.parse().ok()?,
                _ => return None,
            };
            Some((whole + hundredths, rest))
        }
        None => match rest.strip_prefix("/2") {
            Some(rest) => Some((whole / 2, rest)),
            None => Some((whole, rest)),
        },
    }
}

/// The unit that a word means, also misspelt.
fn unit(word: &str) -> Option<Length> {
    let known = match word {
        "s" | "sec" | "secs" => Length::Seconds(1),
        "m" | "min" | "mins" | "mn" | "minuts" | "mints" => Length::Seconds(60),
        "h" | "hr" | "hrs" | "hs" => Length::Seconds(3_600),
        "d" | "dy" | "dys" => Length::Seconds(86_400),
        "w" | "wk" | "wks" => Length::Seconds(604_800),
        "fortnight" | "fortnights" => Length::Seconds(1_209_600),
        "mo" | "mos" | "mth" => Length::Months(1),
        "y" | "yr" | "yrs" => Length::Months(12),
        "quarter" | "quarters" => Length::Months(3),
        _ => return near(word),
    };
    Some(known)
}

/// The unit from which a word differs least.
fn near(word: &str) -> Option<Length> {
    const UNITS: [(&str, Length); 12] = [
        ("minute", Length::Seconds(60)),
        ("minutes", Length::Seconds(60)),
        ("hour", Length::Seconds(3_600)),
        ("hours", Length::Seconds(3_600)),
        ("day", Length::Seconds(86_400)),
        ("days", Length::Seconds(86_400)),
        ("second", Length::Seconds(1)),
        ("seconds", Length::Seconds(1)),
        ("week", Length::Seconds(604_800)),
        ("weeks", Length::Seconds(604_800)),
        ("month", Length::Months(1)),
        ("months", Length::Months(1)),
    ];
    if word == "year" || word == "years" {
        return Some(Length::Months(12));
    }
    let exactly = UNITS.iter().find(|(known, _)| *known == word);
    let near = || {
        let near = UNITS
            .iter()
            .filter_map(|unit| Some((edit_distance(word, unit.0)?, unit)));
        near.min_by_key(|(distance, _)| *distance)
            .map(|(_, unit)| unit)
    };
    exactly.or_else(near).map(|(_, length)| *length)
}
