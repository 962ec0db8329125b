//! The tests on one value: one file per operator.
//!
//! Every test runs on a value's *form* ([`Form`]): for a string, its decoded text between two quotes;
//! for everything else the token exactly as written.

mod address;
mod anything_but;
mod candidate;
mod folded;
mod form;
mod number;
mod numeric;
mod wildcard;

pub use address::{AddressError, AddressRange, CidrError};
pub use anything_but::AnythingBut;
pub use candidate::Candidate;
pub use folded::{Folded, FoldedUnit};
pub use form::Form;
pub use number::{Number, Obstacle};
pub(crate) use number::{comparable, is_plain_integer, java_digits};
pub use numeric::{Bound, NumericRange};
pub use wildcard::{Wildcard, WildcardError};
