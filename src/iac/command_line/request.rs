//! The request that a command of the AWS CLI makes: its options as members.

use super::operations::{Declares, Kind, Meaning, Operation, global};
use super::shell::{Command, NO_FILE, Session};
use super::shorthand;
use super::spelled::Spelled;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, JsonString, Member, Shape, Value};
use crate::model::Extent;
use crate::source::Span;
use crate::suggest;

/// An option that the command does not have.
const UNKNOWN_OPTION: Code = Code::new("command-line/unknown-option");
/// A word that belongs to no option.
const STRAY_WORD: Code = Code::new("command-line/stray-word");

/// A request, as an API has it.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) declares: Declares,
    pub(super) value: Value,
    /// Whether it changes what is there, if something is.
    pub(super) is_update: bool,
    /// Whether it is made whatever happens.
    pub(super) is_certain: bool,
    /// Whether all of it is known.
    pub(super) is_whole: bool,
    /// The command without its options.
    pub(super) command: String,
}

impl Request {
    /// How much of a request of the API it is.
    pub(super) fn extent(&self) -> Extent {
        match (self.is_whole, self.declares) {
            (false, _) | (_, Declares::SubscriptionAttribute | Declares::Pattern) => Extent::Part,
            (true, Declares::Schedule) if self.is_update => Extent::Replacement,
            (true, _) if self.is_update => Extent::Update,
            (true, _) => Extent::Whole,
        }
    }
}

/// The request of a command; `None` if it is one that declares nothing.
pub(super) fn request(command: &Command, session: &mut Session<'_, '_, '_>) -> Option<Request> {
    let (operation, words) = operation(&command.words)?;
    let mut reader = Reader {
        operation,
        command,
        session,
        members: Vec::new(),
        document: None,
        is_whole: true,
    };
    if !reader.options(words) {
        return None;
    }
    let is_whole = reader.is_whole;
    let made = |value| Request {
        declares: operation.declares,
        value,
        is_whole,
        is_update: operation.is_update(),
        is_certain: command.is_certain,
        command: operation.command(),
    };
    let members = match reader.document {
        // Options go before what the document says.
        Some(Ok(members)) => {
            let given = |member: &Member| reader.members.iter().any(|one| one.name == member.name);
            let kept = members.into_iter().filter(|member| !given(member));
            let kept: Vec<Member> = kept.collect();
            kept.into_iter().chain(reader.members).collect()
        }
        Some(Err(open)) => return Some(made(open)),
        None => reader.members,
    };
    let kind = json::Kind::Object(members);
    let span = command.span;
    Some(made(Value { span, kind }))
}

/// The operation that a command names, and the words behind it with the options that stand before it.
fn operation(words: &[Spelled]) -> Option<(&'static Operation, Vec<&Spelled>)> {
    let mut names = Vec::new();
    let mut rest = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.letters().strip_prefix("--") {
            Some(option) if names.len() < 2 => {
                if global(option) == Meaning::Global {
                    words.next();
                }
            }
            None if names.len() < 2 => names.push(word.known()?),
            _ => rest.push(word),
        }
    }
    let [service, name] = names.as_slice() else {
        return None;
    };
    Some((Operation::named(service, name)?, rest))
}

struct Reader<'r, 's, 't, 'f> {
    operation: &'static Operation,
    command: &'r Command,
    session: &'r mut Session<'s, 't, 'f>,
    members: Vec<Member>,
    /// What `--cli-input-json` gives; what is not known of it, as it stands.
    document: Option<Result<Vec<Member>, Value>>,
    /// Whether nothing may give more members.
    is_whole: bool,
}

impl Reader<'_, '_, '_, '_> {
    /// Reads all options; `false` if the command asks for something else than its request.
    fn options(&mut self, words: Vec<&Spelled>) -> bool {
        let mut words = words.into_iter().peekable();
        while let Some(word) = words.next() {
            let Some(option) = written_option(word) else {
                self.stray(word);
                continue;
            };
            let (name, attached) = match option.split_once('=') {
                Some((name, value)) => {
                    let start = word.letters().len() - value.len();
                    (name, Some(word.slice(start, word.letters().len())))
                }
                None => (option, None),
            };
            let meaning = self.operation.meaning(name);
            let mut values: Vec<Spelled> = attached.into_iter().collect();
            let most = match meaning {
                Meaning::Member(_, Kind::Structures | Kind::Texts) => usize::MAX,
                Meaning::Member(_, Kind::Flag) | Meaning::Not(_) | Meaning::GlobalFlag => 0,
                // What follows an option that is not known is its value, perhaps.
                Meaning::Member(..) | Meaning::Global | Meaning::Unknown => 1,
            };
            while values.len() < most
                && let Some(value) = words.next_if(|word| written_option(word).is_none())
            {
                values.push(value.clone());
            }
            let place = word.source(Span::new(0, name.len() + 2));
            match meaning {
                Meaning::Member(member, kind) => self.member(member, kind, &values, place),
                Meaning::Not(member) => self.push(member, json::Kind::Bool(false), place, place),
                Meaning::Global if name == "generate-cli-skeleton" => return false,
                Meaning::Global if name == "cli-input-json" => {
                    if let Some(value) = values.first() {
                        self.document(value);
                    }
                }
                Meaning::Global if name == "cli-input-yaml" => self.left_out(place),
                Meaning::Global | Meaning::GlobalFlag => {}
                Meaning::Unknown => self.unknown(name, place),
            }
        }
        true
    }

    fn member(&mut self, member: &'static str, kind: Kind, values: &[Spelled], place: Span) {
        let first = values.first();
        let value = match (kind, first) {
            (Kind::Flag, _) => {
                return self.push(member, json::Kind::Bool(true), place, place);
            }
            (_, None) => return self.no_value(place),
            (Kind::Text, Some(value)) => self.text(value).value(),
            (Kind::Number, Some(value)) => number(&self.text(value)),
            (Kind::Structure, Some(value)) => self.structure(value),
            (Kind::Structures | Kind::Texts, Some(value)) => self.list(kind, value, values),
        };
        self.push_value(member, value, place);
    }

    fn push(&mut self, member: &str, kind: json::Kind, span: Span, place: Span) {
        self.push_value(member, Value { span, kind }, place);
    }

    fn push_value(&mut self, member: &str, value: Value, name_span: Span) {
        self.members.push(Member {
            name: JsonString::from(member),
            name_span,
            value,
        });
    }

    /// The text of a value: what is in its file, if it names one.
    fn text(&mut self, value: &Spelled) -> Spelled {
        let is_open = value.known().is_none();
        let path = ["file://", "fileb://"]
            .iter()
            .find_map(|scheme| value.letters().strip_prefix(scheme));
        let Some(path) = path else {
            return value.clone();
        };
        let content = match path {
            _ if is_open => None,
            "/dev/stdin" | "-" => self.command.input.clone(),
            path => self.session.file(path),
        };
        match content {
            Some(content) => content,
            None => {
                self.session.not_read(path, value.span);
                let mut open = Spelled::new(value.span);
                open.push_hole(value.letters(), value.span);
                open
            }
        }
    }

    /// An object: JSON, or shorthand.
    fn structure(&mut self, value: &Spelled) -> Value {
        let text = self.text(value);
        self.structure_of(&text, value)
    }

    /// The same of the text that a value names or is.
    fn structure_of(&mut self, text: &Spelled, value: &Spelled) -> Value {
        let is_file = text.span != value.span;
        let letters = text.letters().trim_start();
        let is_json = is_file || letters.starts_with(['{', '[']);
        let is_open = text.known().is_none() && letters.is_empty() || text.has_hole_before(0);
        let read = match (is_open, is_json) {
            (true, _) => return text.structure(),
            (_, true) => text.json(),
            (_, false) => shorthand::read(text),
        };
        match read {
            Ok(value) => value,
            Err(told) => {
                self.session.told.push(told);
                text.structure()
            }
        }
    }

    /// Several values: one of JSON, or each word one.
    fn list(&mut self, kind: Kind, first: &Spelled, values: &[Spelled]) -> Value {
        let text = self.text(first);
        let is_alone = values.len() == 1;
        let is_json = text.letters().trim_start().starts_with('[') || text.span != first.span;
        let is_open = text.known().is_none() && text.letters().is_empty();
        if is_alone && (is_json || is_open) {
            return self.structure_of(&text, first);
        }
        let elements = values.iter().map(|value| match kind {
            Kind::Texts => self.text(value).value(),
            _ => self.structure(value),
        });
        let kind = json::Kind::Array(elements.collect());
        let last = values.last().map_or(first.span, |last| last.span);
        let span = first.span.to(last);
        Value { span, kind }
    }

    fn document(&mut self, value: &Spelled) {
        let value = self.structure(value);
        self.document = match value.kind {
            json::Kind::Object(members) => Some(Ok(members)),
            json::Kind::Open(_) => Some(Err(value)),
            _ => None,
        };
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.session.told.push(diagnostic);
    }

    fn unknown(&mut self, name: &str, place: Span) {
        let options = self.operation.options();
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let option = format!("--{name}");
        let command = self.operation.command();
        let message = format!("`{command}` has no option `{option}`");
        let mut told = Diagnostic::warning(UNKNOWN_OPTION, message)
            .at(place, "the AWS CLI refuses the command");
        told.help = suggest::did_you_mean(&option, &options);
        self.tell(told);
    }

    fn no_value(&mut self, place: Span) {
        let told = Diagnostic::warning(UNKNOWN_OPTION, "this option has no value")
            .at(place, "the AWS CLI refuses the command");
        self.tell(told);
    }

    fn left_out(&mut self, place: Span) {
        self.is_whole = false;
        let told = Diagnostic::warning(NO_FILE, "the YAML of this option is left out")
            .at(place, "it may give every member of the request")
            .help("give it as JSON, with `--cli-input-json`");
        self.tell(told);
    }

    /// Tells of a word that no option takes. One behind a line that is cut was told there.
    fn stray(&mut self, word: &Spelled) {
        let told = match word.known() {
            Some(text) if text.trim().is_empty() => return,
            Some(_) => Diagnostic::warning(STRAY_WORD, "this word belongs to no option")
                .at(word.span, "the AWS CLI refuses the command")
                .help("a value with blanks stands in quotes"),
            None => {
                self.is_whole = false;
                Diagnostic::warning(STRAY_WORD, "this may hold options, which are not known")
                    .at(word.span, "")
            }
        };
        self.tell(told);
    }
}

/// The option that a word is, without its dashes.
fn written_option(word: &Spelled) -> Option<&str> {
    if word.has_hole_before(0) {
        return None;
    }
    let option = word.letters().strip_prefix("--")?;
    let begins = option.starts_with(|one: char| one.is_ascii_alphabetic());
    begins.then_some(option)
}

fn number(text: &Spelled) -> Value {
    let span = text.span;
    match text.known() {
        Some(number) if number.trim().parse::<i64>().is_ok() => Value {
            span,
            kind: json::Kind::Number(number.trim().into()),
        },
        Some(_) => text.value(),
        None => match text.value().kind {
            json::Kind::Open(open) => Value::open(Shape::Number, &open.hole.from, span),
            kind => Value { span, kind },
        },
    }
}
