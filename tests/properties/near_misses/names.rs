//! Slips in names and places: the field stands elsewhere than the pattern looks for it.

use serde_json::{Value, json};

use super::pairs::{Case, Dice, get, put, take};
use super::texts::{arn, capital, text};
use super::{Kind, slips};

slips! { NAMES;
    "a typo in the last name" => |dice| { let case = any(dice); let (parent, name) = case.place(); named(case, &parent, &without_letter(&name)) };
    "a letter too many in the last name" => |dice| { let case = any(dice); let (parent, name) = case.place(); named(case, &parent, &format!("{}x{}", &name[..2], &name[2..])) };
    "letters swapped in the last name" => |dice| { let case = any(dice); let (parent, name) = case.place(); named(case, &parent, &swapped(&name)) };
    "a typo in a name on the way" => |dice| {
        let case = deep(dice);
        let (parent, _) = case.place();
        let (above, name) = parent.rsplit_once('.').unwrap();
        let slip = format!("{above}.{}", without_letter(name));
        Some(moved_field(case, &parent, &slip))
    };
    "a typo in detail" => |dice| { let case = any(dice); let slip = dice.pick(&["detial", "details", "Detail", "detal"]); Some(renamed_whole(case, "detail", slip)) };
    "a typo in detail-type" => |dice| { let slip = dice.pick(&["detailType", "detail_type", "DetailType", "detail-typ", "detailtype"]); Some(envelope(dice, "detail-type", slip)) };
    "a typo in source" => |dice| { let slip = dice.pick(&["Source", "sourc", "sources", "soucre"]); Some(envelope(dice, "source", slip)) };
    "camel case for hyphens" => |dice| { let (one, other) = (dice.word(5), dice.word(4)); event_name(dice, &format!("{one}-{other}"), &format!("{one}{}", capital(&other))) };
    "hyphens for camel case" => |dice| { let (one, other) = (dice.word(5), dice.word(4)); event_name(dice, &format!("{one}{}", capital(&other)), &format!("{one}-{other}")) };
    "underscores for camel case" => |dice| { let (one, other) = (dice.word(5), dice.word(4)); event_name(dice, &format!("{one}{}", capital(&other)), &format!("{one}_{other}")) };
    "capitals in a name" => |dice| { let one = dice.word(6); event_name(dice, &one, &capital(&one)) };
    "a plural for a singular" => |dice| { let one = dice.word(6); event_name(dice, &one, &format!("{one}s")) };
    "a singular for a plural" => |dice| { let one = dice.word(6); event_name(dice, &format!("{one}s"), &one) };
    "a plural of y in a name" => |dice| { let one = dice.word(5); event_name(dice, &format!("{one}y"), &format!("{one}ies")) };
    "a name that is longer by a word" => |dice| { let (one, other) = (dice.word(6), dice.pick(&["Name", "Id", "Code"])); event_name(dice, &one, &format!("{one}{other}")) };
    "a name that is shorter by a word" => |dice| { let (one, other) = (dice.word(6), dice.pick(&["-name", "-id", "-code"])); event_name(dice, &format!("{one}{other}"), &one) };
    "another name with the value" => |dice| { let (one, other) = (dice.word(7), dice.word(5)); event_name(dice, &one, &other) };
    "the value in a field beside" => |dice| {
        let (case, value) = with_text(dice);
        let (parent, name) = case.place();
        let mut case = case.having(dice.word(9));
        put(&mut case.event, &format!("{parent}.{name}-{}", dice.pick(&["new", "code", "type"])), json!(value));
        Some(case)
    };
    "the value in an object beside" => |dice| {
        let (case, value) = with_text(dice);
        let (_, name) = case.place();
        let mut case = case.having(dice.word(9));
        put(&mut case.event, &format!("detail.{}.{name}", dice.word(6)), json!(value));
        Some(case)
    };
    "the field in an object beside" => |dice| {
        let case = any(dice);
        let (_, name) = case.place();
        let (from, to) = (case.path.clone(), format!("detail.{}.{name}", dice.word(6)));
        Some(case.moving(&from, &to))
    };
    "a level too deep in the event" => |dice| {
        let case = any(dice);
        let (parent, name) = case.place();
        let (from, to) = (case.path.clone(), format!("{parent}.{}.{name}", dice.pick(&["data", "body", "attributes"])));
        Some(case.moving(&from, &to))
    };
    "a level too shallow in the event" => |dice| {
        let case = deep(dice);
        let (parent, name) = case.place();
        let (above, _) = parent.rsplit_once('.').unwrap();
        let (from, to) = (case.path.clone(), format!("{above}.{name}"));
        Some(case.moving(&from, &to))
    };
    "a level left out of the pattern" => |dice| {
        let case = deep(dice);
        let (parent, name) = case.place();
        let (above, _) = parent.rsplit_once('.').unwrap();
        let (from, to) = (case.path.clone(), format!("{above}.{name}"));
        Some(case.naming(&from, &to))
    };
    "a level too many in the pattern" => |dice| {
        let case = any(dice);
        let (parent, name) = case.place();
        let (from, to) = (case.path.clone(), format!("{parent}.{}.{name}", dice.word(5)));
        Some(case.naming(&from, &to))
    };
    "detail in detail in the event" => |dice| { let mut case = any(dice); let detail = take(&mut case.event, "detail"); put(&mut case.event, "detail.detail", detail); Some(at(case, "detail")) };
    "detail in detail in the pattern" => |dice| Some(renamed_whole(any(dice), "detail", "detail.detail"));
    "no detail: its fields stand at the top" => |dice| { let mut case = any(dice); hoist(&mut case.event, "detail"); Some(at(case, "detail")) };
    "no detail in the pattern" => |dice| {
        let mut case = any(dice);
        hoist(&mut case.pattern, "detail");
        case.path = case.path.strip_prefix("detail.").unwrap().to_owned();
        // Each of its fields has the slip.
        Some(at(case, ""))
    };
    "detail as a text" => |dice| { let mut case = any(dice); let detail = take(&mut case.event, "detail"); put(&mut case.event, "detail", json!(detail.to_string())); Some(at(case, "detail")) };
    "an object as a text" => |dice| {
        let mut case = deep(dice);
        let (parent, _) = case.place();
        let object = get(&case.event, &parent).to_string();
        put(&mut case.event, &parent, json!(object));
        Some(at(case, &parent))
    };
    "no detail at all" => |dice| { let mut case = any(dice); take(&mut case.event, "detail"); Some(at(case, "detail")) };
    "an envelope's name inside detail" => |dice| { let mut case = any(dice); let name = first_envelope(&case); let list = take(&mut case.pattern, &name); let name = first_envelope_of(&case.event, &list); put(&mut case.pattern, &format!("detail.{name}"), list); case.path = format!("detail.{name}"); Some(case) };
    "a field of detail at the top of the pattern" => |dice| { let case = any(dice); let (_, name) = case.place(); let from = case.path.clone(); Some(case.naming(&from, &name)) };
    "a dot in the event's name" => |dice| { let (one, other) = (dice.word(5), dice.word(4)); event_name(dice, &format!("{one}{}", capital(&other)), &format!("{one}.{other}")) };
    "a value where an object is wanted" => |dice| { let case = any(dice); let (from, to) = (case.path.clone(), format!("{}.{}", case.path, dice.pick(&["name", "value", "code"]))); Some(case.naming(&from, &to)) };
    "pairs of key and value" => |dice| {
        let (case, value) = with_text(dice);
        let (parent, name) = case.place();
        let mut case = case;
        let (from, tag) = (case.path.clone(), dice.word(5));
        case = case.naming(&from, &format!("{parent}.labels.{tag}"));
        take(&mut case.event, &format!("{parent}.{name}"));
        put(&mut case.event, &format!("{parent}.labels"), json!([{"key": "other", "value": "x"}, {"key": tag, "value": value}]));
        Some(case)
    };
    "wrapped in Records" => |dice| { let mut case = any(dice); case.event = json!({"Records": [case.event]}); Some(at(case, "")) };
    "wrapped in event" => |dice| { let mut case = any(dice); let name = dice.pick(&["event", "body", "payload"]); case.event = json!({name: case.event}); Some(at(case, "")) };
    "another detail-type of the source" => |dice| {
        let mut case = ec2(dice);
        put(&mut case.event, "detail-type", json!(dice.pick(&["EC2 Spot Instance Interruption Warning", "EC2 Instance Launch Successful", "EBS Snapshot Notification"])));
        Some(at(case, "detail-type"))
    };
    "a detail-type that the source does not have" => |dice| {
        let mut case = ec2(dice);
        put(&mut case.pattern, "detail-type", json!([dice.pick(&["EC2 State Change", "EC2 Instance State Change", "Instance State-change Notification", "EC2 Instance State-change Notifications"])]));
        Some(at(case, "detail-type"))
    };
    "the source of CloudTrail for that of the event" => |dice| { let mut case = ec2(dice); put(&mut case.pattern, "source", json!(["ec2.amazonaws.com"])); Some(at(case, "source")) };
    "a source without aws" => |dice| { let mut case = ec2(dice); put(&mut case.pattern, "source", json!(["ec2"])); Some(at(case, "source")) };
    "a source in capitals" => |dice| { let mut case = ec2(dice); put(&mut case.pattern, "source", json!([dice.pick(&["AWS.EC2", "aws.EC2", "Aws.Ec2"])])); Some(at(case, "source")) };
    "resources with a name for an ARN" => |dice| {
        let mut case = any(dice);
        let arn = arn(dice, "orders");
        put(&mut case.event, "resources", json!([arn]));
        put(&mut case.pattern, "resources", json!(["orders"]));
        Some(at(case, "resources"))
    };
    "a condition of another element" => |dice| {
        let mut case = any(dice);
        let (one, other) = (dice.word(5), dice.word(6));
        put(&mut case.event, "detail.parts", json!([{"kind": one, "state": "bad"}, {"kind": other, "state": "good"}]));
        put(&mut case.pattern, "detail.parts", json!({"kind": [one], "state": ["good"]}));
        Some(at(case, "detail.parts"))
    };
    "a slip in an alternative" => |dice| {
        let (mut case, value) = with_text(dice);
        let list = take(&mut case.pattern, &case.path.clone());
        let (parent, name) = case.place();
        put(&mut case.pattern, &format!("{parent}.$or"), json!([{name.clone(): list}, {"nothing-like-it": ["x"]}]));
        case.having(value.to_uppercase()).into()
    };
}

fn any(dice: &Dice) -> Case {
    with_text(dice).0
}

fn with_text(dice: &Dice) -> (Case, String) {
    let value = text(dice);
    let list = match dice.below(3) {
        0 => json!([{"prefix": value[..4]}]),
        1 => json!([value, "something else"]),
        _ => json!([value]),
    };
    (Case::new(dice, list, json!(value)), value)
}

fn deep(dice: &Dice) -> Case {
    let value = text(dice);
    Case::deep(dice, 3, &json!([value]), &json!(value))
}

fn ec2(dice: &Dice) -> Case {
    loop {
        let case = any(dice);
        if case.event["source"] == "aws.ec2" {
            return case;
        }
    }
}

fn at(mut case: Case, path: &str) -> Case {
    case.path = path.to_owned();
    case
}

/// The pattern has another name for the field.
fn named(case: Case, parent: &str, name: &str) -> Option<Case> {
    let (from, to) = (case.path.clone(), format!("{parent}.{name}"));
    (from != to).then(|| case.naming(&from, &to))
}

/// A field of that name, which the event has under another.
fn event_name(dice: &Dice, name: &str, other: &str) -> Option<Case> {
    let mut case = any(dice);
    let (parent, _) = case.place();
    let (list, value) = (
        take(&mut case.pattern, &case.path.clone()),
        take(&mut case.event, &case.path.clone()),
    );
    case.path = format!("{parent}.{name}");
    put(&mut case.pattern, &case.path, list);
    let Value::Object(members) = case
        .event
        .pointer_mut(&format!("/{}", parent.replace('.', "/")))
        .unwrap()
    else {
        return None;
    };
    members.insert(other.to_owned(), value);
    Some(case)
}

/// The pattern has the field of a path at another one, and what else is beside it stays.
fn moved_field(case: Case, from: &str, to: &str) -> Case {
    let (_, name) = case.place();
    case.naming(&format!("{from}.{name}"), &format!("{to}.{name}"))
}

fn renamed_whole(mut case: Case, from: &str, to: &str) -> Case {
    let whole = take(&mut case.pattern, from);
    put(&mut case.pattern, to, whole);
    at(case, to)
}

fn envelope(dice: &Dice, name: &str, slip: &str) -> Case {
    loop {
        let mut case = any(dice);
        if case.pattern.get(name).is_some() {
            let list = take(&mut case.pattern, name);
            put(&mut case.pattern, slip, list);
            return at(case, slip);
        }
    }
}

fn hoist(value: &mut Value, name: &str) {
    let Value::Object(inner) = take(value, name) else {
        panic!()
    };
    for (name, inner) in inner {
        value.as_object_mut().unwrap().entry(name).or_insert(inner);
    }
}

fn first_envelope(case: &Case) -> String {
    let name = ["source", "detail-type"]
        .into_iter()
        .find(|name| case.pattern.get(name).is_some());
    name.unwrap().to_owned()
}

fn first_envelope_of(event: &Value, list: &Value) -> &'static str {
    let has = |name: &&str| event.get(name) == list.get(0);
    ["source", "detail-type"].iter().copied().find(has).unwrap()
}

fn without_letter(name: &str) -> String {
    format!("{}{}", &name[..2], &name[3..])
}

fn swapped(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let at = (1..letters.len() - 1)
        .find(|at| letters[*at] != letters[at + 1])
        .unwrap();
    let mut letters = letters;
    letters.swap(at, at + 1);
    letters.into_iter().collect()
}
