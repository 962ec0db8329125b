//! Judges a request against AWS's model of it.

use std::collections::BTreeMap;

use super::belongs;
use super::expression::Piece;
use super::meant::{self, meant_in};
use super::models::{Shape, ShapeKind, Structure, Text};
use super::offer::Meant;
use super::operation::Operation;
use super::path::{MemberPath, Step};
use super::refusal::{Constraint, Found, Refusal, Wanted, missed_in};
use crate::json::fields::present;
use crate::json::{Kind, Member, Open, TextPart, Value};
use crate::source::Span;

/// The most that is told of one request.
const MAXIMUM_REFUSALS: usize = 1_000;

/// Why AWS refuses a request by its model: what is missing first, then unknown members, then the members in the order of
/// the request. What is open is refused only for what is certain of it. `null` is absent.
#[must_use]
pub fn judge(operation: Operation, request: &Value) -> Vec<Refusal> {
    judged(operation.request(), request, false)
}

/// The values, as JSON, for which one of the wrong type may stand in a member of an object, the likeliest first; none where
/// nothing is evident. One alone is certain as far as AWS's models go. Which request the object is a part of its other
/// members tell.
#[must_use]
pub fn meant(object: &Value, member: &str, value: &Value) -> Vec<Meant> {
    meant::meant(object, member, value, &is_taken)
}

/// Whether a value may stand where one of a shape is wanted.
fn is_taken(shape: &'static Shape, value: &Value) -> bool {
    judged(shape, value, true).is_empty()
}

fn judged(shape: &'static Shape, value: &Value, is_trial: bool) -> Vec<Refusal> {
    let mut judge = Judge {
        refusals: Vec::new(),
        path: MemberPath::default(),
        is_trial,
    };
    judge.value(shape, value);
    judge.refusals
}

struct Judge {
    refusals: Vec<Refusal>,
    path: MemberPath,
    /// Whether nobody reads what is refused.
    is_trial: bool,
}

impl Judge {
    fn value(&mut self, shape: &'static Shape, value: &Value) {
        match &shape.kind {
            ShapeKind::Structure(structure) => match value.as_object() {
                Some(members) => self.structure(shape, structure, members, value),
                None => self.mistyped(shape, Wanted::Object, value),
            },
            ShapeKind::List(held) => match value.as_array() {
                Some(elements) => {
                    self.count(shape, elements, value);
                    for (index, element) in elements.iter().enumerate() {
                        self.inside(Step::Element(index), held.shape(), element);
                    }
                }
                None => self.mistyped(shape, Wanted::List, value),
            },
            ShapeKind::Map(key, held) => match value.as_object() {
                Some(members) => {
                    if !is_made(members) {
                        self.count(shape, members, value);
                    }
                    for member in members {
                        let name = member.name.to_display().into_owned();
                        let text = Value::text(&name, member.name_span);
                        self.inside(Step::Key(name.clone()), key.shape(), &text);
                        self.inside(Step::Value(name), held.shape(), &member.value);
                    }
                }
                None => self.mistyped(shape, Wanted::Object, value),
            },
            ShapeKind::Text(text) => self.text(shape, text, value),
            ShapeKind::Integer => self.integer(shape, value),
            ShapeKind::Boolean => {
                if !matches!(value.kind, Kind::Bool(_)) {
                    self.mistyped(shape, Wanted::Boolean, value);
                }
            }
            ShapeKind::Timestamp => {
                let is_time = match &value.kind {
                    Kind::Number(_) => true,
                    // The AWS CLI reads nearly any date, but none without a number.
                    Kind::String(text) => {
                        text.to_display().contains(|one: char| one.is_ascii_digit())
                    }
                    _ => false,
                };
                if !is_time {
                    self.mistyped(shape, Wanted::Timestamp, value);
                }
            }
            ShapeKind::Blob => {
                if !matches!(value.kind, Kind::String(_)) {
                    self.mistyped(shape, Wanted::Blob, value);
                }
            }
        }
    }

    fn inside(&mut self, step: Step, shape: &'static Shape, value: &Value) {
        if self.refusals.len() >= MAXIMUM_REFUSALS {
            return;
        }
        self.path.0.push(step);
        self.value(shape, value);
        self.path.0.pop();
    }

    fn structure(
        &mut self,
        shape: &'static Shape,
        structure: &'static Structure,
        members: &[Member],
        value: &Value,
    ) {
        let is_made = is_made(members);
        if structure.is_union && !is_made {
            self.union(shape, structure, value);
        }
        let required = structure.members.iter().filter(|one| one.is_required);
        for member in required {
            if present(value, member.name).is_none() && !is_made {
                let span = missed_in(value);
                let path = self.path.then(Step::Member(member.name.to_owned()));
                let held = Some(member.held.shape());
                self.refuse(path, Constraint::Required, Found::Nothing, span, held);
            }
        }
        let mut last: BTreeMap<&[u8], usize> = BTreeMap::new();
        for (index, member) in members.iter().enumerate() {
            last.insert(member.name.as_wtf8(), index);
        }
        let counting = members.iter().enumerate().filter(|(index, member)| {
            last.get(member.name.as_wtf8()) == Some(index) && member.value.kind != Kind::Null
        });
        let mut known = Vec::new();
        for (_, member) in counting {
            let found = structure
                .members
                .iter()
                .find(|one| member.name == *one.name);
            match found {
                Some(found) => known.push((found, member)),
                None if is_function(member) => {}
                None => {
                    let name = member.name.to_display().into_owned();
                    let names = structure.members.iter().map(|one| one.name).collect();
                    let path = self.path.then(Step::Member(name));
                    let found = Found::of(&member.value);
                    let unknown = Constraint::Unknown(names);
                    let home = belongs::home(structure, path.last());
                    self.refuse(path, unknown, found, member.name_span, None);
                    if let (false, Some(last)) = (self.is_trial, self.refusals.last_mut()) {
                        last.home = home;
                    }
                }
            }
        }
        for (found, member) in known {
            let step = Step::Member(found.name.to_owned());
            self.inside(step, found.held.shape(), &member.value);
        }
    }

    /// Exactly one member is given. An open one may be absent.
    fn union(&mut self, shape: &'static Shape, structure: &'static Structure, value: &Value) {
        let members = structure.members.iter();
        let given: Vec<&Value> = members.filter_map(|one| present(value, one.name)).collect();
        let certain = given.iter().filter(|one| one.as_open().is_none()).count();
        if certain > 1 || given.is_empty() {
            let names = structure.members.iter().map(|one| one.name).collect();
            let found = Found::Other(value.kind_name(), certain);
            let constraint = Constraint::OneMember(names);
            self.refuse(
                self.path.clone(),
                constraint,
                found,
                missed_in(value),
                Some(shape),
            );
        }
    }

    /// The number of elements of a list, or of names of a map.
    fn count<T>(&mut self, shape: &'static Shape, all: &[T], value: &Value) {
        let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
        // What is open may be absent.
        let elements = value.as_array().unwrap_or_default().iter();
        let open = elements.filter(|one| one.as_open().is_some()).count();
        let certain = i64::try_from(all.len() - open).unwrap_or(i64::MAX);
        if let Some(least) = shape.least.filter(|least| count < *least) {
            self.broken(shape, Constraint::LeastElements(least), value);
        }
        if let Some(most) = shape.most.filter(|most| certain > *most) {
            self.broken(shape, Constraint::MostElements(most), value);
        }
    }

    fn text(&mut self, shape: &'static Shape, text: &'static Text, value: &Value) {
        let pieces: Vec<Piece> = match &value.kind {
            Kind::String(text) => text.to_display().chars().map(Piece::Letter).collect(),
            Kind::Open(open) if !open.parts.is_empty() => pieces(open),
            _ => return self.mistyped(shape, Wanted::Text, value),
        };
        let letters = pieces.iter().filter(|one| **one != Piece::Hole).count();
        let is_whole = letters == pieces.len();
        let letters = i64::try_from(letters).unwrap_or(i64::MAX);
        if let Some(least) = shape.least.filter(|least| is_whole && letters < *least) {
            self.broken(shape, Constraint::LeastCharacters(least), value);
        }
        if let Some(most) = shape.most.filter(|most| letters > *most) {
            self.broken(shape, Constraint::MostCharacters(most), value);
        }
        if let (Some(pattern), Some(expression)) = (text.pattern, text.expression())
            && !expression.can_match(&pieces)
        {
            self.broken(shape, Constraint::Pattern(pattern), value);
        }
        let can_be = |word: &&str| can_be(&pieces, word);
        if !text.words.is_empty() && !text.words.iter().any(can_be) {
            self.broken(shape, Constraint::OneOf(&text.words), value);
        }
    }

    fn integer(&mut self, shape: &'static Shape, value: &Value) {
        let number = match &value.kind {
            Kind::Number(number) if !number.contains(['.', 'e', 'E']) => {
                number.parse().unwrap_or(match number.starts_with('-') {
                    true => i64::MIN,
                    false => i64::MAX,
                })
            }
            _ => return self.mistyped(shape, Wanted::Integer, value),
        };
        // AWS: an integer of a model has 32 bits.
        let most = shape.most.unwrap_or(i64::from(i32::MAX));
        let least = shape.least.unwrap_or(i64::from(i32::MIN));
        if number < least {
            self.broken(shape, Constraint::AtLeast(least), value);
        }
        if number > most {
            self.broken(shape, Constraint::AtMost(most), value);
        }
    }

    /// A value of another type. What is open may be of any.
    fn mistyped(&mut self, shape: &'static Shape, wanted: Wanted, value: &Value) {
        if value.as_open().is_none() {
            self.broken(shape, Constraint::Type(wanted), value);
            if let (false, Some(last)) = (self.is_trial, self.refusals.last_mut()) {
                last.meant = meant_in(shape, value, &is_taken);
            }
        }
    }

    fn broken(&mut self, shape: &'static Shape, constraint: Constraint, value: &Value) {
        let found = match (&value.kind, &constraint) {
            (Kind::Open(open), Constraint::MostCharacters(_)) => {
                let known = pieces(open);
                let count = known.iter().filter(|one| **one != Piece::Hole).count();
                Found::Text(open.to_display(), count)
            }
            (Kind::Open(open), _) => Found::Text(open.to_display(), 0),
            _ => Found::of(value),
        };
        self.refuse(
            self.path.clone(),
            constraint,
            found,
            value.span,
            Some(shape),
        );
    }

    fn refuse(
        &mut self,
        member: MemberPath,
        constraint: Constraint,
        found: Found,
        span: Span,
        shape: Option<&'static Shape>,
    ) {
        if self.refusals.len() < MAXIMUM_REFUSALS {
            self.refusals.push(Refusal {
                member,
                constraint,
                found,
                span,
                shape,
                meant: Vec::new(),
                home: None,
            });
        }
    }
}

/// Whether a member stands for others, or for all of its object: what a template leaves of a function.
fn is_function(member: &Member) -> bool {
    let name = member.name.to_display();
    name.starts_with("Fn::") || name == "Ref"
}

/// Whether an object may have other members than those that stand there.
fn is_made(members: &[Member]) -> bool {
    members.iter().any(is_function)
}

/// The letters of a text that is open in parts.
fn pieces(open: &Open) -> Vec<Piece> {
    let parts = open.parts.iter().flat_map(|part| match part {
        TextPart::Literal(text) => text.chars().map(Piece::Letter).collect(),
        TextPart::Hole(_) => vec![Piece::Hole],
    });
    parts.collect()
}

/// Whether a text can be a word: what is known of it stands in the word in the same order, at the ends too.
fn can_be(pieces: &[Piece], word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    // The places in the word that can have been come to.
    let mut places = vec![0];
    for piece in pieces {
        places = match piece {
            Piece::Letter(letter) => {
                let here = places
                    .into_iter()
                    .filter(|at| word.get(*at) == Some(letter));
                here.map(|at| at + 1).collect()
            }
            Piece::Hole => match places.first() {
                Some(first) => (*first..=word.len()).collect(),
                None => return false,
            },
        };
    }
    places.contains(&word.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::json::Shape as OpenShape;

    /// What is refused, each as `path constraint` at what stands there.
    fn refused(operation: Operation, request: &str) -> Vec<String> {
        let refusals = judge(operation, &json::parse(request).unwrap());
        let shown = refusals.iter().map(|one| {
            let place = request.get(one.span.start..one.span.end).unwrap();
            format!("{} {:?} {place}", one.member, one.constraint)
        });
        shown.collect()
    }

    #[test]
    fn what_is_missing_comes_before_what_is_unknown_and_that_before_the_members() {
        let request = r#"{"Rule": "a b", "Targets": [{"Id": "1", "Arm": "x"}], "Rule": "r"}"#;
        let members = r#"["Id", "Arn""#;
        let refused = refused(Operation::PutTargets, request);
        assert_eq!(refused.len(), 2, "{refused:?}");
        assert_eq!(refused[0], "Targets[0].Arn Required {");
        assert!(
            refused[1].starts_with(&format!("Targets[0].Arm Unknown({members}")),
            "{refused:?}"
        );
        assert!(refused[1].ends_with(r#" "Arm""#), "{refused:?}");
    }

    #[test]
    fn bounds_are_inclusive_and_lengths_count_code_points() {
        let named = |name: &str| format!(r#"{{"Name": "{name}", "Description": "{name}"}}"#);
        let long = "\u{1F600}".repeat(512);
        let request = named(&long).replace(&format!(r#""Name": "{long}""#), r#""Name": "r""#);
        assert_eq!(refused(Operation::PutRule, &request), [""; 0]);
        for (operation, request, expected) in [
            (
                Operation::CreateArchive,
                r#"{"ArchiveName":"a","EventSourceArn":"arn:aws:events:eu-west-1:123456789012:event-bus/b","RetentionDays":99999999999999999999}"#,
                &["RetentionDays AtMost(2147483647) 99999999999999999999"][..],
            ),
            (
                Operation::PutEvents,
                r#"{"Entries":[]}"#,
                &["Entries LeastElements(1) []"],
            ),
            (
                Operation::PutEvents,
                r#"{"Entries":[{"EventBusName":"my bus","Time":true}]}"#,
                &[
                    r#"Entries[0].EventBusName Pattern("(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[\\.\\-_A-Za-z0-9]+") "my bus""#,
                    "Entries[0].Time Type(Timestamp) true",
                ],
            ),
            (
                Operation::CreateScheduleGroup,
                r#"{"Name":null}"#,
                &["Name Required {"],
            ),
            (Operation::CreateScheduleGroup, "[]", &[" Type(Object) []"]),
            (
                Operation::CreatePipe,
                r#"{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"arn:aws:mq:us-east-1:123456789012:broker:b:b-1","Target":"arn:aws:sqs:us-east-1:123456789012:q","SourceParameters":{"ManagedStreamingKafkaParameters":{"TopicName":"tt","Credentials":{}}}}"#,
                &[
                    r#"SourceParameters.ManagedStreamingKafkaParameters.Credentials OneMember(["SaslScram512Auth", "ClientCertificateTlsAuth"]) {"#,
                ],
            ),
        ] {
            assert_eq!(refused(operation, request), expected, "{request}");
        }
    }

    /// A member in place of another one.
    fn with(request: &str, name: &str, value: Value) -> Value {
        let mut request = json::parse(request).unwrap();
        if let Kind::Object(members) = &mut request.kind {
            members.retain(|member| member.name != *name);
            members.push(Member {
                name: json::JsonString::from(name),
                name_span: value.span,
                value,
            });
        }
        request
    }

    #[test]
    fn what_is_open_is_refused_for_what_is_certain_only() {
        let span = Span::new(0, 1);
        let hole = || {
            TextPart::Hole(json::Hole {
                from: "Stage".to_owned(),
                span,
            })
        };
        let text = |text: &str| TextPart::Literal(text.to_owned());
        let parts = |parts: Vec<TextPart>| Value::parts(parts, "Fn::Sub", span);
        for (name, value, expected) in [
            ("Name", parts(vec![text("a"), hole()]), &[][..]),
            ("Name", parts(vec![text("a b"), hole()]), &["Pattern"]),
            (
                "Name",
                parts(vec![text(&"a".repeat(65)), hole()]),
                &["MostCharacters"],
            ),
            ("State", parts(vec![text("EN"), hole(), text("ED")]), &[]),
            ("State", parts(vec![text("en"), hole()]), &["OneOf"]),
            ("State", Value::open(OpenShape::Number, "N", span), &[]),
            ("Tags", Value::open(OpenShape::Text, "T", span), &[]),
            ("Name", Value::open(OpenShape::Structure, "N", span), &[]),
            ("Fn::Transform", Value::text("x", span), &[]),
        ] {
            let refusals = judge(Operation::PutRule, &with(r#"{"Name":"r"}"#, name, value));
            let found: Vec<String> = refusals
                .iter()
                .map(|one| format!("{:?}", one.constraint))
                .collect();
            let found: Vec<&str> = found
                .iter()
                .filter_map(|one| one.split('(').next())
                .collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}
