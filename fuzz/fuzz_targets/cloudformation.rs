//! Templates of CloudFormation and SAM: no text makes the evaluator panic or go on without an end, and what it tells stands
//! in the text.
//!
//! Most inputs are read as the choices of which a template is made, so that its functions are evaluated; one in eight is
//! the text of a file itself.
//!
//! `RUSTC_BOOTSTRAP=1 cargo fuzz run cloudformation -- -max_total_time=600` (libFuzzer's flags need the unstable compiler).

#![no_main]

use evb::iac::{Content, NoFiles, Settings, Texts, read_with};
use libfuzzer_sys::fuzz_target;

/// Names of parameters, pseudo parameters, resources, mappings, conditions, and one that is none.
const NAMES: [&str; 14] = [
    "P",
    "List",
    "Open",
    "Q",
    "Bus",
    "F",
    "M",
    "C",
    "D",
    "AWS::AccountId",
    "AWS::Region",
    "AWS::NoValue",
    "x",
    "Nowhere",
];

/// Texts and numbers with an edge.
const LITERALS: [&str; 16] = [
    "0",
    "1",
    "-1",
    "1e3",
    "\"\"",
    "\"a\"",
    "\"a,b\"",
    "\"${P}\"",
    "\"${Q.Arn}-${!x}\"",
    "\"${x}\"",
    "true",
    "null",
    "\"10.0.0.0/16\"",
    "\"{{resolve:ssm:/x}}\"",
    "[]",
    "{}",
];

/// Functions of one argument and of several.
const FUNCTIONS: [&str; 21] = [
    "Ref",
    "Fn::GetAtt",
    "Fn::Sub",
    "Fn::Join",
    "Fn::Select",
    "Fn::Split",
    "Fn::FindInMap",
    "Fn::If",
    "Fn::And",
    "Fn::Or",
    "Fn::Not",
    "Fn::Equals",
    "Condition",
    "Fn::ImportValue",
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::GetAZs",
    "Fn::Length",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Fn::Contains",
];

/// The bytes of an input as choices.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    fn byte(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first)
    }

    fn one<'w>(&mut self, of: &[&'w str]) -> &'w str {
        of[self.byte() % of.len()]
    }

    fn value(&mut self, depth: usize) -> String {
        let kind = if depth == 0 { 0 } else { self.byte() % 8 };
        match kind {
            0 | 1 => self.one(&LITERALS).to_owned(),
            2 => format!("\"{}\"", self.one(&NAMES)),
            3 => format!("[{}]", self.values(depth - 1)),
            4 => format!("{{\"{}\": {}}}", self.one(&NAMES), self.value(depth - 1)),
            5 => format!(
                "{{\"Fn::ForEach::L\": [\"x\", {}, {}]}}",
                self.value(depth - 1),
                self.value(depth - 1)
            ),
            6 => format!(
                "{{\"{}\": {}}}",
                self.one(&FUNCTIONS),
                self.value(depth - 1)
            ),
            _ => format!(
                "{{\"{}\": [{}]}}",
                self.one(&FUNCTIONS),
                self.values(depth - 1)
            ),
        }
    }

    fn values(&mut self, depth: usize) -> String {
        let count = self.byte() % 4;
        let all: Vec<String> = (0..count).map(|_| self.value(depth)).collect();
        all.join(", ")
    }

    /// A template in which every kind of section holds such values.
    fn template(&mut self) -> String {
        let mut value = || self.value(4);
        let (condition, mapping, pattern, name, target) =
            (value(), value(), value(), value(), value());
        let (schedule, queue, looped, event, global) =
            (value(), value(), value(), value(), value());
        format!(
            r#"{{"Transform": ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"],
            "Parameters": {{"P": {{"Type": "String", "Default": "p"}}, "List": {{"Type": "CommaDelimitedList", "Default": "a,b"}},
                "Open": {{"Type": "String"}}}},
            "Conditions": {{"C": {condition}, "D": {{"Fn::Not": [{{"Condition": "C"}}]}}}},
            "Mappings": {{"M": {{"a": {{"b": {mapping}}}}}}},
            "Globals": {{"Function": {global}}},
            "Resources": {{
                "Q": {{"Type": "AWS::SQS::Queue", "Condition": "C", "Properties": {{"QueueName": {queue}}}}},
                "Bus": {{"Type": "AWS::Events::EventBus", "Properties": {{"Name": {name}}}}},
                "R": {{"Type": "AWS::Events::Rule", "Properties": {{"EventBusName": {{"Ref": "Bus"}}, "EventPattern": {pattern},
                    "ScheduleExpression": {schedule}, "Targets": {target}}}}},
                "Fn::ForEach::Loop": ["x", {looped}, {{"S${{x}}": {{"Type": "AWS::Scheduler::Schedule",
                    "Properties": {{"ScheduleExpression": {schedule}}}}}}}],
                "F": {{"Type": "AWS::Serverless::Function", "Properties": {{"AutoPublishAlias": "live", "Events": {{
                    "E": {{"Type": "EventBridgeRule", "Properties": {{"Pattern": {pattern}}}}}, "G": {event}}}}}}}
            }}}}"#
        )
    }
}

fuzz_target!(|bytes: &[u8]| {
    let mut choices = Choices(bytes);
    let text = match choices.byte() % 8 {
        0 => String::from_utf8_lossy(choices.0).into_owned(),
        _ => choices.template(),
    };
    let settings = Settings {
        account: bytes
            .len()
            .is_multiple_of(2)
            .then(|| "123456789012".to_owned()),
        ..Settings::default()
    };
    let mut texts = Texts::new("template.json", &text, &NoFiles);
    let read = read_with(&mut texts, &settings);
    let told = match &read {
        Ok(Content::Declarations(inventory)) => inventory.diagnostics.as_slice(),
        Ok(_) => &[],
        Err(diagnostic) => std::slice::from_ref(diagnostic),
    };
    for label in told
        .iter()
        .flat_map(|one| one.primary.iter().chain(&one.related))
    {
        assert!(texts.text().get(label.span.start..label.span.end).is_some());
    }
});
