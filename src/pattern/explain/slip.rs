//! Slips that are made again and again with strings.

use crate::json::JsonString;
use crate::pattern::ast::Test;
use crate::pattern::comparison::{AddressRange, Form, Wildcard};

use super::hint::Proposal;
use super::pair::Pair;
use super::wanted::{Part, Wanted};
use super::{quote, words};

/// A slip, and what to write in its stead.
pub(super) struct Slip {
    /// What follows "`a` is not `b`".
    pub(super) reason: String,
    pub(super) proposals: Vec<Proposal>,
}

/// The slip that explains why a text is not what is wanted; a wildcard has no [`Wanted`].
pub(super) fn find(pair: &Pair<'_>, wanted: Option<&Wanted<'_>>, text: &str) -> Option<Slip> {
    match (wanted, &pair.comparison.test) {
        (Some(wanted), _) => star(wanted, text, pair.is_plain())
            .or_else(|| leading_slash(wanted, text))
            .or_else(|| in_quotes(wanted, text))
            .or_else(|| percent_encoded(wanted, text))
            .or_else(|| same_address(wanted, text)),
        (None, Test::Wildcard(wildcard)) => question_mark(wildcard, text),
        (None, _) => None,
    }
}

/// A star outside `wildcard` is a star.
fn star(wanted: &Wanted<'_>, text: &str, is_plain: bool) -> Option<Slip> {
    if !wanted.text.contains('*') {
        return None;
    }
    let (start, end) = match wanted.part {
        Part::Whole => ("", ""),
        Part::Start => ("", "*"),
        Part::End => ("*", ""),
    };
    let inside = wanted.text.trim_matches('*');
    let expression = format!("{start}{}{end}", wanted.text).replace("**", "*");
    let form = Form::string(&text.into());
    let wildcard = Wildcard::new(&JsonString::from(&*expression)).ok()?;
    wildcard.matches(form.as_bytes()).then_some(())?;
    let proposal = |operator: &str, operand: &str| Proposal {
        comparison: format!(r#"{{"{operator}": {}}}"#, quote::json_string(operand)),
        keeps: None,
        is_added: false,
        text: format!(
            r#"write `{{"{operator}": {}}}`"#,
            quote::text(operand, None)
        ),
    };
    let (as_wildcard, as_prefix, as_suffix) = (
        proposal("wildcard", &expression),
        proposal("prefix", inside),
        proposal("suffix", inside),
    );
    Some(Slip {
        reason: match is_plain {
            true => ": the `*` in a plain value stands for itself".to_owned(),
            false => ": a `*` stands for itself outside `wildcard`".to_owned(),
        },
        // Not every service takes `wildcard`.
        proposals: match wanted.part {
            Part::Whole => vec![as_wildcard, as_prefix, as_suffix],
            Part::Start => vec![as_prefix, as_wildcard],
            Part::End => vec![as_suffix, as_wildcard],
        },
    })
}

/// A question mark in `wildcard` is a question mark.
fn question_mark(wildcard: &Wildcard, text: &str) -> Option<Slip> {
    let has_one = |piece: &[u8]| piece.contains(&b'?');
    if !wildcard.pieces.iter().any(|piece| has_one(piece)) {
        return None;
    }
    let pieces = wildcard.pieces.iter();
    let pieces = pieces.flat_map(|piece| piece.split(|byte| *byte == b'?'));
    let starred = Wildcard {
        // Two signs side by side are one star. The quotes keep the first and the last piece from being empty.
        pieces: pieces
            .filter(|piece| !piece.is_empty())
            .map(Box::from)
            .collect(),
    };
    let form = Form::string(&text.into());
    starred.matches(form.as_bytes()).then_some(())?;
    let expression = words::expression(&starred);
    Some(Slip {
        reason: ": a `?` stands for itself, `*` is the only wildcard".to_owned(),
        proposals: vec![Proposal {
            comparison: format!(r#"{{"wildcard": {}}}"#, quote::json_string(&expression)),
            keeps: None,
            is_added: false,
            text: format!(
                r#"for any text in its place write `{{"wildcard": {}}}`"#,
                quote::text(&expression, None)
            ),
        }],
    })
}

/// Two spellings of an address, of which `exactly` compares the texts.
fn same_address(wanted: &Wanted<'_>, text: &str) -> Option<Slip> {
    if wanted.part != Part::Whole || wanted.ignores_case {
        return None;
    }
    let address = AddressRange::literal(&(&*wanted.text).into())?;
    (AddressRange::literal(&text.into())? == address).then(|| Slip {
        reason: ": they are the same address, but `exactly` compares the text".to_owned(),
        proposals: vec![Proposal {
            comparison: quote::json_string(&wanted.text),
            keeps: Some(wanted.text.clone().into_owned()),
            is_added: false,
            text: format!(
                "a plain value compares addresses: write `{}`",
                quote::text(&wanted.text, None)
            ),
        }],
    })
}

/// A path that begins with a slash on one side only. The keys of S3 objects begin without one.
fn leading_slash(wanted: &Wanted<'_>, text: &str) -> Option<Slip> {
    if wanted.part == Part::End || wanted.ignores_case {
        return None;
    }
    let (own, who) = match (wanted.text.strip_prefix('/'), text.strip_prefix('/')) {
        (Some(own), None) if !own.is_empty() => (own.to_owned(), "pattern"),
        (None, Some(_)) if !wanted.text.is_empty() => (format!("/{}", wanted.text), "event"),
        _ => return None,
    };
    wanted.part.fits(text, &own).then(|| Slip {
        reason: format!(": only the {who} has a `/` at the start"),
        proposals: vec![Proposal {
            comparison: wanted.part.comparison(&quote::json_string(&own)),
            keeps: None,
            is_added: false,
            text: format!(
                "write `{}`",
                wanted.part.comparison(&quote::text(&own, None))
            ),
        }],
    })
}

/// A text that has its quotes once more on one side only.
fn in_quotes(wanted: &Wanted<'_>, text: &str) -> Option<Slip> {
    if wanted.part != Part::Whole || wanted.ignores_case {
        return None;
    }
    let inside = |text: &str| {
        let quotes = ['"', '\'', '`'].into_iter();
        let mut inside = quotes.filter_map(|quote| {
            let inside = text.strip_prefix(quote)?.strip_suffix(quote)?;
            Some(inside.to_owned())
        });
        inside.next()
    };
    let is_event = inside(text).is_some_and(|inside| inside == wanted.text);
    let is_pattern = inside(&wanted.text).is_some_and(|inside| inside == text);
    let operand = quote::json_string(text);
    let (who, how) = match (is_event, is_pattern) {
        (true, _) => ("event", "send it without, or write"),
        (_, true) => ("pattern", "write"),
        _ => return None,
    };
    Some(Slip {
        reason: format!(": the text in the {who} has quotes of its own"),
        proposals: vec![Proposal::new(
            operand.clone(),
            format!("{how} `{}`", quote::shortened(&operand)),
        )],
    })
}

/// The event has the text with percent signs, as in a URL.
fn percent_encoded(wanted: &Wanted<'_>, text: &str) -> Option<Slip> {
    if wanted.ignores_case || !text.contains(['%', '+']) {
        return None;
    }
    let is_wanted = |text: &str| wanted.part.fits(&decoded(text), &wanted.text);
    let is_encoded = is_wanted(text) || is_wanted(&text.replace('+', " "));
    let proposal = || Proposal {
        comparison: quote::json_string(text),
        keeps: None,
        is_added: false,
        text: format!("write `{}`", quote::text(text, None)),
    };
    let is_whole = wanted.part == Part::Whole;
    is_encoded.then(|| Slip {
        reason: ": the event has that text encoded as in a URL".to_owned(),
        proposals: is_whole.then(proposal).into_iter().collect(),
    })
}

/// A text with `%2F` and the like decoded.
pub(super) fn decoded(text: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(text);
    decoded.decode_utf8_lossy().into_owned()
}
