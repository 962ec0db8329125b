//! The files of a configuration: read, and what they declare found by name.
//!
//! # Source
//!
//! HashiCorp: Terraform language, "Files and directories", "Override files", "Module sources", "Assigning values to root
//! module variables".

use std::collections::BTreeMap;

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Attribute, Block, Body, Structure};

use super::super::{FileError, LEFT_OUT, Texts};
use super::declared_once::DeclaredOnce;
use super::json_files;
use super::places::Places;
use super::{UNREADABLE, place};
use crate::diagnostic::Diagnostic;
use crate::json;
use crate::source::Span;

/// Most bytes of one file.
const MAXIMUM_FILE_BYTES: usize = 1 << 20;

/// Most modules and files of a configuration.
const MAXIMUM_MODULES: usize = 500;

/// A file that was read.
pub(super) struct File {
    /// Where its text begins among all texts.
    base: usize,
    body: Body,
}

/// A body, and where its file begins among all texts.
#[derive(Clone, Copy)]
pub(super) struct Layer<'a> {
    pub(super) base: usize,
    pub(super) body: &'a Body,
}

/// A block of a file, by numbers: the file, and which of its structures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Site {
    file: usize,
    structure: usize,
}

/// A block, and what override files put over it.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers(Vec<Site>);

/// What a directory declares.
#[derive(Default)]
pub(super) struct Module {
    /// The directory, relative to the root: empty for the root itself.
    pub(super) path: String,
    pub(super) variables: BTreeMap<String, Layers>,
    pub(super) locals: BTreeMap<String, Site>,
    pub(super) outputs: BTreeMap<String, Layers>,
    /// By type and name; data sources have a type that begins with `data.`.
    pub(super) resources: BTreeMap<(String, String), Layers>,
    pub(super) calls: BTreeMap<String, Call>,
    /// Resources and calls in the order of the files.
    pub(super) order: Vec<Item>,
}

/// A resource or a call of a module, by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Resource(String, String),
    Call(String),
}

/// A `module` block.
pub(super) struct Call {
    pub(super) layers: Layers,
    /// The module, if it is in the tree.
    pub(super) module: Option<usize>,
}

/// Everything that was read.
#[derive(Default)]
pub(super) struct Loaded {
    files: Vec<File>,
    pub(super) modules: Vec<Module>,
    /// Values of the root's variables: those of files that are read first count least.
    pub(super) given: Vec<Site>,
    /// Where files in JSON have what was made of them.
    pub(super) places: Places,
    pub(super) told: Vec<Diagnostic>,
}

impl Loaded {
    /// The block at a place.
    fn block(&self, at: Site) -> Option<(usize, &Block)> {
        let file = self.files.get(at.file)?;
        Some((file.base, file.body.get(at.structure)?.as_block()?))
    }

    /// The expression of the attribute at a place.
    pub(super) fn expression(&self, at: Site) -> Option<(usize, &Attribute)> {
        let file = self.files.get(at.file)?;
        Some((file.base, file.body.get(at.structure)?.as_attribute()?))
    }

    /// The local value called `name` in the `locals` block at a place.
    pub(super) fn local(&self, at: Site, name: &str) -> Option<(usize, &Expression)> {
        let (base, block) = self.block(at)?;
        Some((base, &block.body.get_attribute(name)?.value))
    }

    /// The bodies of a block: its own, and those that override it.
    pub(super) fn layers(&self, layers: &Layers) -> Vec<Layer<'_>> {
        let blocks = layers.0.iter().filter_map(|at| self.block(*at));
        let layers = blocks.map(|(base, block)| Layer {
            base,
            body: &block.body,
        });
        layers.collect()
    }

    /// Where a block stands.
    pub(super) fn span(&self, layers: &Layers) -> Span {
        let first = layers.0.first().and_then(|at| self.block(*at));
        first.map_or(Span::at(0), |(base, block)| place(block, base))
    }
}

/// The expression of an argument, and where its file begins; the last override counts.
pub(super) fn argument<'a>(layers: &[Layer<'a>], name: &str) -> Option<(usize, &'a Expression)> {
    let mut found = layers.iter().rev().filter_map(|layer| {
        let attribute = layer.body.get_attribute(name)?;
        Some((layer.base, &attribute.value))
    });
    found.next()
}

/// Reads the configuration to which the file called `name` at `span` belongs.
///
/// # Errors
///
/// * `template/unreadable`: that file is no HCL, or no JSON.
pub(super) fn load(texts: &mut Texts<'_>, name: &str, span: Span) -> Result<Loaded, Diagnostic> {
    let mut loader = Loader {
        texts,
        loaded: Loaded::default(),
        paths: BTreeMap::new(),
        manifest: None,
    };
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.to_owned();
    let own = loader.parse(&name, span)?;
    loader.paths.insert(String::new(), 0);
    loader.loaded.modules.push(Module::default());
    loader.directory("", 0, Some((name, own)));
    // Modules that are called come behind: each directory is read once, however modules call each other.
    let mut next = 1;
    while let Some(module) = loader.loaded.modules.get(next) {
        let path = module.path.clone();
        loader.directory(&path, next, None);
        next += 1;
    }
    loader.given();
    Ok(loader.loaded)
}

struct Loader<'t, 'f> {
    texts: &'t mut Texts<'f>,
    loaded: Loaded,
    /// The modules that were begun, by their directories.
    paths: BTreeMap<String, usize>,
    /// What `terraform init` wrote: the directories of modules, by their keys.
    manifest: Option<BTreeMap<String, String>>,
}

impl Loader<'_, '_> {
    /// Reads the text of a file at `span`.
    fn parse(&mut self, name: &str, span: Span) -> Result<usize, Diagnostic> {
        let text = self.texts.slice(span);
        let marks = super::super::mark_length(text);
        let (base, text) = (span.start + marks, text.get(marks..).unwrap_or(""));
        if text.len() > MAXIMUM_FILE_BYTES {
            let what = "this file is larger than a megabyte, which is not read";
            return Err(Diagnostic::error(UNREADABLE, what).at(Span::at(base), ""));
        }
        if name.ends_with(".json") {
            return self.parse_json(name, Span::new(base, span.end));
        }
        let body = parsed(text, base)?;
        Ok(self.keep(base, body))
    }

    /// Reads a file in JSON: what it is in the language lies behind the other texts, and is told where the file has it.
    fn parse_json(&mut self, name: &str, span: Span) -> Result<usize, Diagnostic> {
        let texts = self.texts.text().get(..span.end).unwrap_or_default();
        let (value, _) =
            json::parse_at(texts, span.start).map_err(|error| error.diagnostic(texts))?;
        let json_files::Made { text, pieces, .. } = match name.ends_with(".tf.json") {
            true => json_files::configuration(&value, texts),
            false => json_files::values(&value, texts),
        };
        let made = self.texts.push(name, &text);
        self.loaded.places.add(made, pieces);
        match parsed(&text, made.start) {
            Ok(body) => Ok(self.keep(made.start, body)),
            Err(mut diagnostic) => {
                let one = std::slice::from_mut(&mut diagnostic);
                self.loaded.places.diagnostics(one);
                Err(diagnostic)
            }
        }
    }

    fn keep(&mut self, base: usize, body: Body) -> usize {
        self.loaded.files.push(File { base, body });
        self.loaded.files.len() - 1
    }

    /// Reads the files of a directory into a module; `own` is the one that was read already.
    fn directory(&mut self, path: &str, module: usize, own: Option<(String, usize)>) {
        let mut names = self.texts.list(path).unwrap_or_default();
        if let Some((name, _)) = &own
            && !names.contains(name)
        {
            names.push(name.clone());
        }
        let mine = own.as_ref().map(|(name, _)| name.as_str());
        names.retain(|name| is_configuration(name) || Some(name.as_str()) == mine);
        let is_override = |name: &str| {
            let plain = name.strip_suffix(".json").unwrap_or(name);
            plain == "override.tf" || plain.ends_with("_override.tf")
        };
        names.sort_by(|left, right| {
            let key = |name: &String| (is_override(name), name.clone());
            key(left).cmp(&key(right))
        });
        let mut once = DeclaredOnce::default();
        for name in names {
            let file = match &own {
                Some((mine, file)) if *mine == name => Some(*file),
                _ => self.file(&join(path, &name)),
            };
            let Some(file) = file else { continue };
            if let Some(File { base, body }) = self.loaded.files.get(file) {
                once.file(body, *base, is_override(&name));
            }
            self.declared(module, file, is_override(&name));
        }
        self.loaded.told.extend(once.told);
        self.calls(path, module);
    }

    /// Reads a file; what is wrong with it is told.
    fn file(&mut self, path: &str) -> Option<usize> {
        if self.loaded.files.len() >= MAXIMUM_MODULES {
            return None;
        }
        let span = self.texts.read(path).ok()?;
        match self.parse(path, span) {
            Ok(file) => Some(file),
            Err(diagnostic) => {
                self.loaded.told.push(diagnostic);
                None
            }
        }
    }

    /// Finds what a file declares.
    fn declared(&mut self, module: usize, file: usize, is_override: bool) {
        let Some(read) = self.loaded.files.get(file) else {
            return;
        };
        let Some(module) = self.loaded.modules.get_mut(module) else {
            return;
        };
        for (structure, one) in read.body.iter().enumerate() {
            let Structure::Block(block) = one else {
                continue;
            };
            let at = Site { file, structure };
            let label = |number: usize| {
                let label = block.labels.get(number);
                label.map_or_else(String::new, |label| label.as_str().to_owned())
            };
            let put = |all: &mut BTreeMap<String, Layers>| {
                let layers = all.entry(label(0)).or_default();
                layers.add(at, is_override);
            };
            match block.ident.as_str() {
                "variable" => put(&mut module.variables),
                "output" => put(&mut module.outputs),
                "locals" => {
                    for local in block.body.attributes() {
                        let name = local.key.as_str().to_owned();
                        // Of two that are alike the first one counts, as of all blocks.
                        if is_override || !module.locals.contains_key(&name) {
                            module.locals.insert(name, at);
                        }
                    }
                }
                word @ ("resource" | "data") => {
                    let prefix = if word == "data" { "data." } else { "" };
                    let names = (format!("{prefix}{}", label(0)), label(1));
                    if !module.resources.contains_key(&names) {
                        let (kind, name) = names.clone();
                        module.order.push(Item::Resource(kind, name));
                    }
                    let layers = module.resources.entry(names).or_default();
                    layers.add(at, is_override);
                }
                "module" => {
                    let name = label(0);
                    if !module.calls.contains_key(&name) {
                        module.order.push(Item::Call(name.clone()));
                    }
                    let call = module.calls.entry(name).or_insert_with(|| Call {
                        layers: Layers::default(),
                        module: None,
                    });
                    call.layers.add(at, is_override);
                }
                _ => {}
            }
        }
    }

    /// Reads the modules that a module calls.
    fn calls(&mut self, path: &str, module: usize) {
        let Some(called) = self.loaded.modules.get(module) else {
            return;
        };
        let names: Vec<String> = called.calls.keys().cloned().collect();
        for name in names {
            let found = self.call(path, module, &name);
            let called = self.loaded.modules.get_mut(module);
            if let Some(call) = called.and_then(|one| one.calls.get_mut(&name)) {
                call.module = found;
            }
        }
    }

    /// The module that a `module` block calls, if it is in the tree.
    fn call(&mut self, path: &str, module: usize, name: &str) -> Option<usize> {
        let call = self.loaded.modules.get(module)?.calls.get(name)?;
        let at = self.loaded.span(&call.layers);
        let source = argument(&self.loaded.layers(&call.layers), "source");
        let source = source.and_then(|(_, source)| source.as_str());
        let source = source.unwrap_or_default().to_owned();
        let is_local = source.starts_with("./") || source.starts_with("../");
        let directory = match is_local {
            true => normal(&join(path, &source)),
            false => self.installed(name),
        };
        let found = directory.as_deref().and_then(|one| self.module(one));
        if found.is_none() {
            let listed = directory.map(|directory| self.texts.list(&directory));
            let is_outside = matches!(listed, Some(Err(FileError::Outside)));
            self.loaded
                .told
                .push(missing(name, &source, at, is_outside));
        }
        found
    }

    /// Where `terraform init` put a module of the root.
    fn installed(&mut self, name: &str) -> Option<String> {
        if self.manifest.is_none() {
            let read = self.texts.read(".terraform/modules/modules.json").ok();
            let value = read.and_then(|span| {
                let text = self.texts.slice(span);
                json::parse(text).ok()
            });
            let modules = value.as_ref().and_then(|one| one.get("Modules"));
            let modules = modules.and_then(|all| all.as_array()).unwrap_or_default();
            let modules = modules.iter().filter_map(|one| {
                let key = one.get("Key")?.as_str()?.to_owned();
                Some((key, one.get("Dir")?.as_str()?.to_owned()))
            });
            self.manifest = Some(modules.collect());
        }
        let directory = self.manifest.as_ref()?.get(name)?;
        normal(directory)
    }

    /// The module in a directory.
    fn module(&mut self, path: &str) -> Option<usize> {
        if let Some(module) = self.paths.get(path) {
            return Some(*module);
        }
        let names = self.texts.list(path).ok()?;
        let is_module = names.iter().any(|name| is_configuration(name));
        if !is_module || self.loaded.modules.len() >= MAXIMUM_MODULES {
            return None;
        }
        let module = self.loaded.modules.len();
        self.paths.insert(path.to_owned(), module);
        self.loaded.modules.push(Module {
            path: path.to_owned(),
            ..Module::default()
        });
        Some(module)
    }

    /// The values of variables that lie in files.
    ///
    /// Terraform: `terraform.tfvars`, `terraform.tfvars.json`, then `*.auto.tfvars` and `*.auto.tfvars.json` in the order
    /// of their names; the later counts.
    fn given(&mut self) {
        let mut names = self.texts.list("").unwrap_or_default();
        names.retain(|name| {
            let plain = name.strip_suffix(".json").unwrap_or(name);
            plain == "terraform.tfvars" || plain.ends_with(".auto.tfvars")
        });
        names.sort_by_key(|name| (!name.starts_with("terraform.tfvars"), name.clone()));
        for name in names {
            let Some(file) = self.file(&name) else {
                continue;
            };
            let count = self
                .loaded
                .files
                .get(file)
                .map_or(0, |file| file.body.len());
            let places = (0..count).map(|structure| Site { file, structure });
            self.loaded.given.extend(places);
        }
    }
}

/// Whether a file belongs to a configuration, by its name.
pub(super) fn is_configuration(name: &str) -> bool {
    name.ends_with(".tf") || name.ends_with(".tf.json")
}

/// A text in the language, which begins at `base` among all texts.
pub(super) fn parsed(text: &str, base: usize) -> Result<Body, Diagnostic> {
    hcl_edit::parser::parse_body(text).map_err(|error| {
        let at = base + error.location().offset();
        Diagnostic::error(UNREADABLE, "this is no HCL")
            .at(Span::at(at), error.message())
            .help("`terraform validate` tells more")
    })
}

impl Layers {
    fn add(&mut self, at: Site, is_override: bool) {
        if is_override || self.0.is_empty() {
            self.0.push(at);
        }
    }
}

fn missing(name: &str, source: &str, at: Span, is_outside: bool) -> Diagnostic {
    let (what, help) = match is_outside {
        true => (
            "lies outside of the directory that is read",
            "`--allow-outside` reads it; `evb list` reads it too if it is given a directory above both",
        ),
        false => (
            "is not in the tree",
            "`terraform init` brings it, or give a plan: `terraform show -json plan.out`",
        ),
    };
    Diagnostic::warning(
        LEFT_OUT,
        format!("the module `{name}` {what}: what it declares is not known"),
    )
    .at(at, format!("its source is `{source}`"))
    .help(help)
}

/// A path below a directory.
pub(super) fn join(directory: &str, path: &str) -> String {
    match directory {
        "" => path.to_owned(),
        _ => format!("{directory}/{path}"),
    }
}

/// The path without `.`, and without `..` but in front: whether a path may lead out of the root, those say who have the
/// files. `None` if it begins at the root of the machine.
pub(super) fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    (!path.starts_with('/')).then(|| parts.join("/"))
}
