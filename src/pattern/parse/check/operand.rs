//! Operators and their operands.

use super::{Check, LONGEST_HELP, codes, remedy};
use crate::diagnostic::Diagnostic;
use crate::json::{JsonString, Kind, Member, Value, write_quoted};
use crate::pattern::comparison::{AddressRange, CidrError, Wildcard, WildcardError};
use crate::pattern::dialect::Support;
use crate::pattern::operator::Operator;
use crate::pattern::regular::Regular;
use crate::source::Span;

/// A value is repeated in a help up to so many bytes.
const LONGEST_VALUE: usize = 60;

/// What is told of a name that is like no operator.
const OPERATORS: &str = "`prefix`, `suffix`, `equals-ignore-case`, `wildcard`, `anything-but`, `numeric`, `cidr`, `exists` and `exactly`";

/// Checks the operators of a value list.
pub(super) struct Operands<'c, 't> {
    check: &'c mut Check<'t>,
    /// The field whose values they are.
    field: &'c JsonString,
    /// The object in which the operator stands.
    pub(super) whole: Span,
}

impl<'c, 't> Operands<'c, 't> {
    pub(super) fn new(check: &'c mut Check<'t>, field: &'c JsonString, whole: Span) -> Self {
        Self {
            check,
            field,
            whole,
        }
    }

    /// The same, with another text in place of the whole object.
    pub(super) fn rewritten(&self, diagnostic: Diagnostic, text: String) -> Diagnostic {
        let help = format!("write `{text}`");
        let diagnostic = match help.chars().count() <= LONGEST_HELP {
            true => diagnostic.help(help),
            false => diagnostic,
        };
        diagnostic.fix(self.whole, text)
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.check.found.push(diagnostic);
    }

    pub(super) fn raw(&self, span: Span) -> &'t str {
        self.check.raw(span)
    }

    /// Whether AWS takes what may be written in a list of values.
    pub(super) fn is_taken(&self, comparisons: &str) -> bool {
        let alone = format!("{{\"a\": [{comparisons}]}}");
        super::check(&alone, self.check.dialect).is_empty()
    }

    /// A member of a value list that is an object.
    pub(super) fn operator(&mut self, span: Span, members: &[Member]) {
        let Some(first) = self.only(span, members) else {
            return;
        };
        let name = first.name.as_str();
        let Some(operator) = name.and_then(Operator::from_name) else {
            // Two bounds of another language are told as one operator.
            let is_told = matches!(members, [one, other] if remedy::both(one, other).is_some());
            if !is_told {
                self.unknown(first, members.len() == 1);
            }
            return;
        };
        let operand = &first.value;
        match operator {
            Operator::Prefix | Operator::Suffix => self.affix(operator, first),
            Operator::Exists => self.exists(operand),
            Operator::Numeric => self.numeric(operand),
            Operator::AnythingBut => self.anything_but(operand),
            Operator::Cidr => self.cidr(operand),
            Operator::Wildcard => {
                if let Some(text) = self.string("wildcard", operand) {
                    self.wildcard(text, operand.span);
                }
            }
            _ => {
                self.string(operator.as_str(), operand);
            }
        }
        if !matches!(operand.kind, Kind::Object(_)) || operator == Operator::Numeric {
            self.supported(operator, first.name_span);
        }
    }

    /// The first member of an operator's object; more than one, or none, is a mistake.
    pub(super) fn only<'v>(&mut self, span: Span, members: &'v [Member]) -> Option<&'v Member> {
        let Some((first, rest)) = members.split_first() else {
            self.report(
                Diagnostic::error(codes::NO_OPERATOR, "an operator is missing")
                    .at(span, "an empty object")
                    .help("write `{\"exists\": true}`, `{\"prefix\": \"text\"}`, …"),
            );
            return None;
        };
        if let Some(second) = rest.first() {
            let told = Diagnostic::error(
                codes::SEVERAL_OPERATORS,
                format!("a second operator, `{}`, stands in one object", second.name),
            )
            .at(second.name_span, "one operator for each object")
            .related(first.name_span, "the first one");
            let both = (rest.len() == 1).then(|| remedy::both(first, second));
            let told = match both.flatten() {
                Some(both) if self.whole == span => self.rewritten(told, both),
                _ => told.help(
                    "one value cannot be asked for both; an object for each means that either is enough",
                ),
            };
            self.report(told);
        }
        Some(first)
    }

    fn unknown(&mut self, member: &Member, is_alone: bool) {
        let name = &member.name;
        let nested = matches!(member.value.kind, Kind::Array(_) | Kind::Object(_));
        let raw = self.raw(member.value.span);
        let inside = || {
            let field = self.field;
            match (&member.value.kind, nested) {
                (Kind::Array(_), _) if raw.len() <= LONGEST_VALUE => {
                    format!("`\"{field}\": {{\"{name}\": {raw}}}`")
                }
                (_, false) if raw.len() <= LONGEST_VALUE => {
                    format!("`\"{field}\": {{\"{name}\": [{raw}]}}`")
                }
                _ => format!("`\"{field}\": {{\"{name}\": …}}`"),
            }
        };
        let remedy = match remedy::remedy(&name.to_display()) {
            None if nested => Some(format!(
                "for a field `{name}` inside, leave the brackets out: {} also looks into arrays",
                inside()
            )),
            None if is_alone => Some(format!(
                "for a field `{name}` inside write {}; the operators are {OPERATORS}",
                inside()
            )),
            remedy => remedy::nearest(&name.to_display(), &member.value).or(remedy),
        };
        let diagnostic = Diagnostic::error(
            codes::UNKNOWN_OPERATOR,
            format!("unknown operator `{name}`"),
        )
        .at(member.name_span, "not an operator");
        let said = is_alone.then(|| remedy::said(&name.to_display(), &member.value, raw));
        // What is told is what AWS takes.
        if let Some(said) = said.flatten().filter(|said| self.is_taken(said)) {
            let told = self.rewritten(diagnostic, said);
            return self.report(told);
        }
        let diagnostic = match remedy::renamed(&name.to_display()) {
            Some(meant) => diagnostic.fix(member.name_span, format!("\"{meant}\"")),
            None => diagnostic,
        };
        self.report(match remedy {
            Some(help) => diagnostic.help(help),
            None => diagnostic.help(format!("the operators are {OPERATORS}")),
        });
    }

    pub(super) fn supported(&mut self, operator: Operator, span: Span) {
        let dialect = self.check.dialect;
        match dialect.support(operator) {
            Support::Yes => {}
            Support::No => self.report(codes::unsupported(operator, dialect, span)),
            Support::Undocumented => self.report(codes::undocumented(operator, dialect, span)),
        }
    }

    /// An operand that must be a string.
    pub(super) fn string<'v>(
        &mut self,
        operator: &str,
        operand: &'v Value,
    ) -> Option<&'v JsonString> {
        if let Kind::String(text) = &operand.kind {
            return Some(text);
        }
        let diagnostic = wrong_operand(operator, "a string", operand);
        self.report(match (&operand.kind, operator) {
            (Kind::Number(number), _) => diagnostic
                .help(format!("write `\"{number}\"`"))
                .fix(operand.span, format!("\"{number}\"")),
            (Kind::Array(all), _) if !all.is_empty() && all.iter().all(|one| matches!(one.kind, Kind::String(_))) => {
                let each = all.iter().map(|one| format!("{{\"{operator}\": {}}}", self.raw(one.span)));
                self.rewritten(diagnostic, each.collect::<Vec<_>>().join(", "))
            }
            (Kind::Object(_), _) if let Some(turned) = self.turned_round(operator, operand) => {
                self.turned(diagnostic, turned)
            }
            (Kind::Array(_), "prefix" | "suffix" | "wildcard" | "equals-ignore-case" | "cidr" | "exactly") => {
                diagnostic.help(format!(
                    "give each text an operator of its own: `[{{\"{operator}\": \"a\"}}, {{\"{operator}\": \"b\"}}]`"
                ))
            }
            _ => diagnostic,
        });
        None
    }

    /// `prefix` or `suffix`: a string, or `{"equals-ignore-case": string}`.
    fn affix(&mut self, operator: Operator, member: &Member) {
        let Kind::Object(members) = &member.value.kind else {
            self.string(operator.as_str(), &member.value);
            return;
        };
        let Some(inner) = self.only(member.value.span, members) else {
            return;
        };
        match inner.name.as_str().and_then(|name| operator.with(name)) {
            Some(both) => {
                self.string("equals-ignore-case", &inner.value);
                self.supported(both, inner.name_span);
            }
            None => match self.turned_round(operator.as_str(), &member.value) {
                Some(turned) => {
                    let told = cannot_stand_inside(operator, inner);
                    self.report(self.turned(told, turned));
                }
                None => {
                    self.unknown_inside(operator, inner, "only `equals-ignore-case` may stand here")
                }
            },
        }
    }

    /// The other way round what has `anything-but` inside of another operator: what AWS takes.
    fn turned_round(&self, outer: &str, operand: &Value) -> Option<String> {
        let [inner] = operand.as_object()? else {
            return None;
        };
        let is_excluding = inner.name.as_str()? == Operator::AnythingBut.as_str();
        Operator::AnythingBut.with(outer).filter(|_| is_excluding)?;
        let excluded = self.raw(inner.value.span);
        let turned = format!("{{\"anything-but\": {{\"{outer}\": {excluded}}}}}");
        let alone = format!("{{\"a\": [{turned}]}}");
        super::check(&alone, self.check.dialect)
            .is_empty()
            .then_some(turned)
    }

    fn turned(&self, told: Diagnostic, turned: String) -> Diagnostic {
        let help = format!("the other way round: write `{turned}`");
        let told = match help.chars().count() <= LONGEST_HELP {
            true => told.help(help),
            false => told.help("write them the other way round, `anything-but` outside"),
        };
        told.fix(self.whole, turned)
    }

    pub(super) fn unknown_inside(&mut self, outer: Operator, inner: &Member, help: &str) {
        self.report(cannot_stand_inside(outer, inner).help(help));
    }

    fn exists(&mut self, operand: &Value) {
        if matches!(operand.kind, Kind::Bool(_)) {
            return;
        }
        let diagnostic = wrong_operand("exists", "`true` or `false`", operand);
        self.report(match (operand.as_str(), self.raw(operand.span)) {
            (Some(word @ ("true" | "false")), _) => diagnostic
                .help(format!("write `{word}` without quotes"))
                .fix(operand.span, word),
            (None, number @ ("0" | "1")) => {
                let word = if number == "1" { "true" } else { "false" };
                diagnostic
                    .help(format!("write `{word}`"))
                    .fix(operand.span, word)
            }
            _ => diagnostic,
        });
    }

    /// Whether a text is a wildcard expression.
    pub(super) fn wildcard(&mut self, text: &JsonString, span: Span) {
        let Err(error) = Wildcard::new(text) else {
            return;
        };
        let (message, label, help, (position, length)) = match error {
            WildcardError::Consecutive { position } => (
                "a wildcard has two `*` in a row",
                "one `*` already stands for any text",
                "write a single `*`, or `\\\\*` for a star itself",
                (position, 2),
            ),
            WildcardError::Escape { position } => (
                "a wildcard has a backslash that escapes nothing",
                "only `\\\\*` and `\\\\\\\\` are escapes",
                "write `\\\\\\\\` in the JSON text for a backslash itself",
                (position, 1),
            ),
        };
        // The position counts in the decoded text: it is one in the JSON text only where nothing is escaped.
        let place = match self.raw(span).contains('\\') {
            true => span,
            false => Span::new(span.start + position, span.start + position + length),
        };
        let diagnostic = Diagnostic::error(codes::BAD_WILDCARD, message);
        if let Some(meant) = text.as_str().and_then(without_regular_signs) {
            let told = diagnostic
                .at(place, "a sign of regular expressions")
                .help(format!(
                    "`^`, `$`, `.*` and `\\.` are of regular expressions: write `{meant}`"
                ));
            return self.report(told.fix(span, meant));
        }
        let diagnostic = diagnostic.at(place, label);
        if let Some(meant) = text.as_str().and_then(without_folders) {
            let told = diagnostic.help(format!(
                "one `*` stands for folders and names alike: write `{meant}`"
            ));
            return self.report(told.fix(span, meant));
        }
        let diagnostic = diagnostic.help(help);
        self.report(match text.as_str().and_then(mended_wildcard) {
            Some(text) => diagnostic.fix(span, text),
            None => diagnostic,
        });
    }

    fn cidr(&mut self, operand: &Value) {
        let Some(text) = self.string("cidr", operand) else {
            return;
        };
        let Err(error) = AddressRange::cidr(text) else {
            return;
        };
        let whole = text.to_display();
        let (address, bits) = whole.split_once('/').unwrap_or((&whole, ""));
        let is_one = matches!(
            (&error, bits),
            (CidrError::Bits4, "32") | (CidrError::Bits6, "128")
        );
        let (label, help) = match &error {
            CidrError::Slash => (
                "no prefix length",
                format!("write `{address}/24`, say, or the address itself as a plain value"),
            ),
            CidrError::BitsInteger | CidrError::BitsNegative => (
                "not a prefix length",
                "write a number of bits behind the slash: `10.0.0.0/24`".to_owned(),
            ),
            CidrError::Address(_) => ("not an address", remedy::address(address)),
            CidrError::Bits4 | CidrError::Bits6 if !is_one => (
                "too many bits",
                "a block has at most 31 bits for IPv4, 127 for IPv6".to_owned(),
            ),
            CidrError::Bits4 => (
                "at most 31 bits",
                format!(
                    "for one address write it as a plain value, `\"{address}\"`; `/31` means two"
                ),
            ),
            CidrError::Bits6 => (
                "at most 127 bits",
                format!(
                    "for one address write it as a plain value, `\"{address}\"`; `/127` means two"
                ),
            ),
        };
        let message = format!(
            "`{}` is no block of addresses that AWS accepts",
            text.to_display()
        );
        let told = Diagnostic::error(codes::BAD_CIDR, message)
            .at(operand.span, label)
            .help(help);
        self.report(match is_one {
            true => told.fix(self.whole, format!("\"{address}\"")),
            false => told,
        });
    }
}

fn cannot_stand_inside(outer: Operator, inner: &Member) -> Diagnostic {
    let message = format!("`{}` cannot stand inside `{}`", inner.name, outer.as_str());
    Diagnostic::error(codes::UNKNOWN_OPERATOR, message).at(inner.name_span, "not possible here")
}

/// A text with the signs of regular expressions as the wildcard expression that was meant, in JSON.
fn without_regular_signs(text: &str) -> Option<String> {
    let Regular { expression } = Regular::mixed(text)?;
    Wildcard::new(&expression.as_str().into()).ok()?;
    // Two stars alone are no sign of it.
    text.contains(['^', '$', '\\']).then(|| {
        let mut quoted = String::new();
        write_quoted(&expression, &mut quoted);
        quoted
    })
}

/// A glob whose `**/` before a `*` stands for any folders or none, as the wildcard expression that says the same, in JSON:
/// a `*` of AWS crosses every `/`.
fn without_folders(text: &str) -> Option<String> {
    let is_glob = text.starts_with("**/*") || text.contains("/**/*");
    let expression = text.replace("**/*", "*");
    let is_taken =
        is_glob && !text.contains('\\') && Wildcard::new(&expression.as_str().into()).is_ok();
    is_taken.then(|| {
        let mut quoted = String::new();
        write_quoted(&expression, &mut quoted);
        quoted
    })
}

/// A wildcard expression that AWS takes: a star where there were several, and backslashes that stand for themselves
/// where they escaped nothing.
fn mended_wildcard(text: &str) -> Option<String> {
    let mut mended = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        mended.push(letter);
        match letter {
            '\\' => match letters.next_if(|next| matches!(next, '*' | '\\')) {
                Some(escaped) => mended.push(escaped),
                None => mended.push('\\'),
            },
            '*' => while letters.next_if_eq(&'*').is_some() {},
            _ => {}
        }
    }
    let mut quoted = String::new();
    write_quoted(&mended, &mut quoted);
    Some(quoted)
}

/// An operand of the wrong type.
pub(super) fn wrong_operand(operator: &str, wanted: &str, operand: &Value) -> Diagnostic {
    let kind = operand.kind_name();
    Diagnostic::error(
        codes::WRONG_OPERAND,
        format!("`{operator}` needs {wanted}, not {kind}"),
    )
    .at(operand.span, format!("expected {wanted}"))
}

#[cfg(test)]
mod tests {
    use crate::pattern::{Dialect, parse};

    #[test]
    fn what_is_inside_out_and_globs_are_told_as_what_says_the_same() {
        for (written, meant) in [
            (
                r#"{"prefix":{"anything-but":"test-"}}"#,
                r#"{"anything-but": {"prefix": "test-"}}"#,
            ),
            (
                r#"{"suffix":{"anything-but":["a","b"]}}"#,
                r#"{"anything-but": {"suffix": ["a","b"]}}"#,
            ),
            (
                r#"{"wildcard":{"anything-but":"a*"}}"#,
                r#"{"anything-but": {"wildcard": "a*"}}"#,
            ),
            (
                r#"{"equals-ignore-case":{"anything-but":"a"}}"#,
                r#"{"anything-but": {"equals-ignore-case": "a"}}"#,
            ),
            (
                r#"{"wildcard":"exports/**/*.parquet"}"#,
                r#"{"wildcard":"exports/*.parquet"}"#,
            ),
            (r#"{"wildcard":"**/*.csv"}"#, r#"{"wildcard":"*.csv"}"#),
            (
                r#"{"wildcard":"exports/**"}"#,
                r#"{"wildcard":"exports/*"}"#,
            ),
        ] {
            let text = format!(r#"{{"a":[{written}]}}"#);
            let error = parse(&text, Dialect::Bus).unwrap_err();
            let told = error.diagnostics.first().unwrap();
            let mended = told.fix.as_ref().unwrap().applied(&text).unwrap();
            assert_eq!(mended, format!(r#"{{"a":[{meant}]}}"#));
            parse(&mended, Dialect::Bus).unwrap();
        }
    }
}
