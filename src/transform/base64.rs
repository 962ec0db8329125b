//! Base64 as record payloads carry it: the standard alphabet, padded (RFC 4648, section 4).

/// Decodes `text`. The padding may be left out; nothing else is forgiven.
///
/// Returns the byte offset of the first character that is wrong: one that is no digit, failing that the end of the
/// digits, where the text is too short or its padding does not fit.
pub(super) fn decode(text: &[u8]) -> Result<Vec<u8>, usize> {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let digits = text.get(..text.len() - padding).unwrap_or_default();
    if let Some(at) = digits.iter().position(|digit| value(*digit).is_none()) {
        return Err(at);
    }
    let short = digits.len() % 4;
    let padding_fits = padding == 0 || (padding <= 2 && (digits.len() + padding).is_multiple_of(4));
    if short == 1 || !padding_fits {
        return Err(digits.len());
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0);
    for (at, digit) in digits.iter().enumerate() {
        bits = bits << 6 | u32::from(value(*digit).ok_or(at)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    Ok(bytes)
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(decode(text.as_bytes()).unwrap(), bytes.as_bytes(), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(decode(b"Zm9v!mFy"), Err(4));
        assert_eq!(decode(b"Z"), Err(1));
        assert_eq!(decode(b"Zg="), Err(2));
        assert_eq!(decode(b"===="), Err(0));
        assert_eq!(decode(b"Zm 9v"), Err(2));
        assert_eq!(decode(b"Zm9v=Zg="), Err(4));
    }
}
