//! What a shell would run: the commands of a script, their words put together as a POSIX shell puts them together.
//!
//! Nothing is run. What only running could tell (`$(…)`, variables of the environment) is a hole, but for what a script
//! itself says: variables that it sets, files that it writes with `cat > FILE <<EOF`, files that `$(cat FILE)` prints.
//!
//! # Source
//!
//! POSIX.1-2024, "Shell Command Language": quoting (2.2), expansions (2.6), redirections (2.7), here-documents (2.7.4); `$'…'`
//! as bash has it.

mod expansions;
mod run;
mod words;

pub(super) use expansions::given;

use std::collections::{BTreeMap, BTreeSet};

use super::places::Places;
use super::spelled::Spelled;
use crate::diagnostic::{Code, Diagnostic};
use crate::iac::{ALLOW_OUTSIDE, FileError, Settings, Texts};
use crate::json::Hole;
use crate::source::Span;

/// A file that is named and was not read.
pub(super) const NO_FILE: Code = Code::new("command-line/file-not-read");

/// How deep commands stand in commands: `$(… $(…) …)`. Deeper ones are not looked into.
const MAXIMUM_DEPTH: usize = 32;

/// How many bytes expansions may put into words, all together: a variable that holds itself twice grows without an end.
const MAXIMUM_EXPANDED_BYTES: usize = 16 << 20;

/// A command of the AWS CLI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// The words behind `aws`.
    pub(super) words: Vec<Spelled>,
    /// What it reads from standard input, as far as the script says.
    pub(super) input: Option<Spelled>,
    /// From `aws` to its last word.
    pub(super) span: Span,
    /// Whether it is run whatever happens, as far as the script says: not inside an `if`, a loop, a function.
    pub(super) is_certain: bool,
    /// Whether it ends before its author meant it to, which is told.
    is_cut: bool,
}

/// What a script has set and written so far.
pub(super) struct Session<'s, 't, 'f> {
    texts: &'t mut Texts<'f>,
    settings: &'s Settings,
    variables: BTreeMap<String, Variable>,
    /// Files that the script has written; what is in them, if that is known.
    files: BTreeMap<String, Option<Spelled>>,
    expanded_bytes: usize,
    /// Where each variable is set last in the text that begins at a place, once that was asked for.
    assigned: Option<(usize, BTreeMap<String, usize>)>,
    /// Files that were asked for and lie outside.
    outside: BTreeSet<String>,
    /// Where scripts come from that are written in another way.
    pub(super) places: Places,
    /// The commands of the AWS CLI, in the order of the text.
    pub(super) commands: Vec<Command>,
    /// Slips in those commands.
    pub(super) told: Vec<Diagnostic>,
}

/// A variable that was set.
struct Variable {
    /// Nothing, where it depends on what runs.
    value: Option<Spelled>,
    /// Where it was set.
    at: usize,
}

impl<'s, 't, 'f> Session<'s, 't, 'f> {
    /// Nothing is set yet.
    pub(super) fn new(texts: &'t mut Texts<'f>, settings: &'s Settings) -> Self {
        Self {
            texts,
            settings,
            variables: BTreeMap::new(),
            files: BTreeMap::new(),
            expanded_bytes: 0,
            assigned: None,
            outside: BTreeSet::new(),
            places: Places::default(),
            commands: Vec::new(),
            told: Vec::new(),
        }
    }

    /// Reads the part of a text that is a script, at the place where the text stands among all texts.
    pub(super) fn script(&mut self, text: &str, part: Span) {
        Shell::new(self, text, part).commands(false);
    }

    /// Reads a script that is written in another way: quoted, in another language.
    pub(super) fn written(&mut self, script: Spelled) {
        self.nested(script, 0, true);
    }

    /// The same of one that stands in a command, so deep.
    fn nested(&mut self, script: Spelled, depth: usize, is_certain: bool) {
        if depth >= MAXIMUM_DEPTH || !self.has_room(script.size()) {
            return;
        }
        let (text, holes) = script.filled();
        let part = self.places.add(script, text.len());
        Shell {
            base: part.start,
            holes: holes
                .into_iter()
                .map(|(at, hole)| (part.start + at, hole))
                .collect(),
            depth,
            is_certain,
            ..Shell::new(self, &text, part)
        }
        .commands(false);
    }

    /// Reads one command alone, up to the end of its line, and where it ends.
    pub(super) fn one(&mut self, text: &str, part: Span) -> usize {
        let mut shell = Shell {
            one_command: true,
            ..Shell::new(self, text, part)
        };
        shell.commands(false);
        shell.at
    }

    /// What is in a file: one that the script wrote, or one beside it.
    pub(super) fn file(&mut self, path: &str) -> Option<Spelled> {
        let path = path.strip_prefix("./").unwrap_or(path);
        if let Some(written) = self.files.get(path) {
            let size = written.as_ref()?.size();
            return self
                .has_room(size)
                .then(|| self.files.get(path).cloned())?
                .flatten();
        }
        let read = self.texts.read(path);
        if read == Err(FileError::Outside) {
            self.outside.insert(path.to_owned());
        }
        let span = read.ok()?;
        let has_room = self.has_room(span.len());
        has_room.then(|| Spelled::verbatim(self.texts.slice(span), span))
    }

    /// Whether a file was asked for that lies outside.
    fn lies_outside(&self, path: &str) -> bool {
        self.outside
            .contains(path.strip_prefix("./").unwrap_or(path))
    }

    /// Tells of a file that is not read.
    pub(super) fn not_read(&mut self, path: &str, place: Span) {
        let message = format!("the file `{path}` is not read, so what is in it is open");
        let told = Diagnostic::warning(NO_FILE, message);
        self.told.push(match self.lies_outside(path) {
            true => told
                .at(place, "it lies outside of the directory that is read")
                .help(ALLOW_OUTSIDE),
            false => told.at(
                place,
                "it is not beside the text, or only running tells its name",
            ),
        });
    }

    /// Whether so much more may come of expansions.
    fn has_room(&mut self, size: usize) -> bool {
        let bytes = self.expanded_bytes.saturating_add(size).saturating_add(1);
        let has_room = bytes <= MAXIMUM_EXPANDED_BYTES;
        if has_room {
            self.expanded_bytes = bytes;
        }
        has_room
    }
}

/// Reads a script from front to back.
struct Shell<'x, 'y, 's, 't, 'f> {
    text: &'x str,
    /// The place of the first byte of the text.
    base: usize,
    at: usize,
    end: usize,
    session: &'y mut Session<'s, 't, 'f>,
    /// Blocks that are open: `if`, `for`, `{`, `(`.
    blocks: Vec<Block>,
    /// How deep it stands in other commands.
    depth: usize,
    /// Where the next line begins behind here-documents.
    resume: Option<usize>,
    /// A quote that is not closed.
    unclosed: Option<Span>,
    /// A backslash with a blank behind it at the end of a line.
    broken: Option<Span>,
    /// Whether to end at the end of the first command's line.
    one_command: bool,
    /// What is not known of the text itself, by where a letter stands for it.
    holes: BTreeMap<usize, Hole>,
    /// Whether all of it is run.
    is_certain: bool,
    /// How many commands stand before it, of other scripts.
    commands_before: usize,
}

/// A part of a script that may be run not at all, or many times.
struct Block {
    /// Whether a `)` closes it.
    is_parenthesis: bool,
    /// Whether it is run several times.
    is_loop: bool,
    start: usize,
    /// The variables that are set in it.
    names: Vec<String>,
}

/// What stands behind a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    End,
    Newline,
    Pipe,
    Open,
    Close,
    /// `;;`
    NextCase,
    /// `;`, `&`, `&&`, `||`
    Other,
}

/// A command with its redirections, before it is known whose it is.
#[derive(Default)]
struct Simple {
    words: Vec<Spelled>,
    input: Option<Spelled>,
    /// The file into which it writes, and whether behind what is in it.
    output: Option<(Spelled, bool)>,
}

impl<'x, 'y, 's, 't, 'f> Shell<'x, 'y, 's, 't, 'f> {
    /// At the beginning of a part of a text.
    fn new(session: &'y mut Session<'s, 't, 'f>, text: &'x str, part: Span) -> Self {
        Self {
            text,
            base: 0,
            at: part.start,
            end: part.end,
            commands_before: session.commands.len(),
            session,
            blocks: Vec::new(),
            depth: 0,
            resume: None,
            unclosed: None,
            broken: None,
            one_command: false,
            holes: BTreeMap::new(),
            is_certain: true,
        }
    }

    /// Runs commands up to the end, or to the `)` that closes them: what they print, if that is known.
    fn commands(&mut self, is_inside: bool) -> Option<Spelled> {
        let base = self.blocks.len();
        let (mut printed, mut number, mut piped) = (None, 0, None);
        loop {
            let command = self.simple(&mut piped);
            let operator = self.operator();
            if !command.words.is_empty() {
                printed = self.execute(command);
                number += 1;
            }
            match operator {
                Operator::End => break,
                Operator::Newline if self.one_command => break,
                Operator::Pipe => {
                    piped = printed.take();
                    number -= 1;
                }
                Operator::Open => self.open(true, false),
                Operator::Close => {
                    let last = self.blocks.get(base..).and_then(<[Block]>::last);
                    match last {
                        Some(block) if block.is_parenthesis => self.close(),
                        _ if is_inside => break,
                        _ => {}
                    }
                }
                Operator::NextCase => self.forget(),
                Operator::Newline | Operator::Other => {}
            }
        }
        printed.filter(|_| number == 1)
    }

    /// One command up to an operator.
    fn simple(&mut self, piped: &mut Option<Spelled>) -> Simple {
        let mut simple = Simple {
            input: piped.take(),
            ..Simple::default()
        };
        loop {
            self.skip_blanks();
            match self.peek() {
                None | Some('\n' | ';' | '|' | '(' | ')') => return simple,
                Some('&') if !self.rest().starts_with("&>") => return simple,
                Some('#') => self.skip_line(),
                _ if self.redirects() => self.redirection(&mut simple),
                Some(_) => {
                    let words = self.word();
                    simple.words.extend(words);
                }
            }
        }
    }

    /// Passes the operator behind a command.
    fn operator(&mut self) -> Operator {
        let Some(next) = self.next() else {
            return Operator::End;
        };
        let again = self.peek();
        match next {
            '\n' => {
                if let Some(resume) = self.resume.take() {
                    self.at = resume.max(self.at).min(self.end);
                }
                return Operator::Newline;
            }
            '(' => return Operator::Open,
            ')' => return Operator::Close,
            '|' if again != Some('|') => {
                if again == Some('&') {
                    self.next();
                }
                return Operator::Pipe;
            }
            _ => {}
        }
        if again == Some(next) {
            self.next();
            if next == ';' {
                return Operator::NextCase;
            }
        }
        Operator::Other
    }

    /// The rest of the script.
    fn rest(&self) -> &'x str {
        self.slice(self.at, self.end)
    }

    /// The text from one place to another.
    fn slice(&self, start: usize, end: usize) -> &'x str {
        let part = start.checked_sub(self.base).zip(end.checked_sub(self.base));
        let part = part.and_then(|(start, end)| self.text.get(start..end));
        part.unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Passes blanks, and line breaks that do not count.
    fn skip_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
            let continued = continuation(rest.get(blanks..).unwrap_or(""));
            if blanks + continued == 0 {
                return;
            }
            self.at += blanks + continued;
        }
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    /// What comes of a block that begins here depends on what runs.
    fn open(&mut self, is_parenthesis: bool, is_loop: bool) {
        self.blocks.push(Block {
            is_parenthesis,
            is_loop,
            start: self.at,
            names: Vec::new(),
        });
    }

    fn close(&mut self) {
        self.forget();
        self.blocks.pop();
    }

    /// What was set in the block is not known behind this place.
    fn forget(&mut self) {
        let block = self.blocks.last_mut();
        for name in block.map_or_else(Vec::new, |block| std::mem::take(&mut block.names)) {
            self.set(&name, None);
        }
    }

    /// Sets a variable, here.
    fn set(&mut self, name: &str, value: Option<Spelled>) {
        if let Some(block) = self.blocks.last_mut() {
            block.names.push(name.to_owned());
        }
        let at = self.at;
        let variable = Variable { value, at };
        self.session.variables.insert(name.to_owned(), variable);
    }
}

/// How long a line break is that does not end the line: behind a backslash.
fn continuation(rest: &str) -> usize {
    let Some(behind) = rest.strip_prefix('\\') else {
        return 0;
    };
    match behind {
        _ if behind.starts_with('\n') => 2,
        _ if behind.starts_with("\r\n") => 3,
        _ => 0,
    }
}
