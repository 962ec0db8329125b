//! Dockerfiles.
//!
//! # Source
//!
//! Dockerfile reference: "Format", "Shell and exec form", `RUN`, `ARG`, `ENV`.

use super::strings;
use crate::iac::command_line::spelled::Spelled;
use crate::source::Span;

/// What the instructions run, one behind the other.
pub(super) fn script(text: &str, part: Span) -> Spelled {
    let mut script = Spelled::new(part);
    let mut goes_on = false;
    for (at, line) in super::lines(text, part) {
        let is_comment = line.trim_start().starts_with('#');
        let from = match goes_on {
            // A line of comments inside an instruction is taken out.
            true if is_comment => continue,
            true => Some(0),
            false => behind_instruction(line),
        };
        let Some(from) = from else { continue };
        let span = Span::new(at + from, at + line.len());
        let rest = text.get(span.start..span.end).unwrap_or("");
        match rest
            .trim_start()
            .starts_with('[')
            .then(|| strings::words(text, span))
        {
            Some(Some(words)) => {
                script.push_spelled(&words);
                script.push("\n", Span::at(span.end));
            }
            _ => script.push(rest, span),
        }
        goes_on = line.trim_end().ends_with('\\');
    }
    script
}

/// How many bytes stand before the command of an instruction that runs one, or before what one sets.
fn behind_instruction(line: &str) -> Option<usize> {
    let begins = line.len() - line.trim_start().len();
    let word = line.trim_start().split([' ', '\t']).next()?;
    let known = ["RUN", "CMD", "ENTRYPOINT", "ARG", "ENV"];
    known.iter().find(|one| one.eq_ignore_ascii_case(word))?;
    let mut at = begins + word.len();
    loop {
        let rest = line.get(at..)?;
        at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let option = line.get(at..)?.split([' ', '\t']).next()?;
        match option.starts_with("--") {
            true => at += option.len(),
            false => return Some(at),
        }
    }
}
