//! Reads the six fields: text with places in, checked tree and every mistake out.

use super::days::{DayOfMonth, DayOfWeek, Days};
use super::{Cron, Field, FieldItem, Values, item};
use crate::diagnostic::Diagnostic;
use crate::schedule::{Service, choice, codes};
use crate::source::Span;
use crate::sure::Sure as _;

/// One field as it stands in the expression.
#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    text: &'a str,
    at: usize,
}

impl Token<'_> {
    fn span(self) -> Span {
        Span::new(self.at, self.at + self.text.len())
    }
}

/// Reads what stands between the parentheses of `cron(…)` and begins at byte `at`.
///
/// Every mistake goes to `found`, and so do open points, which are no errors; `None` if there is an error.
pub(in crate::schedule) fn parse(
    body: &str,
    at: usize,
    service: Service,
    found: &mut Vec<Diagnostic>,
) -> Option<Cron> {
    let tokens = tokens(body, at);
    let &[minutes, hours, day_of_month, month, day_of_week, year] = tokens.as_slice() else {
        found.push(wrong_count(body, at, &tokens));
        // Rules are recorded to refuse five fields.
        if tokens.len() == 5 && service == Service::Scheduler {
            found.push(choice::YEAR.diagnostic());
        }
        return None;
    };
    if body.trim_matches(is_blank).len() < body.len() {
        found.push(choice::OUTER_BLANK.at(Span::new(at, at + body.len())));
    }
    let last_day = [minutes, hours, month, year].map(|one| one.text);
    let minutes = values(Field::Minutes, minutes, found);
    let hours = values(Field::Hours, hours, found);
    let days = days(day_of_month, day_of_week, found);
    if let Some(Days::OfMonth(DayOfMonth::Each(days))) = &days {
        found.extend(last_days(day_of_month, days, last_day));
    }
    let months = values(Field::Month, month, found);
    let years = values(Field::Year, year, found);
    Some(Cron {
        minutes: minutes?,
        hours: hours?,
        days: days?,
        months: months?,
        years: years?,
    })
}

/// That each of the days fires that may be the last of a month, where the last one may be meant: cron of Unix has no sign for
/// that, and a command has to find out which day it is.
///
/// AWS: EventBridge User Guide, "Setting a schedule pattern": `L` in the day-of-month field is the last day of the month.
fn last_days(token: Token<'_>, days: &Values, others: [&str; 4]) -> Option<Diagnostic> {
    let text = token.text;
    let [minutes, hours, month, year] = others;
    let is_every_end = days.iter().eq(28..=31);
    is_every_end.then(|| {
        Diagnostic::note(
            codes::LAST_DAYS,
            format!("`{text}` is each of these days: it fires up to four times a month"),
        )
        .at(token.span(), "not only the last day")
        .help(format!(
            "if the last day of the month is meant, write `cron({minutes} {hours} L {month} ? {year})`"
        ))
    })
}

fn is_blank(character: char) -> bool {
    character.is_ascii_whitespace()
}

fn tokens(body: &str, at: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut next = at;
    for part in body.split(is_blank) {
        if !part.is_empty() {
            tokens.push(Token {
                text: part,
                at: next,
            });
        }
        next += part.len() + 1;
    }
    tokens
}

/// AWS: EventBridge User Guide, "Setting a schedule pattern": six required fields, separated by white space.
/// Scheduler's User Guide calls the year optional; its API reference says six fields.
fn wrong_count(body: &str, at: usize, tokens: &[Token<'_>]) -> Diagnostic {
    let count = tokens.len();
    let message = format!(
        "a cron expression has six fields, and here {} {count}",
        if count == 1 { "is" } else { "are" }
    );
    // Where Quartz has `?`, it is Quartz's expression, which begins with seconds.
    let is_open = |index: usize| tokens.get(index).is_some_and(|one| one.text == "?");
    let has_seconds = count == 7 && (is_open(3) || is_open(5)) && !is_open(2) && !is_open(4);
    let span = match (tokens.first(), tokens.get(6)) {
        (Some(first), Some(_)) if has_seconds => first.span(),
        (_, Some(seventh)) => Span::new(seventh.at, at + body.len()),
        (_, None) => Span::new(at, at + body.len()),
    };
    let label = match count {
        7 if has_seconds => "seconds, for which AWS has no field".to_owned(),
        0 => "no field".to_owned(),
        1..=5 => {
            let missing: Vec<&str> = Field::ALL
                .iter()
                .skip(count)
                .map(|field| field.name())
                .collect();
            format!("read in order, no {}", missing.join(", "))
        }
        _ => "one field too many begins here".to_owned(),
    };
    Diagnostic::error(codes::FIELD_COUNT, message).at(span, label)
}

/// Reads a field that is a plain list.
fn values(field: Field, token: Token<'_>, found: &mut Vec<Diagnostic>) -> Option<Values> {
    let mut items = Vec::new();
    let mut wrong = false;
    let mut at = token.at;
    let mut empty = None;
    for part in token.text.split(',') {
        if part.is_empty() {
            empty.get_or_insert(Span::at(at));
        } else {
            match item::read(field, part, at, found) {
                Ok(item) => items.push(item),
                Err(error) => {
                    found.push(error);
                    wrong = true;
                }
            }
        }
        at += part.len() + 1;
    }
    if items.is_empty() && !wrong {
        found.push(
            Diagnostic::error(
                codes::EMPTY_LIST,
                format!("the {} field lists nothing", field.name()),
            )
            .at(token.span(), format!("allowed are {}", field.allowed())),
        );
        return None;
    }
    if empty.is_some() {
        found.push(choice::EMPTY_ITEM.at(token.span()));
    }
    if wrong {
        None
    } else {
        Values::new(field, items)
    }
}

/// Reads both day fields, of which exactly one must be `?`.
///
/// AWS: EventBridge User Guide, "Setting a schedule pattern": one who gives a value (or `*`) in one of the
/// two must write `?` in the other. Both set is recorded as refused.
fn days(
    day_of_month: Token<'_>,
    day_of_week: Token<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Days> {
    let open_month = is_question_mark(day_of_month, found);
    let open_week = is_question_mark(day_of_week, found);
    match (open_month, open_week) {
        (false, true) => read_day_of_month(day_of_month, found).map(Days::OfMonth),
        (true, false) => read_day_of_week(day_of_week, found).map(Days::OfWeek),
        (true, true) => {
            found.push(
                Diagnostic::error(
                    codes::QUESTION_MARK,
                    "both day fields are `?`, so no day is named",
                )
                .at(day_of_week.span(), "only one of the two may be `?`")
                .related(day_of_month.span(), "this is the other"),
            );
            None
        }
        (false, false) => {
            found.push(
                Diagnostic::error(
                    codes::QUESTION_MARK,
                    "one of day-of-month and day-of-week must be `?`",
                )
                .at(day_of_week.span(), "this field names days of the week")
                .related(day_of_month.span(), "and this one days of the month"),
            );
            // The mistakes inside the fields are worth telling all the same.
            read_day_of_month(day_of_month, found);
            read_day_of_week(day_of_week, found);
            None
        }
    }
}

/// Whether the field is `?`, also with empty list items around it.
fn is_question_mark(token: Token<'_>, found: &mut Vec<Diagnostic>) -> bool {
    let open = token.text.trim_matches(',') == "?";
    if open && token.text != "?" {
        found.push(choice::EMPTY_ITEM.at(token.span()));
    }
    open
}

fn read_day_of_month(token: Token<'_>, found: &mut Vec<Diagnostic>) -> Option<DayOfMonth> {
    if !token.text.contains(['L', 'W', 'l', 'w']) || is_word(token.text) {
        return values(Field::DayOfMonth, token, found).map(DayOfMonth::Each);
    }
    let text = alone(Field::DayOfMonth, token, found)?.to_ascii_uppercase();
    let special = match text.as_str() {
        "L" => Ok(DayOfMonth::Last),
        "LW" => {
            found.push(choice::LAST_WEEKDAY.at(token.span()));
            Ok(DayOfMonth::LastWeekday)
        }
        _ => match (text.strip_prefix("L-"), text.strip_suffix('W')) {
            (Some(before), None) => bounded(before, 1, 30)
                .map(DayOfMonth::BeforeLast)
                .ok_or("`L-` is followed by how many days before the last: 1 to 30"),
            (None, Some(day)) => bounded(day, 1, 31)
                .map(DayOfMonth::NearestWeekday)
                .ok_or("`W` follows one day of the month: 1 to 31"),
            _ => Err("`L` stands alone, or as `LW` or `L-3`"),
        },
    };
    match special {
        Ok(special) => {
            if token.text.contains(['l', 'w']) {
                found.push(choice::LOWER_CASE.at(token.span()));
            }
            match special {
                DayOfMonth::BeforeLast(_) => found.push(choice::BEFORE_LAST.at(token.span())),
                DayOfMonth::NearestWeekday(29..) => {
                    found.push(choice::SHORT_MONTH_WEEKDAY.at(token.span()))
                }
                _ => {}
            }
            Some(special)
        }
        Err(label) => {
            found.push(wrong_special(Field::DayOfMonth, token, label));
            None
        }
    }
}

fn read_day_of_week(token: Token<'_>, found: &mut Vec<Diagnostic>) -> Option<DayOfWeek> {
    let text = token.text.to_ascii_uppercase();
    let last = text
        .split(',')
        .any(|part| part.starts_with('L') || part.ends_with('L'));
    if !last && !text.contains('#') {
        let days = values(Field::DayOfWeek, token, found);
        found.extend(
            days.as_ref()
                .and_then(|days| counted_from_monday(token, days)),
        );
        return days.map(DayOfWeek::Each);
    }
    let text = alone(Field::DayOfWeek, token, found)?.to_ascii_uppercase();
    if token.text.trim_end_matches(',').ends_with('l') {
        found.push(choice::LOWER_CASE.at(token.span()));
    }
    // AWS: `L` in the day-of-week field is the last day of the week, 7 or SAT.
    if text == "L" {
        return Values::new(Field::DayOfWeek, vec![FieldItem::One(7)]).map(DayOfWeek::Each);
    }
    let read = match text.split_once('#') {
        Some((weekday, nth)) => read_nth(token, weekday, nth),
        None => text
            .strip_suffix('L')
            .and_then(weekday)
            .map(DayOfWeek::Last)
            .ok_or_else(|| {
                wrong_special(
                    Field::DayOfWeek,
                    token,
                    "`L` stands alone, or behind one day of the week: `6L`, `FRIL`",
                )
            }),
    };
    if read.is_ok() && token.text.starts_with(|one: char| one.is_ascii_digit()) {
        found.push(numbered(token));
    }
    read.map_err(|error| found.push(error)).ok()
}

/// Days that are well known where Monday is 1, as in Unix cron, and odd where Sunday is: `1-5`.
///
/// AWS: EventBridge User Guide, "Setting a schedule pattern": days of the week are 1 to 7, and 1 is Sunday (`SUN-SAT`).
fn counted_from_monday(token: Token<'_>, days: &Values) -> Option<Diagnostic> {
    const KNOWN: [(&[u16], &str, &str, &str); 3] = [
        (&[1, 2, 3, 4, 5], "Sunday to Thursday", "MON-FRI", "SUN-THU"),
        (
            &[1, 2, 3, 4, 5, 6],
            "Sunday to Friday",
            "MON-SAT",
            "SUN-FRI",
        ),
        (&[6, 7], "Friday and Saturday", "SAT,SUN", "FRI,SAT"),
    ];
    let text = token.text;
    let has_numbers = text.contains(|one: char| one.is_ascii_digit());
    if !has_numbers || text.contains(|one: char| one.is_ascii_alphabetic() || one == '/') {
        return None;
    }
    let listed: Vec<u16> = days.iter().collect();
    let Some((_, means, instead, same)) = KNOWN.iter().find(|(known, ..)| *known == listed) else {
        return Some(numbered(token));
    };
    Some(
        Diagnostic::warning(
            codes::SUNDAY_IS_ONE,
            format!("`{text}` is {means}: AWS counts the days of the week from Sunday, 1"),
        )
        .at(token.span(), "1 is Sunday")
        .help(format!(
            "write `{instead}` if those are meant, else `{same}`: names cannot be counted wrongly"
        )),
    )
}

/// That days of the week are numbers, and which they are.
fn numbered(token: Token<'_>) -> Diagnostic {
    let (days, nth) = match token.text.find('#') {
        Some(at) => token.text.split_at_checked(at).sure(),
        None => (token.text, ""),
    };
    // A zero in front of a number says nothing.
    let named = |first: usize| -> String {
        let names = days.chars().filter(|one| *one != '0').map(|one| {
            let number = one.to_digit(10).and_then(|day| usize::try_from(day).ok());
            let number = number
                .filter(|day| *day <= 7)
                .map(|day| (day + 6 + first) % 7);
            let name = number.and_then(|day| Field::DayOfWeek.words().get(day));
            name.map_or_else(
                || one.to_ascii_uppercase().to_string(),
                |name| (*name).to_owned(),
            )
        });
        names.chain([nth.to_owned()]).collect()
    };
    let (names, of_unix) = (named(0), named(1));
    let text = token.text;
    // Where a day is counted by itself, nobody can see from which one.
    let help = match days.chars().all(|one| one.is_ascii_digit() || one == ',') {
        true => format!(
            "write `{names}`, or `{of_unix}` if Monday is meant to be 1, as in Unix cron: names cannot be counted wrongly"
        ),
        false => format!("write `{names}`: names cannot be counted wrongly"),
    };
    Diagnostic::note(
        codes::SUNDAY_IS_ONE,
        format!("`{text}` is {names}: AWS counts the days of the week from Sunday, 1"),
    )
    .at(token.span(), "1 is Sunday")
    .help(help)
}

/// AWS: EventBridge User Guide, "Setting a schedule pattern": `3#2` is the second Tuesday of the month.
fn read_nth(token: Token<'_>, day: &str, nth: &str) -> Result<DayOfWeek, Diagnostic> {
    let Some(weekday) = weekday(day) else {
        let label = "before `#` stands one day of the week: 1-7 or SUN-SAT";
        return Err(wrong_special(Field::DayOfWeek, token, label));
    };
    let Some(nth) = bounded(nth, 1, 5) else {
        let at = token.at + day.len() + 1;
        return Err(Diagnostic::error(
            codes::NTH,
            "a month has at most five of each day of the week",
        )
        .at(Span::new(at, at + nth.len()), "behind `#` stands 1 to 5"));
    };
    Ok(DayOfWeek::Nth { weekday, nth })
}

/// The only item of a field with `L`, `W` or `#`.
///
/// AWS: EventBridge User Guide, "Setting a schedule pattern": with `#` only one expression can stand in
/// the day-of-week field. For `L` and `W` the documents show no list, and Quartz has none.
fn alone<'a>(field: Field, token: Token<'a>, found: &mut Vec<Diagnostic>) -> Option<&'a str> {
    let mut parts = token.text.split(',').filter(|part| !part.is_empty());
    let first = parts.next()?;
    if parts.next().is_some() {
        found.push(
            Diagnostic::error(
                codes::SPECIAL_IN_LIST,
                format!("`L`, `W` and `#` stand alone in the {} field", field.name()),
            )
            .at(token.span(), "not in a list")
            .help("make a schedule of each item"),
        );
        return None;
    }
    if first != token.text {
        found.push(choice::EMPTY_ITEM.at(token.span()));
    }
    Some(first)
}

fn wrong_special(field: Field, token: Token<'_>, label: &str) -> Diagnostic {
    Diagnostic::error(
        codes::SPECIAL_FORM,
        format!(
            "`{}` has no meaning in the {} field",
            token.text,
            field.name()
        ),
    )
    .at(token.span(), label)
}

/// One day of the week, by number or word.
fn weekday(text: &str) -> Option<u8> {
    Field::DayOfWeek
        .value_of(text)
        .and_then(|value| u8::try_from(value).ok())
        .or_else(|| bounded(text, 1, 7))
}

/// A whole number from `first` to `last`, without a sign.
fn bounded(text: &str, first: u8, last: u8) -> Option<u8> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let value = text.parse().ok().filter(|_| digits)?;
    (first..=last).contains(&value).then_some(value)
}

/// Whether it is a word of more than two letters, in which `L` and `W` are letters like others.
fn is_word(text: &str) -> bool {
    text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}
