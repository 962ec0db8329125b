//! Building events, each only once: those of names, of files, and what is built upon them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Finding};
use crate::event::put_events::Settings;
use crate::event::{self, Enclosure, Header, Piece, Shape};
use crate::json::Value;
use crate::json::fields::beginning;
use crate::model::bus_name;
use crate::source::{Source, Span};
use crate::suggest;

use super::super::codes::{CYCLE, EVENT, TOO_MANY, UNKNOWN_NAME};
use super::super::delivered;
use super::super::event::Event;
use super::super::file::{EventSpec, Spelled, Suite};
use super::super::loader::Loader;
use super::change;

/// How many events may be built one upon the other.
pub const MAXIMUM_CHAIN: usize = 100;

/// How many events the files of a suite may hold together.
pub const MAXIMUM_EVENTS: usize = 100_000;

/// How many mistakes of one name are told.
const MAXIMUM_TOLD: usize = 100;

/// Events that are built, or why they are not.
type Built = Result<Vec<Arc<Event>>, Vec<Finding>>;

/// Builds the events of one suite.
pub(in crate::suite) struct Builder<'s, 'l> {
    suite: &'s Suite,
    loader: &'l mut dyn Loader,
    /// What becomes of entries of `PutEvents`.
    settings: Settings,
    specs: BTreeMap<&'s str, &'s EventSpec>,
    names: BTreeMap<&'s str, Built>,
    files: BTreeMap<String, Built>,
    /// How many more events files may hold.
    left: usize,
}

impl<'s, 'l> Builder<'s, 'l> {
    pub(in crate::suite) fn new(suite: &'s Suite, loader: &'l mut dyn Loader) -> Self {
        let usual = Settings::default();
        let settings = Settings {
            account: suite.account.clone().unwrap_or(usual.account),
            region: suite.region.clone().unwrap_or(usual.region),
            ..Settings::default()
        };
        let specs = suite.events.iter();
        Self {
            suite,
            loader,
            settings,
            specs: specs
                .map(|(name, spec)| (name.text.as_str(), spec))
                .collect(),
            names: BTreeMap::new(),
            files: BTreeMap::new(),
            left: MAXIMUM_EVENTS,
        }
    }

    /// What becomes of entries of `PutEvents`.
    pub(in crate::suite) const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The text of a file.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub(in crate::suite) fn text(&mut self, path: &Spelled) -> Result<Source, Vec<Finding>> {
        let read = self.loader.text(&path.text);
        read.map_err(|findings| self.at_name(findings, path))
    }

    /// The events of a case.
    ///
    /// # Errors
    ///
    /// Why one of them is none.
    pub(in crate::suite) fn all(&mut self, specs: &'s [EventSpec], case: &str) -> Built {
        let (mut all, mut told) = (Vec::new(), Vec::new());
        for (number, spec) in specs.iter().enumerate() {
            let called = match specs.len() {
                1 => case.to_owned(),
                _ => format!("events[{number}]"),
            };
            match self.one(spec, &called) {
                Ok(events) => all.extend(events),
                Err(findings) => told.extend(findings),
            }
        }
        if told.is_empty() { Ok(all) } else { Err(told) }
    }

    fn one(&mut self, spec: &'s EventSpec, called: &str) -> Built {
        match spec {
            EventSpec::Named(name) => self.named(name),
            EventSpec::File(path) => self.file(path),
            EventSpec::Inline { value, bus } => {
                let bus = bus.as_ref().map(|bus| bus_name(&bus.text));
                let event = self.inline(value)?.called(called, bus);
                Ok(vec![Arc::new(event)])
            }
            EventSpec::Like {
                base,
                set,
                remove,
                bus,
            } => {
                let base = self.base(base)?;
                let event = self.changed(&base, set, remove)?;
                let bus = bus.as_ref().map(|bus| bus_name(&bus.text));
                Ok(vec![Arc::new(event.called(called, bus))])
            }
            EventSpec::Unread(place) => Err(vec![self.unread(called, *place)]),
        }
    }

    /// That an event is used that could not be read.
    fn unread(&self, name: &str, place: Span) -> Finding {
        let told = Diagnostic::error(EVENT, format!("the event `{name}` could not be read"));
        self.finding(told.at(place, "this one"))
    }

    /// The events of a name, or else of a file.
    fn named(&mut self, name: &Spelled) -> Built {
        let Some((&known, _)) = self.specs.get_key_value(name.text.as_str()) else {
            return match is_path(&name.text) {
                true => self.file(name),
                false => Err(vec![self.unknown(name)]),
            };
        };
        if let Some(EventSpec::Unread(place)) = self.specs.get(known) {
            let mut finding = self.unread(known, name.span);
            finding.diagnostic = finding
                .diagnostic
                .related(*place, "what is wrong is told there");
            return Err(vec![finding]);
        }
        for name in self.chain(known, name)? {
            if self.names.contains_key(name) {
                continue;
            }
            let spec = self.specs.get(name).copied();
            let built = spec.map_or_else(|| Ok(Vec::new()), |spec| self.one(spec, name));
            self.names.insert(name, built);
        }
        self.names
            .get(known)
            .cloned()
            .unwrap_or_else(|| Ok(Vec::new()))
    }

    /// The names that are to be built for one, each behind those it is built upon.
    fn chain(&self, first: &'s str, asked: &Spelled) -> Result<Vec<&'s str>, Vec<Finding>> {
        let mut chain = vec![first];
        let mut place = asked.span;
        loop {
            let last = chain.last().copied().unwrap_or(first);
            let base = match self.specs.get(last) {
                Some(EventSpec::Like { base, .. }) => base,
                _ => break,
            };
            place = if last == first && chain.len() == 1 {
                base.span
            } else {
                place
            };
            let Some((&next, _)) = self.specs.get_key_value(base.text.as_str()) else {
                break;
            };
            if chain.contains(&next) {
                let way: Vec<String> = chain
                    .iter()
                    .chain([&next])
                    .take(8)
                    .map(|one| format!("`{one}`"))
                    .collect();
                let told =
                    Diagnostic::error(CYCLE, format!("the event `{first}` is built upon itself"))
                        .at(base.span, way.join(" is like "))
                        .help("write one of them down");
                return Err(vec![self.finding(told)]);
            }
            chain.push(next);
            if chain.len() > MAXIMUM_CHAIN {
                let message =
                    format!("the event `{first}` is built upon more than {MAXIMUM_CHAIN} others");
                let told = Diagnostic::error(CYCLE, message).at(place, "its chain begins here");
                return Err(vec![self.finding(told)]);
            }
        }
        chain.reverse();
        Ok(chain)
    }

    /// The one event on which another is built.
    fn base(&mut self, name: &Spelled) -> Result<Arc<Event>, Vec<Finding>> {
        let known = self.specs.contains_key(name.text.as_str());
        let built = match (self.names.get(name.text.as_str()), known) {
            (Some(built), _) => built.clone(),
            (None, _) => self.named(name),
        }?;
        match built.as_slice() {
            [one] => Ok(Arc::clone(one)),
            several => {
                let message = format!("`{}` is not one event, but {}", name.text, several.len());
                let told = Diagnostic::error(EVENT, message)
                    .at(name.span, "one event was expected")
                    .help("build on a file that holds one");
                Err(vec![self.finding(told)])
            }
        }
    }

    /// An event with some parts set and others removed.
    fn changed(
        &self,
        base: &Event,
        set: &[(Spelled, Value)],
        remove: &[Spelled],
    ) -> Result<Event, Vec<Finding>> {
        let mut value = base.value().clone();
        let mut told = Vec::new();
        for (path, new) in set {
            told.extend(change::set(&mut value, path, new).err());
        }
        for path in remove {
            told.extend(change::remove(&mut value, path).err());
        }
        if told.is_empty() {
            return Ok(Event::of_value(
                String::new(),
                value,
                base.bus.clone(),
                None,
            ));
        }
        Err(told.into_iter().map(|one| self.finding(one)).collect())
    }

    /// The events of a file.
    fn file(&mut self, path: &Spelled) -> Built {
        if let Some(read) = self.files.get(&path.text) {
            return read.clone();
        }
        let read = self.read(path, Shape::Recognised);
        self.files.insert(path.text.clone(), read.clone());
        read
    }

    /// The records of a file, each as it stands there.
    ///
    /// # Errors
    ///
    /// Why one cannot be read.
    pub(in crate::suite) fn records(&mut self, path: &Spelled) -> Built {
        self.read(path, Shape::Record)
    }

    fn read(&mut self, path: &Spelled, shape: Shape) -> Built {
        let most = self.left.saturating_add(1);
        let read = self.loader.events(&path.text, shape, &self.settings, most);
        let events = read.map_err(|findings| self.at_name(findings, path))?;
        let Some(left) = self.left.checked_sub(events.len()) else {
            let message =
                format!("the files of one suite may hold {MAXIMUM_EVENTS} events together");
            let told = Diagnostic::error(TOO_MANY, message).at(path.span, "here are too many");
            return Err(vec![self.finding(told)]);
        };
        self.left = left;
        // What is whole comes from EventBridge: who writes an event leaves something out.
        let written = events.iter().filter(|event| {
            shape == Shape::Recognised && !Header::read(event.text().as_bytes()).is_complete
        });
        let told = written.flat_map(|event| {
            let told = delivered::mistakes(event.value()).into_iter();
            told.map(|one| Finding::new(one, event.source().unwrap_or(self.source())))
        });
        let told: Vec<Finding> = told.take(MAXIMUM_TOLD).collect();
        if !told.is_empty() {
            return Err(told);
        }
        Ok(events.into_iter().map(Arc::new).collect())
    }

    /// Says where the suite names what could not be read, where nothing else says where.
    fn at_name(&self, findings: Vec<Finding>, path: &Spelled) -> Vec<Finding> {
        let all = findings.into_iter().map(|finding| match finding.source {
            Some(_) => finding,
            None => {
                let told = finding.diagnostic.at(path.span, "named here");
                self.finding(told)
            }
        });
        all.collect()
    }

    /// An event that stands in the suite: itself, or the envelope of an entry.
    fn inline(&self, value: &Value) -> Result<Event, Vec<Finding>> {
        let text = value.to_compact();
        let piece = Piece {
            bytes: text.as_bytes(),
            offset: 0,
            line: 1,
            column: 1,
            enclosure: Enclosure::None,
            is_delivered: false,
            breakage: None,
        };
        let at = beginning(value);
        match event::recognise(&piece, Shape::Recognised, &self.settings) {
            Ok(Some(event)) => Ok(match event.origin {
                event::Origin::Itself => {
                    let source = Some(self.suite.source.clone());
                    Event::of_value(String::new(), value.clone(), event.bus, source)
                }
                _ => Event::of_text(String::new(), event.text.into_owned(), event.bus, None),
            }),
            Ok(None) => {
                let told = Diagnostic::error(EVENT, "there is no event in this list");
                Err(vec![self.finding(told.at(at, "it is empty"))])
            }
            Err(refused) => {
                let errors = refused.0.into_iter().filter(Diagnostic::is_error);
                let findings = errors.map(|mut told| {
                    // Its places lie in a text that nobody wrote.
                    told.related.clear();
                    told.primary = None;
                    self.finding(told.at(at, "this event"))
                });
                Err(findings.collect())
            }
        }
    }

    fn unknown(&self, name: &Spelled) -> Finding {
        let known: Vec<&str> = self.specs.keys().copied().collect();
        let told = Diagnostic::error(UNKNOWN_NAME, format!("no event is called `{}`", name.text))
            .at(name.span, "neither a name under `events` nor a path");
        self.finding(match suggest::did_you_mean(&name.text, &known) {
            Some(help) => told.help(help),
            None if known.is_empty() => told.help(format!(
                "name a file, or put the event under `events`; a directory is written `{}/`",
                name.text
            )),
            None => told.help(format!(
                "{}; a directory is written `{}/`",
                listed(&known),
                name.text
            )),
        })
    }

    fn finding(&self, told: Diagnostic) -> Finding {
        Finding::new(told, self.source())
    }

    fn source(&self) -> &'s Source {
        &self.suite.source
    }
}

/// Names for a help, not too many of them.
fn listed(names: &[&str]) -> String {
    const LISTED: usize = 10;
    let mut all: Vec<String> = names
        .iter()
        .take(LISTED)
        .map(|name| format!("`{name}`"))
        .collect();
    if names.len() > LISTED {
        all.push(format!("and {} more", names.len() - LISTED));
    }
    format!("there are {}", all.join(", "))
}

/// Whether a text that is no name may be the path of a file.
fn is_path(text: &str) -> bool {
    text.contains(['/', '\\', '.', '*', '?'])
}
