//! What a field lets through, and may not be meant to.

use super::hint::Hint;
use super::quote;
use super::wanted::inner;
use crate::json::{Kind, Value};
use crate::pattern::ast::Test;
use crate::pattern::comparison::{AnythingBut, Folded};

/// A text that is let through because it is written in other letters than one that is excluded: `anything-but` tells cases
/// apart.
///
/// AWS: EventBridge User Guide, "Anything-but matching"; `equals-ignore-case` inside of it excludes a text in any case.
pub(super) fn for_its_case(test: &Test, value: &Value) -> Option<Hint> {
    let (Test::AnythingBut(AnythingBut::Strings(set)), Kind::String(text)) = (test, &value.kind)
    else {
        return None;
    };
    let folded = Folded::new(text);
    let near = set.iter().find(|form| folded.equals(form.as_bytes()))?;
    let own = quote::value(value, None);
    let excluded = quote::json_string(inner(near, 1, 1)?);
    Some(Hint::saying(format!(
        "`{own}` differs from `{excluded}` in case only: `{{\"anything-but\": {{\"equals-ignore-case\": {excluded}}}}}` excludes it in any case"
    )))
}
