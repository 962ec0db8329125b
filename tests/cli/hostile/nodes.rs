//! The values of a JSON text as places in it: to change a text one has to know where its parts are, not what they mean.

use std::ops::Range;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Object,
    Array,
    String,
    Number,
    Word,
}

/// A value, and its name if it is a member.
#[derive(Clone, Debug)]
pub struct Node {
    pub kind: Kind,
    pub value: Range<usize>,
    pub name: Option<Range<usize>>,
    /// Whether it stands in an object or an array.
    pub is_inside: bool,
}

impl Node {
    /// The value with its name.
    pub fn whole(&self) -> Range<usize> {
        let start = self
            .name
            .as_ref()
            .map_or(self.value.start, |name| name.start);
        start..self.value.end
    }
}

/// All values of one or several JSON texts, up to the first mistake.
pub fn nodes(text: &str) -> Vec<Node> {
    let mut walk = Walk {
        bytes: text.as_bytes(),
        at: 0,
        found: Vec::new(),
    };
    while walk.value(None, false).is_some() {}
    walk.found
}

struct Walk<'t> {
    bytes: &'t [u8],
    at: usize,
    found: Vec<Node>,
}

impl Walk<'_> {
    fn peek(&mut self) -> Option<u8> {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    fn value(&mut self, name: Option<Range<usize>>, is_inside: bool) -> Option<()> {
        let first = self.peek()?;
        let start = self.at;
        let index = self.found.len();
        let kind = match first {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::String,
            b'-' | b'0'..=b'9' => Kind::Number,
            _ => Kind::Word,
        };
        self.found.push(Node {
            kind,
            value: start..start,
            name,
            is_inside,
        });
        match kind {
            Kind::Object | Kind::Array => self.list(kind)?,
            Kind::String => self.string()?,
            Kind::Number | Kind::Word => {
                let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                while self.bytes.get(self.at).is_some_and(is_part) {
                    self.at += 1;
                }
                (self.at > start).then_some(())?;
            }
        }
        self.found[index].value.end = self.at;
        Some(())
    }

    fn list(&mut self, kind: Kind) -> Option<()> {
        self.at += 1;
        loop {
            match self.peek()? {
                b'}' | b']' => {
                    self.at += 1;
                    return Some(());
                }
                b',' => self.at += 1,
                b'"' if kind == Kind::Object => {
                    let start = self.at;
                    self.string()?;
                    let name = start..self.at;
                    (self.peek()? == b':').then_some(())?;
                    self.at += 1;
                    self.value(Some(name), true)?;
                }
                _ => self.value(None, true)?,
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match *self.bytes.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    return Some(());
                }
                _ => self.at += 1,
            }
        }
    }
}

#[test]
fn every_value_is_found_with_its_name() {
    let text = r#"{"a":[1,"x\""],"b":null} 2"#;
    let found: Vec<&str> = nodes(text).iter().map(|node| &text[node.whole()]).collect();
    let object = r#"{"a":[1,"x\""],"b":null}"#;
    let (a, b) = (r#""a":[1,"x\""]"#, r#""b":null"#);
    assert_eq!(found, [object, a, "1", r#""x\"""#, b, "2"]);
}
