//! `Fn::Transform`: what is included from a file. Other macros run in an account, and stay open.
//!
//! # Source
//!
//! AWS: CloudFormation Template Reference, "AWS::Include transform": the file holds an object, whose members stand where
//! the transform does.

use std::rc::Rc;

use super::evaluator::Evaluator;
use crate::diagnostic::Diagnostic;
use crate::iac::{ALLOW_OUTSIDE, FileError, LEFT_OUT};
use crate::json::fields::text;
use crate::json::{Hole, Value};
use crate::source::Span;

impl Evaluator<'_, '_> {
    /// What a transform includes.
    ///
    /// # Errors
    ///
    /// On what it depends.
    pub(super) fn included(&mut self, argument: &Value) -> Result<Rc<Value>, Hole> {
        let name = text(argument, "Name").unwrap_or_default();
        if name != "AWS::Include" {
            let message = format!("the macro `{name}` is not run");
            self.tell(
                Diagnostic::warning(LEFT_OUT, message)
                    .at(argument.span, "what it makes stays open")
                    .help("give what is deployed: `aws cloudformation get-template --template-stage Processed` prints what macros made"),
            );
            let from = format!("Transform {name}");
            return Err(Hole {
                from,
                span: argument.span,
            });
        }
        let location = argument
            .get("Parameters")
            .and_then(|one| one.get("Location"));
        let Some(location) = location else {
            return Err(self.unusable("AWS::Include", "a `Location`", argument.span));
        };
        let path = self.known_text(location, "AWS::Include")?;
        match self.file(&path, location.span) {
            Some(value) => Ok(value),
            None => {
                let from = format!("AWS::Include {path}");
                Err(Hole {
                    from,
                    span: argument.span,
                })
            }
        }
    }

    /// The value that a file beside the template holds. Where it cannot be read, that is told at `span`.
    pub(super) fn file(&mut self, path: &str, span: Span) -> Option<Rc<Value>> {
        let path = joined(&self.directory, path);
        if let Some(read) = self.memo.files.get(&path) {
            return read.clone();
        }
        let read = self.read_file(&path, span).map(Rc::new);
        self.memo.files.insert(path, read.clone());
        read
    }

    fn read_file(&mut self, path: &str, span: Span) -> Option<Value> {
        let missing = FileError::Missing;
        let is_elsewhere = path.contains("://");
        let read = match &mut self.files {
            Some(files) if !is_elsewhere => files.read(path),
            _ => Err(missing),
        };
        let is_outside = read == Err(FileError::Outside);
        let why = match read {
            Ok(place) => {
                let text = self.files.as_ref().map_or("", |files| files.text());
                match super::parsed(text, place) {
                    Ok((value, told)) => {
                        self.diagnostics.extend(told);
                        return Some(value);
                    }
                    Err(diagnostic) => {
                        self.tell(diagnostic);
                        return None;
                    }
                }
            }
            Err(FileError::Missing) if is_elsewhere => {
                "it is not a file beside the template".to_owned()
            }
            Err(FileError::Missing) => "there is no such file beside the template".to_owned(),
            Err(FileError::Outside) => "it lies outside of the directory that is read".to_owned(),
            Err(FileError::Unreadable(why)) => why,
        };
        self.tell(
            Diagnostic::warning(LEFT_OUT, format!("`{path}` is left out: {why}"))
                .at(span, "it may hold rules, schedules or pipes")
                .help(match is_outside {
                    true => ALLOW_OUTSIDE,
                    false => "put the file there, or give what is deployed: `aws cloudformation get-template --template-stage Processed` prints it",
                }),
        );
        None
    }
}

/// A path that a file in `directory` names.
pub(super) fn joined(directory: &str, path: &str) -> String {
    if path.contains("://") || path.starts_with('/') {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in directory.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The directory of a path, with its slash.
pub(in crate::iac) fn directory_of(path: &str) -> String {
    path.rsplit_once('/')
        .map_or_else(String::new, |(directory, _)| format!("{directory}/"))
}
