//! Numbers of Terraform: decimal, exact.
//!
//! # Source
//!
//! zclconf/go-cty: numbers are arbitrary precision, and are written without an exponent and without zeros that mean
//! nothing: `1.50` is `1.5`, `1e3` is `1000`.

use std::cmp::Ordering;

use crate::sure::Sure as _;

/// Most digits that a number may have when it is written out.
const MAXIMUM_DIGITS: usize = 400;

/// Digits behind the point of a quotient that has no end.
const QUOTIENT_DIGITS: u32 = 24;

/// A number, as it is written: no exponent, no sign of zero, no digits that mean nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number(Box<str>);

impl Number {
    /// Reads a number; `None` for what is none, and for one that is too long to be written out.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let all = format!("{whole}{fraction}");
        let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
        Self::written(is_negative, &all, point)
    }

    /// Digits with the point behind the `point`th of them.
    fn written(is_negative: bool, digits: &str, point: i64) -> Option<Self> {
        let leading = digits.len() - digits.trim_start_matches('0').len();
        let digits = digits.trim_matches('0');
        if digits.is_empty() {
            return Some(Self("0".into()));
        }
        let point = point - i64::try_from(leading).ok()?;
        let length = i64::try_from(digits.len()).ok()?;
        let most = i64::try_from(MAXIMUM_DIGITS).ok()?;
        if point > most || length - point > most {
            return None;
        }
        let mut text = String::from(if is_negative { "-" } else { "" });
        if point <= 0 {
            let zeros = usize::try_from(-point).ok()?;
            text.push_str("0.");
            text.push_str(&"0".repeat(zeros));
            text.push_str(digits);
        } else {
            let point = usize::try_from(point).ok()?;
            match digits.split_at_checked(point) {
                Some((whole, "")) => text.push_str(whole),
                Some((whole, fraction)) => {
                    text.push_str(whole);
                    text.push('.');
                    text.push_str(fraction);
                }
                None => {
                    text.push_str(digits);
                    text.push_str(&"0".repeat(point - digits.len()));
                }
            }
        }
        Some(Self(text.into()))
    }

    /// The text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// A whole number.
    pub(super) fn whole(number: i128) -> Self {
        Self(number.to_string().into())
    }

    /// As a whole number, if it is one.
    pub(super) fn to_whole(&self) -> Option<i128> {
        self.0.parse().ok()
    }

    /// As an index or a length.
    pub(super) fn to_size(&self) -> Option<usize> {
        self.0.parse().ok()
    }

    /// The digits as a whole number, and how many of them stand behind the point.
    fn parts(&self) -> Option<(i128, u32)> {
        let (whole, fraction) = self.0.split_once('.').unwrap_or((&self.0, ""));
        let digits = format!("{whole}{fraction}").parse().ok()?;
        Some((digits, u32::try_from(fraction.len()).ok()?))
    }

    /// Both with equally many digits behind the point.
    fn aligned(&self, other: &Self) -> Option<(i128, i128, u32)> {
        let (left, left_scale) = self.parts()?;
        let (right, right_scale) = other.parts()?;
        let scale = left_scale.max(right_scale);
        let raised = |number: i128, from: u32| {
            let power = 10_i128.checked_pow(scale - from)?;
            number.checked_mul(power)
        };
        Some((
            raised(left, left_scale)?,
            raised(right, right_scale)?,
            scale,
        ))
    }

    fn scaled(number: i128, scale: u32) -> Option<Self> {
        let digits = number.unsigned_abs().to_string();
        let point = i64::try_from(digits.len()).ok()? - i64::from(scale);
        Self::written(number < 0, &digits, point)
    }

    /// The sum; `None` where it is too large to be calculated, as for all that follow.
    pub(super) fn plus(&self, other: &Self) -> Option<Self> {
        let (left, right, scale) = self.aligned(other)?;
        Self::scaled(left.checked_add(right)?, scale)
    }

    /// The difference.
    pub(super) fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.negated())
    }

    /// The product.
    pub(super) fn times(&self, other: &Self) -> Option<Self> {
        let (left, left_scale) = self.parts()?;
        let (right, right_scale) = other.parts()?;
        Self::scaled(left.checked_mul(right)?, left_scale + right_scale)
    }

    /// The quotient, cut where it has no end. Dividing by zero has none.
    pub(super) fn over(&self, other: &Self) -> Option<Self> {
        let (left, right, _) = self.aligned(other)?;
        let mut quotient = left.checked_div(right)?;
        let mut rest = left.checked_rem(right)?;
        let mut scale = 0;
        while rest != 0 && scale < QUOTIENT_DIGITS {
            rest = rest.checked_mul(10)?;
            quotient = quotient
                .checked_mul(10)?
                .checked_add(rest.checked_div(right)?)?;
            rest = rest.checked_rem(right)?;
            scale += 1;
        }
        Self::scaled(quotient, scale)
    }

    /// The remainder, with the sign of the first.
    pub(super) fn modulo(&self, other: &Self) -> Option<Self> {
        let (left, right, scale) = self.aligned(other)?;
        Self::scaled(left.checked_rem(right)?, scale)
    }

    /// The number with the other sign.
    pub(super) fn negated(&self) -> Self {
        match self.0.strip_prefix('-') {
            Some(rest) => Self(rest.into()),
            None if *self.0 == *"0" => self.clone(),
            None => Self(format!("-{}", self.0).into()),
        }
    }

    /// The largest whole number that is not larger.
    pub(super) fn floor(&self) -> Option<Self> {
        let Some((whole, _)) = self.0.split_once('.') else {
            return Some(self.clone());
        };
        let whole: i128 = whole.parse().ok()?;
        let is_negative = self.0.starts_with('-');
        Some(Self::whole(whole - i128::from(is_negative)))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let split = |number: &Self| {
            let size = number.0.trim_start_matches('-').to_owned();
            let (whole, fraction) = size.split_once('.').unwrap_or((&size, ""));
            (whole.len(), whole.to_owned(), fraction.to_owned())
        };
        match (self.0.starts_with('-'), other.0.starts_with('-')) {
            (false, false) => split(self).cmp(&split(other)),
            (true, true) => split(other).cmp(&split(self)),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<usize> for Number {
    fn from(size: usize) -> Self {
        Self::whole(i128::try_from(size).sure())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::read(text).unwrap()
    }

    #[test]
    fn numbers_are_written_without_what_means_nothing() {
        for (text, expected) in [
            ("1.50", "1.5"),
            ("1e3", "1000"),
            ("012", "12"),
            ("1.5e-3", "0.0015"),
            ("-0.0", "0"),
            ("123456789012345678901", "123456789012345678901"),
            ("- 5", "-5"),
        ] {
            assert_eq!(number(text).as_str(), expected);
        }
        for text in ["", "x", "1e99999999999", "1e401", "--1", "1.2.3"] {
            assert_eq!(Number::read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_calculated_exactly() {
        let shown = |number: Option<Number>| number.map(|one| one.as_str().to_owned());
        let (a, b) = (number("0.1"), number("0.2"));
        assert_eq!(shown(a.plus(&b)).as_deref(), Some("0.3"));
        assert_eq!(shown(a.minus(&b)).as_deref(), Some("-0.1"));
        assert_eq!(shown(a.times(&b)).as_deref(), Some("0.02"));
        assert_eq!(
            shown(number("7").over(&number("2"))).as_deref(),
            Some("3.5")
        );
        assert_eq!(
            shown(number("-7").modulo(&number("2"))).as_deref(),
            Some("-1")
        );
        assert_eq!(number("7").over(&number("0")), None);
        assert_eq!(shown(number("-0.5").floor()).as_deref(), Some("-1"));
        assert!(number("-2") < number("-1.5") && number("10") > number("9.99"));
    }
}
