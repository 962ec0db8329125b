//! Events that just miss: pairs that match, and one slip in the pattern or in the event. The explanation names the field of the
//! slip first, and what its hint proposes makes the event match.

mod later;
mod names;
mod pairs;
mod records;
mod texts;
mod uses;
mod values;

use evb::event::catalogue;
use evb::json::{self, Tape};
use evb::pattern::explain::FieldExplanation;
use evb::pattern::{Dialect, Explainer, parse};

use pairs::Case;
pub use pairs::Dice;
use uses::Use;

/// A kind of slip.
pub struct Kind {
    name: &'static str,
    /// A pair with that slip; `None` if these dice give none.
    make: fn(&Dice) -> Option<Case>,
}

macro_rules! slips {
    ($list:ident; $($name:literal => $make:expr;)*) => {
        pub const $list: &[Kind] = &[$(Kind { name: $name, make: $make }),*];
    };
}
use slips;

/// What was found of the misses of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    misses: usize,
    /// The field of the slip is named first, and is the only one.
    first: usize,
    wrong_spans: usize,
    flips: usize,
    misleading: usize,
    words: usize,
    none: usize,
}

impl Tally {
    fn check(&self, place: Use) {
        let is_named_first = self.first == self.misses;
        assert!(is_named_first, "{place:?}: {self:?}");
        let nothing_wrong = (self.wrong_spans, self.misleading) == (0, 0);
        assert!(nothing_wrong, "{place:?}: {self:?}");
        assert!(10 * self.flips >= 9 * self.misses, "{place:?}: {self:?}");
    }
}

/// What a hint is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worth {
    Flips,
    Misleading,
    Words,
    None,
}

fn worth(place: Use, field: &FieldExplanation, pattern: &str, event: &str) -> Worth {
    let Some(hint) = &field.hint else {
        return Worth::None;
    };
    // What is told as a change of the pattern is an edit of its text as well.
    if hint.change.is_some() && hint.fix.is_none() {
        return Worth::Misleading;
    }
    let fixed = hint
        .fix
        .as_ref()
        .map(|fix| (fix.applied(pattern).unwrap(), event.to_owned()));
    let sent = hint.event_fix.as_ref().map(|sent| {
        let span = field.event_span.unwrap();
        (
            pattern.to_owned(),
            format!("{}{sent}{}", &event[..span.start], &event[span.end..]),
        )
    });
    let mut tried = fixed.into_iter().chain(sent).peekable();
    if tried.peek().is_none() {
        return Worth::Words;
    }
    let flips = |(pattern, event): (String, String)| place.lets_through(&pattern, &event);
    match tried.all(flips) {
        true => Worth::Flips,
        false => Worth::Misleading,
    }
}

fn spans_are_right(field: &FieldExplanation, pattern: &str, event: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    let is_right = |text: &str, quoted: &str| {
        // What stands in a text is written with its escapes, or is the text of a value.
        let inside = read(&format!("\"{text}\"")).and_then(|text| read(text.as_str()?));
        let of_text = read(text).and_then(|text| read(text.as_str()?));
        let wanted = read(quoted);
        // Attributes of messages are compared with their escapes.
        let raw = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        let is_raw = raw.is_some() && wanted.as_ref().and_then(|one| one.as_str()) == raw;
        is_raw || [read(text), inside, of_text].contains(&wanted)
    };
    let wanted = &pattern[field.pattern_span.start..field.pattern_span.end];
    let last = field.path.rsplit('.').next().unwrap();
    let is_name = is_right(wanted, &format!("{last:?}"));
    let pattern_is_right =
        is_name || !field.wanted.is_whole || is_right(wanted, &field.wanted.text);
    let event_is_right = match (field.event_span, &field.actual) {
        (Some(span), Some(actual)) if actual.is_whole => {
            let there = &event[span.start..span.end];
            // What stands in the text of a record has no place of its own.
            let is_payload = ["\"{", "\"ey", "\"["]
                .iter()
                .any(|start| there.starts_with(start));
            is_payload || is_right(there, &actual.text)
        }
        (None, Some(_)) => false,
        _ => true,
    };
    pattern_is_right && event_is_right
}

/// A kind that is the place's own makes what is asked there.
fn examine(
    (kind, is_own): (&Kind, bool),
    place: Use,
    count: usize,
    tally: &mut Tally,
    shown: &mut Vec<String>,
) {
    for number in 0..count {
        let dice = Dice::new(1 + number as u64);
        let Some(mut case) = (kind.make)(&dice) else {
            continue;
        };
        pairs::prune(&mut case.pattern);
        if !is_own {
            let Some(here) = place.of(&case) else {
                continue;
            };
            case = here;
        }
        let (pattern_text, event_text) = (case.pattern.to_string(), case.event.to_string());
        let pattern = match parse(&pattern_text, place.dialect()) {
            Ok(pattern) => pattern,
            // Not every service takes every operator.
            Err(_) if place != Use::Bus => continue,
            Err(error) => panic!("{error:?} {pattern_text}"),
        };
        let event = json::parse(&event_text).unwrap();
        let (matched, explanation) = place.asked(&pattern, &event);
        assert_eq!(matched, explanation.matched, "{pattern_text} {event_text}");
        if matched {
            continue;
        }
        tally.misses += 1;
        let field = &explanation.fields()[0];
        let is_first = field.path.starts_with(&case.path) || case.path.starts_with(&field.path);
        tally.first += usize::from(is_first);
        let is_right = spans_are_right(field, &pattern_text, &event_text);
        tally.wrong_spans += usize::from(!is_right);
        let worth = worth(place, field, &pattern_text, &event_text);
        match worth {
            Worth::Flips => tally.flips += 1,
            Worth::Misleading => tally.misleading += 1,
            Worth::Words => tally.words += 1,
            Worth::None => tally.none += 1,
        }
        let is_short = shown.len() < 2;
        let is_wrong = !is_right || !is_first || worth == Worth::Misleading;
        if is_wrong || (is_short && (worth != Worth::Flips || shown.is_empty())) {
            shown.push(format!(
                "      {worth:?}{}{}: {}: {} | {}{}",
                if is_right { "" } else { ", wrong span" },
                if is_first { "" } else { ", not first" },
                field.path,
                field.reason,
                field.hint.as_ref().map_or("-", |hint| &hint.text),
                match is_wrong {
                    true => format!("\n        {pattern_text} {event_text}"),
                    false => String::new(),
                },
            ));
        }
    }
}

fn kinds() -> impl Iterator<Item = &'static Kind> {
    [texts::TEXTS, values::VALUES, names::NAMES, later::LATER]
        .into_iter()
        .flatten()
}

/// How many misses there are of each kind: `EVB_NEAR_MISSES`, or a few. With the number the table is printed.
fn count(usual: usize) -> (usize, bool) {
    let count = std::env::var("EVB_NEAR_MISSES").ok();
    let is_shown = count.is_some();
    (
        count.map_or(usual, |count| count.parse().unwrap()),
        is_shown,
    )
}

/// Examines misses of every kind, and holds what is said of them to what it promises.
fn examine_all(place: Use, (count, is_shown): (usize, bool)) -> Tally {
    let mut all = Tally::default();
    let mut of_kinds = 0;
    let own = records::own(place).iter().map(|kind| (kind, true));
    for (kind, is_own) in kinds().map(|kind| (kind, false)).chain(own) {
        let (mut tally, mut shown) = (Tally::default(), Vec::new());
        examine((kind, is_own), place, count, &mut tally, &mut shown);
        of_kinds += usize::from(tally.misses > 0);
        assert!(
            place != Use::Bus || 2 * tally.misses >= count,
            "{}: {tally:?}",
            kind.name
        );
        let Tally {
            misses,
            first,
            wrong_spans,
            flips,
            misleading,
            words,
            none,
        } = tally;
        all.misses += misses;
        all.first += first;
        all.wrong_spans += wrong_spans;
        all.flips += flips;
        all.misleading += misleading;
        all.words += words;
        all.none += none;
        if is_shown {
            println!(
                "{flips:4}/{misses} flip, {misleading} mislead, {words} words, {none} none, first {first}, spans {wrong_spans}: {}",
                kind.name
            );
            let is_right = flips == misses && first == misses && wrong_spans == 0;
            if !is_right || std::env::var("EVB_ALL").is_ok() {
                println!("{}", shown.join("\n"));
            }
        }
    }
    if is_shown {
        println!("{place:?}: {of_kinds} kinds: {all:?}");
    }
    all
}

#[test]
fn a_near_miss_is_explained_by_its_slip_and_the_hint_undoes_it() {
    let all = examine_all(Use::Bus, count(6));
    all.check(Use::Bus);
}

#[test]
fn a_near_miss_of_a_record_or_a_message_is_explained_as_one_of_a_bus() {
    let all: Vec<Tally> = (records::USES.iter())
        .map(|place| examine_all(*place, count(1)))
        .collect();
    for (place, all) in records::USES.iter().zip(all) {
        all.check(*place);
    }
}

/// What is remembered of other events tells the same as finding it out anew.
#[test]
fn a_near_miss_is_recalled_as_it_is_explained() {
    let mut recalled = 0;
    for kind in kinds() {
        let cases = (1..4).filter_map(|seed| (kind.make)(&Dice::new(seed)));
        for mut case in cases {
            pairs::prune(&mut case.pattern);
            let pattern = parse(&case.pattern.to_string(), Dialect::Bus).unwrap();
            let explainer = Explainer::new(&pattern).knowing(catalogue::is_known);
            let mut memory = explainer.memory::<FieldExplanation>();
            let mut other = case.event.clone();
            pairs::put(&mut other, "id", serde_json::json!("another"));
            let mut more = case.event.clone();
            pairs::put(&mut more, "more", serde_json::json!(["x", "another"]));
            for event in [&case.event, &other, &more, &case.event, &other] {
                let text = event.to_string();
                let mut tape = Tape::default();
                let taped = tape.read(&text).unwrap();
                let found = explainer.recall((taped, &text), None, &mut memory, &Clone::clone);
                let Some(found) = found else {
                    continue;
                };
                recalled += 1;
                let told = explainer.explain(&json::parse(&text).unwrap());
                assert_eq!(found.matched, told.matched);
                for (found, told) in found.attempts.iter().zip(&told.attempts) {
                    let found = found.fields.iter().map(|field| {
                        let mut own = field.made().clone();
                        own.event_span = field.event_span;
                        own
                    });
                    let found: Vec<_> = found.collect();
                    assert_eq!(found, told.fields, "{}: {} {text}", kind.name, pattern.text);
                }
            }
        }
    }
    assert!(recalled > 1000, "{recalled}");
}
