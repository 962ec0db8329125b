//! AWS's own models of requests: what a request holds, and within which bounds.
//!
//! The data are unpacked when they are first asked for, and then once.
//!
//! # Source
//!
//! AWS: the service models in `botocore` 1.44.8 (Apache-2.0, see `models/NOTICE`); `models/build.py` writes the data anew.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::{LazyLock, OnceLock};

use super::expression::Expression;
use super::operation::Operation;
use crate::sure::Sure as _;

/// What a value of a request may be.
#[derive(Debug)]
pub struct Shape {
    /// Its name in the model: `RuleName`.
    pub name: &'static str,
    /// What it is.
    pub kind: ShapeKind,
    /// The least number, length of a text in characters, or number of elements.
    pub least: Option<i64>,
    /// The same at most.
    pub most: Option<i64>,
    /// Whether the service hides its value.
    pub is_sensitive: bool,
}

/// What a shape is.
#[derive(Debug)]
pub enum ShapeKind {
    /// An object.
    Structure(Structure),
    /// A list of values of one shape.
    List(Held),
    /// An object whose names are data: the shapes of its names and of its values.
    Map(Held, Held),
    /// A text.
    Text(Text),
    /// A whole number that 32 bits hold.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A time.
    Timestamp,
    /// Bytes, in Base64.
    Blob,
}

/// What an object may hold.
#[derive(Debug)]
pub struct Structure {
    /// Its members, in the order of the model.
    pub members: Vec<Member>,
    /// Whether it has exactly one of its members.
    pub is_union: bool,
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub is_required: bool,
    /// What it is.
    pub held: Held,
}

/// What a text may be.
#[derive(Debug)]
pub struct Text {
    /// The words that it may be; anything if there are none.
    pub words: Vec<&'static str>,
    /// The pattern that the whole text has to match, as the model has it.
    pub pattern: Option<&'static str>,
    expression: OnceLock<Option<Expression>>,
}

impl Text {
    /// The pattern, ready to be run; `None` if there is none, or one that is not understood.
    #[must_use]
    pub fn expression(&self) -> Option<&Expression> {
        let read = || Expression::new(self.pattern?);
        self.expression.get_or_init(read).as_ref()
    }
}

/// A shape that another one holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held(usize);

impl Held {
    /// The shape.
    #[must_use]
    pub fn shape(self) -> &'static Shape {
        static NOTHING: Shape = Shape {
            name: "",
            kind: ShapeKind::Boolean,
            least: None,
            most: None,
            is_sensitive: false,
        };
        MODELS.shapes.get(self.0).unwrap_or(&NOTHING)
    }
}

/// Everything that is known.
#[derive(Default)]
struct Models {
    shapes: Vec<Shape>,
    requests: BTreeMap<(&'static str, &'static str), Held>,
}

static MODELS: LazyLock<Models> = LazyLock::new(|| Models::read(text()));

/// Every shape of every request.
pub(super) fn shapes() -> &'static [Shape] {
    &MODELS.shapes
}

impl Operation {
    /// What its request holds.
    #[must_use]
    pub fn request(self) -> &'static Shape {
        let name = (self.service().as_str(), self.as_str());
        let held = MODELS.requests.get(&name);
        held.copied().sure().shape()
    }
}

/// The unpacked data.
fn text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let packed = include_bytes!("models/models.gz");
        let mut text = String::new();
        let unpacked = flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text);
        unpacked.map(|_| text).sure()
    })
}

impl Models {
    /// Reads the data: `models/build.py` tells their form.
    fn read(text: &'static str) -> Self {
        let mut models = Self::default();
        let services = text.split("service\t").filter(|one| !one.is_empty());
        for service in services {
            let (name, lines) = service.split_once('\n').unwrap_or((service, ""));
            let lines: Vec<Vec<&'static str>> = lines
                .lines()
                .map(|line| line.splitn(6, '\t').collect())
                .collect();
            let first = models.shapes.len();
            let shapes = lines
                .iter()
                .filter(|line| line.first() != Some(&"operation"));
            let names: BTreeMap<&'static str, usize> = shapes
                .filter_map(|line| line.get(1).copied())
                .zip(first..)
                .collect();
            for line in &lines {
                match line.as_slice() {
                    ["operation", operation, shape] => {
                        let at = names.get(shape).copied().sure();
                        models.requests.insert((name, *operation), Held(at));
                    }
                    [kind, name, least, most, flags, cell] => models.shapes.push(Shape {
                        name,
                        kind: kind_of(kind, flags, cell, &names),
                        least: least.parse().ok(),
                        most: most.parse().ok(),
                        is_sensitive: flags.contains('s'),
                    }),
                    _ => {}
                }
            }
        }
        models
    }
}

fn kind_of(
    kind: &str,
    flags: &str,
    cell: &'static str,
    names: &BTreeMap<&'static str, usize>,
) -> ShapeKind {
    let held = |name: &str| Held(names.get(name).copied().sure());
    match kind {
        "structure" => ShapeKind::Structure(Structure {
            members: cell
                .split(' ')
                .filter_map(|word| word.split_once('='))
                .map(|(name, shape)| Member {
                    name: name.trim_end_matches('!'),
                    is_required: name.ends_with('!'),
                    held: held(shape),
                })
                .collect(),
            is_union: flags.contains('u'),
        }),
        "list" => ShapeKind::List(held(cell)),
        "map" => {
            let (key, value) = cell.split_once(' ').unwrap_or_default();
            ShapeKind::Map(held(key), held(value))
        }
        "integer" => ShapeKind::Integer,
        "boolean" => ShapeKind::Boolean,
        "timestamp" => ShapeKind::Timestamp,
        "blob" => ShapeKind::Blob,
        _ => ShapeKind::Text(Text {
            words: match cell.strip_prefix('=') {
                Some(words) => words.split(' ').collect(),
                None => Vec::new(),
            },
            pattern: cell.strip_prefix('~'),
            expression: OnceLock::new(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_request_and_every_pattern_is_understood() {
        for operation in Operation::ALL {
            let request = operation.request();
            assert!(
                matches!(request.kind, ShapeKind::Structure(_)),
                "{operation:?}"
            );
        }
        assert_eq!(MODELS.requests.len(), Operation::ALL.len());
        let mut patterns = 0;
        for shape in &MODELS.shapes {
            if let ShapeKind::Text(text) = &shape.kind
                && text.pattern.is_some()
            {
                assert!(
                    text.expression().is_some(),
                    "{}: {:?}",
                    shape.name,
                    text.pattern
                );
                patterns += 1;
            }
        }
        assert_eq!((MODELS.shapes.len(), patterns), (678, 126));
    }
}
