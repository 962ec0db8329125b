//! The pass that finds all mistakes: over the tree of the JSON, in our words.
//!
//! It refuses the same texts as the pass that reads as AWS does, but goes on after a mistake.

mod anything_but;
mod beside;
mod connective;
mod filter_policy;
pub(super) mod negation;
mod numeric;
mod operand;
pub(super) mod remedy;

pub(super) use self::filter_policy::answer;
use self::operand::Operands;
use super::codes;
use crate::diagnostic::Diagnostic;
use crate::json::{self, JsonString, Kind, Member, SyntaxError, Value, write_quoted};
use crate::pattern::Dialect;
use crate::pattern::condition;
use crate::pattern::filter_policy::recognise_or;
use crate::pattern::operator::{Operator, RESERVED_IN_OR};
use crate::source::Span;
use crate::sure::Sure as _;

/// A text that is proposed is told in a help up to this many characters.
const LONGEST_HELP: usize = 160;

/// Everything that is wrong with a text, in the order of the text. For every dialect but the bus also warnings
/// about operators.
///
/// Of a text that is no JSON: the first mistake of the JSON, and what is wrong with the values before it.
pub(super) fn check(text: &str, dialect: Dialect) -> Vec<Diagnostic> {
    check_at(text, dialect, 0)
}

/// The same; `depth` is how many texts it was made out of, each to see whether it may be proposed for the one before.
fn check_at(text: &str, dialect: Dialect, depth: usize) -> Vec<Diagnostic> {
    let (root, error) = match json::parse_partial(text) {
        Ok(root) => (Some(root), None),
        Err((root, error)) => (root, Some(error)),
    };
    let mut check = Check {
        text,
        dialect,
        depth,
        found: Vec::new(),
    };
    if let Some(root) = &root {
        check.root(root);
    }
    if let (Some(root), None, Dialect::Sns(scope)) = (&root, &error, dialect) {
        check.found.extend(filter_policy::limits(root, text, scope));
    }
    if let Some(error) = error {
        // What reaches the place of the mistake is not complete: nothing can be said of it.
        let end = error.span.start;
        check.found.retain(|one| {
            one.primary
                .as_ref()
                .is_some_and(|label| label.span.end < end)
        });
        check.found.push(not_json(&error, text));
    }
    check.found.sort_by_key(super::start);
    check.found
}

/// Collects mistakes.
struct Check<'t> {
    text: &'t str,
    dialect: Dialect,
    /// How many texts it was made out of.
    depth: usize,
    found: Vec<Diagnostic>,
}

/// An object of fields that is still to be looked at.
struct Due<'v> {
    span: Span,
    /// The field whose value it is.
    field: Option<&'v JsonString>,
    members: &'v [Member],
    is_root: bool,
    is_in_or: bool,
}

impl<'t> Check<'t> {
    fn root(&mut self, root: &Value) {
        let Kind::Object(members) = &root.kind else {
            let message = format!("an event pattern is an object, not {}", root.kind_name());
            let diagnostic =
                Diagnostic::error(codes::NOT_AN_OBJECT, message).at(root.span, "expected `{`");
            self.found.push(match (&root.kind, self.dialect) {
                (Kind::Array(_), Dialect::Subscriber) => diagnostic
                    .help("AWS lets a data filter of a subscriber begin with an array; evb does not know its meaning"),
                (Kind::Array(all), _) if let Some(text) = self.as_alternatives(root, all) => {
                    several_patterns(diagnostic, all.len(), &text).fix(root.span, text)
                }
                _ => diagnostic
                    .help("write fields with lists of the values that match: `{\"source\": [\"aws.ec2\"]}`"),
            });
            return;
        };
        if let Some(told) = self.around_a_pattern(root, members) {
            self.found.push(told);
            return;
        }
        let mut due = vec![Due {
            span: root.span,
            field: None,
            members,
            is_root: true,
            is_in_or: false,
        }];
        // A list in place of recursion: patterns may be a thousand deep.
        while let Some(object) = due.pop() {
            self.object(&object, &mut due);
        }
    }

    /// A list of patterns as the one pattern that says the same, if each of them is sound.
    fn as_alternatives(&self, root: &Value, all: &[Value]) -> Option<String> {
        let objects = all.iter().all(|one| matches!(&one.kind, Kind::Object(_)));
        if !objects || self.depth > 0 {
            return None;
        }
        let text = match all {
            [] => return None,
            [only] => self.raw(only.span).to_owned(),
            _ => format!("{{\"$or\": {}}}", self.raw(root.span)),
        };
        check_at(&text, self.dialect, 1).is_empty().then_some(text)
    }

    /// A whole request in the place of the pattern that it holds in a text: that is one mistake, and not one of each member.
    fn around_a_pattern(&self, root: &Value, members: &[Member]) -> Option<Diagnostic> {
        const NAMES: [&str; 5] = [
            "EventPattern",
            "eventPattern",
            "event_pattern",
            "Pattern",
            "FilterPolicy",
        ];
        if self.depth > 0 {
            return None;
        }
        let is_name = |member: &&Member| {
            member
                .name
                .as_str()
                .is_some_and(|name| NAMES.contains(&name))
        };
        let holder = members.iter().find(is_name)?;
        let text = holder.value.as_str()?.trim();
        let is_pattern = text.starts_with('{') && check_at(text, self.dialect, 1).is_empty();
        if !is_pattern {
            return None;
        }
        let name = &holder.name;
        let message = match name.as_str() {
            Some("EventPattern") => {
                "this is what `put-rule` takes, and a pattern is wanted".to_owned()
            }
            _ => format!("the pattern stands as a text in `{name}`, and a pattern is wanted"),
        };
        let told = Diagnostic::error(codes::BARE_VALUE, message)
            .at(holder.name_span, "the pattern stands here");
        let told = match text.chars().count() <= LONGEST_HELP {
            true => told.help(format!("give what stands in `{name}`: `{text}`")),
            false => told.help(format!("give what stands in `{name}`")),
        };
        Some(told.fix(root.span, text))
    }

    fn object<'v>(&mut self, object: &Due<'v>, due: &mut Vec<Due<'v>>) {
        let is_policy = matches!(self.dialect, Dialect::Sns(_));
        // Without any field a policy removes the filter.
        let may_be_empty = is_policy && object.is_root;
        if object.members.is_empty() && !may_be_empty {
            self.found.push(
                Diagnostic::error(codes::EMPTY_OBJECT, "an object of fields is empty")
                    .at(object.span, "no field in here")
                    .help("name at least one field, or leave the object out"),
            );
        }
        if self.bounds(object) {
            return;
        }
        for member in object.members {
            if member.name == *"$or" && (!is_policy || recognise_or(member).is_ok()) {
                self.or(member, object, due);
                continue;
            }
            let name = member.name.as_str();
            if object.is_in_or
                && !is_policy
                && name.is_some_and(|name| RESERVED_IN_OR.contains(&name))
            {
                self.reserved(member, object);
                continue;
            }
            if self.connective(member, object, due) || self.negation(member, object) {
                continue;
            }
            match &member.value.kind {
                Kind::Object(members) => due.push(Due {
                    span: member.value.span,
                    field: Some(&member.name),
                    members,
                    is_root: false,
                    is_in_or: object.is_in_or,
                }),
                Kind::Array(values) => self.values(member, values),
                _ => self.bare_value(member, object),
            }
        }
    }

    fn reserved(&mut self, member: &Member, object: &Due<'_>) {
        let name = &member.name;
        let told = Diagnostic::error(
            codes::RESERVED_NAME,
            format!("`{name}` is reserved: no field inside `$or` may have this name"),
        )
        .at(member.name_span, "reserved")
        .help(format!(
            "an operator stands in the list of values of a field: `\"field\": [{{\"{name}\": …}}]`"
        ));
        self.found.push(match self.listed(object) {
            Some((_, fix)) => told.fix(object.span, fix),
            None => told,
        });
    }

    /// An operator that stands as the value of a field: the name of the field, and the list that was meant.
    fn listed<'v>(&self, object: &Due<'v>) -> Option<(&'v JsonString, String)> {
        let [only] = object.members else {
            return None;
        };
        Operator::from_name(only.name.as_str()?)?;
        Some((object.field?, format!("[{}]", self.raw(object.span))))
    }

    /// An operator of another language, or a misspelt one, that stands as the value of a field.
    fn foreign_operator(&self, member: &Member, object: &Due<'_>) -> Option<Diagnostic> {
        let (name, field) = (member.name.as_str()?, object.field?);
        // Right in `detail` it is rather a field.
        let is_alone = object.members.len() == 1 && *field != *"detail";
        let is_one = Operator::from_name(name).is_some();
        if !is_alone || is_one || is_operator(field) || !remedy::is_like_an_operator(name) {
            return None;
        }
        let told = Diagnostic::error(
            codes::BARE_VALUE,
            format!("`{name}` is no operator, and stands outside a list of values"),
        )
        .at(member.name_span, "taken for a field");
        let raw = self.raw(member.value.span);
        let renamed = remedy::renamed(name).map(|name| format!("{{\"{name}\": {raw}}}"));
        let said = remedy::said(name, &member.value, raw).or(renamed);
        // What is told is what AWS takes.
        let is_taken = |said: &String| {
            let alone = format!("{{\"a\": [{said}]}}");
            check(&alone, self.dialect).is_empty()
        };
        match said.filter(is_taken) {
            Some(said) => {
                let list = format!("[{said}]");
                let told = told.help(format!("write `\"{field}\": {list}`"));
                Some(told.fix(object.span, list))
            }
            None => Some(told.help(remedy::remedy(name)?)),
        }
    }

    /// Two operators of another language that stand as the value of a field, and together are one.
    fn bounds(&mut self, object: &Due<'_>) -> bool {
        let (Some(field), [first, second]) = (object.field, object.members) else {
            return false;
        };
        let is_list = |one: &Member| matches!(one.value.kind, Kind::Array(_));
        if *field == *"detail" || is_list(first) || is_list(second) {
            return false;
        }
        let Some(both) = remedy::both(first, second) else {
            return false;
        };
        if !check(&format!("{{\"a\": [{both}]}}"), self.dialect).is_empty() {
            return false;
        }
        let names = format!("`{}` and `{}`", first.name, second.name);
        let list = format!("[{both}]");
        let told = Diagnostic::error(
            codes::BARE_VALUE,
            format!("{names} stand outside a list of values, where they are no operators"),
        )
        .at(first.name_span, "taken for a field")
        .help(format!("write `\"{field}\": {list}`"))
        .fix(object.span, list);
        self.found.push(told);
        true
    }

    fn or<'v>(&mut self, member: &'v Member, object: &Due<'v>, due: &mut Vec<Due<'v>>) {
        let span = member.value.span;
        let Kind::Array(alternatives) = &member.value.kind else {
            let kind = member.value.kind_name();
            let message = format!("`$or` needs a list of alternatives, not {kind}");
            self.bad_or(message, span, "expected `[`");
            self.in_place_of_or(self.each_alone(member));
            return;
        };
        if alternatives.len() < 2 {
            let message = "`$or` needs at least two alternatives".to_owned();
            self.bad_or(message, span, "fewer than two");
            self.in_place_of_or(self.only_one(alternatives, member, object));
        }
        for alternative in alternatives {
            match &alternative.kind {
                Kind::Object(members) => due.push(Due {
                    span: alternative.span,
                    field: None,
                    members,
                    is_root: false,
                    is_in_or: true,
                }),
                _ => {
                    let kind = alternative.kind_name();
                    let message = format!("an alternative of `$or` is an object, not {kind}");
                    self.bad_or(message, alternative.span, "expected `{`");
                }
            }
        }
    }

    fn bad_or(&mut self, message: String, span: Span, label: &str) {
        self.found.push(
            Diagnostic::error(codes::BAD_OR, message)
                .at(span, label)
                .help("write `\"$or\": [{\"a\": [1]}, {\"b\": [2]}]`"),
        );
    }

    fn bare_value(&mut self, member: &Member, object: &Due<'_>) {
        let (name, value) = (&member.name, &member.value);
        if let Some(told) = self.foreign_operator(member, object) {
            self.found.push(told);
            return;
        }
        if let Some((field, list)) = self.listed(object) {
            let help = match list.chars().count() <= 80 {
                true => format!("write `\"{field}\": {list}`"),
                false => format!("write `\"{field}\": [{{\"{name}\": …}}]`"),
            };
            self.found.push(
                Diagnostic::error(
                    codes::BARE_VALUE,
                    format!("the operator `{name}` stands outside a list of values"),
                )
                .at(member.name_span, "taken for a field")
                .help(help)
                .fix(object.span, list),
            );
            return;
        }
        let kind = value.kind_name();
        let told = Diagnostic::error(
            codes::BARE_VALUE,
            format!("the field `{name}` has {kind} where a list of values must stand"),
        )
        .at(value.span, "not in an array");
        let is_inside =
            |field: &JsonString| *field != *"detail" && (is_operator(field) || is_operator(name));
        if object.field.is_some_and(is_inside) {
            // A list would make a field of what is meant as an operator.
            self.found.push(told.help(
                "an operator stands in the list of values of its field: `\"field\": [{\"prefix\": \"a\"}]`; a field of that name has a list",
            ));
            return;
        }
        if let Some(help) = self.nothing_inside(member, object) {
            self.found.push(told.help(help));
            return;
        }
        let raw = self.raw(value.span);
        let help = match raw.chars().count() <= 40 {
            true => format!("write `[{raw}]`: a field has a list of the values that match"),
            false => "put the value into an array: a field has a list of the values that match"
                .to_owned(),
        };
        let fix = format!("[{raw}]");
        self.found.push(told.help(help).fix(value.span, fix));
    }

    /// What belongs into a `detail` that is null: in YAML it is one in which nothing stands, because what was to stand there
    /// is not indented.
    fn nothing_inside(&self, member: &Member, object: &Due<'_>) -> Option<String> {
        const ENVELOPE: [&str; 9] = [
            "account",
            "detail-type",
            "id",
            "region",
            "replay-name",
            "resources",
            "source",
            "time",
            "version",
        ];
        let is_detail = object.is_root
            && matches!(self.dialect, Dialect::Bus)
            && member.name == *"detail"
            && matches!(member.value.kind, Kind::Null);
        if !is_detail {
            return None;
        }
        let is_inside = |one: &&Member| {
            let name = one.name.as_str();
            !std::ptr::eq(*one, member)
                && name.is_some_and(|name| !ENVELOPE.contains(&name) && name != "$or")
        };
        let stray: Vec<&Member> = object.members.iter().filter(is_inside).collect();
        if stray.is_empty() {
            return Some(
                "write the fields of the detail into it, or leave `detail` out".to_owned(),
            );
        }
        let names: Vec<String> = stray.iter().map(|one| format!("`{}`", one.name)).collect();
        let (stands, belongs) = match stray.len() {
            1 => ("stands", "belongs"),
            _ => ("stand", "belong"),
        };
        let fields = stray.iter().map(|one| {
            let mut name = String::new();
            write_quoted(&one.name.to_display(), &mut name);
            format!("{name}: {}", self.raw(one.value.span))
        });
        let meant = format!("\"detail\": {{{}}}", fields.collect::<Vec<_>>().join(", "));
        let is_taken = check(&format!("{{{meant}}}"), self.dialect).is_empty();
        let names = names.join(", ");
        Some(match is_taken && meant.chars().count() <= LONGEST_HELP {
            true => format!("{names} {stands} one level too high: `{meant}`"),
            false => format!("{names} {stands} one level too high, and {belongs} inside `detail`"),
        })
    }

    fn values(&mut self, member: &Member, values: &[Value]) {
        if values.is_empty() {
            self.found.push(
                Diagnostic::error(
                    codes::EMPTY_ARRAY,
                    format!("the field `{}` has an empty list of values", member.name),
                )
                .at(member.value.span, "no value can match")
                .help("leave the field out if its value does not matter, or list the values that match"),
            );
        }
        for value in values {
            match &value.kind {
                Kind::Object(members) => {
                    Operands::new(self, &member.name, value.span).operator(value.span, members)
                }
                Kind::Array(inner) => {
                    let told = Diagnostic::error(
                        codes::NESTED_ARRAY,
                        "a list of values holds another array",
                    )
                    .at(value.span, "an array in an array");
                    let raw = self.raw(value.span);
                    let direct = match inner.is_empty() {
                        true => "list the values directly".to_owned(),
                        false => format!("write {} directly", remedy::quoted(remedy::inside(raw))),
                    };
                    let told = told.help(format!(
                        "{direct}: a pattern looks into the arrays of an event by itself"
                    ));
                    self.found.push(match inner.is_empty() {
                        true => told,
                        false => told.fix(value.span, remedy::inside(raw)),
                    });
                }
                _ => {}
            }
        }
    }

    fn raw(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).sure()
    }
}

/// Why a text is no JSON, or the pattern that asks what it says in another language.
fn not_json(error: &SyntaxError, text: &str) -> Diagnostic {
    let told = error.diagnostic_of_whole(text);
    match condition::meant(text) {
        Some(meant) => told.help(format!("a pattern is JSON: write `{meant}`")),
        None => told,
    }
}

/// Several patterns in a list, which `text` says in one.
fn several_patterns(told: Diagnostic, count: usize, text: &str) -> Diagnostic {
    let line = json::parse(text).map_or_else(|_| text.to_owned(), |value| value.to_compact());
    let is_short = line.chars().count() <= LONGEST_HELP;
    told.help(match (count, is_short) {
        (1, true) => format!("write the pattern without a list around it: `{line}`"),
        (1, false) => "write the pattern without a list around it".to_owned(),
        (_, true) => format!("of several patterns one is enough in `$or`: write `{line}`, or a rule for each"),
        (_, false) => "of several patterns one is enough in `$or`: write `{\"$or\": […]}` around the list, or a rule for each".to_owned(),
    })
}

/// Whether a name is that of an operator, or like one.
fn is_operator(name: &JsonString) -> bool {
    let name = name.as_str();
    name.is_some_and(|name| {
        Operator::from_name(name).is_some() || remedy::is_like_an_operator(name)
    })
}
