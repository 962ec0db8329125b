//! Slips that only filters of records and of messages have.

use evb::pattern::Dialect;
use serde_json::{Value, json};

use super::pairs::Case;
use super::texts::{capital, text};
use super::uses::{Use, base64, message};
use super::{Kind, slips};

/// The slips of a place, beside those that all have.
pub fn own(place: Use) -> &'static [Kind] {
    match place {
        Use::Bus | Use::Body => &[],
        Use::Queue(_) => QUEUE,
        Use::Stream(_) => STREAM,
        Use::Table(_) => TABLE,
        Use::Attributes => ATTRIBUTES,
    }
}

slips! { QUEUE;
    "no body in the pattern" => |dice| { let (name, text) = (dice.word(6), text(dice)); queue(json!({name.clone(): [text]}), json!({name: text}), "") };
    "detail for body" => |dice| { let (name, text) = (dice.word(6), text(dice)); queue(json!({"detail": {name.clone(): [text]}}), json!({name: text}), "detail") };
    "a capital in body" => |dice| { let (name, text) = (dice.word(6), text(dice)); queue(json!({"Body": {name.clone(): [text]}}), json!({name: text}), "Body") };
    "message for body" => |dice| { let (name, text) = (dice.word(6), text(dice)); queue(json!({"message": {name.clone(): [text]}}), json!({name: text}), "message") };
    "detail in body of what has none" => |dice| { let (name, text) = (dice.word(6), text(dice)); queue(json!({"body": {"detail": {name.clone(): [text]}}}), json!({name: text}), "body.detail") };
    "a notification of a topic around it" => |dice| { let (name, text) = (dice.word(6), text(dice)); queue(json!({"body": {name.clone(): [text]}}), json!({"Type": "Notification", "Message": json!({name.clone(): text}).to_string()}), &format!("body.{name}")) };
    "an attribute of a message without its value" => |dice| {
        let (name, text) = (dice.word(6), text(dice));
        let mut record = message("{}");
        record["messageAttributes"] = json!({name.clone(): {"stringValue": text, "dataType": "String"}});
        Some(Case { pattern: json!({"messageAttributes": {name.clone(): [text]}}), event: record, path: format!("messageAttributes.{name}") })
    };
    "a capital in an attribute of a message" => |dice| {
        let (name, text) = (dice.word(6), text(dice));
        let mut record = message("{}");
        record["messageAttributes"] = json!({name.clone(): {"stringValue": text, "dataType": "String"}});
        Some(Case { pattern: json!({"messageAttributes": {name.clone(): {"StringValue": [text]}}}), event: record, path: format!("messageAttributes.{name}.StringValue") })
    };
}

slips! { STREAM;
    "no data in the pattern" => |dice| { let (name, text) = (dice.word(6), text(dice)); stream(json!({name.clone(): [text]}), json!({name: text}), "") };
    "body for data" => |dice| { let (name, text) = (dice.word(6), text(dice)); stream(json!({"body": {name.clone(): [text]}}), json!({name: text}), "body") };
    "data in kinesis" => |dice| { let (name, text) = (dice.word(6), text(dice)); stream(json!({"kinesis": {"data": {name.clone(): [text]}}}), json!({name: text}), "kinesis") };
    "a capital in data" => |dice| { let (name, text) = (dice.word(6), text(dice)); stream(json!({"Data": {name.clone(): [text]}}), json!({name: text}), "Data") };
}

slips! { TABLE;
    "a value without its type" => |dice| { let (name, text) = (dice.word(6), text(dice)); image(json!({name.clone(): [text]}), json!({name.clone(): {"S": text}}), &name) };
    "a number as a number" => |dice| { let (name, number) = (dice.word(6), 10 + dice.below(900)); image(json!({name.clone(): {"N": [number]}}), json!({name.clone(): {"N": number.to_string()}}), &name) };
    "another type" => |dice| { let (name, number) = (dice.word(6), dice.digits(4)); image(json!({name.clone(): {"S": [number]}}), json!({name.clone(): {"N": number}}), &name) };
    "a map without its type" => |dice| { let (name, inner, text) = (dice.word(6), dice.word(5), text(dice)); image(json!({name.clone(): {inner.clone(): {"S": [text]}}}), json!({name.clone(): {"M": {inner.clone(): {"S": text}}}}), &name) };
    "no dynamodb" => |dice| { let (name, text) = (dice.word(6), text(dice)); table(json!({"NewImage": {name.clone(): {"S": [text]}}}), json!({"NewImage": {name: {"S": text}}}), "NewImage") };
    "a small letter in an image" => |dice| { let (name, text) = (dice.word(6), text(dice)); table(json!({"dynamodb": {"newImage": {name.clone(): {"S": [text]}}}}), json!({"NewImage": {name: {"S": text}}}), "dynamodb.newImage") };
    "the other image" => |dice| { let (name, text) = (dice.word(6), text(dice)); table(json!({"dynamodb": {"NewImage": {name.clone(): {"S": [text]}}}}), json!({"OldImage": {name: {"S": text}}}), "dynamodb.NewImage") };
    "the name of the change in small letters" => |_| table(json!({"eventName": ["insert"]}), json!({}), "eventName");
    "another name of the change" => |_| table(json!({"eventName": ["INSERTED"]}), json!({}), "eventName");
    "a small letter in the type" => |dice| { let (name, text) = (dice.word(6), text(dice)); image(json!({name.clone(): {"s": [text]}}), json!({name.clone(): {"S": text}}), &name) };
}

slips! { ATTRIBUTES;
    "a number that is sent as a text" => |dice| { let (name, number) = (dice.word(6), 10 + dice.below(900)); attribute(&name, json!([number]), json!({"DataType": "String", "StringValue": number.to_string()})) };
    "a number that is sent as a text, for a range" => |dice| { let (name, number) = (dice.word(6), 10 + dice.below(900)); attribute(&name, json!([{"numeric": [">", number - 3]}]), json!({"DataType": "String", "StringValue": number.to_string()})) };
    "a text that is sent as a number" => |dice| { let (name, number) = (dice.word(6), 10 + dice.below(900)); attribute(&name, json!([number.to_string()]), json!({"DataType": "Number", "StringValue": number.to_string()})) };
    "a list of texts that is sent as a text" => |dice| { let (name, text) = (dice.word(6), text(dice)); attribute(&name, json!([text]), json!({"DataType": "String", "StringValue": json!([text]).to_string()})) };
    "a small letter in the value" => |dice| { let (name, text) = (dice.word(6), dice.word(6)); attribute(&name, json!([capital(&text)]), json!({"DataType": "String", "StringValue": text})) };
}

fn queue(pattern: Value, body: Value, path: &str) -> Option<Case> {
    let event = message(&body.to_string());
    Some(case(pattern, event, path))
}

fn stream(pattern: Value, data: Value, path: &str) -> Option<Case> {
    let event = json!({"eventSource": "aws:kinesis", "partitionKey": "k", "data": base64(&data.to_string())});
    Some(case(pattern, event, path))
}

fn image(pattern: Value, item: Value, name: &str) -> Option<Case> {
    let pattern = json!({"dynamodb": {"NewImage": pattern}});
    table(
        pattern,
        json!({ "NewImage": item }),
        &format!("dynamodb.NewImage.{name}"),
    )
}

fn table(pattern: Value, images: Value, path: &str) -> Option<Case> {
    let event = json!({"eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb", "dynamodb": images});
    Some(case(pattern, event, path))
}

fn attribute(name: &str, list: Value, attribute: Value) -> Option<Case> {
    let event = json!({"Message": "m", "MessageAttributes": {name: attribute}});
    Some(case(json!({ name: list }), event, name))
}

fn case(pattern: Value, event: Value, path: &str) -> Case {
    Case {
        pattern,
        event,
        path: path.to_owned(),
    }
}

/// Places whose own slips are asked about, with those of others where they have them.
pub const USES: &[Use] = &[
    Use::Queue(Dialect::Pipe),
    Use::Stream(Dialect::Pipe),
    Use::Table(Dialect::Pipe),
    Use::Queue(Dialect::Lambda),
    Use::Stream(Dialect::Lambda),
    Use::Table(Dialect::Lambda),
    Use::Body,
    Use::Attributes,
];
