//! What was found before, and is not told again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::check::NotJudged;
use crate::commands::input::FileInput;
use crate::commands::{Context, Failure, Host, Input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::{self, Kind, Value};
use crate::report::check::{
    BaselineFindingReport, BaselineResourceReport, FindingReport, in_fingerprints,
};

/// What is given as a baseline is none.
const BASELINE: Code = Code::new("check/baseline");

/// Findings by their fingerprints, which depend on the file, the name, the resource and the member, and on no line.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    known: BTreeMap<String, BaselineFindingReport>,
    found: BTreeSet<String>,
}

impl Baseline {
    /// Adds what `--write-baseline` wrote to a file.
    ///
    /// # Errors
    ///
    /// * `check/baseline`: it is something else; `help` says what to do.
    /// * What is wrong with the file.
    pub(super) fn add(
        &mut self,
        file: &Path,
        help: &str,
        context: &Context<'_>,
    ) -> Result<(), Failure> {
        let input = Input::File(FileInput::new(file));
        let source = input.read("--baseline", context)?;
        let known = json::parse(source.text()).ok().as_ref().and_then(known);
        let Some(known) = known else {
            let message = format!("`{}` is no baseline", source.name());
            let told = Diagnostic::error(BASELINE, message).help(help);
            return Err(Failure::refused(Finding::without_source(told)));
        };
        let known = known.into_iter();
        self.known
            .extend(known.map(|one| (one.fingerprint.clone(), one)));
        Ok(())
    }

    /// Whether it has a finding of this fingerprint.
    pub(super) fn has(&self, fingerprint: &str) -> bool {
        self.known.contains_key(fingerprint)
    }

    /// Whether a finding is known; it is then found again.
    pub(super) fn knows(&mut self, finding: &FindingReport) -> bool {
        let is_known = self.known.contains_key(&finding.fingerprint);
        if is_known {
            self.found.insert(finding.fingerprint.clone());
        }
        is_known
    }

    /// How many findings are not found again, and [gone](Judgement::is_gone).
    pub(super) fn gone(&self, is_gone: impl Fn(&BaselineFindingReport) -> bool) -> u64 {
        let known = self.known.iter();
        let gone = known.filter(|(print, one)| !self.found.contains(*print) && is_gone(one));
        gone.count() as u64
    }

    /// What is known and neither among these findings nor [gone](Judgement::is_gone).
    pub(super) fn left(
        self,
        findings: &[BaselineFindingReport],
        is_gone: impl Fn(&BaselineFindingReport) -> bool,
    ) -> impl Iterator<Item = BaselineFindingReport> {
        let found: BTreeSet<String> = findings.iter().map(|one| one.fingerprint.clone()).collect();
        let known = self.known.into_values();
        known.filter(move |one| !found.contains(&one.fingerprint) && !is_gone(one))
    }
}

/// The findings of a baseline; `None` if it is none, or of another version.
fn known(value: &Value) -> Option<Vec<BaselineFindingReport>> {
    let version = value.get("version")?;
    if !matches!(&version.kind, Kind::Number(number) if &**number == "1") {
        return None;
    }
    let text = |one: &Value, name: &str| Some(one.get(name)?.as_str()?.to_owned());
    let findings = value.get("findings")?.as_array()?.iter();
    let known = findings.map(|one| {
        let names = [
            text(one, "fingerprint")?,
            text(one, "name")?,
            text(one, "source")?,
        ];
        let resource = one.get("resource").and_then(|resource| {
            let address = text(resource, "address");
            let kind = text(resource, "kind")?;
            Some(BaselineResourceReport::new(&kind, address.as_deref()))
        });
        let field = text(one, "field").unwrap_or_default();
        Some(BaselineFindingReport::read(names, resource, field))
    });
    known.collect()
}

/// Of what a run could have found something.
#[derive(Debug, Default)]
pub(super) struct Judgement {
    /// The files of which all was asked.
    asked: BTreeSet<String>,
    /// The directories below which files were looked for; empty is the working directory.
    walked: Vec<String>,
    /// What was not judged: the members of resources of files.
    open: BTreeMap<(String, Option<BaselineResourceReport>), BTreeSet<String>>,
}

impl Judgement {
    /// All was asked of these files.
    pub(super) fn asks(&mut self, files: Vec<String>) {
        self.asked.extend(files);
    }

    /// Files were looked for below a directory.
    pub(super) fn walks(&mut self, directory: &str) {
        let name = in_fingerprints(directory);
        let name = name.trim_end_matches('/');
        self.walked.push(match name {
            "." => String::new(),
            name => name.to_owned(),
        });
    }

    /// Something was not judged.
    pub(super) fn leaves_open(&mut self, open: &NotJudged) {
        let source = open.told.source.as_ref();
        let at = open.told.diagnostic.primary.as_ref();
        let at = at.map_or(0, |label| label.span.start);
        let file = source.map_or("", |source| source.name_at(at));
        let resource = open.resource.as_ref();
        let resource =
            resource.map(|one| BaselineResourceReport::new(one.kind, one.address.as_deref()));
        let fields = self.open.entry((in_fingerprints(file), resource));
        fields.or_default().insert(open.field.clone());
    }

    /// Whether a finding that is not found again would have been if it were still there: its file was asked for it and left
    /// nothing open there, or is no longer where files were looked for.
    pub(super) fn is_gone(
        &self,
        known: &BaselineFindingReport,
        tells: impl Fn(&str, &str) -> bool,
        host: &dyn Host,
    ) -> bool {
        if !tells(&known.name, &known.source) {
            return false;
        }
        match self.asked.contains(&known.source) {
            true => !self.is_open(known),
            false => self.is_walked(&known.source) && host.open(Path::new(&known.source)).is_err(),
        }
    }

    fn is_open(&self, known: &BaselineFindingReport) -> bool {
        let open = |resource: Option<BaselineResourceReport>| {
            self.open.get(&(known.source.clone(), resource))
        };
        let of_resource = known.resource.clone().and_then(|one| open(Some(one)));
        let mut fields = of_resource.into_iter().flatten();
        open(None).is_some() || fields.any(|field| meet(field, &known.field))
    }

    /// Whether a file would lie below a directory in which files were looked for. What stands for a text is no file.
    fn is_walked(&self, file: &str) -> bool {
        let is_below = |directory: &String| {
            let below = match directory.as_str() {
                "" => Some(file).filter(|file| !file.starts_with(['/', '<'])),
                directory => file
                    .strip_prefix(directory)
                    .filter(|rest| rest.starts_with('/')),
            };
            below.is_some()
        };
        self.walked.iter().any(is_below)
    }
}

/// Whether one of two members is the other, or holds it: `Targets[a]` and `Targets[a].Input`.
fn meet(one: &str, other: &str) -> bool {
    let holds = |whole: &str, part: &str| {
        let rest = part.strip_prefix(whole);
        rest.is_some_and(|rest| whole.is_empty() || rest.is_empty() || rest.starts_with(['.', '[']))
    };
    holds(one, other) || holds(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_meet_where_one_holds_the_other() {
        for (one, other, expected) in [
            ("", "EventPattern", true),
            ("EventPattern", "EventPattern", true),
            ("Targets[a]", "Targets[a].Input", true),
            ("Targets[a].Input", "Targets[a]", true),
            ("Targets", "Targets[a]", true),
            ("Targets[a]", "Targets[ab]", false),
            ("Input", "InputPath", false),
            ("Targets[a].Input", "EventPattern", false),
        ] {
            assert_eq!(meet(one, other), expected, "{one} {other}");
        }
    }
}
