//! Properties of the whole way of an event.

use evb::iac::{self, Content};
use evb::model::Inventory;
use evb::simulate::way::{LiesIn, Start, Way};
use proptest::prelude::*;

/// A template of topics, queues and functions that are tied to each other at random, with circles.
fn template() -> impl Strategy<Value = String> {
    const SIZE: usize = 5;
    let ties = prop::collection::vec((0..SIZE, 0..SIZE, 0..4_u8), 1..24);
    let limits = prop::collection::vec((1..6_u32, 1..200_u32, 0..3_u32), SIZE);
    (ties, limits).prop_map(|(ties, limits)| {
        let mut resources = Vec::new();
        for (at, (count, visibility, retries)) in limits.iter().enumerate() {
            let next = (at + 1) % SIZE;
            let redrive = match count {
                5 => String::new(),
                count => format!(
                    r#","RedrivePolicy":{{"maxReceiveCount":{count},"deadLetterTargetArn":{{"Fn::GetAtt":["Q{next}","Arn"]}}}}"#
                ),
            };
            resources.push(format!(
                r#""Q{at}":{{"Type":"AWS::SQS::Queue","Properties":{{"VisibilityTimeout":{visibility}{redrive}}}}}"#
            ));
            resources.push(format!(
                r#""F{at}":{{"Type":"AWS::Lambda::Function","Properties":{{}}}}"#
            ));
            resources.push(format!(
                r#""C{at}":{{"Type":"AWS::Lambda::EventInvokeConfig","Properties":{{"FunctionName":{{"Ref":"F{at}"}},"Qualifier":"$LATEST","MaximumRetryAttempts":{retries}}}}}"#
            ));
            resources.push(format!(r#""T{at}":{{"Type":"AWS::SNS::Topic"}}"#));
        }
        for (number, (one, other, kind)) in ties.iter().enumerate() {
            let arn = |kind: char, at: &usize| format!(r#"{{"Fn::GetAtt":["{kind}{at}","Arn"]}}"#);
            resources.push(match kind {
                0 => format!(
                    r#""X{number}":{{"Type":"AWS::SNS::Subscription","Properties":{{"TopicArn":{{"Ref":"T{one}"}},"Protocol":"sqs","Endpoint":{}}}}}"#,
                    arn('Q', other)
                ),
                1 => format!(
                    r#""X{number}":{{"Type":"AWS::SNS::Subscription","Properties":{{"TopicArn":{{"Ref":"T{one}"}},"Protocol":"lambda","Endpoint":{}}}}}"#,
                    arn('F', other)
                ),
                2 => format!(
                    r#""X{number}":{{"Type":"AWS::Lambda::EventSourceMapping","Properties":{{"EventSourceArn":{},"FunctionName":{{"Ref":"F{other}"}}}}}}"#,
                    arn('Q', one)
                ),
                _ => format!(
                    r#""X{number}":{{"Type":"AWS::Lambda::EventInvokeConfig","Properties":{{"FunctionName":{{"Ref":"F{one}"}},"DestinationConfig":{{"OnFailure":{{"Destination":{{"Ref":"T{other}"}}}}}}}}}}"#
                ),
            });
        }
        format!(r#"{{"Resources":{{{}}}}}"#, resources.join(","))
    })
}

fn inventory(text: &str) -> Inventory {
    match iac::read(text) {
        Ok(Content::Declarations(inventory)) => *inventory,
        _ => panic!("a template"),
    }
}

/// The ways that begin at each place of a template.
fn ways(inventory: &Inventory) -> Vec<Way> {
    let places = Way::places(inventory).into_iter().map(Start::Place);
    let queues = inventory.queues.iter().map(Start::Queue);
    let functions = inventory.functions.iter().map(Start::Function);
    let starts = places.chain(queues).chain(functions);
    starts
        .filter_map(|start| Way::of(inventory, start))
        .collect()
}

fn everywhere(way: &mut Way, failure: &str) {
    for place in ["function", "queue", "topic", "target", "lambda-queue"] {
        // A place that is not on this way is refused, and nothing is lost by that.
        let _ = way.fail_at(&[format!("{place}:{failure}")], None);
    }
}

proptest! {
    #[test]
    fn every_way_ends_and_every_branch_of_it_lies_somewhere(text in template()) {
        for mut way in ways(&inventory(&text)) {
            prop_assert!(way.hops.len() <= 64);
            everywhere(&mut way, "probability=0.5");
            for event in 0..4 {
                let played = way.play(7, event, |_, _| {});
                prop_assert!(!played.lies.is_empty());
                prop_assert_eq!(&played, &way.play(7, event, |_, _| {}));
            }
        }
    }

    #[test]
    fn a_hop_begins_when_the_one_before_it_has_ended(text in template()) {
        for mut way in ways(&inventory(&text)) {
            everywhere(&mut way, "probability=0.7");
            let played = way.play(3, 0, |_, _| {});
            for (hop, made) in way.hops.iter().zip(&played.hops) {
                let Some(made) = made else { continue };
                let before = hop.after.map(|after| played.hops[after.hop].as_ref().unwrap());
                let ended_ms = before.map_or(0, |before| before.ended_ms);
                // What goes round ends once more in every round.
                match before.is_some_and(|before| before.rounds > 1) {
                    true => prop_assert!(made.begins_ms <= ended_ms),
                    false => prop_assert_eq!(made.begins_ms, ended_ms),
                }
                prop_assert!(made.ended_ms >= made.begins_ms && made.attempts >= 1);
            }
        }
    }

    #[test]
    fn where_nothing_fails_an_event_arrives_at_once(text in template()) {
        for way in ways(&inventory(&text)) {
            let played = way.play(0, 0, |_, _| {});
            for lies in &played.lies {
                prop_assert_eq!(lies.at_ms, 0);
                prop_assert!(lies.kind.is_arrival() || lies.kind == LiesIn::NotFollowed);
            }
        }
    }

    #[test]
    fn where_every_function_fails_none_has_taken_it(text in template()) {
        for mut way in ways(&inventory(&text)) {
            let _ = way.fail_at(&["function:always".to_owned()], None);
            let played = way.play(0, 0, |_, _| {});
            for lies in &played.lies {
                let is_function = way.hops[lies.hop].to.kind.word() == "function";
                prop_assert!(!is_function || lies.kind != LiesIn::Arrived);
            }
        }
    }

    #[test]
    fn a_way_without_its_first_hop_ends_as_the_whole_does_where_that_delivers(text in template()) {
        for mut way in ways(&inventory(&text)) {
            let _ = way.fail_at(&["function:codes=Unhandled".to_owned()], None);
            let begins = way.hops.iter().filter(|hop| hop.after.is_none()).count();
            // Behind a function that fails there is only what it gave up.
            if begins > 1 || way.hops[0].to.kind.word() == "function" {
                continue;
            }
            let ends = |way: &Way| {
                let played = way.play(0, 0, |_, _| {});
                played.lies.iter().map(|lies| (lies.kind, lies.at_ms)).collect::<Vec<_>>()
            };
            let whole = ends(&way);
            if let Some(rest) = way.behind_first() {
                prop_assert_eq!(ends(&rest), whole);
            }
        }
    }
}
