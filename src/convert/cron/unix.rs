//! The five fields of Unix cron: text in, sets of values out.

use chrono::{Datelike as _, NaiveDate};

use crate::convert::{INVALID, LOST, NOTE};
use crate::diagnostic::Diagnostic;
use crate::schedule::cron::Field;
use crate::source::Span;

/// What five fields mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnixCron {
    pub(super) minutes: UnixField,
    pub(super) hours: UnixField,
    pub(super) days_of_month: UnixField,
    pub(super) months: UnixField,
    /// Sunday is bit 0.
    pub(super) days_of_week: UnixField,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnixField {
    /// What is listed.
    pub(super) items: Vec<UnixItem>,
    /// Which values that are, as bits.
    pub(super) values: u64,
    /// Whether its text begins with `*`, which decides how the two day fields go together.
    pub(super) begins_with_star: bool,
}

/// One item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnixItem {
    /// Whether it is written with `*`.
    pub(super) is_star: bool,
    /// The first value.
    pub(super) first: u8,
    /// The last value, inside.
    pub(super) last: u8,
    /// At least 1.
    pub(super) every: u8,
    /// Whether a value is written as a name.
    pub(super) is_named: bool,
}

/// The fields in their order, with their last values; Sunday is 0 and 7.
pub(super) const FIELDS: [(Field, u8, u8); 5] = [
    (Field::Minutes, 0, 59),
    (Field::Hours, 0, 23),
    (Field::DayOfMonth, 1, 31),
    (Field::Month, 1, 12),
    (Field::DayOfWeek, 0, 7),
];

impl UnixCron {
    /// Reads five fields, each with the byte at which it begins. Notes and mistakes go to `told`; `None` if one is wrong.
    pub(super) fn read(fields: &[(usize, &str)], told: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut read = Vec::new();
        for ((at, text), (field, first, last)) in fields.iter().zip(FIELDS) {
            match Reading::new(field, first, last, *at).field(text, told) {
                Ok(field) => read.push(field),
                Err(mistake) => told.push(*mistake),
            }
        }
        let [minutes, hours, days_of_month, months, days_of_week] = read.try_into().ok()?;
        Some(Self {
            minutes,
            hours,
            days_of_month,
            months,
            days_of_week,
        })
    }

    /// Reads the text of five fields.
    ///
    /// # Errors
    ///
    /// What is wrong with them; a text with more or fewer than five fields is wrong as a whole.
    ///
    /// # Example
    ///
    /// ```
    /// use evb::convert::cron::UnixCron;
    ///
    /// let cron = UnixCron::parse("0 0 13 * 5").unwrap();
    /// // A Friday that is no 13th: both fields are restricted, so either is enough.
    /// assert!(cron.is_on("2026-11-27".parse().unwrap()));
    /// ```
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let fields: Vec<(usize, &str)> = words(text).collect();
        let mut told = Vec::new();
        if fields.len() != FIELDS.len() {
            return Err(vec![wrong_count(text, fields.len())]);
        }
        let read = Self::read(&fields, &mut told);
        read.ok_or(told)
    }

    /// Whether a weekday is written as a number, which dialects count from different days.
    pub(super) fn counts_weekdays(&self) -> bool {
        let days = &self.days_of_week;
        !days.is_all(0, 6) && days.items.iter().any(|one| !one.is_named)
    }

    /// Whether both day fields are restricted, so that either is enough.
    pub(super) fn either_day(&self) -> bool {
        !self.days_of_month.begins_with_star && !self.days_of_week.begins_with_star
    }

    /// Whether it runs on a day at all.
    #[must_use]
    pub fn is_on(&self, date: NaiveDate) -> bool {
        let of_month = self.days_of_month.has(date.day());
        let of_week = self.days_of_week.has(date.weekday().num_days_from_sunday());
        let is_day = match self.either_day() {
            true => of_month || of_week,
            false => of_month && of_week,
        };
        is_day && self.months.has(date.month())
    }

    /// Whether it runs every day.
    pub(super) fn is_every_day(&self) -> bool {
        let of_month = self.days_of_month.is_all(1, 31);
        let of_week = self.days_of_week.is_all(0, 6);
        let is_day = match self.either_day() {
            true => of_month || of_week,
            false => of_month && of_week,
        };
        is_day && self.months.is_all(1, 12)
    }

    /// The minutes of the hours, as bits.
    #[must_use]
    pub fn minutes(&self) -> u64 {
        self.minutes.values
    }

    /// The hours of the days on which it runs, as bits.
    #[must_use]
    pub fn hours(&self) -> u64 {
        self.hours.values
    }
}

impl UnixField {
    pub(super) fn has(&self, value: u32) -> bool {
        self.values >> value & 1 == 1
    }

    /// Whether every value of the field is among its own.
    pub(super) fn is_all(&self, first: u8, last: u8) -> bool {
        (first..=last).all(|value| self.has(value.into()))
    }
}

/// The words of a line, each with the byte at which it begins.
pub(super) fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let blank = |character: char| matches!(character, ' ' | '\t' | '\r' | '\n');
    let mut at = 0;
    line.split(blank).filter_map(move |word| {
        let begin = at;
        at += word.len() + 1;
        (!word.is_empty()).then_some((begin, word))
    })
}

/// A text without five fields.
pub(super) fn wrong_count(text: &str, count: usize) -> Diagnostic {
    let is = if count == 1 { "is" } else { "are" };
    Diagnostic::error(
        INVALID,
        format!("a line of Unix cron has five fields, and here {is} {count}"),
    )
    .at(Span::new(0, text.len()), "no five fields")
    .help("minute, hour, day of the month, month, day of the week; then the command")
}

/// The reading of one field.
#[derive(Clone, Copy)]
struct Reading {
    field: Field,
    first: u8,
    last: u8,
    at: usize,
}

type Mistake = Box<Diagnostic>;

impl Reading {
    fn new(field: Field, first: u8, last: u8, at: usize) -> Self {
        Self {
            field,
            first,
            last,
            at,
        }
    }

    fn field(mut self, text: &str, told: &mut Vec<Diagnostic>) -> Result<UnixField, Mistake> {
        let mut items = Vec::new();
        for part in text.split(',') {
            items.push(self.item(part, told)?);
            self.at += part.len() + 1;
        }
        let mut values = 0;
        for item in &items {
            let step = usize::from(item.every.max(1));
            for value in (item.first..=item.last).step_by(step) {
                values |= 1 << value;
            }
        }
        if self.field == Field::DayOfWeek {
            // 7 is Sunday, as 0 is.
            values = (values | values >> 7) & 0x7F;
        }
        Ok(UnixField {
            items,
            values,
            begins_with_star: text.starts_with('*'),
        })
    }

    fn item(self, text: &str, told: &mut Vec<Diagnostic>) -> Result<UnixItem, Mistake> {
        let (range, step) = match text.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (text, None),
        };
        let every = match step {
            Some(step) => self.step(step, self.at + range.len() + 1)?,
            None => 1,
        };
        if range == "*" {
            return Ok(UnixItem {
                is_star: true,
                first: self.first,
                last: self.last,
                every,
                is_named: false,
            });
        }
        let (first, last) = match range.split_once('-') {
            Some((first, last)) => {
                let behind = self.at + first.len() + 1;
                (self.value(first, self.at)?, self.value(last, behind)?)
            }
            None => {
                let one = self.value(range, self.at)?;
                if step.is_some() {
                    told.push(self.open_step(text));
                    (one, self.last)
                } else {
                    (one, one)
                }
            }
        };
        if first > last {
            return Err(self.wrapped(range, first, last));
        }
        Ok(UnixItem {
            is_star: false,
            first,
            last,
            every,
            is_named: range.bytes().any(|byte| byte.is_ascii_alphabetic()),
        })
    }

    fn step(self, text: &str, at: usize) -> Result<u8, Mistake> {
        match number(text) {
            Some(every) if every > 0 => Ok(every),
            _ => Err(self.mistake(text, at, "no step", "a whole number, at least 1")),
        }
    }

    fn value(self, text: &str, at: usize) -> Result<u8, Mistake> {
        let name = self.field.value_of(text);
        let name = name.and_then(|value| u8::try_from(value).ok());
        // AWS counts Sunday as 1.
        let name = name.map(|value| value - u8::from(self.field == Field::DayOfWeek));
        if let Some(value) = name.or_else(|| number(text)) {
            if (self.first..=self.last).contains(&value) {
                return Ok(value);
            }
            let allowed = format!("{} to {}", self.first, self.last);
            return Err(self.mistake(text, at, "no value", &allowed));
        }
        if matches!(text, "~" | "H" | "h") || text.contains('~') || text.starts_with("H(") {
            let message = format!(
                "`{text}` leaves the value of the {} field to chance",
                self.field.name()
            );
            return Err(Box::new(
                Diagnostic::error(LOST, message)
                    .at(
                        Span::new(at, at + text.len()),
                        "chosen when the table is read",
                    )
                    .help("write the value; a flexible time window spreads invocations on AWS"),
            ));
        }
        let names = match self.field.words() {
            [first, .., last] => format!(", {first} to {last}"),
            _ => String::new(),
        };
        let allowed = format!("{} to {}{names}", self.first, self.last);
        let told = self.mistake(text, at, "no value", &allowed);
        let is_day = matches!(self.field, Field::DayOfMonth | Field::DayOfWeek);
        Err(match is_day && text.contains(['L', 'W', '#', '?']) {
            true => Box::new(told.help(
                "`L`, `W`, `#` and `?` are of AWS, not of Unix cron: write six fields as AWS does, `cron(0 8 ? * 6L *)`, which counts Sunday as 1",
            )),
            false => told,
        })
    }

    fn mistake(self, text: &str, at: usize, what: &str, allowed: &str) -> Mistake {
        let message = format!("`{text}` is {what} of the {} field", self.field.name());
        let span = Span::new(at, at + text.len());
        Box::new(Diagnostic::error(INVALID, message).at(span, allowed))
    }

    /// cronie and ISC cron refuse a range that ends before it begins; some libraries go through the end.
    fn wrapped(self, text: &str, first: u8, last: u8) -> Mistake {
        let ranged = |first: u8, last: u8| match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        };
        // 7 is Sunday, as 0 is.
        let meant = match (self.field, first, last) {
            (Field::DayOfWeek, 7, last) => ranged(0, last),
            (Field::DayOfWeek, first, 0) => ranged(first, 7),
            (Field::DayOfWeek, ..) => format!("{},{}", ranged(first, 6), ranged(0, last)),
            _ => format!("{},{}", ranged(first, self.last), ranged(self.first, last)),
        };
        Box::new(
            Diagnostic::error(
                INVALID,
                format!(
                    "the range in the {} field ends before it begins",
                    self.field.name()
                ),
            )
            .at(Span::new(self.at, self.at + text.len()), "cron refuses it")
            .help(format!("write `{meant}`")),
        )
    }

    /// `5/15`: cronie counts on to the end of the field, older crons take the one value.
    fn open_step(self, text: &str) -> Diagnostic {
        let last = match self.field {
            Field::DayOfWeek => 6,
            _ => self.last,
        };
        let (first, step) = text.split_once('/').unwrap_or((text, ""));
        Diagnostic::note(
            NOTE,
            format!("`{text}` is read as `{first}-{last}/{step}`, as cronie does; older crons take the first value alone"),
        )
        .at(Span::new(self.at, self.at + text.len()), "a step without a range")
    }
}

/// A whole number without a sign.
fn number(text: &str) -> Option<u8> {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then(|| text.parse().unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_crontab_5() {
        for (text, minutes) in [
            ("*/20", vec![0, 20, 40]),
            ("5", vec![5]),
            ("50-59/4", vec![50, 54, 58]),
            ("1,3,3", vec![1, 3]),
            ("50/4", vec![50, 54, 58]),
            ("*/90", vec![0]),
        ] {
            let cron = UnixCron::parse(&format!("{text} * * * *")).unwrap();
            let bits = minutes
                .iter()
                .fold(0, |bits, minute| bits | 1_u64 << minute);
            assert_eq!(cron.minutes(), bits, "{text}");
        }
    }

    #[test]
    fn sunday_is_0_and_7() {
        for text in ["0", "7", "sun", "7-7", "*/7"] {
            let cron = UnixCron::parse(&format!("0 0 * * {text}")).unwrap();
            assert_eq!(cron.days_of_week.values, 1, "{text}");
        }
        let cron = UnixCron::parse("0 0 * * 5-7").unwrap();
        assert_eq!(cron.days_of_week.values, 0b110_0001);
    }

    #[test]
    fn either_day_is_enough_only_if_neither_field_begins_with_a_star() {
        let on =
            |text: &str, date: &str| UnixCron::parse(text).unwrap().is_on(date.parse().unwrap());
        // 2026-11-13 is a Friday.
        assert!(on("0 0 13 * 5", "2026-12-13"));
        assert!(on("0 0 13 * 5", "2026-11-20"));
        assert!(!on("0 0 13 * */5", "2026-12-14"));
        assert!(!on("0 0 */2 * 1", "2026-11-02"));
        assert!(on("0 0 */2 * 1", "2026-11-09"));
    }

    #[test]
    fn what_cron_refuses_is_refused() {
        for text in [
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 8",
            "22-2 * * * *",
            "*/0 * * * *",
            "a * * * *",
            "1,,2 * * * *",
            "-1 * * * *",
            "* * * *",
            "0~9 * * * *",
            "* * L * *",
        ] {
            assert!(UnixCron::parse(text).is_err(), "{text}");
        }
    }
}
