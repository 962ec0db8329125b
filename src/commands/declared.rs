//! Event patterns where people keep them: in what declares a rule, a filter or a resource.
//!
//! | what the JSON is | its patterns |
//! |---|---|
//! | what `aws events put-rule` takes and `describe-rule` prints | `EventPattern` |
//! | what `aws events list-rules` prints | that of each of its `Rules` |
//! | `{"name": …, "pattern": …}` | `pattern` |
//! | `{"Pattern": "…"}`, `{"Filters": […]}`, and what has these in `FilterCriteria`: a pipe, an event source mapping | each `Pattern` |
//! | a resource of a CloudFormation template, or the template | those of rules, pipes and event source mappings |
//!
//! Nothing is guessed: in all of these a string stands where a field of a pattern has an object or a list, or an object
//! where its list has a value or an operator, so none of them can be a pattern, whatever the fields of events are called.
//!
//! # What this module does not do
//!
//! It does not check patterns, and it resolves no functions of templates: see [`unresolved`].

use crate::diagnostic::{Code, Diagnostic};
use crate::json::{Kind, Member, Value};
use crate::source::{Source, Span};

/// A pattern that only its template makes whole.
const UNRESOLVED: Code = Code::new("input/unresolved-function");

/// Something that may have an event pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared<'v> {
    /// What it is called, if it has a name.
    pub(super) name: Option<String>,
    /// Its pattern, an object or JSON in a string; a rule may have none.
    pub(super) pattern: Option<&'v Value>,
    /// The member in which the pattern is.
    pub(super) member: &'static str,
    pub(super) kind: DeclaredKind,
    /// The first function of a template in the pattern.
    pub(super) function: Option<&'v Member>,
    /// Where it stands.
    pub(super) span: Span,
}

/// What has the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DeclaredKind {
    /// A rule of a bus.
    Rule {
        /// It does nothing.
        is_disabled: bool,
        /// It fires by the clock, too or only.
        has_schedule: bool,
    },
    /// A filter of a pipe or an event source mapping.
    Filter,
}

/// Everything in a JSON value that may have an event pattern; `None` if the value declares nothing, so that it may be a
/// pattern itself.
pub(super) fn declared(value: &Value) -> Option<Vec<Declared<'_>>> {
    match &value.kind {
        Kind::Array(elements) if !elements.is_empty() => {
            let each: Option<Vec<_>> = elements.iter().map(declared_once).collect();
            Some(each?.into_iter().flatten().collect())
        }
        _ => declared_once(value),
    }
}

fn declared_once(value: &Value) -> Option<Vec<Declared<'_>>> {
    rule_list(value)
        .or_else(|| template(value))
        .or_else(|| resource(value, None))
        .or_else(|| rule(value).map(|rule| vec![rule]))
        .or_else(|| filters(value, string(value, "Name").map(str::to_owned)))
}

/// What `list-rules` prints.
fn rule_list(value: &Value) -> Option<Vec<Declared<'_>>> {
    let rules = value.get("Rules")?.as_array()?;
    let all_named = rules.iter().all(|rule| string(rule, "Name").is_some());
    all_named.then(|| rules.iter().filter_map(rule).collect())
}

/// A template: the resources of the types that have patterns.
fn template(value: &Value) -> Option<Vec<Declared<'_>>> {
    let resources = value.get("Resources")?.as_object()?;
    let mut all = Vec::new();
    let mut is_template = false;
    for member in resources {
        if let Some(declared) = resource(&member.value, member.name.as_str()) {
            is_template = true;
            all.extend(declared);
        }
    }
    is_template.then_some(all)
}

/// A resource; one without a name of its own is called as in its template.
fn resource<'v>(value: &'v Value, logical_id: Option<&str>) -> Option<Vec<Declared<'v>>> {
    let kind = string(value, "Type")?;
    let properties = value
        .get("Properties")
        .filter(|properties| properties.as_object().is_some());
    if properties.is_none() && !kind.contains("::") {
        return None;
    }
    let Some(properties) = properties else {
        return Some(Vec::new());
    };
    let name = string(properties, "Name").or(logical_id).map(str::to_owned);
    let rule = |member| Declared {
        name: name.clone(),
        pattern: properties.get(member),
        member,
        kind: state(properties),
        function: properties.get(member).and_then(function),
        span: value.span,
    };
    Some(match kind {
        "AWS::Events::Rule" => vec![rule("EventPattern")],
        "EventBridgeRule" | "CloudWatchEvent" => vec![rule("Pattern")],
        "AWS::Serverless::Function" => function_events(properties),
        "AWS::Pipes::Pipe" | "AWS::Lambda::EventSourceMapping" => {
            filters(properties, name).unwrap_or_default()
        }
        _ => Vec::new(),
    })
}

/// The rules among the `Events` of a function of the Serverless Application Model.
fn function_events(properties: &Value) -> Vec<Declared<'_>> {
    let events = properties.get("Events").and_then(Value::as_object);
    let events = events.unwrap_or_default().iter();
    let of_rules = events.filter_map(|event| {
        let pattern = event.value.get("Properties")?.get("Pattern")?;
        Some(Declared {
            name: event.name.as_str().map(str::to_owned),
            pattern: Some(pattern),
            member: "Pattern",
            kind: state(&event.value),
            function: function(pattern),
            span: event.value.span,
        })
    });
    of_rules.collect()
}

/// A rule as the API has it, or a pattern with a name.
fn rule(value: &Value) -> Option<Declared<'_>> {
    let name = ["Name", "name", "id"]
        .iter()
        .find_map(|key| string(value, key));
    let event_pattern = value
        .get("EventPattern")
        .filter(|pattern| pattern.kind != Kind::Null);
    let is_rule = event_pattern.is_some_and(is_string)
        || event_pattern.is_some() && name.is_some()
        || string(value, "ScheduleExpression").is_some();
    let (pattern, member) = match value.get("pattern") {
        _ if is_rule => (event_pattern, "EventPattern"),
        Some(pattern) if name.is_some() || is_string(pattern) => (Some(pattern), "pattern"),
        _ => return None,
    };
    Some(Declared {
        name: name.map(str::to_owned),
        pattern,
        member,
        kind: state(value),
        function: None,
        span: value.span,
    })
}

/// The first function of a template in a pattern: an object whose one member is `Ref` or `Fn::…`.
fn function(pattern: &Value) -> Option<&Member> {
    let mut due = vec![pattern];
    while let Some(value) = due.pop() {
        match &value.kind {
            Kind::Object(members) => {
                if let [member] = members.as_slice()
                    && member
                        .name
                        .as_str()
                        .is_some_and(|name| name == "Ref" || name.starts_with("Fn::"))
                {
                    return Some(member);
                }
                due.extend(members.iter().rev().map(|member| &member.value));
            }
            Kind::Array(elements) => due.extend(elements.iter().rev()),
            _ => {}
        }
    }
    None
}

/// Why a pattern with a function of a template cannot be asked; the span lies where that of the declaration does.
pub(super) fn unresolved(declared: &Declared<'_>) -> Option<Diagnostic> {
    let function = declared.function?;
    let name = function.name.to_string();
    Some(
        Diagnostic::error(
            UNRESOLVED,
            format!("the pattern holds the function `{name}` of its template"),
        )
        .at(function.name_span, "what comes of this is not known here")
        .help("give the pattern as it is deployed: `aws events describe-rule` prints it"),
    )
}

fn state(rule: &Value) -> DeclaredKind {
    DeclaredKind::Rule {
        is_disabled: string(rule, "State") == Some("DISABLED"),
        has_schedule: rule.get("ScheduleExpression").is_some(),
    }
}

/// The filters of a pipe or an event source mapping, of its `FilterCriteria`, or one of them.
fn filters(value: &Value, name: Option<String>) -> Option<Vec<Declared<'_>>> {
    let criteria = value.get("SourceParameters").unwrap_or(value);
    let criteria = criteria.get("FilterCriteria").unwrap_or(criteria);
    let one = std::slice::from_ref(criteria);
    let filters = match criteria.get("Filters") {
        Some(filters) => filters.as_array()?,
        None => one,
    };
    let is_filter = |filter: &Value| filter.get("Pattern").is_some_and(is_string);
    if filters.is_empty() || !filters.iter().all(is_filter) {
        return None;
    }
    let of = name.map(|name| format!("{name} ")).unwrap_or_default();
    let filters = filters.iter().enumerate();
    Some(
        filters
            .map(|(number, filter)| Declared {
                name: Some(format!("{of}filter {number}")),
                pattern: filter.get("Pattern"),
                member: "Pattern",
                kind: DeclaredKind::Filter,
                function: None,
                span: filter.span,
            })
            .collect(),
    )
}

fn string<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

fn is_string(value: &Value) -> bool {
    matches!(value.kind, Kind::String(_))
}

/// The text of a pattern, and where it stands: of a string what is inside it, of anything else the part of `source`.
/// Spans in `pattern` begin at byte `at` of `source`.
pub(super) fn pattern_source(
    declared: &Declared<'_>,
    pattern: &Value,
    source: &Source,
    at: usize,
) -> Source {
    let span = pattern.span.shifted(at);
    let place = source.position(span.start);
    if let Kind::String(text) = &pattern.kind {
        let name = format!("{}:{} {}", source.name(), place.line, declared.member);
        return Source::new(name, &*text.to_java_utf8());
    }
    let text = source.text();
    let line_start = text
        .get(..span.start)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |end| end + 1);
    let behind = text.get(span.end..).unwrap_or_default();
    let behind = behind.lines().next().unwrap_or_default();
    Source::piece(source.name(), source.slice(span), place.line)
        .from_column(place.column)
        .within(source.slice(Span::new(line_start, span.start)), behind)
}

/// The text of a pattern alone: see [`pattern_source`].
pub(super) fn pattern_text(pattern: &Value, source: &Source, at: usize) -> String {
    match &pattern.kind {
        Kind::String(text) => text.to_java_utf8().into_owned(),
        _ => source.slice(pattern.span.shifted(at)).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    /// The names and patterns in a JSON text.
    fn found(text: &str) -> Option<Vec<(Option<String>, Option<String>)>> {
        let value = json::parse(text).unwrap();
        let source = Source::new("t", text);
        let found = declared(&value)?.into_iter().map(|one| {
            let pattern = one.pattern.map(|pattern| pattern_text(pattern, &source, 0));
            (one.name, pattern)
        });
        Some(found.collect())
    }

    /// One declaration; empty is absent.
    fn one(name: &str, pattern: &str) -> Option<Vec<(Option<String>, Option<String>)>> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some(vec![(some(name), some(pattern))])
    }

    #[test]
    fn what_declares_a_pattern_is_seen_through() {
        for (text, expected) in [
            (
                r#"{"Name":"r","EventPattern":"{\"a\":[1]}"}"#,
                one("r", r#"{"a":[1]}"#),
            ),
            (
                r#"{"Name":"r","EventPattern":{"a":[1]}}"#,
                one("r", r#"{"a":[1]}"#),
            ),
            (r#"{"EventPattern":"{}"}"#, one("", "{}")),
            (
                r#"{"Name":"r","ScheduleExpression":"rate(1 hour)"}"#,
                one("r", ""),
            ),
            (
                r#"{"name":"n","pattern":{"a":[1]}}"#,
                one("n", r#"{"a":[1]}"#),
            ),
            (r#"{"Pattern":"{}"}"#, one("filter 0", "{}")),
            (r#"{"Filters":[{"Pattern":"{}"}]}"#, one("filter 0", "{}")),
            (
                r#"{"FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}"#,
                one("filter 0", "{}"),
            ),
            (
                r#"{"Name":"p","SourceParameters":{"FilterCriteria":{"Filters":[{"Pattern":"{}"}]}}}"#,
                one("p filter 0", "{}"),
            ),
            (
                r#"{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"a":[1]}}}"#,
                one("", r#"{"a":[1]}"#),
            ),
            (
                r#"{"Resources":{"B":{"Type":"AWS::S3::Bucket"},"R":{"Type":"AWS::Events::Rule","Properties":{"EventPattern":{"a":[1]}}}}}"#,
                one("R", r#"{"a":[1]}"#),
            ),
            (
                r#"{"Type":"AWS::Serverless::Function","Properties":{"Events":{"E":{"Type":"EventBridgeRule","Properties":{"Pattern":{}}}}}}"#,
                one("E", "{}"),
            ),
            (
                r#"{"Type":"AWS::S3::Bucket","Properties":{}}"#,
                Some(Vec::new()),
            ),
            (
                r#"{"Rules":[{"Name":"r","EventPattern":"{}"}]}"#,
                one("r", "{}"),
            ),
            (r#"[{"name":"n","pattern":{}}]"#, one("n", "{}")),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn a_pattern_stays_a_pattern_whatever_its_fields_are_called() {
        for text in [
            r#"{"source":["aws.ec2"]}"#,
            r#"{"Name":["x"],"EventPattern":{"a":[1]},"State":["x"]}"#,
            r#"{"name":["x"],"pattern":{"a":[1]}}"#,
            r#"{"EventPattern":{"a":[1]}}"#,
            r#"{"pattern":["x"],"Pattern":["y"]}"#,
            r#"{"FilterCriteria":{"Filters":["x",{"prefix":"y"}]}}"#,
            r#"{"Filters":[{"prefix":"y"}]}"#,
            r#"{"Type":["AWS::Events::Rule"],"Properties":{"EventPattern":{"a":[1]}}}"#,
            r#"{"Resources":{"x":{"Type":["y"]}}}"#,
            r#"{"Rules":[{"prefix":"x"}]}"#,
            r#"{"ScheduleExpression":["rate(1 hour)"]}"#,
            r#"{"SourceParameters":{"FilterCriteria":["x"]}}"#,
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
