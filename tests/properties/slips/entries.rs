//! Slips of the entries of a request to PutEvents.

use evb::diagnostic::Diagnostic;
use evb::event::put_events::{Settings, put_events};
use evb::json;
use serde_json::{Map, Value, json};

use super::{Language, Made, slips};
use crate::near_misses::Dice;

struct Requests;

/// The events that a request makes; `None` where an entry is not taken.
fn events(text: &str) -> Option<Vec<String>> {
    let request = json::parse(text).ok()?;
    let answer = put_events(&request, &Settings::default()).ok()?;
    let events = answer.entries.iter().map(|entry| {
        let envelope = entry.outcome.as_ref().ok()?;
        Some(envelope.to_json())
    });
    events.collect()
}

impl Language for Requests {
    fn told(&self, text: &str) -> Vec<Diagnostic> {
        let request = match json::parse(text) {
            Ok(request) => request,
            Err(error) => return vec![error.diagnostic(text)],
        };
        match put_events(&request, &Settings::default()) {
            Err(refused) => refused.diagnostics,
            Ok(answer) => answer
                .entries
                .into_iter()
                .flat_map(|entry| entry.notes)
                .collect(),
        }
    }

    fn is_taken(&self, text: &str) -> bool {
        events(text).is_some()
    }

    fn is_same(&self, text: &str, other: &str) -> bool {
        events(text) == events(other)
    }
}

fn members(dice: &Dice) -> Map<String, Value> {
    let detail = json!({dice.word(5): dice.word(6), dice.word(4): dice.below(900), "text": "a \"quoted\" one"});
    let mut entry = json!({
        "Source": dice.word(6),
        "DetailType": dice.word(7),
        "Detail": detail.to_string(),
    });
    if dice.below(2) == 0 {
        entry["Resources"] = json!([format!("arn:aws:s3:::{}", dice.word(6))]);
    }
    if dice.below(2) == 0 {
        entry["Time"] = json!(format!("2027-05-{}T10:00:00Z", 10 + dice.below(19)));
    }
    let Value::Object(members) = entry else {
        panic!()
    };
    members
}

/// An entry with something changed in it.
fn entry(dice: &Dice, change: impl Fn(&mut Map<String, Value>)) -> Option<Made> {
    both(dice, |right| {
        let mut wrong = right.clone();
        change(&mut wrong);
        json!([wrong]).to_string()
    })
}

fn both(dice: &Dice, wrong: impl Fn(&Map<String, Value>) -> String) -> Option<Made> {
    let members = members(dice);
    let right = json!([members]).to_string();
    let wrong = wrong(&members);
    (wrong != right).then(|| Made {
        right,
        wrong,
        language: Box::new(Requests),
    })
}

/// An entry with another name for a member, in its place.
fn named(dice: &Dice, from: &str, to: &str) -> Option<Made> {
    both(dice, |right| {
        let renamed = right.iter().map(|(name, value)| {
            let name = if name == from { to } else { name };
            (name.to_owned(), value.clone())
        });
        json!([renamed.collect::<Map<_, _>>()]).to_string()
    })
}

/// An entry whose time is written otherwise.
fn time(dice: &Dice, written: impl Fn(usize) -> Value) -> Option<Made> {
    let day = 10 + dice.below(19);
    let mut members = members(dice);
    members.insert("Time".to_owned(), json!(format!("2027-05-{day}T10:00:00Z")));
    let right = json!([members]).to_string();
    members.insert("Time".to_owned(), written(day));
    Some(Made {
        right,
        wrong: json!([members]).to_string(),
        language: Box::new(Requests),
    })
}

/// An entry whose detail is another text.
fn detail(dice: &Dice, right: Value, wrong: &str) -> Option<Made> {
    let mut members = members(dice);
    members.insert("Detail".to_owned(), json!(right.to_string()));
    let right = json!([members]).to_string();
    members.insert("Detail".to_owned(), json!(wrong));
    Some(Made {
        right,
        wrong: json!([members]).to_string(),
        language: Box::new(Requests),
    })
}

slips! { SLIPS;
    "three slips in one entry" => |dice| both(dice, |right| {
        let detail: Value = serde_json::from_str(right["Detail"].as_str().unwrap()).unwrap();
        json!([{"source": right["Source"], "detailType": right["DetailType"], "Detail": detail, "Resources": right.get("Resources"), "Time": right.get("Time")}])
            .to_string()
            .replace(",\"Resources\":null", "")
            .replace(",\"Time\":null", "")
    });
    "two entries with a slip each" => |dice| {
        let (one, other) = (members(dice), members(dice));
        let right = json!([one, other]).to_string();
        let wrong = right.replacen("\"Source\"", "\"source\"", 1);
        let at = wrong.rfind("\"DetailType\"")?;
        let wrong = format!("{}{}", &wrong[..at], wrong[at..].replacen("\"DetailType\"", "\"detail-type\"", 1));
        Some(Made { right, wrong, language: Box::new(Requests) })
    };
    "a small letter in Source" => |dice| named(dice, "Source", "source");
    "the name of an event's member" => |dice| named(dice, "DetailType", "detail-type");
    "camel case" => |dice| named(dice, "DetailType", "detailType");
    "a small letter in Detail" => |dice| named(dice, "Detail", "detail");
    "a small letter in Resources" => |dice| { let made = named(dice, "Resources", "resources")?; Some(made) };
    "a misspelt member" => |dice| named(dice, "DetailType", "DetialType");
    "a plural" => |dice| named(dice, "Source", "Sources");
    "another name for the type" => |dice| named(dice, "DetailType", "Detail-Type");
    "Detail as an object" => |dice| entry(dice, |entry| { let detail = serde_json::from_str(entry["Detail"].as_str().unwrap()).unwrap(); entry["Detail"] = detail; });
    "Resources as a text" => |dice| entry(dice, |entry| if let Some(all) = entry.get_mut("Resources") { *all = all[0].clone(); });
    "a resource as an object" => |dice| entry(dice, |entry| if let Some(all) = entry.get_mut("Resources") { *all = json!([{"ARN": all[0]}]); });
    "no list around the entry" => |dice| both(dice, |right| json!(right).to_string());
    "entries in small letters" => |dice| both(dice, |right| json!({"entries": [right]}).to_string());
    "Entries without a list" => |dice| both(dice, |right| json!({"Entries": right}).to_string());
    "a delivered event" => |dice| both(dice, |right| json!([{"version": "0", "id": "1", "source": right["Source"], "detail-type": right["DetailType"], "account": "123456789012", "region": "us-east-1",
        "detail": serde_json::from_str::<Value>(right["Detail"].as_str().unwrap()).unwrap(),
        "resources": right.get("Resources").cloned().unwrap_or(json!([])), "time": right.get("Time").cloned().unwrap_or(json!("2027-05-05T00:00:00Z"))}]).to_string()).filter(|made| made.right.contains("Time"));
    "a detail in single quotes" => |dice| { let word = dice.word(5); detail(dice, json!({"a": word}), &format!("{{'a': '{word}'}}")) };
    "a detail without quotes around its names" => |dice| { let word = dice.word(5); detail(dice, json!({"a": word}), &format!("{{a: \"{word}\"}}")) };
    "a detail with a trailing comma" => |dice| { let word = dice.word(5); detail(dice, json!({"a": word}), &format!("{{\"a\": \"{word}\",}}")) };
    "a detail that is not closed" => |dice| { let word = dice.word(5); detail(dice, json!({"a": word}), &format!("{{\"a\": \"{word}\"")) };
    "a detail encoded twice" => |dice| { let word = dice.word(5); let right = json!({"a": word}); detail(dice, right.clone(), &json!(right.to_string()).to_string()) };
    "a time with a blank" => |dice| time(dice, |day| json!(format!("2027-05-{day} 10:00:00")));
    "a time without its zone" => |dice| time(dice, |day| json!(format!("2027-05-{day}T10:00:00")));
    "a time as people write it" => |dice| time(dice, |day| json!(format!("May {day}, 2027 10:00:00")));
    "a time of mail" => |dice| time(dice, |day| json!(format!("{day} May 2027 10:00:00 +0000")));
    "a trailing comma behind an entry" => |dice| both(dice, |right| json!([right]).to_string().replace("}]", "},]"));
    "a missing bracket behind an entry" => |dice| both(dice, |right| json!([right]).to_string().trim_end_matches(']').to_owned());
}
