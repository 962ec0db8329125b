//! The schemas that arguments name.

use std::ffi::OsString;

use crate::commands::{Context, Failure, Input, input};
use crate::schema::{self, Document};

/// Reads every schema that the arguments name: files, globs, directories, `-`, JSON itself.
///
/// # Errors
///
/// * `input/…`, `json/…`: one cannot be read.
/// * `schema/…`: something in them is no schema.
pub(in crate::commands) fn read(
    arguments: &[OsString],
    argument: &str,
    context: &mut Context<'_>,
) -> Result<Vec<Document>, Failure> {
    let mut inputs: Vec<Input> = arguments.iter().map(Input::new).collect();
    input::number_inline(&mut inputs, "schema");
    let mut documents = Vec::new();
    let mut wrong = Vec::new();
    for input in inputs {
        let expanded = input::expanded(input, context)?;
        if let Some(left_out) = expanded.left_out {
            context.tell(&left_out)?;
        }
        for input in expanded.inputs {
            let (found, told) = schema::read(&input.read(argument, context)?);
            documents.extend(found);
            wrong.extend(told);
        }
    }
    match wrong.is_empty() {
        true => Ok(documents),
        false => Err(Failure::all(wrong)),
    }
}
