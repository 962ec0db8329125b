//! A pattern against what events may be: fields that none has, values that none can have, a pattern that matches none.
//!
//! What is told rests on the schemas alone: an event may well have more fields than its schema names, and of AWS's own
//! events the catalogue does not know all. So these are warnings, and where nothing is known nothing is said.

use std::collections::BTreeSet;

use super::domain::Events;
use super::known::{any_event, known_event};
use super::node::{Node, Types};
use super::reach::{Reach, Stopped, below, reach};
use crate::diagnostic::{Code, Diagnostic};
use crate::event::catalogue::{self, Verdict};
use crate::json::Value;
use crate::pattern::Pattern;
use crate::pattern::ast::{Comparison, Field, SubRule, Test};
use crate::pattern::decide::{Containment, Question};
use crate::source::Span;
use crate::suggest;

/// A field that no event has.
pub const NO_FIELD: Code = Code::new("schema/no-such-field");
/// A value that a field never has.
pub const NO_VALUE: Code = Code::new("schema/no-such-value");
/// A pattern that no event matches.
pub const NEVER_MATCHES: Code = Code::new("schema/never-matches");
/// A detail-type that a source is not known to send.
pub const UNKNOWN_DETAIL_TYPE: Code = Code::new("schema/unknown-detail-type");
/// A source that is not known, but nearly so.
pub const UNKNOWN_SOURCE: Code = Code::new("schema/unknown-source");
/// Nothing is known of the events that a pattern is for.
pub const NOTHING_KNOWN: Code = Code::new("schema/nothing-known");

/// What stands at a field that no event has, unless something above it is no object.
pub const NOT_IN_SCHEMA: &str = "not in the schema";

/// How many fields are looked through for one of the same name.
const MAXIMUM_FIELDS: usize = 2000;

/// A type of events that a pattern may be for.
#[derive(Clone, Debug)]
pub struct EventType {
    /// What messages call it: `aws.ec2 / EC2 Instance State-change Notification`; `None` for events of which no more is known
    /// than that they are events.
    pub label: Option<String>,
    /// What its events may be.
    pub node: Node,
}

/// What a pattern can match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// Some event, as far as the schemas tell.
    Possible,
    /// No event.
    Never,
    /// That is not known: nothing is known of the events that it is for.
    Unknown,
}

/// What was found out about a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer {
    /// What it can match.
    pub matches: Match,
    /// The types of events that it was asked of.
    pub types: Vec<String>,
    /// What is to be told; spans lie in the text of the pattern.
    pub diagnostics: Vec<Diagnostic>,
}

/// Asks a pattern of the events of these types.
#[must_use]
pub fn ask(pattern: &Pattern, types: &[EventType]) -> Answer {
    let mut asking = Asking::default();
    for sub_rule in &pattern.sub_rules {
        let meant: Vec<&EventType> = types.iter().filter(|one| is_meant(sub_rule, one)).collect();
        match meant.as_slice() {
            // What keeps all of them out is told at the source or the detail-type.
            [] => asking.sub_rule(sub_rule, &types.iter().collect::<Vec<_>>()),
            meant => asking.sub_rule(sub_rule, meant),
        }
    }
    let mut answer = asking.answer();
    if answer.matches == Match::Possible && !types.is_empty() && is_empty(pattern, types) {
        answer.matches = Match::Never;
        answer.diagnostics.push(never_matches(
            answer.types.iter().collect::<Vec<_>>().as_slice(),
        ));
    }
    answer
}

/// Whether it is proved that no event of these types matches, all tests and bounds taken together.
///
/// It is not asked of a pattern that wants a value where another of its paths leads on: an object that has a name twice has
/// both.
fn is_empty(pattern: &Pattern, types: &[EventType]) -> bool {
    if pattern.sub_rules.iter().any(asks_below_a_value) {
        return false;
    }
    let nothing = Pattern::nothing();
    let asked = Question::new(pattern, &nothing);
    types.iter().all(|one| {
        // Such names let a value stand where a path leads on, which is not taken into account.
        let contained = || asked.within(&Events(&one.node)).contains();
        !one.node.has_dotted_names()
            && matches!(contained(), Containment::Holds { bounded_by: None })
    })
}

/// Whether the path of one field begins with that of another.
fn asks_below_a_value(sub_rule: &SubRule) -> bool {
    let paths: Vec<String> = sub_rule
        .fields
        .iter()
        .map(|field| format!("{}.", field.path.to_display()))
        .collect();
    let is_below = |path: &String, other: &String| path != other && path.starts_with(other);
    paths
        .iter()
        .any(|path| paths.iter().any(|other| is_below(path, other)))
}

fn never_matches(types: &[&String]) -> Diagnostic {
    let message = match types {
        [one] => format!("no event of `{one}` matches the pattern"),
        [] => "no event matches the pattern".to_owned(),
        _ => "no event of these types matches the pattern".to_owned(),
    };
    Diagnostic::warning(NEVER_MATCHES, message)
}

/// The types of AWS's own events that a pattern names, if it names no others and the fields of all of them are known.
#[must_use]
pub fn known_types(pattern: &Pattern) -> Option<Vec<EventType>> {
    let mut asking = Asking::default();
    let mut all: Vec<EventType> = Vec::new();
    for sub_rule in &pattern.sub_rules {
        for one in asking.known_types(sub_rule)? {
            if !all.iter().any(|known| known.label == one.label) {
                all.push(one);
            }
        }
    }
    Some(all)
}

/// Asks a pattern of AWS's own events: those of the sources and detail-types that it names itself.
#[must_use]
pub fn ask_known(pattern: &Pattern) -> Answer {
    let mut asking = Asking::default();
    let mut has_unknown = false;
    for sub_rule in &pattern.sub_rules {
        let known = asking.known_types(sub_rule);
        has_unknown |= known.is_none();
        // The envelope is the same for every event.
        let types = known.unwrap_or_else(|| {
            let node = any_event(None, None);
            vec![EventType { label: None, node }]
        });
        asking.sub_rule(sub_rule, &types.iter().collect::<Vec<_>>());
    }
    let mut answer = asking.answer();
    if has_unknown {
        if answer.matches == Match::Possible {
            answer.matches = Match::Unknown;
        }
        if answer.diagnostics.is_empty() {
            answer.diagnostics.push(
                Diagnostic::note(
                    NOTHING_KNOWN,
                    "nothing is known of the `detail` of the events that the pattern is for",
                )
                .help("give their schema with `--schema`; the catalogue knows events of AWS's services by an exact `source` and `detail-type`"),
            );
        }
    }
    answer
}

/// Whether the source and the detail-type of a type of events are among those that a sub-rule wants.
fn is_meant(sub_rule: &SubRule, event: &EventType) -> bool {
    ["source", "detail-type"].iter().all(|name| {
        let field = sub_rule.field(name);
        field.is_none_or(|field| reach(&event.node, name).can_pass(&field.values))
    })
}

#[derive(Default)]
struct Asking {
    told: Vec<Diagnostic>,
    types: BTreeSet<String>,
    /// Whether a sub-rule can be satisfied.
    is_possible: bool,
    /// The first field that keeps every event out of its sub-rule.
    blocked: Option<Span>,
}

impl Asking {
    fn answer(mut self) -> Answer {
        let start = |one: &Diagnostic| one.primary.as_ref().map(|label| label.span.start);
        self.told.sort_by_key(start);
        if !self.is_possible {
            let mut never = never_matches(self.types.iter().collect::<Vec<_>>().as_slice());
            if let Some(span) = self.blocked {
                never = never.at(span, "this is never so");
            }
            self.told.push(never);
        }
        Answer {
            matches: match self.is_possible {
                true => Match::Possible,
                false => Match::Never,
            },
            types: self.types.into_iter().collect(),
            diagnostics: self.told,
        }
    }

    /// Tells once what is found at a place.
    fn tell(&mut self, diagnostic: Diagnostic) {
        if !self.told.contains(&diagnostic) {
            self.told.push(diagnostic);
        }
    }

    /// Looks at every field of a sub-rule, for events of some of these types.
    fn sub_rule(&mut self, sub_rule: &SubRule, types: &[&EventType]) {
        let labels = types.iter().filter_map(|one| one.label.clone());
        self.types.extend(labels);
        let mut can_match: Vec<bool> = vec![true; types.len()];
        for field in &sub_rule.fields {
            let path = field.path.to_display();
            let reaches: Vec<Reach<'_>> = types.iter().map(|one| reach(&one.node, &path)).collect();
            for (can_match, reach) in can_match.iter_mut().zip(&reaches) {
                *can_match &= reach.can_pass(&field.values);
            }
            if !reaches.iter().any(|reach| reach.can_pass(&field.values)) {
                self.blocked = self.blocked.or(Some(field.values.name_span));
            }
            self.field(&path, field, &reaches, types);
        }
        self.is_possible |= can_match.iter().any(|one| *one);
    }

    fn field(&mut self, path: &str, field: &Field, reaches: &[Reach<'_>], types: &[&EventType]) {
        let whom = match types {
            [one] => one.label.as_ref().map_or_else(
                || "no event".to_owned(),
                |label| format!("no event of `{label}`"),
            ),
            _ => "no event of these types".to_owned(),
        };
        if reaches.iter().all(Reach::is_nowhere) {
            return self.no_field(path, field, reaches, &whom, types);
        }
        for comparison in &field.values.comparisons {
            let test = &comparison.test;
            let has_numbers = field.values.compares_numbers();
            if reaches.iter().any(|reach| reach.admits(test, has_numbers)) {
                continue;
            }
            let mut told = Diagnostic::warning(
                NO_VALUE,
                match test {
                    Test::Exists(false) => format!("`{path}` is in every event"),
                    _ => format!("{whom} has this in `{path}`"),
                },
            )
            .at(comparison.span, what_it_is(reaches, test));
            if let Some(help) = nearest_value(comparison, reaches) {
                told = told.help(help);
            }
            self.tell(told);
        }
    }

    fn no_field(
        &mut self,
        path: &str,
        field: &Field,
        reaches: &[Reach<'_>],
        whom: &str,
        types: &[&EventType],
    ) {
        let message = format!("{whom} has `{path}`");
        let stopped = reaches.iter().find_map(|reach| reach.stopped.as_ref());
        let label = match stopped {
            Some(Stopped::Scalar(above, types)) => {
                format!("`{above}` is {}", without_null(*types).articled())
            }
            _ => NOT_IN_SCHEMA.to_owned(),
        };
        let mut told = Diagnostic::warning(NO_FIELD, message).at(field.values.name_span, label);
        if field.values.accepts_absence() {
            told.help = Some("`exists: false` is then always true".to_owned());
        }
        let mut certain = None;
        let meant = reaches.iter().find_map(|reach| match &reach.stopped {
            Some(Stopped::Unknown(above, known)) => {
                let rest = path.strip_prefix(above.as_str()).unwrap_or(path);
                let rest = rest.trim_start_matches('.');
                let first = rest.split('.').next().unwrap_or(rest);
                let names: Vec<&str> = known.iter().map(String::as_str).collect();
                let near =
                    suggest::nearest(rest, &names).or_else(|| suggest::nearest(first, &names))?;
                // The name alone stands there, and differs in its case and word breaks only.
                let is_alone = field.values.name_span.len() == rest.len() + 2;
                if is_alone && suggest::folded(rest) == suggest::folded(near) {
                    certain = Some(near.to_owned());
                }
                Some(below(above, near))
            }
            _ => None,
        });
        let meant = meant.or_else(|| elsewhere(path, types));
        if let Some(meant) = meant {
            told = told.help(format!("did you mean `{meant}`?"));
        } else if told.help.is_none() {
            told.help = reaches.iter().find_map(|reach| match &reach.stopped {
                Some(Stopped::Unknown(above, known)) => what_there_is(above, known),
                _ => None,
            });
        }
        if let Some(name) = certain.filter(|_| !field.values.accepts_absence()) {
            told = told.fix(field.values.name_span, format!("\"{name}\""));
        }
        self.tell(told);
    }

    /// The types of AWS's events that a sub-rule is for; `None` if it may be for others too.
    fn known_types(&mut self, sub_rule: &SubRule) -> Option<Vec<EventType>> {
        let sources = sub_rule.field("source")?.values.exact_texts()?;
        let mut is_certain = true;
        for (source, span) in &sources {
            if let Verdict::UnknownSource {
                nearest: Some(nearest),
            } = catalogue::judge(source, "")
            {
                let told = Diagnostic::warning(
                    UNKNOWN_SOURCE,
                    format!("no source `{source}` is known among those of AWS"),
                );
                self.tell(
                    told.at(*span, "not a known source")
                        .help(format!("did you mean `{nearest}`?")),
                );
            }
        }
        let detail_types = sub_rule.field("detail-type")?.values.exact_texts()?;
        let mut found = Vec::new();
        for (detail_type, span) in &detail_types {
            let verdicts = sources
                .iter()
                .map(|(source, _)| (*source, catalogue::judge(source, detail_type)));
            let verdicts: Vec<(&str, Verdict)> = verdicts.collect();
            for (source, verdict) in &verdicts {
                match verdict {
                    Verdict::Known => match known_event(source, detail_type) {
                        Some(node) => found.push(EventType {
                            label: Some(format!("{source} / {detail_type}")),
                            node,
                        }),
                        None => is_certain = false,
                    },
                    Verdict::UnknownDetailType { .. } => {}
                    Verdict::UnknownSource { .. } | Verdict::NotAws => is_certain = false,
                }
            }
            let is_unknown =
                |one: &(&str, Verdict)| matches!(one.1, Verdict::UnknownDetailType { .. });
            if !verdicts.iter().all(is_unknown) {
                continue;
            }
            is_certain = false;
            if let Some((source, Verdict::UnknownDetailType { nearest })) = verdicts.first() {
                self.unknown_detail_type(source, detail_type, *span, *nearest);
            }
        }
        (is_certain && !found.is_empty()).then_some(found)
    }

    fn unknown_detail_type(
        &mut self,
        source: &str,
        detail_type: &str,
        span: Span,
        nearest: Option<&str>,
    ) {
        let told = Diagnostic::warning(
            UNKNOWN_DETAIL_TYPE,
            format!("`{source}` is not known to send `{detail_type}`"),
        )
        .at(span, "not a known detail-type of this source");
        self.tell(
            told.help(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => "the catalogue of AWS's events is not complete: AWS adds events every week"
                    .to_owned(),
            }),
        );
    }
}

/// What a field is, where a test cannot pass.
fn what_it_is(reaches: &[Reach<'_>], test: &Test) -> String {
    if test.is_absence() {
        return "it is never absent".to_owned();
    }
    let nodes = reaches.iter().flat_map(|reach| &reach.leaves);
    let types = nodes
        .clone()
        .fold(Types::NONE, |all, node| all.or(node.types));
    // An array is what its elements are to a pattern.
    let inner = types.and(Types::LEAVES.or(Types::OBJECT));
    let is_listed = nodes.clone().any(|node| node.values.is_some());
    match is_listed {
        _ if inner == Types::OBJECT => "it is an object: name a field of it".to_owned(),
        true => {
            let values = nodes.filter_map(|node| node.values.as_ref()).flatten();
            let mut words: Vec<String> = values.map(Value::to_compact).collect();
            words.dedup();
            match words.len() {
                0..=6 => format!("it is {}", words.join(" or ")),
                many => format!("it is one of {many} other values"),
            }
        }
        false => format!("it is {}", without_null(inner).articled()),
    }
}

/// The types but `null`, which says nothing of what a field is for.
fn without_null(types: Types) -> Types {
    match types.and(Types::ALL_BUT_NULL) {
        Types::NONE => types,
        others => others,
    }
}

/// The value that is most likely meant.
fn nearest_value(comparison: &Comparison, reaches: &[Reach<'_>]) -> Option<String> {
    let text = comparison.exact_text()?;
    let nodes = reaches.iter().flat_map(|reach| &reach.leaves);
    let values = nodes
        .clone()
        .filter_map(|node| node.values.as_ref())
        .flatten();
    let known: Vec<&str> = values.filter_map(Value::as_str).collect();
    if let Some(nearest) = suggest::nearest(text, &known) {
        return Some(format!("did you mean `\"{nearest}\"`?"));
    }
    // A number, `true` or `null` in quotes.
    let bare = crate::json::parse(text).ok()?;
    let is_bare = nodes
        .clone()
        .any(|node| Types::of(&bare).is_within(node.types));
    is_bare.then(|| format!("write it without quotes: `{text}`"))
}

/// A field of the same last name elsewhere in the events.
fn elsewhere(path: &str, types: &[&EventType]) -> Option<String> {
    let last = path.rsplit('.').next()?;
    let mut due: Vec<(String, &Node)> =
        types.iter().map(|one| (String::new(), &one.node)).collect();
    let mut seen = 0;
    while let Some((above, node)) = due.pop() {
        if let Some(elements) = &node.elements {
            due.push((above.clone(), elements));
        }
        for (name, field) in &node.fields {
            let inside = below(&above, name);
            if name == last && inside != path {
                return Some(inside);
            }
            seen += 1;
            if seen > MAXIMUM_FIELDS {
                return None;
            }
            due.push((inside, &field.node));
        }
    }
    None
}
/// The names that there are, where they are few.
fn what_there_is(above: &str, known: &[String]) -> Option<String> {
    /// How many names a help lists.
    const LISTED: usize = 8;
    let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let whole = match above {
        "" => "the event".to_owned(),
        above => format!("`{above}`"),
    };
    match names.as_slice() {
        [only] => Some(format!("{whole} has {only} alone")),
        [first @ .., last] if names.len() <= LISTED => {
            Some(format!("{whole} has {} and {last}", first.join(", ")))
        }
        _ => None,
    }
}
