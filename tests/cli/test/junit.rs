//! `--junit`: the results for services that run builds.

use super::host;
use crate::support::Pretend;

const CASES: &str = "\
template: template.yaml
cases:
  - {name: good, event: shipped.json, includes: [Audit], excludes: [Partners]}
  - {name: bad, event: shipped.json, matches: [Audit], because: {Billing: detail.total}}
  - {name: worse, event: gone.json, matches: [Audit]}
";

fn junit(host: &Pretend, arguments: &[&str]) -> String {
    let all = [&["test", "--junit", "out.xml"], arguments].concat();
    host.run(&all);
    host.written("out.xml").unwrap()
}

#[test]
fn failures_and_errors_are_told_apart() {
    insta::assert_snapshot!(junit(&host(CASES), &[]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="evb test" tests="3" skipped="0" failures="1" errors="1">
        <testsuite name="shop.evb.yaml" tests="3" skipped="0" errors="1" failures="1" file="shop.evb.yaml">
            <testcase name="good" classname="shop.evb.yaml" assertions="2" file="shop.evb.yaml" line="3"/>
            <testcase name="bad" classname="shop.evb.yaml" assertions="2" file="shop.evb.yaml" line="4">
                <failure message="matches: the event matches `Billing` (and 1 more)" type="matches">shop.evb.yaml:4:38: matches: the event matches `Billing`
      + Billing
        Audit
      change the suite: `matches: [Billing, Audit]`
    shop.evb.yaml:4:56: because: the event matches `Billing`
      change the suite: `includes: [Billing]` instead of `because`
    </failure>
            </testcase>
            <testcase name="worse" classname="shop.evb.yaml" assertions="1" file="shop.evb.yaml" line="5">
                <error message="cannot read `gone.json`: no such file" type="input/unreadable">shop.evb.yaml:5:26: cannot read `gone.json`: no such file
      paths are seen from the directory of the suite
    </error>
            </testcase>
        </testsuite>
    </testsuites>
    "#);
}

#[test]
fn it_is_the_same_beside_every_format() {
    let expected = junit(&host(CASES), &[]);
    for format in ["json", "jsonl", "github", "markdown"] {
        assert_eq!(junit(&host(CASES), &["--format", format]), expected);
    }
    assert_eq!(junit(&host(CASES), &["-q", "--jobs", "1"]), expected);
}

#[test]
fn times_stand_in_it_for_who_asks() {
    insta::assert_snapshot!(junit(&host(CASES), &["-v", "--run", "good"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="evb test" tests="1" skipped="0" failures="0" errors="0" time="0.000">
        <testsuite name="shop.evb.yaml" tests="1" skipped="0" errors="0" failures="0" time="0.000" file="shop.evb.yaml">
            <testcase name="good" classname="shop.evb.yaml" assertions="2" time="0.000" file="shop.evb.yaml" line="3"/>
        </testsuite>
    </testsuites>
    "#);
}

#[test]
fn what_is_wrong_with_a_suite_is_an_error_of_its_own() {
    let host = host("template: [template.yaml, gone.yaml]\nevent: {}\ncases:\n  - {name: a, event: shipped.json, includes: [Audit]}\n")
        .file("a/evb.yaml", "cases: [{name: a")
        .file("c/evb.yaml", "template: ../template.yaml\ncases: []\n");
    insta::assert_snapshot!(junit(&host, &["gone.evb.yaml", "a", "c", "shop.evb.yaml"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="evb test" tests="4" skipped="0" failures="0" errors="4">
        <testsuite name="gone.evb.yaml" tests="1" skipped="0" errors="1" failures="0" file="gone.evb.yaml">
            <testcase name="(suite)" classname="gone.evb.yaml" file="gone.evb.yaml">
                <error message="cannot read `gone.evb.yaml`: no such file" type="input/unreadable">cannot read `gone.evb.yaml`: no such file
      give the path of a file, `-` for standard input, or JSON itself
    </error>
            </testcase>
        </testsuite>
        <testsuite name="a/evb.yaml" tests="1" skipped="0" errors="1" failures="0" file="a/evb.yaml">
            <testcase name="(suite)" classname="a/evb.yaml" file="a/evb.yaml" line="1">
                <error message="a bracket is not closed" type="yaml/syntax">a/evb.yaml:1:9: a bracket is not closed
    </error>
            </testcase>
        </testsuite>
        <testsuite name="c/evb.yaml" tests="0" skipped="0" errors="0" failures="0" file="c/evb.yaml">
            <system-err>c/evb.yaml:1:1: the suite has no case
      add one under `cases`: `{event: …, matches: […]}`
    </system-err>
        </testsuite>
        <testsuite name="shop.evb.yaml" tests="2" skipped="0" errors="2" failures="0" file="shop.evb.yaml">
            <testcase name="(suite)" classname="shop.evb.yaml" file="shop.evb.yaml" line="2">
                <error message="a suite has no member `event` (and 1 more)" type="suite/member">shop.evb.yaml:2:1: a suite has no member `event`
      did you mean `events`?
    shop.evb.yaml:1:27: cannot read `gone.yaml`: no such file
      paths are seen from the directory of the suite
    </error>
            </testcase>
            <testcase name="a" classname="shop.evb.yaml" assertions="1" file="shop.evb.yaml" line="4">
                <error message="what the case tests could not be read" type="suite/case">shop.evb.yaml:4:12: what the case tests could not be read
    </error>
            </testcase>
        </testsuite>
    </testsuites>
    "#);
    insta::assert_snapshot!(junit(&host, &["c", "--run", "x"]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="evb test" tests="1" skipped="0" failures="0" errors="1">
        <testsuite name="evb test" tests="1" skipped="0" errors="1" failures="0">
            <testcase name="(suite)" classname="evb test">
                <error message="no case has a name that `x` matches" type="suite/no-case">no case has a name that `x` matches
      `--list` tells the names
    </error>
            </testcase>
        </testsuite>
        <testsuite name="c/evb.yaml" tests="0" skipped="0" errors="0" failures="0" file="c/evb.yaml">
            <system-err>c/evb.yaml:1:1: the suite has no case
      add one under `cases`: `{event: …, matches: […]}`
    </system-err>
        </testsuite>
    </testsuites>
    "#);
}

#[test]
fn no_two_cases_are_called_alike() {
    let host = host(
        "\
template: template.yaml
cases:
  - {name: a, event: shipped.json, includes: [Audit]}
  - {name: a, event: shipped.json, includes: [Billing]}
  - {name: \"a\\u0007\", event: shipped.json, includes: [Billing]}
  - {name: 'a\\u0007', event: shipped.json, includes: [Billing]}
",
    );
    insta::assert_snapshot!(junit(&host, &[]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="evb test" tests="4" skipped="0" failures="0" errors="1">
        <testsuite name="shop.evb.yaml" tests="4" skipped="0" errors="1" failures="0" file="shop.evb.yaml">
            <testcase name="a" classname="shop.evb.yaml" assertions="1" file="shop.evb.yaml" line="3"/>
            <testcase name="a [2]" classname="shop.evb.yaml" assertions="1" file="shop.evb.yaml" line="4">
                <error message="two cases are called `a`" type="suite/same-name">shop.evb.yaml:4:12: two cases are called `a`
      give each a name of its own: answers are told by their names
    </error>
            </testcase>
            <testcase name="a\u0007" classname="shop.evb.yaml" assertions="1" file="shop.evb.yaml" line="5"/>
            <testcase name="a\u0007 [2]" classname="shop.evb.yaml" assertions="1" file="shop.evb.yaml" line="6"/>
        </testsuite>
    </testsuites>
    "#);
}

#[test]
fn a_file_is_asked_for_that_can_be_written() {
    insta::assert_snapshot!(host(CASES).evb(&["test", "--junit", "-"]), @r"
    exit: Failure
    --- stderr
    error[usage]: invalid value '-' for '--junit <FILE>': standard output has the results already: name a file
     |
     = help: For more information, try '--help'.
    ");
    insta::assert_snapshot!(host(CASES).evb(&["test", "--junit", "out.xml", "--list"]), @r"
    exit: Failure
    --- stderr
    error[usage]: the argument '--junit <FILE>' cannot be used with '--list'
     |
     = help: Usage: evb test --junit <FILE> [SUITE|DIR]...
             For more information, try '--help'.
    ");
}
