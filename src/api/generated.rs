//! Requests made from the models: what is inside every bound passes, what is outside is refused for that, at its place.

use super::expression::sampled;
use super::judge::judge;
use super::models::{Shape, ShapeKind, Text};
use super::operation::Operation;
use super::path::{MemberPath, Step};
use super::refusal::{Constraint, Refusal};
use crate::json;

/// A step towards a value of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Pick {
    Member(&'static str),
    Element,
    Key,
    Value,
}

/// Makes requests that satisfy their models; the same ones on every run.
struct Maker {
    state: u64,
    /// Optional members are there so often: one of so many.
    rarity: u64,
}

impl Maker {
    fn next(&mut self, below: u64) -> u64 {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.state >> 33) % below.max(1)
    }

    /// The request of an operation with `put` at a place, if one is given.
    fn request(&mut self, operation: Operation, put: Option<(&[Pick], &str)>) -> String {
        let mut out = String::new();
        self.value(operation.request(), put, &mut out);
        out
    }

    fn value(&mut self, shape: &'static Shape, put: Option<(&[Pick], &str)>, out: &mut String) {
        if let Some(([], text)) = put {
            out.push_str(text);
            return;
        }
        match &shape.kind {
            ShapeKind::Structure(structure) => {
                let wanted = put.and_then(|(path, _)| match path.first() {
                    Some(Pick::Member(name)) => Some(*name),
                    _ => None,
                });
                let chosen = match structure.is_union {
                    true => {
                        let any = self.next(structure.members.len() as u64) as usize;
                        Some(wanted.unwrap_or(structure.members[any].name))
                    }
                    false => None,
                };
                let mut parts = Vec::new();
                for member in &structure.members {
                    let is_there = match chosen {
                        Some(chosen) => chosen == member.name,
                        None => {
                            member.is_required
                                || wanted == Some(member.name)
                                || self.next(self.rarity) == 0
                        }
                    };
                    if is_there {
                        let inner = put.filter(|_| wanted == Some(member.name));
                        let inner = inner.map(|(path, text)| (&path[1..], text));
                        let mut part = format!("\"{}\":", member.name);
                        self.value(member.held.shape(), inner, &mut part);
                        parts.push(part);
                    }
                }
                out.push_str(&format!("{{{}}}", parts.join(",")));
            }
            ShapeKind::List(held) => {
                let count = self.count(shape, put.is_some());
                let inner = put.map(|(path, text)| (&path[1..], text));
                let elements: Vec<String> = (0..count)
                    .map(|index| {
                        let mut element = String::new();
                        let inner = inner.filter(|_| index == 0);
                        self.value(held.shape(), inner, &mut element);
                        element
                    })
                    .collect();
                out.push_str(&format!("[{}]", elements.join(",")));
            }
            ShapeKind::Map(key, held) => {
                let is_key = put.is_some_and(|(path, _)| path.first() == Some(&Pick::Key));
                let (mut name, mut value) = (String::new(), String::new());
                let inner = put.map(|(path, text)| (&path[1..], text));
                self.value(key.shape(), inner.filter(|_| is_key), &mut name);
                self.value(held.shape(), inner.filter(|_| !is_key), &mut value);
                out.push_str(&format!("{{{name}:{value}}}"));
            }
            ShapeKind::Text(text) => out.push_str(&quoted(&self.text(shape, text))),
            ShapeKind::Integer => {
                let least = shape.least.unwrap_or(-5);
                let most = shape.most.unwrap_or(least + 1_000);
                let number = least + self.next((most - least + 1) as u64) as i64;
                out.push_str(&number.to_string());
            }
            ShapeKind::Boolean => out.push_str(["true", "false"][self.next(2) as usize]),
            ShapeKind::Timestamp => {
                out.push_str(["1700000000.5", r#""2026-01-01T00:00:00Z""#][self.next(2) as usize]);
            }
            ShapeKind::Blob => out.push_str(r#""YQ==""#),
        }
    }

    fn count(&mut self, shape: &Shape, is_wanted: bool) -> i64 {
        let least = shape.least.unwrap_or(0).max(i64::from(is_wanted));
        let most = shape.most.unwrap_or(least + 2).min(least + 2);
        least + self.next((most - least + 1) as u64) as i64
    }

    fn text(&mut self, shape: &Shape, text: &Text) -> String {
        if !text.words.is_empty() {
            return text.words[self.next(text.words.len() as u64) as usize].to_owned();
        }
        let least = shape.least.unwrap_or(0) as usize;
        let most = shape.most.unwrap_or(64) as usize;
        let Some(pattern) = text.pattern else {
            let length = least + self.next((most.min(least + 8) - least + 1) as u64) as usize;
            return (0..length)
                .map(|_| ['a', 'é', '0', '\u{1F600}'][self.next(4) as usize])
                .collect();
        };
        for _ in 0..10_000 {
            let sample = sampled(pattern, &mut |below| self.next(below)).unwrap();
            let length = sample.chars().count();
            if (least..=most).contains(&length) && text.expression().unwrap().matches(&sample) {
                return sample;
            }
        }
        panic!("no text was found for {pattern}");
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    json::write_quoted(text, &mut out);
    out
}

/// Every value of a request.
fn places(shape: &'static Shape, path: &[Pick], all: &mut Vec<(Vec<Pick>, &'static Shape)>) {
    assert!(path.len() < 24, "{path:?}");
    all.push((path.to_vec(), shape));
    let mut inside = |pick: Pick, shape: &'static Shape| {
        let path: Vec<Pick> = path.iter().copied().chain([pick]).collect();
        places(shape, &path, all);
    };
    match &shape.kind {
        ShapeKind::Structure(structure) => {
            for member in &structure.members {
                inside(Pick::Member(member.name), member.held.shape());
            }
        }
        ShapeKind::List(held) => inside(Pick::Element, held.shape()),
        ShapeKind::Map(key, value) => {
            inside(Pick::Key, key.shape());
            inside(Pick::Value, value.shape());
        }
        _ => {}
    }
}

/// Values outside a shape, each with the constraint that it breaks and whether that is the member itself.
fn outside(shape: &'static Shape) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |value: String, constraint: Constraint| {
        all.push((value, format!("{constraint:?}")));
    };
    let wrong = |value: &str, wanted: &str| (value.to_owned(), format!("Type({wanted})"));
    match &shape.kind {
        ShapeKind::Text(text) => {
            if let Some(least) = shape.least.filter(|least| *least > 0) {
                add(
                    quoted(&"a".repeat(least as usize - 1)),
                    Constraint::LeastCharacters(least),
                );
            }
            if let Some(most) = shape.most {
                add(
                    quoted(&"a".repeat(most as usize + 1)),
                    Constraint::MostCharacters(most),
                );
            }
            if let Some(pattern) = text.pattern {
                let candidates = ["§ §\n", "a\nb", " ", "\u{0}", "", "aws.x", "::", ".$\u{7f}"];
                let matches = |one: &&&str| !text.expression().unwrap().matches(one);
                if let Some(other) = candidates.iter().find(matches) {
                    add(quoted(other), Constraint::Pattern(pattern));
                }
            }
            if !text.words.is_empty() {
                add(quoted("NO_SUCH_WORD"), Constraint::OneOf(&text.words));
            }
            all.push(wrong("7", "Text"));
        }
        ShapeKind::Integer => {
            if let Some(least) = shape.least {
                add((least - 1).to_string(), Constraint::AtLeast(least));
            }
            if let Some(most) = shape.most {
                add((most + 1).to_string(), Constraint::AtMost(most));
            }
            all.extend([wrong("1.5", "Integer"), wrong(r#""1""#, "Integer")]);
        }
        ShapeKind::Boolean => all.push(wrong(r#""true""#, "Boolean")),
        ShapeKind::Timestamp => all.push(wrong(r#""soon""#, "Timestamp")),
        ShapeKind::Blob => all.push(wrong("1", "Blob")),
        ShapeKind::Structure(_) | ShapeKind::Map(..) => all.push(wrong("[]", "Object")),
        ShapeKind::List(_) => {
            if let Some(least) = shape.least.filter(|least| *least > 0) {
                add("[]".to_owned(), Constraint::LeastElements(least));
            }
            if let Some(most) = shape.most {
                let nulls = vec!["null"; most as usize + 1].join(",");
                add(format!("[{nulls}]"), Constraint::MostElements(most));
            }
            all.push(wrong("{}", "List"));
        }
    }
    all
}

/// Values at the bounds of a shape, which are inside.
fn inside(shape: &'static Shape) -> Vec<String> {
    let bounds = [shape.least, shape.most].into_iter().flatten();
    match &shape.kind {
        ShapeKind::Integer => bounds.map(|bound| bound.to_string()).collect(),
        ShapeKind::Text(text) if text.words.is_empty() => {
            let texts = bounds.map(|bound| "é".repeat(bound as usize));
            let ascii = [shape.least, shape.most].into_iter().flatten();
            let texts = texts.chain(ascii.map(|bound| "a".repeat(bound as usize)));
            let matches = |one: &String| text.expression().is_none_or(|all| all.matches(one));
            texts.filter(matches).map(|one| quoted(&one)).collect()
        }
        ShapeKind::Text(text) => text.words.iter().map(|word| quoted(word)).collect(),
        _ => Vec::new(),
    }
}

/// Whether a path of a refusal goes the way of a path of a model.
fn is_at(path: &MemberPath, picks: &[Pick]) -> bool {
    let goes = |(step, pick): (&Step, &Pick)| match (step, pick) {
        (Step::Member(name), Pick::Member(wanted)) => name == wanted,
        (Step::Element(index), Pick::Element) => *index == 0,
        (Step::Key(_), Pick::Key) | (Step::Value(_), Pick::Value) => true,
        _ => false,
    };
    path.0.len() == picks.len() && path.0.iter().zip(picks).all(goes)
}

fn found(refusals: &[Refusal], picks: &[Pick], constraint: &str) -> Option<Refusal> {
    let mut refusals = refusals.iter();
    let is_it =
        |one: &&Refusal| is_at(&one.member, picks) && format!("{:?}", one.constraint) == constraint;
    refusals.find(is_it).cloned()
}

#[test]
fn what_is_outside_a_bound_is_refused_for_that_at_its_place_and_what_is_at_it_is_not() {
    let mut maker = Maker {
        state: 7,
        rarity: u64::MAX,
    };
    let mut rows = 0;
    for operation in Operation::ALL {
        let mut all = Vec::new();
        places(operation.request(), &[], &mut all);
        for (path, shape) in all {
            for (value, constraint) in outside(shape) {
                // Names of maps are texts whatever is written.
                if path.last() == Some(&Pick::Key) && !value.starts_with('"') {
                    continue;
                }
                let request = maker.request(*operation, Some((&path, &value)));
                let refusals = judge(*operation, &json::parse(&request).unwrap());
                let refusal = found(&refusals, &path, &constraint);
                let refusal = refusal.unwrap_or_else(|| panic!("{path:?} {constraint}: {request}"));
                assert_eq!(
                    request.get(refusal.span.start..refusal.span.end),
                    Some(value.as_str())
                );
                rows += 1;
            }
            for value in inside(shape) {
                let request = maker.request(*operation, Some((&path, &value)));
                let refusals = judge(*operation, &json::parse(&request).unwrap());
                assert!(refusals.is_empty(), "{request}\n{refusals:?}");
                rows += 1;
            }
            if let ShapeKind::Structure(structure) = &shape.kind {
                let request = maker.request(*operation, Some((&path, r#"{"NoSuchMember":1}"#)));
                let refusals = judge(*operation, &json::parse(&request).unwrap());
                let with = |name| -> Vec<Pick> {
                    path.iter().copied().chain([Pick::Member(name)]).collect()
                };
                let names = structure.members.iter().map(|one| one.name).collect();
                let unknown = format!("{:?}", Constraint::Unknown(names));
                assert!(
                    found(&refusals, &with("NoSuchMember"), &unknown).is_some(),
                    "{request}"
                );
                for member in structure.members.iter().filter(|one| one.is_required) {
                    assert!(
                        found(&refusals, &with(member.name), "Required").is_some(),
                        "{request}"
                    );
                    rows += 1;
                }
                rows += 1;
            }
        }
    }
    assert_eq!(rows, 5_159);
}

#[test]
fn what_satisfies_its_model_passes() {
    for operation in Operation::ALL {
        for seed in 0..500 {
            let rarity = [1_000_000, 12, 5][seed as usize % 3];
            let request = Maker {
                state: seed,
                rarity,
            }
            .request(*operation, None);
            let refusals = judge(*operation, &json::parse(&request).unwrap());
            assert!(refusals.is_empty(), "{operation:?} {request}\n{refusals:?}");
        }
    }
}
