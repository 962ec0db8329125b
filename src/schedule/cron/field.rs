//! The six fields: their names, bounds and words, and what a plain field holds.
//!
//! [`Values`] is the checked form of a field without `L`, `W` or `#`. It answers
//! [`contains`](Values::contains) straight from what was written: that is the definition of
//! correctness. [`Calendar`](super::Calendar) is the fast form and is tested against it.
//!
//! # What this module does not do
//!
//! It reads no text ([`parse`](super::parse) does) and knows no dates.

/// One of the six fields of a cron expression, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 0 to 59.
    Minutes,
    /// 0 to 23.
    Hours,
    /// 1 to 31.
    DayOfMonth,
    /// 1 to 12, or `JAN` to `DEC`.
    Month,
    /// 1 to 7, or `SUN` to `SAT`: 1 is Sunday.
    DayOfWeek,
    /// 1970 to 2199.
    Year,
}

/// The first year that a cron expression can name.
///
/// AWS: EventBridge Scheduler User Guide, "Schedule types", cron-based schedules: years 1970-2199.
pub const FIRST_YEAR: u16 = 1970;

/// The last year that a cron expression can name; the source is that of [`FIRST_YEAR`].
pub const LAST_YEAR: u16 = 2199;

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

impl Field {
    /// All six, in the order in which they are written.
    pub const ALL: [Self; 6] = [
        Self::Minutes,
        Self::Hours,
        Self::DayOfMonth,
        Self::Month,
        Self::DayOfWeek,
        Self::Year,
    ];

    /// What AWS calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::DayOfMonth => "day-of-month",
            Self::Month => "month",
            Self::DayOfWeek => "day-of-week",
            Self::Year => "year",
        }
    }

    /// The smallest value.
    #[must_use]
    pub const fn first(self) -> u16 {
        match self {
            Self::Minutes | Self::Hours => 0,
            Self::DayOfMonth | Self::Month | Self::DayOfWeek => 1,
            Self::Year => FIRST_YEAR,
        }
    }

    /// The largest value.
    #[must_use]
    pub const fn last(self) -> u16 {
        match self {
            Self::Minutes => 59,
            Self::Hours => 23,
            Self::DayOfMonth => 31,
            Self::Month => 12,
            Self::DayOfWeek => 7,
            Self::Year => LAST_YEAR,
        }
    }

    /// The largest step that leaves the field: `*/60` in the minutes is refused.
    ///
    /// Reported against AWS for minutes (aws/aws-sdk-js#4212); the other fields follow Quartz,
    /// which has the same check.
    #[must_use]
    pub const fn largest_step(self) -> u16 {
        match self {
            Self::Minutes => 59,
            Self::Hours => 23,
            Self::DayOfMonth => 31,
            Self::Month => 12,
            Self::DayOfWeek => 7,
            Self::Year => LAST_YEAR - FIRST_YEAR,
        }
    }

    /// The three-letter words for its values, beginning with that of value 1; empty for most fields.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Month => &MONTHS,
            Self::DayOfWeek => &WEEKDAYS,
            _ => &[],
        }
    }

    /// The value of a three-letter word, in any case.
    #[must_use]
    pub fn value_of(self, word: &str) -> Option<u16> {
        let mut values = (1..).zip(self.words());
        values.find_map(|(value, known)| known.eq_ignore_ascii_case(word).then_some(value))
    }

    /// The allowed values, for messages: `0-59`, `1-7 or SUN-SAT`.
    #[must_use]
    pub fn allowed(self) -> String {
        let numbers = format!("{}-{}", self.first(), self.last());
        match (self.words().first(), self.words().last()) {
            (Some(first), Some(last)) => format!("{numbers} or {first}-{last}"),
            _ => numbers,
        }
    }
}

/// One item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldItem {
    /// `*`
    All,
    /// `5`
    One(u16),
    /// `8-17`; `first` may be greater than `last`, and then the range goes through the end of the field.
    Range {
        /// The first value.
        first: u16,
        /// The last value, inside.
        last: u16,
    },
    /// `0/5`, `*/5`, `10-20/5`: every `every`-th value. Without a written end, `last` is the field's.
    Step {
        /// The first value, always inside.
        first: u16,
        /// No value is behind it.
        last: u16,
        /// At least 1.
        every: u16,
    },
}

impl FieldItem {
    /// Whether `value`, which lies in the field, is meant.
    fn contains(self, field: Field, value: u16) -> bool {
        match self {
            Self::All => true,
            Self::One(one) => one == value,
            Self::Range { first, last } => {
                behind(field, first, value) <= behind(field, first, last)
            }
            Self::Step { first, last, every } => {
                let distance = behind(field, first, value);
                distance <= behind(field, first, last) && distance.is_multiple_of(every.max(1))
            }
        }
    }
}

/// How many steps of one lead from `first` to `value`, going on at the field's start behind its end.
fn behind(field: Field, first: u16, value: u16) -> u16 {
    if value >= first {
        value - first
    } else {
        let size = field.last() - field.first() + 1;
        (value + size).saturating_sub(first)
    }
}

/// The values that a field lists. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    field: Field,
    items: Vec<FieldItem>,
}

impl Values {
    /// The union of `items`; `None` if there are none.
    #[must_use]
    pub fn new(field: Field, items: Vec<FieldItem>) -> Option<Self> {
        (!items.is_empty()).then_some(Self { field, items })
    }

    /// Which field this is.
    #[must_use]
    pub fn field(&self) -> Field {
        self.field
    }

    /// What was written.
    #[must_use]
    pub fn items(&self) -> &[FieldItem] {
        &self.items
    }

    /// Whether `value` is listed. Values outside the field are not.
    #[must_use]
    pub fn contains(&self, value: u16) -> bool {
        (self.field.first()..=self.field.last()).contains(&value)
            && self
                .items
                .iter()
                .any(|item| item.contains(self.field, value))
    }

    /// Every listed value, ascending, each once.
    pub fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        (self.field.first()..=self.field.last()).filter(|value| self.contains(*value))
    }

    /// Whether every value of the field is listed.
    #[must_use]
    pub fn is_all(&self) -> bool {
        (self.field.first()..=self.field.last()).all(|value| self.contains(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(field: Field, item: FieldItem) -> Vec<u16> {
        Values::new(field, vec![item]).unwrap().iter().collect()
    }

    #[test]
    fn a_range_may_go_through_the_end_of_the_field() {
        let hours = FieldItem::Range { first: 20, last: 2 };
        assert_eq!(values(Field::Hours, hours), [0, 1, 2, 20, 21, 22, 23]);
        let days = FieldItem::Range { first: 7, last: 1 };
        assert_eq!(values(Field::DayOfWeek, days), [1, 7]);
    }

    #[test]
    fn a_step_counts_on_behind_the_end_of_the_field() {
        let item = FieldItem::Step {
            first: 50,
            last: 10,
            every: 15,
        };
        assert_eq!(values(Field::Minutes, item), [5, 50]);
    }

    #[test]
    fn a_step_begins_with_its_first_value() {
        let item = FieldItem::Step {
            first: 1,
            last: 31,
            every: 10,
        };
        assert_eq!(values(Field::DayOfMonth, item), [1, 11, 21, 31]);
    }
}
