//! What a directory holds that can be read: one template, or many files.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::host::{Host, Walked};
use super::input::{FileInput, unreadable};
use super::{Context, Failure};
use crate::diagnostic::{Diagnostic, Finding};
use crate::iac::{ALLOW_OUTSIDE, LEFT_OUT};

/// The files by which a directory is one template, the first that is there.
const TEMPLATES: [&str; 8] = [
    "serverless.yml",
    "serverless.yaml",
    "serverless.json",
    "Pulumi.yaml",
    "Pulumi.yml",
    "template.yaml",
    "template.yml",
    "template.json",
];

/// Of what an assembly of the Cloud Development Kit consists.
const MANIFEST: &str = "manifest.json";
const ASSEMBLY: &str = "cdk.out";
const STACK_END: &str = ".template.json";

/// How files of Terraform end: those by which a directory is called come first.
const TERRAFORM_ENDS: [&str; 2] = [".tf", ".tf.json"];

/// How files of states of Terraform end. Beside a configuration they tell of the same again.
const STATE_END: &str = ".tfstate";

/// The ends of the names of files that may declare something.
const ENDS: [&str; 19] = [
    ".json",
    ".jsonl",
    ".ndjson",
    ".yaml",
    ".yml",
    ".tf",
    STATE_END,
    ".sh",
    ".bash",
    ".zsh",
    ".ksh",
    ".ps1",
    ".cmd",
    ".bat",
    ".mk",
    "Makefile",
    "makefile",
    "Dockerfile",
    ".md",
];

/// Directories of packages that others wrote.
const PACKAGES: [&str; 2] = ["node_modules", ".terraform"];

/// The file from which the one template is read that a directory is; `None` if it is not one.
pub(super) fn template_in(directory: &FileInput, host: &dyn Host) -> Option<FileInput> {
    let path = directory.path();
    let names = host.names_in(path).ok()?;
    let has = |name: &str| names.iter().any(|one| one == name);
    let is_assembly = path.file_name().is_some_and(|name| name == ASSEMBLY)
        || names.iter().any(|name| name.ends_with(STACK_END));
    let inside = path.join(ASSEMBLY).join(MANIFEST);
    if has(MANIFEST) && is_assembly {
        Some(FileInput::new(path.join(MANIFEST)))
    } else if host.open(&inside).is_ok() {
        Some(FileInput::new(inside))
    } else {
        let named = TEMPLATES.into_iter().find(|name| has(name));
        let state = || only_state(names.iter().map(String::as_str));
        let name = named
            .or_else(|| configuration(names.iter().map(String::as_str)))
            .or_else(state)?;
        Some(FileInput::new(path.join(name)))
    }
}

/// The file by which a configuration of Terraform is read: all of its directory belong to it.
fn configuration<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let files = names.filter_map(|name| {
        let end = TERRAFORM_ENDS.iter().position(|end| name.ends_with(end))?;
        let is_main = name.split_once('.').is_some_and(|(stem, _)| stem == "main");
        Some(((end, !is_main), name))
    });
    // Of those that are alike, the first.
    files.min_by_key(|(rank, _)| *rank).map(|(_, name)| name)
}

/// The one file of a state that a directory holds.
fn only_state<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut states = names.filter(|name| name.ends_with(STATE_END));
    let first = states.next()?;
    states.next().is_none().then_some(first)
}

/// What lies below a directory.
#[derive(Default)]
pub(super) struct Below {
    /// The files that may declare something.
    pub(super) files: Vec<FileInput>,
    /// Those that only links lead to, out of the directory: they are not read, which is told.
    pub(super) outside: Vec<Finding>,
    /// What is not read, and why; of directories, which end in `/`, nothing below them is.
    pub(super) skipped: Vec<(PathBuf, Skipped)>,
}

/// Why a file below a directory is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Skipped {
    /// Files that are called so declare nothing.
    Name,
    /// It is hidden.
    Hidden,
    /// Others wrote it.
    Package,
    /// The manifest of its assembly is read.
    Assembly,
    /// The configuration of Terraform beside it is read.
    State,
    /// Git ignores it.
    Ignored,
}

impl Skipped {
    /// Why, in a clause.
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Name => "no file that is called so declares something",
            Self::Hidden => "it is hidden: name it to have it read",
            Self::Package => "it belongs to a package that others wrote",
            Self::Assembly => "it belongs to an assembly whose manifest is read",
            Self::State => "the configuration of Terraform beside it is read",
            Self::Ignored => "git ignores it",
        }
    }
}

/// Every file below a directory that may declare something: of an assembly its manifest, of a configuration of Terraform
/// one file. What lies higher comes first.
///
/// # Errors
///
/// `input/unreadable`: a directory cannot be read.
pub(super) fn files_below(directory: &FileInput, context: &Context<'_>) -> Result<Below, Failure> {
    let all = context.host.files_below(directory.path());
    let all = all.map_err(|error| unreadable(directory.name(), &error))?;
    Ok(declaring(all, directory, context))
}

/// The same without those that git ignores; what is hidden is told apart.
///
/// # Errors
///
/// `input/unreadable`: a directory cannot be read.
pub(super) fn files_not_ignored_below(
    directory: &FileInput,
    context: &Context<'_>,
) -> Result<Below, Failure> {
    let all = context.host.files_not_ignored_below(directory.path());
    let Walked { files, hidden } = all.map_err(|error| unreadable(directory.name(), &error))?;
    let mut below = declaring(files, directory, context);
    let hidden = hidden.into_iter().map(|path| (path, Skipped::Hidden));
    below.skipped.splice(0..0, hidden);
    Ok(below)
}

/// The files below a directory that git ignores.
///
/// # Errors
///
/// `input/unreadable`: a directory cannot be read.
pub(super) fn ignored_below(
    directory: &FileInput,
    context: &Context<'_>,
) -> Result<Vec<(PathBuf, Skipped)>, Failure> {
    let walked = context.host.files_not_ignored_below(directory.path());
    let all =
        walked.and_then(|walked| Ok((walked.files, context.host.files_below(directory.path())?)));
    let (read, all) = all.map_err(|error| unreadable(directory.name(), &error))?;
    let read: BTreeSet<PathBuf> = read.into_iter().collect();
    let ignored = all.into_iter().filter(|path| !read.contains(path));
    Ok(ignored.map(|path| (path, Skipped::Ignored)).collect())
}

/// The ends of the names of suites.
pub(super) const SUITE_ENDS: [&str; 3] = [".evb.yaml", ".evb.yml", ".evb.json"];

/// A suite that has no other name.
pub(super) const SUITE: &str = "evb.yaml";

/// The suites below a directory, sorted, without those that git ignores and those of packages.
///
/// # Errors
///
/// `input/unreadable`: a directory cannot be read.
pub(super) fn suites_below(directory: &FileInput, context: &Context<'_>) -> Result<Below, Failure> {
    let all = context.host.files_not_ignored_below(directory.path());
    let Walked { files: all, .. } = all.map_err(|error| unreadable(directory.name(), &error))?;
    let (mut files, mut outside) = (Vec::new(), Vec::new());
    let links = Links::of(directory, context);
    for path in all {
        let name = path.file_name().map(|name| name.to_string_lossy());
        let is_suite = name.is_some_and(|name| is_suite(&name));
        if !is_suite || is_of_package(&path) {
            continue;
        }
        if links.lead_outside(&path) {
            outside.push(is_outside(&path));
        } else {
            files.push(path);
        }
    }
    files.sort_unstable();
    let files = files.into_iter().map(FileInput::new).collect();
    Ok(Below {
        files,
        outside,
        skipped: Vec::new(),
    })
}

/// Whether a file is a suite, by its name.
pub(super) fn is_suite(name: &str) -> bool {
    name == SUITE || SUITE_ENDS.iter().any(|end| name.ends_with(end))
}

/// Whether a file belongs to a package that others wrote.
fn is_of_package(path: &Path) -> bool {
    let directories = path.parent().map(Path::components).into_iter().flatten();
    let mut names = directories.map(|part| part.as_os_str());
    names.any(|name| PACKAGES.iter().any(|package| name == *package))
}

fn declaring(all: Vec<PathBuf>, directory: &FileInput, context: &Context<'_>) -> Below {
    let mut below = Below::default();
    let mut directories: BTreeMap<(usize, PathBuf), Vec<OsString>> = BTreeMap::new();
    let links = Links::of(directory, context);
    for path in all {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            continue;
        };
        if is_of_package(&path) {
            below.skipped.push((path, Skipped::Package));
        } else if !may_declare(&name.to_string_lossy()) {
            below.skipped.push((path, Skipped::Name));
        } else if links.lead_outside(&path) {
            below.outside.push(is_outside(&path));
        } else {
            let key = (parent.components().count(), parent.to_owned());
            directories.entry(key).or_default().push(name.to_owned());
        }
    }
    let mut assemblies: Vec<PathBuf> = Vec::new();
    for ((_, parent), names) in directories {
        let is_inside = |assembly: &PathBuf| parent.starts_with(assembly);
        if assemblies.iter().any(is_inside) {
            let inside = names
                .iter()
                .map(|name| (parent.join(name), Skipped::Assembly));
            below.skipped.extend(inside);
            continue;
        }
        // Names by which a directory is a template are text.
        let texts: Vec<&str> = names.iter().filter_map(|name| name.to_str()).collect();
        let is_assembly = texts.contains(&MANIFEST)
            && (parent.ends_with(ASSEMBLY) || texts.iter().any(|name| name.ends_with(STACK_END)));
        if is_assembly {
            let others = names.iter().filter(|name| *name != MANIFEST);
            let others = others.map(|name| (parent.join(name), Skipped::Assembly));
            below.skipped.extend(others);
            below.files.push(FileInput::new(parent.join(MANIFEST)));
            assemblies.push(parent);
            continue;
        }
        let main = configuration(texts.into_iter());
        let is_configuration = main.is_some();
        let main = main.map(|name| FileInput::new(parent.join(name)));
        below.files.extend(main);
        for name in names {
            let text = name.to_string_lossy();
            let is_part = TERRAFORM_ENDS.iter().any(|end| text.ends_with(end));
            if is_configuration && text.ends_with(STATE_END) {
                below.skipped.push((parent.join(name), Skipped::State));
            } else if !is_part {
                below.files.push(FileInput::new(parent.join(name)));
            }
        }
    }
    below
}

/// Whether links lead from files out of the directory below which they were found.
struct Links<'c> {
    host: &'c dyn Host,
    /// The directory without links; `None` where links may lead anywhere.
    directory: Option<PathBuf>,
}

impl<'c> Links<'c> {
    fn of(directory: &FileInput, context: &'c Context<'_>) -> Self {
        let is_asked = !context.templates.allows_outside;
        let real = || context.host.real_path(directory.path()).ok();
        Self {
            host: context.host,
            directory: is_asked.then(real).flatten(),
        }
    }

    fn lead_outside(&self, path: &Path) -> bool {
        let real = || self.host.real_path(path).ok();
        let both = self.directory.as_ref().and_then(|one| Some((one, real()?)));
        both.is_some_and(|(directory, path)| !path.starts_with(directory))
    }
}

fn is_outside(path: &Path) -> Finding {
    let path = path.display();
    let message = format!("`{path}` is left out: it is a link that leads out of the directory");
    let told = Diagnostic::warning(LEFT_OUT, message).help(ALLOW_OUTSIDE);
    Finding::without_source(told)
}

/// Whether a file may declare something, by its name.
fn may_declare(name: &str) -> bool {
    let plain = name.strip_suffix(".gz").unwrap_or(name);
    ENDS.iter().any(|end| plain.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_file_of_a_configuration_is_main_or_the_first() {
        let main = |names: &[&str]| configuration(names.iter().copied()).map(str::to_owned);
        assert_eq!(main(&["a.tf", "main.tf"]).as_deref(), Some("main.tf"));
        assert_eq!(main(&["b.txt", "c.tf", "d.tf"]).as_deref(), Some("c.tf"));
        assert_eq!(
            main(&["a.tf.json", "main.tf.json", "z.tf"]).as_deref(),
            Some("z.tf")
        );
        assert_eq!(
            main(&["a.tf.json", "main.tf.json"]).as_deref(),
            Some("main.tf.json")
        );
        assert_eq!(main(&["b.txt"]), None);
    }
}
