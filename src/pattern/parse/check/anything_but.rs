//! The operand of `anything-but`.

use super::operand::{Operands, wrong_operand};
use super::{codes, remedy};
use crate::diagnostic::Diagnostic;
use crate::json::{Kind, Member, Value};
use crate::pattern::comparison::Number;
use crate::pattern::operator::Operator;
use crate::source::Span;

const VALUES: &str = "a string, a number, or a list of either";
const INSIDE: &str = "only `prefix`, `suffix`, `equals-ignore-case` and `wildcard` may stand here";

impl Operands<'_, '_> {
    /// A string, a number, a list of either, or an operator.
    pub(super) fn anything_but(&mut self, operand: &Value) {
        match &operand.kind {
            Kind::String(_) => {}
            Kind::Number(token) => self.comparable(token, operand.span),
            Kind::Array(members) => self.list(operand.span, members),
            Kind::Object(members) => {
                if let [first, second] = members.as_slice()
                    && let Some(told) = self.two_inside(first, second)
                {
                    return self.report(told);
                }
                if let Some(inner) = self.only(operand.span, members) {
                    self.inside(inner);
                }
            }
            _ => {
                let diagnostic = wrong_operand("anything-but", VALUES, operand);
                self.report(match operand.kind {
                    Kind::Bool(value) => diagnostic
                        .help(format!("for a boolean list the other one: `[{}]`", !value))
                        .fix(self.whole, (!value).to_string()),
                    _ => diagnostic.help(
                        "for a field that is there and not `null`, list what may stand in it",
                    ),
                });
            }
        }
    }

    /// Two operators in one object, which exclude what either is for, or what both are for: which of the two is meant nobody
    /// knows.
    fn two_inside(&self, first: &Member, second: &Member) -> Option<Diagnostic> {
        let expressions =
            |member: &Member| remedy::expressions(member.name.as_str()?, &member.value);
        let (one, other) = (expressions(first)?, expressions(second)?);
        let either = remedy::but_wildcards(&[&one[..], &other].concat());
        let both = match (one.as_slice(), other.as_slice()) {
            ([one], [other]) => {
                let joined = |start: &str, end: &str| {
                    let (start, end) = (start.strip_suffix('*')?, end.strip_prefix('*')?);
                    Some(format!("{start}*{end}"))
                };
                match (first.name.as_str()?, second.name.as_str()?) {
                    ("prefix", "suffix") => joined(one, other),
                    ("suffix", "prefix") => joined(other, one),
                    _ => None,
                }
            }
            _ => None,
        };
        if !self.is_taken(&either) {
            return None;
        }
        let help = match both {
            Some(both) => format!(
                "to exclude what either is for write `{either}`, to exclude only what both are for `{}`",
                remedy::but_wildcards(&[both])
            ),
            None => format!("to exclude what either is for write `{either}`"),
        };
        let message = format!("a second operator, `{}`, stands in one object", second.name);
        let told = Diagnostic::error(codes::SEVERAL_OPERATORS, message)
            .at(second.name_span, "one operator for each object")
            .related(first.name_span, "the first one");
        Some(told.help(help))
    }

    /// `[{"prefix": "a"}, {"suffix": "b"}]` as the wildcards that were meant.
    fn mixed(&self, members: &[Value]) -> Option<String> {
        let mut all = Vec::new();
        for member in members {
            let [only] = member.as_object()? else {
                return None;
            };
            all.extend(remedy::expressions(only.name.as_str()?, &only.value)?);
        }
        let meant = remedy::but_wildcards(&all);
        (!all.is_empty() && self.is_taken(&meant)).then_some(meant)
    }

    fn comparable(&mut self, token: &str, span: Span) {
        if let Some(obstacle) = Number::new(token).obstacle() {
            self.not_comparable(token, obstacle, span);
        }
    }

    fn list(&mut self, span: Span, members: &[Value]) {
        if members.is_empty() {
            self.report(
                Diagnostic::error(codes::MIXED_LIST, "the list of `anything-but` is empty")
                    .at(span, "no value")
                    .help("list the values that must not match"),
            );
        }
        let inside = self.inside_out(members);
        let meant = inside.map(|inside| format!("{{\"anything-but\": {inside}}}"));
        if let Some(meant) = meant.or_else(|| self.mixed(members)) {
            let told = Diagnostic::error(
                codes::WRONG_OPERAND,
                "`anything-but` takes one operator with a list of texts, not a list of operators",
            )
            .at(span, "operators in a list");
            let told = self.rewritten(told, meant);
            return self.report(told);
        }
        let (mut string, mut number) = (None, None);
        for member in members {
            match &member.kind {
                Kind::String(_) => string = string.or(Some(member.span)),
                Kind::Number(token) => {
                    number = number.or(Some(member.span));
                    self.comparable(token, member.span);
                }
                _ => self.report(wrong_operand("anything-but", "strings or numbers", member)),
            }
        }
        if let (Some(string), Some(number)) = (string, number) {
            let (first, second) = if string < number {
                (string, number)
            } else {
                (number, string)
            };
            self.report(
                Diagnostic::error(
                    codes::MIXED_LIST,
                    "the list of `anything-but` mixes strings and numbers",
                )
                .at(second, "another type")
                .related(first, "the first value")
                .help(codes::ONE_TYPE),
            );
        }
    }

    /// `[{"prefix": "a"}, {"prefix": "b"}]` as the object that was meant: `{"prefix": ["a", "b"]}`.
    fn inside_out(&self, members: &[Value]) -> Option<String> {
        let mut name = None;
        let mut texts = Vec::new();
        for member in members {
            let [only] = member.as_object()? else {
                return None;
            };
            let own = only.name.as_str()?;
            Operator::AnythingBut.with(own)?;
            if *name.get_or_insert(own) != own {
                return None;
            }
            let raw = self.raw(only.value.span);
            texts.push(match only.value.kind {
                Kind::String(_) => raw,
                Kind::Array(_) => remedy::inside(raw),
                _ => return None,
            });
        }
        let (name, texts) = (name?, texts.join(", "));
        Some(format!("{{\"{name}\": [{texts}]}}"))
    }

    /// `{"prefix": …}` and its kin.
    fn inside(&mut self, inner: &Member) {
        let name = inner.name.as_str();
        let Some(operator) = name.and_then(|name| Operator::AnythingBut.with(name)) else {
            self.unknown_inside(Operator::AnythingBut, inner, INSIDE);
            return;
        };
        self.supported(operator, inner.name_span);
        match &inner.value.kind {
            Kind::Array(members) => {
                for member in members {
                    self.text(operator, name.unwrap_or_default(), member);
                }
            }
            Kind::Object(members) => {
                let diagnostic = wrong_operand(
                    name.unwrap_or_default(),
                    "a string or a list of strings",
                    &inner.value,
                );
                let is_folded = members
                    .first()
                    .is_some_and(|one| one.name == *"equals-ignore-case");
                self.report(match is_folded {
                    true => {
                        diagnostic.help("`anything-but` cannot ignore case in a prefix or a suffix")
                    }
                    false => diagnostic,
                });
            }
            _ => self.text(operator, name.unwrap_or_default(), &inner.value),
        }
    }

    fn text(&mut self, operator: Operator, name: &str, value: &Value) {
        let Kind::String(text) = &value.kind else {
            self.report(wrong_operand(name, "a string or a list of strings", value));
            return;
        };
        match operator {
            Operator::AnythingButWildcard => self.wildcard(text, value.span),
            Operator::AnythingButPrefix | Operator::AnythingButSuffix
                if text.as_wtf8().is_empty() =>
            {
                self.report(
                    Diagnostic::error(
                        codes::EMPTY_TEXT,
                        format!("`{name}` has an empty text inside `anything-but`"),
                    )
                    .at(value.span, "any string begins and ends with nothing")
                    .help("write at least one character"),
                );
            }
            _ => {}
        }
    }
}
