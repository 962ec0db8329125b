//! Values of Terraform, of which some is not known.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::number::Number;
use crate::diagnostic::Diagnostic;
use crate::json::{self, Hole, JsonString, Kind, Member, Shape, TextPart};
use crate::source::Span;

/// Why there is no value: what is wrong with an expression, or with the whole. The whole is given up when too much was
/// asked for.
pub(super) type Stop = Box<Diagnostic>;

/// What an expression comes to.
pub(super) type Evaluated = Result<Val, Stop>;

/// A value, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Val {
    /// Where it stands.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: What,
}

/// What a value is. Copies are cheap.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text, whose letters may be known in part.
    Text(Rc<Text>),
    /// A list, a tuple or a set.
    List(Rc<Vec<Val>>, Size),
    /// A map or an object. Names are sorted, as Terraform sorts them.
    Map(Rc<BTreeMap<String, Entry>>, Size),
    /// An instance of a resource or a data source: its attributes are looked up when they are asked for.
    Instance(Rc<Instance>),
    /// Not known.
    Open(Shape, Rc<Hole>),
}

/// How large a value is, as it would be written: what is shared counts every time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// How many values are in it, itself included.
    pub(super) values: usize,
    /// How deep they lie in each other.
    pub(super) depth: usize,
}

impl Size {
    fn of<'v>(all: impl Iterator<Item = &'v Val>) -> Self {
        all.map(Val::size).fold(
            Self {
                values: 1,
                depth: 1,
            },
            |size, one| Self {
                values: size.values.saturating_add(one.values),
                depth: size.depth.max(one.depth + 1),
            },
        )
    }
}

/// The value of a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// Where the name stands.
    pub(super) name_span: Span,
    /// The value.
    pub(super) value: Val,
}

/// One instance of a resource.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Instance {
    /// The module in which it is.
    pub(super) scope: usize,
    /// Whether it is a data source.
    pub(super) is_data: bool,
    /// Its type.
    pub(super) kind: String,
    /// Its name.
    pub(super) name: String,
    /// Which of several it is.
    pub(super) each: Option<Each>,
}

/// Which of several instances one is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Each {
    /// By `count`.
    Index(usize),
    /// By `for_each`.
    Key(String, Val),
    /// It is not known which there are.
    Unknown(Rc<Hole>),
}

/// A text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text {
    /// Its pieces, in their order.
    pub(super) pieces: Vec<Piece>,
    /// What is encoded in it, if it is the outcome of `jsonencode`.
    pub(super) encoded: Option<Val>,
    /// What it is, if it is no template: an attribute of a resource.
    pub(super) from: Option<String>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Its letters, as far as they are known.
    pub(super) part: TextPart,
    /// Where it stands.
    pub(super) span: Span,
    /// How it is written there.
    pub(super) written: Written,
}

/// How a piece of a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Letter by letter, but for `$${` and white space before lines.
    Plain,
    /// With escapes, inside quotes.
    Quoted,
    /// Not at all: it comes from elsewhere.
    Elsewhere,
}

impl Text {
    /// The letters, if all are known.
    pub(super) fn known(&self) -> Option<String> {
        let letters = self.pieces.iter().map(|piece| match &piece.part {
            TextPart::Literal(text) => Some(text.as_str()),
            TextPart::Hole(_) => None,
        });
        letters.collect()
    }

    /// How many bytes are known.
    pub(super) fn length(&self) -> usize {
        let lengths = self.pieces.iter().map(|piece| match &piece.part {
            TextPart::Literal(text) => text.len(),
            TextPart::Hole(_) => 1,
        });
        lengths.sum()
    }

    /// The first thing that it depends on.
    pub(super) fn hole(&self) -> Option<&Hole> {
        self.pieces.iter().find_map(|piece| match &piece.part {
            TextPart::Literal(_) => None,
            TextPart::Hole(hole) => Some(hole),
        })
    }

    /// The parts.
    pub(super) fn parts(&self) -> Vec<TextPart> {
        self.pieces.iter().map(|piece| piece.part.clone()).collect()
    }
}

impl Val {
    pub(super) fn new(kind: What, span: Span) -> Self {
        Self { span, kind }
    }

    /// The same value, standing elsewhere.
    pub(super) fn at(self, span: Span) -> Self {
        Self { span, ..self }
    }

    pub(super) fn null(span: Span) -> Self {
        Self::new(What::Null, span)
    }

    pub(super) fn bool(yes: bool, span: Span) -> Self {
        Self::new(What::Bool(yes), span)
    }

    pub(super) fn number(number: Number, span: Span) -> Self {
        Self::new(What::Number(number), span)
    }

    pub(super) fn list(all: Vec<Self>, span: Span) -> Self {
        let size = Size::of(all.iter());
        Self::new(What::List(Rc::new(all), size), span)
    }

    pub(super) fn map(entries: BTreeMap<String, Entry>, span: Span) -> Self {
        let size = Size::of(entries.values().map(|entry| &entry.value));
        Self::new(What::Map(Rc::new(entries), size), span)
    }

    /// A text that comes from elsewhere.
    pub(super) fn text(text: &str, span: Span) -> Self {
        let piece = Piece {
            part: TextPart::Literal(text.to_owned()),
            span,
            written: Written::Elsewhere,
        };
        Self::pieces(vec![piece], span)
    }

    /// A text of pieces.
    pub(super) fn pieces(pieces: Vec<Piece>, span: Span) -> Self {
        let text = Text {
            pieces,
            ..Text::default()
        };
        Self::new(What::Text(Rc::new(text)), span)
    }

    /// What is not known, by what it depends on.
    pub(super) fn open(shape: Shape, hole: Rc<Hole>, span: Span) -> Self {
        Self::new(What::Open(shape, hole), span)
    }

    /// What is not known, and depends on something that stands here.
    pub(super) fn hole(shape: Shape, from: &str, span: Span) -> Self {
        let from = from.to_owned();
        Self::open(shape, Rc::new(Hole { from, span }), span)
    }

    /// What it depends on, if nothing is known but its shape, or not all letters of a text are.
    pub(super) fn first_hole(&self) -> Option<Rc<Hole>> {
        match &self.kind {
            What::Open(_, hole) => Some(Rc::clone(hole)),
            What::Text(text) => text.hole().map(|hole| Rc::new(hole.clone())),
            _ => None,
        }
    }

    /// How large it is.
    pub(super) fn size(&self) -> Size {
        match &self.kind {
            What::List(_, size) | What::Map(_, size) => *size,
            What::Text(text) => Size {
                values: 1 + text.length() / 64,
                depth: 0,
            },
            _ => Size {
                values: 1,
                depth: 0,
            },
        }
    }

    /// `a list`, `a text`, … for messages.
    pub(super) fn kind_name(&self) -> &'static str {
        match &self.kind {
            What::Null => "null",
            What::Bool(_) => "a boolean",
            What::Number(_) => "a number",
            What::Text(_) => "a text",
            What::List(..) => "a list",
            What::Map(..) => "a map",
            What::Instance(_) => "a resource",
            What::Open(..) => "not known",
        }
    }

    /// Whether two values are equal; `None` if that depends on what is not known.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        match (&self.kind, &other.kind) {
            (What::Open(..) | What::Instance(_), _) | (_, What::Open(..) | What::Instance(_)) => {
                None
            }
            (What::Null, What::Null) => Some(true),
            (What::Bool(left), What::Bool(right)) => Some(left == right),
            (What::Number(left), What::Number(right)) => Some(left == right),
            (What::Text(left), What::Text(right)) => texts_equal(left, right),
            (What::List(left, _), What::List(right, _)) => {
                if left.len() != right.len() {
                    return Some(false);
                }
                all_equal(left.iter().zip(right.iter()).map(|(l, r)| l.equals(r)))
            }
            (What::Map(left, _), What::Map(right, _)) => {
                if !left.keys().eq(right.keys()) {
                    return Some(false);
                }
                let pairs = left.values().zip(right.values());
                all_equal(pairs.map(|(l, r)| l.value.equals(&r.value)))
            }
            _ => Some(false),
        }
    }

    /// The value as JSON, with holes where something is not known.
    pub(super) fn to_json(&self) -> json::Value {
        let span = self.span;
        let kind = match &self.kind {
            What::Null => Kind::Null,
            What::Bool(yes) => Kind::Bool(*yes),
            What::Number(number) => Kind::Number(number.as_str().into()),
            What::Text(text) => {
                let from = text.from.as_deref().unwrap_or("template");
                return json::Value::parts(text.parts(), from, span);
            }
            What::List(all, _) => Kind::Array(all.iter().map(Self::to_json).collect()),
            What::Map(all, _) => {
                let members = all.iter().map(|(name, entry)| Member {
                    name: JsonString::from(name.as_str()),
                    name_span: entry.name_span,
                    value: entry.value.to_json(),
                });
                Kind::Object(members.collect())
            }
            What::Instance(one) => {
                return json::Value::open(Shape::Structure, &one.address(), span);
            }
            What::Open(shape, hole) => return open_json(*shape, hole, span),
        };
        json::Value { span, kind }
    }

    /// A value of JSON.
    pub(super) fn of_json(value: &json::Value) -> Self {
        let span = value.span;
        match &value.kind {
            Kind::Null => Self::null(span),
            Kind::Bool(yes) => Self::bool(*yes, span),
            Kind::Number(number) => match Number::read(number) {
                Some(number) => Self::number(number, span),
                None => Self::hole(Shape::Number, number, span),
            },
            Kind::String(text) => Self::text(&text.to_display(), span),
            Kind::Array(all) => Self::list(all.iter().map(Self::of_json).collect(), span),
            Kind::Object(members) => {
                let entries = members.iter().map(|member| {
                    let entry = Entry {
                        name_span: member.name_span,
                        value: Self::of_json(&member.value),
                    };
                    (member.name.to_display().into_owned(), entry)
                });
                Self::map(entries.collect(), span)
            }
            Kind::Open(open) if open.parts.is_empty() => {
                Self::open(open.shape, Rc::new(open.hole.clone()), span)
            }
            Kind::Open(open) => {
                let pieces = open.parts.iter().map(|part| Piece {
                    part: part.clone(),
                    span,
                    written: Written::Elsewhere,
                });
                Self::pieces(pieces.collect(), span)
            }
        }
    }
}

impl Instance {
    /// The address, inside its module.
    pub(super) fn address(&self) -> String {
        let data = if self.is_data { "data." } else { "" };
        let each = self.each.as_ref().map_or_else(String::new, Each::suffix);
        format!("{data}{}.{}{each}", self.kind, self.name)
    }
}

impl Each {
    /// What stands behind the address: `[0]`, `["eu"]`.
    pub(super) fn suffix(&self) -> String {
        match self {
            Self::Index(index) => format!("[{index}]"),
            Self::Key(key, _) => {
                let mut text = String::from("[");
                json::write_quoted(key, &mut text);
                text.push(']');
                text
            }
            Self::Unknown(_) => String::new(),
        }
    }
}

fn open_json(shape: Shape, hole: &Hole, span: Span) -> json::Value {
    let mut value = json::Value::open(shape, &hole.from, span);
    if let Kind::Open(open) = &mut value.kind {
        open.hole.span = hole.span;
    }
    value
}

/// Whether all are equal.
fn all_equal(all: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut answer = Some(true);
    for one in all {
        match one {
            Some(false) => return Some(false),
            Some(true) => {}
            None => answer = None,
        }
    }
    answer
}

fn texts_equal(left: &Text, right: &Text) -> Option<bool> {
    if let (Some(left), Some(right)) = (left.known(), right.known()) {
        return Some(left == right);
    }
    // Texts that begin in different ways differ, whatever follows.
    let begins = |text: &Text| match text.pieces.first().map(|piece| &piece.part) {
        Some(TextPart::Literal(text)) => text.clone(),
        _ => String::new(),
    };
    let (left, right) = (begins(left), begins(right));
    let is_same = left.bytes().zip(right.bytes()).all(|(l, r)| l == r);
    if is_same { None } else { Some(false) }
}
