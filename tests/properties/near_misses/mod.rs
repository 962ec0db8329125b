//! Events that just miss: pairs that match, and one slip in the pattern or in the event. The explanation names the field of the
//! slip first, and what its hint proposes makes the event match.

mod later;
mod names;
mod pairs;
mod texts;
mod values;

use std::collections::BTreeMap;

use evb::event::catalogue;
use evb::json::{self, Tape};
use evb::pattern::explain::FieldExplanation;
use evb::pattern::{Dialect, Explainer, evaluate, parse};

use pairs::{Case, Dice};

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

/// What a hint is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worth {
    Flips,
    Misleading,
    Words,
    None,
}

fn worth(field: &FieldExplanation, pattern: &str, event: &str) -> Worth {
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
    let flips = |(pattern, event): (String, String)| {
        let event = json::parse(&event).unwrap();
        parse(&pattern, Dialect::Bus).is_ok_and(|pattern| evaluate(&pattern, &event))
    };
    match tried.all(flips) {
        true => Worth::Flips,
        false => Worth::Misleading,
    }
}

fn spans_are_right(field: &FieldExplanation, pattern: &str, event: &str) -> bool {
    let is_right = |text: &str, quoted: &str| {
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        read(text) == read(quoted)
    };
    let wanted = &pattern[field.pattern_span.start..field.pattern_span.end];
    let last = field.path.rsplit('.').next().unwrap();
    let is_name = is_right(wanted, &format!("{last:?}"));
    let pattern_is_right =
        is_name || !field.wanted.is_whole || is_right(wanted, &field.wanted.text);
    let event_is_right = match (field.event_span, &field.actual) {
        (Some(span), Some(actual)) if actual.is_whole => {
            is_right(&event[span.start..span.end], &actual.text)
        }
        (None, Some(_)) => false,
        _ => true,
    };
    pattern_is_right && event_is_right
}

fn examine(kind: &Kind, count: usize, tally: &mut Tally, shown: &mut Vec<String>) {
    for number in 0..count {
        let dice = Dice::new(1 + number as u64);
        let Some(mut case) = (kind.make)(&dice) else {
            continue;
        };
        pairs::prune(&mut case.pattern);
        let (pattern_text, event_text) = (case.pattern.to_string(), case.event.to_string());
        let pattern = parse(&pattern_text, Dialect::Bus)
            .unwrap_or_else(|error| panic!("{error:?} {pattern_text}"));
        let event = json::parse(&event_text).unwrap();
        let explanation = Explainer::new(&pattern)
            .knowing(catalogue::is_known)
            .explain(&event);
        if explanation.matched {
            continue;
        }
        tally.misses += 1;
        let field = &explanation.fields()[0];
        tally.first +=
            usize::from(field.path.starts_with(&case.path) || case.path.starts_with(&field.path));
        tally.wrong_spans += usize::from(!spans_are_right(field, &pattern_text, &event_text));
        let worth = worth(field, &pattern_text, &event_text);
        match worth {
            Worth::Flips => tally.flips += 1,
            Worth::Misleading => tally.misleading += 1,
            Worth::Words => tally.words += 1,
            Worth::None => tally.none += 1,
        }
        let is_short = shown.len() < 2;
        if is_short && (worth != Worth::Flips || shown.is_empty()) {
            shown.push(format!(
                "      {worth:?}: {}: {} | {}",
                field.path,
                field.reason,
                field.hint.as_ref().map_or("-", |hint| &hint.text)
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
#[test]
fn a_near_miss_is_explained_by_its_slip_and_the_hint_undoes_it() {
    let count = std::env::var("EVB_NEAR_MISSES").ok();
    let is_shown = count.is_some();
    let count = count.map_or(6, |count| count.parse().unwrap());
    let mut all = Tally::default();
    let mut table = BTreeMap::new();
    for (at, kind) in kinds().enumerate() {
        let (mut tally, mut shown) = (Tally::default(), Vec::new());
        examine(kind, count, &mut tally, &mut shown);
        assert!(2 * tally.misses >= count, "{}: {tally:?}", kind.name);
        all.misses += tally.misses;
        all.first += tally.first;
        all.wrong_spans += tally.wrong_spans;
        all.flips += tally.flips;
        all.misleading += tally.misleading;
        all.words += tally.words;
        all.none += tally.none;
        table.insert(at, (kind.name, tally, shown));
    }
    if is_shown {
        for (name, tally, shown) in table.values() {
            let Tally {
                misses,
                first,
                wrong_spans,
                flips,
                misleading,
                words,
                none,
            } = tally;
            println!(
                "{flips:4}/{misses} flip, {misleading} mislead, {words} words, {none} none, first {first}, spans {wrong_spans}: {name}"
            );
            if flips < misses || std::env::var("EVB_ALL").is_ok() {
                println!("{}", shown.join("\n"));
            }
        }
        println!("{} kinds: {all:?}", table.len());
    }
    assert_eq!(
        all.first, all.misses,
        "the field of the slip is named first"
    );
    assert_eq!((all.wrong_spans, all.misleading), (0, 0));
    assert!(10 * all.flips >= 9 * all.misses, "{all:?}");
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
