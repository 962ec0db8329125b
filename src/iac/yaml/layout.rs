//! How a text is laid out: its nodes as they are written, for those who change a part of it and leave the rest.
//!
//! Where [`parse`](super::parse) says what a text means, with aliases expanded and merge keys merged, a [`Layout`] says
//! what stands where: an alias is an alias, `<<` is a member like any other, and what is in brackets says so.

use std::collections::BTreeSet;

use granit_parser::{Event, Parser, StrInput, StructureStyle};

use super::node::is_empty;
use super::syntax::{self, DEEPEST};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A node as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// In brackets: with them. Else from the first to the last letter in it; tags and anchors before it left out. Text
    /// under `|` or `>` ends behind its last line.
    pub span: Span,
    /// Whether an alias repeats it elsewhere.
    pub is_repeated: bool,
    /// What it is.
    pub form: Form,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text, a number, …; nothing at all, where the span is empty.
    Scalar,
    /// `*name`
    Alias,
    /// A list.
    List {
        /// Whether it stands in brackets.
        in_brackets: bool,
        /// What is in it.
        elements: Vec<Layout>,
    },
    /// A map.
    Map {
        /// Whether it stands in brackets.
        in_brackets: bool,
        /// What is in it, in the order of the text.
        members: Vec<LaidMember>,
    },
}

/// A member of a map as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaidMember {
    /// Its name; empty where that is no text.
    pub name: String,
    /// Where the name stands, quotes included.
    pub name_span: Span,
    /// Its value.
    pub value: Layout,
}

/// The layout of the first document of a text; `None` for a text without one.
///
/// # Errors
///
/// `yaml/syntax`, `yaml/too-deep`: the text is no YAML, or a bomb.
pub fn layout(text: &str) -> Result<Option<Layout>, Diagnostic> {
    let options = granit_parser::options! {
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    let mut reader = Reader {
        text,
        parser: Parser::new_from_str_with_options(text, options),
        repeated: BTreeSet::new(),
    };
    loop {
        let (event, span) = reader.event()?;
        match event {
            Event::StreamEnd => return Ok(None),
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
            event => {
                let root = reader.node(event, span, 0)?;
                return Ok(Some(root.laid(&reader.repeated)));
            }
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    /// The anchors that aliases name.
    repeated: BTreeSet<usize>,
}

/// The members of a map: each with its name and where that stands.
type Members = Vec<(String, Span, Anchored)>;

/// A node that knows its anchor, as long as it is open which of them are named.
struct Anchored {
    anchor: usize,
    span: Span,
    form: Open,
}

enum Open {
    Scalar,
    Alias,
    List(bool, Vec<Anchored>),
    Map(bool, Vec<(String, Span, Anchored)>),
}

impl Anchored {
    fn laid(self, repeated: &BTreeSet<usize>) -> Layout {
        let form = match self.form {
            Open::Scalar => Form::Scalar,
            Open::Alias => Form::Alias,
            Open::List(in_brackets, elements) => Form::List {
                in_brackets,
                elements: elements.into_iter().map(|one| one.laid(repeated)).collect(),
            },
            Open::Map(in_brackets, members) => Form::Map {
                in_brackets,
                members: members
                    .into_iter()
                    .map(|(name, name_span, value)| LaidMember {
                        name,
                        name_span,
                        value: value.laid(repeated),
                    })
                    .collect(),
            },
        };
        Layout {
            span: self.span,
            is_repeated: repeated.contains(&self.anchor),
            form,
        }
    }
}

impl<'t> Reader<'t> {
    /// The next event; at the end of the text again and again the last one.
    fn event(&mut self) -> Result<(Event<'t>, Span), Diagnostic> {
        let Some(next) = self.parser.next_event() else {
            return Ok((Event::StreamEnd, Span::at(self.text.len())));
        };
        let (event, span) = next.map_err(|error| syntax::diagnostic(&error, self.text, 0))?;
        let range = span.byte_range().unwrap_or_default();
        Ok((event, Span::new(range.start, range.end)))
    }

    /// The node that an event begins.
    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Anchored, Diagnostic> {
        if depth > DEEPEST {
            return Err(syntax::too_deep(span));
        }
        let (anchor, span, form) = match event {
            Event::Alias(anchor) => {
                self.repeated.insert(anchor);
                (0, span, Open::Alias)
            }
            Event::SequenceStart(style, anchor, _) => {
                let in_brackets = style == StructureStyle::Flow;
                let (elements, span) = self.list(span, in_brackets, depth + 1)?;
                (anchor, span, Open::List(in_brackets, elements))
            }
            Event::MappingStart(style, anchor, _) => {
                let in_brackets = style == StructureStyle::Flow;
                let (members, span) = self.map(span, in_brackets, depth + 1)?;
                (anchor, span, Open::Map(in_brackets, members))
            }
            Event::Scalar(_, _, anchor, _) => (anchor, span, Open::Scalar),
            // No other event stands where a node is due.
            _ => (0, span, Open::Scalar),
        };
        Ok(Anchored { anchor, span, form })
    }

    fn list(
        &mut self,
        start: Span,
        in_brackets: bool,
        depth: usize,
    ) -> Result<(Vec<Anchored>, Span), Diagnostic> {
        let mut elements = Vec::new();
        let mut inside: Option<Span> = None;
        loop {
            let (event, span) = self.event()?;
            if let Event::SequenceEnd | Event::StreamEnd = event {
                return Ok((elements, whole(start, inside, span, in_brackets)));
            }
            let element = self.node(event, span, depth)?;
            inside = Some(inside.map_or(element.span, |all| all.to(element.span)));
            elements.push(element);
        }
    }

    fn map(
        &mut self,
        start: Span,
        in_brackets: bool,
        depth: usize,
    ) -> Result<(Members, Span), Diagnostic> {
        let mut members = Vec::new();
        let mut inside: Option<Span> = None;
        loop {
            let (event, span) = self.event()?;
            if let Event::MappingEnd | Event::StreamEnd = event {
                return Ok((members, whole(start, inside, span, in_brackets)));
            }
            let name = match &event {
                Event::Scalar(text, style, ..) if !is_empty(text, *style, span) => text.to_string(),
                _ => String::new(),
            };
            let named = self.node(event, span, depth)?;
            let (event, span) = self.event()?;
            let value = self.node(event, span, depth)?;
            let both = named.span.to(value.span);
            // Where nothing is written the parser has some place behind.
            let both = if value.span.is_empty() {
                named.span
            } else {
                both
            };
            inside = Some(inside.map_or(both, |all| all.to(both)));
            members.push((name, named.span, value));
        }
    }
}

/// Where a list or a map stands.
fn whole(start: Span, inside: Option<Span>, end: Span, in_brackets: bool) -> Span {
    match inside.filter(|_| !in_brackets) {
        Some(inside) => inside,
        None => start.to(end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every node with what stands at its place.
    fn told(text: &str) -> Vec<String> {
        fn visit(node: &Layout, text: &str, all: &mut Vec<String>) {
            let at = |span: Span| text.get(span.start..span.end).unwrap_or("?").to_owned();
            let repeated = if node.is_repeated { "&" } else { "" };
            match &node.form {
                Form::Scalar => all.push(format!("{repeated}{}", at(node.span))),
                Form::Alias => all.push(at(node.span)),
                Form::List { elements, .. } => {
                    all.push(format!("{repeated}list {}", at(node.span)));
                    elements.iter().for_each(|one| visit(one, text, all));
                }
                Form::Map { members, .. } => {
                    all.push(format!("{repeated}map {}", at(node.span)));
                    for member in members {
                        all.push(format!("{}:", at(member.name_span)));
                        visit(&member.value, text, all);
                    }
                }
            }
        }
        let mut all = Vec::new();
        if let Some(root) = layout(text).unwrap() {
            visit(&root, text, &mut all);
        }
        all
    }

    #[test]
    fn nodes_stand_where_they_are_written() {
        assert_eq!(told("# nothing\n"), Vec::<String>::new());
        assert_eq!(
            told(
                "- &a x: 1 # c\n  y:\n- *b\n"
                    .replace("*b", "{k: [v ] } # d")
                    .as_str()
            ),
            [
                "list x: 1 # c\n  y:\n- {k: [v ] }",
                "map x: 1 # c\n  y",
                "x:",
                "1",
                "y:",
                "",
                "map {k: [v ] }",
                "k:",
                "list [v ]",
                "v",
            ]
        );
    }

    #[test]
    fn what_aliases_repeat_says_so_and_aliases_stay() {
        assert_eq!(
            told("a: &k {b: 1}\nc:\n  <<: *k\n  d: &n 2\n"),
            [
                "map a: &k {b: 1}\nc:\n  <<: *k\n  d: &n 2",
                "a:",
                "&map {b: 1}",
                "b:",
                "1",
                "c:",
                "map <<: *k\n  d: &n 2",
                "<<:",
                "*k",
                "d:",
                "2",
            ]
        );
    }
}
