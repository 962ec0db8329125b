//! Value lists and their members, read as AWS reads them; `numeric` and `anything-but` have files of their own.

use super::compile::Source;
use super::refusal::Stop;
use super::{anything_but, numeric};
use crate::json::{JsonString, Token};
use crate::pattern::ast::{Comparison, Test, ValueList};
use crate::pattern::comparison::{AddressRange, Folded, Form, Number, Wildcard};
use crate::pattern::operator::Operator;
use crate::source::Span;

pub(super) const ONE_KEY: &str = "Only one key allowed in match expression";

/// Reads a value list whose opening bracket has been read.
pub(super) fn value_list(source: &mut Source<'_>, name_span: Span) -> Result<ValueList, Stop> {
    let start = source.reader.span().start;
    let mut comparisons = Vec::new();
    loop {
        let token = source.next()?;
        let start_span = source.reader.span();
        let test = match token {
            Some(Token::ArrayEnd) => break,
            Some(Token::ObjectStart) => operator(source)?,
            Some(Token::String) => plain_string(&source.string()?),
            Some(Token::Number) => Test::Number(Number::new(source.reader.token_text())),
            Some(Token::True | Token::False | Token::Null) => {
                Test::Literal(Form::token(source.reader.token_text()))
            }
            _ => {
                let reason = "Match value must be String, number, true, false, or null";
                return Err(source.stop(reason));
            }
        };
        comparisons.push(Comparison {
            span: start_span.to(source.reader.span()),
            test,
        });
    }
    if comparisons.is_empty() {
        return Err(source.stop("Empty arrays are not allowed"));
    }
    Ok(ValueList {
        name_span,
        span: Span::new(start, source.reader.cursor()),
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
fn operator(source: &mut Source<'_>) -> Result<Test, Stop> {
    if source.next()? != Some(Token::Name) {
        return Err(source.stop("Match expression name not found"));
    }
    let name = source.reader.name();
    let Some(operator) = name.as_str().and_then(Operator::from_name) else {
        let reason = format!("Unrecognized match type {}", name.to_java_utf8());
        return Err(source.stop(reason));
    };
    match operator {
        Operator::Exactly => {
            let text = string(source, "exact match pattern must be a string")?;
            end(source, ONE_KEY)?;
            Ok(Test::Exact(Form::string(&text)))
        }
        Operator::Prefix => affix(
            source,
            "prefix",
            "Prefix",
            Form::prefix,
            Test::Prefix,
            |text| Test::PrefixFolded(Folded::new(text)),
        ),
        Operator::Suffix => affix(
            source,
            "suffix",
            "Suffix",
            Form::suffix,
            Test::Suffix,
            |text| Test::SuffixFolded(Folded::new(text)),
        ),
        Operator::EqualsIgnoreCase => {
            let text = string(source, "equals-ignore-case match pattern must be a string")?;
            end(source, ONE_KEY)?;
            Ok(Test::EqualsIgnoreCase(Folded::new(&text)))
        }
        Operator::Wildcard => {
            let text = string(source, "wildcard match pattern must be a string")?;
            let wildcard = Wildcard::new(&text).map_err(|error| source.stop(error.to_string()))?;
            end(source, ONE_KEY)?;
            Ok(Test::Wildcard(wildcard))
        }
        Operator::Cidr => cidr(source),
        Operator::Exists => exists(source),
        Operator::Numeric => numeric::read(source),
        _ => anything_but::read(source),
    }
}

/// The next token, which must be a string; its text.
pub(super) fn string(source: &mut Source<'_>, complaint: &str) -> Result<JsonString, Stop> {
    match source.next()? {
        Some(Token::String) => source.string(),
        _ => Err(source.stop(complaint)),
    }
}

/// The next token, which must be a closing brace.
pub(super) fn end(source: &mut Source<'_>, complaint: &str) -> Result<(), Stop> {
    match source.next()? {
        Some(Token::ObjectEnd) => Ok(()),
        _ => Err(source.stop(complaint)),
    }
}

/// The operand of `prefix` or `suffix`: a string, or `{"equals-ignore-case": string}`.
fn affix(
    source: &mut Source<'_>,
    name: &str,
    capitalised: &str,
    form: fn(&JsonString) -> Form,
    plain: fn(Form) -> Test,
    folded: fn(&JsonString) -> Test,
) -> Result<Test, Stop> {
    match source.next()? {
        Some(Token::String) => {
            let text = source.string()?;
            end(source, ONE_KEY)?;
            Ok(plain(form(&text)))
        }
        Some(Token::ObjectStart) => {
            if source.next()? != Some(Token::Name) {
                return Err(source.stop(format!("{capitalised} expression name not found")));
            }
            let inner = source.reader.name();
            if inner != *"equals-ignore-case" {
                let reason = format!("Unsupported {name} pattern: {}", inner.to_java_utf8());
                return Err(source.stop(reason));
            }
            let text = string(source, "equals-ignore-case match pattern must be a string")?;
            end(source, ONE_KEY)?;
            end(source, ONE_KEY)?;
            Ok(folded(&text))
        }
        _ => Err(source.stop(format!("{name} match pattern must be a string"))),
    }
}

/// The operand of `cidr`. AWS complains about another type as if it were a prefix, and gives no place for the rest.
fn cidr(source: &mut Source<'_>) -> Result<Test, Stop> {
    let text = string(source, "prefix match pattern must be a string")?;
    let range = AddressRange::cidr(&text).map_err(|error| Stop {
        places: Vec::new(),
        ..source.stop(error.to_string())
    })?;
    end(source, ONE_KEY)?;
    Ok(Test::Address(range))
}

fn exists(source: &mut Source<'_>) -> Result<Test, Stop> {
    let wanted = match source.next()? {
        Some(Token::True) => true,
        Some(Token::False) => false,
        _ => return Err(source.stop("exists match pattern must be either true or false.")),
    };
    end(source, ONE_KEY)?;
    Ok(Test::Exists(wanted))
}
