//! The rules for lots.

/// Rules of one kind, each with the number of lots that it matches in the whole data set.
pub struct Kind {
    pub name: &'static str,
    pub rules: Vec<(String, usize)>,
}

/// How often a rule matches is left to chance.
pub const ANY: usize = usize::MAX;

fn property(name: &str, test: &str) -> String {
    format!(r#"{{"properties":{{"{name}":[{test}]}}}}"#)
}

fn geometry(inner: &str) -> String {
    format!(r#"{{"geometry":{{{inner}}}}}"#)
}

/// Rules for one property.
fn on(name: &'static str, field: &str, rules: [(&str, usize); 5]) -> Kind {
    let rules = rules.map(|(test, count)| (property(field, test), count));
    Kind {
        name,
        rules: rules.into(),
    }
}

/// Rules for the coordinates in `array`, which may be one point or many.
fn coordinates(name: &'static str, array: &str, second: &str, counts: [usize; 5]) -> Kind {
    let rules = [
        format!(
            r#""type":["Polygon"],"{array}":{{"x":[{{"numeric":["=",-122.42916360922355]}}]}}"#
        ),
        format!(r#""type":["MultiPolygon"],"{array}":{{{second}}}"#),
        format!(r#""{array}":{{"x":[{{"numeric":["<",-122.41600944012424]}}]}}"#),
        format!(r#""{array}":{{"x":[{{"numeric":[">",-122.41600944012424]}}]}}"#),
        format!(
            r#""{array}":{{"x":[{{"numeric":[">",-122.46471267081272,"<",-122.4063085128395]}}]}}"#
        ),
    ];
    let rules = rules.iter().map(|inner| geometry(inner)).zip(counts);
    Kind {
        name,
        rules: rules.collect(),
    }
}

/// Rules that say what five fields must not be; `wrap` makes the operand of the test.
fn anything_but(
    name: &'static str,
    wrap: impl Fn(&str) -> String,
    operands: [&str; 5],
    counts: [usize; 5],
) -> Kind {
    let places = ["STREET", "STREET", "ST_TYPE", "type", "FROM_ST"];
    let rule = |(place, operand): (&str, &str)| {
        let test = format!(r#"{{"anything-but":{}}}"#, wrap(operand));
        match place {
            "type" => geometry(&format!(r#""type":[{test}]"#)),
            property_name => property(property_name, &test),
        }
    };
    let rules = places.into_iter().zip(operands).map(rule).zip(counts);
    Kind {
        name,
        rules: rules.collect(),
    }
}

fn ignoring_case() -> Kind {
    let mut kind = on(
        "equals-ignore-case",
        "STREET",
        [
            (r#"{"equals-ignore-case":"jefferson"}"#, 131),
            (r#"{"equals-ignore-case":"bEaCh"}"#, 211),
            (r#"{"equals-ignore-case":"HyDe"}"#, 1758),
            (r#"{"equals-ignore-case":"CHESTNUT"}"#, 825),
            (r#"{"equals-ignore-case":"st"}"#, 116_386),
        ],
    );
    kind.rules[4].0 = property("ST_TYPE", r#"{"equals-ignore-case":"st"}"#);
    kind
}

/// The rules for lots, by kind.
pub fn lots_rules() -> Vec<Kind> {
    let list = |operand: &str| format!(r#"["{operand}"]"#);
    let folded = |operand: &str| format!(r#"{{"equals-ignore-case":["{operand}"]}}"#);
    let prefix = |operand: &str| format!(r#"{{"prefix":"{operand}"}}"#);
    let suffix = |operand: &str| format!(r#"{{"suffix":"{operand}"}}"#);
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
        ignoring_case(),
        on("wildcard", "MAPBLKLOT", [
            (r#"{"wildcard":"143*"}"#, 490), (r#"{"wildcard":"2*0*1*7"}"#, 713), (r#"{"wildcard":"*218"}"#, 43),
            (r#"{"wildcard":"3*5*2"}"#, 2540), (r#"{"wildcard":"VA*IL"}"#, 1),
        ]),
        coordinates("numeric", "firstCoordinates", r#""z":[{"numeric":["=",0]}]"#, [2, 120, 148_948, 64_120, 127_053]),
        anything_but("anything-but", list, ["FULTON", "MASON", "ST", "Polygon", "441"], [211_158, 210_411, 96_682, 120, 210_615]),
        anything_but("anything-but, ignoring case", folded, ["Fulton", "Mason", "st", "polygon", "441"], [211_158, 210_411, 96_682, 120, 210_615]),
        anything_but("anything-but prefix", prefix, ["FULTO", "MASO", "S", "Poly", "44"], [211_158, 210_118, 96_667, 120, ANY]),
        anything_but("anything-but suffix", suffix, ["ULTON", "ASON", "T", "olygon", "41"], [211_136, 210_411, 94_908, 0, ANY]),
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
