//! `--scenario FILE`: what is simulated, kept in a file.
//!
//! The file is what `--format json` printed of a run, or the members of it that say what is simulated: `profile`,
//! `policy`, `backoff`, `fail` and `seed`. A flag on the command line stands above the file.

use super::arguments::{Args, Overload};
use crate::commands::{Context, Failure, Input};
use crate::delivery::{Backoff, Preset, Profile};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::json::{self, Kind, Value};
use crate::source::Source;

/// A scenario that cannot be read, or says two things.
const SCENARIO: Code = Code::new("delivery/scenario");

/// The members that say what is simulated.
const OWN: [&str; 6] = ["version", "profile", "policy", "backoff", "fail", "seed"];

/// The members that say what came of it: they may stand there and are not read.
const RESULTS: [&str; 17] = [
    "outcome",
    "retries",
    "exhausted_retry_condition",
    "ended_at_seconds",
    "attempts",
    "dead_letter",
    "monte_carlo",
    "notes",
    "ended_by",
    "attempts_omitted",
    "metrics",
    "group",
    "bisect",
    "requirements",
    "fleet",
    "presets",
    "conclusions",
];

/// Puts what the file says where no flag does.
///
/// # Errors
///
/// * `delivery/scenario`: an unknown member, a member of the wrong type, or a delay curve that is given twice and not
///   as the same.
/// * `delivery/…`: a delay curve that cannot be read.
/// * `input/…`, `json/…`: the file cannot be read.
pub(super) fn fill(args: &Args, file: &str, context: &Context<'_>) -> Result<Args, Failure> {
    let source = Input::new(file).read("--scenario", context)?;
    let refused = |diagnostic: Diagnostic| Failure::refused(Finding::new(diagnostic, &source));
    let value =
        json::parse(source.text()).map_err(|error| refused(error.diagnostic(source.text())))?;
    let mut filled = args.clone();
    put(&value, &mut filled, &source).map_err(|diagnostic| refused(*diagnostic))?;
    Ok(filled)
}

/// What is wrong with the file.
type Wrong = Box<Diagnostic>;

fn put(value: &Value, args: &mut Args, source: &Source) -> Result<(), Wrong> {
    let known: Vec<&str> = OWN.into_iter().chain(RESULTS).collect();
    check_members(value, "a scenario", &known)?;
    if let Some(version) = member(value, "version")
        && number(version, "version")? != 1
    {
        return Err(wrong("this is no scenario of version 1", version, "not 1"));
    }
    if let Some(profile) = member(value, "profile") {
        let name = text(profile, "profile")?;
        let named = Profile::from_name(name);
        let named = named.ok_or_else(|| {
            let known = Profile::ALL.map(|one| format!("`{}`", one.name()));
            unknown("profile", name, profile, &known)
        })?;
        args.profile.get_or_insert(named);
    }
    if let Some(seed) = member(value, "seed") {
        args.seed.get_or_insert(number(seed, "seed")?);
    }
    if let Some(policy) = member(value, "policy") {
        put_policy(policy, args, source.name())?;
    }
    if let Some(fail) = member(value, "fail") {
        put_failures(fail, args, source)?;
    }
    match member(value, "backoff") {
        // These flags choose the curve, or try them all; a queue asks none.
        Some(_) if args.backoff.is_some() || args.preset.is_some() => Ok(()),
        Some(_) if args.sensitivity || is_queue(args) => Ok(()),
        Some(backoff) => put_backoff(backoff, args),
        None => Ok(()),
    }
}

fn put_policy(policy: &Value, args: &mut Args, file: &str) -> Result<(), Wrong> {
    let names = ["maximum_retry_attempts", "maximum_event_age_seconds"];
    check_members(policy, "`policy`", &names)?;
    if let Some(attempts) = member(policy, "maximum_retry_attempts") {
        let attempts = number(attempts, "maximum_retry_attempts")?;
        if args.maximum_retry_attempts.is_none() && !is_queue(args) {
            args.maximum_retry_attempts = Some(attempts);
            let place = format!("{file}: policy.maximum_retry_attempts");
            args.from_scenario.push(("--maximum-retry-attempts", place));
        }
    }
    if let Some(age) = member(policy, "maximum_event_age_seconds") {
        let age = number(age, "maximum_event_age_seconds")?;
        if args.maximum_event_age.is_none() {
            args.maximum_event_age = Some(age.to_string());
            let place = format!("{file}: policy.maximum_event_age_seconds");
            args.from_scenario.push(("--maximum-event-age", place));
        }
    }
    Ok(())
}

/// Whether events wait unattempted, so that retries and their delays have no meaning.
fn is_queue(args: &Args) -> bool {
    args.events.is_some() && args.overload == Overload::Queue
}

fn put_failures(fail: &Value, args: &mut Args, source: &Source) -> Result<(), Wrong> {
    let failures = fail
        .as_array()
        .ok_or_else(|| wrong("`fail` is no list", fail, "a list of strings was expected"))?;
    let failures = failures.iter().map(|one| Ok(text(one, "fail")?.to_owned()));
    let failures = failures.collect::<Result<Vec<_>, Wrong>>()?;
    if args.fail.is_empty() {
        args.fail = failures;
        let place = format!("{}: fail", source.name());
        args.from_scenario.push(("--fail", place));
    }
    Ok(())
}

/// A report says the curve in up to three ways: by the name of a preset, as a value for `--backoff`, and in parts. Whoever
/// changes one of them by hand has to leave out or change the others.
fn put_backoff(backoff: &Value, args: &mut Args) -> Result<(), Wrong> {
    const PARTS: [(&str, &str, &str); 4] = [
        ("initial_seconds", "initial", "s"),
        ("multiplier", "multiplier", ""),
        ("cap_seconds", "cap", "s"),
        ("jitter", "jitter", ""),
    ];
    let names = PARTS.map(|(name, ..)| name);
    let names: Vec<&str> = ["preset", "setting"].into_iter().chain(names).collect();
    check_members(backoff, "`backoff`", &names)?;
    let parse = |text: &str| {
        Backoff::parse(text).map_err(|refused| {
            let label = refused.primary.map_or_else(String::new, |label| label.text);
            let diagnostic = Diagnostic::error(refused.code, refused.message);
            let diagnostic = diagnostic.at(backoff.span, label);
            Box::new(match refused.help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            })
        })
    };
    let mut ways = Vec::new();
    let preset = match member(backoff, "preset") {
        None => None,
        Some(value) => {
            let name = text(value, "preset")?;
            let preset = Preset::from_name(name).ok_or_else(|| {
                let known = Preset::ALL.map(|one| format!("`{}`", one.name()));
                unknown("preset", name, value, &known)
            })?;
            ways.push(("`preset`", preset.backoff()));
            Some(preset)
        }
    };
    if let Some(setting) = member(backoff, "setting") {
        ways.push(("`setting`", parse(text(setting, "setting")?)?));
    }
    let mut parts = Vec::new();
    for (name, setting, unit) in PARTS {
        if let Some(value) = member(backoff, name) {
            let written = match &value.kind {
                Kind::Number(number) if name != "jitter" => number,
                _ if name == "jitter" => text(value, name)?,
                _ => return Err(wrong(format!("`{name}` is no number"), value, "")),
            };
            parts.push(format!("{setting}={written}{unit}"));
        }
    }
    if !parts.is_empty() {
        ways.push(("its parts", parse(&parts.join(","))?));
    }
    let Some((first, curve)) = ways.first().copied() else {
        return Err(wrong("`backoff` says nothing", backoff, "no delay curve"));
    };
    if let Some((other, _)) = ways.iter().find(|(_, other)| *other != curve) {
        let message =
            format!("`backoff` says two things: {first} and {other} are different curves");
        return Err(Box::new(
            wrong(message, backoff, "not one delay curve")
                .help("leave one of `preset`, `setting` and the parts, and remove the others"),
        ));
    }
    match preset {
        Some(preset) => args.preset = Some(preset),
        None => args.backoff = Some(curve.written()),
    }
    Ok(())
}

/// A member that is there and not `null`: a report writes `null` where a service has no such setting.
fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.get(name).filter(|member| member.kind != Kind::Null)
}

fn check_members(value: &Value, whole: &str, known: &[&str]) -> Result<(), Wrong> {
    let members = value
        .as_object()
        .ok_or_else(|| wrong(format!("{whole} is an object"), value, value.kind_name()))?;
    for member in members {
        let name = member.name.to_display();
        if !known.contains(&&*name) {
            let own = known.iter().filter(|name| !RESULTS.contains(name));
            let own: Vec<String> = own.map(|name| format!("`{name}`")).collect();
            return Err(Box::new(
                Diagnostic::error(SCENARIO, format!("`{name}` is no member of {whole}"))
                    .at(member.name_span, "unknown")
                    .help(format!("its members are {}", own.join(", "))),
            ));
        }
    }
    Ok(())
}

fn text<'v>(value: &'v Value, name: &str) -> Result<&'v str, Wrong> {
    value
        .as_str()
        .ok_or_else(|| wrong(format!("`{name}` is no string"), value, value.kind_name()))
}

fn number(value: &Value, name: &str) -> Result<u64, Wrong> {
    let number = match &value.kind {
        Kind::Number(digits) => digits.parse().ok(),
        _ => None,
    };
    number.ok_or_else(|| {
        wrong(
            format!("`{name}` is no whole number from 0 on"),
            value,
            value.kind_name(),
        )
    })
}

fn unknown(what: &str, name: &str, value: &Value, known: &[String]) -> Wrong {
    let wrong = wrong(format!("unknown {what} `{name}`"), value, "");
    Box::new(wrong.help(format!("one of {}", known.join(", "))))
}

fn wrong(message: impl Into<String>, value: &Value, label: &str) -> Wrong {
    Box::new(Diagnostic::error(SCENARIO, message).at(value.span, label))
}
