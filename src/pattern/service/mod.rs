//! What the service answers, where that is not what the pattern means.
//!
//! The engine behind EventBridge has defects: patterns that it accepts and then matches differently from what they
//! mean. Where the wrong answer is the same every time and its rule is known, [`ServiceEvaluator::verdict`] gives that
//! answer; where it changes from run to run, the logical one. Either way a note with the code `engine-defect` says
//! why, and how to write the pattern so that it cannot happen.
//!
//! Notes with the code `engine-quirk` tell that an answer rests on a rule of the language that surprises people.
//!
//! # Example
//!
//! ```
//! use evb::pattern::{Dialect, evaluate_as_service, parse};
//!
//! let text = r#"{"$or": [{"a": ["x"]}, {"a": ["x", "y"]}]}"#;
//! let pattern = parse(text, Dialect::Bus).unwrap();
//! let event = evb::json::parse(r#"{"a": "y"}"#).unwrap();
//! let verdict = evaluate_as_service(&pattern, &event);
//! assert!(!verdict.matched, "the second alternative is dropped");
//! assert_eq!(verdict.notes[0].code.as_str(), "engine-defect");
//! ```
//!
//! # What this module does not do
//!
//! No answer of the service itself that shows one of the defects has been recorded: they were found in its engine.
//!
//! # Source
//!
//! event-ruler 2.0.1, run on pairs of patterns and events.

mod defects;
mod quirks;

use crate::diagnostic::{Code, Diagnostic};
use crate::json::{self, Taped, Value};

use super::Dialect;
use super::ast::Pattern;
use super::comparison::{comparable, is_plain_integer};
use super::evaluate::{Answer, Evaluator};
use super::flatten::Flat;
use super::taped_leaves::{TapedLeaves, is_long_number, is_spelled_number, may_be_beyond_ascii};
use defects::Defects;

/// The service may answer differently from what the pattern means.
pub const ENGINE_DEFECT: Code = Code::new("engine-defect");

/// The answer rests on a rule that surprises people.
pub const ENGINE_QUIRK: Code = Code::new("engine-quirk");

/// The answer rests on two spellings of one number, and it is not settled whether filters tell them apart.
pub const NUMBER_SPELLING: Code = Code::unsettled("pattern/number-spelling");

/// What the service answers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// Whether the event matches.
    pub matched: bool,
    /// Why the answer could surprise. Spans lie in the pattern.
    pub notes: Vec<Diagnostic>,
}

impl Verdict {
    /// An answer and its notes.
    pub(crate) fn of(matched: bool, notes: Vec<Diagnostic>) -> Self {
        Self { matched, notes }
    }
}

/// Gives the answer of the service, with notes. To ask about many events, make a [`ServiceEvaluator`] once.
#[must_use]
pub fn evaluate_as_service(pattern: &Pattern, event: &Value) -> Verdict {
    ServiceEvaluator::new(pattern).verdict(event)
}

/// A pattern, ready to be asked about many events as the service is asked.
#[derive(Clone, Debug)]
pub struct ServiceEvaluator<'p> {
    pattern: &'p Pattern,
    logical: Evaluator<'p>,
    /// With all defects that do the same every time; `None` if the pattern has none.
    service: Option<Evaluator<'p>>,
    variants: Vec<Variant<'p>>,
    /// The sub-rules that the service drops every time, by their numbers.
    dropped: Vec<usize>,
    /// Whether the service misreads some comparisons every time.
    misreads: bool,
}

/// The pattern with one thing changed: if that changes the answer, there is a note.
#[derive(Clone, Debug)]
struct Variant<'p> {
    evaluator: Evaluator<'p>,
    kind: VariantKind,
    relevance: Relevance,
    note: Diagnostic,
}

/// Which events a variant can make a difference for, so that the others need not be asked twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relevance {
    All,
    /// With a number that is not comparable.
    LongNumbers,
    /// With a number that is written otherwise than as a plain integer.
    SpelledNumbers,
    /// With text that is not ASCII.
    NonAscii,
    /// With several values for one path.
    SeveralValues,
    /// With an array of objects or arrays.
    ArrayElements,
}

impl Relevance {
    fn holds(self, event: &Flat<'_>) -> bool {
        let any = |is_meant: fn(&Value) -> bool| {
            let leaves = event.by_path().flatten();
            leaves.map(|one| one.value).any(is_meant)
        };
        match self {
            Self::All => true,
            Self::LongNumbers => any(|value| match &value.kind {
                json::Kind::Number(token) => comparable(token).is_none(),
                _ => false,
            }),
            Self::SpelledNumbers => any(|value| match &value.kind {
                json::Kind::Number(token) => !is_plain_integer(token),
                _ => false,
            }),
            Self::NonAscii => any(|value| match &value.kind {
                json::Kind::String(text) => !text.as_wtf8().is_ascii(),
                _ => false,
            }),
            Self::SeveralValues => event.by_path().any(|leaves| leaves.len() > 1),
            Self::ArrayElements => event.has_elements(),
        }
    }
}

impl Relevance {
    /// The same for an event of which nothing is known but its text; an answer that is not sure is yes.
    fn may_hold_in(self, text: &[u8]) -> bool {
        match self {
            Self::All => true,
            Self::LongNumbers => may_hold_long_number(text),
            // A point stands in most texts that hold such a number, and an exponent or `-0` in the others.
            Self::SpelledNumbers => text
                .iter()
                .any(|byte| matches!(byte, b'.' | b'e' | b'E' | b'-')),
            Self::NonAscii => !text.is_ascii() || memchr::memchr(b'\\', text).is_some(),
            Self::SeveralValues | Self::ArrayElements => memchr::memchr(b'[', text).is_some(),
        }
    }

    /// The same for the leaves of an event without arrays of objects; an answer that is not sure is yes.
    fn may_hold(self, leaves: &TapedLeaves, event: Taped<'_>) -> bool {
        match self {
            Self::All => true,
            Self::LongNumbers => leaves.all(event).any(is_long_number),
            Self::SpelledNumbers => leaves.all(event).any(is_spelled_number),
            Self::NonAscii => leaves.all(event).any(may_be_beyond_ascii),
            Self::SeveralValues => leaves.has_several(),
            Self::ArrayElements => false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum VariantKind {
    /// One defect that does the same every time, against the logical answer.
    Defect,
    /// One defect that does not, against the answer of the service.
    RandomDefect,
    /// Without a quirk, against the logical answer.
    Quirk,
}

impl<'p> ServiceEvaluator<'p> {
    /// Prepares a pattern.
    #[must_use]
    pub fn new(pattern: &'p Pattern) -> Self {
        let logical = Evaluator::new(pattern);
        let Defects {
            service,
            mut variants,
            dropped,
            misreads,
        } = defects::find(pattern, &logical);
        variants.extend(quirks::find(pattern, &logical));
        Self {
            pattern,
            logical,
            service,
            variants,
            dropped,
            misreads,
        }
    }

    /// The same for where the pattern is used: the filters of pipes and event source mappings get a note where the
    /// answer rests on two spellings of one number.
    #[must_use]
    pub fn used_in(mut self, dialect: Dialect) -> Self {
        if matches!(dialect, Dialect::Pipe | Dialect::Lambda) {
            self.variants
                .extend(quirks::number_spelling(self.pattern, &self.logical));
        }
        self
    }

    /// Whether the pattern can have no notes: the answer is then always that of [`Evaluator::matches`].
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.service.is_none() && self.variants.is_empty()
    }

    /// Whether a pattern may have a defect at all. Most cannot, and [are logical](Self::is_logical).
    #[must_use]
    pub fn may_have_defects(pattern: &Pattern) -> bool {
        defects::is_suspicious(pattern)
    }

    /// Whether the answer is always the logical one, though there may be notes on it.
    #[must_use]
    pub fn is_logical(&self) -> bool {
        self.service.is_none()
    }

    /// Whether the answer for an event with these leaves may be another than the logical one, or have notes.
    pub(crate) fn may_differ(&self, leaves: &TapedLeaves, event: Taped<'_>) -> bool {
        let mut variants = self.variants.iter();
        self.service.is_some() || variants.any(|one| one.relevance.may_hold(leaves, event))
    }

    /// The same for an event of which only the text is known.
    pub(crate) fn may_differ_in(&self, text: &[u8]) -> bool {
        let mut variants = self.variants.iter();
        self.service.is_some() || variants.any(|one| one.relevance.may_hold_in(text))
    }

    /// The logical evaluator of the pattern.
    #[must_use]
    pub fn logical(&self) -> &Evaluator<'p> {
        &self.logical
    }

    /// The sub-rules that the service drops every time, by their numbers.
    pub(crate) fn dropped(&self) -> &[usize] {
        &self.dropped
    }

    /// Whether the service misreads some comparisons every time.
    pub(crate) fn misreads(&self) -> bool {
        self.misreads
    }

    /// A note for each defect by which the service can answer otherwise than the pattern means, every time or at random.
    pub fn defects(&self) -> impl Iterator<Item = &Diagnostic> {
        let defects = (self.variants.iter()).filter(|one| one.kind != VariantKind::Quirk);
        defects.map(|one| &one.note)
    }

    /// Whether the service answers that an event matches.
    #[must_use]
    pub fn matches(&self, event: &Value) -> bool {
        match &self.service {
            None => self.logical.matches(event),
            Some(service) => service.matches(event),
        }
    }

    /// The answer of the service, with notes.
    #[must_use]
    pub fn verdict(&self, event: &Value) -> Verdict {
        let mut asked = self.logical.ask(event);
        let answer = asked.answer();
        let logical = answer == Answer::Match;
        let matched = match &self.service {
            None => logical,
            Some(service) => service.matches(event),
        };
        let mut notes: Vec<Diagnostic> = self
            .variants
            .iter()
            .filter(|variant| {
                let against = match variant.kind {
                    VariantKind::Defect if matched == logical => return false,
                    VariantKind::Defect | VariantKind::Quirk => logical,
                    VariantKind::RandomDefect => matched,
                };
                variant.relevance.holds(&asked.flat) && variant.evaluator.matches(event) != against
            })
            .map(|variant| variant.note.clone())
            .collect();
        let is_explained = notes.iter().any(|note| note.code == ENGINE_DEFECT);
        if matched != logical && !is_explained {
            // Only several defects together make the difference.
            let defects = self
                .variants
                .iter()
                .filter(|one| one.kind == VariantKind::Defect);
            notes.extend(defects.map(|variant| variant.note.clone()));
        }
        if answer == Answer::Undecided {
            notes.push(Diagnostic::note(
                ENGINE_DEFECT,
                "the arrays of the event are too entangled to find out whether some elements satisfy all fields",
            ));
        }
        Verdict { matched, notes }
    }
}

/// Whether a text may hold a number that is not comparable: those of up to fifteen digits without an exponent are.
fn may_hold_long_number(text: &[u8]) -> bool {
    let mut digits = 0;
    text.iter().any(|byte| match byte {
        b'0'..=b'9' => {
            digits += 1;
            digits > 15
        }
        b'.' => false,
        b'e' | b'E' => digits > 0,
        _ => {
            digits = 0;
            false
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Dialect, parse};

    /// Whether the event matches, and the codes of the notes.
    fn verdict(pattern: &str, event: &str) -> (bool, Vec<&'static str>) {
        let pattern = parse(pattern, Dialect::Bus).unwrap();
        let verdict = evaluate_as_service(&pattern, &json::parse(event).unwrap());
        let codes = verdict.notes.iter().map(|note| note.code.as_str());
        (verdict.matched, codes.collect())
    }

    fn of_a(list: &str, value: &str) -> (bool, Vec<&'static str>) {
        verdict(
            &format!(r#"{{"a":{list}}}"#),
            &format!(r#"{{"a":{value}}}"#),
        )
    }

    const DEFECT: &str = "engine-defect";
    const QUIRK: &str = "engine-quirk";

    rows! { verdict;
        an_alternative_like_an_earlier_one_is_dropped:
            r#"{"$or":[{"a":["x"]},{"a":["x","y"]}]}"#, r#"{"a":"y"}"# => (false, vec![DEFECT]);
        what_the_earlier_alternative_matches_needs_no_note:
            r#"{"$or":[{"a":["x"]},{"a":["x","y"]}]}"#, r#"{"a":"x"}"# => (true, vec![]);
        the_longer_alternative_first_loses_nothing:
            r#"{"$or":[{"a":["x","y"]},{"a":["x"]}]}"#, r#"{"a":"y"}"# => (true, vec![]);
        alternatives_without_a_shared_value_are_kept:
            r#"{"$or":[{"a":["x"]},{"a":["y"]}]}"#, r#"{"a":"y"}"# => (true, vec![]);
        alternatives_with_different_fields_are_kept:
            r#"{"$or":[{"a":["x"]},{"a":["x","y"],"b":[1]}]}"#, r#"{"a":"y","b":1}"# => (true, vec![]);
        a_number_and_the_same_number_are_one_value:
            r#"{"$or":[{"a":[1]},{"a":[1.0,2]}]}"#, r#"{"a":2}"# => (false, vec![DEFECT]);
        a_new_value_before_a_shared_one_is_dropped_at_random:
            r#"{"$or":[{"a":["x"]},{"a":["y","x"]}]}"#, r#"{"a":"y"}"# => (true, vec![DEFECT]);
        wildcards_with_letters_are_not_found_again:
            r#"{"$or":[{"a":[{"wildcard":"*x"}]},{"a":[{"wildcard":"*x"},"y"]}]}"#, r#"{"a":"y"}"# => (true, vec![]);
        absence_depends_on_the_names:
            r#"{"i":{"n":["x"],"m":[{"exists":false}]}}"#, r#"{"i":[{"n":"x"},{"n":"y","m":1}]}"# => (false, vec![QUIRK]);
    }

    rows! { of_a;
        a_letter_behind_a_wildcard_stands_for_any_text:
            r#"[{"wildcard":"*9"},{"equals-ignore-case":"a"}]"#, r#""zzz""# => (true, vec![DEFECT]);
        the_other_order_is_safe:
            r#"[{"equals-ignore-case":"a"},{"wildcard":"*9"}]"#, r#""zzz""# => (false, vec![]);
        a_letter_that_is_excluded_stands_for_any_text:
            r#"[{"wildcard":"*9"},{"anything-but":{"equals-ignore-case":"a"}}]"#, r#""zzz""# => (false, vec![DEFECT]);
        a_letter_behind_the_same_start:
            r#"[{"wildcard":"1*9"},{"equals-ignore-case":"1a2"}]"#, r#""1zz2""# => (true, vec![DEFECT]);
        another_start_is_safe:
            r#"[{"wildcard":"1*9"},{"equals-ignore-case":"2a2"}]"#, r#""2zz2""# => (false, vec![]);
        a_prefix_needs_another_letter:
            r#"[{"wildcard":"*9"},{"prefix":{"equals-ignore-case":"a1"}}]"#, r#""zz1x""# => (true, vec![DEFECT]);
        a_prefix_of_one_letter_is_safe:
            r#"[{"wildcard":"*9"},{"prefix":{"equals-ignore-case":"a"}}]"#, r#""zz1x""# => (false, vec![]);
        the_last_letter_of_a_suffix:
            r#"[{"wildcard":"*.png"},{"suffix":{"equals-ignore-case":".jpg"}}]"#, r#""x.jpz""# => (true, vec![DEFECT]);
        the_last_byte_of_a_suffix:
            r#"[{"wildcard":"*9"},{"suffix":"é"}]"#, r#""aêb""# => (true, vec![DEFECT]);
        a_suffix_in_the_code_of_a_number:
            r#"[{"suffix":""},{"numeric":["=",5]}]"#, "1.0000000000000075" => (true, vec![DEFECT]);
        a_suffix_not_in_the_code_of_a_number:
            r#"[{"suffix":""},{"numeric":["=",5]}]"#, "1.5" => (false, vec![]);
        a_lone_surrogate_alone:
            r#"["\ud800"]"#, r#""?""# => (false, vec![DEFECT, QUIRK]);
        a_lone_surrogate_with_a_string_that_begins_alike:
            r#"["\ud800","?z"]"#, r#""?""# => (true, vec![QUIRK]);
        a_string_before_a_range_over_zero:
            r#"["a",{"numeric":["<",5]},"b"]"#, r#""a""# => (true, vec![DEFECT]);
        a_string_behind_a_range_over_zero:
            r#"[{"numeric":["<",5]},"a","b"]"#, r#""a""# => (true, vec![]);
        a_string_before_a_positive_range:
            r#"["a",{"numeric":[">",5]},"b"]"#, r#""a""# => (true, vec![]);
        one_element_that_is_not_excluded:
            r#"[{"anything-but":"x"}]"#, r#"["x","y"]"# => (true, vec![QUIRK]);
        no_element_that_is_excluded:
            r#"[{"anything-but":"x"}]"#, r#"["z","y"]"# => (true, vec![]);
        two_exclusions:
            r#"[{"anything-but":"x"},{"anything-but":"y"}]"#, r#""x""# => (true, vec![QUIRK]);
        folded_on_one_side:
            r#"[{"equals-ignore-case":"STRASSE"}]"#, r#""straße""# => (false, vec![QUIRK]);
        folded_without_surprise:
            r#"[{"equals-ignore-case":"Straße"}]"#, r#""straße""# => (true, vec![]);
        a_prefix_that_reaches_the_quotes:
            r#"[{"prefix":"a\""}]"#, r#""a""# => (true, vec![QUIRK]);
        a_prefix_with_a_quote_of_the_text:
            r#"[{"prefix":"a\""}]"#, r#""a\"b""# => (true, vec![]);
        an_address_in_a_longer_one:
            r#"[{"cidr":"32.1.0.0/16"}]"#, r#""2001:db8::1""# => (true, vec![QUIRK]);
        a_number_as_an_address:
            r#"[{"cidr":"0.0.0.0/0"}]"#, "1" => (true, vec![QUIRK]);
        an_address_without_surprise:
            r#"[{"cidr":"10.0.0.0/8"}]"#, r#""10.1.2.3""# => (true, vec![]);
        a_number_with_too_many_digits:
            "[9007199254740993]", "9007199254740993.0" => (false, vec![QUIRK]);
        the_same_text_of_a_number_with_too_many_digits:
            "[9007199254740993]", "9007199254740993" => (true, vec![]);
    }

    #[test]
    fn filters_get_a_note_where_only_the_spelling_of_a_number_differs() {
        let codes = |dialect, list: &str, value: &str| {
            let pattern = parse(&format!(r#"{{"a":{list}}}"#), dialect).unwrap();
            let event = json::parse(&format!(r#"{{"a":{value}}}"#)).unwrap();
            let verdict = ServiceEvaluator::new(&pattern)
                .used_in(dialect)
                .verdict(&event);
            let codes = verdict.notes.iter().map(|note| note.code.as_str());
            (verdict.matched, codes.collect::<Vec<_>>())
        };
        const NOTE: &str = "pattern/number-spelling";
        for dialect in [Dialect::Pipe, Dialect::Lambda] {
            assert_eq!(codes(dialect, "[300]", "300.0"), (true, vec![NOTE]));
            assert_eq!(codes(dialect, "[300]", "300"), (true, vec![]));
            assert_eq!(codes(dialect, "[300, 3e2]", "3e2"), (true, vec![]));
            assert_eq!(codes(dialect, "[300]", "301"), (false, vec![]));
            assert_eq!(
                codes(dialect, r#"[{"anything-but":300}]"#, "3.0e2"),
                (false, vec![NOTE])
            );
            assert_eq!(
                codes(dialect, r#"[{"numeric":["=",300]}]"#, "300.0"),
                (true, vec![])
            );
        }
        assert_eq!(codes(Dialect::Bus, "[300]", "300.0"), (true, vec![]));
    }

    #[test]
    fn a_pattern_of_plain_values_can_have_no_notes() {
        let pattern = parse(
            r#"{"source":["aws.s3"],"a":{"b":["x",{"prefix":"y"},null]}}"#,
            Dialect::Bus,
        );
        assert!(ServiceEvaluator::new(&pattern.unwrap()).is_plain());
    }
}
