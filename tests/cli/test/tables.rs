//! Cases over tables.

use super::cases;

#[test]
fn every_row_is_a_case() {
    insta::assert_snapshot!(cases("\
  - name: an order of {total} is for {rules}
    each:
      - {total: 99, rules: [Audit]}
      - {total: 101, rules: [Audit, Billing]}
      - {total: 100, rules: [Audit, Billing]}
    event: {like: shipped.json, set: {detail.total: '{total}', detail.note: 'of {total}, {else}'}}
    matches: '{rules}'
  - name: the same name
    each: [{total: 1}, {total: 1000}]
    event: {like: shipped.json, set: {detail.total: {total}}}
    matches: [Audit]
"), @r#"
    exit: Negative
    --- stdout
    failed an order of 100 is for Audit, Billing (shop.evb.yaml:3)
      shop.evb.yaml:9:5: matches: the event does not match `Billing`
        - Billing
          Audit
        Billing: `detail.total` is 100, the pattern wants {"numeric":[">",100]}: `100` is not a number > 100: it is the bound itself
          pattern template.yaml:7:73
        change the suite: `matches: [Audit]`
        change the template: `Billing`, `detail.total`: if it is to be inside, write `{"numeric": [">=", 100]}`
    failed the same name [2] (shop.evb.yaml:10)
      shop.evb.yaml:13:5: matches: the event matches `Billing`
        + Billing
          Audit
        change the suite: `matches: [Billing, Audit]`
    2 failed, 3 passed: 5 cases in 1 suite
    "#);
}

#[test]
fn columns_that_are_not_there() {
    insta::assert_snapshot!(cases("\
  - name: a
    each: [{total: 1}, {}, 7]
    event: {like: shipped.json, set: {detail.total: '{totl}'}}
    matches: [Audit]
  - {name: b, each: {total: [1, 2]}, event: shipped.json, matches: []}
"), @r#"
    exit: Failure
    --- stdout
    error a [1] (shop.evb.yaml:3)
      this row has no column `totl`
    error a [2] (shop.evb.yaml:3)
      this row has no column `totl`
    error a [3] (shop.evb.yaml:3)
      a row of `each` is a number, not a map
    error b (shop.evb.yaml:7)
      `each` is an object, not a list of rows, which are maps
    4 could not be answered, 0 passed: 4 cases in 1 suite
    --- stderr
    warning[suite/table]: nothing in the case stands for the column `total`
     --> shop.evb.yaml:4:13
      |
    4 |     each: [{total: 1}, {}, 7]
      |             ^^^^^ says nothing
      |
      = help: write `"{total}"` where it belongs, or leave it out
    error[suite/table]: this row has no column `totl`
     --> shop.evb.yaml:5:53
      |
    5 |     event: {like: shipped.json, set: {detail.total: '{totl}'}}
      |                                                     ^^^^^^^^ stands for a value of the table
      |
      = help: did you mean `total`?
    error[suite/table]: this row has no column `totl`
     --> shop.evb.yaml:5:53
      |
    5 |     event: {like: shipped.json, set: {detail.total: '{totl}'}}
      |                                                     ^^^^^^^^ stands for a value of the table
      |
      = help: the row is empty
    error[suite/member]: a row of `each` is a number, not a map
     --> shop.evb.yaml:4:28
      |
    4 |     each: [{total: 1}, {}, 7]
      |                            ^ a map was expected
    error[suite/member]: `each` is an object, not a list of rows, which are maps
     --> shop.evb.yaml:7:21
      |
    7 |   - {name: b, each: {total: [1, 2]}, event: shipped.json, matches: []}
      |                     ^ a list of rows, which are maps was expected
    "#);
}

#[test]
fn a_giant_table_is_refused() {
    let rows = "{}, ".repeat(120_000);
    insta::assert_snapshot!(cases(&format!("  - {{name: a, each: [{rows}], event: shipped.json, matches: []}}\n")).replace(&rows, "…"), @r"
    exit: Failure
    --- stdout
    1 error beside the cases, 0 passed: 0 cases in 1 suite
    --- stderr
    error[suite/too-many]: a suite has at most 100000 cases, and 4000000 values in those of one table
     --> shop.evb.yaml:3:21
      |
    3 |   - {name: a, each: [{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, 
      |                     ^ what begins here is left out
      |
      = help: split the suite
    ");
}

#[test]
fn a_column_that_nothing_uses_is_told() {
    insta::assert_snapshot!(cases("\
  - name: an order of {total}
    each: [{total: 99, state: shipped, rules: [Audit]}, {total: 101, rules: [Audit, Billing], stat: shipped}]
    event: {like: shipped.json, set: {detail.total: {total}, detail.state: shipped}}
    matches: {rules}
"), @r#"
    exit: Success
    --- stdout
    2 passed: 2 cases in 1 suite
    --- stderr
    warning[suite/table]: nothing in the case stands for the column `state`
     --> shop.evb.yaml:4:24
      |
    4 |     each: [{total: 99, state: shipped, rules: [Audit]}, {total: 101, rules: [Audit, Billing], stat: shipped}]
      |                        ^^^^^ says nothing
      |
      = help: write `"{state}"` where it belongs, or leave it out
    warning[suite/table]: nothing in the case stands for the column `stat`
     --> shop.evb.yaml:4:95
      |
    4 |     each: [{total: 99, state: shipped, rules: [Audit]}, {total: 101, rules: [Audit, Billing], stat: shipped}]
      |                                                                                               ^^^^ says nothing
      |
      = help: write `"{stat}"` where it belongs, or leave it out
    "#);
}
