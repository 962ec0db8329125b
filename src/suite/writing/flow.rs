//! Additions to maps and lists in brackets.

use crate::iac::yaml::{Form, Layout};

use super::edit::{Draft, Edit, end_of_line};
use super::notation::Notation;
use super::style::{Item, Styles, line_indent};

/// The last thing in brackets.
struct Last {
    /// Where it begins: the name of a member.
    start: usize,
    /// Where it ends.
    end: usize,
    /// Behind the comma that follows it, if one does.
    comma: Option<usize>,
}

/// Members or elements behind those in brackets.
pub(super) fn behind(
    items: &[Item],
    node: &Layout,
    text: &str,
    styles: &Styles,
) -> Option<Vec<Edit>> {
    let notation = Notation::of(node, text, styles);
    let Some(last) = last(node, text) else {
        let at = node.span.start + 1;
        return Some(vec![in_a_row(items, &notation, "").put_at(at)]);
    };
    let own_line = line_indent(text, last.start);
    let written_to = last.comma.unwrap_or(last.end);
    let Some(indent) = own_line else {
        let mut draft = match last.comma {
            None => in_a_row(items, &notation, notation.between()),
            // A comma stands there, and one behind the last is the custom.
            Some(_) => in_a_row(items, &notation, " "),
        };
        if last.comma.is_some() {
            draft.text.push(',');
        }
        return Some(vec![draft.put_at(written_to)]);
    };
    let mut edits = Vec::new();
    if last.comma.is_none() {
        let mut comma = Draft::default();
        comma.text.push(',');
        edits.push(comma.put_at(last.end));
    }
    let mut draft = Draft::default();
    for (number, item) in items.iter().enumerate() {
        draft.text.push_str(styles.line);
        draft.text.push_str(indent);
        draft.item(item, &notation.item(item, indent, styles));
        let is_last = number + 1 == items.len();
        if !is_last || last.comma.is_some() {
            draft.text.push(',');
        }
    }
    // Whatever is said of the last one stays beside it.
    let end = end_of_line(text, written_to)?;
    let is_inside = end < node.span.end;
    edits.push(draft.put_at(if is_inside { end } else { written_to }));
    Some(edits)
}

/// The items one behind the other, the first behind `first`.
fn in_a_row(items: &[Item], notation: &Notation, first: &str) -> Draft {
    let mut draft = Draft::default();
    for (number, item) in items.iter().enumerate() {
        let between = if number == 0 {
            first
        } else {
            notation.between()
        };
        draft.text.push_str(between);
        draft.item(item, &notation.row_item(item));
    }
    draft
}

/// The last member or element of a node.
fn last(node: &Layout, text: &str) -> Option<Last> {
    let (start, end) = match &node.form {
        Form::Map { members, .. } => {
            let member = members.last()?;
            let name_end = member.name_span.end;
            let value = member.value.span;
            let end = if value.is_empty() {
                let behind = text.get(name_end..)?;
                let gap = behind.len() - behind.trim_start().len();
                let has_colon = behind.get(gap..)?.starts_with(':');
                name_end + if has_colon { gap + 1 } else { 0 }
            } else {
                value.end
            };
            (member.name_span.start, end)
        }
        Form::List { elements, .. } => {
            let span = elements.last()?.span;
            (span.start, span.end)
        }
        _ => return None,
    };
    Some(Last {
        start,
        end,
        comma: comma(text, end, node.span.end),
    })
}

/// Behind the comma that is the next thing between two places, beside blanks and comments.
fn comma(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..to)?;
        let blanks = rest.len() - rest.trim_start().len();
        at += blanks;
        let rest = rest.get(blanks..)?;
        if rest.starts_with(',') {
            return Some(at + 1);
        }
        if !rest.starts_with('#') {
            return None;
        }
        at += rest.find(['\n', '\r'])?;
    }
}
