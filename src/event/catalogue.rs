//! The events that AWS's own services send: their sources, detail-types and fields, as far as they are known.
//!
//! [`judge`] tells what is known of a source and a detail-type together; [`fields`] what stands in the `detail` of an
//! event. The data are unpacked when they are first asked for, and then once.
//!
//! # Example
//!
//! ```
//! use evb::event::catalogue::{self, Verdict};
//!
//! let fields = catalogue::fields("aws.ec2", "EC2 Instance State-change Notification").unwrap();
//! assert_eq!(fields[1].path_text(), "state");
//! assert!(fields[1].is_required);
//! let verdict = catalogue::judge("aws.ec2", "EC2 Instance State-Change Notifications");
//! assert_eq!(verdict, Verdict::UnknownDetailType { nearest: Some("EC2 Instance State-change Notification") });
//! assert_eq!(catalogue::judge("aws.newest", "Anything"), Verdict::UnknownSource { nearest: None });
//! ```
//!
//! # What this module does not do
//!
//! No list is complete: AWS adds events every week, and what is not in the catalogue may exist. So nothing here makes
//! anything wrong; it makes a warning with the nearest name.
//!
//! # Source
//!
//! AWS: schema registry `aws.events`, as the npm package `@aws-cdk/aws-service-spec` 0.1.216 holds it (Apache-2.0, see
//! `catalogue/NOTICE`), and "EventBridge Events Reference",
//! <https://docs.aws.amazon.com/eventbridge/latest/ref/events.html>, read 2026-11. `catalogue/build.py` writes the data anew.

use std::fmt;
use std::io::Read as _;
use std::sync::OnceLock;

use crate::suggest;
use crate::sure::Sure as _;

/// A source of events, `aws.ec2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name in `source`.
    pub name: &'static str,
    /// Its name in `detail.eventSource` of the calls that CloudTrail records, where it has one.
    pub cloudtrail: Option<&'static str>,
    /// The types of events that it is known to send, sorted by name; none where nothing is known.
    pub detail_types: Vec<DetailType>,
}

/// A type of events of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailType {
    /// Its name in `detail-type`.
    pub name: &'static str,
    /// How surely it comes, where that is documented.
    pub delivery: Option<Delivery>,
    /// What stands in `detail`, parents before what is in them; `None` where AWS's registry has no schema of it.
    pub fields: Option<Vec<Field>>,
}

/// How surely a service sends an event to EventBridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// At least once.
    Durable,
    /// Nearly always, and it may be lost.
    BestEffort,
}

/// A field in the `detail` of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The names that lead to it from `detail`; as in event patterns, arrays on the way are not told.
    pub path: Vec<&'static str>,
    /// What it is, or what each element is if it is an array.
    pub kind: FieldKind,
    /// Whether it is an array.
    pub is_array: bool,
    /// Whether it is there whenever the object is in which it stands.
    pub is_required: bool,
}

/// What a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A string.
    String,
    /// A number.
    Number,
    /// A number without a fraction.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An object whose fields are known.
    Object,
    /// An object whose names are data.
    Map,
    /// Anything: the registry does not say.
    Any,
}

/// What is known of a source and a detail-type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The source sends such events.
    Known,
    /// The source is known to send other events, and of this one nothing is known.
    UnknownDetailType {
        /// The name that is most likely meant.
        nearest: Option<&'static str>,
    },
    /// Nothing is known of what the source sends, or there is no such source: nothing can be said of its detail-types.
    UnknownSource {
        /// The source that is most likely meant, if it is no known one.
        nearest: Option<&'static str>,
    },
    /// It is no source of AWS's own (`aws.…`): anybody may send anything.
    NotAws,
}

impl DetailType {
    /// Whether an event may have fields beside those that are known: what a call takes and answers, which CloudTrail
    /// delivers, depends on the call.
    #[must_use]
    pub fn is_open(&self) -> bool {
        is_by_cloudtrail(self.name)
    }
}

impl Field {
    /// The path as messages write it: `containers.name`.
    #[must_use]
    pub fn path_text(&self) -> String {
        self.path.join(".")
    }
}

impl fmt::Display for FieldKind {
    /// As messages say it: `a string`, `an object`, …
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::String => "a string",
            Self::Number => "a number",
            Self::Integer => "an integer",
            Self::Boolean => "a boolean",
            Self::Object | Self::Map => "an object",
            Self::Any => "anything",
        })
    }
}

/// Every known source, sorted by name.
#[must_use]
pub fn sources() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| read(text()))
}

/// The source of that name.
#[must_use]
pub fn source(name: &str) -> Option<&'static Source> {
    let sources = sources();
    let at = sources.binary_search_by(|one| one.name.cmp(name)).ok()?;
    sources.get(at)
}

/// The types of events that a source is known to send, sorted by name; none where nothing is known.
#[must_use]
pub fn detail_types(source: &str) -> &'static [DetailType] {
    self::source(source).map_or(&[], |one| &one.detail_types)
}

/// What is known of one type of events.
#[must_use]
pub fn detail_type(source: &str, detail_type: &str) -> Option<&'static DetailType> {
    detail_types(source)
        .iter()
        .find(|one| one.name == detail_type)
}

/// The sources that are known to send events of a type.
pub fn senders(detail_type: &str) -> impl Iterator<Item = &'static Source> {
    let sends = move |one: &&Source| one.detail_types.iter().any(|one| one.name == detail_type);
    sources().iter().filter(sends)
}

/// What stands in the `detail` of an event, parents before what is in them; `None` where that is not known.
#[must_use]
pub fn fields(source: &str, detail_type: &str) -> Option<&'static [Field]> {
    self::detail_type(source, detail_type)?.fields.as_deref()
}

/// What is known of events of that source and type. Who warns does so of [`Verdict::UnknownDetailType`], and of an unknown
/// source that has a nearest name.
#[must_use]
pub fn judge(source: &str, detail_type: &str) -> Verdict {
    let Some(known) = self::source(source) else {
        return if source.starts_with("aws.") {
            let nearest = nearest_source(source);
            Verdict::UnknownSource { nearest }
        } else {
            Verdict::NotAws
        };
    };
    let has_it = known.detail_types.iter().any(|one| one.name == detail_type);
    if has_it || is_by_cloudtrail(detail_type) {
        Verdict::Known
    } else if known.detail_types.is_empty() {
        Verdict::UnknownSource { nearest: None }
    } else {
        let nearest = nearest_detail_type(source, detail_type);
        Verdict::UnknownDetailType { nearest }
    }
}

/// Whether a source is known to send events of that type.
#[must_use]
pub fn is_known(source: &str, detail_type: &str) -> bool {
    judge(source, detail_type) == Verdict::Known
}

/// The known source that is most likely meant.
#[must_use]
pub fn nearest_source(name: &str) -> Option<&'static str> {
    let known: Vec<&'static str> = sources().iter().map(|one| one.name).collect();
    suggest::nearest(name, &known)
}

/// The detail-type of a source that is most likely meant.
#[must_use]
pub fn nearest_detail_type(source: &str, name: &str) -> Option<&'static str> {
    let types = detail_types(source).iter();
    let known: Vec<&'static str> = types.map(|one| one.name).collect();
    suggest::nearest(name, &known)
}

/// Whether events of this type come by way of CloudTrail: every service that it records has them.
fn is_by_cloudtrail(detail_type: &str) -> bool {
    detail_type.ends_with(" via CloudTrail")
}

/// The unpacked data.
fn text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let packed = include_bytes!("catalogue/events.gz");
        let mut text = String::new();
        let unpacked = flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text);
        unpacked.map(|_| text).sure()
    })
}

/// Reads the data: a line a source, indented by one tab its detail-types, by more the fields of these.
fn read(text: &'static str) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut path: Vec<&'static str> = Vec::new();
    for line in text.lines() {
        let rest = line.trim_start_matches('\t');
        let depth = line.len() - rest.len();
        let (name, behind) = rest.split_once('\t').unwrap_or((rest, ""));
        match (depth, sources.last_mut()) {
            (0, _) => sources.push(Source {
                name,
                cloudtrail: Some(behind).filter(|name| !name.is_empty()),
                detail_types: Vec::new(),
            }),
            (1, Some(source)) => source.detail_types.push(read_type(name, behind)),
            (depth, Some(source)) => {
                path.truncate(depth - 2);
                path.push(name);
                let types = &mut source.detail_types;
                if let Some(fields) = types.last_mut().and_then(|one| one.fields.as_mut()) {
                    fields.push(read_field(&path, behind));
                }
            }
            (_, None) => {}
        }
    }
    sources
}

fn read_type(name: &'static str, behind: &str) -> DetailType {
    let (delivery, registry) = behind.split_once('\t').unwrap_or((behind, ""));
    DetailType {
        name,
        delivery: match delivery {
            "d" => Some(Delivery::Durable),
            "b" => Some(Delivery::BestEffort),
            _ => None,
        },
        fields: (registry == "r").then(Vec::new),
    }
}

fn read_field(path: &[&'static str], word: &str) -> Field {
    let kind = word.strip_suffix('!');
    let is_required = kind.is_some();
    let kind = kind.unwrap_or(word);
    let element = kind
        .strip_prefix("array<")
        .and_then(|rest| rest.strip_suffix('>'));
    Field {
        path: path.to_vec(),
        kind: match element.unwrap_or(kind) {
            "string" => FieldKind::String,
            "number" => FieldKind::Number,
            "integer" => FieldKind::Integer,
            "boolean" => FieldKind::Boolean,
            "object" => FieldKind::Object,
            "map" => FieldKind::Map,
            _ => FieldKind::Any,
        },
        is_array: element.is_some(),
        is_required,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_in_the_data_is_read() {
        let types: Vec<&DetailType> = sources().iter().flat_map(|one| &one.detail_types).collect();
        let fields = types.iter().filter_map(|one| one.fields.as_ref());
        assert_eq!(
            (sources().len(), types.len(), fields.clone().count()),
            (375, 857, 378)
        );
        assert_eq!(fields.map(Vec::len).sum::<usize>(), 5948);
        assert!(sources().is_sorted_by_key(|one| one.name));
    }

    #[test]
    fn fields_tell_where_they_stand_and_what_they_are() {
        let found = fields("aws.ecs", "ECS Task State Change").unwrap();
        let field = |path: &str| found.iter().find(|one| one.path_text() == path).unwrap();
        let containers = field("containers");
        assert_eq!(
            (containers.kind, containers.is_array, containers.is_required),
            (FieldKind::Object, true, true)
        );
        assert_eq!(field("containers.name").kind, FieldKind::String);
        assert_eq!(fields("aws.ecs", "ECS Task"), None);
    }

    #[test]
    fn what_is_not_known_is_not_wrong() {
        use Verdict::{Known, NotAws, UnknownDetailType, UnknownSource};
        for (source, detail_type, expected) in [
            ("aws.s3", "Object Created", Known),
            ("aws.s3", "AWS API Call via CloudTrail", Known),
            ("aws.lambda", "AWS API Call via CloudTrail", Known),
            ("aws.lambda", "Anything", UnknownSource { nearest: None }),
            (
                "aws.s4",
                "Object Created",
                UnknownSource {
                    nearest: Some("aws.s3"),
                },
            ),
            ("shop", "Object Created", NotAws),
            (
                "aws.s3",
                "object created",
                UnknownDetailType {
                    nearest: Some("Object Created"),
                },
            ),
            (
                "aws.s3",
                "Something else entirely",
                UnknownDetailType { nearest: None },
            ),
        ] {
            assert_eq!(
                judge(source, detail_type),
                expected,
                "{source} {detail_type}"
            );
        }
    }
}
