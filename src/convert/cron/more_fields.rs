//! Lines with more fields than the five of Unix cron: seconds in front, or a year behind.
//!
//! Which of the two a sixth field is, other dialects say: Spring, Quartz and many libraries have seconds first, some crons and
//! AWS the year last. Only a year is recognisable by itself.

use super::UnixCron;
use super::unix::FIELDS;
use crate::convert::INVALID;
use crate::diagnostic::Diagnostic;
use crate::schedule::cron::Field;
use crate::schedule::{Service, parse};
use crate::source::Span;

/// The years that AWS knows.
const YEARS: std::ops::RangeInclusive<u16> = 1970..=2199;

/// How many of the words behind five fields look like fields.
pub(super) fn more_fields(rest: &[(usize, &str)]) -> usize {
    let fields = rest.iter().take_while(|(_, word)| is_field(word));
    fields.count()
}

/// Whether a word is made like a field of a cron, which hardly any command is.
fn is_field(word: &str) -> bool {
    word.split([',', '-', '/', '#']).all(|part| {
        let number = part.trim_end_matches(['L', 'W']);
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let is_name = Field::DayOfWeek.value_of(part).is_some();
        is_number || matches!(part, "*" | "?" | "L") || is_name
    })
}

/// Whether a word can only be years.
pub(super) fn is_years(word: &str) -> bool {
    let mut parts = word.split([',', '-']);
    parts.all(|part| {
        let year = part.split('/').next().unwrap_or(part);
        year.parse().is_ok_and(|year| YEARS.contains(&year))
    })
}

/// The expressions that have a year in place of every year.
///
/// # Errors
///
/// Why AWS would refuse one.
pub(super) fn with_years(expressions: Vec<String>, years: &str) -> Result<Vec<String>, String> {
    let dated = expressions.into_iter().map(|text| {
        let every = text.strip_suffix("*)").unwrap_or(&text);
        let text = format!("{every}{years})");
        match parse(&text, Service::Rules) {
            Ok(_) => Ok(text),
            Err(told) => Err(told.to_string()),
        }
    });
    dated.collect()
}

/// What is told of a line that has `words` as its fields, which begin at byte `at`.
pub(super) fn too_many(words: &[(usize, &str)], at: usize) -> Diagnostic {
    let count = words.len();
    let texts: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    let [first, last] = [words.first(), words.last()].map(|word| word.copied().unwrap_or_default());
    let span = Span::new(at + first.0, at + last.0 + last.1.len());
    let message = format!("a line of Unix cron has five fields, and here are {count}");
    let told = Diagnostic::error(INVALID, message);
    if count == FIELDS.len() + 1 && is_years(last.1) {
        return told
            .at(span, "the last is a year")
            .help("days of the week by number, and two day fields that are restricted, mean different days where there are years: write it as AWS does, `cron(0 8 ? * MON-FRI 2027)`");
    }
    let mut readings = Vec::new();
    if let Some(without) = texts.get(1..)
        && let Some(five) = readable(without)
    {
        let which = match count - FIELDS.len() {
            1 => "seconds",
            _ => "seconds, and the last is the year",
        };
        readings.push(format!("if the first is {which}, write `{five}`"));
    }
    if let Some((&"*", without)) = texts.split_last()
        && let Some(five) = readable(without)
    {
        readings.push(format!("if the last is the year, write `{five}`"));
    }
    let told = told.at(span, "seconds first, or a year last?");
    told.help(match readings.is_empty() {
        true => "leave out seconds, which neither Unix nor AWS has; with a year write `cron(0 8 ? * MON-FRI 2027)`".to_owned(),
        false => readings.join("; "),
    })
}

/// Fields as the line or the expression of AWS that they are, if they are one.
fn readable(fields: &[&str]) -> Option<String> {
    let joined = fields.join(" ");
    let is_unix = UnixCron::parse(&joined).is_ok();
    let of_aws = match fields.len() {
        5 => format!("cron({joined} *)"),
        _ => format!("cron({joined})"),
    };
    let is_of_aws = || parse(&of_aws, Service::Rules).is_ok();
    match is_unix {
        true => Some(joined),
        false => is_of_aws().then_some(of_aws),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_from_commands() {
        for word in [
            "*", "10", "*/5", "MON-FRI", "sun", "2027", "?", "5L", "6#3", "L", "15W",
        ] {
            assert!(is_field(word), "{word}");
        }
        for word in ["root", "/bin/x", "7z", "-x", "", "a,b", "L2", "W", "2>&1"] {
            assert!(!is_field(word), "{word}");
        }
        for (word, expected) in [
            ("2027", true),
            ("2027-2030,2033", true),
            ("2026/2", true),
            ("1969", false),
            ("59", false),
            ("*", false),
        ] {
            assert_eq!(is_years(word), expected, "{word}");
        }
    }
}
