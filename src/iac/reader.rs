//! Members of declarations as [`Declared`] values: what a template leaves open stays open, the rest is read by [`Fields`].

use std::cell::OnceCell;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use super::references::References;
use super::yaml::text_of_boolean;
use crate::api::{self, Meant, Misspelt, Operation};
use crate::diagnostic::Diagnostic;
use crate::json::fields::{self, present};
use crate::json::{
    FieldCodes, Fields, Hole, Kind, Open, TextPart, Value, Written, json_around, write_quoted,
};
use crate::model::{Declared, DeclaredPattern, Extent, InventoryKind, PatternText, Requested};
use crate::source::{Piece, Span, aligned_around, in_file};

/// The codes under which declarations tell what is wrong with their members.
pub(super) const CODES: FieldCodes = FieldCodes {
    wrong_type: super::WRONG_TYPE,
    unknown: super::WRONG_TYPE,
    duplicate: super::DUPLICATE,
};

/// A text that is proposed is told in a help up to this many characters.
const LONGEST_HELP: usize = 160;

/// Reads the members of one declaration.
pub(super) struct Reader<'t> {
    /// The text in which spans lie.
    text: &'t str,
    /// The resources of the template, if these are the properties of one.
    template: Option<&'t References>,
    fields: Fields,
}

impl<'t> Reader<'t> {
    /// A reader for what an API takes or answers.
    pub(super) fn api(text: &'t str) -> Self {
        Self {
            text,
            template: None,
            fields: Fields::new(CODES),
        }
    }

    /// A reader for the properties of a resource: texts may be written as numbers, and numbers as texts.
    pub(super) fn template(text: &'t str, references: &'t References) -> Self {
        Self {
            template: Some(references),
            ..Self::api(text)
        }
    }

    /// Another one of the same kind.
    pub(super) fn another(&self) -> Self {
        Self {
            text: self.text,
            template: self.template,
            fields: Fields::new(CODES),
        }
    }

    /// The request that a declaration becomes: what an API takes is one, the properties of a resource are spelled as one.
    ///
    /// Of what an API takes whoever reads it knows how much of it there is; here it is a part.
    pub(super) fn request(&mut self, operation: Operation, value: &Value) -> Requested {
        let made = self.made(|misspelt| api::sent_with(operation, value, misspelt));
        made.unwrap_or_else(|| Requested {
            value: value.clone(),
            extent: match is_answer(value) {
                true => Extent::Answer,
                false => Extent::Part,
            },
        })
    }

    /// The same of a target, which is a part of a request.
    pub(super) fn target_request(&mut self, value: &Value) -> Requested {
        let made = self.made(|misspelt| api::sent_target_with(value, misspelt));
        made.unwrap_or_else(|| Requested {
            value: value.clone(),
            extent: Extent::Part,
        })
    }

    /// The request that properties of a resource make. Of templates of CloudFormation the template tells what they misspell.
    fn made(&mut self, make: impl FnOnce(&mut Vec<Misspelt>) -> Value) -> Option<Requested> {
        let references = self.template?;
        let kind = references.kind;
        let mut misspelt = Vec::new();
        let mut value = make(&mut misspelt);
        references.tell_in(&mut value);
        let tool = match kind {
            InventoryKind::Terraform => Some("Terraform"),
            InventoryKind::Pulumi => Some("Pulumi"),
            _ => None,
        };
        let told = misspelt.into_iter().filter_map(|one| {
            let given = super::member_name(kind, &one.name);
            let meant = super::member_name(kind, one.meant);
            let told = format!("`{given}` is refused: there is no such argument");
            let told = Diagnostic::warning(super::UNKNOWN_MEMBER, told)
                .at(one.span, format!("{} refuses this", tool?))
                .help(format!("did you mean `{meant}`?"));
            Some(told)
        });
        self.fields.found.extend(told);
        Some(Requested {
            value,
            extent: Extent::Whole,
        })
    }

    /// Whether these are the properties of a resource of a template.
    pub(super) fn is_template(&self) -> bool {
        self.template.is_some()
    }

    /// What could not be read.
    pub(super) fn found(self) -> Vec<Diagnostic> {
        self.fields.found
    }

    /// A text.
    pub(super) fn text(&mut self, parent: &Value, name: &str) -> Option<Declared<String>> {
        let value = present(parent, name)?;
        let text = self.string(value);
        if text.is_none() {
            self.fields.wrong_type(name, "a string", value);
            self.helped(parent, name, value);
        }
        text
    }

    /// A text that a template may write as a number or a boolean: what is written is the text.
    ///
    /// AWS: CloudFormation takes a number where a string property is wanted.
    pub(super) fn string(&self, value: &Value) -> Option<Declared<String>> {
        let mut declared = match &value.kind {
            Kind::Open(open) => Declared::of_open((**open).clone(), value.span),
            Kind::String(text) => {
                let inside = inside_quotes(value.span, self.text);
                Declared::text(text.as_str()?, inside, self.text)
            }
            Kind::Number(text) if self.template.is_some() => {
                Declared::text(text, value.span, self.text)
            }
            Kind::Bool(yes) if self.template.is_some() => {
                let written = self.text.get(value.span.start..value.span.end);
                let text = text_of_boolean(*yes, written.unwrap_or_default());
                Declared::text(text, value.span, self.text)
            }
            _ => return None,
        };
        declared.resource = self.template.and_then(|template| template.of(value));
        declared.referred = self.template.and_then(|template| template.referred(value));
        Some(declared)
    }

    /// The first of several members that is there.
    pub(super) fn first_text(
        &mut self,
        parent: &Value,
        names: &[&str],
    ) -> Option<Declared<String>> {
        let name = names.iter().find(|name| present(parent, name).is_some())?;
        self.text(parent, name)
    }

    /// A whole number; a template may write it as a text.
    pub(super) fn integer(&mut self, parent: &Value, name: &str) -> Option<Declared<i64>> {
        let value = present(parent, name)?;
        let in_text = value.as_str().filter(|_| self.template.is_some());
        if let Some(number) = in_text.and_then(|text| text.parse().ok()) {
            return Some(Declared::known(number, value.span));
        }
        match open_value(value) {
            Some(open) => Some(open),
            None => {
                let number = self.fields.integer(parent, name);
                if number.is_none() {
                    self.helped(parent, name, value);
                }
                Some(Declared::known(number?, value.span))
            }
        }
    }

    /// `true` or `false`; a template may write it as a text.
    pub(super) fn boolean(&mut self, parent: &Value, name: &str) -> Option<Declared<bool>> {
        let value = present(parent, name)?;
        let in_text = value.as_str().filter(|_| self.template.is_some());
        match in_text {
            Some("true" | "True") => return Some(Declared::known(true, value.span)),
            Some("false" | "False") => return Some(Declared::known(false, value.span)),
            _ => {}
        }
        match open_value(value) {
            Some(open) => Some(open),
            None => {
                let yes = self.fields.boolean(parent, name)?;
                Some(Declared::known(yes, value.span))
            }
        }
    }

    /// A time as the API sends it (seconds since 1970, with a fraction), or as the AWS CLI and templates write it.
    pub(super) fn time(&mut self, parent: &Value, name: &str) -> Option<Declared<DateTime<Utc>>> {
        let value = present(parent, name)?;
        if let Some(open) = open_value(value) {
            return Some(open);
        }
        if let Some(open) = time_without_zone(value) {
            return Some(open);
        }
        let wanted = "a time like `2026-11-20T10:00:00Z`, or seconds since 1970";
        let Some(time) = self.fields.member(parent, name, wanted, time) else {
            self.helped(parent, name, value);
            return None;
        };
        Some(Declared::known(time, value.span))
    }

    /// An object.
    pub(super) fn object<'v>(&mut self, parent: &'v Value, name: &str) -> Option<&'v Value> {
        let value = present(parent, name)?;
        if self.is_open(value, name) {
            return None;
        }
        let object = self.fields.object(parent, name);
        if object.is_none() {
            self.helped(parent, name, value);
        }
        object
    }

    /// The elements of an array.
    pub(super) fn array<'v>(&mut self, parent: &'v Value, name: &str) -> &'v [Value] {
        match present(parent, name) {
            Some(value) if self.is_open(value, name) => &[],
            Some(value) => {
                let elements = self.fields.array(parent, name);
                if elements.is_none() {
                    self.helped(parent, name, value);
                }
                elements.unwrap_or_default()
            }
            None => &[],
        }
    }

    /// Adds to what was told last, of a member of the wrong type, what it may stand for.
    fn helped(&mut self, parent: &Value, name: &str, value: &Value) {
        let kind = self.template.map(|template| template.kind);
        let meant = match kind {
            Some(InventoryKind::Serverless) => return,
            Some(kind) => {
                let meant = api::meant(parent, name, value).into_iter();
                let spelled = |one: Meant| {
                    let json = super::spelled_for(kind, name, &one.json)?;
                    Some(Meant { json, ..one })
                };
                meant.filter_map(spelled).collect()
            }
            None => api::meant(parent, name, value),
        };
        // A block of YAML is no value in one line.
        let written = self.text.get(value.span.start..value.span.end);
        let is_in_line = written.is_some_and(|written| !written.contains('\n'));
        if let Some(told) = self.fields.found.pop() {
            let mut told = api::helped(told, &meant, value.span);
            let is_block = kind.is_some_and(|kind| kind == InventoryKind::Terraform);
            if !is_in_line || is_block {
                told.fix = None;
            }
            self.fields.found.push(told);
        }
    }

    /// Whether a member that holds others is open, which is told.
    fn is_open(&mut self, value: &Value, name: &str) -> bool {
        let Some(open) = value.as_open() else {
            return false;
        };
        let hole = open.first_hole();
        let told = format!("`{name}` depends on `{}`", hole.from);
        let told = Diagnostic::note(super::OPEN, told).at(hole.span, "what it holds is not known");
        self.fields.found.push(told);
        true
    }

    /// A pattern: an object, or JSON in a string.
    pub(super) fn pattern(
        &mut self,
        parent: &Value,
        member: &'static str,
    ) -> Option<DeclaredPattern> {
        let value = present(parent, member)?;
        Some(DeclaredPattern {
            member,
            span: value.span,
            text: self.pattern_text(value),
        })
    }

    /// The same of a value. What is neither an object nor a string is a pattern all the same: one that AWS refuses.
    fn pattern_text(&self, value: &Value) -> PatternText {
        match &value.kind {
            Kind::Open(open) => {
                let around = self.around(open, value.span);
                PatternText::Open(around.unwrap_or_else(|| value.clone()))
            }
            Kind::String(text) => PatternText::Encoded(text.to_java_utf8().into_owned()),
            _ if value.has_open() => PatternText::Open(value.clone()),
            _ if self.template.is_some() => PatternText::Made(Written::new(value, self.text)),
            _ => PatternText::InPlace,
        }
    }

    /// The JSON value around what is open of a text that stands at a place. Letters that the file has stand where it has
    /// them.
    fn around(&self, open: &Open, span: Span) -> Option<Value> {
        let mut text = String::new();
        let mut starts = Vec::new();
        for part in &open.parts {
            starts.push(text.len());
            text.push_str(match part {
                TextPart::Literal(literal) => literal,
                TextPart::Hole(_) => "\u{FFFC}",
            });
        }
        let raw = self.text.get(span.start..span.end).unwrap_or_default();
        let Some(pieces) = aligned_around(raw, span.start, &text) else {
            return open.json_around(span);
        };
        let moved = OnceCell::new();
        json_around(&open.parts, &open.hole.from, |inside, placed| {
            let pieces = moved.get_or_init(|| moved_to(placed, &starts, &pieces));
            in_file(pieces, inside)
        })
    }

    /// The patterns of `FilterCriteria.Filters`.
    ///
    /// AWS: EventBridge Pipes API Reference, `FilterCriteria`, `Filter`: a pattern is a string.
    pub(super) fn filters(&mut self, parent: &Value) -> Vec<DeclaredPattern> {
        let given = present(parent, "FilterCriteria");
        if let Some(list) = given.filter(|value| value.as_array().is_some()) {
            let help = format!("write `{{\"Filters\": {}}}`", list.to_compact());
            let help = match help.chars().count() <= LONGEST_HELP && !list.has_open() {
                true => help,
                false => "write `{\"Filters\": …}` around it".to_owned(),
            };
            self.wrong_type("FilterCriteria", "an object", list, Some(&help));
            return Vec::new();
        }
        let Some(criteria) = self.object(parent, "FilterCriteria") else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for filter in self.array(criteria, "Filters") {
            if filter.as_object().is_none() {
                let help = filter
                    .as_str()
                    .map(|_| format!("write `{{\"Pattern\": {}}}`", filter.to_compact()));
                let help = help.filter(|help| help.chars().count() <= LONGEST_HELP);
                let wanted = "an array of objects";
                self.wrong_type("Filters", wanted, filter, help.as_deref());
                continue;
            }
            let Some(pattern) = present(filter, "Pattern") else {
                continue;
            };
            let is_read = self.template.is_some_and(|one| one.has_read_texts)
                && pattern.as_object().is_some();
            if !matches!(pattern.kind, Kind::String(_) | Kind::Open(_)) && !is_read {
                let help = "a filter pattern is JSON in a string: escape its quotes";
                let help = pattern.as_object().map(|_| help);
                self.wrong_type("Pattern", "a string", pattern, help);
                if help.is_some() {
                    self.as_text(pattern);
                }
                continue;
            }
            all.extend(self.pattern(filter, "Pattern"));
        }
        all
    }

    /// Adds to what was told last, of an object where its JSON text is wanted, the edit that writes that.
    fn as_text(&mut self, value: &Value) {
        let written = self.text.get(value.span.start..value.span.end);
        let is_in_line = written.is_some_and(|written| !written.contains('\n'));
        let mut text = String::new();
        write_quoted(&value.to_compact(), &mut text);
        if value.has_open() {
            return;
        }
        let Some(told) = self.fields.found.pop() else {
            return;
        };
        let told = match text.chars().count() <= LONGEST_HELP {
            true => told.help(format!(
                "a filter pattern is JSON in a string: write `{text}`"
            )),
            false => told,
        };
        self.fields.found.push(match is_in_line {
            true => told.fix(value.span, text),
            false => told,
        });
    }

    /// Tells that a member has the wrong type.
    pub(super) fn wrong_type(
        &mut self,
        name: &str,
        wanted: &str,
        value: &Value,
        help: Option<&str>,
    ) {
        match help {
            Some(help) => self.fields.wrong_type_with_help(name, wanted, value, help),
            None => self.fields.wrong_type(name, wanted, value),
        }
    }

    /// Warns of names that are given more than once.
    pub(super) fn duplicates(&mut self, object: &Value) {
        self.fields.duplicates(object);
    }
}

/// Members that tell an answer from a request.
const OF_ANSWERS: [&str; 7] = [
    "Arn",
    "CreationDate",
    "CreationTime",
    "LastModified",
    "RuleArn",
    "SubscriptionArn",
    "UUID",
];

/// Whether it is what AWS answered once, perhaps in part, and not what it is asked.
fn is_answer(value: &Value) -> bool {
    OF_ANSWERS.iter().any(|name| present(value, name).is_some())
}

/// The same pieces of a text whose parts begin elsewhere.
fn moved_to(placed: &[usize], starts: &[usize], pieces: &[Piece]) -> Vec<Piece> {
    let moved = pieces.iter().map(|piece| {
        let part = starts.partition_point(|start| *start <= piece.at);
        let part = part.saturating_sub(1);
        let of = |all: &[usize]| all.get(part).copied().unwrap_or_default();
        Piece {
            at: of(placed) + piece.at.saturating_sub(of(starts)),
            ..*piece
        }
    });
    moved.collect()
}

/// What is open of anything but a text.
fn open_value<T>(value: &Value) -> Option<Declared<T>> {
    Some(Declared::of_open(value.as_open()?.clone(), value.span))
}

/// Where the letters of a string stand.
fn inside_quotes(span: Span, text: &str) -> Span {
    let written = text.get(span.start..span.end).unwrap_or_default();
    let is_quoted = |quote: char| {
        let inside = written.strip_prefix(quote);
        inside.is_some_and(|inside| inside.ends_with(quote))
    };
    match is_quoted('"') || is_quoted('\'') {
        true => Span::new(span.start + 1, span.end - 1),
        false => span,
    }
}

/// Whether a member is a string.
pub(super) fn is_text(value: &Value, name: &str) -> bool {
    fields::text(value, name).is_some()
}

fn time(value: &Value) -> Option<DateTime<Utc>> {
    match &value.kind {
        Kind::Number(number) => seconds(number),
        Kind::String(text) => {
            let time = DateTime::parse_from_rfc3339(text.as_str()?).ok()?;
            Some(time.to_utc())
        }
        _ => None,
    }
}

/// A time or a date that does not say of which zone it is.
///
/// botocore 1.44.8, `utils.py`, `parse_to_aware_datetime`: it is one of the zone of the machine that sends it.
fn time_without_zone<T>(value: &Value) -> Option<Declared<T>> {
    let text = value.as_str()?;
    let is_time = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").is_ok()
        || NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f").is_ok()
        || NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
    let from = "the time zone of the machine that sends it".to_owned();
    let span = value.span;
    is_time.then(|| Declared::open(Hole { from, span }, span))
}

/// Seconds since 1970, with a fraction that is dropped.
fn seconds(number: &str) -> Option<DateTime<Utc>> {
    let whole = match number.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => number,
    };
    DateTime::from_timestamp(whole.parse().ok()?, 0)
}
