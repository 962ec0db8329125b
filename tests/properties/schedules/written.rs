//! What `evb next-fires` writes, against reports of the same fires that are made one by one, each asked about clock changes.

use std::io;

use evb::cli::{self, System};
use evb::commands::Exit;
use evb::render::csv;
use evb::report::next_fires::{Before, Fire, FireLine, SkippedFire};
use evb::schedule::{Expression, FlexibleTimeWindow, Schedule, Timeline, TimelineOccurrence};

use super::*;

/// Zones whose clocks change in many ways, also by half an hour, by a day, and by seconds.
const ZONES: [&str; 9] = [
    "UTC",
    "America/New_York",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Africa/Monrovia",
    "America/St_Johns",
    "Asia/Kathmandu",
];

fn expression() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => any_fields().prop_map(|fields| format!("cron({fields})")),
        2 => (0..4_u8, 1..30_u8).prop_map(|(hour, step)| format!("cron(0/{step} {hour} * * ? *)")),
        1 => (2..5_000_u32).prop_map(|minutes| format!("rate({minutes} minutes)")),
        1 => (2..40_000_u32).prop_map(|days| format!("rate({days} days)")),
    ]
}

/// What is asked.
#[derive(Clone, Debug)]
struct Asked {
    expressions: Vec<String>,
    zone: &'static str,
    after: DateTime<Utc>,
    window: Option<i64>,
    count: u64,
}

fn asked() -> impl Strategy<Value = Asked> {
    let after = prop_oneof![
        instant(1970..2199),
        instant(2020..2030),
        instant(1890..1975)
    ];
    let window = proptest::option::of(1..=1_440_i64);
    let zone = proptest::sample::select(&ZONES[..]);
    (vec(expression(), 1..4), zone, after, window, 1..150_u64).prop_map(
        |(expressions, zone, after, window, count)| Asked {
            expressions,
            zone,
            after,
            window,
            count,
        },
    )
}

impl Asked {
    fn written(&self, format: &str) -> String {
        let (after, count) = (self.after.to_rfc3339(), self.count.to_string());
        let mut all = vec![
            "evb",
            "next-fires",
            "--timezone",
            self.zone,
            "--after",
            &after,
        ];
        all.extend(["-n", &count, "--format", format]);
        let window = self.window.map(|minutes| minutes.to_string());
        all.extend(window.iter().flat_map(|minutes| ["--window", minutes]));
        all.extend(self.expressions.iter().map(String::as_str));
        let mut out = Vec::new();
        let all = all.into_iter().map(Into::into).collect();
        let exit = cli::run(all, &System, false, &mut out, &mut io::sink());
        assert_eq!(exit, Exit::Success);
        String::from_utf8(out).unwrap()
    }

    fn schedules(&self) -> Vec<Schedule> {
        let zone = std::sync::Arc::new(ZoneDatabase::bundled().zone(self.zone).unwrap());
        let window = self.window.map_or(FlexibleTimeWindow::OFF, |minutes| {
            FlexibleTimeWindow::flexible(minutes).unwrap()
        });
        let schedules = self.expressions.iter().map(|text| {
            let parsed = parse(text, Service::Scheduler).unwrap();
            Schedule::new(parsed.expression)
                .in_zone(zone.clone())
                .with_window(window)
        });
        schedules.collect()
    }

    /// The fires with the indices of their schedules, in the order of time.
    fn fires(&self) -> Vec<(usize, Fire)> {
        let schedules = self.schedules();
        let schedules: Vec<&Schedule> = schedules.iter().collect();
        let timeline = Timeline::new(&schedules, self.after, None, self.count);
        let fires = timeline.map(|step| (step.index, self.fire(schedules[step.index], step)));
        fires.collect()
    }

    fn fire(&self, schedule: &Schedule, step: TimelineOccurrence) -> Fire {
        let (zone, at) = (schedule.zone(), step.fire.at());
        let mut skipped = Vec::new();
        let before = match (step.before, schedule.expression()) {
            (Some(before), _) => Before::Fire(before),
            (None, Expression::Cron(_)) => Before::Start {
                offset_seconds: zone.offset_seconds_at(self.after.timestamp()),
            },
            (None, _) => Before::Nothing,
        };
        if step.before.is_none() {
            skipped = schedule.held_back(self.after, at);
        }
        let since = step.before.map_or(self.after, |before| before.at());
        skipped.extend(schedule.skipped(since, at));
        let skipped = skipped.into_iter().map(SkippedFire::new).collect();
        Fire::new(schedule, before, step.fire, skipped)
    }
}

fn json(line: &FireLine<'_>) -> String {
    serde_json::to_string(line).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_written_in_digits_is_what_a_report_of_each_fire_says(asked in asked()) {
        let fires = asked.fires();
        let name = |index: usize| asked.expressions[index].as_str();

        let lines: String = fires.iter().map(|(index, fire)| json(&FireLine::new(name(*index), fire)) + "\n").collect();
        prop_assert_eq!(asked.written("jsonl"), lines);

        let mut records = Vec::new();
        for (index, fire) in &fires {
            let (at, local, end) = (fire.at(), fire.local(), fire.window_end().unwrap_or_default());
            let (effect, notes) = (fire.clock_change.as_ref().map_or("", |change| change.effect), fire.notes().join("; "));
            let fields = [name(*index), &at, &local, fire.weekday(), asked.zone, &end, effect, name(*index), &notes];
            csv::record(&fields, &mut records).unwrap();
        }
        let written = asked.written("csv");
        prop_assert_eq!(written.split_once('\n').unwrap().1.as_bytes(), records);

        let mut document = asked.written("json");
        for index in 0..asked.expressions.len() {
            let fires = fires.iter().filter(|(of, _)| *of == index);
            let fires: Vec<String> = fires.map(|(_, fire)| json(&FireLine::below(fire))).collect();
            let list = format!("\"fires\":[{}],\"more\":", fires.join(","));
            let found = document.split_once(&list);
            prop_assert!(found.is_some(), "{list}\n{document}");
            document = found.unwrap().1.to_owned();
        }

        let (table, calendar) = (asked.written("human"), asked.written("ics").replace("\r\n ", ""));
        let (mut rows, mut calendar) = (table.lines(), calendar.lines());
        for (_, fire) in &fires {
            let local = fire.local().replacen('T', " ", 1);
            prop_assert!(rows.any(|row| row.contains(local.get(..16).unwrap()) && row.contains(&local[19..])), "{local}\n{table}");
            let start = format!("DTSTART:{}", fire.at().replace(['-', ':'], ""));
            prop_assert!(calendar.any(|line| line == start), "{start}");
            prop_assert!(calendar.any(|line| line.contains(&fire.local())), "{start}");
        }
    }
}
