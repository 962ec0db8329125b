//! Notifications of S3 buckets to patterns.

use evb::convert::s3_notification::{Settings, convert};
use evb::json::{self, Value};
use evb::pattern::{Dialect, ServiceEvaluator, evaluate_as_service, parse};

use super::{evb, on};
use crate::support::Pretend;

/// Every type of notification: the `detail-type`, the reason and the deletion type of an event that it tells, and of one that
/// it does not.
const TYPES: &[(&str, Told, Told)] = &[
    (
        "ObjectCreated:*",
        ("Object Created", "POST Object", ""),
        ("Object Deleted", "DeleteObject", "Permanently Deleted"),
    ),
    (
        "ObjectCreated:Put",
        ("Object Created", "PutObject", ""),
        ("Object Created", "CopyObject", ""),
    ),
    (
        "ObjectCreated:Post",
        ("Object Created", "POST Object", ""),
        ("Object Created", "PostObject", ""),
    ),
    (
        "ObjectCreated:Copy",
        ("Object Created", "CopyObject", ""),
        ("Object Created", "PutObject", ""),
    ),
    (
        "ObjectCreated:CompleteMultipartUpload",
        ("Object Created", "CompleteMultipartUpload", ""),
        ("Object Created", "PutObject", ""),
    ),
    (
        "ObjectRemoved:*",
        ("Object Deleted", "DeleteObject", "Delete Marker Created"),
        (
            "Object Deleted",
            "Lifecycle Expiration",
            "Permanently Deleted",
        ),
    ),
    (
        "ObjectRemoved:Delete",
        ("Object Deleted", "DeleteObject", "Permanently Deleted"),
        ("Object Deleted", "DeleteObject", "Delete Marker Created"),
    ),
    (
        "ObjectRemoved:DeleteMarkerCreated",
        ("Object Deleted", "DeleteObject", "Delete Marker Created"),
        (
            "Object Deleted",
            "Lifecycle Expiration",
            "Delete Marker Created",
        ),
    ),
    (
        "LifecycleExpiration:*",
        (
            "Object Deleted",
            "Lifecycle Expiration",
            "Delete Marker Created",
        ),
        ("Object Deleted", "DeleteObject", "Delete Marker Created"),
    ),
    (
        "LifecycleExpiration:Delete",
        (
            "Object Deleted",
            "Lifecycle Expiration",
            "Permanently Deleted",
        ),
        (
            "Object Deleted",
            "Lifecycle Expiration",
            "Delete Marker Created",
        ),
    ),
    (
        "LifecycleExpiration:DeleteMarkerCreated",
        (
            "Object Deleted",
            "Lifecycle Expiration",
            "Delete Marker Created",
        ),
        (
            "Object Deleted",
            "Lifecycle Expiration",
            "Permanently Deleted",
        ),
    ),
    (
        "ObjectRestore:*",
        ("Object Restore Expired", "", ""),
        ("Object Created", "PutObject", ""),
    ),
    (
        "ObjectRestore:Post",
        ("Object Restore Initiated", "", ""),
        ("Object Restore Completed", "", ""),
    ),
    (
        "ObjectRestore:Completed",
        ("Object Restore Completed", "", ""),
        ("Object Restore Expired", "", ""),
    ),
    (
        "ObjectRestore:Delete",
        ("Object Restore Expired", "", ""),
        ("Object Restore Initiated", "", ""),
    ),
    (
        "LifecycleTransition",
        ("Object Storage Class Changed", "", ""),
        ("Object Access Tier Changed", "", ""),
    ),
    (
        "IntelligentTiering",
        ("Object Access Tier Changed", "", ""),
        ("Object Storage Class Changed", "", ""),
    ),
    (
        "ObjectTagging:*",
        ("Object Tags Deleted", "", ""),
        ("Object ACL Updated", "", ""),
    ),
    (
        "ObjectTagging:Put",
        ("Object Tags Added", "", ""),
        ("Object Tags Deleted", "", ""),
    ),
    (
        "ObjectTagging:Delete",
        ("Object Tags Deleted", "", ""),
        ("Object Tags Added", "", ""),
    ),
    (
        "ObjectAcl:Put",
        ("Object ACL Updated", "", ""),
        ("Object Tags Added", "", ""),
    ),
    (
        "ObjectAnnotation:*",
        ("Object Annotation Removed", "", ""),
        ("Object Tags Added", "", ""),
    ),
    (
        "ObjectAnnotation:Put",
        ("Object Annotation Created", "", ""),
        ("Object Annotation Removed", "", ""),
    ),
    (
        "ObjectAnnotation:Delete",
        ("Object Annotation Removed", "", ""),
        ("Object Annotation Created", "", ""),
    ),
    (
        "ObjectRetention:Put",
        ("Object Retention Updated", "", ""),
        ("Object ACL Updated", "", ""),
    ),
];

/// `detail-type`, `reason`, `deletion-type`.
type Told = (&'static str, &'static str, &'static str);

/// An event of S3 as it comes to a bus.
fn event((detail_type, reason, deletion): Told, bucket: &str, key: &str) -> String {
    let member = |name: &str, text: &str| match text {
        "" => String::new(),
        text => format!(r#","{name}":"{text}""#),
    };
    let (reason, deletion) = (member("reason", reason), member("deletion-type", deletion));
    format!(
        r#"{{"version":"0","id":"1","detail-type":"{detail_type}","source":"aws.s3","account":"123456789012","time":"2026-11-20T10:00:00Z","region":"eu-west-1","resources":["arn:aws:s3:::{bucket}"],"detail":{{"version":"0","bucket":{{"name":"{bucket}"}},"object":{{"key":"{key}"}},"request-id":"R"{reason}{deletion}}}}}"#
    )
}

fn matches(pattern: &str, event: &str) -> bool {
    let pattern = parse(pattern, Dialect::Bus).unwrap();
    evaluate_as_service(&pattern, &json::parse(event).unwrap()).matched
}

fn configuration(events: &[&str], filters: &str) -> String {
    let events: Vec<String> = events.iter().map(|one| format!(r#""s3:{one}""#)).collect();
    let events = events.join(",");
    format!(
        r#"{{"EventBridgeConfiguration":{{}},"QueueConfigurations":[{{"Id":"q","QueueArn":"arn:aws:sqs:eu-west-1:123456789012:q","Events":[{events}]{filters}}}]}}"#
    )
}

fn pattern(configuration: &str) -> String {
    let settings = Settings {
        bucket: Some("images".to_owned()),
        sends_events: true,
        ..Settings::default()
    };
    let conversion = convert(&json::parse(configuration).unwrap(), &settings);
    assert_eq!(conversion.lost, []);
    let [output] = conversion.outputs.as_slice() else {
        panic!("{:?}", conversion.outputs)
    };
    output.text.clone()
}

#[test]
fn every_type_takes_its_events_and_not_those_beside_them() {
    for &(name, told, beside) in TYPES {
        let pattern = pattern(&configuration(&[name], ""));
        assert!(matches(&pattern, &event(told, "images", "a.jpg")), "{name}");
        assert!(
            !matches(&pattern, &event(beside, "images", "a.jpg")),
            "{name}"
        );
        assert!(!matches(&pattern, &event(told, "other", "a.jpg")), "{name}");
    }
}

#[test]
fn every_two_types_take_the_events_of_both() {
    let events = TYPES.iter().flat_map(|(_, told, beside)| [told, beside]);
    let events: Vec<Value> = events
        .map(|told| json::parse(&event(*told, "images", "a")).unwrap())
        .collect();
    // Which of the events the pattern of some types takes.
    let taken = |names: &[&str]| -> Vec<bool> {
        let pattern = parse(&pattern(&configuration(names, "")), Dialect::Bus).unwrap();
        let evaluator = ServiceEvaluator::new(&pattern);
        let taken = events.iter().map(|event| evaluator.verdict(event).matched);
        taken.collect()
    };
    let alone: Vec<Vec<bool>> = TYPES.iter().map(|(name, ..)| taken(&[name])).collect();
    for ((one, ..), of_one) in TYPES.iter().zip(&alone) {
        for ((other, ..), of_other) in TYPES.iter().zip(&alone) {
            let both = of_one.iter().zip(of_other).map(|(one, other)| one | other);
            let wanted: Vec<bool> = both.collect();
            assert_eq!(taken(&[one, other]), wanted, "{one} {other}");
        }
    }
}

#[test]
fn filters_take_keys_as_they_are_on_a_bus() {
    let filters = |prefix: &str, suffix: &str| {
        format!(
            r#","Filter":{{"Key":{{"FilterRules":[{{"Name":"Prefix","Value":"{prefix}"}},{{"Name":"suffix","Value":"{suffix}"}}]}}}}"#
        )
    };
    let created = ("Object Created", "PutObject", "");
    for (prefix, suffix, key, wanted) in [
        ("in/", "", "in/a", true),
        ("in/", "", "out/in/a", false),
        ("", ".jpg", "a.jpg", true),
        ("", ".jpg", "a.jpg.gz", false),
        ("in/", ".jpg", "in/a.jpg", true),
        ("in/", ".jpg", "in/a.png", false),
        ("my%20in/", "", "my in/a", true),
        ("a*", ".jpg", "a*b.jpg", true),
        ("a*", ".jpg", "ab.jpg", false),
        ("a.jpg", ".jpg", "a.jpg", true),
    ] {
        let pattern = pattern(&configuration(
            &["ObjectCreated:Put"],
            &filters(prefix, suffix),
        ));
        assert_eq!(
            matches(&pattern, &event(created, "images", key)),
            wanted,
            "{prefix} {suffix} {key}"
        );
    }
}

#[test]
fn each_notification_becomes_a_rule_or_all_become_one() {
    let text = r#"{"TopicConfigurations":[{"Id":"t","TopicArn":"t","Events":["s3:ObjectRemoved:*"]}],
        "LambdaFunctionConfigurations":[{"LambdaFunctionArn":"f","Events":["s3:ObjectCreated:Put","s3:ObjectCreated:Post"],
            "Filter":{"Key":{"FilterRules":[{"Name":"prefix","Value":"in%2F"},{"Name":"suffix","Value":".jpg"}]}}}]}"#;
    insta::assert_snapshot!(evb(&["s3-notification", text, "--bucket", "images"]), @r#"
    exit: Success
    --- stdout
    {"source":["aws.s3"],"detail-type":["Object Deleted"],"detail":{"bucket":{"name":["images"]},"reason":["DeleteObject"]}}
    {"source":["aws.s3"],"detail-type":["Object Created"],"detail":{"bucket":{"name":["images"]},"reason":["PutObject","POST Object"],"object":{"key":[{"wildcard":"in/*.jpg"}]}}}
    --- stderr
    note[convert/note]: the filter `in%2F` is URL-encoded; events on a bus carry keys as they are
     --> <notifications>:3:70
      |
    3 |             "Filter":{"Key":{"FilterRules":[{"Name":"prefix","Value":"in%2F"},{"Name":"suffix","Value":".jpg"}]}}}]}
      |                                                                      ^^^^^^^ read as `in/`
    note[convert/note]: the bucket sends nothing to EventBridge before it is switched on, and then events of every type
     --> <notifications>:1:1
      |
    1 | {"TopicConfigurations":[{"Id":"t","TopicArn":"t","Events":["s3:ObjectRemoved:*"]}],
      | ^
      |
      = help: put `"EventBridgeConfiguration": {}` into its notification configuration
    "#);
    let ended = Pretend::default().run(&[
        "convert",
        "s3-notification",
        text,
        "--bucket",
        "images",
        "--one-rule",
    ]);
    for (told, key, wanted) in [
        (
            ("Object Deleted", "DeleteObject", "Permanently Deleted"),
            "a",
            true,
        ),
        (
            (
                "Object Deleted",
                "Lifecycle Expiration",
                "Permanently Deleted",
            ),
            "in/a.jpg",
            false,
        ),
        (("Object Created", "POST Object", ""), "in/a.jpg", true),
        (("Object Created", "POST Object", ""), "a.jpg", false),
        (("Object Created", "CopyObject", ""), "in/a.jpg", false),
    ] {
        assert_eq!(
            matches(&ended.stdout, &event(told, "images", key)),
            wanted,
            "{told:?} {key}"
        );
    }
}

#[test]
fn what_eventbridge_has_no_event_for_is_told() {
    let text = configuration(
        &[
            "ReducedRedundancyLostObject",
            "ObjectAcl:Put",
            "Replication:*",
        ],
        "",
    );
    insta::assert_snapshot!(evb(&["s3-notification", &text]), @r#"
    exit: Negative
    --- stdout
    {"source":["aws.s3"],"detail-type":["Object ACL Updated"]}
    --- stderr
    error[convert/not-expressible]: EventBridge has no event for `s3:ReducedRedundancyLostObject`
     --> <notifications>:1:125
      |
    1 | "QueueArn":"arn:aws:sqs:eu-west-1:123456789012:q","Events":["s3:ReducedRedundancyLostObject","s3:ObjectAcl:Put","s3:Replication:*"]}]}
      |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not carried over
      |
      = help: leave this type in the notification configuration of the bucket
    error[convert/not-expressible]: EventBridge has no event for `s3:Replication:*`
     --> <notifications>:1:177
      |
    1 | vents":["s3:ReducedRedundancyLostObject","s3:ObjectAcl:Put","s3:Replication:*"]}]}
      |                                                             ^^^^^^^^^^^^^^^^^^ not carried over
      |
      = help: leave this type in the notification configuration of the bucket
    error[convert/not-expressible]: the configuration does not say of which bucket it is
     --> <notifications>:1:1
      |
    1 | {"EventBridgeConfiguration":{},"QueueConfigurations":[{"Id":"
      | ^ the patterns take events of every bucket
      |
      = help: give the bucket with `--bucket`
    "#);
    insta::assert_snapshot!(evb(&["s3-notification", &text, "--format", "json"]), @r#"
    exit: Negative
    --- stdout
    {"version":1,"results":[{"source":"<notifications>","line":1,"name":"q","output":{"source":["aws.s3"],"detail-type":["Object ACL Updated"]}}],"lost":[{"code":"convert/not-expressible","severity":"error","message":"EventBridge has no event for `s3:ReducedRedundancyLostObject`","source":"<notifications>","span":{"line":1,"column":125,"end_line":1,"end_column":157},"label":"not carried over","help":"leave this type in the notification configuration of the bucket"},{"code":"convert/not-expressible","severity":"error","message":"EventBridge has no event for `s3:Replication:*`","source":"<notifications>","span":{"line":1,"column":177,"end_line":1,"end_column":195},"label":"not carried over","help":"leave this type in the notification configuration of the bucket"},{"code":"convert/not-expressible","severity":"error","message":"the configuration does not say of which bucket it is","source":"<notifications>","span":{"line":1,"column":1,"end_line":1,"end_column":2},"label":"the patterns take events of every bucket","help":"give the bucket with `--bucket`"}],"notes":[]}
    "#);
}

#[test]
fn what_is_no_notification_is_refused() {
    insta::assert_snapshot!(evb(&["s3-notification", r#"{"QueueConfigurations":[{"Events":["s3:ObjectCreate:*"]},{"Queue":"q"},7]}"#]), @r#"
    exit: Failure
    --- stderr
    error[convert/invalid]: S3 has no events `s3:ObjectCreate:*`
     --> <notifications>:1:36
      |
    1 | {"QueueConfigurations":[{"Events":["s3:ObjectCreate:*"]},{"Queue":"q"},7]}
      |                                    ^^^^^^^^^^^^^^^^^^^ not among the types that are known
      |
      = help: did you mean `s3:ObjectCreated:*`?
    error[convert/invalid]: a notification names no `Events`
     --> <notifications>:1:58
      |
    1 | {"QueueConfigurations":[{"Events":["s3:ObjectCreate:*"]},{"Queue":"q"},7]}
      |                                                          ^
    error[convert/invalid]: a notification is a number, not an object
     --> <notifications>:1:72
      |
    1 | {"QueueConfigurations":[{"Events":["s3:ObjectCreate:*"]},{"Queue":"q"},7]}
      |                                                                        ^ an object was expected
    "#);
    insta::assert_snapshot!(evb(&["s3-notification", "{}"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: there is no notification to a queue, a topic or a function in it
     --> <notifications>:1:1
      |
    1 | {}
      | ^ nothing to convert
      |
      = help: give what `aws s3api get-bucket-notification-configuration` prints, or a template with the bucket
    ");
}

#[test]
fn templates_are_read() {
    let host = Pretend::default()
        .file(
            "template.yaml",
            r#"
Resources:
  Images:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: images
      NotificationConfiguration:
        EventBridgeConfiguration: {}
        LambdaConfigurations:
          - Event: s3:ObjectCreated:*
            Function: !GetAtt Thumbnails.Arn
            Filter: {S3Key: {Rules: [{Name: suffix, Value: .jpg}]}}
"#,
        )
        .file(
            "main.tf",
            r#"
resource "aws_s3_bucket_notification" "images" {
  bucket = "images"
  queue {
    queue_arn     = "q"
    events        = ["s3:ObjectCreated:Copy"]
    filter_prefix = "in/"
  }
  queue {
    queue_arn = "q"
    events    = ["s3:ObjectRestore:Post"]
  }
}
"#,
        );
    insta::assert_snapshot!(on(&host, &["s3-notification", "template.yaml"]), @r#"
    exit: Success
    --- stdout
    {"source":["aws.s3"],"detail-type":["Object Created"],"detail":{"bucket":{"name":["images"]},"object":{"key":[{"suffix":".jpg"}]}}}
    "#);
    insta::assert_snapshot!(host.run(&["convert", "s3-notification", "main.tf"]).stdout, @r#"
    {"source":["aws.s3"],"detail-type":["Object Created"],"detail":{"bucket":{"name":["images"]},"reason":["CopyObject"],"object":{"key":[{"prefix":"in/"}]}}}
    {"source":["aws.s3"],"detail-type":["Object Restore Initiated"],"detail":{"bucket":{"name":["images"]}}}
    "#);
}

#[test]
fn what_names_no_bucket_is_refused() {
    let configuration = r#"{"Bucket":"My_Images","NotificationConfiguration":{"QueueConfigurations":[{"QueueArn":"q","Events":["s3:ObjectCreated:*"]}]}}"#;
    insta::assert_snapshot!(evb(&["s3-notification", configuration, "--bucket", ""]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: `` is no name of a bucket: it is empty
     |
     = help: give the name alone: `--bucket images`
    ");
    insta::assert_snapshot!(evb(&["s3-notification", configuration, "--bucket", "s3://images"]), @r"
    exit: Failure
    --- stderr
    error[convert/invalid]: `s3://images` is no name of a bucket: it has `:`; lower-case letters, digits, `.` and `-` are allowed
     |
     = help: give the name alone: `--bucket images`
    ");
    insta::assert_snapshot!(evb(&["s3-notification", configuration]), @r#"
    exit: Failure
    --- stderr
    error[convert/invalid]: `My_Images` is no name of a bucket: it has `M`; lower-case letters, digits, `.` and `-` are allowed
     --> <notifications>:1:11
      |
    1 | {"Bucket":"My_Images","NotificationConfiguration":{"QueueConfigurations":[{"QueueArn":"q","Events":["s3:ObjectCreated:*"]}]}}
      |           ^^^^^^^^^^^ no bucket
    "#);
}
