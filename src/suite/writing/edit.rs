//! Changes of a text: of blocks, and of null.

use crate::iac::yaml::{Form, LaidMember, Layout};
use crate::source::Span;

use super::notation::{self, Notation};
use super::style::{Item, Styles};

/// A change of the text.
#[derive(Debug)]
pub(super) struct Edit {
    /// What is exchanged; mostly nothing, and then `text` is put before its first byte.
    pub(super) span: Span,
    pub(super) text: String,
    /// Where in `text` additions begin, by their numbers.
    pub(super) begins: Vec<(usize, usize)>,
}

/// Text under construction, with where additions begin in it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) begins: Vec<(usize, usize)>,
}

impl Draft {
    /// Appends an item whose text this is.
    pub(super) fn item(&mut self, item: &Item, text: &str) {
        let at = self.text.len();
        self.begins
            .extend(item.numbers.iter().map(|one| (*one, at)));
        self.text.push_str(text);
    }

    pub(super) fn put_at(self, at: usize) -> Edit {
        Edit {
            span: Span::at(at),
            text: self.text,
            begins: self.begins,
        }
    }
}

/// Members or elements behind those of a block, each on a line of its own.
pub(super) fn behind_block(
    items: &[Item],
    node: &Layout,
    text: &str,
    styles: &Styles,
) -> Option<Edit> {
    let column = match &node.form {
        Form::Map { members, .. } => column(text, members.first()?.name_span.start)?,
        Form::List { elements, .. } => column(text, dash(text, elements.last()?.span.start)?)?,
        _ => return None,
    };
    let mut draft = Draft::default();
    for item in items {
        draft.text.push_str(styles.line);
        draft.text.push_str(&" ".repeat(column));
        let written = match &item.name {
            Some(name) => notation::block_member(name, &item.value, column, styles.line),
            None => notation::block_element(&item.value, column, styles.line),
        };
        draft.item(item, &written);
    }
    Some(draft.put_at(end_of_line(text, node.span.end)?))
}

/// What a member is that was null.
pub(super) fn fill(
    item: &Item,
    (member, map): (&LaidMember, &Layout),
    in_brackets: bool,
    text: &str,
    styles: &Styles,
) -> Option<Edit> {
    let behind = text.get(member.name_span.end..)?;
    let gap = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let has_colon = behind.get(gap..)?.starts_with(':');
    let colon = member.name_span.end + gap + usize::from(has_colon);
    let notation = Notation::of(map, text, styles);
    let mut draft = Draft::default();
    if !member.value.span.is_empty() {
        draft.item(item, &notation.flow(&item.value));
        return Some(Edit {
            span: member.value.span,
            ..draft.put_at(0)
        });
    }
    if in_brackets {
        draft.text.push_str(if has_colon { " " } else { ": " });
        draft.item(item, &notation.flow(&item.value));
        let at = if has_colon {
            colon
        } else {
            member.name_span.end
        };
        return Some(draft.put_at(at));
    }
    let column = column(text, member.name_span.start)?;
    let written = notation::block_value(&item.value, column, styles.line);
    let is_beside = written.starts_with(' ');
    draft.item(item, &written);
    Some(draft.put_at(match is_beside {
        true => colon,
        // Whatever is said of it stays beside its name.
        false => end_of_line(text, colon)?,
    }))
}

/// The end of the line on which the last letter before a place stands, its break left out.
pub(super) fn end_of_line(text: &str, before: usize) -> Option<usize> {
    let written = text
        .get(..before)?
        .trim_end_matches([' ', '\t', '\r', '\n']);
    let rest = text.get(written.len()..)?;
    let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
    Some(written.len() + length)
}

/// How many characters stand before a place on its line.
fn column(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let line = before.rsplit(['\n', '\r']).next()?;
    Some(line.trim_start_matches('\u{feff}').chars().count())
}

/// The dash before an element of a list, its anchor and its tag.
fn dash(text: &str, element: usize) -> Option<usize> {
    let mut before = text.get(..element)?;
    loop {
        before = before.trim_end();
        if before.ends_with('-') {
            return Some(before.len() - 1);
        }
        let word = before.rsplit([' ', '\t', '\n']).next()?;
        if !word.starts_with(['&', '!']) {
            return None;
        }
        before = before.get(..before.len() - word.len())?;
    }
}
