//! Slips of the paths of `InputPath` and `InputPathsMap`.

use evb::diagnostic::Diagnostic;
use evb::json;
use evb::transform::{Path, Record};

use super::{Language, Made, slips};
use crate::near_misses::Dice;

struct Paths;

const EVENT: &str =
    r#"{"source":"shop","detail":{"id":"a","n":5,"order":{"lines":[{"sku":"x"},{"sku":"y"}]}}}"#;

impl Language for Paths {
    fn told(&self, text: &str) -> Vec<Diagnostic> {
        let error = Path::parse(text).err();
        error.map_or_else(Vec::new, |error| vec![*error])
    }

    fn is_taken(&self, text: &str) -> bool {
        Path::parse(text).is_ok()
    }

    fn is_same(&self, text: &str, other: &str) -> bool {
        let event = json::parse(EVENT).unwrap();
        let record = Record::new(&event);
        let [one, other] = [text, other].map(|text| Path::parse(text).unwrap());
        format!("{:?}", one.find(&record)) == format!("{:?}", other.find(&record))
    }
}

fn made(dice: &Dice, wrong: impl Fn(&str) -> String) -> Option<Made> {
    let right = dice.pick(&[
        "$.detail.id",
        "$.detail.n",
        "$.source",
        "$.detail.order.lines[0].sku",
        "$.detail.order.lines[1]",
    ]);
    let wrong = wrong(right);
    (wrong != right).then(|| Made {
        right: right.to_owned(),
        wrong,
        language: Box::new(Paths),
    })
}

slips! { SLIPS;
    "no sign at the start" => |dice| made(dice, |path| path[2..].to_owned());
    "no sign, with its dot" => |dice| made(dice, |path| path[1..].to_owned());
    "no dot behind the sign at the start" => |dice| made(dice, |path| path.replacen("$.", "$", 1));
    "brackets around a path" => |dice| made(dice, |path| format!("<{path}>"));
    "quotes around a path" => |dice| made(dice, |path| format!("\"{path}\""));
    "braces around a path" => |dice| made(dice, |path| format!("{{{path}}}"));
    "a dollar and braces around a path" => |dice| made(dice, |path| format!("${{{}}}", &path[2..]));
    "a blank in front of a path" => |dice| made(dice, |path| format!(" {path}"));
    "a dot at the end of a path" => |dice| made(dice, |path| format!("{path}."));
    "two dots in a path" => |dice| made(dice, |path| path.replacen("detail.", "detail..", 1));
    "names in brackets" => |dice| made(dice, |path| path.replace(".detail", "['detail']"));
    "an index behind a dot in a path" => |dice| made(dice, |path| path.replace("[", ".["));
    "slashes for dots" => |dice| made(dice, |path| path.replacen("$.", "/", 1).replace('.', "/"));
}
