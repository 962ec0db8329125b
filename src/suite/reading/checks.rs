//! `check`: what AWS would refuse of the templates, by the names of findings.

use crate::check::{LINTS, lint};
use crate::diagnostic::Diagnostic;
use crate::json::{Member, Value};
use crate::source::Span;
use crate::suggest;

use super::super::codes::UNKNOWN_NAME;
use super::super::file::{Case, CheckWanted, Kind, Spelled};
use super::head::Head;
use super::keys;
use super::members::Reader;

pub(super) fn case(mut reader: Reader<'_>, value: &Value, row: &str, number: usize) -> Case {
    reader.known(value, &keys::CHECK);
    let mut head = Head::read(&mut reader, value, format!("check {number}"), row);
    let members = value.as_object().unwrap_or_default().iter();
    let wants = members.filter_map(|member| want(&mut reader, member));
    let wants: Vec<(Span, CheckWanted)> = wants.collect();
    // No other finding than none is an expectation; none of none is not.
    let says =
        |wanted: &CheckWanted| !matches!(wanted, CheckWanted::Never(names) if names.is_empty());
    if !wants.iter().any(|(_, wanted)| says(wanted)) && !reader.has_error() {
        head.expects_nothing(&keys::CHECK);
    }
    head.case(reader, Some(Kind::Check(wants)))
}

fn want(reader: &mut Reader<'_>, member: &Member) -> Option<(Span, CheckWanted)> {
    let wanted: fn(Vec<Spelled>) -> CheckWanted = match member.name.as_str()? {
        "never" => CheckWanted::Never,
        "only" => CheckWanted::Only,
        _ => return None,
    };
    let names = reader.texts_of(&member.value, &member.name.to_display());
    for name in names.iter().filter(|name| lint(&name.text).is_none()) {
        let known: Vec<&str> = LINTS.iter().map(|one| one.name).collect();
        let told = Diagnostic::error(
            UNKNOWN_NAME,
            format!("no finding is called `{}`", name.text),
        );
        let told = told.at(name.span, "not among those of `evb check`");
        reader.tell(match suggest::did_you_mean(&name.text, &known) {
            Some(help) => told.help(help),
            None => told.help("`evb explain` lists them"),
        });
    }
    Some((member.name_span, wanted(names)))
}
