//! What people leave in commands that they paste: placeholders, and blanks inside ARNs.
//!
//! # Source
//!
//! AWS: General Reference, "Amazon Resource Names": an account is twelve digits, and an ARN has no blanks.

use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Kind, Value};

/// An ARN that names no account of anybody.
const PLACEHOLDER: Code = Code::new("command-line/placeholder");
/// A blank in an ARN.
const BLANK: Code = Code::new("command-line/blank-in-arn");

/// Tells of every text in a request that is an ARN with a slip in it.
pub(super) fn slips(request: &Value) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut due = vec![request];
    while let Some(value) = due.pop() {
        if let Kind::String(_) = value.kind {
            told.extend(slip(value));
        }
        let members = value.as_object().unwrap_or_default().iter();
        due.extend(members.rev().map(|member| &member.value));
        due.extend(value.as_array().unwrap_or_default().iter().rev());
    }
    told
}

fn slip(value: &Value) -> Option<Diagnostic> {
    let text = value.as_str()?;
    let arn = text.trim_start();
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let ["arn", _, _, _, account, _] = parts.as_slice() else {
        return None;
    };
    let blank = |one: char| one.is_whitespace();
    // The template of an input may begin like an ARN and go on.
    if text.contains(blank) && text.len() < 300 && !text.contains('{') {
        let message = format!("a blank stands in the ARN `{text}`");
        return Some(
            Diagnostic::warning(BLANK, message)
                .at(value.span, "AWS refuses it, or finds nothing by this name")
                .help(format!("write `{}`", text.replace(blank, ""))),
        );
    }
    let is_account = account.len() == 12 && account.bytes().all(|one| one.is_ascii_digit());
    let is_of_nobody = account.is_empty() || *account == "aws";
    if is_account || is_of_nobody {
        return None;
    }
    let message = format!("`{account}` in this ARN is no account: an account has twelve digits");
    let is_number = account.bytes().all(|one| one.is_ascii_digit());
    Some(
        Diagnostic::warning(PLACEHOLDER, message)
            .at(
                value.span,
                match is_number {
                    true => "not an account",
                    false => "a placeholder is left in it",
                },
            )
            .help("put in the number of your account: `aws sts get-caller-identity` prints it"),
    )
}
