//! A function, and what its events of every kind have in common.

use super::make::{Made, join, object};
use super::resolver::{Resolver, scalar};
use crate::diagnostic::{Code, Diagnostic};
use crate::iac::LEFT_OUT;
use crate::json::fields::{beginning, present};
use crate::json::{Kind, Shape, TextPart, Value};
use crate::source::Span;

/// What Serverless refuses.
pub(in crate::iac) const REFUSED: Code = Code::new("serverless/refused");

/// A function, as its events need it.
pub(super) struct Function {
    /// Its key among the functions.
    pub(super) key: String,
    /// The key in logical ids.
    pub(super) id: String,
    /// Its full name: known, or open in parts.
    pub(super) name: Value,
    /// What its events invoke.
    pub(super) target: Value,
    /// The role that it has.
    pub(super) role: Value,
}

/// Tells of something that cannot be read, and on what it depends.
pub(super) fn left_out(resolver: &mut Resolver<'_, '_>, value: &Value, what: &str) {
    let label = match value.as_open() {
        Some(open) => format!("this depends on `{}`", open.first_hole().from),
        None => format!("this is {}", value.kind_name()),
    };
    let told = Diagnostic::warning(LEFT_OUT, what).at(beginning(value), label);
    let help = "give the template that `serverless package` writes to `.serverless/`";
    resolver.tell(match value.as_open() {
        Some(_) => told.help(help),
        None => told,
    });
}

/// The parts of a text that may be open.
pub(super) fn text_parts(value: &Value) -> Vec<TextPart> {
    if let Some(text) = scalar(value) {
        return vec![TextPart::Literal(text)];
    }
    match value.as_open() {
        Some(open) if open.parts.is_empty() => vec![TextPart::Hole(open.hole.clone())],
        Some(open) => open.parts.clone(),
        None => Vec::new(),
    }
}

/// `ENABLED`, unless `enabled` is false; open if that is.
pub(super) fn state(event: &Value, span: Span) -> Value {
    let Some(enabled) = present(event, "enabled") else {
        return Value::text("ENABLED", span);
    };
    match &enabled.kind {
        Kind::Open(open) => Value::open(Shape::Text, &open.hole.from, enabled.span),
        Kind::Bool(false) => Value::text("DISABLED", enabled.span),
        _ => Value::text("ENABLED", enabled.span),
    }
}

/// The permission with which a service invokes the function.
pub(super) fn permission(
    made: &mut Made,
    id: &str,
    function: &Function,
    principal: &str,
    source: Value,
) {
    let span = source.span;
    let text = |text: &str| Some(Value::text(text, span));
    let properties = object(
        span,
        vec![
            ("FunctionName", Some(function.target.placed(span))),
            ("Action", text("lambda:InvokeFunction")),
            ("Principal", text(principal)),
            ("SourceArn", Some(source)),
        ],
    );
    made.push(id, "AWS::Lambda::Permission", properties);
}

/// `arn:<partition>:<service>:<region>:<account>:` with what stands behind it.
pub(super) fn arn(service: &str, mut behind: Vec<Value>, span: Span) -> Value {
    let pseudo = |name: &str| object(span, vec![("Ref", Some(Value::text(name, span)))]);
    let colon = || Value::text(":", span);
    let mut parts = vec![Value::text("arn:", span), pseudo("AWS::Partition")];
    parts.push(Value::text(&format!(":{service}:"), span));
    parts.extend([
        pseudo("AWS::Region"),
        colon(),
        pseudo("AWS::AccountId"),
        colon(),
    ]);
    parts.append(&mut behind);
    join("", parts, span)
}
