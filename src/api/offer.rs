//! Values that are proposed in the place of others.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A value for which one of the wrong type may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// It, as JSON.
    pub json: String,
    /// Whether all of it follows from what is written; else it holds something that its user has to decide.
    pub is_whole: bool,
}

impl Meant {
    pub(super) fn whole(json: impl Into<String>) -> Self {
        Self {
            json: json.into(),
            is_whole: true,
        }
    }

    /// The same in a list.
    pub(super) fn listed(self) -> Self {
        Self {
            json: format!("[{}]", self.json),
            ..self
        }
    }
}

/// A value of the wrong type, told with what it may stand for. Only what is certain is an edit.
#[must_use]
pub fn helped(told: Diagnostic, meant: &[Meant], span: Span) -> Diagnostic {
    match meant {
        [] => told,
        [only] if only.is_whole => told
            .help(format!("write `{}`", only.json))
            .fix(span, only.json.clone()),
        [only] if only.json.contains('…') => told.help(format!(
            "write `{}`, with a value of your own for `…`",
            only.json
        )),
        [only] => told.help(format!("write `{}`, for example", only.json)),
        several => {
            let several: Vec<String> = several
                .iter()
                .map(|one| format!("`{}`", one.json))
                .collect();
            told.help(format!("did you mean {}?", several.join(" or ")))
        }
    }
}
