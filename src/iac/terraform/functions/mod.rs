//! Functions of the language. Nothing of the clock, of chance or of the network is asked: such a function is open.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "Built-in functions"; zclconf/go-cty, `cty/function/stdlib`.

mod addresses;
mod collections;
mod encodings;
mod expressions;
mod files;
mod format;
mod numbers;
#[cfg(test)]
mod rows;
mod texts;
mod yaml;

use std::rc::Rc;

use hcl_edit::expr::FuncCall;

use super::evaluate::{Evaluator, NoText, Place, bounded, known_number, known_text, no, wrong};
use super::number::Number;
use super::value::{Evaluated, Piece, Stop, Val, What};
use crate::json::Shape;
use crate::source::Span;

pub(super) use collections::distinct_sorted;

/// What a function gives, or why it gives nothing.
type Answer = Result<Val, NoText>;

/// What functions are given.
struct Arguments<'a> {
    all: &'a [Val],
    /// Where the function is called.
    span: Span,
}

impl Arguments<'_> {
    fn get(&self, number: usize) -> Result<&Val, NoText> {
        self.all
            .get(number)
            .ok_or(NoText::Other("too few arguments"))
    }

    fn text(&self, number: usize) -> Result<String, NoText> {
        known_text(self.get(number)?)
    }

    fn number(&self, number: usize) -> Result<Number, NoText> {
        known_number(self.get(number)?)
    }

    fn whole(&self, number: usize) -> Result<i128, NoText> {
        let whole = self.number(number)?.to_whole();
        whole.ok_or(NoText::Other("a number that is not whole"))
    }

    fn list(&self, number: usize) -> Result<&[Val], NoText> {
        list(self.get(number)?)
    }

    fn give_text(&self, text: &str) -> Answer {
        Ok(Val::text(text, self.span))
    }

    fn give_bool(&self, yes: bool) -> Answer {
        Ok(Val::bool(yes, self.span))
    }

    fn give_list(&self, all: Vec<Val>) -> Answer {
        Ok(Val::list(all, self.span))
    }

    fn give_number(&self, number: Option<Number>) -> Answer {
        let number = number.ok_or(NoText::Other("a number that is too large"))?;
        Ok(Val::number(number, self.span))
    }
}

/// The elements of a list.
fn list(value: &Val) -> Result<&[Val], NoText> {
    match &value.kind {
        What::List(all, _) => Ok(all),
        _ => Err(no(value)),
    }
}

/// Texts that are all known.
fn known_texts(all: &[Val]) -> Result<Vec<String>, NoText> {
    all.iter().map(known_text).collect()
}

impl Evaluator<'_, '_, '_> {
    pub(super) fn call(&mut self, call: &FuncCall, span: Span, at: Place<'_>) -> Evaluated {
        let name = call.name.name.as_str();
        match name {
            "try" => return self.first_that_works(call, span, at),
            "can" => {
                let tried = self.first_that_works(call, span, at);
                return match tried {
                    Err(stop) if stop.code == super::TOO_LARGE => Err(stop),
                    Ok(Val {
                        kind: What::Open(_, hole),
                        ..
                    }) => Ok(Val::open(Shape::Structure, hole, span)),
                    tried => Ok(Val::bool(tried.is_ok(), span)),
                };
            }
            _ => {}
        }
        let mut all = Vec::new();
        for argument in call.args.iter() {
            all.push(self.evaluate(argument, at)?);
        }
        if call.args.expand_final()
            && let Some(last) = all.pop()
        {
            match &last.kind {
                What::List(more, _) => all.extend(more.iter().cloned()),
                What::Open(_, hole) => {
                    let hole = Rc::clone(hole);
                    return Ok(Val::open(shape_of(name), hole, span));
                }
                _ => return Err(wrong(last.span, "only a list can be spread over arguments")),
            }
        }
        let sizes: usize = all.iter().map(|one| one.size().values).sum();
        self.step(sizes, span)?;
        let arguments = Arguments { all: &all, span };
        self.step(collections::comparisons(name, &arguments) / 16, span)?;
        let answer = match name {
            _ if files::NAMES.contains(&name) => return self.of_file(name, &arguments, at),
            "format" | "join" | "jsonencode" | "yamlencode" => {
                let pieces = texts::pieces(name, &arguments);
                return match pieces {
                    Ok(Val {
                        kind: What::Text(text),
                        span,
                    }) => self.sized(&text, span),
                    answer => self.answered(name, answer, span),
                };
            }
            "formatlist" => format::format_list(&arguments),
            "regex" | "regexall" => self.searched(name, &arguments)?,
            "replace" if is_expression(&arguments) => self.searched(name, &arguments)?,
            "jsondecode" => {
                let text = self.texts.text();
                encodings::json_decode(&arguments, text)
            }
            "range" => {
                let answer = numbers::range(&arguments, self.left);
                if let Ok(made) = &answer {
                    self.step(made.size().values, span)?;
                }
                answer
            }
            _ => match pure(name, &arguments) {
                Some(answer) => answer,
                None => return Ok(Val::hole(shape_of(name), &format!("{name}()"), span)),
            },
        };
        self.answered(name, answer, span)
    }

    /// What a regular expression finds.
    ///
    /// # Errors
    ///
    /// Too much was looked for.
    fn searched(&mut self, name: &str, arguments: &Arguments<'_>) -> Result<Answer, Stop> {
        let (answer, steps) = expressions::call(name, arguments);
        self.step(steps, arguments.span)?;
        Ok(answer)
    }

    fn answered(&mut self, name: &str, answer: Answer, span: Span) -> Evaluated {
        match answer {
            Ok(value) => {
                self.step(value.size().values / 8, span)?;
                bounded(value.at(span))
            }
            Err(NoText::Open(hole)) => Ok(Val::open(shape_of(name), hole, span)),
            Err(NoText::Other(what)) => {
                Err(wrong(span, &format!("`{name}` does not take this: {what}")))
            }
        }
    }

    /// A text that is not too long.
    fn sized(&mut self, text: &super::value::Text, span: Span) -> Evaluated {
        let checked = self.text_of(text.pieces.clone(), span)?;
        Ok(match &text.encoded {
            None => checked,
            Some(_) => Val::new(What::Text(Rc::new(text.clone())), span),
        })
    }

    /// Terraform: `try`: the first argument that has a value.
    fn first_that_works(&mut self, call: &FuncCall, span: Span, at: Place<'_>) -> Evaluated {
        let mut last: Option<Stop> = None;
        for argument in call.args.iter() {
            match self.evaluate(argument, at) {
                Ok(value) => return Ok(value.at(span)),
                Err(stop) if stop.code == super::TOO_LARGE => return Err(stop),
                Err(stop) => last = Some(stop),
            }
        }
        Err(last.unwrap_or_else(|| wrong(span, "there is nothing to try")))
    }
}

/// Terraform: `replace`: "If `substring` is wrapped in forward slashes, it is treated as a regular expression".
fn is_expression(arguments: &Arguments<'_>) -> bool {
    let form = arguments.text(1).unwrap_or_default();
    form.len() > 1 && form.starts_with('/') && form.ends_with('/')
}

/// A function of its arguments alone; `None` for one that is not known.
fn pure(name: &str, arguments: &Arguments<'_>) -> Option<Answer> {
    texts::call(name, arguments)
        .or_else(|| numbers::call(name, arguments))
        .or_else(|| collections::call(name, arguments))
        .or_else(|| encodings::call(name, arguments))
        .or_else(|| addresses::call(name, arguments))
}

/// What a function gives, if its arguments are not known.
fn shape_of(name: &str) -> Shape {
    const TEXTS: &[&str] = &[
        "abspath",
        "base64decode",
        "base64encode",
        "base64gzip",
        "base64sha256",
        "base64sha512",
        "basename",
        "bcrypt",
        "chomp",
        "cidrhost",
        "cidrnetmask",
        "cidrsubnet",
        "dirname",
        "file",
        "filebase64",
        "filebase64sha256",
        "filebase64sha512",
        "filemd5",
        "filesha1",
        "filesha256",
        "filesha512",
        "format",
        "formatdate",
        "indent",
        "join",
        "jsonencode",
        "lower",
        "md5",
        "pathexpand",
        "plantimestamp",
        "replace",
        "sha1",
        "sha256",
        "sha512",
        "strrev",
        "substr",
        "templatefile",
        "timeadd",
        "timestamp",
        "title",
        "tostring",
        "trim",
        "trimprefix",
        "trimspace",
        "trimsuffix",
        "upper",
        "urlencode",
        "uuid",
        "uuidv5",
        "yamlencode",
    ];
    const NUMBERS: &[&str] = &[
        "abs", "ceil", "floor", "index", "length", "log", "max", "min", "parseint", "pow",
        "signum", "strlen", "sum", "tonumber",
    ];
    if TEXTS.contains(&name) {
        Shape::Text
    } else if NUMBERS.contains(&name) {
        Shape::Number
    } else {
        Shape::Structure
    }
}

/// The pieces of a value in a text.
fn pieces_of(value: &Val, span: Span) -> Result<Vec<Piece>, NoText> {
    use super::value::Written::Elsewhere;
    use crate::json::{Hole, TextPart};
    let piece = |part| Piece {
        part,
        span,
        written: Elsewhere,
    };
    match &value.kind {
        What::Text(text) => Ok(text.parts().into_iter().map(piece).collect()),
        What::Open(_, hole) => Ok(vec![piece(TextPart::Hole(Hole::clone(hole)))]),
        _ => Ok(vec![piece(TextPart::Literal(known_text(value)?))]),
    }
}
