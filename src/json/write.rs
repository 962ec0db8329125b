//! Values back to text.

use super::{JsonString, Kind, Value};

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
        let mut due = vec![Due::Value(self)];
        // A list of what is still to be written in place of recursion: values may be a thousand deep.
        while let Some(next) = due.pop() {
            match next {
                Due::Text(piece) => text.push_str(piece),
                Due::Name(name) => name.write_quoted(&mut text),
                Due::Value(value) => write_value(value, &mut text, &mut due),
            }
        }
        text
    }
}

/// Something still to be written.
enum Due<'v> {
    Text(&'static str),
    Name(&'v JsonString),
    Value(&'v Value),
}

fn write_value<'v>(value: &'v Value, text: &mut String, due: &mut Vec<Due<'v>>) {
    match &value.kind {
        Kind::Null => text.push_str("null"),
        Kind::Bool(true) => text.push_str("true"),
        Kind::Bool(false) => text.push_str("false"),
        Kind::Number(number) => text.push_str(number),
        Kind::String(string) => string.write_quoted(text),
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
