//! Which members of a record a run needs: the others are read over, which makes a long stream faster.

use super::filter::{Filters, is_under};
use super::parameters::DynamicParameters;
use super::source::SourceKind;
use crate::json::JsonString;
use crate::transform::{Path, Reserved, Template, Variable};

/// The members of a record that a run needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All: the record goes on as it is.
    Everything,
    /// Those with these names, and those that a joined path of a filter begins with.
    Some {
        /// Names of members.
        names: Vec<String>,
        /// Paths of filters.
        paths: Vec<JsonString>,
    },
}

impl Wanted {
    /// What filters and the first stage need, and the `own` members: those in which group and time stand.
    pub(super) fn new(
        source: SourceKind,
        own: [Option<&str>; 2],
        filters: &Filters,
        template: Option<&Template>,
        parameters: &DynamicParameters,
    ) -> Self {
        let Some(template) = template else {
            return Self::Everything;
        };
        let mut names: Vec<String> = ["eventSource"]
            .into_iter()
            .chain(own.into_iter().flatten())
            .chain(source.failure_identifier())
            .chain(source.data_fields().iter().copied())
            .map(str::to_owned)
            .collect();
        let placeholders = template.placeholders().map(|one| &one.variable);
        let from_template = placeholders.filter_map(|variable| match variable {
            Variable::Path(path) => Some(Some(path)),
            Variable::Reserved(Reserved::Record | Reserved::RecordJson) => Some(None),
            Variable::Reserved(_) | Variable::Unreadable(_) => None,
        });
        for path in from_template.chain(parameters.paths().map(Some)) {
            match path.and_then(first_name) {
                Some(name) => names.push(name.to_owned()),
                None => return Self::Everything,
            }
        }
        names.sort();
        names.dedup();
        Self::Some {
            names,
            paths: filters.paths().cloned().collect(),
        }
    }

    /// Whether the member called `name` is among them.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Some { names, paths } => {
                names.iter().any(|own| own == name)
                    || paths.iter().any(|path| is_under(path, name.as_bytes()))
            }
        }
    }
}

/// The member of the record at which a path begins; `None` for the record itself.
fn first_name(path: &Path) -> Option<&str> {
    let behind = path.as_str().strip_prefix("$.")?;
    behind.split(['.', '[']).next()
}
