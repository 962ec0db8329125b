//! `pipes`: what they do with records.

use super::host;

const PIPES: &str = r#"
Parameters:
  Type: {Type: String}
Resources:
  Orders:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: arn:aws:sqs:us-east-1:123456789012:in
      SourceParameters:
        SqsQueueParameters: {BatchSize: 2}
        FilterCriteria: {Filters: [{Pattern: '{"body":{"type":["order"]}}'}]}
      Target: arn:aws:sqs:us-east-1:123456789012:out
      TargetParameters: {InputTemplate: '{"id": <$.body.id>}'}
  Open:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: arn:aws:sqs:us-east-1:123456789012:in
      SourceParameters:
        FilterCriteria: {Filters: [{Pattern: !Sub '{"body":{"type":["${Type}"]}}'}]}
      Target: arn:aws:sqs:us-east-1:123456789012:out
"#;

const RECORDS: &str = r#"
{"messageId":"m1","body":"{\"type\":\"order\",\"id\":7}"}
{"messageId":"m2","body":"{\"type\":\"refund\",\"id\":8}"}
{"messageId":"m3","body":"{\"type\":\"order\",\"id\":9}"}
"#;

fn run(cases: &str) -> String {
    let host = host(&format!("template: pipes.yaml\npipes:\n{cases}"));
    let host = host
        .file("pipes.yaml", PIPES)
        .file("records.jsonl", RECORDS);
    host.evb(&["test"])
}

#[test]
fn records_batches_and_invocations() {
    insta::assert_snapshot!(run(r#"
  - pipe: Orders
    records: records.jsonl
    passes: [0, 2]
    drops: [1]
    batches: [[0, 2]]
    invocations: [{id: 7}, {id: 9.0}]
    ends: [delivered, filtered, delivered]
  - pipe: Orders
    records: [{messageId: m4, body: '{"type":"order","id":1}'}]
    passes: [0]
"#), @r"
    exit: Success
    --- stdout
    2 passed: 2 cases in 1 suite
    ");
}

#[test]
fn what_is_otherwise_is_compared() {
    insta::assert_snapshot!(run(r#"
  - {name: passes, pipe: Orders, records: records.jsonl, passes: [0, 1]}
  - {name: drops, pipe: Orders, records: records.jsonl, drops: []}
  - {name: batches, pipe: Orders, records: records.jsonl, batches: [[0], [2]]}
  - {name: invocations, pipe: Orders, records: records.jsonl, invocations: [{id: 7}, {id: 8}]}
  - {name: ends, pipe: Orders, records: records.jsonl, ends: [delivered, delivered, delivered]}
"#), @r#"
    exit: Negative
    --- stdout
    failed passes (shop.evb.yaml:4)
      shop.evb.yaml:4:58: passes: `Orders` lets other records through
          0
        - 1
        + 2
        record 1: filter 0: `body.type`: `"refund"` is not `"order"`
        change the suite: `passes: [0, 2]`
    failed drops (shop.evb.yaml:5)
      shop.evb.yaml:5:57: drops: `Orders` drops other records
        + 1
        record 1: filter 0: `body.type`: `"refund"` is not `"order"`
        change the suite: `drops: [1]`
    failed batches (shop.evb.yaml:6)
      shop.evb.yaml:6:59: batches: `Orders` makes other batches
          [
        -   0
        - ]
        - [
        +   0,
            2
          ]
        change the suite: `batches: [[0, 2]]`
    failed invocations (shop.evb.yaml:7)
      shop.evb.yaml:7:63: invocations: `Orders` invokes its target with something else
          {
            "id": 7
          }
          {
        -   "id": 8
        +   "id": 9
          }
        change the suite: `invocations: [{"id":7}, {"id":9}]`
    failed ends (shop.evb.yaml:8)
      shop.evb.yaml:8:56: ends: `Orders` ends otherwise with its records
          delivered
        - delivered
        + filtered
          delivered
        change the suite: `ends: [delivered, filtered, delivered]`
    5 failed, 0 passed: 5 cases in 1 suite
    "#);
}

#[test]
fn pipes_that_cannot_be_asked() {
    insta::assert_snapshot!(run(r#"
  - {name: misspelt, pipe: Order, records: records.jsonl, passes: []}
  - {name: open, pipe: Open, records: records.jsonl, passes: []}
  - {name: no records, pipe: Orders, passes: [0]}
  - {name: no number, pipe: Orders, records: records.jsonl, passes: [a], batches: [1]}
"#), @r"
    exit: Failure
    --- stdout
    error misspelt (shop.evb.yaml:4)
      no pipe is called `Order`
    error open (shop.evb.yaml:5)
      whether a filter lets `records.jsonl:2` through depends on `Type`
      whether a filter lets `records.jsonl:3` through depends on `Type`
      whether a filter lets `records.jsonl:4` through depends on `Type`
    error no records (shop.evb.yaml:6)
      the case has no `records`
    error no number (shop.evb.yaml:7)
      `passes` is a string, not the number of a record, from 0
      `batches` is a number, not a list of numbers of records, from 0
    4 could not be answered, 0 passed: 4 cases in 1 suite
    --- stderr
    error[suite/unknown-name]: no pipe is called `Order`
     --> shop.evb.yaml:4:28
      |
    4 |   - {name: misspelt, pipe: Order, records: records.jsonl, passes: []}
      |                            ^^^^^ not declared in what is tested
      |
      = help: did you mean `Orders`?
    error[suite/open]: whether a filter lets `records.jsonl:2` through depends on `Type`
     |
     = help: give it under `parameters`
    error[suite/open]: whether a filter lets `records.jsonl:3` through depends on `Type`
     |
     = help: give it under `parameters`
    error[suite/open]: whether a filter lets `records.jsonl:4` through depends on `Type`
     |
     = help: give it under `parameters`
    error[suite/case]: the case has no `records`
     --> shop.evb.yaml:6:12
      |
    6 |   - {name: no records, pipe: Orders, passes: [0]}
      |            ^^^^^^^^^^ `records` says what comes from its source
    error[suite/member]: `passes` is a string, not the number of a record, from 0
     --> shop.evb.yaml:7:70
      |
    7 |   - {name: no number, pipe: Orders, records: records.jsonl, passes: [a], batches: [1]}
      |                                                                      ^ the number of a record, from 0 was expected
    error[suite/member]: `batches` is a number, not a list of numbers of records, from 0
     --> shop.evb.yaml:7:84
      |
    7 |   - {name: no number, pipe: Orders, records: records.jsonl, passes: [a], batches: [1]}
      |                                                                                    ^ a list of numbers of records, from 0 was expected
    ");
}
