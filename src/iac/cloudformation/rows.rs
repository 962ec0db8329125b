//! What functions give: known, known in part, open. A row each.

use super::*;

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
            "R":{{"Type":"AWS::Events::Rule","Properties":{{"Name":{name}}}}}}}}}"#
    );
    let settings = Settings {
        region: Some("eu-west-1".to_owned()),
        account: Some("123456789012".to_owned()),
        ..Settings::default()
    };
    let value = json::parse(&text).unwrap();
    let read = evaluate(&value, None, &settings);
    let rule = read.resources.iter().find(|one| one.id == "R").unwrap();
    rule.properties.get("Name").map_or_else(
        || "absent".to_owned(),
        |name| match name.as_open() {
            Some(open) => open.to_display(),
            None => name.to_compact(),
        },
    )
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
