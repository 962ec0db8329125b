//! The tests on one value: one file per operator.
//!
//! Every test runs on a value's *form* ([`Form`]): for a string, its decoded text between two quotes;
//! for everything else the token exactly as written.

/// A table of small tests: `name: argument, … => expected;`, each a test of its own.
#[cfg(test)]
macro_rules! rows {
    ($check:ident; $($name:ident: $($argument:expr),+ => $expected:expr;)+) => {
        mod $check {
            #[expect(clippy::allow_attributes, reason = "not every table needs its surroundings")]
            #[allow(unused_imports, reason = "not every table needs its surroundings")]
            use super::*;
            $(
                #[test]
                fn $name() {
                    assert_eq!(super::$check($($argument),+), $expected);
                }
            )+
        }
    };
}

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
pub use number::Number;
pub use numeric::{Bound, NumericRange};
pub use wildcard::{Wildcard, WildcardError};
