//! Pictures: a few shapes of SVG, written as text.

use std::fmt::Write as _;

use super::printable::printable;

/// A picture in the making. Lengths are in pixels, from the top left.
#[derive(Clone, Debug)]
pub struct Picture {
    width: u32,
    height: u32,
    body: String,
}

impl Picture {
    /// An empty, white picture.
    #[must_use]
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            body: String::new(),
        }
    }

    /// A filled rectangle; `title` is shown when the pointer rests on it.
    pub fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str, title: &str) {
        // Writing into a string does not fail.
        let _ = writeln!(
            self.body,
            r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{fill}"><title>{}</title></rect>"#,
            number(x),
            number(y),
            number(width),
            number(height),
            escaped(title),
        );
    }

    /// A straight line, one pixel wide.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), color: &str) {
        let _ = writeln!(
            self.body,
            r#"<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{color}"/>"#,
            number(from.0),
            number(from.1),
            number(to.0),
            number(to.1),
        );
    }

    /// A line of text that begins at `x` and stands on `y`.
    pub fn text(&mut self, x: f64, y: f64, color: &str, text: &str) {
        let _ = writeln!(
            self.body,
            r#"<text x="{}" y="{}" fill="{color}">{}</text>"#,
            number(x),
            number(y),
            escaped(text),
        );
    }

    /// The picture as a file.
    #[must_use]
    pub fn finish(self, title: &str) -> String {
        let Self {
            width,
            height,
            body,
        } = self;
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">
<title>{}</title>
<rect width="{width}" height="{height}" fill="#ffffff"/>
{body}</svg>
"##,
            escaped(title),
        )
    }
}

/// To the hundredth of a pixel, without zeros at the end.
fn number(length: f64) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Text as XML writes it, in its printable form: XML has no control characters.
fn escaped(text: &str) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(character),
        }
    }
    out
}
