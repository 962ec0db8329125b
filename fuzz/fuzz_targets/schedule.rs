//! Schedule expressions: any text is answered, and what is answered holds together.

#![no_main]

use std::cell::OnceCell;
use std::sync::Arc;

use evb::iac;
use evb::schedule::{Expression, Schedule, Service, Zone, ZoneDatabase, parse};
use libfuzzer_sys::fuzz_target;

/// How many fires of each expression are looked at.
const FIRES: usize = 50;

thread_local! {
    /// A zone that is put forward and back; laid out once.
    static ZONE: OnceCell<Arc<Zone>> = const { OnceCell::new() };
}

fuzz_target!(|text: &str| {
    let _ = iac::read(text);
    for service in [Service::Scheduler, Service::Rules] {
        match parse(text, service) {
            Ok(parsed) => fires(parsed.expression),
            Err(refused) => {
                assert!(refused.0.iter().any(|one| one.is_error()));
                let help = refused.0.iter().find_map(|one| one.help.as_deref());
                let correction = help
                    .and_then(|help| help.strip_prefix("write `")?.strip_suffix('`'))
                    // Other help names the kinds of expressions, or tells a part of one.
                    .filter(|correction| {
                        correction.starts_with("cron(") && !correction.contains('…')
                    });
                if let Some(correction) = correction {
                    assert!(parse(correction, service).is_ok(), "{correction}");
                }
            }
        }
    }
});

/// Each fire is later than the one before and satisfies the fields.
fn fires(expression: Expression) {
    assert!(!expression.describe().is_empty());
    let zone = ZONE.with(|zone| {
        zone.get_or_init(|| Arc::new(ZoneDatabase::bundled().zone("America/New_York").unwrap()))
            .clone()
    });
    let schedule = Schedule::new(expression).in_zone(zone);
    let after = "2026-10-31T20:00:00Z".parse().unwrap();
    let mut before = after;
    for fire in schedule.occurrences(after).take(FIRES) {
        assert!(fire.at() > before);
        before = fire.at();
        if let Expression::Cron(cron) = schedule.expression() {
            assert!(cron.contains(fire.local()));
        }
    }
    let _ = schedule.skipped(after, before);
    let _ = schedule.held_back(after, before);
}
