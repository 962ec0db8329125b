//! Simple regular expressions, which people write where a plain text is compared.

/// A regular expression with no more than `.*`, `.+`, escaped signs and the signs for the two ends, as `wildcard` would have
/// it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Regular {
    /// The expression of `wildcard` for all of a text, no two stars side by side.
    pub(crate) expression: String,
}

impl Regular {
    /// Reads a text that can hardly be anything else than such an expression; `None` for all others. A regular expression is
    /// looked for anywhere in a text only if it stands between slashes: else people mean all of it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if !text.contains(['*', '+', '^', '$', '\\']) {
            return None;
        }
        let inside = text
            .strip_prefix('/')
            .and_then(|text| text.strip_suffix('/'));
        let inside = inside.filter(|inside| inside.contains(['^', '$', '*', '+', '\\']));
        let is_marked = inside.is_some();
        let text = inside.unwrap_or(text);
        let (text, at_start) = (
            text.strip_prefix('^').unwrap_or(text),
            text.starts_with('^'),
        );
        // What follows a sign for any text is a sign for the end, and not money.
        let (text, at_end) = match text.strip_suffix('$') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let (found, has_signs) = wildcard_of(text)?;
        let is_regular = is_marked || at_start || has_signs;
        let is_text = found.chars().any(|one| one != '*');
        if !is_regular || !is_text {
            return None;
        }
        let side = |is_end: bool| if is_end || !is_marked { "" } else { "*" };
        let expression = single_stars(&format!("{}{found}{}", side(at_start), side(at_end)));
        Some(Self { expression })
    }

    /// The same for what is a regular expression for certain: it is looked for anywhere in a text, unless it has signs for the
    /// ends.
    pub(crate) fn read_anywhere(text: &str) -> Option<Self> {
        let inside = text
            .strip_prefix('/')
            .and_then(|text| text.strip_suffix('/'));
        let text = inside.unwrap_or(text);
        let (text, at_start) = (
            text.strip_prefix('^').unwrap_or(text),
            text.starts_with('^'),
        );
        let (text, at_end) = match text.strip_suffix('$') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let (found, _) = wildcard_of(text)?;
        if found.chars().all(|one| one == '*') {
            return None;
        }
        let side = |is_end: bool| if is_end { "" } else { "*" };
        let expression = single_stars(&format!("{}{found}{}", side(at_start), side(at_end)));
        Some(Self { expression })
    }

    /// An expression of `wildcard` that still has signs of regular expressions: what it means without them. A star that
    /// repeats nothing stands for any text, as the writer takes it to.
    pub(crate) fn mixed(text: &str) -> Option<Self> {
        if let Some(regular) = Self::read(text) {
            return Some(regular);
        }
        let bare = text.strip_prefix('^').unwrap_or(text);
        let bare = bare.strip_suffix('$').unwrap_or(bare);
        let expression = bare
            .replace(".*", "*")
            .replace(".+", "*")
            .replace("\\.", ".")
            .replace("\\/", "/")
            .replace("\\-", "-");
        let expression = single_stars(&expression);
        let is_left = expression.contains(['\\', '^', '$', '(', '[', '{', '|']);
        let is_changed = expression != text && expression.chars().any(|one| one != '*');
        (is_changed && !is_left).then_some(Self { expression })
    }

    /// The comparisons that mean one of several words, in JSON: `^(a|b)$`.
    pub(crate) fn alternatives(text: &str) -> Option<String> {
        let inside = text
            .strip_prefix('/')
            .and_then(|text| text.strip_suffix('/'));
        let text = inside.unwrap_or(text);
        let (start, text) = (
            text.starts_with('^'),
            text.strip_prefix('^').unwrap_or(text),
        );
        let (end, text) = (text.ends_with('$'), text.strip_suffix('$').unwrap_or(text));
        let group = text.strip_prefix("(?:").or_else(|| text.strip_prefix('('));
        let words = match group {
            Some(group) => group.strip_suffix(')')?,
            // The signs for the ends are of the first and the last alone.
            None if start || end => return None,
            None => text,
        };
        let words: Vec<&str> = words.split('|').collect();
        let is_letter =
            |one: char| one.is_alphanumeric() || matches!(one, '_' | '-' | ' ' | '/' | ':');
        let is_word = |word: &&str| !word.is_empty() && word.chars().all(is_letter);
        if words.len() < 2 || !words.iter().all(is_word) {
            return None;
        }
        let each = words.iter().map(|word| match (start, end) {
            (true, true) => format!("\"{word}\""),
            (true, false) => format!("{{\"prefix\": \"{word}\"}}"),
            (false, true) => format!("{{\"suffix\": \"{word}\"}}"),
            (false, false) => format!("{{\"wildcard\": \"*{word}*\"}}"),
        });
        Some(each.collect::<Vec<_>>().join(", "))
    }

    /// An expression of `wildcard` that lets through whatever a regular expression does, and more: with a star in place of
    /// what it cannot say. `None` if nothing else would be left, or alternatives are asked.
    pub(crate) fn nearest(text: &str) -> Option<String> {
        let inside = text
            .strip_prefix('/')
            .and_then(|text| text.strip_suffix('/'));
        let text = inside.unwrap_or(text);
        let (text, at_start) = (
            text.strip_prefix('^').unwrap_or(text),
            text.starts_with('^'),
        );
        let (mut rest, at_end) = match text.strip_suffix('$') {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let mut found = String::from(if at_start { "" } else { "*" });
        while let Some(next) = rest.chars().next() {
            rest = rest.get(next.len_utf8()..)?;
            let is_any = match next {
                '[' => {
                    // A bracket that comes first closes nothing.
                    let end = rest.char_indices().skip(1).find(|(_, one)| *one == ']')?.0;
                    rest = rest.get(end + 1..)?;
                    true
                }
                '\\' => {
                    let sign = rest.chars().next()?;
                    rest = rest.get(sign.len_utf8()..)?;
                    let is_class = matches!(sign, 'd' | 'D' | 'w' | 'W' | 's' | 'S');
                    if !is_class && sign.is_alphanumeric() {
                        return None;
                    }
                    if matches!(sign, '*' | '\\') {
                        found.push('\\');
                    }
                    if !is_class {
                        found.push(sign);
                    }
                    is_class
                }
                '.' => rest.starts_with(['*', '+', '?', '{']),
                '(' | ')' | '|' | '*' | '+' | '?' | '{' | '}' | '^' | '$' => return None,
                _ => false,
            };
            if !is_any {
                if next != '\\' {
                    found.push(next);
                }
                // How often one letter may come no star says.
                if rest.starts_with(['*', '+', '?', '{']) {
                    return None;
                }
                continue;
            }
            found.push('*');
            rest = match rest.strip_prefix('{') {
                Some(counts) => counts.split_once('}')?.1,
                None => rest.strip_prefix(['*', '+', '?']).unwrap_or(rest),
            };
        }
        found.push_str(if at_end { "" } else { "*" });
        let found = single_stars(&found);
        found
            .chars()
            .any(|one| one.is_alphanumeric())
            .then_some(found)
    }

    /// The comparisons that mean it, in JSON, the simplest first. Of `wildcard` alone the services differ.
    pub(crate) fn comparisons(&self) -> Vec<String> {
        let whole = &*self.expression;
        let quoted = |text: &str| {
            let mut json = String::new();
            crate::json::write_quoted(text, &mut json);
            json
        };
        let plain = |text: &str| (!text.contains(['*', '\\'])).then(|| quoted(text));
        let mut comparisons = Vec::new();
        let start = whole.strip_suffix('*').and_then(plain);
        comparisons.extend(start.map(|text| format!(r#"{{"prefix": {text}}}"#)));
        let end = whole.strip_prefix('*').and_then(plain);
        comparisons.extend(end.map(|text| format!(r#"{{"suffix": {text}}}"#)));
        comparisons.extend(plain(whole));
        comparisons.push(format!(r#"{{"wildcard": {}}}"#, quoted(whole)));
        comparisons
    }
}

/// An expression of `wildcard` without a star behind another; those with a backslash before them stand for themselves.
fn single_stars(expression: &str) -> String {
    let mut single = String::with_capacity(expression.len());
    let mut is_escaped = false;
    let mut is_star = false;
    for one in expression.chars() {
        let is_another = one == '*' && !is_escaped;
        if !(is_another && is_star) {
            single.push(one);
        }
        is_star = is_another;
        is_escaped = one == '\\' && !is_escaped;
    }
    single
}

/// The text with stars in place of `.*` and `.+`, and whether there are signs that only regular expressions have.
fn wildcard_of(text: &str) -> Option<(String, bool)> {
    let mut found = String::new();
    let mut rest = text;
    let mut has_signs = false;
    while let Some(next) = rest.chars().next() {
        let mut any = [".*", ".+"].into_iter();
        if let Some(behind) = any.find_map(|any| rest.strip_prefix(any)) {
            found.push('*');
            has_signs = true;
            rest = behind;
            continue;
        }
        rest = rest.get(next.len_utf8()..)?;
        match next {
            '\\' => {
                let sign = rest.chars().next().filter(|sign| !sign.is_alphanumeric())?;
                rest = rest.get(sign.len_utf8()..)?;
                if matches!(sign, '*' | '\\') {
                    found.push('\\');
                }
                found.push(sign);
                has_signs = true;
            }
            '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | '$' => return None,
            plain => found.push(plain),
        }
    }
    Some((found, has_signs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anywhere(text: &str) -> Option<String> {
        Regular::read_anywhere(text).map(|regular| regular.expression)
    }

    fn alternatives(text: &str) -> Option<String> {
        Regular::alternatives(text)
    }

    rows! { alternatives;
        one_of_two: "^(PAID|SENT)$" => Some(r#""PAID", "SENT""#.to_owned());
        at_the_start_of_a_text: "^(?:a|b)" => Some(r#"{"prefix": "a"}, {"prefix": "b"}"#.to_owned());
        anywhere_in_it: "a|b" => Some(r#"{"wildcard": "*a*"}, {"wildcard": "*b*"}"#.to_owned());
        ends_of_one_alone: "^a|b$" => None;
        one_word: "^(a)$" => None;
        more_than_words: "^(a.*|b)$" => None;
    }

    fn nearest(text: &str) -> Option<String> {
        Regular::nearest(text)
    }

    rows! { nearest;
        classes: r"^/api/v[0-9]+/orders/\d{2,3}$" => Some("/api/v*/orders/*".to_owned());
        anywhere_in_a_text: "ORD-[^-]*-x" => Some("*ORD-*-x*".to_owned());
        an_escaped_sign: r"^a\.b\*.+$" => Some(r"a.b\**".to_owned());
        a_letter_again_and_again: "^ab+$" => None;
        one_of_several: "^(a|b)$" => None;
        nothing_but_a_class: "^[a-z]+$" => None;
        a_bracket_in_a_class: "^x[]a]$" => Some("x*".to_owned());
    }

    fn mixed(text: &str) -> Option<String> {
        Regular::mixed(text).map(|regular| regular.expression)
    }

    rows! { anywhere;
        both_ends_anywhere: r"^uploads/.*\.csv$" => Some("uploads/*.csv".to_owned());
        no_end: "order" => Some("*order*".to_owned());
        at_the_start: "^order-" => Some("order-*".to_owned());
        at_the_end: r"\.csv$" => Some("*.csv".to_owned());
        all_of_slashes: "/^a.*b$/" => Some("a*b".to_owned());
        a_repetition: "^ab*$" => None;
        any_at_all: "^.*$" => None;
    }

    rows! { mixed;
        signs_around_a_wildcard: "^uploads/*.csv$" => Some("uploads/*.csv".to_owned());
        a_whole_expression: r"^uploads/.*\.csv$" => Some("uploads/*.csv".to_owned());
        an_escaped_dot_alone: r"uploads/*\.csv" => Some("uploads/*.csv".to_owned());
        a_wildcard: "uploads/*.csv" => None;
        alternatives: "^(a|b)/*$" => None;
        a_windows_path: r"C:\temp\*" => None;
    }

    fn expression(text: &str) -> Option<String> {
        Regular::read(text).map(|regular| regular.expression)
    }

    rows! { expression;
        any_behind_a_star: r"order\*.*" => Some(r"order\**".to_owned());
        any_behind: "order.*" => Some("order*".to_owned());
        both_ends: "^order.*$" => Some("order*".to_owned());
        between_slashes: "/order.*/" => Some("*order*".to_owned());
        an_escaped_dot: r"^.*\.jpg$" => Some("*.jpg".to_owned());
        one_end: "^order" => Some("order".to_owned());
        no_more_than_a_path: "/orders/" => None;
        no_more_than_text: "orders" => None;
        money: "5$" => None;
        a_class: "^[a-z]+$" => None;
        nothing_but_any: ".*" => None;
    }
}
