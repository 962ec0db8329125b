//! What a configuration declares: its resources, instance by instance, with arguments that are evaluated.

use std::collections::BTreeMap;

use hcl_edit::structure::{Block, Structure};

use super::super::provider;
use super::super::resource::Resource;
use super::evaluate::{Evaluator, Names, NoText, Place, items};
use super::load::{Item, Layer, argument};
use super::value::{Each, Entry, Stop, Val, What};
use super::{ESCAPED, place, text};
use crate::diagnostic::Diagnostic;
use crate::iac::WRONG_TYPE;
use crate::json::{Hole, JsonString, Kind, Member, Shape, Value};
use crate::model::Absent;
use crate::source::Span;

/// How deep blocks may lie in each other.
const MAXIMUM_BLOCK_DEPTH: usize = 16;

/// How many steps the instance of a resource counts as: what is made of it is larger than what is evaluated.
const RESOURCE_STEPS: usize = 200;

/// Arguments and blocks of the language itself.
const OWN: &[&str] = &[
    "connection",
    "count",
    "depends_on",
    "for_each",
    "lifecycle",
    "provider",
    "provisioner",
    "timeouts",
];

/// JSON in a text, which is read as what it is.
const DOCUMENTS: &[&str] = &[
    "assume_role_policy",
    "delivery_policy",
    "event_pattern",
    "filter_policy",
    "pattern",
    "policy",
    "policy_document",
    "redrive_policy",
];

/// Other JSON in a text.
const TEXTS: &[&str] = &["input", "input_template"];

impl Evaluator<'_, '_, '_> {
    /// The resources of a module and of those that it calls, in the order of the files.
    ///
    /// # Errors
    ///
    /// The configuration is given up.
    pub(super) fn resources(
        &mut self,
        scope: usize,
        condition: Option<&Hole>,
        found: &mut Vec<Resource>,
    ) -> Result<(), Stop> {
        let loaded = self.loaded;
        let module = self.scopes.get(scope).map_or(0, |scope| scope.module);
        let Some(module) = loaded.modules.get(module) else {
            return Ok(());
        };
        for item in &module.order {
            match item {
                Item::Resource(kind, name) => {
                    if provider::is_read(kind) {
                        self.declared(scope, kind, name, condition, found)?;
                    }
                }
                Item::Call(name) => match self.children(scope, name, 0) {
                    Ok(children) => {
                        for (each, child) in children.unwrap_or_default() {
                            let open = unknown(each.as_ref());
                            self.resources(child, open.or(condition), found)?;
                        }
                    }
                    Err(stop) => self.tell(stop)?,
                },
            }
        }
        Ok(())
    }

    /// The instances of one resource.
    fn declared(
        &mut self,
        scope: usize,
        kind: &str,
        name: &str,
        condition: Option<&Hole>,
        found: &mut Vec<Resource>,
    ) -> Result<(), Stop> {
        let loaded = self.loaded;
        let module = self.scopes.get(scope).map_or(0, |scope| scope.module);
        let names = (kind.to_owned(), name.to_owned());
        let module = loaded.modules.get(module);
        let Some(layers) = module.and_then(|module| module.resources.get(&names)) else {
            return Ok(());
        };
        let span = loaded.span(layers);
        let layers = loaded.layers(layers);
        let eaches = match self.eaches(&layers, scope, 0) {
            Ok(eaches) => eaches,
            Err(stop) => return self.tell(stop),
        };
        if eaches.is_empty() {
            let address = self.address(&self.instance(scope, kind, name, None));
            let why = match argument(&layers, "count") {
                Some(_) => "its `count` is 0",
                None => "its `for_each` has nothing in it",
            };
            self.absent.push(Absent {
                name: address,
                why: why.to_owned(),
            });
        }
        for each in eaches {
            self.step(RESOURCE_STEPS, span)?;
            let at = Place {
                scope,
                base: 0,
                names: None,
                depth: 0,
            };
            let arguments =
                self.with_each(each.as_ref(), at, |all, at| all.arguments(&layers, at))?;
            let instance = self.instance(scope, kind, name, each.clone());
            let address = self.address(&instance);
            let mut properties = self.properties(&arguments, span);
            for one in provider::unknown(kind, &properties) {
                self.tell(Box::new(one))?;
            }
            if let Ok(arn) = self.attribute(&instance, "arn", span, 0)
                && arn.first_hole().is_none()
            {
                put(&mut properties, "arn", arn.to_json());
            }
            let Some((mut resource, told)) = provider::resource(kind, &address, &properties) else {
                continue;
            };
            for one in told {
                self.tell(Box::new(one))?;
            }
            resource.condition = unknown(each.as_ref()).or(condition).cloned();
            found.push(resource);
        }
        Ok(())
    }

    /// The arguments of a resource as JSON: what is JSON in a text as what it is.
    fn properties(&mut self, arguments: &BTreeMap<String, Entry>, span: Span) -> Value {
        let mut members = Vec::new();
        self.left_out(arguments, span);
        for (name, entry) in arguments {
            self.escaped(name, &entry.value);
            self.not_encoded(name, &entry.value);
            members.push(self.property(name, entry));
        }
        let kind = Kind::Object(members);
        Value { span, kind }
    }

    /// Notes which arguments of a block a default leaves out, in the blocks inside too.
    fn left_out(&mut self, arguments: &BTreeMap<String, Entry>, span: Span) {
        for (name, Entry { value, .. }) in arguments {
            match &value.kind {
                What::Map(all, _) if !provider::is_map(name) => self.left_out(all, value.span),
                What::List(all, _) if !all.is_empty() => {
                    for one in all.iter() {
                        if let What::Map(all, _) = &one.kind {
                            self.left_out(all, one.span);
                        }
                    }
                }
                What::Null | What::List(..) if self.defaults.has(value.span) => {
                    self.defaults.leave_out(span, &provider::called(name));
                }
                _ => {}
            }
        }
    }

    fn property(&self, name: &str, entry: &Entry) -> Member {
        Member {
            name: JsonString::from(name),
            name_span: entry.name_span,
            value: self.read(name, &entry.value),
        }
    }

    /// The value of an argument, in blocks too. Values lie in each other only so deep.
    fn read(&self, name: &str, value: &Val) -> Value {
        let span = value.span;
        let kind = match &value.kind {
            What::Text(text) if DOCUMENTS.contains(&name) => {
                let document = text::document(text, span, self.texts.text());
                return document.unwrap_or_else(|| value.to_json());
            }
            What::List(all, _) => Kind::Array(all.iter().map(|one| self.read(name, one)).collect()),
            What::Map(all, _) if !provider::is_map(name) => {
                let members = all.iter().map(|(name, entry)| self.property(name, entry));
                Kind::Object(members.collect())
            }
            _ => return value.to_json(),
        };
        Value { span, kind }
    }

    /// Tells of templates whose placeholders `jsonencode` takes apart.
    ///
    /// Terraform: `jsonencode`: `<`, `>` and `&` are escaped, as `\u003c` and so on.
    fn escaped(&mut self, name: &str, value: &Val) {
        match &value.kind {
            What::Map(all, _) => {
                for (name, entry) in all.iter() {
                    self.escaped(name, &entry.value);
                }
            }
            What::List(all, _) => all.iter().for_each(|one| self.escaped(name, one)),
            What::Text(text) if name == "input_template" && text.encoded.is_some() => {
                let letters = value.to_json().to_compact();
                if letters.contains(r"\\u003c") {
                    let told = Diagnostic::warning(
                        ESCAPED,
                        "`jsonencode` writes `<` as `\\u003c`: a placeholder in this template is none any more",
                    )
                    .at(value.span, "sent with `\\u003c`")
                    .help("write the template as a text, `<<-EOT`, or undo it: `replace(replace(jsonencode(…), \"\\\\u003c\", \"<\"), \"\\\\u003e\", \">\")`");
                    if !self.told.contains(&told) {
                        self.told.push(told);
                    }
                }
            }
            _ => {}
        }
    }

    /// Tells of objects and lists where the provider takes JSON as a text: Terraform makes no text of them.
    fn not_encoded(&mut self, name: &str, value: &Val) {
        let is_text = DOCUMENTS.contains(&name) || TEXTS.contains(&name);
        let kind = match &value.kind {
            What::Map(..) if is_text => "an object",
            What::List(..) if is_text => "a list",
            What::Map(all, _) if !provider::is_map(name) => {
                for (name, entry) in all.iter() {
                    self.not_encoded(name, &entry.value);
                }
                return;
            }
            What::List(all, _) => return all.iter().for_each(|one| self.not_encoded(name, one)),
            _ => return,
        };
        let told = Diagnostic::error(
            WRONG_TYPE,
            format!("`{name}` is {kind}, and Terraform wants a string"),
        )
        .at(value.span, "Terraform refuses this")
        .help(format!("write `{name} = jsonencode(…)` around it"));
        let written = self.texts.text().get(value.span.start..value.span.end);
        // What stands elsewhere, as the default of a variable does, may be used elsewhere too.
        let written = written.filter(|text| text.starts_with(['{', '[']));
        let told = match written {
            Some(text) => told.fix(value.span, format!("jsonencode({text})")),
            None => told,
        };
        if !self.told.contains(&told) {
            self.told.push(told);
        }
    }

    /// The arguments and blocks of bodies that lie over each other. What is wrong with one is told, and leaves it open.
    ///
    /// # Errors
    ///
    /// The configuration is given up.
    pub(super) fn arguments(
        &mut self,
        layers: &[Layer<'_>],
        at: Place<'_>,
    ) -> Result<BTreeMap<String, Entry>, Stop> {
        let mut all = BTreeMap::new();
        for layer in layers {
            let at = Place {
                base: layer.base,
                ..at
            };
            let own = self.body(*layer, at, 0)?;
            all.extend(own);
        }
        Ok(all)
    }

    fn body(
        &mut self,
        layer: Layer<'_>,
        at: Place<'_>,
        depth: usize,
    ) -> Result<BTreeMap<String, Entry>, Stop> {
        let mut all: BTreeMap<String, Entry> = BTreeMap::new();
        let mut blocks: BTreeMap<String, Blocks> = BTreeMap::new();
        for one in layer.body.iter() {
            match one {
                Structure::Attribute(attribute) => {
                    let name = attribute.key.as_str();
                    if depth == 0 && OWN.contains(&name) {
                        continue;
                    }
                    let asked = self.defaults.asked();
                    let evaluated = self.evaluate(&attribute.value, at);
                    let value = self.or_open(evaluated, place(&attribute.value, at.base))?;
                    self.decided_by_default(asked, &value);
                    let name_span = place(&attribute.key, at.base);
                    all.insert(name.to_owned(), Entry { name_span, value });
                }
                Structure::Block(block) => {
                    let is_dynamic = block.ident.as_str() == "dynamic";
                    let name = match block.labels.first().filter(|_| is_dynamic) {
                        Some(label) => label.as_str(),
                        None => block.ident.as_str(),
                    };
                    if depth == 0 && OWN.contains(&name) || depth >= MAXIMUM_BLOCK_DEPTH {
                        continue;
                    }
                    let made = blocks.entry(name.to_owned()).or_insert_with(|| Blocks {
                        span: place(&block.ident, at.base),
                        all: Vec::new(),
                        open: None,
                    });
                    match is_dynamic {
                        true => self.dynamic(block, name, at, depth, made)?,
                        false => {
                            let inner = self.block(block, at, depth)?;
                            made.all.push(inner);
                        }
                    }
                }
            }
        }
        for (name, made) in blocks {
            let value = match made.open {
                Some(open) => open,
                None => Val::list(made.all, made.span),
            };
            let name_span = made.span;
            all.insert(name, Entry { name_span, value });
        }
        Ok(all)
    }

    /// A value that is not there for a default of a variable stands where it stands.
    fn decided_by_default(&mut self, asked: usize, value: &Val) {
        if self.defaults.asked() > asked && value.kind == What::Null {
            self.defaults.add(value.span);
        }
    }

    fn block(&mut self, block: &Block, at: Place<'_>, depth: usize) -> Result<Val, Stop> {
        let span = place(block, at.base);
        self.step(1, span)?;
        let layer = Layer {
            base: at.base,
            body: &block.body,
        };
        let members = self.body(layer, at, depth + 1)?;
        Ok(Val::map(members, span))
    }

    /// Terraform: "dynamic blocks": a block for each element of a collection.
    fn dynamic(
        &mut self,
        block: &Block,
        name: &str,
        at: Place<'_>,
        depth: usize,
        made: &mut Blocks,
    ) -> Result<(), Stop> {
        let span = place(block, at.base);
        let Some(each) = block.body.get_attribute("for_each") else {
            return Ok(());
        };
        let asked = self.defaults.asked();
        let evaluated = self.evaluate(&each.value, at);
        let collection = self.or_open(evaluated, place(&each.value, at.base))?;
        if self.defaults.asked() > asked {
            self.defaults.add(made.span);
        }
        let items = match items(&collection) {
            Ok(items) => items,
            Err(NoText::Open(hole)) => {
                made.open = Some(Val::open(Shape::Structure, hole, span));
                return Ok(());
            }
            Err(NoText::Other(_)) => return Ok(()),
        };
        let iterator = block.body.get_attribute("iterator");
        let iterator = iterator.and_then(|one| one.value.as_variable());
        let iterator = iterator.map_or(name, |name| name.as_str());
        for (key, value) in items {
            let entry = |value: Val| Entry {
                name_span: value.span,
                value,
            };
            let members = [("key", key), ("value", value)];
            let members = members.map(|(name, value)| (name.to_owned(), entry(value)));
            let item = Val::map(members.into_iter().collect(), span);
            let names = Names {
                all: vec![(iterator.to_owned(), item)],
                outer: at.names,
            };
            for content in block.body.get_blocks("content") {
                let inner = self.block(content, at.with(&names), depth)?;
                made.all.push(inner);
            }
        }
        Ok(())
    }
}

/// The blocks of one name.
struct Blocks {
    span: Span,
    all: Vec<Val>,
    /// It is not known which there are.
    open: Option<Val>,
}

/// What leaves open whether an instance is there.
fn unknown(each: Option<&Each>) -> Option<&Hole> {
    match each {
        Some(Each::Unknown(hole)) => Some(hole),
        _ => None,
    }
}

fn put(object: &mut Value, name: &str, value: Value) {
    if let Kind::Object(members) = &mut object.kind
        && !members.iter().any(|member| member.name == *name)
    {
        members.push(Member {
            name: JsonString::from(name),
            name_span: value.span,
            value,
        });
    }
}
