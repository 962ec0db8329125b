//! Corrected fields, each by itself: names in full, hours with `pm`, other signs for lists and ranges.

use super::tokens::{Fields, short_name};
use crate::schedule::cron::Field;

/// A field as it is spelt here; values keep their meaning, also those outside the range.
pub(super) fn spelt(field: Field, text: &str) -> String {
    let text = if text == "?" || text == "*" {
        text.to_owned()
    } else {
        signs(field, text)
    };
    let all: Vec<String> = text.split(',').map(|one| item(field, one)).collect();
    all.join(",")
}

/// The signs that separate, as they are here: `18.21`, `MON:FRI`, `9..17`, `9~17`.
fn signs(field: Field, text: &str) -> String {
    let text = text.replace("..", "-").replace("**", "*");
    let with_colon = match field {
        Field::DayOfWeek | Field::Month | Field::DayOfMonth => "-",
        _ => ":",
    };
    let text = text.replace(':', with_colon).replace(['~'], "-");
    let mut signs = String::new();
    let mut rest = text.chars().peekable();
    let mut before = ' ';
    while let Some(one) = rest.next() {
        let is_between =
            before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        let is_list = match one {
            '.' => is_between,
            ';' | '|' | '&' | '+' => true,
            _ => false,
        };
        signs.push(if is_list { ',' } else { one });
        before = one;
    }
    signs
}

fn item(field: Field, item: &str) -> String {
    if let Some(word) = whole(field, item) {
        return word;
    }
    let (range, step) = match item.split_once('/') {
        Some((range, step)) => (range, Some(step)),
        None => match item.strip_prefix('*') {
            // The `/` is missing: `*5`.
            Some(step) if !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) => {
                ("*", Some(step))
            }
            _ => (item, None),
        },
    };
    let range = range.replace("--", "-");
    let mut values: Vec<String> = range.split('-').map(|one| value(field, one)).collect();
    if field == Field::Year
        && let [first, last] = values.as_mut_slice()
        && first > last
    {
        std::mem::swap(first, last);
    }
    let range = values.join("-");
    let step = step.map(|step| step.trim_end_matches(|one: char| one.is_ascii_alphabetic()));
    // `*/60` minutes and `*/24` hours are the first value; a larger step means something that no field can say.
    let is_whole = step
        .and_then(|step| step.parse::<u16>().ok())
        .is_some_and(|step| {
            step > field.largest_step() && step == field.last() - field.first() + 1
        });
    match step {
        Some(_) if is_whole && (range == "*" || range.is_empty()) => field.first().to_string(),
        Some(step) if range.is_empty() || range == "?" => format!("*/{step}"),
        Some(step) => format!("{range}/{step}"),
        None => range,
    }
}

/// Words for a whole field, and for the forms of days that have letters.
fn whole(field: Field, item: &str) -> Option<String> {
    let lower = item.to_lowercase();
    let known = match (field, lower.as_str()) {
        (_, "any" | "every" | "all" | "each" | "everyday" | "daily") => "*",
        (Field::DayOfWeek, "weekday" | "weekdays" | "workday" | "workdays") => "MON-FRI",
        (Field::DayOfWeek, "weekend" | "weekends") => "SAT,SUN",
        (Field::DayOfMonth, "last" | "l-0" | "lastday" | "-1") => "L",
        (Field::DayOfMonth, "wl" | "lastweekday") => "LW",
        _ => return of_days(field, item),
    };
    Some(known.to_owned())
}

/// `LFRI`, `2#MON`, `MON2`, `W15`: letters and numbers the other way round.
fn of_days(field: Field, item: &str) -> Option<String> {
    let upper = item.to_uppercase();
    if field == Field::DayOfMonth {
        let day = upper.strip_prefix('W')?;
        let is_day = day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        return is_day.then(|| format!("{day}W"));
    }
    if field != Field::DayOfWeek {
        return None;
    }
    let day = |text: &str| {
        let text = text.trim_matches(['-', '/', '#']);
        short_name(field, text).map(str::to_owned).or_else(|| {
            let is_number = text.parse::<u8>().is_ok_and(|day| (1..=7).contains(&day));
            is_number.then(|| text.to_owned())
        })
    };
    let last = upper
        .strip_prefix("LAST")
        .or_else(|| upper.strip_prefix('L'));
    if let Some(day) = last.filter(|rest| !rest.is_empty()).and_then(day) {
        return Some(format!("{day}L"));
    }
    let before = upper
        .strip_suffix("#L")
        .or_else(|| upper.strip_suffix("#-1"))
        .or_else(|| upper.strip_suffix("-L"));
    if let Some(rest) = before.or_else(|| upper.strip_suffix('L').filter(|rest| rest.len() > 3)) {
        return day(rest).map(|day| format!("{day}L"));
    }
    let nth = |text: &str| text.parse::<u8>().is_ok_and(|nth| (1..=5).contains(&nth));
    let (first, second) = match upper.split_once('#') {
        Some(pair) => pair,
        None => {
            let at = upper
                .find(|one: char| one.is_ascii_digit())
                .filter(|at| *at >= 3)?;
            upper.split_at_checked(at)?
        }
    };
    let word = |text: &str| short_name(field, text).filter(|_| text.len() >= 3);
    match (word(first), word(second)) {
        (Some(day), _) if nth(second) => Some(format!("{day}#{second}")),
        (_, Some(day)) if nth(first) => Some(format!("{day}#{first}")),
        _ => None,
    }
}

/// One value: a name as three letters, an hour of the afternoon, an ordinal.
fn value(field: Field, text: &str) -> String {
    let is_word = text.len() > 1 && text.chars().all(|one| one.is_alphabetic() || one == '.');
    if is_word && let Some(short) = short_name(field, text) {
        return short.to_owned();
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some((number, rest)) = text.split_at_checked(digits) else {
        return text.to_owned();
    };
    let rest = rest.to_ascii_lowercase();
    let rest = rest.trim_end_matches('.');
    match (field, rest) {
        (Field::Hours, "noon" | "midday") => "12".to_owned(),
        (Field::Hours, "midnight") => "0".to_owned(),
        _ if number.is_empty() => text.to_owned(),
        (Field::Hours, "am" | "pm" | "a.m" | "p.m" | "a" | "p") => match number.parse::<u16>() {
            Ok(hour @ 1..=12) => {
                let afternoon = if rest.starts_with('p') { 12 } else { 0 };
                (hour % 12 + afternoon).to_string()
            }
            _ => text.to_owned(),
        },
        (Field::Hours, "h" | "uhr" | "hr" | "hrs") | (Field::Minutes, "m" | "min" | "mins") => {
            number.to_owned()
        }
        (Field::DayOfMonth, "st" | "nd" | "rd" | "th") => number.to_owned(),
        _ => text.to_owned(),
    }
}

/// The fields with ranges that end one behind the last value, and with `?` where only day fields have it.
pub(super) fn mended(fields: &Fields) -> Fields {
    let mut all = Field::ALL.into_iter();
    fields.clone().map(|text| {
        let Some(field) = all.next() else {
            return text;
        };
        let (range, step) = text
            .split_once('/')
            .map_or((text.as_str(), None), |(range, step)| (range, Some(step)));
        let range = match (field, range) {
            (Field::Hours | Field::Month | Field::Year, "?") => "*",
            (Field::Minutes, "0-60") | (Field::Hours, "0-24") => "*",
            (Field::DayOfMonth, "0-31") | (Field::Month, "0-12" | "0-11") => "*",
            (Field::Hours, hours) => match hours.strip_suffix("-24") {
                Some(first) if is_number(first) => return until_midnight(first, step),
                _ => return text,
            },
            _ => return text,
        };
        step.map_or_else(|| range.to_owned(), |step| format!("{range}/{step}"))
    })
}

/// Hours from one to 24, which is 0: it is among them if the steps come to it.
fn until_midnight(first: &str, step: Option<&str>) -> String {
    let Some(step) = step else {
        return format!("{first}-23,0");
    };
    let number = |text: &str| text.parse::<u16>().ok();
    let steps = number(first).zip(number(step).filter(|step| *step > 0));
    let comes_to = steps.is_some_and(|(first, step)| first <= 24 && (24 - first) % step == 0);
    match comes_to {
        true => format!("{first}-23/{step},0"),
        false => format!("{first}-23/{step}"),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
