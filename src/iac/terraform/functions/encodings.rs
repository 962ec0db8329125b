//! Functions that read and write encoded texts.

use super::{Answer, Arguments};
use crate::iac::terraform::evaluate::{NoText, no};
use crate::iac::terraform::text;
use crate::iac::terraform::value::{Val, What};

pub(super) fn call(name: &str, given: &Arguments<'_>) -> Option<Answer> {
    Some(match name {
        "base64encode" => given
            .text(0)
            .and_then(|text| given.give_text(&base64(text.as_bytes()))),
        "base64decode" => given.text(0).and_then(|text| {
            let decoded = unbase64(&text).and_then(|bytes| String::from_utf8(bytes).ok());
            given.give_text(&decoded.ok_or(NoText::Other("a text that is no Base64"))?)
        }),
        "urlencode" => given
            .text(0)
            .and_then(|text| given.give_text(&percent(&text))),
        _ => return None,
    })
}

/// `jsondecode`: of a text with holes, the value around them.
pub(super) fn json_decode(given: &Arguments<'_>, file: &str) -> Answer {
    let value = given.get(0)?;
    let What::Text(text) = &value.kind else {
        return Err(no(value));
    };
    if let Some(encoded) = &text.encoded {
        return Ok(encoded.clone());
    }
    match (text::read(text, given.span, file), text.hole()) {
        (Some(read), _) => Ok(Val::of_json(&read)),
        (None, Some(hole)) => Err(NoText::Open(std::rc::Rc::new(hole.clone()))),
        (None, None) => Err(NoText::Other("a text that is no JSON")),
    }
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let index = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or(0);
            match LETTERS.get(index) {
                Some(letter) if place <= chunk.len() => out.push(char::from(*letter)),
                _ => out.push('='),
            }
        }
    }
    out
}

fn unbase64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.trim_end_matches('=').bytes() {
        let value = LETTERS.iter().position(|letter| *letter == byte)?;
        bits = bits << 6 & 0x00FF_FFFF | u32::try_from(value).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    Some(out)
}

/// Go: `url.QueryEscape`.
fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
