//! The form of a string with escapes.

/// Appends the form of a string (quotes included on both sides): escapes decoded, every half of a surrogate
/// pair that stands alone as `?`. The string has been checked; of one that has not, what is no escape is kept.
pub(super) fn decode(quoted: &[u8], out: &mut Vec<u8>) {
    let mut rest = quoted;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (before, escape) = rest.split_at(at);
        out.extend_from_slice(before);
        rest = match escape {
            [_, b'u', tail @ ..] => unicode(tail, out),
            [_, letter, tail @ ..] => {
                out.push(match letter {
                    b'b' => 0x08,
                    b'f' => 0x0C,
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    other => *other,
                });
                tail
            }
            _ => &[],
        };
    }
    out.extend_from_slice(rest);
}

/// Decodes what follows `\u`, and a second escape if the two are a pair; returns what is behind.
fn unicode<'a>(text: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
    let Some((unit, rest)) = hexadecimal(text) else {
        out.extend_from_slice(b"\\u");
        return text;
    };
    let second = || {
        let (second, behind) = hexadecimal(rest.strip_prefix(b"\\u")?)?;
        let pair = char::decode_utf16([unit, second]).next()?.ok()?;
        Some((pair, behind))
    };
    let (character, rest) = match char::from_u32(u32::from(unit)) {
        Some(character) => (character, rest),
        None => second().unwrap_or(('?', rest)),
    };
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    rest
}

/// Four hexadecimal digits.
fn hexadecimal(text: &[u8]) -> Option<(u16, &[u8])> {
    let (digits, rest) = text.split_first_chunk::<4>()?;
    let unit = digits.iter().try_fold(0_u32, |unit, digit| {
        Some(unit << 4 | char::from(*digit).to_digit(16)?)
    })?;
    Some((u16::try_from(unit).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::comparison::Form;

    #[test]
    fn the_form_is_that_of_the_decoded_string() {
        for quoted in [
            r#""""#,
            r#""plain""#,
            r#""a\"b\\c\/d""#,
            r#""\b\f\n\r\t""#,
            r#""\u0041\u00e9日""#,
            r#""\ud83d\ude00""#,
            r#""\ud83dx\ude00""#,
            r#""\ud83d""#,
            r#""\ud83d\ud83d\ude00""#,
            r#""\ud83d\u0041""#,
        ] {
            let value = crate::json::parse(quoted).unwrap();
            let crate::json::Kind::String(text) = value.kind else {
                panic!("{quoted}");
            };
            let mut form = Vec::new();
            decode(quoted.as_bytes(), &mut form);
            assert_eq!(form, Form::string(&text).as_bytes(), "{quoted}");
        }
    }
}
