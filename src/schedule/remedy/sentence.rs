//! Schedules in plain words: `every night at 11 p.m.`, `weekdays at 9:30`, `first of the month at noon`.

use super::Reading;
use super::time::{Clock, Reader};
use super::tokens::short_name;
use crate::schedule::cron::Field;

/// The most words of a sentence that are looked at.
const MOST_CHARACTERS: usize = 120;

/// What a sentence says.
#[derive(Default)]
struct Said {
    times: Vec<Clock>,
    weekdays: Vec<&'static str>,
    days: Vec<String>,
    months: Vec<&'static str>,
    /// `1` to `5` or `L`: which of the days that are named.
    nth: Option<&'static str>,
    is_every: bool,
}

/// The schedules that a sentence may mean.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    if text.len() > MOST_CHARACTERS || !text.contains(|one: char| one.is_ascii_alphabetic()) {
        return Vec::new();
    }
    read(text)
        .and_then(|said| said.reading())
        .into_iter()
        .collect()
}

fn read(text: &str) -> Option<Said> {
    let mut reader = Reader::new(text);
    let mut said = Said::default();
    let mut is_behind_at = false;
    while !reader.is_at_end() {
        if let Some(time) = reader.time(is_behind_at) {
            said.times.push(time);
            is_behind_at = true;
            continue;
        }
        if let Some(day) = reader.ordinal() {
            said.days.push(day);
            continue;
        }
        let Some(word) = reader.word(0) else {
            reader.skip_sign()?;
            continue;
        };
        reader.advance(1);
        is_behind_at = matches!(word.as_str(), "at" | "and" | "um" | "@");
        said.word(&word)?;
    }
    Some(said)
}

impl Said {
    /// `None` if the word is not understood.
    fn word(&mut self, word: &str) -> Option<()> {
        match word {
            "at" | "on" | "the" | "of" | "and" | "in" | "a" | "run" | "once" | "o" | "clock"
            | "day" | "month" | "night" | "morning" | "evening" | "afternoon" | "every"
            | "each" | "daily" | "everyday" | "nightly" | "monthly" | "weekly" | "per" | "utc"
            | "during" | "um" | "from" | "only" | "days" => {
                self.is_every |= matches!(
                    word,
                    "day"
                        | "night"
                        | "daily"
                        | "everyday"
                        | "nightly"
                        | "morning"
                        | "evening"
                        | "afternoon"
                );
                self.is_every |= word == "days";
            }
            "weekday" | "weekdays" | "workday" | "workdays" | "business" | "working" => {
                self.weekdays.push("MON-FRI")
            }
            "weekend" | "weekends" => self.weekdays.push("SAT,SUN"),
            "first" => self.nth = Some("1"),
            "second" => self.nth = Some("2"),
            "third" => self.nth = Some("3"),
            "fourth" => self.nth = Some("4"),
            "last" => self.nth = Some("L"),
            _ if word.len() >= 3 => match (
                short_name(Field::DayOfWeek, word),
                short_name(Field::Month, word),
            ) {
                (Some(day), _) => self.weekdays.push(day),
                (None, Some(month)) => self.months.push(month),
                (None, None) => return None,
            },
            _ => return None,
        }
        Some(())
    }

    fn reading(mut self) -> Option<Reading> {
        let is_told = self.is_every
            || !self.weekdays.is_empty()
            || !self.days.is_empty()
            || self.nth.is_some();
        if !is_told {
            return None;
        }
        let is_sure = !self.times.is_empty();
        if !is_sure {
            self.times.push(Clock {
                time: chrono::NaiveTime::MIN,
                days: 0,
            });
        }
        let (dom, dow) = self.day_fields()?;
        let months = match self.months.as_slice() {
            [] => "*".to_owned(),
            months => months.join(","),
        };
        let mut all: Vec<String> = Vec::new();
        for (minutes, hours) in self.minutes_and_hours() {
            all.push(format!("cron({minutes} {hours} {dom} {months} {dow} *)"));
        }
        let one = match all.as_slice() {
            [one] => Reading::one(one.clone()),
            _ => Reading::Each(all),
        };
        Some(if is_sure { one } else { one.doubted() })
    }

    fn day_fields(&self) -> Option<(String, String)> {
        Some(
            match (self.nth, self.weekdays.as_slice(), self.days.as_slice()) {
                (None, [], []) => ("*".to_owned(), "?".to_owned()),
                (None, [], days) => (days.join(","), "?".to_owned()),
                (None, weekdays, []) => ("?".to_owned(), weekdays.join(",")),
                (Some("L"), [], []) => ("L".to_owned(), "?".to_owned()),
                (Some("1"), [], []) => ("1".to_owned(), "?".to_owned()),
                (Some("L"), ["MON-FRI"], []) => ("LW".to_owned(), "?".to_owned()),
                (Some("L"), [day], []) => ("?".to_owned(), format!("{day}L")),
                (Some(nth), [day], []) if day.len() == 3 => {
                    ("?".to_owned(), format!("{day}#{nth}"))
                }
                _ => return None,
            },
        )
    }

    /// The times, those of one minute in one expression.
    fn minutes_and_hours(&self) -> Vec<(u32, String)> {
        use chrono::Timelike as _;
        let mut all: Vec<(u32, Vec<String>)> = Vec::new();
        for clock in &self.times {
            let (hour, minute) = (clock.time.hour().to_string(), clock.time.minute());
            match all.iter_mut().find(|(known, _)| *known == minute) {
                Some((_, hours)) => hours.push(hour),
                None => all.push((minute, vec![hour])),
            }
        }
        all.into_iter()
            .map(|(minute, hours)| (minute, hours.join(",")))
            .collect()
    }
}
