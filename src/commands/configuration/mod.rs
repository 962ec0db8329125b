//! `evb.toml`: what a project always wants.
//!
//! The file of the working directory counts, else the nearest above it up to the root of the repository, which is where `.git`
//! is: as ruff finds its own. What the command line says adds to it. [`KEYS`] are the keys of its tables, and
//! `schemas/evb-toml.schema.json` describes them for editors.

mod paths;
mod reader;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::fail_on::FailOn;
use super::host::Host;
use crate::diagnostic::{Code, Finding};
use crate::json::Value;
use crate::source::Source;
use paths::{Paths, Place};

pub use reader::KEYS;

/// What the file is called.
const NAME: &str = "evb.toml";

/// By what a directory is known as the root of a repository: a directory, or in a working tree of its own a file.
const REPOSITORY: &str = ".git";

/// A table has no such key.
const UNKNOWN_KEY: Code = Code::new("config/unknown-key");
/// A value is of another type than is read there.
const WRONG_TYPE: Code = Code::new("config/wrong-type");
/// Something is named that there is not.
const UNKNOWN_NAME: Code = Code::new("config/unknown-name");
/// A pattern of paths that is none.
const WRONG_PATHS: Code = Code::new("config/paths");

/// What a project says of itself. Paths in it are seen from the directory of the file.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    pub(super) check: CheckConfiguration,
    /// Values for what templates leave open.
    parameters: BTreeMap<String, Value>,
    /// The same for files of these paths; later ones win.
    per_file_parameters: Vec<(Paths, BTreeMap<String, Value>)>,
    place: Place,
}

/// What is said of `evb check`.
#[derive(Debug, Default)]
pub(super) struct CheckConfiguration {
    /// The names of findings that are told, if there are any.
    pub(super) select: Vec<String>,
    /// The names of findings that are not.
    pub(super) ignore: Vec<String>,
    /// The same for files of these paths.
    per_file_ignores: Vec<(Paths, Vec<String>)>,
    /// What makes the exit code 1.
    pub(super) fail_on: Vec<FailOn>,
    /// What is known, and not told again.
    pub(super) baseline: Option<PathBuf>,
}

impl Configuration {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it:
    ///
    /// * `input/not-toml`: it is no TOML.
    /// * `config/…`: something in it is not known, or not of its type.
    pub(super) fn read(
        source: &Source,
        file: &Path,
        host: &dyn Host,
    ) -> Result<Self, Vec<Finding>> {
        let mut read = reader::read(source)?;
        let directory = file.parent().unwrap_or(Path::new(""));
        let baseline = read.check.baseline.take();
        read.check.baseline = baseline.map(|path| directory.join(path));
        read.place = Place::new(directory, host);
        Ok(read)
    }

    /// Whether findings of a name are not told of a file.
    pub(super) fn ignores(&self, name: &str, file: &str) -> bool {
        let is_named = |names: &[String]| names.iter().any(|one| one == name);
        let mut per_file = self.check.per_file_ignores.iter();
        is_named(&self.check.ignore)
            || per_file.any(|(paths, names)| is_named(names) && self.place.has(file, paths))
    }

    /// Values for what a file leaves open, by their names; `None` if none are given.
    pub(super) fn parameters_of(&self, file: &str) -> Option<BTreeMap<String, Value>> {
        let mut parameters = self.parameters.clone();
        let per_file = self.per_file_parameters.iter();
        for (_, own) in per_file.filter(|(paths, _)| self.place.has(file, paths)) {
            parameters.extend(own.clone());
        }
        (!parameters.is_empty()).then_some(parameters)
    }
}

/// The file that counts, as seen from the working directory. Above that, only a file in the same repository does: what lies in
/// somebody's home is none of a project.
pub(super) fn nearest(host: &dyn Host) -> Option<PathBuf> {
    let here = host.real_path(Path::new("")).ok()?;
    let mut up = PathBuf::new();
    let mut found = None;
    for _ in here.ancestors() {
        let is_there = |path: &Path| host.open(path).is_ok() && !host.is_directory(path);
        let file = up.join(NAME);
        if found.is_none() && is_there(&file) {
            if up.as_os_str().is_empty() {
                return Some(file);
            }
            found = Some(file);
        }
        let repository = up.join(REPOSITORY);
        if host.is_directory(&repository) || is_there(&repository) {
            return found;
        }
        up.push("..");
    }
    None
}
