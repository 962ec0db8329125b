//! What was meant by what a target does not say: names that are misspelt, templates of pipes, paths beside their place.

use super::{EVENT, evb};
use crate::support::Pretend;

fn told(files: &[(&'static str, &'static str)], arguments: &[&str]) -> String {
    let mut pretend = Pretend::default().file("event.json", EVENT);
    for (name, text) in files {
        pretend = pretend.file(name, *text);
    }
    pretend.evb(arguments)
}

const MESSAGE: &str = r#"{"messageId":"059f36b4","body":"{\"order\": 7}","eventSource":"aws:sqs"}"#;

#[test]
fn a_member_of_the_transformer_that_is_misspelt_is_told_before_what_follows_from_it() {
    let bare = r#"{"InputPaths": {"id": "$.detail.id"}, "InputTemplate": "{\"id\": <id>}"}"#;
    insta::assert_snapshot!(told(&[("t.json", bare)], &["transform", "event.json", "--target", "t.json"]), @r#"
    exit: Success
    --- stdout
    {"id":7}
    --- stderr
    warning[template/unknown-member]: an input transformer has no member `InputPaths`
     --> t.json:1:2
      |
    1 | {"InputPaths": {"id": "$.detail.id"}, "InputTemplate": "{\"id\": <id>}"}
      |  ^^^^^^^^^^^^ not known to AWS
      |
      = help: did you mean `InputPathsMap`?
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
    let template = "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {source: [shop]}\n      Targets:\n        - Id: a\n          Arn: arn:aws:lambda:eu-central-1:123456789012:function:f\n          InputTransformer:\n            InputPaths:\n              id: $.detail.id\n            InputTemplate: '{\"id\":<id>}'\n";
    insta::assert_snapshot!(told(&[("t.yaml", template)], &["transform", "event.json", "--target", "t.yaml"]), @r#"
    exit: Success
    --- stdout
    {"id":7}
    --- stderr
    warning[template/unknown-member]: `InputPaths` is refused: `InputTransformer` has no such member
      --> t.yaml:10:13
       |
    10 |             InputPaths:
       |             ^^^^^^^^^^ CloudFormation refuses this
       |
       = help: did you mean `InputPathsMap`?
    "#);
    insta::assert_snapshot!(told(&[("t.yaml", template)], &["check", "--diff", "t.yaml"]), @r#"
    exit: Negative
    --- stdout
    --- t.yaml
    +++ t.yaml
    @@ -7,6 +7,6 @@
             - Id: a
               Arn: arn:aws:lambda:eu-central-1:123456789012:function:f
               InputTransformer:
    -            InputPaths:
    +            InputPathsMap:
                   id: $.detail.id
                 InputTemplate: '{"id":<id>}'
    --- stderr
    1 finding would be fixed, 2 would remain
    "#);
}

#[test]
fn a_name_of_the_paths_map_that_sub_takes_is_led_to_the_placeholder() {
    let template = "Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {source: [shop]}\n      Targets:\n        - Id: a\n          Arn: arn:aws:lambda:eu-central-1:123456789012:function:f\n          InputTransformer:\n            InputPathsMap: {id: $.detail.id}\n            InputTemplate: !Sub '{\"id\":\"${id}\",\"region\":\"${AWS::Region}\"}'\n";
    insta::assert_snapshot!(told(&[("t.yaml", template)], &["transform", "event.json", "--target", "t.yaml", "--region", "eu-central-1"]), @r#"
    exit: Failure
    --- stderr
    error[template/refused]: `${id}` names no parameter and no resource of this template
      --> t.yaml:11:28
       |
    11 |             InputTemplate: !Sub '{"id":"${id}","region":"${AWS::Region}"}'
       |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ CloudFormation refuses this
       |
       = help: the input paths map declares it, and that is filled in for each event: write `<id>`
    "#);
    let check = told(&[("t.yaml", template)], &["check", "t.yaml"]);
    let error =
        "error[template-refused]: `${id}` names no parameter and no resource of this template";
    assert!(check.contains(error), "{check}");
    let given = [
        "transform",
        "event.json",
        "--target",
        "t.yaml",
        "--region",
        "eu-central-1",
        "--parameter",
        "id=7",
    ];
    let given = told(&[("t.yaml", template)], &given);
    assert!(given.contains("`${id}` names no parameter"), "{given}");
}

#[test]
fn the_template_of_a_pipe_is_known_by_its_paths() {
    let bare = r#"{"InputTemplate": "{\"order\": <$.Records[0].body.order>}"}"#;
    let files = [("t.json", bare), ("message.json", MESSAGE)];
    insta::assert_snapshot!(told(&files, &["transform", "message.json", "--target", "t.json"]), @r#"
    exit: Failure
    --- stderr
    error[transform/unknown-placeholder]: `<$.Records[0].body.order>` is not declared in the input paths map
     --> t.json: InputTemplate:1:11
      |
    1 | {"order": <$.Records[0].body.order>}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^ neither declared nor reserved
      |
      = help: events of a rule have no `Records`: if this is the template of a pipe, ask `evb transform --for pipe`, and write `<$.body.order>`: a pipe reads each record by itself
    note[transform/not-settled]: AWS's refusal was not recorded for a path in a rule's template
    AWS answers: ValidationException: InputTemplate for target … contains invalid placeholder $.Records[0].body.order.
    "#);
    insta::assert_snapshot!(told(&files, &["transform", "message.json", "--for", "pipe", "--target", "t.json"]), @r#"
    exit: Success
    --- stdout
    {"order":""}
    --- stderr
    warning[transform/not-settled]: `$.Records[0].body.order` leads to nothing in this event
     --> t.json: InputTemplate:1:11
      |
    1 | {"order": <$.Records[0].body.order>}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^ nothing there
      |
      = help: the record has it at `$.body.order`; an empty string stands for it, as recorded for rules; for pipes AWS's guide only says that the variable is not created
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
    insta::assert_snapshot!(evb(&["event.json", "--input-template", r#"{"a":<$.customer>}"#]), @r#"
    exit: Failure
    --- stderr
    error[transform/unknown-placeholder]: `<$.customer>` is not declared in the input paths map
     --> --input-template:1:6
      |
    1 | {"a":<$.customer>}
      |      ^^^^^^^^^^^^ neither declared nor reserved
      |
      = help: a rule's template holds no paths, and events have no `customer` at their top: add `"name": "$.detail.customer"` to the input paths map and write `<name>`
    note[transform/not-settled]: AWS's refusal was not recorded for a path in a rule's template
    AWS answers: ValidationException: InputTemplate for target 1 contains invalid placeholder $.customer.
    "#);
}

#[test]
fn a_template_that_is_an_object_is_told_with_its_text() {
    let object = r#"{"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": {"id": "<id>"}}"#;
    insta::assert_snapshot!(told(&[("t.json", object)], &["transform", "event.json", "--target", "t.json"]), @r#"
    exit: Failure
    --- stderr
    error[declaration/wrong-type]: `InputTemplate` is an object, not a string
     --> t.json:1:59
      |
    1 | {"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": {"id": "<id>"}}
      |                                                           ^ a string was expected
      |
      = help: AWS takes JSON here as a text: write `"{\"id\":\"<id>\"}"`
    "#);
}

#[test]
fn a_path_that_leads_to_nothing_is_led_to_where_the_event_has_it() {
    let paths = r#"{"id":"$.id","who":"$.customer","note":"$.detail.remarks"}"#;
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", paths, "--input-template", r#"{"i":<id>,"w":<who>,"n":<note>}"#]), @r#"
    exit: Success
    --- stdout
    {"i":"7bf73129","w":"","n":""}
    --- stderr
    warning[transform/missing-path]: `$.customer` leads to nothing in this event
     --> --input-template:1:15
      |
    1 | {"i":<id>,"w":<who>,"n":<note>}
      |               ^^^^^ nothing there
      |
      = help: the event has it at `$.detail.customer`; an empty string stands for it
    warning[transform/missing-path]: `$.detail.remarks` leads to nothing in this event
     --> --input-template:1:25
      |
    1 | {"i":<id>,"w":<who>,"n":<note>}
      |                         ^^^^^^ nothing there
      |
      = help: the event has it at `$.detail.remark`; an empty string stands for it
    "#);
    insta::assert_snapshot!(evb(&["event.json", "--input-path", "$.event.detail.id"]), @"
    exit: Negative
    --- stderr
    not delivered: the event at event.json:1
    error[transform/missing-path]: the input path `$.event.detail.id` leads to nothing in this event
     --> --input-path:1:1
      |
    1 | $.event.detail.id
      | ^^^^^^^^^^^^^^^^^ nothing there
      |
      = help: the event has it at `$.detail.id`; evb counts the event as not delivered
    note[transform/not-settled]: what EventBridge delivers for an input path that leads to nothing is not recorded
    ");
}

#[test]
fn functions_of_step_functions_and_names_without_a_place_are_told() {
    let paths = r#"{"id":"$.detail.id","who":"$.detail.customer"}"#;
    let template =
        r#"{"text.$":"States.Format('Order {} of {}', $.detail.id, $.detail.customer)"}"#;
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", paths, "--input-template", template]), @r#"
    exit: Success
    --- stdout
    {"text.$":"States.Format('Order {} of {}', $.detail.id, $.detail.customer)"}
    --- stderr
    warning[transform/foreign-syntax]: `States.Format` is a function of Step Functions: it is delivered as it stands
     --> --input-template:1:11
      |
    1 | {"text.$":"States.Format('Order {} of {}', $.detail.id, $.detail.customer)"}
      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not filled in
      |
      = help: write `"text": "Order <id> of <who>"`
    "#);
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", paths, "--input-template", r#"{"t":"Order $.detail.id"}"#]), @r#"
    exit: Success
    --- stdout
    {"t":"Order $.detail.id"}
    --- stderr
    warning[transform/path-or-placeholder]: `$.detail.id` in a text is no placeholder
     --> --input-template:1:13
      |
    1 | {"t":"Order $.detail.id"}
      |             ^^^^^^^^^^^ delivered as it stands
      |
      = help: for the value there write `<id>`
    "#);
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", paths, "--input-template", r#"{"t":"Order","i":<id>}"#]), @r#"
    exit: Success
    --- stdout
    {"t":"Order","i":7}
    --- stderr
    note[transform/unused-path]: `who` of the input paths map stands nowhere in the template
     |
     = help: write `<who>` where the value belongs, or leave the name out
    "#);
}

#[test]
fn quotes_that_are_escaped_once_too_often_are_told_beside_a_name_that_is_misspelt() {
    let paths = r#"{"id":"$.detail.id","name":"$.detail.customer"}"#;
    let template = r#"{\"id\":<id>,\"name\":<Name>}"#;
    insta::assert_snapshot!(evb(&["event.json", "--input-paths-map", paths, "--input-template", template]), @r#"
    exit: Failure
    --- stderr
    error[transform/unknown-placeholder]: `<Name>` is not declared in the input paths map
     --> --input-template:1:23
      |
    1 | {\"id\":<id>,\"name\":<Name>}
      |                       ^^^^^^ neither declared nor reserved
      |
      = help: did you mean `<name>`?
    warning[transform/never-json]: the template is not JSON whatever the event holds: its quotes are escaped once too often
     --> --input-template:1:2
      |
    1 | {\"id\":<id>,\"name\":<Name>}
      |  ^ expected a name in double quotes
      |
      = help: write `{"id":<id>,"name":<Name>}`; as it is, EventBridge accepts such a template and loses every event without a trace
    AWS answers: ValidationException: InputTemplate for target 1 contains invalid placeholder Name.
    "#);
}

#[test]
fn a_list_alone_in_a_list_of_the_template_is_told() {
    let event = r#"{"labels": ["gift", "express"], "id": 7}"#;
    let template = |text: &'static str| {
        let paths = r#"{"labels": "$.labels", "id": "$.id"}"#;
        let arguments = [
            "transform",
            event,
            "--input-paths-map",
            paths,
            "--input-template",
            text,
        ];
        told(&[], &arguments)
    };
    insta::assert_snapshot!(template(r#"{"labels": [ <labels> ], "id": [<id>]}"#), @r#"
    exit: Success
    --- stdout
    {"labels":[["gift","express"]],"id":[7]}
    --- stderr
    note[transform/list-in-list]: the value of `<labels>` is a list, and is delivered in another list
     --> --input-template:1:14
      |
    1 | {"labels": [ <labels> ], "id": [<id>]}
      |              ^^^^^^^^ a list in a list
      |
      = help: for one list write `<labels>` without the brackets
    note[transform/not-settled]: the white space of the template is left out
     |
     = help: AWS delivers compact JSON as far as was seen; it does not document white space and the order of keys
    "#);
    // More than one, or none: it may well be meant.
    for meant in [
        r#"{"labels":[<labels>,<id>]}"#,
        r#"{"labels":[{"l":<labels>}],"i":<id>}"#,
        r#"{"labels":<labels>,"i":"[<labels>] <id>"}"#,
    ] {
        assert!(!template(meant).contains("list-in-list"), "{meant}");
    }
}

#[test]
fn names_and_paths_that_are_turned_round_are_told_as_that() {
    let target =
        r#"{"InputPathsMap": {"$.detail.order": "id"}, "InputTemplate": "{\"id\": <id>}"}"#;
    insta::assert_snapshot!(told(&[("t.json", target)], &["transform", "event.json", "--target", "t.json"]), @r#"
    exit: Failure
    --- stderr
    error[transform/constraint]: a name and its path are turned round: write `"id": "$.detail.order"`
    note[transform/message-not-recorded]: of AWS's message only `1 validation error detected` was recorded; the rest is modelled
    AWS answers: ValidationException: 1 validation error detected: Value '{$.detail.order=id}' at 'targets.1.member.inputTransformer.inputPathsMap' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [A-Za-z0-9\_\-]+]
    "#);
    insta::assert_snapshot!(told(&[("t.json", target)], &["check", "t.json"]), @r#"
    exit: Negative
    --- stdout
    error[input-constraint]: a name and its path are turned round: write `"id": "$.detail.order"`
     --> t.json:1:63
      |
    1 | {"InputPathsMap": {"$.detail.order": "id"}, "InputTemplate": "{\"id\": <id>}"}
      |                                                               ^^^^^^^^^^^^^^
      AWS answers to this effect (PutTargets): ValidationException: 1 validation error detected: Value '{$.detail.order=id}' at 'targets.1.member.inputTransformer.inputPathsMap' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 1, Member must satisfy r…

    1 error in 1 target of 1 file
    "#);
}
