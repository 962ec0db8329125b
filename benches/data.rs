//! Two data sets, the same bytes every time.
//!
//! * **Lots**: 213,068 features of a map of San Francisco's lots as GeoJSON has them, some 900 bytes a line. A look-alike
//!   of the file that event-ruler is measured with; its rules match as often here as there.
//! * **AWS events**: calls recorded by CloudTrail, state changes, objects, pipelines, findings, orders; some
//!   1,100 bytes a line. The rules ask for `source`, `detail-type` and one or two fields of `detail`.

use std::fmt::Write as _;

/// The generator SplitMix64: enough for made-up data, and the same everywhere.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    /// From 0 up to, not including, `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Both ends inside.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// From 0 to 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn uniform(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    fn hex(&mut self, digits: usize) -> String {
        (0..digits)
            .map(|_| char::from(b"0123456789abcdef"[self.below(16)]))
            .collect()
    }
}

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

/// Rules of one kind, each with the number of lots that it matches in the whole data set.
pub struct Kind {
    pub name: &'static str,
    pub rules: Vec<(String, usize)>,
}

/// The rules for lots, by kind.
pub fn lots_rules() -> Vec<Kind> {
    let property = |name: &str, test: &str| format!(r#"{{"properties":{{"{name}":[{test}]}}}}"#);
    let on = |name: &'static str, field: &str, rules: [(&str, usize); 5]| Kind {
        name,
        rules: rules
            .map(|(test, count)| (property(field, test), count))
            .into(),
    };
    let geometry = |inner: &str| format!(r#"{{"geometry":{{{inner}}}}}"#);
    let coordinates = |name: &'static str, array: &str, second: &str, counts: [usize; 5]| {
        Kind {
        name,
        rules: [
            format!(r#""type":["Polygon"],"{array}":{{"x":[{{"numeric":["=",-122.42916360922355]}}]}}"#),
            format!(r#""type":["MultiPolygon"],"{array}":{{{second}}}"#),
            format!(r#""{array}":{{"x":[{{"numeric":["<",-122.41600944012424]}}]}}"#),
            format!(r#""{array}":{{"x":[{{"numeric":[">",-122.41600944012424]}}]}}"#),
            format!(r#""{array}":{{"x":[{{"numeric":[">",-122.46471267081272,"<",-122.4063085128395]}}]}}"#),
        ]
        .map(|inner| geometry(&inner))
        .into_iter()
        .zip(counts)
        .collect(),
    }
    };
    let anything_but = |name: &'static str,
                        wrap: &dyn Fn(&str) -> String,
                        operands: [&str; 5],
                        counts: [usize; 5]| {
        let places = ["STREET", "STREET", "ST_TYPE", "type", "FROM_ST"];
        let rule = |(place, operand): (&str, &str)| {
            let test = format!(r#"{{"anything-but":{}}}"#, wrap(operand));
            if place == "type" {
                geometry(&format!(r#""type":[{test}]"#))
            } else {
                property(place, &test)
            }
        };
        Kind {
            name,
            rules: places
                .into_iter()
                .zip(operands)
                .map(rule)
                .zip(counts)
                .collect(),
        }
    };
    let list = |operand: &str| format!(r#"["{operand}"]"#);
    let folded = |operand: &str| format!(r#"{{"equals-ignore-case":["{operand}"]}}"#);
    let prefix = |operand: &str| format!(r#"{{"prefix":"{operand}"}}"#);
    let suffix = |operand: &str| format!(r#"{{"suffix":"{operand}"}}"#);
    let mut ignore_case = on(
        "equals-ignore-case",
        "STREET",
        [
            (r#"{"equals-ignore-case":"jefferson"}"#, 131),
            (r#"{"equals-ignore-case":"bEaCh"}"#, 211),
            (r#"{"equals-ignore-case":"HyDe"}"#, 1758),
            (r#"{"equals-ignore-case":"CHESTNUT"}"#, 825),
            ("", 116_386),
        ],
    );
    ignore_case.rules[4].0 = property("ST_TYPE", r#"{"equals-ignore-case":"st"}"#);
    vec![
        on("exact", "MAPBLKLOT", [
            (r#""1430022""#, 1), (r#""2607117""#, 101), (r#""2607218""#, 35), (r#""3745012""#, 655), (r#""VACSTWIL""#, 1),
        ]),
        on("prefix", "STREET", [
            (r#"{"prefix":"AC"}"#, 24), (r#"{"prefix":"BL"}"#, 442), (r#"{"prefix":"DR"}"#, 38), (r#"{"prefix":"FU"}"#, 2387), (r#"{"prefix":"RH"}"#, 328),
        ]),
        on("prefix, ignoring case", "STREET", [
            (r#"{"prefix":{"equals-ignore-case":"Ac"}}"#, 24), (r#"{"prefix":{"equals-ignore-case":"bL"}}"#, 442),
            (r#"{"prefix":{"equals-ignore-case":"dR"}}"#, 38), (r#"{"prefix":{"equals-ignore-case":"Fu"}}"#, 2387),
            (r#"{"prefix":{"equals-ignore-case":"rH"}}"#, 328),
        ]),
        on("suffix", "STREET", [
            (r#"{"suffix":"ON"}"#, 17_921), (r#"{"suffix":"KE"}"#, 871), (r#"{"suffix":"MM"}"#, 13), (r#"{"suffix":"ING"}"#, 1963), (r#"{"suffix":"GO"}"#, 682),
        ]),
        on("suffix, ignoring case", "STREET", [
            (r#"{"suffix":{"equals-ignore-case":"oN"}}"#, 17_921), (r#"{"suffix":{"equals-ignore-case":"Ke"}}"#, 871),
            (r#"{"suffix":{"equals-ignore-case":"mM"}}"#, 13), (r#"{"suffix":{"equals-ignore-case":"InG"}}"#, 1963),
            (r#"{"suffix":{"equals-ignore-case":"gO"}}"#, 682),
        ]),
        ignore_case,
        on("wildcard", "MAPBLKLOT", [
            (r#"{"wildcard":"143*"}"#, 490), (r#"{"wildcard":"2*0*1*7"}"#, 713), (r#"{"wildcard":"*218"}"#, 43),
            (r#"{"wildcard":"3*5*2"}"#, 2540), (r#"{"wildcard":"VA*IL"}"#, 1),
        ]),
        coordinates("numeric", "firstCoordinates", r#""z":[{"numeric":["=",0]}]"#, [2, 120, 148_948, 64_120, 127_053]),
        anything_but("anything-but", &list, ["FULTON", "MASON", "ST", "Polygon", "441"], [211_158, 210_411, 96_682, 120, 210_615]),
        anything_but("anything-but, ignoring case", &folded, ["Fulton", "Mason", "st", "polygon", "441"], [211_158, 210_411, 96_682, 120, 210_615]),
        anything_but("anything-but prefix", &prefix, ["FULTO", "MASO", "S", "Poly", "44"], [211_158, 210_118, 96_667, 120, ANY]),
        anything_but("anything-but suffix", &suffix, ["ULTON", "ASON", "T", "olygon", "41"], [211_136, 210_411, 94_908, 0, ANY]),
        on("anything-but wildcard", "MAPBLKLOT", [
            (r#"{"anything-but":{"wildcard":"143*"}}"#, 212_578), (r#"{"anything-but":{"wildcard":"2*0*1*7"}}"#, 212_355),
            (r#"{"anything-but":{"wildcard":"*218"}}"#, 213_025), (r#"{"anything-but":{"wildcard":"3*5*2"}}"#, 210_528),
            (r#"{"anything-but":{"wildcard":"VA*IL"}}"#, 213_067),
        ]),
        coordinates("complex arrays", "coordinates", r#""y":[{"numeric":["=",37.729900216217324]}]"#, [218, 1, ANY, ANY, ANY]),
        Kind {
            name: "anything-but on an array",
            rules: vec![(
                r#"{"properties":{"ODD_EVEN":[{"anything-but":"E"}],"ST_TYPE":[{"anything-but":"ST"}]},"geometry":{"coordinates":{"z":[{"anything-but":1}]}}}"#.to_owned(),
                ANY,
            )],
        },
    ]
}

/// How often a rule matches is left to chance.
pub const ANY: usize = usize::MAX;

/// How many AWS events there are in the whole data set.
pub const EVENTS: usize = 200_000;

const REGIONS: [&str; 5] = [
    "us-east-1",
    "us-west-2",
    "eu-west-1",
    "eu-central-1",
    "ap-southeast-2",
];
const API: [(&str, &[&str]); 7] = [
    (
        "ec2",
        &[
            "RunInstances",
            "TerminateInstances",
            "DescribeInstances",
            "AuthorizeSecurityGroupIngress",
            "CreateTags",
        ],
    ),
    (
        "s3",
        &[
            "PutBucketPolicy",
            "DeleteBucket",
            "PutObject",
            "GetBucketAcl",
        ],
    ),
    (
        "iam",
        &[
            "CreateUser",
            "AttachRolePolicy",
            "DeleteAccessKey",
            "PutUserPolicy",
        ],
    ),
    ("sts", &["AssumeRole", "GetCallerIdentity"]),
    (
        "lambda",
        &[
            "UpdateFunctionCode20150331v2",
            "Invoke",
            "CreateFunction20150331",
        ],
    ),
    (
        "kms",
        &["Decrypt", "GenerateDataKey", "ScheduleKeyDeletion"],
    ),
    ("signin", &["ConsoleLogin"]),
];
const STATES: [&str; 6] = [
    "pending",
    "running",
    "stopping",
    "stopped",
    "shutting-down",
    "terminated",
];
const PIPELINE_STATES: [&str; 5] = ["STARTED", "SUCCEEDED", "FAILED", "CANCELED", "SUPERSEDED"];
const FINDINGS: [&str; 5] = [
    "UnauthorizedAccess:EC2/SSHBruteForce",
    "Recon:EC2/PortProbeUnprotectedPort",
    "CryptoCurrency:EC2/BitcoinTool.B!DNS",
    "Policy:IAMUser/RootCredentialUsage",
    "Discovery:S3/MaliciousIPCaller",
];
const ORDERS: [&str; 4] = [
    "OrderPlaced",
    "OrderShipped",
    "OrderCancelled",
    "PaymentFailed",
];

/// The names that events and rules share.
struct Names {
    accounts: Vec<String>,
    instances: Vec<String>,
    buckets: Vec<String>,
    users: Vec<String>,
    pipelines: Vec<String>,
}

impl Names {
    fn new() -> Self {
        let mut rng = Rng::new(2);
        let mut many = |count: usize, make: &dyn Fn(&mut Rng, usize) -> String| -> Vec<String> {
            (0..count).map(|at| make(&mut rng, at)).collect()
        };
        Self {
            accounts: many(40, &|rng, _| {
                format!("{:012}", rng.between(100_000_000_000, 999_999_999_999))
            }),
            instances: many(3000, &|rng, _| format!("i-{}", rng.hex(17))),
            buckets: many(800, &|rng, _| {
                let stage = rng.pick(&["prod", "dev", "stage"]);
                format!(
                    "{stage}-{}-{}",
                    rng.pick(&["logs", "images", "exports", "backup", "data-lake"]),
                    rng.hex(4)
                )
            }),
            users: many(400, &|rng, _| {
                format!(
                    "{}.{}",
                    rng.pick(&[
                        "anna", "bob", "carla", "dmitri", "eve", "farid", "grace", "hugo"
                    ]),
                    rng.hex(3)
                )
            }),
            pipelines: many(300, &|rng, at| {
                format!("pipeline-{}-{at}", rng.pick(&["web", "api", "batch", "ml"]))
            }),
        }
    }
}

/// Writes events.
struct Events<'a> {
    names: &'a Names,
    rng: Rng,
    out: String,
}

/// The first `count` AWS events.
pub fn events(count: usize) -> Vec<u8> {
    let names = Names::new();
    let mut events = Events {
        names: &names,
        rng: Rng::new(3),
        out: String::with_capacity(count * 1200),
    };
    for _ in 0..count {
        match events.rng.below(100) {
            0..40 => events.call(),
            40..55 => events.state_change(),
            55..75 => events.object(),
            75..83 => events.pipeline(),
            83..88 => events.finding(),
            _ => events.order(),
        }
        events.out.push('\n');
    }
    events.out.into_bytes()
}

impl Events<'_> {
    fn uuid(&mut self) -> String {
        [8, 4, 4, 4, 12]
            .map(|digits| self.rng.hex(digits))
            .join("-")
    }

    fn time(&mut self) -> String {
        let rng = &mut self.rng;
        format!(
            "2026-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            rng.between(1, 12),
            rng.between(1, 28),
            rng.below(24),
            rng.below(60),
            rng.below(60)
        )
    }

    fn address(&mut self) -> String {
        let rng = &mut self.rng;
        format!(
            "{}.{}.{}.{}",
            rng.pick(&[10, 52, 54, 172, 192, 203]),
            rng.below(256),
            rng.below(256),
            rng.below(256)
        )
    }

    fn account(&mut self) -> String {
        self.rng.pick(&self.names.accounts).clone()
    }

    fn envelope(&mut self, source: &str, detail_type: &str, resource: Option<&str>, detail: &str) {
        let (id, account, time) = (self.uuid(), self.account(), self.time());
        let region = self.rng.pick(&REGIONS);
        let resources = resource.map_or(String::new(), |arn| format!("\"{arn}\""));
        let _ = write!(
            self.out,
            r#"{{"version":"0","id":"{id}","detail-type":"{detail_type}","source":"{source}","account":"{account}","time":"{time}","region":"{region}","resources":[{resources}],"detail":{detail}}}"#,
        );
    }

    fn state_change(&mut self) {
        let instance = self.rng.pick(&self.names.instances).clone();
        let state = self.rng.pick(&STATES);
        let detail = format!(r#"{{"instance-id":"{instance}","state":"{state}"}}"#);
        let arn = format!("arn:aws:ec2:us-east-1:123456789012:instance/{instance}");
        self.envelope(
            "aws.ec2",
            "EC2 Instance State-change Notification",
            Some(&arn),
            &detail,
        );
    }

    fn object(&mut self) {
        let bucket = self.rng.pick(&self.names.buckets).clone();
        let (account, address) = (self.account(), self.address());
        let rng = &mut self.rng;
        let key = format!(
            "{}/{}/{:02}/{}.{}",
            rng.pick(&["raw", "in", "uploads/user", "exports"]),
            rng.between(2020, 2026),
            rng.between(1, 12),
            rng.hex(12),
            rng.pick(&["json", "csv", "png", "parquet", "jpg", "gz"]),
        );
        let detail = format!(
            r#"{{"version":"0","bucket":{{"name":"{bucket}"}},"object":{{"key":"{key}","size":{},"etag":"{}","sequencer":"{}"}},"request-id":"{}","requester":"{account}","source-ip-address":"{address}","reason":"{}"}}"#,
            rng.exponential(2e5) as u64,
            rng.hex(32),
            rng.hex(18).to_uppercase(),
            rng.hex(16).to_uppercase(),
            rng.pick(&["PutObject", "CompleteMultipartUpload", "CopyObject"]),
        );
        self.envelope(
            "aws.s3",
            "Object Created",
            Some(&format!("arn:aws:s3:::{bucket}")),
            &detail,
        );
    }

    fn call(&mut self) {
        let (service, calls) = *self.rng.pick(&API);
        let call = *self.rng.pick(calls);
        let user = self.rng.pick(&self.names.users).clone();
        let account = self.account();
        let identity = self.identity(&account, &user);
        let (time, address, request_id, event_id) =
            (self.time(), self.address(), self.uuid(), self.uuid());
        let parameters = self.request_parameters();
        let response = self.response();
        let rng = &mut self.rng;
        let mut detail = format!(
            r#"{{"eventVersion":"1.09","userIdentity":{identity},"eventTime":"{time}","eventSource":"{service}.amazonaws.com","eventName":"{call}","awsRegion":"{}","sourceIPAddress":"{address}","userAgent":"{}","requestParameters":{parameters},"responseElements":{response},"requestID":"{request_id}","eventID":"{event_id}","readOnly":{},"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"{account}","eventCategory":"Management","tlsDetails":{{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"{service}.amazonaws.com"}}"#,
            rng.pick(&REGIONS),
            rng.pick(&[
                "aws-cli/2.15.30 Python/3.11.8 Linux/6.1.79 exe/x86_64.amzn.2023 prompt/off command/ec2.describe-instances",
                "console.amazonaws.com",
                "Boto3/1.34.69 md/Botocore#1.34.69 ua/2.0 os/linux#6.1.79 md/arch#x86_64 lang/python#3.12.2",
            ]),
            rng.chance(0.5),
        );
        if rng.chance(0.1) {
            let code = rng.pick(&[
                "AccessDenied",
                "Client.UnauthorizedOperation",
                "ThrottlingException",
            ]);
            let _ = write!(
                detail,
                r#","errorCode":"{code}","errorMessage":"User: arn:aws:sts::{account}:assumed-role/Admin/{user} is not authorized to perform: {call}""#,
            );
        }
        detail.push('}');
        self.envelope(
            &format!("aws.{service}"),
            "AWS API Call via CloudTrail",
            None,
            &detail,
        );
    }

    fn identity(&mut self, account: &str, user: &str) -> String {
        let time = self.time();
        let rng = &mut self.rng;
        format!(
            r#"{{"type":"{}","principalId":"AROA{}:{user}","arn":"arn:aws:sts::{account}:assumed-role/{}/{user}","accountId":"{account}","accessKeyId":"ASIA{}","userName":"{user}","sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"AROA{}","arn":"arn:aws:iam::{account}:role/Admin","accountId":"{account}","userName":"Admin"}},"webIdFederationData":{{}},"attributes":{{"creationDate":"{time}","mfaAuthenticated":"{}"}}}}}}"#,
            rng.pick(&["IAMUser", "AssumedRole", "Root"]),
            rng.hex(17).to_uppercase(),
            rng.pick(&["Admin", "ReadOnly", "Deploy"]),
            rng.hex(16).to_uppercase(),
            rng.hex(17).to_uppercase(),
            rng.chance(0.5),
        )
    }

    fn request_parameters(&mut self) -> String {
        let items: Vec<String> = (0..self.rng.between(1, 6))
            .map(|_| {
                format!(
                    r#"{{"instanceId":"{}"}}"#,
                    self.rng.pick(&self.names.instances)
                )
            })
            .collect();
        let policy = match self.rng.chance(0.5) {
            true => {
                r#""{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}""#
            }
            false => "null",
        };
        format!(
            r#"{{"instancesSet":{{"items":[{}]}},"bucketName":"{}","filterSet":{{}},"policyDocument":{policy}}}"#,
            items.join(","),
            self.rng.pick(&self.names.buckets),
        )
    }

    fn response(&mut self) -> String {
        if self.rng.chance(0.5) {
            return "null".to_owned();
        }
        let id = self.uuid();
        let items: Vec<String> = (0..self.rng.between(1, 4))
            .map(|_| {
                format!(
                    r#"{{"instanceId":"{}","currentState":{{"code":{},"name":"{}"}},"previousState":{{"code":16,"name":"running"}}}}"#,
                    self.rng.pick(&self.names.instances), self.rng.pick(&[0, 16, 32, 48, 64, 80]), self.rng.pick(&STATES),
                )
            })
            .collect();
        format!(
            r#"{{"requestId":"{id}","_return":true,"instancesSet":{{"items":[{}]}}}}"#,
            items.join(",")
        )
    }

    fn pipeline(&mut self) {
        let pipeline = self.rng.pick(&self.names.pipelines).clone();
        let (id, time) = (self.uuid(), self.time());
        let user = self.rng.pick(&self.names.users);
        let rng = &mut self.rng;
        let detail = format!(
            r#"{{"pipeline":"{pipeline}","version":{},"state":"{}","execution-id":"{id}","execution-trigger":{{"trigger-type":"{}","trigger-detail":"arn:aws:iam::123456789012:user/{user}"}},"start-time":"{time}","pipeline-execution-attempt":{}.0}}"#,
            rng.between(1, 30),
            rng.pick(&PIPELINE_STATES),
            rng.pick(&["StartPipelineExecution", "Webhook", "CloudWatchEvent"]),
            rng.between(1, 3),
        );
        let arn = format!("arn:aws:codepipeline:us-east-1:123456789012:{pipeline}");
        self.envelope(
            "aws.codepipeline",
            "CodePipeline Pipeline Execution State Change",
            Some(&arn),
            &detail,
        );
    }

    fn finding(&mut self) {
        let finding = *self.rng.pick(&FINDINGS);
        let instance = self.rng.pick(&self.names.instances).clone();
        let resource = self.attacked(&instance);
        let service = self.attack();
        let (account, created) = (self.account(), self.time());
        let rng = &mut self.rng;
        let detail = format!(
            r#"{{"schemaVersion":"2.0","accountId":"{account}","region":"{}","partition":"aws","id":"{}","arn":"arn:aws:guardduty:us-east-1:123456789012:detector/{}/finding/{}","type":"{finding}","resource":{resource},"service":{service},"severity":{},"createdAt":"{created}","updatedAt":"{created}","title":"Finding {finding}","description":"EC2 instance {instance} is performing or receiving unusual traffic ({finding})."}}"#,
            rng.pick(&REGIONS),
            rng.hex(32),
            rng.hex(32),
            rng.hex(32),
            rng.pick(&["2", "2.5", "4", "5", "5.5", "7", "8", "8.9"]),
        );
        self.envelope("aws.guardduty", "GuardDuty Finding", None, &detail);
    }

    fn attacked(&mut self, instance: &str) -> String {
        let (time, private, public) = (self.time(), self.address(), self.address());
        let rng = &mut self.rng;
        format!(
            r#"{{"resourceType":"Instance","instanceDetails":{{"instanceId":"{instance}","instanceType":"{}","launchTime":"{time}","networkInterfaces":[{{"networkInterfaceId":"eni-{}","privateIpAddress":"{private}","subnetId":"subnet-{}","vpcId":"vpc-{}","securityGroups":[{{"groupName":"default","groupId":"sg-{}"}}],"publicIp":"{public}"}}],"tags":[{{"key":"Name","value":"{}"}},{{"key":"env","value":"{}"}}]}}}}"#,
            rng.pick(&["t3.micro", "m6i.large", "c7g.xlarge"]),
            rng.hex(17),
            rng.hex(8),
            rng.hex(8),
            rng.hex(8),
            rng.pick(&["web", "db", "worker"]),
            rng.pick(&["prod", "dev"]),
        )
    }

    fn attack(&mut self) -> String {
        let (remote, first, last) = (self.address(), self.time(), self.time());
        let rng = &mut self.rng;
        format!(
            r#"{{"serviceName":"guardduty","detectorId":"{}","action":{{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{{"connectionDirection":"INBOUND","remoteIpDetails":{{"ipAddressV4":"{remote}","organization":{{"asn":"{}","org":"Example Net"}},"country":{{"countryName":"{}"}},"geoLocation":{{"lat":{},"lon":{}}}}},"localPortDetails":{{"port":{},"portName":"SSH"}},"protocol":"TCP","blocked":{}}}}},"eventFirstSeen":"{first}","eventLastSeen":"{last}","archived":false,"count":{}}}"#,
            rng.hex(32),
            rng.between(1000, 60_000),
            rng.pick(&["Germany", "Brazil", "Japan", "United States"]),
            rng.uniform(-60.0, 60.0),
            rng.uniform(-180.0, 180.0),
            rng.pick(&[22, 80, 443, 3389]),
            rng.chance(0.3),
            rng.between(1, 500),
        )
    }

    fn order(&mut self) {
        let kind = *self.rng.pick(&ORDERS);
        let rng = &mut self.rng;
        let money = |rng: &mut Rng, mean: f64| {
            format!("{:.2}", rng.exponential(mean))
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned()
        };
        let items: Vec<String> = (0..rng.between(1, 6))
            .map(|_| {
                format!(
                    r#"{{"sku":"SKU-{:04}","qty":{},"price":{}}}"#,
                    rng.between(1, 3000),
                    rng.between(1, 5),
                    money(rng, 25.0)
                )
            })
            .collect();
        let coupon = if rng.chance(0.7) {
            "null".to_owned()
        } else {
            format!("\"SAVE{}\"", rng.pick(&[5, 10, 20]))
        };
        let detail = format!(
            r#"{{"orderId":"ord-{}","customer":{{"id":"c-{}","tier":"{}","country":"{}"}},"total":{},"currency":"{}","items":[{}],"gift":{},"coupon":{coupon}}}"#,
            rng.between(1, 10_000_000),
            rng.between(1, 5000),
            rng.pick(&["free", "silver", "gold", "platinum"]),
            rng.pick(&["DE", "US", "GB", "FR", "JP", "BR"]),
            money(rng, 80.0),
            rng.pick(&["EUR", "USD", "GBP"]),
            items.join(","),
            rng.chance(0.1),
        );
        self.envelope("com.acme.orders", kind, None, &detail);
    }
}

/// The first `count` rules for AWS events.
pub fn event_rules(count: usize) -> Vec<String> {
    let names = Names::new();
    let mut rng = Rng::new(4);
    (0..count).map(|_| event_rule(&names, &mut rng)).collect()
}

fn event_rule(names: &Names, rng: &mut Rng) -> String {
    let rule = |source: &str, kind: &str, detail: String| {
        format!(r#"{{"source":["{source}"],"detail-type":["{kind}"],"detail":{{{detail}}}}}"#)
    };
    let share = rng.unit();
    match rng.below(6) {
        0 => {
            let state = rng.pick(&STATES);
            let instance = if share < 0.9 {
                format!(r#","instance-id":["{}"]"#, rng.pick(&names.instances))
            } else {
                String::new()
            };
            rule(
                "aws.ec2",
                "EC2 Instance State-change Notification",
                format!(r#""state":["{state}"]{instance}"#),
            )
        }
        1 => {
            let bucket = rng.pick(&names.buckets).clone();
            let key = match rng.chance(0.5) {
                true => format!(r#"{{"suffix":".{}"}}"#, rng.pick(&["json", "csv", "png"])),
                false => format!(
                    r#"{{"prefix":"{}"}}"#,
                    rng.pick(&["raw/", "in/", "exports/20"])
                ),
            };
            let object = match share {
                ..0.6 => format!(r#","object":{{"key":[{key}]}}"#),
                ..0.8 => format!(
                    r#","object":{{"size":[{{"numeric":[">",{}]}}]}}"#,
                    rng.between(1, 1_000_000)
                ),
                _ => String::new(),
            };
            rule(
                "aws.s3",
                "Object Created",
                format!(r#""bucket":{{"name":["{bucket}"]}}{object}"#),
            )
        }
        2 => {
            let (service, calls) = *rng.pick(&API);
            let call = rng.pick(calls);
            let more = match share {
                ..0.8 => format!(
                    r#""userIdentity":{{"userName":["{}"]}}"#,
                    rng.pick(&names.users)
                ),
                ..0.9 => r#""errorCode":[{"exists":true}]"#.to_owned(),
                _ => format!(
                    r#""sourceIPAddress":[{{"cidr":"10.{}.0.0/16"}}]"#,
                    rng.below(256)
                ),
            };
            rule(
                &format!("aws.{service}"),
                "AWS API Call via CloudTrail",
                format!(r#""eventName":["{call}"],{more}"#),
            )
        }
        3 => rule(
            "aws.codepipeline",
            "CodePipeline Pipeline Execution State Change",
            format!(
                r#""pipeline":["{}"],"state":["{}"]"#,
                rng.pick(&names.pipelines),
                rng.pick(&PIPELINE_STATES)
            ),
        ),
        4 => rule(
            "aws.guardduty",
            "GuardDuty Finding",
            match share {
                ..0.8 => format!(
                    r#""severity":[{{"numeric":[">=",{}]}}],"resource":{{"instanceDetails":{{"instanceId":["{}"]}}}}"#,
                    rng.pick(&[4, 5, 7]),
                    rng.pick(&names.instances),
                ),
                _ => format!(
                    r#""type":[{{"prefix":"{}"}}],"accountId":["{}"]"#,
                    rng.pick(&FINDINGS).split('/').next().unwrap_or_default(),
                    rng.pick(&names.accounts),
                ),
            },
        ),
        _ => {
            let total = if share < 0.5 {
                String::new()
            } else {
                format!(r#","total":[{{"numeric":[">",{}]}}]"#, rng.between(1, 300))
            };
            let kind = rng.pick(&ORDERS);
            rule(
                "com.acme.orders",
                kind,
                format!(
                    r#""customer":{{"id":["c-{}"]}}{total}"#,
                    rng.between(1, 5000)
                ),
            )
        }
    }
}
