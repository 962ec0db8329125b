//! `format` and `formatlist`.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "format"; zclconf/go-cty, `cty/function/stdlib/format.go`.

use super::{Answer, Arguments, known_number, known_text, pieces_of};
use crate::iac::terraform::evaluate::{NoText, known_bool, no};
use crate::iac::terraform::number::Number;
use crate::iac::terraform::text::encoded_text;
use crate::iac::terraform::value::{Piece, Val, What, Written};
use crate::json::{Hole, TextPart, write_quoted};

/// Most characters to which a value is filled up.
const MAXIMUM_WIDTH: usize = 1000;

/// Most digits behind a point.
const MAXIMUM_PRECISION: usize = 100;

/// Most bytes of all texts that one call makes.
const MAXIMUM_BYTES: usize = 1 << 20;

/// A verb: `%-05.2[3]f`.
#[derive(Debug, Default)]
struct Verb {
    is_left: bool,
    is_filled: bool,
    has_sign: bool,
    has_space: bool,
    is_encoded: bool,
    width: usize,
    precision: Option<usize>,
    /// The number of its argument, from 1.
    argument: Option<usize>,
    letter: char,
}

/// Terraform: `format`: the text, of which arguments that are not known are holes.
pub(super) fn format(form: &str, all: &[Val], given: &Arguments<'_>) -> Result<Vec<Piece>, NoText> {
    let mut left = MAXIMUM_BYTES;
    formatted(form, all, given, &mut left)
}

/// The same, as long as bytes are left.
fn formatted(
    form: &str,
    all: &[Val],
    given: &Arguments<'_>,
    left: &mut usize,
) -> Result<Vec<Piece>, NoText> {
    let mut take = |bytes: usize| {
        let rest = left.checked_sub(bytes);
        *left = rest.ok_or(NoText::Other("a text that is too long"))?;
        Ok(())
    };
    take(form.len())?;
    let piece = |part| Piece {
        part,
        span: given.span,
        written: Written::Elsewhere,
    };
    let literal = |text: &str| piece(TextPart::Literal(text.to_owned()));
    let mut pieces = Vec::new();
    let (mut rest, mut next, mut most) = (form, 0, 0);
    while let Some((before, behind)) = rest.split_once('%') {
        pieces.push(literal(before));
        if let Some(behind) = behind.strip_prefix('%') {
            pieces.push(literal("%"));
            rest = behind;
            continue;
        }
        let (verb, behind) = verb(behind)?;
        rest = behind;
        next = verb.argument.unwrap_or(next + 1);
        most = most.max(next);
        let value = next.checked_sub(1).and_then(|at| all.get(at));
        let value = value.ok_or(NoText::Other("too few arguments"))?;
        let is_bare = verb.width == 0 && verb.precision.is_none() && !verb.is_encoded;
        take(value.size().values.saturating_mul(64))?;
        if is_bare && matches!(verb.letter, 's' | 'v') && is_plain(value) {
            pieces.extend(pieces_of(value, given.span)?);
            continue;
        }
        match verb.written(value) {
            Ok(text) => pieces.push(literal(&text)),
            Err(NoText::Open(hole)) => pieces.push(piece(TextPart::Hole(Hole::clone(&hole)))),
            Err(other) => return Err(other),
        }
    }
    pieces.push(literal(rest));
    if most < all.len() {
        return Err(NoText::Other("more arguments than verbs"));
    }
    Ok(pieces)
}

/// `formatlist`: a text for each element of its lists, which are equally long.
pub(super) fn format_list(given: &Arguments<'_>) -> Answer {
    let form = given.text(0)?;
    let rest = given.all.get(1..).unwrap_or_default();
    let mut length = None;
    for one in rest {
        match &one.kind {
            What::List(all, _) => match length {
                Some(length) if length != all.len() => {
                    return Err(NoText::Other("lists of unequal length"));
                }
                _ => length = Some(all.len()),
            },
            What::Open(crate::json::Shape::Structure, _) => return Err(no(one)),
            _ => {}
        }
    }
    let mut made = Vec::new();
    let mut left = MAXIMUM_BYTES;
    for index in 0..length.unwrap_or(1) {
        let arguments = rest.iter().map(|one| match &one.kind {
            What::List(all, _) => all.get(index).unwrap_or(one).clone(),
            _ => one.clone(),
        });
        let arguments: Vec<Val> = arguments.collect();
        let pieces = formatted(&form, &arguments, given, &mut left)?;
        made.push(Val::pieces(pieces, given.span));
    }
    given.give_list(made)
}

fn is_plain(value: &Val) -> bool {
    matches!(
        value.kind,
        What::Text(_) | What::Number(_) | What::Bool(_) | What::Open(..)
    )
}

/// Takes a verb from the beginning of a text: it, and what follows.
fn verb(text: &str) -> Result<(Verb, &str), NoText> {
    let mut verb = Verb::default();
    let mut rest = index(text, &mut verb)?;
    loop {
        let mut letters = rest.chars();
        match letters.next() {
            Some('-') => verb.is_left = true,
            Some('0') => verb.is_filled = true,
            Some('+') => verb.has_sign = true,
            Some(' ') => verb.has_space = true,
            Some('#') => verb.is_encoded = true,
            _ => break,
        }
        rest = letters.as_str();
    }
    let (width, behind) = number(rest);
    verb.width = width.unwrap_or(0);
    rest = behind;
    if let Some(behind) = rest.strip_prefix('.') {
        let (precision, behind) = number(behind);
        verb.precision = Some(precision.unwrap_or(0));
        rest = behind;
    }
    rest = index(rest, &mut verb)?;
    if verb.width > MAXIMUM_WIDTH || verb.precision > Some(MAXIMUM_PRECISION) {
        return Err(NoText::Other("a width that is too large"));
    }
    let mut letters = rest.chars();
    let letter = letters.next();
    verb.letter = letter.ok_or(NoText::Other("a `%` without a verb"))?;
    Ok((verb, letters.as_str()))
}

/// `[3]`
fn index<'t>(text: &'t str, verb: &mut Verb) -> Result<&'t str, NoText> {
    let Some(behind) = text.strip_prefix('[') else {
        return Ok(text);
    };
    let (argument, behind) = number(behind);
    verb.argument = argument;
    let behind = behind.strip_prefix(']').filter(|_| argument > Some(0));
    behind.ok_or(NoText::Other("a number of an argument that is none"))
}

/// The number with which a text begins; one that is too large is the largest.
fn number(text: &str) -> (Option<usize>, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, behind) = text.split_at_checked(digits).unwrap_or(("", text));
    let number = digits.parse().unwrap_or(usize::MAX);
    ((!digits.is_empty()).then_some(number), behind)
}

impl Verb {
    /// A value as the verb writes it.
    fn written(&self, value: &Val) -> Result<String, NoText> {
        let text = match self.letter {
            'v' if self.is_encoded || !is_plain(value) => encoded_text(value)?,
            's' | 'v' => self.cut(known_text(value)?),
            'q' => {
                let mut quoted = String::new();
                write_quoted(&self.cut(known_text(value)?), &mut quoted);
                quoted
            }
            't' => known_bool(value)?.to_string(),
            'd' => self.signed(cut_off(&known_number(value)?)?.to_string()),
            'b' | 'o' | 'x' | 'X' => self.based(&known_number(value)?)?,
            'f' | 'F' | 'e' | 'E' => self.floating(&known_number(value)?),
            _ => return Err(NoText::Other("a verb that is none")),
        };
        Ok(self.filled(&text))
    }

    fn cut(&self, text: String) -> String {
        match self.precision {
            Some(most) => text.chars().take(most).collect(),
            None => text,
        }
    }

    fn signed(&self, text: String) -> String {
        match (text.starts_with('-'), self.has_sign, self.has_space) {
            (false, true, _) => format!("+{text}"),
            (false, false, true) => format!(" {text}"),
            _ => text,
        }
    }

    fn based(&self, number: &Number) -> Result<String, NoText> {
        let whole = cut_off(number)?;
        let size = whole.unsigned_abs();
        let digits = match self.letter {
            'b' => format!("{size:b}"),
            'o' => format!("{size:o}"),
            'x' => format!("{size:x}"),
            _ => format!("{size:X}"),
        };
        let sign = if whole < 0 { "-" } else { "" };
        Ok(self.signed(format!("{sign}{digits}")))
    }

    fn floating(&self, number: &Number) -> String {
        let number: f64 = number.as_str().parse().unwrap_or_default();
        let precision = self.precision.unwrap_or(6);
        let text = if matches!(self.letter, 'f' | 'F') {
            format!("{number:.precision$}")
        } else {
            // Go writes the sign of the exponent, and two digits of it.
            let text = format!("{number:.precision$e}");
            let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            let (sign, exponent) = match exponent.strip_prefix('-') {
                Some(exponent) => ('-', exponent),
                None => ('+', exponent),
            };
            format!("{digits}{}{sign}{exponent:0>2}", self.letter)
        };
        self.signed(text)
    }

    fn filled(&self, text: &str) -> String {
        let missing = self.width.saturating_sub(text.chars().count());
        let spaces = " ".repeat(missing);
        match text.strip_prefix(['-', '+', ' ']) {
            _ if self.is_left => format!("{text}{spaces}"),
            _ if !self.is_filled => format!("{spaces}{text}"),
            Some(digits) if !matches!(self.letter, 's' | 'v' | 'q') => {
                let sign = text.chars().next().unwrap_or('-');
                format!("{sign}{}{digits}", "0".repeat(missing))
            }
            _ => format!("{}{text}", "0".repeat(missing)),
        }
    }
}

/// The whole number towards zero.
fn cut_off(number: &Number) -> Result<i128, NoText> {
    let whole = number.as_str().split('.').next().unwrap_or_default();
    let whole = if matches!(whole, "-0") { "0" } else { whole };
    whole
        .parse()
        .map_err(|_| NoText::Other("a number that is too large"))
}
