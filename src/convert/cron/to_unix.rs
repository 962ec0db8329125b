//! An expression of AWS to one or several lines of Unix cron.

use super::UnixCron;
use super::same::same;
use crate::convert::LOST;
use crate::diagnostic::Diagnostic;
use crate::schedule::cron::{Cron, DayOfMonth, DayOfWeek, Days, Field, FieldItem, Values};
use crate::schedule::{Expression, Rate};
use crate::source::Span;

/// Months by their lengths, without February.
const LENGTHS: [(u8, &[u16]); 2] = [(31, &[1, 3, 5, 7, 8, 10, 12]), (30, &[4, 6, 9, 11])];

/// The five fields of the lines that, together, name the minutes that an expression names; `span` is where it stands.
///
/// # Errors
///
/// Why cron cannot say it.
pub(super) fn to_unix(expression: &Expression, span: Span) -> Result<Vec<String>, Box<Diagnostic>> {
    let lost = |(why, help): Why| {
        let told = Diagnostic::error(LOST, why).at(span, "not carried over");
        Box::new(match help {
            "" => told,
            help => told.help(help),
        })
    };
    match expression {
        Expression::Cron(cron) => cron_lines(cron).map_err(lost),
        Expression::Rate(rate) => rate_lines(*rate).map_err(lost),
        Expression::At(_) => Err(lost((
            "`at(…)` fires once, and a line of cron every year",
            "the command `at` of Unix runs something once",
        ))),
    }
}

/// Why something cannot be said, and what to do about it.
type Why = (&'static str, &'static str);

fn rate_lines(rate: Rate) -> Result<Vec<String>, Why> {
    if rate.interval_seconds() == 60 {
        return Ok(vec!["* * * * *".to_owned()]);
    }
    Err((
        "a rate is counted from its creation or start date, and cron from the full hour or day",
        "write `*/5 * * * *`, say, if the times may be others",
    ))
}

fn cron_lines(cron: &Cron) -> Result<Vec<String>, Why> {
    if !cron.years.is_all() {
        return Err((
            "cron has no years",
            "let the command look at the year, or take the line out when it is over",
        ));
    }
    let [minutes, hours] = [&cron.minutes, &cron.hours].map(written);
    let lines: Vec<String> = days(cron)?
        .into_iter()
        .map(|(of_month, months, of_week)| {
            format!("{minutes} {hours} {of_month} {months} {of_week}")
        })
        .collect();
    let read: Result<Vec<UnixCron>, _> = lines.iter().map(|line| UnixCron::parse(line)).collect();
    match read {
        Ok(read) if same(std::slice::from_ref(cron), &read) => Ok(lines),
        _ => Err(("the line would not name the same minutes", "")),
    }
}

/// The day of the month, the month and the day of the week of each line.
fn days(cron: &Cron) -> Result<Vec<(String, String, String)>, Why> {
    let months = written(&cron.months);
    let star = || "*".to_owned();
    match &cron.days {
        Days::OfMonth(DayOfMonth::Each(days)) => Ok(vec![(written(days), months, star())]),
        Days::OfWeek(DayOfWeek::Each(days)) => Ok(vec![(star(), months, weekdays(days))]),
        Days::OfMonth(DayOfMonth::Last) => from_the_end(cron, 0),
        Days::OfMonth(DayOfMonth::BeforeLast(before)) => from_the_end(cron, *before),
        Days::OfMonth(DayOfMonth::LastWeekday | DayOfMonth::NearestWeekday(_)) => Err((
            "cron has no `W`: it cannot look for the nearest day from Monday to Friday",
            "run it on the days that may be meant, and let the command look at the date",
        )),
        Days::OfWeek(DayOfWeek::Last(_)) => Err((
            "cron has no last weekday of a month",
            "run it on that weekday, and let the command look whether a week later is another month",
        )),
        Days::OfWeek(DayOfWeek::Nth { .. }) => Err((
            "cron has no n-th weekday of a month: where both day fields are restricted, either is enough",
            "run it on that weekday, and let the command look at the day of the month",
        )),
    }
}

/// So many days before the last one: a line for the months of each length, which February has not.
fn from_the_end(cron: &Cron, before: u8) -> Result<Vec<(String, String, String)>, Why> {
    if cron.months.contains(2) {
        return Err((
            "the last day of February is another one in leap years, which cron does not know",
            "run it on both days, and let the command look whether tomorrow is the first",
        ));
    }
    let mut lines = Vec::new();
    for (length, months) in LENGTHS {
        let listed = months.iter().filter(|month| cron.months.contains(**month));
        let listed: Vec<String> = listed.map(u16::to_string).collect();
        if let Some(day) = length.checked_sub(before).filter(|day| *day > 0)
            && !listed.is_empty()
        {
            lines.push((day.to_string(), listed.join(","), "*".to_owned()));
        }
    }
    Ok(lines)
}

/// A field as crontab(5) has it: no range goes through the end of its field.
fn written(values: &Values) -> String {
    if values.is_all() {
        return "*".to_owned();
    }
    let field = values.field();
    let items = values.items().iter();
    let items: Vec<String> = items.map(|item| item_written(field, *item)).collect();
    items.join(",")
}

fn item_written(field: Field, item: FieldItem) -> String {
    let ranged = |first: u16, last: u16| match first == last {
        true => first.to_string(),
        false => format!("{first}-{last}"),
    };
    match item {
        FieldItem::All => "*".to_owned(),
        FieldItem::One(value) => value.to_string(),
        FieldItem::Range { first, last } if first <= last => ranged(first, last),
        FieldItem::Range { first, last } => {
            format!(
                "{},{}",
                ranged(first, field.last()),
                ranged(field.first(), last)
            )
        }
        FieldItem::Step { first, last, every } if first <= last => {
            if every > last - first {
                first.to_string()
            } else if (first, last) == (field.first(), field.last()) {
                format!("*/{every}")
            } else {
                format!("{first}-{last}/{every}")
            }
        }
        // Through the end of the field: each value by itself.
        FieldItem::Step { .. } => {
            let values = Values::new(field, vec![item]);
            let listed = values.iter().flat_map(|values| values.iter());
            let listed: Vec<String> = listed.map(|value| value.to_string()).collect();
            listed.join(",")
        }
    }
}

/// The days of a week, counted from 0, Sunday.
fn weekdays(values: &Values) -> String {
    let days: Vec<u16> = values.iter().map(|day| day - 1).collect();
    match days.as_slice() {
        [_, _, _, _, _, _, _] => "*".to_owned(),
        [first, _, .., last] if usize::from(last - first) + 1 == days.len() => {
            format!("{first}-{last}")
        }
        days => {
            let days: Vec<String> = days.iter().map(u16::to_string).collect();
            days.join(",")
        }
    }
}
