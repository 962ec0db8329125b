//! What a terminal would obey, at each place of many inputs, one after the other.

use super::mutate::escaped;
use super::nodes::{Kind, nodes};
use super::scenarios::Corpus;
use super::{Outcome, Random, Scenario, fault};

/// One of each kind: C0 and C1 controls, sequences for colours and titles, delete, what turns the direction, separators,
/// what nobody sees, and a line that is not ours.
const HOSTILE: &str = "x\u{1b}[2J\u{1b}[1;31m\u{1b}]0;t\u{7}\u{8}\u{9b}31m\u{85}\u{7f}\u{202e}\u{2066}\u{200e}\u{2028}\u{2029}\u{200b}\u{200d}\u{ad}\u{feff}\u{fff9}\u{e0041}\t\r\nFORGED\n";

/// How many command lines of the corpus are tried.
const SCENARIOS: u64 = 60;

/// How many places of a text are tried.
const PLACES: usize = 12;

fn holds(scenario: &Scenario) {
    let plain = scenario.clone().with(&["--color", "never"]);
    let shown = plain.run(true);
    if let Some(fault) = fault(&plain, true, &shown) {
        panic!("{fault}: {plain:?}");
    }
    // With colours: the same, once those of ours are taken away.
    let colored = scenario.clone().with(&["--color", "always"]).run(true);
    let without = |text: &str| {
        let mut pieces = text.split('\u{1b}');
        let first = pieces.next().unwrap_or_default().to_owned();
        let rest = pieces.map(|piece| piece.split_once('m').map_or(piece, |(_, behind)| behind));
        first + &rest.collect::<String>()
    };
    let Outcome { stdout, stderr, .. } = colored;
    assert_eq!(without(&stdout), shown.stdout, "{scenario:?}");
    assert_eq!(without(&stderr), shown.stderr, "{scenario:?}");
}

/// The texts in which one string or name ends with what is hostile, at some of the places where there is one.
fn spoiled(text: &str, random: &mut Random) -> Vec<String> {
    let found = nodes(text);
    let values = found.iter().filter(|node| node.kind == Kind::String);
    let values = values.map(|node| node.value.end - 1);
    let names = found.iter().filter_map(|node| node.name.as_ref());
    let places: Vec<usize> = values.chain(names.map(|name| name.end - 1)).collect();
    let step = places.len().div_ceil(PLACES).max(1);
    let places = places.iter().skip(random.below(step)).step_by(step);
    places
        .map(|at| format!("{}{}{}", &text[..*at], escaped(HOSTILE), &text[*at..]))
        .collect()
}

#[test]
fn nothing_of_an_input_reaches_a_terminal_as_it_is() {
    let corpus = Corpus::read();
    for number in 0..SCENARIOS {
        let mut random = Random::new(1_000_000 + number);
        let scenario = corpus.any(&mut random);
        for at in 0..scenario.files.len() {
            for text in spoiled(&scenario.files[at].1, &mut random) {
                let mut spoiled = scenario.clone();
                spoiled.files[at].1 = text;
                holds(&spoiled);
            }
            // Broken, with what is hostile on the line that is drawn.
            let mut broken = scenario.clone();
            let text = &mut broken.files[at].1;
            let middle = text.floor_char_boundary(text.len() / 2);
            text.insert_str(middle, HOSTILE);
            holds(&broken);
            // Under a hostile name.
            let mut renamed = scenario.clone();
            let name = format!("{HOSTILE}{}", renamed.files[at].0);
            let old = std::mem::replace(&mut renamed.files[at].0, name.clone());
            let named = renamed.arguments.iter_mut().filter(|one| **one == old);
            named.for_each(|argument| argument.clone_from(&name));
            holds(&renamed);
        }
        for text in spoiled(&scenario.stdin, &mut random) {
            holds(&scenario.clone().stdin(text));
        }
    }
}

#[test]
fn nothing_of_an_argument_reaches_a_terminal_as_it_is() {
    let corpus = Corpus::read();
    for number in 0..SCENARIOS {
        let scenario = corpus.any(&mut Random::new(2_000_000 + number));
        for at in 0..scenario.arguments.len() {
            let mut spoiled = scenario.clone();
            spoiled.arguments[at].push_str(HOSTILE);
            holds(&spoiled);
        }
    }
}

#[test]
fn nothing_of_a_name_reaches_a_terminal_as_it_is() {
    let text = escaped(HOSTILE);
    let pattern = r#"{"a":[1]}"#;
    let rule = format!(r#"{{"name":"{text}","pattern":{pattern}}}"#);
    let refused = format!(r#"{{"name":"{text}","pattern":{{"{text}":[{{"{text}":1}}]}}}}"#);
    let schedule = format!(
        r#"{{"Name":"{text}","ScheduleExpression":"rate(1 minute)","FlexibleTimeWindow":{{"Mode":"FLEXIBLE","MaximumWindowInMinutes":5}}}}"#
    );
    let scenarios = [
        Scenario::new(&["route", "--rules", "r.jsonl", r#"{"a":1}"#]),
        Scenario::new(&["route", "--rules", "r.jsonl", "--count", r#"{"a":1}"#]),
        Scenario::new(&["next-fires", "s.json", "s.json", "-n", "2"]),
        Scenario::new(&["next-fires", "s.json", "-n", "2", "--format", "csv"]),
        Scenario::new(&["next-fires", "s.json", "-n", "2", "--format", "ics"]),
        Scenario::new(&["next-fires", "s.json", "-n", "2", "--format", "svg"]),
        Scenario::new(&["next-fires", "s.json", "s.json", "--collisions", "1"]),
        Scenario::new(&["help", HOSTILE]),
        Scenario::new(&["completions", HOSTILE]),
        Scenario::new(&[HOSTILE]),
    ];
    for scenario in scenarios {
        let rules = format!("{rule}\n{refused}\n{rule}\n");
        holds(&scenario.file("r.jsonl", rules).file("s.json", &*schedule));
    }
}
