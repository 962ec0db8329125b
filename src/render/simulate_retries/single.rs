//! One delivery: timeline, chart, dead letter.

use std::io::{self, Write};

use super::way;
use crate::render::deliveries::{
    Chart, ChartKind, Line, chart, conditions, long_seconds, monte_carlo, notes, percent,
    requirements, seconds,
};
use crate::render::printable::{payload, printable};
use crate::render::style::Style;
use crate::render::wrap::wrapped_title;
use crate::render::{csv, json, words};
use crate::report::Format;
use crate::report::deliveries::MonteCarloReport;
use crate::report::simulate_retries::{AttemptReport, SimulateRetriesReport};

/// How many attempts are shown at the beginning and at the end, of many.
const SHOWN: (usize, usize) = (14, 4);

/// How many hops behind the first are named that fail.
const SHOWN_FAILURES: usize = 6;

/// Writes a delivery.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn single(
    report: &SimulateRetriesReport,
    format: Format,
    color: bool,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Json => json::line(report, out),
        Format::Jsonl => lines(report, out),
        Format::Csv => table(report, out),
        Format::Svg => out.write_all(picture(report).as_bytes()),
        _ => human(report, color, width, out),
    }
}

/// Every attempt on a line, then everything else on the last one.
fn lines(report: &SimulateRetriesReport, out: &mut dyn Write) -> io::Result<()> {
    for attempt in &report.attempts {
        json::line(attempt, out)?;
    }
    let rest = SimulateRetriesReport {
        attempts: Vec::new(),
        attempts_omitted: report.attempts.len() as u64 + report.attempts_omitted,
        ..report.clone()
    };
    json::line(&rest, out)
}

/// The attempts, or the statistics of many deliveries.
fn table(report: &SimulateRetriesReport, out: &mut dyn Write) -> io::Result<()> {
    if let Some(many) = &report.monte_carlo {
        return statistics(many, out);
    }
    csv::record(
        &[
            "number",
            "at_seconds",
            "delay_seconds",
            "duration_seconds",
            "result",
            "code",
            "remaining_age_seconds",
        ],
        out,
    )?;
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    for attempt in &report.attempts {
        let fields = [
            attempt.number.to_string(),
            attempt.at_seconds.to_string(),
            number(attempt.delay_seconds),
            attempt.duration_seconds.to_string(),
            attempt.result.to_owned(),
            attempt.code.clone().unwrap_or_default(),
            number(attempt.remaining_age_seconds),
        ];
        csv::record(&fields.each_ref().map(String::as_str), out)?;
    }
    Ok(())
}

/// Statistics of many deliveries as CSV.
pub(super) fn statistics(many: &MonteCarloReport, out: &mut dyn Write) -> io::Result<()> {
    csv::record(&["statistic", "value", "low", "high"], out)?;
    let shares = [
        ("delivered", &many.delivered),
        ("dead_lettered", &many.dead_lettered),
        ("dropped", &many.dropped),
        ("lost", &many.lost),
    ];
    for (name, share) in shares {
        let numbers = [share.rate, share.low, share.high].map(|number| number.to_string());
        let [rate, low, high] = numbers.each_ref().map(String::as_str);
        csv::record(&[name, rate, low, high], out)?;
    }
    let distributions = [
        ("attempts", many.attempts),
        ("delivery_time_seconds", many.delivery_time_seconds),
        ("given_up_after_seconds", many.given_up_after_seconds),
    ];
    for (name, of) in distributions {
        let Some(of) = of else { continue };
        let numbers = [
            ("mean", of.mean),
            ("p50", of.p50),
            ("p90", of.p90),
            ("p99", of.p99),
            ("p99.9", of.p99_9),
            ("max", of.max),
        ];
        for (statistic, value) in numbers {
            csv::record(
                &[&format!("{name}.{statistic}"), &value.to_string(), "", ""],
                out,
            )?;
        }
    }
    Ok(())
}

/// When each attempt was made, and how many there were by then.
fn points(report: &SimulateRetriesReport) -> Vec<(f64, f64)> {
    let point = |attempt: &AttemptReport| {
        (
            attempt.at_seconds,
            f64::from(u32::try_from(attempt.number).unwrap_or(u32::MAX)),
        )
    };
    report.attempts.iter().map(point).collect()
}

fn picture(report: &SimulateRetriesReport) -> String {
    let line = Line {
        name: "attempts",
        color: "#1f77b4",
        points: points(report),
        is_stepped: true,
    };
    let remark = report
        .notes
        .first()
        .map_or("", |note| note.message.as_str());
    chart(&headline(report), remark, &[line], report.ended_at_seconds)
}

/// What became of the event by its first hop, in one line.
fn headline(report: &SimulateRetriesReport) -> String {
    let attempts = match report.retries {
        0 => "1 attempt".to_owned(),
        retries => format!(
            "{} attempts ({})",
            words::thousands(retries + 1),
            words::counted(retries, "retry", "retries")
        ),
    };
    let reason = match (report.exhausted_retry_condition, report.ended_by) {
        (Some(condition), _) => format!(": {condition}"),
        (None, "permanent-failure") => ": the error is not retried".to_owned(),
        (None, "retries") => ": no retry is left".to_owned(),
        (None, "age") => ": the event is too old".to_owned(),
        _ => String::new(),
    };
    let at = long_seconds(report.ended_at_seconds);
    format!(
        "{} after {attempts}, {at} after its arrival{reason}",
        report.outcome
    )
}

fn human(
    report: &SimulateRetriesReport,
    color: bool,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let of_way = report.lies_in.as_ref().filter(|_| report.has_way());
    let headline = match of_way {
        Some(lies) => printable(&way::headline(lies)).into_owned(),
        None => headline(report),
    };
    let style = Style::new(color);
    let painted = |text: &str, is_good: bool| {
        if is_good {
            style.good(text)
        } else {
            style.bad(text)
        }
    };
    if let Some(many) = &report.monte_carlo {
        let events = words::counted(many.runs, "event", "events");
        let text = format!("{} of {events} delivered", percent(many.delivered.rate));
        let met = report.requirements.iter().all(|one| one.met);
        writeln!(out, "{}\n", painted(&text, met))?;
        monte_carlo(many, out)?;
        writeln!(out, "\nthe first event: {headline}")?;
        if let Some(lies) = of_way {
            writeln!(out)?;
            way::way(&report.way, lies, width, out)?;
        }
    } else {
        let painted = painted(&headline, report.is_delivered());
        match of_way {
            Some(_) => writeln!(out, "{}\n", wrapped_title(&painted, width))?,
            None => writeln!(out, "{painted}\n")?,
        }
        // Where everything is as it should be, the first hop has nothing more to tell than the way does.
        let is_plain = of_way.is_some() && report.ended_by == "success" && report.retries == 0;
        if let Some(lies) = of_way {
            way::way(&report.way, lies, width, out)?;
            if !is_plain {
                writeln!(out, "\nhop 1: {}\n", self::headline(report))?;
            }
        }
        if !is_plain {
            detail(report, width, out)?;
        }
    }
    requirements(&report.requirements, out)?;
    writeln!(out)?;
    conditions(
        report.profile,
        &report.policy,
        report.backoff.as_ref(),
        &fails(report),
        report.seed,
        out,
    )?;
    notes(&report.notes, width, out)
}

/// What fails: of the first hop, and of those behind it where they do.
fn fails(report: &SimulateRetriesReport) -> Vec<String> {
    let behind = report.way.iter().skip(1);
    let behind = behind.filter(|hop| hop.after.is_some() && hop.fail != ["never"]);
    let behind = behind.map(|hop| format!("{} in hop {}", hop.fail.join(", "), hop.hop));
    let mut behind: Vec<String> = behind.collect();
    let left_out = behind.len().saturating_sub(SHOWN_FAILURES);
    behind.truncate(SHOWN_FAILURES);
    if left_out > 0 {
        behind.push(format!(
            "and in {}",
            words::counted(left_out as u64, "hop more", "hops more")
        ));
    }
    let first = report.fail.join(", ");
    let first = match behind.is_empty() {
        true => first,
        false => format!("{first} in hop 1"),
    };
    std::iter::once(first).chain(behind).collect()
}

/// The course of one delivery, and what it leaves behind.
fn detail(report: &SimulateRetriesReport, width: usize, out: &mut dyn Write) -> io::Result<()> {
    timeline(report, out)?;
    let shown = Chart {
        title: "attempts over time",
        kind: ChartKind::Level,
        points: points(report),
        end_seconds: report.ended_at_seconds,
    };
    shown.draw(width, out)?;
    letter(report, out)?;
    if let Some(group) = &report.group {
        let messages = words::counted(group.blocked_messages, "message", "messages");
        let wait = long_seconds(group.blocked_seconds);
        writeln!(
            out,
            "\ngroup     {messages} of the same FIFO group wait for {wait}"
        )?;
    }
    Ok(())
}

/// The attempts as a table: of many, the first and the last.
fn timeline(report: &SimulateRetriesReport, out: &mut dyn Write) -> io::Result<()> {
    let attempts = &report.attempts;
    let (first, last) = SHOWN;
    let (head, tail) = if attempts.len() <= first + last {
        (attempts.as_slice(), [].as_slice())
    } else {
        let (head, rest) = attempts.split_at(first);
        (head, rest.split_at(rest.len().saturating_sub(last)).1)
    };
    let omitted = (attempts.len() - head.len() - tail.len()) as u64 + report.attempts_omitted;
    let rows: Vec<[String; 5]> = head.iter().chain(tail).map(row).collect();
    let heading = ["attempt", "at", "delay", "age left", "result"];
    let mut widths = heading.map(str::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    write_row(&heading.map(str::to_owned), &widths, out)?;
    for (index, row) in rows.iter().enumerate() {
        if index == head.len() && omitted > 0 {
            writeln!(
                out,
                "  … {} …",
                words::counted(omitted, "attempt more", "attempts more")
            )?;
        }
        write_row(row, &widths, out)?;
    }
    Ok(())
}

/// Numbers to the right, the result to the left.
fn write_row(row: &[String; 5], widths: &[usize; 5], out: &mut dyn Write) -> io::Result<()> {
    let [number, at, delay, age, result] = row;
    let [w_number, w_at, w_delay, w_age, _] = widths;
    let line =
        format!("  {number:>w_number$}  {at:>w_at$}  {delay:>w_delay$}  {age:>w_age$}  {result}");
    writeln!(out, "{}", line.trim_end())
}

fn row(attempt: &AttemptReport) -> [String; 5] {
    let code = attempt.code.as_deref().unwrap_or("");
    let result = match attempt.result {
        "success" => "delivered".to_owned(),
        "retryable" => code.to_owned(),
        _ => format!("{code}, not retried"),
    };
    let result = match attempt.retry_after_seconds {
        Some(seconds) => format!("{result}, Retry-After: {seconds}"),
        None => result,
    };
    [
        words::thousands(attempt.number),
        seconds(attempt.at_seconds),
        attempt.delay_seconds.map_or_else(String::new, seconds),
        attempt
            .remaining_age_seconds
            .map_or_else(String::new, seconds),
        result,
    ]
}

fn letter(report: &SimulateRetriesReport, out: &mut dyn Write) -> io::Result<()> {
    let Some(letter) = &report.dead_letter else {
        return Ok(());
    };
    let what = match letter.kind {
        "invocation-record" => "record of the invocation in",
        _ => "dead letter in",
    };
    writeln!(out, "\n{what} {}", printable(&letter.queue))?;
    let width = letter
        .message_attributes
        .iter()
        .map(|one| one.name.len())
        .max()
        .unwrap_or(0);
    for attribute in &letter.message_attributes {
        writeln!(
            out,
            "  {:width$}  {}",
            attribute.name,
            printable(&attribute.string_value)
        )?;
    }
    match &letter.body {
        Some(body) => writeln!(out, "  {:width$}  {}", "(body)", payload(body)),
        None => writeln!(
            out,
            "  {:width$}  {}",
            "(body)",
            unknown_body(report.profile)
        ),
    }
}

/// What stands in a body that was not given.
fn unknown_body(profile: &str) -> &'static str {
    match profile {
        "sqs" | "sns-http" | "sns-lambda" => "the message as it was sent",
        "stream" => "where the records were: shard and sequence numbers",
        _ => "what the target was to receive",
    }
}
