//! Five fields to one or several expressions of AWS.

use super::UnixCron;
use super::same::same;
use super::unix::{UnixField, UnixItem};
use crate::convert::{LOST, NOTE};
use crate::diagnostic::Diagnostic;
use crate::schedule::cron::{Cron, Field};
use crate::schedule::{Expression, Service, parse};
use crate::source::Span;

/// The most expressions into which one line is taken apart: the weekdays, each in the five weeks of a month.
const MOST_EXPRESSIONS: usize = 35;

/// The expressions that, together, name the minutes that `unix` names; `span` is where it stands.
///
/// # Errors
///
/// Why AWS cannot say it.
pub(super) fn to_aws(
    unix: &UnixCron,
    span: Span,
    notes: &mut Vec<Diagnostic>,
) -> Result<Vec<String>, Box<Diagnostic>> {
    let days = days(unix, span, notes)?;
    let [minutes, hours, months] = [
        plain(Field::Minutes, &unix.minutes),
        plain(Field::Hours, &unix.hours),
        plain(Field::Month, &unix.months),
    ];
    let written = days.iter().map(|(of_month, of_week)| {
        format!("cron({minutes} {hours} {of_month} {months} {of_week} *)")
    });
    let written: Vec<String> = written.collect();
    let read: Result<Vec<Cron>, _> = written.iter().map(|text| read(text)).collect();
    match read {
        Ok(read) if same(&read, std::slice::from_ref(unix)) => Ok(written),
        Ok(_) => Err(lost(
            "the expression would not name the same minutes",
            span,
            "",
        )),
        Err(why) => Err(lost(
            &format!("AWS would refuse the expression: {why}"),
            span,
            "",
        )),
    }
}

/// An expression as both services take it.
fn read(text: &str) -> Result<Cron, String> {
    let parsed = parse(text, Service::Rules).map_err(|told| told.to_string())?;
    match parsed.expression {
        Expression::Cron(cron) => Ok(cron),
        _ => Err("no cron expression".to_owned()),
    }
}

fn lost(why: &str, span: Span, help: &str) -> Box<Diagnostic> {
    let told = Diagnostic::error(LOST, why).at(span, "not carried over");
    Box::new(match help {
        "" => told,
        help => told.help(help),
    })
}

/// Both day fields of each expression.
fn days(
    unix: &UnixCron,
    span: Span,
    notes: &mut Vec<Diagnostic>,
) -> Result<Vec<(String, String)>, Box<Diagnostic>> {
    let every_day = unix.days_of_month.is_all(1, 31);
    let every_weekday = unix.days_of_week.is_all(0, 6);
    let of_month = (
        plain(Field::DayOfMonth, &unix.days_of_month),
        "?".to_owned(),
    );
    let of_week = ("?".to_owned(), weekdays(&unix.days_of_week));
    let all = || vec![("*".to_owned(), "?".to_owned())];
    if unix.either_day() {
        if every_day || every_weekday {
            return Ok(all());
        }
        notes.push(
            Diagnostic::note(
                NOTE,
                "cron runs once on a day that is in both day fields, and the two expressions fire both: let the target take that",
            )
            .at(span, "either day is enough"),
        );
        return Ok(vec![of_month, of_week]);
    }
    match (every_day, every_weekday) {
        (true, true) => Ok(all()),
        (false, true) => Ok(vec![of_month]),
        (true, false) => Ok(vec![of_week]),
        (false, false) => weeks_of_month(unix, span),
    }
}

/// Weekdays that are also days of the month, where these are whole weeks counted from the first: `MON#2`.
fn weeks_of_month(unix: &UnixCron, span: Span) -> Result<Vec<(String, String)>, Box<Diagnostic>> {
    let mut days = Vec::new();
    for nth in 1..=5_u8 {
        let week = (7 * nth - 6..=31.min(7 * nth)).map(u32::from);
        let mut count = 0;
        let length = week.clone().count();
        for day in week {
            count += usize::from(unix.days_of_month.has(day));
        }
        if count > 0 && count < length {
            return Err(lost(
                "both day fields must match here, since one begins with `*`, and on AWS only one of them speaks",
                span,
                "let the target look at the day, or restrict both without `*` if either is to be enough",
            ));
        }
        let weekdays = Field::DayOfWeek.words().iter().enumerate();
        let listed = weekdays.filter(|(day, _)| unix.days_of_week.has(*day as u32));
        if count > 0 {
            days.extend(listed.map(|(_, word)| ("?".to_owned(), format!("{word}#{nth}"))));
        }
    }
    debug_assert!(days.len() <= MOST_EXPRESSIONS);
    Ok(days)
}

/// The days of a week by their names: a range where they stand side by side, so that numbers cannot be counted wrongly.
fn weekdays(field: &UnixField) -> String {
    let words = Field::DayOfWeek.words();
    let listed: Vec<(usize, &str)> = words
        .iter()
        .enumerate()
        .filter(|(day, _)| field.has(*day as u32))
        .map(|(day, word)| (day, *word))
        .collect();
    match listed.as_slice() {
        [(first, begin), _, .., (last, end)] if last - first + 1 == listed.len() => {
            format!("{begin}-{end}")
        }
        _ => {
            let words: Vec<&str> = listed.iter().map(|(_, word)| *word).collect();
            words.join(",")
        }
    }
}

/// A field that is no day of the week, as it is written.
fn plain(field: Field, unix: &UnixField) -> String {
    if unix.is_all(field.first() as u8, field.last() as u8) {
        return "*".to_owned();
    }
    let items: Vec<String> = unix.items.iter().map(|one| item(field, *one)).collect();
    items.join(",")
}

fn item(field: Field, item: UnixItem) -> String {
    let UnixItem {
        is_star,
        first,
        last,
        every,
        is_named,
    } = item;
    let value = |value: u8| match field.words().get(usize::from(value).wrapping_sub(1)) {
        Some(word) if is_named && every == 1 => (*word).to_owned(),
        _ => value.to_string(),
    };
    // A step beyond the range leaves its first value.
    if first == last || every > last - first {
        return value(first);
    }
    let range = if is_star {
        "*".to_owned()
    } else {
        format!("{}-{}", value(first), value(last))
    };
    match every {
        1 => range,
        every => format!("{range}/{every}"),
    }
}
