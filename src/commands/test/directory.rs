//! Directories of cases: `events/RULE/match` and `events/RULE/no-match` beside a template.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::commands::input::FileInput;
use crate::commands::{Context, Walked, walk};
use crate::diagnostic::{Diagnostic, Finding};
use crate::source::Source;
use crate::suite::Directory;

use super::NO_SUITE;

/// What to call the suite that a directory stands for.
const NAME: &str = "events";

/// What lies where cases lie, and is none, unless a suite reads it.
pub(super) struct Stray {
    /// The files.
    pub(super) files: Vec<PathBuf>,
    /// What is to be told.
    pub(super) told: Finding,
}

/// The suite that a directory of cases stands for, as if it were a file there; `None` if there are no cases in it.
///
/// # Errors
///
/// `suite/none`: nothing says which template is tested.
pub(super) fn read(
    directory: &FileInput,
    template: Option<&OsStr>,
    strays: &mut Vec<Stray>,
    context: &Context<'_>,
) -> Result<Option<(FileInput, Source)>, Box<Finding>> {
    let Ok(Walked { files, .. }) = context.host.files_not_ignored_below(directory.path()) else {
        return Ok(None);
    };
    let below = |path: &Path| -> Option<String> {
        let inside = path.strip_prefix(directory.path()).ok()?;
        let parts = inside.components().map(|part| part.as_os_str().to_str());
        Some(parts.collect::<Option<Vec<&str>>>()?.join("/"))
    };
    let paths: Vec<String> = files.iter().filter_map(|path| below(path)).collect();
    let cases = Directory::of(&paths);
    let name = |path: &str| {
        let file = FileInput::new(directory.path().join(path));
        file.name().to_owned()
    };
    strays.extend(cases.strays().iter().filter_map(|stray| {
        let first = stray.files.first()?;
        let files = stray.files.iter().map(|path| directory.path().join(path));
        Some(Stray {
            files: files.collect(),
            told: Finding::new(stray.told.clone(), &Source::new(name(first), *first)),
        })
    }));
    if cases.is_empty() {
        return Ok(None);
    }
    let template = match template {
        // It is named as seen from here, and read as seen from the directory.
        Some(template) => {
            let up: String = directory.path().components().map(|_| "../").collect();
            let path = Path::new(template);
            match path.is_absolute() || directory.path().is_absolute() {
                true => path.to_string_lossy().into_owned(),
                false => format!("{up}{}", path.display()),
            }
        }
        None => {
            beside(directory, &paths, context).ok_or_else(|| Box::new(no_template(directory)))?
        }
    };
    let file = FileInput::new(directory.path().join(NAME));
    let source = cases.suite(file.name(), &template, &name);
    Ok(Some((file, source)))
}

/// The one template that lies beside the cases.
fn beside(directory: &FileInput, paths: &[String], context: &Context<'_>) -> Option<String> {
    if let Some(template) = walk::template_in(directory, context.host) {
        let inside = template.path().strip_prefix(directory.path()).ok()?;
        return Some(inside.to_string_lossy().into_owned());
    }
    let is_template = |path: &&String| {
        let ends = [".yaml", ".yml", ".json"];
        let is_here = !path.contains('/') && ends.iter().any(|end| path.ends_with(end));
        is_here && !walk::is_suite(path)
    };
    let mut templates = paths.iter().filter(is_template);
    match (templates.next(), templates.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}

fn no_template(directory: &FileInput) -> Finding {
    let name = match directory.name() {
        "" => "events",
        name => name,
    };
    let message = format!("nothing says which template the cases in `{name}` test");
    let told = Diagnostic::error(NO_SUITE, message)
        .help("name it, `--template template.yaml`, or put it beside `events`");
    Finding::without_source(told)
}
