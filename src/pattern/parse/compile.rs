//! The pass that reads exactly as AWS does and stops at the first mistake: objects, fields and `$or`.
//!
//! What each check is and in which order they come follows event-ruler 2.0.1, `JsonRuleCompiler`, whose answers are
//! AWS's (recorded): a field name is read together with the start of its value, so a broken value is reported
//! before a complaint about the name.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::comparison;
use super::reader::PatternReader;
use super::refusal::Stop;
use crate::json::{JsonString, Token};
use crate::pattern::ast::{OrGroup, ValueList};
use crate::pattern::operator::RESERVED_IN_OR;
use crate::source::Span;
use crate::sure::Sure as _;

/// A pattern as it is written: fields and `$or`s in their order.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) or_groups: Vec<OrGroup>,
    /// Behind the closing brace.
    pub(super) end: usize,
}

/// One field, or one `$or`.
#[derive(Debug)]
pub(super) enum Node {
    Field {
        path: Arc<JsonString>,
        values: Arc<ValueList>,
    },
    Or {
        group: usize,
        alternatives: Vec<Vec<Node>>,
    },
}

/// The most bytes that the field paths of one pattern may have together.
///
/// Far above what 4096 characters can make; it keeps hostile texts from filling the memory.
const MAXIMUM_PATH_BYTES: usize = 64 << 20;

/// Why a text was not compiled.
#[derive(Debug)]
pub(super) enum CompileFailure {
    /// AWS refuses it.
    Refused(Stop),
    /// The paths take more than [`MAXIMUM_PATH_BYTES`].
    TooLarge,
}

impl From<Stop> for CompileFailure {
    fn from(stop: Stop) -> Self {
        Self::Refused(stop)
    }
}

/// An object or a `$or` that is being read.
enum Scope {
    Object {
        has_fields: bool,
        is_in_or: bool,
        /// Whether it is an alternative itself.
        is_alternative: bool,
        /// How long the joined path of its parents is; `None` at the top.
        outer_path: Option<usize>,
    },
    Or {
        group: usize,
        alternatives: Vec<Vec<Node>>,
    },
}

/// Reads a pattern up to its closing brace. Where `or_places` is given, a `$or` is the operator only where its name begins
/// at one of them; else every one is.
pub(super) fn compile(
    text: &str,
    or_places: Option<&BTreeSet<usize>>,
) -> Result<Tree, CompileFailure> {
    let mut compiler = Compiler {
        reader: PatternReader::new(text),
        or_places,
        scopes: Vec::new(),
        nodes: vec![Vec::new()],
        path: None,
        path_bytes: 0,
        or_groups: Vec::new(),
    };
    if compiler.reader.next()? != Some(Token::ObjectStart) {
        return Err(compiler.reader.stop("Filter is not an object").into());
    }
    compiler.scopes.push(Scope::Object {
        has_fields: false,
        is_in_or: false,
        is_alternative: false,
        outer_path: None,
    });
    while !compiler.scopes.is_empty() {
        compiler.step()?;
    }
    Ok(Tree {
        end: compiler.reader.tokens.cursor(),
        nodes: compiler.nodes.pop().sure(),
        or_groups: compiler.or_groups,
    })
}

struct Compiler<'t> {
    reader: PatternReader<'t>,
    or_places: Option<&'t BTreeSet<usize>>,
    scopes: Vec<Scope>,
    /// What has been read: at the bottom the whole pattern, above it one list for each open alternative.
    nodes: Vec<Vec<Node>>,
    /// The names of the enclosing objects, joined, in WTF-8; `None` at the top.
    path: Option<Vec<u8>>,
    path_bytes: usize,
    or_groups: Vec<OrGroup>,
}

impl Compiler<'_> {
    /// Reads one more piece of the innermost scope.
    fn step(&mut self) -> Result<(), CompileFailure> {
        let token = self.reader.next()?;
        match (self.scopes.last_mut(), token) {
            (Some(Scope::Object { has_fields, .. }), Some(Token::ObjectEnd)) => {
                if !*has_fields {
                    return Err(self.reader.stop("Empty objects are not allowed").into());
                }
                self.end_object();
            }
            (
                Some(Scope::Object {
                    has_fields,
                    is_in_or,
                    ..
                }),
                _,
            ) => {
                *has_fields = true;
                let is_in_or = *is_in_or;
                self.field(is_in_or)?;
            }
            (Some(Scope::Or { alternatives, .. }), Some(Token::ArrayEnd)) => {
                if alternatives.len() < 2 {
                    let reason = "There must have at least 2 Objects in $or relationship.";
                    return Err(self.reader.stop(reason).into());
                }
                self.end_or();
            }
            (Some(Scope::Or { group, .. }), Some(Token::ObjectStart)) => {
                if let Some(group) = self.or_groups.get_mut(*group) {
                    group.alternatives.push(self.reader.tokens.span());
                }
                self.nodes.push(Vec::new());
                self.scopes.push(Scope::Object {
                    has_fields: false,
                    is_in_or: true,
                    is_alternative: true,
                    outer_path: self.path.as_ref().map(Vec::len),
                });
            }
            _ => {
                let reason = "Only JSON object is allowed in array of $or relationship.";
                return Err(self.reader.stop(reason).into());
            }
        }
        Ok(())
    }

    fn field(&mut self, is_in_or: bool) -> Result<(), CompileFailure> {
        let name = self.reader.tokens.name();
        let name_span = self.reader.tokens.name_span();
        if name == *"$or" && self.is_operator(name_span) {
            if self.reader.next()? != Some(Token::ArrayStart) {
                return Err(self
                    .reader
                    .stop("It must be an Array followed with $or.")
                    .into());
            }
            self.start_or(name_span);
            return Ok(());
        }
        let is_reserved = |name: &JsonString| RESERVED_IN_OR.iter().any(|one| *name == **one);
        if is_in_or && self.or_places.is_none() && is_reserved(&name) {
            let reason =
                format!("{name} is Ruler reserved fieldName which cannot be used inside $or.");
            return Err(self.reader.stop(reason).into());
        }
        match self.reader.next()? {
            Some(Token::ObjectStart) => {
                self.scopes.push(Scope::Object {
                    has_fields: false,
                    is_in_or,
                    is_alternative: false,
                    outer_path: self.path.as_ref().map(Vec::len),
                });
                self.enter(&name);
            }
            Some(Token::ArrayStart) => {
                let values = comparison::value_list(&mut self.reader, name_span)?;
                self.add_field(&name, values)?;
            }
            _ => {
                let reason = format!("\"{}\" must be an object or an array", name.to_java_utf8());
                return Err(self.reader.stop(reason).into());
            }
        }
        Ok(())
    }

    /// Whether the `$or` whose name this is is the operator.
    fn is_operator(&self, name_span: Span) -> bool {
        self.or_places
            .is_none_or(|places| places.contains(&name_span.start))
    }

    /// Appends a name to the joined names of the enclosing objects.
    fn enter(&mut self, name: &JsonString) {
        match &mut self.path {
            None => self.path = Some(name.as_wtf8().to_vec()),
            Some(path) => {
                path.push(b'.');
                path.extend_from_slice(name.as_wtf8());
            }
        }
    }

    /// Where the joined names are the empty string, no dot is put before the last one.
    fn add_field(&mut self, name: &JsonString, values: ValueList) -> Result<(), CompileFailure> {
        let mut path = self.path.clone().unwrap_or_default();
        if !path.is_empty() {
            path.push(b'.');
        }
        path.extend_from_slice(name.as_wtf8());
        self.path_bytes += path.len();
        if self.path_bytes > MAXIMUM_PATH_BYTES {
            return Err(CompileFailure::TooLarge);
        }
        self.add(Node::Field {
            path: Arc::new(JsonString::from_wtf8(path)),
            values: Arc::new(values),
        });
        Ok(())
    }

    fn add(&mut self, node: Node) {
        if let Some(nodes) = self.nodes.last_mut() {
            nodes.push(node);
        }
    }

    fn end_object(&mut self) {
        let Some(Scope::Object {
            is_alternative,
            outer_path,
            ..
        }) = self.scopes.pop()
        else {
            return;
        };
        match (outer_path, &mut self.path) {
            (Some(length), Some(path)) => path.truncate(length),
            _ => self.path = None,
        }
        if !is_alternative {
            return;
        }
        let end = self.reader.tokens.cursor();
        let nodes = self.nodes.pop().sure();
        if let Some(Scope::Or {
            group,
            alternatives,
            ..
        }) = self.scopes.last_mut()
        {
            alternatives.push(nodes);
            let group = self.or_groups.get_mut(*group);
            if let Some(span) = group.and_then(|group| group.alternatives.last_mut()) {
                span.end = end;
            }
        }
    }

    fn start_or(&mut self, name_span: Span) {
        let parent = JsonString::from_wtf8(self.path.clone().unwrap_or_default());
        self.scopes.push(Scope::Or {
            group: self.or_groups.len(),
            alternatives: Vec::new(),
        });
        self.or_groups.push(OrGroup {
            name_span,
            parent,
            alternatives: Vec::new(),
        });
    }

    fn end_or(&mut self) {
        if let Some(Scope::Or {
            group,
            alternatives,
            ..
        }) = self.scopes.pop()
        {
            self.add(Node::Or {
                group,
                alternatives,
            });
        }
    }
}
