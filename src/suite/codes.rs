//! The names of what is told of suites.

use crate::diagnostic::Code;

/// A member of a suite that is no such thing, has the wrong type, or is given twice.
pub const MEMBER: Code = Code::new("suite/member");
/// A case that says nothing that could be tested, or two things that contradict each other.
pub const CASE: Code = Code::new("suite/case");
/// Two cases of one name.
pub const SAME_NAME: Code = Code::new("suite/same-name");
/// A name that the suite uses and nothing has.
pub const UNKNOWN_NAME: Code = Code::new("suite/unknown-name");
/// A name that several things have.
pub const SEVERAL: Code = Code::new("suite/several-of-one-name");
/// An event that is built upon itself, or upon too many others.
pub const CYCLE: Code = Code::new("suite/cycle");
/// A path in an event that is none, or leads nowhere.
pub const PATH: Code = Code::new("suite/path");
/// An event that is no object, or no event at all.
pub const EVENT: Code = Code::new("suite/event");
/// A file that lies where cases lie, and is none.
pub const STRAY: Code = Code::new("suite/stray");
/// A row of a table that lacks a column, or is none.
pub const TABLE: Code = Code::new("suite/table");
/// More cases, events or values than a suite may have.
pub const TOO_MANY: Code = Code::new("suite/too-many");
/// Nothing says what is tested.
pub const NO_TEMPLATE: Code = Code::new("suite/no-template");
/// A template that declares nothing.
pub const NOTHING_DECLARED: Code = Code::new("suite/nothing-declared");
/// An answer that depends on what a template leaves open.
pub const OPEN: Code = Code::new("suite/open");
/// A time that is none, or none in its zone.
pub const TIME: Code = Code::new("suite/time");
