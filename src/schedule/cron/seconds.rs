//! Six fields that begin with seconds, as Quartz, Spring and Azure write them: one mistake, which makes every field wrong.

use crate::diagnostic::Diagnostic;
use crate::schedule::codes;
use crate::source::Span;

/// The one thing to say of `text`, if `mended` is what it means and begins with its second field: it has seconds in front and
/// no year behind.
///
/// Spans lie in `text`.
///
/// AWS: EventBridge User Guide, "Setting a schedule pattern": the fields are minutes, hours, day-of-month, month, day-of-week,
/// year.
pub(in crate::schedule) fn told(text: &str, mended: &str) -> Option<Diagnostic> {
    let open = text.find('(')? + 1;
    let close = text.rfind(')')?;
    let fields: Vec<&str> = text.get(open..close)?.split_ascii_whitespace().collect();
    let &[seconds, minutes, hours, .., last] = fields.as_slice() else {
        return None;
    };
    let means: Vec<&str> = mended.strip_prefix("cron(")?.split(' ').collect();
    let is_moved = means.starts_with(&[minutes, hours]) && !means.starts_with(fields.get(..3)?);
    if fields.len() != 6 || !is_moved {
        return None;
    }
    let at = |field: &str| (field.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
    let span = |field: &str| Some(Span::new(at(field)?, at(field)? + field.len()));
    let message = "an expression of AWS begins with minutes and ends with a year, and this one begins with seconds";
    Some(
        Diagnostic::error(codes::FIELD_COUNT, message)
            .at(span(seconds)?, "seconds, for which AWS has no field")
            .related(span(last)?, "the year is missing behind this"),
    )
}
