//! Rates: how many events in how much time, exactly.

use super::diagnostics::RATE;
use super::settings::SettingText;
use crate::diagnostic::Diagnostic;

/// So many events in so many milliseconds, in lowest terms; never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Events, at most a thousand million.
    pub events: u64,
    /// In this time, at most an hour times a thousand.
    pub per_ms: u64,
}

impl Rate {
    /// Reads `200/s`, `0.5/s`, `300/m` or `12/h`; a bare number is per second.
    ///
    /// # Errors
    ///
    /// * `delivery/rate`: no such text, zero, more than a million a second, or more than three decimals.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let wrong = |label: &str| {
            Diagnostic::error(RATE, format!("`{text}` is not a rate"))
                .at(SettingText::whole(text).span(), label)
                .help("write `200/s`, `0.5/s`, `300/m` or `12/h`: above 0, at most 1000000/s, at most three decimals")
        };
        let (number, unit) = text.split_once('/').unwrap_or((text, "s"));
        let unit_ms = match unit {
            "s" => 1_000,
            "m" | "min" => 60_000,
            "h" => 3_600_000,
            _ => return Err(wrong("unknown unit")),
        };
        let thousandths = thousandths(number).ok_or_else(|| wrong("not a number"))?;
        let per_ms = unit_ms * 1_000;
        let divisor = greatest_common_divisor(thousandths, per_ms);
        if thousandths == 0 || thousandths / unit_ms > 1_000_000 {
            return Err(wrong("out of range"));
        }
        Ok(Self {
            events: thousandths / divisor,
            per_ms: per_ms / divisor,
        })
    }

    /// Events a second.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "both numbers are below 2^33")]
    pub fn per_second(self) -> f64 {
        self.events as f64 * 1_000.0 / self.per_ms as f64
    }
}

fn thousandths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 3 || whole.len() > 10 {
        return None;
    }
    let part: u64 = format!("{part:0<3}").parse().ok()?;
    Some(whole.parse::<u64>().ok()? * 1_000 + part)
}

const fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_exact_fractions() {
        let read = ["200/s", "200", "0.5/s", "300/m", "7/h"].map(|text| {
            let Rate { events, per_ms } = Rate::parse(text).unwrap();
            (events, per_ms)
        });
        assert_eq!(read, [(1, 5), (1, 5), (1, 2_000), (1, 200), (7, 3_600_000)]);
    }

    #[test]
    fn impossible_rates_are_refused() {
        for text in [
            "",
            "0/s",
            "-1/s",
            "1/x",
            "1.0001/s",
            "1000001/s",
            "99999999999/h",
            "1e3/s",
        ] {
            assert!(Rate::parse(text).is_err(), "{text}");
        }
    }
}
