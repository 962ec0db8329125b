//! A short way past objects that are sound: most are, and lie in memory as a whole.
//!
//! The [scan](super::super::scan) can stop anywhere and looks at one token after the other. What is sound ends for both at
//! the same byte; what is not, or has not come in, is left to the scan.
//!
//! # What this module does not do
//!
//! It opens no lists: an object that may be around one is left to the scan.

use super::super::piece::MAXIMUM_RECORD_BYTES;
use crate::json::scan::{self, Nesting, balance};

/// Names that tell that an object is no wrapper, whatever follows.
const EVENT_NAMES: [&[u8]; 3] = [b"\"source\"", b"\"detail\"", b"\"detail-type\""];

/// Names of the lists of wrappers.
const LIST_NAMES: [&[u8]; 4] = [
    b"\"Messages\"",
    b"\"Records\"",
    b"\"events\"",
    b"\"Entries\"",
];

/// How long the object is with which `bytes` begin; `None` if the scan must look. `watches` says that the object may be a
/// wrapper, `trusts` that it is enough if its brackets are balanced.
pub(super) fn object(bytes: &[u8], watches: bool, trusts: bool) -> Option<usize> {
    let mut nesting = Nesting::default();
    let end = if watches {
        no_wrapper(bytes, trusts, &mut nesting)
    } else {
        past(bytes, 0, trusts, &mut nesting)
    };
    end.filter(|end| *end <= MAXIMUM_RECORD_BYTES)
}

/// Past a value.
fn past(bytes: &[u8], at: usize, trusts: bool, nesting: &mut Nesting) -> Option<usize> {
    match bytes.get(at)? {
        b'{' | b'[' if trusts => balance::close(bytes, at + 1, 1),
        b'"' if trusts => Some(scan::string::<true>(bytes, at + 1)?.end),
        _ => scan::value(bytes, at, nesting),
    }
}

/// The end of an object that is no wrapper.
fn no_wrapper(bytes: &[u8], trusts: bool, nesting: &mut Nesting) -> Option<usize> {
    let mut at = scan::spaces(bytes, 1);
    if bytes.get(at) == Some(&b'}') {
        return Some(at + 1);
    }
    nesting.open(true)?;
    loop {
        let rest = bytes.get(at..)?;
        let is_one_of = |names: &[&[u8]]| names.iter().any(|name| rest.starts_with(name));
        let is_event = is_one_of(&EVENT_NAMES);
        if !is_event && is_one_of(&LIST_NAMES) {
            return None;
        }
        let (_, behind) = scan::name(bytes, at)?;
        at = scan::spaces(bytes, behind);
        if is_event && trusts {
            return balance::close(bytes, at, 1);
        }
        at = past(bytes, at, trusts, nesting)?;
        if is_event {
            return nesting.skip_rest(bytes, at, 0);
        }
        at = scan::spaces(bytes, at);
        match bytes.get(at)? {
            b',' => at = scan::spaces(bytes, at + 1),
            b'}' => return Some(at + 1),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::scan::{Scan, ScanEnd};
    use super::*;

    #[test]
    fn a_sound_object_ends_where_the_scan_ends() {
        for text in [
            r#"{}"#,
            "{ \n}",
            r#"{"a":[1,{"b":"}\"]"}],"c":-1.5e3}"#,
            "{\n  \"version\": \"0\",\n  \"source\": \"s\",\n  \"Records\": [{}]\n}",
            r#"{"a":{"Records":[1]},"b":null}"#,
            r#"{"\u0052ecords":[{}]}"#,
        ] {
            for behind in ["", ",", "]", " ", "\n{", "x"] {
                let bytes = format!("{text}{behind}").into_bytes();
                for watches in [true, false] {
                    let scanned = Scan::value(watches, 0).advance(&bytes, true);
                    assert_eq!(scanned, ScanEnd::Done(text.len()), "{text}");
                    for trusts in [true, false] {
                        let end = object(&bytes, watches, trusts);
                        assert_eq!(end, Some(text.len()), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_the_scan_must_look_at_is_left_to_it() {
        for text in [
            r#"{"a":1"#,
            r#"{"a":1,}"#,
            "{\"a\":\"\n\"}",
            r#"{"a" 1}"#,
            r#"{"a":[1}}"#,
            r#"{a:1}"#,
            r#"{"a":tru}"#,
        ] {
            assert_eq!(object(text.as_bytes(), false, false), None, "{text}");
            assert_eq!(object(text.as_bytes(), true, false), None, "{text}");
        }
        let wrapper = br#"{"a":1,"Records":[{"detail":1}]}"#;
        for trusts in [true, false] {
            assert_eq!(object(wrapper, true, trusts), None);
            assert_eq!(object(wrapper, false, trusts), Some(wrapper.len()));
        }
    }
}
