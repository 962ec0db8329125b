//! When does a schedule fire, and what does the clock do to it?
//!
//! ```sh
//! cargo run --no-default-features --example fires
//! ```

use std::error::Error;

use chrono::{DateTime, TimeDelta, Utc};
use evb::schedule::{Schedule, Service, ZoneDatabase, parse};

fn main() -> Result<(), Box<dyn Error>> {
    let parsed = parse("cron(30 2 * * ? *)", Service::Scheduler)?;
    println!("{}", parsed.expression.describe());

    // The engine does not know what time it is: whoever asks says from when on.
    let zone = ZoneDatabase::bundled().zone("America/New_York")?;
    let schedule = Schedule::new(parsed.expression).in_zone(zone.into());
    let after: DateTime<Utc> = "2027-03-12T00:00:00Z".parse()?;

    let fires: Vec<_> = schedule.occurrences(after).take(4).collect();
    for fire in &fires {
        println!("{}  {}", fire.local(), fire.at());
    }

    // On 14 March the clock goes from 02:00 to 03:00: there is no 02:30, and nothing fires.
    for skipped in schedule.skipped(after, after + TimeDelta::days(5)) {
        println!("{} does not exist", skipped.local);
    }
    let days: Vec<String> = fires
        .iter()
        .map(|fire| fire.local().date().to_string())
        .collect();
    assert_eq!(
        days,
        ["2027-03-12", "2027-03-13", "2027-03-15", "2027-03-16"]
    );
    Ok(())
}
