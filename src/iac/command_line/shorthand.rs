//! The shorthand of the AWS CLI: `Key=Value,Key={Inner=Value},List=[a,b]`.
//!
//! # Source
//!
//! AWS: AWS CLI User Guide, "Using shorthand syntax with the AWS CLI"; its grammar and what becomes of numbers, booleans and
//! lists as `awscli/shorthand.py` of the AWS CLI (1.40) has them.

use super::spelled::Spelled;
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{JsonString, Kind, Member, Value};
use crate::source::Span;
use crate::sure::Sure as _;

/// Shorthand that the AWS CLI does not take.
const SHORTHAND: Code = Code::new("command-line/shorthand");

/// How deep lists and objects may stand in each other. Deeper than anything that AWS takes.
const MAXIMUM_DEPTH: usize = 32;

/// Members that are numbers, in whatever object of the requests that are read.
const NUMBERS: [&str; 20] = [
    "Attempts",
    "BatchSize",
    "InvocationRateLimitPerSecond",
    "MaximumBatchingWindowInSeconds",
    "MaximumConcurrency",
    "MaximumEventAgeInSeconds",
    "MaximumPollers",
    "MaximumRecordAgeInSeconds",
    "MaximumRetryAttempts",
    "MaximumWindowInMinutes",
    "MemoryReservation",
    "MinimumPollers",
    "ParallelizationFactor",
    "RetentionDays",
    "Size",
    "TaskCount",
    "TumblingWindowInSeconds",
    "base",
    "sizeInGiB",
    "weight",
];

/// Members that are booleans.
const BOOLEANS: [&str; 5] = [
    "EnableECSManagedTags",
    "EnableExecuteCommand",
    "Enabled",
    "IsValueSecret",
    "WithEvent",
];

/// Members that are lists: a single value is a list of one.
const LISTS: [&str; 26] = [
    "AdditionalBootstrapServers",
    "BodyParameters",
    "CapacityProviderStrategy",
    "Command",
    "DependsOn",
    "EnvironmentFiles",
    "Filters",
    "IncludeExecutionData",
    "InferenceAcceleratorOverrides",
    "Metrics",
    "MultiMeasureMappings",
    "PathParameterValues",
    "PipelineParameterList",
    "PlacementConstraints",
    "PlacementStrategy",
    "ResourceRequirements",
    "Resources",
    "RunCommandTargets",
    "SchemaValidationConfigs",
    "SecurityGroup",
    "SecurityGroups",
    "SingleMeasureMappings",
    "Sqls",
    "Subnets",
    "Tags",
    "Values",
];

/// The object that a word of shorthand is.
///
/// # Errors
///
/// `command-line/shorthand`: the AWS CLI does not take it.
pub(super) fn read(word: &Spelled) -> Result<Value, Diagnostic> {
    let mut reader = Reader {
        word,
        text: word.letters(),
        at: 0,
        depth: 0,
    };
    let members = reader
        .members()
        .map_err(|told| match of_a_value(word.letters()) {
            Some(help) => told.help(help),
            None => told,
        })?;
    let kind = Kind::Object(members);
    let span = word.span;
    Ok(Value { span, kind })
}

/// What to write for a value that stands without the name of its member.
fn of_a_value(word: &str) -> Option<String> {
    Some(match word.trim() {
        "OFF" => "write `Mode=OFF`".to_owned(),
        "FLEXIBLE" => "write `Mode=FLEXIBLE,MaximumWindowInMinutes=15`, for example".to_owned(),
        arn if arn.starts_with("arn:") && !arn.contains([',', '=', ' ']) => format!(
            "write `Arn={arn}`, with an `Id=…` for a target of a rule, and a `RoleArn=…` for that of a schedule"
        ),
        _ => return None,
    })
}

struct Reader<'w> {
    word: &'w Spelled,
    text: &'w str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    /// Members with commas between them, to the end.
    fn members(&mut self) -> Result<Vec<Member>, Diagnostic> {
        let mut members = vec![self.member(false)?];
        while self.at < self.text.len() {
            self.expect(',')?;
            members.push(self.member(false)?);
        }
        Ok(members)
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).sure()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    /// Passes a character and the white space around it.
    fn expect(&mut self, wanted: char) -> Result<(), Diagnostic> {
        self.skip_blanks();
        if self.peek() != Some(wanted) {
            return Err(self.expected(&format!("`{wanted}`")));
        }
        self.at += wanted.len_utf8();
        self.skip_blanks();
        Ok(())
    }

    fn expected(&self, wanted: &str) -> Diagnostic {
        let place = match self.peek() {
            Some(letter) => Span::new(self.at, self.at + letter.len_utf8()),
            None => Span::at(self.at),
        };
        Diagnostic::error(SHORTHAND, "the shorthand of this option cannot be read")
            .at(self.word.source(place), format!("{wanted} was expected"))
            .help("write `Key=Value,Key=Value`, or JSON in single quotes; a value with a comma stands in `\"…\"` of its own")
    }

    /// `Key=Values`; inside braces a value is no list without brackets.
    fn member(&mut self, is_inside: bool) -> Result<Member, Diagnostic> {
        let start = self.at;
        let is_key = |one: char| one.is_ascii_alphanumeric() || "-_.#/:".contains(one);
        let rest = self.rest();
        self.at += rest.find(|one| !is_key(one)).unwrap_or(rest.len());
        let name = self.text.get(start..self.at).sure().to_owned();
        let name_span = self.word.source(Span::new(start, self.at));
        self.skip_blanks();
        if self.peek() == Some('@') {
            self.at += 1;
        }
        self.expect('=')?;
        let value = match is_inside {
            true => self.value()?,
            false => self.values()?,
        };
        Ok(Member {
            value: typed(&name, value),
            name: JsonString::from(name.as_str()),
            name_span,
        })
    }

    /// A value, or several with commas between them.
    fn values(&mut self) -> Result<Value, Diagnostic> {
        let start = self.at;
        if self.peek().is_none_or(|next| next == '[' || next == '{') {
            return self.value();
        }
        let first = self.value()?;
        let mut all = Vec::new();
        // Only the first value may have a `=` in it: behind a comma it tells a key.
        loop {
            let comma = self.at;
            self.skip_blanks();
            if self.peek() != Some(',') {
                break;
            }
            self.at += 1;
            self.skip_blanks();
            let next = match self.peek() {
                Some(quote @ ('\'' | '"')) => self.quoted(quote),
                _ => Ok(self.plain(&['='])),
            };
            self.skip_blanks();
            match next {
                Ok(next) if self.peek().is_none_or(|next| next == ',') => all.push(next),
                _ => {
                    self.at = comma;
                    break;
                }
            }
        }
        if all.is_empty() {
            return Ok(first);
        }
        all.insert(0, first);
        let span = self.word.source(Span::new(start, self.at));
        let kind = Kind::Array(all);
        Ok(Value { span, kind })
    }

    /// One value: a list in brackets, an object in braces, a text.
    fn value(&mut self) -> Result<Value, Diagnostic> {
        let start = self.at;
        let kind = match self.peek() {
            Some(open @ ('[' | '{')) if self.depth < MAXIMUM_DEPTH => {
                self.depth += 1;
                self.expect(open)?;
                let kind = match open {
                    '[' => Kind::Array(self.listed(']', Self::value)?),
                    _ => Kind::Object(self.listed('}', |reader| reader.member(true))?),
                };
                self.depth -= 1;
                kind
            }
            Some('[' | '{') => return Err(self.expected("nothing that deep")),
            Some(quote @ ('\'' | '"')) => return self.quoted(quote),
            _ => return Ok(self.plain(&[])),
        };
        let span = self.word.source(Span::new(start, self.at));
        Ok(Value { span, kind })
    }

    /// What stands between brackets, with commas between.
    fn listed<T>(
        &mut self,
        close: char,
        mut read: impl FnMut(&mut Self) -> Result<T, Diagnostic>,
    ) -> Result<Vec<T>, Diagnostic> {
        let mut all = Vec::new();
        while self.peek() != Some(close) {
            all.push(read(self)?);
            self.skip_blanks();
            if self.peek() != Some(close) {
                self.expect(',')?;
            }
        }
        self.at += close.len_utf8();
        Ok(all)
    }

    /// A text in quotes of its own: its escapes are `\` before the quote and before itself.
    fn quoted(&mut self, quote: char) -> Result<Value, Diagnostic> {
        let start = self.at;
        self.at += 1;
        let mut text = Spelled::new(Span::at(self.word.span.start));
        loop {
            let rest = self.rest();
            let Some(length) = rest.find([quote, '\\']) else {
                return Err(self.expected("the closing quote"));
            };
            text.push_spelled(&self.word.slice(self.at, self.at + length));
            self.at += length;
            let is_escape = self.peek() == Some('\\');
            self.at += 1;
            if !is_escape {
                break;
            }
            let escaped = self.peek().filter(|next| *next == quote || *next == '\\');
            let place = self.word.source(Span::new(self.at - 1, self.at));
            match escaped {
                Some(letter) => {
                    text.push(letter.encode_utf8(&mut [0; 4]), place);
                    self.at += 1;
                }
                None => text.push("\\", place),
            }
        }
        text.span = self.word.source(Span::new(start, self.at));
        Ok(text.value())
    }

    /// A text without quotes: up to a comma that no backslash stands before, to a bracket, or to what ends it.
    fn plain(&mut self, ends: &[char]) -> Value {
        let start = self.at;
        let mut text = Spelled::new(Span::at(start));
        let mut piece = start;
        while let Some(next) = self.peek() {
            match next {
                '\\' if self.rest().starts_with("\\,") => {
                    text.push_spelled(&self.word.slice(piece, self.at));
                    self.at += 1;
                    piece = self.at;
                    self.at += 1;
                }
                ',' | '"' | '\'' | ']' | '}' => break,
                end if ends.contains(&end) => break,
                _ => self.at += next.len_utf8(),
            }
        }
        text.push_spelled(&self.word.slice(piece, self.at));
        let length = text.letters().trim_end().len();
        let mut text = text.slice(0, length);
        if self.at > start {
            text.span = self.word.source(Span::new(start, self.at));
        }
        text.value()
    }
}

/// A value as the API has the member: the shorthand itself knows only texts.
fn typed(name: &str, value: Value) -> Value {
    let text = value.as_str();
    let span = value.span;
    let kind = match text {
        Some(number) if NUMBERS.contains(&name) && number.parse::<i64>().is_ok() => {
            Kind::Number(number.into())
        }
        Some(word) if BOOLEANS.contains(&name) && word.eq_ignore_ascii_case("true") => {
            Kind::Bool(true)
        }
        Some(word) if BOOLEANS.contains(&name) && word.eq_ignore_ascii_case("false") => {
            Kind::Bool(false)
        }
        _ if LISTS.contains(&name) && value.as_array().is_none() => Kind::Array(vec![value]),
        _ => return value,
    };
    Value { span, kind }
}
