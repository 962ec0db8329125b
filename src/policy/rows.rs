//! What policies say, row by row.

use super::*;
use crate::json;

/// Policies, who asks, for what, of what, what is known, and what comes of it.
struct Row {
    policies: &'static [&'static str],
    by: &'static str,
    action: &'static str,
    of: &'static str,
    context: &'static [(&'static str, &'static str)],
    expected: &'static str,
}

const QUEUE: &str = "arn:aws:sqs:eu-west-1:123456789012:q";
const RULE: (&str, &str) = (
    "aws:SourceArn",
    "arn:aws:events:eu-west-1:123456789012:rule/shop/paid",
);

/// `allowed 0.0`, `denied`, `denied by 0.1`, `denied near 0.0: Action`, `open 0.0`, `open`.
fn shown(decision: &Decision) -> String {
    let found = |one: &Found| format!("{}.{}", one.policy, one.statement);
    match decision {
        Decision::Allowed(one) => format!("allowed {}", found(one)),
        Decision::Open(None) => "open".to_owned(),
        Decision::Open(Some(one)) => format!("open {}", found(one)),
        Decision::Denied { by: Some(one), .. } => format!("denied by {}", found(one)),
        Decision::Denied { nearest: None, .. } => "denied".to_owned(),
        Decision::Denied {
            nearest: Some((one, because)),
            ..
        } => {
            let because = match because {
                Because::Condition { operator, key, .. } => format!("{operator} {key}"),
                other => format!("{other:?}"),
            };
            format!("denied near {}: {because}", found(one))
        }
    }
}

fn decided(row: &Row) -> String {
    let documents = row.policies.iter().map(|one| json::parse(one).unwrap());
    let documents: Vec<_> = documents.collect();
    let policies: Vec<Policy<'_>> = documents.iter().map(Policy::read).collect();
    let principal = match row.by.ends_with(".amazonaws.com") {
        true => Principal::Service(row.by.to_owned()),
        false => Principal::Aws {
            arn: Name::text(row.by),
            account: row.by.split(':').nth(4).map(str::to_owned),
        },
    };
    let mut context = Context::default();
    for (key, value) in row.context {
        context = match *value {
            "" => context.without(key),
            value => context.with(key, Name::text(value)),
        };
    }
    let request = Request {
        principal,
        action: row.action.to_owned(),
        resource: Name::text(row.of),
        context,
    };
    shown(&decide(&policies, &request))
}

/// What a rule asks of a queue.
const fn rule(policies: &'static [&'static str], expected: &'static str) -> Row {
    Row {
        policies,
        by: "events.amazonaws.com",
        action: "sqs:SendMessage",
        of: QUEUE,
        context: &[
            RULE,
            ("aws:SourceAccount", "123456789012"),
            ("aws:PrincipalOrgID", ""),
        ],
        expected,
    }
}

/// What a role asks of a bus.
const fn role(policies: &'static [&'static str], expected: &'static str) -> Row {
    Row {
        policies,
        by: "arn:aws:iam::111122223333:role/sender",
        action: "events:PutEvents",
        of: "arn:aws:events:eu-west-1:123456789012:event-bus/b",
        context: &[
            ("events:source", "shop"),
            ("events:detail-type", "Order Paid"),
            ("events:creatorAccount", ""),
            ("aws:PrincipalOrgID", "o-1"),
        ],
        expected,
    }
}

const ROWS: &[Row] = &[
    rule(&[], "denied"),
    rule(&["{}"], "denied"),
    rule(&[r#"{"Statement": []}"#], "denied"),
    rule(&[r#"{"Statement": ["?"]}"#], "open"),
    rule(
        &[
            r#"{"Statement": {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*"}}"#,
        ],
        "allowed 0.0",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "SQS:*", "Resource": "arn:aws:sqs:*:*:q"}]}"#,
        ],
        "allowed 0.0",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sqs:Receive*", "sqs:Send?essage"], "Resource": "*"}]}"#,
        ],
        "allowed 0.0",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": ["s3.amazonaws.com", "sns.amazonaws.com"]}, "Action": "sqs:*", "Resource": "*"}]}"#,
        ],
        "denied near 0.0: Principal",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sqs:*", "Resource": "*"}]}"#,
        ],
        "denied near 0.0: Principal",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:ReceiveMessage", "Resource": "*"}]}"#,
        ],
        "denied near 0.0: Action",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "NotAction": "sqs:SendMessage", "Resource": "*"}]}"#,
        ],
        "denied near 0.0: Action",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "NotAction": "sqs:Delete*", "NotResource": "arn:aws:sqs:*:*:other"}]}"#,
        ],
        "allowed 0.0",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:Q"}]}"#,
        ],
        "denied near 0.0: Resource",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/paid"}}}]}"#,
        ],
        "denied near 0.0: ArnEquals aws:SourceArn",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"ArnLike": {"AWS:SourceArn": ["x", "arn:aws:events:*:123456789012:rule/*"]}, "StringEquals": {"aws:SourceAccount": "123456789012"}}}]}"#,
        ],
        "allowed 0.0",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceArn": "arn:aws:events:*"}}}]}"#,
        ],
        "denied near 0.0: StringEquals aws:SourceArn",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}]}"#,
        ],
        "denied near 0.0: StringEquals aws:PrincipalOrgID",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}}]}"#,
        ],
        "allowed 0.0",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}]}"#,
        ],
        "open 0.0",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}, {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*", "Condition": {"ArnNotLike": {"aws:SourceArn": "arn:aws:sns:*"}}}]}"#,
        ],
        "denied by 0.1",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*"}, {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}"#,
        ],
        "open 0.1",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Deny", "NotPrincipal": {"Service": "events.amazonaws.com"}, "Action": "*", "Resource": "*"}]}"#,
            r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#,
        ],
        "allowed 1.0",
    ),
    rule(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"Null": {"aws:SourceArn": "true"}}}]}"#,
        ],
        "denied near 0.0: Null aws:SourceArn",
    ),
    role(
        &[r#"{"Principal": "111122223333", "Action": "events:PutEvents"}"#],
        "allowed 0.0",
    ),
    role(
        &[r#"{"Principal": "444455556666", "Action": "events:PutEvents"}"#],
        "denied near 0.0: Principal",
    ),
    role(
        &[
            r#"{"Principal": "*", "Action": "events:PutEvents", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}"#,
        ],
        "allowed 0.0",
    ),
    role(
        &[
            r#"{"Principal": "*", "Action": "events:PutEvents", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-2"}}}"#,
        ],
        "denied near 0.0: StringEquals aws:PrincipalOrgID",
    ),
    role(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "events:PutEvents", "Resource": "*", "Condition": {"StringEquals": {"events:source": ["shop", "till"], "events:detail-type": "Order Paid"}}}]}"#,
        ],
        "allowed 0.0",
    ),
    role(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/other"}, "Action": "events:PutEvents", "Resource": "*"}]}"#,
        ],
        "denied near 0.0: Principal",
    ),
    role(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "events:PutEvents", "Resource": "*", "Condition": {"StringEquals": {"events:creatorAccount": "${aws:PrincipalAccount}"}}}]}"#,
        ],
        "denied near 0.0: StringEquals events:creatorAccount",
    ),
    role(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "events:PutEvents", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"events:creatorAccount": "1"}, "StringNotEquals": {"events:source": "till"}}}]}"#,
        ],
        "allowed 0.0",
    ),
    role(
        &[
            r#"{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "events:PutEvents", "Resource": "*", "Condition": {"StringEquals": {"events:source": "${aws:PrincipalTag/source}"}}}]}"#,
        ],
        "open 0.0",
    ),
];

#[test]
fn policies_decide_with_the_statement_that_does() {
    for row in ROWS {
        assert_eq!(decided(row), row.expected, "{:?}", row.policies);
    }
}
