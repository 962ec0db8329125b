//! Templates that would take more than they are worth: each ends with a word.

use crate::support::Pretend;

/// What `evb list` says of a file, in one line: the exit, and the first finding.
fn said(name: &str, text: String) -> String {
    let answer = Pretend::default().file(name, text).evb(&["list", name]);
    let exit = answer.lines().next().unwrap_or_default().to_owned();
    let finding = answer
        .lines()
        .find(|line| line.starts_with("error[") || line.starts_with("warning["));
    format!("{exit}: {}", finding.unwrap_or("nothing is told"))
}

const RULE: &str = "{Type: AWS::Events::Rule, Properties: {EventPattern: {source: [a]}}}";

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = format!("Resources:\n  R: {RULE}\na0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..12 {
        let before = vec![format!("*a{}", level - 1); 9].join(",");
        text.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    insta::assert_snapshot!(said("template.yaml", text), @r"exit: Failure: error[yaml/too-many-values]: the aliases stand for more than 1000000 values, all together");
}

#[test]
fn what_stands_ten_thousand_deep_is_refused() {
    let yaml = format!(
        "Resources:\n  R: {}x{}\n",
        "{a: ".repeat(10_000),
        "}".repeat(10_000)
    );
    insta::assert_snapshot!(said("template.yaml", yaml), @r"exit: Failure: error[yaml/too-deep]: maps and lists stand in each other more than 128 deep");
    let json = format!(
        "{{\"Resources\":{{\"R\":{}1{}}}}}",
        "{\"a\":".repeat(10_000),
        "}".repeat(10_000)
    );
    insta::assert_snapshot!(said("template.json", json), @r"exit: Failure: error[json/too-deep]: the JSON is nested more than 1000 deep");
    let hcl = format!(
        "locals {{\n  a = {}1{}\n}}\n",
        "(".repeat(10_000),
        ")".repeat(10_000)
    );
    insta::assert_snapshot!(said("main.tf", hcl), @r"exit: Failure: error[template/unreadable]: this is no HCL");
}

#[test]
fn loops_in_loops_end() {
    let elements: Vec<String> = (0..100).map(|number| format!("a{number}")).collect();
    let mut body = format!("\"R${{I0}}${{I1}}${{I2}}\": {RULE}");
    for level in 0..3 {
        body = format!(
            "Fn::ForEach::L{level}: [I{level}, [{}], {{{body}}}]",
            elements.join(", ")
        );
    }
    insta::assert_snapshot!(said("template.yaml", format!("Transform: AWS::LanguageExtensions\nResources: {{{body}}}\n")), @r"exit: Failure: error[template/too-large]: the loops of this template make more than can be held: `Fn::ForEach::L0` is one too many");
    let counted = "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  count = 1000000000\n  schedule_expression = \"rate(1 day)\"\n}\n";
    insta::assert_snapshot!(said("main.tf", counted.to_owned()), @r"exit: Failure: error[template/too-large]: this configuration comes to more than can be evaluated");
    let listed = "locals {\n  a = [for i in range(1000000000) : i]\n}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  name = local.a[0]\n  schedule_expression = \"rate(1 day)\"\n}\n";
    insta::assert_snapshot!(said("main.tf", listed.to_owned()), @r"exit: Failure: error[template/evaluation]: `range` does not take this: more than 1024 numbers");
}

#[test]
fn circles_are_told() {
    let template = format!(
        "Conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]\nResources:\n  R:\n    Condition: A\n    {}\n",
        &RULE[1..RULE.len() - 1].replace(", Properties", "\n    Properties")
    );
    insta::assert_snapshot!(said("template.yaml", template), @r"exit: Success: warning[template/function]: the condition `A` depends on itself");
    let configuration = "locals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  name = local.a\n  schedule_expression = \"rate(1 day)\"\n}\n";
    insta::assert_snapshot!(said("main.tf", configuration.to_owned()), @r"exit: Failure: error[template/evaluation]: this depends on itself");
    let service = "service: s\nprovider: {name: aws}\ncustom: {a: \"${self:custom.b}\", b: \"${self:custom.a}\"}\nfunctions:\n  f: {handler: h, events: [{eventBridge: {pattern: {source: [\"${self:custom.a}\"]}}}]}\n";
    insta::assert_snapshot!(said("serverless.yml", service.to_owned()), @r"exit: Failure: error[serverless/variable]: a variable depends on itself");
}

/// What is said of a configuration with some local values, the last of which is the name of a rule.
fn with_locals(locals: &str) -> String {
    let text = format!(
        "locals {{\n{locals}\n}}\nresource \"aws_cloudwatch_event_rule\" \"r\" {{\n  name = jsonencode(local.last)\n  schedule_expression = \"rate(1 day)\"\n}}\n"
    );
    said("main.tf", text)
}

#[test]
fn expressions_of_terraform_that_grow_without_an_end_are_told() {
    let again = |first: &str, next: &str| {
        let rest: String = (1..40)
            .map(|number| {
                let before = format!("local.l{}", number - 1);
                format!("  l{number} = {}\n", next.replace('@', &before))
            })
            .collect();
        with_locals(&format!("  l0 = {first}\n{rest}  last = local.l39"))
    };
    let sayings = [
        ("replace", again("\"aa\"", "replace(@, \"a\", @)")),
        (
            "replace by expression",
            again("\"aa\"", "replace(@, \"/a/\", @)"),
        ),
        ("format", with_locals("  last = format(\"%999999999d\", 1)")),
        (
            "format a list",
            again("[\"a\", \"b\"]", "formatlist(\"%s%s\", @, join(\"\", @))"),
        ),
        (
            "join",
            again("[\"aa\"]", "[join(@[0], [@[0], @[0], @[0]])]"),
        ),
        ("concat", again("[1]", "concat(@, @)")),
        ("merge", again("{ a = 1 }", "{ a = @, b = @ }")),
        ("setproduct", again("[1, 2]", "setproduct(@, @)")),
        ("yamlencode", again("\"\\\"\"", "yamlencode(@)")),
        ("jsonencode", again("\"\\\"\"", "jsonencode(@)")),
        ("urlencode", again("\"%\"", "urlencode(\"${@}${@}\")")),
        ("base64encode", again("\"a\"", "base64encode(\"${@}${@}\")")),
        ("indent", again("\"\\n\"", "indent(1000, \"${@}${@}\")")),
        (
            "format by number",
            with_locals(&format!(
                "  text = \"{}\"\n  last = format(\"{}\", local.text)",
                "a".repeat(10_000),
                "%[1]s".repeat(10_000)
            )),
        ),
        (
            "distinct in a loop",
            with_locals(
                "  last = [for i in range(1000) : length(distinct([for a in range(1000) : [a]]))]",
            ),
        ),
        (
            "setintersection in a loop",
            with_locals(
                "  last = [for i in range(1000) : length(setintersection([for a in range(1000) : [a]], [for a in range(1000) : [a]]))]",
            ),
        ),
        ("range", with_locals("  last = range(1e9)")),
        (
            "for in for",
            with_locals(
                "  last = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : c]]]",
            ),
        ),
        (
            "a template in a loop",
            with_locals(
                "  last = \"%{ for a in range(1000) }%{ for b in range(1000) }${b}%{ endfor }%{ endfor }\"",
            ),
        ),
        ("pow", with_locals("  last = pow(10, 1e9)")),
        ("numbers", again("1e300", "@ * @")),
    ];
    let sayings: Vec<String> = sayings
        .into_iter()
        .map(|(name, said)| format!("{name}: {said}"))
        .collect();
    insta::assert_snapshot!(sayings.join("\n"), @r"
    replace: exit: Failure: error[template/evaluation]: `replace` does not take this: a text that is too long
    replace by expression: exit: Failure: error[template/evaluation]: `replace` does not take this: a text that is too long
    format: exit: Failure: error[template/evaluation]: `format` does not take this: a width that is too large
    format a list: exit: Failure: error[template/evaluation]: `formatlist` does not take this: a text that is too long
    join: exit: Failure: error[template/evaluation]: this text is longer than a megabyte
    concat: exit: Failure: error[template/evaluation]: this value is too large
    merge: exit: Failure: error[template/evaluation]: this value is too large
    setproduct: exit: Failure: error[template/evaluation]: `setproduct` does not take this: sets that are too large
    yamlencode: exit: Failure: error[template/evaluation]: this text is longer than a megabyte
    jsonencode: exit: Failure: error[template/evaluation]: this text is longer than a megabyte
    urlencode: exit: Failure: error[template/evaluation]: this text is longer than a megabyte
    base64encode: exit: Failure: error[template/evaluation]: this text is longer than a megabyte
    indent: exit: Failure: error[template/evaluation]: this text is longer than a megabyte
    format by number: exit: Failure: error[template/evaluation]: `format` does not take this: a text that is too long
    distinct in a loop: exit: Failure: error[template/too-large]: this configuration comes to more than can be evaluated
    setintersection in a loop: exit: Failure: error[template/too-large]: this configuration comes to more than can be evaluated
    range: exit: Failure: error[template/evaluation]: `range` does not take this: more than 1024 numbers
    for in for: exit: Failure: error[template/too-large]: this configuration comes to more than can be evaluated
    a template in a loop: exit: Failure: error[template/too-large]: this configuration comes to more than can be evaluated
    pow: exit: Failure: error[template/evaluation]: `pow` does not take this: a number that is too large
    numbers: exit: Failure: error[template/evaluation]: this has no result
    ");
}

#[test]
fn regular_expressions_of_terraform_end() {
    let text = format!("  text = \"{}\"\n", "a".repeat(30_000));
    let of = |last: &str| with_locals(&format!("{text}  last = {last}"));
    let sayings = [
        of("regexall(\"(a*)*b\", local.text)"),
        of("regexall(\"(x+x+)+y|(a|aa)+$\", local.text)"),
        of("regexall(\"((a{99}){99}){99}\", local.text)"),
        of("[for i in range(1000) : length(regexall(\"(a|b|ab)*c\", local.text))]"),
        of("[for i in range(1000) : can(regex(\"\\\\pL{50}${i}\", \"a\"))]"),
        of(&format!("can(regex(\"{}\", \"a\"))", "(".repeat(5_000))),
        of("replace(local.text, \"/a/\", local.text)"),
        of("regexall(\"\", local.text)[0]"),
    ];
    insta::assert_snapshot!(sayings.join("\n"), @r"
    exit: Success: nothing is told
    exit: Success: nothing is told
    exit: Failure: error[template/evaluation]: `regexall` does not take this: a regular expression that is too large
    exit: Failure: error[template/too-large]: this configuration comes to more than can be evaluated
    exit: Success: nothing is told
    exit: Success: nothing is told
    exit: Failure: error[template/evaluation]: `replace` does not take this: a text that is too long
    exit: Success: nothing is told
    ");
}

#[test]
fn numbers_and_texts_of_any_length_are_read_or_told() {
    let digits = "9".repeat(1_000_000);
    let long = format!("  last = \"{}\"", "a".repeat(100 << 20));
    let sayings = [
        with_locals("  last = 1e999999999"),
        with_locals("  last = tonumber(\"1e999999999\") + 1"),
        with_locals("  last = tonumber(\"1e-99999999999999999999\")"),
        with_locals(&format!("  last = {digits}")),
        with_locals(&format!("  last = tonumber(\"{digits}\") / 3")),
        with_locals(&format!("  last = jsondecode(\"{}\")", "[".repeat(100_000))),
        with_locals(
            "  last = jsondecode(join(\"\", [for i in range(900) : \"[\"], [for i in range(900) : \"]\"]))",
        ),
        with_locals(
            "  last = yamldecode(\"a: &a [x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\\n\")",
        ),
        with_locals(&long),
        said(
            "main.tf.json",
            format!(
                "{{\"locals\": {{\"a\": {}1{}}}}}",
                "[".repeat(900),
                "]".repeat(900)
            ),
        ),
        said(
            "main.tf.json",
            format!("{{\"locals\": {{\"a\": \"{}\"}}}}", "${[".repeat(1_000)),
        ),
        said(
            "main.tf.json",
            format!("{{\"locals\": {{\"a\": \"{}\"}}}}", "a".repeat(2 << 20)),
        ),
    ];
    insta::assert_snapshot!(sayings.join("\n"), @r"
    exit: Failure: error[template/unreadable]: this is no HCL
    exit: Failure: error[template/evaluation]: `tonumber` does not take this: a text
    exit: Failure: error[template/evaluation]: `tonumber` does not take this: a text
    exit: Failure: error[template/unreadable]: this is no HCL
    exit: Failure: error[template/evaluation]: `tonumber` does not take this: a text
    exit: Failure: error[template/evaluation]: `jsondecode` does not take this: a text that is no JSON
    exit: Failure: error[template/evaluation]: values lie in each other too deep
    exit: Failure: error[template/evaluation]: `yamldecode` does not take this: a text that is no YAML
    exit: Failure: error[input/too-long]: `main.tf` has more than 64 MiB, decompressed if it is gzip
    exit: Failure: error[template/unreadable]: this is no HCL
    exit: Failure: error[template/unreadable]: this is no HCL
    exit: Failure: error[template/unreadable]: this file is larger than a megabyte, which is not read
    ");
}

#[test]
fn modules_of_terraform_that_multiply_are_told() {
    let call = |name: &str, source: &str| {
        format!("module \"{name}\" {{\n  source = \"{source}\"\n  count  = 100\n}}\n")
    };
    let host = Pretend::default()
        .file("main.tf", call("a", "./a"))
        .file("a/main.tf", call("b", "../b"))
        .file("b/main.tf", call("c", "../c"))
        .file("c/main.tf", "resource \"aws_cloudwatch_event_rule\" \"r\" {\n  count = 100\n  schedule_expression = \"rate(1 day)\"\n}\n");
    insta::assert_snapshot!(host.evb(&["list", "main.tf"]), @r#"
    exit: Failure
    --- stderr
    error[template/too-large]: this configuration comes to more than can be evaluated
     --> c/main.tf:1:1
      |
    1 | / resource "aws_cloudwatch_event_rule" "r" {
    2 | |   count = 100
    3 | |   schedule_expression = "rate(1 day)"
    4 | | }
      | |_^ given up here
      |
      = help: give a plan: `terraform show -json plan.out`
    "#);
    let host = Pretend::default()
        .file("main.tf", "module \"a\" {\n  source = \"./a\"\n  in = module.b.out\n}\nmodule \"b\" {\n  source = \"./a\"\n  in = module.a.out\n}\n")
        .file("a/main.tf", "variable \"in\" {}\noutput \"out\" {\n  value = var.in\n}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  name = var.in\n  schedule_expression = \"rate(1 day)\"\n}\n");
    insta::assert_snapshot!(host.evb(&["list", "main.tf", "--format", "jsonl"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"template/evaluation","message":"this depends on itself","diagnostics":[{"code":"template/evaluation","severity":"error","message":"this depends on itself","source":"a/main.tf","span":{"line":3,"column":11,"end_line":3,"end_column":17}}]}}
    {"source":"main.tf","kind":"terraform","rule":{"address":"module.a.aws_cloudwatch_event_rule.r","name":{"unknown":"structure","from":"var.in"},"bus":"default","schedule":"rate(1 day)","targets":[],"place":{"source":"a/main.tf","line":5,"column":1}}}
    {"source":"main.tf","kind":"terraform","rule":{"address":"module.b.aws_cloudwatch_event_rule.r","name":{"unknown":"structure","from":"var.in"},"bus":"default","schedule":"rate(1 day)","targets":[],"place":{"source":"a/main.tf","line":5,"column":1}}}
    {"source":"main.tf","kind":"terraform","diagnostic":{"code":"template/evaluation","severity":"error","message":"this depends on itself","source":"a/main.tf","span":{"line":3,"column":11,"end_line":3,"end_column":17}}}
    --- stderr
    error[template/evaluation]: this depends on itself
     --> a/main.tf:3:11
      |
    3 |   value = var.in
      |           ^^^^^^
    "#);
}
