//! Files of CloudFormation, in JSON and in YAML.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::tree::{Resource, Tree};

/// Properties that are JSON in a text.
const TEXTS: [&str; 2] = ["Input", "Pattern"];

/// Types that are referred to by their ARN.
const BY_ARN: [&str; 2] = ["AWS::SNS::Topic", "AWS::ECS::TaskDefinition"];

/// What a reference is.
enum Reference<'t> {
    Ref(&'t str),
    Attribute(&'t str, &'static str),
}

fn reference<'t>(tree: &'t Tree, all: &[Resource]) -> Option<Reference<'t>> {
    let (id, is_arn) = match tree {
        Tree::Arn(id) => (id, true),
        Tree::Name(id) => (id, false),
        _ => return None,
    };
    let kind = all.iter().find(|one| one.id == *id).map(|one| one.kind);
    let is_ref = !is_arn || kind.is_some_and(|kind| BY_ARN.contains(&kind));
    Some(match is_ref {
        true => Reference::Ref(id),
        false => Reference::Attribute(id, "Arn"),
    })
}

/// A value as JSON, with CloudFormation's functions.
pub fn value(tree: &Tree, all: &[Resource]) -> Value {
    let object = |members: &mut dyn Iterator<Item = (&str, &Tree)>| {
        let members = members.map(|(name, one)| (name.to_owned(), property(name, one, all)));
        Value::Object(members.collect())
    };
    match reference(tree, all) {
        Some(Reference::Ref(id)) => return json!({"Ref": id}),
        Some(Reference::Attribute(id, attribute)) => return json!({"Fn::GetAtt": [id, attribute]}),
        None => {}
    }
    match tree {
        Tree::Text(text) => json!(text),
        Tree::Number(number) => json!(number),
        Tree::Flag(flag) => json!(flag),
        Tree::List(list) => Value::Array(list.iter().map(|one| value(one, all)).collect()),
        Tree::Map(members) => object(&mut members.iter().map(|(name, one)| (name.as_str(), one))),
        Tree::Block(members) => object(&mut members.iter().map(|(name, one)| (*name, one))),
        Tree::Document(inside) => value(inside, all),
        Tree::Arn(_) | Tree::Name(_) => Value::Null,
    }
}

fn property(name: &str, tree: &Tree, all: &[Resource]) -> Value {
    match tree {
        Tree::Document(inside) if TEXTS.contains(&name) => json!(value(inside, all).to_string()),
        _ => value(tree, all),
    }
}

/// A template in JSON.
pub fn json_template(all: &[Resource]) -> String {
    let resources = all.iter().map(|one| {
        let members = one.properties.iter();
        let members = members.map(|(name, tree)| ((*name).to_owned(), property(name, tree, all)));
        let properties = Value::Object(members.collect());
        (
            one.id.clone(),
            json!({"Type": one.kind, "Properties": properties}),
        )
    });
    let resources = Value::Object(resources.collect());
    let template = json!({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources});
    serde_json::to_string_pretty(&template).unwrap()
}

/// The same in YAML, with short functions.
pub fn yaml_template(all: &[Resource]) -> String {
    let mut text = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n".to_owned();
    for one in all {
        let _ = writeln!(text, "  {}:\n    Type: {}", one.id, one.kind);
        if !one.properties.is_empty() {
            text.push_str("    Properties:\n");
        }
        for (name, tree) in &one.properties {
            member(&mut text, 6, name, &property(name, tree, all));
        }
    }
    text
}

fn member(text: &mut String, depth: usize, name: &str, value: &Value) {
    let _ = write!(text, "{:depth$}{}:", "", plain(name));
    behind(text, depth, value);
}

/// What stands behind a colon, or behind a dash.
fn behind(text: &mut String, depth: usize, value: &Value) {
    if let Some(short) = short(value) {
        let _ = writeln!(text, " {short}");
        return;
    }
    match value {
        Value::Object(members) if !members.is_empty() => {
            text.push('\n');
            for (name, value) in members {
                member(text, depth + 2, name, value);
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            text.push('\n');
            for element in elements {
                let _ = write!(text, "{:depth$}-", "", depth = depth + 2);
                behind(text, depth + 2, element);
            }
        }
        Value::String(one) => {
            let _ = writeln!(text, " {}", plain(one));
        }
        other => {
            let _ = writeln!(text, " {other}");
        }
    }
}

/// A function in its short form.
fn short(value: &Value) -> Option<String> {
    let members = value.as_object()?;
    if let Some(id) = members.get("Ref") {
        return Some(format!("!Ref {}", id.as_str()?));
    }
    let given = members.get("Fn::GetAtt")?.as_array()?;
    Some(format!(
        "!GetAtt {}.{}",
        given[0].as_str()?,
        given[1].as_str()?
    ))
}

/// A text without quotes where it needs none.
fn plain(text: &str) -> String {
    let is_plain = text.starts_with(|one: char| one.is_ascii_alphabetic())
        && text
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || "-_./".contains(one));
    let is_word = ["off", "on", "yes", "no", "y", "n", "true", "false", "null"]
        .contains(&text.to_lowercase().as_str());
    match is_plain && !is_word {
        true => text.to_owned(),
        false => serde_json::to_string(text).unwrap(),
    }
}
