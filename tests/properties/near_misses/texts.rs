//! Slips in texts: the value is nearly the one that is wanted.

use serde_json::{Value, json};

use super::pairs::{Case, Dice};
use super::{Kind, slips};

slips! { TEXTS;
    "a hyphen for an underscore" => |dice| { let text = joined(dice, "_"); having(dice, &text, text.replace('_', "-")) };
    "an underscore for a hyphen" => |dice| { let text = joined(dice, "-"); having(dice, &text, text.replace('-', "_")) };
    "a blank for a hyphen" => |dice| { let text = joined(dice, "-"); having(dice, &text, text.replace('-', " ")) };
    "a dot for an underscore" => |dice| { let text = joined(dice, "_"); having(dice, &text, text.replace('_', ".")) };
    "words run together" => |dice| { let text = joined(dice, "_"); having(dice, &text, text.replace('_', "")) };
    "camel case for capitals" => |dice| {
        let (one, other) = (dice.word(5), dice.word(6));
        let text = format!("{}_{}", one.to_uppercase(), other.to_uppercase());
        having(dice, &text, format!("{one}{}", capital(&other)))
    };
    "capitals" => |dice| { let text = text(dice); having(dice, &text, text.to_uppercase()) };
    "small letters" => |dice| { let text = text(dice).to_uppercase(); having(dice, &text, text.to_lowercase()) };
    "a capital at the start" => |dice| { let text = dice.word(7); having(dice, &text, capital(&text)) };
    "a letter left out" => |dice| { let text = dice.word(8); having(dice, &text, edited(dice, &text, "", 1)) };
    "a letter too many" => |dice| { let text = dice.word(8); having(dice, &text, edited(dice, &text, "z", 0)) };
    "a letter for another" => |dice| { let text = dice.word(8); having(dice, &text, edited(dice, &text, "z", 1)) };
    "two letters swapped" => |dice| { let text = format!("ab{}", dice.word(6)); having(dice, &text, text.replacen("ab", "ba", 1)) };
    "two letters for others" => |dice| {
        let text = dice.word(12);
        having(dice, &text, format!("{}z{}", &text[..2], edited(dice, &text[3..], "w", 1)))
    };
    "a letter left out of the pattern" => |dice| {
        let text = dice.word(8);
        let slip = edited(dice, &text, "", 1);
        asking(dice, json!([text]), json!(text), json!([slip]))
    };
    "a typo among several values" => |dice| {
        let text = dice.word(9);
        let slip = edited(dice, &text, "y", 1);
        asking(dice, json!(["others", text, "unknown"]), json!(text), json!(["others", slip, "unknown"]))
    };
    "a blank at the end" => |dice| { let text = text(dice); having(dice, &text, format!("{text} ")) };
    "a blank at the start" => |dice| { let text = text(dice); having(dice, &text, format!(" {text}")) };
    "a line break at the end" => |dice| { let text = text(dice); having(dice, &text, format!("{text}\n")) };
    "a tab at the start" => |dice| { let text = text(dice); having(dice, &text, format!("\t{text}")) };
    "a blank at the end of the pattern's text" => |dice| {
        let text = text(dice);
        asking(dice, json!([text]), json!(text), json!([format!("{text} ")]))
    };
    "two blanks inside" => |dice| { let text = joined(dice, " "); having(dice, &text, text.replace(' ', "  ")) };
    "a slash at the start" => |dice| { let text = joined(dice, "/"); having(dice, &text, format!("/{text}")) };
    "a slash at the end" => |dice| { let text = joined(dice, "/"); having(dice, &text, format!("{text}/")) };
    "a slash at the start of the pattern's text" => |dice| {
        let text = joined(dice, "/");
        asking(dice, json!([text]), json!(text), json!([format!("/{text}")]))
    };
    "a full stop at the end" => |dice| { let text = joined(dice, " "); having(dice, &text, format!("{text}.")) };
    "quoted twice" => |dice| { let text = text(dice); having(dice, &text, format!("\"{text}\"")) };
    "in single quotes" => |dice| { let text = text(dice); having(dice, &text, format!("'{text}'")) };
    "quoted twice in the pattern" => |dice| {
        let text = text(dice);
        asking(dice, json!([text]), json!(text), json!([format!("\"{text}\"")]))
    };
    "a no-break space" => |dice| { let text = joined(dice, " "); having(dice, &text, text.replace(' ', "\u{a0}")) };
    "a zero-width space" => |dice| { let text = text(dice); having(dice, &text, format!("{text}\u{200b}")) };
    "a letter of another script" => |dice| { let text = format!("a{}", text(dice)); having(dice, &text, text.replacen('a', "\u{430}", 1)) };
    "another normal form" => |dice| { let text = format!("Caf\u{e9} {}", dice.word(5)); having(dice, &text, text.replace('\u{e9}', "e\u{301}")) };
    "a dash for a hyphen" => |dice| { let text = joined(dice, "-"); having(dice, &text, text.replace('-', "\u{2013}")) };
    "an accent left out" => |dice| { let text = format!("Z\u{fc}rich {}", dice.word(4)); having(dice, &text, text.replace('\u{fc}', "u")) };
    "as in a URL" => |dice| { let text = joined(dice, "/"); having(dice, &text, text.replace('/', "%2F")) };
    "a plural" => |dice| { let text = dice.word(6); having(dice, &text, format!("{text}s")) };
    "a plural of y" => |dice| { let word = format!("{}y", dice.word(5)); having(dice, &word, format!("{}ies", &word[..5])) };
    "another form of the word" => |dice| {
        let (one, other) = *[("FAILED", "FAILURE"), ("running", "run"), ("completed", "completion"), ("SUCCEEDED", "SUCCESS"), ("created", "creation"), ("terminated", "terminating")]
            .get(dice.below(6)).unwrap();
        having(dice, one, other.to_owned())
    };
    "a list in one text" => |dice| { let text = text(dice); having(dice, &text, format!("{},{text}", dice.word(5))) };
    "a list in one text, with blanks" => |dice| { let text = text(dice); having(dice, &text, format!("{text}, {}, {}", dice.word(5), dice.word(3))) };
    "a JSON list in one text" => |dice| { let text = text(dice); having(dice, &text, json!([dice.word(4), text]).to_string()) };
    "one text where a list was meant" => |dice| {
        let (one, other) = (text(dice), dice.word(5));
        asking(dice, json!([one, other]), json!(one), json!([format!("{one},{other}")]))
    };
    "an ARN for a name" => |dice| { let name = joined(dice, "-"); let value = arn(dice, &name); having(dice, &name, value) };
    "a name for an ARN" => |dice| { let name = joined(dice, "-"); let text = arn(dice, &name); having(dice, &text, name) };
    "an ARN of another region" => |dice| { let text = arn(dice, "queue"); having(dice, &text, text.replace("eu-west-1", "us-east-1")) };
    "an ARN of another account" => |dice| { let text = arn(dice, "queue"); having(dice, &text, text.replace("123456789012", "210987654321")) };
    "an ARN of another partition" => |dice| { let text = arn(dice, "queue"); having(dice, &text, text.replace("arn:aws:", "arn:aws-cn:")) };
    "an ARN with a version" => |dice| { let text = arn(dice, "work"); having(dice, &text, format!("{text}:{}", dice.pick(&["PROD", "7", "$LATEST"]))) };
    "an ARN without account" => |dice| { let text = arn(dice, "queue"); having(dice, &text, text.replace("123456789012", "")) };
    "a path for a file name" => |dice| { let text = format!("{}.csv", dice.word(6)); having(dice, &text, format!("in/{}/{text}", dice.word(4))) };
    "a file name for a path" => |dice| { let name = format!("{}.csv", dice.word(6)); let text = format!("in/{name}"); having(dice, &text, name) };
    "an address for a host" => |dice| { let text = format!("{}.example.com", dice.word(5)); having(dice, &text, format!("https://{text}/x")) };
    "a time where a date is wanted" => |dice| { let text = format!("2026-11-{}", 10 + dice.below(19)); having(dice, &text, format!("{text}T10:15:00Z")) };
    "milliseconds in a time" => |dice| { let text = format!("2026-11-{}T10:15:00", 10 + dice.below(19)); having(dice, &format!("{text}Z"), format!("{text}.000Z")) };
    "an offset in a time" => |dice| { let text = format!("2026-11-{}T10:15:00", 10 + dice.below(19)); having(dice, &format!("{text}Z"), format!("{text}+00:00")) };
    "a stage behind the name" => |dice| { let text = dice.word(7); having(dice, &text, format!("{text}-{}", dice.pick(&["prod", "dev", "eu-west-1"]))) };
    "a stage before the name" => |dice| { let text = dice.word(7); having(dice, &text, format!("{}-{text}", dice.pick(&["prod", "dev", "acme"]))) };
    "the name inside another" => |dice| { let text = dice.word(7); having(dice, &text, format!("{}-{text}-{}", dice.word(3), dice.word(3))) };
    "a number in other digits of a name" => |dice| { let name = dice.word(5); having(dice, &format!("{name}-1"), format!("{name}-01")) };
}

fn having(dice: &Dice, text: &str, value: String) -> Option<Case> {
    let list = if dice.below(3) == 0 {
        json!([format!("{}q", dice.word(4)), text])
    } else {
        json!([text])
    };
    Some(Case::new(dice, list, json!(text)).having(value))
}

fn asking(dice: &Dice, right: Value, value: Value, list: Value) -> Option<Case> {
    Some(Case::new(dice, right, value).asking(list))
}

/// Some text that people give things.
pub fn text(dice: &Dice) -> String {
    match dice.below(5) {
        0 => joined(dice, "-"),
        1 => joined(dice, "_"),
        2 => joined(dice, " "),
        3 => dice
            .pick(&[
                "running",
                "pending",
                "approved",
                "in-transit",
                "eu-central-1",
                "premium",
            ])
            .to_owned(),
        _ => dice.word(8),
    }
}

pub fn joined(dice: &Dice, joint: &str) -> String {
    let words = 2 + dice.below(2);
    let words: Vec<String> = (0..words).map(|at| dice.word(4 + at)).collect();
    words.join(joint)
}

pub fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

/// The text with something in place of so many letters inside it.
fn edited(dice: &Dice, text: &str, with: &str, letters: usize) -> String {
    let at = 1 + dice.below(text.len() - 2);
    format!("{}{with}{}", &text[..at], &text[at + letters..])
}

pub fn arn(dice: &Dice, name: &str) -> String {
    let (service, kind) = *[
        ("lambda", "function:"),
        ("ecs", "cluster/"),
        ("sqs", ""),
        ("states", "stateMachine:"),
        ("iam", "role/"),
    ]
    .get(dice.below(5))
    .unwrap();
    format!("arn:aws:{service}:eu-west-1:123456789012:{kind}{name}")
}
