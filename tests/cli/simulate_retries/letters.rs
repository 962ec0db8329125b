//! What stands in the dead-letter queue.

use super::evb;

#[test]
fn the_letter_of_a_schedule() {
    insta::assert_snapshot!(evb(&["--profile", "scheduler", "--maximum-retry-attempts", "0", "--arrival", "2026-11-20T10:00:00Z", "--payload", r#"{"MessageBody":"x"}"#]), @r#"
    exit: Negative
    --- stdout
    dead-lettered after 1 attempt, 0 s after its arrival: MaximumRetryAttempts

      attempt   at  delay  age left  result
            1  0 s         86,400 s  AWS.Scheduler.InternalServerError

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      ERROR_CODE                 AWS.Scheduler.InternalServerError
      ERROR_MESSAGE              <the target's own message>
      EXECUTION_ID               ngp1q4d7e2pwf2jj
      EXHAUSTED_RETRY_CONDITION  MaximumRetryAttempts
      IS_PAYLOAD_TRUNCATED       false
      RETRY_ATTEMPTS             0
      SCHEDULED_TIME             2026-11-20T10:00:00Z
      SCHEDULE_ARN               arn:aws:scheduler:us-east-1:123456789012:schedule/default/example
      TARGET_ARN                 arn:aws:lambda:us-east-1:123456789012:function:example
      (body)                     {"MessageBody":"x"}

    profile   scheduler
    policy    at most 0 retries, at most 86,400 s (1 d)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     always
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    "#);
}

#[test]
fn the_letter_of_a_subscriber() {
    insta::assert_snapshot!(evb(&["--profile", "subscriber", "--maximum-retry-attempts", "0"]), @r#"
    exit: Negative
    --- stdout
    dead-lettered after 1 attempt, 0 s after its arrival: MaximumRetryAttempts

      attempt   at  delay  age left  result
            1  0 s            300 s  INTERNAL_SERVER_ERROR

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      BUS_ARN                    arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234
      ERROR_CODE                 INTERNAL_SERVER_ERROR
      ERROR_MESSAGE              <the target's own message>
      EXHAUSTED_RETRY_CONDITION  MaximumRetryAttempts
      RETRY_ATTEMPTS             0
      SUBSCRIBER_ARN             arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234/subscriber/example
      TARGET_ARN                 arn:aws:lambda:us-east-1:123456789012:function:example
      (body)                     {"version":"1.0","busArn":"arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234","subscriberArn":"arn:aws:events:us-east-1:123456789012:event-busv2/example/abcd1234/subscriber/example","targetArn":"arn:aws:lambda:us-east-1:123456789012:function:example","errorCode":"INTERNAL_SERVER_ERROR","errorMessage":"<the target's own message>","exhaustedRetryCondition":"MaximumRetryAttempts","retryAttempts":0,"failedMessages":[{"eventId":"beba80f7-aa97-4e94-bd0e-ba0bd19c8791"}]}

    profile   subscriber
    policy    at most 0 retries, at most 300 s (5 min)
    delays    initial=1s,multiplier=2,cap=480s,jitter=none (preset `nominal`)
    fails     always
    seed      0

    note: AWS publishes the limits and the stop rules, but not the delay curve: the preset `nominal` is
          a calibration under which 185 retries take about 24 hours, not AWS's schedule
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    note: the dead letter of a subscriber is a record without the event: replay it from the bus
    "#);
}

#[test]
fn the_letter_of_a_function() {
    insta::assert_snapshot!(evb(&["--profile", "lambda-async", "--maximum-retry-attempts", "0"]), @r"
    exit: Negative
    --- stdout
    dead-lettered after 1 attempt, 0 s after its arrival: RetriesExhausted

      attempt   at  delay  age left  result
            1  0 s         21,600 s  Unhandled

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      ErrorCode     200
      ErrorMessage  <the target's own message>
      RequestID     b9a5d33b-4970-4a15-b67e-1f9484fe584e
      (body)        what the target was to receive

    profile   lambda-async
    policy    at most 0 retries, at most 21,600 s (6 h)
    fails     always
    seed      0

    note: AWS publishes the delays after function errors (1 and 2 minutes); of the delay curve after
          throttles it publishes the ends (1 second, 5 minutes), and doubling is assumed
    note: a dead-letter queue is assumed; without one (`--dead-letter-queue none`) the event is dropped
    note: the attributes of Lambda's dead letter are an inference: no text or recording of AWS that evb
          rests on shows one; look at a real message before you build on their names, types and values
    note: the retry policy and the dead-letter queue of a rule's target play no part any more: the
          function's own count
    ");
}

#[test]
fn a_poison_message_blocks_its_group() {
    insta::assert_snapshot!(evb(&["--profile", "sqs", "--maximum-receive-count", "3", "--group-size", "12"]), @"
    exit: Negative
    --- stdout
    dead-lettered after 3 attempts (2 retries), 90 s after its arrival: no retry is left

      attempt    at  delay  age left  result
            1   0 s                   not-deleted
            2  30 s   30 s            not-deleted
            3  60 s   30 s            not-deleted

    dead letter in arn:aws:sqs:us-east-1:123456789012:dead-letters
      (body)  the message as it was sent

    group     12 messages of the same FIFO group wait for 90 s

    profile   sqs
    policy    the service's own
    fails     always
    seed      0

    note: there is no delay curve: a message comes back when its visibility timeout ends; the consumer
          is assumed to be polling at that moment
    note: a redrive policy is assumed; without one (`--dead-letter-queue none`) the message comes back
          until the queue has kept it long enough
    ");
}

#[test]
fn an_event_that_is_gone_is_called_so() {
    let told = |profile: &str, queue: &str| {
        evb(&[
            "--profile",
            profile,
            "--fail",
            "always",
            "--dead-letter-queue",
            queue,
        ])
    };
    assert!(told("rule", "none").contains("the event is gone, and nothing holds what it was"));
    assert!(told("rule", "denied").contains("InvocationsFailedToBeSentToDlq"));
    assert!(
        told("scheduler", "denied").contains("the dead-letter queue does not let the message in")
    );
    assert!(
        evb(&["--profile", "step-functions"]).contains("a state machine has no dead-letter queue")
    );
}
