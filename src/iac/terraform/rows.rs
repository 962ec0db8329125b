//! Rows: expressions and what they come to, configurations and what they declare.

use std::collections::BTreeMap;

use super::*;
use crate::iac::{FileError, Files};
use crate::json::{JsonString, Kind, Value};

/// Files in memory.
struct Memory(BTreeMap<String, String>);

impl Files for Memory {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.0.get(path).cloned().ok_or(FileError::Missing)
    }

    fn list(&self, directory: &str) -> Result<Vec<String>, FileError> {
        let before = if directory.is_empty() {
            String::new()
        } else {
            format!("{directory}/")
        };
        let names = self.0.keys().filter_map(|path| path.strip_prefix(&before));
        let names = names.filter(|name| !name.contains('/')).map(str::to_owned);
        Ok(names.collect())
    }
}

pub(super) fn template(
    files: &[(&str, &str)],
    settings: &Settings,
) -> (Result<Template, Diagnostic>, String) {
    let all = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let memory = Memory(all.collect());
    let (name, text) = files.first().unwrap();
    let mut texts = Texts::new(name, text, &memory);
    let read = read(&mut texts, settings).unwrap();
    (read, texts.text().to_owned())
}

/// A configuration, as `id kind properties ? condition ! told`, one a line.
pub(super) fn shown(files: &[(&str, &str)], settings: &Settings) -> String {
    let read = match template(files, settings).0 {
        Ok(read) => read,
        Err(error) => return format!("error: {}", error.message),
    };
    let resources = read.resources.iter().map(|one| {
        let kind = one.kind.rsplit("::").next().unwrap();
        let condition = one
            .condition
            .as_ref()
            .map(|hole| format!(" ? {}", hole.from));
        let properties = one.properties.to_compact();
        format!(
            "{} {kind} {properties}{}",
            one.id,
            condition.unwrap_or_default()
        )
    });
    let told = read
        .diagnostics
        .iter()
        .map(|one| format!("! {}", one.message));
    resources.chain(told).collect::<Vec<_>>().join("\n")
}

/// What an expression comes to.
pub(super) fn value(expression: &str) -> String {
    let text = format!(
        r#"
variable "open" {{ type = string }}
variable "shape" {{}}
variable "size" {{ type = number }}
variable "shaped" {{ type = object({{ a = string, b = optional(number, 3) }}) }}
locals {{
  list = ["a", "b"]
  map  = {{ x = 1, y = "two" }}
}}
resource "aws_cloudwatch_event_bus" "b" {{
  name = "b"
  tags = {expression}
}}
"#
    );
    let shown = shown(&[("main.tf", &text)], &Settings::default());
    let value = shown.strip_prefix(r#"aws_cloudwatch_event_bus.b EventBus {"Name":"b","Tags":"#);
    let value = value.map(|rest| rest.strip_suffix('}').unwrap_or(rest).to_owned());
    value.unwrap_or(shown)
}

macro_rules! expressions {
    ($($name:ident: [$(($expression:expr, $expected:expr)),* $(,)?]),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                $(assert_eq!(value($expression), $expected, "{}", $expression);)*
            }
        )*
    };
}

expressions! {
    literals_and_operators: [
        ("1.50 + 1e3", "1001.5"),
        ("-(2 * 3) % 4", "-2"),
        ("7 / 2", "3.5"),
        ("var.size + 1", r#""${var.size}""#),
        ("true && !false || var.shape", "true"),
        ("false && var.shape", "false"),
        (r#""a" == "a" ? "yes" : "no""#, r#""yes""#),
        (r#"var.open == "a" ? "same" : "same""#, r#""same""#),
        (r#"var.open == "a" ? "x" : "y""#, r#""${var.open}""#),
        (r#""x-${var.open}" == "y" ? "x" : "y""#, r#""y""#),
    ],
    texts_with_holes_keep_what_is_known: [
        (r#""a-${var.open}-${local.map.x}""#, r#""a-${var.open}-1""#),
        (r#""$${x} %%{y} \u003c\"""#, r#""${x} %{y} <\"""#),
        (r#""%{ if true }a%{ else }b%{ endif }""#, r#""a""#),
        (r#""%{ for k, v in local.map }${k}=${v};%{ endfor }""#, r#""x=1;y=two;""#),
        (r#""a ${~ "b" ~} c""#, r#""abc""#),
        ("<<-EOT\n    a\n      b ~\n  EOT\n", r#""a\n  b ~\n""#),
        ("<<EOT\n  a\\n\nEOT\n", r#""  a\\n\n""#),
    ],
    collections_are_gone_through: [
        ("[for k, v in local.map : \"${k}${v}\"]", r#"["x1","ytwo"]"#),
        ("{for s in local.list : s => upper(s) if s != \"a\"}", r#"{"b":"B"}"#),
        ("{for s in [\"a\", \"a\"] : s => 1...}", r#"{"a":[1,1]}"#),
        ("[for s in var.shape : s]", r#""${var.shape}""#),
        ("[{ a = 1 }, { a = 2 }][*].a", "[1,2]"),
        ("[{ a = 1 }].*.a[0]", "1"),
        ("local.map[\"y\"]", r#""two""#),
        ("var.shaped", r#"{"a":"${var.shaped.a}","b":"${var.shaped.b}"}"#),
        ("{ (\"k\") = var.shape, l = null }", r#"{"k":"${var.shape}","l":null}"#),
    ],
    functions_of_texts: [
        (r#"format("%s-%03d-%v", "a", 7, var.open)"#, r#""a-007-${var.open}""#),
        (r#"formatlist("%s!", local.list)"#, r#"["a!","b!"]"#),
        (r#"join("-", ["a", var.open])"#, r#""a-${var.open}""#),
        (r#"split(",", "a,b")"#, r#"["a","b"]"#),
        (r#"replace("a.b", ".", "-")"#, r#""a-b""#),
        (r#"[lower("A"), title("a b"), trimspace(" a "), substr("abc", 1, -1), trim("?a?", "?")]"#, r#"["a","A B","a","bc","a"]"#),
        (r#"[trimprefix("ab", "a"), trimsuffix("ab", "b"), chomp("a\n"), startswith("ab", "a"), strrev("ab")]"#, r#"["b","a","a",true,"ba"]"#),
        ("upper(var.open)", r#""${var.open}""#),
        ("tostring(1.50)", r#""1.5""#),
    ],
    functions_of_collections: [
        ("merge(local.map, { x = 2 }, null)", r#"{"x":2,"y":"two"}"#),
        ("merge(local.map, var.shape)", r#""${var.shape}""#),
        ("concat(local.list, [1])", r#"["a","b",1]"#),
        ("flatten([[1, [2]], [], 3])", "[1,2,3]"),
        ("flatten([[var.open], \"a\"])", r#"["${var.open}","a"]"#),
        ("flatten([[1], var.shape])", r#""${var.shape}""#),
        (r#"[compact(["", "a", null]), distinct([1, 1, 2]), toset(["b", "a", "b"])]"#, r#"[["a"],[1,2],["a","b"]]"#),
        (r#"[keys(local.map), values(local.map), length(local.list), length("äb")]"#, r#"[["x","y"],[1,"two"],2,2]"#),
        (r#"[lookup(local.map, "z", 0), element(local.list, 3), contains(local.list, "b")]"#, r#"[0,"b",true]"#),
        (r#"contains([var.open, "b"], "b")"#, "true"),
        (r#"contains([var.open], "b")"#, r#""${var.open}""#),
        (r#"[zipmap(["a"], [1]), slice([1, 2, 3], 1, 3), reverse([1, 2]), one([5]), index(["a"], "a")]"#, r#"[{"a":1},[2,3],[2,1],5,0]"#),
        ("[range(3), range(1, 4, 2), range(2, 0)]", "[[0,1,2],[1,3],[2,1]]"),
        (r#"[setproduct(["a"], [1, 2]), setunion(["b"], ["a"]), setsubtract(["a", "b"], ["a"])]"#, r#"[[["a",1],["a",2]],["a","b"],["b"]]"#),
        (r#"[coalesce("", null, "a"), coalescelist([], [1]), max(1, 3, 2), min(4, 2), sum([1, 2.5])]"#, r#"["a",[1],3,2,3.5]"#),
        ("[alltrue([true, false]), anytrue([false, true]), chunklist([1, 2, 3], 2)]", "[false,true,[[1,2],[3]]]"),
        ("[floor(1.5), ceil(1.5), abs(-2), pow(2, 10), parseint(\"ff\", 16), signum(-3)]", "[1,2,2,1024,255,-1]"),
    ],
    functions_of_encodings: [
        (r#"jsonencode({ b = 1.50, a = ["<x>", 1e3, null, true] })"#, r#""{\"a\":[\"\\u003cx\\u003e\",1000,null,true],\"b\":1.5}""#),
        ("jsonencode([var.open, var.shape])", r#""[\"${var.open}\",${var.shape}]""#),
        (r#"jsondecode("{\"a\":[1.0]}").a[0]"#, "1"),
        ("jsondecode(jsonencode({ a = var.shape }))", r#"{"a":"${var.shape}"}"#),
        (r#"jsondecode("[\"x-${var.open}\"]")"#, r#"["x-${var.open}"]"#),
        ("jsondecode(var.open)", r#""${var.open}""#),
        (r#"[base64encode("hi!"), base64decode("aGkh"), urlencode("a b/")]"#, r#"["aGkh","hi!","a+b%2F"]"#),
        ("[timestamp(), uuid(), provider::aws::arn_parse(\"a\")]", r#"["${timestamp()}","${uuid()}","${arn_parse()}"]"#),
    ],
    what_fails_can_be_tried: [
        (r#"[try(local.map.z, "d"), can(local.map.z), can(local.map.x)]"#, r#"["d",false,true]"#),
        ("try(var.shape.a, 1)", r#""${var.shape}""#),
        ("tonumber(\"1.50\")", "1.5"),
        ("tobool(\"true\")", "true"),
        ("nonsense(1)", r#""${nonsense()}""#),
        ("[path.module, terraform.workspace]", r#"[".","default"]"#),
    ],
}

#[test]
fn what_has_no_value_is_told_and_left_open() {
    for (expression, expected) in [
        ("local.map.z", "there is no `z` in it"),
        ("1 / 0", "this has no result"),
        (
            "element([], 0)",
            "`element` does not take this: an empty list",
        ),
        ("[1][7]", "there is no such element"),
        (
            "range(2000000000)",
            "`range` does not take this: more than 1024 numbers",
        ),
        ("\"x${[1]}\"", "a list cannot stand in a text"),
    ] {
        let shown = value(expression);
        assert!(
            shown.ends_with(&format!("\n! {expected}")),
            "{expression}: {shown}"
        );
    }
}

const RULE: &str = "resource \"aws_cloudwatch_event_rule\" \"r\" {\n";

#[test]
fn patterns_are_what_the_provider_sends_and_stand_where_they_are_written() {
    let text = format!(
        "{RULE}  name = \"r\"\n  event_pattern = <<-EOT\n    {{\n      \"source\": [\"${{var.x}}.lab\", 5.0]\n    }}\n  EOT\n}}\n"
    );
    let (read, whole) = template(&[("main.tf", &text)], &Settings::default());
    let read = read.unwrap();
    let pattern = read.resources[0].properties.get("EventPattern").unwrap();
    assert_eq!(pattern.to_compact(), r#"{"source":["${var.x}.lab",5]}"#);
    let place = |value: &Value| {
        whole
            .get(value.span.start..value.span.end)
            .unwrap()
            .to_owned()
    };
    let source = pattern.get("source").unwrap();
    assert_eq!(place(source), r#"["${var.x}.lab", 5.0]"#);
    assert_eq!(place(&source.as_array().unwrap()[1]), "5.0");

    let text = format!("{RULE}  event_pattern = jsonencode({{ source = [var.x, \"a\"] }})\n}}\n");
    let (read, whole) = template(&[("main.tf", &text)], &Settings::default());
    let read = read.unwrap();
    let pattern = read.resources[0].properties.get("EventPattern").unwrap();
    let source = pattern.get("source").unwrap().as_array().unwrap();
    let place = |value: &Value| {
        whole
            .get(value.span.start..value.span.end)
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        (place(&source[0]), place(&source[1])),
        ("var.x".to_owned(), "\"a\"".to_owned())
    );
}

#[test]
fn a_pattern_that_is_json_in_json_stays_a_text() {
    let text = format!(
        "{RULE}  name = \"r\"\n  event_pattern = jsonencode(jsonencode({{ source = [\"a\"] }}))\n}}\n"
    );
    let (read, _) = template(&[("main.tf", &text)], &Settings::default());
    let read = read.unwrap();
    let pattern = read.resources[0].properties.get("EventPattern").unwrap();
    assert_eq!(pattern.as_str(), Some(r#""{\"source\":[\"a\"]}""#));
}

#[test]
fn instances_blocks_and_modules_are_followed() {
    let main = r#"
variable "jobs" { default = { a = "1 hour", b = "2 hours" } }
variable "many" { type = number }
module "m" {
  source   = "./m"
  for_each = toset(["x"])
  name     = each.key
}
resource "aws_cloudwatch_event_rule" "r" {
  count               = var.many
  schedule_expression = "rate(1 day)"
  name                = "n${count.index}"
}
resource "aws_cloudwatch_event_rule" "none" {
  count = 0
}
resource "aws_cloudwatch_event_target" "t" {
  for_each = var.jobs
  rule     = module.m["x"].rule
  arn      = "a"
  target_id = each.key
  dynamic "sqs_target" {
    for_each = [each.value]
    content { message_group_id = sqs_target.value }
  }
}
"#;
    let module = r#"
variable "name" {}
resource "aws_cloudwatch_event_rule" "r" {
  name_prefix = var.name
}
output "rule" { value = aws_cloudwatch_event_rule.r.name }
"#;
    let shown = shown(
        &[("main.tf", main), ("m/main.tf", module)],
        &Settings::default(),
    );
    assert_eq!(
        shown,
        r#"module.m["x"].aws_cloudwatch_event_rule.r Rule {"Name":"x${generated}"}
aws_cloudwatch_event_rule.r Rule {"Name":"n${count.index}","ScheduleExpression":"rate(1 day)"} ? var.many
aws_cloudwatch_event_target.t["a"] Target {"Arn":"a","Rule":"x${module.m[\"x\"].aws_cloudwatch_event_rule.r.name}","SqsParameters":{"MessageGroupId":"1 hour"},"Id":"a"}
aws_cloudwatch_event_target.t["b"] Target {"Arn":"a","Rule":"x${module.m[\"x\"].aws_cloudwatch_event_rule.r.name}","SqsParameters":{"MessageGroupId":"2 hours"},"Id":"b"}"#
    );
}

#[test]
fn variables_have_the_value_that_counts_most() {
    let main = r#"
variable "a" { default = "default" }
variable "b" { default = "default" }
variable "c" { default = "default" }
variable "d" { type = list(string) }
variable "e" {
  default   = "secret"
  sensitive = true
}
resource "aws_cloudwatch_event_bus" "b" {
  name        = var.a
  description = jsonencode([var.b, var.c, var.d, var.e])
}
"#;
    let files = [
        ("main.tf", main),
        ("terraform.tfvars", "a = \"file\"\nb = \"file\"\n"),
        ("x.auto.tfvars", "b = \"auto\"\n"),
        (
            "z_override.tf",
            "resource \"aws_cloudwatch_event_bus\" \"b\" {\n  name = upper(var.a)\n}\n",
        ),
    ];
    let text = |text: &str| Value {
        span: Span::at(0),
        kind: Kind::String(JsonString::from(text)),
    };
    let mut settings = Settings::default();
    settings.parameters.insert("c".to_owned(), text("given"));
    settings
        .parameters
        .insert("var.d".to_owned(), text("[\"x\", 1]"));
    assert_eq!(
        shown(&files, &settings),
        r#"aws_cloudwatch_event_bus.b EventBus {"Description":"[\"auto\",\"given\",[\"x\",\"1\"],${var.e}]","Name":"FILE"}"#
    );
}

#[test]
fn arns_follow_from_names_where_the_account_is_known() {
    let main = r#"
data "aws_caller_identity" "me" {}
resource "aws_sqs_queue" "q" { name = "q" }
resource "aws_cloudwatch_event_bus" "b" { name = "b" }
resource "aws_cloudwatch_event_rule" "r" {
  name           = "r"
  event_bus_name = aws_cloudwatch_event_bus.b.arn
}
resource "aws_cloudwatch_event_target" "t" {
  rule = aws_cloudwatch_event_rule.r.id
  arn  = aws_sqs_queue.q.arn
  input = data.aws_caller_identity.me.account_id
  role_arn = aws_iam_role.x.arn
}
"#;
    let known = Settings {
        account: Some("1".to_owned()),
        region: Some("eu-west-1".to_owned()),
        ..Settings::default()
    };
    let last = |settings: &Settings| {
        shown(&[("main.tf", main)], settings)
            .lines()
            .find(|line| line.starts_with("aws_cloudwatch_event_target"))
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        last(&known),
        r#"aws_cloudwatch_event_target.t Target {"Arn":"arn:aws:sqs:eu-west-1:1:q","Input":"1","RoleArn":"${aws_iam_role.x.arn}","Rule":"b/r","Id":"${generated}"}"#
    );
    assert_eq!(
        last(&Settings::default()),
        r#"aws_cloudwatch_event_target.t Target {"Arn":"${aws_sqs_queue.q.arn}","Input":"${data.aws_caller_identity.me.account_id}","RoleArn":"${aws_iam_role.x.arn}","Rule":"${aws_cloudwatch_event_rule.r.id}","Id":"${generated}"}"#
    );
}

#[test]
fn files_beside_are_read_and_none_outside() {
    let main = r#"
resource "aws_cloudwatch_event_bus" "b" {
  name        = trimspace(file("${path.module}/name.txt"))
  description = jsonencode([fileexists("x"), templatefile("t.tpl", { a = [1, 2] }), file("../x"), var.gone, local.gone])
}
"#;
    let files = [
        ("main.tf", main),
        ("name.txt", "orders\n"),
        ("t.tpl", "%{ for x in a }${x},%{ endfor }"),
    ];
    assert_eq!(
        shown(&files, &Settings::default()),
        r#"aws_cloudwatch_event_bus.b EventBus {"Description":"[false,\"1,2,\",\"${file(\"../x\")}\",${var.gone},${local.gone}]","Name":"orders"}"#
    );
}

#[test]
fn what_may_surprise_is_told() {
    let main = r#"
resource "aws_cloudwatch_event_rule" "r" {
  name           = "r"
  event_bus_name = "orders"
  event_pattern  = "{\"a\":[1],\"a\":[2]}"
}
resource "aws_cloudwatch_event_target" "t" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = "a"
  input_transformer {
    input_template = jsonencode({ x = "<x>" })
  }
}
module "gone" { source = "terraform-aws-modules/eventbridge/aws" }
"#;
    let shown = shown(&[("main.tf", main)], &Settings::default());
    let told: Vec<&str> = shown.lines().filter(|line| line.starts_with('!')).collect();
    assert_eq!(
        told,
        [
            "! the module `gone` is not in the tree: what it declares is not known",
            "! `a` is there twice: the provider keeps the last one",
            "! `jsonencode` writes `<` as `\\u003c`: a placeholder in this template is none any more",
            "! `aws_cloudwatch_event_target.t` is on the default bus, and its rule `r` is on `orders`",
        ]
    );
}

#[test]
fn what_would_never_end_is_given_up() {
    let doubled = |first: &str, next: &str| {
        let rest: String = (1..31)
            .map(|number| {
                format!(
                    "  l{number} = {}\n",
                    next.replace('@', &format!("local.l{}", number - 1))
                )
            })
            .collect();
        format!("locals {{\n  l0 = {first}\n{rest}}}\n{RULE}  name = jsonencode(local.l30)\n}}\n")
    };
    let deep = "[".repeat(10_000);
    let products = format!(
        "locals {{\n  l = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]\n}}\n{RULE}  name = jsonencode(local.l)\n}}\n"
    );
    for (text, expected) in [
        (
            format!("locals {{\n  a = local.b\n  b = local.a\n}}\n{RULE}  name = local.a\n}}\n"),
            "this depends on itself",
        ),
        (
            doubled("\"ab\"", "\"${@}${@}\""),
            "this text is longer than a megabyte",
        ),
        (doubled("[1]", "[@, @]"), "this value is too large"),
        (doubled("[1]", "concat(@, @)"), "this value is too large"),
        (
            format!("locals {{\n  l = {deep}\n}}\n{RULE}}}\n"),
            "this is no HCL",
        ),
        (
            products,
            "this configuration comes to more than can be evaluated",
        ),
        (
            format!("module \"a\" {{\n  source = \"./\"\n}}\n{RULE}}}\n"),
            "modules call each other without an end, or too deep",
        ),
        (
            format!("{RULE}  count = 2000000000\n}}\n"),
            "this configuration comes to more than can be evaluated",
        ),
    ] {
        let shown = shown(&[("main.tf", &text)], &Settings::default());
        assert!(
            shown.contains(expected),
            "{expected}: {}",
            shown.chars().take(300).collect::<String>()
        );
    }
    let chain: String = (1..5_000)
        .map(|one| format!("  l{one} = [local.l{}]\n", one - 1))
        .collect();
    let text = format!("locals {{\n  l0 = 1\n{chain}}}\n{RULE}  name = local.l4999\n}}\n");
    let shown = shown(&[("main.tf", &text)], &Settings::default());
    assert!(shown.contains("values name each other too deep"), "{shown}");
}

#[test]
fn plans_and_states_are_read() {
    let plan = r#"{"format_version":"1.2","planned_values":{"root_module":{"resources":[{"address":"aws_cloudwatch_event_rule.r","mode":"managed","type":"aws_cloudwatch_event_rule","values":{"name":"r"}}]}},"resource_changes":[{"address":"aws_cloudwatch_event_rule.r","change":{"after_unknown":{"event_pattern":true,"arn":true}}}]}"#;
    assert_eq!(
        shown(&[("plan.json", plan)], &Settings::default()),
        r#"aws_cloudwatch_event_rule.r Rule {"Name":"r","EventPattern":"${after_unknown}"}"#
    );
    let files = [
        ("plan.json", plan),
        (
            "main.tf",
            &*format!("{RULE}  event_pattern = jsonencode({{ source = [var.x] }})\n}}\n"),
        ),
    ];
    assert_eq!(
        shown(&files, &Settings::default()),
        r#"aws_cloudwatch_event_rule.r Rule {"Name":"r","EventPattern":{"source":["${var.x}"]}}"#
    );
    let state = r#"{"version":4,"terraform_version":"1.9.0","resources":[{"module":"module.m","mode":"managed","type":"aws_sqs_queue","name":"q","instances":[{"index_key":"k","attributes":{"name":"q","arn":"a","id":"x"}}]},{"mode":"data","type":"aws_sqs_queue","name":"d","instances":[]}]}"#;
    assert_eq!(
        shown(&[("terraform.tfstate", state)], &Settings::default()),
        r#"module.m.aws_sqs_queue.q["k"] Queue {"QueueName":"q","Arn":"a"}"#
    );
    let newer = plan.replace("1.2", "2.0");
    assert_eq!(
        shown(&[("plan.json", &newer)], &Settings::default()),
        "error: the format of this is 2.0, and no more than 1 is read"
    );
}

#[test]
fn deep_ways_to_a_value_end_before_the_stack_does() {
    let ways = [
        "try(merge({ a = [for x in [@] : \"${x}-\"][0] }).a, 1)",
        "{ a = (true ? [@][*] : 1) }",
        "\"%{ for x in [1] }%{ if true }${jsonencode(@)}%{ endif }%{ endfor }\"",
    ];
    for way in ways {
        let chain: String = (1..400)
            .map(|one| {
                format!(
                    "  l{one} = {}\n",
                    way.replace('@', &format!("local.l{}", one - 1))
                )
            })
            .collect();
        let text =
            format!("locals {{\n  l0 = 1\n{chain}}}\n{RULE}  name = jsonencode(local.l399)\n}}\n");
        assert!(!shown(&[("main.tf", &text)], &Settings::default()).is_empty());
    }
    for deep in [
        "(",
        "[",
        "!",
        "-",
        "{a=",
        "f(",
        "\"${",
        "1+",
        "a.b[",
        "true ? 1 : ",
    ] {
        let text = format!("locals {{\n  l = {}1\n}}\n", deep.repeat(10_000));
        assert!(
            shown(&[("main.tf", &text)], &Settings::default()).starts_with("error"),
            "{deep}"
        );
    }
}

#[test]
fn what_is_in_the_language_is_read_whatever_it_is_called() {
    let text = format!("# rules\n{RULE}  name = \"r\"\n}}\n");
    assert_eq!(
        shown(&[("<stdin>", &text)], &Settings::default()),
        r#"aws_cloudwatch_event_rule.r Rule {"Name":"r"}"#
    );
}
