//! The template that Serverless makes, while it is made.

use std::collections::BTreeMap;

use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;

/// What an event is to people: what else it takes is there for it.
const FILTERS: [&str; 4] = [
    "AWS::Events::Rule",
    "AWS::Scheduler::Schedule",
    "AWS::Lambda::EventSourceMapping",
    "AWS::SNS::Subscription",
];

/// The resources that were made, in their order.
#[derive(Default)]
pub(super) struct Made {
    resources: Vec<Member>,
    places: BTreeMap<String, usize>,
    counts: BTreeMap<String, usize>,
    /// The event that is made just now: its function, and which of its events it is, from 0 on.
    pub(super) event: Option<String>,
    /// What functions and events are called, by the logical ids of what they become.
    pub(super) also_called: BTreeMap<String, String>,
}

impl Made {
    /// Puts a resource in; one that has its logical id already is replaced, as in Serverless.
    pub(super) fn push(&mut self, id: &str, kind: &str, properties: Value) {
        let span = properties.span;
        let of_event = self.event.as_ref().filter(|_| FILTERS.contains(&kind));
        if let Some(event) = of_event {
            self.also_called.insert(id.to_owned(), event.clone());
        }
        let kind = Value::text(kind, span);
        let value = object(
            span,
            vec![("Type", Some(kind)), ("Properties", Some(properties))],
        );
        let name = JsonString::from(id);
        let member = Member {
            name,
            name_span: Span::at(span.start),
            value,
        };
        match self
            .places
            .get(id)
            .and_then(|place| self.resources.get_mut(*place))
        {
            Some(before) => *before = member,
            None => {
                self.places.insert(id.to_owned(), self.resources.len());
                self.resources.push(member);
            }
        }
    }

    /// The next number, from 1 on, of what is counted under a name.
    pub(super) fn next(&mut self, counted: &str) -> usize {
        let count = self.counts.entry(counted.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// The template with what was made.
    pub(super) fn template(self, span: Span) -> Value {
        let resources = Value {
            span,
            kind: Kind::Object(self.resources),
        };
        object(span, vec![("Resources", Some(resources))])
    }
}

/// An object of the members that are there.
pub(super) fn object(span: Span, members: Vec<(&str, Option<Value>)>) -> Value {
    let members = members.into_iter().filter_map(|(name, value)| {
        let value = value?;
        Some(Member {
            name: JsonString::from(name),
            name_span: Span::at(span.start),
            value,
        })
    });
    Value {
        span,
        kind: Kind::Object(members.collect()),
    }
}

/// A list.
pub(super) fn list(span: Span, elements: Vec<Value>) -> Value {
    Value {
        span,
        kind: Kind::Array(elements),
    }
}

/// A call of a function of CloudFormation.
pub(super) fn call(function: &str, argument: Value) -> Value {
    object(argument.span, vec![(function, Some(argument))])
}

/// An attribute of a resource.
pub(super) fn attribute(id: &str, name: &str, span: Span) -> Value {
    let parts = [id, name].map(|part| Value::text(part, span));
    call("Fn::GetAtt", list(span, parts.into()))
}

/// A text that CloudFormation puts together.
pub(super) fn join(delimiter: &str, parts: Vec<Value>, span: Span) -> Value {
    let argument = vec![Value::text(delimiter, span), list(span, parts)];
    call("Fn::Join", list(span, argument))
}

/// JSON in a text, as `JSON.stringify` writes it. Where something in it is open, CloudFormation's reader writes around it.
pub(super) fn json_text(value: &Value) -> Value {
    match value.has_open() {
        true => call("Fn::ToJsonString", value.clone()),
        false => Value::text(&value.to_compact(), value.span),
    }
}

/// What is written over another value: objects are merged, lists element by element, anything else counts instead.
///
/// lodash, `merge`, with which serverless 3.40 (`lib/plugins/aws/package/lib/merge-custom-provider-resources.js`) puts
/// `resources` over what it made.
pub(super) fn merged(under: Value, over: Value) -> Value {
    let span = over.span;
    let kind = match (under.kind, over.kind) {
        (Kind::Object(under), Kind::Object(over)) => Kind::Object(merged_members(under, over)),
        (Kind::Array(under), Kind::Array(over)) => {
            let mut under = under.into_iter();
            let mut elements: Vec<Value> = Vec::new();
            for over in over {
                elements.push(match under.next() {
                    Some(under) => merged(under, over),
                    None => over,
                });
            }
            elements.extend(under);
            Kind::Array(elements)
        }
        (_, over) => over,
    };
    Value { span, kind }
}

fn merged_members(under: Vec<Member>, over: Vec<Member>) -> Vec<Member> {
    let mut members: Vec<Option<Member>> = under.into_iter().map(Some).collect();
    let names = members.iter().enumerate();
    let names =
        names.filter_map(|(place, member)| Some((member.as_ref()?.name.as_wtf8().to_vec(), place)));
    let places: BTreeMap<Vec<u8>, usize> = names.collect();
    for member in over {
        let place = places.get(member.name.as_wtf8());
        match place.and_then(|place| members.get_mut(*place)) {
            Some(slot) => {
                let value = match slot.take() {
                    Some(under) => merged(under.value, member.value),
                    None => member.value,
                };
                *slot = Some(Member { value, ..member });
            }
            None => members.push(Some(member)),
        }
    }
    members.into_iter().flatten().collect()
}
