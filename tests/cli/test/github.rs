//! `--format github`: marks in a pull request, and the summary of the step.

use super::host;
use crate::support::Pretend;

const CASES: &str = "\
template: template.yaml
cases:
  - {name: good, event: shipped.json, includes: [Audit]}
  - {name: 'bad: 100 %, twice', event: shipped.json, matches: [Audit], because: {Billing: detail.total}}
  - {name: worse, event: gone.json, matches: [Audit]}
";

#[test]
fn the_worst_comes_first() {
    insta::assert_snapshot!(host(CASES).evb(&["test", "--format", "github"]), @r"
    exit: Failure
    --- stdout
    ::error file=shop.evb.yaml,line=5,col=26,endColumn=35,title=evb%3A worse::cannot read `gone.json`: no such file%0A  paths are seen from the directory of the suite
    ::error file=shop.evb.yaml,line=4,col=54,endColumn=61,title=evb%3A bad%3A 100 %25%2C twice::matches: the event matches `Billing`%0A  + Billing%0A    Audit%0A  change the suite: `matches: [Billing, Audit]`%0Ashop.evb.yaml:4:72: because: the event matches `Billing`%0A  change the suite: `includes: [Billing]` instead of `because`
    1 failed, 1 could not be answered, 1 passed: 3 cases in 1 suite
    --- stderr
    error[input/unreadable]: cannot read `gone.json`: no such file
     --> shop.evb.yaml:5:26
      |
    5 |   - {name: worse, event: gone.json, matches: [Audit]}
      |                          ^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    ");
}

#[test]
fn a_suite_that_cannot_be_read_is_marked_at_its_place() {
    let host = host("template: template.yaml\ncase: []\n")
        .file("a/evb.yaml", "cases: [{name: a")
        .file("b/evb.yaml", "template: gone.yaml\ncases: []\n");
    insta::assert_snapshot!(host.evb(&["test", "--format", "github", "gone.evb.yaml", "a", "b", "shop.evb.yaml"]), @r"
    exit: Failure
    --- stdout
    ::error file=gone.evb.yaml,title=evb%3A input/unreadable::cannot read `gone.evb.yaml`: no such file%0A  give the path of a file, `-` for standard input, or JSON itself
    ::error file=a/evb.yaml,line=1,col=9,endColumn=10,title=evb%3A yaml/syntax::a bracket is not closed
    ::error file=b/evb.yaml,line=1,col=11,endColumn=20,title=evb%3A input/unreadable::cannot read `b/gone.yaml`: no such file%0A  paths are seen from the directory of the suite
    ::error file=shop.evb.yaml,line=2,col=1,endColumn=5,title=evb%3A suite/member::a suite has no member `case`%0A  did you mean `cases`?
    ::warning file=b/evb.yaml,line=1,col=1,endColumn=2,title=evb%3A suite/case::the suite has no case%0A  add one under `cases`: `{event: …, matches: […]}`
    4 errors beside the cases, 0 passed: 0 cases in 2 suites
    --- stderr
    error[input/unreadable]: cannot read `gone.evb.yaml`: no such file
     |
     = help: give the path of a file, `-` for standard input, or JSON itself
    error[yaml/syntax]: a bracket is not closed
     --> a/evb.yaml:1:9
      |
    1 | cases: [{name: a
      |         ^ this one, or one before it
    warning[suite/case]: the suite has no case
     --> b/evb.yaml:1:1
      |
    1 | template: gone.yaml
      | ^ nothing is tested
      |
      = help: add one under `cases`: `{event: …, matches: […]}`
    error[input/unreadable]: cannot read `b/gone.yaml`: no such file
     --> b/evb.yaml:1:11
      |
    1 | template: gone.yaml
      |           ^^^^^^^^^ named here
      |
      = help: paths are seen from the directory of the suite
    error[suite/member]: a suite has no member `case`
     --> shop.evb.yaml:2:1
      |
    2 | case: []
      | ^^^^ a suite has no such key here
      |
      = help: did you mean `cases`?
    ");
}

#[test]
fn what_no_case_notices_is_a_warning() {
    let host = host("template: template.yaml\ncases:\n  - {name: a, event: shipped.json, matches: [Audit, Billing]}\n")
        .file("template.yaml", "Resources:\n  Audit:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {source: [shop]}\n  Billing:\n    Type: AWS::Events::Rule\n    Properties:\n      EventPattern: {source: [shop]}\n");
    insta::assert_snapshot!(host.evb(&["test", "--format", "github", "--mutants"]), @r#"
    exit: Negative
    --- stdout
    ::warning file=template.yaml,line=5,col=31,endColumn=35,title=evb%3A no case notices this change::`"shop"` becomes `{"prefix":"shop"}`
    ::warning file=template.yaml,line=5,col=31,endColumn=35,title=evb%3A no case notices this change::`"shop"` becomes `{"suffix":"shop"}`
    ::warning file=template.yaml,line=5,col=31,endColumn=35,title=evb%3A no case notices this change::`"shop"` becomes `{"equals-ignore-case":"shop"}`
    ::warning file=template.yaml,line=9,col=31,endColumn=35,title=evb%3A no case notices this change::`"shop"` becomes `{"prefix":"shop"}`
    ::warning file=template.yaml,line=9,col=31,endColumn=35,title=evb%3A no case notices this change::`"shop"` becomes `{"suffix":"shop"}`
    ::warning file=template.yaml,line=9,col=31,endColumn=35,title=evb%3A no case notices this change::`"shop"` becomes `{"equals-ignore-case":"shop"}`
    1 passed: 1 case in 1 suite
    "#);
}

#[test]
fn the_summary_of_the_step_gets_a_page() {
    let host = host(CASES).environment("GITHUB_STEP_SUMMARY", "out/summary.md");
    host.run(&["test", "--format", "github", "--run", "good"]);
    host.run(&["test", "--format", "human"]);
    host.run(&["test", "--format", "github", "--run", "worse"]);
    insta::assert_snapshot!(host.written("out/summary.md").unwrap(), @r"
    ### evb test: 1 passed: 1 case in 1 suite

    | suite | passed | failed | errors |
    |---|---:|---:|---:|
    | `shop.evb.yaml` | 1 | 0 | 0 |
    ### evb test: 1 could not be answered, 0 passed: 1 case in 1 suite

    | suite | passed | failed | errors |
    |---|---:|---:|---:|
    | `shop.evb.yaml` | 0 | 0 | 1 |

    #### error: `worse`

    `shop.evb.yaml:5:26`: cannot read `gone.json`: no such file

    - paths are seen from the directory of the suite
    ");
}

#[test]
fn a_summary_is_kept_to_its_size() {
    let cases: String = (0..8_000)
        .map(|number| {
            format!("  - {{name: case {number}, event: shipped.json, matches: [Audit]}}\n")
        })
        .collect();
    let suite = format!("template: template.yaml\ncases:\n{cases}");
    let host = |held: usize| {
        host(&suite)
            .file("summary.md", vec![b'x'; held])
            .environment("GITHUB_STEP_SUMMARY", "summary.md")
    };
    let written = |host: Pretend| {
        host.run(&["test", "--format", "github"]);
        host.written("summary.md").unwrap_or_default()
    };
    let page = written(host(1_000));
    let length = page.len();
    assert!(
        length <= (1 << 20) - 1_000 && length > 1_000_000,
        "{length}"
    );
    let end: Vec<&str> = page.lines().rev().take(2).collect();
    insta::assert_snapshot!(end.join("\n"), @r"1,791 more parts are left out, for want of room.");
    assert_eq!(written(host(1 << 20)), "");
}
