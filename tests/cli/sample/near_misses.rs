//! Events that fail by one field.

use super::{details, evb, headings};

#[test]
fn every_boundary_has_its_event() {
    let pattern = r#"{"detail":{"total":[{"numeric":[">=",100,"<",200]},5],"name":[{"prefix":"a"},{"suffix":"z"},{"wildcard":"m*n"}],"code":["7"],"ok":[true],"ip":[{"cidr":"10.0.0.0/24"}],"who":[{"anything-but":["jane"]}]}}"#;
    insta::assert_snapshot!(headings(&evb(&[pattern, "--near-miss"])), @r#"
    exit: Success
    --- stdout
    event 1: detail.total 99.99999999999999 is one step below 100; wanted {"numeric":[">=",100,"<",200]}
    event 2: detail.total 200 is 200 itself, which is excluded; wanted {"numeric":[">=",100,"<",200]}
    event 3: detail.total "100" is a text in place of a number; wanted {"numeric":[">=",100,"<",200]}
    event 4: detail.total is absent; wanted {"numeric":[">=",100,"<",200]}
    event 5: detail.total null is of another type; wanted {"numeric":[">=",100,"<",200]}
    event 6: detail.total true is of another type; wanted {"numeric":[">=",100,"<",200]}
    event 7: detail.total 4.999999999999999 is one step below 5; wanted 5
    event 8: detail.total 5.000000000000001 is one step above 5; wanted 5
    event 9: detail.total "5" is a text in place of a number; wanted 5
    event 10: detail.name "" is one `a` short; wanted {"prefix":"a"}
    event 11: detail.name "xa" is one character longer at its start; wanted {"prefix":"a"}
    event 12: detail.name "A" is in another case; wanted {"prefix":"a"}
    event 13: detail.name is absent; wanted {"prefix":"a"}
    event 14: detail.name null is of another type; wanted {"prefix":"a"}
    event 15: detail.name true is of another type; wanted {"prefix":"a"}
    event 16: detail.name "zx" is one character longer at its end; wanted {"suffix":"z"}
    event 17: detail.name "Z" is in another case; wanted {"suffix":"z"}
    event 18: detail.name "n" is one `m` short; wanted {"wildcard":"m*n"}
    event 19: detail.name "m" is one `n` short; wanted {"wildcard":"m*n"}
    event 20: detail.name "mnx" is one character longer at its end; wanted {"wildcard":"m*n"}
    event 21: detail.name "xmn" is one character longer at its start; wanted {"wildcard":"m*n"}
    event 22: detail.name "Mn" is in another case; wanted {"wildcard":"m*n"}
    event 23: detail.code "" is one `7` short; wanted "7"
    event 24: detail.code "7x" is one character longer at its end; wanted "7"
    event 25: detail.code "x7" is one character longer at its start; wanted "7"
    event 26: detail.code 7 is a number in place of a text; wanted "7"
    event 27: detail.code is absent; wanted "7"
    event 28: detail.code null is of another type; wanted "7"
    event 29: detail.code true is of another type; wanted "7"
    event 30: detail.ok false is the opposite; wanted true
    event 31: detail.ok "true" is a text in place of a boolean; wanted true
    event 32: detail.ok null is of another type; wanted true
    event 33: detail.ok is absent; wanted true
    event 34: detail.ip "9.255.255.255" is the address before the first one; wanted {"cidr":"10.0.0.0/24"}
    event 35: detail.ip "10.0.1.0" is the address behind the last one; wanted {"cidr":"10.0.0.0/24"}
    event 36: detail.ip is absent; wanted {"cidr":"10.0.0.0/24"}
    event 37: detail.ip null is of another type; wanted {"cidr":"10.0.0.0/24"}
    event 38: detail.ip true is of another type; wanted {"cidr":"10.0.0.0/24"}
    event 39: detail.who "jane" is one that is excluded; wanted {"anything-but":["jane"]}
    event 40: detail.who is absent; wanted {"anything-but":["jane"]}
    40 events fail by 6 of 6 fields, seed 0
    "#);
}

#[test]
fn fields_of_the_envelope_stay_texts() {
    insta::assert_snapshot!(headings(&evb(&[r#"{"source":["aws.ec2"],"account":["123456789012"]}"#, "--near-miss"])), @r#"
    exit: Success
    --- stdout
    event 1: source "aws.ec" is one `2` short; wanted "aws.ec2"
    event 2: source "aws.ec2x" is one character longer at its end; wanted "aws.ec2"
    event 3: source "xaws.ec2" is one character longer at its start; wanted "aws.ec2"
    event 4: source "Aws.ec2" is in another case; wanted "aws.ec2"
    event 5: account "12345678901" is one `2` short; wanted "123456789012"
    event 6: account "123456789012x" is one character longer at its end; wanted "123456789012"
    event 7: account "x123456789012" is one character longer at its start; wanted "123456789012"
    7 events fail by 2 of 2 fields, seed 0
    "#);
}

#[test]
fn presence_and_absence_are_turned() {
    insta::assert_snapshot!(evb(&[r#"{"detail":{"a":[{"exists":true}],"b":[{"exists":false}]}}"#, "--near-miss"]), @r#"
    exit: Success
    --- stdout
    event 1: detail.a is absent; wanted {"exists":true}
      {"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{}}
    event 2: detail.b "other" is there, and should be absent; wanted {"exists":false}
      {"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"a":"other","b":"other"}}
    2 events fail by 2 of 2 fields, seed 0
    "#);
}

#[test]
fn a_field_can_stand_in_another_element() {
    let pattern = r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"containers":{"name":["web"],"lastStatus":["STOPPED"]}}}"#;
    let told = headings(&evb(&[pattern, "--near-miss"]));
    let moved: Vec<&str> = told
        .lines()
        .filter(|line| line.contains("element"))
        .collect();
    insta::assert_snapshot!(moved.join("\n"), @r#"
    event 16: detail.containers.name "web" is in another element of the array `detail.containers`; wanted "web"
    event 24: detail.containers.lastStatus "STOPPED" is in another element of the array `detail.containers`; wanted "STOPPED"
    "#);
}

#[test]
fn the_first_events_are_of_different_fields() {
    let told = evb(&[
        r#"{"detail":{"a":["x"],"b":["y"]}}"#,
        "--near-miss",
        "-n",
        "2",
        "--format",
        "jsonl",
    ]);
    assert_eq!(
        details(&told),
        [r#"{"a":"","b":"y"}"#, r#"{"a":"x","b":""}"#]
    );
}

#[test]
fn a_field_by_which_nothing_fails_is_told() {
    let pattern = r#"{"detail":{"a":[{"exists":true},{"exists":false}]},"$or":[{"detail":{"b":[{"exists":true}]}},{"detail":{"b":[{"exists":false}]}}]}"#;
    insta::assert_snapshot!(evb(&[pattern, "--near-miss"]), @r#"
    exit: Negative
    --- stdout
    0 events fail by 0 of 3 fields, seed 0
    --- stderr
    warning[pattern/matches-everything]: the values of a list together match whatever the event holds
     --> <pattern>:1:33
      |
    1 | {"detail":{"a":[{"exists":true},{"exists":false}]},"$or":[{"detail":{"b":[{"exists":true}]}},{"detail":{"b":[{"exists":false}]}}]}
      |                 --------------- ^^^^^^^^^^^^^^^^ lets through what the others exclude
      |                 |
      |                 an alternative
      |
      = help: leave the field out, or keep the one condition that is meant
    warning[sample/no-near-miss]: no event fails by `detail.a` alone
     --> <pattern>:1:16
      |
    1 | {"detail":{"a":[{"exists":true},{"exists":false}]},"$or":[{"detail":{"b":[{"exists":true}]}},{"detail":{"b":[{"exists":false}]}}]}
      |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ it is satisfied whatever the field is
    warning[sample/no-near-miss]: no event fails by `detail.b` alone
     --> <pattern>:1:74
      |
    1 | {"detail":{"a":[{"exists":true},{"exists":false}]},"$or":[{"detail":{"b":[{"exists":true}]}},{"detail":{"b":[{"exists":false}]}}]}
      |                                                                          ^^^^^^^^^^^^^^^^^ another alternative of an `$or` matches then
    warning[sample/no-near-miss]: no event fails by `detail.b` alone
     --> <pattern>:1:109
      |
    1 | {"detail":{"a":[{"exists":true},{"exists":false}]},"$or":[{"detail":{"b":[{"exists":true}]}},{"detail":{"b":[{"exists":false}]}}]}
      |                                                                                                             ^^^^^^^^^^^^^^^^^^ another alternative of an `$or` matches then
    "#);
}

#[test]
fn the_document_tells_which_field_and_why() {
    insta::assert_snapshot!(evb(&[r#"{"detail":{"a":[{"numeric":[">",1]}]}}"#, "--near-miss", "-n", "1", "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"pattern":"<pattern>","seed":0,"events":[{"kind":"near-miss","event":{"version":"0","id":"f1f67046-eec2-4175-a081-d6cf5b22a2c5","detail-type":"Example","source":"com.example","account":"123456789012","time":"2026-11-20T11:37:19Z","region":"us-east-1","resources":[],"detail":{"a":1}},"path":"detail.a","change":"bound","why":"1 itself, which is excluded","actual":"1","wanted":{"numeric":[">",1]},"reason":"`1` is not a number > 1: it is the bound itself","pattern_span":{"line":1,"column":17,"end_line":1,"end_column":36}}],"summary":{"fields":1,"missed":1,"left_out":4},"diagnostics":[{"code":"sample/left-out","severity":"note","message":"4 more changes are possible","help":"without `-n` there is an event for each"}]}
    "#);
}
