//! Arguments that name an input: a path, `-`, inline JSON, a command of the AWS CLI, `file://…`; gzip is seen through.
//!
//! Where several files may be named, a path with `*`, `?` or `[` in it is a glob, unless a file has that very name: so
//! a glob works whether or not the shell expands it ([`expanded`]).

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::context::Reading;
use super::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac;
use crate::pattern::condition;
use crate::quota::{MAXIMUM_INPUT_BYTES, MAXIMUM_RECORD_BYTES};
use crate::report::Format;
use crate::source::Source;

/// A file that cannot be read.
pub(super) const UNREADABLE: Code = Code::new("input/unreadable");
/// A file that is not UTF-8.
pub(super) const NOT_UTF8: Code = Code::new("input/not-utf8");

/// An input that is read whole and is longer than anything that AWS takes.
const TOO_LONG: Code = Code::new("input/too-long");
/// An input that is longer gets the room of the longest at once.
const LONG_INPUT_BYTES: usize = 4 << 20;

/// Files of a directory that are not read.
const LEFT_OUT: Code = Code::new("input/files-left-out");

/// An argument without a single character.
const EMPTY_ARGUMENT: Code = Code::new("input/empty-argument");
/// How somebody at a terminal says that this was all.
const END_OF_INPUT: &str = if cfg!(windows) {
    "Ctrl-Z and Enter"
} else {
    "Ctrl-D"
};

/// `-` given twice.
const STDIN_TWICE: Code = Code::new("input/stdin-twice");

/// Where some input comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Standard input: `-`.
    Stdin,
    /// JSON in the argument itself, which begins with `{` or `[`, or a command of the AWS CLI.
    Inline {
        /// The JSON, or the command.
        text: String,
        /// What to call it, where several arguments may hold JSON; see [`number_inline`].
        name: Option<String>,
    },
    /// A file. `file://` and `fileb://` are cut off, as the AWS CLI does.
    File(FileInput),
}

/// A file that is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInput {
    path: PathBuf,
    name: String,
}

impl FileInput {
    /// The file of that path.
    pub(super) fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = shown(&path);
        Self { path, name }
    }

    /// The path as the operating system has it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path as a text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A path as a text: a byte of it that is not UTF-8 is written `<FF>`, as `less` does.
pub(super) fn shown(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("<{byte:02X}>"));
        }
    }
    text
}

impl Input {
    /// Reads an argument. One that is not UTF-8 is the name of a file.
    #[must_use]
    pub fn new(argument: &(impl AsRef<OsStr> + ?Sized)) -> Self {
        let argument = argument.as_ref();
        match argument.to_str() {
            Some("-") => Self::Stdin,
            Some(text) if text.trim_start().starts_with(['{', '[']) || iac::is_command(text) => {
                Self::Inline {
                    text: text.to_owned(),
                    name: None,
                }
            }
            Some(text) => Self::File(FileInput::new(
                ["file://", "fileb://"]
                    .iter()
                    .find_map(|scheme| text.strip_prefix(scheme))
                    .unwrap_or(text),
            )),
            None => Self::File(FileInput::new(argument)),
        }
    }

    /// What to call it in messages. `argument` names inline JSON: `--pattern`, say.
    #[must_use]
    pub fn name<'a>(&'a self, argument: &'a str) -> &'a str {
        match self {
            Self::Stdin => "<stdin>",
            Self::Inline { name, .. } => name.as_deref().unwrap_or(argument),
            Self::File(file) => file.name(),
        }
    }

    /// Opens it as a stream of events, uncompressed.
    ///
    /// # Errors
    ///
    /// As those of [`open_as`](Self::open_as).
    pub fn open(&self, context: &Context<'_>) -> Result<Box<dyn Read + Send>, Failure> {
        self.open_as("events", context)
    }

    /// Whether a read of it may last until somebody writes more.
    pub(super) fn may_wait(&self, context: &Context<'_>) -> bool {
        match self {
            Self::Stdin => true,
            Self::Inline { .. } => false,
            Self::File(file) => context.host.is_endless(&file.path),
        }
    }

    /// Opens it as a stream of bytes, uncompressed. Somebody at a terminal who is to type it is told so: `what` it is.
    ///
    /// # Errors
    ///
    /// * `input/unreadable`: the file cannot be opened, or is a directory.
    /// * `input/empty-argument`: there is no name.
    /// * `input/not-utf8`: it begins as UTF-16 does.
    pub(super) fn open_as(
        &self,
        what: &str,
        context: &Context<'_>,
    ) -> Result<Box<dyn Read + Send>, Failure> {
        self.open_in(what, context.reading())
    }

    fn open_in(&self, what: &str, context: Reading<'_>) -> Result<Box<dyn Read + Send>, Failure> {
        let reader = match self {
            Self::Stdin => {
                if context.host.stdin_is_terminal() && !context.quiet {
                    let line = format!("reading {what} from the terminal; end with {END_OF_INPUT}");
                    context.host.prompt(&line);
                }
                context.host.stdin()
            }
            Self::Inline { text, .. } => {
                return Ok(Box::new(io::Cursor::new(text.clone().into_bytes())));
            }
            Self::File(file) if file.name.trim().is_empty() => return Err(empty_argument()),
            Self::File(file) if context.host.is_directory(&file.path) => {
                return Err(directory(&file.name));
            }
            Self::File(file) => context
                .host
                .open(&file.path)
                .map_err(|error| unreadable(&file.name, &error))?,
        };
        let name = self.name("");
        let mut reader = uncompressed(reader).map_err(|error| unreadable(name, &error))?;
        let begins = reader
            .fill_buf()
            .map_err(|error| unreadable(name, &error))?;
        match Utf16::seen(begins) {
            Some(utf16) => Err(utf16.refused(name)),
            None => Ok(Box::new(reader)),
        }
    }

    /// Reads it whole, as text. `argument` is what inline JSON is called in messages.
    ///
    /// # Errors
    ///
    /// * `input/unreadable`: the file cannot be opened or read.
    /// * `input/too-long`: it has more than [`MAXIMUM_INPUT_BYTES`], counted after decompression.
    /// * `input/not-utf8`: it is not text.
    pub fn read(&self, argument: &str, context: &Context<'_>) -> Result<Source, Failure> {
        self.read_in(argument, context.reading())
    }

    /// The same on any thread.
    pub(super) fn read_in(&self, argument: &str, reading: Reading<'_>) -> Result<Source, Failure> {
        let name = self.name(argument);
        let what = match argument.trim_matches(['<', '>']) {
            flag if flag.starts_with("--") => format!("`{flag}`"),
            noun => format!("the {noun}"),
        };
        let bytes = self
            .open_in(&what, reading)
            .and_then(|reader| bounded(reader).map_err(|error| unreadable(name, &error)))?;
        if bytes.len() > MAXIMUM_INPUT_BYTES {
            return Err(too_long(name));
        }
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

/// What is in an input, to one byte more than the bound.
fn bounded(mut reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut first = (&mut reader).take(LONG_INPUT_BYTES as u64);
    if first.read_to_end(&mut bytes)? == LONG_INPUT_BYTES {
        // Every move of a long buffer that grows would leave memory of its size behind; room that is not written takes none.
        let more = MAXIMUM_INPUT_BYTES + 1 - LONG_INPUT_BYTES;
        bytes.reserve_exact(more);
        reader.take(more as u64).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Reads the next line, with its break, into `line`; `false` if it is longer than a record may be, and passed.
///
/// # Errors
///
/// The input cannot be read.
pub(super) fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut bounded = reader.by_ref().take(MAXIMUM_RECORD_BYTES as u64 + 1);
    bounded.read_until(b'\n', line)?;
    let is_whole = line.len() <= MAXIMUM_RECORD_BYTES || line.ends_with(b"\n");
    if !is_whole {
        line.clear();
        reader.skip_until(b'\n')?;
    }
    Ok(is_whole)
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
        io::ErrorKind::NotFound => diagnostic.help(help_on_missing(path)),
        io::ErrorKind::UnexpectedEof => {
            diagnostic.help("get the whole file; what stands before that place was read")
        }
        _ => diagnostic,
    }))
}

/// What to do about a path that names no file.
fn help_on_missing(path: &str) -> String {
    if let Some(pattern) = condition::meant(path) {
        return format!("where a pattern is wanted, a condition is JSON: `{pattern}`");
    }
    let help = if path.contains('{') {
        "JSON in the argument begins with `{` or `[`: `cmd.exe` takes `'` for a part of it, so put it in `\"`, and each `\"` inside as `\\\"`"
    } else {
        "give the path of a file, `-` for standard input, or JSON itself"
    };
    help.to_owned()
}

fn too_long(name: &str) -> Failure {
    let most = MAXIMUM_INPUT_BYTES >> 20;
    let message = format!("`{name}` has more than {most} MiB, decompressed if it is gzip");
    Failure::refused(Finding::without_source(
        Diagnostic::error(TOO_LONG, message).help(format!(
            "what is read whole may have {most} MiB: only events are read as a stream"
        )),
    ))
}

fn empty_argument() -> Failure {
    Failure::refused(Finding::without_source(
        Diagnostic::error(EMPTY_ARGUMENT, "an argument that names an input is empty").help(
            "is a variable of the command line without a value? give the path of a file, `-` for standard input, or JSON itself",
        ),
    ))
}

fn directory(path: &str) -> Failure {
    let inside = path.trim_end_matches(['/', '\\']);
    Failure::refused(Finding::without_source(
        Diagnostic::error(
            UNREADABLE,
            format!("cannot read `{path}`: it is a directory"),
        )
        .help(format!("name the files in it: `{inside}/*.json`, say")),
    ))
}

/// Names the inline JSON among `inputs` so that each can be told from the others: `<event 2>` is the second argument.
/// A single one needs no name of its own.
pub(super) fn number_inline(inputs: &mut [Input], noun: &str) {
    let is_inline = |input: &&Input| matches!(input, Input::Inline { .. });
    if inputs.iter().filter(is_inline).count() < 2 {
        return;
    }
    for (number, input) in (1_usize..).zip(inputs) {
        if let Input::Inline { name, .. } = input {
            *name = Some(format!("<{noun} {number}>"));
        }
    }
}

/// The inputs that an argument names: the files of a glob or those below a directory, sorted, or itself.
///
/// A path is a glob if `*`, `?` or `[` stands in it, no file has that very name, and it can be read as a glob. What begins
/// like JSON and does not end like it is the file of that very name, if there is one.
///
/// # Errors
///
/// `input/unreadable`: the glob names no file, there is none below the directory, or it cannot be read.
pub(super) fn expanded(input: Input, context: &Context<'_>) -> Result<Expanded, Failure> {
    let inputs = match input {
        Input::File(file) if context.host.is_directory(&file.path) => {
            return below(&file, context);
        }
        Input::File(file) if is_glob(&file) && context.host.open(&file.path).is_err() => {
            files(&file.name, context)?
        }
        // Not JSON, but a name like `[id].json`.
        Input::Inline { text, .. }
            if !text.trim_end().ends_with(['}', ']'])
                && context.host.open(Path::new(&text)).is_ok() =>
        {
            vec![Input::File(FileInput::new(text))]
        }
        other => vec![other],
    };
    Ok(Expanded {
        inputs,
        left_out: None,
    })
}

/// What an argument names.
pub(super) struct Expanded {
    pub(super) inputs: Vec<Input>,
    /// That files of a directory are not read.
    pub(super) left_out: Option<Finding>,
}

/// The files of a directory, and of those below it, that hold JSON by their names.
fn below(directory: &FileInput, context: &Context<'_>) -> Result<Expanded, Failure> {
    let name = &directory.name;
    let all = context.host.files_below(&directory.path);
    let all = all.map_err(|error| unreadable(name, &error))?;
    let count = all.len();
    let files = all.into_iter().map(FileInput::new);
    let inputs: Vec<Input> = files
        .filter(|file| holds_json(file.name()))
        .map(Input::File)
        .collect();
    if inputs.is_empty() {
        return Err(no_file_in(name));
    }
    let left_out = (count > inputs.len()).then(|| files_left_out(name, count - inputs.len(), ""));
    Ok(Expanded { inputs, left_out })
}

/// Whether a file in a directory is one of those that are read.
pub(super) fn holds_json(file: &str) -> bool {
    let plain = file.strip_suffix(".gz").unwrap_or(file);
    let ends = [".json", ".jsonl", ".ndjson"];
    ends.iter().any(|end| plain.ends_with(end))
}

/// `also` is what is read beside JSON: `, or is a template`.
pub(super) fn files_left_out(directory: &str, count: usize, also: &str) -> Finding {
    let message = match count {
        1 => format!("1 file below `{directory}` is left out"),
        many => format!("{many} files below `{directory}` are left out"),
    };
    Finding::without_source(
        Diagnostic::note(LEFT_OUT, message)
            .help(format!("what is read ends in `.json`, `.jsonl` or `.ndjson`, or in one of these and `.gz`{also}; name other files themselves")),
    )
}

/// That a directory has no file that is read.
pub(super) fn no_file_in(directory: &str) -> Failure {
    let inside = directory.trim_end_matches(['/', '\\']);
    Failure::refused(Finding::without_source(
        Diagnostic::error(
            UNREADABLE,
            format!("cannot read `{directory}`: no file in it or below it is JSON"),
        )
        .help(format!("name the files themselves: `{inside}/*`, say")),
    ))
}

/// Whether a path may be a glob: one that is not UTF-8 names one file.
fn is_glob(file: &FileInput) -> bool {
    file.path.to_str().is_some() && file.name.contains(['*', '?', '['])
}

fn files(glob: &str, context: &Context<'_>) -> Result<Vec<Input>, Failure> {
    let files = match context.host.files_under(glob) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
            return Ok(vec![Input::File(FileInput::new(glob))]);
        }
        Err(error) => return Err(unreadable(glob, &error)),
    };
    if files.is_empty() {
        let none = Diagnostic::error(
            UNREADABLE,
            format!("cannot read `{glob}`: no file has such a name"),
        )
        .help(help_on_missing(glob));
        return Err(Failure::refused(Finding::without_source(none)));
    }
    Ok(files
        .into_iter()
        .map(|path| Input::File(FileInput::new(path)))
        .collect())
}

/// The stream itself, or what is inside if it begins like gzip.
fn uncompressed(reader: Box<dyn Read + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
    const BUFFER_BYTES: usize = 1 << 16;
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, reader);
    let is_gzip = reader.fill_buf()?.starts_with(&GZIP_MAGIC);
    if is_gzip {
        let inside = Gzip::new(reader);
        Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, inside)))
    } else {
        Ok(Box::new(reader))
    }
}

/// What is inside gzip, with words for what is wrong with it.
///
/// A read fills all the room there is: those who read tell by a short read that an input comes slowly.
struct Gzip<R: Read> {
    decoder: flate2::read::MultiGzDecoder<R>,
    /// Why it ends too early, to be told by the next read.
    failed: Option<io::Error>,
}

impl<R: Read> Gzip<R> {
    fn new(compressed: R) -> Self {
        Self {
            decoder: flate2::read::MultiGzDecoder::new(compressed),
            failed: None,
        }
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while self.failed.is_none() {
            match self
                .decoder
                .read(room.get_mut(filled..).unwrap_or_default())
            {
                Ok(0) => return Ok(filled),
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.failed = Some(error),
            }
        }
        match self.failed.take_if(|_| filled == 0) {
            Some(error) => Err(in_words(error)),
            None => Ok(filled),
        }
    }
}

/// Why what is inside gzip cannot be read.
fn in_words(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            io::Error::new(error.kind(), "the gzip stream inside is cut off")
        }
        kind @ (io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => {
            io::Error::new(kind, format!("the gzip stream inside is damaged: {error}"))
        }
        _ => error,
    }
}

/// Text in two-byte units: what Windows PowerShell writes with `>`.
#[derive(Clone, Copy)]
enum Utf16 {
    LittleEndian,
    BigEndian,
}

impl Utf16 {
    /// Whether a text begins with the byte order mark of UTF-16, or as JSON does in UTF-16.
    fn seen(begins: &[u8]) -> Option<Self> {
        match begins {
            [0xFF, 0xFE, ..] | [b'{' | b'[', 0, ..] => Some(Self::LittleEndian),
            [0xFE, 0xFF, ..] | [0, b'{' | b'[', ..] => Some(Self::BigEndian),
            _ => None,
        }
    }

    fn refused(self, name: &str) -> Failure {
        let order = match self {
            Self::LittleEndian => "little-endian",
            Self::BigEndian => "big-endian",
        };
        Failure::refused(Finding::without_source(
            Diagnostic::error(
                NOT_UTF8,
                format!("`{name}` is UTF-16 text ({order}), and JSON is read as UTF-8"),
            )
            .help("save it as UTF-8: `>` of Windows PowerShell writes UTF-16, that of PowerShell 7 and of `cmd.exe` does not; elsewhere `iconv -f UTF-16 -t UTF-8` converts it"),
        ))
    }
}

/// A parser of `--format` that offers only `names`.
pub fn formats<const N: usize>(names: [Format; N]) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(names.map(Format::as_str))
        .map(|name| Format::from_name(&name).unwrap_or(Format::Human))
}
