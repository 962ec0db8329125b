//! Directories: one template, or every file that declares something.

use super::orders;
use crate::support::Pretend;

#[test]
fn every_file_below_a_directory_is_read_that_declares_something() {
    let host = orders()
        .file("all/orders.json", super::ORDERS)
        .file(
            "all/rules/big.json",
            r#"{"detail": {"total": [{"numeric": [">", 9]}]}}"#,
        )
        .file("all/package.json", r#"{"name": "shop", "private": true}"#)
        .file("all/notes.txt", "rules");
    insta::assert_snapshot!(host.evb(&["list", "all"]), @r#"
    exit: Success
    --- stdout
    all/orders.json (CloudFormation): 1 bus, 1 rule, 1 schedule

    buses
      Bus  all/orders.json:4
        name  orders

    rules
      Paid  all/orders.json:5
        name            ${Stage}-paid
        bus             orders (Bus)
        state           DISABLED
        pattern         {"source":["shop"],"detail":{"total":[{"numeric":[">=",1.50]}]}}
        target          queue → arn:aws:sqs:eu-west-1:123456789012:paid
          retry         attempts 3
          dead letters  arn:aws:sqs:eu-west-1:123456789012:lost
        open            Stage

    schedules
      Nightly  all/orders.json:20
        name        nightly
        group       default
        expression  cron(0 3 * * ? *)
        window      mode OFF
        target      arn:aws:lambda:eu-west-1:123456789012:function:report
          role      arn:aws:iam::123456789012:role/s

    all/rules/big.json (requests and answers of the API): 1 rule

    rules
      big  all/rules/big.json:1
        pattern  {"detail":{"total":[{"numeric":[">",9]}]}}
    "#);
}

#[test]
fn a_directory_that_declares_nothing_is_told() {
    let host = Pretend::default().file("all/package.json", r#"{"name": "shop"}"#);
    insta::assert_snapshot!(host.evb(&["list", "all"]), @r"
    exit: Failure
    --- stderr
    error[input/nothing-declared]: none of the files below `all` declares anything
     |
     = help: give a template, a request or an answer of the AWS CLI, or a pattern
    ");
    let host = Pretend::default().file("all/a.txt", "");
    insta::assert_snapshot!(host.evb(&["list", "all"]), @r"
    exit: Failure
    --- stderr
    error[input/nothing-declared]: no file below `all` may declare anything, by its name
     |
     = help: give a template, a request or an answer of the AWS CLI, or a pattern
    ");
}

#[test]
fn a_file_that_declares_nothing_is_told_and_the_others_are_listed() {
    let host = orders().file("package.json", r#"{"name": "shop"}"#);
    insta::assert_snapshot!(host.evb(&["list", "package.json", "missing.json", "orders.json#Nightly"]), @r#"
    exit: Failure
    --- stdout
    orders.json (CloudFormation): 1 schedule

    schedules
      Nightly  orders.json:20
        name        nightly
        group       default
        expression  cron(0 3 * * ? *)
        window      mode OFF
        target      arn:aws:lambda:eu-west-1:123456789012:function:report
          role      arn:aws:iam::123456789012:role/s
    --- stderr
    error[input/nothing-declared]: `package.json` declares nothing
     --> package.json:1:1
      |
    1 | {"name": "shop"}
      | ^ neither a declaration nor an event pattern
      |
      = help: give a template, a request or an answer of the AWS CLI, or a pattern
    error[input/unreadable]: cannot read `missing.json`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    "#);
    insta::assert_snapshot!(host.evb(&["list", "package.json", "--format", "json"]), @r#"
    exit: Failure
    --- stdout
    {"version":1,"inventories":[],"error":{"code":"input/nothing-declared","message":"`package.json` declares nothing","diagnostics":[{"code":"input/nothing-declared","severity":"error","message":"`package.json` declares nothing","source":"package.json","span":{"line":1,"column":1,"end_line":1,"end_column":2},"label":"neither a declaration nor an event pattern","help":"give a template, a request or an answer of the AWS CLI, or a pattern"}]}}
    --- stderr
    error[input/nothing-declared]: `package.json` declares nothing
     --> package.json:1:1
      |
    1 | {"name": "shop"}
      | ^ neither a declaration nor an event pattern
      |
      = help: give a template, a request or an answer of the AWS CLI, or a pattern
    "#);
}
