//! The files that lie beside a template, for those who read it.

use std::cell::Cell;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::Host;
use super::context::Templates;
use super::input::FileInput;
use crate::iac::{FileError, Files};
use crate::quota::MAXIMUM_INPUT_BYTES;

/// The files below the directory of a template, or below a named one above it. A path that leaves it is outside, also by way of a symbolic link.
pub(super) struct Beside<'h> {
    host: &'h dyn Host,
    /// Where the template lies.
    directory: PathBuf,
    /// What nothing is read outside of.
    root: PathBuf,
    allows_outside: bool,
    /// How many bytes may still be read, of all files together.
    bytes_left: Cell<usize>,
}

impl<'h> Beside<'h> {
    /// The files beside a file.
    pub(super) fn new(file: &FileInput, templates: &Templates, host: &'h dyn Host) -> Self {
        let directory = file.path().parent().unwrap_or(Path::new(""));
        let root = templates.walked.as_deref();
        let root = root.filter(|root| directory.starts_with(root));
        Self {
            host,
            directory: directory.to_owned(),
            root: root.unwrap_or(directory).to_owned(),
            allows_outside: templates.allows_outside,
            bytes_left: Cell::new(MAXIMUM_INPUT_BYTES),
        }
    }

    /// The path of what the template calls `path`.
    fn resolve(&self, path: &str) -> Result<PathBuf, FileError> {
        let whole = self.directory.join(path);
        if self.allows_outside {
            return Ok(whole);
        }
        let below = self.directory.strip_prefix(&self.root);
        if Path::new(path).has_root() || leaves(&below.unwrap_or(Path::new("")).join(path)) {
            return Err(FileError::Outside);
        }
        // What is not there leads nowhere.
        let real = self.host.real_path(&whole).map_err(|error| told(&error))?;
        let root = self.host.real_path(&self.root);
        match real.starts_with(root.map_err(|error| told(&error))?) {
            true => Ok(whole),
            false => Err(FileError::Outside),
        }
    }
}

/// Whether a path leads out of where it begins, links apart.
fn leaves(path: &Path) -> bool {
    let mut depth = 0_usize;
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(_) => depth += 1,
            Component::ParentDir if depth > 0 => depth -= 1,
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return true,
        }
    }
    false
}

fn told(error: &io::Error) -> FileError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileError::Missing,
        _ => FileError::Unreadable(error.to_string()),
    }
}

impl Files for Beside<'_> {
    fn read(&self, path: &str) -> Result<String, FileError> {
        let path = self.resolve(path)?;
        if self.host.is_directory(&path) {
            return Err(FileError::Unreadable("it is a directory".to_owned()));
        }
        if self.host.is_endless(&path) {
            return Err(FileError::Unreadable(
                "it is no file, but a pipe or a device".to_owned(),
            ));
        }
        let file = self.host.open(&path).map_err(|error| told(&error))?;
        let room = self.bytes_left.get();
        let mut bytes = Vec::new();
        let read = file.take(room as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| told(&error))?;
        match room.checked_sub(bytes.len()) {
            Some(left) => self.bytes_left.set(left),
            None => {
                let most = MAXIMUM_INPUT_BYTES >> 20;
                let why = format!("the files of one template may have {most} MiB together");
                return Err(FileError::Unreadable(why));
            }
        }
        String::from_utf8(bytes)
            .map_err(|_| FileError::Unreadable("it is not UTF-8 text".to_owned()))
    }

    fn list(&self, directory: &str) -> Result<Vec<String>, FileError> {
        let path = self.resolve(directory)?;
        let mut names = self.host.names_in(&path).map_err(|error| told(&error))?;
        names.sort_unstable();
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leaves_where_it_begins_by_its_parts() {
        for (path, expected) in [
            ("a.json", false),
            ("./a/../b.json", false),
            ("", false),
            ("../a.json", true),
            ("a/../../b.json", true),
            ("/etc/passwd", true),
        ] {
            assert_eq!(leaves(Path::new(path)), expected, "{path}");
        }
    }
}
