//! The operand of `numeric`, read as AWS reads it.

use super::comparison::end;
use super::compile::Source;
use super::refusal::Stop;
use crate::json::Token;
use crate::pattern::ast::Test;
use crate::pattern::comparison::{Bound, Number, NumericRange};

pub(super) const TOO_MANY: &str = "Too many elements in numeric expression";

/// Reads the operand and the closing brace.
///
/// Whether the numbers can be compared is asked only when the array has been read to its end, the lower one first.
pub(super) fn read(source: &mut Source<'_>) -> Result<Test, Stop> {
    if source.next()? != Some(Token::ArrayStart) {
        return Err(source.stop("Value of numeric must be an array."));
    }
    let range = array(source)?;
    end(source, TOO_MANY)?;
    Ok(Test::Numeric(range))
}

fn array(source: &mut Source<'_>) -> Result<NumericRange, Stop> {
    if source.next()? != Some(Token::String) {
        let found = source.reader.token_text();
        return Err(source.stop(format!("Invalid member in numeric match: {found}")));
    }
    let text = source.string()?;
    // AWS reads the operand before it looks at the operator.
    let token = source.next()?;
    match text.as_str() {
        Some("=") => {
            let number = operand(source, token, "equals")?;
            array_end(source, TOO_MANY)?;
            let value = comparable(source, &number)?;
            let bound = Bound {
                value,
                inclusive: true,
            };
            Ok(NumericRange {
                low: Some(bound),
                high: Some(bound),
            })
        }
        Some(operator @ ("<" | "<=")) => {
            let number = operand(source, token, operator)?;
            array_end(source, TOO_MANY)?;
            let value = comparable(source, &number)?;
            let high = Bound {
                value,
                inclusive: operator == "<=",
            };
            Ok(NumericRange {
                low: None,
                high: Some(high),
            })
        }
        Some(operator @ (">" | ">=")) => {
            let bottom = operand(source, token, operator)?;
            from_below(source, &bottom, operator == ">=")
        }
        _ => {
            let reason = format!(
                "Unrecognized numeric range operator: {}",
                text.to_java_utf8()
            );
            Err(source.stop(reason))
        }
    }
}

/// What follows `">", number`: the end, or the upper end of the range.
fn from_below(
    source: &mut Source<'_>,
    bottom: &Number,
    inclusive: bool,
) -> Result<NumericRange, Stop> {
    let text = match source.next()? {
        Some(Token::ArrayEnd) => {
            let value = comparable(source, bottom)?;
            return Ok(NumericRange {
                low: Some(Bound { value, inclusive }),
                high: None,
            });
        }
        Some(Token::String) => source.string()?,
        _ => {
            let found = source.reader.token_text();
            return Err(source.stop(format!("Bad value in numeric range: {found}")));
        }
    };
    let Some(operator @ ("<" | "<=")) = text.as_str() else {
        let reason = format!("Bad numeric range operator: {}", text.to_java_utf8());
        return Err(source.stop(reason));
    };
    let token = source.next()?;
    let top = operand(source, token, operator)?;
    array_end(source, "Too many terms in numeric range expression")?;
    let low = Bound {
        value: comparable(source, bottom)?,
        inclusive,
    };
    let high = Bound {
        value: comparable(source, &top)?,
        inclusive: operator == "<=",
    };
    if low.value >= high.value {
        return Err(source.stop("Bottom must be less than top"));
    }
    Ok(NumericRange {
        low: Some(low),
        high: Some(high),
    })
}

fn operand(source: &Source<'_>, token: Option<Token>, operator: &str) -> Result<Number, Stop> {
    match token {
        Some(Token::Number) => Ok(Number::new(source.reader.token_text())),
        _ => Err(source.stop(format!("Value of {operator} must be numeric"))),
    }
}

fn array_end(source: &mut Source<'_>, complaint: &str) -> Result<(), Stop> {
    match source.next()? {
        Some(Token::ArrayEnd) => Ok(()),
        _ => Err(source.stop(complaint)),
    }
}

/// The value of a number that AWS can compare.
pub(super) fn comparable(source: &Source<'_>, number: &Number) -> Result<f64, Stop> {
    number.comparable.ok_or_else(|| {
        let reason = match number.exceeds_limits() {
            true => "value exceeds limits".to_owned(),
            false => format!("Cannot compare number : {}", number.text),
        };
        source.stop(reason)
    })
}
