//! Slips in numbers, types and operators.

use serde_json::{Value, json};

use super::pairs::{Case, Dice};
use super::texts::{capital, joined, text};
use super::{Kind, slips};

slips! { VALUES;
    "a number in quotes in the event" => |dice| { let number = number(dice); slip(dice, json!([number]), json!(number), json!(number.to_string())) };
    "a number in quotes in the pattern" => |dice| { let number = number(dice); asked(dice, json!([number]), json!(number), json!([number.to_string()])) };
    "a number with currency" => |dice| { let number = number(dice); slip(dice, json!([number]), json!(number), json!(format!("{}{number}", dice.pick(&["$", "\u{20ac}", "EUR "])))) };
    "a number with zeros in front" => |dice| { let number = number(dice); slip(dice, json!([number]), json!(number), json!(format!("00{number}"))) };
    "a number with groups of digits" => |dice| { let number = 1000 + number(dice); slip(dice, json!([number]), json!(number), json!(format!("{},{:03}", number / 1000, number % 1000))) };
    "a number with its unit" => |dice| { let number = number(dice); slip(dice, json!([number]), json!(number), json!(format!("{number} {}", dice.pick(&["GB", "ms", "%"])))) };
    "a number in quotes for a range" => |dice| { let number = number(dice); slip(dice, json!([{"numeric": [">", number - 5]}]), json!(number), json!(number.to_string())) };
    "a number off by one" => |dice| { let number = number(dice); slip(dice, json!([number]), json!(number), json!(number + 1)) };
    "a number of the other sign" => |dice| { let number = number(dice); slip(dice, json!([number]), json!(number), json!(-number)) };
    "a number with digits swapped" => |dice| { let digits = dice.digits(3); let number: i64 = format!("{digits}12").parse().unwrap(); let other: i64 = format!("{digits}21").parse().unwrap(); slip(dice, json!([number]), json!(number), json!(other)) };
    "a number with a fraction more" => |dice| { let number = number(dice); slip(dice, json!([number]), json!(number), json!(number as f64 + 0.001)) };
    "an id as a number" => |dice| { let number = dice.digits(9); slip(dice, json!([number]), json!(number), serde_json::from_str(&number).unwrap()) };
    "the bound itself, from above" => |dice| { let number = number(dice); slip(dice, json!([{"numeric": [">", number]}]), json!(number + 4), json!(number)) };
    "the bound itself, from below" => |dice| { let number = number(dice); slip(dice, json!([{"numeric": ["<", number]}]), json!(number - 4), json!(number)) };
    "a bound missed by one" => |dice| { let number = number(dice); slip(dice, json!([{"numeric": [">=", number]}]), json!(number), json!(number - 1)) };
    "the upper bound of two missed by one" => |dice| { let number = number(dice); slip(dice, json!([{"numeric": [">", 0, "<=", number]}]), json!(number), json!(number + 1)) };
    "a sign turned round" => |dice| { let number = number(dice); asked(dice, json!([{"numeric": [">", number]}]), json!(number + 3), json!([{"numeric": ["<", number]}])) };
    "milliseconds for seconds" => |dice| { let number = number(dice); slip(dice, json!([{"numeric": ["<", number + 1]}]), json!(number), json!(number * 1000)) };
    "hundredths for units" => |dice| { let number = number(dice); slip(dice, json!([{"numeric": [">=", number, "<", number + 50]}]), json!(number), json!(number * 100)) };
    "true in quotes in the event" => |dice| slip(dice, json!([true]), json!(true), json!("true"));
    "true in quotes in the pattern" => |dice| asked(dice, json!([true]), json!(true), json!(["true"]));
    "a capital in true" => |dice| slip(dice, json!([true]), json!(true), json!("True"));
    "a number for true" => |dice| slip(dice, json!([true]), json!(true), json!(1));
    "yes for true" => |dice| { let word = dice.pick(&["yes", "Y", "on"]); slip(dice, json!([true]), json!(true), json!(word)) };
    "false for true" => |dice| slip(dice, json!([true]), json!(true), json!(false));
    "null in quotes" => |dice| slip(dice, json!([null]), json!(null), json!("null"));
    "null where the field is to be absent" => |dice| {
        let case = Case::new(dice, json!(["x"]), json!("x"));
        Some(case.asking(json!([{"exists": false}])).having(Value::Null))
    };
    "an empty text where the field is to be absent" => |dice| {
        let case = Case::new(dice, json!(["x"]), json!("x"));
        Some(case.asking(json!([{"exists": false}])).having(""))
    };
    "an empty text for null" => |dice| slip(dice, json!([null]), json!(null), json!(""));
    "null for an empty text" => |dice| slip(dice, json!([""]), json!(""), json!(null));
    "no field where null is wanted" => |dice| {
        let mut case = Case::new(dice, json!([null]), json!(null));
        super::pairs::take(&mut case.event, &case.path);
        Some(case)
    };
    "exists turned round" => |dice| { let text = text(dice); asked(dice, json!([{"exists": true}]), json!(text), json!([{"exists": false}])) };
    "an object where a value is wanted" => |dice| { let text = text(dice); let key = dice.pick(&["value", "name", "code"]); slip(dice, json!([text]), json!(text), json!({key: text, "at": 3})) };
    "a typed value of DynamoDB" => |dice| { let text = text(dice); slip(dice, json!([text]), json!(text), json!({"S": text})) };
    "an empty list" => |dice| { let text = text(dice); slip(dice, json!([text]), json!(text), json!([])) };
    "prefix for suffix" => |dice| { let text = dice.word(5); asked(dice, json!([{"suffix": format!(".{text}")}]), json!(format!("{}.{text}", dice_word(6))), json!([{"prefix": format!(".{text}")}])) };
    "suffix for prefix" => |dice| { let text = dice.word(5); asked(dice, json!([{"prefix": format!("{text}/")}]), json!(format!("{text}/{}", dice_word(6))), json!([{"suffix": format!("{text}/")}])) };
    "a plain value where a prefix was meant" => |dice| { let text = dice.word(5); asked(dice, json!([{"prefix": format!("{text}/")}]), json!(format!("{text}/{}", dice_word(6))), json!([format!("{text}/")])) };
    "a plain value where a suffix was meant" => |dice| asked(dice, json!([{"suffix": ".jpg"}]), json!("pictures/cat.jpg"), json!([".jpg"]));
    "a star in a plain value" => |dice| { let text = dice.word(5); asked(dice, json!([{"prefix": text}]), json!(format!("{text}-{}", dice_word(4))), json!([format!("{text}*")])) };
    "a star in a prefix" => |dice| { let text = dice.word(5); asked(dice, json!([{"prefix": text}]), json!(format!("{text}-x")), json!([{"prefix": format!("{text}*")}])) };
    "a prefix that the event lacks the start of" => |dice| { let text = dice.word(5); slip(dice, json!([{"prefix": format!("in/{text}")}]), json!(format!("in/{text}/a.csv")), json!(format!("{text}/a.csv"))) };
    "something before the prefix" => |dice| { let text = dice.word(5); slip(dice, json!([{"prefix": format!("{text}/")}]), json!(format!("{text}/a.csv")), json!(format!("in/{text}/a.csv"))) };
    "something behind the suffix" => |dice| { let ending = dice.pick(&[".gz", ".tmp", "?v=2"]); slip(dice, json!([{"suffix": ".json"}]), json!("data/orders.json"), json!(format!("data/orders.json{ending}"))) };
    "a suffix of other case" => |dice| slip(dice, json!([{"suffix": ".jpg"}]), json!("cat.jpg"), json!("CAT.JPG"));
    "a suffix with another spelling" => |dice| slip(dice, json!([{"suffix": ".jpg"}]), json!("cat.jpg"), json!("cat.jpeg"));
    "a typo in a prefix" => |dice| { let text = dice.word(7); asked(dice, json!([{"prefix": text}]), json!(format!("{text}-{}", dice_word(4))), json!([{"prefix": format!("{}z{}", &text[..3], &text[4..])}])) };
    "a wildcard without its tail" => |dice| { let text = dice.word(5); slip(dice, json!([{"wildcard": format!("in/*/{text}")}]), json!(format!("in/7/{text}")), json!(format!("in/7/{text}.gz"))) };
    "a wildcard without its head" => |dice| { let text = dice.word(5); slip(dice, json!([{"wildcard": format!("in/*.{text}")}]), json!(format!("in/7.{text}")), json!(format!("/data/in/7.{text}"))) };
    "a wildcard that wants a part more" => |dice| { let text = dice.word(5); slip(dice, json!([{"wildcard": format!("in/*/{text}/*")}]), json!(format!("in/7/{text}/x")), json!(format!("in/7/{text}"))) };
    "an escaped star" => |dice| { let text = dice.word(5); asked(dice, json!([{"wildcard": format!("{text}*end")}]), json!(format!("{text}-x-end")), json!([{"wildcard": format!("{text}\\*end")}])) };
    "a question mark for a letter" => |dice| { let text = dice.word(5); asked(dice, json!([{"wildcard": format!("{text}-*")}]), json!(format!("{text}-1")), json!([{"wildcard": format!("{text}-?")}])) };
    "a wildcard of other case" => |dice| { let text = dice.word(5); slip(dice, json!([{"wildcard": format!("{text}*end")}]), json!(format!("{text}-end")), json!(format!("{}-End", capital(&text)))) };
    "a typo in a wildcard" => |dice| { let text = dice.word(6); asked(dice, json!([{"wildcard": format!("*/{text}/*")}]), json!(format!("a/{text}/b")), json!([{"wildcard": format!("*/{}z{}/*", &text[..2], &text[3..])}])) };
    "a regular expression" => |dice| { let text = dice.word(5); let list = match dice.below(3) { 0 => json!([format!("^{text}.*$")]), 1 => json!([format!("/{text}.*/")]), _ => json!([format!("{text}.*")]) }; asked(dice, json!([{"prefix": text}]), json!(format!("{text}-7")), list) };
    "a typo that ignores case" => |dice| { let text = dice.word(8); asked(dice, json!([{"equals-ignore-case": text}]), json!(text.to_uppercase()), json!([{"equals-ignore-case": format!("{}z{}", &text[..3], &text[4..])}])) };
    "more than a text in any case" => |dice| { let text = dice.word(6); slip(dice, json!([{"equals-ignore-case": text}]), json!(text.to_uppercase()), json!(format!("{}-1", text.to_uppercase()))) };
    "anything-but that excludes what was meant" => |dice| { let text = text(dice); asked(dice, json!([text]), json!(text), json!([{"anything-but": text}])) };
    "anything-but that excludes it among others" => |dice| { let text = text(dice); asked(dice, json!([{"anything-but": ["old"]}]), json!(text), json!([{"anything-but": ["old", text]}])) };
    "anything-but a prefix that excludes it" => |dice| { let text = dice.word(7); asked(dice, json!([{"anything-but": {"prefix": "zz"}}]), json!(text), json!([{"anything-but": {"prefix": &text[..3]}}])) };
    "anything-but a number that excludes it" => |dice| { let number = number(dice); asked(dice, json!([{"anything-but": [1, 2]}]), json!(number), json!([{"anything-but": [1, 2, number]}])) };
    "an address outside a block by one bit" => |dice| slip(dice, json!([{"cidr": "10.1.0.0/25"}]), json!("10.1.0.77"), json!(format!("10.1.0.{}", 129 + dice.below(100))));
    "an address beside the block" => |dice| slip(dice, json!([{"cidr": "10.1.2.0/24"}]), json!("10.1.2.9"), json!(format!("10.1.3.{}", dice.below(200))));
    "an address with its port" => |dice| slip(dice, json!([{"cidr": "10.1.2.0/24"}]), json!("10.1.2.9"), json!(format!("10.1.2.{}:443", dice.below(200))));
    "an address as a plain prefix" => |dice| asked(dice, json!([{"cidr": "10.1.2.0/24"}]), json!("10.1.2.9"), json!(["10.1.2.0/24"]));
    "exactly where a prefix was meant" => |dice| { let text = joined(dice, "-"); asked(dice, json!([{"prefix": text}]), json!(format!("{text}-7")), json!([{"exactly": text}])) };
}

fn slip(dice: &Dice, list: Value, right: Value, wrong: Value) -> Option<Case> {
    Some(Case::new(dice, list, right).having(wrong))
}

fn asked(dice: &Dice, right: Value, value: Value, wrong: Value) -> Option<Case> {
    Some(Case::new(dice, right, value).asking(wrong))
}

fn number(dice: &Dice) -> i64 {
    i64::try_from(12 + dice.below(900)).unwrap()
}

fn dice_word(letters: usize) -> String {
    Dice::new(letters as u64).word(letters)
}
