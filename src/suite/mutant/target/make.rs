//! From a target to its mutants.

use crate::model::{Declared, InputTransformer, Target};
use crate::source::Span;
use crate::suite::mutant::edit::{Edit, told};
use crate::suite::mutant::{Mutator, constant};
use crate::transform::{InputPaths, Position, RuleTarget, Template};

/// A target with one small change of its input.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TargetMutant {
    /// What kind of change it is.
    pub mutator: Mutator,
    /// What of the file is replaced, and by what: a whole path, a whole template.
    pub edit: Edit,
    /// The change in words.
    pub description: String,
    /// What it makes of the target.
    pub target: Target,
}

/// The mutants of a target, in the order of its paths and then of its template. What its template leaves open has none, and
/// neither has a target that receives the whole event.
#[must_use]
pub fn target_mutants(target: &Target) -> Vec<TargetMutant> {
    let Ok(declared) = RuleTarget::declared(target) else {
        return Vec::new();
    };
    if declared.check().is_err() {
        return Vec::new();
    }
    let mut mutants = Vec::new();
    if let Some(input) = &target.input {
        mutants.push(TargetMutant {
            mutator: Mutator::InputDropped,
            edit: whole(input.span, ""),
            description: "the input is dropped".to_owned(),
            target: Target {
                input: None,
                ..target.clone()
            },
        });
        if let Some((changed, description)) = constant::changed(input.as_str()) {
            mutants.push(TargetMutant {
                mutator: Mutator::InputChanged,
                edit: whole(input.span, &changed),
                description,
                target: Target {
                    input: Some(Declared::known(changed, input.span)),
                    ..target.clone()
                },
            });
        }
    }
    if let Some(path) = &target.input_path
        && let Some(parent) = parent(path.as_str())
    {
        mutants.push(TargetMutant {
            mutator: Mutator::PathMoved,
            edit: whole(path.span, parent),
            description: becomes(path.as_str(), parent),
            target: Target {
                input_path: Some(Declared::known(parent.to_owned(), path.span)),
                ..target.clone()
            },
        });
    }
    if let (Some(transformer), Some((paths, text))) =
        (&target.input_transformer, &declared.input_transformer)
        && let Ok(template) = Template::rule(text, paths, &declared.id)
    {
        paths_moved(target, transformer, &template, &mut mutants);
        placeholders_dropped(target, transformer, paths, &template, &mut mutants);
    }
    mutants
}

/// Each path that the template uses leads to what is around, and to where the next one leads.
fn paths_moved(
    target: &Target,
    transformer: &InputTransformer,
    template: &Template,
    mutants: &mut Vec<TargetMutant>,
) {
    let paths = &transformer.paths;
    for (number, (name, path)) in paths.iter().enumerate() {
        if !template.placeholders().any(|one| one.name == *name) {
            continue;
        }
        let next = paths.get(number + 1).or_else(|| paths.first());
        let next = next.map(|(_, path)| path.as_str());
        let next = next.filter(|next| *next != path.as_str());
        let parent = parent(path.as_str());
        for other in parent
            .into_iter()
            .chain(next.filter(|next| Some(*next) != parent))
        {
            let mut changed = transformer.clone();
            if let Some((_, path)) = changed.paths.get_mut(number) {
                *path = Declared::known(other.to_owned(), path.span);
            }
            mutants.push(TargetMutant {
                mutator: Mutator::PathMoved,
                edit: whole(path.span, other),
                description: format!("`{}`: {}", told(name), becomes(path.as_str(), other)),
                target: with(target, changed),
            });
        }
    }
}

/// Each placeholder becomes `null`, or nothing inside of a text.
fn placeholders_dropped(
    target: &Target,
    transformer: &InputTransformer,
    paths: &InputPaths,
    template: &Template,
    mutants: &mut Vec<TargetMutant>,
) {
    let Some(declared) = &transformer.template else {
        return;
    };
    let text = template.text();
    for placeholder in template.placeholders() {
        let replacement = match placeholder.position {
            Position::Value => "null",
            Position::InString | Position::Text => "",
        };
        let edit = whole(placeholder.span, replacement);
        let changed = edit.apply(text);
        if Template::rule(&changed, paths, "").is_err() {
            continue;
        }
        let name = told(&placeholder.name);
        let description = match replacement {
            "" => format!("placeholder `<{name}>` is dropped"),
            other => format!("placeholder `<{name}>` becomes `{other}`"),
        };
        let transformer = InputTransformer {
            template: Some(Declared::known(changed.clone(), declared.span)),
            ..transformer.clone()
        };
        mutants.push(TargetMutant {
            mutator: Mutator::PlaceholderDropped,
            edit: whole(declared.span, &changed),
            description,
            target: with(target, transformer),
        });
    }
}

fn with(target: &Target, transformer: InputTransformer) -> Target {
    Target {
        input_transformer: Some(transformer),
        ..target.clone()
    }
}

fn whole(span: Span, replacement: &str) -> Edit {
    Edit {
        span,
        replacement: replacement.to_owned(),
    }
}

fn becomes(before: &str, after: &str) -> String {
    format!("`{}` becomes `{}`", told(before), told(after))
}

/// The path to what is around: `$.detail` for `$.detail.id`.
fn parent(path: &str) -> Option<&str> {
    let at = path.rfind(['.', '['])?;
    path.get(..at)
}
