//! Trees of properties, in which references stand as such: every format writes them in its own way.

/// A value of a property.
#[derive(Clone, Debug)]
pub enum Tree {
    Text(String),
    Number(i64),
    Flag(bool),
    List(Vec<Tree>),
    /// A map, whose names are no names of properties.
    Map(Vec<(String, Tree)>),
    /// What CloudFormation has as an object and Terraform as a block.
    Block(Vec<(&'static str, Tree)>),
    /// The ARN of a resource.
    Arn(String),
    /// What a resource is referred to by: its name, its URL.
    Name(String),
    /// A document: JSON in a text where the format wants that.
    Document(Box<Tree>),
}

impl Tree {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn arn(id: &str) -> Self {
        Self::Arn(id.to_owned())
    }

    pub fn name(id: &str) -> Self {
        Self::Name(id.to_owned())
    }

    pub fn texts(all: &[&str]) -> Self {
        Self::List(all.iter().map(|one| Self::text(*one)).collect())
    }

    pub fn map<const N: usize>(members: [(&str, Self); N]) -> Self {
        Self::Map(
            members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    }

    pub fn block<const N: usize>(members: [(&'static str, Self); N]) -> Self {
        Self::Block(members.into())
    }

    pub fn document(tree: Self) -> Self {
        Self::Document(Box::new(tree))
    }
}

/// A resource: its id, its type as CloudFormation calls it, its properties by CloudFormation's names.
#[derive(Clone, Debug)]
pub struct Resource {
    pub id: String,
    pub kind: &'static str,
    pub properties: Vec<(&'static str, Tree)>,
}
