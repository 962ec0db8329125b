//! What always holds for conversions.

use std::str::FromStr as _;

use chrono::{DateTime, Utc};
use croner::Cron as Croner;
use evb::convert::cron::{Settings, UnixCron, convert};
use evb::schedule::{Expression, Schedule, Service, parse};
use proptest::collection::vec;
use proptest::prelude::*;

/// A field of Unix cron without a step behind a single value, which crons read in two ways.
fn field(first: u16, last: u16) -> impl Strategy<Value = String> {
    let range =
        (first..=last, first..=last).prop_map(|(one, other)| (one.min(other), one.max(other)));
    let step = 1..=(last - first).min(20);
    let item = prop_oneof![
        4 => (first..=last).prop_map(|value| value.to_string()),
        2 => range.clone().prop_map(|(first, last)| format!("{first}-{last}")),
        1 => (range, step.clone()).prop_map(|((first, last), step)| format!("{first}-{last}/{step}")),
    ];
    prop_oneof![
        2 => Just("*".to_owned()),
        1 => step.prop_map(|step| format!("*/{step}")),
        5 => vec(item, 1..4).prop_map(|items| items.join(",")),
    ]
}

/// Five fields. Of the day fields none begins with `*` and means less than all: `croner` takes either for enough there,
/// where crontab(5) wants both.
fn line() -> impl Strategy<Value = String> {
    let day = |first, last| {
        field(first, last).prop_map(|text| {
            if text.starts_with('*') {
                "*".to_owned()
            } else {
                text
            }
        })
    };
    (
        field(0, 59),
        field(0, 23),
        day(1, 31),
        field(1, 12),
        day(0, 6),
    )
        .prop_map(|(minutes, hours, dom, months, dow)| {
            format!("{minutes} {hours} {dom} {months} {dow}")
        })
}

/// The instants of two years from `start`, at most so many.
const MOST: usize = 300;

fn of_aws(expressions: &[String], start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let mut all: Vec<DateTime<Utc>> = Vec::new();
    for expression in expressions {
        let schedule = Schedule::new(parse(expression, Service::Rules).unwrap().expression);
        let fires = schedule.occurrences(start).map(|fire| fire.at());
        all.extend(fires.take_while(|at| *at < end).take(MOST));
    }
    all.sort_unstable();
    all.dedup();
    all.truncate(MOST);
    all
}

fn of_unix(line: &str, start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let cron = Croner::from_str(line).unwrap();
    let fires = cron.iter_after(start);
    fires.take_while(|at| *at < end).take(MOST).collect()
}

/// `EVB_UNIX_LINES=10000` asks for the full number.
fn lines() -> ProptestConfig {
    let lines = std::env::var("EVB_UNIX_LINES").ok();
    ProptestConfig::with_cases(lines.and_then(|lines| lines.parse().ok()).unwrap_or(48))
}

proptest! {
    #![proptest_config(lines())]

    #[test]
    fn expressions_fire_just_when_another_cron_runs_the_line(line in line(), hour in 0..17_520_i64) {
        let conversion = convert(&line, &Settings::default());
        prop_assert!(conversion.lost.is_empty() && conversion.invalid.is_empty(), "{:?}", conversion);
        let texts: Vec<String> = conversion.outputs.into_iter().map(|one| one.text).collect();
        let start: DateTime<Utc> = "2026-12-31T23:59:59Z".parse().unwrap();
        let end = start + chrono::TimeDelta::days(731);
        let later = start + chrono::TimeDelta::hours(hour);
        for start in [start, later] {
            prop_assert_eq!(of_aws(&texts, start, end), of_unix(&line, start, end), "{}: {:?}", line, texts);
        }
    }

    #[test]
    fn there_and_back_is_the_same_line_in_other_words(line in line()) {
        let there = convert(&line, &Settings::default());
        let texts: Vec<String> = there.outputs.into_iter().map(|one| one.text).collect();
        let back = convert(&texts.join("\n"), &Settings::default());
        prop_assert!(back.lost.is_empty() && back.invalid.is_empty());
        if let ([_], [back]) = (texts.as_slice(), back.outputs.as_slice()) {
            let (one, other) = (UnixCron::parse(&line).unwrap(), UnixCron::parse(&back.text).unwrap());
            prop_assert_eq!((one.minutes(), one.hours()), (other.minutes(), other.hours()));
            let days = chrono::NaiveDate::from_ymd_opt(2027, 1, 1).unwrap().iter_days().take(800);
            for day in days {
                prop_assert_eq!(one.is_on(day), other.is_on(day), "{} {} {}", line, back.text, day);
            }
        }
    }

    #[test]
    fn no_text_is_too_strange_to_be_read(text in "[@#0-9a-zL*/,? ()=\\n-]{0,40}") {
        let conversion = convert(&text, &Settings::default());
        for output in conversion.outputs {
            let is_aws = parse(&output.text, Service::Scheduler).is_ok_and(|one| matches!(one.expression, Expression::Cron(_)));
            prop_assert!(is_aws || UnixCron::parse(&output.text).is_ok(), "{}", output.text);
        }
    }
}
