//! The places that an event passes.

use crate::diagnostic::Code;
use crate::json::{Open, TextPart};
use crate::model::{Declared, Known, is_generated};
use crate::simulate::pipe::{Arn, arn_of};

/// What reads a place, and is switched off.
pub(super) const SWITCHED_OFF: Code = Code::new("way/switched-off");
/// What AWS refuses, or takes for certain not.
pub(super) const IMPOSSIBLE: Code = Code::new("way/impossible");

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StationKind {
    /// A rule of a bus.
    Rule,
    /// A schedule.
    Schedule,
    /// An SNS topic.
    Topic,
    /// An SQS queue.
    Queue,
    /// A function of Lambda.
    Function,
    /// The queue from which Lambda invokes a function asynchronously.
    FunctionQueue,
    /// A stream of Kinesis or DynamoDB.
    Stream,
    /// An event bus.
    Bus,
    /// A bucket of S3.
    Bucket,
    /// An HTTP endpoint.
    Endpoint,
    /// Anything else that takes events.
    Other,
}

impl StationKind {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Schedule => "schedule",
            Self::Topic => "topic",
            Self::Queue => "queue",
            Self::Function => "function",
            Self::FunctionQueue => "lambda-queue",
            Self::Stream => "stream",
            Self::Bus => "bus",
            Self::Bucket => "bucket",
            Self::Endpoint => "endpoint",
            Self::Other => "target",
        }
    }

    /// What an ARN of a service names.
    fn of(service: &str, resource: &str) -> Self {
        match service {
            "lambda" => Self::Function,
            "sqs" => Self::Queue,
            "sns" => Self::Topic,
            "kinesis" | "dynamodb" => Self::Stream,
            "events" if resource.starts_with("event-bus/") => Self::Bus,
            "s3" => Self::Bucket,
            _ => Self::Other,
        }
    }
}

/// A place, with everything by which it may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// What it is.
    pub kind: StationKind,
    /// What to call it.
    pub name: String,
    /// Its ARN or whatever else names it, as far as that is known; empty if nothing does.
    pub arn: String,
    /// What else it is called.
    pub(super) also: Vec<String>,
    /// The resource of the template that it is.
    pub(super) resource: Option<String>,
    /// The alias or version of a function.
    pub(super) qualifier: Option<String>,
    /// The Region and the account in which it is.
    pub(super) home: Home,
}

/// A Region and an account, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Home([Option<String>; 2]);

impl Home {
    /// Those that stand in an ARN. AWS: of some services, S3 among them, an ARN has neither.
    fn of(declared: &Declared<String>) -> Self {
        let arn = Arn::new(match &declared.value {
            Known::Known(text) => text.clone(),
            Known::Open(open) => flat(open),
        });
        let known = |part: &str| {
            let is_known = !part.is_empty() && !part.contains(HOLE);
            is_known.then(|| part.to_owned())
        };
        Self([known(arn.region()), known(arn.account())])
    }

    /// Whether what is there is not here.
    fn differs(&self, other: &Self) -> bool {
        let mut parts = self.0.iter().zip(&other.0);
        parts.any(|(one, other)| one.is_some() && other.is_some() && one != other)
    }

    fn learn(&mut self, other: Self) {
        for (one, other) in self.0.iter_mut().zip(other.0) {
            *one = one.take().or(other);
        }
    }
}

impl Station {
    /// A place that is called so.
    pub(super) fn named(kind: StationKind, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            arn: String::new(),
            also: Vec::new(),
            resource: None,
            qualifier: None,
            home: Home::default(),
        }
    }

    /// The place that a declaration names: by its ARN, its URL, its bare name, or as a resource. `usual` is what it is if
    /// neither its ARN nor its resource tells.
    #[must_use]
    pub fn of(declared: &Declared<String>, usual: StationKind) -> Self {
        let known = arn_of(Some(declared));
        let text = declared.to_display();
        let kind = match known.service() {
            "" => usual,
            service => StationKind::of(service, known.resource()),
        };
        let (name, qualifier) = match &declared.value {
            Known::Known(text) => name_in(kind, text),
            Known::Open(open) => {
                let (name, qualifier) = name_in(kind, &flat(open));
                let is_known = !open.parts.is_empty() && !name.is_empty() && !name.contains(HOLE);
                let from = || address(&open.hole.from).map(str::to_owned);
                let name = is_known.then_some(name).or_else(from);
                let resource = || declared.resource.clone();
                let name = name.or_else(resource).unwrap_or_else(|| text.clone());
                let last = || match open.parts.last() {
                    Some(TextPart::Hole(hole)) => format!("${{{}}}", hole.from),
                    _ => text.clone(),
                };
                let qualifier = qualifier.map(|one| match one.contains(HOLE) {
                    true => last(),
                    false => one,
                });
                (name, qualifier)
            }
        };
        Self {
            kind,
            name: declared.resource.clone().unwrap_or_else(|| name.clone()),
            also: vec![name],
            resource: declared.resource.clone(),
            qualifier,
            arn: text,
            home: Home::of(declared),
        }
    }

    /// The name that stands in its ARN.
    pub(super) fn bare_name(&self) -> &str {
        self.also.first().map_or(&self.name, String::as_str)
    }

    /// Whether it is called so.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.arn == name || self.also.iter().any(|one| one == name)
    }

    /// Whether a declaration names this place.
    pub(super) fn is(&self, declared: &Declared<String>) -> bool {
        if let (Some(one), Some(other)) = (&self.resource, &declared.resource) {
            return one == other;
        }
        // Two names that AWS makes up are not the same.
        if declared.as_open().is_some_and(holds_a_made_up_name) {
            return false;
        }
        let other = Self::of(declared, self.kind);
        !self.home.differs(&other.home)
            && other.kind == self.kind
            && (other.arn == self.arn || self.is_called(other.bare_name()))
    }

    /// Whether an ARN is that of something in another Region or account, whatever it is called.
    pub(super) fn is_elsewhere(&self, arn: Option<&Declared<String>>) -> bool {
        arn.is_some_and(|arn| self.home.differs(&Home::of(arn)))
    }

    /// Takes over the Region and the account of an ARN.
    pub(super) fn is_at_home_of(&mut self, arn: Option<&Declared<String>>) {
        if let Some(arn) = arn {
            self.home.learn(Home::of(arn));
        }
    }

    /// Adds names.
    pub(super) fn call(&mut self, names: impl IntoIterator<Item = String>) {
        for name in names {
            if !name.is_empty() && !self.is_called(&name) {
                self.also.push(name);
            }
        }
    }
}

fn holds_a_made_up_name(open: &Open) -> bool {
    let mut holes = open.parts.iter().filter_map(|part| match part {
        TextPart::Hole(hole) => Some(hole),
        TextPart::Literal(_) => None,
    });
    is_generated(&open.hole.from) || holes.any(|hole| is_generated(&hole.from))
}

/// What stands for a hole in a text: no name holds it.
const HOLE: char = '\0';

/// A text with its holes: those of an ARN stand mostly for a Region, an account or a partition, and say nothing of its name.
fn flat(open: &Open) -> String {
    let parts = open.parts.iter().map(|part| match part {
        TextPart::Literal(text) => text.as_str(),
        TextPart::Hole(_) => "\0",
    });
    parts.collect()
}

/// The address of the resource of which an attribute is: `aws_sns_topic.orders` of `aws_sns_topic.orders.arn`. Terraform tells
/// so of resources that are not read.
fn address(from: &str) -> Option<&str> {
    let (address, _) = from.rsplit_once('.')?;
    let is_one = |part: &str| part.starts_with("aws_");
    address.split('.').any(is_one).then_some(address)
}

/// The name in an ARN or a URL, and the qualifier of a function.
///
/// AWS: Service Authorization Reference, the forms of ARNs; SQS Developer Guide, "Queue and message identifiers": a URL ends
/// in the name.
fn name_in(kind: StationKind, text: &str) -> (String, Option<String>) {
    if kind == StationKind::Function {
        let behind = text.split_once(":function:").map_or(text, |(_, name)| name);
        return match behind.split_once(':') {
            Some((name, qualifier)) => (name.to_owned(), Some(qualifier.to_owned())),
            None => (behind.to_owned(), None),
        };
    }
    // The whole of what is called is its name.
    if kind == StationKind::Endpoint {
        return (text.to_owned(), None);
    }
    if kind == StationKind::Stream {
        let name = text.split('/').nth(1).unwrap_or(text);
        return (name.to_owned(), None);
    }
    // The names of groups of logs hold slashes.
    if let Some((_, group)) = text.split_once(":log-group:") {
        let group = group.split(':').next().unwrap_or(group);
        return (group.to_owned(), None);
    }
    let name = text.rsplit([':', '/']).next().unwrap_or(text);
    (name.to_owned(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_called_by_what_its_arn_ends_in() {
        for (text, kind, name, qualifier) in [
            (
                "arn:aws:lambda:us-east-1:123456789012:function:f",
                StationKind::Function,
                "f",
                None,
            ),
            (
                "arn:aws:lambda:us-east-1:123456789012:function:f:live",
                StationKind::Function,
                "f",
                Some("live"),
            ),
            (
                "arn:aws:sqs:us-east-1:123456789012:q.fifo",
                StationKind::Queue,
                "q.fifo",
                None,
            ),
            (
                "arn:aws:sns:us-east-1:123456789012:t",
                StationKind::Topic,
                "t",
                None,
            ),
            (
                "arn:aws:kinesis:us-east-1:123456789012:stream/s",
                StationKind::Stream,
                "s",
                None,
            ),
            (
                "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/2026",
                StationKind::Stream,
                "t",
                None,
            ),
            (
                "arn:aws:events:us-east-1:123456789012:event-bus/b",
                StationKind::Bus,
                "b",
                None,
            ),
            (
                "https://sqs.us-east-1.amazonaws.com/123456789012/q",
                StationKind::Other,
                "q",
                None,
            ),
            ("arn:aws:s3:::b", StationKind::Bucket, "b", None),
            (
                "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/orders:*",
                StationKind::Other,
                "/aws/events/orders",
                None,
            ),
        ] {
            let station = Station::of(&Declared::whole(text), StationKind::Other);
            assert_eq!(station.kind, kind, "{text}");
            assert_eq!(
                (station.name.as_str(), station.qualifier.as_deref()),
                (name, qualifier),
                "{text}"
            );
        }
    }
    #[test]
    fn a_hole_that_is_no_name_says_nothing_of_what_a_place_is_called() {
        let hole = |from: &str| crate::json::Hole {
            from: from.to_owned(),
            span: crate::source::Span::new(0, 1),
        };
        let declared = |parts: &[&str]| {
            let parts = parts.iter().map(|part| match part.strip_prefix('$') {
                Some(from) => TextPart::Hole(hole(from)),
                None => TextPart::Literal((*part).to_owned()),
            });
            let span = crate::source::Span::new(0, 1);
            Declared::parts(parts.collect(), hole("Fn::Sub"), span)
        };
        for (parts, name, qualifier) in [
            (
                &[
                    "arn:aws:lambda:",
                    "$AWS::Region",
                    ":",
                    "$AWS::AccountId",
                    ":function:worker",
                ][..],
                "worker",
                None,
            ),
            (
                &[
                    "arn:",
                    "$AWS::Partition",
                    ":lambda:eu-west-1:1:function:worker:live",
                ],
                "worker",
                Some("live"),
            ),
            (
                &[
                    "arn:aws:sqs:",
                    "$AWS::Region",
                    ":",
                    "$AWS::AccountId",
                    ":jobs",
                ],
                "jobs",
                None,
            ),
            (
                &["arn:aws:kinesis:", "$AWS::Region", ":1:stream/clicks"],
                "clicks",
                None,
            ),
            (
                &["arn:aws:sqs:eu-west-1:1:", "$Stage", "-jobs"],
                "arn:aws:sqs:eu-west-1:1:${Stage}-jobs",
                None,
            ),
        ] {
            let station = Station::of(&declared(parts), StationKind::Other);
            assert_eq!(
                (station.name.as_str(), station.qualifier.as_deref()),
                (name, qualifier),
                "{parts:?}"
            );
        }
    }
}
