//! Which parts of a text are commands: a script as a whole, of a page what stands as code, of a pipeline its texts.
//!
//! # Source
//!
//! CommonMark 0.31, "Fenced code blocks".

use super::spelled::Spelled;
use super::written::Language;
use crate::iac::Settings;
use crate::source::Span;

/// A part of a text that holds commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it is commands.
    Script(Span),
    /// A command begins here; it may reach further than its line, but not behind the part.
    Command(Span),
    /// A script that is written in another way.
    Written(Spelled),
}

/// The parts of a text that hold commands. Spans lie in the text.
pub(super) fn parts(name: &str, text: &str, settings: &Settings) -> Vec<Part> {
    let language = Language::of_file(name);
    let whole = Span::new(0, text.len());
    let scripts = language.and_then(|one| one.scripts(text, whole, settings));
    if let Some(scripts) = scripts {
        return scripts.into_iter().map(Part::Written).collect();
    }
    if language == Some(Language::Shell) || is_script(name, text) {
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
                open.parts(text, at, settings, &mut parts);
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
        open.parts(text, text.len(), settings, &mut parts);
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
    fn parts(&self, text: &str, end: usize, settings: &Settings, parts: &mut Vec<Part>) {
        let block = text.get(self.start..end).unwrap_or("");
        let Some(language) = Language::of_block(&self.language, block) else {
            return;
        };
        let whole = Span::new(self.start, end);
        if language != Language::Shell {
            let scripts = language.scripts(text, whole, settings);
            parts.extend(scripts.into_iter().flatten().map(Part::Written));
            return;
        }
        let before = parts.len();
        let mut at = self.start;
        for line in block.split_inclusive('\n') {
            if line.trim_start().starts_with(['$', '%']) {
                parts.push(Part::Command(Span::new(at, end)));
            }
            at += line.len();
        }
        if parts.len() == before {
            parts.push(Part::Script(whole));
        }
    }
}

/// Whether a text is a script as a whole: by its name, by its first line, or because it begins with a command.
fn is_script(name: &str, text: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
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
    let line = line.strip_prefix(['$', '%']).unwrap_or(line).trim_start();
    line.starts_with("aws ") || line.starts_with("awslocal ")
}
