//! Why a request is refused, as data.

use super::expression::Piece;
use super::models::{Shape, ShapeKind};
use super::named::{Named, named};
use super::offer::{Meant, helped};
use super::path::{MemberPath, Step};
use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Kind, Value, fields, write_quoted};
use crate::source::Span;
use crate::suggest;

/// A member that must be there and is not.
pub const MISSING: Code = Code::new("api/missing");
/// A member that the request does not have.
pub const UNKNOWN_MEMBER: Code = Code::new("api/unknown-member");
/// A value of the wrong type.
pub const WRONG_TYPE: Code = Code::new("api/wrong-type");
/// A value outside the bounds of AWS's model: too long, too large, not of the pattern, not one of the words.
pub const CONSTRAINT: Code = Code::new("api/constraint");
/// Something that the service refuses although its model allows it.
pub const SERVICE_RULE: Code = Code::new("api/service-rule");

/// What is said at a text that is no ARN.
const NO_ARN: &str = "no ARN as AWS wants it";

/// A longer pattern of AWS's is not told, in characters.
const LONGEST_PATTERN: usize = 120;

/// Why a request is refused.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Which member.
    pub member: MemberPath,
    /// What it breaks.
    pub constraint: Constraint,
    /// What was found in its place.
    pub found: Found,
    /// Where that stands; of what is missing, where it is missed.
    pub span: Span,
    /// What the model says of the member; `None` for one that it does not know.
    pub shape: Option<&'static Shape>,
    /// The values, as JSON, for which one of the wrong type may stand.
    pub meant: Vec<Meant>,
    /// Of a member that is not known: the names that lead from where it stands to the only object that has one so called.
    pub home: Option<Vec<&'static str>>,
}

impl PartialEq for Refusal {
    /// What the model says of the member follows from the constraint.
    fn eq(&self, other: &Self) -> bool {
        let of = |one: &Self| (one.member.clone(), one.constraint.clone(), one.span);
        of(self) == of(other) && self.found == other.found
    }
}

/// What is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Constraint {
    /// It must be there.
    Required,
    /// There is no such member; there are these.
    Unknown(Vec<&'static str>),
    /// It has another type.
    Type(Wanted),
    /// It has at least so many characters.
    LeastCharacters(i64),
    /// It has at most so many characters.
    MostCharacters(i64),
    /// It has at least so many elements.
    LeastElements(i64),
    /// It has at most so many elements.
    MostElements(i64),
    /// It is at least this.
    AtLeast(i64),
    /// It is at most this.
    AtMost(i64),
    /// The whole text matches this regular expression.
    Pattern(&'static str),
    /// It is one of these.
    OneOf(&'static [&'static str]),
    /// Exactly one of these members is given.
    OneMember(Vec<&'static str>),
    /// A rule of the service beyond its model.
    Service(ServiceRule),
}

/// A rule of a service that its model does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRule {
    /// What the service answers, where that is known.
    pub message: Option<String>,
    /// Whether the message was recorded, or is made after one that was.
    pub is_recorded: bool,
    /// What is wrong, in our words.
    pub ours: String,
    /// What to do.
    pub help: Option<String>,
}

/// A type that is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// An object.
    Object,
    /// A list.
    List,
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A time.
    Timestamp,
    /// Bytes.
    Blob,
}

impl Wanted {
    /// As messages say it, with its article.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::List => "an array",
            Self::Text => "a string",
            Self::Integer => "a whole number",
            Self::Boolean => "`true` or `false`",
            Self::Timestamp => "a time",
            Self::Blob => "bytes in Base64",
        }
    }
}

/// What stands in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A text, so long in characters. Of a text that is open in parts these are the ones that are known.
    Text(String, usize),
    /// A number, as it is written.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
    /// An array, an object, or something open: what it is called, and how many elements or members it has.
    Other(&'static str, usize),
}

impl Found {
    pub(super) fn of(value: &Value) -> Self {
        match &value.kind {
            Kind::Null => Self::Nothing,
            Kind::Bool(yes) => Self::Boolean(*yes),
            Kind::Number(number) => Self::Number(number.to_string()),
            Kind::String(text) => {
                let text = text.to_display().into_owned();
                let length = text.chars().count();
                Self::Text(text, length)
            }
            Kind::Array(all) => Self::Other(value.kind_name(), all.len()),
            Kind::Object(all) => Self::Other(value.kind_name(), all.len()),
            Kind::Open(_) => Self::Other(value.kind_name(), 0),
        }
    }
}

impl Refusal {
    /// What is wrong, in our words; `whole` is what has the members: `CreateSchedule`.
    #[must_use]
    pub fn diagnostic(&self, whole: &str) -> Diagnostic {
        let path = self.member.to_string();
        let (code, message, label) = match &self.constraint {
            Constraint::Required => {
                let label = format!("`{}` is needed here", self.member.last());
                (MISSING, format!("`{path}` is missing"), label)
            }
            Constraint::Unknown(_) => (
                UNKNOWN_MEMBER,
                format!("{whole} has no member `{path}`"),
                "not known to AWS".to_owned(),
            ),
            Constraint::Type(wanted) => (
                WRONG_TYPE,
                format!("`{path}` is {}, not {}", self.found.kind(), wanted.as_str()),
                format!("{} was expected", wanted.as_str()),
            ),
            Constraint::LeastCharacters(_)
            | Constraint::MostCharacters(_)
            | Constraint::LeastElements(_)
            | Constraint::MostElements(_)
            | Constraint::AtLeast(_)
            | Constraint::AtMost(_) => (CONSTRAINT, self.size(), self.allowed()),
            Constraint::Pattern(pattern) => (
                CONSTRAINT,
                format!("`{path}` does not match AWS's pattern for it"),
                match self.named() {
                    Some(_) => NO_ARN.to_owned(),
                    // Of all that a pipe reads and sends to nobody reads the pattern.
                    None if pattern.len() > LONGEST_PATTERN && pattern.contains("arn:") => {
                        NO_ARN.to_owned()
                    }
                    None => format!("must match {pattern}"),
                },
            ),
            Constraint::OneOf(words) => (
                CONSTRAINT,
                format!("`{path}` is none of the words that AWS knows"),
                format!("one of {} was expected", listed(words)),
            ),
            Constraint::OneMember(names) => (
                CONSTRAINT,
                format!("`{path}` has {} of its members", self.found.count()),
                format!("exactly one of {} is wanted", listed(names)),
            ),
            Constraint::Service(rule) => (SERVICE_RULE, rule.ours.clone(), String::new()),
        };
        let told = Diagnostic::error(code, message).at(self.span, label);
        let told = Diagnostic {
            help: self.help(),
            ..told
        };
        match self.named() {
            Some(Named::Arn(arn)) => {
                let mut written = String::new();
                write_quoted(&arn, &mut written);
                told.help(format!("write `{written}`"))
                    .fix(self.span, written)
            }
            _ => helped(told, &self.meant, self.span),
        }
    }

    /// The seconds that are meant by what is too large, if it is that in milliseconds.
    #[must_use]
    pub fn seconds(&self) -> Option<i64> {
        let Found::Number(number) = &self.found else {
            return None;
        };
        let shape = self
            .shape
            .filter(|_| self.member.last().ends_with("InSeconds"))?;
        let seconds = number
            .parse::<i64>()
            .ok()
            .filter(|number| number % 1_000 == 0)?
            / 1_000;
        let is_taken = shape.least.is_none_or(|least| seconds >= least)
            && shape.most.is_none_or(|most| seconds <= most);
        is_taken.then_some(seconds)
    }

    /// What the text means that is no ARN, and stands where one is wanted.
    fn named(&self) -> Option<Named> {
        let is_form = match &self.constraint {
            Constraint::Pattern(_) => true,
            Constraint::Service(rule) => rule.help.is_none(),
            _ => false,
        };
        match &self.found {
            Found::Text(text, _) if is_form => named(&self.member, text),
            _ => None,
        }
    }

    /// The few words that a member which is missing may be.
    fn words(&self) -> &'static [&'static str] {
        match self.shape.map(|shape| &shape.kind) {
            Some(ShapeKind::Text(text)) if text.words.len() <= 4 => &text.words,
            _ => &[],
        }
    }

    /// The same text with `-` for its blanks, if AWS takes that.
    fn without_blanks(&self) -> Option<String> {
        let (Some(ShapeKind::Text(shape)), Found::Text(text, _)) =
            (self.shape.map(|shape| &shape.kind), &self.found)
        else {
            return None;
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let name = words.join("-");
        let pieces: Vec<Piece> = name.chars().map(Piece::Letter).collect();
        let is_taken = shape.expression()?.can_match(&pieces);
        (name != *text && is_taken).then_some(name)
    }

    /// Whether it is the role of a schedule: targets of rules are in a list.
    fn is_role_of_schedule(&self) -> bool {
        let is = |step: &Step, name: &str| matches!(step, Step::Member(member) if member == name);
        matches!(self.member.0.as_slice(), [target, role] if is(target, "Target") && is(role, "RoleArn"))
    }

    /// How large the value is.
    fn size(&self) -> String {
        let path = &self.member;
        match &self.found {
            Found::Text(_, 0) | Found::Other(_, 0) => format!("`{path}` is empty"),
            Found::Text(_, 1) => format!("`{path}` has one character"),
            Found::Text(_, length) => format!("`{path}` has {length} characters"),
            Found::Number(number) => format!("`{path}` is {number}"),
            other => format!("`{path}` has {} elements", other.count()),
        }
    }

    /// How large it may be.
    fn allowed(&self) -> String {
        let bounds = self.shape.map(|shape| (shape.least, shape.most));
        let unit = match &self.constraint {
            Constraint::LeastCharacters(_) | Constraint::MostCharacters(_) => " characters",
            Constraint::LeastElements(_) | Constraint::MostElements(_) => " elements",
            _ => "",
        };
        match bounds {
            Some((Some(least), Some(most))) => format!("from {least} to {most}{unit} are allowed"),
            Some((Some(least), None)) => format!("{least} or more{unit} are allowed"),
            Some((None, Some(most))) => format!("up to {most}{unit} are allowed"),
            _ => String::new(),
        }
    }

    fn help(&self) -> Option<String> {
        if let Some(Named::Help(help)) = self.named() {
            return Some(help);
        }
        let name = self.member.last();
        match &self.constraint {
            Constraint::Unknown(known) if known.as_slice() == ["Pattern"] => Some(
                "a filter has its pattern as a string: `{\"Pattern\": \"{…}\"}`".to_owned(),
            ),
            Constraint::Unknown(known)
                if known.contains(&"State") && matches!(name, "Enabled" | "IsEnabled") =>
            {
                let state = match self.found {
                    Found::Boolean(false) => "DISABLED",
                    _ => "ENABLED",
                };
                Some(format!("write `\"State\": \"{state}\"`"))
            }
            // AWS: EventBridge User Guide, "Setting a schedule pattern": rules run in UTC.
            Constraint::Unknown(known)
                if name == "ScheduleExpressionTimezone" && known.contains(&"EventPattern") =>
            {
                Some("rules fire in UTC and have no time zone: a schedule of EventBridge Scheduler has one, `create-schedule`".to_owned())
            }
            Constraint::Unknown(known) if name == "Id" && known.contains(&"RoleArn") => {
                Some("leave it out: only targets of rules have one".to_owned())
            }
            Constraint::Unknown(known) if name == "Targets" && known.contains(&"Target") => {
                Some("did you mean `Target`? it is one object without an `Id`, and no list".to_owned())
            }
            Constraint::Unknown(known) => match self.home.as_ref().and_then(|home| home.last()) {
                Some(home) => Some(format!("it belongs in `{home}`")),
                None => meant_member(name, known),
            },
            Constraint::Required if self.words().len() > 1 => {
                Some(format!("it is one of {}", listed(self.words())))
            }
            Constraint::Pattern(_) if self.without_blanks().is_some() => self
                .without_blanks()
                .map(|name| format!("blanks are not allowed: `{name}` is")),
            Constraint::OneOf(words) => match &self.found {
                Found::Text(text, _) => suggest::did_you_mean(text, words).or_else(|| {
                    // Lambda's own API calls an invocation of which nobody awaits the end so.
                    let is_lambda = text == "Event" && words.contains(&"FIRE_AND_FORGET");
                    let is_on = ["ON", "ENABLED", "TRUE"].contains(&&*text.to_uppercase())
                        && words.contains(&"FLEXIBLE");
                    match (is_lambda, is_on) {
                        (true, _) => Some("did you mean `FIRE_AND_FORGET`?".to_owned()),
                        (_, true) => Some("did you mean `FLEXIBLE`?".to_owned()),
                        _ => None,
                    }
                }),
                _ => None,
            },
            Constraint::AtMost(_) => self.seconds().map(|seconds| {
                format!("did you mean `{seconds}`? it is in seconds, and this would be milliseconds")
            }),
            Constraint::Service(rule) => rule.help.clone(),
            Constraint::Required if name == "FlexibleTimeWindow" => Some(
                "add `\"FlexibleTimeWindow\": {\"Mode\": \"OFF\"}`, unless it may fire later than its time".to_owned(),
            ),
            Constraint::Required if self.is_role_of_schedule() => Some(
                "name the role that EventBridge Scheduler takes on to invoke the target: it trusts `scheduler.amazonaws.com`".to_owned(),
            ),
            Constraint::Pattern(_) if self.member.is_dead_letter_queue() => {
                Some("name a standard queue of SQS, not a FIFO one: `arn:aws:sqs:…`".to_owned())
            }
            _ => None,
        }
    }
}

impl Found {
    fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "null",
            Self::Text(..) => "a string",
            Self::Number(_) => "a number",
            Self::Boolean(_) => "a boolean",
            Self::Other(kind, _) => kind,
        }
    }

    /// How many characters, elements or members it has.
    pub(super) const fn count(&self) -> usize {
        match self {
            Self::Text(_, count) | Self::Other(_, count) => *count,
            _ => 0,
        }
    }
}

/// Which of the known members is meant by a name that is none, if one is likely.
#[must_use]
pub fn meant_member(name: &str, known: &[&str]) -> Option<String> {
    suggest::did_you_mean(name, known).or_else(|| {
        let meant = suggest::unabridged(name, known).or_else(|| suggest::kindred(name, known))?;
        Some(format!("did you mean `{meant}`?"))
    })
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// Where something is missed in an object: its opening bracket.
pub(super) fn missed_in(object: &Value) -> Span {
    fields::beginning(object)
}
