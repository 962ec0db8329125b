//! What commands do, as far as it matters to the words of others.

use super::words::{assigned_name, is_name};
use super::{Command, Shell, Simple, Spelled};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::sure::Sure as _;

/// A command that ends before its author meant it to.
const CUT: Code = Code::new("command-line/cut");
/// A quote that nothing closes.
const UNCLOSED: Code = Code::new("command-line/unclosed-quote");

/// Words in front of a command that leave it what it is; prompts of pages, too.
const IN_FRONT: [&str; 3] = ["$", "%", "!"];

/// Commands that run the command that stands behind their options: as words, or as one text.
const RUNNERS: [&str; 31] = [
    "sudo",
    "doas",
    "su",
    "runuser",
    "time",
    "timeout",
    "nice",
    "ionice",
    "nohup",
    "setsid",
    "stdbuf",
    "command",
    "builtin",
    "exec",
    "env",
    "eval",
    "xargs",
    "watch",
    "retry",
    "ssh",
    "bash",
    "sh",
    "zsh",
    "ksh",
    "dash",
    "ash",
    "docker",
    "podman",
    "kubectl",
    "aws-vault",
    "chamber",
];

impl Shell<'_, '_, '_, '_, '_> {
    /// Does what a command does: what it prints, if that is known.
    pub(super) fn execute(&mut self, simple: Simple) -> Option<Spelled> {
        let broken = self.broken.take();
        let unclosed = self.unclosed.take();
        let Simple {
            words,
            input,
            output,
        } = simple;
        let words = self.behind_keywords(&words);
        let words = self.behind_assignments(words);
        let words = self.behind_runner(words);
        let name = words.first().and_then(Spelled::known).unwrap_or("");
        let arguments = words.get(1..).unwrap_or_default();
        if is_aws(name) {
            let first = words.first().map_or(Span::default(), |word| word.span);
            let last = words.last().map_or(first, |word| word.span);
            let span = first.to(last);
            self.slips(span, broken, unclosed);
            self.session.commands.push(Command {
                words: arguments.to_vec(),
                input,
                span,
                is_certain: self.is_certain && self.blocks.is_empty(),
                is_cut: broken.is_some(),
            });
            return self.answered(arguments, span);
        }
        if name.starts_with("--") {
            self.goes_on(words.first().map_or(Span::default(), |word| word.span));
        }
        let printed = self.printed(name, arguments, input);
        match output {
            None => printed,
            Some((path, is_appended)) => {
                if let Some(path) = path.known() {
                    self.write(path, printed.filter(|_| !is_appended));
                }
                None
            }
        }
    }

    /// The command that another runs; texts among the words of that one are scripts.
    fn behind_runner<'w>(&mut self, words: &'w [Spelled]) -> &'w [Spelled] {
        let known = |word: &'w Spelled| word.known().unwrap_or("");
        let runner = words.first().map_or("", known);
        let runner = runner.rsplit('/').next().unwrap_or(runner);
        if !RUNNERS.contains(&runner) {
            return words;
        }
        if let Some(at) = words.iter().position(|word| is_aws(known(word))) {
            return words.get(at..).unwrap_or_default();
        }
        let is_certain = self.is_certain && self.blocks.is_empty();
        for word in words {
            if word.letters().contains("aws ") {
                let depth = self.depth + 1;
                self.session.nested(word.clone(), depth, is_certain);
            }
        }
        words
    }

    /// What commands of the AWS CLI print that ask for what the caller has said: the account and the Region.
    fn answered(&self, words: &[Spelled], span: Span) -> Option<Spelled> {
        let words: Vec<&str> = words.iter().filter_map(Spelled::known).collect();
        let has = |asked: [&str; 2]| words.windows(2).any(|pair| pair == asked);
        let settings = self.session.settings;
        let answer = if has(["sts", "get-caller-identity"]) && has(["--query", "Account"]) {
            settings.account.as_deref()?
        } else if has(["configure", "get"]) && words.contains(&"region") {
            settings.region.as_deref()?
        } else {
            return None;
        };
        let mut spelled = Spelled::new(span);
        spelled.push(answer, Span::at(span.start));
        Some(spelled)
    }

    fn write(&mut self, path: &str, content: Option<Spelled>) {
        let path = path.strip_prefix("./").unwrap_or(path);
        self.session.files.insert(path.to_owned(), content);
    }

    /// What the commands print that only hand on what they are given.
    fn printed(
        &mut self,
        name: &str,
        arguments: &[Spelled],
        input: Option<Spelled>,
    ) -> Option<Spelled> {
        match name {
            "export" | "local" | "readonly" | "declare" | "typeset" => {
                for word in arguments {
                    self.assign(word);
                }
                None
            }
            "read" | "mapfile" | "readarray" | "unset" | "getopts" => {
                let names = arguments.iter().filter_map(Spelled::known);
                let names: Vec<&str> = names.filter(|name| is_name(name)).collect();
                // `read -d '' NAME <<EOF` takes all of the here-document.
                let takes_all = arguments.iter().any(|one| one.letters() == "-d");
                let all = input.filter(|_| takes_all && names.len() == 1);
                for name in names {
                    self.set(name, all.as_ref().map(Spelled::trimmed_end));
                }
                None
            }
            "cat" => match arguments {
                [] => input,
                [file] => {
                    let path = file.known()?;
                    let text = self.session.file(path);
                    if text.is_none() && self.session.lies_outside(path) {
                        self.session.not_read(path, file.span);
                    }
                    text
                }
                _ => None,
            },
            "tee" => {
                if let [path] = arguments
                    && let Some(path) = path.known()
                {
                    self.write(path, input.clone());
                }
                input
            }
            "echo" => {
                let is_flag = |word: &&Spelled| matches!(word.known(), Some("-n" | "-e" | "-ne"));
                Some(joined(arguments.iter().skip_while(is_flag)))
            }
            "printf" => formatted(arguments),
            // `jq .` prints the JSON that it is given, in other lines.
            "jq" => {
                let is_flag = |word: &&Spelled| word.letters().starts_with('-');
                let mut rest = arguments.iter().filter(|word| !is_flag(word));
                let is_same = rest.next()?.known() == Some(".");
                match (is_same, rest.next(), rest.next()) {
                    (true, None, _) => input,
                    (true, Some(path), None) => self.session.file(path.known()?),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The words behind those of the shell itself, which open and close blocks.
    fn behind_keywords<'w>(&mut self, mut words: &'w [Spelled]) -> &'w [Spelled] {
        while let [first, rest @ ..] = words {
            let written = self.slice(first.span.start, first.span.end);
            match written {
                "if" | "{" => self.open(false, false),
                "while" | "until" => self.open(false, true),
                "then" | "do" => {}
                "else" | "elif" => self.forget(),
                "fi" | "done" | "}" | "esac" => self.close(),
                "for" | "select" => {
                    self.open(false, true);
                    if let Some(name) = rest.first().and_then(Spelled::known) {
                        self.set(name, None);
                    }
                    return &[];
                }
                "case" => {
                    self.open(false, false);
                    return &[];
                }
                _ => return words,
            }
            words = rest;
        }
        words
    }

    /// The words behind assignments and behind what stands in front of a command. Alone, assignments hold from here on.
    fn behind_assignments<'w>(&mut self, words: &'w [Spelled]) -> &'w [Spelled] {
        let is_assignment = |word: &&Spelled| {
            let written = self.slice(word.span.start, word.span.end);
            assigned_name(written).is_some()
        };
        let number = words.iter().take_while(is_assignment).count();
        let (assignments, rest) = words.split_at_checked(number).unwrap_or((&[], words));
        if rest.is_empty() {
            for word in assignments {
                self.assign(word);
            }
        }
        let in_front = |word: &&Spelled| {
            let word = word.known().unwrap_or("");
            IN_FRONT.contains(&word) || assigned_name(word).is_some()
        };
        let number = rest.iter().take_while(in_front).count();
        rest.get(number..).unwrap_or_default()
    }

    fn assign(&mut self, word: &Spelled) {
        let Some((name, length)) = assigned_name(word.letters()) else {
            return;
        };
        let mut value = word.slice(length, word.letters().len());
        if word.letters().get(..length).sure().ends_with("+=") {
            let before = self.session.variables.get(name);
            let before = before.and_then(|variable| variable.value.clone());
            let Some(mut whole) = before else {
                return self.set(name, None);
            };
            whole.push_spelled(&value);
            value = whole;
        }
        value.span = word.span;
        // What only running tells is known by the name of the variable.
        self.set(name, Some(value).filter(|value| !value.is_hole()));
    }

    /// Tells of what stops a command of the AWS CLI short.
    fn slips(&mut self, command: Span, broken: Option<Span>, unclosed: Option<Span>) {
        if let Some(blank) = broken {
            self.session.told.push(
                Diagnostic::warning(
                    CUT,
                    "a blank stands behind the backslash, so the command ends with this line",
                )
                .at(
                    blank,
                    "only a line break behind the backslash continues the line",
                )
                .related(command, "this is what the shell runs")
                .help("delete the blank at the end of the line"),
            );
        }
        if let Some(quote) = unclosed {
            self.session.told.push(
                Diagnostic::warning(UNCLOSED, "this quote is not closed")
                    .at(quote, "the rest of the text stands in it")
                    .help("inside `'…'` a `'` is written `'\\''`; inside `\"…\"` a `\"` is written `\\\"`"),
            );
        }
    }

    /// Tells of a line of options that no backslash joins to the command before it.
    fn goes_on(&mut self, option: Span) {
        let own = self.session.commands.get(self.commands_before..);
        let Some(before) = own.and_then(<[Command]>::last).filter(|one| !one.is_cut) else {
            return;
        };
        let between = self.slice(before.span.end, option.start);
        if between.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
            let command = before.span;
            self.session.told.push(
                Diagnostic::warning(
                    CUT,
                    "these options do not belong to the command before them",
                )
                .at(option, "a shell takes this for a command")
                .related(command, "this ends with its line")
                .help("end the line before with a backslash"),
            );
        }
    }
}

/// `aws`, by its path or by the name of one that speaks to a stand-in.
fn is_aws(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    matches!(name, "aws" | "aws2" | "awslocal" | "aws.exe")
}

/// What `printf` prints: the format with each `%s` filled, if it is known and holds no other conversion.
fn formatted(arguments: &[Spelled]) -> Option<Spelled> {
    let (format, arguments) = arguments.split_first()?;
    let mut arguments = arguments.iter();
    let mut printed = Spelled::new(format.span);
    let mut letters = format.known()?.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let escaped = match (letter, next) {
            ('%', Some('s')) => {
                printed.push_spelled(arguments.next()?);
                letters.next();
                continue;
            }
            ('%', Some('%')) => "%",
            ('\\', Some('n')) => "\n",
            ('\\', Some('t')) => "\t",
            ('\\', Some('"')) => "\"",
            ('\\', Some('\\')) => "\\",
            ('%' | '\\', _) => return None,
            _ => {
                printed.push_spelled(&format.slice(at, at + letter.len_utf8()));
                continue;
            }
        };
        printed.push(escaped, format.source(Span::new(at, at + 2)));
        letters.next();
    }
    Some(printed)
}

/// Words with a blank between them.
fn joined<'w>(words: impl Iterator<Item = &'w Spelled>) -> Spelled {
    let mut all = Spelled::default();
    for (number, word) in words.enumerate() {
        if number > 0 {
            all.push(" ", Span::at(word.span.start));
        } else {
            all.span = word.span;
        }
        all.span = all.span.to(word.span);
        all.push_spelled(word);
    }
    all
}
