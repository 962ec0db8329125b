//! Makefiles: the lines of recipes, once make has put its variables into them.
//!
//! # Source
//!
//! GNU make manual: "Recipe Syntax", "Splitting Recipe Lines", "Using Variables in Recipes", "How to Use Variables",
//! "Setting Variables". What `make` itself would have to run (functions, automatic variables, variables under a condition) is
//! not known.

use std::collections::BTreeMap;

use crate::iac::Settings;
use crate::iac::command_line::shell::given;
use crate::iac::command_line::spelled::Spelled;
use crate::source::Span;

/// How many bytes variables may put into recipes, all together.
const MAXIMUM_EXPANDED_BYTES: usize = 4 << 20;

/// How deep variables stand in functions.
const MAXIMUM_DEPTH: usize = 16;

/// The recipes, one behind the other.
pub(super) fn script(text: &str, part: Span, settings: &Settings) -> Spelled {
    let mut makefile = Makefile {
        text,
        settings,
        variables: BTreeMap::new(),
        room: MAXIMUM_EXPANDED_BYTES,
    };
    makefile.define(part);
    makefile.recipes(part)
}

struct Makefile<'x> {
    text: &'x str,
    settings: &'x Settings,
    /// The variables that the file sets; nothing, where it depends on what runs.
    variables: BTreeMap<String, Option<Spelled>>,
    room: usize,
}

impl Makefile<'_> {
    /// Sets the variables. Recipes run when all of them are set.
    fn define(&mut self, part: Span) {
        let mut conditions = 0_usize;
        let mut is_text = false;
        for (at, line) in super::lines(self.text, part) {
            let word = line.trim_start().split([' ', '\t', '(']).next();
            match word.unwrap_or("").trim_end() {
                "endef" => is_text = false,
                _ if is_text || line.starts_with('\t') => {}
                "define" => is_text = true,
                "ifeq" | "ifneq" | "ifdef" | "ifndef" => conditions += 1,
                "endif" => conditions = conditions.saturating_sub(1),
                _ => self.set(at, line, conditions == 0),
            }
        }
    }

    /// Sets the variable that a line sets.
    fn set(&mut self, at: usize, line: &str, is_certain: bool) {
        let Some(equals) = line.find('=') else { return };
        let (before, _) = line.split_at(equals);
        let name = before.trim_end_matches([':', '?', '+', '!', ' ', '\t']);
        let operator = before.get(name.len()..).unwrap_or("").trim();
        let name = name.trim_start();
        let exported = ["export ", "override "].iter();
        let name = exported.fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
        if name.is_empty() || name.contains([' ', '\t', ':', '#', '$']) {
            return;
        }
        let value = line.get(equals + 1..).unwrap_or("");
        let value = value.split(" #").next().unwrap_or("").trim_end();
        let blanks = value.len() - value.trim_start().len();
        let start = at + equals + 1 + blanks;
        let goes_on = value.ends_with('\\');
        let mut set = Spelled::new(Span::new(start, start + value.len() - blanks));
        self.expand(set.span, &mut set, 0);
        let known = self.variables.get(name).cloned();
        let value = match (operator, known) {
            _ if goes_on || !is_certain => None,
            ("?", Some(known)) => known,
            ("+", Some(Some(mut known))) => {
                known.push(" ", Span::at(start));
                known.push_spelled(&set);
                Some(known)
            }
            ("!", _) | ("+", Some(None)) => None,
            _ => Some(set),
        };
        self.variables.insert(name.to_owned(), value);
    }

    /// What the recipes give the shell.
    fn recipes(&mut self, part: Span) -> Spelled {
        let mut script = Spelled::new(part);
        let mut goes_on = false;
        for (at, line) in super::lines(self.text, part) {
            let Some(recipe) = line.strip_prefix('\t') else {
                goes_on = false;
                continue;
            };
            let marks = match goes_on {
                true => 0,
                false => recipe.len() - recipe.trim_start_matches(['@', '-', '+', ' ', '\t']).len(),
            };
            self.expand(Span::new(at + 1 + marks, at + line.len()), &mut script, 0);
            goes_on = line.trim_end_matches(['\r', '\n']).ends_with('\\');
        }
        script
    }

    /// Puts a text with its variables behind another.
    fn expand(&mut self, part: Span, into: &mut Spelled, depth: usize) {
        let mut at = part.start;
        while let Some(rest) = self.text.get(at..part.end).filter(|rest| !rest.is_empty()) {
            let plain = rest.find('$').unwrap_or(rest.len());
            into.push(rest.get(..plain).unwrap_or(""), Span::new(at, at + plain));
            let rest = rest.get(plain..).unwrap_or("");
            at += plain;
            let Some(next) = rest.get(1..).and_then(|behind| behind.chars().next()) else {
                at += rest.len();
                continue;
            };
            let length = match next {
                '$' => {
                    into.push("$", Span::new(at, at + 2));
                    2
                }
                '(' | '{' => {
                    let length = closed(rest);
                    self.reference(Span::new(at, at + length), into, depth);
                    length
                }
                _ => {
                    let length = 1 + next.len_utf8();
                    let span = Span::new(at, at + length);
                    into.push_hole(rest.get(..length).unwrap_or(""), span);
                    length
                }
            };
            at += length;
        }
    }

    /// `$(NAME)`, `$(shell …)`, or a function of make.
    fn reference(&mut self, span: Span, into: &mut Spelled, depth: usize) {
        let inside = Span::new(span.start + 2, span.end - 1);
        let name = self.text.get(inside.start..inside.end).unwrap_or("");
        if let Some(command) = name.strip_prefix("shell ")
            && depth < MAXIMUM_DEPTH
        {
            into.push("$(", Span::new(span.start, span.start + 2));
            let command = Span::new(inside.end - command.len(), inside.end);
            self.expand(command, into, depth + 1);
            return into.push(")", Span::new(inside.end, span.end));
        }
        if let Some(given) = given(self.settings, name) {
            return into.push(given, span);
        }
        let value = self.variables.get(name).cloned().flatten();
        let size = value.as_ref().map_or(0, Spelled::size).saturating_add(1);
        match (value, self.room.checked_sub(size)) {
            (Some(value), Some(room)) => {
                self.room = room;
                into.push_expanded(&value, span);
            }
            _ => into.push_hole(name, span),
        }
    }
}

/// How long a reference is that begins a text, to the bracket that closes it.
fn closed(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '{' => depth += 1,
            ')' | '}' if depth == 1 => return at + 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}
