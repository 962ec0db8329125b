//! Ways that come back to where they were.

use crate::support::Pretend;

const TEMPLATE: &str = include_str!("../../../fixtures/delivery/way.yaml");

/// What became of the event, and its hops.
fn head(template: &str, arguments: &[&str]) -> String {
    let machine = Pretend::default().file("t.yaml", template);
    let told = machine.evb(&[&["simulate-retries", "--target"], arguments].concat());
    let told = told.split("\n\nhop 1").next().unwrap_or_default();
    told.split("\n\nprofile")
        .next()
        .unwrap_or_default()
        .to_owned()
        + "\n"
}

#[test]
fn what_topics_and_functions_hand_on_goes_round_without_an_end() {
    let told = head(TEMPLATE, &["t.yaml#Loop", "--at", "function:always"]);
    assert!(told.starts_with("exit: Negative"), "{told}");
    let words = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected =
        "it goes round: it comes to the topic `Loop` again, as in hop 1, and so without an end";
    assert!(words.contains(expected), "{told}");
}

#[test]
fn standard_queues_that_are_dead_letter_queues_of_each_other_keep_a_message_no_longer_than_one() {
    insta::assert_snapshot!(head(TEMPLATE, &["t.yaml#Ping", "--at", "function:always"]), @r"
    exit: Negative
    --- stdout
    dropped, 345,600 s (4 d) after the event arrived: it comes to the queue `Ping` again and again, 2881
        times in all, until it is gone, as the queue `Ping` keeps it no longer, counted from when it was
        sent to the queue `Ping`

    the way
        1  queue `Ping` (by `Pinging`) → function `Work`
           expired at 345,600 s (4 d) after 5,760 attempts in 2,881 rounds (at 0 s, 30 s, 120 s, 150 s,
           240 s, …): not-deleted
           received at most 2 times, once in 30 s, kept for 345,600 s (4 d)
        2  queue `Pong` (by `Ponging`) → function `Work`, with what hop 1 gave up
           given up at 345,600 s (4 d) after 5,760 attempts in 2,880 rounds (at 60 s, 90 s, 180 s, 210
           s, 300 s, …): not-deleted
           received at most 2 times, once in 30 s, kept for 345,600 s (4 d)
    ");
    insta::assert_snapshot!(head(TEMPLATE, &["t.yaml#Ping", "--at", "function:until=10m"]), @r"
    exit: Success
    --- stdout
    delivered, 600 s (10 min) after the event arrived: the function `Work` has taken it

    the way
        1  queue `Ping` (by `Pinging`) → function `Work`
           accepted at 600 s (10 min) after 11 attempts in 6 rounds (at 0 s, 30 s, 120 s, 150 s, 240 s,
           …): not-deleted
           received at most 2 times, once in 30 s, kept for 345,600 s (4 d)
        2  queue `Pong` (by `Ponging`) → function `Work`, with what hop 1 gave up
           given up at 600 s (10 min) after 10 attempts in 5 rounds (at 60 s, 90 s, 180 s, 210 s, 300 s,
           …): not-deleted
           received at most 2 times, once in 30 s, kept for 345,600 s (4 d)
    ");
    let many = head(
        TEMPLATE,
        &[
            "t.yaml#Ping",
            "--at",
            "function:probability=0.9",
            "--runs",
            "200",
        ],
    );
    assert!(many.contains("100 % of 200 events delivered"), "{many}");
}

/// A queue before the ring, whose queues keep messages for different times, and come back at once.
const RINGS: &str = r#"
Resources:
  Before: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt One.Arn, maxReceiveCount: 3}}}
  One: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 3600, VisibilityTimeout: 0, RedrivePolicy: {deadLetterTargetArn: !GetAtt Two.Arn, maxReceiveCount: 2}}}
  Two: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 600, VisibilityTimeout: 0, RedrivePolicy: {deadLetterTargetArn: !GetAtt One.Arn, maxReceiveCount: 1}}}
  OfBefore: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Before.Arn, FunctionName: !Ref F}}
  OfOne: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt One.Arn, FunctionName: !Ref F}}
  OfTwo: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Two.Arn, FunctionName: !Ref F}}
  F: {Type: AWS::Lambda::Function, Properties: {Handler: h}}
  Own: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 60, RedrivePolicy: {deadLetterTargetArn: !GetAtt Own.Arn, maxReceiveCount: 2}}}
  OfOwn: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Own.Arn, FunctionName: !Ref F}}
  A: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, RedrivePolicy: {deadLetterTargetArn: !GetAtt B.Arn, maxReceiveCount: 2}}}
  B: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, RedrivePolicy: {deadLetterTargetArn: !GetAtt A.Arn, maxReceiveCount: 2}}}
  OfA: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt A.Arn, FunctionName: !Ref F}}
  OfB: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt B.Arn, FunctionName: !Ref F}}
"#;

#[test]
fn the_age_counts_from_the_first_queue_and_that_which_keeps_it_for_the_shortest_time_ends_it() {
    let told = ["Before", "Own"].map(|queue| {
        head(
            RINGS,
            &[&format!("t.yaml#{queue}"), "--at", "function:always"],
        )
    });
    insta::assert_snapshot!(told.concat(), @r"
    exit: Negative
    --- stdout
    dropped, 600 s (10 min) after the event arrived: it comes to the queue `One` again and again, 511
        times in all, until it is gone, as the queue `Two` keeps it no longer, counted from when it was
        sent to the queue `Before`

    the way
        1  queue `Before` (by `OfBefore`) → function `F`
           given up at 90 s after 3 attempts (at 0 s, 30 s, 60 s): not-deleted
           received at most 3 times, once in 30 s, kept for 345,600 s (4 d)
        2  queue `One` (by `OfOne`) → function `F`, with what hop 1 gave up
           given up at 600 s (10 min) after 1,022 attempts in 511 rounds (at 90 s, 90 s, 91 s, 91 s, 92
           s, …): not-deleted
           received at most 2 times, once in 0 s, kept for 3,600 s (1 h)
        3  queue `Two` (by `OfTwo`) → function `F`, with what hop 2 gave up
           expired at 600 s (10 min) after 510 attempts in 511 rounds (at 90 s, 91 s, 92 s, 93 s, 94 s,
           …): not-deleted
           received at most 1 time, once in 0 s, kept for 600 s (10 min)
    exit: Negative
    --- stdout
    dropped, 345,600 s (4 d) after the event arrived: it comes to the queue `Own` again and again, 2881
        times in all, until it is gone, as the queue `Own` keeps it no longer, counted from when it was
        sent to the queue `Own`

    the way
        1  queue `Own` (by `OfOwn`) → function `F`
           expired at 345,600 s (4 d) after 5,760 attempts in 2,881 rounds (at 0 s, 60 s, 120 s, 180 s,
           240 s, …): not-deleted
           received at most 2 times, once in 60 s, kept for 345,600 s (4 d)
    ");
}

#[test]
fn a_round_that_takes_no_time_takes_a_second() {
    let machine = Pretend::default().file("t.yaml", RINGS);
    let told = machine.evb(&[
        "simulate-retries",
        "--target",
        "t.yaml#One",
        "--at",
        "F:always",
    ]);
    let expected =
        "note: what goes round from the queue `One` takes no time: here a round takes a second";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn what_fifo_queues_move_counts_as_new_and_so_has_no_end() {
    insta::assert_snapshot!(head(RINGS, &["t.yaml#A", "--at", "function:always"]), @r"
    exit: Negative
    --- stdout
    not delivered, 120 s (2 min) after the event arrived: it goes round: it comes to the queue `A`
        again, as in hop 1, and so without an end: what FIFO queues move counts as new

    the way
        1  queue `A` (by `OfA`) → function `F`
           given up at 60 s after 2 attempts (at 0 s, 30 s): not-deleted
           received at most 2 times, once in 30 s, kept for 345,600 s (4 d)
           the other messages of its group wait for 60 s
        2  queue `B` (by `OfB`) → function `F`, with what hop 1 gave up
           given up at 120 s (2 min) after 2 attempts (at 60 s, 90 s): not-deleted
           received at most 2 times, once in 30 s, kept for 345,600 s (4 d)
           the other messages of its group wait for 60 s
    ");
}
