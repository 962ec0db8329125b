//! Findings for people: each drawn on its source line, with what AWS answers, and a summary behind them.

use std::io::{self, Write};

use crate::check::Finding;
use crate::diagnostic::Severity;
use crate::render::printable::{cut, printable};
use crate::render::snippet::{self, Look};
use crate::render::stream::Stream;
use crate::render::style::Style;
use crate::render::words::counted;
use crate::report::check::{
    AnswerReport, FEW_NOT_JUDGED, FindingReport, FixedReport, SummaryReport,
};

/// How many findings are drawn: a run may have a hundred thousand.
const DRAWN: u64 = 100;

/// How much of AWS's message is shown: behind its reason stands the whole pattern again.
const ANSWER_COLUMNS: usize = 300;

/// Draws findings as they come.
#[derive(Debug, Default)]
pub struct Drawn {
    drawn: u64,
    left_out: u64,
    /// What AWS answered to the finding before: all mistakes of a pattern have one answer.
    answered: Option<(String, String)>,
}

impl Drawn {
    /// Draws a finding, unless there were too many before it.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn draw(
        &mut self,
        finding: &Finding,
        report: &FindingReport,
        look: Look,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if self.drawn == DRAWN {
            self.left_out += 1;
            return Ok(());
        }
        self.drawn += 1;
        writeln!(out, "{}", snippet::draw_finding(&finding.told, look))?;
        let answered = report.aws.as_ref().map(|aws| {
            let of = format!("{}\n{:?}\n{}", report.source, report.resource, report.field);
            (of, aws.message.clone())
        });
        if answered.is_some() && answered == self.answered {
            return writeln!(out);
        }
        self.answered = answered;
        if let Some(aws) = &report.aws {
            writeln!(out, "  {}", Style::new(look.color).faint(&answer(aws)))?;
        }
        writeln!(out)
    }

    /// How many were not drawn.
    #[must_use]
    pub const fn left_out(&self) -> u64 {
        self.left_out
    }
}

/// What AWS answers, in a line.
pub(super) fn answer(aws: &AnswerReport) -> String {
    let AnswerReport {
        by,
        operation,
        code,
        message,
        ..
    } = aws;
    let reason = message.split("\n at [Source").next().unwrap_or(message);
    // What the AWS CLI says has a line for each member.
    let reason = reason.replace('\n', " ");
    let reason = cut(&reason, ANSWER_COLUMNS);
    let likely = match aws.recorded {
        true => "answers",
        false => "answers to this effect",
    };
    let who = match *by {
        "aws-cli" => "the AWS CLI",
        _ => "AWS",
    };
    format!("{who} {likely} ({operation}): {code}: {reason}")
}

/// What was fixed, a line each.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn fixed(fixed: &[FixedReport], color: bool, out: &mut dyn Write) -> io::Result<()> {
    let style = Style::new(color);
    for one in fixed.iter().take(DRAWN as usize) {
        let place = one
            .span
            .map(|span| format!(":{}:{}", span.line, span.column));
        writeln!(
            out,
            "{}[{}] {}{}: {}",
            style.good("fixed"),
            one.name,
            printable(&one.source),
            place.unwrap_or_default(),
            printable(&one.message)
        )?;
    }
    if fixed.len() as u64 > DRAWN {
        writeln!(out, "… and {} more", fixed.len() as u64 - DRAWN)?;
    }
    if !fixed.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

/// The change of a file, as a unified diff: without colours letter by letter, so that it can be applied.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn change(diff: &str, color: bool, out: &mut Stream<'_>) -> io::Result<()> {
    if !color {
        return out.payload(diff);
    }
    let style = Style::new(color);
    for line in diff.lines() {
        match line.as_bytes().first() {
            Some(b'+') => writeln!(out, "{}", style.good(line))?,
            Some(b'-') => writeln!(out, "{}", style.bad(line))?,
            _ => writeln!(out, "{}", printable(line))?,
        }
    }
    Ok(())
}

/// How much would be fixed, and how much would remain.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn would_fix(summary: &SummaryReport, out: &mut dyn Write) -> io::Result<()> {
    let remain = summary.errors + summary.warnings + summary.infos;
    let fixed = match summary.fixed {
        0 => "nothing would be fixed".to_owned(),
        count => format!("{} would be fixed", counted(count, "finding", "findings")),
    };
    writeln!(out, "{fixed}, {remain} would remain")
}

/// What was read, and how much was found.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn summary(
    summary: &SummaryReport,
    left_out: u64,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = Style::new(color);
    if left_out > 0 {
        let more = counted(left_out, "more finding", "more findings");
        writeln!(out, "… and {more}: `--format concise` tells all\n")?;
    }
    let counts: Vec<String> = [
        (summary.errors, Severity::Error),
        (summary.warnings, Severity::Warning),
        (summary.infos, Severity::Note),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, severity)| match severity {
        Severity::Error => style.bad(&counted(count, "error", "errors")),
        Severity::Warning => style.doubt(&counted(count, "warning", "warnings")),
        Severity::Note => counted(count, "info", "infos"),
    })
    .collect();
    if summary.fixed > 0 {
        let remain = summary.errors + summary.warnings + summary.infos;
        let fixed = counted(summary.fixed, "finding", "findings");
        let remain = counted(remain, "remains", "remain");
        writeln!(out, "{} fixed, {remain}", style.good(&fixed))?;
    }
    let read = read(summary);
    match (summary.files, summary.errors + summary.warnings) {
        (0, _) => {}
        (_, 0) => {
            writeln!(
                out,
                "{} in {read}",
                style.good(match summary.in_baseline {
                    0 => "evb finds nothing that AWS refuses",
                    _ => "evb finds nothing new",
                })
            )?;
            if !counts.is_empty() {
                writeln!(out, "{}", counts.join(", "))?;
            }
        }
        _ => writeln!(out, "{} in {read}", counts.join(", "))?,
    }
    kept_back(summary, out)?;
    if summary.not_judged > 0 {
        let places = counted(summary.not_judged, "place", "places");
        let few = summary.not_judged <= FEW_NOT_JUDGED as u64;
        let list = if few {
            ""
        } else {
            "; `--format json` lists them"
        };
        writeln!(
            out,
            "not judged: {places} that the files leave open, or that were not read{list}"
        )?;
        for place in summary.places_not_judged.iter().filter(|_| few) {
            writeln!(out, "  {}", cut(&printable(place), ANSWER_COLUMNS))?;
        }
    }
    if !summary.hidden.is_empty() {
        let names: Vec<String> = summary
            .hidden
            .iter()
            .map(|one| printable(one).into_owned())
            .collect();
        let one = counted(
            names.len() as u64,
            "hidden directory is",
            "hidden directories are",
        );
        writeln!(out, "{one} not read unless named: {}", names.join(", "))?;
    }
    if summary.passed_over > 0 {
        let files = counted(summary.passed_over, "file declares", "files declare");
        let them = if summary.passed_over == 1 {
            "it"
        } else {
            "them"
        };
        writeln!(out, "{files} nothing, so far as evb reads {them}")?;
    }
    Ok(())
}

/// What was found and is not told.
fn kept_back(summary: &SummaryReport, out: &mut dyn Write) -> io::Result<()> {
    let findings = |count| counted(count, "finding", "findings");
    if summary.suppressed > 0 {
        let count = findings(summary.suppressed);
        writeln!(
            out,
            "not told: {count} that the files say are to be ignored"
        )?;
    }
    if summary.ignored > 0 {
        let count = findings(summary.ignored);
        writeln!(out, "not told: {count} that `evb.toml` ignores")?;
    }
    if summary.in_baseline > 0 {
        let count = findings(summary.in_baseline);
        writeln!(out, "not told: {count} that the baseline has")?;
    }
    if summary.gone_from_baseline > 0 {
        let count = findings(summary.gone_from_baseline);
        writeln!(
            out,
            "no longer found: {count} of the baseline; `--write-baseline` writes it without"
        )?;
    }
    Ok(())
}

/// `4 rules and 2 schedules in 3 files`
fn read(summary: &SummaryReport) -> String {
    let things = summary.declarations.iter().map(|(kind, count)| {
        let one = kind.replace('_', " ");
        let several = match one.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{one}s"),
        };
        counted(*count, &one, &several)
    });
    let things: Vec<String> = things.collect();
    let files = counted(summary.files, "file", "files");
    match things.split_last() {
        None => files,
        Some((last, [])) => format!("{last} of {files}"),
        Some((last, rest)) => format!("{} and {last} of {files}", rest.join(", ")),
    }
}
