//! What is known of a value: a template can leave it open.

use crate::diagnostic::Diagnostic;
use crate::json::{Hole, Kind, Open, Shape, TextPart, Value};
use crate::source::Span;

/// Whether what a hole depends on is a name, or letters of one, that is generated when a template is deployed.
#[must_use]
pub fn is_generated(from: &str) -> bool {
    ["generated", "auto-named", "random"].contains(&from)
}

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// All.
    Known(T),
    /// Its shape at most, or parts of a text.
    Open(Box<Open>),
}

/// The flags that give what a template leaves open, as a help; `None` where none is known to.
#[must_use]
pub fn given_by(from: &str) -> Option<String> {
    let is_letter = |one: char| one.is_ascii_alphanumeric() || one == '_';
    match from.strip_prefix("var.").unwrap_or(from) {
        "AWS::AccountId" => Some("give the account: `--account`".to_owned()),
        "AWS::Region" | "AWS::Partition" | "AWS::URLSuffix" => {
            Some("give the Region: `--region`".to_owned())
        }
        "AWS::StackName" => Some("give the name of the stack: `--stack-name`".to_owned()),
        name if !name.is_empty() && name.chars().all(is_letter) => {
            Some(format!("give it: `--parameter {name}=VALUE`"))
        }
        _ => None,
    }
}

/// What is known of a resource by its type and its properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referred {
    /// Its ARN; what is open in that is empty.
    pub arn: String,
    /// Whether it is a FIFO queue or topic, if that is certain.
    pub is_fifo: Option<bool>,
}

/// A value as it is declared, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared<T> {
    /// The value, as far as it is known.
    pub value: Known<T>,
    /// Where it stands; of a text what is inside its quotes.
    pub span: Span,
    /// The resource of the same template whose name, ARN or other attribute it is, by its logical id or address.
    pub resource: Option<String>,
    /// What is known of that resource, also of one that is not read but whose type is.
    pub referred: Option<Referred>,
    /// Whether the file has a text letter by letter, so that a place inside it is a place in the file.
    is_verbatim: bool,
}

impl<T> Declared<T> {
    /// A value that is known.
    #[must_use]
    pub const fn known(value: T, span: Span) -> Self {
        Self {
            value: Known::Known(value),
            span,
            resource: None,
            referred: None,
            is_verbatim: false,
        }
    }

    /// A value that a template leaves open.
    #[must_use]
    pub fn of_open(open: Open, span: Span) -> Self {
        Self {
            value: Known::Open(Box::new(open)),
            span,
            resource: None,
            referred: None,
            is_verbatim: false,
        }
    }

    /// A value of which nothing is known but what the place tells where it stands.
    #[must_use]
    pub fn open(hole: Hole, span: Span) -> Self {
        let open = Open {
            shape: Shape::Text,
            hole,
            parts: Vec::new(),
        };
        Self::of_open(open, span)
    }

    /// A text of which parts are known, put together by `hole`.
    #[must_use]
    pub fn parts(parts: Vec<TextPart>, hole: Hole, span: Span) -> Self {
        let open = Open {
            shape: Shape::Text,
            hole,
            parts,
        };
        Self::of_open(open, span)
    }

    /// Whether the file has a text letter by letter where it stands, in place of what leads to it.
    #[must_use]
    pub const fn is_verbatim(&self) -> bool {
        self.is_verbatim
    }

    /// The value, if it is known.
    #[must_use]
    pub const fn get(&self) -> Option<&T> {
        match &self.value {
            Known::Known(value) => Some(value),
            Known::Open(_) => None,
        }
    }

    /// What is open of it, if it is.
    #[must_use]
    pub fn as_open(&self) -> Option<&Open> {
        match &self.value {
            Known::Known(_) => None,
            Known::Open(open) => Some(open),
        }
    }

    /// The first thing that it depends on, if it is not known.
    #[must_use]
    pub fn hole(&self) -> Option<&Hole> {
        self.as_open().map(Open::first_hole)
    }

    /// What `read` makes of a value that is known; what is open stays open.
    #[must_use]
    pub fn map<U>(self, read: impl FnOnce(T) -> U) -> Declared<U> {
        Declared {
            value: match self.value {
                Known::Known(value) => Known::Known(read(value)),
                Known::Open(open) => Known::Open(open),
            },
            span: self.span,
            resource: self.resource,
            referred: self.referred,
            is_verbatim: self.is_verbatim,
        }
    }

    /// The same value, which is one of `resource`.
    #[must_use]
    pub fn of_resource(self, resource: Option<String>) -> Self {
        Self { resource, ..self }
    }
}

impl Declared<String> {
    /// A text that `file` has at `span`, perhaps with escapes.
    #[must_use]
    pub fn text(text: &str, span: Span, file: &str) -> Self {
        Self {
            is_verbatim: file.get(span.start..span.end) == Some(text),
            ..Self::known(text.to_owned(), span)
        }
    }

    /// A text that stands for itself, not in a file.
    #[must_use]
    pub fn whole(text: &str) -> Self {
        Self::text(text, Span::new(0, text.len()), text)
    }

    /// The text, if it is known; empty if not.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.get().map_or("", String::as_str)
    }

    /// The text as an ARN, as far as it is known: what is open in it is empty. Where nothing of it is, the resource tells
    /// what it is of.
    #[must_use]
    pub fn known_arn(&self) -> String {
        let Some(open) = self.as_open() else {
            return self.as_str().to_owned();
        };
        let literal = |part: &TextPart| match part {
            TextPart::Literal(text) => Some(text.clone()),
            TextPart::Hole(_) => None,
        };
        let text: String = open.parts.iter().filter_map(literal).collect();
        let is_arn = text.starts_with("arn:") && text.splitn(6, ':').count() == 6;
        match &self.referred {
            Some(referred) if !is_arn => referred.arn.clone(),
            _ => text,
        }
    }

    /// Whether it is the ARN of a FIFO queue or topic, if that is certain.
    #[must_use]
    pub fn is_fifo(&self) -> Option<bool> {
        let end = match &self.value {
            Known::Known(text) => Some(text.as_str()).filter(|text| text.starts_with("arn:")),
            Known::Open(open) => match open.parts.last() {
                Some(TextPart::Literal(end)) => Some(end.as_str()),
                _ => None,
            },
        };
        let of_resource = || self.referred.as_ref()?.is_fifo;
        end.map(|end| end.ends_with(".fifo")).or_else(of_resource)
    }

    /// The text for people: what is open stands as `${…}`.
    #[must_use]
    pub fn to_display(&self) -> String {
        match &self.value {
            Known::Known(text) => text.clone(),
            Known::Open(open) => open.to_display(),
        }
    }

    /// The text as a value of JSON, which stands where it does.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match &self.value {
            Known::Known(text) => Value::text(text, self.span),
            Known::Open(open) => Value {
                span: self.span,
                kind: Kind::Open(open.clone()),
            },
        }
    }

    /// A diagnostic about this text, as one about the file: a place inside the text where the file has it letter by
    /// letter, else the whole text.
    #[must_use]
    pub fn in_file(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.is_verbatim {
            true => diagnostic.shifted(self.span.start),
            false => diagnostic.placed(|_| self.span),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn a_place_inside_a_text_is_one_in_the_file_where_the_file_has_it_letter_by_letter() {
        let diagnostic = Diagnostic::error(Code::new("t/t"), "t").at(Span::new(1, 2), "");
        let place = |text: &str, file: &str| {
            let text = Declared::text(text, Span::new(3, file.len() - 1), file);
            text.in_file(diagnostic.clone()).primary.unwrap().span
        };
        assert_eq!(place("abc", r#"  "abc""#), Span::new(4, 5));
        assert_eq!(place("a\"", r#"  "a\"""#), Span::new(3, 6));
    }

    #[test]
    fn what_is_open_is_named() {
        let hole = |from: &str| Hole {
            from: from.to_owned(),
            span: Span::new(0, 1),
        };
        let parts = vec![
            TextPart::Literal("arn:".to_owned()),
            TextPart::Hole(hole("AWS::Region")),
        ];
        let text = Declared::parts(parts, hole("Fn::Sub"), Span::new(0, 1));
        assert_eq!(text.to_display(), "arn:${AWS::Region}");
        assert_eq!((text.as_str(), text.get()), ("", None));
        assert_eq!(text.hole(), Some(&hole("AWS::Region")));
    }
}
