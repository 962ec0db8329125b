//! Explanations of fields as JSON, kept to be written for many events.

use std::io;

use super::json;
use crate::report::SpanReport;
use crate::report::test_pattern::{BranchReport, ExplanationReport};

/// What is told of a field, written but for where it stands in the event and for the alternatives under which it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenField {
    /// Up to the place in the event.
    front: Box<str>,
    /// From there on, without the closing bracket.
    back: Box<str>,
}

/// The fields that are told of one combination of `$or` alternatives, each with its place in the event.
#[derive(Clone, Debug)]
pub struct WrittenAttempt<'f> {
    /// The alternatives.
    pub branches: Vec<BranchReport>,
    /// The fields.
    pub fields: Vec<(&'f WrittenField, Option<SpanReport>)>,
}

impl WrittenField {
    /// Writes what is known of a field. A place and alternatives that it has already are left out.
    ///
    /// # Errors
    ///
    /// When it cannot be written as JSON.
    pub fn new(field: ExplanationReport) -> io::Result<Self> {
        let json = serde_json::to_string(&field.at(None).under(&[]))?;
        // Behind the place there are only names that we chose: the last place that looks like it is it.
        let parts = json.rsplit_once(r#"null,"kind":"#);
        let parts =
            parts.and_then(|(front, back)| Some((front, back.strip_suffix('}')?.to_owned())));
        let (front, back) = parts.ok_or(io::ErrorKind::InvalidData)?;
        Ok(Self {
            front: front.into(),
            back: format!(r#","kind":{back}"#).into(),
        })
    }

    /// Appends the whole to other JSON.
    ///
    /// # Errors
    ///
    /// When it cannot be written as JSON.
    pub fn append(
        &self,
        place: Option<SpanReport>,
        branches: &[BranchReport],
        others: &mut Vec<u8>,
    ) -> io::Result<()> {
        others.extend_from_slice(self.front.as_bytes());
        json::append(&place, others)?;
        others.extend_from_slice(self.back.as_bytes());
        if !branches.is_empty() {
            others.extend_from_slice(br#","or":"#);
            json::append(&branches, others)?;
        }
        others.push(b'}');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Dialect, Explainer, parse};
    use crate::source::Source;

    #[test]
    fn what_is_put_together_is_what_is_written_at_once() {
        let text = r#"{"$or":[{"a":["event_span\":null,\"kind\":"]},{"b":[{"exists":true}]}]}"#;
        let pattern = parse(text, Dialect::Bus).unwrap();
        let long = "x".repeat(500);
        let events = [
            r#"{"a":[{"event_span":null,"kind":"y"}]}"#,
            r#"{"a":"null,\"kind\":","b":{"event_span":null,"kind":"y"}}"#,
            &format!(r#"{{"a":"{long}"}}"#),
        ];
        let source = Source::new("pattern.json", text);
        for event in events {
            let parsed = crate::json::parse(event).unwrap();
            let explanation = Explainer::new(&pattern).explain(&parsed);
            assert_eq!(explanation.attempts.len(), 2);
            for attempt in &explanation.attempts {
                for field in &attempt.fields {
                    let place = field.event_span;
                    let place = place.map(|span| SpanReport::in_line(7, event, span));
                    let written = WrittenField::new(ExplanationReport::of(field, &source));
                    let (mut own, mut whole) = (Vec::new(), Vec::new());
                    let branches: Vec<_> = attempt.branches.iter().map(BranchReport::new).collect();
                    written.unwrap().append(place, &branches, &mut own).unwrap();
                    let report = ExplanationReport::of(field, &source);
                    let report = report.under(&attempt.branches).at(place);
                    json::append(&report, &mut whole).unwrap();
                    assert_eq!(String::from_utf8(own), String::from_utf8(whole));
                }
            }
        }
    }
}
