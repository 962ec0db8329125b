//! What a directory holds that can be read: one template, or many files.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

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

/// How files of Terraform end.
const TERRAFORM_END: &str = ".tf";

/// The ends of the names of files that may declare something.
const ENDS: [&str; 18] = [
    ".json",
    ".jsonl",
    ".ndjson",
    ".yaml",
    ".yml",
    ".tf",
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
pub(super) fn template_in(directory: &FileInput, context: &Context<'_>) -> Option<FileInput> {
    let path = directory.path();
    let names = context.host.names_in(path).ok()?;
    let has = |name: &str| names.iter().any(|one| one == name);
    let is_assembly = path.file_name().is_some_and(|name| name == ASSEMBLY)
        || names.iter().any(|name| name.ends_with(STACK_END));
    let inside = path.join(ASSEMBLY).join(MANIFEST);
    if has(MANIFEST) && is_assembly {
        Some(FileInput::new(path.join(MANIFEST)))
    } else if context.host.open(&inside).is_ok() {
        Some(FileInput::new(inside))
    } else {
        let named = TEMPLATES.into_iter().find(|name| has(name));
        let name = named.or_else(|| configuration(names.iter().map(String::as_str)))?;
        Some(FileInput::new(path.join(name)))
    }
}

/// The file by which a configuration of Terraform is read: all of its directory belong to it.
fn configuration<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut files = names.filter(|name| name.ends_with(TERRAFORM_END));
    let first = files.next()?;
    Some(
        match std::iter::once(first)
            .chain(files)
            .any(|name| name == "main.tf")
        {
            true => "main.tf",
            false => first,
        },
    )
}

/// What lies below a directory.
pub(super) struct Below {
    /// The files that may declare something.
    pub(super) files: Vec<FileInput>,
    /// Those that only links lead to, out of the directory: they are not read, which is told.
    pub(super) outside: Vec<Finding>,
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
    let mut outside = Vec::new();
    let mut directories: BTreeMap<(usize, PathBuf), Vec<OsString>> = BTreeMap::new();
    for path in all {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            continue;
        };
        let is_package = |part: &str| parent.components().any(|one| one.as_os_str() == part);
        if may_declare(&name.to_string_lossy()) && !PACKAGES.into_iter().any(is_package) {
            if leads_outside(&path, directory, context) {
                outside.push(is_outside(&path));
                continue;
            }
            let key = (parent.components().count(), parent.to_owned());
            directories.entry(key).or_default().push(name.to_owned());
        }
    }
    let mut assemblies: Vec<PathBuf> = Vec::new();
    let mut found = Vec::new();
    for ((_, parent), names) in directories {
        if assemblies
            .iter()
            .any(|assembly| parent.starts_with(assembly))
        {
            continue;
        }
        // Names by which a directory is a template are text.
        let texts: Vec<&str> = names.iter().filter_map(|name| name.to_str()).collect();
        let is_assembly = texts.contains(&MANIFEST)
            && (parent.ends_with(ASSEMBLY) || texts.iter().any(|name| name.ends_with(STACK_END)));
        if is_assembly {
            found.push(parent.join(MANIFEST));
            assemblies.push(parent);
            continue;
        }
        found.extend(configuration(texts.into_iter()).map(|name| parent.join(name)));
        let others = names.iter();
        let others = others.filter(|name| !name.to_string_lossy().ends_with(TERRAFORM_END));
        found.extend(others.map(|name| parent.join(name)));
    }
    let files = found.into_iter().map(FileInput::new).collect();
    Ok(Below { files, outside })
}

/// Whether a link leads from a file out of the directory below which it was found.
fn leads_outside(path: &Path, directory: &FileInput, context: &Context<'_>) -> bool {
    let real = |path| context.host.real_path(path).ok();
    let both = real(path).zip(real(directory.path()));
    let leaves = both.is_some_and(|(path, directory)| !path.starts_with(directory));
    leaves && !context.templates.allows_outside
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
        assert_eq!(main(&["b.txt"]), None);
    }
}
