//! What each text is, a row each.

use super::*;

const C: Dialect = Dialect::CloudFormation;
const S: Dialect = Dialect::Serverless;
const P: Dialect = Dialect::Pulumi;

/// The value, and the codes of what is told; of a text that is not read the code alone.
fn read(text: &str, dialect: Dialect) -> String {
    let told = |told: &Diagnostic| told.code.as_str().trim_start_matches("yaml/").to_owned();
    match parse(text, dialect) {
        Ok((value, all)) => {
            let all: Vec<String> = all.iter().map(told).collect();
            format!("{} {}", value.to_compact(), all.join(" "))
                .trim_end()
                .to_owned()
        }
        Err(refused) => told(&refused),
    }
}

/// What a plain scalar is in each dialect.
fn plain(text: &str) -> [String; 3] {
    [C, S, P].map(|dialect| read(text, dialect))
}

#[test]
fn a_plain_scalar_is_what_its_dialect_says() {
    for (text, expected) in [
        ("yes", ["true boolean-word", "\"yes\"", "\"yes\""]),
        ("OFF", ["false boolean-word", "\"OFF\"", "\"OFF\""]),
        ("n", ["false boolean-word", "\"n\"", "\"n\""]),
        ("True", ["true", "true", "true"]),
        (
            "012345670123",
            [
                "1402433619 leading-zero",
                "12345670123",
                "1402433619 leading-zero",
            ],
        ),
        (
            "012345678901",
            ["12345678901 leading-zero", "12345678901", "12345678901"],
        ),
        (
            "123456789012",
            ["123456789012", "123456789012", "123456789012"],
        ),
        (
            "123456789012345678",
            [
                "123456789012345678",
                "123456789012345680 rounded-number",
                "123456789012345680 rounded-number",
            ],
        ),
        ("1.10", ["1.10", "1.1", "1.1"]),
        ("1.0", ["1.0", "1", "1"]),
        ("1e3", ["\"1e3\" unsettled-type", "1000", "1000"]),
        ("1.0e3", ["\"1.0e3\" unsettled-type", "1000", "1000"]),
        ("1.5e+3", ["1.5e+3", "1500", "1500"]),
        ("1e21", ["\"1e21\" unsettled-type", "1e+21", "1e+21"]),
        ("0.0000001", ["0.0000001", "1e-7", "1e-7"]),
        ("0.000001", ["0.000001", "0.000001", "0.000001"]),
        ("0x1F", ["31", "31", "31"]),
        ("0o17", ["\"0o17\" unsettled-type", "15", "15"]),
        ("0b11", ["3", "3", "3"]),
        ("1_000", ["1000", "\"1_000\"", "1000"]),
        (
            "12:30:45",
            ["45045 base-60", "\"12:30:45\"", "\"12:30:45\""],
        ),
        ("12:30.5", ["750.5 base-60", "\"12:30.5\"", "\"12:30.5\""]),
        ("12:60", ["\"12:60\"", "\"12:60\"", "\"12:60\""]),
        ("0:30", ["\"0:30\"", "\"0:30\"", "\"0:30\""]),
        (
            "2026-01-01",
            [
                "\"2026-01-01\"",
                "\"2026-01-01T00:00:00.000Z\"",
                "\"2026-01-01\"",
            ],
        ),
        (
            "2026-1-1 3:04:05",
            [
                "\"2026-1-1 3:04:05\"",
                "\"2026-01-01T03:04:05.000Z\"",
                "\"2026-1-1 3:04:05\"",
            ],
        ),
        (
            "2026-13-45",
            [
                "\"2026-13-45\"",
                "\"2027-02-14T00:00:00.000Z\"",
                "\"2026-13-45\"",
            ],
        ),
        ("~", ["null null", "null", "null"]),
        ("null", ["null null", "null", "null"]),
        (".5", ["0.5", "0.5", "0.5"]),
        ("-.5", ["\"-.5\"", "\"-.5\"", "-0.5"]),
        ("+1", ["1", "1", "1"]),
        ("-0", ["0", "0", "0"]),
        ("1.", ["1.0", "1", "1"]),
        (
            ".inf",
            [
                "\".inf\" unsettled-type",
                "\".inf\" unsettled-type",
                "\".inf\" unsettled-type",
            ],
        ),
        ("1-2", ["\"1-2\"", "\"1-2\"", "\"1-2\""]),
        ("0x", ["\"0x\"", "\"0x\"", "\"0x\""]),
        (".", ["\".\"", "\".\"", "\".\""]),
    ] {
        assert_eq!(plain(text), expected.map(str::to_owned), "{text}");
    }
    assert_eq!(
        read("2026-01-01T10:00:00.5+02:30", S),
        "\"2026-01-01T07:30:00.500Z\""
    );
}

#[test]
fn a_boolean_is_the_word_that_is_written_where_a_text_is_wanted() {
    assert_eq!(text_of_boolean(false, "OFF"), "OFF");
    assert_eq!(text_of_boolean(true, "TRUE"), "TRUE");
    assert_eq!(text_of_boolean(false, "!Ref Off"), "false");
    assert_eq!(text_of_boolean(true, "OFF"), "true");
}

#[test]
fn what_is_quoted_or_tagged_as_a_text_is_one() {
    for (text, expected) in [
        ("a: '012'", r#"{"a":"012"}"#),
        ("a: !!str 027", r#"{"a":"027"}"#),
        ("a: ! yes", r#"{"a":"yes"}"#),
        ("a: !!int \"5\"", r#"{"a":5}"#),
        ("a: !!str", r#"{"a":""}"#),
        ("a: |\n  1\n", r#"{"a":"1\n"}"#),
        ("a: \"x\\u00e9\\/\"", r#"{"a":"xé/"} escape"#),
    ] {
        assert_eq!(read(text, C), expected, "{text}");
    }
}

#[test]
fn short_tags_are_functions_and_unknown_ones_are_told() {
    for (text, expected) in [
        ("!Ref A", r#"{"Ref":"A"}"#),
        ("!Condition C", r#"{"Condition":"C"}"#),
        ("!GetAtt A.B.C", r#"{"Fn::GetAtt":"A.B.C"}"#),
        ("!Sub 5", r#"{"Fn::Sub":"5"}"#),
        ("!GetAZs", r#"{"Fn::GetAZs":""}"#),
        (
            "!Select [0, !Split [',', !Ref L]]",
            r#"{"Fn::Select":[0,{"Fn::Split":[",",{"Ref":"L"}]}]}"#,
        ),
        (
            "!Transform {Name: AWS::Include}",
            r#"{"Fn::Transform":{"Name":"AWS::Include"}}"#,
        ),
        ("!Fobar [1]", "[1] unknown-tag"),
        ("!!binary aGk=", "\"aGk=\" unknown-tag"),
    ] {
        assert_eq!(read(text, C), expected, "{text}");
    }
}

#[test]
fn aliases_and_merge_keys_are_expanded() {
    let base = "b: &b {x: 1, y: 2}\n";
    for (text, dialect, expected) in [
        ("a: *b", C, r#"{"b":{"x":1,"y":2},"a":{"x":1,"y":2}} alias"#),
        (
            "a: {<<: *b, y: 3}",
            C,
            r#"{"b":{"x":1,"y":2},"a":{"x":1,"y":3}} alias"#,
        ),
        (
            "a: {y: 3, <<: [{x: 5}, *b]}",
            S,
            r#"{"b":{"x":1,"y":2},"a":{"x":5,"y":3}}"#,
        ),
        (
            "a: {'<<': *b}",
            S,
            r#"{"b":{"x":1,"y":2},"a":{"<<":{"x":1,"y":2}}}"#,
        ),
        ("a: {<<: 5}", S, r#"{"b":{"x":1,"y":2},"a":{}} merge"#),
        ("a: *b", P, r#"{"b":{"x":1,"y":2},"a":{"x":1,"y":2}} alias"#),
        ("a: *c", C, "syntax"),
        ("a: &a [*a]", C, "cycle"),
    ] {
        assert_eq!(read(&format!("{base}{text}"), dialect), expected, "{text}");
    }
    assert_eq!(
        read("&k a: 1\nb: *k\n*k : 2", S),
        r#"{"b":"a","a":2} duplicate-name"#
    );
}

#[test]
fn structure_is_read_and_what_surprises_is_told() {
    for (text, expected) in [
        ("", "null"),
        ("# nothing\n", "null"),
        ("---\na: 1\n...\n", r#"{"a":1}"#),
        ("a: 1\n---\nb: 2\n", r#"{"a":1} several-documents"#),
        ("a: 1\nb: 2\na: 3\n", r#"{"b":2,"a":3} duplicate-name"#),
        ("a:\nb: 1\n", r#"{"a":null,"b":1} null"#),
        (
            "{e: cron(0 9 * * ? *)}",
            r#"{"e":"cron(0 9 * * ? *)"} plain-in-brackets"#,
        ),
        ("e: cron(0 9 * * ? *)", r#"{"e":"cron(0 9 * * ? *)"}"#),
        ("{e: cron(0 9 * * * *)}", r#"{"e":"cron(0 9 * * * *)"}"#),
        (
            "\u{FEFF}a: 1\r\nb:\r\n  - x # y\r\n",
            r#"{"a":1,"b":["x"]}"#,
        ),
        ("a: b\t# tab\n", r#"{"a":"b"}"#),
        (
            "{\"a\": [1.0, 1e+3, null]}",
            r#"{"a":[1.0,"1e+3",null]} unsettled-type null"#,
        ),
        (
            "on: 1\n012: x\n",
            r#"{"on":1,"012":"x"} boolean-word leading-zero"#,
        ),
        ("a:\n\tb: 1", "syntax"),
        ("a: 'x", "syntax"),
        ("a: b: c", "syntax"),
        ("a: [1", "syntax"),
        ("a: {{ b }}", "name"),
        ("? [a]\n: 1", "name"),
    ] {
        assert_eq!(read(text, C), expected, "{text}");
    }
    assert_eq!(
        read("1e3: a\ntrue: b\n~: c\n", S),
        r#"{"1000":"a","true":"b","null":"c"}"#
    );
}

/// The texts at the places of all scalars and names.
fn places(text: &str) -> Vec<String> {
    fn visit(value: &Value, text: &str, all: &mut Vec<String>) {
        let at = |span: Span| text.get(span.start..span.end).unwrap_or("?").to_owned();
        for member in value.as_object().unwrap_or_default() {
            all.push(at(member.name_span));
            visit(&member.value, text, all);
        }
        for element in value.as_array().unwrap_or_default() {
            visit(element, text, all);
        }
        if value.as_object().is_none() && value.as_array().is_none() {
            all.push(at(value.span));
        }
    }
    let (value, _) = parse(text, C).unwrap_or_else(|refused| panic!("{refused}"));
    let mut all = Vec::new();
    visit(&value, text, &mut all);
    all
}

#[test]
fn every_scalar_stands_at_its_place() {
    for (text, expected) in [
        (
            "\u{FEFF}é: \"ü\"\r\n'k': x y # c\r\n",
            vec!["é", "\"ü\"", "'k'", "x y"],
        ),
        ("a: !Sub \"x\"", vec!["a", "!Sub", "\"x\""]),
        ("a: &x !!str  'q'\nb: *x", vec!["a", "'q'", "b", "'q'"]),
        (
            "a: |  # c\n\n  x\n  y\nb: >-\r\n   z\r\n",
            vec!["a", "\n  x\n  y\n", "b", "   z\r\n"],
        ),
        (
            "a: x\n   y\n\nb:\n  - {c: [d, 'e']}",
            vec!["a", "x\n   y", "b", "c", "d", "'e'"],
        ),
        ("a:\nb: ''", vec!["a", "", "b", "''"]),
    ] {
        assert_eq!(places(text), expected, "{text}");
    }
}

#[test]
fn maps_and_lists_stand_from_their_first_to_their_last_value() {
    let text = "x: &b\n  a: 1\ny:\n- !Ref A\n- {k: [v ] }\n- *b\nz: 1\n";
    let (value, _) = parse(text, C).unwrap_or_else(|refused| panic!("{refused}"));
    let at = |value: &Value| {
        text.get(value.span.start..value.span.end)
            .unwrap_or("?")
            .to_owned()
    };
    assert_eq!(at(&value), text.trim_end());
    let list = value.get("y").unwrap_or(&value);
    assert_eq!(at(list), "!Ref A\n- {k: [v ] }\n- *b");
    let elements: Vec<String> = list.as_array().unwrap_or_default().iter().map(at).collect();
    assert_eq!(elements, ["!Ref A", "{k: [v ] }", "a: 1"]);
}

#[test]
fn a_part_has_its_places_in_the_whole() {
    let text = "{}\na: [x, yes]\nb: [\n";
    let part = Span::new(3, 14);
    let (value, told) = parse_part(text, part, C).unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(value.span, part);
    assert_eq!(
        told.first()
            .and_then(|told| told.primary.as_ref())
            .map(|label| label.span),
        Some(Span::new(10, 13))
    );
    let refused = parse_part(text, Span::new(3, text.len()), C).err();
    assert_eq!(
        refused
            .and_then(|told| told.primary)
            .map(|label| label.span.start),
        Some(18)
    );
}

#[test]
fn a_bomb_ends_in_an_error() {
    let mut laughs = "a0: &a0 [x]\n".to_owned();
    for level in 1..27 {
        let before = level - 1;
        laughs.push_str(&format!(
            "a{level}: &a{level} [*a{before}, *a{before}, *a{before}]\n"
        ));
    }
    let mut chain = "a0: &a0 [x]\n".to_owned();
    for level in 1..200 {
        chain.push_str(&format!("a{level}: &a{level} [*a{}]\n", level - 1));
    }
    let long = format!(
        "a: &a '{}'\nb: [{}]",
        "x".repeat(1 << 20),
        "*a, ".repeat(100)
    );
    let merges = format!("a: &a {{b: 1}}\nc:\n  <<: [{}]", "*a, ".repeat(600_000));
    for (bomb, code) in [
        (laughs, "too-many-values"),
        (chain, "too-deep"),
        (long, "too-many-values"),
        (merges, "too-many-values"),
        ("[".repeat(10_000), "too-deep"),
        ("- ".repeat(10_000), "too-deep"),
        ("{a: [".repeat(10_000), "too-deep"),
    ] {
        assert_eq!(read(&bomb, S), code, "{}", told::shortened(&bomb));
    }
    let many = "- yes\n".repeat(1_000);
    assert_eq!(parse(&many, C).map(|(_, told)| told.len()), Ok(100));
}
