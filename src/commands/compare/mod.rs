//! `evb compare`: does a change let more through?

mod events;
mod sides;

use std::ffi::OsString;

use serde_json::value::RawValue;

use self::events::Counts;
use self::sides::{Side, one_of_each, pairs_of};
use super::answer::Refusals;
use super::schema::documents;
use super::templates::{StageArgument, TemplateArguments};
use super::{Context, Exit, Failure, Input, formats};
use crate::compare::{Because, Gate, Pair, PairedBy, Related, relate, together};
use crate::pattern::Pattern;
use crate::pattern::decide::{Anything, Comparison, Engine, Question, Relation, Witness};
use crate::render;
use crate::report::Format;
use crate::report::compare::{
    GateReport, PatternsReport, RelationReport, SummaryReport, TemplatesReport,
};
use crate::schema::{Events, Node, known_types};

/// Compare two patterns, or two templates rule by rule: does the new one let more through, or less?
///
/// The relation is that of NEW to OLD: `equal`, `wider`, `narrower`, `overlapping`, `disjoint`, or `unknown`. Each that is not
/// `equal` comes with an event that shows it, and that was tried.
///
/// Exit codes: 0 everything is `equal` (or what `--allow` takes), 1 something is not, 2 the question could not be answered.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// What there was: a pattern (a file, or JSON itself), a template, a directory, `FILE#NAME` for one thing in a file, or `-`
    /// for standard input.
    #[arg(value_name = "OLD")]
    old: OsString,
    /// What there is to be, in the same forms.
    ///
    /// Of two templates, rules belong together that have the same address, else the same name, pattern or targets on the
    /// same bus. Archives, and the filters of pipes, event source mappings and subscriptions are compared as well.
    #[arg(value_name = "NEW")]
    new: OsString,
    /// The relations with which the answer is yes, apart from `equal`; of what is added, and of another target, `wider` is
    /// asked, of what is removed `narrower`.
    #[arg(long, value_name = "RELATION", value_enum, value_delimiter = ',')]
    allow: Vec<RelationName>,
    /// Events of which to count which are gained and lost: files, globs, or `-`; repeat it for more.
    #[arg(long, value_name = "EVENTS")]
    events: Vec<OsString>,
    /// Ask only of the events of a schema: a file, a glob, a directory, `-`; repeat it for more. Fields that it does not name
    /// are taken to be those that no event has. Its types and enumerations count, other bounds of values do not.
    #[arg(long = "schema", value_name = "SCHEMA")]
    schemas: Vec<OsString>,
    /// Ask of AWS's own events as the catalogue knows them, where a pattern names a source and detail-type of AWS and the
    /// catalogue knows the fields.
    #[arg(long, conflicts_with = "schemas")]
    catalogue: bool,
    /// Leave the known defects of the service's engine aside: compare what the patterns say.
    #[arg(long)]
    logical: bool,
    /// The form of the output; `markdown` is for a pull request.
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = formats([Format::Human, Format::Json, Format::Jsonl, Format::Markdown]))]
    format: Format,
    // Last: their heading would stand above what follows.
    #[command(flatten)]
    templates: TemplateArguments,
    #[command(flatten)]
    stage: StageArgument,
}

const EXAMPLES: &str = r#"Examples:
  evb compare old.json new.json
  evb compare '{"source":["shop"]}' '{"source":[{"prefix":"shop"}]}'
  evb compare template.yaml#Orders '{"source":["shop"]}'
  git show main:template.yaml | evb compare - template.yaml --allow narrower --format markdown
  evb compare old.yaml new.yaml --events recorded.jsonl"#;

/// A name for [`Relation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum RelationName {
    /// Both let the same through.
    Equal,
    /// The new one lets more through.
    Wider,
    /// The new one lets less through.
    Narrower,
    /// Each lets something through that the other does not.
    Overlapping,
    /// Nothing passes both.
    Disjoint,
    /// It could not be decided.
    Unknown,
}

impl RelationName {
    fn of(relation: Relation) -> Self {
        match relation {
            Relation::Equal => Self::Equal,
            Relation::Wider => Self::Wider,
            Relation::Narrower => Self::Narrower,
            Relation::Overlapping => Self::Overlapping,
            Relation::Disjoint => Self::Disjoint,
            Relation::Unknown => Self::Unknown,
        }
    }
}

/// Compares both sides.
///
/// # Errors
///
/// * `input/…`, `json/…`, …: a side cannot be read.
pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    args.templates.read(args.stage.stage.as_deref(), context)?;
    let mut refusals = Refusals::new(args.format);
    let events: Vec<Input> = args.events.iter().map(Input::new).collect();
    let (old, new) = Side::both(&args.old, &args.new, &events, &mut refusals, context)?;
    let documents = documents::read(&args.schemas, "--schema", context)?;
    let types: Vec<Node> = documents.iter().map(Node::event).collect();
    let pairs = match one_of_each(&old, &new) {
        Some(pair) => vec![pair],
        None => pairs_of(&old, &new),
    };
    let is_single = one_of_each(&old, &new).is_some();
    let mut counts = Counts::new(&pairs);
    let total = counts.read(events, &mut refusals, context)?;
    let mut gates = Vec::new();
    let mut summary = SummaryReport {
        events: total,
        ..SummaryReport::default()
    };
    for (number, pair) in pairs.iter().enumerate() {
        if is_silent(pair) {
            continue;
        }
        let related = relate(pair, &|old, new| args.ask(pair, &types, old, new));
        let mut gate = gate(pair, &related);
        gate.events = total.is_some().then(|| counts.of(number));
        gate.allowed = args.allows(&gate, related.comparison.relation);
        count(&mut summary, &gate, related.comparison.relation);
        context.known(match (gate.allowed, related.comparison.relation) {
            (true, _) => Exit::Success,
            (false, Relation::Unknown) => Exit::Failure,
            (false, _) => Exit::Negative,
        });
        gates.push(gate);
    }
    let error = refusals.error();
    if is_single {
        for gate in gates {
            let report = PatternsReport {
                version: 1,
                found: gate.found,
                events: gate.events,
                error: error.clone(),
            };
            render::compare::patterns(&report, args.format, context.color, context.stdout)?;
        }
        return Ok(context.exit());
    }
    let (rules, filters) = gates.into_iter().partition(|gate| gate.kind == "rule");
    let report = TemplatesReport {
        version: 1,
        rules,
        filters,
        summary,
        error,
    };
    render::compare::templates(&report, args.format, context.color, context.stdout)?;
    Ok(context.exit())
}

impl Args {
    /// Asks about the events that exist, as far as that is said.
    fn ask(&self, pair: &Pair<'_>, schemas: &[Node], old: &Pattern, new: &Pattern) -> Comparison {
        let engine = if self.logical {
            Engine::Logical
        } else {
            Engine::Service
        };
        let asked = Question::new(old, new).answered_by(engine);
        if pair
            .new
            .or(pair.old)
            .is_some_and(|gate| gate.kind.filters_records())
        {
            return asked.within(&Anything).compare();
        }
        let known;
        let types = match known_to_both(old, new).filter(|_| self.catalogue) {
            Some(types) => {
                known = types;
                known.as_slice()
            }
            None => schemas,
        };
        if types.is_empty() {
            return asked.compare();
        }
        let each = types
            .iter()
            .map(|node| asked.within(&Events(node)).compare());
        together(each.collect())
    }

    /// Whether the answer for a gate is yes.
    fn allows(&self, gate: &GateReport, relation: Relation) -> bool {
        let takes = |name| self.allow.contains(&name);
        let is_taken = relation == Relation::Equal || takes(RelationName::of(relation));
        is_taken
            && (gate.targets_added.is_empty() || takes(RelationName::Wider))
            && (gate.targets_removed.is_empty() || takes(RelationName::Narrower))
    }
}

/// The events of AWS's services that both patterns name, if they name no others.
fn known_to_both(old: &Pattern, new: &Pattern) -> Option<Vec<Node>> {
    let mut types = known_types(old)?;
    let more = known_types(new)?.into_iter();
    let more: Vec<_> = more
        .filter(|one| !types.iter().any(|known| known.label == one.label))
        .collect();
    types.extend(more);
    Some(types.into_iter().map(|one| one.node).collect())
}

/// Whether there is nothing to say of a pair: it has no pattern in either version.
fn is_silent(pair: &Pair<'_>) -> bool {
    let mut both = [pair.old, pair.new].into_iter().flatten();
    both.all(|gate| gate.closed == Some(Gate::WITHOUT_PATTERN))
}

fn gate(pair: &Pair<'_>, related: &Related) -> GateReport {
    let label = |gate: Option<&Gate>| gate.map(|gate| gate.label.clone());
    let (old, new) = (label(pair.old), label(pair.new));
    let change = match (&old, &new, pair.by) {
        (None, ..) => "added",
        (_, None, _) => "removed",
        (.., PairedBy::Address) => "kept",
        _ => "renamed",
    };
    let (targets_removed, targets_added) = targets(pair);
    let shown = pair.new.or(pair.old);
    GateReport {
        kind: shown.map_or("", |gate| gate.kind.as_str()),
        was: old.clone().filter(|_| change == "renamed"),
        name: new.or(old).unwrap_or_default(),
        change,
        bus: shown.and_then(|gate| gate.bus.clone()),
        found: found(pair, related),
        targets_added,
        targets_removed,
        events: None,
        allowed: false,
    }
}

/// The targets that only the old one has, and those that only the new one has, where both versions say whom they invoke.
/// Those of a gate that comes or goes come and go with it.
fn targets(pair: &Pair<'_>) -> (Vec<String>, Vec<String>) {
    let targets = |gate: Option<&'_ Gate>| gate.and_then(|gate| gate.targets.clone());
    let (Some(old), Some(new)) = (targets(pair.old), targets(pair.new)) else {
        return (Vec::new(), Vec::new());
    };
    let without = |all: &[String], others: &[String]| {
        let left = all.iter().filter(|target| !others.contains(target));
        left.cloned().collect()
    };
    (without(&old, &new), without(&new, &old))
}

fn found(pair: &Pair<'_>, related: &Related) -> RelationReport {
    let comparison = &related.comparison;
    let mut notes: Vec<String> = related.because.iter().map(because).collect();
    for (gate, version) in [(pair.old, "old"), (pair.new, "new")] {
        if let Some(why) = gate.and_then(|gate| gate.closed) {
            notes.push(format!("the {version} one {why}"));
        }
    }
    notes.extend(
        comparison
            .reason
            .map(|reason| format!("it is not known, because {}", reason.as_clause())),
    );
    if !comparison.disjoint_unless_arrays.is_empty() {
        let paths = comparison.disjoint_unless_arrays.iter();
        let paths: Vec<String> = paths
            .map(|path| format!("`{}`", path.to_display()))
            .collect();
        notes.push(format!(
            "nothing passes both as long as no array stands at {}",
            paths.join(" or ")
        ));
    }
    let shown = [&comparison.only_old, &comparison.only_new, &comparison.both];
    let of_events = shown
        .into_iter()
        .flatten()
        .flat_map(|witness| &witness.notes);
    for told in comparison
        .old_defects
        .iter()
        .chain(&comparison.new_defects)
        .chain(of_events)
    {
        if !notes.contains(&told.message) {
            notes.push(told.message.clone());
        }
    }
    RelationReport {
        relation: comparison.relation.as_str(),
        only_old: raw(comparison.only_old.as_ref()),
        only_new: raw(comparison.only_new.as_ref()),
        both: raw(comparison.both.as_ref()),
        bounded_by: comparison.bounded_by.map(|bound| bound.to_string()),
        notes,
        depends_on: related.depends_on.clone(),
    }
}

fn because(because: &Because) -> String {
    match because {
        Because::OtherBus { old, new } => {
            format!("the bus was `{old}`, and is `{new}`: no event goes to both")
        }
        Because::TakesReadOnlyEvents => {
            "by its state the new one also gets read-only management events of CloudTrail"
                .to_owned()
        }
        Because::LeavesReadOnlyEventsOut => {
            "by its state the new one gets no read-only management events of CloudTrail any more"
                .to_owned()
        }
        Because::SameHoles => "what both leave open is taken to be the same in both".to_owned(),
    }
}

fn raw(witness: Option<&Witness>) -> Option<Box<RawValue>> {
    let event = witness?.event.to_compact();
    RawValue::from_string(event).ok()
}

fn count(summary: &mut SummaryReport, gate: &GateReport, relation: Relation) {
    let counted = match relation {
        Relation::Equal => &mut summary.equal,
        Relation::Wider => &mut summary.wider,
        Relation::Narrower => &mut summary.narrower,
        Relation::Overlapping => &mut summary.overlapping,
        Relation::Disjoint => &mut summary.disjoint,
        Relation::Unknown => &mut summary.unknown,
    };
    *counted += 1;
    match gate.change {
        "added" => summary.added += 1,
        "removed" => summary.removed += 1,
        "renamed" => summary.renamed += 1,
        _ => {}
    }
}
