//! Loosely written dates and times: `2026-11-20 10:00`, `11/20/2026`, `20.11.2026 10 Uhr`, `Nov 20, 2026 10am`.
//!
//! # What this module does not do
//!
//! It does not turn offsets into instants: the caller knows the zone of the schedule.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime};

use super::tokens::{Token, short_name, tokens};
use crate::schedule::cron::Field;
use crate::schedule::zone::{abbreviation, zone_names};

/// A time that was read loosely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loose {
    /// What the clock shows; two where day and month may be either way round.
    pub(super) locals: Vec<NaiveDateTime>,
    /// Whose clock, where the text says so.
    pub(super) offset: Option<Offset>,
    /// Whether nothing else can be meant.
    pub(super) is_sure: bool,
}

/// Whose clock a time is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Offset {
    /// Seconds to add to UTC.
    Seconds(i64),
    /// A zone, by its name.
    Zone(String),
}

/// A date with its time, or a time with its date, and perhaps whose clock is meant; nothing may be left over.
pub(super) fn read(text: &str) -> Option<Loose> {
    if let Some(instant) = epoch(text.trim()) {
        return Some(instant);
    }
    let (text, zone) = zone_behind(text);
    let mut reader = Reader::new(text);
    reader.skip();
    let (dates, time) = match reader.dates() {
        Some(dates) => (dates, reader.time(true)),
        None => {
            let time = reader.time(false)?;
            reader.skip();
            let offset = reader.offset();
            reader.skip();
            let dates = reader.dates()?;
            return finish(dates, Some(time), offset.or(zone), &mut reader);
        }
    };
    let offset = reader.offset();
    finish(dates, time, offset.or(zone), &mut reader)
}

fn finish(
    dates: Dates,
    time: Option<Clock>,
    offset: Option<(Offset, bool)>,
    reader: &mut Reader<'_>,
) -> Option<Loose> {
    reader.skip();
    if !reader.is_at_end() {
        return None;
    }
    let clock = time.unwrap_or(Clock {
        time: NaiveTime::MIN,
        days: 0,
    });
    let mut locals: Vec<NaiveDateTime> = Vec::new();
    for date in dates.all {
        let date = date.checked_add_days(Days::new(clock.days))?;
        locals.push(date.and_time(clock.time));
    }
    locals.dedup();
    let is_sure =
        dates.is_sure && locals.len() == 1 && offset.as_ref().is_none_or(|(_, sure)| *sure);
    Some(Loose {
        locals,
        offset: offset.map(|(offset, _)| offset),
        is_sure,
    })
}

/// Seconds, or thousandths of them, since 1970.
fn epoch(text: &str) -> Option<Loose> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        10 => number,
        13 => number / 1_000,
        _ => return None,
    };
    Some(Loose {
        locals: vec![DateTime::from_timestamp(seconds, 0)?.naive_utc()],
        offset: Some(Offset::Seconds(0)),
        is_sure: true,
    })
}

/// A zone's name at the end, in brackets or not, and what stands before it.
fn zone_behind(text: &str) -> (&str, Option<(Offset, bool)>) {
    let trimmed = text.trim().trim_end_matches(']');
    let start = trimmed
        .rfind([' ', '[', ',', '('])
        .map_or(trimmed.len(), |at| at + 1);
    let name = trimmed.get(start..).unwrap_or_default();
    let is_zone = name.contains('/') && zone_names().any(|known| known == name);
    match is_zone {
        true => {
            let before = trimmed.get(..start).unwrap_or_default();
            let before = before.trim_end_matches([' ', '[', ',', '(']);
            (before, Some((Offset::Zone(name.to_owned()), true)))
        }
        false => (text, None),
    }
}

/// Dates that a text may name.
struct Dates {
    all: Vec<NaiveDate>,
    is_sure: bool,
}

/// What a clock shows, and how many days later than its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) time: NaiveTime,
    pub(super) days: u64,
}

/// Pieces of a text, read from left to right.
pub(super) struct Reader<'a> {
    tokens: Vec<(Token<'a>, bool)>,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            tokens: tokens(text),
            at: 0,
        }
    }

    fn peek(&self, ahead: usize) -> Option<Token<'a>> {
        self.tokens.get(self.at + ahead).map(|(token, _)| *token)
    }

    /// Whether a blank stands before the piece.
    fn is_apart(&self, ahead: usize) -> bool {
        self.tokens
            .get(self.at + ahead)
            .is_some_and(|(_, apart)| *apart)
    }

    pub(super) fn word(&self, ahead: usize) -> Option<String> {
        match self.peek(ahead)? {
            Token::Word(word) => Some(word.to_lowercase()),
            _ => None,
        }
    }

    fn number(&self, ahead: usize) -> Option<&'a str> {
        match self.peek(ahead)? {
            Token::Number(digits) => Some(digits),
            _ => None,
        }
    }

    pub(super) fn advance(&mut self, by: usize) {
        self.at += by;
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Passes what says nothing: `at`, `on`, commas, the name of a day of the week before a comma.
    pub(super) fn skip(&mut self) {
        loop {
            let is_filler = match self.peek(0) {
                Some(Token::Sign(',' | ';' | '_' | '@')) => true,
                Some(Token::Word(_)) => {
                    let word = self.word(0).unwrap_or_default();
                    let is_day = short_name(Field::DayOfWeek, &word).is_some()
                        && matches!(self.peek(1), Some(Token::Sign(',') | Token::Number(_)))
                        && self.at == 0;
                    is_day || matches!(word.as_str(), "at" | "on" | "the" | "um" | "date")
                }
                _ => false,
            };
            if !is_filler {
                return;
            }
            self.at += 1;
        }
    }

    /// A day of a month: `1st`, `15th`.
    pub(super) fn ordinal(&mut self) -> Option<String> {
        let day: u8 = self.number(0)?.parse().ok()?;
        let word = self.word(1).filter(|_| !self.is_apart(1))?;
        let is_ordinal =
            matches!(word.as_str(), "st" | "nd" | "rd" | "th") && (1..=31).contains(&day);
        is_ordinal.then(|| {
            self.at += 2;
            day.to_string()
        })
    }

    /// Passes a sign that says nothing.
    pub(super) fn skip_sign(&mut self) -> Option<()> {
        matches!(
            self.peek(0)?,
            Token::Sign(',' | '.' | ';' | '@' | '\'' | '’')
        )
        .then(|| self.at += 1)
    }

    fn dates(&mut self) -> Option<Dates> {
        let start = self.at;
        let ways: [fn(&mut Self) -> Option<Dates>; 3] =
            [Self::compact, Self::with_month_name, Self::of_numbers];
        for way in ways {
            let found = way(self);
            if found.is_some() {
                return found;
            }
            self.at = start;
        }
        None
    }

    /// `20261120`.
    fn compact(&mut self) -> Option<Dates> {
        let digits = self.number(0).filter(|digits| digits.len() == 8)?;
        let date = NaiveDate::parse_from_str(digits, "%Y%m%d").ok()?;
        self.at += 1;
        Some(Dates {
            all: vec![date],
            is_sure: true,
        })
    }

    /// `Nov 20, 2026`, `20 Nov 2026`, `20-nov-2026`, `2026 Nov 20th`.
    fn with_month_name(&mut self) -> Option<Dates> {
        let (mut numbers, mut month) = (Vec::new(), None);
        let start = self.at;
        while numbers.len() < 2 || month.is_none() {
            match self.peek(0)? {
                Token::Number(digits) if numbers.len() < 2 => {
                    numbers.push(digits);
                    let is_ordinal = self.word(1).is_some_and(|word| {
                        matches!(word.as_str(), "st" | "nd" | "rd" | "th") && !self.is_apart(1)
                    });
                    self.at += usize::from(is_ordinal);
                }
                Token::Word(word) if month.is_none() => {
                    if word.eq_ignore_ascii_case("of") {
                        self.at += 1;
                        continue;
                    }
                    let short = short_name(Field::Month, word)?;
                    month = Field::Month.value_of(short);
                }
                Token::Sign('-' | '/' | '.' | ',') if self.at > start => {}
                _ => return None,
            }
            self.at += 1;
        }
        let (month, [one, other]) = (month?, numbers.as_slice()) else {
            return None;
        };
        let (year, day) = if one.len() == 4 {
            (one, other)
        } else {
            (other, one)
        };
        if year.len() != 4 {
            return None;
        }
        let date = date(year.parse().ok()?, month.into(), day.parse().ok()?)?;
        Some(Dates {
            all: vec![date],
            is_sure: true,
        })
    }

    /// Three numbers with the same sign between them, or blanks.
    fn of_numbers(&mut self) -> Option<Dates> {
        let first = self.number(0)?;
        let (sign, width) = match self.peek(1)? {
            Token::Sign(sign @ ('-' | '/' | '.' | ':' | ',' | '_')) => (Some(sign), 2),
            Token::Number(_) => (None, 1),
            _ => return None,
        };
        let second = self.number(width)?;
        if let Some(sign) = sign
            && self.peek(width + 1) != Some(Token::Sign(sign))
        {
            return None;
        }
        let third = self.number(2 * width)?;
        let (third, rest) = match third.len() {
            // The letter between date and time is missing: `2026-11-2010:00`.
            4 if first.len() == 4 => third.split_at_checked(2)?,
            _ => (third, ""),
        };
        let dates = ordered(first, second, third, sign)?;
        self.at += 2 * width + 1;
        if !rest.is_empty() {
            self.at -= 1;
            let piece = self.tokens.get_mut(self.at)?;
            *piece = (Token::Number(rest), true);
        }
        Some(dates)
    }

    /// A time of day. `behind_date`: two or three numbers are one, also with other signs than `:` between them.
    pub(super) fn time(&mut self, behind_date: bool) -> Option<Clock> {
        let start = self.at;
        let mut is_told = false;
        loop {
            match self.peek(0) {
                Some(Token::Word("T" | "t")) => is_told = true,
                Some(Token::Sign('-' | '/' | ':' | '.')) if behind_date && self.at == start => {}
                Some(Token::Sign(',' | ';' | '_' | '@')) => {}
                Some(Token::Word(word)) if matches!(word.to_lowercase().as_str(), "at" | "um") => {}
                _ => break,
            }
            self.at += 1;
        }
        let begin = self.at;
        let named = self.named_time();
        if named.is_some() {
            return named;
        }
        self.at = begin;
        let read = self.clock(behind_date, is_told);
        if read.is_none() {
            self.at = start;
        }
        read
    }

    /// `noon`, `midnight`.
    fn named_time(&mut self) -> Option<Clock> {
        let hour = match self.word(0)?.as_str() {
            "noon" | "midday" => 12,
            "midnight" => 0,
            _ => return None,
        };
        self.at += 1;
        clock(hour, 0, 0)
    }

    fn clock(&mut self, behind_date: bool, is_told: bool) -> Option<Clock> {
        let first = self.number(0)?;
        if is_told && matches!(first.len(), 4 | 6) {
            let part = |at: usize| {
                first
                    .get(at..at + 2)
                    .map_or(Some(0), |part| part.parse().ok())
            };
            self.at += 1;
            return clock(part(0)?, part(2)?, part(4)?);
        }
        let hour: u32 = Some(first).filter(|first| first.len() <= 2)?.parse().ok()?;
        self.at += 1;
        let mut parts = [0_u32; 2];
        let mut found = 0;
        for part in &mut parts {
            let is_sign = match self.peek(0) {
                Some(Token::Sign(':')) => true,
                Some(Token::Sign('.' | '-')) => behind_date || found == 0,
                Some(Token::Word("h" | "H" | "m")) => true,
                _ => false,
            };
            let digits = self
                .number(1)
                .filter(|digits| digits.len() == 2 && !self.is_apart(1));
            let (true, Some(digits)) = (is_sign, digits) else {
                break;
            };
            *part = digits.parse().ok()?;
            found += 1;
            self.at += 2;
        }
        let is_fraction = matches!(self.peek(0), Some(Token::Sign('.' | ',')));
        if found == 2 && is_fraction && self.number(1).is_some() {
            self.at += 2;
        }
        let half = self.half();
        let is_named = self.word(0).is_some_and(|word| {
            matches!(word.as_str(), "h" | "uhr" | "hrs" | "hours" | "clock" | "s")
        });
        if is_named {
            self.at += 1;
        }
        if found == 0 && half.is_none() && !is_named && !is_told && !behind_date {
            return None;
        }
        let hour = match half {
            None => hour,
            Some(_) if !(1..=12).contains(&hour) => return None,
            Some(is_afternoon) => hour % 12 + if is_afternoon { 12 } else { 0 },
        };
        let [minute, second] = parts;
        clock(hour, minute, second)
    }

    /// `am`, `p.m.`: whether it is the afternoon.
    fn half(&mut self) -> Option<bool> {
        let word = self.word(0)?;
        let (is_afternoon, length) = match word.as_str() {
            "am" => (false, 1),
            "pm" => (true, 1),
            "a" | "p"
                if self.peek(1) == Some(Token::Sign('.'))
                    && self.word(2).as_deref() == Some("m") =>
            {
                (word == "p", 3)
            }
            _ => return None,
        };
        self.at += length;
        if self.peek(0) == Some(Token::Sign('.')) {
            self.at += 1;
        }
        Some(is_afternoon)
    }

    /// `Z`, `UTC`, `+02:00`, `GMT-5`, `EST`; and whether nothing else can be meant.
    fn offset(&mut self) -> Option<(Offset, bool)> {
        let mut is_told = false;
        if let Some(word) = self.word(0) {
            match word.as_str() {
                "z" | "utc" | "gmt" => is_told = true,
                _ => {
                    let (zones, _) = abbreviation(&word.to_uppercase())?;
                    self.at += 1;
                    return zones
                        .first()
                        .map(|zone| (Offset::Zone((*zone).to_owned()), false));
                }
            }
            self.at += 1;
        }
        let sign = match self.peek(0) {
            Some(Token::Sign('+')) => 1,
            Some(Token::Sign('-')) => -1,
            _ => return is_told.then_some((Offset::Seconds(0), true)),
        };
        let digits = self.number(1)?;
        let (hours, minutes) = match digits.len() {
            4 => digits.split_at_checked(2)?,
            1 | 2 => match (self.peek(2), self.number(3)) {
                (Some(Token::Sign(':')), Some(minutes)) => {
                    self.at += 2;
                    (digits, minutes)
                }
                _ => (digits, "0"),
            },
            _ => return None,
        };
        self.at += 2;
        let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
        let is_offset = hours <= 15 && minutes < 60;
        is_offset.then_some((Offset::Seconds(sign * (hours * 3_600 + minutes * 60)), true))
    }
}

/// The dates that three numbers may be, in the order that the sign between them suggests.
fn ordered(first: &str, second: &str, third: &str, sign: Option<char>) -> Option<Dates> {
    let number = |digits: &str| digits.parse::<u32>().ok();
    let (one, two, three) = (number(first)?, number(second)?, number(third)?);
    let sure = |date: NaiveDate| {
        Some(Dates {
            all: vec![date],
            is_sure: true,
        })
    };
    if first.len() == 4 {
        let in_order = date(one, two, three);
        return in_order.or_else(|| date(one, three, two)).and_then(sure);
    }
    let is_short = third.len() == 2 && matches!(sign, Some('/' | '.'));
    if third.len() != 4 && !is_short {
        return None;
    }
    let year = if is_short { 2_000 + three } else { three };
    let day_first = date(year, two, one);
    let month_first = date(year, one, two);
    let mut all: Vec<NaiveDate> = match sign {
        Some('.') => day_first.or(month_first).into_iter().collect(),
        _ => month_first.into_iter().chain(day_first).collect(),
    };
    all.dedup();
    let is_sure = all.len() == 1 && (!is_short || one.max(two) > 12);
    (!all.is_empty()).then_some(Dates { all, is_sure })
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// A time of day; midnight at its end is that of the next.
fn clock(hour: u32, minute: u32, second: u32) -> Option<Clock> {
    if (hour, minute, second) == (24, 0, 0) {
        return Some(Clock {
            time: NaiveTime::MIN,
            days: 1,
        });
    }
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    Some(Clock { time, days: 0 })
}
