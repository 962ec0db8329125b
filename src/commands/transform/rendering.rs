//! Events in, results out: the run of `evb transform` once its configuration is known.

use std::collections::BTreeSet;

use super::configuration::Configuration;
use crate::commands::{
    BrokenRecord, Context, EventArguments, EventPlace, Exit, Failure, Refusal, events,
};
use crate::diagnostic::{Diagnostic, Finding};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::json;
use crate::render;
use crate::report::test_pattern::EventReport;
use crate::report::transform::{
    BrokenReport, Ending, ExpectationLine, ExpectationReport, FaultReport, PlaceholderReport,
    ResultReport, SummaryReport,
};
use crate::report::{DiagnosticReport, ErrorReport, Format, SpanReport, difference};
use crate::source::Source;
use crate::transform::{Dialect, Rendered, Undelivered};

/// One run of the command.
pub(super) struct Run {
    format: Format,
    pub(super) configuration: Configuration,
    expected: Option<Source>,
    /// What was delivered, if it is to be compared.
    delivered: String,
    summary: SummaryReport,
    broken: Vec<BrokenReport>,
    /// Notes that were told already: people need each only once.
    told: BTreeSet<String>,
    /// Whether the input was an empty list.
    had_empty_list: bool,
}

impl Run {
    pub(super) fn new(
        format: Format,
        configuration: Configuration,
        expected: Option<Source>,
    ) -> Self {
        Self {
            format,
            configuration,
            expected,
            delivered: String::new(),
            summary: SummaryReport::default(),
            broken: Vec::new(),
            told: BTreeSet::new(),
            had_empty_list: false,
        }
    }

    pub(super) fn begin(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        match self.format {
            Format::Json => render::json::begin_results(context.stdout)?,
            Format::Jsonl => {}
            _ => {
                let notes = self.configuration.notes.clone();
                self.tell_notes(&notes, context)?;
            }
        }
        Ok(())
    }

    /// What needs no event.
    pub(super) fn constant(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        match json::parse("{}") {
            Ok(event) => self.one(&event, None, context),
            Err(_) => Ok(()),
        }
    }

    pub(super) fn events(
        &mut self,
        arguments: &EventArguments,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let shape = match self.configuration.dialect {
            Dialect::Pipe => Shape::Record,
            Dialect::Rule | Dialect::Scheduler => Shape::Recognised,
        };
        let mut stream = arguments.stream(shape, Settings::default());
        while let Some(record) = stream.next(context) {
            let record = match record {
                Ok(record) => record,
                Err(broken) => {
                    self.broken(*broken, context)?;
                    continue;
                }
            };
            match json::parse(&record.text) {
                Ok(event) => self.one(&event, Some(record.place), context)?,
                Err(error) => {
                    let finding = Finding::new(error.diagnostic(&record.text), &record.source());
                    let broken = BrokenRecord {
                        findings: vec![finding],
                        source: record.place.source.to_owned(),
                        index_and_line: Some((record.place.index, record.place.line)),
                    };
                    self.broken(broken, context)?;
                }
            }
        }
        self.had_empty_list = stream.had_empty_list();
        Ok(())
    }

    fn one(
        &mut self,
        event: &json::Value,
        place: Option<EventPlace<'_>>,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Configuration {
            shaper, variables, ..
        } = &self.configuration;
        let rendered = shaper.deliver(event, variables);
        self.summary.events += 1;
        if let Rendered::Delivered { raw, .. } = &rendered {
            self.summary.delivered += 1;
            if self.expected.is_some() {
                self.delivered.push_str(raw);
                self.delivered.push('\n');
            }
        }
        if self.format != Format::Human {
            let id = event
                .get("id")
                .and_then(json::Value::as_str)
                .map(str::to_owned);
            let report = self.report(rendered, place, id);
            let is_first = self.summary.events == 1;
            return Ok(render::json::result(
                &report,
                self.format,
                is_first,
                context.stdout,
            )?);
        }
        match rendered {
            Rendered::Delivered { raw, notes } => {
                // With an expectation the difference is the result.
                if self.expected.is_none() {
                    render::transform::delivered(&raw, context.stdout)?;
                }
                self.tell_notes(&notes, context)
            }
            Rendered::Undelivered(why) => {
                let findings = self.findings(&why);
                let place = place.map(|place| place.to_string());
                let look = context.color_stderr;
                if !context.quiet {
                    render::transform::undelivered(
                        place.as_deref(),
                        &findings,
                        look,
                        context.stderr,
                    )?;
                }
                self.tell_notes(&why.notes, context)
            }
        }
    }

    /// What explains a lost event: in the template, then in the rendered text.
    fn findings(&self, why: &Undelivered) -> Vec<Finding> {
        let mut findings = vec![Finding::new(
            why.diagnostic.clone(),
            &self.configuration.text,
        )];
        if let Some(fault) = &why.fault {
            let rendered = Source::new("rendered text", why.rendered.as_str());
            let mut fault = fault.diagnostic.clone();
            // What a placeholder did is mended in the template.
            fault.help = fault.help.filter(|_| why.placeholder.is_none());
            findings.push(Finding::new(fault, &rendered));
        }
        findings
    }

    fn report(
        &self,
        rendered: Rendered,
        place: Option<EventPlace<'_>>,
        id: Option<String>,
    ) -> ResultReport {
        let about = |diagnostic: &Diagnostic| {
            DiagnosticReport::new(&Finding::new(diagnostic.clone(), &self.configuration.text))
        };
        let mut notes: Vec<DiagnosticReport> = self.configuration.notes.iter().map(about).collect();
        let mut report = ResultReport {
            event: place.map(|place| event_report(place.source, place.index, place.line, id)),
            delivered: false,
            raw: None,
            reason: None,
            help: None,
            placeholder: None,
            fault: None,
            rendered: None,
            notes: Vec::new(),
        };
        match rendered {
            Rendered::Delivered { raw, notes: more } => {
                notes.extend(more.iter().map(about));
                report.delivered = true;
                report.raw = Some(raw);
            }
            Rendered::Undelivered(why) => {
                notes.extend(why.notes.iter().map(about));
                self.report_undelivered(*why, &mut report);
            }
        }
        ResultReport { notes, ..report }
    }

    fn report_undelivered(&self, why: Undelivered, report: &mut ResultReport) {
        let template = self.configuration.shaper.template();
        let placeholder = why
            .placeholder
            .and_then(|number| template?.placeholders().nth(number));
        report.reason = Some(why.diagnostic.message);
        report.help = why.diagnostic.help;
        report.placeholder = placeholder.map(|placeholder| PlaceholderReport {
            name: placeholder.name.clone(),
            template_span: SpanReport::new(&self.configuration.text, placeholder.span),
        });
        report.fault = why.fault.map(|fault| FaultReport {
            line: fault.line,
            column: fault.column,
            excerpt: fault.excerpt,
            message: fault.diagnostic.message,
        });
        report.rendered = Some(why.rendered).filter(|text| !text.is_empty());
    }

    fn broken(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        self.summary.broken += 1;
        let BrokenRecord {
            findings,
            source,
            index_and_line,
        } = broken;
        for finding in &findings {
            render::snippet::tell(finding, context.color_stderr, context.stderr)?;
        }
        let refusal = Refusal {
            aws: None,
            findings,
        };
        let report = BrokenReport {
            event: index_and_line.map(|(index, line)| event_report(&source, index, line, None)),
            error: refusal.document().error,
        };
        match self.format {
            Format::Jsonl => render::json::line(&report, context.stdout)?,
            Format::Json => self.broken.push(report),
            _ => {}
        }
        Ok(())
    }

    /// Tells each note once.
    fn tell_notes(
        &mut self,
        notes: &[Diagnostic],
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        for note in notes {
            let finding = match note.primary {
                Some(_) => Finding::new(note.clone(), &self.configuration.text),
                None => Finding::without_source(note.clone()),
            };
            let text = render::snippet::draw(&finding, context.color_stderr);
            if context.color_stderr.tells(&finding) && self.told.insert(text.clone()) {
                writeln!(context.stderr, "{text}")?;
            }
        }
        Ok(())
    }

    pub(super) fn end(mut self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        if self.summary.events + self.summary.broken == 0 {
            let none = events::none("event", events::EVENT_PLACES, self.had_empty_list);
            if self.format != Format::Json {
                return Err(Failure::refused(none));
            }
            // The document has begun, so the failure goes to its end.
            self.broken(BrokenRecord::without_place(none), context)?;
        }
        let expectation = self.expected.as_ref().map(|expected| {
            let diff = difference(expected.text(), &self.delivered);
            ExpectationReport {
                matches: diff.is_none(),
                diff: diff.unwrap_or_default(),
            }
        });
        let as_expected = expectation.as_ref().is_none_or(|one| one.matches);
        match (self.format, expectation) {
            (Format::Json, expectation) => {
                let broken = std::mem::take(&mut self.broken);
                let ending = Ending {
                    summary: self.summary,
                    expectation,
                    error: error(&broken),
                    broken,
                };
                render::json::end_results(&ending, context.stdout)?;
            }
            (Format::Jsonl, Some(expectation)) => {
                render::json::line(&ExpectationLine { expectation }, context.stdout)?
            }
            (_, Some(expectation)) => {
                render::transform::difference(&expectation, context.color, context.stdout)?;
            }
            (_, None) => {}
        }
        let all_delivered = self.summary.delivered == self.summary.events;
        Ok(if self.summary.broken > 0 {
            Exit::Failure
        } else {
            Exit::answer(all_delivered && as_expected)
        })
    }
}

/// All broken records as one error; code and message are those of the first.
fn error(broken: &[BrokenReport]) -> Option<ErrorReport> {
    let first = &broken.first()?.error;
    let diagnostics = broken.iter().flat_map(|one| &one.error.diagnostics);
    Some(ErrorReport {
        diagnostics: diagnostics.cloned().collect(),
        ..first.clone()
    })
}

fn event_report(source: &str, index: usize, line: usize, id: Option<String>) -> EventReport {
    EventReport {
        source: source.to_owned(),
        index,
        line,
        id,
    }
}
