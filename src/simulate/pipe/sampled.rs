//! Records made for a filter: what a source sends, with the payload written as the source writes it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::attribute;
use super::filter::{RecordFilter, RecordFilterRunner};
use super::source::{Encoding, SourceKind};
use crate::json::{self, JsonString, Kind, Member, Value};
use crate::pattern::Explanation;
use crate::pattern::ast::Pattern;
use crate::pattern::decide::{Arrays, Domain, Place};
use crate::sample::{Answers, Frame, Wanted};
use crate::source::Span;

/// The records of a source as [`sample`](crate::sample) makes them.
#[derive(Debug)]
pub struct SampledRecords<'f> {
    source: Option<SourceKind>,
    service: RecordFilterRunner<'f>,
    logical: RecordFilterRunner<'f>,
}

impl<'f> SampledRecords<'f> {
    /// For a filter; of no known source where nothing tells it, and then the records hold what is asked for alone.
    #[must_use]
    pub fn new(filter: &'f RecordFilter, source: Option<SourceKind>) -> Self {
        Self {
            source,
            service: filter.runner(),
            logical: filter.runner().logical(true),
        }
    }

    /// Whether a source may send what filters see of a record, as far as that is known.
    #[must_use]
    pub fn may_be(&self, seen: &Value) -> bool {
        let mut due = vec![(String::new(), seen)];
        while let Some((path, value)) = due.pop() {
            match &value.kind {
                Kind::Object(members) => due.extend(members.iter().map(|member| {
                    let name = member.name.to_display();
                    let inside = match path.as_str() {
                        "" => name.into_owned(),
                        path => format!("{path}.{name}"),
                    };
                    (inside, &member.value)
                })),
                Kind::Array(elements) => due.extend(elements.iter().map(|one| (path.clone(), one))),
                _ => {
                    if !self.place(&JsonString::from(path.as_str())).holds(value) {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// What filters see of a record, with what was made up of it as its source has that: numbers of DynamoDB are digits.
    #[must_use]
    pub fn sound(&self, mut seen: Value) -> Value {
        if self.source == Some(SourceKind::DynamoDb) {
            attribute::with_numbers(&mut seen);
        }
        seen
    }

    fn data_fields(&self) -> &'static [&'static str] {
        self.source.map_or(&[], SourceKind::data_fields)
    }

    fn encoding(&self) -> Option<Encoding> {
        self.source.map(SourceKind::encoding)
    }

    /// A record of a source, from what filters see of it.
    #[must_use]
    pub fn finished(source: SourceKind, seen: Value) -> Value {
        written(Some(source), seen)
    }

    /// What filters see of a record: the opposite of [`Frame::finish`].
    #[must_use]
    pub fn seen(&self, record: Value) -> Value {
        let Kind::Object(mut members) = record.kind else {
            return record;
        };
        members.retain(|member| member.name != *"eventSource");
        for member in &mut members {
            if self.data_fields().iter().any(|name| member.name == **name)
                && let Some(text) = member.value.as_str()
            {
                let decoded = match self.encoding() {
                    Some(Encoding::Base64) => BASE64_STANDARD.decode(text).ok(),
                    _ => Some(text.as_bytes().to_vec()),
                };
                let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
                let value = text.and_then(|text| json::parse(&text).ok());
                if let Some(value) = value {
                    member.value = value.placed(Span::default());
                }
            }
        }
        Value {
            span: Span::default(),
            kind: Kind::Object(members),
        }
    }
}

/// A record of a source, from what filters see of it.
fn written(source: Option<SourceKind>, seen: Value) -> Value {
    let Kind::Object(mut members) = seen.kind else {
        return seen;
    };
    let data_fields = source.map_or(&[][..], SourceKind::data_fields);
    for member in &mut members {
        if data_fields.iter().any(|name| member.name == **name) {
            member.value = payload(source.map(SourceKind::encoding), &member.value);
        }
    }
    let name = JsonString::from("eventSource");
    if let Some(source) = source
        && members.iter().all(|member| member.name != name)
    {
        members.push(Member {
            name,
            name_span: Span::default(),
            value: Value::text(source.event_source(), Span::default()),
        });
    }
    Value {
        span: Span::default(),
        kind: Kind::Object(members),
    }
}

/// The payload as it stands in a record.
fn payload(encoding: Option<Encoding>, value: &Value) -> Value {
    let text = match &value.kind {
        Kind::String(text) => text.to_java_utf8().into_owned(),
        _ => value.to_compact(),
    };
    match encoding {
        Some(Encoding::Text) => Value::text(&text, Span::default()),
        Some(Encoding::Base64) => Value::text(&BASE64_STANDARD.encode(text), Span::default()),
        Some(Encoding::Json) | None => value.clone(),
    }
}

impl SourceKind {
    /// The source that has a payload of which a pattern speaks, where only one kind of sources has it.
    #[must_use]
    pub fn of_pattern(pattern: &Pattern) -> Option<Self> {
        let fields = pattern.sub_rules.iter().flat_map(|one| &one.fields);
        let mut names = fields.filter_map(|field| field.path.as_str()?.split('.').next());
        names.find_map(|name| match name {
            "body" | "messageId" | "messageAttributes" => Some(Self::Sqs),
            "dynamodb" => Some(Self::DynamoDb),
            "data" | "partitionKey" => Some(Self::Kinesis),
            "value" | "key" | "topic" => Some(Self::Msk),
            _ => None,
        })
    }
}

impl SourceKind {
    /// What a path of its records holds, as far as that is known: whatever was asked for may be left out.
    ///
    /// AWS: DynamoDB Streams API Reference, `Record`: "`eventName`: `INSERT` | `MODIFY` | `REMOVE`"; Lambda Developer Guide,
    /// the example events of Kinesis and SQS.
    fn known_place(self, path: &JsonString) -> Option<Place> {
        let mut place = Place::STRING;
        place.absent = true;
        match (self, path.as_str()?) {
            (Self::DynamoDb, "eventName") => {
                let names = ["INSERT", "MODIFY", "REMOVE"];
                place.only = Some(names.map(|name| Value::text(name, Span::default())).into());
            }
            (Self::DynamoDb, "eventID" | "eventVersion" | "awsRegion" | "eventSourceARN") => {}
            (Self::DynamoDb, path) => return attribute::place(path.strip_prefix("dynamodb.")?),
            (Self::Kinesis, "partitionKey" | "sequenceNumber" | "kinesisSchemaVersion") => {}
            (Self::Sqs, "messageId" | "receiptHandle" | "md5OfBody") => {}
            (Self::Sqs, path) if path.starts_with("attributes.") => {}
            _ => return None,
        }
        Some(place)
    }
}

impl Domain for SampledRecords<'_> {
    fn place(&self, path: &JsonString) -> Place {
        let known = self.source.and_then(|source| source.known_place(path));
        if let Some(place) = known {
            return place;
        }
        let is_payload = self.data_fields().iter().any(|name| *path == **name);
        match self.encoding() {
            Some(Encoding::Text | Encoding::Base64) if is_payload => {
                let mut place = Place::STRING;
                place.absent = true;
                place.arrays = Arrays::Possible;
                place
            }
            _ => Place::ANY,
        }
    }

    fn has_envelope(&self) -> bool {
        false
    }
}

impl Frame for SampledRecords<'_> {
    /// What filters see of a record: the payload decoded, without the members that are added later.
    fn surroundings(
        &self,
        _wanted: &[Wanted<'_>],
        _avoided: &dyn Fn(&str, &Value) -> bool,
        number: u64,
    ) -> Value {
        let text = self.source.map_or("{}", usual_record);
        let text = text.replace("NUMBER", &format!("{:04}", number % 10_000));
        let nothing = Value {
            span: Span::default(),
            kind: Kind::Object(Vec::new()),
        };
        json::parse(&text).map_or(nothing, |value| value.placed(Span::default()))
    }

    fn finish(&self, seen: Value) -> Value {
        written(self.source, seen)
    }

    fn answers(&self, event: &Value) -> Answers {
        let service = self.service.verdict(event);
        let logical = self.logical.verdict(event);
        Answers {
            logical: logical.is_ok_and(|verdict| verdict.matched),
            service: service.as_ref().is_ok_and(|verdict| verdict.matched),
            notes: service.map_or_else(|_| Vec::new(), |verdict| verdict.notes),
            objection: None,
        }
    }

    fn explain(&self, event: &Value) -> Option<Explanation> {
        self.service.explain(event)
    }
}

/// A record of each kind of source as filters see it, with an empty payload.
///
/// AWS: EventBridge User Guide, "Amazon EventBridge Pipes sources": the example events of each source.
const fn usual_record(source: SourceKind) -> &'static str {
    match source {
        SourceKind::Sqs => {
            r#"{"messageId":"059f36b4-87a3-44ab-83d2-66197500NUMBER","receiptHandle":"AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a","body":{},"attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1795168800000","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"1795168800001"},"messageAttributes":{}}"#
        }
        SourceKind::Kinesis => {
            r#"{"kinesisSchemaVersion":"1.0","partitionKey":"1","sequenceNumber":"4959033827149025660855969253836157109592157598913658NUMBER","data":{},"approximateArrivalTimestamp":1795168800.987}"#
        }
        SourceKind::DynamoDb => {
            r#"{"eventID":"c4ca4238a0b923820dcc509a6f75NUMBER","eventName":"INSERT","eventVersion":"1.1","dynamodb":{"ApproximateCreationDateTime":1795168800.0,"Keys":{"Id":{"N":"1NUMBER"}},"SequenceNumber":"4421584500000000017450NUMBER","SizeBytes":26,"StreamViewType":"NEW_AND_OLD_IMAGES"}}"#
        }
        SourceKind::Msk | SourceKind::SelfManagedKafka => {
            r#"{"topic":"example","partition":0,"offset":1NUMBER,"timestamp":1795168800000,"timestampType":"CREATE_TIME","value":{},"headers":[]}"#
        }
        SourceKind::ActiveMq => {
            r#"{"messageID":"ID:b-9bcfa592-423a-4942-879d-eb284b41NUMBER-1.mq.us-east-1.amazonaws.com-37557-1234520418293-4:1:1:1:1","messageType":"jms/text-message","deliveryMode":1,"timestamp":1795168800000,"brokerInTime":1795168800000,"brokerOutTime":1795168800001,"redelivered":false,"destination":{"physicalName":"example"},"data":{}}"#
        }
        SourceKind::RabbitMq => {
            r#"{"basicProperties":{"contentType":"application/json","deliveryMode":1,"priority":0,"timestamp":"Nov 20, 2026, 10:00:00 AM","bodySize":80},"redelivered":false,"data":{}}"#
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Dialect, parse};
    use crate::sample::Sampler;

    fn sampled(source: SourceKind, pattern: &str) -> Vec<String> {
        let pattern = parse(pattern, Dialect::Pipe).unwrap();
        let filter = RecordFilter::new(&pattern, Dialect::Pipe).of_source(Some(source));
        let records = SampledRecords::new(&filter, Some(source));
        let sampler = Sampler::new(&pattern, &records, 0);
        let matches = sampler.matches(None);
        assert_eq!(matches.not_exercised, []);
        let near = sampler.near_misses(Some(1));
        let near = near.events.iter().map(|one| &one.event);
        let all = matches.events.iter().map(|one| &one.event).chain(near);
        all.map(|event| event.to_compact()).collect()
    }

    #[test]
    fn records_of_every_source_are_what_it_sends() {
        for source in SourceKind::ALL {
            let usual = usual_record(source).replace("NUMBER", "0001");
            json::parse(&usual).unwrap();
            let field = source.data_fields().last().unwrap();
            let pattern = format!(r#"{{"{field}":{{"a":["x",2]}}}}"#);
            assert_eq!(sampled(source, &pattern).len(), 3, "{source:?}");
        }
    }

    #[test]
    fn a_payload_is_written_as_its_source_does() {
        let all = sampled(SourceKind::Sqs, r#"{"body":{"a":["x"]}}"#);
        assert!(all[0].contains(r#""body":"{\"a\":\"x\"}""#), "{}", all[0]);
        let all = sampled(SourceKind::Kinesis, r#"{"data":["text"]}"#);
        assert!(all[0].contains(r#""data":"dGV4dA==""#), "{}", all[0]);
    }
}
