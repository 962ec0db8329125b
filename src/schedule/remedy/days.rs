//! Days: numbers of days of the week as names, and times that are those of the next hour or day.

use super::tokens::Fields;
use crate::schedule::cron::Field;

/// How the numbers of days of the week are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// 1 is Sunday.
    Aws,
    /// 0 and 7 are Sunday, 1 is Monday.
    Unix,
    /// As AWS where nothing speaks for Unix: `1-5` may be meant as Monday to Friday.
    Unclear,
    /// As Unix where something speaks for it; else either.
    UnixLike,
}

/// The fields with names in place of numbers of days of the week, each way in which they may be counted with what it
/// rests on; and whether there is more than one.
pub(super) fn named(fields: &Fields, counting: Counting) -> (Vec<(Fields, String)>, bool) {
    let [minutes, hours, dom, month, dow, year] = fields;
    let with = |dow: String| {
        [
            minutes.clone(),
            hours.clone(),
            dom.clone(),
            month.clone(),
            dow,
            year.clone(),
        ]
    };
    let is_digits = dow.chars().any(|one| one.is_ascii_digit())
        && !dow.chars().any(|one| one.is_ascii_alphabetic());
    let numbers = dow.split('#').next().unwrap_or_default();
    let is_one_day = dow.parse::<u16>().is_ok_and(|day| day <= 7);
    let is_numbered = is_digits && (is_one_day || numbers.len() < dow.len() || !dow.contains('/'));
    let aws = || with(items(dow, day_of_aws));
    let unix = || with(from_unix(dow));
    let one = |fields: Fields| (vec![(fields, String::new())], false);
    let has_zero = has_day_zero(dow);
    let is_known = matches!(dow.as_str(), "1-5" | "1,2,3,4,5" | "1-6" | "6,7" | "6-7");
    let both = |unix: Fields, aws: Fields| {
        let both = vec![
            (unix, " (1 is Monday, as in Unix cron)".to_owned()),
            (aws, " (1 is Sunday, as AWS counts)".to_owned()),
        ];
        (both, true)
    };
    match counting {
        _ if has_zero => one(unix()),
        Counting::Unix => one(unix()),
        Counting::Aws if is_known => both(unix(), aws()),
        Counting::Aws => one(aws()),
        Counting::Unclear if is_known => both(unix(), aws()),
        Counting::Unclear => one(aws()),
        Counting::UnixLike if is_known || !is_numbered => one(unix()),
        Counting::UnixLike => both(unix(), aws()),
    }
}

/// Whether the field counts from 0, as Unix does.
fn has_day_zero(field: &str) -> bool {
    let mut numbers = field
        .split([',', '-'])
        .map(|part| part.split(['/', '#', 'L', 'l']).next().unwrap_or_default());
    numbers.any(|number| number == "0" || number == "00")
}

/// Every item of a list, each once.
fn items(text: &str, day: fn(&str) -> String) -> String {
    let mut all: Vec<String> = Vec::new();
    for item in text.split(',').map(|item| item_of(item, day)) {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all.join(",")
}

fn item_of(item: &str, day: fn(&str) -> String) -> String {
    let (range, step) = item
        .split_once('/')
        .map_or((item, None), |(range, step)| (range, Some(step)));
    if step.is_some() && !range.contains('-') {
        // Counted from a number, a step goes to the end of the field.
        return item.to_owned();
    }
    let days: Vec<String> = range.split('-').map(day).collect();
    match step {
        Some(step) => format!("{}/{step}", days.join("-")),
        None => days.join("-"),
    }
}

/// `5`, `5L` and `5#3` as `THU`, `THUL` and `THU#3`; anything else as it is.
fn day_of_aws(text: &str) -> String {
    word(text, |day| day.checked_sub(1).filter(|day| *day < 7))
}

/// The same where 0 and 7 are Sunday: `FRI`, `FRIL` and `FRI#3`.
fn day_of_unix(text: &str) -> String {
    word(text, |day| (day <= 7).then_some(day % 7))
}

fn word(text: &str, at: fn(usize) -> Option<usize>) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some((number, rest)) = text.split_at_checked(digits) else {
        return text.to_owned();
    };
    let word = number
        .parse::<usize>()
        .ok()
        .and_then(at)
        .and_then(|day| Field::DayOfWeek.words().get(day));
    word.map_or_else(|| text.to_owned(), |word| format!("{word}{rest}"))
}

/// Day numbers of Unix cron, 0 or 7 for Sunday, as names; each item once.
fn from_unix(text: &str) -> String {
    let mut all: Vec<String> = Vec::new();
    for item in text.split(',').map(item_from_unix) {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all.join(",")
}

fn item_from_unix(item: &str) -> String {
    let (range, step) = item
        .split_once('/')
        .map_or((item, None), |(range, step)| (range, Some(step)));
    let days: Vec<String> = range.split('-').map(day_of_unix).collect();
    let range = match days.as_slice() {
        [first, last] if first == last && Field::DayOfWeek.value_of(first).is_some() => match range
        {
            "0-7" => "*".to_owned(),
            // One day, so that a step has nowhere to go.
            _ => return first.clone(),
        },
        _ => days.join("-"),
    };
    match step {
        Some(step) => format!("{range}/{step}"),
        None => range,
    }
}

/// The fields with minute 60 as the next hour and hour 24 as midnight of the next day, where there is one such time.
pub(super) fn carried(fields: &Fields) -> Option<Fields> {
    let [minutes, hours, dom, month, dow, year] = fields.clone();
    if minutes == "60" {
        let next = match hours.parse::<u16>() {
            Ok(hour @ 0..=22) => (hour + 1).to_string(),
            Ok(_) => return carried(&["0".to_owned(), "24".to_owned(), dom, month, dow, year]),
            Err(_) if hours == "*" => hours,
            Err(_) => return None,
        };
        return Some(["0".to_owned(), next, dom, month, dow, year]);
    }
    let is_any = |field: &str| field == "*" || field == "?";
    if is_any(&dom) && is_any(&dow) {
        let hours: Vec<&str> = hours
            .split(',')
            .map(|hour| if hour == "24" { "0" } else { hour })
            .collect();
        return Some([minutes, hours.join(","), dom, month, dow, year]);
    }
    if hours != "24" || !is_any(&month) {
        return None;
    }
    let next = |day: &str| -> Option<String> {
        match day.parse::<u16>() {
            Ok(day @ 1..=27) => Some((day + 1).to_string()),
            _ => {
                let at = Field::DayOfWeek.value_of(day)?;
                let words = Field::DayOfWeek.words();
                words
                    .get(usize::from(at) % words.len())
                    .map(|day| (*day).to_owned())
            }
        }
    };
    let all = |field: &str| -> Option<String> {
        if is_any(field) {
            return Some(field.to_owned());
        }
        let items: Option<Vec<String>> = field
            .split(',')
            .map(|item| {
                let days: Option<Vec<String>> = item.split('-').map(next).collect();
                days.map(|days| days.join("-"))
            })
            .collect();
        items.map(|items| items.join(","))
    };
    // The last day of the month ends when the first of the next begins.
    let dom = if dom == "L" {
        "1".to_owned()
    } else {
        all(&dom)?
    };
    Some([minutes, "0".to_owned(), dom, month, all(&dow)?, year])
}
