//! Functions of numbers.

use super::{Answer, Arguments, known_number};
use crate::iac::terraform::evaluate::NoText;
use crate::iac::terraform::number::Number;
use crate::iac::terraform::value::{Val, What};

pub(super) fn call(name: &str, given: &Arguments<'_>) -> Option<Answer> {
    Some(match name {
        "abs" => given.number(0).and_then(|one| {
            let is_negative = one < Number::whole(0);
            given.give_number(Some(if is_negative { one.negated() } else { one }))
        }),
        "ceil" => given
            .number(0)
            .and_then(|one| given.give_number(one.negated().floor().map(|one| one.negated()))),
        "floor" => given
            .number(0)
            .and_then(|one| given.give_number(one.floor())),
        "log" => logarithm(given),
        "max" => extreme(given, |new, old| new > old),
        "min" => extreme(given, |new, old| new < old),
        "parseint" => parse_int(given),
        "pow" => power(given),
        "signum" => given.number(0).and_then(|one| {
            let zero = Number::whole(0);
            let sign = match one.cmp(&zero) {
                std::cmp::Ordering::Less => -1,
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Greater => 1,
            };
            given.give_number(Some(Number::whole(sign)))
        }),
        "sum" => given.list(0).and_then(|all| {
            let mut sum = Some(Number::whole(0));
            for one in all {
                let one = known_number(one)?;
                sum = sum.and_then(|sum| sum.plus(&one));
            }
            given.give_number(sum)
        }),
        "tonumber" => match given.get(0) {
            Ok(value) if value.kind == What::Null => Ok(value.clone()),
            _ => given.number(0).and_then(|one| given.give_number(Some(one))),
        },
        _ => return None,
    })
}

fn extreme(given: &Arguments<'_>, is_better: impl Fn(&Number, &Number) -> bool) -> Answer {
    let mut best = given.number(0)?;
    for number in 1..given.all.len() {
        let one = given.number(number)?;
        if is_better(&one, &best) {
            best = one;
        }
    }
    given.give_number(Some(best))
}

fn parse_int(given: &Arguments<'_>) -> Answer {
    let text = given.text(0)?;
    let base = u32::try_from(given.whole(1)?)
        .ok()
        .filter(|base| (2..=36).contains(base));
    let base = base.ok_or(NoText::Other("a base that is none"))?;
    let number = i128::from_str_radix(&text, base).ok();
    let number = number.ok_or(NoText::Other("a text that is no number"))?;
    given.give_number(Some(Number::whole(number)))
}

/// The power of whole exponents exactly, of others as a floating-point number has it.
fn power(given: &Arguments<'_>) -> Answer {
    let (base, exponent) = (given.number(0)?, given.number(1)?);
    let Some(exponent) = exponent.to_whole() else {
        let floating = |number: &Number| number.as_str().parse::<f64>().unwrap_or(f64::NAN);
        let power = floating(&base).powf(floating(&exponent));
        return given.give_number(of_floating(power));
    };
    let is_even = exponent % 2 == 0;
    let size = exponent.unsigned_abs();
    let mut number = match base.as_str() {
        "0" | "1" if size > 0 => Some(base),
        "-1" => Some(Number::whole(if is_even { 1 } else { -1 })),
        _ if size > 400 => None,
        _ => (0..size).try_fold(Number::whole(1), |one, _| one.times(&base)),
    };
    if exponent < 0 {
        number = number.and_then(|one| Number::whole(1).over(&one));
    }
    given.give_number(number)
}

/// A logarithm, as a floating-point number has it.
fn logarithm(given: &Arguments<'_>) -> Answer {
    let floating = |number: usize| {
        let number = given.number(number)?;
        Ok(number.as_str().parse::<f64>().unwrap_or(f64::NAN))
    };
    let (number, base) = (floating(0)?, floating(1)?);
    given.give_number(of_floating(number.ln() / base.ln()))
}

/// Rust writes floating-point numbers with as many digits as mean them, and without an exponent.
fn of_floating(number: f64) -> Option<Number> {
    number
        .is_finite()
        .then(|| Number::read(&number.to_string()))
        .flatten()
}

/// `range`, as long as `left` steps allow.
pub(super) fn range(given: &Arguments<'_>, left: u64) -> Answer {
    let (start, end, step) = match given.all.len() {
        1 => (Number::whole(0), given.number(0)?, None),
        2 => (given.number(0)?, given.number(1)?, None),
        _ => (given.number(0)?, given.number(1)?, Some(given.number(2)?)),
    };
    let is_down = end < start;
    let step = step.unwrap_or_else(|| Number::whole(if is_down { -1 } else { 1 }));
    let zero = Number::whole(0);
    if step == zero || (step < zero) != is_down && end != start {
        return Err(NoText::Other("a step that leads elsewhere"));
    }
    let mut all = Vec::new();
    let mut next = start;
    // Terraform: "range": at most 1024 numbers.
    while if is_down { next > end } else { next < end } {
        if all.len() >= 1024 || u64::try_from(all.len()).unwrap_or(u64::MAX) > left {
            return Err(NoText::Other("more than 1024 numbers"));
        }
        all.push(Val::number(next.clone(), given.span));
        next = next
            .plus(&step)
            .ok_or(NoText::Other("a number that is too large"))?;
    }
    given.give_list(all)
}
