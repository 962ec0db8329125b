//! Lines that are answered out of what is remembered of others.

use std::fmt::Write as _;

use crate::support::Pretend;

/// The generator xorshift64: the same everywhere.
struct Rng(u64);

impl Rng {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }
}

const VALUES: &[&str] = &[
    r#""aws.ec2""#,
    r#""aws.s3""#,
    r#""AWS.EC2""#,
    r#""aws.ec""#,
    r#""running""#,
    r#""runnin\u0067""#,
    r#""run\u0000ning ""#,
    r#"" running""#,
    r#""straße €""#,
    r#""\ud800x""#,
    r#""a,b""#,
    r#""{\"state\":\"running\"}""#,
    r#""10.0.0.1""#,
    r#""5""#,
    "5",
    "5.0",
    "12345678901234567890",
    "-1e400",
    "true",
    "null",
    "[]",
    "{}",
    r#"["running",5]"#,
    r#"["stopped","aws.ec2","5",null]"#,
    r#"[{"state":"running"},{"state":"x"}]"#,
    r#"{"state":"running"}"#,
    r#"{"S":"running"}"#,
    r#"{"state":{"name":"running"},"kind":"null,\"kind\":"}"#,
    r#"[{"key":"state","value":"running"}]"#,
];

const NAMES: &[&str] = &[
    "state",
    "State",
    "name",
    "nmae",
    "kind",
    "detail",
    "st\\u0061te",
    "event_span",
    "a.b",
    "",
];

const COMPARISONS: &[&str] = &[
    r#""running""#,
    r#""aws.ec2""#,
    r#""5""#,
    "5",
    "true",
    "null",
    r#"{"prefix":"run"}"#,
    r#"{"suffix":"ing"}"#,
    r#"{"prefix":{"equals-ignore-case":"RUN"}}"#,
    r#"{"equals-ignore-case":"Aws.Ec2"}"#,
    r#"{"wildcard":"r*g"}"#,
    r#"{"anything-but":["running","5"]}"#,
    r#"{"anything-but":{"prefix":"aws"}}"#,
    r#"{"numeric":[">",3,"<=",100]}"#,
    r#"{"cidr":"10.0.0.0/24"}"#,
    r#"{"exists":true}"#,
    r#"{"exists":false}"#,
];

const PATHS: &[&str] = &[
    "source",
    "detail-type",
    "resources",
    "detail.state",
    "detail.name",
    "detail.state.name",
    "detail.detail.kind",
    "detail.a.b",
    "detail.kind.state",
    "state",
];

/// A delivered event with some members of its detail.
fn event(rng: &mut Rng, number: usize) -> String {
    let mut members = String::new();
    let mut member = |rng: &mut Rng, name: &str| {
        // Most values come again and again.
        let value = match rng.chance(6) {
            true => format!("\"{number}-{}\"", rng.below(9)),
            false => rng.pick(VALUES).to_owned(),
        };
        let comma = if members.is_empty() { "" } else { "," };
        write!(members, "{comma}\"{name}\":{value}").unwrap();
    };
    for _ in 0..rng.below(4) {
        let name = rng.pick(NAMES);
        member(rng, name);
    }
    let detail = std::mem::take(&mut members);
    let sources = [VALUES[0], VALUES[0], VALUES[1], VALUES[2], VALUES[8]];
    let (source, space) = (rng.pick(&sources), rng.pick(&["", "", " "]));
    let kind = rng.pick(&["\"running\"", "\"State Change\"", "\"s\u{e9}\""]);
    let id = rng.pick(&[
        "\"id\":\"x\",",
        "\"id\":\"x\",",
        "\"id\":\"\\u0041\",",
        "\"id\":7,",
        "",
    ]);
    let resources = rng.pick(&["[]", "[\"running\",\"5\"]", "[{\"state\":5}]"]);
    format!(
        "{{{id}{space}\"detail-type\":{kind},\"source\":{source},\"account\":\"1\",\"time\":\"t\",\"region\":\"r\",\"resources\":{resources},\"detail\":{{{detail}}}}}"
    )
}

/// A pattern of some fields, perhaps under alternatives.
fn pattern(rng: &mut Rng) -> String {
    let fields = |rng: &mut Rng, most: usize| {
        let mut fields = Vec::new();
        let first = rng.below(PATHS.len());
        for step in 0..=rng.below(most) {
            let path = PATHS[(first + 3 * step) % PATHS.len()];
            let count = 1 + rng.below(3);
            let list: Vec<&str> = (0..count).map(|_| rng.pick(COMPARISONS)).collect();
            fields.push(format!("\"{path}\":[{}]", list.join(",")));
        }
        fields.join(",")
    };
    match rng.chance(4) {
        true => {
            let alternatives: Vec<String> = (0..2 + rng.below(3))
                .map(|_| format!("{{{}}}", fields(rng, 2)))
                .collect();
            format!(
                "{{\"region\":[\"r\",\"s\"],\"$or\":[{}]}}",
                alternatives.join(",")
            )
        }
        false => format!("{{{}}}", fields(rng, 4)),
    }
}

#[test]
fn what_is_remembered_of_other_lines_changes_no_byte() {
    let mut rng = Rng(0x9E37_79B9_7F4A_7C15);
    let mut events = String::new();
    for number in 0..300 {
        events.push_str(&event(&mut rng, number));
        events.push_str(rng.pick(&["\n", "\n", "\r\n", "\n\n", " \n"]));
    }
    let host = Pretend::default().file("events.jsonl", events);
    let (mut answered, mut matched) = (0, 0);
    for number in 0..24 {
        let pattern = pattern(&mut rng);
        let run = |arguments: &[&str]| {
            let fixed = ["test-pattern", "events.jsonl", "--pattern", &pattern];
            let ended = host.run(&[&fixed[..], arguments].concat());
            (ended.exit, ended.stdout, ended.stderr)
        };
        let format = if number % 4 == 0 { "json" } else { "jsonl" };
        let expect = if number % 3 == 0 { "match" } else { "no-match" };
        let flags = ["--format", format, "--expect", expect];
        // Records are read one after the other, and each is explained as if it were the only one.
        let alone = run(&[&flags[..], &["--shape", "record"]].concat());
        for threads in ["1", "3"] {
            let lines = run(&[&flags[..], &["--threads", threads, "--shape", "event"]].concat());
            if alone != lines {
                let mut pairs = alone.1.lines().zip(lines.1.lines());
                let pair = pairs.find(|(one, other)| one != other);
                panic!("{pattern}\n{pair:#?}\n{}\n{}", alone.2, lines.2);
            }
        }
        answered += alone.1.matches("\"match\":").count();
        matched += alone.1.matches("\"match\":true").count();
    }
    assert!(answered > 5_000 && matched > 300, "{answered} {matched}");
}
