//! An answer of the service that is not what the pattern means: a defect of its engine is the cause.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

use super::{Explanation, FieldExplanation, Hint, Reason};

impl Explanation {
    /// The same for an event of which the service answers the opposite: what is named are the fields in which one of
    /// the `defects` lies, each with the defect as the reason; all fields if none of them is known to have one.
    ///
    /// `defects` are the notes of a [`Verdict`](crate::pattern::service::Verdict) with the code `engine-defect`. Without
    /// any, nothing is changed.
    #[must_use]
    pub fn contradicted_by<'d>(
        mut self,
        defects: impl IntoIterator<Item = &'d Diagnostic>,
    ) -> Self {
        let defects: Vec<&Diagnostic> = defects.into_iter().collect();
        let Some(first) = defects.first().copied() else {
            return self;
        };
        let defect_of = |field: &FieldExplanation| {
            let mut defects = defects.iter().copied();
            defects.find(|defect| lies_in(defect, field.pattern_span))
        };
        let mut fields = self.attempts.iter().flat_map(|attempt| &attempt.fields);
        let is_placed = fields.any(|field| defect_of(field).is_some());
        let mut left_out = 0;
        self.attempts.retain_mut(|attempt| {
            if is_placed {
                attempt.fields.retain(|field| defect_of(field).is_some());
            }
            for field in &mut attempt.fields {
                blame(field, defect_of(field).unwrap_or(first));
            }
            left_out += usize::from(attempt.fields.is_empty());
            !attempt.fields.is_empty()
        });
        self.left_out += left_out;
        self
    }
}

fn blame(field: &mut FieldExplanation, defect: &Diagnostic) {
    field.kind = Reason::EngineDefect;
    field.reason = format!("{}, but {}", field.reason, defect.message);
    field.hint = defect.help.clone().map(Hint::saying);
}

/// Whether a defect lies in what is meant of a field, or around it.
fn lies_in(defect: &Diagnostic, field: Span) -> bool {
    let place = defect.primary.as_ref().map(|label| label.span);
    place.is_some_and(|place| place.start < field.end && field.start < place.end)
}

#[cfg(test)]
mod tests {
    use crate::pattern::{Dialect, Explainer, ServiceEvaluator, parse};

    /// The named fields, each with its kind and reason.
    fn explained(pattern: &str, event: &str) -> Vec<(String, &'static str, String)> {
        let parsed = parse(pattern, Dialect::Bus).unwrap();
        let event = crate::json::parse(event).unwrap();
        let verdict = ServiceEvaluator::new(&parsed).verdict(&event);
        let explanation = Explainer::new(&parsed).explain(&event);
        assert_ne!(verdict.matched, explanation.matched);
        let explanation = explanation.contradicted_by(&verdict.notes);
        let fields = explanation.fields().iter();
        fields
            .map(|field| {
                (
                    field.path.clone(),
                    field.kind.as_str(),
                    field.reason.clone(),
                )
            })
            .collect()
    }

    #[test]
    fn a_miss_of_what_the_pattern_means_to_match() {
        let fields = explained(
            r#"{"$or":[{"a":["x"]},{"a":["x","y"]}],"b":[1]}"#,
            r#"{"a":"y","b":1}"#,
        );
        assert_eq!(fields.len(), 1, "{fields:?}");
        let (path, kind, reason) = &fields[0];
        assert_eq!((path.as_str(), *kind), ("a", "engine-defect"));
        assert!(
            reason.starts_with(r#"`"y"` is `"y"`, but the engine of EventBridge drops"#),
            "{reason}"
        );
    }

    #[test]
    fn a_match_of_what_the_pattern_does_not_mean() {
        let fields = explained(
            r#"{"a":[{"wildcard":"*9"},{"equals-ignore-case":"a"}],"b":[1]}"#,
            r#"{"a":"zzz","b":1}"#,
        );
        assert_eq!(fields.len(), 1, "{fields:?}");
        let (path, kind, reason) = &fields[0];
        assert_eq!((path.as_str(), *kind), ("a", "engine-defect"));
        assert!(
            reason.contains(", but the engine of EventBridge confuses"),
            "{reason}"
        );
    }
}
