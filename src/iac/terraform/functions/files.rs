//! Functions that read files of the configuration.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::Arguments;
use super::encodings::digest;
use crate::iac::FileError;
use crate::iac::terraform::evaluate::{Evaluator, Names, Place, wrong};
use crate::iac::terraform::load::normal;
use crate::iac::terraform::value::{Evaluated, Val, What, Written};
use crate::json::Shape;

/// The functions that read files.
pub(super) const NAMES: &[&str] = &[
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "filesha1",
    "filesha256",
    "filesha512",
    "templatefile",
];

/// How deep templates may name templates.
const MAXIMUM_TEMPLATE_DEPTH: usize = 60;

impl Evaluator<'_, '_, '_> {
    /// `file`, `fileexists`, `templatefile`, and what is encoded of a file or made a digest of it.
    pub(super) fn of_file(
        &mut self,
        name: &str,
        arguments: &Arguments<'_>,
        at: Place<'_>,
    ) -> Evaluated {
        let span = arguments.span;
        let shape = super::shape_of(name);
        let Ok(path) = arguments.text(0) else {
            let hole = arguments.all.first().and_then(Val::first_hole);
            return match hole {
                Some(hole) => Ok(Val::open(shape, hole, span)),
                None => Err(wrong(span, "a path is a text")),
            };
        };
        let hole = Val::hole(shape, &format!("{name}(\"{path}\")"), span);
        let Some(path) = normal(&path) else {
            return Ok(hole);
        };
        let read = self.texts.read(&path);
        match (name, read) {
            ("fileexists", Ok(_)) => Ok(Val::bool(true, span)),
            ("fileexists", Err(FileError::Missing)) => Ok(Val::bool(false, span)),
            ("file", Ok(found)) => {
                let text = self.texts.slice(found).to_owned();
                self.step(text.len() / 64, span)?;
                let piece = crate::iac::terraform::value::Piece {
                    part: crate::json::TextPart::Literal(text),
                    span: found,
                    written: Written::Plain,
                };
                self.text_of(vec![piece], span)
            }
            ("templatefile", Ok(found)) => {
                let text = self.texts.slice(found).to_owned();
                self.step(text.len() / 64, span)?;
                self.template_file(&text, found.start, arguments, at)
            }
            (_, Ok(found)) => {
                let text = self.texts.slice(found).to_owned();
                self.step(text.len() / 64, span)?;
                Ok(match name.strip_prefix("file").and_then(digest) {
                    Some(digest) => Val::text(&digest(&text), span),
                    None => Val::text(&BASE64_STANDARD.encode(text), span),
                })
            }
            _ => Ok(hole),
        }
    }

    /// A template in a file, with the names that it is given.
    fn template_file(
        &mut self,
        text: &str,
        base: usize,
        arguments: &Arguments<'_>,
        at: Place<'_>,
    ) -> Evaluated {
        let span = arguments.span;
        if at.depth > MAXIMUM_TEMPLATE_DEPTH {
            return Err(wrong(span, "templates name each other too deep"));
        }
        let template = hcl_edit::parser::parse_template(text)
            .map_err(|error| wrong(span, &format!("this is no template: {}", error.message())))?;
        let given = arguments.all.get(1).map(|given| &given.kind);
        let entries = match given {
            None => return Err(wrong(span, "a template wants its variables")),
            Some(What::Open(_, hole)) => {
                return Ok(Val::open(Shape::Text, std::rc::Rc::clone(hole), span));
            }
            Some(What::Map(all, _)) => std::rc::Rc::clone(all),
            Some(_) => return Err(wrong(span, "the variables of a template are a map")),
        };
        let place = Place {
            base,
            names: None,
            ..at.deeper()
        };
        let given: Vec<(String, Val)> = entries
            .iter()
            .map(|(name, entry)| (name.clone(), entry.value.clone()))
            .collect();
        let names = Names {
            all: given,
            outer: None,
        };
        self.template(&template, Written::Plain, span, place.with(&names))
    }
}
