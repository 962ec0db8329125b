//! The lots.

use std::fmt::Write as _;

use super::Rng;

/// How many lots there are in the whole data set.
pub const LOTS: usize = 213_068;

/// How often the streets occur for which rules ask.
const STREETS: [(&str, usize); 22] = [
    ("FULTON", 1910),
    ("MOULTON", 22),
    ("MASON", 2657),
    ("MASONIC", 293),
    ("FUNSTON", 477),
    ("JEFFERSON", 131),
    ("WASHINGTON", 3000),
    ("JACKSON", 2800),
    ("HARRISON", 3000),
    ("UNION", 2000),
    ("ADDISON", 1924),
    ("BEACH", 211),
    ("HYDE", 1758),
    ("CHESTNUT", 825),
    ("ACEVEDO", 24),
    ("BLYTHDALE", 442),
    ("DRUMM", 13),
    ("DRAKE", 25),
    ("LAKE", 846),
    ("IRVING", 1963),
    ("SANTIAGO", 682),
    ("RHODE ISLAND", 328),
];

/// Other streets; no rule asks for one of them.
const OTHER_STREETS: &str = "GREENWICH CRANLEIGH MINNA VALENCIA GUERRERO DOLORES CASTRO NOE SANCHEZ CHURCH MARKET PINE BUSH \
    SUTTER POST GEARY TURK EDDY ELLIS HAIGHT PAGE OAK FELL HAYES GROVE MCALLISTER CLAY SACRAMENTO CALIFORNIA BROADWAY \
    VALLEJO GREEN FILBERT LOMBARD FRANCISCO BAY PACIFIC JUDAH KIRKHAM MORAGA NORIEGA ORTEGA PACHECO QUINTARA RIVERA \
    TARAVAL ULLOA VICENTE WAWONA YORBA ANZA BALBOA CABRILLO CLEMENT SILVER PERSIA RUSSIA FRANCE ITALY NAPLES EDINBURGH \
    VIENNA ATHENS MUNICH CAMPBELL ARLETA RAYMOND LELAND HOLLOWAY OCEAN MIRAMAR CAPITOL PLYMOUTH GRANADA JULES VICTORIA \
    HEAD BRIGHT ORIZABA ARCH MONTEREY JOOST MANGELS SUNNYSIDE FLOOD STAPLES 4TH 5TH 6TH 7TH 8TH 9TH 10TH 11TH 12TH \
    14TH 15TH 16TH 17TH 18TH 19TH 20TH 21ST 22ND 23RD 24TH 25TH 26TH 28TH 30TH 32TH 34TH 36TH 38TH 40TH 42TH 44TH 46TH";

const STREET_TYPES: [(&str, usize); 14] = [
    ("ST", 116_386),
    ("CT", 1_700),
    ("TR", 1),
    ("MT", 74),
    ("STWY", 15),
    ("AVE", 70_000),
    ("BLVD", 6_000),
    ("DR", 4_500),
    ("WAY", 5_200),
    ("RD", 1_200),
    ("TER", 2_300),
    ("LN", 900),
    ("PL", 1_300),
    ("CIR", 400),
];

/// Where the first corner of a lot lies from west to east: so many between each two.
const LONGITUDES: [(f64, f64, usize); 4] = [
    (-122.515, -122.464_712_670_812_72, 42_895),
    (-122.464_712_670_812_72, -122.416_009_440_124_24, 106_053),
    (-122.416_009_440_124_24, -122.406_308_512_839_5, 21_000),
    (-122.406_308_512_839_5, -122.36, 43_120),
];

/// The share of a number in the whole data set that a part of it has.
fn share(whole: usize, lines: usize) -> usize {
    ((whole * lines + LOTS / 2) / LOTS).max(1)
}

/// The named values as often as they are due, the rest from `other`, shuffled.
fn deck<T: Clone>(
    rng: &mut Rng,
    lines: usize,
    due: &[(T, usize)],
    mut other: impl FnMut(&mut Rng) -> T,
) -> Vec<T> {
    let mut deck: Vec<T> = due
        .iter()
        .flat_map(|(value, whole)| std::iter::repeat_n(value.clone(), share(*whole, lines)))
        .take(lines)
        .collect();
    while deck.len() < lines {
        deck.push(other(rng));
    }
    rng.shuffle(&mut deck);
    deck
}

/// Which of the four wildcards that rules have a lot's number matches, the prefix `143` first.
fn wildcards(number: &str) -> [bool; 4] {
    let pieces = |first: &str, middle: &[&str], last: &str| {
        number.len() >= first.len() + last.len()
            && number.starts_with(first)
            && number.ends_with(last)
            && middle
                .iter()
                .try_fold(
                    &number[first.len()..number.len() - last.len()],
                    |rest, piece| rest.find(piece).map(|at| &rest[at + piece.len()..]),
                )
                .is_some()
    };
    [
        pieces("143", &[], ""),
        pieces("2", &["0", "1"], "7"),
        pieces("", &[], "218"),
        pieces("3", &["5"], "2"),
    ]
}

/// A lot's number that matches only the given wildcard, or none.
fn lot_number(rng: &mut Rng, wanted: Option<usize>) -> String {
    loop {
        let number = match wanted {
            None => format!(
                "{:04}{:03}",
                rng.between(1, 8999),
                (rng.exponential(40.0) as usize + 1).min(999)
            ),
            Some(0) => format!("143{}{:03}", rng.between(1, 9), rng.between(1, 99)),
            Some(1) => format!("2{:03}{:02}7", rng.below(1000), rng.below(100)),
            Some(2) => format!("{:04}218", rng.between(1, 999)),
            Some(_) => format!("3{:03}{:02}2", rng.below(1000), rng.below(100)),
        };
        let is_taken = ["1430022", "2607117", "2607218", "3745012"].contains(&number.as_str());
        let hits = wildcards(&number);
        if !is_taken && (0..4).all(|at| hits[at] == (wanted == Some(at))) {
            return number;
        }
    }
}

/// The first `lines` of a data set of that size; [`LOTS`] for the whole.
pub fn lots(lines: usize) -> Vec<u8> {
    let mut rng = Rng::new(1);
    let rng = &mut rng;
    let others: Vec<&str> = OTHER_STREETS.split_whitespace().collect();
    let streets: Vec<(Option<&str>, usize)> = STREETS
        .iter()
        .map(|(name, whole)| (Some(*name), *whole))
        .collect();
    let streets = deck(rng, lines, &streets, |rng| {
        (!rng.chance(0.004)).then(|| *rng.pick(&others))
    });
    let types: Vec<(Option<&str>, usize)> = STREET_TYPES
        .iter()
        .map(|(name, whole)| (Some(*name), *whole))
        .collect();
    let types = deck(rng, lines, &types, |_| None);
    let mut numbers: Vec<(String, usize)> = [
        ("1430022", 1),
        ("2607117", 101),
        ("2607218", 35),
        ("3745012", 655),
        ("VACSTWIL", 1),
    ]
    .map(|(number, whole)| (number.to_owned(), whole))
    .into();
    for (wildcard, whole) in [489, 612, 8, 1885].into_iter().enumerate() {
        numbers.extend((0..share(whole, lines)).map(|_| (lot_number(rng, Some(wildcard)), 0)));
    }
    // Each of the made-up numbers once.
    let (named, made): (Vec<_>, Vec<_>) = numbers.into_iter().partition(|(_, whole)| *whole > 0);
    let mut made: Vec<String> = made.into_iter().map(|(number, _)| number).collect();
    let numbers = deck(rng, lines, &named, |rng| {
        made.pop().unwrap_or_else(|| lot_number(rng, None))
    });
    let eastings: Vec<(usize, usize)> = LONGITUDES
        .iter()
        .enumerate()
        .map(|(at, band)| (at, band.2))
        .collect();
    let eastings = deck(rng, lines, &eastings, |_| 0);
    let flags = [("door", 2453), ("multi", 120), ("special", 218)]
        .map(|(_, whole)| deck(rng, lines, &[(true, whole)], |_| false));
    let mut places = Places {
        at_corner: 0,
        spied: false,
    };
    let mut out = String::with_capacity(lines * 950);
    for line in 0..lines {
        let (low, high, _) = LONGITUDES[eastings[line]];
        let corner = (rng.uniform(low, high), rng.uniform(37.71, 37.81));
        let is_multi = flags[1][line];
        let is_special = flags[2][line] && !is_multi;
        // The two lots whose first corner lies on that meridian are from the band it crosses.
        let at_corner = is_special && eastings[line] == 1 && places.at_corner < 2;
        let points = places.outline(rng, corner, is_multi, is_special.then_some(at_corner));
        properties(
            rng,
            &mut out,
            &numbers[line],
            flags[0][line],
            streets[line],
            types[line],
        );
        geometry(&mut out, is_multi, &points);
    }
    out.into_bytes()
}

/// What some outlines have that rules ask for.
struct Places {
    at_corner: usize,
    spied: bool,
}

impl Places {
    fn outline(
        &mut self,
        rng: &mut Rng,
        corner: (f64, f64),
        is_multi: bool,
        special: Option<bool>,
    ) -> Vec<(f64, f64)> {
        let count = 5 + (rng.exponential(4.6) as usize).min(200);
        let width = rng.uniform(0.00005, 0.0004);
        let mut points = vec![corner];
        for _ in 2..count {
            points.push((
                corner.0 + rng.uniform(-width, width),
                corner.1 + rng.uniform(-width, width),
            ));
        }
        if let Some(at_corner) = special {
            self.at_corner += usize::from(at_corner);
            let at = if at_corner {
                0
            } else {
                rng.between(1, points.len() - 1)
            };
            points[at].0 = -122.429_163_609_223_55;
        }
        if is_multi && !self.spied {
            self.spied = true;
            points[1].1 = 37.729_900_216_217_324;
        }
        points.push(points[0]);
        points
    }
}

fn properties(
    rng: &mut Rng,
    out: &mut String,
    number: &str,
    is_door: bool,
    street: Option<&str>,
    kind: Option<&str>,
) {
    let quoted =
        |value: Option<&str>| value.map_or("null".to_owned(), |value| format!("\"{value}\""));
    let mut from = Some("441".to_owned());
    if !is_door {
        let door = loop {
            let door = match rng.chance(0.8) {
                true => rng.between(1, 60) * 100 + rng.below(100),
                false => rng.between(1, 999),
            }
            .to_string();
            // So that the rules for `44` and `41` match as often as they do in the original.
            let refused = door == "441"
                || door.starts_with("44") && rng.chance(0.56)
                || door.ends_with("41") && rng.chance(0.25);
            if !refused {
                break door;
            }
        };
        from = (!rng.chance(0.02)).then_some(door);
    }
    let to = from.as_ref().map(|from| match rng.chance(0.7) {
        true => from.clone(),
        false => (from.parse::<usize>().unwrap() + 2 * rng.between(1, 4)).to_string(),
    });
    let side = from
        .is_some()
        .then(|| if rng.chance(0.502) { "O" } else { "E" });
    let (block, lot) = match number.split_at(4) {
        (block, lot) if block.parse::<usize>().is_ok() => (block, lot),
        _ => ("0000", "000"),
    };
    let sub = if rng.chance(0.8) {
        number.to_owned()
    } else {
        format!("{block}{:03}", rng.between(1, 99))
    };
    let _ = write!(
        out,
        "{{ \"type\": \"Feature\", \"properties\": {{ \"MAPBLKLOT\": \"{number}\", \"BLKLOT\": \"{sub}\", \"BLOCK_NUM\": \"{block}\", \
         \"LOT_NUM\": \"{lot}\", \"FROM_ST\": {}, \"TO_ST\": {}, \"STREET\": {}, \"ST_TYPE\": {}, \"ODD_EVEN\": {} }}, ",
        quoted(from.as_deref()),
        quoted(to.as_deref()),
        quoted(street),
        quoted(kind),
        quoted(side),
    );
}

fn geometry(out: &mut String, is_multi: bool, points: &[(f64, f64)]) {
    let point = |(x, y): &(f64, f64)| format!("{{ \"x\": {x}, \"y\": {y}, \"z\": 0 }}");
    let all: Vec<String> = points.iter().map(point).collect();
    let (kind, open, close) = if is_multi {
        ("MultiPolygon", "[ ", " ]")
    } else {
        ("Polygon", "", "")
    };
    let _ = writeln!(
        out,
        "\"geometry\": {{ \"type\": \"{kind}\", \"firstCoordinates\": {}, \"coordinates\": {open}[ [ {} ] ]{close} }} }}",
        all[0],
        all.join(", "),
    );
}
