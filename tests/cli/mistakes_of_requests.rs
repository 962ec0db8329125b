//! Requests and templates whose parts have another shape than AWS wants, or stand elsewhere: what is told of each.

use crate::mistakes::{checked, told};
use crate::support::Pretend;

macro_rules! schedule {
    ($expression:literal, $members:literal) => {
        concat!(
            r#"{"Name":"n","ScheduleExpression":"#,
            $expression,
            ",",
            $members,
            "}"
        )
    };
}

const SCHEDULES: &[&str] = &[
    schedule!(
        r#""rate(1 day)""#,
        r#""Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q"}"#
    ),
    schedule!(
        r#""rate(1 day)""#,
        r#""FlexibleTimeWindow":{"Mode":"OFF"},"Targets":[{"Id":"q","Arn":"arn:aws:sqs:eu-west-1:123456789012:q"}]"#
    ),
    schedule!(
        r#""rate(1 day)""#,
        r#""FlexibleTimeWindow":{"Mode":"OFF"},"Target":"arn:aws:sqs:eu-west-1:123456789012:q""#
    ),
    schedule!(
        r#""rate(1 day)""#,
        r#""FlexibleTimeWindow":"FLEXIBLE","Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/r"}"#
    ),
    schedule!(
        r#"{"Rate":"5 minutes"}"#,
        r#""FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/r"}"#
    ),
    schedule!(
        r#"{"cron":{"minute":"0","hour":"9","weekDay":"MON-FRI"}}"#,
        r#""FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/r"}"#
    ),
    schedule!(
        r#""rate(1 day)""#,
        r#""FlexibleTimeWindow":{"Mode":"OFF"},"StartDate":"30-11-2026","EndDate":"2026-30-12T10:00:00Z","Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/r"}"#
    ),
];

#[test]
fn schedules_with_parts_of_another_shape() {
    insta::assert_snapshot!(checked(SCHEDULES), @r#"
    {"Name":"n","ScheduleExpression":"rate(1 day)","Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q"}}
        `FlexibleTimeWindow` is missing
        help: add `"FlexibleTimeWindow": {"Mode": "OFF"}`, unless it may fire later than its time
        `Target.RoleArn` is missing
        help: name the role that EventBridge Scheduler takes on to invoke the target: it trusts `scheduler.amazonaws.com`
    {"Name":"n","ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":{"Mode":"OFF"},"Targets":[{"Id":"q","Arn":"arn:aws:sqs:eu-west-1:123456789012:q"}]}
        CreateSchedule has no member `Targets`
        help: did you mean `Target`? it is one object without an `Id`, and no list
    {"Name":"n","ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":{"Mode":"OFF"},"Target":"arn:aws:sqs:eu-west-1:123456789012:q"}
        `Target` is a string, not an object
        help: write `{"Arn": "arn:aws:sqs:eu-west-1:123456789012:q", "RoleArn": "…"}`, with a value of your own for `…`
    {"Name":"n","ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":"FLEXIBLE","Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/r"}}
        `FlexibleTimeWindow` is a string, not an object
        help: write `{"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15}`, for example
    {"Name":"n","ScheduleExpression":{"Rate":"5 minutes"},"FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/r"}}
        `ScheduleExpression` is an object, not a string
        help: write `"rate(5 minutes)"`
    {"Name":"n","ScheduleExpression":{"cron":{"minute":"0","hour":"9","weekDay":"MON-FRI"}},"FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/r"}}
        `ScheduleExpression` is an object, not a string
        help: write `"cron(0 9 ? * MON-FRI *)"`
    {"Name":"n","ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":{"Mode":"OFF"},"StartDate":"30-11-2026","EndDate":"2026-30-12T10:00:00Z","Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q","RoleArn":"arn:aws:iam::123456789012:role/r"}}
        `StartDate` is a string, not a time like `2026-11-20T10:00:00Z`, or seconds since 1970
        help: write `"2026-11-30T00:00:00Z"`, for example
        `EndDate` is a string, not a time like `2026-11-20T10:00:00Z`, or seconds since 1970
        help: write `"2026-12-30T10:00:00Z"`
    "#);
}

#[test]
fn times_of_a_schedule_that_is_refused_are_told_as_such() {
    let two = &SCHEDULES[..2];
    insta::assert_snapshot!(told(two, |text| vec!["next-fires", "--created", "2026-11-20T10:00:00Z", text]), @r#"
    {"Name":"n","ScheduleExpression":"rate(1 day)","Target":{"Arn":"arn:aws:sqs:eu-west-1:123456789012:q"}}
        AWS refuses this schedule all the same, for 2 reasons: `FlexibleTimeWindow` is missing
        help: add `"FlexibleTimeWindow": {"Mode": "OFF"}`, unless it may fire later than its time; `evb check` tells all
    {"Name":"n","ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":{"Mode":"OFF"},"Targets":[{"Id":"q","Arn":"arn:aws:sqs:eu-west-1:123456789012:q"}]}
        AWS refuses this schedule all the same: CreateSchedule has no member `Targets`
        help: did you mean `Target`? it is one object without an `Id`, and no list; `evb check` tells all
    "#);
    let ended = Pretend::default().run(&["next-fires", "--fail-on", "warning", two[0]]);
    assert_eq!(ended.exit, evb::commands::Exit::Negative);
}

#[test]
fn what_stands_for_an_arn_and_is_none() {
    insta::assert_snapshot!(checked(&[
        r#"{"Rule":"r","Targets":[{"Id":"1","Arn":"https://sqs.eu-west-1.amazonaws.com/123456789012/q"}]}"#,
        r#"{"Rule":"r","Targets":[{"Id":"1","Arn":"https://example.com/hook"},{"Id":"2","Arn":"arn:aws:lambda:function:f"}]}"#,
        schedule!(r#""rate(1 day)""#, r#""FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"clean","RoleArn":"runner","DeadLetterConfig":{"Arn":"https://sqs.eu-west-1.amazonaws.com/123456789012/d"}}"#),
        r#"{"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"https://sqs.eu-west-1.amazonaws.com/123456789012/q","Target":"orders"}"#,
    ]), @r#"
    {"Rule":"r","Targets":[{"Id":"1","Arn":"https://sqs.eu-west-1.amazonaws.com/123456789012/q"}]}
        the `Arn` of target `1` is no ARN
        help: write `"arn:aws:sqs:eu-west-1:123456789012:q"`
    {"Rule":"r","Targets":[{"Id":"1","Arn":"https://example.com/hook"},{"Id":"2","Arn":"arn:aws:lambda:function:f"}]}
        the `Arn` of target `1` is no ARN
        help: an HTTP endpoint is reached by an API destination: give the ARN of one, `arn:aws:events:…:…:api-destination/…`
        the `Arn` of target `2` is no ARN
        help: an ARN is `arn:partition:service:region:account:resource`, and this one has 5 of the six parts
    {"Name":"n","ScheduleExpression":"rate(1 day)","FlexibleTimeWindow":{"Mode":"OFF"},"Target":{"Arn":"clean","RoleArn":"runner","DeadLetterConfig":{"Arn":"https://sqs.eu-west-1.amazonaws.com/123456789012/d"}}}
        the `Arn` of the target is no ARN
        help: give the ARN of what is invoked, and not its name: of a function `arn:aws:lambda:…:…:function:clean`
        `Target.RoleArn` does not match AWS's pattern for it
        help: give the ARN of the role, and not its name: `arn:aws:iam::…:role/runner`
        `Target.DeadLetterConfig.Arn` does not match AWS's pattern for it
        help: write `"arn:aws:sqs:eu-west-1:123456789012:d"`
    {"Name":"p","RoleArn":"arn:aws:iam::123456789012:role/r","Source":"https://sqs.eu-west-1.amazonaws.com/123456789012/q","Target":"orders"}
        `Source` does not match AWS's pattern for it
        help: write `"arn:aws:sqs:eu-west-1:123456789012:q"`
        `Target` does not match AWS's pattern for it
        help: give the ARN of what is invoked, and not its name: of a function `arn:aws:lambda:…:…:function:orders`
    "#);
}

macro_rules! mapping {
    ($members:literal) => {
        concat!(
            r#"{"FunctionName":"f","EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q","#,
            $members,
            "}"
        )
    };
}

#[test]
fn members_of_a_mapping_that_stand_in_the_wrong_object() {
    insta::assert_snapshot!(checked(&[
        mapping!(r#""FilterCriteria":{"Filters":[{"Pattern":"{}"}],"BatchSize":10}"#),
        mapping!(r#""Filters":[{"Pattern":"{}"}]"#),
        mapping!(r#""FilterCriteria":[{"Pattern":"{}"}],"ScalingConfig":5"#),
        mapping!(r#""FilterCriteria":{"Pattern":"{}"}"#),
        mapping!(r#""FilterCriteria":{"Filters":[{"body":{"a":[1]}}]}"#),
        mapping!(r#""MaximumConcurrency":5"#),
    ]), @r#"
    {"FunctionName":"f","EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q","FilterCriteria":{"Filters":[{"Pattern":"{}"}],"BatchSize":10}}
        an object of fields is empty
        help: name at least one field, or leave the object out
        CreateEventSourceMapping has no member `FilterCriteria.BatchSize`
        help: `BatchSize` belongs at the top, beside `FilterCriteria`
    {"FunctionName":"f","EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q","Filters":[{"Pattern":"{}"}]}
        CreateEventSourceMapping has no member `Filters`
        help: `Filters` belongs in `FilterCriteria`
    {"FunctionName":"f","EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q","FilterCriteria":[{"Pattern":"{}"}],"ScalingConfig":5}
        `FilterCriteria` is an array, not an object
        help: write `{"Filters": [{"Pattern":"{}"}]}`
        `ScalingConfig` is a number, not an object
        help: write `{"MaximumConcurrency": 5}`
    {"FunctionName":"f","EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q","FilterCriteria":{"Pattern":"{}"}}
        CreateEventSourceMapping has no member `FilterCriteria.Pattern`
        help: `Pattern` belongs in `FilterCriteria.Filters`
    {"FunctionName":"f","EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q","FilterCriteria":{"Filters":[{"body":{"a":[1]}}]}}
        CreateEventSourceMapping has no member `FilterCriteria.Filters[0].body`
        help: a filter has its pattern as a string: `{"Pattern": "{…}"}`
    {"FunctionName":"f","EventSourceArn":"arn:aws:sqs:eu-west-1:123456789012:q","MaximumConcurrency":5}
        CreateEventSourceMapping has no member `MaximumConcurrency`
        help: `MaximumConcurrency` belongs in `ScalingConfig`
    "#);
}

const SAM: &str = "
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: python3.12
      CodeUri: .
      BatchSize: 10
      Events:
        Q:
          Type: SQS
          FilterCriteria: {Filters: [{Pattern: '{\"body\":{\"a\":[1]}}'}]}
          Properties:
            Queue: arn:aws:sqs:eu-west-1:123456789012:q
            Filters: [{Pattern: '{\"body\":{\"a\":[1]}}'}]
  M:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      FunctionName: f
      EventSourceArn: arn:aws:sqs:eu-west-1:123456789012:r
      ScalingConfig: {MaximumConcurrency: 5, BatchSize: 10}
  S:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: OFF
      RetryPolicy: {MaximumRetryAttempts: 3}
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:q
        RoleArn: arn:aws:iam::123456789012:role/r
        MaximumEventAgeInSeconds: 60
";

#[test]
fn members_of_a_template_that_stand_in_the_wrong_object() {
    let pretend = Pretend::default().file("t.yaml", SAM);
    let arguments = [
        "check",
        "t.yaml",
        "--fail-on",
        "warning",
        "--format",
        "concise",
    ];
    insta::assert_snapshot!(pretend.run(&arguments).stdout, @"
    t.yaml:10:7: error[unknown-member]: `BatchSize` is refused: `AWS::Serverless::Function` has no such member
    t.yaml:14:11: warning[unknown-member]: `FilterCriteria` is no member of an event, but of its properties
    t.yaml:17:13: error[unknown-member]: `Filters` is refused: an event of type `SQS` has no such member
    t.yaml:23:46: error[unknown-member]: `BatchSize` is refused: `ScalingConfig` has no such member
    t.yaml:28:27: error[wrong-type]: `FlexibleTimeWindow` is a boolean, not an object
    t.yaml:29:7: error[unknown-member]: `RetryPolicy` is refused: `AWS::Scheduler::Schedule` has no such member
    t.yaml:31:14: info[no-dead-letter-queue]: the target has no dead-letter queue: what it does not take is lost
    t.yaml:31:14: info[no-retry-policy]: the target has no retry policy: it is tried for 24 hours, up to 185 times
    t.yaml:33:9: error[unknown-member]: `MaximumEventAgeInSeconds` is refused: `Target` has no such member
    ");
}

#[test]
fn schedule_expressions_in_the_place_of_declarations() {
    let pretend = Pretend::default().file("times.txt", "rate(1 day)\ncron(0 9 * * ? *)\n");
    insta::assert_snapshot!(pretend.run(&["check", "times.txt"]).stderr, @"skipped times.txt: it holds schedule expressions: `evb next-fires times.txt` tells when they fire, and what is wrong with them");
    insta::assert_snapshot!(pretend.run(&["check", "rate(1 day)"]).stderr, @"
    error[input/unreadable]: cannot read `rate(1 day)`: no such file
     |
     = help: a schedule expression is no file: `evb next-fires 'rate(1 day)'` tells when it fires, and what is wrong with it
    ");
}
