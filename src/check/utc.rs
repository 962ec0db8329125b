//! Rules that fire by UTC, where another clock is probably meant.
//!
//! AWS: EventBridge User Guide, "Creating a rule that runs on a schedule": "All scheduled events use UTC+0 time zone".

use super::finding::Resource;
use super::judge::Judge;
use super::lints::SCHEDULE_IN_UTC;
use crate::diagnostic::Diagnostic;
use crate::json::fields::text;
use crate::model::{Declared, Rule};
use crate::schedule::cron::{Cron, DayOfWeek, Days};
use crate::schedule::{Expression, Service, parse, zone_names};

/// The days on which offices work, as AWS counts them: Sunday is 1.
const WORKING: [u16; 5] = [2, 3, 4, 5, 6];

/// The hours in which offices work.
const OFFICE: std::ops::RangeInclusive<u16> = 6..=19;

/// How people call zones that are not UTC.
const ZONES: [&str; 24] = [
    "ACST", "AEDT", "AEST", "AWST", "BRT", "BST", "CDT", "CEST", "CET", "CST", "EDT", "EEST",
    "EET", "EST", "HKT", "IST", "JST", "KST", "MDT", "MST", "NZDT", "NZST", "PDT", "PST",
];

/// Words that say the same.
const WORDS: [&str; 3] = ["local time", "office hours", "business hours"];

impl Judge<'_> {
    /// A rule whose schedule reads as if it were meant in another zone than UTC.
    pub(super) fn in_utc(&mut self, rule: &Rule) {
        let Some(expression) = &rule.schedule else {
            return;
        };
        let Some(written) = expression.get().filter(|_| !rule.is_disabled()) else {
            return;
        };
        let Ok(parsed) = parse(written, Service::Rules) else {
            return;
        };
        let Expression::Cron(cron) = &parsed.expression else {
            return;
        };
        if cron.hours.is_all() {
            return;
        }
        let (message, help) = if let Some(zone) = self.zone_beside(rule, expression) {
            (
                format!("a rule fires by UTC, and `{zone}` stands beside it"),
                "EventBridge Scheduler takes a time zone: `ScheduleExpressionTimezone`",
            )
        } else if is_of_offices(cron) {
            (
                "a rule fires by UTC: these are office hours of no other place".to_owned(),
                "where another place's hours are meant, EventBridge Scheduler takes a time zone: `ScheduleExpressionTimezone`",
            )
        } else {
            return;
        };
        let resource = Resource::new("rule", rule.label(), rule.span);
        let told = Diagnostic::note(SCHEDULE_IN_UTC, message)
            .at(expression.span, "")
            .help(help);
        let about = self.about(Some(&resource), "ScheduleExpression");
        self.tell(&about, told, None);
    }

    /// The zone that the description of a rule, or a comment on its schedule, names.
    fn zone_beside(&self, rule: &Rule, expression: &Declared<String>) -> Option<String> {
        let request = rule.request.as_ref();
        let description = request.and_then(|one| text(&one.value, "Description"));
        let named = description.and_then(zone_in);
        named.or_else(|| {
            self.comments_at(expression)
                .iter()
                .find_map(|one| zone_in(one))
        })
    }

    /// The comments behind a place, in its line, and in the line before it.
    fn comments_at(&self, expression: &Declared<String>) -> Vec<&str> {
        let text = self.source.text();
        let before = text.get(..expression.span.start).unwrap_or_default();
        let behind = text.get(expression.span.end..).unwrap_or_default();
        let same = behind.lines().next().unwrap_or_default();
        let previous = before.rsplit('\n').nth(1).unwrap_or_default();
        let at = same.find('#').or_else(|| same.find("//"));
        let same = at.and_then(|at| same.get(at..));
        let previous = previous.trim_start();
        let is_comment = previous.starts_with('#') || previous.starts_with("//");
        same.into_iter()
            .chain(is_comment.then_some(previous))
            .collect()
    }
}

/// The zone that a text names, if it is not UTC.
fn zone_in(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    if let Some(word) = WORDS.iter().find(|word| lower.contains(**word)) {
        return Some((*word).to_owned());
    }
    let is_letter = |one: char| one.is_alphanumeric() || ['/', '_', '-'].contains(&one);
    let mut words = text.split(|one: char| !is_letter(one));
    let is_zone = |word: &&str| {
        ZONES.contains(word)
            || word.contains('/')
                && !word.starts_with("Etc/")
                && zone_names().any(|name| name == *word)
    };
    words.find(is_zone).map(str::to_owned)
}

/// Whether a schedule fires once or twice on working days, in the hours of offices.
fn is_of_offices(cron: &Cron) -> bool {
    /// What fires more often is not at an hour.
    const MOST: usize = 2;
    let hours: Vec<u16> = cron.hours.iter().collect();
    let on_working_days = match &cron.days {
        Days::OfWeek(DayOfWeek::Each(days)) => days.iter().eq(WORKING),
        _ => false,
    };
    on_working_days && hours.len() <= MOST && hours.iter().all(|hour| OFFICE.contains(hour))
}
