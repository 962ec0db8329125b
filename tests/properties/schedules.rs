//! What always holds for schedules.

mod described;
pub mod slips;
#[cfg(feature = "cli")]
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use chrono::{
    DateTime, Datelike as _, Days, NaiveDate, NaiveDateTime, Offset as _, TimeDelta, TimeZone as _,
    Utc,
};
use croner::parser::{CronParser, Seconds, Year};
use evb::schedule::cron::Cron;
use evb::schedule::{
    Expression, Schedule, Service, Timeline, TimelineOccurrence, Zone, ZoneDatabase, load, parse,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// A field of plain items: `*`, values, ranges that do not wrap, steps.
fn plain(first: u16, last: u16) -> impl Strategy<Value = String> {
    let value = first..=last;
    let range =
        (first..=last, first..=last).prop_map(|(one, other)| (one.min(other), one.max(other)));
    let step = 1..=(last - first).min(20);
    let item = prop_oneof![
        4 => value.clone().prop_map(|value| value.to_string()),
        2 => range.clone().prop_map(|(first, last)| format!("{first}-{last}")),
        2 => (value, step.clone()).prop_map(|(value, step)| format!("{value}/{step}")),
        1 => (range, step).prop_map(|((first, last), step)| format!("{first}-{last}/{step}")),
    ];
    prop_oneof![2 => Just("*".to_owned()), 5 => vec(item, 1..4).prop_map(|items| items.join(","))]
}

/// Both day fields: plain ones, with `?` in one of them.
fn plain_days() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        plain(1, 31).prop_map(|days| (days, "?".to_owned())),
        plain(1, 7).prop_map(|days| ("?".to_owned(), days)),
    ]
}

/// Both day fields, with `L`, `W` or `#`; `W` only with days that every month has.
fn special_days() -> impl Strategy<Value = (String, String)> {
    let of_month = prop_oneof![
        Just("L".to_owned()),
        Just("LW".to_owned()),
        (1..=28_u8).prop_map(|day| format!("{day}W")),
    ];
    let of_week = prop_oneof![
        (1..=7_u8).prop_map(|day| format!("{day}L")),
        (1..=7_u8, 1..=5_u8).prop_map(|(day, nth)| format!("{day}#{nth}")),
    ];
    prop_oneof![
        of_month.prop_map(|days| (days, "?".to_owned())),
        of_week.prop_map(|days| ("?".to_owned(), days)),
    ]
}

/// What other crates do not know: ranges through the end of a field, days before the last, `29W` to `31W`.
fn odd_days() -> impl Strategy<Value = (String, String)> {
    let of_month = prop_oneof![
        (1..=30_u8).prop_map(|before| format!("L-{before}")),
        (29..=31_u8).prop_map(|day| format!("{day}W")),
        (1..=31_u8, 1..=31_u8).prop_map(|(first, last)| format!("{first}-{last}")),
    ];
    let of_week = prop_oneof![
        Just("L".to_owned()),
        (1..=7_u8, 1..=7_u8).prop_map(|(first, last)| format!("{first}-{last}")),
    ];
    prop_oneof![
        of_month.prop_map(|days| (days, "?".to_owned())),
        of_week.prop_map(|days| ("?".to_owned(), days)),
    ]
}

fn any_days() -> impl Strategy<Value = (String, String)> {
    prop_oneof![plain_days(), special_days(), odd_days()]
}

/// The six fields of an expression that evb accepts.
fn any_fields() -> impl Strategy<Value = String> {
    (
        plain(0, 59),
        plain(0, 23),
        any_days(),
        plain(1, 12),
        plain(1970, 2199),
    )
        .prop_map(|(minutes, hours, (of_month, of_week), months, years)| {
            format!("{minutes} {hours} {of_month} {months} {of_week} {years}")
        })
}

fn instant(years: std::ops::Range<i32>) -> impl Strategy<Value = DateTime<Utc>> {
    let second = |year: i32| {
        Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0)
            .unwrap()
            .timestamp()
    };
    (second(years.start)..second(years.end))
        .prop_map(|second| DateTime::from_timestamp(second, 0).unwrap())
}

fn schedule(fields: &str) -> Schedule {
    let text = format!("cron({fields})");
    Schedule::new(
        parse(&text, Service::Scheduler)
            .unwrap_or_else(|error| panic!("{text}: {error}"))
            .expression,
    )
}

fn cron(schedule: &Schedule) -> &Cron {
    match schedule.expression() {
        Expression::Cron(cron) => cron,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn plain_expressions_fire_when_the_cron_crate_says(
        (minutes, hours) in (plain(0, 59), plain(0, 23)),
        (of_month, of_week) in plain_days(),
        (months, years) in (plain(1, 12), plain(1970, 2100)),
        after in instant(1970..2100),
    ) {
        let fields = format!("{minutes} {hours} {of_month} {months} {of_week} {years}");
        let own = schedule(&fields);
        let own = own.occurrences(after).map(|fire| fire.at()).take_while(|fire| fire.year() <= 2100).take(20);
        let peer = cron::Schedule::from_str(&format!("0 {fields}")).unwrap();
        prop_assert_eq!(own.collect::<Vec<_>>(), peer.after(&after).take(20).collect::<Vec<_>>(), "{}", fields);
    }

    #[test]
    fn last_days_and_nth_days_fire_when_croner_says(
        (minute, hour) in (0..60_u8, 0..24_u8),
        (of_month, of_week) in special_days(),
        months in plain(1, 12),
        after in instant(1970..2180),
    ) {
        let fields = format!("{minute} {hour} {of_month} {months} {of_week} *");
        let own = schedule(&fields);
        let own = own.occurrences(after).map(|fire| fire.at()).take(8);
        let parser = CronParser::builder()
            .seconds(Seconds::Required)
            .year(Year::Required)
            .alternative_weekdays(true)
            .sloppy_ranges(true)
            .dom_and_dow(true)
            .build();
        let peer = parser.parse(&format!("0 {fields}")).unwrap();
        let peer = peer.iter_after(after).take_while(|fire| fire.year() <= 2199).take(8);
        prop_assert_eq!(own.collect::<Vec<_>>(), peer.collect::<Vec<_>>(), "{}", fields);
    }

    #[test]
    fn fires_strictly_increase_and_each_satisfies_the_fields(fields in any_fields(), after in instant(1970..2199)) {
        let schedule = schedule(&fields);
        let mut before = after;
        for fire in schedule.occurrences(after).take(50) {
            prop_assert!(fire.at() > before, "{}: {} after {}", fields, fire.at(), before);
            prop_assert!(cron(&schedule).contains(fire.local()), "{}: {}", fields, fire.at());
            before = fire.at();
        }
    }

    #[test]
    fn no_minute_between_two_fires_is_missing(fields in any_fields(), after in instant(1970..2199)) {
        let schedule = schedule(&fields);
        let until = after + TimeDelta::hours(40);
        let found: Vec<_> = schedule.occurrences(after).map(|fire| fire.at()).take_while(|fire| *fire <= until).collect();
        prop_assert_eq!(found, minute_by_minute(&schedule, after, until, |minute| Some(minute.naive_utc())));
    }

    #[test]
    fn no_day_between_two_fires_is_missing((of_month, of_week) in any_days(), months in plain(1, 12), year in 1970..2198_i32) {
        let fields = format!("0 0 {of_month} {months} {of_week} *");
        let schedule = schedule(&fields);
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        let days = (0..731).map(|days| first + Days::new(days)).map(|date| date.and_hms_opt(0, 0, 0).unwrap().and_utc());
        let expected: Vec<_> = days.filter(|day| cron(&schedule).contains(day.naive_utc())).collect();
        let after = first.and_hms_opt(0, 0, 0).unwrap().and_utc() - TimeDelta::seconds(1);
        let found = schedule.occurrences(after).map(|fire| fire.at());
        let found: Vec<_> = found.take_while(|fire| *fire < after + TimeDelta::days(731)).collect();
        prop_assert_eq!(found, expected, "{}", fields);
    }

    #[test]
    fn around_a_clock_change_each_wall_clock_time_fires_once_at_its_first_showing(
        (minutes, hours) in (plain(0, 59), plain(0, 23)),
        (zone, change) in (0..CHANGING.len(), 0..60_usize),
    ) {
        let name = CHANGING[zone];
        let peer: chrono_tz::Tz = name.parse().unwrap();
        let zone = ZoneDatabase::bundled().zone(name).unwrap();
        let from_2000 = 946_684_800;
        let changes: Vec<_> = zone.changes(from_2000, i64::MAX).take(60).collect();
        let change = changes[change % changes.len()];
        let after = DateTime::from_timestamp(change.at_seconds, 0).unwrap() - TimeDelta::hours(26);
        let schedule = schedule(&format!("{minutes} {hours} * * ? *")).in_zone(zone.into());
        let until = after + TimeDelta::hours(52);
        let found: Vec<_> = schedule.occurrences(after).map(|fire| fire.at()).take_while(|fire| *fire <= until).collect();
        let expected = minute_by_minute(&schedule, after, until, |minute| {
            let local = minute.with_timezone(&peer).naive_local();
            let first = peer.from_local_datetime(&local).earliest()?;
            (first == minute).then_some(local)
        });
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn every_time_that_a_clock_change_keeps_from_firing_is_told(
        (minutes, hours) in (plain(0, 59), plain(0, 23)),
        (zone, change) in (0..CHANGING.len(), 0..60_usize),
        minutes_before in -180..180_i64,
    ) {
        let name = CHANGING[zone];
        let peer: chrono_tz::Tz = name.parse().unwrap();
        let zone = ZoneDatabase::bundled().zone(name).unwrap();
        let from_2000 = 946_684_800;
        let changes: Vec<_> = zone.changes(from_2000, i64::MAX).take(60).collect();
        let at = DateTime::from_timestamp(changes[change % changes.len()].at_seconds, 0).unwrap();
        let (after, until) = (at - TimeDelta::minutes(minutes_before), at + TimeDelta::hours(26));
        let schedule = schedule(&format!("{minutes} {hours} * * ? *")).in_zone(zone.into());
        let told: BTreeSet<_> = schedule
            .skipped(after, until)
            .into_iter()
            .chain(schedule.held_back(after, until))
            .map(|one| one.local)
            .collect();
        let first = (at - TimeDelta::hours(26)).with_timezone(&peer).naive_local();
        let named = (0..80 * 60).map(|minute| first + TimeDelta::minutes(minute)).filter(|local| cron(&schedule).contains(*local));
        let expected: BTreeSet<_> = named
            .filter(|local| {
                let shown = peer.from_local_datetime(local);
                match (shown.earliest(), shown.latest()) {
                    (Some(first), Some(second)) => first <= after && after < second && second <= until && first != second,
                    _ => after < at,
                }
            })
            .collect();
        prop_assert_eq!(told, expected);
    }

    #[test]
    fn a_timeline_has_the_fires_of_every_schedule_in_the_order_of_time(
        all in vec(any_fields(), 1..6),
        after in instant(1970..2199),
        most in 1..30_u64,
    ) {
        let schedules: Vec<Schedule> = all.iter().map(|fields| schedule(fields)).collect();
        let mut expected = Vec::new();
        for (index, schedule) in schedules.iter().enumerate() {
            let fires: Vec<_> = schedule.occurrences(after).take(most as usize + 1).collect();
            for (place, fire) in fires.iter().take(most as usize).enumerate() {
                let before = place.checked_sub(1).map(|before| fires[before]);
                expected.push(TimelineOccurrence { index, before, fire: *fire, next: fires.get(place + 1).copied() });
            }
        }
        expected.sort_by_key(|step| (step.fire.seconds(), step.index));
        let found: Vec<TimelineOccurrence> = Timeline::new(&schedules.iter().collect::<Vec<_>>(), after, None, most).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn zones_whose_rules_did_not_change_have_the_offsets_of_chrono_tz(
        zone in 0..chrono_tz::TZ_VARIANTS.len(),
        instants in vec(instant(1970..2037), 20),
    ) {
        let peer = chrono_tz::TZ_VARIANTS[zone];
        let zone = ZoneDatabase::bundled().zone(peer.name());
        prop_assume!(!CHANGED.contains(&peer.name()) && zone.is_ok());
        let zone = zone.unwrap();
        for instant in instants {
            let offset = peer.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc();
            prop_assert_eq!(zone.offset_seconds_at(instant.timestamp()), i64::from(offset), "{} at {}", peer.name(), instant);
        }
    }

    #[test]
    fn a_rate_keeps_its_distance_from_its_anchor(
        value in 1..5_000_u32,
        unit in prop_oneof![Just(("minutes", 60)), Just(("hours", 3_600)), Just(("days", 86_400))],
        (created, after) in (instant(2000..2040), instant(2000..2040)),
    ) {
        let (word, seconds) = unit;
        let text = format!("rate({value} {word})");
        let rate = Schedule::new(parse(&text, Service::Scheduler).unwrap().expression).created(Some(created));
        let interval = i64::from(value) * seconds;
        let fires: Vec<i64> = rate.occurrences(after).take(5).map(|fire| fire.seconds()).collect();
        for fire in &fires {
            prop_assert_eq!((fire - created.timestamp()).rem_euclid(interval), 0);
        }
        prop_assert!(fires[0] > after.timestamp());
        prop_assert!(fires[0] == created.timestamp() || fires[0] - interval <= after.timestamp());
    }

    #[test]
    fn collisions_are_the_minutes_in_which_more_than_the_threshold_fire(
        all in vec((plain(0, 59), plain(0, 23)), 1..6),
        threshold in 0..4_u32,
        after in instant(2000..2100),
    ) {
        let schedules: Vec<Schedule> =
            all.iter().map(|(minutes, hours)| schedule(&format!("{minutes} {hours} * * ? *"))).collect();
        let until = after + TimeDelta::days(2);
        let load = load(&schedules.iter().collect::<Vec<_>>(), after, until, threshold, &Zone::utc());
        let mut counts: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (index, schedule) in schedules.iter().enumerate() {
            for fire in schedule.occurrences(after).take_while(|fire| fire.at() <= until) {
                counts.entry(fire.seconds()).or_default().push(index);
            }
        }
        let total: usize = counts.values().map(Vec::len).sum();
        let week: f64 = load.week.iter().flatten().sum();
        prop_assert!((week - total as f64).abs() < 1e-6);
        counts.retain(|_, indices| indices.len() > threshold as usize);
        let found: BTreeMap<i64, Vec<usize>> = load
            .collisions
            .iter()
            .flat_map(|one| (0..one.minutes).map(|minute| (one.from.timestamp() + minute * 60, one.schedules.clone())))
            .collect();
        prop_assert_eq!(found, counts);
    }

    #[test]
    fn a_description_never_contradicts_the_fields(fields in any_fields()) {
        let schedule = schedule(&fields);
        let said = schedule.expression().describe();
        described::check(&said, cron(&schedule)).map_err(|error| TestCaseError::fail(format!("{fields}: {said}: {error}")))?;
    }

    #[test]
    fn any_text_is_read_without_a_panic_and_every_correction_is_accepted(
        text in prop_oneof!["\\PC{0,40}", "(cron|rate|at|CRON)?[( ]{0,2}[0-9*?/LW#,A-Z -]{0,30}[)]?", "(cron\\()?([0-9*?,/-]{1,4} ){4,6}[0-7*?LW#]{1,3}\\)?", "rate\\([0-9]{0,3} {0,2}[a-z]{0,8}\\)"],
    ) {
        for service in [Service::Scheduler, Service::Rules] {
            let Err(refused) = parse(&text, service) else { continue };
            let help = refused.0.iter().filter_map(|one| one.help.as_deref()).find(|help| {
                help.starts_with("write `cron(") || help.starts_with("write `rate(") || help.starts_with("make a schedule of each: ")
            });
            let offered = help.into_iter().flat_map(|help| help.split('`').skip(1).step_by(2));
            for correction in offered.filter(|offered| !offered.contains('…')) {
                prop_assert!(parse(correction, service).is_ok(), "{} for {}", correction, text);
            }
            for label in refused.0.iter().filter_map(|one| one.primary.as_ref()) {
                prop_assert!(text.get(label.span.start..label.span.end).is_some(), "{:?} in {}", label, text);
            }
        }
    }
}

/// Zones with many clock changes of different kinds: at midnight, of half an hour, in the south.
const CHANGING: &[&str] = &[
    "America/New_York",
    "America/Los_Angeles",
    "Europe/Helsinki",
    "Europe/London",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Asia/Amman",
    "Pacific/Chatham",
    "America/St_Johns",
    "Europe/Dublin",
];

/// Zones whose rules differ between the releases that the two crates bundle, 2025b and 2026f.
const CHANGED: &[&str] = &[
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "America/Bogota",
    "America/Edmonton",
    "America/Ensenada",
    "America/Havana",
    "America/Inuvik",
    "America/Rainy_River",
    "America/Santa_Isabel",
    "America/Tijuana",
    "America/Vancouver",
    "America/Winnipeg",
    "America/Yellowknife",
    "Asia/Tehran",
    "Canada/Central",
    "Canada/Mountain",
    "Canada/Pacific",
    "Cuba",
    "Europe/Chisinau",
    "Europe/Tiraspol",
    "Iran",
    "Mexico/BajaNorte",
];

/// Asks every minute whether it fires. `wall_clock` is what the clock shows, if it shows it for the first time.
fn minute_by_minute(
    schedule: &Schedule,
    after: DateTime<Utc>,
    until: DateTime<Utc>,
    wall_clock: impl Fn(DateTime<Utc>) -> Option<NaiveDateTime>,
) -> Vec<DateTime<Utc>> {
    let first = after.timestamp().div_euclid(60) + 1;
    let minutes = (first..=until.timestamp().div_euclid(60))
        .filter_map(|minute| DateTime::from_timestamp(minute * 60, 0));
    minutes
        .filter(|minute| wall_clock(*minute).is_some_and(|local| cron(schedule).contains(local)))
        .collect()
}
