//! `retries`: what becomes of events that are not taken at once.

use super::host;
use crate::support::Pretend;

const TARGETS: &str = "\
Parameters:
  Attempts: {Type: Number}
Resources:
  Letters:
    Type: AWS::SQS::Queue
    Properties: {QueueName: letters}
  Billing:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - Id: Kept
          Arn: arn:aws:sqs:us-east-1:123456789012:billing
          RetryPolicy: {MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3600}
          DeadLetterConfig: {Arn: !GetAtt Letters.Arn}
        - Id: Dropped
          Arn: arn:aws:sqs:us-east-1:123456789012:billing
          RetryPolicy: {MaximumRetryAttempts: 0}
        - Id: Open
          Arn: arn:aws:sqs:us-east-1:123456789012:billing
          RetryPolicy: {MaximumRetryAttempts: !Ref Attempts}
";

fn run(cases: &str) -> String {
    let host = host(&format!(
        "template: targets.yaml\naccount: 123456789012\nregion: us-east-1\nretries:\n{cases}"
    ));
    host.file("targets.yaml", TARGETS).evb(&["test"])
}

#[test]
fn outcomes_attempts_and_places() {
    insta::assert_snapshot!(run("
  - {target: Billing/Kept, fail: until=1s, outcome: delivered, attempts: 2}
  - {target: Billing/Kept, fail: always, outcome: dead-lettered, attempts: 4, lies_in: Letters}
  - {target: Billing/Dropped, fail: always, outcome: dropped, attempts: 1, lies_in: dropped}
"), @r"
    exit: Success
    --- stdout
    3 passed: 3 cases in 1 suite
    ");
}

#[test]
fn what_is_otherwise_says_how_it_went() {
    insta::assert_snapshot!(run("
  - {target: Billing/Kept, fail: always, outcome: delivered, attempts: 5, lies_in: billing}
  - {target: Billing/Dropped, fail: never, outcome: dropped}
"), @r"
    exit: Negative
    --- stdout
    failed retries of Billing/Kept (shop.evb.yaml:6)
      shop.evb.yaml:6:42: outcome: what is for `Billing/Kept` is dead-lettered, not delivered: attempts at billing: 4 in 7 s, `INTERNAL_ERROR`
        change the suite: `outcome: dead-lettered`
      shop.evb.yaml:6:62: attempts: the attempts at `Billing/Kept` are 4, not 5: attempts at billing: 4 in 7 s, `INTERNAL_ERROR`
        change the suite: `attempts: 4`
      shop.evb.yaml:6:75: lies_in: what is for `Billing/Kept` lies elsewhere: attempts at billing: 4 in 7 s, `INTERNAL_ERROR`
        - billing
        + Letters
        change the suite: `lies_in: [Letters]`
    failed retries of Billing/Dropped (shop.evb.yaml:7)
      shop.evb.yaml:7:44: outcome: what is for `Billing/Dropped` is delivered, not dropped: attempts at billing: 1 in 0 s
        change the suite: `outcome: delivered`
    2 failed, 0 passed: 2 cases in 1 suite
    ");
}

#[test]
fn cases_that_cannot_be_played() {
    insta::assert_snapshot!(run("
  - {name: misspelt, target: Billing/Kep, fail: always, outcome: droped}
  - {name: no failure, target: Billing/Kept, fail: sometimes, outcome: dropped}
  - {name: open, target: Billing/Open, fail: always, outcome: dropped}
  - {name: nothing, fail: always}
  - {name: no place, target: Billing/Kept, at: 'nowhere:always', outcome: dropped}
"), @r"
    exit: Failure
    --- stdout
    error misspelt (shop.evb.yaml:6)
      there is no outcome `droped`
      no target is called `Billing/Kep`
    error no failure (shop.evb.yaml:7)
      unknown failure `sometimes`
    error open (shop.evb.yaml:8)
      a limit of `Billing/Open` depends on `Attempts`
    error nothing (shop.evb.yaml:9)
      the case has no `target`
    error no place (shop.evb.yaml:10)
      nothing on this way is called `nowhere`
    5 could not be answered, 0 passed: 5 cases in 1 suite
    --- stderr
    error[suite/case]: there is no outcome `droped`
     --> shop.evb.yaml:6:66
      |
    6 |   - {name: misspelt, target: Billing/Kep, fail: always, outcome: droped}
      |                                                                  ^^^^^^ not one of them
      |
      = help: did you mean `dropped`?
    error[suite/unknown-name]: no target is called `Billing/Kep`
     --> shop.evb.yaml:6:30
      |
    6 |   - {name: misspelt, target: Billing/Kep, fail: always, outcome: droped}
      |                              ^^^^^^^^^^^ not declared in what is tested
      |
      = help: did you mean `Billing/Kept`?
    error[delivery/failure]: unknown failure `sometimes`
     --> shop.evb.yaml:7:52
      |
    7 |   - {name: no failure, target: Billing/Kept, fail: sometimes, outcome: dropped}
      |                                                    ^^^^^^^^^ not a failure
      |
      = help: one of `always`, `never`, `until=2h`, `window=10m..3h`, `probability=0.3`, `codes=503,429:retry-after=30,200`, `permanent=CODE` or `markov=mtbf:1h,mttr:5m`
    error[suite/open]: a limit of `Billing/Open` depends on `Attempts`
     --> shop.evb.yaml:8:26
      |
    8 |   - {name: open, target: Billing/Open, fail: always, outcome: dropped}
      |                          ^^^^^^^^^^^^ this target
      |
      = help: give it: `parameters: {Attempts: …}`
    error[suite/case]: the case has no `target`
     --> shop.evb.yaml:9:12
      |
    9 |   - {name: nothing, fail: always}
      |            ^^^^^^^ `target` says to what is delivered
    error[way/no-such-place]: nothing on this way is called `nowhere`
      --> shop.evb.yaml:10:48
       |
    10 |   - {name: no place, target: Billing/Kept, at: 'nowhere:always', outcome: dropped}
       |                                                ^^^^^^^^^^^^^^^^ not a place of it
       |
       = help: there are `Billing` (rule), `billing` (queue)
    ");
}

#[test]
fn what_takes_nothing_for_certain_fails_by_itself() {
    let template = "\
Resources:
  Jobs: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
  Never: {Type: AWS::Lambda::Function, Properties: {ReservedConcurrentExecutions: 0}}
  R:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: jobs, Arn: !GetAtt Jobs.Arn, SqsParameters: {MessageGroupId: g}}
        - {Id: never, Arn: !GetAtt Never.Arn}
";
    let suite = "\
template: t.yaml
account: 123456789012
region: us-east-1
retries:
  - {target: R/jobs, outcome: delivered}
  - {target: R/never, outcome: delivered}
  - {target: R/jobs, outcome: dropped, attempts: 1}
  - {target: R/never, at: 'Never:until=60s', outcome: delivered}
";
    insta::assert_snapshot!(host(suite).file("t.yaml", template).evb(&["test"]), @r"
    exit: Negative
    --- stdout
    failed retries of R/jobs (shop.evb.yaml:5)
      shop.evb.yaml:5:22: outcome: what is for `R/jobs` is dropped, not delivered: attempts at Jobs: 1 in 0 s, `INVALID_PARAMETER` (the queue `Jobs` is a FIFO queue without content-based deduplication, and takes nothing of a rule)
        change the suite: `outcome: dropped`
    failed retries of R/never (shop.evb.yaml:6)
      shop.evb.yaml:6:23: outcome: what is for `R/never` is dropped, not delivered: attempts at Never: 1 in 0 s; then attempts at Never: 80 in 21600 s, `429` (no invocation of the function `Never` may run (`ReservedConcurrentExecution…
        change the suite: `outcome: dropped`
    2 failed, 2 passed: 4 cases in 1 suite
    ");
}

#[test]
fn only_api_destinations_ask_for_time() {
    let template = "Resources:\n  Api: {Type: AWS::Events::ApiDestination, Properties: {HttpMethod: POST, InvocationEndpoint: 'https://example.com', ConnectionArn: !GetAtt C.Arn}}\n  C: {Type: AWS::Events::Connection, Properties: {AuthorizationType: API_KEY, AuthParameters: {ApiKeyAuthParameters: {ApiKeyName: a, ApiKeyValue: b}}}}\n  A:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {source: [shop]}\n      Targets:\n        - {Id: queue, Arn: 'arn:aws:sqs:us-east-1:123456789012:q'}\n        - {Id: api, Arn: !GetAtt Api.Arn, RoleArn: 'arn:aws:iam::123456789012:role/r'}\n";
    let host = Pretend::default().file("t.yaml", template).file(
        "s.evb.yaml",
        "template: t.yaml\nretries:\n  - {target: A/queue, fail: 'codes=503:retry-after=30,ok', outcome: delivered}\n  - {target: A/api, fail: 'codes=503:retry-after=30,200', outcome: delivered}\n",
    );
    insta::assert_snapshot!(host.evb(&["test", "s.evb.yaml"]), @r"
    exit: Failure
    --- stdout
    error retries of A/queue (s.evb.yaml:3)
      `retry-after` has no meaning here
    1 could not be answered, 1 passed: 2 cases in 1 suite
    --- stderr
    error[suite/case]: `retry-after` has no meaning here
     --> s.evb.yaml:3:29
      |
    3 |   - {target: A/queue, fail: 'codes=503:retry-after=30,ok', outcome: delivered}
      |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an answer of an API destination
      |
      = help: EventBridge reads the header of API destinations alone: leave it out
    ");
}
