//! Slips of schedule expressions: those of the property of helps, as far as an edit is told of them.

use std::sync::Arc;

use evb::diagnostic::Diagnostic;
use evb::schedule::{Service, Zone, ZoneDatabase, parse_in};

use super::{Language, Made, slips};
use crate::near_misses::Dice;
use crate::schedules::slips::fires;

struct OnTheClock(Arc<Zone>);

impl Language for OnTheClock {
    fn told(&self, text: &str) -> Vec<Diagnostic> {
        parse_in(text, Service::Scheduler, &self.0)
            .err()
            .map_or_else(Vec::new, |refused| refused.0)
    }

    fn is_taken(&self, text: &str) -> bool {
        parse_in(text, Service::Scheduler, &self.0).is_ok()
    }

    fn is_same(&self, text: &str, other: &str) -> bool {
        fires(text, &self.0) == fires(other, &self.0)
    }
}

fn made(dice: &Dice, right: &str, wrong: &str) -> Option<Made> {
    let zone = dice.pick(&["UTC", "America/New_York", "Asia/Kolkata"]);
    let zone = ZoneDatabase::bundled().zone(zone).unwrap();
    Some(Made {
        right: right.to_owned(),
        wrong: wrong.to_owned(),
        language: Box::new(OnTheClock(Arc::new(zone))),
    })
}

/// The fields of a cron expression.
fn cron(dice: &Dice) -> [String; 6] {
    let minute = dice.pick(&["0", "15", "30", "*/10", "5-25", "7"]);
    let hour = dice.pick(&["3", "9", "17", "8-17", "22", "*/6"]);
    let (dom, dow) = *[
        ("*", "?"),
        ("1", "?"),
        ("L", "?"),
        ("?", "MON-FRI"),
        ("?", "SUN"),
        ("?", "MON,WED,FRI"),
    ]
    .get(dice.below(6))
    .unwrap();
    let month = dice.pick(&["*", "*", "JAN", "1-6"]);
    [minute, hour, dom, month, dow, "*"].map(str::to_owned)
}

fn text(fields: &[String]) -> String {
    format!("cron({})", fields.join(" "))
}

/// A cron expression, changed as a text.
fn changed(dice: &Dice, change: impl Fn(&str) -> String) -> Option<Made> {
    let right = text(&cron(dice));
    let wrong = change(&right);
    (wrong != right).then(|| made(dice, &right, &wrong))?
}

/// A rate, changed as a text.
fn rate(dice: &Dice, change: impl Fn(usize, &str) -> String) -> Option<Made> {
    let (number, unit) = (2 + dice.below(90), dice.pick(&["minutes", "hours", "days"]));
    made(
        dice,
        &format!("rate({number} {unit})"),
        &change(number, unit),
    )
}

/// A one-time schedule, changed as a text.
fn time(dice: &Dice, change: impl Fn(&str) -> String) -> Option<Made> {
    let right = format!(
        "at(20{}-{:02}-{}T{:02}:{}:00)",
        27 + dice.below(40),
        1 + dice.below(12),
        13 + dice.below(15),
        dice.below(24),
        10 + dice.below(50)
    );
    made(dice, &right, &change(&right))
}

slips! { SLIPS;
    "several slips in one expression" => |dice| { let fields = cron(dice); made(dice, &text(&fields), &format!("Cron({} ", fields[..5].join(" ").replace("MON", "Monday").replace('-', " - "))) };
    "several slips in one rate" => |dice| rate(dice, |number, unit| format!("Rate ({number}, {}s ", unit.to_uppercase()));
    "no year" => |dice| { let fields = cron(dice); made(dice, &text(&fields), &text(&fields[..5])) };
    "Unix, bare" => |dice| { let fields = cron(dice); made(dice, &text(&fields), &fields[..5].join(" ").replace('?', "*")) };
    "seconds in front" => |dice| { let fields = cron(dice); made(dice, &text(&fields), &text(&[&["0".to_owned()][..], &fields].concat())) };
    "a field too many" => |dice| { let fields = cron(dice); made(dice, &text(&fields), &text(&[&fields[..], &["*".to_owned()]].concat())) };
    "no question mark" => |dice| changed(dice, |text| text.replace('?', "*"));
    "dots for commas" => |dice| changed(dice, |text| text.replace(',', "."));
    "blanks behind commas" => |dice| changed(dice, |text| text.replace(',', ", "));
    "blanks around a range" => |dice| changed(dice, |text| text.replace('-', " - "));
    "dashes that look alike" => |dice| changed(dice, |text| text.replace('-', "\u{2013}"));
    "days in full" => |dice| changed(dice, |text| text.replace("MON", "Monday").replace("FRI", "Friday").replace("SUN", "Sunday"));
    "a letter for the last" => |dice| changed(dice, |text| text.replace(" L ", " last "));
    "the kind in upper case" => |dice| changed(dice, |text| text.replace("cron", "CRON"));
    "the kind misspelt" => |dice| changed(dice, |text| text.replace("cron", "corn"));
    "another kind" => |dice| changed(dice, |text| text.replace("cron", "rate"));
    "no closing parenthesis" => |dice| changed(dice, |text| text.trim_end_matches(')').to_owned());
    "quotes around" => |dice| changed(dice, |text| format!("\"{text}\""));
    "a blank before the parenthesis" => |dice| changed(dice, |text| text.replace('(', " ("));
    "brackets for parentheses" => |dice| changed(dice, |text| text.replace('(', "[").replace(')', "]"));
    "a rate without its blank" => |dice| rate(dice, |number, unit| format!("rate({number}{unit})"));
    "a rate with a comma" => |dice| rate(dice, |number, unit| format!("rate({number}, {unit})"));
    "a rate with a short unit" => |dice| rate(dice, |number, unit| format!("rate({number}{})", &unit[..1]));
    "a rate with a letter twice" => |dice| rate(dice, |number, unit| format!("rate({number} {unit}s)"));
    "a rate of whole decimals" => |dice| rate(dice, |number, unit| format!("rate({number}.0 {unit})"));
    "a rate without its kind" => |dice| rate(dice, |number, unit| format!("every {number} {unit}"));
    "a time with a blank" => |dice| time(dice, |text| text.replace('T', " "));
    "a time without seconds" => |dice| time(dice, |text| text.replace(":00)", ")"));
    "a time with a fraction" => |dice| time(dice, |text| text.replace(')', ".000)"));
    "a date with slashes" => |dice| time(dice, |text| text.replace('-', "/"));
    "a date with the day first" => |dice| time(dice, |text| format!("at({}.{}.{} {})", &text[11..13], &text[8..10], &text[3..7], &text[14..22]));
    "a time on the clock of UTC" => |dice| {
        let mut made = time(dice, |text| text.replace(')', "Z)"))?;
        made.language = Box::new(OnTheClock(Arc::new(Zone::utc())));
        Some(made)
    };
}
