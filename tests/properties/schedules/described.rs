//! Reads a description of a cron expression back and compares it with the fields.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use evb::schedule::cron::{Cron, Field, Values};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

type Set = BTreeSet<u16>;

/// Whether the words and the fields mean the same.
pub fn check(said: &str, cron: &Cron) -> Result<(), String> {
    let (said, rare) = match said.split_once(", where there is one") {
        Some((before, after)) => (format!("{before}{after}"), true),
        None => (said.to_owned(), false),
    };
    let (said, years) = match said.rsplit_once(", in ") {
        Some((said, years)) => (
            said.to_owned(),
            numbers(years.trim_start_matches("year "), 1970, 2199)?,
        ),
        None => (said, (1970..=2199).collect()),
    };
    same("years", &years, &cron.years)?;
    let cut = [" on ", " every day", " in "]
        .iter()
        .filter_map(|word| said.find(word))
        .min()
        .unwrap_or(said.len());
    let (times, days) = said.split_at(cut);
    check_times(times, cron)?;
    check_days(days.trim(), rare, cron)
}

fn same(what: &str, said: &Set, values: &Values) -> Result<(), String> {
    let meant: Set = values.iter().collect();
    if *said == meant {
        Ok(())
    } else {
        Err(format!("{what}: said {said:?}, meant {meant:?}"))
    }
}

fn check_times(text: &str, cron: &Cron) -> Result<(), String> {
    let said = times(text)?;
    for hour in 0..24 {
        for minute in 0..60 {
            let meant = cron.hours.contains(hour) && cron.minutes.contains(minute);
            if said.contains(&(hour * 60 + minute)) != meant {
                return Err(format!("{hour}:{minute} in `{text}`"));
            }
        }
    }
    Ok(())
}

/// The minutes of the day.
fn times(text: &str) -> Result<Set, String> {
    let all_hours: Set = (0..24).collect();
    if let Some(list) = text.strip_prefix("at ").filter(|list| list.contains(':')) {
        return words(list).iter().map(|time| clock(time)).collect();
    }
    if let Some((every, span)) = text
        .split_once(" from ")
        .filter(|(_, span)| span.contains(':'))
    {
        let (first, last) = span.split_once(" to ").ok_or("no end")?;
        let (first, last) = (clock(first)?, clock(last)?);
        let minutes = minutes(every)?;
        return Ok((first..=last)
            .filter(|minute| minutes.contains(&(minute % 60)))
            .collect());
    }
    let (minute, hours) = match text.split_once(" of ") {
        Some((minute, "every hour")) => (minute, all_hours),
        Some((minute, hours)) => (minute, in_field("hour", hours, 0, 23)?),
        None => (text, all_hours),
    };
    let minutes = minutes(minute)?;
    Ok(hours
        .iter()
        .flat_map(|hour| minutes.iter().map(move |minute| hour * 60 + minute))
        .collect())
}

fn minutes(text: &str) -> Result<Set, String> {
    if text == "every minute" {
        return Ok((0..60).collect());
    }
    if let Some(step) = text
        .strip_prefix("every ")
        .and_then(|rest| rest.strip_suffix(" minutes"))
    {
        let step: usize = step.parse().map_err(|_| format!("step {step}"))?;
        return Ok((0..60).step_by(step).collect());
    }
    in_field("minute", text.strip_prefix("at ").unwrap_or(text), 0, 59)
}

/// `minute 5`, `hours 1 and 2`, `every 2nd hour from hour 0`.
fn in_field(word: &str, text: &str, first: u16, last: u16) -> Result<Set, String> {
    if let Some(rest) = text.strip_prefix("every ") {
        let rest = rest.replace(&format!(" {word} from {word} "), " year from ");
        return numbers(&format!("every {rest}"), first, last);
    }
    let list = text
        .strip_prefix(word)
        .ok_or_else(|| format!("no {word} in `{text}`"))?;
    numbers(list.trim_start_matches('s').trim(), first, last)
}

fn clock(text: &str) -> Result<u16, String> {
    let (hour, minute) = text
        .split_once(':')
        .ok_or_else(|| format!("no time: {text}"))?;
    let number = |text: &str| {
        text.parse::<u16>()
            .map_err(|_| format!("no number: {text}"))
    };
    Ok(number(hour)? * 60 + number(minute)?)
}

fn words(list: &str) -> Vec<&str> {
    list.split(", ")
        .flat_map(|part| part.split(" and "))
        .collect()
}

/// `1, 3 and 5 to 7`, or `every 3rd year from 4`.
fn numbers(text: &str, first: u16, last: u16) -> Result<Set, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<u16>()
            .map_err(|_| format!("no number: `{text}`"))
    };
    if let Some((step, from)) = text
        .strip_prefix("every ")
        .and_then(|rest| rest.split_once(" year from "))
    {
        let step = step.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        return Ok((number(from)?..=last)
            .step_by(number(step)?.into())
            .collect());
    }
    listed(text, &number).map(|set| {
        set.into_iter()
            .filter(|value| (first..=last).contains(value))
            .collect()
    })
}

fn listed(text: &str, value: &dyn Fn(&str) -> Result<u16, String>) -> Result<Set, String> {
    let mut set = Set::new();
    for word in words(text) {
        match word.split_once(" to ") {
            Some((first, last)) => set.extend(value(first)?..=value(last)?),
            None => {
                set.insert(value(word)?);
            }
        }
    }
    Ok(set)
}

fn named(text: &str, names: &[&str]) -> Result<Set, String> {
    listed(text, &|word| {
        let index = names
            .iter()
            .position(|name| *name == word)
            .ok_or_else(|| format!("no name: `{word}`"))?;
        Ok(index as u16 + 1)
    })
}

fn months(text: &str) -> Result<Set, String> {
    if text == "every month" {
        Ok((1..=12).collect())
    } else {
        named(text, &MONTHS)
    }
}

fn check_days(text: &str, rare: bool, cron: &Cron) -> Result<(), String> {
    let (days, month) = if let Some((days, month)) = text.split_once(" of ") {
        (days, months(month)?)
    } else if let Some((days, month)) = text.split_once(" in ") {
        (days, months(month)?)
    } else if let Some(month) = text.strip_prefix("in ") {
        ("", months(month)?)
    } else {
        (text, (1..=12).collect())
    };
    same("months", &month, &cron.months)?;
    // Leap years and all weekdays come within eight years.
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let mut missing = false;
    for date in first.iter_days().take(8 * 365) {
        let said = matches(days, date)?;
        if said != cron.days.contains(date) {
            return Err(format!("{date}: said {said} in `{days}`"));
        }
        if date.day() == 1 && month.contains(&(date.month() as u16)) {
            missing |= !(1..=31)
                .filter_map(|day| date.with_day(day))
                .any(|date| cron.days.contains(date));
        }
    }
    if missing && !rare {
        Err("some months have no such day".to_owned())
    } else {
        Ok(())
    }
}

/// Whether a date is one of those that the words name, whatever its month.
fn matches(text: &str, date: NaiveDate) -> Result<bool, String> {
    let day = date.day() as u16;
    let weekday = date.weekday().number_from_sunday() as u16;
    let length = u16::from(date.num_days_in_month());
    let is_weekday = |day: u16| {
        date.with_day(day.into())
            .is_some_and(|date| (2..=6).contains(&date.weekday().number_from_sunday()))
    };
    let Some(text) = text.strip_prefix("on ") else {
        return if matches!(text, "" | "every day") {
            Ok(true)
        } else {
            Err(format!("no days: {text}"))
        };
    };
    Ok(match text {
        "the last day" => day == length,
        "the last weekday" => is_weekday(day) && (day + 1..=length).all(|later| !is_weekday(later)),
        "the day before the last" => day + 1 == length,
        _ => {
            if let Some(before) = text
                .strip_prefix("the day ")
                .and_then(|rest| rest.strip_suffix(" days before the last"))
            {
                return Ok(day + before.parse::<u16>().unwrap() == length);
            }
            if let Some(target) = text.strip_prefix("the weekday nearest day ") {
                let target: u16 = target.parse().unwrap();
                let distance = |day: u16| day.abs_diff(target);
                let best = (1..=length)
                    .filter(|day| is_weekday(*day))
                    .min_by_key(|day| distance(*day));
                return Ok(target <= length && best == Some(day));
            }
            if let Some(name) = text.strip_prefix("the last ") {
                return Ok(WEEKDAYS[usize::from(weekday) - 1] == name && day + 7 > length);
            }
            let nth = [
                "the first ",
                "the second ",
                "the third ",
                "the fourth ",
                "the fifth ",
            ];
            for (nth, word) in (1..).zip(nth) {
                if let Some(name) = text.strip_prefix(word) {
                    return Ok(WEEKDAYS[usize::from(weekday) - 1] == name && day.div_ceil(7) == nth);
                }
            }
            if text.starts_with("day") || text.starts_with("every") {
                in_field("day", text, Field::DayOfMonth.first(), 31)?.contains(&day)
            } else {
                named(text, &WEEKDAYS)?.contains(&weekday)
            }
        }
    })
}
