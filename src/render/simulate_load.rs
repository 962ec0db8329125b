//! Many events for one target.

use std::io::{self, Write};

use super::deliveries::{
    Chart, ChartKind, Line, chart, conditions, decimal, long_seconds, monte_carlo, notes,
    requirements,
};
use super::table::Table;
use super::{csv, json, words};
use crate::report::Format;
use crate::report::simulate_load::{FleetDocument, FleetReport, JitterReport, PointReport};

/// Writes a fleet.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn fleet(
    report: &FleetDocument,
    format: Format,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => {
            for point in &report.fleet.course {
                json::line(point, out)?;
            }
            let mut rest = report.clone();
            rest.fleet.course.clear();
            for jitter in &mut rest.jitter {
                jitter.fleet.course.clear();
            }
            json::line(&rest, out)
        }
        Format::Csv => table(&report.fleet, out),
        Format::Svg => out.write_all(picture(report).as_bytes()),
        _ => human(report, width, out),
    }
}

fn table(fleet: &FleetReport, out: &mut dyn Write) -> io::Result<()> {
    csv::record(
        &[
            "at_seconds",
            "arrived",
            "delivered",
            "given_up",
            "waiting",
            "attempts",
            "busiest_second",
        ],
        out,
    )?;
    for point in &fleet.course {
        let counts = [
            point.arrived,
            point.delivered,
            point.given_up,
            point.waiting,
            point.attempts,
            point.busiest_second,
        ];
        let mut cells = vec![point.at_seconds.to_string()];
        cells.extend(counts.map(|count| count.to_string()));
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        csv::record(&cells, out)?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "drawn to the pixel")]
fn course(points: &[PointReport], of: fn(&PointReport) -> u64) -> Vec<(f64, f64)> {
    points
        .iter()
        .map(|point| (point.at_seconds, of(point) as f64))
        .collect()
}

/// What waits over time; where what exceeds the capacity is retried, the attempts of the busiest seconds.
fn picture(report: &FleetDocument) -> String {
    let fleet = &report.fleet;
    let remark = report
        .notes
        .first()
        .map_or("", |note| note.message.as_str());
    if let [none, full] = report.jitter.as_slice() {
        let end = none.fleet.ended_at_seconds.max(full.fleet.ended_at_seconds);
        let line = |name, color, of: &JitterReport| Line {
            name,
            color,
            points: course(&of.fleet.course, |point| point.busiest_second),
            is_stepped: true,
        };
        let mut lines = vec![
            line("no jitter", "#d62728", none),
            line("full jitter", "#1f77b4", full),
        ];
        if let Some(capacity) = fleet.target_capacity_per_second {
            lines.push(Line {
                name: "capacity",
                color: "#2ca02c",
                points: vec![(0.0, capacity), (end, capacity)],
                is_stepped: false,
            });
        }
        let title = format!("{}; attempts a second", headline(fleet));
        return chart(&title, remark, &lines, end);
    }
    let line = |name, color, of| Line {
        name,
        color,
        points: course(&fleet.course, of),
        is_stepped: false,
    };
    let lines = [
        line("arrived", "#7f7f7f", |point| point.arrived),
        line("delivered", "#2ca02c", |point| point.delivered),
        line("given up", "#d62728", |point| point.given_up),
        line("waiting", "#1f77b4", |point| point.waiting),
    ];
    chart(&headline(fleet), remark, &lines, fleet.ended_at_seconds)
}

fn headline(fleet: &FleetReport) -> String {
    let mut parts = vec![format!(
        "{} of {} delivered",
        words::thousands(fleet.delivered),
        words::counted(fleet.events, "event", "events")
    )];
    let others = [
        ("dead-lettered", fleet.dead_lettered),
        ("dropped", fleet.dropped),
        ("lost", fleet.lost),
    ];
    for (name, count) in others.into_iter().filter(|(_, count)| *count > 0) {
        parts.push(format!("{} {name}", words::thousands(count)));
    }
    parts.join(", ")
}

fn human(report: &FleetDocument, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let fleet = &report.fleet;
    writeln!(out, "{}\n", headline(fleet))?;
    load(fleet, out)?;
    writeln!(out)?;
    monte_carlo(&fleet.statistics, out)?;
    if let [none, full] = report.jitter.as_slice() {
        side_by_side([&none.fleet, &full.fleet], width, out)?;
    } else {
        let shown = Chart {
            title: "events waiting over time",
            kind: ChartKind::Level,
            points: course(&fleet.course, |point| point.waiting),
            end_seconds: fleet.ended_at_seconds,
        };
        shown.draw(width, out)?;
    }
    requirements(&report.requirements, out)?;
    writeln!(out)?;
    conditions(
        report.profile,
        &report.policy,
        report.backoff.as_ref(),
        &report.fail,
        report.seed,
        out,
    )?;
    notes(&report.notes, width, out)
}

/// What jitter does: the same load without it and with as much of it as there can be.
fn side_by_side(both: [&FleetReport; 2], width: usize, out: &mut dyn Write) -> io::Result<()> {
    type Cell<'a> = &'a dyn Fn(&FleetReport) -> String;
    let rows: [(&str, Cell<'_>); 9] = [
        ("delivered", &|of| words::thousands(of.delivered)),
        ("dead-lettered", &|of| words::thousands(of.dead_lettered)),
        ("dropped", &|of| words::thousands(of.dropped)),
        ("lost", &|of| words::thousands(of.lost)),
        ("attempts", &|of| {
            words::thousands(of.statistics.total_attempts)
        }),
        ("throttled", &|of| words::thousands(of.throttled)),
        ("busiest second", &|of| busiest(of)),
        ("above capacity", &|of| {
            of.above_capacity_until_seconds.map_or_else(
                || "never".to_owned(),
                |until| format!("until {}", long_seconds(until)),
            )
        }),
        ("backlog gone", &|of| {
            of.drained_at_seconds
                .map_or_else(|| "there is none".to_owned(), long_seconds)
        }),
    ];
    writeln!(out, "\nthe same load on the same curve, randomised or not")?;
    let mut table = Table::new(["", "no jitter", "full jitter"]);
    for (name, cell) in rows {
        let cells = both.map(cell);
        let is_needed = !matches!(name, "dead-lettered" | "dropped" | "lost");
        if is_needed || cells.iter().any(|cell| cell != "0") {
            table.row(std::iter::once(name.to_owned()).chain(cells).collect());
        }
    }
    table.write(out)?;
    let end_seconds = both.map(|one| one.ended_at_seconds);
    let end_seconds = end_seconds.into_iter().fold(0.0, f64::max);
    for (one, title) in both.into_iter().zip([
        "attempts in the busiest seconds without jitter (logarithmic)",
        "attempts in the busiest seconds with full jitter (logarithmic)",
    ]) {
        let shown = Chart {
            title,
            kind: ChartKind::Peaks,
            points: course(&one.course, |point| point.busiest_second),
            end_seconds,
        };
        shown.draw(width, out)?;
    }
    Ok(())
}

/// The attempts of the busiest second, and how many times the capacity that is.
fn busiest(fleet: &FleetReport) -> String {
    let attempts = fleet.most_attempts_in_a_second;
    #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
    let times = fleet
        .target_capacity_per_second
        .map(|capacity| attempts as f64 / capacity);
    match times.filter(|times| *times > 1.0) {
        Some(times) => format!(
            "{} ({} × the capacity)",
            words::thousands(attempts),
            decimal(times, 1)
        ),
        None => words::thousands(attempts),
    }
}

/// What the target had to bear, and when it was over.
fn load(fleet: &FleetReport, out: &mut dyn Write) -> io::Result<()> {
    let rate = |rate: Option<f64>, without: &str| {
        rate.map_or_else(
            || without.to_owned(),
            |rate| format!("{}/s", decimal(rate, 3)),
        )
    };
    writeln!(
        out,
        "arrival         {}",
        rate(fleet.events_per_second, "all at once")
    )?;
    writeln!(
        out,
        "capacity        {}",
        rate(fleet.target_capacity_per_second, "no limit")
    )?;
    writeln!(
        out,
        "peak waiting    {} at {}",
        words::counted(fleet.peak_queue_depth, "event", "events"),
        long_seconds(fleet.peak_at_seconds)
    )?;
    if let Some(at) = fleet.drained_at_seconds {
        let after = fleet.drain_seconds.map_or_else(String::new, |after| {
            format!(", {} after the outage", long_seconds(after))
        });
        writeln!(out, "backlog gone    at {}{after}", long_seconds(at))?;
    }
    if let (Some(number), Some(at)) = (
        fleet.first_expired_event,
        fleet.first_expired_arrived_at_seconds,
    ) {
        writeln!(
            out,
            "first too old   event {}, which arrived at {}",
            words::thousands(number),
            long_seconds(at)
        )?;
    }
    if fleet.throttled > 0 {
        writeln!(
            out,
            "throttled       {}",
            words::counted(fleet.throttled, "attempt", "attempts")
        )?;
    }
    if fleet.most_attempts_in_a_second > 0 {
        writeln!(out, "busiest second  {}", busiest(fleet))?;
    }
    writeln!(
        out,
        "over            at {}",
        long_seconds(fleet.ended_at_seconds)
    )
}
