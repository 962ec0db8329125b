//! Scripts that are not written as a POSIX shell reads them: quoted in YAML or JSON, in a makefile, a Dockerfile, a batch file,
//! for PowerShell. Each is said again as a POSIX shell would have it, letter by letter with its place.
//!
//! | file | what of it is a script | source |
//! |---|---|---|
//! | YAML, JSON: workflows of GitHub, pipelines of GitLab, `buildspec.yml`, `package.json` | every text, and every list of words that begins with `aws` | |
//! | makefile | its recipes | GNU make manual, "Recipe Syntax", "Variables Make Recipes Use" |
//! | Dockerfile | `RUN`, `CMD`, `ENTRYPOINT`; `ARG` and `ENV` set variables | Dockerfile reference |
//! | `.cmd`, `.bat` | all | Windows commands: `cmd`, `set`; Microsoft C: "Parsing C command-line arguments" |
//! | `.ps1` | all | PowerShell: `about_Quoting_Rules`, `about_Parsing` |

mod batch;
mod docker;
mod make;
mod power_shell;
mod strings;

use super::spelled::Spelled;
use crate::iac::Settings;
use crate::source::Span;

/// How a script is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// For a POSIX shell.
    Shell,
    Batch,
    PowerShell,
    Make,
    Docker,
    Yaml,
    Json,
}

impl Language {
    /// How a file of that name is written; `None` if its name does not tell.
    pub(super) fn of_file(name: &str) -> Option<Self> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let name = name.to_ascii_lowercase();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending {
            "sh" | "bash" | "zsh" | "ksh" => Some(Self::Shell),
            "cmd" | "bat" => Some(Self::Batch),
            "ps1" | "psm1" => Some(Self::PowerShell),
            "mk" => Some(Self::Make),
            "yml" | "yaml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            "dockerfile" => Some(Self::Docker),
            _ if matches!(name.as_str(), "makefile" | "gnumakefile") => Some(Self::Make),
            _ if name.starts_with("dockerfile") || name.starts_with("containerfile") => {
                Some(Self::Docker)
            }
            _ => None,
        }
    }

    /// How a block of code is written, by what stands behind its fence, and where that says little by how its lines go on.
    /// `None` if it holds no commands.
    pub(super) fn of_block(word: &str, block: &str) -> Option<Self> {
        match word {
            "sh" | "bash" | "shell" | "zsh" => Some(Self::Shell),
            "" | "console" | "terminal" | "shell-session" | "text" | "txt" | "plaintext" => {
                let mut lines = block.lines().map(str::trim_end);
                let goes_on = lines.find(|line| line.ends_with(['\\', '^', '`']));
                Some(match goes_on.and_then(|line| line.chars().next_back()) {
                    Some('^') => Self::Batch,
                    Some('`') => Self::PowerShell,
                    _ => Self::Shell,
                })
            }
            "cmd" | "bat" | "batch" | "dos" | "winbatch" => Some(Self::Batch),
            "powershell" | "ps1" | "pwsh" | "ps" => Some(Self::PowerShell),
            "make" | "makefile" => Some(Self::Make),
            "dockerfile" | "docker" => Some(Self::Docker),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }

    /// The scripts that stand in a part of a text; `None` if a POSIX shell reads that as it is, or if it is not written so
    /// after all.
    pub(super) fn scripts(
        self,
        text: &str,
        part: Span,
        settings: &Settings,
    ) -> Option<Vec<Spelled>> {
        match self {
            Self::Shell => None,
            Self::Batch => Some(vec![batch::script(text, part)]),
            Self::PowerShell => Some(vec![power_shell::script(text, part)]),
            Self::Make => Some(vec![make::script(text, part, settings)]),
            Self::Docker => Some(vec![docker::script(text, part)]),
            Self::Yaml => strings::of_yaml(text, part),
            Self::Json => strings::of_json(text, part),
        }
    }
}

/// The lines of a part of a text, with their ends, and where each begins.
fn lines(text: &str, part: Span) -> impl Iterator<Item = (usize, &str)> {
    let mut at = part.start;
    let lines = text.get(part.start..part.end).unwrap_or("");
    lines.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// Words as a POSIX shell takes them for just these letters.
fn quoted<'w>(words: impl Iterator<Item = &'w Spelled>) -> Spelled {
    let mut script = Spelled::default();
    for word in words {
        let at = word.span;
        match script.is_empty() {
            true => script.span = at,
            false => script.span = script.span.to(at),
        }
        script.push("'", Span::at(at.start));
        let mut start = 0;
        for (quote, _) in word.letters().match_indices('\'') {
            script.push_spelled(&word.before(start, quote));
            script.push("'\\'", word.source(Span::new(quote, quote + 1)));
            start = quote;
        }
        script.push_spelled(&word.slice(start, word.letters().len()));
        script.push("' ", Span::at(at.end));
    }
    script
}

/// Reads a script of another shell, and says the same for a POSIX shell: each piece with the place that it is said for.
struct Reader<'x> {
    text: &'x str,
    /// Between two characters at all times: a reader that stood inside one would see nothing of the text any more, and not
    /// come to its end.
    at: usize,
    end: usize,
    script: Spelled,
}

impl<'x> Reader<'x> {
    fn new(text: &'x str, part: Span) -> Self {
        Self {
            text,
            at: part.start,
            end: part.end,
            script: Spelled::new(part),
        }
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.end
    }

    fn rest(&self) -> &'x str {
        self.text.get(self.at..self.end).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Says something for the next bytes, and for all of the character in which they end.
    fn say(&mut self, said: &str, length: usize) {
        let mut end = (self.at + length).min(self.end);
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let span = Span::new(self.at, end);
        self.script.push(said, span);
        self.at = end;
    }

    /// Says the next character as it is.
    fn keep(&mut self) {
        let letter = self.peek().map_or(0, char::len_utf8);
        let said = self.rest().get(..letter).unwrap_or("");
        self.say(said, letter.max(1));
    }
}
