//! `--mutants` of what no case asks about: each survivor comes with the case that is missing, and that kills it.

use crate::support::Pretend;

const TEMPLATE: &str = r#"
Resources:
  Orders:
    Type: AWS::Events::EventBus
    Properties: {Name: orders}
  Lost:
    Type: AWS::SQS::Queue
  Billing:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {detail: {id: [{exists: true}]}}
      Targets:
        - Id: queue
          Arn: arn:aws:sqs:eu-west-1:123456789012:q
          Input: '{"bill": true}'
          RetryPolicy: {MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 3600}
          DeadLetterConfig: {Arn: !GetAtt Lost.Arn}
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 23 ? * 2 *)
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a', RoleArn: 'arn:aws:iam::123456789012:role/r'}
  Never:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: at(2027-06-01T12:00:00)
      State: DISABLED
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a', RoleArn: 'arn:aws:iam::123456789012:role/r'}
  Pipe:
    Type: AWS::Pipes::Pipe
    Properties:
      RoleArn: arn:aws:iam::123456789012:role/pipe
      Source: arn:aws:sqs:us-east-1:123456789012:in
      SourceParameters:
        SqsQueueParameters: {BatchSize: 2, MaximumBatchingWindowInSeconds: 5}
        FilterCriteria: {Filters: [{Pattern: '{"body":{"total":[{"numeric":[">",10]}]}}'}, {Pattern: '{"body":{"vip":[true]}}'}]}
      Target: arn:aws:sqs:us-east-1:123456789012:out
      TargetParameters: {InputTemplate: '{"id": <$.body.id>}'}
"#;

fn host() -> Pretend {
    Pretend::default()
        .file("all.yaml", TEMPLATE.trim_start())
        .file(
            "all.evb.yaml",
            "template: all.yaml\ncases:\n  - {name: one, event: {detail: {id: 1}}, includes: [Billing]}\n",
        )
}

#[test]
fn what_no_case_asks_about_has_mutants_and_each_can_be_killed() {
    let host = host();
    insta::assert_snapshot!(host.evb(&["test", "--mutants", "--write-survivors"]), @r"
    exit: Negative
    --- stdout
    not asked Billing/queue: no case asks about it, so 2 mutants survived
    not asked Nightly: no case asks about it, so 5 mutants survived
    not asked Never: no case asks about it, so 1 mutant survived
    not asked retries of Billing/queue: no case asks about it, so 4 mutants survived
    not asked Pipe: no case asks about it, so 15 mutants survived
    not asked Orders: no case asks about it, so 1 mutant survived
    not asked Lost: no case asks about it, so 1 mutant survived
    12 cases were added to the suites
    3 of 32 mutants killed (9.3 %), 29 survived; 3 equivalent
    1 passed: 1 case in 1 suite
    ");
    let written = host.written("all.evb.yaml").unwrap();
    insta::assert_snapshot!(written, @r#"
    template: all.yaml
    cases:
      - {name: one, event: {detail: {id: 1}}, includes: [Billing]}
      - name: what Billing/queue receives
        event:
          version: "0"
          id: f1f67046-eec2-4175-a081-d6cf5b22a2c5
          detail-type: Example
          source: com.example
          account: "123456789012"
          time: "2026-11-20T11:37:19Z"
          region: us-east-1
          resources: []
          detail: {id: other}
        delivers: {Billing/queue: {bill: true}}
    check: [{name: nothing is wrong with Lost, never: [dead-letter-queue]}]
    pipes:
      - name: the batches of Pipe
        pipe: Pipe
        records:
          - body: '{"total":11}'
            eventSource: "aws:sqs"
          - body: '{"total":11}'
            eventSource: "aws:sqs"
          - body: '{"total":11}'
            eventSource: "aws:sqs"
        batches: [[0, 1], [2]]
      - name: "the batches of Pipe (2)"
        pipe: Pipe
        records:
          - body: '{"total":11}'
            attributes: {SentTimestamp: "1798761600000"}
            eventSource: "aws:sqs"
          - body: '{"total":11}'
            attributes: {SentTimestamp: "1798761606000"}
            eventSource: "aws:sqs"
        batches: [[0], [1]]
      - name: "the batches of Pipe (3)"
        pipe: Pipe
        records:
          - body: '{"total":11}'
            attributes: {SentTimestamp: "1798761600000"}
            eventSource: "aws:sqs"
          - body: '{"total":11}'
            attributes: {SentTimestamp: "1798761605000"}
            eventSource: "aws:sqs"
        batches: [[0, 1]]
      - name: what Pipe sends
        pipe: Pipe
        records: [{body: '{"total":11,"id":"id-1"}', eventSource: "aws:sqs"}]
        invocations: [{id: id-1}]
      - name: "Pipe drops: body.total is 10 (bound-moved, bound-turned)"
        pipe: Pipe
        records: [{body: '{"total":10}', eventSource: "aws:sqs"}]
        drops: [0]
      - name: "Pipe lets through: body.vip is true (alternative-replaced, literal-turned, path-moved, …)"
        pipe: Pipe
        records: [{body: '{"vip":true}', eventSource: "aws:sqs"}]
        passes: [0]
    put_events:
      - name: Orders takes what is sent to it
        entries: [{EventBusName: orders, Source: com.example, DetailType: Example, Detail: "{}"}]
        answers: [ok]
    retries:
      - name: Billing/queue gives up after 16 attempts
        target: Billing/queue
        fail: always
        outcome: dead-lettered
        attempts: 16
    schedules:
      - name: "Nightly does not fire at 2027-01-02T23:00:00Z"
        schedule: Nightly
        after: "2027-01-02T22:59:59Z"
        fires: ["2027-01-04T23:00:00Z"]
      - name: Never never fires
        schedule: Never
        after: "2027-06-01T11:59:59Z"
        never: true
    "#);
    let host = host.file("all.evb.yaml", written);
    insta::assert_snapshot!(host.evb(&["test", "--mutants"]), @r"
    exit: Success
    --- stdout
    32 of 32 mutants killed (100.0 %); 3 equivalent
    13 passed: 13 cases in 1 suite
    ");
}

#[test]
fn what_is_not_asked_is_not_covered_elsewhere() {
    let host = host();
    let _ = host.run(&["test", "--mutants=all.json"]);
    let report = host.written("all.json").unwrap();
    assert!(report.contains("\"NoCoverage\""), "{report}");
}

#[test]
fn the_mutants_of_everything_in_words() {
    let listed = host().run(&["test", "--mutants", "--list"]).stdout;
    let of_rules = ["(Billing, ", "(Billing/queue, input-dropped"];
    let others = listed
        .lines()
        .filter(|line| !of_rules.iter().any(|of| line.contains(of)));
    insta::assert_snapshot!(others.collect::<Vec<_>>().join("\n"), @r#"
    all.yaml:14:19: `true` becomes `false` (Billing/queue, input-changed)
    all.yaml:20:27: `cron(0 23 ? * 2 *)` becomes `cron(1 23 ? * 2 *)` (Nightly, field-moved)
    all.yaml:20:27: `cron(0 23 ? * 2 *)` becomes `cron(0 22 ? * 2 *)` (Nightly, field-moved)
    all.yaml:20:27: `cron(0 23 ? * 2 *)` becomes `cron(0 23 ? * 3 *)` (Nightly, field-moved)
    all.yaml:20:27: `cron(0 23 ? * 2 *)` becomes `cron(0 23 ? * 1 *)` (Nightly, field-moved)
    all.yaml:20:27: `cron(0 23 ? * 2 *)` becomes `cron(0 23 2 * ? *)` (Nightly, days-turned)
    all.yaml:27:14: `DISABLED` becomes `ENABLED` (Never, state-turned)
    all.yaml:15:47: `MaximumRetryAttempts` 20 becomes 21 (retries of Billing/queue, limit-moved)
    all.yaml:15:47: `MaximumRetryAttempts` 20 becomes 19 (retries of Billing/queue, limit-moved)
    all.yaml:15:47: `MaximumRetryAttempts` 20 is dropped: 185 counts (retries of Billing/queue, limit-dropped)
    all.yaml:15:77: `MaximumEventAgeInSeconds` 3600 becomes 3390, for one attempt less (retries of Billing/queue, limit-moved)
    all.yaml:15:77: `MaximumEventAgeInSeconds` 3600 becomes 3871, for one attempt more (retries of Billing/queue, limit-moved)
    all.yaml:15:77: `MaximumEventAgeInSeconds` 3600 is dropped: 86400 counts (retries of Billing/queue, limit-dropped)
    all.yaml:16:29: the dead-letter queue is dropped (retries of Billing/queue, letters-dropped)
    all.yaml:37:56: field `body.total` moves a level up (Pipe, path-moved)
    all.yaml:37:65: `{"numeric":[">",10]}` becomes `{"numeric":[">=",10]}` (Pipe, bound-turned)
    all.yaml:37:65: `{"numeric":[">",10]}` becomes `{"numeric":[">",11]}` (Pipe, bound-moved)
    all.yaml:37:65: `{"numeric":[">",10]}` becomes `{"numeric":[">",9]}` (Pipe, bound-moved)
    all.yaml:37:65: `{"numeric":[">",10]}` becomes `"(nothing)"` (Pipe, alternative-replaced)
    all.yaml:37:112: field `body.vip` moves a level up (Pipe, path-moved)
    all.yaml:37:119: `true` becomes `false` (Pipe, literal-turned)
    all.yaml:37:119: `true` becomes `"true"` (Pipe, type-turned)
    all.yaml:37:119: `true` becomes `"(nothing)"` (Pipe, alternative-replaced)
    all.yaml:36:41: `BatchSize` 2 becomes 3 (Pipe, batch-moved)
    all.yaml:36:41: `BatchSize` 2 becomes 1 (Pipe, batch-moved)
    all.yaml:36:76: `MaximumBatchingWindowInSeconds` 5 becomes 6 (Pipe, window-moved)
    all.yaml:36:76: `MaximumBatchingWindowInSeconds` 5 becomes 4 (Pipe, window-moved)
    all.yaml:39:41: `<$.body.id>` becomes `<$.body>` (Pipe, path-moved)
    all.yaml:39:41: placeholder `<$.body.id>` becomes `null` (Pipe, placeholder-dropped)
    all.yaml:4:24: `orders` becomes `orders-2` (Orders, bus-renamed)
    all.yaml:6:5: the queue becomes a FIFO queue (Lost, queue-turned)
    "#);
}
