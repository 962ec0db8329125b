//! Where variables have their values from.
//!
//! # Source
//!
//! serverless 3.40, `lib/configuration/variables/sources`; Serverless Framework documentation, "Variables".

use std::rc::Rc;

use super::resolver::{Resolver, VARIABLE, scalar};
use super::variable::Named;
use crate::diagnostic::Diagnostic;
use crate::iac::{ALLOW_OUTSIDE, FileError, Settings};
use crate::json::{Kind, Shape, Value};
use crate::source::Span;

impl Resolver<'_, '_> {
    /// What a source has; `None` if it has nothing.
    pub(super) fn source(&mut self, named: &Named, span: Span) -> Option<Value> {
        let open = |shape| Value::open(shape, &named.raw, span);
        let address = match named
            .address
            .as_deref()
            .map(|address| self.address(address, span))
        {
            Some(Ok(address)) => address,
            Some(Err(_)) => return Some(open(Shape::Structure)),
            None => String::new(),
        };
        if named.parameters.is_empty()
            && let Some(given) = self.given(&format!("{}:{address}", named.kind), span)
        {
            return Some(given);
        }
        match (named.kind.as_str(), address.as_str()) {
            ("self", _) => self.get(&address),
            ("opt", "stage") | ("sls", "stage") => self.stage_option(&named.kind, span),
            ("opt", "region") | ("aws", "region") => self.region_option(&named.kind, span),
            ("opt" | "env", _) => None,
            ("param", _) => self.parameter(&address, span),
            ("aws", "partition") => self.partition(span),
            ("aws", "accountId") => Some(match &self.settings.account {
                Some(account) => Value::text(account, span),
                None => open(Shape::Text),
            }),
            ("file", _) => self.file(named, &address, span),
            ("strToBool", _) => self.boolean(named, span),
            ("aws" | "sls" | "cf" | "ssm" | "s3" | "git", _) => Some(open(Shape::Text)),
            _ => Some(open(Shape::Structure)),
        }
    }

    /// The stage: given, as the provider has it, or `dev`.
    pub(super) fn stage(&mut self, span: Span) -> Value {
        let stage = self.stage_option("sls", span);
        stage.unwrap_or_else(|| Value::text("dev", span))
    }

    /// The region: given, as the provider has it, or `us-east-1`.
    pub(super) fn region(&mut self, span: Span) -> Value {
        let region = self.region_option("aws", span);
        region.unwrap_or_else(|| Value::text("us-east-1", span))
    }

    /// The option itself is absent if it is not given; the variable has what counts then.
    fn stage_option(&mut self, kind: &str, span: Span) -> Option<Value> {
        let stage = self
            .settings
            .stage
            .as_deref()
            .map(|stage| Value::text(stage, span));
        let given = stage.or_else(|| self.given("opt:stage", span));
        match kind {
            "opt" => given,
            _ => given
                .or_else(|| self.get("provider.stage"))
                .or_else(|| Some(Value::text("dev", span))),
        }
    }

    fn region_option(&mut self, kind: &str, span: Span) -> Option<Value> {
        let region = self
            .settings
            .region
            .as_deref()
            .map(|region| Value::text(region, span));
        let given = region.or_else(|| self.given("opt:region", span));
        match kind {
            "opt" => given,
            _ => given
                .or_else(|| self.get("provider.region"))
                .or_else(|| Some(Value::text("us-east-1", span))),
        }
    }

    fn partition(&mut self, span: Span) -> Option<Value> {
        let region = self.region(span);
        let settings = Settings {
            region: region.as_str().map(str::to_owned),
            partition: self.settings.partition.clone(),
            ..Settings::default()
        };
        Some(match settings.partition() {
            Some(partition) => Value::text(partition, span),
            None => Value::open(Shape::Text, "aws:partition", span),
        })
    }

    /// A parameter: given, of the stage, of every stage.
    fn parameter(&mut self, name: &str, span: Span) -> Option<Value> {
        if let Some(given) = self.given(name, span) {
            return Some(given);
        }
        let stage = scalar(&self.stage(span)).unwrap_or_default();
        [
            format!("stages.{stage}.params.{name}"),
            format!("params.{stage}.{name}"),
            format!("stages.default.params.{name}"),
            format!("params.default.{name}"),
        ]
        .iter()
        .find_map(|path| self.get(path))
    }

    /// `strToBool(…)`: a text that is a boolean.
    fn boolean(&mut self, named: &Named, span: Span) -> Option<Value> {
        let text = match self.address(named.parameters.first()?, span) {
            Ok(text) => text,
            Err(_) => return Some(Value::open(Shape::Structure, &named.raw, span)),
        };
        let kind = match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Kind::Bool(true),
            "false" | "0" => Kind::Bool(false),
            _ => {
                let message =
                    format!("`strToBool` takes `true`, `false`, `1` or `0`, not `{text}`");
                self.tell(Diagnostic::error(VARIABLE, message).at(span, "Serverless refuses this"));
                return Some(Value::open(Shape::Structure, &named.raw, span));
            }
        };
        Some(Value { span, kind })
    }

    /// `file(path):address`. A program is not run.
    fn file(&mut self, named: &Named, address: &str, span: Span) -> Option<Value> {
        let open = Value::open(Shape::Structure, &named.raw, span);
        let Ok(path) = self.address(named.parameters.first()?, span) else {
            return Some(open);
        };
        let path = normalized(&path);
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        if matches!(extension, "js" | "cjs" | "mjs" | "ts" | "mts" | "cts") {
            return Some(open);
        }
        let read = match self.files.get(&path).cloned() {
            Some(read) => read,
            None => {
                let read = match self.read(&path, extension, span) {
                    Ok(read) => read,
                    Err(told) => {
                        self.tell(told);
                        return Some(open);
                    }
                };
                self.files.insert(path, read.clone());
                read
            }
        };
        self.at(&*read?, address)
    }

    /// The value that a file is; `None` if it is not there.
    fn read(
        &mut self,
        path: &str,
        extension: &str,
        span: Span,
    ) -> Result<Option<Rc<Value>>, Diagnostic> {
        let left = |why: &str| {
            Diagnostic::warning(VARIABLE, format!("`{path}` is not read: {why}"))
                .at(span, "this stays open")
        };
        let part = match self.texts.read(path) {
            Ok(part) => part,
            Err(FileError::Missing) => return Ok(None),
            Err(FileError::Outside) => {
                return Err(
                    left("it lies outside of the directory that is read").help(ALLOW_OUTSIDE)
                );
            }
            Err(FileError::Unreadable(why)) => return Err(left(&why)),
        };
        let value = match extension {
            "yml" | "yaml" | "json" | "tfstate" => super::parse(self.texts.text(), part, extension),
            _ => return Ok(Some(Rc::new(Value::text(self.texts.slice(part), part)))),
        };
        let (value, told) = value?;
        told.into_iter().for_each(|told| self.tell(told));
        Ok(Some(Rc::new(value)))
    }
}

/// A path without `.` and without what `..` takes back.
fn normalized(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            ("..", Some(before)) if *before != ".." => {
                parts.pop();
            }
            (part, _) => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}
