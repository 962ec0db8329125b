//! What SNS refuses of filter policies, with the numbers of its limits.

use crate::support::Pretend;

fn of(scope: &str, policy: &str) -> String {
    Pretend::default().evb(&[
        "test-pattern",
        "--filter-policy-scope",
        scope,
        "-p",
        policy,
        r#"{"Message":"{}"}"#,
    ])
}

#[test]
fn a_policy_on_attributes_does_not_nest() {
    insta::assert_snapshot!(of("MessageAttributes", r#"{"object":{"key":[{"prefix":"auto-"}]}}"#), @r#"
    exit: Failure
    --- stderr
    error[pattern/nested-policy]: `object` nests, and a policy on message attributes cannot
     --> <pattern>:1:2
      |
    1 | {"object":{"key":[{"prefix":"auto-"}]}}
      |  ^^^^^^^^ leads to an object
      |
      = help: for fields of the body set `FilterPolicyScope` to `MessageBody` (`--filter-policy-scope MessageBody`)
    AWS answers: InvalidParameter: Invalid parameter: Attributes Reason: Filter policy scope MessageAttributes does not support nested filter policy
    "#);
}

#[test]
fn more_than_five_keys_are_refused() {
    insta::assert_snapshot!(of("MessageAttributes", r#"{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}"#), @r#"
    exit: Failure
    --- stderr
    error[pattern/too-many-keys]: a filter policy has at most 5 keys; this one has 6
     --> <pattern>:1:52
      |
    1 | {"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}
      |                                                    ^^^ one key too many
      |
      = help: leave one out, or filter where the messages arrive
    AWS answers: InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: Filter policy can not have more than 5 keys
    "#);
}

#[test]
fn keys_that_nest_are_counted_in_two_ways() {
    insta::assert_snapshot!(of("MessageBody", r#"{"a":["1"],"b":["1"],"c":["1"],"d":{"x":["1"],"y":["1"],"z":["1"]}}"#), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: the event has no `a`
        wants {"a":["1"],"b":["1"],"c":["1"],"d":{"x":["1"],"y":["1"],"z":["1"]}}
               ^^^ <pattern>:1:2
      b: the event has no `b`
        wants {"a":["1"],"b":["1"],"c":["1"],"d":{"x":["1"],"y":["1"],"z":["1"]}}
                         ^^^ <pattern>:1:12
      c: the event has no `c`
        wants {"a":["1"],"b":["1"],"c":["1"],"d":{"x":["1"],"y":["1"],"z":["1"]}}
                                   ^^^ <pattern>:1:22
      d.x: the event has no `d`
        wants {"a":["1"],"b":["1"],"c":["1"],"d":{"x":["1"],"y":["1"],"z":["1"]}}
                                                  ^^^ <pattern>:1:37
        the same is the cause for d.y and d.z
    --- stderr
    warning[pattern/too-many-keys]: SNS may refuse the policy: 6 of its keys have values, and 4 stand at the top; either the one or the other is at most 5
     --> <pattern>:1:57
      |
    1 | {"a":["1"],"b":["1"],"c":["1"],"d":{"x":["1"],"y":["1"],"z":["1"]}}
      |                                                         ^^^ one key too many, if all are counted
      |
      = help: AWS's guide has had it both ways: five keys with values are safe
    "#);
}

#[test]
fn more_than_150_combinations_are_refused() {
    // Recorded on AWS, as are the others: 4 × 3, 3 × 2 and 3 values.
    insta::assert_snapshot!(of("MessageBody", r#"{"key_a":{"key_b":{"key_c":["1","2","3","4"]}},"key_d":{"key_e":["1","2","3"]},"key_f":["1","2","3"]}"#), @r#"
    exit: Failure
    --- stderr
    error[pattern/too-many-combinations]: the values make 216 combinations; SNS takes at most 150
     --> <pattern>:1:20
      |
    1 | {"key_a":{"key_b":{"key_c":["1","2","3","4"]}},"key_d":{"key_e":["1","2","3"]},"key_f":["1","2","3"]}
      |                    ^^^^^^^ 4 values on level 3
      |
      = help: every list multiplies by its number of values, in a policy on the body also by the level at which it stands; alternatives of `$or` are added
    AWS answers: InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: Filter policy is too complex
    "#);
}

#[test]
fn the_alternatives_of_or_are_added() {
    let flat = |spaces: &str| {
        format!(
            r#"{{"source":["1","2","3"],"$or":[{{"metricName":["1","2","3","4","5","6"]}},{{"metricType":["1","2","3","4"],"$or":[{{"metricId":[1234,4321,5678,9012]}},{{"spaceId":[{spaces}]}}]}}]}}"#
        )
    };
    let accepted = of("MessageAttributes", &flat("1,2,3,4,5,6,7"));
    assert!(accepted.starts_with("exit: Negative"), "{accepted}");
    let refused = of("MessageAttributes", &flat("1,2,3,4,5,6,7,8"));
    assert!(
        refused.contains("the values make 162 combinations"),
        "{refused}"
    );
    let nested = r#"{"$or":[{"metricName":["1","2","3"]},{"namespace":["1","2"]}],"detail":{"scope":["1","2"],"$or":[{"source":["1"]},{"type":["1","2","3"]}]}}"#;
    let nested = of("MessageBody", nested);
    assert!(
        nested.contains("the values make 160 combinations"),
        "{nested}"
    );
}

#[test]
fn a_wildcard_has_at_most_three_stars() {
    insta::assert_snapshot!(of("MessageAttributes", r#"{"a":[{"wildcard":"*a*b*c*"}]}"#), @r#"
    exit: Failure
    --- stderr
    error[pattern/too-many-stars]: a wildcard of a filter policy has at most 3 `*`; this one has 4
     --> <pattern>:1:19
      |
    1 | {"a":[{"wildcard":"*a*b*c*"}]}
      |                   ^^^^^^^^^ 4 of 3
      |
      = help: use fewer `*`, or several patterns
    "#);
}

#[test]
fn wildcards_score_points() {
    let of = |count| {
        let list = vec![r#"{"wildcard":"*/SITE/*"}"#; count].join(",");
        of(
            "MessageBody",
            &format!(r#"{{"Records":{{"s3":{{"object":{{"key":[{list}]}}}}}}}}"#),
        )
    };
    assert!(!of(4).contains("points"), "{}", of(4));
    insta::assert_snapshot!(of(5), @r#"
    exit: Negative
    --- stdout
    no match <event>
      Records.s3.object.key: the event has no `Records`
        wants {"Records":{"s3":{"object":{"key":[{"wildcard":"*/SITE/*"},{"wildcard":"*/SITE/*…
                                          ^^^^^ <pattern>:1:29
    --- stderr
    warning[pattern/nearly-too-complex]: SNS may refuse the wildcards as too complex: they score 120 of 100 points
     --> <pattern>:1:1
      |
    1 | {"Records":{"s3":{"object":{"key":[{"wildcard":"*/SITE/*"},{"
      | ^ in the policy that begins here
      |
      = help: one `*` is one point, several in one pattern are three each, both times the level of the field; this is how evb reads AWS's limit
    "#);
}

#[test]
fn an_or_that_is_no_operator_is_an_ordinary_key() {
    insta::assert_snapshot!(of("MessageAttributes", r#"{"$or":[{"numeric":["=",123]},{"prefix":"abc"}]}"#), @r#"
    exit: Negative
    --- stdout
    no match <event>
      $or: the event has no `$or`
        wants {"$or":[{"numeric":["=",123]},{"prefix":"abc"}]}
               ^^^^^ <pattern>:1:2
    --- stderr
    warning[pattern/ordinary-or]: `$or` is an ordinary key here: SNS compares a field of that name
     --> <pattern>:1:2
      |
    1 | {"$or":[{"numeric":["=",123]},{"prefix":"abc"}]}
      |  ^^^^^   --------- a reserved name
      |  |
      |  not the operator
      |
      = help: no field of an alternative may be called `numeric`
    "#);
    insta::assert_snapshot!(of("MessageAttributes", r#"{"$or":[{"a":["x"]}]}"#), @r#"
    exit: Failure
    --- stderr
    warning[pattern/ordinary-or]: `$or` is an ordinary key here: SNS compares a field of that name
     --> <pattern>:1:2
      |
    1 | {"$or":[{"a":["x"]}]}
      |  ^^^^^ not the operator
      |
      = help: as an operator it has a list of two or more objects: `"$or": [{"a": [1]}, {"b": [1]}]`
    error[pattern/unknown-operator]: unknown operator `a`
     --> <pattern>:1:10
      |
    1 | {"$or":[{"a":["x"]}]}
      |          ^^^ not an operator
      |
      = help: for a field `a` inside, leave the brackets out: `"$or": {"a": ["x"]}` also looks into arrays
    AWS answers: InvalidParameter: Invalid parameter: Attributes Reason: FilterPolicy: Unrecognized match type a
     at [Source: (String)"{"$or":[{"a":["x"]}]}"; line: 1, column: 15]
    "#);
}

#[test]
fn a_policy_of_more_than_256_kb_is_refused() {
    let long = format!(r#"{{"a":["{}"]}}"#, "x".repeat(262_144));
    let answer = of("MessageAttributes", &long);
    assert!(
        answer.contains("the policy has 262154 bytes; SNS takes at most 262144"),
        "{answer}"
    );
}

#[test]
fn operators_that_the_guide_does_not_list_get_a_warning() {
    insta::assert_snapshot!(of("MessageAttributes", r#"{"a":[{"prefix":{"equals-ignore-case":"x"}}]}"#), @r#"
    exit: Negative
    --- stdout
    no match <event>
      a: the event has no `a`
        wants {"a":[{"prefix":{"equals-ignore-case":"x"}}]}
               ^^^ <pattern>:1:2
    --- stderr
    warning[pattern/undocumented-operator]: AWS does not document `prefix` with `equals-ignore-case` for filter policies of SNS
     --> <pattern>:1:18
      |
    1 | {"a":[{"prefix":{"equals-ignore-case":"x"}}]}
      |                  ^^^^^^^^^^^^^^^^^^^^ may be refused
    "#);
}
