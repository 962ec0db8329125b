//! The operand of `numeric`, read as AWS reads it.

use super::reader::{PatternReader, TOO_MANY};
use super::refusal::Stop;
use crate::json::Token;
use crate::pattern::ast::Test;
use crate::pattern::comparison::{Bound, Number, NumericRange};

/// Reads the operand and the closing brace.
///
/// Whether the numbers can be compared is asked only when the array has been read to its end, the lower one first.
pub(super) fn read(reader: &mut PatternReader<'_>) -> Result<Test, Stop> {
    if reader.next()? != Some(Token::ArrayStart) {
        return Err(reader.stop("Value of numeric must be an array."));
    }
    let range = array(reader)?;
    reader.close(Token::ObjectEnd, TOO_MANY)?;
    Ok(Test::Numeric(range))
}

fn array(reader: &mut PatternReader<'_>) -> Result<NumericRange, Stop> {
    if reader.next()? != Some(Token::String) {
        let found = reader.tokens.token_text();
        return Err(reader.stop(format!("Invalid member in numeric match: {found}")));
    }
    let text = reader.string()?;
    // AWS reads the operand before it looks at the operator.
    let token = reader.next()?;
    match text.as_str() {
        Some("=") => {
            let number = operand(reader, token, "equals")?;
            reader.close(Token::ArrayEnd, TOO_MANY)?;
            let value = reader.comparable(&number)?;
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
            let number = operand(reader, token, operator)?;
            reader.close(Token::ArrayEnd, TOO_MANY)?;
            let value = reader.comparable(&number)?;
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
            let bottom = operand(reader, token, operator)?;
            from_below(reader, &bottom, operator == ">=")
        }
        _ => {
            let reason = format!(
                "Unrecognized numeric range operator: {}",
                text.to_java_utf8()
            );
            Err(reader.stop(reason))
        }
    }
}

/// What follows `">", number`: the end, or the upper end of the range.
fn from_below(
    reader: &mut PatternReader<'_>,
    bottom: &Number,
    inclusive: bool,
) -> Result<NumericRange, Stop> {
    let text = match reader.next()? {
        Some(Token::ArrayEnd) => {
            let value = reader.comparable(bottom)?;
            return Ok(NumericRange {
                low: Some(Bound { value, inclusive }),
                high: None,
            });
        }
        Some(Token::String) => reader.string()?,
        _ => {
            let found = reader.tokens.token_text();
            return Err(reader.stop(format!("Bad value in numeric range: {found}")));
        }
    };
    let Some(operator @ ("<" | "<=")) = text.as_str() else {
        let reason = format!("Bad numeric range operator: {}", text.to_java_utf8());
        return Err(reader.stop(reason));
    };
    let token = reader.next()?;
    let top = operand(reader, token, operator)?;
    reader.close(
        Token::ArrayEnd,
        "Too many terms in numeric range expression",
    )?;
    let low = Bound {
        value: reader.comparable(bottom)?,
        inclusive,
    };
    let high = Bound {
        value: reader.comparable(&top)?,
        inclusive: operator == "<=",
    };
    if low.value >= high.value {
        return Err(reader.stop("Bottom must be less than top"));
    }
    Ok(NumericRange {
        low: Some(low),
        high: Some(high),
    })
}

fn operand(
    reader: &PatternReader<'_>,
    token: Option<Token>,
    operator: &str,
) -> Result<Number, Stop> {
    match token {
        Some(Token::Number) => Ok(Number::new(reader.tokens.token_text())),
        _ => Err(reader.stop(format!("Value of {operator} must be numeric"))),
    }
}
