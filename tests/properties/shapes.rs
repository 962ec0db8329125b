//! Cutting a stream into records.

use evb::event::{Breakage, Enclosure, Shape, Splitter, Wrapper};
use proptest::prelude::*;

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A record as the splitter tells it, owned.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    text: String,
    offset: u64,
    line: usize,
    column: usize,
    place: Enclosure,
    breakage: Option<Breakage>,
}

/// Feeds `bytes` in chunks of the given sizes, over and over.
fn split(bytes: &[u8], shape: Shape, sizes: &[usize]) -> Vec<Told> {
    let mut splitter = Splitter::new(shape);
    let mut told = Vec::new();
    let mut rest = bytes;
    let mut sizes = sizes.iter().cycle();
    while !rest.is_empty() {
        let size = sizes
            .next()
            .map_or(rest.len(), |size| (*size).clamp(1, rest.len()));
        let (now, later) = rest.split_at(size);
        splitter.feed(now);
        rest = later;
        drain(&mut splitter, &mut told);
    }
    splitter.finish();
    drain(&mut splitter, &mut told);
    told
}

fn drain(splitter: &mut Splitter, told: &mut Vec<Told>) {
    while let Some(piece) = splitter.next_piece() {
        told.push(Told {
            text: String::from_utf8_lossy(piece.bytes).into_owned(),
            offset: piece.offset,
            line: piece.line,
            column: piece.column,
            place: piece.enclosure,
            breakage: piece.breakage,
        });
    }
}

fn whole(text: &str) -> Vec<Told> {
    split(text.as_bytes(), Shape::Recognised, &[usize::MAX])
}

fn texts(text: &str) -> Vec<String> {
    whole(text).into_iter().map(|told| told.text).collect()
}

/// Text that looks like records, whole and broken.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        Just(r#"{"detail-type":"T","detail":{"a":[1,{"b":"}"}]}}"#),
        Just(r#"{"a":"\\\"{","b":[true,null,-1.5e3]}"#),
        Just("{\n  \"source\": \"s\",\n  \"detail\": {}\n}"),
        Just(r#"{"Messages":[{"Body":"{}"},{"Body":"{"#),
        Just(r#""}]}"#),
        Just(r#"{"Records":["#),
        Just("["),
        Just("]"),
        Just(","),
        Just(",\n"),
        Just("\n"),
        Just("\r\n"),
        Just("  "),
        Just("{"),
        Just("}"),
        Just(r#""a":"#),
        Just("oops"),
        Just("12 "),
        Just("\""),
        Just(BYTE_ORDER_MARK),
        Just("é"),
    ];
    prop::collection::vec(fragment, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn where_chunks_are_cut_makes_no_difference(
        text in fragments(),
        sizes in prop::collection::vec(1..9_usize, 1..6),
        shape in prop_oneof![Just(Shape::Recognised), Just(Shape::Record), Just(Shape::Event)],
    ) {
        let at_once = split(text.as_bytes(), shape, &[usize::MAX]);
        prop_assert_eq!(split(text.as_bytes(), shape, &sizes), at_once);
    }

    #[test]
    fn arbitrary_bytes_are_cut_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        split(&bytes, Shape::Recognised, &[7]);
    }

    #[test]
    fn records_stand_where_they_are_said_to_stand(text in fragments()) {
        for told in whole(&text) {
            let offset = usize::try_from(told.offset).unwrap();
            prop_assert!(text[offset..].starts_with(&told.text), "{told:?}");
            let before = &text[..offset];
            prop_assert_eq!(told.line, 1 + before.matches('\n').count());
            let line = before.rsplit('\n').next().unwrap_or_default();
            // A byte order mark takes no column.
            let is_marked = before.contains(BYTE_ORDER_MARK);
            prop_assert!(is_marked || told.column == 1 + line.chars().count());
        }
    }

    #[test]
    fn every_byte_that_is_not_white_space_or_a_bracket_of_a_list_is_told(text in "[ \n{}a\"]{0,24}") {
        let told: usize = whole(&text).iter().map(|told| told.text.len()).sum();
        let ink = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).count();
        prop_assert!(told >= ink, "{told} of {ink}");
    }

    #[test]
    fn a_broken_line_never_costs_a_neighbour(broken in r#"([{}\[\]",:a1 ]|"a":|\[\{){1,20}"#) {
        let before = r#"{"id":"before","detail":{}}"#;
        let after = r#"{"id":"after","detail":{}}"#;
        let text = format!("{before}\n{{{broken}\n{after}\n");
        let texts = texts(&text);
        prop_assert_eq!(texts.first().map(String::as_str), Some(before));
        prop_assert!(texts.iter().any(|text| text == after), "{:?}", texts);
    }

    #[test]
    fn however_records_are_written_they_are_the_same_records(
        numbers in prop::collection::vec(0..1000_u32, 1..6),
        pretty in any::<bool>(),
        separator in prop_oneof![Just(""), Just("\n"), Just(" "), Just("\r\n\n")],
    ) {
        let records: Vec<String> = numbers.iter().map(|number| {
            let value = serde_json::json!({"detail-type": "T", "detail": {"n": [number, "}{", "\"["]}});
            if pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() }
        }).collect();
        prop_assert_eq!(&texts(&records.join(separator)), &records);
        prop_assert_eq!(&texts(&format!("[{}]", records.join(","))), &records);
        let wrapped = format!(r#"{{"x":[1],"Records":[{}],"y":{{}}}}"#, records.join(", "));
        let told = split(wrapped.as_bytes(), Shape::Record, &[usize::MAX]);
        prop_assert!(told.iter().all(|told| told.place == Enclosure::List(Wrapper::Records)));
        prop_assert_eq!(told.into_iter().map(|told| told.text).collect::<Vec<_>>(), records);
    }
}

#[test]
fn the_list_of_a_wrapper_is_opened_wherever_it_stands_in_the_object() {
    let told = whole(
        r#"{"searchedLogStreams":[], "events":[{"message":"{}"},{"message":"[]"}], "nextToken":"x"}{"b":2}"#,
    );
    let places: Vec<Enclosure> = told.iter().map(|told| told.place).collect();
    let wrapped = Enclosure::List(Wrapper::Events);
    assert_eq!(places, [wrapped, wrapped, Enclosure::None]);
}

#[test]
fn an_event_that_has_a_list_of_that_name_is_not_opened() {
    for event in [
        r#"{"source":"s","events":[{"message":"x"}]}"#,
        r#"{"events":[{"name":"x"}]}"#,
        r#"{"detail":{"Records":[{"body":"x"}]}}"#,
        r#"{"Records":5}"#,
    ] {
        assert_eq!(texts(event), [event]);
    }
}

#[test]
fn a_line_without_its_closing_brace_is_one_broken_record() {
    let told = whole("{\"a\":1}\n{\"a\":2\n{\"a\":3}\n");
    let seen: Vec<_> = told
        .iter()
        .map(|told| (told.line, told.text.as_str(), told.breakage.is_some()))
        .collect();
    assert_eq!(
        seen,
        [
            (1, r#"{"a":1}"#, false),
            (2, r#"{"a":2"#, true),
            (3, r#"{"a":3}"#, false)
        ]
    );
}

#[test]
fn a_broken_pretty_record_ends_where_the_next_begins() {
    let told = whole("{\n  \"a\" 1,\n  \"b\": {\n    \"c\": 2\n  }\n}\n{\n  \"a\": 3\n}\n");
    let seen: Vec<_> = told
        .iter()
        .map(|told| (told.line, told.breakage.is_some()))
        .collect();
    assert_eq!(seen, [(1, true), (7, false)]);
}

#[test]
fn a_broken_element_costs_no_other_element() {
    for list in [
        r#"[{"a":1},{"a" 2},{"a":3}]"#,
        "[\n  {\"a\":1},\n  {\"a\":2,\n  {\"a\":3}\n]",
        "[{\"a\":1}, oops, {\"a\":3}]",
        "[{\"a\":1} {\"a\" 2}, {\"a\":3}]",
    ] {
        let told = whole(list);
        let seen: Vec<_> = told.iter().map(|told| told.breakage.is_some()).collect();
        assert_eq!(seen, [false, true, false], "{list}: {told:?}");
    }
}

#[test]
fn a_stream_that_is_cut_off_says_so() {
    let told = whole(r#"[{"a":1},"#);
    assert_eq!(told.last().unwrap().breakage, Some(Breakage::UnclosedArray));
    let told = whole(r#"{"a":1}{"a":"#);
    assert_eq!(told.last().unwrap().breakage, Some(Breakage::Unfinished));
}

#[test]
fn memory_does_not_grow_with_the_stream() {
    let record = format!(
        "{{\"detail-type\":\"T\",\"detail\":{{\"x\":\"{}\"}}}}\n",
        "y".repeat(1000)
    );
    let wrapped = r#"{"Body":"{}"},"#.repeat(80);
    for (start, repeated) in [
        ("", record.as_str()),
        ("{\"Messages\":[", wrapped.as_str()),
        ("{\"Messages\":[{\"Body\":\"\"}],\"x\":[", "1,"),
    ] {
        let mut splitter = Splitter::new(Shape::Recognised);
        splitter.feed(start.as_bytes());
        for _ in 0..20_000 {
            splitter.feed(repeated.as_bytes());
            while splitter.next_piece().is_some() {}
            assert!(splitter.held_bytes() <= 1 << 20, "{start}");
        }
    }
}

#[test]
fn a_record_that_is_too_long_is_told_once_and_passed() {
    let mut splitter = Splitter::new(Shape::Recognised);
    splitter.feed(b"{\"a\":[1");
    let chunk = ",1".repeat(1 << 20);
    let mut told = Vec::new();
    for _ in 0..40 {
        splitter.feed(chunk.as_bytes());
        drain(&mut splitter, &mut told);
    }
    splitter.feed(b"]}\n{\"b\":2}");
    splitter.finish();
    drain(&mut splitter, &mut told);
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].breakage, Some(Breakage::TooLong));
    assert_eq!(told[1].text, r#"{"b":2}"#);
}

/// What is cut off where a value is due.
const CUT_OFF: [&str; 4] = [r#"{"a":"#, r#"{"a":["#, r#"{"a":[1,"#, r#"{"a":[{"b":"#];

/// The line of each record, and whether it is broken.
fn lines_and_breakages(text: &str) -> Vec<(usize, bool)> {
    let told = whole(text);
    let seen = told.iter();
    seen.map(|told| (told.line, told.breakage.is_some()))
        .collect()
}

#[test]
fn a_line_that_was_cut_off_where_a_value_is_due_costs_no_other_line() {
    for (cut, indent) in CUT_OFF
        .iter()
        .flat_map(|cut| ["", "  ", "\t"].map(|indent| (cut, indent)))
    {
        let lines = [r#"{"a":1}"#, cut, r#"{"a":3}"#, r#"{"a":4}"#];
        let text: String = lines
            .iter()
            .map(|line| format!("{indent}{line}\n"))
            .collect();
        let seen = [(1, false), (2, true), (3, false), (4, false)];
        assert_eq!(lines_and_breakages(&text), seen, "{text}");
    }
    let values_on_lines_of_their_own = "{\"a\":\n{\"b\":[\n{\"c\":1},\n{\"c\":2}\n]}\n}";
    let twice = format!("{values_on_lines_of_their_own}\n{values_on_lines_of_their_own}\n");
    assert_eq!(
        texts(&twice),
        [values_on_lines_of_their_own, values_on_lines_of_their_own]
    );
}

#[test]
fn an_element_that_was_cut_off_where_a_value_is_due_costs_no_other_element() {
    for (cut, opens) in CUT_OFF.iter().flat_map(|cut| {
        ["[", "{\"Records\":[", "{\"x\":1,\n \"Messages\": ["].map(|opens| (cut, opens))
    }) {
        let line = opens.matches('\n').count();
        let closes = if opens == "[" { "]" } else { "]}" };
        for place in 0..3 {
            let mut elements = [r#"{"Body":"{}"}"#; 3];
            elements[place] = cut;
            let text = format!("{opens}\n  {}\n{closes}\n", elements.join(",\n  "));
            let seen = lines_and_breakages(&text);
            assert!(seen.iter().any(|(_, is_broken)| *is_broken), "{text}");
            for other in (0..3).filter(|at| *at != place) {
                assert!(
                    seen.contains(&(line + other + 2, false)),
                    "{text}: {seen:?}"
                );
            }
        }
    }
}

#[test]
fn a_wrapper_whose_first_element_is_broken_keeps_the_others() {
    let text = r#"{"Records":[{"body":tru},{"body":"{}"},{"body":"{}"}]}"#;
    let seen: Vec<_> = whole(text)
        .into_iter()
        .map(|told| (told.text, told.breakage.is_some()))
        .collect();
    let body = r#"{"body":"{}"}"#.to_owned();
    let first = r#"{"body":tru}"#.to_owned();
    assert_eq!(seen, [(first, true), (body.clone(), false), (body, false)]);
}

#[test]
fn a_wrapper_that_is_cut_off_keeps_what_came_before_and_says_so_once() {
    let whole_text = "{\"Records\":[{\"body\":\"{}\"},{\"body\":\"{}\"},{\"body\":\"{}\"}]}";
    for end in 1..whole_text.len() {
        let text = whole_text.get(..end).unwrap();
        let told = whole(text);
        let good = text.matches(r#""{}"}"#).count();
        let broken = told.iter().filter(|told| told.breakage.is_some()).count();
        assert_eq!((told.len() - broken, broken), (good, 1), "{text}: {told:?}");
    }
}

/// Lists as they stand on a line each, with two events.
const LISTS: [&str; 4] = [
    r#"[{"a":"x"},{"a":"y"}]"#,
    r#"{"Records":[{"body":"{}"},{"body":"{}"}]}"#,
    r#"{"Messages":[{"Body":"{\"a\":1}"},{"Body":"{}"}]}"#,
    r#"{"Entries":[{"Source":"x"},{"Source":"y"}]}"#,
];

/// The lines on which something is broken, and how many whole records each of the lines holds.
fn broken_and_whole(text: &str) -> (Vec<usize>, Vec<usize>) {
    let told = whole(text);
    let mut broken: Vec<usize> = told
        .iter()
        .filter(|told| told.breakage.is_some())
        .map(|told| told.line)
        .collect();
    broken.dedup();
    let whole_on = |line: usize| {
        let is_whole = |told: &&Told| told.line == line && told.breakage.is_none();
        told.iter().filter(is_whole).count()
    };
    (broken, (1..=text.lines().count()).map(whole_on).collect())
}

#[test]
fn a_list_on_a_line_that_lost_any_byte_costs_no_other_line() {
    for (list, indent) in LISTS.iter().flat_map(|list| [(list, ""), (list, "  ")]) {
        for at in 1..list.len() {
            if matches!(&list[at..=at], "," | ":" | "\"" | "{" | "}" | "]") {
                let lost = format!("{}{}", &list[..at], &list[at + 1..]);
                check_broken_list(list, &lost, indent);
            }
            check_broken_list(list, &list[..at], indent);
        }
    }
}

/// Each line of a file of lists may be the broken one.
fn check_broken_list(list: &str, lost: &str, indent: &str) {
    // A bracket alone may open a list that goes on on the next lines, unless other lines tell.
    let first = usize::from(lost == "[");
    for place in first..3 {
        let mut lines = [list; 6];
        lines[place] = lost;
        let text: String = lines
            .iter()
            .map(|line| format!("{indent}{line}\n"))
            .collect();
        let (broken, whole) = broken_and_whole(&text);
        // What is lost may leave a whole list of something else.
        assert!(
            broken.iter().all(|line| *line == place + 1),
            "{text}{broken:?}"
        );
        for (line, whole) in whole.iter().enumerate() {
            assert!(
                line == place || *whole == 2,
                "{text}{whole} on {}",
                line + 1
            );
        }
    }
}
