//! Names of buckets.

use crate::convert::INVALID;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How names of no bucket of one's own begin.
const RESERVED_BEGINS: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
/// How names of no general purpose bucket end.
const RESERVED_ENDS: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/// What is wrong with the name of a bucket that stands at `span`, if the name stands in a text.
///
/// AWS: Amazon S3 User Guide, "General purpose bucket naming rules". Names with capital letters and `_`, which some buckets in
/// us-east-1 have from before March 2018, are not allowed any more.
#[must_use]
pub fn wrong_bucket_name(name: &str, span: Option<Span>) -> Option<Diagnostic> {
    let is_edge = |one: Option<char>| one.is_some_and(|one| one.is_ascii_alphanumeric());
    let is_allowed =
        |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || ".-".contains(one);
    let (begins, ends) = (RESERVED_BEGINS.iter(), RESERVED_ENDS.iter());
    let other = name.chars().find(|one| !is_allowed(*one));
    let why = if name.is_empty() {
        "it is empty".to_owned()
    } else if let Some(other) = other {
        format!("it has `{other}`; lower-case letters, digits, `.` and `-` are allowed")
    } else if !(3..=63).contains(&name.len()) {
        format!("it has {} characters; 3 to 63 are allowed", name.len())
    } else if !is_edge(name.chars().next()) || !is_edge(name.chars().last()) {
        "it begins and ends with a letter or a digit".to_owned()
    } else if name.contains("..") {
        "it has two dots side by side".to_owned()
    } else if name.parse::<std::net::Ipv4Addr>().is_ok() {
        "it is an address".to_owned()
    } else if let Some(begin) = begins.copied().find(|begin| name.starts_with(begin)) {
        format!("`{begin}` is reserved")
    } else if let Some(end) = ends.copied().find(|end| name.ends_with(end)) {
        format!("`{end}` is reserved")
    } else {
        return None;
    };
    let told = Diagnostic::error(INVALID, format!("`{name}` is no name of a bucket: {why}"));
    Some(match span {
        Some(span) => told.at(span, "no bucket"),
        None => told,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_s3_allows() {
        for name in ["images", "a-b.c", "123", "my.bucket-1", &"a".repeat(63)] {
            assert_eq!(wrong_bucket_name(name, None), None, "{name}");
        }
        for name in [
            "",
            "ab",
            &"a".repeat(64),
            "Images",
            "a_b",
            "a b",
            "-ab",
            "ab-",
            ".ab",
            "a..b",
            "10.0.0.1",
            "xn--a",
            "sthree-a",
            "a-s3alias",
            "a--x-s3",
            "a*b",
            "arn:aws:s3:::images",
            "s3://images",
            "ä-b",
        ] {
            assert!(wrong_bucket_name(name, None).is_some(), "{name}");
        }
    }
}
