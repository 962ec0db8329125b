//! What templates leave open, given by flags.

use super::orders;

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
