//! Slips of input templates of rules and pipes.

use evb::diagnostic::Diagnostic;
use evb::json;
use evb::transform::{InputPaths, Record, Refused, Rendered, Template, Variables};

use super::{Language, Made, slips};
use crate::near_misses::Dice;

/// How many events two templates are rendered for.
const EVENTS: u64 = 5;

/// A language of templates, and what it declares.
enum Templates {
    Rules(InputPaths),
    Pipes,
}

impl Templates {
    fn read(&self, text: &str) -> Result<Template, Refused> {
        match self {
            Self::Rules(paths) => Template::rule(text, paths, "target-1"),
            Self::Pipes => Template::pipe(text),
        }
    }
}

fn event(seed: u64) -> json::Value {
    let dice = Dice::new(1000 + seed);
    let inside = format!(
        r#"{{"id":"{}","n":{},"state":"{}","items":["{}",{}]}}"#,
        dice.word(7),
        dice.below(900),
        dice.word(5),
        dice.word(4),
        dice.below(50)
    );
    json::parse(&format!(
        r#"{{"source":"shop","detail":{inside},"body":{inside}}}"#
    ))
    .unwrap()
}

fn rendered(template: &Template, event: &json::Value) -> Result<String, Vec<Diagnostic>> {
    match template.render(&Record::new(event), &Variables::new()) {
        Rendered::Delivered { raw, .. } => Ok(raw),
        Rendered::Undelivered(why) => Err(vec![why.diagnostic]),
    }
}

impl Language for Templates {
    fn told(&self, text: &str) -> Vec<Diagnostic> {
        match self.read(text) {
            Err(refused) => refused.diagnostics,
            Ok(template) => {
                let lost = rendered(&template, &event(1)).err().unwrap_or_default();
                lost.into_iter()
                    .chain(template.notes().iter().cloned())
                    .collect()
            }
        }
    }

    fn is_taken(&self, text: &str) -> bool {
        let Ok(template) = self.read(text) else {
            return false;
        };
        (0..EVENTS).all(|seed| rendered(&template, &event(seed)).is_ok())
    }

    fn is_same(&self, text: &str, other: &str) -> bool {
        let [one, other] = [text, other].map(|text| self.read(text).unwrap());
        (0..EVENTS).all(|seed| {
            let event = event(seed);
            rendered(&one, &event) == rendered(&other, &event)
        })
    }
}

/// The names that a template of a rule may use.
const NAMES: [&str; 3] = ["id", "state", "n"];

fn rule(right: &str, wrong: &str) -> Option<Made> {
    let paths = NAMES.map(|name| (name.to_owned(), format!("$.detail.{name}")));
    Some(Made {
        right: right.to_owned(),
        wrong: wrong.to_owned(),
        language: Box::new(Templates::Rules(InputPaths(paths.to_vec()))),
    })
}

fn pipe(right: &str, wrong: &str) -> Option<Made> {
    Some(Made {
        right: right.to_owned(),
        wrong: wrong.to_owned(),
        language: Box::new(Templates::Pipes),
    })
}

/// A template in which a value has a slip: `value` as it should be and as it is.
fn around(dice: &Dice, right: &str, wrong: &str) -> [String; 2] {
    let (one, other) = (dice.word(5), dice.word(6));
    let shape = dice.below(4);
    [right, wrong].map(|value| match shape {
        0 => format!(r#"{{"{one}":{value}}}"#),
        1 => format!(r#"{{"{one}": {value}, "{other}": 1}}"#),
        2 => format!(r#"{{"{other}":"constant","{one}":{{"inner":[{value},true]}}}}"#),
        _ => format!("{{\n  \"{other}\": null,\n  \"{one}\": {value}\n}}"),
    })
}

fn value(dice: &Dice, right: &str, wrong: &str) -> Option<Made> {
    let [right, wrong] = around(dice, right, wrong);
    rule(&right, &wrong)
}

fn path(dice: &Dice, right: &str, wrong: &str) -> Option<Made> {
    let [right, wrong] = around(dice, right, wrong);
    pipe(&right, &wrong)
}

/// A name that is declared.
fn name(dice: &Dice) -> &'static str {
    NAMES[dice.below(NAMES.len())]
}

fn own(dice: &Dice, wrong: impl Fn(&str) -> String) -> Option<Made> {
    let name = name(dice);
    value(dice, &format!("<{name}>"), &wrong(name))
}

fn in_text(dice: &Dice, wrong: impl Fn(&str) -> String) -> Option<Made> {
    let (name, word) = (name(dice), dice.word(6));
    value(
        dice,
        &format!("\"{word} <{name}> end\""),
        &format!("\"{word} {} end\"", wrong(name)),
    )
}

fn of_pipe(dice: &Dice, wrong: impl Fn(&str) -> String) -> Option<Made> {
    let path_of = format!("$.body.{}", name(dice));
    path(dice, &format!("<{path_of}>"), &wrong(&path_of))
}

slips! { OF_RULES;
    "two slips in one template" => |dice| {
        let (one, other) = (name(dice), name(dice));
        let wrong = |name: &str| match dice.below(5) {
            0 => format!("< {name} >"),
            1 => format!("{name}>"),
            2 => format!("$.detail.{name}"),
            3 => format!("\"{{{{{name}}}}}\""),
            _ => format!("${{{name}}}"),
        };
        rule(&format!("{{\"a\":<{one}>,\"b\":[<{other}>]}}"), &format!("{{\"a\":{},\"b\":[{}]}}", wrong(one), wrong(other)))
    };
    "two slips in one text" => |dice| {
        let (one, other) = (name(dice), name(dice));
        rule(&format!("\"{one} is <{one}>, {other} is <{other}>\""), &format!("\"{one} is {{{{{one}}}}}, {other} is ${{{other}}}\""))
    };
    "a letter twice in a name" => |dice| { let name = "state"; value(dice, &format!("<{name}>"), "<statte>") };
    "a capital in a name" => |dice| own(dice, |name| format!("<{}>", name.to_uppercase()));
    "a path for a placeholder" => |dice| own(dice, |name| format!("<$.detail.{name}>"));
    "a path in quotes for a placeholder" => |dice| {
        let name = name(dice);
        let [right, wrong] = around(dice, &format!("[<{name}>,<{name}>]"), &format!("[<{name}>,\"$.detail.{name}\"]"));
        rule(&right, &wrong)
    };
    "a bare path for a placeholder" => |dice| own(dice, |name| format!("$.detail.{name}"));
    "a placeholder that is not closed" => |dice| own(dice, |name| format!("<{name}"));
    "a placeholder that is not opened" => |dice| own(dice, |name| format!("{name}>"));
    "blanks in a placeholder" => |dice| own(dice, |name| format!("< {name} >"));
    "brackets twice" => |dice| own(dice, |name| format!("<<{name}>>"));
    "braces for brackets" => |dice| own(dice, |name| format!("{{{name}}}"));
    "two braces for brackets" => |dice| own(dice, |name| format!("{{{{{name}}}}}"));
    "two braces in a text" => |dice| in_text(dice, |name| format!("{{{{{name}}}}}"));
    "a dollar and braces in a text" => |dice| in_text(dice, |name| format!("${{{name}}}"));
    "a dollar and braces for brackets" => |dice| own(dice, |name| format!("${{{name}}}"));
    "a misspelt name in a text" => |dice| in_text(dice, |name| format!("<{name}s>"));
    "a trailing comma" => |dice| { let name = name(dice); value(dice, &format!("[<{name}>]"), &format!("[<{name}>,]")) };
    "a trailing comma of the template" => |dice| { let name = name(dice); rule(&format!("{{\"a\":<{name}>}}"), &format!("{{\"a\":<{name}>,}}")) };
    "a missing comma" => |dice| { let (name, word) = (name(dice), dice.word(5)); rule(&format!("{{\"a\":<{name}>,\"{word}\":1}}"), &format!("{{\"a\":<{name}> \"{word}\":1}}")) };
    "a missing colon" => |dice| { let name = name(dice); rule(&format!("{{\"a\":<{name}>}}"), &format!("{{\"a\" <{name}>}}")) };
    "a sign for a colon" => |dice| { let name = name(dice); rule(&format!("{{\"a\":<{name}>}}"), &format!("{{\"a\"=<{name}>}}")) };
    "a bracket that is not closed" => |dice| { let name = name(dice); rule(&format!("{{\"a\":<{name}>}}"), &format!("{{\"a\":<{name}>")) };
    "a bracket too many" => |dice| { let name = name(dice); rule(&format!("{{\"a\":<{name}>}}"), &format!("{{\"a\":<{name}>}}}}")) };
    "no quotes around a key" => |dice| { let (name, word) = (name(dice), dice.word(5)); rule(&format!("{{\"{word}\":<{name}>}}"), &format!("{{{word}:<{name}>}}")) };
    "single quotes around a key" => |dice| { let (name, word) = (name(dice), dice.word(5)); rule(&format!("{{\"{word}\":<{name}>}}"), &format!("{{'{word}':<{name}>}}")) };
    "typographic quotes around a key" => |dice| { let (name, word) = (name(dice), dice.word(5)); rule(&format!("{{\"{word}\":<{name}>}}"), &format!("{{\u{201c}{word}\u{201d}:<{name}>}}")) };
    "no quotes around a text" => |dice| { let (name, word) = (name(dice), dice.word(5)); rule(&format!("{{\"a\":<{name}>,\"b\":\"{word}\"}}"), &format!("{{\"a\":<{name}>,\"b\":{word}}}")) };
    "a word of Python" => |dice| { let name = name(dice); rule(&format!("{{\"a\":<{name}>,\"b\":true}}"), &format!("{{\"a\":<{name}>,\"b\":True}}")) };
    "a comment" => |dice| { let name = name(dice); rule(&format!("{{\"a\":<{name}>}}"), &format!("{{\"a\":<{name}> // the value\n}}")) };
    "a misspelt variable" => |dice| { let (right, wrong) = *[("aws.events.rule-arn", "aws.events.rule-am"), ("aws.events.rule-name", "aws.events.ruleName"), ("aws.events.event.ingestion-time", "aws.events.event.ingestion-tim"), ("aws.events.rule-arn", "aws.event.rule-arn")].get(dice.below(4)).unwrap(); value(dice, &format!("<{right}>"), &format!("<{wrong}>")) };
}

slips! { OF_PIPES;
    "two slips in one template of a pipe" => |dice| {
        let [one, other] = [name(dice), name(dice)].map(|name| format!("$.body.{name}"));
        pipe(&format!("{{\"a\":<{one}>,\"b\":<{other}>}}"), &format!("{{\"a\":\"{one}\",\"b\":<{}>,}}", &other[1..]))
    };
    "a path in quotes" => |dice| of_pipe(dice, |path| format!("\"{path}\""));
    "a bare path" => |dice| of_pipe(dice, str::to_owned);
    "no sign before the path" => |dice| of_pipe(dice, |path| format!("<{}>", &path[2..]));
    "no dot behind the sign" => |dice| of_pipe(dice, |path| format!("<${}>", &path[2..]));
    "a dot for the sign" => |dice| of_pipe(dice, |path| format!("<{}>", &path[1..]));
    "a path that is not closed" => |dice| of_pipe(dice, |path| format!("<{path}"));
    "blanks around the path" => |dice| of_pipe(dice, |path| format!("< {path} >"));
    "two dots" => |dice| of_pipe(dice, |path| format!("<{}>", path.replace("y.", "y..")));
    "a dot at the end" => |dice| of_pipe(dice, |path| format!("<{path}.>"));
    "a name in brackets" => |dice| { let name = name(dice); path(dice, &format!("<$.body.{name}>"), &format!("<$.body['{name}']>")) };
    "an index behind a dot" => |dice| path(dice, "<$.body.items[1]>", "<$.body.items.[1]>");
    "braces around the path" => |dice| of_pipe(dice, |path| format!("{{{path}}}"));
    "two braces around the path" => |dice| of_pipe(dice, |path| format!("{{{{{path}}}}}"));
    "a trailing comma in a pipe" => |dice| { let name = name(dice); path(dice, &format!("[<$.body.{name}>]"), &format!("[<$.body.{name}>,]")) };
    "a misspelt variable of pipes" => |dice| { let (right, wrong) = *[("aws.pipes.pipe-arn", "aws.pipes.pipe-am"), ("aws.pipes.pipe-name", "aws.pipes.pipeName"), ("aws.pipes.event.ingestion-time", "aws.pipes.event.ingestion-tim"), ("aws.pipes.pipe-name", "aws.pipe.pipe-name")].get(dice.below(4)).unwrap(); path(dice, &format!("<{right}>"), &format!("<{wrong}>")) };
}
