//! Arguments for which shells offer values, though others are taken too: what is not among them is answered better later.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command};

/// A parser of any text that tells shells which texts they may offer.
#[derive(Clone, Copy)]
pub(super) struct Offered<Names>(pub(super) Names);

impl<Names, All> TypedValueParser for Offered<Names>
where
    Names: Fn() -> All + Clone + Send + Sync + 'static,
    All: Iterator<Item = &'static str> + 'static,
{
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new((self.0)().map(PossibleValue::new)))
    }
}
