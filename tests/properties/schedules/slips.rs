//! Slips of valid expressions: whoever follows the first help until none is left is back at the same fires.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use evb::schedule::{Schedule, Service, Zone, ZoneDatabase, parse_in};
use proptest::prelude::*;
use proptest::sample::select;

/// How many fires are compared.
const FIRES: usize = 20;

/// The most helps that are followed.
const MOST_HELPS: usize = 5;

/// A slip: its name, and what it makes of an expression; `None` where it changes nothing, or where what is left may mean
/// something else as well.
type Slip = (&'static str, fn(&str) -> Option<String>);

fn fields(text: &str) -> Option<Vec<&str>> {
    let body = text.strip_prefix("cron(")?.strip_suffix(')')?;
    Some(body.split(' ').collect())
}

fn cron(fields: &[&str]) -> Option<String> {
    Some(format!("cron({})", fields.join(" ")))
}

fn changed(text: &str, from: &str, to: &str) -> Option<String> {
    text.contains(from).then(|| text.replacen(from, to, 1))
}

fn in_body(text: &str, from: &str, to: &str) -> Option<String> {
    let (head, body) = text.split_once('(')?;
    body.contains(from)
        .then(|| format!("{head}({}", body.replace(from, to)))
}

const SLIPS: &[Slip] = &[
    ("the year is left out", |text| {
        let fields = fields(text)?;
        (fields[5] == "*").then(|| cron(&fields[..5]))?
    }),
    ("Unix", |text| {
        let fields = fields(text)?;
        (fields[5] == "*").then(|| fields[..5].join(" ").replace('?', "*"))
    }),
    ("seconds and a year", |text| {
        let fields = fields(text)?;
        cron(&[&["0"][..], &fields].concat())
    }),
    ("seconds and no year", |text| {
        let fields = fields(text)?;
        let is_clear = fields[4] == "?" || fields[4] != "*";
        (fields[5] == "*" && is_clear && (fields[4] == "?" || fields[0] == "0"))
            .then(|| cron(&[&["0"][..], &fields[..5]].concat()))?
    }),
    ("a field too many", |text| {
        let fields = fields(text)?;
        cron(&[&fields[..], &["*"][..]].concat())
    }),
    ("no question mark", |text| {
        let fields = fields(text)?;
        let is_clear = fields[0] != "0" || fields[1] != "0";
        is_clear.then(|| cron(&fields).map(|text| text.replace('?', "*")))?
    }),
    ("two question marks", |text| {
        let fields = fields(text)?;
        (fields[2] == "*" || fields[4] == "*")
            .then(|| cron(&[fields[0], fields[1], "?", fields[3], "?", fields[5]]))?
    }),
    ("hour 24", |text| {
        let fields = fields(text)?;
        let any = ["*", "?"];
        (fields[1] == "0" && any.contains(&fields[2]) && any.contains(&fields[4]))
            .then(|| cron(&[fields[0], "24", fields[2], fields[3], fields[4], fields[5]]))?
    }),
    ("a range to hour 24", |text| {
        changed(text, " 0-23 ", " 0-24 ")
    }),
    ("minutes to 60", |text| changed(text, "(0-59", "(0-60")),
    ("dots for commas", |text| {
        fields(text).and_then(|_| in_body(text, ",", "."))
    }),
    ("semicolons for commas", |text| {
        fields(text).and_then(|_| in_body(text, ",", ";"))
    }),
    ("blanks behind commas", |text| {
        fields(text).and_then(|_| in_body(text, ",", ", "))
    }),
    ("commas between the fields", |text| {
        let fields = fields(text)?;
        (!text.contains(',')).then(|| format!("cron({})", fields.join(",")))
    }),
    ("dashes that look alike", |text| {
        fields(text).and_then(|_| in_body(text, "-", "\u{2013}"))
    }),
    ("blanks around a range", |text| {
        fields(text).and_then(|_| in_body(text, "-", " - "))
    }),
    ("a colon for a range", |text| {
        changed(text, "MON-FRI", "MON:FRI")
    }),
    ("days in full", |text| {
        let full = [
            ("MON", "Monday"),
            ("TUE", "Tuesday"),
            ("WED", "Wednesday"),
            ("FRI", "Friday"),
            ("SUN", "Sunday"),
        ];
        let (short, full) = full.into_iter().find(|(short, _)| text.contains(short))?;
        Some(text.replace(short, full))
    }),
    ("months in full", |text| {
        let full = [
            ("JAN", "JANUARY"),
            ("FEB", "february"),
            ("SEP", "Sept"),
            ("DEC", "December"),
        ];
        let (short, full) = full.into_iter().find(|(short, _)| text.contains(short))?;
        Some(text.replace(short, full))
    }),
    ("a step without its star", |text| changed(text, "*/", "/")),
    ("a letter for the last", |text| {
        changed(text, " L ", " last ")
    }),
    ("kind in upper case", |text| {
        let (kind, rest) = text.split_once('(')?;
        Some(format!("{}({rest}", kind.to_uppercase()))
    }),
    ("kind misspelt", |text| {
        [("cron(", "corn("), ("rate(", "raet("), ("at(", "a(")]
            .into_iter()
            .find(|(kind, _)| text.starts_with(kind))
            .and_then(|(kind, slip)| changed(text, kind, slip))
    }),
    ("another kind", |text| {
        [("cron(", "rate("), ("rate(", "cron("), ("at(", "cron(")]
            .into_iter()
            .find(|(kind, _)| text.starts_with(kind))
            .and_then(|(kind, slip)| changed(text, kind, slip))
    }),
    ("no closing parenthesis", |text| {
        text.strip_suffix(')').map(str::to_owned)
    }),
    ("no opening parenthesis", |text| changed(text, "(", " ")),
    ("no parentheses", |text| {
        let (kind, rest) = text.split_once('(')?;
        Some(format!("{kind} {}", rest.trim_end_matches(')')))
    }),
    ("no kind", |text| {
        let (_, rest) = text.split_once('(')?;
        Some(rest.trim_end_matches(')').to_owned())
    }),
    ("brackets", |text| {
        Some(text.replace('(', "[").replace(')', "]"))
    }),
    ("twice in parentheses", |text| {
        Some(text.replace('(', "((").replace(')', "))"))
    }),
    ("a blank in front", |text| Some(format!(" {text}"))),
    ("a blank before the parenthesis", |text| {
        changed(text, "(", " (")
    }),
    ("a semicolon behind", |text| Some(format!("{text};"))),
    ("quotes around", |text| Some(format!("\"{text}\""))),
    ("quotes within", |text| {
        Some(text.replace('(', "('").replace(')', "')"))
    }),
    ("a rate without its blank", |text| {
        text.starts_with("rate").then(|| text.replace(' ', ""))
    }),
    ("a rate with two blanks", |text| {
        text.starts_with("rate").then(|| text.replace(' ', "  "))
    }),
    ("a rate with a comma", |text| {
        text.starts_with("rate").then(|| text.replace(' ', ", "))
    }),
    ("a rate with a short unit", |text| {
        [
            ("minutes", "mins"),
            ("minute", "min"),
            ("hours", "hrs"),
            ("hour", "h"),
            ("days", "d"),
            ("day", "d"),
        ]
        .into_iter()
        .find_map(|(unit, short)| changed(text, unit, short))
    }),
    ("a rate with a doubled letter", |text| {
        [("inute", "inutee"), ("our", "ourr"), ("day", "dayy")]
            .into_iter()
            .find_map(|(unit, slip)| changed(text, unit, slip))
    }),
    ("a rate with swapped letters", |text| {
        [("minu", "minut"), ("hou", "huo")]
            .into_iter()
            .find_map(|(unit, slip)| changed(text, unit, slip))
    }),
    ("a rate in seconds", |text| {
        let minutes: u64 = text
            .strip_prefix("rate(")?
            .strip_suffix(" minutes)")?
            .parse()
            .ok()?;
        Some(format!("rate({} seconds)", minutes * 60))
    }),
    ("a rate in halves", |text| {
        let minutes: u64 = text
            .strip_prefix("rate(")?
            .strip_suffix(" minutes)")?
            .parse()
            .ok()?;
        (minutes.is_multiple_of(30) && !minutes.is_multiple_of(60))
            .then(|| format!("rate({}.5 hours)", minutes / 60))
    }),
    ("a time with a blank", |text| {
        text.starts_with("at").then(|| text.replace('T', " "))
    }),
    ("a time with a small t", |text| {
        text.starts_with("at").then(|| text.replace('T', "t"))
    }),
    ("a time without seconds", |text| {
        text.starts_with("at").then(|| changed(text, ":00)", ")"))?
    }),
    ("a time with a fraction", |text| {
        text.starts_with("at")
            .then(|| changed(text, ")", ".000)"))?
    }),
    ("a date with slashes", |text| {
        text.starts_with("at").then(|| text.replace('-', "/"))
    }),
    ("a date with dots, the day first", |text| {
        let (year, month, day, time) = at(text)?;
        Some(format!("at({day}.{month}.{year} {time})"))
    }),
    ("a date with slashes, the month first", |text| {
        let (year, month, day, time) = at(text)?;
        (day > "12").then(|| format!("at({month}/{day}/{year} {time})"))
    }),
];

fn at(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (date, time) = text
        .strip_prefix("at(")?
        .strip_suffix(')')?
        .split_once('T')?;
    Some((&date[..4], &date[5..7], &date[8..], time))
}

fn minutes() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0..60_u8).prop_map(|minute| minute.to_string()),
        1 => select(vec!["0", "*/5", "0/15", "0-59/10", "0,30", "5-25", "*/20"]).prop_map(str::to_owned),
    ]
}

fn hours() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (0..24_u8).prop_map(|hour| hour.to_string()),
        2 => select(vec!["0", "*", "8-17", "9,17", "0-23/2", "0-23", "*/6", "20-2"]).prop_map(str::to_owned),
    ]
}

fn days() -> impl Strategy<Value = (String, String)> {
    let of_month = prop_oneof![
        (1..=28_u8).prop_map(|day| day.to_string()),
        select(vec!["*", "*", "L", "LW", "15W", "1,15", "1-7", "L-3"]).prop_map(str::to_owned),
    ];
    let of_week = select(vec![
        "MON-FRI",
        "MON",
        "SUN",
        "SAT,SUN",
        "MON,WED,FRI",
        "TUE-THU",
        "FRIL",
        "MON#1",
        "WED#3",
    ]);
    prop_oneof![
        of_month.prop_map(|days| (days, "?".to_owned())),
        of_week.prop_map(|days| ("?".to_owned(), days.to_owned())),
    ]
}

fn crons() -> impl Strategy<Value = String> {
    let months = select(vec![
        "*", "*", "*", "1", "JAN", "1-6", "FEB,AUG", "SEP-DEC", "*/3",
    ]);
    let years = select(vec!["*", "*", "*", "2026-2199", "2027"]);
    (minutes(), hours(), days(), months, years).prop_map(
        |(minutes, hours, (dom, dow), months, years)| {
            format!("cron({minutes} {hours} {dom} {months} {dow} {years})")
        },
    )
}

fn rates() -> impl Strategy<Value = String> {
    (1..400_u16, select(vec!["minute", "hour", "day"])).prop_map(|(value, unit)| {
        format!("rate({value} {unit}{})", if value == 1 { "" } else { "s" })
    })
}

fn times() -> impl Strategy<Value = String> {
    (
        2026..2100_u16,
        1..=12_u8,
        1..=28_u8,
        0..24_u8,
        0..60_u8,
        select(vec![0, 0, 30]),
    )
        .prop_map(|(year, month, day, hour, minute, second)| {
            format!("at({year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02})")
        })
}

pub fn fires(text: &str, zone: &Arc<Zone>) -> Vec<i64> {
    let parsed = parse_in(text, Service::Scheduler, zone).unwrap();
    let after: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    let schedule = Schedule::new(parsed.expression)
        .in_zone(zone.clone())
        .created(Some(after));
    schedule
        .occurrences(after)
        .take(FIRES)
        .map(|one| one.seconds())
        .collect()
}

/// The first proposal of the help of the first error; `None` once the text is accepted.
fn help(text: &str, zone: &Zone) -> Result<Option<String>, String> {
    let Err(refused) = parse_in(text, Service::Scheduler, zone) else {
        return Ok(None);
    };
    let help = refused.0[0].help.clone().unwrap_or_default();
    let proposal = help.split('`').nth(1).filter(|text| text.ends_with(')'));
    proposal
        .map(|text| Some(text.to_owned()))
        .ok_or_else(|| format!("no help for {text}: {help}"))
}

#[test]
fn there_are_fifteen_kinds_of_slip_and_more() {
    assert!(SLIPS.len() >= 40, "{}", SLIPS.len());
}

proptest! {
    #[test]
    fn who_follows_the_helps_is_back_at_the_same_fires(
        valid in prop_oneof![3 => crons(), 1 => rates(), 1 => times()],
        first in 0..SLIPS.len(),
        zone in select(vec!["UTC", "America/New_York", "Asia/Kolkata"]),
    ) {
        let zone = Arc::new(ZoneDatabase::bundled().zone(zone).unwrap());
        let slips = SLIPS.iter().cycle().skip(first).take(SLIPS.len());
        let Some((name, slipped)) = { slips }.find_map(|(name, slip)| Some((*name, slip(&valid)?))) else {
            return Ok(());
        };
        let mut text = slipped.clone();
        let mut followed = 0;
        while let Some(next) = help(&text, &zone).map_err(|error| TestCaseError::fail(format!("{name}: {valid}: {error}")))? {
            prop_assert!(followed < MOST_HELPS, "{}: {} and {} send each other round", name, text, next);
            text = next;
            followed += 1;
        }
        prop_assert_eq!(fires(&text, &zone), fires(&valid, &zone), "{}: {} became {} became {}", name, valid, slipped, text);
    }

    #[test]
    fn a_time_with_an_offset_keeps_its_instant(
        valid in times(),
        minutes in (-12 * 4..=14 * 4_i64).prop_map(|quarters| quarters * 15),
        zone in select(vec!["UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/London"]),
    ) {
        let zone = Arc::new(ZoneDatabase::bundled().zone(zone).unwrap());
        let sign = if minutes < 0 { '-' } else { '+' };
        let text = valid.replace(')', &format!("{sign}{:02}:{:02})", minutes.abs() / 60, minutes.abs() % 60));
        let local: chrono::NaiveDateTime = valid.trim_start_matches("at(").trim_end_matches(')').parse().unwrap();
        let instant = local.and_utc().timestamp() - minutes * 60;
        let Some(proposed) = help(&text, &zone).map_err(TestCaseError::fail)? else {
            return Ok(());
        };
        let said = parse_in(&text, Service::Scheduler, &zone).unwrap_err();
        let names_utc = said.0[0].help.as_deref().is_some_and(|help| help.contains("time zone `UTC`"));
        let read_in = if names_utc { Arc::new(Zone::utc()) } else { zone };
        prop_assert_eq!(fires(&proposed, &read_in), if instant > 1_767_225_600 { vec![instant] } else { vec![] }, "{}", text);
    }
}
