//! A text as a suite, and everything that is wrong with it.

mod cases;
mod checks;
mod entries;
mod events;
mod head;
mod keys;
mod members;
mod pipes;
mod retries;
mod schedules;
mod table;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::json::fields::beginning;
use crate::json::{Member, Value};
use crate::source::Source;

use super::codes::{CASE, MEMBER, NO_TEMPLATE, SAME_NAME};
use super::document;
use super::file::{Case, Parameter, RuleInPlace, Spelled, Suite};
use members::{Reader, name_of};

pub use keys::{KEYS, Keys};
pub use table::MAXIMUM_CASES;

/// Reads a suite. What is wrong with a case stands there; what is wrong with the whole is told beside.
///
/// # Errors
///
/// What is wrong with the text, where it is no suite at all.
pub fn read(source: &Source) -> Result<(Suite, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (value, told) = document::value(source).map_err(|told| vec![told])?;
    if value.as_object().is_none() {
        let message = format!("a suite is a map, not {}", value.kind_name());
        let told = Diagnostic::error(MEMBER, message)
            .at(beginning(&value), "a suite was expected")
            .help(
                "begin with `template: template.yaml` and `cases:`; `evb help suites` shows more",
            );
        return Err(vec![told]);
    }
    let mut reader = Reader::new(source);
    // What is written once and named often, by anchors of YAML, has its place there.
    reader.known_beside(&value, &keys::SUITE, |name| name.starts_with("x-"));
    let mut suite = Suite {
        source: source.clone(),
        templates: templates(&mut reader, &value),
        unread: None,
        rules: Vec::new(),
        parameters: parameters(&mut reader, &value),
        account: account(&mut reader, &value),
        region: reader.plain(&value, "region").map(|one| one.text),
        stack_name: reader.plain(&value, "stack_name").map(|one| one.text),
        stage: reader.plain(&value, "stage").map(|one| one.text),
        bus: reader.plain(&value, "bus"),
        events: events::named(&mut reader, &value),
        cases: Vec::new(),
    };
    rules(&mut reader, &value, &mut suite);
    let mut all = Vec::new();
    head::section(&mut reader, (&value, "cases"), &mut all, cases::case);
    head::section(
        &mut reader,
        (&value, "schedules"),
        &mut all,
        schedules::case,
    );
    head::section(&mut reader, (&value, "pipes"), &mut all, pipes::case);
    head::section(&mut reader, (&value, "retries"), &mut all, retries::case);
    head::section(&mut reader, (&value, "put_events"), &mut all, entries::case);
    head::section(&mut reader, (&value, "check"), &mut all, checks::case);
    note_same_names(&mut all);
    suite.cases = all;
    if suite.templates.is_empty() && suite.rules.is_empty() && !reader.has_error() {
        let none = Diagnostic::error(NO_TEMPLATE, "the suite does not say what it tests")
            .at(beginning(&value), "neither `template` nor `rules`")
            .help("name what is tested: `template: template.yaml`");
        reader.tell(none);
    }
    if suite.cases.is_empty() && !reader.has_error() {
        let none = Diagnostic::warning(CASE, "the suite has no case")
            .at(beginning(&value), "nothing is tested")
            .help("add one under `cases`: `{event: …, matches: […]}`");
        reader.tell(none);
    }
    let mut all = told;
    all.extend(reader.found());
    Ok((suite, all))
}

/// The templates that are tested, each once.
fn templates(reader: &mut Reader<'_>, suite: &Value) -> Vec<Spelled> {
    let mut templates: Vec<Spelled> = Vec::new();
    for template in reader.texts(suite, "template") {
        let path = |one: &Spelled| one.text.trim_start_matches("./").to_owned();
        let first = templates.iter().find(|one| path(one) == path(&template));
        let Some(first) = first else {
            templates.push(template);
            continue;
        };
        let message = format!("the template `{}` is listed twice", template.text);
        let told = Diagnostic::error(MEMBER, message)
            .at(template.span, "the second time")
            .related(first.span, "the first time")
            .help("leave one out: there would be two of everything in it");
        reader.tell(told);
    }
    templates
}

/// The account in which the templates are deployed.
fn account(reader: &mut Reader<'_>, suite: &Value) -> Option<String> {
    let account = reader.plain(suite, "account")?;
    let is_account =
        account.text.len() == 12 && account.text.bytes().all(|one| one.is_ascii_digit());
    if !is_account {
        let message = format!("`{}` is no account", account.text);
        let told = Diagnostic::error(MEMBER, message).at(account.span, "an account has 12 digits");
        reader.tell(told);
        return None;
    }
    Some(account.text)
}

/// Rules that stand in the suite; those that cannot be read are remembered.
fn rules(reader: &mut Reader<'_>, value: &Value, suite: &mut Suite) {
    for member in reader.members(value, "rules") {
        let before = reader.errors();
        let rule = rule(reader, member);
        match rule.filter(|_| reader.errors() == before) {
            Some(rule) => suite.rules.push(rule),
            None => {
                suite.unread.get_or_insert(member.name_span);
            }
        }
    }
}

/// One of them: a pattern, or one with its bus.
fn rule(reader: &mut Reader<'_>, member: &Member) -> Option<RuleInPlace> {
    let (name, value) = (name_of(member), &member.value);
    // What a pattern wants is no text.
    let has_bus = value.get("bus").is_some_and(|bus| bus.as_str().is_some());
    let (pattern, bus) = match value.get("pattern") {
        Some(pattern) => {
            reader.known(value, &keys::RULE);
            (pattern, reader.plain(value, "bus"))
        }
        None if has_bus => {
            let before = reader.errors();
            reader.known(value, &keys::RULE);
            if reader.errors() == before {
                let message = format!("the rule `{}` has no `pattern`", name.text);
                let told = Diagnostic::error(MEMBER, message)
                    .at(name.span, "only a `bus`")
                    .help("write it as `{pattern: {source: [shop]}, bus: orders}`");
                reader.tell(told);
            }
            return None;
        }
        None => (value, None),
    };
    if pattern.as_object().is_none() && pattern.as_str().is_none() {
        reader.wrong_type(&name.text, "a pattern, which is an object", pattern);
        return None;
    }
    Some(RuleInPlace {
        name,
        pattern: pattern.clone(),
        bus,
    })
}

/// Values for what templates leave open.
fn parameters(reader: &mut Reader<'_>, suite: &Value) -> BTreeMap<String, Parameter> {
    let members = reader.members(suite, "parameters").iter();
    let named = members.map(|one| {
        let parameter = Parameter {
            name_span: one.name_span,
            value: one.value.clone(),
        };
        (one.name.to_display().into_owned(), parameter)
    });
    named.collect()
}

/// Tells of cases that are called alike: the second one cannot be told from the first.
fn note_same_names(cases: &mut [Case]) {
    let mut seen = BTreeMap::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases {
        // A name that nobody gave can be another one.
        if !case.is_named {
            let number = numbers.entry(case.name.clone()).or_default();
            *number += 1;
            if *number > 1 {
                case.name = format!("{} [{number}]", case.name);
            }
        }
        if let Some(first) = seen.get(&case.name) {
            let message = format!("two cases are called `{}`", case.name);
            let told = Diagnostic::error(SAME_NAME, message)
                .at(case.span, "the second one")
                .related(*first, "the first one")
                .help("give each a name of its own: answers are told by their names");
            case.mistakes.push(told);
        } else {
            seen.insert(case.name.clone(), case.span);
        }
    }
}
