//! Takes what engines say, and puts it under its name, its place and its resource.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::alike::{merged, place_in_file};
use super::finding::{Answer, Finding, Judged, NotJudged, Resource};
use super::lint::Lint;
use super::lints::{Class, class};
use crate::diagnostic::{self, Code, Diagnostic, Fix, Severity};
use crate::iac;
use crate::iac::yaml::UNSETTLED;
use crate::model::{Declared, Defaults, Inventory, InventoryKind};
use crate::pattern::Pattern;
use crate::schedule::ZoneDatabase;
use crate::source::{Piece, Position, Source, Span, aligned, aligned_around};

/// The lint of members that are not known: the AWS CLI refuses them, as long as it does not know them.
const UNKNOWN_MEMBER: &str = "unknown-member";

/// The lint of values of another type than is wanted.
const WRONG_TYPE: &str = "wrong-type";

/// The lint of what YAML makes of a value.
const YAML_VALUE: &str = "yaml-value";

/// What decides beside the files.
pub struct World<'z> {
    /// The rules of time zones.
    pub zones: ZoneDatabase<'z>,
    /// The present time: a start date that is past is refused.
    pub now: DateTime<Utc>,
}

impl Default for World<'_> {
    /// The zones that evb brings, and a time at which nothing is past.
    fn default() -> Self {
        Self {
            zones: ZoneDatabase::bundled(),
            now: DateTime::UNIX_EPOCH,
        }
    }
}

/// Where something is said of: a member of a resource, and the text in which places lie.
pub(super) struct About<'a> {
    pub(super) resource: Option<&'a Resource>,
    pub(super) field: String,
    pub(super) source: &'a Source,
    /// Where it is shown if it has no place of its own.
    pub(super) place: Span,
}

/// A pattern that AWS takes.
pub(super) struct Accepted {
    /// Its text, in which its places lie.
    pub(super) text: Source,
    /// What it matches; where its template leaves something open, all that it may match.
    pub(super) pattern: Pattern,
    /// Whether its template leaves something open.
    pub(super) is_open: bool,
}

/// Collects what is found.
pub(super) struct Judge<'a> {
    pub(super) kind: InventoryKind,
    pub(super) source: &'a Source,
    pub(super) world: &'a World<'a>,
    /// Where the text says no more than what holds unless its parameters say otherwise.
    pub(super) defaults: &'a Defaults,
    /// Everything that is declared.
    pub(super) inventory: &'a Inventory,
    /// The names of groups of schedules that are declared: of them it is told there.
    pub(super) groups: BTreeSet<&'a str>,
    judged: Judged,
    /// What YAML makes of values, where that alone is not worth a word: an error that comes of it is told with it.
    remarks: Vec<diagnostic::Finding>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(inventory: &'a Inventory, source: &'a Source, world: &'a World<'a>) -> Self {
        Self {
            kind: inventory.kind,
            source,
            world,
            defaults: &inventory.defaults,
            inventory,
            groups: group_names(inventory),
            judged: Judged::default(),
            remarks: Vec::new(),
        }
    }

    /// Everything that was found, in the order of the file.
    pub(super) fn judged(mut self) -> Judged {
        let findings = &mut self.judged.findings;
        findings.sort_by_cached_key(|one| place_in_file(&one.told));
        // What a file says once may come to several resources: a loop, a shared text.
        findings.dedup_by(|one, before| {
            one.told == before.told && one.resource == before.resource && one.field == before.field
        });
        untold_twice(findings);
        helped(findings, &self.remarks);
        self.judged.findings = merged(std::mem::take(findings));
        let open = &mut self.judged.not_judged;
        open.sort_by_cached_key(|one| place_in_file(&one.told));
        open.dedup_by(|one, before| one.told == before.told && one.resource == before.resource);
        self.judged
    }

    /// How much was found until now, and how much was not judged.
    pub(super) fn told(&self) -> (usize, usize) {
        (self.judged.findings.len(), self.judged.not_judged.len())
    }

    /// Forgets what was told behind that, and is told before it at the same place in the same words.
    pub(super) fn untold_again(&mut self, (found, open): (usize, usize)) {
        let key = |told: &diagnostic::Finding| (place_in_file(told), told.diagnostic.code);
        let findings = &mut self.judged.findings;
        let again = findings.split_off(found.min(findings.len()));
        let told: BTreeSet<_> = findings.iter().map(|one| key(&one.told)).collect();
        let new = again
            .into_iter()
            .filter(|one| !told.contains(&key(&one.told)));
        findings.extend(new);
        let not_judged = &mut self.judged.not_judged;
        let again = not_judged.split_off(open.min(not_judged.len()));
        let told: BTreeSet<_> = not_judged.iter().map(|one| key(&one.told)).collect();
        let new = again
            .into_iter()
            .filter(|one| !told.contains(&key(&one.told)));
        not_judged.extend(new);
    }

    /// What was told when something was read.
    pub(super) fn reading(&mut self, resource: Option<&Resource>, told: &[Diagnostic]) {
        for diagnostic in told {
            let about = self.about(resource, "");
            self.tell(&about, diagnostic.clone(), None);
        }
    }

    /// About a member of a resource, whose places lie in the file.
    pub(super) fn about<'r>(&self, resource: Option<&'r Resource>, field: &str) -> About<'r>
    where
        'a: 'r,
    {
        About {
            resource,
            field: field.to_owned(),
            source: self.source,
            place: resource.map_or_else(Span::default, |one| beginning(one.span, self.source)),
        }
    }

    /// Takes what an engine says. Under which name it is told, or whether at all, its code decides.
    pub(super) fn tell(&mut self, about: &About<'_>, told: Diagnostic, aws: Option<&Answer>) {
        match class(told.code, told.severity) {
            Class::Finding(lint) => {
                let severity = match iac::is_refused(told.code, self.kind) {
                    true => lint.severity,
                    false => told.severity.min(lint.severity),
                };
                self.find(lint, severity, about, told, aws);
            }
            Class::Open => {
                let told = placed(told, about);
                self.judged.not_judged.push(NotJudged {
                    resource: about.resource.cloned(),
                    field: about.field.clone(),
                    told: diagnostic::Finding::new(told, about.source),
                });
            }
            Class::Elsewhere if told.code == UNSETTLED => {
                let told = placed(told, about);
                self.remarks
                    .push(diagnostic::Finding::new(told, about.source));
            }
            Class::Elsewhere => {}
        }
    }

    fn find(
        &mut self,
        lint: &'static Lint,
        severity: Severity,
        about: &About<'_>,
        told: Diagnostic,
        aws: Option<&Answer>,
    ) {
        let code = told.code;
        let told = Diagnostic {
            code: Code::new(lint.name),
            severity,
            ..placed(told, about)
        };
        self.judged.findings.push(Finding {
            lint,
            severity,
            aws: aws
                .filter(|_| severity == Severity::Error || lint.name == UNKNOWN_MEMBER)
                .cloned(),
            resource: about.resource.cloned(),
            field: about.field.clone(),
            code,
            told: diagnostic::Finding::new(told, about.source),
        });
    }

    /// Whether an error at a place of a resource is told already: then it gets the answer of AWS, if it has none.
    pub(super) fn is_told(
        &mut self,
        resource: &Resource,
        place: Span,
        answer: Option<&Answer>,
    ) -> bool {
        let file = self.source.text().as_ptr();
        let mut is_told = false;
        for finding in self.judged.findings.iter_mut().rev() {
            if finding.resource.as_ref() != Some(resource) {
                break;
            }
            let source = finding.told.source.as_ref();
            let is_of_file = source.is_some_and(|source| source.text().as_ptr() == file);
            let label = finding.told.diagnostic.primary.as_ref();
            let meets = |span: Span| span.start < place.end && place.start < span.end;
            if is_of_file
                && finding.severity == Severity::Error
                && label.is_some_and(|label| meets(label.span))
            {
                is_told = true;
                finding.aws = finding.aws.take().or_else(|| answer.cloned());
            }
        }
        is_told
    }

    /// Whether something worse than a note is told of a place of the file.
    pub(super) fn is_told_at(&self, place: Span) -> bool {
        let file = self.source.text().as_ptr();
        self.judged.findings.iter().any(|one| {
            let source = one.told.source.as_ref();
            let label = one.told.diagnostic.primary.as_ref();
            one.severity > Severity::Note
                && source.is_some_and(|source| source.text().as_ptr() == file)
                && label.is_some_and(|label| {
                    label.span.start < place.end && place.start < label.span.end
                })
        })
    }

    /// Forgets what is no more than a note on a place of a resource: it is told worse.
    pub(super) fn note_is_told(&mut self, resource: &Resource, place: Span) {
        self.judged.findings.retain(|one| {
            let label = one.told.diagnostic.primary.as_ref();
            let is_there = label.is_some_and(|label| label.span == place);
            let is_note = one.severity == Severity::Note;
            !(is_note && is_there && one.resource.as_ref() == Some(resource))
        });
    }

    /// Gives a help to the error that is told of a place of a resource; whether there is one.
    pub(super) fn help_at(&mut self, resource: &Resource, place: Span, help: Option<&str>) -> bool {
        let mut all = self.judged.findings.iter_mut().rev();
        let error = all.find(|one| {
            let label = one.told.diagnostic.primary.as_ref();
            one.severity == Severity::Error
                && one.resource.as_ref() == Some(resource)
                && label.is_some_and(|label| label.span == place)
        });
        let Some(error) = error else { return false };
        let told = &mut error.told.diagnostic;
        told.help = help.map(str::to_owned).or(told.help.take());
        true
    }

    /// A text that a file declares, as one in which places are found: letter by letter where the file has it so, else as a
    /// whole.
    pub(super) fn text_of(&self, declared: &Declared<String>) -> Source {
        let text = declared.as_str();
        let raw = self.source.slice(declared.span);
        let pieces = aligned(raw, declared.span.start, text)
            .or_else(|| aligned_around(raw, declared.span.start, text))
            .unwrap_or_else(|| {
                vec![Piece {
                    at: 0,
                    span: declared.span,
                    is_verbatim: false,
                }]
            });
        Source::made(text, pieces, self.source)
    }
}

/// What the tool that deploys refuses is not told where AWS would refuse just that, and it is told why.
fn untold_twice(findings: &mut Vec<Finding>) {
    let place = |one: &Finding| Some(one.told.diagnostic.primary.as_ref()?.span);
    let is_of_tool = |one: &Finding| one.lint.name == "template-refused";
    let of_aws = findings
        .iter()
        .filter(|one| !is_of_tool(one) && one.severity == Severity::Error);
    let of_aws: Vec<(usize, Span)> = of_aws
        .filter_map(|one| {
            let source = one.told.source.as_ref()?;
            let span = place(one)?;
            let at = source.position(span.start);
            Some((at.line, Span::new(at.column, at.column + span.len())))
        })
        .collect();
    explained_once(findings);
    let is_labelled = |one: &Finding, text: &str| {
        let label = one.told.diagnostic.primary.as_ref();
        one.lint.name == WRONG_TYPE && label.is_some_and(|label| label.text == text)
    };
    let not_encoded = findings
        .iter()
        .filter(|one| is_labelled(one, "Terraform refuses this"));
    let not_encoded: Vec<Option<Position>> = not_encoded.map(|one| position(&one.told)).collect();
    findings.retain(|one| {
        !(is_labelled(one, "a string was expected") && not_encoded.contains(&position(&one.told)))
    });
    findings.retain(|one| {
        let at = place(one).zip(one.told.source.as_ref());
        let at = at.map(|(span, source)| (source.position(span.start), span.len()));
        let meets = at.is_some_and(|(at, length)| {
            of_aws.iter().any(|(line, columns)| {
                *line == at.line
                    && at.column <= columns.start
                    && columns.end <= at.column + length + 1
            })
        });
        !(is_of_tool(one) && meets)
    });
}

/// Where something stands in its text.
fn position(told: &diagnostic::Finding) -> Option<Position> {
    let span = told.diagnostic.primary.as_ref()?.span;
    Some(told.source.as_ref()?.position(span.start))
}

/// Errors that come of what YAML makes of a value have its help.
fn helped(findings: &mut [Finding], remarks: &[diagnostic::Finding]) {
    for remark in remarks {
        let at = position(remark);
        let is_there =
            |one: &&mut Finding| one.severity == Severity::Error && position(&one.told) == at;
        if let Some(error) = findings.iter_mut().find(is_there) {
            explained(&mut error.told.diagnostic, &remark.diagnostic);
        }
    }
}

/// Takes over the help of what YAML makes of a value. An object or a text that is proposed in its place stays: no spelling of
/// the value itself is right.
fn explained(error: &mut Diagnostic, remark: &Diagnostic) {
    let is_other = |fix: &Fix| fix.replacement.starts_with(['{', '[', '"']);
    if !error.fix.as_deref().is_some_and(is_other) {
        error.help.clone_from(&remark.help);
    }
}

/// What YAML makes of a value is told of the error that comes of it.
fn explained_once(findings: &mut Vec<Finding>) {
    let place = |one: &Finding| position(&one.told);
    let (of_yaml, mut others): (Vec<Finding>, Vec<Finding>) = std::mem::take(findings)
        .into_iter()
        .partition(|one| one.lint.name == YAML_VALUE);
    for yaml in of_yaml {
        let at = place(&yaml);
        let is_there = |one: &&mut Finding| one.severity == Severity::Error && place(one) == at;
        match others.iter_mut().find(is_there) {
            Some(error) => explained(&mut error.told.diagnostic, &yaml.told.diagnostic),
            None => others.push(yaml),
        }
    }
    others.sort_by_cached_key(|one| place_in_file(&one.told));
    *findings = others;
}

fn group_names(inventory: &Inventory) -> BTreeSet<&str> {
    let groups = inventory.schedule_groups.iter();
    let names = groups.filter_map(|group| group.name.as_ref()?.get());
    names.map(String::as_str).collect()
}

/// The same with a place: the one that it has, or that of what it is about.
fn placed(told: Diagnostic, about: &About<'_>) -> Diagnostic {
    match told.primary {
        Some(_) => told,
        None => told.at(about.place, ""),
    }
}

/// The first letter of what is declared: there the eye looks for its name.
pub(super) fn beginning(span: Span, source: &Source) -> Span {
    let first = source.slice(span).chars().next();
    Span::new(span.start, span.start + first.map_or(0, char::len_utf8))
}
