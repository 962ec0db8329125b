//! Templates: texts with `${…}` and `%{…}` in them.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "Strings and templates".

use hcl_edit::Span as _;
use hcl_edit::template::{Directive, Element, ForDirective, IfDirective, Template};

use super::evaluate::{Evaluator, Names, NoText, Place, items, known_bool, wrong};
use super::value::{Evaluated, Piece, Stop, Val, What, Written};
use crate::json::{Hole, TextPart};
use crate::source::Span;

/// Most bytes of one text.
const MAXIMUM_TEXT_BYTES: usize = 1 << 20;

/// Whether white space goes away at the beginning and at the end of a template inside a directive.
#[derive(Clone, Copy, Default)]
struct Edges {
    begin: bool,
    end: bool,
}

impl Evaluator<'_, '_, '_> {
    pub(super) fn template(
        &mut self,
        template: &Template,
        written: Written,
        span: Span,
        at: Place<'_>,
    ) -> Evaluated {
        // A template that is one interpolation has the value of that, whatever it is.
        if let Some(Element::Interpolation(one)) = template.as_single_element() {
            return Ok(self.evaluate(&one.expr, at)?.at(span));
        }
        let mut pieces = Vec::new();
        self.elements(template, Edges::default(), written, at, &mut pieces)?;
        self.text_of(pieces, span)
    }

    /// A text of pieces, unless it is too long.
    ///
    /// # Errors
    ///
    /// It is.
    pub(super) fn text_of(&mut self, pieces: Vec<Piece>, span: Span) -> Evaluated {
        let text = Val::pieces(pieces, span);
        let size = text.size().values;
        self.step(size, span)?;
        if size > MAXIMUM_TEXT_BYTES / 64 {
            return Err(wrong(span, "this text is longer than a megabyte"));
        }
        Ok(text)
    }

    /// Puts the pieces of a template behind others.
    fn elements(
        &mut self,
        template: &Template,
        edges: Edges,
        written: Written,
        at: Place<'_>,
        pieces: &mut Vec<Piece>,
    ) -> Result<(), Stop> {
        let all: Vec<&Element> = template.iter().collect();
        for (number, element) in all.iter().enumerate() {
            let span = element.span().unwrap_or_default();
            let span = Span::new(span.start, span.end).shifted(at.base);
            self.step(1, span)?;
            match element {
                Element::Literal(text) => {
                    let before = number.checked_sub(1).and_then(|before| all.get(before));
                    let behind = all.get(number + 1);
                    let text = stripped(
                        text,
                        before.map_or(edges.begin, |one| strips(one).1),
                        behind.map_or(edges.end, |one| strips(one).0),
                    );
                    pieces.push(Piece {
                        part: TextPart::Literal(text.to_owned()),
                        span,
                        written,
                    });
                }
                Element::Interpolation(one) => {
                    let value = self.evaluate(&one.expr, at)?;
                    self.interpolated(&value, span, pieces)?;
                }
                Element::Directive(directive) => match &**directive {
                    Directive::If(directive) => {
                        self.if_directive(directive, written, span, at, pieces)?;
                    }
                    Directive::For(directive) => {
                        self.for_directive(directive, written, span, at, pieces)?;
                    }
                },
            }
        }
        Ok(())
    }

    /// Puts a value into a text.
    ///
    /// # Errors
    ///
    /// It is neither a text nor anything that is written as one.
    pub(super) fn interpolated(
        &mut self,
        value: &Val,
        span: Span,
        pieces: &mut Vec<Piece>,
    ) -> Result<(), Stop> {
        self.step(value.size().values, span)?;
        let mut push = |part| {
            pieces.push(Piece {
                part,
                span,
                written: Written::Elsewhere,
            });
        };
        match &value.kind {
            What::Text(text) => text.parts().into_iter().for_each(push),
            What::Number(number) => push(TextPart::Literal(number.as_str().to_owned())),
            What::Bool(yes) => push(TextPart::Literal(yes.to_string())),
            What::Open(_, hole) => push(TextPart::Hole(Hole::clone(hole))),
            _ => {
                let what = format!("{} cannot stand in a text", value.kind_name());
                return Err(wrong(span, &what));
            }
        }
        Ok(())
    }

    fn if_directive(
        &mut self,
        directive: &IfDirective,
        written: Written,
        span: Span,
        at: Place<'_>,
        pieces: &mut Vec<Piece>,
    ) -> Result<(), Stop> {
        let condition = self.evaluate(&directive.if_expr.cond_expr, at)?;
        let (yes, end) = (&directive.if_expr, &directive.endif_expr);
        let other = directive.else_expr.as_ref();
        let (template, begin, end) = match (known_bool(&condition), other) {
            (Ok(true), other) => {
                let end = other.map_or(end.strip, |other| other.strip);
                (&yes.template, yes.strip, end)
            }
            (Ok(false), Some(other)) => (&other.template, other.strip, end.strip),
            (Ok(false), None) => return Ok(()),
            (Err(no), _) => return hole(no, span, pieces),
        };
        let edges = Edges {
            begin: begin.strip_end(),
            end: end.strip_start(),
        };
        self.elements(template, edges, written, at.deeper(), pieces)
    }

    fn for_directive(
        &mut self,
        directive: &ForDirective,
        written: Written,
        span: Span,
        at: Place<'_>,
        pieces: &mut Vec<Piece>,
    ) -> Result<(), Stop> {
        let each = &directive.for_expr;
        let edges = Edges {
            begin: each.strip.strip_end(),
            end: directive.endfor_expr.strip.strip_start(),
        };
        let collection = self.evaluate(&each.collection_expr, at)?;
        let items = match items(&collection) {
            Ok(items) => items,
            Err(no) => return hole(no, span, pieces),
        };
        for (key, value) in items {
            let key_name = each.key_var.as_ref().map_or("", |key| key.value().as_str());
            let value_name = each.value_var.value().as_str();
            let names = Names {
                all: vec![(value_name.to_owned(), value), (key_name.to_owned(), key)],
                outer: at.names,
            };
            let inside = at.with(&names).deeper();
            self.elements(&each.template, edges, written, inside, pieces)?;
        }
        Ok(())
    }
}

/// What a directive leaves open.
fn hole(no: NoText, span: Span, pieces: &mut Vec<Piece>) -> Result<(), Stop> {
    match no {
        NoText::Open(hole) => {
            pieces.push(Piece {
                part: TextPart::Hole(Hole::clone(&hole)),
                span,
                written: Written::Elsewhere,
            });
            Ok(())
        }
        NoText::Other(what) => Err(wrong(span, &format!("{what} decides nothing here"))),
    }
}

/// Whether an element takes white space away before it and behind it.
fn strips(element: &Element) -> (bool, bool) {
    let both = |begin: hcl_edit::template::Strip, end: hcl_edit::template::Strip| {
        (begin.strip_start(), end.strip_end())
    };
    match element {
        Element::Literal(_) => (false, false),
        Element::Interpolation(one) => both(one.strip, one.strip),
        Element::Directive(directive) => match &**directive {
            Directive::If(one) => both(one.if_expr.strip, one.endif_expr.strip),
            Directive::For(one) => both(one.for_expr.strip, one.endfor_expr.strip),
        },
    }
}

/// The letters without the white space that its neighbours take away.
fn stripped(text: &str, before: bool, behind: bool) -> &str {
    let text = if before { text.trim_start() } else { text };
    if behind { text.trim_end() } else { text }
}
