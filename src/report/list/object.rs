//! Things as objects whose members are there only if the declaration has them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::value::ValueReport;
use crate::model::is_generated;

/// A thing, or a part of one: its members in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ObjectReport {
    members: Vec<(Cow<'static, str>, MemberReport)>,
}

/// A member of a thing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MemberReport {
    /// A value.
    Value(ValueReport),
    /// A part that has members of its own.
    Object(ObjectReport),
    /// Several.
    List(Vec<MemberReport>),
}

impl ObjectReport {
    /// With a value, if there is one.
    #[must_use]
    pub(super) fn value(
        self,
        name: impl Into<Cow<'static, str>>,
        value: Option<ValueReport>,
    ) -> Self {
        self.member(name, value.map(MemberReport::Value))
    }

    /// With a part, unless it has no member.
    #[must_use]
    pub(super) fn object(self, name: impl Into<Cow<'static, str>>, object: Option<Self>) -> Self {
        let object = object.filter(|object| !object.members.is_empty());
        self.member(name, object.map(MemberReport::Object))
    }

    /// With a list, if there is one; an empty one is one.
    #[must_use]
    pub(super) fn list(
        self,
        name: impl Into<Cow<'static, str>>,
        list: Option<Vec<MemberReport>>,
    ) -> Self {
        self.member(name, list.map(MemberReport::List))
    }

    fn member(mut self, name: impl Into<Cow<'static, str>>, member: Option<MemberReport>) -> Self {
        self.members
            .extend(member.map(|member| (name.into(), member)));
        self
    }

    /// The members, in their order.
    pub fn members(&self) -> impl Iterator<Item = (&str, &MemberReport)> {
        self.members.iter().map(|(name, member)| (&**name, member))
    }

    /// The member of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&MemberReport> {
        self.members()
            .find_map(|(one, member)| (one == name).then_some(member))
    }

    /// The member of that name in a line, for people, if it is a value.
    #[must_use]
    pub fn shown(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            MemberReport::Value(value) => Some(value.to_display()),
            MemberReport::Object(_) | MemberReport::List(_) => None,
        }
    }

    /// The part of that name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&Self> {
        match self.get(name)? {
            MemberReport::Object(object) => Some(object),
            MemberReport::Value(_) | MemberReport::List(_) => None,
        }
    }

    /// The elements of the list of that name.
    #[must_use]
    pub fn elements(&self, name: &str) -> &[MemberReport] {
        match self.get(name) {
            Some(MemberReport::List(elements)) => elements,
            _ => &[],
        }
    }

    /// What to call it: as its template does, else by its name.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        let names = ["logical_id", "address", "name", "id"];
        names.iter().find_map(|name| self.shown(name))
    }

    /// Whether the value of that name is open.
    #[must_use]
    pub fn is_open(&self, name: &str) -> bool {
        matches!(
            self.get(name),
            Some(MemberReport::Value(ValueReport::Open(..)))
        )
    }

    /// Everything that is open in it, in the template's words, each once. What is known to be of another resource of the
    /// template is not, and neither are the letters of a name that is generated.
    #[must_use]
    pub fn holes(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (name, member) in self.members() {
            let is_wired = match name {
                "arn" => self.get("resource").is_some(),
                "bus" => self
                    .get("bus_logical_id")
                    .or(self.get("bus_address"))
                    .is_some(),
                _ => self.get(&format!("{name}_resource")).is_some(),
            };
            if !is_wired {
                member.holes(&mut found);
            }
        }
        found.retain(|hole| !is_generated(hole));
        let mut seen = BTreeSet::new();
        found.retain(|hole| seen.insert(hole.clone()));
        found
    }
}

impl MemberReport {
    fn holes(&self, found: &mut Vec<String>) {
        match self {
            Self::Value(value) => value.holes(found),
            Self::Object(object) => found.extend(object.holes()),
            Self::List(list) => list.iter().for_each(|one| one.holes(found)),
        }
    }

    /// The part that it is.
    #[must_use]
    pub fn as_object(&self) -> Option<&ObjectReport> {
        match self {
            Self::Object(object) => Some(object),
            Self::Value(_) | Self::List(_) => None,
        }
    }
}

impl Serialize for ObjectReport {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.members.len()))?;
        for (name, member) in self.members() {
            map.serialize_entry(name, member)?;
        }
        map.end()
    }
}

impl Serialize for MemberReport {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(to),
            Self::Object(object) => object.serialize(to),
            Self::List(list) => list.serialize(to),
        }
    }
}
