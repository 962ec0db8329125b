//! Small changes of texts, most of which leave JSON what it is.

use std::ops::Range;

use super::nodes::{Kind, Node, nodes};
use super::{FORGED, Random};

/// What may stand in a text and should not do anything.
pub const ODD: [&str; 30] = [
    "\u{1b}[2J",
    "\u{1b}[1m",
    "\u{1b}]0;x\u{7}",
    "\u{9b}31m",
    "\u{85}",
    "\u{7f}",
    "\u{0}",
    "\u{8}\u{8}",
    "\r",
    "\t",
    "\n",
    "\nFORGED",
    "\r\nFORGED",
    "\u{2028}FORGED",
    "\u{2029}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "\u{feff}",
    "\u{e0041}",
    "\u{fff9}",
    "\u{3164}",
    "é",
    "😀",
    "=1+1",
    "\"",
    "\\",
    "<$.a>*{}`",
];

const NUMBERS: [&str; 14] = [
    "0",
    "-1",
    "1",
    "2",
    "60",
    "86400",
    "1.5",
    "-0.0",
    "1e3",
    "1e400",
    "9007199254740993",
    "18446744073709551616",
    "0.1000000000000000055",
    "5e-324",
];

/// Characters as a JSON string holds them.
pub fn escaped(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    quoted[1..quoted.len() - 1].to_owned()
}

/// The text with `new` in place of a part.
fn replaced(text: &str, part: Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..part.start], &text[part.end..])
}

/// The nearest place that is not inside of a character.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A text in which something is changed.
pub fn mutated(text: &str, random: &mut Random) -> String {
    let found = nodes(text);
    let is_json = text.trim_start().starts_with(['{', '[', '"']);
    if !is_json || found.is_empty() || random.percent(2) {
        return plain(text, random);
    }
    let node = random.pick(&found);
    // What is inside is changed more often than what holds it: a text is small changes away from another.
    let node = match node.kind {
        Kind::Object | Kind::Array if random.percent(70) => random.pick(&found),
        _ => node,
    };
    match random.below(100) {
        0..=4 if node.is_inside => without(text, node),
        5..=8 if node.is_inside => {
            let again = format!(",{}", &text[node.whole()]);
            replaced(text, node.value.end..node.value.end, &again)
        }
        9..=12 => match &node.name {
            Some(name) => {
                let at = name.start + 1..name.start + 1;
                replaced(text, at, &escaped(random.word(&ODD)))
            }
            None => text.to_owned(),
        },
        13..=17 => {
            let other = ["null", "true", "0", "\"x\"", "[]", "{}", "[[1]]", "-1.5e3"];
            replaced(text, node.value.clone(), random.word(&other))
        }
        18..=21 => {
            let other = random.pick(&found).value.clone();
            replaced(text, node.value.clone(), &text[other])
        }
        22..=23 => replaced(text, node.value.end..node.value.end, " \r\n\t "),
        24 if node.is_inside => text[..node.value.end].to_owned(),
        _ => changed(text, node, random),
    }
}

/// The text without a value, its name and a comma.
fn without(text: &str, node: &Node) -> String {
    let Range { mut start, mut end } = node.whole();
    let behind = &text[end..];
    match behind.trim_start().starts_with(',') {
        true => end += behind.find(',').map_or(0, |comma| comma + 1),
        false => {
            let before = text[..start].trim_end();
            start = before.strip_suffix(',').map_or(start, str::len);
        }
    }
    replaced(text, start..end, "")
}

/// A value that is another of its kind.
fn changed(text: &str, node: &Node, random: &mut Random) -> String {
    let value = &text[node.value.clone()];
    let new = match node.kind {
        Kind::String => string(value, random),
        Kind::Number if random.percent(30) => format!("{value}7"),
        Kind::Number => random.word(&NUMBERS).to_owned(),
        Kind::Word => random.word(&["true", "false", "null"]).to_owned(),
        Kind::Array if random.percent(5) => format!("{}{}", "[".repeat(400), "]".repeat(400)),
        Kind::Object | Kind::Array => return text.to_owned(),
    };
    replaced(text, node.value.clone(), &new)
}

/// A JSON string that is another. JSON inside of it is changed as JSON.
fn string(json: &str, random: &mut Random) -> String {
    let Ok(text) = serde_json::from_str::<String>(json) else {
        return json.to_owned();
    };
    if text.starts_with(['{', '[']) && random.percent(80) {
        return serde_json::to_string(&mutated(&text, random)).unwrap();
    }
    let at = boundary(&text, random.below(text.len() + 1));
    match random.below(20) {
        0 => "\"\"".to_owned(),
        1 => serde_json::to_string(&text[..at]).unwrap(),
        2 => serde_json::to_string(&text.to_uppercase()).unwrap(),
        3 => r#""\ud800""#.to_owned(),
        4 => serde_json::to_string(&text.repeat(3)).unwrap(),
        5 if random.percent(20) => serde_json::to_string(&"n".repeat(70_000)).unwrap(),
        _ => {
            let odd = random.word(&ODD);
            let new = format!("{}{odd}{}", &text[..at], &text[at..]);
            serde_json::to_string(&new).unwrap()
        }
    }
}

/// A text that is no JSON, or will not be: a character more or less, a part twice, its end missing.
pub fn plain(text: &str, random: &mut Random) -> String {
    let at = boundary(text, random.below(text.len() + 1));
    let end = boundary(text, (at + random.below(8)).min(text.len()));
    match random.below(10) {
        0 => text[..at].to_owned(),
        1 => replaced(text, at..end, ""),
        2 => replaced(text, at..at, &text[at..end]),
        3 => replaced(text, at..at, &format!("\n{FORGED}")),
        4 => replaced(text, at..end, random.word(&NUMBERS)),
        _ => replaced(text, at..at, random.word(&ODD)),
    }
}
