//! Where naive reasoning about patterns breaks, and other pairs: the relation, and the events that show it.

use super::{Anything, Comparison, Engine, Envelope, Limits, Question, Reason, Relation, compare};
use crate::pattern::{Dialect, Pattern, parse};

fn pattern(text: &str) -> Pattern {
    parse(text, Dialect::Bus).unwrap()
}

/// The relation, how far it is proved, and the events: only old, only new, both.
fn told(comparison: &Comparison) -> String {
    let mut told = comparison.relation.as_str().to_owned();
    if let Some(bound) = comparison.bounded_by {
        told += &format!(" up to {bound}");
    }
    if let Some(reason) = comparison.reason {
        told += &format!(" because {}", reason.as_clause());
    }
    let examples = [&comparison.only_old, &comparison.only_new, &comparison.both];
    for (name, example) in ["-", "+", "="].iter().zip(examples) {
        if let Some(example) = example {
            told += &format!(" {name}{}", example.event.to_compact());
        }
    }
    if !comparison.disjoint_unless_arrays.is_empty() {
        told += &format!(" unless {:?}", comparison.disjoint_unless_arrays);
    }
    told
}

/// New against old, for any JSON objects.
fn compared(old: &str, new: &str) -> String {
    let (old, new) = (pattern(old), pattern(new));
    let comparison = Question::new(&old, &new).within(&Anything).compare();
    let back = Question::new(&new, &old).within(&Anything).compare();
    assert_eq!(back.relation, comparison.relation.reversed());
    told(&comparison)
}

rows! { compared;
    two_values_meet_in_an_array:
        r#"{"a":["x"]}"#, r#"{"a":["y"]}"#
        => r#"overlapping -{"a":"x"} +{"a":"y"} ={"a":["x","y"]} unless ["a"]"#;
    anything_but_is_no_complement:
        r#"{"a":[{"anything-but":"x"}]}"#, r#"{"a":["x"]}"#
        => r#"overlapping -{"a":"other"} +{"a":"x"} ={"a":["other","x"]} unless ["a"]"#;
    dropping_a_field_can_narrow:
        r#"{"i":{"n":["x"],"z":[{"exists":false}]}}"#, r#"{"i":{"z":[{"exists":false}]}}"#
        => r#"overlapping -{"i":[{"n":"x"},{"z":"other"}]} +{} ={"i":{"n":"x"}}"#;
    there_is_no_excluded_middle:
        r#"{"i":{"n":["x"]}}"#, r#"{"i":{"n":["x"]},"$or":[{"i":{"m":[{"exists":true}]}},{"i":{"m":[{"exists":false}]}}]}"#
        => r#"narrower -{"i":[{"n":"x"},{"m":"other"}]} ={"i":{"m":"other","n":"x"}}"#;
    key_order_decides:
        r#"{"i":{"n":["x"]}}"#, r#"{"i":{"n":["x"]},"$or":[{"i":{"z":[{"exists":true}]}},{"i":{"z":[{"exists":false}]}}]}"#
        => r#"equal up to elements:2 ={"i":{"n":"x","z":"other"}}"#;
    between_neighbours_there_is_no_number:
        r#"{"a":[{"numeric":[">=",5]}]}"#, r#"{"a":[{"numeric":[">",4.999999999999999]}]}"#
        => r#"equal ={"a":5}"#;
    a_long_number_is_not_more_than_nothing:
        r#"{"a":[9007199254740993]}"#, r#"{"a":[{"numeric":[">",0]}]}"#
        => r#"overlapping -{"a":9007199254740993} +{"a":1} ={"a":[9007199254740993,1]} unless ["a"]"#;
    a_long_number_is_anything_but_one:
        r#"{"a":[9007199254740993]}"#, r#"{"a":[{"anything-but":[1]}]}"#
        => r#"wider +{"a":0} ={"a":9007199254740993}"#;
    both_fields_in_one_element:
        r#"{"i":{"n":["x"],"v":[2]}}"#, r#"{"i":{"n":["x"]}}"#
        => r#"wider +{"i":{"n":"x"}} ={"i":{"n":"x","v":2}}"#;
    an_empty_prefix_is_a_star:
        r#"{"a":[{"prefix":""}]}"#, r#"{"a":[{"wildcard":"*"}]}"#
        => r#"equal ={"a":"x"}"#;
    presence_is_more_than_a_string:
        r#"{"a":[{"prefix":""}]}"#, r#"{"a":[{"exists":true}]}"#
        => r#"wider +{"a":1} ={"a":"x"}"#;
    an_alternative_overwrites:
        r#"{"a":[1],"$or":[{"a":[2]},{"b":[1]}]}"#, r#"{"$or":[{"a":[2]},{"a":[1],"b":[1]}]}"#
        => r#"equal ={"a":2}"#;
    what_may_be_absent_can_stand_in_an_array:
        r#"{"a":[{"exists":false},"x"]}"#, r#"{"a":["y"]}"#
        => r#"overlapping -{} +{"a":"y"} ={"a":["x","y"]} unless ["a"]"#;
    another_element_beside_values_keeps_a_pattern_from_matching:
        r#"{"a":[{"exists":true}],"a.b":[{"anything-but":"x"}],"a.c":[{"exists":false}]}"#,
        r#"{"$or":[{"a":["x",{"exists":false}],"a.b":[{"anything-but":"x"}]},{"a.c":[{"exists":false}]}]}"#
        => r#"overlapping -{"a":["other",{"b":"other"},{"c":"other"}]} +{"a":{"b":"other"}} ={"a":["x",{"b":"other"}]}"#;
    two_halves_of_a_block:
        r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#, r#"{"a":[{"cidr":"10.0.0.0/9"},{"cidr":"10.128.0.0/9"}]}"#
        => r#"equal ={"a":"10.0.0.0"}"#;
    a_block_and_how_it_is_usually_written:
        r#"{"a":[{"cidr":"10.0.0.0/8"}]}"#, r#"{"a":[{"wildcard":"10.*"}]}"#
        => r#"overlapping -{"a":"010.0.0.0"} +{"a":"10."} ={"a":"10.0.0.0"}"#;
    a_block_of_addresses_is_a_range_of_numbers_too:
        r#"{"a":[{"cidr":"16.0.0.0/8"}]}"#, r#"{"a":[{"prefix":""}]}"#
        => r#"overlapping -{"a":10000000} +{"a":"x"} ={"a":"16.0.0.0"}"#;
    an_address_among_other_texts_is_decided:
        r#"{"a":[{"cidr":"10.0.0.0/8"},{"prefix":"1"}]}"#, r#"{"a":[{"cidr":"10.0.0.0/9"},{"prefix":"1"},{"suffix":"::"}]}"#
        => r#"overlapping -{"a":"010.128.0.0"} +{"a":"::"} ={"a":"1"}"#;
    all_six_byte_blocks_and_a_text:
        r#"{"a":["x",{"prefix":"y"}]}"#, r#"{"a":["x",{"prefix":"y"},{"cidr":"::/0"}]}"#
        => r#"wider +{"a":"0.0.0.1"} ={"a":"x"}"#;
    no_address_ends_in_a_letter_beyond_f:
        r#"{"a":[{"cidr":"::/0"},{"suffix":"g"}]}"#, r#"{"a":[{"cidr":"::/0"},{"anything-but":{"suffix":["0","1"]}}]}"#
        => r#"wider +{"a":"other"} ={"a":"g"}"#;
    an_address_in_numbers_is_none_beside_comparisons_of_numbers:
        r#"{"a":[{"cidr":"16.0.0.0/8"}]}"#, r#"{"a":[{"cidr":"16.0.0.0/8"},{"numeric":["<",0]}]}"#
        => r#"overlapping -{"a":10000000} +{"a":-1} ={"a":"16.0.0.0"}"#;
    something_always_matches:
        r#"{"a":[{"exists":false}],"b":[1]}"#, r#"{"b":[1]}"#
        => r#"wider +{"a":"other","b":1} ={"b":1}"#;
    a_path_and_one_below_it:
        r#"{"a":["x"],"a.b":["y"]}"#, r#"{"a.b":["y"]}"#
        => r#"wider +{"a":{"b":"y"}} ={"a":["x",{"b":"y"}]}"#;
    a_union_covers_what_no_part_does:
        r#"{"a":["x","y"],"b":[1,2]}"#, r#"{"$or":[{"a":["x"],"b":[1,2]},{"a":["y"],"b":[1]},{"a":[{"prefix":"y"}],"b":[2]}]}"#
        => r#"wider +{"a":"yz","b":2} ={"a":"x","b":1}"#;
}

/// New against old, on a bus: what the envelope holds, without the fields that are always the same.
fn on_a_bus(old: &str, new: &str) -> String {
    let (old, new) = (pattern(old), pattern(new));
    let comparison = Question::new(&old, &new).within(&Envelope).compare();
    let mut told = told(&comparison);
    for (usual, short) in [
        (
            r#""version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","#,
            "",
        ),
        (
            r#""account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-central-1","#,
            "",
        ),
        (r#""detail-type":"Example","#, ""),
        (r#""source":"com.example","#, ""),
        (r#""resources":[],"#, ""),
        (r#","detail":{}"#, ""),
    ] {
        told = told.replace(usual, short);
    }
    told
}

rows! { on_a_bus;
    a_source_is_one_string:
        r#"{"source":["a"]}"#, r#"{"source":["b"]}"#
        => r#"disjoint -{"source":"a"} +{"source":"b"}"#;
    resources_are_many:
        r#"{"resources":["a"]}"#, r#"{"resources":["b"]}"#
        => r#"overlapping -{"resources":["a"]} +{"resources":["b"]} ={"resources":["a","b"]} unless ["resources"]"#;
    every_event_has_a_source:
        r#"{"source":[{"prefix":""}]}"#, r#"{"source":[{"exists":true}]}"#
        => r#"equal ={"detail":{}}"#;
    nothing_is_negated_in_an_array_of_detail:
        r#"{"detail":{"a":["x"],"b":[{"exists":false}]}}"#, r#"{"detail":{"a":["x"]}}"#
        => r#"wider +{"detail":{"a":"x","b":"other"}} ={"detail":{"a":"x"}}"#;
    a_source_that_is_a_number:
        r#"{"source":[1]}"#, r#"{"source":["a"]}"#
        => r#"wider +{"source":"a"}"#;
}

#[test]
fn only_what_differs_is_too_much_work() {
    let branches = |last: &str| -> String {
        let letters = ('a'..='z').zip(('a'..='z').cycle().skip(7));
        let lists = letters.enumerate().map(|(number, (one, other))| {
            format!(r#"{{"a{number}":[1],"b":[{{"wildcard":"*{one}*{other}*"}}]}}"#)
        });
        let lists: Vec<String> = lists.collect();
        format!(r#"{{"$or":[{},{last}]}}"#, lists.join(","))
    };
    let one = pattern(&branches(r#"{"c":["x"]}"#));
    let narrower = pattern(&branches(r#"{"c":["x"],"b":[{"exists":true}]}"#));
    let wider_elsewhere = pattern(&branches(r#"{"c":["x","y"]}"#));
    for (other, relation) in [
        (&one, Relation::Equal),
        (&wider_elsewhere, Relation::Wider),
        (&narrower, Relation::Narrower),
    ] {
        let comparison = compare(&one, other, &Limits::default());
        assert_eq!(comparison.relation, relation);
    }
    let limits = Limits {
        work: 100_000,
        ..Limits::default()
    };
    let one = pattern(&branches(r#"{"c":["x"],"b":[{"wildcard":"*a*b*"}]}"#));
    let wider = pattern(&branches(r#"{"c":["x"],"b":[{"wildcard":"*b*"}]}"#));
    let comparison = compare(&one, &wider, &limits);
    assert_eq!(comparison.reason, Some(Reason::Work));
    assert_eq!(comparison.relation, Relation::Unknown);
}

#[test]
fn the_service_drops_an_alternative_and_the_logic_does_not() {
    let old = pattern(r#"{"$or":[{"a":["x"]},{"a":["x","y"]}]}"#);
    let new = pattern(r#"{"a":["x","y"]}"#);
    let asked = Question::new(&old, &new).within(&Anything);
    let service = asked.compare();
    assert_eq!(told(&service), r#"wider +{"a":"y"} ={"a":"x"}"#);
    assert_eq!(service.only_new.unwrap().notes.len(), 1);
    assert_eq!(service.old_defects.len(), 1);
    let logical = asked.answered_by(Engine::Logical).compare();
    assert_eq!(logical.relation, Relation::Equal);
}
