//! What two schemas take together: both of them, or one or the other.
//!
//! A node holds that where it can; where it cannot it takes more than the schemas, and the merging tells that it is not exact.

use std::collections::{BTreeMap, BTreeSet};

use super::{Field, Node, Others, Types, has_value};
use crate::json::Value;

/// How many alternatives of one place are kept beside what they have in common.
const MAXIMUM_ALTERNATIVES: usize = 64;
/// How many places the alternatives of one place may have together.
const MAXIMUM_PLACES: usize = 1_000;

/// What a schema says beside what a node has: two versions are compared by it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::schema) struct More {
    /// What stands at the first places of an array, one for each.
    pub(in crate::schema) positions: Vec<Node>,
    /// What stands behind these places, where there are some.
    pub(in crate::schema) behind: Option<Box<Others>>,
    /// What stands in fields whose names match a regular expression.
    pub(in crate::schema) patterns: BTreeMap<String, Node>,
    /// What an object keeps that has a field.
    pub(in crate::schema) dependencies: BTreeMap<String, Dependency>,
    /// What may not stand there, as it is written.
    pub(in crate::schema) not: BTreeSet<String>,
    /// The alternatives, where what they have in common is more than they are.
    pub(in crate::schema) alternatives: Vec<Node>,
}

/// What an object keeps that has a field.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::schema) enum Dependency {
    /// It has these fields.
    Names(BTreeSet<String>),
    /// It is this.
    Schema(Box<Node>),
}

/// The types of which a keyword speaks that bounds values.
fn of_bound(name: &str) -> Types {
    match name {
        "minLength" | "maxLength" | "pattern" => Types::STRING,
        "minItems" | "maxItems" | "uniqueItems" => Types::ARRAY,
        "minProperties" | "maxProperties" => Types::OBJECT,
        _ => Types::INTEGER.or(Types::FRACTION),
    }
}

impl Node {
    /// The alternatives of which it is made; itself, if of none.
    pub(in crate::schema) fn branches(&self) -> &[Self] {
        match self.more.alternatives.as_slice() {
            [] => std::slice::from_ref(self),
            alternatives => alternatives,
        }
    }

    /// How many places it has, alternatives counted; no more than a little above `most`.
    fn places(&self, most: usize) -> usize {
        let fields = self.fields.values().map(|field| &field.node);
        let inside = fields
            .chain(self.elements.as_deref())
            .chain(&self.more.positions)
            .chain(self.more.patterns.values())
            .chain(&self.more.alternatives);
        let mut count = 1;
        for node in inside {
            if count > most {
                break;
            }
            count += node.places(most - count);
        }
        count
    }

    /// What any of several takes; `false` goes to `exact` if that is more than they take.
    pub(in crate::schema) fn any_of(branches: Vec<Self>, none: Self, exact: &mut bool) -> Self {
        let all: Vec<&Self> = branches.iter().flat_map(Self::branches).collect();
        let pairs = all.iter().enumerate();
        let is_plain = pairs
            .flat_map(|(at, one)| all.iter().skip(at + 1).map(move |other| (one, other)))
            .all(|(one, other)| one.is_apart_from(other));
        let mut left = MAXIMUM_PLACES;
        let mut kept = Vec::new();
        if !is_plain {
            for one in &all {
                left = left.saturating_sub(one.places(left));
            }
            match all.len() <= MAXIMUM_ALTERNATIVES && left > 0 {
                true => kept.extend(all.into_iter().cloned()),
                false => *exact = false,
            }
        }
        let mut merged = branches.into_iter().fold(none, Self::or);
        merged.more.alternatives = kept;
        merged
    }

    /// Whether nothing is lost where two alternatives become one node.
    fn is_apart_from(&self, other: &Self) -> bool {
        !self.types.meets(other.types)
            && self.values.is_some() == other.values.is_some()
            && self.more.not == other.more.not
    }

    /// What one or the other takes.
    fn or(self, other: Self) -> Self {
        if self.types == Types::NONE {
            return other;
        }
        if other.types == Types::NONE {
            return self;
        }
        let both = |types: Types| self.types.meets(types) && other.types.meets(types);
        let has = |node: &Self, types: Types| node.types.meets(types);
        let elements = match (both(Types::ARRAY), has(&self, Types::ARRAY)) {
            (true, _) => match (&self.elements, &other.elements) {
                (Some(one), Some(another)) => {
                    Some(Box::new((**one).clone().or((**another).clone())))
                }
                _ => None,
            },
            (false, true) => self.elements.clone(),
            (false, false) => other.elements.clone(),
        };
        let format = match (both(Types::STRING), has(&self, Types::STRING)) {
            (true, _) => self.format.clone().filter(|_| self.format == other.format),
            (false, true) => self.format.clone(),
            (false, false) => other.format.clone(),
        };
        let values = match (&self.values, &other.values) {
            (Some(one), Some(another)) => Some(one.iter().chain(another).cloned().collect()),
            _ => None,
        };
        let mut bounds = BTreeMap::new();
        for (one, another) in [(&self, &other), (&other, &self)] {
            let kept = one.bounds.iter().filter(|(name, says)| {
                another.bounds.get(*name) == Some(says) || !has(another, of_bound(name))
            });
            bounds.extend(kept.map(|(name, says)| (*name, says.clone())));
        }
        let more = either(&self, &other);
        let (types, span) = (self.types.or(other.types), self.span);
        let (fields, others) = match (both(Types::OBJECT), has(&self, Types::OBJECT)) {
            (true, _) => joined(self, other),
            (false, true) => (self.fields, self.others),
            (false, false) => (other.fields, other.others),
        };
        Self {
            span,
            types,
            format,
            values,
            fields,
            others,
            elements,
            bounds,
            more,
        }
    }

    /// What both take; `false` goes to `exact` if the node takes more.
    pub(in crate::schema) fn and(mut self, mut other: Self, exact: &mut bool) -> Self {
        let alternatives = together(&self, &other, exact);
        self.more.alternatives = Vec::new();
        other.more.alternatives = Vec::new();
        *exact &= !closes(&self, &other) && !closes(&other, &self);
        *exact &= self.format.is_none() || other.format.is_none() || self.format == other.format;
        self.types = self.types.and(other.types);
        self.format = self.format.or(other.format);
        self.values = match (self.values, other.values) {
            (Some(mut one), Some(another)) => {
                one.retain(|value| has_value(&another, value));
                Some(one)
            }
            (one, another) => one.or(another),
        };
        if let Some(values) = &mut self.values {
            values.retain(|value| Types::of(value).meets(self.types));
        }
        for (name, field) in other.fields {
            let merged = match self.fields.remove(&name) {
                Some(own) => Field {
                    is_required: own.is_required || field.is_required,
                    span: own.span,
                    node: own.node.and(field.node, exact),
                },
                None => field,
            };
            self.fields.insert(name, merged);
        }
        self.others = match (self.others, other.others) {
            (Others::Unsaid, others) | (others, Others::Unsaid) => others,
            (Others::Refused, _) | (_, Others::Refused) => Others::Refused,
            (Others::Allowed, others) | (others, Others::Allowed) => others,
            (Others::Map(one), Others::Map(another)) => {
                Others::Map(Box::new(one.and(*another, exact)))
            }
        };
        let has_positions = !self.more.positions.is_empty() || !other.more.positions.is_empty();
        *exact &= !(has_positions && (self.elements.is_some() || other.elements.is_some()));
        self.elements = match (self.elements, other.elements) {
            (Some(one), Some(another)) => Some(Box::new(one.and(*another, exact))),
            (one, another) => one.or(another),
        };
        bounds(&mut self.bounds, other.bounds, exact);
        self.more = self.more.and(other.more, exact);
        self.more.alternatives = alternatives;
        self
    }
}

/// What holds for both of two alternatives, or for the one that has the type of which it speaks.
fn either(one: &Node, other: &Node) -> More {
    let of = |types: Types| match (one.types.meets(types), other.types.meets(types)) {
        (true, false) => Some(&one.more),
        (false, true) => Some(&other.more),
        _ => None,
    };
    let (of_arrays, of_objects) = (of(Types::ARRAY), of(Types::OBJECT));
    More {
        positions: of_arrays.map_or_else(Vec::new, |more| more.positions.clone()),
        behind: of_arrays.and_then(|more| more.behind.clone()),
        patterns: of_objects.map_or_else(BTreeMap::new, |more| more.patterns.clone()),
        dependencies: of_objects.map_or_else(BTreeMap::new, |more| more.dependencies.clone()),
        not: one
            .more
            .not
            .intersection(&other.more.not)
            .cloned()
            .collect(),
        alternatives: Vec::new(),
    }
}

/// The alternatives of what two nodes take together.
fn together(one: &Node, other: &Node, exact: &mut bool) -> Vec<Node> {
    let (ours, theirs) = (one.branches(), other.branches());
    if ours.len() == 1 && theirs.len() == 1 {
        return Vec::new();
    }
    if ours.len().saturating_mul(theirs.len()) > MAXIMUM_ALTERNATIVES {
        *exact = false;
        return Vec::new();
    }
    let pairs = ours
        .iter()
        .flat_map(|one| theirs.iter().map(move |other| (one, other)));
    let both = pairs.map(|(one, other)| one.clone().and(other.clone(), exact));
    let both: Vec<Node> = both.collect();
    both.into_iter()
        .filter(|one| one.types != Types::NONE)
        .collect()
}

/// Whether a node says of unnamed fields what would have to hold for fields that another names.
fn closes(node: &Node, other: &Node) -> bool {
    let is_closed = matches!(node.others, Others::Refused | Others::Map(_));
    let names = other.fields.keys();
    let is_new = names.clone().any(|name| !node.fields.contains_key(name));
    is_closed && is_new
}

/// Both of two sets of bounds: the narrower, where one is.
fn bounds(
    own: &mut BTreeMap<&'static str, String>,
    other: BTreeMap<&'static str, String>,
    exact: &mut bool,
) {
    for (name, says) in other {
        let Some(known) = own.get_mut(name) else {
            own.insert(name, says);
            continue;
        };
        if *known == says {
            continue;
        }
        let numbers = (known.parse::<f64>(), says.parse::<f64>());
        let is_low = name.starts_with("min");
        match numbers {
            _ if name == "uniqueItems" => *known = "true".to_owned(),
            (Ok(one), Ok(another)) if is_low || name.starts_with("max") => {
                if (another > one) == is_low {
                    *known = says;
                }
            }
            _ => *exact = false,
        }
    }
    // In draft 4 these say of which kind the bound beside them is.
    *exact &= !(own.contains_key("exclusiveMinimum") || own.contains_key("exclusiveMaximum"))
        || own.len() < 2;
}

impl More {
    fn and(mut self, other: Self, exact: &mut bool) -> Self {
        if self.positions.is_empty() {
            self.positions = other.positions;
            self.behind = other.behind;
        } else if !other.positions.is_empty() {
            *exact = false;
        }
        for (pattern, node) in other.patterns {
            let merged = match self.patterns.remove(&pattern) {
                Some(own) => own.and(node, exact),
                None => node,
            };
            self.patterns.insert(pattern, merged);
        }
        for (name, dependency) in other.dependencies {
            match (self.dependencies.get_mut(&name), dependency) {
                (Some(Dependency::Names(own)), Dependency::Names(names)) => own.extend(names),
                (Some(_), _) => *exact = false,
                (None, dependency) => {
                    self.dependencies.insert(name, dependency);
                }
            }
        }
        self.not.extend(other.not);
        self
    }
}

/// The fields of objects of one or of the other kind.
fn joined(one: Node, other: Node) -> (BTreeMap<String, Field>, Others) {
    let mut fields = one.fields;
    let mut theirs = other.fields;
    for (name, field) in &mut fields {
        match theirs.remove(name) {
            Some(another) => {
                field.is_required &= another.is_required;
                let own = field.node.clone();
                field.node = own.or(another.node);
            }
            None => field.is_required = false,
        }
    }
    for (name, mut field) in theirs {
        field.is_required = false;
        fields.insert(name, field);
    }
    let others = match (one.others, other.others) {
        (Others::Refused, Others::Refused) => Others::Refused,
        (Others::Map(one), Others::Map(other)) => Others::Map(Box::new(one.or(*other))),
        (Others::Unsaid | Others::Refused, Others::Unsaid | Others::Refused) => Others::Unsaid,
        _ => Others::Allowed,
    };
    (fields, others)
}

/// The parts of an alternative that others may take one by one: its values, or its types.
pub(in crate::schema) fn parts(node: &Node) -> Vec<Node> {
    let with = |types: Types, values: Option<Vec<Value>>| Node {
        types,
        values,
        ..node.clone()
    };
    match &node.values {
        Some(values) => values
            .iter()
            .map(|value| with(node.types.and(Types::of(value)), Some(vec![value.clone()])))
            .collect(),
        None => node.types.each().map(|types| with(types, None)).collect(),
    }
}
