//! Patterns of the corpus against each other: every event that is told shows what it is told for, no event made of the
//! atoms of two patterns contradicts their relation, and the time that it takes.
//!
//! `EVB_CORPUS=<directory> cargo test --release --test conformance -- corpus/decide --nocapture`

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use evb::json;
use evb::pattern::decide::{
    Comparison, Draft, Engine, Envelope, Limits, PathAtoms, Question, Relation, atoms,
};
use evb::pattern::{Dialect, Evaluator, Pattern, ServiceEvaluator, parse};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use super::patterns;

/// How many pairs are compared, and how many events are made for each.
const PAIRS: usize = 3_000;
const EVENTS: usize = 2_000;

pub fn trials() -> Vec<Trial> {
    let corpus = std::env::var_os("EVB_CORPUS");
    let trial = corpus.map(|corpus| {
        Trial::test("corpus/decide", move || {
            let files = patterns::files(corpus.as_ref());
            let rows = files.iter().flat_map(|file| patterns::rows(file));
            let texts: Vec<String> = rows.map(|row| row.pattern).collect();
            check(&texts)
        })
    });
    trial.into_iter().collect()
}

/// A small generator of numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.roll(from.len()))
    }
}

#[derive(Default)]
struct Figures {
    relations: BTreeMap<String, usize>,
    times: Vec<(Duration, usize)>,
    events: usize,
    witnesses: usize,
}

fn check(texts: &[String]) -> Result<(), Failed> {
    let mut dice = Dice(1);
    let valid: Vec<&String> = texts
        .iter()
        .filter(|text| parse(text, Dialect::Bus).is_ok())
        .collect();
    let mut figures = Figures::default();
    let mut wrong = Vec::new();
    let mut done = 0;
    while done < PAIRS {
        let (Some(old), Some(other)) = (dice.pick(&valid), dice.pick(&valid)) else {
            return Err("no patterns".into());
        };
        let new = match dice.roll(2) {
            0 => (*other).clone(),
            _ => mutated(old, other, &mut dice),
        };
        let (Ok(first), Ok(second)) = (parse(old, Dialect::Bus), parse(&new, Dialect::Bus)) else {
            continue;
        };
        if let Err(why) = pair((&first, &second), &mut dice, &mut figures) {
            wrong.push(format!("{why}\n  old {old}\n  new {new}"));
        }
        done += 1;
    }
    figures.print();
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(format!("{} pairs:\n{}", wrong.len(), wrong.join("\n")).into()),
    }
}

impl Figures {
    fn print(&mut self) {
        self.times.sort();
        let at = |share: f64| self.times[((self.times.len() - 1) as f64 * share) as usize].0;
        println!(
            "corpus/decide: {} pairs, {} examples confirmed, {} events agree\n  {:?}\n  median {:?}, 99 % {:?}, 99.9 % {:?}, longest {:?}",
            self.times.len(),
            self.witnesses,
            self.events,
            self.relations,
            at(0.5),
            at(0.99),
            at(0.999),
            at(1.0),
        );
    }
}

fn pair(
    (old, new): (&Pattern, &Pattern),
    dice: &mut Dice,
    figures: &mut Figures,
) -> Result<(), String> {
    let limits = Limits::default();
    let start = Instant::now();
    let comparison = Question::new(old, new).limited_to(limits).compare();
    figures.times.push((start.elapsed(), figures.times.len()));
    let mut name = comparison.relation.as_str().to_owned();
    if let Some(reason) = comparison.reason {
        name += &format!(" {reason:?}");
    }
    if comparison.bounded_by.is_some() {
        name += " bounded";
    }
    *figures.relations.entry(name).or_default() += 1;
    figures.witnesses += confirmed(&comparison, old, new)?;
    consistent(&comparison, old, new)?;
    let logical = Question::new(old, new)
        .answered_by(Engine::Logical)
        .compare();
    let paths = atoms(&[old, new], &Envelope, &limits);
    let (old, new) = (Evaluator::new(old), Evaluator::new(new));
    for _ in 0..EVENTS {
        let event = made(&paths, dice);
        figures.events += 1;
        if contradicts(&logical, old.matches(&event), new.matches(&event)) {
            let bound = logical.bounded_by.map(|bound| bound.to_string());
            return Err(format!(
                "{:?} {bound:?}: {}",
                logical.relation,
                event.to_compact()
            ));
        }
    }
    Ok(())
}

/// Whether the other way round the relation is the same, and each pattern is equal to itself.
fn consistent(comparison: &Comparison, old: &Pattern, new: &Pattern) -> Result<(), String> {
    let back = Question::new(new, old).compare().relation;
    if back != comparison.relation.reversed() {
        return Err(format!("{:?}, and back {back:?}", comparison.relation));
    }
    let own = Question::new(old, old).compare().relation;
    match own {
        Relation::Equal => Ok(()),
        other => Err(format!("{other:?} to itself")),
    }
}

/// Whether each example is matched as it says; and how many there are.
fn confirmed(comparison: &Comparison, old: &Pattern, new: &Pattern) -> Result<usize, String> {
    let examples = [
        (&comparison.only_old, (true, false)),
        (&comparison.only_new, (false, true)),
        (&comparison.both, (true, true)),
    ];
    let (old, new) = (ServiceEvaluator::new(old), ServiceEvaluator::new(new));
    let mut count = 0;
    for (example, wanted) in examples {
        let Some(example) = example else { continue };
        count += 1;
        // Once more through its text, as a user would.
        let event = json::parse(&example.event.to_compact()).map_err(|error| error.to_string())?;
        let service = (old.verdict(&event).matched, new.verdict(&event).matched);
        let logical = (old.logical().matches(&event), new.logical().matches(&event));
        if service != wanted || (logical != wanted && example.notes.is_empty()) {
            return Err(format!("{wanted:?} is no example: {}", event.to_compact()));
        }
    }
    Ok(count)
}

fn contradicts(comparison: &Comparison, old: bool, new: bool) -> bool {
    match comparison.relation {
        Relation::Equal => old != new,
        Relation::Wider => old && !new,
        Relation::Narrower => new && !old,
        Relation::Disjoint => old && new,
        _ => false,
    }
}

/// An event of atoms, some of them in arrays.
fn made(paths: &[PathAtoms], dice: &mut Dice) -> json::Value {
    let mut draft = Draft::new();
    let arrays = dice.roll(3) == 0;
    for path in paths {
        let text = path.path.as_str().unwrap_or_default();
        let may_be_array = arrays && text.starts_with("detail.");
        let times = 1 + usize::from(may_be_array && dice.roll(3) == 0);
        for _ in 0..times {
            let Some(value) = dice
                .pick(&path.atoms)
                .and_then(|atom| dice.pick(&atom.values))
            else {
                continue;
            };
            // The first name is `detail`, which is no array.
            let elements = [0, dice.roll(2), dice.roll(2)];
            let elements: &[usize] = if may_be_array { &elements } else { &[] };
            draft.put(&path.path, elements, value.clone());
        }
    }
    draft.put_envelope();
    draft.to_event()
}

/// A pattern with one thing changed, or something of another put into it.
fn mutated(text: &str, other: &str, dice: &mut Dice) -> String {
    let (Ok(mut pattern), Ok(other)) = (serde_json::from_str(text), serde_json::from_str(other))
    else {
        return text.to_owned();
    };
    let lists = lists(&pattern, "");
    let others = self::lists(&other, "");
    let Some(list) = dice.pick(&lists).cloned() else {
        return text.to_owned();
    };
    let donor = dice.pick(&others).and_then(|at| other.pointer(at)).cloned();
    let (parent, name) = list.rsplit_once('/').unwrap_or_default();
    match (dice.roll(5), donor) {
        (0, _) => {
            if let Some(Value::Object(members)) = pattern.pointer_mut(parent) {
                members.shift_remove(&name.replace("~1", "/").replace("~0", "~"));
            }
        }
        (1, Some(donor)) => *pattern.pointer_mut(&list).unwrap() = donor,
        (2, Some(Value::Array(donor))) => {
            let values = pattern
                .pointer_mut(&list)
                .and_then(Value::as_array_mut)
                .unwrap();
            values.extend(donor);
        }
        (3, _) => {
            let values = pattern
                .pointer_mut(&list)
                .and_then(Value::as_array_mut)
                .unwrap();
            if values.len() > 1 {
                let at = dice.roll(values.len());
                values.remove(at);
            }
        }
        _ => {
            let values = pattern
                .pointer_mut(&list)
                .and_then(Value::as_array_mut)
                .unwrap();
            let at = dice.roll(values.len());
            values[at] = changed(&values[at]);
        }
    }
    pattern.to_string()
}

/// A value or comparison with something like it in its place.
fn changed(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let start: String = text.chars().take(3).collect();
            serde_json::json!({"prefix": start})
        }
        Value::Number(number) => serde_json::json!({"numeric": [">=", number]}),
        Value::Object(members) => match members.iter().next() {
            Some((name, Value::Bool(exists))) => serde_json::json!({name: !exists}),
            Some((name, Value::String(text))) if name == "prefix" => {
                serde_json::json!({"wildcard": format!("{}*", text.replace(['*', '\\'], ""))})
            }
            Some((name, operand)) if name == "anything-but" => match operand {
                Value::Array(_) => operand.get(0).cloned().unwrap_or(Value::Null),
                scalar => scalar.clone(),
            },
            _ => serde_json::json!({"exists": true}),
        },
        _ => serde_json::json!({"exists": false}),
    }
}

/// Where the value lists of a pattern are.
fn lists(value: &Value, at: &str) -> Vec<String> {
    let members = value.as_object().into_iter().flatten();
    members
        .flat_map(|(name, value)| {
            let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
            match value {
                Value::Array(branches) if name == "$or" => {
                    let numbered = branches.iter().enumerate();
                    numbered
                        .flat_map(|(number, branch)| lists(branch, &format!("{at}/{number}")))
                        .collect()
                }
                Value::Array(_) => vec![at],
                _ => lists(value, &at),
            }
        })
        .collect()
}
