//! A cron expression in plain English: `at 10:15 on the last weekday of every month`.
//!
//! The words say exactly what the fields list, no more: hours of a range that goes through midnight are
//! told as the two sets that they are, because the days do not go on with them.
//!
//! # What this module does not do
//!
//! It does not repeat the expression's form: `0/5`, `*/5` and `0-59/5` read the same.

use super::{Cron, DayOfMonth, DayOfWeek, Days, Field, Values};
use crate::sure::Sure as _;

/// How many times of day are told one by one.
const MOST_TIMES: usize = 6;
/// How many values of a field are told one by one when they have a common step.
const MOST_STEPPED: usize = 4;

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

pub(super) fn describe(cron: &Cron) -> String {
    let mut text = times(&cron.minutes, &cron.hours);
    let repeats = text.starts_with("every") || text.contains("hour");
    text.push_str(&days(&cron.days, &cron.months, !repeats));
    text.push_str(&years(&cron.years));
    text
}

/// The time of day: `at 10:15`, `every 5 minutes from 08:00 to 17:55`.
fn times(minutes: &Values, hours: &Values) -> String {
    let minute: Vec<u16> = minutes.iter().collect();
    let hour: Vec<u16> = hours.iter().collect();
    if !hours.is_all() && minute.len() * hour.len() <= MOST_TIMES {
        let times = hour
            .iter()
            .flat_map(|hour| minute.iter().map(move |minute| clock(*hour, *minute)));
        return format!("at {}", joined(times.collect()));
    }
    let repeated = every(&minute);
    if let (Some(repeated), [first, .., last]) = (&repeated, hour.as_slice())
        && !hours.is_all()
        && usize::from(last - first) + 1 == hour.len()
    {
        let last_minute = minute.last().copied().sure();
        return format!(
            "{repeated} from {} to {}",
            clock(*first, 0),
            clock(*last, last_minute)
        );
    }
    match (repeated, hours.is_all()) {
        (Some(repeated), true) => repeated,
        (Some(repeated), false) => format!("{repeated} of {}", in_hours(&hour)),
        (None, true) => format!("at {} of every hour", in_minutes(&minute)),
        (None, false) => format!("at {} of {}", in_minutes(&minute), in_hours(&hour)),
    }
}

/// `every minute`, `every 5 minutes`, if the minutes go on regularly from hour to hour, starting at 0.
fn every(minutes: &[u16]) -> Option<String> {
    let count = u16::try_from(minutes.len())
        .ok()
        .filter(|count| *count > 1)?;
    let step = 60_u16
        .checked_div(count)
        .filter(|step| step * count == 60)?;
    let regular = minutes
        .iter()
        .zip(0..)
        .all(|(minute, index)| *minute == index * step);
    let words = if step == 1 {
        "every minute".to_owned()
    } else {
        format!("every {step} minutes")
    };
    regular.then_some(words)
}

fn in_minutes(minutes: &[u16]) -> String {
    match progression(minutes, 59) {
        Some((first, step)) => format!("every {} minute from minute {first}", ordinal(step)),
        None => counted("minute", "minutes", minutes),
    }
}

fn in_hours(hours: &[u16]) -> String {
    match progression(hours, 23) {
        Some((first, step)) => format!("every {} hour from hour {first}", ordinal(step)),
        None => counted("hour", "hours", hours),
    }
}

/// The days and months, beginning with a space; nothing for every day unless `say_every_day`.
fn days(days: &Days, months: &Values, say_every_day: bool) -> String {
    let month: Vec<u16> = months.iter().collect();
    let some_months = listed(&month, &MONTHS, 1);
    let (of_months, in_months) = if months.is_all() {
        ("every month".to_owned(), String::new())
    } else {
        (some_months.clone(), format!(" in {some_months}"))
    };
    let sometimes = ", where there is one";
    let shortest = shortest(&month);
    match days {
        Days::OfMonth(DayOfMonth::Each(values)) | Days::OfWeek(DayOfWeek::Each(values))
            if values.is_all() =>
        {
            let every_day = if say_every_day { " every day" } else { "" };
            format!("{every_day}{in_months}")
        }
        Days::OfMonth(DayOfMonth::Each(values)) => {
            let day: Vec<u16> = values.iter().collect();
            let which = match progression(&day, 31) {
                Some((first, step)) => format!("every {} day from day {first}", ordinal(step)),
                None => counted("day", "days", &day),
            };
            let rare = if day.iter().all(|day| *day > shortest) {
                sometimes
            } else {
                ""
            };
            format!(" on {which} of {of_months}{rare}")
        }
        Days::OfMonth(DayOfMonth::Last) => format!(" on the last day of {of_months}"),
        Days::OfMonth(DayOfMonth::LastWeekday) => format!(" on the last weekday of {of_months}"),
        Days::OfMonth(DayOfMonth::BeforeLast(1)) => {
            format!(" on the day before the last of {of_months}")
        }
        Days::OfMonth(DayOfMonth::BeforeLast(before)) => {
            let rare = if u16::from(*before) >= shortest {
                sometimes
            } else {
                ""
            };
            format!(" on the day {before} days before the last of {of_months}{rare}")
        }
        Days::OfMonth(DayOfMonth::NearestWeekday(day)) => {
            let rare = if u16::from(*day) > shortest {
                sometimes
            } else {
                ""
            };
            format!(" on the weekday nearest day {day} of {of_months}{rare}")
        }
        Days::OfWeek(DayOfWeek::Each(values)) => {
            let weekday: Vec<u16> = values.iter().collect();
            format!(" on {}{in_months}", listed(&weekday, &WEEKDAYS, 1))
        }
        Days::OfWeek(DayOfWeek::Last(day)) => {
            format!(
                " on the last {} of {of_months}",
                listed(&[u16::from(*day)], &WEEKDAYS, 1)
            )
        }
        Days::OfWeek(DayOfWeek::Nth { weekday, nth }) => {
            let which = match nth {
                1 => "first",
                2 => "second",
                3 => "third",
                4 => "fourth",
                _ => "fifth",
            };
            let rare = if *nth == 5 { sometimes } else { "" };
            let day = listed(&[u16::from(*weekday)], &WEEKDAYS, 1);
            format!(" on the {which} {day} of {of_months}{rare}")
        }
    }
}

/// How many days the shortest of some months has, in a year that is no leap year.
fn shortest(months: &[u16]) -> u16 {
    let length = |month: &u16| match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    months.iter().map(length).min().unwrap_or(31)
}

fn years(years: &Values) -> String {
    if years.is_all() {
        return String::new();
    }
    let year: Vec<u16> = years.iter().collect();
    match progression(&year, Field::Year.last()) {
        Some((first, step)) => format!(", in every {} year from {first}", ordinal(step)),
        None => format!(", in {}", ranges(&year, &|year| year.to_string())),
    }
}

fn clock(hour: u16, minute: u16) -> String {
    format!("{hour:02}:{minute:02}")
}

/// `minute 5`, `minutes 5, 7 and 10 to 20`.
fn counted(one: &str, several: &str, values: &[u16]) -> String {
    let word = if values.len() == 1 { one } else { several };
    format!("{word} {}", ranges(values, &|value| value.to_string()))
}

/// Names for values; the first name is that of `first`.
fn listed(values: &[u16], names: &[&str], first: u16) -> String {
    let name = |value: u16| {
        let index = usize::from(value.saturating_sub(first));
        names.get(index).copied().sure().to_owned()
    };
    ranges(values, &name)
}

/// Ascending values with three or more neighbours as `a to b`.
fn ranges(values: &[u16], name: &dyn Fn(u16) -> String) -> String {
    let runs = values.chunk_by(|one, next| one + 1 == *next);
    let words = runs.flat_map(|run| match run {
        [first, _, .., last] => vec![format!("{} to {}", name(*first), name(*last))],
        _ => run.iter().map(|value| name(*value)).collect(),
    });
    joined(words.collect())
}

/// `a`, `a and b`, `a, b and c`.
fn joined(mut words: Vec<String>) -> String {
    match words.pop() {
        None => String::new(),
        Some(last) if words.is_empty() => last,
        Some(last) => format!("{} and {last}", words.join(", ")),
    }
}

/// The first value and the step, if more than a few values go up to `end` with a common step over 1.
fn progression(values: &[u16], end: u16) -> Option<(u16, u16)> {
    let (&[first, second, ..], Some(last)) = (values, values.last()) else {
        return None;
    };
    let step = second - first;
    let regular = values
        .iter()
        .zip(0..)
        .all(|(value, index)| *value == first + index * step);
    (step > 1 && values.len() > MOST_STEPPED && regular && last + step > end)
        .then_some((first, step))
}

/// `2nd`, `3rd`, `4th`, `21st`.
fn ordinal(number: u16) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use crate::schedule::{Service, parse};

    fn described(expression: &str) -> String {
        parse(expression, Service::Scheduler)
            .unwrap()
            .expression
            .describe()
    }

    #[test]
    fn descriptions_read_like_sentences() {
        let table = [
            (
                "cron(15 10 LW * ? *)",
                "at 10:15 on the last weekday of every month",
            ),
            ("cron(0 10 * * ? *)", "at 10:00 every day"),
            (
                "cron(0/5 8-17 ? * MON-FRI *)",
                "every 5 minutes from 08:00 to 17:55 on Monday to Friday",
            ),
            (
                "cron(0/30 20-2 ? * MON-FRI *)",
                "every 30 minutes of hours 0 to 2 and 20 to 23 on Monday to Friday",
            ),
            ("cron(* * * * ? *)", "every minute"),
            ("cron(0/15 * * * ? *)", "every 15 minutes"),
            ("cron(5 * * * ? *)", "at minute 5 of every hour"),
            ("cron(5,35 14 * * ? *)", "at 14:05 and 14:35 every day"),
            (
                "cron(15 10 ? * 6L 2019-2022)",
                "at 10:15 on the last Friday of every month, in 2019 to 2022",
            ),
            (
                "cron(0 9 ? * 2#1 *)",
                "at 09:00 on the first Monday of every month",
            ),
            (
                "cron(0 0 ? 2 1#5 *)",
                "at 00:00 on the fifth Sunday of February, where there is one",
            ),
            ("cron(0 0 31 12 ? *)", "at 00:00 on day 31 of December"),
            (
                "cron(0 0 31W DEC-JAN ? *)",
                "at 00:00 on the weekday nearest day 31 of January and December",
            ),
            (
                "cron(0 0 31 * ? *)",
                "at 00:00 on day 31 of every month, where there is one",
            ),
            (
                "cron(0 0 3W * ? *)",
                "at 00:00 on the weekday nearest day 3 of every month",
            ),
            (
                "cron(0 0 L-3 * ? *)",
                "at 00:00 on the day 3 days before the last of every month",
            ),
            (
                "cron(0 0 1 JAN,FEB,MAR ? *)",
                "at 00:00 on day 1 of January to March",
            ),
            (
                "cron(0 */2 * * ? *)",
                "at minute 0 of every 2nd hour from hour 0",
            ),
            ("cron(0 0 ? * L *)", "at 00:00 on Saturday"),
            (
                "cron(0 0 1 1 ? */11)",
                "at 00:00 on day 1 of January, in every 11th year from 1970",
            ),
            ("rate(1 hour)", "every hour"),
            ("rate(2 days)", "every 2 days of 24 hours"),
            ("at(2022-11-01T11:00:00)", "once, on 2022-11-01 at 11:00"),
        ];
        for (expression, description) in table {
            assert_eq!(described(expression), description, "{expression}");
        }
    }
}
