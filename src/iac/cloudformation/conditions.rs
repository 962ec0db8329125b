//! Conditions: yes, no, or open.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, "Condition functions": `Fn::Equals` compares two texts, `Fn::And` and `Fn::Or`
//! take two to ten conditions. What a condition does not need is not asked.

use super::evaluator::{Evaluator, FUNCTION, same};
use super::memo::Truth;
use super::text::plain_text;
use crate::diagnostic::Diagnostic;
use crate::json::{Hole, Kind, Shape, Value};
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// Whether the condition of this name holds, asked at `span`.
    pub(super) fn condition(&mut self, name: &str, span: Span) -> Truth {
        match self.memo.conditions.get(name) {
            Some(Some((truth, is_default))) => {
                if *is_default {
                    self.defaults.add(span);
                }
                return truth.clone();
            }
            Some(None) => {
                let message = format!("the condition `{name}` depends on itself");
                self.tell(Diagnostic::warning(FUNCTION, message).at(span, "it stays open"));
                return open(name, span);
            }
            None => {}
        }
        let Some(declared) = self.sections.conditions.get(name) else {
            return open(name, span);
        };
        self.memo.conditions.insert(name.to_owned(), None);
        let asked = self.defaults.asked();
        let truth = self.truth(&declared);
        let is_default = self.defaults.asked() > asked;
        if is_default {
            self.defaults.add(span);
        }
        self.memo
            .conditions
            .insert(name.to_owned(), Some((truth.clone(), is_default)));
        truth
    }

    /// Whether what stands among the conditions holds.
    fn truth(&mut self, value: &Value) -> Truth {
        if let Some(hole) = self.enter(value.span) {
            return super::evaluator::hole_of(&hole)
                .map_or(Truth::Known(false), |hole| Truth::Open(hole.clone()));
        }
        let truth = self.decided(value);
        self.depth -= 1;
        truth
    }

    fn decided(&mut self, value: &Value) -> Truth {
        let function = match value.as_object() {
            Some([member]) => member.name.as_str().map(|name| (name, &member.value)),
            _ => None,
        };
        let elements = function.and_then(|(_, argument)| argument.as_array());
        match (function, elements) {
            (Some(("Condition", name)), _) if name.as_str().is_some() => {
                self.condition(name.as_str().unwrap_or_default(), name.span)
            }
            (Some(("Fn::Equals", _)), Some([one, other])) => self.equals(one, other),
            (Some(("Fn::Not", _)), Some([one])) => match self.truth(one) {
                Truth::Known(yes) => Truth::Known(!yes),
                open => open,
            },
            (Some(("Fn::And", _)), Some(all)) => self.until(false, all),
            (Some(("Fn::Or", _)), Some(all)) => self.until(true, all),
            _ => {
                let wanted = "one of `Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not` and `Condition`, each with a list of what it compares";
                self.malformed("a condition", wanted, value.span);
                open("a condition", value.span)
            }
        }
    }

    /// `Fn::And` is false at the first that is, `Fn::Or` is true at the first that is; else what is open decides.
    fn until(&mut self, end: bool, all: &[Value]) -> Truth {
        let mut truth = Truth::Known(!end);
        for one in all {
            match self.truth(one) {
                Truth::Known(yes) if yes == end => return Truth::Known(end),
                Truth::Known(_) => {}
                open if truth == Truth::Known(!end) => truth = open,
                Truth::Open(_) => {}
            }
        }
        truth
    }

    /// AWS: texts are compared, so that `true` equals `"true"`.
    fn equals(&mut self, one: &Value, other: &Value) -> Truth {
        let (Some(ours), Some(theirs)) = (self.value(one), self.value(other)) else {
            self.malformed("Fn::Equals", "two texts", one.span);
            return open("Equals", one.span);
        };
        for value in [&ours, &theirs] {
            if let Kind::Open(_) = &value.kind {
                let hole = super::evaluator::hole_of(value).cloned();
                return hole.map_or(Truth::Known(false), Truth::Open);
            }
        }
        match (plain_text(&ours), plain_text(&theirs)) {
            (Some(ours), Some(theirs)) => Truth::Known(ours == theirs),
            _ => Truth::Known(same(&ours, &theirs)),
        }
    }

    /// `Fn::If`: the branch of a condition that is decided; of one that is not, what both branches have in common.
    pub(super) fn choose(&mut self, argument: &Value, span: Span) -> Option<Value> {
        let Some([condition, yes, no]) = argument.as_array() else {
            return Some(self.malformed("Fn::If", "a condition's name and two values", span));
        };
        let truth = match condition.as_str() {
            Some(name) => self.condition(name, condition.span),
            None => self.truth(condition),
        };
        let name = condition.as_str().unwrap_or_default();
        match truth {
            Truth::Known(true) => self.value(yes),
            Truth::Known(false) => self.value(no),
            Truth::Open(_) => {
                let (yes, no) = (self.value(yes), self.value(no));
                match (yes, no) {
                    (None, None) => None,
                    (Some(yes), Some(no)) if same(&yes, &no) => Some(yes.placed(span)),
                    (yes, no) => {
                        let shape = common_shape(yes.as_ref(), no.as_ref());
                        Some(self.hole(shape, &format!("If {name}"), span))
                    }
                }
            }
        }
    }
}

/// What is known of a value that is one of two.
fn common_shape(yes: Option<&Value>, no: Option<&Value>) -> Shape {
    let shape = |value: Option<&Value>| match value.map(|value| &value.kind) {
        Some(Kind::String(_)) => Shape::Text,
        Some(Kind::Number(_)) => Shape::Number,
        Some(Kind::Open(open)) => open.shape,
        _ => Shape::Structure,
    };
    let (yes, no) = (shape(yes), shape(no));
    if yes == no { yes } else { Shape::Structure }
}

fn open(name: &str, span: Span) -> Truth {
    let from = name.to_owned();
    Truth::Open(Hole { from, span })
}
