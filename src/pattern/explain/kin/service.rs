//! The two names of a service: `aws.ec2` in `source`, `ec2.amazonaws.com` in what CloudTrail records.

use super::super::quote;
use super::super::wanted::{Part, Wanted};
use super::{Kin, write};

/// The other name of the service that is wanted.
pub(super) fn of(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    let (one, other) = (service(text)?, service(&wanted.text)?);
    (wanted.part == Part::Whole && one == other && *text != *wanted.text).then(|| {
        let predicate = format!(
            "is the name that `{}` has here",
            quote::text(&wanted.text, None)
        );
        Kin::new(0, predicate, vec![write(quote::json_string(text))])
    })
}

fn service(text: &str) -> Option<&str> {
    let by_source = text.strip_prefix("aws.");
    by_source.or_else(|| text.strip_suffix(".amazonaws.com"))
}
