//! Filters of which a template leaves something open: what they let through for certain, and what they may let through.

use std::collections::BTreeMap;

use super::filter::Filters;
use super::source::SourceKind;
use crate::model::DeclaredPattern;
use crate::pattern::{self, Dialect, OpenPattern, Pattern};

/// What is taken where a filter depends on what a template leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assumed {
    /// It lets the record through.
    Pass,
    /// It does not.
    Drop,
}

/// What is open of the filters of a plan.
#[derive(Clone, Debug)]
pub struct OpenFilters {
    /// What is let through whatever the holes are.
    pub certain: Filters,
    /// On what each filter depends that is open.
    depends_on: BTreeMap<usize, Vec<String>>,
}

impl OpenFilters {
    /// On what a filter depends.
    #[must_use]
    pub fn depends_on(&self, filter: usize) -> Vec<String> {
        self.depends_on.get(&filter).cloned().unwrap_or_default()
    }
}

/// The filters that are asked, and what is open of them. The patterns were checked; where something is open, the filters let
/// through what they may let through.
pub(super) fn filters(
    declared: &[DeclaredPattern],
    source: SourceKind,
    dialect: Dialect,
    assumed: Option<Assumed>,
) -> (Filters, Option<OpenFilters>) {
    let (mut most, mut least) = (Vec::new(), Vec::new());
    let mut depends_on = BTreeMap::new();
    for one in declared {
        let (may, must): (Pattern, Pattern) = match one.open() {
            None => {
                let known = one
                    .json("")
                    .and_then(|text| pattern::parse(text, dialect).ok());
                let Some(known) = known else { continue };
                (known.clone(), known)
            }
            Some(value) => {
                let Ok(open) = OpenPattern::new(value.clone(), "", dialect) else {
                    continue;
                };
                depends_on.insert(most.len(), open.holes());
                (open.most, open.least)
            }
        };
        most.push(may);
        least.push(must);
    }
    let of = |patterns| Filters::new(Some(source), dialect, patterns);
    match assumed {
        _ if depends_on.is_empty() => (of(most), None),
        Some(Assumed::Pass) => (of(most), None),
        Some(Assumed::Drop) => (of(least), None),
        None => {
            let certain = of(least);
            (
                of(most),
                Some(OpenFilters {
                    certain,
                    depends_on,
                }),
            )
        }
    }
}
