//! Events in, one tree out: aliases and merge keys expanded, functions written out.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle, StrInput, Tag};

use super::dialect::Dialect;
use super::members::Members;
use super::node::{Extent, Node, Place, Size, inside, is_empty, null};
use super::plain::{self, Remark};
use super::spelling;
use super::syntax::{self, DEEPEST};
use super::tag::{self, Meaning};
use super::told::{self, Told};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;

/// Aliases that stand for more values than are read.
pub const TOO_MANY_VALUES: Code = Code::new("yaml/too-many-values");
/// An alias inside of what it stands for.
pub const CYCLE: Code = Code::new("yaml/cycle");
/// A name of a member that is no text.
pub const NAME: Code = Code::new("yaml/name");

/// The most values that anchors and aliases may repeat, all together. A long text counts as several.
const MOST_VALUES: usize = 1_000_000;

/// Reads the events of one text.
pub(super) struct Composer<'t> {
    text: &'t str,
    /// Where in the text the part begins that is read.
    from: usize,
    dialect: Dialect,
    parser: Parser<'t, StrInput<'t>>,
    /// What the anchors name that stand before, and are complete.
    anchors: BTreeMap<usize, Node>,
    values_left: usize,
    told: Told,
}

impl<'t> Composer<'t> {
    /// Of a part of a text.
    pub(super) fn new(text: &'t str, part: Span, dialect: Dialect) -> Self {
        let options = granit_parser::options! {
            flow_nesting_limit: DEEPEST,
            block_nesting_limit: DEEPEST,
        };
        let read = text.get(part.start..part.end).unwrap_or("");
        Self {
            text,
            from: part.start,
            dialect,
            parser: Parser::new_from_str_with_options(read, options),
            anchors: BTreeMap::new(),
            values_left: MOST_VALUES,
            told: Told::default(),
        }
    }

    /// The first document, and what is told of it.
    pub(super) fn document(mut self) -> Result<(Value, Vec<Diagnostic>), Diagnostic> {
        let mut document = null(Span::at(self.from));
        let mut documents = 0;
        loop {
            let (event, extent) = self.event()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if documents == 0 => documents += 1,
                Event::DocumentStart(..) => {
                    self.told.tell(several_documents(extent.span));
                    break;
                }
                event => {
                    let place = Place {
                        depth: 0,
                        in_brackets: false,
                    };
                    document = self.node(event, extent, place)?.value;
                }
            }
        }
        Ok((document, self.told.all()))
    }

    /// The next event; at the end of the text again and again the last one.
    fn event(&mut self) -> Result<(Event<'t>, Extent), Diagnostic> {
        let Some(next) = self.parser.next_event() else {
            let span = Span::at(self.text.len());
            return Ok((Event::StreamEnd, Extent { span, tag: None }));
        };
        let (event, span) =
            next.map_err(|error| syntax::diagnostic(&error, self.text, self.from))?;
        let placed = |span: granit_parser::Span| {
            let range = span.byte_range().unwrap_or_default();
            Span::new(range.start, range.end).shifted(self.from)
        };
        let tag = span.tag_span().map(placed);
        Ok((
            event,
            Extent {
                span: placed(span),
                tag,
            },
        ))
    }

    /// The node that an event begins.
    fn node(&mut self, event: Event<'t>, extent: Extent, place: Place) -> Result<Node, Diagnostic> {
        let (anchor, node) = match event {
            Event::Alias(anchor) => return self.alias(anchor, extent.span, place),
            Event::Scalar(text, style, anchor, tag) => (
                anchor,
                self.scalar(&text, style, tag.as_deref(), extent, place),
            ),
            Event::SequenceStart(style, anchor, tag) => {
                let list = self.list(extent, inside(place, style, extent)?)?;
                (anchor, self.tagged(list, tag.as_deref(), extent))
            }
            Event::MappingStart(style, anchor, tag) => {
                let map = self.map(extent, inside(place, style, extent)?)?;
                (anchor, self.tagged(map, tag.as_deref(), extent))
            }
            // No other event stands where a node is due.
            _ => (0, Node::leaf(null(extent.span), 0)),
        };
        if anchor != 0 {
            self.spend(node.count, extent.span)?;
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    /// What an alias stands for.
    fn alias(&mut self, anchor: usize, span: Span, place: Place) -> Result<Node, Diagnostic> {
        self.tell_of_aliases(span, "an alias");
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(
                Diagnostic::error(CYCLE, "an alias stands inside of what it stands for")
                    .at(span, "this would never end"),
            );
        };
        if place.depth + node.height > DEEPEST {
            return Err(syntax::too_deep(span));
        }
        let node = Node {
            at: span,
            ..node.clone()
        };
        self.spend(node.count, span)?;
        Ok(node)
    }

    /// Counts values that are repeated.
    fn spend(&mut self, count: usize, span: Span) -> Result<(), Diagnostic> {
        let left = self.values_left.checked_sub(count);
        self.values_left = left.ok_or_else(|| {
            Diagnostic::error(
                TOO_MANY_VALUES,
                format!("the aliases stand for more than {MOST_VALUES} values, all together"),
            )
            .at(span, "the one that is too much")
        })?;
        Ok(())
    }

    fn list(&mut self, start: Extent, place: Place) -> Result<Node, Diagnostic> {
        let mut elements = Vec::new();
        let mut size = Size::default();
        let end = loop {
            let (event, extent) = self.event()?;
            if let Event::SequenceEnd | Event::StreamEnd = event {
                break extent.span;
            }
            let node = self.node(event, extent, place)?;
            size.add(&node);
            elements.push(node.value);
        };
        let span = size.at.filter(|_| !place.in_brackets);
        let span = span.unwrap_or(start.span.to(end));
        Ok(size.node(Kind::Array(elements), span))
    }

    fn map(&mut self, start: Extent, place: Place) -> Result<Node, Diagnostic> {
        let mut members = Members::default();
        let mut size = Size::default();
        let end = loop {
            let (event, extent) = self.event()?;
            if let Event::MappingEnd | Event::StreamEnd = event {
                break extent.span;
            }
            let is_merge =
                matches!(&event, Event::Scalar(name, ScalarStyle::Plain, _, None) if name == "<<");
            let (name, name_span) = self.name(event, extent, place)?;
            let (event, extent) = self.event()?;
            let node = self.node(event, extent, place)?;
            size.add(&node);
            size.stretch(name_span);
            let value = node.value;
            if is_merge {
                self.tell_of_aliases(name_span, "a merge key");
                members.merge(value, &mut self.told);
            } else {
                members.push(Member {
                    name,
                    name_span,
                    value,
                });
            }
        };
        let span = size.at.filter(|_| !place.in_brackets);
        let span = span.unwrap_or(start.span.to(end));
        let members = members.distinct(&mut self.told);
        Ok(size.node(Kind::Object(members), span))
    }

    /// The name of a member.
    fn name(
        &mut self,
        event: Event<'t>,
        extent: Extent,
        place: Place,
    ) -> Result<(JsonString, Span), Diagnostic> {
        let span = extent.span;
        let what = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let text = match is_empty(&text, style, span) {
                    true => "".into(),
                    false => text,
                };
                let name = match (style, tag) {
                    (ScalarStyle::Plain, None) => self.plain_name(&text, span),
                    _ => JsonString::from(&*text),
                };
                if anchor != 0 {
                    let kind = Kind::String(name.clone());
                    self.anchors
                        .insert(anchor, Node::leaf(Value { span, kind }, text.len()));
                }
                return Ok((name, span));
            }
            Event::Alias(anchor) => match self.alias(anchor, span, place)?.value.kind {
                Kind::String(name) => return Ok((name, span)),
                Kind::Number(number) => return Ok((JsonString::from(&*number), span)),
                _ => "an alias",
            },
            Event::MappingStart(..) => "a map",
            _ => "a list",
        };
        Err(Diagnostic::error(
            NAME,
            format!("{what} stands where the name of a member is due"),
        )
        .at(span, "not a text")
        .help("quote a text that begins with a bracket"))
    }

    /// A name without quotes: what is written, except that JavaScript makes a text of what it read.
    fn plain_name(&mut self, text: &str, span: Span) -> JsonString {
        let (kind, remark) = plain::typed(text, self.dialect);
        let is_told = matches!(remark, Some(Remark::BooleanWord(_) | Remark::Number(..)));
        // `x` and `y` are names of coordinates: no reader is known that has a boolean for a name there.
        if let Some(remark) = remark.filter(|_| is_told && text.len() > 1) {
            self.told.tell(told::remark(&remark, text, span));
        }
        match (self.dialect, kind) {
            (Dialect::Serverless, Kind::Number(number)) => JsonString::from(&*number),
            (Dialect::Serverless, Kind::Bool(value)) => JsonString::from(&*value.to_string()),
            (Dialect::Serverless, Kind::Null) => JsonString::from("null"),
            _ => JsonString::from(text),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Tag>,
        extent: Extent,
        place: Place,
    ) -> Node {
        let text = if is_empty(text, style, extent.span) {
            ""
        } else {
            text
        };
        let span = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                spelling::behind_header(self.text, extent.span)
            }
            _ => extent.span,
        };
        if self.dialect == Dialect::CloudFormation {
            let is_plain = style == ScalarStyle::Plain && place.in_brackets;
            let plain = is_plain
                .then(|| spelling::question_mark(text, span))
                .flatten();
            let slash = spelling::escaped_slash(self.raw(span), style, span);
            plain
                .into_iter()
                .chain(slash)
                .for_each(|told| self.told.tell(told));
        }
        let is_typed = match tag.map(tag::meaning) {
            Some(Meaning::Typed) => true,
            Some(Meaning::Text | Meaning::Function(_)) => false,
            None | Some(Meaning::Same | Meaning::Unknown) => style == ScalarStyle::Plain,
        };
        let kind = match is_typed {
            true => self.typed(text, span),
            false => Kind::String(JsonString::from(text)),
        };
        let node = Node::leaf(Value { span, kind }, text.len());
        self.tagged(node, tag, extent)
    }

    fn typed(&mut self, text: &str, span: Span) -> Kind {
        let (kind, remark) = plain::typed(text, self.dialect);
        if let Some(remark) = remark {
            self.told.tell(told::remark(&remark, text, span));
        }
        kind
    }

    /// What a tag makes of a node.
    fn tagged(&mut self, node: Node, tag: Option<&Tag>, extent: Extent) -> Node {
        let Some((tag, tag_span)) = tag.zip(extent.tag) else {
            return node;
        };
        match tag::meaning(tag) {
            Meaning::Function(name) => node.argument_of(&name, tag_span),
            Meaning::Unknown => {
                let raw = told::shortened(self.raw(tag_span));
                let message = format!("unknown tag `{raw}`");
                let help = tag::did_you_mean(tag);
                let label = "its value is read as if the tag were not there";
                let told = Diagnostic::warning(told::UNKNOWN_TAG, message).at(tag_span, label);
                self.told.tell(Diagnostic { help, ..told });
                node
            }
            Meaning::Text | Meaning::Same | Meaning::Typed => node,
        }
    }

    /// What stands at a place.
    fn raw(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Tells once who takes aliases and who does not.
    fn tell_of_aliases(&mut self, span: Span, what: &str) {
        let told = match self.dialect {
            Dialect::Serverless | Dialect::Terraform | Dialect::Json => return,
            Dialect::Pulumi => {
                Diagnostic::warning(told::ALIAS, "Pulumi takes no aliases and no merge keys")
            }
            Dialect::CloudFormation => Diagnostic::warning(
                told::ALIAS,
                "the AWS CLI and the SAM CLI expand aliases and merge keys when they package; CloudFormation is not known to",
            ),
        };
        self.told
            .tell_once(told.at(span, format!("{what}, expanded here")));
    }
}

fn several_documents(span: Span) -> Diagnostic {
    Diagnostic::warning(
        told::SEVERAL_DOCUMENTS,
        "only the first document of this text is read",
    )
    .at(span, "the second one begins here")
}
