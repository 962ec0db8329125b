//! Values that are akin to what is wanted, and where else the wanted one stands.

use super::{explained, told};

fn hint(pattern: &str, event: &str) -> String {
    told(
        &format!(r#"{{"detail":{{"a":{pattern}}}}}"#),
        &format!(r#"{{"detail":{{"a":{event}}}}}"#),
    )
}

#[test]
fn texts_with_the_same_letters() {
    insta::assert_snapshot!(hint(r#"["in_transit_now"]"#, r#""In-Transit-Now""#), @r#"
    detail.a: `"In-Transit-Now"` differs from `"in_transit_now"` in two characters and in case
    help: if that is what the event should have, write `"In-Transit-Now"`
    "#);
    insta::assert_snapshot!(hint(r#"["Zürich Nord"]"#, r#""Zurich  Nord""#), @r#"
    detail.a: `"Zurich  Nord"` differs from `"Zürich Nord"` in two characters
    help: if that is what the event should have, write `"Zurich  Nord"`
    "#);
    insta::assert_snapshot!(hint(r#"["premium"]"#, r#""\"premium\"""#), @r#"
    detail.a: `"\"premium\""` is not `"premium"`: the text in the event has quotes of its own
    help: send it without, or write `"\"premium\""`
    "#);
    insta::assert_snapshot!(hint(r#"[{"prefix":"in_box/"}]"#, r#""in-box/a.csv""#), @r#"
    detail.a: `"in-box/a.csv"` begins with `"in-box/"`, which differs from `{"prefix":"in_box/"}` in one character
    help: if that is what the event should have, write `{"prefix": "in-box/"}`
    "#);
}

#[test]
fn arns_of_the_same_thing_elsewhere() {
    insta::assert_snapshot!(
        hint(r#"["arn:aws:sqs:eu-west-1:123456789012:orders"]"#, r#""arn:aws:sqs:us-east-1:210987654321:orders""#),
        @r#"
    detail.a: `"arn:aws:sqs:us-east-1:210987654321:orders"` is the ARN of the same thing in another region and account
    help: if any region and account will do, write `{"wildcard": "arn:aws:sqs:*:*:orders"}`
    "#
    );
    insta::assert_snapshot!(hint(r#"["orders"]"#, r#""arn:aws:sqs:us-east-1:123456789012:orders""#), @r#"
    detail.a: `"arn:aws:sqs:us-east-1:123456789012:orders"` ends with `"orders"` and has more
    help: write `{"suffix": "orders"}`
    "#);
    insta::assert_snapshot!(hint(r#"["arn:aws:sqs:us-east-1:123456789012:orders"]"#, r#""orders""#), @r#"
    detail.a: `"orders"` is only the end of `"arn:aws:sqs:us-east-1:123456789012:orders"`
    help: if that is all there is to be, write `"orders"`
    "#);
}

#[test]
fn texts_with_more_around() {
    insta::assert_snapshot!(hint(r#"["2026-11-12"]"#, r#""2026-11-12T10:15:00Z""#), @r#"
    detail.a: `"2026-11-12T10:15:00Z"` begins with `"2026-11-12"` and has more
    help: write `{"prefix": "2026-11-12"}`
    "#);
    insta::assert_snapshot!(hint(r#"[".jpg"]"#, r#""in/cat.jpg""#), @r#"
    detail.a: `"in/cat.jpg"` ends with `".jpg"` and has more
    help: write `{"suffix": ".jpg"}`
    "#);
    insta::assert_snapshot!(hint(r#"[{"prefix":".jpg"}]"#, r#""in/cat.jpg""#), @r#"
    detail.a: `"in/cat.jpg"` ends with `".jpg"` and does not begin with it
    help: write `{"suffix": ".jpg"}`
    "#);
    insta::assert_snapshot!(hint(r#"["admin"]"#, r#""user, admin""#), @r#"
    detail.a: `"user, admin"` is one text that lists `"admin"` among others
    help: write `{"wildcard": "*admin*"}`, or send a list
    "#);
    insta::assert_snapshot!(hint(r#"["user,admin"]"#, r#""admin""#), @r#"
    detail.a: `"admin"` is one of the values that the one text `"user,admin"` lists
    help: write `"user", "admin"`
    "#);
    insta::assert_snapshot!(hint(r#"["2026-11-12T10:15:00Z"]"#, r#""2026-11-12T10:15:00.000Z""#), @r#"
    detail.a: `"2026-11-12T10:15:00.000Z"` is the same second as `"2026-11-12T10:15:00Z"`, written otherwise
    help: if any fraction and offset will do, write `{"prefix": "2026-11-12T10:15:00"}`
    "#);
    insta::assert_snapshot!(hint(r#"["FAILED"]"#, r#""FAILURE""#), @r#"
    detail.a: `"FAILURE"` is another form of the word `"FAILED"`
    help: if both mean the same, write `"FAILURE"`
    "#);
}

#[test]
fn wildcards() {
    insta::assert_snapshot!(hint(r#"[{"wildcard":"in/*.csv"}]"#, r#""in/a.csv.gz""#), @r#"
    detail.a: `"in/a.csv.gz"` goes on behind the end of `"in/*.csv"`
    help: write `{"wildcard": "in/*.csv*"}`
    "#);
    insta::assert_snapshot!(hint(r#"[{"wildcard":"in\\*csv"}]"#, r#""in/a.csv""#), @r#"
    detail.a: `"in/a.csv"` would pass with a star for each `\*` in `"in\\*csv"`
    help: write `{"wildcard": "in*csv"}`
    "#);
    insta::assert_snapshot!(hint(r#"[{"wildcard":"*/orders/*"}]"#, r#""a/ordres/1""#), @r#"
    detail.a: `"a/ordres/1"` differs in one character from what passes `"*/orders/*"`
    help: write `{"wildcard": "*/ordres/*"}`
    "#);
    insta::assert_snapshot!(hint(r#"[{"wildcard":"in/*.csv"}]"#, r#""In/a.CSV""#), @r#"
    detail.a: `"In/a.CSV"` differs from `{"wildcard":"in/*.csv"}` only in case
    help: `wildcard` always tells cases apart: list both, add `{"wildcard": "In/*.CSV"}`
    "#);
}

#[test]
fn numbers() {
    insta::assert_snapshot!(hint("[42]", r#""$42""#), @r#"
    detail.a: `"$42"` is a text, and the number in it is `42`
    help: send the number, `42`, or write `"$42"`
    "#);
    insta::assert_snapshot!(hint(r#"[{"numeric":[">",100]}]"#, "100"), @r#"
    detail.a: `100` is not a number > 100: it is the bound itself
    help: if it is to be inside, write `{"numeric": [">=", 100]}`
    "#);
    insta::assert_snapshot!(hint(r#"[{"numeric":["<=",1500]}]"#, "1500000"), @r#"
    detail.a: `1500000` is not a number <= 1500, and would be one in units 1000 times smaller
    help: if the event counts in units 1000 times smaller, write `{"numeric": ["<=", 1500000]}`
    "#);
    insta::assert_snapshot!(hint("[true]", r#""yes""#), @r#"
    detail.a: `"yes"` is a text, and not `true`
    help: write `"yes"`, or send `true`
    "#);
    insta::assert_snapshot!(hint(r#"[{"cidr":"10.0.0.0/25"}]"#, r#""10.0.0.200""#), @r#"
    detail.a: `"10.0.0.200"` lies beside `10.0.0.0/25`, in the block that is wider by one bit
    help: if it is to be inside, write `{"cidr": "10.0.0.0/24"}`
    "#);
    insta::assert_snapshot!(hint(r#"["10.0.0.0/24"]"#, r#""10.0.0.200""#), @r#"
    detail.a: `"10.0.0.200"` lies in `10.0.0.0/24`, which is compared as a text
    help: write `{"cidr": "10.0.0.0/24"}`
    "#);
}

#[test]
fn an_ordinary_miss_has_no_hint() {
    insta::assert_snapshot!(hint(r#"["running"]"#, r#""stopped""#), @r#"detail.a: `"stopped"` is not `"running"`"#);
    insta::assert_snapshot!(hint("[1]", "2"), @"detail.a: `2` is not `1`");
    insta::assert_snapshot!(hint(r#"[{"numeric":[">",100]}]"#, "12.5"), @"detail.a: `12.5` is not a number > 100");
    insta::assert_snapshot!(hint("[true]", "false"), @"
    detail.a: `false` is not `true`
    help: if the opposite is meant, write `false`
    ");
    insta::assert_snapshot!(hint(r#"["eu-west-1"]"#, r#""us-east-1""#), @r#"detail.a: `"us-east-1"` is not `"eu-west-1"`"#);
}

#[test]
fn the_wanted_value_stands_beside() {
    insta::assert_snapshot!(
        explained(
            r#"{"detail":{"source":["EC2"]}}"#,
            r#"{"source":"aws.health","detail":{"service":"EC2"}}"#,
            &[],
        ),
        @r#"
    exit: Negative
    --- stdout
    no match <event>
      detail.source: there is no `detail.source`, but `detail.service` has the wanted `"EC2"`
        wants {"detail":{"source":["EC2"]}}
                         ^^^^^^^^ <pattern>:1:12
        see   {"source":"aws.health","detail":{"service":"EC2"}}
                                               ^^^^^^^^^ <event>:1:34
        help: the field path in this event is `detail.service`
    "#
    );
    insta::assert_snapshot!(
        told(
            r#"{"detail":{"state":["running"]}}"#,
            r#"{"detail":{"state":"i-1","code":{"name":"running"}}}"#,
        ),
        @r#"
    detail.state: `"i-1"` is not `"running"`
    help: did you mean `detail.code.name`? it has the wanted `"running"`
    "#
    );
    // What every event has tells nothing.
    insta::assert_snapshot!(
        told(r#"{"detail":{"version":[{"exists":true}]}}"#, r#"{"version":"0","detail":{"v":1}}"#),
        @"detail.version: `detail` has no `version`"
    );
    insta::assert_snapshot!(
        told(r#"{"detail":{"eventName":[{"exists":true}]}}"#, r#"{"detail":{"eventTime":1}}"#),
        @"detail.eventName: `detail` has no `eventName`"
    );
}

#[test]
fn another_type_of_events_of_the_source() {
    insta::assert_snapshot!(
        told(
            r#"{"source":["aws.ec2"],"detail-type":["EC2 State Change"]}"#,
            r#"{"source":"aws.ec2","detail-type":"EC2 Spot Instance Interruption Warning"}"#,
        ),
        @r#"
    detail-type: `"EC2 Spot Instance Interruption Warning"` is another type of events of `aws.ec2` than the pattern wants: no `"EC2 State Change"` of that source is known
    help: if those events are meant, write `"EC2 Spot Instance Interruption Warning"`
    "#
    );
}

/// One name is wrong, and all that is inside is missing.
#[test]
fn one_cause_is_told_once() {
    let pattern =
        r#"{"detail":{"requestParametres":{"a":["1"],"b":["2"],"c":{"d":["3"],"e":["4"]}}}}"#;
    let event = r#"{"detail":{"requestParameters":{"a":"1","b":"2","c":{"d":"3","e":"4"}}}}"#;
    insta::assert_snapshot!(explained(pattern, event, &[]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      detail.requestParametres.a: there is no `detail.requestParametres.a`, but there is `detail.requestParameters.a`
        wants {"detail":{"requestParametres":{"a":["1"],"b":["2"],"c":{"d":["3"],"e":["4"]}}}}
                                              ^^^ <pattern>:1:33
        see   {"detail":{"requestParameters":{"a":"1","b":"2","c":{"d":"3","e":"4"}}}}
                                              ^^^ <event>:1:33
        help: the field path in this event is `detail.requestParameters.a`
        the same is the cause for detail.requestParametres.b, detail.requestParametres.c.d and detail.requestParametres.c.e
    "#);
    let pattern = r#"{"detail":{"a":["1"],"b":["2"],"c":["3"]}}"#;
    insta::assert_snapshot!(explained(pattern, r#"{"a":"1","b":"2","c":"3"}"#, &[]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      detail.a: there is no `detail.a`, but the event has that name at `a`
        wants {"detail":{"a":["1"],"b":["2"],"c":["3"]}}
                         ^^^ <pattern>:1:12
        see   {"a":"1","b":"2","c":"3"}
               ^^^ <event>:1:2
        help: the field path in this event is `a`
        the same is the cause for detail.b and detail.c
    "#);
    insta::assert_snapshot!(explained(pattern, r#"{"detail":"{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}"}"#, &[]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      detail.a: `detail` is a string, and patterns do not look inside strings; the JSON in it has the wanted `"1"` at `a`
        wants {"detail":{"a":["1"],"b":["2"],"c":["3"]}}
                         ^^^ <pattern>:1:12
        see   {"detail":"{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}"}
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ <event>:1:11
        help: send `detail` as an object; or, to test what is in it, give that text as the event
        the same is the cause for detail.b and detail.c
    "#);
    insta::assert_snapshot!(explained(pattern, r#"{"detail":{"detail":{"a":"1","b":"2","c":"3"}}}"#, &[]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      detail.a: there is no `detail.a`, but the event has that name at `detail.detail.a`
        wants {"detail":{"a":["1"],"b":["2"],"c":["3"]}}
                         ^^^ <pattern>:1:12
        see   {"detail":{"detail":{"a":"1","b":"2","c":"3"}}}
                                   ^^^ <event>:1:22
        help: the field path in this event is `detail.detail.a`
        the same is the cause for detail.b and detail.c
    "#);
    insta::assert_snapshot!(explained(pattern, r#"{"id":"1"}"#, &[]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      detail.a: the event has no `detail`
        wants {"detail":{"a":["1"],"b":["2"],"c":["3"]}}
                         ^^^ <pattern>:1:12
        the same is the cause for detail.b and detail.c
    "#);
}

#[test]
fn texts_of_other_languages() {
    let shown =
        |value: &str| explained(&format!(r#"{{"a":[{value}]}}"#), r#"{"a":"order-7"}"#, &[]);
    insta::assert_snapshot!(shown(r#""$.detail.x""#), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"order-7"` is not `"$.detail.x"`
        wants {"a":["$.detail.x"]}
                    ^^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"order-7"}
                   ^^^^^^^^^ <event>:1:6
    --- stderr
    note[pattern/foreign-text]: `"$.detail.x"` is no path in a pattern: it is compared as it stands
     --> <pattern>:1:7
      |
    1 | {"a":["$.detail.x"]}
      |       ^^^^^^^^^^^^ compared with this very text
      |
      = help: write the value that the field should have: a pattern cannot compare two fields with each other
    "#);
    insta::assert_snapshot!(shown(r#""${AWS::AccountId}""#), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"order-7"` is not `"${AWS::AccountId}"`
        wants {"a":["${AWS::AccountId}"]}
                    ^^^^^^^^^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"order-7"}
                   ^^^^^^^^^ <event>:1:6
    --- stderr
    note[pattern/foreign-text]: nothing fills `${AWS::AccountId}` in a pattern: it is compared as it stands
     --> <pattern>:1:7
      |
    1 | {"a":["${AWS::AccountId}"]}
      |       ^^^^^^^^^^^^^^^^^^^ compared with this very text
      |
      = help: write the value; in a template of CloudFormation put the text into `Fn::Sub`
    "#);
    insta::assert_snapshot!(shown(r#""^order.*$""#), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"order-7"` is not `"^order.*$"`, which is no regular expression here
        wants {"a":["^order.*$"]}
                    ^^^^^^^^^^^ <pattern>:1:7
        has   {"a":"order-7"}
                   ^^^^^^^^^ <event>:1:6
        help: write `{"prefix": "order"}`
    --- stderr
    note[pattern/foreign-text]: `"^order.*$"` is no regular expression in a pattern: it is compared as it stands
     --> <pattern>:1:7
      |
    1 | {"a":["^order.*$"]}
      |       ^^^^^^^^^^^ compared with this very text
      |
      = help: write `{"prefix": "order"}`
    "#);
    insta::assert_snapshot!(shown(r#"">= 5""#), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: `"order-7"` is not `">= 5"`
        wants {"a":[">= 5"]}
                    ^^^^^^ <pattern>:1:7
        has   {"a":"order-7"}
                   ^^^^^^^^^ <event>:1:6
    --- stderr
    note[pattern/foreign-text]: `">= 5"` is a text, and compares no numbers
     --> <pattern>:1:7
      |
    1 | {"a":[">= 5"]}
      |       ^^^^^^ compared with this very text
      |
      = help: to compare numbers write `{"numeric": [">=", 5]}`
    "#);
}
