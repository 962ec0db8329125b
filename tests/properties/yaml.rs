//! The YAML reader.

use evb::iac::yaml::{self, Dialect};
use evb::json::{self, Value};
use evb::source::Span;
use proptest::prelude::*;

/// How a scalar is written.
#[derive(Clone, Copy, Debug)]
enum Style {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
}

/// What is written.
#[derive(Clone, Debug)]
enum Node {
    Scalar(Style, bool),
    List(bool, Vec<Node>),
    Map(bool, Vec<Node>),
}

fn node() -> impl Strategy<Value = Node> {
    let style = prop::sample::select(vec![
        Style::Plain,
        Style::Single,
        Style::Double,
        Style::Literal,
        Style::Folded,
    ]);
    let scalar = (style, any::<bool>()).prop_map(|(style, has_tag)| Node::Scalar(style, has_tag));
    scalar.prop_recursive(4, 32, 4, |inside| {
        let some = prop::collection::vec(inside, 1..4);
        (any::<bool>(), any::<bool>(), some).prop_map(|(is_map, in_brackets, nodes)| match is_map {
            true => Node::Map(in_brackets, nodes),
            false => Node::List(in_brackets, nodes),
        })
    })
}

/// Writes nodes, and numbers their scalars: each has a text that no other has.
struct Writer {
    text: String,
    count: usize,
    line: &'static str,
}

impl Writer {
    fn marker(&mut self) -> String {
        self.count += 1;
        format!("mé{}x", self.count)
    }

    /// A node behind `: ` or `- `, or in brackets.
    fn node(&mut self, node: &Node, indent: usize, in_brackets: bool) {
        match node {
            Node::Scalar(style, has_tag) => self.scalar(*style, *has_tag, indent, in_brackets),
            Node::List(flow, nodes) if *flow || in_brackets => self.brackets(nodes, indent, false),
            Node::Map(flow, nodes) if *flow || in_brackets => self.brackets(nodes, indent, true),
            Node::List(_, nodes) => self.block(nodes, indent, false),
            Node::Map(_, nodes) => self.block(nodes, indent, true),
        }
    }

    fn scalar(&mut self, style: Style, has_tag: bool, indent: usize, in_brackets: bool) {
        let marker = self.marker();
        if has_tag {
            self.text.push_str("!Ref ");
        }
        let pad = " ".repeat(indent + 1);
        let line = self.line;
        let written = match style {
            Style::Single => format!("'{marker}'"),
            Style::Double => format!("\"{marker}\""),
            Style::Literal if !in_brackets => format!("|  # c{line}{line}{pad}{marker}{line}"),
            Style::Folded if !in_brackets => format!(">-{line}{pad}{marker}{line}{line}"),
            _ => marker,
        };
        self.text.push_str(&written);
    }

    fn brackets(&mut self, nodes: &[Node], indent: usize, is_map: bool) {
        self.text.push(if is_map { '{' } else { '[' });
        for node in nodes {
            if is_map {
                let name = self.marker();
                self.text.push_str(&format!("{name}: "));
            }
            self.node(node, indent, true);
            self.text.push_str(", ");
        }
        self.text.push(if is_map { '}' } else { ']' });
    }

    fn block(&mut self, nodes: &[Node], indent: usize, is_map: bool) {
        self.text.push_str(" # ü");
        self.text.push_str(self.line);
        let pad = " ".repeat(indent + 2);
        for node in nodes {
            self.text.push_str(&pad);
            match is_map {
                true => {
                    let name = self.marker();
                    self.text.push_str(&format!("'{name}' : "));
                }
                false => self.text.push_str("- "),
            }
            self.node(node, indent + 2, false);
            self.text.push_str(self.line);
        }
    }
}

/// Every name and scalar, with where it stands.
fn scalars(value: &Value, all: &mut Vec<(String, Span)>) {
    for member in value.as_object().unwrap_or_default() {
        if member.name != *"Ref" {
            all.push((member.name.to_string(), member.name_span));
        }
        scalars(&member.value, all);
    }
    for element in value.as_array().unwrap_or_default() {
        scalars(element, all);
    }
    if let Some(text) = value.as_str() {
        all.push((text.to_owned(), value.span));
    }
}

proptest! {
    #[test]
    fn every_marker_is_found_where_it_stands(root in node(), crlf in any::<bool>(), mark in any::<bool>()) {
        let line = if crlf { "\r\n" } else { "\n" };
        let text = if mark { "\u{FEFF}root: ".to_owned() } else { "root: ".to_owned() };
        let mut writer = Writer { text, count: 0, line };
        writer.node(&root, 0, false);
        let Writer { text, count, .. } = writer;
        let (value, _) = yaml::parse(&text, Dialect::CloudFormation)
            .unwrap_or_else(|refused| panic!("{text}\n{refused}"));
        let mut all = Vec::new();
        scalars(&value, &mut all);
        prop_assert_eq!(all.len(), count + 1, "{}", text);
        for (found, span) in all {
            let raw = &text[span.start..span.end];
            let inside = raw.trim().trim_matches(['\'', '"']);
            prop_assert_eq!(found.trim(), inside, "{}", text);
        }
    }

    #[test]
    fn a_part_of_a_text_is_read_as_it_is_alone(root in node(), before in ".{0,20}") {
        let mut writer = Writer { text: "root: ".to_owned(), count: 0, line: "\n" };
        writer.node(&root, 0, false);
        let whole = format!("{before}{}", writer.text);
        let part = Span::new(before.len(), whole.len());
        let alone = yaml::parse(&writer.text, Dialect::Pulumi).unwrap().0;
        let inside = yaml::parse_part(&whole, part, Dialect::Pulumi).unwrap().0;
        prop_assert_eq!(alone.to_compact(), inside.to_compact());
        prop_assert_eq!(alone.span.shifted(before.len()), inside.span);
    }

    #[test]
    fn whatever_is_written_is_refused_or_read_into_json(text in "[-a-z0-9:?*&!|>'\"{}\\[\\],# \\n\\t.~<é]{0,60}") {
        for dialect in [Dialect::CloudFormation, Dialect::Serverless, Dialect::Pulumi] {
            if let Ok((value, told)) = yaml::parse(&text, dialect) {
                prop_assert!(json::parse(&value.to_compact()).is_ok());
                for label in told.iter().filter_map(|told| told.primary.as_ref()) {
                    prop_assert!(text.get(label.span.start..label.span.end).is_some());
                }
            }
        }
    }
}
