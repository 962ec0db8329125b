//! `true`, `false`, `null`, and what people write for them.

use super::super::quote;
use super::{Kin, write};
use crate::pattern::ast::Test;
use crate::pattern::comparison::Form;

const TRUE: [&str; 6] = ["true", "yes", "y", "on", "1", "enabled"];
const FALSE: [&str; 6] = ["false", "no", "n", "off", "0", "disabled"];
const NULL: [&str; 4] = ["null", "none", "nil", ""];

/// A text that means the word that is wanted.
pub(super) fn of_text(word: &Form, text: &str) -> Option<Kin> {
    let own = std::str::from_utf8(word.as_bytes()).ok()?;
    let meant = match own {
        "true" => TRUE.as_slice(),
        "false" => &FALSE,
        _ => &NULL,
    };
    let lower = text.to_lowercase();
    meant.contains(&&*lower).then(|| {
        let mut proposal = write(quote::json_string(text));
        proposal.text.push_str(&format!(", or send `{own}`"));
        Kin::new(0, format!("is a text, and not `{own}`"), vec![proposal]).sending(own)
    })
}

/// A number, boolean or null that means what is wanted.
pub(super) fn of_token(test: &Test, token: &str) -> Option<Kin> {
    match test {
        Test::Literal(word) => {
            let own = std::str::from_utf8(word.as_bytes()).ok()?;
            let is_meant = matches!((own, token), ("true", "1") | ("false", "0"));
            is_meant.then(|| {
                let mut proposal = write(token.to_owned());
                proposal.text.push_str(&format!(", or send `{own}`"));
                Kin::new(0, format!("is a number, and not `{own}`"), vec![proposal]).sending(own)
            })
        }
        Test::Exact(form) => {
            let own = std::str::from_utf8(form.as_bytes()).ok()?.to_owned();
            let text = own.trim_matches('"').to_lowercase();
            let is_meant = match token {
                "null" => NULL.contains(&&*text),
                "true" => TRUE.contains(&&*text),
                "false" => FALSE.contains(&&*text),
                _ => false,
            };
            is_meant.then(|| {
                let mut proposal = write(token.to_owned());
                proposal.text.push_str(&format!(", or send `{own}`"));
                Kin::new(0, format!("is no text, and `{own}` is one"), vec![proposal]).sending(own)
            })
        }
        _ => None,
    }
}
