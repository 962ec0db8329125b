//! Members of a suite, in the words of its format.

use crate::diagnostic::Diagnostic;
use crate::json::fields::{beginning, integer, present};
use crate::json::{FieldCodes, Fields, Kind, Member, Value};
use crate::source::{Source, Span};

use super::super::codes::{CASE, MEMBER};
use super::super::file::Spelled;
use super::keys::Keys;

/// What is to be seen at a member that a suite has not.
const UNKNOWN: &str = "a suite has no such key here";

/// Reads members and remembers what is wrong with them.
pub(super) struct Reader<'s> {
    source: &'s Source,
    fields: Fields,
}

impl<'s> Reader<'s> {
    pub(super) const fn new(source: &'s Source) -> Self {
        Self {
            source,
            fields: Fields::of_format(FieldCodes::all(MEMBER), UNKNOWN),
        }
    }

    /// A reader for one case, whose mistakes are its own.
    pub(super) const fn apart(&self) -> Self {
        Self::new(self.source)
    }

    /// The text that stands at a place.
    pub(super) fn raw(&self, span: Span) -> &'s str {
        self.source.slice(span)
    }

    /// Tells what is wrong.
    pub(super) fn tell(&mut self, told: Diagnostic) {
        self.fields.found.push(told);
    }

    pub(super) fn has_error(&self) -> bool {
        self.fields.has_error()
    }

    /// How many errors were told.
    pub(super) fn errors(&self) -> usize {
        let errors = self.fields.found.iter().filter(|told| told.is_error());
        errors.count()
    }

    /// What was told, in the order of the text.
    pub(super) fn found(self) -> Vec<Diagnostic> {
        let mut found = self.fields.found;
        found.sort_by_key(|told| told.primary.as_ref().map(|label| label.span.start));
        found
    }

    /// Tells of members that are not among `known`.
    pub(super) fn known(&mut self, object: &Value, known: &Keys) {
        self.known_beside(object, known, |_| false);
    }

    /// The same; names of which `is_own` are those of the author.
    pub(super) fn known_beside(
        &mut self,
        object: &Value,
        known: &Keys,
        is_own: impl Fn(&str) -> bool,
    ) {
        let before = self.fields.found.len();
        let members = object.as_object().unwrap_or_default().iter();
        let own: Vec<_> = members
            .map(|member| member.name.to_display())
            .filter(|name| is_own(name))
            .collect();
        let names: Vec<&str> = known.all().collect();
        let with_own: Vec<&str> = names
            .iter()
            .copied()
            .chain(own.iter().map(|one| &**one))
            .collect();
        self.fields.unknown(object, known.of, &with_own);
        let told = self.fields.found.iter_mut().skip(before);
        for one in told.filter(|one| one.help.is_none()) {
            one.help = Some(format!("there are {}", quoted(&names)));
        }
    }

    pub(super) fn wrong_type(&mut self, name: &str, wanted: &str, value: &Value) {
        self.fields.wrong_type(name, wanted, value);
    }

    /// A text; a number or a boolean counts as it is written, an account for one.
    pub(super) fn plain(&mut self, parent: &Value, name: &str) -> Option<Spelled> {
        let source = self.source;
        let read = |value| plain(value, source);
        self.fields.member(parent, name, "a text", read)
    }

    /// A number of things.
    pub(super) fn count(&mut self, value: &Value, name: &str) -> Option<u64> {
        let count = integer(value).and_then(|count| u64::try_from(count).ok());
        match (&value.kind, count) {
            (_, Some(_)) => {}
            (Kind::Number(text), None) => {
                let message = format!("`{name}` is {text}, not a whole number from 0");
                let told = Diagnostic::error(MEMBER, message);
                self.tell(told.at(value.span, "so many of a thing"));
            }
            (_, None) => self.wrong_type(name, "a whole number from 0", value),
        }
        count
    }

    /// Tells that a member is missing, and what it would say.
    pub(super) fn required(&mut self, parent: &Value, name: &str, says: &str, place: Span) {
        if present(parent, name).is_none() {
            let told = Diagnostic::error(CASE, format!("the case has no `{name}`"));
            self.tell(told.at(place, format!("`{name}` says {says}")));
        }
    }

    /// A text, or several.
    pub(super) fn texts(&mut self, parent: &Value, name: &str) -> Vec<Spelled> {
        match present(parent, name) {
            Some(value) => self.texts_of(value, name),
            None => Vec::new(),
        }
    }

    /// The texts that a value is, alone or in a list.
    pub(super) fn texts_of(&mut self, value: &Value, name: &str) -> Vec<Spelled> {
        let elements = value.as_array().unwrap_or(std::slice::from_ref(value));
        let mut texts = Vec::new();
        for element in elements {
            match plain(element, self.source) {
                Some(text) => texts.push(text),
                None => self.wrong_type(name, "a text or a list of texts", element),
            }
        }
        texts
    }

    /// Tells of an empty text that is to be a part of another: of what it is not.
    pub(super) fn holds_something(&mut self, part: &Spelled, name: &str) {
        if part.text.is_empty() {
            let told = Diagnostic::error(CASE, format!("the text of `{name}` is empty"))
                .at(part.span, "every text holds it: this could not fail")
                .help("write a part of the reason that is expected");
            self.tell(told);
        }
    }

    /// Names, alone or in a list, each once.
    pub(super) fn names_of(&mut self, value: &Value, name: &str) -> Vec<Spelled> {
        let mut names: Vec<Spelled> = Vec::new();
        for one in self.texts_of(value, name) {
            match names.iter().find(|first| first.text == one.text) {
                Some(first) => {
                    let message = format!("`{name}` has `{}` twice", one.text);
                    let told = Diagnostic::error(MEMBER, message)
                        .at(one.span, "the second one")
                        .related(first.span, "the first one")
                        .help("leave one out, or name what was meant");
                    self.tell(told);
                }
                None => names.push(one),
            }
        }
        names
    }

    /// The members of a member that is a map; none if it is absent.
    pub(super) fn members<'v>(&mut self, parent: &'v Value, name: &str) -> &'v [Member] {
        let members = self.fields.member(parent, name, "a map", Value::as_object);
        members.unwrap_or_default()
    }

    /// The elements of a list; none if it is absent.
    pub(super) fn list<'v>(&mut self, parent: &'v Value, name: &str) -> &'v [Value] {
        let elements = self.fields.member(parent, name, "a list", Value::as_array);
        elements.unwrap_or_default()
    }
}

/// A name of a member as a text.
pub(super) fn name_of(member: &Member) -> Spelled {
    Spelled {
        text: member.name.to_display().into_owned(),
        span: member.name_span,
    }
}

/// A text; a number or a boolean as it is written.
fn plain(value: &Value, source: &Source) -> Option<Spelled> {
    let text = match &value.kind {
        Kind::String(_) => value.as_str()?.to_owned(),
        Kind::Number(text) => text.to_string(),
        Kind::Bool(_) => source.slice(value.span).to_owned(),
        _ => return None,
    };
    Some(Spelled {
        text,
        span: beginning(value),
    })
}

/// Names in backticks.
pub(super) fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        all => all.join(", "),
    }
}
