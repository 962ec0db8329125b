//! What was found before, and is not told again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::commands::input::FileInput;
use crate::commands::{Context, Failure, Input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::{self, Kind, Value};
use crate::report::check::FindingReport;

/// What is given as a baseline is none.
const BASELINE: Code = Code::new("check/baseline");

/// Findings by their fingerprints, which depend on the file, the name, the resource and the member, and on no line.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    /// The file and the name of each.
    known: BTreeMap<String, (String, String)>,
    found: BTreeSet<String>,
}

impl Baseline {
    /// Reads what `--write-baseline` wrote.
    ///
    /// # Errors
    ///
    /// * `check/baseline`: it is something else.
    /// * What is wrong with the file.
    pub(super) fn read(file: &Path, context: &Context<'_>) -> Result<Self, Failure> {
        let input = Input::File(FileInput::new(file));
        let source = input.read("--baseline", context)?;
        let known = json::parse(source.text()).ok().as_ref().and_then(known);
        let Some(known) = known else {
            let message = format!("`{}` is no baseline", source.name());
            let told = Diagnostic::error(BASELINE, message)
                .help("`evb check --write-baseline FILE` writes one");
            return Err(Failure::refused(Finding::without_source(told)));
        };
        Ok(Self {
            known,
            found: BTreeSet::new(),
        })
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

    /// How many findings are not found again of those that were looked for, by file and name.
    pub(super) fn gone(&self, was_asked: impl Fn(&str, &str) -> bool) -> u64 {
        let gone = self.known.iter().filter(|(fingerprint, (file, name))| {
            !self.found.contains(*fingerprint) && was_asked(file, name)
        });
        gone.count() as u64
    }
}

/// The findings of a baseline, by their fingerprints; `None` if it is none, or of another version.
fn known(value: &Value) -> Option<BTreeMap<String, (String, String)>> {
    let version = value.get("version")?;
    if !matches!(&version.kind, Kind::Number(number) if &**number == "1") {
        return None;
    }
    let text = |one: &Value, name: &str| Some(one.get(name)?.as_str()?.to_owned());
    let findings = value.get("findings")?.as_array()?.iter();
    let known = findings.map(|one| {
        let what = (text(one, "source")?, text(one, "name")?);
        Some((text(one, "fingerprint")?, what))
    });
    known.collect()
}
