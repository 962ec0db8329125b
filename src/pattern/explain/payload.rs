//! A miss that the format of a payload decides, before any comparison is made.

use crate::json::Value;

use crate::pattern::ast::Field;

use super::quote::Quote;
use super::{Attempt, Explainer, Explanation, FieldExplanation, Reason};

impl Explainer<'_> {
    /// The explanation of a miss for which the whole member `name` of the record is the `reason`: it is told once, of the
    /// first field at or below it.
    #[must_use]
    pub fn explain_payload(&self, record: &Value, name: &str, reason: String) -> Explanation {
        let sub_rules = self.pattern.sub_rules.iter();
        let mut fields = sub_rules.flat_map(|sub_rule| &sub_rule.fields);
        let field = fields.find(|field| {
            let behind = field.path.as_wtf8().strip_prefix(name.as_bytes());
            behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"."))
        });
        self.stopped(field, record.get(name), reason)
    }

    /// The explanation of a miss that `reason` decides whatever the pattern asks for: it is told once, of the first field.
    /// `given` is what stands where the fields should be.
    #[must_use]
    pub fn explain_obstacle(&self, given: Option<&Value>, reason: String) -> Explanation {
        let sub_rules = self.pattern.sub_rules.iter();
        let field = sub_rules.flat_map(|sub_rule| &sub_rule.fields).next();
        self.stopped(field, given, reason)
    }

    fn stopped(
        &self,
        field: Option<&Field>,
        payload: Option<&Value>,
        reason: String,
    ) -> Explanation {
        let fields = field.map(|field| FieldExplanation {
            path: field.path.to_display().into_owned(),
            wanted: Quote::part(&self.pattern.text, field.values.span, None),
            actual: payload.map(|payload| Quote::value(payload, None)),
            kind: Reason::InText,
            reason,
            hint: None,
            pattern_span: field.values.name_span,
            event_span: payload.map(|payload| payload.span),
            cause: None,
        });
        Explanation {
            matched: false,
            attempts: vec![Attempt {
                branches: Vec::new(),
                fields: fields.into_iter().collect(),
            }],
            left_out: 0,
        }
    }
}
