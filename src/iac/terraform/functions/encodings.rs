//! Functions that read and write encoded texts, and digests.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use sha1::{Digest as _, Sha1};
use sha2::{Sha256, Sha512};

use super::{Answer, Arguments};
use crate::iac::terraform::evaluate::{NoText, no};
use crate::iac::terraform::text;
use crate::iac::terraform::value::{Val, What};
use crate::iac::yaml::{self, Dialect};

pub(super) fn call(name: &str, given: &Arguments<'_>) -> Option<Answer> {
    let of_text = |change: fn(&str) -> String| {
        let text = given.text(0);
        text.and_then(|text| given.give_text(&change(&text)))
    };
    Some(match name {
        "base64decode" => given.text(0).and_then(|text| {
            let decoded = BASE64_STANDARD.decode(text).ok();
            let decoded = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
            given.give_text(&decoded.ok_or(NoText::Other("a text that is no Base64"))?)
        }),
        "base64encode" => of_text(|text| BASE64_STANDARD.encode(text)),
        "urlencode" => of_text(percent),
        "yamldecode" => yaml_decode(given),
        _ => of_text(digest(name)?),
    })
}

/// The function that makes a digest of a text: `md5`, `sha256`, `base64sha256`; those of files have `file` before that.
pub(super) fn digest(name: &str) -> Option<fn(&str) -> String> {
    Some(match name {
        "base64sha256" => |text| BASE64_STANDARD.encode(Sha256::digest(text)),
        "base64sha512" => |text| BASE64_STANDARD.encode(Sha512::digest(text)),
        "md5" => |text| format!("{:x}", md5::compute(text)),
        "sha1" => |text| hexadecimal(&Sha1::digest(text)),
        "sha256" => |text| hexadecimal(&Sha256::digest(text)),
        "sha512" => |text| hexadecimal(&Sha512::digest(text)),
        _ => return None,
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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

/// `yamldecode`: what the text is; everything in it stands where the function is called.
fn yaml_decode(given: &Arguments<'_>) -> Answer {
    let text = given.text(0)?;
    match yaml::parse(&text, Dialect::Terraform) {
        Ok((value, _)) => Ok(Val::of_json(&value.placed(given.span))),
        Err(_) => Err(NoText::Other("a text that is no YAML")),
    }
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
