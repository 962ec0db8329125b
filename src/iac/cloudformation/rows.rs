//! What functions give: known, known in part, open. A row each.

use std::collections::BTreeSet;

use super::*;
use crate::iac::{FileError, Files};

/// The file that a template includes.
struct Beside;

impl Files for Beside {
    fn read(&self, path: &str) -> Result<String, FileError> {
        match path {
            "name.json" => Ok(r#"{"Fn::Sub":"${Env}-included"}"#.to_owned()),
            _ => Err(FileError::Missing),
        }
    }

    fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
        Err(FileError::Missing)
    }
}

/// The name of the rule `R` with `name` as its `Name`: what is open stands as `${…}`.
fn name_of(name: &str) -> String {
    let text = format!(
        r#"{{"Parameters":{{"Env":{{"Type":"String","Default":"dev"}},"Open":{{"Type":"String"}},
            "List":{{"Type":"CommaDelimitedList","Default":"a, b"}},"OpenList":{{"Type":"List<String>"}},
            "Ssm":{{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/x"}}}},
        "Mappings":{{"M":{{"dev":{{"K":"v","L":["x"]}},"prod":{{"K":"v","L":["y"]}}}}}},
        "Conditions":{{"Dev":{{"Fn::Equals":[{{"Ref":"Env"}},"dev"]}},"Maybe":{{"Fn::Equals":[{{"Ref":"Open"}},"x"]}},
            "Both":{{"Fn::And":[{{"Fn::Not":[{{"Condition":"Dev"}}]}},{{"Condition":"Maybe"}}]}},
            "Either":{{"Fn::Or":[{{"Condition":"Maybe"}},{{"Condition":"Dev"}}]}},
            "Circle":{{"Fn::Not":[{{"Condition":"Circle"}}]}}}},
        "Resources":{{"Q":{{"Type":"AWS::SQS::Queue","Properties":{{"QueueName":"work"}}}},
            "G":{{"Type":"AWS::SQS::Queue"}},"A":{{"Type":"AWS::S3::Bucket","Properties":{{"BucketName":{{"Ref":"B"}}}}}},
            "B":{{"Type":"AWS::S3::Bucket","Properties":{{"BucketName":{{"Ref":"A"}}}}}},
            "D":{{"Type":"AWS::Events::ApiDestination","Properties":{{"Name":"d"}}}},
            "R":{{"Type":"AWS::Events::Rule","Properties":{{"Name":{name}}}}}}}}}"#
    );
    let given = [
        ("{{resolve:ssm:/given}}", "g"),
        ("ImportValue given", "i"),
        ("GetStackOutput s.given", "o"),
    ];
    let given = given.map(|(name, text)| (name.to_owned(), Value::text(text, Span::at(0))));
    let settings = Settings {
        region: Some("eu-west-1".to_owned()),
        account: Some("123456789012".to_owned()),
        parameters: given.into(),
        ..Settings::default()
    };
    let value = json::parse(&text).unwrap();
    let mut texts = Texts::new("template.json", &text, &Beside);
    let read = evaluate(&value, Some(&mut texts), &settings).unwrap();
    let rule = read.resources.iter().find(|one| one.id == "R").unwrap();
    rule.properties.get("Name").map_or_else(
        || "absent".to_owned(),
        |name| match name.as_open() {
            Some(open) => open.to_display(),
            None => name.to_compact(),
        },
    )
}

/// What is known of the arguments of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Arguments {
    Known,
    Partly,
    Open,
}

use Arguments::{Known, Open, Partly};

/// A row: the function, what is known of its arguments, the value, what comes of it.
type Row = (&'static str, Arguments, &'static str, &'static str);

/// Every function, and what may be known of its arguments. What `GetAZs` and the functions of assertions give is never
/// known.
const FUNCTIONS: [(&str, &[Arguments]); 25] = [
    ("Ref", &[Known, Open]),
    ("GetAtt", &[Known, Partly, Open]),
    ("Sub", &[Known, Partly, Open]),
    ("Join", &[Known, Partly, Open]),
    ("Select", &[Known, Partly, Open]),
    ("Split", &[Known, Partly, Open]),
    ("FindInMap", &[Known, Partly, Open]),
    ("If", &[Known, Partly, Open]),
    ("Equals", &[Known, Partly, Open]),
    ("And", &[Known, Partly, Open]),
    ("Or", &[Known, Partly, Open]),
    ("Not", &[Known, Open]),
    ("Condition", &[Known, Open]),
    ("ImportValue", &[Known, Partly, Open]),
    ("GetStackOutput", &[Known, Open]),
    ("Base64", &[Known, Partly, Open]),
    ("Cidr", &[Known, Partly, Open]),
    ("Length", &[Known, Partly, Open]),
    ("ToJsonString", &[Known, Partly, Open]),
    ("GetAZs", &[Open]),
    ("ValueOf", &[Open]),
    ("RefAll", &[Open]),
    ("Transform", &[Known, Open]),
    ("ForEach", &[Known, Partly, Open]),
    ("resolve", &[Known, Partly, Open]),
];

const ROWS: &[Row] = &[
    ("Ref", Known, r#"{"Ref":"Env"}"#, r#""dev""#),
    ("Ref", Open, r#"{"Ref":"Open"}"#, "${Open}"),
    (
        "GetAtt",
        Known,
        r#"{"Fn::GetAtt":["Q","Arn"]}"#,
        r#""arn:aws:sqs:eu-west-1:123456789012:work""#,
    ),
    (
        "GetAtt",
        Partly,
        r#"{"Fn::GetAtt":"D.Arn"}"#,
        "arn:aws:events:eu-west-1:123456789012:api-destination/d/${random}",
    ),
    ("GetAtt", Open, r#"{"Fn::GetAtt":["G","Arn"]}"#, "${G.Arn}"),
    ("Sub", Known, r#"{"Fn::Sub":"a-${Env}"}"#, r#""a-dev""#),
    (
        "Sub",
        Partly,
        r#"{"Fn::Sub":["${X}-${Open}",{"X":"x"}]}"#,
        "x-${Open}",
    ),
    ("Sub", Open, r#"{"Fn::Sub":"${Open}"}"#, "${Open}"),
    (
        "Join",
        Known,
        r#"{"Fn::Join":["-",["a",{"Ref":"Env"}]]}"#,
        r#""a-dev""#,
    ),
    (
        "Join",
        Partly,
        r#"{"Fn::Join":["-",["a",{"Ref":"Open"}]]}"#,
        "a-${Open}",
    ),
    (
        "Join",
        Open,
        r#"{"Fn::Join":["-",{"Ref":"OpenList"}]}"#,
        "${OpenList}",
    ),
    ("Select", Known, r#"{"Fn::Select":[1,["a","b"]]}"#, r#""b""#),
    (
        "Select",
        Partly,
        r#"{"Fn::Select":[1,[{"Ref":"Open"},"b"]]}"#,
        r#""b""#,
    ),
    (
        "Select",
        Open,
        r#"{"Fn::Select":[0,{"Ref":"OpenList"}]}"#,
        "${OpenList}",
    ),
    (
        "Split",
        Known,
        r#"{"Fn::Split":["-","a-b"]}"#,
        r#"["a","b"]"#,
    ),
    (
        "Split",
        Partly,
        r#"{"Fn::Split":["-",{"Fn::Sub":"a-${Open}"}]}"#,
        "${Open}",
    ),
    (
        "Split",
        Open,
        r#"{"Fn::Split":["-",{"Ref":"Open"}]}"#,
        "${Open}",
    ),
    (
        "FindInMap",
        Known,
        r#"{"Fn::FindInMap":["M","prod","L"]}"#,
        r#"["y"]"#,
    ),
    (
        "FindInMap",
        Known,
        r#"{"Fn::FindInMap":["M","no","L",{"DefaultValue":"d"}]}"#,
        r#""d""#,
    ),
    (
        "FindInMap",
        Partly,
        r#"{"Fn::FindInMap":["M",{"Ref":"Open"},"K"]}"#,
        r#""v""#,
    ),
    (
        "FindInMap",
        Open,
        r#"{"Fn::FindInMap":["M",{"Ref":"Open"},"L"]}"#,
        "${Open}",
    ),
    ("If", Known, r#"{"Fn::If":["Dev","a","b"]}"#, r#""a""#),
    ("If", Partly, r#"{"Fn::If":["Maybe","a","a"]}"#, r#""a""#),
    ("If", Open, r#"{"Fn::If":["Maybe","a","b"]}"#, "${If Maybe}"),
    (
        "Equals",
        Known,
        r#"{"Fn::If":[{"Fn::Equals":[true,"true"]},"a","b"]}"#,
        r#""a""#,
    ),
    (
        "Equals",
        Partly,
        r#"{"Fn::If":[{"Fn::Equals":["x",{"Fn::Sub":"${Open}"}]},"a","b"]}"#,
        "${If }",
    ),
    (
        "Equals",
        Open,
        r#"{"Fn::If":[{"Fn::Equals":[{"Ref":"Open"},{"Ref":"Open"}]},"a","b"]}"#,
        "${If }",
    ),
    (
        "And",
        Known,
        r#"{"Fn::If":[{"Fn::And":[{"Condition":"Dev"},{"Condition":"Dev"}]},"a","b"]}"#,
        r#""a""#,
    ),
    (
        "And",
        Partly,
        r#"{"Fn::If":[{"Fn::And":[{"Condition":"Maybe"},{"Fn::Not":[{"Condition":"Dev"}]}]},"a","b"]}"#,
        r#""b""#,
    ),
    (
        "And",
        Open,
        r#"{"Fn::If":[{"Fn::And":[{"Condition":"Maybe"},{"Condition":"Dev"}]},"a","b"]}"#,
        "${If }",
    ),
    (
        "Or",
        Known,
        r#"{"Fn::If":[{"Fn::Or":[{"Condition":"Dev"},{"Condition":"Dev"}]},"a","b"]}"#,
        r#""a""#,
    ),
    (
        "Or",
        Partly,
        r#"{"Fn::If":[{"Fn::Or":[{"Condition":"Maybe"},{"Condition":"Dev"}]},"a","b"]}"#,
        r#""a""#,
    ),
    (
        "Or",
        Open,
        r#"{"Fn::If":[{"Fn::Or":[{"Condition":"Maybe"},{"Fn::Not":[{"Condition":"Dev"}]}]},"a","b"]}"#,
        "${If }",
    ),
    (
        "Not",
        Known,
        r#"{"Fn::If":[{"Fn::Not":[{"Condition":"Dev"}]},"a","b"]}"#,
        r#""b""#,
    ),
    (
        "Not",
        Open,
        r#"{"Fn::If":[{"Fn::Not":[{"Condition":"Maybe"}]},"a","b"]}"#,
        "${If }",
    ),
    (
        "Condition",
        Known,
        r#"{"Fn::If":[{"Condition":"Dev"},"a","b"]}"#,
        r#""a""#,
    ),
    (
        "Condition",
        Open,
        r#"{"Fn::If":[{"Condition":"Maybe"},"a","b"]}"#,
        "${If }",
    ),
    (
        "ImportValue",
        Known,
        r#"{"Fn::ImportValue":"given"}"#,
        r#""i""#,
    ),
    (
        "ImportValue",
        Partly,
        r#"{"Fn::ImportValue":{"Fn::Sub":"x-${Env}"}}"#,
        "${ImportValue x-dev}",
    ),
    (
        "ImportValue",
        Open,
        r#"{"Fn::ImportValue":{"Ref":"Open"}}"#,
        "${ImportValue ${Open}}",
    ),
    (
        "GetStackOutput",
        Known,
        r#"{"Fn::GetStackOutput":{"StackName":"s","OutputName":"given"}}"#,
        r#""o""#,
    ),
    (
        "GetStackOutput",
        Open,
        r#"{"Fn::GetStackOutput":{"StackName":"s","OutputName":"x"}}"#,
        "${GetStackOutput s.x}",
    ),
    ("Base64", Known, r#"{"Fn::Base64":"dev"}"#, r#""ZGV2""#),
    (
        "Base64",
        Partly,
        r#"{"Fn::Base64":{"Fn::Sub":"a-${Open}"}}"#,
        "${Open}",
    ),
    (
        "Base64",
        Open,
        r#"{"Fn::Base64":{"Ref":"Open"}}"#,
        "${Open}",
    ),
    (
        "Cidr",
        Known,
        r#"{"Fn::Cidr":["10.0.0.0/16",2,8]}"#,
        r#"["10.0.0.0/24","10.0.1.0/24"]"#,
    ),
    (
        "Cidr",
        Partly,
        r#"{"Fn::Cidr":["10.0.0.0/16",{"Ref":"Open"},8]}"#,
        "${Open}",
    ),
    (
        "Cidr",
        Open,
        r#"{"Fn::Cidr":[{"Ref":"Open"},{"Ref":"Open"}]}"#,
        "${Open}",
    ),
    ("Length", Known, r#"{"Fn::Length":{"Ref":"List"}}"#, "2"),
    (
        "Length",
        Partly,
        r#"{"Fn::Length":[{"Ref":"Open"},"x"]}"#,
        "2",
    ),
    (
        "Length",
        Open,
        r#"{"Fn::Length":{"Ref":"OpenList"}}"#,
        "${OpenList}",
    ),
    (
        "ToJsonString",
        Known,
        r#"{"Fn::ToJsonString":["a",1.50]}"#,
        r#""[\"a\",1.50]""#,
    ),
    (
        "ToJsonString",
        Partly,
        r#"{"Fn::ToJsonString":{"a":[{"Ref":"Open"},"x"]}}"#,
        r#"{"a":["${Open}","x"]}"#,
    ),
    (
        "ToJsonString",
        Open,
        r#"{"Fn::ToJsonString":{"Ref":"OpenList"}}"#,
        "${OpenList}",
    ),
    ("GetAZs", Open, r#"{"Fn::GetAZs":""}"#, "${GetAZs}"),
    (
        "ValueOf",
        Open,
        r#"{"Fn::ValueOf":["P","A"]}"#,
        "${ValueOf}",
    ),
    (
        "RefAll",
        Open,
        r#"{"Fn::RefAll":"AWS::EC2::VPC::Id"}"#,
        "${RefAll}",
    ),
    (
        "Transform",
        Known,
        r#"{"Fn::Transform":{"Name":"AWS::Include","Parameters":{"Location":"name.json"}}}"#,
        r#""dev-included""#,
    ),
    (
        "Transform",
        Open,
        r#"{"Fn::Transform":{"Name":"AWS::Include","Parameters":{"Location":"s3://b/k"}}}"#,
        "${AWS::Include s3://b/k}",
    ),
    (
        "Transform",
        Open,
        r#"{"Fn::Transform":{"Name":"Own","Parameters":{}}}"#,
        "${Transform Own}",
    ),
    (
        "ForEach",
        Known,
        r#"{"Fn::ForEach::L":["I",["a.b"],{"k${I}":"&{I}"}]}"#,
        r#"{"ka.b":"ab"}"#,
    ),
    (
        "ForEach",
        Partly,
        r#"{"Fn::ForEach::L":["I",{"Ref":"List"},{"k${I}":{"Ref":"Open"}}]}"#,
        r#"{"ka":"${Open}","kb":"${Open}"}"#,
    ),
    (
        "ForEach",
        Open,
        r#"{"Fn::ForEach::L":["I",{"Ref":"OpenList"},{"k${I}":"v"}]}"#,
        "${OpenList}",
    ),
    (
        "resolve",
        Known,
        r#""x-{{resolve:ssm:/given}}""#,
        r#""x-g""#,
    ),
    (
        "resolve",
        Partly,
        r#"{"Fn::Sub":"x-{{resolve:ssm:/${Env}}}"}"#,
        "x-${{{resolve:ssm:/dev}}}",
    ),
    (
        "resolve",
        Open,
        r#""{{resolve:secretsmanager:s}}""#,
        "${{{resolve:secretsmanager:s}}}",
    ),
];

#[test]
fn every_function_gives_what_its_arguments_tell() {
    for (function, arguments, value, expected) in ROWS {
        assert_eq!(
            name_of(value),
            *expected,
            "{function} {arguments:?}: {value}"
        );
    }
    let wanted = FUNCTIONS
        .iter()
        .flat_map(|(name, all)| all.iter().map(move |one| (*name, *one)));
    let wanted: BTreeSet<_> = wanted.collect();
    let there: BTreeSet<_> = ROWS
        .iter()
        .map(|(name, arguments, ..)| (*name, *arguments))
        .collect();
    assert_eq!(wanted, there);
}

#[test]
fn functions_give_what_is_known() {
    for (name, expected) in [
        (r#"{"Ref":"Env"}"#, r#""dev""#),
        (r#"{"Ref":"Open"}"#, "${Open}"),
        (r#"{"Ref":"Ssm"}"#, "${Ssm}"),
        (r#"{"Ref":"List"}"#, r#"["a","b"]"#),
        (r#"{"Ref":"AWS::Partition"}"#, r#""aws""#),
        (r#"{"Ref":"AWS::StackName"}"#, "${AWS::StackName}"),
        (
            r#"{"Fn::Sub":"${Env}-${!Env}-${Open}"}"#,
            "dev-${Env}-${Open}",
        ),
        (
            r#"{"Fn::Sub":["${X}${Env}",{"X":{"Ref":"Env"}}]}"#,
            r#""devdev""#,
        ),
        (
            r#"{"Fn::Sub":"${Q.Arn}"}"#,
            r#""arn:aws:sqs:eu-west-1:123456789012:work""#,
        ),
        (r#"{"Fn::GetAtt":["G","Arn"]}"#, "${G.Arn}"),
        (
            r#"{"Fn::Join":["-",[{"Ref":"Env"},{"Ref":"AWS::NoValue"},"x"]]}"#,
            r#""dev-x""#,
        ),
        (r#"{"Fn::Join":["-",{"Ref":"OpenList"}]}"#, "${OpenList}"),
        (r#"{"Fn::Select":["1",{"Ref":"List"}]}"#, r#""b""#),
        (r#"{"Fn::Select":[5,{"Ref":"List"}]}"#, "${Select}"),
        (r#"{"Fn::Split":["-","a-b"]}"#, r#"["a","b"]"#),
        (r#"{"Fn::FindInMap":["M",{"Ref":"Env"},"L"]}"#, r#"["x"]"#),
        (r#"{"Fn::FindInMap":["M",{"Ref":"Open"},"K"]}"#, r#""v""#),
        (r#"{"Fn::FindInMap":["M",{"Ref":"Open"},"L"]}"#, "${Open}"),
        (
            r#"{"Fn::FindInMap":["M","x","y",{"DefaultValue":"d"}]}"#,
            r#""d""#,
        ),
        (r#"{"Fn::If":["Dev","a","b"]}"#, r#""a""#),
        (r#"{"Fn::If":["Both","a","b"]}"#, r#""b""#),
        (r#"{"Fn::If":["Either","a","b"]}"#, r#""a""#),
        (r#"{"Fn::If":["Maybe","a","a"]}"#, r#""a""#),
        (r#"{"Fn::If":["Maybe","a","b"]}"#, "${If Maybe}"),
        (r#"{"Fn::If":["Circle","a","b"]}"#, "${If Circle}"),
        (
            r#"{"Fn::If":["Dev",{"Ref":"AWS::NoValue"},"b"]}"#,
            "${generated}",
        ),
        (r#"{"Fn::Base64":{"Ref":"Env"}}"#, r#""ZGV2""#),
        (r#"{"Fn::Length":{"Ref":"List"}}"#, "2"),
        (
            r#"{"Fn::ToJsonString":{"a":[{"Ref":"Open"},1.50]}}"#,
            r#"{"a":["${Open}",1.50]}"#,
        ),
        (
            r#"{"Fn::ImportValue":{"Fn::Sub":"x-${Env}"}}"#,
            "${ImportValue x-dev}",
        ),
        (r#"{"Fn::Unheard":1}"#, "${Unheard}"),
        (r#"{"Ref":"A"}"#, "${Ref A}"),
        (r#""x-{{resolve:ssm:/a}}""#, "x-${{{resolve:ssm:/a}}}"),
        (
            r#"{"Fn::Sub":"{{resolve:ssm:/${Env}}}"}"#,
            "${{{resolve:ssm:/dev}}}",
        ),
    ] {
        assert_eq!(name_of(name), expected, "{name}");
    }
}

/// What is told of a template in YAML, a line each.
fn told(template: &str) -> String {
    let (value, _) = parsed(template, Span::new(0, template.len())).unwrap();
    let read = evaluate(&value, None, &Settings::default()).unwrap();
    let told = read.diagnostics.iter().map(|one| {
        let help = one.help.as_deref().unwrap_or_default();
        let place = one.primary.as_ref().map(|label| label.span);
        let place = place.and_then(|span| template.get(span.start..span.end));
        format!("{}: {} {help}", place.unwrap_or_default(), one.message)
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_has_no_name_is_told_with_the_nearest_that_has_one() {
    for (resource, expected) in [
        (
            "{Type: AWS::Events::Rule, Properties: {ScheduleExpresion: rate(1 day)}}",
            "ScheduleExpresion: `ScheduleExpresion` is refused: `AWS::Events::Rule` has no such member did you mean `ScheduleExpression`?",
        ),
        (
            "{Type: AWS::Events::Rule, Properties: {Pattern: {}}}",
            "Pattern: `Pattern` is refused: `AWS::Events::Rule` has no such member did you mean `EventPattern`?",
        ),
        (
            "{Type: AWS::Events::Rule, Properties: {Targets: [{Id: a, Arn: b, InputTransformer: {InputPathMap: {}}}]}}",
            "InputPathMap: `InputPathMap` is refused: `InputTransformer` has no such member did you mean `InputPathsMap`?",
        ),
        (
            "{Type: AWS::Events::Rule, Properties: {Targets: {Id: a, Arm: b}}}",
            "Arm: `Arm` is refused: `Targets` has no such member did you mean `Arn`?",
        ),
        (
            "{Type: AWS::Scheduler::Schedule, Properties: {ActionAfterCompletion: NONE}}",
            "ActionAfterCompletion: `ActionAfterCompletion` is refused: `AWS::Scheduler::Schedule` has no such member there are `Description`, `EndDate`, `FlexibleTimeWindow`, `GroupName`, `KmsKeyArn`, `Name`, `ScheduleExpression`, `ScheduleExpressionTimezone`, `StartDate`, `State`, `Target`",
        ),
        (
            "{Type: AWS::Scheduler::Schedule, Properties: {FlexibleTimeWindow: {Mod: OFF}}}",
            "Mod: `Mod` is refused: `FlexibleTimeWindow` has no such member did you mean `Mode`?",
        ),
        (
            "{Type: AWS::Pipes::Pipe, Properties: {SourceParameters: {FilterCritera: {}}}}",
            "FilterCritera: `FilterCritera` is refused: `SourceParameters` has no such member did you mean `FilterCriteria`?",
        ),
        (
            "{Type: AWS::Pipes::Pipe, Properties: {TargetParameters: {InputTemplat: a}}}",
            "InputTemplat: `InputTemplat` is refused: `TargetParameters` has no such member did you mean `InputTemplate`?",
        ),
        (
            "{Type: AWS::SNS::Subscription, Properties: {FilterPolicyscope: MessageBody, FilterPolicy: {anything: [x]}}}",
            "FilterPolicyscope: `FilterPolicyscope` is refused: `AWS::SNS::Subscription` has no such member did you mean `FilterPolicyScope`?",
        ),
        (
            "{Type: AWS::Lambda::EventSourceMapping, Properties: {FilterCriteria: {Filter: []}}}",
            "Filter: `Filter` is refused: `FilterCriteria` has no such member did you mean `Filters`?",
        ),
        (
            "{Type: AWS::Events::Ruel, Properties: {}}",
            "AWS::Events::Ruel: `AWS::Events::Ruel` is left out: no such type is known did you mean `AWS::Events::Rule`?",
        ),
        (
            "{Type: AWS::EventBridge::Rule, Properties: {EventPattern: {}}}",
            "AWS::EventBridge::Rule: `AWS::EventBridge::Rule` is left out, and the `EventPattern` that it has: this type is not read did you mean `AWS::Events::Rule`?",
        ),
        (
            "{Type: AWS::Notifications::EventRule, Properties: {EventPattern: '{}'}}",
            "AWS::Notifications::EventRule: `AWS::Notifications::EventRule` is left out, and the `EventPattern` that it has: this type is not read ",
        ),
        (
            "{Type: AWS::SSM::Association, Properties: {ScheduleExpression: rate(1 day)}}",
            "",
        ),
        ("{Type: AWS::PCS::Queue, Properties: {}}", ""),
        (
            "{Type: AWS::Events::Rule, Propertis: {EventPattern: {}}}",
            "Propertis: `Propertis` is refused: a resource has no such member did you mean `Properties`?",
        ),
        (
            "{Typ: AWS::Events::Rule, Properties: {}}",
            "R: `R` is left out: it has no `Type` \nTyp: `Typ` is refused: a resource has no such member did you mean `Type`?",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Evnts: {}}}",
            "Evnts: `Evnts` is refused: `AWS::Serverless::Function` has no such member did you mean `Events`?",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Scheduel, Properties: {}}}}}",
            "Scheduel: the event `E` of the function `R` is refused: a function has none of type `Scheduel` did you mean `Schedule`?",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: EventBridgeRule, Properties: {EventPattern: {}}}}}}",
            "EventPattern: `EventPattern` is refused: an event of type `EventBridgeRule` has no such member did you mean `Pattern`?",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Schedule, Properties: {ScheduleExpression: rate(1 day)}}}}}",
            "ScheduleExpression: `ScheduleExpression` is refused: an event of type `Schedule` has no such member did you mean `Schedule`?",
        ),
        (
            "{Type: AWS::Serverless::StateMachine, Properties: {Events: {E: {Type: SQS, Properties: {Queue: q}}}}}",
            "SQS: the event `E` of the state machine `R` is refused: a state machine has none of type `SQS` there are `Api`, `CloudWatchEvent`, `EventBridgeRule`, `Schedule`, `ScheduleV2`",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: SQS, Properties: {Queue: q, FilterCriterias: {}}}}}}",
            "FilterCriterias: `FilterCriterias` is refused: an event of type `SQS` has no such member did you mean `FilterCriteria`?",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: EventBridgeRule, Properties: {Pattern: '{}'}}}}}",
            "'{}': a `Pattern` of SAM is an object, no text write the pattern itself, without quotes around it",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: EventBridgeRule, Properties: {DeadLetterConfig: {Arn: a, Type: SQS}}}}}}",
            "{Arn: a, Type: SQS}: a `DeadLetterConfig` of SAM has either `Arn` or `Type` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: SQS, Properties: {BatchSize: 1}}}}}",
            "{BatchSize: 1}: the event `E` of the function `R` is refused: it lacks `Queue` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Kinesis, Properties: {BatchSize: 1}}}}}",
            "{BatchSize: 1}: the event `E` of the function `R` is refused: it lacks `Stream` and `StartingPosition` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: SNS, Properties: {FilterPolicy: {a: [b]}}}}}}",
            "{FilterPolicy: {a: [b]}}: the event `E` of the function `R` is refused: it lacks `Topic` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Schedule}}}}",
            "{Type: Schedule}: the event `E` of the function `R` is refused: it lacks `Schedule` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: SQS, Properties: {Quue: q}}}}}",
            "Quue: `Quue` is refused: an event of type `SQS` has no such member did you mean `Queue`?",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: SQS, Properties: {Fn::If: [a, {}, {}]}}}}}",
            "Fn::If: `Fn::If` is refused: an event of type `SQS` has no such member ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: S3, Properties: []}}}}",
            "[]: the event `E` of the function `R` is refused: its properties are no object ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: EventBridgeRule, Properties: {DeadLetterConfig: {Type: SNS}}}}}}",
            "SNS: the only `Type` of a `DeadLetterConfig` of SAM is `SQS` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: EventBridgeRule, Properties: {DeadLetterConfig: {QueueLogicalId: X}}}}}}",
            "{QueueLogicalId: X}: a `DeadLetterConfig` of SAM has `Arn` or `Type: SQS` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: EventBridgeRule, Properties: {DeadLetterConfig: {Type: SQS, QueueLogicalId: X}}}}}}",
            "",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day), Name: n, DeadLetterConfig: {Arn: a, QueueLogicalId: X}}}}}}",
            "QueueLogicalId: `QueueLogicalId` has no effect beside `Arn` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: EventBridgeRule, Properties: {DeadLetterConfig: {Type: SQS, Foo: X}}}}}}",
            "Foo: `Foo` has no effect beside `Type` and `QueueLogicalId` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {DeadLetterQueue: {Type: SQS, TargetArn: a, Foo: 1}}}",
            "Foo: `Foo` has no effect beside `Type` and `TargetArn` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {DeadLetterQueue: {Type: sqs, TargetArn: a}}}",
            "sqs: the `DeadLetterQueue` of the function `R` is refused: its `Type` is `sqs` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {DeadLetterQueue: {Type: SNS}}}",
            "{Type: SNS}: the `DeadLetterQueue` of the function `R` is refused: it lacks `TargetArn` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {DeadLetterQueue: {TargetArn: a}}}",
            "{TargetArn: a}: the `DeadLetterQueue` of the function `R` is refused: it lacks `Type` ",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {DeadLetterQueue: {Type: !Ref Open, TargetArn: a}}}",
            "",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {DeadLetterQueue: {}}}",
            "",
        ),
        (
            "{Type: AWS::Serverless::Function, Properties: {DeadLetterConfig: {TargetArn: a}}}",
            "DeadLetterConfig: `DeadLetterConfig` is refused: `AWS::Serverless::Function` has no such member did you mean `DeadLetterQueue`?",
        ),
    ] {
        let template = format!("Resources:\n  R: {resource}\n");
        assert_eq!(told(&template), expected, "{resource}");
    }
    assert_eq!(
        told(
            "Globals: {Functions: {}}\nConditons: {}\nResources: {}\nTransform: AWS::Serverless-2016-10-31\n"
        ),
        "Conditons: `Conditons` is refused: a template has no such member did you mean `Conditions`?\n\
         Functions: `Functions` is refused: `Globals` has no such member did you mean `Function`?"
    );
}

/// What the target of the rule of an event names, and the names of everything that was made.
fn sam(functions: &str) -> String {
    let template = format!(
        "Transform: AWS::Serverless-2016-10-31\nGlobals: {{Function: {{AutoPublishAlias: live}}}}\nResources:\n{functions}"
    );
    let (value, _) = parsed(&template, Span::new(0, template.len())).unwrap();
    let read = evaluate(&value, None, &Settings::default()).unwrap();
    let resources = read.resources.iter().map(|one| {
        let arn = one.properties.get("Targets").and_then(|all| {
            let arn = all.as_array()?.first()?.get("Arn")?;
            Some(arn.as_open()?.to_display())
        });
        let name = one.properties.get("Name").and_then(|name| name.as_open());
        let name = name
            .map(crate::json::Open::to_display)
            .filter(|_| one.id == "R");
        format!(
            "{}{}{}",
            one.id,
            arn.unwrap_or_default(),
            name.unwrap_or_default()
        )
    });
    resources.collect::<Vec<_>>().join(" ")
}

#[test]
fn what_sam_makes_has_the_names_of_its_translator() {
    const EVENT: &str = "Events: {E: {Type: EventBridgeRule, Properties: {Pattern: {}}}}";
    for (functions, expected) in [
        (
            format!("  F: {{Type: AWS::Serverless::Function, Properties: {{{EVENT}}}}}\n"),
            "F FAliaslive FE${Ref FAliaslive} FEPermission",
        ),
        (
            format!("  F: {{Type: AWS::Serverless::Function, IgnoreGlobals: '*', Properties: {{{EVENT}}}}}\n"),
            "F FE${F.Arn} FEPermission",
        ),
        (
            format!("  F: {{Type: AWS::Serverless::Function, IgnoreGlobals: [AutoPublishAlias], Properties: {{{EVENT}}}}}\n"),
            "F FE${F.Arn} FEPermission",
        ),
        (
            format!("  F: {{Type: AWS::Serverless::Function, IgnoreGlobals: [Timeout], Properties: {{AutoPublishAlias: a-b_c, {EVENT}}}}}\n"),
            "F FAliasaDbUc FE${Ref FAliasaDbUc} FEPermission",
        ),
        (
            format!("  S: {{Type: AWS::Serverless::StateMachine, Properties: {{AutoPublishAlias: a, {EVENT}}}}}\n"),
            "S SAliasa SERole SE${Ref S}",
        ),
        (
            format!("  S: {{Type: AWS::Serverless::StateMachine, Properties: {{AutoPublishAlias: a, UseAliasAsEventTarget: true, {EVENT}}}}}\n"),
            "S SAliasa SERole SE${Ref SAliasa}",
        ),
        (
            "  F: {Type: AWS::Serverless::Function, Properties: {}}\n  R: {Type: AWS::Events::Rule, Properties: {Name: !Ref F.Alias}}\n".to_owned(),
            "F FAliaslive R${Ref FAliaslive}",
        ),
        (
            "  F: {Type: AWS::Serverless::Function, Properties: {}}\n  R: {Type: AWS::Events::Rule, Properties: {Name: !Sub '${F.Alias}'}}\n".to_owned(),
            "F FAliaslive R${Ref FAliaslive}",
        ),
        (
            "  F: {Type: AWS::Serverless::Function, Properties: {}}\n  R: {Type: AWS::Events::Rule, Properties: {Name: !GetAtt F.Alias.AliasArn}}\n".to_owned(),
            "F FAliaslive R${FAliaslive.AliasArn}",
        ),
        (
            "  F: {Type: AWS::Serverless::Function, Properties: {}}\n  R: {Type: AWS::Events::Rule, Properties: {Name: !Ref F.Version}}\n".to_owned(),
            "F FAliaslive R${F.Version}",
        ),
    ] {
        assert_eq!(sam(&functions), expected, "{functions}");
    }
}
