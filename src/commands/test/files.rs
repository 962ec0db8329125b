//! The files that a suite names, seen from its directory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::commands::declarations::{Named, declared};
use crate::commands::events::{self, Takes, Wanted};
use crate::commands::input::{FileInput, UNREADABLE, expanded};
use crate::commands::{BrokenRecord, Context, EventRecord, Failure, Input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::event::Shape;
use crate::event::put_events::Settings;
use crate::iac::{ALLOW_OUTSIDE, Content};
use crate::source::Source;
use crate::suite::{EVENT, Event, Loader, NOTHING_DECLARED, Template};

/// More events than are kept.
const TOO_LARGE: Code = Code::new("suite/too-large");

/// How many bytes of events one name may stand for.
const MAXIMUM_BYTES: usize = 256 << 20;

/// How many mistakes of one name are kept.
const MAXIMUM_TOLD: usize = 100;

/// Opens what a suite names.
pub(super) struct Beside<'c, 'a> {
    directory: PathBuf,
    context: &'c mut Context<'a>,
    /// The files of events by what the suite calls them.
    pub(super) files: NamedFiles,
    /// Why nothing can be told any more.
    pub(super) failed: Option<Failure>,
}

/// Files by what a suite calls them: a path, a directory, or a glob.
pub(super) type NamedFiles = BTreeMap<String, BTreeSet<PathBuf>>;

impl<'c, 'a> Beside<'c, 'a> {
    /// What lies beside a suite.
    pub(super) fn new(suite: &FileInput, context: &'c mut Context<'a>) -> Self {
        let directory = suite.path().parent().unwrap_or(Path::new(""));
        Self {
            directory: directory.to_owned(),
            context,
            files: NamedFiles::new(),
            failed: None,
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.directory.join(path)
    }

    /// The path of a file that ends; somebody else's suite may name a device.
    fn ending(&self, path: &str) -> Result<PathBuf, Vec<Finding>> {
        let path = self.path(path);
        if !self.context.host.is_endless(&path) {
            return Ok(path);
        }
        let message = format!("`{}` is no file, but a pipe or a device", path.display());
        let told = Diagnostic::error(UNREADABLE, message);
        Err(vec![Finding::without_source(told)])
    }

    /// A path whose files, or what they are links to, lie below the directory of the suite, or below the one in which evb
    /// runs if that has the suite in it. What is not there is told by who reads it.
    fn inside(&mut self, name: &str) -> Result<PathBuf, Vec<Finding>> {
        let path = self.ending(name)?;
        let host = self.context.host;
        let real = |path: &Path| host.real_path(path).ok();
        let own = real(&self.directory);
        let here = real(Path::new(""));
        let here = here.filter(|here| own.as_ref().is_some_and(|own| own.starts_with(here)));
        let roots: Vec<PathBuf> = own.into_iter().chain(here).collect();
        let named = expanded(Input::File(FileInput::new(&path)), self.context);
        let files = named.map_or_else(|_| Vec::new(), |named| named.inputs);
        let is_outside = |file: &Path| {
            real(file).is_some_and(|file| !roots.iter().any(|root| file.starts_with(root)))
        };
        let files: Vec<FileInput> = (files.into_iter())
            .filter_map(|input| match input {
                Input::File(file) => Some(file),
                Input::Stdin | Input::Inline { .. } => None,
            })
            .collect();
        let paths = files.iter().map(|file| file.path().to_owned());
        self.files.insert(name.to_owned(), paths.collect());
        let mut outside = files.iter().filter(|file| is_outside(file.path()));
        match outside
            .next()
            .filter(|_| !self.context.templates.allows_outside)
        {
            None => Ok(path),
            Some(file) => {
                let message = format!("`{}` lies outside of what the suite may read", file.name());
                let told = Diagnostic::error(UNREADABLE, message).help(format!(
                    "that is what lies below its directory, or below the present one; {ALLOW_OUTSIDE}"
                ));
                Err(vec![Finding::without_source(told)])
            }
        }
    }

    fn told(&mut self, failure: Failure) -> Vec<Finding> {
        match failure {
            Failure::Refused(refusal) => refusal.findings.into_iter().map(seen_from).collect(),
            other => {
                self.failed = Some(other);
                Vec::new()
            }
        }
    }
}

/// Says of a file that is not there from where its path is seen.
fn seen_from(mut finding: Finding) -> Finding {
    if finding.diagnostic.code == UNREADABLE {
        let help = "paths are seen from the directory of the suite";
        finding.diagnostic.help = Some(help.to_owned());
    }
    finding
}

impl Loader for Beside<'_, '_> {
    fn template(&mut self, path: &str) -> Result<Template, Vec<Finding>> {
        let named = Named::new(&self.ending(path)?, self.context);
        let read = named.read("<template>", self.context);
        let read = read.map_err(|failure| self.told(failure))?;
        match (declared(&read), &read.content) {
            (Some(inventory), _) => Ok(Template {
                source: read.source,
                inventory,
            }),
            (None, Content::Broken(error)) => {
                let told = error.diagnostic(read.source.text());
                Err(vec![Finding::new(told, &read.source)])
            }
            (None, _) => {
                let message = format!("`{}` declares nothing", read.source.name());
                let told = Diagnostic::error(NOTHING_DECLARED, message);
                Err(vec![Finding::without_source(told)])
            }
        }
    }

    fn events(
        &mut self,
        path: &str,
        shape: Shape,
        settings: &Settings,
        most: usize,
    ) -> Result<Vec<Event>, Vec<Finding>> {
        let name = path;
        let path = self.inside(name)?;
        let wanted = Wanted {
            inputs: vec![Input::File(FileInput::new(path))],
            shape,
            settings: settings.clone(),
        };
        let mut taken = Taken {
            most,
            ..Taken::default()
        };
        let end = events::in_order(wanted, &mut taken, self.context);
        let end = end.map_err(|failure| self.told(failure))?;
        if taken.bytes > MAXIMUM_BYTES {
            let most = MAXIMUM_BYTES >> 20;
            let message = format!("the events of one name may have {most} MiB together");
            return Err(vec![Finding::without_source(Diagnostic::error(
                TOO_LARGE, message,
            ))]);
        }
        if taken.events.is_empty() && taken.broken.is_empty() {
            return Err(vec![events::nothing("event", "in the file", end)]);
        }
        let is_yaml = [".yaml", ".yml"].iter().any(|end| name.ends_with(end));
        match taken.broken.is_empty() {
            true => Ok(taken.events),
            false if is_yaml => {
                let message = format!("`{name}` is no JSON, as events in files are");
                let told = Diagnostic::error(EVENT, message)
                    .help("write the event into the suite: `event: {source: shop, …}`");
                Err(vec![Finding::without_source(told)])
            }
            false => Err(taken.broken),
        }
    }

    fn text(&mut self, path: &str) -> Result<Source, Vec<Finding>> {
        let input = Input::File(FileInput::new(self.inside(path)?));
        let read = input.read("<file>", self.context);
        read.map_err(|failure| self.told(failure))
    }
}

/// Events as they come.
#[derive(Default)]
struct Taken {
    events: Vec<Event>,
    broken: Vec<Finding>,
    most: usize,
    bytes: usize,
}

impl Takes for Taken {
    fn take(&mut self, record: &EventRecord<'_>, _: &mut Context<'_>) -> Result<(), Failure> {
        self.bytes = self.bytes.saturating_add(record.text.len());
        if self.events.len() < self.most && self.bytes <= MAXIMUM_BYTES {
            self.events.push(Event::of_text(
                record.place.to_string(),
                record.text.clone().into_owned(),
                record.bus.clone(),
                Some(record.source()),
            ));
        }
        Ok(())
    }

    fn refuse(&mut self, broken: BrokenRecord, _: &mut Context<'_>) -> Result<(), Failure> {
        let room = MAXIMUM_TOLD.saturating_sub(self.broken.len());
        let findings = broken.findings.into_iter().map(seen_from);
        self.broken.extend(findings.take(room));
        Ok(())
    }
}
