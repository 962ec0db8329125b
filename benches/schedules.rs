//! How fast fires are found, beside the crates `cron` and `croner`, and written, in one run.
//!
//! `cargo bench --bench schedules` prints a table, with `-- --json` one JSON document; `-- --test` runs everything
//! once, quickly. Every run asserts how many fires there are, so that nobody is fast by being wrong.
//!
//! Each contender gets a parsed expression and a start, 2026-01-01T00:00:00Z, and finds 100,000 fires or those
//! up to the end of 2199; `cron` ends with the year 2100. Each fire is taken as a `chrono::DateTime`. Parsing and
//! laying out the zone are not in the time, but for the two rare expressions, which are timed from text to last fire.
//!
//! Of each format, the whole of `evb next-fires` is timed, from its arguments to the last byte, and set beside finding the
//! same fires.

use std::hint::black_box;
use std::io;
use std::str::FromStr as _;
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike as _, TimeZone, Utc};
use croner::parser::{CronParser, Seconds, Year};
use evb::cli::{self, System};
use evb::commands::Exit;
use evb::schedule::{Schedule, Service, ZoneDatabase, parse};
use serde_json::json;

const MOST_FIRES: usize = 100_000;

/// What is measured: fields, zone, and how many fires evb finds.
const ROWS: &[(&str, &str, usize)] = &[
    ("0 10 ? * MON-FRI *", "UTC", 45_394),
    ("0 10 ? * MON-FRI *", "America/New_York", 45_394),
    ("0/5 8-17 ? * MON-FRI *", "UTC", MOST_FIRES),
    ("0/5 8-17 ? * MON-FRI *", "America/New_York", MOST_FIRES),
    ("* * * * ? *", "UTC", MOST_FIRES),
    ("0 0 L * ? *", "UTC", 2_088),
];

/// Expressions with few fires: fields, fires up to the end of 2199.
const RARE: &[(&str, usize)] = &[("0 0 29 2 ? *", 42), ("0 0 ? 2 1#5 *", 6)];

/// Which of the rows is written.
const WRITTEN: (&str, &str) = ("* * * * ? *", "America/New_York");

/// The formats in which it is written, with what stands in each fire once.
const FORMATS: [(&str, &str); 5] = [
    ("jsonl", "\"at\":"),
    ("csv", "America/New_York"),
    ("json", "\"at\":"),
    ("ics", "BEGIN:VEVENT"),
    ("human", "Z  "),
];

/// How long one measurement is repeated.
#[derive(Clone, Copy)]
struct Patience(Duration);

fn main() {
    let asked = |name: &str| std::env::args().any(|argument| argument == name);
    let patience = Patience(Duration::from_millis(if asked("--test") { 0 } else { 600 }));
    let rows: Vec<Row> = ROWS.iter().map(|row| measure(*row, patience)).collect();
    let rare: Vec<(&str, Duration)> = RARE
        .iter()
        .map(|row| (row.0, measure_rare(*row, patience)))
        .collect();
    let written = measure_written(patience);
    if asked("--json") {
        print_json(&rows, &rare, &written);
    } else {
        print_table(&rows, &rare);
        print_written(&written);
    }
}

/// Fires a second of each contender; `None` where it does not know the expression.
struct Row {
    fields: &'static str,
    zone: &'static str,
    evb: f64,
    cron: Option<f64>,
    croner: Option<f64>,
}

fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap()
}

fn schedule(fields: &str, zone: &str) -> Schedule {
    let parsed = parse(&format!("cron({fields})"), Service::Scheduler).unwrap();
    Schedule::new(parsed.expression).in_zone(ZoneDatabase::bundled().zone(zone).unwrap().into())
}

fn measure((fields, zone, count): (&'static str, &'static str, usize), patience: Patience) -> Row {
    let own = schedule(fields, zone);
    let (found, evb) = speed(patience, || {
        add_up(own.occurrences(start()).map(|fire| fire.at()))
    });
    assert_eq!(found, count, "{fields} in {zone}");
    let peer_zone: chrono_tz::Tz = zone.parse().unwrap();
    let with_seconds = format!("0 {fields}");
    let cron = cron::Schedule::from_str(&with_seconds).ok().map(|peer| {
        let from = start().with_timezone(&peer_zone);
        let (found, speed) = speed(patience, || add_up(peer.after(&from)));
        let until_2100 = own
            .occurrences(start())
            .take_while(|fire| fire.local().year() <= 2100);
        assert_eq!(
            found,
            until_2100.take(MOST_FIRES).count(),
            "cron: {fields} in {zone}"
        );
        speed
    });
    let croner = croner().parse(&with_seconds).ok().map(|peer| {
        let from = start().with_timezone(&peer_zone);
        let (found, speed) = speed(patience, || {
            add_up(peer.iter_after(from).take_while(|fire| fire.year() < 2200))
        });
        assert_eq!(found, count, "croner: {fields} in {zone}");
        speed
    });
    Row {
        fields,
        zone,
        evb,
        cron,
        croner,
    }
}

/// From the text to the last fire.
fn measure_rare((fields, count): (&str, usize), patience: Patience) -> Duration {
    let (found, speed) = speed(patience, || {
        add_up(
            schedule(fields, "UTC")
                .occurrences(start())
                .map(|fire| fire.at()),
        )
    });
    assert_eq!(found, count, "{fields}");
    Duration::from_secs_f64(count as f64 / speed)
}

/// Fires a second of the whole command.
struct Written {
    format: &'static str,
    fires: f64,
    /// How many times as long as finding the fires it takes.
    times: f64,
}

/// The whole command in each format.
fn measure_written(patience: Patience) -> Vec<Written> {
    let (fields, zone) = WRITTEN;
    let own = schedule(fields, zone);
    let (_, finding) = speed(patience, || {
        add_up(own.occurrences(start()).map(|fire| fire.at()))
    });
    let formats = FORMATS.into_iter().map(|(format, mark)| {
        let mut out = Vec::new();
        next_fires(format, &mut out);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches(mark).count(), MOST_FIRES, "{format}");
        let (_, fires) = speed(patience, || {
            next_fires(format, &mut io::sink());
            MOST_FIRES
        });
        Written {
            format,
            fires,
            times: finding / fires,
        }
    });
    formats.collect()
}

fn next_fires(format: &str, out: &mut dyn io::Write) {
    let (expression, count) = (format!("cron({})", WRITTEN.0), MOST_FIRES.to_string());
    let start = start().to_rfc3339();
    let all = [
        "evb",
        "next-fires",
        &expression,
        "--timezone",
        WRITTEN.1,
        "--after",
        &start,
    ];
    let all = all.into_iter().chain(["-n", &count, "--format", format]);
    let all = all.map(Into::into).collect();
    let exit = cli::run(all, &System, false, out, &mut io::sink());
    assert_eq!(exit, Exit::Success);
}

/// Finds the fires and uses every one, so that none can be left out.
fn add_up<Tz: TimeZone>(fires: impl Iterator<Item = DateTime<Tz>>) -> usize {
    let (count, sum) = fires
        .take(MOST_FIRES)
        .fold((0, 0_i64), |(count, sum), fire| {
            (count + 1, sum.wrapping_add(fire.timestamp()))
        });
    black_box(sum);
    count
}

/// How many fires one run finds, and how many a second the best run of several found.
fn speed(patience: Patience, mut run: impl FnMut() -> usize) -> (usize, f64) {
    let begun = Instant::now();
    let mut best = Duration::MAX;
    loop {
        let before = Instant::now();
        let found = run();
        best = best.min(before.elapsed());
        if begun.elapsed() >= patience.0 {
            return (found, found as f64 / best.as_secs_f64().max(1e-9));
        }
    }
}

fn croner() -> CronParser {
    CronParser::builder()
        .seconds(Seconds::Required)
        .year(Year::Required)
        .alternative_weekdays(true)
        .sloppy_ranges(true)
        .dom_and_dow(true)
        .build()
}

fn print_table(rows: &[Row], rare: &[(&str, Duration)]) {
    println!("millions of fires a second (how many times slower than evb)\n");
    println!(
        "{:<24} {:<17} {:>8} {:>16} {:>16}",
        "expression", "zone", "evb", "cron 0.17", "croner 4"
    );
    for row in rows {
        let peer = |speed: Option<f64>| match speed {
            Some(speed) => format!("{:.2} ({:.1}x)", speed / 1e6, row.evb / speed),
            None => "-".to_owned(),
        };
        let own = format!("{:.1}", row.evb / 1e6);
        println!(
            "{:<24} {:<17} {own:>8} {:>16} {:>16}",
            row.fields,
            row.zone,
            peer(row.cron),
            peer(row.croner)
        );
    }
    println!("\nfrom the text to the last fire in 2199");
    for (fields, time) in rare {
        println!("{fields:<24} {:>8.1} µs", time.as_secs_f64() * 1e6);
    }
}

fn print_written(written: &[Written]) {
    println!("\nmillions of fires a second that are written (times as long as finding them)");
    for Written {
        format,
        fires,
        times,
    } in written
    {
        println!("{format:<24} {:>8.2} ({times:.1}x)", fires / 1e6);
    }
}

fn print_json(rows: &[Row], rare: &[(&str, Duration)], written: &[Written]) {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "expression": row.fields,
                "zone": row.zone,
                "evb_fires_per_second": row.evb,
                "cron_fires_per_second": row.cron,
                "croner_fires_per_second": row.croner,
                "times_cron": row.cron.map(|speed| row.evb / speed),
                "times_croner": row.croner.map(|speed| row.evb / speed),
            })
        })
        .collect();
    let rare: Vec<_> = rare
        .iter()
        .map(|(fields, time)| json!({"expression": fields, "microseconds": time.as_secs_f64() * 1e6}))
        .collect();
    let written: Vec<_> = written
        .iter()
        .map(|one| {
            json!({
                "format": one.format,
                "fires_per_second": one.fires,
                "times_as_long_as_finding": one.times,
            })
        })
        .collect();
    println!(
        "{}",
        json!({"rows": rows, "rare": rare, "written": written})
    );
}
