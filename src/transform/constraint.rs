//! AWS's general complaint about a request whose members are too long, too many or malformed.
//!
//! The beginning of the message, `1 validation error detected`, was recorded for PutTargets; the rest is the
//! wording that AWS's services share, which other recorded messages show.

use super::refused::Refused;
use crate::diagnostic::{Code, Diagnostic};
use crate::quota;

/// A member of the request is too long, too many or malformed.
pub const CONSTRAINT: Code = Code::new("transform/constraint");

/// The part of the message that was recorded.
const RECORDED: &str = "1 validation error detected";

/// Checks the length of a pipe's input template; `member` is where it stands in the request, such as
/// `targetParameters.inputTemplate`.
///
/// # Errors
///
/// * `transform/constraint`: it is longer than
///   [`MAXIMUM_INPUT_TEMPLATE_CHARACTERS`](quota::MAXIMUM_INPUT_TEMPLATE_CHARACTERS).
pub fn check_template_length(member: &str, template: &str) -> Result<(), Refused> {
    let mut constraints = Constraints::default();
    constraints.length(member, template, quota::MAXIMUM_INPUT_TEMPLATE_CHARACTERS);
    constraints.result()
}

/// What a request's members have to satisfy.
#[derive(Debug, Default)]
pub(super) struct Constraints {
    violations: Vec<(String, Diagnostic)>,
}

impl Constraints {
    /// `value`, at `member` of the request, may have no more than `maximum` characters.
    pub(super) fn length(&mut self, member: &str, value: &str, maximum: usize) {
        let length = value.chars().count();
        if length > maximum {
            let rule = format!("Member must have length less than or equal to {maximum}");
            let ours = format!("`{member}` has {length} characters, more than {maximum}");
            self.violation(member, value, &rule, ours);
        }
    }

    /// Adds a violation: `rule` is AWS's wording of what must hold.
    pub(super) fn violation(&mut self, member: &str, value: &str, rule: &str, ours: String) {
        self.violations.push((
            format!("Value '{value}' at '{member}' failed to satisfy constraint: {rule}"),
            Diagnostic::error(CONSTRAINT, ours),
        ));
    }

    /// Ends the check.
    pub(super) fn result(self) -> Result<(), Refused> {
        let (messages, diagnostics): (Vec<_>, Vec<_>) = self.violations.into_iter().unzip();
        let count = match messages.len() {
            0 => return Ok(()),
            1 => RECORDED.to_owned(),
            count => format!("{count} validation errors detected"),
        };
        let refused = Refused {
            message: Some(format!("{count}: {}", messages.join("; "))),
            diagnostics,
        };
        Err(refused.recorded_in_part(RECORDED))
    }
}
