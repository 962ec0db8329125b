//! Runs again whenever something changes that was read.

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
    pub(super) fn of(&mut self, files: Vec<Found>, context: &Context<'_>) -> Vec<Found> {
        let Some(changed) = &self.changed else {
            self.known = paths(&files);
            return files;
        };
        // What belongs to no suite, belongs to all: values of parameters, say.
        let all = changed.owners.contains(Path::new(""));
        let other_names = changed.listed.contains(Path::new(""));
        let is_touched = |(file, made): &Found| {
            let path = file.path();
            let touched = [&changed.owners, &changed.listed];
            all || made.is_some() && other_names
                || !self.known.contains(path)
                || touched.iter().any(|one| one.contains(path))
        };
        let touched = files.iter().filter(|file| is_touched(file));
        let touched: Vec<Found> = touched.cloned().collect();
        self.known = paths(&files);
        context.reads.keep_only(&self.known);
        if !touched.is_empty() {
            context.host.prompt(&separator(&changed.files));
        }
        touched
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
