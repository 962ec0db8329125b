//! Events of a schema: what it names, of the types and values that it allows.

use super::bus::Bus;
use super::frame::{Answers, Frame, Wanted, leads_to};
use super::merge::{filled, made, member, object, text};
use super::plausible::{Scene, number, text_of, uuid};
use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Kind, Value};
use crate::pattern::Explanation;
use crate::pattern::decide::{Domain, Place};
#[cfg(feature = "schema")]
use crate::schema::Validator;
use crate::schema::{Document, Events, Node, Others, Types};

/// How deep an event is filled.
const MAXIMUM_DEPTH: usize = 64;
/// Texts are not made longer.
const MAXIMUM_LENGTH: usize = 10_000;

/// Events of a schema for one pattern.
#[derive(Debug)]
pub struct OfSchema<'b, 'p> {
    bus: &'b Bus<'p>,
    number: u32,
    event: Node,
    #[cfg(feature = "schema")]
    validator: Validator,
}

impl<'b, 'p> OfSchema<'b, 'p> {
    /// For the pattern of a bus; `number` tells its events from those of other schemas. Without the feature `schema` events
    /// are of the types and values that the schema names, and not validated.
    ///
    /// # Errors
    ///
    /// The schema cannot be used.
    pub fn new(bus: &'b Bus<'p>, document: &Document, number: u32) -> Result<Self, Diagnostic> {
        Ok(Self {
            bus,
            number,
            event: Node::event(document),
            #[cfg(feature = "schema")]
            validator: Validator::new(document)?,
        })
    }

    /// Why an event is none by the schema.
    fn objection(&self, event: &Value) -> Option<String> {
        for name in ["source", "detail-type"] {
            let field = self.event.fields.get(name);
            let only = field.and_then(|field| field.node.values.as_ref());
            if let (Some(only), Some(value)) = (only, event.get(name))
                && only.iter().all(|one| one.kind != value.kind)
            {
                return Some(format!("its events have another `{name}`"));
            }
        }
        #[cfg(feature = "schema")]
        let violation = self.validator.violations(event).into_iter().next();
        #[cfg(feature = "schema")]
        let message = violation.map(|one| one.message);
        #[cfg(not(feature = "schema"))]
        let message = None;
        message
    }
}

impl Domain for OfSchema<'_, '_> {
    fn place(&self, path: &JsonString) -> Place {
        let own = Events(&self.event).place(path);
        let usual = self.bus.place(path);
        if usual == Place::ANY {
            return own;
        }
        // A schema need not repeat what all events of a bus have.
        let name = path.as_str().unwrap_or_default();
        if !self.event.fields.contains_key(name) && self.event.others != Others::Refused {
            return usual;
        }
        Place {
            strings: own.strings && usual.strings,
            numbers: own.numbers && usual.numbers,
            booleans: own.booleans && usual.booleans,
            null: own.null && usual.null,
            absent: own.absent && usual.absent,
            ..own
        }
    }
}

impl Frame for OfSchema<'_, '_> {
    /// What the schema asks for, in an envelope.
    fn surroundings(
        &self,
        wanted: &[Wanted<'_>],
        avoided: &dyn Fn(&str, &Value) -> bool,
        number: u64,
    ) -> Value {
        let (scene, envelope) = self
            .bus
            .own_event(wanted, number | u64::from(self.number) << 32);
        let filling = Filling {
            scene: &scene,
            envelope: &envelope,
            wanted,
            avoided,
        };
        let own = filling.value(&self.event, &mut Vec::new());
        match self.event.others {
            Others::Refused => own,
            _ => filled(&own, &envelope, &|_, _| true),
        }
    }

    fn finish(&self, seen: Value) -> Value {
        seen
    }

    fn answers(&self, event: &Value) -> Answers {
        Answers {
            objection: self.objection(event),
            ..self.bus.answers(event)
        }
    }

    fn explain(&self, event: &Value) -> Option<Explanation> {
        self.bus.explain(event)
    }
}

/// What an event is filled with.
struct Filling<'w, 'p> {
    scene: &'w Scene,
    envelope: &'w Value,
    wanted: &'w [Wanted<'p>],
    avoided: &'w dyn Fn(&str, &Value) -> bool,
}

impl Filling<'_, '_> {
    fn value(&self, node: &Node, path: &mut Vec<String>) -> Value {
        if let Some(values) = &node.values {
            return self.one_of(values, &path.join("."));
        }
        let types = node.types;
        let says_fields = types.meets(Types::OBJECT) && node.knows_fields();
        if let ([outermost], false) = (path.as_slice(), says_fields)
            && let Some(usual) = self.envelope.get(outermost)
            && Types::of(usual).is_within(types)
            && node.format.is_none()
            && !node.bounds.contains_key("minItems")
        {
            return usual.clone();
        }
        let is_object = types.meets(Types::OBJECT) && !types.meets(Types::LEAVES);
        if says_fields || is_object || path.is_empty() {
            return self.object(node, path);
        }
        let says_elements = types.meets(Types::ARRAY) && node.elements.is_some();
        if says_elements || !types.meets(Types::LEAVES) {
            let element = node.elements.as_deref();
            let element = element.filter(|_| path.len() < MAXIMUM_DEPTH);
            let elements = element.map(|node| self.value(node, path));
            return made(Kind::Array(elements.into_iter().collect()));
        }
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        if types.meets(Types::STRING) {
            return text(&self.text(node, &names));
        }
        if types.meets(Types::INTEGER.or(Types::FRACTION)) {
            let likely = number(self.scene, &names);
            return made(Kind::Number(within(node, likely).into()));
        }
        if types.meets(Types::BOOLEAN) {
            let draw = self.scene.draw(&path.join("."));
            return made(Kind::Bool(draw.is_multiple_of(2)));
        }
        made(Kind::Null)
    }

    /// One of the values that a place can have: one that is wanted, else one of which the pattern says nothing.
    fn one_of(&self, values: &[Value], path: &str) -> Value {
        let wanted = self.wanted.iter().find(|one| *one.path == *path);
        let is_wanted = |value: &&Value| wanted.is_some_and(|one| one.admits_alone(value));
        let (avoided, free): (Vec<&Value>, Vec<&Value>) =
            values.iter().partition(|value| (self.avoided)(path, value));
        let drawn = |values: &[&Value]| {
            let count = u64::try_from(values.len()).ok()?;
            let at = self.scene.draw(path).checked_rem(count)?;
            values.get(usize::try_from(at).ok()?).copied().cloned()
        };
        let found = values.iter().find(is_wanted).cloned();
        let found = found.or_else(|| drawn(&free)).or_else(|| drawn(&avoided));
        found.unwrap_or_else(|| made(Kind::Null))
    }

    /// The fields that are always there, and those on the way to what is wanted; all, where none is always there.
    fn object(&self, node: &Node, path: &mut Vec<String>) -> Value {
        let has_required = node.fields.values().any(|field| field.is_required);
        let mut members = Vec::new();
        if path.len() >= MAXIMUM_DEPTH {
            return object(members);
        }
        for (name, field) in &node.fields {
            path.push(name.clone());
            if field.is_required || !has_required || leads_to(self.wanted, &path.join(".")) {
                members.push(member(name, self.value(&field.node, path)));
            }
            path.pop();
        }
        object(members)
    }

    fn text(&self, node: &Node, names: &[&str]) -> String {
        let path = names.join(".");
        let draw = self.scene.draw(&path);
        let likely = match node.format.as_deref() {
            Some("date-time") => self.scene.time.clone(),
            Some("date") => self.scene.time.chars().take(10).collect(),
            Some("uuid") => uuid(draw, self.scene.draw(&format!("{path}.other"))),
            Some("uri") => format!("https://example.com/{}", draw % 100),
            Some("email") => "jane@example.com".to_owned(),
            Some("ipv4") => format!("192.0.2.{}", draw % 254 + 1),
            Some("ipv6") => format!("2001:db8::{:x}", draw % 0xFFFF + 1),
            _ => text_of(self.scene, names),
        };
        let bound = |name: &str| -> Option<usize> { node.bounds.get(name)?.parse().ok() };
        let mut likely: String = match bound("maxLength") {
            Some(most) => likely.chars().take(most).collect(),
            None => likely,
        };
        let least = bound("minLength").unwrap_or_default().min(MAXIMUM_LENGTH);
        let short = least.saturating_sub(likely.chars().count());
        likely.extend(std::iter::repeat_n('x', short));
        likely
    }
}

/// A number that the bounds of its place allow.
fn within(node: &Node, likely: String) -> String {
    let bound = |name: &str| -> Option<f64> { node.bounds.get(name)?.parse().ok() };
    let Ok(number) = likely.parse::<f64>() else {
        return likely;
    };
    // A word in draft 4, a number of its own since.
    let is_open = |name: &str| node.bounds.get(name).is_some_and(|said| said == "true");
    let above = |one: f64| one + 1.0;
    let below = |one: f64| one - 1.0;
    let least = match is_open("exclusiveMinimum") {
        true => bound("minimum").map(above),
        false => bound("exclusiveMinimum").map(above).or(bound("minimum")),
    };
    let most = match is_open("exclusiveMaximum") {
        true => bound("maximum").map(below),
        false => bound("exclusiveMaximum").map(below).or(bound("maximum")),
    };
    match (least, most) {
        (Some(least), _) if number < least => least.to_string(),
        (_, Some(most)) if number > most => most.to_string(),
        _ => likely,
    }
}
