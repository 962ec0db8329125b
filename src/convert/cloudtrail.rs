//! Records of CloudTrail to the events that EventBridge makes of them.
//!
//! # What this module does not do
//!
//! It does not know which id an event had on its bus: that of a result is made of the record's.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, "Receiving events from AWS services by way of CloudTrail": the detail-types; CloudTrail User
//! Guide, "CloudTrail record contents": `eventType`. How the source of an event follows from `eventSource` is not written
//! down; it is so in every event that AWS shows.

use chrono::DateTime;

use super::{Conversion, INVALID, LOST, NOTE, Output};
use crate::diagnostic::Diagnostic;
use crate::event::{Envelope, cloudtrail};
use crate::json::fields::{beginning, first, text, wrong_type};
use crate::json::{self, Value, write_quoted};

/// The types of records and the `detail-type` of their events.
const TYPES: [(&str, &str); 6] = [
    ("AwsApiCall", cloudtrail::API_CALL),
    ("AwsServiceEvent", "AWS Service Event via CloudTrail"),
    ("AwsConsoleSignIn", "AWS Console Sign In via CloudTrail"),
    ("AwsConsoleAction", "AWS Console Action via CloudTrail"),
    ("AwsCloudTrailInsight", "AWS Insight via CloudTrail"),
    ("AwsVpceEvent", "AWS Network Activity Event via CloudTrail"),
];

/// How the names of services end.
const SERVICE_END: &str = ".amazonaws.com";

/// The events of the records in a text: a file of a trail, a list of records, records one behind the other.
///
/// # Example
///
/// ```
/// use evb::convert::cloudtrail::convert;
///
/// let record = r#"{"eventType": "AwsApiCall", "eventSource": "ec2.amazonaws.com", "eventName": "RunInstances",
///     "eventTime": "2026-11-20T10:00:00Z", "awsRegion": "eu-west-1", "recipientAccountId": "123456789012"}"#;
/// let event = &convert(record).outputs[0].text;
/// assert!(event.contains(r#""detail-type":"AWS API Call via CloudTrail","source":"aws.ec2""#));
/// ```
#[must_use]
pub fn convert(text: &str) -> Conversion {
    let mut conversion = Conversion::default();
    let mut at = 0;
    while text.get(at..).is_some_and(|rest| !rest.trim().is_empty()) {
        match json::parse_at(text, at) {
            Ok((value, end)) => {
                at = end;
                for record in records(&value) {
                    conversion.record(record);
                }
            }
            Err(error) => {
                conversion.invalid.push(error.diagnostic(text));
                break;
            }
        }
    }
    if conversion == Conversion::default() {
        let told = Diagnostic::error(INVALID, "there is no record of CloudTrail in the input");
        conversion.invalid.push(told.help("give a file of a trail, or what `aws cloudtrail lookup-events` has in `CloudTrailEvent`"));
    }
    conversion
}

/// The records in a value.
fn records(value: &Value) -> &[Value] {
    let list = value.get("Records").unwrap_or(value);
    list.as_array().unwrap_or(std::slice::from_ref(list))
}

impl Conversion {
    fn record(&mut self, record: &Value) {
        if record.as_object().is_none() {
            return self
                .invalid
                .push(wrong_type(INVALID, "a record", "an object", record));
        }
        let Some(kind) = text(record, "eventType") else {
            let told = Diagnostic::error(INVALID, "a record of CloudTrail has an `eventType`");
            return self.invalid.push(told.at(beginning(record), "no record"));
        };
        let Some((_, detail_type)) = TYPES.iter().find(|(known, _)| *known == kind) else {
            let told = Diagnostic::error(
                LOST,
                format!(
                    "which event EventBridge makes of records of the type `{kind}` is not known"
                ),
            );
            return self
                .lost
                .push(told.at(beginning(record), "not carried over"));
        };
        let account = match first(record, &["recipientAccountId"]) {
            Some(account) => Some(account),
            None => first(record, &["userIdentity"]).and_then(|one| first(one, &["accountId"])),
        };
        let [source, time, region, account] = [
            self.member(record, "eventSource", first(record, &["eventSource"])),
            self.member(record, "eventTime", first(record, &["eventTime"])),
            self.member(record, "awsRegion", first(record, &["awsRegion"])),
            self.member(record, "recipientAccountId", account),
        ];
        let (Some(source), Some(time), Some(region), Some(account)) =
            (source, time, region, account)
        else {
            return;
        };
        let service = source.strip_suffix(SERVICE_END).unwrap_or(source);
        let event = Envelope {
            id: quoted(&id(record)),
            detail_type: quoted(detail_type),
            source: quoted(&format!("aws.{service}")),
            account: quoted(account),
            time: quoted(time),
            region: quoted(region),
            resources: "[]".to_owned(),
            detail: record.to_compact(),
        };
        self.put_event(record, event.to_json());
    }

    /// A member that an event needs; that it is absent, or not what CloudTrail writes, is told.
    fn member<'r>(
        &mut self,
        record: &Value,
        name: &str,
        value: Option<&'r Value>,
    ) -> Option<&'r str> {
        let Some(value) = value else {
            let message = format!("the record has no `{name}`, which an event has");
            let told = Diagnostic::error(LOST, message);
            self.lost
                .push(told.at(beginning(record), "not carried over"));
            return None;
        };
        let Some(text) = value.as_str() else {
            let told = wrong_type(INVALID, &format!("`{name}`"), "a string", value);
            self.invalid.push(told);
            return None;
        };
        let made_of = |allowed: fn(u8) -> bool| !text.is_empty() && text.bytes().all(allowed);
        let is_name = |one: u8| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'-';
        let (is_right, wanted) = match name {
            "eventTime" => (
                DateTime::parse_from_rfc3339(text).is_ok(),
                "a time such as `2026-11-20T10:00:00Z`",
            ),
            "recipientAccountId" => (
                text.len() == 12 && made_of(|one| one.is_ascii_digit()),
                "an account of 12 digits",
            ),
            "awsRegion" => (made_of(is_name), "a Region such as `eu-west-1`"),
            _ => (
                made_of(|one| {
                    one.is_ascii_lowercase() || one.is_ascii_digit() || matches!(one, b'-' | b'.')
                }),
                "a service such as `ec2.amazonaws.com`",
            ),
        };
        if is_right {
            return Some(text);
        }
        let told = Diagnostic::error(INVALID, format!("`{name}` is no {}", what(wanted)));
        self.invalid
            .push(told.at(value.span, format!("{wanted} was expected")));
        None
    }

    fn put_event(&mut self, record: &Value, event: String) {
        let is_read_only =
            json::parse(&event).is_ok_and(|event| cloudtrail::is_read_only_management(&event));
        if is_read_only {
            self.note_once(
                Diagnostic::note(
                    NOTE,
                    "read-only management events reach only rules in the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`",
                )
                .at(beginning(record), "the first of them"),
            );
        }
        self.outputs.push(Output {
            text: event,
            is_json: true,
            name: text(record, "eventName").map(str::to_owned),
            span: beginning(record),
            ..Output::default()
        });
    }
}

/// What is wanted, without its article and its example.
fn what(wanted: &str) -> &str {
    let behind = wanted.split_once(' ').map_or(wanted, |(_, behind)| behind);
    behind.split(" such as ").next().unwrap_or(behind)
}

/// An id that is the same for the same record, and is not the record's own: an event has one of its own.
fn id(record: &Value) -> String {
    let own = text(record, "eventID").map_or_else(|| record.to_compact(), str::to_owned);
    let digest = format!("{:x}", md5::compute(format!("event of {own}")));
    let mut id = String::with_capacity(36);
    for (at, digit) in digest.chars().enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            id.push('-');
        }
        id.push(digit);
    }
    id
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_quoted(text, &mut quoted);
    quoted
}
