//! The operand of `numeric`.

use super::operand::{Operands, wrong_operand};
use super::{codes, remedy};
use crate::diagnostic::Diagnostic;
use crate::json::{Kind, Value};
use crate::pattern::comparison::{Number, Obstacle};
use crate::source::Span;

const SHAPE: &str = "write `[\">\", 0]`, `[\"<=\", 5]`, `[\"=\", 3]`, or a range, lower end first: `[\">\", 0, \"<=\", 5]`";

/// The sign that another spelling of it means.
fn meant_sign(text: &str) -> Option<&'static str> {
    Some(match text.trim().to_lowercase().as_str() {
        "==" | "eq" | "=" => "=",
        "=>" | "gte" | "ge" | ">=" | "≥" => ">=",
        "=<" | "lte" | "le" | "<=" | "≤" => "<=",
        "gt" | ">" => ">",
        "lt" | "<" => "<",
        _ => return None,
    })
}

/// A number, or a text such as `>= 5`, as the list that was meant.
fn bound(operand: &Value) -> Option<String> {
    if let Kind::Number(token) = &operand.kind {
        return Some(format!("[\"=\", {token}]"));
    }
    let text = operand.as_str()?;
    let is_sign = |letter: char| matches!(letter, '<' | '>' | '=');
    let number = text.trim_start_matches(|letter: char| is_sign(letter) || letter == ' ');
    let (sign, number) = (text.strip_suffix(number)?, number.trim());
    let sign = match sign.trim() {
        "" => "=",
        sign => meant_sign(sign)?,
    };
    remedy::is_number(number).then(|| format!("[\"{sign}\", {number}]"))
}

/// The month of a text that begins as a date does: `2026-11`.
fn month(text: &str) -> Option<&str> {
    let mut parts = text.splitn(3, '-');
    let is_number = |part: Option<&str>, length: usize| {
        part.is_some_and(|part| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let is_date = is_number(parts.next(), 4) && is_number(parts.next(), 2);
    text.get(..7).filter(|_| is_date)
}

impl Operands<'_, '_> {
    /// An array of one or two operators, each with its number.
    pub(super) fn numeric(&mut self, operand: &Value) {
        let Kind::Array(members) = &operand.kind else {
            let told = wrong_operand("numeric", "an array", operand);
            self.report(match bound(operand) {
                Some(meant) => told
                    .help(format!("write `{meant}`"))
                    .fix(operand.span, meant),
                None => told.help(SHAPE),
            });
            return;
        };
        if let Some(text) = self.excluded(members) {
            let told = Diagnostic::error(codes::BAD_NUMERIC, "`numeric` has no `!=`");
            let told = told.at(operand.span, "excludes a number");
            let told = self.rewritten(told, text);
            return self.report(told);
        }
        if let Some(text) = self.meant_range(members) {
            let told = Diagnostic::error(
                codes::BAD_NUMERIC,
                "`numeric` takes a range as two signs, each with its number",
            );
            let told = told.at(operand.span, "not how a range is written");
            return self.report(told.help(format!("write `{text}`")).fix(operand.span, text));
        }
        match members.as_slice() {
            [first] => self.missing_number(first, operand.span),
            [operator, number] => {
                if self.is_operator(operator, &["=", "<", "<=", ">", ">="]) {
                    self.number(number);
                }
            }
            [low, bottom, high, top] => self.range(operand.span, low, bottom, high, top),
            [] => self.shape(
                "the operand of `numeric` is empty",
                operand.span,
                "no operator",
            ),
            [low, bottom, rest @ ..] => {
                if self.is_operator(low, &["=", "<", "<=", ">", ">="]) {
                    self.number(bottom);
                }
                let span = rest.iter().fold(operand.span, |_, last| last.span);
                let message = "the operand of `numeric` has the wrong number of members";
                self.shape(message, span, "two or four members, not this many");
            }
        }
    }

    /// `["!=", 3]` and `[">", 0, "!=", 3]` as the values that were meant.
    fn excluded(&self, members: &[Value]) -> Option<String> {
        let is_not = |sign: &Value| matches!(sign.as_str(), Some("!=" | "<>" | "≠" | "ne"));
        let number = |value: &Value| match &value.kind {
            Kind::Number(token) => Number::new(token).comparable,
            _ => None,
        };
        match members {
            [sign, one] if is_not(sign) && number(one).is_some() => {
                Some(format!("{{\"anything-but\": {}}}", self.raw(one.span)))
            }
            [low, bottom, sign, one] if is_not(sign) && number(bottom)? < number(one)? => {
                let low = low.as_str().filter(|low| matches!(*low, ">" | ">="))?;
                let (bottom, one) = (self.raw(bottom.span), self.raw(one.span));
                Some(format!(
                    "{{\"numeric\": [\"{low}\", {bottom}, \"<\", {one}]}}, {{\"numeric\": [\">\", {one}]}}"
                ))
            }
            _ => None,
        }
    }

    /// `["between", 1, 5]` and `[">", 0, "and", "<", 5]` as the range that was meant.
    fn meant_range(&self, members: &[Value]) -> Option<String> {
        let is_joint =
            |value: &Value| matches!(value.as_str(), Some("and" | "AND" | "&&" | "to" | ","));
        let (joints, rest): (Vec<&Value>, Vec<&Value>) =
            members.iter().partition(|one| is_joint(one));
        let number = |value: &Value| match &value.kind {
            Kind::Number(token) => Number::new(token).comparable,
            _ => None,
        };
        let (low, bottom, high, top) = match rest.as_slice() {
            [word, bottom, top] => {
                let word = word.as_str()?.to_lowercase();
                matches!(word.as_str(), "between" | "range" | "in" | "from")
                    .then_some((">=", *bottom, "<=", *top))?
            }
            [low, bottom, high, top] if !joints.is_empty() => {
                let (low, high) = (meant_sign(low.as_str()?)?, meant_sign(high.as_str()?)?);
                (low, *bottom, high, *top)
            }
            _ => return None,
        };
        let is_range = low.starts_with('>') && high.starts_with('<');
        (is_range && number(bottom)? < number(top)?).then(|| {
            let (bottom, top) = (self.raw(bottom.span), self.raw(top.span));
            format!("[\"{low}\", {bottom}, \"{high}\", {top}]")
        })
    }

    fn shape(&mut self, message: impl Into<String>, span: Span, label: &str) {
        self.report(
            Diagnostic::error(codes::BAD_NUMERIC, message)
                .at(span, label)
                .help(SHAPE),
        );
    }

    fn missing_number(&mut self, operator: &Value, span: Span) {
        if self.is_operator(operator, &["=", "<", "<=", ">", ">="]) {
            self.shape(
                "a number is missing in `numeric`",
                span,
                "no number behind the operator",
            );
        }
    }

    fn is_operator(&mut self, value: &Value, allowed: &[&str]) -> bool {
        match value.as_str() {
            Some(text) if allowed.contains(&text) => true,
            Some(text) => {
                let message = format!("`{text}` is no operator that may stand here in `numeric`");
                let names: Vec<_> = allowed.iter().map(|name| format!("`{name}`")).collect();
                let sign = meant_sign(text).filter(|sign| allowed.contains(sign));
                if let Some(sign) = sign {
                    self.report(
                        Diagnostic::error(codes::BAD_NUMERIC, message)
                            .at(value.span, format!("expected {}", names.join(", ")))
                            .help(format!("write `\"{sign}\"`"))
                            .fix(value.span, format!("\"{sign}\"")),
                    );
                    return false;
                }
                self.shape(
                    message,
                    value.span,
                    &format!("expected {}", names.join(", ")),
                );
                false
            }
            None => {
                let message = format!(
                    "`numeric` has {} where an operator must stand",
                    value.kind_name()
                );
                self.shape(message, value.span, "expected an operator in double quotes");
                false
            }
        }
    }

    /// A number that AWS can compare: its value.
    pub(super) fn number(&mut self, value: &Value) -> Option<f64> {
        let Kind::Number(token) = &value.kind else {
            let diagnostic = wrong_operand("numeric", "a number", value);
            let unquoted = value.as_str().filter(|text| text.parse::<f64>().is_ok());
            self.report(match unquoted {
                Some(text) => diagnostic
                    .help(format!("write `{text}` without quotes"))
                    .fix(value.span, text),
                None => match value.as_str().and_then(month) {
                    Some(month) => diagnostic.help(format!(
                        "a pattern knows no times, and cannot ask for before or after: `{{\"prefix\": \"{month}\"}}` asks for those of one month, say"
                    )),
                    None => diagnostic,
                },
            });
            return None;
        };
        let number = Number::new(token);
        if let Some(obstacle) = number.obstacle() {
            self.not_comparable(token, obstacle, value.span);
        }
        number.comparable
    }

    pub(super) fn not_comparable(&mut self, token: &str, obstacle: Obstacle, span: Span) {
        let short: String = token.chars().take(40).collect();
        self.report(
            Diagnostic::error(
                codes::NOT_COMPARABLE,
                format!("the number `{short}` {}", obstacle.as_predicate()),
            )
            .at(span, "no double is exactly this number")
            .help(match obstacle {
                Obstacle::Digits => {
                    "shorten it to about 15 digits; a plain value in a list is compared by its text"
                }
                _ => "a plain value in a list is compared by its text",
            }),
        );
    }

    fn range(&mut self, span: Span, low: &Value, bottom: &Value, high: &Value, top: &Value) {
        if matches!(
            (low.as_str(), high.as_str()),
            (Some("<" | "<="), Some(">" | ">="))
        ) {
            let (below, above) = (self.number(bottom), self.number(top));
            let is_between = below.zip(above).is_none_or(|(below, above)| above < below);
            let told = Diagnostic::error(codes::BAD_NUMERIC, "a range begins with its upper end");
            let told = told.at(span, "the lower end comes first");
            let is_one = below.is_some() && below == above;
            let has_both = [low, high]
                .iter()
                .all(|sign| matches!(sign.as_str(), Some("<=" | ">=")));
            let told = match is_between {
                // Below and above with the number itself are all numbers.
                false if is_one && has_both => {
                    let text = format!("[\"=\", {}]", self.raw(bottom.span));
                    told.help(format!("write `{text}`")).fix(span, text)
                }
                true => {
                    let pieces = [high, top, low, bottom].map(|value| self.raw(value.span));
                    let text = format!("[{}]", pieces.join(", "));
                    told.help(format!("write `{text}`")).fix(span, text)
                }
                false => {
                    let text = self.outside((low, bottom), (high, top));
                    self.rewritten(told, text)
                }
            };
            return self.report(told);
        }
        let is_from_below = self.is_operator(low, &[">", ">="]);
        let lower = self.number(bottom);
        if is_from_below {
            self.is_operator(high, &["<", "<="]);
        }
        let upper = self.number(top);
        if let (Some(lower), Some(upper)) = (lower, upper)
            && is_from_below
            && lower >= upper
        {
            let (from, to) = (self.raw(bottom.span), self.raw(top.span));
            let help = match lower == upper {
                true => format!("for a single number write `[\"=\", {from}]`"),
                false => {
                    let raw = |value: &Value| self.raw(value.span).to_owned();
                    format!(
                        "for the numbers between write `[{}, {to}, {}, {from}]`, for those outside `{}`",
                        raw(low),
                        raw(high),
                        self.outside((high, top), (low, bottom))
                    )
                }
            };
            self.report(
                Diagnostic::error(
                    codes::EMPTY_RANGE,
                    "the lower end of a range is not below the upper end",
                )
                .at(span, "no number lies in this range")
                .help(help),
            );
        }
    }

    /// What lies below one number, or above another.
    fn outside(&self, below: (&Value, &Value), above: (&Value, &Value)) -> String {
        let one = |(sign, number): (&Value, &Value)| {
            let (sign, number) = (self.raw(sign.span), self.raw(number.span));
            format!("{{\"numeric\": [{sign}, {number}]}}")
        };
        format!("{}, {}", one(below), one(above))
    }
}
