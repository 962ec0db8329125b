//! The bus that an entry of `PutEvents` names: what is known of it, and what is not checked.

use super::codes::{BUS_NOT_CHECKED, OTHER_BUS, UNKNOWN_BUS};
use super::entry::PutEntry;
use super::settings::Settings;
use crate::diagnostic::Diagnostic;

/// What is to be said of the bus, and what of it was not checked.
///
/// AWS, recorded: an entry for a bus that does not exist is answered with an event id, and the event is lost. An ARN
/// may name a bus of another account or Region; what PutEvents answers there was not recorded, except that a request
/// of which one entry is denied is refused whole.
pub(super) fn about_bus(entry: &PutEntry<'_>, settings: &Settings) -> Option<Diagnostic> {
    let name = entry.bus()?;
    let given = entry.event_bus_name.unwrap_or_default();
    if settings.buses.iter().flatten().any(|bus| bus == given) {
        return None;
    }
    if let Some((account, region)) = entry.bus_elsewhere(settings) {
        let note = Diagnostic::note(
            OTHER_BUS,
            format!("nothing was checked of the bus `{name}` of account {account} in {region}"),
        );
        return Some(entry.about_bus(note).help(
            "it may not exist, and its policy may not let these events in: AWS refuses a whole request of which it denies one entry",
        ));
    }
    if name.contains(":event-busv2/") {
        let note = Diagnostic::note(
            OTHER_BUS,
            format!("nothing was checked of the bus `{name}`"),
        );
        return Some(entry.about_bus(note).help(
            "it is no Classic bus: PutEvents of the newer service, which knows such buses, is another API",
        ));
    }
    match &settings.buses {
        _ if name == "default" => None,
        Some(buses) if buses.iter().any(|bus| bus == name) => None,
        Some(_) => Some(
            entry
                .about_bus(Diagnostic::warning(UNKNOWN_BUS, format!("there is no bus `{name}`")))
                .help("AWS answers with an event id all the same, and the event is lost: nothing tells the sender"),
        ),
        None => Some(
            entry
                .about_bus(Diagnostic::note(
                    BUS_NOT_CHECKED,
                    format!("whether there is a bus `{name}` was not checked"),
                ))
                .help("AWS answers with an event id either way, and loses the event if there is none; name the buses that exist with `--bus`"),
        ),
    }
}
