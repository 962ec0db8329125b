//! A regular expression where a plain text is compared.

use super::super::quote;
use super::super::wanted::{Part, Wanted};
use super::{Kin, write};
use crate::pattern::comparison::{Form, Wildcard};
use crate::pattern::regular::Regular;

/// A text that the wanted one would match as a simple regular expression.
pub(super) fn of(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    let regular = Regular::read(&wanted.text)?;
    let around = match wanted.part {
        Part::Whole => regular.expression.clone(),
        Part::Start => format!("{}*", regular.expression.trim_end_matches('*')),
        Part::End => format!("*{}", regular.expression.trim_start_matches('*')),
    };
    let regular = Regular { expression: around };
    let wildcard = Wildcard::new(&regular.expression.as_str().into()).ok()?;
    let is_match = wildcard.matches(Form::string(&text.into()).as_bytes());
    is_match.then(|| {
        let predicate = format!(
            "is not `{}`, which is no regular expression here",
            quote::text(&wanted.text, None)
        );
        let proposals = regular.comparisons().into_iter().map(write);
        Kin::new(3, predicate, proposals.collect())
    })
}
