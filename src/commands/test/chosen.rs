//! Which cases are run: those whose names one of the regular expressions matches.

use regex::{Regex, RegexBuilder};

use crate::commands::Failure;
use crate::diagnostic::{Code, Diagnostic, Finding};

/// What is no regular expression.
const EXPRESSION: Code = Code::new("suite/expression");

/// How large an expression may become, in bytes.
const MAXIMUM_SIZE: usize = 1 << 20;

/// The cases that are asked for.
#[derive(Debug)]
pub(super) struct Chosen {
    expressions: Vec<Regex>,
}

impl Chosen {
    /// Those that one of the expressions matches; all of them without any.
    ///
    /// # Errors
    ///
    /// `suite/expression`: one is no regular expression.
    pub(super) fn new(expressions: &[String]) -> Result<Self, Failure> {
        let read = |text: &String| {
            let built = RegexBuilder::new(text).size_limit(MAXIMUM_SIZE).build();
            built.map_err(|error| {
                let message = format!("`--run {text}` is no regular expression");
                let told = Diagnostic::error(EXPRESSION, message);
                let why = error.to_string();
                let why = why.lines().last().unwrap_or_default().to_owned();
                Failure::refused(Finding::without_source(told.help(why)))
            })
        };
        let expressions = expressions.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { expressions })
    }

    /// Whether a case of that name is run.
    pub(super) fn takes(&self, name: &str) -> bool {
        self.expressions.is_empty() || self.expressions.iter().any(|one| one.is_match(name))
    }

    /// Whether all cases are.
    pub(super) fn takes_all(&self) -> bool {
        self.expressions.is_empty()
    }
}
