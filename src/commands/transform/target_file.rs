//! A target in a file: the one that is meant among everything that the file declares.

use std::ffi::OsStr;

use super::arguments::{DialectName, Stage, TargetArguments};
use super::at;
use crate::commands::declarations::{Named, Read};
use crate::commands::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::{self, Content};
use crate::json::Value;
use crate::json::fields::present;
use crate::model::{Declared, Inventory, Pipe, Rule, Schedule, Target, given_by};
use crate::simulate::pipe::{Arn, SourceKind, StageEvents};
use crate::source::{Source, Span};
use crate::transform::{BusEvent, Dialect, InputPaths, Reserved, Variables};

/// A file that holds no target, or several and none is chosen.
const TARGET_FILE: Code = Code::new("transform/target-file");
/// Something of the target that its template leaves open.
const OPEN: Code = Code::new("transform/open");

/// How many names a message lists.
const LISTED_NAMES: usize = 10;

/// A target as it is declared, not yet checked.
pub(super) struct Declaration {
    pub(super) dialect: Dialect,
    pub(super) id: String,
    pub(super) arn: Option<String>,
    pub(super) input: Option<String>,
    pub(super) input_path: Option<String>,
    pub(super) paths: InputPaths,
    pub(super) template: Option<String>,
    /// Which event arrives at a bus: for schedules only.
    pub(super) event: Option<BusEvent>,
    /// What its events are, if the file tells: for pipes only.
    pub(super) events: Option<StageEvents>,
    /// What the file tells of reserved variables.
    pub(super) variables: Variables,
    /// The file, if it stands in one.
    pub(super) file: Option<String>,
    /// What is to be known of it, with the place in the file.
    pub(super) notes: Vec<Finding>,
}

/// What may be meant.
#[derive(Clone, Copy)]
enum Candidate<'i> {
    Rule(Option<&'i Rule>, &'i Target),
    Scheduler(Option<&'i Schedule>, &'i Target),
    Pipe(&'i Pipe),
}

/// Reads the target that a file declares.
///
/// # Errors
///
/// * `transform/target-file`: it declares none, or several and none is chosen.
/// * `declaration/wrong-type`: a member has the wrong type.
/// * `transform/open`: its template leaves open what the target receives.
/// * `json/…`, `input/…`: it cannot be read.
pub(super) fn read(
    file: &OsStr,
    arguments: &TargetArguments,
    context: &Context<'_>,
) -> Result<Declaration, Failure> {
    let Read {
        source, content, ..
    } = Named::new(file, context).read("--target", context)?;
    let inventory = match content {
        Content::Declarations(inventory) => *inventory,
        Content::Value(value) => alone(&value, &source)?,
        Content::Broken(error) => return Err(at(error.diagnostic(source.text()), &source)),
    };
    let candidate = choose(&inventory, arguments).map_err(|told| at(*told, &source))?;
    refuse_mistakes(candidate, &source)?;
    let mut opened = Opened {
        source: &source,
        open: Vec::new(),
        notes: Vec::new(),
    };
    let declaration = match candidate {
        Candidate::Rule(rule, target) => opened.rule(rule, target),
        Candidate::Scheduler(schedule, target) => opened.schedule(schedule, target),
        Candidate::Pipe(pipe) => opened.pipe(pipe, arguments.stage),
    };
    if !opened.open.is_empty() {
        return Err(Failure::all(opened.open));
    }
    Ok(Declaration {
        file: Some(source.name().to_owned()),
        notes: opened.notes,
        ..declaration
    })
}

/// A value that declares nothing that could be told from a pattern: half a pipe, perhaps.
fn alone(value: &Value, source: &Source) -> Result<Inventory, Failure> {
    match iac::pipe_of(value, source.text()) {
        Some(pipe) => Ok(Inventory {
            pipes: vec![pipe],
            ..Inventory::default()
        }),
        None => Err(at(
            Diagnostic::error(TARGET_FILE, "this is no target")
                .at(beginning(value.span), "")
                .help(WHAT_TO_GIVE),
            source,
        )),
    }
}

/// What holds a target.
const WHAT_TO_GIVE: &str = "give a template, what `aws events put-targets` takes or `list-targets-by-rule` prints, a schedule or a pipe";

/// The candidate that the arguments mean.
fn choose<'i>(
    inventory: &'i Inventory,
    arguments: &TargetArguments,
) -> Result<Candidate<'i>, Box<Diagnostic>> {
    let all = candidates(inventory, arguments.dialect);
    let has_id = |one: &&Candidate<'_>| {
        let id = match one {
            Candidate::Rule(_, target) => target.id.as_ref(),
            Candidate::Scheduler(..) | Candidate::Pipe(_) => None,
        };
        id.map(Declared::as_str) == arguments.target_id.as_deref()
    };
    let is_lone_schedule = matches!(
        all.as_slice(),
        [Candidate::Scheduler(..) | Candidate::Pipe(_)]
    );
    let chosen: Vec<&Candidate<'_>> = match arguments.target_id {
        Some(_) if !is_lone_schedule => all.iter().filter(has_id).collect(),
        _ => all.iter().collect(),
    };
    let told = match (chosen.as_slice(), &arguments.target_id) {
        ([one], _) => return Ok(**one),
        ([], Some(id)) if !all.is_empty() => format!("there is no target `{id}`"),
        ([], _) => "there is no target".to_owned(),
        (_, Some(id)) => format!("several targets have the id `{id}`"),
        (_, None) => "there are several targets".to_owned(),
    };
    let told = Diagnostic::error(TARGET_FILE, told).at(Span::new(0, 1), "");
    let mut names: Vec<String> = all.iter().filter_map(name).collect();
    let more = names.len().saturating_sub(LISTED_NAMES);
    names.truncate(LISTED_NAMES);
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    Err(Box::new(match names.is_empty() {
        true => told.help(WHAT_TO_GIVE),
        false => told.help(format!(
            "choose one behind the file, `FILE#NAME`, or by its id with `--target-id`: {}",
            names.join(", ")
        )),
    }))
}

/// Everything that has a target, in the language that is asked for, if one is.
fn candidates(inventory: &Inventory, asked: Option<DialectName>) -> Vec<Candidate<'_>> {
    let is_asked = |one: DialectName| asked.is_none_or(|asked| asked == one);
    let mut all = Vec::new();
    for rule in &inventory.rules {
        let targets = rule.targets.iter();
        all.extend(targets.map(|target| Candidate::Rule(Some(rule), target)));
    }
    for target in &inventory.unattached_targets {
        all.push(match asked {
            Some(DialectName::Scheduler) => Candidate::Scheduler(None, target),
            _ => Candidate::Rule(None, target),
        });
    }
    for schedule in &inventory.schedules {
        let target = schedule.target.iter();
        all.extend(target.map(|target| Candidate::Scheduler(Some(schedule), target)));
    }
    all.extend(inventory.pipes.iter().map(Candidate::Pipe));
    all.retain(|one| {
        is_asked(match one {
            Candidate::Rule(..) => DialectName::Rule,
            Candidate::Scheduler(..) => DialectName::Scheduler,
            Candidate::Pipe(_) => DialectName::Pipe,
        })
    });
    all
}

/// What to call it behind a `#`.
fn name(candidate: &Candidate<'_>) -> Option<String> {
    let name = match candidate {
        Candidate::Rule(rule, target) => {
            let id = target.id.as_ref()?.to_display();
            match rule.and_then(Rule::label) {
                Some(rule) => format!("{rule}/{id}"),
                None => id,
            }
        }
        Candidate::Scheduler(schedule, _) => schedule.map(Schedule::label)?,
        Candidate::Pipe(pipe) => pipe.label()?,
    };
    (!name.is_empty()).then(|| format!("`{name}`"))
}

/// What could not be read of it is an error: what it receives would be a guess.
fn refuse_mistakes(candidate: Candidate<'_>, source: &Source) -> Result<(), Failure> {
    let told = match candidate {
        Candidate::Rule(_, target) | Candidate::Scheduler(_, target) => &target.diagnostics,
        Candidate::Pipe(pipe) => &pipe.diagnostics,
    };
    let errors = told.iter().filter(|one| one.is_error());
    let errors: Vec<Finding> = errors
        .map(|one| Finding::new(one.clone(), source))
        .collect();
    match errors.is_empty() {
        true => Ok(()),
        false => Err(Failure::all(errors)),
    }
}

fn beginning(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}

/// Takes what is known, and tells what is open.
struct Opened<'s> {
    source: &'s Source,
    /// What must be known.
    open: Vec<Finding>,
    notes: Vec<Finding>,
}

impl Opened<'_> {
    /// A text without which nothing can be said.
    fn needed(&mut self, what: &str, text: Option<&Declared<String>>) -> Option<String> {
        let text = text?;
        if let Some(hole) = text.hole() {
            let told = Diagnostic::error(OPEN, format!("{what} depends on `{}`", hole.from))
                .at(text.span, "what the target receives is not known here")
                .help(given_by(&hole.from).unwrap_or_else(|| {
                    "give the target as it is deployed, or the text itself as an argument"
                        .to_owned()
                }));
            self.open.push(Finding::new(told, self.source));
        }
        text.get().cloned()
    }

    /// The ARN of whoever receives: while it is open, nothing is said of what it takes.
    fn receiver(&mut self, arn: Option<&Declared<String>>) -> Option<String> {
        let arn = arn?;
        if let Some(hole) = arn.hole() {
            let message = format!(
                "the ARN of the target depends on `{}`: what such a target takes is not checked",
                hole.from
            );
            let told = Diagnostic::note(OPEN, message)
                .at(arn.span, "")
                .help("`--target-arn` gives it");
            self.notes.push(Finding::new(told, self.source));
        }
        arn.get().cloned()
    }

    fn rule(&mut self, rule: Option<&Rule>, target: &Target) -> Declaration {
        let mut variables = Variables::new();
        let name = rule.map_or(target.rule.as_ref(), |rule| rule.name.as_ref());
        if let Some(name) = name.and_then(Declared::get) {
            variables.set(Reserved::RuleName, name.clone());
        }
        let transformer = target.input_transformer.as_ref();
        let template = transformer.map(|transformer| {
            let template = self.needed("the input template", transformer.template.as_ref());
            template.unwrap_or_default()
        });
        let paths = transformer.map_or(&[][..], |transformer| &transformer.paths);
        let paths = paths.iter().filter_map(|(name, path)| {
            let path = self.needed("an input path", Some(path))?;
            Some((name.clone(), path))
        });
        let paths = InputPaths(paths.collect());
        Declaration {
            id: target
                .id
                .as_ref()
                .map_or_else(String::new, Declared::to_display),
            arn: self.receiver(target.arn.as_ref()),
            input: self.needed("the input", target.input.as_ref()),
            input_path: self.needed("the input path", target.input_path.as_ref()),
            paths,
            template,
            variables,
            ..Declaration::new(Dialect::Rule)
        }
    }

    fn schedule(&mut self, schedule: Option<&Schedule>, target: &Target) -> Declaration {
        let mut variables = Variables::new();
        let arn = schedule.and_then(|schedule| schedule.arn.as_ref()?.get());
        if let Some(arn) = arn {
            variables.set(Reserved::ScheduleArn, arn.clone());
        }
        Declaration {
            arn: self.receiver(target.arn.as_ref()),
            input: self.needed("the input", target.input.as_ref()),
            event: self.event(schedule, target),
            variables,
            ..Declaration::new(Dialect::Scheduler)
        }
    }

    /// The parameters of an event bus.
    fn event(&mut self, schedule: Option<&Schedule>, target: &Target) -> Option<BusEvent> {
        let of_schedule = schedule
            .and_then(|one| one.request.as_ref())
            .and_then(|request| present(&request.value, "Target"));
        let whole = of_schedule.or(target.request.as_ref().map(|request| &request.value))?;
        let parameters = present(whole, "EventBridgeParameters")?;
        let mut text = |name: &str| {
            let value = present(parameters, name)?;
            if let Some(open) = value.as_open() {
                let hole = open.first_hole();
                let told = Diagnostic::error(OPEN, format!("`{name}` depends on `{}`", hole.from))
                    .at(value.span, "what arrives at the bus is not known here");
                self.open.push(Finding::new(told, self.source));
            }
            Some(value.as_str().unwrap_or_default().to_owned())
        };
        Some(BusEvent {
            source: text("Source")?,
            detail_type: text("DetailType")?,
        })
    }

    fn pipe(&mut self, pipe: &Pipe, stage: Stage) -> Declaration {
        let mut variables = Variables::new();
        for (text, variable) in [
            (&pipe.arn, Reserved::PipeArn),
            (&pipe.name, Reserved::PipeName),
            (&pipe.source, Reserved::SourceArn),
            (&pipe.enrichment, Reserved::EnrichmentArn),
            (&pipe.target, Reserved::TargetArn),
        ] {
            if let Some(text) = text.as_ref().and_then(Declared::get) {
                variables.set(variable, text.clone());
            }
        }
        let (template, end) = match stage {
            Stage::Enrichment => (&pipe.enrichment_template, &pipe.enrichment),
            Stage::Target => (&pipe.target_template, &pipe.target),
        };
        // Which broker of Amazon MQ it is makes no difference to what is decoded.
        let source = pipe.source.as_ref().and_then(Declared::get);
        let kind = source.and_then(|arn| SourceKind::of(&Arn::new(arn.as_str()), None));
        // AWS: EventBridge User Guide, "Amazon EventBridge Pipes input transformation": the template of the target reads
        // the answers of the enrichment, if there is one.
        let events = match (stage, &pipe.enrichment) {
            (Stage::Target, Some(_)) => Some(StageEvents::Answers),
            _ => kind.map(StageEvents::Records),
        };
        Declaration {
            arn: self.receiver(end.as_ref()),
            template: self.needed("the input template", template.as_ref()),
            events,
            variables,
            ..Declaration::new(Dialect::Pipe)
        }
    }
}

impl Declaration {
    /// Nothing is known of it.
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            id: String::new(),
            arn: None,
            input: None,
            input_path: None,
            paths: InputPaths::default(),
            template: None,
            event: None,
            events: None,
            variables: Variables::new(),
            file: None,
            notes: Vec::new(),
        }
    }
}

/// An `InputPathsMap` that is given by itself.
///
/// # Errors
///
/// * `declaration/wrong-type`: it is not an object of strings.
pub(super) fn paths(value: &Value, source: &Source) -> Result<InputPaths, Failure> {
    let (paths, told) = iac::input_paths(value, source.text());
    match told.is_empty() {
        true => Ok(InputPaths(paths)),
        false => Err(Failure::all(
            told.into_iter()
                .map(|one| Finding::new(one, source))
                .collect(),
        )),
    }
}
