//! Schemas of events that were seen, one for each source and detail-type.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::seen::SeenField;
use super::shape::{Budget, Shape};
use super::write::{Kind, Writer, schema_name};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::{Tape, Taped, Token, Value};

/// An event that does not say what it is.
pub const NO_TYPE: Code = Code::new("schema/no-detail-type");

/// How many places and texts of all events are remembered together.
const BUDGET: usize = 200_000;

/// What was seen of events so far.
///
/// Takes events one by one, and what another has seen: the order does not count. Memory does not grow with the number of
/// events, and has a bound for events in which every name is another.
///
/// # Example
///
/// ```
/// use evb::schema::{Inference, Kind};
///
/// let mut inference = Inference::default();
/// inference.observe(r#"{"source": "shop", "detail-type": "Order", "detail": {"total": 1}}"#)?;
/// inference.observe(r#"{"source": "shop", "detail-type": "Order", "detail": {"total": 2.5, "note": "x"}}"#)?;
/// let order = inference.schemas().next().unwrap();
/// assert_eq!((order.name().as_str(), order.events), ("shop@Order", 2));
/// assert!(order.document(Kind::OpenApi3).to_compact().ends_with(
///     r#""Order":{"type":"object","required":["total"],"properties":{"note":{"type":"string"},"total":{"type":"number","format":"double"}}}}}}"#
/// ));
/// # Ok::<(), evb::diagnostic::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct Inference {
    types: BTreeMap<String, BTreeMap<String, Shape>>,
    budget: Budget,
    tape: Tape,
}

/// What was seen of the events of one source and detail-type.
#[derive(Clone, Copy, Debug)]
pub struct InferredSchema<'i> {
    /// The `source`.
    pub source: &'i str,
    /// The `detail-type`.
    pub detail_type: &'i str,
    /// How many events were seen.
    pub events: u64,
    pub(super) shape: &'i Shape,
}

impl Default for Inference {
    fn default() -> Self {
        Self {
            types: BTreeMap::new(),
            budget: Budget::new(BUDGET),
            tape: Tape::default(),
        }
    }
}

impl Inference {
    /// Takes in an event.
    ///
    /// # Errors
    ///
    /// Nothing is taken in then. `json/…`: it is no JSON; `schema/no-detail-type`: it is no object, or its `source` or
    /// `detail-type` is no string.
    pub fn observe(&mut self, text: &str) -> Result<(), Diagnostics> {
        let event = self.tape.read(text);
        let event = event.map_err(|error| Diagnostics::from(error.diagnostic(text)))?;
        let mut source = None;
        let mut detail_type = None;
        for (name, value) in event.members() {
            match &*name.string() {
                "source" => source = Some(value),
                "detail-type" => detail_type = Some(value),
                _ => {}
            }
        }
        let is_text = |value: &Taped<'_>| value.token() == Token::String;
        let (Some(source), Some(detail_type)) =
            (source.filter(is_text), detail_type.filter(is_text))
        else {
            return Err(Diagnostic::error(
                NO_TYPE,
                "there is no schema for what has no `source` or no `detail-type`",
            )
            .at(event.span(), "the event")
            .help("give events as EventBridge delivers them, or entries of PutEvents")
            .into());
        };
        let types = self.types.entry(source.string().into_owned()).or_default();
        match types.entry(detail_type.string().into_owned()) {
            Entry::Vacant(_) if !self.budget.take_place() => {}
            shape => shape.or_default().observe(event, 0, &mut self.budget),
        }
        Ok(())
    }

    /// Takes in what another has seen.
    pub fn merge(&mut self, other: Self) {
        self.budget.left_out += other.budget.left_out;
        for (source, types) in other.types {
            let own = self.types.entry(source).or_default();
            for (detail_type, shape) in types {
                match own.entry(detail_type) {
                    Entry::Vacant(_) if !self.budget.take_place() => {}
                    own => own.or_default().merge(shape, &mut self.budget),
                }
            }
        }
    }

    /// What was seen, sorted by source and detail-type.
    pub fn schemas(&self) -> impl Iterator<Item = InferredSchema<'_>> {
        self.types.iter().flat_map(|(source, types)| {
            types.iter().map(|(detail_type, shape)| InferredSchema {
                source,
                detail_type,
                events: shape.values,
                shape,
            })
        })
    }

    /// How often a field was met for which there was no room any more: the schemas say nothing of these.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.budget.left_out
    }
}

impl InferredSchema<'_> {
    /// The name that EventBridge gives the schema: `aws.ec2@EC2InstanceStateChangeNotification`.
    #[must_use]
    pub fn name(&self) -> String {
        schema_name(self.source, self.detail_type)
    }

    /// The schema as the registry writes it. No text and no place belongs to the value.
    #[must_use]
    pub fn document(&self, kind: Kind) -> Value {
        Writer::new(kind).document((self.source, self.detail_type), self.shape)
    }

    /// Every field that was seen, parents before what is in them, sorted by name.
    #[must_use]
    pub fn fields(&self) -> Vec<SeenField> {
        super::seen::fields(self.shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inferred(events: &[&str]) -> Inference {
        let mut inference = Inference::default();
        for detail in events {
            let event = format!(r#"{{"source":"s","detail-type":"t","detail":{detail}}}"#);
            inference.observe(&event).unwrap();
        }
        inference
    }

    /// The schema of the detail.
    fn detail(events: &[&str], kind: Kind) -> String {
        let inference = inferred(events);
        let document = inference.schemas().next().unwrap().document(kind);
        let definitions = match kind {
            Kind::OpenApi3 => document.get("components").unwrap().get("schemas"),
            Kind::JsonSchemaDraft4 => document.get("definitions"),
        };
        definitions.unwrap().get("T").unwrap().to_compact()
    }

    #[test]
    fn rules_are_kept() {
        let many = [r#"{"a":"x"}"#, r#"{"a":"y"}"#].repeat(10);
        for (events, expected) in [
            (
                &[r#"{"a":1}"#, r#"{"a":2147483647}"#][..],
                r#""a":{"type":"integer"}"#,
            ),
            (
                &[r#"{"a":2147483648}"#],
                r#""a":{"type":"integer","format":"int64"}"#,
            ),
            (
                &[r#"{"a":9223372036854775808}"#],
                r#""a":{"type":"number"}"#,
            ),
            (
                &[r#"{"a":1}"#, r#"{"a":1.5}"#],
                r#""a":{"type":"number","format":"double"}"#,
            ),
            (
                &[r#"{"a":"2026-11-20T10:00:00Z"}"#],
                r#""a":{"type":"string","format":"date-time"}"#,
            ),
            (&[r#"{"a":null}"#], r#""a":{}"#),
            (
                &[r#"{"a":null}"#, r#"{"a":true}"#],
                r#""a":{"type":"boolean","nullable":true}"#,
            ),
            (&[r#"{"a":[]}"#], r#""a":{"type":"array","items":{}}"#),
            (
                &[r#"{"a":[1,"x"]}"#],
                r#""a":{"type":"array","items":{"anyOf":[{"type":"integer"},{"type":"string"}]}}"#,
            ),
            (&many, r#""a":{"type":"string","enum":["x","y"]}"#),
            (&many[1..], r#""a":{"type":"string"}"#),
        ] {
            let expected =
                format!(r#"{{"type":"object","required":["a"],"properties":{{{expected}}}}}"#);
            assert_eq!(detail(events, Kind::OpenApi3), expected);
        }
    }

    #[test]
    fn null_is_a_type_of_draft_4() {
        assert_eq!(
            detail(
                &[r#"{"a":null}"#, r#"{"a":true}"#, "{}"],
                Kind::JsonSchemaDraft4
            ),
            r#"{"type":"object","properties":{"a":{"type":["boolean","null"]}}}"#
        );
    }

    #[test]
    fn too_many_names_are_data() {
        let members = (0..300).map(|number| format!(r#""k{number}":{number}"#));
        let event = format!(r#"{{"a":{{{}}}}}"#, members.collect::<Vec<_>>().join(","));
        assert_eq!(
            detail(&[&event], Kind::OpenApi3),
            r#"{"type":"object","required":["a"],"properties":{"a":{"type":"object","additionalProperties":{"type":"integer"}}}}"#
        );
    }

    #[test]
    fn what_has_no_type_is_refused_and_not_taken_in() {
        let mut inference = Inference::default();
        for event in [
            "[]",
            "{}",
            r#"{"source":"s","detail-type":1}"#,
            r#"{"source":"s","#,
        ] {
            assert!(inference.observe(event).is_err(), "{event}");
        }
        assert_eq!(inference.schemas().count(), 0);
    }
}
