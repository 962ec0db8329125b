//! Which files are meant by paths in `evb.toml`: those that `.gitignore` would name by them.

use std::path::{Component, Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::commands::host::Host;

/// One pattern of paths, as `.gitignore` has them: with a `/` that is not its end it is seen from the directory of the file,
/// else it holds at any depth; a directory stands for all below it.
#[derive(Clone, Debug)]
pub(super) struct Paths(Gitignore);

impl Paths {
    /// # Errors
    ///
    /// Why it is no pattern.
    pub(super) fn new(pattern: &str) -> Result<Self, String> {
        let mut builder = GitignoreBuilder::new("");
        // A comment, or nothing: as a line of a file it would be passed over.
        if pattern.trim().is_empty() || pattern.starts_with(['#', '!']) {
            return Err("it names no files".to_owned());
        }
        let built = builder.add_line(None, pattern).and_then(|one| one.build());
        built.map(Self).map_err(|error| error.to_string())
    }

    /// A path from the directory of the file on.
    fn has(&self, path: &Path) -> bool {
        let found = self.0.matched_path_or_any_parents(path, false);
        matches!(found, Match::Ignore(_))
    }
}

/// Where a file of settings lies, and where the command runs. Both without links.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    directory: PathBuf,
    here: PathBuf,
}

impl Place {
    pub(super) fn new(directory: &Path, host: &dyn Host) -> Self {
        let real = |path: &Path| host.real_path(path).unwrap_or_else(|_| path.to_owned());
        Self {
            directory: real(directory),
            here: real(Path::new("")),
        }
    }

    /// Whether a file, as seen from where the command runs, is among those of a pattern. Outside of the directory none is.
    pub(super) fn has(&self, file: &str, paths: &Paths) -> bool {
        let path = plain(&self.here.join(file));
        let below = path.strip_prefix(&self.directory);
        below.is_ok_and(|below| !below.has_root() && paths.has(below))
    }
}

/// A path without `.` and `x/..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_files_as_gitignore_does() {
        let place = |directory: &str, here: &str| Place {
            directory: directory.into(),
            here: here.into(),
        };
        let top = place("/shop", "/shop");
        for (pattern, file, expected) in [
            ("legacy.yaml", "legacy.yaml", true),
            ("legacy.yaml", "infra/legacy.yaml", true),
            ("/legacy.yaml", "infra/legacy.yaml", false),
            ("infra", "infra/a/b.yaml", true),
            ("infra/", "./infra/a/b.yaml", true),
            ("infra/*.yaml", "infra/a/b.yaml", false),
            ("infra/**/*.yaml", "infra/a/b.yaml", true),
            ("*.tf", "a/../main.tf", true),
            ("*", "../other/a.yaml", false),
            ("*", "/shop/a.yaml", true),
            ("*", "<stdin>", true),
        ] {
            let paths = Paths::new(pattern).unwrap();
            assert_eq!(top.has(file, &paths), expected, "{pattern} {file}");
        }
        let paths = Paths::new("/infra/a.yaml").unwrap();
        assert!(place("/shop", "/shop/infra").has("a.yaml", &paths));
        assert!(place("", "").has("infra/a.yaml", &paths));
        for nothing in ["", "# a", "[z-a]", "!a"] {
            assert!(Paths::new(nothing).is_err(), "{nothing}");
        }
    }
}
