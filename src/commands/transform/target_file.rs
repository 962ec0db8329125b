//! A target in a file: the one that is meant among everything that the file declares.

use std::ffi::OsStr;

use super::arguments::{DialectName, Stage, TargetArguments};
use super::at;
use crate::api::{self, Operation};
use crate::commands::declarations::{Named, Read};
use crate::commands::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding, Severity};
use crate::iac::{self, Content};
use crate::json::Value;
use crate::json::fields::present;
use crate::model::{Declared, Inventory, InventoryKind, Pipe, Rule, Schedule, Target, given_by};
use crate::simulate::pipe::{Arn, SourceKind, StageEvents};
use crate::source::{Source, Span};
use crate::transform::{BusEvent, Dialect, InputPaths, Reserved, UNKNOWN_ID, Variables};

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
    let mut inventory = match content {
        Content::Declarations(inventory) => *inventory,
        Content::Value(value) => alone(&value, &source)?,
        Content::Broken(error) => {
            return Err(at(error.diagnostic_of_whole(source.text()), &source));
        }
    };
    if arguments.dialect == Some(DialectName::Pipe) {
        inventory
            .pipes
            .extend(pipe_with(&inventory, arguments.stage));
    }
    let candidate = choose(&inventory, arguments).map_err(|told| at(*told, &source))?;
    refuse_mistakes(candidate, &inventory, &source)?;
    let mut opened = Opened {
        source: &source,
        told: told_of(candidate, &inventory),
        open: Vec::new(),
        notes: Vec::new(),
    };
    let declaration = match candidate {
        Candidate::Rule(rule, target) => opened.rule(rule, target),
        Candidate::Scheduler(schedule, target) => opened.schedule(schedule, target),
        Candidate::Pipe(pipe) => opened.pipe(pipe, arguments.stage),
    };
    let told = opened.told.iter();
    let told = told.map(|one| Finding::new(one.clone(), &source));
    let told: Vec<Finding> = told.collect();
    if !opened.open.is_empty() {
        return Err(Failure::all(told.into_iter().chain(opened.open).collect()));
    }
    Ok(Declaration {
        file: Some(source.name().to_owned()),
        notes: told.into_iter().chain(opened.notes).collect(),
        ..declaration
    })
}

/// What is told of the candidate where it is read: members that there are not, names that nothing has.
fn told_of(candidate: Candidate<'_>, inventory: &Inventory) -> Vec<Diagnostic> {
    let (span, target, told) = match candidate {
        Candidate::Rule(rule, target) => (
            rule.map_or(target.span, |rule| rule.span),
            target.span,
            &target.diagnostics,
        ),
        Candidate::Scheduler(schedule, target) => (
            schedule.map_or(target.span, |schedule| schedule.span),
            target.span,
            &target.diagnostics,
        ),
        Candidate::Pipe(pipe) => (pipe.span, pipe.span, &pipe.diagnostics),
    };
    let is_inside = |told: &&Diagnostic| {
        let place = told.primary.as_ref().map(|label| label.span);
        place.is_some_and(|place| {
            let is_in = |whole: Span| whole.start <= place.start && place.end <= whole.end;
            // A name that is no member may have been meant for the target itself.
            is_in(target) || (target.is_empty() && is_in(span))
        })
    };
    let is_of_interest =
        |told: &&Diagnostic| [iac::UNKNOWN_MEMBER, iac::REFUSED].contains(&told.code);
    let of_file = inventory.diagnostics.iter().filter(is_inside);
    let all = told.iter().chain(of_file).filter(is_of_interest);
    let mut told: Vec<Diagnostic> = Vec::new();
    for one in all {
        if !told.contains(one) {
            told.push(one.clone());
        }
    }
    told
}

/// A pipe that is nothing but its template: that of the only target without a rule, if nothing of it belongs to a rule.
fn pipe_with(inventory: &Inventory, stage: Stage) -> Option<Pipe> {
    let [target] = inventory.unattached_targets.as_slice() else {
        return None;
    };
    let transformer = target.input_transformer.as_ref()?;
    let is_bare = target.id.is_none() && target.arn.is_none() && transformer.paths.is_empty();
    let template = transformer.template.clone().filter(|_| is_bare)?;
    let mut pipe = Pipe {
        span: target.span,
        ..Pipe::default()
    };
    match stage {
        Stage::Enrichment => pipe.enrichment_template = Some(template),
        Stage::Target => pipe.target_template = Some(template),
    }
    Some(pipe)
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
fn refuse_mistakes(
    candidate: Candidate<'_>,
    inventory: &Inventory,
    source: &Source,
) -> Result<(), Failure> {
    let is_request = matches!(
        inventory.kind,
        InventoryKind::Api | InventoryKind::CommandLine
    );
    let misplaced = match candidate {
        Candidate::Rule(_, target) if is_request => misplaced(target),
        _ => Vec::new(),
    };
    let told = match candidate {
        Candidate::Rule(_, target) | Candidate::Scheduler(_, target) => &target.diagnostics,
        Candidate::Pipe(pipe) => &pipe.diagnostics,
    };
    let errors = told.iter().filter(|one| one.is_error()).chain(&misplaced);
    let errors: Vec<Finding> = errors
        .map(|one| Finding::new(one.clone(), source))
        .collect();
    match errors.is_empty() {
        true => Ok(()),
        false => Err(Failure::all(errors)),
    }
}

/// Members of a target that stand too far out: clients send no request that has them, and what they hold is not read.
fn misplaced(target: &Target) -> Vec<Diagnostic> {
    let Some(request) = api::put_targets((None, None), &[target]) else {
        return Vec::new();
    };
    let refusals = api::refusals(Operation::PutTargets, &request);
    let misplaced = refusals.iter().filter(|refusal| refusal.home.is_some());
    let told = misplaced.map(|refusal| {
        let told = refusal.diagnostic("a target");
        let told = api::placed(told, refusal, &refusals, &request.value);
        Diagnostic {
            message: told.message.replace("Targets[0].", ""),
            ..told
        }
    });
    told.collect()
}

fn beginning(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}

/// Takes what is known, and tells what is open.
struct Opened<'s> {
    source: &'s Source,
    /// What is told of it where it is read.
    told: Vec<Diagnostic>,
    /// What must be known.
    open: Vec<Finding>,
    notes: Vec<Finding>,
}

impl Opened<'_> {
    /// A text without which nothing can be said.
    fn needed(&mut self, what: &str, text: Option<&Declared<String>>) -> Option<String> {
        let text = text?;
        if let Some(hole) = text.hole() {
            // What nothing has cannot be given.
            let is_told = |told: &Diagnostic| {
                told.code == iac::REFUSED && told.message.contains(&format!("`${{{}}}`", hole.from))
            };
            if let Some(at) = self.told.iter().position(is_told) {
                let told = self.told.remove(at);
                let severity = Severity::Error;
                self.open
                    .push(Finding::new(Diagnostic { severity, ..told }, self.source));
                return None;
            }
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
                .map_or_else(|| UNKNOWN_ID.to_owned(), Declared::to_display),
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
