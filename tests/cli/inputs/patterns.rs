//! Files that hold a pattern, or should.

use super::{host, route};

/// A run that asks `{"a":1}` with this text in the file of the pattern.
fn of_pattern_file(content: &str, more: &[&str]) -> String {
    let host = host().file("p.json", content);
    let all = ["test-pattern", "--pattern", "p.json", r#"{"a":1}"#];
    host.evb(&[&all[..], more].concat())
}

#[test]
fn the_one_pattern_of_a_declaration_is_asked() {
    let matches = |content: &str| of_pattern_file(content, &["--for", "lambda"]);
    let answer = "exit: Success\n--- stdout\nmatch <event>: a is 1\n";
    for content in [
        r#"{"name":"x","pattern":{"a":[1]}}"#,
        r#"{"FilterCriteria":{"Filters":[{"Pattern":"{\"a\":[1]}"}]}}"#,
        r#"{"Filters":[{"Pattern":"{\"a\":[1]}"}]}"#,
        r#"{"Name":"x","EventPattern":{"a":[1]}}"#,
        r#"{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"a":[1]}}}"#,
        r#"{"Rules":[{"Name":"x","EventPattern":"{\"a\":[1]}"},{"Name":"y","ScheduleExpression":"rate(1 hour)"}]}"#,
        "\u{FEFF}{\"Name\":\"x\",\"EventPattern\":\"{\\\"a\\\":[1]}\"}",
    ] {
        assert_eq!(matches(content), answer, "{content}");
    }
}

#[test]
fn what_holds_no_pattern_or_several_is_refused() {
    insta::assert_snapshot!(of_pattern_file(r#"{"Name":"x","ScheduleExpression":"rate(5 minutes)"}"#, &[]), @r#"
    exit: Failure
    --- stderr
    error[input/no-pattern]: the rule has a schedule and no event pattern
     --> p.json:1:1
      |
    1 | {"Name":"x","ScheduleExpression":"rate(5 minutes)"}
      | ^ the rule that begins here
      |
      = help: `evb next-fires` tells when it fires
    "#);
    insta::assert_snapshot!(of_pattern_file(r#"{"Resources":{"B":{"Type":"AWS::S3::Bucket"}}}"#, &[]), @r#"
    exit: Failure
    --- stderr
    error[input/no-pattern]: there is no event pattern in here
     --> p.json:1:1
      |
    1 | {"Resources":{"B":{"Type":"AWS::S3::Bucket"}}}
      | ^ what is declared here has none
      |
      = help: give the pattern itself, or what `aws events describe-rule` prints
    "#);
    insta::assert_snapshot!(of_pattern_file(r#"{"Filters":[{"Pattern":"{}"},{"Pattern":"{}"}]}"#, &[]), @r#"
    exit: Failure
    --- stderr
    error[input/several-patterns]: there are 2 event patterns in here, and one is asked for
     --> p.json:1:1
      |
    1 | {"Filters":[{"Pattern":"{}"},{"Pattern":"{}"}]}
      | ^ `filter 0`, `filter 1`
      |
      = help: give one of them, or ask all of them with `evb route --rules`
    "#);
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "events/*.json", "{}"]), @r"
    exit: Failure
    --- stderr
    error[input/several-patterns]: `events/*.json` names 2 files, and one pattern is asked for
     |
     = help: `evb route --rules` asks several patterns at once
    ");
    insta::assert_snapshot!(of_pattern_file(r#"{"source":"aws.ec2","detail-type":"T"}"#, &[]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `source` has a string where a list of values must stand
     --> p.json:1:11
      |
    1 | {"source":"aws.ec2","detail-type":"T"}
      |           ^^^^^^^^^ not in an array
      |
      = help: write `["aws.ec2"]`: a field has a list of the values that match
    error[pattern/bare-value]: the field `detail-type` has a string where a list of values must stand
     --> p.json:1:35
      |
    1 | {"source":"aws.ec2","detail-type":"T"}
      |                                   ^^^ not in an array
      |
      = help: write `["T"]`: a field has a list of the values that match
    note[input/not-a-pattern]: this is an event, and a pattern is asked for
     |
     = help: `--pattern` names the pattern; events are the arguments without a flag
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array
     at [Source: (String)"{"source":"aws.ec2","detail-type":"T"}"; line: 1, column: 12]
    "#);
}

#[test]
fn what_a_pattern_is_taken_out_of_shows_in_diagnostics_and_notes() {
    insta::assert_snapshot!(of_pattern_file("{\n  \"Name\": \"x\",\n  \"EventPattern\": {\"a\": 1}\n}\n", &[]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `a` has a number where a list of values must stand
     --> p.json:3:25
      |
    3 |   "EventPattern": {"a": 1}
      |                         ^ not in an array
      |
      = help: write `[1]`: a field has a list of the values that match
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "a" must be an object or an array
     at [Source: (String)"{"a": 1}"; line: 1, column: 8]
    "#);
    insta::assert_snapshot!(of_pattern_file("{\n  \"Name\": \"x\",\n  \"EventPattern\": \"{\\\"a\\\": 1}\"\n}\n", &[]), @r#"
    exit: Failure
    --- stderr
    error[pattern/bare-value]: the field `a` has a number where a list of values must stand
     --> p.json:3:28
      |
    3 |   "EventPattern": "{\"a\": 1}"
      |                            ^ not in an array
      |
      = help: write `[1]`: a field has a list of the values that match
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: "a" must be an object or an array
     at [Source: (String)"{"a": 1}"; line: 1, column: 8]
    "#);
    insta::assert_snapshot!(of_pattern_file(r#"{"Pattern":"{\"a\":[1]}"}"#, &[]), @r"
    exit: Success
    --- stdout
    match <event>: a is 1
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    --- stderr
    note[pattern/filter-for-bus]: a filter of a pipe or an event source mapping is checked like the pattern of a rule
     |
     = help: `--for pipe` and `--for lambda` check it, and take records apart, as these do
    ");
    insta::assert_snapshot!(of_pattern_file(r#"{"EventPattern":{"a":[1]}}"#, &[]), @r#"
    exit: Negative
    --- stdout
    no match <event>
      EventPattern.a: there is no `EventPattern.a`, but the event has that name at `a`
        wants {"EventPattern":{"a":[1]}}
                               ^^^ p.json:1:18
        see   {"a":1}
               ^^^ <event>:1:2
        help: the field path in this event is `a`
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    --- stderr
    warning[pattern/wrapped]: `EventPattern` is taken for a field of events, and events of a bus have no such field
     --> p.json:1:2
      |
    1 | {"EventPattern":{"a":[1]}}
      |  ^^^^^^^^^^^^^^ a field of the pattern
      |
      = help: if the pattern is what stands inside `EventPattern`, give that
    "#);
}

#[test]
fn text_behind_a_pattern_is_noted() {
    let text = "{\"a\":[1]}\n{\"b\":[2]}\n";
    insta::assert_snapshot!(of_pattern_file(text, &[]), @r#"
    exit: Success
    --- stdout
    match <event>: a is 1
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    --- stderr
    note[pattern/trailing-text]: text follows the pattern, and AWS ignores it
     --> p.json:2:1
      |
    2 | {"b":[2]}
      | ^^^^^^^^^ not read
      |
      = help: remove it; if it was to count, put it inside the braces of the pattern
    "#);
    insta::assert_snapshot!(of_pattern_file(text, &["--format", "jsonl"]), @r#"
    exit: Success
    --- stdout
    {"event":{"source":"<event>","index":0,"line":1},"match":true,"explanation":[{"path":"a","wanted":1,"actual":1,"reason":"`1` is `1`","hint":null,"pattern_span":{"line":1,"column":7,"end_line":1,"end_column":8},"event_span":{"line":1,"column":6,"end_line":1,"end_column":7},"kind":"satisfied"}],"notes":[{"code":"pattern/trailing-text","message":"text follows the pattern, and AWS ignores it","help":"remove it; if it was to count, put it inside the braces of the pattern"},{"code":"event/missing-field","message":"AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`"}]}
    "#);
    let host = host().file("rules/b.json", "{\"a\":[1]} and more");
    insta::assert_snapshot!(route(&host, &[r#"{"a":1}"#, "--format", "json"]), @r#"
    exit: Success
    --- stdout
    {"version":1,"results":[{"event":{"source":"<event>","index":0,"line":1},"rules":["a","b"]}],"summary":{"events":1,"matched":1,"unmatched":0,"broken":0,"unreadable":0},"notes":[{"code":"pattern/trailing-text","severity":"note","message":"text follows the pattern, and AWS ignores it","source":"rules/b.json","span":{"line":1,"column":11,"end_line":1,"end_column":19},"label":"not read","help":"remove it; if it was to count, put it inside the braces of the pattern"}]}
    --- stderr
    note[pattern/trailing-text]: text follows the pattern, and AWS ignores it
     --> rules/b.json:1:11
      |
    1 | {"a":[1]} and more
      |           ^^^^^^^^ not read
      |
      = help: remove it; if it was to count, put it inside the braces of the pattern
    "#);
}

#[test]
fn a_byte_order_mark_in_front_of_a_pattern_is_told() {
    let host = host().file("rules/b.json", "\u{FEFF}{\"a\":[1]}");
    insta::assert_snapshot!(route(&host, &[r#"{"a":1}"#]), @r#"
    exit: Failure
    --- stdout
    <event>:1: a
    1 event: 1 matches a rule, 0 match none
    --- stderr
    error[json/byte-order-mark]: the text begins with a byte order mark
     --> rules/b.json:1:1
      |
    1 | \ufeff{"a":[1]}
      | ^^^^^^ invisible character
      |
      = help: save the file as UTF-8 without a byte order mark
    AWS answers for the rule `b` (rules/b.json:1): InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected character ('\ufeff' (code 65279 / 0xfeff)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
     at [Source: (String)"\ufeff{"a":[1]}"; line: 1, column: 1]
    "#);
    insta::assert_snapshot!(host.evb(&["test-pattern", "--pattern", "rules/b.json", "{}"]), @r#"
    exit: Failure
    --- stderr
    error[json/byte-order-mark]: the text begins with a byte order mark
     --> rules/b.json:1:1
      |
    1 | \ufeff{"a":[1]}
      | ^^^^^^ invisible character
      |
      = help: save the file as UTF-8 without a byte order mark
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected character ('\ufeff' (code 65279 / 0xfeff)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
     at [Source: (String)"\ufeff{"a":[1]}"; line: 1, column: 1]
    "#);
}

#[test]
fn what_a_shell_made_of_quotes_is_guessed() {
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "{source:[aws.ec2]}", "{}"]), @r#"
    exit: Failure
    --- stderr
    error[json/unquoted-name]: the name `source` is not in double quotes
     --> <pattern>:1:2
      |
    1 | {source:[aws.ec2]}
      |  ^^^^^^ a bare name
      |
      = help: write `"source"`; if the quotes were there, the shell took them: `\"` keeps them, or put the JSON in a file
    AWS answers: InvalidEventPatternException: Event pattern is not valid. Reason: Unexpected character ('s' (code 115)): was expecting double-quote to start field name
     at [Source: (String)"{source:[aws.ec2]}"; line: 1, column: 2]
    "#);
    insta::assert_snapshot!(host().evb(&["test-pattern", "--pattern", "'{source:[aws.ec2]}'", "{}"]), @r#"
    exit: Failure
    --- stderr
    error[input/unreadable]: cannot read `'{source:[aws.ec2]}'`: no file has such a name
     |
     = help: JSON in the argument begins with `{` or `[`: `cmd.exe` takes `'` for a part of it, so put it in `"`, and each `"` inside as `\"`
    "#);
}

#[test]
fn answers_of_a_pattern_that_only_its_template_makes_whole_are_open() {
    let template = r#"{"Resources":{"R":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"source":{"Fn::GetAtt":["A","B"]}}}}}}"#;
    insta::assert_snapshot!(of_pattern_file(template, &[]), @r"
    exit: Failure
    --- stdout
    open <event>: it depends on `A.B`
        `A.B`  p.json:1:86
        help: give the value, or say with `--unknown` what to take
      note: AWS refuses an event without `id`, `account`, `source`, `time`, `region`, `detail-type`
    ");
    insta::assert_snapshot!(host().evb(&["route", "--rules", template, "--rules", "rules", r#"{"a":1}"#]), @r"
    exit: Failure
    --- stdout
    <event>:1: a; perhaps R (depends on `A.B`)
    1 event: 1 matches a rule, 0 match none
    ");
}

#[test]
fn what_is_cut_off_is_no_pattern_if_it_declares_one() {
    insta::assert_snapshot!(of_pattern_file(r#"{"Rules":[{"Name":"n","EventPattern":"{}""#, &[]), @r#"
    exit: Failure
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> p.json:1:42
      |
    1 | {"Rules":[{"Name":"n","EventPattern":"{}"
      |           - opened here                  ^ the text ends here
      |
      = help: close it with `}`
    "#);
    let host = host()
        .file("rules/empty.json", "\n")
        .file("rules/cut.json", r#"{"Name":"n","EventPattern":"{}""#);
    insta::assert_snapshot!(route(&host, &[r#"{"a":1}"#]), @r#"
    exit: Failure
    --- stdout
    <event>:1: a
    1 event: 1 matches a rule, 0 match none
    --- stderr
    error[json/unexpected-end]: the text ends inside an object
     --> rules/cut.json:1:32
      |
    1 | {"Name":"n","EventPattern":"{}"
      | - opened here                  ^ the text ends here
      |
      = help: close it with `}`
    error[json/empty]: there is no JSON here
     --> rules/empty.json:2:1
      |
    2 |
      | ^ the text ends
      |
      = help: give a JSON value: an object `{…}`, say
    AWS answers for the rule `empty` (rules/empty.json:1): InvalidEventPatternException: Event pattern is not valid. Reason: Filter is not an object
     at [Source: (String)"
     "; line: 2, column: 1]
    "#);
}
