//! `delivers` and `undelivered`: what targets receive.

use super::host;

const TARGETS: &str = "\
Parameters:
  Input: {Type: String}
Resources:
  Billing:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: Whole, Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:a'}
        - {Id: Part, Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:b', InputPath: $.detail}
        - Id: Text
          Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:c'
          InputTransformer: {InputPathsMap: {id: $.detail.id}, InputTemplate: '\"order <id> is here\"'}
        - Id: Broken
          Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:d'
          InputTransformer: {InputPathsMap: {items: $.detail.items}, InputTemplate: '{\"items\": \"<items>\"}'}
        - {Id: Open, Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:e', Input: !Ref Input}
  Audit:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [bank]}
      Targets: [{Id: Only, Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:f', Input: '{\"a\": 1.50}'}]
";

fn run(cases: &str) -> String {
    let host = host(&format!("template: targets.yaml\ncases:\n{cases}"));
    host.file("targets.yaml", TARGETS).evb(&["test"])
}

#[test]
fn json_by_its_value_and_texts_exactly() {
    insta::assert_snapshot!(run(r#"
  - name: all
    event: shipped.json
    delivers:
      Billing/Part: {total: 250.0, state: shipped, id: 4711, items: [{sku: a}]}
      Billing/Text: '"order 4711 is here"'
    undelivered: [Billing/Broken]
  - {name: by the rule alone, event: {source: bank}, delivers: {Audit: {a: 1.5}}}
  - {name: why, event: shipped.json, undelivered: {Billing/Broken: not JSON}}
"#), @r#"
    exit: Negative
    --- stdout
    failed why (shop.evb.yaml:11)
      shop.evb.yaml:11:38: undelivered: `Billing/Broken` receives nothing for another reason
        - not JSON
        + the event is lost: `<items>` is an array inside a string
        declared targets.yaml:14:11
        change the suite: `undelivered: {Billing/Broken: "the event is lost: `<items>` is an array inside a string"}`
    1 failed, 2 passed: 3 cases in 1 suite
    "#);
}

#[test]
fn something_else_is_compared() {
    insta::assert_snapshot!(run(r#"
  - {name: another value, event: shipped.json, delivers: {Billing/Part: {id: 4712, state: shipped, total: 250, items: [{sku: a}]}}}
  - {name: another text, event: shipped.json, delivers: {Billing/Text: order 4711 is here}}
  - {name: nothing, event: shipped.json, delivers: {Billing/Broken: {}}}
  - {name: something, event: shipped.json, undelivered: [Billing/Part]}
  - {name: for another reason, event: shipped.json, undelivered: {Billing/Broken: too large}}
  - {name: no match, event: {source: other}, delivers: {Billing/Part: {}}}
"#), @r#"
    exit: Negative
    --- stdout
    failed another value (shop.evb.yaml:4)
      shop.evb.yaml:4:48: delivers: `Billing/Part` receives something else
          {
        -   "id": 4712,
        +   "id": 4711,
            "items": [
              {
                "sku": "a"
              }
            ],
            "state": "shipped",
            "total": 250
          }
        declared targets.yaml:10:11
        change the suite: `delivers: {Billing/Part: {"id":4711,"state":"shipped","total":250,"items":[{"sku":"a"}]}}`
    failed another text (shop.evb.yaml:5)
      shop.evb.yaml:5:47: delivers: `Billing/Text` receives something else
        - order 4711 is here
        + "order 4711 is here"
        declared targets.yaml:11:11
        change the suite: `delivers: {Billing/Text: "\"order 4711 is here\""}`
    failed nothing (shop.evb.yaml:6)
      shop.evb.yaml:6:42: delivers: `Billing/Broken` receives nothing: the event is lost: `<items>` is an array inside a string
        declared targets.yaml:14:11
        change the suite: `undelivered: [Billing/Broken]`
    failed something (shop.evb.yaml:7)
      shop.evb.yaml:7:44: undelivered: `Billing/Part` receives something
        + {
        +   "id": 4711,
        +   "items": [
        +     {
        +       "sku": "a"
        +     }
        +   ],
        +   "state": "shipped",
        +   "total": 250
        + }
        declared targets.yaml:10:11
        change the suite: `delivers: {Billing/Part: {"id":4711,"state":"shipped","total":250,"items":[{"sku":"a"}]}}`
    failed for another reason (shop.evb.yaml:8)
      shop.evb.yaml:8:53: undelivered: `Billing/Broken` receives nothing for another reason
        - too large
        + the event is lost: `<items>` is an array inside a string
        declared targets.yaml:14:11
        change the suite: `undelivered: {Billing/Broken: "the event is lost: `<items>` is an array inside a string"}`
    failed no match (shop.evb.yaml:9)
      shop.evb.yaml:9:46: delivers: the event does not match `Billing`
        Billing: `source` is "other", the pattern wants "shop": `"other"` is not `"shop"`
          pattern targets.yaml:7:31, event shop.evb.yaml:9:38
        change the template: `Billing`: let `source` take `"other"`
    6 failed, 0 passed: 6 cases in 1 suite
    "#);
}

#[test]
fn what_is_open_or_not_there() {
    insta::assert_snapshot!(run(r#"
  - {name: open, event: shipped.json, delivers: {Billing/Open: {}}}
  - {name: not there, event: shipped.json, delivers: {Billing/Prt: {}}}
  - {name: which of several, event: shipped.json, delivers: {Billing: {}}}
"#), @r"
    exit: Failure
    --- stdout
    error open (shop.evb.yaml:4)
      what `Billing/Open` receives depends on `Input`
    error not there (shop.evb.yaml:5)
      no target is called `Billing/Prt`
    error which of several (shop.evb.yaml:6)
      no target is called `Billing`
    3 could not be answered, 0 passed: 3 cases in 1 suite
    --- stderr
    error[suite/open]: what `Billing/Open` receives depends on `Input`
     --> shop.evb.yaml:4:39
      |
    4 |   - {name: open, event: shipped.json, delivers: {Billing/Open: {}}}
      |                                       ^^^^^^^^ this needs an answer
      |
      = help: give it: `parameters: {Input: …}`
    error[suite/unknown-name]: no target is called `Billing/Prt`
     --> shop.evb.yaml:5:55
      |
    5 |   - {name: not there, event: shipped.json, delivers: {Billing/Prt: {}}}
      |                                                       ^^^^^^^^^^^ not declared in what is tested
      |
      = help: did you mean `Billing/Part`?
    error[suite/unknown-name]: no target is called `Billing`
     --> shop.evb.yaml:6:62
      |
    6 |   - {name: which of several, event: shipped.json, delivers: {Billing: {}}}
      |                                                              ^^^^^^^ not declared in what is tested
      |
      = help: there are `Billing/Whole`, `Billing/Part`, `Billing/Text`, `Billing/Broken`, `Billing/Open`, `Audit/Only`
    ");
}

const NAMED: &str = "\
Resources:
  Named:
    Type: AWS::Events::Rule
    Properties:
      Name: named
      EventPattern: {source: [shop]}
      Targets:
        - {Id: Arn, Arn: 'arn:aws:sqs:eu-central-1:123456789012:a', InputTransformer: {InputTemplate: '\"<aws.events.rule-arn> <aws.events.rule-name>\"'}}
        - {Id: Time, Arn: 'arn:aws:sqs:eu-central-1:123456789012:a', InputTransformer: {InputTemplate: '\"<aws.events.event.ingestion-time>\"'}}
  Nameless:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: {source: [shop]}
      Targets:
        - {Id: Name, Arn: 'arn:aws:sqs:eu-central-1:123456789012:a', InputTransformer: {InputTemplate: '\"<aws.events.rule-name>\"'}}
";

#[test]
fn what_nobody_knows_is_not_compared() {
    let unknown = "\
template: named.yaml
cases:
  - {name: arn, event: {source: shop}, delivers: {Named/Arn: '\"arn:aws:events:us-east-1:123456789012:rule/example-rule named\"'}}
  - {name: time, event: {source: shop}, delivers: {Named/Time: '\"1970-01-01T00:00:00Z\"'}}
  - {name: name, event: {source: shop}, delivers: {Nameless: '\"Nameless\"'}}
  - {name: blank, event: {source: shop}, delivers: }
";
    insta::assert_snapshot!(host(unknown).file("named.yaml", NAMED).evb(&["test"]), @r#"
    exit: Failure
    --- stdout
    error arn (shop.evb.yaml:3)
      what `Named/Arn` receives depends on `aws.events.rule-arn`
    error time (shop.evb.yaml:4)
      what `Named/Time` receives depends on `aws.events.event.ingestion-time`
    error name (shop.evb.yaml:5)
      what `Nameless/Name` receives depends on `aws.events.rule-name`
    error blank (shop.evb.yaml:6)
      `delivers` says nothing
    4 could not be answered, 0 passed: 4 cases in 1 suite
    --- stderr
    error[suite/open]: what `Named/Arn` receives depends on `aws.events.rule-arn`
     --> shop.evb.yaml:3:40
      |
    3 |   - {name: arn, event: {source: shop}, delivers: {Named/Arn: '"arn:aws:events:us-east-1:123456789012:rule/example-rule named"'}}
      |                                        ^^^^^^^^ nobody says what AWS puts there
      |
      = help: give the suite `account` and `region`, and the rule a name in the template
    error[suite/open]: what `Named/Time` receives depends on `aws.events.event.ingestion-time`
     --> shop.evb.yaml:4:41
      |
    4 |   - {name: time, event: {source: shop}, delivers: {Named/Time: '"1970-01-01T00:00:00Z"'}}
      |                                         ^^^^^^^^ nobody says what AWS puts there
      |
      = help: give the event a `time`: it stands for that of ingestion
    error[suite/open]: what `Nameless/Name` receives depends on `aws.events.rule-name`
     --> shop.evb.yaml:5:41
      |
    5 |   - {name: name, event: {source: shop}, delivers: {Nameless: '"Nameless"'}}
      |                                         ^^^^^^^^ nobody says what AWS puts there
      |
      = help: give the rule a name in the template: AWS makes one up
    error[suite/case]: `delivers` says nothing
     --> shop.evb.yaml:6:42
      |
    6 |   - {name: blank, event: {source: shop}, delivers: }
      |                                          ^^^^^^^^ what is expected?
      |
      = help: `evb test --write` fills in what there is; `[]` is nothing
    "#);
    let known = "\
template: named.yaml
account: 123456789012
region: cn-north-1
cases:
  - {name: arn, event: {source: shop}, delivers: {Named/Arn: '\"arn:aws-cn:events:cn-north-1:123456789012:rule/named named\"'}}
  - {name: time, event: {source: shop, time: '2027-03-27T00:00:00Z'}, delivers: {Named/Time: '\"2027-03-27T00:00:00Z\"'}}
";
    insta::assert_snapshot!(host(known).file("named.yaml", NAMED).evb(&["test"]), @r"
    exit: Success
    --- stdout
    2 passed: 2 cases in 1 suite
    ");
}

#[test]
fn several_targets_have_one_remedy() {
    let suite = "\
template: named.yaml
cases:
  - name: a
    event: {source: shop, time: '2027-03-27T00:00:00Z'}
    delivers: {Named/Time: now, Both/Constant: {a: 1}, Both/All: {source: shop}}
";
    let both = format!(
        "{NAMED}  Both:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {{source: [shop]}}\n      Targets:\n        - {{Id: Constant, Arn: 'arn:aws:sqs:eu-central-1:123456789012:a', Input: '{{\"a\":1}}'}}\n        - {{Id: All, Arn: 'arn:aws:sqs:eu-central-1:123456789012:a'}}\n"
    );
    insta::assert_snapshot!(host(suite).file("named.yaml", both).evb(&["test"]), @r#"
    exit: Negative
    --- stdout
    failed a (shop.evb.yaml:3)
      shop.evb.yaml:5:5: delivers: `Named/Time` receives something else
        - now
        + "2027-03-27T00:00:00Z"
        declared named.yaml:9:11
      shop.evb.yaml:5:5: delivers: `Both/All` receives something else
          {
        -   "source": "shop"
        +   "source": "shop",
        +   "time": "2027-03-27T00:00:00Z"
          }
        declared named.yaml:22:11
        change the suite: `delivers: {Named/Time: "\"2027-03-27T00:00:00Z\"", Both/Constant: {"a":1}, Both/All: {"source":"shop","time":"2027-03-27T00:00:00Z"}}`
    1 failed, 0 passed: 1 case in 1 suite
    "#);
}
