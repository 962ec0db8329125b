//! Expressions: what they come to, as far as that is known.
//!
//! # Source
//!
//! hashicorp/hcl, `hclsyntax/spec.md`; HashiCorp: Terraform language, "Expressions".

use std::collections::BTreeMap;
use std::rc::Rc;

use hcl_edit::expr::{
    BinaryOp, BinaryOperator, Conditional, Expression, ForExpr, Object, ObjectKey, UnaryOperator,
};

use super::super::{Settings, Texts};
use super::load::Loaded;
use super::memory::{Memory, Scope};
use super::number::Number;
use super::value::{Entry, Evaluated, Piece, Stop, Val, What, Written};
use super::{EVALUATION, TOO_LARGE, place};
use crate::diagnostic::Diagnostic;
use crate::json::{Hole, Shape, TextPart};
use crate::model::{Absent, Defaults};
use crate::source::Span;

/// How deep evaluation may go: expressions in each other, and values that are named by values.
const MAXIMUM_DEPTH: usize = 200;

/// How deep values may lie in each other.
const MAXIMUM_VALUE_DEPTH: usize = 100;

/// How many values may lie in one.
const MAXIMUM_VALUES: usize = 200_000;

/// Most steps for one configuration.
const MAXIMUM_STEPS: u64 = 2_000_000;

/// Evaluates the expressions of one configuration.
pub(super) struct Evaluator<'a, 't, 'f> {
    pub(super) loaded: &'a Loaded,
    pub(super) texts: &'t mut Texts<'f>,
    pub(super) settings: &'a Settings,
    pub(super) scopes: Vec<Scope>,
    pub(super) memory: Memory,
    pub(super) told: Vec<Diagnostic>,
    /// Where the default of a variable decides.
    pub(super) defaults: Defaults,
    /// What is declared, and has no instance.
    pub(super) absent: Vec<Absent>,
    /// Steps that are left.
    pub(super) left: u64,
}

/// Where an expression stands, and what is named there.
#[derive(Clone, Copy)]
pub(super) struct Place<'c> {
    /// The module.
    pub(super) scope: usize,
    /// Where its file begins among all texts.
    pub(super) base: usize,
    /// `each`, `count`, and the names of `for`.
    pub(super) names: Option<&'c Names<'c>>,
    pub(super) depth: usize,
}

/// Names that only count inside an expression or a block.
pub(super) struct Names<'c> {
    pub(super) all: Vec<(String, Val)>,
    pub(super) outer: Option<&'c Names<'c>>,
}

impl<'c> Place<'c> {
    /// The same place with more names.
    pub(super) fn with(self, names: &'c Names<'c>) -> Self {
        let names = Some(names);
        Self { names, ..self }
    }

    /// The value of a name.
    pub(super) fn named(&self, name: &str) -> Option<Val> {
        let mut next = self.names;
        while let Some(names) = next {
            if let Some((_, value)) = names.all.iter().find(|(one, _)| one == name) {
                return Some(value.clone());
            }
            next = names.outer;
        }
        None
    }

    pub(super) fn deeper(self) -> Self {
        let depth = self.depth + 1;
        Self { depth, ..self }
    }
}

impl<'a, 't, 'f> Evaluator<'a, 't, 'f> {
    pub(super) fn new(
        loaded: &'a Loaded,
        texts: &'t mut Texts<'f>,
        settings: &'a Settings,
    ) -> Self {
        Self {
            loaded,
            texts,
            settings,
            scopes: vec![Scope::default()],
            memory: Memory::default(),
            told: Vec::new(),
            defaults: Defaults::default(),
            absent: Vec::new(),
            left: MAXIMUM_STEPS,
        }
    }

    /// Takes so many steps.
    ///
    /// # Errors
    ///
    /// None are left.
    pub(super) fn step(&mut self, steps: usize, at: Span) -> Result<(), Stop> {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.left = self.left.saturating_sub(steps);
        if self.left > 0 {
            return Ok(());
        }
        let what = "this configuration comes to more than can be evaluated";
        Err(Box::new(
            Diagnostic::error(TOO_LARGE, what)
                .at(at, "given up here")
                .help("give a plan: `terraform show -json plan.out`"),
        ))
    }

    /// What an expression comes to.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn evaluate(&mut self, expression: &Expression, at: Place<'_>) -> Evaluated {
        let span = place(expression, at.base);
        self.step(1, span)?;
        if at.depth >= MAXIMUM_DEPTH {
            return Err(wrong(span, "values name each other too deep"));
        }
        let at = at.deeper();
        match expression {
            Expression::Null(_) => Ok(Val::null(span)),
            Expression::Bool(yes) => Ok(Val::bool(*yes.value(), span)),
            Expression::Number(number) => {
                let written = self.texts.slice(span);
                let number = Number::read(written).or_else(|| {
                    // A template that was read from elsewhere: its numbers stand in no file.
                    Number::read(&number.value().to_string())
                });
                number
                    .map(|number| Val::number(number, span))
                    .ok_or_else(|| wrong(span, "this number is too long"))
            }
            Expression::String(text) => {
                let piece = Piece {
                    part: TextPart::Literal(text.value().clone()),
                    span,
                    written: Written::Quoted,
                };
                Ok(Val::pieces(vec![piece], span))
            }
            Expression::Parenthesis(inner) => Ok(self.evaluate(inner.inner(), at)?.at(span)),
            Expression::Array(array) => self.array(array.iter(), span, at),
            Expression::Object(object) => self.object(object, span, at),
            Expression::StringTemplate(template) => {
                self.template(template, Written::Quoted, span, at)
            }
            Expression::HeredocTemplate(heredoc) => {
                self.template(&heredoc.template, Written::Plain, span, at)
            }
            Expression::Variable(name) => self.reference(name.value().as_str(), &[], span, at),
            Expression::Traversal(traversal) => self.traversal(traversal, span, at),
            Expression::Conditional(conditional) => self.conditional(conditional, span, at),
            Expression::UnaryOp(operation) => {
                let value = self.evaluate(&operation.expr, at)?;
                unary(*operation.operator.value(), &value, span)
            }
            Expression::BinaryOp(operation) => self.binary(operation, span, at),
            Expression::ForExpr(expression) => self.for_expression(expression, span, at),
            Expression::FuncCall(call) => self.call(call, span, at),
        }
    }

    fn array<'e>(
        &mut self,
        elements: impl Iterator<Item = &'e Expression>,
        span: Span,
        at: Place<'_>,
    ) -> Evaluated {
        let mut all = Vec::new();
        for element in elements {
            all.push(self.evaluate(element, at)?);
        }
        bounded(Val::list(all, span))
    }

    fn object(&mut self, object: &Object, span: Span, at: Place<'_>) -> Evaluated {
        let mut entries = BTreeMap::new();
        for (key, value) in object.iter() {
            let (name, name_span) = match key {
                ObjectKey::Ident(name) => {
                    (Ok(name.value().as_str().to_owned()), place(name, at.base))
                }
                ObjectKey::Expression(key) => {
                    let key = self.evaluate(key, at)?;
                    (known_text(&key), key.span)
                }
            };
            let value = self.evaluate(value.expr(), at)?;
            match name {
                Ok(name) => {
                    entries.insert(name, Entry { name_span, value });
                }
                Err(NoText::Open(hole)) => return Ok(Val::open(Shape::Structure, hole, span)),
                Err(NoText::Other(what)) => {
                    return Err(wrong(name_span, &format!("a name is a text, not {what}")));
                }
            }
        }
        bounded(Val::map(entries, span))
    }

    /// One of two values. Where it is not known which, they may still be the same.
    fn conditional(&mut self, conditional: &Conditional, span: Span, at: Place<'_>) -> Evaluated {
        let condition = self.evaluate(&conditional.cond_expr, at)?;
        match known_bool(&condition) {
            Ok(true) => Ok(self.evaluate(&conditional.true_expr, at)?.at(span)),
            Ok(false) => Ok(self.evaluate(&conditional.false_expr, at)?.at(span)),
            Err(NoText::Open(hole)) => {
                let yes = self.evaluate(&conditional.true_expr, at)?;
                let no = self.evaluate(&conditional.false_expr, at)?;
                self.step(yes.size().values.min(no.size().values), span)?;
                if yes.equals(&no) == Some(true) {
                    return Ok(yes.at(span));
                }
                Ok(Val::open(common_shape(&yes, &no), hole, span))
            }
            Err(NoText::Other(what)) => Err(wrong(
                condition.span,
                &format!("a condition is a boolean, not {what}"),
            )),
        }
    }

    fn binary(&mut self, operation: &BinaryOp, span: Span, at: Place<'_>) -> Evaluated {
        let left = self.evaluate(&operation.lhs_expr, at)?;
        let operator = *operation.operator.value();
        let right = self.evaluate(&operation.rhs_expr, at)?;
        self.step(left.size().values.min(right.size().values), span)?;
        binary(operator, &left, &right, span)
    }

    fn for_expression(&mut self, each: &ForExpr, span: Span, at: Place<'_>) -> Evaluated {
        let collection = self.evaluate(&each.intro.collection_expr, at)?;
        let items = match items(&collection) {
            Ok(items) => items,
            Err(NoText::Open(hole)) => return Ok(Val::open(Shape::Structure, hole, span)),
            Err(NoText::Other(what)) => {
                let what = format!("`for` goes through lists and maps, not {what}");
                return Err(wrong(collection.span, &what));
            }
        };
        let mut made = Made::default();
        for (key, value) in items {
            let key_name = each
                .intro
                .key_var
                .as_ref()
                .map_or("", |key| key.value().as_str());
            let value_name = each.intro.value_var.value().as_str();
            let names = Names {
                all: vec![(value_name.to_owned(), value), (key_name.to_owned(), key)],
                outer: at.names,
            };
            if let Some(hole) = self.for_item(each, &mut made, at.with(&names))? {
                return Ok(Val::open(Shape::Structure, hole, span));
            }
        }
        if each.key_expr.is_none() {
            return bounded(Val::list(made.list, span));
        }
        let entries = made.groups.into_iter().map(|(name, (name_span, mut all))| {
            let single = if each.grouping { None } else { all.pop() };
            let value = single.unwrap_or_else(|| Val::list(all, span));
            (name, Entry { name_span, value })
        });
        bounded(Val::map(entries.collect(), span))
    }

    /// What `for` makes of one item; the hole on which it depends whether it makes something.
    fn for_item(
        &mut self,
        each: &ForExpr,
        made: &mut Made,
        at: Place<'_>,
    ) -> Result<Option<Rc<Hole>>, Stop> {
        if let Some(condition) = &each.cond {
            let condition = self.evaluate(&condition.expr, at)?;
            match known_bool(&condition) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(NoText::Open(hole)) => return Ok(Some(hole)),
                Err(NoText::Other(_)) => {
                    return Err(wrong(condition.span, "`if` wants a boolean"));
                }
            }
        }
        let value = self.evaluate(&each.value_expr, at)?;
        let Some(key) = &each.key_expr else {
            made.list.push(value);
            return Ok(None);
        };
        let key = self.evaluate(key, at)?;
        match known_text(&key) {
            Ok(name) => {
                let group = made.groups.entry(name.clone());
                let (_, all) = group.or_insert_with(|| (key.span, Vec::new()));
                if !each.grouping && !all.is_empty() {
                    let what = format!("`{name}` comes out twice: `...` would group the values");
                    return Err(wrong(key.span, &what));
                }
                all.push(value);
                Ok(None)
            }
            Err(NoText::Open(hole)) => Ok(Some(hole)),
            Err(NoText::Other(_)) => Err(wrong(key.span, "a name is a text")),
        }
    }
}

/// What a `for` makes: a list, or values by their names.
#[derive(Default)]
struct Made {
    list: Vec<Val>,
    groups: BTreeMap<String, (Span, Vec<Val>)>,
}

/// A value that is neither too deep nor too large.
pub(super) fn bounded(value: Val) -> Evaluated {
    let size = value.size();
    if size.depth > MAXIMUM_VALUE_DEPTH {
        return Err(wrong(value.span, "values lie in each other too deep"));
    }
    if size.values > MAXIMUM_VALUES {
        return Err(wrong(value.span, "this value is too large"));
    }
    Ok(value)
}

/// What is wrong with an expression.
pub(super) fn wrong(span: Span, what: &str) -> Stop {
    Box::new(Diagnostic::error(EVALUATION, what).at(span, ""))
}

/// Why a value is not the text, the boolean or the collection that is wanted.
pub(super) enum NoText {
    /// It is not known.
    Open(Rc<Hole>),
    /// It is something else.
    Other(&'static str),
}

/// A text, or a number or a boolean as one.
pub(super) fn known_text(value: &Val) -> Result<String, NoText> {
    match &value.kind {
        What::Number(number) => Ok(number.as_str().to_owned()),
        What::Bool(yes) => Ok(yes.to_string()),
        What::Text(text) => text.known().ok_or_else(|| no(value)),
        _ => Err(no(value)),
    }
}

/// A boolean, or a text that is one.
pub(super) fn known_bool(value: &Val) -> Result<bool, NoText> {
    match &value.kind {
        What::Bool(yes) => Ok(*yes),
        What::Text(text) => match text.known().as_deref() {
            Some("true") => Ok(true),
            Some("false") => Ok(false),
            _ => Err(no(value)),
        },
        _ => Err(no(value)),
    }
}

/// A number, or a text that is one.
pub(super) fn known_number(value: &Val) -> Result<Number, NoText> {
    match &value.kind {
        What::Number(number) => Ok(number.clone()),
        What::Text(text) => {
            let number = text.known().and_then(|text| Number::read(&text));
            number.ok_or_else(|| no(value))
        }
        _ => Err(no(value)),
    }
}

pub(super) fn no(value: &Val) -> NoText {
    match value.first_hole() {
        Some(hole) => NoText::Open(hole),
        None => NoText::Other(value.kind_name()),
    }
}

/// The keys and values of a list or a map.
pub(super) fn items(value: &Val) -> Result<Vec<(Val, Val)>, NoText> {
    match &value.kind {
        What::List(all, _) => {
            let all = all.iter().enumerate();
            let all = all.map(|(index, one)| (Val::number(index.into(), one.span), one.clone()));
            Ok(all.collect())
        }
        What::Map(all, _) => {
            let all = all.iter();
            let all = all.map(|(name, entry)| {
                let key = Val::text(name, entry.name_span);
                (key, entry.value.clone())
            });
            Ok(all.collect())
        }
        _ => Err(no(value)),
    }
}

/// What two values have in common.
fn common_shape(left: &Val, right: &Val) -> Shape {
    let shape = |value: &Val| match &value.kind {
        What::Text(_) => Shape::Text,
        What::Number(_) => Shape::Number,
        What::Open(shape, _) => *shape,
        _ => Shape::Structure,
    };
    match (shape(left), shape(right)) {
        (left, right) if left == right => left,
        _ => Shape::Structure,
    }
}

fn unary(operator: UnaryOperator, value: &Val, span: Span) -> Evaluated {
    let (answer, shape, wanted) = match operator {
        UnaryOperator::Not => {
            let answer = known_bool(value).map(|yes| Val::bool(!yes, span));
            (answer, Shape::Structure, "a boolean")
        }
        UnaryOperator::Neg => {
            let answer = known_number(value).map(|one| Val::number(one.negated(), span));
            (answer, Shape::Number, "a number")
        }
    };
    answer.or_else(|no| match no {
        NoText::Open(hole) => Ok(Val::open(shape, hole, span)),
        NoText::Other(what) => Err(wrong(
            value.span,
            &format!("{wanted} is wanted, not {what}"),
        )),
    })
}

fn binary(operator: BinaryOperator, left: &Val, right: &Val, span: Span) -> Evaluated {
    let answer = match operator {
        BinaryOperator::Eq | BinaryOperator::NotEq => {
            let is_wanted = operator == BinaryOperator::Eq;
            let equal = left.equals(right);
            let equal = equal.map(|equal| Val::bool(equal == is_wanted, span));
            equal.ok_or_else(|| unknown(left, right))
        }
        BinaryOperator::And | BinaryOperator::Or => logic(operator, left, right, span),
        _ => known_number(left)
            .and_then(|left| Ok((left, known_number(right)?)))
            .and_then(|(left, right)| {
                calculated(operator, &left, &right, span).ok_or(NoText::Other("something else"))
            }),
    };
    let shape = match operator {
        BinaryOperator::Plus
        | BinaryOperator::Minus
        | BinaryOperator::Mul
        | BinaryOperator::Div
        | BinaryOperator::Mod => Shape::Number,
        _ => Shape::Structure,
    };
    answer.or_else(|no| match no {
        NoText::Open(hole) => Ok(Val::open(shape, hole, span)),
        NoText::Other(_) => Err(wrong(span, "this has no result")),
    })
}

/// What leaves open whether two values are equal.
fn unknown(left: &Val, right: &Val) -> NoText {
    let mut due = vec![right, left];
    while let Some(value) = due.pop() {
        if let Some(hole) = value.first_hole() {
            return NoText::Open(hole);
        }
        match &value.kind {
            What::List(all, _) => due.extend(all.iter().rev()),
            What::Map(all, _) => due.extend(all.values().rev().map(|entry| &entry.value)),
            What::Instance(one) => {
                let from = one.address();
                let span = value.span;
                return NoText::Open(Rc::new(Hole { from, span }));
            }
            _ => {}
        }
    }
    NoText::Other("something else")
}

fn logic(operator: BinaryOperator, left: &Val, right: &Val, span: Span) -> Result<Val, NoText> {
    // One side may decide alone.
    let decides = operator == BinaryOperator::Or;
    match (known_bool(left), known_bool(right)) {
        (Ok(one), _) | (_, Ok(one)) if one == decides => Ok(Val::bool(decides, span)),
        (Ok(_), Ok(_)) => Ok(Val::bool(!decides, span)),
        (Err(no), _) | (_, Err(no)) => Err(no),
    }
}

fn calculated(operator: BinaryOperator, left: &Number, right: &Number, span: Span) -> Option<Val> {
    let number = |number: Option<Number>| Some(Val::number(number?, span));
    let bool = |yes| Some(Val::bool(yes, span));
    match operator {
        BinaryOperator::Plus => number(left.plus(right)),
        BinaryOperator::Minus => number(left.minus(right)),
        BinaryOperator::Mul => number(left.times(right)),
        BinaryOperator::Div => number(left.over(right)),
        BinaryOperator::Mod => number(left.modulo(right)),
        BinaryOperator::Less => bool(left < right),
        BinaryOperator::LessEq => bool(left <= right),
        BinaryOperator::Greater => bool(left > right),
        BinaryOperator::GreaterEq => bool(left >= right),
        _ => None,
    }
}
