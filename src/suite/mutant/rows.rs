//! Every operator, pattern by pattern; and what becomes of mutants.

use super::*;
use crate::json;
use crate::pattern::{Dialect, Pattern, evaluate_as_service, parse};

fn pattern(text: &str) -> Pattern {
    parse(text, Dialect::Bus).unwrap()
}

/// The mutants by one kind of change, as texts.
fn by(mutator: &str, text: &str) -> Vec<String> {
    let made = mutants(&pattern(text), Dialect::Bus);
    let wanted = made
        .all
        .iter()
        .filter(|one| one.mutator.as_str() == mutator);
    wanted.map(|one| one.edit.apply(text)).collect()
}

/// The lists of the field `a` by one kind of change, for a list of its.
fn of_a(mutator: &str, list: &str) -> Vec<String> {
    let texts = by(mutator, &format!(r#"{{"a":{list}}}"#));
    let lists = texts.iter().map(|one| {
        let list = one
            .strip_prefix(r#"{"a":"#)
            .and_then(|one| one.strip_suffix('}'));
        list.unwrap_or(one).to_owned()
    });
    lists.collect()
}

#[test]
fn forms_that_aws_fixes_are_not_asked_for_more() {
    for field in ["version", "id", "account", "time", "region"] {
        for wider in ["alternative-widened", "case-turned", "end-turned"] {
            let pattern = format!(r#"{{"{field}":["a",{{"prefix":"b"}}]}}"#);
            assert!(by(wider, &pattern).is_empty(), "{field}: {wider}");
            let detail = format!(r#"{{"detail":{pattern}}}"#);
            assert!(!by(wider, &detail).is_empty(), "detail.{field}: {wider}");
            let record = parse(&pattern, Dialect::Pipe).unwrap();
            let made = mutants(&record, Dialect::Pipe).all;
            let mut mutators = made.iter().map(|one| one.mutator.as_str());
            assert!(
                mutators.any(|one| one == wider),
                "{field} of a record: {wider}"
            );
        }
    }
    assert_eq!(
        by("alternative-narrowed", r#"{"time":[{"prefix":"2026-"}]}"#),
        [r#"{"time":["2026-"]}"#]
    );
}

#[test]
fn every_event_has_the_same_version() {
    let pattern = pattern(r#"{"version":["0"],"source":["shop"]}"#);
    let made = mutants(&pattern, Dialect::Bus).all;
    let dropped: Vec<&Mutant> = made
        .iter()
        .filter(|one| one.description == "field `version` is dropped")
        .collect();
    let settled = settle(&pattern, &dropped, Dialect::Bus);
    assert_eq!(settled.fates, [Fate::Equivalent]);
}

macro_rules! rows {
    ($check:ident; $($name:ident: $mutator:expr, $given:expr => $($expected:expr),*;)+) => {
        mod $check {
            use super::*;
            $(
                #[test]
                fn $name() {
                    let expected: &[&str] = &[$($expected),*];
                    assert_eq!($check($mutator, $given), expected);
                }
            )+
        }
    };
}

rows! { by;
    a_field_is_dropped: "field-dropped", r#"{"a": ["x"], "b": ["y"]}"# => r#"{"b": ["y"]}"#, r#"{"a": ["x"]}"#;
    the_only_field_is_not_dropped: "field-dropped", r#"{"a":{"b":["x"]}}"# => ;
    the_only_field_of_an_object_takes_it_along:
        "field-dropped", r#"{"s":["x"],"a":{"b":{"c":["x"]}}}"# => r#"{"a":{"b":{"c":["x"]}}}"#, r#"{"s":["x"]}"#;
    the_only_field_of_a_branch_takes_the_or_along:
        "field-dropped", r#"{"s":["x"],"$or":[{"a":["x"]},{"b":["x"],"c":["x"]}]}"#
        => r#"{"$or":[{"a":["x"]},{"b":["x"],"c":["x"]}]}"#, r#"{"s":["x"]}"#, r#"{"s":["x"],"$or":[{"a":["x"]},{"c":["x"]}]}"#, r#"{"s":["x"],"$or":[{"a":["x"]},{"b":["x"]}]}"#;
    fields_change_places: "path-moved", r#"{"a":["x"],"o":{"p":["z"]},"b":["y"]}"#
        => r#"{"b":["x"],"o":{"p":["z"]},"a":["y"]}"#, r#"{"a":["x"],"p":["z"],"b":["y"]}"#;
    a_field_moves_up: "path-moved", r#"{"o":{"p":["z"],"q":{"r":[1]}}}"#
        => r#"{"p":["z"],"o":{"q":{"r":[1]}}}"#, r#"{"o":{"p":["z"],"r":[1]}}"#;
    one_of_two_branches: "branch-dropped", r#"{"s":["x"],"$or":[ {"a":["x"]}, { "b":["x"] } ]}"#
        => r#"{"s":["x"],"b":["x"]}"#, r#"{"s":["x"],"a":["x"]}"#;
    one_of_three_branches: "branch-dropped", r#"{"$or":[{"a":[1]},{"b":[1]},{"c":[1]}]}"#
        => r#"{"$or":[{"b":[1]},{"c":[1]}]}"#, r#"{"$or":[{"a":[1]},{"c":[1]}]}"#, r#"{"$or":[{"a":[1]},{"b":[1]}]}"#;
}

rows! { of_a;
    one_of_several: "alternative-dropped", r#"["x",{"prefix":"y"},3]"# => r#"[{"prefix":"y"},3]"#, r#"["x",3]"#, r#"["x",{"prefix":"y"}]"#;
    the_only_one_stays: "alternative-dropped", r#"["x"]"# => ;
    the_only_one_is_replaced: "alternative-replaced", r#"[{"prefix":"x"}]"# => r#"["(nothing)"]"#;
    of_several_none_is_replaced: "alternative-replaced", r#"["x",3]"# => ;
    a_text_is_widened: "alternative-widened", r#"["x"]"# => r#"[{"prefix":"x"}]"#, r#"[{"suffix":"x"}]"#;
    exactly_is_a_text: "alternative-widened", r#"[{"exactly":"x"}]"# => r#"[{"prefix":"x"}]"#, r#"[{"suffix":"x"}]"#;
    a_prefix_is_widened: "alternative-widened", r#"[{"prefix":"x*é"}]"# => r#"[{"prefix":"x*"}]"#, r#"[{"wildcard":"*x\\*é*"}]"#;
    a_prefix_is_narrowed: "alternative-narrowed", r#"[{"prefix":"xy"}]"# => r#"["xy"]"#;
    a_suffix_is_widened: "alternative-widened", r#"[{"suffix":"xy"}]"# => r#"[{"suffix":"y"}]"#, r#"[{"wildcard":"*xy*"}]"#;
    a_wildcard_is_widened: "alternative-widened", r#"[{"wildcard":"x*y"}]"# => r#"[{"wildcard":"*x*y"}]"#, r#"[{"wildcard":"x*y*"}]"#;
    a_wildcard_is_narrowed: "alternative-narrowed", r#"[{"wildcard":"*x\\*y*"}]"# => r#"[{"wildcard":"x\\*y*"}]"#, r#"[{"wildcard":"*x\\*y"}]"#;
    a_wildcard_turns: "end-turned", r#"[{"wildcard":"x*"}]"# => r#"[{"wildcard":"*x"}]"#;
    a_prefix_turns: "end-turned", r#"[{"prefix":"x"}]"# => r#"[{"suffix":"x"}]"#;
    a_folded_suffix_turns: "end-turned", r#"[{"suffix":{"equals-ignore-case":"x"}}]"# => r#"[{"prefix":{"equals-ignore-case":"x"}}]"#;
    case_counts_no_more: "case-turned", r#"["x",{"prefix":"y"}]"# => r#"[{"equals-ignore-case":"x"},{"prefix":"y"}]"#, r#"["x",{"prefix":{"equals-ignore-case":"y"}}]"#;
    case_counts: "case-turned", r#"[{"equals-ignore-case":"x"}]"# => r#"["x"]"#;
    a_bound_is_turned: "bound-turned", r#"[{"numeric":[">",5,"<=",9]}]"# => r#"[{"numeric":[">=",5,"<=",9]}]"#, r#"[{"numeric":[">",5,"<",9]}]"#;
    a_bound_is_moved: "bound-moved", r#"[{"numeric":["<",0.5]}]"# => r#"[{"numeric":["<",0.6]}]"#, r#"[{"numeric":["<",0.4]}]"#;
    a_bound_that_would_pass_the_other_is_not_moved: "bound-moved", r#"[{"numeric":[">",5,"<",6]}]"# => r#"[{"numeric":[">",4,"<",6]}]"#, r#"[{"numeric":[">",5,"<",7]}]"#;
    a_bound_is_dropped: "bound-dropped", r#"[{"numeric":[">", 5, "<", 9]}]"# => r#"[{"numeric":["<", 9]}]"#, r#"[{"numeric":[">", 5]}]"#;
    a_number_is_moved: "bound-moved", "[300]" => "[301]", "[299]";
    a_number_is_a_text: "type-turned", "[300]" => r#"["300"]"#;
    texts_are_what_they_read_like: "type-turned", r#"["300","true"," 1","x",null]"#
        => r#"[300,"true"," 1","x",null]"#, r#"["300",true," 1","x",null]"#, r#"["300","true"," 1","x","null"]"#;
    a_literal_is_turned: "literal-turned", "[true]" => "[false]";
    null_is_absence: "exists-turned", "[null]" => r#"[{"exists":false}]"#;
    existence_is_turned: "exists-turned", r#"[{"exists": true}]"# => r#"[{"exists": false}]"#;
    a_text_is_excluded: "negation-turned", r#"["x"]"# => r#"[{"anything-but":"x"}]"#;
    an_exclusion_is_taken_away: "negation-turned", r#"[{"anything-but":["x","y"]},1]"# => r#"["x","y",1]"#, r#"[{"anything-but":["x","y"]},{"anything-but":1}]"#;
    an_exclusion_by_prefix_is_taken_away: "negation-turned", r#"[{"anything-but":{"prefix":["x","y"]}}]"# => r#"[{"prefix":"x"},{"prefix":"y"}]"#;
    what_is_excluded_is_dropped: "alternative-dropped", r#"[{"anything-but":["x","y"]}]"# => r#"[{"anything-but":["y"]}]"#, r#"[{"anything-but":["x"]}]"#;
    more_inside_is_less_outside: "alternative-narrowed", r#"[{"anything-but":"x"}]"# => r#"[{"anything-but":{"prefix":"x"}}]"#, r#"[{"anything-but":{"suffix":"x"}}]"#;
    an_excluded_prefix_is_changed: "end-turned", r#"[{"anything-but":{"prefix":"x"}}]"# => r#"[{"anything-but":{"suffix":"x"}}]"#;
    a_block_is_widened: "alternative-widened", r#"[{"cidr":"10.0.0.0/8"}]"# => r#"[{"cidr":"10.0.0.0/7"}]"#;
    a_block_is_narrowed: "alternative-narrowed", r#"[{"cidr":"10.0.0.0/8"}]"# => r#"[{"cidr":"10.0.0.0/9"}]"#;
}

#[test]
fn there_is_a_bound_and_the_rest_is_told() {
    let list: Vec<String> = (0..10_000).map(|one| format!("\"v{one}\"")).collect();
    let made = mutants(
        &pattern(&format!(r#"{{"a":[{}]}}"#, list.join(","))),
        Dialect::Bus,
    );
    assert!(made.all.len() <= MAXIMUM_MUTANTS);
    assert!(made.left_out > 10_000);
}

#[test]
fn a_pattern_as_deep_as_can_be_has_mutants() {
    let text = format!(r#"{}["x"]{}"#, r#"{"a":"#.repeat(990), "}".repeat(990));
    assert_eq!(mutants(&pattern(&text), Dialect::Bus).all.len(), 6);
}

/// What becomes of the mutants of a pattern with these cases: the counts of those that are noticed, that survive, that are
/// equivalent, that are undecided; and the details of the witnesses.
fn fates(text: &str, cases: &[(&str, bool)]) -> ([usize; 4], Vec<String>) {
    let pattern = pattern(text);
    let made = mutants(&pattern, Dialect::Bus).all;
    let events: Vec<_> = cases
        .iter()
        .map(|(event, _)| json::parse(event).unwrap())
        .collect();
    let trials: Vec<PatternTrial<'_>> = std::iter::zip(cases, &events)
        .enumerate()
        .map(|(case, ((text, expected), event))| PatternTrial {
            case,
            event,
            text,
            expected: *expected,
        })
        .collect();
    let noticed = noticed(&pattern, &made, &trials);
    let by = std::iter::zip(&made, &noticed.by);
    let survivors: Vec<&Mutant> = by
        .filter(|(_, by)| by.is_empty())
        .map(|(one, _)| one)
        .collect();
    let settled = settle(&pattern, &survivors, Dialect::Bus);
    let mut counts = [made.len() - survivors.len(), 0, 0, 0];
    for (survivor, fate) in std::iter::zip(&survivors, &settled.fates) {
        match fate {
            Fate::Survived(witness) => {
                let event = &settled.witnesses[*witness].event;
                let answers = [&pattern, &survivor.pattern]
                    .map(|one| evaluate_as_service(one, event).matched);
                assert_ne!(answers[0], answers[1], "{}", survivor.description);
                assert_eq!(answers[0], settled.witnesses[*witness].matched);
                counts[1] += 1;
            }
            Fate::Equivalent => counts[2] += 1,
            Fate::Bounded(_) | Fate::Unknown(_) => counts[3] += 1,
        }
    }
    let details = settled.witnesses.iter().map(|one| one.event.to_compact());
    (counts, details.collect())
}

#[test]
fn a_case_kills_what_it_notices() {
    let text = r#"{"n":[{"numeric":[">",5]}]}"#;
    let (counts, _) = fates(text, &[]);
    assert_eq!(counts, [0, 4, 0, 0]);
    let all = [
        (r#"{"n":5}"#, false),
        (r#"{"n":5.5}"#, true),
        (r#"{"n":4.5}"#, false),
    ];
    assert_eq!(fates(text, &all).0, [4, 0, 0, 0]);
    assert_eq!(fates(text, &all[..1]).0, [2, 2, 0, 0]);
}

#[test]
fn a_case_that_fails_kills_nothing() {
    let text = r#"{"n":[{"exists":true}]}"#;
    assert_eq!(fates(text, &[(r#"{"n":5}"#, false)]).0[0], 0);
}

#[test]
fn what_makes_no_difference_is_proved() {
    // Whoever wants a prefix of `x` gets `xy` without asking for it.
    let (counts, witnesses) = fates(r#"{"detail":{"a":[{"prefix":"x"},"xy"]}}"#, &[]);
    assert!(counts[2] > 0, "{counts:?}");
    assert_eq!(counts[3], 0);
    assert!(witnesses.len() < counts[1]);
}

#[test]
fn of_arrays_beyond_the_bound_nothing_is_claimed() {
    let (counts, _) = fates(
        r#"{"detail":{"i":{"n":["x"],"z":[{"exists":false},"y"]}}}"#,
        &[],
    );
    assert_eq!(counts[0], 0);
    assert!(counts[1] > 0, "{counts:?}");
}
