//! Inputs of targets, held against the events that their rule matches.

use std::cell::OnceCell;

use super::finding::Resource;
use super::judge::{About, Judge, beginning};
use super::lints::{INPUT_FIELD, INPUT_OF_MATCH};
use super::targets::member;
use crate::diagnostic::Diagnostic;
use crate::event::ENVELOPE_FIELDS;
use crate::json::Value;
use crate::model::{Declared, Rule, Target};
use crate::pattern::{Dialect, Pattern, parse};
use crate::sample::{Bus, Sampler};
use crate::schema;
use crate::source::Span;
use crate::suggest;
use crate::transform::{NEVER_JSON, Record, Rendered, RuleTarget, TargetInput, Variables};

/// How many events are tried on a template.
const TRIED: usize = 4;

impl Judge<'_> {
    /// Whether inputs go with what a rule matches.
    pub(super) fn inputs(&mut self, resource: &Resource, rule: &Rule) {
        let has_paths = |one: &Target| one.input_path.is_some() || one.input_transformer.is_some();
        if !rule.targets.iter().any(has_paths) {
            return;
        }
        let pattern = self.closed_pattern(rule);
        let types = pattern.as_ref().and_then(schema::known_types);
        // Made once for all targets, and only if one is to be tried.
        let tried = OnceCell::new();
        let events = || {
            let made = || pattern.as_ref().map_or(Vec::new(), events_of);
            tried.get_or_init(made).as_slice()
        };
        for target in &rule.targets {
            let id = target.id.as_ref().map(Declared::to_display);
            let field = format!("Targets[{}]", id.unwrap_or_default());
            for (name, path) in paths(target) {
                let Some(text) = path.get() else { continue };
                if let Some(lost) = lost(text, types.as_deref()) {
                    let about = self.about(Some(resource), &member(&field, &name));
                    let told = lost.told.at(path.span, "");
                    let raw = self.source.slice(path.span);
                    let told = match lost.slip {
                        Some((wrong, right)) if raw.matches(&wrong).count() == 1 => {
                            told.fix(path.span, raw.replace(&wrong, &right))
                        }
                        _ => told,
                    };
                    self.tell(&about, told, None);
                }
            }
            self.matched(resource, &field, &events, target);
        }
    }

    /// A template that makes no JSON of an event that the rule matches.
    fn matched<'e>(
        &mut self,
        resource: &Resource,
        field: &str,
        events: &dyn Fn() -> &'e [Value],
        target: &Target,
    ) {
        let transformer = target.input_transformer.as_ref();
        let Some(template) = transformer.and_then(|one| one.template.as_ref()) else {
            return;
        };
        let Ok(declared) = RuleTarget::declared(target) else {
            return;
        };
        let Ok(input) = declared.check() else { return };
        if matches!(&input, TargetInput::Transformed(template) if template.keeps_its_form()) {
            return;
        }
        // What is never JSON is told as such.
        if input.notes().iter().any(|one| one.code == NEVER_JSON) {
            return;
        }
        for event in events() {
            let record = Record::new(event);
            let Rendered::Undelivered(lost) = input.deliver(&record, &Variables::new()) else {
                continue;
            };
            let told = Diagnostic {
                severity: crate::diagnostic::Severity::Warning,
                code: INPUT_OF_MATCH,
                message: format!(
                    "for events that the rule matches the target receives nothing: {}",
                    lost.diagnostic.message
                ),
                ..lost.diagnostic
            };
            let source = self.text_of(template);
            let about = About {
                source: &source,
                place: beginning(Span::new(0, source.text().len()), &source),
                ..self.about(
                    Some(resource),
                    &member(field, "InputTransformer.InputTemplate"),
                )
            };
            self.tell(&about, told, None);
            return;
        }
    }
}

/// Some events that a pattern matches.
fn events_of(pattern: &Pattern) -> Vec<Value> {
    let frame = Bus::new(pattern, Dialect::Bus, 0);
    let found = Sampler::new(pattern, &frame, 0).matches(Some(TRIED));
    found.events.into_iter().map(|made| made.event).collect()
}

/// The paths of a target.
fn paths(target: &Target) -> Vec<(String, &Declared<String>)> {
    let own = target
        .input_path
        .iter()
        .map(|path| ("InputPath".to_owned(), path));
    let transformer = target.input_transformer.iter();
    let named = transformer.flat_map(|one| &one.paths);
    let named = named.map(|(name, path)| (format!("InputTransformer.InputPathsMap.{name}"), path));
    own.chain(named).collect()
}

/// Why a path leads nowhere.
struct Lost {
    told: Diagnostic,
    /// The step of it that is a slip for certain, and what it is to be.
    slip: Option<(String, String)>,
}

/// Why a path leads nowhere in the events that a rule matches.
fn lost(path: &str, types: Option<&[schema::EventType]>) -> Option<Lost> {
    let steps = steps(path)?;
    let (first, inside) = steps.split_first()?;
    if !ENVELOPE_FIELDS.contains(first) {
        let mut told = Diagnostic::warning(
            INPUT_FIELD,
            format!("`{path}` leads nowhere: events have no `{first}` at their top"),
        );
        let wanted = first.to_ascii_lowercase().replace(['_', ' '], "-");
        let wanted = if wanted == "detailtype" {
            "detail-type"
        } else {
            wanted.as_str()
        };
        told.help = suggest::did_you_mean(wanted, &ENVELOPE_FIELDS).or_else(|| {
            ENVELOPE_FIELDS
                .contains(&wanted)
                .then(|| format!("did you mean `{wanted}`?"))
        });
        let key = ENVELOPE_FIELDS
            .iter()
            .find(|one| suggest::folded(one) == suggest::folded(first));
        let slip = key.map(|key| ((*first).to_owned(), (*key).to_owned()));
        return Some(Lost { told, slip });
    }
    if *first != "detail" || inside.is_empty() {
        return None;
    }
    // It is asked as a pattern that wants the field would be.
    let asked = inside
        .iter()
        .rev()
        .fold(r#"[{"exists": true}]"#.to_owned(), |inner, step| {
            format!(
                "{{{}: {inner}}}",
                Value::text(step, Span::default()).to_compact()
            )
        });
    let pattern = parse(&format!(r#"{{"detail": {asked}}}"#), Dialect::Bus).ok()?;
    let answer = schema::ask(&pattern, types?);
    let missing = answer
        .diagnostics
        .into_iter()
        .find(|one| one.code == schema::NO_FIELD)?;
    let mut told = Diagnostic::warning(
        INPUT_FIELD,
        format!("`{path}` leads nowhere in the events that the rule matches"),
    );
    let is_near = missing
        .help
        .as_ref()
        .is_some_and(|help| help.starts_with("did you mean"));
    if !is_near {
        told.severity = crate::diagnostic::Severity::Note;
    }
    let slip = missing.fix.as_ref().and_then(|fix| {
        let wrong = pattern.text.get(fix.span.start..fix.span.end)?;
        let bare = |name: &str| name.trim_matches('"').to_owned();
        Some((bare(wrong), bare(&fix.replacement)))
    });
    told.help = missing.help.filter(|_| is_near);
    Some(Lost { told, slip })
}

/// The names of a path as far as it goes into objects; `None` of one that is written in another way.
fn steps(path: &str) -> Option<Vec<&str>> {
    let inside = path.strip_prefix("$.")?;
    let mut steps = Vec::new();
    for step in inside.split('.') {
        match step.split_once('[') {
            Some((name, _)) => {
                steps.push(name);
                break;
            }
            None => steps.push(step),
        }
    }
    let is_name = |step: &&str| !step.is_empty() && !step.contains(['*', '\'', '"', '@', '?']);
    steps.iter().all(is_name).then_some(steps)
}
