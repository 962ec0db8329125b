//! The operand of `anything-but`, read as AWS reads it.

use std::collections::HashSet;

use super::reader::{PatternReader, TOO_MANY};
use super::refusal::Stop;
use crate::json::{JsonString, Token};
use crate::pattern::ast::Test;
use crate::pattern::comparison::{AnythingBut, Folded, Form, Number, Wildcard};
use crate::pattern::operator::Operator;

const OPERAND: &str = "Value of anything-but must be an array or single string/number value.";
const MEMBER: &str = "Inside anything but list, start|null|boolean is not supported.";
const MIXED: &str =
    "Inside anything but list, either all values are number or string, mixed type is not supported";
const FOLDED_MEMBER: &str =
    "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";
const AFFIX_MEMBER: &str = "prefix/suffix match pattern must be a string";
const EMPTY_AFFIX: &str = "Null prefix/suffix not allowed";
const WILDCARD_MEMBER: &str = "wildcard match pattern must be a string";

/// Reads the operand and the closing brace.
pub(super) fn read(reader: &mut PatternReader<'_>) -> Result<Test, Stop> {
    let set = match reader.next()? {
        Some(Token::ObjectStart) => operator(reader)?,
        Some(Token::ArrayStart) => values(reader)?,
        Some(Token::String) => AnythingBut::Strings(vec![Form::string(&reader.string()?)]),
        Some(Token::Number) => {
            let number = Number::new(reader.tokens.token_text());
            // AWS gives no place for a lone number that it cannot compare.
            reader.comparable(&number).map_err(|stop| Stop {
                places: Vec::new(),
                ..stop
            })?;
            AnythingBut::Numbers(vec![number])
        }
        _ => return Err(reader.stop(OPERAND)),
    };
    reader.close(Token::ObjectEnd, TOO_MANY)?;
    Ok(Test::AnythingBut(set))
}

/// A list of strings or of numbers.
fn values(reader: &mut PatternReader<'_>) -> Result<AnythingBut, Stop> {
    let mut strings = Vec::new();
    let mut numbers: Vec<Number> = Vec::new();
    members(reader, |reader, token| {
        match token {
            Token::String => strings.push(reader.string()?),
            Token::Number => {
                let number = Number::new(reader.tokens.token_text());
                // This one has no place of its own: it gets one when it is raised again.
                reader.comparable(&number).map_err(|stop| Stop {
                    places: Vec::new(),
                    ..stop
                })?;
                numbers.push(number);
            }
            _ => return Err(reader.stop(MEMBER)),
        }
        Ok(())
    })?;
    match (strings.is_empty(), numbers.is_empty()) {
        (false, true) => Ok(AnythingBut::Strings(
            distinct(strings).iter().map(Form::string).collect(),
        )),
        (true, false) => Ok(AnythingBut::Numbers(distinct_numbers(numbers))),
        _ => Err(reader.stop(MIXED)),
    }
}

/// `{"prefix": …}` and its kin, up to the brace that closes it.
fn operator(reader: &mut PatternReader<'_>) -> Result<AnythingBut, Stop> {
    if reader.next()? != Some(Token::Name) {
        return Err(reader.stop("Anything-But expression name not found"));
    }
    let name = reader.tokens.name();
    let set = match name
        .as_str()
        .and_then(|name| Operator::AnythingBut.with(name))
    {
        Some(Operator::AnythingButPrefix) => {
            let texts = texts(reader, AFFIX_MEMBER, Emptiness::Refused)?;
            AnythingBut::Prefix(texts.iter().map(Form::prefix).collect())
        }
        Some(Operator::AnythingButSuffix) => {
            let texts = texts(reader, AFFIX_MEMBER, Emptiness::Refused)?;
            AnythingBut::Suffix(texts.iter().map(Form::suffix).collect())
        }
        Some(Operator::AnythingButEqualsIgnoreCase) => {
            let texts = texts(reader, FOLDED_MEMBER, Emptiness::Allowed)?;
            AnythingBut::EqualsIgnoreCase(texts.iter().map(Folded::new).collect())
        }
        Some(Operator::AnythingButWildcard) => {
            let texts = texts(reader, WILDCARD_MEMBER, Emptiness::Allowed)?;
            AnythingBut::Wildcard(wildcards(reader, texts)?)
        }
        _ => {
            let reason = format!("Unsupported anything-but pattern: {}", name.to_java_utf8());
            return Err(reader.stop(reason));
        }
    };
    reader.close(Token::ObjectEnd, TOO_MANY)?;
    Ok(set)
}

/// Whether a text may be empty.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Emptiness {
    Allowed,
    Refused,
}

/// A string, or a list of strings without those that are repeated.
fn texts(
    reader: &mut PatternReader<'_>,
    complaint: &str,
    emptiness: Emptiness,
) -> Result<Vec<JsonString>, Stop> {
    let one = |reader: &mut PatternReader<'_>| {
        let text = reader.string()?;
        match text.as_wtf8().is_empty() && emptiness == Emptiness::Refused {
            true => Err(reader.stop(EMPTY_AFFIX)),
            false => Ok(text),
        }
    };
    match reader.next()? {
        Some(Token::String) => Ok(vec![one(reader)?]),
        Some(Token::Number) => Err(reader.stop(complaint)),
        Some(Token::ArrayStart) => {
            let mut texts = Vec::new();
            members(reader, |reader, token| match token {
                Token::String => {
                    texts.push(one(reader)?);
                    Ok(())
                }
                _ => Err(reader.stop(complaint)),
            })?;
            Ok(distinct(texts))
        }
        _ => Err(reader.stop(OPERAND)),
    }
}

/// Reads the members of a list up to its end. AWS catches what goes wrong there, even in the JSON, and raises it again.
fn members<'t>(
    reader: &mut PatternReader<'t>,
    mut read: impl FnMut(&mut PatternReader<'t>, Token) -> Result<(), Stop>,
) -> Result<(), Stop> {
    loop {
        let member = match reader.next() {
            Ok(Some(Token::ArrayEnd) | None) => return Ok(()),
            Ok(Some(token)) => read(reader, token),
            Err(stop) => Err(stop),
        };
        member.map_err(Stop::raised_again)?;
    }
}

/// Reads wildcards, into the order in which a Java hash set holds them: only the first complaint is heard, and the
/// machine is built in that order.
fn wildcards(
    reader: &PatternReader<'_>,
    mut texts: Vec<JsonString>,
) -> Result<Vec<Wildcard>, Stop> {
    let size = texts.len();
    texts.sort_by_cached_key(|text| java_bucket(text, size));
    (texts.iter())
        .map(|text| Wildcard::new(text).map_err(|error| reader.stop(error.to_string())))
        .collect()
}

/// The bucket of a `java.util.HashSet` of `size` strings in which the quoted text lies.
///
/// Java: `HashMap.hash` spreads `String.hashCode`; the table has 16 buckets and doubles while it is more than three
/// quarters full.
fn java_bucket(text: &JsonString, size: usize) -> u32 {
    let quote = std::iter::once(u16::from(b'"'));
    let units = quote.clone().chain(text.utf16_units()).chain(quote);
    let hash = units.fold(0_u32, |hash, unit| {
        hash.wrapping_mul(31).wrapping_add(u32::from(unit))
    });
    let mut capacity = 16_usize;
    while size > capacity / 4 * 3 {
        capacity *= 2;
    }
    let mask = u32::try_from(capacity - 1).unwrap_or(u32::MAX);
    (hash ^ (hash >> 16)) & mask
}

/// The texts without those that are repeated, in their order.
fn distinct(texts: Vec<JsonString>) -> Vec<JsonString> {
    let mut seen = HashSet::new();
    texts
        .into_iter()
        .filter(|text| seen.insert(text.clone()))
        .collect()
}

/// The numbers without those that are equal to an earlier one.
fn distinct_numbers(numbers: Vec<Number>) -> Vec<Number> {
    let mut seen = HashSet::new();
    let is_new =
        |number: &Number| seen.insert(number.comparable.map(|value| (value + 0.0).to_bits()));
    let mut kept = numbers;
    let mut is_new = is_new;
    kept.retain(|number| is_new(number));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_those_of_a_java_hash_set() {
        // "\"a*\"".hashCode() is 1107447, "\"b**\"".hashCode() is 34360930.
        assert_eq!(
            java_bucket(&"a*".into(), 2),
            (1_107_447 ^ (1_107_447 >> 16)) & 15
        );
        assert_eq!(
            java_bucket(&"b**".into(), 2),
            (34_360_930 ^ (34_360_930 >> 16)) & 15
        );
    }
}
