//! The names of the operators, and the names that are reserved for them.
//!
//! # Example
//!
//! ```
//! use evb::pattern::operator::Operator;
//!
//! let prefix = Operator::from_name("prefix").unwrap();
//! assert_eq!(prefix.with("equals-ignore-case"), Some(Operator::PrefixEqualsIgnoreCase));
//! assert_eq!(prefix.with("suffix"), None);
//! ```

/// Something that a value list may hold besides plain values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Operator {
    /// `{"exactly": …}`
    Exactly,
    /// `{"prefix": …}`
    Prefix,
    /// `{"prefix": {"equals-ignore-case": …}}`
    PrefixEqualsIgnoreCase,
    /// `{"suffix": …}`
    Suffix,
    /// `{"suffix": {"equals-ignore-case": …}}`
    SuffixEqualsIgnoreCase,
    /// `{"equals-ignore-case": …}`
    EqualsIgnoreCase,
    /// `{"wildcard": …}`
    Wildcard,
    /// `{"numeric": […]}`
    Numeric,
    /// `{"anything-but": …}`
    AnythingBut,
    /// `{"anything-but": {"prefix": …}}`
    AnythingButPrefix,
    /// `{"anything-but": {"suffix": …}}`
    AnythingButSuffix,
    /// `{"anything-but": {"equals-ignore-case": …}}`
    AnythingButEqualsIgnoreCase,
    /// `{"anything-but": {"wildcard": …}}`
    AnythingButWildcard,
    /// `{"cidr": …}`
    Cidr,
    /// `{"exists": …}`
    Exists,
}

impl Operator {
    /// The operator that stands directly in a value list under this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "exactly" => Self::Exactly,
            "prefix" => Self::Prefix,
            "suffix" => Self::Suffix,
            "equals-ignore-case" => Self::EqualsIgnoreCase,
            "wildcard" => Self::Wildcard,
            "numeric" => Self::Numeric,
            "anything-but" => Self::AnythingBut,
            "cidr" => Self::Cidr,
            "exists" => Self::Exists,
            _ => return None,
        })
    }

    /// The operator that `name` makes under this one: `equals-ignore-case` under `prefix`, say.
    #[must_use]
    pub fn with(self, name: &str) -> Option<Self> {
        Some(match (self, name) {
            (Self::Prefix, "equals-ignore-case") => Self::PrefixEqualsIgnoreCase,
            (Self::Suffix, "equals-ignore-case") => Self::SuffixEqualsIgnoreCase,
            (Self::AnythingBut, "prefix") => Self::AnythingButPrefix,
            (Self::AnythingBut, "suffix") => Self::AnythingButSuffix,
            (Self::AnythingBut, "equals-ignore-case") => Self::AnythingButEqualsIgnoreCase,
            (Self::AnythingBut, "wildcard") => Self::AnythingButWildcard,
            _ => return None,
        })
    }

    /// The name, and the name inside: `anything-but` + `prefix`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exactly => "exactly",
            Self::Prefix => "prefix",
            Self::PrefixEqualsIgnoreCase => "prefix` with `equals-ignore-case",
            Self::Suffix => "suffix",
            Self::SuffixEqualsIgnoreCase => "suffix` with `equals-ignore-case",
            Self::EqualsIgnoreCase => "equals-ignore-case",
            Self::Wildcard => "wildcard",
            Self::Numeric => "numeric",
            Self::AnythingBut => "anything-but",
            Self::AnythingButPrefix => "anything-but` with `prefix",
            Self::AnythingButSuffix => "anything-but` with `suffix",
            Self::AnythingButEqualsIgnoreCase => "anything-but` with `equals-ignore-case",
            Self::AnythingButWildcard => "anything-but` with `wildcard",
            Self::Cidr => "cidr",
            Self::Exists => "exists",
        }
    }
}

/// The names of the operators that stand directly in a value list.
pub const NAMES: &[&str] = &[
    "exactly",
    "prefix",
    "suffix",
    "equals-ignore-case",
    "wildcard",
    "numeric",
    "anything-but",
    "cidr",
    "exists",
];

/// Names that no field inside a `$or` alternative may have, at any depth.
///
/// event-ruler 2.0.1, `Constants.RESERVED_FIELD_NAMES_IN_OR_RELATIONSHIP`.
pub const RESERVED_IN_OR: &[&str] = &[
    "exactly",
    "equals-ignore-case",
    "prefix",
    "suffix",
    "anything-but",
    "exists",
    "wildcard",
    "numeric",
    "cidr",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
];
