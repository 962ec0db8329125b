//! Values just outside of what a comparison admits: those that tell it from another one that was meant.

use std::fmt;

use super::domain::Place;
use super::{double, hex, literal};
use crate::json::{Kind, Value};
use crate::pattern::ast::{Test, ValueList};
use crate::pattern::comparison::{AnythingBut, Candidate, NumericRange, Wildcard};

/// In what a value differs from those that a comparison admits. In words it completes "the value is …".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Change {
    /// It is the next number below a bound, as far as EventBridge can tell numbers apart.
    StepBelow(String),
    /// It is the next number above a bound.
    StepAbove(String),
    /// It is a bound that the range excludes.
    ExcludedBound(String),
    /// A character is missing.
    Missing(char),
    /// There is one character too many.
    TooMany(Edge),
    /// A letter is in the other case.
    Case,
    /// It reads the same, and is of another type; the two types.
    Type(&'static str, &'static str),
    /// It is of another type, and has nothing in common.
    OtherType,
    /// It is the address before a block, or behind it.
    Address(Edge),
    /// It is one that the comparison excludes.
    Excluded,
    /// It is the other one of `true` and `false`.
    Opposite,
    /// The field is missing.
    Absence,
    /// The field is there.
    Presence,
    /// It is another one of the values that there are.
    Named,
    /// It is another value.
    Other,
}

/// An end of a text or a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// The beginning.
    Start,
    /// The end.
    End,
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

impl Change {
    /// A stable name: `step`, `bound`, `character`, …
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::StepBelow(_) | Self::StepAbove(_) => "step",
            Self::ExcludedBound(_) => "bound",
            Self::Missing(_) | Self::TooMany(_) => "character",
            Self::Case => "case",
            Self::Type(..) | Self::OtherType => "type",
            Self::Address(_) => "address",
            Self::Excluded => "excluded",
            Self::Opposite => "opposite",
            Self::Absence => "absence",
            Self::Presence => "presence",
            Self::Named => "named",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StepBelow(bound) => write!(out, "one step below {bound}"),
            Self::StepAbove(bound) => write!(out, "one step above {bound}"),
            Self::ExcludedBound(bound) => write!(out, "{bound} itself, which is excluded"),
            Self::Missing(character) => write!(out, "one `{character}` short"),
            Self::TooMany(Edge::Start) => out.write_str("one character longer at its start"),
            Self::TooMany(Edge::End) => out.write_str("one character longer at its end"),
            Self::Case => out.write_str("in another case"),
            Self::Type(found, wanted) => write!(out, "{found} in place of {wanted}"),
            Self::OtherType => out.write_str("of another type"),
            Self::Address(Edge::Start) => out.write_str("the address before the first one"),
            Self::Address(Edge::End) => out.write_str("the address behind the last one"),
            Self::Excluded => out.write_str("one that is excluded"),
            Self::Opposite => out.write_str("the opposite"),
            Self::Absence => out.write_str("absent"),
            Self::Presence => out.write_str("there, and should be absent"),
            Self::Named => out.write_str("another value that it can have"),
            Self::Other => out.write_str("another one"),
        }
    }
}

/// Values near to those that a comparison admits that do not satisfy the list, the nearest first, no value twice.
///
/// # Example
///
/// ```
/// use evb::pattern::decide::{Place, outside};
/// use evb::pattern::{Dialect, parse};
///
/// let pattern = parse(r#"{"a": [{"numeric": [">=", 100]}]}"#, Dialect::Bus).unwrap();
/// let near = outside(&pattern.sub_rules[0].fields[0].values, 0, &Place::ANY);
/// assert_eq!(near[0].value.as_ref().unwrap().to_compact(), "99.99999999999999");
/// assert_eq!(near[0].change.to_string(), "one step below 100");
/// ```
#[must_use]
pub fn outside(list: &ValueList, comparison: usize, place: &Place) -> Vec<NearMiss> {
    let Some(test) = list.comparisons.get(comparison).map(|one| &one.test) else {
        return Vec::new();
    };
    let numbers = list.compares_numbers();
    let mut found: Vec<NearMiss> = Vec::new();
    let misses = |value: Option<&Value>| match value {
        None => place.absent && !list.accepts_absence(),
        Some(value) => {
            let is_admitted = |candidate: Candidate<'_>| {
                let mut comparisons = list.comparisons.iter();
                comparisons
                    .any(|one| !one.test.is_absence() && one.test.admits(&candidate, numbers))
            };
            place.holds(value) && !Candidate::new(value).is_none_or(is_admitted)
        }
    };
    let mut named = place.only.iter().flatten();
    let named = named.find(|value| misses(Some(value))).cloned();
    let named = named.map(|value| NearMiss {
        value: Some(value),
        change: Change::Named,
    });
    for near in candidates(test, place).into_iter().chain(named) {
        if misses(near.value.as_ref()) && found.iter().all(|one| one.value != near.value) {
            found.push(near);
        }
    }
    if found.iter().any(|one| one.change != Change::Other) {
        found.retain(|one| one.change != Change::Other);
    }
    found
}

fn candidates(test: &Test, place: &Place) -> Vec<NearMiss> {
    let mut all = Candidates {
        found: Vec::new(),
        fractions: place.fractions,
    };
    match test {
        Test::Exact(form) => all.text(literal::text_of(form), [true, true]),
        Test::Prefix(form) => all.text(literal::text_of(form), [true, false]),
        Test::Suffix(form) => all.text(literal::text_of(form), [false, true]),
        Test::EqualsIgnoreCase(_) => all.folded(test, [true, true]),
        Test::PrefixFolded(_) => all.folded(test, [true, false]),
        Test::SuffixFolded(_) => all.folded(test, [false, true]),
        Test::Wildcard(wildcard) => all.wildcard(wildcard),
        Test::Literal(form) => all.literal(form.as_bytes()),
        Test::Number(number) => {
            if let Some(value) = number.comparable {
                all.steps(value, value);
            }
            let text = literal::string(&number.text);
            all.add(Change::Type("a text", "a number"), text);
        }
        Test::Numeric(range) => all.range(range),
        Test::Address(range) => all.addresses(&range.bottom, &range.top),
        Test::Exists(true) => {}
        Test::Exists(false) => {
            for value in [
                literal::string("other"),
                literal::number("1"),
                literal::null(),
            ] {
                all.add(Change::Presence, value);
            }
        }
        Test::AnythingBut(set) => all.excluded(test, set),
    }
    all.found.push(NearMiss {
        value: None,
        change: Change::Absence,
    });
    if !matches!(
        test,
        Test::Literal(_) | Test::Exists(_) | Test::AnythingBut(_)
    ) {
        all.add(Change::OtherType, literal::null());
        all.add(Change::OtherType, literal::boolean(true));
    }
    all.add(Change::Other, literal::string("other"));
    all.add(Change::Other, literal::number("1"));
    all.found
}

struct Candidates {
    found: Vec<NearMiss>,
    /// Whether numbers may have a fraction.
    fractions: bool,
}

impl Candidates {
    fn add(&mut self, change: Change, value: Value) {
        let value = Some(value);
        self.found.push(NearMiss { value, change });
    }

    /// Texts that differ from one in a character; which of its ends are bound.
    fn text(&mut self, text: &str, bound: [bool; 2]) {
        self.edges(text, bound);
        let swapped = swapped(text);
        if swapped != text {
            self.add(Change::Case, literal::string(&swapped));
        }
        self.as_another_type(text);
    }

    fn folded(&mut self, test: &Test, bound: [bool; 2]) {
        let values = literal::values(test);
        let written = values.first().and_then(Value::as_str).unwrap_or_default();
        self.edges(written, bound);
        self.as_another_type(written);
    }

    fn edges(&mut self, text: &str, [start, end]: [bool; 2]) {
        let mut shorter = text.chars();
        // What is missing at the open end says more than what is too much at the other.
        let missing = if start {
            shorter.next_back()
        } else {
            shorter.next()
        };
        if let Some(missing) = missing {
            self.add(Change::Missing(missing), literal::string(shorter.as_str()));
        }
        if end {
            let longer = literal::string(&format!("{text}x"));
            self.add(Change::TooMany(Edge::End), longer);
        }
        if start {
            let longer = literal::string(&format!("x{text}"));
            self.add(Change::TooMany(Edge::Start), longer);
        }
    }

    /// A text that reads as a value of another type, as that value.
    fn as_another_type(&mut self, text: &str) {
        let value = match text {
            "true" | "false" => Some(("a boolean", literal::boolean(text == "true"))),
            "null" => Some(("a `null`", literal::null())),
            _ => crate::json::parse(text)
                .ok()
                .filter(|value| matches!(value.kind, Kind::Number(_)))
                .map(|_| ("a number", literal::number(text.trim()))),
        };
        if let Some((found, value)) = value {
            self.add(Change::Type(found, "a text"), value);
        }
    }

    fn literal(&mut self, token: &[u8]) {
        let text = String::from_utf8_lossy(token);
        let opposite = match token {
            b"true" => Some(false),
            b"false" => Some(true),
            _ => None,
        };
        match opposite {
            Some(opposite) => {
                self.add(Change::Opposite, literal::boolean(opposite));
                self.add(Change::Type("a text", "a boolean"), literal::string(&text));
                self.add(Change::OtherType, literal::null());
            }
            None => self.add(Change::Type("a text", "a `null`"), literal::string(&text)),
        }
    }

    /// One character less in each piece between the stars, and one more at a bound end.
    fn wildcard(&mut self, wildcard: &Wildcard) {
        let pieces: Vec<String> = (wildcard.pieces.iter())
            .map(|piece| String::from_utf8_lossy(piece).into_owned())
            .collect();
        let last = pieces.len().saturating_sub(1);
        let inside = |number: usize| {
            let piece = pieces.get(number).map_or("", String::as_str);
            let piece = if number == 0 {
                piece.get(1..).unwrap_or_default()
            } else {
                piece
            };
            match number == last {
                true => piece
                    .get(..piece.len().saturating_sub(1))
                    .unwrap_or_default(),
                false => piece,
            }
        };
        let joined = |changed: usize, text: &str, filling: &str| {
            let numbers = 0..=last;
            let texts: Vec<&str> = numbers
                .map(|number| {
                    if number == changed {
                        text
                    } else {
                        inside(number)
                    }
                })
                .collect();
            texts.join(filling)
        };
        for number in 0..=last {
            let mut shorter = inside(number).chars();
            let missing = if number == last && last > 0 {
                shorter.next()
            } else {
                shorter.next_back()
            };
            if let Some(missing) = missing {
                // A star that stands for nothing hides least.
                let text = joined(number, shorter.as_str(), "");
                self.add(Change::Missing(missing), literal::string(&text));
            }
        }
        let whole = joined(usize::MAX, "", "");
        if !inside(last).is_empty() || last == 0 {
            let longer = literal::string(&format!("{whole}x"));
            self.add(Change::TooMany(Edge::End), longer);
        }
        if !inside(0).is_empty() || last == 0 {
            let longer = literal::string(&format!("x{whole}"));
            self.add(Change::TooMany(Edge::Start), longer);
        }
        let swapped = swapped(&whole);
        if swapped != whole {
            self.add(Change::Case, literal::string(&swapped));
        }
    }

    /// The numbers next to two.
    fn steps(&mut self, low: f64, high: f64) {
        self.step(low, -1, Change::StepBelow(double::token(low)));
        self.step(high, 1, Change::StepAbove(double::token(high)));
    }

    /// The number next to another: the next double, or the next whole number.
    fn step(&mut self, from: f64, direction: i64, change: Change) {
        let rank = match (self.fractions, direction < 0) {
            (true, _) => double::rank(from) + direction,
            (false, true) => double::rank((from - 1.0).ceil()),
            (false, false) => double::rank((from + 1.0).floor()),
        };
        if (-double::LARGEST..=double::LARGEST).contains(&rank) {
            self.add(change, literal::number(&double::token(double::at(rank))));
        }
    }

    fn range(&mut self, range: &NumericRange) {
        let ends = [
            (range.low, -1, Change::StepBelow as fn(String) -> Change),
            (range.high, 1, Change::StepAbove),
        ];
        for (bound, direction, change) in ends {
            let Some(bound) = bound else {
                continue;
            };
            let token = double::token(bound.value);
            let can_be = self.fractions || bound.value.fract() == 0.0;
            if can_be && !bound.inclusive {
                let value = literal::number(&token);
                self.add(Change::ExcludedBound(token), value);
            } else {
                self.step(bound.value, direction, change(token));
            }
        }
        if let Some((low, high)) = double::ranks(range) {
            let inside = double::token(double::readable(low, high));
            self.add(Change::Type("a text", "a number"), literal::string(&inside));
        }
    }

    /// The addresses next to a range of them.
    fn addresses(&mut self, bottom: &str, top: &str) {
        let digits = bottom.len();
        let read = |text| u128::from_str_radix(text, 16).ok();
        let below = read(bottom).and_then(|bits| bits.checked_sub(1));
        let above = read(top).and_then(|bits| bits.checked_add(1));
        for (bits, edge) in [(below, Edge::Start), (above, Edge::End)] {
            let hex = bits.map(|bits| format!("{bits:0digits$X}"));
            let hex = hex.filter(|hex| hex.len() == digits);
            let text = hex.and_then(|hex| hex::spellings(&hex).into_iter().next());
            if let Some(text) = text {
                self.add(Change::Address(edge), literal::string(&text));
            }
        }
    }

    fn excluded(&mut self, test: &Test, set: &AnythingBut) {
        for value in literal::values(test) {
            let text = value.as_str().map(str::to_owned);
            self.add(Change::Excluded, value);
            let longer = match (set, text) {
                (AnythingBut::Prefix(_), Some(text)) => format!("{text}x"),
                (AnythingBut::Suffix(_), Some(text)) => format!("x{text}"),
                _ => continue,
            };
            self.add(Change::Excluded, literal::string(&longer));
        }
    }
}

/// A text with the first letter that has two cases in the other one.
fn swapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    for one in characters.by_ref() {
        let upper: String = one.to_uppercase().collect();
        let lower: String = one.to_lowercase().collect();
        if upper == lower {
            out.push(one);
            continue;
        }
        let is_lower = lower.chars().eq([one]);
        out.push_str(if is_lower { &upper } else { &lower });
        break;
    }
    out.push_str(characters.as_str());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Dialect, parse};

    fn list(text: &str) -> ValueList {
        let pattern = parse(&format!(r#"{{"a":{text}}}"#), Dialect::Bus).unwrap();
        (*pattern.sub_rules[0].fields[0].values).clone()
    }

    fn beyond(text: &str, comparison: usize) -> Vec<String> {
        let near = outside(&list(text), comparison, &Place::ANY);
        let told = near.into_iter().map(|near| {
            let value = near
                .value
                .map_or("nothing".to_owned(), |value| value.to_compact());
            format!("{value} is {}", near.change)
        });
        told.collect()
    }

    const REST: [&str; 3] = [
        "nothing is absent",
        "null is of another type",
        "true is of another type",
    ];

    fn own(text: &str, comparison: usize) -> Vec<String> {
        let mut all = beyond(text, comparison);
        all.retain(|one| !REST.contains(&one.as_str()));
        all
    }

    rows! { own;
        a_string: r#"["Ab"]"#, 0 => [
            r#""A" is one `b` short"#,
            r#""Abx" is one character longer at its end"#,
            r#""xAb" is one character longer at its start"#,
            r#""ab" is in another case"#,
        ];
        a_prefix: r#"[{"prefix":"ab"}]"#, 0 => [
            r#""a" is one `b` short"#,
            r#""xab" is one character longer at its start"#,
            r#""Ab" is in another case"#,
        ];
        a_suffix: r#"[{"suffix":".x"}]"#, 0 => [
            r#""x" is one `.` short"#,
            r#"".xx" is one character longer at its end"#,
            r#"".X" is in another case"#,
        ];
        a_folded_text: r#"[{"equals-ignore-case":"ab"}]"#, 0 => [
            r#""a" is one `b` short"#,
            r#""abx" is one character longer at its end"#,
            r#""xab" is one character longer at its start"#,
        ];
        a_wildcard: r#"[{"wildcard":"a*b*c.jpg"}]"#, 0 => [
            r#""bc.jpg" is one `a` short"#,
            r#""ac.jpg" is one `b` short"#,
            r#""ab.jpg" is one `c` short"#,
            r#""abc.jpgx" is one character longer at its end"#,
            r#""xabc.jpg" is one character longer at its start"#,
            r#""Abc.jpg" is in another case"#,
        ];
        a_number_as_text: r#"["300"]"#, 0 => [
            r#""30" is one `0` short"#,
            r#""300x" is one character longer at its end"#,
            r#""x300" is one character longer at its start"#,
            "300 is a number in place of a text",
        ];
        a_number: r#"[300]"#, 0 => [
            "299.99999999999994 is one step below 300",
            "300.00000000000006 is one step above 300",
            r#""300" is a text in place of a number"#,
        ];
        a_range: r#"[{"numeric":[">=",5,"<",6]}]"#, 0 => [
            "4.999999999999999 is one step below 5",
            "6 is 6 itself, which is excluded",
            r#""5" is a text in place of a number"#,
        ];
        a_boolean: r#"[true]"#, 0 => [
            "false is the opposite",
            r#""true" is a text in place of a boolean"#,
        ];
        a_block: r#"[{"cidr":"10.0.0.0/8"}]"#, 0 => [
            r#""9.255.255.255" is the address before the first one"#,
            r#""11.0.0.0" is the address behind the last one"#,
        ];
        an_exclusion: r#"[{"anything-but":{"prefix":"x"}}]"#, 0 => [
            r#""x" is one that is excluded"#,
            r#""xx" is one that is excluded"#,
        ];
        absence: r#"[{"exists":false}]"#, 0 => [
            r#""other" is there, and should be absent"#,
            "1 is there, and should be absent",
            "null is there, and should be absent",
        ];
        what_another_comparison_admits_is_no_miss: r#"["a",{"exists":true}]"#, 0 => [""; 0];
    }

    #[test]
    fn every_value_can_be_absent_or_of_another_type() {
        assert_eq!(
            beyond(r#"["a"]"#, 0)[3..],
            [r#""A" is in another case"#, REST[0], REST[1], REST[2]]
        );
        assert_eq!(beyond(r#"["a",{"exists":true}]"#, 0), [REST[0]]);
    }
}
