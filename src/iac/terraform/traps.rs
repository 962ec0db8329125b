//! What readers of configurations are known to get wrong: a row each, and files in JSON, data sources, and what is given.

use super::rows::{shown, template, value};
use super::*;
use crate::json::Value;

fn one(text: &str) -> String {
    shown(&[("main.tf", text)], &Settings::default())
}

const RULE: &str = "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  name = \"r\"\n";

/// What a rule with a pattern comes to: the pattern.
fn pattern(variables: &str, pattern: &str) -> String {
    let shown = one(&format!(
        "{variables}\n{RULE}  event_pattern = {pattern}\n}}\n"
    ));
    let begin = "aws_cloudwatch_event_rule.r Rule {\"Name\":\"r\",\"EventPattern\":";
    let found = shown
        .strip_prefix(begin)
        .and_then(|rest| rest.strip_suffix('}'));
    found.map_or_else(|| shown.clone(), str::to_owned)
}

#[test]
fn trap_12_a_pattern_that_a_module_encodes_twice_stays_a_text() {
    assert_eq!(
        pattern("", r#"jsonencode(jsonencode({ source = ["a"] }))"#),
        r#""\"{\\\"source\\\":[\\\"a\\\"]}\"""#
    );
    let plan = r#"{"format_version":"1.2","planned_values":{"root_module":{"child_modules":[{"resources":[{"address":"module.m.aws_cloudwatch_event_rule.r","mode":"managed","type":"aws_cloudwatch_event_rule","values":{"name":"r","event_pattern":"\"{\\\"source\\\":[\\\"a\\\"]}\""}}]}]}}}"#;
    assert_eq!(
        shown(&[("plan.json", plan)], &Settings::default()),
        r#"module.m.aws_cloudwatch_event_rule.r Rule {"Name":"r","EventPattern":"\"{\\\"source\\\":[\\\"a\\\"]}\""}"#
    );
}

/// A bus, a rule on it, and a target with some arguments.
fn on_a_bus(arguments: &str) -> String {
    let text = format!(
        "resource \"aws_cloudwatch_event_bus\" \"b\" {{\n  name = \"orders\"\n}}\nresource \"aws_cloudwatch_event_rule\" \"r\" {{\n  name = \"r\"\n  event_bus_name = aws_cloudwatch_event_bus.b.name\n}}\nresource \"aws_cloudwatch_event_target\" \"t\" {{\n  arn = \"a\"\n  target_id = \"t\"\n{arguments}\n}}\n"
    );
    let shown = one(&text);
    let lines: Vec<&str> = shown.lines().skip(2).collect();
    lines.join("\n")
}

#[test]
fn trap_13_a_target_does_not_take_the_bus_of_its_rule() {
    assert_eq!(
        on_a_bus("  rule = aws_cloudwatch_event_rule.r.name"),
        "aws_cloudwatch_event_target.t Target {\"Arn\":\"a\",\"Rule\":\"r\",\"Id\":\"t\"}\n! `aws_cloudwatch_event_target.t` is on the default bus, and its rule `r` is on `orders`"
    );
    assert_eq!(
        on_a_bus(
            "  rule = aws_cloudwatch_event_rule.r.name\n  event_bus_name = aws_cloudwatch_event_bus.b.name"
        ),
        "aws_cloudwatch_event_target.t Target {\"Arn\":\"a\",\"EventBusName\":\"orders\",\"Rule\":\"r\",\"Id\":\"t\"}"
    );
}

#[test]
fn trap_14_the_id_of_a_rule_on_a_bus_of_its_own_is_no_name() {
    assert_eq!(
        on_a_bus("  rule = aws_cloudwatch_event_rule.r.id\n  event_bus_name = \"orders\""),
        "aws_cloudwatch_event_target.t Target {\"Arn\":\"a\",\"EventBusName\":\"orders\",\"Rule\":\"orders/r\",\"Id\":\"t\"}\n! the id of `aws_cloudwatch_event_rule.r` is no name: it has the bus before it"
    );
    let default = format!(
        "{RULE}}}\nresource \"aws_cloudwatch_event_target\" \"t\" {{\n  arn = \"a\"\n  target_id = \"t\"\n  rule = aws_cloudwatch_event_rule.r.id\n}}\n"
    );
    assert!(one(&default).ends_with("Target {\"Arn\":\"a\",\"Rule\":\"r\",\"Id\":\"t\"}"));
}

#[test]
fn trap_15_jsonencode_takes_the_placeholders_of_a_template_apart() {
    let told =
        "! `jsonencode` writes `<` as `\\u003c`: a placeholder in this template is none any more";
    let with = |template: &str| {
        on_a_bus(&format!(
            "  rule = \"x\"\n  input_transformer {{\n    input_template = {template}\n  }}"
        ))
    };
    assert!(with(r#"jsonencode({ a = "<a>" })"#).ends_with(told));
    for fine in [
        r#"replace(replace(jsonencode({ a = "<a>" }), "\\u003c", "<"), "\\u003e", ">")"#,
        "<<-EOT\n      {\"a\": <a>}\n    EOT\n",
        r#""{\"a\": <a>}""#,
    ] {
        assert!(
            with(fine).contains(r#""InputTemplate":"{\"a\":"#),
            "{fine}: {}",
            with(fine)
        );
        assert!(!with(fine).contains('!'), "{fine}");
    }
}

#[test]
fn trap_21_what_has_no_instances_is_not_evaluated_and_each_and_locals_and_heredocs_are() {
    let text = r#"
locals { names = { a = "x", b = "y" } }
module "m" {
  source = "./m"
  count  = 0
  in     = null
}
resource "aws_cloudwatch_event_rule" "off" {
  count         = 0
  name          = null.nothing[5]
  event_pattern = jsonencode(tonumber("x"))
}
resource "aws_cloudwatch_event_rule" "r" {
  for_each = local.names
  name     = "${each.key}-${each.value}-${try(aws_cloudwatch_event_rule.off[0].name, "none")}-${one(aws_cloudwatch_event_rule.off[*].name) == null ? "no" : "yes"}"
  description = <<-EOT
    ${upper(each.value)}
  EOT
}
"#;
    let module = "variable \"in\" {}\nresource \"aws_cloudwatch_event_bus\" \"b\" {\n  name = var.in.gone + 1\n}\n";
    let files = [("main.tf", text), ("m/main.tf", module)];
    assert_eq!(
        shown(&files, &Settings::default()),
        "aws_cloudwatch_event_rule.r[\"a\"] Rule {\"Description\":\"X\\n\",\"Name\":\"a-x-none-no\"}\naws_cloudwatch_event_rule.r[\"b\"] Rule {\"Description\":\"Y\\n\",\"Name\":\"b-y-none-no\"}"
    );
}

#[test]
fn trap_22_dynamic_blocks_make_blocks_maps_stay_maps_and_variables_in_variables_are_followed() {
    let text = r#"
variable "ports" { default = { http = 80, https = 443 } }
variable "shape" { type = object({ inner = object({ name = string }) }) }
locals {
  one = { name = "n-${local.two.name}" }
  two = { name = var.shape.inner.name }
}
resource "aws_cloudwatch_event_target" "t" {
  rule      = local.one.name
  arn       = "a"
  target_id = "t"
  dynamic "input_transformer" {
    for_each = [var.ports]
    iterator = it
    content {
      input_paths    = { for k, v in it.value : k => "$.${v}" }
      input_template = "<http>"
    }
  }
  dynamic "sqs_target" {
    for_each = []
    content { message_group_id = "x" }
  }
  dynamic "http_target" {
    for_each = [{ name = "h", all = ["a", "b"] }]
    content {
      path_parameter_values = http_target.value.all
      header_parameters     = { (http_target.value.name) = http_target.key }
    }
  }
}
"#;
    assert_eq!(
        one(text),
        r#"aws_cloudwatch_event_target.t Target {"Arn":"a","HttpParameters":{"HeaderParameters":{"h":0},"PathParameterValues":["a","b"]},"InputTransformer":{"InputPathsMap":{"http":"$.80","https":"$.443"},"InputTemplate":"<http>"},"Rule":"n-${var.shape.inner.name}","Id":"t"}"#
    );
}

#[test]
fn trap_23_one_hole_leaves_the_json_around_it() {
    let heredoc = "<<-EOT\n    {\"source\": [\"a\"], \"account\": [\"${var.gone}\"], \"detail\": {\"n\": [${var.number}, 5], \"o\": ${jsonencode(var.list)}}}\n  EOT\n";
    assert_eq!(
        pattern("", heredoc),
        r#"{"account":["${var.gone}"],"detail":{"n":["${var.number}",5],"o":"${var.list}"},"source":["a"]}"#
    );
}

#[test]
fn trap_24_a_heredoc_is_evaluated_before_it_is_read_and_keeps_its_places() {
    let variables = "locals {\n  p = [\"a\", \"b\"]\n}";
    let heredoc = "<<-EOT\n    {\n      \"source\": [\"x/${join(\"/\", local.p)}\"],\n      \"detail\": {\"later\": [\"marker\"]}\n    }\n  EOT\n";
    assert_eq!(
        pattern(variables, heredoc),
        r#"{"detail":{"later":["marker"]},"source":["x/a/b"]}"#
    );
    let text = format!("{variables}\n{RULE}  event_pattern = {heredoc}\n}}\n");
    let (read, whole) = template(&[("main.tf", &text)], &Settings::default());
    let read = read.unwrap();
    let pattern = read.resources[0].properties.get("EventPattern").unwrap();
    let place = |value: &Value| {
        whole
            .get(value.span.start..value.span.end)
            .unwrap()
            .to_owned()
    };
    let detail = pattern.get("detail").unwrap();
    let later = &detail.get("later").unwrap().as_array().unwrap()[0];
    assert_eq!(place(later), "\"marker\"");
    assert_eq!(place(detail), "{\"later\": [\"marker\"]}");
    let source = &pattern.get("source").unwrap().as_array().unwrap()[0];
    assert_eq!(place(source), "\"x/${join(\"/\", local.p)}\"");
}

#[test]
fn patterns_of_filters_are_read_with_their_places() {
    let text = "variable \"gone\" {}\nresource \"aws_pipes_pipe\" \"p\" {\n  name = \"p\"\n  source = \"s\"\n  target = \"t\"\n  source_parameters {\n    filter_criteria {\n      filter {\n        pattern = jsonencode({ body = { k = [\"marker\"] } })\n      }\n      filter {\n        pattern = <<-EOT\n          {\"a\": [\"${upper(\"x\")}\", \"second\"]}\n        EOT\n      }\n      filter {\n        pattern = \"{\\\"a\\\": [\\\"${var.gone}\\\"]}\"\n      }\n    }\n  }\n}\n";
    let mut texts = Texts::new("main.tf", text, &NoFiles);
    let read = crate::iac::read_with(&mut texts, &Settings::default());
    let Ok(crate::iac::Content::Declarations(inventory)) = read else {
        panic!("{read:?}");
    };
    assert_eq!(inventory.pipes[0].diagnostics, []);
    let filters = &inventory.pipes[0].filters;
    let file = texts.source();
    for (filter, json, marker) in [
        (&filters[0], r#"{"body":{"k":["marker"]}}"#, "marker"),
        (&filters[1], r#"{"a":["X","second"]}"#, "second"),
    ] {
        let made = filter.source(&file).unwrap();
        assert_eq!(made.text(), json);
        let at = json.find(marker).unwrap();
        let (file, span) = made.origin(Span::new(at, at + marker.len())).unwrap();
        assert_eq!(file.slice(span), marker);
    }
    let open = filters[2].open().unwrap();
    assert_eq!(open.to_compact(), r#"{"a":["${var.gone}"]}"#);
}

const IN_JSON: &str = r#"{
  "//": "made",
  "terraform": {"required_version": ">= 1.0"},
  "locals": {"names": ["a\u0062", "${upper(\"c\")}"], "map": {"k-${var.stage}": 1}},
  "variable": {"stage": {"type": "string", "default": "dev"}, "list": [{"type": "list(string)", "default": ["$x"]}]},
  "module": {"m": {"source": "./m", "in": "${local.names[0]}"}},
  "output": {"o": {"value": "${local.map}"}},
  "resource": {
    "aws_cloudwatch_event_rule": {
      "paid": {"name": "paid-${var.stage}", "event_pattern": "${jsonencode({\"source\" = local.names, \"detail\" = {\"n\" = [\"marker\"]}})}"},
      "text": [{"count": 2, "name": "t${count.index}", "event_pattern": "{\"source\": [\"${var.stage}\", \"m\\u0061rker\"]}"}]
    },
    "aws_cloudwatch_event_target": {"t": {
      "for_each": {"x": "1", "y": "2"},
      "rule": "${aws_cloudwatch_event_rule.paid.name}", "arn": "a", "target_id": "${each.key}$${no}",
      "retry_policy": {"maximum_retry_attempts": 3},
      "input_transformer": [{"input_paths": {"a-b": "$.x"}, "input_template": "\"<a-b>\"\n"}],
      "dynamic": {"sqs_target": {"for_each": "${[each.value]}", "iterator": "it", "content": {"message_group_id": "g${it.value}"}}},
      "lifecycle": {"ignore_changes": ["arn"]}
    }}
  }
}"#;

#[test]
fn files_in_json_are_read_as_those_in_the_language_are() {
    let files = [
        ("main.tf.json", IN_JSON),
        (
            "more.tf",
            "resource \"aws_cloudwatch_event_bus\" \"b\" {\n  name = local.names[1]\n}\n",
        ),
        (
            "z_override.tf.json",
            r#"{"resource": {"aws_cloudwatch_event_bus": {"b": {"description": "over ${var.list[0]}"}}}}"#,
        ),
        (
            "override.tf",
            "resource \"aws_cloudwatch_event_rule\" \"paid\" {\n  description = \"overridden\"\n}\n",
        ),
        (
            "terraform.tfvars.json",
            r#"{"stage": "file", "list": ["${x}"]}"#,
        ),
        ("a.auto.tfvars", "stage = \"auto\"\n"),
        (
            "m/main.tf.json",
            r#"{"variable": {"in": {}}, "resource": {"aws_cloudwatch_event_bus": {"m": {"name": "${var.in}"}}}}"#,
        ),
    ];
    assert_eq!(
        shown(&files, &Settings::default()),
        r#"module.m.aws_cloudwatch_event_bus.m EventBus {"Name":"ab"}
aws_cloudwatch_event_rule.paid Rule {"Description":"overridden","Name":"paid-auto","EventPattern":{"detail":{"n":["marker"]},"source":["ab","C"]}}
aws_cloudwatch_event_rule.text[0] Rule {"Name":"t0","EventPattern":{"source":["auto","marker"]}}
aws_cloudwatch_event_rule.text[1] Rule {"Name":"t1","EventPattern":{"source":["auto","marker"]}}
aws_cloudwatch_event_target.t["x"] Target {"Arn":"a","InputTransformer":{"InputPathsMap":{"a-b":"$.x"},"InputTemplate":"\"<a-b>\"\n"},"RetryPolicy":{"MaximumRetryAttempts":3},"Rule":"paid-auto","SqsParameters":{"MessageGroupId":"g1"},"Id":"x${no}"}
aws_cloudwatch_event_target.t["y"] Target {"Arn":"a","InputTransformer":{"InputPathsMap":{"a-b":"$.x"},"InputTemplate":"\"<a-b>\"\n"},"RetryPolicy":{"MaximumRetryAttempts":3},"Rule":"paid-auto","SqsParameters":{"MessageGroupId":"g2"},"Id":"y${no}"}
aws_cloudwatch_event_bus.b EventBus {"Description":"over ${x}","Name":"C"}"#
    );
}

#[test]
fn values_of_files_in_json_stand_where_they_are_written() {
    let (read, whole) = template(&[("main.tf.json", IN_JSON)], &Settings::default());
    let read = read.unwrap();
    let file = whole.get(..IN_JSON.len()).unwrap();
    let place = |value: &Value| {
        file.get(value.span.start..value.span.end)
            .unwrap()
            .to_owned()
    };
    let of = |id: &str, name: &str| {
        let one = read.resources.iter().find(|one| one.id == id).unwrap();
        assert!(file.get(one.span.start..one.span.end).is_some());
        one.properties.get(name).unwrap().clone()
    };
    let rule = "aws_cloudwatch_event_rule.paid";
    assert_eq!(place(&of(rule, "Name")), r#""paid-${var.stage}""#);
    let pattern = of(rule, "EventPattern");
    let n = &pattern
        .get("detail")
        .unwrap()
        .get("n")
        .unwrap()
        .as_array()
        .unwrap()[0];
    assert_eq!(place(n), r#"\"marker\""#);
    assert_eq!(
        place(&pattern.get("source").unwrap().as_array().unwrap()[0]),
        r#""a\u0062""#
    );
    let pattern = of("aws_cloudwatch_event_rule.text[0]", "EventPattern");
    let marker = &pattern.get("source").unwrap().as_array().unwrap()[1];
    assert_eq!(place(marker), r#"\"m\\u0061rker\""#);
    let target = of("aws_cloudwatch_event_target.t[\"x\"]", "RetryPolicy");
    assert_eq!(place(target.get("MaximumRetryAttempts").unwrap()), "3");
}

#[test]
fn what_is_wrong_in_a_file_in_json_is_told_where_it_stands() {
    for (text, message, at) in [
        (r#"{"resource": "#, "the text ends inside an object", ""),
        (r#"{"locals": {"a": "${1 +}"}}"#, "this is no HCL", "}"),
        (
            r#"{"locals": {"a": "${local.b}"}, "resource": {"aws_cloudwatch_event_bus": {"b": {"name": "x ${tonumber(\"y\")}"}}}}"#,
            "",
            r#"tonumber(\"y\")"#,
        ),
    ] {
        let (read, whole) = template(&[("main.tf.json", text)], &Settings::default());
        let told = match read {
            Ok(read) => read.diagnostics.into_iter().next().unwrap(),
            Err(told) => told,
        };
        let span = told.primary.unwrap().span;
        assert!(span.end <= text.len(), "{text}: {span:?}");
        let place = whole.get(span.start..).unwrap();
        assert!(place.starts_with(at), "{text}: {place}");
        assert!(told.message.contains(message), "{text}: {}", told.message);
    }
}

#[test]
fn data_sources_tell_what_follows_from_where_it_is_applied() {
    let text = r#"
data "aws_caller_identity" "me" {}
data "aws_region" "here" {}
data "aws_partition" "p" {}
data "aws_ssm_parameter" "s" { name = "x" }
resource "aws_cloudwatch_event_bus" "b" {
  name        = data.aws_region.here.name
  description = "${data.aws_caller_identity.me.account_id} ${data.aws_region.here.region} ${data.aws_partition.p.partition} ${data.aws_partition.p.dns_suffix} ${data.aws_ssm_parameter.s.value}"
}
"#;
    let known = Settings {
        account: Some("123456789012".to_owned()),
        region: Some("cn-north-1".to_owned()),
        ..Settings::default()
    };
    assert!(shown(&[("main.tf", text)], &known).contains(
        r#""Description":"123456789012 cn-north-1 aws-cn amazonaws.com.cn ${data.aws_ssm_parameter.s.value}","Name":"cn-north-1""#
    ));
    assert!(one(text).contains(r#""Name":"${data.aws_region.here.name}""#));
}

#[test]
fn policy_documents_come_to_their_policy() {
    let text = r#"
variable "queue" {}
data "aws_iam_policy_document" "d" {
  statement {
    sid       = "Send"
    actions   = ["sqs:SendMessage"]
    resources = [var.queue]
    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:${var.queue}"]
    }
  }
  statement {
    effect      = "Deny"
    not_actions = ["a:A", "b:B"]
    resources   = ["arn:aws:s3:::x/&{aws:username}"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
data "aws_iam_policy_document" "more" {
  source_policy_documents = [data.aws_iam_policy_document.d.json]
}
resource "aws_sqs_queue_policy" "p" {
  queue_url = "q"
  policy    = data.aws_iam_policy_document.d.json
}
resource "aws_sqs_queue_policy" "q" {
  queue_url = "q"
  policy    = data.aws_iam_policy_document.more.json
}
"#;
    assert_eq!(
        one(text),
        r#"aws_sqs_queue_policy.p QueuePolicy {"Queues":["q"],"PolicyDocument":{"Statement":[{"Action":"sqs:SendMessage","Condition":{"ArnEquals":{"aws:SourceArn":"arn:${var.queue}"}},"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Resource":"${var.queue}","Sid":"Send"},{"Effect":"Deny","NotAction":["b:B","a:A"],"Principal":"*","Resource":"arn:aws:s3:::x/${aws:username}"}],"Version":"2012-10-17"}}
aws_sqs_queue_policy.q QueuePolicy {"Queues":["q"],"PolicyDocument":"${data.aws_iam_policy_document.more.json}"}"#
    );
}

#[test]
fn conditionals_loops_and_splats_are_known_as_far_as_they_can_be() {
    for (expression, expected) in [
        (r#"true ? "a" : var.shape"#, r#""a""#),
        (r#"var.shape ? "a" : "a""#, r#""a""#),
        (r#"var.shape ? "a" : "b""#, r#""${var.shape}""#),
        (r#""x${var.open}" == "y" ? 1 : 2"#, "2"),
        (
            "[for i, x in local.list : \"${i}${x}\" if x != \"a\"]",
            r#"["1b"]"#,
        ),
        ("[for x in [var.open, 1] : x]", r#"["${var.open}",1]"#),
        (
            "[for x in [var.open] : x if x == \"a\"]",
            r#""${var.open}""#,
        ),
        (
            "{ for k, v in local.map : v => k... }",
            r#"{"1":["x"],"two":["y"]}"#,
        ),
        ("{ for x in [var.open] : x => 1 }", r#""${var.open}""#),
        ("[for x in var.shape : x]", r#""${var.shape}""#),
        ("[{ a = 1 }, { a = var.open }][*].a", r#"[1,"${var.open}"]"#),
        ("var.shape[*].a", r#""${var.shape}""#),
        ("[null[*]]", "[[]]"),
        ("\"a\"[*]", r#"["a"]"#),
    ] {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn what_is_not_known_of_count_and_for_each_makes_one_that_may_be() {
    for (argument, expected) in [
        (
            "count = var.gone",
            r#"aws_cloudwatch_event_rule.r Rule {"Name":"r${count.index}"} ? var.gone"#,
        ),
        (
            "count = var.gone ? 1 : 1",
            r#"aws_cloudwatch_event_rule.r[0] Rule {"Name":"r0"}"#,
        ),
        (
            "count = length([var.gone])",
            r#"aws_cloudwatch_event_rule.r[0] Rule {"Name":"r0"}"#,
        ),
        (
            "for_each = var.gone",
            r#"aws_cloudwatch_event_rule.r Rule {"Name":"r${count.index}"} ? var.gone"#,
        ),
        ("for_each = toset([])", ""),
        ("count = \"x\"", "! a text says of no instances"),
        ("count = -1", "! this is no count"),
    ] {
        let name = if argument.starts_with("for_each") {
            "r${try(each.index, count.index)}"
        } else {
            "r${count.index}"
        };
        let text = format!(
            "resource \"aws_cloudwatch_event_rule\" \"r\" {{\n  {argument}\n  name = \"{name}\"\n}}\n"
        );
        let shown = one(&text);
        match argument {
            "for_each = var.gone" => assert!(shown.ends_with("? var.gone"), "{shown}"),
            _ => assert_eq!(shown, expected, "{argument}"),
        }
    }
}

#[test]
fn what_is_sensitive_stays_open_wherever_it_goes() {
    let text = r#"
variable "key" {
  type      = string
  default   = "s3cr3t"
  sensitive = true
}
locals { header = "Bearer ${var.key}" }
resource "aws_cloudwatch_event_bus" "b" {
  name        = "b"
  description = jsonencode({ a = local.header, b = sha256(var.key), c = nonsensitive(var.key), d = sensitive("x") })
}
"#;
    let shown = one(text);
    assert!(!shown.contains("s3cr3t"), "{shown}");
    assert_eq!(
        shown,
        r#"aws_cloudwatch_event_bus.b EventBus {"Description":"{\"a\":\"Bearer ${var.key}\",\"b\":\"${var.key}\",\"c\":\"${var.key}\",\"d\":${sensitive()}}","Name":"b"}"#
    );
}

#[test]
fn files_of_variables_are_values() {
    let text = "\u{feff}stage = \"prod\"\nlist = [\"a\", 1.50]\nmap = { \"a b\" = null }\ntext = <<-EOT\n  x\n  EOT\n";
    let all = variables(text).unwrap();
    let shown: Vec<String> = all
        .iter()
        .map(|(name, value)| format!("{name}={}", value.to_compact()))
        .collect();
    assert_eq!(
        shown,
        [
            "list=[\"a\",1.5]",
            "map={\"a b\":null}",
            "stage=\"prod\"",
            "text=\"x\\n\""
        ]
    );
    assert!(variables("a = ").is_err() && variables("a = 1 / 0").is_err());
}

#[test]
fn values_that_are_given_stand_where_they_are_used() {
    let text = "variable \"list\" {\n  type = list(number)\n}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  event_pattern = jsonencode({ n = var.list, m = var.none })\n}\n";
    let mut settings = Settings::default();
    let long = format!("{}[1, \"x\"]", " ".repeat(500));
    for (name, given) in [("list", "[1, 2]".to_owned()), ("none", long.clone())] {
        let value = Value::text(&given, crate::source::Span::new(400, 500));
        settings.parameters.insert(name.to_owned(), value);
    }
    let (read, whole) = template(&[("main.tf", text)], &settings);
    let read = read.unwrap();
    let pattern = read.resources[0].properties.get("EventPattern").unwrap();
    let two = &pattern.get("n").unwrap().as_array().unwrap()[1];
    assert_eq!(
        (
            two.to_compact().as_str(),
            whole.get(two.span.start..two.span.end)
        ),
        ("2", Some("var.list"))
    );
    settings.parameters.insert(
        "list".to_owned(),
        Value::text(&long, crate::source::Span::new(400, 500)),
    );
    let (read, whole) = template(&[("main.tf", text)], &settings);
    let told = read.unwrap().diagnostics;
    assert!(!told.is_empty());
    assert!(
        told.iter()
            .all(|one| one.primary.as_ref().unwrap().span.end <= whole.len())
    );
}

#[test]
fn what_is_declared_twice_is_told_with_both_places() {
    let resource = |name: &str| format!("{RULE}  description = \"{name}\"\n}}\n");
    let rest = "data \"aws_region\" \"d\" {}\nvariable \"v\" {}\noutput \"o\" {\n  value = 1\n}\nlocals {\n  l = 1\n}\nmodule \"m\" {\n  source = \"./m\"\n}\nprovider \"aws\" {}\nprovider \"aws\" {\n  alias = \"b\"\n}\n";
    let first = format!("{}{rest}", resource("first"));
    let first = first.as_str();
    let told = |files: &[(&str, &str)]| {
        let told = template(files, &Settings::default()).0.unwrap().diagnostics;
        let told = told.into_iter().filter(Diagnostic::is_error);
        let told = told.map(|one| {
            let help = one.help.unwrap_or_default();
            let answer = help.split('`').nth(1).unwrap_or_default();
            format!("{} ({}): {answer}", one.message, one.related.len())
        });
        told.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(&[("a.tf", first), ("b.tf", first), ("m/m.tf", "")]), @r#"
    `aws_cloudwatch_event_rule.r` is declared twice (1): Duplicate resource "aws_cloudwatch_event_rule" configuration
    `data.aws_region.d` is declared twice (1): Duplicate data "aws_region" configuration
    `var.v` is declared twice (1): Duplicate variable declaration
    `output.o` is declared twice (1): Duplicate output definition
    `local.l` is declared twice (1): Duplicate local value definition
    `module.m` is declared twice (1): Duplicate module call
    `provider.aws` is declared twice (1): Duplicate provider configuration
    `provider.aws.b` is declared twice (1): Duplicate provider configuration
    "#);
    // In JSON as well, and in one file.
    let json = r#"{"resource": {"aws_cloudwatch_event_rule": {"r": {"name": "r"}}}, "provider": {"aws": [{}, {"alias": "b"}, {"alias": "c"}]}}"#;
    insta::assert_snapshot!(told(&[("a.tf", first), ("b.tf.json", json), ("m/m.tf", "")]), @r#"
    `aws_cloudwatch_event_rule.r` is declared twice (1): Duplicate resource "aws_cloudwatch_event_rule" configuration
    `provider.aws` is declared twice (1): Duplicate provider configuration
    `provider.aws.b` is declared twice (1): Duplicate provider configuration
    "#);
    let twice = format!("{}{}", resource("first"), resource("second"));
    insta::assert_snapshot!(told(&[("a.tf", &twice)]), @r#"`aws_cloudwatch_event_rule.r` is declared twice (1): Duplicate resource "aws_cloudwatch_event_rule" configuration"#);
    // The first one counts, and what overrides it.
    let over = resource("third");
    let files = [("a.tf", twice.as_str()), ("a_override.tf", over.as_str())];
    insta::assert_snapshot!(shown(&files, &Settings::default()), @r#"
    aws_cloudwatch_event_rule.r Rule {"Description":"third","Name":"r"}
    ! `aws_cloudwatch_event_rule.r` is declared twice
    "#);
    // There has to be something to override.
    insta::assert_snapshot!(told(&[("a.tf", ""), ("override.tf", first), ("m/m.tf", "")]), @r"
    no other file declares `aws_cloudwatch_event_rule.r` (0): Missing resource to override
    no other file declares `data.aws_region.d` (0): Missing data resource to override
    no other file declares `var.v` (0): Missing base variable declaration to override
    no other file declares `output.o` (0): Missing base output definition to override
    no other file declares `local.l` (0): Missing base local value definition to override
    no other file declares `module.m` (0): Missing module call to override
    no other file declares `provider.aws.b` (0): Missing base provider configuration for override
    ");
}

#[test]
fn what_is_not_made_is_known() {
    let rule = |argument: &str| format!("{RULE}  {argument}\n}}\n");
    for (argument, expected) in [
        ("count = 0", "its `count` is 0"),
        ("for_each = {}", "its `for_each` has nothing in it"),
        ("count = 1", ""),
    ] {
        let absent = template(&[("main.tf", &rule(argument))], &Settings::default());
        let absent = absent.0.unwrap().absent;
        let told: Vec<&str> = absent.iter().map(|one| one.why.as_str()).collect();
        assert_eq!(told.join(" "), expected);
        let named = absent
            .iter()
            .all(|one| one.name == "aws_cloudwatch_event_rule.r");
        assert!(named, "{absent:?}");
    }
}
