//! Events in, results out: the run of `evb transform` once its configuration is known.

use serde_json::value::RawValue;

use super::configuration::Configuration;
use super::variables::argument_of;
use crate::commands::answer::{KEPT, Refusals};
use crate::commands::events::{self, End, Takes};
use crate::commands::fail_on::foremost_first;
use crate::commands::{
    BrokenRecord, Context, EventArguments, EventPlace, EventRecord, Exit, Failure, Refusal,
};
use crate::diagnostic::{Diagnostic, Diagnostics, Finding};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::json;
use crate::render;
use crate::report::transform::{
    BrokenReport, Ending, ExpectationLine, ExpectationReport, FaultReport, PlaceholderReport,
    ResultReport, SummaryReport,
};
use crate::report::{DiagnosticReport, Format, SpanReport, difference};
use crate::source::Source;
use crate::transform::{DEFAULT_VARIABLE, Dialect, NEVER_JSON, Rendered, Undelivered};

/// One run of the command.
pub(super) struct Run {
    format: Format,
    pub(super) configuration: Configuration,
    expected: Option<Source>,
    /// What was delivered, if it is to be compared.
    delivered: String,
    summary: SummaryReport,
    refusals: Refusals,
    /// The first broken records, for the end of a JSON document.
    broken: Vec<Box<RawValue>>,
    end: End,
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
            refusals: Refusals::new(format),
            broken: Vec::new(),
            end: End::default(),
        }
    }

    pub(super) fn begin(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        context.heed(&self.configuration.notes);
        match self.format {
            Format::Json => render::json::begin_results(context.stdout)?,
            Format::Jsonl => {}
            _ => {
                // That a template is never JSON is told where it loses an event.
                let notes = self.notes(|note| note.code != NEVER_JSON);
                self.tell_notes(&notes, context)?;
            }
        }
        Ok(())
    }

    /// Some of what is worth knowing before any event.
    fn notes(&self, is_asked: impl Fn(&Diagnostic) -> bool) -> Vec<Diagnostic> {
        let notes = self.configuration.notes.iter();
        notes.filter(|note| is_asked(note)).cloned().collect()
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
        let wanted = arguments.wanted(shape, Settings::default());
        self.end = events::in_order(wanted, self, context)?;
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
        } else {
            context.known(Exit::Negative);
        }
        context.heed(notes_of(&rendered));
        if self.format != Format::Human {
            let id = event.get("id").and_then(json::Value::as_str);
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
                self.tell_notes(&notes, context)?;
                // With an expectation the difference is the result.
                if self.expected.is_none() {
                    render::transform::delivered(&raw, context.stdout)?;
                }
                Ok(())
            }
            Rendered::Undelivered(why) => {
                let findings = self.findings(&why);
                // That nothing is delivered is the answer, which who is quiet reads from the exit code.
                if context.quiet {
                    return Ok(());
                }
                if let Some(place) = place.filter(|_| context.tells_more()) {
                    render::transform::undelivered(&place.to_string(), context.stderr)?;
                }
                let is_template = why.diagnostic.code == NEVER_JSON;
                if !is_template {
                    let never = self.notes(|note| note.code == NEVER_JSON);
                    self.tell_notes(&never, context)?;
                }
                for finding in &findings {
                    match is_template {
                        // It is the same whatever the event holds.
                        true => context.tell_once(finding)?,
                        false => context.tell(finding)?,
                    }
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
        let fault = why.fault.as_ref();
        if let Some(fault) = fault.filter(|_| why.diagnostic.code != NEVER_JSON) {
            let rendered = Source::new("rendered text", why.rendered.as_str());
            let mut fault = fault.diagnostic.clone();
            // What a placeholder did is mended in the template.
            fault.help = fault.help.filter(|_| why.placeholder.is_none());
            findings.push(Finding::new(fault, &rendered));
        }
        findings
    }

    fn report<'r>(
        &self,
        rendered: Rendered,
        place: Option<EventPlace<'r>>,
        id: Option<&'r str>,
    ) -> ResultReport<'r> {
        let about = |diagnostic: &Diagnostic| {
            DiagnosticReport::new(&Finding::new(diagnostic.clone(), &self.configuration.text))
        };
        let more = notes_of(&rendered);
        let notes = foremost_first(self.configuration.notes.iter().chain(more));
        let notes = notes.into_iter().map(about).collect();
        let mut report = ResultReport {
            event: place.map(|place| place.report(id)),
            delivered: false,
            raw: None,
            reason: None,
            help: None,
            placeholder: None,
            fault: None,
            rendered: None,
            notes,
        };
        match rendered {
            Rendered::Delivered { raw, .. } => {
                report.delivered = true;
                report.raw = Some(raw);
            }
            Rendered::Undelivered(why) => {
                self.report_undelivered(*why, &mut report);
            }
        }
        report
    }

    fn report_undelivered(&self, why: Undelivered, report: &mut ResultReport<'_>) {
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

    /// Tells each note once.
    fn tell_notes(&self, notes: &[Diagnostic], context: &mut Context<'_>) -> Result<(), Failure> {
        for note in foremost_first(notes) {
            let note = with_argument(note);
            let finding = match note.primary {
                Some(_) => Finding::new(note, &self.configuration.text),
                None => Finding::without_source(note),
            };
            context.tell_once(&finding)?;
        }
        Ok(())
    }

    pub(super) fn end(mut self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        if self.summary.events + self.refusals.count() == 0 {
            self.refusals
                .nothing("event", events::EVENT_PLACES, self.end, context)?;
        }
        self.summary.broken = self.refusals.count();
        let expectation = self.expected.as_ref().map(|expected| {
            let diff = difference(expected.text(), &self.delivered);
            ExpectationReport {
                matches: diff.is_none(),
                diff: diff.unwrap_or_default(),
            }
        });
        if expectation.as_ref().is_some_and(|one| !one.matches) {
            context.known(Exit::Negative);
        }
        match (self.format, expectation) {
            (Format::Json, expectation) => {
                let ending = Ending {
                    summary: self.summary,
                    expectation,
                    broken: self.broken,
                    error: self.refusals.error(),
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
        Ok(context.exit())
    }
}

impl Takes for Run {
    fn take(&mut self, record: &EventRecord<'_>, context: &mut Context<'_>) -> Result<(), Failure> {
        match json::parse(&record.text) {
            Ok(event) => self.one(&event, Some(record.place), context),
            Err(error) => {
                let diagnostics = Diagnostics::from(error.diagnostic(&record.text));
                self.refuse(record.refused(diagnostics), context)
            }
        }
    }

    fn refuse(&mut self, broken: BrokenRecord, context: &mut Context<'_>) -> Result<(), Failure> {
        if self.format == Format::Json && self.broken.len() < KEPT {
            let refusal = Refusal {
                aws: None,
                findings: broken.findings.clone(),
            };
            let report = BrokenReport {
                event: broken.report(),
                error: refusal.document().error,
            };
            self.broken.extend(serde_json::value::to_raw_value(&report));
        }
        self.refusals.record(broken, context)
    }
}

/// A note, with the argument that gives the variable its value if it is of one that has none.
fn with_argument(note: &Diagnostic) -> Diagnostic {
    let name = note.message.split(['<', '>']).nth(1);
    let argument = name
        .filter(|_| note.code == DEFAULT_VARIABLE)
        .and_then(argument_of);
    match (argument, &note.help) {
        (Some(argument), Some(help)) => {
            let help = format!("give it with `{argument}`: {help}");
            note.clone().help(help)
        }
        _ => note.clone(),
    }
}

/// What is told beside the result for one event.
fn notes_of(rendered: &Rendered) -> &[Diagnostic] {
    match rendered {
        Rendered::Delivered { notes, .. } => notes,
        Rendered::Undelivered(why) => &why.notes,
    }
}
