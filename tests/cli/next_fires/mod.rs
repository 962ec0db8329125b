//! `evb next-fires`.

mod back;
mod clock_changes;
mod collisions;
mod diagnostics;
mod formats;
mod inputs;
mod refusals;
mod rules;
mod table;
mod zones;

use crate::support::Pretend;

fn evb(arguments: &[&str]) -> String {
    let all: Vec<&str> = ["next-fires"].iter().chain(arguments).copied().collect();
    machine().evb(&all)
}

/// A machine with the schedules of an office that is started at night and stopped in the morning.
fn machine() -> Pretend {
    Pretend::default()
        .file(
            "start.json",
            include_str!("../../../fixtures/schedules/files/start.json"),
        )
        .file(
            "stop.json",
            include_str!("../../../fixtures/schedules/files/stop.json"),
        )
        .file(
            "once.json",
            include_str!("../../../fixtures/schedules/files/once.json"),
        )
        .file(
            "rule.json",
            include_str!("../../../fixtures/schedules/files/describe-rule.json"),
        )
}
