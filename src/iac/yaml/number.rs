//! Numbers as YAML writes them, spelled as JSON does.

use crate::sure::Sure as _;

/// A number that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// As JSON spells it.
    pub(super) text: String,
    /// What the writer may not have meant.
    pub(super) surprise: Option<Surprise>,
}

/// How a number differs from what stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surprise {
    /// A leading zero makes it octal, or is lost.
    LeadingZero,
    /// Colons make it one of base 60.
    BaseSixty,
    /// It has more digits than a floating-point number keeps.
    Rounded,
}

/// A number of YAML 1.1.
///
/// YAML 1.1 types, `tag:yaml.org,2002:int` and `float`, as PyYAML has them: an exponent needs a point before it and its
/// sign. Digits behind a leading zero of which some are 8 or 9 are no octal number: PyYAML has a text there, CloudFormation
/// the decimal number (aws-cli, issue 6908).
pub(super) fn yaml_1_1(text: &str) -> Option<Number> {
    let (sign, rest) = signed(text);
    if !rest.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    if rest.contains(':') {
        return sixty(sign, rest);
    }
    let digits = rest.replace('_', "");
    if let Some(magnitude) = prefixed(&digits, &[("0b", 2), ("0x", 16)]) {
        return Some(known(sign, magnitude));
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return whole(sign, &digits);
    }
    // A sign stands before a digit alone, and a digit behind a leading point.
    let is_bare = rest.starts_with('.');
    let behind = rest.strip_prefix('.').unwrap_or("0");
    if is_bare
        && (!text.starts_with('.') || !behind.starts_with(|byte: char| byte.is_ascii_digit()))
    {
        return None;
    }
    let decimal = Decimal::read(&digits)?;
    decimal.fraction?;
    if decimal
        .exponent
        .is_some_and(|exponent| !exponent.starts_with(['+', '-']))
    {
        return None;
    }
    Some(Number {
        text: format!("{sign}{}", decimal.spelled()),
        surprise: None,
    })
}

/// A number with an exponent as every YAML reads it: with a point, and the sign of the exponent.
pub(super) fn spelled_for_all(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) {
        ""
    } else {
        "+"
    };
    let spelled = format!("{mantissa}{point}e{sign}{exponent}");
    yaml_1_1(&spelled).map(|_| spelled)
}

/// A whole number of YAML 1.1 in decimal or octal digits.
fn whole(sign: &str, digits: &str) -> Option<Number> {
    if digits.len() == 1 || !digits.starts_with('0') {
        return Some(Number {
            text: with_sign(sign, digits),
            surprise: None,
        });
    }
    let magnitude = match u128::from_str_radix(digits, 8) {
        Ok(octal) => octal.to_string(),
        Err(_) if digits.contains(['8', '9']) => without_zeros(digits).to_owned(),
        Err(_) => return None,
    };
    Some(Number {
        text: with_sign(sign, &magnitude),
        surprise: Some(Surprise::LeadingZero),
    })
}

/// A number of base 60: `12:30:45`, `12:30.5`.
fn sixty(sign: &str, text: &str) -> Option<Number> {
    let (places, fraction) = match text.split_once('.') {
        Some((places, fraction)) => (places, Some(fraction)),
        None => (text, None),
    };
    let mut places = places.split(':');
    let first = places.next()?.replace('_', "");
    if fraction.is_none() && first.starts_with('0') {
        return None;
    }
    let mut sum: u128 = digits(&first)?.parse().ok()?;
    for place in places {
        let place: u128 = digits(place)
            .filter(|place| place.len() <= 2)?
            .parse()
            .ok()?;
        if place >= 60 {
            return None;
        }
        sum = sum.checked_mul(60)?.checked_add(place)?;
    }
    let fraction = fraction.map(|fraction| fraction.replace('_', ""));
    let behind = match fraction.as_deref() {
        None => String::new(),
        Some("") => ".0".to_owned(),
        Some(fraction) => format!(".{}", digits(fraction)?),
    };
    let text = with_sign(sign, &sum.to_string());
    Some(Number {
        text: format!("{text}{behind}"),
        surprise: Some(Surprise::BaseSixty),
    })
}

/// A number of js-yaml, as JavaScript prints it.
///
/// js-yaml 4.3, `lib/type/int.js` and `float.js`: no `_`, no octal numbers by a leading zero, no sign before a bare point.
pub(super) fn javascript(text: &str) -> Option<Number> {
    let (sign, rest) = signed(text);
    if rest.starts_with('.') && rest.len() < text.len() {
        return None;
    }
    let prefixes = [("0b", 2), ("0o", 8), ("0x", 16)];
    match prefixed(rest, &prefixes) {
        Some(magnitude) => float(sign, &magnitude.to_string()),
        None => float(sign, rest),
    }
}

/// A number of JSON as JavaScript prints it.
#[must_use]
pub fn javascript_number(text: &str) -> String {
    javascript(text).map_or_else(|| text.to_owned(), |number| number.text)
}

/// A number of yaml.v3 of Go, as Go's `encoding/json` prints it.
///
/// yaml.v3, `resolve.go`: `_` is nothing, what `strconv.ParseInt` takes with base 0 is a whole number.
pub(super) fn go(text: &str) -> Option<Number> {
    let plain = text.replace('_', "");
    let (sign, rest) = signed(&plain);
    if text.starts_with('_')
        || !rest.starts_with(|first: char| first.is_ascii_digit() || first == '.')
    {
        return None;
    }
    let lower = rest.to_ascii_lowercase();
    let prefixes = [("0b", 2), ("0o", 8), ("0x", 16)];
    if let Some(magnitude) = prefixed(&lower, &prefixes) {
        return float(sign, &magnitude.to_string());
    }
    let octal = rest.strip_prefix('0').and_then(digits);
    match octal.and_then(|octal| u64::from_str_radix(octal, 8).ok()) {
        Some(octal) => {
            let number = float(sign, &octal.to_string())?;
            Some(Number {
                surprise: Some(Surprise::LeadingZero),
                ..number
            })
        }
        None => float(sign, rest),
    }
}

/// The same, whose digits are all kept.
pub(super) fn go_exact(text: &str) -> Option<Number> {
    let number = go(text)?;
    Some(match number.surprise {
        Some(Surprise::Rounded) => Number {
            text: text.replace(['_', '+'], ""),
            surprise: None,
        },
        _ => number,
    })
}

/// A number of JSON, as it is written.
pub(super) fn json(text: &str) -> Option<Number> {
    let begins = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let value = begins.then(|| crate::json::parse(text).ok()).flatten()?;
    matches!(value.kind, crate::json::Kind::Number(_)).then(|| Number {
        text: text.to_owned(),
        surprise: None,
    })
}

/// A decimal number as a floating-point number prints it.
fn float(sign: &str, text: &str) -> Option<Number> {
    let decimal = Decimal::read(text)?;
    let value: f64 = decimal
        .spelled()
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite())?;
    let printed = shortest(value);
    let is_whole = decimal.fraction.is_none() && decimal.exponent.is_none();
    let is_kept = significant(decimal.whole) == significant(&printed);
    Some(Number {
        text: with_sign(sign, &printed),
        surprise: (is_whole && !is_kept).then_some(Surprise::Rounded),
    })
}

/// A floating-point number that is not negative, as ECMAScript's `Number::toString` prints it, and Go's `encoding/json`.
///
/// ECMA-262, "Number::toString": the fewest digits that mean the number; an exponent below 10⁻⁶ and from 10²¹ on.
fn shortest(value: f64) -> String {
    let printed = format!("{value:e}");
    let (mantissa, exponent) = printed.split_once('e').sure();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits = mantissa.replace('.', "");
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let count = i32::try_from(digits.len()).unwrap_or(0);
    if !(-6..21).contains(&exponent) {
        let plus = if exponent < 0 { "" } else { "+" };
        return format!("{mantissa}e{plus}{exponent}");
    }
    if exponent < 0 {
        return format!("0.{}{digits}", zeros(-1 - exponent));
    }
    if count <= exponent + 1 {
        return format!("{digits}{}", zeros(exponent + 1 - count));
    }
    let point = usize::try_from(exponent + 1).unwrap_or(0);
    let (whole, fraction) = digits.split_at_checked(point).sure();
    format!("{whole}.{fraction}")
}

/// The digits of a whole number that are not zeros at an end.
fn significant(number: &str) -> String {
    let mantissa = number.split('e').next().unwrap_or("").replace('.', "");
    mantissa.trim_matches('0').to_owned()
}

/// A decimal number in its parts.
struct Decimal<'t> {
    whole: &'t str,
    fraction: Option<&'t str>,
    /// With its sign.
    exponent: Option<&'t str>,
}

impl<'t> Decimal<'t> {
    /// `12`, `1.`, `.5`, `1.5e+3`: without a sign, and with a digit before the exponent.
    fn read(text: &'t str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(exponent)),
            None => (text, None),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let has_digit = !whole.is_empty() || fraction.is_some_and(|digits| !digits.is_empty());
        let is_number = has_digit && is_digits(whole) && fraction.is_none_or(is_digits);
        let is_exponent = exponent.is_none_or(|exponent| digits(signed_any(exponent)).is_some());
        (is_number && is_exponent).then_some(Self {
            whole,
            fraction,
            exponent,
        })
    }

    /// As JSON spells it.
    fn spelled(&self) -> String {
        let mut text = without_zeros(self.whole).to_owned();
        if let Some(fraction) = self.fraction {
            text.push('.');
            text.push_str(if fraction.is_empty() { "0" } else { fraction });
        }
        if let Some(exponent) = self.exponent {
            text.push('e');
            text.push_str(exponent);
        }
        text
    }
}

/// The minus sign, if one stands there, and what stands behind either sign.
fn signed(text: &str) -> (&'static str, &str) {
    match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    }
}

fn signed_any(text: &str) -> &str {
    signed(text).1
}

/// Zero has no sign.
fn with_sign(sign: &str, magnitude: &str) -> String {
    match magnitude {
        "0" => magnitude.to_owned(),
        _ => format!("{sign}{magnitude}"),
    }
}

/// A whole number behind the prefix of its base.
fn prefixed(text: &str, prefixes: &[(&str, u32)]) -> Option<u128> {
    prefixes.iter().find_map(|(prefix, radix)| {
        let digits = text.strip_prefix(prefix)?;
        let is_signed = digits.starts_with(['+', '-']);
        u128::from_str_radix(digits, *radix)
            .ok()
            .filter(|_| !is_signed)
    })
}

fn known(sign: &str, magnitude: u128) -> Number {
    Number {
        text: with_sign(sign, &magnitude.to_string()),
        surprise: None,
    }
}

/// The text, if it is digits and nothing else.
fn digits(text: &str) -> Option<&str> {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits.then_some(text)
}

fn without_zeros(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    }
}
