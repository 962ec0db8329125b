//! The JSON reader and writer.

use evb::diagnostic::Diagnostic;
use evb::json::{self, Fault, Kind, Reader, Token, Value};
use evb::source::Span;
use proptest::prelude::*;
use serde::de::IgnoredAny;

use super::texts;

/// Every value of a tree, with what it is.
fn walk<'v>(root: &'v Value, visit: &mut impl FnMut(&'v Value)) {
    visit(root);
    match &root.kind {
        Kind::Array(elements) => elements.iter().for_each(|element| walk(element, visit)),
        Kind::Object(members) => members.iter().for_each(|member| walk(&member.value, visit)),
        _ => {}
    }
}

fn is_inside(text: &str, span: Span) -> bool {
    text.get(span.start..span.end).is_some()
}

fn lies_inside(text: &str, diagnostic: &Diagnostic) -> bool {
    let labels = diagnostic.primary.iter().chain(&diagnostic.related);
    labels.into_iter().all(|label| is_inside(text, label.span))
}

/// What a value is, whatever its spans are.
fn same(left: &Value, right: &Value) -> bool {
    left.to_compact() == right.to_compact()
}

proptest! {
    #[test]
    fn what_is_json_is_read_and_written_back_the_same(text in texts::json()) {
        let value = json::parse(&text).unwrap();
        let written = value.to_compact();
        let again = json::parse(&written).unwrap();
        prop_assert!(same(&value, &again));
        prop_assert_eq!(written, again.to_compact());
    }

    #[test]
    fn the_same_texts_are_json_as_for_serde_json(text in texts::broken()) {
        let ours = json::parse(&text);
        let is_beyond_a_limit = ours.as_ref().is_err_and(|error| {
            matches!(error.fault, Fault::TooDeep | Fault::NumberTooLong(_) | Fault::NameTooLong(_))
        });
        let theirs = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        prop_assert!(is_beyond_a_limit || ours.is_ok() == theirs, "{}", text);
    }

    #[test]
    fn strings_and_numbers_are_what_serde_json_makes_of_them(text in texts::json()) {
        let Ok(theirs) = serde_json::from_str::<serde_json::Value>(&text) else {
            // A lone surrogate, or a number that is too large for it.
            return Ok(());
        };
        let mut strings = Vec::new();
        walk(&json::parse(&text).unwrap(), &mut |value| {
            if let Kind::String(string) = &value.kind {
                strings.push(string.to_string());
            }
        });
        for string in strings {
            let in_theirs = theirs.to_string().contains(&serde_json::to_string(&string).unwrap());
            // A name that comes twice keeps only its last value there.
            prop_assert!(in_theirs || text.contains(':'));
        }
    }

    #[test]
    fn every_span_slices_to_the_text_of_its_value(text in texts::json()) {
        let root = json::parse(&text).unwrap();
        let mut spans = Vec::new();
        walk(&root, &mut |value| spans.push((value.span, value.clone())));
        for (span, value) in spans {
            let slice = &text[span.start..span.end];
            prop_assert!(same(&json::parse(slice).unwrap(), &value));
        }
    }

    #[test]
    fn whatever_is_wrong_lies_inside_the_text(text in texts::broken()) {
        if let Err(error) = json::parse(&text) {
            prop_assert!(is_inside(&text, error.span), "{:?}", error);
            prop_assert!(lies_inside(&text, &error.diagnostic(&text)));
            prop_assert!(!error.jackson_message(&text).is_empty());
            let (line, column) = error.cursor.line_and_column(&text);
            prop_assert!(line >= 1 && column >= 1);
        }
    }

    #[test]
    fn the_lazy_reader_and_the_tree_refuse_the_same_texts(text in texts::broken()) {
        let mut reader = Reader::new(&text);
        let mut depth = 0_usize;
        let lazy = loop {
            let Ok(Some(token)) = reader.next() else {
                break false;
            };
            match token {
                Token::ObjectStart | Token::ArrayStart => depth += 1,
                Token::ObjectEnd | Token::ArrayEnd => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                // The rest of a string is read when it is asked for.
                break token != Token::String || reader.string().is_ok();
            }
        };
        prop_assert_eq!(lazy, json::parse_prefix(&text).is_ok());
    }
}

#[test]
fn a_thousand_brackets_are_read_and_more_are_an_error() {
    for (open, close, middle) in [("[", "]", ""), ("{\"a\":", "}", "1")] {
        let nested =
            |depth: usize| format!("{}{middle}{}", open.repeat(depth), close.repeat(depth));
        let deepest = json::parse(&nested(1000)).unwrap();
        assert_eq!(deepest.to_compact(), nested(1000));
        for depth in [1001, 100_000] {
            assert_eq!(
                json::parse(&nested(depth)).unwrap_err().fault,
                Fault::TooDeep
            );
        }
    }
}

#[test]
fn numbers_and_names_are_read_up_to_the_limits_of_jackson() {
    let digits = |count: usize| "1".repeat(count);
    assert!(json::parse(&digits(1000)).is_ok());
    assert!(json::parse(&format!("0.{}", digits(1000))).is_ok());
    let error = json::parse(&format!("1{}.5e7", digits(998)))
        .map(|_| ())
        .and_then(|()| json::parse(&digits(1001)).map(|_| ()));
    assert_eq!(error.unwrap_err().fault, Fault::NumberTooLong(1001));
    let named = |length: usize| format!("{{\"{}\":1}}", "n".repeat(length));
    assert!(json::parse(&named(50_000)).is_ok());
    assert_eq!(
        json::parse(&named(50_001)).unwrap_err().fault,
        Fault::NameTooLong(50_001)
    );
}

#[test]
fn strings_of_ten_megabytes_are_fine() {
    let long = "ab\\n語".repeat(1_700_000);
    let text = format!("{{\"a\":\"{long}\",\"b\":\"{}\"}}", "x".repeat(10_000_000));
    let value = json::parse(&text).unwrap();
    assert_eq!(value.get("b").unwrap().as_str().unwrap().len(), 10_000_000);
    assert_eq!(
        value.get("a").unwrap().as_str().unwrap().len(),
        1_700_000 * 6
    );
    let unclosed = format!("\"{}", "x".repeat(10_000_000));
    assert_eq!(
        json::parse(&unclosed).unwrap_err().fault,
        Fault::EndInString
    );
}
