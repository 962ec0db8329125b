//! Which parts of a text are commands: a script as a whole, of a page what stands as code.
//!
//! # Source
//!
//! CommonMark 0.31, "Fenced code blocks".

use crate::source::Span;

/// Languages of code blocks that hold commands.
const LANGUAGES: [&str; 14] = [
    "",
    "sh",
    "bash",
    "shell",
    "zsh",
    "console",
    "terminal",
    "shell-session",
    "text",
    "txt",
    "plaintext",
    "cmd",
    "bat",
    "powershell",
];

/// A part of a text that holds commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it is commands.
    Script(Span),
    /// A command begins here; it may reach further than its line, but not behind the part.
    Command(Span),
}

/// The parts of a text that hold commands. Spans lie in the text.
pub(super) fn parts(name: &str, text: &str) -> Vec<Part> {
    if is_script(name, text) {
        return vec![Part::Script(Span::new(0, text.len()))];
    }
    let mut parts = Vec::new();
    let mut fence: Option<Fence> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let marks = Fence::opening(line, end);
        match (&fence, marks) {
            (Some(open), Some(mark)) if mark.closes(open) => {
                open.parts(text, at, &mut parts);
                fence = None;
            }
            (None, Some(mark)) => fence = Some(mark),
            (None, None) if begins_command(line) => {
                parts.push(Part::Command(Span::new(at, text.len())));
            }
            _ => {}
        }
        at = end;
    }
    if let Some(open) = fence {
        open.parts(text, text.len(), &mut parts);
    }
    parts
}

/// A fence of a code block.
struct Fence {
    mark: char,
    length: usize,
    language: String,
    /// Behind its line.
    start: usize,
}

impl Fence {
    /// The fence that a line is.
    fn opening(line: &str, start: usize) -> Option<Self> {
        let line = line.trim();
        let mark = line.chars().next().filter(|one| "`~".contains(*one))?;
        let behind = line.trim_start_matches(mark);
        let length = line.len() - behind.len();
        let word = behind.trim().split([' ', '{', ',']).next().unwrap_or("");
        (length >= 3).then(|| Self {
            mark,
            length,
            language: word.to_lowercase(),
            start,
        })
    }

    fn closes(&self, open: &Self) -> bool {
        self.mark == open.mark && self.length >= open.length && self.language.is_empty()
    }

    /// The commands of the block that ends at `end`: behind its prompts, if it has any.
    fn parts(&self, text: &str, end: usize, parts: &mut Vec<Part>) {
        if !LANGUAGES.contains(&self.language.as_str()) {
            return;
        }
        let block = text.get(self.start..end).unwrap_or("");
        let before = parts.len();
        let mut at = self.start;
        for line in block.split_inclusive('\n') {
            if line.trim_start().starts_with(['$', '%']) {
                parts.push(Part::Command(Span::new(at, end)));
            }
            at += line.len();
        }
        if parts.len() == before {
            parts.push(Part::Script(Span::new(self.start, end)));
        }
    }
}

/// Whether a text is a script as a whole: by its name, by its first line, or because it begins with a command.
fn is_script(name: &str, text: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if matches!(ending, "sh" | "bash" | "zsh" | "ksh") {
        return true;
    }
    if matches!(ending, "md" | "markdown" | "rst" | "adoc") {
        return false;
    }
    let has_fence = text
        .lines()
        .any(|line| line.trim_start().starts_with("```"));
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    let first = first.unwrap_or("");
    let word = first.split([' ', '\t', '=']).next().unwrap_or("");
    let behind = first.get(word.len()..).unwrap_or("");
    let is_command = begins_command(first)
        || matches!(word, "set" | "export" | "source" | "if" | "function")
        || behind.starts_with('=') && !behind.starts_with("= ");
    text.starts_with("#!") || is_command && !has_fence
}

/// Whether a line begins with a command of the AWS CLI, perhaps behind a prompt.
fn begins_command(line: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix(['$', '%']).unwrap_or(line);
    line.starts_with("aws ") || line.starts_with("awslocal ")
}
