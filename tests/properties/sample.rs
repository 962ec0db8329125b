//! Events made for patterns: whatever the pattern, they do what they are made for.

use evb::pattern::{Dialect, Explainer, Pattern, evaluate, evaluate_as_service, parse};
use evb::sample::{Bus, Obstacle, Sampler};
use proptest::prelude::*;
use proptest::sample::select;

const NAMES: [&str; 10] = [
    "source",
    "account",
    "resources",
    "detail.a",
    "detail.b",
    "detail.list.a",
    "detail.list.b",
    "detail.a.c",
    "top",
    "",
];

const COMPARISONS: [&str; 30] = [
    r#""x""#,
    r#""xy""#,
    r#""aws.ec2""#,
    "1",
    "2",
    "true",
    "null",
    r#""10.0.0.1""#,
    r#""""#,
    "9007199254740993",
    r#"{"exists":true}"#,
    r#"{"exists":false}"#,
    r#"{"exists":false}"#,
    r#"{"prefix":"x"}"#,
    r#"{"prefix":""}"#,
    r#"{"prefix":{"equals-ignore-case":"X"}}"#,
    r#"{"suffix":"y"}"#,
    r#"{"equals-ignore-case":"XY"}"#,
    r#"{"wildcard":"x*y"}"#,
    r#"{"wildcard":"*b*"}"#,
    r#"{"numeric":["<",2]}"#,
    r#"{"numeric":[">=",1,"<",3]}"#,
    r#"{"numeric":[">",4.999999999999999,"<",5]}"#,
    r#"{"cidr":"10.0.0.0/8"}"#,
    r#"{"cidr":"2001:db8::/32"}"#,
    r#"{"anything-but":"x"}"#,
    r#"{"anything-but":[1,2]}"#,
    r#"{"anything-but":{"prefix":"x"}}"#,
    r#"{"anything-but":{"wildcard":"*y"}}"#,
    r#"{"anything-but":{"equals-ignore-case":["x","aws.ec2"]}}"#,
];

fn fields() -> impl Strategy<Value = String> {
    let list = prop::collection::vec(select(COMPARISONS.to_vec()), 1..4);
    let list = list.prop_map(|all| format!("[{}]", all.join(",")));
    prop::collection::btree_map(select(NAMES.to_vec()), list, 1..4).prop_map(|fields| {
        let fields = fields.iter();
        let fields: Vec<String> = fields
            .map(|(name, list)| format!("\"{name}\":{list}"))
            .collect();
        fields.join(",")
    })
}

pub fn pattern() -> impl Strategy<Value = Pattern> {
    let alone = fields().prop_map(|fields| format!("{{{fields}}}"));
    let branched = (fields(), fields(), fields())
        .prop_map(|(all, one, other)| format!("{{{all},\"$or\":[{{{one}}},{{{other}}}]}}"));
    prop_oneof![2 => alone, 1 => branched]
        .prop_filter_map("AWS refuses it", |text| parse(&text, Dialect::Bus).ok())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn sampled_events_match_and_exercise_all_that_can_be(pattern in pattern(), seed in 0_u64..4) {
        let bus = Bus::new(&pattern, Dialect::Bus, seed);
        let found = Sampler::new(&pattern, &bus, seed).matches(None);
        for one in &found.events {
            prop_assert!(evaluate(&pattern, &one.event), "{} {}", pattern.text, one.event.to_compact());
            prop_assert!(evaluate_as_service(&pattern, &one.event).matched);
        }
        prop_assert_eq!(found.exercised + found.not_exercised.len(), found.alternatives);
        for one in &found.not_exercised {
            prop_assert!(one.obstacle != Obstacle::Work, "{} {}", pattern.text, one.path);
        }
    }

    #[test]
    fn near_misses_miss_by_the_field_that_they_name(pattern in pattern(), seed in 0_u64..4) {
        let bus = Bus::new(&pattern, Dialect::Bus, seed);
        let explainer = Explainer::new(&pattern);
        for one in Sampler::new(&pattern, &bus, seed).near_misses(None).events {
            prop_assert!(!evaluate(&pattern, &one.event));
            prop_assert!(!evaluate_as_service(&pattern, &one.event).matched);
            let explanation = explainer.explain(&one.event);
            let decides = explanation.attempts.iter().any(|attempt| {
                attempt.fields.len() == 1 && attempt.fields[0].path == one.path
            });
            prop_assert!(decides, "{} {} {}", pattern.text, one.event.to_compact(), one.path);
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_events(pattern in pattern(), seed in 0_u64..4) {
        let made = || {
            let bus = Bus::new(&pattern, Dialect::Bus, seed);
            Sampler::new(&pattern, &bus, seed).matches(Some(5))
        };
        prop_assert_eq!(made(), made());
    }
}
