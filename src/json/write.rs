//! Values back to text.

use super::{JsonString, Kind, Open, Value};

impl Value {
    /// The value as compact JSON: no white space, members in their order, numbers as they were written.
    ///
    /// A lone surrogate is escaped (`\ud800`), so that the text reads back as the same value.
    ///
    /// # Example
    ///
    /// ```
    /// let value = evb::json::parse(r#"{ "b": [1.50, "\u00e9\n"], "a": null }"#).unwrap();
    /// assert_eq!(value.to_compact(), r#"{"b":[1.50,"é\n"],"a":null}"#);
    /// ```
    #[must_use]
    pub fn to_compact(&self) -> String {
        let mut text = String::new();
        self.write_compact(&mut text);
        text
    }

    /// Appends the value as compact JSON, as [`to_compact`](Self::to_compact) writes it.
    pub fn write_compact(&self, text: &mut String) {
        self.write_compact_with(text, &|open, text| {
            JsonString::from(open.to_display().as_str()).write_quoted(text);
        });
    }

    /// The same, with what is open as `write_open` appends it.
    pub fn write_compact_with(&self, text: &mut String, write_open: &dyn Fn(&Open, &mut String)) {
        let mut due = Vec::new();
        write_value(self, text, &mut due, write_open);
        // A list of what is still to be written in place of recursion: values may be a thousand deep.
        while let Some(next) = due.pop() {
            match next {
                Due::Text(piece) => text.push_str(piece),
                Due::Name(name) => name.write_quoted(text),
                Due::Value(value) => write_value(value, text, &mut due, write_open),
            }
        }
    }
}

/// Something still to be written.
enum Due<'v> {
    Text(&'static str),
    Name(&'v JsonString),
    Value(&'v Value),
}

fn write_value<'v>(
    value: &'v Value,
    text: &mut String,
    due: &mut Vec<Due<'v>>,
    write_open: &dyn Fn(&Open, &mut String),
) {
    match &value.kind {
        Kind::Null => text.push_str("null"),
        Kind::Bool(true) => text.push_str("true"),
        Kind::Bool(false) => text.push_str("false"),
        Kind::Number(number) => text.push_str(number),
        Kind::String(string) => string.write_quoted(text),
        Kind::Open(open) => write_open(open, text),
        Kind::Array(elements) => {
            text.push('[');
            due.push(Due::Text("]"));
            for (index, element) in elements.iter().enumerate().rev() {
                due.push(Due::Value(element));
                if index > 0 {
                    due.push(Due::Text(","));
                }
            }
        }
        Kind::Object(members) => {
            text.push('{');
            due.push(Due::Text("}"));
            for (index, member) in members.iter().enumerate().rev() {
                due.push(Due::Value(&member.value));
                due.push(Due::Text(":"));
                due.push(Due::Name(&member.name));
                if index > 0 {
                    due.push(Due::Text(","));
                }
            }
        }
    }
}

impl JsonString {
    /// Appends the string as JSON, in double quotes.
    pub fn write_quoted(&self, text: &mut String) {
        if let Some(whole) = self.as_str() {
            return write_quoted(whole, text);
        }
        text.push('"');
        for unit in char::decode_utf16(self.utf16_units()) {
            match unit {
                Ok('"') => text.push_str("\\\""),
                Ok('\\') => text.push_str("\\\\"),
                Ok('\n') => text.push_str("\\n"),
                Ok('\r') => text.push_str("\\r"),
                Ok('\t') => text.push_str("\\t"),
                Ok(control @ '\0'..='\x1F') => {
                    text.push_str(&format!("\\u{:04x}", u32::from(control)));
                }
                Ok(character) => text.push(character),
                Err(lone) => text.push_str(&format!("\\u{:04x}", lone.unpaired_surrogate())),
            }
        }
        text.push('"');
    }
}

/// Appends `string` as JSON, in double quotes.
pub fn write_quoted(string: &str, text: &mut String) {
    text.push('"');
    let mut rest = string;
    // What needs no escape is copied piece by piece, not character by character.
    while let Some(at) = rest
        .bytes()
        .position(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        let (plain, special) = rest.split_at(at);
        text.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('\n') => text.push_str("\\n"),
            Some('\r') => text.push_str("\\r"),
            Some('\t') => text.push_str("\\t"),
            Some(escaped @ ('"' | '\\')) => text.extend(['\\', escaped]),
            Some(control) => text.push_str(&format!("\\u{:04x}", u32::from(control))),
            None => {}
        }
        rest = characters.as_str();
    }
    text.push_str(rest);
    text.push('"');
}

#[cfg(test)]
mod tests {
    use crate::json::parse;

    #[test]
    fn what_needs_an_escape_gets_one() {
        let text = r#"["\"\\/\u0001\t\ud800x",{},[],{"\n":-0.0}]"#;
        assert_eq!(
            parse(text).unwrap().to_compact(),
            r#"["\"\\/\u0001\t\ud800x",{},[],{"\n":-0.0}]"#
        );
    }
}
