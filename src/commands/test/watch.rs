//! Runs again whenever something changes that was read: the suites for which it was, and of them the cases whose events
//! stand in it, if it holds nothing but events.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Args, Found, once};
use crate::commands::input::shown;
use crate::commands::reads::Changed;
use crate::commands::{Context, Exit, Failure, Told};
use crate::render::printable::printable;

/// How often it is looked.
const PAUSE: Duration = Duration::from_millis(300);

/// How many changed files are named.
const NAMED: usize = 3;

/// Which suites are run again.
#[derive(Debug, Default)]
pub(super) struct Again {
    /// The suites that were run.
    known: BTreeSet<PathBuf>,
    /// What has changed; `None` at first.
    changed: Option<Changed>,
}

impl Again {
    /// Those of the suites that are to be run, of which it is told why.
    pub(super) fn of(&mut self, files: Vec<Found>, context: &Context<'_>) -> Vec<Touched> {
        let Some(changed) = &self.changed else {
            self.known = paths(&files);
            return files.into_iter().map(Touched::whole).collect();
        };
        // What belongs to no suite, belongs to all: values of parameters, say.
        let all = changed.owners.contains_key(Path::new(""));
        let other_names = changed.listed.contains(Path::new(""));
        let known = paths(&files);
        let touched = files.into_iter().filter_map(|found| {
            let (file, made) = &found;
            let path = file.path();
            let is_other = all
                || made.is_some() && other_names
                || !self.known.contains(path)
                || changed.listed.contains(path);
            match changed.owners.get(path) {
                _ if is_other => Some(Touched::whole(found)),
                Some(by) => Some(Touched {
                    by: Some(by.clone()),
                    suite: found,
                }),
                None => None,
            }
        });
        let touched: Vec<Touched> = touched.collect();
        self.known = known;
        context.reads.keep_only(&self.known);
        if !touched.is_empty() {
            context.host.prompt(&separator(&changed.files));
        }
        touched
    }
}

/// A suite that is run.
pub(super) struct Touched {
    pub(super) suite: Found,
    /// The files that have changed, if it is run again for nothing else.
    pub(super) by: Option<BTreeSet<PathBuf>>,
}

impl Touched {
    /// One of which all is run.
    pub(super) const fn whole(suite: Found) -> Self {
        Self { suite, by: None }
    }
}

fn paths(files: &[Found]) -> BTreeSet<PathBuf> {
    files
        .iter()
        .map(|(file, _)| file.path().to_owned())
        .collect()
}

/// What stands between two runs.
fn separator(files: &BTreeSet<PathBuf>) -> String {
    let named = files.iter().take(NAMED).map(|path| shown(path));
    let mut named: Vec<String> = named.map(|name| printable(&name).into_owned()).collect();
    if files.len() > NAMED {
        named.push(format!("{} more", files.len() - NAMED));
    }
    format!("--- changed: {}", named.join(", "))
}

/// Runs, and runs again, until nobody waits any longer. The answer is that of the last run.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let mut again = Again::default();
    let mut last = Exit::Success;
    loop {
        context.reads.begin(Path::new(""));
        match once(args, Some(&mut again), context) {
            Ok(Some(exit)) => last = exit,
            Ok(None) => {}
            Err(Failure::Refused(refusal)) => {
                for finding in &refusal.findings {
                    context.tell(finding)?;
                }
                last = Exit::Failure;
            }
            Err(other) => return Err(other),
        }
        context.tell_left_out()?;
        context.stdout.flush()?;
        context.told = Told::default();
        again.changed = loop {
            if !context.host.wait(PAUSE) {
                return Ok(last);
            }
            let changed = context.reads.changed();
            if changed != Changed::default() {
                break Some(changed);
            }
        };
    }
}
