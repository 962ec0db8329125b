//! What templates leave open, given by flags.

use super::orders;
use crate::support::Pretend;

#[test]
fn a_file_of_parameters_is_what_the_aws_cli_takes_or_an_object() {
    let wrong = orders().file("wrong.json", "[1]");
    insta::assert_snapshot!(wrong.evb(&["list", "orders.json", "--parameters", "wrong.json"]), @r#"
    exit: Failure
    --- stderr
    error[input/not-parameters]: a number is no parameter
     --> wrong.json:1:2
      |
    1 | [1]
      |  ^
      |
      = help: give an object of names and values, or a list of `{"ParameterKey": …, "ParameterValue": …}`
    "#);
    insta::assert_snapshot!(orders().evb(&["list", "orders.json", "--parameter", "Stage"]), @r"
    exit: Failure
    --- stderr
    error[usage]: invalid value 'Stage' for '--parameter <NAME=VALUE>': a parameter has a name and a value, as `Stage=prod`
     |
     = help: For more information, try '--help'.
    ");
}

#[test]
fn variables_of_terraform_come_from_files_in_its_own_language() {
    let host = Pretend::default()
        .file("tf/main.tf", "variable \"stage\" {}\nvariable \"sources\" {\n  type = list(string)\n}\nresource \"aws_cloudwatch_event_rule\" \"r\" {\n  name          = \"r-${var.stage}\"\n  event_pattern = jsonencode({ source = var.sources })\n}\n")
        .file("tf/terraform.tfvars", "stage = \"file\"\nsources = [\"file\"]\n")
        .file("prod.tfvars", "stage   = \"prod\"\nsources = [\"shop\", <<-EOT\n  lab\n  EOT\n]\n")
        .file("more.tfvars.json", r#"{"sources": ["json"]}"#)
        .file("wrong.tfvars", "stage = 1 / 0\n");
    let names = |arguments: &[&str]| {
        let all = [&["list", "tf", "--format", "jsonl"], arguments].concat();
        host.evb(&all)
    };
    insta::assert_snapshot!(names(&["--parameters", "prod.tfvars"]), @r#"
    exit: Success
    --- stdout
    {"source":"tf/main.tf","kind":"terraform","rule":{"address":"aws_cloudwatch_event_rule.r","name":"r-prod","bus":"default","pattern":{"source":["shop","lab\n"]},"pattern_sent":"{\"source\":[\"shop\",\"lab\\n\"]}","targets":[],"place":{"source":"tf/main.tf","line":5,"column":1}}}
    "#);
    insta::assert_snapshot!(names(&["--parameters", "prod.tfvars", "--parameters", "more.tfvars.json", "--parameter", "stage=flag"]), @r#"
    exit: Success
    --- stdout
    {"source":"tf/main.tf","kind":"terraform","rule":{"address":"aws_cloudwatch_event_rule.r","name":"r-flag","bus":"default","pattern":{"source":["json"]},"pattern_sent":"{\"source\":[\"json\"]}","targets":[],"place":{"source":"tf/main.tf","line":5,"column":1}}}
    "#);
    insta::assert_snapshot!(names(&["--parameters", "wrong.tfvars"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"error":{"code":"template/evaluation","message":"this has no result","diagnostics":[{"code":"template/evaluation","severity":"error","message":"this has no result","source":"wrong.tfvars","span":{"line":1,"column":9,"end_line":1,"end_column":14}}]}}
    --- stderr
    error[template/evaluation]: this has no result
     --> wrong.tfvars:1:9
      |
    1 | stage = 1 / 0
      |         ^^^^^
    "#);
}
