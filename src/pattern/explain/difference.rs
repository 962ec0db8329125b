//! A value that satisfies none of a field's comparisons: how near it comes.

use crate::json::{JsonString, Kind, Value};
use crate::pattern::asked::FieldTest;
use crate::pattern::ast::{Comparison, Test};
use crate::pattern::comparison::{
    AddressRange, AnythingBut, Candidate, Form, Number, NumericRange, Obstacle,
};

use super::hint::{Advice, Proposal};
use super::likeness;
use super::pair::{Focus, NearMiss, OTHER_TYPE, Pair};
use super::wanted::inner;
use super::{Reason, quote, words};

/// How many comparisons of a list are looked at for the nearest one.
const MAXIMUM_COMPARISONS: usize = 64;

/// Why a value does not satisfy a field.
pub(super) struct Difference {
    pub(super) found: NearMiss,
    /// The comparison that comes nearest, by its place in the list; `None` if all are equally far.
    pub(super) comparison: Option<usize>,
}

impl Difference {
    /// What orders differences, the nearest first.
    pub(super) fn nearness(&self) -> (Reason, usize) {
        (self.found.kind, self.found.rank)
    }
}

/// How near a value comes to a field.
pub(super) fn of(field: FieldTest<'_>, value: &Value, pattern_text: &str) -> Difference {
    let comparisons = &field.values.comparisons;
    let nearest = comparisons
        .iter()
        .take(MAXIMUM_COMPARISONS)
        .enumerate()
        // Others beside `exists: false` do not want the field to be absent.
        .filter(|(_, one)| comparisons.len() == 1 || !one.test.is_absence())
        .map(|(at, comparison)| {
            let pair = Pair {
                comparison,
                value,
                pattern_text,
            };
            (at, pair.difference())
        })
        .min_by_key(|(_, found)| (found.kind, found.rank));
    match nearest {
        Some((at, found)) if found.kind != Reason::Value || comparisons.len() == 1 => Difference {
            found,
            comparison: Some(at),
        },
        _ => Difference {
            found: NearMiss::value(none_of(comparisons, value, pattern_text)),
            comparison: None,
        },
    }
}

fn none_of(comparisons: &[Comparison], value: &Value, pattern_text: &str) -> String {
    let value = quote::value(value, None);
    match comparisons {
        [one, other] => format!(
            "`{value}` is neither {} nor {}",
            words::wanted(one, pattern_text, None),
            words::wanted(other, pattern_text, None)
        ),
        _ => format!("`{value}` is none of the {} wanted", comparisons.len()),
    }
}

impl Pair<'_> {
    fn difference(&self) -> NearMiss {
        let test = &self.comparison.test;
        match (test, &self.value.kind) {
            (Test::AnythingBut(set), _) => self.excluded(set),
            (Test::Exists(_), _) => self.present(),
            (_, Kind::String(text)) => self.string_fails(test, text),
            (_, Kind::Number(token)) => self.number_fails(test, token),
            _ => self.word_fails(test),
        }
    }

    fn excluded(&self, set: &AnythingBut) -> NearMiss {
        if set.is_empty() {
            return NearMiss::value(format!(
                "`{}` is not admitted: an empty `anything-but` admits nothing",
                self.plain()
            ));
        }
        let exclusion =
            Candidate::new(self.value).and_then(|candidate| words::exclusion(set, &candidate));
        let reason = match exclusion {
            Some(predicate) => format!("`{}` {predicate}", self.plain()),
            None => format!(
                "`{}` is excluded by `{}`",
                self.plain(),
                self.own(Focus::default())
            ),
        };
        NearMiss::new(Reason::Excluded, reason, self.admitting(set))
    }

    /// What excludes the rest and not the value; where nothing is left to exclude, the value itself.
    fn admitting(&self, set: &AnythingBut) -> Advice {
        let own = self.value.to_compact();
        let others: Vec<String> = match set {
            AnythingBut::Strings(forms) => forms
                .iter()
                .filter_map(|form| Some(quote::json_string(inner(form, 1, 1)?)))
                .filter(|text| *text != own)
                .collect(),
            AnythingBut::Numbers(numbers) => {
                let number = Number::new(&own);
                let is_own = |one: &&Number| {
                    one.text == number.text
                        || (one.comparable.is_some() && one.comparable == number.comparable)
                };
                let others = numbers.iter().filter(|one| !is_own(one));
                others.map(|one| one.text.to_string()).collect()
            }
            _ => Vec::new(),
        };
        let comparison = match others.as_slice() {
            [] => own,
            others => format!(r#"{{"anything-but": [{}]}}"#, others.join(", ")),
        };
        let text = format!(
            "if it is to match, write `{}`",
            quote::shortened(&comparison)
        );
        Advice::proposing(vec![Proposal::new(comparison, text)])
    }

    /// A value where none is wanted.
    fn present(&self) -> NearMiss {
        let (comparison, condition) = match &self.value.kind {
            Kind::Null => ("null".to_owned(), "`null` is a value; if it is to match"),
            Kind::String(text) if text.as_wtf8().is_empty() => (
                r#""""#.to_owned(),
                "an empty text is a value; if it is to match",
            ),
            _ => (
                r#"{"exists": true}"#.to_owned(),
                "if the field is to be there",
            ),
        };
        let is_empty = comparison != r#"{"exists": true}"#;
        let text = match is_empty {
            true => format!("{condition} too, write `{comparison}` beside `exists`"),
            false => format!("{condition}, write `{comparison}`"),
        };
        let proposal = Proposal {
            is_added: is_empty,
            ..Proposal::new(comparison, text)
        };
        NearMiss::new(
            Reason::Present,
            format!(
                "the field is there, with `{}`, and should be absent",
                self.plain()
            ),
            Advice::proposing(vec![proposal]),
        )
    }

    /// The last resort: the value is simply another one.
    fn another(&self) -> NearMiss {
        let wanted = self.wanted(Focus::default());
        let is_number = matches!(self.value.kind, Kind::Number(_));
        let wants_number = self.comparison.test.compares_numbers();
        NearMiss {
            rank: match is_number && wants_number {
                true => 0,
                false => OTHER_TYPE,
            },
            ..NearMiss::value(format!("`{}` is not {wanted}", self.plain()))
        }
    }

    fn string_fails(&self, test: &Test, text: &JsonString) -> NearMiss {
        match test {
            Test::Literal(wanted) if is_same_word(wanted, text) => self.quoted(),
            Test::Literal(_) => self.another(),
            Test::Number(wanted) => match same_number(wanted, text) {
                true => self.quoted(),
                false => self.another(),
            },
            Test::Numeric(range) => self.string_for_a_range(range, text),
            Test::Address(range) => self.string_for_an_address(range, text),
            _ => likeness::of(self, text),
        }
    }

    /// The pattern wants a number, boolean or null; the event has it in quotes.
    fn quoted(&self) -> NearMiss {
        let actual = self.plain();
        NearMiss::new(
            Reason::Type,
            format!(
                "the event has the string `{actual}`, the pattern wants `{}`",
                self.own(Focus::default())
            ),
            Advice {
                comparisons: vec![Proposal {
                    comparison: self.value.to_compact(),
                    keeps: None,
                    is_added: false,
                    text: format!("write `{actual}` with its quotes in the pattern"),
                }],
                otherwise: None,
                event_fix: self.wanted_json(),
            },
        )
    }

    fn string_for_a_range(&self, range: &NumericRange, text: &JsonString) -> NearMiss {
        let number = text.as_str().map(|text| Number::new(text.trim()));
        match number.and_then(|number| number.comparable) {
            Some(number) if range.contains(number) => NearMiss::new(
                Reason::Type,
                format!(
                    "`{}` is a string, and `numeric` compares numbers only",
                    self.plain()
                ),
                Advice {
                    otherwise: Some("DynamoDB and many other sources write numbers as strings: compare the text, or send a number".to_owned()),
                    ..Advice::proposing(vec![Proposal::new(
                        self.value.to_compact(),
                        format!("many sources, DynamoDB among them, write numbers as texts: send a number, or, for this text alone, write `{}`", self.plain()),
                    )])
                }
                .sending(text.as_str().map(|text| text.trim().to_owned())),
            ),
            Some(_) => NearMiss::value(format!(
                "`{}` is a string, and not {} either",
                self.plain(),
                self.wanted(Focus::default())
            )),
            None => self.another(),
        }
    }

    fn string_for_an_address(&self, range: &AddressRange, text: &JsonString) -> NearMiss {
        if AddressRange::literal(text).is_some() {
            return self.another();
        }
        let is_wanted = |text: &str| {
            let address = AddressRange::literal(&text.into());
            address.is_some_and(|one| range.contains(one.bottom.as_bytes()))
        };
        let shown = text.to_java_utf8();
        if is_wanted(shown.trim()) {
            return likeness::of(self, text);
        }
        let behind = |sign| {
            shown
                .split_once(sign)
                .is_some_and(|(one, _)| is_wanted(one))
        };
        let what = match (behind('/'), behind(':')) {
            (true, _) => ": it has a prefix length behind the address",
            (_, true) => ": it has a port behind the address",
            _ => "",
        };
        NearMiss {
            rank: usize::from(what.is_empty()),
            ..NearMiss::value(format!(
                "`{}` is not an address as EventBridge reads them{what}",
                self.plain()
            ))
        }
    }

    fn number_fails(&self, test: &Test, token: &str) -> NearMiss {
        let number = Number::new(token);
        match test {
            Test::Exact(wanted) => match inner(wanted, 1, 1) {
                Some(text) if text == token || same_number(&number, &text.into()) => {
                    self.unquoted()
                }
                _ => self.another(),
            },
            Test::Numeric(range) => match number.obstacle() {
                Some(obstacle) if range.contains_decimal(&number) != Some(false) => {
                    self.not_comparable(obstacle, "no `numeric` is satisfied by it")
                }
                _ => self.another(),
            },
            Test::Number(wanted) if number.is_same_decimal(wanted) => match number.obstacle() {
                Some(obstacle) => {
                    self.not_comparable(obstacle, "it equals only a number that is written just so")
                }
                None => self.another(),
            },
            Test::Number(_) | Test::Literal(_) | Test::Address(_) => self.another(),
            _ => self.strings_only(test, "a number"),
        }
    }

    /// The number would do, but is one that the service does not compare.
    fn not_comparable(&self, obstacle: Obstacle, so_that: &str) -> NearMiss {
        let is_plain = matches!(self.comparison.test, Test::Number(_));
        let (kind, help) = match obstacle {
            Obstacle::Digits if is_plain => (Reason::Digits, Some("send long ids as strings")),
            Obstacle::Digits => (
                Reason::Digits,
                Some("numbers of up to 15 digits are always compared"),
            ),
            _ if is_plain => (Reason::Magnitude, Some("write it alike in both places")),
            Obstacle::Magnitude | Obstacle::Exponent => (
                Reason::Magnitude,
                Some("the largest number that is compared is 1.7976931348623157e308"),
            ),
            Obstacle::Nearness => (Reason::Magnitude, None),
        };
        let advice = Advice {
            otherwise: help.map(str::to_owned),
            ..Advice::default()
        };
        let predicate = obstacle.as_predicate();
        let reason = format!("`{}` {predicate}, so that {so_that}", self.plain());
        NearMiss::new(kind, reason, advice)
    }

    fn word_fails(&self, test: &Test) -> NearMiss {
        match test {
            Test::Exact(wanted) => match inner(wanted, 1, 1) {
                Some(text) if text.eq_ignore_ascii_case(&self.plain()) => self.unquoted(),
                _ => self.another(),
            },
            Test::Literal(wanted) => self.other_word(wanted),
            Test::Numeric(_) | Test::Number(_) | Test::Address(_) => self.another(),
            _ => self.strings_only(test, self.value.kind_name()),
        }
    }

    /// `true` where `false` is wanted, or the reverse: one of the two is meant.
    fn other_word(&self, wanted: &Form) -> NearMiss {
        let is_boolean = matches!(wanted.as_bytes(), b"true" | b"false");
        let own = self.value.to_compact();
        let another = self.another();
        match &self.value.kind {
            Kind::Bool(_) if is_boolean => NearMiss {
                advice: Advice::proposing(vec![Proposal::new(
                    own.clone(),
                    format!("if the opposite is meant, write `{own}`"),
                )])
                .sending(self.wanted_json()),
                ..another
            },
            _ => another,
        }
    }

    /// The pattern wants a string; the event has a number, boolean or null that reads the same.
    fn unquoted(&self) -> NearMiss {
        let actual = self.plain();
        let event_has = match self.value.kind {
            Kind::Null => "`null`".to_owned(),
            _ => format!("{}, `{actual}`", self.value.kind_name()),
        };
        let wanted = words::operand_or_own(&self.own(Focus::default()));
        NearMiss::new(
            Reason::Type,
            format!("the event has {event_has}, the pattern wants the string `{wanted}`"),
            Advice {
                comparisons: vec![Proposal {
                    comparison: self.value.to_compact(),
                    keeps: None,
                    is_added: false,
                    text: format!("write `{actual}` without quotes in the pattern"),
                }],
                otherwise: None,
                event_fix: self.wanted_json(),
            },
        )
    }

    fn strings_only(&self, test: &Test, kind: &str) -> NearMiss {
        let (actual, own) = (self.plain(), self.own(Focus::default()));
        let is = match self.value.kind {
            Kind::Null => "no string",
            _ => kind,
        };
        let reason = format!("`{actual}` is {is}, and `{own}` is a test on strings");
        if takes_any_string(test) {
            let comparison = r#"{"exists": true}"#;
            let anything = Proposal {
                comparison: comparison.to_owned(),
                keeps: Some(String::new()),
                is_added: false,
                text: format!("for a value of any kind write `{comparison}`"),
            };
            let advice = Advice {
                comparisons: vec![anything],
                otherwise: None,
                event_fix: None,
            };
            return NearMiss::new(Reason::Type, reason, advice);
        }
        let form = Form::string(&self.value.to_compact().as_str().into());
        let would_pass = test.admits(&Candidate::from_form(form.as_bytes(), None, true), false);
        match would_pass {
            true => NearMiss::new(
                Reason::Type,
                reason,
                Advice::saying(format!("it would do as a string: send `\"{actual}\"`"))
                    .sending(Some(format!("\"{}\"", self.value.to_compact()))),
            ),
            false => NearMiss::value(reason),
        }
    }
}

/// Whether every string passes a test on strings.
fn takes_any_string(test: &Test) -> bool {
    let any = |text: &str| {
        let form = Form::string(&text.into());
        test.admits(&Candidate::from_form(form.as_bytes(), None, true), false)
    };
    any("") && any("a") && any("b")
}

/// Whether a text spells `true`, `false` or `null`, in any case.
fn is_same_word(word: &Form, text: &JsonString) -> bool {
    text.as_wtf8().eq_ignore_ascii_case(word.as_bytes())
}

/// Whether a text is a number equal to another.
fn same_number(number: &Number, text: &JsonString) -> bool {
    text.as_str().is_some_and(|text| {
        let other = Number::new(text);
        *other.text == *number.text
            || (number.comparable.is_some() && number.comparable == other.comparable)
    })
}
