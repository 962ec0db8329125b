//! Characters that people cannot tell apart, or cannot see.

use unicode_normalization::UnicodeNormalization as _;

/// Names of characters that leave little or no trace.
const NAMES: [(char, &str); 27] = [
    ('\t', "tab"),
    ('\n', "line feed"),
    ('\r', "carriage return"),
    (' ', "space"),
    ('\u{a0}', "no-break space"),
    ('\u{ad}', "soft hyphen"),
    ('\u{34f}', "combining grapheme joiner"),
    ('\u{61c}', "Arabic letter mark"),
    ('\u{180e}', "Mongolian vowel separator"),
    ('\u{2002}', "en space"),
    ('\u{2003}', "em space"),
    ('\u{2009}', "thin space"),
    ('\u{200b}', "zero width space"),
    ('\u{200c}', "zero width non-joiner"),
    ('\u{200d}', "zero width joiner"),
    ('\u{200e}', "left-to-right mark"),
    ('\u{200f}', "right-to-left mark"),
    ('\u{2010}', "hyphen"),
    ('\u{2011}', "non-breaking hyphen"),
    ('\u{2013}', "en dash"),
    ('\u{2014}', "em dash"),
    ('\u{202f}', "narrow no-break space"),
    ('\u{2060}', "word joiner"),
    ('\u{2212}', "minus sign"),
    ('\u{3000}', "ideographic space"),
    ('\u{fe0f}', "variation selector-16"),
    ('\u{feff}', "byte order mark"),
];

/// Characters of other scripts that look like one of ASCII. (What Unicode itself calls compatible, full-width letters
/// for one, is not among them.)
const LOOK_ALIKE: [(char, &str); 45] = [
    ('a', "аɑα"),
    ('c', "сϲ"),
    ('d', "ԁ"),
    ('e', "еҽ"),
    ('g', "ɡ"),
    ('h', "һ"),
    ('i', "іı"),
    ('j', "јϳ"),
    ('l', "ӏ"),
    ('o', "оο"),
    ('p', "рρ"),
    ('q', "ԛ"),
    ('s', "ѕ"),
    ('v', "ѵν"),
    ('w', "ԝ"),
    ('x', "х"),
    ('y', "у"),
    ('A', "АΑ"),
    ('B', "ВΒ"),
    ('C', "СϹ"),
    ('E', "ЕΕ"),
    ('G', "Ԍ"),
    ('H', "НΗ"),
    ('I', "ІΙӀ"),
    ('J', "Ј"),
    ('K', "КΚ"),
    ('M', "МΜ"),
    ('N', "Ν"),
    ('O', "ОΟ"),
    ('P', "РΡ"),
    ('S', "Ѕ"),
    ('T', "ТΤ"),
    ('X', "ХΧ"),
    ('Y', "ҮΥ"),
    ('Z', "Ζ"),
    ('-', "‐‑‒–—―−˗"),
    ('\'', "‘’‛′ʹʼ"),
    ('"', "“”„″"),
    ('/', "⁄∕"),
    ('*', "∗"),
    (':', "∶꞉"),
    (',', "‚"),
    ('!', "ǃ"),
    ('|', "∣ǀ"),
    ('_', "ˍ"),
];

/// Whether a character leaves no trace on a screen, or upsets it: controls, spaces other than the usual one, marks of
/// direction, and what Unicode says may be ignored. Joiners and variation selectors are not counted, because they change
/// what is seen of the characters beside them.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{7f}'..='\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{1680}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}' | '\u{2000}'..='\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// `U+200B (zero width space)`
pub(super) fn name(character: char) -> String {
    let code = format!("U+{:04X}", u32::from(character));
    let known = NAMES.iter().find(|(named, _)| *named == character);
    match known {
        Some((_, name)) => format!("{code} ({name})"),
        None => code,
    }
}

/// Whether two texts are the same but for how their letters are composed: é is one character or two.
pub(super) fn are_composed_differently(one: &str, other: &str) -> bool {
    one != other && one.nfc().eq(other.nfc())
}

/// A text reduced to what people see of it: two texts that look alike are the same when reduced.
pub(super) fn reduced(text: &str) -> String {
    if text.is_ascii() {
        // Only the delete character goes, and asking about each character costs much.
        return text.replace('\u{7f}', "");
    }
    text.nfkd()
        .filter(|character| !may_be_ignored(*character))
        .map(seen_as)
        .collect()
}

fn may_be_ignored(character: char) -> bool {
    let is_joiner = matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    is_joiner || (is_hidden(character) && !character.is_whitespace())
}

fn seen_as(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    LOOK_ALIKE
        .iter()
        .find(|(_, others)| others.contains(character))
        .map_or(character, |(ascii, _)| *ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_alike(one: &str, other: &str) -> bool {
        reduced(one) == reduced(other)
    }

    rows! { look_alike;
        composed_and_not: "caf\u{e9}", "cafe\u{301}" => true;
        a_letter_of_another_script: "p\u{430}ypal", "paypal" => true;
        a_no_break_space: "x\u{a0}y", "x y" => true;
        a_zero_width_space: "x\u{200b}y", "xy" => true;
        a_byte_order_mark: "\u{feff}xy", "xy" => true;
        a_full_width_letter: "Ｘ", "X" => true;
        a_dash: "a\u{2013}b", "a-b" => true;
        a_curly_quote: "it\u{2019}s", "it's" => true;
        a_space_is_seen: "x y", "xy" => false;
        an_accent_is_seen: "caf\u{e9}", "cafe" => false;
        case_is_seen: "a", "A" => false;
    }

    #[test]
    fn known_characters_are_named() {
        assert_eq!(name('\u{200b}'), "U+200B (zero width space)");
        assert_eq!(name('\u{430}'), "U+0430");
        assert_eq!(name('😀'), "U+1F600");
    }
}
