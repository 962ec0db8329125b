//! The flow of events as a diagram of Mermaid (<https://mermaid.js.org>).

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::render::printable::{cut, printable};
use crate::report::list::{GraphReport, NodeKind};

/// The most characters of a label.
const LABEL_CHARACTERS: usize = 60;

pub(super) fn write(graph: &GraphReport, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    for (number, node) in graph.nodes.iter().enumerate() {
        let (begin, end) = brackets(node.kind);
        let label = escaped(&cut(&super::short(&node.label), LABEL_CHARACTERS));
        writeln!(out, "  n{number}{begin}\"{label}\"{end}")?;
    }
    for (from, to) in &graph.edges {
        let is_failure = graph
            .nodes
            .get(*to)
            .is_some_and(|node| node.kind == NodeKind::DeadLetterQueue);
        let arrow = if is_failure { "-.->" } else { "-->" };
        writeln!(out, "  n{from} {arrow} n{to}")?;
    }
    Ok(())
}

/// The shape of a node.
const fn brackets(kind: NodeKind) -> (&'static str, &'static str) {
    match kind {
        NodeKind::Producer => ("([", "])"),
        NodeKind::Bus => ("{{", "}}"),
        NodeKind::Rule => ("[", "]"),
        NodeKind::Target => ("[[", "]]"),
        NodeKind::DeadLetterQueue => ("[(", ")]"),
    }
}

/// Mermaid: "Entity codes to escape characters". Everything that may mean something to it or to HTML is written by its
/// number, so that no name ends a label, begins a link or a tag, or is taken for Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in printable(text).chars() {
        if character.is_alphanumeric() || matches!(character, ' ' | '.' | '-' | ':' | '/' | '…') {
            out.push(character);
        } else {
            // Writing into a string does not fail.
            let _ = write!(out, "#{};", u32::from(character));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_means_anything_to_mermaid() {
        assert_eq!(escaped("orders-1/a.b"), "orders-1/a.b");
        let hostile = escaped("\"]; click n1 \"javascript:x\" <b>`_*\n");
        assert!(!hostile.contains(['"', ']', '<', '>', '`', '*', '_', '\n']));
        assert_eq!(escaped("a\"b"), "a#34;b");
    }
}
