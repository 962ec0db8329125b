//! Which module imports which, read from the source text.
//!
//! An import is a path in a `use` line, or one in the code that begins with `crate`, `super` or `self`. A name
//! that a module hands on (`pub use place::Place`) leads to the module it comes from: two siblings that import
//! each other through their parent are a circle all the same.
//!
//! What is not seen: a method called on a value, for which no import is needed.

use std::collections::{BTreeMap, BTreeSet};

/// A module's path without `crate`, for example `pattern`, `set`, `index`. Empty for the crate itself.
pub type ModulePath = Vec<String>;

/// Modules that import each other: the children named, all of the same parent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Circle {
    /// The parent, as in `pattern::set`.
    pub parent: String,
    /// Its children that can reach each other, in alphabetical order.
    pub members: Vec<String>,
}

/// The modules of a crate and what each of them imports.
pub struct Imports {
    modules: BTreeMap<ModulePath, Module>,
}

/// One module: the names it imports, and every path it mentions.
struct Module {
    names: BTreeMap<String, Vec<String>>,
    mentioned: Vec<Vec<String>>,
}

impl Imports {
    /// Reads the modules of a crate; `code` has no comments and no unit tests.
    pub fn read<'a>(files: impl Iterator<Item = (ModulePath, &'a str)>) -> Self {
        let modules = files.map(|(path, code)| (path, Module::read(code)));
        Self {
            modules: modules.collect(),
        }
    }

    /// All circles between children of the same parent, at every depth below the crate. An import deep in one
    /// child of something deep in another counts for the two children; one between a module and what stands
    /// inside it does not count: the two are read together.
    pub fn circles(&self) -> Vec<Circle> {
        let mut parents: BTreeMap<ModulePath, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        for (from, to) in self.edges() {
            let shared = shared_length(&from, &to);
            if let (true, Some(user), Some(used)) = (shared > 0, from.get(shared), to.get(shared)) {
                let children = parents.entry(from[..shared].to_vec()).or_default();
                children
                    .entry(user.clone())
                    .or_default()
                    .insert(used.clone());
            }
        }
        let mut circles = Vec::new();
        for (parent, children) in &parents {
            circles.extend(knots(children).into_iter().map(|members| Circle {
                parent: parent.join("::"),
                members,
            }));
        }
        circles
    }

    /// The imports that make `circle`, one line each.
    pub fn inside(&self, circle: &Circle) -> Vec<String> {
        let parent: ModulePath = circle.parent.split("::").map(str::to_owned).collect();
        let child = |path: &ModulePath| {
            let name = path.strip_prefix(parent.as_slice())?.first()?;
            circle.members.contains(name).then(|| name.clone())
        };
        let within = self.edges().into_iter().filter(|(from, to)| {
            let ends = (child(from), child(to));
            ends.0.is_some() && ends.1.is_some() && ends.0 != ends.1
        });
        within
            .map(|(from, to)| format!("{} uses {}", from.join("::"), to.join("::")))
            .collect()
    }

    /// Every import of one module of the crate in another.
    fn edges(&self) -> BTreeSet<(ModulePath, ModulePath)> {
        let mut edges = BTreeSet::new();
        for (from, module) in &self.modules {
            for path in &module.mentioned {
                if let Some(to) = self.resolve(from, path, 0)
                    && to != *from
                {
                    edges.insert((from.clone(), to));
                }
            }
        }
        edges
    }

    /// The module in which what `path` names is written, as seen from `from`. `None` for other crates.
    fn resolve(&self, from: &ModulePath, path: &[String], depth: usize) -> Option<ModulePath> {
        // Names that hand each other on in a ring are not Rust; the bound keeps a misread file from hanging us.
        if depth > 16 {
            return None;
        }
        let mut segments = path.iter().peekable();
        let mut here = match segments.peek()?.as_str() {
            "crate" => {
                segments.next();
                ModulePath::new()
            }
            "self" => {
                segments.next();
                from.clone()
            }
            "super" => from.clone(),
            first => {
                self.child(from, first)?;
                from.clone()
            }
        };
        while let Some(segment) = segments.next() {
            if segment == "super" {
                here.pop();
            } else if let Some(child) = self.child(&here, segment) {
                here = child;
            } else {
                let handed_on = self.modules.get(&here).and_then(|at| at.names.get(segment));
                return match handed_on {
                    Some(source) => {
                        let mut source = source.clone();
                        source.extend(segments.cloned());
                        self.resolve(&here, &source, depth + 1)
                    }
                    None => Some(here),
                };
            }
        }
        Some(here)
    }

    /// The path of the module `name` in the module `parent`.
    fn child(&self, parent: &ModulePath, name: &str) -> Option<ModulePath> {
        let mut path = parent.clone();
        path.push(name.to_owned());
        self.modules.contains_key(&path).then_some(path)
    }
}

impl Module {
    fn read(code: &str) -> Self {
        let mut module = Self {
            names: BTreeMap::new(),
            mentioned: Vec::new(),
        };
        let mut rest = String::new();
        let mut lines = code.lines();
        while let Some(line) = lines.next() {
            let Some(tree) = use_line(line) else {
                rest.push_str(line);
                rest.push('\n');
                continue;
            };
            let mut tree = tree.to_owned();
            while !tree.contains(';') {
                tree.push_str(lines.next().expect("a `use` ends with a semicolon"));
            }
            module.import(tree.trim_end().trim_end_matches(';'), &[]);
        }
        module.mentioned.extend(paths(&rest));
        module
    }

    /// Takes in a tree of `use`, for example `{a, b::{c, d as e}}` below `prefix`.
    fn import(&mut self, tree: &str, prefix: &[String]) {
        let tree = tree.trim();
        let (path, group) = match tree.split_once('{') {
            Some((path, group)) => (path, group.trim_end().strip_suffix('}')),
            None => (tree, None),
        };
        let (path, alias) = path.split_once(" as ").unwrap_or((path, ""));
        let mut full = prefix.to_vec();
        let segments = path.split("::").map(str::trim);
        full.extend(segments.filter(|name| !name.is_empty()).map(str::to_owned));
        if let Some(group) = group {
            for part in split_outside_braces(group) {
                self.import(part, &full);
            }
            return;
        }
        // `use a::b::{self}` and `use a::b::*` mean the module `a::b`.
        if full.len() > 1
            && full
                .last()
                .is_some_and(|last| last == "self" || last == "*")
        {
            full.pop();
        }
        if let Some(last) = full.last() {
            let name = if alias.is_empty() { last } else { alias.trim() };
            self.names.insert(name.to_owned(), full.clone());
            self.mentioned.push(full);
        }
    }
}

/// What follows `use ` where a line begins an import, with or without a visibility.
fn use_line(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(after) if after.starts_with('(') => after.split_once(')')?.1.trim_start(),
        Some(after) => after.trim_start(),
        None => line,
    };
    line.strip_prefix("use ")
}

/// Every path in `code` that begins with `crate`, `super` or `self`.
fn paths(code: &str) -> Vec<Vec<String>> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            if code[..at].ends_with(|before: char| is_name(before) || before == ':') {
                continue;
            }
            let end = code[at..].find(|character: char| !is_name(character) && character != ':');
            let path = &code[at..end.map_or(code.len(), |end| at + end)];
            let segments = path.split("::").filter(|segment| !segment.is_empty());
            found.push(
                segments
                    .map(|name| name.trim_end_matches(':').to_owned())
                    .collect(),
            );
        }
    }
    found
}

/// The parts between the commas of a group that are not in a group of their own.
fn split_outside_braces(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = group.split(|character| {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        character == ',' && depth == 0
    });
    parts.filter(|part| !part.trim().is_empty()).collect()
}

/// How many leading segments two paths share.
fn shared_length(left: &ModulePath, right: &ModulePath) -> usize {
    let pairs = left.iter().zip(right);
    pairs.take_while(|(left, right)| left == right).count()
}

/// The groups of nodes that reach each other, each sorted; nodes that reach only themselves are left out.
fn knots(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = graph
        .keys()
        .map(|start| (start, reachable(graph, start)))
        .collect();
    let mut knots = BTreeSet::new();
    for (start, reached) in &reach {
        let back = |other: &&&String| reach.get(**other).is_some_and(|set| set.contains(*start));
        let knot: Vec<String> = reached
            .iter()
            .filter(back)
            .map(|&name| name.clone())
            .collect();
        if !knot.is_empty() {
            knots.insert(knot);
        }
    }
    knots.into_iter().collect()
}

/// Every node that can be reached from `start` in one step or more.
fn reachable<'a>(
    graph: &'a BTreeMap<String, BTreeSet<String>>,
    start: &str,
) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        for next in graph.get(node).into_iter().flatten() {
            if reached.insert(next) {
                open.push(next);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The circles of a crate of these files.
    fn circles(files: &[(&str, &str)]) -> Vec<Circle> {
        let modules = files.iter().map(|(path, code)| {
            let path = path.split("::").map(str::to_owned).collect();
            (path, *code)
        });
        Imports::read(modules).circles()
    }

    fn circle(parent: &str, members: &[&str]) -> Circle {
        Circle {
            parent: parent.to_owned(),
            members: members.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[test]
    fn siblings_that_import_each_other_are_a_circle() {
        let found = circles(&[
            ("room", "mod a;\nmod b;"),
            ("room::a", "use super::b::{Thing, other::Name as Alias};"),
            ("room::b", "fn f() { crate::room::a::g() }"),
        ]);
        assert_eq!(found, [circle("room", &["a", "b"])]);
    }

    #[test]
    fn a_name_that_the_parent_hands_on_leads_to_its_home() {
        let found = circles(&[
            ("room", "pub use a::A;\npub(crate) use b::{\n    B,\n};"),
            ("room::a", "use super::B;"),
            ("room::b", "use crate::room::A;"),
        ]);
        assert_eq!(found, [circle("room", &["a", "b"])]);
    }

    #[test]
    fn a_circle_of_deeper_files_is_one_of_the_rooms_they_stand_in() {
        let found = circles(&[
            ("room", ""),
            ("room::a", ""),
            ("room::a::x", "use super::super::b::y;"),
            ("room::b", ""),
            ("room::b::y", ""),
            ("room::b::z", "use crate::room::a;"),
        ]);
        assert_eq!(found, [circle("room", &["a", "b"])]);
    }

    #[test]
    fn parent_and_child_and_imports_in_one_direction_are_no_circle() {
        let found = circles(&[
            ("room", "use a::A;\nstruct Shared;"),
            ("room::a", "use super::Shared;\nuse self::inner::Inner;"),
            ("room::a::inner", "use crate::room::Shared;\nuse super::A;"),
            ("room::b", "use super::a::A;\nuse std::fmt;"),
        ]);
        assert_eq!(found, []);
    }

    #[test]
    fn three_in_a_ring_are_one_circle() {
        let found = circles(&[
            ("room", ""),
            ("room::a", "use super::b;"),
            ("room::b", "use super::c::C;"),
            ("room::c", "use super::a::A;"),
            ("room::d", "use super::a::A;"),
        ]);
        assert_eq!(found, [circle("room", &["a", "b", "c"])]);
    }
}
