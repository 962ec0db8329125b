//! Numbers that miss by little, and texts that hold a number.

use super::super::quote;
use super::super::words::range_words;
use super::{Kin, write, write_if};
use crate::pattern::ast::Test;
use crate::pattern::comparison::{Bound, Number, NumericRange};
use crate::suggest::edit_distance;

/// By how much of itself a bound may be missed.
const LITTLE: f64 = 0.001;

/// From here on one more or one less is taken for a slip: smaller numbers are codes as often as counts.
const LARGE: f64 = 10.0;

/// How often one unit goes into another: thousandths, hundredths, minutes, hours.
const UNITS: [f64; 5] = [1e3, 1e2, 60.0, 3.6e3, 1e6];

/// A number that just misses a number or a range.
pub(super) fn of(test: &Test, token: &str) -> Option<Kin> {
    let number = Number::new(token);
    match test {
        Test::Number(wanted) => of_number(wanted, &number),
        Test::Numeric(range) => of_range(range, number.comparable?),
        _ => None,
    }
}

fn of_number(wanted: &Number, number: &Number) -> Option<Kin> {
    let (own, other) = (wanted.comparable?, number.comparable?);
    let by = (own - other).abs();
    let is_typo = number.text.len() > 3 && edit_distance(&wanted.text, &number.text) == Some(1);
    let (rank, how) = if own == -other && own != 0.0 {
        (0, "it has the other sign")
    } else if by < 1.0 && own.trunc() == other.trunc() && own.abs() >= 1.0 {
        (1, "it has another fraction")
    } else if by == 1.0 && own.abs() >= LARGE {
        (
            1,
            if other > own {
                "it is one more"
            } else {
                "it is one less"
            },
        )
    } else if is_typo {
        (2, "it differs in one digit")
    } else {
        return None;
    };
    let predicate = format!("is not `{}`: {how}", wanted.text);
    let proposal = write_if("that number is meant", number.text.to_string());
    Some(Kin::new(rank, predicate, vec![proposal]).sending(&*wanted.text))
}

fn of_range(range: &NumericRange, number: f64) -> Option<Kin> {
    let (low, high) = (range.low, range.high);
    let missed = [(low, "<"), (high, ">")]
        .into_iter()
        .find_map(|(bound, side)| {
            let bound = bound?;
            let is_out = match side {
                "<" => number < bound.value || (number == bound.value && !bound.inclusive),
                _ => number > bound.value || (number == bound.value && !bound.inclusive),
            };
            is_out.then_some((bound, side))
        });
    let (bound, side) = missed?;
    let by = (number - bound.value).abs();
    let is_next = by == 1.0 && bound.value.abs() >= LARGE;
    if by == 0.0 || is_next || by <= LITTLE * bound.value.abs() {
        let how = match by == 0.0 {
            true => "it is the bound itself".to_owned(),
            false => format!("it misses the bound by {}", shown(by)),
        };
        let predicate = format!("is not a number {}: {how}", range_words(range));
        let own = Bound {
            value: number,
            inclusive: true,
        };
        let wider = match side {
            "<" => NumericRange {
                low: Some(own),
                high,
            },
            _ => NumericRange {
                low,
                high: Some(own),
            },
        };
        let proposals = vec![write_if("it is to be inside", numeric(&wider))];
        return Some(Kin::new(0, predicate, proposals));
    }
    let unit = unit(range, number)?;
    let scaled = |bound: Option<Bound>| {
        bound.map(|bound| Bound {
            value: bound.value * unit,
            ..bound
        })
    };
    let wider = NumericRange {
        low: scaled(low),
        high: scaled(high),
    };
    let (times, than) = match unit < 1.0 {
        true => (shown(1.0 / unit), "larger"),
        false => (shown(unit), "smaller"),
    };
    let predicate = format!(
        "is not a number {}, and would be one in units {times} times {than}",
        range_words(range)
    );
    let condition = format!("the event counts in units {times} times {than}");
    let proposals = vec![write_if(&condition, numeric(&wider))];
    Some(Kin::new(1, predicate, proposals))
}

/// How many units of the event make one of the pattern's, if the number would be inside then.
fn unit(range: &NumericRange, number: f64) -> Option<f64> {
    let is_inside = |unit: &f64| {
        let low = range.low.is_none_or(|low| low.value * unit <= number);
        let high = range.high.is_none_or(|high| number <= high.value * unit);
        low && high
    };
    if range.low.is_some_and(|low| low.value > 0.0) && range.high.is_some() {
        let mut units = UNITS.into_iter().flat_map(|unit| [unit, 1.0 / unit]);
        return units.find(is_inside);
    }
    // Nearly every number lies on the other side of one bound: only thousandths count, of a number of the bound's own size.
    let bound = range.low.or(range.high)?.value;
    let is_like =
        |unit: &f64| bound > 0.0 && (1.0 / 3.0..=3.0).contains(&(number / (bound * unit)));
    [1e3, 1e-3].into_iter().filter(is_inside).find(is_like)
}

/// A range in JSON.
pub(super) fn numeric(range: &NumericRange) -> String {
    let end = |bound: Option<Bound>, sign: &str| {
        bound.map(|bound| {
            let equals = if bound.inclusive { "=" } else { "" };
            format!(r#""{sign}{equals}", {}"#, shown(bound.value))
        })
    };
    let ends: Vec<String> = [end(range.low, ">"), end(range.high, "<")]
        .into_iter()
        .flatten()
        .collect();
    format!(r#"{{"numeric": [{}]}}"#, ends.join(", "))
}

fn shown(number: f64) -> String {
    let rounded = (number * 1e9).round() / 1e9;
    match rounded == 0.0 {
        true => number.to_string(),
        false => rounded.to_string(),
    }
}

/// A text that holds a number that would do.
pub(super) fn of_text(test: &Test, text: &str) -> Option<Kin> {
    let token = token(text)?;
    let number = Number::new(&token);
    let passes = match test {
        Test::Number(wanted) => {
            number.comparable.is_some() && number.comparable == wanted.comparable
        }
        Test::Numeric(range) => number
            .comparable
            .is_some_and(|number| range.contains(number)),
        _ => false,
    };
    passes.then(|| {
        let mut proposal = write(quote::json_string(text));
        proposal.text = format!("send the number, `{token}`, or {}", proposal.text);
        let predicate = format!("is a text, and the number in it is `{token}`");
        Kin::new(0, predicate, vec![proposal]).sending(token)
    })
}

/// The number in a text: without a currency or unit, without zeros in front and signs between its digits.
fn token(text: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let is_number =
        |one: char| one.is_ascii_digit() || matches!(one, '.' | ',' | '-' | '+' | '_' | '\'' | ' ');
    let inside = text.trim_matches(|one: char| !one.is_ascii_digit() && one != '-');
    if inside.is_empty() || text.len() > LONGEST || !inside.chars().all(is_number) {
        return None;
    }
    // What stands around it is a sign or a word, not another number.
    let mut digits: String = inside
        .chars()
        .filter(|one| one.is_ascii_digit() || matches!(one, '.' | '-'))
        .collect();
    let is_decimal_comma = !inside.contains('.')
        && inside
            .rsplit_once(',')
            .is_some_and(|(_, behind)| matches!(behind.len(), 1 | 2));
    if is_decimal_comma {
        digits = inside.replace(',', ".");
    }
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest.to_owned()),
        None => ("", digits),
    };
    let trimmed = digits.trim_start_matches('0');
    let zero = if trimmed.is_empty() || trimmed.starts_with('.') {
        "0"
    } else {
        ""
    };
    let token = format!("{sign}{zero}{trimmed}");
    crate::json::parse(&format!("[{token}]"))
        .is_ok()
        .then_some(token)
}
