//! The answers of `evb route`, one by one, or counted.

use std::io::{self, Write};
use std::sync::Arc;

use super::json;
use super::printable::{payload, printable, quoting};
use super::stream::Stream;
use super::style::Style;
use super::table::Table;
use super::words::{counted, thousands};
use crate::report::route::{
    CountReport, DeliveredRuleReport, DeliveryReport, Ending, Match, OpenRuleReport, RoutedReport,
    Summary,
};
use crate::report::{DiagnosticReport, ErrorReport, EventReport, Format, RuleReport};

/// What stands before every element of a list but the first.
const SEPARATOR: u8 = b',';

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Every event and its rules.
    Events,
    /// The events without a rule.
    Unmatched,
    /// How many events each rule matches.
    Counts,
}

/// How events and their rules are told.
#[derive(Debug)]
pub struct Lines {
    format: Format,
    told: Told,
    names: Vec<String>,
    /// The same in JSON.
    written_names: Vec<Box<[u8]>>,
    /// On what each rule depends that its template leaves open.
    holes: Vec<Vec<String>>,
    /// What is said of an event that no rule matches.
    no_rule: &'static str,
}

impl Lines {
    /// For rules of these names.
    #[must_use]
    pub fn new(format: Format, names: Vec<String>, told: Told) -> Self {
        let in_json = |name: &String| {
            let mut written = Vec::new();
            let done = json::append_text(name, &mut written);
            debug_assert!(done.is_ok(), "any text can be written in JSON");
            written.into()
        };
        Self {
            format,
            told,
            written_names: names.iter().map(in_json).collect(),
            holes: vec![Vec::new(); names.len()],
            names,
            no_rule: "no rule",
        }
    }

    /// The same where something was left out that may hold rules: of no event it can be said that no rule matches it.
    #[must_use]
    pub fn of_incomplete_rules(mut self, is_incomplete: bool) -> Self {
        if is_incomplete {
            self.no_rule = "none of the rules that were read";
        }
        self
    }

    /// The same for rules that depend on what their templates leave open.
    #[must_use]
    pub fn left_open(mut self, holes: Vec<Vec<String>>) -> Self {
        self.holes = holes;
        self
    }

    /// Whether [`add`](Self::add) adds anything for any event, and wants to know which event it is.
    #[must_use]
    pub fn tells_events(&self) -> bool {
        self.told != Told::Counts
    }

    /// Adds what is told of an event to a text, to be [written](Writer::written) in its turn.
    ///
    /// # Errors
    ///
    /// None, as long as everything can be written in JSON.
    pub fn add(
        &self,
        event: &EventReport<'_>,
        rules: &[Match],
        deliveries: Option<&[Vec<DeliveryReport>]>,
        color: bool,
        text: &mut Vec<u8>,
    ) -> io::Result<()> {
        match self.told {
            Told::Counts => return Ok(()),
            Told::Unmatched if !rules.is_empty() => return Ok(()),
            Told::Unmatched | Told::Events => {}
        }
        let is_plain = deliveries.is_none() && !rules.iter().any(|rule| rule.is_open());
        if is_plain && self.format != Format::Human {
            return self.add_plain(event, rules, text);
        }
        let name = |rule: &Match| self.names.get(rule.rule() as usize).map(String::as_str);
        let open = rules.iter().filter(|rule| rule.is_open());
        let open = open.filter_map(|rule| {
            let depends_on = self.holes.get(rule.rule() as usize)?;
            Some(OpenRuleReport::new(name(rule)?, depends_on))
        });
        let open: Vec<OpenRuleReport<'_>> = open.collect();
        let certain = rules.iter().filter(|rule| !rule.is_open());
        let certain: Vec<&str> = certain.filter_map(name).collect();
        if self.format == Format::Human {
            let style = Style::new(color);
            self.line(event, (&certain, &open), style, text)?;
            let deliveries = rules.iter().zip(deliveries.unwrap_or_default());
            for (rule, targets) in deliveries {
                for target in targets {
                    deliver(name(rule).unwrap_or_default(), target, style, text)?;
                }
            }
            return Ok(());
        }
        let deliveries = deliveries.map(|of_rules| {
            let of_rules = rules.iter().zip(of_rules);
            let of_rules = of_rules
                .filter_map(|(rule, targets)| Some(DeliveredRuleReport::new(name(rule)?, targets)));
            of_rules.collect()
        });
        let routed = RoutedReport {
            event: *event,
            rules: certain,
            open,
            deliveries,
        };
        let is_line = self.format == Format::Jsonl;
        if !is_line {
            text.push(SEPARATOR);
        }
        serde_json::to_writer(&mut *text, &routed).map_err(io::Error::from)?;
        if is_line {
            text.push(b'\n');
        }
        Ok(())
    }

    /// What a [`RoutedReport`] of an event without open answers and deliveries is in JSON: that of most events.
    fn add_plain(
        &self,
        event: &EventReport<'_>,
        rules: &[Match],
        text: &mut Vec<u8>,
    ) -> io::Result<()> {
        let is_line = self.format == Format::Jsonl;
        if !is_line {
            text.push(SEPARATOR);
        }
        text.extend_from_slice(br#"{"event":"#);
        json::append_event(event, text)?;
        text.extend_from_slice(br#","rules":["#);
        let names = rules.iter().map(|rule| rule.rule() as usize);
        let names = names.filter_map(|rule| self.written_names.get(rule));
        for (at, name) in names.enumerate() {
            if at > 0 {
                text.push(b',');
            }
            text.extend_from_slice(name);
        }
        text.extend_from_slice(b"]}");
        if is_line {
            text.push(b'\n');
        }
        Ok(())
    }

    fn line(
        &self,
        event: &EventReport<'_>,
        (rules, open): (&[&str], &[OpenRuleReport<'_>]),
        style: Style,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let column = match event.column {
            0..=1 => String::new(),
            column => format!(":{column}"),
        };
        let place = style.name(&format!("{}:{}{column}", event.source, event.line));
        let id = event
            .id
            .map_or(String::new(), |id| format!(" {}", printable(id)));
        let certain = match (rules, open) {
            ([], []) => Some(style.bad(self.no_rule)),
            ([], _) => None,
            (rules, _) => Some(printable(&rules.join(", ")).into_owned()),
        };
        let open = open.iter().map(|one| {
            let holes: Vec<String> = one
                .depends_on
                .iter()
                .map(|one| format!("`{one}`"))
                .collect();
            let (rule, holes) = (printable(one.rule), holes.join(", "));
            format!(
                "{rule} {}",
                style.faint(&format!("(depends on {})", printable(&holes)))
            )
        });
        let open: Vec<String> = open.collect();
        let open = (!open.is_empty()).then(|| format!("perhaps {}", open.join(", ")));
        let told: Vec<String> = certain.into_iter().chain(open).collect();
        writeln!(out, "{place}{id}: {}", told.join("; "))
    }
}

/// Writes answers as they come.
#[derive(Debug)]
pub struct Writer {
    lines: Arc<Lines>,
    /// For each rule how many events it matched.
    counts: Vec<u64>,
    /// Whether nothing is written yet.
    is_empty: bool,
}

impl Writer {
    /// Of events that are told so.
    #[must_use]
    pub fn new(lines: Lines) -> Self {
        Self {
            counts: vec![0; lines.names.len()],
            lines: Arc::new(lines),
            is_empty: true,
        }
    }

    /// How events are told: so any thread can [add](Lines::add) what is [written](Self::written) here.
    #[must_use]
    pub fn lines(&self) -> &Arc<Lines> {
        &self.lines
    }

    /// Begins the output.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.lines.format {
            Format::Json => json::begin_results(out),
            _ => Ok(()),
        }
    }

    /// Tells the rules that an event matches, by their numbers.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn event(
        &mut self,
        event: &EventReport<'_>,
        rules: &[Match],
        deliveries: Option<&[Vec<DeliveryReport>]>,
        color: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.count(rules);
        let mut text = Vec::new();
        self.lines.add(event, rules, deliveries, color, &mut text)?;
        self.written(&text, out)
    }

    /// Counts the events that rules match: here all that `rules` names, for one event or many.
    pub fn count(&mut self, rules: &[Match]) {
        if self.lines.told != Told::Counts {
            return;
        }
        for rule in rules.iter().filter(|rule| !rule.is_open()) {
            if let Some(count) = self.counts.get_mut(rule.rule() as usize) {
                *count += 1;
            }
        }
    }

    /// Writes what was [added](Lines::add).
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn written(&mut self, text: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let is_first = self.is_empty;
        self.is_empty &= text.is_empty();
        let text = match text.split_first() {
            Some((&SEPARATOR, rest)) if is_first && self.lines.format == Format::Json => rest,
            _ => text,
        };
        match text {
            [] => Ok(()),
            text => out.write_all(text),
        }
    }

    /// Ends the output.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn end(
        &mut self,
        summary: &Summary,
        (notes, error): (Vec<DiagnosticReport>, Option<ErrorReport>),
        color: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let counts = self.lines.names.iter().zip(&self.counts);
        let counts = counts.map(|(rule, matches)| CountReport {
            rule,
            matches: *matches,
        });
        let counts = counts.filter(|_| self.lines.told == Told::Counts);
        match self.lines.format {
            Format::Human => {
                let mut table = Table::new(["matches", "rule"]);
                let mut has_rows = false;
                for count in counts {
                    has_rows = true;
                    table.row(vec![thousands(count.matches), count.rule.to_owned()]);
                }
                if has_rows {
                    table.write(out)?;
                }
                writeln!(out, "{}", sums(summary, Style::new(color)))
            }
            Format::Json => {
                let mut is_first = self.is_empty;
                for count in counts {
                    json::result(&count, self.lines.format, is_first, out)?;
                    is_first = false;
                }
                let summary = *summary;
                json::end_results(
                    &Ending {
                        summary,
                        notes,
                        error,
                    },
                    out,
                )
            }
            _ => {
                for count in counts {
                    json::line(&count, out)?;
                }
                Ok(())
            }
        }
    }
}

/// What a target receives, below its event.
fn deliver(
    rule: &str,
    delivery: &DeliveryReport,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let receives = match (&delivery.raw, &delivery.reason) {
        (Some(raw), _) => payload(raw).into_owned(),
        (None, Some(reason)) => style.bad(&format!("receives nothing: {}", printable(reason))),
        (None, None) => {
            let holes: Vec<String> = delivery
                .depends_on
                .iter()
                .map(|one| format!("`{}`", printable(one)))
                .collect();
            style.faint(&format!("depends on {}", holes.join(", ")))
        }
    };
    let target = match delivery.target.as_str() {
        "" => delivery.arn.as_deref().unwrap_or("a target"),
        id => id,
    };
    writeln!(
        out,
        "  {}/{}: {receives}",
        printable(rule),
        printable(target)
    )
}

/// `3 events: 2 match a rule, 1 matches none`
fn sums(summary: &Summary, style: Style) -> String {
    let events = counted(summary.events, "event", "events");
    let verb = |count: u64| if count == 1 { "matches" } else { "match" };
    let mut text = format!(
        "{events}: {} {} a rule, {} {} none",
        thousands(summary.matched),
        verb(summary.matched),
        thousands(summary.unmatched),
        verb(summary.unmatched),
    );
    if summary.open > 0 {
        let verb = if summary.open == 1 {
            "depends"
        } else {
            "depend"
        };
        let open = thousands(summary.open);
        text.push_str(&format!(", {open} {verb} on what is open"));
    }
    if summary.broken > 0 {
        let records = counted(summary.broken, "record", "records");
        text.push_str(&style.bad(&format!("; {records} could not be read")));
    }
    if summary.unreadable > 0 {
        let inputs = counted(summary.unreadable, "input", "inputs");
        text.push_str(&style.bad(&format!("; {inputs} could not be read")));
    }
    text
}

/// Says below what is wrong with a rule which rule that is, and what AWS answers where that is known.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn refused_rule(
    rule: &RuleReport,
    aws: Option<&(String, String)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (name, source, line) = (printable(&rule.name), printable(&rule.source), rule.line);
    match aws {
        Some((exception, message)) => writeln!(
            out,
            "AWS answers for the rule `{name}` ({source}:{line}): {exception}: {}",
            quoting(message)
        ),
        None => writeln!(out, "the rule `{name}` ({source}:{line}) is left out"),
    }
}

/// Shows how far a run has come, on one line of a terminal that the next call overwrites.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn progress(
    summary: &Summary,
    seconds: f64,
    width: usize,
    out: &mut Stream<'_>,
) -> io::Result<()> {
    #[expect(clippy::cast_precision_loss, reason = "only three digits are shown")]
    let megabytes = summary.bytes as f64 / 1e6;
    let text = format!(
        "{} in {megabytes:.0} MB, {:.0} MB/s, {} without a rule",
        counted(summary.events, "event", "events"),
        megabytes / seconds.max(0.001),
        thousands(summary.unmatched),
    );
    let shown: String = text.chars().take(width.saturating_sub(1)).collect();
    out.overwrite(&shown)
}

/// Clears that line.
///
/// # Errors
///
/// When `out` cannot be written.
pub fn no_progress(out: &mut Stream<'_>) -> io::Result<()> {
    out.overwrite("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_answer_is_written_as_its_report_is() {
        let names = ["a", "say \"so\"", "é\\"].map(str::to_owned).to_vec();
        let lines = Lines::new(Format::Jsonl, names.clone(), Told::Events);
        for numbers in [&[][..], &[1_u32], &[0, 2, 1]] {
            let event = EventReport {
                source: "e.jsonl",
                index: 0,
                line: 1,
                column: 1,
                id: Some("7"),
            };
            let rules: Vec<Match> = numbers.iter().copied().map(Match::certain).collect();
            let report = RoutedReport {
                event,
                rules: numbers
                    .iter()
                    .map(|one| names[*one as usize].as_str())
                    .collect(),
                open: Vec::new(),
                deliveries: None,
            };
            let (mut own, mut others) = (Vec::new(), Vec::new());
            lines.add(&event, &rules, None, false, &mut own).unwrap();
            json::line(&report, &mut others).unwrap();
            assert_eq!(String::from_utf8(own), String::from_utf8(others));
        }
    }
}
