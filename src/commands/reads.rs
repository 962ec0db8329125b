//! What a run reads: so that it can be told when that has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::host::{Host, ProcessEnd, ScratchFile, Stamp, Walked};

/// A machine of which is remembered what was read, once somebody asks for that.
pub struct Reads<'h> {
    host: &'h dyn Host,
    kept: Mutex<Option<Kept>>,
    /// What files are taken to hold, whatever they hold.
    edited: Mutex<BTreeMap<PathBuf, String>>,
}

/// What was read, by those for whom it was.
#[derive(Debug, Default)]
struct Kept {
    /// For whom it is read at present.
    owner: PathBuf,
    seen: BTreeMap<PathBuf, Seen>,
}

/// What was read for one.
#[derive(Debug, Default)]
struct Seen {
    files: BTreeMap<PathBuf, Option<Stamp>>,
    listings: BTreeMap<Listing, Vec<PathBuf>>,
}

/// A question for names of files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Listing {
    Under(String),
    Below(PathBuf),
    NotIgnoredBelow(PathBuf),
    NamesIn(PathBuf),
}

/// What has changed since it was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// Files that are other ones by now, have gone, or come.
    pub(super) files: BTreeSet<PathBuf>,
    /// For whom some of these were read, and which.
    pub(super) owners: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// For whom other files are named now.
    pub(super) listed: BTreeSet<PathBuf>,
}

impl<'h> Reads<'h> {
    /// Of a machine. Nothing is remembered.
    #[must_use]
    pub const fn new(host: &'h dyn Host) -> Self {
        Self {
            host,
            kept: Mutex::new(None),
            edited: Mutex::new(BTreeMap::new()),
        }
    }

    /// From now on these files are read as if they held these texts, and all others as they are.
    pub(super) fn take_as(&self, edited: BTreeMap<PathBuf, String>) {
        *self.edited.lock().unwrap_or_else(PoisonError::into_inner) = edited;
    }

    /// From now on it is remembered what is read for `owner`; what was read for it before is forgotten.
    pub(super) fn begin(&self, owner: &Path) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.get_or_insert_default();
        kept.owner = owner.to_owned();
        kept.seen.insert(owner.to_owned(), Seen::default());
    }

    /// The same where it is remembered already.
    pub(super) fn go_on(&self, owner: &Path) {
        let is_kept = self.with(|_, _| ()).is_some();
        if is_kept {
            self.begin(owner);
        }
    }

    /// Forgets what was read for others than these, and for nobody in particular.
    pub(super) fn keep_only(&self, owners: &BTreeSet<PathBuf>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_mut() {
            kept.seen
                .retain(|owner, _| owner.as_os_str().is_empty() || owners.contains(owner));
        }
    }

    /// What has changed.
    pub(super) fn changed(&self) -> Changed {
        let mut changed = Changed::default();
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        for (owner, seen) in kept.iter().flat_map(|kept| &kept.seen) {
            let files = seen.files.iter();
            let others = files.filter(|(path, stamp)| self.host.stamp(path) != **stamp);
            let others: BTreeSet<PathBuf> = others.map(|(path, _)| path.clone()).collect();
            if !others.is_empty() {
                changed.files.extend(others.iter().cloned());
                changed.owners.insert(owner.clone(), others);
            }
            for (listing, before) in &seen.listings {
                let before: BTreeSet<&PathBuf> = before.iter().collect();
                let now = self.listed(listing);
                let now: BTreeSet<&PathBuf> = now.iter().collect();
                if before != now {
                    changed.listed.insert(owner.clone());
                }
                let others = before.symmetric_difference(&now);
                changed.files.extend(others.map(|path| (*path).clone()));
            }
        }
        changed
    }

    /// The answer to a question for names; none where there is no answer.
    fn listed(&self, listing: &Listing) -> Vec<PathBuf> {
        let names = match listing {
            Listing::Under(pattern) => self.host.files_under(pattern),
            Listing::Below(directory) => self.host.files_below(directory),
            Listing::NotIgnoredBelow(directory) => {
                let walked = self.host.files_not_ignored_below(directory);
                walked.map(|walked| walked.files)
            }
            Listing::NamesIn(directory) => {
                let names = self.host.names_in(directory);
                names.map(|names| names.iter().map(|name| directory.join(name)).collect())
            }
        };
        names.unwrap_or_default()
    }

    /// Looks at what is remembered for the present one, if anything is.
    fn with<T>(&self, look: impl FnOnce(&mut Seen, &dyn Host) -> T) -> Option<T> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.as_mut()?;
        let seen = kept.seen.entry(kept.owner.clone()).or_default();
        Some(look(seen, self.host))
    }

    /// Remembers the answer to a question for names, if anything is remembered.
    fn keep(&self, listing: Listing, names: impl FnOnce() -> Option<Vec<PathBuf>>) {
        self.with(|seen, _| {
            let names = names().unwrap_or_default();
            seen.listings.insert(listing, names)
        });
    }
}

fn copied(names: &io::Result<Vec<PathBuf>>) -> Option<Vec<PathBuf>> {
    names.as_ref().ok().cloned()
}

impl Host for Reads<'_> {
    fn open(&self, path: &Path) -> io::Result<Box<dyn Read + Send>> {
        let edited = self.edited.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = edited.get(path) {
            return Ok(Box::new(Cursor::new(text.clone())));
        }
        drop(edited);
        // Before it is read: what changes meanwhile has changed.
        self.with(|seen, host| {
            let stamp = host.stamp(path);
            seen.files.entry(path.to_owned()).or_insert(stamp);
        });
        self.host.open(path)
    }

    fn stdin(&self) -> Box<dyn Read + Send> {
        self.host.stdin()
    }

    fn stdin_is_terminal(&self) -> bool {
        self.host.stdin_is_terminal()
    }

    fn prompt(&self, line: &str) {
        self.host.prompt(line);
    }

    fn files_under(&self, pattern: &str) -> io::Result<Vec<PathBuf>> {
        let names = self.host.files_under(pattern);
        self.keep(Listing::Under(pattern.to_owned()), || copied(&names));
        names
    }

    fn files_below(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let names = self.host.files_below(directory);
        self.keep(Listing::Below(directory.to_owned()), || copied(&names));
        names
    }

    fn files_not_ignored_below(&self, directory: &Path) -> io::Result<Walked> {
        let walked = self.host.files_not_ignored_below(directory);
        self.keep(Listing::NotIgnoredBelow(directory.to_owned()), || {
            walked.as_ref().ok().map(|walked| walked.files.clone())
        });
        walked
    }

    fn names_in(&self, directory: &Path) -> io::Result<Vec<String>> {
        let names = self.host.names_in(directory);
        self.keep(Listing::NamesIn(directory.to_owned()), || {
            let names = names.as_ref().ok()?.iter();
            Some(names.map(|name| directory.join(name)).collect())
        });
        names
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        self.host.real_path(path)
    }

    fn is_directory(&self, path: &Path) -> bool {
        self.host.is_directory(path)
    }

    fn is_endless(&self, path: &Path) -> bool {
        self.host.is_endless(path)
    }

    fn now(&self) -> DateTime<Utc> {
        self.host.now()
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        self.host.stamp(path)
    }

    fn wait(&self, how_long: Duration) -> bool {
        self.host.wait(how_long)
    }

    fn environment(&self, name: &str) -> Option<String> {
        self.host.environment(name)
    }

    fn stderr_is_terminal(&self) -> bool {
        self.host.stderr_is_terminal()
    }

    fn terminal_width(&self) -> usize {
        self.host.terminal_width()
    }

    fn processors(&self) -> usize {
        self.host.processors()
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.host.write(path, content)
    }

    fn append(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.host.append(path, content)
    }

    fn scratch_file(&self) -> io::Result<Box<dyn ScratchFile>> {
        self.host.scratch_file()
    }

    fn run_process(
        &self,
        command: &str,
        input: &[u8],
        timeout: Duration,
        maximum_output_bytes: usize,
    ) -> io::Result<ProcessEnd> {
        self.host
            .run_process(command, input, timeout, maximum_output_bytes)
    }
}
