//! The change to which mutants are restricted.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::commands::host::Host;
use crate::commands::{Context, Failure, Input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::source::{Source, Span};
use crate::suite::Prepared;
use crate::suite::mutant::diff::ChangedLines;

/// What is no unified diff, or none of what is here.
const NO_DIFF: Code = Code::new("suite/no-diff");

/// How many directories above the present one may be the root of a repository.
const MOST_ABOVE: usize = 64;

/// What a diff changes of the files that are here.
pub(super) struct InDiff<'h> {
    /// By where the files really lie.
    lines: ChangedLines,
    host: &'h dyn Host,
}

impl<'h> InDiff<'h> {
    /// Reads a diff.
    ///
    /// # Errors
    ///
    /// `suite/no-diff`: it is none, or none of these files.
    pub(super) fn read(
        argument: &OsStr,
        prepared: &[Prepared],
        context: &mut Context<'h>,
    ) -> Result<Self, Failure> {
        let input = Input::new(argument);
        if let Input::File(file) = &input
            && context.host.stamp(file.path()).is_none()
        {
            return Err(no_file(&argument.to_string_lossy()));
        }
        let source = input.read("--in-diff", context)?;
        let Some(lines) = ChangedLines::read(source.text()) else {
            let message = format!("`{}` is no unified diff", source.name());
            let told = Diagnostic::error(NO_DIFF, message).help(git_for("REVISION"));
            return Err(Failure::refused(Finding::without_source(told)));
        };
        let host = context.host;
        let root = root(&lines, host);
        let tested = tested(prepared, host);
        let lines = lines.renamed(|path| {
            let usual = root.join(path);
            let mut fitting = (tested.keys()).filter(|file| Path::new(file).ends_with(path));
            match (host.stamp(&usual), fitting.next(), fitting.next()) {
                (None, Some(only), None) => only.clone(),
                _ => real(&usual, host),
            }
        });
        let changed = Self { lines, host };
        if let Some(told) = changed.misses(source.name(), &tested)? {
            context.tell(&told)?;
        }
        Ok(changed)
    }

    /// That a diff touches nothing of what is tested.
    ///
    /// # Errors
    ///
    /// `suite/no-diff`: no file of it is here, or its lines are not.
    fn misses(
        &self,
        name: &str,
        tested: &BTreeMap<String, usize>,
    ) -> Result<Option<Finding>, Failure> {
        let refused = |told| Err(Failure::refused(Finding::without_source(told)));
        for (path, count) in tested {
            if let Some(line) = self.lines.last(path).filter(|line| line > count) {
                let message =
                    format!("`{name}` changes line {line} of `{path}`, which has {count}");
                let told = Diagnostic::error(NO_DIFF, message);
                return refused(told.help("make the diff of the version that is tested"));
            }
        }
        let mut paths = self.lines.paths();
        let Some(first) = paths.clone().next() else {
            return Ok(None);
        };
        if paths.clone().any(|path| tested.contains_key(path)) {
            return Ok(None);
        }
        if paths.all(|path| self.host.stamp(Path::new(path)).is_none()) {
            let told = Diagnostic::error(NO_DIFF, format!("there is no file `{first}`"));
            return refused(told.help(
                "run evb in the repository of the diff: paths begin at its root, or where evb runs",
            ));
        }
        let message =
            format!("`{name}` changes no file in which something is declared that is tested");
        let told = Diagnostic::warning(NO_DIFF, message);
        Ok(Some(Finding::without_source(told)))
    }

    /// Whether it changes what stands at a place, or takes something out of the whole to which that belongs.
    pub(super) fn has(&self, source: &Source, span: Span, whole: Span) -> bool {
        let file = real(Path::new(source.name_at(span.start)), self.host);
        let lines = |span| {
            let (first, last) = source.positions(span);
            (first.line, last.line)
        };
        self.lines.touches(&file, lines(span)) || self.lines.takes_from(&file, lines(whole))
    }
}

/// The files in which something is declared that is tested, by where they really lie, each with how many lines it has; as
/// many as there can be where that is not known.
fn tested(prepared: &[Prepared], host: &dyn Host) -> BTreeMap<String, usize> {
    let mut files = BTreeMap::new();
    for template in prepared.iter().flat_map(|one| &one.subject.templates) {
        let (source, inventory) = (&template.source, &template.inventory);
        let spans = (inventory.rules.iter().map(|one| one.span))
            .chain(inventory.schedules.iter().map(|one| one.span))
            .chain(inventory.pipes.iter().map(|one| one.span))
            .chain(inventory.event_source_mappings.iter().map(|one| one.span))
            .chain(inventory.buses.iter().map(|one| one.span))
            .chain(inventory.queues.iter().map(|one| one.span));
        for span in spans {
            let file = real(Path::new(source.name_at(span.start)), host);
            files.entry(file).or_insert(usize::MAX);
        }
        let file = real(Path::new(source.name()), host);
        files.insert(file, source.text().lines().count());
    }
    files
}

/// That a diff is no file: a revision, most likely.
fn no_file(argument: &str) -> Failure {
    let told = Diagnostic::error(NO_DIFF, format!("there is no file `{argument}`"));
    let help = format!(
        "if it is a revision, let git make the diff: {}",
        git_for(argument)
    );
    Failure::refused(Finding::without_source(told.help(help)))
}

/// The command that takes what has changed since a revision: evb itself runs no git.
fn git_for(revision: &str) -> String {
    format!("`git diff -U0 {revision} | evb test --mutants --in-diff -`")
}

/// Where the paths of a diff begin: at the root of the repository, as git has them, or here. It is where more of its files are.
fn root(lines: &ChangedLines, host: &dyn Host) -> PathBuf {
    let here = PathBuf::new();
    let above = (0..MOST_ABOVE).map(|steps| std::iter::repeat_n("..", steps).collect::<PathBuf>());
    let Some(repository) = above
        .into_iter()
        .find(|directory| host.stamp(&directory.join(".git")).is_some())
    else {
        return here;
    };
    let count = |root: &Path| {
        let there = lines
            .paths()
            .filter(|path| host.stamp(&root.join(path)).is_some());
        there.count()
    };
    if count(&here) > count(&repository) {
        here
    } else {
        repository
    }
}

/// Where a file really lies; a name that is that of no file stays.
fn real(path: &Path, host: &dyn Host) -> String {
    let real = host.real_path(path);
    let real = real.as_deref().unwrap_or(path);
    real.to_string_lossy().into_owned()
}
