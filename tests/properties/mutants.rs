//! Mutants of patterns: what is claimed of them, the plain evaluators confirm.

use evb::json::{self, Value};
use evb::pattern::{Dialect, Pattern, evaluate_as_service, parse};
use evb::sample::{Bus, Sampler};
use evb::suite::coverage::{UnitKind, of_pattern};
use evb::suite::mutant::{Fate, Mutant, PatternTrial, mutants, noticed, settle};
use proptest::prelude::*;

use crate::sample::pattern;
use crate::trees::{Fields, Tree, event, fields, or_text};

fn matches(pattern: &Pattern, event: &Value) -> bool {
    evaluate_as_service(pattern, event).matched
}

/// An event of a bus with this in its detail, without repeated names and without dots in names.
fn on_a_bus(detail: &Tree) -> Value {
    let text = format!(
        r#"{{"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Example","source":"mine","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","resources":[],"detail":{}}}"#,
        plain(detail).text()
    );
    json::parse(&text).unwrap()
}

fn plain(tree: &Tree) -> Tree {
    match tree {
        Tree::Scalar(text) => Tree::Scalar(text),
        Tree::Array(elements) => Tree::Array(elements.iter().map(plain).collect()),
        Tree::Object(members) => {
            let mut kept: Vec<(&'static str, Tree)> = Vec::new();
            for (name, value) in members {
                if !name.contains('.') && kept.iter().all(|(known, _)| known != name) {
                    kept.push((name, plain(value)));
                }
            }
            Tree::Object(kept)
        }
    }
}

/// A pattern on the detail of events.
fn in_detail() -> impl Strategy<Value = Pattern> {
    let branches = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(fields(), 2)];
    let text = (fields(), branches).prop_map(|(common, branches): (Fields, Vec<Fields>)| {
        let inside = match branches.is_empty() {
            true => crate::trees::pattern_text(&common),
            false => or_text(&common, &branches),
        };
        format!(r#"{{"detail":{inside}}}"#)
    });
    text.prop_filter_map("AWS refuses it", |text| parse(&text, Dialect::Bus).ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_survivor_has_an_event_for_which_it_and_the_pattern_answer_differently(
        pattern in prop_oneof![pattern(), in_detail()]
    ) {
        let made = mutants(&pattern, Dialect::Bus).all;
        let survivors: Vec<&Mutant> = made.iter().collect();
        let settled = settle(&pattern, &survivors, Dialect::Bus);
        for (number, (mutant, fate)) in survivors.iter().zip(&settled.fates).enumerate() {
            let Fate::Survived(witness) = fate else { continue };
            let witness = &settled.witnesses[*witness];
            prop_assert!(witness.notices.contains(&number));
            let answers = [&pattern, &mutant.pattern].map(|one| matches(one, &witness.event));
            let told = format!("{} {}", mutant.description, witness.event.to_compact());
            prop_assert_eq!(answers, [witness.matched, !witness.matched], "{}", told);
        }
    }

    #[test]
    fn an_equivalent_mutant_answers_as_the_pattern_does(
        pattern in in_detail(), events in prop::collection::vec(event(), 40)
    ) {
        let made = mutants(&pattern, Dialect::Bus).all;
        let survivors: Vec<&Mutant> = made.iter().collect();
        let settled = settle(&pattern, &survivors, Dialect::Bus);
        let equivalent = survivors.iter().zip(&settled.fates).filter(|(_, fate)| **fate == Fate::Equivalent);
        for (mutant, _) in equivalent {
            for event in events.iter().map(on_a_bus) {
                prop_assert_eq!(
                    matches(&pattern, &event), matches(&mutant.pattern, &event),
                    "{} {} {}", pattern.text, mutant.description, event.to_compact()
                );
            }
        }
    }

    #[test]
    fn a_mutant_is_noticed_by_the_cases_whose_events_it_answers_otherwise(
        pattern in in_detail(), events in prop::collection::vec(event(), 1..8)
    ) {
        let made = mutants(&pattern, Dialect::Bus).all;
        let events: Vec<Value> = events.iter().map(on_a_bus).collect();
        let texts: Vec<String> = events.iter().map(Value::to_compact).collect();
        let trials: Vec<PatternTrial<'_>> = events.iter().zip(&texts).enumerate()
            .map(|(case, (event, text))| PatternTrial { case, event, text, expected: matches(&pattern, event) })
            .collect();
        let found = noticed(&pattern, &made, &trials);
        for (mutant, by) in made.iter().zip(&found.by) {
            let plainly: Vec<usize> = trials.iter()
                .filter(|one| matches(&mutant.pattern, one.event) != one.expected)
                .map(|one| one.case).collect();
            prop_assert_eq!(by, &plainly, "{}", mutant.description);
        }
        prop_assert_eq!(found.asking.len(), trials.len());
    }

    #[test]
    fn events_made_for_a_pattern_cover_what_they_are_made_for(pattern in pattern()) {
        let bus = Bus::new(&pattern, Dialect::Bus, 0);
        let sampler = Sampler::new(&pattern, &bus, 0);
        let (found, near) = (sampler.matches(None), sampler.near_misses(None));
        let events: Vec<&Value> = found.events.iter().map(|one| &one.event)
            .chain(near.events.iter().map(|one| &one.event)).collect();
        let texts: Vec<String> = events.iter().map(|one| one.to_compact()).collect();
        let trials: Vec<PatternTrial<'_>> = events.iter().zip(&texts)
            .map(|(event, text)| PatternTrial { case: 0, event, text, expected: true }).collect();
        let covered = of_pattern(&pattern, &trials);
        let exercised: Vec<_> = found.events.iter().flat_map(|one| &one.fields).map(|one| one.span).collect();
        for unit in covered.units.iter().filter(|unit| unit.kind == UnitKind::Alternative) {
            if exercised.contains(&unit.span) {
                prop_assert!(unit.is_covered, "{} {:?}", pattern.text, unit);
            }
        }
    }
}
