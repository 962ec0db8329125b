//! Plurals and durations, worded in one place.

/// `1 event`, `2 events`; `plural` is the whole plural word.
#[must_use]
pub fn counted(count: u64, singular: &str, plural: &str) -> String {
    format!(
        "{} {}",
        thousands(count),
        if count == 1 { singular } else { plural }
    )
}

/// `1,234,567`
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A duration in at most two units: `45 s`, `1 min 30 s`, `23 h 36 min`, `2 d 4 h`.
#[must_use]
pub fn duration(seconds: u64) -> String {
    let mut out = String::new();
    push_duration(seconds, &mut out);
    out
}

/// The same behind a text.
pub(super) fn push_duration(seconds: u64, out: &mut String) {
    let units = [(86_400, " d"), (3_600, " h"), (60, " min"), (1, " s")];
    let mut units = units.into_iter().skip_while(|(size, _)| seconds < *size);
    let (size, unit) = units.next().unwrap_or((1, " s"));
    push_number(seconds / size, out);
    out.push_str(unit);
    let rest = seconds % size;
    if let Some((size, unit)) = units.next().filter(|(size, _)| rest >= *size) {
        out.push(' ');
        push_number(rest / size, out);
        out.push_str(unit);
    }
}

fn push_number(number: u64, out: &mut String) {
    if number >= 10 {
        push_number(number / 10, out);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_threes() {
        assert_eq!(
            ["1", "999", "1,000", "1,234,567"],
            [1, 999, 1_000, 1_234_567].map(thousands)[..]
        );
    }

    #[test]
    fn durations_have_at_most_two_neighbouring_units() {
        let durations = [0, 45, 90, 3_600, 84_991, 86_430].map(duration);
        assert_eq!(
            durations,
            ["0 s", "45 s", "1 min 30 s", "1 h", "23 h 36 min", "1 d"]
        );
    }
}
