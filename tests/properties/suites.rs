//! What came of suites, in forms that programs read.

use std::collections::BTreeSet;
use std::time::Duration;

use evb::diagnostic::{Code, Diagnostic, Finding};
use evb::render::printable::{MAXIMUM_COLUMNS, cut, printable};
use evb::render::test::{Look, junit};
use evb::render::workflow::Annotation;
use evb::report::Format;
use evb::report::test::{CaseReport, SuiteReport, Summary, TestReport, UnreadReport};
use evb::source::{Source, Span};
use evb::suite::{Difference, Failure, Outcome, Remedy, Side};
use proptest::prelude::*;

/// Any text; often one that means something to somebody.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r"[%,:\r\n ab]{0,20}",
        r#"[<>&'"\]\[!a-c\x00-\x1f\u{7f}-\u{9f}\u{2028}\u{202e}\u{feff}\u{fffe}]{0,20}"#,
        "[ab]{0,2}",
    ]
}

/// What a percent and two digits stand for, by what GitHub's runner says of it.
fn unescaped(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut plain = Vec::new();
    while let Some(byte) = bytes.next() {
        let digits = |bytes: &mut dyn Iterator<Item = u8>| {
            let digits: Vec<u8> = bytes.take(2).collect();
            u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
        };
        plain.push(if byte == b'%' {
            digits(&mut bytes)
        } else {
            byte
        });
    }
    String::from_utf8(plain).unwrap()
}

proptest! {
    #[test]
    fn a_mark_for_github_is_one_line_that_reads_back(file in text(), title in text(), message in text()) {
        let mut out = Vec::new();
        let annotation = Annotation { command: "error", file: Some(&file), span: None, title: &title, message: &message };
        annotation.write(&mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let line = out.strip_suffix('\n').unwrap();
        prop_assert!(!line.contains(['\n', '\r']), "{line:?}");
        let (properties, data) = line.strip_prefix("::error ").unwrap().split_once("::").unwrap();
        let read: Vec<(&str, String)> = properties
            .split(',')
            .map(|one| one.split_once('=').unwrap())
            .map(|(name, value)| (name, unescaped(value)))
            .collect();
        let path = file.strip_prefix("./").unwrap_or(&file).replace('\\', "/");
        prop_assert_eq!(read, [("file", path), ("title", title)]);
        prop_assert_eq!(unescaped(data), message);
    }

    #[test]
    fn junit_of_any_text_is_xml_that_reads_back_and_names_every_case_once(
        suites in prop::collection::vec((text(), prop::collection::vec((text(), text(), text()), 0..4)), 0..4),
        unread in prop::collection::vec((prop::option::of(text()), text()), 0..3),
    ) {
        let report = report(&suites, &unread);
        let look = Look { format: Format::Human, color: false, is_verbose: false, duration: Some(Duration::ZERO) };
        let xml = String::from_utf8(junit(&report, look).unwrap()).unwrap();
        let document = roxmltree::Document::parse(&xml).unwrap();
        let cases: Vec<_> = document.descendants().filter(|one| one.has_tag_name("testcase")).collect();
        let names: BTreeSet<_> = cases.iter().map(|one| (one.attribute("classname"), one.attribute("name"))).collect();
        prop_assert_eq!(names.len(), cases.len(), "{}", xml);
        let failures: Vec<_> = document.descendants().filter(|one| one.has_tag_name("failure")).collect();
        let told: Vec<_> = suites.iter().flat_map(|(file, cases)| cases.iter().map(move |case| (file, case))).collect();
        prop_assert_eq!(failures.len(), told.len());
        prop_assert_eq!(cases.len(), told.len() + unread.len());
        for (read, (file, (name, message, difference))) in failures.iter().zip(told) {
            let case = read.parent().unwrap();
            let called = case.attribute("name").unwrap();
            prop_assert!(called.starts_with(&*printable(name)), "{called:?} is {name:?}");
            let suite = case.parent().unwrap();
            prop_assert_eq!(suite.attribute("name").unwrap(), &*printable(file));
            let headline = format!("matches: {}", cut(message, MAXIMUM_COLUMNS));
            prop_assert_eq!(read.attribute("message").unwrap(), &headline);
            let text = read.text().unwrap();
            prop_assert!(text.contains(&headline), "{text:?}");
            let remedy = format!("  change the suite: {}\n", cut(difference, MAXIMUM_COLUMNS));
            prop_assert!(text.ends_with(&remedy), "{text:?} does not end with {remedy:?}");
        }
    }
}

/// Cases that fail: the name, the message and the remedy of each.
type Failing = Vec<(String, String, String)>;

/// A report of suites of which each case fails.
fn report(suites: &[(String, Failing)], unread: &[(Option<String>, String)]) -> TestReport {
    let source = Source::new("s.evb.yaml", "cases: []");
    let place = Span::new(0, 5);
    let failed = |message: &str, difference: &str| Outcome {
        failures: vec![Failure {
            expectation: "matches",
            span: place,
            event: None,
            message: message.to_owned(),
            declared: None,
            difference: Some(Difference {
                expected: difference.to_owned(),
                got: String::from("got\n"),
            }),
            explanations: Vec::new(),
            remedies: vec![Remedy {
                side: Side::Suite,
                text: difference.to_owned(),
            }],
        }],
        errors: Vec::new(),
    };
    let suites = suites.iter().map(|(file, cases)| {
        let mut suite = SuiteReport::new(file, &[]);
        let cases = cases.iter().map(|(name, message, difference)| {
            CaseReport::new(name, (&source, place), &failed(message, difference))
        });
        suite.cases.extend(cases);
        suite
    });
    let mut report = TestReport::new(suites.collect(), Summary::default(), None);
    report.unread.extend(unread.iter().map(|(file, message)| {
        let told = Diagnostic::error(Code::new("suite/member"), message.as_str());
        UnreadReport::new(
            file.as_deref(),
            &[Finding::new(told.at(place, ""), &source)],
        )
    }));
    report
}
