//! What lets events through: everything with event patterns, as one kind of thing.

use crate::json::Hole;
use crate::model::{Archive, Declared, DeclaredPattern, Inventory, Rule, RuleState};
use crate::pattern::ast::Field;
use crate::pattern::{Dialect, OpenPattern, ParseError, Pattern, parse};
use crate::source::{Source, Span};

/// What a gate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum GateKind {
    /// A rule of an event bus, or a pattern that stands alone.
    Rule,
    /// An archive, by its event pattern.
    Archive,
    /// A pipe, by its filters.
    Pipe,
    /// An event source mapping, by its filters.
    EventSourceMapping,
    /// A subscription, by its filter policy.
    Subscription,
}

impl GateKind {
    /// The word for people and in documents.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Archive => "archive",
            Self::Pipe => "pipe",
            Self::EventSourceMapping => "event source mapping",
            Self::Subscription => "subscription",
        }
    }

    /// Whether it filters records and messages, which have no envelope.
    #[must_use]
    pub const fn filters_records(self) -> bool {
        !matches!(self, Self::Rule | Self::Archive)
    }

    /// What its patterns are written for.
    #[must_use]
    pub const fn dialect(self) -> Dialect {
        match self {
            Self::Pipe => Dialect::Pipe,
            Self::EventSourceMapping => Dialect::Lambda,
            Self::Rule | Self::Archive | Self::Subscription => Dialect::Bus,
        }
    }
}

/// What is let through for certain and what may be let through: the same where nothing is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// What is let through whatever the open values are.
    pub least: Pattern,
    /// What may be let through.
    pub most: Pattern,
    /// What is let through if each hole is the text that stands for it, `${…}`.
    pub shown: Pattern,
    /// The fields in whose lists something is open.
    pub(super) open_fields: Vec<Field>,
    /// What decides whether anything is let through at all, and is open: a state, a condition.
    pub(super) doubts: Vec<String>,
    /// What is open, each once.
    pub depends_on: Vec<String>,
}

/// Something that lets events through.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// What it is.
    pub kind: GateKind,
    /// What its template calls it.
    pub label: String,
    /// Its own name, as far as it is known.
    pub(super) name: Option<String>,
    /// Its bus, of rules and archives: what is open stands as `${…}`.
    pub bus: Option<String>,
    /// Whether the bus is open.
    pub(super) is_bus_open: bool,
    /// To whom it lets events through, in order, each once; `None` if its file says nothing of that.
    pub targets: Option<Vec<String>>,
    /// Why it lets nothing through, if it does not: [`DISABLED`](Self::DISABLED) or
    /// [`WITHOUT_PATTERN`](Self::WITHOUT_PATTERN).
    pub closed: Option<&'static str>,
    /// Whether read-only management events that CloudTrail delivers pass, too; `None` of what has no state.
    pub takes_read_only_events: Option<bool>,
    /// What it lets through.
    pub bounds: Bounds,
    /// The whole declaration.
    pub span: Span,
}

/// A gate whose pattern AWS refuses.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What its template calls it.
    pub label: String,
    /// The text in which the mistakes lie.
    pub source: Source,
    /// Every mistake.
    pub error: ParseError,
}

impl Gate {
    /// It fires by the clock only.
    pub const WITHOUT_PATTERN: &'static str = "has no event pattern";
    /// Its state, or that it is not enabled.
    pub const DISABLED: &'static str = "is disabled";

    /// All gates that an inventory declares, in its order; those whose patterns AWS refuses apart.
    #[must_use]
    pub fn all_of(inventory: &Inventory, file: &Source) -> (Vec<Self>, Vec<Refused>) {
        let mut found = Found {
            file,
            gates: Vec::new(),
            refused: Vec::new(),
        };
        for rule in &inventory.rules {
            found.rule(rule);
        }
        for archive in &inventory.archives {
            found.archive(archive);
        }
        for pipe in &inventory.pipes {
            let mut gate = Self::new(GateKind::Pipe, pipe.label(), pipe.span);
            gate.name = known(pipe.name.as_ref());
            gate.targets = Some(shown(pipe.target.as_ref()).into_iter().collect());
            found.filters(gate, &pipe.filters, pipe.condition.as_ref());
        }
        for mapping in &inventory.event_source_mappings {
            let label = mapping
                .logical_id
                .clone()
                .or_else(|| shown(mapping.uuid.as_ref()));
            let mut gate = Self::new(GateKind::EventSourceMapping, label, mapping.span);
            gate.targets = Some(shown(mapping.function.as_ref()).into_iter().collect());
            if mapping.enabled.as_ref().and_then(Declared::get) == Some(&false) {
                gate.closed = Some(Gate::DISABLED);
            }
            found.filters(gate, &mapping.filters, mapping.condition.as_ref());
        }
        for subscription in &inventory.subscriptions {
            let label = subscription.logical_id.clone();
            let mut gate = Self::new(GateKind::Subscription, label, subscription.span);
            gate.targets = Some(shown(subscription.endpoint.as_ref()).into_iter().collect());
            let policy = subscription
                .filter_policy
                .as_ref()
                .map(std::slice::from_ref);
            found.filters(
                gate,
                policy.unwrap_or_default(),
                subscription.condition.as_ref(),
            );
        }
        (found.gates, found.refused)
    }

    /// A gate that a pattern without a declaration is.
    #[must_use]
    pub fn of_pattern(label: &str, pattern: Pattern) -> Self {
        let mut gate = Self::new(GateKind::Rule, Some(label.to_owned()), Span::at(0));
        gate.bounds = Bounds::known(pattern);
        gate
    }

    /// A gate that lets everything through.
    fn new(kind: GateKind, label: Option<String>, span: Span) -> Self {
        Self {
            kind,
            label: label.unwrap_or_else(|| "(without a name)".to_owned()),
            name: None,
            bus: None,
            is_bus_open: false,
            targets: None,
            closed: None,
            takes_read_only_events: None,
            bounds: Bounds::known(Pattern::everything()),
            span,
        }
    }
}

impl Bounds {
    pub(super) fn known(pattern: Pattern) -> Self {
        Self {
            least: pattern.clone(),
            most: pattern.clone(),
            shown: pattern,
            open_fields: Vec::new(),
            doubts: Vec::new(),
            depends_on: Vec::new(),
        }
    }

    /// Whether nothing is open.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.depends_on.is_empty()
    }

    /// With another thing open, without which nothing is let through.
    fn or_nothing(&mut self, hole: &Hole) {
        self.least = Pattern::nothing();
        self.doubts.push(hole.from.clone());
        add_once(&mut self.depends_on, &hole.from);
    }
}

/// What was found so far.
struct Found<'f> {
    file: &'f Source,
    gates: Vec<Gate>,
    refused: Vec<Refused>,
}

impl Found<'_> {
    fn rule(&mut self, rule: &Rule) {
        let mut gate = Gate::new(GateKind::Rule, rule.label(), rule.span);
        gate.name = known(rule.name.as_ref());
        if !rule.is_bare {
            gate.is_bus_open = rule.bus_name().is_none();
            gate.bus = rule
                .bus_name()
                .map(str::to_owned)
                .or_else(|| shown(rule.bus.as_ref()));
        }
        if !rule.has_targets_elsewhere {
            let arns = rule.targets.iter().map(|target| shown(target.arn.as_ref()));
            let mut targets: Vec<String> = arns.flatten().collect();
            targets.sort_unstable();
            targets.dedup();
            gate.targets = Some(targets);
        }
        let state = rule.state.as_ref().and_then(Declared::get);
        gate.takes_read_only_events = (!rule.is_bare)
            .then(|| state == Some(&RuleState::EnabledWithAllCloudTrailManagementEvents));
        gate.closed = match &rule.pattern {
            None => Some(Gate::WITHOUT_PATTERN),
            Some(_) if rule.is_disabled() => Some(Gate::DISABLED),
            Some(_) => None,
        };
        let patterns = rule.pattern.as_ref().map(std::slice::from_ref);
        let state = rule.state.as_ref().and_then(Declared::hole);
        let condition = rule.condition.as_ref().and_then(Declared::hole);
        self.add(
            gate,
            patterns.unwrap_or_default(),
            state.into_iter().chain(condition),
        );
    }

    /// AWS: EventBridge API Reference, `CreateArchive`: an archive without a pattern takes every event of its bus.
    fn archive(&mut self, archive: &Archive) {
        let label = archive
            .logical_id
            .clone()
            .or_else(|| shown(archive.name.as_ref()));
        let mut gate = Gate::new(GateKind::Archive, label, archive.span);
        gate.name = known(archive.name.as_ref());
        gate.bus = shown(archive.source.as_ref());
        gate.is_bus_open = archive
            .source
            .as_ref()
            .is_some_and(|bus| bus.as_open().is_some());
        let pattern = archive.pattern.as_ref().map(std::slice::from_ref);
        self.filters(
            gate,
            pattern.unwrap_or_default(),
            archive.condition.as_ref(),
        );
    }

    fn filters(
        &mut self,
        gate: Gate,
        patterns: &[DeclaredPattern],
        condition: Option<&Declared<bool>>,
    ) {
        self.add(
            gate,
            patterns,
            condition.and_then(Declared::hole).into_iter(),
        );
    }

    /// A gate that opens to what any of the patterns matches; to everything without patterns.
    fn add<'h>(
        &mut self,
        mut gate: Gate,
        patterns: &[DeclaredPattern],
        doubts: impl Iterator<Item = &'h Hole>,
    ) {
        let mut all = Vec::new();
        for pattern in patterns {
            match self.bounds(pattern, gate.kind.dialect()) {
                Ok(bounds) => all.push(bounds),
                Err(refused) => {
                    let label = gate.label.clone();
                    let (source, error) = *refused;
                    return self.refused.push(Refused {
                        label,
                        source,
                        error,
                    });
                }
            }
        }
        if !all.is_empty() {
            gate.bounds = any_of(all);
        }
        if gate.closed.is_some() {
            gate.bounds = Bounds::known(Pattern::nothing());
        } else {
            doubts.for_each(|hole| gate.bounds.or_nothing(hole));
        }
        self.gates.push(gate);
    }

    fn bounds(
        &self,
        pattern: &DeclaredPattern,
        dialect: Dialect,
    ) -> Result<Bounds, Box<(Source, ParseError)>> {
        let Some(value) = pattern.open() else {
            let source = pattern
                .source(self.file)
                .unwrap_or_else(|| self.file.clone());
            let read = parse(source.text(), dialect);
            return read
                .map(Bounds::known)
                .map_err(|error| Box::new((source, error)));
        };
        let open = OpenPattern::new(value.clone(), self.file.text(), dialect);
        let open = open.map_err(|error| {
            let written = OpenPattern::written(value, self.file.text());
            Box::new((Source::made(written.text, written.pieces, self.file), error))
        })?;
        Ok(Bounds {
            depends_on: open.holes(),
            open_fields: open.open_fields(),
            doubts: Vec::new(),
            least: open.least,
            most: open.most,
            shown: open.shown,
        })
    }
}

/// What any of several patterns lets through.
fn any_of(all: Vec<Bounds>) -> Bounds {
    let mut any = Bounds::known(Pattern::nothing());
    let (mut least, mut most, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    for one in all {
        one.depends_on
            .iter()
            .for_each(|from| add_once(&mut any.depends_on, from));
        any.open_fields.extend(one.open_fields);
        least.push(one.least);
        most.push(one.most);
        shown.push(one.shown);
    }
    Bounds {
        least: Pattern::any_of(least),
        most: Pattern::any_of(most),
        shown: Pattern::any_of(shown),
        ..any
    }
}

pub(super) fn add_once(all: &mut Vec<String>, one: &str) {
    if !all.iter().any(|known| known == one) {
        all.push(one.to_owned());
    }
}

fn known(name: Option<&Declared<String>>) -> Option<String> {
    name.and_then(Declared::get).cloned()
}

/// A text for people; the resource whose ARN it is, if that is known.
fn shown(text: Option<&Declared<String>>) -> Option<String> {
    text.map(|text| match (&text.resource, text.as_open()) {
        // A text that is put together may say more than whose it is.
        (Some(resource), Some(open)) if open.hole.from.contains(resource.as_str()) => {
            resource.clone()
        }
        _ => text.to_display(),
    })
}
