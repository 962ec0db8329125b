//! Edits that undo what is found: made in memory, proved by reading everything again, and written when none is left.
//!
//! An edit is kept if its finding is gone then, nothing new is found that is worse than advice, and of everything that is
//! declared nothing else has changed. What AWS refuses is read no further, so behind a mistake the next one may come out: the
//! edits of one member of a resource are followed to their end, and kept together.

mod proof;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::examine::{Asked, INPUT, declared};
use super::meant;
use super::output::Output;
use crate::check::{self, Edits, World, edits};
use crate::commands::declarations::Named;
use crate::commands::{Context, Exit, Failure, Input, written};
use crate::diagnostic::{Code, Finding, Fix, Severity};
use crate::render;
use crate::report::check::{FixedReport, Reporter};
use crate::report::list::InventoryReport;
use crate::report::unified;
use crate::source::Source;
use proof::{Expected, only_as_expected};

/// A file that was fixed could not be written.
const NOT_WRITTEN: Code = Code::new("check/fix-not-written");

/// How many edits of one member may follow on each other.
const STEPS: usize = 20;

/// How many times everything is read anew before what is left stays.
const ROUNDS: usize = 100;

/// How many spellings of an edit are tried.
const SPELLINGS: usize = 3;

/// What is fixed in a run.
#[derive(Default)]
pub(super) struct Fixing {
    /// What files hold by now that were edited.
    texts: BTreeMap<PathBuf, String>,
    /// What texts that are none of a file became: what they are called, before and after.
    inline: Vec<(String, String, String)>,
    reporter: Reporter,
    fixed: Vec<FixedReport>,
}

/// Who asks.
pub(super) struct Asking<'a> {
    /// Whether a file is among those that were named, or lies below a directory that was: others are read, and not edited.
    pub(super) may_edit: &'a dyn Fn(&str) -> bool,
    /// Whether a finding is told.
    pub(super) tells: &'a dyn Fn(&check::Finding) -> bool,
    pub(super) world: &'a World<'a>,
    /// Whether a finding is none that is told, by its fingerprint.
    pub(super) is_known: &'a dyn Fn(&str) -> bool,
}

/// What a finding is of: edits of one such place are followed together.
type Place = (Option<(&'static str, Option<String>)>, String);

/// By what a finding is known again.
type Key = (&'static str, Place, String);

/// What was found of an input.
struct Seen {
    /// The files that were edited.
    texts: BTreeMap<PathBuf, String>,
    /// The text, where it is none of a file.
    inline: Option<String>,
    findings: Vec<check::Finding>,
    /// Everything that is declared, as data.
    declared: Option<serde_json::Value>,
    /// Whether the text is no JSON, and so it is not known what it declares.
    is_broken: bool,
}

/// An edit of a finding, as its file may spell it.
struct Due<'s> {
    finding: &'s check::Finding,
    edits: Edits,
}

impl Fixing {
    /// The input as it is when it is fixed: files are edited in memory only, until they are [written](Self::write).
    ///
    /// # Errors
    ///
    /// Standard input cannot be read.
    pub(super) fn fix(
        &mut self,
        named: &Named,
        asked: Asked,
        asking: &Asking<'_>,
        context: &mut Context<'_>,
    ) -> Result<Named, Failure> {
        let inline = match &named.input {
            Input::File(_) => None,
            Input::Stdin | Input::Inline { .. } => {
                let source = named.input.read(INPUT, context)?;
                Some((source.name().to_owned(), source.text().to_owned()))
            }
        };
        let mut run = Run {
            named,
            asked,
            asking,
            name: inline.as_ref().map(|(name, _)| name.clone()),
            kept_back: BTreeSet::new(),
            fixed: Vec::new(),
        };
        let before = inline.map(|(_, text)| text);
        let mut after = before.clone();
        if let Some(first) = run.look(self.texts.clone(), before.clone(), context) {
            run.keep_back(&first, &mut self.reporter);
            let last = run.follow(first, context);
            self.fixed.append(&mut run.fixed);
            self.texts = last.texts;
            after = last.inline;
        }
        context.reads.take_as(self.texts.clone());
        let changed = run.name.clone().zip(before).zip(after.clone());
        let changed = changed.map(|((name, before), after)| (name, before, after));
        self.inline.extend(changed);
        Ok(run.named_as(after))
    }

    /// Writes what was edited, or only shows it, and tells what was fixed.
    ///
    /// # Errors
    ///
    /// * `check/fix-not-written`: a file cannot be written.
    /// * A stream cannot be.
    pub(super) fn end(
        self,
        is_shown: bool,
        output: &mut Output,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        match is_shown {
            true => self.show(context)?,
            false => self.write(context)?,
        }
        output.fixed(self.fixed, context)
    }

    fn write(&self, context: &mut Context<'_>) -> Result<(), Failure> {
        for (path, text) in &self.texts {
            written::write(path, text.as_bytes(), NOT_WRITTEN, context)?;
        }
        for (_, _, text) in &self.inline {
            context.stdout.payload(text)?;
        }
        Ok(())
    }

    fn show(&self, context: &mut Context<'_>) -> Result<(), Failure> {
        if !self.fixed.is_empty() {
            context.known(Exit::Negative);
        }
        context.reads.take_as(BTreeMap::new());
        for (path, text) in &self.texts {
            let before = text_of(path, context).unwrap_or_default();
            let change = unified(&path.to_string_lossy(), &before, text);
            render::check::change(&change, context.color, context.stdout)?;
        }
        for (name, before, after) in &self.inline {
            let change = unified(name, before, after);
            render::check::change(&change, context.color, context.stdout)?;
        }
        Ok(())
    }
}

/// What a file holds, if it is text.
fn text_of(path: &Path, context: &Context<'_>) -> Option<String> {
    let mut text = String::new();
    let mut file = context.host.open(path).ok()?;
    file.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The edits of one input.
struct Run<'a> {
    named: &'a Named,
    asked: Asked,
    asking: &'a Asking<'a>,
    /// What the text is called, where it is none of a file.
    name: Option<String>,
    /// What is not told, and so not fixed.
    kept_back: BTreeSet<Key>,
    fixed: Vec<FixedReport>,
}

impl Run<'_> {
    /// The input with that text, if it is none of a file.
    fn named_as(&self, inline: Option<String>) -> Named {
        let text = inline.map(|text| Input::Inline {
            text,
            name: self.name.clone(),
        });
        Named {
            input: text.unwrap_or_else(|| self.named.input.clone()),
            name: self.named.name.clone(),
        }
    }

    /// Reads and judges the input anew; `None` if it declares nothing, or cannot be read.
    fn look(
        &self,
        texts: BTreeMap<PathBuf, String>,
        inline: Option<String>,
        context: &Context<'_>,
    ) -> Option<Seen> {
        context.reads.take_as(texts.clone());
        let read = self.named_as(inline.clone()).read(INPUT, context).ok()?;
        let world = self.asking.world;
        let requests = meant::entries(&read.content, &read.source);
        let mut seen = Seen {
            texts,
            inline,
            findings: Vec::new(),
            declared: None,
            is_broken: false,
        };
        if !requests.is_empty() {
            for request in &requests {
                let judged = check::entries(request, &read.source, world);
                seen.findings.extend(judged.findings);
            }
            return Some(seen);
        }
        let inventory = match declared(&read, self.asked) {
            Ok(inventory) => inventory?,
            Err(told) => {
                seen.is_broken = true;
                seen.findings = vec![broken(*told)?];
                return Some(seen);
            }
        };
        let judged = check::inventory(&inventory, &read.source, world);
        seen.findings = judged.findings;
        let report = InventoryReport::new(&inventory, &read.source);
        seen.declared = serde_json::to_value(&report).ok();
        Some(seen)
    }

    /// Remembers what the baseline has.
    fn keep_back(&mut self, seen: &Seen, reporter: &mut Reporter) {
        let told = seen.findings.iter();
        for finding in told.filter(|one| (self.asking.tells)(one)) {
            let report = reporter.finding(finding);
            if (self.asking.is_known)(&report.fingerprint) {
                self.kept_back.insert(key(finding));
            }
        }
    }

    /// Makes edits until none is left.
    fn follow(&mut self, first: Seen, context: &Context<'_>) -> Seen {
        let mut now = first;
        let mut given_up: BTreeSet<Place> = BTreeSet::new();
        for _ in 0..ROUNDS {
            let due = self.due(&now, |place| !given_up.contains(place), context);
            let places: BTreeSet<Place> = due.iter().map(|one| place(one.finding)).collect();
            if places.is_empty() {
                break;
            }
            // Most are proved together.
            if let Some((next, fixed)) = self.step(&now, &due, context)
                && is_no_worse(&now, &next)
            {
                self.fixed.extend(fixed);
                now = next;
                continue;
            }
            for one in places {
                match self.chain(&now, &one, context) {
                    Some((next, fixed)) => {
                        self.fixed.extend(fixed);
                        now = next;
                    }
                    None => {
                        given_up.insert(one);
                    }
                }
            }
        }
        now
    }

    /// The findings that have an edit of a text that is there to be edited.
    fn due<'s>(
        &self,
        seen: &'s Seen,
        is_asked: impl Fn(&Place) -> bool,
        context: &Context<'_>,
    ) -> Vec<Due<'s>> {
        let mut is_there: BTreeMap<String, bool> = BTreeMap::new();
        let findings = seen.findings.iter().filter(|one| {
            (self.asking.tells)(one) && is_asked(&place(one)) && !self.kept_back.contains(&key(one))
        });
        let due = findings.filter_map(|finding| {
            let edits = edits(&finding.told)?;
            let file = edits.file.name().to_owned();
            if self.name.as_ref() != Some(&file) && !(self.asking.may_edit)(&file) {
                return None;
            }
            let has = |file: &Source| self.text(seen, file, context).is_some();
            let is_there = is_there.entry(file).or_insert_with(|| has(&edits.file));
            is_there.then_some(Due { finding, edits })
        });
        due.collect()
    }

    /// The text of a file as it is by now, if just that is what was read: nothing compressed, nothing of another name.
    fn text(&self, seen: &Seen, file: &Source, context: &Context<'_>) -> Option<String> {
        let text = match (&seen.inline, &self.name) {
            (Some(text), Some(name)) if name == file.name() => Some(text.clone()),
            _ => {
                context.reads.take_as(seen.texts.clone());
                text_of(&PathBuf::from(file.name()), context)
            }
        };
        text.filter(|text| text == file.text())
    }

    /// Follows the edits of one place to their end: what was proved last, and what was fixed up to there.
    fn chain(
        &self,
        now: &Seen,
        asked: &Place,
        context: &Context<'_>,
    ) -> Option<(Seen, Vec<FixedReport>)> {
        let mut kept: Option<(Seen, Vec<FixedReport>)> = None;
        let mut all = Vec::new();
        let mut at: Option<Seen> = None;
        for _ in 0..STEPS {
            let from = at.as_ref().unwrap_or(now);
            let due = self.due(from, |place| place == asked, context);
            if due.is_empty() {
                break;
            }
            let Some((next, fixed)) = self.step(from, &due, context) else {
                break;
            };
            all.extend(fixed);
            if is_no_worse(now, &next) {
                let proved = Seen {
                    texts: next.texts.clone(),
                    inline: next.inline.clone(),
                    findings: next.findings.clone(),
                    declared: next.declared.clone(),
                    is_broken: next.is_broken,
                };
                kept = Some((proved, all.clone()));
            }
            at = Some(next);
        }
        kept
    }

    /// Makes the edits, all at once where they do not meet, and reads again; `None` if they do not lead where they say.
    fn step(
        &self,
        seen: &Seen,
        due: &[Due<'_>],
        context: &Context<'_>,
    ) -> Option<(Seen, Vec<FixedReport>)> {
        (0..SPELLINGS).find_map(|spelling| {
            let is_new = |one: &Due<'_>| spelling < one.edits.spellings.len();
            if !due.iter().any(is_new) {
                return None;
            }
            self.made(seen, due, spelling, context)
        })
    }

    fn made(
        &self,
        seen: &Seen,
        due: &[Due<'_>],
        spelling: usize,
        context: &Context<'_>,
    ) -> Option<(Seen, Vec<FixedReport>)> {
        let mut files: BTreeMap<&str, (&Source, Vec<&Fix>)> = BTreeMap::new();
        let mut made: Vec<(&Due<'_>, &Fix)> = Vec::new();
        for one in due {
            let spellings = &one.edits.spellings;
            let fix = spellings.get(spelling).or(spellings.last())?;
            let file = &one.edits.file;
            let (_, edits) = files.entry(file.name()).or_insert((file, Vec::new()));
            let meets =
                |other: &&Fix| other.span.start <= fix.span.end && fix.span.start <= other.span.end;
            if !edits.iter().any(meets) {
                edits.push(fix);
                made.push((one, fix));
            }
        }
        let (mut texts, mut inline) = (seen.texts.clone(), seen.inline.clone());
        for (name, (file, mut edits)) in files {
            edits.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
            let mut text = self.text(seen, file, context)?;
            for fix in edits {
                text = fix.applied(&text)?;
            }
            match (&self.name, &mut inline) {
                (Some(own), Some(inline)) if own == name => *inline = text,
                _ => {
                    texts.insert(PathBuf::from(name), text);
                }
            }
        }
        let next = self.look(texts, inline, context)?;
        let gone = made.iter().all(|(one, _)| {
            let key = key(one.finding);
            count(&next, &key) < count(seen, &key)
        });
        let expected = Expected::of(made.iter().map(|(one, _)| one.finding), &seen.declared);
        // What did not read before may read now.
        let is_same = seen.is_broken
            || !next.is_broken && only_as_expected(&seen.declared, &next.declared, &expected);
        let is_proved = gone && is_same;
        let fixed = made.iter().map(|(one, fix)| {
            let told = Reporter::default().finding(one.finding);
            FixedReport::new(&told, &one.edits.file, fix)
        });
        is_proved.then(|| (next, fixed.collect()))
    }
}

/// What is wrong with a text that is no JSON, as a finding.
fn broken(told: Finding) -> Option<check::Finding> {
    let lint = check::lint_of_code(told.diagnostic.code.as_str())?;
    Some(check::Finding {
        lint,
        severity: lint.severity,
        aws: None,
        resource: None,
        field: String::new(),
        code: told.diagnostic.code,
        told,
    })
}

fn place(finding: &check::Finding) -> Place {
    let resource = finding.resource.as_ref();
    let resource = resource.map(|one| (one.kind, one.address.clone()));
    (resource, finding.field.clone())
}

fn key(finding: &check::Finding) -> Key {
    let message = finding.told.diagnostic.message.clone();
    (finding.lint.name, place(finding), message)
}

fn count(seen: &Seen, wanted: &Key) -> usize {
    let found = seen.findings.iter();
    found.filter(|one| key(one) == *wanted).count()
}

/// Whether nothing is found that was not found before, advice apart.
///
/// Of a text that is no JSON nothing could be found, so it may be anything when it is.
fn is_no_worse(before: &Seen, after: &Seen) -> bool {
    if before.is_broken && !after.is_broken {
        return true;
    }
    let counts = |seen: &Seen| {
        let mut counts: BTreeMap<Key, usize> = BTreeMap::new();
        let told = seen.findings.iter();
        for finding in told.filter(|one| one.severity > Severity::Note) {
            *counts.entry(key(finding)).or_default() += 1;
        }
        counts
    };
    let before = counts(before);
    let after = counts(after);
    after
        .iter()
        .all(|(key, count)| before.get(key).is_some_and(|known| count <= known))
}
