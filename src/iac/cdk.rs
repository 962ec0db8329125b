//! What the AWS Cloud Development Kit synthesises: an assembly, whose manifest names the templates of its stacks.
//!
//! # Source
//!
//! AWS: CDK API Reference, `cloud-assembly-schema`: `AssemblyManifest`, `AwsCloudFormationStackProperties` (the file of the
//! template, the name of the stack), `NestedCloudAssemblyProperties`, `environment` (`aws://account/region`); the construct
//! path of a resource stands in its `Metadata`, `aws:cdk:path`.

use std::collections::BTreeMap;

use super::cloudformation::{self, directory_of};
use super::{LEFT_OUT, Settings, Texts};
use crate::diagnostic::Diagnostic;
use crate::json::fields::text;
use crate::json::{self, Member, Value};
use crate::model::{Inventory, InventoryKind, Stack};
use crate::source::Span;

/// How deep assemblies may stand in each other.
const MAXIMUM_NESTING: usize = 8;

/// How an account or a region is written that is not known.
const UNKNOWN: [&str; 2] = ["unknown-account", "unknown-region"];

/// What the stacks of an assembly declare, if the first of the texts is its manifest.
pub(super) fn read(
    texts: &mut Texts<'_>,
    settings: &Settings,
) -> Option<Result<Inventory, Diagnostic>> {
    let first = texts.parts().first()?;
    let place = first.span;
    if !texts.slice(place).contains("\"artifacts\"") {
        return None;
    }
    let manifest = manifest_at(texts, place)?;
    let mut inventory = Inventory {
        kind: InventoryKind::Cdk,
        ..Inventory::default()
    };
    assembly(&manifest, "", texts, settings, 0, &mut inventory);
    Some(Ok(inventory))
}

/// The manifest that stands at a place, if one does.
fn manifest_at(texts: &Texts<'_>, place: Span) -> Option<Value> {
    let text = texts.text().get(..place.end)?;
    let mark = super::mark_length(texts.slice(place));
    let (value, _) = json::parse_at(text, place.start + mark).ok()?;
    let is_manifest = json::fields::text(&value, "version").is_some()
        && value
            .get("artifacts")
            .is_some_and(|one| one.as_object().is_some());
    is_manifest.then_some(value)
}

/// The stacks of an assembly and of those in it.
fn assembly(
    manifest: &Value,
    directory: &str,
    texts: &mut Texts<'_>,
    settings: &Settings,
    depth: usize,
    inventory: &mut Inventory,
) {
    let artifacts = manifest.get("artifacts").and_then(Value::as_object);
    for artifact in artifacts.unwrap_or_default() {
        let value = &artifact.value;
        let properties = value.get("properties");
        let property = |name: &str| properties.and_then(|one| one.get(name));
        match text(value, "type") {
            Some("aws:cloudformation:stack") => {
                if let Some(file) = property("templateFile") {
                    stack(artifact, file, directory, texts, settings, inventory);
                }
            }
            Some("cdk:cloud-assembly") if depth < MAXIMUM_NESTING => {
                let Some(inner) = property("directoryName") else {
                    continue;
                };
                let inner_directory = format!("{directory}{}/", inner.as_str().unwrap_or_default());
                let path = format!("{inner_directory}manifest.json");
                match texts
                    .read(&path)
                    .ok()
                    .and_then(|place| manifest_at(texts, place))
                {
                    Some(manifest) => {
                        assembly(
                            &manifest,
                            &inner_directory,
                            texts,
                            settings,
                            depth + 1,
                            inventory,
                        );
                    }
                    None => inventory.diagnostics.push(left_out(&path, inner.span)),
                }
            }
            _ => {}
        }
    }
}

/// What one stack declares, as it is deployed where the manifest says.
fn stack(
    artifact: &Member,
    file: &Value,
    directory: &str,
    texts: &mut Texts<'_>,
    settings: &Settings,
    inventory: &mut Inventory,
) {
    let value = &artifact.value;
    let id = artifact.name.to_display();
    let name = value
        .get("properties")
        .and_then(|one| text(one, "stackName"));
    let name = name.unwrap_or(&id).to_owned();
    let (account, region) = environment(text(value, "environment").unwrap_or_default());
    let stack = Stack {
        name: name.clone(),
        account,
        region,
    };
    let settings = Settings {
        parameters: parameters(value, settings),
        account: stack.account.clone().or_else(|| settings.account.clone()),
        region: stack.region.clone().or_else(|| settings.region.clone()),
        stack_name: Some(name.clone()),
        ..settings.clone()
    };
    inventory.stacks.push(stack);
    let path = format!("{directory}{}", file.as_str().unwrap_or_default());
    let template = texts
        .read(&path)
        .ok()
        .and_then(|place| cloudformation::parsed(texts.text(), place).ok());
    let Some((template, told)) = template else {
        return inventory.diagnostics.push(left_out(&path, file.span));
    };
    inventory.diagnostics.extend(told);
    let paths = construct_paths(&template);
    let directory = directory_of(&path);
    let read = match cloudformation::evaluate_in(&template, &directory, Some(texts), &settings) {
        Ok(read) => read,
        Err(too_much) => return inventory.diagnostics.push(too_much),
    };
    let mut declared = cloudformation::inventory(read, texts.text());
    declared.for_each_name(|id, also_called| {
        also_called.extend(paths.get(id).cloned());
        also_called.push(format!("{name}/{id}"));
    });
    inventory.append(declared);
}

/// The parameters with which a stack is deployed: those that its app gives it, and over them those of the caller.
///
/// AWS: CDK API Reference, `cloud-assembly-schema`, `AwsCloudFormationStackProperties`, `parameters`: "Values for
/// CloudFormation stack parameters that should be passed when the stack is deployed."
fn parameters(artifact: &Value, settings: &Settings) -> BTreeMap<String, Value> {
    let given = artifact
        .get("properties")
        .and_then(|one| one.get("parameters"));
    let given = given.and_then(Value::as_object).unwrap_or_default().iter();
    let mut parameters: BTreeMap<String, Value> = given
        .map(|one| (one.name.to_display().into_owned(), one.value.clone()))
        .collect();
    parameters.extend(settings.parameters.clone());
    parameters
}

/// The account and the region of `aws://account/region`.
fn environment(text: &str) -> (Option<String>, Option<String>) {
    let place = text.strip_prefix("aws://").unwrap_or_default();
    let (account, region) = place.split_once('/').unwrap_or((place, ""));
    let known = |word: &str| {
        let is_known = !word.is_empty() && !UNKNOWN.contains(&word);
        is_known.then(|| word.to_owned())
    };
    (known(account), known(region))
}

/// The construct paths of resources by their logical ids. The last part of a path is often only the resource of a construct.
fn construct_paths(template: &Value) -> BTreeMap<String, String> {
    let resources = template.get("Resources").and_then(Value::as_object);
    let paths = resources.unwrap_or_default().iter().filter_map(|resource| {
        let path = text(resource.value.get("Metadata")?, "aws:cdk:path")?;
        let path = path.strip_suffix("/Resource").unwrap_or(path);
        Some((resource.name.to_display().into_owned(), path.to_owned()))
    });
    paths.collect()
}

fn left_out(path: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(LEFT_OUT, format!("`{path}` is left out: it cannot be read"))
        .at(span, "it may hold rules, schedules or pipes")
        .help("give the whole directory that `cdk synth` wrote")
}

#[cfg(test)]
mod tests {
    use super::super::{FileError, Files};
    use super::*;

    struct Assembly;

    impl Files for Assembly {
        fn read(&self, path: &str) -> Result<String, FileError> {
            let text = match path {
                "A.template.json" => {
                    r#"{"Resources": {
                        "B1": {"Type": "AWS::S3::Bucket", "Metadata": {"aws:cdk:path": "A/Drop/Resource"}},
                        "N": {"Type": "Custom::S3BucketNotifications", "Properties": {
                            "BucketName": {"Ref": "B1"}, "NotificationConfiguration": {"EventBridgeConfiguration": {}}}},
                        "S": {"Type": "AWS::CloudFormation::Stack", "Metadata": {"aws:asset:path": "S.nested.template.json"},
                            "Properties": {"TemplateURL": {"Fn::Sub": "https://x"}, "Parameters": {"P": {"Ref": "AWS::Region"}}}}},
                        "Rules": {"CheckBootstrapVersion": {"Assertions": []}}}"#
                }
                "S.nested.template.json" => {
                    r#"{"Parameters": {"P": {"Type": "String"}}, "Resources": {
                        "R": {"Type": "AWS::Events::Rule", "Properties": {"Name": {"Ref": "P"}, "EventPattern": {}}}}}"#
                }
                "stage/manifest.json" => {
                    r#"{"version": "1", "artifacts": {"C": {"type": "aws:cloudformation:stack",
                        "environment": "aws://unknown-account/unknown-region",
                        "properties": {"templateFile": "C.template.json", "stackName": "stage-c"}}}}"#
                }
                "stage/C.template.json" => {
                    r#"{"Resources": {"B": {"Type": "AWS::Events::EventBus", "Properties": {"Name": {"Ref": "AWS::StackName"}}}}}"#
                }
                _ => return Err(FileError::Missing),
            };
            Ok(text.to_owned())
        }

        fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
            Err(FileError::Missing)
        }
    }

    #[test]
    fn stacks_nested_stacks_and_nested_assemblies_are_read() {
        let manifest = r#"{"version": "1", "artifacts": {
            "A": {"type": "aws:cloudformation:stack", "environment": "aws://123456789012/eu-west-1",
                "properties": {"templateFile": "A.template.json"}},
            "stage": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "stage"}},
            "gone": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "gone"}}}}"#;
        let mut texts = Texts::new("manifest.json", manifest, &Assembly);
        let inventory = read(&mut texts, &Settings::default()).unwrap().unwrap();
        let stacks: Vec<_> = inventory
            .stacks
            .iter()
            .map(|one| (one.name.as_str(), one.region.as_deref()))
            .collect();
        assert_eq!(stacks, [("A", Some("eu-west-1")), ("stage-c", None)]);
        let rule = &inventory.rules[0];
        assert_eq!(rule.logical_id.as_deref(), Some("S/R"));
        assert_eq!(rule.name.as_ref().unwrap().as_str(), "eu-west-1");
        assert_eq!(inventory.rules.len(), 1);
        let [bucket] = inventory.buckets.as_slice() else {
            panic!("one bucket: {:?}", inventory.buckets);
        };
        assert_eq!(bucket.eventbridge.as_ref().unwrap().get(), Some(&true));
        assert_eq!(bucket.also_called, ["A/Drop", "A/B1"]);
        assert_eq!(
            inventory.buses[0].name.as_ref().unwrap().as_str(),
            "stage-c"
        );
        let told: Vec<_> = inventory
            .diagnostics
            .iter()
            .map(|one| one.message.as_str())
            .collect();
        assert_eq!(
            told,
            ["`gone/manifest.json` is left out: it cannot be read"]
        );
    }

    /// Two stacks of one app in two places, each with the parameters that the app gives it.
    struct Places;

    impl Files for Places {
        fn read(&self, path: &str) -> Result<String, FileError> {
            match path {
                "one.json" | "two.json" => Ok(r#"{"Parameters": {"Stage": {"Type": "String", "Default": "none"}},
                    "Resources": {"R": {"Type": "AWS::Events::Rule", "Metadata": {"aws:cdk:path": "App/Rules/Paid/Resource"},
                        "Properties": {"Name": {"Fn::Sub": "${Stage}-${AWS::Region}-${AWS::AccountId}"}, "EventPattern": {}}}}}"#
                    .to_owned()),
                _ => Err(FileError::Missing),
            }
        }

        fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
            Err(FileError::Missing)
        }
    }

    #[test]
    fn each_stack_has_its_place_its_parameters_and_its_paths() {
        let manifest = r#"{"version": "1", "artifacts": {
            "One": {"type": "aws:cloudformation:stack", "environment": "aws://111111111111/eu-west-1",
                "properties": {"templateFile": "one.json", "parameters": {"Stage": "dev"}}},
            "Two": {"type": "aws:cloudformation:stack", "environment": "aws://222222222222/us-east-1",
                "properties": {"templateFile": "two.json", "stackName": "two"}}}}"#;
        let names = |settings: &Settings| {
            let mut texts = Texts::new("manifest.json", manifest, &Places);
            let inventory = read(&mut texts, settings).unwrap().unwrap();
            let rules = inventory.rules.iter().map(|rule| {
                let name = rule.name.as_ref().unwrap().as_str();
                format!("{name} {}", rule.also_called.join(" "))
            });
            rules.collect::<Vec<_>>()
        };
        assert_eq!(
            names(&Settings::default()),
            [
                "dev-eu-west-1-111111111111 App/Rules/Paid One/R",
                "none-us-east-1-222222222222 App/Rules/Paid two/R",
            ]
        );
        let given = ("Stage".to_owned(), Value::text("given", Span::at(0)));
        let settings = Settings {
            parameters: [given].into(),
            ..Settings::default()
        };
        assert_eq!(
            names(&settings)[0],
            "given-eu-west-1-111111111111 App/Rules/Paid One/R"
        );
    }
}
