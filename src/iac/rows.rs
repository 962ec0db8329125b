//! What each shape declares, a row each.

use super::*;
use crate::model::{DeadLetter, Declared, Inventory, ScheduleOwner, Thing};

/// What an inventory holds, in a line: kind, name and what matters of each thing.
fn shown(inventory: &Inventory) -> String {
    let things = inventory.things().map(|(names, thing)| {
        let name = names.first().cloned().unwrap_or_default();
        match thing {
            Thing::Rule(rule) => {
                let pattern = match &rule.pattern {
                    Some(pattern) if pattern.open().is_some() => "?",
                    Some(_) => "pattern",
                    None => "",
                };
                let schedule = rule.schedule.as_ref().map_or("", |_| "schedule");
                format!("rule {name} {pattern}{schedule}")
            }
            Thing::Target(_, _) => format!("target {name}"),
            Thing::Schedule(schedule) => {
                let expression = schedule.expression.as_ref();
                let owner = match schedule.owner {
                    ScheduleOwner::Untold => "untold ",
                    ScheduleOwner::Scheduler | ScheduleOwner::Rule => "",
                };
                let expression = expression.map_or_else(String::new, |one| one.to_display());
                format!("{owner}schedule {name} {expression}")
            }
            Thing::Pipe(pipe) => format!("pipe {name} {}", pipe.filters.len()),
            Thing::EventSourceMapping(one) => format!("mapping {name} {}", one.filters.len()),
            Thing::Subscription(_) => format!("subscription {name}"),
            Thing::Archive(_) => format!("archive {name}"),
            Thing::Bus(_) => format!("bus {name}"),
            Thing::ScheduleGroup(_) => format!("schedule group {name}"),
            Thing::ApiDestination(_) => format!("API destination {name}"),
            Thing::Connection(_) => format!("connection {name}"),
            Thing::Bucket(_) => format!("bucket {name}"),
            Thing::Queue(_) => format!("queue {name}"),
            Thing::Function(_) => format!("function {name}"),
            Thing::Stream(_) => format!("stream {name}"),
            Thing::Permission(_) => format!("permission {name}"),
            Thing::Policy(_) => format!("policy {name}"),
        }
    });
    let filters = inventory.filters.iter().map(|_| "filter".to_owned());
    let told = inventory
        .diagnostics
        .iter()
        .map(|one| one.code.as_str().to_owned());
    let all: Vec<String> = things
        .chain(filters)
        .chain(told)
        .map(|one| one.trim().to_owned())
        .collect();
    all.join(", ")
}

fn declares(text: &str) -> Option<String> {
    let value = json::parse(text).unwrap();
    declared(&value, text).map(|inventory| shown(&inventory))
}

#[test]
fn what_declares_something_is_seen_through() {
    for (text, expected) in [
        (
            r#"{"Name":"r","EventPattern":"{\"a\":[1]}"}"#,
            "rule r pattern",
        ),
        (r#"{"Name":"r","EventPattern":{"a":[1]}}"#, "rule r pattern"),
        (r#"{"EventPattern":"{}"}"#, "rule  pattern"),
        (r#"{"name":"n","pattern":{"a":[1]}}"#, "rule n pattern"),
        (
            r#"{"Name":"r","ScheduleExpression":"rate(1 hour)"}"#,
            "untold schedule r rate(1 hour)",
        ),
        (
            r#"{"Name":"r","ScheduleExpression":"rate(1 hour)","EventBusName":"default"}"#,
            "rule r schedule",
        ),
        (
            r#"{"Name":"s","ScheduleExpression":"rate(1 hour)","Target":{"Arn":"a"}}"#,
            "schedule s rate(1 hour)",
        ),
        (
            r#"{"Schedules":["rate(1 hour)",{"Name":"s"}]}"#,
            "untold schedule  rate(1 hour), untold schedule s",
        ),
        (
            r#"{"schedules":[{"Name":"s","GroupName":"g","ScheduleExpression":"rate(1 hour)"}]}"#,
            "schedule s rate(1 hour)",
        ),
        (
            r#"{"Rules":[{"Name":"r","EventPattern":"{}"},{"Name":"q"}]}"#,
            "rule r pattern, rule q",
        ),
        (
            r#"{"Rule":"r","Targets":[{"Id":"1","Arn":"a"}]}"#,
            "target r/1",
        ),
        (
            r#"[{"Rule":"r","Targets":[{"Id":"1","Arn":"a"}]},{"Name":"r","EventPattern":"{}"}]"#,
            "rule r pattern, target r/1",
        ),
        (r#"{"Id":"1","Arn":"a"}"#, "target 1"),
        (
            r#"{"InputPathsMap":{"a":"$.b"},"InputTemplate":"<a>"}"#,
            "target",
        ),
        (r#"{"RetryPolicy":{"MaximumRetryAttempts":3}}"#, "target"),
        (
            r#"{"MaximumRetryAttempts":3,"MaximumEventAgeInSeconds":60}"#,
            "target",
        ),
        (r#"{"Name":"p","Source":"a","Target":"b"}"#, "pipe p 0"),
        (
            r#"{"Name":"p","Source":"a","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}}"#,
            "pipe p 1",
        ),
        (
            r#"{"UUID":"u","EventSourceArn":"a","FunctionArn":"f","FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}"#,
            "mapping u 1",
        ),
        (
            r#"{"EventSourceMappings":[{"EventSourceArn":"a","FunctionArn":"f"}]}"#,
            "mapping  0",
        ),
        (
            r#"{"Rules":[{"Name":"r","EventPattern":"{}"}],"NextToken":"t"}"#,
            "rule r pattern, declaration/incomplete-list",
        ),
        (
            r#"{"Targets":[{"Id":"1","Arn":"a"}],"NextToken":"t"}"#,
            "target 1, declaration/incomplete-list",
        ),
        (
            r#"{"Schedules":[{"Name":"s","Arn":"arn:aws:scheduler:r:1:schedule/g/s","Target":{"Arn":"a"}}]}"#,
            "schedule s, template/left-out",
        ),
        (
            r#"{"Pipes":[{"Name":"p","Arn":"x","Source":"a","Target":"b"}]}"#,
            "pipe p 0, template/left-out",
        ),
        (
            r#"{"Archives":[{"ArchiveName":"a","EventSourceArn":"b","EventCount":3}]}"#,
            "archive a, template/left-out",
        ),
        (
            r#"{"Name":"r","EventPattern":"{}","RoleArn":"","Description":"","EventBusName":""}"#,
            "rule r pattern, declaration/placeholder",
        ),
        (r#"{"EventBridgeConfiguration":{}}"#, "bucket"),
        (
            r#"{"Name":"b","Arn":"arn:aws:events:r:1:event-bus/b","Policy":"{}"}"#,
            "bus b, policy",
        ),
        (
            r#"{"ApiDestinations":[{"Name":"a","ConnectionArn":"c","InvocationEndpoint":"https://x","HttpMethod":"POST"}]}"#,
            "API destination a",
        ),
        (
            r#"{"Name":"c","AuthorizationType":"API_KEY","ConnectionState":"AUTHORIZED"}"#,
            "connection c",
        ),
        (
            r#"{"ScheduleGroups":[{"Name":"g","Arn":"arn:aws:scheduler:r:1:schedule-group/g"}]}"#,
            "schedule group g",
        ),
        (
            r#"{"QueueConfigurations":[{"Id":"i","QueueArn":"q","Events":["s3:ObjectCreated:*"]}]}"#,
            "bucket",
        ),
        (
            r#"{"Attributes":{"TopicArn":"t","Protocol":"sqs","FilterPolicy":"{}","RawMessageDelivery":"true"}}"#,
            "subscription",
        ),
        (
            r#"{"Attributes":{"QueueArn":"arn:aws:sqs:r:1:q","RedrivePolicy":"{\"deadLetterTargetArn\":\"d\"}"}}"#,
            "queue q",
        ),
        (r#"{"Pattern":"{}"}"#, "filter"),
        (
            r#"{"Filters":[{"Pattern":"{}"},{"Pattern":"{}"}]}"#,
            "filter, filter",
        ),
        (
            r#"{"FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}"#,
            "filter",
        ),
        (
            r#"{"TopicArn":"t","Protocol":"sqs","Attributes":{"FilterPolicy":"{}"}}"#,
            "subscription",
        ),
        (
            r#"{"ArchiveName":"a","EventSourceArn":"b","EventPattern":"{}"}"#,
            "archive a",
        ),
        (
            r#"{"resourceType":"AWS::Events::Rule","configuration":{"Name":"r","EventPattern":"{}"}}"#,
            "rule r pattern",
        ),
        (
            r#"{"resourceType":"AWS::S3::Bucket","configuration":{}}"#,
            "bucket",
        ),
    ] {
        assert_eq!(declares(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn resources_of_templates_are_read_by_their_types() {
    let template = |resources: &str| {
        declares(&format!(
            r#"{{"AWSTemplateFormatVersion":"2010-09-09","Resources":{{{resources}}}}}"#
        ))
    };
    for (resources, expected) in [
        (
            r#""R":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"a":[1]},"Targets":[{"Id":"1","Arn":"a"}]}}"#,
            "rule R pattern, target R/1",
        ),
        (
            r#""R":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"a":[{"Ref":"S"}]}}}"#,
            "rule R ?",
        ),
        (
            r#""R":{"Type":"AWS::Events::Rule","Properties":{"ScheduleExpression":"rate(1 hour)"}}"#,
            "rule R schedule",
        ),
        (
            r#""S":{"Type":"AWS::Scheduler::Schedule","Properties":{"ScheduleExpression":{"Fn::Sub":"rate(${N} minutes)"}}}"#,
            "schedule S rate(${N} minutes)",
        ),
        (
            r#""P":{"Type":"AWS::Pipes::Pipe","Properties":{"Source":{"Fn::GetAtt":["Q","Arn"]},"Target":{"Ref":"T"}}}"#,
            "pipe P 0",
        ),
        (
            r#""M":{"Type":"AWS::Lambda::EventSourceMapping","Properties":{"FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}}"#,
            "mapping M 1",
        ),
        (
            r#""S":{"Type":"AWS::SNS::Subscription","Properties":{"FilterPolicy":{"a":[1]}}}"#,
            "subscription S",
        ),
        (
            r#""A":{"Type":"AWS::Events::Archive","Properties":{"SourceArn":"b"}}"#,
            "archive A",
        ),
        (
            r#""B":{"Type":"AWS::Events::EventBus","Properties":{"Name":"b"}}"#,
            "bus B",
        ),
        (r#""B":{"Type":"AWS::S3::Bucket"}"#, "bucket B"),
        (
            r#""F":{"Type":"AWS::Serverless::Function","Properties":{"Events":{"E":{"Type":"EventBridgeRule","Properties":{"Pattern":{}}}}}}"#,
            "rule FE pattern, target FE/FELambdaTarget, function F, permission FEPermission",
        ),
        (
            r#""M":{"Type":"AWS::Serverless::StateMachine","Properties":{"Events":{"E":{"Type":"EventBridgeRule","Properties":{"Pattern":{}}}}}}"#,
            "rule ME pattern, target ME/MEStepFunctionsTarget",
        ),
        (
            r#""F":{"Type":"AWS::Serverless::Function","Properties":{"Events":{"E":{"Type":"Schedule","Properties":{"Schedule":"rate(1 hour)"}}}}}"#,
            "rule FE schedule, target FE/FELambdaTarget, function F, permission FEPermission",
        ),
        (
            r#""F":{"Type":"AWS::Serverless::Function","Properties":{"Events":{"E":{"Type":"ScheduleV2","Properties":{"ScheduleExpression":"rate(1 hour)"}}}}}"#,
            "schedule FE rate(1 hour), function F, template/function",
        ),
        (
            r#""F":{"Type":"AWS::Serverless::Function","Properties":{"Events":{"E":{"Type":"SQS","Properties":{"Queue":"q","FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}}}}}"#,
            "mapping FE 1, function F",
        ),
        (
            r#""F":{"Type":"AWS::Serverless::Function","Properties":{"Events":{"E":{"Type":"SNS","Properties":{"Topic":"t","FilterPolicy":{}}}}}}"#,
            "subscription FE, function F, permission FEPermission",
        ),
        (
            r#""Fn::ForEach::X":["I",["a","b-c"],{"B&{I}":{"Type":"AWS::S3::Bucket"}}]"#,
            "bucket Ba, bucket Bbc",
        ),
        (
            r#""Fn::ForEach::X":["I",{"Ref":"L"},{"B&{I}":{"Type":"AWS::S3::Bucket"}}]"#,
            "template/left-out",
        ),
        (
            r#""N":{"Type":"AWS::CloudFormation::Stack","Properties":{}}"#,
            "template/left-out",
        ),
        (
            r#""N":{"Type":"AWS::Serverless::Application","Properties":{}}"#,
            "template/left-out",
        ),
    ] {
        assert_eq!(
            template(resources).as_deref(),
            Some(expected),
            "{resources}"
        );
    }
}

#[test]
fn a_pattern_stays_a_pattern_whatever_its_fields_are_called() {
    for text in [
        r#"{"source":["aws.ec2"]}"#,
        r#"{"Name":["x"],"EventPattern":{"a":[1]},"State":["x"]}"#,
        r#"{"name":["x"],"pattern":{"a":[1]}}"#,
        r#"{"EventPattern":{"a":[1]}}"#,
        r#"{"pattern":["x"],"Pattern":["y"]}"#,
        r#"{"FilterCriteria":{"Filters":["x",{"prefix":"y"}]}}"#,
        r#"{"Filters":[{"prefix":"y"}]}"#,
        r#"{"Type":["AWS::Events::Rule"],"Properties":{"EventPattern":{"a":[1]}}}"#,
        r#"{"Resources":{"x":{"Type":["y"]}}}"#,
        r#"{"Rules":[{"prefix":"x"}]}"#,
        r#"{"rules":[{"prefix":"x"}],"targets":[{"exists":true}],"schedules":["x"]}"#,
        r#"{"targets":[{"prefix":"x"}]}"#,
        r#"{"schedules":[{"prefix":"x"}]}"#,
        r#"{"Targets":[{"prefix":"x"}]}"#,
        r#"{"rules":[]}"#,
        r#"{"ScheduleExpression":["rate(1 hour)"]}"#,
        r#"{"SourceParameters":{"FilterCriteria":["x"]}}"#,
        r#"{"configuration":{"state":["x"]}}"#,
        r#"{"RetryPolicy":["x"],"Id":["1"],"Arn":[{"prefix":"arn"}]}"#,
    ] {
        assert_eq!(declares(text), None, "{text}");
    }
}

#[test]
fn rules_are_on_the_bus_whose_resource_they_name() {
    let text = r#"{"Resources":{
        "B":{"Type":"AWS::Events::EventBus","Properties":{"Name":"orders"}},
        "C":{"Type":"AWS::Events::EventBus","Properties":{"Name":{"Ref":"X"}}},
        "R":{"Type":"AWS::Events::Rule","Properties":{"EventBusName":{"Ref":"B"},"EventPattern":{}}},
        "S":{"Type":"AWS::Events::Rule","Properties":{"EventBusName":{"Fn::GetAtt":["B","Name"]},"EventPattern":{}}},
        "T":{"Type":"AWS::Events::Rule","Properties":{"EventBusName":{"Ref":"C"},"EventPattern":{}}},
        "U":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{}}}}}"#;
    let Ok(Content::Declarations(inventory)) = read(text) else {
        panic!("a template");
    };
    let buses: Vec<_> = inventory.rules.iter().map(|rule| rule.bus_name()).collect();
    assert_eq!(
        buses,
        [Some("orders"), Some("orders"), None, Some("default")]
    );
}

#[test]
fn what_disables_a_rule_is_heeded_wherever_it_stands() {
    let event = |properties: &str| {
        format!(
            r#"{{"Resources":{{"F":{{"Type":"AWS::Serverless::Function","Properties":{{"Events":{{"E":{{"Type":"EventBridgeRule","Properties":{{"Pattern":{{}},{properties}}}}}}}}}}}}}}}"#
        )
    };
    for (text, expected) in [
        (event(r#""State":"DISABLED""#), true),
        (event(r#""Enabled":false"#), true),
        (event(r#""Enabled":"false""#), true),
        (event(r#""Enabled":true"#), false),
        (event(r#""State":{"Ref":"S"}"#), false),
        (
            r#"{"Type":"EventBridgeRule","Properties":{"Pattern":{},"State":"DISABLED"}}"#
                .to_owned(),
            true,
        ),
        (
            r#"{"Name":"r","EventPattern":"{}","State":"DISABLED"}"#.to_owned(),
            true,
        ),
    ] {
        let Ok(Content::Declarations(inventory)) = read(&text) else {
            panic!("{text}");
        };
        assert_eq!(inventory.rules[0].is_disabled(), expected, "{text}");
    }
}

#[test]
fn one_thing_is_found_by_any_of_its_names() {
    let text = r#"{"Resources":{
        "R":{"Type":"AWS::Events::Rule","Properties":{"Name":"orders","EventPattern":{},"Targets":[{"Id":"t","Arn":"a"}]}},
        "S":{"Type":"AWS::Scheduler::Schedule","Properties":{"Name":"nightly","GroupName":"g","ScheduleExpression":"rate(1 day)"}}}}"#;
    let Ok(Content::Declarations(inventory)) = read(text) else {
        panic!("a template");
    };
    for (name, expected) in [
        ("R", "rule R pattern, target R/t"),
        ("orders", "rule R pattern, target R/t"),
        ("R/t", "target orders/t"),
        ("t", "target orders/t"),
        ("S", "schedule S rate(1 day)"),
        ("nightly", "schedule S rate(1 day)"),
        ("nothing", ""),
    ] {
        assert_eq!(shown(&inventory.only(name)), expected, "{name}");
    }
}

#[test]
fn a_template_with_a_mistake_of_json_has_that_one_mistake() {
    let text = r#"{"Resources":{"R":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"a":[1]}},}}}"#;
    assert_eq!(read(text).unwrap_err().code.as_str(), "json/trailing-comma");
    let Ok(Content::Broken(_)) = read(r#"{"source":["a",]}"#) else {
        panic!("a broken pattern");
    };
}

#[test]
fn lists_in_lists_are_not_followed() {
    let depth = 900;
    let text = format!(
        "{}[]{}",
        "{\"rules\":[".repeat(depth / 2),
        "]}".repeat(depth / 2)
    );
    assert_eq!(declares(&text), None);
}

/// A directory with one file.
struct OneFile<'t>(&'t str, &'t str);

impl Files for OneFile<'_> {
    fn read(&self, path: &str) -> Result<String, FileError> {
        let found = (path == self.0).then(|| self.1.to_owned());
        found.ok_or(FileError::Missing)
    }

    fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
        Ok(vec![self.0.to_owned()])
    }
}

/// What an inventory says of where goes what functions, queues and readers of streams do not take.
fn failures(name: &str, text: &str) -> String {
    let files = OneFile(name, text);
    let mut texts = Texts::new(name, text, &files);
    let Ok(Content::Declarations(inventory)) = read_with(&mut texts, &Settings::default()) else {
        return "nothing".to_owned();
    };
    let number = |number: &Option<Declared<i64>>| match number {
        None => "-".to_owned(),
        Some(number) => match number.get() {
            Some(number) => number.to_string(),
            None => "?".to_owned(),
        },
    };
    let place = |place: &Option<DeadLetter>| match place {
        None => "-".to_owned(),
        Some(DeadLetter { arn: None, .. }) => "made".to_owned(),
        Some(DeadLetter { arn: Some(arn), .. }) => {
            arn.resource.clone().unwrap_or_else(|| arn.to_display())
        }
    };
    let functions = inventory.functions.iter().map(|one| {
        let invocations = one.invocations.iter().map(|of| {
            let qualifier = of
                .qualifier
                .as_ref()
                .map_or_else(|| "*".to_owned(), Declared::to_display);
            let (retries, age) = (
                number(&of.maximum_retry_attempts),
                number(&of.maximum_event_age_seconds),
            );
            format!(" {qualifier}:{retries}/{age}>{}", place(&of.on_failure))
        });
        let invocations: String = invocations.collect();
        let aliases: String = one
            .aliases
            .iter()
            .map(|alias| {
                format!(
                    " @{}={}",
                    alias.logical_id.clone().unwrap(),
                    alias.name.as_ref().unwrap().to_display()
                )
            })
            .collect();
        let reserved = one.reserved_concurrency.as_ref();
        let reserved = reserved.map_or_else(String::new, |one| format!(" {:?}", one.get()));
        format!(
            "{}>{}{reserved}{invocations}{aliases}",
            one.logical_id.clone().unwrap_or_default(),
            place(&one.dead_letter)
        )
    });
    let queues = inventory.queues.iter().map(|one| {
        let numbers = [
            &one.maximum_receive_count,
            &one.visibility_timeout_seconds,
            &one.message_retention_seconds,
        ];
        let fifo = one.fifo.as_ref().and_then(Declared::get) == Some(&true);
        let id = one.logical_id.clone().unwrap_or_default();
        format!(
            "{id} {}{}>{}",
            numbers.map(number).join("/"),
            if fifo { " fifo" } else { "" },
            place(&one.dead_letter)
        )
    });
    let mappings = inventory.event_source_mappings.iter().map(|one| {
        let bisects = one.bisects.as_ref().and_then(Declared::get) == Some(&true);
        let numbers = [
            &one.maximum_retry_attempts,
            &one.maximum_record_age_seconds,
            &one.parallelization_factor,
        ];
        format!(
            "mapping {}{}>{}",
            numbers.map(number).join("/"),
            if bisects { " bisects" } else { "" },
            place(&one.on_failure)
        )
    });
    let pipes = inventory
        .pipes
        .iter()
        .map(|one| format!("pipe>{}", place(&one.source_dead_letter)));
    let subscriptions = inventory.subscriptions.iter().map(|one| {
        let shown = |text: &Option<Declared<String>>| {
            text.as_ref().map_or_else(String::new, |one| {
                one.resource.clone().unwrap_or_else(|| one.to_display())
            })
        };
        format!("{}>{}", shown(&one.topic), shown(&one.endpoint))
    });
    let all = functions
        .chain(queues)
        .chain(mappings)
        .chain(pipes)
        .chain(subscriptions);
    all.collect::<Vec<_>>().join(", ")
}

#[test]
fn where_goes_what_is_not_taken_is_read_of_every_format() {
    for (name, text, expected) in [
        (
            "t.json",
            r#"{"Resources":{
                "F":{"Type":"AWS::Lambda::Function","Properties":{"Code":{"ZipFile":{"Fn::Sub":"${Nowhere}"}},"ReservedConcurrentExecutions":"0","DeadLetterConfig":{"TargetArn":{"Fn::GetAtt":["D","Arn"]}}}},
                "C":{"Type":"AWS::Lambda::EventInvokeConfig","Properties":{"FunctionName":{"Ref":"F"},"Qualifier":"$LATEST","MaximumRetryAttempts":"1","MaximumEventAgeInSeconds":{"Ref":"Age"},"DestinationConfig":{"OnFailure":{"Destination":{"Fn::GetAtt":["D","Arn"]}}}}},
                "L":{"Type":"AWS::Lambda::Alias","Properties":{"FunctionName":{"Ref":"F"},"Name":"live","FunctionVersion":"1"}},
                "D":{"Type":"AWS::SQS::Queue","Properties":{"VisibilityTimeout":60,"MessageRetentionPeriod":"1209600","FifoQueue":true,"RedrivePolicy":{"maxReceiveCount":"5","deadLetterTargetArn":"arn:aws:sqs:eu-west-1:1:x"}}},
                "M":{"Type":"AWS::Lambda::EventSourceMapping","Properties":{"FunctionName":{"Ref":"F"},"BisectBatchOnFunctionError":true,"ParallelizationFactor":2,"MaximumRetryAttempts":-1}},
                "P":{"Type":"AWS::Pipes::Pipe","Properties":{"Source":"s","SourceParameters":{"KinesisStreamParameters":{"StartingPosition":"LATEST","DeadLetterConfig":{"Arn":{"Fn::GetAtt":["D","Arn"]}}}}}},
                "T":{"Type":"AWS::SNS::Topic","Properties":{"Subscription":[{"Protocol":"lambda","Endpoint":{"Fn::GetAtt":["F","Arn"]}}]}}}}"#,
            "F>D Some(0) $LATEST:1/?>D @L=live, D 5/60/1209600 fifo>arn:aws:sqs:eu-west-1:1:x, mapping -1/-/2 bisects>-, pipe>D, T>F",
        ),
        (
            "t.yaml",
            "Transform: AWS::Serverless-2016-10-31\nGlobals: {Function: {ReservedConcurrentExecutions: 5, DeadLetterQueue: {Type: SQS, TargetArn: g}, EventInvokeConfig: {MaximumRetryAttempts: 0, DestinationConfig: {OnFailure: {Type: SQS}}}}}\n\
             Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {EventInvokeConfig: {MaximumEventAgeInSeconds: 90}}}\n  \
             G: {Type: AWS::Serverless::Function, IgnoreGlobals: [EventInvokeConfig], Properties: {ReservedConcurrentExecutions: 0, DeadLetterQueue: {Type: SNS, TargetArn: own}}}\n",
            "F>g Some(5) $LATEST:0/90>FEventInvokeConfigOnFailureQueue, G>own Some(0), FEventInvokeConfigOnFailureQueue -/-/->-",
        ),
        (
            "serverless.yml",
            "service: s\nprovider: {name: aws}\nfunctions:\n  f:\n    handler: h\n    onError: arn:aws:sns:eu-west-1:1:t\n    maximumRetryAttempts: 0\n    destinations: {onFailure: g}\n  g: {handler: h, reservedConcurrency: 0}\n",
            "FLambdaFunction>arn:aws:sns:eu-west-1:1:t *:0/->GLambdaFunction, GLambdaFunction>- Some(0)",
        ),
        (
            "Pulumi.yaml",
            "name: p\nruntime: yaml\nresources:\n  f: {type: aws:lambda:Function, properties: {name: f, deadLetterConfig: {targetArn: d}}}\n  c: {type: aws:lambda:FunctionEventInvokeConfig, properties: {functionName: '${f.name}', maximumRetryAttempts: 1}}\n",
            "f>d *:1/->-",
        ),
        (
            "answer.json",
            r#"{"Attributes":{"QueueArn":"arn:aws:sqs:eu-west-1:1:q","VisibilityTimeout":"45","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:1:d\",\"maxReceiveCount\":3}"}}"#,
            " 3/45/->arn:aws:sqs:eu-west-1:1:d",
        ),
    ] {
        assert_eq!(failures(name, text), expected, "{name}");
    }
}

#[cfg(feature = "terraform")]
#[test]
fn where_goes_what_is_not_taken_is_read_of_terraform() {
    let text = r#"
        resource "aws_lambda_function" "f" {
          function_name = "f"
          reserved_concurrent_executions = -1
          dead_letter_config { target_arn = aws_sqs_queue.d.arn }
        }
        resource "aws_lambda_function_event_invoke_config" "c" {
          function_name = aws_lambda_function.f.function_name
          maximum_retry_attempts = 0
          destination_config {
            on_failure { destination = aws_sqs_queue.d.arn }
          }
        }
        resource "aws_sqs_queue" "d" {
          name = "d"
          visibility_timeout_seconds = 60
          redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.e.arn, maxReceiveCount = 4 })
        }
        resource "aws_sqs_queue" "e" { fifo_queue = true }
        resource "aws_lambda_event_source_mapping" "m" {
          function_name = aws_lambda_function.f.arn
          bisect_batch_on_function_error = true
          destination_config {
            on_failure { destination_arn = aws_sqs_queue.d.arn }
          }
        }
    "#;
    let expected = "aws_lambda_function.f>aws_sqs_queue.d Some(-1) *:0/->aws_sqs_queue.d, aws_sqs_queue.d 4/60/->aws_sqs_queue.e, \
                    aws_sqs_queue.e -/-/- fifo>-, mapping -/-/- bisects>aws_sqs_queue.d";
    assert_eq!(failures("main.tf", text), expected);
}
