//! Value lists and their members, read as AWS reads them; `numeric` and `anything-but` have files of their own.

use super::reader::{ONE_KEY, PatternReader};
use super::refusal::Stop;
use super::{anything_but, numeric};
use crate::json::{JsonString, Token};
use crate::pattern::ast::{Comparison, Test, ValueList};
use crate::pattern::comparison::{AddressRange, Folded, Form, Number, Wildcard};
use crate::pattern::operator::Operator;
use crate::source::Span;

/// Reads a value list whose opening bracket has been read.
pub(super) fn value_list(
    reader: &mut PatternReader<'_>,
    name_span: Span,
) -> Result<ValueList, Stop> {
    let start = reader.tokens.span().start;
    let mut comparisons = Vec::new();
    loop {
        let token = reader.next()?;
        let start_span = reader.tokens.span();
        let test = match token {
            Some(Token::ArrayEnd) => break,
            Some(Token::ObjectStart) => operator(reader)?,
            Some(Token::String) => plain_string(&reader.string()?),
            Some(Token::Number) => Test::Number(Number::new(reader.tokens.token_text())),
            Some(Token::True | Token::False | Token::Null) => {
                Test::Literal(Form::token(reader.tokens.token_text()))
            }
            _ => {
                let reason = "Match value must be String, number, true, false, or null";
                return Err(reader.stop(reason));
            }
        };
        comparisons.push(Comparison {
            span: start_span.to(reader.tokens.span()),
            test,
        });
    }
    if comparisons.is_empty() {
        return Err(reader.stop("Empty arrays are not allowed"));
    }
    Ok(ValueList {
        name_span,
        span: Span::new(start, reader.tokens.cursor()),
        comparisons,
    })
}

/// A plain string means an address if it is an IP literal.
fn plain_string(text: &JsonString) -> Test {
    match AddressRange::literal(text) {
        Some(address) => Test::Address(address),
        None => Test::Exact(Form::string(text)),
    }
}

/// Reads a member of a value list that is an object, up to its closing brace.
fn operator(reader: &mut PatternReader<'_>) -> Result<Test, Stop> {
    if reader.next()? != Some(Token::Name) {
        return Err(reader.stop("Match expression name not found"));
    }
    let name = reader.tokens.name();
    let Some(operator) = name.as_str().and_then(Operator::from_name) else {
        let reason = format!("Unrecognized match type {}", name.to_java_utf8());
        return Err(reader.stop(reason));
    };
    match operator {
        Operator::Exactly => {
            let text = reader.next_string("exact match pattern must be a string")?;
            reader.close(Token::ObjectEnd, ONE_KEY)?;
            Ok(Test::Exact(Form::string(&text)))
        }
        Operator::Prefix => affix(
            reader,
            "prefix",
            "Prefix",
            Form::prefix,
            Test::Prefix,
            |text| Test::PrefixFolded(Folded::new(text)),
        ),
        Operator::Suffix => affix(
            reader,
            "suffix",
            "Suffix",
            Form::suffix,
            Test::Suffix,
            |text| Test::SuffixFolded(Folded::new(text)),
        ),
        Operator::EqualsIgnoreCase => {
            let text = reader.next_string("equals-ignore-case match pattern must be a string")?;
            reader.close(Token::ObjectEnd, ONE_KEY)?;
            Ok(Test::EqualsIgnoreCase(Folded::new(&text)))
        }
        Operator::Wildcard => {
            let text = reader.next_string("wildcard match pattern must be a string")?;
            let wildcard = Wildcard::new(&text).map_err(|error| reader.stop(error.to_string()))?;
            reader.close(Token::ObjectEnd, ONE_KEY)?;
            Ok(Test::Wildcard(wildcard))
        }
        Operator::Cidr => cidr(reader),
        Operator::Exists => exists(reader),
        Operator::Numeric => numeric::read(reader),
        _ => anything_but::read(reader),
    }
}

/// The operand of `prefix` or `suffix`: a string, or `{"equals-ignore-case": string}`.
fn affix(
    reader: &mut PatternReader<'_>,
    name: &str,
    capitalised: &str,
    form: fn(&JsonString) -> Form,
    plain: fn(Form) -> Test,
    folded: fn(&JsonString) -> Test,
) -> Result<Test, Stop> {
    match reader.next()? {
        Some(Token::String) => {
            let text = reader.string()?;
            reader.close(Token::ObjectEnd, ONE_KEY)?;
            Ok(plain(form(&text)))
        }
        Some(Token::ObjectStart) => {
            if reader.next()? != Some(Token::Name) {
                return Err(reader.stop(format!("{capitalised} expression name not found")));
            }
            let inner = reader.tokens.name();
            if inner != *"equals-ignore-case" {
                let reason = format!("Unsupported {name} pattern: {}", inner.to_java_utf8());
                return Err(reader.stop(reason));
            }
            let text = reader.next_string("equals-ignore-case match pattern must be a string")?;
            reader.close(Token::ObjectEnd, ONE_KEY)?;
            reader.close(Token::ObjectEnd, ONE_KEY)?;
            Ok(folded(&text))
        }
        _ => Err(reader.stop(format!("{name} match pattern must be a string"))),
    }
}

/// The operand of `cidr`. AWS complains about another type as if it were a prefix, and gives no place for the rest.
fn cidr(reader: &mut PatternReader<'_>) -> Result<Test, Stop> {
    let text = reader.next_string("prefix match pattern must be a string")?;
    let range = AddressRange::cidr(&text).map_err(|error| Stop {
        places: Vec::new(),
        ..reader.stop(error.to_string())
    })?;
    reader.close(Token::ObjectEnd, ONE_KEY)?;
    Ok(Test::Address(range))
}

fn exists(reader: &mut PatternReader<'_>) -> Result<Test, Stop> {
    let wanted = match reader.next()? {
        Some(Token::True) => true,
        Some(Token::False) => false,
        _ => return Err(reader.stop("exists match pattern must be either true or false.")),
    };
    reader.close(Token::ObjectEnd, ONE_KEY)?;
    Ok(Test::Exists(wanted))
}
