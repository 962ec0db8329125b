//! Globs and directories, also with names that are not UTF-8.
//!
//! The `glob` crate matches names; the walk is our own, because that of the crate passes over a name that is not UTF-8.
//! What is no character there counts as one that only `*`, `?` and `[!a]` take.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use glob::Pattern;
use ignore::WalkBuilder;

use crate::commands::Walked;

/// What takes any number of directories.
const ANY_DEPTH: &str = "**";

/// The files that a pattern names, sorted. Links are followed, but not by `**`.
///
/// # Errors
///
/// * `InvalidInput`: the pattern is malformed.
/// * A directory cannot be read. One that is not there holds no file.
pub(super) fn files(pattern: &str) -> io::Result<Vec<PathBuf>> {
    let malformed = |error| io::Error::new(io::ErrorKind::InvalidInput, error);
    Pattern::new(pattern).map_err(malformed)?;
    let mut steps = Vec::new();
    for component in Path::new(pattern).components() {
        let name = component.as_os_str().to_str().unwrap_or_default();
        steps.push(match component {
            Component::Normal(_) if name == ANY_DEPTH => Step::AnyDepth,
            Component::Normal(_) if name.contains(['*', '?', '[']) => {
                Step::Named(Pattern::new(name).map_err(malformed)?)
            }
            _ => Step::Into(PathBuf::from(name)),
        });
    }
    let mut found = Vec::new();
    walk(PathBuf::new(), &steps, &mut found)?;
    found.sort_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
    found.dedup();
    Ok(found)
}

/// The files in a directory and in those below it, sorted. Hidden ones are left out, and links to directories not followed.
///
/// # Errors
///
/// A directory cannot be read.
pub(super) fn files_below(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut directories = vec![directory.to_owned()];
    while let Some(directory) = directories.pop() {
        for entry in entries(&directory)? {
            let path = directory.join(entry.file_name());
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            } else if entry.file_type()?.is_dir() {
                directories.push(path);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
    Ok(found)
}

/// The same without what git ignores, and what is hidden there: by `.gitignore` there, below and above, and by `.git/info/exclude`. What is told of one
/// user only does not count, so that a run gives the same for everybody.
///
/// # Errors
///
/// The directory cannot be read.
pub(super) fn files_not_ignored_below(directory: &Path) -> io::Result<Walked> {
    let hidden = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&hidden);
    let walk = WalkBuilder::new(here(directory))
        .hidden(false)
        .filter_entry(move |entry| {
            let is_hidden =
                entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
            if is_hidden {
                let is_directory = entry.file_type().is_some_and(|kind| kind.is_dir());
                let mut hidden = keep.lock().unwrap_or_else(PoisonError::into_inner);
                hidden.push((entry.path().to_owned(), is_directory));
            }
            !is_hidden
        })
        .ignore(false)
        .git_global(false)
        .require_git(false)
        .build();
    let mut files = Vec::new();
    for entry in walk {
        let path = entry.map_err(io::Error::other)?.into_path();
        if path.is_file() {
            files.push(path);
        }
    }
    let plain = |path: PathBuf| match path.strip_prefix(".") {
        Ok(plain) if directory.as_os_str().is_empty() => plain.to_owned(),
        _ => path,
    };
    let mut files: Vec<PathBuf> = files.into_iter().map(plain).collect();
    let hidden = std::mem::take(&mut *hidden.lock().unwrap_or_else(PoisonError::into_inner));
    let hidden = hidden.into_iter().map(|(path, is_directory)| {
        let end = if is_directory { "/" } else { "" };
        let mut path = plain(path).into_os_string();
        path.push(end);
        PathBuf::from(path)
    });
    let mut hidden: Vec<PathBuf> = hidden.collect();
    for all in [&mut files, &mut hidden] {
        all.sort_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
    }
    Ok(Walked { files, hidden })
}

/// The names of what is in a directory; those of directories end in `/`. What is not UTF-8 is passed over: no template can
/// name it.
///
/// # Errors
///
/// The directory is not there, or cannot be read.
pub(super) fn names_in(directory: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(here(directory))? {
        let entry = entry?;
        if let Ok(mut name) = entry.file_name().into_string() {
            if entry.path().is_dir() {
                name.push('/');
            }
            names.push(name);
        }
    }
    Ok(names)
}

/// One part of a pattern.
enum Step {
    /// What is called so.
    Into(PathBuf),
    /// Everything whose name matches.
    Named(Pattern),
    /// The directory itself and all below it.
    AnyDepth,
}

fn walk(base: PathBuf, steps: &[Step], found: &mut Vec<PathBuf>) -> io::Result<()> {
    let Some((step, rest)) = steps.split_first() else {
        if base.is_file() {
            found.push(base);
        }
        return Ok(());
    };
    match step {
        Step::Into(name) => walk(base.join(name), rest, found),
        Step::Named(pattern) => {
            for entry in entries(&base)? {
                let name = entry.file_name();
                if pattern.matches(&name.to_string_lossy()) {
                    walk(base.join(name), rest, found)?;
                }
            }
            Ok(())
        }
        Step::AnyDepth => {
            for entry in entries(&base)? {
                if entry.file_type()?.is_dir() {
                    walk(base.join(entry.file_name()), steps, found)?;
                }
            }
            walk(base, rest, found)
        }
    }
}

/// A path that can be asked for: the empty one is the working directory.
pub(super) fn here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

fn entries(directory: &Path) -> io::Result<Vec<DirEntry>> {
    match fs::read_dir(here(directory)) {
        Ok(entries) => entries.collect(),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}
