//! From text to a checked [`Pattern`].
//!
//! A text that AWS accepts becomes a pattern. A text that it refuses becomes a [`ParseError`], which tells the refusal
//! twice: as AWS answers (the first mistake in the order in which its reader comes upon them, see [`Refusal`]), and as
//! diagnostics of ours, which name *all* mistakes and what to do about them. Two passes do that, one over the pull
//! reader and one over the tree of the JSON; a property test holds them to refuse the same texts.
//!
//! # Example
//!
//! ```
//! use evb::pattern::{Dialect, parse};
//!
//! let pattern = parse(r#"{"detail": {"state": ["running", {"prefix": "stop"}]}}"#, Dialect::Bus).unwrap();
//! assert_eq!(*pattern.sub_rules[0].fields[0].path, *"detail.state");
//!
//! let error = parse(r#"{"a": "x", "b": [{"prefx": "y"}]}"#, Dialect::Bus).unwrap_err();
//! assert_eq!(
//!     error.aws_message(),
//!     "Event pattern is not valid. Reason: \"a\" must be an object or an array\n at \
//!      [Source: (String)\"{\"a\": \"x\", \"b\": [{\"prefx\": \"y\"}]}\"; line: 1, column: 8]"
//! );
//! let codes: Vec<_> = error.diagnostics.iter().map(|one| one.code.as_str()).collect();
//! assert_eq!(codes, ["pattern/bare-value", "pattern/unknown-operator"]);
//! ```
//!
//! # What this module does not do
//!
//! It does not refuse a pattern for its length: the API does that before it looks inside ([`check_length`]).
//!
//! # Source
//!
//! event-ruler 2.0.1, `JsonRuleCompiler`; recordings of `TestEventPattern`.

mod anything_but;
mod check;
pub mod codes;
mod comparison;
mod compile;
mod expand;
mod foreign;
mod misplaced;
mod notes;
mod numeric;
mod reader;
mod refusal;

pub(in crate::pattern) use check::negation::holds_condition;
pub use expand::{MAXIMUM_PATHS, MAXIMUM_SUB_RULES};
pub use notes::check_length;
pub use refusal::{ParseError, Refusal, Wording};

use self::compile::CompileFailure;
use self::refusal::Stop;
use crate::diagnostic::Diagnostic;
use crate::json::{self, JacksonPlace};
use crate::pattern::ast::{Pattern, SubRule};
use crate::pattern::{Dialect, complexity, filter_policy};
use crate::quota;
use crate::source::Span;
use crate::sure::Sure as _;

/// Reads an event pattern, up to its closing brace: AWS ignores what follows, and so does this.
///
/// Every path, duplicate and `$or` is put together as the engine does it; see [`Pattern`]. What is legal but likely
/// to surprise is in [`Pattern::notes`].
///
/// # Errors
///
/// A [`ParseError`] whose diagnostics name every mistake: `json/…` if the text is no JSON, else `pattern/…` (the
/// codes are listed in [`codes`]). Some refusals are ours, because AWS's answer is not known: more than
/// [`MAXIMUM_SUB_RULES`] combinations of `$or` alternatives, more than [`MAXIMUM_PATHS`] fields, and the few patterns
/// that crash the engine.
pub fn parse(text: &str, dialect: Dialect) -> Result<Pattern, ParseError> {
    match attempt(text, dialect) {
        Ok(mut pattern) => {
            pattern.notes.sort_by_key(start);
            Ok(pattern)
        }
        Err(Unparsed { stop, own }) => Err(refused(text, dialect, stop, own)),
    }
}

/// A refusal, and what we say of it where the check of the whole text cannot know.
struct Unparsed {
    stop: Stop,
    own: Option<Box<Diagnostic>>,
}

impl From<Stop> for Unparsed {
    fn from(stop: Stop) -> Self {
        Self { stop, own: None }
    }
}

impl From<Diagnostic> for Unparsed {
    /// A refusal in our words, without a place in AWS's answer.
    fn from(diagnostic: Diagnostic) -> Self {
        let stop = Stop {
            wording: Wording::Own,
            ..Stop::nowhere(diagnostic.message.clone(), JacksonPlace::before(0))
        };
        Self {
            stop,
            own: Some(Box::new(diagnostic)),
        }
    }
}

fn attempt(text: &str, dialect: Dialect) -> Result<Pattern, Unparsed> {
    let policy = match dialect {
        Dialect::Sns(_) => json::parse_prefix(text).ok(),
        _ => None,
    };
    if let Some((root, end)) = policy
        .as_ref()
        .filter(|(root, _)| filter_policy::is_empty(root))
    {
        return Ok(no_filter(text.get(..*end).sure(), root.span));
    }
    let or_places = policy.map(|(root, _)| filter_policy::or_places(&root));
    let tree = match compile::compile(text, or_places.as_ref()) {
        Ok(tree) => tree,
        Err(CompileFailure::Refused(stop)) => return Err(stop.into()),
        Err(CompileFailure::TooLarge) => return Err(codes::too_large(notes::begin(text)).into()),
    };
    let sub_rules = expand::expand(&tree)
        .map_err(|limit| codes::limit(limit, &tree.or_groups, notes::begin(text)))?;
    let mut notes = notes::notes(&tree, text, dialect);
    notes.extend(misplaced::notes(&tree, text, dialect));
    let mut pattern = Pattern {
        text: text.get(..tree.end).sure().into(),
        sub_rules,
        or_groups: tree.or_groups,
        complexity: 0,
        notes,
    };
    if let Some(crash) = notes::crash(&pattern) {
        return Err(crash.into());
    }
    pattern.complexity = complexity::score(&pattern);
    let counts = !matches!(dialect, Dialect::Sns(_));
    if counts && pattern.complexity > quota::MAXIMUM_PATTERN_COMPLEXITY {
        return Err(Unparsed {
            stop: Stop::nowhere(TOO_COMPLEX, JacksonPlace::before(text.len())),
            own: Some(Box::new(codes::too_complex(
                pattern.complexity,
                notes::most_complex(&pattern),
            ))),
        });
    }
    if counts {
        pattern.notes.extend(notes::near_limit(&pattern));
    }
    if dialect != Dialect::Bus {
        let mut found = check::check(text, dialect);
        if let Some(index) = found.iter().position(Diagnostic::is_error) {
            let first = found.swap_remove(index);
            return Err(match check::answer(&first) {
                Some(reason) => Stop::nowhere(reason, JacksonPlace::before(text.len())).into(),
                None => first.into(),
            });
        }
        pattern.notes.append(&mut found);
    }
    Ok(pattern)
}

/// A filter policy without a field: every message is delivered.
fn no_filter(text: &str, span: Span) -> Pattern {
    Pattern {
        text: text.into(),
        sub_rules: vec![SubRule {
            fields: Vec::new(),
            branches: Vec::new(),
        }],
        or_groups: Vec::new(),
        complexity: 0,
        notes: vec![codes::no_filter(span)],
    }
}

/// Tells a refusal in both ways.
fn refused(text: &str, dialect: Dialect, stop: Stop, own: Option<Box<Diagnostic>>) -> ParseError {
    let mut diagnostics = tried(check::check(text, dialect), text, dialect);
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let unnamed = || Diagnostic::error(codes::REFUSED, stop.reason.clone());
        diagnostics.push(own.map_or_else(unnamed, |own| *own));
    }
    ParseError {
        is_not_json: json::parse_prefix(text).is_err(),
        refusal: stop.refusal(text),
        diagnostics,
        dialect,
    }
}

/// Of longer texts no edits are told, and of no text more: each is tried by looking at the whole again.
const MAXIMUM_TRIED_BYTES: usize = 1 << 14;
const MAXIMUM_TRIED: usize = 16;

/// The same diagnostics; edits stay that undo what is told.
fn tried(diagnostics: Vec<Diagnostic>, text: &str, dialect: Dialect) -> Vec<Diagnostic> {
    let mut left = match text.len() <= MAXIMUM_TRIED_BYTES {
        true => MAXIMUM_TRIED,
        false => 0,
    };
    let each = diagnostics.into_iter().map(|mut one| {
        if one.fix.is_some() && left == 0 {
            one.fix = None;
        }
        left -= usize::from(one.fix.is_some());
        one.tried(text, |edited| check::check(edited, dialect))
    });
    each.collect()
}

/// Where a diagnostic begins; those without a place come first.
fn start(diagnostic: &Diagnostic) -> usize {
    diagnostic
        .primary
        .as_ref()
        .map_or(0, |label| label.span.start)
}

const TOO_COMPLEX: &str = "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character";
