//! Whether the payload of a record is written as its source writes it.

use super::codes::{NOT_BASE64, PAYLOAD_NOT_UTF8, RECORD_SHAPE};
use super::source::{Encoding, SourceKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Kind, Value};
use crate::source::Span;
use crate::transform::{PayloadContent, Record};

/// A warning if the record lacks the member that holds what the producer sent, or has it in another type: then it is
/// written as another API gives it, `aws sqs receive-message` or Lambda say, and no filter sees what it says.
pub(super) fn shape(source: SourceKind, record: &Value) -> Option<Diagnostic> {
    let (wanted, is_right): (_, fn(&Kind) -> bool) = match source.encoding() {
        Encoding::Json => ("an object", |kind| matches!(kind, Kind::Object(_))),
        Encoding::Text | Encoding::Base64 => ("a string", |kind| matches!(kind, Kind::String(_))),
    };
    let fields = source.data_fields();
    let given = fields
        .iter()
        .filter_map(|field| Some((*field, record.get(field)?)));
    // Kafka: a record without key, or with `null` as its value, is none that is wrong.
    let given: Vec<(&str, &Value)> = given
        .filter(|(_, value)| fields.len() == 1 || !matches!(value.kind, Kind::Null))
        .collect();
    let is_there = fields.iter().any(|field| record.get(field).is_some());
    let names = fields.join("` or `");
    let of = source.name();
    if !is_there {
        let warning = Diagnostic::warning(
            RECORD_SHAPE,
            format!("this record has no `{names}`: a pipe gets {wanted} there from {of}"),
        );
        return Some(
            warning
                .at(record.span, "not as the source gives it to a pipe")
                .help("other APIs name and nest the members of a record differently; write it as a pipe gets it"),
        );
    }
    let (field, value) = given
        .into_iter()
        .find(|(_, value)| !is_right(&value.kind))?;
    Some(
        Diagnostic::warning(
            RECORD_SHAPE,
            format!(
                "`{field}` is {}: a pipe gets {wanted} there from {of}",
                value.kind_name()
            ),
        )
        .at(value.span, format!("{wanted} was expected")),
    )
}

/// What is wrong with payloads, and what is worth a note.
pub(super) fn content(record: &Record<'_>) -> Result<Vec<Diagnostic>, Diagnostics> {
    let mut notes = Vec::new();
    for payload in record.payloads() {
        let field = payload.field;
        let span = record.value().get(field).map(|value| value.span);
        let span = span.unwrap_or_default();
        match payload.content {
            PayloadContent::NotBase64(at) => {
                // Base64 has no escapes, so the offset in the decoded string is that in the text, unless
                // somebody escaped a slash; then the place is the nearest that can be told.
                let at = (span.start + 1 + at).min(span.end.saturating_sub(1));
                return Err(
                    Diagnostic::error(NOT_BASE64, format!("`{field}` is not base64"))
                        .at(Span::new(at, at + 1), "wrong from here")
                        .help("this source writes its payloads in base64; encode the record as AWS does")
                        .into(),
                );
            }
            PayloadContent::NotUtf8 => notes.push(
                Diagnostic::note(
                    PAYLOAD_NOT_UTF8,
                    format!("the bytes of `{field}` are not UTF-8 text"),
                )
                .at(span, "binary data"),
            ),
            PayloadContent::Absent | PayloadContent::Text(_) | PayloadContent::Json { .. } => {}
        }
    }
    Ok(notes)
}
