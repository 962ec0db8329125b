//! Reads one item of a plain list: `5`, `MON`, `8-17`, `0/5`, `*/5`, `10-20/5`, `*`.

use super::{Field, FieldItem, Values};
use crate::diagnostic::Diagnostic;
use crate::schedule::{choice, codes};
use crate::source::Span;

/// Reads an item that is not empty and stands at byte `at` of the expression. Open points go to `notes`.
pub(super) fn read(
    field: Field,
    text: &str,
    at: usize,
    notes: &mut Vec<Diagnostic>,
) -> Result<FieldItem, Diagnostic> {
    match text.split_once('/') {
        None => read_range(field, text, at),
        Some((range, step)) => read_step(
            field,
            Excerpt::new(range, at),
            Excerpt::new(step, at + range.len() + 1),
            notes,
        ),
    }
}

/// A part of the expression and where it begins.
#[derive(Clone, Copy)]
struct Excerpt<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Excerpt<'a> {
    fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    fn span(self) -> Span {
        Span::new(self.at, self.at + self.text.len())
    }
}

fn read_range(field: Field, text: &str, at: usize) -> Result<FieldItem, Diagnostic> {
    let whole = Excerpt::new(text, at);
    if text == "*" {
        return Ok(FieldItem::All);
    }
    let Some((first, last)) = text.split_once('-') else {
        return read_value(field, whole).map(FieldItem::One);
    };
    if first.is_empty() || last.is_empty() || last.contains('-') || first == "*" || last == "*" {
        let label = match (first.is_empty(), last.is_empty()) {
            (true, false) => "values are never negative, and a range needs a start",
            (false, true) => "the range has no end",
            _ => "not a range of two values",
        };
        return Err(Diagnostic::error(
            codes::RANGE,
            format!("`{text}` is no range in the {} field", field.name()),
        )
        .at(whole.span(), label)
        .help(format!(
            "write a range as two values with a `-` between: {}",
            example(field)
        )));
    }
    let first_value = read_value(field, Excerpt::new(first, at))?;
    let last_value = read_value(field, Excerpt::new(last, at + first.len() + 1))?;
    if field == Field::Year && first_value > last_value {
        return Err(Diagnostic::error(
            codes::YEAR_RANGE,
            "the range in the year field ends before it begins",
        )
        .at(whole.span(), "years do not begin again after 2199")
        .help(format!("write `{last}-{first}`")));
    }
    Ok(FieldItem::Range {
        first: first_value,
        last: last_value,
    })
}

fn read_step(
    field: Field,
    range: Excerpt<'_>,
    step: Excerpt<'_>,
    notes: &mut Vec<Diagnostic>,
) -> Result<FieldItem, Diagnostic> {
    let whole = range.span().to(step.span());
    if range.text.is_empty() {
        return Err(Diagnostic::error(
            codes::STEP,
            format!(
                "a step in the {} field has nothing to begin with",
                field.name()
            ),
        )
        .at(whole, "no value before `/`")
        .help(format!("write `*/{}`", step.text)));
    }
    let begin = read_range(field, range.text, range.at)?;
    let every = read_every(field, step)?;
    let (first, last) = match begin {
        FieldItem::All => (field.first(), field.last()),
        FieldItem::One(first) => (first, field.last()),
        FieldItem::Range { first, last } | FieldItem::Step { first, last, .. } => (first, last),
    };
    if every > field.largest_step() {
        if begin == FieldItem::All {
            return Err(Diagnostic::error(
                codes::STEP_TOO_LARGE,
                format!(
                    "the step in the {} field is larger than the field",
                    field.name()
                ),
            )
            .at(step.span(), format!("at most {}", field.largest_step()))
            .help(format!(
                "write `{}` if only the first value is meant",
                field.first()
            )));
        }
        let told = choice::LARGE_STEP.at(whole);
        notes.push(match as_rate(field, every) {
            Some(rate) => told.help(format!(
                "a step counts within its field: if {} are meant, write `{rate}`, else the value without a step",
                words(field, every)
            )),
            None => told,
        });
    }
    if first > last {
        notes.push(choice::WRAPPED_STEP.at(whole));
    }
    if range.text.bytes().any(|byte| byte.is_ascii_alphabetic())
        && matches!(begin, FieldItem::One(_))
    {
        notes.push(choice::NAMED_STEP.at(whole));
    }
    let item = FieldItem::Step { first, last, every };
    if field == Field::DayOfWeek {
        let days = Values::new(field, vec![item]);
        let words: Vec<&str> = (1..)
            .zip(field.words())
            .filter(|(day, _)| days.as_ref().is_some_and(|days| days.contains(*day)))
            .map(|(_, word)| *word)
            .collect();
        let help = format!("list the days: `{}`", words.join(","));
        notes.push(choice::WEEKDAY_STEP.at(whole).help(help));
    }
    Ok(item)
}

/// The rate that a step beyond the hour or the day may mean.
fn as_rate(field: Field, every: u16) -> Option<String> {
    let (unit, next, count) = match field {
        Field::Minutes => ("minute", "hour", 60),
        Field::Hours => ("hour", "day", 24),
        _ => return None,
    };
    let (value, unit) = match every % count {
        0 => (every / count, next),
        _ => (every, unit),
    };
    let plural = if value == 1 { "" } else { "s" };
    Some(format!("rate({value} {unit}{plural})"))
}

/// How often a step lets something fire.
fn words(field: Field, every: u16) -> String {
    format!("every {every} {}", field.name())
}

/// Reads what stands behind `/`.
fn read_every(field: Field, step: Excerpt<'_>) -> Result<u16, Diagnostic> {
    let wrong = |label: &str| {
        Diagnostic::error(
            codes::STEP,
            format!("`{}` is no step in the {} field", step.text, field.name()),
        )
        .at(step.span(), label)
        .help(format!(
            "a step is a whole number from 1 to {}",
            field.largest_step()
        ))
    };
    if step.text.is_empty() {
        return Err(wrong("the step is missing"));
    }
    match number(step.text) {
        Some(0) => Err(wrong("a step of 0 goes nowhere")),
        Some(every) => Ok(every),
        None => Err(wrong("not a number")),
    }
}

fn read_value(field: Field, value: Excerpt<'_>) -> Result<u16, Diagnostic> {
    if let Some(word) = field.value_of(value.text) {
        return Ok(word);
    }
    match number(value.text) {
        Some(0) if field == Field::DayOfWeek => Err(Diagnostic::error(
            codes::DAY_ZERO,
            "there is no day 0 in the day-of-week field",
        )
        .at(value.span(), "Sunday is 1, Saturday is 7")
        .help("write `SUN` or `1` for Sunday; names cannot be counted wrongly")),
        Some(number) if (field.first()..=field.last()).contains(&number) => Ok(number),
        Some(_) => Err(Diagnostic::error(
            codes::OUT_OF_RANGE,
            format!("`{}` is outside the {} field", value.text, field.name()),
        )
        .at(value.span(), format!("allowed are {}", field.allowed()))),
        None => Err(not_a_value(field, value)),
    }
}

fn not_a_value(field: Field, value: Excerpt<'_>) -> Diagnostic {
    let short = value.text.get(..3).filter(|short| {
        value.text.bytes().all(|byte| byte.is_ascii_alphabetic()) && field.value_of(short).is_some()
    });
    if let Some(short) = short {
        let short = short.to_ascii_uppercase();
        return Diagnostic::error(
            codes::FULL_NAME,
            format!("names in the {} field have three letters", field.name()),
        )
        .at(value.span(), "not a name that AWS lists")
        .help(format!("write `{short}`"));
    }
    let label = if value.text.contains('?') {
        "`?` stands alone in the day-of-month or the day-of-week field".to_owned()
    } else {
        format!("allowed are {}", field.allowed())
    };
    Diagnostic::error(
        codes::NOT_A_VALUE,
        format!("`{}` is no value of the {} field", value.text, field.name()),
    )
    .at(value.span(), label)
}

/// A whole number without a sign. One too large for the type is as large as it can be, which no field allows.
fn number(text: &str) -> Option<u16> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u16::MAX))
}

fn example(field: Field) -> &'static str {
    match field {
        Field::Minutes => "`0-29`",
        Field::Hours => "`8-17`",
        Field::DayOfMonth => "`1-7`",
        Field::Month => "`JAN-MAR`",
        Field::DayOfWeek => "`MON-FRI`",
        Field::Year => "`2026-2028`",
    }
}
