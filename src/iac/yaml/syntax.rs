//! What is wrong with a text that is no YAML.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A text that is no YAML.
pub const SYNTAX: Code = Code::new("yaml/syntax");
/// Values inside values, deeper than is read.
pub const TOO_DEEP: Code = Code::new("yaml/too-deep");

/// The deepest nesting of maps and lists that is read.
pub(super) const DEEPEST: usize = 128;

/// What the parser found, at its place in `text`, of which it read the part from byte `from` on.
pub(super) fn diagnostic(error: &ScanError, text: &str, from: usize) -> Diagnostic {
    let at = error
        .marker()
        .byte_offset()
        .map_or(text.len(), |offset| from + offset);
    let character = text.get(at..).and_then(|rest| rest.chars().next());
    let span = Span::new(at, at + character.map_or(0, char::len_utf8));
    if let ErrorKind::RecursionLimitExceeded = error.kind() {
        return too_deep(span);
    }
    let (message, label, help) = wording(error.kind());
    let diagnostic = Diagnostic::error(SYNTAX, message).at(span, label);
    match help {
        "" => diagnostic,
        help => diagnostic.help(help),
    }
}

/// The nesting is too deep to go on.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        TOO_DEEP,
        format!("maps and lists stand in each other more than {DEEPEST} deep"),
    )
    .at(span, "one level too many")
}

/// Message, label and help.
fn wording(kind: &ErrorKind) -> (String, &'static str, &'static str) {
    use ErrorKind as E;
    let (message, label, help) = match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => (
            "a line is indented with a tab",
            "before this text, or in it",
            "YAML indents with spaces: replace the tabs",
        ),
        E::UnclosedQuotedScalar => ("a quote is not closed", "opened here", ""),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => (
            "text stands behind a closed quote",
            "not expected",
            "double a quote inside single quotes, write `\\\"` inside double quotes",
        ),
        E::UnknownQuotedScalarEscape => (
            "a backslash in double quotes begins no escape of YAML",
            "in this text",
            "write `\\\\`, or use single quotes, in which a backslash is one",
        ),
        E::UnclosedFlowCollection { .. }
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping => {
            ("a bracket is not closed", "this one, or one before it", "")
        }
        E::MisplacedFlowCollectionEnd => ("a bracket closes nothing", "no bracket was opened", ""),
        E::MismatchedFlowCollectionEnd { .. } => (
            "a bracket is closed by one of another kind",
            "the wrong one",
            "",
        ),
        E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::InvalidColonPlacement => {
            ("a comma or a closing bracket is missing", "before this", "")
        }
        E::UnknownAnchor => (
            "the alias names nothing that stands before it",
            "no anchor of this name",
            "quote a text that begins with `*`",
        ),
        E::MissingAnchorOrAliasName => (
            "a name is missing behind `*` or `&`",
            "here",
            "quote a text that begins with `*` or `&`",
        ),
        E::MappingValueNotAllowed => (
            "a colon stands where no member can be",
            "no name of a member can stand before it",
            "quote a text that holds `: `, or begin the member on its own line",
        ),
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            ("a member has no colon", "`:` and a space are missing", "")
        }
        E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry
        | E::InvalidIndentation
        | E::InvalidFlowScalarIndent
        | E::InvalidQuotedScalarIndent
        | E::InvalidBlockScalarIndent => (
            "a line does not fit in with those before it",
            "not expected here",
            "indent what belongs together by the same number of spaces; a value has one tag at most",
        ),
        E::BlockSequenceEntryNotAllowed | E::BlockEntryInFlowCollection => (
            "an item of a list stands where none can be",
            "not expected here",
            "begin the list on its own line, or write it in brackets",
        ),
        E::UndeclaredTagHandle => (
            "a tag has a prefix that is not declared",
            "this one",
            "quote a text that begins with `!`",
        ),
        E::UnexpectedCharacter { character } => {
            let message = format!(
                "no text begins with `{}` unless it is quoted",
                character.escape_debug()
            );
            return (message, "quote it", "");
        }
        other => return (other.to_string(), "here", ""),
    };
    (message.to_owned(), label, help)
}
