//! Slips that were thought of only when the explanations were there: they show whether these are as general as they should be.

use serde_json::{Value, json};

use super::pairs::{Case, Dice, put, take};
use super::texts::capital;
use super::{Kind, slips};

slips! { LATER;
    "a schema before the name" => |dice| { let name = dice.word(6); text(dice, &name, format!("dbo.{name}")) };
    "the host of an address" => |dice| { let name = dice.word(5); text(dice, &format!("{name}.com"), format!("joe@{name}.com")) };
    "digits with 0x" => |dice| text(dice, "ff00a1", "0xFF00A1".to_owned());
    "an id without hyphens" => |dice| text(dice, "7bf73129-1428-4cd3-a780-95db273d1602", "7bf7312914284cd3a78095db273d1602".to_owned());
    "an id in braces" => |dice| text(dice, "7bf73129-1428-4cd3-a780-95db273d1602", "{7bf73129-1428-4cd3-a780-95db273d1602}".to_owned());
    "a decimal comma" => |dice| value(dice, json!([12.5]), json!(12.5), json!("12,5"));
    "an exponent in a text" => |dice| value(dice, json!([1500]), json!(1500), json!("1.5e3"));
    "a hash before the number" => |dice| value(dice, json!([4711]), json!(4711), json!("#4711"));
    "a currency behind the number" => |dice| value(dice, json!([{"numeric": [">=", 12]}]), json!(12), json!("12 EUR"));
    "a v before the version" => |dice| text(dice, "2.4.1", "v2.4.1".to_owned());
    "a version with one part more" => |dice| text(dice, "2.4", "2.4.1".to_owned());
    "a date with slashes" => |dice| text(dice, "2026-11-12", "2026/11/12".to_owned());
    "a date turned round" => |dice| text(dice, "2026-11-12", "12.11.2026".to_owned());
    "a query behind an address" => |dice| text(dice, "https://example.com/a", "https://example.com/a?b=1".to_owned());
    "a path with the other slash" => |dice| { let name = dice.word(5); text(dice, &format!("in/{name}/a.csv"), format!("in\\{name}\\a.csv")) };
    "a comma at the end" => |dice| { let name = dice.word(7); text(dice, &name, format!("{name},")) };
    "a list with semicolons" => |dice| { let name = dice.word(7); text(dice, &name, format!("x;{name};y")) };
    "a comment behind the value" => |dice| { let name = dice.word(7); text(dice, &name, format!("{name} (since today)")) };
    "one word of a sentence" => |dice| { let name = dice.word(7); text(dice, &name, format!("order {name} was placed")) };
    "an underscore before the name of the field" => |dice| { let name = dice.word(6); renamed(dice, &name, &format!("_{name}")) };
    "a name space before the name of the field" => |dice| { let name = dice.word(6); renamed(dice, &name, &format!("acme:{name}")) };
    "capitals with underscores for camel case" => |dice| { let (one, other) = (dice.word(5), dice.word(4)); renamed(dice, &format!("{one}{}", capital(&other)), &format!("{one}_{other}").to_uppercase()) };
    "an abbreviated name" => |dice| renamed(dice, "environment", "env");
    "words of a name turned round" => |dice| { let (one, other) = (dice.word(5), dice.word(4)); renamed(dice, &format!("{one}-{other}"), &format!("{other}-{one}")) };
    "the field in the elements of an array" => |dice| {
        let name = dice.word(6);
        let mut case = Case::new(dice, json!([name]), json!(name));
        let (parent, last) = case.place();
        let inner = take(&mut case.event, &case.path.clone());
        put(&mut case.event, &format!("{parent}.items"), json!([{ last: inner }, {"other": 1}]));
        Some(case)
    };
    "a number as a list of one text" => |dice| value(dice, json!([4711]), json!(4711), json!(["4711"]));
    "the end of an ARN with its type" => |dice| { let name = dice.word(6); text(dice, &format!("function:{name}"), format!("arn:aws:lambda:eu-west-1:123456789012:function:{name}")) };
    "an address of a queue for its ARN" => |dice| { let name = dice.word(6); text(dice, &format!("arn:aws:sqs:eu-west-1:123456789012:{name}"), format!("https://sqs.eu-west-1.amazonaws.com/123456789012/{name}")) };
}

fn text(dice: &Dice, right: &str, wrong: String) -> Option<Case> {
    Some(Case::new(dice, json!([right]), json!(right)).having(wrong))
}

fn value(dice: &Dice, list: Value, right: Value, wrong: Value) -> Option<Case> {
    Some(Case::new(dice, list, right).having(wrong))
}

/// A field of that name, which the event has under another.
fn renamed(dice: &Dice, name: &str, other: &str) -> Option<Case> {
    let text = dice.word(8);
    let mut case = Case::new(dice, json!([text]), json!(text));
    let (parent, _) = case.place();
    let list = take(&mut case.pattern, &case.path.clone());
    let inner = take(&mut case.event, &case.path.clone());
    case.path = format!("{parent}.{name}");
    put(&mut case.pattern, &case.path, list);
    put(&mut case.event, &format!("{parent}.{other}"), inner);
    Some(case)
}
