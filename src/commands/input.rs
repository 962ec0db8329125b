//! Arguments that name an input: a path, `-`, inline JSON, `file://…`; gzip is seen through.

use std::io::{self, BufRead as _, BufReader, Read};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::report::Format;
use crate::source::Source;

/// A file that cannot be read.
pub(super) const UNREADABLE: Code = Code::new("input/unreadable");
/// A file that is not UTF-8.
pub(super) const NOT_UTF8: Code = Code::new("input/not-utf8");

/// `-` given twice.
const STDIN_TWICE: Code = Code::new("input/stdin-twice");

/// Where some input comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input: `-`.
    Stdin,
    /// JSON in the argument itself: it begins with `{` or `[`.
    Inline(String),
    /// A file. `file://` is cut off, as the AWS CLI does.
    File(String),
}

impl Input {
    /// Reads an argument.
    #[must_use]
    pub fn new(argument: &str) -> Self {
        match argument {
            "-" => Self::Stdin,
            _ if argument.trim_start().starts_with(['{', '[']) => Self::Inline(argument.to_owned()),
            _ => Self::File(
                argument
                    .strip_prefix("file://")
                    .unwrap_or(argument)
                    .to_owned(),
            ),
        }
    }

    /// What to call it in messages. `argument` names inline JSON: `--pattern`, say.
    #[must_use]
    pub fn name<'a>(&'a self, argument: &'a str) -> &'a str {
        match self {
            Self::Stdin => "<stdin>",
            Self::Inline(_) => argument,
            Self::File(path) => path,
        }
    }

    /// Opens it as a stream of bytes, uncompressed.
    ///
    /// # Errors
    ///
    /// * `input/unreadable`: the file cannot be opened.
    pub fn open(&self, context: &Context<'_>) -> Result<Box<dyn Read + Send>, Failure> {
        let reader = match self {
            Self::Stdin => context.host.stdin(),
            Self::Inline(text) => return Ok(Box::new(io::Cursor::new(text.clone().into_bytes()))),
            Self::File(path) => context
                .host
                .open(path)
                .map_err(|error| unreadable(path, &error))?,
        };
        uncompressed(reader).map_err(|error| unreadable(self.name(""), &error))
    }

    /// Reads it whole, as text. `argument` is what inline JSON is called in messages.
    ///
    /// # Errors
    ///
    /// * `input/unreadable`: the file cannot be opened or read.
    /// * `input/not-utf8`: it is not text.
    pub fn read(&self, argument: &str, context: &Context<'_>) -> Result<Source, Failure> {
        let name = self.name(argument);
        let mut bytes = Vec::new();
        self.open(context)?
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(name, &error))?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(name, text)),
            Err(error) => Err(Failure::refused(Finding::without_source(
                Diagnostic::error(
                    NOT_UTF8,
                    format!(
                        "`{name}` is not UTF-8 text: byte {} is wrong",
                        error.utf8_error().valid_up_to() + 1
                    ),
                ),
            ))),
        }
    }
}

/// Standard input can be read once; `help` says what to do about it.
///
/// # Errors
///
/// * `input/stdin-twice`: several of the inputs are standard input.
pub(super) fn one_standard_input<'i>(
    inputs: impl IntoIterator<Item = &'i Input>,
    help: &str,
) -> Result<(), Failure> {
    let uses = inputs
        .into_iter()
        .filter(|input| **input == Input::Stdin)
        .count();
    if uses < 2 {
        return Ok(());
    }
    Err(Failure::refused(Finding::without_source(
        Diagnostic::error(STDIN_TWICE, "standard input is asked for twice").help(help),
    )))
}

/// A failure to read, with the remedy where we know one.
pub(super) fn unreadable(path: &str, error: &io::Error) -> Failure {
    let diagnostic = Diagnostic::error(UNREADABLE, format!("cannot read `{path}`: {error}"));
    Failure::refused(Finding::without_source(match error.kind() {
        io::ErrorKind::NotFound => {
            diagnostic.help("give the path of a file, `-` for standard input, or JSON itself")
        }
        _ => diagnostic,
    }))
}

/// The stream itself, or what is inside if it begins like gzip.
fn uncompressed(reader: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let is_gzip = reader.fill_buf()?.starts_with(&GZIP_MAGIC);
    if is_gzip {
        Ok(Box::new(flate2::read::MultiGzDecoder::new(reader)))
    } else {
        Ok(Box::new(reader))
    }
}

/// A parser of `--format` that offers only `names`.
pub fn formats<const N: usize>(names: [Format; N]) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(names.map(Format::as_str))
        .map(|name| Format::from_name(&name).unwrap_or(Format::Human))
}
