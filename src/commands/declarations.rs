//! Arguments that name what is declared: `FILE`, or `FILE#NAME` for one thing in it.
//!
//! Every command that takes a rule, a target, a schedule, a pipe or a pattern begins here, so that one file answers in all
//! of them.

use std::ffi::OsStr;
use std::path::Path;

use super::beside::Beside;
use super::context::Reading;
use super::host::Host;
use super::input::FileInput;
use super::{Context, Failure, Input, walk};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::{self, Content, Files, NoFiles, Settings, Texts};
use crate::json::Value;
use crate::model::{Declared, DeclaredPattern, Inventory, PatternText, Rule};
use crate::pattern::{self, Dialect};
use crate::source::{Part, Source, Span};
use crate::suggest;

/// Nothing in the file has the name behind the `#`.
const NO_SUCH_NAME: Code = Code::new("input/no-such-name");
/// The file declares nothing.
const NOTHING_DECLARED: Code = Code::new("input/nothing-declared");

/// How many names a message lists.
const LISTED_NAMES: usize = 10;

/// An argument that names a file, and perhaps one thing in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) input: Input,
    /// What stands behind the `#`.
    pub(super) name: Option<String>,
}

/// A file and what it is.
pub(super) struct Read {
    pub(super) source: Source,
    pub(super) content: Content,
    /// Everything that the file declares, where one thing of it is asked for.
    pub(super) whole: Option<Inventory>,
}

impl Named {
    /// Reads an argument. A file whose very name holds the `#` wins.
    pub(super) fn new(argument: &(impl AsRef<OsStr> + ?Sized), context: &Context<'_>) -> Self {
        let whole = Input::new(argument);
        let path = match &whole {
            Input::File(file)
                if file.name().contains('#') && context.host.open(file.path()).is_err() =>
            {
                file.name()
            }
            Input::File(_) | Input::Stdin | Input::Inline { .. } => {
                return Self {
                    input: whole,
                    name: None,
                };
            }
        };
        let splits = path.match_indices('#').map(|(at, _)| path.split_at(at));
        let is_file = |file: &str| file == "-" || context.host.open(Path::new(file)).is_ok();
        let (file, name) = splits
            .clone()
            .find(|(file, _)| is_file(file))
            .or_else(|| splits.clone().next())
            .unwrap_or((path, ""));
        Self {
            input: Input::new(file),
            name: Some(name.trim_start_matches('#').to_owned()),
        }
    }

    /// Reads the file, and what it names beside it. Of a directory that is one template that is read. With a name, what is
    /// left of it is the thing of that name.
    ///
    /// # Errors
    ///
    /// * `input/…`: it cannot be read, or is recognisably something else.
    /// * `json/…`: it declares something, and is no JSON.
    /// * `input/no-such-name`: nothing in it is called so.
    pub(super) fn read(&self, argument: &str, context: &Context<'_>) -> Result<Read, Failure> {
        self.read_in(argument, context.reading())
    }

    /// The same on any thread.
    pub(super) fn read_in(&self, argument: &str, reading: Reading<'_>) -> Result<Read, Failure> {
        self.narrowed(self.whole_in(argument, reading)?)
    }

    /// What is left of a file where one thing of it is asked for.
    ///
    /// # Errors
    ///
    /// * `input/no-such-name`: nothing in it is called so.
    pub(super) fn narrowed(&self, read: Read) -> Result<Read, Failure> {
        let Read {
            source, content, ..
        } = read;
        let mut whole = None;
        let content = match (content, &self.name) {
            (content, None) => content,
            (Content::Declarations(inventory), Some(name)) => {
                let kept = only(&inventory, name).map_err(|told| {
                    Failure::refused(Finding::without_source(named_in(told, source.name())))
                })?;
                whole = Some(*inventory);
                Content::Declarations(Box::new(kept))
            }
            (_, Some(_)) => {
                return Err(Failure::refused(Finding::without_source(
                    Diagnostic::error(
                        NOTHING_DECLARED,
                        format!("`{}` declares nothing that has a name", source.name()),
                    )
                    .help("leave out what stands behind the `#`"),
                )));
            }
        };
        Ok(Read {
            source,
            content,
            whole,
        })
    }

    /// The file without regard to a name.
    pub(super) fn read_whole(
        &self,
        argument: &str,
        context: &Context<'_>,
    ) -> Result<Read, Failure> {
        self.whole_in(argument, context.reading())
    }

    fn whole_in(&self, argument: &str, reading: Reading<'_>) -> Result<Read, Failure> {
        let (input, source) = opened(&self.input, argument, reading)?;
        text_in(&input, source, reading).map_err(|finding| Failure::refused(*finding))
    }
}

/// What a text is that was read from `input`, and what it names beside it.
///
/// # Errors
///
/// * `input/other-format`: it is recognisably something else.
/// * `json/…`, …: it is a template, or declares something, and cannot be read.
pub(super) fn read_text(
    input: &Input,
    source: Source,
    context: &Context<'_>,
) -> Result<Read, Box<Finding>> {
    text_in(input, source, context.reading())
}

fn text_in(input: &Input, source: Source, reading: Reading<'_>) -> Result<Read, Box<Finding>> {
    let (source, content) = with_texts(input, source, reading, iac::read_with);
    match content {
        Ok(content) => Ok(Read {
            source,
            content,
            whole: None,
        }),
        Err(diagnostic) => Err(Box::new(Finding::new(diagnostic, &source))),
    }
}

/// Reads an input, and if it is a template what that declares.
///
/// # Errors
///
/// It cannot be read, or something is wrong with the template.
pub(super) fn template(
    input: &Input,
    argument: &str,
    context: &Context<'_>,
) -> Result<(Source, Option<Inventory>), Failure> {
    let reading = context.reading();
    let (input, source) = opened(input, argument, reading)?;
    let (source, read) = with_texts(&input, source, reading, |texts, settings| {
        iac::template(texts, settings).transpose()
    });
    let read = read.map_err(|told| Failure::refused(Finding::new(told, &source)))?;
    Ok((source, read))
}

/// The text of an input: of a directory that is one template, the file from which that is read.
fn opened(input: &Input, argument: &str, reading: Reading<'_>) -> Result<(Input, Source), Failure> {
    let input = template_of_directory(input, reading.host).unwrap_or_else(|| input.clone());
    let source = input.read_in(argument, reading)?;
    Ok((input, source))
}

/// What `read` makes of a text and of what lies beside it, and the text in which spans lie then. A command of the AWS CLI that
/// is an argument names files as seen from where it would run.
pub(super) fn with_texts<T>(
    input: &Input,
    source: Source,
    reading: Reading<'_>,
    read: impl FnOnce(&mut Texts<'_>, &Settings) -> T,
) -> (Source, T) {
    let beside;
    let (directory, name, files): (&str, &str, &dyn Files) = match input {
        Input::File(file) => {
            beside = Beside::new(file, reading.templates, reading.host);
            let (directory, name) = split(file.name());
            (directory, name, &beside)
        }
        Input::Inline { text, .. } if iac::is_command(text) => {
            let here = FileInput::new("");
            beside = Beside::new(&here, reading.templates, reading.host);
            ("", source.name(), &beside)
        }
        Input::Stdin | Input::Inline { .. } => ("", source.name(), &NoFiles),
    };
    let mut texts = Texts::new(name, source.text(), files);
    let settings = reading.templates.settings_of(source.name());
    let read = read(&mut texts, &settings);
    (named_below(directory, &texts, &source), read)
}

/// The file from which the one template is read that a directory is.
fn template_of_directory(input: &Input, host: &dyn Host) -> Option<Input> {
    match input {
        Input::File(file) if host.is_directory(file.path()) => {
            walk::template_in(file, host).map(Input::File)
        }
        _ => None,
    }
}

/// Whether an input is a directory that is one template, not a directory of files.
pub(super) fn is_template_directory(input: &Input, context: &Context<'_>) -> bool {
    template_of_directory(input, context.host).is_some()
}

/// A path as the directory, with what ends it, and the name of the file.
fn split(path: &str) -> (&str, &str) {
    let end = path.rfind(std::path::is_separator).map_or(0, |at| at + 1);
    path.split_at(end)
}

/// The texts as a source whose files are named as seen from where the command runs.
fn named_below(directory: &str, texts: &Texts<'_>, first: &Source) -> Source {
    if texts.parts().len() < 2 {
        return first.clone();
    }
    let parts = texts.parts().iter().map(|part| Part {
        name: format!("{directory}{}", part.name),
        span: part.span,
    });
    Source::joined(texts.text(), parts.collect())
}

/// What a file declares: a pattern that stands alone is a rule without a bus, called like its file.
pub(super) fn declared(read: &Read) -> Option<Inventory> {
    match &read.content {
        Content::Declarations(inventory) => Some((**inventory).clone()),
        Content::Value(value) => {
            value.as_object()?;
            pattern::parse(read.source.slice(value.span), Dialect::Bus).ok()?;
            Some(bare_pattern(read, value))
        }
        Content::Broken(_) => None,
    }
}

/// A value as the pattern of a rule that is called as its file is.
pub(super) fn bare_pattern(read: &Read, value: &Value) -> Inventory {
    let span = value.span;
    let name = stem(read.source.name());
    let rule = Rule {
        name: Some(Declared::known(name.to_owned(), Span::at(span.start))),
        pattern: Some(DeclaredPattern {
            member: "EventPattern",
            span,
            text: PatternText::InPlace,
        }),
        has_targets_elsewhere: true,
        is_bare: true,
        span,
        ..Rule::default()
    };
    Inventory {
        rules: vec![rule],
        ..Inventory::default()
    }
}

/// The name of a file without its directory and its end.
pub(super) fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.split('.').next().unwrap_or(file)
}

/// What of an inventory is called `name`.
fn only(inventory: &Inventory, name: &str) -> Result<Inventory, Diagnostic> {
    let kept = inventory.only(name);
    if !kept.is_empty() {
        return Ok(kept);
    }
    let all: Vec<String> = inventory
        .things()
        .filter_map(|(names, _)| names.into_iter().next())
        .collect();
    let known: Vec<&str> = all.iter().map(String::as_str).collect();
    let diagnostic = Diagnostic::error(NO_SUCH_NAME, format!("nothing is called `{name}`"));
    let mut listed: Vec<String> = known
        .iter()
        .take(LISTED_NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    if known.len() > LISTED_NAMES {
        listed.push(format!("and {} more", known.len() - LISTED_NAMES));
    }
    let list = match listed.as_slice() {
        [] => "nothing in it has a name".to_owned(),
        listed => format!("there are {}", listed.join(", ")),
    };
    Err(diagnostic.help(match suggest::did_you_mean(name, &known) {
        Some(nearest) => format!("{nearest} {list}"),
        None => list,
    }))
}

fn named_in(mut diagnostic: Diagnostic, file: &str) -> Diagnostic {
    diagnostic.message = format!("{} in `{file}`", diagnostic.message);
    diagnostic
}
