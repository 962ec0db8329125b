//! Values just inside and just outside a comparison: those that tell it from another one that was meant.

use super::atom::{Atom, ListTest};
use super::bits::Bits;
use super::budget::{Budget, Limits};
use super::column::Column;
use super::domain::Place;
use super::{double, literal};
use crate::json::{Kind, Value};
use crate::pattern::ast::{Test, ValueList};
use crate::pattern::comparison::{AnythingBut, Candidate, NumericRange};

/// In what a value differs from those that a comparison admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Change {
    /// It is the next number that EventBridge can tell from the bound.
    Step,
    /// A character is missing, too many, or another one.
    Character,
    /// A letter is in the other case.
    Case,
    /// It looks the same and is of another type.
    Type,
    /// It is the next address.
    Address,
    /// It is one of the values that are excluded.
    Excluded,
    /// The field is missing.
    Absence,
    /// The field is there.
    Presence,
    /// It is another value, with nothing in common.
    Other,
}

/// A value that does not satisfy a list, and nearly does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NearMiss {
    /// The value; `None` for the absence of the field.
    pub value: Option<Value>,
    /// In what it differs.
    pub change: Change,
}

/// A readable value that satisfies a comparison of a list and, if that can be, none of the others; `None` if there is none,
/// or if it is satisfied by absence alone.
#[must_use]
pub fn inside(list: &ValueList, comparison: usize, place: &Place) -> Option<Value> {
    let tests: Vec<ListTest<'_>> = (list.comparisons.iter())
        .map(|one| ListTest::only(list, one))
        .collect();
    let mut budget = Budget::new(Limits::default().work / 8);
    let column = Column::new(&tests, place, &mut budget);
    let alone = Bits::one(tests.len(), comparison);
    let holds = |atom: &&Atom| atom.lists.has(comparison) && !atom.values.is_empty();
    let mut atoms = column.atoms.iter();
    let found = atoms
        .clone()
        .find(|atom| atom.lists == alone && !atom.values.is_empty());
    found.or_else(|| atoms.find(holds))?.values.first().cloned()
}

/// Values near to those that a comparison admits that do not satisfy the list, the nearest first, no value twice.
#[must_use]
pub fn outside(list: &ValueList, comparison: usize, place: &Place) -> Vec<NearMiss> {
    let Some(test) = list.comparisons.get(comparison).map(|one| &one.test) else {
        return Vec::new();
    };
    let whole = ListTest::new(list);
    let mut found: Vec<NearMiss> = Vec::new();
    for near in candidates(list, comparison, test, place) {
        let misses = match &near.value {
            None => place.absent && !whole.accepts_absence(),
            Some(value) => {
                let candidate = Candidate::new(value);
                occurs(place, value) && candidate.is_some_and(|candidate| !whole.admits(&candidate))
            }
        };
        if misses && found.iter().all(|one| one.value != near.value) {
            found.push(near);
        }
    }
    found
}

fn occurs(place: &Place, value: &Value) -> bool {
    let is_kind = match &value.kind {
        Kind::String(_) => place.strings,
        Kind::Number(_) => place.numbers,
        Kind::Bool(_) => place.booleans,
        Kind::Null => place.null,
        Kind::Array(_) | Kind::Object(_) | Kind::Open(_) => false,
    };
    let is_named = |only: &Vec<Value>| only.iter().any(|one| one.kind == value.kind);
    is_kind && place.only.as_ref().is_none_or(is_named)
}

fn candidates(list: &ValueList, comparison: usize, test: &Test, place: &Place) -> Vec<NearMiss> {
    let mut all = Candidates(Vec::new());
    match test {
        Test::Exact(_) | Test::Prefix(_) | Test::Suffix(_) | Test::Wildcard(_) => {
            for value in literal::values(test) {
                all.texts(&value, test);
            }
        }
        Test::PrefixFolded(_) | Test::SuffixFolded(_) | Test::EqualsIgnoreCase(_) => {
            for value in literal::values(test) {
                all.texts(&value, test);
            }
        }
        Test::Literal(form) => {
            let token = String::from_utf8_lossy(form.as_bytes());
            all.add(Change::Type, literal::string(&token));
            match &*token {
                "true" => all.add(Change::Other, literal::boolean(false)),
                "false" => all.add(Change::Other, literal::boolean(true)),
                _ => all.0.push(NearMiss {
                    value: None,
                    change: Change::Absence,
                }),
            }
        }
        Test::Number(number) => {
            if let Some(value) = number.comparable {
                let rank = double::rank(value);
                all.steps(rank, rank);
            }
            all.add(Change::Type, literal::string(&number.text));
        }
        Test::Numeric(range) => all.range(range),
        Test::Address(range) => all.addresses(&range.bottom, &range.top),
        Test::Exists(true) => {}
        Test::Exists(false) => {
            let other = literal::string("other");
            all.add(Change::Presence, other);
            all.add(Change::Presence, literal::number("1"));
        }
        Test::AnythingBut(set) => all.excluded(test, set),
    }
    if let Some(Value {
        kind: Kind::String(text),
        ..
    }) = inside(list, comparison, place)
        && let Some(text) = text.as_str()
        && text.parse::<f64>().is_ok()
    {
        all.add(Change::Type, literal::number(text));
    }
    all.0.push(NearMiss {
        value: None,
        change: Change::Absence,
    });
    all.add(Change::Other, literal::string("other"));
    all.add(Change::Other, literal::number("1"));
    all.add(Change::Type, literal::null());
    all.0
}

struct Candidates(Vec<NearMiss>);

impl Candidates {
    fn add(&mut self, change: Change, value: Value) {
        let value = Some(value);
        self.0.push(NearMiss { value, change });
    }

    /// Texts that differ from one in a character.
    fn texts(&mut self, value: &Value, test: &Test) {
        let Some(text) = value.as_str() else {
            return;
        };
        let mut shorter = text.chars();
        match test {
            // What is missing at the open end says more than what is too much at the other.
            Test::Suffix(_) | Test::SuffixFolded(_) => {
                shorter.next();
                self.add(Change::Character, literal::string(shorter.as_str()));
                self.add(Change::Character, literal::string(&format!("{text}x")));
            }
            _ => {
                shorter.next_back();
                self.add(Change::Character, literal::string(shorter.as_str()));
                self.add(Change::Character, literal::string(&format!("x{text}")));
                self.add(Change::Character, literal::string(&format!("{text}x")));
            }
        }
        for other in [swapped(text), text.to_uppercase(), text.to_lowercase()] {
            self.add(Change::Case, literal::string(&other));
        }
    }

    fn steps(&mut self, low: i64, high: i64) {
        for rank in [low.checked_sub(1), high.checked_add(1)]
            .into_iter()
            .flatten()
        {
            if (-double::LARGEST..=double::LARGEST).contains(&rank) {
                let token = double::token(double::at(rank));
                self.add(Change::Step, literal::number(&token));
            }
        }
    }

    fn range(&mut self, range: &NumericRange) {
        if let Some((low, high)) = double::ranks(range) {
            // A bound that does not belong to the range is the number next to it.
            self.steps(low, high);
        }
        let bound = range.low.or(range.high);
        if let Some(bound) = bound {
            self.add(Change::Type, literal::string(&double::token(bound.value)));
        }
    }

    /// The addresses next to a range of them.
    fn addresses(&mut self, bottom: &str, top: &str) {
        let digits = bottom.len();
        let read = |text| u128::from_str_radix(text, 16).ok();
        let below = read(bottom).and_then(|bits| bits.checked_sub(1));
        let above = read(top).and_then(|bits| bits.checked_add(1));
        for bits in [below, above].into_iter().flatten() {
            let hex = format!("{bits:0digits$X}");
            let text = super::hex::spellings(&hex).into_iter().next();
            if let Some(text) = text.filter(|_| hex.len() == digits) {
                self.add(Change::Address, literal::string(&text));
            }
        }
    }

    fn excluded(&mut self, test: &Test, set: &AnythingBut) {
        for value in literal::values(test) {
            self.add(Change::Excluded, value);
        }
        if let AnythingBut::Prefix(_) | AnythingBut::Suffix(_) = set {
            let longer: Vec<Value> = (literal::values(test).iter())
                .filter_map(Value::as_str)
                .map(|text| match set {
                    AnythingBut::Prefix(_) => literal::string(&format!("{text}x")),
                    _ => literal::string(&format!("x{text}")),
                })
                .collect();
            longer
                .into_iter()
                .for_each(|one| self.add(Change::Excluded, one));
        }
    }
}

/// A text with the first letter that has two cases in the other one.
fn swapped(text: &str) -> String {
    let mut done = false;
    text.chars()
        .flat_map(|one| {
            let upper: String = one.to_uppercase().collect();
            let lower: String = one.to_lowercase().collect();
            let changed = if done || upper == lower {
                one.to_string()
            } else {
                done = true;
                if lower == one.to_string() {
                    upper
                } else {
                    lower
                }
            };
            changed.chars().collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Dialect, parse};

    fn list(text: &str) -> ValueList {
        let pattern = parse(&format!(r#"{{"a":{text}}}"#), Dialect::Bus).unwrap();
        (*pattern.sub_rules[0].fields[0].values).clone()
    }

    fn within(text: &str, comparison: usize) -> Option<String> {
        inside(&list(text), comparison, &Place::ANY).map(|value| value.to_compact())
    }

    rows! { within;
        a_string: r#"["x","y"]"#, 1 => Some("\"y\"".into());
        a_prefix_beside_one_of_its_values: r#"["abc",{"prefix":"abc"}]"#, 1 => Some("\"abcx\"".into());
        a_value_inside_a_prefix: r#"["abc",{"prefix":"abc"}]"#, 0 => Some("\"abc\"".into());
        a_range: r#"[{"numeric":[">",5]}]"#, 0 => Some("6".into());
        an_exclusion: r#"[{"anything-but":["x"]}]"#, 0 => Some("\"other\"".into());
        absence: r#"["x",{"exists":false}]"#, 1 => None;
        a_block: r#"[{"cidr":"10.0.0.0/8"}]"#, 0 => Some("\"10.0.0.0\"".into());
    }

    fn beyond(text: &str, comparison: usize) -> Vec<String> {
        let near = outside(&list(text), comparison, &Place::ANY);
        let told = near.into_iter().map(|near| {
            let value = near
                .value
                .map_or("absent".to_owned(), |value| value.to_compact());
            format!("{value} {:?}", near.change)
        });
        told.collect()
    }

    rows! { beyond;
        a_string: r#"["Ab"]"#, 0 => [
            r#""A" Character"#, r#""xAb" Character"#, r#""Abx" Character"#, r#""ab" Case"#, r#""AB" Case"#,
            "absent Absence", r#""other" Other"#, "1 Other", "null Type",
        ];
        a_range: r#"[{"numeric":[">=",5,"<",6]}]"#, 0 => [
            "4.999999999999999 Step", "6 Step", r#""5" Type"#,
            "absent Absence", r#""other" Other"#, "1 Other", "null Type",
        ];
        a_prefix: r#"[{"prefix":"ab"}]"#, 0 => [
            r#""a" Character"#, r#""xab" Character"#, r#""Ab" Case"#, r#""AB" Case"#,
            "absent Absence", r#""other" Other"#, "1 Other", "null Type",
        ];
        what_another_comparison_admits_is_no_miss: r#"["a",{"exists":true}]"#, 0 => ["absent Absence"];
        a_block: r#"[{"cidr":"10.0.0.0/8"}]"#, 0 => [
            r#""9.255.255.255" Address"#, r#""11.0.0.0" Address"#,
            "absent Absence", r#""other" Other"#, "1 Other", "null Type",
        ];
        an_exclusion: r#"[{"anything-but":{"prefix":"x"}}]"#, 0 => [
            r#""x" Excluded"#, r#""xx" Excluded"#, "absent Absence",
        ];
        absence: r#"[{"exists":false}]"#, 0 => [
            r#""other" Presence"#, "1 Presence", "null Type",
        ];
    }
}
