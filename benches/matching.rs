//! How fast pattern sets are matched, against how fast the same bytes can be read at all.
//!
//! `cargo bench --bench matching` prints a table; options behind `--`:
//!
//! * `--json`: one JSON document instead;
//! * `--lots N`, `--events N`: how many lines of each data set (default: all);
//! * `--passes N`: how often each contender runs (default 5); they take turns, and the median counts;
//! * `--only TEXT`: only the kinds whose name holds the text;
//! * `--test`: a small part of the data, once, every answer compared with the plain evaluator's.
//!
//! Times are processor times. The floors: a scan for newlines with memchr; `serde_json` and `sonic-rs` skipping each line as `IgnoredAny`, which
//! checks it; `sonic-rs` again as `LazyValue`. Every contender gets the same lines of one preloaded buffer.

mod data;

use std::hint::black_box;
use std::time::{Duration, Instant};

use data::{ANY, EVENTS, Kind, LOTS};
use evb::json;
use evb::pattern::set::Reading;
use evb::pattern::{Dialect, Evaluator, Pattern, PatternSet, parse};
use serde::de::IgnoredAny;

/// How many lines of each data set the small run takes.
const SMALL: usize = 500;

/// How many events are also asked of the plain evaluator in the small run, for each rule.
const PLAIN_RULES: usize = 300;

fn main() {
    let options = Options::read();
    let (lots_count, events_count) = match options.is_test {
        true => (SMALL, SMALL),
        false => (options.lots, options.events),
    };
    let mut rows = Vec::new();
    let lots = Lines::new(data::lots(lots_count));
    let mut kinds = data::lots_rules();
    let all = kinds.iter().flat_map(|kind| kind.rules.clone()).collect();
    kinds.push(Kind {
        name: "all 71 rules",
        rules: all,
    });
    for kind in kinds.iter().filter(|kind| options.wants(kind.name)) {
        let expected = lots_count == LOTS && !options.is_test;
        rows.push(run("lots", kind, &lots, expected, &options));
    }
    drop(lots);
    let events = Lines::new(data::events(events_count));
    for (name, count) in [
        ("1 rule", 1),
        ("10 rules", 10),
        ("100 rules", 100),
        ("1,000 rules", 1_000),
        ("10,000 rules", 10_000),
    ] {
        if !options.wants(name) {
            continue;
        }
        let count = if options.is_test {
            count.min(PLAIN_RULES)
        } else {
            count
        };
        let rules = data::event_rules(count);
        let kind = Kind {
            name,
            rules: rules.into_iter().map(|rule| (rule, ANY)).collect(),
        };
        let row = run("AWS events", &kind, &events, false, &options);
        if let (true, Some(total)) = (events_count == EVENTS, expected_total(name)) {
            assert_eq!(row.matches, total, "{name}: matches");
        }
        rows.push(row);
    }
    if options.is_test {
        println!(
            "{} kinds of rules answer as the plain evaluator does",
            rows.len()
        );
    } else if options.json {
        println!(
            "{}",
            serde_json::json!({ "version": 1, "rows": rows.iter().map(Row::json).collect::<Vec<_>>() })
        );
    } else {
        print_table(&rows);
    }
}

/// How often the rules match the whole set of AWS events.
fn expected_total(name: &str) -> Option<usize> {
    let totals = [
        ("1 rule", TOTALS[0]),
        ("10 rules", TOTALS[1]),
        ("100 rules", TOTALS[2]),
        ("1,000 rules", TOTALS[3]),
        ("10,000 rules", TOTALS[4]),
    ];
    totals
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, total)| *total)
}

const TOTALS: [usize; 5] = [1, 183, 1_321, 69_266, 939_494];

/// What the command line asks for.
struct Options {
    lots: usize,
    events: usize,
    passes: usize,
    only: Option<String>,
    json: bool,
    is_test: bool,
}

impl Options {
    fn read() -> Self {
        let mut options = Self {
            lots: LOTS,
            events: EVENTS,
            passes: 5,
            only: None,
            json: false,
            is_test: false,
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut number = || {
                arguments
                    .next()
                    .and_then(|text| text.parse().ok())
                    .expect("a number")
            };
            match argument.as_str() {
                "--lots" => options.lots = number(),
                "--events" => options.events = number(),
                "--passes" => options.passes = number(),
                "--only" => options.only = arguments.next(),
                "--json" => options.json = true,
                "--test" => options.is_test = true,
                // What cargo says to every benchmark.
                "--bench" => {}
                other => panic!("unknown option {other}"),
            }
        }
        options
    }

    fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| name.contains(only))
    }
}

/// A buffer and where its lines are.
struct Lines {
    text: Vec<u8>,
    lines: Vec<(usize, usize)>,
}

impl Lines {
    fn new(text: Vec<u8>) -> Self {
        let mut start = 0;
        let lines = memchr::memchr_iter(b'\n', &text)
            .map(|end| (std::mem::replace(&mut start, end + 1), end))
            .collect();
        Self { text, lines }
    }

    fn each(&self, mut tell: impl FnMut(&[u8])) {
        for (start, end) in &self.lines {
            tell(&self.text[*start..*end]);
        }
    }
}

/// What was measured for one kind of rules.
struct Row {
    data: &'static str,
    kind: String,
    rules: usize,
    events: usize,
    bytes: usize,
    matches: usize,
    build: Duration,
    /// For each contender the median of its passes.
    times: Vec<(&'static str, Duration)>,
}

const VALIDATED: &str = "validated";
const TRUSTED: &str = "trusted";
const SERDE_JSON: &str = "serde_json IgnoredAny";
const SONIC_SKIP: &str = "sonic-rs IgnoredAny";
const SONIC_LAZY: &str = "sonic-rs LazyValue";
const NEWLINES: &str = "memchr newlines";

impl Row {
    fn time(&self, name: &str) -> f64 {
        let found = self.times.iter().find(|(known, _)| *known == name);
        found.map_or(f64::NAN, |(_, time)| time.as_secs_f64())
    }

    fn per_second(&self, name: &str) -> f64 {
        self.events as f64 / self.time(name)
    }

    fn megabytes(&self, name: &str) -> f64 {
        self.bytes as f64 / 1e6 / self.time(name)
    }

    /// The time of a floor for each unit of time that a contender takes.
    fn ratio(&self, name: &str, floor: &str) -> f64 {
        self.time(floor) / self.time(name)
    }

    /// Against the fastest reader that checks every byte.
    fn best_ratio(&self, name: &str) -> f64 {
        let best = [SERDE_JSON, SONIC_SKIP, SONIC_LAZY].map(|floor| self.time(floor));
        best.into_iter().fold(f64::INFINITY, f64::min) / self.time(name)
    }

    fn json(&self) -> serde_json::Value {
        let contender = |(name, _): &(&str, Duration)| {
            let mut told = serde_json::json!({
                "name": name,
                "events_per_second": self.per_second(name).round(),
                "megabytes_per_second": self.megabytes(name).round(),
            });
            if [VALIDATED, TRUSTED].contains(name) {
                told["ratio"] = [SERDE_JSON, SONIC_SKIP, SONIC_LAZY, NEWLINES]
                    .map(|floor| (floor.to_owned(), self.ratio(name, floor).into()))
                    .into_iter()
                    .collect::<serde_json::Map<_, _>>()
                    .into();
                told["ratio_to_best_validating"] = self.best_ratio(name).into();
            }
            told
        };
        serde_json::json!({
            "data": self.data,
            "kind": self.kind,
            "rules": self.rules,
            "events": self.events,
            "bytes": self.bytes,
            "matches": self.matches,
            "build_seconds": self.build.as_secs_f64(),
            "contenders": self.times.iter().map(contender).collect::<Vec<_>>(),
        })
    }
}

/// Measures one kind of rules.
fn run(data: &'static str, kind: &Kind, lines: &Lines, is_whole: bool, options: &Options) -> Row {
    let patterns: Vec<Pattern> = kind
        .rules
        .iter()
        .map(|(rule, _)| parse(rule, Dialect::Bus).expect("a good rule"))
        .collect();
    let begin = Instant::now();
    let set = PatternSet::new(&patterns);
    let build = begin.elapsed();
    let counts = count(&set, lines, Reading::Validated);
    assert_eq!(
        counts,
        count(&set, lines, Reading::Trusted),
        "{}: both ways of reading",
        kind.name
    );
    for ((rule, expected), count) in kind.rules.iter().zip(&counts) {
        assert!(
            !is_whole || *expected == ANY || expected == count,
            "{rule} matches {count} times"
        );
    }
    let mut row = Row {
        data,
        kind: kind.name.to_owned(),
        rules: patterns.len(),
        events: lines.lines.len(),
        bytes: lines.text.len(),
        matches: counts.iter().sum(),
        build,
        times: Vec::new(),
    };
    if options.is_test {
        assert_eq!(
            counts,
            plainly(&patterns, lines),
            "{}: the plain evaluator",
            kind.name
        );
    } else {
        row.times = measure(&set, lines, options.passes);
    }
    row
}

/// How often each rule matches.
fn count(set: &PatternSet, lines: &Lines, reading: Reading) -> Vec<usize> {
    let mut scratch = set.scratch();
    let mut counts = vec![0; set.len()];
    for (start, end) in &lines.lines {
        let matched = set
            .matches_at(&lines.text, *start, *end, reading, &mut scratch)
            .expect("good JSON");
        for rule in matched.rules {
            counts[*rule as usize] += 1;
        }
    }
    counts
}

/// The same, one rule after the other.
fn plainly(patterns: &[Pattern], lines: &Lines) -> Vec<usize> {
    let evaluators: Vec<Evaluator<'_>> = patterns.iter().map(Evaluator::new).collect();
    let mut counts = vec![0; patterns.len()];
    lines.each(|line| {
        let event = json::parse(std::str::from_utf8(line).expect("UTF-8")).expect("good JSON");
        for (count, evaluator) in counts.iter_mut().zip(&evaluators) {
            *count += usize::from(evaluator.matches(&event));
        }
    });
    counts
}

/// What reads all lines once, and what it is called.
type Contender<'a> = (&'static str, Box<dyn FnMut() + 'a>);

/// Lets the contenders take turns.
fn measure(set: &PatternSet, lines: &Lines, passes: usize) -> Vec<(&'static str, Duration)> {
    let mut scratches = [set.scratch(), set.scratch()];
    let [validated, trusted] = &mut scratches;
    let mut ours = |reading: Reading| {
        let scratch = if reading == Reading::Validated {
            &mut *validated
        } else {
            &mut *trusted
        };
        for (start, end) in &lines.lines {
            let matched = set.matches_at(&lines.text, *start, *end, reading, scratch);
            black_box(matched.is_ok());
        }
    };
    let mut contenders: Vec<Contender<'_>> = Vec::new();
    contenders.push((
        NEWLINES,
        Box::new(|| {
            black_box(memchr::memchr_iter(b'\n', &lines.text).count());
        }),
    ));
    contenders.push((
        SERDE_JSON,
        Box::new(|| {
            lines.each(|line| {
                black_box(serde_json::from_slice::<IgnoredAny>(line).is_ok());
            })
        }),
    ));
    contenders.push((
        SONIC_SKIP,
        Box::new(|| {
            lines.each(|line| {
                black_box(sonic_rs::from_slice::<IgnoredAny>(line).is_ok());
            })
        }),
    ));
    contenders.push((
        SONIC_LAZY,
        Box::new(|| {
            lines.each(|line| {
                black_box(sonic_rs::from_slice::<sonic_rs::LazyValue<'_>>(line).is_ok());
            })
        }),
    ));
    let names: Vec<&'static str> = contenders
        .iter()
        .map(|(name, _)| *name)
        .chain([VALIDATED, TRUSTED])
        .collect();
    let mut times = vec![Vec::new(); names.len()];
    for _ in 0..passes {
        for (times, (_, contender)) in times.iter_mut().zip(&mut contenders) {
            times.push(timed(contender));
        }
        let count = contenders.len();
        times[count].push(timed(|| ours(Reading::Validated)));
        times[count + 1].push(timed(|| ours(Reading::Trusted)));
    }
    names
        .into_iter()
        .zip(times.into_iter().map(median))
        .collect()
}

/// The processor time of a run, so that other programs on the machine count less; where the system does not tell
/// it, the time on the wall.
fn timed(run: impl FnOnce()) -> Duration {
    let (begin, used) = (Instant::now(), processor_time());
    run();
    match (used, processor_time()) {
        (Some(before), Some(after)) => after - before,
        _ => begin.elapsed(),
    }
}

/// How long this thread has been running on a processor, as Linux tells it.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = told.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn print_table(rows: &[Row]) {
    println!(
        "{:<12} {:<28} {:>9} {:>8} | {:>11} {:>6} {:>6} | {:>11} {:>6} {:>6} | {:>10} {:>10} {:>10} {:>10}",
        "data",
        "rules",
        "matches",
        "build",
        "validated/s",
        "MB/s",
        "ratio",
        "trusted/s",
        "MB/s",
        "ratio",
        "serde_json",
        "sonic skip",
        "sonic lazy",
        "newlines",
    );
    for row in rows {
        let thousands = |name: &str| format!("{:.0} k", row.per_second(name) / 1e3);
        println!(
            "{:<12} {:<28} {:>9} {:>8} | {:>11} {:>6.0} {:>6.2} | {:>11} {:>6.0} {:>6.2} | {:>10} {:>10} {:>10} {:>10}",
            row.data,
            row.kind,
            row.matches,
            format!("{:.1} ms", row.build.as_secs_f64() * 1e3),
            thousands(VALIDATED),
            row.megabytes(VALIDATED),
            row.best_ratio(VALIDATED),
            thousands(TRUSTED),
            row.megabytes(TRUSTED),
            row.ratio(TRUSTED, SERDE_JSON),
            thousands(SERDE_JSON),
            thousands(SONIC_SKIP),
            thousands(SONIC_LAZY),
            thousands(NEWLINES),
        );
    }
    println!(
        "\nratio: of validated reading to the fastest of the three that check every byte; of trusted reading to serde_json"
    );
}
