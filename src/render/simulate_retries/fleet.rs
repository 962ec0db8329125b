//! Many events for one target.

use std::io::{self, Write};

use super::chart::Chart;
use super::parts::{conditions, decimal, long_seconds, monte_carlo, notes, requirements};
use super::picture::{Line, chart};
use crate::render::{csv, json, words};
use crate::report::Format;
use crate::report::simulate_retries::{FleetDocument, FleetReport, PointReport};

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
            json::line(&rest, out)
        }
        Format::Csv => table(&report.fleet, out),
        Format::Svg => out.write_all(picture(report).as_bytes()),
        Format::Human | Format::Ics => human(report, width, out),
    }
}

fn table(fleet: &FleetReport, out: &mut dyn Write) -> io::Result<()> {
    csv::record(
        &["at_seconds", "arrived", "delivered", "given_up", "waiting"],
        out,
    )?;
    for point in &fleet.course {
        let counts = [
            point.arrived,
            point.delivered,
            point.given_up,
            point.waiting,
        ]
        .map(|count| count.to_string());
        let [arrived, delivered, given_up, waiting] = counts.each_ref().map(String::as_str);
        csv::record(
            &[
                &point.at_seconds.to_string(),
                arrived,
                delivered,
                given_up,
                waiting,
            ],
            out,
        )?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "drawn to the pixel")]
fn course(fleet: &FleetReport, of: fn(&PointReport) -> u64) -> Vec<(f64, f64)> {
    fleet
        .course
        .iter()
        .map(|point| (point.at_seconds, of(point) as f64))
        .collect()
}

fn picture(report: &FleetDocument) -> String {
    let fleet = &report.fleet;
    let line = |name, color, of| Line {
        name,
        color,
        points: course(fleet, of),
        is_stepped: false,
    };
    let lines = [
        line("arrived", "#7f7f7f", |point| point.arrived),
        line("delivered", "#2ca02c", |point| point.delivered),
        line("given up", "#d62728", |point| point.given_up),
        line("waiting", "#1f77b4", |point| point.waiting),
    ];
    let remark = report
        .notes
        .first()
        .map_or("", |note| note.message.as_str());
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
    let shown = Chart {
        title: "events waiting over time",
        points: course(fleet, |point| point.waiting),
        end_seconds: fleet.ended_at_seconds,
    };
    shown.draw(width, out)?;
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
        writeln!(
            out,
            "busiest second  {}",
            words::counted(fleet.most_attempts_in_a_second, "attempt", "attempts")
        )?;
    }
    writeln!(
        out,
        "over            at {}",
        long_seconds(fleet.ended_at_seconds)
    )
}
