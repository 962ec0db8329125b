//! Expansions: variables, and what commands print.

use std::collections::BTreeMap;

use super::words::{assigned_name, is_name};
use super::{MAXIMUM_DEPTH, Shell, Spelled};
use crate::iac::Settings;
use crate::source::Span;
use crate::sure::Sure as _;

/// The longest name of a hole that is the text of a command.
const MAXIMUM_HOLE_CHARACTERS: usize = 60;

impl Shell<'_, '_, '_, '_, '_> {
    /// An expansion outside quotes: blanks in it split the word, but in an assignment.
    pub(super) fn unquoted_expansion(
        &mut self,
        word: &mut Spelled,
        done: &mut Vec<Spelled>,
        keeps: bool,
    ) {
        if self.rest().starts_with("$'") {
            return self.ansi_quoted(word);
        }
        if self.rest().starts_with("$\"") {
            self.next();
            return;
        }
        let mut expanded = Spelled::new(Span::at(self.at));
        self.expansion(&mut expanded);
        let blank = |character: char| matches!(character, ' ' | '\t' | '\n');
        let text = expanded.letters();
        if keeps || expanded.known().is_none() || !text.contains(blank) {
            return word.push_spelled(&expanded);
        }
        if text.starts_with(blank) && !word.is_empty() {
            done.push(std::mem::take(word));
        }
        let ends = text.ends_with(blank);
        for (number, piece) in expanded.split().iter().enumerate() {
            if number > 0 {
                done.push(std::mem::take(word));
            }
            word.push_spelled(piece);
        }
        if ends && !word.is_empty() {
            done.push(std::mem::take(word));
        }
    }

    /// What stands behind `$`, or between backticks.
    pub(super) fn expansion(&mut self, word: &mut Spelled) {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with('`') {
            return self.backticks(word);
        }
        if rest.starts_with("$((") {
            self.arithmetic();
            return self.push_source(word, start);
        }
        if rest.starts_with("$(") {
            self.at += 2;
            let printed = self.substituted();
            return self.push(word, printed, start);
        }
        if rest.starts_with("${") {
            let value = self.braced();
            let name = self.slice(start + 2, self.at);
            let name = name.trim_end_matches('}');
            return self.push_named(word, value, name, start);
        }
        self.next();
        let behind = self.rest();
        let is_letter = |one: char| one.is_ascii_alphanumeric() || one == '_';
        let length = match behind.chars().next() {
            Some(first) if first.is_ascii_alphabetic() || first == '_' => {
                behind.len() - behind.trim_start_matches(is_letter).len()
            }
            Some(first) if first.is_ascii_digit() || "@*#?-$!".contains(first) => 1,
            // A dollar sign that means nothing.
            _ => return word.push("$", Span::new(start, self.at)),
        };
        let name = behind.get(..length).sure();
        self.at += length;
        let value = self.variable(name);
        self.push_named(word, value, name, start);
    }

    /// Puts what came of an expansion that began at `start` into a word; without it, a hole called by its text.
    fn push(&mut self, word: &mut Spelled, value: Option<Spelled>, start: usize) {
        match value {
            // What a file says stands in the file.
            Some(value) => word.push_spelled(&value.trimmed_end()),
            None => self.push_source(word, start),
        }
    }

    fn push_source(&mut self, word: &mut Spelled, start: usize) {
        let span = Span::new(start, self.at);
        let text = self.slice(start, self.at);
        let text: String = text.chars().take(MAXIMUM_HOLE_CHARACTERS).collect();
        word.push_hole(&text, span);
    }

    fn push_named(&mut self, word: &mut Spelled, value: Option<Spelled>, name: &str, start: usize) {
        let span = Span::new(start, self.at);
        match value {
            Some(value) => word.push_expanded(&value, span),
            None => word.push_hole(name, span),
        }
    }

    /// `$(…)`, behind its bracket: what it prints, if that is known. Commands in it are commands as well.
    pub(super) fn substituted(&mut self) -> Option<Spelled> {
        if self.depth >= MAXIMUM_DEPTH {
            self.at = self.end;
            return None;
        }
        let one_command = std::mem::replace(&mut self.one_command, false);
        self.depth += 1;
        let printed = self.commands(true);
        self.depth -= 1;
        self.one_command = one_command;
        printed
    }

    /// The older form of `$(…)`.
    fn backticks(&mut self, word: &mut Spelled) {
        let start = self.at;
        self.next();
        let inside = self.rest().find('`');
        let Some(length) = inside.filter(|_| self.depth < MAXIMUM_DEPTH) else {
            return word.push("`", Span::new(start, self.at));
        };
        let (at, end) = (self.at, self.end);
        self.end = at + length;
        let one_command = std::mem::replace(&mut self.one_command, false);
        self.depth += 1;
        let printed = self.commands(false);
        self.depth -= 1;
        self.one_command = one_command;
        (self.at, self.end) = (at + length + 1, end);
        self.push(word, printed, start);
    }

    /// `$((…))`: numbers are not worked out.
    fn arithmetic(&mut self) {
        let rest = self.rest();
        self.at += rest.find("))").map_or(rest.len(), |end| end + 2);
    }

    /// `${NAME}` and `${NAME:-default}`; of every other form nothing is known.
    fn braced(&mut self) -> Option<Spelled> {
        self.at += 2;
        let inside = self.at;
        let mut depth = 1;
        let close = self.rest().char_indices().find(|(_, character)| {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let length = close.map_or(self.rest().len(), |(at, _)| at);
        let text = self.slice(inside, inside + length);
        self.at = (inside + length + 1).min(self.end);
        let letters =
            text.trim_start_matches(|one: char| one.is_ascii_alphanumeric() || one == '_');
        let (name, behind) = text.split_at(text.len() - letters.len());
        let default = [":-", "-", ":=", "="]
            .iter()
            .find_map(|operator| behind.strip_prefix(operator));
        match (behind, default) {
            ("", _) => self.variable(name),
            (_, Some(default)) => self.variable(name).or_else(|| {
                let is_literal = !default.contains(['$', '`', '"', '\'', '\\']);
                let start = inside + length - default.len();
                let span = Span::new(start, start + default.len());
                is_literal.then(|| Spelled::verbatim(default, span))
            }),
            _ => None,
        }
    }

    /// The value of a variable, as far as the script or the caller says.
    fn variable(&mut self, name: &str) -> Option<Spelled> {
        let around = self.blocks.iter().find(|block| block.is_loop);
        let around = around.map(|block| block.start);
        if let Some(variable) = self.session.variables.get(name) {
            let set = variable.at;
            let Some(size) = variable.value.as_ref().map(Spelled::size) else {
                return self.given(name);
            };
            // A loop may set it again behind this place, before it comes here again.
            let varies = around.is_some_and(|start| set < start && self.last_set(name) > start);
            let is_known = !varies && self.session.has_room(size);
            let variable = self.session.variables.get(name).filter(|_| is_known)?;
            return variable.value.clone();
        }
        self.given(name)
    }

    /// What the caller says of a variable.
    fn given(&self, name: &str) -> Option<Spelled> {
        let given = given(self.session.settings, name)?;
        let mut value = Spelled::new(Span::at(self.at));
        value.push(given, Span::at(self.at));
        Some(value)
    }

    /// Where a variable is set last.
    fn last_set(&mut self, name: &str) -> usize {
        let (text, base) = (self.text, self.base);
        let assigned = self.session.assigned.take();
        let assigned = assigned.filter(|(of, _)| *of == base);
        let assigned = assigned.unwrap_or_else(|| (base, assignments(text, base)));
        let (_, assigned) = self.session.assigned.insert(assigned);
        assigned.get(name).copied().unwrap_or(0)
    }
}

/// What the caller says of a variable of the environment.
pub(in crate::iac::command_line) fn given<'s>(
    settings: &'s Settings,
    name: &str,
) -> Option<&'s str> {
    let given = match name {
        "AWS_REGION" | "AWS_DEFAULT_REGION" => settings.region.as_deref(),
        "AWS_ACCOUNT_ID" => settings.account.as_deref(),
        _ => None,
    };
    given.or_else(|| settings.parameters.get(name)?.as_str())
}

/// Everything in a script that looks like an assignment, and where the last one of each name stands.
fn assignments(text: &str, base: usize) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    let mut at = base;
    for word in text.split([' ', '\t', '\n', ';', '(', '{']) {
        let counted = ["++", "--"].iter().find_map(|end| word.strip_suffix(end));
        let counted = counted.filter(|name| is_name(name));
        if let Some(name) = assigned_name(word).map(|(name, _)| name).or(counted) {
            all.insert(name.to_owned(), at);
        }
        at += word.len() + 1;
    }
    all
}
