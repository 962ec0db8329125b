//! What `--pipe` names: a pipe, or an event source mapping, which takes records in the same way.

use crate::api::{self, Constraint};
use crate::check::{IS_YAML, yaml_pattern};
use crate::commands::declarations::{Named, Read};
use crate::commands::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::{self, Content};
use crate::json::Value;
use crate::json::fields::beginning;
use crate::model::{Declared, EventSourceMapping, Inventory, Pipe};
use crate::pattern::Dialect;
use crate::simulate::pipe::{
    CheckReport, ConfigurationRefusal, Part, Plan, PlanOptions, Remark, check, check_mapping,
};
use crate::source::{Source, Span};

/// What is given is no pipe.
const NOT_A_PIPE: Code = Code::new("pipe/not-a-pipe");
/// What is given holds several pipes.
const SEVERAL_PIPES: Code = Code::new("input/several-pipes");

/// What takes records from a source, and the text in which its places lie.
pub(super) struct Declaration {
    source: Source,
    taker: Taker,
    /// What the file holds beside it that was not read.
    left_out: Vec<Diagnostic>,
}

enum Taker {
    Pipe(Box<Pipe>),
    Mapping(Box<EventSourceMapping>),
}

impl Declaration {
    /// Reads the one pipe or mapping that an argument names.
    ///
    /// # Errors
    ///
    /// * `input/…`, `json/…`: the file cannot be read.
    /// * `pipe/not-a-pipe`, `input/several-pipes`: it holds none, or several.
    pub(super) fn read(argument: &Named, context: &Context<'_>) -> Result<Self, Failure> {
        let Read {
            source, content, ..
        } = argument.read("--pipe", context)?;
        let refused = |diagnostic| Err(Failure::refused(Finding::new(diagnostic, &source)));
        let (taker, left_out) = match content {
            Content::Declarations(inventory) => match one_of(*inventory) {
                Ok(one) => one,
                Err(all) => {
                    let all = all.into_iter().map(|one| Finding::new(one, &source));
                    return Err(Failure::all(all.collect()));
                }
            },
            Content::Value(value) => match iac::pipe_of(&value, source.text()) {
                Some(pipe) => (Taker::Pipe(Box::new(pipe)), Vec::new()),
                None => return refused(not_a_pipe(beginning_of(&value))),
            },
            Content::Broken(error) => return refused(error.diagnostic_of_whole(source.text())),
        };
        Ok(Self {
            source,
            taker,
            left_out,
        })
    }

    /// What to call it; empty where it has no name.
    pub(super) fn called(&self) -> String {
        match &self.taker {
            Taker::Pipe(pipe) => pipe.called(),
            Taker::Mapping(mapping) => mapping.called(),
        }
    }

    /// Who is asked to create it.
    pub(super) fn creator(&self) -> (&'static str, &'static str) {
        match &self.taker {
            Taker::Pipe(_) => ("CreatePipe", "the pipe"),
            Taker::Mapping(_) => ("CreateEventSourceMapping", "the event source mapping"),
        }
    }

    /// What its creation says.
    pub(super) fn check(&self) -> CheckReport {
        match &self.taker {
            Taker::Pipe(pipe) => check(pipe),
            Taker::Mapping(mapping) => check_mapping(mapping),
        }
    }

    /// Makes it ready to run.
    ///
    /// # Errors
    ///
    /// Why it cannot run.
    pub(super) fn plan(&self, options: &PlanOptions) -> Result<Plan, Failure> {
        match &self.taker {
            Taker::Pipe(pipe) => Plan::new(pipe, options),
            Taker::Mapping(mapping) => Plan::of_mapping(mapping, options),
        }
        .map_err(|report| self.refused(&report))
    }

    /// What was left out of the file, as findings.
    pub(super) fn left_out(&self) -> impl Iterator<Item = Finding> {
        let left_out = self.left_out.iter().cloned();
        left_out.map(|diagnostic| Finding::new(diagnostic, &self.source))
    }

    /// A remark with the text in which it has its place.
    pub(super) fn finding(&self, remark: &Remark) -> Finding {
        let name = self.source.name();
        let inner = |what: String, text: &str| Source::new(format!("{name} ({what})"), text);
        let template = |stage: &str, declared: Option<Declared<String>>| {
            let text = declared.as_ref().map_or("", Declared::as_str);
            inner(format!("input template of the {stage}"), text)
        };
        let (filters, templates) = match &self.taker {
            Taker::Pipe(pipe) => (
                &pipe.filters,
                [pipe.enrichment_template(), pipe.target_template()],
            ),
            Taker::Mapping(mapping) => (&mapping.filters, [None, None]),
        };
        let [enrichment, target] = templates;
        let source = match remark.part {
            Part::Pipe => self.source.clone(),
            Part::Filter(index) => {
                let text = filters.get(index).and_then(|filter| filter.json(""));
                inner(format!("filter {index}"), text.unwrap_or_default())
            }
            Part::EnrichmentTemplate => template("enrichment", enrichment),
            Part::TargetTemplate => template("target", target),
        };
        let mut told = remark.diagnostic.clone();
        if told.code.as_str().starts_with("json/")
            && let Part::Filter(_) = remark.part
            && let Some(json) = yaml_pattern(source.text(), Dialect::Pipe)
        {
            told = Diagnostic {
                message: IS_YAML.to_owned(),
                fix: None,
                ..told.help(format!("write `{json}`"))
            };
        }
        Finding::new(told, &source)
    }

    /// Why it is refused, in AWS's words where they are known.
    pub(super) fn refused(&self, report: &CheckReport) -> Failure {
        let start = |one: &ConfigurationRefusal| {
            let label = one.remark.diagnostic.primary.as_ref()?;
            (one.remark.part == Part::Pipe).then_some(label.span.start)
        };
        // The type of a member is told by whoever read it, and by AWS's model.
        let is_told = |one: &ConfigurationRefusal| {
            let broken = one.broken.as_ref().map(|broken| &broken.constraint);
            let mut others = report.refusals.iter();
            matches!(broken, Some(Constraint::Type(_)))
                && others.any(|other| other.broken.is_none() && start(other) == start(one))
        };
        let refusals = report.refusals.iter().filter(|one| !is_told(one));
        let refusals = refusals.map(|refusal| &refusal.remark);
        let findings = refusals.chain(&report.notes);
        let mut findings: Vec<Finding> = findings.map(|remark| self.finding(remark)).collect();
        if report.is_modelled() {
            findings.push(Finding::new(api::words_not_recorded(), &self.source));
        }
        let exception = match self.taker {
            Taker::Pipe(_) => "ValidationException",
            Taker::Mapping(_) => "InvalidParameterValueException",
        };
        match report.aws_message() {
            Some(message) => Failure::aws(exception, message, findings),
            None => Failure::all(findings),
        }
    }
}

/// The only pipe or mapping of an inventory, and what else there is to tell. Where there is none, what was left out may be
/// why.
fn one_of(inventory: Inventory) -> Result<(Taker, Vec<Diagnostic>), Vec<Diagnostic>> {
    let pipes = inventory.pipes.into_iter();
    let pipes = pipes.map(|pipe| Taker::Pipe(Box::new(pipe)));
    let mappings = inventory.event_source_mappings.into_iter();
    let mappings = mappings.map(|mapping| Taker::Mapping(Box::new(mapping)));
    let mut all: Vec<Taker> = pipes.chain(mappings).collect();
    match (all.pop(), all.is_empty()) {
        (Some(only), true) => Ok((only, inventory.diagnostics)),
        (None, _) => {
            let left_out = inventory.diagnostics.into_iter();
            let left_out = left_out.filter(|one| iac::is_left_out(one.code));
            // What was left out is why there is none.
            Err(left_out.chain([not_a_pipe(Span::new(0, 1))]).collect())
        }
        (Some(last), false) => {
            all.push(last);
            Err(vec![several(&all)])
        }
    }
}

fn several(all: &[Taker]) -> Diagnostic {
    /// How many names a message lists.
    const LISTED: usize = 10;
    let name = |taker: &Taker| match taker {
        Taker::Pipe(pipe) => pipe.label(),
        Taker::Mapping(mapping) => mapping.logical_id.clone(),
    };
    let names: Vec<String> = all.iter().filter_map(name).collect();
    let listed: Vec<String> = names
        .iter()
        .take(LISTED)
        .map(|one| format!("`{one}`"))
        .collect();
    let more = if names.len() > LISTED { ", …" } else { "" };
    let message = format!(
        "there are {} pipes in here, and one is asked for",
        all.len()
    );
    let diagnostic = Diagnostic::error(SEVERAL_PIPES, message)
        .at(Span::new(0, 1), format!("{}{more}", listed.join(", ")));
    match names.first() {
        Some(first) => diagnostic.help(format!("name one behind the file: `FILE#{first}`")),
        None => diagnostic.help("give one of them"),
    }
}

fn beginning_of(value: &Value) -> Span {
    let beginning = beginning(value);
    Span::new(beginning.start, beginning.start + 1)
}

fn not_a_pipe(place: Span) -> Diagnostic {
    Diagnostic::error(NOT_A_PIPE, "this is not a pipe")
        .at(place, "an object with `Source` and `Target` was expected")
        .help("give what `aws pipes create-pipe --cli-input-json` takes or `aws pipes describe-pipe` prints, an event source mapping of Lambda, or a template that has one of these")
}
